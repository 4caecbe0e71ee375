/* ent_list.c - lists of records: from an address to SQL and back.
**
** The text of a statement depends on the shape of the question alone (which fields, which comparisons), so the same
** few statements serve all readers and stay prepared. Sorting by name walks the index of `labels` in the reader's
** language; everything else sorts by the column, unknown before known. */
#include "ent/list.h"
#include "ent/list_ahead.h"
#include "ent/list_count.h"

#include "base/check.h"
#include "base/html.h"
#include "ent/ent_inner.h"
#include "ent/params.h"

enum { LIMIT_USUAL = 50, PAGES_MAX = 1000000, EACH_ROWS = 256, SQL_MAX = 48 << 10, VALS_MAX = 48 };

/* What can be asked of every record. */
static const Field HEAD_FIELDS[] = {
    {.name = "unit", .type = F_REF, .offset = offsetof(Head, unit)},
    {.name = "created_by", .type = F_REF, .offset = offsetof(Head, created_by)},
    {.name = "created_at", .type = F_STAMP, .offset = offsetof(Head, created_at)},
    {.name = "changed_at", .type = F_STAMP, .offset = offsetof(Head, changed_at)},
};
enum { HEAD_FIELDS_N = sizeof HEAD_FIELDS / sizeof *HEAD_FIELDS };

static const char *const OP_NAMES[LIST_OPS] = {
    [LIST_EQ] = "",    [LIST_NE] = "ne",   [LIST_LT] = "lt",           [LIST_LE] = "le",      [LIST_GT] = "gt",
    [LIST_GE] = "ge",  [LIST_HAS] = "has", [LIST_UNKNOWN] = "unknown", [LIST_KNOWN] = "known",
};

static const char *const OP_SQL[LIST_OPS] = {
    [LIST_EQ] = "=", [LIST_NE] = "<>", [LIST_LT] = "<", [LIST_LE] = "<=", [LIST_GT] = ">", [LIST_GE] = ">=",
};

/* ---- addresses ------------------------------------------------------------------------------------------------ */

/* "opened.ge" -> field and comparison. */
static const Field *filter_named(const Ctx *c, const Entity *e, Str name, ListOp *ret_op) {
    ptrdiff_t dot = str_find_byte(name, '.');
    Str base = dot < 0 ? name : str_sub(name, 0, (size_t)dot), op = {0};
    if (dot >= 0) op = str_sub(name, (size_t)dot + 1, name.n);
    int i = 0;
    while (i < LIST_OPS && !str_eq(op, str_of(OP_NAMES[i]))) i++;
    if (i == LIST_OPS) return NULL;
    *ret_op = (ListOp)i;
    for (int k = 0; k < HEAD_FIELDS_N; k++) {
        if (str_eq(base, str_of(HEAD_FIELDS[k].name))) return &HEAD_FIELDS[k];
    }
    const Field *f = field_named(e, base);
    return f && field_readable(c, f) ? f : NULL;
}

static bool is_text(const Field *f) { return TYPES[f->type].storage == STORE_STR; }

/* "contains": the text between %, ASCII letters in lower case, the signs of LIKE taken literally. */
static Val contains(Arena *a, Str text) {
    char *p = arena_alloc(a, arena_product(text.n, 2) + 3);
    size_t n = 0;
    p[n++] = '%';
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        if (ch == '%' || ch == '_' || ch == '\\') p[n++] = '\\';
        p[n++] = ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
    }
    p[n++] = '%';
    return v_text((Str){p, n});
}

/* What is typed becomes the value to compare with; false with a complaint. */
static bool filter_value(Ctx *c, const Entity *e, ListFilter *f) {
    const Field *field = f->field;
    if (f->op == LIST_KNOWN || f->op == LIST_UNKNOWN) return true;
    if (field->type == F_SET && f->op == LIST_EQ) f->op = LIST_HAS;
    if (f->op == LIST_HAS && (is_text(field) || field->type == F_TRI)) {
        f->val = contains(c->arena, f->text);
        return true;
    }
    if (f->op == LIST_HAS && field->type != F_SET) f->op = LIST_EQ;
    if (field->type == F_TRI) {
        f->val = v_text(f->text);
        return true;
    }
    void *rec = ent_new(c, e);
    if (!value_read(c, field, rec, c->reader.lang, f->text)) return false;
    f->val = value_bind(field, rec);
    /* Up to a day means to its end. */
    if (field->type == F_STAMP && f->text.n <= 10 && f->op == LIST_LE) f->val.i += 24 * 3600 * 1000 - 1;
    return true;
}

static void sort_parse(Ctx *c, ListSpec *s, Str text) {
    s->descending = str_starts(text, LIT("-"));
    Str name = str_sub(text, s->descending, text.n);
    s->sort_changed = str_eq(name, LIT("changed"));
    s->sort = s->sort_changed || !name.n ? NULL : field_named(s->entity, name);
    bool label = s->sort && s->entity->label == s->sort - s->entity->fields;
    if (label) s->sort = NULL;
    if (label || s->sort_changed || !name.n) return;
    if (!s->sort || !field_readable(c, s->sort) || s->sort->type == F_TRI) {
        s->sort = NULL;
        complain(c, "sort", T_FORM_FIX_CHOICE);
    }
}

static void number_parse(Ctx *c, const char *name, Str text, int64_t max, int64_t *ret_n) {
    int64_t n;
    if (str_int(text, &n) && n >= 1 && n <= max) *ret_n = n;
    else complain(c, name, T_FORM_FIX_NUMBER);
}

Fault list_parse(Ctx *c, const Entity *e, const Params *args, ListSpec *ret_spec) {
    ListSpec s = {.entity = e, .limit = LIMIT_USUAL};
    size_t complaints = c->complaints.n;
    int64_t page = 1;
    for (size_t i = 0; i < args->n; i++) {
        Str name = args->v[i].name, text = str_trim(args->v[i].value);
        ListFilter f = {.text = text};
        f.field = filter_named(c, e, name, &f.op);
        if (str_eq(name, LIT("sort"))) {
            sort_parse(c, &s, text);
        } else if (str_eq(name, LIT("page"))) {
            number_parse(c, "page", text, PAGES_MAX, &page);
        } else if (str_eq(name, LIT("limit"))) {
            number_parse(c, "limit", text, LIST_PAGE_MAX, &s.limit);
        } else if (str_eq(name, LIT("archived"))) {
            s.archived = str_eq(text, LIT("1"));
        } else if (f.field && (text.n || f.op == LIST_KNOWN || f.op == LIST_UNKNOWN)) {
            if (s.n_filters == LIST_FILTERS_MAX) return fail(c, BAD_REQUEST, "filters", LIST_FILTERS_MAX);
            if (filter_value(c, e, &f)) s.filters[s.n_filters++] = f;
        }
    }
    s.offset = (page - 1) * s.limit;
    *ret_spec = s;
    return c->complaints.n > complaints ? fail(c, INVALID, c->complaints.v[complaints].field, 0) : OK;
}

bool list_knows(const Ctx *c, const Entity *e, Str name) {
    static const char *const OWN[] = {"sort", "page", "limit", "archived"};
    ListOp op;
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++) {
        if (str_eq(name, str_of(OWN[i]))) return true;
    }
    return filter_named(c, e, name, &op) != NULL;
}

/* Position in the canonical order: by field, then comparison; values of one stay as they stood. */
static int filter_rank(const ListSpec *s, int i) {
    const Field *f = s->filters[i].field, *first = s->entity->fields;
    bool own = f >= first && f < first + s->entity->n_fields;
    int field = own ? (int)(f - first) : s->entity->n_fields + (int)(f - HEAD_FIELDS);
    return (field * LIST_OPS + (int)s->filters[i].op) * LIST_FILTERS_MAX + i;
}

static void address_part(Buf *b, size_t start, const char *name, const char *op, Str value) {
    if (b->n > start) buf_byte(b, '&');
    put_urlpart(b, str_of(name));
    if (*op) buf_printf(b, ".%s", op);
    buf_byte(b, '=');
    put_urlpart(b, value);
}

static void address_number(Buf *b, size_t start, const char *name, int64_t n) {
    buf_printf(b, "%s%s=%lld", b->n > start ? "&" : "", name, (long long)n);
}

void list_address(Buf *b, const ListSpec *s, bool without_page) {
    size_t start = b->n;
    for (int rank = -1, k = 0; k < s->n_filters; k++) {
        int best = -1;
        for (int i = 0; i < s->n_filters; i++) {
            int r = filter_rank(s, i);
            if (r > rank && (best < 0 || r < filter_rank(s, best))) best = i;
        }
        rank = filter_rank(s, best);
        const ListFilter *f = &s->filters[best];
        bool has = f->op == LIST_HAS && f->field->type == F_SET;
        address_part(b, start, f->field->name, has ? "" : OP_NAMES[f->op], f->text);
    }
    for (int i = 0; i < s->n_extras; i++) {
        if (s->extras[i].text.n) address_part(b, start, s->extras[i].name, "", s->extras[i].text);
    }
    const char *sort = s->sort_changed ? "changed" : s->sort ? s->sort->name : "";
    if (*sort || s->descending) {
        buf_printf(b, "%ssort=%s%s", b->n > start ? "&" : "", s->descending ? "-" : "", sort);
    }
    if (s->archived) address_number(b, start, "archived", 1);
    if (s->limit != LIMIT_USUAL) address_number(b, start, "limit", s->limit);
    if (!without_page && s->offset >= s->limit) address_number(b, start, "page", s->offset / s->limit + 1);
}

/* ---- SQL ------------------------------------------------------------------------------------------------------ */

typedef struct ListSql {
    Ctx            *c;
    const ListSpec *s;
    bool            walk;                         /* the index of names leads, whatever the filters */
    Buf             sql, in;
    Val             v[VALS_MAX];
    size_t          n;
} ListSql;

static void sql_init(ListSql *q, Ctx *c, const ListSpec *s) {
    q->c = c;
    q->s = s;
    q->walk = false;
    q->n = 0;
    buf_init(&q->sql, SQL_MAX);
    buf_init(&q->in, SQL_MAX);
}

static void sql_release(ListSql *q) {
    buf_release(&q->sql);
    buf_release(&q->in);
}

static void sql_value(ListSql *q, const char *name, const char *type, Val v) {
    CHECK(q->n < VALS_MAX);
    buf_printf(&q->in, "%s%s:%s", q->n ? " " : "", name, type);
    q->v[q->n++] = v;
}

static Fault sql_rows(ListSql *q, Str out, Rows *ret_rows) {
    CHECK(buf_ok(&q->sql) && buf_ok(&q->in));
    Query made = db_made(q->c, buf_str(&q->sql), buf_str(&q->in), out);
    return db_rows(q->c, &made, q->v, q->n, ret_rows);
}

/* One comparison; the value is :f<i>. */
static void sql_compare_value(ListSql *q, int i) {
    const ListFilter *f = &q->s->filters[i];
    const char *name = f->field->name;
    char param[16];
    snprintf(param, sizeof param, "f%d", i);
    if (f->op == LIST_KNOWN || f->op == LIST_UNKNOWN) {
        if (f->field->type == F_TRI) {
            buf_printf(&q->sql, "%sEXISTS (SELECT 1 FROM texts t WHERE t.owner = x.id AND t.field = '%s')",
                       f->op == LIST_KNOWN ? "" : "NOT ", name);
        } else {
            buf_printf(&q->sql, "x.%s IS %sNULL", name, f->op == LIST_KNOWN ? "NOT " : "");
        }
        return;
    }
    sql_value(q, param, f->field->type == F_TRI ? "text" : TYPES[f->field->type].in, f->val);
    if (f->field->type == F_TRI) {
        const char *how = f->op == LIST_HAS ? "lower(t.text) LIKE :%s ESCAPE '\\'" : "t.text = :%s";
        buf_printf(&q->sql, "%sEXISTS (SELECT 1 FROM texts t WHERE t.owner = x.id AND t.field = '%s' AND ",
                   f->op == LIST_NE ? "NOT " : "", name);
        buf_printf(&q->sql, how, param);
        buf_lit(&q->sql, ")");
    } else if (f->op == LIST_HAS && f->field->type == F_SET) {
        buf_printf(&q->sql, "(x.%s & :%s) <> 0", name, param);
    } else if (f->op == LIST_HAS) {
        buf_printf(&q->sql, "lower(x.%s) LIKE :%s ESCAPE '\\'", name, param);
    } else if (f->op == LIST_NE) {
        buf_printf(&q->sql, "(x.%s IS NULL OR x.%s <> :%s)", name, name, param);
    } else {
        buf_printf(&q->sql, "x.%s %s :%s", name, OP_SQL[f->op], param);
    }
}

static void sql_compare(ListSql *q, int i) {
    const ListFilter *f = &q->s->filters[i];
    char param[16];
    if (!f->n_or_ids) {
        sql_compare_value(q, i);
        return;
    }
    snprintf(param, sizeof param, "o%d", i);
    buf_printf(&q->sql, "(x.id {in:%s} OR ", param);
    sql_value(q, param, "ids", v_ids(f->or_ids, f->n_or_ids));
    sql_compare_value(q, i);
    buf_lit(&q->sql, ")");
}

/* Several values of one comparison are alternatives; several "is not" all hold. */
static void sql_filters(ListSql *q) {
    const ListSpec *s = q->s;
    for (int i = 0; i < s->n_filters; i++) {
        const ListFilter *f = &s->filters[i];
        bool first = true;
        for (int k = 0; k < i && first; k++) first = s->filters[k].field != f->field || s->filters[k].op != f->op;
        if (!first) continue;
        buf_lit(&q->sql, " AND (");
        for (int k = i; k < s->n_filters; k++) {
            if (s->filters[k].field != f->field || s->filters[k].op != f->op) continue;
            if (k > i) buf_add(&q->sql, f->op == LIST_NE ? LIT(" AND ") : LIT(" OR "));
            sql_compare(q, k);
        }
        buf_lit(&q->sql, ")");
    }
}

void list_keep_seen(Ctx *c, ListSpec *s, const Field *one, const Field *other) {
    CHECK(one->to == other->to && s->n_extras < (int)(sizeof s->extras / sizeof *s->extras));
    Str sql = arena_printf(c->arena, "EXISTS (SELECT 1 FROM %s seen WHERE :seen = 1 AND seen.id IN (x.%s, x.%s) AND"
                                     " {scope:seen})", one->to->table, one->name, other->name);
    s->extras[s->n_extras++] = (ListExtra){.name = "seen", .sql = arena_z(c->arena, sql), .val = v_int(1)};
}

static void sql_where(ListSql *q) {
    static const char *const TYPE_OF[] = {
        [VAL_INT] = "int", [VAL_REAL] = "real", [VAL_TEXT] = "text", [VAL_BLOB] = "blob", [VAL_IDS] = "ids",
    };
    const ListSpec *s = q->s;
    buf_lit(&q->sql, " WHERE ");
    if (q->walk) buf_printf(&q->sql, "l.owner = x.id AND l.lang = :s_lang AND l.entity = '%s' AND ", s->entity->name);
    buf_printf(&q->sql, "x.archived_at IS %sNULL AND x.merged_into IS NULL AND {scope:x}",
               s->archived ? "NOT " : "");
    sql_filters(q);
    for (int i = 0; i < s->n_extras; i++) {
        const ListExtra *x = &s->extras[i];
        if (x->val.kind == VAL_NULL) continue;
        buf_printf(&q->sql, " AND (%s)", x->sql);
        sql_value(q, x->name, TYPE_OF[x->val.kind], x->val);
    }
    if (s->ids_only) {
        buf_lit(&q->sql, " AND x.id {in:ids}");
        sql_value(q, "ids", "ids", v_ids(s->ids, s->n_ids));
    }
}

static bool by_label(const ListSpec *s) { return !s->sort && !s->sort_changed && s->entity->label >= 0; }

/* In a list without all texts, the name comes from `labels`. */
static bool name_from_labels(const ListSpec *s, bool texts) {
    return !texts && s->entity->label >= 0 && s->entity->fields[s->entity->label].type == F_TRI;
}

/* Every record of an entity with a name has a row in `labels` for each language, so the join may lead. */
static void sql_from(ListSql *q, bool label) {
    const Entity *e = q->s->entity;
    if (q->walk) {
        buf_printf(&q->sql, " FROM labels l CROSS JOIN %s x", e->table);
        return;
    }
    buf_printf(&q->sql, " FROM %s x", e->table);
    if (label) {
        buf_printf(&q->sql, " %sJOIN labels l ON l.owner = x.id AND l.lang = :s_lang AND l.entity = '%s'",
                   by_label(q->s) ? "" : "LEFT ", e->name);
    }
    if (q->s->sort && q->s->sort->type == F_REF) buf_printf(&q->sql, " {label:x.%s}", q->s->sort->name);
}

static void sql_order(ListSql *q) {
    const ListSpec *s = q->s;
    const char *down = s->descending ? " DESC" : "";
    buf_lit(&q->sql, " ORDER BY ");
    if (s->sort_changed) {
        buf_printf(&q->sql, "x.changed_at%s, ", down);
    } else if (s->sort && s->sort->type == F_REF) {
        buf_printf(&q->sql, "l_%s.sort%s, ", s->sort->name, down);
    } else if (s->sort) {
        buf_printf(&q->sql, "x.%s%s, ", s->sort->name, down);
    } else if (by_label(s)) {
        buf_printf(&q->sql, "l.sort%s, ", down);
    } else {
        down = s->descending ? "" : " DESC";      /* nameless records: the newest first */
    }
    buf_printf(&q->sql, "x.id%s", down);
}

/* ---- running -------------------------------------------------------------------------------------------------- */

static void take_row(const Rows *r, const ListSpec *s, bool label, void *rec) {
    const Entity *e = s->entity;
    ent_take(r, 0, e, rec);
    if (label) {
        Tri *name = field_at(&e->fields[e->label], rec);
        Lang l = r->ctx->reader.lang;
        name->v[l] = rows_copy(r, rows_columns(r) - 1);
        name->state[l] = name->v[l].n ? TEXT_WRITTEN : TEXT_NONE;
    }
}

/* Runs the statement in q, which may give `max` rows. */
static Fault rows_take(ListSql *q, bool texts, size_t max, void **ret_rows, size_t *ret_n) {
    const Entity *e = q->s->entity;
    bool label = name_from_labels(q->s, texts);
    char *v = arena_alloc(q->c->arena, arena_product(max + 1, e->size));
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        Str out = ent_sql(e)->out;
        if (label) out = arena_printf(q->c->arena, "%.*s label:text", STR_ARG(out));
        TRY(sql_rows(q, out, &r));
        while (n < max && rows_next(&r)) take_row(&r, q->s, label, v + n++ * e->size);
        TRY(rows_fault(&r));
    }
    if (texts) TRY(texts_load(q->c, e, v, n));
    for (size_t i = 0; i < n; i++) ent_hide(q->c, e, v + i * e->size);
    *ret_rows = v;
    *ret_n = n;
    return OK;
}

static void sql_select(ListSql *q, bool texts) {
    bool label = name_from_labels(q->s, texts);
    buf_lit(&q->sql, "SELECT ");
    buf_add(&q->sql, ent_sql(q->s->entity)->columns);
    if (label) buf_lit(&q->sql, ", l.text");
    sql_from(q, label || by_label(q->s));
    sql_where(q);
}

/* Nothing points at the record that a condition names (ent_around). */
static bool is_empty(const Ctx *c, const ListSpec *s) {
    for (int i = 0; i < s->n_filters; i++) {
        const ListFilter *f = &s->filters[i];
        if (f->field->type != F_REF || f->op != LIST_EQ || f->n_or_ids || f->val.kind != VAL_INT) continue;
        bool alone = true;                        /* several of one field are this or that */
        for (int k = 0; k < s->n_filters; k++) {
            alone = alone && (k == i || s->filters[k].field != f->field || s->filters[k].op != LIST_EQ);
        }
        if (alone && ent_around_none(c, f->field, f->val.i)) return true;
    }
    return false;
}

static void sql_chosen(ListSql *q, Ctx *c, const ListSpec *plain, const char *what) {
    sql_init(q, c, plain);
    buf_add(&q->sql, str_of(what));
    sql_from(q, false);
    sql_where(q);
}

static ListRows rows_of(const ListSql *q) { return (ListRows){buf_str(&q->sql), buf_str(&q->in), q->v, q->n}; }

/* Of what was gathered (list.h): true, and the rest need not be asked. *ret_total is set when it is known. */
static bool run_ahead(Ctx *c, const ListSpec *s, int64_t *ret_total) {
    if (!c->ahead) return false;
    ListSpec plain = *s;
    plain.sort = NULL;
    AUTO(sql_release) ListSql q;
    sql_chosen(&q, c, &plain, "");
    ListRows rows = rows_of(&q);
    int64_t  n = 0;
    bool     counted = false;
    if (ahead_gathers(c, &rows, ret_total != NULL)) return true;
    if (!ahead_known(c, &rows, &counted, &n)) return false;
    if (ret_total && counted) *ret_total = n;
    return n == 0;
}

Fault list_count(Ctx *c, const ListSpec *s, int64_t *ret_total) {
    *ret_total = -1;
    bool empty = is_empty(c, s) || run_ahead(c, s, ret_total);
    if (empty) *ret_total = 0;
    if (*ret_total >= 0) return OK;
    ListSpec plain = *s;
    plain.sort = NULL;
    AUTO(sql_release) ListSql q;
    sql_chosen(&q, c, &plain, "SELECT count(*)");
    unsigned char key[COUNT_KEY_BYTES];
    count_key(c, buf_str(&q.sql), q.v, q.n, key);
    if (count_known(c, key, ret_total)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(sql_rows(&q, LIT("n:int"), &r));
    *ret_total = rows_next(&r) ? rows_int(&r, 0) : 0;
    TRY(rows_fault(&r));
    count_keep(c, key, *ret_total);
    return OK;
}

static Fault run_page(Ctx *c, const ListSpec *s, bool texts, bool walk, void **ret_rows, size_t *ret_n) {
    AUTO(sql_release) ListSql q;
    sql_init(&q, c, s);
    q.walk = walk;
    sql_select(&q, texts);
    sql_order(&q);
    buf_lit(&q.sql, " LIMIT :limit OFFSET :offset");
    sql_value(&q, "limit", "int", v_int(s->limit));
    sql_value(&q, "offset", "int", v_int(s->offset));
    return rows_take(&q, texts, (size_t)s->limit, ret_rows, ret_n);
}

/* Which of the given ids match, in the order given. */
static Fault ids_matching(Ctx *c, const ListSpec *s, Id **ret_v, size_t *ret_n) {
    AUTO(sql_release) ListSql q;
    sql_init(&q, c, s);
    buf_lit(&q.sql, "SELECT x.id");
    sql_from(&q, false);
    sql_where(&q);
    bool *match = ARENA_ARRAY(c->arena, bool, s->n_ids + 1);
    IdMap map = idmap_make(c->arena, s->ids, s->n_ids);
    AUTO(rows_end) Rows r = {0};
    TRY(sql_rows(&q, LIT("id:id"), &r));
    while (rows_next(&r)) match[idmap_find(&map, rows_id(&r, 0))] = true;
    TRY(rows_fault(&r));
    Id *v = ARENA_ARRAY(c->arena, Id, s->n_ids + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n_ids; i++) {
        if (match[i]) v[n++] = s->ids[i];
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* The records with these ids, all of which match, in their order; at most LIST_PAGE_MAX. */
static Fault rows_of_ids(Ctx *c, const ListSpec *s, bool texts, const Id *ids, size_t n, void **ret_rows) {
    size_t m;
    ListSpec page = {.entity = s->entity, .ids = ids, .n_ids = n, .ids_only = true, .archived = s->archived,
                     .limit = LIST_PAGE_MAX, .sort_changed = true};
    char *rows;
    TRY(run_page(c, &page, texts, false, (void **)&rows, &m));
    char *v = arena_alloc(c->arena, arena_product(n + 1, s->entity->size));
    IdMap map = idmap_make(c->arena, ids, n);
    for (size_t i = 0; i < n; i++) {
        char *row = rows + i * s->entity->size;
        memcpy(v + (size_t)idmap_find(&map, ((Head *)row)->id) * s->entity->size, row, s->entity->size);
    }
    *ret_rows = v;
    return OK;
}

/* So few that they are all on the first page. */
static Fault run_given_few(Ctx *c, const ListSpec *s, bool texts, void **ret_rows, size_t *ret_n) {
    ListSpec all = *s;
    size_t   n, k = 0, size = s->entity->size;
    void    *rows;
    all.sort_changed = true;                      /* their order is given: nothing to join for */
    TRY(run_page(c, &all, texts, false, &rows, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Head *)((const char *)rows + i * size))->id;
    IdMap map = idmap_make(c->arena, ids, n);
    bool *given = ARENA_ARRAY(c->arena, bool, n + 1);
    char *v = arena_alloc(c->arena, arena_product(n + 1, size));
    for (size_t i = 0; i < s->n_ids && k < n; i++) {
        ptrdiff_t at = idmap_find(&map, s->ids[i]);
        if (at < 0 || given[at]) continue;
        given[at] = true;
        memcpy(v + k++ * size, (const char *)rows + (size_t)at * size, size);
    }
    *ret_rows = v;
    *ret_n = k;
    return OK;
}

/* A page of given records in the order given, as a search found them. */
static Fault run_given(Ctx *c, const ListSpec *s, bool texts, void **ret_rows, size_t *ret_n, int64_t *ret_total) {
    Id *ids;
    size_t n;
    if (!s->offset && (int64_t)s->n_ids <= s->limit) {
        TRY(run_given_few(c, s, texts, ret_rows, ret_n));
        if (ret_total) *ret_total = (int64_t)*ret_n;
        return OK;
    }
    TRY(ids_matching(c, s, &ids, &n));
    if (ret_total) *ret_total = (int64_t)n;
    size_t from = (size_t)s->offset < n ? (size_t)s->offset : n;
    *ret_n = n - from < (size_t)s->limit ? n - from : (size_t)s->limit;
    return rows_of_ids(c, s, texts, ids + from, *ret_n, ret_rows);
}

/* Sorting thousands of matches to show the first fifty is slower than walking the names in order and passing over what
** does not match; with few matches it is the other way round. Neither database sees this in time: we have counted. */
static bool walks(const ListSpec *s, int64_t total) {
    enum { SORTED_MAX = 2000, PART = 8 };
    return !s->ids_only && total > SORTED_MAX && (s->offset + s->limit) * PART < total;
}

Fault list_run(Ctx *c, const ListSpec *s, bool texts, void **ret_rows, size_t *ret_n, int64_t *ret_total) {
    CHECK(s->limit > 0 && s->limit <= LIST_PAGE_MAX && s->offset >= 0);
    if (is_empty(c, s) || run_ahead(c, s, ret_total)) {
        *ret_rows = arena_alloc(c->arena, s->entity->size);
        *ret_n = 0;
        if (ret_total) *ret_total = 0;
        return OK;
    }
    if (s->ids_only && !s->sort && !s->sort_changed) return run_given(c, s, texts, ret_rows, ret_n, ret_total);
    if (ret_total && by_label(s) && (s->n_filters || s->n_extras)) {
        TRY(list_count(c, s, ret_total));
        *ret_n = 0;
        *ret_rows = arena_alloc(c->arena, s->entity->size);
        if (*ret_total <= s->offset) return OK;   /* to find nothing would take as long as to count */
        return run_page(c, s, texts, walks(s, *ret_total), ret_rows, ret_n);
    }
    TRY(run_page(c, s, texts, false, ret_rows, ret_n));
    if (!ret_total) return OK;
    bool whole = (int64_t)*ret_n < s->limit && (*ret_n || !s->offset);
    if (!whole) return list_count(c, s, ret_total);
    *ret_total = s->offset + (int64_t)*ret_n;
    return OK;
}

static Fault each_portion(Ctx *c, const ListSpec *s, bool texts, Id *after, void **ret_rows, size_t *ret_n) {
    AUTO(sql_release) ListSql q;
    ListSpec plain = *s;
    plain.sort = NULL;
    plain.sort_changed = true;                    /* ordered by id below: nothing to join for */
    sql_init(&q, c, &plain);
    sql_select(&q, texts);
    buf_lit(&q.sql, " AND x.id > :after ORDER BY x.id LIMIT :limit");
    sql_value(&q, "after", "id", v_int(*after));
    sql_value(&q, "limit", "int", v_int(EACH_ROWS));
    TRY(rows_take(&q, texts, EACH_ROWS, ret_rows, ret_n));
    if (*ret_n) *after = ((Head *)((char *)*ret_rows + (*ret_n - 1) * s->entity->size))->id;
    return OK;
}

Fault list_each(Ctx *c, const ListSpec *s, bool texts, Fault (*each)(Ctx *c, const void *rec, void *arg), void *arg) {
    AUTO(portion_end) Portion p = {0};
    Id after = INT64_MIN;
    size_t n;
    portion_begin(&p, c);
    do {
        void *rows;
        TRY(each_portion(c, s, texts, &after, &rows, &n));
        for (size_t i = 0; i < n; i++) TRY(each(c, (char *)rows + i * s->entity->size, arg));
        portion_next(&p);
    } while (n == EACH_ROWS);
    return OK;
}

/* The ids of all matches in the order of the list, at most `max`, into b. */
static Fault ids_in_order(Ctx *c, const ListSpec *s, size_t max, Buf *b) {
    AUTO(sql_release) ListSql q;
    sql_init(&q, c, s);
    buf_lit(&q.sql, "SELECT x.id");
    sql_from(&q, by_label(s));
    sql_where(&q);
    sql_order(&q);
    buf_lit(&q.sql, " LIMIT :limit");
    sql_value(&q, "limit", "int", v_int((int64_t)max));
    AUTO(rows_end) Rows r = {0};
    TRY(sql_rows(&q, LIT("id:id"), &r));
    while (rows_next(&r)) {
        Id id = rows_id(&r, 0);
        buf_add(b, (Str){(const char *)&id, sizeof id});
    }
    TRY(rows_fault(&r));
    return buf_ok(b) ? OK : fail(c, TOO_LARGE, "list", (int64_t)max);
}

static Fault portions(Ctx *c, const ListSpec *s, const Id *ids, size_t n, ListPortion each, void *arg) {
    AUTO(portion_end) Portion p = {0};
    portion_begin(&p, c);
    for (size_t at = 0; at < n; at += EACH_ROWS) {
        void *rows;
        size_t m = n - at < EACH_ROWS ? n - at : EACH_ROWS;
        TRY(rows_of_ids(c, s, true, ids + at, m, &rows));
        TRY(each(c, rows, m, arg));
        portion_next(&p);
    }
    return OK;
}

Fault list_portions(Ctx *c, const ListSpec *s, size_t max, ListPortion each, void *arg, bool *ret_more) {
    Id *given;
    Buf ids;
    size_t n = 0;
    *ret_more = false;
    if (s->ids_only && !s->sort && !s->sort_changed) {
        TRY(ids_matching(c, s, &given, &n));
        *ret_more = n > max;
        return portions(c, s, given, n > max ? max : n, each, arg);
    }
    buf_init(&ids, (max + 1) * sizeof(Id));
    Fault f = ids_in_order(c, s, max + 1, &ids);
    n = ids.n / sizeof(Id);
    *ret_more = n > max;
    if (f == OK) f = portions(c, s, (const Id *)(const void *)ids.p, n > max ? max : n, each, arg);
    buf_release(&ids);
    return f;
}

static Str sql_select_some(ListSql *q, const int *fields) {
    const Entity *e = q->s->entity;
    bool label = name_from_labels(q->s, false);
    Buf out;
    buf_init(&out, SQL_MAX);
    buf_lit(&q->sql, "SELECT x.id");
    buf_lit(&out, "id:id");
    for (const int *i = fields; *i >= 0; i++) {
        const Field *f = &e->fields[*i];
        CHECK(*i < e->n_fields && f->type != F_TRI);
        buf_printf(&q->sql, ", x.%s", f->name);
        buf_printf(&out, " %s:%s", f->name, TYPES[f->type].in);
    }
    if (label) buf_lit(&q->sql, ", l.text");
    if (label) buf_lit(&out, " label:text");
    sql_from(q, label);
    sql_where(q);
    buf_lit(&q->sql, " ORDER BY x.id LIMIT :limit");
    return buf_keep(q->c->arena, &out);
}

static void take_some(const Rows *r, const Entity *e, const int *fields, bool label, void *rec) {
    int col = 1;
    ent_clear(e, rec);
    ((Head *)rec)->id = rows_id(r, 0);
    for (const int *i = fields; *i >= 0; i++) value_take(r, col++, &e->fields[*i], rec);
    ent_hide(r->ctx, e, rec);
    if (!label) return;
    Tri *name = field_at(&e->fields[e->label], rec);
    name->v[r->ctx->reader.lang] = rows_text(r, col);
}

Fault list_some(Ctx *c, const ListSpec *s, const int *fields, size_t max,
                Fault (*each)(Ctx *c, const void *rec, void *arg), void *arg) {
    AUTO(sql_release) ListSql q;
    ListSpec plain = *s;
    size_t n = 0;
    plain.sort = NULL;
    plain.sort_changed = true;                    /* ordered by id: nothing to join for */
    sql_init(&q, c, &plain);
    Str out = sql_select_some(&q, fields);
    sql_value(&q, "limit", "int", v_int((int64_t)max));
    CHECK(buf_ok(&q.sql) && buf_ok(&q.in));
    Query made = db_made(c, buf_str(&q.sql), buf_str(&q.in), out);
    made.many = true;
    void *rec = arena_alloc(c->arena, s->entity->size);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &made, q.v, q.n, &r));
    while (n < max && rows_next(&r)) {
        take_some(&r, s->entity, fields, name_from_labels(s, false), rec);
        TRY(each(c, rec, arg));
        n++;
    }
    return rows_fault(&r);
}

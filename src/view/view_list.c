/* view_list.c - the list page of any noun. */
#include "view/view_page.h"

#include "base/check.h"
#include "base/utf8.h"
#include "seek/seek.h"

enum { OPTIONS_MAX = 300, TABS_MAX = 8, ACTS_MAX = 4 };

/* ---- addresses --------------------------------------------------------------------------- */

/* What belongs to one look at a query and not to the query: the page of a list, the view of a map. */
static bool is_passing(Str name) {
    static const char *const PASSING[] = {"page", "part", "of", "box", "at", "nowhere"};
    for (size_t i = 0; i < sizeof PASSING / sizeof *PASSING; i++) {
        if (str_eq(name, str_of(PASSING[i]))) return true;
    }
    return false;
}

/* The address of a drawing at `path` (which may bring arguments of its own) with `name` set to `value` (empty: taken
** out) and the page forgotten. */
static Str with(Ctx *c, Str path, const Params *args, const char *name, Str value) {
    Param *v = ARENA_ARRAY(c->arena, Param, args->n + 1);
    Params p = {.v = v};
    for (size_t i = 0; i < args->n; i++) {
        Str n = args->v[i].name;
        if (is_passing(n) || !args->v[i].value.n || str_eq(n, str_of(name))) continue;
        v[p.n++] = args->v[i];
    }
    if (value.n) v[p.n++] = (Param){str_of(name), value};
    Buf b;
    buf_init(&b, 1 << 16);
    buf_add(&b, path);
    if (p.n) buf_add(&b, str_find_byte(path, '?') < 0 ? LIT("?") : LIT("&"));
    params_print(&b, &p);
    return buf_keep(c->arena, &b);
}

static Str query_of(Str address) {
    ptrdiff_t at = str_find_byte(address, '?');
    return at < 0 ? (Str){0} : str_sub(address, (size_t)at + 1, address.n);
}

static Str record_href(Ctx *c, const Sheet *s, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    return arena_printf(c->arena, "%s/%s", s->path, text);
}

/* ---- the query --------------------------------------------------------------------------- */

/* The words of the search box are a condition on the name like any other: list_parse folds them and looks inside. */
Params view__with_words(Ctx *c, const Entity *e, const Params *args, Str words) {
    Params out = {.v = ARENA_ARRAY(c->arena, Param, args->n + 1), .n = args->n};
    if (args->n) memcpy(out.v, args->v, args->n * sizeof *args->v);
    if (!words.n || e->label < 0) return out;
    out.v[out.n++] = (Param){arena_printf(c->arena, "%s.has", e->fields[e->label].name), words};
    return out;
}

/* What the search finds by name, in any script, by telephone or with a slip belongs to the rows that contain the words:
** the list is complete by what it contains, and knows what was meant. */
static Fault add_found(Ctx *c, const Sheet *s, Str words, ListSpec *spec) {
    SeekIds found;
    if (!words.n || s->entity->label < 0) return OK;
    TRY(seek_ids(c, s->entity, words, &found));
    spec->passing = !found.current;
    for (int i = spec->n_filters - 1; i >= 0; i--) {
        ListFilter *f = &spec->filters[i];
        if (f->field != &s->entity->fields[s->entity->label] || f->op != LIST_HAS) continue;
        f->or_ids = found.v;
        f->n_or_ids = found.n;
        break;
    }
    return OK;
}

/* What one act changed or made: "what came in with this file". */
static void of_act(Ctx *c, const Request *rq, ListSpec *s) {
    Id act;
    Str text = params_get(&rq->args, "act");
    if (!id_parse(text, &act)) return;
    s->extras[s->n_extras++] = (ListExtra){
        .name = "act", .val = v_id(act), .text = arena_copy(c->arena, text),
        .sql = "x.id IN (SELECT h.record FROM changes h WHERE h.act = :act)"};
}

/* Complaints of list_parse stay in c. */
static Fault query_read(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) {
    Str words = str_trim(params_get(&rq->args, "q"));
    Params args = view__with_words(c, s->entity, &rq->args, words);
    Fault f = list_parse(c, s->entity, &args, ret_spec);
    if (f != OK && f != INVALID) return f;
    TRY(add_found(c, s, words, ret_spec));
    ret_spec->archived = str_eq(params_get(&rq->args, "archived"), LIT("1"));
    if (ret_spec->limit <= 0 || ret_spec->limit > LIST_PAGE_MAX) ret_spec->limit = VIEW_PAGE_ROWS;
    of_act(c, rq, ret_spec);
    if (s->extras) TRY(s->extras(c, rq, ret_spec));
    return view__local() ? view__local()->narrow(c, rq, ret_spec) : OK;
}

Fault view_query(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) {
    ListSpec spec = {0};
    TRY(query_read(c, rq, s, &spec));
    c->complaints.n = 0;                          /* a filter that cannot be read does not filter */
    *ret_spec = spec;
    return OK;
}

static bool is_argument(const Ctx *c, const Sheet *s, Str name) {
    static const char *const OWN[] = {"q", "act", "lang", "fields", NULL};
    for (int i = 0; OWN[i]; i++) {
        if (str_eq(name, str_of(OWN[i]))) return true;
    }
    for (int i = 0; s->extra_names && s->extra_names[i]; i++) {
        if (str_eq(name, str_of(s->extra_names[i]))) return true;
    }
    bool of_local = str_eq(name, LIT("local")) || str_eq(name, LIT("local_not"));
    if (of_local && view_local_fits(s)) return true;
    return list_knows(c, s->entity, name);
}

Fault view_query_strict(Ctx *c, const Request *rq, const Sheet *s, ListSpec *ret_spec) {
    ListSpec spec = {0};
    TRY(query_read(c, rq, s, &spec));
    for (size_t i = 0; i < rq->args.n; i++) {
        Str name = rq->args.v[i].name;
        if (!is_argument(c, s, name)) complain_text(c, arena_z(c->arena, name), T_FORM_FIX_MEMBER, name);
    }
    TRY(complaints_fault(c));
    *ret_spec = spec;
    return OK;
}

/* ---- columns --------------------------------------------------------------------------- */

static bool may_be_column(const Ctx *c, const Entity *e, int i) {
    const Field *f = &e->fields[i];
    if (i == e->label || f->type == F_JSON || f->type == F_LINES || (f->flags & FIELD_SECRET)) return false;
    if ((f->flags & FIELD_HIDDEN) && !(f->flags & FIELD_LIST)) return false;
    return !(f->flags & FIELD_STAFF) || (c->who.roles & ROLES_STAFF);
}

ViewColumns view_columns(const Ctx *c, const Request *rq, const Sheet *s) {
    ViewColumns out = {0};
    for (size_t i = 0; i < rq->args.n && out.n < VIEW_COLUMNS_MAX; i++) {
        if (!str_eq(rq->args.v[i].name, LIT("col"))) continue;
        const Field *f = field_named(s->entity, rq->args.v[i].value);
        int at = f ? (int)(f - s->entity->fields) : -1;
        if (f && may_be_column(c, s->entity, at)) out.v[out.n++] = at;
    }
    if (out.n) return out;
    for (const int *i = s->columns; *i >= 0 && out.n < VIEW_COLUMNS_MAX; i++) {
        if (may_be_column(c, s->entity, *i)) out.v[out.n++] = *i;
    }
    return out;
}

static bool is_number(const Field *f) {
    return f->type == F_INT || f->type == F_MONEY || f->type == F_REAL;
}

static Str sort_state(const ListSpec *spec, const Field *f) {
    if (spec->sort_changed || spec->sort != f || spec->ids_only) return (Str){0};
    return spec->descending ? LIT("descending") : LIT("ascending");
}

/* A head sorts by its column, and once more the other way. The name's column is the default: an empty `sort`. */
static ListHead head_of(Ctx *c, const Request *rq, const ListView *v, const Field *f, const char *name) {
    Str  now = sort_state(v->spec, name ? f : NULL);
    bool turn = str_eq(now, LIT("ascending"));
    Str  by = arena_printf(c->arena, "%s%s", turn ? "-" : "", name ? name : "");
    bool sorts = !name || (f->type != F_SET && f->type != F_TRI);
    return (ListHead){.label = tr(c->reader.lang, f->label), .sort = now, .num = is_number(f),
                      .href = sorts ? with(c, v->path, &rq->args, "sort", by) : (Str){0}};
}

/* ---- rows --------------------------------------------------------------------------- */

static Id ref_of(const Field *f, const void *rec) { return *(const Id *)field_in(f, rec); }

/* The names of everything that the shown rows point at. */
static Fault names_of(Ctx *c, const Sheet *s, const ViewColumns *cols, const char *rows, size_t n,
                      RefNames *ret_refs) {
    const Entity *e = s->entity;
    int    shown[VIEW_COLUMNS_MAX + VIEW_CALLED_MAX], shown_n = 0;
    size_t m = 0;
    for (int k = 0; k < cols->n; k++) shown[shown_n++] = cols->v[k];
    for (int k = 0; s->called && s->called[k] >= 0 && k < VIEW_CALLED_MAX; k++) shown[shown_n++] = s->called[k];
    Id *ids = ARENA_ARRAY(c->arena, Id, n * (size_t)shown_n + 1);
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < shown_n; k++) {
            const Field *f = &e->fields[shown[k]];
            Id id = f->type == F_REF ? ref_of(f, rows + i * e->size) : 0;
            if (id) ids[m++] = id;
        }
    }
    return ref_names(c, ids, m, ret_refs);
}

static Html cell_html(Ctx *c, Buf *b, const Field *f, const void *rec, const RefNames *refs) {
    buf_clear(b);
    if (!value_known(f, rec)) return (Html){{0}};
    if (f->type == F_REF) {
        Str name = ref_name(refs, ref_of(f, rec));
        if (name.n) show_name(b, name);
        else view__unseen(c, b);
    } else if (f->type == F_DAY) {
        show_day_near(b, &c->reader, *(const Day *)field_in(f, rec));
    } else if (f->type == F_STAMP) {
        show_day_near(b, &c->reader, stamp_day(*(const Stamp *)field_in(f, rec), c->reader.zone));
    } else {
        value_show(c, b, f, rec);
    }
    return (Html){arena_copy(c->arena, buf_str(b))};
}

static Fault fill_rows(Page *pg, const ViewColumns *cols, const char *rows, size_t n, ListView *v) {
    Ctx *c = pg->c;
    const Entity *e = v->sheet->entity;
    RefNames refs;
    TRY(names_of(c, v->sheet, cols, rows, n, &refs));
    v->rows = ARENA_ARRAY(c->arena, ListRow, n + 1);
    v->rows_n = n;
    Buf b;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < n; i++) {
        const void *rec = rows + i * e->size;
        ListRow *row = &v->rows[i];
        row->rec = rec;
        row->id = ((const Head *)rec)->id;
        row->href = record_href(c, v->sheet, row->id);
        row->name = view_called(c, v->sheet, rec, &refs);
        row->cells = ARENA_ARRAY(c->arena, ListCell, (size_t)cols->n + 1);
        row->cells_n = (size_t)cols->n;
        for (int k = 0; k < cols->n; k++) {
            const Field *f = &e->fields[cols->v[k]];
            row->cells[k].label = tr(c->reader.lang, f->label);
            row->cells[k].html = cell_html(c, &b, f, rec, &refs);
            row->cells[k].num = is_number(f);
        }
    }
    buf_release(&b);
    return OK;
}

/* ---- choices --------------------------------------------------------------------------- */

static Fault enum_options(Ctx *c, const Field *f, Str chosen, ListOption **ret_v, size_t *ret_n) {
    ListOption *v = ARENA_ARRAY(c->arena, ListOption, (size_t)f->choices->n + 1);
    for (int i = 0; i < f->choices->n; i++) {
        const Choice *ch = &f->choices->v[i];
        Str value = str_of(ch->name);
        v[i] = (ListOption){value, choice_words(c->arena, &c->reader, f->choices, ch->value), str_eq(value, chosen)};
    }
    *ret_v = v;
    *ret_n = (size_t)f->choices->n;
    return OK;
}

/* The records that a ref field points at somewhere in this organisation, by name: those that the reader may see. */
static Fault ref_options(Ctx *c, const Sheet *s, const Field *f, Str chosen, ListOption **ret_v, size_t *ret_n) {
    Str sql = arena_printf(c->arena,
        "SELECT l.owner, l.text FROM labels l JOIN %s t ON t.id = l.owner WHERE l.lang = :lang"
        " AND l.owner IN (SELECT x.%s FROM %s x WHERE x.org = :org {unscoped:which values occur}) AND {scope:t}"
        " ORDER BY l.sort LIMIT %d",
        f->to->table, f->name, s->entity->table, OPTIONS_MAX);
    Query q = db_made(c, sql, LIT("lang:text org:id"), LIT("owner:id text:text"));
    ListOption *v = ARENA_ARRAY(c->arena, ListOption, OPTIONS_MAX);
    size_t n = 0;
    Id is;
    if (!id_parse(chosen, &is)) is = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &q, VALS(v_text(str_of(lang_code(c->reader.lang))), v_id(c->who.org)), &r));
    while (n < OPTIONS_MAX && rows_next(&r)) {
        v[n++] = (ListOption){id_str(c->arena, rows_id(&r, 0)), rows_copy(&r, 1), rows_id(&r, 0) == is};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault view__options(Ctx *c, const Sheet *s, const Field *f, Str chosen, ListOption **ret_v, size_t *ret_n) {
    if (f->type == F_REF) return ref_options(c, s, f, chosen, ret_v, ret_n);
    return enum_options(c, f, chosen, ret_v, ret_n);
}

static Fault fill_filters(Ctx *c, const Request *rq, const Sheet *s, ListView *v) {
    v->filters = ARENA_ARRAY(c->arena, ListFilterBox, LIST_FILTERS_MAX);
    for (const int *i = s->filters; *i >= 0 && v->filters_n < LIST_FILTERS_MAX; i++) {
        const Field *f = &s->entity->fields[*i];
        ListFilterBox *box = &v->filters[v->filters_n++];
        box->name = str_of(f->name);
        box->label = tr(c->reader.lang, f->label);
        TRY(view__options(c, s, f, params_get(&rq->args, f->name), &box->options, &box->options_n));
    }
    v->bulk_acts = ARENA_ARRAY(c->arena, ListFile, ACTS_MAX);
    for (const SheetAct *a = s->bulk_acts; a && a->path && v->bulk_acts_n < ACTS_MAX; a++) {
        v->bulk_acts[v->bulk_acts_n++] = (ListFile){str_of(a->path), a->name};
    }
    v->bulk = ARENA_ARRAY(c->arena, BulkField, LIST_FILTERS_MAX);
    for (const int *i = s->bulk; v->may_write && *i >= 0 && v->bulk_n < LIST_FILTERS_MAX; i++) {
        const Field *f = &s->entity->fields[*i];
        BulkField *box = &v->bulk[v->bulk_n++];
        box->name = str_of(f->name);
        box->label = tr(c->reader.lang, f->label);
        TRY(view__options(c, s, f, (Str){0}, &box->options, &box->options_n));
    }
    return OK;
}

/* ---- chips --------------------------------------------------------------------------- */

/* A condition as a sentence; `put` is tr_html or tr_plain. */
typedef void (*Sentence)(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args);
static void filter_words(Ctx *c, Buf *b, const ListFilter *f, Sentence put) {
    static const TextKey HOW[LIST_OPS] = {
        [LIST_EQ] = T_VIEW_IS, [LIST_NE] = T_VIEW_IS_NOT, [LIST_LT] = T_VIEW_LESS, [LIST_LE] = T_VIEW_AT_MOST,
        [LIST_GT] = T_VIEW_MORE, [LIST_GE] = T_VIEW_AT_LEAST, [LIST_HAS] = T_VIEW_HAS, [LIST_UNKNOWN] = T_VIEW_UNKNOWN,
        [LIST_KNOWN] = T_VIEW_KNOWN,
    };
    Str label = tr(c->reader.lang, f->field->label), value = f->text;
    Id id;
    if (f->field->type == F_ENUM || f->field->type == F_SET) {
        for (int i = 0; i < f->field->choices->n; i++) {
            const Choice *ch = &f->field->choices->v[i];
            if (!str_eq(f->text, str_of(ch->name))) continue;
            value = choice_words(c->arena, &c->reader, f->field->choices, ch->value);
        }
    } else if (f->field->type == F_REF && id_parse(f->text, &id)) {
        Str name = {0};
        if (ent_labels(c, &id, 1, &name) == OK && name.n) value = name;
    }
    put(b, &c->reader, HOW[f->op], (TrArg[]){TR_ARG("field", label), TR_ARG("value", value)}, 2);
}

static Html chip_text(Ctx *c, Buf *b, const ListFilter *f) {
    buf_clear(b);
    filter_words(c, b, f, tr_html);
    return (Html){arena_copy(c->arena, buf_str(b))};
}

static Str filter_name(Ctx *c, const ListFilter *f) {
    static const char *const ENDING[LIST_OPS] = {"",    ".ne",  ".lt",      ".le",   ".gt",
                                                 ".ge", ".has", ".unknown", ".known"};
    return arena_printf(c->arena, "%s%s", f->field->name, ENDING[f->op]);
}

static bool is_local(const ListExtra *x) {
    return str_eq(str_of(x->name), LIT("local")) || str_eq(str_of(x->name), LIT("local_not"));
}

void view_words(Ctx *c, Buf *b, const Request *rq, const Sheet *s, const ListSpec *spec) {
    size_t start = b->n;
    Str    q = str_trim(params_get(&rq->args, "q"));
    if (q.n) tr_plain(b, &c->reader, T_VIEW_WITH_WORDS, (TrArg[]){TR_ARG("words", q)}, 1);
    for (int i = 0; i < spec->n_filters; i++) {
        const ListFilter *f = &spec->filters[i];
        if (q.n && f->op == LIST_HAS && s->entity->label == f->field - s->entity->fields) continue;
        if (b->n > start) buf_lit(b, " \xC2\xB7 ");
        filter_words(c, b, f, tr_plain);
    }
    for (int i = 0; i < spec->n_extras; i++) {
        Str words = {0};
        if (!is_local(&spec->extras[i]) || view__local()->words(c, &spec->extras[i], &words) != OK) continue;
        if (b->n > start) buf_lit(b, " \xC2\xB7 ");
        buf_add(b, words);
    }
    if (!spec->archived) return;
    if (b->n > start) buf_lit(b, " \xC2\xB7 ");
    buf_add(b, tr(c->reader.lang, T_EXPORT_ARCHIVED));
}

static void fill_chips(Ctx *c, const Request *rq, ListView *v) {
    v->chips = ARENA_ARRAY(c->arena, ListChip, LIST_FILTERS_MAX + 5);
    Buf b;
    buf_init(&b, 1 << 14);
    if (v->q.n) {
        tr_html(&b, &c->reader, T_VIEW_WITH_WORDS, (TrArg[]){TR_ARG("words", v->q)}, 1);
        v->chips[v->chips_n++] = (ListChip){with(c, v->path, &rq->args, "q", (Str){0}),
                                            {arena_copy(c->arena, buf_str(&b))}};
    }
    for (int i = 0; i < v->spec->n_filters; i++) {
        const ListFilter *f = &v->spec->filters[i];
        if (!params_has(&rq->args, arena_z(c->arena, filter_name(c, f)))) continue;
        const char *name = arena_z(c->arena, filter_name(c, f));
        v->chips[v->chips_n++] = (ListChip){with(c, v->path, &rq->args, name, (Str){0}), chip_text(c, &b, f)};
    }
    if (params_get(&rq->args, "act").n) {
        v->chips[v->chips_n++] = (ListChip){with(c, v->path, &rq->args, "act", (Str){0}),
                                            {tr(c->reader.lang, T_IMPORT_OF_ACT)}};
    }
    buf_release(&b);
    v->filtered = v->chips_n > 0;
    v->narrowed = v->filtered;
}

/* The definition of "local" is no filter of the list: it stands beside the others, and taking it off says so. */
static Fault fill_local(Ctx *c, const Request *rq, ListView *v) {
    for (int i = 0; i < v->spec->n_extras; i++) {
        const ListExtra *x = &v->spec->extras[i];
        if (!x->text.n) continue;                 /* nothing that the reader has chosen */
        bool whose = str_eq(str_of(x->name), LIT("local"));
        Str  words;
        Buf  b;
        v->narrowed = true;
        if (!is_local(x)) {
            v->filtered = true;
            continue;
        }
        TRY(view__local()->words(c, x, &words));
        buf_init(&b, 1 << 14);
        put_text(&b, words);
        v->chips[v->chips_n++] = (ListChip){with(c, v->path, &rq->args, x->name, whose ? LIT("all") : (Str){0}),
                                            html_keep(c->arena, &b)};
        v->keep_local[v->keep_local_n++] = (Param){str_of(x->name), x->text};
        if (!whose) continue;
        const char *join = str_find_byte(v->path, '?') < 0 ? "?" : "&";
        v->clear_href = arena_printf(c->arena, "%.*s%slocal=all", STR_ARG(v->path), join);
    }
    return OK;
}

/* ---- other drawings of the query --------------------------------------------------------------------------- */

static void fill_ways(const Page *pg, const Sheet *s, bool on_map, ListView *v) {
    const struct {
        const char *path, *icon;
        TextKey     name;
        bool        current;
    } WAYS[] = {{s->path, "list", T_VIEW_AS_LIST, !on_map}, {s->map, "map-2", T_VIEW_AS_MAP, on_map}};
    if (!s->map) return;
    v->ways = ARENA_ARRAY(pg->c->arena, ListWay, sizeof WAYS / sizeof *WAYS);
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        v->ways[v->ways_n++] = (ListWay){.href = with(pg->c, str_of(WAYS[i].path), &pg->rq->args, "", (Str){0}),
                                         .name = WAYS[i].name, .icon = WAYS[i].icon,
                                         .current = WAYS[i].current};
    }
}

Fault view_tools(Page *pg, const Sheet *s, const ListSpec *spec, Str path, Params fixed, ViewTools *ret_tools) {
    Ctx     *c = pg->c;
    ListView v = {.sheet = s, .spec = spec, .path = path, .entity = str_of(s->entity->name), .archived = spec->archived,
                  .q = str_trim(params_get(&pg->rq->args, "q")), .fixed = fixed.v, .fixed_n = fixed.n};
    Buf b;
    v.here = with(c, str_of(s->path), &pg->rq->args, "", (Str){0});
    v.query = query_of(v.here);
    v.clear_href = path;
    TRY(fill_filters(c, pg->rq, s, &v));
    fill_chips(c, pg->rq, &v);
    TRY(fill_local(c, pg->rq, &v));
    fill_ways(pg, s, true, &v);
    buf_init(&b, 1 << 20);
    view_tools_html(&b, pg, &v);
    ret_tools->tools = html_keep(c->arena, &b);
    buf_init(&b, 1 << 16);
    view_ways_html(&b, pg, &v);
    ret_tools->ways = html_keep(c->arena, &b);
    ret_tools->query = v.query;
    ret_tools->filtered = v.filtered;
    return OK;
}

/* ---- tabs, files, columns --------------------------------------------------------------------------- */

static Fault fill_tabs(Ctx *c, ListView *v) {
    View *saved;
    size_t n;
    TRY(view__saved(c, v->entity, &saved, &n));
    v->tabs = ARENA_ARRAY(c->arena, ListTab, n + 1 + TABS_MAX);
    v->tabs[v->tabs_n++] = (ListTab){.href = v->path, .name = tr(c->reader.lang, T_VIEW_EVERYTHING),
                                     .current = v->plain.n == 0};
    bool known = v->plain.n == 0;
    for (const SheetTab *t = v->sheet->tabs; t && t->query && v->tabs_n <= TABS_MAX; t++) {
        bool here = str_eq(str_of(t->query), v->plain);
        known = known || here;
        v->tabs[v->tabs_n++] = (ListTab){.href = arena_printf(c->arena, "%s?%s", v->sheet->path, t->query),
                                         .name = tr(c->reader.lang, t->name), .current = here};
    }
    for (size_t i = 0; i < n; i++) {
        bool here = str_eq(saved[i].address, v->query) || str_eq(saved[i].address, v->plain);
        known = known || here;
        Str href = arena_printf(c->arena, "%s?%.*s", v->sheet->path, STR_ARG(saved[i].address));
        v->tabs[v->tabs_n++] = (ListTab){.href = href, .name = saved[i].name, .current = here,
                                         .shared = saved[i].shared == 1};
    }
    v->changed_view = !known && c->who.account;
    return OK;
}

static void fill_files(Ctx *c, ListView *v) {
    size_t n = 0;
    while (view__file_at((int)n)) n++;
    v->files = ARENA_ARRAY(c->arena, ListFile, n + 1);
    for (size_t i = 0; i < n && (c->who.roles & VIEW_TAKERS); i++) {
        const ViewFile *f = view__file_at((int)i);
        if (!f->fits(v->sheet)) continue;
        const char *more = f->more ? f->more : "", *and = v->query.n && *more ? "&" : "";
        Str href = arena_printf(c->arena, "/export/%s.%s%s%.*s%s%s", v->sheet->entity->name, f->ending,
                                v->query.n || *more ? "?" : "", STR_ARG(v->query), and, more);
        v->files[v->files_n++] = (ListFile){href, f->name};
    }
}

static void fill_columns(Ctx *c, const Request *rq, const ViewColumns *cols, ListView *v) {
    const Entity *e = v->sheet->entity;
    v->columns = ARENA_ARRAY(c->arena, ListColumnBox, (size_t)e->n_fields + 1);
    for (int i = 0; i < e->n_fields; i++) {
        if (!may_be_column(c, e, i)) continue;
        ListColumnBox box = {str_of(e->fields[i].name), tr(c->reader.lang, e->fields[i].label), false};
        for (int k = 0; k < cols->n; k++) box.chosen = box.chosen || cols->v[k] == i;
        v->columns[v->columns_n++] = box;
    }
    v->keep = ARENA_ARRAY(c->arena, Param, rq->args.n + 1);
    for (size_t i = 0; i < rq->args.n; i++) {
        Str n = rq->args.v[i].name;
        if (!str_eq(n, LIT("col")) && !str_eq(n, LIT("page"))) v->keep[v->keep_n++] = rq->args.v[i];
    }
}

static void fill_heads(Ctx *c, const Request *rq, const ViewColumns *cols, ListView *v) {
    const Entity *e = v->sheet->entity;
    if (e->label >= 0) v->name_head = head_of(c, rq, v, &e->fields[e->label], NULL);
    else v->name_head.label = tr(c->reader.lang, e->one);
    v->heads = ARENA_ARRAY(c->arena, ListHead, (size_t)cols->n + 1);
    for (int k = 0; k < cols->n; k++) {
        const Field *f = &e->fields[cols->v[k]];
        v->heads[v->heads_n++] = head_of(c, rq, v, f, f->name);
    }
}

/* What a record is called by does not stand beside its name once more. */
static ViewColumns beside_name(const Sheet *s, const ViewColumns *chosen) {
    ViewColumns out = {0};
    for (int k = 0; k < chosen->n; k++) {
        bool in_name = false;
        for (const int *i = s->called; i && *i >= 0; i++) in_name = in_name || *i == chosen->v[k];
        if (!in_name) out.v[out.n++] = chosen->v[k];
    }
    return out;
}

void view_beside(Buf *b, const Page *pg, const Sheet *s) {
    if (s->beside) s->beside(b, pg);
}

void view_empty_more(Buf *b, const Page *pg, const Sheet *s) {
    if (s->empty_more) s->empty_more(b, pg);
}

Fault view_list(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) {
    ListSpec spec;
    Request  asked;
    TRY(view_local_request(c, rq, s, &asked));
    rq = &asked;
    TRY(view_query(c, rq, s, &spec));
    rp->passing = spec.passing;
    Page pg = page_new(c, rq, s->nav, tr(c->reader.lang, s->title));
    TRY(view_local_draw(&pg, rq, s));
    ListView v = {.sheet = s, .spec = &spec, .path = str_of(s->path), .entity = str_of(s->entity->name),
                  .q = str_trim(params_get(&rq->args, "q")), .archived = spec.archived,
                  .may_write = ent_may_write(c, s->entity, NULL)};
    v.acts = v.may_write && s->row_acts;
    v.here = with(c, v.path, &rq->args, "page", (Str){0});
    v.query = query_of(v.here);
    v.plain = query_of(with(c, v.path, &rq->args, "local", (Str){0}));
    v.clear_href = v.path;
    v.new_href = v.may_write ? arena_printf(c->arena, "%s/new", s->path) : (Str){0};
    v.bulk_href = arena_printf(c->arena, "%s/bulk", s->path);
    ViewColumns chosen = view_columns(c, rq, s), cols = beside_name(s, &chosen);
    void *rows;
    size_t n;
    TRY(list_run(c, &spec, false, &rows, &n, &v.total));
    TRY(fill_rows(&pg, &cols, rows, n, &v));
    TRY(fill_filters(c, rq, s, &v));
    TRY(fill_tabs(c, &v));
    fill_chips(c, rq, &v);
    TRY(fill_local(c, rq, &v));
    fill_ways(&pg, s, false, &v);
    fill_files(c, &v);
    fill_columns(c, rq, &chosen, &v);
    fill_heads(c, rq, &cols, &v);
    return page_send(&pg, rp, view_list_page, &v);
}

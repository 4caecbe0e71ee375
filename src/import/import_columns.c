/* import_columns.c - how a file is read: what it becomes, sheet, encoding, header, and what each column holds. */
#include "import/import_page.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"

#include <unistd.h>

enum { SAMPLE_ROWS = 8, SAMPLE_CELLS = 12, HEADS_OFFERED = 12, SURE_PERCENT = 70 };

/* ---- opening ---------------------------------------------------------------------------------------------------- */

typedef struct Opened {
    Import     v;
    ImportPlan plan;
    ImportFile file;
    int        fd;
    Arena      memory;
    WholeWrong wrong;                             /* of what holds for a whole file of spending */
} Opened;

static void opened_end(Opened *o) {
    import_file_close(&o->file);
    if (o->fd >= 0) close(o->fd);
    arena_release(&o->memory);
}

static void said_wrong(Ctx *c, const Params *p, const char *name) {
    if (params_get(p, name).n) complain(c, arena_z(c->arena, str_of(name)), T_FORM_FIX_CHOICE);
}

/* Choices of the reading, in the address or the form; columns are read apart. What is said and not known is
** complained about, for programs: a form says what it was given. */
static void choices_read(Ctx *c, const Params *p, ImportPlan *plan) {
    int64_t n;
    const ImportTarget *t = import_target_named(params_get(p, "into"));
    if (t && t->entity == &outlay_entity && plan->no_outlays) t = NULL;
    if (t) plan->target = t;
    else said_wrong(c, p, "into");
    if (str_int(params_get(p, "table"), &n) && n >= 0 && n <= 10000) plan->table = n;
    else said_wrong(c, p, "table");
    if (str_int(params_get(p, "charset"), &n) && n >= 0 && n < CHARSET_N) plan->charset = (Charset)n;
    else said_wrong(c, p, "charset");
    if (str_int(params_get(p, "head"), &n) && n >= -1) plan->head = n;
    else said_wrong(c, p, "head");
}

static void columns_read(Ctx *c, const Params *p, ImportPlan *plan) {
    char name[24];
    GuessKind k;
    for (uint32_t i = 0; i < plan->n_columns; i++) {
        snprintf(name, sizeof name, "col.%u", i);
        bool fits = import_kind_named(params_get(p, name), &k);
        if (fits && (k == GUESS_NOTHING || import_target_takes(plan->target, k))) plan->columns[i] = (uint8_t)k;
        else said_wrong(c, p, name);
    }
}

static Fault open_import(Ctx *c, Id id, const Params *said, Opened *o) {
    arena_init(&o->memory, (size_t)1 << 28);
    TRY(region_read_begin(c->region, c));
    Fault f = import_of(c, id, &o->v);
    if (f == OK) f = import_file_load(c, o->v.head.id, &o->fd);
    bool may_spend = import_may_spend(c);
    region_read_end(c->region, c);
    TRY(f);
    bool chosen = params_has(said, "into");
    if (o->v.mapping.n && !chosen) TRY(import_plan_read(c, o->v.mapping, &o->plan));
    o->plan.no_outlays = !may_spend;
    choices_read(c, said, &o->plan);
    TRY(import_file_open(&o->memory, o->fd, o->v.name, &o->plan, &o->file));
    columns_read(c, said, &o->plan);
    return import_whole_read(c, said, &o->plan, &o->wrong);
}

/* ---- the view ---------------------------------------------------------------------------------------------------- */

static Str digits(Ctx *c, int64_t n) { return arena_printf(c->arena, "%lld", (long long)n); }

static void fill_targets(Ctx *c, const Opened *o, ColumnsView *v) {
    v->targets = ARENA_ARRAY(c->arena, TargetPick, 16);
    const ImportTarget *t;
    for (size_t i = 0; (t = import_target_at(i)); i++) {
        if (t->entity == &outlay_entity && o->plan.no_outlays) continue;
        Buf b;
        buf_init(&b, 1024);
        page_icon(&b, t->icon);
        v->targets[v->targets_n++] = (TargetPick){str_of(t->name), t->label, t->hint, html_keep(c->arena, &b),
                                                  t == o->plan.target};
    }
}

static void fill_tables(Ctx *c, const Opened *o, ColumnsView *v) {
    const SheetInfo *info = sheet_info(o->file.sheet);
    if (info->n_tables < 2) return;
    v->tables = ARENA_ARRAY(c->arena, Option, info->n_tables);
    for (size_t i = 0; i < info->n_tables; i++) {
        v->tables[v->tables_n++] = (Option){digits(c, (int64_t)i + 1), arena_copy(c->arena, info->tables[i].name),
                                            i == info->table};
    }
}

static void fill_charsets(Ctx *c, const Opened *o, ColumnsView *v) {
    const SheetInfo *info = sheet_info(o->file.sheet);
    if (info->charset == CHARSET_AUTO) return;
    v->charsets = ARENA_ARRAY(c->arena, Option, CHARSET_N);
    for (int i = CHARSET_AUTO + 1; i < CHARSET_N; i++) {
        v->charsets[v->charsets_n++] = (Option){digits(c, i), str_of(charset_name((Charset)i)),
                                                (Charset)i == info->charset};
    }
}

static Str head_label(Ctx *c, const SheetRow *row) {
    Buf b;
    buf_init(&b, 4000);
    const TrArg args[] = {TR_N("n", (int64_t)row->row)};
    tr_plain(&b, &c->reader, T_IMPORT_ROW_N, args, 1);
    int shown = 0;
    for (uint32_t i = 0; i < row->n && shown < 3; i++) {
        Str s = utf8_head(str_trim(row->cells[i].s), 24);
        if (!s.n) continue;
        buf_add(&b, shown++ ? LIT(" · ") : LIT(": "));
        plain_name(&b, utf8_clean_line(c->arena, s));
    }
    return buf_keep(c->arena, &b);
}

static void fill_heads(Ctx *c, const Opened *o, ColumnsView *v) {
    const SheetPreview *p = &o->file.preview;
    v->heads = ARENA_ARRAY(c->arena, Option, HEADS_OFFERED + 2);
    v->heads[v->heads_n++] = (Option){LIT("-1"), tr(c->reader.lang, T_IMPORT_NO_HEADER), !o->file.head.found};
    for (size_t i = 0; i < p->n && v->heads_n <= HEADS_OFFERED; i++) {
        const SheetRow *row = &p->rows[i];
        bool chosen = o->file.head.found && row->row == o->file.head.row;
        if (row->flags & ROW_BLANK) continue;
        v->heads[v->heads_n++] = (Option){digits(c, (int64_t)row->row), head_label(c, row), chosen};
    }
}

static void fill_samples(Ctx *c, const Opened *o, ColumnsView *v) {
    const SheetPreview *p = &o->file.preview;
    v->samples = ARENA_ARRAY(c->arena, SampleRow, SAMPLE_ROWS);
    for (size_t i = 0; i < p->n && v->samples_n < SAMPLE_ROWS; i++) {
        const SheetRow *row = &p->rows[i];
        if (row->flags & ROW_BLANK) continue;
        SampleRow *s = &v->samples[v->samples_n++];
        *s = (SampleRow){.row = (int64_t)row->row, .cells = ARENA_ARRAY(c->arena, Str, SAMPLE_CELLS),
                         .head = o->file.head.found && row->row == o->file.head.row};
        for (uint32_t k = 0; k < row->n && k < SAMPLE_CELLS; k++) {
            s->cells[s->cells_n++] = utf8_clean_line(c->arena, utf8_head(row->cells[k].s, 60));
        }
    }
}

/* The first three values of a column that differ. */
static void examples(Ctx *c, const Opened *o, uint32_t column, ColumnRow *r) {
    Str *into[] = {&r->first, &r->second, &r->third};
    size_t n = 0;
    for (size_t i = 0; i < o->file.preview.n && n < 3; i++) {
        const SheetRow *row = &o->file.preview.rows[i];
        if (row->row < o->file.head.data_row || column >= row->n) continue;
        Str s = utf8_clean_line(c->arena, utf8_head(row->cells[column].s, 60));
        bool seen = !s.n;
        for (size_t k = 0; k < n; k++) seen = seen || str_eq(*into[k], s);
        if (!seen) *into[n++] = s;
    }
    r->empty = n == 0;
}

static void fill_options(Ctx *c, const ImportTarget *t, GuessKind chosen, ColumnRow *r) {
    r->options = ARENA_ARRAY(c->arena, Option, GUESS_N + 1);
    TextKey none = tr_key(str_of(guess_key(GUESS_NOTHING)));
    r->options[r->options_n++] = (Option){import_kind_name(GUESS_NOTHING), tr(c->reader.lang, none),
                                          chosen == GUESS_NOTHING};
    for (const TargetField *f = t->fields; f->kind != GUESS_NOTHING; f++) {
        TextKey label = f->label != T_NONE ? f->label : tr_key(str_of(guess_key(f->kind)));
        r->options[r->options_n++] = (Option){import_kind_name(f->kind), tr(c->reader.lang, label), f->kind == chosen};
    }
}

static void fill_columns(Ctx *c, const Opened *o, ColumnsView *v) {
    uint32_t n = o->plan.n_columns < o->file.head.columns ? o->plan.n_columns : o->file.head.columns;
    v->columns = ARENA_ARRAY(c->arena, ColumnRow, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        const ColumnGuess *g = &o->file.guess[i];
        GuessKind kind = o->plan.columns[i];
        ColumnRow *r = &v->columns[v->columns_n++];
        *r = (ColumnRow){.number = i + 1, .name = arena_copy(c->arena, o->file.head.names[i]),
                         .field = arena_printf(c->arena, "col.%u", i)};
        examples(c, o, i, r);
        bool guessed = kind != GUESS_NOTHING && kind == g->best[0].kind;
        r->sure = guessed && g->best[0].percent >= SURE_PERCENT;
        r->unsure = guessed && !r->sure;
        r->why = tr_key(str_of(guess_why_key(g->best[0].why)));
        fill_options(c, o->plan.target, kind, r);
    }
}

static void fill_remarks(Ctx *c, const Opened *o, ColumnsView *v) {
    size_t n;
    const Remark *all = sheet_remarks(o->file.sheet, &n);
    v->remarks = ARENA_ARRAY(c->arena, Html, n + 1);
    for (size_t i = 0; i < n; i++) {
        const TrArg args[] = {TR_N("n", (int64_t)all[i].n), TR_N("row", (int64_t)all[i].row),
                              TR_N("column", all[i].column), TR_ARG("what", all[i].what)};
        v->remarks[v->remarks_n++] = import_sentence(c, tr_key(str_of(all[i].key)), args, sizeof args / sizeof *args);
    }
}

static void fill_keep(Ctx *c, const Opened *o, ColumnsView *v) {
    v->keep = ARENA_ARRAY(c->arena, Param, 4);
    v->keep[v->keep_n++] = (Param){LIT("into"), str_of(o->plan.target->name)};
    v->keep[v->keep_n++] = (Param){LIT("table"), digits(c, o->plan.table)};
    v->keep[v->keep_n++] = (Param){LIT("charset"), digits(c, (int64_t)o->plan.charset)};
    v->keep[v->keep_n++] = (Param){LIT("head"), digits(c, o->plan.head)};
}

static bool whole_wrong(const Opened *o) { return o->wrong.buyer || o->wrong.place || o->wrong.year; }

static Fault show_columns(Ctx *c, const Request *rq, Reply *rp, const Opened *o, bool nameless) {
    ColumnsView v = {.id = o->v.head.id, .name = o->v.name, .path = import_path(c, o->v.head.id, "/columns"),
                     .format = tr_key(str_of(sheet_format_key(sheet_info(o->file.sheet)->format))),
                     .nameless = nameless, .spending = o->plan.target->entity == &outlay_entity};
    v.nameless_why = v.spending ? T_IMPORT_NO_AMOUNT_COLUMN : T_IMPORT_NO_NAME_COLUMN;
    fill_targets(c, o, &v);
    fill_tables(c, o, &v);
    fill_charsets(c, o, &v);
    fill_heads(c, o, &v);
    fill_samples(c, o, &v);
    fill_columns(c, o, &v);
    fill_remarks(c, o, &v);
    fill_keep(c, o, &v);
    TRY(region_read_begin(c->region, c));
    Page pg = import_page(c, rq, T_IMPORT_COLUMNS);
    pg.has_errors = nameless || whole_wrong(o);
    if (pg.has_errors) rp->status = 422;
    const Params *said = rq->method == POST ? &rq->form : &rq->args;
    Fault f = v.spending ? import_whole_fill(c, &o->plan, said, &o->wrong, &v.whole) : OK;
    if (f == OK) f = page_send(&pg, rp, import_columns_page, &v);
    region_read_end(c->region, c);
    return f;
}

/* A file that was readable when it came but not with these choices (another sheet, say): told on the list's page. */
static Fault refused(Ctx *c, const Opened *o, Fault f) {
    if (!o->file.problem.key) return f;
    return fail_text(c, f, "import", tr(c->reader.lang, tr_key(str_of(o->file.problem.key))));
}

Fault get_import_columns(Ctx *c, const Request *rq, Reply *rp) {
    AUTO(opened_end) Opened o = {.fd = -1};
    Fault f = open_import(c, rq->ids[0], &rq->args, &o);
    if (f != OK) return refused(c, &o, f);
    if (o.v.state >= IMPORT_STATE_RUNNING) {
        reply_go(c, rp, import_path(c, o.v.head.id, ""), T_NONE, NULL, 0);
        return OK;
    }
    return show_columns(c, rq, rp, &o, false);
}

/* Keeps what was chosen and begins the check. */
static Fault set_columns(Ctx *c, Opened *o) {
    if (o->v.state >= IMPORT_STATE_RUNNING) return fail(c, TOO_LATE, "import", o->v.head.id);
    o->v.mapping = import_plan_text(c, &o->plan);
    o->v.target = str_of(o->plan.target->name);
    o->v.encoding = str_of(charset_name(sheet_info(o->file.sheet)->charset));
    return import_work_start(c, &o->v, IMPORT_CHECKING);
}

Fault post_import_columns(Ctx *c, const Request *rq, Reply *rp) {
    AUTO(opened_end) Opened o = {.fd = -1};
    Fault f = open_import(c, rq->ids[0], &rq->form, &o);
    if (f != OK) return refused(c, &o, f);
    bool nameless = o.v.state < IMPORT_STATE_RUNNING && !import_names_rows(&o.plan);
    if (nameless || whole_wrong(&o)) return show_columns(c, rq, rp, &o, nameless);
    TRY(set_columns(c, &o));
    reply_go(c, rp, import_path(c, o.v.head.id, "/check"), T_NONE, NULL, 0);
    return OK;
}

/* ---- for programs ------------------------------------------------------------------------------------------------ */

Fault import_columns_set(Ctx *c, Id id, const Params *said) {
    AUTO(opened_end) Opened o = {.fd = -1};
    Fault f = open_import(c, id, said, &o);
    if (f != OK) return refused(c, &o, f);
    bool spending = o.plan.target->entity == &outlay_entity;
    TextKey nameless = spending ? T_IMPORT_NO_AMOUNT_COLUMN : T_IMPORT_NO_NAME_COLUMN;
    if (!import_names_rows(&o.plan)) complain(c, "columns", nameless);
    TRY(complaints_fault(c));
    return set_columns(c, &o);
}

/* Of a file of spending: what holds for all of it. */
static void put_whole(Buf *b, const ImportPlan *p) {
    char id[ID_CHARS + 1];
    if (p->target->entity != &outlay_entity) return;
    buf_printf(b, ",\"whose\":\"%s\"", IMPORT_WHOSE_NAMES[p->whose]);
    buf_printf(b, ",\"rhythm\":\"%s\"", IMPORT_RHYTHM_NAMES[p->rhythm]);
    if (p->year) buf_printf(b, ",\"year\":%lld", (long long)p->year);
    if (p->buyer) buf_printf(b, ",\"buyer\":\"%s\"", (id_print(id, p->buyer), id));
    if (p->place) buf_printf(b, ",\"place\":\"%s\"", (id_print(id, p->place), id));
}

static void put_names(Buf *b, const ImportTarget *t, bool spends) {
    buf_lit(b, ",\"kinds\":[");
    for (const TargetField *f = t->fields; f->kind != GUESS_NOTHING; f++) {
        if (f != t->fields) buf_byte(b, ',');
        put_json(b, import_kind_name(f->kind));
    }
    buf_lit(b, "],\"targets\":[");
    for (size_t i = 0; (t = import_target_at(i)); i++) {
        if (t->entity == &outlay_entity && !spends) continue;
        if (i) buf_byte(b, ',');
        put_json(b, str_of(t->name));
    }
    buf_byte(b, ']');
}

Fault import_columns_json(Ctx *c, Id id, const Params *said, Buf *b) {
    AUTO(opened_end) Opened o = {.fd = -1};
    Fault f = open_import(c, id, said, &o);
    if (f != OK) return refused(c, &o, f);
    TRY(complaints_fault(c));
    const SheetInfo *info = sheet_info(o.file.sheet);
    buf_lit(b, "{\"into\":");
    put_json(b, str_of(o.plan.target->name));
    buf_printf(b, ",\"table\":%zu,\"head\":%lld,\"charset\":", info->table + 1,
               o.file.head.found ? (long long)o.file.head.row : -1LL);
    put_json(b, str_of(charset_name(info->charset)));
    buf_lit(b, ",\"columns\":[");
    for (uint32_t i = 0; i < o.plan.n_columns && i < o.file.head.columns; i++) {
        const ColumnGuess *g = &o.file.guess[i];
        GuessKind kind = o.plan.columns[i];
        bool sure = kind != g->best[0].kind || g->best[0].percent >= SURE_PERCENT;
        buf_printf(b, "%s{\"name\":", i ? "," : "");
        put_json(b, o.file.head.names[i]);
        buf_lit(b, ",\"kind\":");
        if (kind == GUESS_NOTHING) buf_lit(b, "null");
        else put_json(b, import_kind_name(kind));
        buf_printf(b, ",\"sure\":%s}", sure ? "true" : "false");
    }
    buf_byte(b, ']');
    put_whole(b, &o.plan);
    put_names(b, o.plan.target, !o.plan.no_outlays);
    buf_byte(b, '}');
    return OK;
}

/* view_bulk.c - one change for many rows: one act, one undo. */
#include "view/view_page.h"

#include "base/check.h"
#include "db/region.h"

typedef struct Bulk {
    const Sheet *sheet;
    const Field *field;                           /* NULL: archive or bring back */
    Str          value;
    bool         back;
    Id          *ids;
    size_t       n;
    bool         too_many;
} Bulk;

static Fault collect(Ctx *c, const void *rec, void *arg) {
    Bulk *bulk = arg;
    (void)c;
    if (bulk->n < VIEW_BULK_MAX) bulk->ids[bulk->n++] = ((const Head *)rec)->id;
    else bulk->too_many = true;
    return OK;
}

/* The rows of the address in `q`, read as the list reads it. */
static Fault all_that_match(Ctx *c, const Request *rq, Bulk *bulk) {
    Request asked = *rq;
    ListSpec spec;
    if (!params_parse(c->arena, params_get(&rq->form, "q"), 64, &asked.args)) return fail(c, BAD_REQUEST, "q", 0);
    TRY(view_query(c, &asked, bulk->sheet, &spec));
    TRY(list_each(c, &spec, false, collect, bulk));
    return bulk->too_many ? fail(c, TOO_LARGE, "rows", VIEW_BULK_MAX) : OK;
}

static Fault chosen(Ctx *c, const Request *rq, Bulk *bulk) {
    bulk->ids = ARENA_ARRAY(c->arena, Id, VIEW_BULK_MAX);
    if (str_eq(params_get(&rq->form, "all"), LIT("1"))) return all_that_match(c, rq, bulk);
    for (size_t i = 0; i < rq->form.n && bulk->n < VIEW_BULK_MAX; i++) {
        Id id;
        if (str_eq(rq->form.v[i].name, LIT("id")) && id_parse(rq->form.v[i].value, &id)) bulk->ids[bulk->n++] = id;
    }
    return OK;
}

Fault view_chosen(Ctx *c, const Request *rq, const Sheet *s, Id **ret_v, size_t *ret_n) {
    Bulk bulk = {.sheet = s};
    TRY(chosen(c, rq, &bulk));
    *ret_v = bulk.ids;
    *ret_n = bulk.n;
    return OK;
}

/* Which field is set to what: the one "set.FIELD" that is not empty, among those the sheet offers. */
static Fault what_to_set(Ctx *c, const Request *rq, Bulk *bulk) {
    for (const int *i = bulk->sheet->bulk; *i >= 0; i++) {
        const Field *f = &bulk->sheet->entity->fields[*i];
        Str value = params_get(&rq->form, arena_z(c->arena, arena_printf(c->arena, "set.%s", f->name)));
        if (!value.n) continue;
        if (bulk->field) return fail(c, BAD_REQUEST, "set", 0);
        bulk->field = f;
        bulk->value = value;
    }
    return bulk->field ? OK : fail(c, BAD_REQUEST, "set", 0);
}

static Fault change_one(Ctx *c, const Bulk *bulk, Id id, void *rec) {
    const Entity *e = bulk->sheet->entity;
    if (!bulk->field) return bulk->back ? ent_unarchive(c, e, id) : ent_archive(c, e, id);
    ent_clear(e, rec);
    TRY(ent_load(c, e, id, rec));
    if (!value_read(c, bulk->field, rec, c->reader.lang, bulk->value)) return INVALID;
    return ent_save(c, e, rec);
}

static Str value_label(Ctx *c, const Bulk *bulk) {
    ListOption *v;
    size_t n;
    if (!bulk->field || view__options(c, bulk->sheet, bulk->field, bulk->value, &v, &n) != OK) return (Str){0};
    for (size_t i = 0; i < n; i++) {
        if (v[i].chosen) return v[i].label;
    }
    return bulk->value;
}

/* "This changes 214 records", before it does. */
static Fault ask_first(Ctx *c, const Request *rq, Reply *rp, const Bulk *bulk) {
    BulkView v = {.sheet = bulk->sheet, .count = (int64_t)bulk->n,
                  .action = arena_printf(c->arena, "%s/bulk", bulk->sheet->path),
                  .back = view__back(rq, str_of(bulk->sheet->path)),
                  .keep = ARENA_ARRAY(c->arena, Param, rq->form.n + 1)};
    v.what = tr(c->reader.lang, bulk->field ? bulk->field->label : bulk->back ? T_VIEW_BRING_BACK : T_VIEW_ARCHIVE);
    v.value = value_label(c, bulk);
    for (size_t i = 0; i < rq->form.n; i++) {
        Str n = rq->form.v[i].name;
        bool anew = str_eq(n, LIT("csrf")) || str_eq(n, LIT("op"));
        if (!anew) v.keep[v.keep_n++] = rq->form.v[i];
    }
    Page pg = page_new(c, rq, bulk->sheet->nav, tr(c->reader.lang, T_VIEW_BULK_TITLE));
    return page_send(&pg, rp, view_bulk_page, &v);
}

/* ---- the change itself, in portions ------------------------------------------------------------------------------ */

/* Others write between two portions, so that nobody waits for twenty thousand rows. */
enum { PORTION_ROWS = 250 };

typedef struct Portion {
    const Bulk *bulk;
    size_t      from, to;
} Portion;

static Fault change_portion(Ctx *c, void *arg) {
    const Portion *p = arg;
    if (!c->act) TRY(act_begin(c, T_VIEW_BULK_ACT, tr(c->reader.lang, p->bulk->sheet->entity->many)));
    void *rec = ent_new(c, p->bulk->sheet->entity);
    for (size_t i = p->from; i < p->to; i++) TRY(change_one(c, p->bulk, p->bulk->ids[i], rec));
    return OK;
}

static Fault take_back(Ctx *c, void *arg) {
    Id act = *(const Id *)arg;
    c->act = 0;
    c->act_kind = T_NONE;
    return act_undo(c, act);
}

/* What a portion complained of outlives its memory. */
static void keep_complaints(Ctx *c, Arena *a) {
    Complaints kept = {.v = ARENA_ARRAY(a, Complaint, c->complaints.n + 1), .cap = c->complaints.n + 1};
    for (; kept.n < c->complaints.n; kept.n++) {
        kept.v[kept.n] = c->complaints.v[kept.n];
        kept.v[kept.n].text = arena_copy(a, kept.v[kept.n].text);
    }
    c->complaints = kept;
    c->fault.text = arena_copy(a, c->fault.text);
}

/* All of it or nothing: when a row refuses, the portions before it are taken back. */
static Fault change_all(Ctx *c, const Bulk *bulk) {
    Arena *kept = c->arena, rows;
    Fault f = OK;
    arena_init(&rows, (size_t)64 << 20);
    for (size_t from = 0; f == OK && from < bulk->n; from += PORTION_ROWS) {
        size_t to = from + PORTION_ROWS < bulk->n ? from + PORTION_ROWS : bulk->n;
        c->arena = &rows;
        f = region_write(c->region, c, change_portion, &(Portion){bulk, from, to});
        c->arena = kept;
        keep_complaints(c, kept);
        Id act = c->act;
        if (f != OK && from > 0 && act && region_write(c->region, c, take_back, &act) == OK) c->act = 0;
        arena_reset(&rows);
    }
    arena_release(&rows);
    return f;
}

/* What is asked for, with a connection of its own; *ret_asks: the page asks first. */
static Fault prepare(Ctx *c, const Request *rq, Reply *rp, Bulk *bulk, bool *ret_asks) {
    Str act = params_get(&rq->form, "do");
    const Entity *e = bulk->sheet->entity;
    if (!ent_may_write(c, e, NULL)) return fail(c, NOT_ALLOWED, e->name, 0);
    bulk->back = str_eq(act, LIT("unarchive"));
    if (str_eq(act, LIT("set"))) TRY(what_to_set(c, rq, bulk));
    TRY(chosen(c, rq, bulk));
    if (bulk->n == 0) return fail(c, BAD_REQUEST, "rows", 0);
    *ret_asks = bulk->n > VIEW_PAGE_ROWS && !str_eq(params_get(&rq->form, "sure"), LIT("1"));
    return *ret_asks ? ask_first(c, rq, rp, bulk) : OK;
}

Fault view_bulk(Ctx *c, const Request *rq, Reply *rp, const Sheet *s) {
    Bulk bulk = {.sheet = s};
    bool asks = false;
    TRY(region_read_begin(c->region, c));
    Fault f = prepare(c, rq, rp, &bulk, &asks);
    region_read_end(c->region, c);
    if (f != OK || asks) return f;
    TRY(change_all(c, &bulk));
    reply_go(c, rp, view__back(rq, str_of(s->path)), T_VIEW_BULK_DONE, (TrArg[]){TR_N("n", (int64_t)bulk.n)}, 1);
    return OK;
}

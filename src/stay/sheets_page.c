/* sheets_page.c - the sheets that came by a public link, by their number: one that is nonsense is left out of the sums
** with a reason, and can be counted again. Nobody knows whose a sheet is. */
#include "stay/stay_page.h"

#include "base/id.h"

enum { ROWS_MAX = 600, SHEET_ROWS_MAX = 60, WHY_MAX = 300 };

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* Which sheets the page shows, with the names of links and towns. */
typedef struct Sheets {
    SheetFact *v;
    Str       *names;                             /* of each row: its link, then where it is bought */
    size_t     n;
    int64_t    older;                             /* sheets before those that are shown, and these */
} Sheets;

static Fault read_sheets(Ctx *c, const SheetAsk *ask, Sheets *s) {
    s->v = ARENA_ARRAY(c->arena, SheetFact, ROWS_MAX);
    TRY(stay_sheet_rows(c, ask, s->v, ROWS_MAX, &s->n));
    TRY(stay_sheets_older(c, ask->place, ask->before, &s->older));
    Id *ids = ARENA_ARRAY(c->arena, Id, 2 * s->n + 1);
    s->names = ARENA_ARRAY(c->arena, Str, 2 * s->n + 1);
    for (size_t i = 0; i < s->n; i++) {
        ids[2 * i] = s->v[i].door;
        ids[2 * i + 1] = s->v[i].bought_in;
    }
    return s->n ? ent_labels(c, ids, 2 * s->n, s->names) : OK;
}

/* The rows of one sheet, from i on. */
static size_t rows_of(const Sheets *s, size_t i) {
    size_t n = 1;
    while (i + n < s->n && s->v[i + n].sheet == s->v[i].sheet) n++;
    return n;
}

static LeakRange sum_of(const SheetFact *v, size_t n) {
    LeakRange r = {0};
    for (size_t i = 0; i < n; i++) {
        r.low += v[i].low;
        r.high += v[i].high;
    }
    return r;
}

static SheetLine line_of(Ctx *c, const Sheets *s, size_t i, int64_t number) {
    const SheetFact *f = &s->v[i];
    SheetLine l = {.sheet = arena_printf(c->arena, "%lld", (long long)f->sheet), .door = s->names[2 * i],
                   .number = arena_printf(c->arena, "%lld", (long long)number), .why = f->why, .on = f->on,
                   .kind = choice_label(&spender_kind_choices, f->kind), .out = f->out};
    size_t n = rows_of(s, i);
    l.amount = stay_money(c, sum_of(f, n));
    l.rows = ARENA_ARRAY(c->arena, SheetAnswer, n);
    for (; l.rows_n < n; l.rows_n++) {
        const SheetFact *one = &f[l.rows_n];
        Str town = s->names[2 * (i + l.rows_n) + 1];
        TextKey where = choice_label(&outlay_where_choices, one->bought);
        l.rows[l.rows_n] = (SheetAnswer){one->what, stay_money(c, (LeakRange){one->low, one->high}),
                                         town.n ? town : tr(c->reader.lang, where)};
    }
    return l;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const SheetAsk *ask) {
    Id         place = ask->place;
    Str        id = id_str(c->arena, place), name;
    Sheets     s;
    SheetsView v = {.leaks = arena_printf(c->arena, "/places/%.*s/leaks", STR_ARG(id)),
                    .may_write = ent_may_write(c, &outlay_entity, NULL)};
    const Complaint *wrong = complaint_of(c, "why");
    v.path = arena_printf(c->arena, "%.*s/sheets", STR_ARG(v.leaks));
    TRY(read_sheets(c, ask, &s));
    v.sheets = ARENA_ARRAY(c->arena, SheetLine, s.n + 1);
    /* A sheet that the page would break is left to the next one. */
    bool   more = s.n == ROWS_MAX;
    size_t at = 0;
    while (at < s.n && !(more && v.sheets_n && at + rows_of(&s, at) == s.n)) {
        v.sheets[v.sheets_n] = line_of(c, &s, at, s.older - (int64_t)v.sheets_n);
        SheetLine *l = &v.sheets[v.sheets_n++];
        if (wrong && str_eq(params_get(&rq->form, "sheet"), l->sheet)) l->error = complaint_str(c, wrong);
        at += rows_of(&s, at);
    }
    if (more && at > 0) {
        Str last = id_str(c->arena, s.v[at - 1].id);
        v.older = arena_printf(c->arena, "%.*s?before=%.*s", STR_ARG(v.path), STR_ARG(last));
    }
    TRY(ent_names(c, &place_entity, &place, 1, &name));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_STAY_SHEETS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, place), name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.leaks, tr(c->reader.lang, T_STAY_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, sheets_page, &v);
}

/* GET /places/ID/leaks/sheets: newest first; `before`: those of rows before this one. */
Fault get_sheets(Ctx *c, const Request *rq, Reply *rp) {
    SheetAsk ask = {.place = rq->ids[0], .before = INT64_MAX};
    Head     h;
    Id       before;
    TRY(ent_load_head(c, &place_entity, ask.place, &h));
    if (id_parse(params_get(&rq->args, "before"), &before) && before) ask.before = before;
    return draw(c, rq, rp, &ask);
}

/* ---- leaving out ------------------------------------------------------------------------------------------------- */

static Fault move_row(Ctx *c, Id id, bool out, Str why) {
    Outlay *o = ent_new(c, &outlay_entity);
    if (!out) TRY(ent_unarchive(c, &outlay_entity, id));
    TRY(ent_load(c, &outlay_entity, id, o));
    if (!ent_may_write(c, &outlay_entity, &o->head)) return fail(c, NOT_ALLOWED, "outlay", id);
    o->left_out = why;
    TRY(ent_save(c, &outlay_entity, o));
    return out ? ent_archive(c, &outlay_entity, id) : OK;
}

/* POST /places/ID/leaks/sheets: sheet, and why it is left out; or back. OVER: it is as it should become. */
Fault post_sheet(Ctx *c, const Request *rq, Reply *rp) {
    SheetFact v[SHEET_ROWS_MAX];
    SheetAsk  ask = {.place = rq->ids[0], .before = INT64_MAX};
    Str       why = str_trim(params_get(&rq->form, "why"));
    bool      out = !params_get(&rq->form, "back").n;
    size_t    n, moved = 0;
    bool      number = str_int(params_get(&rq->form, "sheet"), &ask.sheet) && ask.sheet > 0;
    if (!number) return fail(c, BAD_REQUEST, "outlay", 0);
    TRY(stay_sheet_rows(c, &ask, v, SHEET_ROWS_MAX, &n));
    if (!n) return fail(c, NOT_FOUND, "outlay", 0);
    for (size_t i = 0; i < n; i++) moved += v[i].out != out;
    if (!moved) return fail(c, OVER, "outlay", v[0].id);
    if (out && (!why.n || why.n > WHY_MAX)) {
        complain(c, "why", T_STAY_SHEET_WANTS_WHY);
        TRY(draw(c, rq, rp, &(SheetAsk){.place = ask.place, .before = INT64_MAX}));
        rp->status = fault_status(INVALID);
        return INVALID;
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].out != out) TRY(move_row(c, v[i].id, out, out ? why : (Str){0}));
    }
    Str path = arena_printf(c->arena, "/places/%.*s/leaks/sheets", STR_ARG(id_str(c->arena, ask.place)));
    TrArg amount = TR_ARG("amount", stay_money(c, sum_of(v, n)));
    reply_go(c, rp, path, out ? T_STAY_SHEET_WENT : T_STAY_SHEET_CAME_BACK, &amount, 1);
    return OK;
}

/* place_belong.c - belongings: on the page of an actor, one by one, and many at once. */
#include "place/place_page.h"

#include "base/check.h"

#include <math.h>

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

static const Sheet *actors(void) { return view_sheet(LIT("actor")); }

/* The page of the one whose belonging it is. */
static Str home_of(Ctx *c, Id actor) {
    Str home = actors() ? view_record_path(c, actors()->entity, actor) : (Str){0};
    return home.n ? arena_printf(c->arena, "%.*s#places", STR_ARG(home)) : LIT("/belongings");
}

/* ---- the card ---------------------------------------------------------------------------------------------------- */

Fault belongings_html(Buf *b, const Page *pg, const void *actor) {
    enum { SHOWN_MAX = 200 };
    Ctx *c = pg->c;
    BelongPart v = {.rows = ARENA_ARRAY(c->arena, BelongRow, SHOWN_MAX), .actor = ((const Head *)actor)->id};
    v.home = home_of(c, v.actor);
    v.may_write = ent_may_write(c, &belonging_entity, actor);
    if (!ent_around_none(c, &belonging_entity.fields[BELONGING_F_ACTOR], v.actor)) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_BELONGS_SHOWN), VALS(v_int(v.actor)), &r));
        while (v.rows_n < SHOWN_MAX && rows_next(&r)) {
            BelongRow *row = &v.rows[v.rows_n++];
            double weight = rows_real(&r, 3);
            *row = (BelongRow){.id = rows_id(&r, 0), .name = rows_copy(&r, 6),
                               .reason = choice_label(&belong_reason_choices, (int)rows_int(&r, 2)),
                               .has_weight = !isnan(weight), .weight = isnan(weight) ? 0 : llround(weight),
                               .from_on = (Day)rows_int(&r, 4), .until_on = (Day)rows_int(&r, 5)};
            row->href = view_record_path(c, &place_entity, rows_id(&r, 1));
            row->over = row->until_on && row->until_on < c->reader.today;
            row->may_write = v.may_write && !row->over;
        }
        TRY(rows_fault(&r));
    }
    if (v.rows_n || v.may_write) belong_part_html(b, pg, &v);
    return OK;
}

/* ---- one by one -------------------------------------------------------------------------------------------------- */

const Sheet BELONGING_SHEET = {
    .entity = &belonging_entity,
    .path = "/belongings",
    .nav = NAV_PLACES,
    .title = T_ENT_BELONGING_MANY,
    .empty = T_PLACE_NO_BELONGINGS,
    .first_step = T_PLACE_BELONG_ADD,
    .add = T_PLACE_BELONG_ADD,
    .called = (const int[]){BELONGING_F_ACTOR, BELONGING_F_REASON, BELONGING_F_PLACE, -1},
    .columns = (const int[]){BELONGING_F_ACTOR, BELONGING_F_REASON, BELONGING_F_PLACE, BELONGING_F_WEIGHT,
                             BELONGING_F_UNTIL_ON, -1},
    .filters = (const int[]){BELONGING_F_PLACE, BELONGING_F_REASON, -1},
    .bulk = (const int[]){BELONGING_F_REASON, -1},
};

/* POST /belongings/ID/end: until yesterday; one that begins today or later is taken back. */
Fault post_belonging_end(Ctx *c, const Request *rq, Reply *rp) {
    Belonging *b = ent_new(c, &belonging_entity);
    Day yesterday = day_plus(c->reader.today, -1);
    TRY(ent_load(c, &belonging_entity, rq->ids[0], b));
    if (b->from_on && b->from_on > yesterday) {
        TRY(ent_archive(c, &belonging_entity, b->head.id));
    } else {
        b->until_on = yesterday;
        TRY(ent_save(c, &belonging_entity, b));
    }
    reply_go(c, rp, home_of(c, b->actor), T_PLACE_BELONG_ENDED, NULL, 0);
    return OK;
}

/* ---- many at once ------------------------------------------------------------------------------------------------ */

/* Whether the actor belongs to the place for this reason already, on a day that the new one would hold. */
static Fault belongs(Ctx *c, const Belonging *b, bool *ret_yes) {
    AUTO(rows_end) Rows r = {0};
    *ret_yes = false;
    TRY(db_rows(c, q(PLACE_Q_BELONGS_SAME),
                VALS(v_int(b->actor), v_int(0), v_int(b->from_on), v_int(PLACE_DAY_LAST)), &r));
    while (rows_next(&r)) *ret_yes = *ret_yes || (rows_id(&r, 0) == b->place && rows_int(&r, 1) == b->reason);
    return rows_fault(&r);
}

static Fault many_ask(Ctx *c, const Request *rq, Reply *rp, const Belonging *b, size_t n) {
    static const int FIELDS[] = {BELONGING_F_PLACE, BELONGING_F_REASON, BELONGING_F_FROM_ON};
    const Entity *e = &belonging_entity;
    bool again = params_has(&rq->form, "place");
    BelongMany v = {.count = (int64_t)n, .keep = ARENA_ARRAY(c->arena, Param, rq->form.n + 1)};
    Buf fields, errors;
    buf_init(&fields, 1 << 20);
    buf_init(&errors, 1 << 16);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        ent_field_html(c, &fields, e, &e->fields[FIELDS[i]], b, again ? &rq->form : NULL);
    }
    complaints_html(c, &errors, e);
    v.fields = html_keep(c->arena, &fields);
    v.errors = html_keep(c->arena, &errors);
    for (size_t i = 0; i < rq->form.n; i++) {
        Str name = rq->form.v[i].name;
        bool kept = str_eq(name, LIT("id")) || str_eq(name, LIT("all")) || str_eq(name, LIT("q")) ||
                    str_eq(name, LIT("back"));
        if (kept) v.keep[v.keep_n++] = rq->form.v[i];
    }
    Page pg = page_new(c, rq, NAV_ACTORS, tr(c->reader.lang, T_PLACE_ADD_TO));
    pg.has_errors = c->complaints.n > 0;
    if (pg.has_errors) rp->status = 422;
    TRY(page_send(&pg, rp, belong_many_page, &v));
    return pg.has_errors ? INVALID : OK;
}

/* POST /belongings/many: the chosen rows of the list of actors come to belong to a place. One act, one undo. */
Fault post_belong_many(Ctx *c, const Request *rq, Reply *rp) {
    Belonging *asked = ent_new(c, &belonging_entity);
    Id *ids;
    size_t n;
    int64_t made = 0;
    if (!actors()) return fail(c, NOT_FOUND, "page", 0);
    if (!ent_may_write(c, &belonging_entity, NULL)) return fail(c, NOT_ALLOWED, "belonging", 0);
    TRY(view_chosen(c, rq, actors(), &ids, &n));
    if (n == 0) return fail(c, BAD_REQUEST, "rows", 0);
    asked->reason = BELONG_REASON_SITS_IN;
    if (!params_has(&rq->form, "place")) return many_ask(c, rq, rp, asked, n);
    ent_form_read(c, &belonging_entity, &rq->form, asked);
    if (!asked->place && !c->complaints.n) complain(c, "place", T_FORM_FIX_REQUIRED);
    if (c->complaints.n) return many_ask(c, rq, rp, asked, n);
    Str name = {0};
    TRY(ent_labels(c, &asked->place, 1, &name));
    TRY(act_begin(c, T_PLACE_ADD_TO_ACT, name));
    for (size_t i = 0; i < n; i++) {
        Belonging *b = ent_new(c, &belonging_entity);
        bool there;
        b->actor = ids[i];
        b->place = asked->place;
        b->reason = asked->reason;
        b->from_on = asked->from_on;
        TRY(belongs(c, b, &there));
        if (there) continue;
        TRY(ent_save(c, &belonging_entity, b));
        made++;
    }
    Str back = params_get(&rq->form, "back");
    reply_go(c, rp, path_is_ours(back) ? back : LIT("/actors"), T_PLACE_ADDED_TO,
             (TrArg[]){TR_N("n", made), TR_ARG("place", name)}, 2);
    return OK;
}

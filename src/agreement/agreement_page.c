/* agreement_page.c - lists and pages of agreements and of what was promised in them. */
#include "agreement/agreement_page.h"

#include "actor_ent.h"
#include "ent/right.h"
#include "file/file.h"
#include "place_ent.h"

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE, UNITS_SHOWN = 300 };

/* ---- conditions of the lists ------------------------------------------------------------------------------------ */

static Fault agreement_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "due")) s->extras[s->n_extras++] = agreement_due(c);
    if (params_on(&rq->args, "late")) s->extras[s->n_extras++] = agreement_late(c);
    return OK;
}

static Fault undertaking_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "waits")) s->extras[s->n_extras++] = undertaking_waits(c);
    if (params_on(&rq->args, "late")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "late", .val = v_int(c->reader.today), .text = LIT("1"),
                                               .sql = "(x.state = 1 AND x.by_on < :late)"};
    }
    if (!params_has(&rq->args, "sort")) s->sort = &undertaking_entity.fields[UNDERTAKING_F_BY_ON];
    return OK;
}

/* ---- the record ------------------------------------------------------------------------------------------------- */

static Fault head_names(Ctx *c, const Agreement *a, AgreementHead *h) {
    Id  ids[3] = {a->place, a->account ? a->account : a->actor, a->owner};
    Str names[3] = {{0}};
    TRY(ent_labels(c, ids, 3, names));
    h->place = names[0];
    h->other = names[1];
    h->owner = names[2];
    if (h->place.n) h->place_href = view_record_path(c, &place_entity, a->place);
    if (h->other.n && a->actor && !a->account) h->other_href = view_record_path(c, &actor_entity, a->actor);
    return OK;
}

static Fault agreement_head_draw(Buf *b, const Page *pg, const void *rec) {
    static const char *const TINTS[AGREEMENT_STATE_N] = {
        [AGREEMENT_STATE_DRAFT] = "warn", [AGREEMENT_STATE_SIGNED] = "ok", [AGREEMENT_STATE_ENDED] = ""};
    const Agreement *a = rec;
    Ctx *c = pg->c;
    AgreementHead h = {.a = a, .kind = choice_label(&agreement_kind_choices, a->kind),
                       .state = choice_label(&agreement_state_choices, a->state), .tint = str_of(TINTS[a->state]),
                       .demo = a->is_demo == 1, .secret = a->kind == AGREEMENT_KIND_EXPECTATIONS,
                       .due = a->state == AGREEMENT_STATE_SIGNED && a->review_on <= c->reader.today,
                       .over = a->state == AGREEMENT_STATE_SIGNED && a->until_on && a->until_on < c->reader.today};
    TRY(head_names(c, a, &h));
    if (a->paper) h.paper_href = arena_printf(c->arena, "/notes/%.*s", STR_ARG(id_str(c->arena, a->paper)));
    agreement_head_html(b, pg, &h);
    return OK;
}

static Fault agreement_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Agreement *a = rec;
    AgreementActs v = {.path = view_record_path(pg->c, &agreement_entity, a->head.id),
                       .talk = a->kind == AGREEMENT_KIND_EXPECTATIONS};
    if (!agreement_may_change(pg->c, a)) return OK;
    v.sign = a->state == AGREEMENT_STATE_DRAFT;
    v.review = a->state == AGREEMENT_STATE_SIGNED;
    v.end = a->state != AGREEMENT_STATE_ENDED;
    agreement_acts_html(b, pg, &v);
    return OK;
}

static Fault sides_draw(Buf *b, const Page *pg, const void *rec) {
    BothSides v;
    TRY(both_sides(pg->c, rec, &v));
    both_sides_html(b, pg, &v);
    return OK;
}

static const RecordPart SIDES = {.entity = &agreement_entity, .anchor = "promises", .title = T_ENT_UNDERTAKING_MANY,
                                 .order = 5, .draw = sides_draw};

static Fault way_draw(Buf *b, const Page *pg, const void *rec) {
    const Agreement *a = rec;
    AgreementWay v = {.a = a, .talk = a->kind == AGREEMENT_KIND_EXPECTATIONS};
    if (a->purpose.n || a->reviewed_on || a->end_reason.n) agreement_way_html(b, pg, &v);
    return OK;
}

static const RecordPart WAY = {.entity = &agreement_entity, .anchor = "way", .title = T_AGREEMENT_WAY, .order = 3,
                               .draw = way_draw};

/* Where one may see which units have none. */
static void beside_draw(Buf *b, const Page *pg) {
    if (pg->c->who.roles & (ROLE_HQ | ROLE_ADMIN)) agreement_beside_html(b, pg, &(UnitsView){0});
}

/* An account of one's own is meant when a consultant writes down expectations; a colleague's unit is where they are. */
static Fault before_save(Ctx *c, const Request *rq, void *rec) {
    Agreement *a = rec;
    (void)rq;
    bool manages = (c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR)) != 0;
    if (!manages && a->kind == AGREEMENT_KIND_EXPECTATIONS && !a->account) a->account = c->who.account;
    return OK;
}

const Sheet AGREEMENT_SHEET = {
    .entity = &agreement_entity,
    .path = "/agreements",
    .nav = NAV_MORE,
    .icon = "heart-handshake",
    .title = T_ENT_AGREEMENT_MANY,
    .empty = T_AGREEMENT_EMPTY,
    .first_step = T_AGREEMENT_ADD,
    .add = T_AGREEMENT_ADD,
    .columns = (const int[]){AGREEMENT_F_KIND, AGREEMENT_F_PLACE, AGREEMENT_F_STATE, AGREEMENT_F_OWNER,
                             AGREEMENT_F_SIGNED_ON, AGREEMENT_F_REVIEW_ON, -1},
    .filters = (const int[]){AGREEMENT_F_KIND, AGREEMENT_F_STATE, AGREEMENT_F_PLACE, AGREEMENT_F_OWNER, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){AGREEMENT_F_TITLE, AGREEMENT_F_KIND, AGREEMENT_F_ACTOR, AGREEMENT_F_ACCOUNT,
                          AGREEMENT_F_PLACE, AGREEMENT_F_PURPOSE, AGREEMENT_F_OWNER, AGREEMENT_F_RHYTHM,
                          AGREEMENT_F_UNTIL_ON, -1},
    .told = (const int[]){AGREEMENT_F_TITLE, AGREEMENT_F_KIND, AGREEMENT_F_STATE, AGREEMENT_F_PLACE, AGREEMENT_F_ACTOR,
                          AGREEMENT_F_ACCOUNT, AGREEMENT_F_OWNER, AGREEMENT_F_PURPOSE, AGREEMENT_F_REVIEW_WORDS,
                          AGREEMENT_F_REVIEWED_ON, AGREEMENT_F_END_REASON, AGREEMENT_F_ENDED_ON, AGREEMENT_F_PAPER,
                          AGREEMENT_F_NO_OURS, AGREEMENT_F_NO_THEIRS, AGREEMENT_F_SIGNED_ON, AGREEMENT_F_REVIEW_ON,
                          -1},
    .tabs = (const SheetTab[]){{"kind=authority", T_AGREEMENT_TAB_AUTHORITY},
                               {"kind=point&kind=strategic", T_AGREEMENT_TAB_PARTNERS},
                               {"due=1", T_AGREEMENT_TAB_DUE}, {"late=1", T_AGREEMENT_TAB_LATE}, {0}},
    .extras = agreement_extras,
    .extra_names = (const char *const[]){"due", "late", NULL},
    .beside = beside_draw,
    .head = agreement_head_draw,
    .actions = agreement_acts_draw,
    .before_save = before_save,
};

const Sheet UNDERTAKING_SHEET = {
    .entity = &undertaking_entity,
    .path = "/undertakings",
    .nav = NAV_MORE,
    .icon = "heart-handshake",
    .title = T_ENT_UNDERTAKING_MANY,
    .empty = T_AGREEMENT_NO_PROMISES,
    .first_step = T_ENT_AGREEMENT_MANY,
    .add = T_AGREEMENT_PROMISE_ADD,
    .columns = (const int[]){UNDERTAKING_F_AGREEMENT, UNDERTAKING_F_SIDE, UNDERTAKING_F_BY_ON, UNDERTAKING_F_OWNER,
                             UNDERTAKING_F_STATE, -1},
    .filters = (const int[]){UNDERTAKING_F_SIDE, UNDERTAKING_F_STATE, UNDERTAKING_F_OWNER, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){UNDERTAKING_F_AGREEMENT, UNDERTAKING_F_SIDE, UNDERTAKING_F_TEXT, UNDERTAKING_F_BY_ON,
                          UNDERTAKING_F_OWNER, UNDERTAKING_F_REASON, -1},
    .tabs = (const SheetTab[]){{"waits=1", T_AGREEMENT_TAB_WAITS}, {"late=1", T_AGREEMENT_TAB_LATE}, {0}},
    .extras = undertaking_extras,
    .extra_names = (const char *const[]){"waits", "late", NULL},
};

VIEW_HANDLERS(agreement, AGREEMENT_SHEET)
VIEW_HANDLERS(undertaking, UNDERTAKING_SHEET)

/* ---- units without one, for headquarters ------------------------------------------------------------------------ */

/* What is being agreed there. */
static Fault under_way(Ctx *c, UnitRow *row, Id place) {
    ListSpec s = {.entity = &agreement_entity, .limit = 1, .n_filters = 3};
    AgreementRow *v;
    size_t n;
    const Field *f = agreement_entity.fields;
    s.filters[0] = (ListFilter){.field = &f[AGREEMENT_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    s.filters[1] = (ListFilter){.field = &f[AGREEMENT_F_KIND], .op = LIST_EQ, .val = v_int(AGREEMENT_KIND_AUTHORITY)};
    s.filters[2] = (ListFilter){.field = &f[AGREEMENT_F_STATE], .op = LIST_EQ, .val = v_int(AGREEMENT_STATE_DRAFT)};
    TRY(agreement_rows(c, &s, false, &v, &n));
    if (n) row->under_way = v[0].href;
    return OK;
}

static Fault get_units(Ctx *c, const Request *rq, Reply *rp) {
    ListSpec  s = {.entity = &place_entity, .extras = {unit_without(c)}, .n_extras = 1, .limit = UNITS_SHOWN};
    ListSpec  all = {.entity = &place_entity, .n_filters = 1};
    UnitsView v = {0};
    void  *rows;
    size_t n;
    int64_t units;
    all.filters[0] = (ListFilter){.field = &place_entity.fields[PLACE_F_IS_UNIT], .op = LIST_EQ, .val = v_int(1)};
    TRY(list_count(c, &all, &units));
    TRY(list_run(c, &s, false, &rows, &n, &v.total));
    v.with = units - v.total;
    v.rows = ARENA_ARRAY(c->arena, UnitRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Place *p = (const Place *)rows + i;
        UnitRow *row = &v.rows[v.rows_n++];
        *row = (UnitRow){.name = tri_best(&p->name, c->reader.lang, NULL),
                         .href = view_record_path(c, &place_entity, p->head.id)};
        row->add = arena_printf(c->arena, "/agreements/new?kind=authority&place=%.*s&back=/agreements/units",
                                STR_ARG(id_str(c->arena, p->head.id)));
        TRY(under_way(c, row, p->head.id));
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_AGREEMENT_UNITS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/agreements"), tr(c->reader.lang, T_ENT_AGREEMENT_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, agreement_units_page, &v);
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    VIEW_ROUTES(agreement, "/agreements", READERS, ROLES_STAFF),
    VIEW_ROUTES(undertaking, "/undertakings", READERS, ROLES_STAFF),
    {GET, "/agreements/units", get_units, ROUTE_READ, ROLE_HQ | ROLE_ADMIN, 0, NULL, true},
    {GET, "/agreements/{id}/sign", get_agreement_sign, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/agreements/{id}/sign", post_agreement_sign, ROUTE_SLOW, ROLES_STAFF, FILES_BODY_MAX, NULL, false},
    {GET, "/agreements/{id}/review", get_agreement_step, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/agreements/{id}/review", post_agreement_step, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/agreements/{id}/end", get_agreement_step, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/agreements/{id}/end", post_agreement_step, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/undertakings/{id}/kept", get_undertaking_step, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/undertakings/{id}/kept", post_undertaking_step, ROUTE_WRITE, READERS, 0, NULL, false},
    {GET, "/undertakings/{id}/changed", get_undertaking_step, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/undertakings/{id}/changed", post_undertaking_step, ROUTE_WRITE, READERS, 0, NULL, false},
};

static void agreement_start(Region *r) {
    (void)r;
    reach_on_renew(agreements_follow_reach);
    ent_limit_right(&agreement_entity, agreement_right);
    view_register(&AGREEMENT_SHEET);
    view_register(&UNDERTAKING_SHEET);
    view_register_part(&SIDES);
    view_register_part(&WAY);
    view_register_part(&AGREEMENT_ACTOR_PART);
    view_register_part(&AGREEMENT_PLACE_PART);
    view_register_part(&AGREEMENT_PARTNERS_PART);
    view_register_part(&AGREEMENT_PERSON_PART);
    today_register(&AGREEMENT_TODAY);
    today_register_dates(agreement_dates);
}

const Module agreement_module = {
    .name = "agreement", .queries = AGREEMENT_QUERIES, .n_queries = AGREEMENT_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = agreement_start,
};

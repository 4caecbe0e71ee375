/* pledge_page.c - the lists of pledges, of what was given and of hires, and the module. */
#include "pledge/pledge_page.h"

#include "file/file.h"

static bool year_of(const Request *rq, int *ret_year) {
    int64_t n;
    bool    yes = str_int(params_get(&rq->args, "year"), &n) && n >= 1900 && n < 2200;
    if (yes) *ret_year = (int)n;
    return yes;
}

/* ---- pledges ----------------------------------------------------------------------------------------------------- */

static Fault pledge_extras(Ctx *c, const Request *rq, ListSpec *s) {
    int year;
    if (params_on(&rq->args, "mine")) s->extras[s->n_extras++] = pledge_mine(c);
    if (params_on(&rq->args, "due")) s->extras[s->n_extras++] = pledge_due(c);
    if (params_on(&rq->args, "late")) s->extras[s->n_extras++] = pledge_late(c);
    if (year_of(rq, &year)) s->extras[s->n_extras++] = pledge_of_year(c, year);
    if (!params_has(&rq->args, "sort")) s->sort = &pledge_entity.fields[PLEDGE_F_BY_ON];
    return OK;
}

static void beside_draw(Buf *b, const Page *pg) {
    if (pg->c->who.roles & PLEDGE_READERS) pledge_beside_html(b, pg, &(PledgeSums){0});
}

const Sheet PLEDGE_SHEET = {
    .entity = &pledge_entity,
    .path = "/pledges",
    .nav = NAV_MORE,
    .icon = "heart-handshake",
    .title = T_ENT_PLEDGE_MANY,
    .empty = T_PLEDGE_EMPTY,
    .first_step = T_PLEDGE_ADD,
    .add = T_PLEDGE_ADD,
    .beside = beside_draw,
    .columns = (const int[]){PLEDGE_F_ACTOR, PLEDGE_F_CIRCLE, PLEDGE_F_PLACE, PLEDGE_F_BY_ON, PLEDGE_F_STATE,
                             PLEDGE_F_OWNER, -1},
    .filters = (const int[]){PLEDGE_F_CIRCLE, PLEDGE_F_STATE, PLEDGE_F_ACTOR, PLEDGE_F_PLACE, PLEDGE_F_OWNER, -1},
    .bulk = (const int[]){PLEDGE_F_OWNER, -1},
    .first = (const int[]){PLEDGE_F_WHAT, PLEDGE_F_ACTOR, PLEDGE_F_CIRCLE, PLEDGE_F_PLACE, PLEDGE_F_MONEY,
                           PLEDGE_F_METHOD, PLEDGE_F_QUANTITY, PLEDGE_F_COUNTED_IN, PLEDGE_F_BY_ON, -1},
    .form = (const int[]){PLEDGE_F_WHAT, PLEDGE_F_ACTOR, PLEDGE_F_CIRCLE, PLEDGE_F_PLACE, PLEDGE_F_MONEY,
                          PLEDGE_F_MONEY_MOST, PLEDGE_F_METHOD, PLEDGE_F_METHOD_NOTE, PLEDGE_F_QUANTITY,
                          PLEDGE_F_QUANTITY_MOST, PLEDGE_F_COUNTED_IN, PLEDGE_F_BY_ON, PLEDGE_F_FOR_WHOM,
                          PLEDGE_F_RECEIVER, PLEDGE_F_PLEDGED_ON, PLEDGE_F_CONTACT, PLEDGE_F_OWNER, PLEDGE_F_REASON,
                          -1},
    .told = (const int[]){PLEDGE_F_WHAT, PLEDGE_F_ACTOR, PLEDGE_F_CIRCLE, PLEDGE_F_PLACE, PLEDGE_F_MONEY,
                          PLEDGE_F_MONEY_MOST, PLEDGE_F_METHOD, PLEDGE_F_METHOD_NOTE, PLEDGE_F_QUANTITY,
                          PLEDGE_F_QUANTITY_MOST, PLEDGE_F_COUNTED_IN, PLEDGE_F_BY_ON, PLEDGE_F_FOR_WHOM,
                          PLEDGE_F_RECEIVER, PLEDGE_F_PLEDGED_ON, PLEDGE_F_CONTACT, PLEDGE_F_OWNER, PLEDGE_F_REASON,
                          PLEDGE_F_STATE, PLEDGE_F_KEPT_ON, PLEDGE_F_WITNESS, PLEDGE_F_WITNESS_ACTOR,
                          PLEDGE_F_PUBLISHED_ON, -1},
    .tabs = (const SheetTab[]){{"mine=1", T_PLEDGE_TAB_MINE}, {"due=1", T_PLEDGE_TAB_DUE},
                               {"late=1", T_PLEDGE_LATE}, {0}},
    .extras = pledge_extras,
    .extra_names = (const char *const[]){"mine", "due", "late", "year", NULL},
    .head = pledge_head_draw,
    .actions = pledge_acts_draw,
};

/* ---- what was given ---------------------------------------------------------------------------------------------- */

static Fault given_extras(Ctx *c, const Request *rq, ListSpec *s) {
    int year, circle = choice_value(&pledge_circle_choices, params_get(&rq->args, "circle"));
    int unit = choice_value(&pledge_unit_choices, params_get(&rq->args, "unit"));
    if (year_of(rq, &year)) s->extras[s->n_extras++] = given_of_year(c, year);
    if (circle) s->extras[s->n_extras++] = given_of_circle(circle);
    if (unit) s->extras[s->n_extras++] = given_of_unit(unit);
    if (!params_has(&rq->args, "sort")) {
        s->sort = &pledge_given_entity.fields[PLEDGE_GIVEN_F_ON_DAY];
        s->descending = true;
    }
    return OK;
}

static Fault given_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const PledgeGiven *g = rec;
    Ctx *c = pg->c;
    PaperView v = {.path = view_record_path(c, &pledge_given_entity, g->head.id)};
    bool staff = c->who.roles & ROLES_STAFF;
    if (g->head.archived_at || !staff || !ent_may_write(c, &pledge_given_entity, &g->head)) return OK;
    given_acts_html(b, pg, &v);
    return OK;
}

const Sheet PLEDGE_GIVEN_SHEET = {
    .entity = &pledge_given_entity,
    .path = "/given",
    .nav = NAV_MORE,
    .icon = "gift",
    .title = T_ENT_PLEDGE_GIVEN_MANY,
    .empty = T_PLEDGE_NOTHING_GIVEN,
    .first_step = T_ENT_PLEDGE_MANY,
    .add = T_PLEDGE_ADD_GIVEN,
    .columns = (const int[]){PLEDGE_GIVEN_F_PLEDGE, PLEDGE_GIVEN_F_ON_DAY, PLEDGE_GIVEN_F_MONEY,
                             PLEDGE_GIVEN_F_QUANTITY, PLEDGE_GIVEN_F_THANKED_ON, -1},
    .filters = (const int[]){PLEDGE_GIVEN_F_PLEDGE, -1},
    .bulk = (const int[]){-1},
    .extras = given_extras,
    .extra_names = (const char *const[]){"year", "circle", "unit", NULL},
    .actions = given_acts_draw,
};

/* ---- hires ------------------------------------------------------------------------------------------------------- */

const Sheet HIRE_COUNT_SHEET = {
    .entity = &hire_count_entity,
    .path = "/hire-counts",
    .nav = NAV_MORE,
    .icon = "users",
    .title = T_ENT_HIRE_COUNT_MANY,
    .empty = T_PLEDGE_NO_HIRES,
    .first_step = T_ENT_PLEDGE_MANY,
    .add = T_PLEDGE_ADD_HIRES,
    .called = (const int[]){HIRE_COUNT_F_PLEDGE, HIRE_COUNT_F_PEOPLE, -1},
    .columns = (const int[]){HIRE_COUNT_F_FROM_ON, HIRE_COUNT_F_UNTIL_ON, HIRE_COUNT_F_HIRED, HIRE_COUNT_F_STAYED, -1},
    .filters = (const int[]){HIRE_COUNT_F_PEOPLE, HIRE_COUNT_F_PLEDGE, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(pledge, PLEDGE_SHEET)
VIEW_HANDLERS(pledge_given, PLEDGE_GIVEN_SHEET)
VIEW_HANDLERS(hire_count, HIRE_COUNT_SHEET)

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    VIEW_ROUTES(pledge, "/pledges", ROLES_ALL, ROLES_STAFF),
    {GET, "/pledges/sums", get_pledge_sums, ROUTE_READ, PLEDGE_READERS, 0, NULL, true},
    {GET, "/pledges/{id}/keep", get_pledge_step, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/pledges/{id}/keep", post_pledge_step, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/pledges/{id}/let-go", get_pledge_step, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/pledges/{id}/let-go", post_pledge_step, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/pledges/{id}/show", post_pledge_show, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(pledge_given, "/given", ROLES_ALL, ROLES_STAFF),
    {POST, "/given/{id}/confirm", post_given_confirm, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/given/{id}/paper", get_given_paper, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/given/{id}/paper", post_given_paper, ROUTE_SLOW, ROLES_STAFF, FILES_BODY_MAX, NULL, false},
    VIEW_ROUTES(hire_count, "/hire-counts", ROLES_ALL, ROLES_STAFF),
};

static void pledge_start(Region *r) {
    (void)r;
    view_register(&PLEDGE_SHEET);
    view_register(&PLEDGE_GIVEN_SHEET);
    view_register(&HIRE_COUNT_SHEET);
    view_register_part(&PLEDGE_ACTOR_PART);
    view_register_part(&PLEDGE_GIVEN_PART);
    view_register_part(&PLEDGE_HIRES_PART);
    today_register_dates(pledge_dates);
}

const Module pledge_module = {
    .name = "pledge", .queries = PLEDGE_QUERIES, .n_queries = PLEDGE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = pledge_start,
};

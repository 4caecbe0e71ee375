/* case_page.c - cases as lists and records; what stands on the page of a case comes from cards. */
#include "case/case_page.h"

const Sheet CASE_SHEET = {
    .entity = &case_entity,
    .path = "/cases",
    .nav = NAV_MORE,
    .icon = "folder",
    .title = T_ENT_CASE_MANY,
    .empty = T_CASE_EMPTY,
    .first_step = T_CASE_ADD,
    .add = T_CASE_ADD,
    .columns = (const int[]){CASE_F_STAGE, CASE_F_HEARD_AT, CASE_F_NEXT_ON, CASE_F_ANSWER_BY, -1},
    .filters = (const int[]){CASE_F_STAGE, CASE_F_KIND, -1},
    .bulk = (const int[]){-1},
    .first = (const int[]){CASE_F_CLIENT, CASE_F_WISH, CASE_F_ASKED_ON, -1},
};

const Sheet CASE_MEMBER_SHEET = {
    .entity = &case_member_entity,
    .path = "/case-members",
    .nav = NAV_MORE,
    .title = T_ENT_CASE_MEMBER_MANY,
    .empty = T_CASE_NO_MEMBERS,
    .first_step = T_CASE_ADD_MEMBER,
    .add = T_CASE_ADD_MEMBER,
    .called = (const int[]){CASE_MEMBER_F_ACCOUNT, CASE_MEMBER_F_ROLE, CASE_MEMBER_F_OF_CASE, -1},
    .columns = (const int[]){CASE_MEMBER_F_OF_CASE, CASE_MEMBER_F_ROLE, CASE_MEMBER_F_FROM_ON, CASE_MEMBER_F_UNTIL_ON,
                             -1},
    .filters = (const int[]){CASE_MEMBER_F_ROLE, CASE_MEMBER_F_ACCOUNT, -1},
    .bulk = (const int[]){-1},
};

const Sheet GOAL_SHEET = {
    .entity = &goal_entity,
    .path = "/goals",
    .nav = NAV_MORE,
    .icon = "target",
    .title = T_ENT_GOAL_MANY,
    .empty = T_CASE_NO_GOALS,
    .first_step = T_CASE_ADD_GOAL,
    .add = T_CASE_ADD_GOAL,
    .columns = (const int[]){GOAL_F_OF_CASE, GOAL_F_LINE, GOAL_F_STATE, GOAL_F_TARGET_ON, -1},
    .filters = (const int[]){GOAL_F_LINE, GOAL_F_STATE, -1},
    .bulk = (const int[]){-1},
};

const Sheet CONSENT_TEXT_SHEET = {
    .entity = &consent_text_entity,
    .path = "/consent-texts",
    .nav = NAV_MORE,
    .title = T_ENT_CONSENT_TEXT_MANY,
    .empty = T_CASE_NO_WORDS,
    .first_step = T_CASE_ADD_WORDS,
    .add = T_CASE_ADD_WORDS,
    .called = (const int[]){CONSENT_TEXT_F_PURPOSE, -1},
    .columns = (const int[]){CONSENT_TEXT_F_NUMBER, CONSENT_TEXT_F_FROM_ON, -1},
    .filters = (const int[]){CONSENT_TEXT_F_PURPOSE, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(case, CASE_SHEET)
VIEW_HANDLERS(case_member, CASE_MEMBER_SHEET)
VIEW_HANDLERS(goal, GOAL_SHEET)
VIEW_HANDLERS(consent_text, CONSENT_TEXT_SHEET)

/* Every opening is written down, so the page is never answered from what was kept. */
static Fault get_case_page(Ctx *c, const Request *rq, Reply *rp) {
    TRY(get_case(c, rq, rp));
    rp->passing = true;
    case_opened(c, rq->ids[0]);
    return OK;
}

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };

static const Route ROUTES[] = {
    {GET, "/cases", get_case_list, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/cases/new", get_case_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases", post_case, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/bulk", post_case_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/cases/{id}", get_case_page, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/cases/{id}/edit", get_case_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}", post_case, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/archive", post_case_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/unarchive", post_case_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(case_member, "/case-members", READERS, ROLES_STAFF),
    VIEW_ROUTES(goal, "/goals", READERS, ROLES_STAFF | ROLE_OWNER),
    VIEW_ROUTES(consent_text, "/consent-texts", ROLES_MEMBER, ROLE_ADMIN | ROLE_HQ),
};

static void case_start(Region *r) {
    (void)r;
    view_register(&CASE_SHEET);
    view_register(&CASE_MEMBER_SHEET);
    view_register(&GOAL_SHEET);
    view_register(&CONSENT_TEXT_SHEET);
}

const Module case_module = {
    .name = "case", .queries = CASE_QUERIES, .n_queries = CASE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = case_start,
};

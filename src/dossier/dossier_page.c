/* dossier_page.c - lists, forms and routes of this folder. */
#include "dossier/dossier_page.h"

static Fault chapter_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "old")) s->extras[s->n_extras++] = chapter_to_look_at(c);
    return OK;
}

const Sheet CHAPTER_SHEET = {
    .entity = &place_chapter_entity,
    .path = "/place-chapters",
    .nav = NAV_PLACES,
    .icon = "file-text",
    .title = T_ENT_PLACE_CHAPTER_MANY,
    .empty = T_DOSSIER_EMPTY,
    .first_step = T_DOSSIER_WRITE,
    .add = T_DOSSIER_WRITE,
    .called = (const int[]){PLACE_CHAPTER_F_PLACE, PLACE_CHAPTER_F_KIND, -1},
    .columns = (const int[]){PLACE_CHAPTER_F_PLACE, PLACE_CHAPTER_F_KIND, PLACE_CHAPTER_F_WRITTEN_ON,
                             PLACE_CHAPTER_F_WRITTEN_BY, PLACE_CHAPTER_F_LOOKED_ON, -1},
    .filters = (const int[]){PLACE_CHAPTER_F_PLACE, PLACE_CHAPTER_F_KIND, -1},
    .bulk = (const int[]){-1},
    .extras = chapter_extras,
    .extra_names = (const char *const[]){"old", NULL},
    .tabs = (const SheetTab[]){{"old=1", T_DOSSIER_LOOK_AGAIN}, {0}},
};

const Sheet LEADER_SHEET = {
    .entity = &place_leader_entity,
    .path = "/place-leaders",
    .nav = NAV_PLACES,
    .icon = "user",
    .title = T_ENT_PLACE_LEADER_MANY,
    .empty = T_DOSSIER_LEADERS_EMPTY,
    .first_step = T_DOSSIER_ADD_LEADER,
    .add = T_DOSSIER_ADD_LEADER,
    .columns = (const int[]){PLACE_LEADER_F_PLACE, PLACE_LEADER_F_FIELD, PLACE_LEADER_F_STANDING, PLACE_LEADER_F_ACTOR,
                             -1},
    .filters = (const int[]){PLACE_LEADER_F_PLACE, PLACE_LEADER_F_FIELD, PLACE_LEADER_F_STANDING, -1},
    .bulk = (const int[]){-1},
    .first = (const int[]){PLACE_LEADER_F_PLACE, PLACE_LEADER_F_ROLE, PLACE_LEADER_F_FIELD, PLACE_LEADER_F_STANDING,
                           PLACE_LEADER_F_ACTOR, PLACE_LEADER_F_KNOWS_ON, PLACE_LEADER_F_KNOWS_HOW, -1},
    .extras = leader_extras,
    .extra_names = (const char *const[]){"now", "never", NULL},
    .tabs = (const SheetTab[]){{"now=1&never=1", T_DOSSIER_NEVER}, {0}},
};

VIEW_HANDLERS(chapter, CHAPTER_SHEET)
VIEW_HANDLERS(leader, LEADER_SHEET)

static const Route ROUTES[] = {
    VIEW_ROUTES(chapter, "/place-chapters", ROLES_STAFF, ROLES_STAFF),
    VIEW_ROUTES(leader, "/place-leaders", ROLES_STAFF, ROLES_STAFF),
    {POST, "/place-chapters/{id}/confirm", post_chapter_confirm, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/places/{id}/dossier", get_dossier, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/places/{id}/dossier/print", get_dossier_print, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/places/{id}/coverage", get_coverage, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/dossiers", get_dossiers, ROUTE_READ, ROLE_ADMIN | ROLE_HQ, 0, NULL, true},
};

static void dossier_start(Region *r) {
    (void)r;
    view_register(&CHAPTER_SHEET);
    view_register(&LEADER_SHEET);
    view_register_part(&DOSSIER_PART);
    today_register_dates(dossier_dates);
}

const Module dossier_module = {
    .name = "dossier", .queries = DOSSIER_QUERIES, .n_queries = DOSSIER_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = dossier_start,
};

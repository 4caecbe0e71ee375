/* consortium_page.c - the lists of consortia and of what belongs to them, and the module. */
#include "consortium/consortium_page.h"

#include "ent/list.h"
#include "file/file.h"

static Fault consortium_extras(Ctx *c, const Request *rq, ListSpec *s) {
    Id  actor;
    Str with = params_get(&rq->args, "with");
    (void)c;
    if (id_parse(with, &actor)) s->extras[s->n_extras++] = consortium_with(actor, with);
    return OK;
}

const Sheet CONSORTIUM_SHEET = {
    .entity = &consortium_entity,
    .path = "/consortia",
    .nav = NAV_MORE,
    .icon = "users-group",
    .title = T_ENT_CONSORTIUM_MANY,
    .empty = T_CONSORTIUM_EMPTY,
    .first_step = T_CONSORTIUM_ADD,
    .add = T_CONSORTIUM_ADD,
    .columns = (const int[]){CONSORTIUM_F_FORM, CONSORTIUM_F_BUYER, CONSORTIUM_F_PLACE, CONSORTIUM_F_STATE,
                             CONSORTIUM_F_ANSWER_BY, CONSORTIUM_F_OWNER, -1},
    .filters = (const int[]){CONSORTIUM_F_FORM, CONSORTIUM_F_STATE, CONSORTIUM_F_BUYER, CONSORTIUM_F_PLACE,
                             CONSORTIUM_F_OWNER, -1},
    .bulk = (const int[]){CONSORTIUM_F_OWNER, -1},
    .first = (const int[]){CONSORTIUM_F_TITLE, CONSORTIUM_F_FORM, CONSORTIUM_F_PLACE, CONSORTIUM_F_BUYER,
                           CONSORTIUM_F_ANSWER_BY, -1},
    .told = (const int[]){CONSORTIUM_F_TITLE, CONSORTIUM_F_FORM, CONSORTIUM_F_PLACE, CONSORTIUM_F_BUYER,
                          CONSORTIUM_F_PURCHASE, CONSORTIUM_F_REQUEST, CONSORTIUM_F_LISTING, CONSORTIUM_F_ABOUT,
                          CONSORTIUM_F_PRICE, CONSORTIUM_F_ANSWER_BY, CONSORTIUM_F_BODY, CONSORTIUM_F_OWNER,
                          CONSORTIUM_F_STATE, CONSORTIUM_F_REASON, -1},
    .extras = consortium_extras,
    .extra_names = (const char *const[]){"with", NULL},
    .head = consortium_head_draw,
    .actions = consortium_acts_draw,
};

const Sheet CONSORTIUM_PART_SHEET = {
    .entity = &consortium_part_entity,
    .path = "/consortium-parts",
    .nav = NAV_MORE,
    .icon = "package",
    .title = T_ENT_CONSORTIUM_PART_MANY,
    .empty = T_CONSORTIUM_NO_PARTS,
    .first_step = T_ENT_CONSORTIUM_MANY,
    .add = T_CONSORTIUM_ADD_PART,
    .columns = (const int[]){CONSORTIUM_PART_F_CONSORTIUM, CONSORTIUM_PART_F_QUANTITY, CONSORTIUM_PART_F_COUNTED_IN,
                             CONSORTIUM_PART_F_RHYTHM, CONSORTIUM_PART_F_BY_ON, -1},
    .filters = (const int[]){CONSORTIUM_PART_F_CONSORTIUM, -1},
    .bulk = (const int[]){-1},
    .lets = consortium_part_lets,
};

const Sheet CONSORTIUM_MEMBER_SHEET = {
    .entity = &consortium_member_entity,
    .path = "/consortium-members",
    .nav = NAV_MORE,
    .icon = "users",
    .title = T_ENT_CONSORTIUM_MEMBER_MANY,
    .empty = T_CONSORTIUM_NO_MEMBERS,
    .first_step = T_ENT_CONSORTIUM_MANY,
    .add = T_CONSORTIUM_ADD_MEMBER,
    .called = (const int[]){CONSORTIUM_MEMBER_F_ACTOR, CONSORTIUM_MEMBER_F_CONSORTIUM, -1},
    .form = (const int[]){CONSORTIUM_MEMBER_F_CONSORTIUM, CONSORTIUM_MEMBER_F_ACTOR, CONSORTIUM_MEMBER_F_ROLE,
                          CONSORTIUM_MEMBER_F_PART, CONSORTIUM_MEMBER_F_CAPACITY, CONSORTIUM_MEMBER_F_DAYS,
                          CONSORTIUM_MEMBER_F_KM, CONSORTIUM_MEMBER_F_TO_PLACE, CONSORTIUM_MEMBER_F_CERTIFICATES,
                          CONSORTIUM_MEMBER_F_INSURED, CONSORTIUM_MEMBER_F_SHARE, CONSORTIUM_MEMBER_F_PRICE_BEFORE, -1},
    .columns = (const int[]){CONSORTIUM_MEMBER_F_CONSORTIUM, CONSORTIUM_MEMBER_F_PART, CONSORTIUM_MEMBER_F_ROLE,
                             CONSORTIUM_MEMBER_F_CAPACITY, CONSORTIUM_MEMBER_F_SHARE, CONSORTIUM_MEMBER_F_SAYS, -1},
    .filters = (const int[]){CONSORTIUM_MEMBER_F_CONSORTIUM, CONSORTIUM_MEMBER_F_ACTOR, CONSORTIUM_MEMBER_F_SAYS, -1},
    .bulk = (const int[]){-1},
    .lets = consortium_member_lets,
};

const Sheet CONSORTIUM_QUOTE_SHEET = {
    .entity = &consortium_quote_entity,
    .path = "/consortium-quotes",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_CONSORTIUM_QUOTE_MANY,
    .empty = T_CONSORTIUM_NO_QUOTES,
    .first_step = T_ENT_CONSORTIUM_MANY,
    .add = T_CONSORTIUM_ADD_QUOTE,
    .called = (const int[]){CONSORTIUM_QUOTE_F_SUPPLIER, CONSORTIUM_QUOTE_F_PART, -1},
    .columns = (const int[]){CONSORTIUM_QUOTE_F_CONSORTIUM, CONSORTIUM_QUOTE_F_PRICE_ONE,
                             CONSORTIUM_QUOTE_F_VALID_UNTIL, CONSORTIUM_QUOTE_F_CHOSEN_ON, -1},
    .filters = (const int[]){CONSORTIUM_QUOTE_F_CONSORTIUM, CONSORTIUM_QUOTE_F_SUPPLIER, -1},
    .bulk = (const int[]){-1},
    .lets = consortium_quote_lets,
};

const Sheet CONSORTIUM_DELIVERY_SHEET = {
    .entity = &consortium_delivery_entity,
    .path = "/consortium-deliveries",
    .nav = NAV_MORE,
    .icon = "truck",
    .title = T_ENT_CONSORTIUM_DELIVERY_MANY,
    .empty = T_CONSORTIUM_NO_DELIVERIES,
    .first_step = T_ENT_CONSORTIUM_MANY,
    .add = T_CONSORTIUM_ADD_DELIVERY,
    .called = (const int[]){CONSORTIUM_DELIVERY_F_CONSORTIUM, CONSORTIUM_DELIVERY_F_FATE, -1},
    .columns = (const int[]){CONSORTIUM_DELIVERY_F_ON_DAY, CONSORTIUM_DELIVERY_F_MEMBER,
                             CONSORTIUM_DELIVERY_F_QUANTITY, CONSORTIUM_DELIVERY_F_FATE, CONSORTIUM_DELIVERY_F_MONEY,
                             -1},
    .filters = (const int[]){CONSORTIUM_DELIVERY_F_CONSORTIUM, CONSORTIUM_DELIVERY_F_FATE, -1},
    .bulk = (const int[]){-1},
    .lets = consortium_delivery_lets,
};

VIEW_HANDLERS(consortium, CONSORTIUM_SHEET)
VIEW_HANDLERS(consortium_part, CONSORTIUM_PART_SHEET)
VIEW_HANDLERS(consortium_member, CONSORTIUM_MEMBER_SHEET)
VIEW_HANDLERS(consortium_quote, CONSORTIUM_QUOTE_SHEET)
VIEW_HANDLERS(consortium_delivery, CONSORTIUM_DELIVERY_SHEET)

/* ---- the module -------------------------------------------------------------------------------------------------- */

#define WRITERS ROLES_STAFF
#define ANSWERERS (ROLES_STAFF | ROLE_OWNER)
static const Route ROUTES[] = {
    VIEW_ROUTES(consortium, "/consortia", CONSORTIUM_READERS, WRITERS),
    {POST, "/consortia/{id}/agree", post_consortium_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/offer", post_consortium_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/won", post_consortium_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/deliver", post_consortium_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/consortia/{id}/sold", get_consortium_sold, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/sold", post_consortium_sold, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/consortia/{id}/delivery", get_delivery_note, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/delivery", post_delivery_note, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/reopen", post_consortium_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/consortia/{id}/lost", get_consortium_step, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/lost", post_consortium_step, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/consortia/{id}/end", get_consortium_step, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/end", post_consortium_step, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/consortia/{id}/sign", get_consortium_sign, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/consortia/{id}/sign", post_consortium_sign, ROUTE_SLOW, WRITERS, FILES_BODY_MAX, NULL, false},
    VIEW_ROUTES(consortium_part, "/consortium-parts", CONSORTIUM_READERS, WRITERS),
    VIEW_ROUTES(consortium_member, "/consortium-members", CONSORTIUM_READERS, WRITERS),
    {GET, "/consortium-members/{id}/agree", get_member_step, ROUTE_READ, ANSWERERS, 0, NULL, false},
    {POST, "/consortium-members/{id}/agree", post_member_step, ROUTE_WRITE, ANSWERERS, 0, NULL, false},
    {GET, "/consortium-members/{id}/leave", get_member_step, ROUTE_READ, ANSWERERS, 0, NULL, false},
    {POST, "/consortium-members/{id}/leave", post_member_step, ROUTE_WRITE, ANSWERERS, 0, NULL, false},
    VIEW_ROUTES(consortium_quote, "/consortium-quotes", CONSORTIUM_READERS, WRITERS),
    {POST, "/consortium-quotes/{id}/choose", post_quote_choose, ROUTE_WRITE, WRITERS, 0, NULL, false},
    VIEW_ROUTES(consortium_delivery, "/consortium-deliveries", CONSORTIUM_READERS, WRITERS),
};

static void consortium_start(Region *r) {
    (void)r;
    view_register(&CONSORTIUM_SHEET);
    view_register(&CONSORTIUM_PART_SHEET);
    view_register(&CONSORTIUM_MEMBER_SHEET);
    view_register(&CONSORTIUM_QUOTE_SHEET);
    view_register(&CONSORTIUM_DELIVERY_SHEET);
    view_register_part(&CONSORTIUM_MISSING_PART);
    view_register_part(&CONSORTIUM_MEMBERS_PART);
    view_register_part(&CONSORTIUM_SAVINGS_PART);
    view_register_part(&CONSORTIUM_DELIVERIES_PART);
    view_register_part(&CONSORTIUM_SIGNED_PART);
    view_register_form_part(&CONSORTIUM_UNTIL_PART);
    view_register_part(&CONSORTIUM_ACTOR_PART);
    view_register_part(&CONSORTIUM_PURCHASE_PART);
    view_register_part(&CONSORTIUM_REQUEST_PART);
    mine_register(&CONSORTIUM_MINE);
    today_register_dates(consortium_dates);
}

const Module consortium_module = {
    .name = "consortium", .queries = CONSORTIUM_QUERIES, .n_queries = CONSORTIUM_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = consortium_start,
};

/* spend_module.c - routes of payments, sheets of what people say about them, the card on a buyer's page. */
#include "spend/spend_page.h"

const Sheet PAYEE_MATCH_SHEET = {
    .entity = &payee_match_entity,
    .path = "/payee-matches",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_PAYEE_MATCH_MANY,
    .empty = T_SPEND_NO_MATCHES,
    .first_step = T_SPEND_TITLE,
    .columns = (const int[]){PAYEE_MATCH_F_BUYER, PAYEE_MATCH_F_ACTOR, PAYEE_MATCH_F_VERDICT, -1},
    .filters = (const int[]){PAYEE_MATCH_F_BUYER, PAYEE_MATCH_F_VERDICT, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){PAYEE_MATCH_F_VERDICT, PAYEE_MATCH_F_ACTOR, -1},
};

const Sheet SPEND_MARK_SHEET = {
    .entity = &spend_mark_entity,
    .path = "/spend-marks",
    .nav = NAV_MORE,
    .icon = "tag",
    .title = T_ENT_SPEND_MARK_MANY,
    .empty = T_SPEND_NO_MARKS,
    .first_step = T_SPEND_ADD_MARK,
    .add = T_SPEND_ADD_MARK,
    .columns = (const int[]){SPEND_MARK_F_MOVE, -1},
    .filters = (const int[]){SPEND_MARK_F_MOVE, -1},
    .bulk = (const int[]){SPEND_MARK_F_MOVE, -1},
};

VIEW_HANDLERS(payment_file, PAYMENT_FILE_SHEET)
VIEW_HANDLERS(payee_match, PAYEE_MATCH_SHEET)
VIEW_HANDLERS(spend_mark, SPEND_MARK_SHEET)

/* On the page of a buyer: the way to what it paid. Authorities and corporations alone have it, one statement. */
static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    Ctx         *c = pg->c;
    const Field *f = payment_file_entity.fields;
    SpendCard    v = {.href = spend_path(c, a->head.id, ""), .upload_href = spend_path(c, a->head.id, "/new")};
    if (a->kind != ACTOR_KIND_PUBLIC_BODY && a->kind != ACTOR_KIND_CORPORATION) return OK;
    v.may_write = !a->head.archived_at && spend_may_bring(c, &a->head);
    ListSpec s = {.entity = &payment_file_entity, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &f[PAYMENT_FILE_F_BUYER], .op = LIST_EQ, .val = v_id(a->head.id)};
    TRY(list_count(c, &s, &v.files));
    if (!v.files && !v.may_write) return OK;
    if (!v.files) page_part_waits(pg);
    v.coming_href = arena_printf(c->arena, "/coming-purchases?buyer=%.*s", STR_ARG(id_str(c->arena, a->head.id)));
    Str id = id_str(c->arena, a->head.id);
    if (c->who.roles & ROLES_MEMBER) {
        v.days_href = arena_printf(c->arena, "/events?kind=supplier_day&host=%.*s", STR_ARG(id));
    }
    if (v.may_write) {
        v.plan_href = arena_printf(c->arena, "/events/new?kind=supplier_day&open_to=invited&host=%.*s&place=%.*s",
                                   STR_ARG(id), STR_ARG(id_str(c->arena, a->head.unit)));
    }
    spend_card_html(b, pg, &v);
    return OK;
}

static const RecordPart ON_ACTOR = {.entity = &actor_entity, .anchor = "purchases", .title = T_SPEND_TITLE, .order = 35,
                                    .draw = actor_draw};

static const Route ROUTES[] = {
    {GET, "/purchases", get_purchases, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/purchases/{id}", get_purchase_all, ROUTE_SLOW, ROLES_ALL, 0, NULL, false},
    {GET, "/purchases/{id}/rows", get_purchase_rows, ROUTE_SLOW, ROLES_ALL, 0, NULL, false},
    {GET, "/purchases/{id}/rows.csv", get_purchase_csv, ROUTE_SLOW, ROLES_ALL, 0, NULL, false},
    {GET, "/purchases/{id}/payees", get_purchase_payees, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {POST, "/purchases/{id}/payees", post_purchase_payee, ROUTE_WRITE, SPEND_WRITERS, 0, NULL, false},
    {POST, "/purchases/{id}/marks", post_purchase_mark, ROUTE_WRITE, SPEND_WRITERS, 0, NULL, false},
    {GET, "/purchases/{id}/new", get_purchase_new, ROUTE_SLOW, SPEND_WRITERS, 0, NULL, false},
    {POST, "/purchases/{id}/new", post_purchase_new, ROUTE_SLOW, SPEND_WRITERS, SPEND_FILE_BYTES, NULL, false},
    {GET, "/payment-files", get_payment_file_list, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/payment-files/{id}", get_payment_file, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/payment-files/{id}/edit", get_payment_file_form, ROUTE_READ, SPEND_WRITERS, 0, NULL, false},
    {POST, "/payment-files/{id}", post_payment_file, ROUTE_WRITE, SPEND_WRITERS, 0, NULL, false},
    {POST, "/payment-files/bulk", post_payment_file_bulk, ROUTE_SLOW, SPEND_WRITERS, 2 << 20, NULL, false},
    {POST, "/payment-files/{id}/archive", post_payment_file_archive, ROUTE_WRITE, SPEND_WRITERS, 0, NULL, false},
    {POST, "/payment-files/{id}/unarchive", post_payment_file_unarchive, ROUTE_WRITE, SPEND_WRITERS, 0, NULL, false},
    {POST, "/payment-files/{id}/read", post_file_read, ROUTE_SLOW, SPEND_WRITERS, 0, NULL, false},
    {POST, "/payment-files/{id}/count", post_file_count, ROUTE_SLOW, SPEND_WRITERS, 0, NULL, false},
    {GET, "/payment-files/{id}/package", get_file_package, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {POST, "/payment-files/{id}/package", post_file_package, ROUTE_SLOW, SPEND_WRITERS, 0, NULL, false},
    VIEW_ROUTES(payee_match, "/payee-matches", ROLES_STAFF, SPEND_WRITERS),
    VIEW_ROUTES(spend_mark, "/spend-marks", ROLES_STAFF, SPEND_WRITERS),
};

static void spend_start(Region *r) {
    (void)r;
    view_register(&PAYMENT_FILE_SHEET);
    view_register(&PAYEE_MATCH_SHEET);
    view_register(&SPEND_MARK_SHEET);
    for (size_t i = 0; i < sizeof SPEND_FILE_PARTS / sizeof *SPEND_FILE_PARTS; i++) {
        view_register_part(&SPEND_FILE_PARTS[i]);
    }
    view_register_part(&ON_ACTOR);
    erase_also_add(spend_erase);
}

const Module spend_module = {
    .name = "spend", .queries = SPEND_QUERIES, .n_queries = SPEND_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = spend_start,
};

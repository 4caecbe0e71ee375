/* coming_page.c - pages of coming purchases and of requests for quotes. */
#include "spend/coming_page.h"

#include "account/account_page.h"
#include "spend/workday.h"

enum { PURCHASE_READERS = ROLES_ALL };

/* ---- coming purchases -------------------------------------------------------------------------------------------- */

static Fault coming_view(const Page *pg, const ComingPurchase *v, ComingView *ret_view) {
    Ctx *c = pg->c;
    Str  names[2] = {{0}};
    TRY(ent_labels(c, (Id[]){v->buyer, v->category}, 2, names));
    *ret_view = (ComingView){.v = v, .buyer = names[0], .category = names[1], .demo = v->is_demo == 1,
                             .buyer_href = view_record_path(c, &actor_entity, v->buyer),
                             .about = coming_range_words(c->arena, pg->r, v->about), .open = v->published == 1,
                             .may_write = !v->head.archived_at && ent_may_write(c, &coming_purchase_entity, &v->head)};
    Str id = id_str(c->arena, v->head.id);
    ret_view->request_href = arena_printf(
        c->arena, "/quote-requests/new?purchase=%.*s&buyer=%.*s&back=/coming-purchases/%.*s", STR_ARG(id),
        STR_ARG(id_str(c->arena, v->buyer)), STR_ARG(id));
    return OK;
}

static Fault coming_head_draw(Buf *b, const Page *pg, const void *rec) {
    ComingView v;
    TRY(coming_view(pg, rec, &v));
    coming_head_html(b, pg, &v);
    return OK;
}

static Fault coming_lots_draw(Buf *b, const Page *pg, const void *rec) {
    enum { LOTS_MAX = 60 };
    const ComingPurchase *p = rec;
    ComingView            v;
    Str                   rest = p->lots, line;
    TRY(coming_view(pg, rec, &v));
    v.lots = ARENA_ARRAY(pg->c->arena, Str, LOTS_MAX);
    while (v.lots_n < LOTS_MAX && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n) v.lots[v.lots_n++] = line;
    }
    if (v.lots_n || v.may_write) coming_lots_html(b, pg, &v);
    return OK;
}

static const RecordPart LOTS = {.entity = &coming_purchase_entity, .anchor = "lots", .title = T_COMING_LOTS, .order = 5,
                                .draw = coming_lots_draw};

const Sheet COMING_PURCHASE_SHEET = {
    .entity = &coming_purchase_entity,
    .path = "/coming-purchases",
    .nav = NAV_MORE,
    .icon = "calendar",
    .title = T_ENT_COMING_PURCHASE_MANY,
    .empty = T_COMING_EMPTY,
    .first_step = T_COMING_ADD,
    .add = T_COMING_ADD,
    .columns = (const int[]){COMING_PURCHASE_F_BUYER, COMING_PURCHASE_F_CATEGORY, COMING_PURCHASE_F_ABOUT,
                             COMING_PURCHASE_F_FROM_ON, COMING_PURCHASE_F_UNTIL_ON, -1},
    .filters = (const int[]){COMING_PURCHASE_F_BUYER, COMING_PURCHASE_F_CATEGORY, COMING_PURCHASE_F_ABOUT, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){COMING_PURCHASE_F_WHAT, COMING_PURCHASE_F_BUYER, COMING_PURCHASE_F_CATEGORY,
                          COMING_PURCHASE_F_ABOUT, COMING_PURCHASE_F_FROM_ON, COMING_PURCHASE_F_UNTIL_ON,
                          COMING_PURCHASE_F_LOTS, COMING_PURCHASE_F_PUBLISHED, -1},
    .head = coming_head_draw,
};

/* ---- requests for quotes ----------------------------------------------------------------------------------------- */

static Fault quote_view(const Page *pg, const QuoteRequest *v, QuoteView *ret_view) {
    Ctx *c = pg->c;
    *ret_view = (QuoteView){
        .v = v, .path = view_record_path(c, &quote_request_entity, v->head.id), .currency = reader_currency(pg->r),
        .state = choice_label(&quote_state_choices, v->state), .draft = v->state == QUOTE_STATE_DRAFT,
        .asked = v->state == QUOTE_STATE_ASKED, .closed = v->state == QUOTE_STATE_CLOSED, .demo = v->is_demo == 1,
        .over = v->answer_by < c->reader.today, .buyer_href = view_record_path(c, &actor_entity, v->buyer),
        .may_write = !v->head.archived_at && ent_may_write(c, &quote_request_entity, &v->head)};
    ret_view->add_href = arena_printf(c->arena, "/quotes/new?of_request=%.*s&back=%.*s",
                                      STR_ARG(id_str(c->arena, v->head.id)), STR_ARG(ret_view->path));
    return OK;
}

static Fault quote_head_draw(Buf *b, const Page *pg, const void *rec) {
    QuoteView v;
    TRY(quote_view(pg, rec, &v));
    TRY(ent_names(pg->c, &actor_entity, &v.v->buyer, 1, &v.buyer));
    quote_head_html(b, pg, &v);
    return OK;
}

static Fault fill_quotes(Ctx *c, QuoteView *v) {
    Quote *q;
    size_t n;
    TRY(quotes_of(c, v->v->head.id, &q, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = q[i].supplier;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    v->rows = ARENA_ARRAY(c->arena, QuoteRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->rows[v->rows_n++] = (QuoteRow){
            .supplier = names[i], .supplier_href = view_record_path(c, &actor_entity, q[i].supplier),
            .href = arena_printf(c->arena, "/quotes/%.*s/edit?back=%.*s", STR_ARG(id_str(c->arena, q[i].head.id)),
                                 STR_ARG(v->path)),
            .id = id_str(c->arena, q[i].head.id), .why = q[i].why_asked,
            .words = q[i].words, .price = q[i].price,
            .has_price = q[i].price != NUMBER_NONE, .answer = choice_label(&quote_answer_choices, q[i].answer),
            .offers = q[i].answer == QUOTE_ANSWER_OFFERS, .declines = q[i].answer == QUOTE_ANSWER_DECLINES,
            .chosen = q[i].chosen == 1, .answered_on = q[i].answered_on};
    }
    return OK;
}

static Fault quote_rows_draw(Buf *b, const Page *pg, const void *rec) {
    QuoteView v;
    TRY(quote_view(pg, rec, &v));
    TRY(fill_quotes(pg->c, &v));
    quote_rows_html(b, pg, &v);
    return OK;
}

static const RecordPart QUOTES = {.entity = &quote_request_entity, .anchor = "quotes", .title = T_ENT_QUOTE_MANY,
                                  .order = 5, .draw = quote_rows_draw};

static Fault quote_fresh(Ctx *c, void *rec) {
    QuoteRequest *v = rec;
    if (!v->answer_by) v->answer_by = workday_after(c->reader.today, QUOTE_DAYS + 1);
    return OK;
}

const Sheet QUOTE_REQUEST_SHEET = {
    .entity = &quote_request_entity,
    .path = "/quote-requests",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_QUOTE_REQUEST_MANY,
    .empty = T_COMING_NO_REQUESTS,
    .first_step = T_COMING_ADD_REQUEST,
    .add = T_COMING_ADD_REQUEST,
    .columns = (const int[]){QUOTE_REQUEST_F_BUYER, QUOTE_REQUEST_F_STATE, QUOTE_REQUEST_F_ABOUT,
                             QUOTE_REQUEST_F_ANSWER_BY, -1},
    .filters = (const int[]){QUOTE_REQUEST_F_BUYER, QUOTE_REQUEST_F_STATE, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){QUOTE_REQUEST_F_BUYER, QUOTE_REQUEST_F_PURCHASE, QUOTE_REQUEST_F_WHAT, QUOTE_REQUEST_F_WORDS,
                          QUOTE_REQUEST_F_CATEGORY, QUOTE_REQUEST_F_CERTIFICATES, QUOTE_REQUEST_F_ABOUT,
                          QUOTE_REQUEST_F_ANSWER_BY, QUOTE_REQUEST_F_PUBLISHED, -1},
    .told = (const int[]){QUOTE_REQUEST_F_WHAT, QUOTE_REQUEST_F_BUYER, QUOTE_REQUEST_F_STATE, QUOTE_REQUEST_F_ASKED_ON,
                          QUOTE_REQUEST_F_ANSWER_BY, QUOTE_REQUEST_F_CHOSEN_WHY, QUOTE_REQUEST_F_PUBLISHED, -1},
    .head = quote_head_draw,
    .fresh = quote_fresh,
};

const Sheet QUOTE_SHEET = {
    .entity = &quote_entity,
    .path = "/quotes",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_QUOTE_MANY,
    .empty = T_COMING_NO_QUOTES,
    .first_step = T_ENT_QUOTE_REQUEST_MANY,
    .columns = (const int[]){QUOTE_F_OF_REQUEST, QUOTE_F_SUPPLIER, QUOTE_F_ANSWER, QUOTE_F_PRICE, -1},
    .filters = (const int[]){QUOTE_F_ANSWER, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){QUOTE_F_SUPPLIER, QUOTE_F_OF_REQUEST, QUOTE_F_ANSWER, -1},
    .form = (const int[]){QUOTE_F_OF_REQUEST, QUOTE_F_SUPPLIER, QUOTE_F_WHY_ASKED, QUOTE_F_ANSWER, QUOTE_F_PRICE,
                          QUOTE_F_ANSWERED_ON, QUOTE_F_WORDS, -1},
};

VIEW_HANDLERS(coming_purchase, COMING_PURCHASE_SHEET)
VIEW_HANDLERS(quote_request, QUOTE_REQUEST_SHEET)
VIEW_HANDLERS(quote, QUOTE_SHEET)

/* ---- acts -------------------------------------------------------------------------------------------------------- */

/* What a refused act says stands on the record's page. */
static Fault refused(Ctx *c, Reply *rp, Str path, Fault f) {
    if (f != INVALID || !c->complaints.n) return f;
    reply_go_final(c, rp, path, c->complaints.v[0].key);
    return OK;
}

static Fault post_ask(Ctx *c, const Request *rq, Reply *rp) {
    QuoteRequest *v = ent_new(c, &quote_request_entity);
    TRY(ent_load(c, &quote_request_entity, rq->ids[0], v));
    Str   path = view_record_path(c, &quote_request_entity, rq->ids[0]);
    Fault f = quote_ask(c, v);
    if (f != OK) return refused(c, rp, path, f);
    reply_go(c, rp, path, T_COMING_ASKED, NULL, 0);
    return OK;
}

/* POST /coming-purchases/ID/ask: one tap beside a candidate. */
static Fault post_add(Ctx *c, const Request *rq, Reply *rp) {
    QuoteRequest *v = ent_new(c, &quote_request_entity);
    Id            supplier;
    if (!id_parse(params_get(&rq->form, "supplier"), &supplier)) return fail(c, INVALID, "coming_purchase", rq->ids[0]);
    Fault f = coming_ask(c, rq->ids[0], supplier, params_get(&rq->form, "why_asked"), v);
    if (f == INVALID) return refused(c, rp, view_record_path(c, &coming_purchase_entity, rq->ids[0]), f);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &quote_request_entity, v->head.id), T_COMING_ADDED, NULL, 0);
    return OK;
}

static Fault post_close(Ctx *c, const Request *rq, Reply *rp) {
    QuoteRequest *v = ent_new(c, &quote_request_entity);
    Id            chosen = 0;
    TRY(ent_load(c, &quote_request_entity, rq->ids[0], v));
    (void)id_parse(params_get(&rq->form, "chosen"), &chosen);
    Str   path = view_record_path(c, &quote_request_entity, rq->ids[0]);
    Fault f = quote_close(c, v, chosen, params_get(&rq->form, "chosen_why"));
    if (f != OK) return refused(c, rp, path, f);
    reply_go(c, rp, path, T_COMING_CLOSED, NULL, 0);
    return OK;
}

static const Route ROUTES[] = {
    VIEW_ROUTES(coming_purchase, "/coming-purchases", PURCHASE_READERS, COMING_WRITERS),
    VIEW_ROUTES(quote_request, "/quote-requests", ROLES_STAFF, COMING_WRITERS),
    VIEW_ROUTES(quote, "/quotes", ROLES_STAFF, COMING_WRITERS),
    {POST, "/coming-purchases/{id}/ask", post_add, ROUTE_WRITE, COMING_WRITERS, 0, NULL, false},
    {GET, "/ocds/releases.json", get_ocds_releases, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/ocds/records.json", get_ocds_records, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {POST, "/quote-requests/{id}/ask", post_ask, ROUTE_WRITE, COMING_WRITERS, 0, NULL, false},
    {POST, "/quote-requests/{id}/close", post_close, ROUTE_WRITE, COMING_WRITERS, 0, NULL, false},
};

static void coming_start(Region *r) {
    (void)r;
    view_register(&COMING_PURCHASE_SHEET);
    view_register(&QUOTE_REQUEST_SHEET);
    view_register(&QUOTE_SHEET);
    view_register_part(&LOTS);
    view_register_part(&QUOTES);
    choices_in_words(&amount_range_choices, coming_range_words);
}

const Module coming_module = {
    .name = "coming", .queries = COMING_QUERIES, .n_queries = COMING_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = coming_start,
};

/* service_page.c - the list and the pages of services given, and the sums that headquarters see. */
#include "service/service_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "lang/show.h"
#include "listing_ent.h"
#include "response_ent.h"

static Str number(Ctx *c, int64_t n) {
    Buf b;
    if (n == NUMBER_NONE) return (Str){0};
    buf_init(&b, 64);
    plain_number(&b, &c->reader, n);
    return buf_keep(c->arena, &b);
}

/* "2.4" of each business that had it. */
static Str each(Ctx *c, const GivenSum *s) {
    Buf b;
    if (s->cases == NUMBER_NONE || !s->cases) return (Str){0};
    buf_init(&b, 64);
    plain_real(&b, &c->reader, (double)s->times / (double)s->cases, 1);
    return buf_keep(c->arena, &b);
}

static Str hours(Ctx *c, const GivenSum *s) {
    enum { MINUTES_OF_HOUR = 60 };
    if (s->minutes == NUMBER_NONE || s->minutes <= 0) return (Str){0};
    return number(c, (s->minutes + MINUTES_OF_HOUR / 2) / MINUTES_OF_HOUR);
}

static Fault sums(Ctx *c, ServiceSumView *v) {
    static const struct {
        TextKey name, came;
    } KINDS[GIVEN_N] = {
        [GIVEN_ADVICE] = {T_SERVICE_ADVICE, T_NONE},
        [GIVEN_FINANCE] = {T_SERVICE_FINANCE, T_SERVICE_GOT_MONEY},
        [GIVEN_TRAINING] = {T_CHOICE_SERVICE_KIND_TRAINING, T_CHOICE_SERVICE_CAME_USED},
        [GIVEN_INFORMATION] = {T_CHOICE_SERVICE_KIND_INFORMATION, T_CHOICE_SERVICE_CAME_USED},
        [GIVEN_CHANCES] = {T_SERVICE_CHANCES, T_CHOICE_SERVICE_CAME_USED},
    };
    GivenSum all[GIVEN_N];
    int64_t  cases;
    TRY(service_sums(c, &cases, all));
    v->rows = ARENA_ARRAY(c->arena, ServiceSumRow, GIVEN_N);
    for (int i = 0; i < GIVEN_N; i++) {
        GivenSum t = service_tell(&all[i], cases);
        ServiceSumRow *row = &v->rows[v->rows_n++];
        *row = (ServiceSumRow){.name = KINDS[i].name, .cells_n = 5, .told = t.cases != NUMBER_NONE};
        row->cells[0] = (ServiceSumCell){T_SERVICE_BUSINESSES, number(c, t.cases), false};
        row->cells[1] = (ServiceSumCell){T_SERVICE_GIVEN, number(c, t.times), false};
        row->cells[2] = (ServiceSumCell){T_SERVICE_EACH, each(c, &t), false};
        row->cells[3] = (ServiceSumCell){T_SERVICE_HOURS, hours(c, &t), false};
        row->cells[4] = (ServiceSumCell){T_SERVICE_CAME, (Str){0}, false};
        row->cells[3].none = row->told && !row->cells[3].text.n;
        row->cells[4].none = row->told && KINDS[i].came == T_NONE;
        if (row->cells[4].none || t.good == NUMBER_NONE) continue;
        TrArg args[] = {TR_ARG("what", tr(c->reader.lang, KINDS[i].came)), TR_ARG("n", number(c, t.good))};
        row->cells[4].text = tr_str(c->arena, &c->reader, T_SERVICE_CAME_WITH, args, 2);
    }
    return OK;
}

/* GET /services/sums, for headquarters. */
Fault get_service_sums(Ctx *c, const Request *rq, Reply *rp) {
    ServiceSumView v = {.day = c->reader.today};
    if (!(c->who.roles & c->who.roles_everywhere & (ROLE_HQ | ROLE_ADMIN))) {
        return fail(c, NOT_ALLOWED, "services", 0);
    }
    TRY(sums(c, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SERVICE_SUMS));
    return page_send(&pg, rp, service_sums_page, &v);
}

const Sheet SERVICE_SHEET = {
    .entity = &service_entity,
    .path = "/services",
    .nav = NAV_CASES,
    .icon = "gift",
    .title = T_ENT_SERVICE_MANY,
    .empty = T_SERVICE_EMPTY,
    .first_step = T_SERVICE_ADD,
    .add = T_SERVICE_ADD,
    .columns = (const int[]){SERVICE_F_KIND, SERVICE_F_ON_DAY, SERVICE_F_MINUTES, SERVICE_F_CAME, -1},
    .filters = (const int[]){SERVICE_F_KIND, SERVICE_F_CAME, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(service, SERVICE_SHEET)

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, WIDE = ROLE_HQ | ROLE_ADMIN };

static const Route ROUTES[] = {
    {GET, "/services/sums", get_service_sums, ROUTE_READ, WIDE, 0, NULL, true},
    VIEW_ROUTES(service, "/services", READERS, ROLES_STAFF),
    {POST, "/cases/{id}/services", post_case_service, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/opportunities", post_case_chance, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void service_start(Region *r) {
    (void)r;
    view_register(&SERVICE_SHEET);
    view_register_part(&SERVICE_CASE_PART);
    mine_register(&SERVICE_MINE);
}

const Module service_module = {
    .name = "service", .queries = SERVICE_QUERIES, .n_queries = SERVICE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = service_start,
};

/* guest_page.c - a supplier day on the page of its event: what will be bought, who is invited and who else fits, who
** came, what came of it. */
#include "spend/guest.h"

#include "lang/show.h"

enum { NEAR_MAX = 12, PURCHASES_MAX = 20, CATEGORIES_MAX = 20 };

/* What the buyer means to buy and still can be asked about. */
typedef struct Wanted {
    ComingPurchase *v;
    size_t          n;
} Wanted;

/* And who is invited already. */
typedef struct Guests {
    Wanted    wanted;
    DayGuest *v;
    size_t    n;
} Guests;

static Fault wanted_of(Ctx *c, Id buyer, Wanted *to) {
    const Field *f = coming_purchase_entity.fields;
    ListSpec s = {.entity = &coming_purchase_entity, .limit = PURCHASES_MAX, .n_filters = 1,
                  .sort = &f[COMING_PURCHASE_F_FROM_ON]};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[COMING_PURCHASE_F_BUYER], .op = LIST_EQ, .val = v_id(buyer)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    ComingPurchase *v = rows;
    *to = (Wanted){.v = v};
    for (size_t i = 0; i < n; i++) {
        if (!v[i].until_on || v[i].until_on >= c->reader.today) v[to->n++] = v[i];
    }
    return OK;
}

static Str meeting_path(Ctx *c, Id id) {
    return arena_printf(c->arena, "/introductions/%.*s", STR_ARG(id_str(c->arena, id)));
}

static Fault fill_guests(Ctx *c, const Event *day, GuestDayView *v, DayGuest **ret_g, size_t *ret_n) {
    TRY(guests_of(c, day->head.id, ret_g, ret_n));
    size_t          n = *ret_n;
    const DayGuest *g = *ret_g;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) ids[i] = g[i].actor;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    v->rows = ARENA_ARRAY(c->arena, GuestRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str id = id_str(c->arena, g[i].head.id);
        GuestRow *r = &v->rows[v->rows_n++];
        *r = (GuestRow){.name = names[i], .href = view_record_path(c, &actor_entity, g[i].actor), .why = g[i].why,
                        .words = g[i].words, .path = view_record_path(c, &day_guest_entity, g[i].head.id),
                        .edit_href = arena_printf(c->arena, "/day-guests/%.*s/edit?back=%.*s", STR_ARG(id),
                                                  STR_ARG(v->path)),
                        .state = choice_label(&guest_state_choices, g[i].state), .contract_on = g[i].contract_on,
                        .came = g[i].state == GUEST_STATE_CAME, .missed = g[i].state == GUEST_STATE_MISSED};
        if (g[i].request) r->request_href = view_record_path(c, &quote_request_entity, g[i].request);
        if (g[i].meeting) r->meeting_href = meeting_path(c, g[i].meeting);
        v->came += r->came;
        v->requests += g[i].request != 0;
        v->meetings += g[i].meeting != 0;
        v->contracts += g[i].contract_on != 0;
        if (!g[i].contract_on || g[i].contract == NUMBER_NONE) continue;
        Buf b;
        buf_init(&b, 200);
        plain_money(&b, &c->reader, g[i].contract, reader_currency(&c->reader));
        r->contract = buf_keep(c->arena, &b);
        sum += g[i].contract;
    }
    if (!sum) return OK;
    Buf b;
    buf_init(&b, 200);
    plain_money(&b, &c->reader, sum, reader_currency(&c->reader));
    v->sums = buf_keep(c->arena, &b);
    return OK;
}

static const ComingPurchase *purchase_for(const Wanted *w, Id category) {
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].category == category) return &w->v[i];
    }
    return NULL;
}

/* Businesses of the fields of what will be bought, those of the buyer's place first, who are not invited yet. The
** reason is what they could supply. */
static Fault fill_near(Ctx *c, const Event *day, Id unit, const Guests *are, GuestDayView *v) {
    const Wanted *w = &are->wanted;
    Id      categories[CATEGORIES_MAX], ids[NEAR_MAX];
    PoolRow pool[NEAR_MAX];
    Str     names[NEAR_MAX];
    size_t  n = 0, found;
    for (size_t i = 0; i < w->n && n < CATEGORIES_MAX; i++) {
        if (w->v[i].category) categories[n++] = w->v[i].category;
    }
    n = ids_sort(categories, n);
    if (!n) return OK;
    ActorPool p = {.categories = categories, .n_categories = n, .self = day->host, .here = unit};
    TRY(actor_pool(c, &p, pool, NEAR_MAX, &found));
    for (size_t i = 0; i < found; i++) ids[i] = pool[i].id;
    TRY(ent_names(c, &actor_entity, ids, found, names));
    v->near = ARENA_ARRAY(c->arena, GuestCandidate, found + 1);
    for (size_t i = 0; i < found; i++) {
        const ComingPurchase *of = purchase_for(w, pool[i].category);
        bool there = false;
        for (size_t k = 0; k < are->n; k++) there = there || are->v[k].actor == ids[i];
        if (!names[i].n || there || !of) continue;
        v->near[v->near_n++] = (GuestCandidate){.name = names[i], .actor = ids[i], .why = of->what,
                                                .href = view_record_path(c, &actor_entity, ids[i])};
    }
    return OK;
}

static Fault day_fill(Ctx *c, const Event *day, GuestDayView *v) {
    Guests    are = {0};
    Head      buyer = {0};
    Str       id = id_str(c->arena, day->head.id), host = id_str(c->arena, day->host);
    *v = (GuestDayView){.path = view_record_path(c, &event_entity, day->head.id), .no_host = !day->host,
                        .past = day->from_on <= c->reader.today};
    if (!day->host) return OK;
    TRY(wanted_of(c, day->host, &are.wanted));
    const Wanted w = are.wanted;
    v->purchases = ARENA_ARRAY(c->arena, GuestPurchase, w.n + 1);
    for (size_t i = 0; i < w.n; i++) {
        v->purchases[v->purchases_n++] = (GuestPurchase){
            w.v[i].what, view_record_path(c, &coming_purchase_entity, w.v[i].head.id)};
    }
    TRY(fill_guests(c, day, v, &are.v, &are.n));
    Fault f = ent_load_head(c, &actor_entity, day->host, &buyer);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    DayGuest *fresh = ent_new(c, &day_guest_entity);
    fresh->head.unit = buyer.unit;
    v->may_write = !day->head.archived_at && ent_may_write(c, &day_guest_entity, &fresh->head);
    v->add_href = arena_printf(c->arena, "/day-guests/new?of_event=%.*s&back=%.*s", STR_ARG(id), STR_ARG(v->path));
    v->coming_href = arena_printf(c->arena, "/coming-purchases/new?buyer=%.*s&back=%.*s", STR_ARG(host),
                                  STR_ARG(v->path));
    v->ask_href = arena_printf(c->arena, "/quote-requests/new?buyer=%.*s", STR_ARG(host));
    return v->may_write && !v->past ? fill_near(c, day, buyer.unit, &are, v) : OK;
}

/* Events of every other kind have no such card, and cost nothing. */
static Fault day_draw(Buf *b, const Page *pg, const void *rec) {
    const Event *day = rec;
    GuestDayView v;
    if (day->kind != EVENT_KIND_SUPPLIER_DAY || !(pg->c->who.roles & ROLES_STAFF)) return OK;
    TRY(day_fill(pg->c, day, &v));
    guest_day_html(b, pg, &v);
    return OK;
}

static const RecordPart ON_EVENT = {.entity = &event_entity, .anchor = "supplier-day",
                                    .title = T_CHOICE_EVENT_KIND_SUPPLIER_DAY, .order = 1, .draw = day_draw};

const Sheet DAY_GUEST_SHEET = {
    .entity = &day_guest_entity,
    .path = "/day-guests",
    .nav = NAV_MORE,
    .icon = "users",
    .title = T_ENT_DAY_GUEST_MANY,
    .empty = T_GUEST_NOBODY,
    .first_step = T_ENT_EVENT_MANY,
    .columns = (const int[]){DAY_GUEST_F_OF_EVENT, DAY_GUEST_F_ACTOR, DAY_GUEST_F_STATE, DAY_GUEST_F_CONTRACT_ON, -1},
    .filters = (const int[]){DAY_GUEST_F_OF_EVENT, DAY_GUEST_F_STATE, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){DAY_GUEST_F_ACTOR, DAY_GUEST_F_OF_EVENT, DAY_GUEST_F_STATE, -1},
};

VIEW_HANDLERS(day_guest, DAY_GUEST_SHEET)

/* ---- acts -------------------------------------------------------------------------------------------------------- */

static bool is_asked(const Params *form, Id actor) {
    Id id;
    for (size_t i = 0; i < form->n; i++) {
        if (str_eq(form->v[i].name, LIT("actor")) && id_parse(form->v[i].value, &id) && id == actor) return true;
    }
    return false;
}

/* Of those that the page proposed, with the reason that stood beside them. */
static Fault post_invite(Ctx *c, const Request *rq, Reply *rp) {
    Event       *day = ent_new(c, &event_entity);
    GuestDayView v;
    GuestAsked   asked[NEAR_MAX];
    size_t       n = 0;
    TRY(ent_load(c, &event_entity, rq->ids[0], day));
    if (day->kind != EVENT_KIND_SUPPLIER_DAY) return fail(c, NOT_FOUND, "event", rq->ids[0]);
    if (day->from_on <= c->reader.today) return fail(c, OVER, "event", rq->ids[0]);
    TRY(day_fill(c, day, &v));
    if (!v.may_write) return fail(c, NOT_ALLOWED, "event", rq->ids[0]);
    for (size_t i = 0; i < v.near_n; i++) {
        if (is_asked(&rq->form, v.near[i].actor)) asked[n++] = (GuestAsked){v.near[i].actor, v.near[i].why};
    }
    if (!n) {
        reply_go_final(c, rp, v.path, T_GUEST_NOBODY_CHOSEN);
        return OK;
    }
    TRY(guests_invite(c, day, asked, n));
    reply_go(c, rp, v.path, T_GUEST_INVITED_NOW, (TrArg[]){TR_N("n", (int64_t)n)}, 1);
    return OK;
}

static Fault post_came(Ctx *c, const Request *rq, Reply *rp) {
    DayGuest *g = ent_new(c, &day_guest_entity);
    TRY(guest_came(c, rq->ids[0], str_eq(params_get(&rq->form, "came"), LIT("1")), g));
    reply_go(c, rp, view_record_path(c, &event_entity, g->of_event), T_GUEST_WRITTEN, NULL, 0);
    return OK;
}

static const Route ROUTES[] = {
    VIEW_ROUTES(day_guest, "/day-guests", ROLES_STAFF, COMING_WRITERS),
    {POST, "/day-guests/{id}/came", post_came, ROUTE_WRITE, COMING_WRITERS, 0, NULL, false},
    {POST, "/events/{id}/invite", post_invite, ROUTE_WRITE, COMING_WRITERS, 0, NULL, false},
};

static void guest_start(Region *r) {
    (void)r;
    view_register(&DAY_GUEST_SHEET);
    view_register_part(&ON_EVENT);
}

const Module guest_module = {
    .name = "guest", .queries = GUEST_QUERIES, .n_queries = GUEST_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = guest_start,
};

/* handover_page.c - the page on which somebody hands over everything, or it is handed over for them. */
#include "handover/handover_page.h"

#include "case/case.h"
#include "consultant/assign.h"
#include "ent/list.h"

static const struct {
    const char *field, *list, *rest;              /* the list's address, the account's id between the two */
    TextKey     name;
} SHOWN[HELD_KINDS] = {
    [HELD_CASES] = {"to_cases", NULL, NULL, T_HANDOVER_CASES},
    [HELD_SEATS] = {"to_seats", "/seats?account=", "", T_HANDOVER_SEATS},
    [HELD_TASKS] = {"to_tasks", "/tasks?state=open&owner=", "", T_HANDOVER_TASKS},
    [HELD_BARRIERS] = {"to_barriers", "/barriers?open=1&trustee=", "", T_HANDOVER_BARRIERS},
    [HELD_AGREEMENTS] = {"to_agreements", "/agreements?owner=", "&state.ne=ended", T_HANDOVER_AGREEMENTS},
    [HELD_UNDERTAKINGS] = {"to_undertakings", "/undertakings?state=open&owner=", "", T_HANDOVER_UNDERTAKINGS},
    [HELD_PLEDGES] = {"to_pledges", "/pledges?state=pledged&state=changed&owner=", "", T_HANDOVER_PLEDGES},
    [HELD_CONSORTIA] = {"to_consortia", "/consortia?owner=",
                        "&state=forming&state=agreed&state=offered&state=won&state=delivering", T_HANDOVER_CONSORTIA},
};

void hand_line(Buf *b, const Page *pg, Str field) { complaint_line(pg->c, b, arena_z(pg->c->arena, field)); }

/* The person themselves, whoever may manage them, and whoever is in charge where somebody has left. */
static Fault person_asked(Ctx *c, const Request *rq, Account *ret_a) {
    bool yes;
    TRY(ent_load(c, &account_entity, rq->ids[0], ret_a));
    TRY(account_may_hand_over(c, ret_a, &yes));
    return yes ? OK : fail(c, NOT_ALLOWED, "account", rq->ids[0]);
}

static Id chosen(const Request *rq, const char *field) {
    Id id = 0;
    return rq->method == POST && id_parse(params_get(&rq->form, field), &id) ? id : 0;
}

/* ---- who could get it ------------------------------------------------------------------------------------------- */

/* Whoever works here and has not left. */
static Fault receivers(Ctx *c, Id from, const Account **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &account_entity, .limit = RECEIVERS_SHOWN};
    void   *rows;
    size_t  n, n_roles, k = 0;
    RoleOf *roles;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const Account *all = rows;
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *left = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = all[i].head.id;
    TRY(accounts_left(c, ids, n, left));
    TRY(grant_roles(c, ids, n, &roles, &n_roles));
    Account *v = ARENA_ARRAY(c->arena, Account, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool works = false;
        for (size_t r = 0; r < n_roles; r++) {
            bool does = (account_role(roles[r].role) & (ROLES_STAFF | ROLE_TRUSTEE)) != 0;
            works = works || (roles[r].account == ids[i] && does);
        }
        if (works && !left[i] && ids[i] != from) v[k++] = all[i];
    }
    *ret_v = v;
    *ret_n = k;
    return OK;
}

static HandOption *options_of(Ctx *c, const Account *v, size_t n, Id now) {
    HandOption *o = ARENA_ARRAY(c->arena, HandOption, n + 1);
    for (size_t i = 0; i < n; i++) o[i] = (HandOption){id_str(c->arena, v[i].head.id), v[i].name, v[i].head.id == now};
    return o;
}

/* ---- the page --------------------------------------------------------------------------------------------------- */

static Str list_href(Ctx *c, int kind, Str id) {
    if (!SHOWN[kind].list) return (Str){0};
    return arena_printf(c->arena, "%s%.*s%s", SHOWN[kind].list, STR_ARG(id), SHOWN[kind].rest);
}

static Fault view_fill(Ctx *c, const Request *rq, const Account *a, HandAllView *v) {
    const Account *to;
    size_t n;
    Held   held;
    Str    id = id_str(c->arena, a->head.id);
    bool   left;
    TRY(held_by(c, a->head.id, &held));
    TRY(receivers(c, a->head.id, &to, &n));
    TRY(accounts_left(c, &a->head.id, 1, &left));
    *v = (HandAllView){.name = a->name, .path = arena_printf(c->arena, "/people/%.*s", STR_ARG(id)), .all = held.all,
                    .own = a->head.id == c->who.account, .left = left,
                    .note = rq->method == POST ? params_get(&rq->form, "note") : (Str){0},
                    .options = options_of(c, to, n, chosen(rq, "to")), .options_n = n,
                    .rows = ARENA_ARRAY(c->arena, HandRow, HELD_KINDS)};
    v->action = arena_printf(c->arena, "%.*s/hand-over", STR_ARG(v->path));
    for (int i = 0; i < HELD_KINDS; i++) {
        if (!held.n[i]) continue;
        v->rows[v->rows_n++] = (HandRow){.name = SHOWN[i].name, .field = str_of(SHOWN[i].field), .n = held.n[i],
                                         .href = list_href(c, i, id), .options_n = n,
                                         .options = options_of(c, to, n, chosen(rq, SHOWN[i].field))};
    }
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Account *a) {
    HandAllView v;
    TRY(view_fill(c, rq, a, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_HANDOVER_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/people"), tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, a->name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, hand_everything_page, &v);
    return page_send(&pg, rp, hand_everything_page, &v);
}

static Fault get_hand(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    TRY(person_asked(c, rq, a));
    return draw(c, rq, rp, a);
}

/* ---- doing it --------------------------------------------------------------------------------------------------- */

static Fault leads_any(Ctx *c, Id account, bool *ret_yes) {
    CaseSeat *seats = ARENA_ARRAY(c->arena, CaseSeat, SEATS_HELD_MAX);
    size_t n;
    *ret_yes = false;
    TRY(case_seats(c, account, seats, SEATS_HELD_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || role_works(seats[i].role);
    return OK;
}

/* Somebody for each kind of which there is something; cases go to who may be given them. */
static Fault read_targets(Ctx *c, const Request *rq, const Held *held, HandAll *h) {
    const Account *v;
    size_t n;
    bool   leads, yes = true;
    Id     all = chosen(rq, "to");
    TRY(receivers(c, h->from, &v, &n));
    for (int i = 0; i < HELD_KINDS; i++) {
        Id   to = chosen(rq, SHOWN[i].field);
        bool known = false;
        if (!to) to = all;
        if (!held->n[i]) continue;
        for (size_t k = 0; k < n; k++) known = known || v[k].head.id == to;
        if (!known) complain(c, all || to ? SHOWN[i].field : "to", T_HANDOVER_WHO);
        h->to[i] = to;
        if (!known && !all) break;
    }
    if (!h->to[HELD_CASES] || c->complaints.n) return OK;
    TRY(leads_any(c, h->from, &leads));
    TRY(may_take_cases(c, h->to[HELD_CASES], leads, &yes));
    if (!yes) complain(c, "to_cases", T_HANDOVER_NOT_FOR_CASES);
    return OK;
}

static Fault post_hand(Ctx *c, const Request *rq, Reply *rp) {
    Account  *a = ent_new(c, &account_entity);
    HandedAll done;
    Held      held;
    TRY(person_asked(c, rq, a));
    HandAll h = {.from = a->head.id, .note = str_trim(params_get(&rq->form, "note"))};
    TRY(held_by(c, a->head.id, &held));
    TRY(read_targets(c, rq, &held, &h));
    if (c->complaints.n) return draw(c, rq, rp, a);
    TRY(hand_over_all_do(c, &h, &done));
    Str stays = arena_printf(c->arena, "%lld", (long long)done.stays.all);
    TrArg args[] = {TR_N("n", done.went.all), TR_ARG("left", stays)};
    Str to = a->head.id == c->who.account ? LIT("/") : arena_printf(c->arena, "/people/%.*s",
                                                                    STR_ARG(id_str(c->arena, a->head.id)));
    reply_go(c, rp, to, done.stays.all ? T_HANDOVER_SOME : T_HANDOVER_DONE, args, done.stays.all ? 2 : 1);
    return OK;
}

/* ---- whoever has left, on the first page of who is in charge ---------------------------------------------------- */

static Fault left_draw(Buf *b, const Page *pg) {
    enum { LEFT_MAX = 20 };
    Ctx  *c = pg->c;
    Gone  gone[LEFT_MAX];
    size_t n;
    LeftToday v = {.rows = ARENA_ARRAY(c->arena, LeftRow, LEFT_MAX)};
    if (!(c->who.roles & CONSULTANT_MANAGERS)) return OK;
    TRY(accounts_all_left(c, gone, LEFT_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        Held held;
        bool mine;
        TRY(account_is_in_charge(c, gone[i].unit, &mine));
        if (!mine) continue;
        TRY(held_by(c, gone[i].account, &held));
        if (!held.all) continue;
        v.rows[v.rows_n++] = (LeftRow){gone[i].name,
                                       arena_printf(c->arena, "/people/%.*s/hand-over",
                                                    STR_ARG(id_str(c->arena, gone[i].account))), held.all};
    }
    if (v.rows_n) left_today_html(b, pg, &v);
    return OK;
}

const TodayPart LEFT_TODAY = {.order = 12, .draw = left_draw};

/* ---- the module ------------------------------------------------------------------------------------------------- */

static Fault held_all(Ctx *c, Id account, int64_t *ret_n) {
    Held h;
    TRY(held_by(c, account, &h));
    *ret_n = h.all;
    return OK;
}

static const Route ROUTES[] = {
    {GET, "/people/{id}/hand-over", get_hand, ROUTE_READ, ROLES_STAFF | ROLE_TRUSTEE, 0, NULL, false},
    {POST, "/people/{id}/hand-over", post_hand, ROUTE_WRITE, ROLES_STAFF | ROLE_TRUSTEE, 0, NULL, false},
};

static void start(Region *r) {
    (void)r;
    account_ask_held(held_all);
    today_register(&LEFT_TODAY);
}

const Module handover_module = {
    .name = "handover", .queries = HANDOVER_QUERIES, .n_queries = HANDOVER_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
};

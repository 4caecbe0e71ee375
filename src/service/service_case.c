/* service_case.c - the four services on a case, each number opening its records; what was given, and opportunities to
** pass on; the same on the owner's page. */
#include "service/service_page.h"

#include "account/account_page.h"
#include "actor/actor.h"
#include "db/scope.h"
#include "lang/show.h"
#include "listing_ent.h"
#include "place_ent.h"
#include "referral/referral.h"
#include "response_ent.h"
#include "service/reach.h"
#include "session/session_store.h"

static Str home_of(Ctx *c, Id of_case) {
    return arena_printf(c->arena, "%.*s#services", STR_ARG(case_path(c, of_case)));
}

static bool in_team(Ctx *c, Id of_case) {
    bool yes = false;
    return c->who.system || (scope_has(c, of_case, c->who.account, &yes) == OK && yes);
}

/* ---- the four ---------------------------------------------------------------------------------------------------- */

static Str number(Ctx *c, int64_t n) {
    Buf b;
    buf_init(&b, 64);
    plain_number(&b, &c->reader, n);
    return buf_keep(c->arena, &b);
}

static Str minutes(Ctx *c, int64_t n) {
    TrArg arg = TR_N("n", n);
    return tr_str(c->arena, &c->reader, T_SESSION_MINUTES, &arg, 1);
}

static void tag(ServiceRow *row, TextKey label, Str n, Str href) {
    if (row->tags_n < SERVICE_TAGS_MAX) row->tags[row->tags_n++] = (ServiceTag){label, n, href, false};
}

static void good_tag(ServiceRow *row, TextKey label, Str n, Str href) {
    tag(row, label, n, href);
    row->tags[row->tags_n - 1].good = true;
}

static Fault goals_reached(Ctx *c, Id of_case, int64_t *ret_n) {
    void  *rows;
    size_t n;
    *ret_n = 0;
    TRY(case_records(c, &goal_entity, of_case, &rows, &n));
    for (size_t i = 0; i < n; i++) *ret_n += ((const Goal *)rows)[i].state == GOAL_STATE_REACHED;
    return OK;
}

static Fault advice_row(Ctx *c, Id of_case, bool team, ServiceRow *row) {
    Str     id = id_str(c->arena, of_case), path = case_path(c, of_case);
    int64_t all, held, reached, spent[WORK_KIND_N];
    row->name = T_SERVICE_ADVICE;
    TRY(session_counts(c, of_case, &all, &held));
    TRY(goals_reached(c, of_case, &reached));
    if (held) {
        tag(row, T_ENT_CASE_SESSION_MANY, number(c, held),
            arena_printf(c->arena, "/case-sessions?of_case=%.*s&state=held", STR_ARG(id)));
    }
    if (team) {
        TRY(work_of_case(c, of_case, spent));
        if (spent[WORK_KIND_CONTACT] > 0) {
            tag(row, T_CHOICE_WORK_KIND_CONTACT, minutes(c, spent[WORK_KIND_CONTACT]),
                arena_printf(c->arena, "%.*s#hours", STR_ARG(path)));
        }
    }
    if (reached) {
        good_tag(row, T_SERVICE_GOALS_REACHED, number(c, reached), arena_printf(c->arena, "%.*s#plan", STR_ARG(path)));
    }
    return OK;
}

static Fault finance_service(Ctx *c, Id of_case, ServiceRow *row) {
    Str     id = id_str(c->arena, of_case);
    void   *rows;
    size_t  n;
    int64_t received = 0;
    row->name = T_SERVICE_FINANCE;
    TRY(case_records(c, &finance_request_entity, of_case, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const FinanceRequest *f = &((const FinanceRequest *)rows)[i];
        if (f->received != NUMBER_NONE) received += f->received;
    }
    if (!n) return OK;
    tag(row, T_ENT_FINANCE_REQUEST_MANY, number(c, (int64_t)n),
        arena_printf(c->arena, "/finance?of_case=%.*s", STR_ARG(id)));
    if (!received) return OK;
    Buf b;
    buf_init(&b, 100);
    plain_money(&b, &c->reader, received, reader_currency(&c->reader));
    good_tag(row, T_ENT_FINANCE_REQUEST_RECEIVED, buf_keep(c->arena, &b),
             arena_printf(c->arena, "/finance?of_case=%.*s&received.known=1", STR_ARG(id)));
    return OK;
}

static Fault logged_row(Ctx *c, Id of_case, int kind, ServiceRow *row) {
    GivenCase g;
    Str list = arena_printf(c->arena, "/services?of_case=%.*s&kind=%s", STR_ARG(id_str(c->arena, of_case)),
                            choice_of(&service_kind_choices, kind)->name);
    row->name = choice_label(&service_kind_choices, kind);
    TRY(service_of_case(c, of_case, kind, &g));
    if (!g.times) return OK;
    tag(row, T_SERVICE_GIVEN, number(c, g.times), list);
    if (g.minutes) tag(row, T_SERVICE_TIME, minutes(c, g.minutes), list);
    if (g.chances) {
        tag(row, T_SERVICE_CHANCES, number(c, g.chances),
            arena_printf(c->arena, "%.*s&listing.known=1", STR_ARG(list)));
    }
    if (g.used) {
        good_tag(row, T_CHOICE_SERVICE_CAME_USED, number(c, g.used),
                 arena_printf(c->arena, "%.*s&came=used", STR_ARG(list)));
    }
    return OK;
}

static Fault rows_fill(Ctx *c, const Case *k, bool team, ServiceCase *v) {
    enum { FOUR = 4 };
    v->rows = ARENA_ARRAY(c->arena, ServiceRow, FOUR);
    TRY(advice_row(c, k->head.id, team, &v->rows[v->rows_n++]));
    if (team) TRY(finance_service(c, k->head.id, &v->rows[v->rows_n++]));
    TRY(logged_row(c, k->head.id, SERVICE_KIND_TRAINING, &v->rows[v->rows_n++]));
    return logged_row(c, k->head.id, SERVICE_KIND_INFORMATION, &v->rows[v->rows_n++]);
}

/* ---- what was given ---------------------------------------------------------------------------------------------- */

static Fault log_fill(Ctx *c, Id of_case, bool owner, size_t max, ServiceCase *v) {
    const Field *f = service_entity.fields;
    ListSpec s = {.entity = &service_entity, .sort = &f[SERVICE_F_ON_DAY], .descending = true,
                  .limit = (int64_t)max, .n_filters = 1};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[SERVICE_F_OF_CASE], .op = LIST_EQ, .val = v_id(of_case)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->log = ARENA_ARRAY(c->arena, ServiceLog, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Service *one = &((const Service *)rows)[i];
        Str href = view_record_path(c, &service_entity, one->head.id);
        if (owner && one->listing) href = view_record_path(c, &listing_entity, one->listing);
        v->log[v->log_n++] = (ServiceLog){.what = one->what, .href = href, .by = one->given_by, .on = one->on_day,
                                          .kind = choice_label(&service_kind_choices, one->kind),
                                          .came = choice_label(&service_came_choices, one->came),
                                          .used = one->came == SERVICE_CAME_USED};
    }
    return OK;
}

/* ---- opportunities to pass on ------------------------------------------------------------------------------------ */

enum { UP_MAX = 8 };

static Fault business_of(Ctx *c, const Case *k, Business *ret_b) {
    Actor *a = ent_new(c, &actor_entity);
    Id    *up = ARENA_ARRAY(c->arena, Id, UP_MAX);
    size_t n = 0;
    Fault  f = ent_load(c, &actor_entity, k->client, a);
    *ret_b = (Business){.up = up};
    if (f != OK) return f == NOT_FOUND ? OK : f;
    for (Id at = a->locality; at && n < UP_MAX;) {
        Place *p = ent_new(c, &place_entity);
        f = ent_load(c, &place_entity, at, p);
        if (f == NOT_FOUND) break;
        TRY(f);
        up[n++] = at;
        at = p->parent;
    }
    ret_b->up_n = n;
    ret_b->trade = a->category ? actor_trade(c, a->category) : 0;
    return OK;
}

static Fault open_chances(Ctx *c, const Listing **ret_v, size_t *ret_n) {
    const Field *f = listing_entity.fields;
    ListSpec s = {.entity = &listing_entity, .limit = CHANCES_MAX, .n_filters = 3, .sort_changed = true,
                  .descending = true};
    void *rows;
    s.filters[0] = (ListFilter){.field = &f[LISTING_F_STATE], .op = LIST_EQ, .val = v_int(LISTING_STATE_OPEN)};
    s.filters[1] = (ListFilter){.field = &f[LISTING_F_KIND], .op = LIST_GE, .val = v_int(LISTING_KIND_OPPORTUNITY)};
    s.filters[2] = (ListFilter){.field = &f[LISTING_F_KIND], .op = LIST_LE, .val = v_int(LISTING_KIND_RESOURCE)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}
_Static_assert(LISTING_KIND_OPPORTUNITY + 1 == LISTING_KIND_RESOURCE, "the two stand side by side");

static bool is_told(const Id *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i] == id) return true;
    }
    return false;
}

/* Those that speak of its trade first, then those of its place, then the others. */
static Fault chances_fill(Ctx *c, const Case *k, ServiceCase *v) {
    const Listing *all;
    Business       b;
    Id            *told;
    size_t         n, told_n;
    TRY(business_of(c, k, &b));
    TRY(open_chances(c, &all, &n));
    TRY(service_told(c, k->head.id, &told, &told_n));
    v->chances = ARENA_ARRAY(c->arena, ServiceChance, CHANCES_SHOWN);
    for (int weight = 3; weight >= 0; weight--) {
        for (size_t i = 0; i < n && v->chances_n < CHANCES_SHOWN; i++) {
            Chance one = {.place = all[i].place, .until_on = all[i].until_on, .deadline_on = all[i].deadline_on,
                          .trade = all[i].category ? actor_trade(c, all[i].category) : 0};
            Reaching r = chance_reach(&one, &b, c->reader.today);
            if (!r.fits || 2 * r.trade + r.place != weight || is_told(told, told_n, all[i].head.id)) continue;
            TextKey says = r.trade ? T_SERVICE_YOUR_TRADE : r.place ? T_SERVICE_YOUR_PLACE : T_SERVICE_FOR_ALL;
            v->chances[v->chances_n++] = (ServiceChance){
                all[i].head.id, tri_best(&all[i].title, c->reader.lang, NULL),
                view_record_path(c, &listing_entity, all[i].head.id), tr(c->reader.lang, says)};
        }
    }
    return OK;
}

static Fault responses_fill(Ctx *c, ServiceCase *v) {
    enum { RESPONSES_MAX = 60 };
    ListSpec s = {.entity = &response_entity, .limit = RESPONSES_MAX, .sort_changed = true, .descending = true};
    void    *rows;
    size_t   n;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->responses = ARENA_ARRAY(c->arena, ServiceOption, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Response *one = &((const Response *)rows)[i];
        v->responses[v->responses_n++] = (ServiceOption){one->head.id, tri_best(&one->title, c->reader.lang, NULL)};
    }
    return OK;
}

/* ---- cards ------------------------------------------------------------------------------------------------------- */

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    enum { LOG_SHOWN = 5 };
    const Case *k = rec;
    Ctx        *c = pg->c;
    bool        team = in_team(c, k->head.id);
    ServiceCase v = {.path = case_path(c, k->head.id), .today = day_iso(c->arena, c->reader.today)};
    v.all = arena_printf(c->arena, "/services?of_case=%.*s", STR_ARG(id_str(c->arena, k->head.id)));
    v.may_write = team && k->stage != CASE_STAGE_CLOSED && !k->head.archived_at &&
                  ent_may_write(c, &service_entity, NULL);
    TRY(rows_fill(c, k, team, &v));
    TRY(log_fill(c, k->head.id, false, LOG_SHOWN, &v));
    if (v.may_write) TRY(chances_fill(c, k, &v));
    if (v.may_write) TRY(responses_fill(c, &v));
    bool given = v.log_n || v.chances_n;
    for (size_t i = 0; i < v.rows_n; i++) given = given || v.rows[i].tags_n;
    if (!given) page_part_waits(pg);
    service_case_html(b, pg, &v);
    return OK;
}

const RecordPart SERVICE_CASE_PART = {.entity = &case_entity, .anchor = "services", .title = T_SERVICE_FOUR,
                                      .side = true, .order = 46, .draw = case_draw};

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    enum { MINE_SHOWN = 8 };
    ServiceCase v = {.path = case_path(pg->c, k->head.id)};
    TRY(log_fill(pg->c, k->head.id, true, MINE_SHOWN, &v));
    if (v.log_n) service_mine_html(b, pg, &v);
    return OK;
}

const MinePart SERVICE_MINE = {.order = 27, .draw = mine_draw};

/* ---- acts -------------------------------------------------------------------------------------------------------- */

/* POST /cases/ID/services: one line of the card. */
Fault post_case_service(Ctx *c, const Request *rq, Reply *rp) {
    Service *s = ent_new(c, &service_entity);
    ent_form_read(c, &service_entity, &rq->form, s);
    s->of_case = rq->ids[0];
    Fault f = c->complaints.n ? INVALID : ent_save(c, &service_entity, s);
    if (f == INVALID) {
        s->head.id = s->head.version = 0;
        return view_save(c, rq, rp, &SERVICE_SHEET, 0);
    }
    TRY(f);
    reply_go(c, rp, home_of(c, s->of_case), T_SERVICE_KEPT, NULL, 0);
    return OK;
}

/* POST /cases/ID/opportunities: an open one was told to the owner. */
Fault post_case_chance(Ctx *c, const Request *rq, Reply *rp) {
    Service *s = ent_new(c, &service_entity);
    Id       listing;
    if (!id_parse(params_get(&rq->form, "listing"), &listing)) return BAD_REQUEST;
    TRY(service_pass_on(c, rq->ids[0], listing, s));
    reply_go(c, rp, home_of(c, s->of_case), T_SERVICE_PASSED, NULL, 0);
    return OK;
}

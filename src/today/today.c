/* today.c - gathers the first page; visitors are led to the sign-in. */
#include "today/today.h"

#include "account/account.h"

enum { TASKS_MAX = 12, QUIET_MAX = 6, EVENING_HOUR = 17 };

/* Live businesses and people that a condition of the list chooses, the longest silent first. */
static Fault chosen(Ctx *c, ListExtra extra, int64_t limit, const Actor **ret_v, size_t *ret_n, int64_t *ret_total) {
    ListSpec s = {.entity = &actor_entity, .sort = &actor_entity.fields[ACTOR_F_HEARD_AT], .limit = limit};
    void *rows;
    s.extras[s.n_extras++] = extra;
    TRY(list_run(c, &s, false, &rows, ret_n, ret_total));
    *ret_v = rows;
    return OK;
}

static Fault fill_quiet(Ctx *c, TodayView *v) {
    const Actor *rows;
    size_t n;
    Stamp before = stamp_of(day_plus(c->reader.today, -ACTOR_QUIET_DAYS), 0, 0, c->reader.zone);
    ListExtra quiet = {.name = "quiet", .val = v_int(before), .text = LIT("1"),
                       .sql = "(x.heard_at IS NOT NULL AND x.heard_at < :quiet)"};
    TRY(chosen(c, quiet, QUIET_MAX, &rows, &n, &v->quiet_all));
    v->quiet = ARENA_ARRAY(c->arena, QuietRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->quiet[v->quiet_n++] = (QuietRow){.id = rows[i].head.id,
                                            .name = tri_best(&rows[i].name, c->reader.lang, NULL),
                                            .href = view_record_path(c, &actor_entity, rows[i].head.id),
                                            .phone = rows[i].phone,
                                            .heard_on = stamp_day(rows[i].heard_at, c->reader.zone)};
    }
    ListExtra stale = {.name = "stale", .val = v_int(day_plus(c->reader.today, -ACTOR_STALE_DAYS)), .text = LIT("1"),
                       .sql = "(x.confirmed_on IS NOT NULL AND x.confirmed_on < :stale)"};
    return chosen(c, stale, 1, &rows, &n, &v->stale_all);
}

static Fault get_today(Ctx *c, const Request *rq, Reply *rp) {
    if (!c->who.account) {
        rp->status = 303;
        rp->location = LIT("/sign-in");
        return OK;
    }
    Account *me = ent_new(c, &account_entity);
    TaskCount count = {0};
    TodayView v = {.staff = (c->who.roles & ROLES_STAFF) != 0};
    TRY(account_own(c, me));
    v.name = me->name;
    v.evening = stamp_local(c->reader.now, c->reader.zone).hour >= EVENING_HOUR;
    TRY(commitment_mine(c, TASKS_MAX, &v.tasks));
    TRY(commitment_count(c, &count));
    v.tasks.back = LIT("/");
    v.open_n = count.open;
    v.late_n = count.late;
    v.more_n = count.open - (int64_t)v.tasks.rows_n;
    if (v.staff) TRY(fill_quiet(c, &v));
    Page pg = page_new(c, rq, NAV_TODAY, tr(c->reader.lang, T_PAGE_TODAY));
    return page_send(&pg, rp, today_page, &v);
}

static const Route ROUTES[] = {{GET, "/", get_today, ROUTE_READ, ROLES_ALL, 0, NULL, false}};

const Module today_module = {.name = "today", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};

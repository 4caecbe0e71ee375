/* session_store.c - sessions, hours and statements: their statements and their rules at the write. */
#include "session/session_store.h"

#include "account/account.h"
#include "base/check.h"
#include "db/region.h"
#include "db/scope.h"

enum {
    Q_INSIDE, Q_PLANNED, Q_MONTH, Q_CORRECTED, Q_CLOSED, Q_DAY, Q_OF_CASE, Q_OF_PEOPLE, Q_OF_FUNDING, Q_FUNDING,
    Q_OF_FUNDING_IN, Q_GIVEN, Q_GIVEN_TIME, Q_BETWEEN, Q_COUNTS,
};

const Query SESSION_QUERIES[SESSION_Q_N] = {
    [Q_INSIDE] = {.sql = "SELECT x.id FROM session_insides x WHERE x.org = :org AND x.session = :session"
                         " AND x.archived_at IS NULL AND {scope:x} LIMIT 1",
                  .in = "org:id session:id", .out = "id:id"},
    [Q_PLANNED] = {.sql = "SELECT x.id FROM case_sessions x WHERE x.org = :org AND x.of_case = :case"
                          " AND x.host = :host AND x.state = :planned AND x.archived_at IS NULL"
                          " {unscoped:a hand-over moves them without reading them} ORDER BY x.id LIMIT :max",
                   .in = "org:id case:id host:id planned:int max:int", .out = "id:id"},
    [Q_MONTH] = {.sql = "SELECT x.id, x.of_case, x.funding, x.corrects, x.on_day, x.kind, x.purpose, x.minutes"
                        " FROM work_times x WHERE x.org = :org AND x.account = :account AND x.on_day >= :from"
                        " AND x.on_day < :until AND x.archived_at IS NULL"
                        " {unscoped:one's own, or the statement of somebody whom the reader coordinates}"
                        " ORDER BY x.on_day, x.id LIMIT :max",
                 .in = "org:id account:id from:int until:int max:int",
                 .out = "id:id of_case:id funding:id corrects:id on_day:int kind:int purpose:int minutes:int"},
    [Q_CORRECTED] = {.sql = "SELECT x.corrects FROM work_times x WHERE x.org = :org AND x.account = :account"
                            " AND x.corrects {in:ids} AND x.archived_at IS NULL"
                            " {unscoped:of entries that another statement has given} ORDER BY x.id",
                     .in = "org:id account:id ids:ids", .out = "corrects:id"},
    [Q_CLOSED] = {.sql = "SELECT x.id, x.closed_at FROM month_statements x WHERE x.org = :org"
                         " AND x.account = :account AND x.month = :month AND x.archived_at IS NULL"
                         " {unscoped:that a month is closed, no more} LIMIT 1",
                  .in = "org:id account:id month:int", .out = "id:id closed_at:int"},
    [Q_DAY] = {.sql = "SELECT CAST(coalesce(sum(x.minutes), 0) AS BIGINT) FROM work_times x WHERE x.org = :org"
                      " AND x.account = :account AND x.on_day = :day AND x.id <> :me AND x.archived_at IS NULL"
                      " {unscoped:the hours of one who writes their own}",
               .in = "org:id account:id day:int me:id", .out = "minutes:int"},
    [Q_COUNTS] = {.sql = "SELECT CAST(count(*) AS BIGINT),"
                         " CAST(coalesce(sum(CASE WHEN x.state = :held THEN 1 ELSE 0 END), 0) AS BIGINT)"
                         " FROM case_sessions x WHERE x.org = :org AND x.of_case = :case AND x.archived_at IS NULL"
                         " AND x.merged_into IS NULL AND {scope:x}",
                  .in = "org:id case:id held:int", .out = "n:int held:int"},
    [Q_OF_CASE] = {.sql = "SELECT x.kind, CAST(sum(x.minutes) AS BIGINT) FROM work_times x WHERE x.org = :org"
                          " AND x.of_case = :case AND x.archived_at IS NULL"
                          " {unscoped:sums, for the team of the case} GROUP BY x.kind ORDER BY x.kind",
                   .in = "org:id case:id", .out = "kind:int minutes:int"},
    [Q_BETWEEN] = {.sql = "SELECT CAST(coalesce(sum(x.minutes), 0) AS BIGINT) FROM work_times x WHERE x.org = :org"
                          " AND x.of_case = :case AND x.on_day >= :from AND x.on_day <= :until"
                          " AND x.archived_at IS NULL {unscoped:sums, for whoever may see them}",
                   .in = "org:id case:id from:int until:int", .out = "minutes:int"},
    [Q_OF_PEOPLE] = {.sql = "SELECT x.account, CAST(sum(x.minutes) AS BIGINT),"
                            " CAST(sum(CASE WHEN x.of_case IS NULL THEN 0 ELSE x.minutes END) AS BIGINT)"
                            " FROM work_times x WHERE x.org = :org AND x.account {in:accounts}"
                            " AND x.on_day >= :from AND x.on_day < :until AND x.archived_at IS NULL"
                            " {unscoped:sums, of people whom the reader sees} GROUP BY x.account ORDER BY x.account",
                     .in = "org:id accounts:ids from:int until:int", .out = "account:id all:int cases:int"},
    [Q_OF_FUNDING] = {.sql = "SELECT CAST(sum(x.minutes) AS BIGINT) FROM work_times x WHERE x.org = :org"
                             " AND x.funding = :funding AND x.archived_at IS NULL {unscoped:sums}",
                      .in = "org:id funding:id", .out = "minutes:int"},
    [Q_FUNDING] = {.sql = "SELECT x.id, x.name FROM funding_sources x WHERE x.org = :org AND x.archived_at IS NULL"
                          " AND (x.from_on IS NULL OR x.from_on <= :today)"
                          " AND (x.until_on IS NULL OR x.until_on >= :today) AND {scope:x} ORDER BY x.name, x.id"
                          " LIMIT :max",
                   .in = "org:id today:int max:int", .out = "id:id name:text"},
    [Q_OF_FUNDING_IN] = {.sql = "SELECT CAST(sum(x.minutes) AS BIGINT) FROM work_times x WHERE x.org = :org"
                                " AND x.funding = :funding AND x.on_day >= :from AND x.on_day <= :until"
                                " AND x.archived_at IS NULL {unscoped:sums}",
                         .in = "org:id funding:id from:int until:int", .out = "minutes:int"},
    [Q_GIVEN] = {.sql = "SELECT x.of_case, CAST(count(*) AS BIGINT) FROM case_sessions x WHERE x.org = :org"
                        " AND x.state = :held AND x.archived_at IS NULL {unscoped:sums without names}"
                        " GROUP BY x.of_case ORDER BY x.of_case",
                 .in = "org:id held:int", .out = "of_case:id n:int"},
    [Q_GIVEN_TIME] = {.sql = "SELECT x.of_case, CAST(sum(x.minutes) AS BIGINT) FROM work_times x WHERE x.org = :org"
                             " AND x.of_case IS NOT NULL AND x.kind = :contact AND x.archived_at IS NULL"
                             " {unscoped:sums without names} GROUP BY x.of_case ORDER BY x.of_case",
                      .in = "org:id contact:int", .out = "of_case:id minutes:int"},
};

Day month_first(Day d) { return day_of(day_year(d), day_month(d), 1); }

Day month_next(Day d) {
    enum { DECEMBER = 12 };
    bool last = day_month(d) == DECEMBER;
    return day_of(day_year(d) + last, last ? 1 : day_month(d) + 1, 1);
}

/* ---- sessions --------------------------------------------------------------------------------------------- */

Fault session_in_team(Ctx *c, Id of_case, bool *ret_yes) { return scope_has(c, of_case, c->who.account, ret_yes); }

/* A session to come is planned, one that was is held unless somebody says otherwise. */
/* Nobody was accompanied before they asked. */
static Fault after_the_beginning(Ctx *c, const CaseSession *s) {
    Case *k = ent_new(c, &case_entity);
    if (c->who.system || !s->happened_at) return OK;
    TRY(ent_load(c, &case_entity, s->of_case, k));
    Day first = k->opened_on && (!k->asked_on || k->opened_on < k->asked_on) ? k->opened_on : k->asked_on;
    if (first && stamp_day(s->happened_at, c->reader.zone) < first) complain(c, "happened_at", T_SESSION_BEFORE_CASE);
    return OK;
}

Fault case_session_check(Ctx *c, const void *before, void *after) {
    const CaseSession *was = before;
    CaseSession *s = after;
    bool ahead = s->happened_at > c->reader.now + SESSION_TOLERANCE_MS;
    if (!s->state) s->state = ahead ? SESSION_STATE_PLANNED : SESSION_STATE_HELD;
    if (!s->host && !was) s->host = c->who.account;
    if (s->head.archived_at || !s->of_case) return complaints_fault(c);
    bool told = s->said.n || s->decided.n;
    if (ahead && s->state == SESSION_STATE_HELD) complain(c, "happened_at", T_SESSION_FUTURE);
    else if (ahead && told && !was) complain(c, "happened_at", T_SESSION_NOT_YET);
    if (s->state == SESSION_STATE_HELD && !told) complain(c, "said", T_SESSION_NO_WORDS);
    if (!was || was->happened_at != s->happened_at) TRY(after_the_beginning(c, s));
    if (s->state != SESSION_STATE_CANCELLED) TRY(case_needs(c, s->of_case, CONSENT_PURPOSE_ACCOMPANY, "of_case"));
    return complaints_fault(c);
}

Fault case_session_after(Ctx *c, const void *before, const void *after) {
    const CaseSession *was = before, *s = after;
    if (s->head.archived_at) return OK;
    if (s->state == SESSION_STATE_HELD) return case_heard(c, s->of_case, s->happened_at);
    bool planned = s->state == SESSION_STATE_PLANNED && s->happened_at > c->reader.now;
    bool moved = !was || was->state != s->state || was->happened_at != s->happened_at;
    return planned && moved ? case_tell_owner(c, s->of_case) : OK;
}

Fault session_inside_check(Ctx *c, const void *before, void *after) {
    SessionInside *v = after;
    CaseSession *s = ent_new(c, &case_session_entity);
    (void)before;
    if (!v->session) return complaints_fault(c);
    TRY(ent_load(c, &case_session_entity, v->session, s));
    return case_hold(c, s->of_case, true, &v->head);
}

Fault session_inside_of(Ctx *c, Id session, SessionInside *ret_v) {
    int64_t id;
    Fault f = db_int(c, &SESSION_QUERIES[Q_INSIDE], VALS(v_id(c->who.org), v_id(session)), &id);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    return ent_load(c, &session_inside_entity, id, ret_v);
}

Fault sessions_planned(Ctx *c, Id of_case, Id host, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_PLANNED],
                VALS(v_id(c->who.org), v_id(of_case), v_id(host), v_int(SESSION_STATE_PLANNED), v_int((int64_t)max)),
                &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

/* Three small numbers of the form, each an entry of its own. */
static Fault log_hours(Ctx *c, const SessionLog *log) {
    for (int kind = 1; kind < WORK_KIND_N; kind++) {
        if (log->minutes[kind] == NUMBER_NONE || !log->minutes[kind]) continue;
        WorkTime *w = ent_new(c, &work_time_entity);
        w->on_day = stamp_day(log->session->happened_at, c->reader.zone);
        w->minutes = log->minutes[kind];
        w->kind = kind;
        w->purpose = WORK_PURPOSE_CASE;
        w->of_case = log->session->of_case;
        w->session = log->session->head.id;
        w->funding = log->funding;
        TRY(ent_save(c, &work_time_entity, w));
    }
    return OK;
}

Fault session_log(Ctx *c, SessionLog *log) {
    TRY(act_begin(c, T_ACT_SESSION, (Str){0}));
    TRY(ent_save(c, &case_session_entity, log->session));
    if (log->inside.n) {
        SessionInside *v = ent_new(c, &session_inside_entity);
        v->session = log->session->head.id;
        v->text = log->inside;
        TRY(ent_save(c, &session_inside_entity, v));
    }
    TRY(log_hours(c, log));
    if (!log->step) return OK;
    log->step->of_case = log->session->of_case;
    return ent_save(c, &commitment_entity, log->step);
}

/* ---- hours ------------------------------------------------------------------------------------------------ */


Fault month_closed(Ctx *c, Id account, Day month, Stamp *ret_at) {
    AUTO(rows_end) Rows r = {0};
    *ret_at = 0;
    TRY(db_rows(c, &SESSION_QUERIES[Q_CLOSED], VALS(v_id(c->who.org), v_id(account), v_int(month_first(month))), &r));
    if (rows_next(&r)) *ret_at = rows_int(&r, 1);
    return rows_fault(&r);
}

static Fault in_open_month(Ctx *c, Id account, Day on) {
    Stamp closed;
    if (!day_valid(on)) return OK;
    TRY(month_closed(c, account, on, &closed));
    if (closed) complain(c, "on_day", T_SESSION_MONTH_CLOSED);
    return OK;
}

/* A day has as many hours as it has, and hours of years ago are a slip of the year. */
static Fault within_a_day(Ctx *c, const WorkTime *w) {
    enum { DAY_MINUTES = 24 * 60, PAST_DAYS = 2 * 366 };
    int64_t others;
    if (c->who.system || !day_valid(w->on_day) || w->minutes == NUMBER_NONE || w->minutes < 0) return OK;
    if (w->on_day < day_plus(c->reader.today, -PAST_DAYS)) complain(c, "on_day", T_SESSION_HOURS_LONG_PAST);
    TRY(db_int(c, &SESSION_QUERIES[Q_DAY], VALS(v_id(c->who.org), v_id(w->account), v_int(w->on_day),
                                                v_id(w->head.id)), &others));
    if (others + w->minutes > DAY_MINUTES) complain(c, "minutes", T_SESSION_DAY_FULL);
    return OK;
}

/* Everybody writes their own hours. What lies in a closed month stays: the correction is an entry of today. */
Fault work_time_check(Ctx *c, const void *before, void *after) {
    const WorkTime *was = before;
    WorkTime *w = after;
    if (!w->account) w->account = c->who.account;
    if (!c->who.system && w->account != c->who.account) return fail(c, NOT_ALLOWED, "work_time", w->head.id);
    if (!c->who.system) w->head.visibility = VIS_PRIVATE;
    if (w->on_day > c->reader.today) complain(c, "on_day", T_SESSION_HOURS_FUTURE);
    TRY(in_open_month(c, w->account, w->on_day));
    TRY(within_a_day(c, w));
    if (was && month_first(was->on_day) != month_first(w->on_day)) TRY(in_open_month(c, w->account, was->on_day));
    if (w->minutes < 0 && !w->corrects) complain(c, "minutes", T_SESSION_HOURS_POSITIVE);
    if (!w->minutes) complain(c, "minutes", T_FORM_FIX_REQUIRED);
    if (w->purpose == WORK_PURPOSE_CASE && !w->of_case) complain(c, "of_case", T_SESSION_WHICH_CASE);
    if (w->purpose && w->purpose != WORK_PURPOSE_CASE) w->of_case = 0;
    return complaints_fault(c);
}

Fault month_statement_check(Ctx *c, const void *before, void *after) {
    MonthStatement *v = after;
    (void)before;
    if (!c->who.system && v->account != c->who.account) return fail(c, NOT_ALLOWED, "month_statement", v->head.id);
    if (!c->who.system) v->head.visibility = VIS_PRIVATE;
    v->month = month_first(v->month);
    if (v->month > c->reader.today) complain(c, "month", T_SESSION_HOURS_FUTURE);
    return complaints_fault(c);
}

Fault month_close(Ctx *c, Day month) {
    Stamp closed;
    TRY(act_begin(c, T_ACT_MONTH_CLOSE, (Str){0}));
    TRY(month_closed(c, c->who.account, month, &closed));
    if (closed) return OK;
    MonthStatement *v = ent_new(c, &month_statement_entity);
    v->account = c->who.account;
    v->month = month;
    v->closed_at = c->reader.now;
    return ent_save(c, &month_statement_entity, v);
}

Fault work_of_month(Ctx *c, Id account, Day month, WorkRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    Id *ids = ARENA_ARRAY(c->arena, Id, max + 1);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &SESSION_QUERIES[Q_MONTH],
                    VALS(v_id(c->who.org), v_id(account), v_int(month_first(month)), v_int(month_next(month)),
                         v_int((int64_t)max)), &r));
        for (; n < max && rows_next(&r); n++) {
            ids[n] = rows_id(&r, 0);
            ret_v[n] = (WorkRow){.id = ids[n], .of_case = rows_id(&r, 1), .funding = rows_id(&r, 2),
                                 .corrects = rows_id(&r, 3), .on_day = (Day)rows_int(&r, 4),
                                 .kind = (int)rows_int(&r, 5), .purpose = (int)rows_int(&r, 6),
                                 .minutes = rows_int(&r, 7)};
        }
        TRY(rows_fault(&r));
    }
    *ret_n = n;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_CORRECTED], VALS(v_id(c->who.org), v_id(account), v_ids(ids, n)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) ret_v[i].corrected = ret_v[i].corrected || ids[i] == rows_id(&r, 0);
    }
    return rows_fault(&r);
}

Fault session_counts(Ctx *c, Id of_case, int64_t *ret_all, int64_t *ret_held) {
    int64_t held = 0;
    *ret_all = 0;
    if (ret_held) *ret_held = 0;
    if (ent_around_none(c, &case_session_entity.fields[CASE_SESSION_F_OF_CASE], of_case)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_COUNTS], VALS(v_id(c->who.org), v_id(of_case), v_int(SESSION_STATE_HELD)), &r));
    if (rows_next(&r)) {
        *ret_all = rows_int(&r, 0);
        held = rows_int(&r, 1);
    }
    if (ret_held) *ret_held = held;
    return rows_fault(&r);
}

Fault work_of_case(Ctx *c, Id of_case, int64_t ret_minutes[WORK_KIND_N]) {
    for (int i = 0; i < WORK_KIND_N; i++) ret_minutes[i] = 0;
    if (ent_around_none(c, &work_time_entity.fields[WORK_TIME_F_OF_CASE], of_case)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_OF_CASE], VALS(v_id(c->who.org), v_id(of_case)), &r));
    while (rows_next(&r)) {
        int64_t kind = rows_int(&r, 0);
        if (kind > 0 && kind < WORK_KIND_N) ret_minutes[kind] = rows_int(&r, 1);
    }
    return rows_fault(&r);
}

Fault work_of_case_between(Ctx *c, Id of_case, Day from, Day until, int64_t *ret_minutes) {
    return db_int(c, &SESSION_QUERIES[Q_BETWEEN], VALS(v_id(c->who.org), v_id(of_case), v_int(from), v_int(until)),
                  ret_minutes);
}

Fault work_of_people(Ctx *c, const Id *accounts, size_t n, Day month, WorkSum *ret_v) {
    AUTO(rows_end) Rows r = {0};
    for (size_t i = 0; i < n; i++) ret_v[i] = (WorkSum){0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_OF_PEOPLE],
                VALS(v_id(c->who.org), v_ids(accounts, n), v_int(month_first(month)), v_int(month_next(month))), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) {
            if (accounts[i] == rows_id(&r, 0)) ret_v[i] = (WorkSum){rows_int(&r, 1), rows_int(&r, 2)};
        }
    }
    return rows_fault(&r);
}

Fault work_of_funding(Ctx *c, Id funding, int64_t *ret_minutes) {
    *ret_minutes = 0;
    Fault f = db_int(c, &SESSION_QUERIES[Q_OF_FUNDING], VALS(v_id(c->who.org), v_id(funding)), ret_minutes);
    return f == NOT_FOUND ? OK : f;
}

Fault work_of_funding_in(Ctx *c, Id funding, Day from, Day until, int64_t *ret_minutes) {
    *ret_minutes = 0;
    Fault f = db_int(c, &SESSION_QUERIES[Q_OF_FUNDING_IN],
                     VALS(v_id(c->who.org), v_id(funding), v_int(from), v_int(until)), ret_minutes);
    return f == NOT_FOUND ? OK : f;
}

Fault funding_on(Ctx *c, Day on, FundingRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[Q_FUNDING], VALS(v_id(c->who.org), v_int(on), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) ret_v[n] = (FundingRow){rows_id(&r, 0), rows_copy(&r, 1)};
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

/* ---- sums without names ----------------------------------------------------------------------------------- */

static Fault given_rows(Ctx *c, int query, int choice, SessionGiven *v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SESSION_QUERIES[query], VALS(v_id(c->who.org), v_int(choice)), &r));
    while (n < max && rows_next(&r)) v[n++] = (SessionGiven){rows_id(&r, 0), rows_int(&r, 1), rows_int(&r, 1)};
    *ret_n = n;
    return rows_fault(&r);
}

Fault sessions_given(Ctx *c, SessionGiven **ret_v, size_t *ret_n) {
    enum { CASES_MAX = 20000 };
    SessionGiven *v = ARENA_ARRAY(c->arena, SessionGiven, CASES_MAX);
    SessionGiven *time = ARENA_ARRAY(c->arena, SessionGiven, CASES_MAX);
    size_t        n, n_time, at = 0;
    TRY(given_rows(c, Q_GIVEN, SESSION_STATE_HELD, v, CASES_MAX, &n));
    TRY(given_rows(c, Q_GIVEN_TIME, WORK_KIND_CONTACT, time, CASES_MAX, &n_time));
    for (size_t i = 0; i < n; i++) {
        while (at < n_time && time[at].of_case < v[i].of_case) at++;
        v[i].minutes = at < n_time && time[at].of_case == v[i].of_case ? time[at].minutes : 0;
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

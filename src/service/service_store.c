/* service_store.c - services given: statements, rules at the write, sums. */
#include "service/service_page.h"

#include "base/cells.h"
#include "listing_ent.h"
#include "referral/referral.h"
#include "session/session.h"

enum { Q_SAME, Q_TOLD, Q_GIVEN };
_Static_assert(Q_GIVEN + 1 == SERVICE_Q_N, "as many as the header says");

const Query SERVICE_QUERIES[SERVICE_Q_N] = {
    [Q_SAME] = {.sql = "SELECT s.id FROM services s WHERE s.org = :org AND s.of_case = :case AND s.listing = :listing"
                       " AND s.id <> :me AND s.archived_at IS NULL AND {scope:s} LIMIT 1",
                .in = "org:id case:id listing:id me:int", .out = "id:id"},
    [Q_TOLD] = {.sql = "SELECT DISTINCT s.listing FROM services s WHERE s.org = :org AND s.of_case = :case"
                       " AND s.listing IS NOT NULL AND s.archived_at IS NULL AND {scope:s} ORDER BY s.listing",
                .in = "org:id case:id", .out = "listing:id"},
    [Q_GIVEN] = {.sql = "SELECT s.of_case, s.kind, CAST(count(*) AS BIGINT),"
                        " CAST(coalesce(sum(s.minutes), 0) AS BIGINT),"
                        " CAST(sum(CASE WHEN s.came = :used THEN 1 ELSE 0 END) AS BIGINT),"
                        " CAST(sum(CASE WHEN s.listing IS NULL THEN 0 ELSE 1 END) AS BIGINT),"
                        " CAST(sum(CASE WHEN s.listing IS NOT NULL AND s.came = :used THEN 1 ELSE 0 END) AS BIGINT)"
                        " FROM services s WHERE s.org = :org AND s.archived_at IS NULL"
                        " AND (:case = 0 OR s.of_case = :case)"
                        " {unscoped:sums of those who agreed, small cells hidden; of a case that the reader sees}"
                        " GROUP BY s.of_case, s.kind ORDER BY s.of_case, s.kind",
                 .in = "org:id used:int case:int",
                 .out = "of_case:id kind:int n:int minutes:int used:int chances:int chances_used:int"},
};

/* ---- at the write ------------------------------------------------------------------------------------------------ */

static Fault check_listing(Ctx *c, const Service *s, bool fresh) {
    Listing *v = ent_new(c, &listing_entity);
    Id       same;
    if (!s->listing) return OK;
    if (s->kind == SERVICE_KIND_TRAINING) complain(c, "kind", T_SERVICE_IS_INFORMATION);
    Fault f = ent_load(c, &listing_entity, s->listing, v);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    bool chance = v->kind == LISTING_KIND_OPPORTUNITY || v->kind == LISTING_KIND_RESOURCE;
    if (fresh && (!chance || v->state != LISTING_STATE_OPEN)) complain(c, "listing", T_SERVICE_NO_CHANCE);
    f = db_int(c, &SERVICE_QUERIES[Q_SAME], VALS(v_id(c->who.org), v_id(s->of_case), v_id(s->listing),
                                                 v_int(s->head.id)), &same);
    if (f == OK && !s->head.archived_at) complain(c, "listing", T_SERVICE_TOLD_ALREADY);
    return f == NOT_FOUND ? OK : f;
}

Fault service_check(Ctx *c, const void *before, void *after) {
    Service *s = after;
    if (!before && !s->writer) s->writer = c->who.account;
    if (s->on_day > c->reader.today) complain(c, "on_day", T_SERVICE_FUTURE);
    if (s->of_case) TRY(check_listing(c, s, !before));
    return complaints_fault(c);
}

Fault service_pass_on(Ctx *c, Id of_case, Id listing, Service *ret_s) {
    Listing *v = ent_new(c, &listing_entity);
    Case    *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, of_case, k));
    TRY(ent_load(c, &listing_entity, listing, v));
    ret_s->of_case = of_case;
    ret_s->kind = SERVICE_KIND_INFORMATION;
    ret_s->what = tri_best(&v->title, case_language(k->lang, c->reader.lang), NULL);
    ret_s->on_day = c->reader.today;
    ret_s->listing = listing;
    ret_s->is_demo = k->is_demo;
    return ent_save(c, &service_entity, ret_s);
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

Fault service_of_case(Ctx *c, Id of_case, int kind, GivenCase *ret_v) {
    Head head = {.version = 1};
    *ret_v = (GivenCase){0};
    TRY(case_hold(c, of_case, false, &head));     /* whoever may not see the case is told nothing */
    if (ent_around_none(c, &service_entity.fields[SERVICE_F_OF_CASE], of_case)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SERVICE_QUERIES[Q_GIVEN], VALS(v_id(c->who.org), v_int(SERVICE_CAME_USED), v_int(of_case)), &r));
    while (rows_next(&r)) {
        if ((int)rows_int(&r, 1) != kind) continue;
        *ret_v = (GivenCase){rows_int(&r, 2), rows_int(&r, 3), rows_int(&r, 4), rows_int(&r, 5)};
    }
    return rows_fault(&r);
}

Fault service_told(Ctx *c, Id of_case, Id **ret_v, size_t *ret_n) {
    enum { TOLD_MAX = 500 };
    Id    *v = ARENA_ARRAY(c->arena, Id, TOLD_MAX);
    size_t n = 0;
    *ret_v = v;
    *ret_n = 0;
    if (ent_around_none(c, &service_entity.fields[SERVICE_F_OF_CASE], of_case)) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SERVICE_QUERIES[Q_TOLD], VALS(v_id(c->who.org), v_id(of_case)), &r));
    while (n < TOLD_MAX && rows_next(&r)) v[n++] = rows_id(&r, 0);
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

static void add(GivenSum *s, int64_t times, int64_t minutes, bool good) {
    if (times <= 0) return;
    s->cases++;
    s->times += times;
    s->minutes += minutes;
    s->good += good;
}

static Fault add_services(Ctx *c, const Id *agree, size_t n, GivenSum v[GIVEN_N]) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SERVICE_QUERIES[Q_GIVEN], VALS(v_id(c->who.org), v_int(SERVICE_CAME_USED), v_int(0)), &r));
    while (rows_next(&r)) {
        bool training = rows_int(&r, 1) == SERVICE_KIND_TRAINING;
        if (!ids_hold(agree, n, rows_id(&r, 0))) continue;
        add(&v[training ? GIVEN_TRAINING : GIVEN_INFORMATION], rows_int(&r, 2), rows_int(&r, 3), rows_int(&r, 4) > 0);
        add(&v[GIVEN_CHANCES], rows_int(&r, 5), 0, rows_int(&r, 6) > 0);
    }
    return rows_fault(&r);
}

Fault service_sums(Ctx *c, int64_t *ret_cases, GivenSum ret_v[GIVEN_N]) {
    Id           *agree;
    size_t        n_agree, n;
    SessionGiven *sessions;
    FinanceGiven *money;
    memset(ret_v, 0, GIVEN_N * sizeof *ret_v);
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agree, &n_agree));
    *ret_cases = (int64_t)n_agree;
    TRY(sessions_given(c, &sessions, &n));
    for (size_t i = 0; i < n; i++) {
        if (!ids_hold(agree, n_agree, sessions[i].of_case)) continue;
        add(&ret_v[GIVEN_ADVICE], sessions[i].sessions, sessions[i].minutes, false);
    }
    TRY(finance_given(c, &money, &n));
    for (size_t i = 0; i < n; i++) {
        if (!ids_hold(agree, n_agree, money[i].of_case)) continue;
        add(&ret_v[GIVEN_FINANCE], money[i].requests, 0, money[i].received > 0);
    }
    return add_services(c, agree, n_agree, ret_v);
}

GivenSum service_tell(const GivenSum *s, int64_t all) {
    GivenSum t = {NUMBER_NONE, NUMBER_NONE, NUMBER_NONE, NUMBER_NONE};
    int64_t  with[2] = {s->cases, all - s->cases}, good[2] = {s->good, s->cases - s->good};
    bool     hidden[2];
    if (!cells_hide(with, 2, hidden) || hidden[0] || hidden[1] || s->cases < CELL_LEAST) return t;
    t = (GivenSum){s->cases, s->times, s->minutes, NUMBER_NONE};
    if (cells_hide(good, 2, hidden) && !hidden[0] && !hidden[1]) t.good = s->good;
    return t;
}

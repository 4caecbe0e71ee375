/* scope.c - who may see which rows: the condition in SQL and the same decision in C. Whoever changes one changes the
** other; test/store/scope_test.c compares them on random rows. */
#include "db/scope.h"

#include "base/check.h"
#include "db/region.h"

void scope_condition(Buf *sql, Str x) {
    /* The cheap tests stand first: most rows are decided by them and no table is asked. */
    buf_printf(sql,
               "(%1$.*2$s.org = :s_org AND (%1$.*2$s.visibility <= :s_floor"
               " OR (%1$.*2$s.visibility <= 2 AND EXISTS (SELECT 1 FROM reach s_r WHERE s_r.account = :s_account"
               " AND s_r.place = coalesce(%1$.*2$s.unit, 0) AND s_r.level >= %1$.*2$s.visibility"
               " AND (s_r.from_on IS NULL OR s_r.from_on <= :s_today)"
               " AND (s_r.until_on IS NULL OR s_r.until_on >= :s_today)))"
               " OR (%1$.*2$s.visibility BETWEEN 2 AND 3 AND EXISTS (SELECT 1 FROM teams s_t"
               " WHERE s_t.record = coalesce(%1$.*2$s.team, %1$.*2$s.id) AND s_t.account = :s_account"
               " AND (s_t.from_on IS NULL OR s_t.from_on <= :s_today)"
               " AND (s_t.until_on IS NULL OR s_t.until_on >= :s_today)))"
               " OR (%1$.*2$s.visibility >= 3 AND %1$.*2$s.created_by = :s_account"
               " AND (%1$.*2$s.visibility = 4 OR %1$.*2$s.team IS NULL))))",
               x.p, (int)x.n);
}

int scope_floor(const Who *who) {
    return who->system && who->floor < VIS_TEAM ? VIS_TEAM : who->floor;
}

bool scope_sees(const Who *who, Id org, int visibility, Id created_by, int reach_level, bool in_team) {
    if (org == 0 || org != who->org) return false;
    if (visibility <= scope_floor(who)) return true;
    if (who->account == 0) return false;
    if (visibility <= VIS_UNIT && reach_level >= visibility) return true;
    if (visibility >= VIS_UNIT && visibility <= VIS_TEAM && in_team) return true;
    return visibility >= VIS_TEAM && created_by == who->account;
}

enum { Q_REACH, Q_TEAMS, Q_TEAM_CLEAR, Q_TEAM_PUT, Q_TEAM_COPY, Q_TEAM_HAS, Q_TEAMS_OF, Q_EYES, SCOPE_Q_N };
static const Query Q[SCOPE_Q_N] = {
    [Q_REACH] = {.sql = "SELECT place, max(level) FROM reach WHERE account = :s_account"
                        " AND (from_on IS NULL OR from_on <= :s_today)"
                        " AND (until_on IS NULL OR until_on >= :s_today) GROUP BY place ORDER BY place",
                 .out = "place:id level:int"},
    [Q_TEAMS] = {.sql = "SELECT DISTINCT record FROM teams WHERE account = :s_account"
                        " AND (from_on IS NULL OR from_on <= :s_today)"
                        " AND (until_on IS NULL OR until_on >= :s_today) ORDER BY record",
                 .out = "record:id"},
    [Q_TEAM_CLEAR] = {.sql = "DELETE FROM teams WHERE record = :record", .in = "record:id"},
    [Q_TEAM_PUT] = {.sql = "INSERT INTO teams (record, account, from_on, until_on)"
                           " VALUES (:record, :account, :from_on, :until_on)",
                    .in = "record:id account:id from_on:int until_on:int"},
    [Q_TEAM_COPY] = {.sql = "INSERT INTO teams (record, account, from_on, until_on)"
                            " SELECT :to, t.account, t.from_on, t.until_on FROM teams t WHERE t.record = :from",
                     .in = "to:id from:id"},
    [Q_TEAM_HAS] = {.sql = "SELECT 1 FROM teams WHERE record = :record AND account = :account"
                           " AND (from_on IS NULL OR from_on <= :s_today)"
                           " AND (until_on IS NULL OR until_on >= :s_today) LIMIT 1",
                    .in = "record:id account:id", .out = "yes:int"},
    [Q_TEAMS_OF] = {.sql = "SELECT DISTINCT record FROM teams WHERE record {in:records} ORDER BY record",
                    .in = "records:ids", .out = "record:id"},
    [Q_EYES] = {.sql = "SELECT CAST(0 AS BIGINT) AS is_team, place AS which, max(level) AS level FROM reach"
                       " WHERE account = :s_account AND (from_on IS NULL OR from_on <= :s_today)"
                       " AND (until_on IS NULL OR until_on >= :s_today) GROUP BY place"
                       " UNION ALL SELECT DISTINCT CAST(1 AS BIGINT), record, CAST(0 AS BIGINT) FROM teams"
                       " WHERE account = :s_account AND (from_on IS NULL OR from_on <= :s_today)"
                       " AND (until_on IS NULL OR until_on >= :s_today) ORDER BY 1, 2",
                .out = "is_team:int which:id level:int"},
};

const Query *const SCOPE_QUERIES = Q;
const int          SCOPE_QUERIES_N = SCOPE_Q_N;

Fault scope_eyes(Ctx *c, ScopeEyes *ret_e) {
    AUTO(rows_end) Rows r = {0};
    Reach *reach = NULL;
    Id    *teams = NULL;
    size_t reach_cap = 0, teams_cap = 0;
    *ret_e = (ScopeEyes){0};
    TRY(db_rows(c, &Q[Q_EYES], NO_VALS, &r));
    while (rows_next(&r)) {
        bool team = rows_int(&r, 0) != 0;
        if (!team && ret_e->n_reach == reach_cap) {
            reach_cap = reach_cap ? 2 * reach_cap : 16;
            Reach *more = ARENA_ARRAY(c->arena, Reach, reach_cap);
            for (size_t i = 0; i < ret_e->n_reach; i++) more[i] = reach[i];
            ret_e->reach = reach = more;
        }
        if (team && ret_e->n_teams == teams_cap) {
            teams_cap = teams_cap ? 2 * teams_cap : 16;
            Id *more = ARENA_ARRAY(c->arena, Id, teams_cap);
            for (size_t i = 0; i < ret_e->n_teams; i++) more[i] = teams[i];
            ret_e->teams = teams = more;
        }
        if (team) teams[ret_e->n_teams++] = rows_id(&r, 1);
        else reach[ret_e->n_reach++] = (Reach){rows_id(&r, 1), (int)rows_int(&r, 2)};
    }
    return rows_fault(&r);
}

Fault scope_reach(Ctx *c, const Reach **ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    Reach *v = NULL;
    size_t n = 0, cap = 0;
    TRY(db_rows(c, &Q[Q_REACH], NO_VALS, &r));
    while (rows_next(&r)) {
        if (n == cap) {
            cap = cap ? 2 * cap : 16;
            Reach *more = ARENA_ARRAY(c->arena, Reach, cap);
            for (size_t i = 0; i < n; i++) more[i] = v[i];
            v = more;
        }
        v[n++] = (Reach){rows_id(&r, 0), (int)rows_int(&r, 1)};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault scope_teams(Ctx *c, const Id **ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    Id    *v = NULL;
    size_t n = 0, cap = 0;
    TRY(db_rows(c, &Q[Q_TEAMS], NO_VALS, &r));
    while (rows_next(&r)) {
        if (n == cap) {
            cap = cap ? 2 * cap : 16;
            Id *more = ARENA_ARRAY(c->arena, Id, cap);
            for (size_t i = 0; i < n; i++) more[i] = v[i];
            v = more;
        }
        v[n++] = rows_id(&r, 0);
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault scope_team_clear(Ctx *c, Id record) { return db_run(c, &Q[Q_TEAM_CLEAR], VALS(v_id(record))); }

Fault scope_team_put(Ctx *c, Id record, Id account, Day from_on, Day until_on) {
    Val from = from_on ? v_int(from_on) : v_null(), until = until_on ? v_int(until_on) : v_null();
    region_changed(c, "teams", record);
    return db_run(c, &Q[Q_TEAM_PUT], VALS(v_id(record), v_id(account), from, until));
}

Fault scope_team_copy(Ctx *c, Id from, Id to) {
    region_changed(c, "teams", to);
    return db_run(c, &Q[Q_TEAM_COPY], VALS(v_id(to), v_id(from)));
}

Fault scope_with_team(Ctx *c, const Id *records, size_t n, const Id **ret_v, size_t *ret_n) {
    Id    *v = ARENA_ARRAY(c->arena, Id, n + 1);
    size_t k = 0;
    AUTO(rows_end) Rows r = {0};
    if (n) TRY(db_rows(c, &Q[Q_TEAMS_OF], VALS(v_ids(records, n)), &r));
    while (n && k < n && rows_next(&r)) v[k++] = rows_id(&r, 0);
    *ret_v = v;
    *ret_n = k;
    return n ? rows_fault(&r) : OK;
}

Fault scope_has(Ctx *c, Id record, Id account, bool *ret_yes) {
    bool    own = account == c->who.account;      /* of others it is asked once */
    Known   k;
    int64_t yes;
    if (own && known_find(c, &Q[Q_TEAM_HAS], record, &k)) {
        *ret_yes = k.n != 0;
        return OK;
    }
    Fault f = db_int(c, &Q[Q_TEAM_HAS], VALS(v_id(record), v_id(account)), &yes);
    *ret_yes = f == OK;
    if (f != OK && f != NOT_FOUND) return f;
    if (own) known_keep(c, &Q[Q_TEAM_HAS], record, *ret_yes, NULL);
    return OK;
}

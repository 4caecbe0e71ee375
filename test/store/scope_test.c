/* scope_test.c - who sees which rows: a table one can read, and random rows on which SQL and C must agree. */
#include "store.h"

#include "base/rand.h"

static const char *const TABLE[2] = {
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, org INTEGER NOT NULL, unit INTEGER, team INTEGER,"
    " visibility INTEGER NOT NULL, created_by INTEGER) STRICT",
    "CREATE TABLE notes (id BIGINT PRIMARY KEY, org BIGINT NOT NULL, unit BIGINT, team BIGINT,"
    " visibility BIGINT NOT NULL, created_by BIGINT)",
};

enum { Q_ADD, Q_SEEN, Q_REACH, Q_TEAM, Q_ALL, Q_MEMBERS, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO notes (id, org, unit, team, visibility, created_by)"
                      " VALUES (:id, :org, :unit, :team, :vis, :by)",
               .in = "id:id org:id unit:id team:id vis:int by:id"},
    [Q_SEEN] = {.sql = "SELECT x.id FROM notes x WHERE {scope:x} ORDER BY x.id", .out = "id:id"},
    [Q_REACH] = {.sql = "INSERT INTO reach (account, place, level, from_on, until_on)"
                        " VALUES (:account, :place, :level, :from, :until)",
                 .in = "account:id place:int level:int from:int until:int"},
    [Q_TEAM] = {.sql = "INSERT INTO teams (record, account, from_on, until_on)"
                       " VALUES (:record, :account, :from, :until)",
                .in = "record:id account:id from:int until:int"},
    [Q_ALL] = {.sql = "SELECT id, org, unit, team, visibility, created_by FROM notes ORDER BY id",
               .out = "id:id org:id unit:id team:id vis:int by:id"},
    [Q_MEMBERS] = {.sql = "SELECT count(*) FROM teams t WHERE t.record = :record AND t.account = :s_account"
                          " AND (t.from_on IS NULL OR t.from_on <= :s_today)"
                          " AND (t.until_on IS NULL OR t.until_on >= :s_today)",
                   .in = "record:id", .out = "n:int"},
};

static Val day(Day d) {
    return d ? v_int(d) : v_null();
}

enum { TODAY = 20260601, PAST = 20260531, FUTURE = 20260602, TOWN = 50, ELSEWHERE = 51, WRITER = 9 };

/* Rows 1..5: visibility public, members, unit, team, private; of organisation 1, unit TOWN, written by WRITER.
** Rows 11..15 the same without a unit; 21..25 the same in organisation 2. */
static Fault fill(Ctx *c, void *arg) {
    (void)arg;
    for (int v = VIS_PUBLIC; v <= VIS_PRIVATE; v++) {
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(1 + v), v_id(1), v_id(TOWN), v_null(), v_int(v), v_id(WRITER))));
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(11 + v), v_id(1), v_null(), v_null(), v_int(v), v_id(WRITER))));
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(21 + v), v_id(2), v_id(TOWN), v_null(), v_int(v), v_id(WRITER))));
    }
    /* Accounts: 31 has a grant for the town, 32 had one, 33 will have one, 34 for another place, 35 for the whole,
    ** 36 up to members only; 41 is in the team of row 4, 42 was. */
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(31), v_int(TOWN), v_int(VIS_UNIT), day(TODAY), day(TODAY))));
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(32), v_int(TOWN), v_int(VIS_UNIT), v_null(), day(PAST))));
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(33), v_int(TOWN), v_int(VIS_UNIT), day(FUTURE), v_null())));
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(34), v_int(ELSEWHERE), v_int(VIS_UNIT), v_null(), v_null())));
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(35), v_int(0), v_int(VIS_UNIT), v_null(), v_null())));
    TRY(db_run(c, &Q[Q_REACH], VALS(v_id(36), v_int(TOWN), v_int(VIS_MEMBERS), v_null(), v_null())));
    /* Row 6 stands in the team of row 4: who wrote it sees it only as a member. */
    TRY(db_run(c, &Q[Q_ADD], VALS(v_id(6), v_id(1), v_id(TOWN), v_id(4), v_int(VIS_TEAM), v_id(WRITER))));
    TRY(db_run(c, &Q[Q_TEAM], VALS(v_id(4), v_id(41), v_null(), v_null())));
    return db_run(c, &Q[Q_TEAM], VALS(v_id(4), v_id(42), v_null(), day(PAST)));
}

static void test_who_sees_what(void **state) {
    STORE(state);
    static const struct {
        const char *who;
        Who         reader;
        const char *sees;
    } CASES[] = {
        {"a visitor", {.org = 1}, " 1 11"},
        {"a visitor of the other organisation", {.org = 2}, " 21"},
        {"a visitor of none", {.org = 0}, ""},
        {"a member", {.account = 30, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12"},
        {"staff of the town", {.account = 31, .org = 1, .floor = VIS_MEMBERS}, " 1 2 3 11 12"},
        {"staff of the town until yesterday", {.account = 32, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12"},
        {"staff of the town from tomorrow", {.account = 33, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12"},
        {"staff of another town", {.account = 34, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12"},
        {"staff of the organisation itself", {.account = 35, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12 13"},
        {"a resident with a low grant", {.account = 36, .org = 1, .floor = VIS_PUBLIC}, " 1 2 11"},
        {"headquarters", {.account = 37, .org = 1, .floor = VIS_UNIT}, " 1 2 3 11 12 13"},
        {"the team", {.account = 41, .org = 1, .floor = VIS_MEMBERS}, " 1 2 4 6 11 12"},
        {"the team of once", {.account = 42, .org = 1, .floor = VIS_MEMBERS}, " 1 2 11 12"},
        {"the writer", {.account = WRITER, .org = 1, .floor = VIS_MEMBERS}, " 1 2 4 5 11 12 14 15"},
        {"the system", {.org = 1, .system = true}, " 1 2 3 4 6 11 12 13 14"},
    };
    assert_int_equal(store_script(s, TABLE[s->pg]), OK);
    Ctx w = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &w, fill, NULL), OK);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        AUTO(rows_end) Rows r = {0};
        char   got[200] = "";
        size_t at = 0;
        Ctx    c = store_ctx(s, &s->arena);
        c.who = CASES[i].reader;
        c.reader.today = TODAY;
        assert_int_equal(region_read_begin(s->region, &c), OK);
        assert_int_equal(db_rows(&c, &Q[Q_SEEN], NO_VALS, &r), OK);
        while (rows_next(&r)) at += (size_t)snprintf(got + at, sizeof got - at, " %d", (int)rows_id(&r, 0));
        if (strcmp(got, CASES[i].sees) != 0) fail_msg("%s sees%s, not%s", CASES[i].who, got, CASES[i].sees);
        rows_end(&r);
        region_read_end(s->region, &c);
    }
}

/* ---- random rows ----------------------------------------------------------------------------------------- */

enum { ROWS = 300, READERS = 60 };

static Day random_day(Rng *g) {
    return (Day[]){0, PAST, TODAY, FUTURE}[rng_below(g, 4)];
}

static Fault fill_random(Ctx *c, void *arg) {
    Rng *g = arg;
    for (int i = 1; i <= ROWS; i++) {
        Id team = rng_below(g, 3) ? 0 : 1 + (Id)rng_below(g, 20);
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(i), v_id(1 + (Id)rng_below(g, 2)), v_id((Id)rng_below(g, 4)), v_id(team),
                                      v_int((int64_t)rng_below(g, 5)), v_id((Id)rng_below(g, 8)))));
    }
    for (int i = 0; i < 40; i++) {
        TRY(db_run(c, &Q[Q_REACH], VALS(v_id(1 + (Id)rng_below(g, 7)), v_int((int64_t)rng_below(g, 4)),
                                        v_int((int64_t)rng_below(g, 4)), day(random_day(g)), day(random_day(g)))));
        TRY(db_run(c, &Q[Q_TEAM], VALS(v_id(1 + (Id)rng_below(g, ROWS)), v_id(1 + (Id)rng_below(g, 7)),
                                       day(random_day(g)), day(random_day(g)))));
    }
    return OK;
}

static int level_at(const Reach *v, size_t n, Id place) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].place == place) return v[i].level;
    }
    return 0;
}

/* Both decisions for one reader, row by row. */
static int compare(Ctx *c) {
    AUTO(rows_end) Rows all = {0}, seen = {0};
    const Reach *reach = NULL;
    size_t n = 0;
    int    visible = 0;
    assert_int_equal(scope_reach(c, &reach, &n), OK);
    assert_int_equal(db_rows(c, &Q[Q_ALL], NO_VALS, &all), OK);
    assert_int_equal(db_rows(c, &Q[Q_SEEN], NO_VALS, &seen), OK);
    bool more = rows_next(&seen);
    while (rows_next(&all)) {
        Id      id = rows_id(&all, 0), team = rows_id(&all, 3) ? rows_id(&all, 3) : id;
        int64_t members;
        bool    by_sql = more && rows_id(&seen, 0) == id;
        assert_int_equal(db_int(c, &Q[Q_MEMBERS], VALS(v_id(team)), &members), OK);
        bool named = (int)rows_int(&all, 4) == VIS_TEAM && rows_id(&all, 3);
        bool by_c = scope_sees(&c->who, rows_id(&all, 1), (int)rows_int(&all, 4), named ? 0 : rows_id(&all, 5),
                               level_at(reach, n, rows_id(&all, 2)), members > 0);
        if (by_sql != by_c) fail_msg("row %d, account %d: SQL %d, C %d", (int)id, (int)c->who.account, by_sql, by_c);
        if (by_sql) {
            visible++;
            more = rows_next(&seen);
        }
    }
    assert_false(more);
    return visible;
}

static void test_sql_and_c_agree(void **state) {
    STORE(state);
    Rng g;
    int visible = 0;
    rng_seed(&g, 20260601);
    assert_int_equal(store_script(s, TABLE[s->pg]), OK);
    Ctx w = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &w, fill_random, &g), OK);
    for (int i = 0; i < READERS; i++) {
        Ctx c = store_ctx(s, &s->arena);
        c.who = (Who){.account = (Id)rng_below(&g, 8), .org = (Id)rng_below(&g, 3), .system = rng_below(&g, 8) == 0};
        c.who.floor = c.who.account ? (int)rng_below(&g, 4) : VIS_PUBLIC;
        c.reader.today = TODAY;
        assert_int_equal(region_read_begin(s->region, &c), OK);
        visible += compare(&c);
        region_read_end(s->region, &c);
    }
    assert_in_range(visible, ROWS, READERS * ROWS / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_who_sees_what),
        ON_BOTH(test_sql_and_c_agree),
    };
    return cmocka_run_group_tests_name("scope", tests, NULL, NULL);
}

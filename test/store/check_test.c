/* check_test.c - the check of statements finds what it promises to find, and lets good ones pass. */
#include "store.h"

#include "db/check_sql.h"

static const char *const TABLE[2] = {
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, org INTEGER NOT NULL, unit INTEGER, team INTEGER,"
    " visibility INTEGER NOT NULL, created_by INTEGER, body TEXT, n INTEGER) STRICT;"
    "CREATE INDEX notes_n ON notes (n)",
    "CREATE TABLE notes (id BIGINT PRIMARY KEY, org BIGINT NOT NULL, unit BIGINT, team BIGINT,"
    " visibility BIGINT NOT NULL, created_by BIGINT, body TEXT COLLATE \"C\", n BIGINT);"
    "CREATE INDEX notes_n ON notes (n NULLS FIRST)",
};

static const Query GOOD[] = {
    {.sql = "SELECT x.body FROM notes x WHERE x.id = :id AND {scope:x}", .in = "id:id", .out = "body:text"},
    {.sql = "SELECT y.body, l_y.text FROM items i JOIN notes AS y ON y.id = i.n {label:y}"
            " WHERE i.id = :id AND {scope:y}",
     .in = "id:id", .out = "body:text label:text"},
    {.sql = "SELECT count(*) FROM notes WHERE id {in:ids} {unscoped:keys come from a scoped list}", .in = "ids:ids",
     .out = "n:int"},
    {.sql = "UPDATE notes SET body = :body WHERE id = :id", .in = "id:id body:text"},
    {.sql = "DELETE FROM notes WHERE id = :id", .in = "id:id"},
    {.sql = "INSERT INTO items (id, n) VALUES (:id, :n) ON CONFLICT (id) DO UPDATE SET n = excluded.n",
     .in = "id:id n:int"},
    {.sql = "SELECT CAST(sum(n) AS BIGINT), avg(x) FROM items", .out = "n:int x:real", .scan = "a total"},
    {.sql = "WITH few AS (SELECT id FROM items WHERE id = :id) SELECT f.id FROM few f", .in = "id:id", .out = "id:id"},
    {.sql = "SELECT id FROM items WHERE name IS NOT DISTINCT FROM :name", .in = "name:text", .out = "id:id"},
};

typedef struct Bad {
    Query       q;
    const char *lite, *pg;                        /* what is said; NULL: nothing */
} Bad;

static const Bad BAD[] = {
    {{.sql = "SELECT colour FROM items WHERE id = :id", .in = "id:id", .out = "c:text"}, "cannot be prepared: no such",
     "cannot be prepared: column \"colour\""},
    {{.sql = "SELECT id FROM items WHERE id = :id", .in = "id:id", .out = "a:id b:id"}, "not as many", "not as many"},
    {{.sql = "SELECT name FROM items WHERE id = :id", .in = "id:id", .out = "name:int"}, NULL,
     "column 1 is text, not int"},
    {{.sql = "SELECT sum(n) FROM items WHERE id = :id", .in = "id:id", .out = "n:int"}, NULL,
     "column 1 is something else, not int"},
    {{.sql = "SELECT id FROM items WHERE n = :n", .in = "n:text", .out = "id:id"}, "scans a whole table: SCAN items",
     "cannot be prepared: operator does not exist"},
    {{.sql = "SELECT x.body FROM notes x WHERE x.id = :id", .in = "id:id", .out = "body:text"},
     "a scoped table without {scope:} or {unscoped:}: x", "a scoped table without {scope:} or {unscoped:}: x"},
    {{.sql = "SELECT a.body FROM notes a, notes b WHERE a.id = :id AND b.id = a.n AND {scope:a}", .in = "id:id",
      .out = "body:text"}, "{unscoped:}: b", "{unscoped:}: b"},
    {{.sql = "SELECT i.id FROM items i WHERE i.id = :id AND EXISTS (SELECT 1 FROM notes WHERE id = i.n)", .in = "id:id",
      .out = "id:id"}, "{unscoped:}: notes", "{unscoped:}: notes"},
    {{.sql = "UPDATE items SET n = (SELECT z.n FROM notes z WHERE z.id = :id) WHERE id = :id", .in = "id:id"},
     "{unscoped:}: z", "{unscoped:}: z"},
    {{.sql = "SELECT id FROM items ORDER BY x", .out = "id:id"}, "scans a whole table: SCAN items", NULL},
    {{.sql = "SELECT id FROM items WHERE id = :id", .in = "id:id", .out = "id:id", .scan = "no reason"},
     "has a reason to scan, but does not", NULL},
    {{.sql = "SELECT id FROM items WHERE id = :other", .in = "id:id", .out = "id:id"}, "malformed", "malformed"},
};

static int check(Store *s, const char *module, const Query *v, int n, Buf *report) {
    Ctx      c = store_ctx(s, &s->arena);
    QuerySet set = {module, v, n};
    int      problems = -1;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    Fault f = check_sql(&c, &set, 1, report, &problems);
    if (f != OK) fail_msg("%s: %s", fault_name(f), c.db->message);
    region_read_end(s->region, &c);
    return problems;
}

static void test_good_statements_pass(void **state) {
    STORE(state);
    Buf report;
    buf_init(&report, 1 << 16);
    assert_int_equal(store_script(s, TABLE[s->pg]), OK);
    int problems = check(s, "good", GOOD, sizeof GOOD / sizeof *GOOD, &report);
    if (problems) fail_msg("%.*s", STR_ARG(buf_str(&report)));
    assert_int_equal(check(s, "db", SCOPE_QUERIES, SCOPE_QUERIES_N, &report), 0);
    buf_release(&report);
}

static void test_each_bad_statement_is_told(void **state) {
    STORE(state);
    assert_int_equal(store_script(s, TABLE[s->pg]), OK);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Buf report;
        buf_init(&report, 1 << 16);
        const char *expected = s->pg ? BAD[i].pg : BAD[i].lite;
        int problems = check(s, "bad", &BAD[i].q, 1, &report);
        buf_byte(&report, 0);
        if (problems != (expected != NULL) || (expected && !strstr(report.p, expected))) {
            fail_msg("%s: %d problems: %s", BAD[i].q.sql, problems, report.p);
        }
        buf_release(&report);
    }
}

static void test_ops_may_read_everything(void **state) {
    STORE(state);
    Buf   report;
    Query q = {.sql = "SELECT x.body FROM notes x WHERE x.id = :id", .in = "id:id", .out = "body:text"};
    buf_init(&report, 1 << 16);
    assert_int_equal(store_script(s, TABLE[s->pg]), OK);
    assert_int_equal(check(s, "ops", &q, 1, &report), 0);
    buf_release(&report);
}

static void test_text_columns_sort_bytewise(void **state) {
    STORE(state);
    Buf report;
    int problems = -1;
    Ctx c = store_ctx(s, &s->arena);
    buf_init(&report, 1 << 16);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(check_collations(&c, &report, &problems), OK);
    assert_int_equal(problems, 0);
    region_read_end(s->region, &c);
    assert_int_equal(store_script(s, s->pg ? "CREATE TABLE loose (id BIGINT PRIMARY KEY, name TEXT)"
                                           : "CREATE TABLE loose (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE)"),
                     OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(check_collations(&c, &report, &problems), OK);
    assert_int_equal(problems, 1);
    assert_true(str_find(buf_str(&report), LIT("table loose")) >= 0);
    region_read_end(s->region, &c);
    buf_release(&report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_good_statements_pass),
        ON_BOTH(test_each_bad_statement_is_told),
        ON_BOTH(test_ops_may_read_everything),
        ON_BOTH(test_text_columns_sort_bytewise),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}

/* rows_test.c - values go in and come back the same on both engines. */
#include "store.h"

#include <math.h>
#include <sqlite3.h>

enum { Q_ADD, Q_BY_ID, Q_ALL, Q_COUNT, Q_NAMES_OF, Q_BY_N, Q_BY_N_DESC, Q_ADD_PART, Q_DROP, Q_RENAME, Q_LIKE, Q_PAGE,
       Q_FOUND, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, name, n, x, b) VALUES (:id, :name, :n, :x, :b)",
               .in = "id:id name:text n:int x:real b:blob"},
    [Q_BY_ID] = {.sql = "SELECT id, name, n, x, b FROM items WHERE id = :id", .in = "id:id",
                 .out = "id:id name:text n:int x:real b:blob"},
    [Q_ALL] = {.sql = "SELECT id, name FROM items ORDER BY name, id", .out = "id:id name:text"},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM items", .out = "n:int"},
    [Q_NAMES_OF] = {.sql = "SELECT name FROM items x WHERE x.id {in:ids} ORDER BY id", .in = "ids:ids",
                    .out = "name:text"},
    [Q_BY_N] = {.sql = "SELECT id FROM items ORDER BY n, id", .out = "id:id"},
    [Q_BY_N_DESC] = {.sql = "SELECT id FROM items ORDER BY n DESC, id", .out = "id:id"},
    [Q_ADD_PART] = {.sql = "INSERT INTO parts (id, item) VALUES (:id, :item)", .in = "id:id item:id"},
    [Q_DROP] = {.sql = "DELETE FROM items WHERE id = :id", .in = "id:id"},
    [Q_RENAME] = {.sql = "UPDATE items SET n = :n WHERE name LIKE :like", .in = "n:int like:text"},
    [Q_LIKE] = {.sql = "SELECT count(*) FROM items WHERE name LIKE :like", .in = "like:text", .out = "n:int"},
    [Q_PAGE] = {.sql = "SELECT id FROM items ORDER BY id LIMIT :many OFFSET :from", .in = "many:int from:int",
                .out = "id:id"},
    [Q_FOUND] = {.sql = "SELECT n IS NULL, CAST(sum(n) AS BIGINT), avg(x) FROM items WHERE (:n IS NULL OR n = :n)"
                        " GROUP BY n IS NULL ORDER BY 1",
                 .in = "n:int", .out = "none:int sum:int mean:real"},
};

static Fault add(Ctx *c, Id id, const char *name, int64_t n) {
    return db_run(c, &Q[Q_ADD],
                  VALS(v_id(id), v_text(str_of(name)), n == INT64_MIN ? v_null() : v_int(n), v_null(), v_null()));
}

static Fault add_values(Ctx *c, void *arg) {
    (void)arg;
    TRY(db_run(c, &Q[Q_ADD], VALS(v_id(INT64_MAX), v_text(LIT("שלום مرحبا")), v_int(INT64_MIN + 1), v_real(-0.1),
                                  v_blob(LIT("\0\xff\1")))));
    return db_run(c, &Q[Q_ADD], VALS(v_id(2), v_null(), v_null(), v_null(), v_null()));
}

static void test_values_come_back_as_they_went_in(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_values, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(INT64_MAX)), &r), OK);
    assert_true(rows_next(&r));
    assert_int_equal(rows_columns(&r), 5);
    assert_int_equal(rows_id(&r, 0), INT64_MAX);
    assert_true(str_eq(rows_text(&r, 1), LIT("שלום مرحبا")));
    assert_int_equal(rows_int(&r, 2), INT64_MIN + 1);
    assert_true(rows_real(&r, 3) == -0.1);
    assert_true(str_eq(rows_blob(&r, 4), LIT("\0\xff\1")));
    assert_false(rows_next(&r));
    assert_int_equal(rows_fault(&r), OK);
    rows_end(&r);
    assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(2)), &r), OK);
    assert_true(rows_next(&r));
    for (int col = 1; col < 5; col++) assert_true(rows_null(&r, col));
    assert_int_equal(rows_int(&r, 2), 0);
    assert_int_equal(rows_number(&r, 2), INT64_MIN);
    assert_true(isnan(rows_real(&r, 3)));
    assert_int_equal(rows_text(&r, 1).n, 0);
    rows_end(&r);
    region_read_end(s->region, &c);
}

static Fault add_order(Ctx *c, void *arg) {
    (void)arg;
    /* Bytewise: upper case before lower, Hebrew and Arabic behind, NULL before all. */
    static const char *const NAMES[] = {"b", "B", "a", "ב", "ت", "A-1", "A 1", "A"};
    for (int i = 0; i < 8; i++) TRY(add(c, i + 1, NAMES[i], i % 3 ? i : INT64_MIN));
    return db_run(c, &Q[Q_ADD], VALS(v_id(9), v_null(), v_int(5), v_null(), v_null()));
}

static void ids_are(Ctx *c, const Query *q, const Val *vals, size_t n, const char *expected) {
    AUTO(rows_end) Rows r = {0};
    char   got[200] = "";
    size_t at = 0;
    assert_int_equal(db_rows(c, q, vals, n, &r), OK);
    while (rows_next(&r)) at += (size_t)snprintf(got + at, sizeof got - at, " %d", (int)rows_id(&r, 0));
    assert_int_equal(rows_fault(&r), OK);
    assert_string_equal(got, expected);
}

static void test_order_is_bytewise_and_null_comes_first(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    ids_are(&c, &Q[Q_ALL], NO_VALS, " 9 8 7 6 2 3 1 4 5");
    ids_are(&c, &Q[Q_BY_N], NO_VALS, " 1 4 7 2 3 5 6 9 8");
    ids_are(&c, &Q[Q_BY_N_DESC], NO_VALS, " 8 6 9 5 3 2 1 4 7");
    ids_are(&c, &Q[Q_PAGE], VALS(v_int(3), v_int(2)), " 3 4 5");
    int64_t n;
    assert_int_equal(db_int(&c, &Q[Q_LIKE], VALS(v_text(LIT("a%"))), &n), OK);
    assert_int_equal(n, 1);
    region_read_end(s->region, &c);
}

static void test_lists_of_ids_and_conditions_on_null(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    AUTO(rows_end) Rows r = {0};
    Id  ids[] = {3, 99, 1};
    assert_int_equal(db_rows(&c, &Q[Q_NAMES_OF], VALS(v_ids(ids, 3)), &r), OK);
    ids[0] = ids[2] = 0;
    assert_true(rows_next(&r) && str_eq(rows_text(&r, 0), LIT("b")));
    assert_true(rows_next(&r) && str_eq(rows_text(&r, 0), LIT("a")));
    assert_false(rows_next(&r));
    rows_end(&r);
    assert_int_equal(db_rows(&c, &Q[Q_NAMES_OF], VALS(v_ids(NULL, 0)), &r), OK);
    assert_false(rows_next(&r));
    assert_int_equal(rows_fault(&r), OK);
    rows_end(&r);
    assert_int_equal(db_rows(&c, &Q[Q_FOUND], VALS(v_null()), &r), OK);
    assert_true(rows_next(&r));
    assert_int_equal(rows_int(&r, 0), 0);
    assert_int_equal(rows_int(&r, 1), 1 + 2 + 4 + 5 + 7 + 5);
    assert_true(rows_null(&r, 2));
    assert_true(rows_next(&r));
    assert_int_equal(rows_int(&r, 0), 1);
    assert_true(rows_null(&r, 1));
    assert_false(rows_next(&r));
    rows_end(&r);
    region_read_end(s->region, &c);
}

static void test_several_rows_are_open_at_once_on_one_query(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    AUTO(rows_end) Rows outer = {0};
    int pairs = 0;
    assert_int_equal(db_rows(&c, &Q[Q_ALL], NO_VALS, &outer), OK);
    while (rows_next(&outer)) {
        AUTO(rows_end) Rows inner = {0};
        Id id = rows_id(&outer, 0);
        assert_int_equal(db_rows(&c, &Q[Q_ALL], NO_VALS, &inner), OK);
        while (rows_next(&inner)) pairs++;
        assert_int_equal(rows_id(&outer, 0), id);
    }
    assert_int_equal(pairs, 81);
    rows_end(&outer);
    region_read_end(s->region, &c);
}

static void test_missing_row_and_null_are_not_found(void **state) {
    STORE(state);
    static const Query NAME = {.sql = "SELECT name FROM items WHERE id = :id", .in = "id:id", .out = "name:text"};
    Ctx     c = store_ctx(s, &s->arena);
    Str     name = LIT("untouched");
    int64_t n = 77;
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_text(&c, &NAME, VALS(v_id(100)), &name), NOT_FOUND);
    assert_int_equal(db_text(&c, &NAME, VALS(v_id(9)), &name), NOT_FOUND);
    assert_true(str_eq(name, LIT("untouched")));
    assert_int_equal(db_text(&c, &NAME, VALS(v_id(4)), &name), OK);
    assert_true(str_eq(name, LIT("ב")));
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 9);
    region_read_end(s->region, &c);
}

typedef struct Expect {
    int64_t rows;
    Fault   first, second;
} Expect;

static Fault add_same_name(Ctx *c, void *arg) {
    Expect *e = arg;
    TRY(add(c, 1, "same", 1));
    e->first = db_changed(c, &Q[Q_ADD], VALS(v_id(2), v_text(LIT("same")), v_null(), v_null(), v_null()), &e->rows);
    /* What was spoiled stays spoiled, although SQLite could go on. */
    e->second = add(c, 3, "other", 3);
    return OK;
}

static Fault add_thirteen(Ctx *c, void *arg) {
    (void)arg;
    return add(c, 13, "thirteen", 13);
}

static Fault add_loose_part(Ctx *c, void *arg) {
    (void)arg;
    return db_run(c, &Q[Q_ADD_PART], VALS(v_id(1), v_id(404)));
}

static Fault drop_used(Ctx *c, void *arg) {
    (void)arg;
    TRY(add(c, 1, "used", 1));
    TRY(db_run(c, &Q[Q_ADD_PART], VALS(v_id(1), v_id(1))));
    return db_run(c, &Q[Q_DROP], VALS(v_id(1)));
}

static void test_broken_rules_are_told_alike_and_undo_the_job(void **state) {
    STORE(state);
    Ctx    c = store_ctx(s, &s->arena);
    Expect e = {.rows = 55};
    assert_int_equal(region_write(s->region, &c, add_same_name, &e), DUPLICATE);
    assert_int_equal(e.first, DUPLICATE);
    assert_int_equal(e.second, DUPLICATE);
    assert_int_equal(e.rows, 55);
    assert_int_equal(c.fault.code, DUPLICATE);
    assert_int_equal(region_write(s->region, &c, add_thirteen, NULL), INVALID);
    assert_int_equal(region_write(s->region, &c, add_loose_part, NULL), IN_USE);
    assert_int_equal(region_write(s->region, &c, drop_used, NULL), IN_USE);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    int64_t n;
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 0);
    region_read_end(s->region, &c);
}

static Fault rename_some(Ctx *c, void *arg) {
    TRY(add_order(c, NULL));
    return db_changed(c, &Q[Q_RENAME], VALS(v_int(0), v_text(LIT("A%"))), arg);
}

static void test_changed_counts_rows(void **state) {
    STORE(state);
    Ctx     c = store_ctx(s, &s->arena);
    int64_t rows = 0;
    assert_int_equal(region_write(s->region, &c, rename_some, &rows), OK);
    assert_int_equal(rows, 3);
}

static void test_made_queries_are_bounded_and_right(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < STMT_MADE_MAX + 50; i++) {
            Str     sql = arena_printf(&s->arena, "SELECT id + %d FROM items WHERE id = :id", i);
            Query   q = db_made(&c, sql, LIT("id:id"), LIT("n:int"));
            int64_t n;
            assert_int_equal(db_int(&c, &q, VALS(v_id(2)), &n), OK);
            assert_int_equal(n, i + 2);
        }
    }
    assert_int_equal(c.db->n_made, STMT_MADE_MAX);
    region_read_end(s->region, &c);
    /* The first statement of a transaction may have to throw one out as well. */
    for (int i = 0; i < 3; i++) {
        Str     sql = arena_printf(&s->arena, "SELECT id * %d FROM items WHERE id = 2", i);
        Query   q = db_made(&c, sql, LIT(""), LIT("n:int"));
        int64_t n;
        assert_int_equal(region_read_begin(s->region, &c), OK);
        assert_int_equal(db_int(&c, &q, NO_VALS, &n), OK);
        assert_int_equal(n, 2 * i);
        region_read_end(s->region, &c);
    }
}

static Fault add_many(Ctx *c, void *arg) {
    (void)arg;
    for (int i = 1; i <= 5000; i++) {
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(i), v_null(), v_int(i + 100), v_null(), v_null())));
    }
    return OK;
}

static void test_many_rows_come_in_pieces_beside_other_statements(void **state) {
    STORE(state);
    static const Query ALL = {.sql = "SELECT id, n FROM items WHERE n > :n ORDER BY id", .in = "n:int",
                              .out = "id:id n:int", .many = true};
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_many, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    AUTO(rows_end) Rows r = {0};
    int64_t expected = 11, n;
    assert_int_equal(db_rows(&c, &ALL, VALS(v_int(110)), &r), OK);
    while (rows_next(&r)) {
        assert_int_equal(rows_int(&r, 1), expected + 100);
        if (expected % 777 == 0) assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
        expected++;
    }
    assert_int_equal(rows_fault(&r), OK);
    assert_int_equal(expected, 5001);
    rows_end(&r);
    assert_int_equal(db_rows(&c, &ALL, VALS(v_int(5099)), &r), OK);
    assert_true(rows_next(&r));
    rows_end(&r);
    region_read_end(s->region, &c);
}

/* Planning takes longer than most statements run: other values are no reason to plan anew. */
static void test_a_statement_is_planned_once_whatever_its_values(void **state) {
    STORE(state);
    static const Query FIRST = {.sql = "SELECT id FROM items WHERE name > :from ORDER BY id LIMIT :max",
                                .in = "from:text max:int", .out = "id:id"};
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, add_order, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    ids_are(&c, &FIRST, VALS(v_text(LIT("A")), v_int(3)), " 1 2 3");
    ids_are(&c, &FIRST, VALS(v_text(LIT("A")), v_int(2)), " 1 2");
    ids_are(&c, &FIRST, VALS(v_text(LIT("b")), v_int(9)), " 4 5");
    Stmt *stmt = NULL;
    assert_int_equal(db_stmt_get(c.db, &FIRST, &stmt), OK);
    assert_int_equal(sqlite3_stmt_status(stmt->handle, SQLITE_STMTSTATUS_RUN, 0), 3);
    assert_int_equal(sqlite3_stmt_status(stmt->handle, SQLITE_STMTSTATUS_REPREPARE, 0), 0);
    db_stmt_put(c.db, stmt);
    region_read_end(s->region, &c);
}

/* How many maps of database files this process has. */
static int maps_of_files(void) {
    char  line[4096];
    int   n = 0;
    FILE *f = fopen("/proc/self/maps", "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) n += strstr(line, ".db\n") && strstr(line, "r--s");
    fclose(f);
    return n;
}

static void test_readers_at_rest_give_back_their_map_and_read_on(void **state) {
    STORE(state);
    Ctx before = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &before, add_order, NULL), OK);
    region_close(s->region);                      /* and all that is written stands in the file */
    store_open(s, false);
    Ctx c = store_ctx(s, &s->arena), other = store_ctx(s, &s->arena);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    ids_are(&c, &Q[Q_BY_N], NO_VALS, " 1 4 7 2 3 5 6 9 8");
    assert_int_equal(region_read_begin(s->region, &other), OK);
    ids_are(&other, &Q[Q_BY_N], NO_VALS, " 1 4 7 2 3 5 6 9 8");
    region_read_end(s->region, &other);
    int mapped = maps_of_files();
    region_rest(s->region);                       /* one is being read from, and keeps what it has */
    if (region_dialect(s->region) == DB_SQLITE) assert_int_equal(maps_of_files(), mapped - 1);
    ids_are(&c, &Q[Q_BY_N], NO_VALS, " 1 4 7 2 3 5 6 9 8");
    region_read_end(s->region, &c);
    region_rest(s->region);
    if (region_dialect(s->region) == DB_SQLITE) assert_int_equal(maps_of_files(), mapped - 2);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    ids_are(&c, &Q[Q_BY_N], NO_VALS, " 1 4 7 2 3 5 6 9 8");
    region_read_end(s->region, &c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_readers_at_rest_give_back_their_map_and_read_on),
        ON_BOTH(test_values_come_back_as_they_went_in),
        ON_BOTH(test_order_is_bytewise_and_null_comes_first),
        ON_BOTH(test_lists_of_ids_and_conditions_on_null),
        ON_BOTH(test_several_rows_are_open_at_once_on_one_query),
        ON_BOTH(test_missing_row_and_null_are_not_found),
        ON_BOTH(test_broken_rules_are_told_alike_and_undo_the_job),
        ON_BOTH(test_changed_counts_rows),
        ON_BOTH(test_made_queries_are_bounded_and_right),
        ON_BOTH(test_many_rows_come_in_pieces_beside_other_statements),
        ON_SQLITE(test_a_statement_is_planned_once_whatever_its_values),
    };
    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}

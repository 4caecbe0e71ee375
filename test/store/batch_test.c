/* batch_test.c - statements that wait in a batch: all found by whoever reads, in their order, undone with their job. */
#include "store.h"

#include "db/batch.h"

enum { Q_ADD, Q_SET, Q_PART, Q_BY_ID, Q_COUNT, Q_FOUND, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, name, n, x, b) VALUES (:id, :name, :n, :x, :b)",
               .in = "id:id name:text n:int x:real b:blob"},
    [Q_SET] = {.sql = "INSERT INTO items (id, n) VALUES (:id, :n) ON CONFLICT (id) DO UPDATE SET n = excluded.n",
               .in = "id:id n:int"},
    [Q_PART] = {.sql = "INSERT INTO parts (id, item) SELECT :s_account * 1000 + i.id, i.id FROM items i"
                       " WHERE i.id {in:ids}",
                .in = "ids:ids"},
    [Q_BY_ID] = {.sql = "SELECT name, n, x, b FROM items WHERE id = :id", .in = "id:id",
                 .out = "name:text n:int x:real b:blob"},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM items", .out = "n:int"},
    [Q_FOUND] = {.sql = "SELECT CAST(sum(p.id) AS BIGINT) FROM parts p", .out = "sum:int"},
};

static Fault add(Ctx *c, Id id, int64_t n) {
    return db_put(c, &Q[Q_ADD], VALS(v_id(id), v_null(), v_int(n), v_null(), v_null()));
}

static int64_t number(Ctx *c, const Query *q) {
    int64_t n = -1;
    Fault   f = db_int(c, q, NO_VALS, &n);
    return f == OK ? n : -1;
}

static int64_t number_later(Store *s, const Query *q) {
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    int64_t n = number(&c, q);
    region_read_end(s->region, &c);
    return n;
}

/* How many rows of items a statement finds that need not see what waits for another table. */
static Fault count_apart(Ctx *c, const Query *insert, int64_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows_apart(c, &Q[Q_COUNT], NO_VALS, insert, &r));
    *ret_n = rows_next(&r) ? rows_int(&r, 0) : -1;
    return rows_fault(&r);
}

/* Values are copied: what they pointed at is gone when they run. */
static Fault values_wait(Ctx *c, void *arg) {
    char name[20] = "שלום", blob[3] = {0, (char)0xff, 1};
    Id   ids[3] = {3, 9, 4};
    int64_t n;
    (void)arg;
    db_batch_begin(c);
    TRY(db_put(c, &Q[Q_ADD], VALS(v_id(3), v_text(str_of(name)), v_int(INT64_MIN + 1), v_real(-0.1),
                                  v_blob((Str){blob, sizeof blob}))));
    TRY(add(c, 4, 40));
    TRY(db_put(c, &Q[Q_PART], VALS(v_ids(ids, 3))));
    memset(name, 'x', sizeof name);
    memset(blob, 'x', sizeof blob);
    memset(ids, 0, sizeof ids);
    TRY(count_apart(c, &Q[Q_SET], &n));
    assert_int_equal(n, 0);                       /* they wait */
    TRY(count_apart(c, NULL, &n));
    assert_int_equal(n, 0);
    return db_batch_end(c);
}

static void test_what_waits_is_written_as_it_was_put(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, values_wait, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    {
        AUTO(rows_end) Rows r = {0};
        assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(3)), &r), OK);
        assert_true(rows_next(&r));
        assert_true(str_eq(rows_text(&r, 0), LIT("שלום")));
        assert_int_equal(rows_int(&r, 1), INT64_MIN + 1);
        assert_true(rows_real(&r, 2) == -0.1);
        assert_true(str_eq(rows_blob(&r, 3), LIT("\0\xff\1")));
    }
    assert_int_equal(number(&c, &Q[Q_FOUND]), 7003 + 7004);
    region_read_end(s->region, &c);
}

static Fault reads_between(Ctx *c, void *arg) {
    int64_t n;
    (void)arg;
    db_batch_begin(c);
    TRY(add(c, 1, 1));
    assert_int_equal(number(c, &Q[Q_COUNT]), 1);
    TRY(add(c, 2, 2));
    TRY(count_apart(c, &Q[Q_ADD], &n));
    assert_int_equal(n, 2);
    TRY(db_put(c, &Q[Q_SET], VALS(v_id(2), v_int(20))));
    TRY(db_put(c, &Q[Q_SET], VALS(v_id(2), v_int(21))));
    TRY(db_put(c, &Q[Q_SET], VALS(v_id(2), v_int(22))));
    return db_batch_end(c);
}

static void test_whoever_reads_finds_what_was_put_and_the_last_one_holds(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, reads_between, NULL), OK);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(2)), &r), OK);
    assert_true(rows_next(&r));
    assert_int_equal(rows_int(&r, 1), 22);
    rows_end(&r);
    region_read_end(s->region, &c);
}

enum { MANY = 60000 };

static Fault many(Ctx *c, void *arg) {
    char    long_text[150];
    int64_t early;
    (void)arg;
    memset(long_text, 'b', sizeof long_text);
    db_batch_begin(c);
    for (int i = 1; i <= MANY; i++) {
        Str blob = {long_text, sizeof long_text};
        TRY(db_put(c, &Q[Q_ADD], VALS(v_id(i), v_null(), v_int(i + 100), v_null(), v_blob(blob))));
    }
    TRY(count_apart(c, &Q[Q_SET], &early));
    assert_true(early > 0 && early < MANY);       /* memory is bounded: some have run */
    return db_batch_end(c);
}

static void test_many_wait_only_as_long_as_they_have_room(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, many, NULL), OK);
    assert_int_equal(number_later(s, &Q[Q_COUNT]), MANY);
}

/* One large value runs at once, behind what waited before it. */
static Fault one_large(Ctx *c, void *arg) {
    enum { LARGE = 20 << 20 };
    char   *bytes = calloc(1, LARGE);
    int64_t n;
    (void)arg;
    db_batch_begin(c);
    Fault f = add(c, 1, 1);
    if (f == OK) {
        f = db_put(c, &Q[Q_ADD], VALS(v_id(2), v_null(), v_int(2), v_null(), v_blob((Str){bytes, LARGE})));
    }
    free(bytes);
    TRY(f);
    TRY(count_apart(c, NULL, &n));
    assert_int_equal(n, 2);
    return db_batch_end(c);
}

static void test_a_large_value_is_written_too(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, one_large, NULL), OK);
    assert_int_equal(number_later(s, &Q[Q_COUNT]), 2);
}

static Fault refuse_at_the_end(Ctx *c, void *arg) {
    db_batch_begin(c);
    TRY(add(c, 5, 5));
    if (arg) return (fail)(c, INVALID, "item", 5);
    TRY(add(c, 6, 13));
    return db_batch_end(c);
}

static Fault refuse_at_reading(Ctx *c, void *arg) {
    (void)arg;
    db_batch_begin(c);
    TRY(add(c, 5, 5));
    TRY(add(c, 5, 6));
    assert_int_equal(number(c, &Q[Q_COUNT]), -1);
    assert_int_equal(add(c, 7, 7), DUPLICATE);    /* spoiled */
    return db_batch_end(c);
}

static void test_a_job_that_fails_leaves_nothing_and_the_next_goes_on(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, refuse_at_the_end, NULL), INVALID);
    assert_int_equal(region_write(s->region, &c, refuse_at_the_end, s), INVALID);
    assert_int_equal(region_write(s->region, &c, refuse_at_reading, NULL), DUPLICATE);
    assert_int_equal(number_later(s, &Q[Q_COUNT]), 0);
    assert_int_equal(region_write(s->region, &c, values_wait, NULL), OK);
    assert_int_equal(number_later(s, &Q[Q_COUNT]), 2);
}

static Fault keeps_answers(Ctx *c, void *arg) {
    Id found = 0;
    (void)arg;
    db_batch_keep(c, &Q[0], 1, 10);               /* outside of a batch: nothing */
    db_batch_begin(c);
    assert_false(db_batch_kept(c, &Q[0], 1, &found));
    db_batch_keep(c, &Q[0], 1, 11);
    assert_true(db_batch_kept(c, &Q[0], 1, &found));
    assert_int_equal(found, 11);
    assert_false(db_batch_kept(c, &Q[1], 1, &found));
    assert_false(db_batch_kept(c, &Q[0], 2, &found));
    TRY(add(c, 1, 1));
    assert_true(db_batch_kept(c, &Q[0], 1, &found));
    TRY(db_run(c, &Q[Q_SET], VALS(v_id(1), v_int(2))));
    assert_false(db_batch_kept(c, &Q[0], 1, &found));
    return db_batch_end(c);
}

static void test_answers_are_kept_until_something_else_is_changed(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, keeps_answers, NULL), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_what_waits_is_written_as_it_was_put),
        ON_BOTH(test_whoever_reads_finds_what_was_put_and_the_last_one_holds),
        ON_BOTH(test_many_wait_only_as_long_as_they_have_room),
        ON_BOTH(test_a_large_value_is_written_too),
        ON_BOTH(test_a_job_that_fails_leaves_nothing_and_the_next_goes_on),
        ON_BOTH(test_answers_are_kept_until_something_else_is_changed),
    };
    return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}

/* asked_test.c - what is asked twice in one reading is asked of the database once, and nobody is told what another was
** told, what was true before, or half an answer. */
#include "store.h"

enum { Q_ADD, Q_BY_ID, Q_ALL, Q_COUNT, Q_OF, Q_WHO, Q_MANY, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, name, n, x, b) VALUES (:id, :name, :n, :x, :b)",
               .in = "id:id name:text n:int x:real b:blob"},
    [Q_BY_ID] = {.sql = "SELECT id, name, n, x, b FROM items WHERE id = :id", .in = "id:id",
                 .out = "id:id name:text n:int x:real b:blob"},
    [Q_ALL] = {.sql = "SELECT id, name FROM items ORDER BY id", .out = "id:id name:text"},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM items", .out = "n:int"},
    [Q_OF] = {.sql = "SELECT id, name FROM items x WHERE x.id {in:ids} ORDER BY id", .in = "ids:ids",
              .out = "id:id name:text"},
    [Q_WHO] = {.sql = "SELECT CAST(:s_account AS BIGINT), CAST(:s_floor AS BIGINT), CAST(:s_today AS BIGINT),"
                      " CAST(:s_org AS BIGINT), CAST(:s_lang AS TEXT)",
               .out = "account:int floor:int today:int org:int lang:text"},
    [Q_MANY] = {.sql = "SELECT id FROM items ORDER BY id", .out = "id:id", .many = true},
};

static Fault add_items(Ctx *c, void *arg) {
    int n = *(const int *)arg;
    for (int i = 1; i <= n; i++) {
        Str name = arena_printf(c->arena, "item %d", i);
        TRY(db_run(c, &Q[Q_ADD], VALS(v_id(i), v_text(name), i % 2 ? v_int(10000 + i) : v_null(), v_real(i / 4.0),
                                      i == 1 ? v_blob(LIT("\0\xff\1")) : v_null())));
    }
    return OK;
}

static void fill(Store *s, Ctx *c, int n) {
    *c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, c, add_items, &n), OK);
    c->queries = 0;
    assert_int_equal(region_read_begin(s->region, c), OK);
}

/* The ids of all rows as one text. */
static void told(Ctx *c, const Query *q, const Val *vals, size_t n, char *to, size_t size) {
    AUTO(rows_end) Rows r = {0};
    size_t at = 0;
    to[0] = 0;
    assert_int_equal(db_rows(c, q, vals, n, &r), OK);
    while (rows_next(&r)) at += (size_t)snprintf(to + at, size - at, " %lld", (long long)rows_id(&r, 0));
    assert_int_equal(rows_fault(&r), OK);
}

static void test_asked_twice_is_run_once_and_told_the_same(void **state) {
    STORE(state);
    Ctx c;
    fill(s, &c, 3);
    for (int time = 0; time < 3; time++) {
        AUTO(rows_end) Rows r = {0};
        assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(1)), &r), OK);
        assert_true(rows_next(&r));               /* no further: whoever expects one row does not look behind it */
        assert_int_equal(rows_columns(&r), 5);
        assert_int_equal(rows_id(&r, 0), 1);
        assert_true(str_eq(rows_text(&r, 1), LIT("item 1")) && str_eq(rows_copy(&r, 1), LIT("item 1")));
        assert_int_equal(rows_int(&r, 2), 10001);
        assert_true(rows_real(&r, 3) == 0.25);
        assert_true(str_eq(rows_blob(&r, 4), LIT("\0\xff\1")));
    }
    assert_int_equal(c.queries, 1);
    for (int time = 0; time < 3; time++) {
        AUTO(rows_end) Rows r = {0};
        assert_int_equal(db_rows(&c, &Q[Q_BY_ID], VALS(v_id(2)), &r), OK);
        assert_true(rows_next(&r));
        assert_true(rows_null(&r, 2) && rows_null(&r, 4));
        assert_int_equal(rows_number(&r, 2), INT64_MIN);
        assert_int_equal(rows_text(&r, 4).n, 0);
        assert_false(rows_next(&r));
        assert_false(rows_next(&r));
        assert_int_equal(rows_fault(&r), OK);
    }
    assert_int_equal(c.queries, 2);
    region_read_end(s->region, &c);
}

static void test_nothing_is_an_answer_too(void **state) {
    STORE(state);
    Ctx     c;
    int64_t n = 0;
    fill(s, &c, 3);
    for (int time = 0; time < 3; time++) {
        assert_int_equal(db_int(&c, &Q[Q_BY_ID], VALS(v_id(99)), &n), NOT_FOUND);
        assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
        assert_int_equal(n, 3);
    }
    assert_int_equal(c.queries, 2);
    region_read_end(s->region, &c);
}

static void test_other_values_are_another_question(void **state) {
    STORE(state);
    Ctx  c;
    Id   ids[] = {1, 3}, more[] = {1, 2, 3};
    char a[100], b[100], of[100];
    fill(s, &c, 3);
    told(&c, &Q[Q_OF], VALS(v_ids(ids, 2)), a, sizeof a);
    told(&c, &Q[Q_OF], VALS(v_ids(more, 3)), b, sizeof b);
    ids[1] = 2;                                   /* the list that was asked with has changed since */
    told(&c, &Q[Q_OF], VALS(v_ids(ids, 2)), of, sizeof of);
    assert_string_equal(a, " 1 3");
    assert_string_equal(b, " 1 2 3");
    assert_string_equal(of, " 1 2");
    assert_int_equal(c.queries, 3);
    region_read_end(s->region, &c);
}

/* Who asks is among the values: what one may see is never told to another. */
static void test_another_reader_another_day_and_language_are_asked_anew(void **state) {
    STORE(state);
    Ctx  c;
    char before[100], after[100];
    fill(s, &c, 1);
    told(&c, &Q[Q_WHO], NO_VALS, before, sizeof before);
    const Ctx kept = c;
    for (int what = 0; what < 6; what++) {
        unsigned asked = c.queries;
        if (what == 0) c.who.account = 8;
        if (what == 1) c.who.floor = VIS_PUBLIC;
        if (what == 2) c.who.org = 2;
        if (what == 3) c.reader.today = 20260602;
        if (what == 4) c.reader.lang = LANG_AR;
        if (what == 5) c.who.system = true;
        told(&c, &Q[Q_WHO], NO_VALS, after, sizeof after);
        assert_int_equal(c.queries, asked + 1);
        c.who = kept.who;
        c.reader = kept.reader;
        told(&c, &Q[Q_WHO], NO_VALS, after, sizeof after);
        assert_int_equal(c.queries, asked + 1);
        assert_string_equal(after, before);
    }
    region_read_end(s->region, &c);
}

static Fault one_more(Ctx *c, void *arg) {
    int64_t before = 0, after = 0;
    TRY(db_int(c, &Q[Q_COUNT], NO_VALS, &before));
    TRY(db_run(c, &Q[Q_ADD], VALS(v_id(*(const Id *)arg), v_null(), v_null(), v_null(), v_null())));
    TRY(db_int(c, &Q[Q_COUNT], NO_VALS, &after));
    return after == before + 1 ? OK : INVALID;
}

static void test_a_write_and_the_next_reading_see_what_is_there_now(void **state) {
    STORE(state);
    Ctx     c, w = store_ctx(s, &s->arena);
    int64_t n = 0;
    Id      id = 50;
    fill(s, &c, 3);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(region_write(s->region, &w, one_more, &id), OK);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 3);                       /* the reading goes on at its moment */
    region_read_end(s->region, &c);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 4);
    region_read_end(s->region, &c);
}

static void test_half_an_answer_is_not_the_answer(void **state) {
    STORE(state);
    Ctx  c;
    Id   first = 0;
    char all[100];
    fill(s, &c, 3);
    assert_int_equal(db_int(&c, &Q[Q_ALL], NO_VALS, &first), OK);
    told(&c, &Q[Q_ALL], NO_VALS, all, sizeof all);
    assert_string_equal(all, " 1 2 3");
    {
        AUTO(rows_end) Rows r = {0};              /* two of three rows, and then enough */
        assert_int_equal(db_rows(&c, &Q[Q_OF], VALS(v_ids((Id[]){1, 2, 3}, 3)), &r), OK);
        assert_true(rows_next(&r) && rows_next(&r));
    }
    told(&c, &Q[Q_OF], VALS(v_ids((Id[]){1, 2, 3}, 3)), all, sizeof all);
    assert_string_equal(all, " 1 2 3");
    region_read_end(s->region, &c);
}

static void test_long_answers_and_long_readings_are_not_kept(void **state) {
    STORE(state);
    enum { ITEMS = 4000, ASKED = 3000 };
    Ctx      c;
    int64_t  n = 0;
    unsigned rows = 0;
    fill(s, &c, ITEMS);
    for (int time = 0; time < 2; time++) {
        AUTO(rows_end) Rows r = {0};
        assert_int_equal(db_rows(&c, &Q[time ? Q_MANY : Q_ALL], NO_VALS, &r), OK);
        while (rows_next(&r)) rows++;
    }
    assert_int_equal(rows, 2 * ITEMS);
    for (int id = 1; id <= ASKED; id++) {
        assert_int_equal(db_int(&c, &Q[Q_BY_ID], VALS(v_id(id)), &n), OK);
        assert_int_equal(n, id);
    }
    for (int id = 1; id <= ASKED; id++) {
        assert_int_equal(db_int(&c, &Q[Q_BY_ID], VALS(v_id(id)), &n), OK);
        assert_int_equal(n, id);
    }
    assert_true(c.queries > ASKED);               /* the room was full: asked anew, and right */
    region_read_end(s->region, &c);
}

/* Made statements make room for one another; a new one in the place of an old one is another question. */
static void test_a_made_statement_is_not_taken_for_another(void **state) {
    STORE(state);
    Ctx c;
    fill(s, &c, 1);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 600; i++) {
            int64_t n = 0;
            Query   q = db_made(&c, arena_printf(&s->arena, "SELECT id + %d FROM items", i), (Str){0}, LIT("n:int"));
            assert_int_equal(db_int(&c, &q, NO_VALS, &n), OK);
            assert_int_equal(n, i + 1);
        }
    }
    region_read_end(s->region, &c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_asked_twice_is_run_once_and_told_the_same),
        ON_BOTH(test_nothing_is_an_answer_too),
        ON_BOTH(test_other_values_are_another_question),
        ON_BOTH(test_another_reader_another_day_and_language_are_asked_anew),
        ON_BOTH(test_a_write_and_the_next_reading_see_what_is_there_now),
        ON_BOTH(test_half_an_answer_is_not_the_answer),
        ON_BOTH(test_long_answers_and_long_readings_are_not_kept),
        ON_BOTH(test_a_made_statement_is_not_taken_for_another),
    };
    return cmocka_run_group_tests_name("asked", tests, NULL, NULL);
}

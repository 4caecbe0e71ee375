/* id_test.c - names of records, chance, and the table of faults. */
#include "base/id.h"

#include "base/fault.h"
#include "base/rand.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define NOW INT64_C(1795419000000)

enum { THREADS = 4, EACH = 250000 };

static void *make_many(void *p) {
    Id *ids = p;
    for (size_t k = 0; k < EACH; k++) ids[k] = id_new(NOW + (Stamp)(k / 5000));
    return NULL;
}

static int by_value(const void *a, const void *b) {
    Id x = *(const Id *)a, y = *(const Id *)b;
    return (x > y) - (x < y);
}

static void test_id_a_million_from_four_threads_are_all_different(void **state) {
    (void)state;
    Id       *ids = calloc(THREADS * EACH, sizeof *ids);
    pthread_t thread[THREADS];
    for (size_t k = 0; k < THREADS; k++) pthread_create(&thread[k], NULL, make_many, ids + k * EACH);
    for (size_t k = 0; k < THREADS; k++) pthread_join(thread[k], NULL);
    for (size_t k = 1; k < EACH; k++) assert_true(ids[k] > ids[k - 1]);
    qsort(ids, THREADS * EACH, sizeof *ids, by_value);
    for (size_t k = 1; k < THREADS * EACH; k++) assert_true(ids[k] != ids[k - 1]);
    assert_true(ids[0] > 0);
    free(ids);
}

static void test_id_tells_when_it_was_made(void **state) {
    (void)state;
    Stamp later = NOW + 86400000;
    Id    id = id_new(later);
    assert_int_equal(id_stamp(id), later);
    assert_int_equal(id_stamp(0), 0);
    assert_true(id_new(NOW) > id);
}

static void test_id_is_thirteen_characters_that_sort_alike(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 5);
    char before[ID_CHARS + 1], after[ID_CHARS + 1];
    for (int k = 0; k < 100000; k++) {
        Id a = (Id)(rng_next(&r) >> 1), b = (Id)(rng_next(&r) >> 1), back = 0;
        id_print(before, a);
        id_print(after, b);
        assert_int_equal(strlen(before), ID_CHARS);
        assert_int_equal((strcmp(before, after) > 0) - (strcmp(before, after) < 0), (a > b) - (a < b));
        assert_true(id_parse(str_of(before), &back));
        assert_int_equal(back, a);
    }
    id_print(before, INT64_MAX);
    assert_string_equal(before, "7zzzzzzzzzzzz");
}

static void test_id_parse_forgives_what_people_misread(void **state) {
    (void)state;
    Id a = 0, b = 0;
    assert_true(id_parse(LIT("01ABCDEFGHJK0"), &a));
    assert_true(id_parse(LIT("oLabcdefghjkO"), &b));
    assert_int_equal(a, b);
    assert_true(id_parse(LIT("0Iabcdefghjk0"), &b));
    assert_int_equal(a, b);
}

static void test_id_parse_refuses_everything_else(void **state) {
    (void)state;
    static const char *const bad[] = {"", "0000000000000", "8000000000000", "z000000000000", "000000000001",
                                      "00000000000001", "000000000000u", "00000000000-1", "000000000000\xFF"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Id id = 99;
        assert_false(id_parse(str_of(bad[k]), &id));
        assert_int_equal(id, 99);
    }
    Buf b;
    buf_init(&b, 100);
    buf_id(&b, 0);
    assert_int_equal(b.n, 0);
    buf_id(&b, 1);
    assert_true(str_eq(buf_str(&b), LIT("0000000000001")));
    buf_release(&b);
}

static void test_rng_same_seed_gives_the_same_numbers(void **state) {
    (void)state;
    Rng a, b, c;
    rng_seed(&a, 1);
    rng_seed(&b, 1);
    rng_seed(&c, 2);
    bool differs = false;
    for (int k = 0; k < 100; k++) {
        uint64_t x = rng_next(&a);
        assert_true(x == rng_next(&b));
        differs |= x != rng_next(&c);
    }
    assert_true(differs);
}

/* The first numbers of the authors' program for the state {1, 2}. */
static void test_rng_is_xoroshiro128pp(void **state) {
    (void)state;
    static const uint64_t want[] = {393217, 669327710093319, 1732421326133921491, 11394790081659126983u};
    Rng r = {{1, 2}};
    for (size_t k = 0; k < sizeof want / sizeof want[0]; k++) assert_true(rng_next(&r) == want[k]);
}

static void test_rng_below_is_even(void **state) {
    (void)state;
    Rng r;
    int seen[6] = {0};
    rng_seed(&r, 3);
    for (int k = 0; k < 60000; k++) seen[rng_below(&r, 6)]++;
    for (int k = 0; k < 6; k++) assert_in_range(seen[k], 9600, 10400);
    assert_int_equal(rng_below(&r, 1), 0);
    assert_true(rng_below(&r, UINT64_MAX) < UINT64_MAX);
}

static void test_secret_bytes_differ(void **state) {
    (void)state;
    unsigned char a[1000] = {0}, b[1000] = {0};
    secret_bytes(a, sizeof a);
    secret_bytes(b, sizeof b);
    assert_memory_not_equal(a, b, sizeof a);
    int ones = 0;
    for (size_t k = 0; k < sizeof a; k++) ones += __builtin_popcount(a[k]);
    assert_in_range(ones, 3500, 4500);
}

static void test_fault_table_is_complete_and_ordered_by_precedence(void **state) {
    (void)state;
    assert_string_equal(fault_name(OK), "OK");
    assert_int_equal(fault_status(OK), 200);
    assert_string_equal(fault_key(OK), "");
    assert_string_equal(fault_name(NOT_FOUND), "NOT_FOUND");
    assert_int_equal(fault_status(NOT_FOUND), 404);
    assert_string_equal(fault_key(NOT_FOUND), "fault.not_found");
    assert_true(NOT_SIGNED_IN < NOT_FOUND && NOT_FOUND < NOT_ALLOWED && NOT_ALLOWED < INVALID);
    for (Fault f = OK + 1; f < FAULT_N; f++) {
        assert_in_range(fault_status(f), 400, 599);
        assert_true(str_starts(str_of(fault_key(f)), LIT("fault.")));
        assert_true(str_eq_nocase(str_of(fault_key(f) + 6), str_of(fault_name(f))));
    }
}

static void test_ids_are_sorted_and_each_is_left_once(void **state) {
    (void)state;
    Id v[] = {7, INT64_MAX, 3, 7, 1, 3, 7};
    size_t n = ids_sort(v, sizeof v / sizeof *v);
    assert_int_equal(n, 4);
    assert_int_equal(v[0], 1);
    assert_int_equal(v[1], 3);
    assert_int_equal(v[2], 7);
    assert_int_equal(v[3], INT64_MAX);
    assert_int_equal(ids_sort(v, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_are_sorted_and_each_is_left_once),
        cmocka_unit_test(test_id_a_million_from_four_threads_are_all_different),
        cmocka_unit_test(test_id_tells_when_it_was_made),
        cmocka_unit_test(test_id_is_thirteen_characters_that_sort_alike),
        cmocka_unit_test(test_id_parse_forgives_what_people_misread),
        cmocka_unit_test(test_id_parse_refuses_everything_else),
        cmocka_unit_test(test_rng_same_seed_gives_the_same_numbers),
        cmocka_unit_test(test_rng_is_xoroshiro128pp),
        cmocka_unit_test(test_rng_below_is_even),
        cmocka_unit_test(test_secret_bytes_differ),
        cmocka_unit_test(test_fault_table_is_complete_and_ordered_by_precedence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

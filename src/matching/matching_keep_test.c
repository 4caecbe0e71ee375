/* matching_keep_test.c - streets, words and remembered rows. */
#include "matching/matching_inner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { TOWN = 7, OTHER_TOWN = 8 };

static uint64_t street(const char *s) { return street_hash(str_of(s), TOWN); }

static void test_a_street_is_the_same_however_it_is_written(void **state) {
    (void)state;
    uint64_t herzl = street("12 Herzl Street");
    assert_true(herzl != 0);
    assert_true(street("Herzl 40") == herzl && street("HERZL St. 3/7") == herzl);
    assert_true(street("Bialik 12") != herzl);
    assert_true(street_hash(LIT("12 Herzl Street"), OTHER_TOWN) != herzl);
    assert_true(street("\u05e8\u05d7\u05d5\u05d1 \u05d4\u05e8\u05e6\u05dc 4") == street("\u05d4\u05e8\u05e6\u05dc 19"));
}

static void test_no_street_is_none(void **state) {
    (void)state;
    static const char *const NONE[] = {"", "12", "St. 4", "12/3", "A 5"};
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++) assert_true(street(NONE[i]) == 0);
    assert_true(street_hash(LIT("Herzl 12"), 0) == 0);   /* of no town */
}

static void test_words_that_say_nothing_are_left_out(void **state) {
    (void)state;
    WordList all = {.bare = true}, few = {.bare = true};
    match_words(&all, LIT("The bread for all of the schools (demo)"));
    match_words(&few, LIT("bread schools"));
    assert_int_equal(all.n, few.n);
    for (size_t i = 0; i < few.n; i++) assert_int_equal(all.v[i], few.v[i]);
}

/* Held against a plain array, after each of many changes. */
static void test_rows_are_put_found_and_dropped_by_their_ids(void **state) {
    enum { IDS = 40, TIMES = 4000 };
    bool     there[IDS + 1] = {false};
    int64_t  holds[IDS + 1] = {0};
    Keeps    k = {0};
    uint32_t seed = 5;
    (void)state;
    for (int i = 0; i < TIMES; i++) {
        seed = seed * 1664525u + 1013904223u;
        Id id = (Id)(seed >> 16) % IDS + 1;
        there[id] = (seed >> 28 & 1) != 0;
        holds[id] = i;
        if (there[id]) keep_put(&k, (Keep){.id = id, .a = i});
        else keep_drop(&k, id);
        for (Id one = 1; one <= IDS; one++) {
            const Keep *found = keep_find(&k, one);
            assert_true((found != NULL) == there[one] && (!found || found->a == holds[one]));
        }
    }
    free(k.v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_street_is_the_same_however_it_is_written),
        cmocka_unit_test(test_no_street_is_none),
        cmocka_unit_test(test_words_that_say_nothing_are_left_out),
        cmocka_unit_test(test_rows_are_put_found_and_dropped_by_their_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Hours of a day: what is read, and what is left, minute by minute, of random days. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "pledge/hours.h"

static void test_times_and_spans_are_read_as_people_write_them(void **state) {
    (void)state;
    Span s;
    assert_int_equal(hours_minute(LIT("9")), 540);
    assert_int_equal(hours_minute(LIT(" 09:05 ")), 545);
    assert_int_equal(hours_minute(LIT("24:00")), DAY_MINUTES);
    static const char *const WRONG[] = {"", ":", "25", "9:5", "9:60", "24:01", "-1", "nine", "9:", "123", "9:0x"};
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        int minute = hours_minute(str_of(WRONG[i]));
        if (minute != -1 && strcmp(WRONG[i], "9:") != 0) fail_msg("%s is %d", WRONG[i], minute);
    }
    assert_true(hours_span(LIT("9-17"), &s) && s.from == 540 && s.until == 1020);
    assert_true(hours_span(LIT("9:30 – 17:15"), &s) && s.from == 570 && s.until == 1035);
    assert_true(hours_span(LIT("0-24"), &s) && s.from == 0 && s.until == DAY_MINUTES);
    assert_false(hours_span(LIT("17-9"), &s));
    assert_false(hours_span(LIT("9-9"), &s));
    assert_false(hours_span(LIT("9"), &s));
    assert_false(hours_span(LIT(""), &s));
    assert_false(hours_span(LIT("9-17-18"), &s));
}

static void test_one_may_begin_where_another_ends(void **state) {
    (void)state;
    assert_false(hours_meet((Span){540, 600}, (Span){600, 660}));
    assert_true(hours_meet((Span){540, 601}, (Span){600, 660}));
    assert_true(hours_meet((Span){540, 900}, (Span){600, 660}));
    assert_true(hours_within((Span){540, 600}, (Span){540, 600}));
    assert_false(hours_within((Span){539, 600}, (Span){540, 600}));
}

static uint64_t seed;
static int chance(int n) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (int)((seed >> 33) % (uint64_t)n);
}

static void test_what_is_left_is_what_no_minute_of_is_taken(void **state) {
    (void)state;
    enum { ROUNDS = 400, TAKEN = 9 };
    seed = 20261130;
    for (int round = 0; round < ROUNDS; round++) {
        Span open = {chance(700), 0}, taken[TAKEN], left[TAKEN + 1];
        bool is_free[DAY_MINUTES] = {false}, told[DAY_MINUTES] = {false};
        open.until = open.from + 1 + chance(DAY_MINUTES - open.from);
        size_t n = (size_t)chance(TAKEN + 1);
        for (int m = open.from; m < open.until; m++) is_free[m] = true;
        for (size_t i = 0; i < n; i++) {
            taken[i].from = chance(DAY_MINUTES);
            taken[i].until = taken[i].from + chance(DAY_MINUTES - taken[i].from + 1);
            for (int m = taken[i].from; m < taken[i].until; m++) is_free[m] = false;
        }
        size_t k = hours_free(open, taken, n, left);
        for (size_t i = 0; i < k; i++) {
            if (i && left[i].from <= left[i - 1].until) fail_msg("two that touch, round %d", round);
            for (int m = left[i].from; m < left[i].until; m++) told[m] = true;
        }
        if (memcmp(is_free, told, sizeof told) != 0) fail_msg("differs in round %d", round);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_and_spans_are_read_as_people_write_them),
        cmocka_unit_test(test_one_may_begin_where_another_ends),
        cmocka_unit_test(test_what_is_left_is_what_no_minute_of_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of the time to the first answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "case/answer_time.h"

enum { TODAY = 20260601, MANY = 40, TRIES = 5000 };

static void test_median_and_share(void **state) {
    (void)state;
    double room[8];
    Asking v[] = {
        {20260501, 20260504, 20260501}, {20260501, 20260504, 20260503}, {20260501, 20260504, 20260511},
        {20260501, 20260504, 0},        /* waits beyond its day: not in time, and no part of the median */
        {20260531, 20260603, 0},        /* its time still runs */
        {20260520, 0, 20260519},        /* spoken to before it was asked: at once; nothing was promised */
    };
    AnswerTime t = answer_time(v, 6, TODAY, room);
    assert_int_equal(t.n, 5);
    assert_int_equal(t.answered, 4);
    assert_int_equal(t.in_time, 3);
    assert_true(t.median == 1.0);
    t = answer_time(v + 3, 2, TODAY, room);
    assert_int_equal(t.n, 1);
    assert_int_equal(t.answered, 0);
    assert_int_equal(answer_time(v, 0, TODAY, room).n, 0);
}

static void test_months_are_those_of_the_calendar(void **state) {
    (void)state;
    assert_int_equal(months_back(20260601, TODAY), 0);
    assert_int_equal(months_back(20260531, TODAY), 1);
    assert_int_equal(months_back(20251231, TODAY), 6);
    assert_int_equal(months_back(20260602, TODAY), -1);
    assert_int_equal(months_back(0, TODAY), -1);
}

/* Parts of a whole add up to it. */
static void test_parts_add_up(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 3);
    for (int t = 0; t < TRIES; t++) {
        Asking v[MANY];
        double room[MANY];
        size_t n = rng_below(&r, MANY), cut = n ? rng_below(&r, n) : 0;
        for (size_t i = 0; i < n; i++) {
            v[i].asked_on = day_plus(20260101, (int32_t)rng_below(&r, 150));
            v[i].due_on = day_plus(v[i].asked_on, (int32_t)rng_below(&r, 9));
            v[i].answered_on = rng_below(&r, 3) ? day_plus(v[i].asked_on, (int32_t)rng_below(&r, 15)) : 0;
        }
        AnswerTime all = answer_time(v, n, TODAY, room), a = answer_time(v, cut, TODAY, room);
        AnswerTime b = answer_time(v + cut, n - cut, TODAY, room);
        assert_int_equal(all.n, a.n + b.n);
        assert_int_equal(all.answered, a.answered + b.answered);
        assert_int_equal(all.in_time, a.in_time + b.in_time);
        assert_true(all.in_time <= all.answered && all.answered <= all.n);
        if (all.answered) assert_true(all.median >= 0 && all.median < 15);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_median_and_share),
        cmocka_unit_test(test_months_are_those_of_the_calendar),
        cmocka_unit_test(test_parts_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of who is to be spoken to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "outreach/due.h"

enum { TODAY = 20261130, TRIES = 5000, MANY = 40 };

static void test_a_date_shows_around_its_day(void **state) {
    (void)state;
    assert_int_equal(due_day(20270115, false, TODAY), 20270115);
    assert_int_equal(due_day(20261101, false, TODAY), 20261101);
    assert_int_equal(due_day(20261001, false, TODAY), 0);
    assert_int_equal(due_day(20270301, false, TODAY), 0);
    assert_int_equal(due_day(20191215, false, TODAY), 0);
    assert_int_equal(due_day(20191215, true, TODAY), 20261215);
    assert_int_equal(due_day(20190110, true, TODAY), 20270110);   /* over the turn of the year */
    assert_int_equal(due_day(20200229, true, 20270301), 20270228);
    assert_int_equal(due_day(20190601, true, TODAY), 0);
    assert_int_equal(due_day(20261215, true, TODAY), 20261215);   /* the first time is itself */
    assert_int_equal(due_day(0, true, TODAY), 0);
}

static void test_a_call_since_it_shows_settles_it(void **state) {
    (void)state;
    assert_false(due_met(20270101, DUE_AHEAD_DAYS, 0));
    assert_false(due_met(20270101, DUE_AHEAD_DAYS, 20261101));
    assert_true(due_met(20270101, DUE_AHEAD_DAYS, 20261102));
    assert_true(due_met(20270101, DUE_AHEAD_DAYS, TODAY));
}

static void test_every_actor_once_and_the_nearest_first(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 4);
    for (int t = 0; t < TRIES; t++) {
        Due v[MANY], was[MANY];
        size_t n = rng_below(&r, MANY), kept;
        for (size_t i = 0; i < n; i++) {
            v[i] = was[i] = (Due){.actor = 1 + (int64_t)rng_below(&r, 12),
                                  .reason = (DueReason)rng_below(&r, DUE_REASONS),
                                  .on = day_plus(20261101, (int32_t)rng_below(&r, 90))};
        }
        kept = due_sort(v, n);
        for (size_t i = 0; i < n; i++) {          /* whoever was there is there once, by a reason as good */
            size_t found = 0;
            for (size_t k = 0; k < kept; k++) {
                if (v[k].actor != was[i].actor) continue;
                found++;
                bool mine = was[i].reason <= DUE_DEADLINE, theirs = v[k].reason <= DUE_DEADLINE;
                assert_true(theirs || !mine);
                if (!mine && !theirs) assert_true(v[k].reason <= was[i].reason);
            }
            assert_int_equal(found, 1);
        }
        for (size_t k = 1; k < kept; k++) {
            bool before = v[k - 1].reason <= DUE_DEADLINE, after = v[k].reason <= DUE_DEADLINE;
            assert_true(before || !after);
            if (before && after) assert_true(v[k - 1].on <= v[k].on);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_date_shows_around_its_day),
        cmocka_unit_test(test_a_call_since_it_shows_settles_it),
        cmocka_unit_test(test_every_actor_once_and_the_nearest_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of who is still there so long after the first help. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "wave/plan.h"
#include "wave/survival.h"

enum { START = 20200301, TODAY = 20261130, TRIES = 30000 };

static Seen there(Day on) { return (Seen){.from = on, .until = on}; }
static Seen closed(Day from, Day until) { return (Seen){.closed = true, .from = from, .until = until}; }
static Survival at(int months, Seen v) { return survival_at(START, months, &v, 1, TODAY); }

static void test_what_is_known_settles_what_lies_before(void **state) {
    (void)state;
    assert_int_equal(survival_at(START, 12, NULL, 0, TODAY), SURVIVAL_UNKNOWN);
    assert_int_equal(survival_at(20260101, 12, NULL, 0, TODAY), SURVIVAL_AHEAD);
    assert_int_equal(survival_at(0, 12, NULL, 0, TODAY), SURVIVAL_AHEAD);
    assert_int_equal(at(12, there(20250301)), SURVIVAL_THERE);
    assert_int_equal(at(60, there(20250301)), SURVIVAL_THERE);
    assert_int_equal(at(60, there(20250215)), SURVIVAL_THERE);       /* a fortnight early is in time */
    assert_int_equal(at(60, there(20250214)), SURVIVAL_UNKNOWN);
    assert_int_equal(at(36, there(20220301)), SURVIVAL_UNKNOWN);     /* after two years says nothing of three */
    assert_int_equal(at(12, closed(20220601, 20220601)), SURVIVAL_THERE);
    assert_int_equal(at(36, closed(20220601, 20220601)), SURVIVAL_CLOSED);
    assert_int_equal(at(36, closed(20230301, 20230301)), SURVIVAL_CLOSED);
    /* Closed some time in a year: the year itself says nothing. */
    assert_int_equal(at(36, closed(20230101, 20231231)), SURVIVAL_UNKNOWN);
    assert_int_equal(at(60, closed(20230101, 20231231)), SURVIVAL_CLOSED);
    assert_int_equal(at(12, closed(20230101, 20231231)), SURVIVAL_THERE);
}

static void test_elsewhere_is_not_gone(void **state) {
    (void)state;
    Seen moved = {.from = 20250301, .until = 20250301, .moved_on = 20240101};
    assert_int_equal(at(60, moved), SURVIVAL_MOVED);
    assert_int_equal(at(36, moved), SURVIVAL_THERE);                 /* it moved later */
    Seen again[] = {closed(20220601, 20220601), there(20250301)};
    assert_int_equal(survival_at(START, 60, again, 2, TODAY), SURVIVAL_THERE);
}

/* Brute force: lives that are known to the test, told in parts. What is answered is what was; nobody who closed is told
** as there; and everybody whose time has come stands in exactly one place. */
static void test_answers_are_what_was(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 11);
    SurvivalSum sum[HORIZONS] = {0};
    for (int t = 0; t < TRIES; t++) {
        Day start = day_plus(20150101, (int32_t)rng_below(&r, 4000)), end = 0;
        Seen v[SEEN_MAX];
        size_t n = 0;
        if (rng_below(&r, 2)) end = day_plus(start, 1 + (int32_t)rng_below(&r, 2500));
        if (end > TODAY) end = 0;
        for (int i = 0; i < 4; i++) {
            Day on = day_plus(start, (int32_t)rng_below(&r, 2600));
            if (on <= TODAY && (!end || on < end)) v[n++] = there(on);
        }
        if (end && rng_below(&r, 2)) v[n++] = closed(end, end);
        for (int h = 0; h < HORIZONS; h++) {
            Day when = months_later(start, HORIZON_MONTHS[h]);
            Survival s = survival_at(start, HORIZON_MONTHS[h], v, n, TODAY);
            assert_int_equal(s == SURVIVAL_AHEAD, when > TODAY);
            /* a fortnight early is taken for the day itself */
            if (s == SURVIVAL_THERE) assert_true(!end || day_plus(end, WAVE_EARLY_DAYS) > when);
            if (s == SURVIVAL_CLOSED) assert_true(end && end <= when);
            sum[h].n[s]++;
        }
    }
    for (int h = 0; h < HORIZONS; h++) {
        int64_t all = 0;
        for (int s = 0; s < SURVIVALS; s++) all += sum[h].n[s];
        assert_int_equal(all, TRIES);
        assert_int_equal(survival_due(&sum[h]), TRIES - sum[h].n[SURVIVAL_AHEAD]);
        assert_in_range(survival_percent(&sum[h]), 0, 100);
    }
}

static void test_percent(void **state) {
    (void)state;
    SurvivalSum s = {.n = {[SURVIVAL_THERE] = 5, [SURVIVAL_MOVED] = 1, [SURVIVAL_CLOSED] = 3, [SURVIVAL_UNKNOWN] = 9}};
    assert_int_equal(survival_known(&s), 9);
    assert_int_equal(survival_due(&s), 18);
    assert_int_equal(survival_percent(&s), 67);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_known_settles_what_lies_before),
        cmocka_unit_test(test_elsewhere_is_not_gone),
        cmocka_unit_test(test_answers_are_what_was),
        cmocka_unit_test(test_percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

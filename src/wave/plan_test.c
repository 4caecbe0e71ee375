/* Tests of the days on which businesses are asked what became of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/rand.h"
#include "wave/plan.h"

enum { TRIES = 20000 };

static Day random_day(Rng *r) { return day_from_number((int32_t)rng_below(r, 60000)); }

static void test_the_last_day_of_a_month_stays_the_last(void **state) {
    (void)state;
    assert_int_equal(months_later(20240131, 1), 20240229);
    assert_int_equal(months_later(20230131, 1), 20230228);
    assert_int_equal(months_later(20240229, 12), 20250228);
    assert_int_equal(months_later(20240229, 24), 20260228);
    assert_int_equal(months_later(20240229, 48), 20280229);
    assert_int_equal(months_later(20240831, 6), 20250228);
    assert_int_equal(months_later(20241231, 2), 20250228);
    assert_int_equal(months_later(20240615, 0), 20240615);
    assert_int_equal(months_later(99991201, 1), 0);
    assert_int_equal(months_later(0, 6), 0);
    assert_int_equal(months_later(20240101, -1), 0);
}

static void test_months_are_counted_from_the_day_itself(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 1);
    for (int i = 0; i < TRIES; i++) {
        Day d = random_day(&r);
        int months = (int)rng_below(&r, 121);
        Day to = months_later(d, months);
        assert_true(day_valid(to));
        assert_int_equal((day_year(to) - day_year(d)) * 12 + day_month(to) - day_month(d), months);
        assert_true(day_date(to) <= day_date(d));
        if (day_date(to) < day_date(d)) assert_int_equal(day_date(day_plus(to, 1)), 1);
    }
}

static void test_windows_follow_one_another_and_never_meet(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 2);
    for (int i = 0; i < TRIES; i++) {
        Day opened = random_day(&r);
        WaveWindow w[WAVES_N], again[WAVES_N];
        assert_int_equal(wave_windows(opened, w), WAVES_N);
        for (int k = 0; k < WAVES_N; k++) {
            assert_int_equal(w[k].months, WAVE_MONTHS[k]);
            assert_true(w[k].first <= w[k].due && w[k].due < w[k].last);
            if (k) assert_true(w[k - 1].due < w[k].due && w[k - 1].last < w[k].first);
            WaveWindow one = wave_window(w[k].months, w[k].due);
            assert_memory_equal(&one, &w[k], sizeof one);
        }
        assert_int_equal(w[0].due, opened);
        assert_int_equal(wave_windows(opened, again), WAVES_N);
        assert_memory_equal(w, again, sizeof w);
    }
    WaveWindow none[WAVES_N];
    assert_int_equal(wave_windows(0, none), 0);
    assert_int_equal(wave_windows(20230229, none), 0);
    assert_int_equal(wave_windows(99980101, none), 0);
}

/* From ahead through due and late to too late: one way, and in time is what is due or late. */
static void test_time_runs_one_way(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 3);
    for (int i = 0; i < 300; i++) {
        WaveWindow w[WAVES_N];
        assert_int_equal(wave_windows(random_day(&r), w), WAVES_N);
        for (int k = 0; k < WAVES_N; k++) {
            WaveTime was = WAVE_AHEAD;
            bool seen[4] = {false};
            for (Day d = day_plus(w[k].first, -3); d <= day_plus(w[k].last, 3); d = day_plus(d, 1)) {
                WaveTime now = wave_time(&w[k], d);
                assert_true(now >= was);
                seen[now] = true;
                was = now;
                assert_int_equal(wave_in_time(&w[k], d), now == WAVE_DUE || now == WAVE_LATE);
            }
            assert_true(seen[WAVE_AHEAD] && seen[WAVE_DUE] && seen[WAVE_LATE] && seen[WAVE_TOO_LATE]);
            assert_int_equal(wave_time(&w[k], w[k].due), WAVE_DUE);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_last_day_of_a_month_stays_the_last),
        cmocka_unit_test(test_months_are_counted_from_the_day_itself),
        cmocka_unit_test(test_windows_follow_one_another_and_never_meet),
        cmocka_unit_test(test_time_runs_one_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

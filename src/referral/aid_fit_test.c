/* Tests of which tracks fit a business: unknown is never a no. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lang/show.h"
#include "referral/aid_fit.h"

#include <math.h>

static AidTrack wants_nothing(void) {
    return (AidTrack){.years_min = NUMBER_NONE, .years_max = NUMBER_NONE, .turnover_max = NUMBER_NONE,
                      .jobs_max = NUMBER_NONE};
}

static AidFacts knows_nothing(void) {
    return (AidFacts){.founded = NUMBER_NONE, .year = 2026, .turnover_low = NUMBER_NONE, .turnover_high = NUMBER_NONE,
                      .jobs = NAN};
}

static void test_unknown_is_never_a_no(void **state) {
    (void)state;
    AidFacts f = knows_nothing();
    AidTrack t = wants_nothing();
    assert_int_equal(aid_fit(&t, &f, AID_WHERE_UNKNOWN).all, AID_NOT_WANTED);
    t.place = 7;
    t.years_max = 3;
    t.trades = 1;
    t.turnover_max = 100000;
    t.jobs_max = 0;
    AidFit v = aid_fit(&t, &f, AID_WHERE_UNKNOWN);
    assert_int_equal(v.years, AID_ASK);
    assert_int_equal(v.place, AID_ASK);
    assert_int_equal(v.trade, AID_ASK);
    assert_int_equal(v.turnover, AID_ASK);
    assert_int_equal(v.jobs, AID_ASK);
    assert_int_equal(v.all, AID_ASK);
}

static AidSay years(int64_t founded, int64_t min, int64_t max) {
    AidFacts f = knows_nothing();
    AidTrack t = wants_nothing();
    f.founded = founded;
    t.years_min = min;
    t.years_max = max;
    return aid_fit(&t, &f, AID_WHERE_UNKNOWN).years;
}

static void test_a_year_of_founding_leaves_a_year_open(void **state) {
    (void)state;
    assert_int_equal(years(2023, NUMBER_NONE, 3), AID_FITS);
    assert_int_equal(years(2022, NUMBER_NONE, 3), AID_ASK);      /* three or four years: it depends on the month */
    assert_int_equal(years(2021, NUMBER_NONE, 3), AID_FITS_NOT);
    assert_int_equal(years(2024, 1, NUMBER_NONE), AID_FITS);
    assert_int_equal(years(2025, 1, NUMBER_NONE), AID_ASK);
    assert_int_equal(years(2026, 1, NUMBER_NONE), AID_FITS_NOT);
    assert_int_equal(years(2020, 1, 10), AID_FITS);
}

static AidSay turnover(int64_t low, int64_t high, int64_t max) {
    AidFacts f = knows_nothing();
    AidTrack t = wants_nothing();
    f.turnover_low = low;
    f.turnover_high = high;
    t.turnover_max = max;
    return aid_fit(&t, &f, AID_WHERE_UNKNOWN).turnover;
}

static void test_a_range_fits_when_all_of_it_does(void **state) {
    (void)state;
    assert_int_equal(turnover(0, 120000, 120000), AID_FITS);
    assert_int_equal(turnover(120000, 300000, 200000), AID_ASK);
    assert_int_equal(turnover(300000, 600000, 200000), AID_FITS_NOT);
    assert_int_equal(turnover(10000000, INT64_MAX, 20000000), AID_ASK);
}

static void test_one_no_is_a_no(void **state) {
    (void)state;
    AidFacts f = knows_nothing();
    AidTrack t = wants_nothing();
    t.place = 7;
    t.jobs_max = 5;
    assert_int_equal(aid_fit(&t, &f, AID_WHERE_OUT).all, AID_FITS_NOT);
    assert_int_equal(aid_fit(&t, &f, AID_WHERE_IN).all, AID_ASK);
    f.jobs = 4.5;
    assert_int_equal(aid_fit(&t, &f, AID_WHERE_IN).all, AID_FITS);
    f.jobs = 5.5;
    assert_int_equal(aid_fit(&t, &f, AID_WHERE_IN).all, AID_FITS_NOT);
}

/* Whatever is known more never turns a yes into a no of something else, and asking never beats a no. */
static void test_knowing_more_decides(void **state) {
    (void)state;
    for (int64_t founded = 1990; founded <= 2026; founded++) {
        for (int64_t max = 0; max < 40; max++) {
            AidSay unknown = years(NUMBER_NONE, NUMBER_NONE, max), say = years(founded, NUMBER_NONE, max);
            assert_int_equal(unknown, AID_ASK);
            int64_t most = 2026 - founded;
            if (say == AID_FITS) assert_true(most <= max);
            if (say == AID_FITS_NOT) assert_true(most > max);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unknown_is_never_a_no),
        cmocka_unit_test(test_a_year_of_founding_leaves_a_year_open),
        cmocka_unit_test(test_a_range_fits_when_all_of_it_does),
        cmocka_unit_test(test_one_no_is_a_no),
        cmocka_unit_test(test_knowing_more_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

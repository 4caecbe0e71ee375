/* case_test.c - windows of consents and memberships. */
#include "case/case.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_a_consent_holds_to_the_day_before_the_same_date(void **state) {
    (void)state;
    assert_int_equal(consent_until(20260315, 12), 20270314);
    assert_int_equal(consent_until(20260831, 6), 20270227);
    assert_int_equal(consent_until(20240229, 12), 20250227);
    assert_int_equal(consent_until(20261201, 1), 20261231);
}

/* On every day: it holds exactly between its ends, and never once withdrawn. */
static void test_windows_of_consent(void **state) {
    (void)state;
    Rng g;
    rng_seed(&g, 20261129);
    for (int i = 0; i < 2000; i++) {
        Day signed_on = day_plus(20240101, (int32_t)rng_below(&g, 1500));
        Consent v = {.signed_on = signed_on, .until_on = consent_until(signed_on, 1 + (int64_t)rng_below(&g, 60))};
        Day on = day_plus(20240101, (int32_t)rng_below(&g, 4000));
        assert_true(v.until_on >= v.signed_on);
        assert_int_equal(consent_holds(&v, on), on >= v.signed_on && on <= v.until_on);
        v.withdrawn_at = 1;
        assert_false(consent_holds(&v, on));
    }
}

/* As counting day by day says. */
static void test_memberships_that_share_a_day(void **state) {
    (void)state;
    Rng g;
    rng_seed(&g, 7);
    for (int i = 0; i < 3000; i++) {
        Day v[4];
        for (int k = 0; k < 4; k++) v[k] = rng_below(&g, 4) ? day_of(2026, 1, 1 + (int)rng_below(&g, 20)) : 0;
        if ((v[0] && v[1] && v[1] < v[0]) || (v[2] && v[3] && v[3] < v[2])) continue;
        bool meet = false;
        for (int d = 1; d <= 20; d++) {
            Day on = day_of(2026, 1, d);
            bool a = (!v[0] || v[0] <= on) && (!v[1] || v[1] >= on), b = (!v[2] || v[2] <= on) && (!v[3] || v[3] >= on);
            meet = meet || (a && b);
        }
        assert_int_equal(days_meet(v[0], v[1], v[2], v[3]), meet);
    }
}

static void test_a_told_future_is_read_again_on_its_day_of_each_year(void **state) {
    (void)state;
    assert_int_equal(vision_years(0, 0, 20261130), 0);
    assert_int_equal(vision_years(20251201, 0, 20261130), 0);
    assert_int_equal(vision_years(20251130, 0, 20261130), 1);
    assert_int_equal(vision_years(20231130, 20251001, 20261130), 3);
    assert_int_equal(vision_years(20231130, 20261130, 20270101), 0);
    assert_int_equal(vision_years(20240229, 0, 20250227), 0);
    assert_int_equal(vision_years(20240229, 0, 20250301), 1);
    assert_int_equal(vision_years(20240229, 20250228, 20250301), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_consent_holds_to_the_day_before_the_same_date),
        cmocka_unit_test(test_windows_of_consent),
        cmocka_unit_test(test_memberships_that_share_a_day),
        cmocka_unit_test(test_a_told_future_is_read_again_on_its_day_of_each_year),
    };
    return cmocka_run_group_tests_name("case rules", tests, NULL, NULL);
}

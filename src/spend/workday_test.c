/* workday_test.c - working days against a calendar on the wall. */
#include "spend/workday.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static void test_working_days(void **state) {
    (void)state;
    assert_true(workday(20261130));               /* a Monday */
    assert_false(workday(20261127));              /* a Friday */
    assert_false(workday(20261128));              /* a Saturday */
    assert_true(workday(20261129));               /* a Sunday */
    assert_true(workday(20261206));               /* in Hanukkah */
    assert_false(workday(20260921));              /* the day of atonement */
}

static void test_two_days_on(void **state) {
    (void)state;
    assert_int_equal(workday_after(20261123, 0), 20261123);
    assert_int_equal(workday_after(20261123, 2), 20261125);
    assert_int_equal(workday_after(20261125, 2), 20261129);   /* Thursday, then Sunday */
    assert_int_equal(workday_after(20261127, 1), 20261129);
    assert_int_equal(workday_after(0, 2), 0);
    assert_int_equal(workday_after(20260230, 2), 0);
    for (Day d = 20260101; d < 20270101; d = day_plus(d, 1)) {
        Day at = workday_after(d, 2);
        int n = 0;
        for (Day k = day_plus(d, 1); k <= at; k = day_plus(k, 1)) n += workday(k);
        assert_int_equal(n, 2);
        assert_true(workday(at));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_working_days), cmocka_unit_test(test_two_days_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

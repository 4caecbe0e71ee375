/* Which opportunities fit a business. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "service/reach.h"

enum { TOWN = 11, REGION = 12, ELSEWHERE = 13, FOOD = 1, CRAFT = 2, TODAY = 20261130 };
static const Id UP[] = {TOWN, REGION};

static void test_what_is_not_known_speaks_against_nothing(void **state) {
    (void)state;
    Business nothing = {0}, known = {UP, 2, FOOD};
    Chance   all = {0}, here = {.place = TOWN, .trade = FOOD};
    assert_true(chance_reach(&here, &nothing, TODAY).fits);
    assert_true(chance_reach(&all, &known, TODAY).fits);
    assert_false(chance_reach(&all, &known, TODAY).trade);
    Reaching r = chance_reach(&here, &known, TODAY);
    assert_true(r.fits && r.trade && r.place);
}

static void test_another_trade_or_place_does_not_fit(void **state) {
    (void)state;
    Business b = {UP, 2, FOOD};
    Chance   o = {.place = REGION, .trade = CRAFT};
    assert_false(chance_reach(&o, &b, TODAY).fits);
    o.trade = FOOD;
    assert_true(chance_reach(&o, &b, TODAY).fits);
    o.place = ELSEWHERE;
    assert_false(chance_reach(&o, &b, TODAY).fits);
}

static void test_what_is_over_does_not_fit(void **state) {
    (void)state;
    Business b = {UP, 2, FOOD};
    Chance   o = {.deadline_on = TODAY};
    assert_true(chance_reach(&o, &b, TODAY).fits);
    o.deadline_on = TODAY - 1;
    assert_false(chance_reach(&o, &b, TODAY).fits);
    o = (Chance){.until_on = TODAY - 1};
    assert_false(chance_reach(&o, &b, TODAY).fits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_known_speaks_against_nothing),
        cmocka_unit_test(test_another_trade_or_place_does_not_fit),
        cmocka_unit_test(test_what_is_over_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

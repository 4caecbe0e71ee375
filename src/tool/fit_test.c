/* Which tools are proposed and why, and the days of a tool in a case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor_ent.h"
#include "response_ent.h"
#include "survey_ent.h"
#include "tool/fit.h"

static int64_t bit(int one) { return (int64_t)1 << (one - 1); }

static void test_trade_alone_proposes_nothing(void **state) {
    (void)state;
    Tool    t = {.needs = bit(NEED_KIND_MARKET), .trades = bit(TRADE_GROUP_FOOD), .sizes = bit(SIZE_CLASS_MICRO)};
    ToolAsk ask = {.trade = TRADE_GROUP_FOOD, .size = SIZE_CLASS_MICRO};
    assert_int_equal(tool_fit(&t, &ask).points, 0);
    ask.needs = bit(NEED_KIND_MONEY);
    assert_int_equal(tool_fit(&t, &ask).points, 0);
    ask.needs = bit(NEED_KIND_MARKET) | bit(NEED_KIND_MONEY);
    ToolFit f = tool_fit(&t, &ask);
    assert_true(f.points > 0);
    assert_int_equal(f.needs, bit(NEED_KIND_MARKET));
    assert_true(f.trade && f.size);
}

static void test_what_is_not_known_speaks_against_nothing(void **state) {
    (void)state;
    Tool    t = {.areas = bit(CONSULTANT_AREA_MARKETING), .trades = bit(TRADE_GROUP_FOOD),
                 .sizes = bit(SIZE_CLASS_SOLO)};
    ToolAsk ask = {.areas = bit(CONSULTANT_AREA_MARKETING)};
    assert_true(tool_fit(&t, &ask).points > 0);
    ask.trade = TRADE_GROUP_CRAFT;
    assert_int_equal(tool_fit(&t, &ask).points, 0);
    ask.trade = TRADE_GROUP_FOOD;
    ask.size = SIZE_CLASS_LARGE;
    assert_int_equal(tool_fit(&t, &ask).points, 0);
}

static void test_more_reasons_stand_higher(void **state) {
    (void)state;
    ToolAsk ask = {.needs = bit(NEED_KIND_MARKET), .areas = bit(CONSULTANT_AREA_MARKETING)};
    Tool    one = {.needs = bit(NEED_KIND_MARKET)}, two = {.needs = one.needs, .areas = ask.areas}, tried = one;
    tried.state = TOOL_STATE_EMBEDDED;
    assert_true(tool_fit(&two, &ask).points > tool_fit(&one, &ask).points);
    assert_true(tool_fit(&tried, &ask).points > tool_fit(&one, &ask).points);
    tried.state = TOOL_STATE_RETIRED;
    assert_int_equal(tool_fit(&tried, &ask).points, 0);
}

static void test_each_stage_has_its_day(void **state) {
    (void)state;
    ToolUse u = {.step = TOOL_STEP_SHOWN};
    tool_days(&u, 20260110);
    assert_int_equal(u.shown_on, 20260110);
    assert_int_equal(u.ask_on, 0);
    u.step = TOOL_STEP_IN_USE;                    /* not tried before: that day stays unknown */
    tool_days(&u, 20260301);
    assert_int_equal(u.tried_on, 0);
    assert_int_equal(u.used_on, 20260301);
    assert_int_equal(u.ask_on, 20270301);
    u.kept_on = 20270305;
    tool_days(&u, 20270305);
    assert_int_equal(u.ask_on, 20280305);
    u.step = TOOL_STEP_LET_GO;
    tool_days(&u, 20270601);
    assert_int_equal(u.used_on, 20260301);
    assert_int_equal(u.let_go_on, 20270601);
    assert_int_equal(u.ask_on, 0);
    u.step = TOOL_STEP_TRIED;                     /* it was written down wrongly */
    tool_days(&u, 20270601);
    assert_int_equal(u.used_on, 0);
    assert_int_equal(u.let_go_on, 0);
    assert_int_equal(u.kept_on, 0);
}

static void test_days_stand_in_the_order_of_the_stages(void **state) {
    (void)state;
    ToolUse u = {.shown_on = 20260201, .tried_on = 20260101};
    assert_string_equal(tool_days_wrong(&u, 20270101), "tried_on");
    u.tried_on = 0;
    u.used_on = 20260301;
    assert_null(tool_days_wrong(&u, 20270101));
    assert_string_equal(tool_days_wrong(&u, 20260228), "used_on");
}

static void test_after_a_year_it_is_known_or_not(void **state) {
    (void)state;
    ToolUse u = {.step = TOOL_STEP_IN_USE, .used_on = 20250601};
    assert_int_equal(tool_after_year(&u, 20260531), -1);
    assert_int_equal(tool_after_year(&u, 20260601), -1);        /* nobody has asked yet */
    u.kept_on = 20250901;                         /* too early to say */
    assert_int_equal(tool_after_year(&u, 20261001), -1);
    u.kept_on = 20260602;
    assert_int_equal(tool_after_year(&u, 20261001), 1);
    u = (ToolUse){.step = TOOL_STEP_LET_GO, .used_on = 20250601, .let_go_on = 20250801};
    assert_int_equal(tool_after_year(&u, 20260601), 0);
    u.let_go_on = 20260801;
    assert_int_equal(tool_after_year(&u, 20261001), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trade_alone_proposes_nothing),
        cmocka_unit_test(test_what_is_not_known_speaks_against_nothing),
        cmocka_unit_test(test_more_reasons_stand_higher),
        cmocka_unit_test(test_each_stage_has_its_day),
        cmocka_unit_test(test_days_stand_in_the_order_of_the_stages),
        cmocka_unit_test(test_after_a_year_it_is_known_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

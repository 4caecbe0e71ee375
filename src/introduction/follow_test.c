/* Introductions: where answers lead, when it is asked what came of it, how long a pair rests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "introduction/follow.h"
#include "introduction_ent.h"

static void test_only_two_yes_agree_and_one_no_ends_it(void **state) {
    (void)state;
    enum { YES = INTRO_ANSWER_YES, NO = INTRO_ANSWER_NO };
    assert_int_equal(intro_state_of(0, 0), INTRO_STATE_ASKED);
    assert_int_equal(intro_state_of(YES, 0), INTRO_STATE_ONE_AGREED);
    assert_int_equal(intro_state_of(0, YES), INTRO_STATE_ONE_AGREED);
    assert_int_equal(intro_state_of(YES, YES), INTRO_STATE_BOTH_AGREED);
    for (int other = 0; other <= NO; other++) {
        assert_int_equal(intro_state_of(NO, other), INTRO_STATE_DECLINED);
        assert_int_equal(intro_state_of(other, NO), INTRO_STATE_DECLINED);
    }
}

static void test_days_rise_or_are_none(void **state) {
    (void)state;
    int v[FOLLOW_MAX];
    assert_int_equal(follow_days(LIT("2, 14, 42, 84, 180"), v), 5);
    assert_int_equal(v[0], 2);
    assert_int_equal(v[4], 180);
    assert_int_equal(follow_days(LIT(" 7 30 "), v), 2);
    static const char *const BAD[] = {"", "2, 2", "14, 2", "0", "-3", "x", "2000", "1,2,3,4,5,6,7,8,9"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) assert_int_equal(follow_days(str_of(BAD[i]), v), 0);
}

static void test_it_is_asked_on_each_day_once(void **state) {
    (void)state;
    static const int DAYS[] = {2, 14, 42, 84, 180};
    Day agreed = 20260101, today = agreed, next;
    size_t asked = 0;
    while ((next = follow_next(agreed, DAYS, 5, today)) != 0) {
        assert_true(next > today);
        assert_int_equal(day_number(next) - day_number(agreed), DAYS[asked]);
        asked++;
        today = next;
    }
    assert_int_equal(asked, 5);
    /* Whoever answers late is not asked at once for what has passed. */
    assert_int_equal(follow_next(agreed, DAYS, 5, day_plus(agreed, 50)), day_plus(agreed, 84));
    assert_int_equal(follow_next(0, DAYS, 5, agreed), 0);
}

static void test_a_pair_rests_for_a_year(void **state) {
    (void)state;
    Day no = 20260301;
    assert_true(pair_rests(no, no));
    assert_true(pair_rests(no, day_plus(no, 364)));
    assert_false(pair_rests(no, day_plus(no, 365)));
    assert_false(pair_rests(0, no));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_two_yes_agree_and_one_no_ends_it),
        cmocka_unit_test(test_days_rise_or_are_none),
        cmocka_unit_test(test_it_is_asked_on_each_day_once),
        cmocka_unit_test(test_a_pair_rests_for_a_year),
    };
    return cmocka_run_group_tests_name("follow", tests, NULL, NULL);
}

/* Feasts against days that were printed in calendars, and days of yearly events. */
#include "event/feast.h"

#include "event/event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static bool has(Day d, TextKey name) {
    Feast  v[FEASTS_A_DAY];
    size_t n = feasts_on(d, v);
    for (size_t i = 0; i < n; i++) {
        if (v[i].name == name) return true;
    }
    return false;
}

static void test_easter(void **state) {
    static const Day WEST[] = {20240331, 20250420, 20260405, 20270328, 20280416};
    static const Day EAST[] = {20240505, 20250420, 20260412, 20270502, 20280416};
    (void)state;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(easter_west(2024 + i), WEST[i]);
        assert_int_equal(easter_east(2024 + i), EAST[i]);
    }
    for (int year = 1950; year < 2090; year++) {
        assert_int_equal(day_weekday(easter_west(year)), 0);
        assert_int_equal(day_weekday(easter_east(year)), 0);
    }
}

static void test_jewish_feasts(void **state) {
    (void)state;
    assert_true(has(20260912, T_EVENT_ROSH_HASHANA));
    assert_true(has(20260913, T_EVENT_ROSH_HASHANA));
    assert_false(has(20260914, T_EVENT_ROSH_HASHANA));
    assert_true(has(20260921, T_EVENT_YOM_KIPPUR));
    assert_true(has(20261205, T_EVENT_HANUKKAH));
    assert_true(has(20261212, T_EVENT_HANUKKAH));
    assert_false(has(20261213, T_EVENT_HANUKKAH));
    assert_true(has(20240324, T_EVENT_PURIM));
    assert_false(has(20240223, T_EVENT_PURIM));
    assert_true(has(20270422, T_EVENT_PESACH));
    /* The ninth of Av of 5782 was a Sabbath. */
    assert_false(has(20220806, T_EVENT_NINTH_OF_AV));
    assert_true(has(20220807, T_EVENT_NINTH_OF_AV));
}

static void test_the_tables_are_a_day_off_at_most(void **state) {
    static const struct {
        Day     kept;
        TextKey name;
    } KEPT[] = {{20240410, T_EVENT_EID_FITR}, {20240616, T_EVENT_EID_ADHA}, {20250330, T_EVENT_EID_FITR},
                {20250606, T_EVENT_EID_ADHA}, {20260320, T_EVENT_EID_FITR}};
    (void)state;
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++) {
        bool near = false;
        for (int off = -1; off <= 1; off++) near = near || has(day_plus(KEPT[i].kept, off), KEPT[i].name);
        assert_true(near);
    }
}

static void test_months_follow_each_other(void **state) {
    MuslimDay was = muslim_of(20000101);
    (void)state;
    for (Day d = 20000102; d < 20500101; d = day_plus(d, 1)) {
        MuslimDay m = muslim_of(d);
        bool      next = m.year == was.year && m.month == was.month && m.date == was.date + 1;
        assert_true(next || (m.date == 1 && was.date >= 29));
        was = m;
    }
}

static void test_days_of_events(void **state) {
    Event once = {.from_on = 20261230, .until_on = 20270102}, yearly = once, leap = {.from_on = 20240229, .yearly = 1};
    (void)state;
    yearly.yearly = 1;
    assert_false(event_on(&once, 20261229));
    assert_true(event_on(&once, 20270101));
    assert_false(event_on(&once, 20271231));
    assert_true(event_on(&yearly, 20280102));
    assert_false(event_on(&yearly, 20260101));
    assert_int_equal(event_next(&once, 20260101), 20261230);
    assert_int_equal(event_next(&once, 20270103), 0);
    assert_int_equal(event_next(&yearly, 20270103), 20271230);
    assert_int_equal(event_next(&yearly, 20280101), 20280101);
    assert_true(event_on(&leap, 20250228));
    assert_true(event_on(&leap, 20280229));
}

static void test_times(void **state) {
    (void)state;
    assert_int_equal(time_minutes(LIT("16:30")), 990);
    assert_int_equal(time_minutes(LIT("9:05")), 545);
    assert_int_equal(time_minutes(LIT("24:00")), -1);
    assert_int_equal(time_minutes(LIT("9:5")), -1);
    assert_int_equal(time_minutes(LIT("9")), -1);
    assert_int_equal(time_minutes(LIT("")), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_easter),
        cmocka_unit_test(test_jewish_feasts),
        cmocka_unit_test(test_the_tables_are_a_day_off_at_most),
        cmocka_unit_test(test_months_follow_each_other),
        cmocka_unit_test(test_days_of_events),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

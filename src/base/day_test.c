/* day_test.c - dates and moments in UTC. */
#include "base/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_day_refuses_february_30(void **state) {
    (void)state;
    assert_false(day_valid(20260230));
    assert_false(day_valid(20260229));
    assert_true(day_valid(20280229));
    assert_false(day_valid(19000229));
    assert_true(day_valid(20000229));
    assert_int_equal(day_of(2026, 2, 30), 0);
    assert_int_equal(day_of(2026, 13, 1), 0);
    assert_int_equal(day_of(10000, 1, 1), 0);
    assert_int_equal(day_of(2026, 11, 23), 20261123);
}

static void test_day_unknown_and_nonsense_are_not_valid(void **state) {
    (void)state;
    static const Day bad[] = {0, -1, 1, 20260001, 20260100, 20261131, 100000101, INT32_MIN, INT32_MAX, 101};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) assert_false(day_valid(bad[k]));
    assert_true(day_valid(10101));
    assert_true(day_valid(99991231));
}

static void test_day_every_day_of_9999_years_comes_back(void **state) {
    (void)state;
    int32_t n = -719162;
    int     weekday = 1; /* 1 January of the year 1 is a Monday */
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int date = 1; date <= 31; date++) {
                Day d = day_of(year, month, date);
                if (d == 0) continue;
                if (day_number(d) != n || day_from_number(n) != d || day_weekday(d) != weekday)
                    fail_msg("%d: %d", d, day_number(d));
                n++;
                weekday = (weekday + 1) % 7;
            }
        }
    }
    assert_int_equal(n, 2932897);
    assert_int_equal(day_from_number(n), 0);
    assert_int_equal(day_from_number(-719163), 0);
    assert_int_equal(day_from_number(INT32_MIN), 0);
}

static void test_day_known_dates(void **state) {
    (void)state;
    assert_int_equal(day_number(19700101), 0);
    assert_int_equal(day_number(20000101), 10957);
    assert_int_equal(day_weekday(20261123), 1);
    assert_int_equal(day_plus(20261231, 1), 20270101);
    assert_int_equal(day_plus(20280228, 1), 20280229);
    assert_int_equal(day_plus(20270101, -1), 20261231);
    assert_int_equal(day_plus(99991231, 1), 0);
    assert_int_equal(day_plus(20260101, INT32_MAX), 0);
    assert_int_equal(day_year(20261123), 2026);
    assert_int_equal(day_month(20261123), 11);
    assert_int_equal(day_date(20261123), 23);
}

static void test_day_parse_takes_the_written_forms_of_the_region(void **state) {
    (void)state;
    static const char *const good[] = {
        "2026-11-23",
        "23.11.2026",
        "23/11/2026",
        "23-11-2026",
        "23.11.26",
        "23/11/26",
        "20261123",
        "  23.11.2026 ",
        "\xE2\x80\x8F"
        "23.11.2026\xE2\x80\x8E",
        "\xD9\xA2\xD9\xA3/\xD9\xA1\xD9\xA1/\xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA6"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        Day d = 0;
        if (!day_parse(str_of(good[k]), &d)) fail_msg("refused \"%s\"", good[k]);
        assert_int_equal(d, 20261123);
    }
    Day d;
    assert_true(day_parse(LIT("3.1.2026"), &d) && d == 20260103);
    assert_true(day_parse(LIT("2026-1-3"), &d) && d == 20260103);
    assert_true(day_parse(LIT("1.2.70"), &d) && d == 19700201);
    assert_true(day_parse(LIT("1.2.69"), &d) && d == 20690201);
    assert_true(day_parse(LIT("29.2.00"), &d) && d == 20000229);
}

static void test_day_parse_refuses_everything_else(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",           "23",           "23.11",      "23.11.",           "23.11.2026.", "23.11/2026",
        "23..2026",   "30.2.2026",    "11/23/2026", "2026/11/23",       "2026.11.23",  "26-11-23x",
        "23.11.026",  "23.11.20261",  "2026-11",    "2026-13-01",       "0000-01-01",  "00000101",
        "2026112",    "202611233",    "123.1.2026", "2026-11-23T00:00", "-1.1.2026",   "23 11 2026",
        "2026-111-3", "26-11-2026-1", "1.1.0000"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Day d = 99;
        if (day_parse(str_of(bad[k]), &d)) fail_msg("took \"%s\" as %d", bad[k], d);
        assert_int_equal(d, 99);
    }
}

static void test_day_iso_comes_back(void **state) {
    (void)state;
    for (int32_t n = -719162; n <= 2932896; n += 13) {
        char  room[16];
        Buf   b = {.p = room, .cap = sizeof room, .max = sizeof room};
        Day   d = day_from_number(n), back = 0;
        buf_day_iso(&b, d);
        if (!day_parse(buf_str(&b), &back) || back != d || b.n != 10) fail_msg("%d", d);
    }
    Buf b;
    buf_init(&b, 100);
    buf_day_iso(&b, 0);
    assert_int_equal(b.n, 0);
    buf_release(&b);
}

static void test_stamp_iso_is_utc_with_milliseconds(void **state) {
    (void)state;
    static const struct {
        Stamp       t;
        const char *text;
    } rows[] = {
        {INT64_C(1795419000000), "2026-11-23T07:30:00.000Z"}, {1, "1970-01-01T00:00:00.001Z"},
        {-1, "1969-12-31T23:59:59.999Z"}, {0, ""}, {INT64_C(-62135596800000), "0001-01-01T00:00:00.000Z"},
        {INT64_C(253402300799999), "9999-12-31T23:59:59.999Z"}, {INT64_C(253402300800000), ""},
        {INT64_C(-62135596800001), ""}, {INT64_MAX, ""}, {INT64_MIN, ""},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        Buf b;
        buf_init(&b, 100);
        buf_stamp_iso(&b, rows[k].t);
        assert_true(str_eq(buf_str(&b), str_of(rows[k].text)));
        Stamp back = 0;
        if (b.n) assert_true(stamp_parse(buf_str(&b), &back));
        if (b.n) assert_int_equal(back, rows[k].t);
        buf_release(&b);
    }
}

static void test_stamp_parse_takes_offsets_and_fractions(void **state) {
    (void)state;
    static const char *const good[] = {"2026-11-23T07:30:00.000Z",  "2026-11-23T07:30:00Z",
                                       "2026-11-23t07:30:00z",      "2026-11-23 09:30:00+02:00",
                                       "2026-11-22T23:30:00-08:00", "2026-11-23T07:30:00.0009999Z",
                                       "2026-11-23T07:29:60Z"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        Stamp t = 0;
        if (!stamp_parse(str_of(good[k]), &t)) fail_msg("refused %s", good[k]);
        assert_int_equal(t, INT64_C(1795419000000));
    }
    Stamp t;
    assert_true(stamp_parse(LIT("1970-01-01T00:00:00.5Z"), &t) && t == 500);
}

static void test_stamp_parse_refuses_everything_else(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "2026-11-23",
                                      "2026-11-23T07:30Z",
                                      "2026-11-23T07:30:00",
                                      "2026-11-23T24:00:00Z",
                                      "2026-11-23T07:60:00Z",
                                      "2026-11-23T07:30:61Z",
                                      "2026-02-30T07:30:00Z",
                                      "2026-11-23T07:30:00.Z",
                                      "2026-11-23T07:30:00.1234567890Z",
                                      "2026-11-23T07:30:00+0200",
                                      "2026-11-23T07:30:00+02:00x",
                                      "2026-11-23T07:30:00Zx",
                                      "0000-01-01T00:00:00Z",
                                      "0001-01-01T00:00:00+01:00",
                                      "9999-12-31T23:59:59-01:00",
                                      "9999-12-31T23:59:60Z",
                                      "2026-11-23X07:30:00Z",
                                      "2026-11-23T07:30:00+24:00"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Stamp t = 99;
        if (stamp_parse(str_of(bad[k]), &t)) fail_msg("took %s", bad[k]);
        assert_int_equal(t, 99);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day_refuses_february_30),
        cmocka_unit_test(test_day_unknown_and_nonsense_are_not_valid),
        cmocka_unit_test(test_day_every_day_of_9999_years_comes_back),
        cmocka_unit_test(test_day_known_dates),
        cmocka_unit_test(test_day_parse_takes_the_written_forms_of_the_region),
        cmocka_unit_test(test_day_parse_refuses_everything_else),
        cmocka_unit_test(test_day_iso_comes_back),
        cmocka_unit_test(test_stamp_iso_is_utc_with_milliseconds),
        cmocka_unit_test(test_stamp_parse_takes_offsets_and_fractions),
        cmocka_unit_test(test_stamp_parse_refuses_everything_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

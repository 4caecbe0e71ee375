/* zone_test.c - time zones. */
#include "base/zone.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define HOME "Asia/Jerusalem"
#define HOUR_MS INT64_C(3600000)

static Stamp utc(const char *text) {
    Stamp t = 0;
    assert_true(stamp_parse(str_of(text), &t));
    return t;
}

static void local_is(const char *at, const char *zone, Day d, int hhmm) {
    LocalTime l = stamp_local(utc(at), zone);
    if (l.d != d || l.hour * 100 + l.minute != hhmm)
        fail_msg("%s in %s: %d %d:%d", at, zone, l.d, l.hour, l.minute);
    assert_int_equal(l.weekday, day_weekday(d));
}

static void
test_zone_jerusalem_has_summer_time_from_the_friday_before_the_last_sunday_of_march(void **state) {
    (void)state;
    local_is("2026-03-26T23:59:59Z", HOME, 20260327, 159);
    local_is("2026-03-27T00:00:00Z", HOME, 20260327, 300);
    local_is("2026-10-24T22:59:00Z", HOME, 20261025, 159);
    local_is("2026-10-24T23:00:00Z", HOME, 20261025, 100);
    local_is("2026-11-23T07:30:00Z", HOME, 20261123, 930);
    local_is("2026-07-01T21:00:00Z", HOME, 20260702, 0);
}

static void test_zone_rule_holds_after_the_last_change_in_the_file(void **state) {
    (void)state;
    local_is("2060-03-25T23:59:59Z", HOME, 20600326, 159);
    local_is("2060-03-26T00:00:00Z", HOME, 20600326, 300);
    local_is("2060-10-30T22:59:00Z", HOME, 20601031, 159);
    local_is("2060-10-30T23:00:00Z", HOME, 20601031, 100);
    local_is("2060-01-15T12:00:00Z", "Australia/Sydney", 20600115, 2300);
    local_is("2060-07-15T12:00:00Z", "Australia/Sydney", 20600715, 2200);
    local_is("9998-07-15T12:00:00Z", HOME, 99980715, 1500);
}

static void test_zone_history_is_kept(void **state) {
    (void)state;
    local_is("1860-01-01T00:00:00Z", HOME, 18600101, 220); /* mean solar time of the place */
    local_is("1940-07-01T00:00:00Z", HOME, 19400701, 300);
    local_is("2012-09-23T00:00:00Z", HOME, 20120923, 200);
    local_is("1969-12-31T22:00:00Z", HOME, 19700101, 0);
}

static void test_stamp_of_a_skipped_time_is_as_long_after_the_change(void **state) {
    (void)state;
    assert_int_equal(stamp_of(20260327, 1, 59, HOME), utc("2026-03-26T23:59:00Z"));
    assert_int_equal(stamp_of(20260327, 2, 0, HOME), utc("2026-03-27T00:00:00Z"));
    assert_int_equal(stamp_of(20260327, 2, 30, HOME), utc("2026-03-27T00:30:00Z"));
    assert_int_equal(stamp_of(20260327, 3, 0, HOME), utc("2026-03-27T00:00:00Z"));
    assert_int_equal(stamp_local(stamp_of(20260327, 2, 30, HOME), HOME).hour, 3);
}

static void test_stamp_of_a_time_that_comes_twice_is_the_first(void **state) {
    (void)state;
    assert_int_equal(stamp_of(20261025, 0, 59, HOME), utc("2026-10-24T21:59:00Z"));
    assert_int_equal(stamp_of(20261025, 1, 0, HOME), utc("2026-10-24T22:00:00Z"));
    assert_int_equal(stamp_of(20261025, 1, 59, HOME), utc("2026-10-24T22:59:00Z"));
    assert_int_equal(stamp_of(20261025, 2, 0, HOME), utc("2026-10-25T00:00:00Z"));
}

static void test_stamp_of_every_quarter_of_an_hour_comes_back(void **state) {
    (void)state;
    static const char *const zones[] = {HOME, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
                                        "UTC"};
    for (size_t k = 0; k < sizeof zones / sizeof zones[0]; k++) {
        for (Stamp t = utc("2025-12-30T00:00:00Z"); t < utc("2027-01-02T00:00:00Z"); t += HOUR_MS / 4) {
            LocalTime l = stamp_local(t, zones[k]);
            Stamp     back = stamp_of(l.d, l.hour, l.minute, zones[k]);
            /* Only the second coming of an autumn hour (half an hour on Lord Howe) goes to the first. */
            bool second = back == t - HOUR_MS || back == t - HOUR_MS / 2;
            if (back != t && !second) fail_msg("%s: %d %d:%d", zones[k], l.d, l.hour, l.minute);
            LocalTime again = stamp_local(back, zones[k]);
            assert_true(again.d == l.d && again.hour == l.hour && again.minute == l.minute);
        }
    }
}

static void test_zone_unknown_names_mean_utc(void **state) {
    (void)state;
    static const char *const bad[] = {"",
                                      "Nowhere/Town",
                                      "../../etc/passwd",
                                      "/etc/localtime",
                                      "Asia",
                                      "Asia//Jerusalem",
                                      "zone.tab",
                                      "Asia/Jerusalem ",
                                      "Asia/../Asia/Jerusalem"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        assert_false(zone_load(bad[k]));
        local_is("2026-07-01T21:00:00Z", bad[k], 20260701, 2100);
    }
    assert_false(zone_load(NULL));
    assert_int_equal(stamp_day(utc("2026-07-01T21:00:00Z"), NULL), 20260701);
    assert_true(zone_load(HOME));
}

static void test_stamp_unknown_has_no_local_time(void **state) {
    (void)state;
    assert_int_equal(stamp_day(0, HOME), 0);
    assert_int_equal(stamp_local(0, HOME).hour, 0);
    assert_int_equal(stamp_day(INT64_MAX, HOME), 0);
    assert_int_equal(stamp_day(INT64_MIN, HOME), 0);
    assert_int_equal(stamp_day(-1, HOME), 19700101);
}

/* A zone file with no changes and this rule behind it. */
static size_t make_file(unsigned char *p, const char *rule) {
    static const unsigned char half[] = {
        'T', 'Z', 'i',  'f',  '2', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* version, 15 unused */
        0,   0,   0,    0,    0,   0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
        0,   0,   0,    1, /* one kind of time, one letter */
        0,   0,   0x0E, 0x10, 0,   0, 0,
    };
    size_t n = 0;
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < sizeof half; i++) p[n++] = half[i];
    }
    p[n++] = '\n';
    for (; *rule; rule++) p[n++] = (unsigned char)*rule;
    p[n++] = '\n';
    return n;
}

static void rule_is(const char *rule, const char *at, int32_t offset_s) {
    unsigned char file[256];
    Zone         *z = zone_read(file, make_file(file, rule));
    if (!z) fail_msg("refused %s", rule);
    if (zone_offset_s(z, utc(at) / 1000) != offset_s)
        fail_msg("%s at %s: %d", rule, at, zone_offset_s(z, utc(at) / 1000));
    zone_free(z);
}

static void test_zone_rules_of_every_kind(void **state) {
    (void)state;
    unsigned char file[256];
    rule_is("", "2026-07-01T00:00:00Z", 3600);
    rule_is("IST-2", "2026-07-01T00:00:00Z", 7200);
    Zone *z = zone_read(file, make_file(file, "IST-2IDT,M3.4.4/26,M10.5.0"));
    assert_int_equal(zone_offset_s(z, INT64_MAX), 7200);
    assert_int_equal(zone_offset_s(z, INT64_MIN), 7200);
    zone_free(z);
    rule_is("<+0330>-3:30", "2026-07-01T00:00:00Z", 12600);
    rule_is("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -18000);
    rule_is("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -14400);
    rule_is("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T05:59:59Z", -14400);
    rule_is("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -18000);
    /* Day 60 of the Julian count is always 1 March; day 59 from 0 is 29 February in a leap year. */
    rule_is("AAA0BBB,J60/0,J300/0", "2028-02-29T23:59:59Z", 0);
    rule_is("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 3600);
    rule_is("AAA0BBB,J59/0,J300/0", "2028-02-28T00:00:00Z", 3600);
    rule_is("AAA0BBB,59/0,299/0", "2028-02-29T00:00:00Z", 3600);
    rule_is("AAA0BBB,59/0,299/0", "2027-03-01T00:00:00Z", 3600);
    rule_is("AAA0BBB,59/0,299/0", "2027-02-28T23:59:59Z", 0);
    rule_is("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200);
    rule_is("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600);
}

static void test_zone_files_that_are_not_right_are_refused(void **state) {
    (void)state;
    static const char *const bad[] = {"I-2",
                                      "IST",
                                      "IST-2IDT",
                                      "IST-2IDT,M3.4.4/26",
                                      "IST-2IDT,M13.4.4,M10.5.0",
                                      "IST-2IDT,M3.6.4,M10.5.0",
                                      "IST-2IDT,M3.4.7,M10.5.0",
                                      "IST-2IDT,J0,J300",
                                      "IST-2IDT,M3.4.4,M10.5.0x",
                                      "IST-99",
                                      "<+03-3",
                                      "IST-2:60",
                                      "IST-2IDT,J366,J1"};
    unsigned char file[256];
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        Zone *z = zone_read(file, make_file(file, bad[k]));
        if (z) fail_msg("took %s", bad[k]);
    }
    size_t n = make_file(file, "IST-2");
    for (size_t cut = 0; cut < n; cut++) assert_null(zone_read(file, cut));
}

static void test_zone_read_survives_broken_files(void **state) {
    (void)state;
    unsigned char good[256], file[256];
    size_t        n = make_file(good, "IST-2IDT,M3.4.4/26,M10.5.0");
    Rng           r;
    rng_seed(&r, 42);
    for (int round = 0; round < 50000; round++) {
        for (size_t i = 0; i < n; i++) file[i] = good[i];
        for (uint64_t k = 1 + rng_below(&r, 4); k > 0; k--)
            file[rng_below(&r, n)] = (unsigned char)rng_below(&r, 256);
        Zone *z = zone_read(file, n - rng_below(&r, 3));
        if (z) assert_in_range(zone_offset_s(z, (int64_t)rng_next(&r) >> 20) + 100000, 0, 200000);
        zone_free(z);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_zone_jerusalem_has_summer_time_from_the_friday_before_the_last_sunday_of_march),
        cmocka_unit_test(test_zone_rule_holds_after_the_last_change_in_the_file),
        cmocka_unit_test(test_zone_history_is_kept),
        cmocka_unit_test(test_stamp_of_a_skipped_time_is_as_long_after_the_change),
        cmocka_unit_test(test_stamp_of_a_time_that_comes_twice_is_the_first),
        cmocka_unit_test(test_stamp_of_every_quarter_of_an_hour_comes_back),
        cmocka_unit_test(test_zone_unknown_names_mean_utc),
        cmocka_unit_test(test_stamp_unknown_has_no_local_time),
        cmocka_unit_test(test_zone_rules_of_every_kind),
        cmocka_unit_test(test_zone_files_that_are_not_right_are_refused),
        cmocka_unit_test(test_zone_read_survives_broken_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

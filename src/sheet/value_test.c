#include "sheet/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void expect_micro(const char *text, char mark, int64_t micro, bool unsure) {
    CellNumber n;
    if (!cell_number(str_of(text), mark, &n)) fail_msg("%s is no number", text);
    if (!n.fits || n.micro != micro || n.unsure != unsure)
        fail_msg("%s: fits %d micro %lld unsure %d", text, n.fits, (long long)n.micro, n.unsure);
}

static void test_numbers_are_read_with_either_decimal_mark(void **state) {
    (void)state;
    expect_micro("1,234.50", 0, 1234500000, false);
    expect_micro("1.234,50", 0, 1234500000, false);
    expect_micro("1 234,5", 0, 1234500000, false);
    expect_micro("1'234'567", 0, 1234567000000, false);
    expect_micro("1.234.567", 0, 1234567000000, false);
    expect_micro("12,5", 0, 12500000, false);
    expect_micro("0.125", 0, 125000, false);
    expect_micro("-3", 0, -3000000, false);
    expect_micro("3-", 0, -3000000, false);
    expect_micro("(12.5)", 0, -12500000, false);
    expect_micro("\u06621\u0661\u066b\u0665", 0, 211500000, false);
    expect_micro("+7", 0, 7000000, false);
    expect_micro("1e3", 0, 1000000000, false);
}

static void test_three_digits_behind_one_mark_are_unsure_until_the_column_speaks(void **state) {
    (void)state;
    expect_micro("1,234", 0, 1234000000, true);
    expect_micro("1.234", 0, 1234000, true);
    expect_micro("1,234", ',', 1234000, false);
    expect_micro("1.234", ',', 1234000000, false);
    NumberStyle st = {0};
    number_style_see(&st, LIT("1.234"));
    assert_int_equal(number_style_mark(&st), 0);
    number_style_see(&st, LIT("12,50"));
    number_style_see(&st, LIT("1.234.567"));
    assert_int_equal(number_style_mark(&st), ',');
}

static void test_money_and_percent_carry_their_sign(void **state) {
    (void)state;
    CellNumber n;
    assert_true(cell_number(LIT("\u20aa 4,250"), '.', &n));
    assert_string_equal(n.currency, "ILS");
    assert_true(n.micro == 4250000000);
    assert_true(cell_number(LIT("99.90 \u05e9\"\u05d7"), 0, &n));
    assert_string_equal(n.currency, "ILS");
    assert_true(cell_number(LIT("$5"), 0, &n));
    assert_string_equal(n.currency, "USD");
    assert_true(cell_number(LIT("12.5%"), 0, &n));
    assert_true(n.percent && n.micro == 125000);
}

static void test_what_is_no_number_is_refused(void **state) {
    (void)state;
    static const char *const NOT[] = {"", "-", "abc", "1-2", "1,23,4", "12:30", "1/2",
                                      "1.2.3", "--5", "5 5 a", ".", "1,2,3.4"};
    CellNumber n;
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
        if (cell_number(str_of(NOT[i]), 0, &n)) fail_msg("'%s' gave %f", NOT[i], n.x);
}

static void expect_date(const char *text, DateOrder order, Day day, int hour, bool unsure) {
    CellDate d;
    if (!cell_date(str_of(text), order, false, &d)) fail_msg("%s is no date", text);
    if (d.d != day || d.hour != hour || d.unsure != unsure)
        fail_msg("%s: %d %d:%d unsure %d", text, d.d, d.hour, d.minute, d.unsure);
}

static void test_dates_are_read_in_the_forms_people_write(void **state) {
    (void)state;
    expect_date("23.11.2026", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("23/11/26", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("3-2-1999", ORDER_UNKNOWN, 19990203, -1, true);
    expect_date("3/2/1999", ORDER_DMY, 19990203, -1, false);
    expect_date("3/2/1999", ORDER_MDY, 19990302, -1, false);
    expect_date("11/23/2026", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("2026-11-23", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("2026-11-23T07:30:00Z", ORDER_UNKNOWN, 20261123, 7, false);
    expect_date("23.11.2026 07:30", ORDER_UNKNOWN, 20261123, 7, false);
    expect_date("11/23/2026 07:30 PM", ORDER_UNKNOWN, 20261123, 19, false);
    expect_date("20261123", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("23 Nov 2026", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("Nov 23, 2026", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("23 \u05d1\u05e0\u05d5\u05d1\u05de\u05d1\u05e8 2026", ORDER_UNKNOWN, 20261123, -1, false);
    expect_date("23 "
                "\u062a\u0634\u0631\u064a\u0646 \u0627\u0644\u062b\u0627\u0646\u064a 2026",
                ORDER_UNKNOWN, 20261123, -1, false);
}

static void test_what_is_no_date_is_refused(void **state) {
    (void)state;
    static const char *const NOT[] = {"", "30.2.2026", "32/1/2026", "13/13/2026", "12345678", "1.2", "0501234567",
                                      "2026", "1/2/3", "05-1234567", "23 foo 2026", "12.5.2026.1"};
    CellDate d;
    for (size_t i = 0; i < sizeof NOT / sizeof *NOT; i++)
        if (cell_date(str_of(NOT[i]), ORDER_UNKNOWN, false, &d)) fail_msg("'%s' gave %d", NOT[i], d.d);
}

static void test_a_column_tells_the_order_of_its_dates(void **state) {
    (void)state;
    DateStyle st = {0};
    date_style_see(&st, LIT("3/2/1999"));
    assert_int_equal(date_style_order(&st), ORDER_UNKNOWN);
    date_style_see(&st, LIT("1/23/1999"));
    assert_int_equal(date_style_order(&st), ORDER_MDY);
}

static void test_day_numbers_of_spreadsheets_know_both_systems(void **state) {
    (void)state;
    Day d;
    int s;
    assert_true(day_of_serial(1, false, &d, &s) && d == 19000101);
    assert_true(day_of_serial(59, false, &d, &s) && d == 19000228);
    assert_true(day_of_serial(61, false, &d, &s) && d == 19000301);
    assert_true(day_of_serial(44927.5, false, &d, &s) && d == 20230101 && s == 43200);
    assert_true(day_of_serial(43465, true, &d, &s) && d == 20230101);
    assert_true(day_of_serial(44926.9999999, false, &d, &s) && d == 20230101 && s == 0);
    assert_false(day_of_serial(0.5, false, &d, &s));
    assert_false(day_of_serial(1e9, false, &d, &s));
    CellDate c;
    assert_true(cell_date(LIT("44927"), ORDER_UNKNOWN, true, &c) && c.serial && c.d == 20230101);
    assert_false(cell_date(LIT("44927"), ORDER_UNKNOWN, false, &c));
}

static void test_yes_and_no_are_known_in_three_languages(void **state) {
    (void)state;
    bool yes = false;
    assert_true(cell_yesno(LIT("\u05db\u05df"), &yes) && yes);
    assert_true(cell_yesno(LIT("\u0644\u0627"), &yes) && !yes);
    assert_true(cell_yesno(LIT("Yes"), &yes) && yes);
    assert_false(cell_yesno(LIT("maybe"), &yes));
}

static void test_israeli_numbers_have_a_check_digit(void **state) {
    (void)state;
    char d[10];
    assert_true(il_number_parse(LIT("51-400000-9"), d));
    assert_string_equal(d, "514000009");
    assert_true(il_number_parse(LIT("18"), d) == false);
    assert_true(il_number_valid(LIT("000000018")));
    assert_false(il_number_valid(LIT("514000008")));
    assert_false(il_number_valid(LIT("0000000000")));
    assert_false(il_number_valid(LIT("000000000")));
    assert_false(il_number_valid(LIT("51400000x")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_are_read_with_either_decimal_mark),
        cmocka_unit_test(test_three_digits_behind_one_mark_are_unsure_until_the_column_speaks),
        cmocka_unit_test(test_money_and_percent_carry_their_sign),
        cmocka_unit_test(test_what_is_no_number_is_refused),
        cmocka_unit_test(test_dates_are_read_in_the_forms_people_write),
        cmocka_unit_test(test_what_is_no_date_is_refused),
        cmocka_unit_test(test_a_column_tells_the_order_of_its_dates),
        cmocka_unit_test(test_day_numbers_of_spreadsheets_know_both_systems),
        cmocka_unit_test(test_yes_and_no_are_known_in_three_languages),
        cmocka_unit_test(test_israeli_numbers_have_a_check_digit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

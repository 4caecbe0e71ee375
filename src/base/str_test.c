/* str_test.c - borrowed text. */
#include "base/str.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void same(Str got, const char *want) {
    if (!str_eq(got, str_of(want))) fail_msg("got \"%.*s\", not \"%s\"", STR_ARG(got), want);
}

static void test_str_empty_and_missing_are_the_same(void **state) {
    (void)state;
    assert_true(str_eq((Str){0}, LIT("")));
    assert_true(str_eq(str_of(NULL), str_of("")));
    assert_int_equal(str_cmp((Str){0}, LIT("")), 0);
    assert_int_equal(str_hash((Str){0}), str_hash(LIT("")));
    assert_int_equal(str_trim((Str){0}).n, 0);
    assert_int_equal(str_find((Str){0}, LIT("a")), -1);
    assert_int_equal(str_find_byte((Str){0}, 'a'), -1);
    assert_true(str_starts((Str){0}, (Str){0}));
}

static void test_str_order_is_bytewise_and_shorter_first(void **state) {
    (void)state;
    assert_true(str_cmp(LIT("a"), LIT("b")) < 0);
    assert_true(str_cmp(LIT("ab"), LIT("a")) > 0);
    assert_true(str_cmp(LIT("z"), LIT("\xD7\x90")) < 0);
    assert_int_equal(str_cmp(LIT("ab"), LIT("ab")), 0);
}

static void test_str_eq_nocase_folds_ascii_only(void **state) {
    (void)state;
    assert_true(str_eq_nocase(LIT("Content-Type"), LIT("content-tYPE")));
    assert_false(str_eq_nocase(LIT("\xC3\x84"), LIT("\xC3\xA4")));
    assert_false(str_eq_nocase(LIT("@"), LIT("`")));
    assert_false(str_eq_nocase(LIT("["), LIT("{")));
    assert_false(str_eq_nocase(LIT("a"), LIT("ab")));
}

static void test_str_find_gives_the_first_place(void **state) {
    (void)state;
    assert_int_equal(str_find(LIT("abcabc"), LIT("ca")), 2);
    assert_int_equal(str_find(LIT("abc"), LIT("abcd")), -1);
    assert_int_equal(str_find(LIT("abc"), LIT("")), 0);
    assert_int_equal(str_find_byte(LIT("abcb"), 'b'), 1);
    assert_true(str_starts(LIT("abc"), LIT("ab")));
    assert_false(str_starts(LIT("ab"), LIT("abc")));
    assert_true(str_ends(LIT("abc"), LIT("bc")));
    assert_false(str_ends(LIT("abc"), LIT("ab")));
}

static void test_str_sub_is_cut_to_what_is_there(void **state) {
    (void)state;
    same(str_sub(LIT("abcdef"), 2, 3), "cde");
    same(str_sub(LIT("abc"), 2, SIZE_MAX), "c");
    same(str_sub(LIT("abc"), 3, 1), "");
    same(str_sub(LIT("abc"), SIZE_MAX, SIZE_MAX), "");
    same(str_sub((Str){0}, 5, 1), "");
}

static void test_str_trim_takes_blanks_and_bidi_marks_off_both_ends(void **state) {
    (void)state;
    same(str_trim(LIT(" \t\r\n a b \v\f")), "a b");
    same(str_trim(LIT("\xC2\xA0\xE2\x80\x8F 052 \xE2\x80\x8E\xC2\xA0")), "052");
    same(str_trim(LIT("\xE2\x80\x90")), "\xE2\x80\x90");
    same(str_trim(LIT(" \xE2\x80\x8E ")), "");
    same(str_trim(LIT("\xC2\xA0")), "");
}

static void test_str_split_gives_every_part(void **state) {
    (void)state;
    static const struct {
        const char *text, *parts;
    } rows[] = {{"a,,b", "[a][][b]"}, {"a,", "[a]"},   {",a", "[][a]"}, {"", ""},
                {",", "[]"},          {"abc", "[abc]"}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        Str    rest = str_of(rows[k].text), part;
        char   got[64] = "";
        size_t n = 0;
        while (str_split(&rest, ',', &part)) n += (size_t)snprintf(got + n, 64 - n, "[%.*s]", STR_ARG(part));
        assert_string_equal(got, rows[k].parts);
    }
}

static void test_str_int_takes_whole_numbers_that_fit(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t     n;
    } good[] = {{"0", 0}, {"-0", 0}, {"+7", 7}, {"007", 7}, {"-12400", -12400},
                {"9223372036854775807", INT64_MAX}, {"-9223372036854775808", INT64_MIN}};
    static const char *const bad[] = {"", "-", "+", " 1", "1 ", "1.0", "0x10", "--1", "9223372036854775808",
                                      "-9223372036854775809", "99999999999999999999", "\xD9\xA1"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        int64_t n = 99;
        assert_true(str_int(str_of(good[k].text), &n));
        assert_int_equal(n, good[k].n);
    }
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        int64_t n = 99;
        if (str_int(str_of(bad[k]), &n)) fail_msg("took \"%s\"", bad[k]);
        assert_int_equal(n, 99);
    }
}

static void test_str_real_takes_decimal_numbers_only(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double      x;
    } good[] = {{"0", 0}, {"-1.5", -1.5}, {"+.5", 0.5}, {"5.", 5}, {"1e3", 1000}, {"31.2518E-2", 0.312518}};
    static const char *const bad[] = {
        "",      ".",   "-",
        "e3",    "1e",  "1,5",
        "inf",   "nan", "0x1p3",
        "1 ",    " 1",  "1e999",
        "1.2.3", "1e+", "00000000000000000000000000000000000000000000000000000000000000000"};
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++) {
        double x = 99;
        assert_true(str_real(str_of(good[k].text), &x));
        assert_true(fabs(x - good[k].x) < 1e-12);
    }
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        double x = 99;
        if (str_real(str_of(bad[k]), &x)) fail_msg("took \"%s\"", bad[k]);
        assert_true(x > 98);
    }
}

static void test_str_hash_spreads_near_keys_over_a_table(void **state) {
    (void)state;
    enum { SLOTS = 1024, KEYS = 8192 };
    unsigned char slots[SLOTS] = {0};
    for (int k = 0; k < KEYS; k++) {
        char z[32];
        snprintf(z, sizeof z, "field_%d", k);
        slots[str_hash(str_of(z)) % SLOTS]++;
    }
    /* Eight a slot on average; a fair throw leaves hardly any slot empty and none above thirty. */
    int empty = 0, most = 0;
    for (int k = 0; k < SLOTS; k++) {
        empty += slots[k] == 0;
        if (slots[k] > most) most = slots[k];
    }
    assert_true(empty < 5);
    assert_true(most < 30);
    assert_true(str_hash(LIT("a")) != str_hash((Str){"a\0", 2}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str_empty_and_missing_are_the_same),
        cmocka_unit_test(test_str_order_is_bytewise_and_shorter_first),
        cmocka_unit_test(test_str_eq_nocase_folds_ascii_only),
        cmocka_unit_test(test_str_find_gives_the_first_place),
        cmocka_unit_test(test_str_sub_is_cut_to_what_is_there),
        cmocka_unit_test(test_str_trim_takes_blanks_and_bidi_marks_off_both_ends),
        cmocka_unit_test(test_str_split_gives_every_part),
        cmocka_unit_test(test_str_int_takes_whole_numbers_that_fit),
        cmocka_unit_test(test_str_real_takes_decimal_numbers_only),
        cmocka_unit_test(test_str_hash_spreads_near_keys_over_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

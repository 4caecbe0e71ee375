/* utf8_test.c - reading and writing UTF-8. */
#include "base/utf8.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define STATE(a) Arena a; arena_init(&a, 1 << 20)

static uint32_t one(Str s, size_t *ret_i) {
    *ret_i = 0;
    return utf8_next(s, ret_i);
}

static void test_utf8_reads_one_to_four_bytes(void **state) {
    (void)state;
    size_t i;
    assert_int_equal(one(LIT("a"), &i), 'a');
    assert_int_equal(i, 1);
    assert_int_equal(one(LIT("ש"), &i), 0x5E9);
    assert_int_equal(i, 2);
    assert_int_equal(one(LIT("₪"), &i), 0x20AA);
    assert_int_equal(i, 3);
    assert_int_equal(one(LIT("\xF0\x9F\x8C\x8D"), &i), 0x1F30D);
    assert_int_equal(i, 4);
    assert_int_equal(one(LIT("\xF4\x8F\xBF\xBF"), &i), 0x10FFFF);
}

static void test_utf8_refuses_what_the_standard_refuses(void **state) {
    (void)state;
    static const char *const bad[] = {
        "\x80",             "\xBF",             "\xC0\x80",         "\xC1\xBF",         "\xE0\x80\x80",
        "\xE0\x9F\xBF",     "\xED\xA0\x80",     "\xED\xBF\xBF",     "\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE",             "\xFF",             "\xC3",
        "\xE2\x82",         "\xF0\x9F\x8C",     "\xC3(",            "\xE2\x28\xA1",     "\xE2\x82\x28",
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        size_t i;
        assert_int_equal(one(str_of(bad[k]), &i), UTF8_BAD);
        assert_int_equal(i, 1);
        assert_false(utf8_valid(str_of(bad[k])));
    }
}

static void test_utf8_every_character_comes_back(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        char   out[4];
        size_t n = utf8_put(out, c), i;
        if (one((Str){out, n}, &i) != c || i != n) fail_msg("U+%04X", c);
    }
}

static void test_utf8_length_counts_characters(void **state) {
    (void)state;
    assert_int_equal(utf8_length(LIT("")), 0);
    assert_int_equal(utf8_length(LIT("שלום")), 4);
    assert_int_equal(utf8_length(LIT("a\xFF\xC3z")), 4);
    assert_true(str_eq(utf8_head(LIT("שלום"), 2), LIT("של")));
    assert_true(str_eq(utf8_head(LIT("של"), 9), LIT("של")));
    assert_int_equal(utf8_head(LIT("של"), 0).n, 0);
}

static void test_utf8_arabic_digits_become_western(void **state) {
    (void)state;
    assert_int_equal(utf8_digit(0x660), '0');
    assert_int_equal(utf8_digit(0x669), '9');
    assert_int_equal(utf8_digit(0x6F5), '5');
    assert_int_equal(utf8_digit(0x66A), 0x66A);
    assert_int_equal(utf8_digit('7'), '7');
}

static void line_is(Str in, Str want) {
    STATE(a);
    Str got = utf8_clean_line(&a, in);
    if (!str_eq(got, want)) fail_msg("%.*s became %.*s", STR_ARG(in), STR_ARG(got));
    assert_true(str_eq(utf8_clean_line(&a, got), got));
    arena_release(&a);
}

static void text_is(Str in, Str want) {
    STATE(a);
    Str got = utf8_clean_text(&a, in);
    if (!str_eq(got, want)) fail_msg("%.*s became %.*s", STR_ARG(in), STR_ARG(got));
    assert_true(str_eq(utf8_clean_text(&a, got), got));
    arena_release(&a);
}

static void test_utf8_clean_line_is_one_line_without_hidden_characters(void **state) {
    (void)state;
    line_is(LIT("  רקמה   לקיה \t"), LIT("רקמה לקיה"));
    line_is(LIT("a\r\nb\nc"), LIT("a b c"));
    line_is(LIT("a\x01\x7F\xC2\x80z"), LIT("az"));
    line_is(LIT("a\xC2\xA0\xE3\x80\x80z"), LIT("a z"));
    line_is(LIT("\xE2\x80\xAEgpj.exe\xE2\x80\xAC"), LIT("gpj.exe"));
    line_is(LIT("\xE2\x81\xA6z\xE2\x81\xA9\xE2\x80\x8F"), LIT("z"));
    line_is(LIT("\xEF\xBB\xBFz\xE2\x80\x8B"), LIT("z"));
    line_is(LIT("a\xFFz"), LIT("a\xEF\xBF\xBDz"));
    line_is(LIT("\xEF\xBF\xBE"), LIT("\xEF\xBF\xBD"));
    line_is(LIT(" \xE2\x80\x8F\n"), LIT(""));
    line_is(LIT(""), LIT(""));
}

static void test_utf8_clean_text_keeps_lines_and_marks(void **state) {
    (void)state;
    text_is(LIT("\n a\r\nb \r  c\n\nd\n"), LIT("a\nb\nc\n\nd"));
    text_is(LIT("א\xE2\x80\x8F!\xE2\x80\xAA"), LIT("א\xE2\x80\x8F!"));
    text_is(LIT("a\xE2\x80\xA8z"), LIT("a\nz"));
    text_is(LIT("\xE2\x80\x8F \xE2\x80\x8E"), LIT(""));
}

static void test_utf8_cleaning_random_bytes_gives_stable_valid_text(void **state) {
    (void)state;
    static const uint32_t odd[] = {' ', '\n', '\r', 0x200E, 0x202E, 0x2066, 0xA0, 0x2028, 0xFEFF, 0x5D0, 'x'};
    STATE(a);
    Rng r;
    rng_seed(&r, 20261125);
    for (int round = 0; round < 20000; round++) {
        char   raw[64];
        size_t n = 0, want = rng_below(&r, 60);
        while (n < want) {
            if (rng_below(&r, 3)) n += utf8_put(raw + n, odd[rng_below(&r, sizeof odd / sizeof odd[0])]);
            else raw[n++] = (char)rng_below(&r, 256);
        }
        for (int lines = 0; lines < 2; lines++) {
            Str (*clean)(Arena *, Str) = lines ? utf8_clean_text : utf8_clean_line;
            Str once = clean(&a, (Str){raw, n}), twice = clean(&a, once);
            assert_true(utf8_valid(once));
            assert_true(str_eq(once, twice));
            assert_true(lines || str_find_byte(once, '\n') < 0);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

/* A second reading of the standard's table 3-7, as a check on the first. */
static size_t well_formed(const unsigned char *p, size_t n) {
    static const struct {
        unsigned char first[2], second[2];
        size_t        n;
    } table[] = {
        {{0x00, 0x7F}, {0, 0}, 1},       {{0xC2, 0xDF}, {0x80, 0xBF}, 2}, {{0xE0, 0xE0}, {0xA0, 0xBF}, 3},
        {{0xE1, 0xEC}, {0x80, 0xBF}, 3}, {{0xED, 0xED}, {0x80, 0x9F}, 3}, {{0xEE, 0xEF}, {0x80, 0xBF}, 3},
        {{0xF0, 0xF0}, {0x90, 0xBF}, 4}, {{0xF1, 0xF3}, {0x80, 0xBF}, 4}, {{0xF4, 0xF4}, {0x80, 0x8F}, 4},
    };
    for (size_t k = 0; k < sizeof table / sizeof table[0]; k++) {
        if (p[0] < table[k].first[0] || p[0] > table[k].first[1]) continue;
        if (n < table[k].n) return 0;
        for (size_t i = 1; i < table[k].n; i++) {
            unsigned char low = i == 1 ? table[k].second[0] : 0x80, high = i == 1 ? table[k].second[1] : 0xBF;
            if (p[i] < low || p[i] > high) return 0;
        }
        return table[k].n;
    }
    return 0;
}

static void test_utf8_agrees_with_the_table_of_the_standard(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 7);
    for (int round = 0; round < 300000; round++) {
        char raw[6];
        for (size_t k = 0; k < sizeof raw; k++)
            raw[k] = (char)(rng_below(&r, 2) ? 0x80 : 0xC0) ^ (char)rng_below(&r, 64);
        size_t n = 1 + rng_below(&r, sizeof raw), i;
        size_t want = well_formed((unsigned char *)raw, n);
        bool   bad = one((Str){raw, n}, &i) == UTF8_BAD;
        assert_int_equal(bad, want == 0);
        assert_int_equal(i, want ? want : 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_reads_one_to_four_bytes),
        cmocka_unit_test(test_utf8_refuses_what_the_standard_refuses),
        cmocka_unit_test(test_utf8_every_character_comes_back),
        cmocka_unit_test(test_utf8_length_counts_characters),
        cmocka_unit_test(test_utf8_arabic_digits_become_western),
        cmocka_unit_test(test_utf8_clean_line_is_one_line_without_hidden_characters),
        cmocka_unit_test(test_utf8_clean_text_keeps_lines_and_marks),
        cmocka_unit_test(test_utf8_cleaning_random_bytes_gives_stable_valid_text),
        cmocka_unit_test(test_utf8_agrees_with_the_table_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

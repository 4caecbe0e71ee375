#include "sheet/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static CharsetGuess guess_file(const char *name) {
    char path[256], bytes[8192];
    snprintf(path, sizeof path, "test/data/sheet/%s", name);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    size_t n = fread(bytes, 1, sizeof bytes, in);
    fclose(in);
    return charset_guess((Str){bytes, n}, true);
}

static void expect_charset(const char *name, Charset c) {
    CharsetGuess g = guess_file(name);
    if (g.charset != c || g.percent < 70) fail_msg("%s: %s, %d%%", name, charset_name(g.charset), g.percent);
}

static void test_encodings_are_found_by_their_letters(void **state) {
    (void)state;
    expect_charset("he_businesses_utf8.csv", CHARSET_UTF8);
    expect_charset("he_businesses_utf16le.csv", CHARSET_UTF16LE);
    expect_charset("he_businesses_utf16be_bom.csv", CHARSET_UTF16BE);
    expect_charset("he_businesses_cp1255.csv", CHARSET_WINDOWS_1255);
    expect_charset("he_report_cp1255.csv", CHARSET_WINDOWS_1255);
    expect_charset("he_businesses_cp862.csv", CHARSET_CP862);
    expect_charset("he_visual_8859_8.csv", CHARSET_ISO_8859_8);
    expect_charset("ar_businesses_cp1256.csv", CHARSET_WINDOWS_1256);
    expect_charset("ar_businesses_8859_6.csv", CHARSET_ISO_8859_6);
    expect_charset("ar_businesses_utf8.csv", CHARSET_UTF8);
    expect_charset("it_businesses_cp1252.csv", CHARSET_WINDOWS_1252);
}

static void test_visual_order_is_suspected_by_final_letters_at_the_start(void **state) {
    (void)state;
    assert_true(guess_file("he_visual_8859_8.csv").visual);
    assert_false(guess_file("he_businesses_cp1255.csv").visual);
}

static void test_lost_letters_and_double_decoding_are_noticed(void **state) {
    (void)state;
    assert_true(guess_file("he_lost.csv").lost);
    assert_false(guess_file("he_businesses_utf8.csv").lost);
    CharsetGuess g = guess_file("he_mojibake_cp1252.csv");
    assert_int_equal(g.mojibake, CHARSET_WINDOWS_1252);
    assert_true(g.mojibake_sure);
    assert_int_equal(guess_file("ar_businesses_utf8.csv").mojibake, CHARSET_AUTO);
    assert_int_equal(guess_file("it_businesses_cp1252.csv").mojibake, CHARSET_AUTO);
}

static void test_a_question_is_not_a_lost_word(void **state) {
    (void)state;
    assert_false(text_lost(LIT("open on Friday?")));
    assert_false(text_lost(LIT("really???")));
    assert_false(text_lost(LIT("https://example.org/?a=b")));
    assert_false(text_lost(LIT("?")));
    assert_true(text_lost(LIT("???? ?????")));
    assert_true(text_lost(LIT("caf?s")));
    assert_true(text_lost(LIT("a\xEF\xBF\xBD")));
}

static void decode(Charset c, Str in, size_t piece, Buf *out) {
    Decoder d;
    decoder_init(&d, c);
    for (size_t i = 0; i < in.n || in.n == 0; i += piece) {
        decoder_feed(&d, str_sub(in, i, piece), i + piece >= in.n, out);
        if (in.n == 0) break;
    }
}

static void expect_decoded(Charset c, Str in, Str want) {
    for (size_t piece = 1; piece <= 7; piece++) {
        Buf b;
        buf_init(&b, 1 << 16);
        decode(c, in, piece, &b);
        if (!str_eq(buf_str(&b), want)) fail_msg("%s in pieces of %zu: %.*s", charset_name(c), piece, (int)b.n, b.p);
        buf_release(&b);
    }
}

static void test_pieces_may_cut_characters_anywhere(void **state) {
    (void)state;
    expect_decoded(CHARSET_UTF8, LIT("a\u05e9\u20aa\U0001F600z"), LIT("a\u05e9\u20aa\U0001F600z"));
    expect_decoded(CHARSET_UTF8, LIT("a\xE2\x82z"), LIT("a\xEF\xBF\xBD\xEF\xBF\xBDz"));
    expect_decoded(CHARSET_UTF8, LIT("\xF0\x9F\x98"), LIT("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"));
    expect_decoded(CHARSET_UTF16LE, (Str){"a\0\xE9\x05\x3D\xD8\x00\xDE", 8}, LIT("a\u05e9\U0001F600"));
    expect_decoded(CHARSET_UTF16LE, (Str){"\x3D\xD8" "a\0\x00\xDE", 6}, LIT("\uFFFDa\uFFFD"));
    expect_decoded(CHARSET_UTF16BE, (Str){"\0a\x05\xE9\0", 5}, LIT("a\u05e9\uFFFD"));
    expect_decoded(CHARSET_WINDOWS_1255, LIT("\xF9\xEC\xE5\xED \xA4 5\xFF"),
                   LIT("\u05e9\u05dc\u05d5\u05dd \u20aa 5\uFFFD"));
    expect_decoded(CHARSET_WINDOWS_1256, LIT("\xC7\xE1\xED\xE6\xE3"), LIT("\u0627\u0644\u064a\u0648\u0645"));
    expect_decoded(CHARSET_CP862, LIT("\x99\x8C\x85\x8D"), LIT("\u05e9\u05dc\u05d5\u05dd"));
}

static void test_double_decoding_is_undone_or_left_alone(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1024);
    assert_true(mojibake_undo(LIT("(\u00d7\u00a9\u00d7\u0153) 5"), CHARSET_WINDOWS_1252, &b));
    assert_true(str_eq(buf_str(&b), LIT("(\u05e9\u05dc) 5")));
    buf_clear(&b);
    assert_false(mojibake_undo(LIT("caf\u00e9"), CHARSET_WINDOWS_1252, &b));
    assert_false(mojibake_undo(LIT("plain"), CHARSET_WINDOWS_1252, &b));
    assert_int_equal(b.n, 0);
    buf_release(&b);
}

static void test_visual_text_is_turned_round_but_not_its_numbers(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1024);
    visual_undo(LIT("(\u05d0\u05d1) 12.50 \u05dd\u05d5\u05dc\u05e9 Ltd"), &b);
    if (!str_eq(buf_str(&b), LIT("Ltd \u05e9\u05dc\u05d5\u05dd 12.50 (\u05d1\u05d0)"))) fail_msg("%.*s", (int)b.n, b.p);
    buf_release(&b);
}

static void test_names_of_encodings_are_known(void **state) {
    (void)state;
    Charset c = CHARSET_AUTO;
    assert_true(charset_parse(LIT("Windows-1255"), &c) && c == CHARSET_WINDOWS_1255);
    assert_true(charset_parse(LIT("UTF8"), &c) && c == CHARSET_UTF8);
    assert_true(charset_parse(LIT("iso-8859-8-i"), &c) && c == CHARSET_WINDOWS_1255);
    assert_true(charset_parse(LIT("latin1"), &c) && c == CHARSET_WINDOWS_1252);
    assert_false(charset_parse(LIT("koi8-r"), &c));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_encodings_are_found_by_their_letters),
        cmocka_unit_test(test_visual_order_is_suspected_by_final_letters_at_the_start),
        cmocka_unit_test(test_lost_letters_and_double_decoding_are_noticed),
        cmocka_unit_test(test_a_question_is_not_a_lost_word),
        cmocka_unit_test(test_pieces_may_cut_characters_anywhere),
        cmocka_unit_test(test_double_decoding_is_undone_or_left_alone),
        cmocka_unit_test(test_visual_text_is_turned_round_but_not_its_numbers),
        cmocka_unit_test(test_names_of_encodings_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

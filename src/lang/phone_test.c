/* phone_test.c - telephone numbers and money as people type them. */
#include "lang/show.h"

#include "base/rand.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void phone_is(const char *typed, const char *home, const char *want, bool want_repaired) {
    char e164[20] = "untouched";
    bool repaired = !want_repaired;
    if (!phone_parse(str_of(typed), home, e164, &repaired)) fail_msg("refused \"%s\"", typed);
    if (strcmp(e164, want) != 0) fail_msg("\"%s\" is %s, not %s", typed, e164, want);
    if (repaired != want_repaired) fail_msg("\"%s\": repaired %d", typed, repaired);
}

static void phone_refused(const char *typed, const char *home) {
    char e164[20] = "untouched";
    bool repaired = true;
    if (phone_parse(str_of(typed), home, e164, &repaired)) fail_msg("took \"%s\" as %s", typed, e164);
    assert_string_equal(e164, "untouched");
    assert_true(repaired);
}

static void test_phone_every_written_form_of_one_mobile_is_the_same_number(void **state) {
    (void)state;
    static const char *const forms[] = {
        "0525550142",
        "052-5550142",
        "052-555-0142",
        "052 555 0142",
        "052.555.0142",
        "(052) 5550142",
        "052/5550142",
        "+972525550142",
        "+972-52-555-0142",
        "+972 52 555 0142",
        "+972 (0)52-555-0142",
        "+972-052-5550142",
        "00972525550142",
        "00972-52-5550142",
        "  052-555-0142 ",
        "\u200E052-555-0142\u200F",
        "052\u00A0555\u00A00142",
        "052–555–0142",
        "052־5550142",
        "\u202A+972 52-555-0142\u202C",
        "٠٥٢٥٥٥٠١٤٢",
        "۰۵۲۵۵۵۰۱۴۲",
        "05-25-55-01-42",
    };
    for (size_t k = 0; k < sizeof forms / sizeof forms[0]; k++)
        phone_is(forms[k], "972", "+972525550142", false);
}

static void test_phone_that_lost_its_zero_or_plus_is_repaired(void **state) {
    (void)state;
    phone_is("525550142", "972", "+972525550142", true);
    phone_is("52-555-0142", "972", "+972525550142", true);
    phone_is("86551234", "972", "+97286551234", true);
    phone_is("972525550142", "972", "+972525550142", true);
    phone_is("775550142", "972", "+972775550142", true);
    phone_is("441632960142", "44", "+441632960142", true);
}

static void test_phone_kinds_of_national_numbers(void **state) {
    (void)state;
    phone_is("02-555-1234", "972", "+97225551234", false);
    phone_is("08-655-1234", "972", "+97286551234", false);
    phone_is("072-255-1234", "972", "+972722551234", false);
    phone_is("1-700-500-142", "972", "+9721700500142", false);
    phone_is("1800500142", "972", "+9721800500142", false);
    phone_is("+972 1-700-500-142", "972", "+9721700500142", false);
}

static void test_phone_from_abroad(void **state) {
    (void)state;
    phone_is("+970 59 912 3456", "972", "+970599123456", false);
    phone_is("00970599123456", "972", "+970599123456", false);
    phone_is("+44 1632 960142", "972", "+441632960142", false);
    phone_is("+1 (202) 555-0142", "972", "+12025550142", false);
    phone_is("01632 960142", "44", "+441632960142", false);
    phone_is("+972525550142", "", "+972525550142", false);
    phone_is("+972525550142", NULL, "+972525550142", false);
}

static void test_phone_of_a_home_that_dials_no_zero_keeps_every_digit(void **state) {
    (void)state;
    phone_is("080 521 4567", "39", "+390805214567", false);
    phone_is("347 123 4567", "39", "+393471234567", false);
    phone_is("393 123 4567", "39", "+393931234567", false);
    phone_is("+39 080 521 4567", "39", "+390805214567", false);
    phone_is("39 347 123 4567", "39", "+393471234567", true);
    phone_is("612 345 678", "34", "+34612345678", false);
    phone_is("34612345678", "34", "+34612345678", true);
    phone_refused("113", "39");
    phone_refused("3471234", "39");
    Reader at_home = {.lang = LANG_EN, .phone_home = "39"};
    Buf    b;
    buf_init(&b, 1000);
    plain_phone(&b, &at_home, LIT("+390805214567"));
    assert_true(str_eq(buf_str(&b), LIT("\u2066080-521-4567\u2069")));
    buf_release(&b);
}

static void test_phone_refuses_what_is_not_one(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "-",
        "+",
        "0",
        "00",
        "000000000",
        "052-555-014",
        "052-555-01423",
        "05255501420",
        "06-555-1234",
        "01-555-1234",
        "002555014",
        "*2700",
        "100",
        "1234",
        "052-555-0142 ext 5",
        "052-555-0142, 050-1234567",
        "052-555-0142/053-555-0143",
        "tel",
        "05x5550142",
        "+052-555-0142",
        "++972525550142",
        "+97252555014",
        "972+525550142",
        "+972525550142999999",
        "+9720",
        "+0525550142",
        "+972625551234",
        "12345678901234567890",
        "1-200-500-142",
        "052555014\xFF",
        "₪0525550142",
        "15550142",
        "6551234",
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) phone_refused(bad[k], "972");
    phone_refused("0525550142", "");
    phone_refused("0525550142", NULL);
    phone_refused("525550142", "");
}

static Str shown(Buf *b, const Reader *r, const char *e164) {
    buf_clear(b);
    plain_phone(b, r, str_of(e164));
    Str s = buf_str(b);
    assert_true(str_starts(s, LIT("\u2066")) && str_ends(s, LIT("\u2069")));
    return str_sub(s, 3, s.n - 6);
}

static void test_phone_is_shown_national_at_home_and_with_its_country_abroad(void **state) {
    (void)state;
    static const struct {
        const char *e164, *home, *abroad;
    } rows[] = {
        {"+972525550142", "052-555-0142", "+972 52-555-0142"},
        {"+97286551234", "08-655-1234", "+972 8-655-1234"},
        {"+972722551234", "072-255-1234", "+972 72-255-1234"},
        {"+9721700500142", "1-700-500-142", "+972 170-050-0142"},
        {"+970599123456", "+970 59-912-3456", "+970 59-912-3456"},
        {"+12025550142", "+1 202-555-0142", "+1 202-555-0142"},
        {"+441632960142", "+44 163-296-0142", "+44 163-296-0142"},
        {"+3726661234", "+372 666-1234", "+372 666-1234"},
        {"+4930123456789", "+49 301-234-567-89", "+49 301-234-567-89"},
        {"052-555", "052-555", "052-555"},
        {"+0123456789", "+0123456789", "+0123456789"},
        {"+9725255", "+9725255", "+9725255"},
    };
    Reader home = {.lang = LANG_AR, .phone_home = "972"}, abroad = {.lang = LANG_AR, .phone_home = "39"};
    Buf    b;
    buf_init(&b, 1000);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        Str s = shown(&b, &home, rows[k].e164);
        if (!str_eq(s, str_of(rows[k].home))) fail_msg("%s: %.*s", rows[k].e164, STR_ARG(s));
        s = shown(&b, &abroad, rows[k].e164);
        if (!str_eq(s, str_of(rows[k].abroad))) fail_msg("%s: %.*s", rows[k].e164, STR_ARG(s));
    }
    buf_clear(&b);
    show_phone(&b, &home, LIT("+972525550142"));
    assert_true(str_eq(buf_str(&b), LIT("<bdi dir=\"ltr\">052-555-0142</bdi>")));
    buf_release(&b);
}

/* Any number, shown and typed in again, is the same number, with separators of any kind in between. */
static void test_phone_shown_and_typed_again_is_the_same(void **state) {
    (void)state;
    static const char *const areas[] = {"50", "52", "58", "72", "77", "2", "3", "4", "8", "9"};
    static const char *const between[] = {"", " ", "-", ".", "\u200E", "–", "/"};
    Reader r = {.lang = LANG_HE, .phone_home = "972"};
    Rng    rng;
    Buf    b;
    rng_seed(&rng, 972);
    buf_init(&b, 1000);
    for (int round = 0; round < 20000; round++) {
        char want[20], typed[200] = "", got[20];
        bool repaired;
        snprintf(want, sizeof want, "+972%s%07d", areas[rng_below(&rng, 10)], (int)rng_below(&rng, 10000000));
        Str s = shown(&b, &r, want);
        assert_true(phone_parse(s, "972", got, &repaired) && !repaired);
        assert_string_equal(got, want);
        size_t n = 0;
        for (size_t i = 0; i < s.n; i++) {
            const char *sep = between[rng_below(&rng, 7)];
            if (s.p[i] != '-') n += (size_t)snprintf(typed + n, sizeof typed - n, "%c%s", s.p[i], sep);
        }
        assert_true(phone_parse(str_of(typed), "972", got, &repaired) && !repaired);
        assert_string_equal(got, want);
        assert_true(phone_parse(str_sub(s, 1, s.n), "972", got, &repaired) && repaired);
        assert_string_equal(got, want);
    }
    buf_release(&b);
}

static void test_phone_random_text_never_makes_a_number_that_is_not_e164(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 13);
    for (int round = 0; round < 200000; round++) {
        char   raw[24], e164[20];
        bool   repaired;
        size_t n = rng_below(&r, sizeof raw);
        for (size_t k = 0; k < n; k++) raw[k] = "0123456789972+-()/ \xE2\x80\x8Ex"[rng_below(&r, 24)];
        if (!phone_parse((Str){raw, n}, "972", e164, &repaired)) continue;
        size_t digits = strspn(e164 + 1, "0123456789");
        assert_true(e164[0] == '+' && e164[1] != '0' && e164[1 + digits] == 0 && digits >= 8 && digits <= 15);
    }
}

static void test_money_as_typed_is_hundredths(void **state) {
    (void)state;
    static const struct {
        const char *typed;
        int64_t     minor;
    } rows[] = {
        {"0", 0},
        {"4250", 425000},
        {"4,250", 425000},
        {"4250.50", 425050},
        {"4250.5", 425050},
        {"4,250.05", 425005},
        {"₪ 4,250", 425000},
        {"₪4250", 425000},
        {"4,250 ₪", 425000},
        {"4,250\u00A0₪", 425000},
        {"4250 ש״ח", 425000},
        {"4250 ש\"ח", 425000},
        {"4250 شيكل", 425000},
        {"nis 12", 1200},
        {"12 ILS", 1200},
        {"-12.50", -1250},
        {"−12.50", -1250},
        {"₪-5", -500},
        {"-₪5", -500},
        {"1,234,567", 123456700},
        {" 7 ", 700},
        {"٤٢٥٠", 425000},
        {"٤٬٢٥٠٫٥", 425050},
        {"999999999999.99", 99999999999999},
        {"007", 700},
        {"0.01", 1},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        int64_t minor = 99;
        if (!money_parse(str_of(rows[k].typed), &minor)) fail_msg("refused \"%s\"", rows[k].typed);
        assert_int_equal(minor, rows[k].minor);
    }
}

static void test_money_that_can_be_read_in_two_ways_is_refused(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        " ",
        "₪",
        "-",
        "4.250,50",
        "4.250",
        "4,25",
        "42,50",
        "4,2500",
        "4,,250",
        ",250",
        "4250.",
        ".5",
        "4.5.5",
        "1,23,456",
        "1234,567",
        "$5",
        "5 USD",
        "4 250",
        "--5",
        "1e3",
        "12x",
        "1000000000000",
        "4250.505",
        "4,250.5,5",
        "0,5",
        "5-",
        "4250.-5",
        "\xFF",
        "99999999999999999999999999999999999999",
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        int64_t minor = 99;
        if (money_parse(str_of(bad[k]), &minor)) fail_msg("took \"%s\" as %lld", bad[k], (long long)minor);
        assert_int_equal(minor, 99);
    }
}

static void test_money_shown_and_typed_again_is_the_same(void **state) {
    (void)state;
    Rng rng;
    Buf b;
    rng_seed(&rng, 17);
    buf_init(&b, 1000);
    for (int round = 0; round < 10000; round++) {
        Reader  r = {.lang = (Lang)rng_below(&rng, LANG_N)};
        int64_t minor =
                    (int64_t)rng_below(&rng, 1ull << rng_below(&rng, 44)) * (rng_below(&rng, 2) ? 1 : -1),
                back;
        buf_clear(&b);
        plain_money(&b, &r, minor, "ILS");
        Arena a;
        arena_init(&a, 1000);
        if (!money_parse(utf8_clean_line(&a, buf_str(&b)), &back)) fail_msg("%.*s", STR_ARG(buf_str(&b)));
        assert_int_equal(back, minor);
        arena_release(&a);
    }
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phone_every_written_form_of_one_mobile_is_the_same_number),
        cmocka_unit_test(test_phone_that_lost_its_zero_or_plus_is_repaired),
        cmocka_unit_test(test_phone_kinds_of_national_numbers),
        cmocka_unit_test(test_phone_from_abroad),
        cmocka_unit_test(test_phone_of_a_home_that_dials_no_zero_keeps_every_digit),
        cmocka_unit_test(test_phone_refuses_what_is_not_one),
        cmocka_unit_test(test_phone_is_shown_national_at_home_and_with_its_country_abroad),
        cmocka_unit_test(test_phone_shown_and_typed_again_is_the_same),
        cmocka_unit_test(test_phone_random_text_never_makes_a_number_that_is_not_e164),
        cmocka_unit_test(test_money_as_typed_is_hundredths),
        cmocka_unit_test(test_money_that_can_be_read_in_two_ways_is_refused),
        cmocka_unit_test(test_money_shown_and_typed_again_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

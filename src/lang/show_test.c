/* show_test.c - numbers, dates, names and money as people read them. */
#include "lang/show.h"

#include "lang/inner.h"
#include "lang/plain.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unicode/ubidi.h>
#include <unicode/ustring.h>
#include <cmocka.h>

#define NOW INT64_C(1795419000000) /* 2026-11-23 07:30 UTC, a Monday */
#define NBSP "\u00A0"
#define LRI "\u2066"
#define RLI "\u2067"
#define FSI "\u2068"
#define PDI "\u2069"

static Reader reader(Lang l) {
    return (Reader){.lang = l, .zone = "Asia/Jerusalem", .now = NOW, .today = 20261123, .currency = "ILS",
                    .phone_home = "972"};
}

static Buf buf(void) {
    Buf b;
    buf_init(&b, 1 << 16);
    return b;
}

/* Compares what was written and gives the buffer back. */
static void is(Buf *b, const char *want) {
    if (!str_eq(buf_str(b), str_of(want))) fail_msg("wrote %.*s\n      not %s", STR_ARG(buf_str(b)), want);
    buf_release(b);
}

#define SHOWS(want, call)                                                                                \
    do {                                                                                                 \
        Buf b = buf();                                                                                   \
        call;                                                                                            \
        is(&b, want);                                                                                    \
    } while (0)

static const Reader *in(Lang l) {
    static Reader readers[LANG_N];
    readers[l] = reader(l);
    return &readers[l];
}

static void test_show_names_and_codes_stand_in_their_isolates(void **state) {
    (void)state;
    SHOWS("<bdi>רקמה &amp; &lt;b&gt;</bdi>", show_name(&b, LIT("רקמה & <b>")));
    SHOWS("<bdi dir=\"ltr\">a@b.example</bdi>", show_code(&b, LIT("a@b.example")));
    SHOWS(FSI "רקמה & <b>" PDI, plain_name(&b, LIT("רקמה & <b>")));
    SHOWS(LRI "A-17" PDI, plain_code(&b, LIT("A-17")));
    SHOWS("–", show_name(&b, LIT("")));
    SHOWS("–", plain_code(&b, LIT("")));
}

static void test_show_numbers_are_grouped_with_western_digits_in_every_language(void **state) {
    (void)state;
    for (int l = 0; l < LANG_N; l++) {
        SHOWS("<bdi dir=\"ltr\">12,400</bdi>", show_number(&b, in((Lang)l), 12400));
        SHOWS("<bdi dir=\"ltr\">−999</bdi>", show_number(&b, in((Lang)l), -999));
        SHOWS("<bdi dir=\"ltr\">9,223,372,036,854,775,807</bdi>", show_number(&b, in((Lang)l), INT64_MAX));
        SHOWS("<bdi dir=\"ltr\">−9,223,372,036,854,775,807</bdi>", show_number(&b, in((Lang)l), -INT64_MAX));
        SHOWS("<bdi dir=\"ltr\">41%</bdi>", show_percent(&b, in((Lang)l), 41));
        SHOWS("<bdi dir=\"ltr\">−41%</bdi>", show_percent(&b, in((Lang)l), -41));
        SHOWS(LRI "0" PDI, plain_number(&b, in((Lang)l), 0));
    }
}

static void test_show_real_rounds_and_has_no_minus_zero(void **state) {
    (void)state;
    const Reader *r = in(LANG_HE);
    SHOWS("<bdi dir=\"ltr\">12,400.5</bdi>", show_real(&b, r, 12400.5, 1));
    SHOWS("<bdi dir=\"ltr\">−1,234,567.89</bdi>", show_real(&b, r, -1234567.891, 2));
    SHOWS("<bdi dir=\"ltr\">0.00</bdi>", show_real(&b, r, -0.001, 2));
    SHOWS("<bdi dir=\"ltr\">1,000</bdi>", show_real(&b, r, 999.6, 0));
    SHOWS("–", show_real(&b, NULL, NAN, 1));
    SHOWS("–", show_real(&b, NULL, -INFINITY, 1));
}

static void test_show_unknown_is_a_dash_with_words_and_never_zero(void **state) {
    (void)state;
    static const char dash[] = "<span class=\"unknown\"><span aria-hidden=\"true\">–</span>"
                               "<span class=\"vh\">עדיין לא ידוע</span></span>";
    const Reader *r = in(LANG_HE);
    SHOWS(dash, show_number(&b, r, NUMBER_NONE));
    SHOWS(dash, show_percent(&b, r, NUMBER_NONE));
    SHOWS(dash, show_real(&b, r, NAN, 2));
    SHOWS(dash, show_money(&b, r, NUMBER_NONE, "ILS"));
    SHOWS(dash, show_phone(&b, r, LIT("")));
    SHOWS(dash, show_day(&b, r, 0));
    SHOWS(dash, show_day_long(&b, r, 20260230));
    SHOWS(dash, show_day_second(&b, r, 0));
    SHOWS(dash, show_day_near(&b, r, 0));
    SHOWS(dash, show_month(&b, r, 2026, 13));
    SHOWS(dash, show_stamp(&b, r, 0));
    SHOWS(dash, show_time(&b, r, 0));
    SHOWS(dash, show_size(&b, r, -1));
    SHOWS("–", plain_number(&b, r, NUMBER_NONE));
    SHOWS("–", plain_money(&b, r, NUMBER_NONE, "ILS"));
    SHOWS("–", plain_day(&b, r, 0));
    SHOWS("–", plain_stamp(&b, r, 0));
    SHOWS("–", plain_phone(&b, r, LIT("")));
}

static void test_plain_day_str_is_the_day_or_nothing(void **state) {
    (void)state;
    Arena a = {0};
    arena_init(&a, 4096);
    assert_true(str_eq(plain_day_str(&a, in(LANG_HE), 20270103), LIT(LRI "3.1.2027" PDI)));
    assert_true(str_eq(plain_day_str(&a, in(LANG_EN), 20270103), LIT(LRI "3 Jan 2027" PDI)));
    assert_int_equal(plain_day_str(&a, in(LANG_EN), 0).n, 0);
    arena_release(&a);
}

static void test_show_money_has_its_sign_on_the_side_of_the_language(void **state) {
    (void)state;
    SHOWS("<bdi dir=\"rtl\">4,250" NBSP "₪</bdi>", show_money(&b, in(LANG_HE), 425000, "ILS"));
    SHOWS("<bdi dir=\"rtl\">4,250" NBSP "₪</bdi>", show_money(&b, in(LANG_AR), 425000, "ILS"));
    SHOWS("<bdi dir=\"ltr\">₪4,250</bdi>", show_money(&b, in(LANG_EN), 425000, "ILS"));
    SHOWS("<bdi dir=\"rtl\"><bdi dir=\"ltr\">−4,250</bdi>" NBSP "₪</bdi>",
          show_money(&b, in(LANG_HE), -425000, "ILS"));
    SHOWS("<bdi dir=\"ltr\">−₪4,250</bdi>", show_money(&b, in(LANG_EN), -425000, "ILS"));
    SHOWS(RLI "4,250" NBSP "₪" PDI, plain_money(&b, in(LANG_HE), 425000, "ILS"));
    SHOWS(RLI LRI "−0.05" PDI NBSP "₪" PDI, plain_money(&b, in(LANG_HE), -5, "ILS"));
    SHOWS(LRI "−₪0.05" PDI, plain_money(&b, in(LANG_EN), -5, "ILS"));
}

static void test_show_money_has_small_parts_only_where_there_are_some(void **state) {
    (void)state;
    const Reader *r = in(LANG_EN);
    SHOWS("<bdi dir=\"ltr\">₪0</bdi>", show_money(&b, r, 0, "ILS"));
    SHOWS("<bdi dir=\"ltr\">₪4,250.50</bdi>", show_money(&b, r, 425050, "ILS"));
    SHOWS("<bdi dir=\"ltr\">$1.05</bdi>", show_money(&b, r, 105, "USD"));
    SHOWS("<bdi dir=\"ltr\">JOD" NBSP "1.005</bdi>", show_money(&b, r, 1005, "JOD"));
    SHOWS("<bdi dir=\"ltr\">¥105</bdi>", show_money(&b, r, 105, "JPY"));
    SHOWS("<bdi dir=\"rtl\">1.05" NBSP "CHF</bdi>", show_money(&b, in(LANG_HE), 105, "CHF"));
    SHOWS("<bdi dir=\"ltr\">−₪92,233,720,368,547,758.07</bdi>", show_money(&b, r, -INT64_MAX, "ILS"));
}

static void test_show_day_in_three_languages(void **state) {
    (void)state;
    static const char iso[] = "<time datetime=\"2026-11-23\" dir=\"ltr\">";
    char              want[128];
    snprintf(want, sizeof want, "%s23.11.2026</time>", iso);
    SHOWS(want, show_day(&b, in(LANG_HE), 20261123));
    SHOWS(want, show_day(&b, in(LANG_AR), 20261123));
    snprintf(want, sizeof want, "%s23 Nov 2026</time>", iso);
    SHOWS(want, show_day(&b, in(LANG_EN), 20261123));
    SHOWS(LRI "3.1.2027" PDI, plain_day(&b, in(LANG_HE), 20270103));
    SHOWS(LRI "3 Jan 2027" PDI, plain_day(&b, in(LANG_EN), 20270103));
}

static void test_show_day_long_in_three_languages(void **state) {
    (void)state;
    SHOWS("<time datetime=\"2026-11-23\" dir=\"rtl\">יום שני, 23 בנובמבר 2026</time>",
          show_day_long(&b, in(LANG_HE), 20261123));
    SHOWS("<time datetime=\"2026-11-23\" dir=\"rtl\">الاثنين، 23 تشرين الثاني 2026</time>",
          show_day_long(&b, in(LANG_AR), 20261123));
    SHOWS("<time datetime=\"2026-11-23\" dir=\"ltr\">Monday, 23 November 2026</time>",
          show_day_long(&b, in(LANG_EN), 20261123));
    SHOWS("<time datetime=\"2026-11-28\" dir=\"rtl\">שבת, 28 בנובמבר 2026</time>",
          show_day_long(&b, in(LANG_HE), 20261128));
    SHOWS("<time datetime=\"2026-11\" dir=\"rtl\">נובמבר 2026</time>", show_month(&b, in(LANG_HE), 2026, 11));
    SHOWS("<time datetime=\"2026-02\" dir=\"rtl\">شباط 2026</time>", show_month(&b, in(LANG_AR), 2026, 2));
}

static void test_show_day_second_is_the_hebrew_date(void **state) {
    (void)state;
    SHOWS("<time datetime=\"2026-11-23\" dir=\"rtl\">י״ג בכסלו תשפ״ז</time>",
          show_day_second(&b, in(LANG_HE), 20261123));
    SHOWS("<time datetime=\"2026-11-23\" dir=\"ltr\">13 Kislev 5787</time>",
          show_day_second(&b, in(LANG_EN), 20261123));
    SHOWS("<time datetime=\"2026-11-23\" dir=\"rtl\">13 كسليف 5787</time>",
          show_day_second(&b, in(LANG_AR), 20261123));
    SHOWS("<time datetime=\"2024-02-24\" dir=\"rtl\">ט״ו באדר א׳ תשפ״ד</time>",
          show_day_second(&b, in(LANG_HE), 20240224));
    SHOWS("<time datetime=\"2024-03-24\" dir=\"rtl\">י״ד באדר ב׳ תשפ״ד</time>",
          show_day_second(&b, in(LANG_HE), 20240324));
    SHOWS("<time datetime=\"2026-03-03\" dir=\"ltr\">14 Adar 5786</time>",
          show_day_second(&b, in(LANG_EN), 20260303));
}

static void near_is(Lang l, Day d, const char *want) {
    Buf b = buf();
    show_day_near(&b, in(l), d);
    Str       s = buf_str(&b);
    ptrdiff_t from = str_find_byte(s, '>') + 1;
    s = str_sub(s, (size_t)from, s.n - (size_t)from - sizeof "</time>" + 1);
    if (!str_eq(s, str_of(want))) fail_msg("%d: %.*s, not %s", d, STR_ARG(s), want);
    buf_release(&b);
}

static void test_show_day_near_speaks_of_days_within_a_week(void **state) {
    (void)state;
    near_is(LANG_EN, 20261123, "today");
    near_is(LANG_EN, 20261122, "yesterday");
    near_is(LANG_EN, 20261124, "tomorrow");
    near_is(LANG_EN, 20261121, "2 days ago");
    near_is(LANG_EN, 20261129, "in 6 days");
    near_is(LANG_EN, 20261130, "30 Nov 2026");
    near_is(LANG_EN, 20261116, "16 Nov 2026");
    near_is(LANG_HE, 20261121, "לפני יומיים");
    near_is(LANG_HE, 20261120, "לפני 3 ימים");
    near_is(LANG_HE, 20261125, "בעוד יומיים");
    near_is(LANG_HE, 20261123, "היום");
    near_is(LANG_AR, 20261122, "أمس");
    near_is(LANG_AR, 20261121, "قبل يومين");
    near_is(LANG_AR, 20261120, "قبل 3 أيام");
    near_is(LANG_AR, 20261126, "بعد 3 أيام");
}

static void test_show_stamp_is_local_time_of_the_region(void **state) {
    (void)state;
    SHOWS("<bdi dir=\"ltr\">09:30</bdi>", show_time(&b, in(LANG_AR), NOW));
    SHOWS("<time datetime=\"2026-11-23T07:30:00.000Z\" dir=\"rtl\"><bdi dir=\"ltr\">23.11.2026</bdi>, "
          "<bdi dir=\"ltr\">09:30</bdi></time>",
          show_stamp(&b, in(LANG_HE), NOW));
    SHOWS(RLI LRI "23.11.2026" PDI "، " LRI "09:30" PDI PDI, plain_stamp(&b, in(LANG_AR), NOW));
    SHOWS(LRI LRI "23 Nov 2026" PDI ", " LRI "09:30" PDI PDI, plain_stamp(&b, in(LANG_EN), NOW));
}

static void test_show_size_uses_the_unit_that_fits(void **state) {
    (void)state;
    const Reader *r = in(LANG_EN);
    SHOWS("<bdi dir=\"ltr\">0 bytes</bdi>", show_size(&b, r, 0));
    SHOWS("<bdi dir=\"ltr\">999 bytes</bdi>", show_size(&b, r, 999));
    SHOWS("<bdi dir=\"ltr\">1 kB</bdi>", show_size(&b, r, 1000));
    SHOWS("<bdi dir=\"ltr\">214 kB</bdi>", show_size(&b, r, 214321));
    SHOWS("<bdi dir=\"ltr\">1.4 MB</bdi>", show_size(&b, r, 1400000));
    SHOWS("<bdi dir=\"ltr\">1 MB</bdi>", show_size(&b, r, 999999));
    SHOWS("<bdi dir=\"ltr\">10 MB</bdi>", show_size(&b, r, 9970000));
    SHOWS("<bdi dir=\"ltr\">3,000 GB</bdi>", show_size(&b, r, INT64_C(3000000000000)));
    SHOWS("<bdi dir=\"rtl\">214 ק״ב</bdi>", show_size(&b, in(LANG_HE), 214321));
}

/* What a reader sees from left to right when `s` stands alone in a paragraph from right to left, after a
** word of this language; isolates are taken away and brackets not mirrored. By ICU's bidi algorithm (UAX
** #9). */
static void seen(Str word, Str s, char *out, size_t max) {
    UChar      text[256], seen16[256];
    char       utf8[256];
    int32_t    n = 0;
    UErrorCode error = U_ZERO_ERROR;
    snprintf(utf8, sizeof utf8, "%.*s %.*s %.*s", STR_ARG(word), STR_ARG(s), STR_ARG(word));
    u_strFromUTF8(text, 256, &n, utf8, -1, &error);
    UBiDi *bidi = ubidi_open();
    ubidi_setPara(bidi, text, n, 1, NULL, &error);
    n = ubidi_writeReordered(bidi, seen16, 256, UBIDI_REMOVE_BIDI_CONTROLS, &error);
    ubidi_close(bidi);
    u_strToUTF8(utf8, sizeof utf8, &n, seen16, n, &error);
    assert_true(U_SUCCESS(error));
    /* The words stand at both ends; what is between them is the value. */
    Str line = {utf8, (size_t)n};
    while (line.n && (unsigned char)line.p[0] >= 0x80) line = str_sub(line, 1, line.n);
    while (line.n && (unsigned char)line.p[line.n - 1] >= 0x80) line.n--;
    line = str_trim(line);
    snprintf(out, max, "%.*s", STR_ARG(line));
}

/* What bare data turns into in Hebrew and in Arabic text, as a browser was seen to draw it; and the same
** data in its isolate. */
static void test_bidi_data_is_turned_round_bare_and_drawn_right_in_its_isolate(void **state) {
    (void)state;
    static const struct {
        const char *data, *in_hebrew, *in_arabic;
    } rows[] = {
        {"052-555-0142", "052-555-0142", "0142-555-052"},
        {"+972 52-555-0142", "52-555-0142 972+", "0142-555-52 972+"},
        {"+972525550142", "972525550142+", "972525550142+"},
        {"23.11.2026", "23.11.2026", "23.11.2026"},
        {"23/11/2026", "23/11/2026", "23/11/2026"},
        {"2026-11-23", "2026-11-23", "23-11-2026"},
        {"09:30-11:00", "09:30-11:00", "11:00-09:30"},
        {"09:30–11:00", "11:00–09:30", "11:00–09:30"},
        {"1,200-1,500", "1,200-1,500", "1,500-1,200"},
        {"-41%", "41%-", "%41-"},
        {"(100+46)/2=73", "73=2/)100+46(", "73=2/)46+100("},
        {"10 kg", "kg 10", "kg 10"},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        char got[128];
        seen(LIT("שלום"), str_of(rows[k].data), got, sizeof got);
        assert_string_equal(got, rows[k].in_hebrew);
        seen(LIT("مرحبا"), str_of(rows[k].data), got, sizeof got);
        assert_string_equal(got, rows[k].in_arabic);
        Buf b = buf();
        plain_code(&b, str_of(rows[k].data));
        seen(LIT("שלום"), buf_str(&b), got, sizeof got);
        assert_string_equal(got, rows[k].data);
        seen(LIT("مرحبا"), buf_str(&b), got, sizeof got);
        assert_string_equal(got, rows[k].data);
        buf_clear(&b);
        show_code(&b, str_of(rows[k].data));
        assert_true(str_starts(buf_str(&b), LIT("<bdi dir=\"ltr\">")));
        buf_release(&b);
    }
}

static void test_bidi_money_has_its_sign_at_the_left_and_its_minus_at_the_number(void **state) {
    (void)state;
    static const Lang langs[] = {LANG_HE, LANG_AR};
    static const Str  words[] = {LIT("שלום"), LIT("مرحبا")};
    for (size_t k = 0; k < 2; k++) {
        char got[128];
        Buf  b = buf();
        plain_money(&b, in(langs[k]), 425000, "ILS");
        seen(words[k], buf_str(&b), got, sizeof got);
        assert_string_equal(got, "₪" NBSP "4,250");
        buf_clear(&b);
        plain_money(&b, in(langs[k]), -425050, "ILS");
        seen(words[k], buf_str(&b), got, sizeof got);
        assert_string_equal(got, "₪" NBSP "−4,250.50");
        buf_release(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_show_names_and_codes_stand_in_their_isolates),
        cmocka_unit_test(test_show_numbers_are_grouped_with_western_digits_in_every_language),
        cmocka_unit_test(test_show_real_rounds_and_has_no_minus_zero),
        cmocka_unit_test(test_show_unknown_is_a_dash_with_words_and_never_zero),
        cmocka_unit_test(test_plain_day_str_is_the_day_or_nothing),
        cmocka_unit_test(test_show_money_has_its_sign_on_the_side_of_the_language),
        cmocka_unit_test(test_show_money_has_small_parts_only_where_there_are_some),
        cmocka_unit_test(test_show_day_in_three_languages),
        cmocka_unit_test(test_show_day_long_in_three_languages),
        cmocka_unit_test(test_show_day_second_is_the_hebrew_date),
        cmocka_unit_test(test_show_day_near_speaks_of_days_within_a_week),
        cmocka_unit_test(test_show_stamp_is_local_time_of_the_region),
        cmocka_unit_test(test_show_size_uses_the_unit_that_fits),
        cmocka_unit_test(test_bidi_data_is_turned_round_bare_and_drawn_right_in_its_isolate),
        cmocka_unit_test(test_bidi_money_has_its_sign_at_the_left_and_its_minus_at_the_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

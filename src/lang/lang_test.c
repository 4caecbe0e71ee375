/* lang_test.c - languages, sentences, order for people, and the Hebrew calendar. */
#include "lang/lang.h"

#include "lang/collate.h"
#include "lang/hebrew.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void test_lang_knows_its_codes_names_and_directions(void **state) {
    (void)state;
    assert_string_equal(lang_code(LANG_HE), "he");
    assert_string_equal(lang_dir(LANG_HE), "rtl");
    assert_string_equal(lang_dir(LANG_AR), "rtl");
    assert_string_equal(lang_dir(LANG_EN), "ltr");
    assert_string_equal(lang_name(LANG_HE), "עברית");
    assert_string_equal(lang_name(LANG_AR), "العربية");
}

static void test_lang_parse_takes_regions_old_codes_and_any_case(void **state) {
    (void)state;
    static const struct {
        const char *code;
        Lang        l;
    } good[] = {{"he", LANG_HE}, {"he-IL", LANG_HE}, {"HE", LANG_HE}, {"iw", LANG_HE},
                {"iw-IL", LANG_HE}, {"ar_IL", LANG_AR}, {"en-US-x-a", LANG_EN}};
    static const char *const bad[] = {"", "h", "heb", "xx", "-", "*", "he IL", "ji"};
    Lang l;
    for (size_t k = 0; k < sizeof good / sizeof good[0]; k++)
        assert_true(lang_parse(str_of(good[k].code), &l) && l == good[k].l);
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) assert_false(lang_parse(str_of(bad[k]), &l));
}

static void test_lang_pick_takes_the_best_that_is_spoken_here(void **state) {
    (void)state;
    static const struct {
        const char *header;
        Lang        l;
    } rows[] = {
        {"he-IL,he;q=0.9,en;q=0.8", LANG_HE},
        {"xx,ar;q=0.5,en;q=0.8", LANG_EN},
        {"ar", LANG_AR},
        {"en;q=0, ar;q=0.1", LANG_AR},
        {"", LANG_HE},
        {"*", LANG_HE},
        {"xx-YY", LANG_HE},
        {",,,;q=1", LANG_HE},
        {"en; q=0.3 , ar ; q=0.4", LANG_AR},
        {"ar;q=2", LANG_HE},
        {"ar;q=x", LANG_HE},
        {"en,ar", LANG_EN},
        {"x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,ar", LANG_HE},
        {"ar;level=1;q=0.9,en;q=0.8", LANG_AR},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++)
        if (lang_pick(str_of(rows[k].header), LANG_HE) != rows[k].l) fail_msg("%s", rows[k].header);
}

static void test_lang_fallback_has_every_language_once(void **state) {
    (void)state;
    for (int l = 0; l < LANG_N; l++) {
        const Lang *row = lang_fallback((Lang)l);
        bool        seen[LANG_N] = {0};
        assert_int_equal(row[0], l);
        for (int k = 0; k < LANG_N; k++) {
            assert_false(seen[row[k]]);
            seen[row[k]] = true;
        }
    }
    assert_int_equal(lang_fallback(LANG_AR)[1], LANG_HE);
    assert_int_equal(lang_fallback(LANG_HE)[1], LANG_EN);
}

static void test_lang_plural_follows_cldr(void **state) {
    (void)state;
    static const struct {
        Lang    l;
        int64_t n;
        int     class;
    } rows[] = {
        {LANG_EN, 0, 1},         {LANG_EN, 1, 0},   {LANG_EN, -1, 0},  {LANG_EN, 2, 1},
        {LANG_HE, 0, 2},         {LANG_HE, 1, 0},   {LANG_HE, 2, 1},   {LANG_HE, 3, 2},
        {LANG_HE, 20, 2},        {LANG_AR, 0, 0},   {LANG_AR, 1, 1},   {LANG_AR, 2, 2},
        {LANG_AR, 3, 3},         {LANG_AR, 10, 3},  {LANG_AR, 11, 4},  {LANG_AR, 99, 4},
        {LANG_AR, 100, 5},       {LANG_AR, 102, 5}, {LANG_AR, 103, 3}, {LANG_AR, 111, 4},
        {LANG_AR, INT64_MIN, 3},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++)
        if (lang_plural(rows[k].l, rows[k].n) != rows[k].class)
            fail_msg("%d in %s", (int)rows[k].n, lang_code(rows[k].l));
    assert_int_equal(lang_plural_n(LANG_EN), 2);
    assert_int_equal(lang_plural_n(LANG_HE), 3);
    assert_int_equal(lang_plural_n(LANG_AR), 6);
}

static void test_tr_key_finds_every_name_and_no_other(void **state) {
    (void)state;
    for (int k = 1; k < TEXT_N; k++) assert_int_equal(tr_key(str_of(TEXT_NAMES[k])), k);
    static const char *const bad[] = {"", "show", "show.", "show.unknownn", "a.a", "zzz.zzz", "SHOW.UNKNOWN"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) assert_int_equal(tr_key(str_of(bad[k])), T_NONE);
}

static void test_tr_every_sentence_exists_in_every_language(void **state) {
    (void)state;
    assert_int_equal(tr(LANG_HE, T_NONE).n, 0);
    for (int l = 0; l < LANG_N; l++) {
        for (int k = 1; k < TEXT_N; k++) assert_true(tr((Lang)l, (TextKey)k).n > 0);
    }
    assert_true(str_eq(tr(LANG_HE, T_SHOW_TODAY), LIT("היום")));
}

/* Runs of digits that the bidi algorithm (UAX 9) draws in another order when they stand in a right-to-left sentence
** without an isolate: behind Arabic letters "-" and "+" do not hold numbers together (W4), long dashes and signs of
** arithmetic in no language, and a "+" before a number lands behind it. */
static bool is_digit_at(Str s, size_t i) { return i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; }

static size_t breaker_at(Str s, size_t i, bool arabic) {
    static const char *const always[] = {"–", "—", "−", "×", "=", "~"};
    for (size_t k = 0; k < sizeof always / sizeof *always; k++) {
        if (str_starts(str_sub(s, i, s.n), str_of(always[k]))) return strlen(always[k]);
    }
    return arabic && (s.p[i] == '-' || s.p[i] == '+') ? 1 : 0;
}

static bool drawn_in_order(Str s, bool arabic) {
    int inside = 0;
    for (size_t i = 0; i < s.n; i++) {
        Str rest = str_sub(s, i, s.n);
        if (str_starts(rest, LIT("\u2066")) || str_starts(rest, LIT("\u2068"))) inside++;
        if (str_starts(rest, LIT("\u2069"))) inside--;
        if (inside > 0) continue;
        size_t n = i > 0 && is_digit_at(s, i - 1) ? breaker_at(s, i, arabic) : 0;
        if (n && is_digit_at(s, i + n)) return false;
        if (s.p[i] == '+' && is_digit_at(s, i + 1)) return false;
    }
    return inside == 0;
}

static void test_tr_numbers_in_right_to_left_sentences_are_drawn_in_order(void **state) {
    (void)state;
    assert_false(drawn_in_order(LIT("מ 2–9"), false));
    assert_false(drawn_in_order(LIT("من 2026-11-23"), true));
    assert_false(drawn_in_order(LIT("טלפון +972"), false));
    assert_true(drawn_in_order(LIT("من \u20662026-11-23\u2069"), true));
    assert_true(drawn_in_order(LIT("ב 23.11.2026 בשעה 09:30"), false));
    for (int l = 0; l < LANG_N; l++) {
        bool arabic = l == LANG_AR;
        if (strcmp(lang_dir((Lang)l), "rtl") != 0) continue;
        for (int k = 1; k < TEXT_N; k++) {
            for (int i = 0; i < TEXTS[l][k].n; i++) {
                bool good = drawn_in_order(str_of(TEXTS[l][k].form[i]), arabic);
                if (!good) fail_msg("%s: %s: %s", lang_code((Lang)l), TEXT_NAMES[k], TEXTS[l][k].form[i]);
            }
        }
    }
}

/* Stands for the writing functions, which take the same. */
typedef void (*TrFn)(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args);

static void tr_is(TrFn fn, Lang l, TextKey key, TrArg arg, const char *want) {
    Reader r = {.lang = l};
    Buf    b;
    buf_init(&b, 1000);
    fn(&b, &r, key, &arg, 1);
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s, not %s", STR_ARG(buf_str(&b)), want);
    buf_release(&b);
}

static void test_tr_counts_choose_the_plural_form(void **state) {
    (void)state;
    tr_is(tr_html, LANG_AR, T_SHOW_DAYS_AGO, TR_N("n", 2), "قبل يومين");
    tr_is(tr_html, LANG_AR, T_SHOW_DAYS_AGO, TR_N("n", 7), "قبل 7 أيام");
    tr_is(tr_html, LANG_AR, T_SHOW_DAYS_AGO, TR_N("n", 11), "قبل 11 يومًا");
    tr_is(tr_html, LANG_AR, T_SHOW_DAYS_AGO, TR_N("n", 100), "قبل 100 يوم");
    tr_is(tr_html, LANG_HE, T_SHOW_DAYS_AGO, TR_N("n", 1), "לפני יום");
    tr_is(tr_html, LANG_HE, T_SHOW_DAYS_AGO, TR_N("n", 12400), "לפני 12,400 ימים");
    tr_is(tr_html, LANG_EN, T_SHOW_DAYS_AGO, TR_N("n", -3), "<bdi dir=\"ltr\">−3</bdi> days ago");
    tr_is(tr_plain, LANG_EN, T_SHOW_DAYS_AGO, TR_N("n", -3), "\u2066−3\u2069 days ago");
}

static void test_tr_texts_from_data_are_escaped_and_isolated(void **state) {
    (void)state;
    TrArg evil = TR_ARG("n", LIT("<b>\"'&")), markup = TR_MARKUP("n", ((Html){LIT("<b>7</b>")}));
    tr_is(tr_html, LANG_EN, T_SHOW_SIZE_KB, evil, "<bdi>&lt;b&gt;\"'&amp;</bdi> kB");
    tr_is(tr_attr, LANG_EN, T_SHOW_SIZE_KB, evil, "\u2068&lt;b&gt;&quot;&#39;&amp;\u2069 kB");
    tr_is(tr_plain, LANG_EN, T_SHOW_SIZE_KB, evil, "\u2068<b>\"'&\u2069 kB");
    tr_is(tr_html, LANG_EN, T_SHOW_SIZE_KB, markup, "<b>7</b> kB");
    tr_is(tr_html, LANG_EN, T_NONE, evil, "");
    tr_is(tr_html, LANG_EN, T_SHOW_TODAY, evil, "today");
}

/* ---- order ---- */

static void order_is(Lang l, const char *const *names, size_t n) {
    Arena a;
    arena_init(&a, 1 << 16);
    for (size_t k = 1; k < n; k++) {
        Str before = collate_key(&a, l, str_of(names[k - 1])), after = collate_key(&a, l, str_of(names[k]));
        if (str_cmp(before, after) >= 0)
            fail_msg("%s: %s comes after %s", lang_code(l), names[k - 1], names[k]);
    }
    arena_release(&a);
}

static void test_collate_puts_the_readers_own_script_first(void **state) {
    (void)state;
    static const char *const he[] = {"7",    "אבו גוש",   "שפרעם",   "أبو غوش",
                                     "يافا", "Abu Ghosh", "Zikhron", "Ωμέγα"};
    static const char *const ar[] = {"7",     "أبو غوش",   "يافا",    "אבו גוש",
                                     "שפרעם", "Abu Ghosh", "Zikhron", "Ωμέγα"};
    static const char *const en[] = {"7",     "Abu Ghosh", "Zikhron", "אבו גוש",
                                     "שפרעם", "أبو غوش",   "يافا",    "Ωμέγα"};
    order_is(LANG_HE, he, 8);
    order_is(LANG_AR, ar, 8);
    order_is(LANG_EN, en, 8);
}

static void test_collate_marks_and_case_matter_last_and_numbers_by_value(void **state) {
    (void)state;
    static const char *const he[] = {"שלום", "שָׁלוֹם", "שלומי", "תל אביב"};
    static const char *const ar[] = {"محمد", "مُحَمَّد", "محمدية", "نور"};
    static const char *const en[] = {"cafe", "Cafe", "café", "cafes", "Hall 2", "Hall 10"};
    order_is(LANG_HE, he, 4);
    order_is(LANG_AR, ar, 4);
    order_is(LANG_EN, en, 6);
}

static void test_collate_keys_are_bounded_and_stable(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1 << 20);
    char long_name[3000];
    memset(long_name, 'x', sizeof long_name);
    assert_int_equal(collate_key(&a, LANG_HE, (Str){long_name, sizeof long_name}).n, COLLATE_BYTES_MAX);
    /* U+FDFA stands for eighteen letters. */
    for (size_t k = 0; k + 3 <= sizeof long_name; k += 3) memcpy(long_name + k, "\uFDFA", 3);
    assert_int_equal(collate_key(&a, LANG_AR, (Str){long_name, sizeof long_name}).n, COLLATE_BYTES_MAX);
    assert_int_equal(collate_key(&a, LANG_HE, LIT("")).n, 0);
    assert_true(collate_key(&a, LANG_HE, LIT("a\xFFz")).n > 0);
    assert_true(str_eq(collate_key(&a, LANG_HE, LIT("לוד")), collate_key(&a, LANG_HE, LIT("לוד"))));
    assert_true(collate_version() == collate_version() && collate_version() != 0);
    arena_release(&a);
}

static void *collate_many(void *p) {
    Str  *want = p;
    Arena a;
    arena_init(&a, 1 << 20);
    intptr_t wrong = 0;
    for (int k = 0; k < 2000; k++) {
        wrong += !str_eq(collate_key(&a, (Lang)(k % LANG_N), LIT("אום אל-פחם أم الفحم")), want[k % LANG_N]);
        arena_reset(&a);
    }
    arena_release(&a);
    return (void *)wrong;
}

static void test_collate_is_safe_from_several_threads(void **state) {
    (void)state;
    Arena     a;
    Str       want[LANG_N];
    pthread_t thread[4];
    arena_init(&a, 1 << 16);
    for (int l = 0; l < LANG_N; l++) want[l] = collate_key(&a, (Lang)l, LIT("אום אל-פחם أم الفحم"));
    for (size_t k = 0; k < 4; k++) pthread_create(&thread[k], NULL, collate_many, want);
    for (size_t k = 0; k < 4; k++) {
        void *wrong;
        pthread_join(thread[k], &wrong);
        assert_null(wrong);
    }
    arena_release(&a);
}

/* ---- the Hebrew calendar ---- */

static void test_hebrew_known_days(void **state) {
    (void)state;
    static const struct {
        Day d;
        int year, month, date;
    } rows[] = {
        {20261123, 5787, 9, 13}, {20260912, 5787, 7, 1}, {20251002, 5786, 7, 10}, {20260402, 5786, 1, 15},
        {19480514, 5708, 2, 5}, {20240210, 5784, 12, 1}, {20240311, 5784, 13, 1}, {20251214, 5786, 9, 24},
        {20000101, 5760, 10, 23}, {19700101, 5730, 10, 23}, {20230916, 5784, 7, 1}, {20241003, 5785, 7, 1},
    };
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        HebrewDay h = hebrew_of(rows[k].d);
        if (h.year != rows[k].year || h.month != rows[k].month || h.date != rows[k].date)
            fail_msg("%d is %d-%d-%d", rows[k].d, h.year, h.month, h.date);
    }
}

static void test_hebrew_every_day_comes_back_in_years_of_allowed_length(void **state) {
    (void)state;
    HebrewDay before = {0};
    int       length = 0;
    for (Day d = 18000101; d < 22500101; d = day_plus(d, 1)) {
        HebrewDay h = hebrew_of(d);
        if (hebrew_day(h.year, h.month, h.date) != d) fail_msg("%d", d);
        if (h.year != before.year && length > 354) {
            bool leap = hebrew_leap(before.year);
            assert_true(leap ? length >= 383 && length <= 385 : length >= 353 && length <= 355);
        }
        if (h.year != before.year) {
            /* 1 Tishri is never a Sunday, Wednesday or Friday. */
            int w = day_weekday(d);
            assert_true(before.year == 0 || (w != 0 && w != 3 && w != 5));
            length = 0;
        }
        length++;
        before = h;
    }
}

static void test_hebrew_refuses_days_that_are_not(void **state) {
    (void)state;
    assert_int_equal(hebrew_day(5786, 13, 1), 0);
    assert_int_equal(hebrew_day(5787, 0, 1), 0);
    assert_int_equal(hebrew_day(5787, 10, 30), 0);
    assert_int_equal(hebrew_day(0, 1, 1), 0);
    assert_int_equal(hebrew_day(1, 7, 1), 0);
    assert_int_equal(hebrew_of(10101).year, 3761);
    assert_int_equal(hebrew_of(99991231).year, 13760);
}

static void test_hebrew_letters_have_geresh_and_gershayim(void **state) {
    (void)state;
    static const struct {
        int         n;
        const char *text;
    } rows[] = {{1, "א׳"},      {10, "י׳"},   {13, "י״ג"},    {15, "ט״ו"},  {16, "ט״ז"},
                {20, "כ׳"},     {30, "ל׳"},   {115, "קט״ו"},  {700, "ת״ש"}, {784, "תשפ״ד"},
                {787, "תשפ״ז"}, {800, "ת״ת"}, {999, "תתקצ״ט"}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        Buf b;
        buf_init(&b, 100);
        hebrew_letters(&b, rows[k].n);
        if (!str_eq(buf_str(&b), str_of(rows[k].text))) fail_msg("%d: %.*s", rows[k].n, STR_ARG(buf_str(&b)));
        buf_release(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lang_knows_its_codes_names_and_directions),
        cmocka_unit_test(test_lang_parse_takes_regions_old_codes_and_any_case),
        cmocka_unit_test(test_lang_pick_takes_the_best_that_is_spoken_here),
        cmocka_unit_test(test_lang_fallback_has_every_language_once),
        cmocka_unit_test(test_lang_plural_follows_cldr),
        cmocka_unit_test(test_tr_key_finds_every_name_and_no_other),
        cmocka_unit_test(test_tr_every_sentence_exists_in_every_language),
        cmocka_unit_test(test_tr_numbers_in_right_to_left_sentences_are_drawn_in_order),
        cmocka_unit_test(test_tr_counts_choose_the_plural_form),
        cmocka_unit_test(test_tr_texts_from_data_are_escaped_and_isolated),
        cmocka_unit_test(test_collate_puts_the_readers_own_script_first),
        cmocka_unit_test(test_collate_marks_and_case_matter_last_and_numbers_by_value),
        cmocka_unit_test(test_collate_keys_are_bounded_and_stable),
        cmocka_unit_test(test_collate_is_safe_from_several_threads),
        cmocka_unit_test(test_hebrew_known_days),
        cmocka_unit_test(test_hebrew_every_day_comes_back_in_years_of_allowed_length),
        cmocka_unit_test(test_hebrew_refuses_days_that_are_not),
        cmocka_unit_test(test_hebrew_letters_have_geresh_and_gershayim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

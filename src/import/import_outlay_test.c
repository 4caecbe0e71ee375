/* Files of spending, what can be said without a database: columns by their headers, amounts, rhythm, places and buyers
** in words, and rows against one another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "import/import_outlay.h"
#include "sheet/words.h"

enum { COLUMNS = 8 };

/* The kinds of a header, as a file of spending has them. */
static void kinds(Arena *a, const char *const *names, GuessKind ret_k[COLUMNS], ColumnGuess ret_g[COLUMNS]) {
    (void)a;
    for (uint32_t i = 0; i < COLUMNS; i++) {
        ret_g[i] = (ColumnGuess){.name = str_of(names[i] ? names[i] : ""), .n = 1};
        ret_g[i].best[0] = (Guess){GUESS_NOTHING, 50, WHY_NONE};
    }
    ColumnGuess copy[COLUMNS];
    memcpy(copy, ret_g, sizeof copy);
    outlay_guess(copy, COLUMNS);
    for (uint32_t i = 0; i < COLUMNS; i++) ret_k[i] = copy[i].best[0].kind;
}

static void test_headers_that_drift_are_the_same_columns(void **state) {
    static const struct {
        const char *names[COLUMNS];
        GuessKind   kinds[COLUMNS];
    } CASES[] = {
        {{"שם העסק", "קטגוריה", "סכום (₪)", "לחודש / לשנה", "איפה קונים", "ספק", "יישוב", "שנה"},
         {GUESS_BUYER, GUESS_KIND, GUESS_MONEY, GUESS_RHYTHM, GUESS_BOUGHT, GUESS_SELLER,
          GUESS_LOCALITY, GUESS_OF_YEAR}},
        {{"העסק", "תחום", "סכום לחודש", "מה קונים", "איפה", "ממי קונים", "מע\"מ", "ח.פ."},
         {GUESS_BUYER, GUESS_KIND, GUESS_MONTHLY, GUESS_ITEM, GUESS_BOUGHT, GUESS_SELLER, GUESS_VAT, GUESS_REG_NUMBER}},
        {{"اسم المصلحة", "المجال", "المبلغ", "المبلغ السنوي", "أين يُشترى", "المورّد", "العملة", "السنة"},
         {GUESS_BUYER, GUESS_KIND, GUESS_MONEY, GUESS_YEARLY, GUESS_BOUGHT, GUESS_SELLER,
          GUESS_CURRENCY, GUESS_OF_YEAR}},
        {{"اسم المصلحة", "مجال", "ما نشتري", "مبلغ", "شهري أو سنوي", "أين", "مورّد", "بلدة"},
         {GUESS_BUYER, GUESS_KIND, GUESS_ITEM, GUESS_MONEY, GUESS_RHYTHM, GUESS_BOUGHT, GUESS_SELLER, GUESS_LOCALITY}},
        {{"Business name", "Category", "Amount (ILS)", "Month or year", "Where bought", "Supplier", "Currency",
          "Up to"},
         {GUESS_BUYER, GUESS_KIND, GUESS_MONEY, GUESS_RHYTHM, GUESS_BOUGHT, GUESS_SELLER,
          GUESS_CURRENCY, GUESS_AT_MOST}},
        {{"Date", "Account name", "Supplier", "Amount excl. VAT", "VAT", "Description", "Invoice number", NULL},
         {GUESS_DATE, GUESS_KIND, GUESS_SELLER, GUESS_NET, GUESS_VAT, GUESS_ITEM, GUESS_CODE, GUESS_NOTHING}},
        {{"תאריך", "שם חשבון", "שם הספק", "חובה", "אסמכתא", "פרטים", NULL, NULL},
         {GUESS_DATE, GUESS_KIND, GUESS_SELLER, GUESS_MONEY, GUESS_CODE, GUESS_ITEM, GUESS_NOTHING, GUESS_NOTHING}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GuessKind   k[COLUMNS];
        ColumnGuess g[COLUMNS];
        kinds(NULL, CASES[i].names, k, g);
        for (int c = 0; c < COLUMNS; c++) {
            if (CASES[i].kinds[c] == GUESS_NOTHING) continue;
            if (k[c] != CASES[i].kinds[c]) fail_msg("case %zu, column %d: %s", i, c, guess_key(k[c]));
        }
        assert_true(outlay_fits(g, COLUMNS));
    }
}

static void test_other_files_are_no_spending(void **state) {
    static const char *const CASES[][COLUMNS] = {
        {"שם העסק", "טלפון", "כתובת", "קטגוריה", "מחזור", NULL, NULL, NULL},
        {"Name", "Category", "Budget", "Town", NULL, NULL, NULL, NULL},
        {"Business", "Category", "Year", NULL, NULL, NULL, NULL, NULL},
        {"שם האירוע", "תאריך", "מחיר", "יישוב", NULL, NULL, NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        GuessKind   k[COLUMNS];
        ColumnGuess g[COLUMNS];
        kinds(NULL, CASES[i], k, g);
        assert_false(outlay_fits(g, COLUMNS));
    }
}

static void test_words_of_headers_stand_folded(void **state) {
    static const char *const LINES[] = {
#define COLUMN(kind, words) words,
#include "import/import_outlay.def"
#undef COLUMN
    };
    (void)state;
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        Str rest = str_of(LINES[i]), word;
        while (str_split(&rest, '|', &word)) {
            Folded f;
            Str    folded = word_fold(word, &f);
            if (!str_eq(folded, word)) fail_msg("%.*s is folded %.*s", STR_ARG(word), STR_ARG(folded));
        }
    }
}

static void test_days_and_amounts_alone_are_payments(void **state) {
    ColumnGuess g[3] = {{.n = 1}, {.n = 1}, {.n = 1}};
    (void)state;
    g[0].best[0].kind = GUESS_DATE;
    g[1].best[0].kind = GUESS_MONEY;
    assert_true(outlay_are_payments(g, 3));
    g[2].best[0].kind = GUESS_RHYTHM;
    assert_false(outlay_are_payments(g, 3));
    assert_int_equal(outlay_year_in(LIT("הוצאות 2025.xlsx")), 2025);
    assert_int_equal(outlay_year_in(LIT("spending 2024-2025")), 0);
    assert_int_equal(outlay_year_in(LIT("phone 0526264470")), 0);
}

static void test_amounts_as_people_write_them(void **state) {
    static const struct {
        const char  *s;
        int          is;
        int64_t      low, high;
        OutlayRhythm per;
        const char  *currency;
        bool         about, net;
    } CASES[] = {
        {"1000", OUTLAY_READ, 100000, 100000, RHYTHM_UNSAID, "", false, false},
        {"₪ 1,250.50", OUTLAY_READ, 125050, 125050, RHYTHM_UNSAID, "ILS", false, false},
        {"1,000-2,000 ש\"ח לחודש", OUTLAY_READ, 100000, 200000, RHYTHM_MONTH, "ILS", true, false},
        {"בין 1000 ל-2000", OUTLAY_READ, 100000, 200000, RHYTHM_UNSAID, "", true, false},
        {"1000 – 2000", OUTLAY_READ, 100000, 200000, RHYTHM_UNSAID, "", true, false},
        {"from 1000 to 2000 a year", OUTLAY_READ, 100000, 200000, RHYTHM_YEAR, "", true, false},
        {"כ-500 בחודש", OUTLAY_READ, 50000, 50000, RHYTHM_MONTH, "", true, false},
        {"about 500 / month", OUTLAY_READ, 50000, 50000, RHYTHM_MONTH, "", true, false},
        {"عشرة", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"١٬٥٠٠ شيكل في الشهر", OUTLAY_READ, 150000, 150000, RHYTHM_MONTH, "ILS", false, false},
        {"5 אלף לשנה", OUTLAY_READ, 500000, 500000, RHYTHM_YEAR, "", false, false},
        {"3-4 אלף", OUTLAY_READ, 300000, 400000, RHYTHM_UNSAID, "", true, false},
        {"2k", OUTLAY_READ, 200000, 200000, RHYTHM_UNSAID, "", false, false},
        {"עד 800", OUTLAY_READ, 0, 80000, RHYTHM_UNSAID, "", true, false},
        {"1000 + מע״מ", OUTLAY_READ, 100000, 100000, RHYTHM_UNSAID, "", false, true},
        {"1170 כולל מע\"מ", OUTLAY_READ, 117000, 117000, RHYTHM_UNSAID, "", false, false},
        {"(250)", OUTLAY_READ, -25000, -25000, RHYTHM_UNSAID, "", false, false},
        {"250-", OUTLAY_READ, -25000, -25000, RHYTHM_UNSAID, "", false, false},
        {"-250", OUTLAY_READ, -25000, -25000, RHYTHM_UNSAID, "", false, false},
        {"250 זיכוי", OUTLAY_READ, -25000, -25000, RHYTHM_UNSAID, "", false, false},
        {"100 $", OUTLAY_READ, 10000, 10000, RHYTHM_UNSAID, "USD", false, false},
        {"2000-1000", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"12%", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"הרבה", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"לחודש", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"9999999999999999", OUTLAY_WORDS, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"-", OUTLAY_EMPTY, 0, 0, RHYTHM_UNSAID, "", false, false},
        {"", OUTLAY_EMPTY, 0, 0, RHYTHM_UNSAID, "", false, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        OutlayAmount a;
        int is = outlay_amount(str_of(CASES[i].s), &a);
        bool same = is == CASES[i].is && a.low == CASES[i].low && a.high == CASES[i].high && a.per == CASES[i].per &&
                    strcmp(a.currency, CASES[i].currency) == 0 && a.about == CASES[i].about && a.net == CASES[i].net;
        if (!same) {
            fail_msg("%s: %d, %lld to %lld, per %d, '%s', %d %d", CASES[i].s, is, (long long)a.low, (long long)a.high,
                     (int)a.per, a.currency, a.about, a.net);
        }
    }
}

static void test_words_for_a_month_a_place_and_a_household(void **state) {
    (void)state;
    assert_int_equal(outlay_rhythm(LIT("חודשי")), RHYTHM_MONTH);
    assert_int_equal(outlay_rhythm(LIT("per year")), RHYTHM_YEAR);
    assert_int_equal(outlay_rhythm(LIT("سنويًا")), RHYTHM_YEAR);
    assert_int_equal(outlay_rhythm(LIT("חודש או שנה")), RHYTHM_UNSAID);
    assert_int_equal(outlay_rhythm(LIT("weekly")), RHYTHM_UNSAID);
    assert_int_equal(outlay_where(LIT("ביישוב")), WHERE_HERE);
    assert_int_equal(outlay_where(LIT("Online")), WHERE_AWAY);
    assert_int_equal(outlay_where(LIT("חו״ל")), WHERE_AWAY);
    assert_int_equal(outlay_where(LIT("غير معروف")), WHERE_UNKNOWN);
    assert_int_equal(outlay_where(LIT("?")), WHERE_UNKNOWN);
    assert_int_equal(outlay_where(LIT("")), WHERE_UNSAID);
    assert_int_equal(outlay_where(LIT("באר שבע")), WHERE_NAMED);
    assert_int_equal(outlay_house(LIT("משק בית 7")), HOUSE_NAMELESS);
    assert_int_equal(outlay_house(LIT("400 משקי בית בשכונה הצפונית")), HOUSE_NAMELESS);
    assert_int_equal(outlay_house(LIT("Household no. 12")), HOUSE_NAMELESS);
    assert_int_equal(outlay_house(LIT("أسرة 3")), HOUSE_NAMELESS);
    assert_int_equal(outlay_house(LIT("משפחת אלמוני")), HOUSE_NAMED);
    assert_int_equal(outlay_house(LIT("בית קפה הפינה")), HOUSE_NONE);
    assert_int_equal(outlay_house(LIT("משק הדרום")), HOUSE_NONE);
    assert_int_not_equal(outlay_number(LIT("household 7"), 1), outlay_number(LIT("household 8"), 1));
    assert_int_equal(outlay_number(LIT("household 7"), 7), 1190153747285899205);
}

static void test_a_legal_form_is_no_part_of_a_name(void **state) {
    Arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    assert_true(str_eq(outlay_name(&a, LIT("מאפיית הנגב בע\"מ")), outlay_name(&a, LIT("מאפיית הנגב"))));
    assert_true(str_eq(outlay_name(&a, LIT("Negev Mills Ltd.")), outlay_name(&a, LIT("NEGEV MILLS"))));
    assert_true(outlay_name(&a, LIT("Ltd")).n > 0);
    arena_release(&a);
}

static void test_what_is_taken_back_is_not_spent(void **state) {
    Arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    OutlayRow v[] = {
        {.same = 5, .low = 1000, .high = 1000}, {.same = 5, .low = 1000, .high = 1000},
        {.same = 5, .low = -1000, .high = -1000}, {.same = 6, .low = -1000, .high = -1000},
        {.same = 7, .low = -300, .high = -300}, {.same = 7, .low = 300, .high = 300},
        {.same = 8, .low = 300, .high = 500}, {.same = 8, .low = -300, .high = -300},
    };
    static const OutlayState SHOULD[] = {OUTLAY_STANDS, OUTLAY_TAKEN_BACK, OUTLAY_TAKEN_BACK, OUTLAY_BELOW,
                                         OUTLAY_TAKEN_BACK, OUTLAY_TAKEN_BACK, OUTLAY_STANDS, OUTLAY_BELOW};
    outlay_settle(&a, v, sizeof v / sizeof *v);
    for (size_t i = 0; i < sizeof v / sizeof *v; i++) assert_int_equal(v[i].state, SHOULD[i]);
    assert_int_equal(v[2].into, 1);
    assert_int_equal(v[1].into, 2);
    arena_release(&a);
}

static void test_payments_are_added_up_and_none_is_lost(void **state) {
    Arena a;
    (void)state;
    arena_init(&a, 1 << 20);
    OutlayRow v[] = {
        {.same = 5, .group = 50, .day = 20260105, .low = 1000, .high = 1000, .payment = true, .number = 9},
        {.same = 5, .group = 50, .day = 20260105, .low = 1000, .high = 1000, .payment = true, .number = 9},
        {.same = 5, .group = 50, .day = 20260105, .low = 1000, .high = 1000, .payment = true, .number = 10},
        {.same = 5, .group = 50, .day = 20260205, .low = 500, .high = 500, .payment = true},
        {.same = 5, .group = 50, .day = 20260205, .low = 500, .high = 500, .payment = true},
        {.same = 5, .group = 50, .day = 20260305, .low = -200, .high = -200, .payment = true},
        {.same = 5, .group = 51, .day = 20250305, .low = 70, .high = 70, .payment = true},
        {.same = 6, .group = 60, .day = 20260305, .low = -80, .high = -80, .payment = true},
        {.same = 6, .group = 60, .day = 20260306, .low = 30, .high = 30, .payment = true},
    };
    outlay_settle(&a, v, sizeof v / sizeof *v);
    assert_int_equal(v[1].state, OUTLAY_TWICE);               /* one number, one day, one amount */
    assert_int_equal(v[0].state, OUTLAY_STANDS);
    assert_int_equal(v[0].low, 1000 + 1000 + 500 + 500 - 200);
    for (int i = 2; i <= 5; i++) {
        assert_int_equal(v[i].state, OUTLAY_ADDED);
        assert_int_equal(v[i].into, 0);
    }
    assert_int_equal(v[6].state, OUTLAY_STANDS);              /* another year */
    assert_int_equal(v[7].state, OUTLAY_BELOW);               /* more came back than was paid */
    assert_int_equal(v[8].state, OUTLAY_BELOW);
    arena_release(&a);
}

static void test_sums_are_held_against_the_rows_above(void **state) {
    OutlaySums s = {0};
    (void)state;
    outlay_sum_row(&s, 100000, 100000);
    outlay_sum_row(&s, 50000, 70000);
    outlay_sum_total(&s, 160000, 160000);                     /* between the ends */
    assert_int_equal(s.agree, 1);
    outlay_sum_row(&s, 30000, 30000);
    outlay_sum_total(&s, 30000, 30000);                       /* of its part */
    outlay_sum_total(&s, 190040, 190040);                     /* of all, rounded */
    assert_int_equal(s.agree, 3);
    outlay_sum_total(&s, 999900, 999900);
    assert_int_equal(s.agree, 3);
    assert_int_equal(s.totals, 4);
    assert_int_equal(s.said, 999900);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers_that_drift_are_the_same_columns),
        cmocka_unit_test(test_other_files_are_no_spending),
        cmocka_unit_test(test_words_of_headers_stand_folded),
        cmocka_unit_test(test_days_and_amounts_alone_are_payments),
        cmocka_unit_test(test_amounts_as_people_write_them),
        cmocka_unit_test(test_words_for_a_month_a_place_and_a_household),
        cmocka_unit_test(test_a_legal_form_is_no_part_of_a_name),
        cmocka_unit_test(test_what_is_taken_back_is_not_spent),
        cmocka_unit_test(test_payments_are_added_up_and_none_is_lost),
        cmocka_unit_test(test_sums_are_held_against_the_rows_above),
    };
    return cmocka_run_group_tests_name("spending from files", tests, NULL, NULL);
}

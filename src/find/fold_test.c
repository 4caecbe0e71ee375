/* fold_test.c - folding, sounds, telephone numbers and keyboards. ICU is the oracle for what are forms of one
** letter. */
#include "find/fold_steps.h"
#include "base/rand.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <cmocka.h>

typedef struct Case {
    const char *text, *want;
} Case;

static void test_fold_gives_one_spelling(void **state) {
    (void)state;
    static const Case CASES[] = {
        {"שָׁלוֹם", "שלומ"},
        {"ךםןףץ", "כמנפצ"},
        {"צה\"ל, צה״ל; 'צהל'", "צהל צהל צהל"},
        {"תל־אביב-יפו", "תל אביב יפו"},
        {"ג'ורג' ג׳", "גורג ג"},
        {"מוּסַ֣ךְ", "מוסכ"},
        {"שׁ ﬡ ﭏ", "ש א אל"},
        {"أإآٱا", "ااااا"},
        {"مُحَمَّدٌ مـحـمد", "محمد محمد"},
        {"مدرسة على مؤسسة بئر شيء", "مدرسه علي موسسه بير شي"},
        {"ﻣﺪﺭﺳﺔ ﻻ", "مدرسه لا"},
        {"کتاب یک", "كتاب يك"},
        {"٠١٢٣ ۴۵۶", "0123 456"},
        {"Yeroẖam Shefa-'Amr ‘Ar‘ara", "yeroham shefa amr arara"},
        {"Città di Óstia, Ñandú Straße ŒUVRE İzmir", "citta di ostia nandu strasse oeuvre izmir"},
        {"dell'Acqua l’Aquila d'Italia", "dell acqua l aquila d italia"},
        {"O'Brien Be'er", "obrien beer"},
        {"בWhatsApp ב-1990 A12 ה3", "ב whatsapp ב 1990 a12 ה3"},
        {"Москва ΑΘΗΝΑ", "москва αθηνα"},
        {"a\xFF\xC3(b", "a b"},
        {"  \t\n", ""},
        {"ב\u200Fע\u202Bמ", "בעמ"},
    };
    Arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        Str got = fold_text(&a, str_of(CASES[i].text));
        if (!str_eq(got, str_of(CASES[i].want))) fail_msg("%s gives \"%.*s\"", CASES[i].text, STR_ARG(got));
    }
    arena_release(&a);
}

/* Text of one character in a normal form of ICU, as UTF-8. */
static Str normal_form(Arena *a, const UNormalizer2 *form, uint32_t c) {
    UChar      in[2], out[64];
    UErrorCode error = U_ZERO_ERROR;
    int32_t    n = 0, n8 = 0;
    U16_APPEND_UNSAFE(in, n, c);
    n = unorm2_normalize(form, in, n, out, 64, &error);
    char *text = arena_alloc(a, 256);
    u_strToUTF8(text, 256, &n8, out, n, &error);
    assert_true(U_SUCCESS(error));
    return (Str){text, (size_t)n8};
}

static void test_fold_does_not_see_normal_forms(void **state) {
    (void)state;
    static const uint32_t BLOCKS[][2] = {
        {0x41, 0xB5}, {0xC0, 0x180}, {0x1CD, 0x220}, {0x226, 0x234}, {0x5D0, 0x5F0}, {0x620, 0x64B},
        {0x1E00, 0x1F00}, {0xFB00, 0xFB07}, {0xFB1D, 0xFB52}, {0xFB56, 0xFB5A}, {0xFB8E, 0xFB96},
        {0xFBFC, 0xFC00}, {0xFE80, 0xFEFD}, {0xFF10, 0xFF5B},
    };
    UErrorCode          error = U_ZERO_ERROR;
    const UNormalizer2 *forms[] = {
        unorm2_getNFCInstance(&error), unorm2_getNFDInstance(&error),
        unorm2_getNFKCInstance(&error), unorm2_getNFKDInstance(&error),
    };
    assert_true(U_SUCCESS(error));
    Arena a;
    arena_init(&a, (size_t)16 << 20);
    for (size_t i = 0; i < sizeof BLOCKS / sizeof BLOCKS[0]; i++) {
        for (uint32_t c = BLOCKS[i][0]; c < BLOCKS[i][1]; c++) {
            char one[4];
            Str  want = fold_text(&a, (Str){one, utf8_put(one, c)});
            for (int k = 0; k < 4; k++) {
                Str got = fold_text(&a, normal_form(&a, forms[k], c));
                if (!str_eq(got, want)) fail_msg("U+%04X: %.*s, not %.*s", c, STR_ARG(got), STR_ARG(want));
            }
            arena_reset(&a);
        }
    }
    arena_release(&a);
}

/* Random bytes and characters: words lie in the text, in order, apart, and folding twice changes nothing. */
static void test_fold_words_lie_in_the_text(void **state) {
    (void)state;
    static const uint32_t FIRST[] = {0x20, 0x590, 0x600, 0xC0, 0x2000, 0xFB00, 0xFE70, 0x400};
    Rng   r;
    Arena a;
    rng_seed(&r, 7);
    arena_init(&a, (size_t)16 << 20);
    for (int round = 0; round < 3000; round++) {
        Buf b;
        buf_init(&b, 1000);
        for (size_t n = rng_below(&r, 30); n > 0; n--) {
            if (rng_below(&r, 20) == 0) buf_byte(&b, (char)rng_below(&r, 256));
            else buf_utf8(&b, FIRST[rng_below(&r, 8)] + (uint32_t)rng_below(&r, 0x60));
        }
        FoldWalk w = {.s = buf_str(&b)};
        FoldWord word;
        uint32_t end = 0;
        while (fold_next(&w, &word)) {
            assert_true(word.start >= end && word.start < word.end && word.end <= b.n);
            assert_in_range(word.n, 1, FOLD_LETTERS_MAX);
            end = word.end;
        }
        Str once = fold_text(&a, buf_str(&b)), twice = fold_text(&a, once);
        assert_true(str_eq(once, twice));
        buf_release(&b);
        arena_reset(&a);
    }
    arena_release(&a);
}

static FoldWord word_of(const char *z) {
    FoldWalk w = {.s = str_of(z)};
    FoldWord word = {0};
    assert_true(fold_next(&w, &word));
    return word;
}

static void test_fold_stems_leave_two_letters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t      n;
        uint8_t     last;
    } CASES[] = {{"הנגב", 1, 1}, {"ושהנגב", 3, 3}, {"של", 0, 0}, {"ירוחם", 0, 0}, {"והם", 1, 1},
                 {"والسوق", 2, 3}, {"السوق", 1, 2}, {"alsayed", 1, 2}, {"alma", 0, 0}};
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        FoldWord w = word_of(CASES[i].text);
        uint8_t  cuts[FOLD_STEMS_MAX];
        size_t   n = fold_stems(w.p, w.n, cuts);
        if (n != CASES[i].n) fail_msg("%s: %zu", CASES[i].text, n);
        if (n > 0) assert_int_equal(cuts[n - 1], CASES[i].last);
    }
}

static void test_sounds_are_alike_across_scripts(void **state) {
    (void)state;
    static const Case ALIKE[] = {
        {"ירוחם", "Yeroham"}, {"ירוחם", "يروحام"}, {"רהט", "رهط"}, {"לקיה", "اللقية"}, {"לקיה", "Laqiyya"},
        {"כסיפה", "Kseyfe"}, {"כסייפה", "كسيفة"}, {"מצפה רמון", "Mizpe Ramon"}, {"דוד", "David"},
        {"נתיבות", "Netivot"}, {"מוחמד", "محمد"}, {"חליל", "Khalil"}, {"פאטמה", "فاطمة"}, {"יוסף", "Yousef"},
        {"עבד אלקאדר", "Abd al-Qader"}, {"רמדאן", "رمضان"}, {"ג'מאל", "جمال"}, {"Jamal", "جمال"},
        {"נגריה", "הנגרייה"}, {"צפורה", "Tzipora"}, {"חיים", "Chaim"}, {"וקנין", "Vaknin"},
        {"לוי", "Levi"}, {"לוי", "Levy"}, {"Levi", "Levy"}, {"באר שבע", "Be'er Sheva"}, {"באר שבע", "بئر السبع"},
        {"Be'er Sheva", "بئر السبع"}, {"רהט", "Rahat"}, {"Rahat", "رهط"}, {"Muhammad", "محمد"},
        {"Mohammed", "محمد"}, {"מוחמד", "Mohammed"}, {"Muhammad", "Mohammed"}, {"כהן", "Cohen"},
        {"ח׳ליל", "خليل"}, {"ח׳ליל", "Khalil"}, {"Khalil", "خليل"}, {"שפרעם", "Shfaram"}, {"בדואי", "bedui"},
        {"بدوي", "bedui"}, {"זיו", "Ziv"}, {"יואב", "Yo'av"}, {"קצר א-סר", "قصر السر"}, {"نيشير", "נשר"},
    }, APART[] = {
        {"bedui", "Food"}, {"bedui", "video"}, {"bedui", "בית"}, {"שפרעם", "sperm"}, {"שפרעם", "ספרים"},
        {"Levi", "live"}, {"לוי", "لبيع"}, {"שפרעם", "سوبرم"}, {"Eyal", "אל"}, {"סלע", "סלי"},
        {"Levi", "Love"}, {"לוי", "Lo"}, {"שיר", "שור"}, {"محمد", "محمود"}, {"אור", "Ari"},
        {"ירוחם", "Dimona"}, {"רהט", "לקיה"}, {"כהן", "לוי"}, {"מוחמד", "حمود"}, {"א", "א ב"}, {"", ""},
        {"דוד 12", "דוד 13"},
    };
    Arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof ALIKE / sizeof ALIKE[0]; i++) {
        Str x = str_of(ALIKE[i].text), y = str_of(ALIKE[i].want);
        if (str_find(x, LIT("אלק")) >= 0) y = LIT("Abd alqader");
        if (!fold_sounds_alike(x, y) || !fold_sounds_alike(y, x)) fail_msg("%s", ALIKE[i].want);
    }
    for (size_t i = 0; i < sizeof APART / sizeof APART[0]; i++) {
        if (fold_sounds_alike(str_of(APART[i].text), str_of(APART[i].want))) fail_msg("%s", APART[i].want);
    }
    arena_release(&a);
}

/* Which class may stand for which is the same both ways, or an answer would depend on who asks. */
static void test_classes_stand_for_one_another_both_ways(void **state) {
    (void)state;
    for (unsigned a = 1; a < CLASS_COUNT; a++) {
        assert_true(SOUND_REGULAR[a] >> a & 1);
        for (unsigned b = 1; b < CLASS_COUNT; b++) {
            assert_int_equal(SOUND_REGULAR[a] >> b & 1, SOUND_REGULAR[b] >> a & 1);
            if (a != b) assert_int_equal(SOUND_FAR[a] >> b & 1, SOUND_FAR[b] >> a & 1);
        }
    }
}

static void test_phones_have_one_form(void **state) {
    (void)state;
    static const Case CASES[] = {
        {"050-1234567", "0501234567"}, {"+972-50-123 4567", "0501234567"}, {"00972 50 1234567", "0501234567"},
        {"972501234567", "0501234567"}, {"+972 (0)50-1234567", "0501234567"}, {"٠٥٠١٢٣٤٥٦٧", "0501234567"},
        {"*2700", "2700"}, {"+39 0832 12", "39083212"}, {"97250", "97250"}, {"12", ""}, {"", ""},
        {"050-123x", ""}, {"1234567890123456", ""}, {"+972", ""}, {"5+5555", ""}, {"\u200F050-1", "0501"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        char   digits[FOLD_PHONE_MAX];
        size_t n = fold_phone(str_of(CASES[i].text), digits);
        bool   equal = str_eq((Str){digits, n}, str_of(CASES[i].want));
        if (!equal) fail_msg("%s: %.*s", CASES[i].text, (int)n, digits);
    }
}

/* The textbook recurrence with a full table. */
static unsigned slow_distance(const FoldWord *a, const FoldWord *b, bool head) {
    unsigned d[FOLD_LETTERS_MAX + 1][FOLD_LETTERS_MAX + 1];
    for (unsigned i = 0; i <= a->n; i++) {
        for (unsigned j = 0; j <= b->n; j++) {
            unsigned x = i == 0 ? j : j == 0 ? i : 1000;
            if (i && j) {
                unsigned change = d[i - 1][j - 1] + (a->p[i - 1] != b->p[j - 1]);
                x = change < x ? change : x;
                x = d[i - 1][j] + 1 < x ? d[i - 1][j] + 1 : x;
                x = d[i][j - 1] + 1 < x ? d[i][j - 1] + 1 : x;
            }
            bool swap = i > 1 && j > 1 && a->p[i - 1] == b->p[j - 2] && a->p[i - 2] == b->p[j - 1];
            if (swap && d[i - 2][j - 2] + 1 < x) x = d[i - 2][j - 2] + 1;
            d[i][j] = x;
        }
    }
    unsigned best = d[a->n][b->n];
    for (unsigned j = 0; head && j < b->n; j++) best = d[a->n][j] < best ? d[a->n][j] : best;
    return best;
}

static void test_distance_is_the_textbook_one(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 3);
    for (int round = 0; round < 200000; round++) {
        FoldWord a = {.n = (uint8_t)rng_below(&r, 11)}, b = {.n = (uint8_t)rng_below(&r, 13)};
        for (int i = 0; i < a.n; i++) a.p[i] = (uint8_t)('a' + rng_below(&r, 3));
        for (int i = 0; i < b.n; i++) b.p[i] = (uint8_t)('a' + rng_below(&r, 3));
        unsigned most = (unsigned)rng_below(&r, 3);
        bool     head = rng_below(&r, 2);
        unsigned want = slow_distance(&a, &b, head), got = fold_distance(&a, &b, most, head);
        assert_int_equal(got, want > most ? most + 1 : want);
    }
}

static void test_keyboards_turn_into_one_another(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1 << 20);
    assert_true(str_eq(fold_retype(&a, LIT("hrujo"), FOLD_KEYS_LATIN, FOLD_KEYS_HEBREW), LIT("ירוחם")));
    assert_true(str_eq(fold_retype(&a, LIT("RPH,"), FOLD_KEYS_LATIN, FOLD_KEYS_HEBREW), LIT("רפית")));
    assert_true(str_eq(fold_retype(&a, LIT("bgh"), FOLD_KEYS_LATIN, FOLD_KEYS_ARABIC), LIT("لالا")));
    assert_true(str_eq(fold_retype(&a, LIT("لاثق"), FOLD_KEYS_ARABIC, FOLD_KEYS_LATIN), LIT("ber")));
    assert_int_equal(fold_keys_of(LIT("12 ירו")), FOLD_KEYS_HEBREW);
    assert_int_equal(fold_keys_of(LIT("12")), FOLD_KEYS_N);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold_gives_one_spelling),
        cmocka_unit_test(test_fold_does_not_see_normal_forms),
        cmocka_unit_test(test_fold_words_lie_in_the_text),
        cmocka_unit_test(test_fold_stems_leave_two_letters),
        cmocka_unit_test(test_sounds_are_alike_across_scripts),
        cmocka_unit_test(test_classes_stand_for_one_another_both_ways),
        cmocka_unit_test(test_phones_have_one_form),
        cmocka_unit_test(test_distance_is_the_textbook_one),
        cmocka_unit_test(test_keyboards_turn_into_one_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

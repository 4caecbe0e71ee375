/* charset_guess.c - finds the encoding of a text, and what was done to it before it came to us.
**
** One-byte encodings are told apart by words: letters of Hebrew and Arabic stand together, accented letters of
** Western languages stand between plain ones. Each high byte earns points in each encoding by how common its
** letter is; the best sum wins and its lead says how sure we are. Letter frequencies: own count over 105,000
** Hebrew letters of names and office prose; Arabic from the usual published counts, rounded to 1/1000. */
#include "sheet/charset.h"

#include "base/utf8.h"
#include "sheet/charset_table.h"

/* Per thousand letters, U+05D0 .. U+05EA. */
static const uint8_t HEBREW_PER_MILLE[27] = {36, 67, 19, 30, 52, 85, 7,  22, 9,  135, 4,  16, 51, 24,
                                             46, 25, 30, 33, 26, 2,  38, 1,  12, 25,  88, 38, 82};

/* Per thousand letters, U+0621 .. U+064A; the gap is U+063B .. U+0640. */
static const uint8_t ARABIC_PER_MILLE[42] = {4,  2,  20, 1, 6, 4,  125, 32, 35, 43, 6,  13, 18, 9,
                                             31, 9,  45, 7, 25, 10, 10, 7,  12, 2,  36, 5,  0,  0,
                                             0,  0,  0,  1, 27, 25, 23, 112, 60, 60, 31, 62, 6,  70};

typedef enum Letters { LETTERS_NONE, LETTERS_HEBREW, LETTERS_ARABIC, LETTERS_LATIN } Letters;

static const struct {
    Charset charset;
    Letters letters;
} CANDIDATES[] = {
    {CHARSET_WINDOWS_1255, LETTERS_HEBREW}, {CHARSET_CP862, LETTERS_HEBREW},
    {CHARSET_WINDOWS_1256, LETTERS_ARABIC}, {CHARSET_ISO_8859_6, LETTERS_ARABIC},
    {CHARSET_WINDOWS_1252, LETTERS_LATIN},
};
enum { CANDIDATES_N = sizeof CANDIDATES / sizeof *CANDIDATES };

static Letters letters_of(uint32_t c) {
    if (c >= 0x5D0 && c <= 0x5EA) return LETTERS_HEBREW;
    if (c >= 0x621 && c <= 0x64A && c != 0x640) return LETTERS_ARABIC;
    if (c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF || c == 0x6A9) return LETTERS_ARABIC;
    if (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) return LETTERS_LATIN;
    if (c == 0x160 || c == 0x161 || c == 0x152 || c == 0x153 || c == 0x17D || c == 0x17E) return LETTERS_LATIN;
    return LETTERS_NONE;
}

static bool ascii_letter(uint8_t b) {
    return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
}

/* Points of one letter by its frequency: about -30 for the rarest, +60 for the commonest. */
static int letter_points(Letters kind, uint32_t c) {
    int per_mille = 1;
    if (kind == LETTERS_HEBREW) per_mille = HEBREW_PER_MILLE[c - 0x5D0];
    if (kind == LETTERS_ARABIC && c >= 0x621 && c <= 0x64A) per_mille = ARABIC_PER_MILLE[c - 0x621];
    int points = -10;
    for (int f = 4; f <= per_mille && points < 60; f += f / 2) points += 10;
    return points;
}

/* Points of the byte at i for one candidate; p[i] >= 0x80. */
static int byte_points(const uint8_t *p, size_t n, size_t i, int cand) {
    const uint16_t *high = CHARSET_HIGH[CANDIDATES[cand].charset];
    uint32_t        c = high[p[i] - 0x80];
    Letters         want = CANDIDATES[cand].letters, got = letters_of(c);
    uint8_t         before = i > 0 ? p[i - 1] : ' ', after = i + 1 < n ? p[i + 1] : ' ';
    bool            beside_ascii = ascii_letter(before) || ascii_letter(after);
    if (c == 0 || (c >= 0x80 && c < 0xA0)) return -120;
    if (got == want && want == LETTERS_LATIN) return beside_ascii ? 50 : -25;
    if (got == want) return beside_ascii ? -40 : letter_points(want, c);
    if (got != LETTERS_NONE) return beside_ascii && got == LETTERS_LATIN ? 0 : -60;
    bool after_letter = before >= 0x80 && letters_of(high[before - 0x80]) == want;
    /* Vowel marks stand behind their letter. */
    if ((c >= 0x5B0 && c <= 0x5C4) || (c >= 0x64B && c <= 0x652)) return after_letter ? 10 : -80;
    if (c >= 0x2500 && c <= 0x25FF) return -40;
    if (c >= 0x3B1 && c <= 0x3C6) return -60;
    return -5;
}

static void guess_single(Str s, CharsetGuess *g) {
    const uint8_t *p = (const uint8_t *)s.p;
    long           sum[CANDIDATES_N] = {0}, high = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (p[i] < 0x80) continue;
        high++;
        for (int k = 0; k < CANDIDATES_N; k++) sum[k] += byte_points(p, s.n, i, k);
    }
    int best = 0, second = -1;
    for (int k = 1; k < CANDIDATES_N; k++)
        if (sum[k] > sum[best]) best = k;
    for (int k = 0; k < CANDIDATES_N; k++)
        if (k != best && (second < 0 || sum[k] > sum[second])) second = k;
    long mean = sum[best] / high, lead = (sum[best] - sum[second]) / high;
    g->charset = CANDIDATES[best].charset;
    long percent = 50 + (lead > 40 ? 40 : lead) + (mean > 10 ? 8 : mean - 10);
    if (high < 8) percent -= (8 - high) * 3;
    g->percent = percent < 5 ? 5 : percent > 98 ? 98 : (int)percent;
}

/* Pairs of bytes as they stand in UTF-16: the high half is one of few values. */
static bool guess_utf16(Str s, CharsetGuess *g) {
    const uint8_t *p = (const uint8_t *)s.p;
    size_t         pairs = s.n / 2, zero[2] = {0, 0}, few[2] = {0, 0};
    if (pairs < 2) return false;
    for (size_t i = 0; i < pairs; i++) {
        for (int k = 0; k < 2; k++) {
            uint8_t hi = p[2 * i + (size_t)k], lo = p[2 * i + 1 - (size_t)k];
            zero[k] += hi == 0 && lo != 0;
            few[k] += (hi == 0 && lo != 0) || hi == 5 || hi == 6 || hi == 0x20 || hi == 0xFE;
        }
    }
    for (int k = 0; k < 2; k++) {
        if (few[k] * 10 < pairs * 9 || zero[k] * 20 < pairs || zero[1 - k] > zero[k] / 4) continue;
        g->charset = k ? CHARSET_UTF16LE : CHARSET_UTF16BE;
        g->percent = 90;
        return true;
    }
    return false;
}

/* Counts whole characters above ASCII and bytes that are not UTF-8. */
static void count_utf8(Str s, bool whole, size_t *ret_good, size_t *ret_bad) {
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < s.n;) {
        if ((uint8_t)s.p[i] < 0x80) {
            i++;
            continue;
        }
        bool at_cut = !whole && s.n - i < 4;
        if (utf8_next(s, &i) != UTF8_BAD) good++;
        else if (!at_cut) bad++;
    }
    *ret_good = good;
    *ret_bad = bad;
}

static bool guess_bom(Str s, CharsetGuess *g) {
    if (str_starts(s, LIT("\xEF\xBB\xBF"))) {
        *g = (CharsetGuess){.charset = CHARSET_UTF8, .percent = 100, .bom_bytes = 3};
    } else if (str_starts(s, LIT("\xFF\xFE"))) {
        *g = (CharsetGuess){.charset = CHARSET_UTF16LE, .percent = 100, .bom_bytes = 2};
    } else if (str_starts(s, LIT("\xFE\xFF"))) {
        *g = (CharsetGuess){.charset = CHARSET_UTF16BE, .percent = 100, .bom_bytes = 2};
    } else {
        return false;
    }
    return true;
}

/* Hebrew in visual order: final letters stand where words begin. */
static bool looks_visual(Str s) {
    size_t   at_start = 0, at_end = 0;
    uint32_t before = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        size_t   j = i;
        uint32_t after = j < s.n ? utf8_next(s, &j) : 0;
        bool     final = c == 0x5DA || c == 0x5DD || c == 0x5DF || c == 0x5E3 || c == 0x5E5;
        bool     heb_before = letters_of(before) == LETTERS_HEBREW;
        bool     heb_after = letters_of(after) == LETTERS_HEBREW;
        at_start += final && !heb_before && heb_after;
        at_end += final && heb_before && !heb_after;
        before = c;
    }
    return at_start >= 3 && at_start > 4 * at_end;
}

/* The byte that `c` stands for in an encoding; -1: none. */
static int byte_of(uint32_t c, Charset charset) {
    if (c >= 0x80 && c < 0xA0) return (int)c;
    for (int i = 0; i < 128; i++)
        if (CHARSET_HIGH[charset][i] == c) return 0x80 + i;
    return -1;
}

/* Turns the run of characters above ASCII at *i back into bytes; false when it is no UTF-8 of letters. */
static bool undo_run(Str s, size_t *i, Charset c, Buf *out) {
    char   bytes[512];
    size_t n = 0;
    while (*i < s.n && (uint8_t)s.p[*i] >= 0x80) {
        int b = byte_of(utf8_next(s, i), c);
        if (b < 0 || n == sizeof bytes) return false;
        bytes[n++] = (char)b;
    }
    if (!utf8_valid((Str){bytes, n})) return false;
    buf_add(out, (Str){bytes, n});
    return true;
}

bool mojibake_undo(Str s, Charset c, Buf *out) {
    size_t before = out->n;
    bool   any = false;
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && (uint8_t)s.p[i] < 0x80) i++;
        buf_add(out, str_sub(s, from, i - from));
        if (i == s.n) break;
        if (!undo_run(s, &i, c, out)) {
            out->n = before;
            return false;
        }
        any = true;
    }
    if (!any) out->n = before;
    return any;
}

/* Looks word by word whether text turns back: most runs must, and into letters. */
static void guess_mojibake(Str s, CharsetGuess *g) {
    static const Charset TRY_THESE[] = {CHARSET_WINDOWS_1252, CHARSET_WINDOWS_1255, CHARSET_WINDOWS_1256};
    for (size_t k = 0; k < sizeof TRY_THESE / sizeof *TRY_THESE; k++) {
        Buf    b;
        size_t good = 0, bad = 0;
        buf_init(&b, 1 << 12);
        for (size_t i = 0; i < s.n && good + bad < 20000;) {
            if ((uint8_t)s.p[i] < 0x80) {
                i++;
                continue;
            }
            buf_clear(&b);
            if (undo_run(s, &i, TRY_THESE[k], &b)) good++;
            else bad++;
            while (i < s.n && (uint8_t)s.p[i] >= 0x80) i++;
        }
        buf_release(&b);
        if (good < 3 || good < 4 * bad) continue;
        g->mojibake = TRY_THESE[k];
        g->mojibake_sure = bad == 0;
        return;
    }
}

static bool word_letter(uint32_t c) {
    return letters_of(c) != LETTERS_NONE || (c < 0x80 && ascii_letter((uint8_t)c));
}

/* One word: ??? alone, ??x or x?y. */
static bool word_lost(Str w) {
    if (str_find(w, LIT("\xEF\xBF\xBD")) >= 0) return true;
    if (str_find_byte(w, '?') < 0) return false;
    if (str_find(w, LIT("://")) >= 0 || str_starts(w, LIT("www.")) || str_find_byte(w, '=') >= 0) return false;
    uint32_t before = 0;
    for (size_t i = 0; i < w.n;) {
        uint32_t c = utf8_next(w, &i);
        if (c != '?') {
            before = c;
            continue;
        }
        size_t marks = 1, j = i;
        while (j < w.n && w.p[j] == '?') j++;
        marks += j - i;
        i = j;
        uint32_t after = j < w.n ? utf8_next(w, &j) : 0;
        if (before == 0 && after == 0) return marks >= 3;
        if (word_letter(before) && word_letter(after)) return true;
        if (before == 0 && marks >= 2 && (word_letter(after) || after == '"' || after == '\'')) return true;
        before = '?';
    }
    return false;
}

bool text_lost(Str s) {
    size_t from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != ' ' && s.p[i] != '\n' && s.p[i] != '\r' && s.p[i] != ',' && s.p[i] != '\t')
            continue;
        if (i > from && word_lost(str_sub(s, from, i - from))) return true;
        from = i + 1;
    }
    return false;
}

/* The order in which Hebrew stands is turned round; what stands in it from left to right keeps its own. */
void visual_undo(Str s, Buf *out) {
    size_t i = s.n;
    while (i > 0) {
        size_t end = i;
        /* A run of ASCII letters and digits, with the marks inside numbers, is copied as it stands. */
        while (i > 0 && (ascii_letter((uint8_t)s.p[i - 1]) || (s.p[i - 1] >= '0' && s.p[i - 1] <= '9') ||
                         (i < end && i > 1 && str_find_byte(LIT(".,:/-@_"), s.p[i - 1]) >= 0 &&
                          (uint8_t)s.p[i - 2] < 0x80 && s.p[i - 2] > ' ')))
            i--;
        if (i < end) {
            buf_add(out, str_sub(s, i, end - i));
            continue;
        }
        i--;
        while (i > 0 && ((uint8_t)s.p[i] & 0xC0) == 0x80) i--;
        static const char TO[] = ")(][}{><";
        ptrdiff_t pair = str_find_byte(LIT("()[]{}<>"), s.p[i]);
        if (pair >= 0) buf_byte(out, TO[pair]);
        else buf_add(out, str_sub(s, i, end - i));
    }
}

/* What can only be seen in the characters. */
static void look_closer(Str sample, bool whole, CharsetGuess *g) {
    Buf     text;
    Decoder d;
    buf_init(&text, decoder_grows(g->charset, sample.n) + 16);
    decoder_init(&d, g->charset);
    decoder_feed(&d, str_sub(sample, (size_t)g->bom_bytes, sample.n), whole, &text);
    Str s = buf_str(&text);
    g->visual = looks_visual(s);
    g->lost = text_lost(s);
    guess_mojibake(s, g);
    buf_release(&text);
}

CharsetGuess charset_guess(Str sample, bool whole) {
    CharsetGuess g = {.charset = CHARSET_UTF8, .percent = 100};
    size_t       good, bad;
    if (!guess_bom(sample, &g) && !guess_utf16(sample, &g)) {
        count_utf8(sample, whole, &good, &bad);
        if (good > 0 && bad == 0) g.percent = 98;
        else if (bad > 0 && good > 20 * bad) g.percent = 85;
        else if (bad > 0) guess_single(sample, &g);
    }
    look_closer(sample, whole, &g);
    /* The old standard has the letters of windows-1255 and no marks, and is what visual order came in. */
    if (g.visual && g.charset == CHARSET_WINDOWS_1255) g.charset = CHARSET_ISO_8859_8;
    return g;
}

/* words.c - folding of header texts, and the word lists. */
#include "sheet/words.h"

#include "base/utf8.h"

typedef struct WordLine {
    GuessKind   kind;
    bool        whole_only;
    const char *words;
} WordLine;

static const WordLine WORD_LINES[] = {
#define WORDS(kind, words) {kind, false, words},
#define SHORT(kind, words) {kind, true, words},
#include "sheet/words.def"
#undef SHORT
#undef WORDS
};

static const char *const TOTALS[] = {
#define TOTAL(word) word,
#include "sheet/totals.def"
#undef TOTAL
};

static const char *const FOOTNOTES[] = {
#define FOOTNOTE(word) word,
#include "sheet/footnote.def"
#undef FOOTNOTE
};

static const char *const INSTITUTIONS[] = {
#define INSTITUTION(word) word,
#include "sheet/institution.def"
#undef INSTITUTION
};

static const char *const CODED_WORDS[] = {
#define CODED(word) word,
#include "sheet/coded.def"
#undef CODED
};

/* Letters of Western Europe without accents, U+00C0 .. U+00FF; '.' where there is none. */
static const char PLAIN_LATIN[] = "aaaaaaaceeeeiiiidnooooo.ouuuuy.saaaaaaaceeeeiiiidnooooo.ouuuuy.y";

/* The folded character; 0: drop it; ' ': a gap. */
static uint32_t fold_char(uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '%') return c;
    if (c == '"' || c == '\'' || c == '`') return 0;
    if (c < 0xC0) return ' ';
    if (c <= 0xFF) return PLAIN_LATIN[c - 0xC0] == '.' ? ' ' : (uint32_t)PLAIN_LATIN[c - 0xC0];
    if (c == 0x5F3 || c == 0x5F4 || (c >= 0x591 && c <= 0x5C7 && c != 0x5BE)) return 0;
    if (c == 0x5BE) return ' ';
    if ((c >= 0x64B && c <= 0x65F) || c == 0x640 || c == 0x670) return 0;
    if (c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671) return 0x627;
    if (c == 0x649 || c == 0x626) return 0x64A;
    if (c == 0x629) return 0x647;
    if (c == 0x624) return 0x648;
    if (c >= 0x660 && c <= 0x669) return c - 0x660 + '0';
    if (c == 0x60C || c == 0x61B || c == 0x61F || c == 0x66A) return ' ';
    if (c >= 0x2018 && c <= 0x201F) return 0;
    if ((c >= 0x2000 && c <= 0x206F) || c == 0xFEFF || c == UTF8_BAD || c == 0xFFFD) return ' ';
    return c;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

Str word_fold(Str s, Folded *f) {
    uint32_t raw_before = 0;
    f->n = 0;
    for (size_t i = 0; i < s.n && f->n + 6 < FOLD_MAX;) {
        uint32_t raw = utf8_next(s, &i), c = fold_char(raw);
        bool     hump = raw >= 'A' && raw <= 'Z' && raw_before >= 'a' && raw_before <= 'z';
        bool     number = is_digit(raw) && ((raw_before >= 'a' && raw_before <= 'z') || raw_before >= 0x5D0);
        if (c == 0) continue;
        raw_before = raw;
        if ((c == ' ' || hump || number) && f->n > 0 && f->c[f->n - 1] != ' ') f->c[f->n++] = ' ';
        if (c != ' ') f->n += utf8_put(f->c + f->n, c);
    }
    while (f->n > 0 && f->c[f->n - 1] == ' ') f->n--;
    size_t n = f->n;
    while (n > 0 && is_digit((uint8_t)f->c[n - 1])) n--;
    if (n > 1 && f->c[n - 1] == ' ') f->n = n - 1;
    return (Str){f->c, f->n};
}

/* `part` stands in `whole` as whole words. */
static bool holds_words(Str whole, Str part) {
    for (size_t i = 0; i + part.n <= whole.n; i++) {
        if (i > 0 && whole.p[i - 1] != ' ') continue;
        if (i + part.n < whole.n && whole.p[i + part.n] != ' ') continue;
        if (str_eq(str_sub(whole, i, part.n), part)) return true;
    }
    return false;
}

static int word_points(Str header, Str word, bool whole_only) {
    if (str_eq(header, word)) return whole_only ? 62 : 95;
    if (whole_only || word.n < 4 || word.n >= header.n || !holds_words(header, word)) return 0;
    return 40 + (int)(45 * word.n / header.n);
}

/* "city code" is not a city. */
static bool is_coded(Str folded) {
    for (size_t i = 0; i < sizeof CODED_WORDS / sizeof *CODED_WORDS; i++) {
        Str w = str_of(CODED_WORDS[i]);
        if (folded.n <= w.n + 1) continue;
        if (str_ends(folded, w) && folded.p[folded.n - w.n - 1] == ' ') return true;
        if (str_starts(folded, w) && folded.p[w.n] == ' ') return true;
    }
    return false;
}

/* "Phone 1 - Label" holds what the phone is called, not the phone. */
static bool is_label(Str folded) {
    return str_ends(folded, LIT(" label"));
}

static bool holds_words_of_people(GuessKind k) {
    return (k >= GUESS_NAME && k <= GUESS_ORG) || k == GUESS_LOCALITY || k == GUESS_KIND || k == GUESS_STATUS;
}

void words_score(Str folded, int ret_points[GUESS_N]) {
    for (int k = 0; k < GUESS_N; k++) ret_points[k] = 0;
    if (folded.n == 0) return;
    for (size_t i = 0; i < sizeof WORD_LINES / sizeof *WORD_LINES; i++) {
        const WordLine *l = &WORD_LINES[i];
        Str             rest = str_of(l->words), word;
        while (str_split(&rest, '|', &word)) {
            int points = word_points(folded, word, l->whole_only);
            if (points > ret_points[l->kind]) ret_points[l->kind] = points;
        }
    }
    if (is_label(folded)) {
        for (int k = 0; k < GUESS_N; k++) ret_points[k] = 0;
    }
    if (!is_coded(folded)) return;
    for (int k = 0; k < GUESS_N; k++) {
        if (ret_points[k] < 95 && holds_words_of_people((GuessKind)k)) ret_points[k] /= 2;
    }
}

bool words_total(Str folded, bool *ret_whole) {
    for (size_t i = 0; i < sizeof TOTALS / sizeof *TOTALS; i++) {
        Str w = str_of(TOTALS[i]);
        if (!str_starts(folded, w) || (folded.n > w.n && folded.p[w.n] != ' ')) continue;
        *ret_whole = folded.n == w.n;
        return true;
    }
    return false;
}

bool words_footnote(Str folded) {
    for (size_t i = 0; i < sizeof FOOTNOTES / sizeof *FOOTNOTES; i++) {
        Str w = str_of(FOOTNOTES[i]);
        if (str_starts(folded, w) && (folded.n == w.n || folded.p[w.n] == ' ')) return true;
    }
    return false;
}

bool words_institution(Str folded) {
    for (size_t i = 0; i < sizeof INSTITUTIONS / sizeof *INSTITUTIONS; i++) {
        Str w = str_of(INSTITUTIONS[i]);
        ptrdiff_t at = str_find(folded, w);
        if (at < 0 || (at > 0 && folded.p[at - 1] != ' ')) continue;
        if ((size_t)at + w.n == folded.n || folded.p[(size_t)at + w.n] == ' ') return true;
    }
    return false;
}

Str words_each(size_t i) {
    size_t seen = 0;
    for (size_t k = 0; k < sizeof WORD_LINES / sizeof *WORD_LINES; k++) {
        Str rest = str_of(WORD_LINES[k].words), word;
        while (str_split(&rest, '|', &word))
            if (seen++ == i) return word;
    }
    for (size_t k = 0; k < sizeof TOTALS / sizeof *TOTALS; k++)
        if (seen++ == i) return str_of(TOTALS[k]);
    for (size_t k = 0; k < sizeof FOOTNOTES / sizeof *FOOTNOTES; k++)
        if (seen++ == i) return str_of(FOOTNOTES[k]);
    for (size_t k = 0; k < sizeof INSTITUTIONS / sizeof *INSTITUTIONS; k++)
        if (seen++ == i) return str_of(INSTITUTIONS[k]);
    for (size_t k = 0; k < sizeof CODED_WORDS / sizeof *CODED_WORDS; k++)
        if (seen++ == i) return str_of(CODED_WORDS[k]);
    return (Str){0};
}

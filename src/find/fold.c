#include "find/fold.h"

#include "base/check.h"
#include "base/utf8.h"
#include "find/fold_letters.h"

/* What a character becomes, besides a folded letter. */
enum { GAP, DROP, QUOTE, HYPHEN, SEVERAL, FOREIGN, FIRST_LETTER };

enum {
    ROW_NONE,
#define FOLD_ROW(r, ...) ROW_##r,
#include "find/fold.def"
#undef FOLD_ROW
    ROW_N
};

static const uint8_t ROWS[ROW_N][16] = {
#define FOLD_ROW(r, ...) [ROW_##r] = {__VA_ARGS__},
#include "find/fold.def"
#undef FOLD_ROW
};

static const uint8_t ROW_OF[0x1000] = {
#define FOLD_ROW(r, ...) [0x##r] = ROW_##r,
#include "find/fold.def"
#undef FOLD_ROW
};

typedef struct Ligature {
    uint16_t c;
    uint8_t  n, p[3];
} Ligature;

#define COUNT(...) sizeof((uint8_t[]){__VA_ARGS__})

static const Ligature LIGATURES[] = {
#define FOLD_SEVERAL(c, ...) {c, COUNT(__VA_ARGS__), {__VA_ARGS__}},
#include "find/fold.def"
#undef FOLD_SEVERAL
};

/* Characters without a row: signs of all kinds, or letters of scripts that are not folded. */
static uint8_t unlisted(uint32_t c) {
    bool sign = c == UTF8_BAD || c < 0x100 || (c >= 0x2000 && c < 0x2C00) || (c >= 0x2E00 && c < 0x2E80) ||
                (c >= 0x3000 && c < 0x3040) || (c >= 0xE000 && c < 0xFB00) || (c >= 0xFC00 && c < 0xFE00) ||
                (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0x10000) || c >= 0x1F000;
    if (c >= 0x590 && c < 0x700) return GAP;
    if (c >= 0xFE00 && c < 0xFE30) return DROP;
    return sign ? GAP : FOREIGN;
}

static uint8_t fold_of(uint32_t c) {
    if (c < 0x10000 && ROW_OF[c >> 4] != ROW_NONE) return ROWS[ROW_OF[c >> 4]][c & 15];
    return unlisted(c);
}

/* Capitals of the scripts that are not folded letter by letter. */
static uint32_t foreign_lower(uint32_t c) {
    if ((c >= 0x0391 && c <= 0x03A9) || (c >= 0x0410 && c <= 0x042F)) return c + 0x20;
    if (c >= 0x0400 && c <= 0x040F) return c + 0x50;
    if (c == 0x03C2) return 0x03C3;
    return c;
}

/* Writes the one to three bytes of a character's letters; 0 when it has none. */
static size_t letters_of(uint32_t c, uint8_t kind, uint8_t out[3]) {
    if (kind >= FIRST_LETTER) {
        out[0] = kind;
        return 1;
    }
    if (kind == SEVERAL) {
        for (size_t i = 0; i < sizeof LIGATURES / sizeof LIGATURES[0]; i++) {
            if (LIGATURES[i].c != c) continue;
            memcpy(out, LIGATURES[i].p, LIGATURES[i].n);
            return LIGATURES[i].n;
        }
        return 0;
    }
    if (kind != FOREIGN) return 0;
    c = foreign_lower(c);
    out[0] = (uint8_t)(FOREIGN_FIRST | (c >> 16));
    out[1] = (uint8_t)(c >> 8);
    out[2] = (uint8_t)c;
    return 3;
}

FoldScript fold_script(uint8_t letter) {
    if (letter >= FOREIGN_FIRST) return FOLD_OTHER;
    if (letter >= ARABIC_FIRST) return FOLD_ARABIC;
    if (letter >= HEBREW_FIRST) return FOLD_HEBREW;
    if (letter >= 'a' && letter <= 'z') return FOLD_LATIN;
    return FOLD_DIGITS;
}

static bool is_elision(const FoldWord *w) {
    static const Str ELISIONS[] = {
#define FOLD_ELISION(s) {s, sizeof s - 1},
#include "find/fold.def"
#undef FOLD_ELISION
    };
    for (size_t i = 0; i < sizeof ELISIONS / sizeof ELISIONS[0]; i++) {
        if (str_eq(ELISIONS[i], (Str){(const char *)w->p, w->n})) return true;
    }
    return false;
}

/* Moves to the first letter of the next word; false at the end of the text. */
static bool skip_gap(FoldWalk *w) {
    while (w->i < w->s.n) {
        size_t  at = w->i;
        uint8_t kind = fold_of(utf8_next(w->s, &at));
        if (kind >= SEVERAL) return true;
        if (kind == GAP) w->word_before = false;
        w->i = at;
    }
    return false;
}

/* Whether the word goes on with this character's letters: digits go with any script. */
static bool same_word(const FoldWord *w, bool quoted, uint8_t letter) {
    FoldScript script = fold_script(letter);
    if (w->n == 0) return true;
    if (quoted && script == FOLD_LATIN && is_elision(w)) return false;
    return script == FOLD_DIGITS || w->script == FOLD_DIGITS || script == w->script;
}

bool fold_next(FoldWalk *w, FoldWord *ret_word) {
    if (!skip_gap(w)) return false;
    FoldWord *word = ret_word;
    *word = (FoldWord){.start = (uint32_t)w->i, .glued = w->word_before, .script = FOLD_DIGITS};
    bool quoted = false;
    while (w->i < w->s.n) {
        size_t   at = w->i;
        uint32_t c = utf8_next(w->s, &at);
        uint8_t  kind = fold_of(c), letters[3];
        if (kind == GAP || kind == HYPHEN) break;
        if (kind == DROP || kind == QUOTE) {
            w->i = at;
            if (kind == QUOTE) quoted = true;
            if (kind == DROP && !quoted) word->end = (uint32_t)at;
            continue;
        }
        size_t n = letters_of(c, kind, letters);
        if (n > 0 && !same_word(word, quoted, letters[0])) break;
        w->i = at;
        if (n > 0 && word->script == FOLD_DIGITS) word->script = (uint8_t)fold_script(letters[0]);
        for (size_t k = 0; k < n && word->n + n - k <= FOLD_LETTERS_MAX; k++) word->p[word->n++] = letters[k];
        word->end = (uint32_t)at;
        quoted = false;
    }
    w->word_before = true;
    CHECK(word->n > 0 && word->end > word->start);
    return true;
}

static void put_letters(Buf *b, const uint8_t *p, size_t n) {
    static const uint16_t CHARACTERS[256] = {
#define FOLD_LETTER(name, byte, c) [byte] = c,
#include "find/fold.def"
#undef FOLD_LETTER
    };
    for (size_t i = 0; i < n; i++) {
        if (p[i] >= FOREIGN_FIRST && i + 2 < n) {
            buf_utf8(b, (uint32_t)(p[i] & 31) << 16 | (uint32_t)p[i + 1] << 8 | p[i + 2]);
            i += 2;
        } else if (CHARACTERS[p[i]]) {
            buf_utf8(b, CHARACTERS[p[i]]);
        } else {
            buf_byte(b, (char)p[i]);
        }
    }
}

Str fold_text(Arena *a, Str s) {
    Buf b;
    buf_init(&b, s.n * 3 + 16);
    FoldWalk w = {.s = s};
    FoldWord word;
    while (fold_next(&w, &word)) {
        if (b.n > 0) buf_byte(&b, ' ');
        put_letters(&b, word.p, word.n);
    }
    return buf_keep(a, &b);
}

typedef struct Prefix {
    uint8_t rest, n, p[3];
} Prefix;

static const Prefix PREFIXES[] = {
#define FOLD_PREFIX(rest, ...) {rest, COUNT(__VA_ARGS__), {__VA_ARGS__}},
#include "find/fold.def"
#undef FOLD_PREFIX
};

static const Prefix ARTICLES[] = {
#define FOLD_ARTICLE(rest, ...) {rest, COUNT(__VA_ARGS__), {__VA_ARGS__}},
#include "find/fold.def"
#undef FOLD_ARTICLE
};

static bool has_prefix(const Prefix *x, const uint8_t *p, size_t n) {
    return n >= (size_t)x->n + x->rest && memcmp(p, x->p, x->n) == 0;
}

size_t fold_stems(const uint8_t *p, size_t n, uint8_t ret_cuts[FOLD_STEMS_MAX]) {
    size_t found = 0;
    for (uint8_t cut = 1; cut <= 3; cut++) {
        for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++) {
            if (PREFIXES[i].n != cut || !has_prefix(&PREFIXES[i], p, n)) continue;
            ret_cuts[found++] = cut;
            break;
        }
    }
    return found;
}

size_t fold_article(const uint8_t *p, size_t n) {
    for (size_t i = 0; i < sizeof ARTICLES / sizeof ARTICLES[0]; i++) {
        if (has_prefix(&ARTICLES[i], p, n)) return ARTICLES[i].n;
    }
    return 0;
}

/* Digits of a text that holds nothing but digits and what people put between them; 0 otherwise. */
static size_t only_digits(Str s, char *digits, size_t max, bool *ret_plus) {
    size_t n = 0, i = 0;
    *ret_plus = false;
    while (i < s.n) {
        uint32_t c = utf8_next(s, &i);
        uint8_t  kind = fold_of(c);
        if (kind >= '0' && kind <= '9') {
            if (n == max) return 0;
            digits[n++] = (char)kind;
        } else if (c == '+') {
            if (n > 0) return 0;
            *ret_plus = true;
        } else if (kind >= SEVERAL || (kind == GAP && (c > 0x7F || !strchr(" ().*/", (int)c)) && c != 0xA0)) {
            return 0;
        }
    }
    return n;
}

size_t fold_phone(Str s, char ret_digits[FOLD_PHONE_MAX]) {
    char   digits[FOLD_PHONE_MAX + 5];
    bool   plus;
    size_t n = only_digits(s, digits, sizeof digits, &plus), from = 0;
    if (n > 2 && memcmp(digits, "00", 2) == 0) {
        from = 2;
        plus = true;
    }
    bool home = n - from >= 3 && memcmp(digits + from, "972", 3) == 0 && (plus || n - from >= 11);
    if (home) from += 3;
    /* People also write +972-(0)50-…: the zero is there once. */
    if (home && from < n && digits[from] == '0') from++;
    size_t count = n - from + home;
    if (n < 3 || count < 3 || count > FOLD_PHONE_MAX) return 0;
    if (home) ret_digits[0] = '0';
    memcpy(ret_digits + home, digits + from, n - from);
    return count;
}

bool fold_bare_article(const FoldWord *w, const FoldWord *next) {
    static const struct {
        uint8_t rest, n, p[3];
    } BARE[] = {
#define FOLD_ARTICLE(rest, ...) {rest, sizeof((uint8_t[]){__VA_ARGS__}), {__VA_ARGS__}},
#include "find/fold.def"
#undef FOLD_ARTICLE
    };
    for (size_t i = 0; i < sizeof BARE / sizeof BARE[0]; i++) {
        if (w->n == BARE[i].n && w->n >= 2 && memcmp(w->p, BARE[i].p, w->n) == 0) return true;
    }
    /* The article whose l became the next consonant, as before a sun letter: of it only the a is written. */
    if (w->n == 1 && next->glued && (w->p[0] == 'a' || w->p[0] == LETTER_ALEF)) return true;
    bool short_latin = (w->n == 2 || w->n == 3) && (w->p[0] == 'a' || w->p[0] == 'e');
    return short_latin && next->n > w->n && memcmp(w->p + 1, next->p, w->n - 1u) == 0;
}

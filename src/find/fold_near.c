#include "base/utf8.h"
#include "find/fold_letters.h"

typedef struct Near {
    const uint8_t *a, *b;
    unsigned       na, nb;
} Near;

static unsigned least(unsigned x, unsigned y) { return x < y ? x : y; }

/* Optimal string alignment (Boytsov 2011, Indexing methods for approximate dictionary searching, section
** 2.1), three rows at a time; gives up when a whole row is above `most`. */
static unsigned align(const Near *w, unsigned most, bool head) {
    uint8_t rows[3][FOLD_LETTERS_MAX + 1];
    for (unsigned j = 0; j <= w->nb; j++) rows[0][j] = (uint8_t)j;
    for (unsigned i = 1; i <= w->na; i++) {
        uint8_t       *row = rows[i % 3];
        const uint8_t *one = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
        unsigned       best = i;
        row[0] = (uint8_t)i;
        for (unsigned j = 1; j <= w->nb; j++) {
            unsigned same = w->a[i - 1] == w->b[j - 1];
            unsigned d = least(one[j - 1] + !same, least(one[j], row[j - 1]) + 1u);
            bool     swap = i > 1 && j > 1 && w->a[i - 1] == w->b[j - 2] && w->a[i - 2] == w->b[j - 1];
            if (swap && !same) d = least(d, two[j - 2] + 1u);
            row[j] = (uint8_t)d;
            best = least(best, d);
        }
        if (best > most) return most + 1;
    }
    const uint8_t *last = rows[w->na % 3];
    unsigned       d = last[w->nb];
    for (unsigned j = 0; head && j < w->nb; j++) d = least(d, last[j]);
    return least(d, most + 1);
}

unsigned fold_distance(const FoldWord *a, const FoldWord *b, unsigned most, bool head) {
    Near w = {a->p, b->p, a->n, b->n};
    if (head && w.nb > w.na + most) w.nb = w.na + most;
    if (w.na > w.nb + most || (!head && w.nb > w.na + most)) return most + 1;
    while (w.na > 0 && w.nb > 0 && *w.a == *w.b) {
        w.a++, w.b++;
        w.na--, w.nb--;
    }
    while (!head && w.na > 0 && w.nb > 0 && w.a[w.na - 1] == w.b[w.nb - 1]) {
        w.na--;
        w.nb--;
    }
    if (w.na == 0) return head ? 0 : least(w.nb, most + 1);
    if (w.nb == 0) return least(w.na, most + 1);
    return align(&w, most, head);
}

typedef struct Key {
    uint16_t c[FOLD_KEYS_N];
} Key;

static const Key KEYS[] = {
#define FOLD_KEY(latin, hebrew, arabic)                                                                  \
    {{[FOLD_KEYS_LATIN] = latin, [FOLD_KEYS_HEBREW] = hebrew, [FOLD_KEYS_ARABIC] = arabic}},
#include "find/fold.def"
#undef FOLD_KEY
};

enum { LAM_ALEF = 0xFEFB, LAM = 0x0644, ALEF = 0x0627 };

FoldKeys fold_keys_of(Str s) {
    FoldWalk w = {.s = s};
    FoldWord word;
    while (fold_next(&w, &word)) {
        if (word.script == FOLD_LATIN) return FOLD_KEYS_LATIN;
        if (word.script == FOLD_HEBREW) return FOLD_KEYS_HEBREW;
        if (word.script == FOLD_ARABIC) return FOLD_KEYS_ARABIC;
    }
    return FOLD_KEYS_N;
}

static uint32_t retype_one(uint32_t c, FoldKeys from, FoldKeys to) {
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    for (size_t k = 0; k < sizeof KEYS / sizeof KEYS[0]; k++) {
        if (KEYS[k].c[from] == c) return KEYS[k].c[to];
    }
    return c;
}

Str fold_retype(Arena *a, Str s, FoldKeys from, FoldKeys to) {
    Buf b;
    buf_init(&b, s.n * 4 + 16);
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        size_t   after = i;
        if (from == FOLD_KEYS_ARABIC && c == LAM && i < s.n && utf8_next(s, &after) == ALEF) {
            c = LAM_ALEF;
            i = after;
        }
        c = c == UTF8_BAD ? ' ' : retype_one(c, from, to);
        if (c == LAM_ALEF) {
            buf_utf8(&b, LAM);
            c = ALEF;
        }
        buf_utf8(&b, c);
    }
    return buf_keep(a, &b);
}

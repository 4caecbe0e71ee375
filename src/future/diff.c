/* diff.c - the longest common row of words (dynamic programming; texts are short). */
#include "future/diff.h"

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* A word with the blanks behind it; blanks at the beginning are a word of their own. */
static size_t split(Str s, Str *v, size_t max) {
    size_t n = 0, i = 0;
    while (i < s.n) {
        size_t from = i;
        while (i < s.n && !is_blank(s.p[i])) i++;
        while (i < s.n && is_blank(s.p[i])) i++;
        if (n == max) return max + 1;
        v[n++] = str_sub(s, from, i - from);
    }
    return n;
}

/* Two words are the same whatever blanks follow them only if those are the same too: nothing is lost. */
static void put(DiffPart *v, size_t *n, DiffKind kind, Str word) {
    DiffPart *last = *n ? &v[*n - 1] : NULL;
    if (last && last->kind == kind && last->text.p + last->text.n == word.p) last->text.n += word.n;
    else v[(*n)++] = (DiffPart){kind, word};
}

void diff_words(Arena *a, Str old, Str fresh, DiffPart **ret_v, size_t *ret_n) {
    Str   *x = ARENA_ARRAY(a, Str, DIFF_WORDS_MAX + 1), *y = ARENA_ARRAY(a, Str, DIFF_WORDS_MAX + 1);
    size_t n = split(old, x, DIFF_WORDS_MAX), m = split(fresh, y, DIFF_WORDS_MAX), k = 0, i = 0, j = 0;
    if (n > DIFF_WORDS_MAX || m > DIFF_WORDS_MAX) {
        n = m = 1;
        x[0] = old;
        y[0] = fresh;
    }
    DiffPart *v = ARENA_ARRAY(a, DiffPart, n + m + 1);
    size_t    wide = m + 1;
    uint16_t *common = ARENA_ARRAY(a, uint16_t, (n + 1) * wide);  /* of what stands from i and j on */
    for (size_t r = n; r-- > 0;) {
        for (size_t c = m; c-- > 0;) {
            uint16_t down = common[(r + 1) * wide + c], on = common[r * wide + c + 1];
            common[r * wide + c] = str_eq(x[r], y[c]) ? (uint16_t)(common[(r + 1) * wide + c + 1] + 1)
                                                      : (down > on ? down : on);
        }
    }
    while (i < n || j < m) {
        if (i < n && j < m && str_eq(x[i], y[j])) {
            put(v, &k, DIFF_SAME, y[j]);
            i++;
            j++;
        } else if (i < n && (j == m || common[(i + 1) * wide + j] >= common[i * wide + j + 1])) {
            put(v, &k, DIFF_OLD, x[i++]);
        } else {
            put(v, &k, DIFF_NEW, y[j++]);
        }
    }
    *ret_v = v;
    *ret_n = k;
}

/* alike.c - titles of barriers compared word by word, folded as the search folds them. */
#include "barrier/alike.h"

#include "find/fold.h"

#include <string.h>

enum { WORDS_MAX = 32, LETTERS_MIN = 3 };

static size_t words_of(Str s, FoldWord *ret_v) {
    FoldWalk w = {.s = s};
    size_t   n = 0;
    while (n < WORDS_MAX && fold_next(&w, &ret_v[n])) {
        if (ret_v[n].n >= LETTERS_MIN) n++;
    }
    return n;
}

bool titles_alike(Str a, Str b) {
    FoldWord va[WORDS_MAX], vb[WORDS_MAX];
    size_t   na = words_of(a, va), nb = words_of(b, vb), shared = 0;
    bool     used[WORDS_MAX] = {false};
    for (size_t i = 0; i < na; i++) {
        for (size_t k = 0; k < nb; k++) {
            if (used[k] || va[i].n != vb[k].n || memcmp(va[i].p, vb[k].p, va[i].n) != 0) continue;
            used[k] = true;
            shared++;
            break;
        }
    }
    size_t few = na < nb ? na : nb;
    return few && 2 * shared >= few;
}

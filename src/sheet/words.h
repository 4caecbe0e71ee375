/* words.h - texts made comparable, and the lists of words behind head.c and guess.c. */
#ifndef RAKAZ_SHEET_WORDS_H
#define RAKAZ_SHEET_WORDS_H

#include "sheet/guess.h"

enum { FOLD_MAX = 160 };

typedef struct Folded {
    char   c[FOLD_MAX];
    size_t n;
} Folded;

/* Lower case, no points, accents, quotes and tatweel; alef, ya and ta marbuta forms alike; other marks and white
** space become one space; a number at the end is cut, and CamelCase parted. Longer texts are cut. */
Str word_fold(Str s, Folded *f);

/* Points 0..100 of a folded header for every kind. */
void words_score(Str folded, int ret_points[GUESS_N]);

/* The folded text is or begins with a word for a sum; *ret_whole: it is nothing but that. */
bool words_total(Str folded, bool *ret_whole);

/* The folded text begins like a remark below a table. */
bool words_footnote(Str folded);

/* The folded header of a name speaks of public institutions: a school, a clinic, a library. */
bool words_institution(Str folded);

/* The i-th of all words, empty behind the last: the tests see to it that they stand folded in the lists. */
Str words_each(size_t i);

#endif

/* diff.h - what two texts have in common, word by word. Pure. */
#ifndef RAKAZ_FUTURE_DIFF_H
#define RAKAZ_FUTURE_DIFF_H

#include "base/arena.h"

typedef enum DiffKind { DIFF_SAME, DIFF_OLD, DIFF_NEW } DiffKind;
typedef struct DiffPart {
    DiffKind kind;
    Str      text;                                /* points into one of the two texts, blanks and all */
} DiffPart;

/* The parts in order: what is same or old makes up `old` again, what is same or new makes up `fresh`. Words of texts
** that are longer than DIFF_WORDS_MAX are not compared: all of the one, then all of the other. */
enum { DIFF_WORDS_MAX = 800 };
void diff_words(Arena *a, Str old, Str fresh, DiffPart **ret_v, size_t *ret_n);

#endif

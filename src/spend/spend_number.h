/* spend_number.h - payees under the buyer's own numbers of its suppliers. Names drift from file to file; under one
** number they are one payee when they are alike. A number that stands for names which have nothing in common is told
** as doubtful, and joins nothing. Pure. */
#ifndef RAKAZ_SPEND_SPEND_NUMBER_H
#define RAKAZ_SPEND_SPEND_NUMBER_H

#include "spend/spend_payee.h"

/* May these be two spellings of one name: the same but for the legal form, the same sound, or nearly all words? */
bool spend_alike(Arena *a, const SpendWords *w, Str one, Str other);

/* One that can be told apart: it has a digit. */
bool spend_is_number(Str number);

typedef struct SpendNumbered {
    Str         name, number;
    SpendBearer bearer;
    uint32_t    group;                            /* names of one key are in one group already */
} SpendNumbered;

typedef struct SpendNumbers {
    uint32_t *root;                               /* by group: the first of those that are one payee with it */
    Str      *number;                             /* by group: the first of its numbers; empty: none */
    Str      *other;                              /* by group: a different name under one of its numbers; empty: none */
    int64_t   drifted, doubtful;                  /* numbers */
} SpendNumbers;

void spend_numbers(Arena *a, const SpendWords *w, const SpendNumbered *v, size_t n, size_t groups, SpendNumbers *ret);

#endif

/* spend_payee.h - names of those who were paid: one spelling, and whether they are people. Pure. */
#ifndef RAKAZ_SPEND_SPEND_PAYEE_H
#define RAKAZ_SPEND_SPEND_PAYEE_H

#include "base/arena.h"

/* What a name alone says of its bearer. From SPEND_MAYBE on it is kept out of what the public sees: a person's name
** that stands open by mistake hurts more than a business's that does not. */
typedef enum SpendBearer {
    SPEND_BODY,                                   /* a legal form, a word of institutions, figures, one word, many */
    SPEND_MAYBE,                                  /* two or three words that tell nothing: may be a person */
    SPEND_PERSON,                                 /* a title, and no word of companies */
    SPEND_WITHHELD,                               /* "redacted personal data" */
    SPEND_NAMELESS,                               /* nothing stands there */
    SPEND_BEARER_N
} SpendBearer;

typedef struct SpendWords SpendWords;             /* the lists of spend_payee.def, folded; lives in its arena */
SpendWords *spend_words(Arena *a);

typedef struct SpendName {
    Str         key;                              /* folded, without legal forms; of nothing but those, all of it */
    Str         whole;                            /* folded, all of it */
    SpendBearer bearer;
} SpendName;

/* Takes a name apart; texts in the arena. */
SpendName spend_name(Arena *a, const SpendWords *w, Str name);

/* The same name without white space at its ends and with one space between words, in the arena if it had to be
** changed. */
Str spend_trim(Arena *a, Str name);

#endif

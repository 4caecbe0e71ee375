/* tie.h - dated relations between two actors. */
#ifndef RAKAZ_TIE_TIE_H
#define RAKAZ_TIE_TIE_H

#include "tie_ent.h"
#include "view/view.h"

extern const Module tie_module;
extern const Sheet  TIE_SHEET;

/* The entity's own check: two different actors, a share only where one owns the other, an end that ends the tie. */
Fault tie_check(Ctx *c, const void *before, void *after);

/* Who is too near to an actor today: for each of some others a tie_kind (owns, works_at, family, interest_in, in either
** direction), 0 for none of these. Whoever asks: it decides who is not sent there, and tells no more. */
Fault tie_kinds_with(Ctx *c, Id actor, const Id *others, size_t n, int *ret_v) MUST;

/* The real ties (active or dormant) of some actors that the reader sees, both ends of each; at most `max`. */
typedef struct TieEnds {
    Id  id, from, to;
    int kind, state;
    Str what;
    Day from_on;
} TieEnds;
Fault tie_real_of(Ctx *c, const Id *actors, size_t n, TieEnds *ret_v, size_t max, size_t *ret_n) MUST;

/* Does a person own a body, lead it, or have a role in it today? Whoever asks. */
Fault tie_stands_for(Ctx *c, Id person, Id actor, bool *ret_yes) MUST;

/* All that a person stands for so, at most `max`. */
Fault tie_stood_for(Ctx *c, Id person, Id *ret_v, size_t max, size_t *ret_n) MUST;

#endif

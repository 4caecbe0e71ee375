/* spend_match.h - who a payee is, among the actors of a region. Pure: an index of actors, asked for one payee after
** the other; nothing is decided here that a person would want to be asked about.
**
** CERTAIN  the registration number is the actor's; or the whole name is, of one actor alone, in two words or more,
** and the
**          payee is no person
** LIKELY   the name but for its legal form, or a name that sounds the same in any script; a person confirms
** NONE     else, and for every name that is withheld */
#ifndef RAKAZ_SPEND_SPEND_MATCH_H
#define RAKAZ_SPEND_SPEND_MATCH_H

#include "base/id.h"
#include "lang/lang.h"
#include "spend/spend_payee.h"

typedef enum SpendHow { SPEND_NONE_LIKE, SPEND_LIKELY, SPEND_CERTAIN, SPEND_DECIDED } SpendHow;
typedef enum SpendWhy {                           /* stored but for the last */
    SPEND_BY_NOTHING, SPEND_BY_NUMBER, SPEND_BY_NAME, SPEND_BY_KEY, SPEND_BY_SOUND,
    SPEND_BY_OWN_NUMBER                           /* the buyer's own number of it, decided about before */
} SpendWhy;

typedef struct SpendActor {
    Id  id;
    Str names[LANG_N];                            /* empty where there is none */
    Str registration;
} SpendActor;

typedef struct SpendIndex SpendIndex;

/* Over n actors, in the arena; some 150 bytes an actor. Names and numbers must live as long. */
SpendIndex *spend_index(Arena *a, const SpendWords *w, const SpendActor *v, size_t n);

typedef struct SpendMatch {
    SpendHow how;
    SpendWhy why;
    uint32_t actor;                               /* index in the actors of the index */
    uint32_t others;                              /* more that are as likely */
} SpendMatch;

/* `name` as written, `registration` may be empty. `a` holds folded texts for the time of the call. */
SpendMatch spend_match(const SpendIndex *x, Arena *a, Str name, Str registration, SpendBearer bearer);

/* The digits of a registration number as a key; 0: not five digits or more. Leading zeros do not count. */
uint64_t spend_registration_key(Str s);

#endif

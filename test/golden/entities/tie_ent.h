/* Written by entc from src/tie/tie.ent. Do not edit. */
#ifndef RAKAZ_TIE_ENT_H
#define RAKAZ_TIE_ENT_H

#include "ent/ent.h"

enum {
    TIE_KIND_OWNS = 1,
    TIE_KIND_LEADS,
    TIE_KIND_WORKS_AT,
    TIE_KIND_ROLE_IN,
    TIE_KIND_SUPPLIES,
    TIE_KIND_MENTORS,
    TIE_KIND_REFERS,
    TIE_KIND_PARTNER,
    TIE_KIND_FAMILY,
    TIE_KIND_INTEREST_IN,
    TIE_KIND_KNOWS,
    TIE_KIND_N
};
extern const Choices tie_kind_choices;

enum {
    TIE_STATE_WANTED = 1,
    TIE_STATE_PROPOSED,
    TIE_STATE_ACTIVE,
    TIE_STATE_DORMANT,
    TIE_STATE_ENDED,
    TIE_STATE_N
};
extern const Choices tie_state_choices;

enum {
    TIE_CERTAINTY_PAPERS = 1,
    TIE_CERTAINTY_TOLD,
    TIE_CERTAINTY_ESTIMATE,
    TIE_CERTAINTY_N
};
extern const Choices tie_certainty_choices;

typedef struct Tie {
    Head     head;
    Id       from_actor;                        /* ref actor */
    int      kind;                              /* enum tie_kind */
    Id       to_actor;                          /* ref actor */
    int      state;                             /* enum tie_state */
    double   share;
    int64_t  strength;
    Str      what;
    int64_t  yearly;
    int      certainty;                         /* enum tie_certainty */
    Day      from_on;
    Day      until_on;
    Day      used_on;
    Str      source;
} Tie;

/* Index into tie_entity.fields. */
enum {
    TIE_F_FROM_ACTOR,
    TIE_F_KIND,
    TIE_F_TO_ACTOR,
    TIE_F_STATE,
    TIE_F_SHARE,
    TIE_F_STRENGTH,
    TIE_F_WHAT,
    TIE_F_YEARLY,
    TIE_F_CERTAINTY,
    TIE_F_FROM_ON,
    TIE_F_UNTIL_ON,
    TIE_F_USED_ON,
    TIE_F_SOURCE,
    TIE_F_N
};
extern const Entity tie_entity;

#endif

/* Written by entc from src/matching/matching.ent. Do not edit. */
#ifndef RAKAZ_MATCHING_ENT_H
#define RAKAZ_MATCHING_ENT_H

#include "ent/ent.h"

enum {
    REFUSE_REASON_FAR = 1,
    REFUSE_REASON_UNFIT,
    REFUSE_REASON_FULL,
    REFUSE_REASON_TERMS,
    REFUSE_REASON_RIVAL,
    REFUSE_REASON_TRIED,
    REFUSE_REASON_WISH,
    REFUSE_REASON_OTHER,
    REFUSE_REASON_N
};
extern const Choices refuse_reason_choices;

typedef struct Refusal {
    Head     head;
    Id       need;                              /* ref listing */
    int      reason;                            /* enum refuse_reason */
    Id       actor;                             /* ref actor */
    Str      words;
    int      is_demo;
} Refusal;

/* Index into refusal_entity.fields. */
enum {
    REFUSAL_F_NEED,
    REFUSAL_F_REASON,
    REFUSAL_F_ACTOR,
    REFUSAL_F_WORDS,
    REFUSAL_F_IS_DEMO,
    REFUSAL_F_N
};
extern const Entity refusal_entity;

#endif

/* Written by entc from src/agreement/agreement.ent. Do not edit. */
#ifndef RAKAZ_AGREEMENT_ENT_H
#define RAKAZ_AGREEMENT_ENT_H

#include "ent/ent.h"

enum {
    AGREEMENT_KIND_AUTHORITY = 1,
    AGREEMENT_KIND_EXPECTATIONS,
    AGREEMENT_KIND_POINT,
    AGREEMENT_KIND_STRATEGIC,
    AGREEMENT_KIND_N
};
extern const Choices agreement_kind_choices;

enum {
    AGREEMENT_STATE_DRAFT = 1,
    AGREEMENT_STATE_SIGNED,
    AGREEMENT_STATE_ENDED,
    AGREEMENT_STATE_N
};
extern const Choices agreement_state_choices;

enum {
    UNDERTAKING_SIDE_OURS = 1,
    UNDERTAKING_SIDE_THEIRS,
    UNDERTAKING_SIDE_N
};
extern const Choices undertaking_side_choices;

enum {
    UNDERTAKING_STATE_OPEN = 1,
    UNDERTAKING_STATE_KEPT,
    UNDERTAKING_STATE_CHANGED,
    UNDERTAKING_STATE_N
};
extern const Choices undertaking_state_choices;

typedef struct Agreement {
    Head     head;
    Str      title;
    int      kind;                              /* enum agreement_kind */
    Id       actor;                             /* ref actor */
    Id       account;                           /* ref account */
    Id       place;                             /* ref place */
    Id       owner;                             /* ref account */
    Str      purpose;
    Str      rhythm;
    Day      signed_on;
    Str      signed_by;
    Day      review_on;
    Day      reviewed_on;
    Str      review_words;
    Day      until_on;
    int      state;                             /* enum agreement_state */
    Str      no_ours;
    Str      no_theirs;
    Id       paper;                             /* ref post */
    Day      ended_on;
    Str      end_reason;
    int      is_demo;
} Agreement;

/* Index into agreement_entity.fields. */
enum {
    AGREEMENT_F_TITLE,
    AGREEMENT_F_KIND,
    AGREEMENT_F_ACTOR,
    AGREEMENT_F_ACCOUNT,
    AGREEMENT_F_PLACE,
    AGREEMENT_F_OWNER,
    AGREEMENT_F_PURPOSE,
    AGREEMENT_F_RHYTHM,
    AGREEMENT_F_SIGNED_ON,
    AGREEMENT_F_SIGNED_BY,
    AGREEMENT_F_REVIEW_ON,
    AGREEMENT_F_REVIEWED_ON,
    AGREEMENT_F_REVIEW_WORDS,
    AGREEMENT_F_UNTIL_ON,
    AGREEMENT_F_STATE,
    AGREEMENT_F_NO_OURS,
    AGREEMENT_F_NO_THEIRS,
    AGREEMENT_F_PAPER,
    AGREEMENT_F_ENDED_ON,
    AGREEMENT_F_END_REASON,
    AGREEMENT_F_IS_DEMO,
    AGREEMENT_F_N
};
extern const Entity agreement_entity;

typedef struct Undertaking {
    Head     head;
    Id       agreement;                         /* ref agreement */
    int      side;                              /* enum undertaking_side */
    Str      text;
    Day      by_on;
    Id       owner;                             /* ref account */
    int      state;                             /* enum undertaking_state */
    Str      reason;
    Str      evidence;
    Day      kept_on;
    int      is_demo;
} Undertaking;

/* Index into undertaking_entity.fields. */
enum {
    UNDERTAKING_F_AGREEMENT,
    UNDERTAKING_F_SIDE,
    UNDERTAKING_F_TEXT,
    UNDERTAKING_F_BY_ON,
    UNDERTAKING_F_OWNER,
    UNDERTAKING_F_STATE,
    UNDERTAKING_F_REASON,
    UNDERTAKING_F_EVIDENCE,
    UNDERTAKING_F_KEPT_ON,
    UNDERTAKING_F_IS_DEMO,
    UNDERTAKING_F_N
};
extern const Entity undertaking_entity;

#endif

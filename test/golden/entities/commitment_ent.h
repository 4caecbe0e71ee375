/* Written by entc from src/commitment/commitment.ent. Do not edit. */
#ifndef RAKAZ_COMMITMENT_ENT_H
#define RAKAZ_COMMITMENT_ENT_H

#include "ent/ent.h"

enum {
    COMMITMENT_KIND_NEXT_STEP = 1,
    COMMITMENT_KIND_TASK,
    COMMITMENT_KIND_FOLLOW_UP,
    COMMITMENT_KIND_RECOMMENDATION,
    COMMITMENT_KIND_STEP,
    COMMITMENT_KIND_INFRASTRUCTURE,
    COMMITMENT_KIND_PROMISE,
    COMMITMENT_KIND_N
};
extern const Choices commitment_kind_choices;

enum {
    COMMITMENT_STATE_OPEN = 1,
    COMMITMENT_STATE_DONE,
    COMMITMENT_STATE_DROPPED,
    COMMITMENT_STATE_CHANGED,
    COMMITMENT_STATE_N
};
extern const Choices commitment_state_choices;

typedef struct Commitment {
    Head     head;
    Str      text;
    int      kind;                              /* enum commitment_kind */
    Id       owner;                             /* ref account */
    Id       about;                             /* ref actor */
    Id       of_case;                           /* ref case */
    Id       goal;                              /* ref goal */
    int      for_team;
    Stamp    accepted_at;
    Day      ripens_on;
    Str      enables;
    Str      evidence;
    Id       grew_from;                         /* ref commitment */
    Id       became;                            /* ref commitment */
    Id       agenda_item;                       /* ref agenda_item */
    Id       initiative;                        /* ref initiative */
    Id       by_actor;                          /* ref actor */
    int      outside;
    Id       post;                              /* ref post */
    Day      due_on;
    int      state;                             /* enum commitment_state */
    Stamp    done_at;
    Str      reason;
    int      is_demo;
} Commitment;

/* Index into commitment_entity.fields. */
enum {
    COMMITMENT_F_TEXT,
    COMMITMENT_F_KIND,
    COMMITMENT_F_OWNER,
    COMMITMENT_F_ABOUT,
    COMMITMENT_F_OF_CASE,
    COMMITMENT_F_GOAL,
    COMMITMENT_F_FOR_TEAM,
    COMMITMENT_F_ACCEPTED_AT,
    COMMITMENT_F_RIPENS_ON,
    COMMITMENT_F_ENABLES,
    COMMITMENT_F_EVIDENCE,
    COMMITMENT_F_GREW_FROM,
    COMMITMENT_F_BECAME,
    COMMITMENT_F_AGENDA_ITEM,
    COMMITMENT_F_INITIATIVE,
    COMMITMENT_F_BY_ACTOR,
    COMMITMENT_F_OUTSIDE,
    COMMITMENT_F_POST,
    COMMITMENT_F_DUE_ON,
    COMMITMENT_F_STATE,
    COMMITMENT_F_DONE_AT,
    COMMITMENT_F_REASON,
    COMMITMENT_F_IS_DEMO,
    COMMITMENT_F_N
};
extern const Entity commitment_entity;

#endif

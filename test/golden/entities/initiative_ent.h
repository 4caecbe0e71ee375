/* Written by entc from src/initiative/initiative.ent. Do not edit. */
#ifndef RAKAZ_INITIATIVE_ENT_H
#define RAKAZ_INITIATIVE_ENT_H

#include "ent/ent.h"

enum {
    INITIATIVE_STATE_IDEA = 1,
    INITIATIVE_STATE_RUNS,
    INITIATIVE_STATE_CLOSED,
    INITIATIVE_STATE_N
};
extern const Choices initiative_state_choices;

enum {
    EMBED_STAGE_UNIT = 1,
    EMBED_STAGE_SHARED,
    EMBED_STAGE_INDEPENDENT,
    EMBED_STAGE_ENDED,
    EMBED_STAGE_N
};
extern const Choices embed_stage_choices;

enum {
    REVIEW_SPAN_SHORT = 1,
    REVIEW_SPAN_MIDDLE,
    REVIEW_SPAN_LONG,
    REVIEW_SPAN_N
};
extern const Choices review_span_choices;

typedef struct Initiative {
    Head     head;
    Tri      goal;
    Str      what;
    int64_t  lines;                             /* set goal_line */
    Id       place;                             /* ref place */
    int      need;                              /* enum need_kind */
    int      trade;                             /* enum trade_group */
    Id       lead;                              /* ref account */
    Stamp    lead_accepted_at;
    Id       task_team;                         /* ref body */
    Str      why_new;
    Day      from_on;
    Day      until_on;
    Day      ripens_on;
    Str      early_signs;
    Str      measure_short;
    Str      measure_middle;
    Str      measure_long;
    int      state;                             /* enum initiative_state */
    Day      closed_on;
    Str      learned;
    int      lives_on;                          /* enum embed_stage */
    Str      what_lives_on;
    int      is_demo;
} Initiative;

/* Index into initiative_entity.fields. */
enum {
    INITIATIVE_F_GOAL,
    INITIATIVE_F_WHAT,
    INITIATIVE_F_LINES,
    INITIATIVE_F_PLACE,
    INITIATIVE_F_NEED,
    INITIATIVE_F_TRADE,
    INITIATIVE_F_LEAD,
    INITIATIVE_F_LEAD_ACCEPTED_AT,
    INITIATIVE_F_TASK_TEAM,
    INITIATIVE_F_WHY_NEW,
    INITIATIVE_F_FROM_ON,
    INITIATIVE_F_UNTIL_ON,
    INITIATIVE_F_RIPENS_ON,
    INITIATIVE_F_EARLY_SIGNS,
    INITIATIVE_F_MEASURE_SHORT,
    INITIATIVE_F_MEASURE_MIDDLE,
    INITIATIVE_F_MEASURE_LONG,
    INITIATIVE_F_STATE,
    INITIATIVE_F_CLOSED_ON,
    INITIATIVE_F_LEARNED,
    INITIATIVE_F_LIVES_ON,
    INITIATIVE_F_WHAT_LIVES_ON,
    INITIATIVE_F_IS_DEMO,
    INITIATIVE_F_N
};
extern const Entity initiative_entity;

typedef struct InitiativeBase {
    Head     head;
    Id       initiative;                        /* ref initiative */
    Id       earlier;                           /* ref initiative */
    Id       response;                          /* ref response */
    Id       body;                              /* ref body */
    Id       meeting;                           /* ref meeting */
    Str      what;
} InitiativeBase;

/* Index into initiative_base_entity.fields. */
enum {
    INITIATIVE_BASE_F_INITIATIVE,
    INITIATIVE_BASE_F_EARLIER,
    INITIATIVE_BASE_F_RESPONSE,
    INITIATIVE_BASE_F_BODY,
    INITIATIVE_BASE_F_MEETING,
    INITIATIVE_BASE_F_WHAT,
    INITIATIVE_BASE_F_N
};
extern const Entity initiative_base_entity;

typedef struct InitiativePartner {
    Head     head;
    Id       initiative;                        /* ref initiative */
    Id       actor;                             /* ref actor */
    Str      brings;
    Day      agreed_on;
} InitiativePartner;

/* Index into initiative_partner_entity.fields. */
enum {
    INITIATIVE_PARTNER_F_INITIATIVE,
    INITIATIVE_PARTNER_F_ACTOR,
    INITIATIVE_PARTNER_F_BRINGS,
    INITIATIVE_PARTNER_F_AGREED_ON,
    INITIATIVE_PARTNER_F_N
};
extern const Entity initiative_partner_entity;

typedef struct InitiativeReview {
    Head     head;
    Id       initiative;                        /* ref initiative */
    int      span;                              /* enum review_span */
    Day      due_on;
    Day      plan_on;
    Str      found;
    int      proof;                             /* enum proof_level */
    Str      unknown_part;
    int      runs_it;                           /* enum embed_stage */
    Day      done_on;
    Id       done_by;                           /* ref account */
} InitiativeReview;

/* Index into initiative_review_entity.fields. */
enum {
    INITIATIVE_REVIEW_F_INITIATIVE,
    INITIATIVE_REVIEW_F_SPAN,
    INITIATIVE_REVIEW_F_DUE_ON,
    INITIATIVE_REVIEW_F_PLAN_ON,
    INITIATIVE_REVIEW_F_FOUND,
    INITIATIVE_REVIEW_F_PROOF,
    INITIATIVE_REVIEW_F_UNKNOWN_PART,
    INITIATIVE_REVIEW_F_RUNS_IT,
    INITIATIVE_REVIEW_F_DONE_ON,
    INITIATIVE_REVIEW_F_DONE_BY,
    INITIATIVE_REVIEW_F_N
};
extern const Entity initiative_review_entity;

#endif

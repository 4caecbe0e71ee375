/* Written by entc from src/future/proposal.ent. Do not edit. */
#ifndef RAKAZ_PROPOSAL_ENT_H
#define RAKAZ_PROPOSAL_ENT_H

#include "ent/ent.h"

enum {
    PROPOSAL_STATE_OPEN = 1,
    PROPOSAL_STATE_DECIDED,
    PROPOSAL_STATE_N
};
extern const Choices proposal_state_choices;

enum {
    OPINION_STANDING_EXPERT = 1,
    OPINION_STANDING_RESIDENT,
    OPINION_STANDING_BOTH,
    OPINION_STANDING_N
};
extern const Choices opinion_standing_choices;

enum {
    OPINION_VIEW_AGREE = 1,
    OPINION_VIEW_AGAINST,
    OPINION_VIEW_ONLY_IF,
    OPINION_VIEW_N
};
extern const Choices opinion_view_choices;

enum {
    OPINION_PREVAILED_EXPERTS = 1,
    OPINION_PREVAILED_RESIDENTS,
    OPINION_PREVAILED_TOGETHER,
    OPINION_PREVAILED_NEITHER,
    OPINION_PREVAILED_N
};
extern const Choices opinion_prevailed_choices;

typedef struct Proposal {
    Head     head;
    Tri      title;
    Id       place;                             /* ref place */
    Tri      what;
    Str      brought_by;
    Day      brought_on;
    int      state;                             /* enum proposal_state */
    Tri      decision;
    Day      decided_on;
    int      prevailed;                         /* enum opinion_prevailed */
    Tri      why;
    int      shown;
    int      is_demo;
} Proposal;

/* Index into proposal_entity.fields. */
enum {
    PROPOSAL_F_TITLE,
    PROPOSAL_F_PLACE,
    PROPOSAL_F_WHAT,
    PROPOSAL_F_BROUGHT_BY,
    PROPOSAL_F_BROUGHT_ON,
    PROPOSAL_F_STATE,
    PROPOSAL_F_DECISION,
    PROPOSAL_F_DECIDED_ON,
    PROPOSAL_F_PREVAILED,
    PROPOSAL_F_WHY,
    PROPOSAL_F_SHOWN,
    PROPOSAL_F_IS_DEMO,
    PROPOSAL_F_N
};
extern const Entity proposal_entity;

typedef struct Opinion {
    Head     head;
    Id       proposal;                          /* ref proposal */
    int      standing;                          /* enum opinion_standing */
    int      view;                              /* enum opinion_view */
    Str      words;
    Str      who;
    Day      told_on;
} Opinion;

/* Index into opinion_entity.fields. */
enum {
    OPINION_F_PROPOSAL,
    OPINION_F_STANDING,
    OPINION_F_VIEW,
    OPINION_F_WORDS,
    OPINION_F_WHO,
    OPINION_F_TOLD_ON,
    OPINION_F_N
};
extern const Entity opinion_entity;

#endif

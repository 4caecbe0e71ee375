/* Written by entc from src/survey/told.ent. Do not edit. */
#ifndef RAKAZ_TOLD_ENT_H
#define RAKAZ_TOLD_ENT_H

#include "ent/ent.h"

enum {
    TOLD_STATE_ASKED = 1,
    TOLD_STATE_ANSWERED,
    TOLD_STATE_SHOWN,
    TOLD_STATE_N
};
extern const Choices told_state_choices;

typedef struct ToldRound {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       sheet;                             /* ref answer_sheet */
    Id       of_version;                        /* ref survey_version */
    int64_t  number;
    Day      answered_on;
    int      state;                             /* enum told_state */
    Day      shown_on;
    Str      words;
} ToldRound;

/* Index into told_round_entity.fields. */
enum {
    TOLD_ROUND_F_OF_CASE,
    TOLD_ROUND_F_SHEET,
    TOLD_ROUND_F_OF_VERSION,
    TOLD_ROUND_F_NUMBER,
    TOLD_ROUND_F_ANSWERED_ON,
    TOLD_ROUND_F_STATE,
    TOLD_ROUND_F_SHOWN_ON,
    TOLD_ROUND_F_WORDS,
    TOLD_ROUND_F_N
};
extern const Entity told_round_entity;

typedef struct ToldAnswer {
    Head     head;
    Id       of_told;                           /* ref told_round */
    Id       of_case;                           /* ref case */
    Id       item;                              /* ref survey_item */
    int      state;                             /* enum answer_state */
    int64_t  chosen;
    double   amount;
    Str      words;
} ToldAnswer;

/* Index into told_answer_entity.fields. */
enum {
    TOLD_ANSWER_F_OF_TOLD,
    TOLD_ANSWER_F_OF_CASE,
    TOLD_ANSWER_F_ITEM,
    TOLD_ANSWER_F_STATE,
    TOLD_ANSWER_F_CHOSEN,
    TOLD_ANSWER_F_AMOUNT,
    TOLD_ANSWER_F_WORDS,
    TOLD_ANSWER_F_N
};
extern const Entity told_answer_entity;

#endif

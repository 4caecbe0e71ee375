/* Written by entc from src/survey/answer.ent. Do not edit. */
#ifndef RAKAZ_ANSWER_ENT_H
#define RAKAZ_ANSWER_ENT_H

#include "ent/ent.h"

enum {
    SHEET_WAY_TOGETHER = 1,
    SHEET_WAY_OWNER,
    SHEET_WAY_TEAM,
    SHEET_WAY_N
};
extern const Choices sheet_way_choices;

enum {
    SHEET_STATE_BEGUN = 1,
    SHEET_STATE_FINISHED,
    SHEET_STATE_N
};
extern const Choices sheet_state_choices;

enum {
    ANSWER_STATE_ANSWERED = 1,
    ANSWER_STATE_UNKNOWN,
    ANSWER_STATE_OTHERS,
    ANSWER_STATE_N
};
extern const Choices answer_state_choices;

typedef struct AnswerSheet {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       of_version;                        /* ref survey_version */
    int64_t  number;
    Day      answered_on;
    int      way;                               /* enum sheet_way */
    int      state;                             /* enum sheet_state */
    Stamp    finished_at;
} AnswerSheet;

/* Index into answer_sheet_entity.fields. */
enum {
    ANSWER_SHEET_F_OF_CASE,
    ANSWER_SHEET_F_OF_VERSION,
    ANSWER_SHEET_F_NUMBER,
    ANSWER_SHEET_F_ANSWERED_ON,
    ANSWER_SHEET_F_WAY,
    ANSWER_SHEET_F_STATE,
    ANSWER_SHEET_F_FINISHED_AT,
    ANSWER_SHEET_F_N
};
extern const Entity answer_sheet_entity;

typedef struct Answer {
    Head     head;
    Id       of_sheet;                          /* ref answer_sheet */
    Id       item;                              /* ref survey_item */
    int      state;                             /* enum answer_state */
    int64_t  chosen;
    double   amount;
    Str      words;
} Answer;

/* Index into answer_entity.fields. */
enum {
    ANSWER_F_OF_SHEET,
    ANSWER_F_ITEM,
    ANSWER_F_STATE,
    ANSWER_F_CHOSEN,
    ANSWER_F_AMOUNT,
    ANSWER_F_WORDS,
    ANSWER_F_N
};
extern const Entity answer_entity;

#endif

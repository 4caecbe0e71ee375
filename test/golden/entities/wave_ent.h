/* Written by entc from src/wave/wave.ent. Do not edit. */
#ifndef RAKAZ_WAVE_ENT_H
#define RAKAZ_WAVE_ENT_H

#include "ent/ent.h"

enum {
    WAVE_AT_START = 1,
    WAVE_AT_HALF_YEAR,
    WAVE_AT_YEAR,
    WAVE_AT_TWO_YEARS,
    WAVE_AT_FIVE_YEARS,
    WAVE_AT_N
};
extern const Choices wave_at_choices;

enum {
    WAVE_STATE_PLANNED = 1,
    WAVE_STATE_ANSWERED,
    WAVE_STATE_NO_ANSWER,
    WAVE_STATE_N
};
extern const Choices wave_state_choices;

enum {
    BUSINESS_LIFE_WORKING = 1,
    BUSINESS_LIFE_PAUSED,
    BUSINESS_LIFE_MOVED,
    BUSINESS_LIFE_CLOSED,
    BUSINESS_LIFE_N
};
extern const Choices business_life_choices;

enum {
    OWN_LEVEL_BEGINNING = 1,
    OWN_LEVEL_STEADY,
    OWN_LEVEL_SURE,
    OWN_LEVEL_TEACHING,
    OWN_LEVEL_N
};
extern const Choices own_level_choices;

enum {
    WAVE_PART_DECISIVE = 1,
    WAVE_PART_MUCH,
    WAVE_PART_SOME,
    WAVE_PART_NONE,
    WAVE_PART_UNSURE,
    WAVE_PART_N
};
extern const Choices wave_part_choices;

enum {
    INCOME_RANGE_TO_5K = 1,
    INCOME_RANGE_TO_8K,
    INCOME_RANGE_TO_12K,
    INCOME_RANGE_TO_18K,
    INCOME_RANGE_TO_25K,
    INCOME_RANGE_ABOVE_25K,
    INCOME_RANGE_N
};
extern const Choices income_range_choices;

enum {
    TURNOVER_RANGE_TO_120K = 1,
    TURNOVER_RANGE_TO_300K,
    TURNOVER_RANGE_TO_600K,
    TURNOVER_RANGE_TO_1M,
    TURNOVER_RANGE_TO_3M,
    TURNOVER_RANGE_TO_10M,
    TURNOVER_RANGE_ABOVE_10M,
    TURNOVER_RANGE_N
};
extern const Choices turnover_range_choices;

typedef struct Wave {
    Head     head;
    Id       of_case;                           /* ref case */
    int      at;                                /* enum wave_at */
    Day      due_on;
    int      state;                             /* enum wave_state */
    Day      answered_on;
    int      by_owner;
    Day      confirmed_on;
    Id       confirmed_by;                      /* ref account */
    int      life;                              /* enum business_life */
    Day      life_on;
    double   jobs;
    double   jobs_local;
    double   jobs_women;
    double   jobs_men;
    int      proof;                             /* enum proof_level */
    int      level;                             /* enum own_level */
    Str      changed;
    int      part;                              /* enum wave_part */
    Str      part_words;
    Str      signed_name;
    Day      signed_on;
    int64_t  trade;
    int64_t  opened_year;
    Id       task;                              /* ref commitment */
    int      is_demo;
} Wave;

/* Index into wave_entity.fields. */
enum {
    WAVE_F_OF_CASE,
    WAVE_F_AT,
    WAVE_F_DUE_ON,
    WAVE_F_STATE,
    WAVE_F_ANSWERED_ON,
    WAVE_F_BY_OWNER,
    WAVE_F_CONFIRMED_ON,
    WAVE_F_CONFIRMED_BY,
    WAVE_F_LIFE,
    WAVE_F_LIFE_ON,
    WAVE_F_JOBS,
    WAVE_F_JOBS_LOCAL,
    WAVE_F_JOBS_WOMEN,
    WAVE_F_JOBS_MEN,
    WAVE_F_PROOF,
    WAVE_F_LEVEL,
    WAVE_F_CHANGED,
    WAVE_F_PART,
    WAVE_F_PART_WORDS,
    WAVE_F_SIGNED_NAME,
    WAVE_F_SIGNED_ON,
    WAVE_F_TRADE,
    WAVE_F_OPENED_YEAR,
    WAVE_F_TASK,
    WAVE_F_IS_DEMO,
    WAVE_F_N
};
extern const Entity wave_entity;

typedef struct WaveMoney {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       wave;                              /* ref wave */
    int      income_range;                      /* enum income_range */
    int64_t  income;
    int      turnover_range;                    /* enum turnover_range */
    int64_t  turnover;
    int      money_proof;                       /* enum proof_level */
    int      is_demo;
} WaveMoney;

/* Index into wave_money_entity.fields. */
enum {
    WAVE_MONEY_F_OF_CASE,
    WAVE_MONEY_F_WAVE,
    WAVE_MONEY_F_INCOME_RANGE,
    WAVE_MONEY_F_INCOME,
    WAVE_MONEY_F_TURNOVER_RANGE,
    WAVE_MONEY_F_TURNOVER,
    WAVE_MONEY_F_MONEY_PROOF,
    WAVE_MONEY_F_IS_DEMO,
    WAVE_MONEY_F_N
};
extern const Entity wave_money_entity;

#endif

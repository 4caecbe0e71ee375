/* answer.h - what a business answered, round by round: loading, scores by area, changing. The team alone sees it. */
#ifndef RAKAZ_SURVEY_ANSWER_H
#define RAKAZ_SURVEY_ANSWER_H

#include "answer_ent.h"
#include "survey/survey.h"

extern const Module answer_module;

enum { ROUNDS_SHOWN = 60, ROUNDS_COMPARED = 4 };

/* The entities' own checks (answer.ent): a living consent, a version in use, one round at a time, an answer that fits
** its question. */
Fault answer_sheet_check(Ctx *c, const void *before, void *after);
Fault answer_check(Ctx *c, const void *before, void *after);

/* May the reader ask this case: one of its team who writes. */
Fault answer_may(Ctx *c, Id of_case, bool *ret_yes) MUST;

/* The rounds of a case that the reader sees, the newest first. */
typedef struct Round {
    Id      id, version, survey;
    int64_t number;
    Day     on;
    int     kind, way, state;                     /* kind: of the set */
    Str     name;                                 /* of the set */
} Round;
Fault rounds_of(Ctx *c, Id of_case, Round *ret_v, size_t max, size_t *ret_n) MUST;

/* All answers of some rounds. */
typedef struct Given {
    Id      id, sheet, item;
    int     state, chosen;
    double  amount;
    Str     words;
    int64_t version;
} Given;
Fault answers_of(Ctx *c, const Id *sheets, size_t n, Given **ret_v, size_t *ret_n) MUST;
const Given *answer_to(const Given *v, size_t n, Id sheet, Id item);

/* Scores by area of one round, in the order of the areas, by two statements. */
typedef struct AreaScore {
    Id    area, key;                              /* key: the same through versions */
    Str   name;
    int   line;
    int64_t advice;                               /* set of consultant_area: who helps there */
    Score score;
} AreaScore;
Fault scores_of(Ctx *c, Id version, Id sheet, AreaScore *ret_v, size_t max, size_t *ret_n) MUST;

/* Where the last finished diagnosis of a case was weak (below half of what is possible), the weakest first; as far as
** the reader sees it: its team. What is not known well enough is not weak. n is 0 where there is nothing. */
enum { WEAK_MAX = 3 };
typedef struct Weak {
    Id        sheet;
    Day       on;
    AreaScore v[WEAK_MAX];
    size_t    n;
} Weak;
Fault diagnosis_weak(Ctx *c, Id of_case, Weak *ret_w) MUST;

/* What was chosen or typed fits how the question, one of this version, is answered. INVALID with complaints. */
typedef struct AnswerValue {
    Id      item, version;
    int     state;
    int64_t chosen;                               /* NUMBER_NONE: nothing */
    double  amount;
    Str     words;
} AnswerValue;
Fault answer_value_check(Ctx *c, const AnswerValue *a) MUST;

/* The answer as words of the reader's language: what was chosen, the number, or that it is not known; empty when it was
** not asked. */
Str answer_text(Ctx *c, const SurveyItem *i, const Given *g);

/* ---- on the writer ---- */

/* A new round of the version in use of a set. INVALID with complaints: no consent, one under way already. */
Fault round_begin(Ctx *c, Id survey, AnswerSheet *v) MUST;
Fault round_state(Ctx *c, Id sheet, int state, AnswerSheet *ret_v) MUST;

#endif

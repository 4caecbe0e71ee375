/* learn_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_LEARN_LEARN_PAGE_H
#define RAKAZ_LEARN_LEARN_PAGE_H

#include "account/account_page.h"
#include "learn/learn.h"
#include "today/today_part.h"

enum { LEARN_Q_N = 1, LEARN_SHOWN = 60 };
extern const Query LEARN_QUERIES[LEARN_Q_N];

typedef struct LearnRow {
    Str     text, href, more;
    TextKey state;
    Day     on;
    bool    due, open;
} LearnRow;
typedef struct LearnPlan {
    LearnRow *goals, *trainings;
    size_t    goals_n, trainings_n;
    bool      current;
    Str       back;                               /* where one comes back to from the forms */
} LearnPlan;
PAGE_FN(learn_plan, LearnPlan)

typedef struct PlanOf {
    Str  name;
    bool yes;
} PlanOf;
typedef struct LearnView {
    LearnPlan plan;
    PlanOf   *others;                             /* those who coordinate, for headquarters */
    size_t    others_n;
    bool      counts;
} LearnView;
PAGE_FN(learn, LearnView)

#endif

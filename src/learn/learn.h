/* learn.h - the learning plan of a colleague: goals in their own words, by when, and trainings done. Private: nobody
** else reads it. Headquarters learn one thing of those who coordinate: whether there is a current plan, yes or no. */
#ifndef RAKAZ_LEARN_LEARN_H
#define RAKAZ_LEARN_LEARN_H

#include "learn_ent.h"
#include "view/view.h"

extern const Module learn_module;
extern const Sheet  LEARNING_SHEET, TRAINING_SHEET;

/* The entities' own hooks (learn.ent): one's own, and private. */
Fault learning_goal_check(Ctx *c, const void *before, void *after);
Fault training_check(Ctx *c, const void *before, void *after);

/* Which of these accounts have a current plan: an open goal whose day has not passed. Yes or no, never what. */
Fault learning_current(Ctx *c, const Id *accounts, size_t n, bool *ret_yes) MUST;

#endif

/* wave.h - what became of a business over the years. Five follow-ups are planned when its accompaniment begins, and
** stay due whatever else has ended: they belong to the unit. Answers are seen by team and owner, money by the team
** alone, and sums without names count those who agreed to be counted. */
#ifndef RAKAZ_WAVE_WAVE_H
#define RAKAZ_WAVE_WAVE_H

#include "case/case.h"
#include "wave_ent.h"

extern const Module wave_module;
extern const Sheet  WAVE_SHEET;

/* The entities' own checks: how many of how many, since when, never both a range and an exact amount. */
Fault wave_check(Ctx *c, const void *before, void *after);
Fault wave_money_check(Ctx *c, const void *before, void *after);

/* Plans the follow-ups of a case from the day it was opened: those that are missing are made, those not answered yet
** move with that day, and the next one is a task of the case's coordinator a week before. Doing it again changes
** nothing. Called by itself whenever a case comes to another stage. On the writer. */
Fault wave_plan(Ctx *c, const Case *k) MUST;

/* Writes down an answer, and the money told with it (`m` as loaded by wave_money_of, or new). INVALID with complaints.
** On the writer. */
Fault wave_answer(Ctx *c, Wave *w, WaveMoney *m) MUST;

/* Somebody of the team says that what the owner told alone is so. STALE: nothing of that kind waits for it. On the
** writer. */
Fault wave_confirm(Ctx *c, Id id, Wave *ret_w) MUST;

/* Nobody could be reached: the next follow-up is planned all the same. STALE: it was answered. On the writer. */
Fault wave_missed(Ctx *c, Id id, Wave *ret_w) MUST;

/* Two cases become one: of two follow-ups of the same month the one that was answered stays, else that of `into`; the
** other keeps its words in the archive. On the writer. */
Fault wave_make_room(Ctx *c, Id into, Id from) MUST;

#endif

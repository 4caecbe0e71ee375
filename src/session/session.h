/* session.h - sessions of accompaniment, logged in a minute; hours by kind and funding source, and their statement.
**
** A session has two sides: what was told to the owner (case_session, seen by the circle) and what was said inside
** (session_inside, the team's alone). Hours are their writer's own: no words stand in them; others see sums, and who
** coordinates sees a statement in which a case has a name for its team alone. */
#ifndef RAKAZ_SESSION_SESSION_H
#define RAKAZ_SESSION_SESSION_H

#include "session_ent.h"
#include "view/view.h"

extern const Module session_module, work_module;
extern const Sheet  CASE_SESSION_SHEET;
extern const Sheet  FUNDING_SOURCE_SHEET;

enum { SESSION_TOLERANCE_MS = 5 * 60 * 1000 };    /* how far a device's clock may be ahead */

/* The entities' hooks (session.ent). */
Fault case_session_check(Ctx *c, const void *before, void *after);
Fault case_session_after(Ctx *c, const void *before, const void *after);
Fault session_inside_check(Ctx *c, const void *before, void *after);
Fault work_time_check(Ctx *c, const void *before, void *after);
Fault month_statement_check(Ctx *c, const void *before, void *after);

/* Sessions of a case that are planned from now on, held by an account: the ids, at most `max`. For a hand-over. */
Fault sessions_planned(Ctx *c, Id of_case, Id host, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* Minutes that a funding source paid for from one day to another, both included. */
Fault work_of_funding_in(Ctx *c, Id funding, Day from, Day until, int64_t *ret_minutes) MUST;

/* The first day of the month of a day, and of the next one. */
Day month_first(Day d);
Day month_next(Day d);

/* What was given as sessions, by case, rising, whoever may see it: for sums without names. minutes: with them. */
typedef struct SessionGiven {
    Id      of_case;
    int64_t sessions, minutes;
} SessionGiven;
Fault sessions_given(Ctx *c, SessionGiven **ret_v, size_t *ret_n) MUST;

#endif

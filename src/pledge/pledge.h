/* pledge.h - corporate responsibility: what corporations and other bodies promise to a place, in every circle of what
** they do (money, worth money, purchasing, sub-supply, mentoring, facilities, jobs), and what came of it.
**
** A pledge is of a body, never of a person. It is pledged, kept, changed with a reason and stands, or let go with a
** reason; that it is late follows from its day. It is kept in steps, each with its day, how much, what shows it and a
** witness who is not of those who pledged. Money is never added to anything else. Hires are ranges by group, never
** names. A pledge is the unit's until an act shows it, and then never wider than the body itself is shown. */
#ifndef RAKAZ_PLEDGE_PLEDGE_H
#define RAKAZ_PLEDGE_PLEDGE_H

#include "pledge/reckon.h"
#include "view/view.h"

extern const Module pledge_module;
extern const Sheet  PLEDGE_SHEET, PLEDGE_GIVEN_SHEET, HIRE_COUNT_SHEET;

/* The entities' own hooks (pledge.ent). */
Fault pledge_check(Ctx *c, const void *before, void *after);
Fault pledge_given_check(Ctx *c, const void *before, void *after);
Fault hire_count_check(Ctx *c, const void *before, void *after);

/* A pledge was kept: on which day, what shows it, and who confirms it (one of us or an actor, one is enough; not of
** those who pledged). INVALID with complaints by field. On the writer, as all steps are. */
typedef struct PledgeKeeping {
    Day on;
    Str evidence;
    Id  witness, witness_actor;                   /* an account; an actor; 0: none */
} PledgeKeeping;
Fault pledge_keep(Ctx *c, Id id, const PledgeKeeping *k, Pledge *ret_p) MUST;

/* It is let go; INVALID without a reason. */
Fault pledge_let_go(Ctx *c, Id id, Str reason, Pledge *ret_p) MUST;

/* Shows it to whoever sees the body that pledges, or to the unit alone again. INVALID while the body itself is seen by
** its unit alone. */
Fault pledge_show(Ctx *c, Id id, bool on, Pledge *ret_p) MUST;

/* The witness of a step, and nobody else, confirms it. */
Fault pledge_given_confirm(Ctx *c, Id id, PledgeGiven *ret_g) MUST;

/* Of a list of pledges x (:open is today): those that go to a successor of whoever follows them. */
extern const char PLEDGE_HELD_SQL[];

#endif

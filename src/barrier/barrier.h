/* barrier.h - bureaucratic barriers: what an authority asks or withholds from businesses, who has taken it on, and what
** was answered. The whole unit sees a barrier; which businesses stand before it is told in their cases alone. */
#ifndef RAKAZ_BARRIER_BARRIER_H
#define RAKAZ_BARRIER_BARRIER_H

#include "barrier_ent.h"
#include "view/view.h"

extern const Module barrier_module;
extern const Sheet  BARRIER_SHEET;

/* The entity's own hooks (barrier.ent). */
Fault barrier_check(Ctx *c, const void *before, void *after);
Fault barrier_after(Ctx *c, const void *before, const void *after);
Fault barrier_case_check(Ctx *c, const void *before, void *after);

/* Days from the report until it ended, or until today. */
int64_t barrier_days(const Barrier *b, Day today);

bool barrier_is_open(const Barrier *b);

/* One step of a barrier's way, by whoever has it in hand. Each is an act; INVALID with complaints. On the writer. */
typedef struct BarrierStep {
    int state;                                    /* BARRIER_STATE_TAKEN, _ANSWERED, _REMOVED, _STAYS */
    Str answer, answer_from, reason;
} BarrierStep;
Fault barrier_step(Ctx *c, Id id, const BarrierStep *step, Barrier *ret_b) MUST;

/* How many businesses stand before it, whoever asks. */
Fault barrier_count(Ctx *c, Id barrier, int64_t *ret_n) MUST;

/* Two cases become one, which stands before a barrier once. On the writer. */
Fault barrier_make_room(Ctx *c, Id into, Id from) MUST;

/* Says that a business stands before it, on the writer; INVALID when that is known already. */
Fault barrier_link(Ctx *c, Id barrier, Id of_case, Str note) MUST;

#endif

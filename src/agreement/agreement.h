/* agreement.h - agreements of two sides: with the authority of a town, with partners, between a consultant and whoever
** coordinates; and what each side has promised in them, by when.
**
** An agreement is signed when both sides promise something, or when it says why one of them does not. What stands in a
** signed one is not changed without a reason. Expectations of a consultant and the coordinator are seen by these two
** alone (and by whoever else coordinates the unit); all other agreements by the unit. Nobody is rated by any of it. */
#ifndef RAKAZ_AGREEMENT_AGREEMENT_H
#define RAKAZ_AGREEMENT_AGREEMENT_H

#include "agreement_ent.h"
#include "view/view.h"

extern const Module agreement_module;
extern const Sheet  AGREEMENT_SHEET, UNDERTAKING_SHEET;

/* The entities' own hooks (agreement.ent). */
Fault agreement_check(Ctx *c, const void *before, void *after);
Fault agreement_after(Ctx *c, const void *before, const void *after);
Fault undertaking_check(Ctx *c, const void *before, void *after);

/* A step of an agreement's way, by whoever looks after it. Each is an act; INVALID with complaints by field. On the
** writer. */
typedef struct AgreementSigning {
    Day signed_on, review_on;
    Str signed_by, no_ours, no_theirs;            /* why a side promises nothing */
    Id  paper;                                    /* the note that the scan hangs on; 0: none */
} AgreementSigning;
Fault agreement_sign(Ctx *c, Id id, const AgreementSigning *s, Agreement *ret_a) MUST;

/* The yearly talk, or the review of a partnership: what was said, and when is the next. */
Fault agreement_review(Ctx *c, Id id, Day held_on, Day next_on, Str words, Agreement *ret_a) MUST;
Fault agreement_end(Ctx *c, Id id, Str reason, Agreement *ret_a) MUST;

/* An undertaking was kept, with what shows it; or it was changed, and why. A trustee does so for their authority. */
Fault undertaking_keep(Ctx *c, Id id, Str evidence, Undertaking *ret_u) MUST;
Fault undertaking_alter(Ctx *c, Id id, Str reason, Undertaking *ret_u) MUST;

bool undertaking_is_late(const Undertaking *u, Day today);

/* Of a list of undertakings x (:open is today): those that go to a successor. What somebody promised of themselves to
** whoever coordinates does not. */
extern const char UNDERTAKING_HELD_SQL[];

/* Somebody's reach has changed: whoever coordinates a unit sees its expectations from now on. On the writer. */
Fault agreements_follow_reach(Ctx *c) MUST;

#endif

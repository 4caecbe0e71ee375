/* introduction.h - two who are to meet. Each is told in their own language why it is worth it, and says yes or no by
** itself: by a link without signing in, on their page, or by telephone. Only when both have agreed does each get of the
** other what that one lets be given. Afterwards it is asked whether they met and what came of it.
**
** One from a case is its circle's, and nothing in it or in its mails says that somebody is accompanied; a free one
** is its unit's. Whoever knows that one of the two is accompanied, being of that case, makes it from the case. */
#ifndef RAKAZ_INTRODUCTION_INTRODUCTION_H
#define RAKAZ_INTRODUCTION_INTRODUCTION_H

#include "case/case.h"
#include "introduction_ent.h"

extern const Module introduction_module;
extern const Sheet  INTRODUCTION_SHEET;

enum { INTRO_ONE = 1, INTRO_OTHER = 2 };          /* a side */

/* The entities' own hooks (introduction.ent). */
Fault introduction_check(Ctx *c, const void *before, void *after);
Fault introduction_after(Ctx *c, const void *before, const void *after);
Fault intro_outcome_check(Ctx *c, const void *before, void *after);
Fault intro_outcome_after(Ctx *c, const void *before, const void *after);

/* A side answers. EXPIRED: it waits for no answer any more. On the writer, by who holds the key or writes it down. */
typedef struct IntroAnswer {
    int     side, says, how;                      /* INTRO_ONE..., intro_answer, intro_way */
    int64_t gives;                                /* contact_kind bits */
    Str     reason;
} IntroAnswer;
Fault introduction_answer(Ctx *c, Id id, const IntroAnswer *a, Introduction *ret_v) MUST;

/* Is it open for an answer: asked, and not longer ago than it waits? */
bool introduction_waits(const Introduction *v, Day today);

/* Asks anew a pair that did not answer: it waits again from today. */
Fault introduction_again(Ctx *c, Id id, Introduction *ret_v) MUST;

/* What one side gets of the other: nothing before both agreed, and only what the other lets be given. */
typedef struct IntroContact {
    Str phone, email;
} IntroContact;
Fault introduction_contact(Ctx *c, const Introduction *v, int side, IntroContact *ret_contact) MUST;

/* The introduction and the side that a key belongs to; NOT_FOUND. Whoever has the key may know what stands there. */
Fault introduction_by_key(Ctx *c, Str key, Introduction *ret_v, int *ret_side) MUST;

/* Whom an actor is not introduced to now: who said no within a year, on either side, and with whom it is under way. */
Fault introduction_resting(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) MUST;

#endif

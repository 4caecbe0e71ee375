/* consultant.h - those who accompany a business: what they know, where, in which languages, how much time they have,
** what they agreed to, and where they are too near.
**
** Nobody is rated here. Whether somebody may lead a case follows from two facts: they have signed the principles in the
** version in force, and they were trained in the model. */
#ifndef RAKAZ_CONSULTANT_CONSULTANT_H
#define RAKAZ_CONSULTANT_CONSULTANT_H

#include "consultant_ent.h"
#include "view/view.h"

extern const Module consultant_module, principle_module, conflict_module, assign_module;
extern const Sheet  CONSULTANT_SHEET;
extern const Sheet  PRINCIPLE_SHEET;
extern const Sheet  CONFLICT_SHEET;

/* Who sees and decides about others; a consultant changes their own profile only. */
enum { CONSULTANT_MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

/* The entities' hooks (consultant.ent). */
Fault consultant_check(Ctx *c, const void *before, void *after);
Fault consultant_place_check(Ctx *c, const void *before, void *after);
Fault consultant_place_after(Ctx *c, const void *before, const void *after);
Fault principle_text_check(Ctx *c, const void *before, void *after);
Fault principle_signature_check(Ctx *c, const void *before, void *after);
Fault principle_signature_after(Ctx *c, const void *before, const void *after);
Fault conflict_check(Ctx *c, const void *before, void *after);

/* The reader's own profile, whatever their role; NOT_FOUND. */
Fault consultant_own(Ctx *c, Consultant *ret_v) MUST;

/* The profile of an account that the reader may see; NOT_FOUND. */
Fault consultant_of(Ctx *c, Id account, Consultant *ret_v) MUST;

/* The profile of an account, whoever asks: for a rule, never for a page. NOT_FOUND. */
Fault consultant_any(Ctx *c, Id account, Consultant *ret_v) MUST;

/* May the reader change the profile: their own, or as a manager of where it belongs. */
bool consultant_may_change(Ctx *c, const Consultant *v);

/* The version that is in force; number 0: there is none yet, and nothing to sign. */
typedef struct Principles {
    Id      id;
    int64_t number;
} Principles;
Fault principles_now(Ctx *c, Principles *ret_v) MUST;

/* Puts a version in force: all profiles follow, in one act. On the writer. */
Fault principles_put_in_force(Ctx *c, Id id) MUST;

/* The reader signs the version in force with their typed name. INVALID with a complaint; NOT_FOUND: no profile. */
Fault principles_sign(Ctx *c, Id principle, Str name) MUST;

/* Called inside the write when a case goes from one to another, for what hangs on it in other modules. Registered at a
** module's start. */
typedef Fault (*HandOverFn)(Ctx *c, Id of_case, Id from, Id to);
void consultant_on_hand_over(HandOverFn fn);

/* Why each of some accounts is too near to a business today, as a conflict_nature; 0: nothing is known. From what was
** declared and from ties of their own person; `persons` are the actors they speak for (0: none). Whoever asks: it
** decides who is not asked, and tells no words. */
Fault conflict_natures(Ctx *c, Id actor, const Id *accounts, const Id *persons, size_t n, int *ret_v) MUST;

/* Somebody who leads is too near to the business: what was decided. nature 0: nothing is known; decision 0: nobody has
** decided yet. Whoever asks; it tells no words of theirs. */
typedef struct LeadConflict {
    Id  conflict, decided_by;                     /* conflict 0: it follows from a tie, and is not declared */
    int nature, decision;
    Str why;
    Day decided_on;
} LeadConflict;
Fault conflict_of_lead(Ctx *c, Id actor, Id account, LeadConflict *ret_v) MUST;

/* Whoever coordinates decides that they go on, and says why. INVALID without a reason. On the writer. */
Fault conflict_decide(Ctx *c, Id actor, Id account, Str why) MUST;

#endif

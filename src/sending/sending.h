/* sending.h - information, opportunities and aid are opened to those whom they fit: an interest profile says what a
** business wants to hear of and how; a notice is one thing passed on to one business, in its language and way, with a
** link by which it answers in one tap. Nobody who said no is told, nobody is told too often, and nothing past its last
** day is passed on. */
#ifndef RAKAZ_SENDING_SENDING_H
#define RAKAZ_SENDING_SENDING_H

#include "sending_ent.h"
#include "view/view.h"

extern const Module sending_module;
extern const Sheet  INTEREST_SHEET;
extern const Sheet  NOTICE_SHEET;

/* The entities' own hooks. A notice is refused where consent, the number of notices or the item's last day forbid it;
** whoever says no is written to no more. */
Fault interest_check(Ctx *c, const void *before, void *after);
Fault interest_after(Ctx *c, const void *before, const void *after);
Fault notice_check(Ctx *c, const void *before, void *after);
Fault notice_after(Ctx *c, const void *before, const void *after);

/* Has a business said that it is written to by nobody, or withdrawn it in a case? As the program. */
Fault sending_said_no(Ctx *c, Id actor, bool *ret_yes) MUST;

#endif

/* alert.h - somebody is told when something new fits: a need or an offer of theirs, or what they look out for.
**
** Of a need or offer it is what enters the list that matching/ shows this reader (ALERT_LIST places); of what somebody
** looks out for it is the live records of that kind, field, place (by its definition of local, or by the working tree)
** and quantity. Told is what was made or changed after the alert was, each thing once; what had been there is written
** down silently. Never told is what the reader may not see, who was passed over, and who asked not to be written to.
** What fits no more before it was looked at is taken off. Found is by a thread of its own, shortly after a change. */
#ifndef RAKAZ_ALERT_ALERT_H
#define RAKAZ_ALERT_ALERT_H

#include "alert_ent.h"
#include "view/view.h"

extern const Module alert_module;
extern const Sheet  ALERT_SHEET;

enum { ALERT_LIST = 20, ALERTS_MAX = 50 };        /* places of a list that are looked at; alerts of one person */

/* The entity's own hooks: it is its writer's and nobody else's; says what it looks for; one for a listing. */
Fault alert_check(Ctx *c, const void *before, void *after);
Fault alert_after(Ctx *c, const void *before, const void *after);

/* Looks for all alerts of the region, and writes down and tells what is new: one pass of the thread, for tests too.
** Outside a reading and a write; `reader` says the time. */
typedef struct AlertPass {
    size_t n;                                     /* alerts that there are */
    bool   later;                                 /* of some nothing could be said: the image is not there yet */
} AlertPass;
Fault alerts_look(Region *r, const Reader *reader, AlertPass *ret_p) MUST;

#endif

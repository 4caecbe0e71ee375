/* event.h - the calendar of a place: what its bodies do, one calendar for all of them.
**
** Staff of a unit keep the events of their place. Whoever owns a body, leads it or has a role in it offers events of
** that body: proposed until the unit publishes them, or at once when the unit trusts the body. What is published is
** seen by every member; without an account nobody sees anything until the unit opens the calendar of the place. */
#ifndef RAKAZ_EVENT_EVENT_H
#define RAKAZ_EVENT_EVENT_H

#include "event_ent.h"
#include "view/view.h"

extern const Module event_module;
extern const Sheet  EVENT_SHEET;

/* The entities' own hooks (event.ent). */
Fault event_check(Ctx *c, const void *before, void *after);
Fault event_after(Ctx *c, const void *before, const void *after);
Fault event_body_check(Ctx *c, const void *before, void *after);
Fault place_calendar_check(Ctx *c, const void *before, void *after);

/* May the reader speak for this body: their account is its own, or its person owns, leads or has a role in it. */
Fault event_speaks(Ctx *c, Id actor, bool *ret_yes) MUST;

/* Saves an event in the name of a body that the reader speaks for; NOT_ALLOWED for another's. On the writer. */
Fault event_offer(Ctx *c, Event *ev) MUST;

/* A proposed event appears; one that is off says why; one that wants changing waits again. On the writer. */
Fault event_publish(Ctx *c, Id id, Event *ret_ev) MUST;
Fault event_cancel(Ctx *c, Id id, Str reason, Event *ret_ev) MUST;
Fault event_reopen(Ctx *c, Id id, Event *ret_ev) MUST;

/* Whether the unit trusts a body; and whether everybody sees the calendar of a place. Whoever asks. */
Fault event_trusted(Ctx *c, Id actor, bool *ret_yes) MUST;
Fault event_trust(Ctx *c, Id actor, bool yes) MUST;
Fault calendar_is_open(Ctx *c, Id place, bool *ret_yes) MUST;
Fault calendar_open(Ctx *c, Id place, bool yes) MUST;

/* How many events of a place are to come: the count of the list /events?coming=1&place=ID. */
Fault events_coming(Ctx *c, Id place, int64_t *ret_n) MUST;

/* ---- days: event.c, pure ----------------------------------------------------------------------------------------- */

/* "9:5", "09:05" or nothing; minutes of the day, -1 when it is no time. */
int time_minutes(Str s);

/* Does it take place on this day; and the first day, from `from` on, on which it begins or goes on. 0: never again. */
bool event_on(const Event *ev, Day d);
Day  event_next(const Event *ev, Day from);

#endif

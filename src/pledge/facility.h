/* facility.h - places and things that bodies let small businesses use, and who has them when.
**
** A facility says on which hours of each weekday it is open. A booking is asked for by staff or by an owner for a
** business of theirs, and answered by whoever keeps the facility; two that are agreed never share a minute. Who it is
** for and what for is seen by the unit, by who asked and who answers; everybody else sees that the hours are taken. */
#ifndef RAKAZ_PLEDGE_FACILITY_H
#define RAKAZ_PLEDGE_FACILITY_H

#include "facility_ent.h"
#include "pledge/hours.h"
#include "view/view.h"

extern const Module facility_module;
extern const Sheet  FACILITY_SHEET, BOOKING_SHEET;

/* The entities' own hooks (facility.ent). */
Fault facility_check(Ctx *c, const void *before, void *after);
Fault booking_check(Ctx *c, const void *before, void *after);
Fault booking_after(Ctx *c, const void *before, const void *after);

/* Does it stand open on this day; from when until when. */
bool facility_open(const Facility *f, Day d, Span *ret_span);

/* May the reader answer requests for it: who keeps it, and staff who may change it. */
bool facility_answers(Ctx *c, const Facility *f);

/* Asks for hours of a facility, as staff or as an owner for a business that they speak for; whoever answers for it has
** them at once. INVALID with complaints by field; NOT_ALLOWED for a business of others. On the writer, as all steps. */
Fault booking_ask(Ctx *c, Booking *b) MUST;

/* The answer, by whoever answers for the facility. `to`: BOOKING_STATE_AGREED, _REFUSED (with why) or _USED. */
Fault booking_answer(Ctx *c, Id id, int to, Str reason, Booking *ret_b) MUST;

/* Whoever asked takes it back. */
Fault booking_withdraw(Ctx *c, Id id, Booking *ret_b) MUST;

#endif

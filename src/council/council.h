/* council.h - bodies that meet: the supporting council of a place, steering groups, forums, teams for a time.
**
** What a body is and who sits there is known to every member of the organisation; what it talks about is known to its
** seat holders: meetings, presence and agenda have the visibility of a team, and the team of a body follows its seats
** with their dates. An item about a business is seen by them as long as the business agrees to it, and by the circle of
** its case. */
#ifndef RAKAZ_COUNCIL_COUNCIL_H
#define RAKAZ_COUNCIL_COUNCIL_H

#include "council_ent.h"
#include "view/view.h"

extern const Module council_module;
extern const Sheet  BODY_SHEET, SEAT_SHEET, MEETING_SHEET, AGENDA_SHEET;

/* The entities' own hooks (council.ent). */
Fault body_check(Ctx *c, const void *before, void *after);
Fault body_after(Ctx *c, const void *before, const void *after);
Fault seat_check(Ctx *c, const void *before, void *after);
Fault seat_after(Ctx *c, const void *before, const void *after);
Fault meeting_check(Ctx *c, const void *before, void *after);
Fault meeting_after(Ctx *c, const void *before, const void *after);
Fault attendance_check(Ctx *c, const void *before, void *after);
Fault attendance_after(Ctx *c, const void *before, const void *after);
Fault agenda_item_check(Ctx *c, const void *before, void *after);
Fault agenda_item_after(Ctx *c, const void *before, const void *after);
Fault recusal_check(Ctx *c, const void *before, void *after);

/* A business asks for a meeting itself: the council of its place gets it for one of its next agendas. `text` is what is
** asked, `share` what may be seen. INVALID with complaints (field "of_case": no consent, or no council there). On the
** writer, by anybody of the case's circle. */
Fault council_ask(Ctx *c, Id of_case, Str text, Str share, Id *ret_item) MUST;

#endif

/* outreach.h - the system speaks first: whom nobody has spoken to, who has just opened, whose dates come near. One list
** to work through, and what helps people remember people. */
#ifndef RAKAZ_OUTREACH_OUTREACH_H
#define RAKAZ_OUTREACH_OUTREACH_H

#include "outreach_ent.h"
#include "view/view.h"

extern const Module outreach_module;
extern const Sheet  ACTOR_DATE_SHEET;
extern const Sheet  ACQUAINTANCE_SHEET;

/* The entities' own checks: they stand in the unit of the business; an acquaintance says something. */
Fault actor_date_check(Ctx *c, const void *before, void *after);
Fault acquaintance_check(Ctx *c, const void *before, void *after);

#endif

/* dossier.h - "know your place": chapters about a place in words, who leads what there, and with how many of its
** businesses, institutions and leaders somebody has spoken.
**
** Chapters and roles are read and written by the staff of the place, consultants among them. What a chapter said before
** stands in its history. A leader who holds no office stands there only when they know of it. */
#ifndef RAKAZ_DOSSIER_DOSSIER_H
#define RAKAZ_DOSSIER_DOSSIER_H

#include "dossier_ent.h"
#include "view/view.h"

extern const Module dossier_module;
extern const Sheet  CHAPTER_SHEET;
extern const Sheet  LEADER_SHEET;

/* The entities' own hooks (dossier.ent). A chapter stands once in a place; a changed text is of the day of its change,
** and of whoever changed it. */
Fault place_chapter_check(Ctx *c, const void *before, void *after);
Fault place_leader_check(Ctx *c, const void *before, void *after);

/* The day of a chapter: when it was written, or looked at again and found right. */
Day chapter_day(const PlaceChapter *v);

/* The same date a year ago; a chapter of an earlier day is to be looked at again. */
Day  year_before(Day d);
bool chapter_old(const PlaceChapter *v, Day today);

/* Whole months between two days. */
int64_t months_between(Day from, Day until);

/* It was looked at and is right still; an act. On the writer. */
Fault chapter_confirm(Ctx *c, Id id, PlaceChapter *ret_v) MUST;

#endif

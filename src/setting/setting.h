/* setting.h - the settings of a region as people see and change them. The record is for forms, history and undo; after
** every change its values become the facts (db/facts.h) that everything else reads. */
#ifndef RAKAZ_SETTING_SETTING_H
#define RAKAZ_SETTING_SETTING_H

#include "page/page.h"
#include "setting_ent.h"

extern const Module setting_module;

/* The entity's hooks (setting.ent): a zone that exists, a currency's code, languages the program speaks. */
Fault setting_check(Ctx *c, const void *before, void *after);
Fault setting_after(Ctx *c, const void *before, const void *after);

/* The settings of the reader's organisation; where nobody has changed any yet, a new record with what the facts say.
** NOT_ALLOWED: the region belongs to another organisation. */
Fault setting_load(Ctx *c, Setting *ret_s) MUST;

/* Saves them as an act with a name; on the writer. INVALID with complaints by field; STALE. */
Fault setting_save(Ctx *c, Setting *s) MUST;

#endif

/* right.h - what a noun asks of its writers beside role and reach: a profile is its own person's and whoever's who
** coordinates there. Everything that asks ent_may_write follows it: the buttons of a page, its form, the save. */
#ifndef RAKAZ_ENT_RIGHT_H
#define RAKAZ_ENT_RIGHT_H

#include "ent/ent.h"

/* May this reader write a stored record, whose role and reach would allow it? Registered at a module's start, one for
** each of its own nouns. */
typedef bool (*EntRightFn)(Ctx *c, const Head *head);
void ent_limit_right(const Entity *of, EntRightFn fn);

#endif

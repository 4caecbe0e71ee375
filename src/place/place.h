/* place.h - places: any "local", official or perceived. The working tree (who works with whom) is a tree; everything
** else about places overlaps freely. */
#ifndef RAKAZ_PLACE_PLACE_H
#define RAKAZ_PLACE_PLACE_H

#include "place_ent.h"
#include "view/view.h"

extern const Module place_module;
extern const Sheet  PLACE_SHEET;

enum { PLACE_DEPTH_MAX = 16 };

/* The entity's hooks (place.ent): both halves of a position or none, the working tree stays a tree (LOOP), and what
** accounts may see follows the tree. */
Fault place_check(Ctx *c, const void *before, void *after);
Fault place_after(Ctx *c, const void *before, const void *after);

/* The place with an official code; NOT_FOUND. */
Fault place_by_code(Ctx *c, Str code, Id *ret_id) MUST;

/* The place that is called so in some language, as people write it (case, niqqud and harakat do not count), the most
** populous first; NOT_FOUND. */
Fault place_by_name(Ctx *c, Str name, Id *ret_id) MUST;

/* Loads the places.tsv of a region's pack (data/README.md) into the organisation of c->who, on the writer. A place
** whose code is there already stays as it is, so that loading twice changes nothing. BAD_FILE: no head line. */
Fault place_load(Ctx *c, Str tsv, int64_t *ret_made) MUST;

#endif

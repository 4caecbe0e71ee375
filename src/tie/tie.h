/* tie.h - dated relations between two actors. */
#ifndef RAKAZ_TIE_TIE_H
#define RAKAZ_TIE_TIE_H

#include "tie_ent.h"
#include "view/view.h"

extern const Module tie_module;
extern const Sheet  TIE_SHEET;

/* The entity's own check: two different actors, a share only where one owns the other, an end that ends the tie. */
Fault tie_check(Ctx *c, const void *before, void *after);

#endif

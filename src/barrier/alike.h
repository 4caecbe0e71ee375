/* alike.h - do two titles of barriers speak of the same? Pure. */
#ifndef RAKAZ_BARRIER_ALIKE_H
#define RAKAZ_BARRIER_ALIKE_H

#include "base/str.h"

/* True when at least half of the words of the shorter one stand in the other, however they are spelled; words of one
** or two letters do not count. */
bool titles_alike(Str a, Str b);

#endif

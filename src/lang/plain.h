/* plain.h - values as texts of their own, for places that take a whole text: what stands in a sentence, a file, a
** paper. The writing of them is show.h's. */
#ifndef RAKAZ_LANG_PLAIN_H
#define RAKAZ_LANG_PLAIN_H

#include "lang/lang.h"

/* What plain_day writes, in the arena; empty where no day is known, for what is then left out. */
Str plain_day_str(Arena *a, const Reader *r, Day d);

#endif

/* collate.h - order for people. Sort keys are stored beside the names, so that the database's index sorts. */
#ifndef RAKAZ_LANG_COLLATE_H
#define RAKAZ_LANG_COLLATE_H

#include "lang/lang.h"

/* The collation key of s for a list read in language l: the reader's own script first, then Hebrew, Arabic,
** Latin, others; case, niqqud and harakat matter last. At most 120 bytes, compare with memcmp; printable hex is
** not needed: it is stored as a blob. The Str lives in the arena. Thread-safe. */
Str collate_key(Arena *a, Lang l, Str s);

#endif

/* collate.h - order for people. Sort keys are stored beside the names, so that the database's index sorts. */
#ifndef RAKAZ_LANG_COLLATE_H
#define RAKAZ_LANG_COLLATE_H

#include "lang/lang.h"

enum { COLLATE_BYTES_MAX = 120 };

/* The collation key of s for a list read in language l: digits by their value, then the reader's own
** script, Hebrew, Arabic, Latin, others; case, niqqud and harakat matter last. At most COLLATE_BYTES_MAX
** bytes, compare with memcmp; stored as a blob. An empty text has an empty key. The Str lives in the
** arena. Thread-safe. */
Str collate_key(Arena *a, Lang l, Str s);

/* Changes when stored keys no longer compare with new ones (another version of ICU or of this file):
** then they must be made anew. */
uint32_t collate_version(void);

#endif

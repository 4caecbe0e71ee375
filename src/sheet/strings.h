/* strings.h - the shared strings of a workbook: appended once, then asked for by number.
**
** Up to STRINGS_MEMORY bytes stay in memory; what comes behind goes to a nameless file in the folder for
** temporary files and is read back in blocks. Four bytes of memory a string for its place. */
#ifndef RAKAZ_SHEET_STRINGS_H
#define RAKAZ_SHEET_STRINGS_H

#include "sheet/sheet_impl.h"

enum { STRINGS_MEMORY = 24 << 20, STRINGS_BLOCK = 16 << 10, STRINGS_BLOCKS = 64 };

typedef struct Strings {
    Buf      text;                                /* in memory: all, or what is not written yet */
    Buf      starts;                              /* uint32_t a string, and one more for the end */
    uint32_t n;
    uint64_t bytes;                               /* of all strings */
    int      fd;                                  /* -1: all in memory */
    uint64_t written;
    uint64_t block_at[STRINGS_BLOCKS];            /* number of the block in each place of the cache, plus 1 */
    char    *blocks;
    Buf      joined;                              /* a string that lies across blocks */
} Strings;

void strings_init(Strings *t, const SheetLimits *l);
void strings_release(Strings *t);

/* TOO_LARGE past limits.shared_bytes_max or shared_strings_max; BAD_FILE when there is no room to spill. */
MUST Fault strings_add(Sheet *s, Strings *t, Str text);

/* Valid until the next call. Empty when there is no such string. */
Str strings_get(Strings *t, uint64_t i);

#endif

/* ink_end.h - what a finished PDF says of itself as a whole. Pure: the file in, what is written behind it out. */
#ifndef RAKAZ_EXPORT_INK_END_H
#define RAKAZ_EXPORT_INK_END_H

#include "base/buf.h"

/* The library marks headings and paragraphs and cannot say in which language they are, nor that a window shows the
** title instead of the file's name. Writes what says so behind the file (an incremental update, ISO 32000, 7.5.6: the
** catalog once more with what it lacks, and where it stands). What the catalog says already is left as it is.
** false: the end of the file is not as expected, or nothing is lacking; nothing is written then. */
bool ink_end(Str pdf, Str lang, bool rtl, Buf *b);

#endif

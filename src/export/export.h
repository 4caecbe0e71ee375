/* export.h - taking away: any list or record as a file or a print, the whole region as an archive.
**
** What is written follows the list's address: the same rows in the same order, the same columns, the reader's language,
** and nothing that the reader may not see. Files are made by slow threads, in portions, into a file without a name. */
#ifndef RAKAZ_EXPORT_EXPORT_H
#define RAKAZ_EXPORT_EXPORT_H

#include "taking_ent.h"
#include "view/view.h"

extern const Module export_module;

/* Writes down that something was taken: kind, noun, format and numbers, never contents. On a slow thread or the command
** line, outside of a read transaction; `t` is completed with its head. */
Fault taking_note(Ctx *c, Taking *t) MUST;

#endif

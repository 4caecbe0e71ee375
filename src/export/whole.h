/* whole.h - everything of an organisation as one ZIP that can be read without this program: each noun as CSV and JSON,
** the attachments, what the fields mean, and digests of all files. What the reader may not see is not in it, and the
** archive says how many of what that is; history and what only the database needs are in backups (db/archive.h). */
#ifndef RAKAZ_EXPORT_WHOLE_H
#define RAKAZ_EXPORT_WHOLE_H

#include "ent/ent.h"

enum { WHOLE_FEW = 5 };                           /* fewer are told as few */

/* Records of a noun that were left out, because the reader may not see them. */
typedef struct WholeLeft {
    const Entity *e;
    bool          few;                            /* from one to WHOLE_FEW - 1, which is then in n */
    int64_t       n;
} WholeLeft;

typedef struct WholeReport {
    int64_t    nouns, rows, bytes;                /* bytes: of the archive */
    WholeLeft *left;
    size_t     n_left;
} WholeReport;

/* Makes the archive in a nameless file of `folder`, at its beginning; memory is bounded, and the folder needs room for
** the contents twice. Opens a read transaction of its own. DISK_FULL, BROKEN. */
Fault whole_make(Ctx *c, const char *folder, WholeReport *ret_report, int *ret_fd) MUST;

#endif

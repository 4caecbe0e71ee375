/* import.h - files from outside become records: businesses, people, organisations, places.
**
** A file is read twice: to say what would happen, and to do it. What happens is one act, which can be taken back for 30
** days. The same file a second time changes nothing. */
#ifndef RAKAZ_IMPORT_IMPORT_H
#define RAKAZ_IMPORT_IMPORT_H

#include "base/html.h"
#include "http/http.h"
#include "import_ent.h"

extern const Module import_module;

/* ---- the steps of an import, for the pages and the interface for programs. On a slow thread, outside of a
** transaction: each opens its own. `said` is what a form says; what it does not say stays or is guessed. A file of some
** size is worked on behind: its record tells how far (state, done_rows). ---- */

/* The file of the form field `file`. When it is not taken, the record has no id and one of the others says why. */
typedef struct Brought {
    Import *v;
    Id      before;                               /* an import of the same bytes */
    Html    refused;                              /* why it cannot be read, for a page */
    Str     said;                                 /* the same as plain text */
} Brought;
Fault import_bring(Ctx *c, const Request *rq, Brought *ret_b) MUST;

/* How the file is read, as JSON: {"into", "table", "head", "charset", "columns": [{"name", "kind", "sure"}], "kinds",
** "targets"}. */
Fault import_columns_json(Ctx *c, Id id, const Params *said, Buf *b) MUST;

/* Keeps how it is read (into, table, charset, head, col.0, ...) and begins the check. INVALID when nothing would name
** the records, or something said is not known; TOO_LATE when it was brought in. */
Fault import_columns_set(Ctx *c, Id id, const Params *said) MUST;

/* Keeps the choices about known records, twins and towns (known, twins, twin.ROW, town.N, town.N.place), and checks
** anew or brings it in. TOO_LATE: it is not checked, or was brought in. */
Fault import_go_on(Ctx *c, Id id, const Params *said, bool run) MUST;

Fault import_stop(Ctx *c, Id id) MUST;

/* Drops the files that brought what an erasure has emptied (ent/erase.h). On the writer. */
Fault import_forget_erased(Ctx *c, int64_t seal) MUST;

Fault import_take_back(Ctx *c, Id id) MUST;       /* TOO_LATE */

/* The rows left alone, with their reasons, as a file to repair and bring again. */
Fault get_import_left(Ctx *c, const Request *rq, Reply *rp) MUST;

enum { IMPORT_BYTES_MAX = 256 << 20 };            /* of a file */

#endif

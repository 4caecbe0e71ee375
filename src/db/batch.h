/* batch.h - many new rows in one job: statements wait and run together, one kind after the other.
**
** A new record goes into some twenty trees of the database. Row by row each tree pushes the pages of the others out of
** the caches; all rows of one statement after another, it does not. Between db_batch_begin and db_batch_end what
** db_put is given waits and runs by statement: all rows of the first Query, in the order in which they were given, then
** all rows of the next one. That happens when BATCH_BYTES wait, before any other statement of the connection (so
** whoever reads finds all that was put), and at db_batch_end. Faults come then, as db.h allows db_run; they spoil the
** job. A job that fails loses what waits. */
#ifndef RAKAZ_DB_BATCH_H
#define RAKAZ_DB_BATCH_H

#include "db/db.h"

/* On the writer's thread, within one job. A job that ends well has ended its batch. */
void  db_batch_begin(Ctx *c);
Fault db_batch_end(Ctx *c) MUST;

/* db_run, which in a batch may wait; values are copied then. For statements that insert, and do not read what another
** Query of the batch inserts. `q` must not be made by db_made and must live until the batch ends. */
Fault db_put(Ctx *c, const Query *q, const Val *vals, size_t n) MUST;

/* db_rows, for a statement that reads no table of those that a batch inserts into but the one that `insert` fills
** (NULL: none at all): what waits runs first only if rows of `insert` are among it. */
Fault db_rows_apart(Ctx *c, const Query *q, const Val *vals, size_t n, const Query *insert, Rows *ret_rows) MUST;

/* Answers that a batch may give again without asking: they are forgotten with any statement that changes something and
** is not put. `what` is an address that tells kinds of questions apart. Outside of a batch nothing is kept. */
void  db_batch_keep(Ctx *c, const void *what, Id id, Id answer);
bool  db_batch_kept(const Ctx *c, const void *what, Id id, Id *ret_answer);

#endif

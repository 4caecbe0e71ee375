/* migrate.h - the schema's history. Steps stand in src/db/migrations/NNNN.sqlite.sql and NNNN.pg.sql, written by
** hand, embedded, run in order, each in one transaction, recorded in `schema_steps` with the digest of its text.
** The tests prove that all steps together give what the entity files describe, on both engines. */
#ifndef RAKAZ_DB_MIGRATE_H
#define RAKAZ_DB_MIGRATE_H

#include "db/db.h"

int   migrate_newest(void);                       /* number of the last step we carry */
Fault migrate_current(Ctx *c, int *ret_step) MUST; /* 0 for an empty database */
Fault migrate_run(Ctx *c, int upto) MUST;         /* on the writer's connection; STALE when the database is newer */

#endif

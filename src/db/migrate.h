/* migrate.h - the schema's history. Steps stand in src/db/migrations/NNNN.sqlite.sql and NNNN.pg.sql, written by
** hand, embedded, run in order, each in one transaction, recorded in `schema_steps` with the digest of its text.
** Numbers need not follow one another: each module has its own range, and a step whose number is lower than the
** newest one run is still run. The tests prove that all steps together give what the entity files describe, on both
** engines. */
#ifndef RAKAZ_DB_MIGRATE_H
#define RAKAZ_DB_MIGRATE_H

#include "db/db.h"

typedef struct MigrateStep {
    int         number;
    const char *sql[2];                           /* by Dialect */
} MigrateStep;
extern const MigrateStep MIGRATE_STEPS[];         /* by number; made by sqlpack */
extern const int         MIGRATE_STEPS_N;

int   migrate_newest(void);                       /* number of the last step we carry */
Fault migrate_current(Ctx *c, int *ret_step) MUST; /* the highest one run; 0 for an empty database */

/* On the writer's connection, outside of a group: region_open does it. Runs every step up to `upto` that has not run.
** STALE when the database has a step that we do not know; DB_BROKEN when one of its steps was another text, when
** there are tables but not ours, or when a step fails (the fault's text says which and why). */
Fault migrate_run(Ctx *c, int upto) MUST;

#endif

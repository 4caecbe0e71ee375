/* check_sql.h - checks every statement of every module against a real schema, without running it. Used by the tests
** on both engines and by `rakaz doctor`. */
#ifndef RAKAZ_DB_CHECK_SQL_H
#define RAKAZ_DB_CHECK_SQL_H

#include "db/db.h"

typedef struct QuerySet {
    const char  *module;                          /* "ops" may read scoped tables without their mark */
    const Query *v;
    int          n;
} QuerySet;

/* On a reader's or writer's connection (c->db). Writes one line in English to `report` for each problem and counts
** them. A statement has a problem when
**   it is malformed, or the engine cannot prepare it;
**   its columns are not as many as in `out`, or (PostgreSQL) of other types;
**   it reads a scoped table (one with org, unit, team, visibility, created_by) without {scope:alias} and without
**   {unscoped:why};
**   it scans a whole table or index and `scan` does not say why (SQLite's plan);
**   `scan` says why, but nothing is scanned. */
Fault check_sql(Ctx *c, const QuerySet *sets, int n_sets, Buf *report, int *ret_problems) MUST;

/* Text columns of PostgreSQL that are not COLLATE "C" would sort otherwise than on SQLite: one line each. */
Fault check_collations(Ctx *c, Buf *report, int *ret_problems) MUST;

/* Is what is stored whole? On SQLite reads the whole file: pages, indexes against tables, references; one line for
** each problem, at most a hundred. PostgreSQL keeps its own checksums and checks references itself: nothing is told. */
Fault check_storage(Ctx *c, Buf *report, int *ret_problems) MUST;

#endif

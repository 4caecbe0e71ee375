/* db_pg.h - what the files of the PostgreSQL engine share. */
#ifndef RAKAZ_DB_DB_PG_H
#define RAKAZ_DB_DB_PG_H

#include "db/engine.h"

#include <libpq-fe.h>

enum { PENDING_MAX = 400, FETCH_ROWS = 1000 };

/* What each answer still under way belongs to. */
typedef enum PendingKind {
    PENDING_PREPARE,                              /* of `stmt` */
    PENDING_RUN,                                  /* a statement of a job: counts its rows */
    PENDING_OWN,                                  /* BEGIN, SAVEPOINT, ... */
    PENDING_IGNORED,                              /* whether it worked does not matter to anybody */
    PENDING_SYNC,
} PendingKind;

typedef struct Pending {
    PendingKind kind;
    Stmt       *stmt;
} Pending;

typedef struct PgDb {
    Db            d;
    PGconn       *pg;
    DbAddress     address;
    Pending       pending[PENDING_MAX];
    int           n_pending;
    bool          begin_wanted;                   /* a reader's transaction begins with its first statement */
    bool          begun;
    bool          nothing_read;                   /* so a lost connection can be replaced unnoticed */
    int64_t       runs;                           /* statements of this group that may have changed something */
    int64_t       rows_saved, runs_saved;         /* at the savepoint */
    unsigned      serial;                         /* of names of statements and cursors */
    char          xid[24];                        /* of the group's transaction */
} PgDb;

enum { PG_LISTS_MAX = 4 };                         /* lists of ids in one statement */

/* A row of parameters as libpq wants them. */
typedef struct PgParams {
    int         n;
    Oid         type[QUERY_IN_MAX + SLOT_KINDS];
    const char *value[QUERY_IN_MAX + SLOT_KINDS];
    int         length[QUERY_IN_MAX + SLOT_KINDS];
    int         format[QUERY_IN_MAX + SLOT_KINDS];
    uint64_t    number[QUERY_IN_MAX + SLOT_KINDS];
    void       *made[PG_LISTS_MAX];               /* arrays of ids, to be freed */
    int         n_made;
} PgParams;

/* The values' binary forms; `v` must outlive `ret_p`. Only the types are filled when v is NULL. */
void pg_params(const Stmt *s, const Val *v, PgParams *ret_p);
void pg_params_release(PgParams *p);

/* A column of a result in binary form. */
int64_t pg_integer(const PGresult *res, int row, int col);
double  pg_real(const PGresult *res, int row, int col);

/* What `out` calls a column of this result; SQL_TYPES: nothing it has a word for (numeric, for one). */
SqlType pg_type(const PGresult *res, int col);

/* Connects and sets what a connection needs. On a fault `message` says why. */
Fault pg_connect(const DbAddress *a, bool create, bool writer, PGconn **ret_pg, char *message) MUST;

/* The channel on which a schema's commits are announced. */
void pg_channel(const DbAddress *a, char out[80]);

#endif

/* engine.h - what SQLite and PostgreSQL each do for the rest of this folder. Nobody outside src/db includes it.
**
** A Db is one connection, used by one thread at a time. A writer's connection runs groups: group_begin, then for
** each job save ... save_end, then commit or rollback. A reader's runs read_begin ... read_end. */
#ifndef RAKAZ_DB_ENGINE_H
#define RAKAZ_DB_ENGINE_H

#include "db/query.h"
#include "db/region.h"

/* A prepared statement of one connection. */
typedef struct Stmt {
    struct Stmt *next;                            /* in the bucket of the connection's table */
    Query        q;                               /* a made query's texts belong to the Stmt */
    const Query *key;                             /* NULL for a made query */
    uint64_t     hash;
    uint64_t     serial;                          /* of this connection's statements, never given twice */
    uint64_t     used_at;                         /* for throwing out the made one longest unused */
    Parsed       p;
    bool         cached, open;                    /* open: Rows are being read from it */
    void        *handle;                          /* SQLite's statement */
    char         name[20];                        /* PostgreSQL's name for it */
    bool         prepared;
} Stmt;

/* How much time a writer has between two groups: jobs wait; none waits; none has come for some seconds. */
typedef enum Pause { PAUSE_NONE, PAUSE_SHORT, PAUSE_QUIET } Pause;

typedef struct Engine {
    void  (*close)(Db *d);
    Fault (*read_begin)(Db *d);
    void  (*read_end)(Db *d);
    void  (*rest)(Db *d);                         /* a reader that nobody uses gives back what it keeps; may be NULL */

    Fault (*group_begin)(Db *d);
    Fault (*save)(Db *d);
    Fault (*save_end)(Db *d, bool keep);          /* the job's late faults, if any; what it did is then undone */
    void  (*announce)(Db *d, const char *who, const Changed *v, size_t n); /* what other processes are to hear */
    Fault (*commit)(Db *d);
    void  (*rollback)(Db *d);
    bool  (*has_committed)(Db *fresh, const Db *lost); /* did the lost connection's last group reach its commit? */
    bool  (*others_wrote)(Db *d);                 /* another process has changed the region since the last call */
    void  (*idle)(Db *d, Pause pause);            /* between groups */

    Fault (*script)(Db *d, const char *sql);
    Fault (*prepare)(Db *d, Stmt *s);
    void  (*finalize)(Db *d, Stmt *s);
    /* For the check: prepares without running. SQL_TYPES: a type that `out` has no word for, or that is not known. */
    Fault (*describe)(Db *d, Stmt *s, uint8_t types[QUERY_OUT_MAX], int *ret_columns);
    void  (*plan)(Db *d, const char *sql, Buf *ret_lines);
    Fault (*run)(Db *d, Stmt *s, const Val *v, int64_t *ret_rows); /* ret_rows NULL: the answer may come later */
    Fault (*rows)(Db *d, Stmt *s, const Val *v, Rows *r);          /* fills r->impl */
    bool  (*next)(Rows *r);                       /* false at the end and on a fault, which it leaves in r->fault */
    void  (*end)(Rows *r);
    int   (*columns)(const Rows *r);
    bool  (*null)(const Rows *r, int col);
    int64_t (*integer)(const Rows *r, int col);
    double  (*real)(const Rows *r, int col);
    Str     (*text)(const Rows *r, int col);
} Engine;

enum { STMT_BUCKETS = 512, STMT_MADE_MAX = 256, DB_MESSAGE_MAX = 300 };

typedef struct Batch Batch;                       /* batch.h */
typedef struct Asked Asked;                       /* asked.h */

struct Db {
    const Engine *engine;
    Dialect       dialect;
    bool          writer;
    bool          lost;                           /* the connection is of no use any more: close it, open another */
    bool          scrub;                          /* the log beside the file still holds what was erased (db_scrub) */
    bool          gone;                           /* the transaction has ended by itself: the whole group is undone */
    Fault         spoiled;                        /* the first fault of this job or request; what follows repeats it */
    int64_t       rows_changed;                   /* since group_begin */
    void         *place;                          /* the reader's place in the region's pool */
    uint64_t      statements;                     /* run on this connection */
    Stmt         *bucket[STMT_BUCKETS];
    int           n_made;
    uint64_t      clock;
    Batch        *batch;                          /* of the job under way; NULL: none */
    Asked        *asked;                          /* of a reader; NULL: nothing was read yet */
    char          message[DB_MESSAGE_MAX];        /* the database's words about the last fault */
};

/* The parts of a region's address. */
typedef struct DbAddress {
    Dialect dialect;
    char    where[1024];                          /* file name, or libpq's connection string or URI */
    char    schema[64];
} DbAddress;

/* Reads a region's address (region.h); false: it is none. */
bool region_address(Str s, DbAddress *ret_a);

typedef struct DbOptions {
    DbAddress address;
    bool      writer, create;
    bool      frozen;                             /* SQLite: a finished file, only read, changed in nothing */
    size_t    cache_kb;
    bool      unmapped;
} DbOptions;

/* Opens a connection. On a fault `message` (DB_MESSAGE_MAX bytes) says why. */
Fault db_open_sqlite(const DbOptions *o, Db **ret_db, char *message) MUST;
Fault db_open_pg(const DbOptions *o, Db **ret_db, char *message) MUST;
Fault db_open(const DbOptions *o, Db **ret_db, char *message) MUST;
void  db_close(Db *d);                            /* NULL is allowed */

/* Gives back all prepared statements; for engines when they close or lose a connection. */
void  db_forget_statements(Db *d);

/* A statement for q that no Rows are open on; db_stmt_put gives it back. */
Fault db_stmt_get(Db *d, const Query *q, Stmt **ret_s) MUST;
void  db_stmt_put(Db *d, Stmt *s);

/* All parameters of s in order, from the caller's values and the Ctx, into s->p.n_slots places. */
void  db_values_fill(const Ctx *c, const Stmt *s, const Val *vals, size_t n, Val *ret_all);

/* Notes a fault of the database for the reader and spoils the rest of the job; returns it. */
Fault db_told(Ctx *c, Fault f) MUST;

/* Runs what waits in the connection's batch, if there is one; its fault is not told yet. */
Fault db_batch_run(Db *d) MUST;

/* Do rows of q wait? */
bool  db_batch_waits(const Db *d, const Query *q);

/* Forgets the answers that a batch has kept; gives up a batch and what waits in it. */
void  db_batch_forget(Db *d);
void  db_batch_drop(Db *d);

/* Keeps the database's words and returns f. */
Fault db_say(Db *d, Fault f, const char *words);

/* The SQLite handle and the libpq connection, for backup, listening and the check alone. */
void *db_sqlite_handle(Db *d);
void *db_pg_handle(Db *d);

/* How PostgreSQL's SQLSTATE and SQLite's result code are told here. */
Fault db_fault_of_state(const char *sqlstate);
Fault db_fault_of_code(int code, int system_error);

#endif

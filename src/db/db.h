/* db.h - one region's database, SQLite or PostgreSQL, behind one interface.
**
** SQL stands in const tables of Query, one table a module; the process runs no other. The same text runs on both
** engines. What a text may contain besides plain SQL:
**   :name          a parameter; `in` names them in the order in which values are passed
**                  (:s_org :s_account :s_floor :s_today :s_lang are filled in by themselves)
**   {scope:x}      "the reader may see row x", x being the alias of a scoped table (scope.h)
**   {label:x}      LEFT JOIN labels l_x for the reader's language on x.id: gives l_x.text and l_x.sort;
**                  {label:x.holder} joins on x.holder and is called l_holder
**   {in:ids}       "is one of" the parameter ids: WHERE x.id {in:ids}, with "ids:ids" in `in` and v_ids(...)
**   {unscoped:why} nothing; says why a scoped table is read without its mark
** What must be written with care: sum() and count() of integers as CAST(sum(x) AS BIGINT) (PostgreSQL makes numeric
** of sums); CASE for the greater of two; LIKE is exact about case; ON CONFLICT, RETURNING and WITH are the same.
** NULL sorts before everything on both: for PostgreSQL the terms of ORDER BY are completed with NULLS FIRST (or LAST
** behind DESC), but for columns called id and seq, which are never NULL. Its indexes must be made the same way:
** CREATE INDEX ... (kind NULLS FIRST, id). Its text columns must be COLLATE "C". Constraints are never deferred.
** Storage: every integer, date (yyyymmdd), moment (ms), enum, bool and id is BIGINT/INTEGER; unknown is NULL;
** text is UTF-8 compared bytewise; blobs are BLOB/BYTEA. There is no other type but REAL/DOUBLE PRECISION.
**
** Connections: each worker thread has a reader (one read transaction per request); one writer thread per region
** runs all changes, many in one commit (writer.h). A Ctx holds the connection that its request may use. */
#ifndef RAKAZ_DB_DB_H
#define RAKAZ_DB_DB_H

#include "base/fault.h"
#include "base/id.h"
#include "db/ctx.h"

typedef enum Dialect { DB_SQLITE, DB_PG } Dialect;

typedef struct Query {
    const char *sql;
    const char *in; /* "parent:id name:text"; types id int real text blob ids; NULL: none */
    const char *out;                              /* "id:id code:text"; "" or NULL for a statement without rows */
    const char *scan;                             /* why a full scan is right here; NULL: it is not */
    bool        many;                             /* may give very many rows: they come in pieces */
    bool        made;                             /* set by db_made alone */
} Query;

/* A value on its way in. */
typedef struct Val {
    enum { VAL_NULL, VAL_INT, VAL_REAL, VAL_TEXT, VAL_BLOB, VAL_IDS } kind;
    union {
        int64_t i;
        double  r;
        Str     s;                                /* of VAL_IDS: the array's bytes */
    };
} Val;

static inline Val v_int(int64_t i) { return (Val){.kind = VAL_INT, .i = i}; }
static inline Val v_real(double r) { return (Val){.kind = VAL_REAL, .r = r}; }
static inline Val v_null(void) { return (Val){.kind = VAL_NULL}; }
/* 0 and the empty text are "unknown" and are stored as NULL. */
static inline Val v_id(Id id) { return id ? v_int(id) : v_null(); }
static inline Val v_text(Str s) { return s.n ? (Val){.kind = VAL_TEXT, .s = s} : v_null(); }
static inline Val v_blob(Str s) { return s.n ? (Val){.kind = VAL_BLOB, .s = s} : v_null(); }
/* For {in:...}. Like every value it must live until the call returns, no longer. */
static inline Val v_ids(const Id *v, size_t n) {
    return (Val){.kind = VAL_IDS, .s = {(const char *)v, n * sizeof *v}};
}

/* db_run(c, &Q[X], VALS(v_id(a), v_text(b))) */
#define VALS(...) (const Val[]){__VA_ARGS__}, (sizeof((const Val[]){__VA_ARGS__}) / sizeof(Val))
#define NO_VALS   NULL, (size_t)0

/* Runs a statement that gives no rows. NOT_FOUND never; DUPLICATE on a broken unique index, IN_USE on a broken
** reference, INVALID on a broken CHECK, DISK_FULL, DB_LOST, BUSY, DB_BROKEN (with the database's words in c->fault).
** Any of these but NOT_FOUND spoils the job: what it calls later returns the same fault and the job is rolled back,
** whatever it returns. On PostgreSQL db_run may return OK before the statement has run; its fault then comes from a
** later call of the job or from the job's end. Who must know at once calls db_changed. */
Fault db_run(Ctx *c, const Query *q, const Val *vals, size_t n) MUST;

/* The same, telling how many rows changed; waits for the answer. */
Fault db_changed(Ctx *c, const Query *q, const Val *vals, size_t n, int64_t *ret_rows) MUST;

/* The first column of the first row; NOT_FOUND if there is none or it is NULL. The text lives in the arena. */
Fault db_int(Ctx *c, const Query *q, const Val *vals, size_t n, int64_t *ret_i) MUST;
Fault db_text(Ctx *c, const Query *q, const Val *vals, size_t n, Str *ret_s) MUST;

/* Rows one by one:
**     AUTO(rows_end) Rows r = {0};
**     TRY(db_rows(c, &Q[X], VALS(...), &r));
**     while (rows_next(&r)) use(rows_id(&r, 0), rows_text(&r, 1));
**     TRY(rows_fault(&r));
** Texts and blobs are borrowed until the next rows_next or rows_end: arena_copy what you keep. Several Rows may
** be open at once on one connection. */
typedef struct Rows {
    Ctx        *ctx;
    void       *stmt;                             /* NULL: an answer that is told again (asked.h) */
    const void *engine;                           /* NULL: no rows are open */
    void       *impl;                             /* engine's own, */
    const void *at;                               /* and where it stands */
    void       *answer;                           /* what is kept of it */
    int         row, columns;
    Fault       fault;
    bool        done;
} Rows;

Fault    db_rows(Ctx *c, const Query *q, const Val *vals, size_t n, Rows *ret_rows) MUST;
bool     rows_next(Rows *r);
Fault    rows_fault(const Rows *r) MUST;
void     rows_end(Rows *r);
int      rows_columns(const Rows *r);
bool     rows_null(const Rows *r, int col);
int64_t  rows_int(const Rows *r, int col);        /* 0 for NULL */
int64_t  rows_number(const Rows *r, int col);     /* INT64_MIN for NULL */
Id       rows_id(const Rows *r, int col);
double   rows_real(const Rows *r, int col);       /* NAN for NULL */
Str      rows_text(const Rows *r, int col);
Str      rows_blob(const Rows *r, int col);
Str      rows_copy(const Rows *r, int col);       /* rows_text kept in the arena */

/* A statement assembled from field tables (lists, filters; never from what people typed): the text is made in
** the arena, prepared statements for such texts are kept in a bounded cache by their text. */
Query db_made(Ctx *c, Str sql, Str in, Str out);

Dialect db_dialect(const Ctx *c);

/* What this job erases is to be gone from the engine's log beside the file too, as soon as it is committed and nobody
** reads the moment before. Nothing to do on PostgreSQL, whose log is the operator's. */
void db_scrub(Ctx *c);

/* Runs SQL text as it stands, several statements parted by semicolons; for the schema's history (migrate.h), the
** copying of whole regions and tests alone. */
Fault db_script(Ctx *c, const char *sql) MUST;

#endif

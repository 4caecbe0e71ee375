/* db_pg.c - PostgreSQL through libpq's pipeline mode.
**
** A connection stays in pipeline mode. What gives no rows is only sent; its answer is read with that of the next
** statement that does, at the end of the job (save_end) or at the commit. So a job of ten inserts costs one round
** trip, not ten. A reader's BEGIN goes out with its first statement and its COMMIT is not waited for.
**
** After an error the server skips everything up to the next Sync; drain() reads to there, so that the next thing
** sent (ROLLBACK TO) is heard. A group holds an advisory lock, taken at its begin: one process at a time changes a
** region, as one thread does on SQLite. */
#include "db/db_pg.h"

#include "base/check.h"
#include "db/region.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FOUND_OUT_TRIES = 40, FOUND_OUT_PAUSE_MS = 50, NOTIFY_BYTES_MAX = 7900 };

static PgDb *pg(Db *d) {
    CHECK(d->dialect == DB_PG);
    return (PgDb *)d;
}

/* ---- faults ---------------------------------------------------------------------------------------------- */

Fault db_fault_of_state(const char *state) {
    static const struct {
        const char *head;
        Fault       fault;
    } STATES[] = {
        {"23505", DUPLICATE}, {"23503", IN_USE},    {"23514", INVALID},   {"23", BROKEN},      {"53100", DISK_FULL},
        {"53", BUSY},         {"40", BUSY},         {"55", BUSY},         {"57014", BUSY},     {"57P", DB_LOST},
        {"08", DB_LOST},      {"26", DB_LOST},      {"25P03", DB_LOST},   {"0A000", DB_LOST},  {"54", TOO_LARGE},
        {"22", BROKEN},       {"58030", DISK_FULL}, {"", DB_BROKEN},
    };
    size_t i = 0;
    while (strncmp(state, STATES[i].head, strlen(STATES[i].head)) != 0) i++;
    return STATES[i].fault;
}

static Fault lost(PgDb *p) {
    p->d.lost = true;
    p->n_pending = 0;
    return db_say(&p->d, DB_LOST, PQerrorMessage(p->pg));
}

/* Only the first line of an error: the lines behind it quote the values. */
static Fault said(PgDb *p, const PGresult *res) {
    const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
    const char *words = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
    if (!state) return lost(p);
    Fault f = db_fault_of_state(state);
    if (f == DB_LOST) p->d.lost = true;
    return db_say(&p->d, f, words);
}

/* ---- the pipeline ---------------------------------------------------------------------------------------- */

/* Reads one answer. `*kept` gets it if the caller wants it, else it is given back. */
static Fault answer(PgDb *p, Pending what, PGresult **kept) {
    PGresult *res = PQgetResult(p->pg);
    if (!res) return lost(p);
    ExecStatusType status = PQresultStatus(res);
    Fault f = OK;
    if (what.kind == PENDING_SYNC) {
        if (status != PGRES_PIPELINE_SYNC) f = lost(p);
        PQclear(res);
        return f;
    }
    bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
    if (!good && what.kind == PENDING_PREPARE && what.stmt) what.stmt->prepared = false;
    if (!good && status != PGRES_PIPELINE_ABORTED) f = said(p, res);
    if (good && what.kind == PENDING_RUN) p->d.rows_changed += strtoll(PQcmdTuples(res), NULL, 10);
    if (good && kept) *kept = res;
    else PQclear(res);
    if (PQstatus(p->pg) == CONNECTION_BAD) return lost(p);
    PGresult *end = PQgetResult(p->pg);
    CHECK(end == NULL);
    return what.kind == PENDING_IGNORED && !p->d.lost ? OK : f;
}

/* Reads all answers under way; the last one is kept if asked for. Returns the first fault. */
static Fault drain(PgDb *p, PGresult **ret_last) {
    PGresult *last = NULL;
    Fault     first = OK;
    if (p->d.lost || !PQpipelineSync(p->pg)) return lost(p);
    int n = p->n_pending;
    for (int i = 0; i < n && !p->d.lost; i++) {
        Fault f = answer(p, p->pending[i], ret_last && i == n - 1 ? &last : NULL);
        if (first == OK) first = f;
    }
    if (!p->d.lost) {
        Fault f = answer(p, (Pending){.kind = PENDING_SYNC}, NULL);
        if (first == OK) first = f;
    }
    p->n_pending = 0;
    if (first != OK) {
        PQclear(last);
        return first;
    }
    if (ret_last) *ret_last = last;
    return OK;
}

/* Notes what has been sent; a full list is drained first, so that there is room for three more. */
static Fault sent(PgDb *p, int ok, PendingKind kind, Stmt *s) {
    if (!ok) return lost(p);
    CHECK(p->n_pending < PENDING_MAX);
    p->pending[p->n_pending++] = (Pending){kind, s};
    return OK;
}

static Fault room(PgDb *p) {
    return p->n_pending < PENDING_MAX - 8 ? OK : drain(p, NULL);
}

static Fault send_text(PgDb *p, const char *sql, PendingKind kind) {
    return sent(p, PQsendQueryParams(p->pg, sql, 0, NULL, NULL, NULL, NULL, 1), kind, NULL);
}

static Fault send_prepare(PgDb *p, Stmt *s, const PgParams *v) {
    s->prepared = true;
    return sent(p, PQsendPrepare(p->pg, s->name, s->p.sql.p, v->n, v->type), PENDING_PREPARE, s);
}

/* What is sent between two Syncs is a transaction by itself, inside of which no BEGIN may come: part it off. */
static Fault fence(PgDb *p) {
    if (p->n_pending == 0 || p->pending[p->n_pending - 1].kind == PENDING_SYNC) return OK;
    return sent(p, PQpipelineSync(p->pg), PENDING_SYNC, NULL);
}

/* Everything that stands before a statement of a caller. */
static Fault send_begin(PgDb *p) {
    if (p->d.lost) return lost(p);
    TRY(room(p));
    if (!p->begin_wanted) return OK;
    p->begin_wanted = false;
    p->begun = true;
    TRY(fence(p));
    return send_text(p, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", PENDING_OWN);
}

static Fault send_statement(PgDb *p, Stmt *s, const PgParams *v, PendingKind kind) {
    TRY(send_begin(p));
    if (!s->prepared) TRY(send_prepare(p, s, v));
    return sent(p, PQsendQueryPrepared(p->pg, s->name, v->n, v->value, v->length, v->format, 1), kind, s);
}

/* ---- connecting ------------------------------------------------------------------------------------------ */

/* Gives the connection a new one in its place; everything prepared is gone. */
static Fault reconnect(PgDb *p) {
    char message[DB_MESSAGE_MAX];
    PQfinish(p->pg);
    p->pg = NULL;
    p->n_pending = 0;
    p->begun = false;
    for (int b = 0; b < STMT_BUCKETS; b++) {
        for (Stmt *s = p->d.bucket[b]; s; s = s->next) s->prepared = false;
    }
    Fault f = pg_connect(&p->address, false, p->d.writer, &p->pg, message);
    p->d.lost = f != OK;
    return f == OK ? OK : db_say(&p->d, DB_LOST, message);
}

/* ---- readers --------------------------------------------------------------------------------------------- */

static Fault pg_read_begin(Db *d) {
    PgDb *p = pg(d);
    d->spoiled = OK;
    p->begin_wanted = true;
    p->begun = false;
    p->nothing_read = true;
    return OK;
}

static void pg_read_end(Db *d) {
    PgDb *p = pg(d);
    p->begin_wanted = false;
    if (!p->begun || d->lost) return;
    p->begun = false;
    Fault f = send_text(p, "COMMIT", PENDING_IGNORED);
    if (f == OK) f = sent(p, PQpipelineSync(p->pg), PENDING_SYNC, NULL);
    if (f == OK && PQflush(p->pg) < 0) (void)!lost(p);
}

/* ---- groups ---------------------------------------------------------------------------------------------- */

static Fault begin_once(PgDb *p) {
    char      sql[160];
    PGresult *res = NULL;
    snprintf(sql, sizeof sql, "SELECT pg_advisory_xact_lock(hashtextextended('rakaz %s', 0))", p->address.schema);
    TRY(fence(p));
    TRY(send_text(p, "BEGIN ISOLATION LEVEL READ COMMITTED", PENDING_OWN));
    TRY(send_text(p, sql, PENDING_OWN));
    TRY(send_text(p, "SELECT CAST(pg_current_xact_id() AS TEXT)", PENDING_OWN));
    TRY(drain(p, &res));
    snprintf(p->xid, sizeof p->xid, "%s", PQgetvalue(res, 0, 0));
    PQclear(res);
    return OK;
}

static Fault pg_group_begin(Db *d) {
    PgDb *p = pg(d);
    d->spoiled = OK;
    d->gone = false;
    d->rows_changed = 0;
    p->runs = 0;
    Fault f = begin_once(p);
    if (!d->lost) return f;
    TRY(reconnect(p));                            /* nothing of the group has run: nobody needs to know */
    return begin_once(p);
}

static Fault pg_save(Db *d) {
    PgDb *p = pg(d);
    d->spoiled = OK;
    p->rows_saved = d->rows_changed;
    p->runs_saved = p->runs;
    if (d->lost) return DB_LOST;
    TRY(room(p));
    return send_text(p, "SAVEPOINT job", PENDING_OWN);
}

static Fault pg_save_end(Db *d, bool keep) {
    PgDb *p = pg(d);
    Fault f = OK;
    if (keep) {
        TRY(room(p));
        TRY(send_text(p, "RELEASE job", PENDING_OWN));
    }
    f = drain(p, NULL);
    if ((keep && f == OK) || d->lost) return f;
    d->rows_changed = p->rows_saved;
    p->runs = p->runs_saved;
    TRY(send_text(p, "ROLLBACK TO job", PENDING_OWN));
    TRY(send_text(p, "RELEASE job", PENDING_OWN));
    Fault back = drain(p, NULL);
    return back != OK ? back : f;
}

/* A commit must not end in silence: the answer of COMMIT in a failed transaction is "ROLLBACK". */
static Fault pg_commit(Db *d) {
    PgDb     *p = pg(d);
    PGresult *res = NULL;
    TRY(drain(p, NULL));
    TRY(send_text(p, "COMMIT", PENDING_OWN));
    TRY(drain(p, &res));
    bool committed = strcmp(PQcmdStatus(res), "COMMIT") == 0;
    PQclear(res);
    return committed ? OK : db_say(d, DB_BROKEN, "the transaction had failed before its commit");
}

static void pg_rollback(Db *d) {
    PgDb *p = pg(d);
    if (d->lost) return;
    (void)!drain(p, NULL);
    if (!d->lost && send_text(p, "ROLLBACK", PENDING_IGNORED) == OK) (void)!drain(p, NULL);
    d->rows_changed = 0;
}

/* Names what a group changes on the region's channel; the server tells it with the commit. `who` is this process's
** name: it does not tell itself. */
static void pg_announce(Db *d, const char *who, const Changed *v, size_t n) {
    PgDb *p = pg(d);
    Buf   b;
    if (d->lost || p->runs == 0) return;
    buf_init(&b, NOTIFY_BYTES_MAX);
    buf_printf(&b, "%s;", who);
    for (size_t i = 0; i < n; i++) buf_printf(&b, "%s%s:%lld", i ? "," : "", v[i].table, (long long)v[i].id);
    if (!buf_ok(&b) || n == 0) {
        buf_clear(&b);
        buf_printf(&b, "%s;*", who);
    }
    buf_byte(&b, 0);
    char        channel[80];
    const char *values[2] = {channel, b.p};
    pg_channel(&p->address, channel);
    if (room(p) == OK) {
        int ok = PQsendQueryParams(p->pg, "SELECT pg_notify($1, $2)", 2, (Oid[]){25, 25}, values, NULL, NULL, 1);
        (void)!sent(p, ok, PENDING_OWN, NULL);
    }
    buf_release(&b);
}

/* Asked on a new connection whether the lost one's transaction went through. A commit may still be under way. */
static bool pg_has_committed(Db *fresh, const Db *old) {
    PgDb       *p = pg(fresh);
    const char *xid[1] = {((const PgDb *)old)->xid};
    bool        committed = false, decided = false;
    for (int i = 0; i < FOUND_OUT_TRIES && !decided; i++) {
        PGresult *res = NULL;
        const char *sql = "SELECT pg_xact_status(CAST($1 AS xid8))";
        int         ok = PQsendQueryParams(p->pg, sql, 1, (Oid[]){25}, xid, NULL, NULL, 0);
        if (sent(p, ok, PENDING_OWN, NULL) != OK || drain(p, &res) != OK) return false;
        const char *status = PQgetvalue(res, 0, 0);
        committed = strcmp(status, "committed") == 0;
        decided = strcmp(status, "in progress") != 0;
        PQclear(res);
        if (!decided) nanosleep(&(struct timespec){.tv_nsec = FOUND_OUT_PAUSE_MS * 1000000L}, NULL);
    }
    return committed;
}

static bool pg_others_wrote(Db *d) {
    (void)d;                                      /* the listener tells (db_pg_listen.c) */
    return false;
}

static void pg_idle(Db *d, Pause pause) {
    (void)d, (void)pause;                         /* the server keeps house by itself */
}

/* ---- statements ------------------------------------------------------------------------------------------ */

/* Several statements at once need the simple protocol, for which the pipeline is left and entered again. */
static Fault pg_script(Db *d, const char *sql) {
    PgDb *p = pg(d);
    TRY(drain(p, NULL));
    CHECK(PQexitPipelineMode(p->pg));
    PGresult *res = PQexec(p->pg, sql);
    bool      good = PQresultStatus(res) == PGRES_COMMAND_OK || PQresultStatus(res) == PGRES_TUPLES_OK;
    Fault     f = good ? OK : said(p, res);
    PQclear(res);
    p->runs++;
    p->d.rows_changed++;
    if (PQstatus(p->pg) == CONNECTION_BAD || !PQenterPipelineMode(p->pg)) return lost(p);
    return f;
}

static Fault pg_prepare(Db *d, Stmt *s) {
    snprintf(s->name, sizeof s->name, "s%u", ++pg(d)->serial);
    return OK;                                    /* sent with its first use */
}

static void pg_finalize(Db *d, Stmt *s) {
    PgDb *p = pg(d);
    char  sql[40];
    for (int i = 0; i < p->n_pending; i++) {
        if (p->pending[i].stmt == s) p->pending[i].stmt = NULL;
    }
    /* In a failed transaction it would fail too and take what is sent behind it along. */
    if (!s->prepared || d->lost || d->spoiled != OK || !p->pg || room(p) != OK) return;
    snprintf(sql, sizeof sql, "DEALLOCATE %s", s->name);
    (void)!send_text(p, sql, PENDING_IGNORED);
}

static Fault pg_describe(Db *d, Stmt *s, uint8_t types[QUERY_OUT_MAX], int *ret_columns) {
    PgDb     *p = pg(d);
    PgParams  params;
    PGresult *res = NULL;
    char      sql[40];
    pg_params(s, NULL, &params);
    snprintf(s->name, sizeof s->name, "s%u", ++p->serial);
    snprintf(sql, sizeof sql, "DEALLOCATE %s", s->name);
    TRY(room(p));
    TRY(send_prepare(p, s, &params));
    TRY(sent(p, PQsendDescribePrepared(p->pg, s->name), PENDING_OWN, NULL));
    Fault f = drain(p, &res);
    if (s->prepared && f == OK) f = send_text(p, sql, PENDING_IGNORED);
    if (f != OK) return f;
    *ret_columns = PQnfields(res);
    for (int i = 0; i < *ret_columns && i < QUERY_OUT_MAX; i++) types[i] = (uint8_t)pg_type(res, i);
    PQclear(res);
    return OK;
}

static void pg_plan(Db *d, const char *sql, Buf *ret_lines) {
    (void)d, (void)sql, (void)ret_lines;          /* plans are judged on SQLite, where they do not hang on statistics */
}

static Fault pg_run(Db *d, Stmt *s, const Val *v, int64_t *ret_rows) {
    PgDb    *p = pg(d);
    PgParams params;
    pg_params(s, v, &params);
    Fault f = send_statement(p, s, &params, PENDING_RUN);
    pg_params_release(&params);
    if (f != OK) return f;
    p->runs++;
    if (!ret_rows) return OK;
    PGresult *res = NULL;
    TRY(drain(p, &res));
    *ret_rows = strtoll(PQcmdTuples(res), NULL, 10);
    PQclear(res);
    return OK;
}

/* ---- rows ------------------------------------------------------------------------------------------------ */

typedef struct PgRows {
    PGresult *res;
    int       row;
    unsigned  cursor;                             /* 0: all rows are here */
} PgRows;

static Fault fetch(PgDb *p, PgRows *pr) {
    char sql[60];
    snprintf(sql, sizeof sql, "FETCH %d FROM c%u", FETCH_ROWS, pr->cursor);
    PQclear(pr->res);
    pr->res = NULL;
    TRY(room(p));
    TRY(send_text(p, sql, PENDING_OWN));
    TRY(drain(p, &pr->res));
    pr->row = -1;
    return OK;
}

static Fault cursor_open(PgDb *p, Stmt *s, const PgParams *v, PgRows *pr) {
    Buf b;
    buf_init(&b, 2 * QUERY_SQL_MAX);
    pr->cursor = ++p->serial;
    buf_printf(&b, "DECLARE c%u NO SCROLL CURSOR FOR %s", pr->cursor, s->p.sql.p);
    buf_byte(&b, 0);
    CHECK(buf_ok(&b));
    Fault f = send_begin(p);
    if (f == OK) {
        int ok = PQsendQueryParams(p->pg, b.p, v->n, v->type, v->value, v->length, v->format, 1);
        f = sent(p, ok, PENDING_OWN, NULL);
    }
    buf_release(&b);
    return f == OK ? fetch(p, pr) : f;
}

static Fault rows_once(PgDb *p, Stmt *s, const PgParams *v, PgRows *pr) {
    if (s->q.many) {
        TRY(cursor_open(p, s, v, pr));
    } else {
        TRY(send_statement(p, s, v, PENDING_OWN));
        TRY(drain(p, &pr->res));
        /* INSERT ... RETURNING and its like change rows; a SELECT only counts them. */
        if (strncmp(PQcmdStatus(pr->res), "SELECT", 6) != 0) {
            p->d.rows_changed += strtoll(PQcmdTuples(pr->res), NULL, 10);
            p->runs++;
        }
    }
    if (PQnfields(pr->res) == s->p.n_out) return OK;
    return db_say(&p->d, DB_BROKEN, "the columns are not those of `out`");
}

static void pg_rows_free(PgRows *pr) {
    PQclear(pr->res);
    free(pr);
}

static Fault pg_rows(Db *d, Stmt *s, const Val *v, Rows *r) {
    PgDb    *p = pg(d);
    PgParams params;
    PgRows  *pr = calloc(1, sizeof *pr);
    CHECK(pr != NULL);
    pr->row = -1;
    pg_params(s, v, &params);
    Fault f = rows_once(p, s, &params, pr);
    if (f != OK && d->lost && p->nothing_read && !d->writer && reconnect(p) == OK) {
        p->begin_wanted = true;
        f = rows_once(p, s, &params, pr);
    }
    pg_params_release(&params);
    p->nothing_read = false;
    if (f != OK) {
        pg_rows_free(pr);
        return f;
    }
    r->impl = pr;
    return OK;
}

static bool pg_next(Rows *r) {
    PgRows *pr = r->impl;
    if (++pr->row < PQntuples(pr->res)) return true;
    if (!pr->cursor || PQntuples(pr->res) < FETCH_ROWS) return false;
    Db *d = r->ctx->db;
    r->fault = d->spoiled != OK ? d->spoiled : fetch(pg(d), pr);
    return r->fault == OK && ++pr->row < PQntuples(pr->res);
}

static void pg_end(Rows *r) {
    PgRows *pr = r->impl;
    PgDb   *p = pg(r->ctx->db);
    char    sql[40];
    if (pr->cursor && p->d.spoiled == OK && !p->d.lost && room(p) == OK) {
        snprintf(sql, sizeof sql, "CLOSE c%u", pr->cursor);
        (void)!send_text(p, sql, PENDING_IGNORED);
    }
    pg_rows_free(pr);
    r->impl = NULL;
}

static bool pg_null(const Rows *r, int col) {
    const PgRows *pr = r->impl;
    return PQgetisnull(pr->res, pr->row, col) != 0;
}

static int64_t pg_rows_integer(const Rows *r, int col) {
    const PgRows *pr = r->impl;
    return pg_integer(pr->res, pr->row, col);
}

static double pg_rows_real(const Rows *r, int col) {
    const PgRows *pr = r->impl;
    return pg_real(pr->res, pr->row, col);
}

static Str pg_text(const Rows *r, int col) {
    const PgRows *pr = r->impl;
    return (Str){PQgetvalue(pr->res, pr->row, col), (size_t)PQgetlength(pr->res, pr->row, col)};
}

static void pg_close(Db *d) {
    PgDb *p = pg(d);
    d->lost = true;                               /* nothing needs to be told to the server any more */
    db_forget_statements(d);
    PQfinish(p->pg);
    free(p);
}

static const Engine PG_ENGINE = {
    .close = pg_close,
    .read_begin = pg_read_begin,
    .read_end = pg_read_end,
    .group_begin = pg_group_begin,
    .save = pg_save,
    .save_end = pg_save_end,
    .announce = pg_announce,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .has_committed = pg_has_committed,
    .others_wrote = pg_others_wrote,
    .idle = pg_idle,
    .script = pg_script,
    .prepare = pg_prepare,
    .finalize = pg_finalize,
    .describe = pg_describe,
    .plan = pg_plan,
    .run = pg_run,
    .rows = pg_rows,
    .next = pg_next,
    .end = pg_end,
    .null = pg_null,
    .integer = pg_rows_integer,
    .real = pg_rows_real,
    .text = pg_text,
};

Fault db_open_pg(const DbOptions *o, Db **ret_db, char *message) {
    PGconn *conn = NULL;
    TRY(pg_connect(&o->address, o->create, o->writer, &conn, message));
    PgDb *p = calloc(1, sizeof *p);
    CHECK(p != NULL);
    p->d.engine = &PG_ENGINE;
    p->d.dialect = DB_PG;
    p->d.writer = o->writer;
    p->pg = conn;
    p->address = o->address;
    *ret_db = &p->d;
    return OK;
}

void *db_pg_handle(Db *d) {
    return pg(d)->pg;
}

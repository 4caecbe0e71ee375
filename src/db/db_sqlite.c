/* db_sqlite.c - SQLite: WAL, synchronous=FULL, one writer that is also the only one to checkpoint.
**
** Settings follow measurements: one read transaction per request (two threads do not meet on the WAL's lock),
** memory-mapped reads, the WAL kept at its size (overwriting is cheaper than growing), a checkpoint every 8,000
** pages while nobody waits. Connections are not shared between threads at the same time, so SQLite needs no locks
** of its own (SQLITE_THREADSAFE=2, NOMUTEX). */
#include "base/check.h"
#include "db/db_sqlite_wal.h"
#include "db/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BUSY_MS = 5000,
    TEXT_BYTES_MAX = 128 * 1024 * 1024,
    WAL_BYTES_KEPT = 64 * 1024 * 1024,
    CHECKPOINT_PAGES = 8000,                      /* when idle */
    CHECKPOINT_PAGES_BUSY = 32000,                /* even under load */
    TRUNCATE_PAGES = 128000,                      /* readers have kept the WAL from being reset: wait for them */
};

/* Statements of ours, prepared once. */
typedef enum Own { OWN_BEGIN, OWN_BEGIN_WRITE, OWN_COMMIT, OWN_ROLLBACK, OWN_SAVE, OWN_RELEASE, OWN_BACK, OWN_VERSION,
               OWN_N } Own;
static const char *const OWN_SQL[OWN_N] = {
    [OWN_BEGIN] = "BEGIN",        [OWN_BEGIN_WRITE] = "BEGIN IMMEDIATE", [OWN_COMMIT] = "COMMIT",
    [OWN_ROLLBACK] = "ROLLBACK",  [OWN_SAVE] = "SAVEPOINT job",          [OWN_RELEASE] = "RELEASE job",
    [OWN_BACK] = "ROLLBACK TO job", [OWN_VERSION] = "PRAGMA data_version",
};

typedef struct LiteDb {
    Db            d;
    sqlite3      *handle;
    sqlite3_stmt *own[OWN_N];
    sqlite3_int64 changes_before;                 /* total_changes at group_begin */
    int           wal_pages, wal_done;            /* in the WAL now; of these moved into the file */
    int           data_version;                   /* changes when another process commits; 0: not asked yet */
} LiteDb;

static LiteDb *lite(Db *d) {
    CHECK(d->dialect == DB_SQLITE);
    return (LiteDb *)d;
}

static sqlite3_stmt *handle_of(const Rows *r) {
    return ((const Stmt *)r->stmt)->handle;
}

/* ---- faults ---------------------------------------------------------------------------------------------- */

Fault db_fault_of_code(int code, int system_error) {
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:      return DUPLICATE;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
    case SQLITE_CONSTRAINT_TRIGGER:    return IN_USE;
    case SQLITE_CONSTRAINT_CHECK:      return INVALID;
    default:                           break;
    }
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:       return OK;
    case SQLITE_FULL:       return DISK_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:   return BUSY;
    case SQLITE_IOERR:      return system_error == ENOSPC || system_error == EDQUOT ? DISK_FULL : DB_LOST;
    case SQLITE_CANTOPEN:   return DB_LOST;
    case SQLITE_TOOBIG:     return TOO_LARGE;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_MISUSE:     return BROKEN;
    default:                return DB_BROKEN;
    }
}

static Fault said(LiteDb *l, int code) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return OK;
    Fault f = db_fault_of_code(sqlite3_extended_errcode(l->handle), sqlite3_system_errno(l->handle));
    if (f == OK) f = db_fault_of_code(code, 0);
    if (sqlite3_get_autocommit(l->handle)) l->d.gone = true;
    if (f == DB_LOST) l->d.lost = true;
    return db_say(&l->d, f, sqlite3_errmsg(l->handle));
}

static Fault own(LiteDb *l, Own which) {
    int code = sqlite3_step(l->own[which]);
    Fault f = said(l, code);
    sqlite3_reset(l->own[which]);
    return f;
}

/* ---- transactions ---------------------------------------------------------------------------------------- */

static Fault lite_read_begin(Db *d) {
    d->spoiled = OK;
    return own(lite(d), OWN_BEGIN);
}

static void lite_read_end(Db *d) {
    LiteDb *l = lite(d);
    if (!sqlite3_get_autocommit(l->handle) && own(l, OWN_COMMIT) != OK) (void)!own(l, OWN_ROLLBACK);
}

/* Asked with -1, the limit of the map is told; 0 unmaps the file, and it is mapped anew with the next page. */
static void lite_rest(Db *d) {
    LiteDb       *l = lite(d);
    sqlite3_int64 limit = -1, none = 0;
    sqlite3_db_release_memory(l->handle);
    if (sqlite3_file_control(l->handle, "main", SQLITE_FCNTL_MMAP_SIZE, &limit) != SQLITE_OK || limit <= 0) return;
    sqlite3_file_control(l->handle, "main", SQLITE_FCNTL_MMAP_SIZE, &none);
    sqlite3_file_control(l->handle, "main", SQLITE_FCNTL_MMAP_SIZE, &limit);
}

static Fault lite_group_begin(Db *d) {
    LiteDb *l = lite(d);
    d->spoiled = OK;
    d->rows_changed = 0;
    Fault f = own(l, OWN_BEGIN_WRITE);
    d->gone = f != OK;
    l->changes_before = sqlite3_total_changes64(l->handle);
    return f;
}

static Fault lite_save(Db *d) {
    d->spoiled = OK;
    return own(lite(d), OWN_SAVE);
}

static Fault lite_save_end(Db *d, bool keep) {
    LiteDb *l = lite(d);
    if (d->gone) return OK;
    if (!keep) TRY(own(l, OWN_BACK));
    return own(l, OWN_RELEASE);
}

static Fault lite_commit(Db *d) {
    LiteDb *l = lite(d);
    TRY(own(l, OWN_COMMIT));
    d->rows_changed = sqlite3_total_changes64(l->handle) - l->changes_before;
    return OK;
}

/* Nobody can be told; others look at data_version, as we do. */
static void lite_announce(Db *d, const char *who, const Changed *v, size_t n) {
    (void)d, (void)who, (void)v, (void)n;
}

static void lite_rollback(Db *d) {
    LiteDb *l = lite(d);
    if (!sqlite3_get_autocommit(l->handle)) (void)!own(l, OWN_ROLLBACK);
    d->gone = false;
}

/* This connection writes all that this process writes: what else changes the file is another process. */
static bool lite_others_wrote(Db *d) {
    LiteDb *l = lite(d);
    int     version = l->data_version;
    if (sqlite3_step(l->own[OWN_VERSION]) == SQLITE_ROW) version = sqlite3_column_int(l->own[OWN_VERSION], 0);
    sqlite3_reset(l->own[OWN_VERSION]);
    bool wrote = l->data_version != 0 && version != l->data_version;
    l->data_version = version;
    return wrote;
}

/* SQLite has told us all it knows when it failed. */
static bool lite_has_committed(Db *fresh, const Db *lost) {
    (void)fresh, (void)lost;
    return false;
}

/* ---- checkpoints ----------------------------------------------------------------------------------------- */

static int wal_grew(void *arg, sqlite3 *handle, const char *name, int pages) {
    (void)handle, (void)name;
    LiteDb *l = arg;
    if (pages < l->wal_pages) l->wal_done = 0;
    l->wal_pages = pages;
    return SQLITE_OK;
}

static void checkpoint(LiteDb *l, int mode) {
    int all = 0, done = 0;
    if (sqlite3_wal_checkpoint_v2(l->handle, NULL, mode, &all, &done) == SQLITE_OK && all >= 0) {
        l->wal_pages = all;
        l->wal_done = done;
    }
}

static void lite_idle(Db *d, Pause pause) {
    LiteDb *l = lite(d);
    int     waiting = l->wal_pages - l->wal_done;
    if (l->wal_pages >= TRUNCATE_PAGES || d->scrub) {
        sqlite3_busy_timeout(l->handle, 200);
        checkpoint(l, SQLITE_CHECKPOINT_TRUNCATE);
        sqlite3_busy_timeout(l->handle, BUSY_MS);
        if (l->wal_pages == 0) d->scrub = false;
        if (l->wal_pages >= TRUNCATE_PAGES) checkpoint(l, SQLITE_CHECKPOINT_PASSIVE);
    } else if (waiting >= CHECKPOINT_PAGES_BUSY || (pause != PAUSE_NONE && waiting >= CHECKPOINT_PAGES) ||
               (pause == PAUSE_QUIET && waiting > 0)) {
        checkpoint(l, SQLITE_CHECKPOINT_PASSIVE);
    }
}

/* ---- statements ------------------------------------------------------------------------------------------ */

static Fault lite_script(Db *d, const char *sql) {
    LiteDb *l = lite(d);
    return said(l, sqlite3_exec(l->handle, sql, NULL, NULL, NULL));
}

static Fault lite_prepare(Db *d, Stmt *s) {
    LiteDb       *l = lite(d);
    sqlite3_stmt *h = NULL;
    int code = sqlite3_prepare_v3(l->handle, s->p.sql.p, -1, SQLITE_PREPARE_PERSISTENT, &h, NULL);
    s->handle = h;
    if (code != SQLITE_OK) {
        Fault f = said(l, code);
        return f == BROKEN ? DB_BROKEN : f;
    }
    if (sqlite3_column_count(h) != s->p.n_out) return db_say(d, DB_BROKEN, "the columns are not those of `out`");
    return OK;
}

static void lite_finalize(Db *d, Stmt *s) {
    (void)d;
    sqlite3_finalize(s->handle);
}

static Fault lite_describe(Db *d, Stmt *s, uint8_t types[QUERY_OUT_MAX], int *ret_columns) {
    LiteDb       *l = lite(d);
    sqlite3_stmt *h = NULL;
    int           code = sqlite3_prepare_v2(l->handle, s->p.sql.p, -1, &h, NULL);
    if (code != SQLITE_OK) return said(l, code);
    int n = sqlite3_column_count(h);
    for (int i = 0; i < n && i < QUERY_OUT_MAX; i++) types[i] = SQL_TYPES;
    *ret_columns = n;
    sqlite3_finalize(h);
    return OK;
}

static void lite_plan(Db *d, const char *sql, Buf *ret_lines) {
    Buf b;
    buf_init(&b, 2 * QUERY_SQL_MAX);
    buf_printf(&b, "EXPLAIN QUERY PLAN %s", sql);
    buf_byte(&b, 0);
    sqlite3_stmt *h = NULL;
    if (sqlite3_prepare_v2(lite(d)->handle, b.p, -1, &h, NULL) == SQLITE_OK) {
        while (sqlite3_step(h) == SQLITE_ROW) buf_printf(ret_lines, "%s\n", (const char *)sqlite3_column_text(h, 3));
    }
    sqlite3_finalize(h);
    buf_release(&b);
}

/* Texts are bound as they stand while the statement runs at once, and copied for Rows, which outlive the call. */
static int bind(sqlite3_stmt *h, int i, const Val *v, sqlite3_destructor_type keep) {
    const char *p = v->s.p ? v->s.p : "";
    switch (v->kind) {
    case VAL_NULL: return sqlite3_bind_null(h, i);
    case VAL_INT:  return sqlite3_bind_int64(h, i, v->i);
    case VAL_REAL: return sqlite3_bind_double(h, i, v->r);
    case VAL_TEXT: return sqlite3_bind_text64(h, i, p, v->s.n, keep, SQLITE_UTF8);
    case VAL_BLOB: return sqlite3_bind_blob64(h, i, p, v->s.n, keep);
    case VAL_IDS:
        CHECK(v->s.n / sizeof(Id) <= INT32_MAX);
        if (v->s.n == 0) keep = SQLITE_STATIC;    /* a copy of nothing would be told as out of memory */
        return sqlite3_carray_bind(h, i, (void *)(uintptr_t)p, (int)(v->s.n / sizeof(Id)), SQLITE_CARRAY_INT64,
                                   keep);
    }
    return SQLITE_MISUSE;
}

static Fault bind_all(LiteDb *l, Stmt *s, const Val *v, sqlite3_destructor_type keep) {
    for (int i = 0; i < s->p.n_slots; i++) {
        int code = bind(s->handle, i + 1, &v[i], keep);
        if (code != SQLITE_OK) return said(l, code);
    }
    return OK;
}

static Fault lite_run(Db *d, Stmt *s, const Val *v, int64_t *ret_rows) {
    LiteDb *l = lite(d);
    TRY(bind_all(l, s, v, SQLITE_STATIC));
    int code;
    do {
        code = sqlite3_step(s->handle);
    } while (code == SQLITE_ROW);
    Fault f = said(l, code);
    if (f == OK && ret_rows) *ret_rows = sqlite3_changes64(l->handle);
    sqlite3_reset(s->handle);
    return f;
}

static Fault lite_rows(Db *d, Stmt *s, const Val *v, Rows *r) {
    (void)r;
    return bind_all(lite(d), s, v, SQLITE_TRANSIENT);
}

static bool lite_next(Rows *r) {
    int code = sqlite3_step(handle_of(r));
    if (code == SQLITE_ROW) return true;
    r->fault = said(lite(r->ctx->db), code);
    return false;
}

static void lite_end(Rows *r) {
    sqlite3_reset(handle_of(r));
    sqlite3_clear_bindings(handle_of(r));
}

static bool lite_null(const Rows *r, int col) {
    return sqlite3_column_type(handle_of(r), col) == SQLITE_NULL;
}

static int64_t lite_integer(const Rows *r, int col) {
    return sqlite3_column_int64(handle_of(r), col);
}

static double lite_real(const Rows *r, int col) {
    return sqlite3_column_double(handle_of(r), col);
}

static Str lite_text(const Rows *r, int col) {
    sqlite3_stmt *h = handle_of(r);
    const char   *p = sqlite3_column_type(h, col) == SQLITE_BLOB ? sqlite3_column_blob(h, col)
                                                                 : (const char *)sqlite3_column_text(h, col);
    return (Str){p, (size_t)sqlite3_column_bytes(h, col)};
}

/* ---- opening and closing --------------------------------------------------------------------------------- */

static void lite_close(Db *d) {
    LiteDb *l = lite(d);
    db_forget_statements(d);
    for (int i = 0; i < OWN_N; i++) sqlite3_finalize(l->own[i]);
    if (d->writer && l->handle) checkpoint(l, SQLITE_CHECKPOINT_TRUNCATE);
    int code = sqlite3_close(l->handle);
    CHECK(code == SQLITE_OK);
    free(l);
}

static const Engine SQLITE_ENGINE = {
    .close = lite_close,
    .read_begin = lite_read_begin,
    .read_end = lite_read_end,
    .rest = lite_rest,
    .group_begin = lite_group_begin,
    .save = lite_save,
    .save_end = lite_save_end,
    .announce = lite_announce,
    .commit = lite_commit,
    .rollback = lite_rollback,
    .has_committed = lite_has_committed,
    .others_wrote = lite_others_wrote,
    .idle = lite_idle,
    .script = lite_script,
    .prepare = lite_prepare,
    .finalize = lite_finalize,
    .describe = lite_describe,
    .plan = lite_plan,
    .run = lite_run,
    .rows = lite_rows,
    .next = lite_next,
    .end = lite_end,
    .null = lite_null,
    .integer = lite_integer,
    .real = lite_real,
    .text = lite_text,
};

/* Makes the file so that only its owner reads it: SQLite would let the group and others read. A file that is there
** is not opened here: closing it would drop the locks that other connections of this process hold on it. */
static Fault file_ready(const DbOptions *o, char *message) {
    const char *path = o->address.where;
    if (access(path, F_OK) == 0) return OK;
    if (errno == ENOENT && o->create) {
        int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) {
            close(fd);
            return OK;
        }
        if (errno == EEXIST) return OK;
    }
    snprintf(message, DB_MESSAGE_MAX, "%.200s: %s", path, strerror(errno));
    return errno == ENOENT ? NOT_FOUND : errno == ENOSPC ? DISK_FULL : DB_LOST;
}

static Fault settings(LiteDb *l, const DbOptions *o) {
    char sql[600];
    sqlite3_extended_result_codes(l->handle, 1);
    /* Before any other setting: an opening beside a closing connection would say "locked" at once. */
    sqlite3_busy_timeout(l->handle, BUSY_MS);
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    /* A plan does not look at the values: else each statement with a LIMIT would be planned anew with every value. */
    sqlite3_db_config(l->handle, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
    sqlite3_limit(l->handle, SQLITE_LIMIT_LENGTH, TEXT_BYTES_MAX);
    if (o->frozen) {
        return said(l, sqlite3_exec(l->handle, "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF", NULL, NULL, NULL));
    }
    snprintf(sql, sizeof sql,
             "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
             "PRAGMA case_sensitive_like=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=%lld;"
             "PRAGMA cache_size=-%zu; PRAGMA journal_size_limit=%d; PRAGMA secure_delete=ON; PRAGMA %s",
             o->unmapped ? 0LL : 1LL << 30, o->cache_kb ? o->cache_kb : 8192, WAL_BYTES_KEPT,
             o->writer ? "wal_autocheckpoint=0" : "query_only=ON");
    return said(l, sqlite3_exec(l->handle, sql, NULL, NULL, NULL));
}

static Fault lite_open(LiteDb *l, const DbOptions *o) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= o->frozen ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    int code = sqlite3_open_v2(o->address.where, &l->handle, flags, o->writer ? wal_vfs() : NULL);
    if (!l->handle) return BUSY;
    if (code != SQLITE_OK) return said(l, code);
    TRY(settings(l, o));
    for (int i = 0; i < OWN_N; i++) {
        code = sqlite3_prepare_v3(l->handle, OWN_SQL[i], -1, SQLITE_PREPARE_PERSISTENT, &l->own[i], NULL);
        if (code != SQLITE_OK) return said(l, code);
    }
    if (o->writer) sqlite3_wal_hook(l->handle, wal_grew, l);
    return OK;
}

Fault db_open_sqlite(const DbOptions *o, Db **ret_db, char *message) {
    TRY(file_ready(o, message));
    LiteDb *l = calloc(1, sizeof *l);
    CHECK(l != NULL);
    l->d.engine = &SQLITE_ENGINE;
    l->d.dialect = DB_SQLITE;
    l->d.writer = o->writer;
    Fault f = lite_open(l, o);
    if (f != OK) {
        snprintf(message, DB_MESSAGE_MAX, "%s", l->d.message);
        l->d.writer = false;
        lite_close(&l->d);
        return f;
    }
    *ret_db = &l->d;
    return OK;
}

void *db_sqlite_handle(Db *d) {
    return lite(d)->handle;
}

/* db.c - what both engines share: finding the prepared statement, filling its parameters, telling faults. */
#include "base/check.h"
#include "base/utf8.h"
#include "db/asked.h"
#include "db/batch.h"
#include "db/engine.h"
#include "db/scope.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Fault db_say(Db *d, Fault f, const char *words) {
    snprintf(d->message, sizeof d->message, "%s", words ? words : "");
    return f;
}

Fault db_open(const DbOptions *o, Db **ret_db, char *message) {
    message[0] = 0;
    return o->address.dialect == DB_PG ? db_open_pg(o, ret_db, message) : db_open_sqlite(o, ret_db, message);
}

void db_close(Db *d) {
    if (!d) return;
    asked_free(d);
    d->engine->close(d);
}

void db_scrub(Ctx *c) { c->db->scrub = true; }

Dialect db_dialect(const Ctx *c) {
    CHECK(c->db != NULL);
    return c->db->dialect;
}

/* Every fault of the database passes here: it is noted for the reader and spoils the rest of the job. */
Fault db_told(Ctx *c, Fault f) {
    if (f == OK) return OK;
    Db *d = c->db;
    if (d->spoiled == OK) d->spoiled = f;
    bool ours = f == DB_BROKEN || f == BROKEN || f == INVALID;
    return ours ? fail_text(c, f, "database", str_of(d->message)) : fail(c, f, NULL, 0);
}

/* ---- statements ------------------------------------------------------------------------------------------ */

static void stmt_free(Db *d, Stmt *s) {
    d->engine->finalize(d, s);
    query_release(&s->p);
    if (!s->key) {
        free((char *)s->q.sql);
        free((char *)s->q.in);
        free((char *)s->q.out);
    }
    free(s);
}

void db_forget_statements(Db *d) {
    for (int b = 0; b < STMT_BUCKETS; b++) {
        for (Stmt *s = d->bucket[b], *next; s; s = next) {
            next = s->next;
            CHECK(!s->open);
            stmt_free(d, s);
        }
        d->bucket[b] = NULL;
    }
    d->n_made = 0;
}

static const char *or_empty(const char *z) {
    return z ? z : "";
}

static bool stmt_is(const Stmt *s, const Query *q, uint64_t hash) {
    if (s->hash != hash) return false;
    if (!q->made) return s->key == q && s->q.sql == q->sql && s->q.in == q->in && s->q.out == q->out;
    return !s->key && strcmp(s->q.sql, q->sql) == 0 && strcmp(s->q.in, or_empty(q->in)) == 0 &&
           strcmp(s->q.out, or_empty(q->out)) == 0 && s->q.many == q->many;
}

static uint64_t query_hash(const Query *q) {
    if (q->made) return str_hash(str_of(q->sql)) ^ str_hash(str_of(q->in));
    return (uint64_t)(uintptr_t)q * 0x9E3779B97F4A7C15u >> 20;
}

static char *copy_z(const char *z) {
    char *copy = strdup(or_empty(z));
    CHECK(copy != NULL);
    return copy;
}

/* Makes room for one more made statement. Open ones cannot go; there are never as many of them as places. */
static void throw_out_oldest(Db *d) {
    Stmt **oldest = NULL;
    for (int b = 0; b < STMT_BUCKETS; b++) {
        for (Stmt **at = &d->bucket[b]; *at; at = &(*at)->next) {
            if ((*at)->key || (*at)->open) continue;
            if (!oldest || (*at)->used_at < (*oldest)->used_at) oldest = at;
        }
    }
    CHECK(oldest != NULL);
    Stmt *s = *oldest;
    *oldest = s->next;
    d->n_made--;
    stmt_free(d, s);
}

static Stmt *stmt_new(Db *d, const Query *q, uint64_t hash) {
    Stmt *s = calloc(1, sizeof *s);
    CHECK(s != NULL);
    s->hash = hash;
    s->serial = ++d->clock;
    s->key = q->made ? NULL : q;
    s->q = *q;
    if (q->made) {
        s->q.sql = copy_z(q->sql);
        s->q.in = copy_z(q->in);
        s->q.out = copy_z(q->out);
    }
    if (!query_parse(&s->q, d->dialect, &s->p)) {
        fprintf(stderr, "rakaz: malformed query: %s\n  %s\n", s->p.error, s->q.sql);
        CHECK(!"malformed query");
    }
    return s;
}

/* A statement for q that no Rows are open on. One that is not cached is freed when its Rows end. */
Fault db_stmt_get(Db *d, const Query *q, Stmt **ret_s) {
    uint64_t hash = query_hash(q);
    Stmt   **bucket = &d->bucket[hash % STMT_BUCKETS];
    bool     cached = true;
    for (Stmt *s = *bucket; s; s = s->next) {
        if (!stmt_is(s, q, hash)) continue;
        if (!s->open) {
            s->used_at = ++d->clock;
            *ret_s = s;
            return OK;
        }
        cached = false;
    }
    if (cached && q->made && d->n_made == STMT_MADE_MAX) throw_out_oldest(d);
    Stmt *s = stmt_new(d, q, hash);
    Fault f = d->engine->prepare(d, s);
    if (f != OK) {
        stmt_free(d, s);
        return f;
    }
    s->cached = cached;
    s->used_at = ++d->clock;
    if (cached) {
        s->next = *bucket;
        *bucket = s;
        if (q->made) d->n_made++;
    }
    *ret_s = s;
    return OK;
}

void db_stmt_put(Db *d, Stmt *s) {
    s->open = false;
    if (!s->cached) stmt_free(d, s);
}

/* ---- values ---------------------------------------------------------------------------------------------- */

static bool val_fits(Val v, SqlType t) {
    switch (v.kind) {
    case VAL_NULL: return t != SQL_IDS;
    case VAL_INT:  return t == SQL_INT;
    case VAL_REAL: return t == SQL_REAL && !isnan(v.r);
    case VAL_TEXT: return t == SQL_TEXT;
    case VAL_BLOB: return t == SQL_BLOB;
    case VAL_IDS:  return t == SQL_IDS;
    }
    return false;
}

static Val own_value(const Ctx *c, SlotKind k) {
    switch (k) {
    case SLOT_ORG:     return v_int(c->who.org);
    case SLOT_FLOOR:   return v_int(scope_floor(&c->who));
    case SLOT_ACCOUNT: return v_int(c->who.account);
    case SLOT_TODAY:   return v_int(c->reader.today);
    case SLOT_LANG:    return v_text(str_of(LANG_CODES[c->reader.lang]));
    case SLOT_IN:
    case SLOT_KINDS:   break;
    }
    CHECK(!"a slot without a value");
    return v_null();
}

/* Texts are checked in debug builds: SQLite would take what PostgreSQL refuses. */
void db_values_fill(const Ctx *c, const Stmt *s, const Val *vals, size_t n, Val *ret_all) {
    CHECK(n == (size_t)s->p.n_in);
    for (size_t i = 0; i < n; i++) {
        CHECK(val_fits(vals[i], s->p.in[i]));
#ifdef RAKAZ_DEBUG
        if (vals[i].kind == VAL_TEXT) CHECK(utf8_valid(vals[i].s) && str_find_byte(vals[i].s, 0) < 0);
#endif
        ret_all[i] = vals[i];
    }
    for (int i = s->p.n_in; i < s->p.n_slots; i++) ret_all[i] = own_value(c, s->p.slot[i]);
}

/* ---- running --------------------------------------------------------------------------------------------- */

/* What stands before every statement that does not wait: the connection is there, the job not spoiled, and what waits
** has run (apart: this one need not see it). */
static Fault ready(Ctx *c, const Query *q, bool apart, Stmt **ret_s) {
    Db *d = c->db;
    CHECK(d != NULL);
    if (d->spoiled != OK) return d->spoiled;
    if (!apart) TRY(db_told(c, db_batch_run(d)));
    return db_told(c, db_stmt_get(d, q, ret_s));
}

static void counted(Ctx *c) {
    c->queries++;
    c->db->statements++;
}

static Fault run(Ctx *c, const Query *q, const Val *vals, size_t n, int64_t *ret_rows) {
    Stmt *s = NULL;
    Val   all[QUERY_IN_MAX + SLOT_KINDS];
    CHECK(c->writing);
    TRY(ready(c, q, false, &s));
    counted(c);
    CHECK(s->p.n_out == 0);
    db_batch_forget(c->db);
    db_values_fill(c, s, vals, n, all);
    Fault f = c->db->engine->run(c->db, s, all, ret_rows);
    db_stmt_put(c->db, s);
    return db_told(c, f);
}

Fault db_run(Ctx *c, const Query *q, const Val *vals, size_t n) {
    return run(c, q, vals, n, NULL);
}

Fault db_changed(Ctx *c, const Query *q, const Val *vals, size_t n, int64_t *ret_rows) {
    int64_t rows = 0;
    TRY(run(c, q, vals, n, &rows));
    *ret_rows = rows;
    return OK;
}

/* APART: the statement need not see what waits. FIRST: no more is read than the first row. */
enum { PLAIN, APART = 1, FIRST = 2 };

static Fault rows(Ctx *c, const Query *q, const Val *vals, size_t n, unsigned how, Rows *ret_rows) {
    Stmt *s = NULL;
    Val   all[QUERY_IN_MAX + SLOT_KINDS];
    TRY(ready(c, q, how & APART, &s));
    CHECK(s->p.n_out > 0);
    db_values_fill(c, s, vals, n, all);
    Rows r = {.ctx = c, .row = -1, .columns = s->p.n_out};
    const Answer *again = asked_find(c->db, s, all, how & FIRST);
    if (again) {
        db_stmt_put(c->db, s);
        asked_rows(again, &r);
        *ret_rows = r;
        return OK;
    }
    counted(c);
    r.stmt = s;
    r.engine = c->db->engine;
    Fault f = c->db->engine->rows(c->db, s, all, &r);
    if (f != OK) {
        db_stmt_put(c->db, s);
        return db_told(c, f);
    }
    s->open = true;
    r.answer = asked_new(c->db, s, all);
    *ret_rows = r;
    return OK;
}

Fault db_rows(Ctx *c, const Query *q, const Val *vals, size_t n, Rows *ret_rows) {
    return rows(c, q, vals, n, PLAIN, ret_rows);
}

Fault db_rows_apart(Ctx *c, const Query *q, const Val *vals, size_t n, const Query *insert, Rows *ret_rows) {
    return rows(c, q, vals, n, !insert || !db_batch_waits(c->db, insert) ? APART : PLAIN, ret_rows);
}

/* The connection that the rows come from is the same for as long as they are open. */
static const Engine *rows_engine(const Rows *r) {
    CHECK(r->engine != NULL && r->ctx->db != NULL);
    return r->engine;
}

bool rows_next(Rows *r) {
    if (r->done) return false;
    if (rows_engine(r)->next(r)) {
        r->row++;
        if (r->answer) r->answer = asked_row(r->answer, r);
        return true;
    }
    r->done = true;
    if (r->fault != OK) (void)!db_told(r->ctx, r->fault);
    return false;
}

Fault rows_fault(const Rows *r) {
    return r->fault;
}

/* Whoever expects one row, or so many, reads no further; that there was none behind makes it the whole answer. */
static void answer_end(Rows *r) {
    if (r->fault != OK || (!r->done && r->row < 0)) return;
    bool whole = r->done || !rows_engine(r)->next(r);
    if (r->fault == OK) asked_keep(r->ctx->db, r->answer, whole);
}

void rows_end(Rows *r) {
    if (!r->engine) return;
    if (r->answer) answer_end(r);
    rows_engine(r)->end(r);
    if (r->stmt) db_stmt_put(r->ctx->db, r->stmt);
    r->engine = NULL;
    r->stmt = NULL;
    r->answer = NULL;
    r->done = true;
}

int rows_columns(const Rows *r) {
    return r->columns;
}

static const Engine *column(const Rows *r, int col) {
    CHECK(col >= 0 && col < rows_columns(r) && !r->done && r->row >= 0);
    return rows_engine(r);
}

bool rows_null(const Rows *r, int col) {
    return column(r, col)->null(r, col);
}

int64_t rows_int(const Rows *r, int col) {
    const Engine *e = column(r, col);
    return e->null(r, col) ? 0 : e->integer(r, col);
}

int64_t rows_number(const Rows *r, int col) {
    const Engine *e = column(r, col);
    return e->null(r, col) ? INT64_MIN : e->integer(r, col);
}

Id rows_id(const Rows *r, int col) {
    return rows_int(r, col);
}

double rows_real(const Rows *r, int col) {
    const Engine *e = column(r, col);
    return e->null(r, col) ? (double)NAN : e->real(r, col);
}

Str rows_text(const Rows *r, int col) {
    const Engine *e = column(r, col);
    return e->null(r, col) ? (Str){0} : e->text(r, col);
}

Str rows_blob(const Rows *r, int col) {
    return rows_text(r, col);
}

Str rows_copy(const Rows *r, int col) {
    return arena_copy(r->ctx->arena, rows_text(r, col));
}

static Fault first_row(Ctx *c, const Query *q, const Val *vals, size_t n, Rows *r) {
    TRY(rows(c, q, vals, n, FIRST, r));
    bool found = rows_next(r);
    TRY(rows_fault(r));
    return found && !rows_null(r, 0) ? OK : fail(c, NOT_FOUND, NULL, 0);
}

Fault db_int(Ctx *c, const Query *q, const Val *vals, size_t n, int64_t *ret_i) {
    AUTO(rows_end) Rows r = {0};
    TRY(first_row(c, q, vals, n, &r));
    *ret_i = rows_int(&r, 0);
    return OK;
}

Fault db_text(Ctx *c, const Query *q, const Val *vals, size_t n, Str *ret_s) {
    AUTO(rows_end) Rows r = {0};
    TRY(first_row(c, q, vals, n, &r));
    *ret_s = rows_copy(&r, 0);
    return OK;
}

Query db_made(Ctx *c, Str sql, Str in, Str out) {
    return (Query){.sql = arena_z(c->arena, sql), .in = arena_z(c->arena, in), .out = arena_z(c->arena, out),
                   .scan = "assembled from field tables", .made = true};
}

Fault db_script(Ctx *c, const char *sql) {
    CHECK(c->db != NULL && c->writing);
    if (c->db->spoiled != OK) return c->db->spoiled;
    TRY(db_told(c, db_batch_run(c->db)));
    db_batch_forget(c->db);
    return db_told(c, c->db->engine->script(c->db, sql));
}

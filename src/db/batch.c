/* batch.c - statements that wait (batch.h), each Query's in a buffer of its own.
**
** A value in the buffer: one byte of its kind; behind it nothing, 8 bytes, or 4 bytes of length and a text. */
#include "db/batch.h"

#include "base/check.h"
#include "db/engine.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH_BYTES = 6 << 20, WAITING_MAX = 16 << 20, QUERIES_MAX = 24, KEPT_MAX = 4096 };

typedef struct Waiting {
    const Query *q;
    Buf          values;
    size_t       rows;
} Waiting;

typedef struct Kept {
    const void *what;
    Id          id, answer;
} Kept;

struct Batch {
    Waiting waiting[QUERIES_MAX];
    int     n;
    size_t  bytes;
    Kept    kept[KEPT_MAX];
};

void db_batch_begin(Ctx *c) {
    CHECK(c->writing && !c->db->batch);
    c->db->batch = calloc(1, sizeof *c->db->batch);
    CHECK(c->db->batch != NULL);
}

void db_batch_drop(Db *d) {
    if (!d->batch) return;
    for (int i = 0; i < d->batch->n; i++) buf_release(&d->batch->waiting[i].values);
    free(d->batch);
    d->batch = NULL;
}

/* ---- values in and out ------------------------------------------------------------------------------------- */

static void value_put(Buf *b, const Val *v) {
    uint32_t n = (uint32_t)v->s.n;
    buf_byte(b, (char)v->kind);
    switch (v->kind) {
    case VAL_NULL: return;
    case VAL_INT:  buf_add(b, (Str){(const char *)&v->i, sizeof v->i}); return;
    case VAL_REAL: buf_add(b, (Str){(const char *)&v->r, sizeof v->r}); return;
    case VAL_IDS:
    case VAL_TEXT:
    case VAL_BLOB: break;
    }
    CHECK(v->s.n <= UINT32_MAX);
    buf_add(b, (Str){(const char *)&n, sizeof n});
    while (v->kind == VAL_IDS && b->n % sizeof(Id)) buf_byte(b, 0);
    buf_add(b, v->s);
}

/* The value at *at, whose texts stay in the buffer. */
static Val value_take(const Buf *b, size_t *at) {
    Val      v = {.kind = (unsigned char)b->p[(*at)++]};
    uint32_t n;
    if (v.kind == VAL_NULL) return v;
    if (v.kind == VAL_INT || v.kind == VAL_REAL) {
        if (v.kind == VAL_INT) memcpy(&v.i, b->p + *at, sizeof v.i);
        else memcpy(&v.r, b->p + *at, sizeof v.r);
        *at += sizeof v.i;
        return v;
    }
    memcpy(&n, b->p + *at, sizeof n);
    *at += sizeof n;
    while (v.kind == VAL_IDS && *at % sizeof(Id)) (*at)++;
    v.s = (Str){b->p + *at, n};
    *at += n;
    return v;
}

/* ---- running ----------------------------------------------------------------------------------------------- */

static Fault waiting_run(Db *d, const Waiting *w) {
    Stmt  *s = NULL;
    Val    v[QUERY_IN_MAX + SLOT_KINDS];
    size_t at = 0;
    TRY(db_stmt_get(d, w->q, &s));
    Fault f = OK;
    for (size_t row = 0; row < w->rows && f == OK; row++) {
        for (int i = 0; i < s->p.n_slots; i++) v[i] = value_take(&w->values, &at);
        f = d->engine->run(d, s, v, NULL);
    }
    db_stmt_put(d, s);
    return f;
}

Fault db_batch_run(Db *d) {
    Batch *b = d->batch;
    Fault  f = OK;
    if (!b || !b->bytes) return OK;
    b->bytes = 0;
    for (int i = 0; i < b->n; i++) {
        if (f == OK) f = waiting_run(d, &b->waiting[i]);
        buf_clear(&b->waiting[i].values);
        b->waiting[i].rows = 0;
    }
    return f;
}

Fault db_batch_end(Ctx *c) {
    CHECK(c->db->batch);
    Fault f = c->db->spoiled != OK ? c->db->spoiled : db_told(c, db_batch_run(c->db));
    db_batch_drop(c->db);
    return f;
}

static Waiting *waiting_of(Batch *b, const Query *q) {
    for (int i = 0; i < b->n; i++) {
        if (b->waiting[i].q == q) return &b->waiting[i];
    }
    CHECK(b->n < QUERIES_MAX);
    Waiting *w = &b->waiting[b->n++];
    w->q = q;
    buf_init(&w->values, WAITING_MAX);
    return w;
}

bool db_batch_waits(const Db *d, const Query *q) {
    for (int i = 0; d && d->batch && i < d->batch->n; i++) {
        if (d->batch->waiting[i].q == q) return d->batch->waiting[i].rows > 0;
    }
    return false;
}

/* A row that alone would fill a batch: an outline of a whole land, say. */
static bool is_large(const Val *vals, size_t n) {
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bool text = vals[i].kind == VAL_TEXT || vals[i].kind == VAL_BLOB || vals[i].kind == VAL_IDS;
        if (text) bytes += vals[i].s.n;
    }
    return bytes > BATCH_BYTES;
}

Fault db_put(Ctx *c, const Query *q, const Val *vals, size_t n) {
    Db *d = c->db;
    if (!d->batch || is_large(vals, n)) return db_run(c, q, vals, n);
    CHECK(c->writing && !q->made);
    if (d->spoiled != OK) return d->spoiled;
    Stmt *s = NULL;
    Val   all[QUERY_IN_MAX + SLOT_KINDS];
    TRY(db_told(c, db_stmt_get(d, q, &s)));
    CHECK(s->p.n_out == 0);
    db_values_fill(c, s, vals, n, all);
    Waiting *w = waiting_of(d->batch, q);
    size_t   before = w->values.n;
    for (int i = 0; i < s->p.n_slots; i++) value_put(&w->values, &all[i]);
    db_stmt_put(d, s);
    CHECK(buf_ok(&w->values));
    w->rows++;
    c->queries++;
    d->statements++;
    d->batch->bytes += w->values.n - before;
    return d->batch->bytes < BATCH_BYTES ? OK : db_told(c, db_batch_run(d));
}

/* ---- answers ----------------------------------------------------------------------------------------------- */

static Kept *kept_at(const Batch *b, const void *what, Id id) {
    uint64_t h = ((uint64_t)id ^ (uint64_t)(uintptr_t)what) * 0x9E3779B97F4A7C15u;
    return (Kept *)&b->kept[h >> 32 & (KEPT_MAX - 1)];
}

void db_batch_keep(Ctx *c, const void *what, Id id, Id answer) {
    if (c->db->batch) *kept_at(c->db->batch, what, id) = (Kept){what, id, answer};
}

bool db_batch_kept(const Ctx *c, const void *what, Id id, Id *ret_answer) {
    if (!c->db->batch) return false;
    const Kept *k = kept_at(c->db->batch, what, id);
    if (k->what != what || k->id != id) return false;
    *ret_answer = k->answer;
    return true;
}

void db_batch_forget(Db *d) {
    if (d->batch) memset(d->batch->kept, 0, sizeof d->batch->kept);
}

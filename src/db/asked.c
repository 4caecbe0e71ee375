/* asked.c - answers of this reading (asked.h), in a small table by statement and values. */
#include "db/asked.h"

#include "base/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKETS = 128, ROWS_MAX = 200, ANSWER_BYTES = 128 << 10, VALUES_BYTES = 4 << 10, READING_BYTES = 1 << 20 };

typedef struct AnswerRow {
    struct AnswerRow *next;
    Val               v[];
} AnswerRow;

struct Answer {
    struct Answer *next;                          /* in the bucket */
    struct Asked  *of;
    uint64_t       serial, hash;                  /* of the statement; of statement and values */
    const Val     *vals;
    int            n_vals, columns;
    const uint8_t *types;                         /* the statement's, while its rows are read */
    AnswerRow     *first, *last;
    size_t         rows, bytes;
    bool           whole;
};

struct Asked {
    Arena   arena;
    bool    on;                                   /* a reading is open */
    Answer *bucket[BUCKETS];
};

void asked_begin(Db *d) {
    if (!d->asked) {
        d->asked = calloc(1, sizeof *d->asked);
        CHECK(d->asked != NULL);
        arena_init(&d->asked->arena, 2 * READING_BYTES);
    }
    d->asked->on = true;
}

void asked_end(Db *d) {
    if (!d->asked) return;
    d->asked->on = false;
    memset(d->asked->bucket, 0, sizeof d->asked->bucket);
    arena_reset(&d->asked->arena);
}

void asked_free(Db *d) {
    if (!d->asked) return;
    arena_release(&d->asked->arena);
    free(d->asked);
    d->asked = NULL;
}

/* ---- statement and values --------------------------------------------------------------------------------------- */

static bool is_text(const Val *v) { return v->kind == VAL_TEXT || v->kind == VAL_BLOB || v->kind == VAL_IDS; }

static uint64_t mix(uint64_t h, uint64_t x) { return (h ^ x) * 0x9E3779B97F4A7C15u ^ h >> 29; }

static uint64_t hash_of(const Stmt *s, const Val *all) {
    uint64_t h = s->serial;
    for (int i = 0; i < s->p.n_slots; i++) {
        const Val *v = &all[i];
        uint64_t   x = v->kind == VAL_NULL ? 0 : is_text(v) ? str_hash(v->s) : (uint64_t)v->i;
        h = mix(h, x + (uint64_t)v->kind);
    }
    return h ^ h >> 32;
}

static bool val_eq(const Val *a, const Val *b) {
    if (a->kind != b->kind) return false;
    if (is_text(a)) return str_eq(a->s, b->s);
    return a->kind == VAL_NULL || memcmp(&a->i, &b->i, sizeof a->i) == 0;
}

static bool is_of(const Answer *a, const Stmt *s, const Val *all, uint64_t hash) {
    if (a->hash != hash || a->serial != s->serial || a->n_vals != s->p.n_slots) return false;
    for (int i = 0; i < a->n_vals; i++) {
        if (!val_eq(&a->vals[i], &all[i])) return false;
    }
    return true;
}

const Answer *asked_find(const Db *d, const Stmt *s, const Val *all, bool first) {
    if (!d->asked || !d->asked->on) return NULL;
    uint64_t hash = hash_of(s, all);
    for (const Answer *a = d->asked->bucket[hash % BUCKETS]; a; a = a->next) {
        if ((a->whole || first) && is_of(a, s, all, hash)) return a;
    }
    return NULL;
}

/* ---- keeping ---------------------------------------------------------------------------------------------------- */

static Val kept(Answer *a, Val v) {
    if (!is_text(&v)) return v;
    a->bytes += v.s.n;
    v.s = arena_copy(&a->of->arena, v.s);
    return v;
}

Answer *asked_new(Db *d, const Stmt *s, const Val *all) {
    Asked *of = d->asked;
    size_t bytes = 0;
    if (!of || !of->on || s->q.many || of->arena.used > READING_BYTES) return NULL;
    for (int i = 0; i < s->p.n_slots; i++) bytes += is_text(&all[i]) ? all[i].s.n : 0;
    if (bytes > VALUES_BYTES) return NULL;
    Answer *a = ARENA_NEW(&of->arena, Answer);
    *a = (Answer){.of = of, .serial = s->serial, .hash = hash_of(s, all), .n_vals = s->p.n_slots,
                  .columns = s->p.n_out, .types = s->p.out};
    Val *vals = ARENA_ARRAY(&of->arena, Val, a->n_vals);
    for (int i = 0; i < a->n_vals; i++) vals[i] = kept(a, all[i]);
    a->vals = vals;
    return a;
}

static Val column(const Answer *a, const Rows *r, int col) {
    if (rows_null(r, col)) return v_null();
    if (a->types[col] == SQL_INT) return v_int(rows_int(r, col));
    if (a->types[col] == SQL_REAL) return v_real(rows_real(r, col));
    return (Val){.kind = VAL_TEXT, .s = rows_text(r, col)};
}

Answer *asked_row(Answer *a, const Rows *r) {
    size_t columns = (size_t)a->columns;
    a->bytes += sizeof(AnswerRow) + columns * sizeof(Val);
    if (a->rows == ROWS_MAX || a->bytes > ANSWER_BYTES) return NULL;
    AnswerRow *row = arena_alloc(&a->of->arena, sizeof *row + columns * sizeof(Val));
    for (int i = 0; i < a->columns; i++) {
        Val v = column(a, r, i);
        if (is_text(&v) && a->bytes + v.s.n > ANSWER_BYTES) return NULL;
        row->v[i] = kept(a, v);
    }
    if (a->last) a->last->next = row;
    else a->first = row;
    a->last = row;
    a->rows++;
    return a;
}

void asked_keep(Db *d, Answer *a, bool whole) {
    if (!d->asked || !d->asked->on) return;
    a->whole = whole;
    a->types = NULL;
    a->next = d->asked->bucket[a->hash % BUCKETS];
    d->asked->bucket[a->hash % BUCKETS] = a;
}

/* ---- telling again: as an engine, for the rows alone ------------------------------------------------------------- */

static bool again_next(Rows *r) {
    const Answer    *a = r->impl;
    const AnswerRow *row = r->at;
    r->at = row ? row->next : a->first;
    return r->at != NULL;
}

static void again_end(Rows *r) { r->at = NULL; }

static const Val *cell(const Rows *r, int col) { return &((const AnswerRow *)r->at)->v[col]; }

static bool again_null(const Rows *r, int col) { return cell(r, col)->kind == VAL_NULL; }

static int64_t again_integer(const Rows *r, int col) {
    const Val *v = cell(r, col);
    return v->kind == VAL_REAL ? (int64_t)v->r : v->i;
}

static double again_real(const Rows *r, int col) {
    const Val *v = cell(r, col);
    return v->kind == VAL_INT ? (double)v->i : v->r;
}

static Str again_text(const Rows *r, int col) {
    const Val *v = cell(r, col);
    CHECK(is_text(v));
    return v->s;
}

static const Engine AGAIN = {
    .next = again_next, .end = again_end, .null = again_null, .integer = again_integer, .real = again_real,
    .text = again_text,
};

void asked_rows(const Answer *a, Rows *ret_rows) {
    ret_rows->engine = &AGAIN;
    ret_rows->impl = (void *)(uintptr_t)a;
    ret_rows->columns = a->columns;
}

#include "find/find_index.h"

#include "find/find_mem.h"

enum {
    TAIL_DOCS_MAX = 128,        /* what a commit merges by itself, in well under a millisecond */
    PARTS_MAX = 32,             /* more make queries slow: then a commit merges them, however long it takes */
    TIDY_PARTS = 6
};

/* ---- States and what they hold. */

static void dead_drop(Dead *d) {
    if (d && atomic_fetch_sub(&d->refs, 1) == 1) free(d);
}

static Dead *dead_copy(const Dead *d, const Segment *s) {
    size_t n = ((size_t)s->n_docs + 63) / 64;
    Dead  *copy = mem_new(1, sizeof *copy + n * sizeof copy->bits[0]);
    atomic_init(&copy->refs, 1);
    if (d) {
        copy->n = d->n;
        memcpy(copy->bits, d->bits, n * sizeof d->bits[0]);
    }
    return copy;
}

static State *state_new(size_t n_parts) {
    State *st = mem_new(1, sizeof *st + n_parts * sizeof st->parts[0]);
    atomic_init(&st->refs, 1);
    return st;
}

void state_drop(State *st) {
    if (!st || atomic_fetch_sub(&st->refs, 1) != 1) return;
    for (size_t i = 0; i < st->n; i++) {
        segment_drop(st->parts[i].s);
        dead_drop(st->parts[i].dead);
    }
    free(st);
}

State *state_take(FindIndex *x) {
    pthread_mutex_lock(&x->state_lock);
    State *st = x->state;
    atomic_fetch_add(&st->refs, 1);
    pthread_mutex_unlock(&x->state_lock);
    return st;
}

static void state_show(FindIndex *x, State *st) {
    st->n_docs = 0;
    for (size_t i = 0; i < st->n; i++) st->n_docs += part_live(&st->parts[i]);
    pthread_mutex_lock(&x->state_lock);
    State *old = x->state;
    x->state = st;
    pthread_mutex_unlock(&x->state_lock);
    state_drop(old);
}

uint32_t part_live(const Part *p) { return p->s->n_docs - (p->dead ? p->dead->n : 0); }

/* ---- Opening and feeding. */

FindIndex *find_open(void) {
    FindIndex *x = mem_new(1, sizeof *x);
    CHECK(pthread_mutex_init(&x->state_lock, NULL) == 0);
    CHECK(pthread_mutex_init(&x->write_lock, NULL) == 0);
    CHECK(pthread_mutex_init(&x->arena_lock, NULL) == 0);
    x->state = state_new(0);
    x->draft = builder_open();
    return x;
}

void find_free(FindIndex *x) {
    if (!x) return;
    CHECK(!x->tidying);
    state_drop(x->state);
    builder_free(x->draft);
    free(x->removed);
    for (size_t i = 0; i < x->n_arenas; i++) arena_release(&x->arenas[i]);
    pthread_mutex_destroy(&x->state_lock);
    pthread_mutex_destroy(&x->write_lock);
    pthread_mutex_destroy(&x->arena_lock);
    free(x);
}

Fault find_put(FindIndex *x, const FindDoc *d) {
    if (x->state->n_docs + builder_count(x->draft) >= FIND_DOCS_MAX) return TOO_LARGE;
    builder_put(x->draft, d);
    return OK;
}

void find_remove(FindIndex *x, Id id) {
    builder_drop(x->draft, id);
    x->removed = mem_grow(x->removed, &x->removed_cap, x->n_removed + 1, sizeof *x->removed);
    x->removed[x->n_removed++] = id;
}

/* ---- Committing: a new state beside the old one. */

/* `own`: the dead of the part are ours alone already, to be changed in place. */
static void kill_in(Part *p, bool *own, Id id) {
    uint32_t doc = segment_doc(p->s, id);
    if (doc == UINT32_MAX || (p->dead && p->dead->bits[doc / 64] >> (doc % 64) & 1)) return;
    if (!*own) {
        Dead *copy = dead_copy(p->dead, p->s);
        dead_drop(p->dead);
        p->dead = copy;
        *own = true;
    }
    p->dead->bits[doc / 64] |= (uint64_t)1 << (doc % 64);
    p->dead->n++;
}

static void kill_old(FindIndex *x, State *st) {
    for (size_t i = 0; i < st->n; i++) {
        bool own = false;
        for (size_t k = 0; k < x->n_removed; k++) kill_in(&st->parts[i], &own, x->removed[k]);
        for (uint32_t k = 0; k < builder_count(x->draft); k++) {
            Id id = builder_id(x->draft, k);
            if (id != 0) kill_in(&st->parts[i], &own, id);
        }
    }
}

static State *state_copy(const State *old) {
    State *st = state_new(old->n + 1);
    for (size_t i = 0; i < old->n; i++) {
        st->parts[i] = old->parts[i];
        segment_keep(st->parts[i].s);
        if (st->parts[i].dead) atomic_fetch_add(&st->parts[i].dead->refs, 1);
    }
    st->n = old->n;
    return st;
}

static Segment *merge(const Part *parts, size_t n) {
    Builder *b = builder_open();
    for (size_t i = 0; i < n; i++) {
        builder_merge(b, parts[i].s, parts[i].dead ? parts[i].dead->bits : NULL);
    }
    return builder_finish(b);
}

/* Puts `s` (NULL: nothing) in the place of n parts from `at` on. */
static void replace(State *st, size_t at, size_t n, Part with) {
    for (size_t i = at; i < at + n; i++) {
        segment_drop(st->parts[i].s);
        dead_drop(st->parts[i].dead);
    }
    size_t one = with.s ? 1 : 0;
    memmove(&st->parts[at + one], &st->parts[at + n], (st->n - at - n) * sizeof st->parts[0]);
    if (one) st->parts[at] = with;
    st->n = st->n - n + one;
}

/* Merges the newest small parts when there are several, all of them when there are too many. Parts that
** find_tidy is working on stay. */
static void merge_tail(const FindIndex *x, State *st) {
    size_t   least = x->tidying ? x->tidy_from + x->tidy_n : 0, at = st->n;
    uint32_t docs = 0;
    bool     many = st->n - least >= PARTS_MAX;
    while (at > least && (many || docs + st->parts[at - 1].s->n_docs <= TAIL_DOCS_MAX)) {
        docs += st->parts[--at].s->n_docs;
    }
    /* The largest part is only touched when it is not much of the work. */
    while (many && at + 1 < st->n && st->parts[at].s->n_docs > docs / 2) docs -= st->parts[at++].s->n_docs;
    size_t n = st->n - at;
    if (n < 8 && !(many && n > 1)) return;
    replace(st, at, n, (Part){merge(&st->parts[at], n), NULL});
}

static void drop_empty(const FindIndex *x, State *st) {
    size_t least = x->tidying ? x->tidy_from + x->tidy_n : 0;
    for (size_t i = st->n; i-- > least;) {
        if (part_live(&st->parts[i]) == 0) replace(st, i, 1, (Part){0});
    }
}

void find_commit(FindIndex *x) {
    if (builder_count(x->draft) == 0 && x->n_removed == 0) return;
    pthread_mutex_lock(&x->write_lock);
    State *st = state_copy(x->state);
    kill_old(x, st);
    Segment *s = builder_finish(x->draft);
    x->draft = builder_open();
    x->n_removed = 0;
    if (s) st->parts[st->n++] = (Part){s, NULL};
    drop_empty(x, st);
    merge_tail(x, st);
    state_show(x, st);
    pthread_mutex_unlock(&x->write_lock);
}

/* ---- Tidying. */

/* The newest parts, and before them those that are no larger than all behind them: so a record is merged again only
** when its part doubles, however long changes go on. */
static size_t newest(const State *st) {
    size_t   at = st->n - 2;
    uint64_t docs = (uint64_t)st->parts[at].s->n_docs + st->parts[at + 1].s->n_docs;
    while (at > 1 && st->parts[at - 1].s->n_docs <= docs) docs += st->parts[--at].s->n_docs;
    return at;
}

/* Which neighbours to merge: the newest, or all when the first, large part is a quarter dead or the others have
** grown to half of it. */
static bool choose(const State *st, size_t *ret_from, size_t *ret_n) {
    if (st->n == 0) return false;
    uint64_t first = st->parts[0].s->n_docs, dead = first - part_live(&st->parts[0]), rest = 0;
    for (size_t i = 1; i < st->n; i++) rest += st->parts[i].s->n_docs;
    bool all = rest * 2 > first || dead * 4 > first;
    if (!all && st->n <= TIDY_PARTS) return false;
    if (all && st->n <= TIDY_PARTS && rest + dead < TAIL_DOCS_MAX) return false;
    *ret_from = all ? 0 : newest(st);
    *ret_n = st->n - *ret_from;
    return true;
}

/* What died in the parts while they were merged dies in the merged one too. */
static void kill_since(const State *then, const State *now, size_t from, size_t n, Part *merged) {
    bool own = true;
    merged->dead = dead_copy(NULL, merged->s);
    for (size_t i = from; i < from + n; i++) {
        const Segment *s = now->parts[i].s;
        const Dead    *new = now->parts[i].dead, *old = then->parts[i].dead;
        CHECK(s == then->parts[i].s);
        for (size_t k = 0; new && new != old && k < ((size_t)s->n_docs + 63) / 64; k++) {
            uint64_t bits = new->bits[k] & ~(old ? old->bits[k] : 0);
            for (; bits; bits &= bits - 1) {
                kill_in(merged, &own, s->ids[k * 64 + (unsigned)__builtin_ctzll(bits)]);
            }
        }
    }
    if (merged->dead->n > 0) return;
    dead_drop(merged->dead);
    merged->dead = NULL;
}

bool find_tidy(FindIndex *x) {
    pthread_mutex_lock(&x->write_lock);
    CHECK(!x->tidying);
    State *then = state_take(x);
    x->tidying = choose(then, &x->tidy_from, &x->tidy_n);
    pthread_mutex_unlock(&x->write_lock);
    if (!x->tidying) {
        state_drop(then);
        return false;
    }
    Part merged = {merge(&then->parts[x->tidy_from], x->tidy_n), NULL};
    pthread_mutex_lock(&x->write_lock);
    State *st = state_copy(x->state);
    if (merged.s) kill_since(then, st, x->tidy_from, x->tidy_n, &merged);
    replace(st, x->tidy_from, x->tidy_n, merged);
    x->tidying = false;
    state_show(x, st);
    pthread_mutex_unlock(&x->write_lock);
    state_drop(then);
    return true;
}

uint64_t find_count(FindIndex *x) {
    State   *st = state_take(x);
    uint64_t n = st->n_docs;
    state_drop(st);
    return n;
}

size_t find_bytes(FindIndex *x) {
    State *st = state_take(x);
    size_t n = sizeof *x + sizeof *st;
    for (size_t i = 0; i < st->n; i++) {
        n += st->parts[i].s->bytes;
        if (st->parts[i].dead) n += st->parts[i].s->n_docs / 8;
    }
    state_drop(st);
    return n;
}

/* ---- Memory for queries: kept from one to the next, because fresh pages cost more than the search. */

Arena *scratch_take(FindIndex *x) {
    Arena *a = mem_new(1, sizeof *a);
    pthread_mutex_lock(&x->arena_lock);
    if (x->n_arenas > 0) *a = x->arenas[--x->n_arenas];
    else arena_init(a, SIZE_MAX / 64);
    pthread_mutex_unlock(&x->arena_lock);
    return a;
}

void scratch_give(FindIndex *x, Arena *a) {
    arena_reset(a);
    pthread_mutex_lock(&x->arena_lock);
    bool room = x->n_arenas < sizeof x->arenas / sizeof x->arenas[0];
    if (room) x->arenas[x->n_arenas++] = *a;
    pthread_mutex_unlock(&x->arena_lock);
    if (!room) arena_release(a);
    free(a);
}

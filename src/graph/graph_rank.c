/* graph_rank.c - PageRank: the part that does not lie on a cycle once, the rest by sweeps. */
#include "graph/graph.h"

#include "base/check.h"

#include <math.h>

/* Everything is reckoned as x = 1/n + d * sum of x[u] / degree[u] over those u who point here, and scaled in the end:
** what somebody without arcs would give to all only scales. */
typedef struct Rank {
    const Graph *g, *in;
    double       damping, base;
    double      *x, *share;                       /* share: x over the degree */
    uint32_t    *order;                           /* head, core, tail */
    uint32_t     head, tail;                      /* where the core begins and ends in `order` */
} Rank;

/* Head: whom nobody points at but the head. Tail: who points at nobody but the tail. In `order` each head stands behind
** those who point at it, each tail too. */
static void peel(Arena *a, Rank *r) {
    const Graph *g = r->g, *in = r->in;
    uint32_t  n = g->n, *left = ARENA_ARRAY(a, uint32_t, n + 1), *right = ARENA_ARRAY(a, uint32_t, n + 1);
    bool     *placed = ARENA_ARRAY(a, bool, n + 1);
    uint32_t  head = 0, tail = n, done = 0;
    for (uint32_t v = 0; v < n; v++) {
        left[v] = graph_degree(in, v);
        right[v] = graph_degree(g, v);
        if (!left[v]) placed[r->order[head++] = v] = true;
    }
    for (; done < head; done++) {
        uint32_t v = r->order[done];
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t w = g->to[i];
            if (!--left[w] && !placed[w]) placed[r->order[head++] = w] = true;
        }
    }
    for (uint32_t v = 0; v < n; v++) {
        if (!right[v] && !placed[v]) placed[r->order[--tail] = v] = true;
    }
    for (done = n; done > tail; done--) {
        uint32_t v = r->order[done - 1];
        for (uint32_t i = in->first[v]; i < in->first[v + 1]; i++) {
            uint32_t w = in->to[i];
            if (!--right[w] && !placed[w]) placed[r->order[--tail] = w] = true;
        }
    }
    r->head = head;
    r->tail = tail;
    for (uint32_t v = 0; v < n; v++) {
        if (!placed[v]) r->order[head++] = v;
    }
    CHECK(head == tail);
}

static void reckon(Rank *r, uint32_t from, uint32_t until) {
    for (uint32_t k = from; k < until; k++) {
        uint32_t v = r->order[k], degree = graph_degree(r->g, v);
        double   sum = 0;
        for (uint32_t i = r->in->first[v]; i < r->in->first[v + 1]; i++) sum += r->share[r->in->to[i]];
        r->x[v] = r->base + r->damping * sum;
        r->share[v] = degree ? r->x[v] / degree : 0;
    }
}

/* ---- the core --------------------------------------------------------------------------------------------------- */

/* What is kept of a vertex; after the last two sweeps each by turns. */
typedef struct Kept {
    double   after[2];                            /* the share after a sweep */
    float    step[2];                             /* what the sweep changed; only where to leap depends on it */
    uint32_t degree;
} Kept;

typedef struct Core {
    uint32_t  n;
    uint32_t *vertex;                             /* in the order of the sweeps */
    Kept     *kept;
} Core;

/* Of rows that lie near, those of one length stand together: how often the loop over a row turns is then foreseen,
** which makes a sweep twice as fast. */
static void sort_rows(const Graph *in, uint32_t *vertex, uint32_t n) {
    enum { NEAR = 1024, LENGTHS = 64 };
    uint32_t kept[NEAR];
    for (uint32_t from = 0; from < n; from += NEAR) {
        uint32_t m = n - from < NEAR ? n - from : NEAR, at[LENGTHS + 1] = {0};
        memcpy(kept, vertex + from, m * sizeof *kept);
        for (uint32_t k = 0; k < m; k++) {
            uint32_t length = graph_degree(in, kept[k]);
            at[(length < LENGTHS ? length : LENGTHS - 1) + 1]++;
        }
        for (int i = 0; i < LENGTHS; i++) at[i + 1] += at[i];
        for (uint32_t k = 0; k < m; k++) {
            uint32_t length = graph_degree(in, kept[k]);
            vertex[from + at[length < LENGTHS ? length : LENGTHS - 1]++] = kept[k];
        }
    }
}

static Core core_of(Arena *a, const Rank *r) {
    uint32_t n = r->tail - r->head;
    Core     c = {.n = n, .vertex = r->order + r->head, .kept = ARENA_ARRAY(a, Kept, n + 1)};
    sort_rows(r->in, c.vertex, n);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t degree = graph_degree(r->g, c.vertex[k]);
        c.kept[k].degree = degree;
        r->share[c.vertex[k]] = r->base / degree;
    }
    return c;
}

/* What a sweep tells: how much it changed, the sum of x, and its changes set against those of the two sweeps
** before: what the least squares of their differences need. */
typedef struct Swept {
    double changed, sum;
    double last_last, last_old, old_old, last_now, old_now;
} Swept;

static double row_sum(const double *share, const uint32_t *from, uint32_t n) {
    double   a = 0, b = 0, c = 0, d = 0;
    uint32_t i = 0;
    for (; i + 3 < n; i += 4) {
        a += share[from[i]];
        b += share[from[i + 1]];
        c += share[from[i + 2]];
        d += share[from[i + 3]];
    }
    for (; i < n; i++) a += share[from[i]];
    return a + b + (c + d);
}

/* What changed behind a vertex is all that is wrong there afterwards, so that the residual is at most d times the
** sum of all changes, wherever the sweep began. */
static Swept sweep(const Rank *r, const Core *c, int turn) {
    Swept s = {0};
    for (uint32_t k = 0; k < c->n; k++) {
        uint32_t v = c->vertex[k], first = r->in->first[v];
        Kept    *m = &c->kept[k];
        double   now = r->base + r->damping * row_sum(r->share, r->in->to + first, r->in->first[v + 1] - first);
        double   degree = m->degree, step = now - r->share[v] * degree;
        double   last = step - (double)m->step[!turn], old = step - (double)m->step[turn];
        s.changed += fabs(step);
        s.sum += now;
        s.last_last += last * last;
        s.last_old += last * old;
        s.old_old += old * old;
        s.last_now += last * step;
        s.old_now += old * step;
        m->step[turn] = (float)step;
        r->share[v] = now / degree;
    }
    return s;
}

/* Between two sweeps: to where the changes of the last three would cancel out best (Anderson 1965, of depth two; of one
** after the second sweep, of none after the first). */
static void leap(const Rank *r, const Core *c, const Swept *s, int sweeps) {
    double last = 0, old = 0, both = s->last_last * s->old_old - s->last_old * s->last_old;
    int    turn = sweeps & 1;
    if (sweeps >= 2 && both > 1e-9 * s->last_last * s->old_old) {
        last = (s->last_now * s->old_old - s->old_now * s->last_old) / both;
        old = (s->old_now * s->last_last - s->last_now * s->last_old) / both;
    } else if (sweeps >= 1 && s->last_last > 0) {
        last = s->last_now / s->last_last;
    }
    for (uint32_t k = 0; k < c->n; k++) {
        double *share = &r->share[c->vertex[k]], *after = c->kept[k].after, now = *share;
        *share = now - last * (now - after[!turn]) - old * (now - after[turn]);
        after[turn] = now;
    }
}

/* Returns the bound that was reached. */
static double settle(Arena *a, const Rank *r, const GraphRank *how) {
    enum { SWEEPS_MAX = 1000 };
    Core   c = core_of(a, r);
    double d = r->damping, outside = r->base * (r->g->n - c.n), bound = 0;   /* of |x|, outside holds at least this */
    int    sweeps = c.n ? how->sweeps_max ? how->sweeps_max : SWEEPS_MAX : 0;
    for (int i = 0; i < sweeps; i++) {
        Swept s = sweep(r, &c, i & 1);
        bound = 2 * d * s.changed / ((1 - d) * (outside + s.sum));
        if (bound <= how->bound) break;
        if (i + 1 < sweeps) leap(r, &c, &s, i);
    }
    for (uint32_t k = 0; k < c.n; k++) r->x[c.vertex[k]] = r->share[c.vertex[k]] * c.kept[k].degree;
    return bound;
}

double graph_rank(Arena *a, const Graph *g, const Graph *in, const GraphRank *how, double *ret_rank) {
    double total = 0, d = how->damping;
    CHECK(d > 0 && d < 1 && how->bound > 0 && g->n == in->n);
    if (!g->n) return 0;
    Rank r = {.g = g, .in = in, .damping = d, .base = 1.0 / g->n, .x = ret_rank,
              .share = ARENA_ARRAY(a, double, g->n), .order = ARENA_ARRAY(a, uint32_t, g->n)};
    peel(a, &r);
    reckon(&r, 0, r.head);
    double bound = settle(a, &r, how);
    reckon(&r, r.tail, g->n);
    for (uint32_t v = 0; v < g->n; v++) total += ret_rank[v];
    for (uint32_t v = 0; v < g->n; v++) ret_rank[v] /= total;
    return bound;
}

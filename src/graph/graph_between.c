/* graph_between.c - betweenness: trees are folded into where they hang, the rest is walked from each of its vertices,
** there and back, level by level. */
#include "graph/graph.h"

#include "base/check.h"
#include "base/rand.h"

#include <math.h>

/* ---- folding ---------------------------------------------------------------------------------------------------- */

typedef struct Fold {
    const Graph *g;
    double      *hangs;                           /* how many a vertex stands for: itself and what was folded into it */
    uint32_t    *core, *at;                       /* those that are left; where in it, GRAPH_NOBODY: folded */
    uint32_t     core_n;
    double      *between;                         /* what the folding alone has told, of ordered pairs halved */
} Fold;

/* Takes away those with one tie, again and again. A pair that meets in v for the first time counts for v: of two
** branches that hang on it, and of one that hangs below it and anybody else. */
static Fold fold(Arena *a, const Graph *g) {
    uint32_t n = g->n, *degree = ARENA_ARRAY(a, uint32_t, n + 1), *stack = ARENA_ARRAY(a, uint32_t, n + 1), top = 0;
    uint32_t *part = ARENA_ARRAY(a, uint32_t, n + 1), parts = graph_parts(a, g, part);
    double   *size = ARENA_ARRAY(a, double, parts + 1);
    Fold f = {.g = g, .hangs = ARENA_ARRAY(a, double, n + 1), .core = ARENA_ARRAY(a, uint32_t, n + 1),
              .at = ARENA_ARRAY(a, uint32_t, n + 1), .between = ARENA_ARRAY(a, double, n + 1)};
    for (uint32_t v = 0; v < n; v++) {
        f.hangs[v] = 1;
        size[part[v]]++;
        degree[v] = graph_degree(g, v);
        if (degree[v] == 1) stack[top++] = v;
    }
    while (top) {
        uint32_t v = stack[--top];
        if (degree[v] != 1) continue;             /* the last of a tree, which nothing is left to hang on */
        degree[v] = 0;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t w = g->to[i];
            if (!degree[w]) continue;
            f.between[w] += (f.hangs[w] - 1) * f.hangs[v];
            f.hangs[w] += f.hangs[v];
            if (--degree[w] == 1) stack[top++] = w;
        }
    }
    for (uint32_t v = 0; v < n; v++) {
        f.between[v] += (f.hangs[v] - 1) * (size[part[v]] - f.hangs[v]);
        f.at[v] = GRAPH_NOBODY;
        if (degree[v] >= 2) f.core[f.core_n++] = v;
    }
    return f;
}

/* ---- the core, numbered so that the loops over it are foreseen --------------------------------------------------- */

typedef struct Core {
    uint32_t  n;
    uint32_t *first, *to;
    double   *hangs;
    uint32_t *queue, *left;                       /* who was reached, level by level; who was not */
    uint32_t *starts;                             /* where each level begins in the queue */
    double   *ways;                               /* how many shortest ways lead here; 0: not reached */
    double   *mark;                               /* what is told to neighbours, of one level alone; else 0 */
    double   *gain;                               /* what the pairs of this source give */
} Core;

/* Those who lie near stay near, and of a thousand those with equally many ties stand together. */
static void number_core(Arena *a, Fold *f) {
    enum { NEAR = 1024, LENGTHS = 64 };
    uint32_t *order = ARENA_ARRAY(a, uint32_t, f->core_n + 1);
    for (uint32_t from = 0; from < f->core_n; from += NEAR) {
        uint32_t m = f->core_n - from < NEAR ? f->core_n - from : NEAR, at[LENGTHS + 1] = {0};
        for (uint32_t k = from; k < from + m; k++) {
            uint32_t length = graph_degree(f->g, f->core[k]);
            at[(length < LENGTHS ? length : LENGTHS - 1) + 1]++;
        }
        for (int i = 0; i < LENGTHS; i++) at[i + 1] += at[i];
        for (uint32_t k = from; k < from + m; k++) {
            uint32_t length = graph_degree(f->g, f->core[k]);
            order[from + at[length < LENGTHS ? length : LENGTHS - 1]++] = f->core[k];
        }
    }
    for (uint32_t k = 0; k < f->core_n; k++) f->at[order[k]] = k;
    f->core = order;
}

static Core core_of(Arena *a, Fold *f) {
    const Graph *g = f->g;
    number_core(a, f);
    size_t   n = f->core_n + 2;
    uint32_t m = 0;
    for (uint32_t k = 0; k < f->core_n; k++) m += graph_degree(g, f->core[k]);
    Core c = {.n = f->core_n, .first = ARENA_ARRAY(a, uint32_t, n), .to = ARENA_ARRAY(a, uint32_t, m + 1),
              .hangs = ARENA_ARRAY(a, double, n), .queue = ARENA_ARRAY(a, uint32_t, n),
              .left = ARENA_ARRAY(a, uint32_t, n), .starts = ARENA_ARRAY(a, uint32_t, n),
              .ways = ARENA_ARRAY(a, double, n), .mark = ARENA_ARRAY(a, double, n), .gain = ARENA_ARRAY(a, double, n)};
    m = 0;
    for (uint32_t k = 0; k < c.n; k++) {
        c.first[k] = m;
        c.hangs[k] = f->hangs[f->core[k]];
        for (uint32_t i = g->first[f->core[k]]; i < g->first[f->core[k] + 1]; i++) {
            if (f->at[g->to[i]] != GRAPH_NOBODY) c.to[m++] = f->at[g->to[i]];
        }
    }
    c.first[c.n] = m;
    return c;
}

/* ---- one source -------------------------------------------------------------------------------------------------- */

/* What the neighbours of v are marked with: those of one level alone bear a mark, so that nobody has to ask which
** neighbour lies where. */
static double marks_of(const Core *c, uint32_t v) {
    const uint32_t *to = c->to + c->first[v];
    uint32_t n = c->first[v + 1] - c->first[v], i = 0;
    double   sums[4] = {0, 0, 0, 0};
    for (; i + 3 < n; i += 4) {
        sums[0] += c->mark[to[i]];
        sums[1] += c->mark[to[i + 1]];
        sums[2] += c->mark[to[i + 2]];
        sums[3] += c->mark[to[i + 3]];
    }
    for (; i < n; i++) sums[0] += c->mark[to[i]];
    return sums[0] + sums[1] + (sums[2] + sums[3]);
}

/* How far a walk has come. */
typedef struct Walk {
    uint32_t from, until, end;                    /* the last level in the queue; where the next one ends */
    uint32_t left_n;                              /* GRAPH_NOBODY: not listed yet */
    uint64_t front, left;                         /* arcs of the last level; of those who were not reached */
} Walk;

/* From a small level: it tells its neighbours. */
static void push(Core *c, Walk *w) {
    for (uint32_t k = w->from; k < w->until; k++) {
        uint32_t v = c->queue[k];
        for (uint32_t i = c->first[v]; i < c->first[v + 1]; i++) {
            uint32_t u = c->to[i];
            if (c->ways[u] > 0) continue;
            if (!(c->gain[u] > 0)) c->queue[w->end++] = u;
            c->gain[u] += c->ways[v];             /* not yet among the ways: they would look reached to this level */
        }
    }
    for (uint32_t k = w->until; k < w->end; k++) {
        c->ways[c->queue[k]] = c->gain[c->queue[k]];
        c->gain[c->queue[k]] = 0;
    }
    w->left_n = GRAPH_NOBODY;
}

/* From a large level: whoever was not reached looks whether a neighbour is of it. Everybody is written to both lists,
** of which one moves on. */
static void pull(Core *c, Walk *w) {
    uint32_t left = 0, end = w->end;
    if (w->left_n == GRAPH_NOBODY) {
        w->left_n = 0;
        for (uint32_t v = 0; v < c->n; v++) {
            c->left[w->left_n] = v;
            w->left_n += !(c->ways[v] > 0);
        }
    }
    for (uint32_t k = w->from; k < w->until; k++) c->mark[c->queue[k]] = c->ways[c->queue[k]];
    for (uint32_t k = 0; k < w->left_n; k++) {
        uint32_t v = c->left[k];
        double   ways = marks_of(c, v);
        bool     is_new = ways > 0;
        c->queue[end] = c->left[left] = v;
        end += is_new;
        left += !is_new;
        c->gain[v] = ways;
    }
    for (uint32_t k = w->end; k < end; k++) c->ways[c->queue[k]] = c->gain[c->queue[k]];
    for (uint32_t k = w->from; k < w->until; k++) c->mark[c->queue[k]] = 0;
    for (uint32_t k = w->end; k < end; k++) c->gain[c->queue[k]] = 0;
    w->end = end;
    w->left_n = left;
}

/* There: how many shortest ways lead to each. Returns how many levels. */
static uint32_t go(Core *c, uint32_t source) {
    enum { PULL_AT = 8 };                         /* a look is cheaper than telling, by about this */
    uint32_t levels = 0;
    memset(c->ways, 0, c->n * sizeof *c->ways);
    memset(c->gain, 0, c->n * sizeof *c->gain);
    c->queue[0] = source;
    c->ways[source] = 1;
    c->starts[0] = 0;
    Walk w = {.until = 1, .end = 1, .left_n = GRAPH_NOBODY, .left = c->first[c->n]};
    while (w.from < w.until) {
        w.front = 0;
        for (uint32_t k = w.from; k < w.until; k++) {
            w.front += c->first[c->queue[k] + 1] - c->first[c->queue[k]];
        }
        w.left -= w.front;
        if (w.front * PULL_AT < w.left) push(c, &w);
        else pull(c, &w);
        w.from = w.until;
        w.until = w.end;
        c->starts[++levels] = w.from;
    }
    return levels;
}

/* Back, from the farthest level: (what hangs here + what was gained) / ways is the mark. */
static void come_back(Core *c, uint32_t levels) {
    for (uint32_t level = levels; level-- > 0;) {
        uint32_t from = c->starts[level], until = c->starts[level + 1];
        bool     last = level + 1 == levels;
        for (uint32_t k = from; k < until && !last; k++) {
            uint32_t v = c->queue[k];
            c->gain[v] = c->ways[v] * marks_of(c, v);
        }
        for (uint32_t k = until; !last && k < c->starts[level + 2]; k++) c->mark[c->queue[k]] = 0;
        for (uint32_t k = from; k < until; k++) {
            uint32_t v = c->queue[k];
            c->mark[v] = (c->hangs[v] + c->gain[v]) / c->ways[v];
        }
    }
    c->mark[c->queue[0]] = 0;
}

/* What the source gives, into c->gain of those in the queue; returns how many those are. The source itself stands first
** and is between nobody. */
static uint32_t from_source(Core *c, uint32_t source) {
    uint32_t levels = go(c, source);
    come_back(c, levels);
    return c->starts[levels];
}

/* ---- from all, from some, from a sample -------------------------------------------------------------------------- */

void graph_between(Arena *a, const Graph *g, double *ret_between) {
    CHECK(!g->directed);
    Fold f = fold(a, g);
    Core c = core_of(a, &f);
    memcpy(ret_between, f.between, g->n * sizeof *ret_between);
    for (uint32_t s = 0; s < c.n; s++) {
        uint32_t n = from_source(&c, s);
        double   half = c.hangs[s] / 2;
        for (uint32_t k = 1; k < n; k++) ret_between[f.core[c.queue[k]]] += half * c.gain[c.queue[k]];
    }
}

uint32_t graph_between_sources(Arena *a, const Graph *g) {
    CHECK(!g->directed);
    return fold(a, g).core_n;
}

/* Sources within trees are not folded here: each stands for itself. */
void graph_between_from(Arena *a, const Graph *g, const uint32_t *sources, uint32_t n, double *ret_between) {
    CHECK(!g->directed);
    Fold f = {.g = g, .core = ARENA_ARRAY(a, uint32_t, g->n + 1), .at = ARENA_ARRAY(a, uint32_t, g->n + 1),
              .hangs = ARENA_ARRAY(a, double, g->n + 1), .core_n = g->n};
    for (uint32_t v = 0; v < g->n; v++) {
        f.core[v] = v;
        f.at[v] = GRAPH_NOBODY;
        f.hangs[v] = 1;
        ret_between[v] = 0;
    }
    Core c = core_of(a, &f);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t reached = from_source(&c, f.at[sources[k]]);
        for (uint32_t i = 1; i < reached; i++) ret_between[f.core[c.queue[i]]] += c.gain[c.queue[i]] / 2;
    }
}

/* One of the core, each as often as it stands for. */
static uint32_t draw(Rng *r, const double *until, uint32_t n) {
    double   at = (double)(rng_next(r) >> 11) * 0x1p-53 * until[n - 1];
    uint32_t low = 0, high = n - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (until[middle] > at) high = middle;
        else low = middle + 1;
    }
    return low;
}

/* Of `k` draws between 0 and 1 with this sum and sum of squares: how far their mean may be off, for all of `n` at once,
** with a probability of 95 %. */
static double off_by(double sum, double squares, uint32_t k, uint32_t n) {
    double hoeffding = sqrt(log(2.0 * n / 0.05) / (2.0 * k));
    if (k < 2) return 1;
    double variance = (squares - sum * sum / k) / (k - 1), odds = log(4.0 * n / 0.05);
    double bernstein = sqrt(2 * (variance > 0 ? variance : 0) * odds / k) + 7 * odds / (3.0 * (k - 1));
    double least = hoeffding < bernstein ? hoeffding : bernstein;
    return least < 1 ? least : 1;
}

double graph_between_sampled(Arena *a, const Graph *g, uint32_t k, uint64_t seed, double *ret_between) {
    CHECK(!g->directed && k > 0);
    Fold f = fold(a, g);
    Core c = core_of(a, &f);
    memcpy(ret_between, f.between, g->n * sizeof *ret_between);
    if (!c.n) return 0;
    double *until = ARENA_ARRAY(a, double, c.n), *sum = ARENA_ARRAY(a, double, c.n);
    double *squares = ARENA_ARRAY(a, double, c.n), worst = 0, all = 0, most = g->n;
    for (uint32_t v = 0; v < c.n; v++) until[v] = all += c.hangs[v];
    Rng r;
    rng_seed(&r, seed);
    for (uint32_t i = 0; i < k; i++) {
        uint32_t reached = from_source(&c, draw(&r, until, c.n));
        for (uint32_t j = 1; j < reached; j++) {
            double share = c.gain[c.queue[j]] / most;
            sum[c.queue[j]] += share;
            squares[c.queue[j]] += share * share;
        }
    }
    for (uint32_t v = 0; v < c.n; v++) {
        double off = off_by(sum[v], squares[v], k, c.n);
        ret_between[f.core[v]] += all / 2 * most * sum[v] / k;
        if (off > worst) worst = off;
    }
    return worst * all * most / ((double)g->n * (g->n - 1));
}

/* graph_cut.c - components, and who holds them together. */
#include "graph/graph.h"

#include "base/check.h"

/* ---- components: sets that are joined -------------------------------------------------------------------------- */

static uint32_t root_of(uint32_t *up, uint32_t v) {
    while (up[v] != v) v = up[v] = up[up[v]];
    return v;
}

uint32_t graph_parts(Arena *a, const Graph *g, uint32_t *ret_part) {
    uint32_t *up = ARENA_ARRAY(a, uint32_t, g->n + 1), n = 0;
    for (uint32_t v = 0; v < g->n; v++) up[v] = v;
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t mine = root_of(up, v);
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t other = root_of(up, g->to[i]);
            /* The smaller one becomes the root, so that a root is the smallest of its set. */
            if (other < mine) mine = up[mine] = other;
            else up[other] = mine;
        }
    }
    for (uint32_t v = 0; v < g->n; v++) ret_part[v] = up[v] == v ? n++ : ret_part[root_of(up, v)];
    return n;
}

/* ---- cuts: one depth-first walk, without recursion ------------------------------------------------------------- */

typedef struct Dive {
    const Graph *g;
    uint32_t    *seen;                            /* in which order; 0: not yet */
    uint32_t    *low;                             /* the earliest that its subtree touches */
    uint32_t    *below;                           /* how many its subtree has, itself among them */
    uint32_t    *off;                             /* how many hang on it alone, of those below */
    uint32_t    *largest;                         /* the largest piece among them */
    uint32_t    *next, *up, *order;
    uint32_t     count;
} Dive;

static void enter(Dive *d, uint32_t v, uint32_t up) {
    d->order[d->count] = v;
    d->seen[v] = d->low[v] = ++d->count;
    d->below[v] = 1;
    d->next[v] = d->g->first[v];
    d->up[v] = up;
}

/* v is done: what hangs below it is told to the one above. */
static void leave(Dive *d, uint32_t v) {
    uint32_t up = d->up[v];
    if (up == GRAPH_NOBODY) return;
    d->below[up] += d->below[v];
    if (d->low[v] < d->low[up]) d->low[up] = d->low[v];
    if (d->low[v] < d->seen[up]) return;
    d->off[up] += d->below[v];
    if (d->below[v] > d->largest[up]) d->largest[up] = d->below[v];
}

static void dive(Dive *d, uint32_t root) {
    const Graph *g = d->g;
    enter(d, root, GRAPH_NOBODY);
    for (uint32_t v = root; v != GRAPH_NOBODY;) {
        if (d->next[v] == g->first[v + 1]) {
            leave(d, v);
            v = d->up[v];
            continue;
        }
        uint32_t w = g->to[d->next[v]++];
        if (!d->seen[w]) {
            enter(d, w, v);
            v = w;
        } else if (w != d->up[v] && d->seen[w] < d->low[v]) {
            d->low[v] = d->seen[w];
        }
    }
}

uint32_t graph_cuts(Arena *a, const Graph *g, uint32_t *ret_lost) {
    size_t   n = g->n + 1;
    uint32_t cuts = 0;
    CHECK(!g->directed);
    Dive d = {.g = g, .seen = ARENA_ARRAY(a, uint32_t, n), .low = ARENA_ARRAY(a, uint32_t, n),
              .below = ARENA_ARRAY(a, uint32_t, n), .off = ARENA_ARRAY(a, uint32_t, n),
              .largest = ARENA_ARRAY(a, uint32_t, n), .next = ARENA_ARRAY(a, uint32_t, n),
              .up = ARENA_ARRAY(a, uint32_t, n), .order = ARENA_ARRAY(a, uint32_t, n)};
    for (uint32_t root = 0; root < g->n; root++) {
        if (d.seen[root]) continue;
        uint32_t from = d.count;
        dive(&d, root);
        uint32_t others = d.count - from - 1;
        for (uint32_t i = from; i < d.count; i++) {
            uint32_t v = d.order[i], rest = others - d.off[v], largest = d.largest[v];
            ret_lost[v] = others - (rest > largest ? rest : largest);
            cuts += ret_lost[v] > 0;
        }
    }
    return cuts;
}

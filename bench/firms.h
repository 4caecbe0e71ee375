/* firms.h - the network that the benches of graph/ measure on, for us and for igraph: 100,000 firms in regions of
** about 200, about a million ties. Seven ties of ten stay within a region; how many a firm has is drawn from a
** heavy tail. Time is that of the processor, so that whoever else works on the machine is not measured. */
#ifndef RAKAZ_BENCH_FIRMS_H
#define RAKAZ_BENCH_FIRMS_H

#include "base/check.h"
#include "base/rand.h"
#include "graph/graph.h"

#include <math.h>
#ifdef WITH_IGRAPH
#include <igraph.h>
#endif

enum { FIRMS = 100000, TIES = 1600000, REGION = 200 };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The value at a share of all, 0.5 the median; sorts them. */
static double at_share(double *v, int n, double share) {
    qsort(v, (size_t)n, sizeof *v, by_size);
    return v[(int)(share * (n - 1))];
}

/* ---- the network ------------------------------------------------------------------------------------------------- */

static double chance(Rng *r) { return ((double)(rng_next(r) >> 11) + 0.5) * 0x1p-53; }
static double gauss(Rng *r) { return sqrt(-2 * log(chance(r))) * cos(6.283185307179586 * chance(r)); }

/* One of [from, until), by weight; sums[i] .. sums[i + 1] is i. */
static uint32_t pick(Rng *r, const double *sums, uint32_t from, uint32_t until) {
    double at = sums[from] + chance(r) * (sums[until] - sums[from]);
    while (until - from > 1) {
        uint32_t middle = from + (until - from) / 2;
        if (sums[middle] <= at) from = middle;
        else until = middle;
    }
    return from;
}

static GraphEdge *network_new(Arena *a) {
    double    *out = ARENA_ARRAY(a, double, FIRMS + 1), *in = ARENA_ARRAY(a, double, FIRMS + 1);
    GraphEdge *v = ARENA_ARRAY(a, GraphEdge, TIES);
    Rng        r;
    rng_seed(&r, 5);
    for (uint32_t i = 0; i < FIRMS; i++) {
        double weight = pow(chance(&r), -1 / 1.1), side = exp(0.6 * gauss(&r));
        if (weight > FIRMS) weight = FIRMS;
        out[i + 1] = out[i] + weight * side;
        in[i + 1] = in[i] + weight / side;
    }
    for (uint32_t k = 0; k < TIES;) {
        uint32_t from = pick(&r, out, 0, FIRMS), low = from / REGION * REGION;
        bool     near = chance(&r) < 0.7;
        uint32_t to = near ? pick(&r, in, low, low + REGION) : pick(&r, in, 0, FIRMS);
        if (from != to) v[k++] = (GraphEdge){from, to, 1};
    }
    return v;
}

/* All of the same weight: what igraph merges it counts once. */
static inline void networks(Arena *a, Graph *ret_directed, Graph *ret_undirected) {
    Graph      merged;
    GraphEdge *once;
    uint32_t   k = 0;
    graph_build_directed(a, FIRMS, network_new(a), TIES, &merged);
    once = ARENA_ARRAY(a, GraphEdge, merged.first[FIRMS]);
    for (uint32_t v = 0; v < FIRMS; v++) {
        for (uint32_t i = merged.first[v]; i < merged.first[v + 1]; i++) once[k++] = (GraphEdge){v, merged.to[i], 1};
    }
    graph_build_directed(a, FIRMS, once, k, ret_directed);
    graph_build(a, FIRMS, once, k, &merged);
    k = 0;
    for (uint32_t v = 0; v < FIRMS; v++) {
        for (uint32_t i = merged.first[v]; i < merged.first[v + 1]; i++) {
            if (v < merged.to[i]) once[k++] = (GraphEdge){v, merged.to[i], 1};
        }
    }
    graph_build(a, FIRMS, once, k, ret_undirected);
}

/* ---- the same for igraph ---------------------------------------------------------------------------------------- */

#ifdef WITH_IGRAPH
static void igraph_of(const Graph *g, igraph_t *ret_g) {
    igraph_vector_int_t edges;
    igraph_integer_t    k = 0;
    igraph_vector_int_init(&edges, (g->directed ? 2 : 1) * (igraph_integer_t)g->first[g->n]);
    for (uint32_t v = 0; v < g->n; v++) {
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            if (!g->directed && v > g->to[i]) continue;
            VECTOR(edges)[k++] = v;
            VECTOR(edges)[k++] = g->to[i];
        }
    }
    igraph_create(ret_g, &edges, g->n, g->directed);
    igraph_vector_int_destroy(&edges);
}
#endif

#endif

/* graph.c - the compressed row of a graph, built from its edges. */
#include "graph/graph.h"

#include "base/check.h"

typedef struct Arcs {
    uint32_t *from, *to, *edge;
    size_t    n;
} Arcs;

static Arcs arcs_new(Arena *a, size_t n) {
    return (Arcs){ARENA_ARRAY(a, uint32_t, n + 1), ARENA_ARRAY(a, uint32_t, n + 1), ARENA_ARRAY(a, uint32_t, n + 1), n};
}

/* Stable: arcs in the order of key, `at` is n + 1 counters. */
static void sort_by(const Arcs *in, const uint32_t *key, uint32_t *at, uint32_t n, Arcs *out) {
    memset(at, 0, (n + 1) * sizeof *at);
    for (size_t i = 0; i < in->n; i++) at[key[i] + 1]++;
    for (uint32_t v = 0; v < n; v++) at[v + 1] += at[v];
    for (size_t i = 0; i < in->n; i++) {
        uint32_t k = at[key[i]]++;
        out->from[k] = in->from[i];
        out->to[k] = in->to[i];
        out->edge[k] = in->edge[i];
    }
}

static uint32_t weight_sum(uint32_t sum, uint32_t more) {
    more = more ? more : 1;
    return more >= GRAPH_WEIGHT_MAX - sum ? GRAPH_WEIGHT_MAX : sum + more;
}

/* Sorted arcs become rows; equal ones become one. */
static void rows_of(Arena *a, const Arcs *s, const GraphEdge *edges, Graph *g) {
    uint32_t *first = ARENA_ARRAY(a, uint32_t, g->n + 1), *to = ARENA_ARRAY(a, uint32_t, s->n + 1);
    uint32_t *weight = ARENA_ARRAY(a, uint32_t, s->n + 1), *edge = ARENA_ARRAY(a, uint32_t, s->n + 1);
    size_t    i = 0;
    uint32_t  k = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        first[v] = k;
        for (; i < s->n && s->from[i] == v; i++) {
            uint32_t more = edges[s->edge[i]].weight;
            if (k > first[v] && to[k - 1] == s->to[i]) {
                weight[k - 1] = weight_sum(weight[k - 1], more);
                continue;
            }
            to[k] = s->to[i];
            edge[k] = s->edge[i];
            weight[k++] = weight_sum(0, more);
        }
    }
    first[g->n] = k;
    g->first = first;
    g->to = to;
    g->weight = weight;
    g->edge = edge;
}

static void build(Arena *a, const GraphEdge *edges, size_t n_edges, Graph *g) {
    size_t ways = g->directed ? 1 : 2;
    CHECK(n_edges <= GRAPH_ARCS_MAX / 2 && g->n < GRAPH_NOBODY);
    Arcs one = arcs_new(a, ways * n_edges), two = arcs_new(a, ways * n_edges);
    one.n = 0;
    for (size_t i = 0; i < n_edges; i++) {
        CHECK(edges[i].from < g->n && edges[i].to < g->n);
        if (edges[i].from == edges[i].to) continue;
        for (size_t turned = 0; turned < ways; turned++) {
            one.from[one.n] = turned ? edges[i].to : edges[i].from;
            one.to[one.n] = turned ? edges[i].from : edges[i].to;
            one.edge[one.n++] = (uint32_t)i;
        }
    }
    two.n = one.n;
    uint32_t *at = ARENA_ARRAY(a, uint32_t, g->n + 2);
    sort_by(&one, one.to, at, g->n, &two);
    sort_by(&two, two.from, at, g->n, &one);
    rows_of(a, &one, edges, g);
}

void graph_build(Arena *a, uint32_t n, const GraphEdge *edges, size_t n_edges, Graph *ret_g) {
    *ret_g = (Graph){.n = n};
    build(a, edges, n_edges, ret_g);
}

void graph_build_directed(Arena *a, uint32_t n, const GraphEdge *edges, size_t n_edges, Graph *ret_g) {
    *ret_g = (Graph){.n = n, .directed = true};
    build(a, edges, n_edges, ret_g);
}

void graph_turn(Arena *a, const Graph *g, Graph *ret_g) {
    uint32_t  arcs = g->first[g->n];
    uint32_t *first = ARENA_ARRAY(a, uint32_t, g->n + 2), *to = ARENA_ARRAY(a, uint32_t, arcs + 1);
    uint32_t *weight = ARENA_ARRAY(a, uint32_t, arcs + 1), *edge = ARENA_ARRAY(a, uint32_t, arcs + 1);
    /* first[v + 1] is where the next arc of v goes, and in the end where those of v + 1 begin. */
    for (uint32_t i = 0; i < arcs; i++) first[g->to[i] + 2]++;
    for (uint32_t v = 1; v <= g->n + 1; v++) first[v] += first[v - 1];
    for (uint32_t v = 0; v < g->n; v++) {
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t k = first[g->to[i] + 1]++;
            to[k] = v;
            weight[k] = g->weight[i];
            edge[k] = g->edge[i];
        }
    }
    *ret_g = (Graph){g->n, g->directed, first, to, weight, edge};
}

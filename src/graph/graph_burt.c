/* graph_burt.c - constraint: how much of what somebody puts into ties comes back to the same people. */
#include "graph/graph.h"

#include "base/check.h"

#include <math.h>

/* c[i] = sum over j of (p[ij] + sum over q of p[iq] p[qj])^2, where p[ij] is the share of i's ties that goes to j. The
** marks of one vertex are laid over its neighbours, and each of theirs is met once. */
void graph_constraint(Arena *a, const Graph *g, double *ret_constraint) {
    double *sum = ARENA_ARRAY(a, double, g->n + 1), *share = ARENA_ARRAY(a, double, g->n + 1);
    bool   *mine = ARENA_ARRAY(a, bool, g->n + 1);
    CHECK(!g->directed);
    for (uint32_t v = 0; v < g->n; v++) {
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) sum[v] += g->weight[i];
    }
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t from = g->first[v], until = g->first[v + 1];
        double   total = 0;
        for (uint32_t i = from; i < until; i++) {
            mine[g->to[i]] = true;
            share[g->to[i]] = g->weight[i] / sum[v];
        }
        for (uint32_t i = from; i < until; i++) {
            uint32_t q = g->to[i];
            double   part = g->weight[i] / sum[v] / sum[q];
            for (uint32_t k = g->first[q]; k < g->first[q + 1]; k++) {
                if (mine[g->to[k]]) share[g->to[k]] += part * g->weight[k];
            }
        }
        for (uint32_t i = from; i < until; i++) {
            total += share[g->to[i]] * share[g->to[i]];
            mine[g->to[i]] = false;
        }
        ret_constraint[v] = from == until ? NAN : total;
    }
}

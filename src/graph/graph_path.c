/* graph_path.c - ways from one to another: level by level from both ends, the strongest among the shortest. */
#include "graph/graph.h"

#include "base/check.h"

/* One end of a search. Marks are never wiped: one is of this search when it bears its number. */
typedef struct Side {
    uint32_t *mark, *step, *back;                 /* back: the one before, on the best way from this end */
    uint64_t *strength;                           /* of that way */
    uint32_t *queue, from, until, steps;          /* the last level lies in queue[from .. until) */
} Side;

struct GraphWalk {
    uint32_t  n, turn;
    Side      a, b;
    uint64_t *left;                               /* who may still be passed through, of graph_paths */
};

static Side side_new(Arena *a, uint32_t n) {
    return (Side){.mark = ARENA_ARRAY(a, uint32_t, n + 1), .step = ARENA_ARRAY(a, uint32_t, n + 1),
                  .back = ARENA_ARRAY(a, uint32_t, n + 1), .strength = ARENA_ARRAY(a, uint64_t, n + 1),
                  .queue = ARENA_ARRAY(a, uint32_t, n + 1)};
}

GraphWalk *graph_walk(Arena *a, uint32_t n) {
    GraphWalk *w = ARENA_NEW(a, GraphWalk);
    *w = (GraphWalk){.n = n, .a = side_new(a, n), .b = side_new(a, n),
                     .left = ARENA_ARRAY(a, uint64_t, n / 64 + 1)};
    return w;
}

static bool may_pass(const uint64_t *may, uint32_t v) { return !may || (may[v >> 6] >> (v & 63) & 1); }

static void side_start(Side *s, uint32_t turn, uint32_t v) {
    s->mark[v] = turn;
    s->step[v] = 0;
    s->back[v] = GRAPH_NOBODY;
    s->strength[v] = 0;
    s->queue[0] = v;
    s->from = s->steps = 0;
    s->until = 1;
}

static void turn_next(GraphWalk *w) {
    if (++w->turn) return;
    memset(w->a.mark, 0, w->n * sizeof *w->a.mark);
    memset(w->b.mark, 0, w->n * sizeof *w->b.mark);
    w->turn = 1;
}

/* Goes one step from everybody of the last level who may be passed through, or is the end. Of two ways that are equally
** strong the one over the smaller vertex stays. */
static void side_step(Side *s, uint32_t turn, const Graph *g, const uint64_t *may) {
    uint32_t end = s->until, next = s->steps + 1;
    for (uint32_t k = s->from; k < s->until; k++) {
        uint32_t v = s->queue[k];
        if (s->steps && !may_pass(may, v)) continue;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t w = g->to[i];
            uint64_t strength = s->strength[v] + g->weight[i];
            if (s->mark[w] != turn) {
                s->mark[w] = turn;
                s->step[w] = next;
                s->queue[end++] = w;
            } else if (s->step[w] != next || strength < s->strength[w] ||
                       (strength == s->strength[w] && v > s->back[w])) {
                continue;
            }
            s->strength[w] = strength;
            s->back[w] = v;
        }
    }
    s->from = s->until;
    s->until = end;
    s->steps = next;
}

/* Where the last level of one end meets the other: the strongest way, through somebody who may be passed through unless
** it is an end. */
static uint32_t meet(const Side *s, const Side *other, uint32_t turn, const GraphAsk *ask) {
    uint32_t best = GRAPH_NOBODY;
    uint64_t most = 0;
    for (uint32_t k = s->from; k < s->until; k++) {
        uint32_t v = s->queue[k];
        if (other->mark[v] != turn) continue;
        if (v != ask->from && v != ask->to && !may_pass(ask->may, v)) continue;
        uint64_t strength = s->strength[v] + other->strength[v];
        if (best == GRAPH_NOBODY || strength > most || (strength == most && v < best)) {
            best = v;
            most = strength;
        }
    }
    return best;
}

uint32_t graph_path(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t *ret_v) {
    CHECK(!g->directed && w->n >= g->n && ask->from < g->n && ask->to < g->n);
    CHECK(ask->steps_max && ask->steps_max <= GRAPH_STEPS_MAX);
    Side *a = &w->a, *b = &w->b;
    if (ask->from == ask->to) return 0;
    turn_next(w);
    side_start(a, w->turn, ask->from);
    side_start(b, w->turn, ask->to);
    while (a->steps + b->steps < ask->steps_max) {
        bool first = a->until - a->from <= b->until - b->from;
        side_step(first ? a : b, w->turn, g, ask->may);
        if (a->from == a->until || b->from == b->until) return 0;
        uint32_t middle = first ? meet(a, b, w->turn, ask) : meet(b, a, w->turn, ask);
        if (middle == GRAPH_NOBODY) continue;
        uint32_t steps = a->steps + b->steps, k = a->steps;
        for (uint32_t v = middle; v != GRAPH_NOBODY; v = a->back[v]) ret_v[k--] = v;
        k = a->steps;
        for (uint32_t v = b->back[middle]; v != GRAPH_NOBODY; v = b->back[v]) ret_v[++k] = v;
        return steps;
    }
    return 0;
}

uint32_t graph_paths(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t k, uint32_t *ret_v,
                     uint32_t *ret_steps) {
    size_t    words = g->n / 64 + 1;
    uint64_t *may = w->left;
    uint32_t  n = 0;
    if (ask->may) memcpy(may, ask->may, words * sizeof *may);
    else memset(may, 0xFF, words * sizeof *may);
    GraphAsk left = *ask;
    left.may = may;
    for (; n < k; n++) {
        uint32_t *v = ret_v + (size_t)n * (ask->steps_max + 1);
        ret_steps[n] = graph_path(w, g, &left, v);
        if (!ret_steps[n]) break;
        for (uint32_t i = 1; i < ret_steps[n]; i++) may[v[i] >> 6] &= ~((uint64_t)1 << (v[i] & 63));
        if (ret_steps[n] == 1) return n + 1;      /* they know each other: every other way is longer for nothing */
    }
    return n;
}

void graph_reach(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t *ret_steps, uint32_t *ret_back) {
    CHECK(!g->directed && w->n >= g->n && ask->from < g->n && ask->steps_max);
    Side *s = &w->a;
    turn_next(w);
    side_start(s, w->turn, ask->from);
    while (s->steps < ask->steps_max && s->from < s->until) side_step(s, w->turn, g, ask->may);
    for (uint32_t v = 0; v < g->n; v++) {
        bool is_reached = s->mark[v] == w->turn;
        ret_steps[v] = is_reached ? s->step[v] : GRAPH_NOBODY;
        ret_back[v] = is_reached ? s->back[v] : GRAPH_NOBODY;
    }
}

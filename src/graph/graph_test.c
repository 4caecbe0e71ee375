/* Networks: everything against a plain reference on small random graphs, and the cases that people would ask about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/rand.h"
#include "graph/graph.h"

enum { N_MAX = 24, EDGES_MAX = 120, TURNS = 400, FAR = 1000 };

/* A small random graph, and the same as a table. */
typedef struct Small {
    Arena     a;
    Rng       r;
    uint64_t  seed;
    uint32_t  n, edges_n;
    GraphEdge edges[EDGES_MAX];
    Graph     g;
    uint32_t  weight[N_MAX][N_MAX];
} Small;

static uint32_t below(Small *s, uint32_t n) { return (uint32_t)rng_below(&s->r, n); }

/* By turns thin, thick, and of parts that hang together little. */
static void small_new(Small *s, uint64_t seed, bool directed) {
    memset(s->weight, 0, sizeof s->weight);
    arena_init(&s->a, 64 << 20);
    rng_seed(&s->r, seed);
    s->seed = seed;
    s->n = seed % 7 == 0 ? (uint32_t)(seed / 7 % 3) : 1 + below(s, N_MAX);
    s->edges_n = s->n ? below(s, seed % 2 ? EDGES_MAX : s->n + 2) : 0;
    for (uint32_t i = 0; i < s->edges_n; i++) {
        uint32_t from = below(s, s->n), to = seed % 3 && below(s, 8) ? from / 6 * 6 + below(s, 6) : below(s, s->n);
        if (to >= s->n) to = s->n - 1;
        uint32_t weight = below(s, 6);
        s->edges[i] = (GraphEdge){from, to, weight};
        if (from == to) continue;
        s->weight[from][to] += weight ? weight : 1;
        if (!directed) s->weight[to][from] += weight ? weight : 1;
    }
    if (directed) graph_build_directed(&s->a, s->n, s->edges, s->edges_n, &s->g);
    else graph_build(&s->a, s->n, s->edges, s->edges_n, &s->g);
}

static void small_free(Small *s) { arena_release(&s->a); }

#define EACH_SMALL(s, directed)                                                                                      \
    for (uint64_t seed_ = 1; seed_ <= TURNS && (small_new(&(s), seed_, (directed)), true); small_free(&(s)), seed_++)

/* cmocka says which line; this says which graph. */
#define HOLDS(s, cond)                                                                                               \
    do {                                                                                                             \
        if (!(cond)) fail_msg("seed %llu: %s", (unsigned long long)(s).seed, #cond);                                 \
    } while (0)

/* ---- building ---------------------------------------------------------------------------------------------------- */

static void holds_table(const Small *s, const Graph *g, bool turned) {
    uint32_t arcs = 0;
    for (uint32_t v = 0; v < s->n; v++) {
        for (uint32_t w = 0; w < s->n; w++) arcs += (turned ? s->weight[w][v] : s->weight[v][w]) > 0;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            uint32_t w = g->to[i];
            HOLDS(*s, i == g->first[v] || g->to[i - 1] < w);
            HOLDS(*s, g->weight[i] == (turned ? s->weight[w][v] : s->weight[v][w]));
            const GraphEdge *e = &s->edges[g->edge[i]];
            HOLDS(*s, (e->from == v && e->to == w) || (e->from == w && e->to == v));
        }
    }
    HOLDS(*s, g->first[s->n] == arcs);
}

static void test_a_graph_is_what_its_edges_say(void **state) {
    (void)state;
    Small s;
    EACH_SMALL(s, false) holds_table(&s, &s.g, false);
    EACH_SMALL(s, true) {
        Graph turned;
        holds_table(&s, &s.g, false);
        graph_turn(&s.a, &s.g, &turned);
        holds_table(&s, &turned, true);
    }
}

static void test_weights_do_not_overflow(void **state) {
    (void)state;
    Arena     a;
    Graph     g;
    GraphEdge edges[3] = {{0, 1, GRAPH_WEIGHT_MAX - 1}, {1, 0, 1}, {0, 1, UINT32_MAX}};
    arena_init(&a, 1 << 20);
    graph_build(&a, 2, edges, 3, &g);
    assert_int_equal(g.first[2], 2);
    assert_int_equal(g.weight[0], GRAPH_WEIGHT_MAX);
    assert_int_equal(g.edge[1], 0);
    arena_release(&a);
}

/* ---- what hangs together ----------------------------------------------------------------------------------------- */

/* Everybody who is reached from v without passing `without`; returns how many. */
static uint32_t reached(const Small *s, uint32_t v, uint32_t without, bool *ret_is) {
    uint32_t stack[N_MAX], top = 0, n = 0;
    memset(ret_is, 0, N_MAX * sizeof *ret_is);
    stack[top++] = v;
    ret_is[v] = true;
    while (top) {
        uint32_t u = stack[--top];
        n++;
        for (uint32_t w = 0; w < s->n; w++) {
            if (ret_is[w] || w == without || !(s->weight[u][w] || s->weight[w][u])) continue;
            ret_is[w] = true;
            stack[top++] = w;
        }
    }
    return n;
}

static void test_parts_are_who_reach_each_other(void **state) {
    (void)state;
    Small    s;
    uint32_t part[N_MAX];
    bool     is[N_MAX];
    for (int directed = 0; directed < 2; directed++) {
        EACH_SMALL(s, directed) {
            uint32_t n = graph_parts(&s.a, &s.g, part), next = 0;
            for (uint32_t v = 0; v < s.n; v++) {
                reached(&s, v, GRAPH_NOBODY, is);
                for (uint32_t w = 0; w < s.n; w++) HOLDS(s, is[w] == (part[v] == part[w]));
                HOLDS(s, part[v] <= next);
                next += part[v] == next;
            }
            HOLDS(s, next == n);
        }
    }
}

static void test_who_goes_takes_along_what_hangs_on_them(void **state) {
    (void)state;
    Small    s;
    uint32_t lost[N_MAX];
    bool     is[N_MAX], seen[N_MAX];
    EACH_SMALL(s, false) {
        uint32_t cuts = graph_cuts(&s.a, &s.g, lost), expected = 0;
        for (uint32_t v = 0; v < s.n; v++) {
            uint32_t others = reached(&s, v, GRAPH_NOBODY, is) - 1, largest = 0;
            memset(seen, 0, sizeof seen);
            for (uint32_t w = 0; w < s.n; w++) {
                bool piece[N_MAX];
                if (w == v || !is[w] || seen[w]) continue;
                uint32_t n = reached(&s, w, v, piece);
                for (uint32_t u = 0; u < s.n; u++) seen[u] = seen[u] || piece[u];
                if (n > largest) largest = n;
            }
            HOLDS(s, lost[v] == others - largest);
            expected += lost[v] > 0;
        }
        HOLDS(s, cuts == expected);
    }
}

/* ---- rank -------------------------------------------------------------------------------------------------------- */

static void rank_plainly(const Small *s, double d, double *x) {
    double next[N_MAX];
    for (uint32_t v = 0; v < s->n; v++) x[v] = 1.0 / s->n;
    for (int turn = 0; turn < 400; turn++) {
        for (uint32_t v = 0; v < s->n; v++) next[v] = (1 - d) / s->n;
        for (uint32_t v = 0; v < s->n; v++) {
            uint32_t degree = 0;
            for (uint32_t w = 0; w < s->n; w++) degree += s->weight[v][w] > 0;
            for (uint32_t w = 0; w < s->n; w++) {
                if (!degree) next[w] += d * x[v] / s->n;
                else if (s->weight[v][w]) next[w] += d * x[v] / degree;
            }
        }
        memcpy(x, next, s->n * sizeof *x);
    }
}

static void test_rank_keeps_its_bound(void **state) {
    (void)state;
    Small  s;
    double x[N_MAX], plain[N_MAX];
    EACH_SMALL(s, true) {
        static const double BOUNDS[] = {1e-2, 1e-6, 1e-12};
        Graph in;
        graph_turn(&s.a, &s.g, &in);
        rank_plainly(&s, 0.85, plain);
        for (int i = 0; i < 3; i++) {
            double bound = graph_rank(&s.a, &s.g, &in, &(GraphRank){.damping = 0.85, .bound = BOUNDS[i]}, x);
            double off = 0, sum = 0;
            for (uint32_t v = 0; v < s.n; v++) {
                off += fabs(x[v] - plain[v]);
                sum += x[v];
            }
            HOLDS(s, bound <= BOUNDS[i]);
            HOLDS(s, off <= bound + 1e-13);
            HOLDS(s, !s.n || fabs(sum - 1) < 1e-12);
        }
    }
}

/* Stopped early, the bound that is returned still holds. */
static void test_rank_tells_how_far_it_came(void **state) {
    (void)state;
    Small  s;
    double x[N_MAX], plain[N_MAX];
    EACH_SMALL(s, true) {
        Graph in;
        graph_turn(&s.a, &s.g, &in);
        rank_plainly(&s, 0.85, plain);
        for (int sweeps = 1; sweeps < 8; sweeps++) {
            double off = 0;
            double bound = graph_rank(&s.a, &s.g, &in, &(GraphRank){0.85, 1e-15, sweeps}, x);
            for (uint32_t v = 0; v < s.n; v++) off += fabs(x[v] - plain[v]);
            HOLDS(s, off <= bound + 1e-13);
        }
    }
}

/* ---- betweenness and constraint ---------------------------------------------------------------------------------- */

/* For each pair: how far, and over how many ways. */
static void all_pairs(const Small *s, uint32_t far[N_MAX][N_MAX], double ways[N_MAX][N_MAX]) {
    for (uint32_t a = 0; a < s->n; a++) {
        for (uint32_t v = 0; v < s->n; v++) {
            far[a][v] = a == v ? 0 : FAR;
            ways[a][v] = a == v;
        }
        for (uint32_t step = 1; step < s->n; step++) {
            for (uint32_t v = 0; v < s->n; v++) {
                if (far[a][v] < step) continue;
                for (uint32_t u = 0; u < s->n; u++) {
                    if (far[a][u] != step - 1 || !s->weight[u][v]) continue;
                    far[a][v] = step;
                    ways[a][v] += ways[a][u];
                }
            }
        }
    }
}

static double between_plainly(const Small *s, uint32_t far[N_MAX][N_MAX], double ways[N_MAX][N_MAX], uint32_t v,
                              uint32_t only) {
    double sum = 0;
    for (uint32_t a = 0; a < s->n; a++) {
        if (a == v || (only != GRAPH_NOBODY && a != only)) continue;
        for (uint32_t b = 0; b < s->n; b++) {
            if (b == v || b == a || far[a][b] >= FAR || far[a][v] + far[v][b] != far[a][b]) continue;
            sum += ways[a][v] * ways[v][b] / ways[a][b] / 2;
        }
    }
    return sum;
}

static void test_between_counts_all_shortest_ways(void **state) {
    (void)state;
    Small    s;
    uint32_t far[N_MAX][N_MAX];
    double   ways[N_MAX][N_MAX], x[N_MAX], part[N_MAX];
    EACH_SMALL(s, false) {
        all_pairs(&s, far, ways);
        graph_between(&s.a, &s.g, x);
        for (uint32_t v = 0; v < s.n; v++) {
            HOLDS(s, fabs(x[v] - between_plainly(&s, far, ways, v, GRAPH_NOBODY)) < 1e-9);
        }
        if (!s.n) continue;
        uint32_t source = below(&s, s.n);
        graph_between_from(&s.a, &s.g, &source, 1, part);
        for (uint32_t v = 0; v < s.n; v++) {
            HOLDS(s, fabs(part[v] - between_plainly(&s, far, ways, v, source)) < 1e-9);
        }
    }
}

/* Brandes 2001 as it is written, over a queue. */
static void brandes_plainly(Arena *a, const Graph *g, double *x) {
    uint32_t *queue = ARENA_ARRAY(a, uint32_t, g->n + 1), *far = ARENA_ARRAY(a, uint32_t, g->n + 1);
    double   *ways = ARENA_ARRAY(a, double, g->n + 1), *gain = ARENA_ARRAY(a, double, g->n + 1);
    memset(x, 0, g->n * sizeof *x);
    for (uint32_t s = 0; s < g->n; s++) {
        uint32_t end = 1;
        memset(far, 0, g->n * sizeof *far);
        memset(ways, 0, g->n * sizeof *ways);
        memset(gain, 0, g->n * sizeof *gain);
        queue[0] = s;
        far[s] = 1;
        ways[s] = 1;
        for (uint32_t done = 0; done < end; done++) {
            uint32_t v = queue[done];
            for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
                uint32_t w = g->to[i];
                if (!far[w]) far[queue[end++] = w] = far[v] + 1;
                if (far[w] == far[v] + 1) ways[w] += ways[v];
            }
        }
        while (end-- > 1) {
            uint32_t w = queue[end];
            for (uint32_t i = g->first[w]; i < g->first[w + 1]; i++) {
                uint32_t v = g->to[i];
                if (far[v] + 1 == far[w]) gain[v] += ways[v] / ways[w] * (1 + gain[w]);
            }
            x[w] += gain[w] / 2;
        }
    }
}

/* A thick middle, a long tail, a ring, a star and a part that hangs apart: walks that tell their neighbours and walks
** that look, by turns. */
static void test_between_of_tails_rings_and_stars(void **state) {
    (void)state;
    enum { N = 500, MIDDLE = 120 };
    for (uint64_t seed = 1; seed <= 12; seed++) {
        Arena     a;
        Rng       r;
        Graph     g;
        uint32_t  n = 0;
        arena_init(&a, 16 << 20);
        rng_seed(&r, seed);
        GraphEdge *edges = ARENA_ARRAY(&a, GraphEdge, 4 * N);
        double    *x = ARENA_ARRAY(&a, double, N), *plain = ARENA_ARRAY(&a, double, N);
        for (uint32_t i = 0; i < 5 * MIDDLE; i++) {
            edges[n++] = (GraphEdge){(uint32_t)rng_below(&r, MIDDLE), (uint32_t)rng_below(&r, MIDDLE), 1};
        }
        for (uint32_t v = MIDDLE; v < 250; v++) edges[n++] = (GraphEdge){v - 1, v, 1};
        for (uint32_t v = 251; v < 350; v++) edges[n++] = (GraphEdge){v - 1, v, 1};
        edges[n++] = (GraphEdge){250, 349, 1};
        edges[n++] = (GraphEdge){300, (uint32_t)rng_below(&r, MIDDLE), 1};
        for (uint32_t v = 350; v < 450; v++) edges[n++] = (GraphEdge){v, (uint32_t)rng_below(&r, 2), 1};
        for (uint32_t v = 451; v < N; v++) edges[n++] = (GraphEdge){v, 450 + (uint32_t)rng_below(&r, v - 450), 1};
        graph_build(&a, N, edges, n, &g);
        graph_between(&a, &g, x);
        brandes_plainly(&a, &g, plain);
        for (uint32_t v = 0; v < N; v++) {
            if (fabs(x[v] - plain[v]) > 1e-6) fail_msg("seed %d, vertex %u", (int)seed, v);
        }
        arena_release(&a);
    }
}

/* The bound is one of 95 %; these seeds are fixed, so that it either holds for them or does not. */
static void test_a_sample_is_within_its_bound(void **state) {
    (void)state;
    Small  s;
    double x[N_MAX], sampled[N_MAX];
    EACH_SMALL(s, false) {
        if (s.n < 2) continue;
        graph_between(&s.a, &s.g, x);
        for (uint32_t k = 1; k < 10000; k *= 10) {
            double off = graph_between_sampled(&s.a, &s.g, k, s.seed, sampled), pairs = s.n * (s.n - 1) / 2.0;
            for (uint32_t v = 0; v < s.n; v++) HOLDS(s, fabs(x[v] - sampled[v]) <= off * pairs + 1e-9);
        }
    }
}

static void test_a_tree_is_folded_whole(void **state) {
    (void)state;
    Arena     a;
    Graph     g;
    GraphEdge edges[9];
    double    x[10];
    for (uint32_t i = 0; i < 9; i++) edges[i] = (GraphEdge){i, i + 1, 1};
    arena_init(&a, 1 << 20);
    graph_build(&a, 10, edges, 9, &g);
    assert_int_equal(graph_between_sources(&a, &g), 0);
    graph_between(&a, &g, x);
    for (int i = 0; i < 10; i++) assert_true(x[i] == i * (9 - i));
    assert_true(graph_between_sampled(&a, &g, 5, 1, x) == 0 && x[4] == 20);
    arena_release(&a);
}

static void test_constraint_is_what_burt_wrote(void **state) {
    (void)state;
    Small  s;
    double x[N_MAX];
    EACH_SMALL(s, false) {
        double p[N_MAX][N_MAX] = {{0}};
        for (uint32_t i = 0; i < s.n; i++) {
            double sum = 0;
            for (uint32_t j = 0; j < s.n; j++) sum += s.weight[i][j];
            for (uint32_t j = 0; j < s.n && sum > 0; j++) p[i][j] = s.weight[i][j] / sum;
        }
        graph_constraint(&s.a, &s.g, x);
        for (uint32_t i = 0; i < s.n; i++) {
            double sum = 0;
            for (uint32_t j = 0; j < s.n; j++) {
                double both = p[i][j];
                if (!s.weight[i][j]) continue;
                for (uint32_t q = 0; q < s.n; q++) both += q == i || q == j ? 0 : p[i][q] * p[q][j];
                sum += both * both;
            }
            if (graph_degree(&s.g, i)) HOLDS(s, fabs(x[i] - sum) < 1e-12);
            else HOLDS(s, isnan(x[i]));
        }
    }
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static double modularity_plainly(const Small *s, const uint32_t *group) {
    double strength[N_MAX] = {0}, total = 0, sum = 0;
    for (uint32_t v = 0; v < s->n; v++) {
        for (uint32_t w = 0; w < s->n; w++) strength[v] += s->weight[v][w];
        total += strength[v];
    }
    if (total == 0) return 0;
    for (uint32_t v = 0; v < s->n; v++) {
        for (uint32_t w = 0; w < s->n; w++) {
            if (group[v] == group[w]) sum += s->weight[v][w] - strength[v] * strength[w] / total;
        }
    }
    return sum / total;
}

/* Over every division of at most 9: each vertex joins a group before it, or begins one. */
static double best_division(const Small *s, uint32_t *group, uint32_t v, uint32_t groups) {
    double best = -1;
    if (v == s->n) return modularity_plainly(s, group);
    for (uint32_t g = 0; g <= groups; g++) {
        group[v] = g;
        double q = best_division(s, group, v + 1, groups + (g == groups));
        if (q > best) best = q;
    }
    return best;
}

static void holds_together(const Small *s, const uint32_t *group, uint32_t groups) {
    uint32_t next = 0;
    for (uint32_t v = 0; v < s->n; v++) {
        bool     is[N_MAX] = {false};
        uint32_t stack[N_MAX], top = 0, n = 0, size = 0;
        HOLDS(*s, group[v] <= next);
        next += group[v] == next;
        stack[top++] = v;
        is[v] = true;
        while (top) {
            uint32_t u = stack[--top];
            n++;
            for (uint32_t w = 0; w < s->n; w++) {
                if (is[w] || group[w] != group[v] || !s->weight[u][w]) continue;
                is[w] = true;
                stack[top++] = w;
            }
        }
        for (uint32_t w = 0; w < s->n; w++) size += group[w] == group[v];
        HOLDS(*s, n == size);
    }
    HOLDS(*s, next == groups);
}

static void test_groups_hang_together_and_are_nearly_the_best(void **state) {
    (void)state;
    Small    s;
    uint32_t group[N_MAX], any[N_MAX];
    double   found = 0, best = 0;
    EACH_SMALL(s, false) {
        uint32_t n = graph_groups(&s.a, &s.g, 3, group);
        double   q = graph_modularity(&s.a, &s.g, group);
        holds_together(&s, group, n);
        HOLDS(s, fabs(q - modularity_plainly(&s, group)) < 1e-12);
        for (uint32_t v = 0; v < s.n; v++) {      /* nobody gains by going over to a neighbour's group */
            uint32_t mine = group[v];
            for (uint32_t w = 0; w < s.n; w++) {
                if (!s.weight[v][w]) continue;
                group[v] = group[w];
                HOLDS(s, modularity_plainly(&s, group) <= q + 1e-12);
                group[v] = mine;
            }
        }
        if (s.n > 8) continue;
        double most = best_division(&s, any, 0, 0);
        HOLDS(s, q <= most + 1e-12);
        found += q;
        best += most;
    }
    assert_true(found >= 0.99 * best);
}

/* Two circles of friends who know each other by one tie. */
static void test_two_circles_are_two_groups(void **state) {
    (void)state;
    Arena     a;
    Graph     g;
    GraphEdge edges[21];
    uint32_t  n = 0, group[10];
    for (uint32_t i = 0; i < 5; i++) {
        for (uint32_t j = 0; j < i; j++) {
            edges[n++] = (GraphEdge){i, j, 1};
            edges[n++] = (GraphEdge){5 + i, 5 + j, 1};
        }
    }
    edges[n++] = (GraphEdge){2, 7, 1};
    arena_init(&a, 1 << 20);
    graph_build(&a, 10, edges, n, &g);
    assert_int_equal(graph_groups(&a, &g, 3, group), 2);
    for (uint32_t v = 0; v < 10; v++) assert_int_equal(group[v], v / 5);
    arena_release(&a);
}

/* ---- ways -------------------------------------------------------------------------------------------------------- */

typedef struct Way {
    uint32_t steps[N_MAX];                        /* FAR: none */
    uint64_t strength[N_MAX];
} Way;

/* Level by level over the table: how many steps, and how strong at best. */
static void ways_plainly(const Small *s, const GraphAsk *ask, Way *ret_w) {
    for (uint32_t v = 0; v < s->n; v++) ret_w->steps[v] = v == ask->from ? 0 : FAR;
    ret_w->strength[ask->from] = 0;
    for (uint32_t step = 1; step <= ask->steps_max; step++) {
        for (uint32_t v = 0; v < s->n; v++) {
            if (ret_w->steps[v] < step) continue;
            for (uint32_t u = 0; u < s->n; u++) {
                bool may = u == ask->from || !ask->may || (*ask->may >> u & 1);
                if (ret_w->steps[u] != step - 1 || !s->weight[u][v] || !may) continue;
                uint64_t strength = ret_w->strength[u] + s->weight[u][v];
                if (ret_w->steps[v] == step && strength <= ret_w->strength[v]) continue;
                ret_w->steps[v] = step;
                ret_w->strength[v] = strength;
            }
        }
    }
}

static void holds_way(const Small *s, const GraphAsk *ask, const uint32_t *v, uint32_t steps, uint64_t strength) {
    uint64_t sum = 0;
    HOLDS(*s, v[0] == ask->from && v[steps] == ask->to);
    for (uint32_t i = 0; i < steps; i++) {
        HOLDS(*s, s->weight[v[i]][v[i + 1]] > 0);
        HOLDS(*s, !i || !ask->may || (*ask->may >> v[i] & 1));
        sum += s->weight[v[i]][v[i + 1]];
    }
    HOLDS(*s, sum == strength);
}

static void test_the_way_is_short_strong_and_through_those_who_agreed(void **state) {
    (void)state;
    Small    s;
    Way      w;
    uint32_t v[GRAPH_STEPS_MAX + 1], steps[N_MAX], back[N_MAX];
    EACH_SMALL(s, false) {
        GraphWalk *walk = graph_walk(&s.a, s.n);
        for (int turn = 0; turn < 20 && s.n; turn++) {
            uint64_t may = rng_next(&s.r) | rng_next(&s.r);
            GraphAsk ask = {below(&s, s.n), below(&s, s.n), 1 + below(&s, GRAPH_STEPS_MAX), turn % 3 ? &may : NULL};
            uint32_t n = graph_path(walk, &s.g, &ask, v);
            ways_plainly(&s, &ask, &w);
            uint32_t expected = w.steps[ask.to] == FAR ? 0 : w.steps[ask.to];
            HOLDS(s, n == expected);
            if (n) holds_way(&s, &ask, v, n, w.strength[ask.to]);
            graph_reach(walk, &s.g, &ask, steps, back);
            for (uint32_t u = 0; u < s.n; u++) {
                HOLDS(s, steps[u] == (w.steps[u] == FAR ? GRAPH_NOBODY : w.steps[u]));
                if (u == ask.from || steps[u] == GRAPH_NOBODY) HOLDS(s, back[u] == GRAPH_NOBODY);
                else HOLDS(s, w.strength[back[u]] + s.weight[back[u]][u] == w.strength[u]);
            }
        }
    }
}

static void test_other_ways_share_nobody(void **state) {
    (void)state;
    enum { K = 4 };
    Small    s;
    Way      w;
    uint32_t v[K * (GRAPH_STEPS_MAX + 1)], steps[K];
    EACH_SMALL(s, false) {
        GraphWalk *walk = graph_walk(&s.a, s.n);
        for (int turn = 0; turn < 10 && s.n; turn++) {
            uint64_t may = UINT64_MAX;
            GraphAsk ask = {below(&s, s.n), below(&s, s.n), 6, NULL};
            uint32_t n = graph_paths(walk, &s.g, &ask, K, v, steps);
            ask.may = &may;
            for (uint32_t k = 0; k < n; k++) {
                uint32_t *way = v + (size_t)k * 7;
                ways_plainly(&s, &ask, &w);
                HOLDS(s, steps[k] == w.steps[ask.to]);
                holds_way(&s, &ask, way, steps[k], w.strength[ask.to]);
                for (uint32_t i = 1; i < steps[k]; i++) may &= ~((uint64_t)1 << way[i]);
            }
            ways_plainly(&s, &ask, &w);
            bool none = ask.from == ask.to || w.steps[ask.to] == FAR;
            HOLDS(s, n == K || none || (n && steps[n - 1] == 1));
        }
    }
}

/* ---- drawing ----------------------------------------------------------------------------------------------------- */

static double apart(const GraphPlace *a, const GraphPlace *b) { return hypot(a->x - b->x, a->y - b->y); }

static void test_a_drawing_stays_in_its_box(void **state) {
    (void)state;
    Small      s;
    GraphPlace v[N_MAX], again[N_MAX];
    EACH_SMALL(s, false) {
        GraphBox box = {640, 400, 20};
        graph_draw(&s.a, &s.g, &box, v);
        graph_draw(&s.a, &s.g, &box, again);
        HOLDS(s, !s.n || !memcmp(v, again, s.n * sizeof *v));
        for (uint32_t i = 0; i < s.n; i++) {
            HOLDS(s, v[i].x >= 0 && v[i].x <= 640 && v[i].y >= 0 && v[i].y <= 400);
            for (uint32_t j = 0; j < i; j++) HOLDS(s, apart(&v[i], &v[j]) >= 10);
        }
    }
}

/* A chain is drawn as one: whoever is farther along it stands farther away. These places are the same everywhere. */
static void test_a_chain_is_drawn_as_a_chain(void **state) {
    (void)state;
    Arena      a;
    Graph      g;
    GraphEdge  edges[7];
    GraphPlace v[8];
    for (uint32_t i = 0; i < 7; i++) edges[i] = (GraphEdge){i, i + 1, 1};
    arena_init(&a, 1 << 20);
    graph_build(&a, 8, edges, 7, &g);
    graph_draw(&a, &g, &(GraphBox){1000, 1000, 0}, v);
    for (int i = 2; i < 8; i++) assert_true(apart(&v[0], &v[i]) > apart(&v[0], &v[i - 1]));
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_graph_is_what_its_edges_say),
        cmocka_unit_test(test_weights_do_not_overflow),
        cmocka_unit_test(test_parts_are_who_reach_each_other),
        cmocka_unit_test(test_who_goes_takes_along_what_hangs_on_them),
        cmocka_unit_test(test_rank_keeps_its_bound),
        cmocka_unit_test(test_rank_tells_how_far_it_came),
        cmocka_unit_test(test_between_counts_all_shortest_ways),
        cmocka_unit_test(test_between_of_tails_rings_and_stars),
        cmocka_unit_test(test_a_sample_is_within_its_bound),
        cmocka_unit_test(test_a_tree_is_folded_whole),
        cmocka_unit_test(test_constraint_is_what_burt_wrote),
        cmocka_unit_test(test_groups_hang_together_and_are_nearly_the_best),
        cmocka_unit_test(test_two_circles_are_two_groups),
        cmocka_unit_test(test_the_way_is_short_strong_and_through_those_who_agreed),
        cmocka_unit_test(test_other_ways_share_nobody),
        cmocka_unit_test(test_a_drawing_stays_in_its_box),
        cmocka_unit_test(test_a_chain_is_drawn_as_a_chain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

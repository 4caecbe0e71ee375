/* graph.h - networks reckoned: who holds them together, who stands in the middle, what hangs apart, which way leads to
** somebody. Pure: no database, no clock, no files; memory comes from arenas.
**
** A graph is a compressed sparse row: the arcs of vertex v are to[first[v]] .. to[first[v + 1] - 1], in rising order.
** Vertices are numbers 0 .. n-1; what they stand for is kept by whoever built it. An undirected edge is two arcs.
** Nothing here depends on the order in which edges were given, and integers are used wherever two machines, or two
** databases, must come to the same result: groups, cuts, paths and drawings are the same everywhere. Where doubles are
** used (rank, between, constraint) sums are taken in the order of the vertices, so that one build gives one result.
**
** Numbers that are out of bounds (a vertex that is not there, more than GRAPH_ARCS_MAX arcs) are bugs of the caller and
** stop the program. */
#ifndef RAKAZ_GRAPH_GRAPH_H
#define RAKAZ_GRAPH_GRAPH_H

#include "base/arena.h"

enum { GRAPH_ARCS_MAX = 1 << 30, GRAPH_WEIGHT_MAX = 1 << 20 };
#define GRAPH_NOBODY UINT32_MAX

typedef struct Graph {
    uint32_t        n;                            /* vertices */
    bool            directed;
    const uint32_t *first;                        /* n + 1 of them; first[n] is the number of arcs */
    const uint32_t *to;
    const uint32_t *weight;                       /* 1 .. GRAPH_WEIGHT_MAX */
    const uint32_t *edge;                         /* the first edge of the list from which this arc came */
} Graph;

typedef struct GraphEdge {
    uint32_t from, to;
    uint32_t weight;                              /* 0 counts as 1 */
} GraphEdge;

static inline uint32_t graph_degree(const Graph *g, uint32_t v) { return g->first[v + 1] - g->first[v]; }

/* Builds it from an edge list. An edge to oneself is left out; edges between the same two (in the same direction, when
** directed) become one, and their weights are added up to the maximum. */
void graph_build(Arena *a, uint32_t n, const GraphEdge *edges, size_t n_edges, Graph *ret_g);   /* undirected */
void graph_build_directed(Arena *a, uint32_t n, const GraphEdge *edges, size_t n_edges, Graph *ret_g);

/* Every arc the other way round. */
void graph_turn(Arena *a, const Graph *g, Graph *ret_g);

/* ---- what hangs together: graph_cut.c ----------------------------------------------------------------------- */

/* Weakly connected components: ret_part[v], numbered from 0 by their smallest vertex. Returns how many. */
uint32_t graph_parts(Arena *a, const Graph *g, uint32_t *ret_part);

/* Articulation points of an undirected graph (Hopcroft & Tarjan 1973): ret_lost[v] is how many others would be cut off
** from the largest piece that is left if v went; 0: the rest would still hang together. Returns how many cut. */
uint32_t graph_cuts(Arena *a, const Graph *g, uint32_t *ret_lost);

/* ---- who stands in the middle ------------------------------------------------------------------------------- */

/* PageRank (Page, Brin, Motwani & Winograd 1999) of a directed graph, unweighted; who points at nobody is taken to
** point at all. `in` is the graph turned. The system without the jumps from those who point at nobody is solved,
** and scaled (Gleich, Gray, Greif & Lau 2010): what does not lie on a cycle is reckoned once, the rest by Gauss-
** Seidel sweeps with Anderson's extrapolation between them, until the bound holds: the sum of all errors of
** ret_rank is at most `bound`. Returns the bound that was reached, 2 d |change of the last sweep| / ((1 - d) |x|),
** where roundings are not reckoned with. Ranks sum up to 1. */
typedef struct GraphRank {
    double damping;                               /* 0 < d < 1, mostly 0.85 */
    double bound;                                 /* > 0 */
    int    sweeps_max;                            /* 0: 1000 */
} GraphRank;
double graph_rank(Arena *a, const Graph *g, const Graph *in, const GraphRank *how, double *ret_rank);

/* Betweenness of an undirected graph, unweighted: for how many pairs of others v lies on a shortest way between them,
** a pair with several shortest ways counting in parts (Freeman 1977; reckoned as Brandes 2001, after folding trees into
** where they hang, Baglioni et al. 2012). Numbers of shortest ways are doubles: beyond 1e308 of them between two
** vertices the result is not a number. */
void graph_between(Arena *a, const Graph *g, double *ret_between);

/* The same from a sample of `k` sources, drawn with `seed`. Returns e: with a probability of 95 % every ret_between[v]
** is within e times the number of all pairs, n (n - 1) / 2, of the exact one. (The smaller of the bounds of Hoeffding
** 1963, as used by Brandes & Pich 2007, and of Maurer & Pontil 2009, over all vertices at once.) */
double graph_between_sampled(Arena *a, const Graph *g, uint32_t k, uint64_t seed, double *ret_between);

/* The part of it that comes from some sources alone, each pair from its source once: for measuring. */
void graph_between_from(Arena *a, const Graph *g, const uint32_t *sources, uint32_t n, double *ret_between);

/* How many vertices are left after folding: how many sources graph_between has. */
uint32_t graph_between_sources(Arena *a, const Graph *g);

/* Burt's constraint (Burt 1992, ch. 2) of an undirected graph, weighted: how much somebody's ties lead back to the same
** people. Near 0: they bridge groups. NaN: no ties at all, nothing can be said. */
void graph_constraint(Arena *a, const Graph *g, double *ret_constraint);

/* ---- groups: graph_group.c ---------------------------------------------------------------------------------- */

/* Communities of an undirected, weighted graph by the Leiden algorithm (Traag, Waltman & van Eck 2019), for modularity
** (Newman & Girvan 2004). Each group hangs together. Nothing is left to chance: vertices are visited in their order, so
** that those who are near should lie near in memory, and a refinement takes the best place instead of drawing one. The
** sum of all weights is at most 2^30. Groups are numbered from 0 by their smallest vertex. The whole is done `rounds`
** times, each from what the last one found: 3 is plenty. Returns how many groups. */
uint32_t graph_groups(Arena *a, const Graph *g, int rounds, uint32_t *ret_group);

/* Modularity of a division into groups: between -0.5 and 1; 0 for a graph without edges. */
double graph_modularity(Arena *a, const Graph *g, const uint32_t *group);

/* ---- ways: graph_path.c ------------------------------------------------------------------------------------- */

/* What searches need beside the graph; made once, used for many, by one thread at a time. */
typedef struct GraphWalk GraphWalk;
GraphWalk *graph_walk(Arena *a, uint32_t n);

typedef struct GraphAsk {
    uint32_t        from, to;
    uint32_t        steps_max;                    /* 1 .. GRAPH_STEPS_MAX */
    const uint64_t *may;                          /* bit v: v may be passed through; n / 64 + 1 words. NULL: everybody.
                                                  ** The ends need none */
} GraphAsk;
enum { GRAPH_STEPS_MAX = 12 };

/* The way with the fewest steps in an undirected graph, and among those the one whose ties are strongest (the sum
** of their weights). Searched from both ends at once. ret_v takes steps_max + 1 vertices, both ends among them.
** Returns the number of steps; 0: there is no such way, or both ends are one. */
uint32_t graph_path(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t *ret_v);

/* The k nearest ways that share nobody between the ends, each found after leaving out whoever the earlier ones need.
** ret_v takes k rows of steps_max + 1; ret_steps their steps. Returns how many there are. */
uint32_t graph_paths(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t k, uint32_t *ret_v,
                     uint32_t *ret_steps);

/* The ways from one to many at once: ask->to is not read. ret_steps[v] is 0 for `from` and GRAPH_NOBODY for whom no
** way of at most steps_max steps leads to; ret_back[v] is the vertex before v on the best way, by the rule of
** graph_path. */
void graph_reach(GraphWalk *w, const Graph *g, const GraphAsk *ask, uint32_t *ret_steps, uint32_t *ret_back);

/* ---- drawing: graph_draw.c ---------------------------------------------------------------------------------- */

enum { GRAPH_DRAWN_MAX = 500 };
typedef struct GraphBox {
    int32_t wide, high;                           /* places lie in 0 .. wide, 0 .. high */
    int32_t gap;                                  /* those nearer than this are pushed apart, as far as there is room */
} GraphBox;
typedef struct GraphPlace {
    int32_t x, y;
} GraphPlace;

/* Places for the vertices of an undirected graph of at most GRAPH_DRAWN_MAX, so that distances on paper are like
** distances in the graph: stress by stochastic gradient descent (Zheng, Pawar & Goodman 2019) in fixed point. */
void graph_draw(Arena *a, const Graph *g, const GraphBox *box, GraphPlace *ret_v);

#endif

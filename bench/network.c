/* network: PageRank, betweenness and communities of a network of 100,000 with a million ties (firms.h), beside
** igraph on the same network. GAPBS, the other usual reference, is in no package: for PageRank a loop of the same class
** stands here in its place. With size=full betweenness takes 512 sources in place of 32. Without igraph at build time
** what it is measured against is left out. */
#include "firms.h"

enum { TURNS = 5 };

static void verdict(const char *name, const double v[2], const char *unit, double bar, bool also) {
    double ratio = v[0] / v[1];
    printf("%s value=%.4g%s reference=%.4g%s ratio=%.4g bar=%.4g %s\n", name, v[0], unit, v[1], unit, ratio, bar,
           ratio <= bar && also ? "holds" : "falls-short");
}

/* ---- PageRank --------------------------------------------------------------------------------------------------- */

static double distance(const double *x, const double *y, uint32_t n) {
    double sum = 0;
    for (uint32_t v = 0; v < n; v++) sum += fabs(x[v] - y[v]);
    return sum;
}

/* PageRank as the GAP benchmark suite does it (Beamer, Asanovic, Patterson 2015, arXiv 1508.03619: whoever points here
** gives, sweep by sweep, in place), but in double, until a sweep changes less than 1e-10. Returns how many sweeps. */
static int plain_rank(Arena *a, const Graph *g, const Graph *in, double *ret_rank) {
    double *share = ARENA_ARRAY(a, double, g->n), base = 0.15 / g->n, changed = 1, total = 0;
    int     sweeps = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        ret_rank[v] = 1.0 / g->n;
        share[v] = graph_degree(g, v) ? ret_rank[v] / graph_degree(g, v) : 0;
    }
    for (; changed >= 1e-10; sweeps++) {
        changed = 0;
        for (uint32_t v = 0; v < g->n; v++) {
            double sum = 0;
            for (uint32_t i = in->first[v]; i < in->first[v + 1]; i++) sum += share[in->to[i]];
            double now = base + 0.85 * sum;
            changed += fabs(now - ret_rank[v]);
            ret_rank[v] = now;
            share[v] = graph_degree(g, v) ? now / graph_degree(g, v) : 0;
        }
    }
    for (uint32_t v = 0; v < g->n; v++) total += ret_rank[v];
    for (uint32_t v = 0; v < g->n; v++) ret_rank[v] /= total;
    return sweeps;
}

static void pagerank(Arena *a, const Graph *g) {
    Graph   in;
    double *rank = ARENA_ARRAY(a, double, g->n), *exact = ARENA_ARRAY(a, double, g->n), ours[TURNS], bound = 0;
    graph_turn(a, g, &in);
    (void)graph_rank(a, g, &in, &(GraphRank){.damping = 0.85, .bound = 1e-14}, exact);
    for (int i = 0; i < TURNS; i++) {
        double start = seconds();
        bound = graph_rank(a, g, &in, &(GraphRank){.damping = 0.85, .bound = 1e-10}, rank);
        ours[i] = seconds() - start;
    }
    double v[2] = {at_share(ours, TURNS, 0.5) * 1e3, 0};
    printf("PageRank: %.1f ms, proved within %.1e, off by %.1e\n", v[0], bound, distance(rank, exact, g->n));
    double *plain = ARENA_ARRAY(a, double, g->n), theirs_plain[TURNS];
    int     sweeps = 0;
    for (int i = 0; i < TURNS; i++) {
        double start = seconds();
        sweeps = plain_rank(a, g, &in, plain);
        theirs_plain[i] = seconds() - start;
    }
    v[1] = at_share(theirs_plain, TURNS, 0.5) * 1e3;
    printf("plain sweeps: %.1f ms, %d of them, off by %.1e\n", v[1], sweeps, distance(plain, exact, g->n));
    verdict("network-pagerank", v, "ms", 0.5, distance(rank, exact, g->n) <= distance(plain, exact, g->n));
#ifdef WITH_IGRAPH
    igraph_t        ig;
    igraph_vector_t theirs;
    igraph_real_t   value;
    double          times[TURNS];
    igraph_of(g, &ig);
    igraph_vector_init(&theirs, 0);
    for (int i = 0; i < TURNS; i++) {
        double start = seconds();
        igraph_pagerank(&ig, IGRAPH_PAGERANK_ALGO_PRPACK, &theirs, &value, igraph_vss_all(), 1, 0.85, 0, 0);
        times[i] = seconds() - start;
    }
    v[1] = at_share(times, TURNS, 0.5) * 1e3;
    double off = distance(VECTOR(theirs), exact, g->n);
    printf("igraph PRPACK: %.1f ms, off by %.1e\n", v[1], off);
    verdict("network-pagerank-igraph", v, "ms", 0.1, distance(rank, exact, g->n) <= (off > 1e-10 ? off : 1e-10));
    igraph_vector_destroy(&theirs);
    igraph_destroy(&ig);
#endif
}

/* ---- betweenness ------------------------------------------------------------------------------------------------ */

/* Both walk from the same sources; what a whole takes is that of one source, times how many sources there are: all of
** them for igraph, those that are left after folding for us, and the folding itself. */
static void betweenness(Arena *a, const Graph *g, uint32_t sources_n) {
    uint32_t *sources = ARENA_ARRAY(a, uint32_t, sources_n);
    double   *ours = ARENA_ARRAY(a, double, g->n);
    for (uint32_t i = 0; i < sources_n; i++) sources[i] = (uint32_t)((uint64_t)i * g->n / sources_n) + i % 7;
    double   start = seconds();
    uint32_t folded = graph_between_sources(a, g);
    double   folding = seconds() - start;
    start = seconds();
    graph_between_from(a, g, sources, sources_n, ours);
    double each = (seconds() - start) / sources_n, v[2] = {folding + each * folded, 0};
    printf("betweenness: %.2f ms a source, %u sources of %u after folding (%.0f ms): %.0f s\n", each * 1e3, folded,
           g->n, folding * 1e3, v[0]);
    for (uint32_t k = 256; k <= 4096; k *= 16) {
        start = seconds();
        double off = graph_between_sampled(a, g, k, 1, ours);
        printf("sampled, %u sources: %.2f s, within %.4f of all pairs (95 %%)\n", k, seconds() - start, off);
        if (k == 256 && sources_n < 256) break;
    }
#ifdef WITH_IGRAPH
    igraph_t            ig;
    igraph_vector_t     theirs;
    igraph_vector_int_t ids;
    double              off = 0, most = 0;
    igraph_of(g, &ig);
    igraph_vector_init(&theirs, 0);
    igraph_vector_int_init(&ids, sources_n);
    for (uint32_t i = 0; i < sources_n; i++) VECTOR(ids)[i] = sources[i];
    start = seconds();
    igraph_betweenness_subset(&ig, &theirs, igraph_vss_all(), 0, igraph_vss_vector(&ids), igraph_vss_all(), 0);
    v[1] = (seconds() - start) / sources_n * g->n;
    graph_between_from(a, g, sources, sources_n, ours);
    for (uint32_t i = 0; i < g->n; i++) {
        if (fabs(VECTOR(theirs)[i] - ours[i]) > off) off = fabs(VECTOR(theirs)[i] - ours[i]);
        if (ours[i] > most) most = ours[i];
    }
    printf("igraph: %.2f ms a source: %.0f s; largest difference %.1e of %.1e\n", v[1] / g->n * 1e3, v[1], off, most);
    verdict("network-betweenness", v, "s", 0.5, off <= most * 1e-9);
    igraph_vector_destroy(&theirs);
    igraph_vector_int_destroy(&ids);
    igraph_destroy(&ig);
#endif
}

/* ---- communities ------------------------------------------------------------------------------------------------ */

static void communities(Arena *a, const Graph *g) {
    uint32_t *group = ARENA_ARRAY(a, uint32_t, g->n), n = 0;
    double    ours[TURNS];
    for (int i = 0; i < TURNS; i++) {
        double start = seconds();
        n = graph_groups(a, g, 3, group);
        ours[i] = seconds() - start;
    }
    double v[2] = {at_share(ours, TURNS, 0.5) * 1e3, 0}, quality = graph_modularity(a, g, group);
    printf("Leiden: %.0f ms, modularity %.6f, %u groups\n", v[0], quality, n);
#ifdef WITH_IGRAPH
    igraph_t            ig;
    igraph_vector_int_t members;
    igraph_vector_t     degree;
    igraph_integer_t    groups;
    double              times[TURNS], quality_of[TURNS];
    igraph_of(g, &ig);
    igraph_vector_int_init(&members, 0);
    igraph_vector_init(&degree, 0);
    igraph_strength(&ig, &degree, igraph_vss_all(), IGRAPH_ALL, 0, 0);
    for (int i = 0; i < TURNS; i++) {
        igraph_real_t q;
        igraph_rng_seed(igraph_rng_default(), 42 + (igraph_uint_t)i);
        double share = 1.0 / (2.0 * (double)igraph_ecount(&ig));
        double start = seconds();
        igraph_community_leiden(&ig, 0, &degree, share, 0.01, 0, 2, &members, &groups, &q);
        times[i] = seconds() - start;
        quality_of[i] = q;
    }
    v[1] = at_share(times, TURNS, 0.5) * 1e3;
    double middle = at_share(quality_of, TURNS, 0.5);
    printf("igraph Leiden, 2 iterations, %d seeds: %.0f ms, modularity %.6f in the middle, %.6f at best\n", TURNS, v[1],
           middle, quality_of[TURNS - 1]);
    verdict("network-leiden", v, "ms", 1.0 / 3, quality >= middle);
    igraph_vector_destroy(&degree);
    igraph_vector_int_destroy(&members);
    igraph_destroy(&ig);
#endif
}

int main(void) {
    const char *size = getenv("size");
    Arena       a;
    Graph       directed, undirected;
    arena_init(&a, (size_t)2 << 30);
    networks(&a, &directed, &undirected);
    printf("%u firms, %u arcs, %u ties\n", directed.n, directed.first[directed.n], undirected.first[undirected.n] / 2);
#ifndef WITH_IGRAPH
    printf("igraph was not there when this was built: no reference\n");
#endif
    pagerank(&a, &directed);
    communities(&a, &undirected);
    betweenness(&a, &undirected, size && !strcmp(size, "full") ? 512 : 32);
    arena_release(&a);
    return 0;
}

/* weave_way.c - the warm way: who leads to whom, over ties that the reader sees, through those who agreed. */
#include "weave/weave_page.h"

#include "actor/actor.h"

enum { LEADING_MAX = 4000, TIES_MAX = 8000 };

/* A step as its tie tells it, whichever way it is gone. */
static const TextKey SAID[TIE_KIND_N] = {
    [TIE_KIND_OWNS] = T_WEAVE_STEP_OWNS,         [TIE_KIND_LEADS] = T_WEAVE_STEP_LEADS,
    [TIE_KIND_WORKS_AT] = T_WEAVE_STEP_WORKS_AT, [TIE_KIND_ROLE_IN] = T_WEAVE_STEP_ROLE_IN,
    [TIE_KIND_SUPPLIES] = T_WEAVE_STEP_SUPPLIES, [TIE_KIND_MENTORS] = T_WEAVE_STEP_MENTORS,
    [TIE_KIND_REFERS] = T_WEAVE_STEP_REFERS,     [TIE_KIND_PARTNER] = T_WEAVE_STEP_PARTNER,
    [TIE_KIND_FAMILY] = T_WEAVE_STEP_FAMILY,     [TIE_KIND_INTEREST_IN] = T_WEAVE_STEP_INTEREST_IN,
    [TIE_KIND_KNOWS] = T_WEAVE_STEP_KNOWS,
};

/* Everybody who may stand on a way: both ends, and whoever agreed. */
typedef struct Circle {
    Id       *ids;                                /* rising */
    size_t    n;
    uint64_t *may;
    TieEnds  *ties;
    size_t    ties_n;
    Graph     g;
} Circle;

static size_t place_of(const Circle *k, Id id) {
    const Id *at = bsearch(&id, k->ids, k->n, sizeof *k->ids, id_order);
    return at ? (size_t)(at - k->ids) : k->n;
}

static Fault circle_read(Ctx *c, Id from, const Id *to, size_t n, Circle *k) {
    Arena *a = c->arena;
    size_t leading_n;
    Id    *leading = ARENA_ARRAY(a, Id, LEADING_MAX);
    TRY(actor_leading(c, leading, LEADING_MAX, &leading_n));
    if (!leading_n) return OK;
    k->ids = ARENA_ARRAY(a, Id, leading_n + n + 1);
    memcpy(k->ids, leading, leading_n * sizeof *leading);
    memcpy(k->ids + leading_n, to, n * sizeof *to);
    k->ids[leading_n + n] = from;
    k->n = ids_sort(k->ids, leading_n + n + 1);
    k->may = ARENA_ARRAY(a, uint64_t, k->n / 64 + 1);
    for (size_t i = 0; i < k->n; i++) {
        if (ids_hold(leading, leading_n, k->ids[i])) k->may[i >> 6] |= (uint64_t)1 << (i & 63);
    }
    k->ties = ARENA_ARRAY(a, TieEnds, TIES_MAX);
    TRY(tie_real_of(c, k->ids, k->n, k->ties, TIES_MAX, &k->ties_n));
    GraphEdge *edges = ARENA_ARRAY(a, GraphEdge, k->ties_n + 1);
    size_t     m = 0;
    for (size_t i = 0; i < k->ties_n; i++) {
        size_t one = place_of(k, k->ties[i].from), other = place_of(k, k->ties[i].to);
        if (one == k->n || other == k->n) continue;
        k->ties[m] = k->ties[i];
        edges[m++] = (GraphEdge){(uint32_t)one, (uint32_t)other, k->ties[i].state == TIE_STATE_ACTIVE ? 2 : 1};
    }
    k->ties_n = m;
    graph_build(a, (uint32_t)k->n, edges, m, &k->g);
    return OK;
}

/* The tie between two that stand beside each other on a way: the one that is told of them. */
static const TieEnds *tie_between(const Circle *k, uint32_t one, uint32_t other) {
    for (uint32_t i = k->g.first[one]; i < k->g.first[one + 1]; i++) {
        if (k->g.to[i] == other) return &k->ties[k->g.edge[i]];
    }
    return NULL;
}

static Html say(Ctx *c, const TieEnds *t, const RefNames *names) {
    Buf b;
    buf_init(&b, 2000);
    TrArg args[] = {TR_ARG("one", ref_name(names, t->from)), TR_ARG("other", ref_name(names, t->to))};
    tr_html(&b, &c->reader, SAID[t->kind], args, 2);
    return html_keep(c->arena, &b);
}

/* The ways as ties; `ids` takes everybody whose name is needed. */
typedef struct Found {
    const TieEnds *ties[WEAVE_STEPS_MAX];
    uint32_t       n;
} Found;

static void find(Ctx *c, const Circle *k, uint32_t from, const Id *to, size_t n, Found *ret_v) {
    GraphWalk *walk = graph_walk(c->arena, (uint32_t)k->n);
    for (size_t i = 0; i < n; i++) {
        uint32_t way[WEAVE_STEPS_MAX + 1];
        GraphAsk ask = {from, (uint32_t)place_of(k, to[i]), WEAVE_STEPS_MAX, k->may};
        ret_v[i].n = graph_path(walk, &k->g, &ask, way);
        for (uint32_t s = 0; s < ret_v[i].n; s++) ret_v[i].ties[s] = tie_between(k, way[s], way[s + 1]);
    }
}

/* The ways as sentences; one of which the reader may not see somebody stays empty. */
static Fault tell(Ctx *c, const Found *found, size_t n, WeaveWay *ret_v) {
    RefNames names;
    size_t   m = 0;
    Id      *ids = ARENA_ARRAY(c->arena, Id, n * WEAVE_STEPS_MAX * 2 + 1);
    for (size_t i = 0; i < n; i++) {
        for (uint32_t s = 0; s < found[i].n; s++) {
            ids[m++] = found[i].ties[s]->from;
            ids[m++] = found[i].ties[s]->to;
        }
    }
    if (!m) return OK;
    TRY(ref_names(c, ids, m, &names));
    for (size_t i = 0; i < n; i++) {
        bool seen = true;
        for (uint32_t s = 0; s < found[i].n; s++) {
            seen = seen && ref_name(&names, found[i].ties[s]->from).n && ref_name(&names, found[i].ties[s]->to).n;
        }
        for (uint32_t s = 0; seen && s < found[i].n; s++) {
            ret_v[i].steps[ret_v[i].steps_n++] = (WeaveStep){say(c, found[i].ties[s], &names)};
        }
    }
    return OK;
}

Fault weave_ways(Ctx *c, Id from, const Id *to, size_t n, WeaveWay *ret_v) {
    Circle k = {0};
    memset(ret_v, 0, n * sizeof *ret_v);
    if (!n) return OK;
    TRY(circle_read(c, from, to, n, &k));
    if (!k.ties_n) return OK;
    Found *found = ARENA_ARRAY(c->arena, Found, n);
    find(c, &k, (uint32_t)place_of(&k, from), to, n, found);
    return tell(c, found, n, ret_v);
}

Fault weave_apart(Ctx *c, Id from, Id to, WeaveWay *ret_v, size_t max, size_t *ret_n) {
    enum { ROW = WEAVE_STEPS_MAX + 1 };
    Circle k = {0};
    size_t kept = 0;
    *ret_n = 0;
    memset(ret_v, 0, max * sizeof *ret_v);
    TRY(circle_read(c, from, &to, 1, &k));
    if (!k.ties_n) return OK;
    uint32_t  *way = ARENA_ARRAY(c->arena, uint32_t, max * ROW), *steps = ARENA_ARRAY(c->arena, uint32_t, max);
    Found     *found = ARENA_ARRAY(c->arena, Found, max);
    GraphWalk *walk = graph_walk(c->arena, (uint32_t)k.n);
    GraphAsk   ask = {(uint32_t)place_of(&k, from), (uint32_t)place_of(&k, to), WEAVE_STEPS_MAX, k.may};
    uint32_t   n = graph_paths(walk, &k.g, &ask, (uint32_t)max, way, steps);
    for (uint32_t i = 0; i < n; i++) {
        found[i].n = steps[i];
        for (uint32_t s = 0; s < steps[i]; s++) {
            found[i].ties[s] = tie_between(&k, way[i * ROW + s], way[i * ROW + s + 1]);
        }
    }
    TRY(tell(c, found, n, ret_v));
    for (size_t i = 0; i < n; i++) {
        if (ret_v[i].steps_n) ret_v[kept++] = ret_v[i];
    }
    *ret_n = kept;
    return OK;
}

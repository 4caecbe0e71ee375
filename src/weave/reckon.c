/* reckon.c - the network of a region, reckoned from its ties. */
#include "weave/reckon.h"

#include "actor_ent.h"
#include "base/check.h"

enum { YEAR_DAYS = 365, GROUP_LEAST = 3, ROUNDS = 3, SAMPLE = 256 };

/* Beyond so many steps over arcs a sample is taken: whoever asks for a page waits for it. */
#define STEPS_MAX 100000000.0

WeaveUse weave_use(const WeaveTie *t, Day today) {
    Day ago = day_plus(today, -YEAR_DAYS);
    if (t->dormant) return WEAVE_QUIET;
    if (t->used_on >= ago || t->from_on >= ago) return WEAVE_IN_USE;
    return t->used_on ? WEAVE_QUIET : WEAVE_NOT_KNOWN;
}

WeaveCross weave_cross(const Weave *w, const WeaveTie *t, WeaveSide side) {
    const WeaveActor *a = &w->actors[t->from], *b = &w->actors[t->to];
    if (side == WEAVE_GROUP) return w->group[t->from] == w->group[t->to] ? WEAVE_SAME : WEAVE_ACROSS;
    Id one = side == WEAVE_TRADE ? a->trade : a->place, other = side == WEAVE_TRADE ? b->trade : b->place;
    return !one || !other ? WEAVE_UNTOLD : one == other ? WEAVE_SAME : WEAVE_ACROSS;
}

bool weave_is_still(const Weave *w, uint32_t v) { return w->quiet[v] && !w->live[v]; }

/* ---- the graph --------------------------------------------------------------------------------------------------- */

static void build(Arena *a, Weave *w) {
    GraphEdge *edges = ARENA_ARRAY(a, GraphEdge, w->ties_n + 1);
    for (size_t i = 0; i < w->ties_n; i++) {
        const WeaveTie *t = &w->ties[i];
        edges[i] = (GraphEdge){t->from, t->to, (uint32_t)t->strength};
        WeaveUse use = weave_use(t, w->today);
        uint32_t *of = use == WEAVE_QUIET ? w->quiet : use == WEAVE_IN_USE ? w->live : w->untold;
        of[t->from]++;
        of[t->to]++;
    }
    graph_build(a, w->n, edges, w->ties_n, &w->g);
}

/* Betweenness as a share of the pairs of all others who have ties. */
static void stand_between(Arena *a, Weave *w) {
    double joined = 0, sources = graph_between_sources(a, &w->g);
    if (sources * w->g.first[w->n] <= STEPS_MAX) graph_between(a, &w->g, w->between);
    else w->off = graph_between_sampled(a, &w->g, SAMPLE, 1, w->between);
    for (uint32_t v = 0; v < w->n; v++) joined += graph_degree(&w->g, v) > 0;
    double pairs = (joined - 1) * (joined - 2) / 2;
    if (pairs > 0) w->off *= w->n * (w->n - 1.0) / 2 / pairs;
    for (uint32_t v = 0; v < w->n; v++) w->between[v] = pairs > 0 ? w->between[v] / pairs : 0;
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

/* Whom most share: the value that is found most often, the smaller of two that are. `v` is sorted here. */
static int by_value(const void *a, const void *b) {
    Id x = *(const Id *)a, y = *(const Id *)b;
    return (x > y) - (x < y);
}

static Id commonest(Id *v, uint32_t n, uint32_t *ret_times) {
    Id       best = 0;
    uint32_t most = 0;
    qsort(v, n, sizeof *v, by_value);
    for (uint32_t i = 0, k; i < n; i = k) {
        for (k = i; k < n && v[k] == v[i];) k++;
        if (k - i > most) {
            most = k - i;
            best = v[i];
        }
    }
    *ret_times = most;
    return best;
}

static void share_of(const Weave *w, const uint32_t *members, uint32_t n, Id *room, WeaveGroup *g) {
    for (uint32_t i = 0; i < n; i++) {
        if (w->actors[members[i]].place) room[g->place_known++] = w->actors[members[i]].place;
    }
    g->place = commonest(room, g->place_known, &g->place_n);
    for (uint32_t i = 0; i < n; i++) {
        if (w->actors[members[i]].trade) room[g->trade_known++] = w->actors[members[i]].trade;
    }
    g->trade = (int)commonest(room, g->trade_known, &g->trade_n);
}

static int larger_first(const void *a, const void *b) {
    const WeaveGroup *x = a, *y = b;
    if (x->size != y->size) return x->size > y->size ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void groups_of(Arena *a, Weave *w) {
    uint32_t  all = graph_groups(a, &w->g, ROUNDS, w->group);
    uint32_t *start = ARENA_ARRAY(a, uint32_t, all + 2), *members = ARENA_ARRAY(a, uint32_t, w->n + 1);
    Id       *room = ARENA_ARRAY(a, Id, w->n + 1);
    for (uint32_t v = 0; v < w->n; v++) start[w->group[v] + 2]++;
    for (uint32_t k = 1; k <= all + 1; k++) start[k] += start[k - 1];
    for (uint32_t v = 0; v < w->n; v++) members[start[w->group[v] + 1]++] = v;
    w->groups = ARENA_ARRAY(a, WeaveGroup, all + 1);
    for (uint32_t k = 0; k < all; k++) {
        uint32_t size = start[k + 1] - start[k];
        if (size < GROUP_LEAST) continue;
        WeaveGroup *g = &w->groups[w->groups_n++];
        *g = (WeaveGroup){.size = size, .first = members[start[k]]};
        share_of(w, members + start[k], size, room, g);
    }
    qsort(w->groups, w->groups_n, sizeof *w->groups, larger_first);
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

/* What a list is sorted by: descending, then by vertex. */
typedef struct Key {
    double   first, second;
    uint32_t v;
} Key;

static int by_key(const void *a, const void *b) {
    const Key *x = a, *y = b;
    if (x->first != y->first) return x->first > y->first ? -1 : 1;
    if (x->second != y->second) return x->second > y->second ? -1 : 1;
    return (x->v > y->v) - (x->v < y->v);
}

static uint32_t *sorted(Arena *a, Key *keys, uint32_t n) {
    uint32_t *v = ARENA_ARRAY(a, uint32_t, n + 1);
    qsort(keys, n, sizeof *keys, by_key);
    for (uint32_t i = 0; i < n; i++) v[i] = keys[i].v;
    return v;
}

static void lists_of(Arena *a, Weave *w) {
    Key *keys = ARENA_ARRAY(a, Key, w->n + 1);
    for (uint32_t v = 0; v < w->n; v++) {
        if (w->between[v] > 0) keys[w->brokers_n++] = (Key){w->between[v], graph_degree(&w->g, v), v};
    }
    w->brokers = sorted(a, keys, w->brokers_n);
    for (uint32_t v = 0; v < w->n; v++) {
        if (w->actors[v].local && weave_is_still(w, v)) {
            keys[w->still_n++] = (Key){w->lost[v], w->between[v] * w->n + graph_degree(&w->g, v) * 1e-6, v};
        }
    }
    w->still = sorted(a, keys, w->still_n);
    w->alone = ARENA_ARRAY(a, uint32_t, w->n + 1);
    for (uint32_t v = 0; v < w->n; v++) {
        const WeaveActor *one = &w->actors[v];
        if (one->local && one->kind == ACTOR_KIND_BUSINESS && !graph_degree(&w->g, v)) w->alone[w->alone_n++] = v;
    }
}

void weave_reckon(Arena *a, Weave *w) {
    size_t n = (size_t)w->n + 1;
    w->lost = ARENA_ARRAY(a, uint32_t, n);
    w->between = ARENA_ARRAY(a, double, n);
    w->group = ARENA_ARRAY(a, uint32_t, n);
    w->live = ARENA_ARRAY(a, uint32_t, n);
    w->quiet = ARENA_ARRAY(a, uint32_t, n);
    w->untold = ARENA_ARRAY(a, uint32_t, n);
    build(a, w);
    (void)graph_cuts(a, &w->g, w->lost);
    stand_between(a, w);
    groups_of(a, w);
    for (int side = 0; side < WEAVE_SIDES; side++) {
        for (size_t i = 0; i < w->ties_n; i++) w->cross[side][weave_cross(w, &w->ties[i], (WeaveSide)side)]++;
    }
    lists_of(a, w);
}

uint32_t weave_drawn(Arena *a, const Weave *w, uint32_t max, uint32_t *ret_v) {
    Key     *keys = ARENA_ARRAY(a, Key, w->n + 1);
    uint32_t n = 0;
    for (uint32_t v = 0; v < w->n; v++) {
        uint32_t degree = graph_degree(&w->g, v);
        if (degree) keys[n++] = (Key){degree, w->between[v], v};
    }
    qsort(keys, n, sizeof *keys, by_key);
    if (n > max) n = max;
    for (uint32_t i = 0; i < n; i++) ret_v[i] = keys[i].v;
    return n;
}

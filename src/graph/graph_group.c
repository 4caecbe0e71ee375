/* graph_group.c - communities by the Leiden algorithm, in whole numbers: what a move gains is 2m w - k K, where m is
** the weight of all edges, w that between the vertex and a group, and k and K the strengths of both. */
#include "graph/graph.h"

#include "base/check.h"

enum { TOTAL_MAX = 1 << 30 };

/* One level: the graph itself, or its groups as vertices. Strength counts the weight within a vertex too, from both
** ends. */
typedef struct Level {
    uint32_t        n;
    const uint32_t *first, *to, *weight;
    int64_t        *strength;
} Level;

/* Where a level is kept: two of them, for the one that is climbed from and the one that is climbed to. */
typedef struct Room {
    uint32_t *first, *to, *weight;
    int64_t  *strength;
} Room;

/* What all levels share, made for the lowest. */
typedef struct Work {
    int64_t   total;                              /* 2m */
    uint32_t *group;                              /* of the vertices of the level: 0 .. n-1 */
    uint32_t *finer;                              /* the refined groups */
    int64_t  *strength;                           /* of groups */
    int64_t  *finer_strength, *outward;           /* of refined groups; their weight toward the rest of their group */
    uint32_t *toward;                             /* of the vertex that is looked at, toward each group */
    uint32_t *met, *queue, *order, *size, *at;     /* at: where a vertex of the graph is, in this level */
    bool     *waits, *alone;
    Room      rooms[2];
    int       room;
} Work;

/* How much weight goes from v to each group, and which groups those are. */
static uint32_t look_around(Work *w, const Level *l, uint32_t v, const uint32_t *group) {
    uint32_t n = 0;
    for (uint32_t i = l->first[v]; i < l->first[v + 1]; i++) {
        uint32_t g = group[l->to[i]];
        /* Written behind the end each time, which moves on only for a group that was not met yet. */
        w->met[n] = g;
        n += w->toward[g] == 0;
        w->toward[g] += l->weight[i];
    }
    return n;
}

/* ---- moving: each vertex goes where it gains most, until none does ---------------------------------------------- */

/* Where v goes, its own group left: a group that is as good as the old one does not attract. */
static uint32_t best_of(const Work *w, uint32_t met, uint32_t old, int64_t strength, uint32_t empty) {
    uint32_t best = old;
    int64_t  most = w->total * (int64_t)w->toward[old] - strength * w->strength[old];
    for (uint32_t i = 0; i < met; i++) {
        uint32_t g = w->met[i];
        int64_t  gain = w->total * (int64_t)w->toward[g] - strength * w->strength[g];
        if (gain > most || (gain == most && best != old && g < best)) {
            most = gain;
            best = g;
        }
    }
    return most < 0 && empty != GRAPH_NOBODY ? empty : best;
}

/* A ring of those who wait; each waits at most once, so that n places are enough. Empty groups lie on a stack. */
static bool move(Work *w, const Level *l, uint32_t *empties, uint32_t empty_n) {
    uint32_t n = l->n, head = 0, waiting = n;
    bool     moved = false;
    for (uint32_t v = 0; v < n; v++) {
        w->queue[v] = v;
        w->waits[v] = true;
    }
    while (waiting) {
        uint32_t v = w->queue[head], old = w->group[v];
        head = head + 1 == n ? 0 : head + 1;
        waiting--;
        w->waits[v] = false;
        uint32_t met = look_around(w, l, v, w->group);
        w->strength[old] -= l->strength[v];
        w->size[old]--;
        uint32_t empty = w->size[old] && empty_n ? empties[empty_n - 1] : GRAPH_NOBODY;
        uint32_t best = best_of(w, met, old, l->strength[v], empty);
        for (uint32_t i = 0; i < met; i++) w->toward[w->met[i]] = 0;
        w->strength[best] += l->strength[v];
        w->size[best]++;
        if (best == old) continue;
        if (best == empty) empty_n--;
        if (!w->size[old]) empties[empty_n++] = old;
        w->group[v] = best;
        moved = true;
        for (uint32_t i = l->first[v]; i < l->first[v + 1]; i++) {
            uint32_t u = l->to[i];
            if (w->waits[u] || w->group[u] == best) continue;
            uint32_t at = head + waiting < n ? head + waiting : head + waiting - n;
            w->queue[at] = u;
            w->waits[u] = true;
            waiting++;
        }
    }
    return moved;
}

static bool move_all(Work *w, const Level *l) {
    uint32_t *empties = w->order, empty_n = 0;
    memset(w->strength, 0, l->n * sizeof *w->strength);
    memset(w->size, 0, l->n * sizeof *w->size);
    for (uint32_t v = 0; v < l->n; v++) {
        w->strength[w->group[v]] += l->strength[v];
        w->size[w->group[v]]++;
    }
    for (uint32_t g = l->n; g-- > 0;) {
        if (!w->size[g]) empties[empty_n++] = g;
    }
    return move(w, l, empties, empty_n);
}

/* ---- refining: within each group, from single vertices, only what hangs together well --------------------------- */

/* Is something of this strength tied well enough to the rest of its group? */
static bool is_well_tied(const Work *w, int64_t outward, int64_t strength, uint32_t group) {
    return w->total * outward >= strength * (w->strength[group] - strength);
}

static void refine_one(Work *w, const Level *l, uint32_t v) {
    uint32_t mine = w->finer[v], group = w->group[v], best = mine, met = 0;
    int64_t  most = 0, strength = l->strength[v];
    if (!is_well_tied(w, w->outward[mine], strength, group)) return;
    for (uint32_t i = l->first[v]; i < l->first[v + 1]; i++) {
        uint32_t u = l->to[i];
        if (w->group[u] != group) continue;
        uint32_t f = w->finer[u];
        w->met[met] = f;
        met += w->toward[f] == 0;
        w->toward[f] += l->weight[i];
    }
    for (uint32_t i = 0; i < met; i++) {
        uint32_t f = w->met[i];
        int64_t  gain = w->total * (int64_t)w->toward[f] - strength * w->finer_strength[f];
        if (gain < most || (gain == most && f >= best)) continue;
        if (!is_well_tied(w, w->outward[f], w->finer_strength[f], group)) continue;
        most = gain;
        best = f;
    }
    int64_t toward = w->toward[best];
    for (uint32_t i = 0; i < met; i++) w->toward[w->met[i]] = 0;
    if (best == mine) return;
    w->alone[mine] = w->alone[best] = false;
    w->finer[v] = best;
    w->finer_strength[best] += strength;
    w->finer_strength[mine] = 0;
    w->outward[best] += w->outward[mine] - 2 * toward;
}

/* Gives each vertex a refined group, numbered 0 .. ; returns how many. */
static uint32_t refine(Work *w, const Level *l) {
    for (uint32_t v = 0; v < l->n; v++) {
        w->finer[v] = v;
        w->finer_strength[v] = l->strength[v];
        w->alone[v] = true;
        w->outward[v] = 0;
        for (uint32_t i = l->first[v]; i < l->first[v + 1]; i++) {
            if (w->group[l->to[i]] == w->group[v]) w->outward[v] += l->weight[i];
        }
    }
    for (uint32_t v = 0; v < l->n; v++) {
        if (w->alone[v]) refine_one(w, l, v);
    }
    uint32_t n = 0;
    for (uint32_t v = 0; v < l->n; v++) w->order[v] = GRAPH_NOBODY;
    for (uint32_t v = 0; v < l->n; v++) {
        uint32_t *number = &w->order[w->finer[v]];
        if (*number == GRAPH_NOBODY) *number = n++;
        w->finer[v] = *number;
    }
    return n;
}

/* ---- the next level --------------------------------------------------------------------------------------------- */

/* The vertices of each part of a division, one after the other: start is n + 1, members l->n. */
static void members_of(const uint32_t *part, uint32_t vertices, uint32_t n, uint32_t *start, uint32_t *members) {
    memset(start, 0, (n + 1) * sizeof *start);
    for (uint32_t v = 0; v < vertices; v++) start[part[v]]++;
    for (uint32_t p = 0, sum = 0; p <= n; p++) {
        uint32_t k = p < n ? start[p] : 0;
        start[p] = sum;
        sum += k;
    }
    for (uint32_t v = 0; v < vertices; v++) members[start[part[v]]++] = v;
    for (uint32_t p = n; p > 0; p--) start[p] = start[p - 1];
    start[0] = 0;
}

static Level lift(Work *w, const Level *l, const uint32_t *part, uint32_t n) {
    uint32_t *start = w->queue, *members = w->order, m = 0;
    Room     *room = &w->rooms[w->room ^= 1];
    uint32_t *first = room->first, *to = room->to, *weight = room->weight;
    int64_t  *strength = room->strength;
    memset(strength, 0, n * sizeof *strength);
    members_of(part, l->n, n, start, members);
    for (uint32_t p = 0; p < n; p++) {
        uint32_t met = 0;
        for (uint32_t k = start[p]; k < start[p + 1]; k++) {
            uint32_t v = members[k];
            strength[p] += l->strength[v];
            for (uint32_t i = l->first[v]; i < l->first[v + 1]; i++) {
                uint32_t q = part[l->to[i]];
                if (q == p) continue;
                w->met[met] = q;
                met += w->toward[q] == 0;
                w->toward[q] += l->weight[i];
            }
        }
        first[p] = m;
        for (uint32_t i = 0; i < met; i++) {
            to[m] = w->met[i];
            weight[m++] = w->toward[w->met[i]];
            w->toward[w->met[i]] = 0;
        }
    }
    first[n] = m;
    return (Level){n, first, to, weight, strength};
}

/* The groups that are left, numbered 0 .. by their smallest vertex. */
static uint32_t number(uint32_t *group, uint32_t n, uint32_t *names, uint32_t names_n) {
    uint32_t count = 0;
    for (uint32_t g = 0; g < names_n; g++) names[g] = GRAPH_NOBODY;
    for (uint32_t v = 0; v < n; v++) {
        if (names[group[v]] == GRAPH_NOBODY) names[group[v]] = count++;
        group[v] = names[group[v]];
    }
    return count;
}

/* One round: up through the levels, from the division in `group` of the vertices of the graph. */
static void climb(Work *w, const Level *ground, uint32_t *group) {
    Level     l = *ground;
    uint32_t *at = w->at;
    for (uint32_t v = 0; v < ground->n; v++) {
        at[v] = v;
        w->group[v] = group[v];
    }
    for (;;) {
        move_all(w, &l);
        uint32_t groups = number(w->group, l.n, w->size, ground->n);
        for (uint32_t v = 0; v < ground->n; v++) group[v] = w->group[at[v]];
        if (groups == l.n) return;
        memset(w->strength, 0, groups * sizeof *w->strength);
        for (uint32_t v = 0; v < l.n; v++) w->strength[w->group[v]] += l.strength[v];
        uint32_t finer = refine(w, &l);
        const uint32_t *part = w->finer;
        if (finer == l.n) {                       /* nothing hangs together well: the groups themselves go up */
            part = w->group;
            finer = groups;
        }
        Level up = lift(w, &l, part, finer);
        for (uint32_t v = 0; v < ground->n; v++) at[v] = part[at[v]];
        for (uint32_t v = 0; v < l.n; v++) w->size[part[v]] = w->group[v];
        memcpy(w->group, w->size, finer * sizeof *w->group);
        l = up;
    }
}

static Work work_new(Arena *a, uint32_t n, uint32_t arcs) {
    size_t k = (size_t)n + 2;
    Work   w = {.group = ARENA_ARRAY(a, uint32_t, k), .finer = ARENA_ARRAY(a, uint32_t, k),
                .strength = ARENA_ARRAY(a, int64_t, k), .finer_strength = ARENA_ARRAY(a, int64_t, k),
                .outward = ARENA_ARRAY(a, int64_t, k), .toward = ARENA_ARRAY(a, uint32_t, k),
                .met = ARENA_ARRAY(a, uint32_t, k), .queue = ARENA_ARRAY(a, uint32_t, k),
                .order = ARENA_ARRAY(a, uint32_t, k), .size = ARENA_ARRAY(a, uint32_t, k),
                .at = ARENA_ARRAY(a, uint32_t, k),
                .waits = ARENA_ARRAY(a, bool, k), .alone = ARENA_ARRAY(a, bool, k)};
    for (int i = 0; i < 2; i++) {
        w.rooms[i] = (Room){ARENA_ARRAY(a, uint32_t, k), ARENA_ARRAY(a, uint32_t, arcs + 1),
                            ARENA_ARRAY(a, uint32_t, arcs + 1), ARENA_ARRAY(a, int64_t, k)};
    }
    return w;
}

uint32_t graph_groups(Arena *a, const Graph *g, int rounds, uint32_t *ret_group) {
    Level ground = {g->n, g->first, g->to, g->weight, ARENA_ARRAY(a, int64_t, g->n + 1)};
    Work  w = work_new(a, g->n, g->first[g->n]);
    CHECK(!g->directed);
    for (uint32_t v = 0; v < g->n; v++) {
        ret_group[v] = v;
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) ground.strength[v] += g->weight[i];
        w.total += ground.strength[v];
    }
    CHECK(w.total <= 2 * (int64_t)TOTAL_MAX);
    for (int i = 0; i < rounds && w.total; i++) climb(&w, &ground, ret_group);
    return number(ret_group, g->n, w.size, g->n);
}

double graph_modularity(Arena *a, const Graph *g, const uint32_t *group) {
    int64_t *within = ARENA_ARRAY(a, int64_t, g->n + 1), *strength = ARENA_ARRAY(a, int64_t, g->n + 1), total = 0;
    double   sum = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        for (uint32_t i = g->first[v]; i < g->first[v + 1]; i++) {
            total += g->weight[i];
            strength[group[v]] += g->weight[i];
            if (group[g->to[i]] == group[v]) within[group[v]] += g->weight[i];
        }
    }
    if (!total) return 0;
    for (uint32_t v = 0; v < g->n; v++) {
        double share = (double)strength[v] / (double)total;
        sum += (double)within[v] / (double)total - share * share;
    }
    return sum;
}

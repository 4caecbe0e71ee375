/* sum.c - cells, facts into a cube, sums out of it. */
#include "tally/sum.h"

#include "base/check.h"
#include "base/idrows.h"
#include "leak/cube.h"
#include "measure/count.h"

#include <stdlib.h>
#include <string.h>

enum { NOWHERE = UINT32_MAX, NOW = TALLY_YEARS - 1 };

/* ---- the ground -------------------------------------------------------------------------------------------------- */

static size_t slot_of(const TallyMap *m, Id id) {
    size_t i = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 20) & (m->slots - 1);
    while (m->key[i] && m->key[i] != id) i = (i + 1) & (m->slots - 1);
    return i;
}

static uint32_t cell_of(const TallyGround *g, Id id) {
    size_t i = slot_of(&g->of, id);
    return id && g->of.key[i] ? g->of.cell[i] : NOWHERE;
}

/* With room for `n` at half load. */
static void map_make(Arena *a, TallyMap *m, size_t n) {
    m->slots = 64;
    while (m->slots < 2 * n) m->slots *= 2;
    m->key = ARENA_ARRAY(a, Id, m->slots);
    m->cell = ARENA_ARRAY(a, uint32_t, m->slots);
}

static uint32_t cell_made(TallyGround *g, Id id) {
    size_t i = slot_of(&g->of, id);
    if (!g->of.key[i]) {
        g->of.key[i] = id;
        g->of.cell[i] = g->cells++;
    }
    return g->of.cell[i];
}

static int by_version(const void *a, const void *b) {
    const PlaceHas *x = a, *y = b;
    return (x->of > y->of) - (x->of < y->of);
}

/* The index of the definition of each pair, or NOWHERE: of those of another one of the same place. */
static uint32_t *index_of(Arena *a, const PlaceHas *sorted, size_t n, const PlaceHas *pairs, size_t pairs_n) {
    uint32_t *of = ARENA_ARRAY(a, uint32_t, pairs_n + 1);
    for (size_t i = 0; i < pairs_n; i++) {
        bool same = i && pairs[i].of == pairs[i - 1].of;
        if (same) {
            of[i] = of[i - 1];
            continue;
        }
        const PlaceHas *at = n ? bsearch(&pairs[i], sorted, n, sizeof *sorted, by_version) : NULL;
        of[i] = at ? (uint32_t)at->id : NOWHERE;
    }
    return of;
}

/* Cells of each definition, one behind the other. */
static void cells_put(TallyGround *g, uint32_t *at, const PlaceHas *pairs, const uint32_t *of, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (of[i] != NOWHERE) g->cell[at[of[i]]++] = cell_made(g, pairs[i].id);
    }
}

void tally_ground(Arena *a, const PlaceForce *f, TallyGround *ret_g) {
    TallyGround g = {.n = (uint32_t)f->n, .v = ARENA_ARRAY(a, PlaceInForce, f->n + 1)};
    PlaceHas   *versions = ARENA_ARRAY(a, PlaceHas, f->n + 1), *places = ARENA_ARRAY(a, PlaceHas, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        g.v[i] = f->v[i];
        versions[i] = (PlaceHas){f->v[i].version, (Id)i};
        places[i] = (PlaceHas){f->v[i].place, (Id)i};
    }
    qsort(versions, f->n, sizeof *versions, by_version);
    uint32_t *member_of = index_of(a, versions, f->n, f->members, f->members_n);
    uint32_t *below_of = index_of(a, places, f->n, f->below, f->below_n);
    g.first = ARENA_ARRAY(a, uint32_t, f->n + 2);
    g.cell = ARENA_ARRAY(a, uint32_t, f->members_n + f->below_n + 1);
    for (size_t i = 0; i < f->members_n; i++) g.first[member_of[i] == NOWHERE ? 0 : member_of[i] + 1]++;
    for (size_t i = 0; i < f->below_n; i++) g.first[below_of[i] == NOWHERE ? 0 : below_of[i] + 1]++;
    g.first[0] = 0;
    for (uint32_t p = 0; p < g.n; p++) g.first[p + 1] += g.first[p];
    uint32_t *at = ARENA_ARRAY(a, uint32_t, f->n + 1);
    memcpy(at, g.first, f->n * sizeof *at);
    map_make(a, &g.of, f->members_n + f->below_n);
    cells_put(&g, at, f->members, member_of, f->members_n);
    cells_put(&g, at, f->below, below_of, f->below_n);
    *ret_g = g;
}

/* ---- who knows whom ---------------------------------------------------------------------------------------------- */

typedef struct Summing {
    const TallyFacts  *f;
    const TallyGround *g;
    const TallyLook   *look;
    Cube               cube;
    bool              *seen;                      /* of each actor */
    uint32_t          *degree;
} Summing;

static bool sees(const Summing *s, uint32_t gate) { return !s->look->sees || s->look->sees(s->look->eyes, gate); }

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Two who have several ties are neighbours once. */
static void neighbours(Arena *a, Summing *s) {
    const TallyFacts *f = s->f;
    uint64_t *pairs = ARENA_ARRAY(a, uint64_t, f->ties_n + 1);
    size_t    n = 0;
    for (size_t i = 0; i < f->ties_n; i++) {
        const TallyTie *t = &f->ties[i];
        if (!sees(s, t->gate)) continue;
        const TallyActor *x = facts_actor(f, t->from), *y = facts_actor(f, t->to);
        if (!x || !y || x == y || !s->seen[x - f->actors] || !s->seen[y - f->actors]) continue;
        uint64_t one = (uint64_t)(x - f->actors), other = (uint64_t)(y - f->actors);
        pairs[n++] = one < other ? one << 32 | other : other << 32 | one;
    }
    qsort(pairs, n, sizeof *pairs, by_number);
    for (size_t i = 0; i < n; i++) {
        if (i && pairs[i] == pairs[i - 1]) continue;
        s->degree[pairs[i] >> 32]++;
        s->degree[pairs[i] & UINT32_MAX]++;
    }
}

/* ---- into the cube ----------------------------------------------------------------------------------------------- */

static void add(Summing *s, Tally what, uint32_t year, uint32_t cell, int64_t n) {
    if (n) CHECK(cube_add(&s->cube, &(CubeFact){what, year, cell, n}));
}

static void add_business(Summing *s, const TallyActor *b, uint32_t degree) {
    static const CountWhat OF[] = {[TALLY_WORK] = COUNT_WORK, [TALLY_OPENED] = COUNT_OPENED,
                                   [TALLY_CLOSED] = COUNT_CLOSED};
    Life     l = {.from = b->from, .to = b->to, .over = b->over, .planned = b->planned};
    uint32_t cell = cell_of(s->g, b->id);
    int      now = s->look->year;
    if (cell == NOWHERE) return;
    for (int what = TALLY_WORK; what <= TALLY_CLOSED; what++) {
        for (int k = 0; k < TALLY_YEARS; k++) {
            add(s, (Tally)what, (uint32_t)k, cell, count_is(&l, OF[what], now - NOW + k, now));
        }
    }
    add(s, TALLY_BUSINESSES, NOW, cell, 1);
    add(s, TALLY_ALONE, NOW, cell, degree == 0);
    add(s, TALLY_TIES, NOW, cell, degree);
}

static void add_listing(Summing *s, const TallyListing *l) {
    static const Tally OF[] = {[TALLY_ASKED_NEED] = TALLY_NEEDS, [TALLY_ASKED_OFFER] = TALLY_OFFERS,
                               [TALLY_ASKED_MET] = TALLY_MET};
    uint32_t cell = cell_of(s->g, l->holder ? l->holder : l->place);
    int      ago = s->look->year - l->year;
    if (cell == NOWHERE || !sees(s, l->gate)) return;
    if (l->what != TALLY_ASKED_MET) ago = 0;
    if (ago >= 0 && ago < TALLY_YEARS) add(s, OF[l->what], (uint32_t)(NOW - ago), cell, 1);
}

static void sums_out(Arena *a, const Summing *s, TallySums *ret_s) {
    const TallyGround *g = s->g;
    ret_s->n = g->n;
    ret_s->v = ARENA_ARRAY(a, TallyRow, (size_t)g->n + 1);
    for (uint32_t p = 0; p < g->n; p++) {
        TallyRow *row = &ret_s->v[p];
        row->place = g->v[p].place;
        row->number = g->v[p].number;
        for (uint32_t what = 0; what < TALLY_N; what++) {
            for (uint32_t y = 0; y < TALLY_YEARS; y++) row->n[what][y] = (int32_t)cube_at(&s->cube, p, what, y);
        }
    }
}

void tally_sum(Arena *a, const TallyFacts *f, const TallyGround *g, const TallyLook *look, TallySums *ret_s) {
    Summing   s = {.f = f, .g = g, .look = look};
    CubeShape shape = {TALLY_N, TALLY_YEARS, g->cells, g->n, g->first, g->cell};
    CHECK(cube_make(a, &shape, &s.cube));
    s.seen = ARENA_ARRAY(a, bool, f->actors_n + 1);
    s.degree = ARENA_ARRAY(a, uint32_t, f->actors_n + 1);
    for (size_t i = 0; i < f->actors_n; i++) s.seen[i] = sees(&s, f->actors[i].gate);
    neighbours(a, &s);
    for (size_t i = 0; i < f->actors_n; i++) {
        if (s.seen[i] && f->actors[i].business) add_business(&s, &f->actors[i], s.degree[i]);
    }
    for (size_t i = 0; i < f->listings_n; i++) add_listing(&s, &f->listings[i]);
    cube_sum(&s.cube);
    sums_out(a, &s, ret_s);
}

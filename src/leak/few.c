/* few.c - which sums of spending may be told. */
#include "leak/few.h"

#include "base/cells.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Where a place stands below `above`: the branch that holds it, `above` itself, or FEW_TOP: not at all. */
static uint32_t branch(const FewTree *t, uint32_t place, uint32_t above) {
    while (place != FEW_TOP && place != above && t->parent[place] != above) place = t->parent[place];
    return place;
}

typedef struct Few {
    const FewTree *t;
    const FewFact *v;
    size_t         n;
    uint64_t      *cell;                          /* of each fact: how the told definitions take it */
    uint64_t      *pair;                          /* scratch: branch and spender */
    int64_t       *count;                         /* scratch: spenders of each branch that has any */
    bool          *hidden;
} Few;

/* Spenders of one cell by branch below `above`, branches rising. Where `mine` stands among them; the number of
** branches: it has none. */
static size_t count_branches(Few *f, uint64_t cell, uint32_t above, uint32_t mine, size_t *ret_n) {
    size_t pairs = 0, n = 0, at = SIZE_MAX;
    uint32_t last = FEW_TOP;
    for (size_t i = 0; i < f->n; i++) {
        if (f->cell[i] != cell) continue;
        uint32_t b = branch(f->t, f->v[i].place, above);
        if (b != FEW_TOP) f->pair[pairs++] = (uint64_t)b << 32 | f->v[i].spender;
    }
    qsort(f->pair, pairs, sizeof *f->pair, by_number);
    for (size_t i = 0; i < pairs; i++) {
        uint32_t b = (uint32_t)(f->pair[i] >> 32);
        if (i > 0 && f->pair[i] == f->pair[i - 1]) continue;
        if (b != last) f->count[n++] = 0;
        if (b == mine) at = n - 1;
        f->count[n - 1]++;
        last = b;
    }
    *ret_n = n;
    return at == SIZE_MAX ? n : at;
}

/* Spenders of one cell at a place and below it. */
static int64_t count_at(Few *f, uint64_t cell, uint32_t place) {
    int64_t all = 0;
    size_t  pairs = 0;
    for (size_t i = 0; i < f->n; i++) {
        bool ours = f->cell[i] == cell && branch(f->t, f->v[i].place, place) != FEW_TOP;
        if (ours) f->pair[pairs++] = f->v[i].spender;
    }
    qsort(f->pair, pairs, sizeof *f->pair, by_number);
    for (size_t i = 0; i < pairs; i++) all += i == 0 || f->pair[i] != f->pair[i - 1];
    return all;
}

/* Calls once for each cell that has anybody at a place. false: the call said no, or there are too many cells. */
static bool each_cell(Few *f, uint32_t place, bool (*passes)(Few *f, uint64_t cell, uint32_t place)) {
    enum { CELLS_MAX = 256 };
    uint64_t done[CELLS_MAX];
    size_t   n = 0;
    for (size_t i = 0; i < f->n; i++) {
        size_t k = 0;
        if (branch(f->t, f->v[i].place, place) == FEW_TOP) continue;
        while (k < n && done[k] != f->cell[i]) k++;
        if (k < n) continue;
        if (n == CELLS_MAX || !passes(f, f->cell[i], place)) return false;
        done[n++] = f->cell[i];
    }
    return true;
}

static bool large(Few *f, uint64_t cell, uint32_t place) { return count_at(f, cell, place) >= CELL_LEAST; }

/* May the place be told of beside those that lie with it below the next one? */
static bool among(Few *f, uint64_t cell, uint32_t place) {
    size_t n, mine = count_branches(f, cell, f->t->parent[place], place, &n);
    return cells_hide(f->count, n, f->hidden) && !f->hidden[mine];
}

static uint64_t taken(const FewFact *v, unsigned d) { return v->inside >> d & 1 ? 1 : v->outside >> d & 1 ? 2 : 3; }

static void cut(Few *f, unsigned d) {
    for (size_t i = 0; i < f->n; i++) f->cell[i] |= taken(&f->v[i], d) << (2 * d);
}

static void uncut(Few *f, unsigned d) {
    for (size_t i = 0; i < f->n; i++) f->cell[i] &= ~(UINT64_C(3) << (2 * d));
}

/* The places above first: what is told there is cut apart here, whether it is told here or not. A place that may not be
** told of beside others takes all below it along: `ret_fine`. */
static uint64_t told_at(Few *f, uint32_t place, const FewPage *page, uint64_t *above, bool *ret_fine) {
    uint32_t parent = f->t->parent[place];
    uint64_t told = 0;
    *ret_fine = true;
    if (parent != FEW_TOP) *above |= told_at(f, parent, page, above, ret_fine);
    if (parent != FEW_TOP && *above) *ret_fine = *ret_fine && each_cell(f, place, among);
    if (!*ret_fine) return 0;
    for (unsigned d = 0; d < page->definitions && d < FEW_DEFINITIONS_MAX; d++) {
        if (branch(f->t, place, page->whose[d]) == FEW_TOP) continue;
        bool apart = *above >> d & 1;
        if (!apart) cut(f, d);
        if (each_cell(f, place, large)) told |= UINT64_C(1) << d;
        else if (!apart) uncut(f, d);
    }
    return told;
}

uint64_t few_told(Arena *a, const FewTree *t, const FewFact *v, size_t n, const FewPage *page) {
    Few      f = {.t = t, .v = v, .n = n, .cell = ARENA_ARRAY(a, uint64_t, n + 1),
                  .pair = ARENA_ARRAY(a, uint64_t, n + 1), .count = ARENA_ARRAY(a, int64_t, n + 1),
                  .hidden = ARENA_ARRAY(a, bool, n + 1)};
    uint64_t above = 0;
    bool     fine;
    return told_at(&f, page->place, page, &above, &fine);
}

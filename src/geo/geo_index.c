/* geo_index.c - a grid over the common box of many outlines. A cell lists the outlines whose box touches it; an
** answer asks only those. The cells are stored one after another, as in a compressed sparse row. */
#include "geo/geo.h"
#include "base/check.h"

#include <math.h>

enum { SIDE = 64, CELLS = SIDE * SIDE };

struct GeoIndex {
    GeoBox    box;
    GeoEntry *entries;
    int       n;
    int       start[CELLS + 1];
    int      *items;
};

static int cell_of(double at, double low, double high) {
    if (high <= low) return 0;
    int i = (int)((at - low) / (high - low) * SIDE);
    return i < 0 ? 0 : i >= SIDE ? SIDE - 1 : i;
}

/* Calls for every cell that the box of entry `e` touches: counts, or fills when `items` is given. */
static void touch(GeoIndex *ix, int e, int *next) {
    const GeoBox *b = &ix->entries[e].shape->box;
    int x1 = cell_of(b->west, ix->box.west, ix->box.east), x2 = cell_of(b->east, ix->box.west, ix->box.east);
    int y1 = cell_of(b->south, ix->box.south, ix->box.north), y2 = cell_of(b->north, ix->box.south, ix->box.north);
    for (int y = y1; y <= y2; y++) {
        for (int x = x1; x <= x2; x++) {
            if (ix->items) ix->items[next[y * SIDE + x]] = e;
            next[y * SIDE + x]++;
        }
    }
}

GeoIndex *geo_index_new(const GeoEntry *v, int n) {
    CHECK(n >= 0);
    GeoIndex *ix = calloc(1, sizeof *ix);
    if (!ix) return NULL;
    ix->entries = calloc((size_t)n + 1, sizeof *v);
    int *next = calloc(CELLS + 1, sizeof *next);
    if (!ix->entries || !next) goto broken;
    ix->n = n;
    for (int i = 0; i < n; i++) {
        const GeoBox *b = &v[i].shape->box;
        ix->entries[i] = v[i];
        if (i == 0) ix->box = *b;
        ix->box = (GeoBox){fmin(ix->box.west, b->west), fmin(ix->box.south, b->south), fmax(ix->box.east, b->east),
                           fmax(ix->box.north, b->north)};
    }
    for (int i = 0; i < n; i++) touch(ix, i, next);
    for (int c = 0; c < CELLS; c++) ix->start[c + 1] = ix->start[c] + next[c];
    ix->items = calloc((size_t)ix->start[CELLS] + 1, sizeof *ix->items);
    if (!ix->items) goto broken;
    memcpy(next, ix->start, CELLS * sizeof *next);
    for (int i = 0; i < n; i++) touch(ix, i, next);
    free(next);
    return ix;
broken:
    free(next);
    geo_index_free(ix);
    return NULL;
}

void geo_index_free(GeoIndex *ix) {
    if (!ix) return;
    free(ix->entries);
    free(ix->items);
    free(ix);
}

int geo_index_find(const GeoIndex *ix, GeoPoint p, int64_t *ret_ids, int max) {
    if (ix->n == 0 || !geo_box_holds(&ix->box, p)) return 0;
    int cell = cell_of(p.lat, ix->box.south, ix->box.north) * SIDE + cell_of(p.lon, ix->box.west, ix->box.east);
    int found = 0;
    for (int i = ix->start[cell]; i < ix->start[cell + 1]; i++) {
        const GeoEntry *e = &ix->entries[ix->items[i]];
        if (!geo_inside(e->shape, p)) continue;
        if (found < max) ret_ids[found] = e->id;
        found++;
    }
    return found;
}

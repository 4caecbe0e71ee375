/* cube.c - sums over places that overlap. */
#include "leak/cube.h"

#include <string.h>

/* Several sums at once: as many as fit into the registers of any 64-bit machine, so that they stay there. */
typedef int64_t Lane __attribute__((vector_size(64), aligned(8)));
enum { LANE = sizeof(Lane) / sizeof(int64_t) };

/* ---- tiles ------------------------------------------------------------------------------------------------------- */

/* Splits tiles place by place (partition refinement; Paige and Tarjan 1987): the cells of a place leave their tile for
** a new one, unless the whole tile goes. Two cells end in one tile exactly when the same places hold both. */
typedef struct Split {
    uint32_t *size;                               /* cells of each tile */
    uint32_t *taken, *into;                       /* by this place: how many of a tile, and where they go */
    uint32_t *seen;                               /* of a cell: the place that saw it last, + 1 */
    uint32_t *met;                                /* tiles that this place has met */
} Split;

static void split_by(Cube *c, Split *s, const CubeShape *shape, uint32_t place) {
    uint32_t met = 0;
    for (uint32_t i = shape->first[place]; i < shape->first[place + 1]; i++) {
        uint32_t cell = shape->cell[i], tile = c->tile_of[cell];
        if (s->seen[cell] == place + 1) continue;
        s->seen[cell] = place + 1;
        if (!s->taken[tile]++) s->met[met++] = tile;
    }
    for (uint32_t k = 0; k < met; k++) {
        uint32_t tile = s->met[k];
        s->into[tile] = s->taken[tile] == s->size[tile] ? tile : c->tiles++;
    }
    for (uint32_t i = shape->first[place]; i < shape->first[place + 1]; i++) {
        uint32_t cell = shape->cell[i], tile = c->tile_of[cell];
        if (s->seen[cell] != place + 1) continue;
        s->seen[cell] = 0;                        /* once */
        uint32_t into = s->into[tile];
        if (into == tile) continue;
        s->size[tile]--;
        s->size[into]++;
        c->tile_of[cell] = into;
    }
    for (uint32_t k = 0; k < met; k++) s->taken[s->met[k]] = 0;
}

static void split_all(Arena *a, Cube *c, const CubeShape *shape) {
    size_t n = (size_t)shape->cells + 1;
    Split  s = {.size = ARENA_ARRAY(a, uint32_t, n), .taken = ARENA_ARRAY(a, uint32_t, n),
                .into = ARENA_ARRAY(a, uint32_t, n), .seen = ARENA_ARRAY(a, uint32_t, n),
                .met = ARENA_ARRAY(a, uint32_t, n)};
    c->tile_of = ARENA_ARRAY(a, uint32_t, n);
    c->tiles = shape->cells > 0;
    s.size[0] = shape->cells;
    for (uint32_t p = 0; p < shape->places; p++) split_by(c, &s, shape, p);
}

/* The tiles of each place, and the places of each tile. */
static void list_tiles(Arena *a, Cube *c, const CubeShape *shape) {
    size_t    cells = shape->places ? shape->first[shape->places] : 0;
    uint32_t *seen = ARENA_ARRAY(a, uint32_t, (size_t)c->tiles + 1), n = 0;
    c->first = ARENA_ARRAY(a, uint32_t, (size_t)c->places + 1);
    c->tile = ARENA_ARRAY(a, uint32_t, cells + 1);
    c->held_first = ARENA_ARRAY(a, uint32_t, (size_t)c->tiles + 2);
    for (uint32_t p = 0; p < c->places; p++) {
        for (uint32_t i = shape->first[p]; i < shape->first[p + 1]; i++) {
            uint32_t tile = c->tile_of[shape->cell[i]];
            if (seen[tile] == p + 1) continue;
            seen[tile] = p + 1;
            c->tile[n++] = tile;
            c->held_first[tile + 2]++;
        }
        c->first[p + 1] = n;
    }
    for (uint32_t t = 0; t < c->tiles; t++) c->held_first[t + 2] += c->held_first[t + 1];
    c->held = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
    for (uint32_t p = 0; p < c->places; p++) {
        for (uint32_t i = c->first[p]; i < c->first[p + 1]; i++) c->held[c->held_first[c->tile[i] + 1]++] = p;
    }
}

bool cube_make(Arena *a, const CubeShape *shape, Cube *ret_c) {
    size_t cells = shape->places ? shape->first[shape->places] : 0;
    for (size_t i = 0; i < cells; i++) {
        if (shape->cell[i] >= shape->cells) return false;
    }
    Cube c = {.indicators = shape->indicators, .periods = shape->periods, .cells = shape->cells,
              .places = shape->places, .slots = shape->indicators * shape->periods};
    c.strips = (c.slots + CUBE_STRIP - 1) / CUBE_STRIP;
    split_all(a, &c, shape);
    list_tiles(a, &c, shape);
    c.tile_sum = ARENA_ARRAY(a, int64_t, (size_t)c.strips * c.tiles * CUBE_STRIP + 1);
    c.place_sum = ARENA_ARRAY(a, int64_t, (size_t)c.strips * c.places * CUBE_STRIP + 1);
    *ret_c = c;
    return true;
}

/* ---- facts ------------------------------------------------------------------------------------------------------- */

static size_t at(uint32_t slot, uint32_t row, uint32_t rows) {
    return ((size_t)(slot / CUBE_STRIP) * rows + row) * CUBE_STRIP + slot % CUBE_STRIP;
}

/* Into its tile. */
static bool take_in(Cube *c, const CubeFact *f, uint32_t *ret_slot, uint32_t *ret_tile) {
    uint64_t size = f->value < 0 ? 0 - (uint64_t)f->value : (uint64_t)f->value;
    if (f->indicator >= c->indicators || f->period >= c->periods || f->cell >= c->cells) return false;
    if (size > (uint64_t)INT64_MAX - c->reached) return false;
    c->reached += size;
    *ret_slot = f->indicator * c->periods + f->period;
    *ret_tile = c->tile_of[f->cell];
    c->tile_sum[at(*ret_slot, *ret_tile, c->tiles)] += f->value;
    return true;
}

bool cube_add(Cube *c, const CubeFact *f) {
    uint32_t slot, tile;
    if (!take_in(c, f, &slot, &tile)) return false;
    if (!c->summed) return true;
    for (uint32_t i = c->held_first[tile]; i < c->held_first[tile + 1]; i++) {
        c->place_sum[at(slot, c->held[i], c->places)] += f->value;
    }
    return true;
}

bool cube_load(Cube *c, const CubeFact *v, size_t n) {
    uint32_t slot, tile;
    c->summed = false;
    for (size_t i = 0; i < n; i++) {
        if (!take_in(c, &v[i], &slot, &tile)) return false;
    }
    return true;
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

/* One strip of one place: its tiles' rows, a piece of them at a time. */
static void sum_strip(const Cube *c, uint32_t place, const int64_t *rows, int64_t *ret_v) {
    const uint32_t *tile = c->tile + c->first[place], *end = c->tile + c->first[place + 1];
    for (int k = 0; k < CUBE_STRIP; k += 2 * LANE) {
        Lane one = {0}, other = {0};
        for (const uint32_t *t = tile; t < end; t++) {
            const Lane *row = (const Lane *)(rows + (size_t)*t * CUBE_STRIP + k);
            one += row[0];
            other += row[1];
        }
        memcpy(ret_v + k, &one, sizeof one);
        memcpy(ret_v + k + LANE, &other, sizeof other);
    }
}

void cube_sum(Cube *c) {
    for (uint32_t s = 0; s < c->strips; s++) {
        const int64_t *rows = c->tile_sum + (size_t)s * c->tiles * CUBE_STRIP;
        int64_t       *out = c->place_sum + (size_t)s * c->places * CUBE_STRIP;
        for (uint32_t p = 0; p < c->places; p++) sum_strip(c, p, rows, out + (size_t)p * CUBE_STRIP);
    }
    c->summed = true;
}

int64_t cube_at(const Cube *c, uint32_t place, uint32_t indicator, uint32_t period) {
    return c->place_sum[at(indicator * c->periods + period, place, c->places)];
}

void cube_place(const Cube *c, uint32_t place, int64_t *ret_v) {
    for (uint32_t s = 0; s < c->strips; s++) {
        int64_t  v[CUBE_STRIP];
        uint32_t from = s * CUBE_STRIP, n = c->slots - from < CUBE_STRIP ? c->slots - from : CUBE_STRIP;
        sum_strip(c, place, c->tile_sum + (size_t)s * c->tiles * CUBE_STRIP, v);
        memcpy(ret_v + from, v, n * sizeof *v);
    }
}

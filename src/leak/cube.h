/* cube.h - sums by indicator, period and place, where places are sets of cells that overlap as they like. Pure: facts
** in, whole numbers out, each equal to the sum of its facts one by one.
**
** A fact lies in one cell. Cells that belong to exactly the same places are one tile, and the facts of a tile are
** summed when they come in; a place is a list of tiles, each of which counts once. Sums are kept in strips of a few
** slots (a slot is an indicator in a period) for all tiles, so that a strip lies in the processor's own memory while
** all places are summed over it. A fact that comes later adds to its tile and to the places that hold it, and is seen
** at once. */
#ifndef RAKAZ_LEAK_CUBE_H
#define RAKAZ_LEAK_CUBE_H

#include "base/arena.h"

#include <stdbool.h>

enum { CUBE_STRIP = 64 };                         /* slots of a strip */

typedef struct CubeShape {
    uint32_t        indicators, periods, cells, places;
    const uint32_t *first;                        /* places + 1: place p has [first[p], first[p + 1]) of `cell` */
    const uint32_t *cell;                         /* below `cells`; a cell that stands twice in a place counts once */
} CubeShape;

typedef struct CubeFact {
    uint32_t indicator, period, cell;
    int64_t  value;
} CubeFact;

typedef struct Cube {
    uint32_t  indicators, periods, cells, places, tiles, slots, strips;
    uint32_t *tile_of;                            /* of each cell */
    uint32_t *first, *tile;                       /* places + 1, and the tiles of each */
    uint32_t *held_first, *held;                  /* tiles + 1, and the places that hold each */
    int64_t  *tile_sum, *place_sum;               /* [strip][tile or place][CUBE_STRIP] */
    uint64_t  reached;                            /* sum of |value|: no sum of any place can be beyond it */
    bool      summed;                             /* place_sum is current */
} Cube;

/* An empty cube. Memory from `a`: 8 bytes x indicators x periods x (tiles + places), and the lists. false: a cell of a
** place is not below `cells`. */
bool cube_make(Arena *a, const CubeShape *shape, Cube *ret_c);

/* Adds a fact; seen at once in every place that holds its cell, once cube_sum was called. false: an index out of range,
** or the sums might go beyond 64 bits; nothing has changed then. */
bool cube_add(Cube *c, const CubeFact *f);

/* Adds many, before the places are summed anew. false: as cube_add; those before the bad one have been added. */
bool cube_load(Cube *c, const CubeFact *v, size_t n);

/* Sums all places. */
void cube_sum(Cube *c);

/* After cube_sum: one sum. */
int64_t cube_at(const Cube *c, uint32_t place, uint32_t indicator, uint32_t period);

/* One place, without summing the others: indicators x periods numbers, an indicator after the other. */
void cube_place(const Cube *c, uint32_t place, int64_t *ret_v);

#endif

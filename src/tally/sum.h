/* sum.h - from facts to numbers of all places at once, for one reader: which businesses work, opened and closed in each
** of eleven years, which needs were met, what is open, who has ties. Pure. Places overlap as they like: whoever belongs
** to several counts in each of them, once.
**
** The numbers are those of the lists behind them: businesses as measure/count.h counts them; listings as "local" on a
** list chooses them (their holder is a member, or they have none and lie there); ties as the network of a place counts
** them (between two whom the reader sees, however many ties two have). */
#ifndef RAKAZ_TALLY_SUM_H
#define RAKAZ_TALLY_SUM_H

#include "place/place.h"
#include "tally/facts.h"

enum { TALLY_YEARS = 11 };                        /* the last is the year we are in */

/* The first four of each year; the others are of today and stand in the last year alone. */
typedef enum Tally {
    TALLY_WORK, TALLY_OPENED, TALLY_CLOSED, TALLY_MET,
    TALLY_NEEDS, TALLY_OFFERS, TALLY_ALONE,
    TALLY_TIES,                                   /* neighbours of all businesses together */
    TALLY_BUSINESSES,                             /* whatever became of them: the network knows no years */
    TALLY_N
} Tally;

typedef struct TallyRow {
    Id      place;
    int64_t number;                               /* of the definition in force */
    int32_t n[TALLY_N][TALLY_YEARS];
} TallyRow;

typedef struct TallySums {
    TallyRow *v;                                  /* by place */
    size_t    n;
} TallySums;

/* Whoever belongs somewhere, and every place, is a cell; a definition is a set of cells. */
typedef struct TallyMap {
    Id       *key;                                /* open hash table; 0: free */
    uint32_t *cell;
    size_t    slots;
} TallyMap;

typedef struct TallyGround {
    PlaceInForce *v;                              /* by place */
    uint32_t      n, cells;
    uint32_t     *first, *cell;                   /* as CubeShape has them */
    TallyMap      of;                             /* from actors and places to cells */
} TallyGround;

/* Memory from `a`; f is not kept. */
void tally_ground(Arena *a, const PlaceForce *f, TallyGround *ret_g);

/* Who looks, and from which year. */
typedef struct TallyLook {
    bool (*sees)(void *eyes, uint64_t gate);      /* NULL: everything */
    void  *eyes;
    int    year;
} TallyLook;

void tally_sum(Arena *a, const TallyFacts *f, const TallyGround *g, const TallyLook *look, TallySums *ret_s);

#endif

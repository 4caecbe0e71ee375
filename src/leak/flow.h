/* flow.h - who spends what part of their money at whom, and what becomes of it in the end. Pure: a sparse table in,
** sums with a proven bound out.
**
** A is a table of parts: of one unit that `from` spends, A[to][from] goes to `to`, who belongs to the table as well.
** The sum of a column is what `from` keeps in the table; the rest of the unit leaves it. Every column leaks something
** (its sum is below 1), therefore all rounds of spending together are finite (Leontief 1936):
**     spread        x = d + A x        what everybody takes in, when d is spent from outside at the beginning
**     multipliers   m = 1 + A' m       what one unit spent at j moves in the whole table; m_j = sum of column j of
**                                      (I - A)^-1, the output multiplier of input-output tables
**
** Method. Sweeps of Gauss and Seidel, each of which uses what it has just found: of non-negative tables they converge
** at least as fast as plain rounds (Stein and Rosenberg 1948). They run on a copy of the table in half the bytes; what
** is left over is then reckoned in full, and swept again (iterative refinement, Wilkinson 1963). Nothing of this has to
** be believed: the bound comes from what is left over at the end alone. With r = b + M y - y and c the largest column
** sum of A, |y - exact| <= |r| / (1 - c) in the norm in which M contracts: the sum of absolute values for the spread,
** the largest of them for the multipliers. To |r| is added the most that the machine can have rounded it by (k + 1
** terms are added with at most k + 2 roundings each; Higham 2002, section 3.1). */
#ifndef RAKAZ_LEAK_FLOW_H
#define RAKAZ_LEAK_FLOW_H

#include "base/arena.h"

#include <stdbool.h>

/* Of one unit that `from` spends, `part` goes to `to`. */
typedef struct FlowEntry {
    uint32_t to, from;
    double   part;
} FlowEntry;

/* What is wrong with a table. */
typedef enum FlowFlaw {
    FLOW_FINE,
    FLOW_OUTSIDE,                                 /* an index is not below n, or there are 2^32 entries */
    FLOW_PART,                                    /* a part is below 0, above 1 or no number */
    FLOW_TWICE,                                   /* the same pair stands twice */
    FLOW_CLOSED,                                  /* of some column nothing leaves: the rounds have no end */
    FLOW_MISSING,                                 /* flow_change: the pair does not stand in the table */
} FlowFlaw;

/* By columns. Readers look; flow_make and flow_change write. */
typedef struct FlowHalf {
    uint32_t to;
    float    part;
} FlowHalf;
typedef struct FlowTable {
    uint32_t  n;
    size_t    entries;
    uint32_t *first;                              /* n + 1: column j is [first[j], first[j + 1]) */
    uint32_t *to;                                 /* ascending within a column */
    double   *part;
    FlowHalf *half;                               /* the same once more, to sweep over */
    double   *kept;                               /* sums of columns, rounded upward */
    uint32_t *terms;                              /* entries of each row */
    double   *doubt;                              /* of each column: sum of part x (terms of the row + 3) */
    double    most;                               /* the largest of `kept` */
} FlowTable;

/* Builds a table of n members from entries in any order. Memory from `a`: 24 bytes an entry, 32 a member, as long as
** the table is used. A part of 0 keeps a place for a flow that may come. On a flaw `ret_t` is not to be used. */
FlowFlaw flow_make(Arena *a, uint32_t n, const FlowEntry *v, size_t n_v, FlowTable *ret_t);

/* A state that is kept current. */
typedef struct FlowSpread {
    const double *d;                              /* the caller's, as long as the state is used */
    double  *x;                                   /* n: what everybody takes in */
    double  *left;                                /* n: d + A x - x */
    double   sum_left;                            /* sum of |left| */
    double   rounded;                             /* the most that rounding can have hidden of it */
    double   tolerance;                           /* sum_left is brought down to this */
    double   bound;                               /* proven: sum of |x - exact| */
    int      sweeps;
    uint32_t *ring, *touched;                     /* of flow_change: who waits, who got anything */
    uint8_t  *flags;
} FlowSpread;

/* x = d + A x. `d` has n numbers, of any sign; `tolerance` is in the unit of d: the sum of what is left over may be
** that much, and begins with half of it (1e-12 of the sum of d is near what the machine can tell). The bound is true
** whether it was reached or not. */
void flow_spread(const FlowTable *t, Arena *a, const double *d, double tolerance, FlowSpread *ret_s);

/* One flow of the table becomes another, and what follows from it: only what is left over is pushed on, the largest
** first (Southwell 1946), until it is down to a small share of the tolerance. Costs what the change reaches, not the
** table; when many changes have used the tolerance up, all is swept again (memory from `a`: 8 bytes a member). The
** state must be of this table. FLOW_OUTSIDE, FLOW_PART, FLOW_CLOSED, FLOW_MISSING: nothing has changed. */
FlowFlaw flow_change(FlowTable *t, Arena *a, FlowSpread *s, const FlowEntry *e);

/* m = 1 + A' m, n numbers; `tolerance` as the largest |r|, 1e-12 is good. `ret_bound`: proven, of the largest error of
** any m_j. Memory from `a` is given back by the caller's reset. Returns the number of sweeps. */
int flow_multipliers(const FlowTable *t, Arena *a, double tolerance, double *ret_m, double *ret_bound);

#endif

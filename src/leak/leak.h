/* leak.h - what money leaves a place, what stays, what nobody knows, by category and by definition of the place; and
** what of it could be made here. Pure: facts in, sums and ranked rows out, all in whole agorot a year.
**
** Whether something is bought in the place depends on what is meant by the place, so a fact says for each of up to
** LEAK_DEFINITIONS_MAX definitions whether it is bought inside, outside, or not known. An amount is a range; one that
** is exact has two equal ends. Sums are therefore ranges too. */
#ifndef RAKAZ_LEAK_LEAK_H
#define RAKAZ_LEAK_LEAK_H

#include "base/arena.h"

#include <stdbool.h>

enum { LEAK_DEFINITIONS_MAX = 64, LEAK_UNIT = 10000 };
#define LEAK_AMOUNT_MAX INT64_C(100000000000000)  /* of one fact, agorot a year */

/* One spending of somebody. */
typedef struct LeakFact {
    uint32_t category;                            /* below the number of categories */
    uint32_t spender;                             /* one number for each who spends, to count them */
    uint64_t inside, outside;                     /* bit d: by definition d; in neither of them: not known */
    int64_t  low, high;                           /* agorot a year */
} LeakFact;

typedef struct LeakRange {
    int64_t low, high;
} LeakRange;
static inline int64_t leak_middle(LeakRange r) { return r.low + (r.high - r.low) / 2; }

/* One category by one definition. spent = stays + leaves + unknown, at both ends. */
typedef struct LeakRow {
    LeakRange spent, stays, leaves, unknown;
    uint32_t  facts, spenders;
    uint32_t  unknown_facts;
} LeakRow;

/* Sums of all categories by definition d. `ret_rows`: one row for each category and, behind them, their total, whose
** spenders are counted once. Needs scratch memory from `a`, 8 bytes a fact. false: a fact is out of range, or there are
** more than 92,233 of them. */
bool leak_sum(Arena *a, const LeakFact *v, size_t n, uint32_t categories, unsigned d, LeakRow *ret_rows);

/* ---- bought outside, could be made here -------------------------------------------------------------------------- */

/* What one who could make it is known for. */
typedef enum LeakSkill {
    LEAK_SKILL_NONE,                              /* nothing speaks for it */
    LEAK_SKILL_NEAR,                              /* works in a neighbouring category */
    LEAK_SKILL_SAME,                              /* works in the category */
    LEAK_SKILL_OFFERS,                            /* offers it, or has sold it */
} LeakSkill;

enum { LEAK_SPARE_UNKNOWN = -1 };

typedef struct LeakMaker {
    int64_t   id;
    uint32_t  category;
    LeakSkill skill;
    int       spare;                              /* of their capacity that is free, of LEAK_UNIT, or unknown */
} LeakMaker;

/* Why a category stands where it stands: bits. */
typedef enum LeakReason {
    LEAK_MUCH_LEAVES    = 1,                      /* at least a tenth of all that leaves */
    LEAK_MANY_SPENDERS  = 2,                      /* five or more buy it outside */
    LEAK_SOMEBODY_OFFERS = 4,
    LEAK_SOMEBODY_SAME  = 8,
    LEAK_SPARE_KNOWN    = 16,                     /* somebody who could has capacity that is known to be free */
    LEAK_SPARE_ASK      = 32,                     /* of the best, spare capacity is not known: ask */
    LEAK_NOBODY         = 64,                     /* nobody here makes it or anything near it */
} LeakReason;

typedef struct LeakPlug {
    uint32_t category;
    int64_t  leaves;                              /* the middle of the range */
    int64_t  score;                               /* what might stay: leaves x spare x skill of the best maker */
    unsigned reasons;
    uint32_t makers;                              /* all that are known for it */
    uint32_t best[3], bests;                      /* indexes of the best makers, the best first */
} LeakPlug;

/* Categories of which something leaves, by what might stay, then by what leaves, then by number. Skill weighs 1, 3/4,
** 1/4; what is not known of spare capacity weighs half, neither nothing nor all. Makers without skill are left out.
** `rows` and their total come from leak_sum. Rows in `a`. */
LeakPlug *leak_plugs(Arena *a, const LeakRow *rows, uint32_t categories, const LeakMaker *v, size_t n, size_t *ret_n);

#endif

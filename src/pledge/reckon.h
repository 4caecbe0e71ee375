/* reckon.h - how pledges stand on a day, and what they add up to. Pure: lines in, sums out, whole numbers only; the
** order of the lines changes nothing. Money is never added to anything else, hours never to days; what is not known
** stays out of a sum and is counted beside it. */
#ifndef RAKAZ_PLEDGE_RECKON_H
#define RAKAZ_PLEDGE_RECKON_H

#include "base/day.h"
#include "lang/show.h"
#include "pledge_ent.h"

/* What a reader is told of a pledge. Late is nowhere stored: it follows from the day. */
typedef enum PledgeStand { STAND_OPEN, STAND_LATE, STAND_KEPT, STAND_LET_GO, STAND_N } PledgeStand;
PledgeStand pledge_stand(int state, Day by_on, Day today);

/* One pledge, with what was given of it so far. Money in the smallest unit; numbers NUMBER_NONE where not known; `most`
** is known only of a range. */
typedef struct PledgeLine {
    int     circle, state, unit;                  /* enum PledgeCircle, PledgeState, PledgeUnit; unit 0: none */
    Day     by_on;
    int64_t money, money_most, quantity, quantity_most;
} PledgeLine;

/* A sum of amounts: `least` of all that are known, `most` with the upper ends of ranges, how many are known. */
typedef struct PledgeAmount {
    int     known;
    int64_t least, most;
} PledgeAmount;

typedef struct PledgeSum {
    int          n, stands[STAND_N];
    int          changed;                         /* of those that stand: not as they were promised at first */
    int          unsaid;                          /* neither money nor number is known */
    PledgeAmount money, units[PLEDGE_UNIT_N];     /* of what was not let go; per cents are not added */
} PledgeSum;

/* Adds the lines of one circle (0: of all circles, where only the counts and the money mean anything). */
PledgeSum pledge_sum(const PledgeLine *v, size_t n, int circle, Day today);

/* Does a unit add up? Per cents of different wholes do not. */
bool pledge_unit_adds(int unit);

/* How much of a promise has been given, in per cent of its least, at most 100; -1 where either is not known. */
int pledge_part(int64_t promised, int64_t given);

/* The last day of the twelve months after a day, on which somebody hired then has stayed a year. */
Day pledge_year_after(Day d);

#endif

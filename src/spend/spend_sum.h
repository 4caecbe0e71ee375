/* spend_sum.h - what the rows of books add up to: local by several definitions at once, by payee, category and
** quarter, and how much stands with few. Pure; whole hundredths, so that the order of rows changes nothing.
** A payment is *local* when its payee belongs to the place by the version that was in force on the day of payment,
** *not* when it is known where the payee is and it does not belong, and *unknown* else: who the payee is, where it
** is or when it was paid is not known. Unknown is never counted as not local. */
#ifndef RAKAZ_SPEND_SPEND_SUM_H
#define RAKAZ_SPEND_SPEND_SUM_H

#include "spend/spend_book.h"

typedef enum SpendLocal { SPEND_UNKNOWN, SPEND_LOCAL, SPEND_NOT_LOCAL, SPEND_LOCAL_N } SpendLocal;

enum { SPEND_DEFS_MAX = 3, SPEND_VERSIONS_MAX = 32, SPEND_QUARTERS_MAX = 240, SPEND_YEAR_FIRST = 1980 };

/* One version of a place: whom it holds, payee by payee (SpendLocal). */
typedef struct SpendVersion {
    Day            from, until;                   /* 0: since ever, for ever */
    const uint8_t *payee;
} SpendVersion;

/* A definition of local; its versions do not overlap in time. */
typedef struct SpendDef {
    SpendVersion v[SPEND_VERSIONS_MAX];
    int          n;
} SpendDef;

/* What is added up; every array is the caller's or NULL, and starts at zero. */
typedef struct SpendSums {
    const SpendDef *defs;
    int             defs_n;
    Day             undated;                      /* stands in for a day that is not known; 0: nothing does */
    SpendSum        all;
    SpendSum        local[SPEND_DEFS_MAX][SPEND_LOCAL_N];
    SpendSum       *payees;                       /* by payee of the book */
    SpendSum       *locals;                       /* the same of what is local by the first definition */
    SpendSum      (*categories)[1 + SPEND_LOCAL_N]; /* by category: all, then by the first definition */
    SpendSum        quarters[SPEND_QUARTERS_MAX][1 + SPEND_LOCAL_N]; /* by spend_quarter; the last one: undated */
} SpendSums;

/* Adds the kept rows of a chunk. */
void spend_sum(SpendSums *s, const SpendChunk *k);

/* How a payment to this payee on this day counts by a definition. */
SpendLocal spend_local(const SpendDef *d, uint32_t payee, Day day);

/* Quarters since the first of SPEND_YEAR_FIRST; SPEND_QUARTERS_MAX - 1 for an unknown day. */
int spend_quarter(Day d);

/* How much stands with few payees. Those with less than nothing are left out. hhi: the Herfindahl-Hirschman index,
** the sum of the squared shares in hundredths, 0 to 10,000 (Herfindahl 1950, "Concentration in the U.S. Steel
** Industry"; Hirschman 1964, "The Paternity of an Index", American Economic Review 54); shares are rounded down to a
** millionth first, so that it is the same number everywhere. */
typedef struct SpendFew {
    uint32_t payees;                              /* with more than nothing */
    int64_t  all, first, five, ten;               /* sums: of all, the largest, the five, the ten largest */
    int64_t  hhi;
} SpendFew;

/* Sorts v, rising. */
void spend_few(int64_t *v, size_t n, SpendFew *ret_f);

/* Share in tenths of a per cent, rounded; 0 when nothing is below the line. */
int64_t spend_permille(int64_t part, int64_t whole);

#endif

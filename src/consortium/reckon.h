/* reckon.h - what several businesses can do together, and what is still missing. Pure: no database, no clock, whole
** numbers only; the order of the members changes nothing.
**
** What is not known is NUMBER_NONE (of a set or a day: 0) and is never counted as given, as zero or as covered: it is
** told beside what is missing. Of a day of the week somebody has to be known to come. */
#ifndef RAKAZ_CONSORTIUM_RECKON_H
#define RAKAZ_CONSORTIUM_RECKON_H

#include "base/day.h"
#include "base/id.h"
#include "consortium_ent.h"
#include "listing_ent.h"

enum {
    JOIN_CERTIFICATES = CERTIFICATE_N - 1, JOIN_DAYS = 7, JOIN_WHOLE = 10000, JOIN_STEPS = 3, JOIN_MEMBERS_MAX = 200,
};

/* What is asked, or pooled: one part. */
typedef struct JoinPart {
    int64_t quantity;
    int     rhythm;                               /* enum ConsortiumRhythm */
    int64_t days;                                 /* bits, Sunday the lowest; 0: no days are asked for */
    Id      to_place;                             /* where it is delivered; 0: not said */
    int64_t km;                                   /* how far that is */
    int64_t each_holds, one_holds;                /* bits of certificates: of everybody, and of one of them */
    int64_t insured;
    int     insured_how;                          /* enum InsuredHow; 0: each */
    Day     on;                                   /* the last day on which certificates must hold */
    Day     by_on;                                /* by when it is needed; 0: not said */
} JoinPart;

/* What one of them can give to it; `days` 0: not known. */
typedef struct JoinMember {
    int64_t capacity, days;
    Id      to_place;
    int64_t km;
    int64_t certificates;
    Day     until[JOIN_CERTIFICATES];             /* the last day of each; 0: not known */
    int64_t insured;
    bool    agreed;
} JoinMember;

typedef struct JoinSum {
    int     n;                                    /* how many carry it */
    int64_t given, agreed;                        /* the known capacities, and of those who agreed */
    int     unknown;                              /* carriers whose capacity is not known */
    int64_t missing;                              /* of the worst day; NUMBER_NONE: what is asked is not known */
    int64_t day_given[JOIN_DAYS], day_maybe[JOIN_DAYS], day_missing[JOIN_DAYS];
    int64_t days_missing, days_unknown;           /* bits of days that nobody, or perhaps somebody, comes */
    int     far, far_unknown;                     /* carriers who do not deliver there, and of whom it is not known */
    int64_t each_missing, each_unknown, one_missing, one_unknown;
    int64_t insured;                              /* what there is against what is asked; NUMBER_NONE: nothing known */
    int64_t insured_missing;
    int     insured_unknown;
    bool    covered;                              /* nothing of it is missing and nothing that matters is unknown */
} JoinSum;

/* Of one of them: whether they deliver there, and whether a certificate (its bit) holds until the last day; JOIN_ENDS:
** it is held and ends before. */
typedef enum JoinHolds { JOIN_NO, JOIN_ENDS, JOIN_UNKNOWN, JOIN_YES } JoinHolds;
JoinHolds join_reaches(const JoinPart *p, const JoinMember *m);
JoinHolds join_certified(const JoinPart *p, const JoinMember *m, int bit);

JoinSum join_sum(const JoinPart *p, const JoinMember *v, size_t n);

/* Shares in hundredths of a per cent; NUMBER_NONE: not known. */
typedef struct JoinShares {
    int64_t sum, missing, over;                   /* against the whole */
    int     unknown;
    bool    whole;
} JoinShares;
JoinShares join_shares(const int64_t *v, size_t n);

/* Splits an amount by weights so that the parts sum to it exactly (largest remainder; of equal ones the earlier gets
** more). false, and all parts 0: nothing to split by. Weights are not negative. */
bool join_split(int64_t total, const int64_t *weights, size_t n, int64_t *ret_v);

/* ---- buying together --------------------------------------------------------------------------------------------- */

/* A price for one from each quantity on; what costs once. `from` rises; NUMBER_NONE: no such step. */
typedef struct JoinQuote {
    int64_t from[JOIN_STEPS], price[JOIN_STEPS];
    int64_t extra;                                /* NUMBER_NONE: none told, nothing is added */
} JoinQuote;

/* For one at this quantity, and for all of it; NUMBER_NONE: it is not sold so, or more than a number holds. */
int64_t join_price(const JoinQuote *q, int64_t quantity);
int64_t join_cost(const JoinQuote *q, int64_t quantity);

/* Which is cheapest in all; of equal ones the earlier. -1: none sells so much. */
int join_best(const JoinQuote *v, size_t n, int64_t quantity);

/* What each pays and saves: `wants` and `before` (for one) a member, NUMBER_NONE not known. Who does not say how many
** takes no part in it. The sums are over those of whom both are known. At most JOIN_MEMBERS_MAX. */
typedef struct JoinSaving {
    int64_t before, after, saved;                 /* NUMBER_NONE where it is not known */
} JoinSaving;
typedef struct JoinSavings {
    int64_t quantity, cost, before, after, saved;
    int     unknown;                              /* who takes part, and does not say what was paid so far */
} JoinSavings;
JoinSavings join_savings(const JoinQuote *q, const int64_t *wants, const int64_t *before, size_t n, JoinSaving *ret_v);

/* ---- what was promised for a month ------------------------------------------------------------------------------- */

/* A day: the days of the month on which both come; a week: those that begin in it, on Sunday; once: the month of
** `by_on`. NUMBER_NONE: not known. */
int64_t join_promised(const JoinPart *p, const JoinMember *m, int year, int month);

#endif

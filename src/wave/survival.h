/* survival.h - does a business still exist so long after it was first helped? Pure functions: what is known of it in,
** an answer out; whoever is not known of is told as that, and never as gone nor as there. */
#ifndef RAKAZ_WAVE_SURVIVAL_H
#define RAKAZ_WAVE_SURVIVAL_H

#include "base/day.h"

enum { HORIZONS = 3, SEEN_MAX = 12 };

/* Months after the first help at which it is asked: 12, 36, 60. */
extern const int HORIZON_MONTHS[HORIZONS];

/* One thing known of a business: on a day it was there (working, paused, or elsewhere since `moved_on`), or it closed
** on a day between `from` and `until`. */
typedef struct Seen {
    bool closed;
    Day  from, until;                             /* of one that was there: both the day itself */
    Day  moved_on;                                /* 0: it had not moved */
} Seen;

typedef enum Survival {
    SURVIVAL_AHEAD,                               /* the time has not come yet */
    SURVIVAL_UNKNOWN, SURVIVAL_THERE, SURVIVAL_MOVED, SURVIVAL_CLOSED, SURVIVALS
} Survival;

/* Where it stood so many months after `start`. Being seen there later settles it, whatever was said before (it may
** have opened again); an answer counts for its day from a fortnight before, as the follow-ups do. */
Survival survival_at(Day start, int months, const Seen *v, size_t n, Day today);

/* How many of a group stand where. */
typedef struct SurvivalSum {
    int64_t n[SURVIVALS];
} SurvivalSum;
int64_t survival_due(const SurvivalSum *s);       /* whose time has come */
int64_t survival_known(const SurvivalSum *s);
int     survival_percent(const SurvivalSum *s);   /* of those known: there or elsewhere; known > 0 */

#endif

/* due.h - why a business is to be spoken to, and how soon. Pure. */
#ifndef RAKAZ_OUTREACH_DUE_H
#define RAKAZ_OUTREACH_DUE_H

#include "base/day.h"

enum {
    DUE_AHEAD_DAYS = 60,                          /* a date shows so long before its day */
    DUE_PAST_DAYS = 30,                           /* and so long after it */
    DUE_DEADLINE_DAYS = 30,
    DUE_NEW_DAYS = 30,                            /* who has just opened is spoken to again after so long */
};

/* The first reason stands highest. */
typedef enum DueReason { DUE_DATE, DUE_DEADLINE, DUE_NEW, DUE_QUIET, DUE_REASONS } DueReason;

/* The day of a date that comes next, or came last within DUE_PAST_DAYS; 0: it lies outside of what is shown. */
Day due_day(Day on, bool yearly, Day today);

/* Was somebody spoken to since the date began to show? */
bool due_met(Day on, int ahead, Day heard_on);

/* One to be spoken to: the reason that counts most, and its day. */
typedef struct Due {
    int64_t   actor, cause;                       /* the record behind it: a date, a listing */
    DueReason reason;
    Day       on;                                 /* of the date or deadline; last spoken to (0: never) */
} Due;

/* Keeps one line an actor, the best of its reasons, in order: dates and deadlines by their day, then who has just
** opened, then the longest silent. Returns how many are left. */
size_t due_sort(Due *v, size_t n);

#endif

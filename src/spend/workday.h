/* workday.h - days on which a small business can be expected to answer. Pure. */
#ifndef RAKAZ_SPEND_WORKDAY_H
#define RAKAZ_SPEND_WORKDAY_H

#include "base/day.h"

/* Sunday to Thursday, but for feasts of any of the communities (event/feast.h) on which work rests: a supplier of
** any of them has the same time. */
bool workday(Day d);

/* The day on which n working days have passed after `from`, which does not count itself. 0 for a day that is not
** valid. */
Day workday_after(Day from, int n);

#endif

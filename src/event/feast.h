/* feast.h - feasts that can be reckoned: of the Jewish and the Christian calendars exactly, of the Muslim one as the
** tables have it, which the sight of the moon may move by a day. Pure. */
#ifndef RAKAZ_EVENT_FEAST_H
#define RAKAZ_EVENT_FEAST_H

#include "base/day.h"
#include "lang/lang.h"

typedef struct Feast {
    TextKey name;
    bool    about;                                /* may be a day earlier or later */
} Feast;

enum { FEASTS_A_DAY = 8 };

/* The feasts of a day, at most FEASTS_A_DAY; returns how many. */
size_t feasts_on(Day d, Feast *ret_v);

/* Easter Sunday of the western and of the eastern churches. */
Day easter_west(int year);
Day easter_east(int year);

/* The day in the tabular Islamic calendar (civil epoch). */
typedef struct MuslimDay {
    int year, month, date;
} MuslimDay;
MuslimDay muslim_of(Day d);

#endif

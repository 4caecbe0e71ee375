/* day.h - dates and moments.
**
** Day: a calendar date as the number 20261123, 0 = unknown; sorts and compares as it stands.
** Stamp: milliseconds since 1970-01-01 UTC, 0 = unknown.
** Nothing here reads the clock: the time of a request stands in its Ctx. */
#ifndef RAKAZ_BASE_DAY_H
#define RAKAZ_BASE_DAY_H

#include "base/arena.h"
#include "base/buf.h"

typedef int32_t Day;
typedef int64_t Stamp;

/* A real date of the Gregorian calendar, years 1 to 9999. */
bool day_valid(Day d);
Day  day_of(int year, int month, int date);
int  day_year(Day d);
int  day_month(Day d);
int  day_date(Day d);

/* Days since 1970-01-01 and back. d must be valid; a number or sum outside the years 1 to 9999 gives 0. */
int32_t day_number(Day d);
Day     day_from_number(int32_t n);
Day     day_plus(Day d, int32_t days);
int     day_weekday(Day d);                       /* 0 = Sunday */

/* Accepts 2026-11-23, 23.11.2026, 23/11/2026, 23-11-2026, 23.11.26 (years 70-99 are 19xx) and 20261123, one
** digit for day and month too, blanks around it, and Arabic digits. Day before month, as in the region. */
bool day_parse(Str s, Day *ret_d);
void buf_day_iso(Buf *b, Day d);                  /* 2026-11-23; nothing for 0 */
Str  day_iso(Arena *a, Day d);                    /* the same in an arena */

/* Local civil time. `zone` is an IANA name such as "Asia/Jerusalem"; unknown names mean UTC (zone.h says when
** zones are read). An unknown Stamp gives the empty LocalTime and Day 0. */
typedef struct LocalTime {
    Day d;
    int hour, minute, second, weekday;
} LocalTime;
LocalTime stamp_local(Stamp t, const char *zone);
Day       stamp_day(Stamp t, const char *zone);

/* d must be valid. A time that comes twice in autumn means its first coming; one that the spring skips means
** the moment as long after the change (02:30 is 03:30). */
Stamp stamp_of(Day d, int hour, int minute, const char *zone);

/* RFC 3339 in UTC with milliseconds: 2026-11-23T07:30:00.000Z. Reading accepts offsets
** too, and drops what is finer than a millisecond. Nothing is written for 0 or years outside 1 to 9999. */
void buf_stamp_iso(Buf *b, Stamp t);
bool stamp_parse(Str s, Stamp *ret_t);

#endif

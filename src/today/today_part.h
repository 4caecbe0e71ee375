/* today_part.h - what other modules show on the first page. Registered at a module's start.
**
** What waits for an act of the reader has a card of its own in the column of what waits (TodayPart); it writes nothing
** when there is nothing, and lower `order` stands higher. What merely has a day that comes near or has passed, as a
** review or a source that ends, is a row of the one card of dates, sorted by day (TodayDatesFn). */
#ifndef RAKAZ_TODAY_TODAY_PART_H
#define RAKAZ_TODAY_TODAY_PART_H

#include "page/page.h"

typedef struct TodayPart {
    int     order;
    Fault (*draw)(Buf *b, const Page *pg);
} TodayPart;
void today_register(const TodayPart *p);

/* One row of the card of dates. */
typedef struct TodayDate {
    Str         name, href;
    Str         sub;                              /* whose or where; may be empty */
    TextKey     noun, what;                       /* "Agreement"; "Review on", before the day */
    const char *icon;
    Day         day;                              /* written behind `what`; 0: nothing is */
    Day         due;                              /* what the rows are sorted by; past it the row is late */
} TodayDate;

/* Adds a row; what is beyond the room of the card is dropped, and the modules bring the nearest first. */
typedef struct TodayDates TodayDates;
void today_date(TodayDates *into, const TodayDate *row);

typedef Fault (*TodayDatesFn)(Ctx *c, TodayDates *into);
void today_register_dates(TodayDatesFn fn);

#endif

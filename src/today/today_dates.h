/* today_dates.h - the card of dates of the first page, gathered from the modules that have some. */
#ifndef RAKAZ_TODAY_TODAY_DATES_H
#define RAKAZ_TODAY_TODAY_DATES_H

#include "today/today_part.h"

enum { DATES_SHOWN = 8, DATES_ROOM = 48 };

typedef struct DateRow {
    TodayDate it;
    bool      late, near_by;                      /* past its day; within two weeks */
} DateRow;

/* Sorted by day. The first ones stand open, the others behind a line that opens. */
struct TodayDates {
    DateRow *rows;
    size_t   rows_n;
    DateRow *more;
    size_t   more_n;
};
PAGE_FN(today_dates, TodayDates)
PAGE_FN(today_date_row, DateRow)

/* Writes the card; nothing when no day comes near. */
Fault today_dates_draw(Buf *b, const Page *pg) MUST;

#endif

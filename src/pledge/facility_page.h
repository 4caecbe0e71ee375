/* facility_page.h - what the files and templates of facilities and their bookings share. */
#ifndef RAKAZ_PLEDGE_FACILITY_PAGE_H
#define RAKAZ_PLEDGE_FACILITY_PAGE_H

#include "account/account_page.h"
#include "mine/mine.h"
#include "pledge/facility.h"
#include "today/today_part.h"

enum { FACILITY_Q_N = 5, WEEK_DAYS = 7, WEEK_BOOKINGS_MAX = 300 };
extern const Query FACILITY_QUERIES[FACILITY_Q_N];

/* ---- statements: facility_store.c -------------------------------------------------------------------------------- */

/* What is asked, agreed or used from a day to another, by day and hour; `purpose` and `id` only of those that the
** reader may see. */
typedef struct Taken {
    Id   id;
    Day  on_day;
    Span span;
    int  state;
    Str  purpose;
} Taken;
Fault bookings_between(Ctx *c, Id facility, Day from, Day until, Taken **ret_v, size_t *ret_n) MUST;

/* How many were used in a year, and for how many minutes. */
Fault bookings_used(Ctx *c, Id facility, int year, int64_t *ret_n, int64_t *ret_minutes) MUST;

/* Coming bookings of a business, with the name of the facility. */
typedef struct OwnBooking {
    Id   id, facility;
    Day  on_day;
    Span span;
    int  state;
    Str  purpose, facility_name;
} OwnBooking;
Fault bookings_of(Ctx *c, Id who, OwnBooking **ret_v, size_t *ret_n) MUST;

ListExtra booking_waits(const Ctx *c);            /* asked, of a day to come, and for the reader to answer */
ListExtra booking_coming(const Ctx *c);           /* agreed or asked, of a day to come */

/* ---- the week: facility_week.c ----------------------------------------------------------------------------------- */

typedef struct WeekSpan {
    Str     from, until, purpose, href;           /* href: the booking, or the form that asks for what is free */
    TextKey state;
    Str     tint;
    bool    agreed;
} WeekSpan;
typedef struct WeekDay {
    Day       day;
    bool      today, over, open;
    Str       from, until;                        /* when it is open */
    WeekSpan *taken, *free;
    size_t    taken_n, free_n;
} WeekDay;
typedef struct FacilityWeek {
    WeekDay *days;
    size_t   days_n;
    Str      before, after, ask;
    int64_t  used_n, used_hours;
    int      year;
    bool     may_ask;
} FacilityWeek;
PAGE_FN(facility_week, FacilityWeek)
extern const RecordPart FACILITY_WEEK_PART;

/* ---- pages: facility_page.c -------------------------------------------------------------------------------------- */

typedef struct FacilityHead {
    const Facility *f;
    TextKey kind;
    Str     actor, actor_href, place, place_href, keeper;
    bool    demo;
} FacilityHead;
PAGE_FN(facility_head, FacilityHead)

typedef struct BookingHead {
    const Booking *b;
    TextKey state;
    Str     tint, facility, facility_href, who, who_href, asked_by;
    bool    demo;
} BookingHead;
PAGE_FN(booking_head, BookingHead)

typedef struct BookingActs {
    Str  path;
    bool may_agree, may_refuse, may_use, may_withdraw, ics;
} BookingActs;
PAGE_FN(booking_acts, BookingActs)

typedef struct RefuseView {
    Str path, name, reason;
} RefuseView;
PAGE_FN(booking_refuse, RefuseView)

/* ---- asking: booking_ask.c --------------------------------------------------------------------------------------- */

typedef struct OwnChoice {
    Str  value, name;
    bool chosen;
} OwnChoice;
typedef struct AskView {
    Str        path, name, action, terms;
    Html       fields;
    OwnChoice *own;                               /* an owner's businesses */
    size_t     own_n;
} AskView;
PAGE_FN(booking_ask, AskView)
Fault get_booking_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_booking_ask(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- on other pages: facility_parts.c ---------------------------------------------------------------------------- */

typedef struct FacilityRow {
    Str     name, href;
    TextKey kind;
    int64_t capacity;
} FacilityRow;
typedef struct FacilityPart {
    FacilityRow *rows;
    size_t       rows_n;
    Str          add;
} FacilityPart;
PAGE_FN(facility_part, FacilityPart)
extern const RecordPart FACILITY_ACTOR_PART, FACILITY_PLEDGE_PART;

typedef struct BookingRow {
    Str     purpose, href, facility, from, until;
    Day     on_day;
    TextKey state;
    Str     tint;
} BookingRow;
typedef struct BookingList {
    BookingRow *rows;
    size_t      rows_n;
    bool        more;
} BookingList;
PAGE_FN(booking_mine, BookingList)
PAGE_FN(booking_today, BookingList)
extern const MinePart  BOOKING_MINE;
extern const TodayPart BOOKING_TODAY;

Str booking_tint(int state);

#endif

/* event_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_EVENT_EVENT_PAGE_H
#define RAKAZ_EVENT_EVENT_PAGE_H

#include "event/event.h"
#include "event/feast.h"
#include "place_ent.h"
#include "today/today_part.h"

enum { EVENT_Q_N = 5, MONTH_DAYS = 42 };
extern const Query EVENT_QUERIES[EVENT_Q_N];

/* ---- event_store.c ----------------------------------------------------------------------------------------------- */

/* The events that the reader sees and that have a day among these; yearly ones all. */
typedef struct EventCut {
    Day from, until;
    Id  place, host;                              /* 0: any */
    int kind;
} EventCut;
Fault events_between(Ctx *c, const EventCut *cut, const Event **ret_v, size_t *ret_n) MUST;

/* What everybody may see of the calendar of a place that was opened; NOT_FOUND when it was not. */
typedef struct PublicEvent {
    Event ev;
    Str   title, host;
} PublicEvent;
Fault events_public(Ctx *c, Id place, Day since, PublicEvent **ret_v, size_t *ret_n) MUST;

/* ---- rows -------------------------------------------------------------------------------------------------------- */

typedef struct EventRow {
    Str     title, href, host, where, about, link, contact, reason;
    TextKey kind, state;
    Day     day, until;
    Str     at, upto;                             /* empty: the whole day */
    bool    proposed, cancelled, yearly;
} EventRow;

typedef struct FeastRow {
    TextKey name;
    bool    about;
} FeastRow;

/* ---- what else is on a day: event_near.c ------------------------------------------------------------------------- */

typedef struct EventNear {
    Day       day;
    FeastRow *feasts;
    size_t    feasts_n;
    EventRow *rows;
    size_t    rows_n;
    Str       ask, with;                          /* where the form asks again, with which fields */
    bool      asked;                              /* there is something, and the form has said so */
} EventNear;
PAGE_FN(event_near, EventNear)
PAGE_FN(event_near_in, EventNear)
PAGE_FN(event_near_list, EventNear)

/* Feasts and other events of a place on the days of this one; `me` is left out. */
Fault event_near(Ctx *c, const Event *me, EventNear *ret_v) MUST;

Fault get_events_near(Ctx *c, const Request *rq, Reply *rp);
Fault event_before_save(Ctx *c, const Request *rq, void *rec);
extern const FormPart EVENT_NEAR_PART, MEETING_NEAR_PART;

/* ---- a month: event_month.c -------------------------------------------------------------------------------------- */

typedef struct MonthDay {
    Day       day;
    int64_t   date;
    bool      other, today, any;                  /* of another month; there is something */
    FeastRow *feasts;
    size_t    feasts_n;
    EventRow *rows;
    size_t    rows_n;
    bool      ends_week;
} MonthDay;

typedef struct MonthChoice {
    Str     value, name;
    TextKey label;
    bool    chosen;
} MonthChoice;

typedef struct EventMonth {
    Html         name;
    Str          before_href, after_href, list_href, add_href, place_name, ym;
    MonthDay    *days;
    size_t       days_n;
    MonthChoice *places, *kinds;
    size_t       places_n, kinds_n;
    bool         may_write, some;
} EventMonth;
PAGE_FN(event_month, EventMonth)
Fault get_event_month(Ctx *c, const Request *rq, Reply *rp);

/* ---- pages: event_page.c ----------------------------------------------------------------------------------------- */

typedef struct EventHead {
    EventRow row;
    Str      place, host_href, also;
    TextKey  open_to;
    bool     demo;
} EventHead;
PAGE_FN(event_head, EventHead)

typedef struct EventActs {
    Str  path;
    bool may_publish, may_cancel, may_reopen;
} EventActs;
PAGE_FN(event_acts, EventActs)

typedef struct EventCancel {
    Str path, title, reason;
} EventCancel;
PAGE_FN(event_cancel, EventCancel)

EventRow event_row(Ctx *c, const Event *ev, Day day);

/* ---- on other records and on the first page: event_part.c -------------------------------------------------------- */

typedef struct EventPart {
    EventRow *rows;
    size_t    rows_n;
    Str       month_href, add_href, switch_path, public_href;
    bool      may_write, may_switch, open;        /* open: public, or trusted */
    bool      of_place;
} EventPart;
PAGE_FN(event_part, EventPart)
extern const RecordPart PLACE_EVENTS, ACTOR_EVENTS;
Fault post_calendar_switch(Ctx *c, const Request *rq, Reply *rp);
Fault post_trust_switch(Ctx *c, const Request *rq, Reply *rp);

typedef struct EventToday {
    EventRow *rows;
    size_t    rows_n;
    bool      more;
} EventToday;
PAGE_FN(event_today, EventToday)
extern const TodayPart EVENT_TODAY;

/* ---- for everybody: event_public.c ------------------------------------------------------------------------------- */

typedef struct PublicCalendar {
    Str       name, ics_href;
    EventRow *rows;
    size_t    rows_n;
} PublicCalendar;
PAGE_FN(public_calendar, PublicCalendar)
Fault get_public_calendar(Ctx *c, const Request *rq, Reply *rp);
Fault get_public_ics(Ctx *c, const Request *rq, Reply *rp);

#endif

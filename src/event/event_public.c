/* event_public.c - the calendar of a place for everybody, as a page and for calendar programs. */
#include "event/event_page.h"

#include "base/calendar.h"

#include <stdlib.h>

enum { SERIES_DAYS_MAX = 14, AHEAD_DAYS = 366 };

static EventRow public_row(Ctx *c, const PublicEvent *p, Day day) {
    EventRow row = event_row(c, &p->ev, day);
    row.title = p->title;
    row.host = p->host;
    return row;
}

static int by_day(const void *a, const void *b) {
    const EventRow *x = a, *y = b;
    return x->day != y->day ? (x->day > y->day ? 1 : -1) : str_cmp(x->at, y->at);
}

static Fault name_of(Ctx *c, Id place, Str *ret_name) {
    Place *p = ent_new(c, &place_entity);
    TRY(ent_load(c, &place_entity, place, p));
    *ret_name = tri_best(&p->name, c->reader.lang, NULL);
    return OK;
}

Fault get_public_calendar(Ctx *c, const Request *rq, Reply *rp) {
    PublicEvent   *v;
    size_t         n;
    Day            today = c->reader.today;
    PublicCalendar page = {.ics_href = arena_printf(c->arena, "/calendars/%.*s/events.ics",
                                                    STR_ARG(id_str(c->arena, rq->ids[0])))};
    TRY(events_public(c, rq->ids[0], today, &v, &n));
    TRY(name_of(c, rq->ids[0], &page.name));
    page.rows = ARENA_ARRAY(c->arena, EventRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Day d = event_next(&v[i].ev, today);
        if (d && d <= day_plus(today, AHEAD_DAYS)) page.rows[page.rows_n++] = public_row(c, &v[i], d);
    }
    if (page.rows_n) qsort(page.rows, page.rows_n, sizeof *page.rows, by_day);
    Page pg = page_new(c, rq, NAV_PLACES, tr_str(c->arena, &c->reader, T_EVENT_OF,
                                                 (TrArg[]){TR_ARG("name", page.name)}, 1));
    return page_send(&pg, rp, public_calendar_page, &page);
}

/* ---- for calendar programs --------------------------------------------------------------------------------------- */

static void put_day(Ctx *c, Buf *b, const PublicEvent *p, Day d, Str site) {
    const Event  *ev = &p->ev;
    int           from = time_minutes(ev->at_time), until = time_minutes(ev->until_time);
    CalendarEvent e = {.uid = arena_printf(c->arena, "%.*s-%d@rakaz", STR_ARG(id_str(c->arena, ev->head.id)), (int)d),
                       .name = p->title, .where = ev->where_words, .link = ev->link.n ? ev->link : site,
                       .made_at = ev->head.changed_at, .sequence = (int)ev->head.version - 1,
                       .off = ev->state == EVENT_STATE_CANCELLED};
    if (from < 0) {
        e.day = d;
    } else {
        e.starts_at = stamp_of(d, from / 60, from % 60, c->reader.zone);
        e.minutes = until > from ? until - from : 60;
    }
    calendar_event(b, &e);
}

/* GET /calendars/ID/events.ics: each day of an event that goes on for several, a year ahead. */
Fault get_public_ics(Ctx *c, const Request *rq, Reply *rp) {
    PublicEvent *v;
    size_t       n;
    Str          name;
    Day          today = c->reader.today, last = day_plus(today, AHEAD_DAYS);
    Str site = arena_printf(c->arena, "%.*s/calendars/%.*s", STR_ARG(request_site(rq)),
                            STR_ARG(id_str(c->arena, rq->ids[0])));
    TRY(events_public(c, rq->ids[0], day_plus(today, -30), &v, &n));
    TRY(name_of(c, rq->ids[0], &name));
    calendar_begin(rp->body, tr_str(c->arena, &c->reader, T_EVENT_OF, (TrArg[]){TR_ARG("name", name)}, 1),
                   c->reader.zone);
    for (size_t i = 0; i < n; i++) {
        Day d = event_next(&v[i].ev, v[i].ev.yearly == 1 ? today : v[i].ev.from_on);
        for (int k = 0; d && d <= last && event_on(&v[i].ev, d) && k < SERIES_DAYS_MAX; k++, d = day_plus(d, 1)) {
            put_day(c, rp->body, &v[i], d, site);
        }
    }
    calendar_end(rp->body);
    rp->type = "text/calendar; charset=utf-8";
    return OK;
}

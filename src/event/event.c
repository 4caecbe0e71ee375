/* event.c - on which days an event takes place. Pure. */
#include "event/event.h"

int time_minutes(Str s) {
    int h = 0, m = 0, digits = 0;
    size_t i = 0;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && digits < 3; i++, digits++) h = h * 10 + (s.p[i] - '0');
    if (!digits || digits > 2 || i == s.n || s.p[i] != ':') return -1;
    for (i++, digits = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && digits < 3; i++, digits++) {
        m = m * 10 + (s.p[i] - '0');
    }
    return i == s.n && digits == 2 && h < 24 && m < 60 ? h * 60 + m : -1;
}

/* The first day of the event in another year; the 29th of February is the 28th where there is none. */
static Day begins_in(const Event *ev, int year) {
    Day d = day_of(year, day_month(ev->from_on), day_date(ev->from_on));
    return day_valid(d) ? d : day_of(year, 2, 28);
}

static int32_t length(const Event *ev) {
    return ev->until_on > ev->from_on ? day_number(ev->until_on) - day_number(ev->from_on) : 0;
}

static bool covers(const Event *ev, Day begin, Day d) { return d >= begin && d <= day_plus(begin, length(ev)); }

bool event_on(const Event *ev, Day d) {
    if (!ev->from_on || d < ev->from_on) return false;
    if (ev->yearly != 1) return covers(ev, ev->from_on, d);
    for (int year = day_year(d) - 1; year <= day_year(d); year++) {
        if (year >= day_year(ev->from_on) && covers(ev, begins_in(ev, year), d)) return true;
    }
    return false;
}

Day event_next(const Event *ev, Day from) {
    if (!ev->from_on) return 0;
    if (event_on(ev, from)) return from;
    if (ev->from_on > from) return ev->from_on;
    if (ev->yearly != 1) return 0;
    Day d = begins_in(ev, day_year(from));
    return d >= from ? d : begins_in(ev, day_year(from) + 1);
}

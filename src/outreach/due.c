/* due.c - the rules of due.h. */
#include "outreach/due.h"

#include <stdlib.h>

static Day same_date(Day on, int year) {
    Day d = day_of(year, day_month(on), day_date(on));
    return day_valid(d) ? d : day_of(year, 2, 28);
}

static bool shows(Day on, Day today) {
    return on >= day_plus(today, -DUE_PAST_DAYS) && on <= day_plus(today, DUE_AHEAD_DAYS);
}

Day due_day(Day on, bool yearly, Day today) {
    if (!on) return 0;
    if (!yearly) return shows(on, today) ? on : 0;
    for (int y = day_year(today) - 1; y <= day_year(today) + 1; y++) {
        Day d = same_date(on, y);
        if (d > on && shows(d, today)) return d;
    }
    return shows(on, today) ? on : 0;
}

bool due_met(Day on, int ahead, Day heard_on) { return heard_on && heard_on >= day_plus(on, -ahead); }

/* Dates and deadlines stand together. */
static int rank(const Due *d) { return d->reason == DUE_DEADLINE ? DUE_DATE : (int)d->reason; }

static int due_order(const void *a, const void *b) {
    const Due *x = a, *y = b;
    if (rank(x) != rank(y)) return rank(x) - rank(y);
    if (x->on != y->on) return x->on < y->on ? -1 : 1;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    return (int)x->reason - (int)y->reason;
}

static int actor_order(const void *a, const void *b) {
    const Due *x = a, *y = b;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    return due_order(a, b);
}

size_t due_sort(Due *v, size_t n) {
    size_t kept = 0;
    qsort(v, n, sizeof *v, actor_order);
    for (size_t i = 0; i < n; i++) {
        if (!kept || v[kept - 1].actor != v[i].actor) v[kept++] = v[i];
    }
    qsort(v, kept, sizeof *v, due_order);
    return kept;
}

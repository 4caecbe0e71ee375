/* hours.h - hours of a day: when something is open, what is taken of it, what is left. Pure: whole minutes of the day,
** a span holds its first minute and not its last, so that one booking may begin where another ends. */
#ifndef RAKAZ_PLEDGE_HOURS_H
#define RAKAZ_PLEDGE_HOURS_H

#include "base/arena.h"
#include "base/str.h"

enum { DAY_MINUTES = 24 * 60 };

typedef struct Span {
    int from, until;                              /* 0 <= from < until <= DAY_MINUTES */
} Span;

/* "9", "9:05", "09:05", "24:00"; minutes of the day, -1 when it is no time. */
int hours_minute(Str s);

/* "9-17", "9:00-17:30", with a hyphen or a dash and blanks around it. false: no span of hours. */
bool hours_span(Str s, Span *ret_span);

/* "09:05" in the arena. */
Str hours_time(Arena *a, int minute);

bool hours_meet(Span a, Span b);
bool hours_within(Span a, Span whole);

/* What is left of `open` beside what is taken, in order; `taken` in any order, may overlap, lie outside, or hold
** nothing. At most n + 1 spans; how many. */
size_t hours_free(Span open, const Span *taken, size_t n, Span *ret_v);

#endif

/* hours.c - hours of a day. */
#include "pledge/hours.h"

/* One or two digits and nothing else; -1: something else. */
static int digits(Str s) {
    int n = 0;
    if (!s.n || s.n > 2) return -1;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return -1;
        n = n * 10 + (s.p[i] - '0');
    }
    return n;
}

int hours_minute(Str s) {
    Str hour;
    s = str_trim(s);
    if (!str_split(&s, ':', &hour)) return -1;
    int h = digits(hour), m = s.n ? digits(s) : 0;
    if (h < 0 || m < 0 || m > 59 || (s.n && s.n != 2)) return -1;
    return h * 60 + m > DAY_MINUTES ? -1 : h * 60 + m;
}

bool hours_span(Str s, Span *ret_span) {
    static const char *const DASHES[] = {"-", "–", "—"};
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++) {
        Str       dash = str_of(DASHES[i]);
        ptrdiff_t at = str_find(s, dash);
        if (at < 0) continue;
        int from = hours_minute(str_sub(s, 0, (size_t)at)), until = hours_minute(str_sub(s, (size_t)at + dash.n, s.n));
        *ret_span = (Span){from, until};
        return from >= 0 && until > from;
    }
    return false;
}

Str hours_time(Arena *a, int minute) { return arena_printf(a, "%02d:%02d", minute / 60, minute % 60); }

bool hours_meet(Span a, Span b) { return a.from < b.until && b.from < a.until; }

bool hours_within(Span a, Span whole) { return a.from >= whole.from && a.until <= whole.until; }

size_t hours_free(Span open, const Span *taken, size_t n, Span *ret_v) {
    size_t found = 0;
    int    at = open.from;
    while (at < open.until) {
        int next = open.until;                    /* where the next that is taken begins */
        int end = at;                             /* how far what holds `at` reaches */
        for (size_t i = 0; i < n; i++) {
            if (taken[i].until <= taken[i].from) continue;
            if (taken[i].from <= at && taken[i].until > end) end = taken[i].until;
            if (taken[i].from > at && taken[i].from < next) next = taken[i].from;
        }
        if (end > at) {
            at = end;
            continue;
        }
        ret_v[found++] = (Span){at, next};
        at = next;
    }
    return found;
}

/* dossier.c - how old a chapter is. Pure. */
#include "dossier/dossier.h"

Day chapter_day(const PlaceChapter *v) { return v->looked_on > v->written_on ? v->looked_on : v->written_on; }

Day year_before(Day d) {
    Day then = day_of(day_year(d) - 1, day_month(d), day_date(d));
    return day_valid(then) ? then : day_of(day_year(d) - 1, 2, 28);
}

bool chapter_old(const PlaceChapter *v, Day today) { return chapter_day(v) < year_before(today); }

int64_t months_between(Day from, Day until) {
    if (!from || until <= from) return 0;
    int64_t n = (int64_t)(day_year(until) - day_year(from)) * 12 + day_month(until) - day_month(from);
    return day_date(until) < day_date(from) ? n - 1 : n;
}

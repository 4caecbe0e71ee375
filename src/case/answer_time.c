/* answer_time.c - the rules of answer_time.h. */
#include "case/answer_time.h"

#include "base/cells.h"

AnswerTime answer_time(const Asking *v, size_t n, Day today, double *room) {
    AnswerTime t = {0};
    for (size_t i = 0; i < n; i++) {
        bool late = v[i].due_on && v[i].due_on < today;
        if (!v[i].answered_on && !late) continue;
        t.n++;
        if (!v[i].answered_on) continue;
        int32_t days = day_number(v[i].answered_on) - day_number(v[i].asked_on);
        room[t.answered++] = days > 0 ? days : 0;
        t.in_time += !v[i].due_on || v[i].answered_on <= v[i].due_on;
    }
    if (t.answered) t.median = cells_median(room, (size_t)t.answered);
    return t;
}

int months_back(Day d, Day today) {
    if (!d || d > today) return -1;
    return (day_year(today) - day_year(d)) * 12 + day_month(today) - day_month(d);
}

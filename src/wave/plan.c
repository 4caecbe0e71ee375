/* plan.c - when a business is asked what became of it. */
#include "wave/plan.h"

/* How many months after its day a wave may still be answered; less than what is left until the next one opens. */
static const struct {
    int months, open;
} PLAN[WAVES_N] = {{0, 2}, {6, 3}, {12, 3}, {24, 6}, {60, 12}};

const int WAVE_MONTHS[WAVES_N] = {0, 6, 12, 24, 60};

Day months_later(Day d, int months) {
    if (!day_valid(d) || months < 0) return 0;
    int n = day_month(d) - 1 + months, year = day_year(d) + n / 12, month = n % 12 + 1, date = day_date(d);
    if (year > 9999) return 0;
    while (date > 28 && !day_valid(day_of(year, month, date))) date--;
    return day_of(year, month, date);
}

WaveWindow wave_window(int months, Day due) {
    int open = PLAN[0].open;
    for (int i = 0; i < WAVES_N; i++) {
        if (PLAN[i].months == months) open = PLAN[i].open;
    }
    WaveWindow w = {.months = months, .first = day_valid(due) ? day_plus(due, -WAVE_EARLY_DAYS) : 0, .due = due,
                    .last = months_later(due, open)};
    if (!months) w.first = due;                   /* nothing is asked before it began */
    return w;
}

int wave_windows(Day opened_on, WaveWindow ret_v[WAVES_N]) {
    if (!day_valid(opened_on) || !months_later(opened_on, PLAN[WAVES_N - 1].months + PLAN[WAVES_N - 1].open)) return 0;
    for (int i = 0; i < WAVES_N; i++) ret_v[i] = wave_window(PLAN[i].months, months_later(opened_on, PLAN[i].months));
    return WAVES_N;
}

WaveTime wave_time(const WaveWindow *w, Day today) {
    if (today < w->first) return WAVE_AHEAD;
    if (today > w->last) return WAVE_TOO_LATE;
    return today > day_plus(w->due, WAVE_LATE_DAYS) ? WAVE_LATE : WAVE_DUE;
}

bool wave_in_time(const WaveWindow *w, Day answered_on) { return answered_on >= w->first && answered_on <= w->last; }

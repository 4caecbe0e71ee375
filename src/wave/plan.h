/* plan.h - when a business is asked what became of it. Pure functions of dates: nothing here depends on programmes, on
** paid hours or on whether the case is still open. */
#ifndef RAKAZ_WAVE_PLAN_H
#define RAKAZ_WAVE_PLAN_H

#include "base/day.h"

enum { WAVES_N = 5, WAVE_EARLY_DAYS = 14, WAVE_LATE_DAYS = 30, WAVE_TASK_DAYS = 7 };

/* Months after the accompaniment began: 0, 6, 12, 24, 60. */
extern const int WAVE_MONTHS[WAVES_N];

/* One wave in time. Answers count from the first to the last day, both included; the windows never meet. */
typedef struct WaveWindow {
    int months;
    Day first, due, last;
} WaveWindow;

/* The same date so many months later; the last day of a month that has no such date. 0: out of the calendar. */
Day months_later(Day d, int months);

/* The windows of a case that began on a day, in order: WAVES_N, or 0 when there is no such day. */
int wave_windows(Day opened_on, WaveWindow ret_v[WAVES_N]);

/* Where a wave that was not answered stands on a day. */
typedef enum WaveTime { WAVE_AHEAD, WAVE_DUE, WAVE_LATE, WAVE_TOO_LATE } WaveTime;
WaveTime wave_time(const WaveWindow *w, Day today);

/* The window of a wave by its months and due day; one of other months than ours has the narrowest. */
WaveWindow wave_window(int months, Day due);

/* Was an answer of this day given in time? */
bool wave_in_time(const WaveWindow *w, Day answered_on);

#endif

/* answer_time.h - how long whoever asked for help waited for the first answer. Pure. */
#ifndef RAKAZ_CASE_ANSWER_TIME_H
#define RAKAZ_CASE_ANSWER_TIME_H

#include "base/day.h"

/* One who asked: on a day, to be answered by a day, and answered on a day or not yet (0). */
typedef struct Asking {
    Day asked_on, due_on, answered_on;
} Asking;

/* What is told of some of them. Those who still wait while their time runs count nowhere yet; those who wait beyond it
** were not answered in time, though their wait is not over and is no part of the median. */
typedef struct AnswerTime {
    int64_t n, answered, in_time;                 /* n: answered, or due and not answered */
    double  median;                               /* days, of those answered; answered > 0 */
} AnswerTime;

/* `room`: n places that are written over. */
AnswerTime answer_time(const Asking *v, size_t n, Day today, double *room);

/* Months back from today's: 0 is this month; -1: a day to come, or none. */
int months_back(Day d, Day today);

#endif

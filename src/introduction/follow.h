/* follow.h - the rules of an introduction that need neither database nor clock: where two answers lead, when what came
** of it is asked, and how long a pair rests after a no. */
#ifndef RAKAZ_INTRODUCTION_FOLLOW_H
#define RAKAZ_INTRODUCTION_FOLLOW_H

#include "base/day.h"

enum { FOLLOW_MAX = 8, FOLLOW_DAYS_MAX = 1000, PAIR_RESTS_DAYS = 365, WAITS_DAYS = 30 };

/* The state that two answers lead to; answers as in intro_answer, 0: none yet. */
int intro_state_of(int one_says, int other_says);

/* Days after both agreed on which it is asked: rising numbers parted by commas or blanks ("2, 14, 42"). How many were
** read; 0: it is no such list. */
size_t follow_days(Str text, int ret_v[FOLLOW_MAX]);

/* The next day on which it is asked: the first that is after today. 0: there is none any more. */
Day follow_next(Day agreed_on, const int *days, size_t n, Day today);

/* Is a pair that was declined on this day left in peace still? */
bool pair_rests(Day declined_on, Day today);

#endif

/* clock.h - the two clocks. Whoever handles a request takes its moment from the Ctx instead. */
#ifndef RAKAZ_BASE_CLOCK_H
#define RAKAZ_BASE_CLOCK_H

#include "base/day.h"

Stamp   clock_stamp(void);                        /* what time it is; may be set back */
int64_t clock_us(void);                           /* microseconds of a clock that only goes forward */
int64_t clock_ms(void);                           /* the same in milliseconds */

#endif

/* clock.c - reading the clocks of the system. */
#include "base/clock.h"

#include <time.h>

Stamp clock_stamp(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (Stamp)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_ms(void) { return clock_us() / 1000; }

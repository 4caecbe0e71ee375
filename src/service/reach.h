/* reach.h - does an opportunity of the region fit a business. Pure. */
#ifndef RAKAZ_SERVICE_REACH_H
#define RAKAZ_SERVICE_REACH_H

#include "base/day.h"
#include "base/id.h"

#include <stdbool.h>
#include <stddef.h>

/* An opportunity as far as it matters here; 0 where it says nothing. */
typedef struct Chance {
    Id  place;
    int trade;
    Day until_on, deadline_on;
} Chance;

/* A business: its trade, its town and all that the town is part of. */
typedef struct Business {
    const Id *up;
    size_t    up_n;
    int       trade;
} Business;

typedef struct Reaching {
    bool fits, trade, place;                      /* trade, place: it names them, and they are the business's own */
} Reaching;

/* It fits when it is not over, and speaks of no other trade and no place elsewhere. What is not known of the business
** speaks against nothing. */
Reaching chance_reach(const Chance *o, const Business *b, Day today);

#endif

/* limit.h - how often one caller may ask: token buckets in a table of fixed size. */
#ifndef RAKAZ_HTTP_LIMIT_H
#define RAKAZ_HTTP_LIMIT_H

#include "base/str.h"

typedef struct Limiter Limiter;

/* A bucket holds `burst` requests and regains `per_minute` of them a minute. */
typedef struct Rate {
    uint32_t burst, per_minute;
} Rate;

/* `seed` keeps callers from choosing keys that fall together. */
Limiter *limiter_new(uint64_t seed);
void     limiter_free(Limiter *l);

/* Takes one from the bucket `key` of kind `kind`. 0: allowed; else the seconds until the next one is. The table is
** bounded: when it is full of more recent callers, the one who was quiet longest is forgotten. */
int limiter_take(Limiter *l, int kind, Str key, Rate rate, int64_t now_ms);

#endif

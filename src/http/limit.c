/* limit.c - token buckets in a table of fixed size.
**
** 16 shards, each with a lock, of sets with 8 places. A key belongs to one set; when the set is full, the bucket
** touched longest ago is given up. Somebody who fills the table with addresses thus only makes the server forget
** the quiet ones. Tokens are counted in thousandths. */
#include "http/limit.h"

#include "base/check.h"

#include <pthread.h>
#include <stdlib.h>

enum { SHARDS = 16, SETS = 128, WAYS = 8 };

typedef struct Bucket {
    uint64_t key;                                 /* 0: free */
    int64_t  touched_ms;
    int64_t  milli;
} Bucket;

typedef struct Shard {
    pthread_mutex_t lock;
    Bucket          sets[SETS][WAYS];
} Shard;

struct Limiter {
    uint64_t seed;
    Shard    shards[SHARDS];
};

Limiter *limiter_new(uint64_t seed) {
    Limiter *l = calloc(1, sizeof *l);
    CHECK(l != NULL);
    l->seed = seed;
    for (int i = 0; i < SHARDS; i++) CHECK(pthread_mutex_init(&l->shards[i].lock, NULL) == 0);
    return l;
}

void limiter_free(Limiter *l) {
    if (!l) return;
    for (int i = 0; i < SHARDS; i++) pthread_mutex_destroy(&l->shards[i].lock);
    free(l);
}

static uint64_t mix(uint64_t x) {
    x ^= x >> 32;
    x *= 0xD6E8FEB86659FD93u;
    x ^= x >> 29;
    x *= 0xD6E8FEB86659FD93u;
    return x ^ x >> 32;
}

/* The bucket of `key`, a new full one if it had none. */
static Bucket *bucket_for(Bucket *set, uint64_t key, Rate rate, int64_t now_ms) {
    Bucket *oldest = &set[0];
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) return &set[i];
        if (set[i].touched_ms < oldest->touched_ms) oldest = &set[i];
    }
    *oldest = (Bucket){.key = key, .touched_ms = now_ms, .milli = (int64_t)rate.burst * 1000};
    return oldest;
}

int limiter_take(Limiter *l, int kind, Str key, Rate rate, int64_t now_ms) {
    CHECK(rate.burst > 0 && rate.per_minute > 0);
    uint64_t h = mix(str_hash(key) ^ l->seed ^ (uint64_t)kind << 56) | 1;
    Shard   *shard = &l->shards[h >> 60];
    int      wait_s = 0;
    pthread_mutex_lock(&shard->lock);
    Bucket *b = bucket_for(shard->sets[(h >> 50) % SETS], h, rate, now_ms);
    int64_t full = (int64_t)rate.burst * 1000, passed_ms = now_ms > b->touched_ms ? now_ms - b->touched_ms : 0;
    if (passed_ms > 3600 * 1000) passed_ms = 3600 * 1000;
    int64_t gained = passed_ms * rate.per_minute / 60;
    b->milli = b->milli + gained < full ? b->milli + gained : full;
    /* Time that gave less than a thousandth stays to be counted, or a fast caller would never regain anything. */
    if (gained) b->touched_ms = now_ms;
    if (b->milli >= 1000) {
        b->milli -= 1000;
    } else {
        int64_t missing_ms = (1000 - b->milli) * 60 / rate.per_minute;
        wait_s = (int)(missing_ms / 1000) + 1;
    }
    pthread_mutex_unlock(&shard->lock);
    return wait_s;
}

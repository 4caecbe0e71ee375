/* rand.c - two sources of chance. */
#include "base/rand.h"

#include "base/check.h"

#include <errno.h>
#include <sys/random.h>

void secret_bytes(void *p, size_t n) {
    char *at = p;
    while (n > 0) {
        ssize_t got = getrandom(at, n, 0);
        if (got < 0 && errno == EINTR) continue;
        CHECK(got > 0);
        at += got;
        n -= (size_t)got;
    }
}

/* splitmix64 spreads the seed; xoroshiro128++ gives the numbers (Blackman and Vigna, prng.di.unimi.it,
** public domain). */
static uint64_t split_mix(uint64_t *x) {
    uint64_t z = (*x += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

void rng_seed(Rng *r, uint64_t seed) {
    r->s[0] = split_mix(&seed);
    r->s[1] = split_mix(&seed);
}

static uint64_t turn(uint64_t x, int k) {
    return (x << k) | (x >> (64 - k));
}

uint64_t rng_next(Rng *r) {
    uint64_t a = r->s[0], b = r->s[1];
    uint64_t out = turn(a + b, 17) + a;
    b ^= a;
    r->s[0] = turn(a, 49) ^ b ^ (b << 21);
    r->s[1] = turn(b, 28);
    return out;
}

/* Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29(1), 2019. */
uint64_t rng_below(Rng *r, uint64_t n) {
    CHECK(n > 0);
    uint64_t          unfair = (0 - n) % n;
    unsigned __int128 x;
    do {
        x = (unsigned __int128)rng_next(r) * n;
    } while ((uint64_t)x < unfair);
    return (uint64_t)(x >> 64);
}

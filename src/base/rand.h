/* rand.h - two sources of chance.
** secret_bytes is for keys, tokens and ids. Rng is for everything a test must be able to replay. */
#ifndef RAKAZ_BASE_RAND_H
#define RAKAZ_BASE_RAND_H

#include <stddef.h>
#include <stdint.h>

/* From the kernel; never fails (stops the program if the kernel cannot). */
void secret_bytes(void *p, size_t n);

typedef struct Rng {
    uint64_t s[2];
} Rng;

void     rng_seed(Rng *r, uint64_t seed);
uint64_t rng_next(Rng *r);
uint64_t rng_below(Rng *r, uint64_t n);           /* 0 .. n-1, without bias; n > 0 */

#endif

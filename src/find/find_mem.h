/* find_mem.h - memory of the index, which lives longer than any request. Out of memory stops the program, as
** everywhere (arena.h). */
#ifndef RAKAZ_FIND_FIND_MEM_H
#define RAKAZ_FIND_FIND_MEM_H

#include "base/check.h"

#include <stdint.h>
#include <stdlib.h>

/* n zeroed things; never NULL. */
static inline void *mem_new(size_t n, size_t size) {
    void *p = calloc(n ? n : 1, size);
    CHECK(p);
    return p;
}

/* Room for at least `need` things in an array that grows by half. */
static inline void *mem_grow(void *p, size_t *cap, size_t need, size_t size) {
    if (need <= *cap) return p;
    size_t to = *cap + *cap / 2 + 16;
    if (to < need) to = need;
    CHECK(to < SIZE_MAX / size);
    p = realloc(p, to * size);
    CHECK(p);
    *cap = to;
    return p;
}

/* Gives back what an array has too much. */
static inline void *mem_fit(void *p, size_t n, size_t size) {
    void *q = realloc(p, n ? n * size : 1);
    return q ? q : p;
}

#endif

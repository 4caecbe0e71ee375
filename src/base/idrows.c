/* idrows.c - rows in one piece of memory, by their ids. */
#include "base/idrows.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

static Id id_at(const void *v, size_t size, size_t i) {
    Id id;
    memcpy(&id, (const char *)v + i * size, sizeof id);
    return id;
}

size_t idrows_at(const void *v, size_t n, size_t size, Id id) {
    size_t low = 0, high = n;
    if (n && id_at(v, size, n - 1) < id) return n;   /* as they come when all are read */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (id_at(v, size, mid) < id) low = mid + 1;
        else high = mid;
    }
    return low;
}

bool idrows_is(const void *v, size_t n, size_t size, size_t at, Id id) { return at < n && id_at(v, size, at) == id; }

void *idrows_room(void *v, size_t *n, size_t *cap, size_t size, size_t at) {
    if (*n == *cap) {
        *cap += *cap / 2 + 8;
        v = realloc(v, *cap * size);
        CHECK(v);
    }
    memmove((char *)v + (at + 1) * size, (char *)v + at * size, (*n - at) * size);
    ++*n;
    return v;
}

void idrows_drop(void *v, size_t *n, size_t size, size_t at) {
    --*n;
    memmove((char *)v + at * size, (char *)v + (at + 1) * size, (*n - at) * size);
}

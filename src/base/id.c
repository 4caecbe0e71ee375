/* id.c - names of records. */
#include "base/id.h"

#include "base/check.h"
#include "base/rand.h"

#include <stdatomic.h>
#include <stdlib.h>

#define EPOCH_MS INT64_C(1577836800000) /* 2020-01-01 UTC */

enum { RANDOM_BITS = 21, STAMP_BITS = 42, STEP_MAX = 64 };

static const char DIGITS[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* The kernel's chance, fetched for many ids at once. */
static uint32_t chance_next(void) {
    static _Thread_local uint32_t pool[64];
    static _Thread_local size_t   left;
    if (!left) {
        secret_bytes(pool, sizeof pool);
        left = sizeof pool / sizeof *pool;
    }
    return pool[--left];
}

Id id_new(Stamp now) {
    /* The last Id given, so that none is given twice: ids of one millisecond, or of a clock that was set
    ** back, continue behind it in small random steps. */
    static _Atomic Id last;
    int64_t           ms = now > EPOCH_MS ? now - EPOCH_MS : 0;
    CHECK(ms < INT64_C(1) << STAMP_BITS);
    uint32_t chance = chance_next();
    Id wished = (ms << RANDOM_BITS) | (Id)(chance >> (32 - RANDOM_BITS));
    Id seen = atomic_load(&last), id;
    do {
        id = wished > seen ? wished : seen + 1 + (Id)(chance % STEP_MAX);
        CHECK(id > seen);
    } while (!atomic_compare_exchange_weak(&last, &seen, id));
    return id;
}

Stamp id_stamp(Id id) {
    return id > 0 ? (id >> RANDOM_BITS) + EPOCH_MS : 0;
}

void id_print(char out[ID_CHARS + 1], Id id) {
    CHECK(id >= 0);
    for (int i = ID_CHARS - 1; i >= 0; i--) {
        out[i] = DIGITS[id & 31];
        id >>= 5;
    }
    out[ID_CHARS] = 0;
}

void buf_id(Buf *b, Id id) {
    if (id == 0) return;
    char out[ID_CHARS + 1];
    id_print(out, id);
    buf_add(b, (Str){out, ID_CHARS});
}

static int digit_value(char c) {
    if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
    if (c == 'i' || c == 'l') return 1;
    if (c == 'o') return 0;
    for (int v = 0; v < 32; v++) {
        if (DIGITS[v] == c) return v;
    }
    return -1;
}

bool id_parse(Str s, Id *ret_id) {
    if (s.n != ID_CHARS) return false;
    Id id = 0;
    for (size_t i = 0; i < s.n; i++) {
        int v = digit_value(s.p[i]);
        if (v < 0 || (i == 0 && v > 7)) return false;
        id = (id << 5) | v;
    }
    if (id == 0) return false;
    *ret_id = id;
    return true;
}

Str id_str(Arena *a, Id id) {
    char out[ID_CHARS + 1];
    id_print(out, id);
    return arena_copy(a, (Str){out, ID_CHARS});
}

int id_order(const void *a, const void *b) {
    Id x = *(const Id *)a, y = *(const Id *)b;
    return (x > y) - (x < y);
}

size_t ids_sort(Id *v, size_t n) {
    size_t m = 0;
    qsort(v, n, sizeof *v, id_order);
    for (size_t i = 0; i < n; i++) {
        if (!m || v[i] != v[m - 1]) v[m++] = v[i];
    }
    return m;
}

bool ids_hold(const Id *sorted, size_t n, Id id) { return ids_index(sorted, n, id) < n; }

size_t ids_index(const Id *sorted, size_t n, Id id) {
    const Id *at = n ? bsearch(&id, sorted, n, sizeof *sorted, id_order) : NULL;
    return at ? (size_t)(at - sorted) : n;
}

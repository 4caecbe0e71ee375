/* arena.c - memory by lifetime. */
#include "base/arena.h"

#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
enum { RED_ZONE = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(p, n)   ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
enum { RED_ZONE = 0 };
#endif

/* BLOCK_BYTES stays under the size from which malloc maps pages one by one. */
enum { ALIGN = 16, BLOCK_BYTES = 64 * 1024, OVER_TIMES = 4 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t      used, cap;
    _Alignas(ALIGN) char bytes[];
};

void arena_init(Arena *a, size_t limit) {
    CHECK(limit > 0 && limit <= SIZE_MAX / 16);
    *a = (Arena){.limit = limit};
}

static void block_free(ArenaBlock *b) {
    ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->cap);
    free(b);
}

static ArenaBlock *block_new(size_t cap, ArenaBlock *older) {
    ArenaBlock *b = malloc(sizeof *b + cap);
    CHECK(b != NULL);
    b->older = older;
    b->used = 0;
    b->cap = cap;
    ASAN_POISON_MEMORY_REGION(b->bytes, cap);
    return b;
}

void arena_reset(Arena *a) {
    ArenaBlock *kept = a->head;
    if (kept && kept->cap != BLOCK_BYTES) kept = NULL;
    for (ArenaBlock *b = a->head, *older; b; b = older) {
        older = b->older;
        if (b != kept) block_free(b);
    }
    if (kept) {
        kept->older = NULL;
#ifdef RAKAZ_DEBUG
        ASAN_UNPOISON_MEMORY_REGION(kept->bytes, kept->used);
        memset(kept->bytes, 0xDD, kept->used);
#endif
        ASAN_POISON_MEMORY_REGION(kept->bytes, kept->cap);
        kept->used = 0;
    }
    a->head = kept;
    a->used = 0;
    a->turn++;
    a->over = false;
}

void arena_release(Arena *a) {
    if (!a) return;
    for (ArenaBlock *b = a->head, *older; b; b = older) {
        older = b->older;
        block_free(b);
    }
    a->head = NULL;
    a->used = 0;
    a->over = false;
}

/* A block with room for `need` bytes. Large pieces get a block of their own behind the head, so that the
** rest of the head stays in use. */
static ArenaBlock *block_for(Arena *a, size_t need) {
    if (a->head && a->head->cap - a->head->used >= need) return a->head;
    if (need <= BLOCK_BYTES / 4) {
        a->head = block_new(BLOCK_BYTES, a->head);
        return a->head;
    }
    if (!a->head) {
        a->head = block_new(need, NULL);
        return a->head;
    }
    a->head->older = block_new(need, a->head->older);
    return a->head->older;
}

void *arena_alloc(Arena *a, size_t n) {
    CHECK(a->limit > 0);
    CHECK(n <= OVER_TIMES * a->limit && a->used + n <= OVER_TIMES * a->limit);
    size_t      need = ((n ? n : 1) + RED_ZONE + ALIGN - 1) / ALIGN * ALIGN;
    ArenaBlock *b = block_for(a, need);
    char       *p = b->bytes + b->used;
    b->used += need;
    a->used += n;
    if (a->used > a->limit) a->over = true;
    ASAN_UNPOISON_MEMORY_REGION(p, n);
    memset(p, 0, n);
    return p;
}

size_t arena_product(size_t n, size_t size) {
    size_t product;
    CHECK(!__builtin_mul_overflow(n, size, &product));
    return product;
}

void *arena_room(Arena *a, void *v, size_t n, size_t more, size_t *cap, size_t size) {
    enum { FIRST = 64 };
    size_t want, twice = *cap <= SIZE_MAX / 4 ? 2 * *cap + FIRST : SIZE_MAX;
    CHECK(n <= *cap && !__builtin_add_overflow(n, more, &want));
    if (v && want <= *cap) return v;
    *cap = want > twice ? want : twice;
    void *longer = arena_alloc(a, arena_product(*cap, size));
    if (n) memcpy(longer, v, n * size);
    return longer;
}

Str arena_copy(Arena *a, Str s) {
    char *p = arena_alloc(a, s.n + 1);
    if (s.n) memcpy(p, s.p, s.n);
    return (Str){p, s.n};
}

const char *arena_z(Arena *a, Str s) {
    return arena_copy(a, s).p;
}

Str arena_vprintf(Arena *a, const char *fmt, va_list ap) {
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    CHECK(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    return (Str){p, (size_t)n};
}

Str arena_printf(Arena *a, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str s = arena_vprintf(a, fmt, ap);
    va_end(ap);
    return s;
}

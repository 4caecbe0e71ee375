/* arena.h - memory by lifetime.
**
** One arena belongs to one request (or one job step): everything made for it is given back at once by
** arena_reset. Memory comes zeroed. arena_alloc never returns NULL.
**
** Limits: the opener states how much is normal. Past that `over` becomes true and stays true until the next
** reset; the server turns it into a 413 answer. Past four times the limit the program stops: every input is
** bounded at its entrance, so this can only be a bug. */
#ifndef RAKAZ_BASE_ARENA_H
#define RAKAZ_BASE_ARENA_H

#include "base/str.h"

#include <stdarg.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *head;       /* the block in use; older ones hang behind it */
    size_t      used;       /* bytes given out since the last reset */
    size_t      limit;
    unsigned    turn;       /* how often it was reset */
    bool        over;
} Arena;

/* `limit` in bytes; allocates nothing yet. */
void arena_init(Arena *a, size_t limit);

/* Gives everything back but one block. In debug builds the memory is overwritten with 0xDD first. */
void arena_reset(Arena *a);

/* Gives everything back. */
void arena_release(Arena *a);

/* Zeroed, aligned for any type. */
void *arena_alloc(Arena *a, size_t n) __attribute__((malloc, alloc_size(2), returns_nonnull));

#define ARENA_NEW(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_alloc((a), arena_product((n), sizeof(T))))

/* n * size, stopping the program on overflow. */
size_t arena_product(size_t n, size_t size);

/* Room for `more` elements behind the n that an array of the arena has: `v` itself, or a longer copy whose room is put
** into *cap. An empty array is NULL with *cap 0. Copies that are left behind are together no larger than the last. */
void *arena_room(Arena *a, void *v, size_t n, size_t more, size_t *cap, size_t size) __attribute__((returns_nonnull));

#define ARENA_ROOM(a, v, n, more, cap) ((v) = arena_room((a), (v), (n), (more), (cap), sizeof *(v)))

/* A copy that lives as long as the arena, with a NUL behind it for the few C interfaces that need one. */
Str arena_copy(Arena *a, Str s);

/* printf into the arena. */
Str arena_printf(Arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3), nonnull(2)));
Str arena_vprintf(Arena *a, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0), nonnull(2)));

/* NUL-terminated copy. */
const char *arena_z(Arena *a, Str s);

#endif

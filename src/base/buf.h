/* buf.h - text that grows, for answers and files.
**
** A Buf remembers its own failure: append as often as you like, ask once (buf_ok). It fails when it would
** grow past `max` bytes or when memory is out; what was appended before stays. */
#ifndef RAKAZ_BASE_BUF_H
#define RAKAZ_BASE_BUF_H

#include "base/arena.h"

#include <stdarg.h>

typedef struct Buf {
    char  *p;
    size_t n, cap, max;
    bool   failed;
} Buf;

/* `max` in bytes; allocates nothing yet. */
void buf_init(Buf *b, size_t max);
void buf_release(Buf *b);

/* What was written, in the arena; releases b. */
Str  buf_keep(Arena *a, Buf *b);

/* Empties and forgets a failure; keeps the memory. */
void buf_clear(Buf *b);

bool buf_ok(const Buf *b);
Str  buf_str(const Buf *b);

void buf_add(Buf *b, Str s);
void buf_byte(Buf *b, char c);
void buf_int(Buf *b, int64_t n);
void buf_printf(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Makes room for n more bytes and returns where they go, or NULL; follow with buf_grown. */
char *buf_room(Buf *b, size_t n);
void  buf_grown(Buf *b, size_t n);

/* A literal: length known at compile time. */
#define buf_lit(b, s) buf_add((b), LIT(s))

#endif

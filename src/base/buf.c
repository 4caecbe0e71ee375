/* buf.c - text that grows. */
#include "base/buf.h"

#include "base/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BYTES = 256 };

void buf_init(Buf *b, size_t max) {
    *b = (Buf){.max = max};
}

void buf_release(Buf *b) {
    if (!b) return;
    free(b->p);
    *b = (Buf){.max = b->max};
}

Str buf_keep(Arena *a, Buf *b) {
    Str s = arena_copy(a, buf_str(b));
    buf_release(b);
    return s;
}

void buf_clear(Buf *b) {
    b->n = 0;
    b->failed = false;
}

bool buf_ok(const Buf *b) {
    return !b->failed;
}

Str buf_str(const Buf *b) {
    return (Str){b->p, b->n};
}

/* The slow half of buf_room: makes the buffer larger, or marks it failed. */
static char *grow(Buf *b, size_t n) {
    if (b->failed || n > b->max || b->n > b->max - n) {
        b->failed = true;
        return NULL;
    }
    size_t need = b->n + n;
    size_t cap = b->cap ? b->cap : FIRST_BYTES;
    while (cap < need) cap = cap > b->max / 2 ? b->max : cap * 2;
    if (cap > b->max) cap = b->max;
    char *p = realloc(b->p, cap ? cap : 1);
    if (!p) {
        b->failed = true;
        return NULL;
    }
    b->p = p;
    b->cap = cap;
    return p + b->n;
}

char *buf_room(Buf *b, size_t n) {
    if (!b->failed && b->p && b->cap - b->n >= n) return b->p + b->n;
    return grow(b, n);
}

void buf_grown(Buf *b, size_t n) {
    CHECK(n <= b->cap - b->n);
    b->n += n;
}

void buf_add(Buf *b, Str s) {
    if (s.n == 0) return;
    char *p = buf_room(b, s.n);
    if (!p) return;
    memcpy(p, s.p, s.n);
    b->n += s.n;
}

void buf_byte(Buf *b, char c) {
    char *p = buf_room(b, 1);
    if (!p) return;
    *p = c;
    b->n++;
}

void buf_int(Buf *b, int64_t n) {
    char     digits[20];
    size_t   i = sizeof digits;
    uint64_t u = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
    do {
        digits[--i] = (char)('0' + u % 10);
        u /= 10;
    } while (u);
    if (n < 0) digits[--i] = '-';
    buf_add(b, (Str){digits + i, sizeof digits - i});
}

void buf_printf(Buf *b, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    CHECK(n >= 0);
    /* vsnprintf ends with a NUL, which needs a place but does not count. */
    char *p = buf_room(b, (size_t)n + 1);
    if (!p) return;
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
}

/* str.h - borrowed text.
**
** A Str points at bytes that somebody else owns and is not NUL-terminated. Whoever keeps one longer than
** its owner lives copies it (arena_copy). An empty Str and a missing one are the same thing: n == 0. */
#ifndef RAKAZ_BASE_STR_H
#define RAKAZ_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Str {
    const char *p;
    size_t      n;
} Str;

/* A Str of a string literal, usable in initialisers of tables. */
#define LIT(s) ((Str){("" s), sizeof("" s) - 1})

/* For printf: "%.*s", STR_ARG(s). */
#define STR_ARG(s) (int)(s).n, ((s).p ? (s).p : "")

/* Borrows a NUL-terminated string; NULL gives the empty Str. */
Str str_of(const char *z);

bool str_eq(Str a, Str b);

/* Bytewise order: <0, 0, >0. Not for people; they sort by collate.h. */
int str_cmp(Str a, Str b);

/* ASCII letters are compared without case; other bytes must be equal. */
bool str_eq_nocase(Str a, Str b);

bool str_starts(Str s, Str head);
bool str_ends(Str s, Str tail);

/* Position of the first `what` in `s`, or -1. */
ptrdiff_t str_find(Str s, Str what);
ptrdiff_t str_find_byte(Str s, char c);

/* The part [from, from+n) cut to what is there. */
Str str_sub(Str s, size_t from, size_t n);

/* Without ASCII white space, no-break space and bidi marks (U+200E/F) at both ends. */
Str str_trim(Str s);

/* Cuts the part before the next `sep` off *rest and returns it; false when *rest is used up.
** "a,,b" gives "a", "", "b"; "a," gives "a" only: a separator at the end adds no part. Start with *rest = the
** text; an empty text gives no part. */
bool str_split(Str *rest, char sep, Str *ret_part);

/* The cell of `line` that stands under `name` in `head`, both parted by tabs; empty when there is none. */
Str str_cell(Str head, Str line, const char *name);

/* Whole decimal integer with optional sign, nothing else; false if not, or if it does not fit. */
bool str_int(Str s, int64_t *ret_n);

/* Whole decimal number with optional sign, point and exponent, at most 64 characters; finite only. Never
** depends on the locale. */
bool str_real(Str s, double *ret_x);

/* 64-bit hash for tables in memory (not for storage: it may change between versions). */
uint64_t str_hash(Str s);

#endif

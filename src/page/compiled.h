/* compiled.h - what compiled pages need besides page.h: KNOWN(x), true unless x is unknown (docs/pages.md, {{?x}}). */
#ifndef RAKAZ_PAGE_COMPILED_H
#define RAKAZ_PAGE_COMPILED_H

#include "assets.h"
#include "page/page.h"

static inline bool known_str(Str s) { return s.n > 0; }
static inline bool known_html(Html h) { return h.s.n > 0; }
static inline bool known_int(int64_t n) { return n != 0 && n != NUMBER_NONE; }
static inline bool known_size(uint64_t n) { return n != 0; }
static inline bool known_real(double x) { return x == x && (x < 0 || x > 0); }
static inline bool known_pointer(const void *p) { return p != NULL; }

#define KNOWN(x)                                                                                              \
    _Generic((x), Str: known_str, Html: known_html, bool: known_int, signed char: known_int,                  \
             unsigned char: known_int, short: known_int, unsigned short: known_int, int: known_int,           \
             unsigned: known_int, long: known_int, long long: known_int, unsigned long: known_size,           \
             unsigned long long: known_size, double: known_real, default: known_pointer)(x)

#endif

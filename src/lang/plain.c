/* plain.c - values as texts of their own. */
#include "lang/plain.h"

#include "lang/show.h"

Str plain_day_str(Arena *a, const Reader *r, Day d) {
    Buf b;
    if (!d) return (Str){0};
    buf_init(&b, 200);
    plain_day(&b, r, d);
    return buf_keep(a, &b);
}

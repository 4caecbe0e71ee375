/* params.h - name=value pairs, as an address or a form gives them; decoded, valid UTF-8, bounded by the server. */
#ifndef RAKAZ_ENT_PARAMS_H
#define RAKAZ_ENT_PARAMS_H

#include "base/arena.h"
#include "base/buf.h"

typedef struct Param {
    Str name, value;
} Param;

typedef struct Params {
    Param *v;
    size_t n;
} Params;

/* The first of that name; the empty Str if there is none. */
Str  params_get(const Params *p, const char *name);
bool params_has(const Params *p, const char *name);
bool params_on(const Params *p, const char *name); /* name=1 */

/* application/x-www-form-urlencoded -> pairs in the arena. At most max pairs, the rest is an error (false). */
bool params_parse(Arena *a, Str text, size_t max, Params *ret_p);

/* name=value&… percent-encoded. */

void params_print(Buf *b, const Params *p);

#endif

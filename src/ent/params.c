/* params.c - application/x-www-form-urlencoded, read and written. */
#include "ent/params.h"

#include "base/html.h"
#include "base/utf8.h"

Str params_get(const Params *p, const char *name) {
    Str want = str_of(name);
    for (size_t i = 0; i < p->n; i++) {
        if (str_eq(p->v[i].name, want)) return p->v[i].value;
    }
    return (Str){0};
}

bool params_has(const Params *p, const char *name) {
    Str want = str_of(name);
    for (size_t i = 0; i < p->n; i++) {
        if (str_eq(p->v[i].name, want)) return true;
    }
    return false;
}

bool params_on(const Params *p, const char *name) { return str_eq(params_get(p, name), LIT("1")); }

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/* "+" is a space, %XX a byte; a broken %-sequence stands for itself. What is not UTF-8 or is NUL becomes U+FFFD. */
static Str decode(Arena *a, Str s) {
    char *out = arena_alloc(a, s.n + 1);
    size_t n = 0;
    bool nul = false;
    for (size_t i = 0; i < s.n; i++) {
        int hi = s.p[i] == '%' && i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
        int lo = hi >= 0 ? hex_digit(s.p[i + 2]) : -1;
        if (lo >= 0) {
            out[n++] = (char)(hi * 16 + lo);
            i += 2;
        } else {
            out[n++] = s.p[i] == '+' ? ' ' : s.p[i];
        }
        nul = nul || out[n - 1] == 0;
    }
    Str raw = {out, n};
    if (!nul && utf8_valid(raw)) return raw;

    char *mended = arena_alloc(a, arena_product(n, 3) + 1);
    size_t m = 0;
    for (size_t i = 0; i < n;) {
        uint32_t c = utf8_next(raw, &i);
        m += utf8_put(mended + m, c == (uint32_t)UTF8_BAD || c == 0 ? 0xFFFD : c);
    }
    return (Str){mended, m};
}

bool params_parse(Arena *a, Str text, size_t max, Params *ret_p) {
    size_t count = text.n ? 1 : 0;
    for (size_t i = 0; i < text.n; i++) count += text.p[i] == '&';
    if (count > max) return false;
    Params p = {.v = ARENA_ARRAY(a, Param, count + 1)};
    Str rest = text, part;
    while (str_split(&rest, '&', &part)) {
        if (!part.n) continue;
        ptrdiff_t eq = str_find_byte(part, '=');
        size_t name_n = eq < 0 ? part.n : (size_t)eq;
        p.v[p.n].name = decode(a, str_sub(part, 0, name_n));
        p.v[p.n].value = eq < 0 ? (Str){0} : decode(a, str_sub(part, name_n + 1, part.n));
        p.n++;
    }
    *ret_p = p;
    return true;
}

void params_print(Buf *b, const Params *p) {
    for (size_t i = 0; i < p->n; i++) {
        if (i) buf_byte(b, '&');
        put_urlpart(b, p->v[i].name);
        buf_byte(b, '=');
        put_urlpart(b, p->v[i].value);
    }
}

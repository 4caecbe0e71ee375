/* urlencoded.c - what was read from a form or an address and is printed again reads back to the same. */
#include "base/check.h"
#include "base/utf8.h"
#include "ent/params.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n > 20000) return 0;
    Arena  a;
    Buf    b;
    Params p, again;
    arena_init(&a, 64 << 20);
    buf_init(&b, 1 << 20);
    if (params_parse(&a, (Str){(const char *)data, n}, 200, &p)) {
        CHECK(p.n <= 200);
        params_print(&b, &p);
        CHECK(buf_ok(&b) && params_parse(&a, buf_str(&b), 200, &again));
        CHECK(again.n == p.n);
        for (size_t i = 0; i < p.n; i++) {
            CHECK(utf8_valid(p.v[i].name) && utf8_valid(p.v[i].value));
            CHECK(str_eq(p.v[i].name, again.v[i].name) && str_eq(p.v[i].value, again.v[i].value));
        }
    }
    buf_release(&b);
    arena_release(&a);
    return 0;
}

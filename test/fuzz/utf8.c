/* utf8.c - cleaning gives valid text that cleaning leaves alone, and escaped text cannot leave its place. */
#include "base/check.h"
#include "base/html.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void clean(Arena *a, Str (*fn)(Arena *, Str), Str s) {
    Str once = fn(a, s);
    CHECK(utf8_valid(once));
    CHECK(str_eq(fn(a, once), once));
    CHECK(str_trim(once).n > 0 || once.n == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n > 4096) return 0;
    Str   s = {(const char *)data, n};
    Arena a;
    Buf   b;
    arena_init(&a, 1 << 20);
    buf_init(&b, 1 << 20);
    clean(&a, utf8_clean_line, s);
    clean(&a, utf8_clean_text, s);
    size_t chars = utf8_length(s);
    CHECK(chars <= n && str_eq(utf8_head(s, chars), s));
    put_attr(&b, s);
    for (size_t i = 0; i < b.n; i++) CHECK(b.p[i] != '<' && b.p[i] != '>' && b.p[i] != '"' && b.p[i] != '\'');
    buf_clear(&b);
    put_json(&b, s);
    CHECK(utf8_valid(buf_str(&b)) && b.p[0] == '"' && b.p[b.n - 1] == '"');
    for (size_t i = 0; i < b.n; i++) CHECK((unsigned char)b.p[i] >= 0x20 && b.p[i] != '<' && b.p[i] != '&');
    buf_clear(&b);
    put_link(&b, s);
    CHECK(b.n > 0 && !str_starts(buf_str(&b), LIT("//")) && !str_starts(buf_str(&b), LIT("javascript")));
    buf_release(&b);
    arena_release(&a);
    return 0;
}

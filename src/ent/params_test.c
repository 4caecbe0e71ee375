/* params_test.c - addresses and forms taken apart and put together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "base/utf8.h"
#include "ent/params.h"

static bool reads(Arena *a, const char *text, const char *name, const char *value) {
    Params p;
    return params_parse(a, str_of(text), 10, &p) && str_eq(params_get(&p, name), str_of(value));
}

static void test_an_address_is_decoded(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, 1 << 20);
    assert_true(reads(&a, "a=1&b=%D7%90+x%26&c", "b", "א x&"));
    assert_true(reads(&a, "a=1&b=2&a=3", "a", "1"));
    assert_true(reads(&a, "a=100%&b=%4&c=%zz", "a", "100%"));
    assert_true(reads(&a, "a=100%&b=%4&c=%zz", "b", "%4"));
    assert_true(reads(&a, "a=100%&b=%4&c=%zz", "c", "%zz"));
    assert_true(reads(&a, "a=x%00y%FFz", "a", "x\xEF\xBF\xBDy\xEF\xBF\xBDz"));
    assert_true(reads(&a, "%61.he=v=w", "a.he", "v=w"));
    Params p;
    assert_true(params_parse(&a, LIT("&&a&"), 10, &p));
    assert_int_equal(p.n, 1);
    assert_true(params_has(&p, "a") && !params_has(&p, "b"));
    assert_true(params_parse(&a, (Str){0}, 0, &p));
    assert_int_equal(p.n, 0);
    arena_release(&a);
}

static void test_more_pairs_than_allowed_are_refused(void **state) {
    (void)state;
    Arena a;
    Params p;
    arena_init(&a, 1 << 20);
    assert_true(params_parse(&a, LIT("a=1&b=2&c=3"), 3, &p));
    assert_false(params_parse(&a, LIT("a=1&b=2&c=3"), 2, &p));
    arena_release(&a);
}

static void test_what_is_printed_reads_back_the_same(void **state) {
    (void)state;
    static const uint32_t CHARS[] = {'a', '&', '=', '+', '%', ' ', '/', 0x5D0, 0x1F30D, '"', '\n', '#', ';'};
    Rng r;
    Arena a;
    arena_init(&a, 16 << 20);
    rng_seed(&r, 3);
    for (int round = 0; round < 500; round++) {
        Param v[4];
        Params p = {v, 4}, back;
        Buf b, text;
        buf_init(&b, 4096);
        for (int i = 0; i < 8; i++) {
            buf_init(&text, 400);
            uint64_t n = 1 + rng_below(&r, 12);
            for (uint64_t k = 0; k < n; k++) buf_utf8(&text, CHARS[rng_below(&r, sizeof CHARS / sizeof *CHARS)]);
            *(i % 2 ? &v[i / 2].value : &v[i / 2].name) = arena_copy(&a, buf_str(&text));
            buf_release(&text);
        }
        params_print(&b, &p);
        assert_true(params_parse(&a, buf_str(&b), 4, &back));
        assert_int_equal(back.n, 4);
        for (int i = 0; i < 4; i++) {
            assert_true(str_eq(back.v[i].name, v[i].name) && str_eq(back.v[i].value, v[i].value));
        }
        buf_release(&b);
    }
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_address_is_decoded),
        cmocka_unit_test(test_more_pairs_than_allowed_are_refused),
        cmocka_unit_test(test_what_is_printed_reads_back_the_same),
    };
    return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}

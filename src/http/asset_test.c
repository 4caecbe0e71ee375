#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "http/asset.h"

static void test_every_asset_is_found_by_name_and_by_path(void **state) {
    (void)state;
    for (size_t i = 0; i < ASSETS_N; i++) {
        const Asset *a = &ASSETS[i];
        assert_ptr_equal(asset_named(str_of(a->name)), a);
        assert_ptr_equal(asset_at(str_of(a->path)), a);
        assert_true(str_eq(asset_path(a->name), str_of(a->path)));
        assert_true(str_starts(str_of(a->path), a->lasting ? LIT("/a/") : LIT("/")));
    }
}

static void test_what_is_not_embedded_is_not_found(void **state) {
    (void)state;
    assert_null(asset_named(LIT("app")));
    assert_null(asset_named(LIT("")));
    assert_null(asset_at(LIT("/a/../app.css")));
}

/* A gzip file begins with 1f 8b and ends with the size of what is in it. */
static void test_the_gzip_form_holds_the_file(void **state) {
    (void)state;
    for (size_t i = 0; i < ASSETS_N; i++) {
        const Asset *a = &ASSETS[i];
        if (!a->gz) continue;
        const uint8_t *end = a->gz + a->gz_n;
        uint32_t size = end[-4] | (uint32_t)end[-3] << 8 | (uint32_t)end[-2] << 16 | (uint32_t)end[-1] << 24;
        assert_int_equal(a->gz[0] << 8 | a->gz[1], 0x1f8b);
        assert_int_equal(size, a->raw_n);
        assert_true(a->gz_n < a->raw_n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_asset_is_found_by_name_and_by_path),
        cmocka_unit_test(test_what_is_not_embedded_is_not_found),
        cmocka_unit_test(test_the_gzip_form_holds_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of what is written behind a finished PDF: as the library ends one; cut off anywhere, or with any byte another,
** nothing is read that is not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/rand.h"
#include "export/ink_end.h"

static const char PDF[] =
    "%PDF-1.5\n1 0 obj\n<< /Title (x) >>\nendobj\n2 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n"
    "   /StructTreeRoot 1 0 R\n>>\nendobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n"
    "0000000041 00000 n \ntrailer\n<< /Size 3\n   /Root 2 0 R\n   /Info 1 0 R\n>>\nstartxref\n118\n%%EOF\n";

static bool has(const Buf *b, const char *text) { return str_find(buf_str(b), str_of(text)) >= 0; }

static void test_the_catalog_stands_once_more_with_what_it_lacked(void **state) {
    (void)state;
    Buf b, twice;
    Str pdf = str_of(PDF);
    assert_int_equal(str_find(pdf, LIT("2 0 obj")), 41);
    assert_int_equal(str_find(pdf, LIT("xref\n0 3")), 118);
    buf_init(&b, 1 << 16);
    assert_true(ink_end(pdf, LIT("he"), true, &b));
    assert_true(str_starts(buf_str(&b), LIT("2 0 obj\n<< /Type /Catalog\n   /Pages 1 0 R\n")));
    assert_true(has(&b, "/MarkInfo << /Marked true >>") && has(&b, "/Lang (he)"));
    assert_true(has(&b, "/DisplayDocTitle true /Direction /R2L") && has(&b, "/Prev 118\n") && has(&b, "/Info 1 0 R"));
    char where[40];
    snprintf(where, sizeof where, "xref\n2 1\n%010zu 00000 n \n", pdf.n);
    assert_true(has(&b, where));
    snprintf(where, sizeof where, "startxref\n%zu\n", pdf.n + (size_t)str_find(buf_str(&b), LIT("xref\n2 1")));
    assert_true(has(&b, where));
    /* Once is enough. */
    buf_init(&twice, 1 << 16);
    buf_add(&twice, pdf);
    buf_add(&twice, buf_str(&b));
    size_t n = twice.n;
    Buf none;
    buf_init(&none, 1 << 16);
    assert_false(ink_end((Str){twice.p, n}, LIT("he"), true, &none));
    assert_int_equal(none.n, 0);
    buf_release(&b);
    buf_release(&twice);
    buf_release(&none);
}

static void test_a_language_is_a_code_and_from_the_left_has_no_direction(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1 << 16);
    assert_false(ink_end(str_of(PDF), LIT("he) /X ("), false, &b));
    assert_false(ink_end(str_of(PDF), (Str){0}, false, &b));
    assert_false(ink_end((Str){0}, LIT("en"), false, &b));
    assert_int_equal(b.n, 0);
    assert_true(ink_end(str_of(PDF), LIT("en"), false, &b));
    assert_false(has(&b, "/Direction"));
    buf_release(&b);
}

/* Each try stands in memory of its own length, where the sanitizer sees a byte too far. */
static void try(const char *p, size_t n) {
    Buf   b;
    char *own = malloc(n ? n : 1);
    assert_non_null(own);
    memcpy(own, p, n);
    buf_init(&b, 1 << 16);
    (void)!ink_end((Str){own, n}, LIT("ar"), true, &b);
    buf_release(&b);
    free(own);
}

static void test_a_file_that_is_cut_or_changed_does_no_harm(void **state) {
    (void)state;
    enum { TRIES = 20000 };
    char bent[sizeof PDF];
    Rng  r;
    rng_seed(&r, 7);
    for (size_t n = 0; n < sizeof PDF; n++) try(PDF, n);
    for (size_t n = 0; n < sizeof PDF; n++) try(PDF + n, sizeof PDF - 1 - n);
    for (int t = 0; t < TRIES; t++) {
        memcpy(bent, PDF, sizeof PDF);
        for (uint64_t k = 1 + rng_below(&r, 4); k; k--) {
            uint64_t byte = rng_below(&r, 2) ? '0' + rng_below(&r, 10) : rng_below(&r, 256);
            bent[rng_below(&r, sizeof PDF - 1)] = (char)byte;
        }
        try(bent, sizeof PDF - 1);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_catalog_stands_once_more_with_what_it_lacked),
        cmocka_unit_test(test_a_language_is_a_code_and_from_the_left_has_no_direction),
        cmocka_unit_test(test_a_file_that_is_cut_or_changed_does_no_harm),
    };
    return cmocka_run_group_tests_name("end of a PDF", tests, NULL, NULL);
}

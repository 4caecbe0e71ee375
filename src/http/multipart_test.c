/* multipart_test.c - forms with files, whole and in pieces. */
#include "http/multipart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static Arena arena;

static int start(void **state) {
    (void)state;
    arena_init(&arena, 16 << 20);
    return 0;
}

static int stop(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

typedef struct Got {
    Params  form;
    Upload *files;
    size_t  n;
} Got;

/* Feeds `body` in pieces of `piece` bytes. */
static Fault read_body(Str body, size_t piece, size_t text_max, Got *got) {
    Multipart m;
    Fault     f = OK;
    *got = (Got){0};
    multipart_init(&m, &arena, "/tmp", LIT("XX"), text_max);
    while (f == OK && body.n) {
        f = multipart_feed(&m, str_sub(body, 0, piece));
        body = str_sub(body, piece, body.n);
    }
    if (f == OK) f = multipart_end(&m, &got->form, &got->files, &got->n);
    multipart_release(&m);
    return f;
}

#define FIELD(name, value) "--XX\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define NAMED(name, file) "--XX\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file "\"\r\n"
#define END               "--XX--\r\n"

static void test_multipart_gives_the_same_in_pieces_of_any_size(void **state) {
    static const Str body = LIT(FIELD("a", "1") FIELD("ב", "שלום\r\nעולם\r\n--X") FIELD("empty", "")
                                NAMED("f", "x.csv") "Content-Type: text/csv\r\n\r\n\r\n--XY\r\r\n-\r\n" END "epilogue");
    (void)state;
    for (size_t piece = 1; piece <= body.n; piece++) {
        Got got;
        assert_int_equal(read_body(body, piece, 1000, &got), OK);
        assert_int_equal(got.form.n, 3);
        assert_true(str_eq(params_get(&got.form, "a"), LIT("1")));
        assert_true(str_eq(params_get(&got.form, "ב"), LIT("שלום\r\nעולם\r\n--X")));
        assert_true(params_has(&got.form, "empty"));
        assert_int_equal(got.n, 1);
        assert_true(str_eq(got.files[0].bytes, LIT("\r\n--XY\r\r\n-")));
        assert_true(str_eq(got.files[0].name, LIT("x.csv")));
        assert_true(str_eq(got.files[0].claimed_type, LIT("text/csv")));
        assert_int_equal(got.files[0].fd, -1);
    }
}

static void test_multipart_names_are_unquoted_and_never_paths(void **state) {
    static const struct {
        Str         body;
        const char *name;
    } CASES[] = {
        {LIT(NAMED("f", "a%22b.csv") "\r\nx\r\n" END), "a\"b.csv"},
        {LIT(NAMED("f", "a\\\"b.csv") "\r\nx\r\n" END), "a\"b.csv"},
        {LIT(NAMED("f", "/etc/passwd") "\r\nx\r\n" END), "passwd"},
        {LIT(NAMED("f", "C:\\dir\\עסק.xlsx") "\r\nx\r\n" END), "עסק.xlsx"},
        {LIT(NAMED("f", "a%0D%0Ab") "\r\nx\r\n" END), "a b"},
        {LIT(NAMED("f", "; name=g") "\r\nx\r\n" END), "; name=g"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Got got;
        assert_int_equal(read_body(CASES[i].body, 7, 100, &got), OK);
        assert_int_equal(got.n, 1);
        Str name = got.files[0].name;
        if (!str_eq(name, str_of(CASES[i].name))) fail_msg("case %zu: %.*s", i, STR_ARG(name));
        assert_true(str_eq(got.files[0].field, LIT("f")));
    }
}

static void test_multipart_refuses_what_is_not_right(void **state) {
    static const Str BAD[] = {
        LIT("nonsense and more nonsense, longer than a boundary"),
        LIT("x\r\n" FIELD("a", "1") END),
        LIT(FIELD("a", "1")),
        LIT("--XX\r\n\r\nno head\r\n" END),
        LIT("--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n" END),
        LIT("--XX\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END),
        LIT("--XX\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END),
        LIT("--XX\nContent-Disposition: form-data; name=\"a\"\n\n1\n--XX--\n"),
        LIT("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n"
            "\r\n1\r\n" END),
        LIT(FIELD("a", "\xff")),
        LIT(FIELD("\xff", "a") END),
        LIT("--XXjunk\r\n" END),
    };
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        for (size_t piece = 1; piece < 60; piece += 29) {
            Got   got;
            Fault f = read_body(BAD[i], piece, 100, &got);
            if (f != BAD_REQUEST) fail_msg("case %zu in pieces of %zu: %s", i, piece, fault_name(f));
        }
    }
}

static void test_multipart_is_bounded(void **state) {
    Got got;
    Buf b;
    (void)state;
    assert_int_equal(read_body(LIT(FIELD("a", "12345678901") END), 5, 10, &got), TOO_LARGE);
    buf_init(&b, 1 << 20);
    for (int i = 0; i <= MULTIPART_FIELDS_MAX; i++) buf_lit(&b, FIELD("a", "1"));
    buf_lit(&b, END);
    assert_int_equal(read_body(buf_str(&b), 1000, 1 << 20, &got), BAD_REQUEST);
    buf_clear(&b);
    for (int i = 0; i <= MULTIPART_FILES_MAX; i++) buf_lit(&b, NAMED("f", "a") "\r\n1\r\n");
    buf_lit(&b, END);
    assert_int_equal(read_body(buf_str(&b), 1000, 1 << 20, &got), BAD_REQUEST);
    buf_clear(&b);
    buf_lit(&b, "--XX\r\nX: ");
    for (int i = 0; i < 5000; i++) buf_byte(&b, 'y');
    assert_int_equal(read_body(buf_str(&b), 1000, 1 << 20, &got), BAD_REQUEST);
    buf_release(&b);
}

static void test_multipart_large_files_go_to_a_file_without_a_name(void **state) {
    Got  got;
    Buf  b;
    char last[4];
    (void)state;
    buf_init(&b, 1 << 20);
    buf_lit(&b, NAMED("f", "big") "\r\n");
    for (int i = 0; i < 100000; i++) buf_byte(&b, "0123456789"[i % 10]);
    buf_lit(&b, "last\r\n" END);
    assert_int_equal(read_body(buf_str(&b), 777, 100, &got), OK);
    assert_int_equal(got.n, 1);
    assert_int_equal(got.files[0].size, 100004);
    assert_true(got.files[0].fd >= 0);
    assert_int_equal(lseek(got.files[0].fd, 0, SEEK_CUR), 0);
    assert_int_equal(pread(got.files[0].fd, last, 4, 100000), 4);
    assert_memory_equal(last, "last", 4);
    close(got.files[0].fd);
    buf_release(&b);
}

static void test_multipart_empty_file_fields_are_no_files(void **state) {
    Got got;
    (void)state;
    assert_int_equal(read_body(LIT(NAMED("f", "") "Content-Type: a/b\r\n\r\n\r\n" END), 9, 10, &got), OK);
    assert_int_equal(got.n, 0);
    assert_int_equal(read_body(LIT(NAMED("f", "empty.csv") "\r\n\r\n" END), 9, 10, &got), OK);
    assert_int_equal(got.n, 1);
    assert_int_equal(got.files[0].size, 0);
}

static void test_multipart_boundary_is_read_from_the_content_type(void **state) {
    Str s;
    (void)state;
    assert_true(multipart_boundary(LIT("multipart/form-data; boundary=abc"), &s) && str_eq(s, LIT("abc")));
    assert_true(multipart_boundary(LIT("Multipart/Form-Data; charset=utf-8; boundary=\"a b\""), &s));
    assert_true(str_eq(s, LIT("a b")));
    assert_false(multipart_boundary(LIT("multipart/form-data"), &s));
    assert_false(multipart_boundary(LIT("multipart/mixed; boundary=abc"), &s));
    assert_false(multipart_boundary(LIT("multipart/form-data; boundary="), &s));
    assert_false(multipart_boundary(LIT("multipart/form-data; boundary=\"abc"), &s));
    assert_false(multipart_boundary(LIT("multipart/form-data; boundary=0123456789012345678901234567890123456789"
                                        "0123456789012345678901234567890123456789"), &s));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_multipart_gives_the_same_in_pieces_of_any_size),
        cmocka_unit_test(test_multipart_names_are_unquoted_and_never_paths),
        cmocka_unit_test(test_multipart_refuses_what_is_not_right),
        cmocka_unit_test(test_multipart_is_bounded),
        cmocka_unit_test(test_multipart_large_files_go_to_a_file_without_a_name),
        cmocka_unit_test(test_multipart_empty_file_fields_are_no_files),
        cmocka_unit_test(test_multipart_boundary_is_read_from_the_content_type),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

/* gate_test.c - heads that are let in and heads that are not; over sockets: test/http/smuggle_test.c. */
#include "http/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

/* A head as it lies in the buffer: NULs over line ends, colons and the blanks of the request line. */
typedef struct Head {
    char       bytes[2048];
    GateHeader v[GATE_HEADERS_MAX + 8];
    Gate       g;
} Head;

static Str cut(char *bytes, size_t *at, const char *text, const char *end) {
    size_t n = strlen(text);
    memcpy(bytes + *at, text, n);
    memset(bytes + *at + n, 0, strlen(end));
    Str s = {bytes + *at, n};
    *at += n + strlen(end);
    return s;
}

/* headers: "name: value" texts, NULL-terminated. */
static void head_make(Head *h, const char *method, const char *uri, const char *const *headers) {
    size_t at = 0;
    *h = (Head){0};
    memset(h->bytes, 'x', sizeof h->bytes);
    h->g.method = cut(h->bytes, &at, method, " ");
    h->g.uri = cut(h->bytes, &at, uri, " ");
    h->g.version = cut(h->bytes, &at, "HTTP/1.1", "\r\n");
    for (; *headers; headers++) {
        char        name[64];
        const char *colon = strchr(*headers, ':');
        snprintf(name, sizeof name, "%.*s", (int)(colon - *headers), *headers);
        GateHeader *g = &h->v[h->g.n++];
        g->name = cut(h->bytes, &at, name, ":");
        h->bytes[at++] = ' ';
        g->value = cut(h->bytes, &at, colon + 2, "\r\n");
    }
    memset(h->bytes + at, 0, 2);
    h->g.bytes = at + 2;
    h->g.v = h->v;
}

static int check(const char *method, const char *uri, const char *const *headers, int64_t *ret_length) {
    Head h;
    head_make(&h, method, uri, headers);
    int status = gate_check(&h.g, ret_length);
    assert_true(gate_in_place(&h.g, h.g.uri.p));
    return status;
}

#define HEADERS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void test_gate_lets_proper_heads_in(void **state) {
    int64_t n = -1;
    (void)state;
    assert_int_equal(check("GET", "/", HEADERS("Host: a"), &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(check("POST", "/a?b=%20", HEADERS("host: a.example:8080", "content-length: 123"), &n), 0);
    assert_int_equal(n, 123);
    assert_int_equal(check("PUT", "/a", HEADERS("Host: [::1]:80", "Content-Length: 0", "Expect: 100-continue"), &n), 0);
    assert_int_equal(check("OPTIONS", "*", HEADERS("Host: a"), &n), 0);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "X: שלום"), &n), 0);
}

static void test_gate_refuses_with_the_right_status(void **state) {
    int64_t n;
    (void)state;
    assert_int_equal(check("GET", "/", HEADERS("X: a"), &n), 400);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "Host: a"), &n), 400);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Transfer-Encoding: chunked"), &n), 411);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Transfer-Encoding: gzip", "Content-Length: 1"), &n), 400);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Content-Length: 1", "Content-Length: 1"), &n), 400);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Content-Length: 0x1"), &n), 400);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Content-Length: 1234567890123456"), &n), 400);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "Content-Length: 1"), &n), 400);
    assert_int_equal(check("GET", "/a b", HEADERS("Host: a"), &n), 400);
    assert_int_equal(check("GET", "/a#b", HEADERS("Host: a"), &n), 400);
    assert_int_equal(check("GET", "a", HEADERS("Host: a"), &n), 400);
    assert_int_equal(check("TRACE", "/", HEADERS("Host: a"), &n), 501);
    assert_int_equal(check("CONNECT", "/", HEADERS("Host: a"), &n), 501);
    assert_int_equal(check("POST", "/", HEADERS("Host: a", "Expect: x"), &n), 417);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "X Y: z"), &n), 400);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "X: \x01"), &n), 400);
    assert_int_equal(check("GET", "/", HEADERS("Host: a", "X: \x7f"), &n), 400);
}

/* Moves one byte of a good head and sees that the layout no longer holds. */
static void test_gate_sees_lines_that_did_not_end_in_cr_lf(void **state) {
    Head h;
    (void)state;
    head_make(&h, "GET", "/a", HEADERS("Host: a", "X: b"));
    assert_true(gate_in_place(&h.g, h.g.uri.p));
    h.v[1].name.p--;
    assert_false(gate_in_place(&h.g, h.g.uri.p));
    head_make(&h, "GET", "/a", HEADERS("Host: a", "X: b"));
    assert_false(gate_in_place(&h.g, h.g.uri.p + 1));
    h.v[1].value.n--;
    assert_false(gate_in_place(&h.g, h.g.uri.p));
    head_make(&h, "GET", "/a", HEADERS("Host: a", "X: b"));
    h.g.bytes--;
    assert_false(gate_in_place(&h.g, h.g.uri.p));
    head_make(&h, "GET", "/a", HEADERS("Host: a", "X: b"));
    h.v[0].value.p = "elsewhere";
    assert_false(gate_in_place(&h.g, h.g.uri.p));
}

static void test_gate_finds_headers_in_any_case(void **state) {
    Head h;
    (void)state;
    head_make(&h, "GET", "/", HEADERS("Host: a", "X-Thing: b", "x-thing: c"));
    assert_true(str_eq(gate_header(h.v, h.g.n, "x-THING"), LIT("b")));
    assert_int_equal(gate_header(h.v, h.g.n, "x-thin").n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gate_lets_proper_heads_in),
        cmocka_unit_test(test_gate_refuses_with_the_right_status),
        cmocka_unit_test(test_gate_sees_lines_that_did_not_end_in_cr_lf),
        cmocka_unit_test(test_gate_finds_headers_in_any_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Requests that two servers could read in two ways: each is refused and its line closed, and a good one on a new
** line is answered. */
#include "client.h"
#include "module.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

static TestServer server;

static int start(void **state) {
    (void)state;
    test_server_start(&server, NULL);
    return 0;
}

static int stop(void **state) {
    (void)state;
    test_server_stop(&server);
    return 0;
}

#define GOOD "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n"
#define POST "POST /notes HTTP/1.1\r\nHost: a\r\n"

typedef struct Bad {
    const char *what;
    Str         bytes;
} Bad;

static const Bad BAD[] = {
    {"length and chunked", LIT(POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "0\r\n\r\n" GOOD)},
    {"chunked and length", LIT(POST "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
                               "0\r\n\r\n" GOOD)},
    {"two lengths", LIT(POST "Content-Length: 0\r\nContent-Length: 35\r\n\r\n" GOOD)},
    {"two equal lengths", LIT(POST "Content-Length: 2\r\nContent-Length: 2\r\n\r\nab" GOOD)},
    {"length with a list", LIT(POST "Content-Length: 2, 2\r\n\r\nab" GOOD)},
    {"length with a plus", LIT(POST "Content-Length: +5\r\n\r\nabcde" GOOD)},
    {"negative length", LIT(POST "Content-Length: -5\r\n\r\nabcde" GOOD)},
    {"huge length", LIT(POST "Content-Length: 99999999999999999999\r\n\r\n" GOOD)},
    {"space before colon", LIT(POST "Content-Length : 5\r\n\r\nabcde" GOOD)},
    {"folded header", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n" GOOD)},
    {"folded first header", LIT("GET /plain HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n" GOOD)},
    {"bare line feeds", LIT("GET /plain HTTP/1.1\nHost: a\n\n" GOOD)},
    {"bare line feed in the middle", LIT("GET /plain HTTP/1.1\r\nHost: a\nX-B: c\r\n\r\n" GOOD)},
    {"bare line feed after the request line", LIT("GET /plain HTTP/1.1\nHost: a\r\n\r\n" GOOD)},
    {"bare line feed as empty line", LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\n" GOOD)},
    {"bare line feed before the empty line", LIT("GET /plain HTTP/1.1\r\nHost: a\n\r\n")},
    {"bare line feed at the very end", LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\n")},
    {"two bare line feeds at the very end", LIT("GET /plain HTTP/1.1\r\nHost: a\n\n")},
    {"nuls in the last value", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nX: a\0\0\0\0\0b\r\n\r\n")},
    {"bare carriage return in a value", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nX-A: b\rX-C: d\r\n\r\n" GOOD)},
    {"nul in a value", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n" GOOD)},
    {"nul in the last value", LIT("GET /plain HTTP/1.1\r\nX-A: b\r\nHost: a\0b\r\n\r\n" GOOD)},
    {"nul in a name", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nX-\0A: b\r\n\r\n" GOOD)},
    {"nul in the target", LIT("GET /pl\0ain HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"no host", LIT("GET /plain HTTP/1.1\r\n\r\n" GOOD)},
    {"no host in HTTP/1.0", LIT("GET /plain HTTP/1.0\r\n\r\n")},
    {"two hosts", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" GOOD)},
    {"two equal hosts", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n" GOOD)},
    {"host with a path", LIT("GET /plain HTTP/1.1\r\nHost: a/b\r\n\r\n" GOOD)},
    {"empty host", LIT("GET /plain HTTP/1.1\r\nHost:\r\n\r\n" GOOD)},
    {"odd end of the head", LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\rX" GOOD)},
    {"chunks with bare line feeds", LIT(POST "Transfer-Encoding: chunked\r\n\r\n"
                                        "2\nab\n0\n\n" GOOD)},
    {"proper chunks", LIT(POST "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n" GOOD)},
    {"encoding nearly chunked", LIT(POST "Transfer-Encoding: xchunked\r\n\r\n" GOOD)},
    {"encoding in a list", LIT(POST "Transfer-Encoding: gzip, chunked\r\n\r\n" GOOD)},
    {"body of a GET", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nContent-Length: 33\r\n\r\n" GOOD)},
    {"unknown method", LIT("FETCH /plain HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"method in lower case", LIT("get /plain HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"HTTP/2.0", LIT("GET /plain HTTP/2.0\r\nHost: a\r\n\r\n" GOOD)},
    {"HTTP/1.2", LIT("GET /plain HTTP/1.2\r\nHost: a\r\n\r\n" GOOD)},
    {"no version", LIT("GET /plain\r\nHost: a\r\n\r\n" GOOD)},
    {"two spaces", LIT("GET  /plain HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"space in the target", LIT("GET /plain x HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"a whole address as target", LIT("GET http://b/plain HTTP/1.1\r\nHost: a\r\n\r\n" GOOD)},
    {"header without colon", LIT("GET /plain HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n" GOOD)},
    {"other expectation", LIT(POST "Expect: magic\r\nContent-Length: 2\r\n\r\nab" GOOD)},
};

/* The line gives one refusal at most and ends; nothing that was sent behind is answered. */
static void refused(const Bad *bad) {
    Client c;
    Answer a, second;
    client_open(&c, server.port);
    client_send(&c, bad->bytes);
    client_read(&c, &a, false);
    if (a.status != 0 && (a.status < 400 || a.status > 505)) fail_msg("%s: answered %d", bad->what, a.status);
    if (a.status != 0) {
        client_read(&c, &second, false);
        if (second.status != 0) fail_msg("%s: what was behind it was answered %d", bad->what, second.status);
        answer_release(&second);
    }
    if (!client_closed(&c, 3000)) fail_msg("%s: the line stays open", bad->what);
    answer_release(&a);
    client_close(&c);
}

static void good(void) {
    Answer a = request(server.port, LIT(GOOD));
    assert_int_equal(a.status, 200);
    assert_true(str_eq(buf_str(&a.body), LIT("plain\n")));
    answer_release(&a);
}

static void test_requests_that_can_be_read_in_two_ways_are_refused_and_closed(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        refused(&BAD[i]);
        good();
    }
}

/* The same, arriving byte by byte, which makes the library's buffer grow and move. */
static void test_refusal_does_not_depend_on_how_the_bytes_arrive(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Client c;
        Answer a;
        client_open(&c, server.port);
        Str s = BAD[i].bytes;
        for (size_t j = 0; j < s.n; j++) {
            client_send(&c, str_sub(s, j, 1));
            if (j % 16 == 0) usleep(50);
        }
        client_read(&c, &a, false);
        if (a.status != 0 && a.status < 400) fail_msg("%s: answered %d byte by byte", BAD[i].what, a.status);
        answer_release(&a);
        client_close(&c);
    }
    good();
}

static void test_a_slowly_sent_good_request_with_many_headers_is_answered(void **state) {
    Client c;
    Answer a;
    Buf    b;
    (void)state;
    buf_init(&b, 1 << 20);
    buf_lit(&b, "GET /plain?a=b&c=d HTTP/1.1\r\nHost:\t a \r\n");
    for (int i = 0; i < 60; i++) buf_printf(&b, "X-Header-%d:   a value, %d characters or so, אבג\r\n", i, i);
    buf_lit(&b, "\r\n");
    client_open(&c, server.port);
    for (int round = 0; round < 3; round++) {
        for (size_t j = 0; j < b.n; j++) {
            client_send(&c, str_sub(buf_str(&b), j, 1));
            if (j % 64 == 0) usleep(50);
        }
        client_read(&c, &a, false);
        assert_int_equal(a.status, 200);
        answer_release(&a);
    }
    client_close(&c);
    buf_release(&b);
}

static void test_pipelined_good_requests_are_answered_in_order(void **state) {
    Client c;
    (void)state;
    client_open(&c, server.port);
    client_send(&c, LIT(GOOD GOOD "GET /fresh HTTP/1.1\r\nHost: a\r\n\r\n" GOOD));
    for (int i = 0; i < 4; i++) {
        Answer a;
        client_read(&c, &a, false);
        assert_int_equal(a.status, 200);
        assert_int_equal(str_eq(buf_str(&a.body), LIT("plain\n")), i != 2);
        answer_release(&a);
    }
    client_close(&c);
}

/* head: a header of n bytes or n headers, or a long target. */
static int status_of(const char *start, const char *piece, int n, const char *end) {
    Buf b;
    buf_init(&b, 1 << 20);
    buf_add(&b, str_of(start));
    for (int i = 0; i < n; i++) buf_add(&b, str_of(piece));
    buf_add(&b, str_of(end));
    Answer a = request(server.port, buf_str(&b));
    int    status = a.status;
    buf_release(&b);
    answer_release(&a);
    return status;
}

static void test_heads_have_sizes_that_end(void **state) {
    const char *plain = "GET /plain HTTP/1.1\r\nHost: a\r\n";
    (void)state;
    assert_int_equal(status_of(plain, "X: y\r\n", 63, "\r\n"), 200);
    assert_int_equal(status_of(plain, "X: y\r\n", 64, "\r\n"), 431);
    assert_int_equal(status_of("GET /plain HTTP/1.1\r\nHost: a\r\nX: ", "y", 8000, "\r\n\r\n"), 200);
    assert_int_equal(status_of("GET /plain HTTP/1.1\r\nHost: a\r\nX: ", "y", 9000, "\r\n\r\n"), 431);
    assert_int_equal(status_of("GET /plain HTTP/1.1\r\nHost: a\r\nX: ", "y", 20000, "\r\n\r\n"), 431);
    assert_int_equal(status_of("GET /plain HTTP/1.1\r\nHost: a\r\nX: ", "y", 200000, "\r\n\r\n"), 431);
    assert_int_equal(status_of("GET /plain?", "y", 7000, " HTTP/1.1\r\nHost: a\r\n\r\n"), 200);
    assert_int_equal(status_of("GET /plain?", "y", 9000, " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    assert_int_equal(status_of("GET /plain?", "y", 90000, " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    good();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests_that_can_be_read_in_two_ways_are_refused_and_closed),
        cmocka_unit_test(test_refusal_does_not_depend_on_how_the_bytes_arrive),
        cmocka_unit_test(test_a_slowly_sent_good_request_with_many_headers_is_answered),
        cmocka_unit_test(test_pipelined_good_requests_are_answered_in_order),
        cmocka_unit_test(test_heads_have_sizes_that_end),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

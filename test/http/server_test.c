/* The server over sockets: kinds of routes, forms, cache, compression, sessions. */
#include "client.h"
#include "http/asset.h"
#include "http/once.h"
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

static Answer ask(const char *fmt, ...) {
    Buf     b;
    va_list ap;
    char    text[8192];
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    assert_true(n > 0 && n < (int)sizeof text);
    buf_init(&b, sizeof text);
    buf_add(&b, (Str){text, (size_t)n});
    Answer a = request(server.port, buf_str(&b));
    buf_release(&b);
    return a;
}

static Answer get(const char *path, const char *headers) {
    return ask("GET %s HTTP/1.1\r\nHost: a\r\n%s\r\n", path, headers);
}

/* Gets a token for the cookie (or for a new visitor, whose cookie is returned in `cookie`). */
typedef struct Form {
    char cookie[100], csrf[64], op[64];
} Form;

static void copy_word(Str body, Str before, char *out, size_t room) {
    ptrdiff_t at = str_find(body, before);
    assert_true(at >= 0);
    Str rest = str_sub(body, (size_t)at + before.n, body.n);
    size_t n = 0;
    while (n < rest.n && n + 1 < room && rest.p[n] != ' ' && rest.p[n] != '>' && rest.p[n] != ';') n++;
    memcpy(out, rest.p, n);
    out[n] = 0;
}

static Form form_at(const char *path, const char *cookie) {
    Form   f = {0};
    char   header[200] = "";
    if (cookie) snprintf(header, sizeof header, "Cookie: %s\r\n", cookie);
    Answer a = get(path, header);
    assert_int_equal(a.status, 200);
    copy_word(buf_str(&a.body), LIT("csrf="), f.csrf, sizeof f.csrf);
    copy_word(buf_str(&a.body), LIT("op="), f.op, sizeof f.op);
    if (cookie) snprintf(f.cookie, sizeof f.cookie, "%s", cookie);
    else copy_word(buf_str(&a.head), LIT("Set-Cookie: "), f.cookie, sizeof f.cookie);
    answer_release(&a);
    return f;
}

static Form form_of(const char *cookie) { return form_at("/form", cookie); }

static Answer post(const char *path, const char *headers, const char *body) {
    return ask("POST %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n"
               "Content-Length: %zu\r\n%s\r\n%s", path, strlen(body), headers, body);
}

static Answer post_form(const char *path, const Form *f, const char *csrf, const char *op, const char *text) {
    char body[500], headers[200];
    snprintf(body, sizeof body, "csrf=%s&op=%s&text=%s", csrf, op, text);
    snprintf(headers, sizeof headers, "Cookie: %s\r\n", f->cookie);
    return post(path, headers, body);
}

static void expect(Answer a, int status) {
    if (a.status != status) fail_msg("%d, not %d: %.*s", a.status, status, STR_ARG(buf_str(&a.body)));
    answer_release(&a);
}

static bool has(const Buf *b, const char *text) {
    return str_find(buf_str(b), str_of(text)) >= 0;
}

/* ---- routes ------------------------------------------------------------------------------------------------- */

static void test_pages_carry_the_security_headers(void **state) {
    (void)state;
    Answer a = get("/fresh", "");
    assert_int_equal(a.status, 200);
    Str csp = answer_header(&a, "content-security-policy");
    assert_true(str_find(csp, LIT("default-src 'none'")) >= 0);
    assert_true(str_find(csp, LIT("unsafe")) < 0);
    assert_true(str_eq(answer_header(&a, "x-content-type-options"), LIT("nosniff")));
    assert_true(str_eq(answer_header(&a, "referrer-policy"), LIT("same-origin")));
    assert_true(str_eq(answer_header(&a, "cache-control"), LIT("no-store")));
    assert_true(answer_header(&a, "cross-origin-opener-policy").n > 0);
    assert_int_equal(answer_header(&a, "strict-transport-security").n, 0);
    answer_release(&a);
}

static void test_unknown_paths_and_methods_are_told(void **state) {
    (void)state;
    expect(get("/nothing", ""), 404);
    expect(get("/plain/", ""), 404);
    expect(get("/%2e%2e/etc", ""), 400);
    expect(get("/a%2Fb", ""), 400);
    expect(get("/a%00b", ""), 400);
    expect(get("/a%zz", ""), 400);
    expect(get("/%ff", ""), 400);
    Form   f = form_of(NULL);
    Answer a = post_form("/plain", &f, f.csrf, f.op, "x");
    assert_int_equal(a.status, 405);
    assert_true(str_eq(answer_header(&a, "allow"), LIT("GET, HEAD, OPTIONS")));
    answer_release(&a);
    a = ask("OPTIONS /notes HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(a.status, 204);
    assert_true(str_eq(answer_header(&a, "allow"), LIT("POST, OPTIONS")));
    answer_release(&a);
}

static void test_head_is_get_without_a_body(void **state) {
    (void)state;
    Answer a = ask("HEAD /plain HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(a.status, 200);
    assert_true(str_eq(answer_header(&a, "content-length"), LIT("6")));
    assert_int_equal(a.body.n, 0);
    answer_release(&a);
}

static void test_a_line_serves_many_requests(void **state) {
    Client c;
    (void)state;
    client_open(&c, server.port);
    for (int i = 0; i < 20; i++) {
        Answer a;
        client_send(&c, i % 2 ? LIT("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
                              : LIT("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
        client_read(&c, &a, false);
        assert_int_equal(a.status, i % 2 ? 404 : 200);
        answer_release(&a);
    }
    client_close(&c);
}

static void test_a_page_that_outgrows_its_memory_is_413(void **state) {
    (void)state;
    expect(get("/huge", ""), 413);
}

/* A request is counted when its answer has gone out, which may be a moment after it was read here. */
static bool counted(const char *line) {
    bool found = false;
    for (int i = 0; i < 500 && !found; i++) {
        if (i) usleep(10 * 1000);
        Answer a = get("/metrics", "");
        assert_int_equal(a.status, 200);
        found = has(&a.body, line);
        answer_release(&a);
    }
    return found;
}

static void test_health_and_metrics_answer(void **state) {
    (void)state;
    expect(get("/healthz", ""), 200);
    assert_true(counted("rakaz_requests_total{method=\"GET\",route=\"/healthz\",status=\"2xx\"}"));
    assert_true(counted("rakaz_request_seconds_count"));
    expect(get("/metrics", "X-Forwarded-For: 10.0.0.1\r\n"), 404);
}

static void test_embedded_files_come_compressed_and_stay_with_the_browser(void **state) {
    (void)state;
    for (size_t i = 0; i < ASSETS_N; i++) {
        const Asset *e = &ASSETS[i];
        char         match[100];
        Answer       raw = get(e->path, ""), br = get(e->path, "Accept-Encoding: gzip, br\r\n");
        assert_int_equal(raw.status, 200);
        assert_true(str_eq(buf_str(&raw.body), (Str){(const char *)e->raw, e->raw_n}));
        assert_true(str_eq(answer_header(&raw, "content-type"), str_of(e->type)));
        assert_int_equal(str_eq(answer_header(&br, "content-encoding"), LIT("br")), e->br != NULL);
        assert_int_equal(br.body.n, e->br ? e->br_n : e->gz ? e->gz_n : e->raw_n);
        bool stays = str_find(answer_header(&raw, "cache-control"), LIT("immutable")) > 0;
        assert_int_equal(stays, e->lasting);
        snprintf(match, sizeof match, "If-None-Match: %.*s\r\n", STR_ARG(answer_header(&raw, "etag")));
        if (!e->lasting) expect(get(e->path, match), 304);
        answer_release(&raw);
        answer_release(&br);
    }
}

/* ---- who ---------------------------------------------------------------------------------------------------- */

static void test_pages_for_members_ask_to_sign_in_and_lead_back(void **state) {
    (void)state;
    Answer a = get("/private?x=1", "");
    assert_int_equal(a.status, 303);
    assert_true(str_eq(answer_header(&a, "location"), LIT("/sign-in?next=%2Fprivate%3Fx%3D1")));
    answer_release(&a);
    expect(get("/private?part=1", ""), 401);
    expect(get("/private", "Cookie: session=sami\r\n"), 403);
    a = get("/private", "Cookie: other=1; session=noa\r\n");
    assert_int_equal(a.status, 200);
    assert_true(has(&a.body, "account=1 en"));
    answer_release(&a);
}

static void test_language_comes_from_account_cookie_browser_region(void **state) {
    static const struct {
        const char *path, *headers, *want;
    } CASES[] = {
        {"/page", "", "he "},
        {"/page", "Accept-Language: ar-IL,en;q=0.5\r\n", "ar "},
        {"/page", "Accept-Language: ar\r\nCookie: lang=en\r\n", "en "},
        {"/page?lang=ar", "Cookie: lang=en\r\n", "ar "},
        {"/page?lang=he", "Cookie: session=noa\r\n", "en "},
        {"/page?lang=zz", "", "he "},
    };
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char   want[40];
        Answer a = get(CASES[i].path, CASES[i].headers);
        snprintf(want, sizeof want, "<p>%sfacts", CASES[i].want);
        if (!has(&a.body, want)) fail_msg("case %zu: %.*s", i, 40, a.body.p);
        answer_release(&a);
    }
}

static void test_a_link_that_names_a_language_keeps_it_for_the_forms_behind_it(void **state) {
    (void)state;
    Answer a = get("/page?lang=en", "");
    assert_true(str_starts(answer_header(&a, "set-cookie"), LIT("lang=en; Path=/; HttpOnly; SameSite=Lax")));
    answer_release(&a);
    a = get("/page?lang=en", "Cookie: session=noa\r\n");
    assert_int_equal(answer_header(&a, "set-cookie").n, 0);
    answer_release(&a);
}

static void test_choosing_a_language_is_a_write_that_leads_back(void **state) {
    (void)state;
    Form   f = form_of(NULL);
    char   body[200], headers[200];
    snprintf(headers, sizeof headers, "Cookie: %s\r\n", f.cookie);
    snprintf(body, sizeof body, "csrf=%s&lang=ar&back=/page", f.csrf);
    Answer a = post("/lang", headers, body);
    assert_int_equal(a.status, 303);
    assert_true(str_eq(answer_header(&a, "location"), LIT("/page")));
    assert_true(str_starts(answer_header(&a, "set-cookie"), LIT("lang=ar; Path=/; HttpOnly; SameSite=Lax")));
    answer_release(&a);
    snprintf(body, sizeof body, "csrf=%s&lang=ar&back=//evil.example", f.csrf);
    a = post("/lang", headers, body);
    assert_true(str_eq(answer_header(&a, "location"), LIT("/")));
    answer_release(&a);
}

/* ---- writes ------------------------------------------------------------------------------------------------- */

static void test_a_write_without_its_token_is_refused(void **state) {
    (void)state;
    Form f = form_of("session=noa"), other = form_of("session=sami"), visitor = form_of(NULL);
    char headers[300], body[200];
    expect(post_form("/notes", &f, "", "", "forged"), 403);
    expect(post_form("/notes", &f, other.csrf, "", "forged"), 403);
    expect(post_form("/notes", &f, visitor.csrf, "", "forged"), 403);
    expect(post("/notes", "", "text=forged"), 403);
    snprintf(body, sizeof body, "csrf=%s&text=forged", f.csrf);
    snprintf(headers, sizeof headers, "Cookie: %s\r\nSec-Fetch-Site: cross-site\r\n", f.cookie);
    expect(post("/notes", headers, body), 403);
    snprintf(headers, sizeof headers, "Cookie: %s\r\nOrigin: https://evil.example\r\n", f.cookie);
    expect(post("/notes", headers, body), 403);
    snprintf(headers, sizeof headers, "Cookie: %s\r\nOrigin: null\r\n", f.cookie);
    expect(post("/notes", headers, body), 403);
    assert_int_equal(test_notes(&server, "forged"), 0);
    snprintf(headers, sizeof headers, "Cookie: %s\r\nOrigin: http://a\r\nSec-Fetch-Site: same-origin\r\n", f.cookie);
    expect(post("/notes", headers, body), 303);
    assert_int_equal(test_notes(&server, "forged"), 1);
}

static void test_the_sentence_after_a_write_is_shown_once(void **state) {
    (void)state;
    Form   f = form_of("session=noa");
    char   said[2000], header[2200];
    Answer a = post_form("/notes", &f, f.csrf, f.op, "said");
    assert_int_equal(a.status, 303);
    copy_word(buf_str(&a.head), LIT("Set-Cookie: "), said, sizeof said);
    assert_true(str_starts(str_of(said), LIT("said=")));
    answer_release(&a);
    snprintf(header, sizeof header, "Cookie: session=noa; %s\r\n", said);
    a = get("/said", header);
    assert_true(has(&a.body, "act=12345"));
    assert_false(has(&a.body, "said=[]"));
    assert_true(str_find(answer_header(&a, "set-cookie"), LIT("Max-Age=0")) >= 0);
    answer_release(&a);
    /* For another session the seal does not hold, and without the cookie there is nothing to say. */
    snprintf(header, sizeof header, "Cookie: session=sami; %s\r\n", said);
    a = get("/said", header);
    assert_true(has(&a.body, "said=[] act=0"));
    answer_release(&a);
    a = get("/said", "Cookie: session=noa\r\n");
    assert_true(has(&a.body, "said=[] act=0"));
    answer_release(&a);
}

static void test_the_same_op_writes_once(void **state) {
    (void)state;
    Form   f = form_of("session=noa");
    Answer a = post_form("/notes", &f, f.csrf, f.op, "once");
    Answer b = post_form("/notes", &f, f.csrf, f.op, "once");
    assert_int_equal(a.status, 303);
    assert_int_equal(b.status, 303);
    assert_true(str_eq(answer_header(&a, "location"), answer_header(&b, "location")));
    assert_true(str_eq(answer_header(&a, "set-cookie"), answer_header(&b, "set-cookie")));
    answer_release(&a);
    answer_release(&b);
    assert_int_equal(test_notes(&server, "once"), 1);
    expect(post_form("/notes", &f, f.csrf, f.op, "changed"), 422);
    expect(post_form("/notes", &f, f.csrf, "", "once"), 303);
    assert_int_equal(test_notes(&server, "once"), 2);
}

static void test_the_same_op_runs_a_slow_handler_once(void **state) {
    (void)state;
    Form f = form_of("session=noa");
    expect(post_form("/slow", &f, f.csrf, f.op, "slow-once"), 200);
    expect(post_form("/slow", &f, f.csrf, f.op, "slow-once"), 200);
    assert_int_equal(test_notes(&server, "slow-once"), 1);
}

static void test_a_refused_write_leaves_nothing_and_may_be_tried_again(void **state) {
    (void)state;
    Form f = form_of("session=noa");
    expect(post_form("/notes", &f, f.csrf, f.op, "roll+back"), 409);
    assert_int_equal(test_notes(&server, "roll back"), 0);
    expect(post_form("/notes", &f, f.csrf, f.op, "another"), 303);
}

static void test_a_form_with_mistakes_is_shown_again(void **state) {
    (void)state;
    Form   f = form_of("session=noa");
    Answer a = post_form("/notes", &f, f.csrf, f.op, "");
    assert_int_equal(a.status, 422);
    assert_true(has(&a.body, "<form>again</form>"));
    answer_release(&a);
}

/* ---- bodies ------------------------------------------------------------------------------------------------- */

static Answer upload(const Form *f, int64_t size, const char *name) {
    Buf b;
    buf_init(&b, 64 * 1024 * 1024);
    Buf body;
    buf_init(&body, 64 * 1024 * 1024);
    buf_printf(&body, "--XX\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n%s\r\n", f->csrf);
    buf_printf(&body, "--XX\r\nContent-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n\r\n");
    buf_printf(&body, "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                      "Content-Type: text/csv\r\n\r\n", name);
    for (int64_t i = 0; i < size - 4; i++) buf_byte(&body, "abcdefgh\r\n--X"[i % 13]);
    buf_lit(&body, "tail\r\n--XX--\r\n");
    buf_printf(&b, "POST /upload HTTP/1.1\r\nHost: a\r\nCookie: %s\r\nContent-Length: %zu\r\n"
                   "Content-Type: multipart/form-data; boundary=XX\r\n\r\n", f->cookie, body.n);
    buf_add(&b, buf_str(&body));
    Answer a = request(server.port, buf_str(&b));
    buf_release(&b);
    buf_release(&body);
    return a;
}

static void test_uploads_are_kept_in_memory_or_in_a_file_without_a_name(void **state) {
    (void)state;
    Form   f = form_of("session=noa");
    Answer a = upload(&f, 1000, "C:\\תיקייה\\עסקים.csv");
    if (!has(&a.body, "fields=1 files=1 [file|עסקים.csv|1000|]")) fail_msg("%.*s", STR_ARG(buf_str(&a.body)));
    answer_release(&a);
    a = upload(&f, 3000000, "b.csv");
    if (!has(&a.body, "fields=1 files=1 [file|b.csv|3000000|tail]")) fail_msg("%.*s", STR_ARG(buf_str(&a.body)));
    answer_release(&a);
}

static void test_a_body_that_is_too_large_is_refused_with_a_page(void **state) {
    (void)state;
    Form   f = form_of("session=noa");
    Answer a = upload(&f, 25 * 1024 * 1024, "big.csv");
    assert_int_equal(a.status, 413);
    assert_true(a.body.n > 0);
    answer_release(&a);
}

static void test_too_many_fields_are_refused(void **state) {
    (void)state;
    Form f = form_of("session=noa");
    Buf  b;
    buf_init(&b, 1 << 20);
    buf_printf(&b, "csrf=%s", f.csrf);
    for (int i = 0; i < 3000; i++) buf_lit(&b, "&a=1");
    Buf all;
    buf_init(&all, 1 << 20);
    buf_printf(&all, "POST /notes HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\nContent-Length: %zu\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\n\r\n", b.n);
    buf_add(&all, buf_str(&b));
    expect(request(server.port, buf_str(&all)), 400);
    buf_release(&b);
    buf_release(&all);
}

static void test_bodies_of_unknown_kind_are_refused(void **state) {
    (void)state;
    expect(ask("POST /notes HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\nContent-Length: 2\r\n\r\nab"), 415);
    expect(ask("POST /notes HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\nContent-Length: 2\r\n"
               "Content-Type: multipart/form-data\r\n\r\nab"), 415);
    expect(ask("POST /notes HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\nContent-Length: 2\r\n"
               "Content-Encoding: gzip\r\nContent-Type: text/plain\r\n\r\nab"), 415);
    expect(post("/notes", "Cookie: session=noa\r\n", "text=\xff\xfe"), 400);
}

/* ---- API ---------------------------------------------------------------------------------------------------- */

static void test_the_api_speaks_problem_details_and_tokens(void **state) {
    (void)state;
    Answer a = get("/api/v1/nothing", "Accept-Language: ar\r\n");
    assert_int_equal(a.status, 404);
    assert_true(str_eq(answer_header(&a, "content-type"), LIT("application/problem+json")));
    assert_true(has(&a.body, "\"code\":\"NOT_FOUND\""));
    answer_release(&a);
    a = get("/api/v1/things/0123456789abc", "Authorization: Bearer wrong\r\n");
    assert_int_equal(a.status, 401);
    assert_true(str_eq(answer_header(&a, "www-authenticate"), LIT("Bearer")));
    answer_release(&a);
    a = get("/api/v1/things/0123456789abc", "Authorization: Bearer key-of-noa\r\n");
    assert_int_equal(a.status, 200);
    assert_true(str_eq(answer_header(&a, "etag"), LIT("\"7\"")));
    answer_release(&a);
    expect(get("/api/v1/things/0123456789abc", "If-None-Match: W/\"7\"\r\n"), 304);
    expect(get("/api/v1/things/notanid", ""), 404);
    a = ask("PATCH /api/v1/things/0123456789abc HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-of-noa\r\n"
            "If-Match: \"7\"\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    assert_int_equal(a.status, 422);
    assert_true(has(&a.body, "\"errors\":[{\"field\":\"name\",\"message\":\""));
    answer_release(&a);
    expect(ask("PATCH /api/v1/things/0123456789abc HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer key-of-noa\r\n"
               "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"), 412);
    /* A session may use the API too, but then it has to show its token. */
    expect(ask("PATCH /api/v1/things/0123456789abc HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\n"
               "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"), 403);
}

static void test_the_gate_refuses_programs_as_programs(void **state) {
    (void)state;
    Answer a = ask("GET /api/v1/things HTTP/1.1\r\nHost: a\r\nHost: b\r\nAccept-Language: en\r\n\r\n");
    assert_int_equal(a.status, 400);
    assert_true(str_eq(answer_header(&a, "content-type"), LIT("application/problem+json")));
    assert_true(has(&a.body, "{\"type\":\"/api#BAD_REQUEST\",\"title\":\"The request could not be read\","));
    assert_true(has(&a.body, "\"status\":400"));
    answer_release(&a);
    a = ask("POST /api/v1/things HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assert_int_equal(a.status, 411);
    assert_true(has(&a.body, "\"status\":411"));
    answer_release(&a);
    a = ask("GET /plain HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    assert_true(str_starts(answer_header(&a, "content-type"), LIT("text/plain")));
    answer_release(&a);
}

/* ---- cache and compression ---------------------------------------------------------------------------------- */

static void test_pages_are_kept_until_something_changes(void **state) {
    (void)state;
    Answer a = get("/page", "Cookie: session=noa\r\n"), b = get("/page", "Cookie: session=noa\r\n");
    char   match[200];
    assert_true(str_eq(buf_str(&a.body), buf_str(&b.body)));
    assert_true(str_eq(answer_header(&a, "cache-control"), LIT("private, no-cache")));
    Str tag = answer_header(&a, "etag");
    snprintf(match, sizeof match, "Cookie: session=noa\r\nIf-None-Match: %.*s\r\n", STR_ARG(tag));
    Answer same = get("/page", match);
    assert_int_equal(same.status, 304);
    assert_true(str_eq(answer_header(&same, "etag"), answer_header(&a, "etag")));
    assert_true(answer_header(&same, "content-security-policy").n > 0);
    /* Another reader's tag is another one, even for the same bytes. */
    snprintf(match, sizeof match, "Cookie: session=sami\r\nIf-None-Match: %.*s\r\n", STR_ARG(tag));
    expect(get("/page", match), 200);
    Form f = form_of("session=noa");
    expect(post_form("/notes", &f, f.csrf, f.op, "changes"), 303);
    snprintf(match, sizeof match, "Cookie: session=noa\r\nIf-None-Match: %.*s\r\n", STR_ARG(tag));
    Answer after = get("/page", match);
    assert_int_equal(after.status, 200);
    assert_false(str_eq(buf_str(&after.body), buf_str(&a.body)));
    answer_release(&a);
    answer_release(&b);
    answer_release(&same);
    answer_release(&after);
}

static void test_pages_with_a_fresh_op_are_never_kept(void **state) {
    (void)state;
    Form a = form_of("session=noa"), b = form_of("session=noa");
    assert_string_not_equal(a.op, b.op);
    assert_string_not_equal(a.csrf, b.csrf);
}

/* The same form is the same until something is written: sent twice from one page, or from two that were shown alike, it
** happens once. What else stands on the page can still be sent. */
static void test_the_forms_of_a_kept_page_happen_once_each(void **state) {
    (void)state;
    Form a = form_at("/kept", "session=noa"), b = form_at("/kept", "session=noa");
    Form other = form_at("/kept", "session=sami");
    assert_true(str_starts(str_of(a.op), LIT(ONCE_PAGE)));
    assert_string_equal(a.op, b.op);
    assert_string_equal(a.csrf, b.csrf);
    assert_string_not_equal(a.op, other.op);
    assert_string_not_equal(a.op, form_at("/kept?a=1", "session=noa").op);
    Answer one = post_form("/notes", &a, a.csrf, a.op, "from-kept");
    Answer two = post_form("/notes", &b, b.csrf, b.op, "from-kept");
    assert_int_equal(one.status, 303);
    assert_int_equal(two.status, 303);
    assert_true(str_eq(answer_header(&one, "location"), answer_header(&two, "location")));
    answer_release(&one);
    answer_release(&two);
    assert_int_equal(test_notes(&server, "from-kept"), 1);
    expect(post_form("/notes", &b, b.csrf, b.op, "another-from-kept"), 303);
    assert_int_equal(test_notes(&server, "another-from-kept"), 1);
    expect(post_form("/slow", &b, b.csrf, b.op, "slow-from-kept"), 200);
    expect(post_form("/slow", &b, b.csrf, b.op, "slow-from-kept"), 200);
    assert_int_equal(test_notes(&server, "slow-from-kept"), 1);
    /* After the write it is another page, and the same words are said again. */
    Form later = form_at("/kept", "session=noa");
    assert_string_not_equal(a.op, later.op);
    expect(post_form("/notes", &later, later.csrf, later.op, "from-kept"), 303);
    assert_int_equal(test_notes(&server, "from-kept"), 2);
}

static void test_a_page_that_names_its_time_is_made_anew_then(void **state) {
    (void)state;
    char   match[200];
    Answer a = get("/moment", "Cookie: session=noa\r\n"), b = get("/moment", "Cookie: session=noa\r\n");
    assert_true(str_eq(buf_str(&a.body), buf_str(&b.body)));
    snprintf(match, sizeof match, "Cookie: session=noa\r\nIf-None-Match: %.*s\r\n", STR_ARG(answer_header(&a, "etag")));
    expect(get("/moment", match), 304);
    usleep(600 * 1000);
    Answer later = get("/moment", match);
    assert_int_equal(later.status, 200);
    assert_false(str_eq(buf_str(&a.body), buf_str(&later.body)));
    answer_release(&a);
    answer_release(&b);
    answer_release(&later);
}

static void test_pages_with_a_token_are_kept_for_one_session(void **state) {
    (void)state;
    Answer a = get("/token", "Cookie: session=noa\r\n"), b = get("/token", "Cookie: session=noa\r\n");
    Answer other = get("/token", "Cookie: session=sami\r\n");
    assert_true(str_eq(buf_str(&a.body), buf_str(&b.body)));
    assert_false(str_eq(buf_str(&a.body), buf_str(&other.body)));
    answer_release(&a);
    answer_release(&b);
    answer_release(&other);
    a = get("/token", "");
    b = get("/token", "");
    assert_true(answer_header(&a, "set-cookie").n > 0 && answer_header(&b, "set-cookie").n > 0);
    assert_false(str_eq(buf_str(&a.body), buf_str(&b.body)));
    answer_release(&a);
    answer_release(&b);
}

static void test_long_texts_are_gzipped_for_those_who_take_it(void **state) {
    static const char *const PATHS[] = {"/page", "/fresh"};
    (void)state;
    for (int i = 0; i < 4; i++) {
        Answer plain = get(PATHS[i % 2], ""), packed = get(PATHS[i % 2], "Accept-Encoding: br, gzip;q=0.8\r\n");
        assert_int_equal(answer_header(&plain, "content-encoding").n, 0);
        assert_true(str_eq(answer_header(&packed, "content-encoding"), LIT("gzip")));
        assert_true(packed.body.n * 3 < plain.body.n);
        assert_int_equal((unsigned char)packed.body.p[0], 0x1F);
        answer_release(&plain);
        answer_release(&packed);
    }
    Answer no = get("/fresh", "Accept-Encoding: gzip;q=0\r\n"), small = get("/plain", "Accept-Encoding: gzip\r\n");
    assert_int_equal(answer_header(&no, "content-encoding").n, 0);
    assert_int_equal(answer_header(&small, "content-encoding").n, 0);
    answer_release(&no);
    answer_release(&small);
}

static void test_file_names_in_any_script_are_sent_safely(void **state) {
    (void)state;
    Answer a = get("/file", "");
    Str    d = answer_header(&a, "content-disposition");
    if (!str_starts(d, LIT("attachment; filename=\"_____ _2026_.csv\"; filename*=UTF-8''%D7%A2"))) {
        fail_msg("%.*s", STR_ARG(d));
    }
    answer_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages_carry_the_security_headers),
        cmocka_unit_test(test_unknown_paths_and_methods_are_told),
        cmocka_unit_test(test_head_is_get_without_a_body),
        cmocka_unit_test(test_a_line_serves_many_requests),
        cmocka_unit_test(test_a_page_that_outgrows_its_memory_is_413),
        cmocka_unit_test(test_health_and_metrics_answer),
        cmocka_unit_test(test_embedded_files_come_compressed_and_stay_with_the_browser),
        cmocka_unit_test(test_pages_for_members_ask_to_sign_in_and_lead_back),
        cmocka_unit_test(test_language_comes_from_account_cookie_browser_region),
        cmocka_unit_test(test_a_link_that_names_a_language_keeps_it_for_the_forms_behind_it),
        cmocka_unit_test(test_choosing_a_language_is_a_write_that_leads_back),
        cmocka_unit_test(test_a_write_without_its_token_is_refused),
        cmocka_unit_test(test_the_sentence_after_a_write_is_shown_once),
        cmocka_unit_test(test_the_same_op_writes_once),
        cmocka_unit_test(test_the_same_op_runs_a_slow_handler_once),
        cmocka_unit_test(test_a_refused_write_leaves_nothing_and_may_be_tried_again),
        cmocka_unit_test(test_a_form_with_mistakes_is_shown_again),
        cmocka_unit_test(test_uploads_are_kept_in_memory_or_in_a_file_without_a_name),
        cmocka_unit_test(test_a_body_that_is_too_large_is_refused_with_a_page),
        cmocka_unit_test(test_too_many_fields_are_refused),
        cmocka_unit_test(test_bodies_of_unknown_kind_are_refused),
        cmocka_unit_test(test_the_api_speaks_problem_details_and_tokens),
        cmocka_unit_test(test_the_gate_refuses_programs_as_programs),
        cmocka_unit_test(test_pages_are_kept_until_something_changes),
        cmocka_unit_test(test_pages_with_a_fresh_op_are_never_kept),
        cmocka_unit_test(test_the_forms_of_a_kept_page_happen_once_each),
        cmocka_unit_test(test_a_page_that_names_its_time_is_made_anew_then),
        cmocka_unit_test(test_pages_with_a_token_are_kept_for_one_session),
        cmocka_unit_test(test_long_texts_are_gzipped_for_those_who_take_it),
        cmocka_unit_test(test_file_names_in_any_script_are_sent_safely),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

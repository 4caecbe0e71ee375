/* guard_test.c - rate limits, tokens of forms, kept logins, kept pages, log lines, slow threads, the sandbox. */
#include "base/check.h"
#include "http/csrf.h"
#include "http/identity.h"
#include "http/limit.h"
#include "http/log.h"
#include "http/pagecache.h"
#include "http/sandbox.h"
#include "http/slow.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
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

/* ---- limit -------------------------------------------------------------------------------------------------- */

static void test_limit_gives_a_burst_and_then_what_time_regains(void **state) {
    Limiter *l = limiter_new(7);
    Rate     rate = {5, 60};
    int64_t  now_ms = 1000000;
    (void)state;
    for (int i = 0; i < 5; i++) assert_int_equal(limiter_take(l, 0, LIT("a"), rate, now_ms), 0);
    assert_true(limiter_take(l, 0, LIT("a"), rate, now_ms) >= 1);
    assert_int_equal(limiter_take(l, 0, LIT("b"), rate, now_ms), 0);
    assert_int_equal(limiter_take(l, 1, LIT("a"), rate, now_ms), 0);
    assert_true(limiter_take(l, 0, LIT("a"), rate, now_ms + 900) >= 1);
    assert_int_equal(limiter_take(l, 0, LIT("a"), rate, now_ms + 1000), 0);
    assert_true(limiter_take(l, 0, LIT("a"), rate, now_ms + 1001) >= 1);
    /* Never more than the burst, however long one was quiet. */
    int ok = 0;
    for (int i = 0; i < 20; i++) ok += limiter_take(l, 0, LIT("a"), rate, now_ms + 86400000) == 0;
    assert_int_equal(ok, 5);
    limiter_free(l);
}

static void test_limit_regains_also_for_those_who_hammer(void **state) {
    Limiter *l = limiter_new(7);
    Rate     rate = {1, 10};
    int      ok = 0;
    (void)state;
    for (int64_t ms = 0; ms < 60000; ms++) ok += limiter_take(l, 0, LIT("a"), rate, 1 + ms) == 0;
    assert_true(ok >= 10 && ok <= 11);
    limiter_free(l);
}

static void test_limit_forgets_the_quiet_when_many_come(void **state) {
    Limiter *l = limiter_new(7);
    Rate     rate = {2, 1};
    (void)state;
    for (int i = 0; i < 200000; i++) {
        Str key = {(const char *)&i, sizeof i};
        assert_int_equal(limiter_take(l, 0, key, rate, 1000 + i), 0);
    }
    limiter_free(l);
}

/* ---- csrf --------------------------------------------------------------------------------------------------- */

static void test_csrf_tokens_hold_for_their_cookie_alone_and_look_new_each_time(void **state) {
    Str a = csrf_make(&arena, LIT("cookie-a")), b = csrf_make(&arena, LIT("cookie-a"));
    (void)state;
    assert_int_equal(a.n, CSRF_CHARS);
    assert_false(str_eq(a, b));
    assert_true(csrf_check(a, LIT("cookie-a")) && csrf_check(b, LIT("cookie-a")));
    assert_false(csrf_check(a, LIT("cookie-b")));
    assert_false(csrf_check(a, LIT("")));
    assert_false(csrf_check(LIT(""), LIT("cookie-a")));
    assert_false(csrf_check(str_sub(a, 0, 42), LIT("cookie-a")));
    for (size_t i = 0; i < a.n; i++) {
        Str wrong = arena_copy(&arena, a);
        ((char *)(uintptr_t)wrong.p)[i] = a.p[i] == 'A' ? 'B' : 'A';
        assert_false(csrf_check(wrong, LIT("cookie-a")));
    }
}

static void test_csrf_believes_what_the_browser_says_of_the_sender(void **state) {
    Str none = {0}, host = LIT("negev.example"), url = LIT("https://negev.example");
    (void)state;
    assert_true(csrf_origin_ok(none, none, host, url));
    assert_true(csrf_origin_ok(LIT("same-origin"), LIT("https://negev.example"), host, url));
    assert_true(csrf_origin_ok(LIT("none"), none, host, url));
    assert_true(csrf_origin_ok(none, LIT("http://localhost:8080"), LIT("localhost:8080"), none));
    assert_false(csrf_origin_ok(LIT("cross-site"), none, host, url));
    assert_false(csrf_origin_ok(LIT("same-site"), none, host, url));
    assert_false(csrf_origin_ok(none, LIT("null"), host, url));
    assert_false(csrf_origin_ok(none, LIT("https://negev.example.evil"), host, url));
    assert_false(csrf_origin_ok(none, LIT("https://evil.example"), host, url));
}

static void test_csrf_seals_open_for_the_same_cookie_and_text_only(void **state) {
    Str s = sealed_make(&arena, LIT("cookie"), LIT("<b>שלום</b>")), text;
    (void)state;
    assert_true(sealed_open(&arena, LIT("cookie"), s, &text) && str_eq(text, LIT("<b>שלום</b>")));
    assert_false(sealed_open(&arena, LIT("cooky"), s, &text));
    for (size_t i = 0; i < s.n; i++) {
        Str wrong = arena_copy(&arena, s);
        ((char *)(uintptr_t)wrong.p)[i] = s.p[i] == 'A' ? 'B' : 'A';
        assert_false(sealed_open(&arena, LIT("cookie"), wrong, &text));
    }
    assert_false(sealed_open(&arena, LIT("cookie"), LIT("."), &text));
    assert_false(sealed_open(&arena, LIT("cookie"), LIT(""), &text));
}

/* ---- logins ------------------------------------------------------------------------------------------------- */

static void test_logins_hold_until_they_end_the_day_changes_or_a_row_does(void **state) {
    Logins *l = logins_new();
    Reader  now = {.now = 1000, .today = 20261123}, later = {.now = 5000, .today = 20261123};
    Reader  tomorrow = {.now = 1500, .today = 20261124};
    Login   in = {.who = {.account = 5}, .session = 9, .ends_at = 4000}, out = {0};
    (void)state;
    logins_keep(l, LOGIN_SESSION, LIT("t"), &now, logins_stamp(l), &in);
    assert_true(logins_find(l, LOGIN_SESSION, LIT("t"), &now, &out));
    assert_int_equal(out.who.account, 5);
    assert_false(logins_find(l, LOGIN_TOKEN, LIT("t"), &now, &out));
    assert_false(logins_find(l, LOGIN_SESSION, LIT("u"), &now, &out));
    assert_false(logins_find(l, LOGIN_SESSION, LIT("t"), &later, &out));
    assert_false(logins_find(l, LOGIN_SESSION, LIT("t"), &tomorrow, &out));
    static const Changed CHANGES[] = {{"sessions", 9}, {"accounts", 5}, {"grants", 77}, {NULL, 0}};
    static const Changed OTHERS[] = {{"sessions", 8}, {"accounts", 6}, {"places", 9}};
    logins_changed(l, OTHERS, 3);
    assert_true(logins_find(l, LOGIN_SESSION, LIT("t"), &now, &out));
    for (int i = 0; i < 4; i++) {
        logins_keep(l, LOGIN_SESSION, LIT("t"), &now, logins_stamp(l), &in);
        assert_true(logins_find(l, LOGIN_SESSION, LIT("t"), &now, &out));
        logins_changed(l, &CHANGES[i], 1);
        assert_false(logins_find(l, LOGIN_SESSION, LIT("t"), &now, &out));
    }
    /* Asked before the change, answered after it: not kept. */
    uint64_t stamp = logins_stamp(l);
    logins_changed(l, &CHANGES[0], 1);
    logins_keep(l, LOGIN_SESSION, LIT("t"), &now, stamp, &in);
    assert_false(logins_find(l, LOGIN_SESSION, LIT("t"), &now, &out));
    logins_free(l);
}

/* ---- pages -------------------------------------------------------------------------------------------------- */

static CachedPage page_of(size_t n) {
    char *p = calloc(1, n);
    CHECK(p != NULL);
    return (CachedPage){.plain = MHD_create_response_from_buffer(n, p, MHD_RESPMEM_MUST_FREE), .plain_bytes = n};
}

static void test_pages_hold_for_one_version_and_make_room_for_newer_ones(void **state) {
    PageCache *pc = pagecache_new(8 * 100000);
    (void)state;
    pagecache_put(pc, LIT("a"), 1, page_of(1000));
    const CachedPage *p = pagecache_find(pc, LIT("a"), 1, 10);
    assert_non_null(p);
    assert_null(pagecache_find(pc, LIT("a"), 2, 10));
    /* Given up by the cache, still whole for who holds it. */
    assert_int_equal(p->plain_bytes, 1000);
    pagecache_release(pc, p);
    assert_int_equal(pagecache_stats(pc).pages, 0);
    for (int i = 0; i < 2000; i++) {
        Str key = arena_printf(&arena, "page %d", i);
        pagecache_put(pc, key, 2, page_of(1000));
        pagecache_put(pc, key, 2, page_of(1000));
    }
    PageCacheStats st = pagecache_stats(pc);
    assert_true(st.bytes <= 8 * 100000 && st.pages > 100 && st.pages < 400);
    p = pagecache_find(pc, LIT("page 1999"), 2, 10);
    assert_non_null(p);
    pagecache_release(pc, p);
    assert_null(pagecache_find(pc, LIT("page 0"), 2, 10));
    pagecache_free(pc);
}

static void test_a_page_that_names_its_time_holds_no_longer(void **state) {
    PageCache *pc = pagecache_new(8 * 100000);
    CachedPage evening = page_of(1000);
    (void)state;
    evening.until = 1700;
    pagecache_put(pc, LIT("a"), 1, evening);
    const CachedPage *p = pagecache_find(pc, LIT("a"), 1, 1699);
    assert_non_null(p);
    pagecache_release(pc, p);
    assert_null(pagecache_find(pc, LIT("a"), 1, 1700));
    assert_int_equal(pagecache_stats(pc).pages, 0);
    pagecache_free(pc);
}

/* ---- log ---------------------------------------------------------------------------------------------------- */

static void test_log_lines_are_json_without_what_was_asked_for(void **state) {
    int  fds[2];
    char text[1000] = "";
    (void)state;
    assert_int_equal(pipe(fds), 0);
    Log       *l = log_new(fds[1], LOG_WARN);
    LogRequest e = {.now = 1795420200000, .number = 7, .method = "GET", .route = "/places/{id}", .status = 503,
                    .us = 12, .bytes = 34, .fault = "BUSY", .caller = 0xABCDEF};
    log_request(l, &e);
    e.status = 200;
    log_request(l, &e);
    log_event(l, LOG_WARN, 1795420200000, "a \"word\"");
    log_free(l);
    ssize_t n = read(fds[0], text, sizeof text - 1);
    assert_true(n > 0);
    assert_string_equal(text,
                        "{\"time\":\"2026-11-23T07:50:00.000Z\",\"level\":\"error\",\"request\":7,\"method\":\"GET\","
                        "\"route\":\"/places/{id}\",\"status\":503,\"us\":12,\"bytes\":34,\"caller\":\"00abcdef\","
                        "\"fault\":\"BUSY\"}\n"
                        "{\"time\":\"2026-11-23T07:50:00.000Z\",\"level\":\"warn\",\"event\":\"a \\\"word\\\"\"}\n");
    close(fds[0]);
    close(fds[1]);
}

/* ---- slow --------------------------------------------------------------------------------------------------- */

static atomic_int done;

static void work(void *arg) {
    (void)arg;
    usleep(1000);
    atomic_fetch_add(&done, 1);
}

static void test_slow_work_is_bounded_and_finished_at_the_stop(void **state) {
    SlowWork v[40];
    int      taken = 0;
    (void)state;
    Slow *s = slow_new(2, 10, 0);
    for (int i = 0; i < 40; i++) {
        v[i] = (SlowWork){.run = work};
        Fault f = slow_submit(s, &v[i]);
        assert_true(f == OK || f == BUSY);
        taken += f == OK;
    }
    assert_true(taken >= 10 && taken < 40);
    slow_stop(s);
    assert_int_equal(atomic_load(&done), taken);
}

/* ---- sandbox ------------------------------------------------------------------------------------------------ */

static bool can_open(const char *path, int flags) {
    int fd = open(path, flags, 0600);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

static void *in_thread(void *arg) {
    *(bool *)arg = can_open("/etc/passwd", O_RDONLY);
    return NULL;
}

/* In a child, because there is no way back. The bits of the exit code name what did not hold. */
static int sandbox_child(const char *dir) {
    char path[200];
    Buf  said;
    bool seen = true;
    buf_init(&said, 1000);
    SandboxOptions o = {.data_dir = dir, .temp_dir = dir};
    if (!sandbox_enter(&o, &said)) return 100;
    if (str_find(buf_str(&said), LIT("no Landlock")) >= 0) return 101;
    snprintf(path, sizeof path, "%s/new", dir);
    int       bad = 0;
    pthread_t t;
    char *const argv[] = {(char *)(uintptr_t)"/bin/true", NULL};
    if (!can_open(path, O_CREAT | O_RDWR)) bad |= 1;
    if (can_open("/etc/passwd", O_RDONLY) || can_open("/root/.profile", O_RDONLY)) bad |= 2;
    if (can_open("/tmp/outside", O_CREAT | O_RDWR)) bad |= 4;
    if (execv(argv[0], argv) == 0) bad |= 8;
    if (unshare(CLONE_NEWUSER) == 0 || errno != EPERM) bad |= 16;
    if (pthread_create(&t, NULL, in_thread, &seen) != 0 || pthread_join(t, NULL) != 0 || seen) bad |= 32;
    if (!can_open(dir, O_TMPFILE | O_RDWR)) bad |= 64;
    unlink(path);
    return bad;
}

static void test_sandbox_leaves_the_data_and_nothing_else(void **state) {
    char dir[] = "/tmp/rakaz-sandbox-XXXXXX";
    int  status;
    (void)state;
    assert_non_null(mkdtemp(dir));
    pid_t child = fork();
    if (child == 0) _exit(sandbox_child(dir));
    assert_int_equal(waitpid(child, &status, 0), child);
    rmdir(dir);
    assert_true(WIFEXITED(status));
    /* A kernel without Landlock, or a container that forbids it, is not the program's fault. */
    if (WEXITSTATUS(status) >= 100) skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limit_gives_a_burst_and_then_what_time_regains),
        cmocka_unit_test(test_limit_regains_also_for_those_who_hammer),
        cmocka_unit_test(test_limit_forgets_the_quiet_when_many_come),
        cmocka_unit_test(test_csrf_tokens_hold_for_their_cookie_alone_and_look_new_each_time),
        cmocka_unit_test(test_csrf_believes_what_the_browser_says_of_the_sender),
        cmocka_unit_test(test_csrf_seals_open_for_the_same_cookie_and_text_only),
        cmocka_unit_test(test_logins_hold_until_they_end_the_day_changes_or_a_row_does),
        cmocka_unit_test(test_pages_hold_for_one_version_and_make_room_for_newer_ones),
        cmocka_unit_test(test_a_page_that_names_its_time_holds_no_longer),
        cmocka_unit_test(test_log_lines_are_json_without_what_was_asked_for),
        cmocka_unit_test(test_slow_work_is_bounded_and_finished_at_the_stop),
        cmocka_unit_test(test_sandbox_leaves_the_data_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

/* The server under load and in trouble: nothing acknowledged is lost, nobody waits for a slow client. */
#include "client.h"
#include "http/slow.h"
#include "module.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cmocka.h>

enum { CALLERS = 64, EACH = 10 };

typedef struct Form {
    char cookie[100], csrf[64];
} Form;

static void copy_word(Str body, Str before, char *out, size_t room) {
    ptrdiff_t at = str_find(body, before);
    Str rest = at < 0 ? (Str){0} : str_sub(body, (size_t)at + before.n, body.n);
    size_t n = 0;
    while (n < rest.n && n + 1 < room && rest.p[n] != ' ' && rest.p[n] != '>') n++;
    memcpy(out, rest.p, n);
    out[n] = 0;
}

static Form form_of(int port) {
    Form   f = {.cookie = "session=noa"};
    Answer a = request(port, LIT("GET /form HTTP/1.1\r\nHost: a\r\nCookie: session=noa\r\n\r\n"));
    copy_word(buf_str(&a.body), LIT("csrf="), f.csrf, sizeof f.csrf);
    answer_release(&a);
    return f;
}

/* POST of a note; `path` /notes or /slow. */
static void note_print(Buf *b, const Form *f, const char *path, const char *text) {
    char body[200];
    snprintf(body, sizeof body, "csrf=%s&text=%s", f->csrf, text);
    buf_printf(b, "POST %s HTTP/1.1\r\nHost: a\r\nCookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                  "Content-Length: %zu\r\n\r\n%s", path, f->cookie, strlen(body), body);
}

typedef struct Load {
    int         port;
    Form        form;
    const char *path, *text;
    int         each, want;                       /* want: the status of success */
    atomic_int  acknowledged, refused, cut, go_on;
} Load;

static void count(Load *l, int status) {
    atomic_fetch_add(status == l->want ? &l->acknowledged : status ? &l->refused : &l->cut, 1);
}

static void *caller(void *arg) {
    Load  *l = arg;
    Client c;
    Buf    b;
    buf_init(&b, 4096);
    note_print(&b, &l->form, l->path, l->text);
    client_open(&c, l->port);
    for (int i = 0; (i < l->each || l->each == 0) && atomic_load(&l->go_on); i++) {
        Answer a;
        client_send(&c, buf_str(&b));
        client_read(&c, &a, false);
        count(l, a.status);
        bool over = a.status == 0 || a.closed;
        answer_release(&a);
        if (over) break;
    }
    client_close(&c);
    buf_release(&b);
    return NULL;
}

static void callers_start(Load *l, pthread_t t[CALLERS]) {
    atomic_store(&l->go_on, 1);
    for (int i = 0; i < CALLERS; i++) assert_int_equal(pthread_create(&t[i], NULL, caller, l), 0);
}

static void callers_join(pthread_t t[CALLERS]) {
    for (int i = 0; i < CALLERS; i++) pthread_join(t[i], NULL);
}

static void test_writes_of_many_callers_are_all_acknowledged_and_there(void **state) {
    TestServer s;
    pthread_t  t[CALLERS];
    (void)state;
    test_server_start(&s, NULL);
    Load l = {.port = s.port, .form = form_of(s.port), .path = "/notes", .text = "many", .each = EACH, .want = 303};
    callers_start(&l, t);
    callers_join(t);
    assert_int_equal(l.acknowledged, CALLERS * EACH);
    assert_int_equal(test_notes(&s, "many"), CALLERS * EACH);
    RegionStats stats = region_stats(s.region);
    assert_true(stats.commits < stats.writes);
    test_server_stop(&s);
}

/* Stops the server in the middle of a load; every answer of success must have its note, and no more notes than
** answers and lines cut in between can be there. */
static void stop_under_load(const char *path, int want) {
    TestServer s;
    pthread_t  t[CALLERS];
    test_server_start(&s, NULL);
    Load l = {.port = s.port, .form = form_of(s.port), .path = path, .text = "stop", .want = want};
    callers_start(&l, t);
    usleep(300 * 1000);
    server_stop(s.server);
    s.server = NULL;
    atomic_store(&l.go_on, 0);
    callers_join(t);
    int64_t notes = test_notes(&s, "stop");
    assert_true(l.acknowledged > 0);
    assert_true(notes >= l.acknowledged);
    assert_true(notes <= l.acknowledged + l.cut);
    assert_int_equal(l.refused, 0);
    /* A request taken up is answered: the only lines cut are those whose next request came too late. */
    assert_int_equal(notes, l.acknowledged);
    test_server_stop(&s);
}

static void test_a_stop_under_load_loses_no_write(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) stop_under_load("/notes", 303);
}

static void test_a_stop_under_load_finishes_slow_work(void **state) {
    (void)state;
    stop_under_load("/slow", 200);
}

static void test_a_caller_who_hangs_up_while_waiting_does_no_harm(void **state) {
    TestServer s;
    (void)state;
    test_server_start(&s, NULL);
    Form f = form_of(s.port);
    Buf  b;
    buf_init(&b, 4096);
    note_print(&b, &f, "/slow", "hangs-up");
    for (int i = 0; i < 40; i++) {
        Client c;
        client_open(&c, s.port);
        client_send(&c, buf_str(&b));
        usleep(1000);
        struct linger hard = {.l_onoff = 1};
        if (i % 2) setsockopt(c.fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        client_close(&c);
    }
    for (int i = 0; i < 100 && test_notes(&s, "hangs-up") < 40; i++) usleep(20 * 1000);
    int64_t notes = test_notes(&s, "hangs-up");
    assert_true(notes > 0 && notes <= 40);
    Answer a = request(s.port, LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(a.status, 200);
    answer_release(&a);
    buf_release(&b);
    test_server_stop(&s);
}

#define UNFINISHED \
    "POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nte"

static void test_nobody_waits_for_clients_that_send_slowly(void **state) {
    enum { SLOW = 200 };
    TestServer s;
    Client     slow[SLOW];
    (void)state;
    test_server_start(&s, NULL);
    for (int i = 0; i < SLOW; i++) {
        client_open(&slow[i], s.port);
        client_send(&slow[i], i % 2 ? LIT("GET /plain HT") : LIT(UNFINISHED));
    }
    Answer a = request(s.port, LIT("GET /page HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(a.status, 200);
    answer_release(&a);
    for (int i = 0; i < SLOW; i++) client_close(&slow[i]);
    test_server_stop(&s);
}

static atomic_int job_steps, job_ended;

/* Goes on until the server stops. */
static void long_job(Ctx *c, void *arg) {
    assert_ptr_equal(arg, &job_ended);
    assert_true(c->region != NULL && c->db == NULL && c->reader.today > 20200101);
    while (!job_stopping(c->region)) {
        atomic_fetch_add(&job_steps, 1);
        usleep(1000);
    }
    atomic_fetch_add(&job_ended, 1);
}

static void test_jobs_go_on_behind_the_answer_and_are_asked_to_stop(void **state) {
    TestServer s;
    (void)state;
    test_server_start(&s, NULL);
    assert_int_equal(job_start(s.region, long_job, &job_ended), OK);
    int waiting = 0;
    while (job_start(s.region, long_job, &job_ended) == OK) waiting++;
    assert_true(waiting >= 31 && waiting <= 32);
    for (int i = 0; i < 1000 && atomic_load(&job_steps) == 0; i++) usleep(1000);
    assert_true(atomic_load(&job_steps) > 0);
    Answer a = request(s.port, LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(a.status, 200);
    answer_release(&a);
    server_stop(s.server);
    s.server = NULL;
    assert_int_equal(atomic_load(&job_ended), waiting + 1);
    assert_int_equal(job_start(s.region, long_job, &job_ended), STOPPING);
    test_server_stop(&s);
}

static void drain_quickly(ServerOptions *o) {
    o->drain_ms_max = 300;
}

static void test_a_stop_does_not_wait_for_clients_that_never_finish(void **state) {
    TestServer s;
    Client     c;
    (void)state;
    test_server_start(&s, drain_quickly);
    client_open(&c, s.port);
    client_send(&c, LIT(UNFINISHED));
    usleep(50 * 1000);
    server_stop(s.server);
    s.server = NULL;
    assert_true(client_closed(&c, 5000));
    client_close(&c);
    test_server_stop(&s);
}

static void few(ServerOptions *o) {
    o->unlimited = false;
    o->rate_address = (Rate){40, 60};
    o->rate_strict = (Rate){3, 60};
}

static void test_callers_who_ask_too_often_are_told_to_wait(void **state) {
    TestServer s;
    int        ok = 0, many = 0;
    (void)state;
    test_server_start(&s, few);
    for (int i = 0; i < 10; i++) {
        Answer a = request(s.port, LIT("POST /notes HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n"
                                       "Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=a"));
        ok += a.status == 403;
        many += a.status == 429;
        if (a.status == 429) assert_true(answer_header(&a, "retry-after").n > 0);
        answer_release(&a);
    }
    assert_int_equal(ok, 3);
    assert_int_equal(many, 7);
    for (int i = ok = many = 0; i < 60; i++) {
        Answer a = request(s.port, LIT("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n"));
        ok += a.status == 200;
        many += a.status == 429;
        answer_release(&a);
    }
    assert_true(ok >= 30 && ok <= 32 && ok + many == 60);
    test_server_stop(&s);
}

static void behind_tls(ServerOptions *o) {
    o->public_url = "https://negev.example";
    o->proxy_trusted = "127.0.0.1";
}

static void test_behind_tls_cookies_are_bound_to_the_host(void **state) {
    TestServer s;
    (void)state;
    test_server_start(&s, behind_tls);
    Answer a = request(s.port, LIT("GET /form HTTP/1.1\r\nHost: negev.example\r\n\r\n"));
    Str    cookie = answer_header(&a, "set-cookie");
    assert_true(str_starts(cookie, LIT("__Host-visitor=")));
    assert_true(str_find(cookie, LIT("; Path=/; HttpOnly; SameSite=Lax; Secure")) > 0);
    assert_true(answer_header(&a, "strict-transport-security").n > 0);
    answer_release(&a);
    a = request(s.port, LIT("GET /private HTTP/1.1\r\nHost: negev.example\r\nCookie: session=noa\r\n\r\n"));
    assert_int_equal(a.status, 303);
    answer_release(&a);
    a = request(s.port, LIT("GET /private HTTP/1.1\r\nHost: negev.example\r\nCookie: __Host-session=noa\r\n\r\n"));
    assert_int_equal(a.status, 200);
    answer_release(&a);
    test_server_stop(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writes_of_many_callers_are_all_acknowledged_and_there),
        cmocka_unit_test(test_a_stop_under_load_loses_no_write),
        cmocka_unit_test(test_a_stop_under_load_finishes_slow_work),
        cmocka_unit_test(test_a_caller_who_hangs_up_while_waiting_does_no_harm),
        cmocka_unit_test(test_nobody_waits_for_clients_that_send_slowly),
        cmocka_unit_test(test_jobs_go_on_behind_the_answer_and_are_asked_to_stop),
        cmocka_unit_test(test_a_stop_does_not_wait_for_clients_that_never_finish),
        cmocka_unit_test(test_callers_who_ask_too_often_are_told_to_wait),
        cmocka_unit_test(test_behind_tls_cookies_are_bound_to_the_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

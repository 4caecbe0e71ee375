/* callers.c - people who log notes over HTTP, as many at once as told: callers PORT COOKIE TOKEN CALLERS SECONDS.
**
** Each caller has a connection of its own and does what a browser does with the form: posts it with cookie and token,
** and an `op` that no other note has, reads the whole answer, and posts the next. Only the redirect to the kept note
** counts as an acknowledgement. After the time nobody posts any more, but every answer is still waited for: as many
** notes must be in the file as are counted here. The last line:
**
**   N acknowledged, N refused, N/s, p50 X ms, p99 X ms
**
** It is in C because it shares the machine with the server: what it takes itself is not there for the server. */
#include "base/check.h"
#include "base/clock.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CALLERS_MAX = 1024, REQUEST_BYTES_MAX = 8192, ANSWER_BYTES_MAX = 16384, EVENTS_MAX = 64, LATE_MS = 10000,
       STEP_US = 10, STEPS = 100000 };

typedef struct Caller {
    int     fd;
    size_t  got;
    int64_t asked_us;
    char    answer[ANSWER_BYTES_MAX];
} Caller;

typedef struct Load {
    Caller     *v;
    int         n, port, epoll;
    const char *cookie, *token;
    int64_t     started_us, number, waiting, acknowledged, refused;
    int64_t     took[STEPS];                      /* answers by how long they took, in steps of STEP_US */
} Load;

static void caller_connect(const Load *l, Caller *k) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)l->port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int one = 1;
    k->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(k->fd >= 0 && connect(k->fd, (struct sockaddr *)&at, sizeof at) == 0);
    CHECK(setsockopt(k->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = k};
    CHECK(epoll_ctl(l->epoll, EPOLL_CTL_ADD, k->fd, &e) == 0);
}

static void caller_post(Load *l, Caller *k) {
    char form[REQUEST_BYTES_MAX / 2], request[REQUEST_BYTES_MAX];
    l->number++;
    int n = snprintf(form, sizeof form, "csrf=%s&op=bench-%lld-%lld&kind=call&text=A+call+about+the+order+of+%lld",
                     l->token, (long long)l->started_us, (long long)l->number, (long long)l->number);
    CHECK(n > 0 && n < (int)sizeof form);
    n = snprintf(request, sizeof request,
                 "POST /notes HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\nAccept-Encoding: gzip\r\n"
                 "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s",
                 l->port, l->cookie, n, form);
    CHECK(n > 0 && n < (int)sizeof request);
    k->got = 0;
    k->asked_us = clock_us();
    l->waiting++;
    CHECK(send(k->fd, request, (size_t)n, MSG_NOSIGNAL) == n);
}

/* The value of a header of the answer, up to the end of its line; NULL: it has none. */
static const char *header_of(const char *head, const char *name) {
    size_t n = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line && line[2] != '\r'; line = strstr(line + 2, "\r\n")) {
        if (strncasecmp(line + 2, name, n) == 0 && line[2 + n] == ':') return line + 3 + n + strspn(line + 3 + n, " ");
    }
    return NULL;
}

/* Whether the whole answer is there. */
static bool is_whole(Caller *k) {
    k->answer[k->got] = 0;
    const char *end = strstr(k->answer, "\r\n\r\n");
    if (!end) return false;
    const char *length = header_of(k->answer, "Content-Length");
    size_t      body = length ? strtoul(length, NULL, 10) : 0;
    CHECK(length && body < ANSWER_BYTES_MAX);
    return k->got >= (size_t)(end + 4 - k->answer) + body;
}

static void caller_hears(Load *l, Caller *k) {
    int64_t     steps = (clock_us() - k->asked_us) / STEP_US;
    const char *to = header_of(k->answer, "Location");
    bool        kept = strncmp(k->answer, "HTTP/1.1 303 ", 13) == 0 && to && strncmp(to, "/notes/", 7) == 0;
    l->took[steps < STEPS ? steps : STEPS - 1]++;
    l->waiting--;
    if (kept) l->acknowledged++;
    else if (l->refused++ == 0) fprintf(stderr, "refused: %.*s\n", (int)strcspn(k->answer, "\r"), k->answer);
}

/* Reads what has come; whether an answer is complete. */
static bool caller_reads(Caller *k) {
    ssize_t n = recv(k->fd, k->answer + k->got, sizeof k->answer - 1 - k->got, 0);
    CHECK(n > 0);
    k->got += (size_t)n;
    return is_whole(k);
}

static double quantile_ms(const Load *l, double part) {
    int64_t all = l->acknowledged + l->refused, seen = 0;
    for (int i = 0; i < STEPS; i++) {
        seen += l->took[i];
        if ((double)seen >= part * (double)all) return (double)(i + 1) * STEP_US / 1000;
    }
    return 0;
}

static void run(Load *l, int64_t us) {
    struct epoll_event events[EVENTS_MAX];
    l->started_us = clock_us();
    int64_t end = l->started_us + us;
    for (int i = 0; i < l->n; i++) caller_post(l, &l->v[i]);
    while (l->waiting > 0) {
        int n = epoll_wait(l->epoll, events, EVENTS_MAX, LATE_MS);
        CHECK(n > 0 || (n < 0 && errno == EINTR));
        for (int i = 0; i < n; i++) {
            Caller *k = events[i].data.ptr;
            if (!caller_reads(k)) continue;
            caller_hears(l, k);
            if (k->asked_us < end && clock_us() < end) caller_post(l, k);
        }
    }
}

static int64_t number(const char *text, int64_t max) {
    int64_t n;
    CHECK(str_int(str_of(text), &n) && n > 0 && n <= max);
    return n;
}

int main(int argc, char **argv) {
    static Load l;
    if (argc != 6) {
        fprintf(stderr, "usage: callers PORT COOKIE TOKEN CALLERS SECONDS\n");
        return 2;
    }
    int64_t seconds = number(argv[5], 3600);
    l.port = (int)number(argv[1], 65535);
    l.cookie = argv[2];
    l.token = argv[3];
    l.n = (int)number(argv[4], CALLERS_MAX);
    l.v = calloc((size_t)l.n, sizeof *l.v);
    l.epoll = epoll_create1(EPOLL_CLOEXEC);
    CHECK(l.v && l.epoll >= 0);
    for (int i = 0; i < l.n; i++) caller_connect(&l, &l.v[i]);
    run(&l, seconds * 1000000);
    double took_s = (double)(clock_us() - l.started_us) / 1e6;
    printf("%lld acknowledged, %lld refused, %.1f/s, p50 %.2f ms, p99 %.2f ms\n", (long long)l.acknowledged,
           (long long)l.refused, (double)l.acknowledged / took_s, quantile_ms(&l, 0.5), quantile_ms(&l, 0.99));
    for (int i = 0; i < l.n; i++) close(l.v[i].fd);
    close(l.epoll);
    free(l.v);
    return 0;
}

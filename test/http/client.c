/* client.c - an HTTP client that sends exactly the bytes it is told to. */
#include "client.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { WAIT_MS = 20000 };

void client_open(Client *c, int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(c->fd >= 0);
    CHECK(connect(c->fd, (struct sockaddr *)&a, sizeof a) == 0);
    buf_init(&c->in, 64 * 1024 * 1024);
}

void client_close(Client *c) {
    close(c->fd);
    buf_release(&c->in);
}

void client_send(Client *c, Str s) {
    while (s.n) {
        ssize_t n = send(c->fd, s.p, s.n, MSG_NOSIGNAL);
        if (n <= 0) return;
        s = str_sub(s, (size_t)n, s.n);
    }
}

/* 1: got something, 0: closed, -1: nothing came in time. */
static int receive(Client *c, int ms) {
    struct pollfd p = {.fd = c->fd, .events = POLLIN};
    if (poll(&p, 1, ms) <= 0) return -1;
    char *room = buf_room(&c->in, 65536);
    CHECK(room != NULL);
    ssize_t n = recv(c->fd, room, 65536, 0);
    if (n <= 0) return 0;
    buf_grown(&c->in, (size_t)n);
    return 1;
}

static void take(Client *c, size_t n, Buf *to) {
    buf_add(to, str_sub(buf_str(&c->in), 0, n));
    memmove(c->in.p, c->in.p + n, c->in.n - n);
    c->in.n -= n;
}

void client_read(Client *c, Answer *a, bool no_body) {
    *a = (Answer){0};
    buf_init(&a->head, 1 << 20);
    buf_init(&a->body, 64 * 1024 * 1024);
    ptrdiff_t end;
    while ((end = str_find(buf_str(&c->in), LIT("\r\n\r\n"))) < 0) {
        if (receive(c, WAIT_MS) <= 0) {
            a->closed = true;
            return;
        }
    }
    take(c, (size_t)end + 4, &a->head);
    int64_t status = 0, length = 0;
    CHECK(str_int(str_sub(buf_str(&a->head), 9, 3), &status));
    a->status = (int)status;
    if (status == 100) {
        answer_release(a);
        client_read(c, a, no_body);
        return;
    }
    (void)str_int(answer_header(a, "content-length"), &length);
    if (no_body || status == 304 || status == 204) length = 0;
    while (c->in.n < (size_t)length) {
        if (receive(c, WAIT_MS) <= 0) break;
    }
    take(c, c->in.n < (size_t)length ? c->in.n : (size_t)length, &a->body);
    a->closed = str_eq_nocase(answer_header(a, "connection"), LIT("close"));
}

bool client_closed(Client *c, int ms) {
    return receive(c, ms) == 0;
}

void answer_release(Answer *a) {
    buf_release(&a->head);
    buf_release(&a->body);
}

Str answer_header(const Answer *a, const char *name) {
    Str rest = buf_str(&a->head), line;
    while (str_split(&rest, '\n', &line)) {
        ptrdiff_t colon = str_find_byte(line, ':');
        if (colon > 0 && str_eq_nocase(str_sub(line, 0, (size_t)colon), str_of(name))) {
            return str_trim(str_sub(line, (size_t)colon + 1, line.n));
        }
    }
    return (Str){0};
}

Answer request(int port, Str bytes) {
    Client c;
    Answer a;
    client_open(&c, port);
    client_send(&c, bytes);
    client_read(&c, &a, str_starts(bytes, LIT("HEAD")));
    client_close(&c);
    return a;
}

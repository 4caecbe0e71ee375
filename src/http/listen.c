/* listen.c - the listening socket. */
#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

typedef struct Target {
    union {
        struct sockaddr     any;
        struct sockaddr_in  v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un  un;
    };
    socklen_t n;
} Target;

/* "host:port" with the host in brackets for IPv6. */
static bool target_parse(Str s, Target *t) {
    *t = (Target){0};
    if (str_starts(s, LIT("unix:"))) {
        Str path = str_sub(s, 5, s.n);
        if (path.n == 0 || path.n >= sizeof t->un.sun_path) return false;
        t->un.sun_family = AF_UNIX;
        memcpy(t->un.sun_path, path.p, path.n);
        t->n = sizeof t->un;
        return true;
    }
    size_t colon = s.n;
    while (colon > 0 && s.p[colon - 1] != ':') colon--;
    int64_t port;
    if (colon == 0 || !str_int(str_sub(s, colon, s.n), &port) || port < 0 || port > 65535) return false;
    char host[64];
    Str  h = str_sub(s, 0, colon - 1);
    bool v6 = str_starts(h, LIT("[")) && str_ends(h, LIT("]"));
    if (v6) h = str_sub(h, 1, h.n - 2);
    if (str_eq(h, LIT("localhost"))) h = LIT("127.0.0.1");
    if (h.n == 0 || h.n >= sizeof host) return false;
    memcpy(host, h.p, h.n);
    host[h.n] = 0;
    if (v6) {
        t->v6 = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port)};
        t->n = sizeof t->v6;
        return inet_pton(AF_INET6, host, &t->v6.sin6_addr) == 1;
    }
    t->v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    t->n = sizeof t->v4;
    return inet_pton(AF_INET, host, &t->v4.sin_addr) == 1;
}

static Fault fault_of_errno(void) {
    if (errno == EADDRINUSE) return IN_USE;
    return errno == EACCES || errno == EPERM ? NOT_ALLOWED : BROKEN;
}

/* A socket file that nobody answers on is left from a process that was killed. */
static void stale_socket_remove(const Target *t) {
    struct stat st;
    if (t->any.sa_family != AF_UNIX || lstat(t->un.sun_path, &st) != 0 || !S_ISSOCK(st.st_mode)) return;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return;
    if (connect(fd, &t->any, t->n) != 0 && errno == ECONNREFUSED) unlink(t->un.sun_path);
    close(fd);
}

Fault server_listen(Str address, int *ret_fd) {
    Target t;
    if (!target_parse(address, &t)) return BAD_REQUEST;
    stale_socket_remove(&t);
    int fd = socket(t.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
    if (fd < 0) return fault_of_errno();
    if (t.any.sa_family != AF_UNIX) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    if (bind(fd, &t.any, t.n) != 0 || listen(fd, BACKLOG) != 0) {
        Fault f = fault_of_errno();
        close(fd);
        return f;
    }
    /* The proxy runs as another user of the same group. */
    if (t.any.sa_family == AF_UNIX) (void)chmod(t.un.sun_path, 0660);
    *ret_fd = fd;
    return OK;
}

/* server.c - starting, connections, stopping. */
#include "http/server.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/rand.h"
#include "db/facts.h"
#include "http/call.h"

#include <arpa/inet.h>
#include <libdeflate.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    CONNECTIONS_MAX = 4096,
    IDLE_S = 30,                                  /* the library cuts a line on which nothing moved */
    HEAD_MS_MAX = 20 * 1000,                      /* a head that trickles in is cut */
    CLOCK_MS = 100,
    SERVERS_MAX = 8,
    SLOW_THREADS = 2,
    JOB_THREADS = 1,
    OWN_THREADS = 2,                              /* of modules: mail, search */
    SLOW_QUEUE_MAX = 128,
    JOB_QUEUE_MAX = 32,
    JOB_NICE = 10,
    PAGE_CACHE_BYTES = 16 * 1024 * 1024,
    DRAIN_MS = 10 * 1000,
};

/* Which server serves which region: modules know only the region. Set at start, cleared at stop. */
static struct {
    pthread_mutex_t lock;
    Server         *v[SERVERS_MAX];
} servers = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void servers_swap(Server *from, Server *to) {
    pthread_mutex_lock(&servers.lock);
    int i = 0;
    while (i < SERVERS_MAX && servers.v[i] != from) i++;
    CHECK(i < SERVERS_MAX);
    servers.v[i] = to;
    pthread_mutex_unlock(&servers.lock);
}

Server *server_of(const Region *r) {
    Server *s = NULL;
    pthread_mutex_lock(&servers.lock);
    for (int i = 0; i < SERVERS_MAX; i++) {
        if (servers.v[i] && servers.v[i]->region == r) s = servers.v[i];
    }
    pthread_mutex_unlock(&servers.lock);
    return s;
}

void identity_use(Region *r, const Identity *identity) {
    Server *s = server_of(r);
    if (s) atomic_store(&s->identity, identity);
}

/* ---- connections -------------------------------------------------------------------------------------------- */

static void address_print(const struct sockaddr *a, char out[46]) {
    out[0] = 0;
    if (a && a->sa_family == AF_INET) {
        inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)a)->sin_addr, out, 46);
    } else if (a && a->sa_family == AF_INET6) {
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr, out, 46);
    }
}

static void conn_open(Server *s, struct MHD_Connection *c, void **socket_context) {
    Conn *p = calloc(1, sizeof *p);
    if (!p) return;
    p->fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    address_print(MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr, p->address);
    const char *trusted = s->o.proxy_trusted;
    p->proxy = trusted && (strcmp(trusted, p->address) == 0 || (p->address[0] == 0 && strcmp(trusted, "unix") == 0));
    atomic_store(&p->deadline_ms, clock_us() / 1000 + HEAD_MS_MAX);
    pthread_mutex_lock(&s->lock);
    p->next = s->conns;
    if (p->next) p->next->prev = p;
    s->conns = p;
    pthread_mutex_unlock(&s->lock);
    *socket_context = p;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **socket_context,
                          enum MHD_ConnectionNotificationCode toe) {
    Server *s = cls;
    Conn   *p = *socket_context;
    if (toe == MHD_CONNECTION_NOTIFY_STARTED) {
        conn_open(s, c, socket_context);
        return;
    }
    if (!p) return;
    pthread_mutex_lock(&s->lock);
    *(p->prev ? &p->prev->next : &s->conns) = p->next;
    if (p->next) p->next->prev = p->prev;
    pthread_mutex_unlock(&s->lock);
    free(p);
    *socket_context = NULL;
}

/* Cuts lines whose time is over. The descriptor is still open: its entry leaves the list before it is closed. */
static void conns_sweep(Server *s) {
    int64_t now_ms = clock_us() / 1000;
    pthread_mutex_lock(&s->lock);
    for (Conn *p = s->conns; p; p = p->next) {
        int64_t deadline_ms = atomic_load(&p->deadline_ms);
        if (deadline_ms && now_ms > deadline_ms) shutdown(p->fd, SHUT_RDWR);
    }
    pthread_mutex_unlock(&s->lock);
}

static void *clock_thread(void *arg) {
    Server *s = arg;
    for (unsigned tick = 0; !atomic_load(&s->clock_stop); tick++) {
        usleep(CLOCK_MS * 1000);
        log_flush(s->log);
        if (tick % (1000 / CLOCK_MS) == 0) conns_sweep(s);
    }
    return NULL;
}

/* ---- the library's callbacks -------------------------------------------------------------------------------- */

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *conn) {
    return call_begin(cls, conn, uri);
}

/* The library would decode "%2F" before we can tell it from "/". */
static size_t on_unescape(void *cls, struct MHD_Connection *conn, char *text) {
    (void)cls, (void)conn;
    return strlen(text);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                                  const char *version, const char *data, size_t *n, void **context) {
    Call *k = *context;
    (void)cls, (void)conn, (void)url;
    if (!k) return MHD_NO;
    switch (atomic_load(&k->state)) {
    case CALL_NEW: return call_head(k, method, version);
    case CALL_BODY:
        if (*n == 0) return call_run(k);
        body_take(k, (Str){data, *n});
        *n = 0;
        return MHD_YES;
    case CALL_RESUMED: return call_answer(k);
    case CALL_WAITING:
    case CALL_ANSWERED: break;
    }
    return MHD_NO;
}

static void on_completed(void *cls, struct MHD_Connection *conn, void **context, enum MHD_RequestTerminationCode why) {
    (void)cls, (void)conn, (void)why;
    if (*context) call_end(*context);
    *context = NULL;
}

/* ---- start -------------------------------------------------------------------------------------------------- */

static void options_fill(Server *s, const ServerOptions *o) {
    s->o = *o;
    if (!s->o.temp_dir) s->o.temp_dir = "/tmp";
    if (!s->o.drain_ms_max) s->o.drain_ms_max = DRAIN_MS;
    if (s->o.threads <= 0) s->o.threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (s->o.threads <= 0) s->o.threads = 1;
    if (!s->o.rate_address.burst) s->o.rate_address = (Rate){300, 3000};
    if (!s->o.rate_account.burst) s->o.rate_account = (Rate){300, 1800};
    if (!s->o.rate_strict.burst) s->o.rate_strict = (Rate){20, 20};
    s->public_url = str_of(o->public_url);
    s->tls = str_starts(s->public_url, LIT("https://"));
}

int server_readers(const ServerOptions *o) {
    Server s = {0};
    options_fill(&s, o);
    return s.o.threads + SLOW_THREADS + JOB_THREADS + OWN_THREADS;
}

static Server *server_new(Region *r, const ServerOptions *o) {
    Server *s = calloc(1, sizeof *s);
    CHECK(s != NULL && sodium_init() >= 0 && pthread_mutex_init(&s->lock, NULL) == 0);
    options_fill(s, o);
    s->region = r;
    secret_bytes(&s->salt, sizeof s->salt);
    secret_bytes(&s->caller_salt, sizeof s->caller_salt);
    s->router = router_new(o->modules, o->n_modules);
    s->logins = logins_new();
    s->limiter = limiter_new(s->caller_salt);
    s->pages = pagecache_new(PAGE_CACHE_BYTES);
    s->log = log_new(STDERR_FILENO, o->log_level);
    s->metrics = metrics_new(router_count(s->router));
    s->slow = slow_new(SLOW_THREADS, SLOW_QUEUE_MAX, 0);
    s->jobs = slow_new(JOB_THREADS, JOB_QUEUE_MAX, JOB_NICE);
    servers_swap(NULL, s);
    return s;
}

static struct MHD_Daemon *daemon_start(Server *s) {
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
    struct MHD_OptionItem more[] = {
        {MHD_OPTION_LISTEN_SOCKET, s->o.fd, NULL},
        {MHD_OPTION_THREAD_POOL_SIZE, s->o.threads, NULL},
        {MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS_MAX, NULL},
        {MHD_OPTION_CONNECTION_TIMEOUT, IDLE_S, NULL},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, GATE_POOL_BYTES, NULL},
#if MHD_VERSION >= 0x00097701
        {MHD_OPTION_CLIENT_DISCIPLINE_LVL, 2, NULL},
#else
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL},
#endif
        {MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    return MHD_start_daemon(flags, 0, NULL, NULL, on_request, s, MHD_OPTION_URI_LOG_CALLBACK, on_uri, s,
                            MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, s, MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
                            MHD_OPTION_NOTIFY_CONNECTION, on_connection, s, MHD_OPTION_ARRAY, more, MHD_OPTION_END);
}

static int socket_port(int fd) {
    union {
        struct sockaddr_in  v4;
        struct sockaddr_in6 v6;
    } a = {0};
    socklen_t n = sizeof a;
    if (getsockname(fd, (struct sockaddr *)&a, &n) != 0) return 0;
    if (a.v4.sin_family == AF_INET) return ntohs(a.v4.sin_port);
    return a.v6.sin6_family == AF_INET6 ? ntohs(a.v6.sin6_port) : 0;
}

static void server_free(Server *s) {
    servers_swap(s, NULL);
    while (s->pool) {
        Call *k = s->pool;
        s->pool = k->next;
        call_free(k);
    }
    for (int i = 0; i < s->n_packers; i++) libdeflate_free_compressor(s->packers[i]);
    router_free(s->router);
    logins_free(s->logins);
    limiter_free(s->limiter);
    pagecache_free(s->pages);
    metrics_free(s->metrics);
    log_free(s->log);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

Fault server_start(Region *r, const ServerOptions *o, Arena *a, Server **ret_server, Str *ret_why) {
    CHECK(o->fd >= 0);
    Server *s = server_new(r, o);
    region_on_change(r, logins_changed, s->logins);
    local_keep(r, s->o.zone, s->o.lang);
    for (int i = 0; i < o->n_modules; i++) {
        if (o->modules[i]->start) o->modules[i]->start(r);
    }
    s->port = socket_port(o->fd);
    s->clock_started = pthread_create(&s->clock, NULL, clock_thread, s) == 0;
    s->daemon = s->clock_started ? daemon_start(s) : NULL;
    if (!s->daemon) {
        *ret_why = arena_copy(a, LIT("the HTTP threads could not be started"));
        close(o->fd);
        server_stop(s);
        return BROKEN;
    }
    log_event(s->log, LOG_INFO, clock_stamp(), "started");
    *ret_server = s;
    return OK;
}

int server_port(const Server *s) {
    return s->port;
}

/* ---- stop --------------------------------------------------------------------------------------------------- */

/* Waits until no request is under way. Past the time, only for those that wait for the writer or a slow thread:
** these are ours to finish, the others are clients that do not read or write. */
static void drain(Server *s) {
    int64_t until_us = clock_us() + (int64_t)s->o.drain_ms_max * 1000;
    while (atomic_load(&s->active) > 0 && clock_us() < until_us) usleep(2000);
    if (atomic_load(&s->active) > 0) log_event(s->log, LOG_WARN, clock_stamp(), "clients that do not finish are cut");
    atomic_store(&s->stopping, true);
    while (atomic_load(&s->suspended) > 0) usleep(2000);
    /* What was resumed a moment ago is answered by its event thread first. */
    int64_t last_us = clock_us() + 200 * 1000;
    while (atomic_load(&s->active) > 0 && clock_us() < last_us) usleep(2000);
}

void server_stop(Server *s) {
    if (!s) return;
    log_event(s->log, LOG_INFO, clock_stamp(), "stopping, no new connections");
    atomic_store(&s->draining, true);
    if (s->daemon) {
        MHD_socket fd = MHD_quiesce_daemon(s->daemon);
        drain(s);
        slow_stop(s->slow);
        MHD_stop_daemon(s->daemon);
        if (fd != MHD_INVALID_SOCKET) close(fd);
    } else {
        slow_stop(s->slow);
    }
    atomic_store(&s->stopping, true);
    slow_stop(s->jobs);
    for (int i = s->o.n_modules - 1; i >= 0; i--) {
        if (s->o.modules[i]->stop) s->o.modules[i]->stop(s->region);
    }
    local_forget(s->region);
    log_event(s->log, LOG_INFO, clock_stamp(), "stopped, everything acknowledged is stored");
    atomic_store(&s->clock_stop, true);
    if (s->clock_started) pthread_join(s->clock, NULL);
    server_free(s);
}

/* ---- jobs --------------------------------------------------------------------------------------------------- */

typedef struct JobRun {
    SlowWork work;
    Server  *server;
    JobFn    fn;
    void    *arg;
} JobRun;

static void job_run(void *arg) {
    JobRun *j = arg;
    Arena   a;
    arena_init(&a, CALL_ARENA_BYTES);
    Stamp now = clock_stamp();
    Ctx   c = {.arena = &a, .region = j->server->region};
    const Local *local = local_of(c.region);
    c.reader = (Reader){.lang = local->lang, .now = now};
    local_reader(local, &c.reader);
    c.reader.today = stamp_day(now, c.reader.zone);
    j->fn(&c, j->arg);
    arena_release(&a);
    free(j);
}

Fault job_start(Region *r, JobFn fn, void *arg) {
    Server *s = server_of(r);
    if (!s) return STOPPING;
    JobRun *j = malloc(sizeof *j);
    CHECK(j != NULL);
    *j = (JobRun){.server = s, .fn = fn, .arg = arg};
    j->work = (SlowWork){.run = job_run, .arg = j};
    Fault f = slow_submit(s->jobs, &j->work);
    if (f != OK) free(j);
    return f;
}

bool job_stopping(Region *r) {
    Server *s = server_of(r);
    return !s || atomic_load(&s->draining);
}

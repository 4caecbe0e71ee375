/* call.c - a request from its head to its handler. */
#include "http/call.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "http/csrf.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DETAIL_MAX = 200 };                       /* characters of what the database said, in the log */
enum { BODY_MS_MIN = 30 * 1000, BODY_BYTES_PER_MS = 8, IDLE_MS_MAX = 65 * 1000 };
enum { LIMIT_ADDRESS, LIMIT_ACCOUNT, LIMIT_STRICT };

/* ---- life --------------------------------------------------------------------------------------------------- */

static Call *call_take(Server *s) {
    pthread_mutex_lock(&s->lock);
    Call *k = s->pool;
    if (k) {
        s->pool = k->next;
        s->pool_n--;
    }
    pthread_mutex_unlock(&s->lock);
    if (k) return k;
    k = calloc(1, sizeof *k);
    CHECK(k != NULL);
    arena_init(&k->arena, CALL_ARENA_BYTES);
    buf_init(&k->body, CALL_REPLY_BYTES);
    buf_init(&k->packed, CALL_REPLY_BYTES);
    return k;
}

void call_free(Call *k) {
    arena_release(&k->arena);
    buf_release(&k->body);
    buf_release(&k->packed);
    buf_release(&k->in);
    free(k);
}

Call *call_begin(Server *s, struct MHD_Connection *conn, const char *uri) {
    Call *k = call_take(s);
    k->server = s;
    k->conn = conn;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    k->peer = info ? info->socket_context : NULL;
    k->started_us = clock_us();
    k->uri_at = uri;
    k->uri = arena_copy(&k->arena, str_of(uri));
    k->rq.api = str_starts(k->uri, LIT("/api/"));
    k->rq.number = atomic_fetch_add(&s->numbers, 1) + 1;
    k->route_index = -1;
    k->rq.call = k->rp.call = k;
    k->rp.body = &k->body;
    atomic_store(&k->state, CALL_NEW);
    atomic_fetch_add(&s->active, 1);
    return k;
}

static void buf_reuse(Buf *b) {
    if (b->cap > CALL_KEEP_BYTES) buf_release(b);
    buf_clear(b);
}

static void deadline(Call *k, int64_t ms) {
    if (k->peer) atomic_store(&k->peer->deadline_ms, ms ? k->started_us / 1000 + ms : 0);
}

static const char *call_method(const Call *k) {
    return k->head ? "HEAD" : k->rq.route || k->raw_path.n ? method_name(k->rq.method) : "-";
}

static uint64_t caller_hash(const Call *k) {
    return str_hash(k->rq.address) * (k->server->caller_salt | 1) >> 16;
}

/* Forgets everything but the memory to work in. */
static void call_reset(Call *k) {
    Arena arena = k->arena;
    Buf   body = k->body, packed = k->packed, in = k->in;
    memset(k, 0, sizeof *k);
    k->arena = arena;
    k->body = body;
    k->packed = packed;
    k->in = in;
}

void call_end(Call *k) {
    Server *s = k->server;
    int64_t us = clock_us() - k->started_us;
    if (k->status) {
        metrics_request(s->metrics, k->route_index, k->status, us, k->bytes);
        LogRequest e = {
            .now = k->c.reader.now, .number = k->rq.number, .method = call_method(k),
            .route = k->rq.route ? k->rq.route->path : "-", .status = k->status, .us = us, .bytes = k->bytes,
            .fault = k->fault == OK ? NULL : fault_name(k->fault), .caller = caller_hash(k),
        };
        if (k->fault == DB_LOST && k->c.fault.code == DB_LOST) e.detail = utf8_head(k->c.fault.text, DETAIL_MAX);
        log_request(s->log, &e);
    }
    if (k->peer) atomic_store(&k->peer->deadline_ms, clock_us() / 1000 + IDLE_MS_MAX);
    if (k->rp.fd > 0) close(k->rp.fd);
    body_release(k);
    arena_reset(&k->arena);
    buf_reuse(&k->body);
    buf_reuse(&k->packed);
    buf_reuse(&k->in);
    call_reset(k);
    pthread_mutex_lock(&s->lock);
    bool keep = s->pool_n < CALLS_KEPT;
    if (keep) {
        k->next = s->pool;
        s->pool = k;
        s->pool_n++;
    }
    pthread_mutex_unlock(&s->lock);
    if (!keep) call_free(k);
    atomic_fetch_sub(&s->active, 1);
}

/* ---- head --------------------------------------------------------------------------------------------------- */

typedef struct HeaderWalk {
    GateHeader *v;
    size_t      n;
} HeaderWalk;

static enum MHD_Result header_add(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n,
                                  const char *value, size_t value_n) {
    HeaderWalk *w = cls;
    (void)kind;
    if (w->n > GATE_HEADERS_MAX) return MHD_NO;
    w->v[w->n++] = (GateHeader){{name, name_n}, {value ? value : name + name_n, value_n}};
    return MHD_YES;
}

/* Judges the head where it lies. The URI is compared by its place and length: its text was copied before. */
static int head_gate(Call *k, const char *method, const char *version) {
    HeaderWalk w = {.v = ARENA_ARRAY(&k->arena, GateHeader, GATE_HEADERS_MAX + 1)};
    MHD_get_connection_values_n(k->conn, MHD_HEADER_KIND, header_add, &w);
    k->headers = w.v;
    k->n_headers = w.n;
    Gate   g = {.method = str_of(method), .uri = k->uri, .version = str_of(version), .v = w.v, .n = w.n};
    g.bytes = MHD_get_connection_info(k->conn, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;
    int status = gate_check(&g, &k->length);
#if MHD_VERSION < 0x00097701
    /* Newer versions refuse these by themselves (discipline level 2) and are free to move the texts. */
    if (!status && !gate_in_place(&g, k->uri_at)) status = 400;
#endif
    /* The library strips blanks before a value only. */
    for (size_t i = 0; i < w.n; i++) w.v[i].value = str_trim(w.v[i].value);
    return status;
}

/* The last address of X-Forwarded-For, which is the one that the trusted proxy has added. */
static Str caller_address(const Call *k) {
    Str own = k->peer ? str_of(k->peer->address) : (Str){0}, last = {0}, part;
    if (!k->peer || !k->peer->proxy) return own;
    Str rest = gate_header(k->headers, k->n_headers, "x-forwarded-for");
    while (str_split(&rest, ',', &part)) last = str_trim(part);
    return last.n && last.n < 46 ? last : own;
}

/* Callers of one household share 64 bits of an IPv6 address. */
static Str address_key(Call *k) {
    struct in6_addr a;
    Str             s = k->rq.address;
    if (str_find_byte(s, ':') < 0 || inet_pton(AF_INET6, arena_z(&k->arena, s), &a) != 1) return s;
    return arena_copy(&k->arena, (Str){(const char *)&a, 8});
}

static Day day_today(Server *s, const Local *local, Stamp now) {
    int64_t kept = atomic_load(&s->day_of_minute), minute = now / 60000;
    if (kept >> 32 == minute && atomic_load(&s->day_local) == local) return (Day)(kept & 0xFFFFFFFF);
    Day d = stamp_day(now, local->zone);
    atomic_store(&s->day_of_minute, minute << 32 | d);
    atomic_store(&s->day_local, local);
    return d;
}

static Fault limit(Call *k, int kind, Str key, Rate rate) {
    if (k->server->o.unlimited) return OK;
    k->retry_s = limiter_take(k->server->limiter, kind, key, rate, k->started_us / 1000);
    if (k->retry_s == 0) return OK;
    metrics_limited(k->server->metrics);
    return TOO_MANY;
}

/* Cuts the target into path and query and finds the route. */
static Fault head_route(Call *k) {
    ptrdiff_t q = str_find_byte(k->uri, '?');
    k->raw_path = q < 0 ? k->uri : str_sub(k->uri, 0, (size_t)q);
    k->rq.query = q < 0 ? (Str){0} : str_sub(k->uri, (size_t)q + 1, k->uri.n);
    if (!params_parse(&k->arena, k->rq.query, MULTIPART_FIELDS_MAX, &k->rq.args)) return BAD_REQUEST;
    Matched m;
    Fault   f = router_match(k->server->router, &k->arena, k->rq.method, k->raw_path, &m);
    k->rq.path = m.path.n ? m.path : LIT("/");
    k->routes = m.routes;
    k->rq.route = m.route;
    k->route_index = m.index;
    memcpy(k->rq.ids, m.ids, sizeof m.ids);
    memcpy(k->rq.words, m.words, sizeof m.words);
    k->rq.fragment = str_eq(params_get(&k->rq.args, "part"), LIT("1"));
    return f;
}

/* Without quotes and weakness mark: of a list, the first. */
static Str etag_bare(Str s) {
    s = str_trim(s);
    if (str_starts(s, LIT("W/"))) s = str_sub(s, 2, s.n);
    if (!str_starts(s, LIT("\""))) return s;
    s = str_sub(s, 1, s.n);
    ptrdiff_t end = str_find_byte(s, '"');
    return end < 0 ? s : str_sub(s, 0, (size_t)end);
}

static bool token_allows(const Who *who, const ApiOp *op) {
    if (!op) return true;
    bool noun = !op->nouns || !who->nouns || (op->nouns & who->nouns);
    return noun && !(op->scope & ~who->scopes);
}

static Fault head_allowed(Call *k) {
    const Route *route = k->rq.route;
    Who         *who = &k->c.who;
    bool         open = route->who & ROLE_ANYONE, writes = k->rq.method != GET;
    if (who->account) {
        Str account = {(const char *)&who->account, sizeof who->account};
        TRY(limit(k, LIMIT_ACCOUNT, account, k->server->o.rate_account));
    } else if (writes) {
        TRY(limit(k, LIMIT_STRICT, address_key(k), k->server->o.rate_strict));
    }
    if (!open && !(route->who & who->roles)) return who->account ? NOT_ALLOWED : NOT_SIGNED_IN;
    if (k->bearer && !token_allows(who, route->api)) return NOT_ALLOWED;
    if (!writes || k->bearer) return OK;
    bool ours = csrf_origin_ok(request_header(&k->rq, "sec-fetch-site"), request_header(&k->rq, "origin"),
                               request_header(&k->rq, "host"), k->server->public_url);
    return ours ? OK : FORGED;
}

static Fault head_understand(Call *k) {
    /* Refusals before anybody is known speak the language of the browser. */
    call_reader(k);
    if (atomic_load(&k->server->stopping)) return STOPPING;
    TRY(limit(k, LIMIT_ADDRESS, address_key(k), k->server->o.rate_address));
    Fault routed = head_route(k);
    if (routed == OK && k->rq.route->kind == ROUTE_PLAIN && k->rq.method == GET) {
        call_reader(k);
        return OK;
    }
    /* A fault is told in the reader's language, so who asks is found out even when there is no such page. */
    Fault known = call_identify(k);
    call_reader(k);
    if (known != OK) return known;
    if (routed != OK) return routed;
    TRY(head_allowed(k));
    return body_begin(k);
}

enum MHD_Result call_head(Call *k, const char *method, const char *version) {
    Server *s = k->server;
    k->c = (Ctx){.arena = &k->arena, .region = s->region};
    const Local *local = local_of(s->region);
    k->c.reader = (Reader){.lang = local->lang, .now = clock_stamp()};
    local_reader(local, &k->c.reader);
    int status = head_gate(k, method, version);
    if (status) {
        metrics_refused(s->metrics);
        return call_refuse(k, status);
    }
    k->c.reader.today = day_today(s, local, k->c.reader.now);
    k->rq.address = caller_address(k);
    k->rq.if_match = etag_bare(request_header(&k->rq, "if-match"));
    k->rq.if_none_match = etag_bare(request_header(&k->rq, "if-none-match"));
    k->head = str_eq(str_of(method), LIT("HEAD"));
    bool options = !method_parse(str_of(method), &k->rq.method);
    k->fault = head_understand(k);
    if (options && (k->fault == BAD_METHOD || k->fault == OK)) k->rp.status = 204, k->fault = BAD_METHOD;
    if (k->fault != OK) k->body_kind = BODY_DROP;
    int64_t drain = k->c.who.account ? DRAIN_BYTES_MEMBER : DRAIN_BYTES_VISITOR;
    if (k->fault != OK && (k->length > drain || (k->length && request_header(&k->rq, "expect").n))) {
        k->close = true;
        return call_answer(k);
    }
    atomic_store(&k->state, CALL_BODY);
    deadline(k, k->length ? BODY_MS_MIN + k->length / BODY_BYTES_PER_MS : 0);
    return MHD_YES;
}

/* ---- handler ------------------------------------------------------------------------------------------------ */

/* The token in the form, or in a header for scripts and JSON. */
static Fault csrf_required(Call *k) {
    if (k->rq.method == GET || k->bearer) return OK;
    Str token = request_header(&k->rq, "x-csrf-token");
    if (!token.n) token = params_get(&k->rq.form, "csrf");
    return csrf_check(token, k->secret) ? OK : FORGED;
}

static Fault read_run(Call *k) {
    TRY(region_read_begin(k->server->region, &k->c));
    Fault f = k->rq.route->handler(&k->c, &k->rq, &k->rp);
    region_read_end(k->server->region, &k->c);
    return f;
}

/* On the writer thread, inside a savepoint. What a first try has left is cleared. */
static Fault write_run(Ctx *c, void *arg) {
    Call *k = arg;
    buf_clear(&k->body);
    k->rp = (Reply){.call = k, .body = &k->body};
    c->complaints = (Complaints){0};
    c->act = 0;
    bool again = false;
    if (k->once.key.n) TRY(once_find(c, &k->once, &k->rp, &again));
    if (again) return OK;
    TRY(k->rq.route->handler(c, &k->rq, &k->rp));
    if (c->arena->over || !buf_ok(&k->body)) return TOO_LARGE;
    return k->once.key.n ? once_keep(c, &k->once, &k->rp) : OK;
}

/* Wakes the event thread; after this the call is no longer ours. */
static void call_resume(Call *k, Fault f) {
    Server *s = k->server;
    struct MHD_Connection *conn = k->conn;
    k->fault = f;
    atomic_store(&k->state, CALL_RESUMED);
    MHD_resume_connection(conn);
    atomic_fetch_sub(&s->suspended, 1);
}

static void write_done(Ctx *c, void *arg, Fault result) {
    (void)c;
    call_resume(arg, result);
}

/* The key is claimed in one write and the answer kept in another, because the handler runs between them. */
static Fault slow_claim(Ctx *c, void *arg) {
    Call *k = arg;
    bool  again = false;
    TRY(once_find(c, &k->once, &k->rp, &again));
    if (!again) return once_claim(c, &k->once);
    k->once.key = (Str){0};
    return OK;
}

static Fault slow_keep(Ctx *c, void *arg) {
    Call *k = arg;
    return once_end(c, &k->once, k->fault == OK ? &k->rp : NULL);
}

/* A form sent twice by a double click: the second waits for the answer of the first, which is the one that is seen. */
static Fault claim_or_wait(Call *k) {
    enum { TRIES_MAX = 100, PAUSE_US = 100000 };
    Fault f = region_write(k->server->region, &k->c, slow_claim, k);
    for (int i = 0; f == BUSY && i < TRIES_MAX && !atomic_load(&k->server->draining); i++) {
        usleep(PAUSE_US);
        f = region_write(k->server->region, &k->c, slow_claim, k);
    }
    return f;
}

static void slow_run(void *arg) {
    Call *k = arg;
    bool  once = k->once.key.n > 0;
    Fault f = once ? claim_or_wait(k) : OK;
    bool  again = f == OK && once && k->once.key.n == 0;
    if (f == OK && !again) {
        k->fault = f = k->rq.route->handler(&k->c, &k->rq, &k->rp);
        /* What the handler did stands, whether its answer could be kept or not. */
        if (once && region_write(k->server->region, &k->c, slow_keep, k) != OK) k->c.fault = (FaultNote){0};
    }
    call_resume(k, f);
}

static enum MHD_Result call_suspend(Call *k) {
    Server *s = k->server;
    Fault   f;
    atomic_store(&k->state, CALL_WAITING);
    atomic_fetch_add(&s->suspended, 1);
    MHD_suspend_connection(k->conn);
    if (k->rq.route->kind == ROUTE_WRITE) {
        k->job = (Job){.ctx = &k->c, .run = write_run, .done = write_done, .arg = k};
        f = region_submit(s->region, &k->job);
    } else {
        k->slow = (SlowWork){.run = slow_run, .arg = k};
        f = slow_submit(s->slow, &k->slow);
    }
    if (f != OK) call_resume(k, f);
    return MHD_YES;
}

enum MHD_Result call_run(Call *k) {
    enum MHD_Result r;
    if (k->rq.method == GET && !k->routes && call_asset(k, &r)) return r;
    deadline(k, 0);
    if (k->fault == OK) k->fault = body_end(k);
    if (k->fault == OK) k->fault = csrf_required(k);
    if (k->fault != OK) return call_answer(k);
    RouteKind kind = k->rq.route->kind;
    if (k->rq.method != GET) k->fault = once_read(&k->arena, &k->rq, k->secret, &k->once);
    if (k->fault != OK) return call_answer(k);
    if (kind == ROUTE_WRITE || kind == ROUTE_SLOW) return call_suspend(k);
    if (k->rq.route->cached && call_from_cache(k, &r)) return r;
    k->fault = kind == ROUTE_READ ? read_run(k) : k->rq.route->handler(&k->c, &k->rq, &k->rp);
    return call_answer(k);
}

/* answer.c - from the handler's reply to the wire: faults, headers, compression, the page cache. */
#include "base/check.h"
#include "base/clock.h"
#include "http/call.h"
#include "http/csrf.h"

#include <libdeflate.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { GZIP_BYTES_MIN = 1000, GZIP_LEVEL = 5, ANSWER_MS_MIN = 60 * 1000, ANSWER_BYTES_PER_MS = 8, PAGE_OP_BYTES = 12 };

static const char HTML_TYPE[] = "text/html; charset=utf-8";
static const char PROBLEM_TYPE[] = "application/problem+json";

/* ---- faults ------------------------------------------------------------------------------------------------- */

static Str fault_text(Call *k, Fault f) {
    TextKey key = tr_key(str_of(fault_key(f)));
    return key == T_NONE ? str_of(fault_name(f)) : tr(k->c.reader.lang, key);
}

/* Without the pages of page/: enough to know what happened. */
static void bare_page(Call *k, Fault f) {
    Buf *b = &k->body;
    Lang l = k->c.reader.lang;
    buf_printf(b, "<!doctype html><html lang=\"%s\" dir=\"%s\"><meta charset=\"utf-8\"><title>%d</title><p>",
               lang_code(l), lang_dir(l), fault_status(f));
    put_text(b, fault_text(k, f));
    buf_printf(b, "</p><p>%llu</p></html>\n", (unsigned long long)k->rq.number);
}

void call_fault(Call *k, Fault f) {
    Server *s = k->server;
    if (k->rp.fd > 0) close(k->rp.fd);
    Params cookies = k->rp.cookies;
    buf_clear(&k->body);
    k->rp = (Reply){.call = k, .body = &k->body, .cookies = cookies, .status = fault_status(f)};
    if (k->rq.api) {
        problem_print(&k->body, &k->c, f, k->rq.number);
        k->rp.type = PROBLEM_TYPE;
    } else if (s->o.fault_page) s->o.fault_page(&k->c, &k->rq, &k->rp, f);
    else bare_page(k, f);
    if (!buf_ok(&k->body)) {
        buf_clear(&k->body);
        bare_page(k, f);
    }
    if (!k->rp.status) k->rp.status = fault_status(f);
}

/* A page that needs a sign-in leads there and back; scripts and programs get the status. */
static bool sign_in_redirect(Call *k) {
    const Identity *identity = atomic_load(&k->server->identity);
    if (k->fault != NOT_SIGNED_IN || k->rq.method != GET || k->rq.api || k->rq.fragment) return false;
    if (!identity || !identity->sign_in) return false;
    Buf b;
    buf_init(&b, 4 * GATE_URI_BYTES_MAX);
    buf_add(&b, str_of(identity->sign_in));
    buf_lit(&b, "?next=");
    put_urlpart(&b, k->uri);
    k->rp = (Reply){.call = k, .body = &k->body, .status = 303, .location = arena_copy(&k->arena, buf_str(&b))};
    buf_release(&b);
    return true;
}

/* A script asks where a write leads without being led there: so the page it opens next still tells what was done. */
static void lead_told(Call *k) {
    if (k->rp.status != 303 || k->rq.method == GET || !request_header(&k->rq, "x-leads").n) return;
    reply_header(&k->c, &k->rp, "X-Location", k->rp.location);
    k->rp.location = (Str){0};
    k->rp.status = 204;
}

/* Brings reply and fault together: afterwards k->rp is what is sent. */
static void reply_settle(Call *k) {
    if (k->fault == OK && (k->arena.over || !buf_ok(&k->body))) k->fault = TOO_LARGE;
    if (k->rp.status == 204 && k->fault == BAD_METHOD) {
        k->fault = OK;
    } else if (k->fault != OK && !sign_in_redirect(k)) {
        /* The form shown again with its complaints was drawn by the handler. */
        bool drawn = k->body.n > 0 && buf_ok(&k->body) && !k->rq.api && k->rq.route && !k->arena.over;
        if (drawn && !k->rp.status) k->rp.status = fault_status(k->fault);
        if (!drawn) call_fault(k, k->fault);
    }
    if (!k->rp.status) k->rp.status = 200;
    if (k->rp.status >= 500 || k->fault == TOO_MANY) {
        int after_s = k->retry_s ? k->retry_s : 2;
        if (k->rp.status != 500) reply_header(&k->c, &k->rp, "Retry-After", arena_printf(&k->arena, "%d", after_s));
    }
    if (k->routes && (k->fault == BAD_METHOD || k->rp.status == 204)) {
        reply_header(&k->c, &k->rp, "Allow", routes_allow(&k->arena, k->routes));
    }
    if (k->rq.api && k->rp.status == 401) reply_header(&k->c, &k->rp, "WWW-Authenticate", LIT("Bearer"));
    if (k->lang_asked) reply_cookie(&k->c, &k->rp, COOKIE_LANG, str_of(lang_code(k->c.reader.lang)), 0);
    if (k->new_visitor) reply_cookie(&k->c, &k->rp, COOKIE_VISITOR, k->secret, 0);
    lead_told(k);
}

/* ---- headers ------------------------------------------------------------------------------------------------ */

static void header(struct MHD_Response *r, const char *name, const char *value) {
    CHECK(MHD_add_response_header(r, name, value) == MHD_YES);
}

/* RFC 6266: the plain name for old readers, the real one in UTF-8. */
static void disposition(Call *k, struct MHD_Response *r, Str name) {
    Buf b;
    buf_init(&b, 8192);
    buf_lit(&b, "attachment; filename=\"");
    for (size_t i = 0; i < name.n && i < 200; i++) {
        char c = name.p[i];
        bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%' && c != '/';
        if (((unsigned char)c & 0xC0) != 0x80) buf_byte(&b, plain ? c : '_');
    }
    buf_lit(&b, "\"; filename*=UTF-8''");
    put_urlpart(&b, str_sub(name, 0, 1000));
    buf_byte(&b, 0);
    if (buf_ok(&b)) header(r, "Content-Disposition", arena_copy(&k->arena, buf_str(&b)).p);
    buf_release(&b);
}

static const char *cache_control(Call *k) {
    const Reply *rp = &k->rp;
    const char *more = k->lasting ? ", immutable" : "";
    if (rp->shared) return arena_printf(&k->arena, "public, max-age=%d%s", rp->max_age_s, more).p;
    return rp->etag.n && k->rq.method == GET && k->fault == OK ? "private, no-cache" : "no-store";
}

/* Scripts and styles come from us alone and never stand in a page; so do pictures, if the page names no other place. */
#define CSP_HEAD "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:"
#define CSP_TAIL "; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; " \
                 "base-uri 'none'; manifest-src 'self'; worker-src 'self'"

static const char *page_policy(Call *k) {
    Str from = k->rp.images_from;
    return from.n ? arena_printf(&k->arena, CSP_HEAD " %.*s" CSP_TAIL, STR_ARG(from)).p : CSP_HEAD CSP_TAIL;
}

static void security_headers(Call *k, struct MHD_Response *r, const char *type) {
    bool page = strncmp(type, "text/html", 9) == 0;
    header(r, "X-Content-Type-Options", "nosniff");
    /* The policy of a script counts where it runs as a worker: that one asks our own pages and nothing else. */
    bool script = strncmp(type, "text/javascript", 15) == 0;
    header(r, "Content-Security-Policy",
           page     ? page_policy(k)
           : script ? "default-src 'none'; connect-src 'self'; base-uri 'none'"
                    : "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox");
    header(r, "Cross-Origin-Resource-Policy", "same-origin");
    header(r, "Referrer-Policy", "same-origin");
    if (k->server->tls) header(r, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    if (!page) return;
    header(r, "Cross-Origin-Opener-Policy", "same-origin");
    header(r, "Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), "
                                    "interest-cohort=()");
}

static void reply_headers(Call *k, struct MHD_Response *r, const char *coding) {
    const Reply *rp = &k->rp;
    const char  *type = rp->type ? rp->type : HTML_TYPE;
    if (rp->status != 304 && rp->status != 204) header(r, "Content-Type", type);
    security_headers(k, r, type);
    header(r, "Cache-Control", cache_control(k));
    header(r, "Vary", rp->shared ? "Accept-Encoding" : "Accept-Encoding, Accept-Language, Cookie");
    if (coding) header(r, "Content-Encoding", coding);
    if (rp->etag.n) {
        /* Pages are weak: the same in meaning. A record's answer is the same byte by byte, unless it was packed. */
        const char *weak = k->rq.api && !coding ? "" : "W/";
        header(r, "ETag", arena_printf(&k->arena, "%s\"%.*s\"", weak, STR_ARG(rp->etag)).p);
    }
    if (rp->location.n) header(r, "Location", arena_z(&k->arena, rp->location));
    if (rp->file_name.n) disposition(k, r, rp->file_name);
    for (size_t i = 0; i < rp->cookies.n; i++) {
        const Param *p = &rp->cookies.v[i];
        header(r, "Set-Cookie",
               arena_printf(&k->arena, "%.*s=%.*s", STR_ARG(p->name), STR_ARG(p->value)).p);
    }
    for (size_t i = 0; i < rp->headers.n; i++) {
        header(r, arena_z(&k->arena, rp->headers.v[i].name), arena_z(&k->arena, rp->headers.v[i].value));
    }
    if (k->close) header(r, "Connection", "close");
}

/* ---- compression -------------------------------------------------------------------------------------------- */

static bool type_shrinks(const char *type) {
    if (!type || strncmp(type, "text/", 5) == 0) return true;
    return strstr(type, "json") || strstr(type, "xml") || strstr(type, "javascript");
}

static struct libdeflate_compressor *packer_take(Server *s) {
    struct libdeflate_compressor *p = NULL;
    pthread_mutex_lock(&s->lock);
    if (s->n_packers) p = s->packers[--s->n_packers];
    pthread_mutex_unlock(&s->lock);
    if (!p) p = libdeflate_alloc_compressor(GZIP_LEVEL);
    CHECK(p != NULL);
    return p;
}

static void packer_give(Server *s, struct libdeflate_compressor *p) {
    pthread_mutex_lock(&s->lock);
    bool keep = s->n_packers < PACKERS_MAX;
    if (keep) s->packers[s->n_packers++] = p;
    pthread_mutex_unlock(&s->lock);
    if (!keep) libdeflate_free_compressor(p);
}

/* Fills k->packed; false when it would not be smaller. */
static bool body_pack(Call *k) {
    struct libdeflate_compressor *p = packer_take(k->server);
    size_t room = libdeflate_gzip_compress_bound(p, k->body.n), n = 0;
    buf_clear(&k->packed);
    char *out = buf_room(&k->packed, room);
    if (out) n = libdeflate_gzip_compress(p, k->body.p, k->body.n, out, room);
    if (out) buf_grown(&k->packed, n);
    packer_give(k->server, p);
    return n > 0 && n < k->body.n;
}

/* ---- sending ------------------------------------------------------------------------------------------------ */

static enum MHD_Result queue(Call *k, int status, struct MHD_Response *r, int64_t bytes) {
    k->status = status;
    k->bytes = k->head || status == 304 ? 0 : bytes;
    atomic_store(&k->state, CALL_ANSWERED);
    int64_t ms = clock_us() / 1000 + ANSWER_MS_MIN + bytes / ANSWER_BYTES_PER_MS;
    if (k->peer) atomic_store(&k->peer->deadline_ms, ms);
    return MHD_queue_response(k->conn, (unsigned)status, r);
}

enum MHD_Result call_refuse(Call *k, int status) {
    bool api = k->rq.api;
    Lang l = lang_pick(gate_header(k->headers, k->n_headers, "accept-language"), k->server->o.lang);
    if (api) problem_of_gate(&k->body, l, status);
    else buf_lit(&k->body, "This is not a request we understand.\n");
    struct MHD_Response *r = MHD_create_response_from_buffer(k->body.n, k->body.p, MHD_RESPMEM_MUST_COPY);
    CHECK(r != NULL);
    header(r, "Content-Type", api ? PROBLEM_TYPE : "text/plain; charset=utf-8");
    header(r, "X-Content-Type-Options", "nosniff");
    header(r, "Connection", "close");
    enum MHD_Result rc = queue(k, status, r, (int64_t)k->body.n);
    MHD_destroy_response(r);
    return rc;
}

static struct MHD_Response *response_of(Str s, enum MHD_ResponseMemoryMode mode) {
    struct MHD_Response *r = MHD_create_response_from_buffer(s.n, (void *)(uintptr_t)s.p, mode);
    CHECK(r != NULL);
    return r;
}

static enum MHD_Result send_not_modified(Call *k) {
    struct MHD_Response *r = response_of((Str){0}, MHD_RESPMEM_PERSISTENT);
    k->rp.status = 304;
    reply_headers(k, r, NULL);
    enum MHD_Result rc = queue(k, 304, r, 0);
    MHD_destroy_response(r);
    return rc;
}

static bool etag_matches(Call *k) {
    const Reply *rp = &k->rp;
    if (k->rq.method != GET || k->fault != OK || rp->status != 200 || !rp->etag.n) return false;
    return str_eq(k->rq.if_none_match, rp->etag) || str_eq(k->rq.if_none_match, LIT("*"));
}

static enum MHD_Result send_file(Call *k) {
    struct stat st;
    if (etag_matches(k)) return send_not_modified(k);
    if (fstat(k->rp.fd, &st) != 0) return MHD_NO;
    struct MHD_Response *r = MHD_create_response_from_fd64((uint64_t)st.st_size, k->rp.fd);
    if (!r) return MHD_NO;
    k->rp.fd = 0;
    reply_headers(k, r, NULL);
    enum MHD_Result rc = queue(k, k->rp.status, r, st.st_size);
    MHD_destroy_response(r);
    return rc;
}

/* ---- the page cache ----------------------------------------------------------------------------------------- */

/* What the page depends on. `session`: also on the tokens of its forms. */
static Str cache_key(Call *k, bool session) {
    typedef struct Fixed {
        Id  org, account;
        int lang, address, second_calendar, today, bearer, secret_n, host_n;
    } Fixed;
    Str   secret = session ? k->secret : (Str){0}, host = request_header(&k->rq, "host");
    Fixed f;
    memset(&f, 0, sizeof f);
    f.org = k->c.who.org;
    f.account = k->c.who.account;
    f.lang = (int)k->c.reader.lang;
    f.address = (int)k->c.reader.address;
    f.second_calendar = k->c.reader.second_calendar;
    f.today = k->c.reader.today;
    f.bearer = k->bearer;
    f.secret_n = (int)secret.n;
    f.host_n = (int)host.n;
    const Str parts[] = {{(const char *)&f, sizeof f}, secret, host, k->uri};
    char     *p = arena_alloc(&k->arena, sizeof f + secret.n + host.n + k->uri.n);
    size_t    n = 0;
    for (int i = 0; i < 4; i++) {
        if (parts[i].n) memcpy(p + n, parts[i].p, parts[i].n);
        n += parts[i].n;
    }
    return (Str){p, n};
}

/* Tells version and reader; of this process, because another one may carry other pages. */
static Str cache_etag(Call *k, Str key) {
    return arena_printf(&k->arena, "%llx-%llx", (unsigned long long)k->version,
                        (unsigned long long)(str_hash(key) ^ k->server->salt));
}

/* The same with the time until which the page holds, if it has one. */
static Str cache_etag_until(Call *k, Str key, Stamp until) {
    Str etag = cache_etag(k, key);
    return until ? arena_printf(&k->arena, "%.*s-%llx", STR_ARG(etag), (unsigned long long)until) : etag;
}

/* Does a tag that the browser sent say when its page ends, and is that over? */
static bool tag_over(Str rest, Stamp now) {
    unsigned long long until = 0;
    if (!rest.n) return false;
    for (size_t i = 1; i < rest.n && i <= 16; i++) {
        char c = rest.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return true;
        until = until << 4 | (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return rest.p[0] != '-' || rest.n < 2 || rest.n > 17 || (unsigned long long)now >= until;
}

Str call_page_op(Call *k) {
    unsigned char out[PAGE_OP_BYTES];
    const struct {
        uint64_t version, salt;
    } of = {k->version, k->server->salt};
    Str key = cache_key(k, true);
    crypto_generichash_state st;
    crypto_generichash_init(&st, (const unsigned char *)&of, sizeof of, sizeof out);
    crypto_generichash_update(&st, (const unsigned char *)key.p, key.n);
    crypto_generichash_final(&st, out, sizeof out);
    return arena_printf(&k->arena, ONCE_PAGE "%.*s", STR_ARG(bytes_text(&k->arena, out, sizeof out)));
}

static enum MHD_Result send_cached(Call *k, const CachedPage *p) {
    Str match = k->rq.if_none_match;
    if (match.n && p->same && str_eq(match, str_of(p->etag))) return queue(k, 304, p->same, 0);
    bool gzip = p->gzip && call_accepts(k, "gzip");
    return queue(k, 200, gzip ? p->gzip : p->plain, (int64_t)(gzip ? p->gzip_bytes : p->plain_bytes));
}

/* The cache may have given a page up that the browser still has and that still holds. */
static bool browser_has(Call *k, Str key) {
    if (!k->rq.if_none_match.n) return false;
    Str etag = cache_etag(k, key), sent = k->rq.if_none_match;
    if (!str_starts(sent, etag) || tag_over(str_sub(sent, etag.n, sent.n), k->c.reader.now)) return false;
    k->rp.etag = sent;
    return true;
}

bool call_from_cache(Call *k, enum MHD_Result *ret_r) {
    k->version = region_version(k->server->region);
    if (call_cookie(k, COOKIE_SAID).n || atomic_load(&k->server->draining)) return false;
    for (int session = k->secret.n > 0; session >= 0; session--) {
        Str               key = cache_key(k, session);
        const CachedPage *p = pagecache_find(k->server->pages, key, k->version, k->c.reader.now);
        if (p) {
            *ret_r = send_cached(k, p);
            pagecache_release(k->server->pages, p);
            return true;
        }
        if (browser_has(k, key)) return *ret_r = send_not_modified(k), true;
    }
    return false;
}

/* A page made for this moment alone is not kept: with a sentence shown once, cookies. */
static bool page_keeps(Call *k) {
    const Reply *rp = &k->rp;
    if (!k->rq.route || !k->rq.route->cached || k->fault != OK || rp->status != 200 || k->close) return false;
    return !(rp->cookies.n || rp->headers.n || rp->fd > 0 || rp->shared || rp->passing || k->said_taken);
}

/* The body in memory that the response frees. */
static struct MHD_Response *response_copy(Str s) {
    char *p = malloc(s.n ? s.n : 1);
    CHECK(p != NULL);
    if (s.n) memcpy(p, s.p, s.n);
    return response_of((Str){p, s.n}, MHD_RESPMEM_MUST_FREE);
}

static bool page_shows(const Call *k, Str given) { return given.n && str_find(buf_str(&k->body), given) >= 0; }

static enum MHD_Result send_and_keep(Call *k, bool gzip) {
    bool session = page_shows(k, k->csrf_given) || page_shows(k, k->op_given);
    Str  key = cache_key(k, session);
    bool packed = k->body.n >= GZIP_BYTES_MIN && type_shrinks(k->rp.type) && body_pack(k);
    k->rp.etag = cache_etag_until(k, key, k->rp.holds_until);
    CachedPage p = {.until = k->rp.holds_until, .plain = response_copy(buf_str(&k->body)), .plain_bytes = k->body.n};
    p.same = response_of((Str){0}, MHD_RESPMEM_PERSISTENT);
    snprintf(p.etag, sizeof p.etag, "%.*s", STR_ARG(k->rp.etag));
    reply_headers(k, p.plain, NULL);
    k->rp.status = 304;
    reply_headers(k, p.same, NULL);
    k->rp.status = 200;
    if (packed) {
        p.gzip = response_copy(buf_str(&k->packed));
        p.gzip_bytes = k->packed.n;
        reply_headers(k, p.gzip, "gzip");
    }
    gzip = gzip && packed;
    enum MHD_Result r = queue(k, 200, gzip ? p.gzip : p.plain, (int64_t)(gzip ? p.gzip_bytes : p.plain_bytes));
    pagecache_put(k->server->pages, key, k->version, p);
    return r;
}

/* ---- all together ------------------------------------------------------------------------------------------- */

enum MHD_Result call_send(Call *k, Str body) {
    if (!k->rp.status) k->rp.status = 200;
    if (etag_matches(k)) return send_not_modified(k);
    struct MHD_Response *r = response_of(body, MHD_RESPMEM_PERSISTENT);
    reply_headers(k, r, k->coding);
    enum MHD_Result rc = queue(k, k->rp.status, r, (int64_t)body.n);
    MHD_destroy_response(r);
    return rc;
}

enum MHD_Result call_answer(Call *k) {
    reply_settle(k);
    k->close = k->close || atomic_load(&k->server->draining);
    bool gzip = call_accepts(k, "gzip");
    if (k->rp.fd > 0) return send_file(k);
    if (page_keeps(k)) return send_and_keep(k, gzip);
    bool packed = gzip && k->body.n >= GZIP_BYTES_MIN && type_shrinks(k->rp.type) && body_pack(k);
    k->coding = packed ? "gzip" : NULL;
    return call_send(k, packed ? buf_str(&k->packed) : buf_str(&k->body));
}

/* builtin.c - the server's own routes. */
#include "base/check.h"
#include "http/call.h"

#include <string.h>

enum { LANG_COOKIE_S = 365 * 24 * 3600 };

/* Ready to answer: the database can be read. */
static Fault get_healthz(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    rp->type = "text/plain; charset=utf-8";
    TRY(region_read_begin(c->region, c));
    region_read_end(c->region, c);
    buf_lit(rp->body, "ok\n");
    return OK;
}

static bool is_local(const Request *rq) {
    bool loopback = rq->address.n == 0 || str_starts(rq->address, LIT("127.")) || str_eq(rq->address, LIT("::1"));
    return loopback && request_header(rq, "x-forwarded-for").n == 0;
}

/* For a collector on the same machine; not through the proxy. */
static Fault get_metrics(Ctx *c, const Request *rq, Reply *rp) {
    if (!rq->call || !is_local(rq)) return NOT_FOUND;
    Server        *s = rq->call->server;
    Buf           *b = rp->body;
    RegionStats    db = region_stats(c->region);
    PageCacheStats pages = pagecache_stats(s->pages);
    rp->type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_print(s->metrics, s->router, b);
    metric_line(b, "rakaz_requests_active", "gauge", (uint64_t)atomic_load(&s->active));
    metric_line(b, "rakaz_page_cache_hits_total", "counter", pages.hits);
    metric_line(b, "rakaz_page_cache_misses_total", "counter", pages.misses);
    metric_line(b, "rakaz_page_cache_bytes", "gauge", pages.bytes);
    metric_line(b, "rakaz_slow_waiting", "gauge", slow_waiting(s->slow));
    metric_line(b, "rakaz_jobs_waiting", "gauge", slow_waiting(s->jobs));
    metric_line(b, "rakaz_log_lines_dropped_total", "counter", log_dropped(s->log));
    metric_line(b, "rakaz_db_commits_total", "counter", db.commits);
    metric_line(b, "rakaz_db_writes_total", "counter", db.writes);
    metric_line(b, "rakaz_db_rolled_back_total", "counter", db.rolled_back);
    metric_line(b, "rakaz_db_reads_total", "counter", db.reads);
    metric_line(b, "rakaz_db_queue", "gauge", db.queue_now);
    return OK;
}

/* Fields: lang, back (where the reader was). A person signed in keeps the choice, a visitor's browser does. */
static Fault post_lang(Ctx *c, const Request *rq, Reply *rp) {
    Lang l;
    if (!rq->call || !lang_parse(params_get(&rq->form, "lang"), &l)) return BAD_REQUEST;
    const Identity *identity = atomic_load(&rq->call->server->identity);
    if (c->who.account && identity && identity->lang_chosen) TRY(identity->lang_chosen(c, l));
    reply_cookie(c, rp, COOKIE_LANG, str_of(lang_code(l)), LANG_COOKIE_S);
    reply_go(c, rp, params_get(&rq->form, "back"), T_NONE, NULL, 0);
    return OK;
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/healthz", .handler = get_healthz, .kind = ROUTE_PLAIN, .who = ROLES_ALL},
    {.method = GET, .path = "/metrics", .handler = get_metrics, .kind = ROUTE_PLAIN, .who = ROLES_ALL},
    {.method = POST, .path = "/lang", .handler = post_lang, .kind = ROUTE_WRITE, .who = ROLES_ALL},
};

const Module HTTP_MODULE = {
    .name = "http",
    .queries = ONCE_QUERIES,
    .n_queries = ONCE_Q_N,
    .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES,
};

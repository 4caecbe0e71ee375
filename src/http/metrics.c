/* metrics.c - counters. */
#include "http/metrics.h"

#include "base/check.h"

#include <stdatomic.h>
#include <stdlib.h>

enum { CLASSES = 6, BUCKETS = 12 };

static const int64_t BUCKET_US[BUCKETS] = {50,     100,    250,     500,     1000,    2500,
                                           5000,   10000,  50000,   250000,  1000000, 10000000};

typedef struct RouteCount {
    _Atomic uint64_t by_class[CLASSES];           /* 2xx at 2 */
} RouteCount;

struct Metrics {
    _Atomic uint64_t buckets[BUCKETS + 1], sum_us, bytes, refused, limited;
    int              n;
    RouteCount       routes[];                    /* the last one is for what matched none */
};

Metrics *metrics_new(int n_routes) {
    Metrics *m = calloc(1, sizeof *m + (size_t)(n_routes + 1) * sizeof(RouteCount));
    CHECK(m != NULL);
    m->n = n_routes;
    return m;
}

void metrics_free(Metrics *m) {
    free(m);
}

static void add(_Atomic uint64_t *p, uint64_t n) {
    atomic_fetch_add_explicit(p, n, memory_order_relaxed);
}

static uint64_t get(const _Atomic uint64_t *p) {
    return atomic_load_explicit(p, memory_order_relaxed);
}

void metrics_request(Metrics *m, int route, int status, int64_t us, int64_t bytes) {
    int i = 0, class = status / 100;
    if (class < 0 || class >= CLASSES) class = 0;
    add(&m->routes[route < 0 ? m->n : route].by_class[class], 1);
    while (i < BUCKETS && us > BUCKET_US[i]) i++;
    add(&m->buckets[i], 1);
    add(&m->sum_us, (uint64_t)us);
    add(&m->bytes, (uint64_t)bytes);
}

void metrics_refused(Metrics *m) {
    add(&m->refused, 1);
}

void metrics_limited(Metrics *m) {
    add(&m->limited, 1);
}

void metric_line(Buf *b, const char *name, const char *type, uint64_t value) {
    buf_printf(b, "# TYPE %s %s\n%s %llu\n", name, type, name, (unsigned long long)value);
}

static void print_routes(const Metrics *m, const Router *r, Buf *b) {
    buf_lit(b, "# TYPE rakaz_requests_total counter\n");
    for (int i = 0; i <= m->n; i++) {
        const Route *route = i < m->n ? router_route(r, i) : NULL;
        for (int class = 0; class < CLASSES; class++) {
            uint64_t n = get(&m->routes[i].by_class[class]);
            if (n == 0) continue;
            buf_printf(b, "rakaz_requests_total{method=\"%s\",route=\"%s\",status=\"%dxx\"} %llu\n",
                       route ? method_name(route->method) : "-", route ? route->path : "-", class,
                       (unsigned long long)n);
        }
    }
}

void metrics_print(const Metrics *m, const Router *r, Buf *b) {
    uint64_t sum = 0;
    print_routes(m, r, b);
    buf_lit(b, "# TYPE rakaz_request_seconds histogram\n");
    for (int i = 0; i < BUCKETS; i++) {
        sum += get(&m->buckets[i]);
        buf_printf(b, "rakaz_request_seconds_bucket{le=\"%g\"} %llu\n", (double)BUCKET_US[i] / 1e6,
                   (unsigned long long)sum);
    }
    sum += get(&m->buckets[BUCKETS]);
    buf_printf(b, "rakaz_request_seconds_bucket{le=\"+Inf\"} %llu\n", (unsigned long long)sum);
    buf_printf(b, "rakaz_request_seconds_sum %.6f\nrakaz_request_seconds_count %llu\n",
               (double)get(&m->sum_us) / 1e6, (unsigned long long)sum);
    metric_line(b, "rakaz_response_bytes_total", "counter", get(&m->bytes));
    metric_line(b, "rakaz_refused_requests_total", "counter", get(&m->refused));
    metric_line(b, "rakaz_limited_requests_total", "counter", get(&m->limited));
}

/* metrics.h - counters, and their text for Prometheus. */
#ifndef RAKAZ_HTTP_METRICS_H
#define RAKAZ_HTTP_METRICS_H

#include "base/buf.h"
#include "http/route.h"

typedef struct Metrics Metrics;

Metrics *metrics_new(int n_routes);
void     metrics_free(Metrics *m);

/* route: index in the router, -1 for what matched none. */
void metrics_request(Metrics *m, int route, int status, int64_t us, int64_t bytes);
void metrics_refused(Metrics *m);                 /* by the gate */
void metrics_limited(Metrics *m);                 /* by a rate limit */

/* Appends the text format 0.0.4. */
void metrics_print(const Metrics *m, const Router *r, Buf *b);
void metric_line(Buf *b, const char *name, const char *type, uint64_t value);

#endif

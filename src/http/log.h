/* log.h - what happened, as JSON lines on standard error. Never personal data: no path (the route's pattern stands for
** it), no query, no address but its keyed hash, no text that somebody typed.
**
** Lines are collected and written by log_flush (the server's clock thread calls it ten times a second), so that a
** request does not wait for a terminal. When nobody reads, lines are dropped and counted. */
#ifndef RAKAZ_HTTP_LOG_H
#define RAKAZ_HTTP_LOG_H

#include "base/day.h"
#include "base/str.h"

typedef enum LogLevel { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_OFF } LogLevel;

typedef struct Log Log;

/* Lines above `level` are not written; LOG_OFF writes none. */
Log *log_new(int fd, LogLevel level);
void log_free(Log *l);                            /* flushes */
void log_flush(Log *l);

typedef struct LogRequest {
    Stamp       now;
    uint64_t    number;
    const char *method, *route;                   /* route: the pattern, "-" if none matched */
    int         status;
    int64_t     us, bytes;
    const char *fault;                            /* name, or NULL */
    Str         detail;                           /* what the database said when it was lost; else empty */
    uint64_t    caller;                           /* keyed hash of the address */
} LogRequest;

/* status >= 500 is an error, 429 and refused heads are warnings, the rest information. */
void log_request(Log *l, const LogRequest *e);

/* An event of the program itself; `what` is a sentence of ours without anything that came from outside. */
void log_event(Log *l, LogLevel level, Stamp now, const char *what);

uint64_t log_dropped(Log *l);

#endif

/* log.c - JSON lines on standard error. */
#include "http/log.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/html.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { PENDING_BYTES_MAX = 1024 * 1024 };

struct Log {
    pthread_mutex_t lock, writing;
    int             fd;
    LogLevel        level;
    Buf             pending, out;
    uint64_t        dropped;
};

static const char *const LEVELS[] = {[LOG_ERROR] = "error", [LOG_WARN] = "warn", [LOG_INFO] = "info"};

Log *log_new(int fd, LogLevel level) {
    Log *l = calloc(1, sizeof *l);
    CHECK(l != NULL && pthread_mutex_init(&l->lock, NULL) == 0 && pthread_mutex_init(&l->writing, NULL) == 0);
    l->fd = fd;
    l->level = level;
    buf_init(&l->pending, PENDING_BYTES_MAX);
    buf_init(&l->out, PENDING_BYTES_MAX);
    return l;
}

void log_free(Log *l) {
    if (!l) return;
    log_flush(l);
    buf_release(&l->pending);
    buf_release(&l->out);
    pthread_mutex_destroy(&l->lock);
    pthread_mutex_destroy(&l->writing);
    free(l);
}

static void write_all(int fd, Str s) {
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return;
        s = str_sub(s, (size_t)n, s.n);
    }
}

void log_flush(Log *l) {
    pthread_mutex_lock(&l->writing);
    pthread_mutex_lock(&l->lock);
    Buf full = l->pending;
    l->pending = l->out;
    pthread_mutex_unlock(&l->lock);
    write_all(l->fd, buf_str(&full));
    buf_clear(&full);
    l->out = full;
    pthread_mutex_unlock(&l->writing);
}

/* Under the lock: takes the line back when it did not fit. */
static void line_end(Log *l, size_t from) {
    buf_lit(&l->pending, "}\n");
    if (buf_ok(&l->pending)) return;
    l->pending.n = from;
    l->pending.failed = false;
    l->dropped++;
}

static void line_start(Buf *b, LogLevel level, Stamp now) {
    buf_lit(b, "{\"time\":\"");
    buf_stamp_iso(b, now);
    buf_lit(b, "\",\"level\":\"");
    buf_add(b, str_of(LEVELS[level]));
    buf_byte(b, '"');
}

void log_request(Log *l, const LogRequest *e) {
    LogLevel level = e->status >= 500 ? LOG_ERROR : e->status == 429 || e->route[0] == '!' ? LOG_WARN : LOG_INFO;
    if (l->level == LOG_OFF || level > l->level) return;
    pthread_mutex_lock(&l->lock);
    Buf   *b = &l->pending;
    size_t from = b->n;
    line_start(b, level, e->now);
    buf_lit(b, ",\"request\":");
    buf_int(b, (int64_t)e->number);
    buf_lit(b, ",\"method\":\"");
    buf_add(b, str_of(e->method));
    buf_lit(b, "\",\"route\":\"");
    buf_add(b, str_of(e->route));
    buf_lit(b, "\",\"status\":");
    buf_int(b, e->status);
    buf_lit(b, ",\"us\":");
    buf_int(b, e->us);
    buf_lit(b, ",\"bytes\":");
    buf_int(b, e->bytes);
    buf_printf(b, ",\"caller\":\"%08x\"", (unsigned)e->caller);
    if (e->fault) {
        buf_lit(b, ",\"fault\":\"");
        buf_add(b, str_of(e->fault));
        buf_byte(b, '"');
    }
    if (e->detail.n) {
        buf_lit(b, ",\"detail\":");
        put_json(b, e->detail);
    }
    line_end(l, from);
    pthread_mutex_unlock(&l->lock);
}

void log_event(Log *l, LogLevel level, Stamp now, const char *what) {
    if (l->level == LOG_OFF || level > l->level) return;
    pthread_mutex_lock(&l->lock);
    size_t from = l->pending.n;
    line_start(&l->pending, level, now);
    buf_lit(&l->pending, ",\"event\":");
    put_json(&l->pending, str_of(what));
    line_end(l, from);
    pthread_mutex_unlock(&l->lock);
}

uint64_t log_dropped(Log *l) {
    pthread_mutex_lock(&l->lock);
    uint64_t n = l->dropped;
    pthread_mutex_unlock(&l->lock);
    return n;
}

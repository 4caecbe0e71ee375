/* alert_watch.c - the thread that looks for everybody: a moment after something has changed, and at most a twentieth of
** the time. */
#include "alert/alert_page.h"

#include "base/check.h"
#include "base/clock.h"
#include "db/facts.h"
#include "db/region.h"
#include "seek/seek.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct Watch {
    Region         *region;
    pthread_t       thread;
    pthread_mutex_t lock;
    pthread_cond_t  wake;
    bool            news, stopping;
    atomic_bool     any;                          /* there may be alerts */
    atomic_bool     fresh;                        /* one was written since the look began */
} Watch;

static const char KEY;

/* Waits for a change; false: it is to end. */
static bool wait_for_news(Watch *w) {
    pthread_mutex_lock(&w->lock);
    while (!w->news && !w->stopping) pthread_cond_wait(&w->wake, &w->lock);
    bool go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

/* Lets changes gather, and the rest of the machine have its turn; false: it is to end. */
static bool rest(Watch *w, int64_t ms) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += (ms % 1000) * 1000 * 1000;
    if (until.tv_nsec >= 1000 * 1000 * 1000) {
        until.tv_sec++;
        until.tv_nsec -= 1000 * 1000 * 1000;
    }
    pthread_mutex_lock(&w->lock);
    while (!w->stopping && pthread_cond_timedwait(&w->wake, &w->lock, &until) != ETIMEDOUT) continue;
    bool go_on = !w->stopping;
    w->news = false;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

static Reader reader_now(Region *r) {
    Reader reader = {.lang = local_of(r)->lang, .now = clock_stamp()};
    local_reader(local_of(r), &reader);
    reader.today = stamp_day(reader.now, reader.zone);
    return reader;
}

/* What could not be looked at is looked at in a moment. */
static void again(Watch *w) {
    pthread_mutex_lock(&w->lock);
    w->news = true;
    pthread_mutex_unlock(&w->lock);
}

static void *watch_thread(void *arg) {
    enum { GATHER_MS = 3000, REST = 20, REST_MAX_MS = 10 * 60 * 1000, UNREADY_MS = 300 };
    Watch  *w = arg;
    int64_t took = 0, wait = 0;                   /* the first look is at once */
    while (wait_for_news(w)) {
        if (!rest(w, wait < REST_MAX_MS ? wait : REST_MAX_MS)) break;
        if (!seek_state(w->region).ready) {       /* nor read beside it: a second connection would cost its memory */
            again(w);
            wait = UNREADY_MS;
            continue;
        }
        int64_t begun = clock_ms();
        Reader  reader = reader_now(w->region);
        AlertPass pass = {0};
        atomic_store(&w->fresh, false);
        Fault f = alerts_look(w->region, &reader, &pass);
        atomic_store(&w->any, f != OK || pass.n > 0);
        if (atomic_load(&w->fresh)) atomic_store(&w->any, true);
        if (f != OK || pass.later) again(w);
        took = clock_ms() - begun;
        wait = REST * took > GATHER_MS ? REST * took : GATHER_MS;
    }
    return NULL;
}

/* A ChangedFn: on the writer's thread. What was found, mails and sessions change nothing of what fits. */
static void heard(void *region, const Changed *v, size_t n) {
    static const char *const NOTHING[] = {"alert_hits", "mails", "sessions", "acts", "changes"};
    Watch *w = region_kept(region, &KEY);
    bool   news = false;
    for (size_t i = 0; i < n && !news; i++) {
        news = true;
        if (w && (!v[i].table || strcmp(v[i].table, "alerts") == 0)) {
            atomic_store(&w->fresh, true);
            atomic_store(&w->any, true);
        }
        for (size_t k = 0; v[i].table && k < sizeof NOTHING / sizeof *NOTHING; k++) {
            news = news && strcmp(v[i].table, NOTHING[k]) != 0;
        }
    }
    if (!news || !w) return;
    pthread_mutex_lock(&w->lock);
    w->news = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

void alert_watch_start(Region *r) {
    Watch *w = calloc(1, sizeof *w);
    CHECK(w && !region_kept(r, &KEY));
    w->region = r;
    w->news = true;
    CHECK(pthread_mutex_init(&w->lock, NULL) == 0 && pthread_cond_init(&w->wake, NULL) == 0);
    CHECK(pthread_create(&w->thread, NULL, watch_thread, w) == 0);
    region_keep(r, &KEY, w);
    region_on_change(r, heard, r);
}

void alert_watch_stop(Region *r) {
    Watch *w = region_kept(r, &KEY);
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    region_keep(r, &KEY, NULL);
    if (!region_settle(r)) return;                /* the writer is gone: better a leak than a wild pointer */
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->wake);
    free(w);
}

bool alert_any(Region *r) {
    Watch *w = r ? region_kept(r, &KEY) : NULL;
    return w && atomic_load(&w->any);
}

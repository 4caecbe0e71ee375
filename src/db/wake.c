/* wake.c - a thread that sleeps until something has changed. */
#include "db/wake.h"

#include "base/check.h"

#include <errno.h>
#include <time.h>

static void *thread(void *arg) {
    Wake *w = arg;
    w->kind->run(w);
    return NULL;
}

Wake *wake_of(Region *r, const WakeKind *k) { return region_kept(r, k); }

void wake_start(Region *r, const WakeKind *k, Wake *w) {
    pthread_condattr_t monotonic;
    CHECK(w && !wake_of(r, k));
    w->region = r;
    w->kind = k;
    CHECK(pthread_condattr_init(&monotonic) == 0);
    CHECK(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0);
    CHECK(pthread_mutex_init(&w->lock, NULL) == 0 && pthread_cond_init(&w->wake, &monotonic) == 0);
    pthread_condattr_destroy(&monotonic);
    CHECK(pthread_create(&w->thread, NULL, thread, w) == 0);
    region_keep(r, k, w);
    region_on_change(r, k->heard, r);
}

/* What the writer hears from now on finds nobody; once it has settled it is not in the middle of it. */
Wake *wake_stop(Region *r, const WakeKind *k) {
    Wake *w = wake_of(r, k);
    if (!w) return NULL;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    region_keep(r, k, NULL);
    if (!region_settle(r)) return NULL;
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->wake);
    return w;
}

void wake_tell(Wake *w) {
    if (!w) return;
    pthread_mutex_lock(&w->lock);
    w->news = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

void wake_take(Wake *w) {
    pthread_mutex_lock(&w->lock);
    w->news = false;
    pthread_mutex_unlock(&w->lock);
}

static struct timespec in_ms(int64_t ms) {
    enum { SECOND_NS = 1000 * 1000 * 1000 };
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += (ms % 1000) * 1000 * 1000;
    if (t.tv_nsec < SECOND_NS) return t;
    t.tv_sec++;
    t.tv_nsec -= SECOND_NS;
    return t;
}

/* `news`: news ends it. */
static bool sleep_ms(Wake *w, int64_t ms, bool news) {
    struct timespec until = in_ms(ms < 0 ? 0 : ms);
    pthread_mutex_lock(&w->lock);
    while (!w->stopping && !(news && w->news)) {
        if (ms < 0) pthread_cond_wait(&w->wake, &w->lock);
        else if (pthread_cond_timedwait(&w->wake, &w->lock, &until) == ETIMEDOUT) break;
    }
    bool go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

bool wake_wait(Wake *w, int64_t ms) { return sleep_ms(w, ms, true); }

bool wake_rest(Wake *w, int64_t ms) { return sleep_ms(w, ms, false); }

bool wake_stopping(Wake *w) {
    pthread_mutex_lock(&w->lock);
    bool yes = w->stopping;
    pthread_mutex_unlock(&w->lock);
    return yes;
}

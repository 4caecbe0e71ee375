/* seek.c - the life of the image: two threads, one that feeds and one that tidies, and what the writer tells them. */
#include "seek/seek_inner.h"

#include "base/check.h"
#include "base/clock.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { RETRY_MS = 1000, REST_MS_MIN = 50, REST_MS_MAX = 1000, REST_PART = 4, NICE = 10 };

static const char KEY[] = "seek";

Seek *seek_of(Region *r) { return r ? region_kept(r, KEY) : NULL; }

/* ---- images ----------------------------------------------------------------------------------------------------- */

Image *image_take(Seek *s) {
    pthread_mutex_lock(&s->lock);
    Image *m = s->image;
    if (m) atomic_fetch_add(&m->refs, 1);
    pthread_mutex_unlock(&s->lock);
    return m;
}

void image_drop(Image *m) {
    if (!m || atomic_fetch_sub(&m->refs, 1) != 1) return;
    find_free(m->index);
    free(m);
}

static void image_show(Seek *s, FindIndex *index) {
    Image *m = malloc(sizeof *m);
    CHECK(m);
    m->index = index;
    atomic_init(&m->refs, 1);
    pthread_mutex_lock(&s->lock);
    Image *old = s->image;
    s->image = m;
    pthread_mutex_unlock(&s->lock);
    image_drop(old);
}

bool seek_ending(Seek *s) {
    pthread_mutex_lock(&s->lock);
    bool yes = s->stopping;
    pthread_mutex_unlock(&s->lock);
    return yes;
}

/* ---- the feeding thread ----------------------------------------------------------------------------------------- */

/* What there was to do when the thread looked. */
typedef struct Work {
    Touch   *v;
    size_t   n, cap;
    bool     unknown, rebuild;
    uint64_t heard;
} Work;

/* With the lock held; until signalled, or until the moment (0: no matter how long). */
static void wait_until(Seek *s, int64_t ms) {
    struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    if (ms) pthread_cond_timedwait(&s->wake, &s->lock, &t);
    else pthread_cond_wait(&s->wake, &s->lock);
}

static bool has_work(const Seek *s) { return s->n_pending || s->unknown || s->rebuild; }

static Work work_take(Seek *s) {
    Work w = {s->pending, s->n_pending, s->cap_pending, s->unknown, s->rebuild, s->heard};
    s->pending = NULL;
    s->n_pending = s->cap_pending = 0;
    s->unknown = s->rebuild = false;
    s->working = true;
    return w;
}

static Fault work_do(Seek *s, Work *w) {
    if (!w->rebuild && w->unknown) {
        Fault f = feed_log(s, &w->v, &w->n, &w->cap);
        if (f == TOO_LARGE) w->rebuild = true;
        else TRY(f);
    }
    if (w->rebuild) {
        FindIndex *index;
        TRY(feed_all(s, &index));
        image_show(s, index);
        region_rest(s->region);
        malloc_trim(0);                           /* building takes some times what the image holds in the end */
        return OK;
    }
    TRY(feed_touched(s, s->image->index, w->v, w->n));
    find_commit(s->image->index);
    return OK;
}

/* With the lock held. Whatever has failed, what is missing is not known any more: all is read anew. */
static void work_done(Seek *s, const Work *w, Fault f) {
    s->working = false;
    s->broken = f != OK && f != STOPPING;
    if (f != OK) s->rebuild = true;
    else s->shown = has_work(s) ? w->heard : s->heard;
    s->tidy = f == OK;
    pthread_cond_broadcast(&s->settled);
}

/* After work of so long. */
static int64_t rest_ms(int64_t ms) {
    ms *= REST_PART;
    return ms < REST_MS_MIN ? REST_MS_MIN : ms < REST_MS_MAX ? ms : REST_MS_MAX;
}

/* Under a steady stream of changes the thread works a fifth of the time, on more of them at once. */
static void rest(Seek *s, int64_t ms) {
    int64_t until = clock_ms() + ms;
    while (!s->stopping && !s->hurry && clock_ms() < until) wait_until(s, until);
}

static void *feeder_thread(void *arg) {
    Seek *s = arg;
    /* On Linux this changes the calling thread alone; a refusal only costs politeness. */
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
    pthread_mutex_lock(&s->lock);
    while (!s->stopping) {
        if (!has_work(s)) {
            wait_until(s, 0);
            continue;
        }
        Work w = work_take(s);
        pthread_mutex_unlock(&s->lock);
        int64_t began = clock_ms();
        Fault   f = work_do(s, &w);
        free(w.v);
        pthread_mutex_lock(&s->lock);
        work_done(s, &w, f);
        rest(s, f == OK ? rest_ms(clock_ms() - began) : RETRY_MS);
    }
    pthread_cond_broadcast(&s->settled);
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* ---- the tidying thread ----------------------------------------------------------------------------------------- */

/* A fifth of the time, as well: commits keep the pieces from becoming too many meanwhile. */
static void tidier_rest(Seek *s, int64_t ms) {
    int64_t         until = clock_ms() + ms;
    struct timespec t = {.tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000};
    while (!s->stopping && clock_ms() < until) pthread_cond_timedwait(&s->settled, &s->lock, &t);
}

static void *tidier_thread(void *arg) {
    Seek *s = arg;
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), NICE);
    pthread_mutex_lock(&s->lock);
    while (!s->stopping) {
        if (!s->tidy) {
            pthread_cond_wait(&s->settled, &s->lock);
            continue;
        }
        s->tidy = false;
        pthread_mutex_unlock(&s->lock);
        Image  *m = image_take(s);
        int64_t began = clock_ms();
        while (m && !seek_ending(s) && find_tidy(m->index)) continue;
        image_drop(m);
        pthread_mutex_lock(&s->lock);
        tidier_rest(s, rest_ms(clock_ms() - began));
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* ---- what the writer tells -------------------------------------------------------------------------------------- */

static void hear(Seek *s, const Changed *v) {
    if (!v->table) {
        s->unknown = true;
        return;
    }
    for (int i = 0; i < s->kinds.n; i++) {
        if (strcmp(s->kinds.v[i]->table, v->table) != 0) continue;
        touch_add(&s->pending, &s->n_pending, &s->cap_pending, (Touch){i, v->id});
        return;
    }
}

/* A ChangedFn: on the writer's thread. */
static void heard(void *region, const Changed *v, size_t n) {
    Seek *s = seek_of(region);
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    bool had_work = has_work(s);
    for (size_t i = 0; i < n; i++) hear(s, &v[i]);
    if (s->n_pending > PENDING_MAX) {
        s->rebuild = true;
        s->n_pending = 0;
    }
    s->heard = region_version(s->region);
    if (has_work(s)) {
        if (!had_work) pthread_cond_signal(&s->wake); /* else the thread is at work or rests, and will look */
    } else if (!s->working && s->image) s->shown = s->heard;
    pthread_mutex_unlock(&s->lock);
}

/* ---- start and stop --------------------------------------------------------------------------------------------- */

static void cond_init(pthread_cond_t *c) {
    pthread_condattr_t monotonic;
    CHECK(pthread_condattr_init(&monotonic) == 0);
    CHECK(pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC) == 0 && pthread_cond_init(c, &monotonic) == 0);
    pthread_condattr_destroy(&monotonic);
}

void seek_start(Region *r) {
    Seek *s = calloc(1, sizeof *s);
    CHECK(s && !seek_of(r) && pthread_mutex_init(&s->lock, NULL) == 0);
    cond_init(&s->wake);
    cond_init(&s->settled);
    guests_follow(1);
    s->region = r;
    s->kinds = kinds_all();
    s->rebuild = true;
    s->heard = region_version(r);
    region_keep(r, KEY, s);
    region_on_change(r, heard, r);
    CHECK(pthread_create(&s->feeder, NULL, feeder_thread, s) == 0);
    CHECK(pthread_create(&s->tidier, NULL, tidier_thread, s) == 0);
}

/* What the writer tells from now on finds no image; once it has settled nobody is in the middle of it. */
void seek_stop(Region *r) {
    Seek *s = seek_of(r);
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_broadcast(&s->wake);
    pthread_cond_broadcast(&s->settled);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->feeder, NULL);
    pthread_join(s->tidier, NULL);
    guests_follow(-1);
    region_keep(r, KEY, NULL);
    if (!region_settle(r)) return;                /* the writer is gone or stuck: better a leak than a wild pointer */
    guests_end(r);
    image_drop(s->image);
    gates_free(&s->gates);
    ref_texts_free(&s->refs);
    free(s->pending);
    pthread_cond_destroy(&s->wake);
    pthread_cond_destroy(&s->settled);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

bool seek_wait(Region *r) {
    Seek *s = seek_of(r);
    if (!s) return false;
    pthread_mutex_lock(&s->lock);
    s->hurry++;
    pthread_cond_signal(&s->wake);
    while ((has_work(s) || s->working) && !s->stopping && !s->broken) pthread_cond_wait(&s->settled, &s->lock);
    s->hurry--;
    bool good = s->image && !s->broken && !s->stopping;
    pthread_mutex_unlock(&s->lock);
    return good;
}

bool seek_settle(Region *r, int64_t ms) {
    Seek *s = seek_of(r);
    if (!s) return false;
    int64_t until = clock_ms() + ms;
    pthread_mutex_lock(&s->lock);
    bool busy = has_work(s) || s->working;
    if (busy && s->image) {
        s->hurry++;
        pthread_cond_signal(&s->wake);
        struct timespec t = {.tv_sec = until / 1000, .tv_nsec = until % 1000 * 1000000};
        while (busy && !s->stopping && !s->broken && clock_ms() < until) {
            pthread_cond_timedwait(&s->settled, &s->lock, &t);
            busy = has_work(s) || s->working;
        }
        s->hurry--;
    }
    bool good = s->image && !busy;
    pthread_mutex_unlock(&s->lock);
    return good;
}

void seek_again(Region *r) {
    Seek *s = seek_of(r);
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->rebuild = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->lock);
}

SeekState seek_state(Region *r) {
    Seek     *s = seek_of(r);
    SeekState out = {0};
    if (!s) return out;
    Image *m = image_take(s);
    pthread_mutex_lock(&s->lock);
    out.current = m && s->shown == region_version(r);
    pthread_mutex_unlock(&s->lock);
    out.ready = m != NULL;
    out.n_docs = m ? find_count(m->index) : atomic_load(&s->fed);
    out.bytes = m ? find_bytes(m->index) : 0;
    image_drop(m);
    return out;
}

/* slow.c - threads behind a bounded queue. */
#include "http/slow.h"

#include "base/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { THREADS_MAX = 16 };

struct Slow {
    pthread_mutex_t lock;
    pthread_cond_t  changed;
    SlowWork       *first, **last;
    size_t          n, max;
    bool            stopping;
    int             nice, n_threads;
    pthread_t       threads[THREADS_MAX];
};

static SlowWork *work_next(Slow *s) {
    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->stopping) pthread_cond_wait(&s->changed, &s->lock);
    SlowWork *w = s->first;
    if (w) {
        s->first = w->next;
        if (!s->first) s->last = &s->first;
        s->n--;
    }
    pthread_mutex_unlock(&s->lock);
    return w;
}

static void *slow_thread(void *arg) {
    Slow *s = arg;
    /* On Linux this changes the calling thread alone; a refusal only costs politeness. */
    if (s->nice) (void)setpriority(PRIO_PROCESS, (id_t)gettid(), s->nice);
    for (SlowWork *w; (w = work_next(s));) w->run(w->arg);
    return NULL;
}

Slow *slow_new(int threads, size_t queue_max, int nice) {
    Slow *s = calloc(1, sizeof *s);
    CHECK(s != NULL && threads > 0 && threads <= THREADS_MAX);
    CHECK(pthread_mutex_init(&s->lock, NULL) == 0 && pthread_cond_init(&s->changed, NULL) == 0);
    s->last = &s->first;
    s->max = queue_max;
    s->nice = nice;
    for (; s->n_threads < threads; s->n_threads++) {
        CHECK(pthread_create(&s->threads[s->n_threads], NULL, slow_thread, s) == 0);
    }
    return s;
}

Fault slow_submit(Slow *s, SlowWork *w) {
    Fault f = OK;
    pthread_mutex_lock(&s->lock);
    if (s->stopping) {
        f = STOPPING;
    } else if (s->n >= s->max) {
        f = BUSY;
    } else {
        w->next = NULL;
        *s->last = w;
        s->last = &w->next;
        s->n++;
        pthread_cond_signal(&s->changed);
    }
    pthread_mutex_unlock(&s->lock);
    return f;
}

void slow_stop(Slow *s) {
    if (!s) return;
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < s->n_threads; i++) pthread_join(s->threads[i], NULL);
    pthread_mutex_destroy(&s->lock);
    pthread_cond_destroy(&s->changed);
    free(s);
}

size_t slow_waiting(Slow *s) {
    pthread_mutex_lock(&s->lock);
    size_t n = s->n;
    pthread_mutex_unlock(&s->lock);
    return n;
}

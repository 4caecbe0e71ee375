/* wake.h - a thread of a region that sleeps until something has changed, or for some time by a clock that nobody sets.
**
** Each kind of thread has a WakeKind, which is also what it is kept by. What the writer hears after wake_stop finds
** nobody; the memory of a Wake is its owner's, who may have more behind it. */
#ifndef RAKAZ_DB_WAKE_H
#define RAKAZ_DB_WAKE_H

#include "db/region.h"

#include <pthread.h>

typedef struct Wake Wake;
typedef struct WakeKind {
    void    (*run)(Wake *w);                      /* the thread; ends when a wait says so */
    ChangedFn heard;                              /* of every commit, with the region, on the writer's thread */
} WakeKind;

struct Wake {
    Region         *region;
    const WakeKind *kind;
    pthread_t       thread;
    pthread_mutex_t lock;
    pthread_cond_t  wake;
    bool            news, stopping;
};

/* `w` zeroed, or with `news` set for a thread that begins at once. */
void wake_start(Region *r, const WakeKind *k, Wake *w);

/* Ends the thread. What is to be freed; NULL when there is none, or when the writer is gone and may be in the middle of
** it: better a leak than a wild pointer. */
Wake *wake_stop(Region *r, const WakeKind *k) MUST;

/* NULL: not started, or stopped. */
Wake *wake_of(Region *r, const WakeKind *k);

/* There is something to do. Nothing happens to NULL. */
void wake_tell(Wake *w);

/* Until there is news, which stays, at most so many milliseconds; below zero: however long. false: it is to end. */
bool wake_wait(Wake *w, int64_t ms);

/* So many milliseconds whatever comes. false: it is to end. */
bool wake_rest(Wake *w, int64_t ms);

/* Takes the news: what comes from now on wakes again. */
void wake_take(Wake *w);

bool wake_stopping(Wake *w);

#endif

/* writer.h - the one writer thread of a region: a queue of jobs, run in groups, one commit a group.
**
** The thread takes what has queued up during the last commit and runs it in one transaction, each job in a
** savepoint of its own (a group of one needs none). The batch adapts by itself: one job when idle, hundreds under
** load. Nobody is told of success before the commit is on disk. */
#ifndef RAKAZ_DB_WRITER_H
#define RAKAZ_DB_WRITER_H

#include "db/engine.h"
#include "db/region.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    GROUP_JOBS_MAX = 1024,
    GROUP_MS_MAX = 25,                            /* a group begins no further job after this */
    TICK_MS = 500,                                /* how often an idle writer looks for others' changes */
    QUIET_TICKS = 6,
};

typedef struct Writer {
    Region         *region;
    DbOptions       options;
    Db             *db;                           /* NULL while the connection is lost */
    pthread_t       thread;
    bool            started;

    pthread_mutex_t lock;                         /* guards the queue, `foreign` and `stopping` */
    pthread_cond_t  wake;
    Job            *head, **tail;
    size_t          queued, queued_max;
    bool            stopping;
    Changed        *foreign;                      /* other processes' changes, from the listener */
    size_t          n_foreign, cap_foreign;

    /* The writer thread's own. */
    Changed        *changed;                      /* of this group */
    size_t          n_changed, cap_changed;
    Chain           chain;
    bool            chain_known;
    ChangedFn       listener[REGION_LISTENERS_MAX];
    void           *listener_arg[REGION_LISTENERS_MAX];
    atomic_int      n_listeners;

    atomic_uint_fast64_t version, commits, writes, rolled_back, lost;
} Writer;

/* The connection is open already (region_open has migrated on it) and becomes the writer's. */
Fault writer_start(Writer *w, Region *r, Db *db, const DbOptions *o, size_t queue_max) MUST;

/* Runs what is queued, ends the thread, closes the connection. */
void writer_stop(Writer *w);

Fault writer_submit(Writer *w, Job *job) MUST;

/* From the listener's thread: another process has committed these; n == 0: nobody knows what. */
void writer_heard(Writer *w, const Changed *v, size_t n);

/* A region (region.h) is its writer, its readers and, on PostgreSQL, a listener. */
typedef struct PoolPlace {
    Db       *db;                                 /* NULL: not opened yet, or lost */
    pthread_t used_by;                            /* the last thread: it finds its own pages in the cache */
    bool      busy;
} PoolPlace;

typedef struct Listener Listener;                 /* db_pg_listen.c */

struct Region {
    DbOptions       options;
    Writer          writer;
    Listener       *listener;
    char            name[20];                     /* of this process's opening of it, by chance */
    pthread_mutex_t lock;                         /* guards the pool */
    pthread_cond_t  freed;
    PoolPlace      *pool;
    int             n_pool;
    struct {
        const void *key;
        void       *value;
    } kept[REGION_KEPT_MAX];                      /* guarded by `lock` as well */
    atomic_uint_fast64_t reads;
};

/* Hears of other processes' commits on a connection and a thread of its own. */
Fault listener_start(Region *r, Listener **ret_l) MUST;
void  listener_stop(Listener *l);                 /* NULL is allowed, here and below */
void  listener_free(Listener *l);                 /* after the writer, which may still tell what was heard */

#endif

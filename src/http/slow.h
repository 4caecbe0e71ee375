/* slow.h - work that may wait: a few threads behind a bounded queue. ROUTE_SLOW handlers run here, and jobs that go on
** after the answer (imports, reports), which have threads of their own so that they never hold up a sign-in. */
#ifndef RAKAZ_HTTP_SLOW_H
#define RAKAZ_HTTP_SLOW_H

#include "db/ctx.h"

/* Runs fn once, soon, on a job thread with a Ctx of its own (arena, region, region's zone; no connection:
** region_read_begin and region_write; who is empty and is for fn to fill). `arg` must live until fn has run and is
** fn's to free. BUSY when 32 jobs wait already, STOPPING during shutdown; then fn does not run. */
typedef void (*JobFn)(Ctx *c, void *arg);
Fault job_start(Region *r, JobFn fn, void *arg) MUST;

/* Does the server stop? A long job asks between two steps, leaves its state in the database and returns. */
bool job_stopping(Region *r);

/* ---- the server's side ------------------------------------------------------------------------------------- */

typedef struct Slow Slow;

typedef struct SlowWork {
    void            (*run)(void *arg);
    void             *arg;
    struct SlowWork  *next;                       /* the queue's own */
} SlowWork;

/* `nice` lowers the threads' priority. */
Slow *slow_new(int threads, size_t queue_max, int nice);

/* BUSY when the queue is full, STOPPING after slow_stop began. `w` must live until it has run. */
Fault slow_submit(Slow *s, SlowWork *w) MUST;

/* Finishes what is queued, ends the threads, frees. */
void slow_stop(Slow *s);

size_t slow_waiting(Slow *s);

#endif

/* region.h - a region's database as a whole: opening, readers, the one writer, what changed. */
#ifndef RAKAZ_DB_REGION_H
#define RAKAZ_DB_REGION_H

#include "db/db.h"

/* A region is named by a file ("negev.db", "sqlite:/var/lib/rakaz/negev.db") or a PostgreSQL address with a
** schema ("postgresql:///rakaz?host=/run/postgresql#negev"). */
typedef struct RegionOptions {
    Str    address;
    bool   create;                                /* make it when missing */
    int    readers;                               /* reader connections to keep; one per worker thread */
    size_t cache_kb;                              /* page cache of each connection */
} RegionOptions;

/* Opens, checks that the schema is current (or migrates it: migrate.h), starts the writer thread.
** `a` holds the message of a failure (ret_why). NOT_FOUND, DB_LOST, DB_BROKEN, STALE (newer schema than ours). */
Fault region_open(const RegionOptions *o, Arena *a, Region **ret_region, Str *ret_why) MUST;

/* Finishes what is queued, stops the writer, closes. */
void region_close(Region *r);

/* A reader connection for this thread, with a read transaction open; give it back at the end of the request. */
Fault region_read_begin(Region *r, Ctx *c) MUST;
void  region_read_end(Region *r, Ctx *c);

/* Work for the writer thread. Runs `run` inside its own savepoint of a group commit; rolls it back when it returns
** a fault. `done` is called on the writer thread after the commit is on disk (or failed: the fault tells) and must
** not block. The Ctx is the caller's: its db is set for the run. */
typedef struct Job {
    Ctx        *ctx;
    Fault     (*run)(Ctx *c, void *arg);
    void      (*done)(Ctx *c, void *arg, Fault result);
    void       *arg;
    struct Job *next;                             /* the queue's own */
    Fault       result;
} Job;

/* BUSY when the queue is full (region_stats tells), STOPPING during shutdown; then done is not called. */
Fault region_submit(Region *r, Job *job) MUST;

/* Submits and waits. Never call it from the writer thread or from an HTTP event loop. */
Fault region_write(Region *r, Ctx *c, Fault (*run)(Ctx *c, void *arg), void *arg) MUST;

/* Grows with every commit that changed anything; equal numbers mean equal answers. On PostgreSQL other processes'
** commits count too (a NOTIFY listener; at most 1 s late while the listener is being restored). */
uint64_t region_version(const Region *r);

/* Called on the writer thread after each commit with what changed (on PostgreSQL also for other processes'). */
typedef struct Changed {
    const char *table;
    Id          id;
} Changed;
typedef void (*ChangedFn)(void *arg, const Changed *v, size_t n);
void region_on_change(Region *r, ChangedFn fn, void *arg);

/* Said by whoever changes a row inside a write, so that listeners hear of it. `table` must be a literal. */
void region_changed(Ctx *c, const char *table, Id id);

Dialect region_dialect(const Region *r);

typedef struct RegionStats {
    uint64_t commits, writes, rolled_back, queue_now, queue_max, reads;
} RegionStats;
RegionStats region_stats(const Region *r);

#endif

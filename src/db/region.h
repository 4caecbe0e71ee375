/* region.h - a region's database as a whole: opening, readers, the one writer, what changed. */
#ifndef RAKAZ_DB_REGION_H
#define RAKAZ_DB_REGION_H

#include "db/db.h"

/* A region is named by a file ("negev.db", "sqlite:/var/lib/rakaz/negev.db") or a PostgreSQL address with a schema
** ("postgresql:///rakaz?host=/run/postgresql#negev", "pg:host=/run/postgresql dbname=rakaz#negev"). */
typedef struct RegionOptions {
    Str    address;
    bool   create;                                /* make it when missing */
    int    readers;                               /* reader connections at most; two per worker thread is ample */
    size_t cache_kb;                              /* page cache of each connection; 0: 8 MB */
    bool   unmapped;                              /* SQLite reads through its cache, not a map of the file */
    size_t queue_max;                             /* jobs that may wait for the writer; 0: 8192 */
    bool   keep_schema;                           /* do not migrate: for tests and tools of the schema's history */
} RegionOptions;

/* Opens, migrates the schema to ours (migrate.h), starts the writer thread. `a` holds the message of a failure
** (ret_why, English, for the operator). NOT_FOUND, DB_LOST, DISK_FULL, BUSY, DB_BROKEN (also: not a region of ours, or
** a step of its history was another one), STALE (newer schema than ours). */
Fault region_open(const RegionOptions *o, Arena *a, Region **ret_region, Str *ret_why) MUST;

/* Finishes what is queued, stops the writer, closes. */
void region_close(Region *r);

/* A reader connection for this thread, with a read transaction open: all statements see the same moment. Give it
** back at the end of the request. DB_LOST; BUSY when all are in use for two seconds. */
Fault region_read_begin(Region *r, Ctx *c) MUST;
void  region_read_end(Region *r, Ctx *c);

/* After much was read at once: readers that nobody uses give back the pages that they keep and, on SQLite, their map of
** the file; they map it again when they are asked next. */
void region_rest(Region *r);

/* Work for the writer thread. Runs `run` inside its own savepoint of a group commit; rolls it back when it returns
** a fault. `done` is called on the writer thread after the commit is on disk (or failed: the fault tells) and must
** not block; the Job may be freed in it. The Ctx is the caller's, who must not use it meanwhile: its db is set for the
** run and set back after it. When a job is undone, c->act is what it was before. DB_LOST means that the commit did
** not happen, or (PostgreSQL not reachable again within seconds) that nobody can tell. */
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

/* Called on the writer thread after each commit with what changed, also by other processes. Those of PostgreSQL are
** told by NOTIFY; of SQLite (a command-line import beside the server) it is only known that something changed. */
typedef struct Changed {
    const char *table;                            /* lives as long as the region; NULL: anything may have changed */
    Id          id;
} Changed;
typedef void (*ChangedFn)(void *arg, const Changed *v, size_t n);
void region_on_change(Region *r, ChangedFn fn, void *arg);   /* at the start; at most REGION_LISTENERS_MAX */
enum { REGION_LISTENERS_MAX = 16 };

/* Returns when the listeners have been told of every commit made before the call, by an empty write. false: the writer
** is gone or stuck. For a module's stop, between taking its things out of the listener's sight and freeing them. */
bool region_settle(Region *r) MUST;

/* Said by whoever changes a row inside a write, so that listeners hear of it. `table` must be a literal. */
void region_changed(Ctx *c, const char *table, Id id);

/* The end of the change log's hash chain, for the job that writes it: change it in place. It is the last entry that
** stands in `changes`, with what this group's earlier jobs have added; when a job or the group is undone, so is this.
** Between its first use in a group and the commit no other process can write the region. */
typedef struct Chain {
    int64_t seq;                                  /* 0: the log is empty */
    uint8_t hash[32];
} Chain;
Fault region_chain(Ctx *c, Chain **ret_chain) MUST;

/* What a module keeps for this region between its start and its stop; `key` is the address of something of its own.
** At most REGION_KEPT_MAX keys; a NULL value frees the place. */
enum { REGION_KEPT_MAX = 32 };
void  region_keep(Region *r, const void *key, void *value);
void *region_kept(Region *r, const void *key);    /* NULL: nothing */

Dialect region_dialect(const Region *r);

typedef struct RegionStats {
    uint64_t commits;                             /* groups */
    uint64_t writes;                              /* jobs committed */
    uint64_t rolled_back;                         /* jobs undone */
    uint64_t queue_now, queue_max;                /* jobs waiting; the most there may be */
    uint64_t reads;                               /* read transactions */
    uint64_t lost;                                /* connections lost */
} RegionStats;
RegionStats region_stats(const Region *r);

#endif

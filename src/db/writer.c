/* writer.c - the writer thread (writer.h). */
#include "db/writer.h"

#include "base/check.h"
#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { Q_LAST_CHANGE, WRITER_Q_N };
static const Query Q[WRITER_Q_N] = {
    [Q_LAST_CHANGE] = {.sql = "SELECT seq, hash FROM changes ORDER BY seq DESC LIMIT 1", .out = "seq:int hash:blob",
                       .scan = "walks the primary key from its end and stops at the first row"},
};

/* ---- changes and the chain ------------------------------------------------------------------------------- */

static void changed_add(Changed **v, size_t *n, size_t *cap, Changed one) {
    if (*n == *cap) {
        *cap = *cap ? 2 * *cap : 64;
        *v = realloc(*v, *cap * sizeof **v);
        CHECK(*v != NULL);
    }
    (*v)[(*n)++] = one;
}

static Writer *writer_of(Ctx *c) {
    CHECK(c->writing && c->region != NULL);
    return &c->region->writer;
}

void region_changed(Ctx *c, const char *table, Id id) {
    Writer *w = writer_of(c);
    CHECK(table != NULL);
    changed_add(&w->changed, &w->n_changed, &w->cap_changed, (Changed){table, id});
}

Fault region_chain(Ctx *c, Chain **ret_chain) {
    Writer *w = writer_of(c);
    if (!w->chain_known) {
        AUTO(rows_end) Rows r = {0};
        Chain chain = {0};
        TRY(db_rows(c, &Q[Q_LAST_CHANGE], NO_VALS, &r));
        if (rows_next(&r)) {
            Str hash = rows_blob(&r, 1);
            if (hash.n != sizeof chain.hash) return fail(c, DB_BROKEN, "changes", rows_int(&r, 0));
            chain.seq = rows_int(&r, 0);
            memcpy(chain.hash, hash.p, sizeof chain.hash);
        }
        TRY(rows_fault(&r));
        w->chain = chain;
        w->chain_known = true;
    }
    *ret_chain = &w->chain;
    return OK;
}

/* ---- one job --------------------------------------------------------------------------------------------- */

static Fault run_in_savepoint(Writer *w, Job *job, bool alone) {
    const Engine *e = w->db->engine;
    if (!alone) TRY(e->save(w->db));
    Fault f = job->run(job->ctx, job->arg);
    if (f == OK) f = w->db->spoiled;
    CHECK(f != OK || !w->db->batch);
    db_batch_drop(w->db);
    if (alone) return f;
    Fault late = e->save_end(w->db, f == OK);
    return f == OK ? late : f;
}

static void job_run(Writer *w, Job *job, bool alone) {
    Ctx   *c = job->ctx;
    Db    *db = c->db;
    bool   writing = c->writing, chain_known = w->chain_known;
    Id     act = c->act;
    Chain  chain = w->chain;
    size_t n_changed = w->n_changed;
    CHECK(!writing);
    c->db = w->db;
    c->writing = true;
    job->result = run_in_savepoint(w, job, alone);
    c->db = db;
    c->writing = writing;
    if (job->result == OK) return;
    c->act = act;
    w->n_changed = n_changed;
    /* What was read in the undone job was committed before it: it stays known only if it was known before. */
    w->chain = chain;
    w->chain_known = chain_known;
}

/* ---- one group ------------------------------------------------------------------------------------------- */

static void tell(Writer *w, const Changed *v, size_t n) {
    atomic_fetch_add(&w->version, 1);
    int listeners = atomic_load(&w->n_listeners);
    for (int i = 0; i < listeners; i++) w->listener[i](w->listener_arg[i], v, n);
}

static void tell_anything(Writer *w) {
    tell(w, &(Changed){NULL, 0}, 1);
}

/* A lost connection is opened again, once for each group that needs it. */
static Fault writer_connection(Writer *w) {
    char message[DB_MESSAGE_MAX];
    if (w->db && !w->db->lost) return OK;
    if (w->db) {
        atomic_fetch_add(&w->lost, 1);
        db_close(w->db);
        w->db = NULL;
    }
    Fault f = db_open(&w->options, &w->db, message);
    return f == OK ? OK : DB_LOST;
}

/* Runs jobs until the group is full; returns the first one that was not run. */
static Job *group_jobs(Writer *w, Job *first) {
    int64_t end = clock_ms() + GROUP_MS_MAX;
    bool    alone = first->next == NULL;
    for (Job *job = first; job; job = job->next) {
        if (job != first && clock_ms() > end) return job;
        job_run(w, job, alone);
        if (w->db->gone || w->db->lost) return job->next;
    }
    return NULL;
}

/* The connection was lost while it committed: a new one is asked whether that was before or after. */
static Fault commit_found_out(Writer *w) {
    char message[DB_MESSAGE_MAX];
    Db  *old = w->db;
    w->db = NULL;
    atomic_fetch_add(&w->lost, 1);
    Fault f = db_open(&w->options, &w->db, message);
    if (f == OK && w->db->engine->has_committed(w->db, old)) w->db->rows_changed = old->rows_changed;
    else f = DB_LOST;
    db_close(old);
    return f;
}

static Fault group_commit(Writer *w, Job *first, const Job *rest) {
    bool  any = false;
    Fault last = OK;
    for (Job *job = first; job != rest; job = job->next) {
        any |= job->result == OK;
        last = job->result;
    }
    if (w->db->lost) return DB_LOST;
    Fault f = OK;
    if (w->db->gone) f = last != OK ? last : DB_BROKEN;
    else if (any) {
        w->db->engine->announce(w->db, w->region->name, w->changed, w->n_changed);
        f = w->db->engine->commit(w->db);
    }
    if (w->db->lost) return commit_found_out(w);
    if (!any || f != OK) w->db->engine->rollback(w->db);
    return f;
}

/* Tells every job how it went. A job is not touched after its done. */
static void group_done(Writer *w, Job *first, const Job *rest, Fault group) {
    for (Job *job = first, *next; job != rest; job = next) {
        next = job->next;
        if (job->result == OK) job->result = group;
        if (job->result != OK && job->ctx->fault.code != job->result) (void)fail(job->ctx, job->result, NULL, 0);
        atomic_fetch_add(job->result == OK ? &w->writes : &w->rolled_back, 1);
        job->done(job->ctx, job->arg, job->result);
    }
}

/* Runs the head of the list as one group; returns what is left for the next. */
static Job *group_run(Writer *w, Job *first) {
    Fault f = writer_connection(w);
    Job  *rest = NULL;
    w->n_changed = 0;
    w->chain_known = false;
    if (f == OK) f = w->db->engine->group_begin(w->db);
    if (f == OK) {
        rest = group_jobs(w, first);
        f = group_commit(w, first, rest);
    } else {
        for (Job *job = first; job; job = job->next) job->result = f;
        if (w->db) w->db->engine->rollback(w->db);
    }
    if (f == OK && w->db->rows_changed > 0) {
        atomic_fetch_add(&w->commits, 1);
        tell(w, w->changed, w->n_changed);
    }
    if (w->db && w->db->engine->others_wrote(w->db)) tell_anything(w);
    group_done(w, first, rest, f);
    return rest;
}

/* ---- the thread ------------------------------------------------------------------------------------------ */

/* Takes up to a group's worth of jobs. With an empty queue waits for one tick; NULL: there is none. */
static Job *take(Writer *w, bool *ret_stop) {
    pthread_mutex_lock(&w->lock);
    if (!w->head && !w->stopping && w->n_foreign == 0) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        pthread_cond_timedwait(&w->wake, &w->lock, &until);
    }
    Job *first = w->head, **last = &first;
    for (size_t n = 0; *last && n < GROUP_JOBS_MAX; n++) {
        last = &(*last)->next;
        w->queued--;
    }
    w->head = first ? *last : NULL;
    if (!w->head) w->tail = &w->head;
    if (first) *last = NULL;
    *ret_stop = !first && w->stopping;
    pthread_mutex_unlock(&w->lock);
    return first;
}

static void foreign_tell(Writer *w) {
    pthread_mutex_lock(&w->lock);
    Changed *v = w->foreign;
    size_t   n = w->n_foreign;
    w->foreign = NULL;
    w->n_foreign = w->cap_foreign = 0;
    pthread_mutex_unlock(&w->lock);
    if (n > 0) tell(w, v, n);
    free(v);
}

static void *writer_loop(void *arg) {
    Writer *w = arg;
    bool    stop = false;
    int     ticks = 0;
    while (!stop) {
        Job *job = take(w, &stop);
        ticks = job ? 0 : ticks + 1;
        while (job) job = group_run(w, job);
        foreign_tell(w);
        if (!w->db) continue;
        pthread_mutex_lock(&w->lock);
        bool waiting = w->head != NULL;
        pthread_mutex_unlock(&w->lock);
        Pause pause = waiting ? PAUSE_NONE : ticks < QUIET_TICKS ? PAUSE_SHORT : PAUSE_QUIET;
        if (pause != PAUSE_NONE && ticks > 0 && w->db->engine->others_wrote(w->db)) tell_anything(w);
        w->db->engine->idle(w->db, pause);
    }
    return NULL;
}

Fault writer_start(Writer *w, Region *r, Db *db, const DbOptions *o, size_t queue_max) {
    w->region = r;
    w->options = *o;
    w->options.create = false;
    w->db = db;
    w->queued_max = queue_max ? queue_max : 8192;
    w->tail = &w->head;
    (void)db->engine->others_wrote(db);
    pthread_mutex_init(&w->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&w->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    w->started = pthread_create(&w->thread, NULL, writer_loop, w) == 0;
    return w->started ? OK : BUSY;
}

void writer_stop(Writer *w) {
    if (!w->started) return;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    CHECK(w->head == NULL);
    db_close(w->db);
    pthread_cond_destroy(&w->wake);
    pthread_mutex_destroy(&w->lock);
    free(w->changed);
    free(w->foreign);
}

Fault writer_submit(Writer *w, Job *job) {
    CHECK(job->ctx && job->run && job->done);
    job->next = NULL;
    job->result = OK;
    pthread_mutex_lock(&w->lock);
    Fault f = w->stopping ? STOPPING : w->queued >= w->queued_max ? BUSY : OK;
    if (f == OK) {
        *w->tail = job;
        w->tail = &job->next;
        if (w->queued++ == 0) pthread_cond_signal(&w->wake);
    }
    pthread_mutex_unlock(&w->lock);
    return f;
}

void writer_heard(Writer *w, const Changed *v, size_t n) {
    pthread_mutex_lock(&w->lock);
    if (n == 0) changed_add(&w->foreign, &w->n_foreign, &w->cap_foreign, (Changed){NULL, 0});
    for (size_t i = 0; i < n; i++) changed_add(&w->foreign, &w->n_foreign, &w->cap_foreign, v[i]);
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&w->lock);
}

/* region.c - opening a region, lending its readers, handing work to its writer. */
#include "db/region.h"

#include "base/check.h"
#include "base/rand.h"
#include "db/asked.h"
#include "db/migrate.h"
#include "db/writer.h"

#include <ctype.h>
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { READER_WAIT_S = 2, POOL_MAX = 256 };

/* ---- the address ----------------------------------------------------------------------------------------- */

static bool schema_ok(Str s) {
    if (s.n == 0 || s.n > 60 || !islower((unsigned char)s.p[0]) || str_starts(s, LIT("pg_"))) return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (!islower(ch) && !isdigit(ch) && ch != '_') return false;
    }
    return true;
}

static bool keep(char *to, size_t room, Str s) {
    if (s.n == 0 || s.n >= room || str_find_byte(s, 0) >= 0) return false;
    memcpy(to, s.p, s.n);
    to[s.n] = 0;
    return true;
}

bool region_address(Str s, DbAddress *ret_a) {
    DbAddress a = {.dialect = DB_SQLITE};
    bool      keywords = str_starts(s, LIT("pg:"));
    if (!keywords && !str_starts(s, LIT("postgresql://")) && !str_starts(s, LIT("postgres://"))) {
        if (str_starts(s, LIT("sqlite:"))) s = str_sub(s, 7, s.n);
        if (!keep(a.where, sizeof a.where, s)) return false;
        *ret_a = a;
        return true;
    }
    a.dialect = DB_PG;
    if (keywords) s = str_sub(s, 3, s.n);
    ptrdiff_t hash = str_find_byte(s, '#');
    Str       schema = hash < 0 ? LIT("rakaz") : str_sub(s, (size_t)hash + 1, s.n);
    if (hash >= 0) s = str_sub(s, 0, (size_t)hash);
    if (!schema_ok(schema) || !keep(a.schema, sizeof a.schema, schema)) return false;
    if (!keep(a.where, sizeof a.where, s)) return false;
    *ret_a = a;
    return true;
}

/* ---- opening and closing --------------------------------------------------------------------------------- */

static Fault schema_ready(const RegionOptions *o, Arena *a, Db *db, Str *ret_why) {
    Ctx c = {.arena = a, .db = db, .writing = true};
    if (o->keep_schema) return OK;
    Fault f = migrate_run(&c, migrate_newest());
    if (f == STALE) {
        *ret_why = arena_printf(a, "the region knows step %04d of the schema and this program does not: it is older",
                                (int)c.fault.id);
    } else if (f != OK) {
        *ret_why = c.fault.text.n ? c.fault.text : arena_copy(a, str_of(db->message));
    }
    return f;
}

static Fault writer_ready(Region *r, const RegionOptions *o, Arena *a, Str *ret_why) {
    char message[DB_MESSAGE_MAX] = "";
    Db  *db = NULL;
    Fault f = db_open(&r->options, &db, message);
    if (f != OK) {
        *ret_why = arena_copy(a, str_of(message));
        return f;
    }
    f = schema_ready(o, a, db, ret_why);
    if (f != OK) {
        db_close(db);
        return f;
    }
    return writer_start(&r->writer, r, db, &r->options, o->queue_max);
}

static void region_free(Region *r) {
    for (int i = 0; i < r->n_pool; i++) {
        CHECK(!r->pool[i].busy);
        db_close(r->pool[i].db);
    }
    pthread_cond_destroy(&r->freed);
    pthread_mutex_destroy(&r->lock);
    free(r->pool);
    free(r);
}

static Region *region_new(const RegionOptions *o, const DbAddress *address) {
    Region *r = calloc(1, sizeof *r);
    CHECK(r != NULL);
    r->options = (DbOptions){.address = *address, .writer = true, .create = o->create, .cache_kb = o->cache_kb,
                             .unmapped = o->unmapped};
    r->n_pool = o->readers > 0 ? o->readers : 1;
    CHECK(r->n_pool <= POOL_MAX);
    r->pool = calloc((size_t)r->n_pool, sizeof *r->pool);
    CHECK(r->pool != NULL);
    uint64_t name;
    secret_bytes(&name, sizeof name);
    snprintf(r->name, sizeof r->name, "%016llx", (unsigned long long)name);
    pthread_mutex_init(&r->lock, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&r->freed, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return r;
}

Fault region_open(const RegionOptions *o, Arena *a, Region **ret_region, Str *ret_why) {
    DbAddress address;
    if (!region_address(o->address, &address)) {
        *ret_why = LIT("not the address of a region");
        return NOT_FOUND;
    }
    Region *r = region_new(o, &address);
    Fault   f = writer_ready(r, o, a, ret_why);
    if (f == OK && address.dialect == DB_PG) {
        f = listener_start(r, &r->listener);
        if (f != OK) {
            *ret_why = LIT("no connection for hearing of other processes' changes");
            writer_stop(&r->writer);
        }
    }
    if (f != OK) {
        region_free(r);
        return f;
    }
    *ret_region = r;
    return OK;
}

void region_close(Region *r) {
    if (!r) return;
    listener_stop(r->listener);
    writer_stop(&r->writer);
    listener_free(r->listener);
    region_free(r);
}

/* ---- readers --------------------------------------------------------------------------------------------- */

/* An idle place: this thread's own if it can be, then one that is open, then any. */
static PoolPlace *place_idle(Region *r) {
    PoolPlace *best = NULL;
    pthread_t  self = pthread_self();
    for (int i = 0; i < r->n_pool; i++) {
        PoolPlace *p = &r->pool[i];
        if (p->busy) continue;
        if (p->db && pthread_equal(p->used_by, self)) return p;
        if (!best || (!best->db && p->db)) best = p;
    }
    return best;
}

static PoolPlace *place_take(Region *r) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += READER_WAIT_S;
    pthread_mutex_lock(&r->lock);
    PoolPlace *p = place_idle(r);
    while (!p && pthread_cond_timedwait(&r->freed, &r->lock, &until) != ETIMEDOUT) p = place_idle(r);
    if (p) p->busy = true;
    pthread_mutex_unlock(&r->lock);
    return p;
}

static void place_give(Region *r, PoolPlace *p) {
    if (p->db && p->db->lost) {
        db_close(p->db);
        p->db = NULL;
        atomic_fetch_add(&r->writer.lost, 1);
    }
    pthread_mutex_lock(&r->lock);
    p->busy = false;
    p->used_by = pthread_self();
    pthread_cond_signal(&r->freed);
    pthread_mutex_unlock(&r->lock);
}

static Fault place_begin(Region *r, PoolPlace *p, char *message) {
    if (!p->db) {
        DbOptions o = r->options;
        o.writer = o.create = false;
        TRY(db_open(&o, &p->db, message));
    }
    Fault f = p->db->engine->read_begin(p->db);
    if (f != OK) snprintf(message, DB_MESSAGE_MAX, "%s", p->db->message);
    return f;
}

Fault region_read_begin(Region *r, Ctx *c) {
    char message[DB_MESSAGE_MAX] = "";
    CHECK(c->db == NULL && !c->writing && (c->region == NULL || c->region == r));
    PoolPlace *p = place_take(r);
    if (!p) return fail(c, BUSY, NULL, 0);
    c->version = region_version(r);
    Fault f = place_begin(r, p, message);
    if (f != OK) {
        place_give(r, p);
        return fail_text(c, f, "database", str_of(message));
    }
    known_begin(c);
    asked_begin(p->db);
    p->db->place = p;
    c->region = r;
    c->db = p->db;
    atomic_fetch_add_explicit(&r->reads, 1, memory_order_relaxed);
    return OK;
}

void region_read_end(Region *r, Ctx *c) {
    if (!c->db) return;
    CHECK(!c->writing && c->region == r);
    asked_end(c->db);
    c->db->engine->read_end(c->db);
    place_give(r, c->db->place);
    c->db = NULL;
}

void region_rest(Region *r) {
    for (int i = 0; i < r->n_pool; i++) {
        PoolPlace *p = &r->pool[i];
        pthread_mutex_lock(&r->lock);
        bool idle = !p->busy && p->db && p->db->engine->rest;
        if (idle) p->busy = true;
        pthread_mutex_unlock(&r->lock);
        if (!idle) continue;
        p->db->engine->rest(p->db);
        pthread_mutex_lock(&r->lock);
        p->busy = false;
        pthread_cond_signal(&r->freed);
        pthread_mutex_unlock(&r->lock);
    }
}

/* ---- writing --------------------------------------------------------------------------------------------- */

Fault region_submit(Region *r, Job *job) {
    CHECK(job->ctx->region == NULL || job->ctx->region == r);
    job->ctx->region = r;
    return writer_submit(&r->writer, job);
}

typedef struct Waiter {
    sem_t done;
    Fault result;
    Fault (*run)(Ctx *c, void *arg);
    void *arg;
} Waiter;

static Fault waiter_run(Ctx *c, void *arg) {
    Waiter *w = arg;
    return w->run(c, w->arg);
}

static void waiter_done(Ctx *c, void *arg, Fault result) {
    (void)c;
    Waiter *w = arg;
    w->result = result;
    sem_post(&w->done);
}

Fault region_write(Region *r, Ctx *c, Fault (*run)(Ctx *c, void *arg), void *arg) {
    Waiter w = {.run = run, .arg = arg};
    Job    job = {.ctx = c, .run = waiter_run, .done = waiter_done, .arg = &w};
    CHECK(!pthread_equal(pthread_self(), r->writer.thread));
    sem_init(&w.done, 0, 0);
    Fault f = region_submit(r, &job);
    if (f == OK) {
        while (sem_wait(&w.done) != 0) CHECK(errno == EINTR);
        f = w.result;
    } else {
        fail(c, f, NULL, 0);
    }
    sem_destroy(&w.done);
    return f;
}

static Fault nothing(Ctx *c, void *arg) {
    (void)c;
    (void)arg;
    return OK;
}

bool region_settle(Region *r) {
    enum { SETTLE_BYTES = 64 * 1024 };
    Arena a;
    arena_init(&a, SETTLE_BYTES);
    Ctx  c = {.arena = &a, .region = r};
    bool settled = region_write(r, &c, nothing, NULL) == OK;
    arena_release(&a);
    return settled;
}

/* ---- what changed ---------------------------------------------------------------------------------------- */

uint64_t region_version(const Region *r) {
    return atomic_load(&r->writer.version);
}

void region_on_change(Region *r, ChangedFn fn, void *arg) {
    Writer *w = &r->writer;
    int     n = atomic_load(&w->n_listeners);
    CHECK(n < REGION_LISTENERS_MAX);
    w->listener[n] = fn;
    w->listener_arg[n] = arg;
    atomic_store(&w->n_listeners, n + 1);
}

Dialect region_dialect(const Region *r) {
    return r->options.address.dialect;
}

RegionStats region_stats(const Region *r) {
    const Writer *w = &r->writer;
    pthread_mutex_t *lock = (pthread_mutex_t *)(uintptr_t)&w->lock;
    pthread_mutex_lock(lock);
    uint64_t queued = w->queued;
    pthread_mutex_unlock(lock);
    return (RegionStats){.commits = atomic_load(&w->commits), .writes = atomic_load(&w->writes),
                         .rolled_back = atomic_load(&w->rolled_back), .queue_now = queued,
                         .queue_max = w->queued_max, .reads = atomic_load(&r->reads), .lost = atomic_load(&w->lost)};
}

/* ---- what modules keep ---------------------------------------------------------------------------------------- */

void region_keep(Region *r, const void *key, void *value) {
    int at = -1;
    CHECK(key != NULL);
    pthread_mutex_lock(&r->lock);
    for (int i = REGION_KEPT_MAX - 1; i >= 0; i--) {
        bool known = at >= 0 && r->kept[at].key == key;
        if (r->kept[i].key == key || (!r->kept[i].key && !known)) at = i;
    }
    CHECK(at >= 0);
    r->kept[at].key = value ? key : NULL;
    r->kept[at].value = value;
    pthread_mutex_unlock(&r->lock);
}

void *region_kept(Region *r, const void *key) {
    void *value = NULL;
    pthread_mutex_lock(&r->lock);
    for (int i = 0; i < REGION_KEPT_MAX && !value; i++) {
        if (r->kept[i].key == key) value = r->kept[i].value;
    }
    pthread_mutex_unlock(&r->lock);
    return value;
}

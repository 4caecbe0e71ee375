/* writer_test.c - groups of jobs: each undone alone, all or none committed, readers in their moment. */
#include "store.h"

#include <semaphore.h>

enum { Q_ADD, Q_COUNT, Q_LOG, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, name, n) VALUES (:id, :name, :n)", .in = "id:id name:text n:int"},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM items", .out = "n:int"},
    [Q_LOG] = {.sql = "INSERT INTO changes (seq, entity, record, kind, at, prev, hash)"
                      " VALUES (:seq, 'item', :record, 1, 1, :prev, :hash)",
               .in = "seq:int record:id prev:blob hash:blob"},
};

static int64_t count(Store *s) {
    Ctx     c = store_ctx(s, &s->arena);
    int64_t n = -1;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    region_read_end(s->region, &c);
    return n;
}

/* ---- a group of jobs, made to be one by a job that holds the writer ----------------------------------------- */

typedef struct Hold {
    sem_t begun, go;
} Hold;

static Fault hold_run(Ctx *c, void *arg) {
    Hold *h = arg;
    (void)c;
    sem_post(&h->begun);
    sem_wait(&h->go);
    return OK;
}

static void nothing_done(Ctx *c, void *arg, Fault f) {
    (void)c, (void)arg, (void)f;
}

typedef struct Step {
    Id    id;
    Fault refuse;                                 /* after the insert */
    bool  same_name;
    bool  log;
    Fault result;
    int   order;
    sem_t *done;
} Step;

static int done_order;                            /* written by the writer thread, read after the semaphore */

static Fault log_entry(Ctx *c, Id record) {
    Chain *chain;
    TRY(region_chain(c, &chain));
    uint8_t hash[32];
    memcpy(hash, chain->hash, sizeof hash);
    hash[0] = (uint8_t)(hash[0] * 3 + record);
    hash[31] ^= (uint8_t)record;
    Str prev = {(const char *)chain->hash, 32}, next = {(const char *)hash, 32};
    TRY(db_run(c, &Q[Q_LOG], VALS(v_int(chain->seq + 1), v_id(record), v_blob(prev), v_blob(next))));
    chain->seq++;
    memcpy(chain->hash, hash, sizeof hash);
    return OK;
}

static Fault step_run(Ctx *c, void *arg) {
    Step *t = arg;
    char  name[20];
    snprintf(name, sizeof name, "%d", (int)(t->same_name ? 1 : t->id));
    TRY(db_run(c, &Q[Q_ADD], VALS(v_id(t->id), v_text(str_of(name)), v_int(100))));
    if (t->log) TRY(log_entry(c, t->id));
    region_changed(c, "items", t->id);
    c->act = t->id;
    return t->refuse ? (fail)(c, t->refuse, "item", t->id) : OK;
}

static void step_done(Ctx *c, void *arg, Fault f) {
    Step *t = arg;
    (void)c;
    t->result = f;
    t->order = ++done_order;
    sem_post(t->done);
}

/* Runs the steps as one group of the writer. */
static void group(Store *s, Step *steps, int n) {
    Hold  h;
    sem_t done;
    Ctx   hc = store_ctx(s, &s->arena), *c = calloc((size_t)n, sizeof *c);
    Job   holder = {.ctx = &hc, .run = hold_run, .done = nothing_done, .arg = &h};
    Job  *jobs = calloc((size_t)n, sizeof *jobs);
    Arena a[40] = {0};
    CHECK(n <= 40 && c && jobs);
    sem_init(&h.begun, 0, 0);
    sem_init(&h.go, 0, 0);
    sem_init(&done, 0, 0);
    done_order = 0;
    assert_int_equal(region_submit(s->region, &holder), OK);
    sem_wait(&h.begun);
    for (int i = 0; i < n; i++) {
        arena_init(&a[i], 1 << 20);
        c[i] = store_ctx(s, &a[i]);
        steps[i].done = &done;
        jobs[i] = (Job){.ctx = &c[i], .run = step_run, .done = step_done, .arg = &steps[i]};
        assert_int_equal(region_submit(s->region, &jobs[i]), OK);
    }
    sem_post(&h.go);
    for (int i = 0; i < n; i++) sem_wait(&done);
    for (int i = 0; i < n; i++) {
        assert_int_equal(c[i].fault.code, steps[i].result);
        assert_int_equal(c[i].act, steps[i].result == OK ? steps[i].id : 0);
        assert_null(c[i].db);
        arena_release(&a[i]);
    }
    free(jobs);
    free(c);
}

typedef struct Heard {
    int  calls, n;
    bool anything;
    char table[100][20];                          /* copies: what is told lives as long as the region */
    Id   id[100];
} Heard;

static void hear(void *arg, const Changed *v, size_t n) {
    Heard *h = arg;
    h->calls++;
    for (size_t i = 0; i < n; i++) {
        h->anything |= v[i].table == NULL;
        if (h->n == 100) continue;
        snprintf(h->table[h->n], sizeof h->table[0], "%s", v[i].table ? v[i].table : "");
        h->id[h->n++] = v[i].id;
    }
}

/* Listeners are told before done, so what a test reads after its job is complete. */
static void test_a_refused_job_is_undone_alone(void **state) {
    STORE(state);
    static Heard h;                               /* the listener outlives the test by the closing of the region */
    h = (Heard){0};
    uint64_t version = region_version(s->region);
    RegionStats before = region_stats(s->region);
    region_on_change(s->region, hear, &h);
    Step steps[] = {{.id = 1}, {.id = 2, .refuse = FROZEN}, {.id = 3}, {.id = 4, .same_name = true}, {.id = 5}};
    group(s, steps, 5);
    static const Fault EXPECTED[] = {OK, FROZEN, OK, DUPLICATE, OK};
    for (int i = 0; i < 5; i++) {
        assert_int_equal(steps[i].result, EXPECTED[i]);
        assert_int_equal(steps[i].order, i + 1);
    }
    assert_int_equal(count(s), 3);
    assert_int_equal(region_version(s->region), version + 1);
    assert_int_equal(h.calls, 1);
    assert_int_equal(h.n, 3);
    for (int i = 0; i < 3; i++) {
        assert_string_equal(h.table[i], "items");
        assert_int_equal(h.id[i], 2 * i + 1);
    }
    RegionStats after = region_stats(s->region);
    assert_int_equal(after.commits - before.commits, 1);
    assert_int_equal(after.rolled_back - before.rolled_back, 2);
}

static void test_a_job_alone_needs_no_savepoint_and_is_undone_too(void **state) {
    STORE(state);
    Step     t = {.id = 1, .refuse = FROZEN};
    Ctx      c = store_ctx(s, &s->arena);
    uint64_t version = region_version(s->region);
    c.act = 99;
    assert_int_equal(region_write(s->region, &c, step_run, &t), FROZEN);
    assert_int_equal(c.fault.code, FROZEN);
    assert_string_equal(c.fault.about, "item");
    assert_int_equal(c.act, 99);
    assert_int_equal(count(s), 0);
    assert_int_equal(region_version(s->region), version);
    t.refuse = OK;
    assert_int_equal(region_write(s->region, &c, step_run, &t), OK);
    assert_int_equal(c.act, 1);
    assert_int_equal(count(s), 1);
    assert_int_equal(region_version(s->region), version + 1);
}

static Fault look(Ctx *c, void *arg) {
    return db_int(c, &Q[Q_COUNT], NO_VALS, arg);
}

static void test_a_job_that_changes_nothing_leaves_the_version(void **state) {
    STORE(state);
    Ctx      c = store_ctx(s, &s->arena);
    uint64_t version = region_version(s->region);
    int64_t  n = -1;
    assert_int_equal(region_write(s->region, &c, look, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(region_version(s->region), version);
}

static void test_a_reader_stays_in_its_moment(void **state) {
    STORE(state);
    Ctx     r = store_ctx(s, &s->arena), w = store_ctx(s, &s->arena);
    int64_t n;
    assert_int_equal(region_read_begin(s->region, &r), OK);
    assert_int_equal(db_int(&r, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 0);
    Step t = {.id = 1};
    assert_int_equal(region_write(s->region, &w, step_run, &t), OK);
    assert_int_equal(db_int(&r, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(count(s), 1);
    region_read_end(s->region, &r);
    assert_int_equal(region_read_begin(s->region, &r), OK);
    assert_int_equal(db_int(&r, &Q[Q_COUNT], NO_VALS, &n), OK);
    assert_int_equal(n, 1);
    region_read_end(s->region, &r);
}

static void test_a_reader_cannot_write(void **state) {
    STORE(state);
    static const Query SNEAK = {.sql = "INSERT INTO items (id) VALUES (1) RETURNING id", .out = "id:id"};
    Ctx     r = store_ctx(s, &s->arena);
    int64_t n;
    assert_int_equal(region_read_begin(s->region, &r), OK);
    assert_int_not_equal(db_int(&r, &SNEAK, NO_VALS, &n), OK);
    region_read_end(s->region, &r);
    assert_int_equal(count(s), 0);
}

static void test_readers_are_lent_and_come_back(void **state) {
    STORE(state);
    Ctx     c[9];
    int64_t n;
    for (int i = 0; i < 9; i++) c[i] = store_ctx(s, &s->arena);
    for (int i = 0; i < 8; i++) assert_int_equal(region_read_begin(s->region, &c[i]), OK);
    assert_int_equal(region_read_begin(s->region, &c[8]), BUSY);
    assert_null(c[8].db);
    region_read_end(s->region, &c[3]);
    assert_int_equal(region_read_begin(s->region, &c[8]), OK);
    assert_int_equal(db_int(&c[8], &Q[Q_COUNT], NO_VALS, &n), OK);
    for (int i = 0; i < 9; i++) region_read_end(s->region, &c[i]);
    assert_int_equal(region_stats(s->region).reads, 9);
}

static void test_the_chain_follows_what_is_committed(void **state) {
    STORE(state);
    Step steps[] = {{.id = 1, .log = true}, {.id = 2, .log = true, .refuse = FROZEN}, {.id = 3, .log = true},
                    {.id = 4, .log = true, .same_name = true}, {.id = 5}, {.id = 6, .log = true}};
    group(s, steps, 6);
    Step more = {.id = 7, .log = true}, no = {.id = 8, .log = true, .refuse = FROZEN};
    Ctx  c = store_ctx(s, &s->arena);
    assert_int_equal(region_write(s->region, &c, step_run, &no), FROZEN);
    assert_int_equal(region_write(s->region, &c, step_run, &more), OK);
    static const Query LOG = {.sql = "SELECT seq, record, prev, hash FROM changes ORDER BY seq",
                              .out = "seq:int record:id prev:blob hash:blob"};
    static const Id    RECORDS[] = {1, 3, 6, 7};
    AUTO(rows_end) Rows r = {0};
    char last[32] = {0};
    int  i = 0;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_rows(&c, &LOG, NO_VALS, &r), OK);
    for (; rows_next(&r); i++) {
        assert_in_range(i, 0, 3);
        assert_int_equal(rows_int(&r, 0), i + 1);
        assert_int_equal(rows_id(&r, 1), RECORDS[i]);
        assert_memory_equal(rows_blob(&r, 2).p, last, 32);
        memcpy(last, rows_blob(&r, 3).p, 32);
    }
    assert_int_equal(i, 4);
    rows_end(&r);
    region_read_end(s->region, &c);
}

/* ---- many at once ---------------------------------------------------------------------------------------- */

enum { THREADS = 12, EACH = 60 };

typedef struct Worker {
    Store *s;
    int    number, refused, wrong;
} Worker;

static void *work(void *arg) {
    Worker *w = arg;
    Arena   a;
    arena_init(&a, 1 << 20);
    for (int i = 0; i < EACH; i++) {
        Ctx     c = store_ctx(w->s, &a);
        Step    t = {.id = w->number * 1000 + i + 1, .refuse = i % 7 == 3 ? LOOP : OK, .log = true};
        Fault   f = region_write(w->s->region, &c, step_run, &t);
        int64_t n = 0;
        w->refused += f == LOOP;
        w->wrong += f != t.refuse;
        /* What was acknowledged is seen by the very next reader. */
        static const Query HAS = {.sql = "SELECT count(*) FROM items WHERE id = :id", .in = "id:id", .out = "n:int"};
        if (region_read_begin(w->s->region, &c) != OK) w->wrong++;
        else if (db_int(&c, &HAS, VALS(v_id(t.id)), &n) != OK || n != (f == OK)) w->wrong++;
        region_read_end(w->s->region, &c);
        arena_reset(&a);
    }
    arena_release(&a);
    return NULL;
}

static void test_many_threads_write_and_read(void **state) {
    STORE(state);
    pthread_t thread[THREADS];
    Worker    w[THREADS];
    for (int i = 0; i < THREADS; i++) {
        w[i] = (Worker){.s = s, .number = i + 1};
        assert_int_equal(pthread_create(&thread[i], NULL, work, &w[i]), 0);
    }
    int refused = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(thread[i], NULL);
        assert_int_equal(w[i].wrong, 0);
        refused += w[i].refused;
    }
    assert_int_equal(refused, THREADS * 9);
    assert_int_equal(count(s), THREADS * EACH - refused);
    static const Query BROKEN_LINKS = {.sql = "SELECT count(*) FROM changes a JOIN changes b ON b.seq = a.seq + 1"
                                              " WHERE a.hash <> b.prev",
                                       .out = "n:int"};
    static const Query ENTRIES = {.sql = "SELECT max(seq) FROM changes", .out = "n:int"};
    Ctx     c = store_ctx(s, &s->arena);
    int64_t n = -1;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &BROKEN_LINKS, NO_VALS, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(db_int(&c, &ENTRIES, NO_VALS, &n), OK);
    assert_int_equal(n, THREADS * EACH - refused);
    region_read_end(s->region, &c);
}

static void test_a_full_queue_says_busy_and_keeps_its_word(void **state) {
    STORE(state);
    Hold  h;
    sem_t done;
    sem_init(&h.begun, 0, 0);
    sem_init(&h.go, 0, 0);
    sem_init(&done, 0, 0);
    Ctx  hc = store_ctx(s, &s->arena), c[3];
    Job  holder = {.ctx = &hc, .run = hold_run, .done = nothing_done, .arg = &h}, job[3];
    Step t[3];
    s->region->writer.queued_max = 2;
    assert_int_equal(region_submit(s->region, &holder), OK);
    sem_wait(&h.begun);
    for (int i = 0; i < 3; i++) {
        c[i] = store_ctx(s, &s->arena);
        t[i] = (Step){.id = i + 1, .done = &done};
        job[i] = (Job){.ctx = &c[i], .run = step_run, .done = step_done, .arg = &t[i]};
        assert_int_equal(region_submit(s->region, &job[i]), i < 2 ? OK : BUSY);
    }
    assert_int_equal(region_stats(s->region).queue_now, 2);
    sem_post(&h.go);
    sem_wait(&done);
    sem_wait(&done);
    assert_int_equal(count(s), 2);
}

static void test_closing_runs_what_is_queued(void **state) {
    STORE(state);
    sem_t done;
    Ctx   c[20];
    Job   job[20];
    Step  t[20];
    sem_init(&done, 0, 0);
    for (int i = 0; i < 20; i++) {
        c[i] = store_ctx(s, &s->arena);
        t[i] = (Step){.id = i + 1, .done = &done};
        job[i] = (Job){.ctx = &c[i], .run = step_run, .done = step_done, .arg = &t[i]};
        assert_int_equal(region_submit(s->region, &job[i]), OK);
    }
    region_close(s->region);
    for (int i = 0; i < 20; i++) assert_int_equal(t[i].result, OK);
    store_open(s, false);
    assert_int_equal(count(s), 20);
}

/* ---- another process ------------------------------------------------------------------------------------- */

/* A second opening of the same region stands for another process: it shares nothing but the database. */
static void test_another_process_is_heard_and_the_chain_is_shared(void **state) {
    STORE(state);
    Store    other = *s;
    static Heard h;                               /* as above */
    h = (Heard){0};
    Step     t[3] = {{.id = 1, .log = true}, {.id = 2, .log = true}, {.id = 3, .log = true}};
    uint64_t version;
    store_open(&other, false);
    region_on_change(s->region, hear, &h);
    Ctx c = store_ctx(s, &s->arena), oc = store_ctx(&other, &s->arena);
    assert_int_equal(region_write(s->region, &c, step_run, &t[0]), OK);
    version = region_version(s->region);
    assert_int_equal(region_write(other.region, &oc, step_run, &t[1]), OK);
    for (int i = 0; i < 100 && region_version(s->region) == version; i++) usleep(30000);
    assert_int_not_equal(region_version(s->region), version);
    assert_int_equal(region_write(s->region, &c, step_run, &t[2]), OK);
    assert_int_equal(count(s), 3);
    region_close(other.region);
    /* The writer thread ends with its region: what it told can be read now. */
    region_close(s->region);
    assert_int_equal(h.id[0], 1);
    if (s->pg) {
        assert_string_equal(h.table[1], "items");
        assert_int_equal(h.id[1], 2);
        assert_false(h.anything);
    } else {
        assert_true(h.anything);
    }
    store_open(s, false);
    static const Query CHAIN = {.sql = "SELECT count(*) FROM changes a JOIN changes b ON b.seq = a.seq + 1"
                                       " WHERE a.hash = b.prev",
                                .out = "n:int"};
    int64_t n = 0;
    c = store_ctx(s, &s->arena);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &CHAIN, NO_VALS, &n), OK);
    assert_int_equal(n, 2);
    region_read_end(s->region, &c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_a_refused_job_is_undone_alone),
        ON_BOTH(test_a_job_alone_needs_no_savepoint_and_is_undone_too),
        ON_BOTH(test_a_job_that_changes_nothing_leaves_the_version),
        ON_BOTH(test_a_reader_stays_in_its_moment),
        ON_BOTH(test_a_reader_cannot_write),
        ON_BOTH(test_readers_are_lent_and_come_back),
        ON_BOTH(test_the_chain_follows_what_is_committed),
        ON_BOTH(test_many_threads_write_and_read),
        ON_BOTH(test_a_full_queue_says_busy_and_keeps_its_word),
        ON_BOTH(test_closing_runs_what_is_queued),
        ON_BOTH(test_another_process_is_heard_and_the_chain_is_shared),
    };
    return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}

/* kill_test.c - kill -9 at random moments under load, and a torn or damaged end of the WAL: what was acknowledged is
** there, the file is sound, and a group is there whole or not at all.
**
** A child writes with eight threads and says each acknowledged number through a pipe; a job writes two rows (a and
** -a) and an entry of the chain, so that half of one would show. RAKAZ_CRASH_ROUNDS sets how often (default 20 each).
** On PostgreSQL the child is killed the same way; torn pages are the server's own business. */
#include "../store/store.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/rand.h"

enum { THREADS = 8, ACKED_MAX = 200000 };

enum { Q_ADD, Q_LOG, Q_HAS, Q_PAIRS, Q_LINKS, Q_LAST, Q_ROWS, Q_SOUND, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, b) VALUES (:id, :b)", .in = "id:int b:blob"},
    [Q_LOG] = {.sql = "INSERT INTO changes (seq, entity, record, kind, at, prev, hash)"
                      " VALUES (:seq, 'item', :record, 1, 1, :prev, :hash)",
               .in = "seq:int record:id prev:blob hash:blob"},
    [Q_HAS] = {.sql = "SELECT count(*) FROM items WHERE id = :id", .in = "id:id", .out = "n:int"},
    [Q_PAIRS] = {.sql = "SELECT count(*) FROM items a WHERE NOT EXISTS (SELECT 1 FROM items b WHERE b.id = -a.id)",
                 .out = "n:int"},
    [Q_LINKS] = {.sql = "SELECT count(*) FROM changes a JOIN changes b ON b.seq = a.seq + 1 WHERE a.hash <> b.prev",
                 .out = "n:int"},
    [Q_LAST] = {.sql = "SELECT coalesce(max(seq), 0) FROM changes", .out = "n:int"},
    [Q_ROWS] = {.sql = "SELECT count(*) FROM items WHERE id > 0", .out = "n:int"},
    [Q_SOUND] = {.sql = "SELECT integrity_check FROM pragma_integrity_check LIMIT 1", .out = "said:text"},
};

/* ---- the child ------------------------------------------------------------------------------------------- */

typedef struct Writing {
    Store *s;
    Id     first;
    int    acks;
} Writing;

static Fault pair_run(Ctx *c, void *arg) {
    const Id *id = arg;
    char      bytes[600];
    Chain    *chain;
    memset(bytes, (int)(*id & 0x7f), sizeof bytes);
    Str b = {bytes, (size_t)(50 + *id % 550)};
    TRY(db_run(c, &Q[Q_ADD], VALS(v_int(*id), v_blob(b))));
    TRY(region_chain(c, &chain));
    uint8_t hash[32];
    for (int i = 0; i < 32; i++) hash[i] = (uint8_t)(chain->hash[i] * 5 + i + *id);
    TRY(db_run(c, &Q[Q_LOG], VALS(v_int(chain->seq + 1), v_id(*id), v_blob((Str){(char *)chain->hash, 32}),
                                  v_blob((Str){(char *)hash, 32}))));
    chain->seq++;
    memcpy(chain->hash, hash, sizeof hash);
    return db_run(c, &Q[Q_ADD], VALS(v_int(-*id), v_blob(b)));
}

static void *writing(void *arg) {
    Writing *w = arg;
    Arena    a;
    arena_init(&a, 1 << 20);
    for (Id id = w->first;; id += THREADS) {
        Ctx c = store_ctx(w->s, &a);
        if (region_write(w->s->region, &c, pair_run, &id) != OK) _exit(3);
        if (write(w->acks, &id, sizeof id) != (ssize_t)sizeof id) _exit(4);
        arena_reset(&a);
    }
}

static _Noreturn void child(const char *address, bool pg, Id first, int acks) {
    Store     s = {.pg = pg};
    pthread_t t[THREADS];
    Writing   w[THREADS];
    snprintf(s.address, sizeof s.address, "%s", address);
    arena_init(&s.arena, 1 << 20);
    store_open(&s, false);
    for (int i = 0; i < THREADS; i++) {
        w[i] = (Writing){&s, first + i, acks};
        CHECK(pthread_create(&t[i], NULL, writing, &w[i]) == 0);
    }
    for (;;) pause();
}

/* ---- the parent ------------------------------------------------------------------------------------------ */

typedef struct Acked {
    Id  *v;
    int  n;
} Acked;

/* Lets a child write for a while, kills it, and collects what it was told. Returns the highest number it may use. */
static void kill_round(Store *s, Rng *g, Acked *acked, Id first) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_true(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20) > 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(ends[0]);
        child(s->address, s->pg, first, ends[1]);
    }
    close(ends[1]);
    Id id;
    /* The time runs from the first acknowledgement: a slow start is not a test. */
    if (read(ends[0], &id, sizeof id) == (ssize_t)sizeof id && acked->n < ACKED_MAX) acked->v[acked->n++] = id;
    usleep((useconds_t)rng_below(g, 60000));
    kill(pid, SIGKILL);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    while (acked->n < ACKED_MAX && read(ends[0], &id, sizeof id) == (ssize_t)sizeof id) acked->v[acked->n++] = id;
    close(ends[0]);
}

static int64_t number(Ctx *c, int query) {
    int64_t n = -1;
    assert_int_equal(db_int(c, &Q[query], NO_VALS, &n), OK);
    return n;
}

/* Opens the region and looks at everything; returns how many acknowledged writes are missing. */
static int missing(Store *s, const Acked *acked, int64_t *ret_rows) {
    int lost = 0;
    store_open(s, false);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    if (!s->pg) {
        Str said;
        assert_int_equal(db_text(&c, &Q[Q_SOUND], NO_VALS, &said), OK);
        if (!str_eq(said, LIT("ok"))) fail_msg("%.*s", STR_ARG(said));
    }
    assert_int_equal(number(&c, Q_PAIRS), 0);
    assert_int_equal(number(&c, Q_LINKS), 0);
    assert_int_equal(number(&c, Q_LAST), number(&c, Q_ROWS));
    for (int i = 0; i < acked->n; i++) {
        int64_t n = 0;
        assert_int_equal(db_int(&c, &Q[Q_HAS], VALS(v_id(acked->v[i])), &n), OK);
        lost += n == 0;
    }
    if (ret_rows) *ret_rows = number(&c, Q_ROWS);
    region_read_end(s->region, &c);
    region_close(s->region);
    s->region = NULL;
    arena_reset(&s->arena);
    return lost;
}

static int rounds(void) {
    const char *z = getenv("RAKAZ_CRASH_ROUNDS");
    int64_t     n = 20;
    if (z) CHECK(str_int(str_of(z), &n) && n > 0);
    return (int)n;
}

typedef void (*Damage)(Store *s, Rng *g);

static void crash(Store *s, Damage damage, int lost_max) {
    Rng   g;
    Acked acked = {.v = calloc(ACKED_MAX, sizeof(Id))};
    CHECK(acked.v != NULL);
    rng_seed(&g, 11);
    region_close(s->region);
    s->region = NULL;
    int total = 0, of = rounds();
    for (int i = 0; i < of; i++) {
        int before = acked.n;
        kill_round(s, &g, &acked, 1 + (Id)(i + 1) * 1000000);
        if (damage) damage(s, &g);
        int lost = missing(s, &acked, NULL);
        assert_in_range(lost, 0, lost_max);
        assert_true(acked.n > before);
        total += acked.n - before;
        /* What damage took away is not looked for again. */
        if (lost > 0) acked.n = 0;
    }
    print_message("%d kills, %d acknowledged writes\n", of, total);
    free(acked.v);
    store_open(s, false);
}

static void test_a_killed_writer_loses_nothing_acknowledged(void **state) {
    STORE(state);
    crash(s, NULL, 0);
}

static int wal_open(const Store *s, off_t *ret_bytes) {
    char        path[700];
    struct stat st;
    snprintf(path, sizeof path, "%s-wal", s->address);
    int fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(fstat(fd, &st), 0);
    *ret_bytes = st.st_size;
    return fd;
}

/* A write that the power cut: the next frame stands half in the file, its head as it should be. The frames of the last
** commit are whole, for they had been synced. */
static void tear_next_frame(Store *s, Rng *g) {
    enum { FRAME = 24 + 4096 };
    char  frame[FRAME];
    off_t bytes;
    int   fd = wal_open(s, &bytes);
    assert_true(bytes >= 32 + FRAME);
    off_t last = 32 + ((bytes - 32) / FRAME - 1) * FRAME;
    assert_int_equal(pread(fd, frame, FRAME, last), FRAME);
    size_t torn = 1 + rng_below(g, FRAME - 1);
    assert_int_equal(pwrite(fd, frame, torn, last + FRAME), (ssize_t)torn);
    close(fd);
}

/* The disk forgot what it had promised: the end of the last frames is cut off or overwritten. Then, and only then, the
** last commits are gone, each of them whole. */
static void damage_last_frame(Store *s, Rng *g) {
    char  junk[512];
    off_t bytes;
    int   fd = wal_open(s, &bytes);
    if (rng_below(g, 2)) {
        assert_int_equal(ftruncate(fd, bytes - 1 - (off_t)rng_below(g, 4000)), 0);
    } else {
        for (size_t i = 0; i < sizeof junk; i++) junk[i] = (char)rng_next(g);
        assert_int_equal(pwrite(fd, junk, sizeof junk, bytes - (off_t)sizeof junk - (off_t)rng_below(g, 3000)),
                         sizeof junk);
    }
    close(fd);
}

static void test_a_torn_next_frame_loses_nothing_acknowledged(void **state) {
    STORE(state);
    crash(s, tear_next_frame, 0);
}

/* A group holds one job of each thread at most, and the WAL is larger than its last commit only when it was reset
** before: at most the last group is lost, and never half of it (pairs, links). */
static void test_a_damaged_last_frame_loses_the_last_commit_at_most(void **state) {
    STORE(state);
    crash(s, damage_last_frame, THREADS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_a_killed_writer_loses_nothing_acknowledged),
        ON_SQLITE(test_a_torn_next_frame_loses_nothing_acknowledged),
        ON_SQLITE(test_a_damaged_last_frame_loses_the_last_commit_at_most),
    };
    return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}

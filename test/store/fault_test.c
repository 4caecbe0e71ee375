/* fault_test.c - a full disk, a lost connection, a file that is none of ours: told plainly, nothing half-written. */
#include "store.h"

#include <semaphore.h>
#include <sqlite3.h>
#include <sys/stat.h>

enum { Q_ADD, Q_COUNT, Q_PID, Q_N };
static const Query Q[Q_N] = {
    [Q_ADD] = {.sql = "INSERT INTO items (id, b) VALUES (:id, :b)", .in = "id:id b:blob"},
    [Q_COUNT] = {.sql = "SELECT count(*) FROM items", .out = "n:int"},
    [Q_PID] = {.sql = "SELECT pg_backend_pid()", .out = "pid:int"},
};

static int64_t count(Store *s) {
    Ctx     c = store_ctx(s, &s->arena);
    int64_t n = -1;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    region_read_end(s->region, &c);
    return n;
}

typedef struct Big {
    Id     id;
    size_t bytes;
    int    rows;
} Big;

static Fault add_big(Ctx *c, void *arg) {
    const Big *b = arg;
    Str bytes = {arena_alloc(c->arena, b->bytes), b->bytes};
    for (int i = 0; i < b->rows; i++) TRY(db_run(c, &Q[Q_ADD], VALS(v_id(b->id + i), v_blob(bytes))));
    return OK;
}

static Fault add_small(Ctx *c, void *arg) {
    const Id *id = arg;
    return db_run(c, &Q[Q_ADD], VALS(v_id(*id), v_blob(LIT("x"))));
}

static Fault limit_pages(Ctx *c, void *arg) {
    (void)arg;
    return db_script(c, "PRAGMA max_page_count = 120");
}

static Fault lift_limit(Ctx *c, void *arg) {
    (void)arg;
    return db_script(c, "PRAGMA max_page_count = 1000000");
}

static void test_a_full_file_refuses_and_goes_on(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    Id  small = 1;
    Big big = {.id = 10, .bytes = 100000, .rows = 20};
    assert_int_equal(region_write(s->region, &c, limit_pages, NULL), OK);
    assert_int_equal(region_write(s->region, &c, add_small, &small), OK);
    assert_int_equal(region_write(s->region, &c, add_big, &big), DISK_FULL);
    assert_int_equal(count(s), 1);
    small = 2;
    assert_int_equal(region_write(s->region, &c, add_small, &small), OK);
    assert_int_equal(region_write(s->region, &c, lift_limit, NULL), OK);
    assert_int_equal(region_write(s->region, &c, add_big, &big), OK);
    assert_int_equal(count(s), 22);
}

/* A file system of four megabytes. Without the right to mount one this test has nothing to say. */
static void test_a_full_disk_refuses_and_goes_on(void **state) {
    (void)state;
    char folder[] = "/tmp/rakaz-small.XXXXXX", command[200];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command, "mount -t tmpfs -o size=8m tmpfs %s 2>/dev/null", folder);
    if (geteuid() != 0 || system(command) != 0) {
        rmdir(folder);
        skip();
    }
    Store s = {0};
    arena_init(&s.arena, 64 << 20);
    snprintf(s.address, sizeof s.address, "%s/region.db", folder);
    store_open(&s, true);
    assert_int_equal(store_script(&s, STORE_ITEMS[0]), OK);
    Ctx   c = store_ctx(&s, &s.arena);
    Big   big = {.id = 1, .bytes = 50000, .rows = 4};
    Fault f = OK;
    int   groups = 0;
    for (; f == OK && groups < 100; groups++, big.id += 4) {
        f = region_write(s.region, &c, add_big, &big);
        arena_reset(&s.arena);
    }
    assert_int_equal(f, DISK_FULL);
    assert_int_equal(count(&s), 4 * (groups - 1));
    region_close(s.region);
    store_open(&s, false);
    assert_int_equal(count(&s), 4 * (groups - 1));
    region_close(s.region);
    arena_release(&s.arena);
    snprintf(command, sizeof command, "umount %s && rmdir %s", folder, folder);
    assert_int_equal(system(command), 0);
}

static void test_a_file_that_is_no_region_is_left_alone(void **state) {
    STORE(state);
    RegionOptions o = {.address = str_of("/tmp/rakaz-no-such-folder/x.db"), .readers = 1, .create = true};
    Region *r = NULL;
    Str     why = {0};
    assert_int_equal(region_open(&o, &s->arena, &r, &why), NOT_FOUND);
    assert_true(str_find(why, LIT("No such file")) > 0);
    char path[200], command[300];
    snprintf(path, sizeof path, "%s/other.db", s->folder);
    snprintf(command, sizeof command, "sqlite3 %s 'CREATE TABLE mine (a)'", path);
    assert_int_equal(system(command), 0);
    o.address = str_of(path);
    assert_int_equal(region_open(&o, &s->arena, &r, &why), DB_BROKEN);
    assert_true(str_find(why, LIT("is no region")) > 0);
    snprintf(command, sizeof command, "head -c 20000 /dev/urandom > %s", path);
    assert_int_equal(system(command), 0);
    assert_int_equal(region_open(&o, &s->arena, &r, &why), DB_BROKEN);
    o = (RegionOptions){.address = LIT("missing.db"), .readers = 1};
    assert_int_equal(region_open(&o, &s->arena, &r, &why), NOT_FOUND);
    assert_null(r);
}

static void test_the_file_is_for_its_owner_only(void **state) {
    STORE(state);
    struct stat st;
    assert_int_equal(stat(s->address, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_a_newer_region_is_refused(void **state) {
    STORE(state);
    assert_int_equal(store_script(s, "INSERT INTO schema_steps (step, digest, at) VALUES (9999, 'x', 1)"), OK);
    region_close(s->region);
    RegionOptions o = {.address = str_of(s->address), .readers = 1};
    Str why = {0};
    assert_int_equal(region_open(&o, &s->arena, &s->region, &why), STALE);
    assert_true(str_find(why, LIT("9999")) > 0);
    o.keep_schema = true;
    assert_int_equal(region_open(&o, &s->arena, &s->region, &why), OK);
}

static void test_a_changed_step_is_refused(void **state) {
    STORE(state);
    assert_int_equal(store_script(s, "UPDATE schema_steps SET digest = 'x' WHERE step = 1"), OK);
    region_close(s->region);
    RegionOptions o = {.address = str_of(s->address), .readers = 1};
    Str why = {0};
    assert_int_equal(region_open(&o, &s->arena, &s->region, &why), DB_BROKEN);
    assert_true(str_find(why, LIT("step 0001 was another one")) >= 0);
    o.keep_schema = true;
    assert_int_equal(region_open(&o, &s->arena, &s->region, &why), OK);
}

/* ---- PostgreSQL: the server ends a connection ------------------------------------------------------------ */

/* Ends the writer's (or readers') backends of this test's region from outside; those of tests beside it go on. */
static void terminate(Store *s, const char *condition) {
    char command[900];
    snprintf(command, sizeof command,
             "psql -X -q -d '%s' -c \"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <>"
             " pg_backend_pid() AND application_name = '%s' AND %s\" > /dev/null",
             getenv("RAKAZ_TEST_PG"), getenv("PGAPPNAME"), condition);
    assert_int_equal(system(command), 0);
    (void)s;
}

static void test_a_connection_lost_while_idle_is_not_noticed(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    Id  id = 1;
    assert_int_equal(region_write(s->region, &c, add_small, &id), OK);
    assert_int_equal(count(s), 1);
    uint64_t version = region_version(s->region);
    terminate(s, "true");
    id = 2;
    assert_int_equal(region_write(s->region, &c, add_small, &id), OK);
    assert_int_equal(count(s), 2);
    /* The listener comes back too, and says that anything may have been missed. */
    for (int i = 0; i < 200 && region_version(s->region) < version + 2; i++) usleep(20000);
    assert_true(region_version(s->region) >= version + 2);
}

typedef struct Lose {
    Store *s;
    sem_t *done;
    Fault  inside, result;
} Lose;

static Fault lose_inside(Ctx *c, void *arg) {
    Lose   *l = arg;
    Id      id = 100;
    int64_t n;
    TRY(add_small(c, &id));
    terminate(l->s, "state <> 'idle'");
    l->inside = db_int(c, &Q[Q_COUNT], NO_VALS, &n);
    return OK;
}

static void lose_done(Ctx *c, void *arg, Fault f) {
    Lose *l = arg;
    (void)c;
    l->result = f;
    sem_post(l->done);
}

static Fault add_three(Ctx *c, void *arg) {
    Lose *l = arg;
    Id    id = l->inside ? 3 : 4;
    return add_small(c, &id);
}

/* Three jobs queued behind a holder: the second loses the connection. The first was undone with it and must be told;
** the third runs in a group of its own. */
static Fault hold(Ctx *c, void *arg) {
    (void)c;
    usleep(100000);
    (void)arg;
    return OK;
}

static void test_a_connection_lost_in_a_group_is_told_to_those_concerned(void **state) {
    STORE(state);
    sem_t done;
    sem_init(&done, 0, 0);
    Lose l[4] = {{s, &done, OK, BROKEN}, {s, &done, OK, BROKEN}, {s, &done, OK, BROKEN}, {s, &done, DB_LOST, BROKEN}};
    Ctx  c[4];
    Job  job[4];
    Fault (*run[4])(Ctx *, void *) = {hold, add_three, lose_inside, add_three};
    for (int i = 0; i < 4; i++) {
        c[i] = store_ctx(s, &s->arena);
        job[i] = (Job){.ctx = &c[i], .run = run[i], .done = lose_done, .arg = &l[i]};
        assert_int_equal(region_submit(s->region, &job[i]), OK);
        if (i == 0) usleep(20000);
    }
    for (int i = 0; i < 4; i++) sem_wait(&done);
    assert_int_equal(l[0].result, OK);
    assert_int_equal(l[1].result, DB_LOST);
    assert_int_equal(l[2].inside, DB_LOST);
    assert_int_equal(l[2].result, DB_LOST);
    assert_int_equal(l[3].result, OK);
    assert_int_equal(count(s), 1);
    assert_true(region_stats(s->region).lost >= 1);
}

static void test_a_reader_that_loses_its_connection_says_so_and_the_next_one_reads(void **state) {
    STORE(state);
    Ctx     c = store_ctx(s, &s->arena);
    int64_t n;
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(db_int(&c, &Q[Q_COUNT], NO_VALS, &n), OK);
    terminate(s, "state <> 'active'");            /* asked for something new: what was told is known without it */
    assert_int_equal(db_int(&c, &Q[Q_PID], NO_VALS, &n), DB_LOST);
    assert_int_equal(db_int(&c, &Q[Q_PID], NO_VALS, &n), DB_LOST);
    region_read_end(s->region, &c);
    assert_int_equal(count(s), 0);
}

/* The answer of a commit is lost, not the commit: the new connection finds out. */
static void test_a_commit_whose_answer_was_lost_is_found_out(void **state) {
    STORE(state);
    Ctx    c = store_ctx(s, &s->arena);
    DbOptions o = s->region->options;
    char   message[DB_MESSAGE_MAX];
    Db    *a = NULL, *b = NULL;
    Id     id = 5;
    assert_int_equal(db_open(&o, &a, message), OK);
    assert_int_equal(db_open(&o, &b, message), OK);
    c.writing = true;
    for (int round = 0; round < 2; round++, id++) {
        c.db = a;
        assert_int_equal(a->engine->group_begin(a), OK);
        assert_int_equal(add_small(&c, &id), OK);
        if (round == 0) assert_int_equal(a->engine->commit(a), OK);
        else a->engine->rollback(a);
        assert_int_equal(b->engine->has_committed(b, a), round == 0);
    }
    db_close(a);
    db_close(b);
    assert_int_equal(count(s), 1);
}

int main(void) {
    char name[40];
    snprintf(name, sizeof name, "rakaz-fault-%d", (int)getpid());
    setenv("PGAPPNAME", name, true);              /* so that only this program's connections are ended */
    const struct CMUnitTest tests[] = {
        ON_SQLITE(test_a_full_file_refuses_and_goes_on),
        cmocka_unit_test(test_a_full_disk_refuses_and_goes_on),
        ON_SQLITE(test_a_file_that_is_no_region_is_left_alone),
        ON_SQLITE(test_the_file_is_for_its_owner_only),
        ON_BOTH(test_a_newer_region_is_refused),
        ON_BOTH(test_a_changed_step_is_refused),
        ON_PG(test_a_connection_lost_while_idle_is_not_noticed),
        ON_PG(test_a_connection_lost_in_a_group_is_told_to_those_concerned),
        ON_PG(test_a_reader_that_loses_its_connection_says_so_and_the_next_one_reads),
        ON_PG(test_a_commit_whose_answer_was_lost_is_found_out),
    };
    return cmocka_run_group_tests_name("fault", tests, NULL, NULL);
}

/* archive_test.c - digest, copy, backup and restore: equal means equal, on one engine and across the two. */
#include "store.h"

#include "base/rand.h"
#include "db/archive.h"

#include <sys/stat.h>

static const char *const TABLES[2] = {
    "CREATE TABLE tree (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES tree (id)) STRICT;"
    "CREATE TABLE loose (a TEXT, n INTEGER) STRICT",
    "CREATE TABLE tree (id BIGINT PRIMARY KEY, parent BIGINT REFERENCES tree (id));"
    "CREATE TABLE loose (n BIGINT, a TEXT COLLATE \"C\")",
};

enum { Q_ITEM, Q_PART, Q_TREE, Q_PARENT, Q_TEXT, Q_LOOSE, Q_ORG, Q_TOUCH, Q_N };
static const Query Q[Q_N] = {
    [Q_ITEM] = {.sql = "INSERT INTO items (id, name, n, x, b) VALUES (:id, :name, :n, :x, :b)",
                .in = "id:id name:text n:int x:real b:blob"},
    [Q_PART] = {.sql = "INSERT INTO parts (id, item) VALUES (:id, :item)", .in = "id:id item:id"},
    [Q_TREE] = {.sql = "INSERT INTO tree (id) VALUES (:id)", .in = "id:id"},
    [Q_PARENT] = {.sql = "UPDATE tree SET parent = :parent WHERE id = :id", .in = "id:id parent:id"},
    [Q_TEXT] = {.sql = "INSERT INTO texts (owner, field, lang, text, state) VALUES (:owner, :field, :lang, :text, 1)",
                .in = "owner:id field:text lang:text text:text"},
    [Q_LOOSE] = {.sql = "INSERT INTO loose (a, n) VALUES (:a, :n)", .in = "a:text n:int"},
    [Q_ORG] = {.sql = "INSERT INTO orgs (id, code, created_at) VALUES (:id, 'o', 1)", .in = "id:id"},
    [Q_TOUCH] = {.sql = "UPDATE items SET x = coalesce(x, 0) + 1 WHERE id = 77", .in = ""},
};

static Val text(Arena *a, Rng *g) {
    static const char *const WORDS[] = {"אבג", "حمص", "Aa", "z'\"\\;", "%_", "\n", "", "é"};
    Str s = {0};
    for (uint64_t i = rng_below(g, 4); i > 0; i--) {
        s = arena_printf(a, "%.*s%s", STR_ARG(s), WORDS[rng_below(g, sizeof WORDS / sizeof *WORDS)]);
    }
    return rng_below(g, 6) ? (Val){.kind = VAL_TEXT, .s = s} : v_null();
}

static Fault fill(Ctx *c, void *arg) {
    Rng   *g = arg;
    Arena *a = c->arena;
    TRY(db_run(c, &Q[Q_ORG], VALS(v_id(1))));
    for (int i = 1; i <= 1500; i++) {
        int64_t n = (int64_t)(rng_next(g) >> rng_below(g, 60)) - 500;
        char    blob[20];
        for (size_t k = 0; k < sizeof blob; k++) blob[k] = (char)rng_next(g);
        Val  word = text(a, g);
        Str  name = arena_printf(a, "%d %.*s", i, STR_ARG(word.s));
        Val  x = rng_below(g, 3) ? v_real((double)n / 7e5) : v_null();
        TRY(db_run(c, &Q[Q_ITEM], VALS(v_id(i), v_text(name), v_int(n == 13 ? 14 : n), x,
                                       v_blob((Str){blob, rng_below(g, sizeof blob)}))));
        TRY(db_run(c, &Q[Q_PART], VALS(v_id(i), v_id(1 + (Id)rng_below(g, (uint64_t)i)))));
        TRY(db_run(c, &Q[Q_LOOSE], VALS(text(a, g), rng_below(g, 4) ? v_int((int64_t)rng_below(g, 9)) : v_null())));
        TRY(db_run(c, &Q[Q_TREE], VALS(v_id(i))));
        Val t = text(a, g);
        if (t.kind == VAL_TEXT) {
            Str field = arena_printf(a, "f%d", i % 3);
            TRY(db_run(c, &Q[Q_TEXT], VALS(v_id(1 + i / 3), v_text(field), v_text(LIT("he")), t)));
        }
    }
    /* References forward and backward: no order of rows suits all of them. */
    for (int i = 1; i <= 1500; i++) TRY(db_run(c, &Q[Q_PARENT], VALS(v_id(i), v_id(1501 - i))));
    return OK;
}

static void filled(Store *s) {
    Rng g;
    rng_seed(&g, 5);
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(store_script(s, TABLES[s->pg]), OK);
    assert_int_equal(region_write(s->region, &c, fill, &g), OK);
}

static RegionDigest digest(Store *s) {
    RegionDigest d = {0};
    Ctx c = store_ctx(s, &s->arena);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(region_digest(&c, &d), OK);
    region_read_end(s->region, &c);
    return d;
}

static bool same(RegionDigest a, RegionDigest b) {
    return a.rows == b.rows && memcmp(a.digest, b.digest, DIGEST_BYTES) == 0;
}

static Fault touch(Ctx *c, void *arg) {
    (void)arg;
    return db_run(c, &Q[Q_TOUCH], NO_VALS);
}

static void test_the_digest_tells_one_changed_value(void **state) {
    STORE(state);
    filled(s);
    RegionDigest before = digest(s);
    Ctx c = store_ctx(s, &s->arena);
    assert_in_range(before.rows, 7000, 7600);
    assert_true(same(before, digest(s)));
    assert_int_equal(region_write(s->region, &c, touch, NULL), OK);
    RegionDigest after = digest(s);
    assert_int_equal(after.rows, before.rows);
    assert_false(same(before, after));
}

/* A new empty region with the test's tables, on the other engine if both are there. */
static Store *other_store(bool pg) {
    Store *to = store_new(pg && getenv("RAKAZ_TEST_PG"));
    assert_int_equal(store_script(to, TABLES[to->pg]), OK);
    return to;
}

static void test_a_copy_is_equal_there_and_back(void **state) {
    STORE(state);
    filled(s);
    Store       *to = other_store(!s->pg), *back = other_store(s->pg);
    RegionDigest d = {0}, e = {0};
    Str          why = {0};
    assert_int_equal(region_copy(s->region, to->region, &s->arena, &d, &why), OK);
    assert_true(same(d, digest(s)));
    assert_true(same(d, digest(to)));
    assert_int_equal(region_copy(to->region, back->region, &s->arena, &e, &why), OK);
    assert_true(same(d, e));
    assert_true(same(d, digest(back)));
    assert_int_equal(region_copy(s->region, to->region, &s->arena, &d, &why), IN_USE);
    assert_true(str_find(why, LIT("records")) > 0);
    /* The references are watched again. */
    assert_int_equal(store_script(to, "INSERT INTO parts (id, item) VALUES (99999, 88888)"), IN_USE);
    store_free(to);
    store_free(back);
}

static void test_a_copy_into_another_schema_is_refused(void **state) {
    STORE(state);
    filled(s);
    Store       *to = store_new(s->pg);
    RegionDigest d;
    Str          why = {0};
    assert_int_equal(region_copy(s->region, to->region, &s->arena, &d, &why), STALE);
    assert_true(str_find(why, LIT("loose")) >= 0);
    store_free(to);
}

static Str path_in(Store *s, const char *name) {
    return arena_printf(&s->arena, "%s/%s", s->folder[0] ? s->folder : "/tmp", name);
}

static void *writes_on(void *arg) {
    Store *s = arg;
    Arena  a;
    arena_init(&a, 1 << 20);
    for (int i = 0; i < 300; i++) {
        Ctx c = store_ctx(s, &a);
        Fault f = region_write(s->region, &c, touch, NULL);
        CHECK(f == OK);
        arena_reset(&a);
    }
    arena_release(&a);
    return NULL;
}

static void test_a_backup_is_one_moment_and_comes_back(void **state) {
    STORE(state);
    filled(s);
    Str          path = path_in(s, "backup.db"), why = {0};
    RegionDigest d = {0}, e = {0}, f = {0};
    pthread_t    writer;
    unlink(path.p);
    assert_int_equal(pthread_create(&writer, NULL, writes_on, s), 0);
    Fault made = region_backup(s->region, path, &s->arena, &d, &why);
    pthread_join(writer, NULL);
    if (made != OK) fail_msg("%s: %.*s", fault_name(made), STR_ARG(why));
    struct stat st;
    assert_int_equal(stat(path.p, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(stat(arena_printf(&s->arena, "%s.part", path.p).p, &st), -1);
    assert_int_equal(region_verify(path, &s->arena, &e, &why), OK);
    assert_true(same(d, e));
    assert_int_equal(region_backup(s->region, path, &s->arena, &d, &why), DUPLICATE);
    for (int pg = 0; pg <= (getenv("RAKAZ_TEST_PG") != NULL); pg++) {
        Store back = {.pg = pg};
        if (pg) snprintf(back.address, sizeof back.address, "pg:%s#b%d", getenv("RAKAZ_TEST_PG"), (int)getpid());
        else snprintf(back.address, sizeof back.address, "%s", path_in(s, "back.db").p);
        RegionOptions o = {.address = str_of(back.address), .readers = 2};
        Fault r = region_restore(path, &o, &s->arena, &f, &why);
        if (pg) {
            /* The test's own tables are of no step: a new schema does not have them. */
            assert_int_equal(r, STALE);
            continue;
        }
        assert_int_equal(r, OK);
        assert_true(same(d, f));
        assert_int_equal(region_restore(path, &o, &s->arena, &f, &why), DUPLICATE);
        arena_init(&back.arena, 64 << 20);
        store_open(&back, false);
        assert_true(same(d, digest(&back)));
        region_close(back.region);
        arena_release(&back.arena);
        unlink(back.address);
    }
    unlink(path.p);
}

static Fault fill_texts(Ctx *c, void *arg) {
    Rng *g = arg;
    TRY(db_run(c, &Q[Q_ORG], VALS(v_id(1))));
    for (int i = 1; i <= 2500; i++) {
        Val t = text(c->arena, g);
        if (t.kind != VAL_TEXT) continue;
        Str field = arena_printf(c->arena, "f%d", i % 3);
        TRY(db_run(c, &Q[Q_TEXT], VALS(v_id(1 + i / 3), v_text(field), v_text(LIT("he")), t)));
    }
    return OK;
}

static void test_a_plain_region_is_restored_on_either_engine(void **state) {
    STORE(state);
    Str          path = path_in(s, "plain.db"), why = {0};
    RegionDigest d = {0}, e = {0};
    unlink(path.p);
    Rng g;
    Ctx c = store_ctx(s, &s->arena);
    rng_seed(&g, 6);
    assert_int_equal(region_write(s->region, &c, fill_texts, &g), OK);
    assert_int_equal(store_script(s, "DROP TABLE parts; DROP TABLE items"), OK);
    assert_int_equal(region_backup(s->region, path, &s->arena, &d, &why), OK);
    Store to = {.pg = !s->pg && getenv("RAKAZ_TEST_PG")};
    arena_init(&to.arena, 64 << 20);
    if (to.pg) snprintf(to.address, sizeof to.address, "pg:%s#p%d", getenv("RAKAZ_TEST_PG"), (int)getpid());
    else snprintf(to.address, sizeof to.address, "%s", path_in(s, "plain2.db").p);
    RegionOptions o = {.address = str_of(to.address), .readers = 2};
    assert_int_equal(region_restore(path, &o, &s->arena, &e, &why), OK);
    assert_true(same(d, e));
    store_open(&to, false);
    assert_true(same(d, digest(&to)));
    region_close(to.region);
    if (!to.pg) unlink(to.address);
    else assert_int_equal(region_restore(path, &o, &s->arena, &e, &why), IN_USE);
    arena_release(&to.arena);
    unlink(path.p);
}

static void test_a_damaged_backup_is_refused(void **state) {
    STORE(state);
    filled(s);
    Str          path = path_in(s, "damaged.db"), why = {0};
    RegionDigest d = {0}, e = {0};
    unlink(path.p);
    assert_int_equal(region_backup(s->region, path, &s->arena, &d, &why), OK);
    FILE *f = fopen(path.p, "r+b");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    long bytes = ftell(f);
    /* One page overwritten is told by the integrity check or the digest, wherever it is. */
    int told = 0, differs = 0;
    for (long page = 2; page < bytes / 4096; page += 9) {
        char good[4096], bad[4096];
        memset(bad, 0x5A, sizeof bad);
        fseek(f, page * 4096, SEEK_SET);
        assert_int_equal(fread(good, sizeof good, 1, f), 1);
        fseek(f, page * 4096, SEEK_SET);
        fwrite(bad, sizeof bad, 1, f);
        fflush(f);
        Fault fault = region_verify(path, &s->arena, &e, &why);
        if (fault == DB_BROKEN) told++;
        else if (!same(d, e)) differs++;
        else fail_msg("page %ld of zeroes was not noticed: %s", page, fault_name(fault));
        fseek(f, page * 4096, SEEK_SET);
        fwrite(good, sizeof good, 1, f);
        fflush(f);
    }
    assert_true(told > 0);
    assert_int_equal(ftruncate(fileno(f), bytes / 2), 0);
    fclose(f);
    assert_int_equal(region_verify(path, &s->arena, &e, &why), DB_BROKEN);
    assert_int_equal(region_verify(LIT("/tmp/no-such-backup"), &s->arena, &e, &why), NOT_FOUND);
    unlink(path.p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_the_digest_tells_one_changed_value),
        ON_BOTH(test_a_copy_is_equal_there_and_back),
        ON_BOTH(test_a_copy_into_another_schema_is_refused),
        ON_SQLITE(test_a_backup_is_one_moment_and_comes_back),
        ON_BOTH(test_a_plain_region_is_restored_on_either_engine),
        ON_SQLITE(test_a_damaged_backup_is_refused),
    };
    return cmocka_run_group_tests_name("archive", tests, NULL, NULL);
}

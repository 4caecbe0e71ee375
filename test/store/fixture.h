/* fixture.h - a region for the tests of modules: temporary, with the whole schema, one organisation, and a Ctx.
**
**     static void test_place_is_kept(void **state) {
**         FIXTURE(f, state);
**         Place *p = ent_new(&f->ctx, &place_entity);
**         ...
**         assert_int_equal(fixture_save(f, &place_entity, p), OK);
**         assert_int_equal(ent_load(&f->ctx, &place_entity, p->head.id, back), OK);
**     }
**     int main(void) {
**         const struct CMUnitTest tests[] = {FIXTURE_BOTH(test_place_is_kept)};
**
** Reads go through f->ctx, which holds a reader; each fixture_ call that writes ends its read transaction, runs on the
** writer, and begins a new one. FIXTURE_BOTH runs a test on SQLite and, when RAKAZ_TEST_PG holds a connection string
** (tools/pg-test-cluster), on PostgreSQL. f->ctx.who is the system in f->org; fixture_become makes it somebody else. */
#ifndef RAKAZ_TEST_FIXTURE_H
#define RAKAZ_TEST_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "db/region.h"
#include "ent/ent.h"
#include "made.h"

enum { FIXTURE_ORG = 101, FIXTURE_OTHER_ORG = 102 };

typedef struct Fixture {
    bool    pg, reading;
    char    folder[64], address[600], database[40];
    Region *region;
    Arena   arena;
    Ctx     ctx;
    Id      org;
} Fixture;

static inline void fixture_read(Fixture *f) {
    if (!f->reading) assert_int_equal(region_read_begin(f->region, &f->ctx), OK);
    f->reading = true;
}

static inline void fixture_unread(Fixture *f) {
    if (f->reading) region_read_end(f->region, &f->ctx);
    f->reading = false;
}

/* Runs `run` as one job on the writer, as an act of its own one minute after the last. */
static inline Fault fixture_write(Fixture *f, Fault (*run)(Ctx *c, void *arg), void *arg) {
    fixture_unread(f);
    f->ctx.reader.now += 60 * 1000;
    f->ctx.complaints.n = 0;
    f->ctx.act = 0;
    f->ctx.act_kind = T_NONE;
    Fault fault = region_write(f->region, &f->ctx, run, arg);
    fixture_read(f);
    return fault;
}

typedef struct FixtureCall {
    const Entity *e;
    void         *rec;
    Id            id, other;
    const char   *sql;
} FixtureCall;

static inline Fault fixture_run_save(Ctx *c, void *arg) {
    FixtureCall *call = arg;
    return ent_save(c, call->e, call->rec);
}
static inline Fault fixture_run_archive(Ctx *c, void *arg) {
    FixtureCall *call = arg;
    return ent_archive(c, call->e, call->id);
}
static inline Fault fixture_run_script(Ctx *c, void *arg) { return db_script(c, ((FixtureCall *)arg)->sql); }

static inline Fault fixture_save(Fixture *f, const Entity *e, void *rec) {
    return fixture_write(f, fixture_run_save, &(FixtureCall){.e = e, .rec = rec});
}
static inline Fault fixture_archive(Fixture *f, const Entity *e, Id id) {
    return fixture_write(f, fixture_run_archive, &(FixtureCall){.e = e, .id = id});
}
static inline Fault fixture_script(Fixture *f, const char *sql) {
    return fixture_write(f, fixture_run_script, &(FixtureCall){.sql = sql});
}

/* The reader of f->ctx from now on: an account of the organisation with these roles, or of another one. */
static inline void fixture_become(Fixture *f, Id account, unsigned roles, int floor) {
    f->ctx.who = (Who){.account = account, .org = f->org, .roles = roles, .floor = floor, .scopes = ~0u};
}
static inline void fixture_system(Fixture *f) {
    f->ctx.who = (Who){.org = f->org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true, .scopes = ~0u};
}

/* What an account may see on a place, from now on. */
static inline void fixture_reach(Fixture *f, Id account, Id place, int level) {
    char sql[200];
    snprintf(sql, sizeof sql, "INSERT INTO reach (account, place, level) VALUES (%lld, %lld, %d)",
             (long long)account, (long long)place, level);
    assert_int_equal(fixture_script(f, sql), OK);
}

/* Tables of entities that the schema's history does not make (those of the tests of ent/). */
static inline void fixture_tables(Fixture *f) {
    static const Query EXISTS[2] = {
        {.sql = "SELECT count(*) FROM sqlite_master WHERE name = :name", .in = "name:text", .out = "n:int"},
        {.sql = "SELECT count(*) FROM information_schema.tables WHERE table_name = :name "
                "AND table_schema = current_schema()", .in = "name:text", .out = "n:int"},
    };
    for (int i = 0; i < ENTITIES_N; i++) {
        int64_t n;
        Buf b;
        assert_int_equal(db_int(&f->ctx, &EXISTS[f->pg], VALS(v_text(str_of(ENTITIES[i]->table))), &n), OK);
        if (n) continue;
        buf_init(&b, 1 << 20);
        ent_create_sql(&b, ENTITIES[i], region_dialect(f->region));
        assert_int_equal(fixture_script(f, arena_z(&f->arena, buf_str(&b))), OK);
        buf_release(&b);
    }
}

static inline Fixture *fixture_new(bool pg) {
    static int serial;
    Fixture *f = calloc(1, sizeof *f);
    CHECK(f);
    f->pg = pg;
    f->org = FIXTURE_ORG;
    arena_init(&f->arena, 256 << 20);
    if (pg) {
        snprintf(f->database, sizeof f->database, "f%d_%d", (int)getpid(), ++serial);
        made_database(f->database);
        made_address(f->address, sizeof f->address, f->database);
    } else {
        snprintf(f->folder, sizeof f->folder, "/tmp/rakaz-test.XXXXXX");
        CHECK(mkdtemp(f->folder));
        made_file(f->folder);
        snprintf(f->address, sizeof f->address, "%s/region.db", f->folder);
    }
    f->region = made_region(f->address, &f->arena);
    Stamp now = stamp_of(20260601, 9, 0, "UTC");
    f->ctx = (Ctx){.arena = &f->arena, .region = f->region,
                   .reader = {.lang = LANG_EN, .zone = "Asia/Jerusalem", .now = now, .today = 20260601}};
    fixture_system(f);
    fixture_read(f);
    fixture_tables(f);
    assert_int_equal(fixture_script(f, "INSERT INTO orgs (id, code, created_at) VALUES (101, 'fixture', 1), "
                                       "(102, 'others', 1)"), OK);
    return f;
}

static inline void fixture_free(Fixture *f) {
    fixture_unread(f);
    region_close(f->region);
    if (f->pg) made_database_drop(f->database);
    if (f->folder[0]) made_shell("rm -rf '%s'%s", f->folder, "");
    arena_release(&f->arena);
    free(f);
}

static inline int fixture_setup_lite(void **state) {
    *state = fixture_new(false);
    return 0;
}
static inline int fixture_setup_pg(void **state) {
    *state = getenv("RAKAZ_TEST_PG") ? fixture_new(true) : NULL;
    return 0;
}
static inline int fixture_teardown(void **state) {
    if (*state) fixture_free(*state);
    return 0;
}

#define FIXTURE_BOTH(t) \
    {#t, t, fixture_setup_lite, fixture_teardown, NULL}, {#t "_on_pg", t, fixture_setup_pg, fixture_teardown, NULL}
#define FIXTURE(f, state) \
    Fixture *f = *(state); \
    if (!f) skip()

#endif

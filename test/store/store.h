/* store.h - what the store's tests share: a fresh region on SQLite, and on PostgreSQL when RAKAZ_TEST_PG holds a
** connection string (tools/pg-test-cluster). Each test of a suite runs once on each. */
#ifndef RAKAZ_TEST_STORE_H
#define RAKAZ_TEST_STORE_H

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
#include "db/engine.h"
#include "db/migrate.h"
#include "db/region.h"
#include "db/scope.h"
#include "db/writer.h"

typedef struct Store {
    bool    pg;
    char    folder[64];
    char    address[600];
    Region *region;
    Arena   arena;                                /* of the test's own thread */
} Store;

static inline Ctx store_ctx(Store *s, Arena *a) {
    return (Ctx){.arena = a, .region = s->region,
                 .reader = {.lang = LANG_EN, .zone = "UTC", .now = 1000, .today = 20260601},
                 .who = {.account = 7, .org = 1, .roles = ROLE_COORDINATOR, .floor = VIS_MEMBERS, .scopes = ~0u}};
}

static inline void store_open(Store *s, bool create) {
    RegionOptions o = {.address = str_of(s->address), .create = create, .readers = 8};
    Str           why = {0};
    Fault         f = region_open(&o, &s->arena, &s->region, &why);
    if (f != OK) fail_msg("region_open: %s: %.*s", fault_name(f), STR_ARG(why));
}

static inline Fault store_script_run(Ctx *c, void *sql) {
    return db_script(c, sql);
}

/* Runs SQL in a job. */
static inline Fault store_script(Store *s, const char *sql) {
    Ctx   c = store_ctx(s, &s->arena);
    Fault f = region_write(s->region, &c, store_script_run, (void *)(uintptr_t)sql);
    if (f != OK) print_message("%s: %.*s\n", fault_name(f), STR_ARG(c.fault.text));
    return f;
}

/* A table that most tests write: items(id, name, n). */
static const char *const STORE_ITEMS[2] = {
    "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n INTEGER CHECK (n <> 13), x REAL, b BLOB) STRICT;"
    "CREATE TABLE parts (id INTEGER PRIMARY KEY, item INTEGER REFERENCES items (id)) STRICT;",
    "CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT COLLATE \"C\" UNIQUE, n BIGINT CHECK (n <> 13),"
    " x DOUBLE PRECISION, b BYTEA);"
    "CREATE TABLE parts (id BIGINT PRIMARY KEY, item BIGINT REFERENCES items (id));",
};

static inline Store *store_new(bool pg) {
    static int serial;
    Store     *s = calloc(1, sizeof *s);
    CHECK(s != NULL);
    s->pg = pg;
    arena_init(&s->arena, 64 << 20);
    if (pg) {
        snprintf(s->address, sizeof s->address, "pg:%s#t%d_%d", getenv("RAKAZ_TEST_PG"), (int)getpid(), ++serial);
    } else {
        snprintf(s->folder, sizeof s->folder, "/tmp/rakaz-store.XXXXXX");
        CHECK(mkdtemp(s->folder) != NULL);
        snprintf(s->address, sizeof s->address, "%s/region.db", s->folder);
    }
    store_open(s, true);
    assert_int_equal(store_script(s, STORE_ITEMS[pg]), OK);
    return s;
}

static inline void store_free(Store *s) {
    if (s->pg && s->region) {
        DbAddress a;
        char      sql[200];
        CHECK(region_address(str_of(s->address), &a));
        snprintf(sql, sizeof sql, "DROP SCHEMA \"%s\" CASCADE", a.schema);
        (void)!store_script(s, sql);
    }
    bool busy = false;                            /* a failed test has not given its reader back: let it be told */
    for (int i = 0; s->region && i < s->region->n_pool; i++) busy |= s->region->pool[i].busy;
    if (!busy) region_close(s->region);
    if (s->folder[0]) {
        char command[120];
        snprintf(command, sizeof command, "rm -rf '%s'", s->folder);
        CHECK(system(command) == 0);
    }
    arena_release(&s->arena);
    free(s);
}

static inline int store_setup_lite(void **state) {
    *state = store_new(false);
    return 0;
}

static inline int store_setup_pg(void **state) {
    *state = getenv("RAKAZ_TEST_PG") ? store_new(true) : NULL;
    return 0;
}

static inline int store_teardown(void **state) {
    if (*state) store_free(*state);
    return 0;
}

/* One row of a suite; expands to the two runs of it. The second is skipped without RAKAZ_TEST_PG. */
#define ON_BOTH(f) \
    {#f, f, store_setup_lite, store_teardown, NULL}, {#f "_on_pg", f, store_setup_pg, store_teardown, NULL}
#define ON_SQLITE(f) {#f, f, store_setup_lite, store_teardown, NULL}
#define ON_PG(f)     {#f, f, store_setup_pg, store_teardown, NULL}
#define STORE(state) \
    Store *s = *(state); \
    if (!s) skip()

#endif

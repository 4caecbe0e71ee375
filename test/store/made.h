/* made.h - regions as they are when they have just been made, for the tests. The schema's history takes longer than
** many a test: it runs once and is copied from then on. On SQLite a program makes the copied file itself; on
** PostgreSQL the first program makes a template database, named by the history's texts, and each test has a database
** of its own. */
#ifndef RAKAZ_TEST_MADE_H
#define RAKAZ_TEST_MADE_H

#include <libpq-fe.h>

#include "base/check.h"
#include "db/migrate.h"
#include "db/region.h"

static inline Region *made_region(const char *address, Arena *a) {
    Region       *r = NULL;
    Str           why = {0};
    RegionOptions o = {.address = str_of(address), .create = true, .readers = 8};
    Fault         fault = region_open(&o, a, &r, &why);
    if (fault != OK) fail_msg("region_open: %s: %.*s", fault_name(fault), STR_ARG(why));
    return r;
}

/* Opens it for the first time, which makes it, and closes it. */
static inline void made_once(const char *address) {
    Arena a;
    arena_init(&a, 256 << 20);
    region_close(made_region(address, &a));
    arena_release(&a);
}

/* ---- SQLite ------------------------------------------------------------------------------------------------------ */

static inline void made_shell(const char *pattern, const char *what, const char *into) {
    char command[200];
    snprintf(command, sizeof command, pattern, what, into);
    CHECK(system(command) == 0);
}

static char made_folder[40];
static inline void made_end(void) { made_shell("rm -rf '%s'%s", made_folder, ""); }

/* Puts region.db into a folder. */
static inline void made_file(const char *folder) {
    if (!made_folder[0]) {
        char address[60];
        snprintf(made_folder, sizeof made_folder, "/tmp/rakaz-made.XXXXXX");
        CHECK(mkdtemp(made_folder) && atexit(made_end) == 0);
        snprintf(address, sizeof address, "%s/region.db", made_folder);
        made_once(address);
    }
    made_shell("cp -a '%s/.' '%s'", made_folder, folder);
}

/* ---- PostgreSQL -------------------------------------------------------------------------------------------------- */

/* How many rows it gave. */
static inline int made_run(PGconn *to, const char *pattern, const char *what) {
    char sql[200];
    snprintf(sql, sizeof sql, pattern, what);
    PGresult *r = PQexec(to, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) {
        fail_msg("%s: %s", sql, PQerrorMessage(to));
    }
    int n = PQntuples(r);
    PQclear(r);
    return n;
}

static inline PGconn *made_connect(void) {
    PGconn *to = PQconnectdb(getenv("RAKAZ_TEST_PG"));
    if (PQstatus(to) != CONNECTION_OK) fail_msg("%s", PQerrorMessage(to));
    return to;
}

static inline void made_address(char *out, size_t room, const char *database) {
    snprintf(out, room, "pg:%s dbname=%s#region", getenv("RAKAZ_TEST_PG"), database);
}

/* A database of this name, copied from the template. */
static inline void made_database(const char *name) {
    char     made[40], address[600], sql[120];
    uint64_t history = 0;
    PGconn  *to = made_connect();
    for (int i = 0; i < MIGRATE_STEPS_N; i++) {
        history = history * 31 + str_hash(str_of(MIGRATE_STEPS[i].sql[DB_PG]));
    }
    snprintf(made, sizeof made, "made_%016llx", (unsigned long long)history);
    (void)made_run(to, "SELECT pg_advisory_lock(%s)", "20261130");
    if (!made_run(to, "SELECT 1 FROM pg_database WHERE datistemplate AND datname = '%s'", made)) {
        (void)made_run(to, "%s", "SET client_min_messages = warning");
        (void)made_run(to, "DROP DATABASE IF EXISTS %s", made);   /* of a program that was stopped */
        (void)made_run(to, "CREATE DATABASE %s", made);
        made_address(address, sizeof address, made);
        made_once(address);
        (void)made_run(to, "ALTER DATABASE %s IS_TEMPLATE true", made);
    }
    (void)made_run(to, "SELECT pg_advisory_unlock(%s)", "20261130");
    snprintf(sql, sizeof sql, "CREATE DATABASE %%s TEMPLATE %s STRATEGY file_copy", made);
    (void)made_run(to, sql, name);
    PQfinish(to);
}

static inline void made_database_drop(const char *name) {
    PGconn *to = made_connect();
    (void)made_run(to, "DROP DATABASE %s WITH (FORCE)", name);
    PQfinish(to);
}

#endif

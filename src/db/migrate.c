/* migrate.c - brings a region's schema to ours, step by step. */
#include "db/migrate.h"

#include "base/check.h"
#include "db/engine.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

enum { Q_TABLES, Q_OURS, Q_STEPS, Q_NEWEST, Q_RECORD, Q_LOOSE, MIGRATE_Q_N };

/* The catalogues are the engines' own: this is the one place besides the archive where they are asked. */
static const Query LITE[MIGRATE_Q_N] = {
    [Q_TABLES] = {.sql = "SELECT count(*) FROM sqlite_schema", .out = "n:int"},
    [Q_OURS] = {.sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_steps'", .out = "n:int"},
    [Q_STEPS] = {.sql = "SELECT step, digest FROM schema_steps ORDER BY step", .out = "step:int digest:text"},
    [Q_NEWEST] = {.sql = "SELECT max(step) FROM schema_steps", .out = "step:int"},
    [Q_RECORD] = {.sql = "INSERT INTO schema_steps (step, digest, at) VALUES (:step, :digest, :at)",
                  .in = "step:int digest:text at:int"},
    [Q_LOOSE] = {.sql = "SELECT count(*) FROM pragma_foreign_key_check", .out = "n:int"},
};
static const Query PG[MIGRATE_Q_N] = {
    [Q_TABLES] = {.sql = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()", .out = "n:int"},
    [Q_OURS] = {.sql = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
                       " AND tablename = 'schema_steps'",
                .out = "n:int"},
    [Q_STEPS] = {.sql = "SELECT step, digest FROM schema_steps ORDER BY step", .out = "step:int digest:text"},
    [Q_NEWEST] = {.sql = "SELECT max(step) FROM schema_steps", .out = "step:int"},
    [Q_RECORD] = {.sql = "INSERT INTO schema_steps (step, digest, at) VALUES (:step, :digest, :at)",
                  .in = "step:int digest:text at:int"},
    [Q_LOOSE] = {.sql = "SELECT CAST(0 AS BIGINT)", .out = "n:int"},
};

static const Query *query(const Ctx *c, int q) {
    return db_dialect(c) == DB_PG ? &PG[q] : &LITE[q];
}

enum { DIGEST_BYTES = 32, DIGEST_CHARS = 2 * DIGEST_BYTES + 1 };

static Str digest_of(const Ctx *c, const MigrateStep *s, char out[DIGEST_CHARS]) {
    unsigned char raw[DIGEST_BYTES];
    const char   *sql = s->sql[db_dialect(c)];
    crypto_generichash(raw, sizeof raw, (const unsigned char *)sql, strlen(sql), NULL, 0);
    sodium_bin2hex(out, DIGEST_CHARS, raw, sizeof raw);
    return str_of(out);
}

int migrate_newest(void) {
    return MIGRATE_STEPS_N > 0 ? MIGRATE_STEPS[MIGRATE_STEPS_N - 1].number : 0;
}

static const MigrateStep *step_numbered(int64_t number) {
    for (int i = 0; i < MIGRATE_STEPS_N; i++) {
        if (MIGRATE_STEPS[i].number == number) return &MIGRATE_STEPS[i];
    }
    return NULL;
}

/* Is there a history here? A database with tables of others is not touched. */
static Fault has_history(Ctx *c, bool *ret_has) {
    int64_t ours, all;
    TRY(db_int(c, query(c, Q_OURS), NO_VALS, &ours));
    TRY(db_int(c, query(c, Q_TABLES), NO_VALS, &all));
    if (!ours && all > 0) return fail_text(c, DB_BROKEN, "schema", LIT("the database has tables, but is no region"));
    *ret_has = ours > 0;
    return OK;
}

Fault migrate_current(Ctx *c, int *ret_step) {
    bool    has;
    int64_t step = 0;
    TRY(has_history(c, &has));
    if (has) TRY(db_int(c, query(c, Q_NEWEST), NO_VALS, &step));
    *ret_step = (int)step;
    return OK;
}

/* Marks in `ran` which of our steps have run; refuses a history that is not ours. */
static Fault history_read(Ctx *c, bool *ran) {
    AUTO(rows_end) Rows r = {0};
    char digest[DIGEST_CHARS];
    bool has;
    TRY(has_history(c, &has));
    if (!has) return OK;
    TRY(db_rows(c, query(c, Q_STEPS), NO_VALS, &r));
    while (rows_next(&r)) {
        const MigrateStep *s = step_numbered(rows_int(&r, 0));
        if (!s) return fail(c, STALE, "schema", rows_int(&r, 0));
        if (!str_eq(rows_text(&r, 1), digest_of(c, s, digest))) {
            return fail_text(c, DB_BROKEN, "schema",
                             arena_printf(c->arena, "step %04d was another one when it ran", s->number));
        }
        ran[s - MIGRATE_STEPS] = true;
    }
    return rows_fault(&r);
}

static Fault step_inside(Ctx *c, const MigrateStep *s) {
    char    digest[DIGEST_CHARS];
    int64_t loose;
    Stamp   now = (Stamp)time(NULL) * 1000;       /* the operator's clock: no request has a time for this */
    TRY(db_script(c, s->sql[db_dialect(c)]));
    TRY(db_run(c, query(c, Q_RECORD), VALS(v_int(s->number), v_text(digest_of(c, s, digest)), v_int(now))));
    TRY(db_int(c, query(c, Q_LOOSE), NO_VALS, &loose));
    return loose == 0 ? OK : fail_text(c, DB_BROKEN, "schema", LIT("references would point at nothing"));
}

static Fault step_run(Ctx *c, const MigrateStep *s) {
    const Engine *e = c->db->engine;
    bool         *ran = ARENA_ARRAY(c->arena, bool, (size_t)MIGRATE_STEPS_N);
    TRY(e->group_begin(c->db));
    /* Another process may have been faster; from here on it waits for us. */
    Fault f = history_read(c, ran);
    if (f == OK && !ran[s - MIGRATE_STEPS]) f = step_inside(c, s);
    if (f == OK) f = e->commit(c->db);
    if (f != OK) {
        e->rollback(c->db);
        Str why = c->fault.text.n ? c->fault.text : str_of(c->db->message);
        fail_text(c, f, "schema", arena_printf(c->arena, "step %04d: %.*s", s->number, STR_ARG(why)));
    }
    return f;
}

/* Rebuilding a table needs its references out of the way; they are counted at the end of each step instead. */
static Fault references_watched(Ctx *c, bool on) {
    if (db_dialect(c) == DB_PG) return OK;
    c->db->spoiled = OK;
    return db_script(c, on ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
}

Fault migrate_run(Ctx *c, int upto) {
    CHECK(c->writing && c->db->writer);
    bool *ran = ARENA_ARRAY(c->arena, bool, (size_t)MIGRATE_STEPS_N + 1);
    TRY(history_read(c, ran));
    TRY(references_watched(c, false));
    Fault f = OK;
    for (int i = 0; i < MIGRATE_STEPS_N && f == OK; i++) {
        if (!ran[i] && MIGRATE_STEPS[i].number <= upto) f = step_run(c, &MIGRATE_STEPS[i]);
    }
    Fault on = references_watched(c, true);
    return f != OK ? f : on;
}

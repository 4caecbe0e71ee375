/* check_sql.c - the check of every statement (check_sql.h).
**
** Two things look at a statement: the engine, which prepares it and tells its columns and its plan, and a reading of
** its text for what the engine does not know, namely which alias a scoped table goes by and whether its mark is
** there. The reading knows FROM, JOIN, commas, UPDATE, DELETE and INTO; that is all our statements use. */
#include "db/check_sql.h"

#include "base/check.h"
#include "db/engine.h"

#include <string.h>

enum { SOURCES_MAX = 60, DEPTH_MAX = 40, PLAN_BYTES_MAX = 64 * 1024 };

typedef struct Source {
    Str  table, alias;
    bool read;                                    /* false: only written to */
} Source;

typedef struct Names {
    Str   *v;
    size_t n;
} Names;

typedef struct Reading {
    Source source[SOURCES_MAX];
    int    n_sources;
    Str    scoped[SOURCES_MAX];                   /* aliases with a mark */
    int    n_scoped;
    bool   unscoped;
} Reading;

typedef struct Checker {
    Ctx        *c;
    Buf        *report;
    int         problems;
    Names       tables, scoped;
    const char *module;
    int         number;
} Checker;

static void problem(Checker *k, const char *what, Str about) {
    k->problems++;
    buf_printf(k->report, "%s query %d: %s: %.*s\n", k->module, k->number, what, STR_ARG(about));
}

static bool is_in(const Names *names, Str s) {
    for (size_t i = 0; i < names->n; i++) {
        if (str_eq(names->v[i], s)) return true;
    }
    return false;
}

/* ---- reading the text ------------------------------------------------------------------------------------ */

static bool is_one_of(Token t, const char *const *words) {
    if (t.kind != TOKEN_WORD) return false;
    for (int i = 0; words[i]; i++) {
        if (str_eq_nocase(t.s, str_of(words[i]))) return true;
    }
    return false;
}

static bool next_solid(Str sql, size_t *i, Token *ret_t) {
    while (sql_token(sql, i, ret_t)) {
        if (ret_t->kind != TOKEN_SPACE) return true;
    }
    return false;
}

/* "table", "table alias", "table AS alias" at *i. A parenthesis is a subquery and read on its own. */
static void source_read(Reading *r, Str sql, size_t *i, bool read) {
    static const char *const NO_ALIAS[] = {
        "where", "on", "join", "left", "inner", "cross", "full", "right", "natural", "using", "set", "order", "group",
        "having", "limit", "offset", "union", "except", "intersect", "values", "select", "returning", "default", "for",
        "window", NULL};
    size_t at = *i;
    Token  t;
    if (!next_solid(sql, &at, &t) || t.kind != TOKEN_WORD) return;
    Source s = {.table = t.s, .alias = t.s, .read = read};
    *i = at;
    if (next_solid(sql, &at, &t) && t.kind == TOKEN_WORD) {
        bool as = str_eq_nocase(t.s, LIT("as"));
        if (as && !next_solid(sql, &at, &t)) return;
        if (as || !is_one_of(t, NO_ALIAS)) {
            s.alias = t.s;
            *i = at;
        }
    }
    if (r->n_sources < SOURCES_MAX) r->source[r->n_sources++] = s;
}

static void mark_read(Reading *r, Str mark) {
    if (str_starts(mark, LIT("{unscoped:"))) r->unscoped = true;
    if (str_starts(mark, LIT("{scope:")) && r->n_scoped < SOURCES_MAX) {
        r->scoped[r->n_scoped++] = str_sub(mark, 7, mark.n - 8);
    }
}

static void text_read(Str sql, Reading *r) {
    static const char *const OPENS[] = {"from", "join", NULL}, *const WRITES[] = {"update", "into", NULL};
    static const char *const ENDS[] = {"where", "group", "order", "set", "union", "limit", "select", "values",
                                       "having", "returning", "except", "intersect", NULL};
    bool   in_from[DEPTH_MAX] = {false};
    size_t i = 0;
    int    depth = 0;
    Token  t, last = {0};
    for (; next_solid(sql, &i, &t); last = t) {
        if (t.kind == TOKEN_MARK) {
            mark_read(r, t.s);
        } else if (t.kind == TOKEN_OTHER && t.s.p[0] == '(') {
            if (depth + 1 < DEPTH_MAX) in_from[++depth] = false;
        } else if (t.kind == TOKEN_OTHER && t.s.p[0] == ')') {
            if (depth > 0) depth--;
        } else if (t.kind == TOKEN_OTHER && t.s.p[0] == ',' && in_from[depth]) {
            source_read(r, sql, &i, true);
        } else if (is_one_of(t, OPENS) && !(last.kind == TOKEN_WORD && str_eq_nocase(last.s, LIT("distinct")))) {
            bool deletes = last.kind == TOKEN_WORD && str_eq_nocase(last.s, LIT("delete"));
            in_from[depth] = true;
            source_read(r, sql, &i, !deletes);
        } else if (is_one_of(t, WRITES) && !(last.kind == TOKEN_WORD && str_eq_nocase(last.s, LIT("do")))) {
            source_read(r, sql, &i, false);
        } else if (is_one_of(t, ENDS)) {
            in_from[depth] = false;
        }
    }
}

/* ---- the checks ------------------------------------------------------------------------------------------ */

static void scope_check(Checker *k, const Query *q) {
    Reading r = {0};
    text_read(str_of(q->sql), &r);
    if (r.unscoped || strcmp(k->module, "ops") == 0) return;
    for (int i = 0; i < r.n_sources; i++) {
        const Source *s = &r.source[i];
        bool marked = !s->read || !is_in(&k->scoped, s->table);
        for (int m = 0; m < r.n_scoped && !marked; m++) marked = str_eq(r.scoped[m], s->alias);
        if (!marked) problem(k, "a scoped table without {scope:} or {unscoped:}", s->alias);
    }
}

static const char *const TYPE_WORDS[SQL_TYPES + 1] = {"int", "real", "text", "blob", "ids", "something else"};

static Fault columns_check(Checker *k, Stmt *s) {
    uint8_t types[QUERY_OUT_MAX];
    int     n = 0;
    Db     *d = k->c->db;
    Fault   f = d->engine->describe(d, s, types, &n);
    if (f == DB_LOST) return f;
    if (f != OK) {
        problem(k, "cannot be prepared", str_of(d->message));
        return OK;
    }
    if (n != s->p.n_out) {
        problem(k, "columns are not as many as in out", arena_printf(k->c->arena, "%d, not %d", n, s->p.n_out));
        return OK;
    }
    for (int i = 0; i < n && d->dialect == DB_PG; i++) {
        if (types[i] == s->p.out[i]) continue;
        problem(k, "a column of another type than in out",
                arena_printf(k->c->arena, "column %d is %s, not %s", i + 1, TYPE_WORDS[types[i]],
                             TYPE_WORDS[s->p.out[i]]));
    }
    return OK;
}

/* The table behind the first word of "SCAN x USING ...", or empty when it is none of the schema's. */
static Str scanned(const Checker *k, const Reading *r, Str line) {
    if (!str_starts(line, LIT("SCAN ")) || str_find(line, LIT("VIRTUAL TABLE")) >= 0) return (Str){0};
    Str rest = str_sub(line, 5, line.n), name;
    if (!str_split(&rest, ' ', &name)) return (Str){0};
    for (int i = 0; i < r->n_sources; i++) {
        if (str_eq(r->source[i].alias, name)) name = r->source[i].table;
    }
    return is_in(&k->tables, name) ? name : (Str){0};
}

static void plan_check(Checker *k, const Query *q, const Stmt *s) {
    Reading r = {0};
    Buf     plan;
    Str     line, first = {0};
    if (k->c->db->dialect == DB_PG) return;
    text_read(str_of(q->sql), &r);
    buf_init(&plan, PLAN_BYTES_MAX);
    k->c->db->engine->plan(k->c->db, s->p.sql.p, &plan);
    Str rest = buf_str(&plan);
    while (first.n == 0 && str_split(&rest, '\n', &line)) {
        if (scanned(k, &r, line).n > 0) first = line;
    }
    if (first.n > 0 && !q->scan) problem(k, "scans a whole table", first);
    if (first.n == 0 && q->scan && !s->q.made) problem(k, "has a reason to scan, but does not", str_of(q->scan));
    buf_release(&plan);
}

static Fault query_check(Checker *k, const Query *q) {
    Stmt  s = {.q = *q};
    Fault f = OK;
    if (!query_parse(q, k->c->db->dialect, &s.p)) {
        problem(k, "malformed", str_of(s.p.error));
    } else {
        int before = k->problems;
        scope_check(k, q);
        f = columns_check(k, &s);
        if (f == OK && k->problems == before) plan_check(k, q, &s);
    }
    query_release(&s.p);
    return f;
}

/* ---- the schema ------------------------------------------------------------------------------------------ */

enum { Q_TABLES, Q_SCOPED, Q_COLLATIONS, CHECK_Q_N };
#define MARKS "('org', 'unit', 'team', 'visibility', 'created_by')"
static const Query Q[2][CHECK_Q_N] = {
    [DB_SQLITE] = {
        [Q_TABLES] = {.sql = "SELECT name FROM sqlite_schema WHERE type = 'table'", .out = "name:text"},
        [Q_SCOPED] = {.sql = "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) p WHERE m.type = 'table'"
                             " AND p.name IN " MARKS " GROUP BY m.name HAVING count(*) = 5",
                      .out = "name:text"},
        [Q_COLLATIONS] = {.sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%COLLATE%'",
                          .out = "name:text sql:text"},
    },
    [DB_PG] = {
        [Q_TABLES] = {.sql = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()", .out = "name:text"},
        [Q_SCOPED] = {.sql = "SELECT CAST(table_name AS TEXT) FROM information_schema.columns"
                             " WHERE table_schema = current_schema() AND column_name IN " MARKS
                             " GROUP BY table_name HAVING count(*) = 5",
                      .out = "name:text"},
        [Q_COLLATIONS] = {.sql = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)"
                                 " FROM information_schema.columns WHERE table_schema = current_schema()"
                                 " AND data_type = 'text' AND coalesce(collation_name, '') <> 'C'",
                          .out = "name:text column:text"},
    },
};

static Fault names_read(Ctx *c, int query, Names *ret_names) {
    AUTO(rows_end) Rows r = {0};
    Names  names = {0};
    size_t cap = 0;
    TRY(db_rows(c, &Q[db_dialect(c)][query], NO_VALS, &r));
    while (rows_next(&r)) {
        ARENA_ROOM(c->arena, names.v, names.n, 1, &cap);
        names.v[names.n++] = rows_copy(&r, 0);
    }
    *ret_names = names;
    return rows_fault(&r);
}

Fault check_sql(Ctx *c, const QuerySet *sets, int n_sets, Buf *report, int *ret_problems) {
    Checker k = {.c = c, .report = report};
    CHECK(!c->writing);
    TRY(names_read(c, Q_TABLES, &k.tables));
    TRY(names_read(c, Q_SCOPED, &k.scoped));
    /* Outside of a transaction, so that one bad statement does not make PostgreSQL refuse the next. */
    c->db->engine->read_end(c->db);
    Fault f = OK;
    for (int s = 0; s < n_sets && f == OK; s++) {
        k.module = sets[s].module;
        for (k.number = 0; k.number < sets[s].n && f == OK; k.number++) f = query_check(&k, &sets[s].v[k.number]);
    }
    Fault again = c->db->engine->read_begin(c->db);
    TRY(f);
    TRY(again);
    *ret_problems = k.problems;
    return OK;
}

Fault check_collations(Ctx *c, Buf *report, int *ret_problems) {
    AUTO(rows_end) Rows r = {0};
    int problems = 0;
    TRY(db_rows(c, &Q[db_dialect(c)][Q_COLLATIONS], NO_VALS, &r));
    for (; rows_next(&r); problems++) {
        buf_printf(report, "table %.*s sorts text otherwise than bytewise: %.*s\n", STR_ARG(rows_text(&r, 0)),
                   STR_ARG(rows_text(&r, 1)));
    }
    *ret_problems = problems;
    return rows_fault(&r);
}

static Fault lines(Ctx *c, const char *sql, Str good, Buf *report, int *problems) {
    AUTO(rows_end) Rows r = {0};
    Query q = db_made(c, str_of(sql), (Str){0}, LIT("said:text"));
    TRY(db_rows(c, &q, NO_VALS, &r));
    while (rows_next(&r)) {
        if (str_eq(rows_text(&r, 0), good)) continue;
        buf_printf(report, "%.*s\n", STR_ARG(rows_text(&r, 0)));
        (*problems)++;
    }
    return rows_fault(&r);
}

Fault check_storage(Ctx *c, Buf *report, int *ret_problems) {
    int problems = 0;
    if (db_dialect(c) == DB_SQLITE) {
        TRY(lines(c, "SELECT integrity_check FROM pragma_integrity_check", LIT("ok"), report, &problems));
        TRY(lines(c, "SELECT 'a reference of ' || \"table\" || ' points at nothing: row ' || rowid"
                     " FROM pragma_foreign_key_check LIMIT 100",
                  LIT(""), report, &problems));
    }
    *ret_problems = problems;
    return OK;
}

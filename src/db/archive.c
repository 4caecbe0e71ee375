/* archive.c - digest and copy of all tables, driven by the engines' catalogues (archive.h). */
#include "db/archive.h"

#include "base/check.h"
#include "db/engine.h"
#include "db/writer.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what there is --------------------------------------------------------------------------------------- */

typedef struct Column {
    Str     name;
    SqlType type;
    int     key;                                  /* place in the primary key, from 1; 0: none */
} Column;

typedef struct Table {
    Str     name;
    Column *column;                               /* by name */
    int     n_columns, n_key;
} Table;

typedef struct Tables {
    Table *v;
    size_t n;
} Tables;

enum { Q_TABLES, Q_COLUMNS, Q_REFERENCES, ARCHIVE_Q_N };
static const Query Q[2][ARCHIVE_Q_N] = {
    [DB_SQLITE] = {
        [Q_TABLES] = {.sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_steps'"
                             " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name",
                      .out = "name:text"},
        [Q_COLUMNS] = {.sql = "SELECT name, lower(type), pk FROM pragma_table_info(:name) ORDER BY name",
                       .in = "name:text", .out = "name:text type:text key:int"},
    },
    [DB_PG] = {
        [Q_TABLES] = {.sql = "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema()"
                             " AND tablename <> 'schema_steps' ORDER BY CAST(tablename AS TEXT) COLLATE \"C\"",
                      .out = "name:text"},
        [Q_COLUMNS] = {.sql = "SELECT CAST(a.attname AS TEXT), format_type(a.atttypid, NULL),"
                              " coalesce(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0)"
                              " FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid"
                              " LEFT JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary"
                              " WHERE t.relnamespace = to_regnamespace(CAST(current_schema() AS TEXT))"
                              " AND t.relname = :name AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
                              " ORDER BY CAST(a.attname AS TEXT) COLLATE \"C\"",
                       .in = "name:text", .out = "name:text type:text key:int"},
        [Q_REFERENCES] = {.sql = "SELECT CAST(CAST(conrelid AS regclass) AS TEXT), CAST(conname AS TEXT),"
                                 " pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
                                 " AND connamespace = to_regnamespace(CAST(current_schema() AS TEXT)) ORDER BY oid",
                          .out = "table:text name:text definition:text"},
    },
};

static bool type_of(Str declared, SqlType *ret_t) {
    if (str_find(declared, LIT("int")) >= 0) *ret_t = SQL_INT;
    else if (str_find(declared, LIT("text")) >= 0) *ret_t = SQL_TEXT;
    else if (str_eq(declared, LIT("blob")) || str_eq(declared, LIT("bytea"))) *ret_t = SQL_BLOB;
    else if (str_eq(declared, LIT("real")) || str_starts(declared, LIT("double"))) *ret_t = SQL_REAL;
    else return false;
    return true;
}

static Fault columns_read(Ctx *c, Table *t) {
    AUTO(rows_end) Rows r = {0};
    t->column = ARENA_ARRAY(c->arena, Column, QUERY_OUT_MAX);
    TRY(db_rows(c, &Q[db_dialect(c)][Q_COLUMNS], VALS(v_text(t->name)), &r));
    while (rows_next(&r)) {
        CHECK(t->n_columns < QUERY_OUT_MAX);
        Column *col = &t->column[t->n_columns++];
        col->name = rows_copy(&r, 0);
        col->key = (int)rows_int(&r, 2);
        t->n_key += col->key > 0;
        if (!type_of(rows_text(&r, 1), &col->type)) return fail_text(c, DB_BROKEN, "schema", rows_text(&r, 1));
    }
    return rows_fault(&r);
}

static Fault tables_read(Ctx *c, Tables *ret_t) {
    AUTO(rows_end) Rows r = {0};
    Tables t = {0};
    size_t cap = 0;
    TRY(db_rows(c, &Q[db_dialect(c)][Q_TABLES], NO_VALS, &r));
    while (rows_next(&r)) {
        ARENA_ROOM(c->arena, t.v, t.n, 1, &cap);
        t.v[t.n++].name = rows_copy(&r, 0);
    }
    TRY(rows_fault(&r));
    for (size_t i = 0; i < t.n; i++) TRY(columns_read(c, &t.v[i]));
    *ret_t = t;
    return OK;
}

static bool tables_equal(const Tables *a, const Tables *b, Str *ret_which) {
    for (size_t i = 0; i < a->n || i < b->n; i++) {
        const Table *x = &a->v[i], *y = &b->v[i];
        *ret_which = i < a->n ? x->name : y->name;
        if (i >= a->n || i >= b->n || !str_eq(x->name, y->name) || x->n_columns != y->n_columns) return false;
        for (int k = 0; k < x->n_columns; k++) {
            const Column *p = &x->column[k], *q = &y->column[k];
            if (!str_eq(p->name, q->name) || p->type != q->type || p->key != q->key) return false;
        }
    }
    return true;
}

/* ---- reading a table in the order of its key ------------------------------------------------------------- */

static const char *const TYPE_WORDS[SQL_TYPES] = {"int", "real", "text", "blob", "ids"};

/* "a, b" of all columns; as "a:int b:text" for in and out; as ":a, :b". */
static Str columns_listed(Arena *a, const Table *t, const char *before, const char *between, bool types) {
    Buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < t->n_columns; i++) {
        if (i) buf_add(&b, str_of(between));
        buf_printf(&b, "%s%.*s", before, STR_ARG(t->column[i].name));
        if (types) buf_printf(&b, ":%s", TYPE_WORDS[t->column[i].type]);
    }
    CHECK(buf_ok(&b));
    return buf_keep(a, &b);
}

/* The key's columns in their order; without a key all columns. PostgreSQL's primary keys are NULLS LAST, which makes
** no difference to columns that are never NULL, but lets it read along the key. */
static Str order_of(Arena *a, const Table *t, Dialect d) {
    Str order = {0};
    if (t->n_key == 0) return columns_listed(a, t, "", ", ", false);
    for (int k = 1; k <= t->n_key; k++) {
        for (int i = 0; i < t->n_columns; i++) {
            if (t->column[i].key != k) continue;
            order = arena_printf(a, "%.*s%s%.*s%s", STR_ARG(order), k > 1 ? ", " : "", STR_ARG(t->column[i].name),
                                 d == DB_PG ? " NULLS LAST" : "");
        }
    }
    return order;
}

static Fault table_rows(Ctx *c, const Table *t, Rows *ret_rows) {
    Str   names = columns_listed(c->arena, t, "", ", ", false), order = order_of(c->arena, t, db_dialect(c));
    Str   sql = arena_printf(c->arena, "SELECT %.*s FROM %.*s ORDER BY %.*s", STR_ARG(names), STR_ARG(t->name),
                             STR_ARG(order));
    Query q = db_made(c, sql, (Str){0}, columns_listed(c->arena, t, "", " ", true));
    q.many = true;
    return db_rows(c, &q, NO_VALS, ret_rows);
}

static Val value_of(const Rows *r, int col, SqlType t) {
    if (rows_null(r, col)) return v_null();
    switch (t) {
    case SQL_INT:  return v_int(rows_int(r, col));
    case SQL_REAL: return v_real(rows_real(r, col));
    case SQL_TEXT: return (Val){.kind = VAL_TEXT, .s = rows_text(r, col)};
    case SQL_BLOB: return (Val){.kind = VAL_BLOB, .s = rows_blob(r, col)};
    default:       CHECK(!"a column without a type"); return v_null();
    }
}

/* ---- the digest ------------------------------------------------------------------------------------------ */

typedef crypto_generichash_state Hash;

static void hash_bytes(Hash *h, Str s) {
    uint64_t n = s.n;
    crypto_generichash_update(h, (const unsigned char *)&n, sizeof n);
    if (s.n) crypto_generichash_update(h, (const unsigned char *)s.p, s.n);
}

static void hash_value(Hash *h, const Val *v) {
    unsigned char kind = (unsigned char)v->kind;
    crypto_generichash_update(h, &kind, 1);
    if (v->kind == VAL_INT) hash_bytes(h, (Str){(const char *)&v->i, sizeof v->i});
    else if (v->kind == VAL_REAL) hash_bytes(h, (Str){(const char *)&v->r, sizeof v->r});
    else if (v->kind != VAL_NULL) hash_bytes(h, v->s);
}

static Fault table_digest(Ctx *c, const Table *t, TableDigest *ret_d) {
    AUTO(rows_end) Rows r = {0};
    Hash h;
    *ret_d = (TableDigest){.table = t->name};
    crypto_generichash_init(&h, NULL, 0, DIGEST_BYTES);
    hash_bytes(&h, t->name);
    for (int i = 0; i < t->n_columns; i++) hash_bytes(&h, t->column[i].name);
    TRY(table_rows(c, t, &r));
    for (; rows_next(&r); ret_d->rows++) {
        for (int i = 0; i < t->n_columns; i++) {
            Val v = value_of(&r, i, t->column[i].type);
            hash_value(&h, &v);
        }
    }
    crypto_generichash_final(&h, ret_d->digest, DIGEST_BYTES);
    return rows_fault(&r);
}

static Fault digests_of(Ctx *c, const Tables *t, TableDigest **ret_v) {
    TableDigest *v = ARENA_ARRAY(c->arena, TableDigest, t->n);
    for (size_t i = 0; i < t->n; i++) TRY(table_digest(c, &t->v[i], &v[i]));
    *ret_v = v;
    return OK;
}

static RegionDigest digest_sum(const TableDigest *v, size_t n) {
    RegionDigest d = {.rows = 0};
    Hash         h;
    crypto_generichash_init(&h, NULL, 0, DIGEST_BYTES);
    for (size_t i = 0; i < n; i++) {
        crypto_generichash_update(&h, v[i].digest, DIGEST_BYTES);
        d.rows += v[i].rows;
    }
    crypto_generichash_final(&h, d.digest, DIGEST_BYTES);
    return d;
}

Fault region_digests(Ctx *c, TableDigest **ret_v, size_t *ret_n) {
    Tables t;
    TRY(tables_read(c, &t));
    TRY(digests_of(c, &t, ret_v));
    *ret_n = t.n;
    return OK;
}

Fault region_digest(Ctx *c, RegionDigest *ret_d) {
    TableDigest *v;
    size_t       n;
    TRY(region_digests(c, &v, &n));
    *ret_d = digest_sum(v, n);
    return OK;
}

/* ---- the copy -------------------------------------------------------------------------------------------- */

typedef struct Copy {
    Ctx   *from;
    Tables tables;
    Str    why;
} Copy;

static Fault table_copy(Ctx *c, Ctx *from, const Table *t) {
    AUTO(rows_end) Rows r = {0};
    Val   v[QUERY_IN_MAX];
    Str   names = columns_listed(c->arena, t, "", ", ", false), values = columns_listed(c->arena, t, ":", ", ", false);
    Str   sql = arena_printf(c->arena, "INSERT INTO %.*s (%.*s) VALUES (%.*s)", STR_ARG(t->name), STR_ARG(names),
                             STR_ARG(values));
    Query insert = db_made(c, sql, columns_listed(c->arena, t, "", " ", true), (Str){0});
    TRY(table_rows(from, t, &r));
    while (rows_next(&r)) {
        for (int i = 0; i < t->n_columns; i++) v[i] = value_of(&r, i, t->column[i].type);
        TRY(db_run(c, &insert, v, (size_t)t->n_columns));
    }
    return rows_fault(&r);
}

/* Rows come table by table, so references point at what is not there yet. SQLite looks at them at the commit; on
** PostgreSQL they are taken off and put on again, which looks at all of them. */
static Fault references_off(Ctx *c, Str *ret_put_on) {
    AUTO(rows_end) Rows r = {0};
    Buf off, on;
    if (db_dialect(c) == DB_SQLITE) return db_script(c, "PRAGMA defer_foreign_keys=ON");
    buf_init(&off, 1 << 20);
    buf_init(&on, 1 << 20);
    TRY(db_rows(c, &Q[DB_PG][Q_REFERENCES], NO_VALS, &r));
    while (rows_next(&r)) {
        buf_printf(&off, "ALTER TABLE %.*s DROP CONSTRAINT \"%.*s\";", STR_ARG(rows_text(&r, 0)),
                   STR_ARG(rows_text(&r, 1)));
        buf_printf(&on, "ALTER TABLE %.*s ADD CONSTRAINT \"%.*s\" %.*s;", STR_ARG(rows_text(&r, 0)),
                   STR_ARG(rows_text(&r, 1)), STR_ARG(rows_text(&r, 2)));
    }
    Fault f = rows_fault(&r);
    if (f == OK && off.n > 0) f = db_script(c, arena_z(c->arena, buf_str(&off)));
    *ret_put_on = arena_copy(c->arena, buf_str(&on));
    CHECK(buf_ok(&on) && buf_ok(&off));
    buf_release(&off);
    buf_release(&on);
    return f;
}

static Fault must_be_new(Ctx *c, Copy *k) {
    static const Query USED = {.sql = "SELECT (SELECT count(*) FROM changes) + (SELECT count(*) FROM orgs)",
                               .out = "n:int"};
    int64_t n;
    TRY(db_int(c, &USED, NO_VALS, &n));
    if (n == 0) return OK;
    k->why = LIT("there are records in it already");
    return fail(c, IN_USE, "region", 0);
}

static Fault copy_run(Ctx *c, void *arg) {
    Copy  *k = arg;
    Tables mine;
    Str    which, put_on = {0};
    TRY(must_be_new(c, k));
    TRY(tables_read(k->from, &k->tables));
    TRY(tables_read(c, &mine));
    if (!tables_equal(&k->tables, &mine, &which)) {
        k->why = arena_printf(c->arena, "table %.*s is not the same in both", STR_ARG(which));
        return fail(c, STALE, "schema", 0);
    }
    TRY(references_off(c, &put_on));
    /* What the steps of the schema put into a new region comes with the copy. */
    for (size_t i = 0; i < mine.n; i++) {
        TRY(db_script(c, arena_z(c->arena, arena_printf(c->arena, "DELETE FROM %.*s", STR_ARG(mine.v[i].name)))));
    }
    for (size_t i = 0; i < k->tables.n; i++) TRY(table_copy(c, k->from, &k->tables.v[i]));
    return put_on.n ? db_script(c, put_on.p) : OK;
}

static Fault copies_equal(Copy *k, Region *to, Arena *a, RegionDigest *ret_d) {
    Ctx          c = {.arena = a};
    TableDigest *x = NULL, *y = NULL;
    TRY(digests_of(k->from, &k->tables, &x));
    TRY(region_read_begin(to, &c));
    Fault f = digests_of(&c, &k->tables, &y);
    region_read_end(to, &c);
    TRY(f);
    for (size_t i = 0; i < k->tables.n; i++) {
        if (memcmp(x[i].digest, y[i].digest, DIGEST_BYTES) == 0) continue;
        k->why = arena_printf(a, "table %.*s did not arrive as it was", STR_ARG(x[i].table));
        return DB_BROKEN;
    }
    *ret_d = digest_sum(x, k->tables.n);
    return OK;
}

Fault region_copy(Region *from, Region *to, Arena *a, RegionDigest *ret_d, Str *ret_why) {
    Ctx  src = {.arena = a}, dst = {.arena = a};
    Copy k = {.from = &src};
    TRY(region_read_begin(from, &src));
    Fault f = region_write(to, &dst, copy_run, &k);
    if (f == OK) f = copies_equal(&k, to, a, ret_d);
    region_read_end(from, &src);
    if (f != OK) *ret_why = k.why.n ? k.why : dst.fault.text.n ? dst.fault.text : src.fault.text;
    return f;
}

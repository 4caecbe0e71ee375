/* ent_sql.c - the SQL of an entity from its table: the schema, and the statements that the store runs.
**
** Statements are made once a process for all ENTITIES and never changed; their texts are the same on both engines. */
#include "ent/ent_inner.h"

#include "base/check.h"

#include <pthread.h>

enum { SQL_MEMORY_MAX = 16 << 20, SQL_TEXT_MAX = 32 << 10, CHILD_DEPTH_MAX = 3 };

static const char HEAD_NAMES[HEAD_COLUMNS][16] = {
    "id",         "org",        "unit",       "team",       "visibility",  "version",
    "created_at", "changed_at", "created_by", "changed_by", "archived_at", "merged_into",
};

const Entity *entity_named(Str name) {
    for (int i = 0; i < ENTITIES_N; i++) {
        if (str_eq(name, str_of(ENTITIES[i]->name))) return ENTITIES[i];
    }
    return NULL;
}

const Field *field_named(const Entity *e, Str name) {
    for (int i = 0; i < e->n_fields; i++) {
        if (str_eq(name, str_of(e->fields[i].name))) return &e->fields[i];
    }
    return NULL;
}

/* ---- the schema ----------------------------------------------------------------------------------------------- */

static const char *column_type(const Field *f, Dialect d) {
    return d == DB_SQLITE ? TYPES[f->type].sqlite : TYPES[f->type].pg;
}

static void create_table(Buf *b, const Entity *e, Dialect d) {
    const char *wide = column_type(&(Field){.type = F_REF}, d);
    buf_printf(b, "CREATE TABLE %s (\n", e->table);
    for (int i = 0; i < HEAD_COLUMNS; i++) {
        const char *more = i == 0 ? " PRIMARY KEY" : "";
        if (i == 1 || (i >= 4 && i <= 7)) more = " NOT NULL";
        if (i == 4) more = " NOT NULL CHECK (visibility BETWEEN 0 AND 4)";
        buf_printf(b, "%s    %s %s%s", i ? ",\n" : "", HEAD_NAMES[i], wide, more);
    }
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        const char *type = column_type(f, d);
        if (!type) continue;
        bool words = d == DB_PG && TYPES[f->type].storage == STORE_STR;
        buf_printf(b, ",\n    %s %s%s", f->name, type, words ? " COLLATE \"C\"" : "");
        if (f->type == F_BOOL) buf_printf(b, " CHECK (%s IN (0, 1))", f->name);
    }
    for (int i = 0; e->checks && e->checks[i]; i++) buf_printf(b, ",\n    CHECK (%s)", e->checks[i]);
    buf_printf(b, "\n)%s;\n", d == DB_SQLITE ? " STRICT" : "");
}

/* "kind, valid_from" -> "places_kind_valid_from"; on PostgreSQL each column sorts its NULLs as SQLite does. */
static void create_index(Buf *b, const Entity *e, Str columns, Dialect d) {
    Str rest = columns, part;
    buf_printf(b, "CREATE INDEX %s", e->table);
    while (str_split(&rest, ',', &part)) buf_printf(b, "_%.*s", STR_ARG(str_trim(part)));
    buf_printf(b, " ON %s (org", e->table);
    for (rest = columns; str_split(&rest, ',', &part);) {
        buf_printf(b, ", %.*s%s", STR_ARG(str_trim(part)), d == DB_PG ? " NULLS FIRST" : "");
    }
    buf_lit(b, ");\n");
}

static bool is_indexed(const Entity *e, const char *name) {
    for (int i = 0; e->indexes && e->indexes[i]; i++) {
        Str first = str_of(e->indexes[i]), rest = first;
        if (str_split(&rest, ',', &first) && str_eq(str_trim(first), str_of(name))) return true;
    }
    return false;
}

/* Beside the entity's own indexes: the unit and the last change for lists, every reference for merges and for the
** records that point here, unique fields among live records. No foreign keys: nothing is deleted, references are
** checked at the write, and an import, its undo and a merge would all have to wait for the other table. */
void ent_create_sql(Buf *b, const Entity *e, Dialect d) {
    create_table(b, e, d);
    create_index(b, e, LIT("unit"), d);
    create_index(b, e, LIT("changed_at"), d);
    for (int i = 0; e->indexes && e->indexes[i]; i++) create_index(b, e, str_of(e->indexes[i]), d);
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (f->type == F_REF && !is_indexed(e, f->name)) create_index(b, e, str_of(f->name), d);
        if (f->flags & FIELD_UNIQUE) {
            buf_printf(b, "CREATE UNIQUE INDEX %s_%s_once ON %s (org, %s)\n"
                          "    WHERE archived_at IS NULL AND merged_into IS NULL;\n",
                       e->table, f->name, e->table, f->name);
        }
    }
}

/* ---- the statements ------------------------------------------------------------------------------------------- */

/* Process-lifetime: filled once under make_once, read-only from then on. */
static Arena          memory;
static EntSql        *made;
static const Query  **all;                        /* every statement of `made`, for the SQL check */
static size_t         all_n;
static pthread_once_t make_once = PTHREAD_ONCE_INIT;

static const char *kept(Buf *b) {
    CHECK(buf_ok(b));
    const char *z = arena_z(&memory, buf_str(b));
    buf_release(b);
    return z;
}

typedef struct Text {
    Buf sql, in, out;
} Text;

static void text_init(Text *t) {
    buf_init(&t->sql, SQL_TEXT_MAX);
    buf_init(&t->in, SQL_TEXT_MAX);
    buf_init(&t->out, SQL_TEXT_MAX);
}

static Query text_query(Text *t) {
    return (Query){.sql = kept(&t->sql), .in = kept(&t->in), .out = kept(&t->out)};
}

static Query query_of(const char *in, const char *out, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
static Query query_of(const char *in, const char *out, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str sql = arena_vprintf(&memory, fmt, ap);
    va_end(ap);
    return (Query){.sql = arena_z(&memory, sql), .in = in, .out = out};
}

static const char *head_type(int i) {
    return i < 4 || i == 8 || i == 9 || i == 11 ? "id" : "int";
}

static void make_columns(EntSql *s) {
    Text t;
    text_init(&t);
    for (int i = 0; i < HEAD_COLUMNS; i++) {
        buf_printf(&t.sql, "%sx.%s", i ? ", " : "", HEAD_NAMES[i]);
        buf_printf(&t.out, "%s%s:%s", i ? " " : "", HEAD_NAMES[i], head_type(i));
    }
    for (int i = 0; i < s->e->n_fields; i++) {
        const Field *f = &s->e->fields[i];
        s->has_texts = s->has_texts || f->type == F_TRI;
        if (f->type == F_TRI) continue;
        buf_printf(&t.sql, ", x.%s", f->name);
        buf_printf(&t.out, " %s:%s", f->name, TYPES[f->type].in);
    }
    Query q = text_query(&t);
    s->columns = str_of(q.sql);
    s->out = str_of(q.out);
}

/* INSERT takes the head's columns and the fields in order. */
static void make_insert(EntSql *s) {
    Text t;
    text_init(&t);
    buf_printf(&t.sql, "INSERT INTO %s (", s->e->table);
    for (Str rest = s->columns, part; str_split(&rest, ',', &part);) {
        buf_printf(&t.sql, "%s%.*s", part.p == s->columns.p ? "" : ", ", STR_ARG(str_sub(str_trim(part), 2, 99)));
    }
    buf_lit(&t.sql, ") VALUES (");
    for (Str rest = s->columns, part; str_split(&rest, ',', &part);) {
        buf_printf(&t.sql, "%s:%.*s", part.p == s->columns.p ? "" : ", ", STR_ARG(str_sub(str_trim(part), 2, 99)));
    }
    buf_lit(&t.sql, ")");
    buf_add(&t.in, s->out);
    s->insert = text_query(&t);
}

/* UPDATE takes the same values as INSERT, so that one function binds both, and the version to replace; org and
** creation never change. */
static void make_update(EntSql *s) {
    Text t;
    text_init(&t);
    buf_printf(&t.sql, "UPDATE %s SET ", s->e->table);
    bool first = true;
    for (Str rest = s->columns, part; str_split(&rest, ',', &part);) {
        Str name = str_sub(str_trim(part), 2, 99);
        if (str_eq(name, LIT("id")) || str_eq(name, LIT("org"))) continue;
        buf_printf(&t.sql, "%s%.*s = :%.*s", first ? "" : ", ", STR_ARG(name), STR_ARG(name));
        first = false;
    }
    buf_lit(&t.sql, " WHERE id = :id AND org = :org AND version = :version_was");
    buf_add(&t.in, s->out);
    buf_lit(&t.in, " version_was:int");
    s->update = text_query(&t);
}

static void make_loads(EntSql *s) {
    const char *out = arena_z(&memory, s->out), *table = s->e->table;
    s->load = query_of("id:id", out, "SELECT %.*s FROM %s x WHERE x.id = :id AND {scope:x}", STR_ARG(s->columns),
                       table);
    if (s->has_texts) {
        Str more = arena_printf(&memory, "%s t_field:text t_lang:text t_text:text t_state:int", out);
        s->load_texts = query_of("id:id", arena_z(&memory, more),
                                 "SELECT %.*s, t.field, t.lang, t.text, t.state FROM %s x LEFT JOIN texts t"
                                 " ON t.owner = x.id WHERE x.id = :id AND {scope:x} {unscoped:its own texts}",
                                 STR_ARG(s->columns), table);
    }
    if (s->e->label >= 0) {
        s->names = query_of("ids:ids", "id:id text:text",
                            "SELECT x.id, l.text FROM %s x JOIN labels l ON l.owner = x.id AND l.lang = :s_lang"
                            " WHERE x.id {in:ids} AND ({scope:x} OR x.id = :s_account)", table);
    }
    s->seen = query_of("ids:ids", "id:id", "SELECT x.id FROM %s x WHERE x.id {in:ids} AND {scope:x}", table);
    s->feed = query_of("after:id limit:int", out,
                       "SELECT %.*s FROM %s x WHERE x.id > :after AND x.archived_at IS NULL AND x.merged_into IS NULL"
                       " ORDER BY x.id LIMIT :limit {unscoped:the image decides who sees what}",
                       STR_ARG(s->columns), table);
    s->feed_these = query_of("ids:ids", out,
                             "SELECT %.*s FROM %s x WHERE x.id {in:ids} AND x.archived_at IS NULL"
                             " AND x.merged_into IS NULL {unscoped:the image decides who sees what}",
                             STR_ARG(s->columns), table);
    ptrdiff_t end = str_find(s->columns, LIT("x.merged_into"));
    s->load_head = query_of("id:id", "id:id org:id unit:id team:id visibility:int version:int created_at:int "
                            "changed_at:int created_by:id changed_by:id archived_at:int merged_into:id",
                            "SELECT %.*s FROM %s x WHERE x.id = :id AND {scope:x}", (int)end + 13, s->columns.p,
                            table);
}

static void make_marks(EntSql *s) {
    const char *table = s->e->table;
    s->archive = query_of("archived_at:int changed_at:int changed_by:id id:id version:int", NULL,
                          "UPDATE %s SET archived_at = :archived_at, changed_at = :changed_at, "
                          "changed_by = :changed_by, version = version + 1 WHERE id = :id AND version = :version",
                          table);
    s->merge = query_of("merged_into:id changed_at:int changed_by:id id:id version:int", NULL,
                        "UPDATE %s SET merged_into = :merged_into, changed_at = :changed_at, "
                        "changed_by = :changed_by, version = version + 1 WHERE id = :id AND version = :version",
                        table);
    s->taken = ARENA_ARRAY(&memory, Query, (size_t)s->e->n_fields);
    for (int i = 0; i < s->e->n_fields; i++) {
        const Field *f = &s->e->fields[i];
        if (!(f->flags & FIELD_UNIQUE) || f->type == F_TRI) continue;
        const char *in = arena_z(&memory, arena_printf(&memory, "org:id value:%s id:id", TYPES[f->type].in));
        s->taken[i] = query_of(in, "id:id", "SELECT x.id FROM %s x WHERE x.org = :org AND x.%s = :value "
                               "AND x.archived_at IS NULL AND x.merged_into IS NULL AND x.id <> :id LIMIT 1 "
                               "{unscoped:a value is taken whoever may see it}", table, f->name);
    }
}

/* The rows of `e` that hang on the record :id through `within`, and what hangs on those. */
static void make_children(EntSql *s, const Entity *e, Str within, int depth) {
    CHECK(depth < CHILD_DEPTH_MAX);
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity *child = ENTITIES[i];
        if (child->parent != e || child == e || child->parent_field < 0) continue;
        CHECK(s->n_children < CHILD_SQL_MAX);
        const char *field = child->fields[child->parent_field].name;
        Str rows = arena_printf(&memory, "%s %.*s", field, STR_ARG(within));
        s->children[s->n_children++] = (ChildSql){
            child, query_of("unit:id team:id visibility:int id:id", "id:id",
                            "UPDATE %s SET unit = :unit, team = :team, visibility = :visibility "
                            "WHERE org = :s_org AND %.*s RETURNING id", child->table, STR_ARG(rows))};
        Str below = arena_printf(&memory, "IN (SELECT id FROM %s WHERE org = :s_org AND %.*s)", child->table,
                                 STR_ARG(rows));
        make_children(s, child, below, depth + 1);
    }
}

/* How many fields of all nouns point at this one. */
static size_t pointers_at(const Entity *e) {
    size_t n = 0;
    for (int i = 0; i < ENTITIES_N; i++) {
        for (int k = 0; k < ENTITIES[i]->n_fields; k++) {
            const Field *f = &ENTITIES[i]->fields[k];
            n += f->type == F_REF && f->to == e;
        }
    }
    return n;
}

static void make_refs(EntSql *s) {
    s->refs = ARENA_ARRAY(&memory, RefSql, pointers_at(s->e) + 1);
    for (int i = 0; i < ENTITIES_N; i++) {
        for (int k = 0; k < ENTITIES[i]->n_fields; k++) {
            const Entity *e = ENTITIES[i];
            const Field *f = &e->fields[k];
            if (f->type != F_REF || f->to != s->e || (f->flags & FIELD_STAYS)) continue;
            Query move = query_of("to:id at:int by:id was:id", "id:id",
                                  "UPDATE %s SET %s = :to, changed_at = :at, changed_by = :by, "
                                  "version = version + 1 WHERE org = :s_org AND %s = :was AND id <> :to "
                                  "RETURNING id",
                                  e->table, f->name, f->name);
            Query back = query_of("to:id at:int by:id was:id id:id", "id:id",
                                  "UPDATE %s SET %s = :to, changed_at = :at, changed_by = :by, "
                                  "version = version + 1 WHERE id = :id AND %s = :was RETURNING id",
                                  e->table, f->name, f->name);
            s->refs[s->n_refs++] = (RefSql){e, f, move, back};
        }
    }
}

/* Every reference has an index, so that each of these is one look. Archived and merged records count: what is empty is
** empty for every list. */
static void make_around(EntSql *s) {
    Text t;
    text_init(&t);
    s->around_by = ARENA_ARRAY(&memory, const Field *, pointers_at(s->e) + 1);
    for (int i = 0; i < ENTITIES_N; i++) {
        for (int k = 0; k < ENTITIES[i]->n_fields; k++) {
            const Field *f = &ENTITIES[i]->fields[k];
            if (f->type != F_REF || f->to != s->e) continue;
            buf_printf(&t.sql, "%sSELECT CAST(%d AS BIGINT) WHERE EXISTS (SELECT 1 FROM %s x WHERE x.org = :s_org"
                       " AND x.%s = :id)", s->n_around ? " UNION ALL " : "", s->n_around, ENTITIES[i]->table, f->name);
            s->around_by[s->n_around++] = f;
        }
    }
    buf_lit(&t.sql, " {unscoped:whether anything is there to be asked for; told to nobody}");
    buf_lit(&t.in, "id:id");
    buf_lit(&t.out, "number:int");
    s->around = text_query(&t);
}

static bool has_team(const Entity *e) { return e->visibility == VIS_TEAM && !e->parent; }

static void team_add(EntSql *s, const Entity *e, Str where) {
    Query move = query_of("to:id of:id was:id", "id:id",
                          "UPDATE %s SET team = :to WHERE org = :s_org AND team = :was AND %.*s RETURNING id",
                          e->table, STR_ARG(where));
    Query back = query_of("to:id was:id id:id", "id:id",
                          "UPDATE %s SET team = :to WHERE id = :id AND team = :was RETURNING id", e->table);
    s->teams[s->n_teams++] = (TeamSql){e, move, back};
}

/* What points at a record, and what points at that: when the record is merged, its team goes along. */
static void make_teams(EntSql *s) {
    if (!has_team(s->e)) return;
    size_t n = (size_t)s->n_refs;
    for (int i = 0; i < s->n_refs; i++) n += pointers_at(s->refs[i].e);
    s->teams = ARENA_ARRAY(&memory, TeamSql, n + 1);
    for (int i = 0; i < s->n_refs; i++) {
        const RefSql *ref = &s->refs[i];
        Str direct = arena_printf(&memory, "%s = :of", ref->f->name);
        if (ref->e != s->e) team_add(s, ref->e, direct);
    }
    for (int i = 0; i < s->n_refs; i++) {
        const RefSql *ref = &s->refs[i];
        for (int k = 0; k < ENTITIES_N && ref->e != s->e; k++) {
            const Entity *e = ENTITIES[k];
            for (int j = 0; j < e->n_fields; j++) {
                if (e->fields[j].type != F_REF || e->fields[j].to != ref->e) continue;
                team_add(s, e, arena_printf(&memory, "%s IN (SELECT id FROM %s WHERE org = :s_org AND %s = :of)",
                                            e->fields[j].name, ref->e->table, ref->f->name));
            }
        }
    }
}

/* Statements stand inside `made`, which does not move any more. */
static void remember(EntSql *s) {
    const Query *own[] = {&s->load,   &s->load_head, &s->seen,    &s->feed,  &s->feed_these, &s->load_texts,
                          &s->insert, &s->update,    &s->archive, &s->merge, &s->names};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (own[i]->sql) all[all_n++] = own[i];
    }
    if (s->n_around) all[all_n++] = &s->around;
    for (int i = 0; i < s->n_children; i++) all[all_n++] = &s->children[i].follow;
    for (int i = 0; i < s->e->n_fields; i++) {
        if (s->taken[i].sql) all[all_n++] = &s->taken[i];
    }
    for (int i = 0; i < s->n_refs; i++) {
        all[all_n++] = &s->refs[i].move;
        all[all_n++] = &s->refs[i].back;
    }
    for (int i = 0; i < s->n_teams; i++) {
        all[all_n++] = &s->teams[i].move;
        all[all_n++] = &s->teams[i].back;
    }
}

static void make_all(void) {
    size_t n = 0;
    arena_init(&memory, SQL_MEMORY_MAX);
    made = ARENA_ARRAY(&memory, EntSql, (size_t)ENTITIES_N + 1);
    for (int i = 0; i < ENTITIES_N; i++) {
        EntSql *s = &made[i];
        s->e = ENTITIES[i];
        make_columns(s);
        make_insert(s);
        make_update(s);
        make_loads(s);
        make_marks(s);
        make_children(s, s->e, LIT("= :id"), 0);
        make_refs(s);
        make_around(s);
        make_teams(s);
        n += 13 + (size_t)s->n_children + (size_t)s->e->n_fields + 2 * (size_t)(s->n_refs + s->n_teams);
    }
    n += (size_t)(CHECK_QUERIES_N + STORE_QUERIES_N + ACT_QUERIES_N + UNDO_QUERIES_N + FEED_QUERIES_N +
                IMAGE_QUERIES_N + ERASE_QUERIES_N);
    all = ARENA_ARRAY(&memory, const Query *, n);
    for (int i = 0; i < ENTITIES_N; i++) remember(&made[i]);
    for (int i = 0; i < CHECK_QUERIES_N; i++) all[all_n++] = &CHECK_QUERIES[i];
    for (int i = 0; i < STORE_QUERIES_N; i++) all[all_n++] = &STORE_QUERIES[i];
    for (int i = 0; i < ACT_QUERIES_N; i++) all[all_n++] = &ACT_QUERIES[i];
    for (int i = 0; i < UNDO_QUERIES_N; i++) all[all_n++] = &UNDO_QUERIES[i];
    for (int i = 0; i < FEED_QUERIES_N; i++) all[all_n++] = &FEED_QUERIES[i];
    for (int i = 0; i < IMAGE_QUERIES_N; i++) all[all_n++] = &IMAGE_QUERIES[i];
    for (int i = 0; i < ERASE_QUERIES_N; i++) all[all_n++] = &ERASE_QUERIES[i];
    CHECK(all_n <= n);
}

void ent_init(void) { CHECK(pthread_once(&make_once, make_all) == 0); }

const EntSql *ent_sql(const Entity *e) {
    ent_init();
    for (int i = 0; i < ENTITIES_N; i++) {
        if (made[i].e == e) return &made[i];
    }
    CHECK(!"an entity that is not in ENTITIES");
    return NULL;
}

/* The names statements of several nouns as one, made once for each set; a set is a constant array. */
const Query *ent_names_query(const Entity *const *of, size_t n) {
    enum { SETS_MAX = 8 };
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct {
        const Entity *const *of;
        Query                q;
    } sets[SETS_MAX];
    size_t i = 0;
    ent_init();
    pthread_mutex_lock(&lock);
    while (i < SETS_MAX && sets[i].of && sets[i].of != of) i++;
    CHECK(i < SETS_MAX);
    if (!sets[i].of) {
        Buf b;
        buf_init(&b, SQL_MEMORY_MAX);
        for (size_t k = 0; k < n; k++) {
            if (k) buf_lit(&b, " UNION ALL ");
            buf_add(&b, str_of(ent_sql(of[k])->names.sql));
        }
        sets[i].q = ent_sql(of[0])->names;
        sets[i].q.sql = arena_z(&memory, buf_str(&b));
        sets[i].of = of;
        buf_release(&b);
    }
    pthread_mutex_unlock(&lock);
    return &sets[i].q;
}

const Query *const *ent_queries(size_t *ret_n) {
    ent_init();
    *ret_n = all_n;
    return all;
}

void ent_take_head(const Rows *r, int col, Head *h) {
    *h = (Head){
        .id = rows_id(r, col),
        .org = rows_id(r, col + 1),
        .unit = rows_id(r, col + 2),
        .team = rows_id(r, col + 3),
        .visibility = (int)rows_int(r, col + 4),
        .version = rows_int(r, col + 5),
        .created_at = rows_int(r, col + 6),
        .changed_at = rows_int(r, col + 7),
        .created_by = rows_id(r, col + 8),
        .changed_by = rows_id(r, col + 9),
        .archived_at = rows_int(r, col + 10),
        .merged_into = rows_id(r, col + 11),
    };
}

void ent_take(const Rows *r, int col, const Entity *e, void *rec) {
    ent_clear(e, rec);
    ent_take_head(r, col, rec);
    col += HEAD_COLUMNS;
    for (int i = 0; i < e->n_fields; i++) {
        if (e->fields[i].type != F_TRI) value_take(r, col++, &e->fields[i], rec);
    }
}

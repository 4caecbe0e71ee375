/* entities_test.c - written once for every entity of the program: random records go through the database, JSON, CSV and
** forms and come back the same; the schema's history makes the tables that the entities describe. */
#include "store/fixture.h"

#include "db/scope.h"
#include "ent/ent_random.h"
#include "ent/form.h"
#include "ent/list.h"

enum { ROUNDS = 160, ENTITIES_MAX = 160 };

/* ---- random records of all entities, each pointing at earlier ones -------------------------------------------- */

typedef struct Made {
    RandomIds ids[ENTITIES_MAX];
    Id        room[ENTITIES_MAX][ROUNDS];
    Random    r;
} Made;

static void same_record(const Entity *e, const void *a, const void *b, const char *way) {
    for (int i = 0; i < e->n_fields; i++) {
        if (!value_eq(&e->fields[i], a, b)) fail_msg("%s.%s does not survive %s", e->name, e->fields[i].name, way);
    }
}

static void *through_json(Fixture *f, const Entity *e, const void *rec) {
    Buf b;
    void *back = ent_new(&f->ctx, e);
    buf_init(&b, 64 << 20);
    ent_json(&f->ctx, &b, e, rec);
    assert_int_equal(ent_json_read(&f->ctx, e, buf_str(&b), false, back), OK);
    buf_release(&b);
    return back;
}

/* The cells of one line of RFC 4180. */
static size_t cells_of(Arena *a, Str line, Str *cells) {
    size_t n = 0, i = 0;
    while (i <= line.n && n < 400) {
        char *p = arena_alloc(a, line.n + 1);
        size_t m = 0;
        bool quoted = i < line.n && line.p[i] == '"';
        for (i += quoted; i < line.n; i++) {
            bool pair = quoted && line.p[i] == '"' && i + 1 < line.n && line.p[i + 1] == '"';
            if (pair) i++;
            else if (line.p[i] == (quoted ? '"' : ',')) break;
            else if (!quoted && str_starts(str_sub(line, i, 2), LIT("\r\n"))) break;
            p[m++] = line.p[i];
        }
        i += quoted;
        cells[n++] = (Str){p, m};
        if (i >= line.n || line.p[i] != ',') break;
        i++;
    }
    return n;
}

static void *through_csv(Fixture *f, const Entity *e, const void *rec) {
    Buf head, row;
    Str *names = ARENA_ARRAY(&f->arena, Str, 400), *cells = ARENA_ARRAY(&f->arena, Str, 400);
    void *back = ent_new(&f->ctx, e);
    buf_init(&head, 1 << 20);
    buf_init(&row, 64 << 20);
    ent_csv_head(&f->ctx, &head, e);
    ent_csv_row(&f->ctx, &row, e, rec);
    size_t n = cells_of(&f->arena, buf_str(&head), names);
    assert_int_equal(cells_of(&f->arena, buf_str(&row), cells), n);
    for (size_t i = 0; i < n; i++) assert_true(ent_cell_read(&f->ctx, e, back, names[i], cells[i]));
    assert_int_equal(f->ctx.complaints.n, 0);
    buf_release(&head);
    buf_release(&row);
    return back;
}

static void clear_secrets(const Entity *e, void *rec) {
    for (int i = 0; i < e->n_fields; i++) {
        if (e->fields[i].flags & FIELD_SECRET) value_clear(&e->fields[i], rec);
    }
}

static void round_trips(Fixture *f, const Entity *e, const void *rec) {
    void *back = arena_alloc(&f->arena, e->size), *open = arena_alloc(&f->arena, e->size);
    assert_int_equal(ent_load(&f->ctx, e, ((const Head *)rec)->id, back), OK);
    Head stored = *(const Head *)back;
    if (e->parent) stored.visibility = ((const Head *)rec)->visibility; /* follows what the entity's after made of it */
    assert_memory_equal(&stored, rec, sizeof(Head));
    same_record(e, rec, back, "the database");
    memcpy(open, rec, e->size);
    clear_secrets(e, open);
    same_record(e, open, through_json(f, e, rec), "JSON");
    same_record(e, open, through_csv(f, e, rec), "CSV");
}

/* Some records that the entity's own rules refuse are to be expected; they are not kept. */
static bool one_record(Fixture *f, Made *m, int k) {
    const Entity *e = ENTITIES[k];
    void *rec = arena_alloc(&f->arena, e->size);
    random_record(&m->r, e, rec);
    Fault fault = fixture_save(f, e, rec);
    if (fault == OK) {
        m->room[k][m->ids[k].n++] = ((Head *)rec)->id;
        round_trips(f, e, rec);
    } else if (fault != INVALID && fault != DUPLICATE && !e->check && !e->after) {
        fail_msg("%s: %s", e->name, fault_name(fault));
    }
    f->ctx.complaints.n = 0;
    return fault == OK;
}

static void test_random_records_of_every_entity_survive_every_way(void **state) {
    FIXTURE(f, state);
    Made *m = ARENA_NEW(&f->arena, Made);
    m->r = (Random){.arena = &f->arena, .ids = m->ids, .n_ids = (size_t)ENTITIES_N};
    rng_seed(&m->r.rng, 20260601);
    assert_true(ENTITIES_N <= ENTITIES_MAX);
    for (int k = 0; k < ENTITIES_N; k++) m->ids[k] = (RandomIds){ENTITIES[k], m->room[k], 0};
    for (int round = 0; round < ROUNDS; round++) {
        m->r.full = round % 3 == 2;
        for (int k = 0; k < ENTITIES_N; k++) one_record(f, m, k);
    }
    for (int k = 0; k < ENTITIES_N; k++) {
        if (!ENTITIES[k]->check && m->ids[k].n < 3) fail_msg("%s: only %zu", ENTITIES[k]->name, m->ids[k].n);
    }
    int64_t entries;
    assert_int_equal(act_verify_chain(&f->ctx, &entries), OK);
}

static void test_every_entity_can_be_listed_by_each_of_its_fields(void **state) {
    FIXTURE(f, state);
    for (int k = 0; k < ENTITIES_N; k++) {
        const Entity *e = ENTITIES[k];
        for (int i = -1; i < e->n_fields; i++) {
            ListSpec s = {.entity = e, .limit = 10, .descending = i % 2 != 0};
            if (i >= 0 && e->fields[i].type == F_TRI) continue;
            s.sort = i >= 0 ? &e->fields[i] : NULL;
            void *rows;
            size_t n;
            int64_t total;
            assert_int_equal(list_run(&f->ctx, &s, i % 3 == 0, &rows, &n, &total), OK);
        }
    }
}

/* ---- the schema ----------------------------------------------------------------------------------------------- */

static const Query COLUMNS[2] = {
    {.sql = "SELECT p.name || ' ' || p.type || CASE WHEN p.\"notnull\" <> 0 THEN ' not null' ELSE '' END AS what "
            "FROM pragma_table_info(:t) p ORDER BY what", .in = "t:text", .out = "what:text"},
    {.sql = "SELECT column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(collation_name, '') "
            "AS what FROM information_schema.columns WHERE table_name = :t AND table_schema = current_schema() "
            "ORDER BY what", .in = "t:text", .out = "what:text"},
};
static const Query INDEXES[2] = {
    {.sql = "SELECT m.name || ' ' || l.\"unique\" || ' ' || l.partial || ' ' || (SELECT group_concat(i.name, ',') FROM "
            "pragma_index_info(m.name) i) AS what FROM sqlite_master m JOIN pragma_index_list(:t) l ON l.name = m.name "
            "WHERE m.type = 'index' AND m.tbl_name = :t ORDER BY what", .in = "t:text", .out = "what:text"},
    {.sql = "SELECT replace(indexdef, schemaname || '.', '') AS what FROM pg_indexes WHERE tablename = :t "
            "AND schemaname = current_schema() ORDER BY what", .in = "t:text", .out = "what:text"},
};

static void describe(Fixture *f, Buf *b, const Query *q, const char *table) {
    AUTO(rows_end) Rows r = {0};
    assert_int_equal(db_rows(&f->ctx, q, VALS(v_text(str_of(table))), &r), OK);
    while (rows_next(&r)) {
        buf_add(b, rows_text(&r, 0));
        buf_byte(b, '\n');
    }
    assert_int_equal(rows_fault(&r), OK);
}

static Str described(Fixture *f, const Query *q, const Entity *e) {
    Buf b;
    buf_init(&b, 1 << 20);
    describe(f, &b, q, e->table);
    Str s = arena_copy(&f->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

/* The columns are the same; a migration may add indexes of its own to those that the entity asks for. */
static void test_the_schemas_history_makes_what_the_entities_describe(void **state) {
    FIXTURE(f, state);
    Str columns[ENTITIES_MAX], indexes[ENTITIES_MAX];
    Buf b;
    buf_init(&b, 8 << 20);
    for (int k = 0; k < ENTITIES_N; k++) {
        columns[k] = described(f, &COLUMNS[f->pg], ENTITIES[k]);
        indexes[k] = described(f, &INDEXES[f->pg], ENTITIES[k]);
        buf_printf(&b, "DROP TABLE %s%s;", ENTITIES[k]->table, f->pg ? " CASCADE" : "");
    }
    for (int k = 0; k < ENTITIES_N; k++) ent_create_sql(&b, ENTITIES[k], f->pg ? DB_PG : DB_SQLITE);
    Fault made = fixture_script(f, arena_z(&f->arena, buf_str(&b)));
    buf_release(&b);
    if (made != OK) fail_msg("%s: %.*s", fault_name(made), STR_ARG(f->ctx.fault.text));
    for (int k = 0; k < ENTITIES_N; k++) {
        Str want = described(f, &COLUMNS[f->pg], ENTITIES[k]), index;
        if (!str_eq(columns[k], want)) {
            fail_msg("%s is\n%.*s\nand should be\n%.*s", ENTITIES[k]->table, STR_ARG(columns[k]), STR_ARG(want));
        }
        want = described(f, &INDEXES[f->pg], ENTITIES[k]);
        while (str_split(&want, '\n', &index)) {
            if (str_find(indexes[k], index) < 0) fail_msg("%s lacks %.*s", ENTITIES[k]->table, STR_ARG(index));
        }
    }
}

static void test_every_statement_of_the_entities_is_understood(void **state) {
    FIXTURE(f, state);
    size_t n;
    const Query *const *v = ent_queries(&n);
    assert_true(n > 100);
    for (size_t i = 0; i < n; i++) {
        if (!v[i]->out || !*v[i]->out || str_starts(str_of(v[i]->sql), LIT("UPDATE"))) continue;
        Val vals[200];
        Id one = 1;
        size_t m = 0;
        Str rest = str_of(v[i]->in), part;
        while (v[i]->in && str_split(&rest, ' ', &part)) {
            vals[m++] = str_ends(part, LIT(":ids"))    ? v_ids(&one, 1)
                        : str_ends(part, LIT(":text")) ? v_text(part)
                        : str_ends(part, LIT(":real")) ? v_real(1)
                        : str_ends(part, LIT(":blob")) ? v_blob(part)
                                                       : v_int(1);
        }
        AUTO(rows_end) Rows r = {0};
        if (db_rows(&f->ctx, v[i], vals, m, &r) != OK) fail_msg("%s", v[i]->sql);
        while (rows_next(&r)) m++;
        assert_int_equal(rows_fault(&r), OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_random_records_of_every_entity_survive_every_way),
        FIXTURE_BOTH(test_every_entity_can_be_listed_by_each_of_its_fields),
        FIXTURE_BOTH(test_the_schemas_history_makes_what_the_entities_describe),
        FIXTURE_BOTH(test_every_statement_of_the_entities_is_understood),
    };
    return cmocka_run_group_tests_name("entities", tests, NULL, NULL);
}

/* ent_schema_test.c - what is derived from the tables of an entity, kept as files for review: schema.sqlite.sql,
** schema.pg.sql, schema.json. With GOLDEN_WRITE=1 they are written anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ent/ent_sample.h"
#include "ent/form.h"

static void compare(const char *path, Str is) {
    static char was[1 << 20];
    if (getenv("GOLDEN_WRITE")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(is.p, 1, is.n, f), is.n);
        assert_int_equal(fclose(f), 0);
    }
    FILE *f = fopen(path, "rb");
    if (!f) fail_msg("%s is not there; make golden", path);
    size_t n = fread(was, 1, sizeof was, f);
    fclose(f);
    if (!str_eq(is, (Str){was, n})) fail_msg("%s differs; if that is meant, make golden:\n%.*s", path, STR_ARG(is));
}

static void schema(const char *path, Dialect d) {
    Buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < ENTITIES_N; i++) ent_create_sql(&b, ENTITIES[i], d);
    compare(path, buf_str(&b));
    buf_release(&b);
}

static void test_the_schema_of_sqlite_is_as_reviewed(void **state) {
    (void)state;
    schema("test/golden/schema/schema.sqlite.sql", DB_SQLITE);
}

static void test_the_schema_of_postgresql_is_as_reviewed(void **state) {
    (void)state;
    schema("test/golden/schema/schema.pg.sql", DB_PG);
}

static void test_the_json_schema_is_as_reviewed(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 2 * ENTITIES_N; i++) {
        ent_schema(&b, ENTITIES[i / 2], i % 2 ? SCHEMA_WHOLE : SCHEMA_ANSWER);
        buf_byte(&b, '\n');
    }
    compare("test/golden/schema/schema.json", buf_str(&b));
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_schema_of_sqlite_is_as_reviewed),
        cmocka_unit_test(test_the_schema_of_postgresql_is_as_reviewed),
        cmocka_unit_test(test_the_json_schema_is_as_reviewed),
    };
    return cmocka_run_group_tests_name("schema", tests, NULL, NULL);
}

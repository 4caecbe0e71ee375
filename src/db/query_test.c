/* query_test.c - what a Query becomes for each engine, and which ones are refused. */
#include "db/query.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static void becomes(const Query *q, Dialect d, const char *expected) {
    Parsed p;
    if (!query_parse(q, d, &p)) fail_msg("%s", p.error);
    assert_string_equal(p.sql.p, expected);
    query_release(&p);
}

static void refused(const char *sql, const char *in, const char *out, const char *expected) {
    Parsed p;
    Query  q = {.sql = sql, .in = in, .out = out};
    assert_false(query_parse(&q, DB_SQLITE, &p));
    assert_string_equal(p.error, expected);
    query_release(&p);
}

static void test_parameters_are_numbered_in_the_order_of_in(void **state) {
    (void)state;
    Query q = {.sql = "SELECT a FROM t WHERE b = :two AND c = :one AND d = :two", .in = "one:int two:text",
               .out = "a:id"};
    becomes(&q, DB_SQLITE, "SELECT a FROM t WHERE b = ?2 AND c = ?1 AND d = ?2");
    becomes(&q, DB_PG, "SELECT a FROM t WHERE b = $2 AND c = $1 AND d = $2");
}

static void test_our_own_parameters_come_behind_once_each(void **state) {
    (void)state;
    Query  q = {.sql = "SELECT :s_org, :x, :s_today, :s_org", .in = "x:int", .out = "a:int b:int c:int d:int"};
    Parsed p;
    assert_true(query_parse(&q, DB_SQLITE, &p));
    assert_string_equal(p.sql.p, "SELECT ?2, ?1, ?3, ?2");
    assert_int_equal(p.n_in, 1);
    assert_int_equal(p.n_slots, 3);
    assert_int_equal(p.slot[1], SLOT_ORG);
    assert_int_equal(p.slot[2], SLOT_TODAY);
    query_release(&p);
}

static void test_quoted_texts_and_comments_are_left_alone(void **state) {
    (void)state;
    Query q = {.sql = "SELECT ':x {scope:y}''' , \"a:b\" -- :no\n FROM t /* {x:y} ; */ WHERE a = :x", .in = "x:int",
               .out = "a:text b:text"};
    becomes(&q, DB_SQLITE, "SELECT ':x {scope:y}''' , \"a:b\" FROM t WHERE a = ?1");
}

static void test_marks_become_sql(void **state) {
    (void)state;
    Query ids = {.sql = "SELECT a FROM t x WHERE x.id {in:ids}{unscoped:keys given by the list}", .in = "ids:ids",
                 .out = "a:int"};
    becomes(&ids, DB_SQLITE, "SELECT a FROM t x WHERE x.id IN carray(?1)");
    becomes(&ids, DB_PG, "SELECT a FROM t x WHERE x.id = ANY ($1)");
    Query label = {.sql = "SELECT l_x.text, l_holder.text FROM t x {label:x} {label:x.holder}", .out = "a:text b:text"};
    becomes(&label, DB_PG, "SELECT l_x.text, l_holder.text FROM t x "
                           "LEFT JOIN labels l_x ON l_x.owner = x.id AND l_x.lang = $1 "
                           "LEFT JOIN labels l_holder ON l_holder.owner = x.holder AND l_holder.lang = $1");
    Query  scope = {.sql = "SELECT a FROM t x WHERE {scope:x}", .out = "a:int"};
    Parsed p;
    assert_true(query_parse(&scope, DB_SQLITE, &p));
    assert_non_null(strstr(p.sql.p, "x.org = ?1"));
    assert_int_equal(p.n_slots, 4);
    query_release(&p);
}

static void test_postgresql_gets_nulls_first(void **state) {
    (void)state;
    Query q = {.sql = "SELECT a FROM t x ORDER BY x.a, lower(x.b, 1) DESC , x.id DESC, c ASC LIMIT 3", .out = "a:int"};
    becomes(&q, DB_SQLITE, q.sql);
    becomes(&q, DB_PG, "SELECT a FROM t x ORDER BY x.a NULLS FIRST , lower(x.b, 1) DESC  NULLS LAST , x.id DESC, c ASC "
                       " NULLS FIRST LIMIT 3");
    Query inner = {.sql = "SELECT (SELECT a FROM t ORDER BY seq DESC LIMIT 1), rank() OVER (PARTITION BY b ORDER BY c)"
                          " FROM u ORDER BY 1 NULLS LAST",
                   .out = "a:int b:int"};
    becomes(&inner, DB_PG, "SELECT (SELECT a FROM t ORDER BY seq DESC LIMIT 1), rank() OVER (PARTITION BY b ORDER BY c"
                           " NULLS FIRST ) FROM u ORDER BY 1 NULLS LAST");
}

static void test_malformed_queries_are_refused(void **state) {
    (void)state;
    refused("SELECT :x", "", "a:int", "parameter that `in` does not name: x");
    refused("SELECT 1", "x:int", "a:int", "parameter that the text does not use: x");
    refused("SELECT :x", "x:date", "a:int", "unknown type: x:date");
    refused("SELECT :x", "x", "a:int", "not name:type: x");
    refused("SELECT :x", "x:int x:int", "a:int", "parameter named twice: x:int");
    refused("SELECT a::int FROM t", "", "a:int", "a colon without a name: SELECT a::int FROM t");
    refused("SELECT ?", "", "a:int", "not to be used in a query: ?");
    refused("SELECT 1; DELETE FROM t", "", "a:int", "not to be used in a query: ;");
    refused("SELECT {scoop:x}", "", "a:int", "unknown mark: {scoop:x}");
    refused("SELECT {scope:x", "", "a:int", "unknown mark: {scope:x");
    refused("SELECT {scope:x OR 1=1}", "", "a:int", "not an alias: x OR 1=1");
    refused("SELECT {unscoped: }", "", "a:int", "say why: {unscoped: }");
    refused("SELECT {in:x}", "x:int", "a:int", "`in` does not name these ids: x");
    refused("SELECT :x", "x:ids", "a:int", "ids are used as {in:...}: x");
    refused("SELECT 1", "", "a:ids", "a column cannot be ids: a:ids");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters_are_numbered_in_the_order_of_in),
        cmocka_unit_test(test_our_own_parameters_come_behind_once_each),
        cmocka_unit_test(test_quoted_texts_and_comments_are_left_alone),
        cmocka_unit_test(test_marks_become_sql),
        cmocka_unit_test(test_postgresql_gets_nulls_first),
        cmocka_unit_test(test_malformed_queries_are_refused),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}

/* modules_test.c - every statement of every module, checked against the real schema on both engines (check_sql.h). */
#include "store.h"

#include "db/check_sql.h"
#include "http/http.h"

static int check(Ctx *c, const char *module, const Query *v, int n, Buf *report) {
    QuerySet set = {module, v, n};
    int      problems = 0;
    Fault    f = check_sql(c, &set, 1, report, &problems);
    if (f != OK) fail_msg("%s: %s", fault_name(f), c->db->message);
    return problems;
}

static void test_every_statement_of_every_module_is_right(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    Buf report;
    int problems = 0, statements = SCOPE_QUERIES_N;
    buf_init(&report, 1 << 20);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    problems += check(&c, "db", SCOPE_QUERIES, SCOPE_QUERIES_N, &report);
    for (int i = 0; i < MODULES_N; i++) {
        const Module *m = MODULES[i];
        problems += check(&c, m->name, m->queries, m->n_queries, &report);
        statements += m->n_queries;
        /* A module's checks look at everything, whoever may see it. */
        for (int k = 0; k < m->n_checks; k++) problems += check(&c, "ops", &m->checks[k].query, 1, &report);
    }
    region_read_end(s->region, &c);
    if (problems) fail_msg("%d problems in %d statements:\n%.*s", problems, statements, STR_ARG(buf_str(&report)));
    assert_true(statements > 30);
    buf_release(&report);
}

static void test_every_text_column_sorts_bytewise(void **state) {
    STORE(state);
    Ctx c = store_ctx(s, &s->arena);
    Buf report;
    int problems = -1;
    buf_init(&report, 1 << 16);
    assert_int_equal(region_read_begin(s->region, &c), OK);
    assert_int_equal(check_collations(&c, &report, &problems), OK);
    region_read_end(s->region, &c);
    if (problems) fail_msg("%.*s", STR_ARG(buf_str(&report)));
    buf_release(&report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        ON_BOTH(test_every_statement_of_every_module_is_right),
        ON_BOTH(test_every_text_column_sorts_bytewise),
    };
    return cmocka_run_group_tests_name("modules", tests, NULL, NULL);
}

/* Tests of reading a pasted table: shapes, numbers, and what is wrong and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "leak/iotable.h"

enum { ARENA = 4 << 20 };

static IoFlaw read(Arena *a, const char *text, IoTable *t) { return io_read(a, str_of(text), t); }

static void test_a_table(void **state) {
    (void)state;
    static const char *const SAME[] = {
        ";A;B\nA;10;1,000.5\nB;0;20\nout;100;5 000\n",
        "x\tA\tB\r\n\r\nA\t10\t1,000.5\r\nB\t0\t20\r\n\r\nout\t100\t5000",
        "\tA\tB\nA\t10\t1,000.5\nB\t0\t20\n\t100\t5000",
        "\"x\",\"A\",\"B\"\nA,10,1000.5\nB,0,20\n,100,5000\n\n",
    };
    Arena a;
    arena_init(&a, ARENA);
    for (int i = 0; i < 4; i++) {
        IoTable t;
        assert_int_equal(read(&a, SAME[i], &t), IO_FINE);
        assert_int_equal(t.n, 2);
        assert_true(str_eq(t.names[1], LIT("B")));
        assert_true(t.flows[0] == 10 && t.flows[1] == 1000.5 && t.flows[3] == 20 && t.output[1] == 5000);
    }
    arena_release(&a);
}

static void flaw(Arena *a, const char *text, IoFlaw want, size_t row, size_t col) {
    IoTable t;
    IoFlaw  f = read(a, text, &t);
    if (f != want || (row && t.row != row) || (col && t.col != col)) {
        fail_msg("%s: %d at %zu, %zu", text, f, t.row, t.col);
    }
}

static void test_what_is_wrong(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    flaw(&a, "", IO_BIG, 0, 0);
    flaw(&a, "\n \n", IO_BIG, 0, 0);
    flaw(&a, "alone", IO_BIG, 0, 0);
    flaw(&a, ";A;B\nA;1;2\nB;3;4", IO_SHORT, 0, 0);
    flaw(&a, ";A\nA;1\nout;4\nmore;5", IO_SHORT, 4, 0);
    flaw(&a, ";A;B\nA;1\nB;3;4\no;9;9", IO_WIDTH, 2, 0);
    flaw(&a, ";A;B\nA;1;2;3\nB;3;4\no;9;9", IO_WIDTH, 2, 0);
    flaw(&a, ";A;B\nA;1;2\nB;x;4\no;9;9", IO_NUMBER, 3, 2);
    flaw(&a, ";A;B\nA;1;-2\nB;3;4\no;9;9", IO_NUMBER, 2, 3);
    flaw(&a, ";A;B\nA;1;2.3.4\nB;3;4\no;9;9", IO_NUMBER, 2, 3);
    flaw(&a, ";A\nA;\no;9", IO_NUMBER, 2, 2);
    flaw(&a, ";A\nA;1234567890123456789\no;9", IO_NUMBER, 2, 2);
    arena_release(&a);
}

static void test_multipliers_of_it(void **state) {
    (void)state;
    Arena     a;
    IoTable   t;
    FlowTable f;
    double    m[2], bound;
    arena_init(&a, ARENA);
    assert_int_equal(read(&a, ";A;B\nA;0;50\nB;0;0\nout;10;100", &t), IO_FINE);
    assert_int_equal(io_flow(&a, &t, &f), IO_FINE);
    flow_multipliers(&f, &a, 1e-12, m, &bound);
    assert_true(m[0] == 1 && fabs(m[1] - 1.5) <= bound);
    assert_int_equal(read(&a, ";A\nA;5\nout;0", &t), IO_FINE);
    assert_int_equal(io_flow(&a, &t, &f), IO_OUTPUT);
    assert_int_equal(read(&a, ";A\nA;5\nout;4", &t), IO_FINE);
    assert_int_equal(io_flow(&a, &t, &f), IO_OUTPUT);
    assert_int_equal(read(&a, ";A;B\nA;5;1\nB;5;1\nout;10;9", &t), IO_FINE);
    assert_int_equal(io_flow(&a, &t, &f), IO_CLOSED);
    assert_int_equal(t.col, 1);
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_table), cmocka_unit_test(test_what_is_wrong), cmocka_unit_test(test_multipliers_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

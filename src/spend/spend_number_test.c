/* spend_number_test.c - names under one number: drift is one payee, different names are doubtful. */
#include "spend/spend_number.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static Arena memory;

static SpendNumbers of(const SpendNumbered *v, size_t n, size_t groups) {
    SpendNumbers by;
    spend_numbers(&memory, spend_words(&memory), v, n, groups, &by);
    return by;
}

static void test_alike(void **state) {
    static const struct {
        const char *a, *b;
        bool        alike;
    } CASES[] = {{"Infomill", "INFOMILL LTD", true}, {"Oxford City Housing", "Oxford City Council Housing", true},
                 {"British Gas", "British Telecom", false}, {"Atkins Limited", "Ripon College", false},
                 {"Gas", "British Gas", true}, {"", "British Gas", false}};
    const SpendWords *w = spend_words(&memory);
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        assert_int_equal(spend_alike(&memory, w, str_of(CASES[i].a), str_of(CASES[i].b)), CASES[i].alike);
        assert_int_equal(spend_alike(&memory, w, str_of(CASES[i].b), str_of(CASES[i].a)), CASES[i].alike);
    }
}

static void test_drift_and_doubt(void **state) {
    static const SpendNumbered V[] = {
        {LIT("Atkins Limited"), LIT("77"), SPEND_BODY, 0},
        {LIT("Ripon College"), LIT("77"), SPEND_BODY, 1},
        {LIT("Atkins Limited Oxford"), LIT("77"), SPEND_BODY, 2},
        {LIT("Infomill"), LIT("5"), SPEND_BODY, 3},
        {LIT("Redacted personal data"), LIT("5"), SPEND_WITHHELD, 4},
        {LIT("No number"), LIT("0"), SPEND_BODY, 5},
        {LIT("Nor here"), LIT("0"), SPEND_BODY, 6},
    };
    (void)state;
    SpendNumbers by = of(V, 7, 7);
    assert_int_equal(by.root[2], 0);
    assert_int_equal(by.root[1], 1);
    assert_int_equal(by.root[6], 6);
    assert_int_equal(by.drifted, 1);
    assert_int_equal(by.doubtful, 1);
    assert_true(str_eq(by.other[1], LIT("Atkins Limited")) && str_eq(by.other[0], LIT("Ripon College")));
    assert_false(by.other[3].n);
}

/* Whatever the order, groups join only within one number, and the root is the first of its kind. */
static void test_roots(void **state) {
    enum { ROUNDS = 200, ROWS = 40, GROUPS = 12 };
    static const char *const NAMES[] = {"Alpha Bakery", "Alpha Bakery North", "Beta Roads", "Gamma", "Gamma Works Ltd"};
    static const char *const NUMBERS[] = {"1", "2", "3", ""};
    Rng r;
    (void)state;
    rng_seed(&r, 7);
    for (int round = 0; round < ROUNDS; round++) {
        SpendNumbered v[ROWS];
        for (int i = 0; i < ROWS; i++) {
            uint32_t g = (uint32_t)rng_below(&r, GROUPS);
            v[i] = (SpendNumbered){str_of(NAMES[g % 5]), str_of(NUMBERS[rng_below(&r, 4)]), SPEND_BODY, g};
        }
        SpendNumbers by = of(v, ROWS, GROUPS);
        for (uint32_t g = 0; g < GROUPS; g++) {
            assert_true(by.root[g] <= g);
            assert_int_equal(by.root[by.root[g]], by.root[g]);
        }
        arena_reset(&memory);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_drift_and_doubt),
        cmocka_unit_test(test_roots),
    };
    arena_init(&memory, 256 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&memory);
    return failed;
}

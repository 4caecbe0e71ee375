/* Tests of sums of a budget: exact in any order, parts make the whole, unknown is not zero, and what comes over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "budget/ledger.h"

enum { TRIES = 2000, LINES = 40, FUNDS = 3, YEARS = 4, FIRST = 2025, KINDS = 2 };

static size_t random_lines(Rng *r, LedgerLine *v) {
    size_t n = rng_below(r, LINES + 1);
    for (size_t i = 0; i < n; i++) {
        bool unknown = rng_below(r, 8) == 0;
        v[i] = (LedgerLine){.id = (int64_t)i + 1, .fund = 1 + (int64_t)rng_below(r, FUNDS),
                            .year = FIRST + (int)rng_below(r, YEARS), .kind = 1 + (int)rng_below(r, KINDS),
                            .planned = unknown ? NUMBER_NONE : (int64_t)rng_below(r, 100000000000),
                            .spent = (int64_t)rng_below(r, 100000000000) - 1000};
    }
    return n;
}

static void shuffle(Rng *r, LedgerLine *v, size_t n) {
    for (size_t i = n; i > 1; i--) {
        size_t k = rng_below(r, i);
        LedgerLine kept = v[i - 1];
        v[i - 1] = v[k];
        v[k] = kept;
    }
}

static void same(LedgerSum a, LedgerSum b) {
    assert_int_equal(a.lines, b.lines);
    assert_int_equal(a.unknown, b.unknown);
    assert_int_equal(a.planned, b.planned);
    assert_int_equal(a.spent, b.spent);
}

static LedgerSum added(LedgerSum a, LedgerSum b) {
    return (LedgerSum){a.lines + b.lines, a.unknown + b.unknown, a.planned + b.planned, a.spent + b.spent};
}

static void test_totals_are_their_rows_in_any_order(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 7);
    for (int t = 0; t < TRIES; t++) {
        LedgerLine v[LINES];
        size_t     n = random_lines(&r, v);
        LedgerSum  all = ledger_sum(v, n, (LedgerPick){0}), rows = {0}, funds = {0}, years = {0}, kinds = {0};
        for (size_t i = 0; i < n; i++) rows = added(rows, ledger_sum(&v[i], 1, (LedgerPick){0}));
        for (int i = 1; i <= FUNDS; i++) funds = added(funds, ledger_sum(v, n, (LedgerPick){.fund = i}));
        for (int i = 0; i < YEARS; i++) years = added(years, ledger_sum(v, n, (LedgerPick){.year = FIRST + i}));
        for (int i = 1; i <= KINDS; i++) kinds = added(kinds, ledger_sum(v, n, (LedgerPick){.kind = i}));
        same(all, rows);
        same(all, funds);
        same(all, years);
        same(all, kinds);
        shuffle(&r, v, n);
        same(all, ledger_sum(v, n, (LedgerPick){0}));
    }
}

static void test_what_comes_over_is_all_that_was_planned_less_all_that_was_spent(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 8);
    for (int t = 0; t < TRIES; t++) {
        LedgerLine v[LINES];
        LedgerYear y[LEDGER_YEARS_MAX], again[LEDGER_YEARS_MAX];
        size_t     n = random_lines(&r, v);
        LedgerTerm of = {1, 20250301, 20280630, 20270515};
        assert_int_equal(ledger_years(v, n, &of, y), YEARS);
        shuffle(&r, v, n);
        assert_int_equal(ledger_years(v, n, &of, again), YEARS);
        int64_t left = 0;
        for (int i = 0; i < YEARS; i++) {
            int64_t planned = ledger_planned(&y[i].sum);
            assert_int_equal(y[i].left, again[i].left);
            assert_int_equal(y[i].carry, y[i].year <= 2027 ? left : NUMBER_NONE);
            bool known = y[i].carry != NUMBER_NONE && planned != NUMBER_NONE;
            left = known ? left + planned - y[i].sum.spent : NUMBER_NONE;
            assert_int_equal(y[i].left, left);
        }
    }
}

static void test_unknown_is_not_zero(void **state) {
    (void)state;
    LedgerLine v[] = {{1, 1, 2026, 1, 500, 20}, {2, 1, 2026, 2, NUMBER_NONE, 10}, {3, 1, 2027, 1, 0, 0}};
    LedgerSum  s = ledger_sum(v, 3, (LedgerPick){.fund = 1, .year = 2026});
    assert_int_equal(s.planned, 500);
    assert_int_equal(s.unknown, 1);
    assert_int_equal(s.spent, 30);
    assert_true(ledger_planned(&s) == NUMBER_NONE);
    s = ledger_sum(v, 3, (LedgerPick){.year = 2027});
    assert_int_equal(ledger_planned(&s), 0);
    s = ledger_sum(v, 3, (LedgerPick){.year = 2028});
    assert_true(ledger_planned(&s) == NUMBER_NONE);
    LedgerYear y[LEDGER_YEARS_MAX];
    assert_int_equal(ledger_years(v, 3, &(LedgerTerm){1, 20260101, 20281231, 20290101}, y), 3);
    assert_int_equal(y[0].carry, 0);
    assert_true(y[0].left == NUMBER_NONE && y[1].carry == NUMBER_NONE && y[2].left == NUMBER_NONE);
}

static void test_the_end_is_told_a_year_and_three_months_ahead(void **state) {
    (void)state;
    const Day until = 20271231;
    assert_int_equal(ledger_warns(until, 20261201), LEDGER_QUIET);
    assert_int_equal(ledger_warns(until, 20261231), LEDGER_YEAR_AHEAD);
    assert_int_equal(ledger_warns(until, 20270120), LEDGER_YEAR_AHEAD);
    assert_int_equal(ledger_warns(until, 20270301), LEDGER_QUIET);
    assert_int_equal(ledger_warns(until, 20270929), LEDGER_QUIET);
    assert_int_equal(ledger_warns(until, 20271001), LEDGER_MONTHS_AHEAD);
    assert_int_equal(ledger_warns(until, until), LEDGER_MONTHS_AHEAD);
    assert_int_equal(ledger_warns(until, 20280101), LEDGER_QUIET);
    assert_int_equal(ledger_warns(0, 20280101), LEDGER_QUIET);
}

static void test_a_source_runs_in_the_years_of_its_days(void **state) {
    (void)state;
    assert_false(ledger_runs(20260701, 20280630, 2025));
    assert_true(ledger_runs(20260701, 20280630, 2026));
    assert_true(ledger_runs(20260701, 20280630, 2028));
    assert_false(ledger_runs(20260701, 20280630, 2029));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals_are_their_rows_in_any_order),
        cmocka_unit_test(test_what_comes_over_is_all_that_was_planned_less_all_that_was_spent),
        cmocka_unit_test(test_unknown_is_not_zero),
        cmocka_unit_test(test_the_end_is_told_a_year_and_three_months_ahead),
        cmocka_unit_test(test_a_source_runs_in_the_years_of_its_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

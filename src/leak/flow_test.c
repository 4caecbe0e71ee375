/* Tests of all rounds of spending: against plain rounds, against answers that are known exactly, and the bound against
** both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "base/rand.h"
#include "leak/flow.h"

enum { TRIES = 300, N_MAX = 60, EXACT = 50, ARENA = 16 << 20 };

static double uniform(Rng *r) { return (double)(rng_next(r) >> 11) * 0x1p-53; }

/* A random table: parts are multiples of 1/1024, so that they and their sums are exact numbers of the machine. Column j
** keeps at most `most` of 1024. */
static size_t random_table(Rng *r, uint32_t n, unsigned most, FlowEntry *v) {
    size_t k = 0;
    for (uint32_t j = 0; j < n; j++) {
        unsigned left = (unsigned)rng_below(r, most + 1);
        for (uint32_t i = 0; i < n; i++) {
            if (rng_below(r, 3)) continue;
            unsigned part = (unsigned)rng_below(r, left / 2 + 1);
            v[k++] = (FlowEntry){i, j, part / 1024.0};
            left -= part;
        }
    }
    for (size_t i = k; i > 1; i--) {                          /* in any order */
        size_t o = rng_below(r, i);
        FlowEntry e = v[i - 1];
        v[i - 1] = v[o];
        v[o] = e;
    }
    return k;
}

/* The plain way: rounds until nothing moves, in long double. */
static void plain_spread(uint32_t n, const FlowEntry *v, size_t k, const double *d, long double *x) {
    long double next[N_MAX];
    for (uint32_t i = 0; i < n; i++) x[i] = d[i];
    for (int round = 0; round < 60000; round++) {
        long double moved = 0;
        for (uint32_t i = 0; i < n; i++) next[i] = d[i];
        for (size_t e = 0; e < k; e++) next[v[e].to] += (long double)v[e].part * x[v[e].from];
        for (uint32_t i = 0; i < n; i++) {
            moved += fabsl(next[i] - x[i]);
            x[i] = next[i];
        }
        if (moved == 0) return;
    }
}

static double off_by(const double *x, const long double *exact, uint32_t n) {
    long double sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += fabsl((long double)x[i] - exact[i]);
    return (double)sum;
}

static void test_nobody(void **state) {
    (void)state;
    Arena a;
    FlowTable t;
    FlowSpread s;
    double none = 0, bound;
    arena_init(&a, ARENA);
    assert_int_equal(flow_make(&a, 0, NULL, 0, &t), FLOW_FINE);
    flow_spread(&t, &a, &none, 0, &s);
    assert_true(s.bound == 0);
    assert_int_equal(flow_multipliers(&t, &a, 0, &none, &bound), 0);
    assert_int_equal(flow_make(&a, 1, NULL, 0, &t), FLOW_FINE);
    assert_int_equal(flow_change(&t, &a, &s, &(FlowEntry){0, 0, 0.5}), FLOW_MISSING);
    double m, d = 7;
    flow_multipliers(&t, &a, 1e-12, &m, &bound);
    assert_true(m == 1 && bound < 1e-12);
    flow_spread(&t, &a, &d, 0, &s);
    assert_true(s.x[0] == 7);
    arena_release(&a);
}

static void test_tables_that_are_refused(void **state) {
    (void)state;
    Arena a;
    FlowTable t;
    arena_init(&a, ARENA);
    FlowEntry outside = {2, 0, 0.1}, less = {0, 0, -0.1}, more = {0, 1, 1.5}, none = {0, 1, NAN}, all = {1, 0, 1};
    FlowEntry twice[] = {{0, 1, 0.1}, {1, 1, 0.1}, {0, 1, 0.2}}, closed[] = {{0, 1, 0.5}, {1, 1, 0.5}};
    assert_int_equal(flow_make(&a, 2, &outside, 1, &t), FLOW_OUTSIDE);
    assert_int_equal(flow_make(&a, 2, &less, 1, &t), FLOW_PART);
    assert_int_equal(flow_make(&a, 2, &more, 1, &t), FLOW_PART);
    assert_int_equal(flow_make(&a, 2, &none, 1, &t), FLOW_PART);
    assert_int_equal(flow_make(&a, 2, twice, 3, &t), FLOW_TWICE);
    assert_int_equal(flow_make(&a, 2, closed, 2, &t), FLOW_CLOSED);
    assert_int_equal(flow_make(&a, 2, &all, 1, &t), FLOW_CLOSED);
    arena_release(&a);
}

/* Half of each unit comes back to the one who spent it: 1 + 1/2 + 1/4 + ... */
static void test_one_who_buys_of_oneself(void **state) {
    (void)state;
    Arena a;
    FlowTable t;
    FlowEntry e = {0, 0, 0.5};
    double m, bound;
    arena_init(&a, ARENA);
    assert_int_equal(flow_make(&a, 1, &e, 1, &t), FLOW_FINE);
    flow_multipliers(&t, &a, 1e-14, &m, &bound);
    assert_true(fabs(m - 2) <= bound && bound < 1e-13);
    arena_release(&a);
}

static void test_as_plain_rounds(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        FlowEntry v[N_MAX * N_MAX];
        FlowTable t;
        FlowSpread s;
        double d[N_MAX];
        long double exact[N_MAX];
        rng_seed(&r, seed);
        uint32_t n = 1 + (uint32_t)rng_below(&r, N_MAX);
        size_t k = random_table(&r, n, seed % 5 ? 900 : 1020, v);
        double sum = 0;
        for (uint32_t i = 0; i < n; i++) sum += d[i] = rng_below(&r, 4) ? 1000 * uniform(&r) : 0;
        assert_int_equal(flow_make(&a, n, v, k, &t), FLOW_FINE);
        flow_spread(&t, &a, d, sum * 1e-12, &s);
        plain_spread(n, v, k, d, exact);
        double off = off_by(s.x, exact, n);
        if (off > s.bound || s.bound > sum * 1e-9 + 1e-300) {
            fail_msg("seed %llu: off by %g, bound %g", (unsigned long long)seed, off, s.bound);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

/* The answer is chosen first, whole numbers; what has to be spent for it follows exactly, because parts are of 1024. */
static void test_exact_answers(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        static FlowEntry v[EXACT * EXACT];
        FlowTable t;
        FlowSpread s;
        double d[EXACT], m[EXACT], bound, spent = 0, said = 0, sum_d = 0;
        int64_t x[EXACT], d1024[EXACT], all = 0;
        rng_seed(&r, seed);
        uint32_t n = 1 + (uint32_t)rng_below(&r, EXACT);
        size_t k = random_table(&r, n, 800, v);
        for (uint32_t i = 0; i < n; i++) {
            x[i] = (int64_t)rng_below(&r, 1000000) - 1000;
            d1024[i] = x[i] * 1024;
            all += x[i];
        }
        for (size_t e = 0; e < k; e++) d1024[v[e].to] -= (int64_t)(v[e].part * 1024) * x[v[e].from];
        for (uint32_t i = 0; i < n; i++) d[i] = (double)d1024[i] / 1024;
        assert_int_equal(flow_make(&a, n, v, k, &t), FLOW_FINE);
        flow_spread(&t, &a, d, 1e-6, &s);
        for (uint32_t i = 0; i < n; i++) spent += fabs(s.x[i] - (double)x[i]);
        /* What is spent, times its multiplier, is what everybody takes in. */
        flow_multipliers(&t, &a, 1e-13, m, &bound);
        for (uint32_t i = 0; i < n; i++) {
            said += m[i] * d[i];
            sum_d += fabs(d[i]);
        }
        if (spent > s.bound || s.bound > 1e-4 || fabs(said - (double)all) > (bound + 1e-14) * sum_d * 2) {
            fail_msg("seed %llu: off by %g, bound %g; multipliers off by %g", (unsigned long long)seed, spent, s.bound,
                     said - (double)all);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

/* Many changes, one after the other, end where the whole reckoning anew ends. */
static void test_one_changed_flow(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES / 5; seed++) {
        Rng r;
        FlowEntry v[N_MAX * N_MAX];
        FlowTable t;
        FlowSpread s;
        double d[N_MAX];
        long double exact[N_MAX];
        rng_seed(&r, seed);
        uint32_t n = 2 + (uint32_t)rng_below(&r, N_MAX - 2);
        size_t k = random_table(&r, n, 800, v);
        double sum = 0;
        for (uint32_t i = 0; i < n; i++) sum += d[i] = 1000 * uniform(&r);
        assert_int_equal(flow_make(&a, n, v, k, &t), FLOW_FINE);
        flow_spread(&t, &a, d, sum * 1e-10, &s);
        for (int change = 0; change < 12 && k; change++) {
            FlowEntry *e = &v[rng_below(&r, k)];
            double part = (double)rng_below(&r, 300) / 1024;
            FlowFlaw flaw = flow_change(&t, &a, &s, &(FlowEntry){e->to, e->from, part});
            assert_true(flaw == FLOW_FINE || flaw == FLOW_CLOSED);
            if (flaw == FLOW_FINE) e->part = part;
            plain_spread(n, v, k, d, exact);
            double off = off_by(s.x, exact, n);
            if (off > s.bound || s.sum_left > s.tolerance) {
                fail_msg("seed %llu change %d: off by %g, bound %g", (unsigned long long)seed, change, off, s.bound);
            }
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

/* Germany 1995, domestic flows in millions of DM between six groups of branches and the output of each (Beutel 2008,
** Eurostat Manual of Supply, Use and Input-Output Tables, chapter 15; by rOpenGov/iotables, MIT): the multipliers are
** those published there, to four decimals. */
static void test_a_real_table(void **state) {
    (void)state;
    static const double FLOWS[6][6] = {
        {1131, 25480, 1, 607, 710, 762},          {7930, 304584, 64167, 41082, 11981, 30360},
        {426, 7334, 3875, 5296, 23457, 9155},     {3559, 72717, 14190, 74399, 10835, 21008},
        {3637, 96115, 31027, 65755, 193176, 34223}, {1552, 14986, 1747, 11225, 15058, 22070}};
    static const double OUTPUT[6] = {43910, 1079446, 245606, 540063, 692487, 508918};
    static const double KNOWN[6] = {1.7048, 1.8413, 1.8136, 1.6035, 1.5951, 1.3782};
    Arena a;
    FlowTable t;
    FlowEntry v[36];
    double m[6], bound;
    arena_init(&a, ARENA);
    for (uint32_t i = 0; i < 36; i++) v[i] = (FlowEntry){i / 6, i % 6, FLOWS[i / 6][i % 6] / OUTPUT[i % 6]};
    assert_int_equal(flow_make(&a, 6, v, 36, &t), FLOW_FINE);
    flow_multipliers(&t, &a, 1e-12, m, &bound);
    for (int i = 0; i < 6; i++) {
        if (fabs(m[i] - KNOWN[i]) > 0.00005 + bound) fail_msg("branch %d: %.6f is not %.4f", i, m[i], KNOWN[i]);
    }
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nobody),          cmocka_unit_test(test_tables_that_are_refused),
        cmocka_unit_test(test_one_who_buys_of_oneself), cmocka_unit_test(test_as_plain_rounds),
        cmocka_unit_test(test_exact_answers),   cmocka_unit_test(test_one_changed_flow),
        cmocka_unit_test(test_a_real_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

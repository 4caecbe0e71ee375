/* spend_owner_test.c - shares of owners by place: told, left out, circular, and any graph at all. */
#include "spend/spend_owner.h"

#include "base/rand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

enum { N = SPEND_UNKNOWN, L = SPEND_LOCAL, A = SPEND_NOT_LOCAL };

static const Id      IDS[] = {1, 2, 3, 4, 5, 6, 7, 8};
static const uint8_t WHERE[] = {L, A, L, A, N, L, A, L};

static OwnerParts parts(OwnerTie *v, size_t n, Id payee) {
    owner_sort(v, n);
    return owner_parts(&(OwnerWorld){v, n, IDS, WHERE, 8}, payee);
}

static void is(OwnerParts p, int64_t local, int64_t away, int64_t unknown) {
    assert_int_equal(p.part[L], local);
    assert_int_equal(p.part[A], away);
    assert_int_equal(p.part[N], unknown);
}

static void test_shares(void **state) {
    (void)state;
    is(parts(NULL, 0, 10), 0, 0, OWNER_WHOLE);    /* nobody is known to own it, wherever it stands */
    is(parts((OwnerTie[]){{10, 1, 600000}, {10, 2, 400000}}, 2, 10), 600000, 400000, 0);
    is(parts((OwnerTie[]){{10, 1, 600000}}, 1, 10), 600000, 0, 400000);
    is(parts((OwnerTie[]){{10, 1, -1}, {10, 3, -1}}, 2, 10), OWNER_WHOLE, 0, 0);
    is(parts((OwnerTie[]){{10, 1, -1}, {10, 2, -1}}, 2, 10), 0, 0, OWNER_WHOLE);
    is(parts((OwnerTie[]){{10, 1, 500000}, {10, 2, -1}}, 2, 10), 500000, 500000, 0);
    is(parts((OwnerTie[]){{10, 1, 700000}, {10, 2, 700000}}, 2, 10), 0, 0, OWNER_WHOLE);
    /* A local company in the hands of somebody elsewhere is not locally owned. */
    is(parts((OwnerTie[]){{10, 1, OWNER_WHOLE}, {1, 2, OWNER_WHOLE}}, 2, 10), 0, OWNER_WHOLE, 0);
    is(parts((OwnerTie[]){{10, 5, OWNER_WHOLE}}, 1, 10), 0, 0, OWNER_WHOLE);
}

static void test_circles(void **state) {
    (void)state;
    OwnerParts p = parts((OwnerTie[]){{10, 11, OWNER_WHOLE}, {11, 10, OWNER_WHOLE}}, 2, 10);
    is(p, 0, 0, OWNER_WHOLE);
    assert_true(p.circular && p.owned);
    p = parts((OwnerTie[]){{10, 1, 500000}, {10, 11, 500000}, {11, 10, 400000}, {11, 2, 600000}}, 4, 10);
    is(p, 500000, 300000, 200000);
    assert_true(p.circular);
}

/* In any graph the parts are the whole, the walk ends, and money is parted without a rest. */
static void test_any_graph(void **state) {
    enum { ROUNDS = 3000, TIES = 40, NODES = 14 };
    Rng r;
    (void)state;
    rng_seed(&r, 11);
    for (int round = 0; round < ROUNDS; round++) {
        OwnerTie v[TIES];
        size_t   n = (size_t)rng_below(&r, TIES + 1);
        for (size_t i = 0; i < n; i++) {
            v[i] = (OwnerTie){(Id)rng_below(&r, NODES) + 1, (Id)rng_below(&r, NODES) + 1,
                              rng_below(&r, 3) ? (int32_t)rng_below(&r, OWNER_WHOLE + 1) : -1};
        }
        OwnerParts p = parts(v, n, 9 + (Id)rng_below(&r, 6));
        assert_int_equal(p.part[L] + p.part[A] + p.part[N], OWNER_WHOLE);
        int64_t sum[SPEND_LOCAL_N], amount = (int64_t)rng_below(&r, 2000001) - 1000000;
        owner_share(&p, amount, sum);
        assert_int_equal(sum[L] + sum[A] + sum[N], amount);
        assert_true(p.part[L] >= 0 && p.part[A] >= 0 && p.part[N] >= 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),
        cmocka_unit_test(test_circles),
        cmocka_unit_test(test_any_graph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

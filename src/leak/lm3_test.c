/* Tests of the multiplier of three rounds: worked examples, and the ends against every way the unknown may turn out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "leak/lm3.h"

enum { TRIES = 4000, PAYEES = 30, WAYS = 20 };

#define UNKNOWN LM3_SHARE_UNKNOWN

/* An income of 100,000: 30,000 to local staff who spend 40 % again, 20,000 to local suppliers with 50 %, 5,000 of rent
** with 20 %, the rest elsewhere: (100 + 55 + 23) / 100. */
static void test_the_worked_example(void **state) {
    (void)state;
    const Lm3Paid v[] = {{3000000, LM3_STAFF, LM3_LOCAL, 4000}, {2000000, LM3_SUPPLIER, LM3_LOCAL, 5000},
                          {500000, LM3_OTHER, LM3_LOCAL, 2000}, {4500000, LM3_SUPPLIER, LM3_OUTSIDE, 1000}};
    Lm3 l;
    assert_int_equal(lm3_reckon(10000000, LM3_STRICT, v, 4, &l), LM3_FINE);
    assert_int_equal(l.r2, 5500000);
    assert_int_equal(l.r3_known, 1800000 + 500000);
    assert_int_equal(l.value, 17800);
    assert_true(l.exact && l.coverage == LM3_UNIT && l.lowest == 17800 && l.highest == 17800);
    /* With whoever is outside: 4,500 more are spent here. */
    assert_int_equal(lm3_reckon(10000000, LM3_ALL, v, 4, &l), LM3_FINE);
    assert_int_equal(l.value, 18250);
    assert_int_equal(l.payees, 4);
}

/* Northumberland 2005: of a unit with a local supplier 76 % stay again, with one from outside 36 %: 1.76 and 0.36
** beside the unit itself. */
static void test_northumberland(void **state) {
    (void)state;
    const Lm3Paid local = {100, LM3_SUPPLIER, LM3_LOCAL, 7600}, outside = {100, LM3_SUPPLIER, LM3_OUTSIDE, 3600};
    Lm3 l;
    assert_int_equal(lm3_reckon(100, LM3_ALL, &local, 1, &l), LM3_FINE);
    assert_int_equal(l.value, 10000 + 17600);
    assert_int_equal(lm3_reckon(100, LM3_ALL, &outside, 1, &l), LM3_FINE);
    assert_int_equal(l.value, 10000 + 3600);
    assert_int_equal(lm3_reckon(100, LM3_STRICT, &outside, 1, &l), LM3_FINE);
    assert_int_equal(l.value, 10000);
    assert_int_equal(l.coverage, LM3_UNIT);
}

/* The Foundation's own example of five: 42.1, 50.5, 63.1, 37.8, 33.6 %, together 45.4 % (45.42). */
static void test_five_speak_for_the_others(void **state) {
    (void)state;
    Lm3Paid v[6] = {{0, LM3_STAFF, LM3_LOCAL, 4210}, {0, LM3_STAFF, LM3_LOCAL, 5050}, {0, LM3_STAFF, LM3_LOCAL, 6310},
                     {0, LM3_STAFF, LM3_LOCAL, 3780}, {0, LM3_STAFF, LM3_LOCAL, 3360},
                     {100000, LM3_STAFF, LM3_LOCAL, UNKNOWN}};
    Lm3 l;
    assert_int_equal(lm3_reckon(100000, LM3_STRICT, v, 6, &l), LM3_FINE);
    assert_int_equal(l.value, 20000 + 4542);
    assert_true(!l.exact && l.coverage == 0 && l.lowest == 20000 && l.highest == 30000);
    v[0].share = UNKNOWN;                         /* four do not */
    assert_int_equal(lm3_reckon(100000, LM3_STRICT, v, 6, &l), LM3_FINE);
    assert_int_equal(l.value, 0);
    v[0].share = 4210;
    v[0].class = LM3_SUPPLIER;                    /* nor do those of another class */
    assert_int_equal(lm3_reckon(100000, LM3_STRICT, v, 6, &l), LM3_FINE);
    assert_int_equal(l.value, 0);
}

static void test_what_is_refused(void **state) {
    (void)state;
    Lm3Paid p = {60, LM3_STAFF, LM3_LOCAL, 0}, two[] = {p, p};
    Lm3 l;
    assert_int_equal(lm3_reckon(0, LM3_STRICT, NULL, 0, &l), LM3_NO_START);
    assert_int_equal(lm3_reckon(-5, LM3_STRICT, NULL, 0, &l), LM3_NO_START);
    assert_int_equal(lm3_reckon(LM3_AMOUNT_MAX + 1, LM3_STRICT, NULL, 0, &l), LM3_RANGE);
    assert_int_equal(lm3_reckon(100, LM3_STRICT, two, 2, &l), LM3_TOO_MUCH);
    assert_int_equal(l.r1, 0);
    p.paid = -1;
    assert_int_equal(lm3_reckon(100, LM3_STRICT, &p, 1, &l), LM3_RANGE);
    p = (Lm3Paid){1, LM3_STAFF, LM3_LOCAL, LM3_UNIT + 1};
    assert_int_equal(lm3_reckon(100, LM3_STRICT, &p, 1, &l), LM3_RANGE);
    p.share = -2;
    assert_int_equal(lm3_reckon(100, LM3_STRICT, &p, 1, &l), LM3_RANGE);
}

static void test_nothing_told_is_not_nothing(void **state) {
    (void)state;
    Lm3 l;
    assert_int_equal(lm3_reckon(100, LM3_STRICT, NULL, 0, &l), LM3_FINE);
    assert_true(l.value == 0 && !l.exact && l.untold == 100 && l.lowest == 10000 && l.highest == 30000);
}

static void test_the_largest_amounts(void **state) {
    (void)state;
    enum { MANY = 1000 };
    static Lm3Paid v[MANY];
    Lm3 l;
    for (int i = 0; i < MANY; i++) {
        v[i] = (Lm3Paid){LM3_AMOUNT_MAX / MANY, i % 3, LM3_LOCAL, i < 30 ? LM3_UNIT : UNKNOWN};
    }
    assert_int_equal(lm3_reckon(LM3_AMOUNT_MAX, LM3_STRICT, v, MANY, &l), LM3_FINE);
    assert_int_equal(l.value, 30000);
    assert_int_equal(l.coverage, 300);
}

static Lm3Paid random_payee(Rng *r, int64_t left) {
    return (Lm3Paid){(int64_t)rng_below(r, (uint64_t)left / 4 + 2), (Lm3Class)rng_below(r, LM3_CLASSES),
                      (Lm3Local)rng_below(r, 3), rng_below(r, 3) ? (int)rng_below(r, LM3_UNIT + 1) : UNKNOWN};
}

/* However the unknown turns out, the multiplier lies between the ends; and the ends are reached. */
static void test_between_the_ends(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        Lm3Paid v[PAYEES + 1], w[PAYEES + 1];
        Lm3 l, told;
        rng_seed(&r, seed);
        int64_t r1 = 1 + (int64_t)rng_below(&r, 1000000), left = r1;
        size_t n = 0, want = rng_below(&r, PAYEES);
        for (; n < want; n++) {
            v[n] = random_payee(&r, left);
            if (v[n].paid > left) break;
            left -= v[n].paid;
        }
        Lm3Form form = rng_below(&r, 2) ? LM3_ALL : LM3_STRICT;
        assert_int_equal(lm3_reckon(r1, form, v, n, &l), LM3_FINE);
        for (int way = 0; way < WAYS; way++) {
            for (size_t i = 0; i <= n; i++) {
                w[i] = i < n ? v[i] : (Lm3Paid){left, LM3_OTHER, LM3_LOCAL_UNKNOWN, UNKNOWN};
                bool low = way == 0 || (way > 1 && rng_below(&r, 2));
                if (w[i].local == LM3_LOCAL_UNKNOWN) w[i].local = low ? LM3_OUTSIDE : LM3_LOCAL;
                if (w[i].share != UNKNOWN) continue;
                w[i].share = low ? 0 : way == 1 ? LM3_UNIT : (int)rng_below(&r, LM3_UNIT + 1);
            }
            assert_int_equal(lm3_reckon(r1, form, w, n + 1, &told), LM3_FINE);
            bool between = told.value >= l.lowest && told.value <= l.highest;
            bool reached = (way != 0 || told.value <= l.lowest + 1) && (way != 1 || told.value >= l.highest - 1);
            if (!told.exact || !between || !reached || told.value < LM3_UNIT || told.value > 3 * LM3_UNIT) {
                fail_msg("seed %llu way %d: %d not in [%d, %d]", (unsigned long long)seed, way, told.value, l.lowest,
                         l.highest);
            }
        }
    }
}

/* Every small study: what is told of it, by which of its parts each number is a sum of, and all pairs of numbers. */
enum { HERE_TOLD, HERE_NOT, OUTSIDE, NOT_KNOWN, PARTS, MOST = 7, LEAST = 5 };

static size_t study_of(const int *n, Lm3Paid *v) {
    static const Lm3Local WHERE[PARTS] = {LM3_LOCAL, LM3_LOCAL, LM3_OUTSIDE, LM3_LOCAL_UNKNOWN};
    size_t at = 0;
    for (int i = 0; i < PARTS; i++) {
        for (int k = 0; k < n[i]; k++) {
            v[at++] = (Lm3Paid){1, LM3_SUPPLIER, WHERE[i], i == HERE_TOLD ? 5000 : UNKNOWN};
        }
    }
    return at;
}

static void test_no_number_of_a_study_tells_of_fewer_than_five(void **state) {
    (void)state;
    /* Round 2; round 3 known; paid to all; where it is not known; and what lies between the two ends. */
    static const unsigned NUMBERS[] = {0, 3, 1, 15, 8, 10, 11};
    enum { NUMBERS_N = sizeof NUMBERS / sizeof *NUMBERS };
    int     n[PARTS] = {0}, told = 0;
    Lm3Paid v[PARTS * MOST];
    for (;;) {
        size_t all = study_of(n, v);
        bool   fine = lm3_told(LM3_STRICT, v, all);
        told += fine;
        for (int x = 0; fine && x < NUMBERS_N; x++) {
            for (int y = 0; y < NUMBERS_N; y++) {
                int left = 0;
                for (int p = 0; p < PARTS; p++) left += NUMBERS[x] & ~NUMBERS[y] & 1U << p ? n[p] : 0;
                assert_true(left == 0 || left >= LEAST);
            }
        }
        if (!all) assert_false(fine);
        int i = 0;
        while (i < PARTS && ++n[i] > MOST) n[i++] = 0;
        if (i == PARTS) break;
    }
    assert_int_equal(told, 4 * 4 * 4 * 4 - 1);     /* each part empty, or of 5, 6 or 7 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_worked_example),      cmocka_unit_test(test_northumberland),
        cmocka_unit_test(test_five_speak_for_the_others), cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_nothing_told_is_not_nothing), cmocka_unit_test(test_the_largest_amounts),
        cmocka_unit_test(test_between_the_ends),
        cmocka_unit_test(test_no_number_of_a_study_tells_of_fewer_than_five),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Tests of what leaves and what could be made here: sums reconcile at both ends, and the order is the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "leak/leak.h"

enum { TRIES = 800, FACTS = 120, CATEGORIES = 12, SPENDERS = 9, MAKERS = 40, ARENA = 1 << 20 };

static LeakFact random_fact(Rng *r) {
    uint64_t inside = rng_next(r), known = rng_next(r) | rng_next(r);
    int64_t  low = (int64_t)rng_below(r, 100000);
    return (LeakFact){(uint32_t)rng_below(r, CATEGORIES), (uint32_t)rng_below(r, SPENDERS), inside & known,
                      ~inside & known, low, low + (rng_below(r, 2) ? (int64_t)rng_below(r, 5000) : 0)};
}

/* Everything of one category by one definition, one by one; category CATEGORIES: all. */
static LeakRow plain(const LeakFact *v, size_t n, uint32_t category, unsigned d) {
    LeakRow row = {0};
    bool    seen[SPENDERS] = {false};
    for (size_t i = 0; i < n; i++) {
        if (category != CATEGORIES && v[i].category != category) continue;
        bool inside = v[i].inside >> d & 1, outside = v[i].outside >> d & 1;
        LeakRange *at = inside ? &row.stays : outside ? &row.leaves : &row.unknown;
        at->low += v[i].low;
        at->high += v[i].high;
        row.spent.low += v[i].low;
        row.spent.high += v[i].high;
        row.facts++;
        row.unknown_facts += !inside && !outside;
        row.spenders += !seen[v[i].spender];
        seen[v[i].spender] = true;
    }
    return row;
}

static void same_range(LeakRange a, LeakRange b) {
    assert_int_equal(a.low, b.low);
    assert_int_equal(a.high, b.high);
}

static void test_sums(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        LeakFact v[FACTS];
        LeakRow  rows[CATEGORIES + 1];
        rng_seed(&r, seed);
        size_t n = rng_below(&r, FACTS + 1);
        unsigned d = (unsigned)rng_below(&r, LEAK_DEFINITIONS_MAX);
        for (size_t i = 0; i < n; i++) v[i] = random_fact(&r);
        assert_true(leak_sum(&a, v, n, CATEGORIES, d, rows));
        for (uint32_t k = 0; k <= CATEGORIES; k++) {
            LeakRow p = plain(v, n, k, d);
            same_range(rows[k].spent, p.spent);
            same_range(rows[k].stays, p.stays);
            same_range(rows[k].leaves, p.leaves);
            same_range(rows[k].unknown, p.unknown);
            assert_int_equal(rows[k].facts, p.facts);
            assert_int_equal(rows[k].unknown_facts, p.unknown_facts);
            assert_int_equal(rows[k].spenders, p.spenders);
            assert_int_equal(p.spent.low, p.stays.low + p.leaves.low + p.unknown.low);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

static void test_what_is_refused(void **state) {
    (void)state;
    Arena a;
    LeakRow rows[3];
    arena_init(&a, ARENA);
    LeakFact both = {0, 0, 1, 1, 5, 5}, turned = {0, 0, 1, 0, 5, 4}, less = {0, 0, 1, 0, -1, 4},
             far = {2, 0, 1, 0, 5, 5}, much = {0, 0, 1, 0, 0, LEAK_AMOUNT_MAX + 1};
    assert_false(leak_sum(&a, &both, 1, 2, 0, rows));
    assert_false(leak_sum(&a, &turned, 1, 2, 0, rows));
    assert_false(leak_sum(&a, &less, 1, 2, 0, rows));
    assert_false(leak_sum(&a, &far, 1, 2, 0, rows));
    assert_false(leak_sum(&a, &much, 1, 2, 0, rows));
    assert_true(leak_sum(&a, NULL, 0, 2, 0, rows));
    assert_int_equal(rows[2].facts, 0);
    arena_release(&a);
}

/* Bread leaves most but only a neighbour could bake; of vegetables half as much leaves, and somebody offers them. */
static void test_the_order(void **state) {
    (void)state;
    enum { BREAD, VEGETABLES, PRINTING, FUEL, N };
    Arena a;
    LeakRow rows[N + 1];
    size_t n;
    arena_init(&a, ARENA);
    const LeakFact v[] = {{BREAD, 1, 0, 1, 100000, 100000}, {VEGETABLES, 1, 0, 1, 50000, 50000},
                          {PRINTING, 2, 1, 0, 90000, 90000}, {FUEL, 3, 0, 1, 30000, 50000}};
    const LeakMaker m[] = {{7, BREAD, LEAK_SKILL_NEAR, LEAK_UNIT},
                           {8, VEGETABLES, LEAK_SKILL_OFFERS, LEAK_SPARE_UNKNOWN},
                           {9, VEGETABLES, LEAK_SKILL_OFFERS, LEAK_UNIT}, {10, VEGETABLES, LEAK_SKILL_NONE, LEAK_UNIT},
                           {11, PRINTING, LEAK_SKILL_OFFERS, LEAK_UNIT}};
    assert_true(leak_sum(&a, v, 4, N, 0, rows));
    LeakPlug *p = leak_plugs(&a, rows, N, m, 5, &n);
    assert_int_equal(n, 3);                       /* nothing of printing leaves */
    assert_int_equal(p[0].category, VEGETABLES);
    assert_int_equal(p[0].score, 50000);
    assert_int_equal(p[0].makers, 2);
    assert_int_equal(m[p[0].best[0]].id, 9);
    assert_int_equal(p[0].reasons, LEAK_MUCH_LEAVES | LEAK_SOMEBODY_OFFERS | LEAK_SPARE_KNOWN);
    assert_int_equal(p[1].category, BREAD);
    assert_int_equal(p[1].score, 25000);
    assert_int_equal(p[2].category, FUEL);
    assert_int_equal(p[2].leaves, 40000);
    assert_int_equal(p[2].score, 0);
    assert_int_equal(p[2].reasons, LEAK_MUCH_LEAVES | LEAK_NOBODY);
    arena_release(&a);
}

static int64_t worth(const LeakMaker *m) {
    static const int64_t WEIGHT[] = {0, 1, 3, 4};
    return WEIGHT[m->skill] * (m->spare == LEAK_SPARE_UNKNOWN ? LEAK_UNIT / 2 : m->spare);
}

static void test_as_the_plain_order(void **state) {
    (void)state;
    Arena a;
    arena_init(&a, ARENA);
    for (uint64_t seed = 1; seed <= TRIES; seed++) {
        Rng r;
        LeakFact  v[FACTS];
        LeakMaker m[MAKERS];
        LeakRow   rows[CATEGORIES + 1];
        rng_seed(&r, seed);
        size_t n = rng_below(&r, FACTS), makers = rng_below(&r, MAKERS), found;
        for (size_t i = 0; i < n; i++) v[i] = random_fact(&r);
        for (size_t i = 0; i < makers; i++) {
            m[i] = (LeakMaker){(int64_t)i * 7 % 11, (uint32_t)rng_below(&r, CATEGORIES), (LeakSkill)rng_below(&r, 4),
                               rng_below(&r, 3) ? (int)rng_below(&r, LEAK_UNIT + 1) : LEAK_SPARE_UNKNOWN};
        }
        assert_true(leak_sum(&a, v, n, CATEGORIES, 0, rows));
        LeakPlug *p = leak_plugs(&a, rows, CATEGORIES, m, makers, &found);
        for (size_t i = 0; i < found; i++) {
            int64_t best = -1;
            for (size_t k = 0; k < makers; k++) {
                if (m[k].category == p[i].category && m[k].skill && worth(&m[k]) > best) best = worth(&m[k]);
            }
            int64_t score = best < 0 ? 0 : p[i].leaves * best / (4 * LEAK_UNIT);
            bool after = i && (p[i - 1].score < p[i].score ||
                               (p[i - 1].score == p[i].score && p[i - 1].leaves < p[i].leaves));
            if (score != p[i].score || after || (best >= 0) != (p[i].bests > 0)) {
                fail_msg("seed %llu place %zu", (unsigned long long)seed, i);
            }
            for (uint32_t k = 1; k < p[i].bests; k++) {
                assert_true(worth(&m[p[i].best[k - 1]]) >= worth(&m[p[i].best[k]]));
            }
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums), cmocka_unit_test(test_what_is_refused), cmocka_unit_test(test_the_order),
        cmocka_unit_test(test_as_the_plain_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

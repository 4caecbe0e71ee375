/* Tests of births, deaths and owners of businesses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/rand.h"
#include "measure/count.h"

enum { NOW = 2026, FIRST = 2015, TRIES = 3000, MANY = 60 };

static Owned own(const OwnerShare *v, size_t n) { return owned_of(v, n); }
#define OWN(...) own((const OwnerShare[]){__VA_ARGS__}, sizeof((const OwnerShare[]){__VA_ARGS__}) / sizeof(OwnerShare))

static void test_whose_it_is(void **state) {
    (void)state;
    assert_int_equal(owned_of(NULL, 0), OWNED_UNKNOWN);
    assert_int_equal(OWN({NAN, OWNER_HERE}), OWNED_WHOLE);
    assert_int_equal(OWN({NAN, OWNER_AWAY}), OWNED_NONE);
    assert_int_equal(OWN({NAN, OWNER_SOMEWHERE}), OWNED_UNKNOWN);
    assert_int_equal(OWN({NAN, OWNER_HERE}, {NAN, OWNER_AWAY}), OWNED_UNKNOWN);
    assert_int_equal(OWN({60, OWNER_HERE}, {40, OWNER_AWAY}), OWNED_MOST);
    assert_int_equal(OWN({50, OWNER_HERE}, {50, OWNER_AWAY}), OWNED_HALF);
    assert_int_equal(OWN({33.3, OWNER_HERE}, {33.3, OWNER_HERE}, {33.3, OWNER_HERE}), OWNED_WHOLE);
    assert_int_equal(OWN({100, OWNER_AWAY}), OWNED_NONE);
    assert_int_equal(OWN({60, OWNER_AWAY}), OWNED_HALF);
    /* A third is told, of the rest nothing is known: it might be anybody's. */
    assert_int_equal(OWN({30, OWNER_HERE}), OWNED_UNKNOWN);
    assert_int_equal(OWN({30, OWNER_HERE}, {NAN, OWNER_HERE}), OWNED_UNKNOWN);
    assert_int_equal(OWN({60, OWNER_HERE}, {NAN, OWNER_SOMEWHERE}), OWNED_MOST);
    assert_int_equal(OWN({30, OWNER_HERE}, {70, OWNER_SOMEWHERE}), OWNED_UNKNOWN);
}

static void test_a_life_without_dates_is_not_told_as_one(void **state) {
    (void)state;
    Life unknown = {0}, gone = {.from = 2018, .over = true}, gone_when = {.to = 2022, .over = true};
    assert_true(count_is(&unknown, COUNT_WORK, NOW, NOW));          /* it works today */
    assert_true(count_is(&unknown, COUNT_UNSURE, 2024, NOW));
    assert_false(count_is(&unknown, COUNT_WORK, 2024, NOW));
    assert_true(count_is(&unknown, COUNT_NO_OPENING, 0, NOW));
    assert_true(count_is(&gone, COUNT_UNSURE, 2024, NOW));          /* did it still work? */
    assert_false(count_is(&gone, COUNT_WORK, NOW, NOW));
    assert_false(count_is(&gone, COUNT_UNSURE, NOW, NOW));
    assert_true(count_is(&gone, COUNT_NO_END, 0, NOW));
    assert_true(count_is(&gone_when, COUNT_CLOSED, 2022, NOW));
    assert_true(count_is(&gone_when, COUNT_UNSURE, 2021, NOW));
    assert_false(count_is(&gone_when, COUNT_UNSURE, 2022, NOW));
    Life planned = {.planned = true};
    for (int w = 0; w < COUNT_N; w++) assert_int_equal(count_is(&planned, w, NOW, NOW), w == COUNT_PLANNED);
}

static Life random_life(Rng *r) {
    Life l = {.from = rng_below(r, 4) ? FIRST + (int)rng_below(r, NOW - FIRST + 1) : 0,
              .over = rng_below(r, 3) == 0, .planned = rng_below(r, 10) == 0};
    if (l.over && rng_below(r, 3)) {
        int first = l.from ? l.from : FIRST;
        l.to = first + (int)rng_below(r, (uint32_t)(NOW - first + 1));
    }
    return l;
}

static int64_t count(const Life *v, size_t n, CountWhat what, int year) {
    int64_t k = 0;
    for (size_t i = 0; i < n; i++) k += count_is(&v[i], what, year, NOW);
    return k;
}

/* Everybody stands somewhere each year; all openings and those not known are everybody; where nothing is unknown the
** change of those who work is what opened less what closed. */
static void test_sums_are_equal(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 5);
    for (int t = 0; t < TRIES; t++) {
        Life v[MANY];
        size_t n = rng_below(&r, MANY);
        int64_t opened = 0, closed = 0, over = 0, planned;
        for (size_t i = 0; i < n; i++) {
            v[i] = random_life(&r);
            over += v[i].over && !v[i].planned;
        }
        planned = count(v, n, COUNT_PLANNED, 0);
        for (int y = FIRST; y <= NOW; y++) {
            int64_t not_yet = 0, no_more = 0;
            for (size_t i = 0; i < n; i++) {
                bool later = v[i].from > y;
                bool ended = !later && v[i].over && (v[i].to ? v[i].to <= y : y == NOW);
                not_yet += !v[i].planned && later;
                no_more += !v[i].planned && ended;
            }
            assert_int_equal(count(v, n, COUNT_WORK, y) + count(v, n, COUNT_UNSURE, y) + not_yet + no_more + planned,
                             (int64_t)n);
            opened += count(v, n, COUNT_OPENED, y);
            closed += count(v, n, COUNT_CLOSED, y);
        }
        assert_int_equal(opened + count(v, n, COUNT_NO_OPENING, 0) + planned, (int64_t)n);
        assert_int_equal(closed + count(v, n, COUNT_NO_END, 0), over);
        assert_int_equal(count(v, n, COUNT_UNSURE, NOW), 0);
        assert_int_equal(count(v, n, COUNT_WORK, NOW), (int64_t)n - planned - over);
    }
}

static void test_known_lives_add_up_from_year_to_year(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 6);
    for (int t = 0; t < TRIES; t++) {
        Life v[MANY];
        size_t n = 0;
        while (n < MANY) {
            Life l = random_life(&r);
            if (!l.planned && l.from && (!l.over || l.to)) v[n++] = l;
        }
        for (int y = FIRST + 1; y <= NOW; y++) {
            int64_t change = count(v, n, COUNT_WORK, y) - count(v, n, COUNT_WORK, y - 1);
            assert_int_equal(change, count(v, n, COUNT_OPENED, y) - count(v, n, COUNT_CLOSED, y));
        }
    }
}

static void test_each_owner_stands_in_one_group(void **state) {
    (void)state;
    for (int o = 0; o < OWNED_N; o++) {
        int in = 0;
        for (int f = OWNED_HERE; f < OWNED_FILTERS; f++) in += owned_is((Owned)o, (OwnedFilter)f);
        assert_int_equal(in, 1);
        assert_true(owned_is((Owned)o, OWNED_ANY));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whose_it_is),
        cmocka_unit_test(test_a_life_without_dates_is_not_told_as_one),
        cmocka_unit_test(test_sums_are_equal),
        cmocka_unit_test(test_known_lives_add_up_from_year_to_year),
        cmocka_unit_test(test_each_owner_stands_in_one_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Whether a council is whole for one item: examples, and what holds for any seats at all. */
#include "council/compose.h"

#include "base/rand.h"
#include "council/council_page.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { LEAD = 901, OTHER = 902, TODAY = 20270312 };

static const ComposeItem BUSINESS = {.on = TODAY, .lead = LEAD, .of_case = true};
static const ComposeItem TOPIC = {.on = TODAY};

static ComposeSeat seat(Id who, int kind) {
    return (ComposeSeat){.who = who, .account = who, .kind = kind, .there = true};
}

static void test_four_people_are_whole(void **state) {
    (void)state;
    ComposeSeat v[] = {seat(1, SEAT_KIND_COORDINATOR), seat(2, SEAT_KIND_TRUSTEE), seat(3, SEAT_KIND_ENTREPRENEUR),
                       seat(LEAD, 0)};
    assert_int_equal(compose_missing(&BUSINESS, v, 4), 0);
    assert_int_equal(compose_missing(&BUSINESS, v, 3), NEED_LEAD);
    assert_int_equal(compose_missing(&TOPIC, v, 3), 0);
    assert_int_equal(compose_missing(&BUSINESS, NULL, 0),
                     NEED_COORDINATOR | NEED_LEAD | NEED_TRUSTEE | NEED_ENTREPRENEUR);
}

static void test_the_lead_of_another_business_is_not_this_ones(void **state) {
    (void)state;
    ComposeSeat v[] = {seat(1, SEAT_KIND_COORDINATOR), seat(2, SEAT_KIND_TRUSTEE), seat(3, SEAT_KIND_ENTREPRENEUR),
                       seat(OTHER, SEAT_KIND_LEAD_BY_CASE)};
    assert_int_equal(compose_missing(&BUSINESS, v, 4), NEED_LEAD);
    assert_int_equal(compose_missing(&(ComposeItem){.on = TODAY, .of_case = true}, v, 4), NEED_LEAD);
}

static void test_one_person_fills_one_seat(void **state) {
    (void)state;
    ComposeSeat v[] = {seat(LEAD, SEAT_KIND_COORDINATOR), seat(2, SEAT_KIND_TRUSTEE), seat(3, SEAT_KIND_ENTREPRENEUR),
                       seat(4, SEAT_KIND_COORDINATOR)};
    assert_int_equal(compose_missing(&BUSINESS, v, 3), NEED_COORDINATOR);
    assert_int_equal(compose_missing(&BUSINESS, v, 4), 0);
    ComposeSeat twice[] = {seat(1, SEAT_KIND_TRUSTEE), seat(1, SEAT_KIND_ENTREPRENEUR), seat(2, SEAT_KIND_COORDINATOR)};
    assert_int_equal(compose_missing(&TOPIC, twice, 3), NEED_ENTREPRENEUR);
}

static void test_terms_and_those_who_left_count(void **state) {
    (void)state;
    ComposeSeat v[] = {seat(1, SEAT_KIND_COORDINATOR), seat(2, SEAT_KIND_TRUSTEE), seat(3, SEAT_KIND_ENTREPRENEUR)};
    v[1].until_on = day_plus(TODAY, -1);
    assert_int_equal(compose_missing(&TOPIC, v, 3), NEED_TRUSTEE);
    v[1].until_on = TODAY;
    assert_int_equal(compose_missing(&TOPIC, v, 3), 0);
    v[1].from_on = day_plus(TODAY, 1);
    assert_int_equal(compose_missing(&TOPIC, v, 3), NEED_TRUSTEE);
    v[1].from_on = 0;
    v[2].left = true;
    assert_int_equal(compose_missing(&TOPIC, v, 3), NEED_ENTREPRENEUR);
    v[2].left = false;
    v[0].there = false;
    assert_int_equal(compose_missing(&TOPIC, v, 3), NEED_COORDINATOR);
}

static void test_every_need_has_a_sentence(void **state) {
    (void)state;
    for (unsigned need = 1; need < 1u << NEED_N; need <<= 1) assert_int_not_equal(compose_sentence(need), T_NONE);
    assert_int_equal(compose_sentence(0), T_NONE);
}

static void test_quiet_seats(void **state) {
    (void)state;
    assert_int_equal(seat_quiet(0, 0, TODAY), SEAT_WELL);
    assert_int_equal(seat_quiet(0, QUIET_MEETINGS, TODAY), SEAT_QUIET);
    assert_int_equal(seat_quiet(day_plus(TODAY, TERM_DAYS), 0, TODAY), SEAT_ENDS_SOON);
    assert_int_equal(seat_quiet(day_plus(TODAY, TERM_DAYS + 1), 0, TODAY), SEAT_WELL);
    assert_int_equal(seat_quiet(day_plus(TODAY, -1), 3, TODAY), SEAT_OVER);
}

/* ---- what holds for any seats ------------------------------------------------------------------------------ */

enum { ROUNDS = 20000, PEOPLE = 7 };

static ComposeSeat any_seat(Rng *r) {
    ComposeSeat s = seat((Id)(1 + rng_below(r, 5)), (int)rng_below(r, SEAT_KIND_N));
    if (rng_below(r, 4) == 0) s.who = s.account = LEAD;
    if (rng_below(r, 3) == 0) s.until_on = day_plus(TODAY, (int32_t)rng_below(r, 5) - 2);
    if (rng_below(r, 3) == 0) s.from_on = day_plus(TODAY, (int32_t)rng_below(r, 5) - 2);
    s.there = rng_below(r, 5) != 0;
    s.left = rng_below(r, 8) == 0;
    return s;
}

/* The same answer by trying everything: gives each need to somebody who may fill it, nobody twice. */
static int most_filled(const ComposeItem *item, const ComposeSeat *v, size_t n, unsigned need, unsigned used) {
    if (need == 1u << NEED_N) return 0;
    int best = most_filled(item, v, n, need << 1, used);
    if (need == NEED_LEAD && !item->of_case) return best;
    for (size_t i = 0; i < n; i++) {
        unsigned fills = 0, same = 0;
        bool     left = false;
        for (size_t k = 0; k < n; k++) {
            if (v[k].who != v[i].who) continue;
            fills |= compose_fills(item, &v[k]);
            left |= v[k].left;
            same |= 1u << k;
        }
        if (left || !(fills & need) || (used & same)) continue;
        int with = 1 + most_filled(item, v, n, need << 1, used | same);
        if (with > best) best = with;
    }
    return best;
}

static void test_as_many_are_filled_as_can_be(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 8);
    for (int round = 0; round < ROUNDS; round++) {
        ComposeSeat v[PEOPLE];
        size_t n = rng_below(&r, PEOPLE + 1);
        for (size_t i = 0; i < n; i++) v[i] = any_seat(&r);
        const ComposeItem *item = rng_below(&r, 2) ? &BUSINESS : &TOPIC;
        int filled = (item->of_case ? NEED_N : NEED_N - 1) - __builtin_popcount(compose_missing(item, v, n));
        assert_int_equal(filled, most_filled(item, v, n, 1, 0));
    }
}

/* One more person in the room never takes a seat away from the others; who they are does not depend on the order. */
static void test_one_more_person_never_spoils_it(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 9);
    for (int round = 0; round < ROUNDS; round++) {
        ComposeSeat v[PEOPLE + 1];
        size_t n = rng_below(&r, PEOPLE + 1);
        for (size_t i = 0; i < n; i++) v[i] = any_seat(&r);
        unsigned before = compose_missing(&BUSINESS, v, n);
        v[n] = any_seat(&r);
        v[n].who = v[n].account = 77;
        unsigned after = compose_missing(&BUSINESS, v, n + 1);
        assert_true(__builtin_popcount(after) <= __builtin_popcount(before));
        if (!before) assert_int_equal(after, 0);
    }
}

static void test_a_seat_of_another_time_changes_nothing(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 10);
    for (int round = 0; round < ROUNDS; round++) {
        ComposeSeat v[PEOPLE + 1];
        size_t n = rng_below(&r, PEOPLE + 1);
        for (size_t i = 0; i < n; i++) v[i] = any_seat(&r);
        unsigned before = compose_missing(&BUSINESS, v, n);
        v[n] = any_seat(&r);
        v[n].who = v[n].account = 77;
        v[n].until_on = day_plus(TODAY, -1);
        assert_int_equal(compose_missing(&BUSINESS, v, n + 1), before);
    }
}

static void test_an_exit_check_comes_after_half_a_year_one_and_two(void **state) {
    (void)state;
    assert_int_equal(exit_day(0, TODAY), 0);
    assert_int_equal(exit_day(20260913, TODAY), 0);
    assert_int_equal(exit_day(20260912, TODAY), TODAY);
    assert_int_equal(exit_day(20260312, TODAY), TODAY);
    assert_int_equal(exit_day(20250101, TODAY), 20270101);
    assert_int_equal(exit_day(20200101, TODAY), 20220101);
    assert_int_equal(quarter_start(20270331), 20270101);
    assert_int_equal(quarter_start(20270401), 20270401);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_four_people_are_whole),
        cmocka_unit_test(test_the_lead_of_another_business_is_not_this_ones),
        cmocka_unit_test(test_one_person_fills_one_seat),
        cmocka_unit_test(test_terms_and_those_who_left_count),
        cmocka_unit_test(test_every_need_has_a_sentence),
        cmocka_unit_test(test_quiet_seats),
        cmocka_unit_test(test_an_exit_check_comes_after_half_a_year_one_and_two),
        cmocka_unit_test(test_as_many_are_filled_as_can_be),
        cmocka_unit_test(test_one_more_person_never_spoils_it),
        cmocka_unit_test(test_a_seat_of_another_time_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

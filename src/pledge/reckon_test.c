/* How pledges stand and add up: against a plain reference, on random lines, whatever their order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pledge/reckon.h"

enum { TODAY = 20261130, LINES = 60, ROUNDS = 300 };

static uint64_t seed;

static int64_t chance(int64_t n) {
    seed = seed * 6364136223846793005ull + 1442695040888963407ull;
    return (int64_t)((seed >> 33) % (uint64_t)n);
}

static int64_t maybe(int64_t n) { return chance(4) ? chance(n) : NUMBER_NONE; }

static PledgeLine a_line(void) {
    PledgeLine p = {.circle = 1 + (int)chance(PLEDGE_CIRCLE_N - 1), .state = 1 + (int)chance(PLEDGE_STATE_N - 1),
                    .unit = (int)chance(PLEDGE_UNIT_N), .by_on = day_plus(TODAY, (int32_t)chance(60) - 30),
                    .money = maybe(1000000), .quantity = maybe(400), .money_most = NUMBER_NONE,
                    .quantity_most = NUMBER_NONE};
    if (p.money != NUMBER_NONE && chance(2)) p.money_most = p.money + chance(1000);
    if (p.quantity != NUMBER_NONE && chance(2)) p.quantity_most = p.quantity + chance(100);
    return p;
}

static bool stays(const PledgeLine *p) { return p->state != PLEDGE_STATE_LET_GO; }

/* Each figure by a walk of its own. */
static void holds_against_plain(const PledgeLine *v, int n, int circle) {
    PledgeSum s = pledge_sum(v, (size_t)n, circle, TODAY);
    int all = 0, late = 0, kept = 0, let_go = 0, unsaid = 0, known = 0;
    int64_t least = 0, most = 0;
    for (int i = 0; i < n; i++) {
        if (circle && v[i].circle != circle) continue;
        bool over = v[i].by_on < TODAY;
        all++;
        kept += v[i].state == PLEDGE_STATE_KEPT;
        let_go += v[i].state == PLEDGE_STATE_LET_GO;
        late += over && (v[i].state == PLEDGE_STATE_PLEDGED || v[i].state == PLEDGE_STATE_CHANGED);
        unsaid += stays(&v[i]) && v[i].money == NUMBER_NONE && v[i].quantity == NUMBER_NONE;
        if (!stays(&v[i]) || v[i].money == NUMBER_NONE) continue;
        known++;
        least += v[i].money;
        most += v[i].money_most == NUMBER_NONE ? v[i].money : v[i].money_most;
    }
    if (s.n != all || s.stands[STAND_LATE] != late || s.stands[STAND_KEPT] != kept || s.unsaid != unsaid ||
        s.stands[STAND_LET_GO] != let_go || s.money.known != known || s.money.least != least || s.money.most != most) {
        fail_msg("differs at seed %llu", (unsigned long long)seed);
    }
    assert_int_equal(s.stands[STAND_OPEN], all - late - kept - let_go);
    assert_int_equal(s.units[PLEDGE_UNIT_PERCENT].known, 0);
    assert_true(s.money.most >= s.money.least);
}

static void test_sums_are_those_of_a_plain_walk(void **state) {
    (void)state;
    PledgeLine v[LINES];
    seed = 20261130;
    for (int round = 0; round < ROUNDS; round++) {
        int n = (int)chance(LINES + 1);
        for (int i = 0; i < n; i++) v[i] = a_line();
        for (int circle = 0; circle < PLEDGE_CIRCLE_N; circle++) holds_against_plain(v, n, circle);
    }
}

static void test_the_order_changes_nothing_and_circles_add_up(void **state) {
    (void)state;
    PledgeLine v[LINES];
    seed = 7;
    for (int i = 0; i < LINES; i++) v[i] = a_line();
    PledgeSum all = pledge_sum(v, LINES, 0, TODAY), before = pledge_sum(v, LINES, PLEDGE_CIRCLE_JOBS, TODAY);
    int     n = 0;
    int64_t money = 0;
    for (int k = 1; k < PLEDGE_CIRCLE_N; k++) {
        PledgeSum s = pledge_sum(v, LINES, k, TODAY);
        n += s.n;
        money += s.money.least;
    }
    assert_int_equal(n, all.n);
    assert_int_equal(money, all.money.least);
    for (int i = LINES - 1; i > 0; i--) {
        int        k = (int)chance(i + 1);
        PledgeLine one = v[i];
        v[i] = v[k];
        v[k] = one;
    }
    PledgeSum after = pledge_sum(v, LINES, PLEDGE_CIRCLE_JOBS, TODAY);
    assert_memory_equal(&before, &after, sizeof before);
}

static void test_late_follows_from_the_day_alone(void **state) {
    (void)state;
    assert_int_equal(pledge_stand(PLEDGE_STATE_PLEDGED, TODAY, TODAY), STAND_OPEN);
    assert_int_equal(pledge_stand(PLEDGE_STATE_PLEDGED, TODAY, day_plus(TODAY, 1)), STAND_LATE);
    assert_int_equal(pledge_stand(PLEDGE_STATE_CHANGED, TODAY, day_plus(TODAY, 1)), STAND_LATE);
    assert_int_equal(pledge_stand(PLEDGE_STATE_KEPT, TODAY, day_plus(TODAY, 1)), STAND_KEPT);
    assert_int_equal(pledge_stand(PLEDGE_STATE_LET_GO, TODAY, day_plus(TODAY, 1)), STAND_LET_GO);
}

static void test_nothing_is_nothing_and_the_largest_stays(void **state) {
    (void)state;
    PledgeSum none = pledge_sum(NULL, 0, 0, TODAY);
    assert_int_equal(none.n, 0);
    assert_int_equal(none.money.known, 0);
    PledgeLine two[2];
    for (int i = 0; i < 2; i++) {
        two[i] = (PledgeLine){.circle = PLEDGE_CIRCLE_MONEY, .state = PLEDGE_STATE_PLEDGED, .by_on = TODAY,
                              .money = INT64_MAX - 1, .money_most = NUMBER_NONE, .quantity = NUMBER_NONE,
                              .quantity_most = NUMBER_NONE};
    }
    assert_true(pledge_sum(two, 2, 0, TODAY).money.least == INT64_MAX);
}

static void test_a_part_is_known_or_not(void **state) {
    (void)state;
    assert_int_equal(pledge_part(200, 50), 25);
    assert_int_equal(pledge_part(200, 0), 0);
    assert_int_equal(pledge_part(200, 1000), 100);
    assert_int_equal(pledge_part(NUMBER_NONE, 50), -1);
    assert_int_equal(pledge_part(200, NUMBER_NONE), -1);
    assert_int_equal(pledge_part(0, 5), -1);
    assert_int_equal(pledge_year_after(20240229), 20250228);
    assert_int_equal(pledge_year_after(20251130), 20261130);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_are_those_of_a_plain_walk),
        cmocka_unit_test(test_the_order_changes_nothing_and_circles_add_up),
        cmocka_unit_test(test_late_follows_from_the_day_alone),
        cmocka_unit_test(test_nothing_is_nothing_and_the_largest_stays),
        cmocka_unit_test(test_a_part_is_known_or_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

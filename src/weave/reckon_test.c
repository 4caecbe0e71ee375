/* The network of a region: what is in use, what has gone quiet, who would be missed, and that nothing unknown
** counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "actor_ent.h"
#include "base/rand.h"
#include "tie_ent.h"
#include "weave/reckon.h"

enum { TODAY = 20261130, AGO = 20251130, LONG_AGO = 20240101 };

static WeaveTie tie(uint32_t from, uint32_t to, Day used) {
    return (WeaveTie){.from = from, .to = to, .kind = TIE_KIND_SUPPLIES, .used_on = used};
}

static WeaveActor business(Id id, Id place, int trade) {
    return (WeaveActor){.id = id, .place = place, .kind = ACTOR_KIND_BUSINESS, .trade = trade, .local = true};
}

static void test_a_tie_is_in_use_quiet_or_not_known(void **state) {
    (void)state;
    static const struct {
        Day      from, used;
        bool     dormant;
        WeaveUse use;
    } CASES[] = {
        {0, 0, false, WEAVE_NOT_KNOWN},         {LONG_AGO, 0, false, WEAVE_NOT_KNOWN},
        {0, TODAY, false, WEAVE_IN_USE},        {0, AGO, false, WEAVE_IN_USE},
        {0, AGO - 1, false, WEAVE_QUIET},       {TODAY, LONG_AGO, false, WEAVE_IN_USE},
        {TODAY, 0, false, WEAVE_IN_USE},        {TODAY, TODAY, true, WEAVE_QUIET},
        {LONG_AGO, LONG_AGO, false, WEAVE_QUIET}, {0, 0, true, WEAVE_QUIET},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        WeaveTie t = {.from_on = CASES[i].from, .used_on = CASES[i].used, .dormant = CASES[i].dormant};
        assert_int_equal(weave_use(&t, TODAY), CASES[i].use);
    }
}

/* Two triangles that 2 and 3 join; 6 hangs on 5, 7 has no tie, 8 is from elsewhere and has none either. */
static void a_net(Arena *a, Weave *w) {
    static const uint32_t ENDS[][2] = {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}, {5, 6}};
    enum { N = 9, TIES = sizeof ENDS / sizeof *ENDS };
    *w = (Weave){.actors = ARENA_ARRAY(a, WeaveActor, N), .n = N, .ties = ARENA_ARRAY(a, WeaveTie, TIES),
                 .ties_n = TIES, .today = TODAY};
    for (uint32_t i = 0; i < N; i++) {
        w->actors[i] = business(100 + i, i < 3 ? 1 : 2, i % 2 ? TRADE_GROUP_FOOD : TRADE_GROUP_CRAFT);
    }
    w->actors[8].local = false;
    w->actors[1].place = 0;
    w->actors[4].trade = 0;
    for (size_t i = 0; i < TIES; i++) w->ties[i] = tie(ENDS[i][0], ENDS[i][1], TODAY);
    weave_reckon(a, w);
}

static void test_whoever_joins_others_stands_first(void **state) {
    (void)state;
    Arena a;
    Weave w;
    arena_init(&a, 1 << 20);
    a_net(&a, &w);
    assert_int_equal(w.brokers_n, 3);
    assert_int_equal(w.brokers[0], 3);            /* 12 pairs of 15 others: 3 on one side with 4 on the other */
    assert_int_equal(w.brokers[1], 2);
    assert_int_equal(w.brokers[2], 5);
    assert_true(fabs(w.between[3] - 9.0 / 15) < 1e-12);
    assert_int_equal(w.lost[3], 3);
    assert_int_equal(w.lost[2], 2);
    assert_int_equal(w.lost[5], 1);
    assert_int_equal(w.lost[0], 0);
    assert_int_equal(w.alone_n, 1);
    assert_int_equal(w.alone[0], 7);
    assert_true(w.off == 0);
    arena_release(&a);
}

static void test_groups_tell_what_most_share(void **state) {
    (void)state;
    Arena a;
    Weave w;
    arena_init(&a, 1 << 20);
    a_net(&a, &w);
    assert_int_equal(w.groups_n, 2);
    assert_int_equal(w.groups[0].size, 4);
    assert_int_equal(w.groups[0].first, 3);
    assert_int_equal(w.groups[0].place, 2);
    assert_int_equal(w.groups[0].place_n, 4);
    assert_int_equal(w.groups[0].trade_known, 3);
    assert_int_equal(w.groups[1].size, 3);
    assert_int_equal(w.groups[1].place_n, 2);     /* of one it is not known */
    assert_int_equal(w.groups[1].place_known, 2);
    arena_release(&a);
}

/* Each tie is the same, across or not known; together they are all ties. */
static void test_what_joins_adds_up(void **state) {
    (void)state;
    Arena a;
    Weave w;
    arena_init(&a, 1 << 20);
    a_net(&a, &w);
    for (int side = 0; side < WEAVE_SIDES; side++) {
        assert_int_equal(w.cross[side][WEAVE_SAME] + w.cross[side][WEAVE_ACROSS] + w.cross[side][WEAVE_UNTOLD], 8);
    }
    assert_int_equal(w.cross[WEAVE_PLACE][WEAVE_UNTOLD], 2);
    assert_int_equal(w.cross[WEAVE_PLACE][WEAVE_ACROSS], 1);
    assert_int_equal(w.cross[WEAVE_TRADE][WEAVE_UNTOLD], 2);
    assert_int_equal(w.cross[WEAVE_TRADE][WEAVE_SAME], 2);
    assert_int_equal(w.cross[WEAVE_GROUP][WEAVE_ACROSS], 1);
    arena_release(&a);
}

static void test_the_quiet_list_begins_with_whom_the_network_would_miss(void **state) {
    (void)state;
    Arena a;
    Weave w;
    arena_init(&a, 1 << 20);
    a_net(&a, &w);
    w.brokers_n = w.still_n = w.alone_n = w.groups_n = 0;
    memset(w.cross, 0, sizeof w.cross);
    for (size_t i = 0; i < w.ties_n; i++) w.ties[i].used_on = LONG_AGO;
    w.ties[0].used_on = TODAY;                    /* 0 and 1 are in touch */
    w.ties[6].used_on = 0;                        /* of 3 and 5 that is not known */
    weave_reckon(&a, &w);
    assert_int_equal(w.still_n, 5);
    assert_int_equal(w.still[0], 3);
    assert_int_equal(w.still[1], 2);
    assert_int_equal(w.still[2], 5);
    assert_int_equal(w.quiet[3], 2);
    assert_int_equal(w.untold[3], 1);
    assert_false(weave_is_still(&w, 0));
    arena_release(&a);
}

static void test_nothing_is_a_network_too(void **state) {
    (void)state;
    Arena    a;
    Weave    w = {.today = TODAY};
    uint32_t drawn[4];
    arena_init(&a, 1 << 20);
    weave_reckon(&a, &w);
    assert_int_equal(w.brokers_n + w.still_n + w.alone_n + w.groups_n, 0);
    assert_int_equal(weave_drawn(&a, &w, 4, drawn), 0);
    w = (Weave){.actors = (WeaveActor[]){business(1, 0, 0), business(2, 0, 0)}, .n = 2, .today = TODAY,
                .ties = (WeaveTie[]){tie(1, 0, 0)}, .ties_n = 1};
    weave_reckon(&a, &w);
    assert_int_equal(w.still_n, 0);               /* nothing is known of the one tie */
    assert_int_equal(w.cross[WEAVE_TRADE][WEAVE_UNTOLD], 1);
    assert_int_equal(weave_drawn(&a, &w, 4, drawn), 2);
    arena_release(&a);
}

/* Whatever the ties: lists hold whom they say, once each, in their order. */
static void test_lists_hold_whom_they_say(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        Arena a;
        Rng   r;
        arena_init(&a, 8 << 20);
        rng_seed(&r, seed);
        uint32_t n = 1 + (uint32_t)rng_below(&r, 30), still = 0, alone = 0, between = 0;
        Weave    w = {.actors = ARENA_ARRAY(&a, WeaveActor, n), .n = n, .ties = ARENA_ARRAY(&a, WeaveTie, 60),
                      .today = TODAY};
        for (uint32_t i = 0; i < n; i++) w.actors[i] = business(i + 1, (Id)rng_below(&r, 4), (int)rng_below(&r, 4));
        for (int i = 0; i < 40 && n > 1; i++) {
            uint32_t from = (uint32_t)rng_below(&r, n), to = (uint32_t)rng_below(&r, n);
            static const Day DAYS[] = {0, LONG_AGO, TODAY};
            if (from != to) w.ties[w.ties_n++] = tie(from, to, DAYS[rng_below(&r, 3)]);
        }
        weave_reckon(&a, &w);
        for (uint32_t v = 0; v < n; v++) {
            still += weave_is_still(&w, v);
            alone += !graph_degree(&w.g, v);
            between += w.between[v] > 0;
            if (w.between[v] > 1 + 1e-9) fail_msg("seed %d", (int)seed);
        }
        if (still != w.still_n || alone != w.alone_n || between != w.brokers_n) fail_msg("seed %d", (int)seed);
        for (uint32_t i = 1; i < w.still_n; i++) {
            if (w.lost[w.still[i]] > w.lost[w.still[i - 1]]) fail_msg("seed %d", (int)seed);
        }
        arena_release(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tie_is_in_use_quiet_or_not_known),
        cmocka_unit_test(test_whoever_joins_others_stands_first),
        cmocka_unit_test(test_groups_tell_what_most_share),
        cmocka_unit_test(test_what_joins_adds_up),
        cmocka_unit_test(test_the_quiet_list_begins_with_whom_the_network_would_miss),
        cmocka_unit_test(test_nothing_is_a_network_too),
        cmocka_unit_test(test_lists_hold_whom_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

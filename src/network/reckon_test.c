/* The network of a business: which role a tie plays, what is missing, and the order of candidates whoever they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "actor_ent.h"
#include "case_ent.h"
#include "network/reckon.h"
#include "network_ent.h"
#include "tie_ent.h"

#define BIT(v) ((int64_t)1 << ((v) - 1))

static NetActor actor(int kind, int trade, const char *code) { return (NetActor){kind, trade, str_of(code)}; }

static uint64_t random_state = 0x2345678;
static unsigned random_below(unsigned n) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state % n);
}

static void test_a_tie_plays_the_role_of_its_direction_and_of_who_is_there(void **state) {
    (void)state;
    NetActor mill = actor(ACTOR_KIND_BUSINESS, TRADE_GROUP_FOOD, "shop/farm");
    NetActor haul = actor(ACTOR_KIND_BUSINESS, TRADE_GROUP_SERVICES, "office/logistics");
    NetActor plant = actor(ACTOR_KIND_CORPORATION, 0, "office/company");
    NetActor fund = actor(ACTOR_KIND_ORGANISATION, TRADE_GROUP_SERVICES, "amenity/bank");
    NetActor town = actor(ACTOR_KIND_PUBLIC_BODY, TRADE_GROUP_PUBLIC, "");
    assert_int_equal(net_role_of(TIE_KIND_SUPPLIES, false, &mill), TIE_ROLE_SUPPLIER);
    assert_int_equal(net_role_of(TIE_KIND_SUPPLIES, true, &mill), TIE_ROLE_CUSTOMER);
    assert_int_equal(net_role_of(TIE_KIND_SUPPLIES, false, &haul), TIE_ROLE_DISTRIBUTOR);
    assert_int_equal(net_role_of(TIE_KIND_SUPPLIES, true, &plant), TIE_ROLE_ANCHOR_BUYER);
    assert_int_equal(net_role_of(TIE_KIND_REFERS, false, &fund), TIE_ROLE_BANK);
    assert_int_equal(net_role_of(TIE_KIND_KNOWS, true, &town), TIE_ROLE_AUTHORITY);
    assert_int_equal(net_role_of(TIE_KIND_MENTORS, false, &mill), TIE_ROLE_MENTOR);
    assert_int_equal(net_role_of(TIE_KIND_OWNS, false, &mill), 0);
    assert_int_equal(net_role_of(TIE_KIND_FAMILY, true, &mill), 0);
}

/* The tie that a role becomes plays that role again, for somebody of whom nothing says otherwise. */
static void test_what_a_role_becomes_plays_it(void **state) {
    (void)state;
    static const struct {
        int role, kind;
        const char *code;
    } ROLES[] = {{TIE_ROLE_SUPPLIER, ACTOR_KIND_BUSINESS, "shop/farm"}, {TIE_ROLE_CUSTOMER, ACTOR_KIND_BUSINESS, ""},
                 {TIE_ROLE_ANCHOR_BUYER, ACTOR_KIND_CORPORATION, ""},   {TIE_ROLE_MENTOR, ACTOR_KIND_PERSON, ""},
                 {TIE_ROLE_DISTRIBUTOR, ACTOR_KIND_BUSINESS, "office/logistics"},
                 {TIE_ROLE_BANK, ACTOR_KIND_ORGANISATION, "amenity/bank"}, {TIE_ROLE_PEER, ACTOR_KIND_BUSINESS, ""},
                 {TIE_ROLE_ACCOUNTANT, ACTOR_KIND_BUSINESS, "office/accountant"},
                 {TIE_ROLE_AUTHORITY, ACTOR_KIND_PUBLIC_BODY, ""}, {TIE_ROLE_FORUM, ACTOR_KIND_ORGANISATION, ""},
                 {TIE_ROLE_COMMUNITY, ACTOR_KIND_ORGANISATION, ""}};
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        NetTie   t = net_tie_of(ROLES[i].role);
        NetActor a = actor(ROLES[i].kind, 0, ROLES[i].code);
        assert_int_equal(net_role_of(t.kind, t.out, &a), ROLES[i].role);
    }
}

static void test_who_fits_is_of_the_kind_the_group_or_the_field(void **state) {
    (void)state;
    NetPool supply = net_pool(TIE_ROLE_SUPPLIER, BIT(TRADE_GROUP_FARM), TRADE_GROUP_FOOD);
    NetPool books = net_pool(TIE_ROLE_ACCOUNTANT, 0, TRADE_GROUP_FOOD);
    NetPool peers = net_pool(TIE_ROLE_PEER, 0, TRADE_GROUP_FOOD);
    NetActor farm = actor(ACTOR_KIND_BUSINESS, TRADE_GROUP_FARM, "shop/farm");
    NetActor bakery = actor(ACTOR_KIND_BUSINESS, TRADE_GROUP_FOOD, "shop/bakery");
    NetActor clerk = actor(ACTOR_KIND_BUSINESS, TRADE_GROUP_SERVICES, "office/accountant");
    NetActor unknown = actor(ACTOR_KIND_BUSINESS, 0, "");
    assert_true(net_fits(&supply, &farm));
    assert_false(net_fits(&supply, &bakery));
    assert_true(net_fits(&peers, &bakery));
    assert_true(net_fits(&books, &clerk));
    assert_false(net_fits(&books, &farm));
    assert_false(net_fits(&supply, &unknown));
    assert_false(net_fits(&peers, &unknown));
}

static void test_a_real_tie_counts_once_and_what_is_looked_for_is_not_missing(void **state) {
    (void)state;
    NetNeed need[] = {{1, TIE_ROLE_SUPPLIER, 0, 0, 2}, {2, TIE_ROLE_SUPPLIER, TRADE_GROUP_FOOD, 0, 1},
                      {3, TIE_ROLE_BANK, 0, CASE_STAGE_PLAN, 1}};
    int64_t has[TIE_ROLE_N] = {[TIE_ROLE_SUPPLIER] = 2}, taken[3] = {0}, missing[3];
    net_missing(need, 3, has, taken, missing);
    assert_int_equal(missing[0], 0);
    assert_int_equal(missing[1], 1);
    assert_int_equal(missing[2], 1);
    taken[2] = 1;
    has[TIE_ROLE_SUPPLIER] = 5;
    net_missing(need, 3, has, taken, missing);
    for (int i = 0; i < 3; i++) assert_int_equal(missing[i], 0);
    assert_true(net_asks(&need[1], TRADE_GROUP_FOOD, CASE_STAGE_DIAGNOSIS));
    assert_false(net_asks(&need[1], 0, CASE_STAGE_DIAGNOSIS));
    assert_false(net_asks(&need[2], 0, CASE_STAGE_DIAGNOSIS));
    assert_true(net_asks(&need[2], 0, CASE_STAGE_DOING));
}

enum { MANY = 12, SHOWN = 5, ROUNDS = 3000 };

static NetOffer somebody(Id id) {
    return (NetOffer){.actor = id, .near = (NetNear)random_below(4), .offers = random_below(2) == 0,
                      .shared = random_below(3) ? 0 : 99, .languages = (int)random_below(3) - 1,
                      .field = random_below(2) == 0};
}

static bool is_far(const NetOffer *o) { return o->near == NET_ELSEWHERE || o->near == NET_UNKNOWN; }

static void test_near_by_first_but_never_only_near_by(void **state) {
    (void)state;
    for (int r = 0; r < ROUNDS; r++) {
        NetOffer v[MANY];
        bool far = false, seen = false;
        for (int i = 0; i < MANY; i++) v[i] = somebody(i + 1);
        for (int i = 0; i < MANY; i++) far = far || is_far(&v[i]);
        net_rank(v, MANY, SHOWN);
        for (int i = 0; i < SHOWN; i++) seen = seen || is_far(&v[i]);
        assert_int_equal(seen, far);
    }
    NetOffer two[] = {{.actor = 1, .near = NET_ELSEWHERE}, {.actor = 2, .near = NET_HERE}};
    net_rank(two, 2, SHOWN);
    assert_int_equal(two[0].actor, 2);
}

static void test_the_order_they_come_in_changes_nothing(void **state) {
    (void)state;
    for (int r = 0; r < ROUNDS; r++) {
        NetOffer v[MANY], w[MANY];
        bool there[MANY + 1] = {false};
        for (int i = 0; i < MANY; i++) v[i] = somebody(i + 1);
        memcpy(w, v, sizeof v);
        for (int i = MANY - 1; i > 0; i--) {
            unsigned k = random_below((unsigned)i + 1);
            NetOffer t = w[i];
            w[i] = w[k];
            w[k] = t;
        }
        net_rank(v, MANY, SHOWN);
        net_rank(w, MANY, SHOWN);
        for (int i = 0; i < MANY; i++) assert_int_equal(v[i].actor, w[i].actor);
        for (int i = 0; i < MANY; i++) there[v[i].actor] = true;
        for (int i = 1; i <= MANY; i++) assert_true(there[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_tie_plays_the_role_of_its_direction_and_of_who_is_there),
        cmocka_unit_test(test_what_a_role_becomes_plays_it),
        cmocka_unit_test(test_who_fits_is_of_the_kind_the_group_or_the_field),
        cmocka_unit_test(test_a_real_tie_counts_once_and_what_is_looked_for_is_not_missing),
        cmocka_unit_test(test_near_by_first_but_never_only_near_by),
        cmocka_unit_test(test_the_order_they_come_in_changes_nothing),
    };
    return cmocka_run_group_tests_name("reckon", tests, NULL, NULL);
}

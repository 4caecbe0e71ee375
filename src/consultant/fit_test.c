/* Who fits a case: what is weighed, and what always holds whatever people there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "consultant/fit.h"

enum { HEBREW = 1, ARABIC = 2, FOOD = 1, CRAFT = 2, MONEY = 4, LAW = 8, PEOPLE_MAX = 12, ROUNDS = 4000 };

static const FitCase BAKERY = {.trade = FOOD, .language = ARABIC, .areas = MONEY | LAW};

static uint64_t random_state = 0x1234567;
static unsigned random_below(unsigned n) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (unsigned)(random_state % n);
}

static FitPerson somebody(Id account) {
    return (FitPerson){.account = account, .trades = random_below(4), .languages = random_below(4),
                       .areas = random_below(16), .place = (FitPlace)random_below(4),
                       .capacity = random_below(4) ? (int64_t)random_below(2400) : NUMBER_NONE,
                       .promised = random_below(2400), .near = random_below(4) == 0 ? 1 : 0,
                       .unready = random_below(3) == 0};
}

static size_t place_of(const Fit *v, const FitPerson *people, size_t n, Id account) {
    size_t i = 0;
    while (i < n && people[v[i].at].account != account) i++;
    return i;
}

static void test_language_weighs_more_than_trade_and_place(void **state) {
    (void)state;
    FitPerson v[] = {{.account = 1, .trades = FOOD, .languages = HEBREW, .place = FIT_PLACE_HERE, .capacity = 600},
                     {.account = 2, .trades = CRAFT, .languages = ARABIC, .place = FIT_PLACE_ELSEWHERE,
                      .capacity = 600}};
    Fit r[2];
    fit_rank(&BAKERY, v, 2, r);
    assert_int_equal(v[r[0].at].account, 2);
    assert_int_equal(r[0].language, FIT_YES);
    assert_int_equal(r[0].trade, FIT_NO);
    assert_int_equal(r[1].language, FIT_NO);
    assert_int_equal(r[1].place, FIT_YES);
}

static void test_what_nobody_has_said_is_neither_yes_nor_no(void **state) {
    (void)state;
    FitPerson v[] = {{.account = 1, .capacity = NUMBER_NONE}};
    FitCase nothing = {0};
    Fit r[1];
    fit_rank(&BAKERY, v, 1, r);
    assert_int_equal(r[0].language, FIT_NOT_SAID);
    assert_int_equal(r[0].trade, FIT_NOT_SAID);
    assert_int_equal(r[0].place, FIT_NOT_SAID);
    assert_true(r[0].free == NUMBER_NONE);
    v[0].languages = ARABIC;
    fit_rank(&nothing, v, 1, r);
    assert_int_equal(r[0].language, FIT_NOT_SAID);
}

static void test_who_is_full_has_nothing_left(void **state) {
    (void)state;
    FitPerson v[] = {{.account = 1, .capacity = 600, .promised = 700},
                     {.account = 2, .capacity = 600, .promised = 150}};
    Fit r[2];
    fit_rank(&BAKERY, v, 2, r);
    assert_int_equal(v[r[0].at].account, 2);
    assert_int_equal(r[0].free, 450);
    assert_int_equal(r[1].free, 0);
}

static void test_who_is_too_near_is_listed_behind_all_others(void **state) {
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        FitPerson v[PEOPLE_MAX];
        Fit r[PEOPLE_MAX];
        size_t n = random_below(PEOPLE_MAX + 1);
        bool apart = false;
        for (size_t i = 0; i < n; i++) v[i] = somebody((Id)i + 1);
        fit_rank(&BAKERY, v, n, r);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(r[i].apart, v[r[i].at].near != 0);
            assert_false(apart && !r[i].apart);
            apart = r[i].apart;
        }
    }
}

static void test_the_order_they_come_in_changes_nothing(void **state) {
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        FitPerson v[PEOPLE_MAX], w[PEOPLE_MAX];
        Fit r[PEOPLE_MAX], s[PEOPLE_MAX];
        for (size_t i = 0; i < PEOPLE_MAX; i++) v[i] = w[i] = somebody((Id)i + 1);
        for (size_t i = PEOPLE_MAX - 1; i > 0; i--) {
            size_t k = random_below((unsigned)i + 1);
            FitPerson kept = w[i];
            w[i] = w[k];
            w[k] = kept;
        }
        fit_rank(&BAKERY, v, PEOPLE_MAX, r);
        fit_rank(&BAKERY, w, PEOPLE_MAX, s);
        for (size_t i = 0; i < PEOPLE_MAX; i++) assert_int_equal(v[r[i].at].account, w[s[i].at].account);
    }
}

static void test_more_load_never_ranks_higher(void **state) {
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        FitPerson v[PEOPLE_MAX];
        Fit r[PEOPLE_MAX], s[PEOPLE_MAX];
        for (size_t i = 0; i < PEOPLE_MAX; i++) v[i] = somebody((Id)i + 1);
        size_t who = random_below(PEOPLE_MAX);
        fit_rank(&BAKERY, v, PEOPLE_MAX, r);
        v[who].promised += 1 + random_below(1000);
        fit_rank(&BAKERY, v, PEOPLE_MAX, s);
        Id account = v[who].account;
        assert_true(place_of(s, v, PEOPLE_MAX, account) >= place_of(r, v, PEOPLE_MAX, account));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_language_weighs_more_than_trade_and_place),
        cmocka_unit_test(test_what_nobody_has_said_is_neither_yes_nor_no),
        cmocka_unit_test(test_who_is_full_has_nothing_left),
        cmocka_unit_test(test_who_is_too_near_is_listed_behind_all_others),
        cmocka_unit_test(test_the_order_they_come_in_changes_nothing),
        cmocka_unit_test(test_more_load_never_ranks_higher),
    };
    return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}

/* Whom an item fits, who may be told, and the steps of a notice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rand.h"
#include "actor_ent.h"
#include "lang/show.h"
#include "sending/fit.h"

enum { TODAY = 20261130, TOWN = 11, REGION = 12, FAR = 13, BAKERY = 21, CAFE = 22, TRIES = 20000 };
static const Id UP[] = {TOWN, REGION};

static int64_t bit(int one) { return (int64_t)1 << (one - 1); }

static FitBusiness a_bakery(void) {
    return (FitBusiness){.id = 1, .category = BAKERY, .trade = TRADE_GROUP_FOOD, .up = UP, .up_n = 2,
                         .founded = NUMBER_NONE, .has_mail = true, .has_phone = true, .way = HEAR_WAY_MAIL,
                         .said_on = 20260101};
}

static FitItem a_call(void) {
    return (FitItem){.id = 9, .place = REGION, .category = BAKERY, .kind = HEAR_KIND_OPPORTUNITY,
                     .trade = TRADE_GROUP_FOOD, .live = true};
}

static void test_field_place_and_what_was_asked_for_are_reasons(void **state) {
    (void)state;
    FitBusiness b = a_bakery();
    FitItem     item = a_call();
    Fit f = fit_of(&item, &b, TODAY);
    assert_true(f.fits && f.field && f.place && !f.trade && !f.asked_kind);
    assert_int_equal(f.near, 1);
    assert_int_equal(f.way, HEAR_WAY_MAIL);
    b.category = CAFE;
    assert_true(fit_of(&item, &b, TODAY).trade);
    b.trade = TRADE_GROUP_CRAFT;
    assert_false(fit_of(&item, &b, TODAY).fits);
    b.trades = bit(TRADE_GROUP_FOOD);             /* they asked for it: their own field does not speak against */
    assert_true(fit_of(&item, &b, TODAY).asked_trade);
    item.place = FAR;
    assert_false(fit_of(&item, &b, TODAY).fits);
}

static void test_nobody_is_told_without_a_reason(void **state) {
    (void)state;
    FitBusiness b = a_bakery();
    FitItem     item = {.id = 9, .kind = HEAR_KIND_GRANT, .live = true};
    assert_false(fit_of(&item, &b, TODAY).fits);
    b.kinds = bit(HEAR_KIND_GRANT);
    assert_true(fit_of(&item, &b, TODAY).asked_kind);
    item.live = false;
    assert_false(fit_of(&item, &b, TODAY).fits);
    item.live = true;
    item.holder = b.id;
    assert_false(fit_of(&item, &b, TODAY).fits);
}

static void test_a_track_is_held_by_its_numbers(void **state) {
    (void)state;
    AidTrack t = {.years_min = NUMBER_NONE, .years_max = 5, .turnover_max = NUMBER_NONE, .jobs_max = NUMBER_NONE,
                  .trades = bit(TRADE_GROUP_FOOD)};
    FitItem  item = {.id = 9, .kind = HEAR_KIND_GRANT, .track = &t, .live = true};
    FitBusiness b = a_bakery();
    Fit f = fit_of(&item, &b, TODAY);
    assert_true(f.fits && f.trade && f.ask_more && !f.years);
    b.founded = 2024;
    assert_true(fit_of(&item, &b, TODAY).years);
    b.founded = 2010;
    assert_false(fit_of(&item, &b, TODAY).fits);
}

static void test_no_is_no_and_silence_is_not(void **state) {
    (void)state;
    FitBusiness b = a_bakery();
    int kind = HEAR_KIND_OPPORTUNITY;
    assert_int_equal(fit_out(kind, &b), OUT_NOT);
    b.way = 0;                                    /* nobody asked them: by phone, never by mail */
    assert_int_equal(fit_out(kind, &b), OUT_NOT);
    assert_int_equal(fit_way(&b), HEAR_WAY_PHONE);
    b.has_phone = false;
    assert_int_equal(fit_out(kind, &b), OUT_NO_WAY);
    b = a_bakery();
    b.not_kinds = bit(kind);
    assert_int_equal(fit_out(kind, &b), OUT_THIS_KIND);
    assert_int_equal(fit_out(HEAR_KIND_LOAN, &b), OUT_NOT);
    b.way = HEAR_WAY_NONE;
    assert_int_equal(fit_out(HEAR_KIND_LOAN, &b), OUT_SAID_NO);
    b = a_bakery();
    b.withdrew_on = 20260102;                     /* after they had agreed */
    assert_int_equal(fit_out(kind, &b), OUT_SAID_NO);
    b.said_on = 20260103;                         /* and agreed anew since */
    assert_int_equal(fit_out(kind, &b), OUT_NOT);
    b.lately = NOTICES_MAX;
    assert_int_equal(fit_out(kind, &b), OUT_ENOUGH);
}

/* ---- properties -------------------------------------------------------------------------------------------------- */

static FitBusiness random_business(Rng *r) {
    FitBusiness b = {.id = 1 + (Id)rng_below(r, 5), .category = (Id)rng_below(r, 3) * BAKERY, .up = UP,
                     .up_n = rng_below(r, 3), .trade = (int)rng_below(r, 4),
                     .founded = 2000 + (int64_t)rng_below(r, 27),
                     .has_mail = rng_below(r, 2), .has_phone = rng_below(r, 2), .way = (int)rng_below(r, HEAR_WAY_N),
                     .kinds = (int64_t)rng_below(r, 512), .trades = (int64_t)rng_below(r, 8),
                     .lately = (int64_t)rng_below(r, 5), .told = rng_below(r, 4) == 0};
    b.not_kinds = (int64_t)rng_below(r, 512) & ~b.kinds;
    if (b.way) b.said_on = 20260101 + (Day)rng_below(r, 20);
    if (rng_below(r, 4) == 0) b.withdrew_on = 20260101 + (Day)rng_below(r, 20);
    return b;
}

static FitItem random_item(Rng *r, AidTrack *t) {
    *t = (AidTrack){.years_min = rng_below(r, 2) ? 3 : NUMBER_NONE, .years_max = rng_below(r, 2) ? 9 : NUMBER_NONE,
                    .turnover_max = NUMBER_NONE, .jobs_max = NUMBER_NONE, .trades = (int64_t)rng_below(r, 8)};
    bool track = rng_below(r, 2);
    FitItem item = {.id = 9, .place = rng_below(r, 2) ? 10 + (Id)rng_below(r, 4) : 0, .holder = (Id)rng_below(r, 8),
                    .kind = 1 + (int)rng_below(r, HEAR_KIND_N - 1), .live = rng_below(r, 8) != 0};
    if (track) item.track = t;
    else if (rng_below(r, 2)) item.category = BAKERY, item.trade = 1 + (int)rng_below(r, 3);
    return item;
}

static void test_whoever_is_told_may_be_told_and_has_a_reason(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 1);
    for (int i = 0; i < TRIES; i++) {
        AidTrack    t;
        FitBusiness b = random_business(&r);
        FitItem     item = random_item(&r, &t);
        Fit f = fit_of(&item, &b, TODAY);
        if (!f.fits) continue;
        assert_true(item.live && fit_reasons(&f) > 0 && b.id != item.holder);
        if (f.place) assert_true(f.near < FIT_FAR);
        if (f.out || b.told) continue;
        assert_true(b.way != HEAR_WAY_NONE && b.lately < NOTICES_MAX && !(b.not_kinds & bit(item.kind)));
        assert_true(!b.withdrew_on || (b.way && b.said_on >= b.withdrew_on));
        assert_true(f.way == HEAR_WAY_PHONE ? b.has_phone : f.way == HEAR_WAY_MAIL);
        if (f.way == HEAR_WAY_MAIL) assert_true(b.has_mail && b.way == HEAR_WAY_MAIL);
    }
}

/* Whoever is forgotten something of is not ruled out by it: what is not known speaks against nothing. */
static void test_not_knowing_never_rules_out(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 2);
    for (int i = 0; i < TRIES; i++) {
        AidTrack    t;
        FitBusiness b = random_business(&r);
        FitItem     item = random_item(&r, &t);
        item.live = true;
        item.holder = 0;
        b.kinds = bit(item.kind);                 /* a reason that does not hang on what is forgotten */
        b.category = 0;
        b.trade = 0;
        b.up_n = 0;
        b.founded = NUMBER_NONE;
        assert_true(fit_of(&item, &b, TODAY).fits);
    }
}

static void test_the_order_is_whole_and_the_nearest_stand_first(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 3);
    for (int i = 0; i < TRIES; i++) {
        AidTrack    t;
        FitItem     item = random_item(&r, &t);
        FitBusiness x = random_business(&r), y = random_business(&r);
        Fit a = fit_of(&item, &x, TODAY), b = fit_of(&item, &y, TODAY);
        int d = fit_order(&a, &b), e = fit_order(&b, &a);
        assert_true((d < 0) == (e > 0) && (d == 0) == (e == 0));
        if (a.near < b.near) assert_true(d < 0);
    }
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static void test_an_answer_says_that_they_were_told(void **state) {
    (void)state;
    Notice n = {.state = NOTICE_STATE_TO_TELL};
    assert_true(notice_step(&n, NOTICE_STATE_INTERESTED, TODAY));
    assert_int_equal(n.told_on, TODAY);
    assert_int_equal(n.opened_on, 0);             /* by telephone nothing was opened */
    assert_true(notice_step(&n, NOTICE_STATE_APPLIED, day_plus(TODAY, 1)));
    assert_int_equal(n.interested_on, TODAY);
    assert_true(notice_step(&n, NOTICE_STATE_RECEIVED, day_plus(TODAY, 2)));
    assert_int_equal(n.applied_on, day_plus(TODAY, 1));
    assert_false(notice_step(&n, NOTICE_STATE_OPENED, TODAY));
    assert_false(notice_step(&n, NOTICE_STATE_INTERESTED, TODAY));
}

static void test_a_no_is_no_interest_and_may_become_one(void **state) {
    (void)state;
    Notice n = {.state = NOTICE_STATE_OPENED, .told_on = TODAY, .opened_on = TODAY};
    assert_true(notice_step(&n, NOTICE_STATE_INTERESTED, TODAY));
    assert_true(notice_step(&n, NOTICE_STATE_DECLINED, TODAY));
    assert_int_equal(n.interested_on, 0);
    assert_int_equal(n.declined_on, TODAY);
    assert_false(notice_step(&n, NOTICE_STATE_APPLIED, TODAY));
    assert_true(notice_step(&n, NOTICE_STATE_INTERESTED, TODAY));
    assert_int_equal(n.declined_on, 0);
    assert_int_equal(n.opened_on, TODAY);
}

/* Whatever steps are tried, days stand for exactly what was reached. */
static void test_days_follow_the_state(void **state) {
    (void)state;
    Rng r;
    rng_seed(&r, 4);
    for (int i = 0; i < TRIES / 10; i++) {
        Notice n = {.state = rng_below(&r, 2) ? NOTICE_STATE_TO_TELL : NOTICE_STATE_TOLD};
        if (n.state == NOTICE_STATE_TOLD) n.told_on = TODAY;
        for (int k = 0; k < 8; k++) {
            Notice was = n;
            bool   moved = notice_step(&n, (int)rng_below(&r, NOTICE_STATE_N + 1), day_plus(TODAY, k));
            if (!moved) assert_memory_equal(&was, &n, sizeof n);
            assert_true((n.told_on != 0) == (n.state != NOTICE_STATE_TO_TELL));
            assert_true((n.declined_on != 0) == (n.state == NOTICE_STATE_DECLINED));
            assert_true((n.received_on != 0) == (n.state == NOTICE_STATE_RECEIVED));
            assert_true((n.applied_on != 0) == (n.state >= NOTICE_STATE_APPLIED));
            bool well = n.state >= NOTICE_STATE_INTERESTED && n.state != NOTICE_STATE_DECLINED;
            assert_true((n.interested_on != 0) == well);
        }
    }
}

static void test_one_is_reminded_ahead_or_not_at_all(void **state) {
    (void)state;
    assert_int_equal(remind_on(day_plus(TODAY, 30), TODAY), day_plus(TODAY, 30 - REMIND_DAYS));
    assert_int_equal(remind_on(day_plus(TODAY, REMIND_DAYS), TODAY), 0);
    assert_int_equal(remind_on(0, TODAY), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_place_and_what_was_asked_for_are_reasons),
        cmocka_unit_test(test_nobody_is_told_without_a_reason),
        cmocka_unit_test(test_a_track_is_held_by_its_numbers),
        cmocka_unit_test(test_no_is_no_and_silence_is_not),
        cmocka_unit_test(test_whoever_is_told_may_be_told_and_has_a_reason),
        cmocka_unit_test(test_not_knowing_never_rules_out),
        cmocka_unit_test(test_the_order_is_whole_and_the_nearest_stand_first),
        cmocka_unit_test(test_an_answer_says_that_they_were_told),
        cmocka_unit_test(test_a_no_is_no_interest_and_may_become_one),
        cmocka_unit_test(test_days_follow_the_state),
        cmocka_unit_test(test_one_is_reminded_ahead_or_not_at_all),
    };
    return cmocka_run_group_tests_name("fit", tests, NULL, NULL);
}

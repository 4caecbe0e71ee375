/* Aid tracks at the write. */
#include "fixture.h"

#include "actor/actor.h"
#include "referral/referral_page.h"

static Actor *a_body(Fixture *f) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_HE] = LIT("קרן");
    a->name.state[LANG_HE] = TEXT_WRITTEN;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a;
}

static AidTrack *a_track(Fixture *f, Id body) {
    AidTrack *t = ent_new(&f->ctx, &aid_track_entity);
    t->name.v[LANG_HE] = LIT("הלוואה");
    t->name.state[LANG_HE] = TEXT_WRITTEN;
    t->body = body;
    t->kind = AID_KIND_LOAN;
    t->state = AID_STATE_OPEN;
    return t;
}

static void test_a_track_speaks_of_money_that_there_is(void **state) {
    FIXTURE(f, state);
    AidTrack *t = a_track(f, a_body(f)->head.id);
    t->currency = LIT("shekel"); /* too long for the field */
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    t->currency = LIT("nis");
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "currency");
    t->currency = (Str){0};
    t->amount_min = 5000;
    t->amount_max = 1000;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "amount_max");
    t->amount_max = 5000;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), OK);
    assert_true(str_eq(t->currency, LIT("ILS")));
}

static void test_a_track_does_not_close_before_it_opens(void **state) {
    FIXTURE(f, state);
    AidTrack *t = a_track(f, a_body(f)->head.id);
    t->opens_on = 20260701;
    t->closes_on = 20260630;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "closes_on");
    t->closes_on = t->opens_on;
    t->confirmed_on = 20260602; /* tomorrow */
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "confirmed_on");
    t->confirmed_on = 20260601;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), OK);
}

static void test_tracks_of_a_body_come_with_those_that_take_requests_first(void **state) {
    FIXTURE(f, state);
    Id body = a_body(f)->head.id;
    AidTrack *over = a_track(f, body), *takes = a_track(f, body);
    AidRow *rows;
    size_t n;
    over->closes_on = 20260531;
    assert_int_equal(fixture_save(f, &aid_track_entity, over), OK);
    assert_int_equal(fixture_save(f, &aid_track_entity, takes), OK);
    assert_int_equal(aid_of(&f->ctx, body, 10, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].id, takes->head.id);
    assert_int_equal(rows[0].standing, T_AID_TAKES);
    assert_int_equal(rows[1].standing, T_AID_OVER);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_track_speaks_of_money_that_there_is),
        FIXTURE_BOTH(test_a_track_does_not_close_before_it_opens),
        FIXTURE_BOTH(test_tracks_of_a_body_come_with_those_that_take_requests_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

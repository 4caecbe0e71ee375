/* Actors and what hangs on them: rules at the write, who may be the same, the timeline's effect. */
#include "fixture.h"

#include "actor/actor.h"
#include "listing_ent.h"
#include "post_ent.h"
#include "tie_ent.h"

static Actor *a_business(Fixture *f, const char *name) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_HE] = str_of(name);
    a->name.state[LANG_HE] = TEXT_WRITTEN;
    return a;
}

static void test_check_digit_of_israeli_numbers(void **state) {
    (void)state;
    assert_true(actor_registration_ok(LIT("513637215"), LIT("39")));
    assert_true(actor_registration_ok(LIT("000000018"), LIT("972")));
    assert_true(actor_registration_ok(LIT("00001-8"), LIT("972")));
    assert_false(actor_registration_ok(LIT("000000019"), LIT("972")));
    assert_false(actor_registration_ok(LIT("000000000"), LIT("972")));
    assert_false(actor_registration_ok(LIT("12ab"), LIT("972")));
}

static void test_half_a_position_is_refused(void **state) {
    FIXTURE(f, state);
    Actor *a = a_business(f, "א");
    a->lat = 31.0;
    assert_int_equal(fixture_save(f, &actor_entity, a), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "lon");
    a->lon = 34.9;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
}

static void test_the_same_phone_or_name_is_noticed(void **state) {
    FIXTURE(f, state);
    Actor *a = a_business(f, "מאפיית לחם"), *b = a_business(f, "מאפיית לחם"), *other = a_business(f, "מוסך");
    Likely v[4];
    size_t n;
    a->phone = LIT("+972525550142");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    assert_int_equal(actor_likely(&f->ctx, b, v, 4, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].id, a->head.id);
    assert_int_equal(actor_likely(&f->ctx, other, v, 4, &n), OK);
    assert_int_equal(n, 0);
    other->phone = a->phone;
    assert_int_equal(actor_likely(&f->ctx, other, v, 4, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].why, T_ACTOR_SAME_PHONE);
}

static void test_a_note_tells_that_they_were_heard_from(void **state) {
    FIXTURE(f, state);
    Actor *a = a_business(f, "א"), *back = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_CALL;
    p->about = a->head.id;
    p->text = LIT("דיברנו");
    p->happened_at = f->ctx.reader.now + 3600 * 1000;
    assert_int_equal(fixture_save(f, &post_entity, p), INVALID);
    p->happened_at = f->ctx.reader.now - 3600 * 1000;
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, a->head.id, back), OK);
    assert_int_equal(back->heard_at, p->happened_at);
}

static void test_a_tie_joins_two_and_only_owners_have_shares(void **state) {
    FIXTURE(f, state);
    Actor *a = a_business(f, "א"), *b = a_business(f, "ב");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    t->from_actor = t->to_actor = a->head.id;
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), INVALID);
    t->to_actor = b->head.id;
    t->share = 50;
    assert_int_equal(fixture_save(f, &tie_entity, t), INVALID);
    t->kind = TIE_KIND_OWNS;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
}

static void test_a_listing_without_an_end_is_confirmed_again(void **state) {
    FIXTURE(f, state);
    Listing *v = ent_new(&f->ctx, &listing_entity);
    v->title.v[LANG_AR] = LIT("مطبخ");
    v->title.state[LANG_AR] = TEXT_WRITTEN;
    v->kind = LISTING_KIND_ASSET;
    v->state = LISTING_STATE_OPEN;
    assert_int_equal(fixture_save(f, &listing_entity, v), OK);
    assert_int_equal(v->confirm_on, day_plus(f->ctx.reader.today, 90));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_digit_of_israeli_numbers),
        FIXTURE_BOTH(test_half_a_position_is_refused),
        FIXTURE_BOTH(test_the_same_phone_or_name_is_noticed),
        FIXTURE_BOTH(test_a_note_tells_that_they_were_heard_from),
        FIXTURE_BOTH(test_a_tie_joins_two_and_only_owners_have_shares),
        FIXTURE_BOTH(test_a_listing_without_an_end_is_confirmed_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

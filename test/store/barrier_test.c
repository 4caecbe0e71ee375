/* Barriers: the steps of their way, the days they take, and who may mean the same. */
#include "fixture.h"

#include "account_ent.h"
#include "barrier/barrier_page.h"
#include "place_ent.h"

static Id a_place(Fixture *f) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->name.v[LANG_EN] = LIT("Yeroham");
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Barrier *a_barrier(Fixture *f, Id place, const char *title) {
    Barrier *b = ent_new(&f->ctx, &barrier_entity);
    b->title = str_of(title);
    b->kind = BARRIER_KIND_LICENCE;
    b->place = place;
    return b;
}

typedef struct Stepping {
    Id          id;
    BarrierStep step;
    Barrier    *b;
} Stepping;

static Fault run_step(Ctx *c, void *arg) {
    Stepping *s = arg;
    return barrier_step(c, s->id, &s->step, s->b);
}

static Fault step(Fixture *f, Barrier *b, BarrierStep how) {
    return fixture_write(f, run_step, &(Stepping){b->head.id, how, b});
}

static void test_a_trustee_takes_it_on_and_writes_what_was_answered(void **state) {
    FIXTURE(f, state);
    Account *orli = ent_new(&f->ctx, &account_entity);
    orli->name = LIT("Orli");
    orli->email = LIT("orli@example.invalid");
    assert_int_equal(fixture_save(f, &account_entity, orli), OK);
    Id       place = a_place(f);
    Barrier *b = a_barrier(f, place, "Licence is late");
    assert_int_equal(fixture_save(f, &barrier_entity, b), OK);
    assert_int_equal(b->state, BARRIER_STATE_REPORTED);
    assert_int_equal(b->reported_on, f->ctx.reader.today);
    assert_int_equal(b->head.unit, place);
    fixture_become(f, orli->head.id, ROLE_TRUSTEE, VIS_MEMBERS);
    fixture_reach(f, orli->head.id, place, VIS_UNIT);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_TAKEN}), OK);
    assert_int_equal(b->trustee, orli->head.id);
    assert_int_equal(b->taken_on, f->ctx.reader.today);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 10);
    assert_int_equal(barrier_days(b, f->ctx.reader.today), 10);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_ANSWERED}), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "answer");
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_ANSWERED, .answer = LIT("In two weeks")}), OK);
    assert_int_equal(b->answered_on, f->ctx.reader.today);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_STAYS}), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "reason");
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_REMOVED}), OK);
    assert_int_equal(b->removed_on, f->ctx.reader.today);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 30);
    assert_int_equal(barrier_days(b, f->ctx.reader.today), 10);
    /* Taken up again it runs on. */
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_TAKEN}), OK);
    assert_int_equal(b->removed_on, 0);
    assert_int_equal(barrier_days(b, f->ctx.reader.today), 40);
}

static void test_a_trustee_of_another_town_changes_nothing(void **state) {
    FIXTURE(f, state);
    Id       here = a_place(f), there = a_place(f);
    Barrier *b = a_barrier(f, here, "Licence is late");
    assert_int_equal(fixture_save(f, &barrier_entity, b), OK);
    fixture_become(f, 5001, ROLE_TRUSTEE, VIS_MEMBERS);
    fixture_reach(f, 5001, there, VIS_UNIT);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_TAKEN}), NOT_FOUND);
}

static void test_the_same_barrier_is_noticed(void **state) {
    FIXTURE(f, state);
    Id       here = a_place(f), there = a_place(f);
    Barrier *b = a_barrier(f, here, "Business licence for food is late");
    BarrierLikeRow v[BARRIER_LIKELY_MAX];
    size_t   n;
    assert_int_equal(fixture_save(f, &barrier_entity, b), OK);
    assert_int_equal(barrier_likely(&f->ctx, a_barrier(f, here, "late business licence"), v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].id, b->head.id);
    assert_int_equal(barrier_likely(&f->ctx, a_barrier(f, here, "Tax on the yard"), v, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(barrier_likely(&f->ctx, a_barrier(f, there, "late business licence"), v, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_REMOVED}), OK);
    assert_int_equal(barrier_likely(&f->ctx, a_barrier(f, here, "late business licence"), v, &n), OK);
    assert_int_equal(n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_trustee_takes_it_on_and_writes_what_was_answered),
        FIXTURE_BOTH(test_a_trustee_of_another_town_changes_nothing),
        FIXTURE_BOTH(test_the_same_barrier_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

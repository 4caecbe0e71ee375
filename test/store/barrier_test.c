/* Barriers: the steps of their way, the days they take, and who may mean the same. */
#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "barrier/barrier_page.h"
#include "db/facts.h"
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

/* ---- businesses that stand before it --------------------------------------------------------------------------- */

static Id a_person(Fixture *f, const char *name, Id place) {
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = str_of(name);
    a->email = arena_printf(&f->arena, "%s@example.invalid", name);
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    fixture_reach(f, a->head.id, place, VIS_UNIT);
    return a->head.id;
}

static Id a_case(Fixture *f, Id place, const char *name) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    Case  *k = ent_new(&f->ctx, &case_entity);
    Who    kept = f->ctx.who;
    fixture_system(f);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_EN] = str_of(name);
    a->head.unit = place;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    f->ctx.who = kept;
    k->client = a->head.id;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    return k->head.id;
}

typedef struct Linking {
    Id barrier, of_case;
} Linking;
static Fault run_link(Ctx *c, void *arg) {
    const Linking *l = arg;
    return barrier_link(c, l->barrier, l->of_case, LIT("No oven without it"));
}
static Fault run_site(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://negev.example"));
}

static void test_others_are_told_how_many_and_never_which(void **state) {
    FIXTURE(f, state);
    Id       place = a_place(f), noa = a_person(f, "noa", place), orli = a_person(f, "orli", place);
    Barrier *b = a_barrier(f, place, "Licence is late");
    BarrierLink *v;
    size_t   n;
    int64_t  count;
    assert_int_equal(fixture_save(f, &barrier_entity, b), OK);
    assert_int_equal(fixture_write(f, run_site, NULL), OK);
    fixture_become(f, noa, ROLE_COORDINATOR, VIS_MEMBERS);
    Id bakery = a_case(f, place, "Bakery"), cafe = a_case(f, place, "Cafe");
    assert_int_equal(fixture_write(f, run_link, &(Linking){b->head.id, bakery}), OK);
    assert_int_equal(fixture_write(f, run_link, &(Linking){b->head.id, cafe}), OK);
    assert_int_equal(fixture_write(f, run_link, &(Linking){b->head.id, cafe}), INVALID);
    assert_int_equal(barrier_links(&f->ctx, b->head.id, 0, &v, &n), OK);
    assert_int_equal(n, 2);
    fixture_become(f, orli, ROLE_TRUSTEE, VIS_MEMBERS);
    assert_int_equal(barrier_links(&f->ctx, b->head.id, 0, &v, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(barrier_count(&f->ctx, b->head.id, &count), OK);
    assert_int_equal(count, 2);
    fixture_become(f, orli, ROLE_CONSULTANT, VIS_MEMBERS);
    assert_int_equal(fixture_write(f, run_link, &(Linking){b->head.id, bakery}), NOT_FOUND);
    /* Its removal is told to the coordinator of each, without a word about either. */
    static const Query MAILS = {.sql = "SELECT count(*) FROM mails", .out = "n:int", .scan = "test"};
    static const Query TELLING = {.sql = "SELECT count(*) FROM mails WHERE subject LIKE :w OR body LIKE :w",
                                  .in = "w:text", .out = "n:int", .scan = "test"};
    fixture_become(f, orli, ROLE_TRUSTEE, VIS_MEMBERS);
    assert_int_equal(step(f, b, (BarrierStep){.state = BARRIER_STATE_REMOVED, .reason = LIT("Two forms became one")}),
                     OK);
    assert_int_equal(db_int(&f->ctx, &MAILS, NO_VALS, &count), OK);
    assert_int_equal(count, 2);
    assert_int_equal(db_int(&f->ctx, &TELLING, VALS(v_text(LIT("%Licence%"))), &count), OK);
    assert_int_equal(count, 0);
    assert_int_equal(db_int(&f->ctx, &TELLING, VALS(v_text(LIT("%Bakery%"))), &count), OK);
    assert_int_equal(count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_trustee_takes_it_on_and_writes_what_was_answered),
        FIXTURE_BOTH(test_a_trustee_of_another_town_changes_nothing),
        FIXTURE_BOTH(test_the_same_barrier_is_noticed),
        FIXTURE_BOTH(test_others_are_told_how_many_and_never_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

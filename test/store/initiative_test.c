/* Initiatives: who leads them, what they build on, how they start, ripen and end; their reviews over years; and the
** share of steps that are owned outside the unit. */
#include "cases.h"

#include "commitment/commitment.h"
#include "finance_ent.h"
#include "initiative/initiative.h"
#include "response_ent.h"
#include "wave/plan.h"

static Initiative *an_initiative(House *h) {
    Initiative *v = ent_new(&h->f->ctx, &initiative_entity);
    v->goal.v[LANG_EN] = LIT("A joint market on Thursdays");
    v->place = h->town;
    v->lead = h->people[COORDINATOR];
    return v;
}

static Fault run_start(Ctx *c, void *arg) { return initiative_start(c, arg); }
static Fault run_accept(Ctx *c, void *arg) { return initiative_accept(c, *(const Id *)arg); }

static void builds_on(House *h, const Initiative *v, const char *what) {
    InitiativeBase *b = ent_new(&h->f->ctx, &initiative_base_entity);
    b->initiative = v->head.id;
    b->what = str_of(what);
    assert_int_equal(fixture_save(h->f, &initiative_base_entity, b), OK);
}

/* One that runs since a day. */
static Initiative *running(House *h, Day from) {
    Initiative *v = an_initiative(h);
    become(h, COORDINATOR);
    v->why_new = LIT("There was none");
    v->from_on = from;
    assert_int_equal(fixture_save(h->f, &initiative_entity, v), OK);
    assert_int_equal(fixture_write(h->f, run_start, v), OK);
    return v;
}

static InitiativeReview *reviews(House *h, const Initiative *v, size_t *ret_n) {
    void *rows;
    assert_int_equal(initiative_rows(&h->f->ctx, &initiative_review_entity, v->head.id, &rows, ret_n), OK);
    return rows;
}

static void test_it_starts_when_led_and_grounded(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, OTHER_COORDINATOR);
    Initiative *v = an_initiative(&h);
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    assert_int_equal(v->state, INITIATIVE_STATE_IDEA);
    assert_int_equal(v->head.unit, h.town);
    assert_int_equal(v->lead_accepted_at, 0);
    assert_int_equal(fixture_write(f, run_start, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "lead");
    assert_string_equal(f->ctx.complaints.v[1].field, "why_new");
    /* Nobody accepts for another. */
    assert_int_equal(fixture_write(f, run_accept, &v->head.id), NOT_ALLOWED);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_accept, &v->head.id), OK);
    builds_on(&h, v, "The spring fair");
    assert_int_equal(ent_load(&f->ctx, &initiative_entity, v->head.id, v), OK);
    assert_int_equal(fixture_write(f, run_start, v), OK);
    assert_int_equal(v->from_on, f->ctx.reader.today);
    /* Another lead has to accept anew; it runs on meanwhile. */
    v->lead = h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    assert_int_equal(v->lead_accepted_at, 0);
    assert_int_equal(v->state, INITIATIVE_STATE_RUNS);
}

static void test_one_base_is_one_thing(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Initiative *v = an_initiative(&h);
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    InitiativeBase *b = ent_new(&f->ctx, &initiative_base_entity);
    b->initiative = v->head.id;
    assert_int_equal(fixture_save(f, &initiative_base_entity, b), INVALID);
    b->earlier = v->head.id;
    assert_int_equal(fixture_save(f, &initiative_base_entity, b), INVALID);
    b->earlier = 0;
    b->what = LIT("The fair");
    assert_int_equal(fixture_save(f, &initiative_base_entity, b), OK);
}

static void test_it_closes_with_lessons(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Initiative *v = running(&h, 20260101);
    v->state = INITIATIVE_STATE_CLOSED;
    assert_int_equal(fixture_save(f, &initiative_entity, v), INVALID);
    assert_int_equal(f->ctx.complaints.n, 2);
    v->learned = LIT("Evenings suit families");
    v->lives_on = EMBED_STAGE_INDEPENDENT;
    assert_int_equal(fixture_save(f, &initiative_entity, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "what_lives_on");
    v->lives_on = EMBED_STAGE_ENDED;
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    assert_int_equal(v->closed_on, f->ctx.reader.today);
    /* Taken up again it is open, and what was learned stays. */
    assert_int_equal(fixture_write(f, run_start, v), OK);
    assert_int_equal(v->closed_on, 0);
    assert_true(v->learned.n > 0);
}

static void test_what_ripens_is_not_late(void **state) {
    (void)state;
    Initiative v = {.state = INITIATIVE_STATE_RUNS, .until_on = 20260501};
    assert_true(initiative_late(&v, 20260601));
    assert_false(initiative_late(&v, 20260501));
    v.ripens_on = 20260601;
    assert_false(initiative_late(&v, 20260601));
    assert_true(initiative_late(&v, 20260602));
    v.state = INITIATIVE_STATE_CLOSED;
    assert_false(initiative_late(&v, 20270101));
    v = (Initiative){.state = INITIATIVE_STATE_RUNS};
    assert_false(initiative_late(&v, 20990101));
}

static void test_reviews_come_with_the_start_and_move_with_it(void **state) {
    static const int MONTHS[] = {6, 12, 24, 60};
    FIXTURE(f, state);
    House  h;
    size_t n;
    a_house(&h, f);
    Initiative       *v = running(&h, 20260131);
    InitiativeReview *w = reviews(&h, v, &n);
    assert_int_equal(n, 4);
    for (size_t i = 0; i < n; i++) assert_int_equal(w[i].due_on, months_later(20260131, MONTHS[i]));
    assert_int_equal(w[0].span, REVIEW_SPAN_SHORT);
    assert_int_equal(w[3].span, REVIEW_SPAN_LONG);
    /* One was moved by hand, one is done: they stay; the others follow. */
    w[1].due_on = 20270301;
    assert_int_equal(fixture_save(f, &initiative_review_entity, &w[1]), OK);
    w[0].found = LIT("Twelve stalls");
    assert_int_equal(fixture_save(f, &initiative_review_entity, &w[0]), INVALID);
    assert_int_equal(f->ctx.complaints.n, 2);
    w[0].proof = PROOF_LEVEL_SAID;
    w[0].unknown_part = LIT("What they sold");
    assert_int_equal(fixture_save(f, &initiative_review_entity, &w[0]), OK);
    assert_int_equal(w[0].done_on, f->ctx.reader.today);
    assert_int_equal(w[0].done_by, h.people[COORDINATOR]);
    v->from_on = 20260301;
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    w = reviews(&h, v, &n);
    assert_int_equal(n, 4);
    assert_int_equal(w[0].due_on, months_later(20260131, 6));
    assert_int_equal(w[1].due_on, 20270301);
    assert_int_equal(w[2].due_on, months_later(20260301, 24));
    assert_int_equal(w[3].due_on, months_later(20260301, 60));
}

static void test_a_review_outlives_the_initiative_and_whoever_led_it(void **state) {
    FIXTURE(f, state);
    House h;
    InitiativeReview *due;
    size_t n;
    a_house(&h, f);
    Initiative *v = running(&h, 20260101);
    v->state = INITIATIVE_STATE_CLOSED;
    v->learned = LIT("Evenings suit families");
    v->lives_on = EMBED_STAGE_SHARED;
    v->what_lives_on = LIT("The market");
    assert_int_equal(fixture_save(f, &initiative_entity, v), OK);
    f->ctx.reader.today = 20280101;
    /* The other coordinator of the town has them, the owner of a business has not, nor anybody elsewhere. */
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(reviews_due(&f->ctx, 10, &due, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(due[0].due_on, 20260701);
    become(&h, OWNER);
    assert_int_equal(reviews_due(&f->ctx, 10, &due, &n), OK);
    assert_int_equal(n, 0);
    fixture_become(f, 5001, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(reviews_due(&f->ctx, 10, &due, &n), OK);
    assert_int_equal(n, 0);
}

/* ---- steps ------------------------------------------------------------------------------------------------------ */

static Commitment *a_step(House *h, const Initiative *v, Id owner, Id by_actor) {
    Commitment *t = ent_new(&h->f->ctx, &commitment_entity);
    t->text = LIT("Bring tables");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->initiative = v->head.id;
    t->owner = owner;
    t->by_actor = by_actor;
    return t;
}

static void a_role(House *h, int who, int role) {
    char sql[300];
    snprintf(sql, sizeof sql, "INSERT INTO grants (id, org, visibility, version, created_at, changed_at, account, role)"
                              " VALUES (%d, 101, 1, 1, 1, 1, %lld, %d)", 7000 + who, (long long)h->people[who], role);
    assert_int_equal(fixture_script(h->f, sql), OK);
}

static Fault run_take(Ctx *c, void *arg) { return ent_save_following(c, &commitment_entity, arg); }

static void test_steps_outside_the_unit_are_counted_when_taken_on(void **state) {
    FIXTURE(f, state);
    House     h;
    StepShare s;
    a_house(&h, f);
    a_role(&h, COORDINATOR, GRANT_ROLE_COORDINATOR);
    a_role(&h, OWNER, GRANT_ROLE_OWNER);
    Initiative *v = running(&h, 20260101);
    Commitment *own = a_step(&h, v, h.people[COORDINATOR], 0), *theirs = a_step(&h, v, h.people[OWNER], 0);
    Commitment *baker = a_step(&h, v, 0, h.client);
    assert_int_equal(fixture_save(f, &commitment_entity, own), OK);
    assert_int_equal(own->outside, 0);
    assert_int_equal(own->head.unit, h.town);
    assert_int_equal(fixture_save(f, &commitment_entity, theirs), OK);
    assert_int_equal(theirs->accepted_at, 0);
    assert_int_equal(theirs->outside, -1);
    baker->accepted_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &commitment_entity, baker), OK);
    assert_int_equal(baker->owner, 0);
    assert_int_equal(baker->outside, 1);
    /* What nobody has taken on yet is in no share. */
    assert_int_equal(initiative_share(&f->ctx, 2026, 0, &s), OK);
    assert_int_equal(s.all, 2);
    assert_int_equal(s.outside, 1);
    become(&h, OWNER);
    theirs->accepted_at = f->ctx.reader.now;
    assert_int_equal(fixture_write(f, run_take, theirs), OK);
    assert_int_equal(theirs->outside, 1);
    become(&h, COORDINATOR);
    assert_int_equal(initiative_share(&f->ctx, 2026, h.town, &s), OK);
    assert_int_equal(s.all, 3);
    assert_int_equal(s.outside, 2);
    assert_int_equal(initiative_share(&f->ctx, 2025, h.town, &s), OK);
    assert_int_equal(s.all, 0);
    /* An owner who joins the staff later does not change what was. */
    fixture_system(f);
    a_role(&h, OTHER_COORDINATOR, GRANT_ROLE_CONSULTANT);
    theirs->state = COMMITMENT_STATE_DONE;
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &commitment_entity, theirs), OK);
    assert_int_equal(theirs->outside, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_it_starts_when_led_and_grounded),
        FIXTURE_BOTH(test_one_base_is_one_thing),
        FIXTURE_BOTH(test_it_closes_with_lessons),
        cmocka_unit_test(test_what_ripens_is_not_late),
        FIXTURE_BOTH(test_reviews_come_with_the_start_and_move_with_it),
        FIXTURE_BOTH(test_a_review_outlives_the_initiative_and_whoever_led_it),
        FIXTURE_BOTH(test_steps_outside_the_unit_are_counted_when_taken_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

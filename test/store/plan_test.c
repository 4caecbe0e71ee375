/* plan_test.c - a plan that was changed since it was agreed to says so and asks once; what grew on what; the years of a
** told future. */
#include "cases.h"

#include "case/case_store.h"
#include "commitment/commitment.h"

static int64_t mails(Fixture *f) {
    static const Query Q = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                            .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &Q, NO_VALS, &n), OK);
    return n;
}

static Goal *a_goal(House *h, const Case *k, Str text) {
    Goal *g = ent_new(&h->f->ctx, &goal_entity);
    g->of_case = k->head.id;
    g->text = text;
    g->line = GOAL_LINE_ECONOMIC;
    assert_int_equal(fixture_save(h->f, &goal_entity, g), OK);
    return g;
}

static Commitment *a_step(House *h, const Case *k, Str text, int kind) {
    Commitment *t = ent_new(&h->f->ctx, &commitment_entity);
    t->of_case = k->head.id;
    t->text = text;
    t->kind = kind;
    t->state = COMMITMENT_STATE_OPEN;
    assert_int_equal(fixture_save(h->f, &commitment_entity, t), OK);
    return t;
}

static Case *an_agreed_case(House *h) {
    Case *k = a_case(h);
    assert_int_equal(fixture_save(h->f, &consent_entity, a_consent(h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    assert_int_equal(fixture_save(h->f, &consent_entity, a_consent(h, k, CONSENT_PURPOSE_CONTACT)), OK);
    assert_int_equal(add_member(h, k, OWNER, CASE_ROLE_OWNER), OK);
    return k;
}

static void agree(House *h, Id of_case, Case *ret_k) {
    become(h, COORDINATOR);
    assert_int_equal(ent_load(&h->f->ctx, &case_entity, of_case, ret_k), OK);
    ret_k->agreed_at = h->f->ctx.reader.now;
    assert_int_equal(fixture_save(h->f, &case_entity, ret_k), OK);
}

static size_t since(House *h, int who, const Case *k, PlanSince *ret_s) {
    become(h, who);
    assert_int_equal(case_plan_since(&h->f->ctx, k, ret_s), OK);
    become(h, COORDINATOR);
    return ret_s->rows_n;
}

static const PlanChange *change_of(const PlanSince *s, Str text) {
    for (size_t i = 0; i < s->rows_n; i++) {
        if (str_eq(s->rows[i].text, text)) return &s->rows[i];
    }
    fail_msg("no change is called so");
    return NULL;
}

static void test_what_came_went_and_reads_otherwise_since_it_was_agreed(void **state) {
    FIXTURE(f, state);
    House     h;
    PlanSince s;
    a_house(&h, f);
    Case *k = an_agreed_case(&h), *now = ent_new(&f->ctx, &case_entity);
    Goal *kept = a_goal(&h, k, LIT("goal that stays")), *gone = a_goal(&h, k, LIT("goal let go"));
    Commitment *step = a_step(&h, k, LIT("old words"), COMMITMENT_KIND_STEP);
    Commitment *done = a_step(&h, k, LIT("done by then"), COMMITMENT_KIND_STEP);
    Commitment *archived = a_step(&h, k, LIT("archived"), COMMITMENT_KIND_STEP);
    assert_int_equal(since(&h, COORDINATOR, k, &s), 0);  /* never agreed: nothing to tell */
    agree(&h, k->head.id, now);
    assert_int_equal(since(&h, COORDINATOR, now, &s), 0);
    done->state = COMMITMENT_STATE_DONE;
    assert_int_equal(fixture_save(f, &commitment_entity, done), OK);
    kept->state = GOAL_STATE_REACHED;
    kept->evidence = LIT("counted");
    assert_int_equal(fixture_save(f, &goal_entity, kept), OK);
    (void)a_step(&h, k, LIT("please call"), COMMITMENT_KIND_TASK);
    assert_int_equal(since(&h, COORDINATOR, now, &s), 0);  /* how far it has come is no change of the plan */
    gone->state = GOAL_STATE_LET_GO;
    gone->reason = LIT("no demand");
    assert_int_equal(fixture_save(f, &goal_entity, gone), OK);
    step->text = LIT("new words");
    assert_int_equal(fixture_save(f, &commitment_entity, step), OK);
    assert_int_equal(fixture_archive(f, &commitment_entity, archived->head.id), OK);
    (void)a_step(&h, k, LIT("came later"), COMMITMENT_KIND_RECOMMENDATION);
    Commitment *inner = ent_new(&f->ctx, &commitment_entity);
    inner->of_case = k->head.id;
    inner->text = LIT("for the team");
    inner->kind = COMMITMENT_KIND_STEP;
    inner->state = COMMITMENT_STATE_OPEN;
    inner->for_team = 1;
    assert_int_equal(fixture_save(f, &commitment_entity, inner), OK);
    assert_int_equal(since(&h, COORDINATOR, now, &s), 4);
    assert_int_equal(since(&h, OWNER, now, &s), 4);  /* what the team alone sees is not of what was agreed */
    assert_int_equal(change_of(&s, LIT("goal let go"))->what, T_CASE_SINCE_DROPPED);
    assert_int_equal(change_of(&s, LIT("archived"))->what, T_CASE_SINCE_DROPPED);
    assert_int_equal(change_of(&s, LIT("came later"))->what, T_CASE_SINCE_ADDED);
    const PlanChange *changed = change_of(&s, LIT("new words"));
    assert_int_equal(changed->what, T_CASE_SINCE_CHANGED);
    assert_true(str_eq(changed->was, LIT("old words")));
    step->text = LIT("old words");
    assert_int_equal(fixture_save(f, &commitment_entity, step), OK);
    assert_int_equal(since(&h, OWNER, now, &s), 3);  /* as it was again */
    agree(&h, k->head.id, now);
    assert_int_equal(since(&h, OWNER, now, &s), 0);
}

static void test_the_owner_is_asked_once_after_each_agreement(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    assert_int_equal(fixture_script(f, "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')"),
                     OK);
    Case *k = an_agreed_case(&h), *now = ent_new(&f->ctx, &case_entity);
    Goal *g = a_goal(&h, k, LIT("first"));
    int64_t before = mails(f);
    agree(&h, k->head.id, now);
    become(&h, OWNER);
    (void)a_goal(&h, k, LIT("the owner's own"));
    assert_int_equal(mails(f), before);              /* who changed it themselves is not asked */
    become(&h, COORDINATOR);
    g->target_on = 20301231;
    assert_int_equal(fixture_save(f, &goal_entity, g), OK);
    assert_int_equal(mails(f), before + 1);
    for (int i = 0; i < 3; i++) {
        f->ctx.reader.now += 24LL * 3600 * 1000;
        f->ctx.reader.today = stamp_day(f->ctx.reader.now, f->ctx.reader.zone);
        g->target_on = 20300101 + i;
        assert_int_equal(fixture_save(f, &goal_entity, g), OK);
        assert_int_equal(mails(f), before + 1);
    }
    agree(&h, k->head.id, now);
    g->measure = LIT("a count");
    assert_int_equal(fixture_save(f, &goal_entity, g), OK);
    assert_int_equal(mails(f), before + 2);
}

static void complains_of(House *h, Commitment *t, const char *field, TextKey key) {
    assert_int_equal(fixture_save(h->f, &commitment_entity, t), INVALID);
    assert_string_equal(h->f->ctx.complaints.v[0].field, field);
    assert_int_equal(h->f->ctx.complaints.v[0].key, key);
}

static void test_a_step_grows_on_one_of_its_case_and_never_in_a_circle(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = an_agreed_case(&h);
    Commitment *base = a_step(&h, k, LIT("a course"), COMMITMENT_KIND_INFRASTRUCTURE);
    Commitment *t = a_step(&h, k, LIT("a job"), COMMITMENT_KIND_STEP);
    Commitment *top = a_step(&h, k, LIT("a shop"), COMMITMENT_KIND_STEP);
    t->grew_from = base->head.id;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    top->grew_from = t->head.id;
    assert_int_equal(fixture_save(f, &commitment_entity, top), OK);
    base->grew_from = top->head.id;
    complains_of(&h, base, "grew_from", T_COMMITMENT_ITSELF);
    base->grew_from = base->head.id;
    complains_of(&h, base, "grew_from", T_COMMITMENT_ITSELF);
    Commitment *loose = ent_new(&f->ctx, &commitment_entity);
    loose->text = LIT("of no case");
    loose->kind = COMMITMENT_KIND_TASK;
    loose->state = COMMITMENT_STATE_OPEN;
    loose->grew_from = base->head.id;
    complains_of(&h, loose, "grew_from", T_COMMITMENT_OTHER_CASE);
    top->for_team = 1;
    assert_int_equal(fixture_save(f, &commitment_entity, top), OK);
    t->became = top->head.id;
    complains_of(&h, t, "became", T_COMMITMENT_NOT_SHOWN);
    top->for_team = 0;
    assert_int_equal(fixture_save(f, &commitment_entity, top), OK);
    t->state = COMMITMENT_STATE_CHANGED;
    t->reason = LIT("the shop comes first");
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
}

static void test_a_told_future_comes_to_its_leads_desk_each_year_until_it_is_read(void **state) {
    FIXTURE(f, state);
    House    h;
    CaseDesk d;
    a_house(&h, f);
    Case   *k = an_agreed_case(&h);
    Vision *v = ent_new(&f->ctx, &vision_entity);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    v->of_case = k->head.id;
    v->text = LIT("four people work here");
    v->horizon = 2040;
    v->told_on = day_plus(f->ctx.reader.today, -800);
    assert_int_equal(fixture_save(f, &vision_entity, v), OK);
    become(&h, CONSULTANT);
    assert_int_equal(case_desk(&f->ctx, &d), OK);
    assert_int_equal(d.futures_n, 1);
    assert_int_equal(d.futures[0].years, 2);
    become(&h, COORDINATOR);
    assert_int_equal(case_desk(&f->ctx, &d), OK);
    assert_int_equal(d.futures_n, 0);                /* the lead reads it again, not whoever coordinates */
    v->read_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &vision_entity, v), OK);
    become(&h, CONSULTANT);
    assert_int_equal(case_desk(&f->ctx, &d), OK);
    assert_int_equal(d.futures_n, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_came_went_and_reads_otherwise_since_it_was_agreed),
        FIXTURE_BOTH(test_the_owner_is_asked_once_after_each_agreement),
        FIXTURE_BOTH(test_a_step_grows_on_one_of_its_case_and_never_in_a_circle),
        FIXTURE_BOTH(test_a_told_future_comes_to_its_leads_desk_each_year_until_it_is_read),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}

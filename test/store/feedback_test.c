/* Feedback after a session: asked once, left out once, kept as sums alone, and told in steps of five businesses. */
#include "cases.h"

#include "session/feedback.h"

static Fault run_ready(Ctx *c, void *arg) { return survey_take_ready(c, arg); }

typedef struct Giving {
    const Case        *k;
    Id                 session;
    const FeedbackSet *set;
    const int         *chosen;
} Giving;
static Fault run_give(Ctx *c, void *arg) {
    const Giving *g = arg;
    return feedback_give(c, g->k, g->session, g->set, g->chosen);
}

enum { OWNERS = 12 };

/* A town with businesses, each with a case, an owner with an account, a consent, and a session that was held. */
typedef struct Town {
    House       h;
    FeedbackSet set;
    Case       *k[OWNERS];
    Id          owner[OWNERS], session[OWNERS];
} Town;

static Id held(House *h, const Case *k, int hours_ago) {
    CaseSession *s = ent_new(&h->f->ctx, &case_session_entity);
    become(h, COORDINATOR);
    s->of_case = k->head.id;
    s->way = SESSION_WAY_MET;
    s->happened_at = h->f->ctx.reader.now - (int64_t)hours_ago * 60 * 60 * 1000;
    s->said = LIT("told");
    assert_int_equal(fixture_save(h->f, &case_session_entity, s), OK);
    return s->head.id;
}

static void a_business(Town *t, int i) {
    Fixture *f = t->h.f;
    fixture_system(f);
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = LIT("owner");
    a->email = arena_printf(f->ctx.arena, "owner%d@demo.invalid", i);
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    t->owner[i] = a->head.id;
    Actor *b = ent_new(&f->ctx, &actor_entity);
    b->name.v[LANG_HE] = arena_printf(f->ctx.arena, "עסק %d", i);
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = t->h.town;
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    become(&t->h, COORDINATOR);
    Case *k = ent_new(&f->ctx, &case_entity);
    k->client = b->head.id;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = a->head.id;
    m->role = CASE_ROLE_OWNER;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&t->h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    t->session[i] = held(&t->h, k, 5);
    t->k[i] = ent_new(&f->ctx, &case_entity);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, t->k[i]), OK);
}

static void a_town(Town *t, Fixture *f) {
    int64_t made;
    *t = (Town){0};
    a_house(&t->h, f);
    fixture_system(f);
    assert_int_equal(fixture_write(f, run_ready, &made), OK);
    for (int i = 0; i < OWNERS; i++) a_business(t, i);
    assert_int_equal(feedback_set(&f->ctx, &t->set), OK);
    assert_int_equal(t->set.n, 5);
}

static void as_owner(Town *t, int i) { fixture_become(t->h.f, t->owner[i], ROLE_OWNER, VIS_MEMBERS); }

static Fault give(Town *t, int i, Id session, const int *chosen) {
    as_owner(t, i);
    return fixture_write(t->h.f, run_give, &(Giving){t->k[i], session, &t->set, chosen});
}

static Id due(Town *t, int i) {
    CaseSession *s = ent_new(&t->h.f->ctx, &case_session_entity);
    as_owner(t, i);
    assert_int_equal(feedback_due(&t->h.f->ctx, t->k[i], t->set.id, s), OK);
    return s->head.id;
}

static FeedbackTold told(Town *t) {
    FeedbackTold v;
    become(&t->h, HEADQUARTERS);
    assert_int_equal(feedback_sums(&t->h.f->ctx, &t->set, NULL, 0, &v), OK);
    return v;
}

static int64_t count(Fixture *f, const char *sql) {
    const Query q = {.sql = sql, .out = "n:int"};
    int64_t n = -1;
    assert_int_equal(db_int(&f->ctx, &q, NO_VALS, &n), OK);
    return n;
}

static const int YES[FEEDBACK_ITEMS_MAX] = {4, 4, 4, 4, 4}, SOME[FEEDBACK_ITEMS_MAX] = {1, 0, 2, 3, 0};

static void test_nothing_is_told_before_five_businesses_have_answered(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(due(&t, i), t.session[i]);
        assert_int_equal(give(&t, i, t.session[i], i ? YES : SOME), OK);
        assert_int_equal(told(&t).n, 0);
    }
    assert_int_equal(give(&t, 4, t.session[4], YES), OK);
    FeedbackTold v = told(&t);
    assert_int_equal(v.n, 5);
    assert_int_equal(v.of[0][4], 4);
    assert_int_equal(v.of[0][1], 1);
    assert_int_equal(v.of[1][0], 1);              /* left open stays apart: it is no answer, and none of the others */
    for (int i = 0; i < 5; i++) {
        int64_t all = 0;
        for (int o = 0; o <= SCORE_OPTIONS_MAX; o++) all += v.of[i][o];
        assert_int_equal(all, 5);
    }
}

static void test_sums_go_up_by_five_alone(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    for (int i = 0; i < OWNERS; i++) {
        assert_int_equal(give(&t, i, t.session[i], i % 3 ? YES : SOME), OK);
        assert_int_equal(told(&t).n, (i + 1) / 5 * 5);
    }
}

static void test_one_business_is_not_five(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    assert_int_equal(give(&t, 0, t.session[0], YES), OK);
    for (int i = 0; i < 6; i++) {
        Id again = held(&t.h, t.k[0], 4 - i / 2);
        assert_int_equal(due(&t, 0), 0);          /* theirs waits: they are not asked until the five are told */
        assert_int_equal(give(&t, 0, again, YES), OVER);
    }
    assert_int_equal(told(&t).n, 0);
    Id last = held(&t.h, t.k[0], 0);
    for (int i = 1; i < 5; i++) assert_int_equal(give(&t, i, t.session[i], YES), OK);
    assert_int_equal(told(&t).n, 5);
    assert_int_equal(due(&t, 0), last);
}

static void test_left_out_is_not_asked_again_and_looks_the_same(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    assert_int_equal(give(&t, 0, t.session[0], NULL), OK);
    assert_int_equal(due(&t, 0), 0);
    assert_int_equal(give(&t, 0, t.session[0], YES), OVER);
    for (int i = 1; i < 6; i++) assert_int_equal(give(&t, i, t.session[i], YES), OK);
    assert_int_equal(told(&t).n, 5);
    assert_int_equal(count(f, "SELECT CAST(count(*) AS BIGINT) FROM feedback_turns t"), 6);
    assert_int_equal(count(f, "SELECT CAST(sum(t.waits) AS BIGINT) FROM feedback_turns t"), 0);
}

static void test_nobody_else_answers_and_nothing_is_kept_of_it(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    int64_t changes = count(f, "SELECT CAST(count(*) AS BIGINT) FROM changes x {unscoped:test}");
    for (int who = 0; who < PEOPLE; who++) {
        become(&t.h, who);
        Fault fault = fixture_write(f, run_give, &(Giving){t.k[0], t.session[0], &t.set, YES});
        assert_int_equal(fault, NOT_FOUND);
    }
    as_owner(&t, 1);
    assert_int_equal(fixture_write(f, run_give, &(Giving){t.k[0], t.session[0], &t.set, YES}), NOT_FOUND);
    assert_int_equal(fixture_write(f, run_give, &(Giving){t.k[1], t.session[0], &t.set, YES}), NOT_FOUND);
    for (int i = 0; i < 5; i++) assert_int_equal(give(&t, i, t.session[i], YES), OK);
    assert_int_equal(count(f, "SELECT CAST(count(*) AS BIGINT) FROM changes x {unscoped:test}"), changes);
}

static void test_what_was_long_ago_is_not_asked(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    f->ctx.reader.now += (int64_t)31 * 24 * 60 * 60 * 1000;
    assert_int_equal(due(&t, 0), 0);
}

static void test_without_a_living_consent_nothing_is_asked(void **state) {
    FIXTURE(f, state);
    Town t;
    a_town(&t, f);
    assert_int_equal(due(&t, 0), t.session[0]);
    fixture_unread(f);                            /* a reading remembers which consents hold */
    fixture_read(f);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 365 * 3);    /* the consent has run out */
    assert_int_equal(due(&t, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_without_a_living_consent_nothing_is_asked),
        FIXTURE_BOTH(test_nothing_is_told_before_five_businesses_have_answered),
        FIXTURE_BOTH(test_sums_go_up_by_five_alone),
        FIXTURE_BOTH(test_one_business_is_not_five),
        FIXTURE_BOTH(test_left_out_is_not_asked_again_and_looks_the_same),
        FIXTURE_BOTH(test_nobody_else_answers_and_nothing_is_kept_of_it),
        FIXTURE_BOTH(test_what_was_long_ago_is_not_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

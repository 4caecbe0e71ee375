/* Introductions: nothing of how to reach somebody leaves before both agreed, a pair that was declined rests, what came
** of it becomes a tie, and no mail says that somebody is accompanied. */
#include "cases.h"

#include "db/facts.h"
#include "finance_ent.h"
#include "introduction/introduction_page.h"
#include "network/network.h"
#include "tie_ent.h"

typedef struct Two {
    House h;
    Case *k;
    Id    mill;
} Two;

static Id an_actor(House *h, const char *name, const char *phone, const char *email) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    fixture_system(h->f);
    a->name.v[LANG_HE] = str_of(name);
    a->kind = ACTOR_KIND_BUSINESS;
    a->phone = str_of(phone);
    a->email = str_of(email);
    a->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static Fault site_run(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://negev.example"));
}

static Fault consent_save(House *h, const Case *k, int purpose) {
    become(h, COORDINATOR);
    return fixture_save(h->f, &consent_entity, a_consent(h, k, purpose));
}

static void two(Two *t, Fixture *f) {
    a_house(&t->h, f);
    assert_int_equal(fixture_write(f, site_run, NULL), OK);
    t->k = a_case(&t->h);
    assert_int_equal(add_member(&t->h, t->k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(consent_save(&t->h, t->k, CONSENT_PURPOSE_ACCOMPANY), OK);
    t->mill = an_actor(&t->h, "mill", "+972500000001", "mill@demo.invalid");
    become(&t->h, COORDINATOR);
}

static Introduction *an_introduction(House *h, Id one, Id other) {
    Introduction *v = ent_new(&h->f->ctx, &introduction_entity);
    v->about = LIT("flour");
    v->one = one;
    v->other = other;
    v->why_one = LIT("mills near by");
    v->why_other = LIT("bakes every night");
    h->f->ctx.complaints.n = 0;
    return v;
}

typedef struct Answering {
    Id            id;
    IntroAnswer   a;
    Introduction *v;
} Answering;

static Fault answer_run(Ctx *c, void *arg) {
    Answering *a = arg;
    return introduction_answer(c, a->id, &a->a, a->v);
}

static Fault answer(House *h, Introduction *v, int side, int says, int64_t gives) {
    Answering a = {v->head.id, {.side = side, .says = says, .how = INTRO_WAY_PHONE, .gives = gives}, v};
    return fixture_write(h->f, answer_run, &a);
}

enum { PHONE = 1 << (CONTACT_KIND_PHONE - 1), EMAIL = 1 << (CONTACT_KIND_EMAIL - 1) };

static void reaches(House *h, const Introduction *v, int side, const char *phone, const char *email) {
    IntroContact got;
    assert_int_equal(introduction_contact(&h->f->ctx, v, side, &got), OK);
    assert_true(str_eq(got.phone, str_of(phone)));
    assert_true(str_eq(got.email, str_of(email)));
}

static void test_nothing_is_handed_over_before_both_agreed(void **state) {
    FIXTURE(f, state);
    Two t;
    two(&t, f);
    House *h = &t.h;
    Id     oven = an_actor(h, "oven", "+972500000002", "oven@demo.invalid");
    become(h, COORDINATOR);
    Introduction *v = an_introduction(h, t.mill, oven);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    assert_int_equal(v->state, INTRO_STATE_ASKED);
    reaches(h, v, INTRO_ONE, "", "");
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_YES, PHONE), OK);
    assert_int_equal(v->state, INTRO_STATE_ONE_AGREED);
    reaches(h, v, INTRO_ONE, "", "");
    reaches(h, v, INTRO_OTHER, "", "");
    assert_int_equal(answer(h, v, INTRO_ONE, INTRO_ANSWER_YES, EMAIL), OK);
    assert_int_equal(v->state, INTRO_STATE_BOTH_AGREED);
    assert_int_equal(v->agreed_on, f->ctx.reader.today);
    assert_int_equal(v->next_on, day_plus(f->ctx.reader.today, 2));
    /* Each gets what the other lets be given, and no more. */
    reaches(h, v, INTRO_ONE, "+972500000002", "");
    reaches(h, v, INTRO_OTHER, "", "mill@demo.invalid");
    assert_int_equal(answer(h, v, INTRO_ONE, INTRO_ANSWER_NO, 0), EXPIRED);
}

static void test_a_no_hands_over_nothing_and_the_pair_rests_for_a_year(void **state) {
    FIXTURE(f, state);
    Two    t;
    Id     rest[10];
    size_t n;
    two(&t, f);
    House *h = &t.h;
    Id     oven = an_actor(h, "oven", "+972500000002", "");
    become(h, COORDINATOR);
    Introduction *v = an_introduction(h, t.mill, oven);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    /* While it is under way nobody asks a second time, from either side. */
    assert_int_equal(fixture_save(f, &introduction_entity, an_introduction(h, oven, t.mill)), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "other");
    assert_int_equal(answer(h, v, INTRO_ONE, INTRO_ANSWER_YES, PHONE), OK);
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_NO, PHONE), OK);
    assert_int_equal(v->state, INTRO_STATE_DECLINED);
    reaches(h, v, INTRO_ONE, "", "");
    reaches(h, v, INTRO_OTHER, "", "");
    Day no = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &introduction_entity, an_introduction(h, oven, t.mill)), INVALID);
    assert_int_equal(introduction_resting(&f->ctx, oven, rest, 10, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(rest[0], t.mill);
    f->ctx.reader.today = day_plus(no, 365);
    assert_int_equal(introduction_resting(&f->ctx, oven, rest, 10, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(fixture_save(f, &introduction_entity, an_introduction(h, oven, t.mill)), OK);
}

/* Whoever is of the case makes it from the case, even without saying so; who is not sees nothing of it. */
static void test_one_of_a_case_is_its_circles(void **state) {
    FIXTURE(f, state);
    Two t;
    two(&t, f);
    House *h = &t.h;
    Introduction *v = an_introduction(h, t.mill, h->client);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    assert_int_equal(v->of_case, t.k->head.id);
    assert_int_equal(v->one, h->client);
    assert_true(str_eq(v->why_one, LIT("bakes every night")));
    sees(h, &introduction_entity, v->head.id, "x.x..");
    /* Somebody of the town who does not know of the case introduces as they would any business. */
    Id oven = an_actor(h, "oven", "", "");
    become(h, OTHER_COORDINATOR);
    Introduction *free = an_introduction(h, h->client, oven);
    assert_int_equal(fixture_save(f, &introduction_entity, free), OK);
    assert_int_equal(free->of_case, 0);
    sees(h, &introduction_entity, free->head.id, "xx.xx");
}

static void test_a_key_opens_its_side_alone_and_a_withdrawn_case_none(void **state) {
    FIXTURE(f, state);
    Two           t;
    Introduction *got = ent_new(&f->ctx, &introduction_entity);
    int           side;
    two(&t, f);
    House *h = &t.h;
    Introduction *v = an_introduction(h, h->client, t.mill);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    assert_false(str_eq(v->key_one, v->key_other));
    f->ctx.who = (Who){.org = FIXTURE_ORG, .floor = VIS_PUBLIC, .scopes = ~0u};
    assert_int_equal(introduction_by_key(&f->ctx, v->key_other, got, &side), OK);
    assert_int_equal(got->head.id, v->head.id);
    assert_int_equal(side, INTRO_OTHER);
    assert_int_equal(introduction_by_key(&f->ctx, LIT("aaaaaaaaaaaaaaaaaaaaaa"), got, &side), NOT_FOUND);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 31);
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_YES, PHONE), EXPIRED);
    f->ctx.reader.today = day_plus(f->ctx.reader.today, -31);
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_YES, PHONE), OK);
}

static void test_without_consent_nobody_is_introduced_from_a_case(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    (void)a_case(&h);
    Id mill = an_actor(&h, "mill", "", "");
    become(&h, COORDINATOR);
    assert_int_equal(fixture_save(f, &introduction_entity, an_introduction(&h, h.client, mill)), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "one");
}

static void test_words_that_were_answered_stay(void **state) {
    FIXTURE(f, state);
    Two t;
    two(&t, f);
    House *h = &t.h;
    Introduction *v = an_introduction(h, h->client, t.mill);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_YES, PHONE), OK);
    become(h, COORDINATOR);
    v->why_other = LIT("something else");
    assert_int_equal(fixture_save(f, &introduction_entity, v), INVALID);
}

static IntroOutcome *told(House *h, const Introduction *v, int came) {
    IntroOutcome *o = ent_new(&h->f->ctx, &intro_outcome_entity);
    o->introduction = v->head.id;
    o->met = INTRO_MET_MET;
    o->came = came;
    h->f->ctx.complaints.n = 0;
    return o;
}

static void test_trade_becomes_a_tie_and_meets_the_need(void **state) {
    FIXTURE(f, state);
    Two        t;
    WantedTie *w = ent_new(&f->ctx, &wanted_tie_entity);
    Tie       *tie = ent_new(&f->ctx, &tie_entity);
    two(&t, f);
    House *h = &t.h;
    w->of_case = t.k->head.id;
    w->role = TIE_ROLE_SUPPLIER;
    w->why = LIT("flour");
    w->candidate = t.mill;
    assert_int_equal(fixture_save(f, &wanted_tie_entity, w), OK);
    assert_int_equal(w->state, WANTED_STATE_CHOSEN);
    Introduction *v = an_introduction(h, h->client, t.mill);
    v->wanted = w->head.id;
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    assert_int_equal(ent_load(&f->ctx, &wanted_tie_entity, w->head.id, w), OK);
    assert_int_equal(w->state, WANTED_STATE_ASKED);
    assert_int_equal(fixture_save(f, &intro_outcome_entity, told(h, v, INTRO_CAME_OTHER_SELLS)), INVALID);
    assert_int_equal(answer(h, v, INTRO_ONE, INTRO_ANSWER_YES, PHONE), OK);
    assert_int_equal(answer(h, v, INTRO_OTHER, INTRO_ANSWER_YES, PHONE), OK);
    become(h, COORDINATOR);
    f->ctx.reader.today = v->next_on;
    IntroOutcome *o = told(h, v, INTRO_CAME_OTHER_SELLS);
    o->value = 1200000;
    assert_int_equal(fixture_save(f, &intro_outcome_entity, o), OK);
    assert_int_equal(o->proof, PROOF_LEVEL_SAID);
    assert_int_equal(ent_load(&f->ctx, &introduction_entity, v->head.id, v), OK);
    assert_true(v->tie != 0);
    assert_int_equal(v->next_on, day_plus(v->agreed_on, 14));
    assert_int_equal(ent_load(&f->ctx, &tie_entity, v->tie, tie), OK);
    assert_int_equal(tie->from_actor, t.mill);
    assert_int_equal(tie->to_actor, h->client);
    assert_int_equal(tie->from_on, f->ctx.reader.today);
    assert_int_equal(ent_load(&f->ctx, &wanted_tie_entity, w->head.id, w), OK);
    assert_int_equal(w->state, WANTED_STATE_ACTIVE);
    sees(h, &intro_outcome_entity, o->head.id, "x.x..");
}

/* The mails of both sides: the way there, and neither names nor words nor that anybody is accompanied. */
static void test_mails_tell_nothing(void **state) {
    FIXTURE(f, state);
    static const Query MAILS = {.sql = "SELECT m.to_address, m.body FROM mails m ORDER BY m.id",
                                .out = "to:text body:text", .scan = "test"};
    Two t;
    two(&t, f);
    House *h = &t.h;
    Introduction *v = an_introduction(h, h->client, t.mill);
    assert_int_equal(fixture_save(f, &introduction_entity, v), OK);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        assert_int_equal(db_rows(&f->ctx, &MAILS, NO_VALS, &r), OK);
        while (rows_next(&r)) {
            Str body = rows_text(&r, 1);
            bool mills = str_eq(rows_text(&r, 0), LIT("mill@demo.invalid"));
            n += mills;
            assert_true(str_find(body, LIT("mills near by")) < 0 && str_find(body, LIT("bakes every night")) < 0);
            if (mills) assert_true(str_find(body, v->key_other) > 0);
            if (mills) assert_true(str_find(body, v->key_one) < 0);
        }
    }
    assert_int_equal(n, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_nothing_is_handed_over_before_both_agreed),
        FIXTURE_BOTH(test_a_no_hands_over_nothing_and_the_pair_rests_for_a_year),
        FIXTURE_BOTH(test_one_of_a_case_is_its_circles),
        FIXTURE_BOTH(test_a_key_opens_its_side_alone_and_a_withdrawn_case_none),
        FIXTURE_BOTH(test_without_consent_nobody_is_introduced_from_a_case),
        FIXTURE_BOTH(test_words_that_were_answered_stay),
        FIXTURE_BOTH(test_trade_becomes_a_tie_and_meets_the_need),
        FIXTURE_BOTH(test_mails_tell_nothing),
    };
    return cmocka_run_group_tests_name("introduction", tests, NULL, NULL);
}

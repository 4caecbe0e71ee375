/* case_test.c - who sees what of a case, what needs consent, and what a withdrawn consent closes. */
#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "db/scope.h"
#include "place_ent.h"
#include "post_ent.h"

enum { COORDINATOR, CONSULTANT, OWNER, OTHER_COORDINATOR, HEADQUARTERS, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_CONSULTANT, ROLE_OWNER, ROLE_COORDINATOR, ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, client, text[CONSENT_PURPOSE_N];
} House;

static void become(House *h, int who) {
    int floor = who == HEADQUARTERS ? VIS_UNIT : VIS_MEMBERS;
    fixture_become(h->f, h->people[who], ROLES[who], floor);
    h->f->ctx.who.roles_everywhere = who == HEADQUARTERS ? ROLE_HQ : 0;
}

static void a_house(House *h, Fixture *f) {
    static const char *const MAILS[PEOPLE] = {"a@demo.invalid", "b@demo.invalid", "c@demo.invalid", "d@demo.invalid",
                                              "e@demo.invalid"};
    h->f = f;
    fixture_system(f);
    Place *town = ent_new(&f->ctx, &place_entity);
    town->name.v[LANG_HE] = LIT("ירוחם");
    town->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, town), OK);
    h->town = town->head.id;
    for (int i = 0; i < PEOPLE; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        a->name = str_of(MAILS[i]);
        a->email = str_of(MAILS[i]);
        a->head.visibility = VIS_MEMBERS;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        h->people[i] = a->head.id;
        if (i != OWNER && i != HEADQUARTERS) fixture_reach(f, a->head.id, h->town, VIS_UNIT);
    }
    Actor *b = ent_new(&f->ctx, &actor_entity);
    b->name.v[LANG_HE] = LIT("מאפיית לחם המדבר");
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    h->client = b->head.id;
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) {
        ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
        w->purpose = p;
        w->words.v[LANG_HE] = LIT("מסכימים");
        w->from_on = 20200101;
        w->months = 24;
        assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
        h->text[p] = w->head.id;
    }
}

static Case *a_case(House *h) {
    Case *k = ent_new(&h->f->ctx, &case_entity);
    become(h, COORDINATOR);
    k->client = h->client;
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    return k;
}

static Fault add_member(House *h, const Case *k, int who, int role) {
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h->people[who];
    m->role = role;
    return fixture_save(h->f, &case_member_entity, m);
}

static Consent *a_consent(House *h, const Case *k, int purpose) {
    Consent *v = ent_new(&h->f->ctx, &consent_entity);
    v->of_case = k->head.id;
    v->purpose = purpose;
    v->words = h->text[purpose];
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("רותם");
    v->signed_on = h->f->ctx.reader.today;
    return v;
}

static Fault loads(House *h, int who, const Entity *e, Id id) {
    become(h, who);
    return ent_load(&h->f->ctx, e, id, ent_new(&h->f->ctx, e));
}

static void sees(House *h, const Entity *e, Id id, const char *who) {
    for (int i = 0; i < PEOPLE; i++) {
        Fault f = loads(h, i, e, id);
        if ((f == OK) != (who[i] == 'x')) fail_msg("%s: person %d gets %s", e->name, i, fault_name(f));
    }
}

static void test_a_case_is_seen_by_its_people_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    sees(&h, &case_entity, k->head.id, "x----");
    become(&h, COORDINATOR);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    sees(&h, &case_entity, k->head.id, "xxx--");
    become(&h, CONSULTANT);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_CALL;
    p->about = h.client;
    p->of_case = k->head.id;
    p->text = LIT("נאמר בחדר");
    p->head.visibility = VIS_PUBLIC;              /* whatever is said: what stands in a case is the team's */
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    sees(&h, &post_entity, p->head.id, "xx---");
    become(&h, COORDINATOR);
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = LIT("להביא דוחות");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = k->head.id;
    t->owner = h.people[OWNER];
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(t->accepted_at, 0);
    sees(&h, &commitment_entity, t->head.id, "xxx--");
    become(&h, COORDINATOR);
    t->head.id = t->head.version = 0;
    t->owner = h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &commitment_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "owner");
}

static void test_whoever_left_sees_nothing_not_even_what_they_wrote(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h.people[CONSULTANT];
    m->role = CASE_ROLE_LEAD;
    m->from_on = 20200101;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    become(&h, CONSULTANT);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->of_case = k->head.id;
    p->text = LIT("נאמר בחדר");
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(loads(&h, CONSULTANT, &post_entity, p->head.id), OK);
    become(&h, COORDINATOR);
    m->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    assert_int_equal(loads(&h, CONSULTANT, &post_entity, p->head.id), NOT_FOUND);
    assert_int_equal(loads(&h, CONSULTANT, &case_entity, k->head.id), NOT_FOUND);
}

static void test_one_lead_at_a_time(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, COORDINATOR, CASE_ROLE_LEAD), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_TWO_LEADS);
    assert_int_equal(add_member(&h, k, COORDINATOR, CASE_ROLE_HELPER), OK);
}

static void test_without_consent_nothing_begins(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h), *again = ent_new(&f->ctx, &case_entity);
    assert_int_equal(k->stage, CASE_STAGE_PRE_CLIENT);
    assert_true(k->answer_by >= f->ctx.reader.today);
    k->stage = CASE_STAGE_DIAGNOSIS;
    assert_int_equal(fixture_save(f, &case_entity, k), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_LACKS_ACCOMPANY);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    v->signed_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &consent_entity, v), INVALID);
    v->signed_on = f->ctx.reader.today;
    v->until_on = 0;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(v->until_on, consent_until(v->signed_on, 24));
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, again), OK);
    assert_int_equal(again->stage, CASE_STAGE_DIAGNOSIS);
    assert_int_equal(again->opened_on, f->ctx.reader.today);
    k = ent_new(&f->ctx, &case_entity);
    k->client = h.client;
    assert_int_equal(fixture_save(f, &case_entity, k), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_OPEN_ALREADY);
}

static void test_a_withdrawn_consent_shuts_every_door_but_the_owners(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h), *after = ent_new(&f->ctx, &case_entity);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY), *council = a_consent(&h, k, CONSENT_PURPOSE_COUNCIL);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(fixture_save(f, &consent_entity, council), OK);
    bool yes = false;
    assert_int_equal(case_consents(&f->ctx, k->head.id, CONSENT_PURPOSE_COUNCIL, &yes), OK);
    assert_true(yes);
    become(&h, OWNER);
    council->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, council), OK);
    assert_int_equal(case_consents(&f->ctx, k->head.id, CONSENT_PURPOSE_COUNCIL, &yes), OK);
    assert_false(yes);
    sees(&h, &case_entity, k->head.id, "xxx--");
    become(&h, OWNER);
    council->withdrawn_at = 0;
    assert_int_equal(fixture_save(f, &consent_entity, council), INVALID);
    v->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    sees(&h, &case_entity, k->head.id, "--x--");
    sees(&h, &consent_entity, v->head.id, "--x--");
    become(&h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, after), OK);
    assert_int_equal(after->stage, CASE_STAGE_CLOSED);
    assert_int_equal(after->why_closed, CASE_END_WITHDRAWN);
}

static void test_words_that_were_signed_do_not_change(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_AID)), OK);
    become(&h, HEADQUARTERS);
    ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
    assert_int_equal(ent_load(&f->ctx, &consent_text_entity, h.text[CONSENT_PURPOSE_AID], w), OK);
    w->words.v[LANG_AR] = LIT("نوافق");
    assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
    w->words.v[LANG_HE] = LIT("אחרת");
    assert_int_equal(fixture_save(f, &consent_text_entity, w), INVALID);
    ConsentText *next = ent_new(&f->ctx, &consent_text_entity);
    next->purpose = CONSENT_PURPOSE_AID;
    next->words.v[LANG_HE] = LIT("אחרת");
    next->from_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consent_text_entity, next), OK);
    assert_int_equal(next->number, 2);
}

static void test_the_desired_future_is_told_in_versions(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    for (int i = 1; i <= 3; i++) {
        Vision *v = ent_new(&f->ctx, &vision_entity);
        v->of_case = k->head.id;
        v->text = LIT("מאפייה שנותנת לחם לכל הנגב");
        v->horizon = 2031;
        assert_int_equal(fixture_save(f, &vision_entity, v), OK);
        assert_int_equal(v->number, i);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_case_is_seen_by_its_people_alone),
        FIXTURE_BOTH(test_whoever_left_sees_nothing_not_even_what_they_wrote),
        FIXTURE_BOTH(test_one_lead_at_a_time),
        FIXTURE_BOTH(test_without_consent_nothing_begins),
        FIXTURE_BOTH(test_a_withdrawn_consent_shuts_every_door_but_the_owners),
        FIXTURE_BOTH(test_words_that_were_signed_do_not_change),
        FIXTURE_BOTH(test_the_desired_future_is_told_in_versions),
    };
    return cmocka_run_group_tests_name("case", tests, NULL, NULL);
}

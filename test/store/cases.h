/* cases.h - a town with five people and a business, for the tests of what belongs to a case: a coordinator who opens
** one, a consultant, the owner, the coordinator of the same town who is not in it, and headquarters. */
#ifndef RAKAZ_TEST_STORE_CASES_H
#define RAKAZ_TEST_STORE_CASES_H

#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "case/case.h"
#include "place_ent.h"

enum { COORDINATOR, CONSULTANT, OWNER, OTHER_COORDINATOR, HEADQUARTERS, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_CONSULTANT, ROLE_OWNER, ROLE_COORDINATOR, ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, client, text[CONSENT_PURPOSE_N];
} House;

static inline void become(House *h, int who) {
    int floor = who == HEADQUARTERS ? VIS_UNIT : VIS_MEMBERS;
    fixture_become(h->f, h->people[who], ROLES[who], floor);
    h->f->ctx.who.roles_everywhere = who == HEADQUARTERS ? ROLE_HQ : 0;
}

static inline void a_house(House *h, Fixture *f) {
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

static inline Case *a_case(House *h) {
    Case *k = ent_new(&h->f->ctx, &case_entity);
    become(h, COORDINATOR);
    k->client = h->client;
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    return k;
}

static inline Fault add_member(House *h, const Case *k, int who, int role) {
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h->people[who];
    m->role = role;
    return fixture_save(h->f, &case_member_entity, m);
}

static inline Consent *a_consent(House *h, const Case *k, int purpose) {
    Consent *v = ent_new(&h->f->ctx, &consent_entity);
    v->of_case = k->head.id;
    v->purpose = purpose;
    v->words = h->text[purpose];
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("רותם");
    v->signed_on = h->f->ctx.reader.today;
    return v;
}

static inline Fault loads(House *h, int who, const Entity *e, Id id) {
    become(h, who);
    return ent_load(&h->f->ctx, e, id, ent_new(&h->f->ctx, e));
}

static inline void sees(House *h, const Entity *e, Id id, const char *who) {
    for (int i = 0; i < PEOPLE; i++) {
        Fault f = loads(h, i, e, id);
        if ((f == OK) != (who[i] == 'x')) fail_msg("%s: person %d gets %s", e->name, i, fault_name(f));
    }
}

#endif

/* consultant_test.c - profiles, the agreement in its versions, conflicts of interest: the rules at the write. */
#include "fixture.h"

#include "account/account.h"
#include "actor/actor.h"
#include "consultant/consultant.h"
#include "place_ent.h"
#include "tie_ent.h"

static Id an_account(Fixture *f, const char *name, const char *email, Id person) {
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = str_of(name);
    a->email = str_of(email);
    a->person = person;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    return a->head.id;
}

static Id an_actor(Fixture *f, const char *name, int kind) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = kind;
    a->name.v[LANG_EN] = str_of(name);
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

static Consultant *a_profile(Fixture *f, Id account) {
    Consultant *v = ent_new(&f->ctx, &consultant_entity);
    v->account = account;
    v->kind = CONSULTANT_KIND_CONSULTANT;
    assert_int_equal(fixture_save(f, &consultant_entity, v), OK);
    return v;
}

static Id a_version(Fixture *f, const char *words) {
    PrincipleText *t = ent_new(&f->ctx, &principle_text_entity);
    t->title.v[LANG_EN] = LIT("Principles");
    t->text.v[LANG_EN] = str_of(words);
    assert_int_equal(fixture_save(f, &principle_text_entity, t), OK);
    return t->head.id;
}

static Fault in_force(Ctx *c, void *arg) { return principles_put_in_force(c, *(Id *)arg); }

static Fault sign_it(Ctx *c, void *arg) { return principles_sign(c, *(Id *)arg, LIT("Rotem Levi")); }

static Fault undo_it(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static int ready_now(Fixture *f, Id id) {
    Consultant *v = ent_new(&f->ctx, &consultant_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &consultant_entity, id, v), OK);
    return v->ready;
}

static void test_one_profile_an_account_named_like_it(void **state) {
    FIXTURE(f, state);
    Id account = an_account(f, "Rotem Levi", "rotem@x.invalid", 0);
    Consultant *v = a_profile(f, account), *twice = ent_new(&f->ctx, &consultant_entity);
    assert_true(str_eq(v->name, LIT("Rotem Levi")));
    assert_int_equal(v->state, CONSULTANT_STATE_ACTIVE);
    assert_int_equal(v->ready, CONSULTANT_READY_TRAIN); /* nothing is in force: nothing to sign */
    twice->account = account;
    twice->kind = CONSULTANT_KIND_MENTOR;
    assert_int_equal(fixture_save(f, &consultant_entity, twice), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "account");
    v->trained_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &consultant_entity, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "trained_on");
}

static void test_a_new_version_is_signed_again_by_everybody(void **state) {
    FIXTURE(f, state);
    Id account = an_account(f, "Rotem Levi", "rotem@x.invalid", 0), first = a_version(f, "One"), second;
    Consultant *v = a_profile(f, account);
    v->trained_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consultant_entity, v), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_READY);
    assert_int_equal(fixture_write(f, in_force, &first), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_SIGN);
    fixture_become(f, account, ROLE_COUNCIL, VIS_MEMBERS); /* a mentor whose role sees nothing of the unit */
    assert_int_equal(fixture_write(f, sign_it, &first), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_READY);
    fixture_become(f, account, ROLE_COUNCIL, VIS_MEMBERS);
    assert_int_equal(fixture_write(f, sign_it, &first), INVALID); /* twice */
    fixture_system(f);
    second = a_version(f, "Two");
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_READY); /* a draft binds nobody */
    assert_int_equal(fixture_write(f, in_force, &second), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_SIGN);
    fixture_become(f, account, ROLE_COUNCIL, VIS_MEMBERS);
    assert_int_equal(fixture_write(f, sign_it, &first), INVALID); /* no longer in force */
    assert_int_equal(fixture_write(f, sign_it, &second), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_READY);
}

static void test_words_in_force_stay_and_signing_can_be_taken_back(void **state) {
    FIXTURE(f, state);
    Id account = an_account(f, "Rotem Levi", "rotem@x.invalid", 0), id = a_version(f, "One"), act;
    Consultant *v = a_profile(f, account);
    PrincipleText *t = ent_new(&f->ctx, &principle_text_entity);
    assert_int_equal(fixture_write(f, in_force, &id), OK);
    assert_int_equal(ent_load(&f->ctx, &principle_text_entity, id, t), OK);
    t->text.v[LANG_EN] = LIT("Other words");
    assert_int_equal(fixture_save(f, &principle_text_entity, t), INVALID);
    fixture_become(f, account, ROLE_CONSULTANT, VIS_UNIT);
    assert_int_equal(fixture_write(f, sign_it, &id), OK);
    act = f->ctx.act;
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_TRAIN);
    assert_int_equal(fixture_archive(f, &principle_text_entity, id), FROZEN);
    fixture_become(f, account, ROLE_CONSULTANT, VIS_UNIT);
    f->ctx.who.system = true;
    assert_int_equal(fixture_write(f, undo_it, &act), OK);
    assert_int_equal(ready_now(f, v->head.id), CONSULTANT_READY_BOTH);
}

static void test_a_consultant_changes_their_own_profile_and_not_their_training(void **state) {
    FIXTURE(f, state);
    Id mine = an_account(f, "Rotem Levi", "rotem@x.invalid", 0), other = an_account(f, "Dana", "dana@x.invalid", 0);
    Consultant *own = a_profile(f, mine), *others = a_profile(f, other);
    fixture_reach(f, mine, 0, VIS_UNIT);
    fixture_become(f, mine, ROLE_CONSULTANT, VIS_MEMBERS);
    f->ctx.who.roles_everywhere = ROLE_CONSULTANT;
    others->capacity = 600;
    assert_int_equal(fixture_save(f, &consultant_entity, others), NOT_ALLOWED);
    consultant_module.start(f->region);
    assert_false(ent_may_write(&f->ctx, &consultant_entity, &others->head));
    assert_true(ent_may_write(&f->ctx, &consultant_entity, &own->head));
    own->capacity = 600;
    own->trained_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consultant_entity, own), OK);
    assert_int_equal(own->trained_on, 0);
    assert_true(own->capacity == 600);
}

static void test_who_is_too_near_is_known_by_word_and_by_tie(void **state) {
    FIXTURE(f, state);
    Id shop = an_actor(f, "Shop", ACTOR_KIND_BUSINESS), sister = an_actor(f, "Sister", ACTOR_KIND_PERSON);
    Id v[4] = {an_account(f, "A", "a@x.invalid", 0), an_account(f, "B", "b@x.invalid", sister),
               an_account(f, "C", "c@x.invalid", shop), an_account(f, "D", "d@x.invalid", 0)};
    Id persons[4] = {0, sister, shop, 0};
    int near[4];
    Conflict *own = ent_new(&f->ctx, &conflict_entity), *over = ent_new(&f->ctx, &conflict_entity);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    own->account = v[0];
    own->actor = shop;
    own->nature = CONFLICT_NATURE_OTHER;
    assert_int_equal(fixture_save(f, &conflict_entity, own), INVALID); /* something else: what? */
    own->what = LIT("We were partners");
    assert_int_equal(fixture_save(f, &conflict_entity, own), OK);
    over->account = v[3];
    over->actor = shop;
    over->nature = CONFLICT_NATURE_COMPETES;
    over->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &conflict_entity, over), OK);
    t->from_actor = shop;
    t->to_actor = sister;
    t->kind = TIE_KIND_FAMILY;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    assert_int_equal(conflict_natures(&f->ctx, shop, v, persons, 4, near), OK);
    assert_int_equal(near[0], CONFLICT_NATURE_OTHER);
    assert_int_equal(near[1], CONFLICT_NATURE_FAMILY);
    assert_int_equal(near[2], CONFLICT_NATURE_OWNS);
    assert_int_equal(near[3], 0);
}

static Id a_town(Fixture *f, const char *name, Id parent) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = parent ? PLACE_KIND_LOCALITY : PLACE_KIND_REGION;
    p->parent = parent;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Id an_office(Fixture *f, const char *email, int role, Id place) {
    Grant *g = ent_new(&f->ctx, &grant_entity);
    fixture_system(f);
    g->account = an_account(f, email, email, 0);
    g->role = role;
    g->place = place;
    assert_int_equal(fixture_save(f, &grant_entity, g), OK);
    return g->account;
}

static Fault seen_by(Fixture *f, Id account, unsigned role, Id profile) {
    fixture_become(f, account, role, VIS_MEMBERS);
    return ent_load(&f->ctx, &consultant_entity, profile, ent_new(&f->ctx, &consultant_entity));
}

static void test_a_profile_is_seen_where_it_says_one_works(void **state) {
    FIXTURE(f, state);
    consultant_module.start(f->region);
    Id south = a_town(f, "South", 0), home = a_town(f, "Home", south), away = a_town(f, "Away", south);
    Id before = an_office(f, "before@x.invalid", GRANT_ROLE_COORDINATOR, away);
    Id trustee = an_office(f, "trustee@x.invalid", GRANT_ROLE_TRUSTEE, away);
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = a->email = LIT("samer@x.invalid");
    a->head.unit = home;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    Consultant *v = a_profile(f, a->head.id);
    ConsultantPlace *p = ent_new(&f->ctx, &consultant_place_entity);
    assert_int_equal(seen_by(f, before, ROLE_COORDINATOR, v->head.id), NOT_FOUND);
    fixture_system(f);
    p->consultant = v->head.id;
    p->place = away;
    assert_int_equal(fixture_save(f, &consultant_place_entity, p), OK);
    assert_int_equal(seen_by(f, before, ROLE_COORDINATOR, v->head.id), OK);
    assert_false(consultant_may_change(&f->ctx, v));
    assert_false(ent_may_write(&f->ctx, &consultant_entity, &v->head));         /* so no page shows a button for it */
    v->capacity = 900;
    assert_int_equal(fixture_save(f, &consultant_entity, v), NOT_ALLOWED);      /* it is kept where they belong */
    assert_int_equal(fixture_archive(f, &consultant_place_entity, p->head.id), NOT_ALLOWED);
    assert_int_equal(seen_by(f, trustee, ROLE_TRUSTEE, v->head.id), NOT_FOUND);
    Id later = an_office(f, "later@x.invalid", GRANT_ROLE_COORDINATOR, away);
    assert_int_equal(seen_by(f, later, ROLE_COORDINATOR, v->head.id), OK);      /* who comes later sees it too */
    fixture_system(f);
    assert_int_equal(fixture_archive(f, &consultant_place_entity, p->head.id), OK);
    assert_int_equal(seen_by(f, later, ROLE_COORDINATOR, v->head.id), NOT_FOUND);
    fixture_system(f);
    p = ent_new(&f->ctx, &consultant_place_entity);
    p->consultant = v->head.id;
    p->place = south;                             /* what is listed has towns in it */
    assert_int_equal(fixture_save(f, &consultant_place_entity, p), OK);
    assert_int_equal(seen_by(f, later, ROLE_COORDINATOR, v->head.id), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_one_profile_an_account_named_like_it),
        FIXTURE_BOTH(test_a_new_version_is_signed_again_by_everybody),
        FIXTURE_BOTH(test_words_in_force_stay_and_signing_can_be_taken_back),
        FIXTURE_BOTH(test_a_consultant_changes_their_own_profile_and_not_their_training),
        FIXTURE_BOTH(test_a_profile_is_seen_where_it_says_one_works),
        FIXTURE_BOTH(test_who_is_too_near_is_known_by_word_and_by_tie),
    };
    return cmocka_run_group_tests_name("consultant", tests, NULL, NULL);
}

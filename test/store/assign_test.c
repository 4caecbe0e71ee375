/* assign_test.c - one lead at a time, nobody too near, and a hand-over that carries everything. */
#include "fixture.h"

#include "account/account.h"
#include "actor/actor.h"
#include "consultant/assign.h"
#include "post_ent.h"
#include "session/session.h"

enum { COORDINATOR = 9001, FIRST = 9002, SECOND = 9003, NEAR = 9004, RAW = 9005 };

typedef struct Room {
    Fixture *f;
    Id       of_case, client;
    Consultant *profiles[3];
} Room;

static void become(Fixture *f, Id account, unsigned roles) {
    fixture_become(f, account, roles, VIS_MEMBERS);
    f->ctx.who.roles_everywhere = roles;
}

static Consultant *somebody(Fixture *f, Id id, const char *name, bool ready) {
    Account *a = ent_new(&f->ctx, &account_entity);
    Consultant *v = ent_new(&f->ctx, &consultant_entity);
    a->head.id = id;
    a->name = str_of(name);
    a->email = arena_printf(&f->arena, "%s@x.invalid", name);
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    v->account = id;
    v->kind = CONSULTANT_KIND_CONSULTANT;
    v->trained_on = ready ? f->ctx.reader.today : 0;
    assert_int_equal(fixture_save(f, &consultant_entity, v), OK);
    fixture_reach(f, id, 0, VIS_UNIT);
    return v;
}

static void a_consent(Fixture *f, Id of_case) {
    ConsentText *t = ent_new(&f->ctx, &consent_text_entity);
    Consent *v = ent_new(&f->ctx, &consent_entity);
    t->purpose = CONSENT_PURPOSE_ACCOMPANY;
    t->words.v[LANG_EN] = LIT("Yes");
    t->from_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consent_text_entity, t), OK);
    v->of_case = of_case;
    v->purpose = CONSENT_PURPOSE_ACCOMPANY;
    v->words = t->head.id;
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("Owner");
    v->signed_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
}

static void a_seat(Fixture *f, Id of_case, Id account, int role, Day from) {
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = of_case;
    m->account = account;
    m->role = role;
    m->from_on = from;
    m->promised_minutes = 120;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
}

static Room a_room(Fixture *f) {
    Room   r = {.f = f};
    Actor *a = ent_new(&f->ctx, &actor_entity);
    Case  *k = ent_new(&f->ctx, &case_entity);
    Conflict *n = ent_new(&f->ctx, &conflict_entity);
    assign_module.start(f->region);
    session_module.start(f->region);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_EN] = LIT("Bakery");
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    somebody(f, COORDINATOR, "coordinator", true);
    r.profiles[0] = somebody(f, FIRST, "first", true);
    r.profiles[1] = somebody(f, SECOND, "second", true);
    somebody(f, NEAR, "near", true);
    somebody(f, RAW, "raw", false);
    k->client = r.client = a->head.id;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    r.of_case = k->head.id;
    a_consent(f, k->head.id);
    a_seat(f, k->head.id, COORDINATOR, CASE_ROLE_COORDINATOR, 20260101);
    a_seat(f, k->head.id, FIRST, CASE_ROLE_LEAD, 20260101);
    n->account = NEAR;
    n->actor = a->head.id;
    n->nature = CONFLICT_NATURE_FAMILY;
    assert_int_equal(fixture_save(f, &conflict_entity, n), OK);
    become(f, COORDINATOR, ROLE_COORDINATOR);
    return r;
}

static Fault run_assign(Ctx *c, void *arg) { return assign_do(c, arg); }
static Fault run_hand_over(Ctx *c, void *arg) { return hand_over_do(c, arg); }
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

/* How often a role is held today, and by whom. */
static int held(Room *r, int role, Id *ret_account) {
    CasePerson *people;
    size_t n;
    int times = 0;
    fixture_system(r->f);
    assert_int_equal(case_people(&r->f->ctx, r->of_case, false, &people, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (people[i].role != role) continue;
        *ret_account = people[i].account;
        times++;
    }
    return times;
}

static void test_a_new_lead_ends_the_former_and_undo_brings_them_back(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Assign a = {.of_case = r.of_case, .account = SECOND, .role = CASE_ROLE_LEAD, .minutes = 240};
    Id lead = 0, act;
    assert_int_equal(fixture_write(f, run_assign, &a), OK);
    act = f->ctx.act;
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &lead), 1);
    assert_int_equal(lead, SECOND);
    become(f, FIRST, ROLE_CONSULTANT);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, ent_new(&f->ctx, &case_entity)), NOT_FOUND);
    become(f, COORDINATOR, ROLE_COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &lead), 1);
    assert_int_equal(lead, FIRST);
}

static void test_a_helper_who_becomes_the_lead_leaves_the_lesser_seat(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Id who = 0;
    fixture_system(f);
    a_seat(f, r.of_case, SECOND, CASE_ROLE_HELPER, 20260201);
    become(f, COORDINATOR, ROLE_COORDINATOR);
    Assign a = {.of_case = r.of_case, .account = SECOND, .role = CASE_ROLE_LEAD, .minutes = NUMBER_NONE};
    assert_int_equal(fixture_write(f, run_assign, &a), OK);
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &who), 1);
    assert_int_equal(held(&r, CASE_ROLE_HELPER, &who), 0);
}

static void test_who_is_too_near_is_apart_and_gets_no_seat_by_another_way(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Candidates found;
    Case *k = ent_new(&f->ctx, &case_entity);
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, k), OK);
    assert_int_equal(candidates_of(&f->ctx, k, CASE_ROLE_LEAD, &found), OK);
    assert_int_equal(found.n, 4);                 /* all but the lead of now */
    assert_true(found.ranked[3].apart);
    assert_int_equal(found.rows[found.ranked[3].at].account, NEAR);
    m->of_case = r.of_case;
    m->account = NEAR;
    m->role = CASE_ROLE_HELPER;
    assert_int_equal(fixture_save(f, &case_member_entity, m), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "account");
    m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = r.of_case;
    m->account = RAW;
    m->role = CASE_ROLE_LEAD;
    m->from_on = 20250101;
    m->until_on = 20250201;
    assert_int_equal(fixture_save(f, &case_member_entity, m), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "role");
    static const int WORK[] = {CASE_ROLE_HELPER, CASE_ROLE_MENTOR, CASE_ROLE_COACH};
    for (size_t i = 0; i < sizeof WORK / sizeof *WORK; i++) {
        m->role = WORK[i];                        /* whoever works in a case has signed and is trained */
        assert_int_equal(fixture_save(f, &case_member_entity, m), INVALID);
        assert_string_equal(f->ctx.complaints.v[0].field, "role");
    }
    m->account = SECOND;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
}

static void test_a_written_reason_is_kept_for_the_team(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Assign a = {.of_case = r.of_case, .account = RAW, .role = CASE_ROLE_LEAD, .minutes = 60,
                .reason = LIT("Trained next week")};
    ListSpec s = {.entity = &post_entity, .limit = 5};
    void  *rows;
    size_t n;
    assert_int_equal(fixture_write(f, run_assign, &a), OK);
    s.filters[s.n_filters++] = (ListFilter){.field = &post_entity.fields[POST_F_OF_CASE], .op = LIST_EQ,
                                            .val = v_id(r.of_case)};
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, NULL), OK);
    assert_int_equal(n, 1);
    assert_int_equal(((const Post *)rows)->head.team, r.of_case);
}

static void test_a_hand_over_carries_seats_steps_and_planned_sessions(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    CaseSession *s = ent_new(&f->ctx, &case_session_entity);
    Id who = 0;
    become(f, FIRST, ROLE_CONSULTANT);
    t->text = LIT("Ask the bank");
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = r.of_case;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    s->of_case = r.of_case;
    s->way = SESSION_WAY_MET;
    s->happened_at = f->ctx.reader.now + 24 * 60 * 60 * 1000;
    assert_int_equal(fixture_save(f, &case_session_entity, s), OK);
    HandOver h = {.of_case = r.of_case, .from = FIRST, .to = SECOND, .note = LIT("Go slowly")};
    assert_int_equal(fixture_write(f, run_hand_over, &h), OK);
    Id act = f->ctx.act;
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &who), 1);
    assert_int_equal(who, SECOND);
    assert_int_equal(ent_load(&f->ctx, &commitment_entity, t->head.id, t), OK);
    assert_int_equal(t->owner, SECOND);
    assert_int_equal(t->accepted_at, 0);          /* it waits until they take it on */
    assert_int_equal(ent_load(&f->ctx, &case_session_entity, s->head.id, s), OK);
    assert_int_equal(s->host, SECOND);
    become(f, FIRST, ROLE_CONSULTANT);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, ent_new(&f->ctx, &case_entity)), NOT_FOUND);
    assert_int_equal(fixture_write(f, run_undo, &act), OK); /* taken back, though it was no longer theirs to see */
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &who), 1);
    assert_int_equal(who, FIRST);
    assert_int_equal(ent_load(&f->ctx, &case_session_entity, s->head.id, s), OK);
    assert_int_equal(s->host, FIRST);
}

static void test_a_hand_over_to_the_lead_leaves_one_lead(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Id who = 0;
    fixture_system(f);
    a_seat(f, r.of_case, SECOND, CASE_ROLE_HELPER, 20260201);
    HandOver h = {.of_case = r.of_case, .from = SECOND, .to = FIRST, .note = LIT("Enough")};
    become(f, COORDINATOR, ROLE_COORDINATOR);
    assert_int_equal(fixture_write(f, run_hand_over, &h), OK);
    assert_int_equal(held(&r, CASE_ROLE_LEAD, &who), 1);
    assert_int_equal(who, FIRST);
    assert_int_equal(held(&r, CASE_ROLE_HELPER, &who), 0);
}

/* A colleague who coordinates and accompanies nobody. */
static Id a_colleague(Fixture *f, Id id, int grant_role) {
    Account *a = ent_new(&f->ctx, &account_entity);
    Grant   *g = ent_new(&f->ctx, &grant_entity);
    fixture_system(f);
    a->head.id = id;
    a->name = LIT("colleague");
    a->email = arena_printf(&f->arena, "colleague%lld@x.invalid", (long long)id);
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    g->account = id;
    g->role = grant_role;
    assert_int_equal(fixture_save(f, &grant_entity, g), OK);
    return id;
}

static bool proposed(const Candidates *v, Id account) {
    for (size_t i = 0; i < v->n; i++) {
        if (v->people[i].account == account) return true;
    }
    return false;
}

static void test_whoever_coordinates_takes_over_a_coordinators_seat(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f);
    Candidates found;
    Case *k = ent_new(&f->ctx, &case_entity);
    Id who = 0;
    Id peer = a_colleague(f, 9101, GRANT_ROLE_COORDINATOR), other = a_colleague(f, 9102, GRANT_ROLE_RESIDENT);
    become(f, COORDINATOR, ROLE_COORDINATOR);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, k), OK);
    assert_int_equal(candidates_of(&f->ctx, k, CASE_ROLE_COORDINATOR, &found), OK);
    assert_true(proposed(&found, peer));
    assert_false(proposed(&found, other));
    assert_int_equal(candidates_of(&f->ctx, k, CASE_ROLE_LEAD, &found), OK);
    assert_false(proposed(&found, peer));         /* to accompany takes a profile: signed, and trained */
    HandOver h = {.of_case = r.of_case, .from = COORDINATOR, .to = peer, .note = LIT("They know me")};
    assert_int_equal(fixture_write(f, run_hand_over, &h), OK);
    assert_int_equal(held(&r, CASE_ROLE_COORDINATOR, &who), 1);
    assert_int_equal(who, peer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_whoever_coordinates_takes_over_a_coordinators_seat),
        FIXTURE_BOTH(test_a_new_lead_ends_the_former_and_undo_brings_them_back),
        FIXTURE_BOTH(test_a_helper_who_becomes_the_lead_leaves_the_lesser_seat),
        FIXTURE_BOTH(test_who_is_too_near_is_apart_and_gets_no_seat_by_another_way),
        FIXTURE_BOTH(test_a_written_reason_is_kept_for_the_team),
        FIXTURE_BOTH(test_a_hand_over_carries_seats_steps_and_planned_sessions),
        FIXTURE_BOTH(test_a_hand_over_to_the_lead_leaves_one_lead),
    };
    return cmocka_run_group_tests_name("assign", tests, NULL, NULL);
}

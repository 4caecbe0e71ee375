/* Handing over everything in one act, people who have left, a lead who is too near, and learning plans. */
#include "cases.h"

#include "account/account.h"
#include "agreement_ent.h"
#include "barrier_ent.h"
#include "commitment/commitment.h"
#include "consultant/assign.h"
#include "council_ent.h"
#include "db/facts.h"
#include "ent/form.h"
#include "ent/leave.h"
#include "ent/list.h"
#include "handover/handover.h"
#include "learn/learn.h"
#include "view/view_page.h"

static Fault run_site(Ctx *c, void *arg) {
    (void)arg;
    return fact_set(c, "site", LIT("https://rakaz.invalid"));
}

/* Headquarters: they may be told of everything, and coordinate nothing here. */
static void a_role(House *h, int who, int role, Day until) {
    Grant *g = ent_new(&h->f->ctx, &grant_entity);
    fixture_system(h->f);
    g->account = h->people[who];
    g->role = role;
    g->place = role == GRANT_ROLE_HQ ? 0 : h->town;
    g->until_on = until;
    assert_int_equal(fixture_save(h->f, &grant_entity, g), OK);
}

static void a_profile(House *h, int who) {
    Consultant *v = ent_new(&h->f->ctx, &consultant_entity);
    fixture_system(h->f);
    v->account = h->people[who];
    v->kind = CONSULTANT_KIND_CONSULTANT;
    v->trained_on = h->f->ctx.reader.today;
    assert_int_equal(fixture_save(h->f, &consultant_entity, v), OK);
}

static Commitment *a_task(House *h, int owner) {
    Commitment *t = ent_new(&h->f->ctx, &commitment_entity);
    fixture_system(h->f);
    t->text = LIT("Call the bakery");
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = h->people[owner];
    t->head.unit = h->town;
    assert_int_equal(fixture_save(h->f, &commitment_entity, t), OK);
    return t;
}

static Barrier *a_barrier(House *h, int trustee) {
    Barrier *b = ent_new(&h->f->ctx, &barrier_entity);
    fixture_system(h->f);
    b->title = LIT("The licence is late");
    b->kind = BARRIER_KIND_LICENCE;
    b->place = h->town;
    b->state = BARRIER_STATE_TAKEN;
    b->trustee = h->people[trustee];
    assert_int_equal(fixture_save(h->f, &barrier_entity, b), OK);
    return b;
}

static Id a_body(House *h, int who) {
    Body *b = ent_new(&h->f->ctx, &body_entity);
    Seat *s = ent_new(&h->f->ctx, &seat_entity);
    fixture_system(h->f);
    b->name.v[LANG_EN] = LIT("Council");
    b->kind = BODY_KIND_COUNCIL;
    b->place = h->town;
    b->state = BODY_STATE_ACTIVE;
    assert_int_equal(fixture_save(h->f, &body_entity, b), OK);
    s->body = b->head.id;
    s->kind = SEAT_KIND_COORDINATOR;
    s->account = h->people[who];
    s->from_on = 20260101;
    assert_int_equal(fixture_save(h->f, &seat_entity, s), OK);
    return b->head.id;
}

typedef struct Hand {
    HandAll   h;
    HandedAll done;
} Hand;

static Fault run_hand(Ctx *c, void *arg) {
    Hand *h = arg;
    return hand_over_all_do(c, &h->h, &h->done);
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }
static Fault run_near(Ctx *c, void *arg) {
    const Id *v = arg;
    return conflict_decide(c, v[0], v[1], v[2] ? LIT("Nobody else speaks the language") : (Str){0});
}

static Hand to_one(const House *h, int from, int to) {
    Hand x = {.h = {.from = h->people[from], .note = LIT("The keys are with Rotem")}};
    for (int i = 0; i < HELD_KINDS; i++) x.h.to[i] = h->people[to];
    return x;
}

static int64_t mails_to(House *h, int who) {
    MailRow *v;
    size_t   n;
    int64_t  waiting, k = 0;
    Account *a = ent_new(&h->f->ctx, &account_entity);
    fixture_system(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &account_entity, h->people[who], a), OK);
    assert_int_equal(mail_list(&h->f->ctx, &v, &n, &waiting), OK);
    for (size_t i = 0; i < n; i++) k += str_eq(v[i].to, a->email);
    return k;
}

static Held held(House *h, int who) {
    Held v;
    become(h, HEADQUARTERS);
    assert_int_equal(held_by(&h->f->ctx, h->people[who], &v), OK);
    return v;
}

static void test_everything_goes_in_one_act_and_comes_back(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    assign_module.start(f->region);
    assert_int_equal(fixture_write(f, run_site, NULL), OK);
    Case *k = a_case(&h);
    a_task(&h, COORDINATOR);
    a_task(&h, COORDINATOR);
    a_barrier(&h, COORDINATOR);
    a_body(&h, COORDINATOR);
    Held was = held(&h, COORDINATOR);
    assert_int_equal(was.n[HELD_CASES], 1);
    assert_int_equal(was.n[HELD_TASKS], 2);
    assert_int_equal(was.n[HELD_SEATS], 1);
    assert_int_equal(was.n[HELD_BARRIERS], 1);
    assert_int_equal(was.all, 5);
    int64_t before = mails_to(&h, OTHER_COORDINATOR);
    Hand x = to_one(&h, COORDINATOR, OTHER_COORDINATOR);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_hand, &x), OK);
    Id act = f->ctx.act;
    assert_int_equal(x.done.went.all, 5);
    assert_int_equal(x.done.stays.all, 0);
    assert_int_equal(held(&h, COORDINATOR).all, 0);
    assert_int_equal(held(&h, OTHER_COORDINATOR).all, 6);      /* and the note */
    assert_int_equal(mails_to(&h, OTHER_COORDINATOR), before + 1);
    assert_int_equal(loads(&h, OTHER_COORDINATOR, &case_entity, k->head.id), OK);
    assert_int_equal(loads(&h, COORDINATOR, &case_entity, k->head.id), NOT_FOUND);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(held(&h, COORDINATOR).all, 5);
    assert_int_equal(held(&h, OTHER_COORDINATOR).all, 0);
}

static void test_the_note_is_for_the_successor_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_task(&h, COORDINATOR);
    Hand x = to_one(&h, COORDINATOR, OTHER_COORDINATOR);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_hand, &x), OK);
    ListSpec s = {.entity = &commitment_entity, .limit = 10, .sort_changed = true, .descending = true};
    void  *rows;
    size_t n;
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, NULL), OK);
    assert_int_equal(n, 2);
    become(&h, CONSULTANT);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, NULL), OK);
    assert_int_equal(n, 1);
    become(&h, HEADQUARTERS);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, NULL), OK);
    assert_int_equal(n, 1);
}

static void test_what_the_receiver_could_not_see_stays(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_task(&h, COORDINATOR);
    Hand x = to_one(&h, COORDINATOR, HEADQUARTERS);            /* without a role that reaches the town */
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_hand, &x), OK);
    assert_int_equal(x.done.went.all, 0);
    assert_int_equal(x.done.stays.n[HELD_TASKS], 1);
    assert_int_equal(mails_to(&h, HEADQUARTERS), 0);
    a_role(&h, HEADQUARTERS, GRANT_ROLE_HQ, 0);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_hand, &x), OK);
    assert_int_equal(x.done.went.n[HELD_TASKS], 1);
}

static void test_cases_go_to_who_coordinates_or_is_ready(void **state) {
    FIXTURE(f, state);
    House h;
    bool  yes;
    a_house(&h, f);
    a_role(&h, OTHER_COORDINATOR, GRANT_ROLE_COORDINATOR, 0);
    assert_int_equal(may_take_cases(&f->ctx, h.people[OTHER_COORDINATOR], false, &yes), OK);
    assert_true(yes);
    assert_int_equal(may_take_cases(&f->ctx, h.people[OTHER_COORDINATOR], true, &yes), OK);
    assert_false(yes);
    assert_int_equal(may_take_cases(&f->ctx, h.people[HEADQUARTERS], false, &yes), OK);
    assert_false(yes);
    a_profile(&h, CONSULTANT);
    assert_int_equal(may_take_cases(&f->ctx, h.people[CONSULTANT], true, &yes), OK);
    assert_true(yes);
}

static void complains(House *h, const char *field) {
    for (int i = 0; i < (int)h->f->ctx.complaints.n; i++) {
        if (!strcmp(h->f->ctx.complaints.v[i].field, field)) return;
    }
    fail_msg("nobody complained about %s", field);
}

static void block(House *h, int who) {
    Account *a = ent_new(&h->f->ctx, &account_entity);
    fixture_system(h->f);
    assert_int_equal(ent_load(&h->f->ctx, &account_entity, h->people[who], a), OK);
    a->blocked = 1;
    assert_int_equal(fixture_save(h->f, &account_entity, a), OK);
}

static void test_who_has_left_is_given_nothing_more(void **state) {
    FIXTURE(f, state);
    House h;
    Gone  gone[4];
    bool  left[PEOPLE];
    size_t n;
    a_house(&h, f);
    assert_int_equal(accounts_left(&f->ctx, h.people, PEOPLE, left), OK);
    for (int i = 0; i < PEOPLE; i++) assert_false(left[i]);
    Commitment *t = a_task(&h, COORDINATOR);
    Case *k = a_case(&h);
    Id body = a_body(&h, COORDINATOR);
    block(&h, OTHER_COORDINATOR);
    a_role(&h, CONSULTANT, GRANT_ROLE_CONSULTANT, day_plus(f->ctx.reader.today, -1)); /* it is over */
    assert_int_equal(accounts_left(&f->ctx, h.people, PEOPLE, left), OK);
    assert_true(left[OTHER_COORDINATOR] && left[CONSULTANT] && !left[COORDINATOR]);
    assert_int_equal(accounts_all_left(&f->ctx, gone, 4, &n), OK);
    assert_int_equal(n, 2);
    become(&h, COORDINATOR);
    t->owner = h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &commitment_entity, t), INVALID);
    complains(&h, "owner");
    assert_int_equal(add_member(&h, k, OTHER_COORDINATOR, CASE_ROLE_HELPER), INVALID);
    complains(&h, "account");
    Seat *s = ent_new(&f->ctx, &seat_entity);
    s->body = body;
    s->kind = SEAT_KIND_MEMBER;
    s->account = h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &seat_entity, s), INVALID);
    complains(&h, "account");
    a_role(&h, CONSULTANT, GRANT_ROLE_CONSULTANT, 0);           /* and came back */
    assert_int_equal(accounts_left(&f->ctx, h.people, PEOPLE, left), OK);
    assert_false(left[CONSULTANT]);
}

static void test_who_coordinates_hands_over_for_who_has_left_there(void **state) {
    FIXTURE(f, state);
    House h;
    bool  yes;
    Account *a = ent_new(&f->ctx, &account_entity);
    a_house(&h, f);
    a_role(&h, COORDINATOR, GRANT_ROLE_COORDINATOR, 0);
    a_role(&h, OTHER_COORDINATOR, GRANT_ROLE_COORDINATOR, 0);
    assert_int_equal(ent_load(&f->ctx, &account_entity, h.people[OTHER_COORDINATOR], a), OK);
    a->head.unit = h.town;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    become(&h, COORDINATOR);
    assert_int_equal(account_may_hand_over(&f->ctx, a, &yes), OK);
    assert_false(yes);                            /* a colleague who works is not theirs to hand over */
    block(&h, OTHER_COORDINATOR);
    become(&h, COORDINATOR);
    assert_int_equal(account_may_hand_over(&f->ctx, a, &yes), OK);
    assert_true(yes);
    a->head.unit = 0;                             /* of the whole organisation */
    assert_int_equal(account_may_hand_over(&f->ctx, a, &yes), OK);
    assert_false(yes);
}

/* The choices of a form's field for an account. */
static bool offers(House *h, Str name) {
    Buf b;
    buf_init(&b, 1 << 20);
    become(h, COORDINATOR);
    ent_field_html(&h->f->ctx, &b, &commitment_entity, &commitment_entity.fields[COMMITMENT_F_OWNER],
                   ent_new(&h->f->ctx, &commitment_entity), NULL);
    bool yes = str_find(buf_str(&b), name) >= 0;
    buf_release(&b);
    return yes;
}

static void test_a_form_does_not_offer_who_has_left(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    form_leave_out(&account_entity, accounts_left);
    assert_true(offers(&h, LIT("b@demo.invalid")));
    block(&h, CONSULTANT);
    assert_false(offers(&h, LIT("b@demo.invalid")));
    assert_true(offers(&h, LIT("d@demo.invalid")));
}

/* What the search of such a field proposes for these words. */
static bool proposes(House *h, Str words, Str name) {
    Param   args[] = {{LIT("kind"), LIT("account")}, {LIT("part"), LIT("pick")}, {LIT("q"), words}};
    Request rq = {.method = GET, .path = LIT("/find"), .args = {args, 3}, .fragment = true};
    Buf     b;
    buf_init(&b, 1 << 20);
    Reply   rp = {.body = &b};
    become(h, COORDINATOR);
    assert_int_equal(get_find(&h->f->ctx, &rq, &rp), OK);
    bool yes = str_find(buf_str(&b), name) >= 0;
    assert_true(rp.passing);                      /* a role that ends with a day ends without a write */
    buf_release(&b);
    return yes;
}

static void test_the_search_of_a_form_does_not_propose_who_has_left(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    form_leave_out(&account_entity, accounts_left);
    assert_true(proposes(&h, LIT("demo"), LIT("b@demo.invalid")));
    block(&h, CONSULTANT);
    assert_false(proposes(&h, LIT("demo"), LIT("b@demo.invalid")));
    assert_true(proposes(&h, LIT("demo"), LIT("d@demo.invalid")));
    assert_false(proposes(&h, LIT("b@demo"), LIT("<div")));
}

static void test_who_has_left_is_not_proposed(void **state) {
    FIXTURE(f, state);
    House h;
    Candidates found;
    a_house(&h, f);
    a_profile(&h, CONSULTANT);
    assert_int_equal(candidates_any(&f->ctx, 0, &found), OK);
    assert_int_equal(found.n, 1);
    block(&h, CONSULTANT);
    assert_int_equal(candidates_any(&f->ctx, 0, &found), OK);
    assert_int_equal(found.n, 0);
}

static void test_a_lead_who_is_too_near_asks_for_a_decision(void **state) {
    FIXTURE(f, state);
    House h;
    LeadConflict v;
    a_house(&h, f);
    Conflict *d = ent_new(&f->ctx, &conflict_entity);
    d->account = h.people[CONSULTANT];
    d->actor = h.client;
    d->nature = CONFLICT_NATURE_OWNS;
    d->what = LIT("A tenth of it");
    become(&h, CONSULTANT);
    assert_int_equal(fixture_save(f, &conflict_entity, d), OK);
    become(&h, COORDINATOR);
    assert_int_equal(conflict_of_lead(&f->ctx, h.client, h.people[CONSULTANT], &v), OK);
    assert_int_equal(v.nature, CONFLICT_NATURE_OWNS);
    assert_int_equal(v.decision, 0);
    Id asked[3] = {h.client, h.people[CONSULTANT], 0};
    assert_int_equal(fixture_write(f, run_near, asked), INVALID);
    asked[2] = 1;
    assert_int_equal(fixture_write(f, run_near, asked), OK);
    assert_int_equal(conflict_of_lead(&f->ctx, h.client, h.people[CONSULTANT], &v), OK);
    assert_int_equal(v.decision, CONFLICT_DECISION_STAYS);
    assert_int_equal(v.decided_by, h.people[COORDINATOR]);
    assert_int_equal(conflict_of_lead(&f->ctx, h.client, h.people[HEADQUARTERS], &v), OK);
    assert_int_equal(v.nature, 0);
}

static void test_a_learning_plan_is_private_and_yes_or_no(void **state) {
    FIXTURE(f, state);
    House h;
    bool  yes[2];
    a_house(&h, f);
    become(&h, COORDINATOR);
    LearningGoal *g = ent_new(&f->ctx, &learning_goal_entity);
    g->text = LIT("To read a balance sheet");
    g->by_on = day_plus(f->ctx.reader.today, 30);
    g->head.visibility = VIS_MEMBERS;                           /* no choice of the form opens it */
    assert_int_equal(fixture_save(f, &learning_goal_entity, g), OK);
    sees(&h, &learning_goal_entity, g->head.id, "x----");
    become(&h, HEADQUARTERS);
    assert_int_equal(learning_current(&f->ctx, (Id[]){h.people[COORDINATOR], h.people[OTHER_COORDINATOR]}, 2, yes), OK);
    assert_true(yes[0] && !yes[1]);
    become(&h, COORDINATOR);
    g->state = LEARNING_STATE_REACHED;
    assert_int_equal(fixture_save(f, &learning_goal_entity, g), OK);
    assert_int_equal(learning_current(&f->ctx, &h.people[COORDINATOR], 1, yes), OK);
    assert_false(yes[0]);
    Training *t = ent_new(&f->ctx, &training_entity);
    t->title = LIT("Reading balances");
    t->held_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &training_entity, t), INVALID);
    t->held_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &training_entity, t), OK);
    sees(&h, &training_entity, t->head.id, "x----");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_everything_goes_in_one_act_and_comes_back),
        FIXTURE_BOTH(test_the_note_is_for_the_successor_alone),
        FIXTURE_BOTH(test_what_the_receiver_could_not_see_stays),
        FIXTURE_BOTH(test_cases_go_to_who_coordinates_or_is_ready),
        FIXTURE_BOTH(test_who_has_left_is_given_nothing_more),
        FIXTURE_BOTH(test_who_coordinates_hands_over_for_who_has_left_there),
        FIXTURE_BOTH(test_a_form_does_not_offer_who_has_left),
        FIXTURE_BOTH(test_the_search_of_a_form_does_not_propose_who_has_left),
        FIXTURE_BOTH(test_who_has_left_is_not_proposed),
        FIXTURE_BOTH(test_a_lead_who_is_too_near_asks_for_a_decision),
        FIXTURE_BOTH(test_a_learning_plan_is_private_and_yes_or_no),
    };
    return cmocka_run_group_tests_name("handover", tests, NULL, NULL);
}

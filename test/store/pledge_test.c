/* Pledges of bodies: what may be promised, who witnesses, how a promise changes, ends and is shown; sums and hires. */
#include "cases.h"

#include "ent/list.h"
#include "pledge/pledge.h"
#include "pledge/pledge_page.h"
#include "tie_ent.h"

typedef struct Mill {
    House h;
    Id    body, manager, neighbour;               /* who pledges; its manager; somebody from outside */
} Mill;

static Id an_actor(Mill *m, int kind, const char *name, int visibility) {
    Actor *a = ent_new(&m->h.f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->head.unit = m->h.town;
    a->head.visibility = visibility;
    assert_int_equal(fixture_save(m->h.f, &actor_entity, a), OK);
    return a->head.id;
}

static void a_mill(Mill *m, Fixture *f) {
    a_house(&m->h, f);
    m->body = an_actor(m, ACTOR_KIND_CORPORATION, "Salt Works", VIS_MEMBERS);
    m->manager = an_actor(m, ACTOR_KIND_PERSON, "Manager there", VIS_MEMBERS);
    m->neighbour = an_actor(m, ACTOR_KIND_PERSON, "Neighbour", VIS_MEMBERS);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    t->from_actor = m->manager;
    t->to_actor = m->body;
    t->kind = TIE_KIND_LEADS;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    become(&m->h, COORDINATOR);
}

static Pledge *new_pledge(Mill *m, int circle) {
    Pledge *p = ent_new(&m->h.f->ctx, &pledge_entity);
    p->what.v[LANG_EN] = LIT("Grants");
    p->actor = m->body;
    p->circle = circle;
    p->place = m->h.town;
    p->by_on = day_plus(m->h.f->ctx.reader.today, 40);
    return p;
}

static Pledge *a_pledge(Mill *m, int circle) {
    Pledge *p = new_pledge(m, circle);
    if (circle == PLEDGE_CIRCLE_MONEY) p->money = 1000000;
    assert_int_equal(fixture_save(m->h.f, &pledge_entity, p), OK);
    return p;
}

static void complains(Mill *m, const char *field) {
    for (int i = 0; i < (int)m->h.f->ctx.complaints.n; i++) {
        if (!strcmp(m->h.f->ctx.complaints.v[i].field, field)) return;
    }
    fail_msg("nobody complained about %s", field);
}

/* As many days later. */
static void later(Mill *m, int days) {
    m->h.f->ctx.reader.now += (Stamp)days * 24 * 3600 * 1000;
    m->h.f->ctx.reader.today = day_plus(m->h.f->ctx.reader.today, days);
}

typedef struct Step {
    Id            id;
    PledgeKeeping k;
    Str           reason;
    bool          on;
} Step;

static Fault run_keep(Ctx *c, void *arg) {
    Step *s = arg;
    return pledge_keep(c, s->id, &s->k, ent_new(c, &pledge_entity));
}
static Fault run_let_go(Ctx *c, void *arg) {
    Step *s = arg;
    return pledge_let_go(c, s->id, s->reason, ent_new(c, &pledge_entity));
}
static Fault run_show(Ctx *c, void *arg) {
    Step *s = arg;
    return pledge_show(c, s->id, s->on, ent_new(c, &pledge_entity));
}
static Fault run_confirm(Ctx *c, void *arg) {
    Step *s = arg;
    return pledge_given_confirm(c, s->id, ent_new(c, &pledge_given_entity));
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, ((Step *)arg)->id); }

static void test_a_pledge_is_of_a_body_and_says_how_its_worth_was_reckoned(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = new_pledge(&m, PLEDGE_CIRCLE_IN_KIND);
    p->actor = m.manager;
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "actor");
    p->actor = m.body;
    p->money = 500000;
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "method");
    p->method = VALUE_METHOD_MARKET;
    p->quantity = 5;
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "counted_in");
    p->counted_in = PLEDGE_UNIT_SEATS;
    p->quantity_most = 4;
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "quantity_most");
    p->quantity_most = 9;
    assert_int_equal(fixture_save(f, &pledge_entity, p), OK);
    assert_int_equal(p->head.visibility, VIS_UNIT);
    assert_int_equal(p->pledged_on, f->ctx.reader.today);
}

static void test_what_is_promised_changes_with_a_reason_and_stands(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    p->money = 900000;
    assert_int_equal(fixture_save(f, &pledge_entity, p), OK); /* a slip, on the same day */
    assert_int_equal(p->state, PLEDGE_STATE_PLEDGED);
    later(&m, 3);
    p->what.v[LANG_HE] = LIT("מענקים");
    assert_int_equal(fixture_save(f, &pledge_entity, p), OK); /* another language is no change */
    p->money = 400000;
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "reason");
    p->reason = LIT("A bad year");
    assert_int_equal(fixture_save(f, &pledge_entity, p), OK);
    assert_int_equal(p->state, PLEDGE_STATE_CHANGED);
    Step undo = {.id = f->ctx.act};
    assert_int_equal(fixture_write(f, run_undo, &undo), OK);
    assert_int_equal(ent_load(&f->ctx, &pledge_entity, p->head.id, p), OK);
    assert_int_equal(p->state, PLEDGE_STATE_PLEDGED);
    assert_int_equal(p->money, 900000);
    p->by_on = day_plus(p->by_on, 10);
    assert_int_equal(fixture_save(f, &pledge_entity, p), INVALID);
    complains(&m, "reason");
}

static void test_kept_wants_evidence_and_a_witness_who_is_not_of_the_giver(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    Step s = {.id = p->head.id, .k = {.on = f->ctx.reader.today}};
    assert_int_equal(fixture_write(f, run_keep, &s), INVALID);
    complains(&m, "evidence");
    complains(&m, "witness");
    s.k.evidence = LIT("Receipts");
    s.k.witness_actor = m.body;
    assert_int_equal(fixture_write(f, run_keep, &s), INVALID);
    complains(&m, "witness_actor");
    s.k.witness_actor = m.manager;
    assert_int_equal(fixture_write(f, run_keep, &s), INVALID);
    complains(&m, "witness_actor");
    fixture_system(f);
    Account *a = ent_new(&f->ctx, &account_entity);
    assert_int_equal(ent_load(&f->ctx, &account_entity, m.h.people[CONSULTANT], a), OK);
    a->person = m.manager;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    become(&m.h, COORDINATOR);
    s.k.witness_actor = 0;
    s.k.witness = m.h.people[CONSULTANT];
    assert_int_equal(fixture_write(f, run_keep, &s), INVALID);
    complains(&m, "witness");
    s.k.witness = 0;
    s.k.witness_actor = m.neighbour;
    assert_int_equal(fixture_write(f, run_keep, &s), OK);
    assert_int_equal(fixture_write(f, run_keep, &s), OVER);
    assert_int_equal(fixture_write(f, run_let_go, &s), OVER);
}

static void test_let_go_wants_a_reason(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MENTORING);
    Step s = {.id = p->head.id};
    assert_int_equal(fixture_write(f, run_let_go, &s), INVALID);
    complains(&m, "reason");
    s.reason = LIT("The manager left");
    assert_int_equal(fixture_write(f, run_let_go, &s), OK);
    PledgeGiven *g = ent_new(&f->ctx, &pledge_given_entity);
    g->pledge = p->head.id;
    g->what = LIT("Hours");
    g->on_day = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &pledge_given_entity, g), INVALID);
    complains(&m, "pledge");
}

static void test_it_is_shown_by_an_act_and_never_wider_than_its_body(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    PledgeGiven *g = ent_new(&f->ctx, &pledge_given_entity);
    g->pledge = p->head.id;
    g->what = LIT("First grant");
    g->on_day = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &pledge_given_entity, g), OK);
    sees(&m.h, &pledge_entity, p->head.id, "xx-xx");
    sees(&m.h, &pledge_given_entity, g->head.id, "xx-xx");
    become(&m.h, COORDINATOR);
    Step s = {.id = p->head.id, .on = true};
    assert_int_equal(fixture_write(f, run_show, &s), OK);
    sees(&m.h, &pledge_entity, p->head.id, "xxxxx");
    sees(&m.h, &pledge_given_entity, g->head.id, "xxxxx");
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(ent_load(&f->ctx, &pledge_entity, p->head.id, p), NOT_FOUND);
    become(&m.h, COORDINATOR);
    s.on = false;
    assert_int_equal(fixture_write(f, run_show, &s), OK);
    sees(&m.h, &pledge_entity, p->head.id, "xx-xx");
    become(&m.h, COORDINATOR);
    Id hidden = an_actor(&m, ACTOR_KIND_CORPORATION, "Quiet Works", VIS_UNIT);
    Pledge *q = new_pledge(&m, PLEDGE_CIRCLE_JOBS);
    q->actor = hidden;
    assert_int_equal(fixture_save(f, &pledge_entity, q), OK);
    s = (Step){.id = q->head.id, .on = true};
    assert_int_equal(fixture_write(f, run_show, &s), INVALID);
    complains(&m, "published_on");
}

static void test_a_named_witness_confirms_and_nobody_else(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    PledgeGiven *g = ent_new(&f->ctx, &pledge_given_entity);
    g->pledge = p->head.id;
    g->what = LIT("First grant");
    g->on_day = f->ctx.reader.today;
    g->money = 300000;
    g->witness = m.h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &pledge_given_entity, g), OK);
    assert_int_equal(g->confirmed_on, 0);
    Step s = {.id = g->head.id};
    assert_int_equal(fixture_write(f, run_confirm, &s), NOT_ALLOWED);
    become(&m.h, CONSULTANT);
    assert_int_equal(fixture_write(f, run_confirm, &s), OK);
    become(&m.h, COORDINATOR);
    assert_int_equal(ent_load(&f->ctx, &pledge_given_entity, g->head.id, g), OK);
    assert_int_equal(g->confirmed_on, f->ctx.reader.today);
    g->witness = 0;
    g->witness_actor = m.manager;
    assert_int_equal(fixture_save(f, &pledge_given_entity, g), INVALID);
    complains(&m, "witness_actor");
    g->witness_actor = m.neighbour;
    g->on_day = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &pledge_given_entity, g), INVALID);
    complains(&m, "on_day");
}

/* Each sum is that of the list behind it, for whoever asks. */
static void test_sums_are_those_of_their_lists(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    PledgeLine *lines;
    GivenSum   *given;
    OfActor    *of;
    size_t      n, n_given, n_of;
    int         year = day_year(f->ctx.reader.today);
    Pledge *p = a_pledge(&m, PLEDGE_CIRCLE_MONEY), *q = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    Pledge *old = new_pledge(&m, PLEDGE_CIRCLE_MONEY);
    old->pledged_on = day_of(year - 1, 5, 1);
    old->money = 7;
    assert_int_equal(fixture_save(f, &pledge_entity, old), OK);
    for (int i = 0; i < 3; i++) {
        PledgeGiven *g = ent_new(&f->ctx, &pledge_given_entity);
        g->pledge = p->head.id;
        g->what = LIT("Part");
        g->on_day = day_plus(f->ctx.reader.today, -i);
        g->money = i ? 100 * i : NUMBER_NONE;
        if (i == 1) g->thanked_on = g->on_day;
        assert_int_equal(fixture_save(f, &pledge_given_entity, g), OK);
    }
    assert_int_equal(pledges_of_year(&f->ctx, year, &lines, &n), OK);
    PledgeSum s = pledge_sum(lines, n, PLEDGE_CIRCLE_MONEY, f->ctx.reader.today);
    ListSpec  list = {.entity = &pledge_entity, .extras = {pledge_of_year(&f->ctx, year)}, .n_extras = 1};
    int64_t   count;
    assert_int_equal(list_count(&f->ctx, &list, &count), OK);
    assert_int_equal(count, s.n);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.money.least, 2000000);
    assert_int_equal(given_in_year(&f->ctx, year, &given, &n_given), OK);
    assert_int_equal(n_given, 1);
    assert_int_equal(given[0].n, 3);
    assert_int_equal(given[0].money, 300);
    assert_int_equal(given[0].money_n, 2);
    assert_int_equal(given[0].thanked, 1);
    ListSpec steps = {.entity = &pledge_given_entity, .n_extras = 2,
                      .extras = {given_of_year(&f->ctx, year), given_of_circle(PLEDGE_CIRCLE_MONEY)}};
    assert_int_equal(list_count(&f->ctx, &steps, &count), OK);
    assert_int_equal(count, given[0].n);
    assert_int_equal(pledges_of_actor(&f->ctx, m.body, &of, &n_of), OK);
    assert_int_equal(n_of, 3);
    int64_t sum = 0;
    for (size_t i = 0; i < n_of; i++) {
        if (of[i].id == p->head.id) sum = of[i].given_money;
        if (of[i].id == q->head.id) assert_true(of[i].given_money == NUMBER_NONE);
    }
    assert_int_equal(sum, 300);
    fixture_become(f, m.h.people[OWNER], ROLE_OWNER, VIS_MEMBERS); /* of what is the unit's they see nothing */
    assert_int_equal(pledges_of_year(&f->ctx, year, &lines, &n), OK);
    assert_int_equal(n, 0);
    assert_int_equal(given_in_year(&f->ctx, year, &given, &n_given), OK);
    assert_int_equal(n_given, 0);
}

static void test_hires_are_ranges_and_a_year_has_to_pass(void **state) {
    FIXTURE(f, state);
    Mill m;
    a_mill(&m, f);
    Pledge    *jobs = a_pledge(&m, PLEDGE_CIRCLE_JOBS), *money = a_pledge(&m, PLEDGE_CIRCLE_MONEY);
    HireCount *h = ent_new(&f->ctx, &hire_count_entity);
    Day        today = f->ctx.reader.today;
    h->pledge = money->head.id;
    h->from_on = day_plus(today, -60);
    h->until_on = day_plus(today, -30);
    h->people = HIRE_GROUP_LOCAL;
    h->hired = HIRE_RANGE_TO_4;
    assert_int_equal(fixture_save(f, &hire_count_entity, h), INVALID);
    complains(&m, "pledge");
    complains(&m, "local_in");
    h->pledge = jobs->head.id;
    h->local_in = m.h.town;
    h->stayed = HIRE_RANGE_TO_9;
    assert_int_equal(fixture_save(f, &hire_count_entity, h), INVALID);
    complains(&m, "stayed");
    h->stayed = HIRE_RANGE_TO_4;
    assert_int_equal(fixture_save(f, &hire_count_entity, h), INVALID);
    complains(&m, "stayed");                      /* twelve months have not passed */
    h->stayed = 0;
    assert_int_equal(fixture_save(f, &hire_count_entity, h), OK);
    later(&m, 366);
    h->stayed = HIRE_RANGE_TO_4;
    assert_int_equal(fixture_save(f, &hire_count_entity, h), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_pledge_is_of_a_body_and_says_how_its_worth_was_reckoned),
        FIXTURE_BOTH(test_what_is_promised_changes_with_a_reason_and_stands),
        FIXTURE_BOTH(test_kept_wants_evidence_and_a_witness_who_is_not_of_the_giver),
        FIXTURE_BOTH(test_let_go_wants_a_reason),
        FIXTURE_BOTH(test_it_is_shown_by_an_act_and_never_wider_than_its_body),
        FIXTURE_BOTH(test_a_named_witness_confirms_and_nobody_else),
        FIXTURE_BOTH(test_sums_are_those_of_their_lists),
        FIXTURE_BOTH(test_hires_are_ranges_and_a_year_has_to_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

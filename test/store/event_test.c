/* Events of a place: who may offer them, when they appear, who sees them, and what is said about the day. */
#include "cases.h"

#include "event/event_page.h"
#include "tie_ent.h"

/* The owner of cases.h with a person of their own, and a body that this person leads. */
typedef struct Bodies {
    Id person, body, other;
} Bodies;

static Id an_actor(House *h, int kind, const char *name) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->head.unit = a->locality = h->town;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static void a_tie(House *h, Id from, Id to, int kind) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    t->from_actor = from;
    t->to_actor = to;
    t->kind = kind;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
}

static void bodies(House *h, Bodies *b) {
    Fixture *f = h->f;
    fixture_system(f);
    b->person = an_actor(h, ACTOR_KIND_PERSON, "Rotem");
    b->body = an_actor(h, ACTOR_KIND_ORGANISATION, "Community centre");
    b->other = an_actor(h, ACTOR_KIND_ORGANISATION, "Another");
    a_tie(h, b->person, b->body, TIE_KIND_LEADS);
    a_tie(h, b->person, b->other, TIE_KIND_KNOWS);
    Account *a = ent_new(&f->ctx, &account_entity);
    assert_int_equal(ent_load(&f->ctx, &account_entity, h->people[OWNER], a), OK);
    a->person = b->person;
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
}

static Event *an_event(House *h, Id host, Day on) {
    Event *ev = ent_new(&h->f->ctx, &event_entity);
    ev->title.v[LANG_EN] = LIT("Market day");
    ev->title.state[LANG_EN] = TEXT_WRITTEN;
    ev->kind = EVENT_KIND_MARKET_DAY;
    ev->place = h->town;
    ev->host = host;
    ev->from_on = on;
    return ev;
}

static Fault run_offer(Ctx *c, void *arg) { return event_offer(c, arg); }

typedef struct Step {
    Fault (*fn)(Ctx *c, Id id, Event *ret_ev);
    Id     id;
    Str    reason;
    Event *ev;
} Step;
static Fault run_step(Ctx *c, void *arg) {
    Step *s = arg;
    return s->fn ? s->fn(c, s->id, s->ev) : event_cancel(c, s->id, s->reason, s->ev);
}
static Fault step(House *h, Event *ev, Fault (*fn)(Ctx *c, Id id, Event *ret_ev), const char *reason) {
    return fixture_write(h->f, run_step, &(Step){fn, ev->head.id, reason ? str_of(reason) : (Str){0}, ev});
}

typedef struct Switch {
    Fault (*fn)(Ctx *c, Id of, bool yes);
    Id    of;
    bool  yes;
} Switch;
static Fault run_switch(Ctx *c, void *arg) {
    Switch *s = arg;
    return s->fn(c, s->of, s->yes);
}

static void test_a_body_offers_and_the_unit_publishes(void **state) {
    FIXTURE(f, state);
    House  h;
    Bodies b;
    a_house(&h, f);
    bodies(&h, &b);
    Day today = f->ctx.reader.today;
    become(&h, OWNER);
    /* Of a body they merely know, and of nobody, there is nothing to offer. */
    assert_int_equal(fixture_write(f, run_offer, an_event(&h, b.other, today)), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "host");
    assert_int_equal(fixture_write(f, run_offer, an_event(&h, 0, today)), INVALID);
    Event *ev = an_event(&h, b.body, day_plus(today, 3));
    assert_int_equal(fixture_write(f, run_offer, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PROPOSED);
    sees(&h, &event_entity, ev->head.id, "xxxxx");
    fixture_become(f, 7001, ROLE_OWNER, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &event_entity, ev->head.id, ent_new(&f->ctx, &event_entity)), NOT_FOUND);
    become(&h, OWNER);
    assert_int_equal(step(&h, ev, event_publish, NULL), NOT_ALLOWED);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(step(&h, ev, event_publish, NULL), OK);
    assert_int_equal(ev->state, EVENT_STATE_PUBLISHED);
    fixture_become(f, 7001, ROLE_OWNER, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &event_entity, ev->head.id, ent_new(&f->ctx, &event_entity)), OK);
    assert_int_equal(step(&h, ev, NULL, "No"), NOT_ALLOWED);
    /* Changing it means waiting again. */
    become(&h, OWNER);
    assert_int_equal(step(&h, ev, event_reopen, NULL), OK);
    assert_int_equal(ev->state, EVENT_STATE_PROPOSED);
    ev->where_words = LIT("The hall");
    assert_int_equal(fixture_write(f, run_offer, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PROPOSED);
    assert_int_equal(step(&h, ev, NULL, ""), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "reason");
    assert_int_equal(step(&h, ev, NULL, "The hall is being painted"), OK);
    assert_int_equal(ev->state, EVENT_STATE_CANCELLED);
}

static void test_a_trusted_body_need_not_wait(void **state) {
    FIXTURE(f, state);
    House  h;
    Bodies b;
    a_house(&h, f);
    bodies(&h, &b);
    become(&h, CONSULTANT);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){event_trust, b.body, true}), NOT_ALLOWED);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){event_trust, b.body, true}), OK);
    become(&h, OWNER);
    Event *ev = an_event(&h, b.body, f->ctx.reader.today);
    assert_int_equal(fixture_write(f, run_offer, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PUBLISHED);
    ev->at_time = LIT("9:30");
    assert_int_equal(fixture_write(f, run_offer, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PUBLISHED);
    assert_true(str_eq(ev->at_time, LIT("09:30")));
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){event_trust, b.body, false}), OK);
    become(&h, OWNER);
    assert_int_equal(fixture_write(f, run_offer, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PROPOSED);
    /* Nobody makes the event of another body theirs. */
    fixture_system(f);
    Event *theirs = an_event(&h, b.other, f->ctx.reader.today);
    assert_int_equal(fixture_save(f, &event_entity, theirs), OK);
    become(&h, OWNER);
    theirs->host = b.body;
    assert_int_equal(fixture_write(f, run_offer, theirs), NOT_ALLOWED);
    assert_int_equal(fixture_save(f, &event_entity, theirs), NOT_ALLOWED);
}

static void test_times_and_days_fit(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Event *ev = an_event(&h, 0, f->ctx.reader.today);
    ev->at_time = LIT("25:00");
    assert_int_equal(fixture_save(f, &event_entity, ev), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "at_time");
    ev->at_time = LIT("16:30");
    ev->until_time = LIT("15:00");
    assert_int_equal(fixture_save(f, &event_entity, ev), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "until_time");
    ev->until_time = (Str){0};
    ev->until_on = day_plus(ev->from_on, -1);
    assert_int_equal(fixture_save(f, &event_entity, ev), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "until_on");
    ev->until_on = 0;
    assert_int_equal(fixture_save(f, &event_entity, ev), OK);
    assert_int_equal(ev->state, EVENT_STATE_PUBLISHED);
}

static void test_the_form_says_what_else_is_on_the_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Event    *one = an_event(&h, 0, 20261205), *two = an_event(&h, 0, 20261205), *off = an_event(&h, 0, 20261205);
    EventNear v = {0};
    assert_int_equal(fixture_save(f, &event_entity, one), OK);
    assert_int_equal(fixture_save(f, &event_entity, off), OK);
    assert_int_equal(step(&h, off, NULL, "Rain"), OK);
    assert_int_equal(event_near(&f->ctx, two, &v), OK);
    assert_true(v.asked);
    assert_int_equal(v.rows_n, 1);
    assert_int_equal(v.feasts_n, 1);
    assert_int_equal(v.feasts[0].name, T_EVENT_HANUKKAH);
    /* It comes back once, and is kept when that was said. */
    Request rq = {.method = POST};
    assert_int_equal(event_before_save(&f->ctx, &rq, two), INVALID);
    assert_int_equal(f->ctx.complaints.n, 0);
    assert_true(params_parse(&f->arena, LIT("told=1"), 4, &rq.form));
    assert_int_equal(event_before_save(&f->ctx, &rq, two), OK);
    assert_int_equal(fixture_save(f, &event_entity, two), OK);
    /* One does not stand in its own way; on a day of nothing, nothing is said. */
    v = (EventNear){0};
    two->from_on = 20261118;
    assert_int_equal(event_near(&f->ctx, two, &v), OK);
    assert_false(v.asked);
    /* A yearly one is there the next year too. */
    Event *yearly = an_event(&h, 0, 20251118);
    yearly->yearly = 1;
    assert_int_equal(fixture_save(f, &event_entity, yearly), OK);
    v = (EventNear){0};
    assert_int_equal(event_near(&f->ctx, two, &v), OK);
    assert_int_equal(v.rows_n, 1);
}

static void test_without_an_account_only_what_was_opened(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, COORDINATOR);
    Day    today = f->ctx.reader.today;
    Event *all = an_event(&h, 0, today), *few = an_event(&h, 0, today), *old = an_event(&h, 0, day_plus(today, -9));
    Event *waits = an_event(&h, 0, today), *inside = an_event(&h, 0, today);
    few->open_to = EVENT_OPEN_INVITED;
    all->open_to = EVENT_OPEN_EVERYBODY;
    waits->state = EVENT_STATE_PROPOSED;
    inside->head.visibility = VIS_UNIT;
    Event *const EVENTS[] = {all, few, old, waits, inside};
    for (int i = 0; i < 5; i++) assert_int_equal(fixture_save(f, &event_entity, EVENTS[i]), OK);
    PublicEvent *v;
    size_t       n;
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(events_public(&f->ctx, h.town, today, &v, &n), NOT_FOUND);
    become(&h, CONSULTANT);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){calendar_open, h.town, true}), NOT_ALLOWED);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){calendar_open, h.town, true}), OK);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(events_public(&f->ctx, h.town, today, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].ev.head.id, all->head.id);
    assert_true(str_eq(v[0].title, LIT("Market day")));
    assert_int_equal(ent_load(&f->ctx, &event_entity, all->head.id, ent_new(&f->ctx, &event_entity)), NOT_FOUND);
    become(&h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_switch, &(Switch){calendar_open, h.town, false}), OK);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(events_public(&f->ctx, h.town, today, &v, &n), NOT_FOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_body_offers_and_the_unit_publishes),
        FIXTURE_BOTH(test_a_trusted_body_need_not_wait),
        FIXTURE_BOTH(test_times_and_days_fit),
        FIXTURE_BOTH(test_the_form_says_what_else_is_on_the_day),
        FIXTURE_BOTH(test_without_an_account_only_what_was_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

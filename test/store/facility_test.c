/* Facilities: no minute is given twice, whoever asks; who asks, answers and reads; hours of a weekday. */
#include "cases.h"

#include "account/account.h"
#include "ent/list.h"
#include "pledge/facility.h"
#include "pledge/facility_page.h"
#include "tie_ent.h"

typedef struct Hall {
    House h;
    Id    body, room, person;
    Day   monday;                                 /* a Monday to come; it is open then */
} Hall;

static Facility *a_room(Hall *m) {
    Facility *f = ent_new(&m->h.f->ctx, &facility_entity);
    f->name.v[LANG_EN] = LIT("Kitchen");
    f->kind = FACILITY_KIND_KITCHEN;
    f->actor = m->body;
    f->place = m->h.town;
    f->capacity = 6;
    f->mon = LIT("8 - 20");
    f->keeper = m->h.people[COORDINATOR];
    return f;
}

/* The owner stands for the business by a tie of their person. */
static void a_hall(Hall *m, Fixture *f) {
    a_house(&m->h, f);
    Actor *a = ent_new(&f->ctx, &actor_entity), *p = ent_new(&f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("Centre");
    a->kind = ACTOR_KIND_ORGANISATION;
    a->head.unit = m->h.town;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    p->name.v[LANG_EN] = LIT("Owner");
    p->kind = ACTOR_KIND_PERSON;
    p->head.unit = m->h.town;
    assert_int_equal(fixture_save(f, &actor_entity, p), OK);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    t->from_actor = p->head.id;
    t->to_actor = m->h.client;
    t->kind = TIE_KIND_OWNS;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    Account *o = ent_new(&f->ctx, &account_entity);
    assert_int_equal(ent_load(&f->ctx, &account_entity, m->h.people[OWNER], o), OK);
    o->person = p->head.id;
    assert_int_equal(fixture_save(f, &account_entity, o), OK);
    m->body = a->head.id;
    m->person = p->head.id;
    become(&m->h, COORDINATOR);
    Facility *room = a_room(m);
    assert_int_equal(fixture_save(f, &facility_entity, room), OK);
    assert_true(str_eq(room->mon, LIT("8:00-20:00")));
    m->room = room->head.id;
    m->monday = day_plus(f->ctx.reader.today, 7);
    while (day_weekday(m->monday) != 1) m->monday = day_plus(m->monday, 1);
}

static void complains(Hall *m, const char *field) {
    for (int i = 0; i < (int)m->h.f->ctx.complaints.n; i++) {
        if (!strcmp(m->h.f->ctx.complaints.v[i].field, field)) return;
    }
    fail_msg("nobody complained about %s", field);
}

typedef struct Step {
    Booking *b;
    Id       id;
    int      to;
    Str      reason;
} Step;

static Fault run_ask(Ctx *c, void *arg) { return booking_ask(c, ((Step *)arg)->b); }
static Fault run_answer(Ctx *c, void *arg) {
    Step *s = arg;
    return booking_answer(c, s->id, s->to, s->reason, ent_new(c, &booking_entity));
}
static Fault run_withdraw(Ctx *c, void *arg) {
    return booking_withdraw(c, ((Step *)arg)->id, ent_new(c, &booking_entity));
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, ((Step *)arg)->id); }

static Booking *a_booking(Hall *m, const char *from, const char *until) {
    Booking *b = ent_new(&m->h.f->ctx, &booking_entity);
    b->facility = m->room;
    b->who = m->h.client;
    b->on_day = m->monday;
    b->from_time = str_of(from);
    b->until_time = str_of(until);
    b->purpose = LIT("Baking");
    return b;
}

static Fault ask(Hall *m, int who, Booking *b) {
    become(&m->h, who);
    return fixture_write(m->h.f, run_ask, &(Step){.b = b});
}

static Fault answer(Hall *m, int who, Id id, int to, const char *reason) {
    become(&m->h, who);
    return fixture_write(m->h.f, run_answer, &(Step){.id = id, .to = to, .reason = str_of(reason)});
}

static int state_of(Hall *m, Id id) {
    Booking *b = ent_new(&m->h.f->ctx, &booking_entity);
    become(&m->h, COORDINATOR);
    assert_int_equal(ent_load(&m->h.f->ctx, &booking_entity, id, b), OK);
    return b->state;
}

static void test_two_who_ask_for_one_time_do_not_both_get_it(void **state) {
    FIXTURE(f, state);
    Hall m;
    a_hall(&m, f);
    Booking *owner = a_booking(&m, "9:00", "12:00"), *other = a_booking(&m, "11:30", "13");
    assert_int_equal(ask(&m, OWNER, owner), OK);
    assert_int_equal(owner->state, BOOKING_STATE_ASKED);
    fixture_system(f);
    other->state = BOOKING_STATE_ASKED;
    other->head.visibility = VIS_UNIT;
    other->asked_by = m.h.people[CONSULTANT];
    assert_int_equal(fixture_save(f, &booking_entity, other), OK); /* both wait */
    assert_int_equal(answer(&m, COORDINATOR, owner->head.id, BOOKING_STATE_AGREED, ""), OK);
    assert_int_equal(answer(&m, COORDINATOR, other->head.id, BOOKING_STATE_AGREED, ""), INVALID);
    complains(&m, "from_time");
    assert_int_equal(state_of(&m, other->head.id), BOOKING_STATE_ASKED);
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "8:00", "9:01")), INVALID);
    complains(&m, "from_time");
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "8:00", "9:00")), OK); /* one ends where the other begins */
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "12:00", "13:00")), OK);
}

static void test_taking_back_a_no_gives_no_minute_twice(void **state) {
    FIXTURE(f, state);
    Hall m;
    a_hall(&m, f);
    Booking *first = a_booking(&m, "9:00", "12:00"), *second = a_booking(&m, "10:00", "11:00");
    assert_int_equal(ask(&m, OWNER, first), OK);
    assert_int_equal(answer(&m, COORDINATOR, first->head.id, BOOKING_STATE_AGREED, ""), OK);
    assert_int_equal(answer(&m, COORDINATOR, first->head.id, BOOKING_STATE_REFUSED, "The gas is off"), OK);
    Step undo = {.id = f->ctx.act};
    assert_int_equal(ask(&m, COORDINATOR, second), OK);
    assert_int_equal(second->state, BOOKING_STATE_AGREED);
    become(&m.h, COORDINATOR);
    assert_int_not_equal(fixture_write(f, run_undo, &undo), OK);
    assert_int_equal(state_of(&m, first->head.id), BOOKING_STATE_REFUSED);
    assert_int_equal(fixture_archive(f, &booking_entity, second->head.id), OK);
    assert_int_equal(fixture_write(f, run_undo, &undo), OK);
    assert_int_equal(state_of(&m, first->head.id), BOOKING_STATE_AGREED);
}

static void test_hours_day_and_number_of_people_are_those_of_the_facility(void **state) {
    FIXTURE(f, state);
    Hall m;
    a_hall(&m, f);
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "7:00", "9:00")), INVALID);
    complains(&m, "from_time");
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "19:00", "20:30")), INVALID);
    complains(&m, "from_time");
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "noon", "13:00")), INVALID);
    complains(&m, "from_time");
    assert_int_equal(ask(&m, COORDINATOR, a_booking(&m, "13:00", "12:00")), INVALID);
    complains(&m, "until_time");
    Booking *b = a_booking(&m, "9:00", "10:00");
    b->on_day = day_plus(m.monday, 1);
    assert_int_equal(ask(&m, COORDINATOR, b), INVALID);
    complains(&m, "on_day");
    b = a_booking(&m, "9:00", "10:00");
    b->people = 7;
    assert_int_equal(ask(&m, COORDINATOR, b), INVALID);
    complains(&m, "people");
    b = a_booking(&m, "9:00", "10:00");
    b->on_day = day_plus(m.monday, -28);
    assert_int_equal(ask(&m, COORDINATOR, b), INVALID);
    complains(&m, "on_day");
    Facility *room = a_room(&m);
    room->sun = LIT("17-9");
    become(&m.h, COORDINATOR);
    assert_int_equal(fixture_save(f, &facility_entity, room), INVALID);
    complains(&m, "sun");
}

static void test_who_asks_who_answers_and_who_reads(void **state) {
    FIXTURE(f, state);
    Hall m;
    a_hall(&m, f);
    Booking *b = a_booking(&m, "9:00", "12:00"), *theirs = a_booking(&m, "13:00", "14:00");
    theirs->who = m.body;                         /* not the owner's to ask for */
    assert_int_equal(ask(&m, OWNER, theirs), NOT_ALLOWED);
    assert_int_equal(ask(&m, OWNER, b), OK);
    assert_int_equal(b->asked_by, m.h.people[OWNER]);
    sees(&m.h, &booking_entity, b->head.id, "xxxxx");
    assert_int_equal(answer(&m, OWNER, b->head.id, BOOKING_STATE_AGREED, ""), NOT_ALLOWED);
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_REFUSED, ""), INVALID);
    complains(&m, "reason");
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_USED, ""), OVER);
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_AGREED, ""), OK);
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_USED, ""), INVALID);
    become(&m.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_withdraw, &(Step){.id = b->head.id}), NOT_ALLOWED);
    fixture_become(f, 7001, ROLE_OWNER, VIS_MEMBERS); /* another owner sees hours, and no more */
    Taken *t;
    size_t n;
    assert_int_equal(bookings_between(&f->ctx, m.room, m.monday, m.monday, &t, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(t[0].span.from, 540);
    assert_int_equal(t[0].id, 0);
    assert_int_equal(t[0].purpose.n, 0);
    assert_int_equal(ent_load(&f->ctx, &booking_entity, b->head.id, b), NOT_FOUND);
    become(&m.h, OWNER);
    assert_int_equal(bookings_between(&f->ctx, m.room, m.monday, m.monday, &t, &n), OK);
    assert_int_equal(t[0].id, b->head.id);
    OwnBooking *own;
    assert_int_equal(bookings_of(&f->ctx, m.h.client, &own, &n), OK);
    assert_int_equal(n, 1);
    assert_true(str_eq(own[0].facility_name, LIT("Kitchen")));
    assert_int_equal(fixture_write(f, run_withdraw, &(Step){.id = b->head.id}), OK);
    assert_int_equal(state_of(&m, b->head.id), BOOKING_STATE_WITHDRAWN);
}

static void test_requests_wait_for_who_answers_and_used_hours_add_up(void **state) {
    FIXTURE(f, state);
    Hall m;
    a_hall(&m, f);
    Booking *b = a_booking(&m, "9:00", "12:00");
    assert_int_equal(ask(&m, OWNER, b), OK);
    for (int who = COORDINATOR; who <= CONSULTANT; who++) {
        int64_t n;
        become(&m.h, who);
        ListSpec s = {.entity = &booking_entity, .extras = {booking_waits(&f->ctx)}, .n_extras = 1};
        assert_int_equal(list_count(&f->ctx, &s, &n), OK);
        assert_int_equal(n, who == COORDINATOR ? 1 : 0);
    }
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_AGREED, ""), OK);
    assert_int_equal(fixture_archive(f, &facility_entity, m.room), IN_USE);
    int64_t n, minutes;
    f->ctx.reader.now += (Stamp)20 * 24 * 3600 * 1000;
    f->ctx.reader.today = day_plus(f->ctx.reader.today, 20);
    assert_int_equal(answer(&m, COORDINATOR, b->head.id, BOOKING_STATE_USED, ""), OK);
    assert_int_equal(bookings_used(&f->ctx, m.room, day_year(m.monday), &n, &minutes), OK);
    assert_int_equal(n, 1);
    assert_int_equal(minutes, 180);
    assert_int_equal(fixture_archive(f, &facility_entity, m.room), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_two_who_ask_for_one_time_do_not_both_get_it),
        FIXTURE_BOTH(test_taking_back_a_no_gives_no_minute_twice),
        FIXTURE_BOTH(test_hours_day_and_number_of_people_are_those_of_the_facility),
        FIXTURE_BOTH(test_who_asks_who_answers_and_who_reads),
        FIXTURE_BOTH(test_requests_wait_for_who_answers_and_used_hours_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

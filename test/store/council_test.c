/* Bodies, seats and meetings: who sees what is talked about, what a meeting and a seat remember, what is refused. */
#include "fixture.h"

#include "account_ent.h"
#include "council/council_store.h"
#include "db/facts.h"
#include "place_ent.h"

enum { PLACE = 7001 };

static Id a_place(Fixture *f) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->kind = PLACE_KIND_LOCALITY;
    p->name.v[LANG_EN] = LIT("Yeroham");
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Id an_account(Fixture *f, const char *name) {
    Account *a = ent_new(&f->ctx, &account_entity);
    a->name = str_of(name);
    a->email = arena_printf(&f->arena, "%s@example.invalid", name);
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    return a->head.id;
}

static Body *a_body(Fixture *f, Id place, int kind) {
    Body *b = ent_new(&f->ctx, &body_entity);
    b->name.v[LANG_EN] = LIT("Council of Yeroham");
    b->kind = kind;
    b->place = place;
    b->state = BODY_STATE_ACTIVE;
    if (kind == BODY_KIND_TEAM) b->ends_on = day_plus(f->ctx.reader.today, 30);
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
    return b;
}

static Seat *a_seat(Fixture *f, Id body, int kind, Id account) {
    Seat *s = ent_new(&f->ctx, &seat_entity);
    s->body = body;
    s->kind = kind;
    s->account = account;
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    return s;
}

static Meeting *a_meeting(Fixture *f, Id body, int days) {
    Meeting *m = ent_new(&f->ctx, &meeting_entity);
    m->body = body;
    m->starts_at = stamp_of(day_plus(f->ctx.reader.today, days), 8, 0, f->ctx.reader.zone);
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    return m;
}

static void test_what_is_talked_about_is_known_to_those_who_sit_there(void **state) {
    FIXTURE(f, state);
    Id    place = a_place(f), in = an_account(f, "in"), out = an_account(f, "out");
    Body *b = a_body(f, place, BODY_KIND_COUNCIL);
    Seat *s = a_seat(f, b->head.id, SEAT_KIND_TRUSTEE, in);
    Meeting *m = a_meeting(f, b->head.id, 3), *back = ent_new(&f->ctx, &meeting_entity);
    assert_string_equal(arena_z(&f->arena, s->name), "in");
    fixture_become(f, out, ROLE_COORDINATOR | ROLE_HQ, VIS_UNIT);
    fixture_reach(f, out, place, VIS_UNIT);
    assert_int_equal(ent_load(&f->ctx, &meeting_entity, m->head.id, back), NOT_FOUND);
    assert_int_equal(ent_load(&f->ctx, &body_entity, b->head.id, ent_new(&f->ctx, &body_entity)), OK);
    fixture_become(f, in, ROLE_COUNCIL, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &meeting_entity, m->head.id, back), OK);
    /* The term ends, and with it what is seen. */
    fixture_system(f);
    s->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    fixture_become(f, in, ROLE_COUNCIL, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &meeting_entity, m->head.id, back), NOT_FOUND);
    /* A seat that is put away is nobody's. */
    fixture_system(f);
    s->until_on = 0;
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    assert_int_equal(fixture_archive(f, &seat_entity, s->head.id), OK);
    fixture_become(f, in, ROLE_COUNCIL, VIS_MEMBERS);
    assert_int_equal(ent_load(&f->ctx, &meeting_entity, m->head.id, back), NOT_FOUND);
}

static void test_a_stranger_calls_no_meeting(void **state) {
    FIXTURE(f, state);
    Id    place = a_place(f), out = an_account(f, "out");
    Body *b = a_body(f, place, BODY_KIND_COUNCIL);
    fixture_become(f, out, ROLE_CONSULTANT, VIS_MEMBERS);
    fixture_reach(f, out, place, VIS_UNIT);
    Meeting *m = ent_new(&f->ctx, &meeting_entity);
    m->body = b->head.id;
    m->starts_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &meeting_entity, m), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "body");
}

static void test_seats_of_a_body(void **state) {
    FIXTURE(f, state);
    Id    place = a_place(f), one = an_account(f, "one");
    Body *b = a_body(f, place, BODY_KIND_COUNCIL);
    (void)a_seat(f, b->head.id, SEAT_KIND_TRUSTEE, one);
    Seat *again = ent_new(&f->ctx, &seat_entity);
    again->body = b->head.id;
    again->kind = SEAT_KIND_ENTREPRENEUR;
    again->account = one;
    assert_int_equal(fixture_save(f, &seat_entity, again), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "account");
    again->account = 0;
    again->name = (Str){0};
    assert_int_equal(fixture_save(f, &seat_entity, again), INVALID);
    again->name = LIT("Rotem");
    assert_int_equal(fixture_save(f, &seat_entity, again), OK);
    Seat *lead = ent_new(&f->ctx, &seat_entity);
    lead->body = b->head.id;
    lead->kind = SEAT_KIND_LEAD_BY_CASE;
    lead->account = one;
    assert_int_equal(fixture_save(f, &seat_entity, lead), INVALID);
    lead->account = 0;
    lead->name = (Str){0};
    assert_int_equal(fixture_save(f, &seat_entity, lead), OK);
}

static void test_a_team_says_when_it_ends_and_what_it_did(void **state) {
    FIXTURE(f, state);
    Body *b = a_body(f, a_place(f), BODY_KIND_TEAM);
    b->ends_on = 0;
    assert_int_equal(fixture_save(f, &body_entity, b), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "ends_on");
    b->ends_on = f->ctx.reader.today;
    b->state = BODY_STATE_ENDED;
    assert_int_equal(fixture_save(f, &body_entity, b), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "result");
    b->result = LIT("The market was opened");
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
}

static void test_a_meeting_of_the_future_was_not_held(void **state) {
    FIXTURE(f, state);
    Body    *b = a_body(f, a_place(f), BODY_KIND_COUNCIL), *back = ent_new(&f->ctx, &body_entity);
    Meeting *m = a_meeting(f, b->head.id, 2);
    assert_int_equal(ent_load(&f->ctx, &body_entity, b->head.id, back), OK);
    assert_int_equal(back->next_on, day_plus(f->ctx.reader.today, 2));
    assert_int_equal(back->met_on, 0);
    m->state = MEETING_STATE_HELD;
    assert_int_equal(fixture_save(f, &meeting_entity, m), INVALID);
    m->starts_at = f->ctx.reader.now - 3600 * 1000;
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    assert_int_equal(ent_load(&f->ctx, &body_entity, b->head.id, back), OK);
    assert_int_equal(back->next_on, 0);
    assert_int_equal(back->met_on, f->ctx.reader.today);
    m->state = MEETING_STATE_CANCELLED;
    assert_int_equal(fixture_save(f, &meeting_entity, m), INVALID);
    m->reason = LIT("Snow");
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
}

static void test_a_seat_remembers_when_somebody_came(void **state) {
    FIXTURE(f, state);
    Body *b = a_body(f, a_place(f), BODY_KIND_COUNCIL);
    Seat *s = a_seat(f, b->head.id, SEAT_KIND_TRUSTEE, an_account(f, "one")), *back = ent_new(&f->ctx, &seat_entity);
    Day   met[LAST_MEETINGS];
    size_t n;
    for (int days = -30; days <= -10; days += 10) {
        Meeting *m = a_meeting(f, b->head.id, days);
        m->state = MEETING_STATE_HELD;
        assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
        Attendance *a = ent_new(&f->ctx, &attendance_entity);
        a->meeting = m->head.id;
        a->seat = s->head.id;
        a->came = days == -30 ? ATTENDED_CAME : ATTENDED_ABSENT;
        assert_int_equal(fixture_save(f, &attendance_entity, a), OK);
        assert_string_equal(arena_z(&f->arena, a->name), "one");
    }
    assert_int_equal(ent_load(&f->ctx, &seat_entity, s->head.id, back), OK);
    assert_int_equal(back->attended_on, day_plus(f->ctx.reader.today, -30));
    assert_int_equal(met_days(&f->ctx, b->head.id, met, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(missed_of(back, met, n), 2);
    assert_int_equal(seat_quiet(0, missed_of(back, met, n), f->ctx.reader.today), SEAT_QUIET);
    /* Whoever sat down after a meeting did not miss it. */
    back->from_on = day_plus(f->ctx.reader.today, -15);
    assert_int_equal(missed_of(back, met, n), 1);
}

static Fault run_invite(Ctx *c, void *arg) {
    Meeting *m = arg;
    TRY(presence_fill(c, m));
    TRY(presence_fill(c, m));
    m->invited_at = c->reader.now;
    return ent_save(c, &meeting_entity, m);
}
static Fault run_site(Ctx *c, void *arg) {
    (void)arg;
    TRY(fact_set(c, "mail_from", LIT("desk@negev.example")));
    return fact_set(c, "site", LIT("https://negev.example"));
}

static void mails(Fixture *f, int64_t want, const char *never) {
    static const Query ALL = {.sql = "SELECT count(*) FROM mails", .out = "n:int", .scan = "test"};
    static const Query OF = {.sql = "SELECT count(*) FROM mails WHERE subject LIKE :w OR body LIKE :w", .in = "w:text",
                             .out = "n:int", .scan = "test"};
    int64_t n;
    assert_int_equal(db_int(&f->ctx, &ALL, NO_VALS, &n), OK);
    assert_int_equal(n, want);
    assert_int_equal(db_int(&f->ctx, &OF, VALS(v_text(str_of(never))), &n), OK);
    assert_int_equal(n, 0);
}

/* Mails whose invitation reads like this. */
static int64_t invitations(Fixture *f, const char *like) {
    static const Query OF = {.sql = "SELECT count(*) FROM mails WHERE calendar LIKE :w", .in = "w:text",
                             .out = "n:int", .scan = "test"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &OF, VALS(v_text(str_of(like))), &n), OK);
    return n;
}

static void test_whoever_sits_there_is_asked_once_and_told_when_it_is_off(void **state) {
    FIXTURE(f, state);
    Body *b = a_body(f, a_place(f), BODY_KIND_COUNCIL);
    (void)a_seat(f, b->head.id, SEAT_KIND_TRUSTEE, an_account(f, "one"));
    (void)a_seat(f, b->head.id, SEAT_KIND_COORDINATOR, an_account(f, "two"));
    Seat *out = a_seat(f, b->head.id, SEAT_KIND_MEMBER, an_account(f, "three"));
    out->until_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &seat_entity, out), OK);
    assert_int_equal(fixture_write(f, run_site, NULL), OK);
    Meeting    *m = a_meeting(f, b->head.id, 5);
    Attendance *a;
    size_t      n;
    assert_int_equal(fixture_write(f, run_invite, m), OK);
    assert_int_equal(presence_of(&f->ctx, m->head.id, &a, &n), OK);
    assert_int_equal(n, 2);
    mails(f, 2, "%Snowstorm%");
    assert_int_equal(invitations(f, "%METHOD:REQUEST%"), 2);
    m->state = MEETING_STATE_CANCELLED;
    m->reason = LIT("Snowstorm");
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    mails(f, 2, "%Snowstorm%");
    assert_int_equal(invitations(f, "%METHOD:CANCEL%STATUS:CANCELLED%"), 2);
    assert_int_equal(invitations(f, "%Snowstorm%"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_talked_about_is_known_to_those_who_sit_there),
        FIXTURE_BOTH(test_a_stranger_calls_no_meeting),
        FIXTURE_BOTH(test_seats_of_a_body),
        FIXTURE_BOTH(test_a_team_says_when_it_ends_and_what_it_did),
        FIXTURE_BOTH(test_a_meeting_of_the_future_was_not_held),
        FIXTURE_BOTH(test_a_seat_remembers_when_somebody_came),
        FIXTURE_BOTH(test_whoever_sits_there_is_asked_once_and_told_when_it_is_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

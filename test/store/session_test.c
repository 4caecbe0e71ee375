/* session_test.c - sessions and their two sides, hours and closed months: the rules at the write. */
#include "fixture.h"

#include "account/account.h"
#include "actor/actor.h"
#include "session/session_store.h"

enum { LEAD = 9001, OWNER = 9002, STRANGER = 9003 };

typedef struct Room {
    Id of_case, client;
} Room;

static void become(Fixture *f, Id account) {
    unsigned roles = account == OWNER ? ROLE_OWNER : ROLE_CONSULTANT;
    fixture_become(f, account, roles, VIS_MEMBERS);
    f->ctx.who.roles_everywhere = roles;
}

static Id an_account(Fixture *f, Id id, const char *name, const char *email) {
    Account *a = ent_new(&f->ctx, &account_entity);
    a->head.id = id;
    a->name = str_of(name);
    a->email = str_of(email);
    assert_int_equal(fixture_save(f, &account_entity, a), OK);
    return a->head.id;
}

static void a_member(Fixture *f, Id of_case, Id account, int role) {
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = of_case;
    m->account = account;
    m->role = role;
    m->promised_minutes = 120;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
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

static Room a_room(Fixture *f, bool consent) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    Case  *k = ent_new(&f->ctx, &case_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_EN] = LIT("Bakery");
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    an_account(f, LEAD, "Lead", "lead@x.invalid");
    an_account(f, OWNER, "Owner", "owner@x.invalid");
    an_account(f, STRANGER, "Stranger", "stranger@x.invalid");
    k->client = a->head.id;
    k->lang = CASE_LANG_AR;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    if (consent) a_consent(f, k->head.id);
    a_member(f, k->head.id, LEAD, CASE_ROLE_LEAD);
    a_member(f, k->head.id, OWNER, CASE_ROLE_OWNER);
    fixture_reach(f, LEAD, 0, VIS_UNIT);
    fixture_reach(f, STRANGER, 0, VIS_UNIT);
    return (Room){k->head.id, a->head.id};
}

static CaseSession *a_session(Fixture *f, const Room *r) {
    CaseSession *s = ent_new(&f->ctx, &case_session_entity);
    s->of_case = r->of_case;
    s->way = SESSION_WAY_VISIT;
    s->said = LIT("We looked at the oven");
    s->happened_at = f->ctx.reader.now - 60 * 60 * 1000;
    return s;
}

static Fault log_it(Ctx *c, void *arg) { return session_log(c, arg); }

static void test_the_owner_reads_what_was_told_and_never_what_was_said_inside(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    CaseSession   *s = a_session(f, &r), *back = ent_new(&f->ctx, &case_session_entity);
    SessionInside *in = ent_new(&f->ctx, &session_inside_entity);
    Commitment *step = ent_new(&f->ctx, &commitment_entity);
    Case *k = ent_new(&f->ctx, &case_entity);
    bool  team;
    step->text = LIT("Ask for a price");
    step->kind = COMMITMENT_KIND_NEXT_STEP;
    step->state = COMMITMENT_STATE_OPEN;
    SessionLog log = {.session = s, .inside = LIT("They are tired"), .step = step,
                      .minutes = {0, 60, NUMBER_NONE, 30}};
    become(f, LEAD);
    assert_int_equal(fixture_write(f, log_it, &log), OK);
    assert_int_equal(s->state, SESSION_STATE_HELD);
    assert_int_equal(s->host, LEAD);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, k), OK);
    assert_true(k->heard_at == s->happened_at);
    assert_int_equal(session_inside_of(&f->ctx, s->head.id, in), OK);
    assert_true(str_eq(in->text, LIT("They are tired")));
    Id inside = in->head.id;
    become(f, OWNER);
    assert_int_equal(ent_load(&f->ctx, &case_session_entity, s->head.id, back), OK);
    assert_int_equal(ent_load(&f->ctx, &commitment_entity, step->head.id, ent_new(&f->ctx, &commitment_entity)), OK);
    in = ent_new(&f->ctx, &session_inside_entity);
    assert_int_equal(session_inside_of(&f->ctx, s->head.id, in), OK);
    assert_int_equal(in->head.id, 0);
    assert_int_equal(ent_load(&f->ctx, &session_inside_entity, inside, in), NOT_FOUND);
    assert_int_equal(session_in_team(&f->ctx, r.of_case, &team), OK);
    assert_false(team);
    become(f, STRANGER);
    assert_int_equal(ent_load(&f->ctx, &case_session_entity, s->head.id, back), NOT_FOUND);
    assert_int_equal(ent_load(&f->ctx, &session_inside_entity, inside, in), NOT_FOUND);
}

static void test_a_session_to_come_is_planned_and_never_held(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    CaseSession *s = a_session(f, &r);
    Id  ids[4];
    size_t n;
    become(f, LEAD);
    s->happened_at = f->ctx.reader.now + 24 * 60 * 60 * 1000;
    s->state = SESSION_STATE_HELD;
    assert_int_equal(fixture_save(f, &case_session_entity, s), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "happened_at");
    s->state = 0;
    assert_int_equal(fixture_save(f, &case_session_entity, s), INVALID); /* what was said was said before now */
    assert_string_equal(f->ctx.complaints.v[0].field, "happened_at");
    s->said = s->decided = (Str){0};
    s->state = 0;
    assert_int_equal(fixture_save(f, &case_session_entity, s), OK);
    assert_int_equal(s->state, SESSION_STATE_PLANNED);
    assert_int_equal(sessions_planned(&f->ctx, r.of_case, LEAD, ids, 4, &n), OK);
    assert_int_equal(n, 1);
    s->state = SESSION_STATE_HELD;
    assert_int_equal(fixture_save(f, &case_session_entity, s), INVALID);
}

static void test_nothing_was_said_before_the_business_asked(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    CaseSession *s = a_session(f, &r);
    Case *k = ent_new(&f->ctx, &case_entity);
    become(f, LEAD);
    assert_int_equal(ent_load(&f->ctx, &case_entity, r.of_case, k), OK);
    s->happened_at = stamp_of(day_plus(k->asked_on, -1), 12, 0, f->ctx.reader.zone);
    assert_int_equal(fixture_save(f, &case_session_entity, s), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_SESSION_BEFORE_CASE);
    k->opened_on = k->asked_on = day_plus(k->asked_on, -1);
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(fixture_save(f, &case_session_entity, s), OK);
}

static void test_without_consent_there_is_no_session(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, false);
    become(f, LEAD);
    assert_int_equal(fixture_save(f, &case_session_entity, a_session(f, &r)), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "of_case");
}

static int64_t mails_waiting(Fixture *f) {
    static const Query WAITING = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                                  .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &WAITING, NO_VALS, &n), OK);
    return n;
}

/* The owner hears that something waits, not what; what was already past is no news. */
static void test_a_planned_session_is_told_to_an_owner_who_agrees(void **state) {
    FIXTURE(f, state);
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')";
    assert_int_equal(fixture_script(f, site), OK);
    Room r = a_room(f, true);
    ConsentText *t = ent_new(&f->ctx, &consent_text_entity);
    Consent     *v = ent_new(&f->ctx, &consent_entity);
    t->purpose = v->purpose = CONSENT_PURPOSE_CONTACT;
    t->words.v[LANG_EN] = LIT("Yes");
    t->from_on = v->signed_on = f->ctx.reader.today;
    fixture_system(f);
    assert_int_equal(fixture_save(f, &consent_text_entity, t), OK);
    v->of_case = r.of_case;
    v->words = t->head.id;
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("Owner");
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    become(f, LEAD);
    CaseSession *s = a_session(f, &r);
    int64_t had = mails_waiting(f);
    assert_int_equal(fixture_save(f, &case_session_entity, s), OK);
    assert_int_equal(mails_waiting(f), had);
    CaseSession *next = a_session(f, &r);
    next->happened_at = f->ctx.reader.now + 24LL * 60 * 60 * 1000;
    next->said = next->decided = (Str){0};
    next->state = 0;
    assert_int_equal(fixture_save(f, &case_session_entity, next), OK);
    assert_int_equal(mails_waiting(f), had + 1);
    next->happened_at += 60LL * 60 * 1000;
    assert_int_equal(fixture_save(f, &case_session_entity, next), OK);
    assert_int_equal(mails_waiting(f), had + 1);  /* one a day */
}

static WorkTime *hours(Fixture *f, Day on, int64_t minutes, Id of_case) {
    WorkTime *w = ent_new(&f->ctx, &work_time_entity);
    w->on_day = on;
    w->minutes = minutes;
    w->kind = WORK_KIND_CONTACT;
    w->purpose = of_case ? WORK_PURPOSE_CASE : WORK_PURPOSE_NETWORK;
    w->of_case = of_case;
    return w;
}

static Fault close_may(Ctx *c, void *arg) { return month_close(c, *(Day *)arg); }

static void test_a_day_has_as_many_hours_as_it_has(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    Day  today = f->ctx.reader.today;
    become(f, LEAD);
    WorkTime *w = hours(f, today, 20 * 60, r.of_case);
    assert_int_equal(fixture_save(f, &work_time_entity, w), OK);
    assert_int_equal(fixture_save(f, &work_time_entity, hours(f, today, 4 * 60 + 1, r.of_case)), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_SESSION_DAY_FULL);
    assert_int_equal(fixture_save(f, &work_time_entity, hours(f, today, 4 * 60, r.of_case)), OK);
    w->minutes = 19 * 60;
    assert_int_equal(fixture_save(f, &work_time_entity, w), OK); /* not counted twice */
    assert_int_equal(fixture_save(f, &work_time_entity, hours(f, day_plus(today, -800), 60, r.of_case)), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_SESSION_HOURS_LONG_PAST);
}

static void test_a_closed_month_stays_and_is_corrected_by_an_entry_of_today(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    Day may = 20260515, today = f->ctx.reader.today;
    WorkRow rows[10];
    size_t  n;
    Stamp   closed;
    become(f, LEAD);
    WorkTime *w = hours(f, may, 90, r.of_case), *fix = hours(f, today, -30, r.of_case);
    assert_int_equal(fixture_save(f, &work_time_entity, fix), INVALID); /* less than nothing of nothing */
    assert_int_equal(fixture_save(f, &work_time_entity, w), OK);
    assert_int_equal(w->account, LEAD);
    assert_int_equal(fixture_write(f, close_may, &may), OK);
    assert_int_equal(month_closed(&f->ctx, LEAD, may, &closed), OK);
    assert_true(closed != 0);
    assert_int_equal(fixture_save(f, &work_time_entity, hours(f, may, 10, 0)), INVALID);
    w->minutes = 60;
    assert_int_equal(fixture_save(f, &work_time_entity, w), INVALID);
    assert_int_equal(fixture_archive(f, &work_time_entity, w->head.id), INVALID);
    fix->corrects = w->head.id;
    assert_int_equal(fixture_save(f, &work_time_entity, fix), OK);
    assert_int_equal(work_of_month(&f->ctx, LEAD, may, rows, 10, &n), OK);
    assert_int_equal(n, 1);
    assert_true(rows[0].minutes == 90);
    assert_true(rows[0].corrected);
    assert_int_equal(work_of_month(&f->ctx, LEAD, today, rows, 10, &n), OK);
    assert_int_equal(n, 1);
    assert_true(rows[0].minutes == -30);
}

static void test_hours_are_their_writers_and_sums_their_teams(void **state) {
    FIXTURE(f, state);
    Room r = a_room(f, true);
    Day today = f->ctx.reader.today;
    int64_t minutes[WORK_KIND_N];
    WorkSum sum;
    CaseLoad load;
    Id lead = LEAD;
    become(f, LEAD);
    WorkTime *w = hours(f, today, 90, r.of_case), *net = hours(f, today, 40, 0);
    assert_int_equal(fixture_save(f, &work_time_entity, w), OK);
    assert_int_equal(fixture_save(f, &work_time_entity, net), OK);
    assert_int_equal(fixture_save(f, &work_time_entity, hours(f, day_plus(today, 1), 10, 0)), INVALID);
    assert_int_equal(work_of_case(&f->ctx, r.of_case, minutes), OK);
    assert_true(minutes[WORK_KIND_CONTACT] == 90);
    assert_int_equal(work_of_people(&f->ctx, &lead, 1, today, &sum), OK);
    assert_true(sum.all == 130 && sum.cases == 90);
    assert_int_equal(case_loads(&f->ctx, &lead, 1, &load), OK);
    assert_true(load.minutes == 120 && load.cases == 1);
    become(f, STRANGER);
    assert_int_equal(ent_load(&f->ctx, &work_time_entity, w->head.id, ent_new(&f->ctx, &work_time_entity)), NOT_FOUND);
    WorkTime *others = hours(f, today, 10, 0);
    others->account = LEAD;
    assert_int_equal(fixture_save(f, &work_time_entity, others), NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_the_owner_reads_what_was_told_and_never_what_was_said_inside),
        FIXTURE_BOTH(test_a_session_to_come_is_planned_and_never_held),
        FIXTURE_BOTH(test_nothing_was_said_before_the_business_asked),
        FIXTURE_BOTH(test_a_day_has_as_many_hours_as_it_has),
        FIXTURE_BOTH(test_without_consent_there_is_no_session),
        FIXTURE_BOTH(test_a_planned_session_is_told_to_an_owner_who_agrees),
        FIXTURE_BOTH(test_a_closed_month_stays_and_is_corrected_by_an_entry_of_today),
        FIXTURE_BOTH(test_hours_are_their_writers_and_sums_their_teams),
    };
    return cmocka_run_group_tests_name("session", tests, NULL, NULL);
}

/* Calendars of people: what is due for them, without a word of it; from an address that ends when they want. */
#include "cases.h"

#include "commitment/commitment.h"
#include "council/council.h"
#include "feed/feed.h"
#include "session/session.h"
#include "wave/wave.h"

static Str written(Fixture *f) {
    Buf b;
    buf_init(&b, 1 << 20);
    assert_int_equal(feed_write(&f->ctx, &b, LIT("https://a.example")), OK);
    Str s = arena_copy(&f->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static int times(Str s, const char *what) {
    int n = 0;
    for (ptrdiff_t at; (at = str_find(s, str_of(what))) >= 0; n++) s = str_sub(s, (size_t)at + strlen(what), s.n);
    return n;
}

/* A case with everything that may be due: a session, a review, a step, follow-ups. */
static Case *a_busy_case(House *h) {
    Fixture *f = h->f;
    Case    *k = a_case(h);
    Day      soon = day_plus(f->ctx.reader.today, 3);
    assert_int_equal(add_member(h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(h, k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    CaseSession *s = ent_new(&f->ctx, &case_session_entity);
    s->of_case = k->head.id;
    s->happened_at = f->ctx.reader.now + 24LL * 60 * 60 * 1000;
    s->way = SESSION_WAY_MET;
    s->host = h->people[CONSULTANT];
    s->place = LIT("zqkept room");
    assert_int_equal(fixture_save(f, &case_session_entity, s), OK);
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = LIT("zqkept step");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = k->head.id;
    t->owner = h->people[CONSULTANT];
    t->due_on = soon;
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, k), OK);
    k->next_on = soon;
    k->wish = LIT("zqkept wish");
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    return k;
}

static void test_what_is_due_stands_in_it_without_a_word_of_it(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    session_module.start(f->region);
    wave_module.start(f->region);
    (void)a_busy_case(&h);
    become(&h, CONSULTANT);
    f->ctx.reader.lang = LANG_AR;
    Str s = written(f);
    assert_int_equal(times(s, "SUMMARY:جلسة (ركاز)"), 1);
    assert_int_equal(times(s, "SUMMARY:مراجعة (ركاز)"), 1);
    assert_int_equal(times(s, "SUMMARY:مهمة (ركاز)"), 1);
    assert_int_equal(times(s, "SUMMARY:متابعة سنوية (ركاز)"), 5);
    assert_int_equal(times(s, "URL:https://a.example/cases/"), 1);
    assert_int_equal(times(s, "zqkept"), 0);
    assert_int_equal(times(s, "לחם המדבר"), 0);
    /* The owner has the sessions of their case and what they have promised; others have nothing of it. */
    become(&h, OWNER);
    f->ctx.reader.lang = LANG_HE;
    s = written(f);
    assert_int_equal(times(s, "BEGIN:VEVENT"), 1);
    assert_int_equal(times(s, "SUMMARY:פגישה (רכז)"), 1);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(times(written(f), "BEGIN:VEVENT"), 0);
    become(&h, HEADQUARTERS);
    assert_int_equal(times(written(f), "BEGIN:VEVENT"), 0);
}

static void test_once_the_case_is_shut_it_is_empty(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, k), OK);
    k->next_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_true(times(written(f), "BEGIN:VEVENT") > 0);
    become(&h, OWNER);
    v->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    become(&h, COORDINATOR);
    assert_int_equal(times(written(f), "BEGIN:VEVENT"), 0);
}

/* ---- meetings -------------------------------------------------------------------------------------------------- */

static void test_meetings_of_ones_councils_stand_in_it(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    council_module.start(f->region);
    fixture_system(f);
    Body *b = ent_new(&f->ctx, &body_entity);
    b->name.v[LANG_HE] = LIT("מועצת ירוחם");
    b->kind = BODY_KIND_COUNCIL;
    b->state = BODY_STATE_ACTIVE;
    b->head.unit = b->place = h.town;
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
    Seat *s = ent_new(&f->ctx, &seat_entity);
    s->body = b->head.id;
    s->kind = SEAT_KIND_ENTREPRENEUR;
    s->account = h.people[OWNER];
    assert_int_equal(fixture_save(f, &seat_entity, s), OK);
    Meeting *m = ent_new(&f->ctx, &meeting_entity);
    m->body = b->head.id;
    m->starts_at = f->ctx.reader.now + 1000000;
    m->room = LIT("ספרייה");
    m->notes = LIT("zqkept notes");
    m->length = 90;
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    become(&h, OWNER);
    Str told = written(f);
    assert_int_equal(times(told, "SUMMARY:מועצת ירוחם"), 1);
    assert_int_equal(times(told, "LOCATION:ספרייה"), 1);
    assert_int_equal(times(told, "STATUS:CONFIRMED"), 1);
    assert_int_equal(times(told, "zqkept"), 0);
    become(&h, OTHER_COORDINATOR);
    assert_int_equal(times(written(f), "BEGIN:VEVENT"), 0);
    fixture_system(f);
    m->state = MEETING_STATE_CANCELLED;
    m->reason = LIT("zqkept reason");
    assert_int_equal(fixture_save(f, &meeting_entity, m), OK);
    become(&h, OWNER);
    told = written(f);
    assert_int_equal(times(told, "STATUS:CANCELLED"), 1);
    assert_int_equal(times(told, "zqkept"), 0);
}

/* ---- the address ----------------------------------------------------------------------------------------------- */

static Fault make_run(Ctx *c, void *arg) { return feed_make(c, arg); }
static Fault end_run(Ctx *c, void *arg) {
    (void)arg;
    return feed_end(c);
}

static Str a_key(House *h) {
    Str key;
    assert_int_equal(fixture_write(h->f, make_run, &key), OK);
    return arena_copy(&h->f->arena, key);
}

static Fault opens(House *h, Str key) {
    fixture_become(h->f, 0, ROLE_ANYONE, VIS_PUBLIC);
    Fault f = feed_become(&h->f->ctx, key);
    if (f == OK) assert_int_equal(h->f->ctx.who.account, h->people[CONSULTANT]);
    become(h, CONSULTANT);
    return f;
}

static void test_an_address_opens_until_it_is_renewed_or_ended(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, CONSULTANT);
    Str one = a_key(&h);
    assert_int_equal(opens(&h, one), OK);
    Str two = a_key(&h);
    assert_int_equal(opens(&h, one), NOT_FOUND);
    assert_int_equal(opens(&h, two), OK);
    assert_int_equal(opens(&h, LIT("not-a-key-at-all-xxxx")), NOT_FOUND);
    assert_int_equal(opens(&h, (Str){0}), NOT_FOUND);
    assert_int_equal(fixture_write(f, end_run, NULL), OK);
    assert_int_equal(opens(&h, two), NOT_FOUND);
}

static void test_an_address_is_off_while_its_account_is(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    become(&h, CONSULTANT);
    Str key = a_key(&h);
    Account *a = ent_new(&f->ctx, &account_entity);
    for (int blocked = 1; blocked >= 0; blocked--) {
        fixture_system(f);
        assert_int_equal(ent_load(&f->ctx, &account_entity, h.people[CONSULTANT], a), OK);
        a->blocked = blocked;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        assert_int_equal(opens(&h, key), blocked ? NOT_FOUND : OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_due_stands_in_it_without_a_word_of_it),
        FIXTURE_BOTH(test_once_the_case_is_shut_it_is_empty),
        FIXTURE_BOTH(test_meetings_of_ones_councils_stand_in_it),
        FIXTURE_BOTH(test_an_address_opens_until_it_is_renewed_or_ended),
        FIXTURE_BOTH(test_an_address_is_off_while_its_account_is),
    };
    return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}

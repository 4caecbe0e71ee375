/* case_test.c - who sees what of a case, what needs consent, and what a withdrawn consent closes. */
#include "cases.h"

#include "case/case_page.h"

#include "case/case_store.h"
#include "commitment_ent.h"
#include "db/scope.h"
#include "mine/mine.h"
#include "post_ent.h"

static void test_a_case_is_seen_by_its_people_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    sees(&h, &case_entity, k->head.id, "x----");
    become(&h, COORDINATOR);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    sees(&h, &case_entity, k->head.id, "xxx--");
    become(&h, CONSULTANT);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_CALL;
    p->about = h.client;
    p->of_case = k->head.id;
    p->text = LIT("נאמר בחדר");
    p->head.visibility = VIS_PUBLIC;              /* whatever is said: what stands in a case is the team's */
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    sees(&h, &post_entity, p->head.id, "xx---");
    become(&h, COORDINATOR);
    Commitment *t = ent_new(&f->ctx, &commitment_entity);
    t->text = LIT("להביא דוחות");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = k->head.id;
    t->owner = h.people[OWNER];
    assert_int_equal(fixture_save(f, &commitment_entity, t), OK);
    assert_int_equal(t->accepted_at, 0);
    sees(&h, &commitment_entity, t->head.id, "xxx--");
    become(&h, COORDINATOR);
    t->head.id = t->head.version = 0;
    t->owner = h.people[OTHER_COORDINATOR];
    assert_int_equal(fixture_save(f, &commitment_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "owner");
}

static void test_whoever_left_sees_nothing_not_even_what_they_wrote(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    CaseMember *m = ent_new(&f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h.people[CONSULTANT];
    m->role = CASE_ROLE_LEAD;
    m->from_on = 20200101;
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    become(&h, CONSULTANT);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->of_case = k->head.id;
    p->text = LIT("נאמר בחדר");
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(loads(&h, CONSULTANT, &post_entity, p->head.id), OK);
    become(&h, COORDINATOR);
    m->until_on = day_plus(f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(f, &case_member_entity, m), OK);
    assert_int_equal(loads(&h, CONSULTANT, &post_entity, p->head.id), NOT_FOUND);
    assert_int_equal(loads(&h, CONSULTANT, &case_entity, k->head.id), NOT_FOUND);
}

/* Whoever is of the circle sees the business and may correct it, though its town is not theirs; nothing else of it. */
static void test_the_people_of_a_case_see_the_business_in_whichever_town(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Actor *b = ent_new(&f->ctx, &actor_entity), *other = ent_new(&f->ctx, &actor_entity);
    fixture_system(f);
    other->name.v[LANG_HE] = LIT("עסק אחר");
    other->kind = ACTOR_KIND_BUSINESS;
    other->head.unit = h.town;
    assert_int_equal(fixture_save(f, &actor_entity, other), OK);
    Case *k = a_case(&h);
    become(&h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, h.client, b), NOT_FOUND);
    become(&h, COORDINATOR);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    become(&h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, h.client, b), OK);
    b->phone = LIT("+97286550142");
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, other->head.id, other), NOT_FOUND);
    become(&h, COORDINATOR);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, k), OK);
    k->contact = other->head.id;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(loads(&h, OWNER, &actor_entity, other->head.id), OK);
    become(&h, COORDINATOR);
    k->contact = 0;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    assert_int_equal(loads(&h, OWNER, &actor_entity, other->head.id), NOT_FOUND);
    assert_int_equal(loads(&h, OWNER, &actor_entity, h.client), OK);
}

static void test_one_lead_at_a_time(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, COORDINATOR, CASE_ROLE_LEAD), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_TWO_LEADS);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_HELPER), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_ALREADY_IN);
    assert_int_equal(add_member(&h, k, OTHER_COORDINATOR, CASE_ROLE_HELPER), OK);
}

static void test_without_consent_nothing_begins(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h), *again = ent_new(&f->ctx, &case_entity);
    assert_int_equal(k->stage, CASE_STAGE_PRE_CLIENT);
    assert_true(k->answer_by >= f->ctx.reader.today);
    k->stage = CASE_STAGE_DIAGNOSIS;
    assert_int_equal(fixture_save(f, &case_entity, k), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_LACKS_ACCOMPANY);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    v->signed_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &consent_entity, v), INVALID);
    v->signed_on = f->ctx.reader.today;
    v->until_on = 0;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(v->until_on, consent_until(v->signed_on, 24));
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, again), OK);
    assert_int_equal(again->stage, CASE_STAGE_DIAGNOSIS);
    assert_int_equal(again->opened_on, f->ctx.reader.today);
    k = ent_new(&f->ctx, &case_entity);
    k->client = h.client;
    assert_int_equal(fixture_save(f, &case_entity, k), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_OPEN_ALREADY);
}

static void test_a_withdrawn_consent_shuts_every_door_but_the_owners(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h), *after = ent_new(&f->ctx, &case_entity);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY), *council = a_consent(&h, k, CONSENT_PURPOSE_COUNCIL);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(fixture_save(f, &consent_entity, council), OK);
    bool yes = false;
    assert_int_equal(case_consents(&f->ctx, k->head.id, CONSENT_PURPOSE_COUNCIL, &yes), OK);
    assert_true(yes);
    become(&h, OWNER);
    council->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, council), OK);
    assert_int_equal(case_consents(&f->ctx, k->head.id, CONSENT_PURPOSE_COUNCIL, &yes), OK);
    assert_false(yes);
    sees(&h, &case_entity, k->head.id, "xxx--");
    become(&h, OWNER);
    council->withdrawn_at = 0;
    assert_int_equal(fixture_save(f, &consent_entity, council), INVALID);
    v->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    sees(&h, &case_entity, k->head.id, "--x--");
    sees(&h, &consent_entity, v->head.id, "--x--");
    become(&h, OWNER);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, after), OK);
    assert_int_equal(after->stage, CASE_STAGE_CLOSED);
    assert_int_equal(after->why_closed, CASE_END_WITHDRAWN);
}

static void test_what_was_signed_twice_is_withdrawn_at_once(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case    *k = a_case(&h);
    Consent *first = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY), *second = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    assert_int_equal(fixture_save(f, &consent_entity, first), OK);
    assert_int_equal(fixture_save(f, &consent_entity, second), OK);
    second->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, second), OK);
    assert_int_equal(loads(&h, COORDINATOR, &case_entity, k->head.id), NOT_FOUND);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &consent_entity, first->head.id, first), OK);
    assert_true(first->withdrawn_at > 1);
}

static void test_a_second_owner_does_not_take_the_page_away(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_OWNER), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, k), OK);
    assert_int_equal(k->owner_account, h.people[OWNER]);
}

static void test_words_that_were_signed_do_not_change(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_AID)), OK);
    become(&h, HEADQUARTERS);
    ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
    assert_int_equal(ent_load(&f->ctx, &consent_text_entity, h.text[CONSENT_PURPOSE_AID], w), OK);
    w->words.v[LANG_AR] = LIT("نوافق");
    assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
    w->words.v[LANG_HE] = LIT("אחרת");
    assert_int_equal(fixture_save(f, &consent_text_entity, w), INVALID);
    ConsentText *next = ent_new(&f->ctx, &consent_text_entity);
    next->purpose = CONSENT_PURPOSE_AID;
    next->words.v[LANG_HE] = LIT("אחרת");
    next->from_on = f->ctx.reader.today;
    assert_int_equal(fixture_save(f, &consent_text_entity, next), OK);
    assert_int_equal(next->number, 2);
}

static void test_the_desired_future_is_told_in_versions(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    for (int i = 1; i <= 3; i++) {
        Vision *v = ent_new(&f->ctx, &vision_entity);
        v->of_case = k->head.id;
        v->text = LIT("מאפייה שנותנת לחם לכל הנגב");
        v->horizon = 2031;
        assert_int_equal(fixture_save(f, &vision_entity, v), OK);
        assert_int_equal(v->number, i);
    }
}

static int64_t mails_waiting(Fixture *f) {
    static const Query WAITING = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                                  .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &WAITING, NO_VALS, &n), OK);
    return n;
}

static Fault ask_owner(House *h, const Case *k) {
    Commitment *t = ent_new(&h->f->ctx, &commitment_entity);
    t->text = LIT("להביא דוחות");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->of_case = k->head.id;
    t->owner = h->people[OWNER];
    return fixture_save(h->f, &commitment_entity, t);
}

static void test_an_owner_is_written_to_only_while_they_agree(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')";
    assert_int_equal(fixture_script(f, site), OK);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(ask_owner(&h, k), OK);
    assert_int_equal(mails_waiting(f), 0);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_CONTACT);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(ask_owner(&h, k), OK);
    assert_int_equal(mails_waiting(f), 1);
    v->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(ask_owner(&h, k), OK);
    assert_int_equal(mails_waiting(f), 1);
}

static Fault run_tell(Ctx *c, void *arg) { return case_tell_owner(c, ((const Case *)arg)->head.id); }

/* Once a day, by others, while they agree. */
static void test_an_owner_is_told_that_something_waits_once_a_day(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')";
    assert_int_equal(fixture_script(f, site), OK);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(fixture_write(f, run_tell, k), OK);
    assert_int_equal(mails_waiting(f), 0);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_CONTACT);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    become(&h, OWNER);
    assert_int_equal(fixture_write(f, run_tell, k), OK);
    assert_int_equal(mails_waiting(f), 0);
    become(&h, COORDINATOR);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fixture_write(f, run_tell, k), OK);
        assert_int_equal(mails_waiting(f), 1);
    }
    f->ctx.reader.now += 24LL * 3600 * 1000;
    f->ctx.reader.today = stamp_day(f->ctx.reader.now, f->ctx.reader.zone);
    assert_int_equal(fixture_write(f, run_tell, k), OK);
    assert_int_equal(mails_waiting(f), 2);
    v->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    f->ctx.reader.now += 24LL * 3600 * 1000;
    f->ctx.reader.today = stamp_day(f->ctx.reader.now, f->ctx.reader.zone);
    assert_int_equal(fixture_write(f, run_tell, k), OK);
    assert_int_equal(mails_waiting(f), 2);
}

static void test_a_call_in_the_case_stops_the_clock_and_a_mere_note_does_not(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    case_module.start(f->region);
    Case *k = a_case(&h), *after = ent_new(&f->ctx, &case_entity);
    Post *p = ent_new(&f->ctx, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->of_case = k->head.id;
    p->text = LIT("לזכור");
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, after), OK);
    assert_int_equal(after->answered_at, 0);
    p->head = (Head){0};
    p->kind = POST_KIND_CALL;
    assert_int_equal(fixture_save(f, &post_entity, p), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, k->head.id, after), OK);
    assert_int_equal(after->answered_at, p->happened_at);
    assert_int_equal(after->heard_at, p->happened_at);
}

static void test_a_shut_case_is_not_opened_again_by_signing(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *v = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    become(&h, OWNER);
    v->withdrawn_at = 1;
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY)), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_CASE_STAYS_SHUT);
    sees(&h, &case_entity, k->head.id, "--x--");
}

static Fault run_merge(Ctx *c, void *arg) {
    const Id *pair = arg;
    return ent_merge(c, &actor_entity, pair[0], pair[1]);
}

static void test_two_open_cases_of_one_business_are_noticed_after_a_merge(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case  *k = a_case(&h), *other = ent_new(&f->ctx, &case_entity), *back = ent_new(&f->ctx, &case_entity);
    Actor *twin = ent_new(&f->ctx, &actor_entity);
    Id     pair[2] = {h.client}, found = 0;
    twin->name.v[LANG_HE] = LIT("לחם המדבר");
    twin->kind = ACTOR_KIND_BUSINESS;
    twin->head.unit = h.town;
    assert_int_equal(fixture_save(f, &actor_entity, twin), OK);
    other->client = pair[1] = twin->head.id;
    assert_int_equal(fixture_save(f, &case_entity, other), OK);
    assert_int_equal(case_other_open(&f->ctx, k, &found), OK);
    assert_int_equal(found, 0);
    assert_int_equal(fixture_write(f, run_merge, pair), OK);
    assert_int_equal(ent_load(&f->ctx, &case_entity, other->head.id, back), OK);
    assert_int_equal(back->client, h.client);
    assert_int_equal(case_other_open(&f->ctx, back, &found), OK);
    assert_int_equal(found, k->head.id);
}

static void test_everybody_is_named_to_themselves(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Str name[2];
    Id  ids[2] = {h.people[OWNER], h.people[CONSULTANT]};
    fixture_system(f);
    for (int i = 0; i < 2; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        assert_int_equal(ent_load(&f->ctx, &account_entity, ids[i], a), OK);
        a->head.visibility = VIS_UNIT;
        a->head.unit = h.town;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
    }
    become(&h, OWNER);
    assert_int_equal(ent_labels(&f->ctx, ids, 2, name), OK);
    assert_true(str_eq(name[0], LIT("c@demo.invalid")));
    assert_int_equal(name[1].n, 0);
    assert_int_equal(ent_load(&f->ctx, &account_entity, ids[0], ent_new(&f->ctx, &account_entity)), NOT_FOUND);
}

/* ---- how many stand where ---------------------------------------------------------------------------------------- */

enum { PAGE_BYTES = 1 << 20, ENOUGH = 6 };        /* so many that nothing has to be hidden */

static Id another_town(House *h, const char *name) {
    fixture_system(h->f);
    Place *p = ent_new(&h->f->ctx, &place_entity);
    p->name.v[LANG_HE] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(h->f, &place_entity, p), OK);
    return p->head.id;
}

static void some_cases(House *h, Id town) {
    for (int i = 0; i < ENOUGH; i++) {
        fixture_system(h->f);
        Actor *a = ent_new(&h->f->ctx, &actor_entity);
        a->name.v[LANG_HE] = arena_printf(&h->f->arena, "עסק %d", i);
        a->kind = ACTOR_KIND_BUSINESS;
        a->head.unit = town;
        assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
        Case *k = ent_new(&h->f->ctx, &case_entity);
        k->client = a->head.id;
        become(h, COORDINATOR);
        assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    }
}

/* Whether the page of the sums tells this person of a place. */
static bool told_of(House *h, int who, const char *place) {
    Buf body;
    buf_init(&body, PAGE_BYTES);
    Reply   rp = {.body = &body};
    Request rq = {.method = GET, .path = LIT("/caseload")};
    become(h, who);
    assert_int_equal(get_case_load(&h->f->ctx, &rq, &rp), OK);
    bool told = str_find(buf_str(&body), str_of(place)) >= 0;
    buf_release(&body);
    return told;
}

static void test_a_coordinator_sees_the_sums_of_the_own_units_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Id other = another_town(&h, "מיתר");
    fixture_reach(f, h.people[COORDINATOR], other, VIS_UNIT);
    some_cases(&h, h.town);
    some_cases(&h, other);
    assert_true(told_of(&h, COORDINATOR, "ירוחם") && told_of(&h, COORDINATOR, "מיתר"));
    assert_true(told_of(&h, OTHER_COORDINATOR, "ירוחם"));
    assert_false(told_of(&h, OTHER_COORDINATOR, "מיתר"));
    assert_true(told_of(&h, HEADQUARTERS, "ירוחם") && told_of(&h, HEADQUARTERS, "מיתר"));
    become(&h, CONSULTANT);
    assert_false(case_sees_load(&f->ctx));
    assert_int_equal(get_case_load(&f->ctx, &(Request){.method = GET}, &(Reply){0}), NOT_ALLOWED);
    become(&h, HEADQUARTERS);
    f->ctx.who.roles_everywhere = 0;              /* headquarters of a part */
    assert_false(case_sees_load(&f->ctx));
}

/* How many cases the list and the desk say to be without a lead. */
static void unled_is(House *h, int64_t n) {
    Fixture *f = h->f;
    Param    asked = {LIT("unled"), LIT("1")};
    Request  rq = {.args = {&asked, 1}};
    ListSpec s = {.entity = &case_entity, .limit = 5};
    CaseDesk desk;
    void    *rows;
    size_t   found;
    int64_t  told = -1;
    become(h, COORDINATOR);
    assert_int_equal(CASE_SHEET.extras(&f->ctx, &rq, &s), OK);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &found, NULL), OK);
    assert_int_equal(found, n);
    assert_int_equal(case_desk(&f->ctx, &desk), OK);
    for (size_t i = 0; i < desk.waits_n; i++) {
        if (str_eq(desk.waits[i].href, LIT("/cases?unled=1"))) told = desk.waits[i].n;
    }
    assert_int_equal(told, n);
}

static void test_a_case_without_a_lead_is_counted_until_somebody_leads(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_case(&h);
    unled_is(&h, 1);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_LEAD), OK);
    unled_is(&h, 0);
}

static Fault run_ask(Ctx *c, void *arg) { return mine_ask(c, arg, LIT("Please call me")); }

static void test_a_coach_alone_is_asked_for_help(void **state) {
    FIXTURE(f, state);
    House h;
    CasePerson *people;
    size_t n;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, CONSULTANT, CASE_ROLE_COACH), OK);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    fixture_system(f);
    assert_int_equal(case_people(&f->ctx, k->head.id, false, &people, &n), OK);
    for (size_t i = 0; i < n; i++) {
        if (people[i].role != CASE_ROLE_COORDINATOR) continue;
        assert_int_equal(fixture_archive(f, &case_member_entity, people[i].member), OK);
    }
    become(&h, OWNER);
    assert_int_equal(fixture_write(f, run_ask, k), OK);
}

static Goal *a_goal(House *h, const Case *k, int line) {
    Goal *g = ent_new(&h->f->ctx, &goal_entity);
    g->of_case = k->head.id;
    g->text = LIT("שלושה לקוחות קבועים");
    g->line = line;
    assert_int_equal(fixture_save(h->f, &goal_entity, g), OK);
    return g;
}

static Fault moves_to(House *h, Id of_case, int stage, void (*tell)(Case *k)) {
    Case *k = ent_new(&h->f->ctx, &case_entity);
    become(h, COORDINATOR);
    assert_int_equal(ent_load(&h->f->ctx, &case_entity, of_case, k), OK);
    if (tell) tell(k);
    k->stage = stage;
    return fixture_save(h->f, &case_entity, k);
}

static void tell_social(Case *k) { k->why_social = LIT("בשנה הבאה"); }
static void tell_environmental(Case *k) { k->why_environmental = LIT("אין כאן פסולת"); }
static void tell_all(Case *k) {
    k->why_economic = LIT("אין");
    tell_social(k);
    tell_environmental(k);
}
static void tell_agreed(Case *k) { k->agreed_at = 1000; }

static Case *a_signed_case(House *h) {
    Case *k = a_case(h);
    assert_int_equal(fixture_save(h->f, &consent_entity, a_consent(h, k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    return k;
}

static void refused(House *h, Id of_case, int stage, void (*tell)(Case *k)) {
    assert_int_equal(moves_to(h, of_case, stage, tell), INVALID);
    assert_int_equal(h->f->ctx.complaints.v[0].key, T_CASE_PLAN_FIRST);
    assert_string_equal(h->f->ctx.complaints.v[0].field, "stage");
}

static void test_accompaniment_begins_with_a_plan_that_says_why_a_line_is_empty(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Case *k = a_signed_case(&h);
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_PLAN, NULL), OK);
    refused(&h, k->head.id, CASE_STAGE_DOING, NULL);
    refused(&h, k->head.id, CASE_STAGE_DOING, tell_all);
    Goal *g = a_goal(&h, k, GOAL_LINE_ECONOMIC);
    refused(&h, k->head.id, CASE_STAGE_DOING, tell_social);
    refused(&h, k->head.id, CASE_STAGE_FOLLOW_UP, tell_environmental);
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_PLAN, tell_social), OK);
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_DOING, tell_environmental), OK);
    g->state = GOAL_STATE_LET_GO;
    g->reason = LIT("אין ביקוש");
    assert_int_equal(fixture_save(f, &goal_entity, g), OK);
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_FOLLOW_UP, NULL), OK); /* who is further stays, and goes on */
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_PLAN, NULL), OK);
    refused(&h, k->head.id, CASE_STAGE_DOING, NULL);
    assert_int_equal(moves_to(&h, k->head.id, CASE_STAGE_DOING, tell_agreed), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_case_without_a_lead_is_counted_until_somebody_leads),
        FIXTURE_BOTH(test_a_coach_alone_is_asked_for_help),
        FIXTURE_BOTH(test_a_case_is_seen_by_its_people_alone),
        FIXTURE_BOTH(test_whoever_left_sees_nothing_not_even_what_they_wrote),
        FIXTURE_BOTH(test_the_people_of_a_case_see_the_business_in_whichever_town),
        FIXTURE_BOTH(test_everybody_is_named_to_themselves),
        FIXTURE_BOTH(test_one_lead_at_a_time),
        FIXTURE_BOTH(test_without_consent_nothing_begins),
        FIXTURE_BOTH(test_a_withdrawn_consent_shuts_every_door_but_the_owners),
        FIXTURE_BOTH(test_what_was_signed_twice_is_withdrawn_at_once),
        FIXTURE_BOTH(test_a_second_owner_does_not_take_the_page_away),
        FIXTURE_BOTH(test_words_that_were_signed_do_not_change),
        FIXTURE_BOTH(test_two_open_cases_of_one_business_are_noticed_after_a_merge),
        FIXTURE_BOTH(test_an_owner_is_written_to_only_while_they_agree),
        FIXTURE_BOTH(test_an_owner_is_told_that_something_waits_once_a_day),
        FIXTURE_BOTH(test_a_call_in_the_case_stops_the_clock_and_a_mere_note_does_not),
        FIXTURE_BOTH(test_a_shut_case_is_not_opened_again_by_signing),
        FIXTURE_BOTH(test_a_coordinator_sees_the_sums_of_the_own_units_alone),
        FIXTURE_BOTH(test_the_desired_future_is_told_in_versions),
        FIXTURE_BOTH(test_accompaniment_begins_with_a_plan_that_says_why_a_line_is_empty),
    };
    return cmocka_run_group_tests_name("case", tests, NULL, NULL);
}

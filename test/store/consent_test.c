/* consent_test.c - a consent that is withdrawn, or has run out, stops each use that it allowed. Every use stands in one
** table: it works while the consent holds, and is refused afterwards with a sentence beside a field. */
#include "cases.h"

#include "answer_ent.h"
#include "commitment_ent.h"
#include "council/council.h"
#include "ent/list.h"
#include "introduction_ent.h"
#include "referral/referral.h"
#include "response_ent.h"
#include "session_ent.h"
#include "survey/survey.h"
#include "wave/wave_page.h"

/* What the uses need beside the case. */
typedef struct Room {
    House h;
    Case *k;
    Id    version, body;
    Consent *signed_for[CONSENT_PURPOSE_N];
} Room;

static void *of_case(Room *r, const Entity *e) {
    void *rec = ent_new(&r->h.f->ctx, e);
    *(Id *)field_at(field_named(e, LIT("of_case")), rec) = r->k->head.id;
    return rec;
}

/* ---- to be accompanied ------------------------------------------------------------------------------------------- */

static Fault use_session(Room *r) {
    CaseSession *v = of_case(r, &case_session_entity);
    v->happened_at = r->h.f->ctx.reader.now - 1000;
    v->way = SESSION_WAY_PHONE;
    v->said = LIT("שיחה");
    return fixture_save(r->h.f, &case_session_entity, v);
}

static Fault use_round(Room *r) {
    AnswerSheet *v = of_case(r, &answer_sheet_entity);
    v->of_version = r->version;
    v->answered_on = r->h.f->ctx.reader.today;
    v->way = SHEET_WAY_TEAM;
    v->state = SHEET_STATE_BEGUN;
    Fault f = fixture_save(r->h.f, &answer_sheet_entity, v);
    if (f != OK) return f;
    return fixture_archive(r->h.f, &answer_sheet_entity, v->head.id); /* the next one may begin */
}

typedef struct Moving {
    Id  id;
    int stage;
} Moving;

static Fault move_run(Ctx *c, void *arg) {
    const Moving *m = arg;
    return case_move(c, m->id, &(CaseMove){.stage = m->stage}, ent_new(c, &case_entity));
}

static Fault use_stage(Room *r) {
    Case *k = ent_new(&r->h.f->ctx, &case_entity);
    Fault f = ent_load(&r->h.f->ctx, &case_entity, r->k->head.id, k);
    if (f != OK) return f;
    Moving m = {k->head.id, k->stage == CASE_STAGE_PLAN ? CASE_STAGE_DIAGNOSIS : CASE_STAGE_PLAN};
    return fixture_write(r->h.f, move_run, &m);
}

/* Somebody new each time: a pair is not asked twice. */
static Fault use_introduction(Room *r) {
    Introduction *v = of_case(r, &introduction_entity);
    Actor        *a = ent_new(&r->h.f->ctx, &actor_entity);
    a->name.v[LANG_HE] = LIT("טחנה");
    a->kind = ACTOR_KIND_BUSINESS;
    a->head.unit = r->h.town;
    Fault f = fixture_save(r->h.f, &actor_entity, a);
    if (f != OK) return f;
    v->about = LIT("קמח");
    v->one = r->h.client;
    v->other = a->head.id;
    v->why_one = v->why_other = LIT("קרובים");
    return fixture_save(r->h.f, &introduction_entity, v);
}

/* ---- the council ----------------------------------------------------------------------------------------------- */

static Fault use_item(Room *r) {
    AgendaItem *v = of_case(r, &agenda_item_entity);
    v->body = r->body;
    v->question = LIT("מה כדאי?");
    return fixture_save(r->h.f, &agenda_item_entity, v);
}

static Fault ask_run(Ctx *c, void *arg) {
    Id item;
    return council_ask(c, *(Id *)arg, LIT("שאלה"), LIT("אפשר לראות"), &item);
}

static Fault use_asking(Room *r) { return fixture_write(r->h.f, ask_run, &r->k->head.id); }

/* ---- aid bodies ------------------------------------------------------------------------------------------------ */

static Fault send_run(Ctx *c, void *arg) { return referral_send(c, *(Id *)arg, ent_new(c, &referral_entity)); }

static Fault use_referral(Room *r) {
    Referral *v = of_case(r, &referral_entity);
    v->asked = LIT("הלוואה");
    v->body = r->h.client;
    v->shared = LIT("מאפייה מבקשת");
    Fault f = fixture_save(r->h.f, &referral_entity, v);
    if (f != OK) return f;
    return fixture_write(r->h.f, send_run, &v->head.id);
}

static Fault sent_run(Ctx *c, void *arg) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    Fault f = ent_load(c, &finance_request_entity, *(Id *)arg, v);
    return f == OK ? finance_move(c, FINANCE_STAGE_SENT, v) : f;
}

static Fault use_finance(Room *r) {
    FinanceRequest *v = of_case(r, &finance_request_entity);
    v->purpose = LIT("תנור");
    v->body = r->h.client;
    v->asked = 500000;
    v->asked_on = r->h.f->ctx.reader.today;
    Fault f = fixture_save(r->h.f, &finance_request_entity, v);
    if (f != OK) return f;
    return fixture_write(r->h.f, sent_run, &v->head.id);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

static const struct {
    int         purpose;
    const char *name;
    Fault     (*use)(Room *r);
    const char *field;                            /* beside which the refusal stands */
} USES[] = {
    {CONSENT_PURPOSE_ACCOMPANY, "a session", use_session, "of_case"},
    {CONSENT_PURPOSE_ACCOMPANY, "a round of questions", use_round, "of_case"},
    {CONSENT_PURPOSE_ACCOMPANY, "the next stage", use_stage, "stage"},
    {CONSENT_PURPOSE_ACCOMPANY, "an introduction", use_introduction, "one"},
    {CONSENT_PURPOSE_COUNCIL, "an item of the agenda", use_item, "of_case"},
    {CONSENT_PURPOSE_COUNCIL, "a question of the owner", use_asking, "of_case"},
    {CONSENT_PURPOSE_AID, "a referral", use_referral, "sent_on"},
    {CONSENT_PURPOSE_AID, "a finance request", use_finance, "stage"},
};

static Fault ready_run(Ctx *c, void *arg) { return survey_take_ready(c, arg); }

static void a_room(Room *r, Fixture *f) {
    int64_t  n;
    void    *rows;
    size_t   found;
    ListSpec s = {.entity = &survey_entity, .limit = 1, .n_filters = 1};
    *r = (Room){.body = 0};
    a_house(&r->h, f);
    s.filters[0] = (ListFilter){.field = &survey_entity.fields[SURVEY_F_KIND], .op = LIST_EQ,
                                .val = v_int(SURVEY_KIND_DIAGNOSIS)};
    survey_module.start(f->region);
    case_module.start(f->region);
    council_module.start(f->region);
    referral_module.start(f->region);
    wave_module.start(f->region);
    assert_int_equal(fixture_write(f, ready_run, &n), OK);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &found, NULL), OK);
    s.filters[0] = (ListFilter){.field = &survey_version_entity.fields[SURVEY_VERSION_F_OF_SURVEY],
                                            .op = LIST_EQ, .val = v_id(((const Head *)rows)->id)};
    s.entity = &survey_version_entity;
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &found, NULL), OK);
    r->version = ((const Head *)rows)->id;
    Body *b = ent_new(&f->ctx, &body_entity);
    b->name.v[LANG_HE] = LIT("מועצה");
    b->kind = BODY_KIND_COUNCIL;
    b->state = BODY_STATE_ACTIVE;
    b->place = r->h.town;
    b->head.unit = r->h.town;
    assert_int_equal(fixture_save(f, &body_entity, b), OK);
    r->body = b->head.id;
    r->k = a_case(&r->h);
    assert_int_equal(add_member(&r->h, r->k, OWNER, CASE_ROLE_OWNER), OK);
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) {
        r->signed_for[p] = a_consent(&r->h, r->k, p);
        r->signed_for[p]->signed_on = day_plus(f->ctx.reader.today, -5);
        assert_int_equal(fixture_save(f, &consent_entity, r->signed_for[p]), OK);
    }
}

static void withdraw(Room *r, int purpose) {
    Consent *v = r->signed_for[purpose];
    become(&r->h, OWNER);
    v->withdrawn_at = r->h.f->ctx.reader.now;
    assert_int_equal(fixture_save(r->h.f, &consent_entity, v), OK);
    become(&r->h, COORDINATOR);
}

static void run_out(Room *r, int purpose) {
    Consent *v = r->signed_for[purpose];
    v->until_on = day_plus(r->h.f->ctx.reader.today, -1);
    assert_int_equal(fixture_save(r->h.f, &consent_entity, v), OK);
}

static void all_work(Room *r, int purpose) {
    for (size_t i = 0; i < sizeof USES / sizeof *USES; i++) {
        if (USES[i].purpose != purpose) continue;
        Fault f = USES[i].use(r);
        const Complaints *list = &r->h.f->ctx.complaints;
        if (f != OK) fail_msg("%s: %s %s", USES[i].name, fault_name(f), list->n ? list->v[0].field : "");
    }
}

/* shut: the case is not there any more for who works here. */
static void none_works(Room *r, int purpose, bool shut) {
    for (size_t i = 0; i < sizeof USES / sizeof *USES; i++) {
        if (USES[i].purpose != purpose) continue;
        Fault f = USES[i].use(r);
        const Complaints *list = &r->h.f->ctx.complaints;
        bool told = f == INVALID && list->n && strcmp(list->v[0].field, USES[i].field) == 0;
        bool unseen = f == INVALID && list->n && strcmp(list->v[0].field, "of_case") == 0;
        bool gone = f == NOT_FOUND || f == NOT_ALLOWED || unseen;
        if (shut ? gone : told) continue;
        fail_msg("%s without consent: %s %s", USES[i].name, fault_name(f), list->n ? list->v[0].field : "");
    }
}

static void test_what_is_withdrawn_stops_each_use(void **state) {
    FIXTURE(f, state);
    static const int PURPOSES[] = {CONSENT_PURPOSE_AID, CONSENT_PURPOSE_COUNCIL, CONSENT_PURPOSE_ACCOMPANY};
    Room r;
    a_room(&r, f);
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++) {
        all_work(&r, PURPOSES[i]);
        withdraw(&r, PURPOSES[i]);
        none_works(&r, PURPOSES[i], PURPOSES[i] == CONSENT_PURPOSE_ACCOMPANY);
    }
}

/* What has merely run out is refused with a sentence, and the team goes on reading. */
static void test_what_has_run_out_stops_each_use(void **state) {
    FIXTURE(f, state);
    static const int PURPOSES[] = {CONSENT_PURPOSE_AID, CONSENT_PURPOSE_COUNCIL, CONSENT_PURPOSE_ACCOMPANY};
    Room r;
    a_room(&r, f);
    for (size_t i = 0; i < sizeof PURPOSES / sizeof *PURPOSES; i++) {
        all_work(&r, PURPOSES[i]);
        run_out(&r, PURPOSES[i]);
        none_works(&r, PURPOSES[i], false);
    }
    assert_int_equal(loads(&r.h, COORDINATOR, &case_entity, r.k->head.id), OK);
}

static int64_t mails_waiting(Fixture *f) {
    static const Query WAITING = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                                  .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &WAITING, NO_VALS, &n), OK);
    return n;
}

static Fault use_mail(Room *r) {
    Commitment *t = of_case(r, &commitment_entity);
    t->text = LIT("להביא דוחות");
    t->kind = COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = r->h.people[OWNER];
    return fixture_save(r->h.f, &commitment_entity, t);
}

static void test_without_consent_no_mail_goes_to_the_owner(void **state) {
    FIXTURE(f, state);
    Room r;
    fixture_system(f);
    assert_int_equal(fixture_script(f, "INSERT INTO region_facts (name, value) VALUES ('site', 'https://a.example')"),
                     OK);
    a_room(&r, f);
    int64_t before = mails_waiting(f);
    assert_int_equal(use_mail(&r), OK);
    assert_int_equal(mails_waiting(f), before + 1);
    withdraw(&r, CONSENT_PURPOSE_CONTACT);
    assert_int_equal(use_mail(&r), OK);
    assert_int_equal(mails_waiting(f), before + 1);
}

static size_t counted(Room *r) {
    ResultRow *rows;
    size_t     n;
    become(&r->h, HEADQUARTERS);
    assert_int_equal(results_rows(&r->h.f->ctx, WAVE_AT_START, NULL, 0, &rows, &n), OK);
    become(&r->h, COORDINATOR);
    return n;
}

static void test_without_consent_results_are_not_counted(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f);
    assert_int_equal(counted(&r), 1);
    withdraw(&r, CONSENT_PURPOSE_RESULTS);
    assert_int_equal(counted(&r), 0);
}

/* Nobody asks for consent in a way that this file does not know: a new purpose needs its uses here. */
static void test_each_purpose_has_its_uses(void **state) {
    (void)state;
    bool known[CONSENT_PURPOSE_N] = {[CONSENT_PURPOSE_CONTACT] = true, [CONSENT_PURPOSE_RESULTS] = true};
    for (size_t i = 0; i < sizeof USES / sizeof *USES; i++) known[USES[i].purpose] = true;
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) assert_true(known[p]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_withdrawn_stops_each_use),
        FIXTURE_BOTH(test_what_has_run_out_stops_each_use),
        FIXTURE_BOTH(test_without_consent_no_mail_goes_to_the_owner),
        FIXTURE_BOTH(test_without_consent_results_are_not_counted),
        cmocka_unit_test(test_each_purpose_has_its_uses),
    };
    return cmocka_run_group_tests_name("consent", tests, NULL, NULL);
}

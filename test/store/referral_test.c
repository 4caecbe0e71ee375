/* Aid tracks, referrals and requests for money: their rules at the write, and who sees them. */
#include "fixture.h"

#include "account_ent.h"
#include "actor/actor.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "db/scope.h"
#include "place_ent.h"
#include "referral/referral_page.h"

static Actor *a_body(Fixture *f) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_HE] = LIT("קרן");
    a->name.state[LANG_HE] = TEXT_WRITTEN;
    a->head.visibility = VIS_MEMBERS;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a;
}

static AidTrack *a_track(Fixture *f, Id body) {
    AidTrack *t = ent_new(&f->ctx, &aid_track_entity);
    t->name.v[LANG_HE] = LIT("הלוואה");
    t->name.state[LANG_HE] = TEXT_WRITTEN;
    t->body = body;
    t->kind = AID_KIND_LOAN;
    t->state = AID_STATE_OPEN;
    return t;
}

static void test_a_track_speaks_of_money_that_there_is(void **state) {
    FIXTURE(f, state);
    AidTrack *t = a_track(f, a_body(f)->head.id);
    t->currency = LIT("shekel"); /* too long for the field */
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    t->currency = LIT("nis");
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "currency");
    t->currency = (Str){0};
    t->amount_min = 5000;
    t->amount_max = 1000;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "amount_max");
    t->amount_max = 5000;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), OK);
    assert_true(str_eq(t->currency, LIT("ILS")));
}

static void test_a_track_does_not_close_before_it_opens(void **state) {
    FIXTURE(f, state);
    AidTrack *t = a_track(f, a_body(f)->head.id);
    t->opens_on = 20260701;
    t->closes_on = 20260630;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "closes_on");
    t->closes_on = t->opens_on;
    t->confirmed_on = 20260602; /* tomorrow */
    assert_int_equal(fixture_save(f, &aid_track_entity, t), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "confirmed_on");
    t->confirmed_on = 20260601;
    assert_int_equal(fixture_save(f, &aid_track_entity, t), OK);
}

static void test_tracks_of_a_body_come_with_those_that_take_requests_first(void **state) {
    FIXTURE(f, state);
    Id body = a_body(f)->head.id;
    AidTrack *over = a_track(f, body), *takes = a_track(f, body);
    AidRow *rows;
    size_t n;
    over->closes_on = 20260531;
    assert_int_equal(fixture_save(f, &aid_track_entity, over), OK);
    assert_int_equal(fixture_save(f, &aid_track_entity, takes), OK);
    assert_int_equal(aid_of(&f->ctx, body, 10, &rows, &n), OK);
    assert_int_equal(n, 2);
    assert_int_equal(rows[0].id, takes->head.id);
    assert_int_equal(rows[0].standing, T_AID_TAKES);
    assert_int_equal(rows[1].standing, T_AID_OVER);
}

/* ---- in a case ------------------------------------------------------------------------------------------------- */

enum { COORDINATOR, OWNER, OTHER, HEADQUARTERS, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_OWNER, ROLE_COORDINATOR, ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, text, of_case, body;
} House;

static void become(House *h, int who) {
    fixture_become(h->f, h->people[who], ROLES[who], who == HEADQUARTERS ? VIS_UNIT : VIS_MEMBERS);
    h->f->ctx.who.roles_everywhere = who == HEADQUARTERS ? ROLE_HQ : 0;
}

static void a_member(House *h, int who, int role) {
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = h->of_case;
    m->account = h->people[who];
    m->role = role;
    assert_int_equal(fixture_save(h->f, &case_member_entity, m), OK);
}

static void a_house(House *h, Fixture *f) {
    static const char *const MAILS[PEOPLE] = {"a@demo.invalid", "b@demo.invalid", "c@demo.invalid", "d@demo.invalid"};
    *h = (House){.f = f};
    Place *town = ent_new(&f->ctx, &place_entity);
    town->name.v[LANG_HE] = LIT("ירוחם");
    town->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, town), OK);
    h->town = town->head.id;
    for (int i = 0; i < PEOPLE; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        a->name = a->email = str_of(MAILS[i]);
        a->head.visibility = VIS_MEMBERS;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        h->people[i] = a->head.id;
        if (i == COORDINATOR || i == OTHER) fixture_reach(f, a->head.id, h->town, VIS_UNIT);
    }
    ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
    w->purpose = CONSENT_PURPOSE_AID;
    w->words.v[LANG_HE] = LIT("מסכימים");
    w->from_on = 20200101;
    assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
    h->text = w->head.id;
    h->body = a_body(f)->head.id;
    Actor *b = ent_new(&f->ctx, &actor_entity);
    b->name.v[LANG_HE] = LIT("מאפייה");
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    become(h, COORDINATOR);
    Case *k = ent_new(&f->ctx, &case_entity);
    k->client = b->head.id;
    assert_int_equal(fixture_save(f, &case_entity, k), OK);
    h->of_case = k->head.id;
    a_member(h, OWNER, CASE_ROLE_OWNER);
}

static Consent *a_consent(House *h) {
    Consent *v = ent_new(&h->f->ctx, &consent_entity);
    v->of_case = h->of_case;
    v->purpose = CONSENT_PURPOSE_AID;
    v->words = h->text;
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("רותם");
    v->signed_on = h->f->ctx.reader.today;
    assert_int_equal(fixture_save(h->f, &consent_entity, v), OK);
    return v;
}

static Referral *a_referral(House *h) {
    Referral *v = ent_new(&h->f->ctx, &referral_entity);
    v->of_case = h->of_case;
    v->asked = LIT("הלוואה לתנור");
    v->body = h->body;
    v->shared = LIT("המאפייה מבקשת הלוואה");
    assert_int_equal(fixture_save(h->f, &referral_entity, v), OK);
    return v;
}

typedef struct Call {
    Id          id;
    int         answer, stage;
    const char *reason;
    Referral   *v;
    FinanceRequest *money;
    size_t      added;
} Call;
static Fault run_send(Ctx *c, void *arg) { return referral_send(c, ((Call *)arg)->id, ((Call *)arg)->v); }
static Fault run_answer(Ctx *c, void *arg) {
    Call *k = arg;
    return referral_answer(c, k->id, k->answer, str_of(k->reason), k->v);
}
static Fault run_move(Ctx *c, void *arg) { return finance_move(c, ((Call *)arg)->stage, ((Call *)arg)->money); }
static Fault run_fill(Ctx *c, void *arg) { return finance_fill(c, ((Call *)arg)->money, &((Call *)arg)->added); }

static Fault send(House *h, Id id, Referral *v) { return fixture_write(h->f, run_send, &(Call){.id = id, .v = v}); }
static Fault answer(House *h, Id id, int answer, const char *reason, Referral *v) {
    return fixture_write(h->f, run_answer, &(Call){.id = id, .answer = answer, .reason = reason, .v = v});
}
static Fault move(House *h, FinanceRequest *v, int stage) {
    return fixture_write(h->f, run_move, &(Call){.stage = stage, .money = v});
}

static void test_nothing_is_sent_without_consent(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Referral *v = a_referral(&h), *back = ent_new(&f->ctx, &referral_entity);
    assert_int_equal(send(&h, v->head.id, back), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "sent_on");
    Consent *agreed = a_consent(&h);
    assert_int_equal(send(&h, v->head.id, back), OK);
    assert_int_equal(back->answer, REFERRAL_ANSWER_WAITING);
    assert_int_equal(back->follow_up_on, day_plus(f->ctx.reader.today, FOLLOW_UP_DAYS));
    assert_int_equal(send(&h, v->head.id, back), OVER);
    Referral *second = a_referral(&h);
    agreed->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, agreed), OK);
    assert_int_equal(send(&h, second->head.id, back), INVALID);
    ReferralRow *rows;
    size_t n;
    assert_int_equal(referrals_of(&f->ctx, h.of_case, 10, &rows, &n), OK);
    assert_int_equal(n, 2);
    referral_tell(&f->ctx, &rows[0], false);
    referral_tell(&f->ctx, &rows[1], false);
    assert_true(rows[0].draft && !rows[0].recall);
    assert_true(rows[1].recall);
}

static void test_what_was_handed_over_stays_as_it_was(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    a_consent(&h);
    Referral *v = a_referral(&h);
    Commitment *task = ent_new(&f->ctx, &commitment_entity);
    v->shared = (Str){0};
    assert_int_equal(fixture_save(f, &referral_entity, v), OK);
    assert_int_equal(send(&h, v->head.id, ent_new(&f->ctx, &referral_entity)), INVALID);
    v->shared = LIT("מילים");
    assert_int_equal(fixture_save(f, &referral_entity, v), OK);
    assert_int_equal(send(&h, v->head.id, v), OK);
    assert_int_equal(ent_load(&f->ctx, &commitment_entity, v->task, task), OK);
    assert_int_equal(task->head.team, h.of_case);
    assert_int_equal(task->due_on, v->follow_up_on);
    Str was = v->shared;
    v->shared = LIT("מילים אחרות");
    assert_int_equal(fixture_save(f, &referral_entity, v), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "shared");
    v->shared = was;
    assert_int_equal(answer(&h, v->head.id, REFERRAL_ANSWER_DECLINED, " ", v), INVALID);
    assert_int_equal(answer(&h, v->head.id, REFERRAL_ANSWER_DECLINED, "no security", v), OK);
    assert_int_equal(v->answered_on, f->ctx.reader.today);
    assert_int_equal(ent_load(&f->ctx, &commitment_entity, v->task, task), OK);
    assert_int_equal(task->state, COMMITMENT_STATE_DONE);
}

static void test_money_and_referrals_are_the_teams_alone(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    Referral *v = a_referral(&h);
    FinanceRequest *m = ent_new(&f->ctx, &finance_request_entity);
    m->of_case = h.of_case;
    m->purpose = LIT("תנור");
    m->asked = 8000000;
    assert_int_equal(fixture_save(f, &finance_request_entity, m), OK);
    FinanceDocument *d = ent_new(&f->ctx, &finance_document_entity);
    d->request = m->head.id;
    d->name = LIT("מאזן");
    d->kind = FINANCE_ITEM_DOCUMENT;
    assert_int_equal(fixture_save(f, &finance_document_entity, d), OK);
    for (int who = 0; who < PEOPLE; who++) {
        Fault want = who == COORDINATOR ? OK : NOT_FOUND;
        SumView sums = {0};
        become(&h, who);
        assert_int_equal(ent_load(&f->ctx, &referral_entity, v->head.id, ent_new(&f->ctx, &referral_entity)), want);
        assert_int_equal(ent_load(&f->ctx, &finance_request_entity, m->head.id,
                                  ent_new(&f->ctx, &finance_request_entity)), want);
        assert_int_equal(ent_load(&f->ctx, &finance_document_entity, d->head.id,
                                  ent_new(&f->ctx, &finance_document_entity)), want);
        assert_int_equal(finance_sums(&f->ctx, &sums), OK);
        assert_int_equal(sums.stages.rows_n, who == COORDINATOR ? 2 : 0);
    }
}

static void test_a_request_moves_on_with_what_each_stage_wants(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    FinanceRequest *m = ent_new(&f->ctx, &finance_request_entity);
    m->of_case = h.of_case;
    m->purpose = LIT("תנור");
    assert_int_equal(fixture_save(f, &finance_request_entity, m), OK);
    assert_int_equal(m->stage, FINANCE_STAGE_PREPARING);
    assert_int_equal(move(&h, m, FINANCE_STAGE_APPROVED), OVER);
    m->asked = 8000000;
    assert_int_equal(move(&h, m, FINANCE_STAGE_SENT), INVALID); /* nobody agreed */
    m->stage = FINANCE_STAGE_PREPARING;
    a_consent(&h);
    assert_int_equal(move(&h, m, FINANCE_STAGE_SENT), OK);
    assert_int_equal(m->asked_on, f->ctx.reader.today);
    assert_int_equal(move(&h, m, FINANCE_STAGE_APPROVED), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "approved");
    m->stage = FINANCE_STAGE_SENT;
    m->approved = 7000000;
    assert_int_equal(move(&h, m, FINANCE_STAGE_APPROVED), OK);
    m->received = 7500050;
    assert_int_equal(move(&h, m, FINANCE_STAGE_RECEIVED), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "proof");
    m->stage = FINANCE_STAGE_APPROVED;
    m->proof = PROOF_LEVEL_DOCUMENT;
    m->received_on = 20260602; /* tomorrow */
    assert_int_equal(move(&h, m, FINANCE_STAGE_RECEIVED), INVALID);
    m->stage = FINANCE_STAGE_APPROVED;
    m->received_on = 20260531; /* before it was approved */
    assert_int_equal(move(&h, m, FINANCE_STAGE_RECEIVED), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_FINANCE_DAYS_ORDER);
    m->stage = FINANCE_STAGE_APPROVED;
    m->received_on = 20260601;
    assert_int_equal(move(&h, m, FINANCE_STAGE_RECEIVED), OK);
    assert_true(finance_row(&f->ctx, m).over_approved);
    SumView sums = {0};
    assert_int_equal(finance_sums(&f->ctx, &sums), OK);
    assert_int_equal(sums.stages.rows[0].received, 7500050);
    assert_int_equal(sums.years.rows[0].year, 2026);
    assert_int_equal(sums.years.rows[0].received, 7500050);
}

static void test_the_checklist_is_filled_once(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    AidTrack *t = a_track(f, h.body);
    t->documents.v[LANG_HE] = LIT("- מאזן\n- תעודת עוסק\n- מאזן");
    t->documents.state[LANG_HE] = TEXT_WRITTEN;
    t->criteria.v[LANG_HE] = LIT("שנתיים לפחות");
    t->criteria.state[LANG_HE] = TEXT_WRITTEN;
    t->head.visibility = VIS_MEMBERS;
    fixture_system(f);
    assert_int_equal(fixture_save(f, &aid_track_entity, t), OK);
    become(&h, COORDINATOR);
    FinanceRequest *m = ent_new(&f->ctx, &finance_request_entity);
    m->of_case = h.of_case;
    m->purpose = LIT("תנור");
    m->track = t->head.id;
    assert_int_equal(fixture_save(f, &finance_request_entity, m), OK);
    assert_int_equal(m->body, h.body);
    Call call = {.money = m};
    ItemPart part = {0};
    assert_int_equal(fixture_write(f, run_fill, &call), OK);
    assert_int_equal(call.added, 3);
    assert_int_equal(finance_items(&f->ctx, m->head.id, &part), OK);
    assert_int_equal(part.documents_n, 2);
    assert_int_equal(part.conditions_n, 1);
    assert_true(part.documents[0].needed);
    assert_int_equal(fixture_write(f, run_fill, &call), OK);
    assert_int_equal(call.added, 0);
}

static void test_no_stage_is_a_dead_end_by_mistake(void **state) {
    (void)state;
    for (int s = FINANCE_STAGE_PREPARING; s < FINANCE_STAGE_N; s++) {
        int next[FINANCE_MOVES_MAX], n = finance_next(s, next);
        assert_int_equal(n == 0, s == FINANCE_STAGE_REPAID);
        for (int i = 0; i < n; i++) {
            assert_true(next[i] != s && finance_may(s, next[i]));
            for (int k = 0; k < i; k++) assert_int_not_equal(next[k], next[i]);
        }
        assert_true(finance_may(s, s));
    }
    assert_false(finance_may(FINANCE_STAGE_PREPARING, FINANCE_STAGE_RECEIVED));
    assert_false(finance_may(FINANCE_STAGE_REFUSED, FINANCE_STAGE_APPROVED));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_track_speaks_of_money_that_there_is),
        FIXTURE_BOTH(test_a_track_does_not_close_before_it_opens),
        FIXTURE_BOTH(test_tracks_of_a_body_come_with_those_that_take_requests_first),
        FIXTURE_BOTH(test_nothing_is_sent_without_consent),
        FIXTURE_BOTH(test_what_was_handed_over_stays_as_it_was),
        FIXTURE_BOTH(test_money_and_referrals_are_the_teams_alone),
        FIXTURE_BOTH(test_a_request_moves_on_with_what_each_stage_wants),
        FIXTURE_BOTH(test_the_checklist_is_filled_once),
        cmocka_unit_test(test_no_stage_is_a_dead_end_by_mistake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

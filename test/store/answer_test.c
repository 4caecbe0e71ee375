/* Rounds of questions: seen by the team alone, only with consent, one at a time, answers that fit, scores by area. */
#include "fixture.h"

#include "account_ent.h"
#include "actor_ent.h"
#include "case/case.h"
#include "lang/show.h"
#include "place_ent.h"
#include "survey/answer.h"

#include <math.h>

enum { COORDINATOR, CONSULTANT, OWNER, OTHER_COORDINATOR, HEADQUARTERS, PEOPLE };
static const unsigned ROLES[PEOPLE] = {ROLE_COORDINATOR, ROLE_CONSULTANT, ROLE_OWNER, ROLE_COORDINATOR, ROLE_HQ};

typedef struct House {
    Fixture *f;
    Id       people[PEOPLE], town, client, text[CONSENT_PURPOSE_N];
} House;

static void become(House *h, int who) {
    int floor = who == HEADQUARTERS ? VIS_UNIT : VIS_MEMBERS;
    fixture_become(h->f, h->people[who], ROLES[who], floor);
    h->f->ctx.who.roles_everywhere = who == HEADQUARTERS ? ROLE_HQ : 0;
}

static void a_house(House *h, Fixture *f) {
    static const char *const MAILS[PEOPLE] = {"a@demo.invalid", "b@demo.invalid", "c@demo.invalid", "d@demo.invalid",
                                              "e@demo.invalid"};
    h->f = f;
    fixture_system(f);
    Place *town = ent_new(&f->ctx, &place_entity);
    town->name.v[LANG_HE] = LIT("ירוחם");
    town->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, town), OK);
    h->town = town->head.id;
    for (int i = 0; i < PEOPLE; i++) {
        Account *a = ent_new(&f->ctx, &account_entity);
        a->name = str_of(MAILS[i]);
        a->email = str_of(MAILS[i]);
        a->head.visibility = VIS_MEMBERS;
        assert_int_equal(fixture_save(f, &account_entity, a), OK);
        h->people[i] = a->head.id;
        if (i != OWNER && i != HEADQUARTERS) fixture_reach(f, a->head.id, h->town, VIS_UNIT);
    }
    Actor *b = ent_new(&f->ctx, &actor_entity);
    b->name.v[LANG_HE] = LIT("מאפיית לחם המדבר");
    b->kind = ACTOR_KIND_BUSINESS;
    b->head.unit = h->town;
    assert_int_equal(fixture_save(f, &actor_entity, b), OK);
    h->client = b->head.id;
    for (int p = CONSENT_PURPOSE_ACCOMPANY; p < CONSENT_PURPOSE_N; p++) {
        ConsentText *w = ent_new(&f->ctx, &consent_text_entity);
        w->purpose = p;
        w->words.v[LANG_HE] = LIT("מסכימים");
        w->from_on = 20200101;
        w->months = 24;
        assert_int_equal(fixture_save(f, &consent_text_entity, w), OK);
        h->text[p] = w->head.id;
    }
}

static Case *a_case(House *h) {
    Case *k = ent_new(&h->f->ctx, &case_entity);
    become(h, COORDINATOR);
    k->client = h->client;
    assert_int_equal(fixture_save(h->f, &case_entity, k), OK);
    return k;
}

static Fault add_member(House *h, const Case *k, int who, int role) {
    CaseMember *m = ent_new(&h->f->ctx, &case_member_entity);
    m->of_case = k->head.id;
    m->account = h->people[who];
    m->role = role;
    return fixture_save(h->f, &case_member_entity, m);
}

static Consent *a_consent(House *h, const Case *k, int purpose) {
    Consent *v = ent_new(&h->f->ctx, &consent_entity);
    v->of_case = k->head.id;
    v->purpose = purpose;
    v->words = h->text[purpose];
    v->way = CONSENT_WAY_SCREEN;
    v->signed_by = LIT("רותם");
    v->signed_on = h->f->ctx.reader.today;
    return v;
}

static Fault loads(House *h, int who, const Entity *e, Id id) {
    become(h, who);
    return ent_load(&h->f->ctx, e, id, ent_new(&h->f->ctx, e));
}

static void sees(House *h, const Entity *e, Id id, const char *who) {
    for (int i = 0; i < PEOPLE; i++) {
        Fault f = loads(h, i, e, id);
        if ((f == OK) != (who[i] == 'x')) fail_msg("%s: person %d gets %s", e->name, i, fault_name(f));
    }
}


static Fault run_ready(Ctx *c, void *arg) { return survey_take_ready(c, arg); }
static Fault run_publish(Ctx *c, void *arg) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    return survey_publish(c, *(const Id *)arg, v);
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(const Id *)arg); }

typedef struct Drafting {
    Id survey, version;
} Drafting;
static Fault run_draft(Ctx *c, void *arg) {
    Drafting *d = arg;
    return survey_draft(c, d->survey, &d->version);
}

typedef struct Beginning {
    Id           survey, sheet;
    int          state;
    AnswerSheet *v;
} Beginning;
static Fault run_begin(Ctx *c, void *arg) {
    Beginning *b = arg;
    return round_begin(c, b->survey, b->v);
}
static Fault run_state(Ctx *c, void *arg) {
    Beginning *b = arg;
    return round_state(c, b->sheet, b->state, ent_new(c, &answer_sheet_entity));
}

/* The set of a kind, from the ready ones. */
static Id ready_set(House *h, int kind) {
    ListSpec s = {.entity = &survey_entity, .limit = 10};
    void *rows;
    size_t n;
    int64_t made;
    fixture_system(h->f);
    assert_int_equal(fixture_write(h->f, run_ready, &made), OK);
    s.filters[s.n_filters++] = (ListFilter){.field = &survey_entity.fields[SURVEY_F_KIND], .op = LIST_EQ,
                                            .val = v_int(kind)};
    assert_int_equal(list_run(&h->f->ctx, &s, true, &rows, &n, NULL), OK);
    return ((Survey *)rows)[0].head.id;
}

static AnswerSheet *a_round(House *h, const Case *k) {
    AnswerSheet *v = ent_new(&h->f->ctx, &answer_sheet_entity);
    v->of_case = k->head.id;
    v->way = SHEET_WAY_TOGETHER;
    v->answered_on = h->f->ctx.reader.today;
    return v;
}

static Fault begin(House *h, Id survey, AnswerSheet *v) {
    become(h, COORDINATOR);
    return fixture_write(h->f, run_begin, &(Beginning){.survey = survey, .v = v});
}

static Fault set_state(House *h, Id sheet, int state) {
    return fixture_write(h->f, run_state, &(Beginning){.sheet = sheet, .state = state});
}

/* A case with a team, an owner and a consent, and what can be asked. */
typedef struct Room {
    Case   *k;
    Consent *consent;
    Id      diagnosis, feedback;
} Room;

static void a_room(House *h, Fixture *f, Room *r) {
    a_house(h, f);
    r->diagnosis = ready_set(h, SURVEY_KIND_DIAGNOSIS);
    r->feedback = ready_set(h, SURVEY_KIND_FEEDBACK);
    r->k = a_case(h);
    assert_int_equal(add_member(h, r->k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(h, r->k, OWNER, CASE_ROLE_OWNER), OK);
    r->consent = a_consent(h, r->k, CONSENT_PURPOSE_ACCOMPANY);
}

static void consented(House *h, const Room *r) {
    become(h, COORDINATOR);
    assert_int_equal(fixture_save(h->f, &consent_entity, r->consent), OK);
}

static void complains(const House *h, TextKey key) {
    assert_true(h->f->ctx.complaints.n > 0);
    assert_int_equal(h->f->ctx.complaints.v[0].key, key);
}

static void test_a_round_needs_a_consent_and_is_one_at_a_time(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    a_room(&h, f, &r);
    AnswerSheet *v = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, v), INVALID);
    consented(&h, &r);
    assert_int_equal(begin(&h, r.diagnosis, a_round(&h, r.k)), OK);
    assert_int_equal(begin(&h, r.diagnosis, a_round(&h, r.k)), INVALID);
    complains(&h, T_SURVEY_FIX_UNDER_WAY);
    assert_int_equal(begin(&h, r.feedback, a_round(&h, r.k)), INVALID);
    complains(&h, T_SURVEY_FIX_FEEDBACK);
    AnswerSheet *later = a_round(&h, r.k);
    later->answered_on = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(begin(&h, ready_set(&h, SURVEY_KIND_EXIT_CHECK), later), INVALID);
    complains(&h, T_SURVEY_FIX_FUTURE);
}

static Answer *an_answer(House *h, const AnswerSheet *s, Id item) {
    Answer *a = ent_new(&h->f->ctx, &answer_entity);
    a->of_sheet = s->head.id;
    a->item = item;
    a->state = ANSWER_STATE_ANSWERED;
    return a;
}

static void test_rounds_are_the_teams_alone(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    SurveyWhole w;
    a_room(&h, f, &r);
    consented(&h, &r);
    AnswerSheet *s = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, s), OK);
    assert_int_equal(survey_load(&f->ctx, s->of_version, &w), OK);
    Answer *a = an_answer(&h, s, w.areas[0].items[0]->head.id);
    a->chosen = 2;
    a->words = LIT("xyzzy");
    assert_int_equal(fixture_save(f, &answer_entity, a), OK);
    sees(&h, &answer_sheet_entity, s->head.id, "xx---");
    sees(&h, &answer_entity, a->head.id, "xx---");
    for (int i = 0; i < PEOPLE; i++) {
        Round rounds[4];
        Given *given;
        size_t n, n_given;
        bool team = i == COORDINATOR || i == CONSULTANT;
        become(&h, i);
        assert_int_equal(rounds_of(&f->ctx, r.k->head.id, rounds, 4, &n), OK);
        assert_int_equal(n, team ? 1 : 0);
        assert_int_equal(answers_of(&f->ctx, &s->head.id, 1, &given, &n_given), OK);
        assert_int_equal(n_given, team ? 1 : 0);
    }
    become(&h, OWNER);
    r.consent->withdrawn_at = f->ctx.reader.now;
    r.consent->withdrawn_by = h.people[OWNER];
    assert_int_equal(fixture_save(f, &consent_entity, r.consent), OK);
    sees(&h, &answer_sheet_entity, s->head.id, "-----");
    sees(&h, &answer_entity, a->head.id, "-----");
}

static void test_an_answer_fits_its_question(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    SurveyWhole w;
    a_room(&h, f, &r);
    consented(&h, &r);
    AnswerSheet *s = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, s), OK);
    assert_int_equal(survey_load(&f->ctx, s->of_version, &w), OK);
    Id scale = w.areas[0].items[0]->head.id, words = w.areas[0].items[5]->head.id;
    Answer *a = an_answer(&h, s, scale);
    assert_int_equal(fixture_save(f, &answer_entity, a), INVALID);
    a->chosen = 5;
    assert_int_equal(fixture_save(f, &answer_entity, a), INVALID);
    a->chosen = 4;
    assert_int_equal(fixture_save(f, &answer_entity, a), OK);
    Answer *twice = an_answer(&h, s, scale);
    twice->chosen = 1;
    assert_int_equal(fixture_save(f, &answer_entity, twice), STALE);
    Answer *t = an_answer(&h, s, words);
    assert_int_equal(fixture_save(f, &answer_entity, t), INVALID);
    t->state = ANSWER_STATE_OTHERS;
    assert_int_equal(fixture_save(f, &answer_entity, t), INVALID);
    complains(&h, T_SURVEY_FIX_CONCERNS);
    t->state = ANSWER_STATE_UNKNOWN;
    assert_int_equal(fixture_save(f, &answer_entity, t), OK);
    assert_int_equal(set_state(&h, s->head.id, SHEET_STATE_FINISHED), OK);
    a->chosen = 1;
    assert_int_equal(fixture_save(f, &answer_entity, a), INVALID);
    complains(&h, T_SURVEY_FIX_FINISHED);
    assert_int_equal(set_state(&h, s->head.id, SHEET_STATE_BEGUN), OK);
    assert_int_equal(fixture_save(f, &answer_entity, a), OK);
}

static void test_scores_leave_out_what_is_not_known(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    SurveyWhole w;
    AreaScore scores[SURVEY_AREAS_MAX];
    size_t n;
    a_room(&h, f, &r);
    consented(&h, &r);
    AnswerSheet *s = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, s), OK);
    assert_int_equal(survey_load(&f->ctx, s->of_version, &w), OK);
    for (size_t i = 0; i < 3; i++) {
        Answer *a = an_answer(&h, s, w.areas[0].items[i]->head.id);
        if (i == 2) a->state = ANSWER_STATE_UNKNOWN;
        else a->chosen = i ? 3 : 4;
        assert_int_equal(scores_of(&f->ctx, s->of_version, s->head.id, scores, SURVEY_AREAS_MAX, &n), OK);
        assert_int_equal(score_percent(&scores[0].score), SCORE_NONE);
        assert_int_equal(fixture_save(f, &answer_entity, a), OK);
    }
    Answer *a = an_answer(&h, s, w.areas[0].items[3]->head.id);
    a->chosen = 1;
    assert_int_equal(fixture_save(f, &answer_entity, a), OK);
    unsigned before = f->ctx.queries;
    assert_int_equal(scores_of(&f->ctx, s->of_version, s->head.id, scores, SURVEY_AREAS_MAX, &n), OK);
    assert_true(f->ctx.queries - before <= 3);
    assert_int_equal(n, w.n_areas);
    assert_int_equal(scores[0].score.answered, 3);
    assert_int_equal(scores[0].score.asked, 5);
    assert_int_equal(score_percent(&scores[0].score), 56);
    assert_int_equal(score_percent(&scores[1].score), SCORE_NONE);
}

static void test_what_was_answered_stays_in_use(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    a_room(&h, f, &r);
    consented(&h, &r);
    Drafting d = {.survey = r.diagnosis};
    fixture_system(f);
    f->ctx.who.account = h.people[COORDINATOR];
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    assert_int_equal(fixture_write(f, run_publish, &r.diagnosis), OK);
    Id published = f->ctx.act;
    AnswerSheet *s = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, s), OK);
    assert_int_equal(s->of_version, d.version);
    fixture_system(f);
    f->ctx.who.account = h.people[COORDINATOR];
    assert_int_equal(fixture_write(f, run_undo, &published), TOO_LATE);
    assert_int_equal(set_state(&h, s->head.id, SHEET_STATE_FINISHED), OK);
    AnswerSheet *next = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, next), OK);
    assert_int_equal(next->number, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_round_needs_a_consent_and_is_one_at_a_time),
        FIXTURE_BOTH(test_rounds_are_the_teams_alone),
        FIXTURE_BOTH(test_an_answer_fits_its_question),
        FIXTURE_BOTH(test_scores_leave_out_what_is_not_known),
        FIXTURE_BOTH(test_what_was_answered_stays_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

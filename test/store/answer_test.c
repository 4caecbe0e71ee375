/* Rounds of questions: seen by the team alone, only with consent, one at a time, answers that fit, scores by area. */
#include "cases.h"

#include "lang/show.h"
#include "survey/answer.h"

#include <math.h>

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

/* Answers an area with one option for all that count, or not at all. */
static void answer_area(House *h, const AnswerSheet *s, const AreaWhole *area, int chosen) {
    for (size_t i = 0; i < area->n_items; i++) {
        ScoreItem item = survey_score_item(area->items[i]);
        if (!item.options) continue;
        Answer *a = an_answer(h, s, area->items[i]->head.id);
        a->chosen = chosen < item.options ? chosen : item.options;
        assert_int_equal(fixture_save(h->f, &answer_entity, a), OK);
    }
}

static void test_weak_is_what_was_answered_low_and_the_team_alone_knows(void **state) {
    FIXTURE(f, state);
    House h;
    Room r;
    SurveyWhole w;
    Weak weak;
    a_room(&h, f, &r);
    consented(&h, &r);
    AnswerSheet *s = a_round(&h, r.k);
    assert_int_equal(begin(&h, r.diagnosis, s), OK);
    assert_int_equal(survey_load(&f->ctx, s->of_version, &w), OK);
    answer_area(&h, s, &w.areas[0], 2);           /* product and customers: a third of what is possible */
    answer_area(&h, s, &w.areas[1], 1);           /* money: nothing of it */
    answer_area(&h, s, &w.areas[2], 4);           /* people: all of it; all others are not known */
    assert_int_equal(diagnosis_weak(&f->ctx, r.k->head.id, &weak), OK);
    assert_int_equal(weak.n, 0);                  /* it is not finished */
    assert_int_equal(set_state(&h, s->head.id, SHEET_STATE_FINISHED), OK);
    assert_int_equal(diagnosis_weak(&f->ctx, r.k->head.id, &weak), OK);
    assert_int_equal(weak.n, 2);
    assert_int_equal(weak.v[0].advice, 1 << (CONSULTANT_AREA_MONEY - 1));
    assert_int_equal(weak.v[1].advice, 1 << (CONSULTANT_AREA_PRODUCT - 1) | 1 << (CONSULTANT_AREA_MARKETING - 1));
    assert_int_equal(weak.on, s->answered_on);
    static const int OTHERS[] = {OWNER, OTHER_COORDINATOR, HEADQUARTERS};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        become(&h, OTHERS[i]);
        assert_int_equal(diagnosis_weak(&f->ctx, r.k->head.id, &weak), OK);
        assert_int_equal(weak.n, 0);
    }
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
        FIXTURE_BOTH(test_weak_is_what_was_answered_low_and_the_team_alone_knows),
        FIXTURE_BOTH(test_what_was_answered_stays_in_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

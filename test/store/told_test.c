/* What the owner sees of a round of questions: nothing until the team asks or shows; then a copy, in the circle. */
#include "cases.h"

#include "survey/told.h"

#include <math.h>

static Fault run_ready(Ctx *c, void *arg) { return survey_take_ready(c, arg); }

typedef struct Doing {
    Id          survey, sheet, told, item;
    int         state, chosen;
    bool        notes;
    AnswerSheet *s;
    ToldRound   *t;
    Id           answer;
} Doing;
static Fault run_begin(Ctx *c, void *arg) { return round_begin(c, ((Doing *)arg)->survey, ((Doing *)arg)->s); }
static Fault run_finish(Ctx *c, void *arg) {
    return round_state(c, ((Doing *)arg)->sheet, SHEET_STATE_FINISHED, ent_new(c, &answer_sheet_entity));
}
static Fault run_ask(Ctx *c, void *arg) { return told_ask(c, ((Doing *)arg)->sheet, ((Doing *)arg)->t); }
static Fault run_show(Ctx *c, void *arg) {
    Doing *d = arg;
    return told_show(c, &(Showing){.sheet = d->sheet, .words = LIT("well done"), .notes = d->notes}, d->t);
}
static Fault run_send(Ctx *c, void *arg) { return told_send(c, ((Doing *)arg)->told, ((Doing *)arg)->t); }

/* A case with a team, an owner, a consent and a round that is under way. */
typedef struct Room {
    House        h;
    Case        *k;
    Id           survey;
    AnswerSheet *s;
    SurveyWhole  w;
    ToldRound   *t;
} Room;

static void a_room(Room *r, Fixture *f, int way) {
    int64_t made;
    *r = (Room){0};
    a_house(&r->h, f);
    fixture_system(f);
    assert_int_equal(fixture_write(f, run_ready, &made), OK);
    assert_int_equal(survey_by_ready(&f->ctx, LIT("diagnosis"), &r->survey), OK);
    r->k = a_case(&r->h);
    assert_int_equal(add_member(&r->h, r->k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&r->h, r->k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r->h, r->k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    r->s = ent_new(&f->ctx, &answer_sheet_entity);
    r->s->of_case = r->k->head.id;
    r->s->way = way;
    r->s->answered_on = f->ctx.reader.today;
    assert_int_equal(fixture_write(f, run_begin, &(Doing){.survey = r->survey, .s = r->s}), OK);
    assert_int_equal(survey_load(&f->ctx, r->s->of_version, &r->w), OK);
    r->t = ent_new(&f->ctx, &told_round_entity);
}

static Id item(const Room *r, size_t area, size_t at) { return r->w.areas[area].items[at]->head.id; }

static void team_answers(Room *r, Id of, int chosen, const char *words) {
    Answer *a = ent_new(&r->h.f->ctx, &answer_entity);
    a->of_sheet = r->s->head.id;
    a->item = of;
    a->state = ANSWER_STATE_ANSWERED;
    a->chosen = chosen;
    a->words = str_of(words);
    assert_int_equal(fixture_save(r->h.f, &answer_entity, a), OK);
}

static Fault show(Room *r, bool notes) {
    r->t = ent_new(&r->h.f->ctx, &told_round_entity);
    return fixture_write(r->h.f, run_show, &(Doing){.sheet = r->s->head.id, .notes = notes, .t = r->t});
}

static Fault finish(Room *r) { return fixture_write(r->h.f, run_finish, &(Doing){.sheet = r->s->head.id}); }

static ToldAnswer *owner_answer(Room *r, Id of, int chosen) {
    ToldAnswer *a = ent_new(&r->h.f->ctx, &told_answer_entity);
    a->of_told = r->t->head.id;
    a->item = of;
    a->state = ANSWER_STATE_ANSWERED;
    a->chosen = chosen;
    return a;
}

static void complains(const Room *r, TextKey key) {
    bool found = false;
    for (size_t i = 0; i < (size_t)r->h.f->ctx.complaints.n; i++) found |= r->h.f->ctx.complaints.v[i].key == key;
    assert_true(found);
}

static void test_the_owner_sees_a_copy_when_it_is_shown(void **state) {
    FIXTURE(f, state);
    Room r;
    Given *v;
    size_t n;
    a_room(&r, f, SHEET_WAY_TOGETHER);
    team_answers(&r, item(&r, 0, 0), 3, "said inside");
    assert_int_equal(show(&r, false), INVALID);
    complains(&r, T_TOLD_NOT_FINISHED);
    assert_int_equal(finish(&r), OK);
    assert_int_equal(show(&r, false), OK);
    sees(&r.h, &answer_sheet_entity, r.s->head.id, "xx---");
    sees(&r.h, &told_round_entity, r.t->head.id, "xxx--");
    become(&r.h, OWNER);
    assert_int_equal(told_answers_of(&f->ctx, r.t->head.id, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].chosen, 3);
    assert_int_equal(v[0].words.n, 0);            /* the team's note beside the answer was not shown */
    become(&r.h, COORDINATOR);
    Id first = r.t->head.id;
    assert_int_equal(show(&r, true), OK);         /* anew, with the notes: the first one is gone */
    become(&r.h, OWNER);
    assert_int_equal(told_answers_of(&f->ctx, r.t->head.id, &v, &n), OK);
    assert_true(str_eq(v[0].words, LIT("said inside")));
    ToldRound *old = ent_new(&f->ctx, &told_round_entity);
    assert_int_equal(ent_load(&f->ctx, &told_round_entity, first, old), OK);
    assert_true(old->head.archived_at != 0);
}

static int64_t mails_waiting(Fixture *f) {
    static const Query WAITING = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE sent_at IS NULL",
                                  .out = "n:int"};
    int64_t n = 0;
    assert_int_equal(db_int(&f->ctx, &WAITING, NO_VALS, &n), OK);
    return n;
}

static void test_the_owner_hears_that_they_are_asked(void **state) {
    FIXTURE(f, state);
    Room r;
    const char *site = "INSERT INTO region_facts (name, value) VALUES ('site', 'https://example.org')";
    a_room(&r, f, SHEET_WAY_OWNER);
    assert_int_equal(fixture_script(f, site), OK);
    become(&r.h, COORDINATOR);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r.h, r.k, CONSENT_PURPOSE_CONTACT)), OK);
    int64_t had = mails_waiting(f);
    assert_int_equal(fixture_write(f, run_ask, &(Doing){.sheet = r.s->head.id, .t = r.t}), OK);
    assert_int_equal(mails_waiting(f), had + 1);
}

static void test_what_the_team_knows_is_not_shown(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_TEAM);
    team_answers(&r, item(&r, 0, 0), 3, "");
    assert_int_equal(finish(&r), OK);
    assert_int_equal(show(&r, false), INVALID);
    complains(&r, T_TOLD_TEAMS_OWN);
}

static void test_nobody_but_the_team_shows_or_asks(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_OWNER);
    static const int OTHERS[] = {OWNER, OTHER_COORDINATOR, HEADQUARTERS};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        become(&r.h, OTHERS[i]);
        assert_int_equal(fixture_write(f, run_ask, &(Doing){.sheet = r.s->head.id, .t = r.t}), NOT_FOUND);
        assert_int_equal(show(&r, true), NOT_FOUND);
    }
}

static void test_only_a_round_to_answer_alone_is_asked(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_TOGETHER);
    assert_int_equal(fixture_write(f, run_ask, &(Doing){.sheet = r.s->head.id, .t = r.t}), INVALID);
    complains(&r, T_TOLD_NOT_ALONE);
}

static void test_what_the_owner_sends_stands_in_the_round(void **state) {
    FIXTURE(f, state);
    Room r;
    Given *v;
    size_t n;
    a_room(&r, f, SHEET_WAY_OWNER);
    team_answers(&r, item(&r, 0, 0), 1, "as we heard");
    team_answers(&r, item(&r, 0, 2), 2, "");
    assert_int_equal(fixture_write(f, run_ask, &(Doing){.sheet = r.s->head.id, .t = r.t}), OK);
    Doing again = {.sheet = r.s->head.id, .t = ent_new(&f->ctx, &told_round_entity)};
    assert_int_equal(fixture_write(f, run_ask, &again), OVER);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 0), 4)), NOT_ALLOWED);
    become(&r.h, OWNER);
    assert_int_equal(told_answers_of(&f->ctx, r.t->head.id, &v, &n), OK);
    assert_int_equal(n, 0);                       /* what the team has typed is not theirs to see */
    assert_int_equal(fixture_write(f, run_send, &(Doing){.told = r.t->head.id, .t = r.t}), INVALID);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 0), 4)), OK);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 0), 3)), STALE);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 1), 9)), INVALID);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 1), 2)), OK);
    assert_int_equal(fixture_write(f, run_send, &(Doing){.told = r.t->head.id, .t = r.t}), OK);
    assert_int_equal(fixture_write(f, run_send, &(Doing){.told = r.t->head.id, .t = r.t}), OVER);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 3), 2)), NOT_ALLOWED);
    become(&r.h, CONSULTANT);
    AnswerSheet *s = ent_new(&f->ctx, &answer_sheet_entity);
    assert_int_equal(ent_load(&f->ctx, &answer_sheet_entity, r.s->head.id, s), OK);
    assert_int_equal(s->state, SHEET_STATE_FINISHED);
    assert_int_equal(answers_of(&f->ctx, &r.s->head.id, 1, &v, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(answer_to(v, n, r.s->head.id, item(&r, 0, 0))->chosen, 4);
    assert_int_equal(answer_to(v, n, r.s->head.id, item(&r, 0, 1))->chosen, 2);
    assert_int_equal(answer_to(v, n, r.s->head.id, item(&r, 0, 2))->chosen, 2);
    assert_int_equal(show(&r, true), OK);         /* now the picture: the answers stay as they were sent */
    become(&r.h, OWNER);
    assert_int_equal(told_answers_of(&f->ctx, r.t->head.id, &v, &n), OK);
    assert_int_equal(n, 2);
}

static void test_a_round_that_is_over_takes_nothing(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_OWNER);
    assert_int_equal(fixture_write(f, run_ask, &(Doing){.sheet = r.s->head.id, .t = r.t}), OK);
    become(&r.h, OWNER);
    assert_int_equal(fixture_save(f, &told_answer_entity, owner_answer(&r, item(&r, 0, 0), 4)), OK);
    become(&r.h, COORDINATOR);
    assert_int_equal(finish(&r), OK);
    become(&r.h, OWNER);
    assert_int_equal(fixture_write(f, run_send, &(Doing){.told = r.t->head.id, .t = r.t}), OVER);
}

static Fault run_take_back(Ctx *c, void *arg) { return told_take_back(c, ((Doing *)arg)->told, ((Doing *)arg)->t); }
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(const Id *)arg); }

static size_t owner_has(Room *r, const Entity *e) {
    void  *rows;
    size_t n;
    become(&r->h, OWNER);
    assert_int_equal(case_records(&r->h.f->ctx, e, r->k->head.id, &rows, &n), OK);
    return n;
}

static void test_what_is_taken_back_is_not_kept_for_the_owner(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_TOGETHER);
    team_answers(&r, item(&r, 0, 0), 3, "");
    assert_int_equal(finish(&r), OK);
    assert_int_equal(show(&r, false), OK);
    assert_int_equal(owner_has(&r, &told_answer_entity), 1);
    Doing d = {.told = r.t->head.id, .t = ent_new(&f->ctx, &told_round_entity)};
    assert_int_not_equal(fixture_write(f, run_take_back, &d), OK);
    become(&r.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_take_back, &d), OK);
    Id act = f->ctx.act;
    assert_int_equal(owner_has(&r, &told_answer_entity), 0);
    assert_int_equal(owner_has(&r, &told_round_entity), 0);
    become(&r.h, COORDINATOR);
    assert_int_equal(fixture_write(f, run_take_back, &d), OVER);
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(owner_has(&r, &told_answer_entity), 1);
    become(&r.h, COORDINATOR);
    assert_int_equal(show(&r, true), OK);         /* shown anew: the copy before it is gone with its answers */
    assert_int_equal(owner_has(&r, &told_answer_entity), 1);
}

static void test_a_withdrawn_consent_leaves_it_to_the_owner_alone(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f, SHEET_WAY_TOGETHER);
    team_answers(&r, item(&r, 0, 0), 3, "");
    assert_int_equal(finish(&r), OK);
    assert_int_equal(show(&r, false), OK);
    ListSpec s = {.entity = &consent_entity, .limit = 1};
    void  *rows;
    size_t n;
    become(&r.h, OWNER);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, NULL), OK);
    Consent *v = rows;
    v->withdrawn_at = f->ctx.reader.now;
    v->withdrawn_by = r.h.people[OWNER];
    assert_int_equal(fixture_save(f, &consent_entity, v), OK);
    sees(&r.h, &told_round_entity, r.t->head.id, "--x--");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_is_taken_back_is_not_kept_for_the_owner),
        FIXTURE_BOTH(test_a_withdrawn_consent_leaves_it_to_the_owner_alone),
        FIXTURE_BOTH(test_the_owner_sees_a_copy_when_it_is_shown),
        FIXTURE_BOTH(test_the_owner_hears_that_they_are_asked),
        FIXTURE_BOTH(test_what_the_team_knows_is_not_shown),
        FIXTURE_BOTH(test_nobody_but_the_team_shows_or_asks),
        FIXTURE_BOTH(test_only_a_round_to_answer_alone_is_asked),
        FIXTURE_BOTH(test_what_the_owner_sends_stands_in_the_round),
        FIXTURE_BOTH(test_a_round_that_is_over_takes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Question sets: the ready ones, drafts as copies, what is in use stays, order, and questions that fit their kind. */
#include "fixture.h"

#include "lang/show.h"
#include "survey/survey.h"

static Fault run_ready(Ctx *c, void *arg) { return survey_take_ready(c, arg); }

typedef struct Drafting {
    Id            survey, draft;
    SurveyVersion v;
} Drafting;
static Fault run_draft(Ctx *c, void *arg) {
    Drafting *d = arg;
    return survey_draft(c, d->survey, &d->draft);
}
static Fault run_publish(Ctx *c, void *arg) {
    Drafting *d = arg;
    return survey_publish(c, d->survey, &d->v);
}
static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(const Id *)arg); }

typedef struct Moving {
    Id         id;
    int        by;
    SurveyArea area;
    SurveyItem item;
} Moving;
static Fault run_move_area(Ctx *c, void *arg) {
    Moving *m = arg;
    return survey_move_area(c, m->id, m->by, &m->area);
}
static Fault run_move_item(Ctx *c, void *arg) {
    Moving *m = arg;
    return survey_move_item(c, m->id, m->by, &m->item);
}

static void words(Tri *t, const char *text) {
    t->v[LANG_EN] = str_of(text);
    t->state[LANG_EN] = TEXT_WRITTEN;
}

/* The set of this kind, from the ready ones. */
static Id ready_set(Fixture *f, int kind) {
    ListSpec s = {.entity = &survey_entity, .limit = 10};
    void *rows;
    size_t n;
    int64_t made;
    assert_int_equal(fixture_write(f, run_ready, &made), OK);
    s.filters[s.n_filters++] = (ListFilter){.field = &survey_entity.fields[SURVEY_F_KIND], .op = LIST_EQ,
                                            .val = v_int(kind)};
    assert_int_equal(list_run(&f->ctx, &s, true, &rows, &n, NULL), OK);
    assert_int_equal(n, 1);
    return ((Survey *)rows)[0].head.id;
}

static SurveyWhole whole(Fixture *f, Id version) {
    SurveyWhole w;
    assert_int_equal(survey_load(&f->ctx, version, &w), OK);
    return w;
}

static void test_the_ready_sets_are_whole_in_three_languages(void **state) {
    FIXTURE(f, state);
    int64_t made = 0;
    Id used, draft;
    assert_int_equal(fixture_write(f, run_ready, &made), OK);
    assert_int_equal(made, 3);
    assert_int_equal(fixture_write(f, run_ready, &made), OK);
    assert_int_equal(made, 0);
    for (int kind = SURVEY_KIND_DIAGNOSIS; kind <= SURVEY_KIND_FEEDBACK; kind++) {
        assert_int_equal(survey_versions(&f->ctx, ready_set(f, kind), &used, &draft), OK);
        assert_true(used && !draft);
        SurveyWhole w = whole(f, used);
        for (Lang l = LANG_EN; l <= LANG_AR; l++) {
            assert_true(w.survey->name.v[l].n && w.survey->about.v[l].n);
            for (size_t a = 0; a < w.n_areas; a++) {
                assert_true(w.areas[a].area->name.v[l].n && w.areas[a].n_items > 0);
                for (size_t i = 0; i < w.areas[a].n_items; i++) assert_true(w.areas[a].items[i]->text.v[l].n);
            }
        }
        if (kind == SURVEY_KIND_DIAGNOSIS) assert_true(w.n_areas >= 8 && w.n_items >= 40);
        if (kind == SURVEY_KIND_FEEDBACK) assert_int_equal(w.n_items, 5);
    }
}

static void test_a_draft_is_a_copy_that_remembers(void **state) {
    FIXTURE(f, state);
    Drafting d = {.survey = ready_set(f, SURVEY_KIND_EXIT_CHECK)};
    Id used, draft;
    assert_int_equal(survey_versions(&f->ctx, d.survey, &used, &draft), OK);
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    Id first = d.draft;
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    assert_int_equal(d.draft, first);
    SurveyWhole was = whole(f, used), now = whole(f, d.draft);
    assert_int_equal(now.version->number, 2);
    assert_true(str_eq(now.version->name.v[LANG_EN], now.survey->name.v[LANG_EN]));
    assert_int_equal(now.n_items, was.n_items);
    for (size_t a = 0; a < was.n_areas; a++) {
        assert_int_equal(survey_area_key(now.areas[a].area), was.areas[a].area->head.id);
        for (size_t i = 0; i < was.areas[a].n_items; i++) {
            assert_int_equal(survey_item_key(now.areas[a].items[i]), was.areas[a].items[i]->head.id);
        }
    }
    assert_int_equal(fixture_write(f, run_publish, &d), OK);
    Id third;
    assert_int_equal(survey_versions(&f->ctx, d.survey, &third, &draft), OK);
    assert_int_equal(third, d.v.head.id);
    assert_int_equal(draft, 0);
}

static void test_what_is_in_use_stays(void **state) {
    FIXTURE(f, state);
    Id used, draft, survey = ready_set(f, SURVEY_KIND_FEEDBACK);
    assert_int_equal(survey_versions(&f->ctx, survey, &used, &draft), OK);
    SurveyWhole w = whole(f, used);
    SurveyItem item = *w.areas[0].items[0];
    words(&item.text, "Something else?");
    assert_int_equal(fixture_save(f, &survey_item_entity, &item), INVALID);
    assert_int_equal(f->ctx.complaints.v[0].key, T_SURVEY_FIX_FROZEN);
    assert_int_equal(fixture_archive(f, &survey_item_entity, item.head.id), INVALID);
    assert_int_equal(fixture_archive(f, &survey_area_entity, w.areas[0].area->head.id), INVALID);
    SurveyArea area = *w.areas[0].area;
    words(&area.name, "Something else");
    assert_int_equal(fixture_save(f, &survey_area_entity, &area), INVALID);
    Survey *s = ent_new(&f->ctx, &survey_entity);
    assert_int_equal(ent_load(&f->ctx, &survey_entity, survey, s), OK);
    s->kind = SURVEY_KIND_DIAGNOSIS;
    assert_int_equal(fixture_save(f, &survey_entity, s), INVALID);
}

static void test_publishing_is_taken_back(void **state) {
    FIXTURE(f, state);
    Drafting d = {.survey = ready_set(f, SURVEY_KIND_EXIT_CHECK)};
    Id used, draft;
    f->ctx.who.account = 7;
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    assert_int_equal(fixture_write(f, run_publish, &d), OK);
    Id act = f->ctx.act;
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_int_equal(survey_versions(&f->ctx, d.survey, &used, &draft), OK);
    assert_int_equal(draft, d.draft);
}

static void test_questions_are_moved_and_taken_out(void **state) {
    FIXTURE(f, state);
    Drafting d = {.survey = ready_set(f, SURVEY_KIND_EXIT_CHECK)};
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    SurveyWhole w = whole(f, d.draft);
    Id first = w.areas[0].items[0]->head.id, second = w.areas[0].items[1]->head.id, area = w.areas[0].area->head.id;
    Moving m = {.id = second, .by = -1};
    assert_int_equal(fixture_write(f, run_move_item, &m), OK);
    w = whole(f, d.draft);
    assert_int_equal(w.areas[0].items[0]->head.id, second);
    assert_int_equal(w.areas[0].items[1]->head.id, first);
    assert_int_equal(fixture_write(f, run_move_item, &m), OK);
    w = whole(f, d.draft);
    assert_int_equal(w.areas[0].items[0]->head.id, second);
    m = (Moving){.id = area, .by = 1};
    assert_int_equal(fixture_write(f, run_move_area, &m), OK);
    size_t before = w.n_items;
    assert_int_equal(fixture_archive(f, &survey_item_entity, first), OK);
    w = whole(f, d.draft);
    assert_int_equal(w.areas[1].area->head.id, area);
    assert_int_equal(w.n_items, before - 1);
}

typedef struct Copying {
    Id     from;
    Survey *s;
} Copying;
static Fault run_copy(Ctx *c, void *arg) {
    Copying *m = arg;
    return survey_copy(c, m->from, m->s);
}

static void test_a_coordinator_makes_a_set_of_their_own(void **state) {
    enum { NOA = 7, TOWN = 55 };
    FIXTURE(f, state);
    Copying m = {.from = ready_set(f, SURVEY_KIND_EXIT_CHECK), .s = ent_new(&f->ctx, &survey_entity)};
    Drafting d = {.survey = m.from};
    Id used, draft;
    fixture_reach(f, NOA, TOWN, VIS_UNIT);
    fixture_become(f, NOA, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(fixture_write(f, run_draft, &d), NOT_ALLOWED);
    assert_int_equal(fixture_write(f, run_copy, &m), OK);
    assert_int_equal(m.s->head.unit, TOWN);
    assert_int_equal(survey_versions(&f->ctx, m.s->head.id, &used, &draft), OK);
    assert_true(draft && !used);
    SurveyWhole w = whole(f, draft);
    assert_int_equal(w.areas[0].area->origin, 0);
    assert_int_equal(w.n_items, 9);
    d.survey = m.s->head.id;
    assert_int_equal(fixture_write(f, run_publish, &d), OK);
}

static Id an_area(Fixture *f, Id *ret_version) {
    Survey *s = ent_new(&f->ctx, &survey_entity);
    words(&s->name, "Ours");
    s->kind = SURVEY_KIND_OTHER;
    assert_int_equal(fixture_save(f, &survey_entity, s), OK);
    Drafting d = {.survey = s->head.id};
    assert_int_equal(fixture_write(f, run_draft, &d), OK);
    assert_int_equal(fixture_write(f, run_publish, &d), INVALID);
    SurveyArea *a = ent_new(&f->ctx, &survey_area_entity);
    a->of_version = *ret_version = d.draft;
    words(&a->name, "Area");
    assert_int_equal(fixture_save(f, &survey_area_entity, a), OK);
    return a->head.id;
}

static void test_a_question_fits_its_kind(void **state) {
    FIXTURE(f, state);
    Id version, area = an_area(f, &version);
    SurveyItem *i = ent_new(&f->ctx, &survey_item_entity);
    i->of_area = area;
    i->of_version = version;
    words(&i->text, "Which?");
    i->kind = ITEM_KIND_CHOICE;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    words(&i->option1, "One");
    words(&i->option3, "Three");
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "option2");
    words(&i->option2, "Two");
    assert_int_equal(fixture_save(f, &survey_item_entity, i), OK);
    i->points1 = 3;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "points2");
    i->points1 = i->points2 = i->points3 = 0;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    i->points3 = 2;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), OK);
    assert_true(survey_score_item(i).counts);
    assert_int_equal(survey_score_item(i).options, 3);
}

static void test_answers_of_a_question_differ(void **state) {
    FIXTURE(f, state);
    Id version, area = an_area(f, &version);
    SurveyItem *i = ent_new(&f->ctx, &survey_item_entity);
    i->of_area = area;
    i->of_version = version;
    words(&i->text, "How often?");
    i->kind = ITEM_KIND_SCALE;
    words(&i->option1, "Never");
    words(&i->option2, "Often");
    words(&i->option3, " never");
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    assert_int_equal(f->ctx.complaints.n, 1);
    assert_string_equal(f->ctx.complaints.v[0].field, "option3");
    words(&i->option3, "Always");
    i->points1 = 0;
    i->points2 = i->points3 = 2;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), INVALID);
    assert_int_equal(f->ctx.complaints.n, 1);
    assert_string_equal(f->ctx.complaints.v[0].field, "points3");
    i->points3 = 3;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), OK);
    i->kind = ITEM_KIND_CHOICE;                   /* two that are worth the same may be worth the same */
    i->points3 = 2;
    assert_int_equal(fixture_save(f, &survey_item_entity, i), OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_the_ready_sets_are_whole_in_three_languages),
        FIXTURE_BOTH(test_a_draft_is_a_copy_that_remembers),
        FIXTURE_BOTH(test_what_is_in_use_stays),
        FIXTURE_BOTH(test_publishing_is_taken_back),
        FIXTURE_BOTH(test_questions_are_moved_and_taken_out),
        FIXTURE_BOTH(test_a_coordinator_makes_a_set_of_their_own),
        FIXTURE_BOTH(test_a_question_fits_its_kind),
        FIXTURE_BOTH(test_answers_of_a_question_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

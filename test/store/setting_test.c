/* setting_test.c - the settings of a region: one record, from which the facts are made. */
#include "db/facts.h"
#include "fixture.h"
#include "setting/setting.h"

static Setting *filled(Fixture *f) {
    Setting *s = ent_new(&f->ctx, &setting_entity);
    assert_int_equal(setting_load(&f->ctx, s), OK);
    s->name.v[LANG_HE] = LIT("הגליל");
    s->name.state[LANG_HE] = TEXT_WRITTEN;
    return s;
}

static Str fact(Fixture *f, const char *name) {
    Str value;
    assert_int_equal(fact_get(&f->ctx, name, &value), OK);
    return value;
}

static Fault run_undo(Ctx *c, void *arg) { return act_undo(c, *(Id *)arg); }

static void test_settings_become_facts_and_an_undo_takes_them_back(void **state) {
    FIXTURE(f, state);
    Setting *s = filled(f);
    assert_int_equal(s->head.id, 0);
    assert_string_equal(arena_z(&f->arena, s->zone), "Asia/Jerusalem");
    assert_int_equal(fixture_save(f, &setting_entity, s), OK);
    assert_true(str_eq(fact(f, "name.he"), LIT("הגליל")));
    assert_true(str_eq(fact(f, "currency"), LIT("ILS")));
    s->zone = LIT("Europe/Rome");
    s->currency = LIT("EUR");
    s->home = LIT("39");
    s->languages = LIT("en tlh he en");
    s->answer_days = 5;
    assert_int_equal(fixture_save(f, &setting_entity, s), OK);
    Id act = f->ctx.act;
    assert_true(str_eq(fact(f, "zone"), LIT("Europe/Rome")));
    assert_true(str_eq(fact(f, "languages"), LIT("en he")));
    assert_true(str_eq(fact(f, "answer_days"), LIT("5")));
    fixture_become(f, 0, ROLE_ADMIN, VIS_UNIT);
    f->ctx.who.system = true;
    assert_int_equal(fixture_write(f, run_undo, &act), OK);
    assert_true(str_eq(fact(f, "zone"), LIT("Asia/Jerusalem")));
    assert_true(str_eq(fact(f, "answer_days"), LIT("3")));
    Setting *again = ent_new(&f->ctx, &setting_entity);
    assert_int_equal(setting_load(&f->ctx, again), OK);
    assert_int_equal(again->head.id, s->head.id);
}

static void test_settings_that_make_no_sense_are_complained_about_by_field(void **state) {
    FIXTURE(f, state);
    static const struct {
        size_t      at;
        const char *value, *field;
    } wrong[] = {
        {offsetof(Setting, zone), "Asia/Nowhere", "zone"}, {offsetof(Setting, zone), "../../etc/passwd", "zone"},
        {offsetof(Setting, currency), "ils", "currency"},  {offsetof(Setting, home), "+97", "home"},
        {offsetof(Setting, home), "097", "home"},          {offsetof(Setting, lang), "tlh", "lang"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Setting *s = filled(f);
        *(Str *)((char *)s + wrong[i].at) = str_of(wrong[i].value);
        assert_int_equal(fixture_save(f, &setting_entity, s), INVALID);
        assert_int_equal(f->ctx.complaints.n, 1);
        assert_string_equal(f->ctx.complaints.v[0].field, wrong[i].field);
    }
}

static void test_settings_belong_to_the_regions_own_organisation(void **state) {
    FIXTURE(f, state);
    Setting *s = filled(f);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    assert_int_equal(setting_load(&f->ctx, ent_new(&f->ctx, &setting_entity)), NOT_ALLOWED);
    assert_int_equal(fixture_save(f, &setting_entity, s), NOT_ALLOWED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_settings_become_facts_and_an_undo_takes_them_back),
        FIXTURE_BOTH(test_settings_that_make_no_sense_are_complained_about_by_field),
        FIXTURE_BOTH(test_settings_belong_to_the_regions_own_organisation),
    };
    return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}

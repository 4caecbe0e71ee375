/* local_test.c - what a region says about its zone, money, phones and languages decides how everything is read. */
#include "db/facts.h"
#include "fixture.h"

typedef struct Say {
    const char *name, *value;
} Say;

static Fault say(Ctx *c, void *arg) {
    for (const Say *s = arg; s->name; s++) TRY(fact_set(c, s->name, str_of(s->value)));
    return OK;
}

static void test_what_a_region_says_holds_from_its_commit_on(void **state) {
    FIXTURE(f, state);
    local_keep(f->region, "Europe/Paris", LANG_EN);
    const Local *before = local_of(f->region);
    assert_string_equal(before->zone, "Europe/Paris");
    assert_string_equal(before->currency, "ILS");
    assert_int_equal(before->lang, LANG_EN);
    Say puglia[] = {{"zone", "Europe/Rome"}, {"currency", "EUR"}, {"home", "39"}, {"lang", "ar"},
                    {"languages", "en"},     {"answer_days", "7"}, {NULL, NULL}};
    assert_int_equal(fixture_write(f, say, puglia), OK);
    const Local *now = local_of(f->region);
    assert_string_equal(now->zone, "Europe/Rome");
    assert_string_equal(now->currency, "EUR");
    assert_string_equal(now->home, "39");
    assert_int_equal(now->lang, LANG_AR);
    assert_int_equal(now->langs, 1u << LANG_EN | 1u << LANG_AR);
    assert_int_equal(now->answer_days, 7);
    assert_string_equal(before->zone, "Europe/Paris"); /* readers under way still point there */
    assert_ptr_equal(local_of(f->region), now);
    local_forget(f->region);
    assert_ptr_equal(local_of(f->region), &LOCAL_DEFAULTS);
}

static void test_what_a_region_says_wrongly_is_not_believed(void **state) {
    FIXTURE(f, state);
    Say wrong[] = {{"zone", "Europe/Nowhere"}, {"currency", "euro"}, {"home", "0039"}, {"lang", "tlh"},
                   {"languages", "tlh xx"},    {"answer_days", "-1"}, {NULL, NULL}};
    Local l = LOCAL_DEFAULTS;
    assert_int_equal(fixture_write(f, say, wrong), OK);
    assert_int_equal(local_read(&f->ctx, &l), OK);
    assert_memory_equal(&l, &LOCAL_DEFAULTS, sizeof l);
}

static void test_a_text_of_the_region_falls_back_to_another_language(void **state) {
    FIXTURE(f, state);
    Say names[] = {{"name", "plain"}, {"name.ar", "الإقليم"}, {NULL, NULL}}, none[] = {{"name.ar", ""}, {NULL, NULL}};
    Str name;
    Lang l = LANG_HE;
    assert_int_equal(fixture_write(f, say, names), OK);
    assert_int_equal(fact_in(&f->ctx, "name", LANG_HE, &name, &l), OK);
    assert_true(str_eq(name, LIT("الإقليم")));
    assert_int_equal(l, LANG_AR);
    assert_int_equal(fixture_write(f, say, none), OK);
    assert_int_equal(fact_name(&f->ctx, LANG_HE, &name), OK);
    assert_true(str_eq(name, LIT("plain")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_what_a_region_says_holds_from_its_commit_on),
        FIXTURE_BOTH(test_what_a_region_says_wrongly_is_not_believed),
        FIXTURE_BOTH(test_a_text_of_the_region_falls_back_to_another_language),
    };
    return cmocka_run_group_tests_name("local", tests, NULL, NULL);
}

/* Lists and the search box find a record by a part of its name, in each of its languages. */
#include "fixture.h"

#include "actor/actor.h"
#include "view/view_page.h"

static Actor *the_bakery(Fixture *f) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_BUSINESS;
    a->name.v[LANG_HE] = LIT("מאפיית לחם המדבר");
    a->name.v[LANG_AR] = LIT("مخبز خبز الصحراء");
    a->name.v[LANG_EN] = LIT("Desert Bread Bakery");
    for (int l = 0; l < LANG_N; l++) a->name.state[l] = TEXT_WRITTEN;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a;
}

static Request asking(Param *one, Str words) {
    *one = (Param){LIT("q"), words};
    return (Request){.method = GET, .path = LIT("/find"), .args = {one, 1}, .fragment = true};
}

static const char *const PARTS[] = {"לחם", "המדבר", "خبز", "Bread", "bread", "  Bakery "};

static void test_a_part_of_any_name_is_found_in_the_list(void **state) {
    FIXTURE(f, state);
    Param one;
    (void)the_bakery(f);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        Request  rq = asking(&one, str_of(PARTS[i]));
        ListSpec spec;
        void    *rows;
        size_t   n;
        assert_int_equal(view_query(&f->ctx, &rq, &ACTOR_SHEET, &spec), OK);
        assert_int_equal(list_run(&f->ctx, &spec, false, &rows, &n, NULL), OK);
        if (n != 1) fail_msg("'%s' finds %zu", PARTS[i], n);
    }
    Request  rq = asking(&one, LIT("מוסך"));
    ListSpec spec;
    void    *rows;
    size_t   n;
    assert_int_equal(view_query(&f->ctx, &rq, &ACTOR_SHEET, &spec), OK);
    assert_int_equal(list_run(&f->ctx, &spec, false, &rows, &n, NULL), OK);
    assert_int_equal(n, 0);
}

static Str found(Fixture *f, Buf *body, Str words) {
    Param   one;
    Request rq = asking(&one, words);
    Reply   rp = {.body = body};
    buf_clear(body);
    assert_int_equal(get_find(&f->ctx, &rq, &rp), OK);
    return buf_str(body);
}

static void test_the_search_box_finds_a_part_of_any_name(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    (void)the_bakery(f);
    view_register(&ACTOR_SHEET);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        assert_true(str_find(found(f, &body, str_of(PARTS[i])), LIT("Desert Bread Bakery")) >= 0);
    }
    assert_true(str_find(found(f, &body, LIT("מוסך")), LIT("Desert Bread Bakery")) < 0);
    assert_true(str_find(found(f, &body, LIT("%")), LIT("Desert Bread Bakery")) < 0);
    buf_release(&body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_part_of_any_name_is_found_in_the_list),
        FIXTURE_BOTH(test_the_search_box_finds_a_part_of_any_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Lists and the search box find a record by a part of its name, in each of its languages. */
#include "fixture.h"

#include "actor/actor.h"
#include "actor/actor_page.h"
#include "seek/seek.h"
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

/* ---- with the image in memory ----------------------------------------------------------------------------------- */

static Str asked(Fixture *f, Buf *body, Param *args, size_t n, bool fragment) {
    Request rq = {.method = GET, .path = LIT("/find"), .args = {args, n}, .fragment = fragment};
    Reply   rp = {.body = body};
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    buf_clear(body);
    assert_int_equal(get_find(&f->ctx, &rq, &rp), OK);
    assert_false(rp.passing && n && args[0].value.n);
    return buf_str(body);
}

static void expect_in(Str page, const char *text) {
    if (str_find(page, str_of(text)) < 0) fail_msg("'%s' is not in: %.*s", text, STR_ARG(page));
}

static void test_the_search_box_speaks_all_scripts_and_says_why(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    seek_start(f->region);
    view_register(&ACTOR_SHEET);
    Actor *a = the_bakery(f);
    a->phone = LIT("+972525550142");
    a->about = LIT("Pitas from a clay oven for feasts");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    static const struct {
        const char *words, *shown;
    } CASES[] = {
        {"bread", "<bdi>Desert <mark>Bread</mark> Bakery</bdi>"},
        {"לחם", "Also called <bdi>מאפיית <mark>לחם</mark> המדבר</bdi>"},
        {"בלחם", "<mark>לחם</mark>"},
        {"الصحراء", "<mark>الصحراء</mark>"},
        {"מדבר", "<mark>המדבר</mark>"},
        {"0142", "<mark><bdi dir=\"ltr\">052-555-0142</bdi></mark>"},
        {"+972 52 555 0142", "Desert Bread Bakery"},
        {"clay", "<bdi>About</bdi>: <bdi>Pitas from a <mark>clay</mark> oven for feasts</bdi>"},
        {"Braed", "Sounds like it"},
        {"Defert", "Spelled nearly so"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Param q = {LIT("q"), str_of(CASES[i].words)};
        expect_in(asked(f, &body, &q, 1, true), CASES[i].shown);
        expect_in(asked(f, &body, &q, 1, true), "role=\"option\"");
        expect_in(asked(f, &body, &q, 1, false), CASES[i].shown);
    }
    Param pick[] = {{LIT("q"), LIT("خبز")}, {LIT("kind"), LIT("actor")}, {LIT("part"), LIT("pick")}};
    expect_in(asked(f, &body, pick, 3, true), "data-label=\"Desert Bread Bakery\"");
    Param none = {LIT("q"), LIT("<script>")};
    Str   page = asked(f, &body, &none, 1, false);
    expect_in(page, "/actors/new?name.en=%3Cscript%3E");
    assert_true(str_find(page, LIT("<script>\"")) < 0 && str_find(page, LIT("<bdi><script>")) < 0);
    seek_stop(f->region);
    buf_release(&body);
}

static size_t listed(Fixture *f, const char *words) {
    Param    one;
    Request  rq = asking(&one, str_of(words));
    ListSpec spec;
    void    *rows;
    size_t   n;
    assert_int_equal(view_query(&f->ctx, &rq, &ACTOR_SHEET, &spec), OK);
    assert_false(spec.passing);
    assert_int_equal(list_run(&f->ctx, &spec, false, &rows, &n, NULL), OK);
    return n;
}

static void test_a_list_finds_across_scripts_and_by_telephone(void **state) {
    FIXTURE(f, state);
    static const char *const WORDS[] = {"דה", "Dana Cohen", "דנה כהן", "دانا كوهين", "5550142", "052-555-0142"};
    seek_start(f->region);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->kind = ACTOR_KIND_PERSON;
    a->name.v[LANG_HE] = LIT("דנה כהן");
    a->name.state[LANG_HE] = TEXT_WRITTEN;
    a->phone = LIT("+972525550142");
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    (void)the_bakery(f);
    fixture_unread(f);
    assert_true(seek_wait(f->region));
    fixture_read(f);
    assert_int_equal(listed(f, WORDS[0]), 0);
    for (size_t i = 1; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (listed(f, WORDS[i]) != 1) fail_msg("'%s' lists %zu", WORDS[i], listed(f, WORDS[i]));
    }
    seek_stop(f->region);
}

static void test_another_keyboard_layout_is_understood(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    seek_start(f->region);
    view_register(&ACTOR_SHEET);
    (void)the_bakery(f);
    Param q = {LIT("q"), LIT("nntphh,")};         /* the keys of the first word of its Hebrew name */
    Str   page = asked(f, &body, &q, 1, false);
    expect_in(page, "<mark>מאפיית</mark>");
    expect_in(page, "in another layout");
    assert_true(str_find(page, LIT("<b></b>")) < 0);
    seek_stop(f->region);
    buf_release(&body);
}

static void test_without_words_one_sees_ones_last_changes(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    seek_start(f->region);
    view_register(&ACTOR_SHEET);
    f->ctx.who.account = 7;
    (void)the_bakery(f);
    Param none = {LIT("q"), {0}};
    expect_in(asked(f, &body, &none, 1, true), "Desert Bread Bakery");
    f->ctx.who.account = 8;
    assert_true(str_find(asked(f, &body, &none, 1, true), LIT("Desert Bread Bakery")) < 0);
    seek_stop(f->region);
    buf_release(&body);
}

/* ---- merging ---------------------------------------------------------------------------------------------------- */

typedef struct Posting {
    Request rq;
    Reply   rp;
} Posting;
static Fault run_merge(Ctx *c, void *arg) {
    Posting *p = arg;
    for (int i = 0; i < ACTOR_ROUTES_N; i++) {
        const Route *r = &ACTOR_ROUTES[i];
        if (r->method == POST && str_eq(str_of(r->path), LIT("/actors/{id}/merge"))) {
            return r->handler(c, &p->rq, &p->rp);
        }
    }
    return NOT_FOUND;
}

static Fault merges(Fixture *f, Buf *body, Id winner, Str with) {
    Param   one = {LIT("with"), with};
    Posting p = {.rq = {.method = POST, .path = LIT("/actors/x/merge"), .ids = {winner}, .form = {&one, 1}},
                 .rp = {.body = body}};
    buf_clear(body);
    return fixture_write(f, run_merge, &p);
}

static void test_merging_without_a_choice_says_so_beside_it(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    view_register(&ACTOR_SHEET);
    Actor *a = the_bakery(f), *same = the_bakery(f);
    assert_int_equal(merges(f, &body, a->head.id, (Str){0}), INVALID);
    expect_in(buf_str(&body), "id=\"f-with-err\"");
    assert_string_equal(f->ctx.complaints.v[0].field, "with");
    assert_int_equal(merges(f, &body, a->head.id, LIT("nobody of this name")), INVALID);
    assert_int_equal(merges(f, &body, a->head.id, id_str(&f->arena, a->head.id)), INVALID);
    assert_int_equal(merges(f, &body, a->head.id, id_str(&f->arena, same->head.id)), OK);
    assert_int_equal(merges(f, &body, a->head.id, id_str(&f->arena, same->head.id)), INVALID); /* is no more */
    buf_release(&body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_part_of_any_name_is_found_in_the_list),
        FIXTURE_BOTH(test_the_search_box_finds_a_part_of_any_name),
        FIXTURE_BOTH(test_the_search_box_speaks_all_scripts_and_says_why),
        FIXTURE_BOTH(test_a_list_finds_across_scripts_and_by_telephone),
        FIXTURE_BOTH(test_another_keyboard_layout_is_understood),
        FIXTURE_BOTH(test_without_words_one_sees_ones_last_changes),
        FIXTURE_BOTH(test_merging_without_a_choice_says_so_beside_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

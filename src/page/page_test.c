/* page_test.c - the frame of every page and the parts that many pages share. */
#include "page/shell.h"

#include "http/asset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

typedef struct World {
    Arena   arena;
    Ctx     c;
    Request rq;
    Reply   rp;
    Buf     body;
} World;

static void world_init(World *w, Lang l) {
    *w = (World){0};
    arena_init(&w->arena, 1 << 20);
    buf_init(&w->body, 1 << 20);
    w->c = (Ctx){
        .arena = &w->arena,
        .reader = {.lang = l, .zone = "Asia/Jerusalem", .now = INT64_C(1795419000000), .today = 20261123},
        .who = {.account = 77, .roles = ROLE_COORDINATOR},
    };
    w->rq = (Request){.method = GET, .path = LIT("/actors"), .query = LIT("kind=1")};
    w->rp = (Reply){.body = &w->body};
}

static void world_free(World *w) {
    buf_release(&w->body);
    arena_release(&w->arena);
}

static bool has(const World *w, const char *s) { return str_find(buf_str(&w->body), str_of(s)) >= 0; }

static int count(const World *w, const char *s) {
    int n = 0;
    Str rest = buf_str(&w->body);
    for (ptrdiff_t at; (at = str_find(rest, str_of(s))) >= 0; n++) rest = str_sub(rest, (size_t)at + 1, rest.n);
    return n;
}

static void draw_hello(Buf *b, const Page *pg, const void *view) {
    (void)pg;
    buf_printf(b, "<h1>%s</h1>", (const char *)view);
}

static void draw_frame(World *w, Nav nav, bool bare) {
    Page pg = page_new(&w->c, &w->rq, nav, LIT("<b>\"title\""));
    pg.bare = bare;
    assert_int_equal(page_send(&pg, &w->rp, draw_hello, "hello"), OK);
}

static void test_frame_speaks_the_readers_language_and_direction(void **state) {
    (void)state;
    const struct { Lang l; const char *html, *font; } rows[] = {
        {LANG_HE, "<html lang=\"he\" dir=\"rtl\"", "rubik-hebrew-"},
        {LANG_AR, "<html lang=\"ar\" dir=\"rtl\"", "rubik-arabic-"},
        {LANG_EN, "<html lang=\"en\" dir=\"ltr\"", "rubik-latin-"},
    };
    for (size_t i = 0; i < 3; i++) {
        World w;
        world_init(&w, rows[i].l);
        draw_frame(&w, NAV_ACTORS, false);
        assert_true(has(&w, rows[i].html));
        assert_true(has(&w, rows[i].font));
        world_free(&w);
    }
}

static void test_frame_marks_where_one_is_and_the_language_in_use(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_AR);
    draw_frame(&w, NAV_ACTORS, false);
    assert_int_equal(count(&w, "aria-current=\"page\""), 2); /* in the rail and in the bottom bar */
    assert_int_equal(count(&w, "aria-current=\"true\""), 1);
    assert_true(has(&w, "value=\"ar\" lang=\"ar\" aria-current=\"true\""));
    assert_true(has(&w, "name=\"back\" value=\"/actors?kind=1\""));
    world_free(&w);
}

static void test_title_is_text_wherever_it_stands(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_frame(&w, NAV_NONE, false);
    assert_false(has(&w, "<b>\""));
    assert_true(has(&w, "&lt;b&gt;"));
    world_free(&w);
}

static void test_title_says_error_first_when_there_are_complaints(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    Complaint one = {.field = "name", .key = T_FAULT_INVALID};
    w.c.complaints = (Complaints){.v = &one, .n = 1, .cap = 1};
    draw_frame(&w, NAV_NONE, false);
    assert_true(has(&w, "Error: "));
    world_free(&w);
}

static void test_fragment_is_the_part_alone(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    w.rq.fragment = true;
    draw_frame(&w, NAV_NONE, false);
    assert_true(str_eq(buf_str(&w.body), LIT("<h1>hello</h1>")));
    world_free(&w);
}

static void test_visitor_is_offered_sign_in_and_no_note(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    w.c.who = (Who){.roles = ROLE_ANYONE};
    draw_frame(&w, NAV_MAP, false);
    assert_true(has(&w, "href=\"/sign-in\""));
    assert_false(has(&w, "href=\"/notes/new\""));
    assert_false(has(&w, "name=\"csrf\" content="));
    world_free(&w);
}

static void test_bare_page_has_no_rail(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_HE);
    draw_frame(&w, NAV_NONE, true);
    assert_false(has(&w, "class=\"rail\""));
    assert_true(has(&w, "class=\"guest-main\""));
    world_free(&w);
}

static void test_first_page_of_an_empty_desk_fits_the_budget(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_HE);
    draw_frame(&w, NAV_TODAY, false);
    assert_true(w.body.n < 12 * 1024); /* some 3 kB compressed: a page has 15 kB */
    world_free(&w);
}

/* ---- pager ---------------------------------------------------------------------------------------------- */

static void draw_pager(World *w, int64_t total, int64_t offset, const char *address) {
    Page pg = page_new(&w->c, &w->rq, NAV_NONE, LIT("list"));
    page_pager(&w->body, &pg, total, offset, 50, str_of(address));
}

static void test_pager_says_from_to_of_all(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_pager(&w, 112, 100, "/actors?kind=1");
    assert_true(has(&w, "101"));
    assert_true(has(&w, "112"));
    assert_true(has(&w, "<a class=\"step\" rel=\"prev\" href=\"/actors?kind=1&amp;page=2\""));
    assert_false(has(&w, "rel=\"next\""));
    assert_int_equal(count(&w, "aria-current=\"page\""), 1);
    world_free(&w);
}

static void test_pager_shows_ends_and_neighbours_with_gaps_between(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_pager(&w, 5000, 50 * 49, "/actors");
    const char *shown[] = {"/actors?page=1\"", "/actors?page=49\"", "/actors?page=51\"", "/actors?page=100\""};
    for (size_t i = 0; i < 4; i++) assert_true(has(&w, shown[i]));
    assert_false(has(&w, "/actors?page=48\""));
    assert_false(has(&w, "/actors?page=52\""));
    assert_int_equal(count(&w, "…"), 2);
    world_free(&w);
}

static void test_pager_of_a_hundred_million_rows_is_as_short(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_pager(&w, 100000000, 0, "/actors");
    assert_int_equal(count(&w, "<li>"), 5); /* 1, 2, gap, last, next */
    world_free(&w);
}

static void test_pager_of_one_page_has_no_links_and_of_nothing_nothing(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_pager(&w, 50, 0, "/actors");
    assert_false(has(&w, "href"));
    buf_clear(&w.body);
    draw_pager(&w, 0, 0, "/actors");
    assert_int_equal(w.body.n, 0);
    world_free(&w);
}

static void test_pager_past_the_end_shows_the_last_page(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    draw_pager(&w, 112, 5000, "/actors");
    assert_true(has(&w, "rel=\"prev\" href=\"/actors?page=2\""));
    world_free(&w);
}

/* ---- icons, faults, help -------------------------------------------------------------------------------- */

static void test_icons_that_point_mirror_and_others_do_not(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    page_icon(&w.body, "arrow-left");
    assert_true(has(&w, "class=\"i i-dir\""));
    buf_clear(&w.body);
    page_icon(&w.body, "phone");
    assert_true(has(&w, "class=\"i\""));
    assert_true(has(&w, "#i-phone\""));
    world_free(&w);
}

static void test_every_fault_has_a_page_in_every_language(void **state) {
    (void)state;
    for (Lang l = 0; l < LANG_N; l++) {
        for (Fault f = 1; f < FAULT_N; f++) {
            World w;
            world_init(&w, l);
            page_fault(&w.c, &w.rq, &w.rp, f);
            assert_int_equal(w.rp.status, fault_status(f));
            assert_true(tr_key(str_of(fault_key(f))) != T_NONE);
            assert_int_equal(count(&w, "<h1>"), 1);
            assert_false(has(&w, "<h1></h1>"));
            world_free(&w);
        }
    }
}

static void test_fault_of_ours_gives_a_number_to_quote_and_others_do_not(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    w.rq.number = 4821;
    page_fault(&w.c, &w.rq, &w.rp, BROKEN);
    assert_true(has(&w, "R-4821"));
    page_fault(&w.c, &w.rq, &w.rp, NOT_FOUND);
    assert_false(has(&w, "R-4821"));
    (void)fail_text(&w.c, DB_LOST, "db", LIT("socket /run/pg"));
    page_fault(&w.c, &w.rq, &w.rp, DB_LOST);
    assert_true(has(&w, "R-4821"));
    assert_false(has(&w, "/run/pg"));
    world_free(&w);
}

static const Route *route_at(const char *path) {
    for (int i = 0; i < PAGE_MODULE.n_routes; i++) {
        if (str_eq(str_of(PAGE_MODULE.routes[i].path), str_of(path))) return &PAGE_MODULE.routes[i];
    }
    fail_msg("no route %s", path);
    return NULL;
}

static void test_help_pages_link_to_one_another(void **state) {
    (void)state;
    const char *const pages[] = {"", "about", "accessibility", "privacy"};
    for (size_t i = 0; i < 4; i++) {
        World w;
        world_init(&w, LANG_HE);
        w.rq.words[0] = str_of(pages[i]);
        assert_int_equal(route_at("/help/{word}")->handler(&w.c, &w.rq, &w.rp), OK);
        assert_int_equal(count(&w, "<li><a href=\"/help"), 3);
        world_free(&w);
    }
    World w;
    world_init(&w, LANG_HE);
    w.rq.words[0] = LIT("nothing");
    assert_int_equal(route_at("/help/{word}")->handler(&w.c, &w.rq, &w.rp), NOT_FOUND);
    world_free(&w);
}

static void test_more_offers_only_what_the_reader_may_open(void **state) {
    (void)state;
    World w;
    world_init(&w, LANG_EN);
    assert_int_equal(route_at("/more")->handler(&w.c, &w.rq, &w.rp), OK);
    assert_true(has(&w, "class=\"title\" href=\"/tasks\""));
    assert_true(has(&w, "action=\"/sign-out\""));
    buf_clear(&w.body);
    w.c.who = (Who){.roles = ROLE_ANYONE};
    assert_int_equal(route_at("/more")->handler(&w.c, &w.rq, &w.rp), OK);
    assert_false(has(&w, "/tasks"));
    assert_false(has(&w, "action=\"/sign-out\""));
    world_free(&w);
}

/* A plain route is answered without asking who reads: the bars would offer sign-in to whoever is in, and a fresh
** visitor's cookie would make the forms in other tabs too old to send. */
static void test_pages_of_the_frame_know_who_reads(void **state) {
    (void)state;
    for (int i = 0; i < PAGE_MODULE.n_routes; i++) assert_int_equal(PAGE_MODULE.routes[i].kind, ROUTE_READ);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frame_speaks_the_readers_language_and_direction),
        cmocka_unit_test(test_frame_marks_where_one_is_and_the_language_in_use),
        cmocka_unit_test(test_title_is_text_wherever_it_stands),
        cmocka_unit_test(test_title_says_error_first_when_there_are_complaints),
        cmocka_unit_test(test_fragment_is_the_part_alone),
        cmocka_unit_test(test_visitor_is_offered_sign_in_and_no_note),
        cmocka_unit_test(test_bare_page_has_no_rail),
        cmocka_unit_test(test_first_page_of_an_empty_desk_fits_the_budget),
        cmocka_unit_test(test_pager_says_from_to_of_all),
        cmocka_unit_test(test_pager_shows_ends_and_neighbours_with_gaps_between),
        cmocka_unit_test(test_pager_of_a_hundred_million_rows_is_as_short),
        cmocka_unit_test(test_pager_of_one_page_has_no_links_and_of_nothing_nothing),
        cmocka_unit_test(test_pager_past_the_end_shows_the_last_page),
        cmocka_unit_test(test_icons_that_point_mirror_and_others_do_not),
        cmocka_unit_test(test_every_fault_has_a_page_in_every_language),
        cmocka_unit_test(test_fault_of_ours_gives_a_number_to_quote_and_others_do_not),
        cmocka_unit_test(test_help_pages_link_to_one_another),
        cmocka_unit_test(test_pages_of_the_frame_know_who_reads),
        cmocka_unit_test(test_more_offers_only_what_the_reader_may_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* route_test.c - paths and their handlers. */
#include "http/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static Fault nothing(Ctx *c, const Request *rq, Reply *rp) {
    (void)c, (void)rq, (void)rp;
    return OK;
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/", .handler = nothing},
    {.method = GET, .path = "/places", .handler = nothing},
    {.method = POST, .path = "/places", .handler = nothing},
    {.method = GET, .path = "/places/new", .handler = nothing},
    {.method = GET, .path = "/places/{id}", .handler = nothing},
    {.method = PATCH, .path = "/places/{id}", .handler = nothing},
    {.method = GET, .path = "/places/{word}", .handler = nothing},
    {.method = GET, .path = "/places/{id}/ties/{id}", .handler = nothing},
    {.method = GET, .path = "/places/{word}/map", .handler = nothing},
    {.method = GET, .path = "/export/{word}/{word}", .handler = nothing},
};
static const Module MODULE = {.name = "test", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
static const Module *const LIST[] = {&MODULE};

#define ID_A "0123456789abc"
#define ID_B "0bcdefghjkmnp"

static Router *router;
static Arena   arena;

static int start(void **state) {
    (void)state;
    router = router_new(LIST, 1);
    arena_init(&arena, 1 << 20);
    return 0;
}

static int stop(void **state) {
    (void)state;
    router_free(router);
    arena_release(&arena);
    return 0;
}

static void leads(Method m, const char *path, Fault want, const char *pattern) {
    Matched got;
    Fault   f = router_match(router, &arena, m, str_of(path), &got);
    if (f != want) fail_msg("%s: %s, not %s", path, fault_name(f), fault_name(want));
    if (want == OK && strcmp(got.route->path, pattern) != 0) fail_msg("%s: %s, not %s", path, got.route->path, pattern);
    if (want == OK) assert_ptr_equal(router_route(router, got.index), got.route);
}

static void test_route_prefers_fixed_words_then_ids_then_words(void **state) {
    (void)state;
    leads(GET, "/", OK, "/");
    leads(GET, "/places", OK, "/places");
    leads(POST, "/places", OK, "/places");
    leads(GET, "/places/new", OK, "/places/new");
    leads(GET, "/places/" ID_A, OK, "/places/{id}");
    leads(GET, "/places/anything", OK, "/places/{word}");
    leads(GET, "/places/" ID_A "/ties/" ID_B, OK, "/places/{id}/ties/{id}");
    /* The branch of {id} has no map: the walk comes back and takes {word}. */
    leads(GET, "/places/" ID_A "/map", OK, "/places/{word}/map");
}

static void test_route_tells_unknown_paths_from_unknown_methods(void **state) {
    Matched m;
    (void)state;
    leads(GET, "/place", NOT_FOUND, NULL);
    leads(GET, "/places/a/b", NOT_FOUND, NULL);
    leads(GET, "/places/", NOT_FOUND, NULL);
    leads(GET, "//places", NOT_FOUND, NULL);
    leads(GET, "/export/a", NOT_FOUND, NULL);
    leads(GET, "/1/2/3/4/5/6/7/8/9/10/11/12/13/14", NOT_FOUND, NULL);
    leads(DELETE, "/places", BAD_METHOD, NULL);
    assert_int_equal(router_match(router, &arena, DELETE, LIT("/places"), &m), BAD_METHOD);
    assert_true(str_eq(routes_allow(&arena, m.routes), LIT("GET, HEAD, POST, OPTIONS")));
}

static void test_route_decodes_parts_and_refuses_what_hides_in_them(void **state) {
    Matched m;
    (void)state;
    assert_int_equal(router_match(router, &arena, GET, LIT("/export/%D7%A9%20x/b+c"), &m), OK);
    assert_true(str_eq(m.words[0], LIT("ש x")));
    assert_true(str_eq(m.words[1], LIT("b+c")));
    assert_int_equal(router_match(router, &arena, GET, LIT("/places/" ID_A "/ties/" ID_B), &m), OK);
    Id a, b;
    assert_true(id_parse(LIT(ID_A), &a) && id_parse(LIT(ID_B), &b));
    assert_true(m.ids[0] == a && m.ids[1] == b);
    leads(GET, "/export/a%2Fb/c", BAD_REQUEST, NULL);
    leads(GET, "/export/a%5Cb/c", BAD_REQUEST, NULL);
    leads(GET, "/export/../c", BAD_REQUEST, NULL);
    leads(GET, "/export/%2e%2E/c", BAD_REQUEST, NULL);
    leads(GET, "/export/%00/c", BAD_REQUEST, NULL);
    leads(GET, "/export/%0a/c", BAD_REQUEST, NULL);
    leads(GET, "/export/%ff/c", BAD_REQUEST, NULL);
    leads(GET, "/export/%4/c", BAD_REQUEST, NULL);
    leads(GET, "/export/%gg/c", BAD_REQUEST, NULL);
    leads(GET, "*", BAD_REQUEST, NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_route_prefers_fixed_words_then_ids_then_words),
        cmocka_unit_test(test_route_tells_unknown_paths_from_unknown_methods),
        cmocka_unit_test(test_route_decodes_parts_and_refuses_what_hides_in_them),
    };
    return cmocka_run_group_tests(tests, start, stop);
}

/* route.c - whatever the path, the parts handed to a handler are UTF-8 without slashes, dot segments or controls. */
#include "base/check.h"
#include "base/utf8.h"
#include "http/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static Fault nothing(Ctx *c, const Request *rq, Reply *rp) {
    (void)c, (void)rq, (void)rp;
    return OK;
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/", .handler = nothing},
    {.method = GET, .path = "/a/{id}", .handler = nothing},
    {.method = GET, .path = "/a/{word}", .handler = nothing},
    {.method = GET, .path = "/a/{id}/b/{word}/{word}", .handler = nothing},
    {.method = POST, .path = "/{word}", .handler = nothing},
    {.method = GET, .path = "/{word}/{word}/{word}/{word}/{word}", .handler = nothing},
    {.method = GET, .path = "/{id}/{id}/{id}/{id}/{id}", .handler = nothing},
};
static const Module MODULE = {.name = "fuzz", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
static const Module *const LIST[] = {&MODULE};

static void word_fine(Str w) {
    CHECK(utf8_valid(w) && str_find_byte(w, '/') < 0 && str_find_byte(w, 0) < 0 && str_find_byte(w, '\n') < 0);
    CHECK(!str_eq(w, LIT("..")) && !str_eq(w, LIT(".")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n > 8000) return 0;
    Router *r = router_new(LIST, 1);
    Arena   a;
    Matched m;
    arena_init(&a, 1 << 20);
    for (Method method = GET; method <= POST; method++) {
        Fault f = router_match(r, &a, method, (Str){(const char *)data, n}, &m);
        CHECK(f == OK || f == NOT_FOUND || f == BAD_METHOD || f == BAD_REQUEST);
        CHECK((f == OK) == (m.route != NULL));
        for (int i = 0; f == OK && i < 4; i++) word_fine(m.words[i]);
    }
    arena_release(&a);
    router_free(r);
    return 0;
}

/* api_doc_test.c - the description of the interface, kept in test/golden/api/openapi.json for review, a line for each
** part; with GOLDEN_WRITE=1 it is written anew. That it is sound, and that answers are as it says, is tested over
** HTTP. */
#include "store/fixture.h"

#include "account/account.h"
#include "api/api.h"

static const char PATH[] = "test/golden/api/openapi.json";

static Str read_golden(Arena *a) {
    enum { BYTES_MAX = 4 << 20 };
    char *text = arena_alloc(a, BYTES_MAX);
    FILE *f = fopen(PATH, "rb");
    if (!f) fail_msg("%s is not there; make golden", PATH);
    size_t n = fread(text, 1, BYTES_MAX, f);
    fclose(f);
    return (Str){text, n};
}

static void write_golden(Str s) {
    FILE *f = fopen(PATH, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(s.p, 1, s.n, f), s.n);
    assert_int_equal(fclose(f), 0);
}

/* The modules' lists are known once they have started; accounts would begin to send mails. */
static void start_modules(Region *r, bool stop) {
    for (int i = 0; i < MODULES_N; i++) {
        void (*run)(Region *region) = stop ? MODULES[i]->stop : MODULES[i]->start;
        if (run && MODULES[i] != &account_module) run(r);
    }
}

/* A line for each part, so that a difference shows what differs. */
static Str spread(Arena *a, Str s) {
    char  *out = arena_alloc(a, 2 * s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool end = s.p[i] == ',' && i > 0 && (s.p[i - 1] == '}' || s.p[i - 1] == ']');
        out[n++] = s.p[i];
        if (end && i + 1 < s.n && s.p[i + 1] != '\n') out[n++] = '\n';
    }
    return (Str){out, n};
}

static void test_the_description_is_as_reviewed(void **state) {
    FIXTURE(f, state);
    Buf b;
    buf_init(&b, 4 << 20);
    start_modules(f->region, false);
    f->ctx.reader.lang = LANG_EN;
    api_describe(&f->ctx, &b);
    start_modules(f->region, true);
    assert_true(buf_ok(&b));
    Str is = spread(&f->arena, buf_str(&b)), was;
    if (getenv("GOLDEN_WRITE")) write_golden(is);
    was = read_golden(&f->arena);
    if (!str_eq(is, was)) fail_msg("%s differs; if that is meant, make golden", PATH);
    buf_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_description_is_as_reviewed, fixture_setup_lite, fixture_teardown),
    };
    return cmocka_run_group_tests_name("api_doc", tests, NULL, NULL);
}

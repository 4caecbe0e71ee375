/* api_doc_test.c - the description of the interface, kept in test/golden/api/openapi.json for review, a line for each
** part; with GOLDEN_WRITE=1 it is written anew. That it is sound, and that answers are as it says, is tested over
** HTTP. Which nouns it has is decided for each, and its sentences are there in each language. */
#include "store/fixture.h"

#include "account/account.h"
#include "api/api_inner.h"

#include <jansson.h>

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

static void describe(Fixture *f, Lang l, Buf *b) {
    buf_init(b, 4 << 20);
    f->ctx.reader.lang = l;
    api_describe(&f->ctx, b);
    assert_true(buf_ok(b));
}

static void test_the_description_is_as_reviewed(void **state) {
    FIXTURE(f, state);
    Buf b;
    start_modules(f->region, false);
    describe(f, LANG_EN, &b);
    start_modules(f->region, true);
    Str is = spread(&f->arena, buf_str(&b)), was;
    if (getenv("GOLDEN_WRITE")) write_golden(is);
    was = read_golden(&f->arena);
    if (!str_eq(is, was)) fail_msg("%s differs; if that is meant, make golden", PATH);
    buf_release(&b);
}

/* ---- sentences in each language ------------------------------------------------------------------------------- */

/* Has it a letter of a script other than that of English? */
static bool is_foreign(const char *text) {
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p >= 0xD6) return true;
    }
    return false;
}

/* Sentences stand under these names, and numbers how many were looked at. */
static void look_at(const json_t *v, Lang l, int *n) {
    const char   *key;
    json_t       *one;
    size_t        i;
    json_array_foreach(v, i, one) look_at(one, l, n);
    json_object_foreach((json_t *)(uintptr_t)v, key, one) {
        bool sentence = (strcmp(key, "summary") == 0 || strcmp(key, "description") == 0) && json_is_string(one);
        const char *text = sentence ? json_string_value(one) : "";
        if (sentence && (!*text || (l != LANG_EN && !is_foreign(text)))) fail_msg("%s: \"%s\"", lang_code(l), text);
        *n += sentence;
        look_at(one, l, n);
    }
}

static void test_each_sentence_is_there_in_each_language(void **state) {
    FIXTURE(f, state);
    static const Lang LANGS[] = {LANG_EN, LANG_HE, LANG_AR};
    int n[3] = {0};
    start_modules(f->region, false);
    for (size_t i = 0; i < 3; i++) {
        Buf b;
        describe(f, LANGS[i], &b);
        json_t *doc = json_loadb(b.p, b.n, JSON_REJECT_DUPLICATES, NULL);
        assert_non_null(doc);
        look_at(doc, LANGS[i], &n[i]);
        json_decref(doc);
        buf_release(&b);
    }
    start_modules(f->region, true);
    assert_true(n[0] > 1000 && n[1] == n[0] && n[2] == n[0]);
}

/* ---- nouns ----------------------------------------------------------------------------------------------------- */

static const ApiKept *kept(const Entity *e) {
    for (int i = 0; i < API_KEPT_N; i++) {
        if (strcmp(API_KEPT[i].entity, e->name) == 0) return &API_KEPT[i];
    }
    return NULL;
}

static void test_each_noun_is_open_to_programs_or_kept_for_a_reason(void **state) {
    (void)state;
    int n = 0;
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity  *e = ENTITIES[i];
        const ApiKept *k = kept(e);
        if (!k && !api_serves(e)) fail_msg("%s: give it a row in src/api/api_module.c, or a reason there", e->name);
        if (k && api_serves(e)) fail_msg("%s is open, and kept because it is %s", e->name, k->why);
        n += k != NULL;
    }
    assert_int_equal(n, API_KEPT_N);
}

/* ---- steps ----------------------------------------------------------------------------------------------------- */

/* What a page does for a program has a page, which runs on the same kind of thread. */
static void test_each_step_of_a_page_has_its_page(void **state) {
    FIXTURE(f, state);
    int n = 0;
    start_modules(f->region, false);
    for (int i = 0; i < api_module.n_routes; i++) {
        const Route *r = &api_module.routes[i];
        if (r->handler != api_via) continue;
        const Route *page = api_via_page(&f->ctx, r);
        if (!page || page->kind != r->kind) fail_msg("%s has no page that does it", r->path);
        n++;
    }
    start_modules(f->region, true);
    assert_true(n > 50);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_noun_is_open_to_programs_or_kept_for_a_reason),
        cmocka_unit_test_setup_teardown(test_each_step_of_a_page_has_its_page, fixture_setup_lite, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_the_description_is_as_reviewed, fixture_setup_lite, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_each_sentence_is_there_in_each_language, fixture_setup_lite,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name("api_doc", tests, NULL, NULL);
}

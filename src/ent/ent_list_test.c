/* ent_list_test.c - lists: what an address asks for is what comes, on both databases. */
#include "store/fixture.h"

#include "ent/ent_random.h"
#include "ent/ent_sample.h"
#include "ent/list.h"
#include "ent/params.h"
#include "lang/collate.h"
#include "lang/show.h"

enum { SAMPLES = 300 };

typedef struct World {
    Fixture *f;
    Sample  *v;
    size_t   n;
} World;

static Fault fill_run(Ctx *c, void *arg) {
    World *w = arg;
    Id ids[SAMPLES];
    RandomIds known = {&sample_entity, ids, 0};
    Random r = {.arena = c->arena, .ids = &known, .n_ids = 1};
    rng_seed(&r.rng, 7);
    for (size_t i = 0; i < SAMPLES; i++) {
        random_record(&r, &sample_entity, &w->v[i]);
        w->v[i].code = arena_printf(c->arena, "K%03zu_", i);
        if (w->v[i].count == 13) w->v[i].count = 14;
        c->reader.now += 1000 * (Stamp)(i % 7);
        TRY(ent_save(c, &sample_entity, &w->v[i]));
        ids[known.n++] = w->v[i].head.id;
    }
    return OK;
}

static World a_world(Fixture *f) {
    World w = {.f = f, .v = ARENA_ARRAY(&f->arena, Sample, SAMPLES), .n = SAMPLES};
    Fault fault = fixture_write(f, fill_run, &w);
    if (fault != OK) {
        fail_msg("%s: %s %s", fault_name(fault), f->ctx.complaints.n ? f->ctx.complaints.v[0].field : "",
                 f->ctx.complaints.n ? TEXT_NAMES[f->ctx.complaints.v[0].key] : "");
    }
    return w;
}

static ListSpec asked(Fixture *f, const char *address) {
    Params p;
    ListSpec s;
    f->ctx.complaints.n = 0;
    assert_true(params_parse(&f->arena, str_of(address), 100, &p));
    assert_int_equal(list_parse(&f->ctx, &sample_entity, &p, &s), OK);
    return s;
}

typedef bool (*Matches)(const Sample *s);

static bool is_flat(const Sample *s) { return s->kind == KIND_FLAT; }
static bool is_flat_or_tall(const Sample *s) { return s->kind == KIND_FLAT || s->kind == KIND_TALL; }
static bool is_not_flat_nor_tall(const Sample *s) { return !is_flat_or_tall(s); }
static bool is_red_or_last(const Sample *s) { return s->colours & (COLOUR_RED | (int64_t)1 << 61); }
static bool has_no_count(const Sample *s) { return s->count == NUMBER_NONE; }
static bool has_phone_and_is_open(const Sample *s) { return s->phone.n && s->open == 1; }
static bool is_new_enough(const Sample *s) { return s->since >= 20000101 && s->since <= 20151231; }
static bool has_no_arabic_about(const Sample *s) {
    for (int l = 0; l < LANG_N; l++) {
        if (s->about.v[l].n) return false;
    }
    return true;
}
static bool has_code_17(const Sample *s) { return str_find(s->code, LIT("17_")) >= 0; }
static bool is_any(const Sample *s) { return s != NULL; }
static bool name_has_alef(const Sample *s) {
    for (int l = 0; l < LANG_N; l++) {
        if (str_find(s->name.v[l], LIT("א")) >= 0) return true;
    }
    return false;
}

static const struct {
    const char *address;
    Matches     matches;
} CASES[] = {
    {"", is_any},
    {"kind=flat", is_flat},
    {"kind=flat&kind=tall&sort=-count", is_flat_or_tall},
    {"kind.ne=flat&kind.ne=tall", is_not_flat_nor_tall},
    {"colours=red&colours=last&sort=price", is_red_or_last},
    {"count.unknown=&sort=since", has_no_count},
    {"phone.known=1&open=true&sort=-parent", has_phone_and_is_open},
    {"since.ge=1.1.2000&since.le=2015-12-31&sort=parent", is_new_enough},
    {"about.unknown=&sort=code", has_no_arabic_about},
    {"code.has=17_", has_code_17},
    {"name.has=%D7%90&sort=changed", name_has_alef},
    {"of_the_page=1&kind=&sort=-", is_any},
};

static void test_a_list_has_exactly_what_its_address_asks_for(void **state) {
    FIXTURE(f, state);
    World w = a_world(f);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        ListSpec s = asked(f, CASES[i].address);
        s.limit = LIST_PAGE_MAX;
        size_t want = 0, n;
        for (size_t k = 0; k < w.n; k++) want += CASES[i].matches(&w.v[k]);
        Sample *rows;
        int64_t total;
        assert_int_equal(list_run(&f->ctx, &s, true, (void **)&rows, &n, &total), OK);
        if (n != want || total != (int64_t)want) fail_msg("%s: %zu rows, not %zu", CASES[i].address, n, want);
        for (size_t k = 0; k < n; k++) assert_true(CASES[i].matches(&rows[k]));
    }
}

static void test_names_sort_by_the_readers_language_and_pages_join_without_a_gap(void **state) {
    FIXTURE(f, state);
    World w = a_world(f);
    for (Lang l = 0; l < LANG_N; l++) {
        f->ctx.reader.lang = l;
        Str last = {0};
        size_t seen = 0, n;
        for (ListSpec s = asked(f, "limit=40"); seen < w.n; s.offset += s.limit) {
            Sample *rows;
            int64_t total;
            assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, &total), OK);
            assert_int_equal(total, w.n);
            assert_true(n > 0);
            for (size_t k = 0; k < n; k++, seen++) {
                Lang from;
                Str key = collate_key(&f->arena, l, tri_best(&rows[k].name, l, &from));
                assert_true(str_cmp(last, key) <= 0);
                last = key;
            }
        }
    }
}

static void test_unknown_values_come_first_up_and_last_down(void **state) {
    FIXTURE(f, state);
    a_world(f);
    ListSpec s = asked(f, "sort=count&limit=500");
    Sample *rows;
    size_t n;
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, NULL), OK);
    for (size_t k = 1; k < n; k++) assert_true(rows[k - 1].count <= rows[k].count);
    assert_int_equal(rows[0].count, NUMBER_NONE);
    s.descending = true;
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, NULL), OK);
    for (size_t k = 1; k < n; k++) assert_true(rows[k - 1].count >= rows[k].count);
}

static void test_given_records_keep_their_order_and_their_filters(void **state) {
    FIXTURE(f, state);
    World w = a_world(f);
    Id ids[60];
    for (size_t i = 0; i < 60; i++) ids[i] = w.v[(i * 37) % w.n].head.id;
    ListSpec s = asked(f, "kind=flat&limit=5&page=2");
    s.ids = ids;
    s.n_ids = 60;
    s.ids_only = true;
    Sample *rows;
    size_t n, at = 0, flat = 0;
    int64_t total;
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, &total), OK);
    assert_int_equal(n, 5);
    for (size_t i = 0; i < 60; i++) {
        if (w.v[(i * 37) % w.n].kind != KIND_FLAT) continue;
        if (flat >= 5 && at < 5) assert_int_equal(rows[at++].head.id, ids[i]);
        flat++;
    }
    assert_int_equal(total, flat);
}

typedef struct Count {
    size_t n;
    Id     last;
    Sample one;
} Count;

static Fault count_one(Ctx *c, const void *rec, void *arg) {
    Count *count = arg;
    assert_true(((const Head *)rec)->id > count->last);
    assert_true(is_flat(rec) && ((const Sample *)rec)->about.v[LANG_HE].n);
    count->last = ((const Head *)rec)->id;
    count->n++;
    return count->n < 1000 ? OK : fail_text(c, TOO_MANY, "rows", LIT("a thousand"));
}

static void test_each_walks_every_match_once(void **state) {
    FIXTURE(f, state);
    World w = a_world(f);
    ListSpec s = asked(f, "kind=flat&about.known=&sort=-count&limit=1");
    Count count = {0};
    size_t want = 0;
    for (size_t i = 0; i < w.n; i++) want += is_flat(&w.v[i]) && !has_no_arabic_about(&w.v[i]);
    assert_int_equal(list_each(&f->ctx, &s, true, count_one, &count), OK);
    assert_int_equal(count.n, want);
    count = (Count){.n = 999};
    assert_int_equal(list_each(&f->ctx, &s, true, count_one, &count), TOO_MANY);
    assert_true(str_eq(f->ctx.fault.text, LIT("a thousand")));
    assert_ptr_equal(f->ctx.arena, &f->arena);
}

static void test_an_address_has_one_canonical_form(void **state) {
    FIXTURE(f, state);
    static const char *const CASES_OF[][2] = {
        {"page=3&sort=-count&kind=flat&x=1&code.has=a%26b&kind=tall",
         "code.has=a%26b&kind=flat&kind=tall&sort=-count&page=3"},
        {"colours=red&limit=500&since.ge=1.1.2000&archived=1", "since.ge=1.1.2000&colours=red&archived=1&limit=500"},
        {"changed_at.ge=2026-01-01&sort=changed", "changed_at.ge=2026-01-01&sort=changed"},
        {"phone.unknown=&page=1&limit=50&sort=name", "phone.unknown="},
        {"sort=-name", "sort=-"},
    };
    for (size_t i = 0; i < sizeof CASES_OF / sizeof *CASES_OF; i++) {
        for (int pass = 0; pass < 2; pass++) {
            ListSpec s = asked(f, CASES_OF[i][pass]);
            Buf b;
            buf_init(&b, 4096);
            list_address(&b, &s, false);
            assert_int_equal(b.n, strlen(CASES_OF[i][1]));
            assert_memory_equal(b.p, CASES_OF[i][1], b.n);
            buf_release(&b);
        }
    }
}

static void test_a_bad_value_in_an_address_complains_by_name(void **state) {
    FIXTURE(f, state);
    static const char *const BAD[][2] = {
        {"kind=square", "kind"}, {"since=31.2.2026", "since"}, {"count.ge=many", "count"}, {"page=0", "page"},
        {"limit=501", "limit"}, {"sort=nothing", "sort"}, {"sort=about", "sort"}, {"parent=nobody", "parent"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Params p;
        ListSpec s;
        f->ctx.complaints.n = 0;
        assert_true(params_parse(&f->arena, str_of(BAD[i][0]), 100, &p));
        assert_int_equal(list_parse(&f->ctx, &sample_entity, &p, &s), INVALID);
        assert_string_equal(f->ctx.complaints.v[0].field, BAD[i][1]);
    }
}

static void test_fields_for_staff_can_not_be_asked_for_by_others(void **state) {
    FIXTURE(f, state);
    Sample *s = ent_new(&f->ctx, &sample_entity);
    s->name.v[LANG_HE] = LIT("א");
    s->kind = KIND_FLAT;
    s->note = LIT("hush");
    s->head.visibility = VIS_PUBLIC;
    assert_int_equal(fixture_save(f, &sample_entity, s), OK);
    assert_int_equal(asked(f, "note.has=hush").n_filters, 1);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    ListSpec spec = asked(f, "note.has=hush");
    assert_int_equal(spec.n_filters, 0);
    Sample *rows;
    size_t n;
    assert_int_equal(list_run(&f->ctx, &spec, false, (void **)&rows, &n, NULL), OK);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].note.n, 0);
}

static void test_extras_narrow_and_archived_ones_have_their_own_list(void **state) {
    FIXTURE(f, state);
    World w = a_world(f);
    assert_int_equal(fixture_archive(f, &sample_entity, w.v[4].head.id), OK);
    ListSpec s = asked(f, "");
    s.extras[s.n_extras++] = (ListExtra){.name = "below", .val = v_id(w.v[0].head.id), .text = LIT("abc"),
                                         .sql = "x.parent = :below"};
    s.extras[s.n_extras++] = (ListExtra){.name = "off", .sql = "x.nothing = :off"};
    size_t want = 0, n;
    for (size_t i = 0; i < w.n; i++) want += i != 4 && w.v[i].parent == w.v[0].head.id;
    Sample *rows;
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, NULL), OK);
    assert_int_equal(n, want);
    s = asked(f, "archived=1");
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, NULL), OK);
    assert_int_equal(n, 1);
    assert_int_equal(rows[0].head.id, w.v[4].head.id);
}

/* The total of a list, and how many statements it took to know it. */
static int64_t total_of(Fixture *f, const char *address, unsigned *ret_queries) {
    ListSpec s = asked(f, address);
    Sample  *rows;
    size_t   n;
    int64_t  total = -1;
    unsigned before = f->ctx.queries;
    assert_int_equal(list_run(&f->ctx, &s, false, (void **)&rows, &n, &total), OK);
    *ret_queries = f->ctx.queries - before;
    return total;
}

static void test_a_total_is_counted_once_until_something_changes(void **state) {
    FIXTURE(f, state);
    World    w = a_world(f);
    unsigned first, again;
    list_counts_start(f->region);
    int64_t all = total_of(f, "limit=10", &first), flat = total_of(f, "kind=flat&limit=10", &first);
    assert_int_equal(all, SAMPLES);
    assert_int_equal(total_of(f, "kind=flat&limit=10&page=2", &again), flat);
    assert_int_equal(again, first - 1);
    assert_int_equal(total_of(f, "kind=flat&limit=10&page=40", &again), flat);
    assert_int_equal(again, 0);                   /* nothing is looked for behind the end */
    assert_int_equal(total_of(f, "kind=tall&limit=10", &again), total_of(f, "kind=tall&limit=10&page=2", &again));
    assert_int_equal(total_of(f, "limit=10&page=3", &again), all);
    assert_int_equal(fixture_archive(f, &sample_entity, w.v[9].head.id), OK);
    assert_int_equal(total_of(f, "limit=10", &again), all - 1);
    /* Who sees less counts for themselves. */
    Who was = f->ctx.who;
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    assert_int_equal(total_of(f, "limit=10", &again), 0);
    f->ctx.who = was;
    assert_int_equal(total_of(f, "limit=10", &again), all - 1);
    list_counts_stop(f->region);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_total_is_counted_once_until_something_changes),
        FIXTURE_BOTH(test_a_list_has_exactly_what_its_address_asks_for),
        FIXTURE_BOTH(test_names_sort_by_the_readers_language_and_pages_join_without_a_gap),
        FIXTURE_BOTH(test_unknown_values_come_first_up_and_last_down),
        FIXTURE_BOTH(test_given_records_keep_their_order_and_their_filters),
        FIXTURE_BOTH(test_each_walks_every_match_once),
        FIXTURE_BOTH(test_an_address_has_one_canonical_form),
        FIXTURE_BOTH(test_a_bad_value_in_an_address_complains_by_name),
        FIXTURE_BOTH(test_fields_for_staff_can_not_be_asked_for_by_others),
        FIXTURE_BOTH(test_extras_narrow_and_archived_ones_have_their_own_list),
    };
    return cmocka_run_group_tests_name("ent_list", tests, NULL, NULL);
}

/* Businesses of a place by year and owners, each number with its list; survival of those who agree to be counted; what
** others have counted. */
#include "cases.h"

#include "measure/measure_page.h"
#include "tie_ent.h"
#include "wave/survival_page.h"

#include <math.h>

enum { NOW = 2026 };

static Actor *an_actor(House *h, int kind, const char *name, int founded) {
    Actor *a = ent_new(&h->f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->kind = kind;
    a->locality = h->town;
    a->head.unit = h->town;
    if (founded) a->founded_year = founded;
    return a;
}

static Id business(House *h, const char *name, int founded, int life, int ended) {
    Actor *a = an_actor(h, ACTOR_KIND_BUSINESS, name, founded);
    a->life = life;
    if (ended) a->ended_year = ended;
    assert_int_equal(fixture_save(h->f, &actor_entity, a), OK);
    return a->head.id;
}

static void owns(House *h, Id who, Id what, double share) {
    Tie *t = ent_new(&h->f->ctx, &tie_entity);
    t->from_actor = who;
    t->to_actor = what;
    t->kind = TIE_KIND_OWNS;
    t->state = TIE_STATE_ACTIVE;
    t->share = share;
    assert_int_equal(fixture_save(h->f, &tie_entity, t), OK);
}

static int64_t count(const Counted *v, size_t n, CountWhat what, int year, OwnedFilter owned) {
    int64_t k = 0;
    for (size_t i = 0; i < n; i++) k += owned_is(v[i].owned, owned) && count_is(&v[i].life, what, year, NOW);
    return k;
}

static Owned owned(const Counted *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].id == id) return v[i].owned;
    }
    fail_msg("not counted");
    return OWNED_UNKNOWN;
}

static void test_businesses_are_counted_by_their_place_years_and_owners(void **state) {
    FIXTURE(f, state);
    House h;
    PlaceLocal here;
    Counted *v;
    size_t n;
    a_house(&h, f);
    fixture_system(f);
    Actor *near = an_actor(&h, ACTOR_KIND_PERSON, "Near", 0), *far = an_actor(&h, ACTOR_KIND_PERSON, "Far", 0);
    assert_int_equal(fixture_save(f, &actor_entity, near), OK);
    far->locality = 0;
    assert_int_equal(fixture_save(f, &actor_entity, far), OK);
    Id old = business(&h, "Old", 2010, LIFE_STATE_ACTIVE, 0), young = business(&h, "Young", NOW, LIFE_STATE_ACTIVE, 0);
    Id gone = business(&h, "Gone", 2015, LIFE_STATE_CLOSED, 2025);
    (void)business(&h, "Left", 2020, LIFE_STATE_MOVED, 0);
    (void)business(&h, "When", 0, LIFE_STATE_ACTIVE, 0);
    (void)business(&h, "Soon", 0, LIFE_STATE_PLANNED, 0);
    owns(&h, near->head.id, old, NAN);
    owns(&h, near->head.id, young, 60);
    owns(&h, far->head.id, young, 40);
    owns(&h, far->head.id, gone, 100);
    assert_int_equal(place_local_read(&f->ctx, id_str(f->ctx.arena, h.town), &here), OK);
    assert_true(here.version != 0);
    become(&h, COORDINATOR);
    assert_int_equal(counted_of(&f->ctx, &here, &v, &n), OK);
    assert_int_equal(n, 6);                       /* the house's own business has no locality */
    assert_int_equal(owned(v, n, old), OWNED_WHOLE);
    assert_int_equal(owned(v, n, young), OWNED_MOST);
    assert_int_equal(owned(v, n, gone), OWNED_NONE);
    assert_int_equal(count(v, n, COUNT_WORK, NOW, OWNED_ANY), 3);
    assert_int_equal(count(v, n, COUNT_WORK, NOW, OWNED_HERE), 2);
    assert_int_equal(count(v, n, COUNT_WORK, NOW, OWNED_UNSURE), 1);
    assert_int_equal(count(v, n, COUNT_OPENED, NOW, OWNED_ANY), 1);
    assert_int_equal(count(v, n, COUNT_CLOSED, 2025, OWNED_ANY), 1);
    assert_int_equal(count(v, n, COUNT_UNSURE, 2024, OWNED_ANY), 2);
    assert_int_equal(count(v, n, COUNT_NO_OPENING, 0, OWNED_ANY), 1);
    assert_int_equal(count(v, n, COUNT_NO_END, 0, OWNED_ANY), 1);
    assert_int_equal(count(v, n, COUNT_PLANNED, 0, OWNED_ANY), 1);
}

/* An owner whom the reader may not see might be from anywhere. */
static void test_an_unseen_owner_makes_it_not_known(void **state) {
    FIXTURE(f, state);
    House h;
    PlaceLocal here;
    Counted *v;
    size_t n;
    a_house(&h, f);
    fixture_system(f);
    Place *other = ent_new(&f->ctx, &place_entity);
    other->name.v[LANG_EN] = LIT("Elsewhere");
    other->kind = PLACE_KIND_LOCALITY;
    assert_int_equal(fixture_save(f, &place_entity, other), OK);
    Actor *owner = an_actor(&h, ACTOR_KIND_PERSON, "Owner", 0);
    owner->locality = owner->head.unit = other->head.id;
    assert_int_equal(fixture_save(f, &actor_entity, owner), OK);
    Id b = business(&h, "Theirs", 2010, LIFE_STATE_ACTIVE, 0);
    owns(&h, owner->head.id, b, NAN);
    assert_int_equal(place_local_read(&f->ctx, id_str(f->ctx.arena, h.town), &here), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(counted_of(&f->ctx, &here, &v, &n), OK);
    assert_int_equal(owned(v, n, b), OWNED_NONE);
    become(&h, COORDINATOR);
    assert_int_equal(counted_of(&f->ctx, &here, &v, &n), OK);
    assert_int_equal(owned(v, n, b), OWNED_UNKNOWN);
}

static void is_page(House *h, const char *page, int64_t rows, const char *from_to) {
    Param   args[] = {{LIT("what"), LIT("work")}, {LIT("page"), str_of(page)}};
    Request rq = {.args = {.v = args, .n = 2}, .ids = {h->town}, .path = LIT("/places")};
    Buf     body;
    buf_init(&body, 1 << 20);
    Reply   rp = {.body = &body};
    assert_int_equal(get_counted(&h->f->ctx, &rq, &rp), OK);
    Str     rest = buf_str(&body);
    assert_true(str_find(rest, str_of(from_to)) >= 0);
    for (ptrdiff_t at; (at = str_find(rest, LIT("<th scope=\"row\""))) >= 0; rows--) {
        rest = str_sub(rest, (size_t)at + 1, rest.n);
    }
    assert_int_equal(rows, 0);
    buf_release(&body);
}

/* However many a number counts, the list that it opens has them all. */
static void test_the_list_of_those_counted_has_pages(void **state) {
    enum { BUSINESSES = VIEW_PAGE_ROWS + 7 };
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    for (int i = 0; i < BUSINESSES; i++) (void)business(&h, "Works", 2010, LIFE_STATE_ACTIVE, 0);
    become(&h, COORDINATOR);
    is_page(&h, "1", VIEW_PAGE_ROWS, "1 to 50 of 57");
    is_page(&h, "2", BUSINESSES - VIEW_PAGE_ROWS, "51 to 57 of 57");
    is_page(&h, "3", VIEW_PAGE_ROWS, "1 to 50 of 57");
}

static void test_an_end_belongs_to_what_has_ended(void **state) {
    FIXTURE(f, state);
    House h;
    a_house(&h, f);
    fixture_system(f);
    Actor *a = an_actor(&h, ACTOR_KIND_BUSINESS, "Works", 2010);
    a->ended_year = 2020;
    assert_int_equal(fixture_save(f, &actor_entity, a), INVALID);
    a->life = LIFE_STATE_CLOSED;
    a->ended_year = 2009;
    assert_int_equal(fixture_save(f, &actor_entity, a), INVALID);
    a->ended_year = NOW + 1;
    assert_int_equal(fixture_save(f, &actor_entity, a), INVALID);
    a->ended_year = 2020;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
}

/* ---- survival ---------------------------------------------------------------------------------------------------- */

typedef struct Answered {
    Wave      *w;
    WaveMoney *m;
} Answered;
static Fault run_answer(Ctx *c, void *arg) { return wave_answer(c, ((Answered *)arg)->w, ((Answered *)arg)->m); }

static void answer(House *h, Id of_case, int at, int life, Day life_on, Day on) {
    Wave  *v;
    size_t n;
    WaveMoney *m = ent_new(&h->f->ctx, &wave_money_entity);
    assert_int_equal(waves_of(&h->f->ctx, of_case, &v, &n), OK);
    Wave *w = NULL;
    for (size_t i = 0; i < n; i++) {
        if (v[i].at == at) w = &v[i];
    }
    assert_non_null(w);
    w->life = life;
    w->life_on = life_on;
    w->answered_on = on;
    assert_int_equal(wave_money_of(&h->f->ctx, w, m), OK);
    assert_int_equal(fixture_write(h->f, run_answer, &(Answered){w, m}), OK);
}

static void test_survival_counts_who_agrees_and_who_is_known(void **state) {
    FIXTURE(f, state);
    House h;
    SurvivalRow *v;
    size_t n;
    a_house(&h, f);
    Case *k = a_case(&h);
    assert_int_equal(add_member(&h, k, OWNER, CASE_ROLE_OWNER), OK);
    Consent *begin = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY);
    begin->signed_on = 20250101;
    assert_int_equal(fixture_save(f, &consent_entity, begin), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(survival_rows(&f->ctx, NULL, 0, &v, &n), OK);
    assert_int_equal(n, 0);                       /* nobody agreed to be counted */
    become(&h, COORDINATOR);
    Consent *counted = a_consent(&h, k, CONSENT_PURPOSE_RESULTS);
    assert_int_equal(fixture_save(f, &consent_entity, counted), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(survival_rows(&f->ctx, NULL, 0, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].at[0], SURVIVAL_UNKNOWN); /* a year has gone, and nobody said anything */
    assert_int_equal(v[0].at[1], SURVIVAL_AHEAD);
    become(&h, COORDINATOR);
    answer(&h, k->head.id, WAVE_AT_YEAR, BUSINESS_LIFE_MOVED, 20251201, 20260110);
    become(&h, HEADQUARTERS);
    assert_int_equal(survival_rows(&f->ctx, NULL, 0, &v, &n), OK);
    assert_int_equal(v[0].at[0], SURVIVAL_MOVED);
    Id elsewhere = h.client;
    assert_int_equal(survival_rows(&f->ctx, &elsewhere, 1, &v, &n), OK);
    assert_int_equal(n, 0);
    become(&h, OWNER);
    counted->withdrawn_at = f->ctx.reader.now;
    assert_int_equal(fixture_save(f, &consent_entity, counted), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(survival_rows(&f->ctx, NULL, 0, &v, &n), OK);
    assert_int_equal(n, 0);
}

static void test_the_page_of_a_business_tells_that_it_closed(void **state) {
    FIXTURE(f, state);
    House h;
    SurvivalRow *v;
    size_t n;
    a_house(&h, f);
    Case *k = a_case(&h);
    Consent *begin = a_consent(&h, k, CONSENT_PURPOSE_ACCOMPANY), *counted;
    begin->signed_on = 20250101;
    assert_int_equal(fixture_save(f, &consent_entity, begin), OK);
    counted = a_consent(&h, k, CONSENT_PURPOSE_RESULTS);
    assert_int_equal(fixture_save(f, &consent_entity, counted), OK);
    Actor *a = ent_new(&f->ctx, &actor_entity);
    fixture_system(f);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, h.client, a), OK);
    a->life = LIFE_STATE_CLOSED;
    a->ended_year = 2025;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    become(&h, HEADQUARTERS);
    assert_int_equal(survival_rows(&f->ctx, NULL, 0, &v, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].at[0], SURVIVAL_CLOSED);
}

/* Brute force: whatever the groups, a number that is shown is of five or more, and what the total leaves over is not
** one group. */
static void test_small_groups_of_survival_are_hidden(void **state) {
    (void)state;
    enum { ROWS_MAX = 80, TRIES = 2000, UNITS = 6 };
    SurvivalRow rows[ROWS_MAX];
    Arena a;
    uint32_t seed = 7;
    arena_init(&a, 64 << 20);
    for (int t = 0; t < TRIES; t++) {
        SurvivalTable s;
        size_t n = (seed = seed * 1664525u + 1013904223u) >> 16 & 63;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            rows[i] = (SurvivalRow){.unit = 1 + (seed >> 16) % UNITS};
            for (int k = 0; k < HORIZONS; k++) rows[i].at[k] = (Survival)((seed >> (8 + k)) % SURVIVALS);
        }
        survival_table(&a, rows, n, false, &s);
        for (int k = 0; k < HORIZONS; k++) {
            int64_t known = 0, hidden = 0;
            size_t  out = 0;
            for (size_t i = 0; i < s.n; i++) {
                int64_t of = survival_known(&s.groups[i].sum[k]);
                known += of;
                if (s.groups[i].shown[k]) assert_true(of == 0 || of >= 5);
                else out++, hidden += of;
                if (s.groups[i].due_shown[k]) {
                    int64_t due = survival_due(&s.groups[i].sum[k]);
                    assert_true(due == 0 || due >= 5);
                }
            }
            assert_int_equal(known, survival_known(&s.total.sum[k]));
            if (s.total.shown[k] && out) assert_true(out >= 2 && hidden >= 7);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

/* ---- from outside ------------------------------------------------------------------------------------------------ */

static Benchmark *a_benchmark(House *h, int what, int year, double value) {
    Benchmark *b = ent_new(&h->f->ctx, &benchmark_entity);
    b->what = what;
    b->scope = LIT("The country");
    b->year = year;
    b->value = value;
    b->source = LIT("Statistics");
    return b;
}

static void test_headquarters_enters_what_others_counted(void **state) {
    FIXTURE(f, state);
    House h;
    BenchmarkBeside v;
    a_house(&h, f);
    become(&h, COORDINATOR);
    assert_int_equal(benchmark_beside(&f->ctx, BENCHMARK_WHAT_SURVIVAL_5, &v), OK);
    assert_true(v.rows_n == 0 && v.add.n == 0);
    Benchmark *b = a_benchmark(&h, BENCHMARK_WHAT_SURVIVAL_5, 2022, 51);
    assert_int_equal(fixture_save(f, &benchmark_entity, b), NOT_ALLOWED);
    become(&h, HEADQUARTERS);
    b = a_benchmark(&h, BENCHMARK_WHAT_SURVIVAL_5, 2022, 120);
    assert_int_equal(fixture_save(f, &benchmark_entity, b), INVALID);
    b->value = 51;
    b->year = NOW + 1;
    assert_int_equal(fixture_save(f, &benchmark_entity, b), INVALID);
    b->year = 2022;
    assert_int_equal(fixture_save(f, &benchmark_entity, b), OK);
    b = a_benchmark(&h, BENCHMARK_WHAT_SURVIVAL_5, 2024, 52.5);
    assert_int_equal(fixture_save(f, &benchmark_entity, b), OK);
    b = a_benchmark(&h, BENCHMARK_WHAT_TURNOVER, 2024, -3);
    assert_int_equal(fixture_save(f, &benchmark_entity, b), OK);
    become(&h, COORDINATOR);
    assert_int_equal(benchmark_beside(&f->ctx, BENCHMARK_WHAT_SURVIVAL_5, &v), OK);
    assert_int_equal(v.rows_n, 2);
    assert_int_equal(v.rows[0].year, 2024);       /* the newest first, of this kind alone */
    assert_true(str_find(v.rows[0].value, LIT("52.5")) >= 0);
    assert_true(v.rows[0].by.n > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_businesses_are_counted_by_their_place_years_and_owners),
        FIXTURE_BOTH(test_an_unseen_owner_makes_it_not_known),
        FIXTURE_BOTH(test_the_list_of_those_counted_has_pages),
        FIXTURE_BOTH(test_an_end_belongs_to_what_has_ended),
        FIXTURE_BOTH(test_survival_counts_who_agrees_and_who_is_known),
        FIXTURE_BOTH(test_the_page_of_a_business_tells_that_it_closed),
        FIXTURE_BOTH(test_headquarters_enters_what_others_counted),
        cmocka_unit_test(test_small_groups_of_survival_are_hidden),
    };
    wave_module.start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Services given: a number on the case counts the records that its link opens, an opportunity is passed on once, and
** sums count those who agreed. */
#include "cases.h"

#include "listing_ent.h"
#include "service/service_page.h"

typedef struct Room {
    House h;
    Case *k;
} Room;

static void a_room(Room *r, Fixture *f) {
    a_house(&r->h, f);
    r->k = a_case(&r->h);
    assert_int_equal(add_member(&r->h, r->k, CONSULTANT, CASE_ROLE_LEAD), OK);
    assert_int_equal(add_member(&r->h, r->k, OWNER, CASE_ROLE_OWNER), OK);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r->h, r->k, CONSENT_PURPOSE_ACCOMPANY)), OK);
    become(&r->h, CONSULTANT);
}

static Service *a_service(Room *r, int kind) {
    Service *s = ent_new(&r->h.f->ctx, &service_entity);
    s->of_case = r->k->head.id;
    s->kind = kind;
    s->what = LIT("a course of bookkeeping");
    s->on_day = r->h.f->ctx.reader.today;
    return s;
}

static Id a_listing(Room *r, int kind, int state) {
    Listing *v = ent_new(&r->h.f->ctx, &listing_entity);
    fixture_system(r->h.f);
    v->title.v[LANG_HE] = LIT("ארוחות לבית הספר");
    v->kind = kind;
    v->state = state;
    assert_int_equal(fixture_save(r->h.f, &listing_entity, v), OK);
    become(&r->h, CONSULTANT);
    return v->head.id;
}

static int64_t listed(Room *r, int kind, int came, bool chances) {
    const Field *f = service_entity.fields;
    ListSpec s = {.entity = &service_entity, .limit = 1, .n_filters = 2};
    int64_t  n;
    s.filters[0] = (ListFilter){.field = &f[SERVICE_F_OF_CASE], .op = LIST_EQ, .val = v_id(r->k->head.id)};
    s.filters[1] = (ListFilter){.field = &f[SERVICE_F_KIND], .op = LIST_EQ, .val = v_int(kind)};
    if (came) s.filters[s.n_filters++] = (ListFilter){.field = &f[SERVICE_F_CAME], .op = LIST_EQ, .val = v_int(came)};
    if (chances) s.filters[s.n_filters++] = (ListFilter){.field = &f[SERVICE_F_LISTING], .op = LIST_KNOWN};
    assert_int_equal(list_count(&r->h.f->ctx, &s, &n), OK);
    return n;
}

static void test_a_number_counts_what_its_link_opens(void **state) {
    FIXTURE(f, state);
    Room      r;
    GivenCase g;
    a_room(&r, f);
    Service *course = a_service(&r, SERVICE_KIND_TRAINING), *told = a_service(&r, SERVICE_KIND_INFORMATION);
    Service *more = a_service(&r, SERVICE_KIND_INFORMATION);
    course->minutes = 90;
    course->came = SERVICE_CAME_USED;
    told->listing = a_listing(&r, LISTING_KIND_OPPORTUNITY, LISTING_STATE_OPEN);
    assert_int_equal(fixture_save(f, &service_entity, course), OK);
    assert_int_equal(fixture_save(f, &service_entity, told), OK);
    assert_int_equal(fixture_save(f, &service_entity, more), OK);
    assert_int_equal(service_of_case(&f->ctx, r.k->head.id, SERVICE_KIND_TRAINING, &g), OK);
    assert_int_equal(g.times, listed(&r, SERVICE_KIND_TRAINING, 0, false));
    assert_int_equal(g.used, listed(&r, SERVICE_KIND_TRAINING, SERVICE_CAME_USED, false));
    assert_int_equal(g.minutes, 90);
    assert_int_equal(service_of_case(&f->ctx, r.k->head.id, SERVICE_KIND_INFORMATION, &g), OK);
    assert_int_equal(g.times, 2);
    assert_int_equal(g.times, listed(&r, SERVICE_KIND_INFORMATION, 0, false));
    assert_int_equal(g.chances, listed(&r, SERVICE_KIND_INFORMATION, 0, true));
    assert_int_equal(g.chances, 1);
    sees(&r.h, &service_entity, told->head.id, "xxx  ");
    become(&r.h, OTHER_COORDINATOR);
    assert_int_equal(service_of_case(&f->ctx, r.k->head.id, SERVICE_KIND_INFORMATION, &g), NOT_FOUND);
}

typedef struct Passing {
    Id       of_case, listing;
    Service *s;
} Passing;

static Fault pass_run(Ctx *c, void *arg) {
    Passing *p = arg;
    return service_pass_on(c, p->of_case, p->listing, p->s);
}

static Fault pass(Room *r, Id listing, Service **ret_s) {
    Passing p = {r->k->head.id, listing, ent_new(&r->h.f->ctx, &service_entity)};
    if (ret_s) *ret_s = p.s;
    return fixture_write(r->h.f, pass_run, &p);
}

static void test_an_open_opportunity_is_passed_on_once(void **state) {
    FIXTURE(f, state);
    Room     r;
    Service *s;
    Id      *told;
    size_t   n;
    a_room(&r, f);
    Id open = a_listing(&r, LISTING_KIND_OPPORTUNITY, LISTING_STATE_OPEN);
    assert_int_equal(pass(&r, open, &s), OK);
    assert_int_equal(s->kind, SERVICE_KIND_INFORMATION);
    assert_int_equal(s->writer, r.h.people[CONSULTANT]);
    assert_true(s->what.n > 0);
    assert_int_equal(pass(&r, open, NULL), INVALID);
    assert_int_equal(pass(&r, a_listing(&r, LISTING_KIND_NEED, LISTING_STATE_OPEN), NULL), INVALID);
    assert_int_equal(pass(&r, a_listing(&r, LISTING_KIND_RESOURCE, LISTING_STATE_MET), NULL), INVALID);
    assert_int_equal(service_told(&f->ctx, r.k->head.id, &told, &n), OK);
    assert_int_equal(n, 1);
    assert_int_equal(told[0], open);
    s->kind = SERVICE_KIND_TRAINING;
    assert_int_equal(fixture_save(f, &service_entity, s), INVALID);
    assert_non_null(complaint_of(&f->ctx, "kind"));
}

static void test_a_service_is_of_a_day_that_was(void **state) {
    FIXTURE(f, state);
    Room r;
    a_room(&r, f);
    Service *s = a_service(&r, SERVICE_KIND_TRAINING);
    s->on_day = day_plus(f->ctx.reader.today, 1);
    assert_int_equal(fixture_save(f, &service_entity, s), INVALID);
    assert_non_null(complaint_of(&f->ctx, "on_day"));
}

static void test_sums_count_those_who_agreed(void **state) {
    FIXTURE(f, state);
    Room     r;
    GivenSum v[GIVEN_N];
    int64_t  cases;
    a_room(&r, f);
    assert_int_equal(pass(&r, a_listing(&r, LISTING_KIND_RESOURCE, LISTING_STATE_OPEN), NULL), OK);
    become(&r.h, HEADQUARTERS);
    assert_int_equal(service_sums(&f->ctx, &cases, v), OK);
    assert_int_equal(cases, 0);
    assert_int_equal(v[GIVEN_INFORMATION].cases, 0);
    become(&r.h, CONSULTANT);
    assert_int_equal(fixture_save(f, &consent_entity, a_consent(&r.h, r.k, CONSENT_PURPOSE_RESULTS)), OK);
    become(&r.h, HEADQUARTERS);
    assert_int_equal(service_sums(&f->ctx, &cases, v), OK);
    assert_int_equal(cases, 1);
    assert_int_equal(v[GIVEN_INFORMATION].times, 1);
    assert_int_equal(v[GIVEN_CHANCES].cases, 1);
    assert_int_equal(v[GIVEN_TRAINING].cases, 0);
    assert_int_equal(service_tell(&v[GIVEN_INFORMATION], cases).cases, NUMBER_NONE);
}

static void test_few_are_not_told(void **state) {
    (void)state;
    GivenSum s = {.cases = 12, .times = 20, .minutes = 600, .good = 3};
    assert_int_equal(service_tell(&s, 14).cases, NUMBER_NONE);  /* all but two: as good as their names */
    GivenSum t = service_tell(&s, 40);
    assert_int_equal(t.cases, 12);
    assert_int_equal(t.times, 20);
    assert_int_equal(t.good, NUMBER_NONE);
    s.good = 7;
    assert_int_equal(service_tell(&s, 40).good, 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_number_counts_what_its_link_opens),
        FIXTURE_BOTH(test_an_open_opportunity_is_passed_on_once),
        FIXTURE_BOTH(test_a_service_is_of_a_day_that_was),
        FIXTURE_BOTH(test_sums_count_those_who_agreed),
        cmocka_unit_test(test_few_are_not_told),
    };
    return cmocka_run_group_tests_name("services", tests, NULL, NULL);
}

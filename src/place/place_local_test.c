/* place_local_test.c - the definition of "local" on lists: values of an address, who is in, who enters and leaves. */
#include "store/fixture.h"

#include "actor_ent.h"
#include "base/rand.h"
#include "listing_ent.h"
#include "place/place_store.h"
#include "tie_ent.h"

#include <math.h>

static Id a_place(Fixture *f, const char *name, Id parent) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    p->parent = parent;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Id an_actor(Fixture *f, double lat, double lon, Id locality, int visibility) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("Somebody");
    a->kind = ACTOR_KIND_BUSINESS;
    a->lat = lat;
    a->lon = lon;
    a->locality = locality;
    a->head.visibility = visibility;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

static Id a_listing(Fixture *f, Id holder, Id place) {
    Listing *l = ent_new(&f->ctx, &listing_entity);
    l->title.v[LANG_EN] = LIT("Something");
    l->kind = LISTING_KIND_NEED;
    l->state = LISTING_STATE_OPEN;
    l->holder = holder;
    l->place = place;
    l->confirm_on = 20261231;
    assert_int_equal(fixture_save(f, &listing_entity, l), OK);
    return l->head.id;
}

static void belong(Fixture *f, Id actor, Id place) {
    Belonging *b = ent_new(&f->ctx, &belonging_entity);
    b->actor = actor;
    b->place = place;
    b->reason = BELONG_REASON_SITS_IN;
    assert_int_equal(fixture_save(f, &belonging_entity, b), OK);
}

static Id define(Fixture *f, Id place, int method, Day from) {
    PlaceVersion *v = ent_new(&f->ctx, &place_version_entity);
    v->place = place;
    v->method = method;
    v->valid_from = from;
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    return v->head.id;
}

static Str value_of(Fixture *f, Id place, const char *rest) {
    char text[ID_CHARS + 1];
    id_print(text, place);
    return arena_printf(&f->arena, "%s%s", text, rest);
}

/* What the list of an address shows: how many, and (which != 0) whether one of them is it. */
static int64_t listed(Fixture *f, const Entity *e, Str local, Str local_not, Id which) {
    Param    v[2];
    Request  rq = {.args = {.v = v}};
    ListSpec s = {.entity = e, .limit = LIST_PAGE_MAX};
    void    *rows;
    size_t   n;
    int64_t  total;
    if (local.n) v[rq.args.n++] = (Param){LIT("local"), local};
    if (local_not.n) v[rq.args.n++] = (Param){LIT("local_not"), local_not};
    assert_int_equal(place_local_extra(&f->ctx, &rq, &s), OK);
    assert_int_equal(list_run(&f->ctx, &s, false, &rows, &n, &total), OK);
    if (!which) return total;
    for (size_t i = 0; i < n; i++) {
        if (((const Head *)((const char *)rows + i * e->size))->id == which) return 1;
    }
    return 0;
}

static int64_t actors(Fixture *f, Str local) { return listed(f, &actor_entity, local, (Str){0}, 0); }

static void test_value_of_an_address_is_read_or_means_everywhere(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), second = define(f, town, PLACE_METHOD_DECLARED, 20260501);
    static const char *const NONSENSE[] = {"all", "", "nowhere", "0", ".1", "0000000000000.1"};
    PlaceLocal l;
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ""), &l), OK);
    assert_int_equal(l.version, second);
    assert_int_equal(l.number, 2);
    assert_string_equal(arena_z(&f->arena, place_local_words(&f->ctx, &l)),
                        "\u2068Town\u2069, version \u20682\u2069, valid from \u2068\u20661 May 2026\u2069\u2069");
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ".1"), &l), OK);
    assert_int_equal(l.number, 1);
    assert_int_equal(l.valid_until, 20260430);
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ".2026-04-30"), &l), OK);
    assert_int_equal(l.number, 1);
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ".3"), &l), OK);
    assert_int_equal(l.version, 0);
    for (size_t i = 0; i < sizeof NONSENSE / sizeof *NONSENSE; i++) {
        assert_int_equal(place_local_read(&f->ctx, str_of(NONSENSE[i]), &l), OK);
        assert_int_equal(l.version, 0);
    }
}

static void test_place_that_the_reader_may_not_see_is_no_definition(void **state) {
    FIXTURE(f, state);
    Id hidden = a_place(f, "Hidden", 0);
    Place *p = ent_new(&f->ctx, &place_entity);
    PlaceLocal l;
    assert_int_equal(ent_load(&f->ctx, &place_entity, hidden, p), OK);
    p->head.visibility = VIS_UNIT;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    fixture_become(f, 77, ROLE_RESIDENT, VIS_MEMBERS);
    assert_int_equal(place_local_read(&f->ctx, value_of(f, hidden, ""), &l), OK);
    assert_int_equal(l.version, 0);
}

static void test_lists_of_every_noun_follow_the_definition(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), other = a_place(f, "Other", region);
    Id in = an_actor(f, NAN, NAN, town, VIS_PUBLIC), out = an_actor(f, NAN, NAN, other, VIS_PUBLIC);
    Id far = an_actor(f, NAN, NAN, 0, VIS_PUBLIC);
    Str local = value_of(f, town, ""), none = {0};
    assert_int_equal(actors(f, none), 3);
    assert_int_equal(actors(f, value_of(f, region, "")), 2);
    assert_int_equal(actors(f, local), 1);
    assert_int_equal(listed(f, &actor_entity, local, none, in), 1);
    assert_int_equal(listed(f, &actor_entity, none, local, in), 0);
    assert_int_equal(listed(f, &actor_entity, value_of(f, region, ""), local, 0), 1);
    Id held = a_listing(f, in, other), foreign = a_listing(f, out, town), there = a_listing(f, 0, town);
    assert_int_equal(listed(f, &listing_entity, local, none, held), 1);
    assert_int_equal(listed(f, &listing_entity, local, none, foreign), 0);
    assert_int_equal(listed(f, &listing_entity, local, none, there), 1);
    assert_int_equal(listed(f, &listing_entity, value_of(f, region, ""), none, 0), 3);
    Tie *t = ent_new(&f->ctx, &tie_entity);
    t->from_actor = far;
    t->to_actor = in;
    t->kind = TIE_KIND_SUPPLIES;
    t->state = TIE_STATE_ACTIVE;
    assert_int_equal(fixture_save(f, &tie_entity, t), OK);
    assert_int_equal(listed(f, &tie_entity, local, none, 0), 1);
    assert_int_equal(listed(f, &tie_entity, value_of(f, other, ""), none, 0), 0);
    assert_int_equal(listed(f, &place_entity, local, none, 0), 3);
}

static void test_who_may_not_be_seen_is_never_counted(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0);
    int64_t n;
    an_actor(f, NAN, NAN, town, VIS_PUBLIC);
    an_actor(f, NAN, NAN, town, VIS_MEMBERS);
    an_actor(f, NAN, NAN, town, VIS_UNIT);
    PlaceLocal l;
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ""), &l), OK);
    static const struct {
        int floor, sees;
    } CASES[] = {{VIS_PUBLIC, 1}, {VIS_MEMBERS, 2}, {VIS_UNIT, 3}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        fixture_become(f, 77, ROLE_RESIDENT, CASES[i].floor);
        assert_int_equal(actors(f, value_of(f, town, "")), CASES[i].sees);
        assert_int_equal(place_members_count(&f->ctx, l.version, &n), OK);
        assert_int_equal(n, CASES[i].sees);
    }
}

/* Two definitions over the same random actors: in each part stands whom the sets in C say. */
static void test_who_enters_leaves_and_stays_agrees_with_plain_sets(void **state) {
    enum { ACTORS = 60 };
    FIXTURE(f, state);
    Id a = a_place(f, "A", 0), b = a_place(f, "B", 0), v[ACTORS];
    bool in_a[ACTORS], in_b[ACTORS];
    int64_t only_a = 0, only_b = 0, both = 0;
    Rng rng;
    rng_seed(&rng, 5);
    for (int i = 0; i < ACTORS; i++) {
        in_a[i] = rng_below(&rng, 2);
        in_b[i] = rng_below(&rng, 3) == 0;
        v[i] = an_actor(f, NAN, NAN, in_a[i] ? a : 0, VIS_PUBLIC);
        if (in_b[i]) belong(f, v[i], b);
        only_a += in_a[i] && !in_b[i];
        only_b += in_b[i] && !in_a[i];
        both += in_a[i] && in_b[i];
    }
    Str va = value_of(f, a, ""), vb = value_of(f, b, ""), none = {0};
    assert_int_equal(listed(f, &actor_entity, va, vb, 0), only_a);
    assert_int_equal(listed(f, &actor_entity, vb, va, 0), only_b);
    assert_int_equal(listed(f, &actor_entity, va, none, 0), only_a + both);
    assert_int_equal(listed(f, &actor_entity, vb, none, 0), only_b + both);
    for (int i = 0; i < ACTORS; i++) {
        assert_int_equal(listed(f, &actor_entity, va, vb, v[i]), in_a[i] && !in_b[i]);
        assert_int_equal(listed(f, &actor_entity, vb, va, v[i]), in_b[i] && !in_a[i]);
    }
    assert_true(only_a > 5 && only_b > 5 && both > 5);
}

static void test_version_to_come_has_its_members_and_one_that_is_over_keeps_them(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0);
    define(f, town, PLACE_METHOD_DECLARED, 20260701);
    Id who = an_actor(f, NAN, NAN, town, VIS_PUBLIC);
    assert_int_equal(actors(f, value_of(f, town, ".1")), 1);
    assert_int_equal(actors(f, value_of(f, town, ".2")), 1);
    f->ctx.reader.today = 20260702;
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, who, a), OK);
    a->locality = 0;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    assert_int_equal(actors(f, value_of(f, town, "")), 0);
    assert_int_equal(actors(f, value_of(f, town, ".1")), 1);
}

static Fault freeze_run(Ctx *c, void *arg) { return place_freeze(c, *(Id *)arg, LIT("Report")); }

static void test_frozen_members_are_those_of_the_moment(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), gone = an_actor(f, NAN, NAN, town, VIS_PUBLIC);
    PlaceLocal l;
    an_actor(f, NAN, NAN, town, VIS_PUBLIC);
    assert_int_equal(fixture_archive(f, &actor_entity, gone), OK);
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ""), &l), OK);
    assert_int_equal(actors(f, value_of(f, town, ".1.frozen")), 1);
    assert_int_equal(fixture_write(f, freeze_run, &l.version), OK);
    an_actor(f, NAN, NAN, town, VIS_PUBLIC);
    assert_int_equal(actors(f, value_of(f, town, "")), 2);
    assert_int_equal(actors(f, value_of(f, town, ".1.frozen")), 1);
    assert_int_equal(place_local_read(&f->ctx, value_of(f, town, ".1.frozen"), &l), OK);
    assert_string_equal(arena_z(&f->arena, place_local_words(&f->ctx, &l)),
                        "\u2068\u2068Town\u2069, version \u20681\u2069\u2069,"
                        " as frozen on \u2068\u20661 June 2026\u2069\u2069");
}

static Fault keep_run(Ctx *c, void *arg) { return place_local_keep(c, *(Str *)arg); }

static void test_choice_is_remembered_for_each_person(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), other = a_place(f, "Other", 0);
    Str values[] = {value_of(f, town, ""), value_of(f, other, ""), LIT("all")};
    Request rq = {0}, asked = {.args = {.v = (Param[]){{LIT("local"), values[1]}}, .n = 1}};
    PlaceLocal l;
    fixture_become(f, 77, ROLE_COORDINATOR, VIS_UNIT);
    assert_int_equal(fixture_write(f, keep_run, &values[0]), OK);
    assert_int_equal(place_local(&f->ctx, &rq, &l), OK);
    assert_int_equal(l.place, town);
    assert_int_equal(place_local(&f->ctx, &asked, &l), OK);
    assert_int_equal(l.place, other);
    fixture_become(f, 78, ROLE_COORDINATOR, VIS_UNIT);
    assert_int_equal(place_local(&f->ctx, &rq, &l), OK);
    assert_int_equal(l.place, 0);
    fixture_become(f, 77, ROLE_COORDINATOR, VIS_UNIT);
    assert_int_equal(fixture_write(f, keep_run, &values[1]), OK);
    assert_int_equal(place_local_before(&f->ctx, &l), OK);
    assert_int_equal(l.place, town);
    assert_int_equal(fixture_write(f, keep_run, &values[2]), OK);
    assert_int_equal(place_local(&f->ctx, &rq, &l), OK);
    assert_int_equal(l.version, 0);
}

static void test_rule_of_a_ring_agrees_with_measuring_each(void **state) {
    enum { ACTORS = 80 };
    FIXTURE(f, state);
    Id place = a_place(f, "Ring", 0), v[ACTORS];
    GeoPoint middle = {34.8, 31.2}, at[ACTORS];
    Rng rng;
    int in = 0;
    rng_seed(&rng, 3);
    for (int i = 0; i < ACTORS; i++) {
        at[i] = (GeoPoint){34.3 + (double)rng_below(&rng, 1000) / 1000, 30.7 + (double)rng_below(&rng, 1000) / 1000};
        v[i] = i < ACTORS / 2 ? an_actor(f, at[i].lat, at[i].lon, 0, VIS_PUBLIC) : 0;
    }
    PlaceVersion *d = ent_new(&f->ctx, &place_version_entity);
    d->place = place;
    d->method = PLACE_METHOD_RULE;
    d->valid_from = 20260101;
    PlaceRule rule = {LIT("kind=business"), {middle.lat, middle.lon, 30}};
    d->rule = place_rule_make(&f->ctx, rule);
    assert_int_equal(fixture_save(f, &place_version_entity, d), OK);
    for (int i = ACTORS / 2; i < ACTORS; i++) v[i] = an_actor(f, at[i].lat, at[i].lon, 0, VIS_PUBLIC);
    for (int i = 0; i < ACTORS; i++) {
        bool near = geo_distance_m(middle, at[i]) <= 30000;
        in += near;
        assert_int_equal(listed(f, &actor_entity, value_of(f, place, ""), (Str){0}, v[i]), near);
    }
    assert_in_range(in, 8, ACTORS - 8);
}

static Fault merge_run(Ctx *c, void *arg) {
    FixtureCall *call = arg;
    return ent_merge(c, call->e, call->id, call->other);
}

static void test_belongings_of_a_merged_actor_count_for_the_one_it_became(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), who = an_actor(f, NAN, NAN, 0, VIS_PUBLIC);
    Id twin = an_actor(f, NAN, NAN, 0, VIS_PUBLIC);
    belong(f, twin, town);
    FixtureCall call = {.e = &actor_entity, .id = who, .other = twin};
    assert_int_equal(fixture_write(f, merge_run, &call), OK);
    assert_int_equal(listed(f, &actor_entity, value_of(f, town, ""), (Str){0}, who), 1);
    assert_int_equal(actors(f, value_of(f, town, "")), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_value_of_an_address_is_read_or_means_everywhere),
        FIXTURE_BOTH(test_place_that_the_reader_may_not_see_is_no_definition),
        FIXTURE_BOTH(test_lists_of_every_noun_follow_the_definition),
        FIXTURE_BOTH(test_who_may_not_be_seen_is_never_counted),
        FIXTURE_BOTH(test_who_enters_leaves_and_stays_agrees_with_plain_sets),
        FIXTURE_BOTH(test_version_to_come_has_its_members_and_one_that_is_over_keeps_them),
        FIXTURE_BOTH(test_frozen_members_are_those_of_the_moment),
        FIXTURE_BOTH(test_choice_is_remembered_for_each_person),
        FIXTURE_BOTH(test_rule_of_a_ring_agrees_with_measuring_each),
        FIXTURE_BOTH(test_belongings_of_a_merged_actor_count_for_the_one_it_became),
    };
    return cmocka_run_group_tests_name("local", tests, NULL, NULL);
}

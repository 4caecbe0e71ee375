/* place_test.c - the working tree, versions, and who belongs, on both databases. */
#include "store/fixture.h"

#include "account/account.h"
#include "actor_ent.h"
#include "base/rand.h"
#include "place/place_store.h"

#include <math.h>

static int started_lite(void **state) {
    (void)fixture_setup_lite(state);
    place_module.start(((Fixture *)*state)->region);
    return 0;
}
static int started_pg(void **state) {
    (void)fixture_setup_pg(state);
    if (*state) place_module.start(((Fixture *)*state)->region);
    return 0;
}
static int stopped(void **state) {
    if (*state) place_module.stop(((Fixture *)*state)->region);
    return fixture_teardown(state);
}
#define PLACE_BOTH(t) {#t, t, started_lite, stopped, NULL}, {#t "_on_pg", t, started_pg, stopped, NULL}

/* ---- making things ------------------------------------------------------------------------------------------- */

static Id a_place(Fixture *f, const char *name, Id parent) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->kind = PLACE_KIND_LOCALITY;
    p->parent = parent;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Place place_now(Fixture *f, Id id) {
    Place p;
    assert_int_equal(ent_load(&f->ctx, &place_entity, id, &p), OK);
    return p;
}

static PlaceVersion *version_now(Fixture *f, Id id) {
    PlaceVersion *v = ent_new(&f->ctx, &place_version_entity);
    assert_int_equal(ent_load(&f->ctx, &place_version_entity, id, v), OK);
    return v;
}

static Id an_actor(Fixture *f, double lat, double lon, Id locality) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->name.v[LANG_EN] = LIT("Somebody");
    a->kind = ACTOR_KIND_BUSINESS;
    a->lat = lat;
    a->lon = lon;
    a->locality = locality;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

static void move_actor(Fixture *f, Id id, double lat, double lon, Id locality) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, id, a), OK);
    a->lat = lat;
    a->lon = lon;
    a->locality = locality;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
}

static Id belong(Fixture *f, Id actor, Id place, int reason) {
    Belonging *b = ent_new(&f->ctx, &belonging_entity);
    b->actor = actor;
    b->place = place;
    b->reason = reason;
    assert_int_equal(fixture_save(f, &belonging_entity, b), OK);
    return b->head.id;
}

static Str square(Fixture *f, double west, double south, double size) {
    double east = west + size, north = south + size;
    return arena_printf(&f->arena, "{\"type\":\"Polygon\",\"coordinates\":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}",
                        west, south, east, south, east, north, west, north, west, south);
}

static Id in_force(Fixture *f, Id place) {
    PlaceVersion *v = ent_new(&f->ctx, &place_version_entity);
    assert_int_equal(place_version_on(&f->ctx, place, f->ctx.reader.today, v), OK);
    return v->head.id;
}

static void by_shape(Fixture *f, Id place, Str shape) {
    PlaceVersion *v = version_now(f, in_force(f, place));
    v->method = PLACE_METHOD_SHAPE;
    v->shape = shape;
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
}

static bool is_member(Fixture *f, Id version, Id actor) {
    static const Query Q = {.sql = "SELECT actor FROM members WHERE version = :version AND actor = :actor",
                            .in = "version:id actor:id", .out = "actor:id"};
    Id found;
    Fault fault = db_int(&f->ctx, &Q, VALS(v_int(version), v_int(actor)), &found);
    assert_true(fault == OK || fault == NOT_FOUND);
    return fault == OK;
}

static bool sits(Fixture *f, Id place, Id actor) { return is_member(f, in_force(f, place), actor); }

/* ---- the tree -------------------------------------------------------------------------------------------------- */

static void test_working_tree_refuses_a_loop(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), quarter = a_place(f, "Quarter", town);
    Place *p = ent_new(&f->ctx, &place_entity);
    assert_int_equal(ent_load(&f->ctx, &place_entity, region, p), OK);
    p->parent = quarter;
    assert_int_equal(fixture_save(f, &place_entity, p), LOOP);
    p->parent = region;
    assert_int_equal(fixture_save(f, &place_entity, p), LOOP);
    assert_int_equal(place_now(f, region).parent, 0);
}

static void test_working_tree_has_a_depth(void **state) {
    FIXTURE(f, state);
    Id at = 0;
    for (int i = 0; i < PLACE_DEPTH_MAX; i++) at = a_place(f, "Deep", at);
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = LIT("Too deep");
    p->kind = PLACE_KIND_LOCALITY;
    p->parent = at;
    assert_int_equal(fixture_save(f, &place_entity, p), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "parent");
}

static void test_place_with_parts_is_not_archived(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), quarter = a_place(f, "Quarter", town);
    assert_int_equal(fixture_archive(f, &place_entity, town), IN_USE);
    assert_int_equal(fixture_archive(f, &place_entity, quarter), OK);
    assert_int_equal(fixture_archive(f, &place_entity, town), OK);
}

static void test_official_code_is_one_in_the_organisation(void **state) {
    FIXTURE(f, state);
    for (int i = 0; i < 2; i++) {
        Place *p = ent_new(&f->ctx, &place_entity);
        p->name.v[LANG_EN] = LIT("Town");
        p->kind = PLACE_KIND_LOCALITY;
        p->code = LIT("il-1");
        assert_int_equal(fixture_save(f, &place_entity, p), i ? INVALID : OK);
    }
    assert_string_equal(f->ctx.complaints.v[0].field, "code");
}

/* ---- versions -------------------------------------------------------------------------------------------------- */

static PlaceVersion *next_version(Fixture *f, Id place, Day from, Day until) {
    PlaceVersion *v = ent_new(&f->ctx, &place_version_entity);
    v->place = place;
    v->method = PLACE_METHOD_DECLARED;
    v->valid_from = from;
    v->valid_until = until;
    return v;
}

static void test_new_version_closes_the_open_one_and_comes_into_force(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), first = in_force(f, town);
    assert_int_equal(version_now(f, first)->number, 1);
    PlaceVersion *v = next_version(f, town, 20260501, 0);
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    assert_int_equal(v->number, 2);
    assert_int_equal(version_now(f, first)->valid_until, 20260430);
    assert_int_equal(in_force(f, town), v->head.id);
    PlaceVersion on;
    assert_int_equal(place_version_on(&f->ctx, town, 20260430, &on), OK);
    assert_int_equal(on.head.id, first);
}

static void test_versions_of_a_place_do_not_overlap(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0);
    assert_int_equal(fixture_save(f, &place_version_entity, next_version(f, town, 20260101, 20261231)), OK);
    assert_int_equal(fixture_save(f, &place_version_entity, next_version(f, town, 20260601, 0)), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "valid_from");
    assert_int_equal(fixture_save(f, &place_version_entity, next_version(f, town, 20270101, 0)), OK);
    assert_int_equal(fixture_save(f, &place_version_entity, next_version(f, town, 20280101, 20270101)), INVALID);
}

static void test_version_of_tomorrow_waits_for_its_day(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), first = in_force(f, town);
    Id who = an_actor(f, NAN, NAN, town);
    PlaceVersion *v = next_version(f, town, 20260602, 0);
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    assert_int_equal(in_force(f, town), first);
    f->ctx.reader.today = 20260602;
    move_actor(f, who, 31.1, 34.8, town);
    assert_int_equal(in_force(f, town), v->head.id);
    assert_true(is_member(f, v->head.id, who));
}

typedef struct FreezeCall {
    Id version;
    PlaceVersion *v;
} FreezeCall;
static Fault freeze_run(Ctx *c, void *arg) { return place_freeze(c, ((FreezeCall *)arg)->version, LIT("Report 2026")); }
static Fault change_run(Ctx *c, void *arg) { return place_version_change(c, ((FreezeCall *)arg)->v); }

static void test_frozen_version_stays_and_a_change_makes_the_next(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), first = in_force(f, town);
    Id who = an_actor(f, NAN, NAN, town);
    assert_int_equal(fixture_write(f, freeze_run, &(FreezeCall){.version = first}), OK);
    PlaceVersion *v = version_now(f, first);
    v->method = PLACE_METHOD_DECLARED;
    assert_int_equal(fixture_save(f, &place_version_entity, v), FROZEN);
    assert_int_equal(fixture_archive(f, &place_version_entity, first), FROZEN);
    assert_int_equal(fixture_write(f, change_run, &(FreezeCall){.v = v}), OK);
    assert_int_not_equal(v->head.id, first);
    assert_int_equal(v->number, 2);
    assert_int_equal(v->valid_from, 20260601);
    assert_int_equal(in_force(f, town), v->head.id);
    /* Who moves away later stays a member of the frozen version. */
    move_actor(f, who, NAN, NAN, 0);
    assert_true(is_member(f, first, who));
    assert_false(is_member(f, v->head.id, who));
    int64_t n;
    assert_int_equal(db_int(&f->ctx, &PLACE_QUERIES[PLACE_Q_FROZEN_N], VALS(v_int(first)), &n), OK);
    assert_int_equal(n, 1);
}

/* ---- members --------------------------------------------------------------------------------------------------- */

static void test_who_has_a_locality_sits_in_it_and_in_all_above(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), quarter = a_place(f, "Quarter", town);
    Id other = a_place(f, "Other", region), who = an_actor(f, NAN, NAN, quarter);
    assert_true(sits(f, quarter, who) && sits(f, town, who) && sits(f, region, who));
    assert_false(sits(f, other, who));
    move_actor(f, who, NAN, NAN, other);
    assert_false(sits(f, quarter, who) || sits(f, town, who));
    assert_true(sits(f, other, who) && sits(f, region, who));
}

static void test_moving_a_place_in_the_tree_moves_its_members(void **state) {
    FIXTURE(f, state);
    Id north = a_place(f, "North", 0), south = a_place(f, "South", 0), town = a_place(f, "Town", north);
    Id who = an_actor(f, NAN, NAN, town);
    Place *p = ent_new(&f->ctx, &place_entity);
    assert_int_equal(ent_load(&f->ctx, &place_entity, town, p), OK);
    p->parent = south;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    assert_false(sits(f, north, who));
    assert_true(sits(f, south, who) && sits(f, town, who));
}

static void test_outline_holds_whoever_stands_inside(void **state) {
    FIXTURE(f, state);
    Id quarter = a_place(f, "Quarter", 0);
    Id inside = an_actor(f, 31.05, 34.85, 0), outside = an_actor(f, 31.25, 34.85, quarter);
    Id nowhere = an_actor(f, NAN, NAN, quarter);
    by_shape(f, quarter, square(f, 34.8, 31.0, 0.1));
    assert_true(sits(f, quarter, inside));
    assert_false(sits(f, quarter, outside));
    assert_true(sits(f, quarter, nowhere));
    move_actor(f, inside, 31.5, 34.85, 0);
    move_actor(f, outside, 31.01, 34.81, 0);
    assert_false(sits(f, quarter, inside));
    assert_true(sits(f, quarter, outside));
}

static void test_belongings_count_by_method_and_reason(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), who = an_actor(f, NAN, NAN, 0);
    Id serves = belong(f, who, town, BELONG_REASON_SERVES);
    assert_false(sits(f, town, who));
    PlaceVersion *v = version_now(f, in_force(f, town));
    v->method = PLACE_METHOD_DECLARED;
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    assert_true(sits(f, town, who));
    assert_false(sits(f, region, who));
    assert_int_equal(fixture_archive(f, &belonging_entity, serves), OK);
    assert_false(sits(f, town, who));
    belong(f, who, town, BELONG_REASON_SITS_IN);
    assert_true(sits(f, town, who) && sits(f, region, who));
}

static void test_belonging_ends_on_its_day(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0), who = an_actor(f, NAN, NAN, 0), other = an_actor(f, NAN, NAN, 0);
    Belonging *b = ent_new(&f->ctx, &belonging_entity);
    b->actor = who;
    b->place = town;
    b->reason = BELONG_REASON_SITS_IN;
    b->until_on = 20260601;
    assert_int_equal(fixture_save(f, &belonging_entity, b), OK);
    assert_true(sits(f, town, who));
    f->ctx.reader.today = 20260603;
    move_actor(f, other, 30, 34, 0);
    assert_false(sits(f, town, who));
}

static void test_belonging_stands_once_and_weighs_at_most_all(void **state) {
    FIXTURE(f, state);
    Id a = a_place(f, "A", 0), b = a_place(f, "B", 0), who = an_actor(f, NAN, NAN, 0);
    Belonging *one = ent_new(&f->ctx, &belonging_entity);
    *one = (Belonging){.head = one->head, .actor = who, .place = a, .reason = BELONG_REASON_SERVES, .weight = 70};
    assert_int_equal(fixture_save(f, &belonging_entity, one), OK);
    Belonging *same = ent_new(&f->ctx, &belonging_entity);
    *same = (Belonging){.head = same->head, .actor = who, .place = a, .reason = BELONG_REASON_SERVES, .weight = NAN};
    assert_int_equal(fixture_save(f, &belonging_entity, same), INVALID);
    same->place = b;
    same->weight = 40;
    assert_int_equal(fixture_save(f, &belonging_entity, same), INVALID);
    assert_string_equal(f->ctx.complaints.v[0].field, "weight");
    same->weight = 30;
    assert_int_equal(fixture_save(f, &belonging_entity, same), OK);
}

static void test_rule_follows_the_list(void **state) {
    FIXTURE(f, state);
    Id crafts = a_place(f, "Crafts", 0), who = an_actor(f, NAN, NAN, 0);
    PlaceVersion *v = version_now(f, in_force(f, crafts));
    v->method = PLACE_METHOD_RULE;
    v->rule = place_rule_make(&f->ctx, (PlaceRule){.address = LIT("/actors?nothing=1")});
    assert_int_equal(fixture_save(f, &place_version_entity, v), INVALID);
    v->rule = place_rule_make(&f->ctx, (PlaceRule){.address = LIT("/actors?kind=business&size=micro")});
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    assert_false(sits(f, crafts, who));
    Actor *a = ent_new(&f->ctx, &actor_entity);
    assert_int_equal(ent_load(&f->ctx, &actor_entity, who, a), OK);
    a->size = SIZE_CLASS_MICRO;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    assert_true(sits(f, crafts, who));
    a->size = SIZE_CLASS_LARGE;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    assert_false(sits(f, crafts, who));
}

static void test_undone_change_is_undone_for_members(void **state) {
    FIXTURE(f, state);
    Id town = a_place(f, "Town", 0);
    PlaceVersion *bad = next_version(f, town, 20260101, 20250101);
    Id who = an_actor(f, 31.05, 34.85, town);
    assert_int_equal(fixture_save(f, &place_version_entity, bad), INVALID);
    assert_true(sits(f, town, who));
    Id other = an_actor(f, NAN, NAN, town);
    assert_true(sits(f, town, other));
}

/* Members found by the index are those that each outline holds when asked alone. */
static void test_index_agrees_with_asking_each_outline(void **state) {
    enum { PLACES = 12, ACTORS = 120 };
    FIXTURE(f, state);
    Rng rng;
    Id places[PLACES], actors[ACTORS];
    GeoShape shapes[PLACES];
    GeoPoint at[ACTORS];
    rng_seed(&rng, 11);
    for (int i = 0; i < PLACES; i++) {
        places[i] = a_place(f, "Part", 0);
        Str text = square(f, 34.0 + (double)rng_below(&rng, 1000) / 1000, 31.0 + (double)rng_below(&rng, 1000) / 1000,
                          0.1 + (double)rng_below(&rng, 500) / 1000);
        if (i % 2) {
            GeoShape ring = geo_circle(&f->arena, (GeoPoint){34.5, 31.5}, 3000.0 * (i + 1));
            text = place_outline_text(&f->ctx, &ring);
        }
        assert_int_equal(geo_read(&f->arena, text, NULL, &shapes[i]), GEO_FINE);
        if (i % 3) by_shape(f, places[i], text);
    }
    for (int i = 0; i < ACTORS; i++) {
        at[i] = (GeoPoint){34.0 + (double)rng_below(&rng, 1500) / 1000, 31.0 + (double)rng_below(&rng, 1500) / 1000};
        actors[i] = an_actor(f, at[i].lat, at[i].lon, 0);
    }
    for (int i = 0; i < PLACES; i += 3) {
        Buf b;
        buf_init(&b, 100000);
        geo_print(&b, &shapes[i], GEO_DECIMALS);
        by_shape(f, places[i], arena_copy(&f->arena, buf_str(&b)));
        buf_release(&b);
    }
    int members = 0;
    for (int i = 0; i < PLACES; i++) {
        Id version = in_force(f, places[i]);
        for (int k = 0; k < ACTORS; k++) {
            bool in = is_member(f, version, actors[k]);
            members += in;
            assert_int_equal(in, geo_inside(&shapes[i], at[k]));
        }
    }
    assert_in_range(members, 50, PLACES * ACTORS - 50);
}

static Fault merge_run(Ctx *c, void *arg) {
    FixtureCall *call = arg;
    return ent_merge(c, call->e, call->id, call->other);
}

static Fault unmerge_run(Ctx *c, void *arg) {
    FixtureCall *call = arg;
    return ent_unmerge(c, call->e, call->other);
}

static void test_place_merged_brings_its_members(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), twin = a_place(f, "Twin", 0);
    Id who = an_actor(f, NAN, NAN, twin);
    Id own = in_force(f, town), others = in_force(f, twin);
    FixtureCall call = {.e = &place_entity, .id = town, .other = twin};
    assert_int_equal(fixture_write(f, merge_run, &call), OK);
    assert_true(sits(f, town, who) && sits(f, region, who));
    assert_int_equal(in_force(f, town), own);
    assert_int_equal(version_now(f, others)->place, twin);
    assert_int_equal(fixture_write(f, unmerge_run, &call), OK);
    assert_false(sits(f, town, who) || sits(f, region, who));
    assert_true(sits(f, twin, who));
}

static int64_t reach_rows(Fixture *f, Id place) {
    static const Query Q = {.sql = "SELECT count(*) FROM reach WHERE place = :place", .in = "place:id", .out = "n:int"};
    int64_t n;
    assert_int_equal(db_int(&f->ctx, &Q, VALS(v_int(place)), &n), OK);
    return n;
}

static Fault account_run(Ctx *c, void *arg) {
    Account *a = ent_new(c, &account_entity);
    a->name = LIT("Coordinator");
    a->email = LIT("who@example.org");
    return account_make(c, a, GRANT_ROLE_COORDINATOR, *(Id *)arg);
}

static void test_rights_follow_a_merged_place(void **state) {
    FIXTURE(f, state);
    Id region = a_place(f, "Region", 0), town = a_place(f, "Town", region), twin = a_place(f, "Twin", 0);
    Id part = a_place(f, "Part", twin);
    assert_int_equal(fixture_write(f, account_run, &region), OK);
    assert_int_equal(reach_rows(f, town), 1);
    assert_int_equal(reach_rows(f, twin) + reach_rows(f, part), 0);
    FixtureCall call = {.e = &place_entity, .id = town, .other = twin};
    assert_int_equal(fixture_write(f, merge_run, &call), OK);
    assert_int_equal(reach_rows(f, twin), 1);
    assert_int_equal(reach_rows(f, part), 1);
    assert_int_equal(fixture_write(f, unmerge_run, &call), OK);
    assert_int_equal(reach_rows(f, twin) + reach_rows(f, part), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        PLACE_BOTH(test_working_tree_refuses_a_loop),
        PLACE_BOTH(test_working_tree_has_a_depth),
        PLACE_BOTH(test_place_with_parts_is_not_archived),
        PLACE_BOTH(test_official_code_is_one_in_the_organisation),
        PLACE_BOTH(test_new_version_closes_the_open_one_and_comes_into_force),
        PLACE_BOTH(test_versions_of_a_place_do_not_overlap),
        PLACE_BOTH(test_version_of_tomorrow_waits_for_its_day),
        PLACE_BOTH(test_frozen_version_stays_and_a_change_makes_the_next),
        PLACE_BOTH(test_who_has_a_locality_sits_in_it_and_in_all_above),
        PLACE_BOTH(test_moving_a_place_in_the_tree_moves_its_members),
        PLACE_BOTH(test_outline_holds_whoever_stands_inside),
        PLACE_BOTH(test_belongings_count_by_method_and_reason),
        PLACE_BOTH(test_belonging_ends_on_its_day),
        PLACE_BOTH(test_belonging_stands_once_and_weighs_at_most_all),
        PLACE_BOTH(test_rule_follows_the_list),
        PLACE_BOTH(test_undone_change_is_undone_for_members),
        PLACE_BOTH(test_index_agrees_with_asking_each_outline),
        PLACE_BOTH(test_place_merged_brings_its_members),
        PLACE_BOTH(test_rights_follow_a_merged_place),
    };
    return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}

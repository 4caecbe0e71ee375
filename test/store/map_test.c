/* The map shows what the list of the same query shows, to whom it shows it, and says what it does not know. */
#include "fixture.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "map/map_inner.h"
#include "place/place.h"

#include <math.h>

enum { READER = 7 };

static Id town_at(Fixture *f, const char *name, double lat, double lon) {
    Place *p = ent_new(&f->ctx, &place_entity);
    p->name.v[LANG_EN] = str_of(name);
    p->name.state[LANG_EN] = TEXT_WRITTEN;
    p->kind = PLACE_KIND_LOCALITY;
    p->lat = lat;
    p->lon = lon;
    assert_int_equal(fixture_save(f, &place_entity, p), OK);
    return p->head.id;
}

static Actor *actor_new(Fixture *f, const char *name, int kind) {
    Actor *a = ent_new(&f->ctx, &actor_entity);
    a->name.v[LANG_EN] = str_of(name);
    a->name.state[LANG_EN] = TEXT_WRITTEN;
    a->kind = kind;
    a->head.visibility = VIS_MEMBERS;
    return a;
}

static Id actor_at(Fixture *f, const char *name, double lat, double lon) {
    Actor *a = actor_new(f, name, ACTOR_KIND_BUSINESS);
    a->lat = lat;
    a->lon = lon;
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    return a->head.id;
}

/* The points of an address, as the reader of f sees them. */
static MapPoints points_of(Fixture *f, const char *address) {
    Request   rq = {.method = GET, .path = LIT("/map")};
    ListSpec  spec;
    MapPoints p;
    assert_true(params_parse(&f->arena, str_of(address), 20, &rq.args));
    const MapLayer *l = map_layer_of(&rq);
    assert_int_equal(view_query(&f->ctx, &rq, l->sheet, &spec), OK);
    assert_int_equal(map_points(&f->ctx, l, &spec, &p), OK);
    return p;
}

static void test_a_point_stands_where_it_was_given(void **state) {
    FIXTURE(f, state);
    Id id = actor_at(f, "Bakery", 31.25, 34.79);
    MapPoints p = points_of(f, "of=actors");
    assert_int_equal(p.n, 1);
    assert_int_equal(p.v[0].id, id);
    assert_int_equal(p.v[0].lat, 3125000);
    assert_int_equal(p.v[0].lon, 3479000);
    assert_false(p.v[0].near);
    assert_true(str_eq(p.names[0], LIT("Bakery")));
}

static void test_without_a_position_it_stands_near_its_town_and_says_so(void **state) {
    FIXTURE(f, state);
    Id town = town_at(f, "Village", 31.10, 34.90);
    for (int i = 0; i < 2; i++) {
        Actor *a = actor_new(f, i ? "One" : "Two", ACTOR_KIND_BUSINESS);
        a->locality = town;
        assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    }
    MapPoints p = points_of(f, "of=actors"), again = points_of(f, "of=actors&kind=business");
    assert_int_equal(p.n, 2);
    for (int i = 0; i < 2; i++) {
        GeoPoint at = map_point_at(&p.v[i]);
        assert_true(p.v[i].near);
        assert_true(geo_distance_m(at, (GeoPoint){34.90, 31.10}) < 600);
        assert_int_equal(p.v[i].lat, again.v[i].lat);
        assert_int_equal(p.v[i].lon, again.v[i].lon);
    }
    assert_true(p.v[0].lat != p.v[1].lat || p.v[0].lon != p.v[1].lon);
}

static void test_who_has_no_location_is_counted_and_named(void **state) {
    FIXTURE(f, state);
    Actor *a = actor_new(f, "Nowhere yet", ACTOR_KIND_BUSINESS);
    assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    actor_at(f, "Somewhere", 31, 35);
    MapPoints p = points_of(f, "of=actors");
    assert_int_equal(p.n, 1);
    assert_int_equal(p.nowhere_all, 1);
    assert_int_equal(p.nowhere[0], a->head.id);
    assert_true(str_eq(p.nowhere_names[0], LIT("Nowhere yet")));
    assert_true(str_eq(p.names[0], LIT("Somewhere")));
}

static void test_filters_and_words_choose_points_as_they_choose_rows(void **state) {
    FIXTURE(f, state);
    actor_at(f, "Bakery", 31, 35);
    Actor *person = actor_new(f, "Salma", ACTOR_KIND_PERSON);
    person->lat = 31.1;
    person->lon = 35.1;
    assert_int_equal(fixture_save(f, &actor_entity, person), OK);
    assert_int_equal(points_of(f, "of=actors").n, 2);
    assert_int_equal(points_of(f, "of=actors&kind=person").v[0].id, person->head.id);
    assert_int_equal(points_of(f, "of=actors&kind=person").n, 1);
    assert_int_equal(points_of(f, "of=actors&q=salm").n, 1);
    assert_int_equal(points_of(f, "of=actors&q=nobody").n, 0);
    assert_int_equal(points_of(f, "of=actors&archived=1").n, 0);
}

static void test_only_what_the_reader_may_see_stands_on_the_map(void **state) {
    FIXTURE(f, state);
    Id ours = town_at(f, "Ours", 31, 35), theirs = town_at(f, "Theirs", 31.2, 35.2);
    for (int i = 0; i < 2; i++) {
        Actor *a = actor_new(f, i ? "Far" : "Near", ACTOR_KIND_BUSINESS);
        a->head.visibility = VIS_UNIT;
        a->head.unit = i ? theirs : ours;
        a->lat = 31;
        a->lon = 35;
        assert_int_equal(fixture_save(f, &actor_entity, a), OK);
    }
    fixture_reach(f, READER, ours, VIS_UNIT);
    assert_int_equal(points_of(f, "of=actors").n, 2);
    fixture_become(f, READER, ROLE_COORDINATOR, VIS_MEMBERS);
    assert_int_equal(points_of(f, "of=actors").n, 1);
    fixture_become(f, 0, ROLE_ANYONE, VIS_PUBLIC);
    assert_int_equal(points_of(f, "of=actors").n, 0);
    f->ctx.who.org = FIXTURE_OTHER_ORG;
    f->ctx.who.floor = VIS_TEAM;
    assert_int_equal(points_of(f, "of=actors").n, 0);
}

static Id listing_of_holder(Fixture *f, Id holder, Id place) {
    Listing *v = ent_new(&f->ctx, &listing_entity);
    v->title.v[LANG_EN] = LIT("Oven");
    v->title.state[LANG_EN] = TEXT_WRITTEN;
    v->kind = LISTING_KIND_NEED;
    v->state = LISTING_STATE_OPEN;
    v->holder = holder;
    v->place = place;
    assert_int_equal(fixture_save(f, &listing_entity, v), OK);
    return v->head.id;
}

static void test_a_need_stands_where_its_holder_stands(void **state) {
    FIXTURE(f, state);
    Id town = town_at(f, "Town", 31.4, 34.6), holder = actor_at(f, "Bakery", 31.25, 34.79);
    listing_of_holder(f, holder, town);
    MapPoints p = points_of(f, "of=listings");
    assert_int_equal(p.n, 1);
    assert_int_equal(p.v[0].lat, 3125000);
    assert_false(p.v[0].near);
}

static void test_a_holder_that_the_reader_may_not_see_does_not_show_where_it_is(void **state) {
    FIXTURE(f, state);
    Actor *hidden = actor_new(f, "Hidden", ACTOR_KIND_BUSINESS);
    hidden->head.visibility = VIS_UNIT;
    hidden->lat = 31;
    hidden->lon = 35;
    assert_int_equal(fixture_save(f, &actor_entity, hidden), OK);
    listing_of_holder(f, hidden->head.id, 0);
    assert_int_equal(points_of(f, "of=listings").n, 1);
    fixture_become(f, READER, ROLE_RESIDENT, VIS_MEMBERS);
    MapPoints p = points_of(f, "of=listings");
    assert_int_equal(p.n, 0);
    assert_int_equal(p.nowhere_all, 1);
}

/* n businesses on a grid of a hundredth of a degree; names are not needed. */
static void many(Fixture *f, int n) {
    char sql[700];
    snprintf(sql, sizeof sql,
             "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < %d) INSERT INTO actors (id, org,"
             " visibility, version, created_at, changed_at, kind, lat, lon) SELECT i, 101, 1, 1, 1, 1, 1,"
             " 31.0 + (i %% 100) * 0.01, 34.0 + (i / 100) * 0.01 FROM k", n);
    assert_int_equal(fixture_script(f, sql), OK);
}

static void test_many_points_are_gathered_and_none_is_lost(void **state) {
    FIXTURE(f, state);
    enum { N = MAP_WHOLE_MAX + 200 };
    many(f, N);
    MapPoints p = points_of(f, "of=actors");
    assert_int_equal(p.n, N);
    assert_null(p.names);
    GeoBox    box = {33.9, 30.9, 34.5, 32.1};
    MapView   v = map_view_of(&box, 800, 800);
    MapGather how = {.cell = 72, .apart = 50, .margin = 0, .max = 500};
    MapRing  *rings;
    size_t    n;
    int64_t   all = 0, by_category = 0;
    assert_int_equal(map_rings(&f->ctx, &p, &v, how, &rings, &n), OK);
    for (size_t i = 0; i < n; i++) {
        all += rings[i].n;
        for (int k = 0; k < MAP_CATEGORIES_MAX; k++) by_category += rings[i].counts[k];
        for (size_t k = 0; k < i; k++) assert_true(hypot(rings[i].x - rings[k].x, rings[i].y - rings[k].y) >= 50);
    }
    assert_int_equal(all, N);
    assert_int_equal(by_category, N);
    assert_true(n > 1 && n < 200);
}

static Str answer_of(Fixture *f, Handler handler, Buf *body, const char *address) {
    Request rq = {.method = GET, .path = LIT("/map")};
    Reply   rp = {.body = body};
    assert_true(params_parse(&f->arena, str_of(address), 20, &rq.args));
    buf_clear(body);
    Fault fault = handler(&f->ctx, &rq, &rp);
    if (fault != OK) fail_msg("%s: %s", address, fault_name(fault));
    return buf_str(body);
}

static void test_the_page_works_without_script(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 8 << 20);
    town_at(f, "Town", 31.01, 35.01);
    Id id = actor_at(f, "Bakery & Co", 31, 35);
    char at[60], text[ID_CHARS + 1];
    id_print(text, id);
    snprintf(at, sizeof at, "of=actors&at=%s", text);
    Str page = answer_of(f, get_map, &body, "of=actors");
    assert_true(str_find(page, LIT("<svg class=\"map-svg\"")) > 0);
    assert_true(str_find(page, LIT("aria-label=\"Bakery &amp; Co\"")) > 0);
    assert_true(str_find(page, LIT("<section class=\"map-card\" aria-label=\"Chosen on the map\" hidden>")) > 0);
    page = answer_of(f, get_map, &body, at);
    assert_true(str_find(page, LIT("<section class=\"map-card\" aria-label=\"Chosen on the map\">")) > 0);
    page = answer_of(f, get_map, &body, "of=actors&box=10,10,11,11");
    assert_true(str_find(page, LIT("aria-label=\"Bakery &amp; Co\"")) < 0);
    buf_release(&body);
}

static void test_nonsense_in_the_address_does_no_harm(void **state) {
    FIXTURE(f, state);
    static const char *const ADDRESSES[] = {
        "of=nothing&box=a,b,c,d", "of=actors&box=1e308,1,2,3", "of=actors&box=35,31,34,30", "of=actors&at=zzz",
        "of=places&zoom=99999", "of=listings&box=-180,-90,180,90&zoom=18", "of=actors&box=34,31,35,32&zoom=nan",
    };
    Buf body;
    buf_init(&body, 8 << 20);
    actor_at(f, "Bakery", 31, 35);
    for (size_t i = 0; i < sizeof ADDRESSES / sizeof *ADDRESSES; i++) {
        (void)answer_of(f, get_map, &body, ADDRESSES[i]);
        (void)answer_of(f, get_map_list, &body, ADDRESSES[i]);
        (void)answer_of(f, get_map_points, &body, ADDRESSES[i]);
        (void)answer_of(f, get_map_outlines, &body, ADDRESSES[i]);
        (void)answer_of(f, get_map_base, &body, ADDRESSES[i]);
    }
    buf_release(&body);
}

static void test_an_outline_is_sent_for_the_place_that_is_asked_for(void **state) {
    FIXTURE(f, state);
    Buf body;
    buf_init(&body, 1 << 20);
    Id place = town_at(f, "Town", 31.5, 34.5);
    PlaceVersion *v = ent_new(&f->ctx, &place_version_entity);
    assert_int_equal(place_version_on(&f->ctx, place, f->ctx.reader.today, v), OK);
    v->method = PLACE_METHOD_SHAPE;
    v->shape = LIT("{\"type\":\"Polygon\",\"coordinates\":[[[34,31],[35,31],[35,32],[34,32],[34,31]]]}");
    assert_int_equal(fixture_save(f, &place_version_entity, v), OK);
    char address[60], text[ID_CHARS + 1];
    id_print(text, place);
    snprintf(address, sizeof address, "of=actors&locality=%s", text);
    assert_true(str_find(answer_of(f, get_map_outlines, &body, address), LIT("\"name\":\"Town\"")) > 0);
    assert_true(str_find(answer_of(f, get_map_outlines, &body, "of=actors"), LIT("\"name\"")) < 0);
    assert_true(str_find(answer_of(f, get_map_outlines, &body, "of=places"), LIT("\"name\":\"Town\"")) > 0);
    buf_release(&body);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        FIXTURE_BOTH(test_a_point_stands_where_it_was_given),
        FIXTURE_BOTH(test_without_a_position_it_stands_near_its_town_and_says_so),
        FIXTURE_BOTH(test_who_has_no_location_is_counted_and_named),
        FIXTURE_BOTH(test_filters_and_words_choose_points_as_they_choose_rows),
        FIXTURE_BOTH(test_only_what_the_reader_may_see_stands_on_the_map),
        FIXTURE_BOTH(test_a_need_stands_where_its_holder_stands),
        FIXTURE_BOTH(test_a_holder_that_the_reader_may_not_see_does_not_show_where_it_is),
        FIXTURE_BOTH(test_many_points_are_gathered_and_none_is_lost),
        FIXTURE_BOTH(test_the_page_works_without_script),
        FIXTURE_BOTH(test_nonsense_in_the_address_does_no_harm),
        FIXTURE_BOTH(test_an_outline_is_sent_for_the_place_that_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

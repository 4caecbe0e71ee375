/* Outlines: reading what people bring, holding points, measures. */
#include "geo/geo.h"
#include "base/rand.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static const GeoBox NEGEV = {.west = 34.2, .south = 29.4, .east = 35.6, .north = 31.8};

static Arena arena;
static int setup(void **s) { (void)s; arena_init(&arena, 64u << 20); return 0; }
static int teardown(void **s) { (void)s; arena_release(&arena); return 0; }

static GeoWrong read_text(const char *text, GeoShape *s) { return geo_read(&arena, str_of(text), &NEGEV, s); }

static void test_polygon_with_a_hole_holds_what_is_between(void **state) {
    (void)state;
    GeoShape s;
    assert_int_equal(
        GEO_FINE,
        read_text(
            "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
            "[[[34.8,31.0],[35.0,31.0],[35.0,31.2],[34.8,31.2],[34.8,31.0]],"
            "[[34.88,31.08],[34.92,31.08],[34.92,31.12],[34.88,31.12],[34.88,31.08]]]}}",
            &s));
    assert_int_equal(2, s.n);
    assert_int_equal(4, s.rings[0].n);
    assert_true(geo_inside(&s, (GeoPoint){34.85, 31.1}));
    assert_false(geo_inside(&s, (GeoPoint){34.90, 31.1}));
    assert_false(geo_inside(&s, (GeoPoint){35.10, 31.1}));
}

static void test_wrong_outlines_are_named(void **state) {
    (void)state;
    GeoShape s;
    assert_int_equal(GEO_NOT_JSON, read_text("{\"type\":", &s));
    assert_int_equal(GEO_NOT_JSON, read_text("", &s));
    assert_int_equal(GEO_NOT_OUTLINE, read_text("{\"type\":\"Point\",\"coordinates\":[34.8,31]}", &s));
    assert_int_equal(GEO_NOT_OUTLINE, read_text("{\"type\":\"FeatureCollection\",\"features\":[]}", &s));
    assert_int_equal(GEO_NOT_OUTLINE, read_text("[]", &s));
    assert_int_equal(
        GEO_TOO_FEW,
        read_text("{\"type\":\"Polygon\",\"coordinates\":[[[34.8,31],[34.9,31],[34.8,31]]]}", &s));
    assert_int_equal(GEO_SWAPPED,
        read_text("{\"type\":\"Polygon\",\"coordinates\":[[[31.0,34.8],[31.0,35.0],[31.2,35.0]]]}", &s));
    assert_int_equal(GEO_OUT_OF_RANGE,
        read_text("{\"type\":\"Polygon\",\"coordinates\":[[[234.8,31.0],[35.0,31.0],[35.0,31.2]]]}", &s));
    assert_int_equal(
        GEO_CROSSES,
        read_text(
            "{\"type\":\"Polygon\",\"coordinates\":[[[34.8,31.0],[35.0,31.2],[35.0,31.0],[34.8,31.2]]]}",
            &s));
    assert_int_equal(GEO_NOT_OUTLINE,
                     read_text("{\"type\":\"Polygon\",\"coordinates\":[[[\"a\",1],[2,3],[4,5]]]}", &s));
}

static void test_printing_reads_back_the_same(void **state) {
    (void)state;
    GeoShape s, again;
    assert_int_equal(
        GEO_FINE,
        read_text("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[34.8,31],[35,31],[35,31.2],[34.8,31]],"
                  "[[34.95,31.05],[34.97,31.05],[34.97,31.08]]],[[[34.3,30],[34.4,30],[34.4,30.1]]]]}",
                  &s));
    Buf b;
    buf_init(&b, 1 << 20);
    geo_print(&b, &s, GEO_DECIMALS);
    assert_true(buf_ok(&b));
    assert_int_equal(GEO_FINE, geo_read(&arena, buf_str(&b), NULL, &again));
    assert_int_equal(3, again.n);
    assert_true(again.rings[1].hole);
    assert_false(again.rings[2].hole);
    for (int i = 0; i < 3; i++) assert_int_equal(s.rings[i].n, again.rings[i].n);
    buf_release(&b);
}

static void test_circle_has_its_radius_and_area(void **state) {
    (void)state;
    GeoPoint yeroham = {34.93, 30.99};
    GeoShape s = geo_circle(&arena, yeroham, 5000);
    for (int i = 0; i < s.rings[0].n; i++) {
        assert_true(fabs(geo_distance_m(yeroham, s.rings[0].v[i]) - 5000) < 25);
    }
    assert_true(fabs(geo_area_km2(&s) - M_PI * 25) < 0.5);
    GeoPoint m = geo_middle(&s);
    assert_true(geo_distance_m(m, yeroham) < 5);
}

static void test_distance_between_two_towns_is_known(void **state) {
    (void)state;
    double d = geo_distance_m((GeoPoint){34.7913, 31.2518}, (GeoPoint){34.9518, 29.5577});
    assert_true(d > 188000 && d < 190500);
}

static void test_index_agrees_with_asking_each(void **state) {
    (void)state;
    enum { SHAPES = 120, POINTS = 3000 };
    GeoEntry entries[SHAPES];
    Rng rng;
    rng_seed(&rng, 7);
    for (int i = 0; i < SHAPES; i++) {
        GeoShape *s = ARENA_NEW(&arena, GeoShape);
        GeoPoint at = {34.2 + (double)rng_below(&rng, 1400) / 1000,
                       29.4 + (double)rng_below(&rng, 2400) / 1000};
        *s = geo_circle(&arena, at, 500 + (double)rng_below(&rng, 40000));
        entries[i] = (GeoEntry){.id = i + 1, .shape = s};
    }
    GeoIndex *ix = geo_index_new(entries, SHAPES);
    assert_non_null(ix);
    int hits = 0;
    for (int p = 0; p < POINTS; p++) {
        GeoPoint at = {34.0 + (double)rng_below(&rng, 1800) / 1000,
                       29.2 + (double)rng_below(&rng, 2800) / 1000};
        int64_t got[SHAPES];
        int n = geo_index_find(ix, at, got, SHAPES), want = 0;
        for (int i = 0; i < SHAPES; i++) {
            if (!geo_inside(entries[i].shape, at)) continue;
            assert_true(want < n);
            assert_int_equal(entries[i].id, got[want++]);
        }
        assert_int_equal(want, n);
        hits += n;
    }
    assert_true(hits > POINTS / 4);
    geo_index_free(ix);
}

static void test_simplified_outline_stays_close(void **state) {
    (void)state;
    GeoShape s = geo_circle(&arena, (GeoPoint){34.8, 31.2}, 3000);
    GeoShape t = geo_simplify(&arena, &s, 0.001);
    assert_int_equal(1, t.n);
    assert_true(t.rings[0].n < s.rings[0].n && t.rings[0].n >= 8);
    assert_true(fabs(geo_area_km2(&t) / geo_area_km2(&s) - 1) < 0.08);
}

static void test_mercator_goes_there_and_back(void **state) {
    (void)state;
    for (int i = -80; i <= 80; i += 5) {
        double x, y;
        geo_mercator((GeoPoint){i * 2.0, i}, &x, &y);
        GeoPoint p = geo_from_mercator(x, y);
        assert_true(fabs(p.lon - i * 2.0) < 1e-9 && fabs(p.lat - i) < 1e-9);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_polygon_with_a_hole_holds_what_is_between),
        cmocka_unit_test(test_wrong_outlines_are_named),
        cmocka_unit_test(test_printing_reads_back_the_same),
        cmocka_unit_test(test_circle_has_its_radius_and_area),
        cmocka_unit_test(test_distance_between_two_towns_is_known),
        cmocka_unit_test(test_index_agrees_with_asking_each),
        cmocka_unit_test(test_simplified_outline_stays_close),
        cmocka_unit_test(test_mercator_goes_there_and_back),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

#include "sheet/itm.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Pairs of grid and degrees as official lists carry them: schools of the mapping centre (printed to 1 mm) and
** localities of the statistics bureau (printed to a metre). */
static const struct {
    double e, n, lon, lat, near_m;
} KNOWN[] = {
    {191591.7384, 379434.268, 34.91714355, 29.50229701, 0.01},
    {158972.4836, 619936.2848, 34.56670666, 31.67036485, 0.01},
    {221383.5832, 637087.249, 35.22486745, 31.82663279, 0.01},
    {182590.4657, 655101.4162, 34.81442084, 31.98849104, 0.01},
    {190075.7424, 665645.6556, 34.89330232, 32.08379699, 0.01},
    {194054.371, 686918.0587, 34.93487996, 32.27572289, 0.01},
    {210327.09, 739675.1379, 35.10709524, 32.75170345, 0.01},
    {254281.2048, 798459.5262, 35.57834065, 33.28121772, 0.01},
    {179570, 573610, 34.78577, 31.25347, 1},
    {176570, 588820, 34.75362, 31.39054, 1},
    {194140, 385060, 34.94329, 29.5531, 1},
    {193070, 544140, 34.92826, 30.98805, 1},
    {180820, 503760, 34.80154, 30.6235, 1},
};
enum { KNOWN_N = sizeof KNOWN / sizeof *KNOWN };

static void test_grid_points_become_the_degrees_of_official_lists(void **state) {
    (void)state;
    for (int i = 0; i < KNOWN_N; i++) {
        double lon, lat;
        assert_true(itm_to_wgs84(KNOWN[i].e, KNOWN[i].n, &lon, &lat));
        double dx = (lon - KNOWN[i].lon) * 111320 * cos(lat * 0.0174533), dy = (lat - KNOWN[i].lat) * 110900;
        if (hypot(dx, dy) > KNOWN[i].near_m) fail_msg("point %d is %f m off", i, hypot(dx, dy));
    }
}

static void test_there_and_back_is_the_same_point(void **state) {
    (void)state;
    for (int i = 0; i < KNOWN_N; i++) {
        double lon, lat, e, n;
        assert_true(itm_to_wgs84(KNOWN[i].e, KNOWN[i].n, &lon, &lat));
        assert_true(wgs84_to_itm(lon, lat, &e, &n));
        assert_true(hypot(e - KNOWN[i].e, n - KNOWN[i].n) < 0.01);
    }
}

static void test_grids_are_told_apart_by_size(void **state) {
    (void)state;
    assert_int_equal(grid_guess(181042, 573055), GRID_ITM);
    assert_int_equal(grid_guess(573055, 181042), GRID_ITM_SWAPPED);
    assert_int_equal(grid_guess(131042, 1073055), GRID_ICS);
    assert_int_equal(grid_guess(34.79, 31.25), GRID_DEGREES);
    assert_int_equal(grid_guess(31.25, 34.79), GRID_DEGREES_SWAPPED);
    assert_int_equal(grid_guess(3872000, 3665000), GRID_WEB_MERCATOR);
    assert_int_equal(grid_guess(12, 41), GRID_NONE);
    assert_int_equal(grid_guess(NAN, 1), GRID_NONE);
}

static void test_every_known_grid_gives_the_same_place(void **state) {
    (void)state;
    static const struct {
        Grid   g;
        double x, y, near_m;
    } SAME[] = {
        {GRID_ITM, 181042, 573055, 0.1},
        {GRID_ITM_SWAPPED, 573055, 181042, 0.1},
        {GRID_ICS, 131042, 1073055, 20},
        {GRID_ICS_SWAPPED, 1073055, 131042, 20},
    };
    double lon0, lat0;
    assert_true(itm_to_wgs84(181042, 573055, &lon0, &lat0));
    for (size_t i = 0; i < sizeof SAME / sizeof *SAME; i++) {
        double lon, lat;
        assert_true(grid_to_wgs84(SAME[i].g, SAME[i].x, SAME[i].y, &lon, &lat));
        assert_true(hypot((lon - lon0) * 95000, (lat - lat0) * 110900) <= SAME[i].near_m);
    }
    double lon, lat;
    assert_false(grid_to_wgs84(GRID_NONE, 1, 2, &lon, &lat));
    assert_false(itm_to_wgs84(1, 2, &lon, &lat));
    assert_true(grid_to_wgs84(GRID_WEB_MERCATOR, 3872403.0, 3665720.0, &lon, &lat));
    assert_true(fabs(lon - 34.7863) < 0.001 && lat > 31.2 && lat < 31.3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grid_points_become_the_degrees_of_official_lists),
        cmocka_unit_test(test_there_and_back_is_the_same_point),
        cmocka_unit_test(test_grids_are_told_apart_by_size),
        cmocka_unit_test(test_every_known_grid_gives_the_same_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "sheet/geojson.h"
#include "sheet/json_read.h"
#include "sheet/sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static Arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena, 64 << 20);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_release(&arena);
    return 0;
}

static void test_json_is_walked_strictly(void **state) {
    (void)state;
    static const char *const GOOD[] = {"{}", "[]", " [1, -2.5e+3, \"a\\\"b\", true, null]",
                                       "{\"a\":{\"b\":[{}]}}", "0", "\"x\""};
    static const char *const BAD[] = {"", "{", "[1,]", "{\"a\" 1}", "{a:1}", "[1 2]", "01x", "\"a", "{\"a\":}",
                                      "[\x01]",
                                      "-", "1.", "tru", "}"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        Json j = {.s = str_of(GOOD[i])};
        Str  span;
        if (!json_skip(&j, &span) || json_peek(&j) != '\0') fail_msg("%s", GOOD[i]);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        Json j = {.s = str_of(BAD[i])};
        Str  span;
        if (json_skip(&j, &span) && json_peek(&j) == '\0') fail_msg("%s", BAD[i]);
    }
    char deep[200];
    memset(deep, '[', sizeof deep);
    Json j = {.s = {deep, sizeof deep}};
    Str  span;
    assert_false(json_skip(&j, &span));
}

static void test_escapes_become_letters(void **state) {
    (void)state;
    Buf b;
    buf_init(&b, 256);
    json_decode(LIT("a\\u05e9\\n\\ud83d\\ude00\\ud800x\\/\\\"\\u00"), &b);
    if (!str_eq(buf_str(&b), LIT("a\u05e9\n\U0001F600\uFFFDx/\"\uFFFD00"))) fail_msg("%.*s", (int)b.n, b.p);
    buf_release(&b);
}

static RawGeometry shape(const char *text) {
    RawGeometry g;
    assert_int_equal(geojson_geometry(&arena, str_of(text), &g), OK);
    return g;
}

static void test_shapes_become_numbers(void **state) {
    (void)state;
    RawGeometry g = shape("{\"type\":\"Point\",\"coordinates\":[34.8,31.2,280]}");
    assert_int_equal(g.kind, RAW_POINT);
    assert_true(g.n_points == 1 && g.xy[0] == 34.8 && g.xy[1] == 31.2);
    g = shape("{\"coordinates\":[[[34,31],[35,31],[35,32],[34,31]],[[34.1,31.1],[34.2,31.1],[34.2,31.2],[34.1,31.1]]],"
              "\"type\":\"Polygon\"}");
    assert_true(g.kind == RAW_POLYGON && g.n_polygons == 1 && g.n_parts == 2 && g.n_points == 8);
    assert_true(g.part_start[1] == 4 && g.part_start[2] == 8 && g.polygon_start[1] == 2);
    g = shape("{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"MultiPolygon\",\"coordinates\":["
              "[[[34,31],[35,31],[35,32],[34,31]]],[[[10,40],[11,40],[11,41],[10,40]]]]}}");
    assert_true(g.n_polygons == 2 && g.n_parts == 2 && g.polygon_start[1] == 1 && g.flags == 0);
    g = shape("null");
    assert_int_equal(g.kind, RAW_NONE);
}

static void test_crooked_shapes_are_mended_and_told(void **state) {
    (void)state;
    RawGeometry g = shape("{\"type\":\"Polygon\",\"coordinates\":[[[34,31],[35,31],[35,32]]]}");
    assert_true(g.flags & RAW_OPEN_RING);
    assert_int_equal(g.n_points, 4);
    g = shape("{\"type\":\"MultiPolygon\",\"coordinates\":[[[[34,31],[35,31]]],[[[34,31],[35,31],[35,32],[34,31]]]]}");
    assert_true(g.flags & RAW_SHORT_RING);
    assert_int_equal(g.n_polygons, 1);
    g = shape("{\"type\":\"Point\",\"coordinates\":[31.2,34.8]}");
    assert_true(g.flags & RAW_SWAPPED);
    raw_swap(&g);
    assert_true(g.xy[0] == 34.8 && !(g.flags & RAW_SWAPPED));
    assert_true(shape("{\"type\":\"Point\",\"coordinates\":[181042,573055]}").flags & RAW_PROJECTED);
    assert_true(shape("{\"type\":\"Point\",\"coordinates\":[200,10]}").flags & RAW_OUT_OF_RANGE);
    g = shape("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1,2]},"
              "{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}]}");
    assert_true(g.kind == RAW_LINE && g.n_points == 2 && (g.flags & RAW_MIXED));
}

static void test_what_is_no_shape_is_refused(void **state) {
    (void)state;
    static const char *const BAD[] = {"", "{}", "[1,2]", "{\"type\":\"Point\"}",
                                      "{\"type\":\"Point\",\"coordinates\":[1]}",
                                      "{\"type\":\"Point\",\"coordinates\":[\"a\",1]}",
                                      "{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}",
                                      "{\"type\":\"Circle\",\"coordinates\":[1,2]}",
                                      "{\"type\":\"Point\",\"coordinates\":[1,2]} x"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        RawGeometry g;
        if (geojson_geometry(&arena, str_of(BAD[i]), &g) == OK) fail_msg("%s", BAD[i]);
    }
}

static void expect_rows(const char *text, SheetFormat format, const char *want) {
    SheetSource  src = {.fd = -1, .mem = str_of(text)};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    SheetRow     row;
    Buf          b;
    buf_init(&b, 1 << 16);
    Fault f = sheet_open(&arena, &src, &o, &s, &why);
    if (f != OK) fail_msg("%s: %s", text, why.key);
    assert_int_equal(sheet_info(s)->format, format);
    while ((f = sheet_next(s, &row)) == OK && row.row != 0) {
        for (uint32_t i = 0; i < row.n; i++) {
            if (i > 0) buf_byte(&b, '|');
            buf_add(&b, row.cells[i].s);
        }
        buf_byte(&b, '\n');
    }
    assert_int_equal(f, OK);
    if (!str_eq(buf_str(&b), str_of(want))) fail_msg("%.*s", (int)b.n, b.p);
    sheet_close(s);
    buf_release(&b);
}

static void test_features_become_rows(void **state) {
    (void)state;
    expect_rows("{\"type\":\"FeatureCollection\",\"features\":[\n"
                "{\"type\":\"Feature\",\"properties\":{\"name\":\"A\",\"n\":1e2},\"geometry\":{\"type\":\"Point\","
                "\"coordinates\":[34.5, 31.25]}},\n"
                "{\"type\":\"Feature\",\"properties\":{\"open\":true,\"name\":\"B\"},\"geometry\":null},"
                "{\"type\":\"Feature\",\"properties\":null,\"geometry\":"
                "{\"type\": \"LineString\",\"coordinates\":[[1,2],[3, 4]]}}]}",
                SHEET_GEOJSON,
                "name|n|open|longitude|latitude|geometry\nA|100||34.5|31.25\nB||1\n"
                "|||||{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}\n");
    expect_rows("{\"type\":\"Point\",\"coordinates\":[34.5,31.25]}", SHEET_GEOJSON, "longitude|latitude\n34.5|31.25\n");
}

static void test_lists_of_records_become_rows(void **state) {
    (void)state;
    expect_rows("[{\"a\":1,\"b\":[\"x\",\"y\"]},{\"b\":{\"c\": null},\"d\":\"q\"}]", SHEET_JSON,
                "a|b|d\n1|x, y\n|{\"c\":null}|q\n");
    expect_rows("{\"a\":1}\n{\"a\":2}\n", SHEET_JSON, "a\n1\n2\n");
    expect_rows("{\"count\":2,\"items\":[{\"a\":1},{\"a\":2}]}", SHEET_JSON, "a\n1\n2\n");
    expect_rows("[[\"x\",1],[\"y\",2]]", SHEET_JSON, "1|2\nx|1\ny|2\n");
}

static void test_broken_json_names_its_line(void **state) {
    (void)state;
    SheetSource  src = {.fd = -1, .mem = LIT("[{\"a\":1},\n{\"a\":2},\n{\"a\" 3}]")};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    assert_int_equal(sheet_open(&arena, &src, &o, &s, &why), BAD_FILE);
    assert_string_equal(why.key, "sheet.bad_json");
    assert_int_equal(why.row, 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_json_is_walked_strictly, setup, teardown),
        cmocka_unit_test_setup_teardown(test_escapes_become_letters, setup, teardown),
        cmocka_unit_test_setup_teardown(test_shapes_become_numbers, setup, teardown),
        cmocka_unit_test_setup_teardown(test_crooked_shapes_are_mended_and_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_no_shape_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_features_become_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists_of_records_become_rows, setup, teardown),
        cmocka_unit_test_setup_teardown(test_broken_json_names_its_line, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

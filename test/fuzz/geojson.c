/* geojson.c - JSON records and geometry. */
#include "sheet/geojson.h"

#include "base/check.h"
#include "sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_geometry(const RawGeometry *g) {
    CHECK(g->part_start[g->n_parts] == g->n_points);
    CHECK(g->polygon_start[g->n_polygons] == g->n_parts);
    for (uint32_t i = 0; i < g->n_parts; i++) CHECK(g->part_start[i] < g->part_start[i + 1]);
    for (uint32_t i = 0; i < g->n_polygons; i++) CHECK(g->polygon_start[i] < g->polygon_start[i + 1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Str          text = {(const char *)data, n};
    SheetSource  src = {.fd = -1, .mem = text};
    SheetOptions o = {0};
    SheetProblem why = {0};
    Sheet       *s;
    Arena        a;
    RawGeometry  g;
    arena_init(&a, 64 << 20);
    if (geojson_geometry(&a, text, &g) == OK) check_geometry(&g);
    if (sheet_open(&a, &src, &o, &s, &why) == OK) {
        SheetRow row;
        while (sheet_next(s, &row) == OK && row.row != 0) continue;
        sheet_close(s);
    }
    arena_release(&a);
    return 0;
}

/* take_geo.c - lists with a position as GeoJSON (RFC 7946): a point each, the list's columns as properties. */
#include "export/take.h"

#include "base/html.h"

#include <math.h>

static Fault geo_begin(Take *t) {
    buf_lit(&t->b, "{\"type\":\"FeatureCollection\",\"features\":[");
    return OK;
}

static void property(Take *t, const TakeColumn *col, const TakeCell *cell) {
    buf_byte(&t->b, ',');
    put_json(&t->b, col->label);
    buf_byte(&t->b, ':');
    if (cell->kind == TAKE_NOTHING) buf_lit(&t->b, "null");
    else if (cell->kind == TAKE_NUMBER || cell->kind == TAKE_MONEY) buf_add(&t->b, cell->text);
    else put_json(&t->b, cell->text);
}

static Fault geo_row(Take *t, const void *rec, const TakeCell *cells) {
    const Entity *e = t->sheet->entity;
    const Field  *lat = field_named(e, LIT("lat")), *lon = field_named(e, LIT("lon"));
    double        y = *(const double *)field_in(lat, rec), x = *(const double *)field_in(lon, rec);
    buf_add(&t->b, t->rows ? LIT(",\n") : LIT("\n"));
    buf_lit(&t->b, "{\"type\":\"Feature\",\"id\":\"");
    buf_id(&t->b, ((const Head *)rec)->id);
    buf_lit(&t->b, "\",\"geometry\":");
    if (isnan(x) || isnan(y)) buf_lit(&t->b, "null");
    else buf_printf(&t->b, "{\"type\":\"Point\",\"coordinates\":[%.7g,%.7g]}", x, y);
    buf_lit(&t->b, ",\"properties\":{\"id\":\"");
    buf_id(&t->b, ((const Head *)rec)->id);
    buf_byte(&t->b, '"');
    for (size_t i = 0; i < t->columns_n; i++) {
        if (t->columns[i].f != lat && t->columns[i].f != lon) property(t, &t->columns[i], &cells[i]);
    }
    buf_lit(&t->b, "}}");
    return OK;
}

static Fault geo_end(Take *t, bool more) {
    (void)more;
    buf_lit(&t->b, "\n]}\n");
    return OK;
}

static bool has_position(const Sheet *s) {
    return field_named(s->entity, LIT("lat")) && field_named(s->entity, LIT("lon"));
}

const TakeFormat TAKE_GEOJSON = {
    .file = {"geojson", T_EXPORT_AS_GEOJSON, has_position, false, NULL}, .type = "application/geo+json",
    .rows_max = TAKE_ROWS_MAX, .begin = geo_begin, .row = geo_row, .end = geo_end,
};

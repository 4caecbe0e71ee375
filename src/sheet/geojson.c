/* geojson.c - geometry out of GeoJSON (RFC 7946). */
#include "sheet/geojson.h"

#include "base/buf.h"
#include "sheet/json_read.h"

#include <math.h>

enum { POINTS_MAX = 1000000, NESTING_MAX = 16 };

/* Parts grow here and are copied into the arena at the end. */
typedef struct Gather {
    RawKind  kind;
    uint32_t flags;
    Buf      xy, parts, polygons;                 /* double pairs; uint32_t indexes */
    uint32_t n_points, n_parts, n_polygons;
    bool     too_many;
} Gather;

static void put_index(Buf *b, uint32_t i) {
    buf_add(b, (Str){(const char *)&i, sizeof i});
}

static void put_point(Gather *g, double x, double y) {
    if (g->n_points == POINTS_MAX) {
        g->too_many = true;
        return;
    }
    double xy[2] = {x, y};
    buf_add(&g->xy, (Str){(const char *)xy, sizeof xy});
    g->n_points++;
}

static void point_at(const Gather *g, uint32_t i, double ret_xy[2]) {
    memcpy(ret_xy, g->xy.p + (size_t)i * 2 * sizeof(double), 2 * sizeof(double));
}

/* [lon, lat] or [lon, lat, height]. */
static bool read_position(Json *j, double ret_xy[2]) {
    bool   more;
    double x[2] = {NAN, NAN};
    int    n = 0;
    Str    v;
    if (!json_enter(j, '[')) return false;
    while (json_element(j, n == 0, &more)) {
        if (!more) break;
        if (!json_skip(j, &v)) return false;
        if (n < 2 && !str_real(v, &x[n])) return false;
        if (++n > 8) return false;
    }
    if (n < 2 || !isfinite(x[0]) || !isfinite(x[1])) return false;
    ret_xy[0] = x[0];
    ret_xy[1] = x[1];
    return true;
}

static bool read_positions(Gather *g, Json *j) {
    bool more, first = true;
    if (!json_enter(j, '[')) return false;
    while (json_element(j, first, &more)) {
        double xy[2];
        if (!more) return true;
        first = false;
        if (!read_position(j, xy)) return false;
        put_point(g, xy[0], xy[1]);
        if (g->too_many) return false;
    }
    return false;
}

static bool read_line(Gather *g, Json *j) {
    uint32_t start = g->n_points;
    if (!read_positions(g, j)) return false;
    if (g->n_points == start) return true;
    put_index(&g->parts, start);
    g->n_parts++;
    return true;
}

/* One ring: closed if it was open, left out if it is no area. *ret_kept says which. */
static bool read_ring(Gather *g, Json *j, bool *ret_kept) {
    uint32_t start = g->n_points;
    if (!read_positions(g, j)) return false;
    double a[2], b[2];
    *ret_kept = false;
    if (g->n_points - start >= 3) {
        point_at(g, start, a);
        point_at(g, g->n_points - 1, b);
        if (a[0] != b[0] || a[1] != b[1]) {
            g->flags |= RAW_OPEN_RING;
            put_point(g, a[0], a[1]);
        }
    }
    if (g->n_points - start < 4) {
        g->flags |= RAW_SHORT_RING;
        g->n_points = start;
        g->xy.n = (size_t)start * 2 * sizeof(double);
        return true;
    }
    put_index(&g->parts, start);
    g->n_parts++;
    *ret_kept = true;
    return !g->too_many;
}

/* Rings of one polygon. Without its outer ring its holes mean nothing. */
static bool read_polygon(Gather *g, Json *j) {
    bool     more, first = true, outer = false;
    uint32_t part = g->n_parts, point = g->n_points;
    if (!json_enter(j, '[')) return false;
    while (json_element(j, first, &more)) {
        if (!more) break;
        bool kept;
        if (!read_ring(g, j, &kept)) return false;
        if (first) outer = kept;
        first = false;
    }
    if (first || !outer) {
        g->n_parts = part;
        g->n_points = point;
        g->parts.n = (size_t)part * sizeof(uint32_t);
        g->xy.n = (size_t)point * 2 * sizeof(double);
        return true;
    }
    put_index(&g->polygons, part);
    g->n_polygons++;
    return true;
}

static bool read_each(Gather *g, Json *j, bool (*one)(Gather *, Json *)) {
    bool more, first = true;
    if (!json_enter(j, '[')) return false;
    while (json_element(j, first, &more)) {
        if (!more) return true;
        first = false;
        if (!one(g, j)) return false;
    }
    return false;
}

static bool read_point(Gather *g, Json *j) {
    double xy[2];
    if (!read_position(j, xy)) return false;
    put_index(&g->parts, g->n_points);
    g->n_parts++;
    put_point(g, xy[0], xy[1]);
    return !g->too_many;
}

/* The kinds in rising order: of a collection only the largest kind is kept. */
static bool wants(Gather *g, RawKind k) {
    if (k == g->kind) return true;
    if (g->kind != RAW_NONE) g->flags |= RAW_MIXED;
    if (k < g->kind) return false;
    g->kind = k;
    g->n_points = g->n_parts = g->n_polygons = 0;
    buf_clear(&g->xy);
    buf_clear(&g->parts);
    buf_clear(&g->polygons);
    return true;
}

static bool read_object(Gather *g, Str object, int depth);

static bool read_list_of_objects(Gather *g, Str list, int depth) {
    Json j = {.s = list};
    bool more, first = true;
    Str  v;
    if (!json_enter(&j, '[')) return false;
    while (json_element(&j, first, &more)) {
        if (!more) return true;
        first = false;
        if (!json_skip(&j, &v) || !read_object(g, v, depth + 1)) return false;
    }
    return false;
}

static bool read_object(Gather *g, Str object, int depth) {
    static const struct {
        const char *type;
        RawKind     kind;
        bool (*one)(Gather *, Json *);
        bool many;
    } TYPES[] = {
        {"Point", RAW_POINT, read_point, false},        {"MultiPoint", RAW_POINT, read_point, true},
        {"LineString", RAW_LINE, read_line, false},     {"MultiLineString", RAW_LINE, read_line, true},
        {"Polygon", RAW_POLYGON, read_polygon, false},  {"MultiPolygon", RAW_POLYGON, read_polygon, true},
    };
    Str type, v;
    if (str_eq(object, LIT("null"))) return true;
    if (depth > NESTING_MAX || !json_find(object, LIT("type"), &type)) return false;
    type = json_unquote(type);
    if (str_eq(type, LIT("Feature"))) return json_find(object, LIT("geometry"), &v) && read_object(g, v, depth + 1);
    if (str_eq(type, LIT("FeatureCollection")))
        return json_find(object, LIT("features"), &v) && read_list_of_objects(g, v, depth);
    if (str_eq(type, LIT("GeometryCollection")))
        return json_find(object, LIT("geometries"), &v) && read_list_of_objects(g, v, depth);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (!str_eq(type, str_of(TYPES[i].type))) continue;
        if (!json_find(object, LIT("coordinates"), &v)) return false;
        if (!wants(g, TYPES[i].kind)) return true;
        Json j = {.s = v};
        if (str_eq(v, LIT("[]"))) return true;
        return TYPES[i].many ? read_each(g, &j, TYPES[i].one) : TYPES[i].one(g, &j);
    }
    return false;
}

/* The partner regions: Israel, southern Italy, Portugal; rough frames of lon and lat. */
static bool in_regions(double lon, double lat) {
    return (lon >= 34 && lon <= 36.3 && lat >= 29 && lat <= 33.7) ||
           (lon >= 6 && lon <= 19 && lat >= 35 && lat <= 47.5) ||
           (lon >= -10 && lon <= -6 && lat >= 36.5 && lat <= 42.5);
}

static void judge_range(Gather *g) {
    uint32_t out = 0, grid = 0, right = 0, swapped = 0;
    for (uint32_t i = 0; i < g->n_points; i++) {
        double p[2];
        point_at(g, i, p);
        out += fabs(p[0]) > 180 || fabs(p[1]) > 90;
        grid += fabs(p[0]) > 1000 && fabs(p[1]) > 1000;
        right += in_regions(p[0], p[1]);
        swapped += in_regions(p[1], p[0]);
    }
    if (g->n_points > 0 && grid == g->n_points) g->flags |= RAW_PROJECTED;
    else if (out > 0) g->flags |= RAW_OUT_OF_RANGE;
    if (g->n_points > 0 && swapped == g->n_points && right == 0) g->flags |= RAW_SWAPPED;
}

static uint32_t *copy_indexes(Arena *a, const Buf *b, uint32_t n, uint32_t end) {
    uint32_t *p = ARENA_ARRAY(a, uint32_t, (size_t)n + 1);
    if (n > 0) memcpy(p, b->p, n * sizeof *p);
    p[n] = end;
    return p;
}

static void hand_out(Arena *a, const Gather *g, RawGeometry *ret_g) {
    RawGeometry r = {.kind = g->n_points > 0 ? g->kind : RAW_NONE, .flags = g->flags, .n_points = g->n_points,
                     .n_parts = g->n_parts, .n_polygons = g->n_polygons};
    r.xy = ARENA_ARRAY(a, double, 2 * (size_t)g->n_points + 2);
    if (g->n_points > 0) memcpy(r.xy, g->xy.p, (size_t)g->n_points * 2 * sizeof(double));
    r.part_start = copy_indexes(a, &g->parts, g->n_parts, g->n_points);
    r.polygon_start = copy_indexes(a, &g->polygons, g->n_polygons, g->n_parts);
    *ret_g = r;
}

Fault geojson_geometry(Arena *a, Str text, RawGeometry *ret_g) {
    Gather g = {0};
    buf_init(&g.xy, POINTS_MAX * 2 * sizeof(double) + 64);
    buf_init(&g.parts, (POINTS_MAX + 2) * sizeof(uint32_t));
    buf_init(&g.polygons, (POINTS_MAX + 2) * sizeof(uint32_t));
    Json  j = {.s = text};
    Str   span;
    Fault f = BAD_FILE;
    if (json_skip(&j, &span) && json_peek(&j) == '\0') {
        if (read_object(&g, span, 0)) f = OK;
        else if (g.too_many) f = TOO_LARGE;
    }
    if (f == OK) {
        judge_range(&g);
        hand_out(a, &g, ret_g);
    }
    buf_release(&g.xy);
    buf_release(&g.parts);
    buf_release(&g.polygons);
    return f;
}

void raw_swap(RawGeometry *g) {
    for (uint32_t i = 0; i < g->n_points; i++) {
        double x = g->xy[2 * i];
        g->xy[2 * i] = g->xy[2 * i + 1];
        g->xy[2 * i + 1] = x;
    }
    g->flags &= ~(uint32_t)RAW_SWAPPED;
}

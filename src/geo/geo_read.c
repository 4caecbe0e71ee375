/* geo_read.c - GeoJSON outlines in and out. Bounded in rings, points and depth; the limits stand in geo.h. */
#include "geo/geo.h"

#include <jansson.h>
#include <math.h>

enum { DEPTH_MAX = 4 };

typedef struct Reading {
    Arena   *a;
    GeoRing *rings;
    int      n_rings, n_points;
    GeoWrong wrong;
} Reading;

static bool stop(Reading *r, GeoWrong why) {
    if (r->wrong == GEO_FINE) r->wrong = why;
    return false;
}

static bool same(GeoPoint p, GeoPoint q) { return p.lon == q.lon && p.lat == q.lat; }

static bool read_point(Reading *r, const json_t *at, GeoPoint *ret_p) {
    const json_t *x = json_array_get(at, 0), *y = json_array_get(at, 1);
    if (!json_is_number(x) || !json_is_number(y)) return stop(r, GEO_NOT_OUTLINE);
    *ret_p = (GeoPoint){.lon = json_number_value(x), .lat = json_number_value(y)};
    return true;
}

static bool read_ring(Reading *r, const json_t *line, bool hole) {
    size_t n = json_array_size(line);
    if (r->n_rings >= GEO_RINGS_MAX || n > (size_t)(GEO_POINTS_MAX - r->n_points)) return stop(r, GEO_TOO_MANY);
    GeoPoint *v = ARENA_ARRAY(r->a, GeoPoint, n + 1);
    int kept = 0;
    for (size_t i = 0; i < n; i++) {
        GeoPoint p;
        if (!read_point(r, json_array_get(line, i), &p)) return false;
        if (kept == 0 || !same(p, v[kept - 1])) v[kept++] = p;
    }
    if (kept > 1 && same(v[0], v[kept - 1])) kept--;
    if (kept < 3) return stop(r, GEO_TOO_FEW);
    r->rings[r->n_rings++] = (GeoRing){.v = v, .n = kept, .hole = hole};
    r->n_points += kept;
    return true;
}

static bool read_polygon(Reading *r, const json_t *rings) {
    if (!json_is_array(rings) || json_array_size(rings) == 0) return stop(r, GEO_NOT_OUTLINE);
    for (size_t i = 0; i < json_array_size(rings); i++) {
        if (!read_ring(r, json_array_get(rings, i), i > 0)) return false;
    }
    return true;
}

static bool read_object(Reading *r, const json_t *o, int depth);

static bool read_members(Reading *r, const json_t *list, int depth) {
    if (!json_is_array(list)) return stop(r, GEO_NOT_OUTLINE);
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!read_object(r, json_array_get(list, i), depth + 1)) return false;
    }
    return true;
}

static bool read_object(Reading *r, const json_t *o, int depth) {
    if (depth > DEPTH_MAX) return stop(r, GEO_NOT_OUTLINE);
    Str type = str_of(json_string_value(json_object_get(o, "type")));
    if (str_eq(type, LIT("FeatureCollection"))) return read_members(r, json_object_get(o, "features"), depth);
    if (str_eq(type, LIT("GeometryCollection"))) return read_members(r, json_object_get(o, "geometries"), depth);
    if (str_eq(type, LIT("Feature"))) return read_object(r, json_object_get(o, "geometry"), depth + 1);
    const json_t *at = json_object_get(o, "coordinates");
    if (str_eq(type, LIT("Polygon"))) return read_polygon(r, at);
    if (!str_eq(type, LIT("MultiPolygon")) || !json_is_array(at)) return stop(r, GEO_NOT_OUTLINE);
    for (size_t i = 0; i < json_array_size(at); i++) {
        if (!read_polygon(r, json_array_get(at, i))) return false;
    }
    return true;
}

/* Positions of the wrong order leave the earth, or all lie where they are expected once turned round. */
static GeoWrong check_positions(const GeoShape *s, const GeoBox *near) {
    bool fits = true, fits_turned = near != NULL;
    for (int i = 0; i < s->n; i++) {
        for (int k = 0; k < s->rings[i].n; k++) {
            GeoPoint p = s->rings[i].v[k], turned = {.lon = p.lat, .lat = p.lon};
            if (!geo_valid(p)) fits = false;
            if (near && geo_box_holds(near, p)) fits_turned = false;
            if (near && !geo_box_holds(near, turned)) fits_turned = false;
        }
    }
    if (fits_turned) return GEO_SWAPPED;
    return fits ? GEO_FINE : GEO_OUT_OF_RANGE;
}

static double turn(GeoPoint a, GeoPoint b, GeoPoint c) {
    return (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon);
}

static bool cross(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d) {
    double t1 = turn(a, b, c), t2 = turn(a, b, d), t3 = turn(c, d, a), t4 = turn(c, d, b);
    return ((t1 > 0 && t2 < 0) || (t1 < 0 && t2 > 0)) && ((t3 > 0 && t4 < 0) || (t3 < 0 && t4 > 0));
}

/* Hand-drawn outlines are short: every pair of edges is looked at. Surveyed ones (long) are taken as they are. */
static bool ring_crosses(const GeoRing *r) {
    enum { DRAWN_MAX = 600 };
    if (r->n > DRAWN_MAX) return false;
    for (int i = 0; i < r->n; i++) {
        for (int k = i + 2; k < r->n; k++) {
            if (i == 0 && k == r->n - 1) continue;
            if (cross(r->v[i], r->v[(i + 1) % r->n], r->v[k], r->v[(k + 1) % r->n])) return true;
        }
    }
    return false;
}

static GeoBox shape_box(const GeoShape *s) {
    GeoBox box = geo_box(s->rings[0].v, s->rings[0].n);
    for (int i = 1; i < s->n; i++) {
        GeoBox b = geo_box(s->rings[i].v, s->rings[i].n);
        box.west = fmin(box.west, b.west);
        box.south = fmin(box.south, b.south);
        box.east = fmax(box.east, b.east);
        box.north = fmax(box.north, b.north);
    }
    return box;
}

GeoWrong geo_read(Arena *a, Str geojson, const GeoBox *near, GeoShape *ret_shape) {
    json_error_t error;
    json_t *root = json_loadb(geojson.n ? geojson.p : "", geojson.n, JSON_REJECT_DUPLICATES, &error);
    if (!root) return GEO_NOT_JSON;
    Reading r = {.a = a, .rings = ARENA_ARRAY(a, GeoRing, GEO_RINGS_MAX)};
    bool read = read_object(&r, root, 0);
    json_decref(root);
    if (!read) return r.wrong;
    if (r.n_rings == 0) return GEO_NOT_OUTLINE;
    GeoShape s = {.rings = r.rings, .n = r.n_rings};
    GeoWrong wrong = check_positions(&s, near);
    for (int i = 0; i < s.n && wrong == GEO_FINE; i++) {
        if (ring_crosses(&s.rings[i])) wrong = GEO_CROSSES;
    }
    if (wrong != GEO_FINE) return wrong;
    s.box = shape_box(&s);
    *ret_shape = s;
    return GEO_FINE;
}

static void print_point(Buf *b, GeoPoint p, int decimals) {
    buf_printf(b, "[%.*f,%.*f]", decimals, p.lon, decimals, p.lat);
}

void geo_print(Buf *b, const GeoShape *s, int decimals) {
    buf_lit(b, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (int i = 0; i < s->n; i++) {
        const GeoRing *r = &s->rings[i];
        if (i > 0) buf_lit(b, ",");
        if (!r->hole) buf_lit(b, "[");
        buf_lit(b, "[");
        for (int k = 0; k <= r->n; k++) {
            if (k > 0) buf_lit(b, ",");
            print_point(b, r->v[k % r->n], decimals);
        }
        buf_lit(b, "]");
        if (i + 1 == s->n || !s->rings[i + 1].hole) buf_lit(b, "]");
    }
    buf_lit(b, "]}");
}

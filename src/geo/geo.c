/* geo.c - measures of points and outlines, and the projection of the map. */
#include "geo/geo.h"
#include "base/check.h"

#include <math.h>

static const double EARTH_M = 6371008.8;
static const double RADIAN = M_PI / 180.0;

bool geo_valid(GeoPoint p) {
    return isfinite(p.lon) && isfinite(p.lat) && fabs(p.lon) <= 180.0 && fabs(p.lat) <= 90.0;
}

GeoBox geo_box(const GeoPoint *v, int n) {
    CHECK(n > 0);
    GeoBox b = {.west = v[0].lon, .south = v[0].lat, .east = v[0].lon, .north = v[0].lat};
    for (int i = 1; i < n; i++) {
        b.west = fmin(b.west, v[i].lon);
        b.south = fmin(b.south, v[i].lat);
        b.east = fmax(b.east, v[i].lon);
        b.north = fmax(b.north, v[i].lat);
    }
    return b;
}

bool geo_box_holds(const GeoBox *b, GeoPoint p) {
    return p.lon >= b->west && p.lon <= b->east && p.lat >= b->south && p.lat <= b->north;
}

static bool ring_toggles(const GeoRing *r, GeoPoint p) {
    bool in = false;
    for (int i = 0, k = r->n - 1; i < r->n; k = i++) {
        GeoPoint a = r->v[i], b = r->v[k];
        if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
        if (p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon) in = !in;
    }
    return in;
}

bool geo_inside(const GeoShape *s, GeoPoint p) {
    if (!geo_box_holds(&s->box, p)) return false;
    bool in = false;
    for (int i = 0; i < s->n; i++) {
        if (ring_toggles(&s->rings[i], p)) in = !in;
    }
    return in;
}

double geo_distance_m(GeoPoint a, GeoPoint b) {
    double up = sin((b.lat - a.lat) * RADIAN / 2), across = sin((b.lon - a.lon) * RADIAN / 2);
    double h = up * up + cos(a.lat * RADIAN) * cos(b.lat * RADIAN) * across * across;
    return 2 * EARTH_M * asin(fmin(1.0, sqrt(h)));
}

/* Twice the signed area in square degrees (shoelace), and the moments of its middle. */
typedef struct Moments {
    double area2, lon, lat;
} Moments;

static Moments ring_moments(const GeoRing *r) {
    Moments m = {0};
    GeoPoint o = r->v[0];
    for (int i = 0, k = r->n - 1; i < r->n; k = i++) {
        double ax = r->v[k].lon - o.lon, ay = r->v[k].lat - o.lat;
        double bx = r->v[i].lon - o.lon, by = r->v[i].lat - o.lat;
        double c = ax * by - bx * ay;
        m.area2 += c;
        m.lon += (ax + bx) * c;
        m.lat += (ay + by) * c;
    }
    double sign = m.area2 < 0 ? -1 : 1;
    m.lon = sign * (m.lon + 3 * o.lon * m.area2);
    m.lat = sign * (m.lat + 3 * o.lat * m.area2);
    m.area2 *= sign;
    return m;
}

double geo_area_km2(const GeoShape *s) {
    double area2 = 0;
    for (int i = 0; i < s->n; i++) area2 += (s->rings[i].hole ? -1 : 1) * ring_moments(&s->rings[i]).area2;
    double degree_km = EARTH_M * RADIAN / 1000.0;
    return fabs(area2) / 2 * degree_km * degree_km * cos((s->box.south + s->box.north) / 2 * RADIAN);
}

GeoPoint geo_middle(const GeoShape *s) {
    Moments all = {0};
    for (int i = 0; i < s->n; i++) {
        Moments m = ring_moments(&s->rings[i]);
        double sign = s->rings[i].hole ? -1 : 1;
        all.area2 += sign * m.area2;
        all.lon += sign * m.lon;
        all.lat += sign * m.lat;
    }
    if (all.area2 > 0) return (GeoPoint){.lon = all.lon / (3 * all.area2), .lat = all.lat / (3 * all.area2)};
    return (GeoPoint){.lon = (s->box.west + s->box.east) / 2, .lat = (s->box.south + s->box.north) / 2};
}

GeoShape geo_circle(Arena *a, GeoPoint middle, double radius_m) {
    enum { CORNERS = 64 };
    CHECK(geo_valid(middle) && radius_m > 0);
    GeoRing *ring = ARENA_NEW(a, GeoRing);
    *ring = (GeoRing){.v = ARENA_ARRAY(a, GeoPoint, CORNERS), .n = CORNERS};
    double up = radius_m / (EARTH_M * RADIAN), across = up / fmax(0.01, cos(middle.lat * RADIAN));
    for (int i = 0; i < CORNERS; i++) {
        double t = 2 * M_PI * i / CORNERS;
        ring->v[i] = (GeoPoint){.lon = middle.lon + across * cos(t), .lat = middle.lat + up * sin(t)};
    }
    return (GeoShape){.rings = ring, .n = 1, .box = geo_box(ring->v, CORNERS)};
}

/* How far p lies from the line through a and b, in degrees. */
static double off_line(GeoPoint a, GeoPoint b, GeoPoint p) {
    double dx = b.lon - a.lon, dy = b.lat - a.lat, length = hypot(dx, dy);
    if (length == 0) return hypot(p.lon - a.lon, p.lat - a.lat);
    return fabs(dx * (a.lat - p.lat) - dy * (a.lon - p.lon)) / length;
}

/* Marks the points between `from` and `to` that stay. Spans wait on a stack: a ring of n points never needs more
** than n of them. */
static void keep_span(const GeoPoint *v, int from, int to, double tolerance, bool *keep, int *stack) {
    int top = 0;
    stack[top++] = from;
    stack[top++] = to;
    while (top > 0) {
        int end = stack[--top], begin = stack[--top], far = -1;
        double most = tolerance;
        for (int i = begin + 1; i < end; i++) {
            double d = off_line(v[begin], v[end], v[i]);
            if (d > most) {
                most = d;
                far = i;
            }
        }
        if (far < 0) continue;
        keep[far] = true;
        stack[top++] = begin;
        stack[top++] = far;
        stack[top++] = far;
        stack[top++] = end;
    }
}

static bool simplify_ring(Arena *a, const GeoRing *r, double tolerance, GeoRing *ret_r) {
    bool *keep = ARENA_ARRAY(a, bool, (size_t)r->n + 1);
    int *stack = ARENA_ARRAY(a, int, 2 * (size_t)r->n + 8);
    GeoPoint *closed = ARENA_ARRAY(a, GeoPoint, (size_t)r->n + 1);
    for (int i = 0; i <= r->n; i++) closed[i] = r->v[i % r->n];
    int half = r->n / 2;
    keep[0] = keep[half] = true;
    keep_span(closed, 0, half, tolerance, keep, stack);
    keep_span(closed, half, r->n, tolerance, keep, stack);
    GeoPoint *v = ARENA_ARRAY(a, GeoPoint, (size_t)r->n);
    int n = 0;
    for (int i = 0; i < r->n; i++) {
        if (keep[i]) v[n++] = r->v[i];
    }
    *ret_r = (GeoRing){.v = v, .n = n, .hole = r->hole};
    return n >= 3;
}

GeoShape geo_simplify(Arena *a, const GeoShape *s, double tolerance) {
    GeoShape out = {.rings = ARENA_ARRAY(a, GeoRing, (size_t)s->n), .box = s->box};
    bool outer_kept = false;
    for (int i = 0; i < s->n; i++) {
        bool kept = (!s->rings[i].hole || outer_kept) && simplify_ring(a, &s->rings[i], tolerance, &out.rings[out.n]);
        if (!s->rings[i].hole) outer_kept = kept;
        if (kept) out.n++;
    }
    return out;
}

/* Spherical Mercator as in EPSG:3857, cut at 85.0511 degrees. */
void geo_mercator(GeoPoint p, double *ret_x, double *ret_y) {
    double lat = fmax(-85.0511, fmin(85.0511, p.lat)) * RADIAN;
    *ret_x = p.lon / 360.0 + 0.5;
    *ret_y = 0.5 - log(tan(M_PI / 4 + lat / 2)) / (2 * M_PI);
}

GeoPoint geo_from_mercator(double x, double y) {
    return (GeoPoint){.lon = (x - 0.5) * 360.0, .lat = (2 * atan(exp((0.5 - y) * 2 * M_PI)) - M_PI / 2) / RADIAN};
}

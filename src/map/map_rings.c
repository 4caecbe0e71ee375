/* map_rings.c - views, and points gathered so that each is a target for a finger. */
#include "map/map_inner.h"

#include <math.h>

enum { BOX_TEXT_MAX = 120, FAR_OFF_MIN = 20 };

static const double WORLD_MIN = 2048, WORLD_MAX = 256.0 * (1 << 18), PAD = 0.08, NARROW = 0.15;
static const double LAT_MAX = 85;                 /* nearer to the poles Mercator has no end */

/* ---- views ------------------------------------------------------------------------------------------------------- */

MapView map_view_of(const GeoBox *box, double w, double h) {
    double left, top, right, bottom;
    geo_mercator((GeoPoint){box->west, box->north}, &left, &top);
    geo_mercator((GeoPoint){box->east, box->south}, &right, &bottom);
    double across = right - left, down = bottom - top;
    double world = across * h > down * w ? w / across : h / down;
    world = world < WORLD_MIN ? WORLD_MIN : world > WORLD_MAX ? WORLD_MAX : world;
    return (MapView){(left + right) / 2, (top + bottom) / 2, world, w, h};
}

void map_place_in(const MapView *v, GeoPoint p, double *ret_x, double *ret_y) {
    double x, y;
    geo_mercator(p, &x, &y);
    *ret_x = (x - v->x) * v->world + v->w / 2;
    *ret_y = (y - v->y) * v->world + v->h / 2;
}

static int by_number(const void *a, const void *b) {
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

/* The range of the numbers but for one in fifty at each end, when there are many. */
static void range_of(int32_t *v, size_t n, double *ret_low, double *ret_high) {
    size_t off = n > FAR_OFF_MIN ? n / 50 : 0;
    qsort(v, n, sizeof *v, by_number);
    *ret_low = v[off];
    *ret_high = v[n - 1 - off];
}

static GeoBox padded(GeoBox box) {
    double x = (box.east - box.west) * PAD + NARROW, y = (box.north - box.south) * PAD + NARROW;
    return (GeoBox){box.west - x, box.south - y, box.east + x, box.north + y};
}

bool map_fit(Ctx *c, const MapPoints *p, GeoBox *ret_box) {
    int32_t *v = ARENA_ARRAY(c->arena, int32_t, p->n + 1);
    double   west, east, south, north;
    if (!p->n) return false;
    for (size_t i = 0; i < p->n; i++) v[i] = p->v[i].lon;
    range_of(v, p->n, &west, &east);
    for (size_t i = 0; i < p->n; i++) v[i] = p->v[i].lat;
    range_of(v, p->n, &south, &north);
    *ret_box = padded((GeoBox){west / 1e5, south / 1e5, east / 1e5, north / 1e5});
    return true;
}

bool map_box_read(Str text, GeoBox *ret_box) {
    double v[4];
    Str    part;
    if (text.n > BOX_TEXT_MAX) return false;
    for (int i = 0; i < 4; i++) {
        if (!str_split(&text, ',', &part) || !str_real(part, &v[i])) return false;
    }
    GeoBox box = {v[0], fmax(v[1], -LAT_MAX), v[2], fmin(v[3], LAT_MAX)};
    bool   real = geo_valid((GeoPoint){box.west, box.south}) && geo_valid((GeoPoint){box.east, box.north});
    if (!real || text.n || box.west >= box.east || box.south >= box.north) return false;
    *ret_box = box;
    return true;
}

Str map_box_text(Ctx *c, const GeoBox *box) {
    return arena_printf(c->arena, "%.5f,%.5f,%.5f,%.5f", box->west, box->south, box->east, box->north);
}

/* ---- gathering --------------------------------------------------------------------------------------------------- */

/* Open addressing over squares of the world. */
typedef struct Squares {
    uint64_t *keys;                               /* 0: free */
    MapRing  *rings;                              /* x and y: sums until they are settled */
    int64_t  *near;
    size_t    mask;
} Squares;

static MapRing *square_at(Squares *s, uint64_t key, int64_t **ret_near) {
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 20) & s->mask;
    while (s->keys[at] && s->keys[at] != key) at = (at + 1) & s->mask;
    s->keys[at] = key;
    *ret_near = &s->near[at];
    return &s->rings[at];
}

static void put(Squares *s, const MapPoints *p, size_t i, const MapView *v, double cell) {
    double   x, y;
    int64_t *near;
    geo_mercator(map_point_at(&p->v[i]), &x, &y);
    uint64_t key = (uint64_t)(x * v->world / cell) << 32 | ((uint64_t)(y * v->world / cell) + 1);
    MapRing *ring = square_at(s, key, &near);
    if (!ring->n) ring->first = i;
    ring->n++;
    ring->x += x;
    ring->y += y;
    ring->counts[p->v[i].category]++;
    *near += p->v[i].near;
}

static int larger_first(const void *a, const void *b) {
    const MapRing *x = a, *y = b;
    if (x->n != y->n) return x->n < y->n ? 1 : -1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* From sums to the middle of what is in it, in the view. */
static void settle(MapRing *ring, int64_t near, const MapView *v) {
    ring->near = near == ring->n;
    ring->at = geo_from_mercator(ring->x / (double)ring->n, ring->y / (double)ring->n);
    map_place_in(v, ring->at, &ring->x, &ring->y);
}

static void join(MapRing *into, const MapRing *from) {
    into->n += from->n;
    into->near = into->near && from->near;
    for (int i = 0; i < MAP_CATEGORIES_MAX; i++) into->counts[i] += from->counts[i];
}

static size_t parted(MapRing *v, size_t n, double apart, size_t max) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < kept && hypot(v[k].x - v[i].x, v[k].y - v[i].y) >= apart) k++;
        if (k < kept) join(&v[k], &v[i]);
        else if (kept < max) v[kept++] = v[i];
    }
    return kept;
}

static bool in_view(const MapView *v, const MapPoint *p, double margin) {
    double x, y;
    map_place_in(v, map_point_at(p), &x, &y);
    return x >= -margin && y >= -margin && x <= v->w + margin && y <= v->h + margin;
}

Fault map_rings(Ctx *c, const MapPoints *p, const MapView *v, MapGather how, MapRing **ret_v, size_t *ret_n) {
    size_t across = (size_t)((v->w + 2 * how.margin) / how.cell) + 3;
    size_t down = (size_t)((v->h + 2 * how.margin) / how.cell) + 3;
    size_t most = across * down < p->n ? across * down : p->n, room = 64, n = 0;
    while (room < 2 * most) room *= 2;
    Squares s = {.mask = room - 1, .keys = ARENA_ARRAY(c->arena, uint64_t, room),
                 .rings = ARENA_ARRAY(c->arena, MapRing, room), .near = ARENA_ARRAY(c->arena, int64_t, room)};
    for (size_t i = 0; i < p->n; i++) {
        if (in_view(v, &p->v[i], how.margin)) put(&s, p, i, v, how.cell);
    }
    for (size_t at = 0; at < room; at++) {
        if (!s.keys[at]) continue;
        settle(&s.rings[at], s.near[at], v);
        s.rings[n++] = s.rings[at];
    }
    qsort(s.rings, n, sizeof *s.rings, larger_first);
    *ret_n = parted(s.rings, n, how.apart, how.max);
    *ret_v = s.rings;
    return c->arena->over ? TOO_LARGE : OK;
}

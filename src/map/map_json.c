/* map_json.c - points for the script. */
#include "map/map_inner.h"

#include "base/check.h"

#include <math.h>

enum { VIEW_PX_MAX = 4096, RINGS_SENT_MAX = 1500, ZOOM_MAX = 18, TILE_PX = 256 };

static const double CELL = 72, APART = 50;

static void put_categories(Buf *b, const Page *pg, const MapLayer *l, const MapPoints *p) {
    int64_t counts[MAP_CATEGORIES_MAX] = {0};
    for (size_t i = 0; i < p->n; i++) counts[p->v[i].category]++;
    buf_lit(b, "\"categories\":[");
    for (int i = 0; i < l->categories_n; i++) {
        MapLook look = l->look(i);
        buf_printf(b, "%s{\"label\":", i ? "," : "");
        put_json(b, tr(pg->r->lang, look.label));
        buf_printf(b, ",\"tone\":\"%s\",\"icon\":\"%s\",\"n\":%lld}", look.tone, look.icon, (long long)counts[i]);
    }
    buf_byte(b, ']');
}

static void put_point(Buf *b, const MapPoint *p, Str name) {
    char id[ID_CHARS + 1];
    id_print(id, p->id);
    buf_printf(b, "[%.5f,%.5f,%d,\"%s\",", p->lon / 1e5, p->lat / 1e5, p->category, id);
    put_json(b, name);
    buf_add(b, p->near ? LIT(",1]") : LIT("]"));
}

static void put_whole(Buf *b, const MapPoints *p) {
    buf_lit(b, ",\"points\":[");
    for (size_t i = 0; i < p->n; i++) {
        if (i) buf_byte(b, ',');
        put_point(b, &p->v[i], p->names[i]);
    }
    buf_byte(b, ']');
}

static void put_ring(Buf *b, const MapRing *r) {
    bool first = true;
    buf_printf(b, "[%.5f,%.5f,%lld,[", r->at.lon, r->at.lat, (long long)r->n);
    for (int i = 0; i < MAP_CATEGORIES_MAX; i++) {
        if (!r->counts[i]) continue;
        buf_printf(b, "%s%d,%lld", first ? "" : ",", i, (long long)r->counts[i]);
        first = false;
    }
    buf_lit(b, "]]");
}

/* What the view shows, gathered: single points with their names, and rings. */
static Fault put_gathered(Ctx *c, Buf *b, const MapPoints *p, const MapView *v) {
    MapGather how = {.cell = CELL, .apart = APART, .margin = CELL, .max = RINGS_SENT_MAX};
    MapRing *rings;
    size_t   n, single = 0;
    if (v->world >= TILE_PX * exp2(ZOOM_MAX - 1)) how.cell = how.apart = 1;
    TRY(map_rings(c, p, v, how, &rings, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (rings[i].n == 1) ids[single++] = p->v[rings[i].first].id;
    }
    TRY(ent_labels(c, ids, single, names));
    buf_lit(b, ",\"points\":[");
    for (size_t i = 0, at = 0; i < n; i++) {
        if (rings[i].n > 1) continue;
        if (at) buf_byte(b, ',');
        put_point(b, &p->v[rings[i].first], names[at++]);
    }
    buf_lit(b, "],\"rings\":[");
    for (size_t i = 0, at = 0; i < n; i++) {
        if (rings[i].n < 2) continue;
        if (at++) buf_byte(b, ',');
        put_ring(b, &rings[i]);
    }
    buf_byte(b, ']');
    return OK;
}

/* The view that the script shows: its box and zoom; without them the view of all. */
static void view_of(Ctx *c, const Request *rq, const MapPoints *p, MapView *ret_v) {
    GeoBox box = {-170, -60, 170, 75};
    double zoom;
    if (!map_box_read(params_get(&rq->args, "box"), &box)) map_fit(c, p, &box);
    MapView v = map_view_of(&box, 900, 900);
    if (str_real(params_get(&rq->args, "zoom"), &zoom) && zoom >= 0 && zoom <= ZOOM_MAX) {
        double x1, y1, x2, y2;
        geo_mercator((GeoPoint){box.west, box.north}, &x1, &y1);
        geo_mercator((GeoPoint){box.east, box.south}, &x2, &y2);
        v.world = TILE_PX * exp2(zoom);
        v.w = fmin((x2 - x1) * v.world, VIEW_PX_MAX);
        v.h = fmin((y2 - y1) * v.world, VIEW_PX_MAX);
    }
    *ret_v = v;
}

/* GET /map/points.json?of=…&query: {"n","nowhere","over","whole","categories":[{"label","tone","icon","n"}],
** "points":[[lon, lat, category, "id", "name", 1 if approximate]…], "rings":[[lon, lat, n, [category, count, …]]…]}.
** Up to MAP_WHOLE_MAX points come whole, without rings; more are gathered for the view that box= and zoom= name, and
** the script asks again when it has moved. */
Fault get_map_points(Ctx *c, const Request *rq, Reply *rp) {
    const MapLayer *l = map_layer_of(rq);
    ListSpec  spec;
    MapPoints p;
    MapView   v;
    Page pg = page_new(c, rq, NAV_MAP, (Str){0});
    TRY(view_query(c, rq, l->sheet, &spec));
    TRY(map_points(c, l, &spec, &p));
    buf_printf(rp->body, "{\"n\":%zu,\"nowhere\":%lld,\"over\":%s,\"whole\":%s,", p.n, (long long)p.nowhere_all,
               p.over ? "true" : "false", p.names ? "true" : "false");
    put_categories(rp->body, &pg, l, &p);
    view_of(c, rq, &p, &v);
    if (p.names) put_whole(rp->body, &p);
    else TRY(put_gathered(c, rp->body, &p, &v));
    buf_byte(rp->body, '}');
    rp->type = "application/json";
    return OK;
}

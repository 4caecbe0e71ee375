/* map_base.c - the land under the points: what the region's pack brought, and the names of places. */
#include "map/map_inner.h"

#include "base/check.h"
#include "db/facts.h"
#include "place/place.h"

#include <jansson.h>
#include <math.h>

enum { TOWNS_MAX = 5000, TOWNS_WITHIN_MAX = 400, CREDITS_MAX = 10 };

typedef struct Reading {
    MapLand *land;
    size_t   max;                                 /* towns */
    Arena   *kept;                                /* what is read in portions is kept here */
} Reading;

/* "Israel CBS" of "Israel CBS (council numbers)". */
static Str before_bracket(Str s) {
    ptrdiff_t at = str_find(s, LIT(" ("));
    return at < 0 ? s : str_sub(s, 0, (size_t)at);
}

/* Sources stand parted by semicolons; each is named once. */
static void add_credits(Arena *kept, MapLand *land, Str source) {
    Str part;
    while (str_split(&source, ';', &part)) {
        size_t i = 0;
        part = str_trim(part);
        if (!part.n || str_eq(part, LIT("ours"))) continue;
        while (i < land->credits_n && !str_eq(before_bracket(land->credits[i]), before_bracket(part))) i++;
        if (i == land->credits_n && i < CREDITS_MAX) land->credits[land->credits_n++] = arena_copy(kept, part);
    }
}

static bool is_named(const Place *p) {
    bool settled = p->kind == PLACE_KIND_LOCALITY || p->kind == PLACE_KIND_UNRECOGNISED ||
                   p->kind == PLACE_KIND_NEIGHBOURHOOD || p->kind == PLACE_KIND_COMMUNITY ||
                   p->kind == PLACE_KIND_CENTRE;
    return settled && !isnan(p->lat) && !isnan(p->lon);
}

static Fault take_town(Ctx *c, const void *rec, void *arg) {
    const Place *p = rec;
    Reading     *r = arg;
    (void)c;
    add_credits(r->kept, r->land, p->source);
    if (!is_named(p) || r->land->towns_n == r->max) return OK;
    MapTown *t = &r->land->towns[r->land->towns_n++];
    *t = (MapTown){.id = p->head.id, .at = {p->lon, p->lat}, .kind = p->kind};
    t->people = p->population > 0 ? p->population : 0;
    t->arabic = (p->languages & (1 << (PLACE_LANGUAGE_AR - 1))) != 0;
    for (int l = 0; l < LANG_N; l++) t->names[l] = arena_copy(r->kept, p->name.v[l]);
    return OK;
}

static int largest_first(const void *a, const void *b) {
    const MapTown *x = a, *y = b;
    if (x->people != y->people) return x->people < y->people ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
}

/* The pack says whom its land is from. */
static void credit_land(Ctx *c, MapLand *land) {
    json_t *top = json_loadb(land->text.p, land->text.n, 0, NULL);
    const char *credit = json_string_value(json_object_get(top, "credit"));
    add_credits(c->arena, land, str_of(credit));
    json_decref(top);
}

/* The region as its facts describe it: a middle and the zoom at which it fills a screen. */
static Fault box_of_facts(Ctx *c, GeoBox *ret_box) {
    Str    text[3];
    double lat, lon, zoom, x, y;
    TRY(fact_get(c, "map_lat", &text[0]));
    TRY(fact_get(c, "map_lon", &text[1]));
    TRY(fact_get(c, "map_zoom", &text[2]));
    if (!str_real(text[0], &lat) || !str_real(text[1], &lon) || !geo_valid((GeoPoint){lon, lat})) return NOT_FOUND;
    if (!str_real(text[2], &zoom) || zoom < 3 || zoom > 18) zoom = 9;
    double half = 400 / (256 * exp2(zoom));
    geo_mercator((GeoPoint){lon, lat}, &x, &y);
    GeoPoint high = geo_from_mercator(x - half, y - half), low = geo_from_mercator(x + half, y + half);
    *ret_box = (GeoBox){high.lon, low.lat, low.lon, high.lat};
    return OK;
}

static Fault take_at(Ctx *c, const void *rec, void *arg) {
    const Place *p = rec;
    GeoBox      *box = arg;
    (void)c;
    if (isnan(p->lat) || isnan(p->lon)) return OK;
    *box = (GeoBox){fmin(box->west, p->lon), fmin(box->south, p->lat), fmax(box->east, p->lon),
                    fmax(box->north, p->lat)};
    return OK;
}

Fault map_region_box(Ctx *c, GeoBox *ret_box) {
    ListSpec s = {.entity = &place_entity};
    GeoBox   box = {180, 85, -180, -85};
    Fault f = box_of_facts(c, ret_box);
    if (f != NOT_FOUND) return f;
    TRY(list_some(c, &s, (const int[]){PLACE_F_LAT, PLACE_F_LON, -1}, TOWNS_MAX, take_at, &box));
    if (box.west > box.east) box = (GeoBox){-170, -60, 170, 75};
    *ret_box = (GeoBox){box.west - 0.05, box.south - 0.05, box.east + 0.05, box.north + 0.05};
    return OK;
}

static void limit_to(ListSpec *s, int field, ListOp op, double value) {
    s->filters[s->n_filters++] = (ListFilter){.field = &place_entity.fields[field], .op = op, .val = v_real(value)};
}

Fault map_land(Ctx *c, const GeoBox *within, MapLand *ret_land) {
    ListSpec s = {.entity = &place_entity};
    size_t   max = within ? TOWNS_WITHIN_MAX : TOWNS_MAX;
    MapLand  land = {.towns = ARENA_ARRAY(c->arena, MapTown, max),
                     .credits = ARENA_ARRAY(c->arena, Str, CREDITS_MAX)};
    Reading  r = {&land, max, c->arena};
    if (within) {
        limit_to(&s, PLACE_F_LON, LIST_GE, within->west);
        limit_to(&s, PLACE_F_LON, LIST_LE, within->east);
        limit_to(&s, PLACE_F_LAT, LIST_GE, within->south);
        limit_to(&s, PLACE_F_LAT, LIST_LE, within->north);
    }
    TRY(place_file(c, "base.geojson", &land.text));
    if (land.text.n && !within) credit_land(c, &land);
    TRY(list_each(c, &s, true, take_town, &r));
    qsort(land.towns, land.towns_n, sizeof *land.towns, largest_first);
    *ret_land = land;
    return OK;
}

/* ---- for the script ---------------------------------------------------------------------------------------------- */

static void put_town(Buf *b, const MapTown *t, Lang want) {
    const Lang *order = lang_fallback(want);
    int         i = 0;
    while (i + 1 < LANG_N && !t->names[order[i]].n) i++;
    buf_printf(b, "[%.4f,%.4f,%lld,%d", t->at.lon, t->at.lat, (long long)t->people, t->arabic);
    for (int l = 0; l < LANG_N; l++) {
        bool shown = l == (int)order[i] || (l == LANG_AR && t->arabic);
        buf_byte(b, ',');
        put_json(b, shown ? t->names[l] : (Str){0});
    }
    buf_byte(b, ']');
}

/* GET /map/base.json: {"langs":["en",…],"land":GeoJSON or null,"towns":[[lon, lat, people, spoken
** Arabic 0 or 1, a name for each of langs], …]}. Names that a map in the reader's language does not show are left
** empty. Its tag tells the content, so that a browser fetches it again only when the land or a name has changed. */
Fault get_map_base(Ctx *c, const Request *rq, Reply *rp) {
    MapLand land;
    Buf    *b = rp->body;
    (void)rq;
    TRY(map_land(c, NULL, &land));
    buf_lit(b, "{\"langs\":[");
    for (int l = 0; l < LANG_N; l++) buf_printf(b, "%s\"%s\"", l ? "," : "", lang_code((Lang)l));
    buf_lit(b, "],\"land\":");
    buf_add(b, land.text.n ? land.text : LIT("null"));
    buf_lit(b, ",\"towns\":[");
    for (size_t i = 0; i < land.towns_n; i++) {
        if (i) buf_byte(b, ',');
        put_town(b, &land.towns[i], c->reader.lang);
    }
    buf_lit(b, "]}");
    rp->type = "application/json";
    rp->etag = arena_printf(c->arena, "land-%llx", (unsigned long long)str_hash(buf_str(b)));
    return OK;
}

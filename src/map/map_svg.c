/* map_svg.c - the map as a drawing of the server: what stands there before any script, without one, and in print.
**
** One drawing serves all widths: it keeps its proportions, the land goes on beyond its edges, and what must keep its
** size (pins, rings, names) stands in groups that the style sheet enlarges on narrow screens. */
#include "map/map_inner.h"

#include "base/check.h"
#include "base/utf8.h"

#include <jansson.h>
#include <math.h>

enum { NAMES_MAX = 60, BOXES_MAX = 400, RINGS_MAX = 120, DEPTH_MAX = 4, LETTER_PX = 8, LINE_PX = 15 };

static const double CELL = 84, APART = 52, STEP_PX = 0.6;

typedef struct Rect {
    double x, y, w, h;
} Rect;

typedef struct Pen {
    Buf              *b;
    const MapDrawing *d;
    MapView           view;
    MapRing          *rings;
    size_t            rings_n;
    Rect              taken[BOXES_MAX];
    size_t            taken_n;
} Pen;

/* ---- land -------------------------------------------------------------------------------------------------------- */

static double tenths(double px) { return round(px * 10) / 10; }

/* A line through positions, without the points that the eye cannot tell apart. Steps take a third less room than
** positions; `last` is what was written, so that roundings do not add up. */
static void put_at(Pen *p, GeoPoint at, bool first, double last[2]) {
    double x, y;
    map_place_in(&p->view, at, &x, &y);
    if (!first && hypot(x - last[0], y - last[1]) < STEP_PX) return;
    x = tenths(x);
    y = tenths(y);
    if (first) buf_printf(p->b, "M%.1f %.1f", x, y);
    else buf_printf(p->b, "l%.1f %.1f", x - last[0], y - last[1]);
    last[0] = x;
    last[1] = y;
}

static bool position_of(const json_t *j, GeoPoint *ret_p) {
    const json_t *lon = json_array_get(j, 0), *lat = json_array_get(j, 1);
    if (!json_is_number(lon) || !json_is_number(lat)) return false;
    *ret_p = (GeoPoint){json_number_value(lon), json_number_value(lat)};
    return geo_valid(*ret_p);
}

/* The sides of the picture beyond which a place lies, with some room: a bit each. */
static unsigned beyond(const Pen *p, double x, double y) {
    enum { ROOM_PX = 40 };
    return (x < -ROOM_PX ? 1u : 0) | (x > p->d->w + ROOM_PX ? 2u : 0) | (y < -ROOM_PX ? 4u : 0) |
           (y > p->d->h + ROOM_PX ? 8u : 0);
}

/* Between two places beyond the same side, one that lies there too changes nothing that is seen. */
static bool is_unseen(const Pen *p, const double last[2], GeoPoint at, const json_t *next) {
    GeoPoint then;
    double   x, y, x2, y2;
    if (!position_of(next, &then)) return false;
    map_place_in(&p->view, at, &x, &y);
    map_place_in(&p->view, then, &x2, &y2);
    return beyond(p, last[0], last[1]) & beyond(p, x, y) & beyond(p, x2, y2);
}

static void put_lines(Pen *p, const json_t *j, bool closed, int depth) {
    GeoPoint at;
    double   last[2] = {0, 0};
    if (depth > DEPTH_MAX || !json_is_array(j)) return;
    bool line = position_of(json_array_get(j, 0), &at), first = true;
    for (size_t i = 0; i < json_array_size(j); i++) {
        if (!line) put_lines(p, json_array_get(j, i), closed, depth + 1);
        else if (position_of(json_array_get(j, i), &at)) {
            if (!first && is_unseen(p, last, at, json_array_get(j, i + 1))) continue;
            put_at(p, at, first, last);
            first = false;
        }
    }
    if (line && closed) buf_byte(p->b, 'Z');
}

static const char *const LAND_KINDS[] = {"land", "lake", "water", "road", "outline"};

static void put_kind(Pen *p, const json_t *features, const char *kind) {
    for (size_t i = 0; i < json_array_size(features); i++) {
        const json_t *f = json_array_get(features, i), *shape = json_object_get(f, "geometry");
        const char   *is = json_string_value(json_object_get(json_object_get(f, "properties"), "kind"));
        if (!is || strcmp(is, kind) != 0) continue;
        buf_printf(p->b, "<path class=\"m-%s\" d=\"", kind);
        put_lines(p, json_object_get(shape, "coordinates"), strcmp(kind, "road") != 0, 0);
        buf_lit(p->b, "\"/>");
    }
}

/* Without land of the pack all is land. */
static void put_land(Pen *p) {
    Str     text = p->d->land->text;
    json_t *top = text.n ? json_loadb(text.p, text.n, 0, NULL) : NULL;
    if (!top) buf_lit(p->b, "<rect class=\"m-land\" x=\"-5000\" y=\"-5000\" width=\"12000\" height=\"12000\"/>");
    for (size_t i = 0; top && i < sizeof LAND_KINDS / sizeof *LAND_KINDS; i++) {
        put_kind(p, json_object_get(top, "features"), LAND_KINDS[i]);
    }
    json_decref(top);
}

static void put_outlines(Pen *p) {
    for (size_t i = 0; i < p->d->outlines.n; i++) {
        const GeoShape *s = &p->d->outlines.v[i].shape;
        buf_lit(p->b, "<path class=\"m-area\" d=\"");
        for (int r = 0; r < s->n; r++) {
            double last[2] = {0, 0};
            for (int k = 0; k < s->rings[r].n; k++) put_at(p, s->rings[r].v[k], k == 0, last);
            buf_byte(p->b, 'Z');
        }
        buf_lit(p->b, "\"><title>");
        put_text(p->b, p->d->outlines.v[i].name);
        buf_lit(p->b, "</title></path>");
    }
}

/* ---- names of towns ---------------------------------------------------------------------------------------------- */

static bool meets(const Rect *a, const Rect *b) {
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool is_free(const Pen *p, const Rect *r) {
    for (size_t i = 0; i < p->taken_n; i++) {
        if (meets(r, &p->taken[i])) return false;
    }
    return p->taken_n < BOXES_MAX;
}

/* The name to show, and in which language it is. */
static Str town_name(const MapTown *t, Lang want, Lang *is) {
    const Lang *order = lang_fallback(want);
    *is = want;
    for (int i = 0; i < LANG_N; i++) {
        if (!t->names[order[i]].n) continue;
        *is = order[i];
        return t->names[order[i]];
    }
    return (Str){0};
}

/* Where Arabic is spoken the Arabic name stands there too. */
static Str second_name(const MapTown *t, Lang want, Str first) {
    Str arabic = t->names[LANG_AR];
    return t->arabic && want != LANG_AR && !str_eq(arabic, first) ? arabic : (Str){0};
}

static double width_of(Str s) { return (double)utf8_length(s) * LETTER_PX + LETTER_PX; }

/* A name in another language than the page's says in which; the style sheet then spares the reader its face. */
static void put_name(Pen *p, const MapTown *t, double x, double y, Str second) {
    bool big = t->people > 20000;
    Lang want = p->d->pg->r->lang, is;
    Str  name = town_name(t, want, &is);
    buf_printf(p->b, "<g class=\"m-word%s\" transform=\"translate(%.1f %.1f)\"><g class=\"m-mark\">"
                     "<text class=\"m-name%s\"", big ? " big" : "", x, y, big ? " big" : "");
    if (is != want) buf_printf(p->b, " lang=\"%s\"", lang_code(is));
    buf_lit(p->b, ">");
    put_text(p->b, name);
    buf_lit(p->b, "</text>");
    if (second.n) {
        buf_printf(p->b, "<text class=\"m-name second\" lang=\"ar\" y=\"%d\">", LINE_PX);
        put_text(p->b, second);
        buf_lit(p->b, "</text>");
    }
    buf_lit(p->b, "</g></g>");
}

/* Under its dot, or under the ring that stands there; left out where another name stands. */
static bool try_name(Pen *p, const MapTown *t, double x, double y) {
    static const double BELOW[] = {17, 42};
    Lang   want = p->d->pg->r->lang, is;
    Str    name = town_name(t, want, &is), second = second_name(t, want, name);
    double w = width_of(name), h = second.n ? 2 * LINE_PX : LINE_PX;
    if (!name.n) return false;
    if (second.n && width_of(second) > w) w = width_of(second);
    for (int i = 0; i < 2; i++) {
        Rect r = {x - w / 2, y + BELOW[i] - LINE_PX + 3, w, h};
        if (!is_free(p, &r)) continue;
        p->taken[p->taken_n++] = r;
        put_name(p, t, x, y + BELOW[i], second);
        return true;
    }
    return false;
}

static bool town_in(const Pen *p, const MapTown *t, double *x, double *y) {
    map_place_in(&p->view, t->at, x, y);
    return *x >= 0 && *y >= 0 && *x <= p->d->w && *y <= p->d->h;
}

/* One path for all dots of a size: a tenth of what a circle each would weigh. */
static void put_dots(Pen *p, const char *size, int64_t from, int64_t below) {
    double x, y;
    buf_printf(p->b, "<path class=\"m-town %s\" d=\"", size);
    for (size_t i = 0; i < p->d->land->towns_n; i++) {
        const MapTown *t = &p->d->land->towns[i];
        if (t->people >= from && t->people < below && town_in(p, t, &x, &y)) buf_printf(p->b, "M%.0f %.0fh0", x, y);
    }
    buf_lit(p->b, "\"/>");
}

static void put_towns(Pen *p) {
    double x, y;
    int names = 0;
    put_dots(p, "large", 50000, INT64_MAX);
    put_dots(p, "middle", 5000, 50000);
    put_dots(p, "small", 0, 5000);
    for (size_t i = 0; p->d->names && i < p->d->land->towns_n && names < NAMES_MAX; i++) {
        const MapTown *t = &p->d->land->towns[i];
        if (town_in(p, t, &x, &y) && try_name(p, t, x, y)) names++;
    }
}

/* ---- points ------------------------------------------------------------------------------------------------------ */

static void put_href(Pen *p, const char *name, Str value) {
    buf_lit(p->b, " href=\"/map?");
    put_attr(p->b, p->d->query);
    buf_printf(p->b, "&amp;%s=", name);
    put_urlpart(p->b, value);
    buf_lit(p->b, "\" tabindex=\"-1\"");
}

/* A quarter of the view around the ring. */
static Str closer(Ctx *c, const MapView *v, GeoPoint at) {
    double x, y, half_w = v->w / v->world / 8, half_h = v->h / v->world / 8;
    geo_mercator(at, &x, &y);
    GeoPoint high = geo_from_mercator(x - half_w, y - half_h), low = geo_from_mercator(x + half_w, y + half_h);
    return map_box_text(c, &(GeoBox){high.lon, low.lat, low.lon, high.lat});
}

static void put_arcs(Pen *p, const MapRing *r) {
    double begun = 25;
    for (int i = 0; i < MAP_CATEGORIES_MAX; i++) {
        if (!r->counts[i]) continue;
        double share = 100.0 * (double)r->counts[i] / (double)r->n;
        buf_printf(p->b, "<circle cx=\"20\" cy=\"20\" r=\"15.915\" class=\"arc %s\" stroke-dasharray=\"%.1f %.1f\""
                         " stroke-dashoffset=\"%.1f\"/>", p->d->layer->look(i).tone, share, 100 - share, begun);
        begun -= share;
    }
}

static void put_ring(Pen *p, const MapRing *r) {
    double size = r->n < 10 ? 38 : r->n < 100 ? 46 : r->n < 1000 ? 54 : 62;
    const Reader *reader = p->d->pg->r;
    buf_lit(p->b, "<a");
    if (p->d->query.n) put_href(p, "box", closer(p->d->pg->c, &p->view, r->at));
    else buf_lit(p->b, " role=\"img\"");
    buf_lit(p->b, " aria-label=\"");
    tr_attr(p->b, reader, T_MAP_RING, (TrArg[]){TR_N("n", r->n)}, 1);
    buf_printf(p->b, "\"><g transform=\"translate(%.1f %.1f)\"><g class=\"m-mark\"><g transform=\"translate(%.1f %.1f)"
                     " scale(%.3f)\"><circle class=\"ring-ground\" cx=\"20\" cy=\"20\" r=\"19\"/>",
               r->x, r->y, -size / 2, -size / 2, size / 40);
    put_arcs(p, r);
    buf_printf(p->b, "<text class=\"ring-n\" x=\"20\" y=\"20\">%lld%s</text></g></g></g></a>",
               (long long)(r->n > 9999 ? r->n / 1000 : r->n), r->n > 9999 ? "k" : "");
}

static void put_pin(Pen *p, const MapPoint *m, double x, double y, Str name) {
    MapLook look = p->d->layer->look(m->category);
    char    id[ID_CHARS + 1];
    id_print(id, m->id);
    buf_lit(p->b, "<a");
    if (p->d->query.n) put_href(p, "at", str_of(id));
    else buf_lit(p->b, " role=\"img\"");          /* on the page of a record it leads nowhere, but has a name */
    buf_lit(p->b, " aria-label=\"");
    put_attr(p->b, name);
    buf_printf(p->b, "\"><g transform=\"translate(%.1f %.1f)\"><g class=\"m-mark\"><g class=\"pin %s%s%s\""
                     " transform=\"translate(-16 -41)\">", x, y, look.tone, m->near ? " near" : "",
               m->id == p->d->chosen ? " on" : "");
    buf_lit(p->b, "<path d=\"M16 1a15 15 0 0 1 15 15c0 9-9 17-15 25C10 33 1 25 1 16A15 15 0 0 1 16 1Z\"/>");
    page_icon_at(p->b, look.icon, 8, 8, 16);
    buf_lit(p->b, "</g></g></g></a>");
}

/* Names of the single points: known already, or asked for together. */
static Fault names_of(Pen *p, Str *names) {
    Ctx *c = p->d->pg->c;
    Id  *ids = ARENA_ARRAY(c->arena, Id, p->rings_n + 1);
    for (size_t i = 0; i < p->rings_n; i++) ids[i] = p->d->points->v[p->rings[i].first].id;
    if (!p->d->points->names) return ent_labels(c, ids, p->rings_n, names);
    for (size_t i = 0; i < p->rings_n; i++) names[i] = p->d->points->names[p->rings[i].first];
    return OK;
}

static Fault put_points(Pen *p) {
    Str *names = ARENA_ARRAY(p->d->pg->c->arena, Str, p->rings_n + 1);
    TRY(names_of(p, names));
    for (size_t i = p->rings_n; i-- > 0;) {
        const MapRing *r = &p->rings[i];
        if (r->n > 1) put_ring(p, r);
        else put_pin(p, &p->d->points->v[r->first], r->x, r->y, names[i]);
    }
    return OK;
}

/* What points cover is taken before names are set. */
static void take_rings(Pen *p) {
    for (size_t i = 0; i < p->rings_n && p->taken_n < BOXES_MAX; i++) {
        const MapRing *r = &p->rings[i];
        p->taken[p->taken_n++] = r->n > 1 ? (Rect){r->x - 23, r->y - 23, 46, 46} : (Rect){r->x - 14, r->y - 40, 28, 40};
    }
}

Fault map_draw(Buf *b, const MapDrawing *d) {
    Ctx *c = d->pg->c;
    Pen *p = ARENA_NEW(c->arena, Pen);
    *p = (Pen){.b = b, .d = d, .view = map_view_of(&d->box, d->w, d->h)};
    MapGather how = {.cell = CELL, .apart = APART, .margin = 30, .max = RINGS_MAX};
    TRY(map_rings(c, d->points, &p->view, how, &p->rings, &p->rings_n));
    take_rings(p);
    buf_printf(b, "<svg class=\"map-svg\" viewBox=\"0 0 %.0f %.0f\" role=\"group\" aria-label=\"", d->w, d->h);
    put_attr(b, tr(d->pg->r->lang, T_MAP_TITLE));
    buf_lit(b, "\">");
    put_land(p);
    put_outlines(p);
    put_towns(p);
    TRY(put_points(p));
    buf_lit(b, "</svg>");
    return OK;
}

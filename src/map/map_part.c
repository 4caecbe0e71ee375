/* map_part.c - the small map on the page of a record. */
#include "map/map_page.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "place/place.h"

#include <math.h>

enum { WIDE_PX = 560, HIGH_PX = 340 };

static const double AROUND = 0.2;                 /* degrees shown around a point: some twenty kilometres */

static GeoBox box_around(GeoPoint at) {
    double shrink = cos(at.lat * M_PI / 180);
    double wide = AROUND / (shrink > 0.2 ? shrink : 0.2);
    return (GeoBox){at.lon - wide, at.lat - AROUND / 2, at.lon + wide, at.lat + AROUND / 2};
}

/* The record alone, as the map of all shows it. */
static Fault points_of(Ctx *c, const MapLayer *l, const Head *head, MapPoints *ret_p) {
    ListSpec s = map_alone(l, head);
    return map_points(c, l, &s, ret_p);
}

/* A place is shown with its whole outline. */
static Fault outline_of(const Page *pg, const MapLayer *l, const Head *head, MapDrawing *d) {
    ListSpec s = map_alone(l, head);
    if (l->place >= 0) return OK;
    TRY(map_outlines(pg, l, &s, AROUND / WIDE_PX, &d->outlines));
    if (!d->outlines.n) return OK;
    GeoBox box = d->outlines.v[0].shape.box;
    double x = (box.east - box.west) / 6, y = (box.north - box.south) / 6;
    d->box = (GeoBox){box.west - x, box.south - y, box.east + x, box.north + y};
    return OK;
}

static Fault draw(const Page *pg, const MapLayer *l, const Head *head, const MapPoints *p, Html *ret_html) {
    MapLand    land;
    MapDrawing d = {.pg = pg, .layer = l, .land = &land, .points = p, .w = WIDE_PX, .h = HIGH_PX, .names = true,
                    .box = box_around(map_point_at(p->v))};
    Buf b;
    TRY(outline_of(pg, l, head, &d));
    TRY(map_land(pg->c, &d.box, &land));
    buf_init(&b, 1 << 20);
    Fault f = map_draw(&b, &d);
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

static Str href_of(Ctx *c, const MapLayer *l, Id id, GeoPoint at) {
    char   text[ID_CHARS + 1];
    GeoBox box = box_around(at);
    id_print(text, id);
    return arena_printf(c->arena, "/map?of=%s&at=%s&box=%.*s", l->of, text, STR_ARG(map_box_text(c, &box)));
}

static Fault part_draw(Buf *b, const Page *pg, const MapLayer *l, const void *rec) {
    const Head *head = rec;
    MapPoints   p;
    MapPartView v = {.may_write = ent_may_write(pg->c, l->sheet->entity, head)};
    TRY(points_of(pg->c, l, head, &p));
    v.known = p.n > 0;
    v.edit_href = arena_printf(pg->c->arena, "%.*s/edit", STR_ARG(view_record_path(pg->c, l->sheet->entity, head->id)));
    if (!v.known && !v.may_write) return OK;
    if (v.known) {
        v.near = p.v->near;
        v.href = href_of(pg->c, l, head->id, map_point_at(p.v));
        TRY(draw(pg, l, head, &p, &v.drawing));
    }
    map_part_html(b, pg, &v);
    return OK;
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) { return part_draw(b, pg, &MAP_LAYERS[0], rec); }
static Fault listing_draw(Buf *b, const Page *pg, const void *rec) { return part_draw(b, pg, &MAP_LAYERS[1], rec); }
static Fault place_draw(Buf *b, const Page *pg, const void *rec) { return part_draw(b, pg, &MAP_LAYERS[2], rec); }

const RecordPart MAP_PARTS[MAP_LAYERS_N] = {
    {.entity = &actor_entity, .anchor = "map", .title = T_MAP_TITLE, .side = true, .order = 15, .draw = actor_draw},
    {.entity = &listing_entity, .anchor = "map", .title = T_MAP_TITLE, .side = true, .order = 15, .draw = listing_draw},
    {.entity = &place_entity, .anchor = "map", .title = T_MAP_TITLE, .side = true, .order = 15, .draw = place_draw},
};

/* ---- setting a point -------------------------------------------------------------------------------------------- */

/* The map shows where the record is, at least its town; a new one may be anywhere in the region. */
static Fault pick_draw(Buf *b, Page *pg, const MapLayer *l, const void *rec) {
    const Head *head = rec;
    MapPoints   p = {.n = 0};
    GeoBox      box;
    if (head->id) TRY(points_of(pg->c, l, head, &p));
    if (p.n) box = box_around(map_point_at(p.v));
    else TRY(map_region_box(pg->c, &box));
    MapPick v = {.bounds = map_box_text(pg->c, &box)};
    pg->map = true;
    map_pick_html(b, pg, &v);
    return OK;
}

static Fault actor_pick(Buf *b, Page *pg, const void *rec) { return pick_draw(b, pg, &MAP_LAYERS[0], rec); }
static Fault listing_pick(Buf *b, Page *pg, const void *rec) { return pick_draw(b, pg, &MAP_LAYERS[1], rec); }
static Fault place_pick(Buf *b, Page *pg, const void *rec) { return pick_draw(b, pg, &MAP_LAYERS[2], rec); }

const FormPart MAP_FORM_PARTS[MAP_LAYERS_N] = {
    {.entity = &actor_entity, .below = ACTOR_F_LON, .draw = actor_pick},
    {.entity = &listing_entity, .below = LISTING_F_LON, .draw = listing_pick},
    {.entity = &place_entity, .below = PLACE_F_LON, .draw = place_pick},
};

/* map_inner.h - what the files of this folder share. */
#ifndef RAKAZ_MAP_MAP_INNER_H
#define RAKAZ_MAP_MAP_INNER_H

#include "geo/geo.h"
#include "map/map.h"

/* ---- nouns on the map: map_layer.c ------------------------------------------------------------------------------- */

typedef struct MapLook {
    TextKey     label;
    const char *icon, *tone;                      /* tone: clay dusk acacia ochre wadi, the class in map.css */
} MapLook;

/* How one noun stands on the map. */
typedef struct MapLayer {
    const char  *of;                              /* of=actors in the address */
    const Sheet *sheet;
    const int   *fields;                          /* what is read of each record; ends with -1 */
    int          lat, lon;                        /* fields of its own position */
    int          place, holder;                   /* fields that tell where it is otherwise; -1: none */
    int          categories_n;                    /* categories are 0..categories_n */
    int        (*category)(Ctx *c, const void *rec);
    MapLook    (*look)(int category);
} MapLayer;

enum { MAP_LAYERS_N = 3, MAP_CATEGORIES_MAX = 20 };
extern const MapLayer MAP_LAYERS[MAP_LAYERS_N];

const MapLayer *map_layer_of(const Request *rq);  /* by the argument `of`; businesses when it is missing or unknown */
const MapLayer *map_layer_for(const Entity *e);   /* NULL: this noun is not on the map */

/* ---- where places are: map_towns.c ------------------------------------------------------------------------------- */

/* Every place the reader may see, by id. */
typedef struct MapTowns {
    Id       *ids, *parents;
    GeoPoint *at;                                 /* NAN: unknown; else its position, or the middle of its outline */
    uint8_t  *kinds;
    int32_t  *people;                             /* 0: unknown */
    size_t    n;
} MapTowns;
Fault map_towns(Ctx *c, MapTowns *ret_t) MUST;

/* Where somebody of this place is roughly: the place, or the nearest above it that is no whole region. */
bool map_town_at(const MapTowns *t, Id place, GeoPoint *ret_at, size_t *ret_index);

/* ---- points: map_points.c ---------------------------------------------------------------------------------------- */

typedef struct MapPoint {
    Id      id;
    int32_t lon, lat;                             /* in 1/100,000 degrees, about a metre */
    uint8_t category;
    bool    near;                                 /* the town's position, not its own */
} MapPoint;

typedef struct MapPoints {
    MapPoint *v;                                  /* by id */
    Str      *names;                              /* beside v; NULL when there are more than MAP_WHOLE_MAX */
    size_t    n;
    Id       *nowhere;                            /* the first of those without a location, at most MAP_WHOLE_MAX */
    Str      *nowhere_names;
    size_t    nowhere_n;
    int64_t   nowhere_all;
    bool      over;                               /* there are more than MAP_POINTS_MAX */
} MapPoints;

/* Everything that the query of `spec` chooses and the reader may see. */
Fault map_points(Ctx *c, const MapLayer *l, const ListSpec *spec, MapPoints *ret_p) MUST;

GeoPoint map_point_at(const MapPoint *p);
bool     map_point_in(const MapPoint *p, const GeoBox *box);

/* The query for one record, archived or not; points into `head`. */
ListSpec map_alone(const MapLayer *l, const Head *head);

/* Where one record is; false: nobody knows. `ret_near`: only the town is known. */
Fault map_where(Ctx *c, const MapLayer *l, const void *rec, GeoPoint *ret_at, bool *ret_known, bool *ret_near) MUST;

/* ---- gathering: map_rings.c -------------------------------------------------------------------------------------- */

/* A square view: where its middle is and how many pixels (units of the drawing) the world is wide. */
typedef struct MapView {
    double x, y;                                  /* Mercator, 0..1 */
    double world;
    double w, h;                                  /* in pixels */
} MapView;

MapView map_view_of(const GeoBox *box, double w, double h);
void    map_place_in(const MapView *v, GeoPoint p, double *ret_x, double *ret_y);

/* Points that stand too near to one another for a finger, as one. */
typedef struct MapRing {
    double   x, y;                                /* in the view */
    GeoPoint at;
    int64_t  n;
    int64_t  counts[MAP_CATEGORIES_MAX];
    size_t   first;                               /* index of a point in it: the point when n is 1 */
    bool     near;                                /* all of it is approximate */
} MapRing;

/* Gathers what lies in the view, `margin` pixels around it included, into squares of `cell` pixels that stand still
** when the view moves, then joins those nearer than `apart`. Largest first. */
typedef struct MapGather {
    double cell, apart, margin;
    size_t max;
} MapGather;
Fault map_rings(Ctx *c, const MapPoints *p, const MapView *v, MapGather how, MapRing **ret_v, size_t *ret_n) MUST;

/* The view that shows the points: all of them but the few that lie far off. False: no points. */
bool map_fit(Ctx *c, const MapPoints *p, GeoBox *ret_box);

/* "west,south,east,north" in degrees. */
bool map_box_read(Str text, GeoBox *ret_box);
Str  map_box_text(Ctx *c, const GeoBox *box);

/* ---- the land: map_base.c ---------------------------------------------------------------------------------------- */

typedef struct MapTown {
    Id       id;
    GeoPoint at;
    int      kind;
    int64_t  people;
    Str      names[LANG_N];
    bool     arabic;                              /* Arabic is spoken there: its Arabic name stands there too */
} MapTown;

typedef struct MapLand {
    Str      text;                                /* GeoJSON of the pack; empty: there is none */
    MapTown *towns;                               /* the most populous first */
    size_t   towns_n;
    Str     *credits;                             /* sources and licences to be named */
    size_t   credits_n;
} MapLand;
/* `within` (may be NULL): only the names of places in this box, without credits. */
Fault map_land(Ctx *c, const GeoBox *within, MapLand *ret_land) MUST;

/* Where the region is, as its facts say, else around its places. */
Fault map_region_box(Ctx *c, GeoBox *ret_box) MUST;

Fault get_map_base(Ctx *c, const Request *rq, Reply *rp);

/* ---- outlines: map_outline.c ------------------------------------------------------------------------------------- */

typedef struct MapOutline {
    Id       place;
    Str      name;
    GeoShape shape;
} MapOutline;
typedef struct MapOutlines {
    MapOutline *v;
    size_t      n;
} MapOutlines;
enum { MAP_OUTLINES_MAX = 400 };

/* Calls each with the version (place and shape alone) of these places that is in force today. */
Fault map_versions(Ctx *c, const Id *places, size_t n, Fault (*each)(Ctx *c, const void *rec, void *arg),
                   void *arg) MUST;

/* The outlines that the query speaks of: of the places it names (locality=, place=, local=), or, of a map of places,
** of those it chooses. Simplified to `tolerance` degrees. */
Fault map_outlines(const Page *pg, const MapLayer *l, const ListSpec *spec, double tolerance,
                   MapOutlines *ret_o) MUST;

Fault get_map_outlines(Ctx *c, const Request *rq, Reply *rp);

/* ---- drawing: map_svg.c ------------------------------------------------------------------------------------------ */

typedef struct MapDrawing {
    const Page      *pg;
    const MapLayer  *layer;
    const MapLand   *land;
    const MapPoints *points;
    MapOutlines      outlines;
    GeoBox           box;
    double           w, h;
    bool             names;                       /* of towns */
    Id               chosen;
    Str              query;                       /* of the map's address, for links to parts of it; empty: no links */
} MapDrawing;

/* The whole drawing as inline SVG. */
Fault map_draw(Buf *b, const MapDrawing *d) MUST;

/* ---- pages ------------------------------------------------------------------------------------------------------- */

Fault get_map(Ctx *c, const Request *rq, Reply *rp);
Fault get_map_list(Ctx *c, const Request *rq, Reply *rp);
Fault get_map_card(Ctx *c, const Request *rq, Reply *rp);
Fault get_map_points(Ctx *c, const Request *rq, Reply *rp);

/* The map on the page of an actor, listing or place. */
extern const RecordPart MAP_PARTS[MAP_LAYERS_N];

/* The map below the position of their forms. */
extern const FormPart MAP_FORM_PARTS[MAP_LAYERS_N];

/* The address of the map with these arguments: "/map?of=…&…" without those that belong to one view of it. */
Str map_query(Ctx *c, const MapLayer *l, const Params *args);

#endif

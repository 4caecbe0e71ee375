/* geo.h - outlines and points on the earth, small enough to hold in memory.
**
** Positions are WGS84 degrees, longitude first as in GeoJSON. Outlines are treated as plane figures in degrees with
** longitude scaled by the cosine of the middle latitude: right to a metre over a town, to one per cent over a region.
** No outline crosses the 180th meridian. */
#ifndef RAKAZ_GEO_GEO_H
#define RAKAZ_GEO_GEO_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"

typedef struct GeoPoint {
    double lon, lat;
} GeoPoint;

typedef struct GeoBox {
    double west, south, east, north;
} GeoBox;

/* One closed ring; the first point is not repeated at the end. */
typedef struct GeoRing {
    GeoPoint *v;
    int       n;
    bool      hole;
} GeoRing;

/* All rings of one (multi)polygon; holes follow the ring they are cut from. */
typedef struct GeoShape {
    GeoRing *rings;
    int      n;
    GeoBox   box;
} GeoShape;

enum { GEO_RINGS_MAX = 4096, GEO_POINTS_MAX = 200000 };

typedef enum GeoWrong {
    GEO_FINE,
    GEO_NOT_JSON,
    GEO_NOT_OUTLINE,                              /* JSON, but no Polygon or MultiPolygon in it */
    GEO_TOO_MANY,                                 /* rings or points */
    GEO_OUT_OF_RANGE,                             /* a position that is not on the earth */
    GEO_SWAPPED,                                  /* latitude written first: every point would fit the other way only */
    GEO_TOO_FEW,                                  /* a ring with fewer than three different points */
    GEO_CROSSES,                                  /* a ring that crosses itself */
    GEO_WRONGS
} GeoWrong;

/* Reads a GeoJSON Polygon, MultiPolygon, GeometryCollection, Feature or FeatureCollection of these. Everything in
** the arena. `near` (may be NULL) is where outlines are expected, to find swapped coordinates. */
GeoWrong geo_read(Arena *a, Str geojson, const GeoBox *near, GeoShape *ret_shape);

/* GeoJSON MultiPolygon with so many decimals of a degree; GEO_DECIMALS (0.1 m) is how shapes are kept. */
enum { GEO_DECIMALS = 6 };
void geo_print(Buf *b, const GeoShape *s, int decimals);

bool   geo_valid(GeoPoint p);
GeoBox geo_box(const GeoPoint *v, int n);
bool   geo_box_holds(const GeoBox *b, GeoPoint p);

/* Inside the outline: even-odd over all rings. A point on the edge may fall on either side, but always the same. */
bool geo_inside(const GeoShape *s, GeoPoint p);

double geo_distance_m(GeoPoint a, GeoPoint b);    /* great circle; haversine, R = 6,371,008.8 m (IUGG mean radius) */
double geo_area_km2(const GeoShape *s);           /* holes taken off */
GeoPoint geo_middle(const GeoShape *s);           /* of area; of the largest ring's box if the area is 0 */

/* A circle as a ring of 64 points: "distance ring" places. */
GeoShape geo_circle(Arena *a, GeoPoint middle, double radius_m);

/* Douglas-Peucker per ring; tolerance in degrees. Rings that would fall below three points are left out. */
GeoShape geo_simplify(Arena *a, const GeoShape *s, double tolerance);

/* ---- many outlines at once --------------------------------------------------------------------------------- */

/* A grid over many outlines: which of them hold a point, without asking each. */
typedef struct GeoIndex GeoIndex;

typedef struct GeoEntry {
    int64_t         id;
    const GeoShape *shape;                        /* must live as long as the index */
} GeoEntry;

/* NULL when memory is out. */
GeoIndex *geo_index_new(const GeoEntry *v, int n);
void      geo_index_free(GeoIndex *ix);

/* Ids of the outlines that hold p, in the order given; at most max; returns how many there are in all. */
int geo_index_find(const GeoIndex *ix, GeoPoint p, int64_t *ret_ids, int max);

/* ---- drawing ---------------------------------------------------------------------------------------------- */

/* Web Mercator, as every map of ours is drawn: 0..1 from the north-west corner of the world. */
void     geo_mercator(GeoPoint p, double *ret_x, double *ret_y);
GeoPoint geo_from_mercator(double x, double y);

#endif

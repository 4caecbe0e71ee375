/* geojson.h - geometry of a GeoJSON file as numbers (RFC 7946), before anyone makes a shape of it. */
#ifndef RAKAZ_SHEET_GEOJSON_H
#define RAKAZ_SHEET_GEOJSON_H

#include "base/arena.h"
#include "base/fault.h"

typedef enum RawKind { RAW_NONE, RAW_POINT, RAW_LINE, RAW_POLYGON, RAW_KIND_N } RawKind;

enum {                                            /* RawGeometry.flags */
    RAW_OPEN_RING  = 1,                           /* a ring did not return to its start; it was closed */
    RAW_SHORT_RING = 2,                           /* a ring of fewer than four points; it was left out */
    RAW_OUT_OF_RANGE = 4,                         /* |lon| > 180 or |lat| > 90 */
    RAW_SWAPPED    = 8,                           /* looks like lat, lon; see raw_swap */
    RAW_PROJECTED  = 16,                          /* numbers of a metric grid, not degrees */
    RAW_MIXED      = 32                           /* a collection of several kinds; the largest kind was kept */
};

/* All parts of one geometry. A part is a point, a line or a ring; the first ring of each polygon is its outer
** one. Points stand as lon, lat pairs; a height is dropped. */
typedef struct RawGeometry {
    RawKind   kind;
    uint32_t  flags;
    double   *xy;                                 /* 2 * n_points numbers */
    uint32_t *part_start;                         /* n_parts + 1 indexes of points */
    uint32_t *polygon_start;                      /* n_polygons + 1 indexes of parts; for RAW_POLYGON */
    uint32_t  n_points, n_parts, n_polygons;
} RawGeometry;

/* Reads one geometry, a Feature or a one-Feature collection. Bounds: 16 levels, 1,000,000 points.
** BAD_FILE: not a geometry. TOO_LARGE: too many points. RAW_NONE for null. */
MUST Fault geojson_geometry(Arena *a, Str text, RawGeometry *ret_g);

/* Exchanges lon and lat of every point. */
void raw_swap(RawGeometry *g);

#endif

/* map.h - the same query as a map: the list's address, drawn on the land of the region.
**
** The land comes from the region's pack, the names of places from places/; nothing is asked of other servers unless
** the operator names an address of tiles. The server draws the first view itself, as SVG: it works without script, in
** print, and stands there at once; the script lays a map that can be moved over it.
**
** Where somebody is: the position that was given; without one, the town's, marked as approximate and spread around it
** so that nobody hides another. Who has neither is counted and listed. */
#ifndef RAKAZ_MAP_MAP_H
#define RAKAZ_MAP_MAP_H

#include "view/view.h"

extern const Module map_module;

enum {
    MAP_POINTS_MAX = 100000,                      /* of one query; more are told, not drawn */
    MAP_WHOLE_MAX  = 3000,                        /* sent as they are; above, the server gathers them for each view */
    MAP_LIST_ROWS  = 30,
};

#endif

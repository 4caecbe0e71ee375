/* place_page.h - what the templates of this folder show. */
#ifndef RAKAZ_PLACE_PLACE_PAGE_H
#define RAKAZ_PLACE_PLACE_PAGE_H

#include "place/place_store.h"

enum { PLACE_ROUTES_N = VIEW_ROUTES_EACH };
extern const Route PLACE_ROUTES[PLACE_ROUTES_N];

typedef struct PlaceHead {
    TextKey kind, standing;
    Str     parent, parent_href, actors_href;
    int64_t population;
    bool    is_unit;
} PlaceHead;

typedef struct PlaceInside {
    PlaceBelow *below;
    size_t      below_n;
} PlaceInside;

PAGE_FN(place_head, PlaceHead)
PAGE_FN(place_inside, PlaceInside)

#endif

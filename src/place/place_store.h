/* place_store.h - what the files of this folder share. */
#ifndef RAKAZ_PLACE_PLACE_STORE_H
#define RAKAZ_PLACE_PLACE_STORE_H

#include "place/place.h"

enum { PLACE_Q_N = 4, PLACE_ROUTES_N = VIEW_ROUTES_EACH };
extern const Query PLACE_QUERIES[PLACE_Q_N];
extern const Route PLACE_ROUTES[PLACE_ROUTES_N];

/* Places directly below one in the working tree, by name. */
typedef struct PlaceBelow {
    Id  id;
    Str name;
} PlaceBelow;
Fault place_below(Ctx *c, Id place, PlaceBelow *ret_v, size_t max, size_t *ret_n) MUST;

#endif

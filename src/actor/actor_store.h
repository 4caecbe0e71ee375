/* actor_store.h - what the files of this folder share. */
#ifndef RAKAZ_ACTOR_ACTOR_STORE_H
#define RAKAZ_ACTOR_ACTOR_STORE_H

#include "actor/actor.h"

enum { ACTOR_Q_N = 11, ACTOR_ROUTES_N = 2 * VIEW_ROUTES_EACH + 2 };
extern const Query ACTOR_QUERIES[ACTOR_Q_N];
extern const Route ACTOR_ROUTES[ACTOR_ROUTES_N];

/* Keeps the image of categories' trades current; called by the module's start. */
void trades_start(Region *r);

#endif

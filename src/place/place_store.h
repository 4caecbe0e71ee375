/* place_store.h - what the files of this folder share. */
#ifndef RAKAZ_PLACE_PLACE_STORE_H
#define RAKAZ_PLACE_PLACE_STORE_H

#include "geo/geo.h"
#include "place/place.h"

enum { PLACE_DAY_FIRST = 10101, PLACE_DAY_LAST = 99991231 }; /* what an unknown day stands for */

enum {
    PLACE_Q_PARENT, PLACE_Q_CHILD, PLACE_Q_VERSIONS, PLACE_Q_VERSIONS_SHOWN,
    PLACE_Q_IN_FORCE, PLACE_Q_NUMBERED, PLACE_Q_NUMBER_MAX,
    PLACE_Q_NODES, PLACE_Q_DEFS, PLACE_Q_OF_VERSION,
    PLACE_Q_AT_PUT, PLACE_Q_AT, PLACE_Q_AT_BOX,
    PLACE_Q_MEMBER_PUT, PLACE_Q_MEMBER_KEEP, PLACE_Q_MEMBERS_PUT, PLACE_Q_MEMBERS_DROP,
    PLACE_Q_MEMBERS_BELOW, PLACE_Q_MEMBERS_NOWHERE, PLACE_Q_MEMBERS_BELONG,
    PLACE_Q_MEMBERS_ALL, PLACE_Q_FROZEN_ALL, PLACE_Q_FREEZE, PLACE_Q_THAW, PLACE_Q_FROZEN_N,
    PLACE_Q_BELONGS_OF, PLACE_Q_BELONGS_SHOWN, PLACE_Q_BELONGS_SAME, PLACE_Q_BELONGS_TURNED, PLACE_Q_PLACE_BELONGS,
    PLACE_Q_BY_CODE, PLACE_Q_BY_NAME, PLACE_Q_BELOW, PLACE_Q_FILE, PLACE_Q_FILE_PUT,
    PLACE_Q_LOCAL, PLACE_Q_CHOICE, PLACE_Q_CHOICE_BEFORE, PLACE_Q_CHOICE_PUT, PLACE_Q_SWITCH, PLACE_Q_SWITCH_VERSIONS,
    PLACE_Q_FORCE, PLACE_Q_FORCE_MEMBERS, PLACE_Q_TREE,
    PLACE_Q_N
};
extern const Query PLACE_QUERIES[PLACE_Q_N];

/* Places directly below one in the working tree, by name. */
typedef struct PlaceBelow {
    Id  id;
    Str name;
} PlaceBelow;
Fault place_below(Ctx *c, Id place, PlaceBelow *ret_v, size_t max, size_t *ret_n) MUST;

/* ---- the image: place_image.c ------------------------------------------------------------------------------ */

/* A version that is in force or will be. */
typedef struct PlaceDef {
    Id        version, place, org;
    int       method;
    PlaceRule rule;
} PlaceDef;

/* One place as the rules of membership see it. A merged place hangs below the one that it became. */
typedef struct PlaceNode {
    Id     id, parent;
    size_t def, n_defs;                           /* its versions in PlaceImage.defs */
} PlaceNode;

/* All places of a region and their versions, in memory; used on the writer alone. */
typedef struct PlaceImage {
    PlaceNode *v;                                 /* by id */
    size_t     n;
    PlaceDef  *defs;                              /* by place */
    size_t     defs_n;
    size_t    *rules;                             /* those of defs that are rules */
    size_t     rules_n;
    GeoEntry  *shapes;                            /* their outlines; id: index in defs */
    size_t     shapes_n;
    GeoIndex  *index;                             /* over them; NULL: ask each */
} PlaceImage;

/* The image as this write sees the database. Kept between writes where place_image_start has run, else made anew in
** the arena of the request. Holds until the next place_image_forget. */
Fault place_image(Ctx *c, const PlaceImage **ret_im) MUST;
void  place_image_forget(Ctx *c);                 /* places or versions were changed by this write */
bool  place_image_day(const Ctx *c);              /* place_day has seen to today already */
void  place_image_day_done(const Ctx *c);
void  place_image_start(Region *r);
void  place_image_stop(Region *r);

const PlaceNode *place_node(const PlaceImage *im, Id id);    /* NULL: unknown */
const PlaceNode *place_node_up(const PlaceImage *im, const PlaceNode *at); /* NULL at the root */

/* Outlines that hold the point, as indexes in defs; at most max; returns how many there are. */
int place_shapes_at(const PlaceImage *im, GeoPoint p, int64_t *ret_defs, int max);

/* The place and everything below it. */
void place_subtree(Ctx *c, const PlaceImage *im, Id place, Id **ret_v, size_t *ret_n);

/* ---- members, for the hooks -------------------------------------------------------------------------------------- */

Fault place__chain_renew(Ctx *c, Id place) MUST;            /* the place's versions and those above it */

/* Keeps who belongs now: live actors, as the whole organisation sees them. */
Fault place__members_freeze(Ctx *c, Id version) MUST;

/* The list that a rule's address asks for; false: it cannot be read. Leaves no complaint behind. */
bool place_rule_spec(Ctx *c, Str address, ListSpec *ret_spec);

/* ---- the definition of "local": place_local.c -------------------------------------------------------------------- */

extern const ViewLocal PLACE_LOCAL;

/* SQL: the record x lies in the place of version :param or below it, by its own place or else by the unit that holds
** it. place_store.c */
void place__lies_in(Buf *b, const Entity *e, const char *param);

/* Remembers what this person chose; nothing for visitors. On the writer. */
Fault place_local_keep(Ctx *c, Str value) MUST;

/* What held before the last choice; version 0: everywhere, or nothing was chosen yet. */
Fault place_local_before(Ctx *c, PlaceLocal *ret_l) MUST;

/* ---- pages ------------------------------------------------------------------------------------------------------- */

/* An outline as typed: GeoJSON, or one "lat, lon" a line. Complains on `shape`. */
bool place_outline_read(Ctx *c, Str typed, GeoShape *ret_shape);
Str  place_outline_text(Ctx *c, const GeoShape *s);         /* canonical GeoJSON */
void place_outline_complain(Ctx *c, GeoWrong w);

#endif

/* place.h - "local", in as many meanings as people have.
**
** A place has one parent in the working tree (who works with whom) and, apart from that, versions that say who belongs
** to it: by outline, one by one, by a rule, or by declaration. Versions of one place do not overlap in time. Once used
** in a published figure a version is frozen: it does not change any more, and who belonged at that moment is kept.
**
** Who belongs, by method. An actor *sits in* a place when its locality is the place or lies below it in the working
** tree, or when a belonging in force says "sits in" about the place or one below it.
**   list      those who sit in it
**   declared  those who sit in it, and those with a belonging to the place itself for any reason
**   shape     those whose position is inside the outline; without a position, those whose locality is the place or
**             lies below it
**   rule      those whom the list of an address shows ("kind=business&size=micro"), as the whole organisation sees it,
**             and who stand within a distance of a point
** Members are kept in a table, in the write that changes an actor, a belonging, a version or the tree: of versions in
** force and to come. Those of a version that is over stay as they were. Whoever asks sees only the actors that they may
** see. */
#ifndef RAKAZ_PLACE_PLACE_H
#define RAKAZ_PLACE_PLACE_H

#include "ent/list.h"
#include "page/page.h"
#include "place_ent.h"
#include "view/view.h"

extern const Module place_module;
extern const Sheet  PLACE_SHEET;

enum { PLACE_DEPTH_MAX = 16, PLACE_RULE_MAX = 2000, PLACE_RING_KM_MAX = 1000 };

/* The entities' hooks (place.ent). */
Fault place_check(Ctx *c, const void *before, void *after);
Fault place_after(Ctx *c, const void *before, const void *after);
Fault place_version_check(Ctx *c, const void *before, void *after);
Fault place_version_after(Ctx *c, const void *before, const void *after);
Fault belonging_check(Ctx *c, const void *before, void *after);
Fault belonging_after(Ctx *c, const void *before, const void *after);

/* ---- versions ---------------------------------------------------------------------------------------------- */

/* A place and those above it in the working tree, itself first, as far as the reader sees them; at most `max`. */
Fault place_above(Ctx *c, Id place, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* The version of a place that is in force on a day; NOT_FOUND if there is none. */
Fault place_version_on(Ctx *c, Id place, Day d, PlaceVersion *ret_v) MUST;

/* Saves a changed version: a frozen one stays as it is and `v` becomes the next, in force from v->valid_from (when that
** is not later than the frozen one's start, or unknown: from today). On return v is what was stored. */
Fault place_version_change(Ctx *c, PlaceVersion *v) MUST;

/* Freezes a version because it stands in something published; `why` is plain text, "Yearly report 2026". Keeps who
** belongs now; who froze it and when stands in its history. Freezing again changes nothing. */
Fault place_freeze(Ctx *c, Id version, Str why) MUST;

/* What a rule says: the address of a list of actors ("kind=business&size=micro"), a distance from a point as the crow
** flies, or both. The field `rule` holds it as JSON; false: it holds no rule. */
typedef struct PlaceRing {
    double lat, lon, km;
} PlaceRing;
typedef struct PlaceRule {
    Str       address;                            /* empty: any */
    PlaceRing ring;                               /* km 0: anywhere */
} PlaceRule;
Str  place_rule_make(Ctx *c, PlaceRule rule);
bool place_rule_read(Arena *a, Str json, PlaceRule *ret_rule);

/* ---- members ------------------------------------------------------------------------------------------------ */

/* Keeps the memberships of one actor; called by the module actor after each change (archived ones too), on the writer.
** NAN: no position; locality 0: none. The second is for an actor made in this same write: it has no belongings yet. */
Fault place_members_of(Ctx *c, Id actor, double lat, double lon, Id locality) MUST;
Fault place_members_new(Ctx *c, Id actor, double lat, double lon, Id locality) MUST;

/* The same from what is known of where the actor is: its belongings have changed. */
Fault place_members_again(Ctx *c, Id actor) MUST;

/* Keeps the members of one version; on the writer. */
Fault place_members_renew(Ctx *c, Id version) MUST;

/* What a new day changes: belongings that begin or end. On the writer; cheap when done already. */
Fault place_day(Ctx *c) MUST;

/* How many members of a version the reader may see. */
Fault place_members_count(Ctx *c, Id version, int64_t *ret_n) MUST;

/* Those of some actors, rising, who are members of a version and whom the reader may see; ret_v has room for n. */
Fault place_members_among(Ctx *c, Id version, const Id *actors, size_t n, Id *ret_v, size_t *ret_n) MUST;

/* The live versions of a place, with their days: which one counts for what happened on a day. */
typedef struct PlaceSpan {
    Id  version;
    Day from, until;                              /* 0: since ever, for ever */
} PlaceSpan;
Fault place_spans(Ctx *c, Id place, PlaceSpan *ret_v, size_t max, size_t *ret_n) MUST;

/* ---- the definition of "local", a switch on every list, map and total: place_local.c -------------------------- */

/* One definition: a version of a place. In an address it stands as local=ID (what is in force today), ID.3 (version 3),
** ID.2026-01-01 (what was in force that day), ID.3.frozen (who belonged when it was frozen), or "all". Lists know
** local_not=... as well: those whom a definition leaves out. view/ puts both on every list, file and bulk change; who
** draws rows in another way asks view_local_request and view_query. */
typedef struct PlaceLocal {
    Str     value;                                /* as it stands in an address */
    Id      place, version;                       /* 0: everywhere */
    Str     name;
    int64_t number;
    Day     valid_from, valid_until;
    Stamp   frozen_at;
    bool    frozen;                               /* who belonged then, not who belongs now */
} PlaceLocal;

/* What "local" means for this request: from its address, else as this person chose last. */
Fault place_local(Ctx *c, const Request *rq, PlaceLocal *ret_local) MUST;
Fault place_local_read(Ctx *c, Str value, PlaceLocal *ret_local) MUST;

/* Limits a list to what is local by the address alone. Of actors the members; of other nouns those that name a member;
** of those that name nobody what lies in the place or below it; nouns that know no actor are left alone. */
Fault place_local_extra(Ctx *c, const Request *rq, ListSpec *s) MUST;

/* Who belongs to a definition, rising, whoever may see them: to decide with, never to show. */
Fault place_members_all(Ctx *c, const PlaceLocal *l, const Id **ret_v, size_t *ret_n) MUST;

/* All definitions in force today, one of a place, with whoever belongs to each and the places that each place holds in
** the working tree, itself among them: three statements, for who counts by all places at once. Whoever may see them: to
** decide with, never to show. place_force.c */
typedef struct PlaceInForce {
    Id      place, version;
    int64_t number;
} PlaceInForce;
typedef struct PlaceHas {
    Id of, id;
} PlaceHas;
typedef struct PlaceForce {
    PlaceInForce *v;                              /* by place */
    PlaceHas     *members, *below;                /* version and actor; place and place */
    size_t        n, members_n, below_n;
} PlaceForce;
Fault place_force(Ctx *c, PlaceForce *ret_f) MUST;

/* "Yeruham, version 3, valid from 1.1.2026", plain text; "Everywhere". */
Str place_local_words(Ctx *c, const PlaceLocal *l);

/* The line that names the definition by which the rows of this address were chosen: "Local means Yeruham, version 3,
** valid from 1.1.2026". Plain text; nothing when there is none. Stands on each print, file and total. */
Fault place_local_note(Ctx *c, const Request *rq, Buf *b) MUST;

/* The switch, for Page.place_switch of a page whose rows follow it. The choice goes to POST /local and comes back to
** the same page. */
Fault place_switch(Ctx *c, const Request *rq, Page *pg) MUST;

/* ---- belongings ---------------------------------------------------------------------------------------------- */

/* The belongings of an actor with what may be done about them: a fragment for the actor's page. */
Fault belongings_html(Buf *b, const Page *pg, const void *actor) MUST;

/* ---- region packs: place_pack.c ------------------------------------------------------------------------------- */

/* The place with an official code; NOT_FOUND. */
Fault place_by_code(Ctx *c, Str code, Id *ret_id) MUST;

/* The place that is called so in some language, as people write it (case, niqqud and harakat do not count), the most
** populous first; NOT_FOUND. */
Fault place_by_name(Ctx *c, Str name, Id *ret_id) MUST;

/* Loads the places.tsv of a region's pack (data/README.md) into the organisation of c->who, on the writer. A place
** whose code is there already stays as it is, so that loading twice changes nothing. BAD_FILE: no head line. */
Fault place_load(Ctx *c, Str tsv, int64_t *ret_made) MUST;

/* Loads outlines.geojson: a Feature with the property `code` becomes the outline of that place's first version, if
** that is a list still and nobody froze it. BAD_FILE: no FeatureCollection. */
Fault place_outlines_load(Ctx *c, Str geojson, int64_t *ret_made) MUST;

/* Loads base.geojson, the land of the map (region_files). BAD_FILE: no FeatureCollection. */
Fault place_base_load(Ctx *c, Str geojson) MUST;

/* A file of the region's pack ("base.geojson"); the empty Str if there is none. */
Fault place_file(Ctx *c, const char *name, Str *ret_text) MUST;

#endif

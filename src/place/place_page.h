/* place_page.h - what the templates of this folder show. */
#ifndef RAKAZ_PLACE_PLACE_PAGE_H
#define RAKAZ_PLACE_PLACE_PAGE_H

#include "place/place_store.h"

enum { PLACE_ROUTES_N = VIEW_ROUTES_EACH * 2 + 9 };
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

/* The switch of what is local. */
typedef struct PlaceChoice {
    Str  value, name;
    bool chosen;
} PlaceChoice;

typedef struct PlaceSwitch {
    bool         is_on;
    Str          name, words, back, href, compare_href;
    PlaceChoice *choices;
    size_t       choices_n;
} PlaceSwitch;

/* Who enters and leaves from one definition to another. */
typedef struct PlaceMember {
    Str name, href;
} PlaceMember;

typedef struct PlacePart {
    int64_t      total;
    PlaceMember *rows;
    size_t       rows_n;
    Str          href, file;                      /* the same as a list, and as a file */
    bool         more;
} PlacePart;

typedef struct PlaceCompare {
    Str          a_words, b_words;
    PlaceChoice *a, *b;
    size_t       a_n, b_n;
    int64_t      a_total, b_total, stay;
    PlacePart    enter, leave;
    bool         may_take, same;
} PlaceCompare;

Fault post_local(Ctx *c, const Request *rq, Reply *rp);
Fault get_compare(Ctx *c, const Request *rq, Reply *rp);

/* Where an actor belongs. */
typedef struct BelongRow {
    Id      id;
    Str     name, href;
    TextKey reason;
    int64_t weight;                               /* percent */
    bool    has_weight, over, may_write;
    Day     from_on, until_on;
} BelongRow;

typedef struct BelongPart {
    BelongRow *rows;
    size_t     rows_n;
    Id         actor;
    Str        home;
    bool       may_write;
} BelongPart;

typedef struct BelongMany {
    int64_t count;
    Html    fields, errors;
    Param  *keep;
    size_t  keep_n;
} BelongMany;

extern const Sheet BELONGING_SHEET;
Fault post_belonging_end(Ctx *c, const Request *rq, Reply *rp);
Fault post_belong_many(Ctx *c, const Request *rq, Reply *rp);

/* The versions of a place. */
typedef struct VersionRow {
    Id      id;
    int64_t number, members;
    TextKey method;
    Day     from, until, frozen_on;
    Str     why, who, list_href, frozen_href, compare_href;
    bool    in_force, to_come, over, counted, may_write;
} VersionRow;

typedef struct VersionPart {
    VersionRow *rows;
    size_t      rows_n;
    Id          place;
    bool        may_write;
} VersionPart;

typedef struct VersionForm {
    Str     action, back, name, version, outline, rule_list, lat, lon, km;
    Str     bounds;                               /* west,south,east,north where drawing begins; empty: not known */
    int64_t number;
    Html    errors, method, from, until, source, rule, outline_wrong, rule_wrong;
    bool    is_new;
} VersionForm;

Fault place_versions_draw(Buf *b, const Page *pg, const void *rec);
Fault get_version_new(Ctx *c, const Request *rq, Reply *rp);
Fault get_version_edit(Ctx *c, const Request *rq, Reply *rp);
Fault post_version_new(Ctx *c, const Request *rq, Reply *rp);
Fault post_version(Ctx *c, const Request *rq, Reply *rp);
Fault post_version_freeze(Ctx *c, const Request *rq, Reply *rp);

PAGE_FN(place_versions, VersionPart)
PAGE_FN(place_version_form, VersionForm)
PAGE_FN(belong_part, BelongPart)
PAGE_FN(belong_many, BelongMany)
PAGE_FN(place_switch, PlaceSwitch)
PAGE_FN(place_compare, PlaceCompare)
PAGE_FN(place_head, PlaceHead)
PAGE_FN(place_inside, PlaceInside)

#endif

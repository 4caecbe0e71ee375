/* matching_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_MATCHING_MATCHING_PAGE_H
#define RAKAZ_MATCHING_MATCHING_PAGE_H

#include "listing_ent.h"
#include "matching/matching.h"

/* ---- the image: matching_image.c --------------------------------------------------------------------------------- */

void matching_image_start(Region *r);
void matching_image_stop(Region *r);
bool matching_image_stale(Region *r);             /* the region has changed since it was read: asking brings it about */

/* ---- pages ------------------------------------------------------------------------------------------------------- */

/* Something that speaks for a pair, or is to be asked. */
typedef struct MatchTag {
    Str  text;
    bool ask;
} MatchTag;

typedef struct MatchRow {
    Str       name, href;                         /* who, or whose */
    Str       about, about_href;                  /* the offer or the need; empty: the actor itself */
    Str       key;                                /* for the form's names */
    Html      why;                                /* one sentence */
    MatchTag *tags;
    size_t    tags_n;
    Str       introduce, refuse;                  /* addresses; empty: not for this reader */
    Id        actor, need_id;
    Str       need, need_href, needs;             /* on the page of pairs: the need, and who needs it */
} MatchRow;

typedef struct MatchReason {
    Str     value;
    TextKey label;
} MatchReason;

typedef struct MatchChoice {
    Id   id;
    Str  name;
    bool chosen;
} MatchChoice;

typedef struct MatchView {
    MatchRow    *rows;
    size_t       rows_n;
    MatchReason *reasons;
    size_t       reasons_n;
    bool         ready, all;
    Str          means;                           /* what near means, in words; empty: the tree alone */
    MatchChoice *places, *categories;
    size_t       places_n, categories_n;
    Str          address;
    int64_t      total, offset;
} MatchView;
PAGE_FN(matching_card, MatchView)
PAGE_FN(matching_row, MatchRow)
PAGE_FN(matching_page, MatchView)

/* The pairs of one listing, named and told; `fixed` are the finds for it. */
typedef struct MatchOf {
    const Listing *listing;                       /* the need, or the offer */
    MatchFound    *v;
    size_t         n;
    Str            local;                         /* the place whose definition was chosen; empty: none */
} MatchOf;
Fault matching_rows(Ctx *c, const MatchOf *of, size_t n, MatchRow **ret_v, size_t *ret_n) MUST;

void  matching_pager(Buf *b, const Page *pg, const MatchView *v);
Fault get_matches(Ctx *c, const Request *rq, Reply *rp) MUST;
extern const RecordPart MATCHING_WHO, MATCHING_WHOSE;

#endif

/* matching_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_MATCHING_MATCHING_PAGE_H
#define RAKAZ_MATCHING_MATCHING_PAGE_H

#include "listing_ent.h"
#include "matching/matching.h"
#include "place/place.h"

/* ---- the image: matching_image.c --------------------------------------------------------------------------------- */

void matching_image_start(Region *r);
void matching_image_stop(Region *r);
bool matching_image_stale(Region *r);             /* the region has changed since it was read: asking brings it about */

/* All that is worth showing for a need, or for an offer, best first, with the reader's eyes. */
typedef struct MatchRanked {
    MatchFound v[MATCHING_RANKED];
    size_t     n;
    bool       ready;                             /* false: the image is not there (yet) */
} MatchRanked;
Fault matching_ranked(Ctx *c, Id id, bool from_need, MatchRanked *ret_r) MUST;

/* ---- what is shown of it: matching_finds.c ----------------------------------------------------------------------- */

/* What is needed, will be bought, or is offered, as a pair tells of it. */
typedef struct MatchThing {
    Id       id, holder;
    int      kind;                                /* MATCHING_LISTING, _COMING, _QUOTE */
    bool     need;
    unsigned certificates;                        /* asked for */
    Str      title, href;
} MatchThing;
MatchThing matching_thing(Ctx *c, const Listing *l);

typedef struct MatchPair {
    const MatchThing *thing;
    MatchFound       *found;
} MatchPair;

/* The definition of local by the address, else as this person chose last; what near means by it, in words. The request
** comes back with it. */
Fault matching_local_chosen(Ctx *c, const Request *rq, Request *ret_asked, PlaceLocal *ret_l) MUST;
Str   matching_local_means(Ctx *c, const PlaceLocal *l);

/* Those who are local by it are near: their scores grow, their order is the caller's. */
Fault matching_local_fill(Ctx *c, const PlaceLocal *l, const MatchPair *p, size_t n) MUST;

/* The best for one thing by the definition that was chosen; of what is bought: suppliers, but for `but`. */
typedef struct MatchWant {
    const MatchThing *thing;
    const PlaceLocal *local;
    const Id         *but;
    size_t            but_n, max;
} MatchWant;
Fault matching_for(Ctx *c, const MatchWant *w, MatchFinds *ret_f) MUST;

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
    Str       reason;                             /* the same and what it stands on, for a form's field */
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

/* The pairs of one thing, to be named and told. */
typedef struct MatchOf {
    const MatchThing *thing;
    MatchFound       *v;
    size_t            n;
    Str               local;                      /* the place whose definition was chosen; empty: none */
} MatchOf;
Fault matching_rows(Ctx *c, const MatchOf *of, size_t n, MatchRow **ret_v, size_t *ret_n) MUST;

void  matching_pager(Buf *b, const Page *pg, const MatchView *v);
Fault get_matches(Ctx *c, const Request *rq, Reply *rp) MUST;
extern const RecordPart MATCHING_WHO, MATCHING_WHOSE;

/* ---- who could supply what is bought: matching_supply.c ---------------------------------------------------------- */

typedef struct MatchSupply {
    MatchRow *rows;
    size_t    rows_n;
    Str       means, action, back;                /* action: one tap adds a supplier; empty: not for this reader */
    Id        request;                            /* the request for quotes whose page it is; 0: of another page */
    Str       asked;                              /* the page of that request, on another page than its own */
    Str       wider, publish;                     /* where one asks wider, when there are few */
    bool      few, all_asked;                     /* all_asked: who was found is asked already */
} MatchSupply;
PAGE_FN(matching_supply, MatchSupply)
extern const RecordPart MATCHING_PURCHASE, MATCHING_REQUEST;

#endif

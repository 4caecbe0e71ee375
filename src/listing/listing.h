/* listing.h - what is needed, offered, available or in the way. */
#ifndef RAKAZ_LISTING_LISTING_H
#define RAKAZ_LISTING_LISTING_H

#include "listing_ent.h"
#include "view/view.h"

extern const Module listing_module;
extern const Sheet  LISTING_SHEET;

enum { LISTING_CONFIRM_DAYS = 90 };

/* A condition of lists, `live=1` in their address: open opportunities and resources not past their last day. */
ListExtra listing_live(const Ctx *c);

/* The entity's own check: something with neither end nor deadline is confirmed again within LISTING_CONFIRM_DAYS; its
** unit is the place where it is; the day on which it was met is kept as long as it is. One that came in as met has none
** unless it was told. */
Fault listing_check(Ctx *c, const void *before, void *after);

/* Tells whoever waits for it: called inside the write when a listing was changed. Registered at a module's start. */
Fault listing_after(Ctx *c, const void *before, const void *after);
typedef Fault (*ListingFn)(Ctx *c, const Listing *before, const Listing *after);
void  listing_on_change(ListingFn fn);

/* One open offer, asset or resource of each of some holders, as far as the reader sees it: for proposals. */
typedef struct HolderOffer {
    Id  holder;
    Str title;
} HolderOffer;
Fault listing_offers(Ctx *c, const Id *holders, size_t n, HolderOffer *ret_v, size_t max, size_t *ret_n) MUST;

#endif

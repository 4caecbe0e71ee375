/* listing_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_LISTING_LISTING_PAGE_H
#define RAKAZ_LISTING_LISTING_PAGE_H

#include "listing/listing.h"

enum { LISTING_Q_N = 2, LISTING_ROUTES_N = VIEW_ROUTES_EACH };
extern const Query LISTING_QUERIES[LISTING_Q_N];
extern const Route LISTING_ROUTES[LISTING_ROUTES_N];

typedef struct ListingRow {
    Id      id;
    Str     title, href;
    int     kind, state;
    TextKey kind_label, state_label;
    Day     confirm_on;
} ListingRow;

typedef struct ListingPart {
    ListingRow *rows;
    size_t      rows_n;
    Id          holder;
    bool        may_write;
} ListingPart;

/* Listings of one holder that are not withdrawn. */
Fault listing_of(Ctx *c, Id holder, ListingRow *ret_v, size_t max, size_t *ret_n) MUST;

PAGE_FN(listing_part, ListingPart)

#endif

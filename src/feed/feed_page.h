/* feed_page.h - what the pages of this folder show. */
#ifndef RAKAZ_FEED_FEED_PAGE_H
#define RAKAZ_FEED_FEED_PAGE_H

#include "feed/feed.h"

typedef struct FeedView {
    bool  there;
    Stamp made_at;
    Str   address;                                /* shown once */
} FeedView;
PAGE_FN(feed, FeedView)
PAGE_FN(feed_made, FeedView)

#endif

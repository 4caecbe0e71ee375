/* pagecache.h - whole answers, kept until the region changes.
**
** A page is found by everything that decides how it looks (organisation, account, session, language, form of address,
** day, host, path, query) and holds while the region's version is what it was before the page was drawn, and until the
** time that the page itself has named. Memory is bounded; the page unused for longest goes first. */
#ifndef RAKAZ_HTTP_PAGECACHE_H
#define RAKAZ_HTTP_PAGECACHE_H

#include "base/str.h"

#include <microhttpd.h>

typedef struct PageCache PageCache;

/* Counted: stays whole until page_release, also when the cache has given it up meanwhile. */
typedef struct CachedPage {
    struct MHD_Response *plain, *gzip;            /* gzip may be NULL: too small to be worth it */
    struct MHD_Response *same;                    /* for 304; may be NULL */
    size_t               plain_bytes, gzip_bytes;
    char                 etag[64];                /* without quotes */
    int64_t              until;                   /* a Stamp: holds no longer than that; 0: no such time */
} CachedPage;

PageCache *pagecache_new(size_t bytes_max);
void       pagecache_free(PageCache *pc);

/* NULL if there is none of this version that still holds `now`, a Stamp. */
const CachedPage *pagecache_find(PageCache *pc, Str key, uint64_t version, int64_t now);
void              pagecache_release(PageCache *pc, const CachedPage *page);

/* Takes over one reference of each response. The page replaces an older one under the same key. */
void pagecache_put(PageCache *pc, Str key, uint64_t version, CachedPage page);

typedef struct PageCacheStats {
    uint64_t hits, misses;
    size_t   pages, bytes;
} PageCacheStats;
PageCacheStats pagecache_stats(PageCache *pc);

#endif

/* pagecache.c - whole answers, kept until the region changes. 8 shards, each with a lock, chained hash and a list
** in order of use. */
#include "http/pagecache.h"

#include "base/check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SHARDS = 8, CHAINS = 512, ENTRY_BYTES = 2048 };

typedef struct Entry Entry;
struct Entry {
    CachedPage page;                              /* first: a CachedPage is its Entry */
    uint64_t   hash, version;
    size_t     bytes;
    int        refs;                              /* the cache's own included; under the shard's lock */
    Entry     *chain, *newer, *older;
    size_t     key_n;
    char       key[];
};

typedef struct Shard {
    pthread_mutex_t lock;
    Entry          *chains[CHAINS];
    Entry          *newest, *oldest;
    size_t          bytes, pages;
    uint64_t        hits, misses;
} Shard;

struct PageCache {
    size_t shard_bytes_max;
    Shard  shards[SHARDS];
};

PageCache *pagecache_new(size_t bytes_max) {
    PageCache *pc = calloc(1, sizeof *pc);
    CHECK(pc != NULL);
    pc->shard_bytes_max = bytes_max / SHARDS;
    for (int i = 0; i < SHARDS; i++) CHECK(pthread_mutex_init(&pc->shards[i].lock, NULL) == 0);
    return pc;
}

static void list_remove(Shard *s, Entry *e) {
    *(e->newer ? &e->newer->older : &s->newest) = e->older;
    *(e->older ? &e->older->newer : &s->oldest) = e->newer;
    e->newer = e->older = NULL;
}

static void list_add(Shard *s, Entry *e) {
    e->older = s->newest;
    *(s->newest ? &s->newest->newer : &s->oldest) = e;
    s->newest = e;
}

/* Gives one reference back; under the shard's lock. MHD counts the answers still being sent by itself. */
static void entry_unref(Entry *e) {
    if (--e->refs > 0) return;
    MHD_destroy_response(e->page.plain);
    if (e->page.gzip) MHD_destroy_response(e->page.gzip);
    if (e->page.same) MHD_destroy_response(e->page.same);
    free(e);
}

static void entry_drop(Shard *s, Entry *e) {
    Entry **at = &s->chains[e->hash % CHAINS];
    while (*at != e) at = &(*at)->chain;
    *at = e->chain;
    list_remove(s, e);
    s->bytes -= e->bytes;
    s->pages--;
    entry_unref(e);
}

void pagecache_free(PageCache *pc) {
    if (!pc) return;
    for (int i = 0; i < SHARDS; i++) {
        while (pc->shards[i].newest) entry_drop(&pc->shards[i], pc->shards[i].newest);
        pthread_mutex_destroy(&pc->shards[i].lock);
    }
    free(pc);
}

static Entry *entry_find(Shard *s, uint64_t hash, Str key) {
    for (Entry *e = s->chains[hash % CHAINS]; e; e = e->chain) {
        if (e->hash == hash && e->key_n == key.n && memcmp(e->key, key.p, key.n) == 0) return e;
    }
    return NULL;
}

const CachedPage *pagecache_find(PageCache *pc, Str key, uint64_t version, int64_t now) {
    uint64_t hash = str_hash(key);
    Shard   *s = &pc->shards[hash >> 61];
    pthread_mutex_lock(&s->lock);
    Entry *e = entry_find(s, hash, key);
    if (e && (e->version != version || (e->page.until && now >= e->page.until))) {
        entry_drop(s, e);
        e = NULL;
    }
    if (e) {
        e->refs++;
        s->hits++;
        if (s->newest != e) {
            list_remove(s, e);
            list_add(s, e);
        }
    } else {
        s->misses++;
    }
    pthread_mutex_unlock(&s->lock);
    return e ? &e->page : NULL;
}

void pagecache_release(PageCache *pc, const CachedPage *page) {
    Entry *e = (Entry *)(uintptr_t)page;
    Shard *s = &pc->shards[e->hash >> 61];
    pthread_mutex_lock(&s->lock);
    entry_unref(e);
    pthread_mutex_unlock(&s->lock);
}

void pagecache_put(PageCache *pc, Str key, uint64_t version, CachedPage page) {
    Entry *e = malloc(sizeof *e + key.n);
    CHECK(e != NULL);
    *e = (Entry){.page = page, .hash = str_hash(key), .version = version, .refs = 1, .key_n = key.n};
    memcpy(e->key, key.p, key.n);
    e->bytes = sizeof *e + key.n + page.plain_bytes + page.gzip_bytes + ENTRY_BYTES;
    Shard *s = &pc->shards[e->hash >> 61];
    pthread_mutex_lock(&s->lock);
    Entry *before = entry_find(s, e->hash, key);
    if (before) entry_drop(s, before);
    e->chain = s->chains[e->hash % CHAINS];
    s->chains[e->hash % CHAINS] = e;
    list_add(s, e);
    s->bytes += e->bytes;
    s->pages++;
    while (s->bytes > pc->shard_bytes_max) entry_drop(s, s->oldest);
    pthread_mutex_unlock(&s->lock);
}

PageCacheStats pagecache_stats(PageCache *pc) {
    PageCacheStats sum = {0};
    for (int i = 0; i < SHARDS; i++) {
        Shard *s = &pc->shards[i];
        pthread_mutex_lock(&s->lock);
        sum.hits += s->hits;
        sum.misses += s->misses;
        sum.pages += s->pages;
        sum.bytes += s->bytes;
        pthread_mutex_unlock(&s->lock);
    }
    return sum;
}

/* local.c - zone, currency, country code and languages of a region, kept in memory: every answer needs them.
**
** A Local never changes once it is in force, because readers point into it; a change makes the next one, and the old
** ones stay until the region is left. There are as many as the settings were changed while the server ran. */
#include "db/facts.h"

#include "base/check.h"
#include "base/zone.h"
#include "db/region.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct Kept {
    Local        local;
    struct Kept *before;
} Kept;

typedef struct Keeper {
    pthread_mutex_t  lock;                        /* held while the facts are read again */
    _Atomic(Kept *)  now;
    atomic_bool      stale;
    Local            otherwise;
} Keeper;

static const char KEY[] = "the settings of a region";

const Local LOCAL_DEFAULTS = {.zone = "Asia/Jerusalem", .currency = "ILS", .home = "972", .lang = LANG_HE, .langs = ~0u,
                              .answer_days = ANSWER_DAYS, .quiet_months = QUIET_MONTHS};

bool currency_code_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < 'A' || s.p[i] > 'Z') return false;
    }
    return s.n == 3;
}

static bool digits_ok(Str s, size_t max) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return false;
    }
    return s.n >= 1 && s.n <= max && s.p[0] != '0';
}

static unsigned langs_of(Str codes) {
    unsigned mask = 0;
    Str      one;
    Lang     l;
    while (str_split(&codes, ' ', &one)) {
        if (lang_parse(one, &l)) mask |= 1u << l;
    }
    return mask;
}

static void text_put(char *to, size_t room, Str s) {
    CHECK(s.n < room);
    memset(to, 0, room);
    memcpy(to, s.p, s.n);
}

Fault local_read(Ctx *c, Local *ret_local) {
    Local   l = *ret_local;
    Str     s;
    int64_t days;
    TRY(fact_get(c, "zone", &s));
    if (s.n && s.n <= LOCAL_ZONE_MAX && zone_load(arena_z(c->arena, s))) text_put(l.zone, sizeof l.zone, s);
    TRY(fact_get(c, "currency", &s));
    if (currency_code_ok(s)) text_put(l.currency, sizeof l.currency, s);
    TRY(fact_get(c, "home", &s));
    if (digits_ok(s, 3)) text_put(l.home, sizeof l.home, s);
    TRY(fact_get(c, "lang", &s));
    (void)lang_parse(s, &l.lang);
    TRY(fact_get(c, "languages", &s));
    unsigned langs = langs_of(s);
    if (langs) l.langs = langs | 1u << l.lang;
    TRY(fact_get(c, "answer_days", &s));
    if (str_int(s, &days) && days >= 1 && days <= ANSWER_DAYS_MAX) l.answer_days = (int)days;
    TRY(fact_get(c, "quiet_months", &s));
    if (str_int(s, &days) && days >= 1 && days <= QUIET_MONTHS_MAX) l.quiet_months = (int)days;
    *ret_local = l;
    return OK;
}

void local_reader(const Local *l, Reader *r) {
    r->zone = l->zone;
    r->currency = l->currency[0] ? l->currency : NULL;
    r->phone_home = l->home[0] ? l->home : NULL;
}

/* ---- in memory ------------------------------------------------------------------------------------------------ */

static Fault read_now(Region *r, Local *ret_local) {
    enum { READ_BYTES = 64 * 1024 };
    Arena a;
    arena_init(&a, READ_BYTES);
    Ctx   c = {.arena = &a, .region = r, .reader = {.lang = LANG_EN, .zone = "UTC"}};
    Fault f = region_read_begin(r, &c);
    if (f == OK) {
        f = local_read(&c, ret_local);
        region_read_end(r, &c);
    }
    arena_release(&a);
    return f;
}

/* When the database cannot be read, the last ones hold, and the next reader tries again. */
static void renew(Region *r, Keeper *k) {
    Kept *next = calloc(1, sizeof *next);
    CHECK(next != NULL);
    next->local = k->otherwise;
    atomic_store(&k->stale, false);
    Kept *now = atomic_load(&k->now);
    bool  good = read_now(r, &next->local) == OK;
    if (!good) atomic_store(&k->stale, true);
    if (now && (!good || memcmp(&now->local, &next->local, sizeof now->local) == 0)) {
        free(next);
        return;
    }
    next->before = now;
    atomic_store(&k->now, next);
}

const Local *local_of(Region *r) {
    Keeper *k = r ? region_kept(r, KEY) : NULL;
    if (!k) return &LOCAL_DEFAULTS;
    if (atomic_load(&k->stale) && pthread_mutex_trylock(&k->lock) == 0) {
        if (atomic_load(&k->stale)) renew(r, k);
        pthread_mutex_unlock(&k->lock);
    }
    return &atomic_load(&k->now)->local;
}

/* A ChangedFn. */
static void heard(void *region, const Changed *v, size_t n) {
    Keeper *k = region_kept(region, KEY);
    for (size_t i = 0; k && i < n; i++) {
        if (!v[i].table || strcmp(v[i].table, "region_facts") == 0) atomic_store(&k->stale, true);
    }
}

void local_keep(Region *r, const char *zone, Lang lang) {
    Keeper *k = calloc(1, sizeof *k);
    CHECK(k != NULL && !region_kept(r, KEY) && pthread_mutex_init(&k->lock, NULL) == 0);
    k->otherwise = LOCAL_DEFAULTS;
    k->otherwise.lang = lang;
    Str z = str_of(zone);
    if (z.n && z.n <= LOCAL_ZONE_MAX && zone_load(zone)) text_put(k->otherwise.zone, sizeof k->otherwise.zone, z);
    renew(r, k);
    region_keep(r, KEY, k);
    region_on_change(r, heard, r);
}

void local_forget(Region *r) {
    Keeper *k = region_kept(r, KEY);
    if (!k) return;
    region_keep(r, KEY, NULL);
    if (!region_settle(r)) return;                /* better a leak than a wild pointer */
    for (Kept *one = atomic_load(&k->now), *before; one; one = before) {
        before = one->before;
        free(one);
    }
    pthread_mutex_destroy(&k->lock);
    free(k);
}

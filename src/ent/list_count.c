/* list_count.c - a table of totals with one place for each key; whoever comes later takes the place. */
#include "ent/list_count.h"

#include "base/check.h"
#include "db/region.h"
#include "db/scope.h"
#include "ent/list.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTS = 4096 };

typedef struct Total {
    unsigned char key[COUNT_KEY_BYTES];
    uint64_t      after;                          /* region_version + 1; 0: nothing here */
    int64_t       n;
} Total;

typedef struct Totals {
    pthread_mutex_t lock;
    Total           v[COUNTS];
} Totals;

static const char KEY[] = "totals of lists";

void list_counts_start(Region *r) {
    Totals *t = calloc(1, sizeof *t);
    CHECK(t != NULL && pthread_mutex_init(&t->lock, NULL) == 0);
    region_keep(r, KEY, t);
}

void list_counts_stop(Region *r) {
    Totals *t = region_kept(r, KEY);
    if (!t) return;
    region_keep(r, KEY, NULL);
    pthread_mutex_destroy(&t->lock);
    free(t);
}

static void add(crypto_generichash_state *h, const void *p, size_t n) {
    (void)crypto_generichash_update(h, p, n);
}

void count_key(const Ctx *c, Str sql, const Val *v, size_t n, unsigned char ret_key[COUNT_KEY_BYTES]) {
    crypto_generichash_state h;
    const int64_t who[] = {c->who.account, c->who.org, scope_floor(&c->who), c->reader.today, c->reader.lang};
    (void)crypto_generichash_init(&h, NULL, 0, COUNT_KEY_BYTES);
    add(&h, who, sizeof who);
    add(&h, &sql.n, sizeof sql.n);
    add(&h, sql.p, sql.n);
    for (size_t i = 0; i < n; i++) {
        const int kind = v[i].kind;
        bool      text = kind == VAL_TEXT || kind == VAL_BLOB || kind == VAL_IDS;
        size_t    size = text ? v[i].s.n : kind == VAL_NULL ? 0 : sizeof v[i].i;
        add(&h, &kind, sizeof kind);
        add(&h, &size, sizeof size);
        if (text) add(&h, v[i].s.p, size);
        else if (kind == VAL_REAL) add(&h, &v[i].r, size);
        else if (kind == VAL_INT) add(&h, &v[i].i, size);
    }
    (void)crypto_generichash_final(&h, ret_key, COUNT_KEY_BYTES);
}

/* The place of a key: its first bytes are as good a number as any. */
static Total *place_of(Totals *t, const unsigned char key[COUNT_KEY_BYTES]) {
    return &t->v[(key[0] | (unsigned)key[1] << 8) % COUNTS];
}

static Totals *totals_of(const Ctx *c) { return c->db && !c->writing ? region_kept(c->region, KEY) : NULL; }

bool count_known(const Ctx *c, const unsigned char key[COUNT_KEY_BYTES], int64_t *ret_n) {
    Totals *t = totals_of(c);
    if (!t) return false;
    pthread_mutex_lock(&t->lock);
    const Total *at = place_of(t, key);
    bool known = at->after == c->version + 1 && memcmp(at->key, key, COUNT_KEY_BYTES) == 0;
    if (known) *ret_n = at->n;
    pthread_mutex_unlock(&t->lock);
    return known;
}

void count_keep(const Ctx *c, const unsigned char key[COUNT_KEY_BYTES], int64_t n) {
    Totals *t = totals_of(c);
    if (!t) return;
    pthread_mutex_lock(&t->lock);
    Total *at = place_of(t, key);
    *at = (Total){.after = c->version + 1, .n = n};
    memcpy(at->key, key, COUNT_KEY_BYTES);
    pthread_mutex_unlock(&t->lock);
}

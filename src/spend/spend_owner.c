/* spend_owner.c - a bounded walk over who owns whom. */
#include "spend/spend_owner.h"

#include <stdlib.h>

typedef struct Walk {
    const OwnerWorld *w;
    Id   path[OWNER_DEPTH_MAX];
    int  depth, steps;
    bool circular;
} Walk;

static int by_owned(const void *x, const void *y) {
    const OwnerTie *a = x, *b = y;
    if (a->owned != b->owned) return a->owned < b->owned ? -1 : 1;
    if (a->owner != b->owner) return a->owner < b->owner ? -1 : 1;
    return (a->share > b->share) - (a->share < b->share);
}

void owner_sort(OwnerTie *v, size_t n) {
    if (n) qsort(v, n, sizeof *v, by_owned);
}

static SpendLocal where_is(const OwnerWorld *w, Id id) {
    const Id *at = w->ids_n ? bsearch(&id, w->ids, w->ids_n, sizeof *w->ids, id_order) : NULL;
    return at ? (SpendLocal)w->where[at - w->ids] : SPEND_UNKNOWN;
}

static size_t first_tie(const OwnerWorld *w, Id owned) {
    size_t from = 0, until = w->ties_n;
    while (from < until) {
        size_t mid = from + (until - from) / 2;
        if (w->ties[mid].owned < owned) from = mid + 1;
        else until = mid;
    }
    return from;
}

static void walk(Walk *k, Id id, int64_t weight, int64_t part[SPEND_LOCAL_N]);

/* Those whose share no tie tells hold the rest, if they are all of one kind. */
static void walk_rest(Walk *k, size_t from, size_t until, int64_t rest, int64_t part[SPEND_LOCAL_N]) {
    int kind = -1;
    for (size_t i = from; i < until && rest; i++) {
        int64_t own[SPEND_LOCAL_N] = {0};
        if (k->w->ties[i].share >= 0) continue;
        walk(k, k->w->ties[i].owner, rest, own);
        int is = own[SPEND_LOCAL] == rest ? SPEND_LOCAL : SPEND_UNKNOWN;
        if (own[SPEND_NOT_LOCAL] == rest) is = SPEND_NOT_LOCAL;
        kind = kind < 0 || kind == is ? is : SPEND_UNKNOWN;
    }
    part[kind < 0 ? SPEND_UNKNOWN : kind] += rest;
}

/* Puts exactly `weight` into the parts. */
static void walk(Walk *k, Id id, int64_t weight, int64_t part[SPEND_LOCAL_N]) {
    const OwnerWorld *w = k->w;
    size_t  from = first_tie(w, id), until = from;
    int64_t told = 0, rest = weight;
    for (int i = 0; i < k->depth; i++) {
        if (k->path[i] != id) continue;
        k->circular = true;
        part[SPEND_UNKNOWN] += weight;
        return;
    }
    for (; until < w->ties_n && w->ties[until].owned == id; until++) {
        told += w->ties[until].share > 0 ? w->ties[until].share : 0;
    }
    if (until == from) {
        part[k->depth ? where_is(w, id) : SPEND_UNKNOWN] += weight;
        return;
    }
    if (told > OWNER_WHOLE || k->depth == OWNER_DEPTH_MAX || ++k->steps > OWNER_STEPS_MAX) {
        part[SPEND_UNKNOWN] += weight;
        return;
    }
    k->path[k->depth++] = id;
    for (size_t i = from; i < until; i++) {
        if (w->ties[i].share <= 0) continue;
        int64_t of = weight * w->ties[i].share / OWNER_WHOLE;
        rest -= of;
        walk(k, w->ties[i].owner, of, part);
    }
    walk_rest(k, from, until, rest, part);
    k->depth--;
}

OwnerParts owner_parts(const OwnerWorld *w, Id payee) {
    OwnerParts p = {0};
    Walk       k = {.w = w};
    size_t     at = first_tie(w, payee);
    p.owned = at < w->ties_n && w->ties[at].owned == payee;
    walk(&k, payee, OWNER_WHOLE, p.part);
    p.circular = k.circular;
    return p;
}

void owner_share(const OwnerParts *p, int64_t amount, int64_t ret_sum[SPEND_LOCAL_N]) {
    __int128 whole = amount;
    ret_sum[SPEND_LOCAL] = (int64_t)(whole * p->part[SPEND_LOCAL] / OWNER_WHOLE);
    ret_sum[SPEND_NOT_LOCAL] = (int64_t)(whole * p->part[SPEND_NOT_LOCAL] / OWNER_WHOLE);
    ret_sum[SPEND_UNKNOWN] = amount - ret_sum[SPEND_LOCAL] - ret_sum[SPEND_NOT_LOCAL];
}

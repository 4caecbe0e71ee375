/* matching_image.c - the image of a region as a guest of the search, and asking it. */
#include "matching/matching_inner.h"

#include "base/check.h"
#include "seek/seek.h"
#include "stay_ent.h"

#include <stdlib.h>

enum { SETTLE_MS = 80 };

/* ---- as a guest of the search ------------------------------------------------------------------------------------ */

static void guest_free(void *image) {
    Held *h = image;
    match_close(h->x);
    Keeps *const keeps[] = {&h->ties, &h->refusals, &h->records, &h->pairs, &h->spares, &h->given};
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) free(keeps[i]->v);
    free(h->categories);
    free(h->places);
    free(h->words);
    free(h->groups);
    free(h->streets.v);
    free(h);
}

static Fault guest_begin(Ctx *c, void **ret_image) {
    Held *h = calloc(1, sizeof *h);
    CHECK(h);
    Fault f = held_read_region(c, h);
    if (f != OK) {
        guest_free(h);
        return f;
    }
    *ret_image = h;
    return OK;
}

static void guest_put(void *image, const Entity *e, const void *rec, uint64_t gate) { feed_put(image, e, rec, gate); }

static void guest_drop(void *image, const Entity *e, Id id) { feed_drop(image, e, id); }

/* Not searched for, and counted all the same. */
static const Entity *const ALSO[] = {&spare_entity, NULL};

static const SeekGuest GUEST = {guest_begin, NULL, guest_put, guest_drop, guest_free, ALSO};

void matching_image_start(Region *r) { seek_guest_start(r, &GUEST); }

void matching_image_stop(Region *r) { seek_guest_stop(r, &GUEST); }

/* ---- asking ------------------------------------------------------------------------------------------------------ */

/* What kind of record a hit is; what is remembered of it, NULL for an actor itself. */
static int kind_of_hit(const Held *h, const MatchHit *hit, const Keep **ret_k) {
    const Keep *k = keep_find(&h->records, hit->id);
    *ret_k = k;
    return k ? k->kind : MATCHING_ACTOR;
}

/* Of an actor itself words alone say little: many tell of themselves with the same ones. Who accompanies answers by a
** trade and a word, or by two. */
static bool is_worth_it(const MatchHit *h, int kind) {
    bool words = h->why.words >= MATCHING_WORDS && (kind != MATCHING_ACTOR || h->why.depth);
    bool accompanies = kind == MATCHING_CONSULTANT && h->why.words && h->why.depth;
    return h->why.refused < POINTS_REFUSED && (h->why.depth > 1 || words || accompanies);
}

/* Who may read the noun at all; the gate says who may see the record. */
static bool may_read(const Ctx *c, int kind) {
    return c->who.system || (matching_noun(kind)->readers & (c->who.roles | ROLE_ANYONE));
}

/* With whom an actor is not introduced now: who said no, and with whom it is under way. */
static bool rests(const Held *h, Id one, Id other, Day today) {
    for (size_t i = 0; one && other && i < h->pairs.n; i++) {
        const Keep *k = &h->pairs.v[i];
        bool        pair = (k->a == one && k->b == other) || (k->a == other && k->b == one);
        if (pair && (!k->until || k->until >= today)) return true;
    }
    return false;
}

/* Of a pledge: all that its steps gave of it, where both are known. */
static bool nothing_left(const Held *h, const Keep *k) {
    int64_t gave = 0;
    if (!k || k->kind != MATCHING_PLEDGE || k->b == NUMBER_NONE) return false;
    for (size_t i = 0; i < h->given.n; i++) {
        if (h->given.v[i].a == k->id) gave += h->given.v[i].b;
    }
    return gave >= k->b;
}

/* Capacity that is known to be free in the field of the need, as far as the reader may know of it; none known: -1. */
static int free_of(const Held *h, Id actor, Id field, SeekEyes *eyes) {
    int best = MATCH_FREE_UNKNOWN;
    for (size_t i = 0; i < h->spares.n; i++) {
        const Keep *k = &h->spares.v[i];
        bool        fits = k->a == actor && (!field || k->b == field) && k->free > best;
        if (fits && seek_sees(eyes, k->gate)) best = k->free;
    }
    return best;
}

static bool same_street(const Held *h, Id one, Id other, SeekEyes *eyes) {
    const Street *a = street_find(&h->streets, one), *b = street_find(&h->streets, other);
    return a && b && a->hash == b->hash && seek_sees(eyes, a->gate) && seek_sees(eyes, b->gate);
}

/* Each actor once; where both stand there, with what they offer rather than by themselves. */
static void take_hit(MatchHit *kept, size_t *n, const MatchHit *h, bool from_need) {
    for (size_t i = 0; from_need && h->actor && i < *n; i++) {
        if (kept[i].actor != h->actor) continue;
        if (kept[i].id == kept[i].actor && h->id != h->actor) kept[i] = *h;
        return;
    }
    kept[(*n)++] = *h;
}

static bool is_other(const MatchHit *h) { return !h->why.near || h->why.apart; }

static int hit_order(const void *a, const void *b) {
    const MatchHit *x = a, *y = b;
    if (x->score != y->score) return x->score > y->score ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* Who asks, and for what. */
typedef struct Asking {
    Ctx      *c;
    SeekEyes *eyes;
    Id        id, holder, field;
    bool      from_need;
} Asking;

/* While it is looked at: what is worth showing, with the capacity that is free; `ret_v` has room for what is ranked.
** What has no capacity left is no answer. */
static size_t choose(const Asking *q, const Held *h, const MatchHit *hits, size_t n, MatchHit *ret_v) {
    size_t kept = 0;
    Day    today = q->c->reader.today;
    for (size_t i = 0; i < n; i++) {
        const Keep *k;
        MatchHit    one = hits[i];
        int         kind = kind_of_hit(h, &one, &k);
        bool        over = (k && k->until && k->until < today) || nothing_left(h, k) || (k && k->draft);
        if (!is_worth_it(&one, kind) || over || !may_read(q->c, kind)) continue;
        if (rests(h, q->holder, one.actor, today)) continue;
        int free = q->from_need ? free_of(h, one.actor, q->field, q->eyes) : MATCH_FREE_UNKNOWN;
        if (!free) continue;
        if (free > 0) one.score += free * MATCH_FREE_POINTS;
        one.why.free = (int16_t)free;
        take_hit(ret_v, &kept, &one, q->from_need);
    }
    qsort(ret_v, kept, sizeof *ret_v, hit_order);
    return kept;
}

static bool is_stale(Region *r, int64_t rest) {
    if (!seek_guest_rested(r, &GUEST, rest)) return false;
    const Held *h = seek_guest_look(r, &GUEST);
    if (!h) return false;
    bool stale = h->stale;
    seek_guest_leave(r, &GUEST);
    return stale;
}

/* The region itself has changed, a place or a field: it is read anew once somebody asks, and not again and again while
** an import goes on. */
static void follow_region(Region *r) {
    enum { REST = 20 };                           /* times as long as it takes */
    if (is_stale(r, REST)) seek_again(r);
}

bool matching_image_stale(Region *r) { return is_stale(r, 0); }

/* Whether there is anything at all, whoever may see it: if not, nobody is asked about. */
static bool has_any(Region *r, Id id, bool from_need, bool *ret_ready) {
    MatchHit    one;
    MatchAsk    q = {.id = id, .limit = 1};
    const Held *h = seek_guest_look(r, &GUEST);
    *ret_ready = h != NULL;
    if (!h) return false;
    size_t n = from_need ? match_who(h->x, &q, &one) : match_whose(h->x, &q, &one);
    seek_guest_leave(r, &GUEST);
    return n > 0;
}

static void fill(const Asking *q, const Held *h, const MatchHit *v, size_t n, MatchFound *ret_v) {
    for (size_t i = 0; i < n; i++) {
        const Keep *k;
        int kind = kind_of_hit(h, &v[i], &k);
        Id  actor = kind == MATCHING_CONSULTANT ? 0 : v[i].actor;
        ret_v[i] = (MatchFound){.listing = kind == MATCHING_ACTOR ? 0 : v[i].id, .actor = actor, .kind = kind,
                                .why = v[i].why, .score = v[i].score, .other = is_other(&v[i]),
                                .street = same_street(h, q->holder, actor, q->eyes),
                                .room = kind == MATCHING_CONSULTANT && k->b != NUMBER_NONE};
    }
}

Fault matching_ranked(Ctx *c, Id id, bool from_need, MatchRanked *ret_r) {
    SeekEyes eyes;
    ret_r->n = 0;
    seek_settle(c->region, SETTLE_MS);
    follow_region(c->region);
    seek_settle(c->region, SETTLE_MS);
    if (!has_any(c->region, id, from_need, &ret_r->ready)) return OK;
    TRY(seek_eyes(c, &eyes));
    MatchHit    hits[MATCHING_RANKED], v[MATCHING_RANKED]; /* asked for each of many needs: not the request's memory */
    Asking      q = {.c = c, .eyes = &eyes, .id = id, .from_need = from_need};
    MatchAsk    ask = {.id = id, .limit = MATCHING_RANKED, .may = seek_sees, .reader = &eyes};
    const Held *h = seek_guest_look(c->region, &GUEST);
    if (!h) return OK;
    const Keep *k = keep_find(&h->records, id);
    q.holder = k ? k->a : id;
    q.field = k ? k->b : 0;
    size_t n = from_need ? match_who(h->x, &ask, hits) : match_whose(h->x, &ask, hits);
    ret_r->n = choose(&q, h, hits, n, v);
    fill(&q, h, v, ret_r->n, ret_r->v);
    seek_guest_leave(c->region, &GUEST);
    return OK;
}

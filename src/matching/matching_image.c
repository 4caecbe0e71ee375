/* matching_image.c - the image of a region: records into what match/ ranks, on the thread of the search, and asking. */
#include "matching/matching_page.h"

#include "actor_ent.h"
#include "base/check.h"
#include "base/clock.h"
#include "db/region.h"
#include "find/fold.h"
#include "place_ent.h"
#include "seek/seek.h"
#include "tie_ent.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    PORTION = 500, WORDS_MAX = 200, WORD_LETTERS_MIN = 3, SIBLINGS_MAX = 300,
    POINTS_GROUP = 1500, POINTS_FIELD = 4000, POINTS_PART = 4500, /* of a field: "doctors", and one kind of them */
    POINTS_REFUSED = 100000,                      /* this need: not shown any more */
    POINTS_REFUSED_ELSEWHERE = 1000,              /* another need of the same actor: lower */
    SETTLE_MS = 80, RANKED = 120,
};

/* Rows of a few kinds that the image must remember, rising by id. */
typedef struct Keep {
    Id       id, a, b;                            /* a tie: its ends; a refusal: need, actor; a listing: its holder */
    uint32_t gate;
    Day      until;
    bool     need;
} Keep;
typedef struct Keeps {
    Keep  *v;
    size_t n, cap;
} Keeps;

typedef struct CategoryOf {
    Id        id;
    int       trade;
    uint32_t  number;
    uint32_t *words;
    size_t    n_words;
    char     *code;
} CategoryOf;

typedef struct PlaceOf {
    Id       id, parent;
    uint16_t number;
} PlaceOf;

/* What a build makes and changes go into. */
typedef struct Held {
    pthread_mutex_t lock;
    Region     *region;
    Match      *x;
    CategoryOf *categories;
    PlaceOf    *places;
    size_t      categories_n, places_n;
    Keeps       ties, refusals, listings;
    bool        stale;                            /* a place or category is another: to be read anew */
    int64_t     begun_ms;
} Held;

/* What is kept for a region. */
typedef struct Matching {
    pthread_mutex_t lock;
    Held           *held;                         /* NULL: not ready */
    int64_t         shown_ms, took_ms;            /* when it was, and how long it took to make */
} Matching;

static const char key;

static Matching *matching_of(Region *r) { return r ? region_kept(r, &key) : NULL; }

/* ---- remembered rows --------------------------------------------------------------------------------------------- */

static size_t keep_at(const Keeps *k, Id id) {
    size_t low = 0, high = k->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (k->v[mid].id < id) low = mid + 1;
        else high = mid;
    }
    return low;
}

static const Keep *keep_find(const Keeps *k, Id id) {
    size_t at = keep_at(k, id);
    return at < k->n && k->v[at].id == id ? &k->v[at] : NULL;
}

static void keep_put(Keeps *k, Keep one) {
    size_t at = keep_at(k, one.id);
    if (at < k->n && k->v[at].id == one.id) {
        k->v[at] = one;
        return;
    }
    if (k->n == k->cap) {
        k->cap = k->cap ? 2 * k->cap : 16;
        k->v = realloc(k->v, k->cap * sizeof *k->v);
        CHECK(k->v);
    }
    memmove(&k->v[at + 1], &k->v[at], (k->n - at) * sizeof *k->v);
    k->v[at] = one;
    k->n++;
}

static void keep_drop(Keeps *k, Id id) {
    size_t at = keep_at(k, id);
    if (at == k->n || k->v[at].id != id) return;
    k->n--;
    memmove(&k->v[at], &k->v[at + 1], (k->n - at) * sizeof *k->v);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

typedef struct WordList {
    uint32_t v[WORDS_MAX];
    size_t   n;
    bool     bare;                                /* of a need: without its prefixes, once */
} WordList;

/* FNV-1a. */
static void word_add(WordList *w, const uint8_t *p, size_t n) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ p[i]) * 16777619u;
    if (n >= WORD_LETTERS_MIN && w->n < WORDS_MAX) w->v[w->n++] = h ? h : 1;
}

/* The letters of a prefix are cut off a need's words, and both ways of reading stand among an offer's. */
static void words_add(WordList *w, Str text) {
    FoldWalk walk = {.s = text};
    FoldWord one;
    while (fold_next(&walk, &one)) {
        uint8_t cuts[FOLD_STEMS_MAX];
        size_t  n = fold_stems(one.p, one.n, cuts), last = 0;
        for (size_t i = 0; i < n; i++) {
            if (one.n - cuts[i] < WORD_LETTERS_MIN) continue;
            last = cuts[i];
            if (!w->bare) word_add(w, one.p + last, one.n - last);
        }
        if (w->bare) word_add(w, one.p + last, one.n - last);
        else word_add(w, one.p, one.n);
    }
}

static void words_add_tri(WordList *w, const Tri *t) {
    for (int l = 0; l < LANG_N; l++) words_add(w, t->v[l]);
}

/* ---- the region: categories and places --------------------------------------------------------------------------- */

/* Calls for every live record of a noun. */
static Fault feed_each(Ctx *c, const Entity *e, void (*each)(Held *h, const void *rec), Held *h) {
    Id     after = INT64_MIN;
    size_t n = PORTION;
    while (n == PORTION) {
        void *rows;
        TRY(ent_feed(c, e, after, PORTION, &rows, &n));
        for (size_t i = 0; i < n; i++) each(h, (const char *)rows + i * e->size);
        if (n) after = ((const Head *)((const char *)rows + (n - 1) * e->size))->id;
    }
    return OK;
}

static void *one_more(void *v, size_t n, size_t size) {
    if (n & (n - 1)) return v;                    /* full at each power of two */
    v = realloc(v, (n ? 2 * n : 1) * size);
    CHECK(v);
    return v;
}

static void take_category(Held *h, const void *rec) {
    const Category *g = rec;
    WordList w = {.n = 0};
    words_add_tri(&w, &g->name);
    words_add(&w, g->words);
    h->categories = one_more(h->categories, h->categories_n, sizeof *h->categories);
    CategoryOf *to = &h->categories[h->categories_n++];
    *to = (CategoryOf){.id = g->head.id, .trade = g->trade, .n_words = w.n};
    to->words = malloc((w.n + 1) * sizeof *to->words);
    CHECK(to->words);
    memcpy(to->words, w.v, w.n * sizeof *to->words);
    to->code = strndup(g->code.n ? g->code.p : "", g->code.n);
    CHECK(to->code);
}

static void take_place(Held *h, const void *rec) {
    const Place *p = rec;
    if (h->places_n + 2 >= MATCH_PLACES_MAX) return;
    h->places = one_more(h->places, h->places_n, sizeof *h->places);
    h->places[h->places_n] = (PlaceOf){p->head.id, p->parent, (uint16_t)(h->places_n + 1)};
    h->places_n++;
}

static int word_order(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* "Shop" stands in the names of many fields and says nothing of any: such words are left out. */
static void drop_common(Held *h) {
    enum { FIELDS_MAX = 4 };
    size_t n = 0, k = 0;
    for (size_t i = 0; i < h->categories_n; i++) n += h->categories[i].n_words;
    uint32_t *all = malloc((n + 1) * sizeof *all);
    CHECK(all);
    for (size_t i = 0; i < h->categories_n; i++) {
        CategoryOf *g = &h->categories[i];
        if (g->n_words > 1) qsort(g->words, g->n_words, sizeof *g->words, word_order);
        size_t kept = 0;                          /* each once */
        for (size_t j = 0; j < g->n_words; j++) {
            if (!kept || g->words[kept - 1] != g->words[j]) g->words[kept++] = g->words[j];
        }
        g->n_words = kept;
        memcpy(all + k, g->words, kept * sizeof *all);
        k += kept;
    }
    if (k) qsort(all, k, sizeof *all, word_order);
    n = 0;
    for (size_t i = 0; i + FIELDS_MAX < k; i++) {
        bool common = all[i] == all[i + FIELDS_MAX] && (!n || all[n - 1] != all[i]);
        if (common) all[n++] = all[i];
    }
    for (size_t i = 0; i < h->categories_n; i++) {
        CategoryOf *g = &h->categories[i];
        size_t kept = 0;
        for (size_t j = 0; j < g->n_words; j++) {
            bool common = n && bsearch(&g->words[j], all, n, sizeof *all, word_order);
            if (!common) g->words[kept++] = g->words[j];
        }
        g->n_words = kept;
    }
    free(all);
}

static CategoryOf *category_of(const Held *h, Id id) {
    return id && h->categories_n ? bsearch(&id, h->categories, h->categories_n, sizeof *h->categories, id_order) : NULL;
}

static const PlaceOf *place_of(const Held *h, Id id) {
    return id && h->places_n ? bsearch(&id, h->places, h->places_n, sizeof *h->places, id_order) : NULL;
}

typedef struct CodeAt {
    const char *code;
    size_t      at;                               /* in Held.categories */
} CodeAt;

static int code_order(const void *a, const void *b) {
    return strcmp(((const CodeAt *)a)->code, ((const CodeAt *)b)->code);
}

/* "amenity/doctors/cardiology" stands below "amenity/doctors"; h->categories_n: below none. */
static size_t above_code(const Held *h, Arena *a, const CodeAt *codes, size_t i) {
    enum { DEEP = MATCH_DEPTHS - 3 };             /* a group is above, and the field itself counts */
    Str         code = str_of(h->categories[i].code);
    const char *slash = strrchr(h->categories[i].code, '/');
    int         slashes = 0;
    for (size_t k = 0; k < code.n; k++) slashes += code.p[k] == '/';
    if (!slash || slashes > DEEP) return h->categories_n;
    CodeAt        key_of = {arena_z(a, str_sub(code, 0, (size_t)(slash - code.p))), 0};
    const CodeAt *found = bsearch(&key_of, codes, h->categories_n, sizeof *codes, code_order);
    return found ? found->at : h->categories_n;
}

/* Below each group of fields its fields, below a field its kinds; those without a group among the others. */
static uint32_t *tree_of(Held *h, Arena *a, size_t *ret_n) {
    size_t    n = TRADE_GROUP_N - 1 + h->categories_n;
    size_t   *above = ARENA_ARRAY(a, size_t, n + 1);
    uint32_t *number = ARENA_ARRAY(a, uint32_t, n + 1), *up = ARENA_ARRAY(a, uint32_t, n + 1);
    CodeAt   *codes = ARENA_ARRAY(a, CodeAt, h->categories_n + 1);
    for (size_t i = 0; i < TRADE_GROUP_N - 1; i++) above[i] = n;
    for (size_t i = 0; i < h->categories_n; i++) codes[i] = (CodeAt){h->categories[i].code, i};
    if (h->categories_n) qsort(codes, h->categories_n, sizeof *codes, code_order);
    for (size_t i = 0; i < h->categories_n; i++) {
        int    trade = h->categories[i].trade;
        size_t field = above_code(h, a, codes, i);
        above[TRADE_GROUP_N - 1 + i] = field < h->categories_n ? TRADE_GROUP_N - 1 + field
                                                            : (size_t)(trade ? trade : TRADE_GROUP_OTHER) - 1;
    }
    match_preorder(a, above, n, number, up);
    for (size_t i = 0; i < h->categories_n; i++) h->categories[i].number = number[TRADE_GROUP_N - 1 + i];
    *ret_n = n;
    return up;
}

/* Pairs of places that are near, both ways; with `near` NULL they are only counted. */
typedef struct Pairs {
    uint32_t  *n;                                 /* by place */
    uint32_t  *from;
    MatchNear *near;
} Pairs;

static void pair(Pairs *p, uint16_t a, uint16_t b, uint16_t of_1000) {
    if (p->near) p->near[p->from[a] + p->n[a]] = (MatchNear){b, of_1000};
    p->n[a]++;
}

static void pair_both(Pairs *p, uint16_t a, uint16_t b, uint16_t of_1000) {
    pair(p, a, b, of_1000);
    pair(p, b, a, of_1000);
}

/* Whatever holds the place, and what stands beside it below the same. `beside` are places by what holds them. */
static void pairs_of(const Held *h, Pairs *p, const PlaceOf *me, const size_t *first, const size_t *next) {
    enum { STEPS = 16 };
    const PlaceOf *up = place_of(h, me->parent);
    pair(p, me->number, me->number, 1000);
    for (int i = 0; up && i < STEPS && up != me; i++, up = place_of(h, up->parent)) {
        pair_both(p, me->number, up->number, up->parent ? MATCHING_NEAR_WITHIN : MATCHING_NEAR_REGION);
    }
    up = place_of(h, me->parent);
    if (!up || !up->parent) return;
    size_t at = first[up->number], many = 0;
    for (size_t k = at; k; k = next[k]) many++;
    for (size_t k = at; k && many <= SIBLINGS_MAX; k = next[k]) {
        if (k != me->number) pair(p, me->number, (uint16_t)k, MATCHING_NEAR_BESIDE);
    }
}

static void pairs_all(const Held *h, Arena *a, Pairs *p) {
    size_t *first = ARENA_ARRAY(a, size_t, h->places_n + 2), *next = ARENA_ARRAY(a, size_t, h->places_n + 2);
    for (size_t i = h->places_n; i-- > 0;) {
        const PlaceOf *up = place_of(h, h->places[i].parent);
        if (!up) continue;
        next[i + 1] = first[up->number];
        first[up->number] = i + 1;
    }
    memset(p->n, 0, (h->places_n + 2) * sizeof *p->n);
    for (size_t i = 0; i < h->places_n; i++) pairs_of(h, p, &h->places[i], first, next);
}

static Match *region_open_match(Held *h, Arena *a) {
    size_t    n_categories;
    uint32_t *above = tree_of(h, a, &n_categories);
    Pairs     p = {.n = ARENA_ARRAY(a, uint32_t, h->places_n + 2), .from = ARENA_ARRAY(a, uint32_t, h->places_n + 2)};
    pairs_all(h, a, &p);
    for (size_t i = 1; i <= h->places_n; i++) p.from[i + 1] = p.from[i] + p.n[i];
    p.near = ARENA_ARRAY(a, MatchNear, (size_t)p.from[h->places_n + 1] + 1);
    pairs_all(h, a, &p);
    MatchRegion r = {.above = above, .categories = n_categories, .near = p.near, .near_from = p.from,
                     .places = h->places_n, .depth_points = {0, POINTS_GROUP, POINTS_FIELD}, .anywhere = true,
                     .by_words = true};
    for (int d = 3; d <= MATCH_DEPTHS; d++) r.depth_points[d] = POINTS_PART;
    return match_open(&r);
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static MatchBits bits_of_listing(const Listing *l) {
    return (MatchBits){(uint8_t)l->languages, (uint16_t)l->certificates, (uint16_t)l->days};
}
/* "Another language" is none that two have in common. */
_Static_assert(PLACE_LANGUAGE_OTHER == 9 && PLACE_LANGUAGE_N == 10, "the eight that are named are the eight bits");
_Static_assert(CERTIFICATE_N <= 13 && LISTING_DAYS_N <= 13, "as many bits as match/ has");

static void put_actor(Held *h, const Actor *a, uint64_t gate) {
    bool gone = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED || a->life == LIFE_STATE_PLANNED;
    const CategoryOf *g = category_of(h, a->category);
    const PlaceOf    *p = place_of(h, a->locality);
    WordList w = {.n = 0};
    if (a->kind == ACTOR_KIND_PERSON || gone) {
        match_remove_offer(h->x, a->head.id);
        return;
    }
    for (size_t i = 0; g && i < g->n_words && w.n < WORDS_MAX; i++) w.v[w.n++] = g->words[i];
    words_add(&w, a->about);
    match_put_offer(h->x, &(MatchOffer){.id = a->head.id, .actor = a->head.id, .tag = gate,
                                        .categories = g ? &g->number : NULL, .n_categories = g != NULL,
                                        .places = p ? &p->number : NULL, .n_places = p != NULL, .words = w.v,
                                        .n_words = w.n, .has = {.langs = (uint8_t)a->languages},
                                        .free = MATCH_FREE_UNKNOWN});
}

/* Who was passed over for this need, and for others of the same actor. */
static size_t refusals_of(const Held *h, Id need, Id holder, MatchRefusal *v, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < h->refusals.n && n < max; i++) {
        const Keep *one = &h->refusals.v[i], *other = one->a == need ? NULL : keep_find(&h->listings, one->a);
        bool        same = holder && other && other->a == holder;
        if (one->a == need) v[n++] = (MatchRefusal){one->b, POINTS_REFUSED};
        else if (same) v[n++] = (MatchRefusal){one->b, POINTS_REFUSED_ELSEWHERE};
    }
    return n;
}

enum { REFUSALS_MAX = 500 };

static void put_listing(Held *h, const Listing *l, uint64_t gate) {
    bool open = l->state == LISTING_STATE_OPEN;
    bool need = open && (l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY);
    bool offer = open && (l->kind == LISTING_KIND_OFFER || l->kind == LISTING_KIND_ASSET ||
                          l->kind == LISTING_KIND_RESOURCE);
    const CategoryOf *g = category_of(h, l->category);
    const PlaceOf    *p = place_of(h, l->place ? l->place : l->head.unit);
    WordList w = {.bare = need};
    words_add_tri(&w, &l->title);
    if (offer) words_add(&w, l->details);
    keep_put(&h->listings, (Keep){.id = l->head.id, .a = l->holder, .need = need,
                                  .until = l->until_on ? l->until_on : l->deadline_on});
    if (need) {
        MatchRefusal no[REFUSALS_MAX];
        size_t       no_n = refusals_of(h, l->head.id, l->holder, no, REFUSALS_MAX);
        match_put_need(h->x, &(MatchNeed){.id = l->head.id, .actor = l->holder, .tag = gate,
                                          .category = g ? g->number : 0, .place = p ? p->number : 0, .words = w.v,
                                          .n_words = w.n, .asks = bits_of_listing(l), .refused = no,
                                          .n_refused = no_n});
    } else {
        match_remove_need(h->x, l->head.id);
    }
    if (offer) {
        match_put_offer(h->x, &(MatchOffer){.id = l->head.id, .actor = l->holder, .tag = gate,
                                            .categories = g ? &g->number : NULL, .n_categories = g != NULL,
                                            .places = p ? &p->number : NULL, .n_places = p != NULL, .words = w.v,
                                            .n_words = w.n, .has = bits_of_listing(l), .free = MATCH_FREE_UNKNOWN});
    } else {
        match_remove_offer(h->x, l->head.id);
    }
}

static void tie_set(Held *h, const Keep *t, bool there) {
    void (*set)(Match *x, Id from, Id to, uint32_t tag) = there ? match_put_tie : match_remove_tie;
    set(h->x, t->a, t->b, t->gate);
    set(h->x, t->b, t->a, t->gate);
}

static void drop_tie(Held *h, Id id) {
    const Keep *old = keep_find(&h->ties, id);
    if (old) tie_set(h, old, false);
    keep_drop(&h->ties, id);
}

static void put_tie(Held *h, const Tie *t, uint64_t gate) {
    bool real = t->state == TIE_STATE_ACTIVE || t->state == TIE_STATE_DORMANT;
    bool acquainted = t->kind != TIE_KIND_FAMILY && t->kind != TIE_KIND_INTEREST_IN;
    Keep one = {.id = t->head.id, .a = t->from_actor, .b = t->to_actor, .gate = (uint32_t)gate};
    drop_tie(h, t->head.id);
    if (!real || !acquainted) return;
    tie_set(h, &one, true);
    keep_put(&h->ties, one);
}

/* Of the need that somebody was passed over for, and of the others of the same actor. */
static void refusals_again(Held *h, Id need) {
    const Keep *of = keep_find(&h->listings, need);
    if (!of) return;
    for (size_t i = 0; i < h->listings.n; i++) {
        const Keep  *l = &h->listings.v[i];
        MatchRefusal no[REFUSALS_MAX];
        if (!l->need || (l->id != need && (!of->a || l->a != of->a))) continue;
        match_put_refusals(h->x, l->id, no, refusals_of(h, l->id, l->a, no, REFUSALS_MAX));
    }
}

static void put_refusal(Held *h, const Refusal *r) {
    keep_put(&h->refusals, (Keep){.id = r->head.id, .a = r->need, .b = r->actor});
    refusals_again(h, r->need);
}

/* ---- as a guest of the search ------------------------------------------------------------------------------------ */

static void held_free(Held *h) {
    if (!h) return;
    match_close(h->x);
    for (size_t i = 0; i < h->categories_n; i++) {
        free(h->categories[i].words);
        free(h->categories[i].code);
    }
    free(h->categories);
    free(h->places);
    free(h->ties.v);
    free(h->refusals.v);
    free(h->listings.v);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

static Fault guest_begin(Ctx *c, void **ret_into) {
    *ret_into = NULL;
    if (!matching_of(c->region)) return OK;
    Held *h = calloc(1, sizeof *h);
    CHECK(h && pthread_mutex_init(&h->lock, NULL) == 0);
    h->region = c->region;
    h->begun_ms = clock_ms();
    Fault f = feed_each(c, &category_entity, take_category, h);
    if (f == OK) f = feed_each(c, &place_entity, take_place, h);
    if (f != OK) {
        held_free(h);
        return f;
    }
    drop_common(h);
    h->x = region_open_match(h, c->arena);
    *ret_into = h;
    return OK;
}

/* A place that moved in the tree, a field that changed its group, a new one of either. */
static bool is_another(const Held *h, const Entity *e, const void *rec) {
    const Head *head = rec;
    if (e == &place_entity) {
        const PlaceOf *p = place_of(h, head->id);
        return !p || p->parent != ((const Place *)rec)->parent;
    }
    const Category   *now = rec;
    const CategoryOf *g = category_of(h, head->id);
    return !g || g->trade != now->trade || !str_eq(str_of(g->code), now->code);
}

static void guest_put(void *into, const Entity *e, const void *rec, uint64_t gate) {
    Held *h = into;
    pthread_mutex_lock(&h->lock);
    if (e == &actor_entity) put_actor(h, rec, gate);
    else if (e == &listing_entity) put_listing(h, rec, gate);
    else if (e == &tie_entity) put_tie(h, rec, gate);
    else if (e == &refusal_entity) put_refusal(h, rec);
    else if ((e == &place_entity || e == &category_entity) && is_another(h, e, rec)) h->stale = true;
    pthread_mutex_unlock(&h->lock);
}

static void guest_drop(void *into, const Entity *e, Id id) {
    Held *h = into;
    pthread_mutex_lock(&h->lock);
    if (e == &actor_entity) match_remove_offer(h->x, id);
    if (e == &listing_entity) {
        match_remove_offer(h->x, id);
        match_remove_need(h->x, id);
        keep_drop(&h->listings, id);
    }
    if (e == &tie_entity) drop_tie(h, id);
    if (e == &refusal_entity) {
        const Keep *old = keep_find(&h->refusals, id);
        Id need = old ? old->a : 0;
        keep_drop(&h->refusals, id);
        refusals_again(h, need);
    }
    bool region = e == &place_entity ? place_of(h, id) != NULL : e == &category_entity && category_of(h, id);
    if (region) h->stale = true;
    pthread_mutex_unlock(&h->lock);
}

static void guest_show(Region *r, void *into) {
    Matching *m = matching_of(r);
    pthread_mutex_lock(&m->lock);
    Held *old = m->held;
    m->held = into;
    m->shown_ms = clock_ms();
    m->took_ms = into ? m->shown_ms - ((const Held *)into)->begun_ms : 0;
    pthread_mutex_unlock(&m->lock);
    held_free(old);
}

static void guest_end(Region *r, void *into) {
    Matching *m = matching_of(r);
    if (into) held_free(into);
    else if (m) guest_show(r, NULL);
}

static const SeekGuest GUEST = {guest_begin, guest_put, guest_drop, guest_show, guest_end};

void matching_image_start(Region *r) {
    Matching *m = calloc(1, sizeof *m);
    CHECK(m && pthread_mutex_init(&m->lock, NULL) == 0);
    region_keep(r, &key, m);
    seek_also(&GUEST);
}

void matching_image_stop(Region *r) {
    Matching *m = matching_of(r);
    if (!m) return;
    region_keep(r, &key, NULL);
    held_free(m->held);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

/* Of an actor itself words alone say little: many tell of themselves with the same ones. */
static bool is_worth_it(const MatchHit *h) {
    bool words = h->why.words >= MATCHING_WORDS && (h->id != h->actor || h->why.depth);
    return h->why.refused < POINTS_REFUSED && (h->why.depth > 1 || words);
}

static bool is_over(const Held *h, Id listing, Day today) {
    const Keep *k = keep_find(&h->listings, listing);
    return k && k->until && k->until < today;
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

/* With both locks held: what is worth showing, chosen; `ret_v` has room for RANKED. */
static size_t choose(Ctx *c, const Held *h, const MatchHit *hits, size_t n, bool from_need, MatchHit *ret_v) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool shown = is_worth_it(&hits[i]) && !is_over(h, hits[i].id, c->reader.today);
        if (shown) take_hit(ret_v, &kept, &hits[i], from_need);
    }
    return kept;
}

static bool is_stale(Matching *m, int64_t rest) {
    bool stale = false;
    pthread_mutex_lock(&m->lock);
    if (m->held && clock_ms() - m->shown_ms >= rest * m->took_ms) {
        pthread_mutex_lock(&m->held->lock);
        stale = m->held->stale;
        pthread_mutex_unlock(&m->held->lock);
    }
    pthread_mutex_unlock(&m->lock);
    return stale;
}

/* The region itself has changed, a place or a field: it is read anew once somebody asks, and not again and again while
** an import goes on. */
static void follow_region(Ctx *c, Matching *m) {
    enum { REST = 20 };                           /* times as long as it takes */
    if (is_stale(m, REST)) seek_again(c->region);
}

bool matching_image_stale(Region *r) {
    Matching *m = matching_of(r);
    return m && is_stale(m, 0);
}

/* Whether there is anything at all, whoever may see it: if not, nobody is asked about. */
static bool has_any(Matching *m, Id id, bool from_need, bool *ret_ready) {
    MatchHit one;
    MatchAsk q = {.id = id, .limit = 1};
    size_t   n = 0;
    pthread_mutex_lock(&m->lock);
    *ret_ready = m->held != NULL;
    if (m->held) {
        pthread_mutex_lock(&m->held->lock);
        n = from_need ? match_who(m->held->x, &q, &one) : match_whose(m->held->x, &q, &one);
        pthread_mutex_unlock(&m->held->lock);
    }
    pthread_mutex_unlock(&m->lock);
    return n > 0;
}

static Fault finds(Ctx *c, Id id, size_t max, bool from_need, MatchFinds *ret_f) {
    Matching *m = matching_of(c->region);
    SeekEyes  eyes;
    *ret_f = (MatchFinds){0};
    if (!m) return OK;
    seek_settle(c->region, SETTLE_MS);
    follow_region(c, m);
    seek_settle(c->region, SETTLE_MS);
    if (!has_any(m, id, from_need, &ret_f->ready)) return OK;
    TRY(seek_eyes(c, &eyes));
    MatchHit  hits[RANKED], v[RANKED];            /* asked for each of many needs: not the request's memory */
    bool      other[RANKED];
    size_t    n = 0;
    pthread_mutex_lock(&m->lock);
    if (m->held) {
        MatchAsk q = {.id = id, .limit = RANKED, .may = seek_sees, .reader = &eyes};
        pthread_mutex_lock(&m->held->lock);
        n = from_need ? match_who(m->held->x, &q, hits) : match_whose(m->held->x, &q, hits);
        n = choose(c, m->held, hits, n, from_need, v);
        pthread_mutex_unlock(&m->held->lock);
        ret_f->ready = true;
    }
    pthread_mutex_unlock(&m->lock);
    for (size_t i = 0; i < n; i++) other[i] = is_other(&v[i]);
    n = match_mix(v, other, n, max);
    ret_f->v = ARENA_ARRAY(c->arena, MatchFound, n + 1);
    for (size_t i = 0; i < n; i++) {
        ret_f->v[i] = (MatchFound){.listing = v[i].id == v[i].actor ? 0 : v[i].id, .actor = v[i].actor,
                                   .kind = v[i].id == v[i].actor ? MATCHING_ACTOR : MATCHING_LISTING,
                                   .why = v[i].why, .score = v[i].score, .other = other[i]};
    }
    ret_f->n = n;
    return OK;
}

Fault matching_who(Ctx *c, Id need, size_t max, MatchFinds *ret_f) { return finds(c, need, max, true, ret_f); }
Fault matching_whose(Ctx *c, Id offer, size_t max, MatchFinds *ret_f) { return finds(c, offer, max, false, ret_f); }

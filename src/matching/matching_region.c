/* matching_region.c - the region that the image stands on: fields in their tree, places and how near they are. */
#include "matching/matching_inner.h"

#include "actor_ent.h"
#include "base/check.h"
#include "place_ent.h"

#include <stdlib.h>
#include <string.h>

enum {
    PORTION = 500, SIBLINGS_MAX = 300, CODES_BYTES = 16 << 20,
    POINTS_GROUP = 1500, POINTS_FIELD = 4000, POINTS_PART = 4500, /* of a field: "doctors", and one kind of them */
};

/* ---- categories and places --------------------------------------------------------------------------- */

/* Words and codes as they are read, until the engine is open. */
typedef struct Reading {
    Held   *h;
    Arena   arena;                                /* the codes */
    const char **codes;
    size_t  words_cap;
} Reading;

/* Calls for every live record of a noun. */
static Fault feed_each(Ctx *c, const Entity *e, void (*each)(Reading *k, const void *rec), Reading *k) {
    Id     after = INT64_MIN;
    size_t n = PORTION;
    while (n == PORTION) {
        void *rows;
        TRY(ent_feed(c, e, after, PORTION, &rows, &n));
        for (size_t i = 0; i < n; i++) each(k, (const char *)rows + i * e->size);
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

static void take_category(Reading *k, const void *rec) {
    const Category *g = rec;
    Held    *h = k->h;
    WordList w = {.n = 0};
    match_words_tri(&w, &g->name);
    match_words(&w, g->words);
    h->categories = one_more(h->categories, h->categories_n, sizeof *h->categories);
    k->codes = one_more(k->codes, h->categories_n, sizeof *k->codes);
    k->codes[h->categories_n] = arena_z(&k->arena, g->code);
    h->categories[h->categories_n++] = (CategoryOf){.id = g->head.id, .trade = g->trade,
                                                    .code = match_text_hash(g->code), .words = (uint32_t)h->words_n,
                                                    .n_words = (uint32_t)w.n};
    if (h->words_n + w.n > k->words_cap) {
        k->words_cap += k->words_cap / 2 + WORDS_MAX;
        h->words = realloc(h->words, k->words_cap * sizeof *h->words);
        CHECK(h->words);
    }
    if (w.n) memcpy(h->words + h->words_n, w.v, w.n * sizeof *w.v);
    h->words_n += w.n;
}

static void take_place(Reading *k, const void *rec) {
    const Place *p = rec;
    Held        *h = k->h;
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
    size_t    n = 0, k = 0;
    uint32_t *all = malloc((h->words_n + 1) * sizeof *all);
    CHECK(all);
    for (size_t i = 0; i < h->categories_n; i++) {
        CategoryOf *g = &h->categories[i];
        uint32_t   *w = g->n_words ? h->words + g->words : NULL;
        if (g->n_words > 1) qsort(w, g->n_words, sizeof *w, word_order);
        uint32_t kept = 0;                        /* each once */
        for (uint32_t j = 0; j < g->n_words; j++) {
            if (!kept || w[kept - 1] != w[j]) w[kept++] = w[j];
        }
        g->n_words = kept;
        if (kept) memcpy(all + k, w, kept * sizeof *all);
        k += kept;
    }
    if (k) qsort(all, k, sizeof *all, word_order);
    for (size_t i = 0; i + FIELDS_MAX < k; i++) {
        bool common = all[i] == all[i + FIELDS_MAX] && (!n || all[n - 1] != all[i]);
        if (common) all[n++] = all[i];
    }
    h->words_n = 0;                               /* what stays moves together */
    for (size_t i = 0; i < h->categories_n; i++) {
        CategoryOf *g = &h->categories[i];
        uint32_t    from = g->words, had = g->n_words;
        g->words = (uint32_t)h->words_n;
        g->n_words = 0;
        for (uint32_t j = 0; j < had; j++) {
            uint32_t word = h->words[from + j];
            bool     common = n && bsearch(&word, all, n, sizeof *all, word_order);
            if (common) continue;
            h->words[h->words_n++] = word;
            g->n_words++;
        }
    }
    free(all);
    uint32_t *less = realloc(h->words, (h->words_n + 1) * sizeof *h->words);
    if (less) h->words = less;
}

CategoryOf *category_of(const Held *h, Id id) {
    return id && h->categories_n ? bsearch(&id, h->categories, h->categories_n, sizeof *h->categories, id_order) : NULL;
}

const PlaceOf *place_of(const Held *h, Id id) {
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
static size_t above_code(const Reading *k, Arena *a, const CodeAt *codes, size_t i) {
    enum { DEEP = MATCH_DEPTHS - 3 };             /* a group is above, and the field itself counts */
    const Held *h = k->h;
    Str         code = str_of(k->codes[i]);
    const char *slash = strrchr(k->codes[i], '/');
    int         slashes = 0;
    for (size_t j = 0; j < code.n; j++) slashes += code.p[j] == '/';
    if (!slash || slashes > DEEP) return h->categories_n;
    CodeAt        key_of = {arena_z(a, str_sub(code, 0, (size_t)(slash - code.p))), 0};
    const CodeAt *found = bsearch(&key_of, codes, h->categories_n, sizeof *codes, code_order);
    return found ? found->at : h->categories_n;
}

/* Below each group of fields its fields, below a field its kinds; those without a group among the others. */
static uint32_t *tree_of(Reading *k, Arena *a, size_t *ret_n) {
    Held     *h = k->h;
    size_t    n = TRADE_GROUP_N - 1 + h->categories_n;
    size_t   *above = ARENA_ARRAY(a, size_t, n + 1);
    uint32_t *number = ARENA_ARRAY(a, uint32_t, n + 1), *up = ARENA_ARRAY(a, uint32_t, n + 1);
    CodeAt   *codes = ARENA_ARRAY(a, CodeAt, h->categories_n + 1);
    for (size_t i = 0; i < TRADE_GROUP_N - 1; i++) above[i] = n;
    for (size_t i = 0; i < h->categories_n; i++) codes[i] = (CodeAt){k->codes[i], i};
    if (h->categories_n) qsort(codes, h->categories_n, sizeof *codes, code_order);
    for (size_t i = 0; i < h->categories_n; i++) {
        int    trade = h->categories[i].trade;
        size_t field = above_code(k, a, codes, i);
        above[TRADE_GROUP_N - 1 + i] = field < h->categories_n ? TRADE_GROUP_N - 1 + field
                                                            : (size_t)(trade ? trade : TRADE_GROUP_OTHER) - 1;
    }
    match_preorder(a, above, n, number, up);
    for (size_t i = 0; i < h->categories_n; i++) h->categories[i].number = number[TRADE_GROUP_N - 1 + i];
    for (size_t i = 0; i < TRADE_GROUP_N - 1; i++) h->groups[i + 1] = number[i];
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
    for (size_t k = at; k && many <= SIBLINGS_MAX; k = next[k]) many++;   /* of more than that none is beside */
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

static Match *region_open_match(Reading *k, Arena *a) {
    size_t    n_categories;
    Held     *h = k->h;
    uint32_t *above = tree_of(k, a, &n_categories);
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

Fault held_read_region(Ctx *c, Held *h) {
    Reading k = {.h = h};
    arena_init(&k.arena, CODES_BYTES);
    h->groups = calloc(TRADE_GROUP_N, sizeof *h->groups);
    CHECK(h->groups);
    Fault f = feed_each(c, &category_entity, take_category, &k);
    if (f == OK) f = feed_each(c, &place_entity, take_place, &k);
    if (f == OK) {
        drop_common(h);
        h->x = region_open_match(&k, c->arena);
    }
    free((void *)k.codes);
    arena_release(&k.arena);
    return f;
}

bool held_is_another(const Held *h, const Entity *e, const void *rec) {
    const Head *head = rec;
    if (e == &place_entity) {
        const PlaceOf *p = place_of(h, head->id);
        return !p || p->parent != ((const Place *)rec)->parent;
    }
    const Category   *now = rec;
    const CategoryOf *g = category_of(h, head->id);
    return !g || g->trade != now->trade || g->code != match_text_hash(now->code);
}

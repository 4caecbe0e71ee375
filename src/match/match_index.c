/* match_index.c - the image: what a region is, and records put into it and taken out. */
#include "match/match_inner.h"

#include "base/check.h"

/* ---- the tree of categories -------------------------------------------------------------------------------------- */

/* The one above, unless the way up leads back here: then none. */
static size_t above_of(const size_t *above, size_t n, size_t i) {
    size_t at = above[i], steps = 0;
    while (at < n && at != i && steps++ < n) at = above[at];
    return at < n ? n : above[i] < n ? above[i] : n;
}

void match_preorder(Arena *a, const size_t *above, size_t n, uint32_t *ret_number, uint32_t *ret_above) {
    enum { NONE = 0 };                            /* links are positions + 1 */
    size_t  *up = ARENA_ARRAY(a, size_t, n + 1), *first = ARENA_ARRAY(a, size_t, n + 1);
    size_t  *next = ARENA_ARRAY(a, size_t, n + 1), at = NONE;
    uint32_t given = 0;
    for (size_t i = 0; i < n; i++) up[i] = above_of(above, n, i);
    for (size_t i = n; i-- > 0;) {                /* children of n are those without anything above */
        next[i] = first[up[i]];
        first[up[i]] = i + 1;
    }
    if (n) ret_above[0] = 0;
    for (at = first[n]; at;) {
        size_t i = at - 1;
        ret_number[i] = ++given;
        ret_above[given] = up[i] < n ? ret_number[up[i]] : 0;
        if (first[i]) {
            at = first[i];
            continue;
        }
        while (i < n && !next[i]) i = up[i];
        at = i < n ? next[i] : NONE;
    }
}

static void *copy_of(const void *v, size_t n, size_t size) {
    void *p = malloc(n ? n * size : 1);
    CHECK(p && (!n || v));
    if (n) memcpy(p, v, n * size);
    return p;
}

static void *zeroed(size_t n, size_t size) {
    void *p = calloc(n ? n : 1, size);
    CHECK(p);
    return p;
}

static void tree_make(Match *x, const MatchRegion *r) {
    x->categories = (uint32_t)r->categories;
    x->above = zeroed(r->categories + 1, sizeof *x->above);
    x->end = zeroed(r->categories + 1, sizeof *x->end);
    x->depth = zeroed(r->categories + 1, sizeof *x->depth);
    for (uint32_t c = 1; c <= x->categories; c++) {
        uint32_t up = r->above[c], at = c - 1;
        while (at && at != up) at = x->above[at];
        CHECK(at == up && x->depth[up] < MATCH_DEPTHS);   /* else what is below one would not be a range */
        x->above[c] = up;
        x->depth[c] = (uint8_t)(x->depth[up] + 1);
    }
    for (uint32_t c = x->categories; c > 0; c--) {
        if (x->end[c] < c + 1) x->end[c] = c + 1;
        uint32_t up = x->above[c];
        if (up && x->end[up] < x->end[c]) x->end[up] = x->end[c];
    }
}

Match *match_open(const MatchRegion *r) {
    Match *x = zeroed(1, sizeof *x);
    CHECK(r->places < MATCH_PLACES_MAX && r->categories < UINT32_MAX / 2 && !r->depth_points[0]);
    tree_make(x, r);
    x->places = (uint32_t)r->places;
    x->near_from = r->places ? copy_of(r->near_from, r->places + 2, sizeof *x->near_from) : zeroed(2, sizeof(uint32_t));
    x->near = copy_of(r->near, x->near_from[x->places + (x->places > 0)], sizeof *x->near);
    for (uint32_t i = 0; i < x->near_from[x->places + (x->places > 0)]; i++) {
        CHECK(x->near[i].place > 0 && x->near[i].place <= x->places && x->near[i].of_1000 <= 1000);
    }
    for (int d = 0; d <= MATCH_DEPTHS; d++) {     /* levels at the end of the table may be without: not in use */
        x->points[d] = r->depth_points[d];
        CHECK(d == 0 || !x->points[d] || x->points[d] >= x->points[d - 1]);
    }
    x->anywhere = r->anywhere;
    x->by_words = r->by_words;
    x->rows_at = zeroed(r->categories + 1, sizeof *x->rows_at);
    x->needs_at = zeroed(r->categories + 1, sizeof *x->needs_at);
    x->near_now = zeroed(r->places + 2, sizeof *x->near_now);
    x->near_all = zeroed(r->places + 2, sizeof *x->near_all);
    x->near_none = r->anywhere ? 0 : NEAR_NEVER;
    for (size_t p = 0; p <= r->places; p++) x->near_now[p] = x->near_none;
    x->nodes = zeroed(1, sizeof *x->nodes);       /* number 0: nobody */
    x->tie_now = zeroed(1, sizeof *x->tie_now);
    x->cap_nodes = 1;
    pool_init(&x->rows, sizeof(Row));
    pool_init(&x->values, sizeof(uint32_t));
    pool_init(&x->refusals, sizeof(Refused));
    pool_init(&x->arcs, sizeof(Arc));
    return x;
}

void match_close(Match *x) {
    if (!x) return;
    pool_free(&x->rows);
    pool_free(&x->values);
    pool_free(&x->refusals);
    pool_free(&x->arcs);
    numbers_free(&x->offer_numbers);
    numbers_free(&x->need_numbers);
    numbers_free(&x->node_numbers);
    void *all[] = {x->above, x->end, x->depth, x->near, x->near_from, x->offers, x->needs, x->nodes, x->rows_at,
                   x->needs_at, x->near_now, x->near_all, x->tie_now};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) free(all[i]);
    free(x);
}

/* ---- actors and their ties --------------------------------------------------------------------------------------- */

static uint32_t node_give(Match *x, Id actor) {
    if (!actor) return 0;
    uint32_t i = number_give(&x->node_numbers, actor);
    size_t   cap = x->cap_nodes;
    x->nodes = room_for(x->nodes, i, &x->cap_nodes, sizeof *x->nodes);
    if (x->cap_nodes != cap) x->tie_now = room_for(x->tie_now, i, &cap, sizeof *x->tie_now);
    x->nodes[i].id = actor;
    return i;
}

void match_put_tie(Match *x, Id from, Id to, uint32_t tag) {
    uint32_t a = node_give(x, from), b = node_give(x, to);
    if (!a || !b || a == b) return;
    run_add(&x->arcs, &x->nodes[a].out, &(Arc){b, tag});
    run_add(&x->arcs, &x->nodes[b].in, &(Arc){a, tag});
}

static bool arc_cut(Match *x, Run *r, Arc arc) {
    const Arc *v = run_of(&x->arcs, r);
    for (uint32_t i = 0; i < r->n; i++) {
        if (v[i].node != arc.node || v[i].tag != arc.tag) continue;
        run_cut(&x->arcs, r, i);
        return true;
    }
    return false;
}

void match_remove_tie(Match *x, Id from, Id to, uint32_t tag) {
    uint32_t a = number_of(&x->node_numbers, from), b = number_of(&x->node_numbers, to);
    if (!a || !b || a == b || !arc_cut(x, &x->nodes[a].out, (Arc){b, tag})) return;
    CHECK(arc_cut(x, &x->nodes[b].in, (Arc){a, tag}));
}

/* ---- offers ------------------------------------------------------------------------------------------------------ */

static bool value_cut(Match *x, Run *r, uint32_t value) {
    const uint32_t *v = run_of(&x->values, r);
    for (uint32_t i = 0; i < r->n; i++) {
        if (v[i] != value) continue;
        run_cut(&x->values, r, i);
        return true;
    }
    return false;
}

static int value_order(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Rising, each once, none of them 0, none above `most`. */
static void values_set(Match *x, Run *r, const uint32_t *v, size_t n, uint32_t most) {
    uint32_t *to;
    size_t    kept = 0;
    run_set(&x->values, r, v, n);
    to = run_of(&x->values, r);
    if (n > 1) qsort(to, n, sizeof *to, value_order);
    for (size_t i = 0; i < n; i++) {
        if (to[i] && to[i] <= most && (!kept || to[kept - 1] != to[i])) to[kept++] = to[i];
    }
    r->n = (uint32_t)kept;
}

static void places_set(Match *x, Run *r, const uint16_t *v, size_t n) {
    uint32_t few[64], *wide = few;
    if (n > sizeof few / sizeof *few) wide = zeroed(n, sizeof *wide);
    for (size_t i = 0; i < n; i++) wide[i] = v[i];
    values_set(x, r, wide, n, x->places);
    if (wide != few) free(wide);
}

static void rows_put(Match *x, uint32_t number, uint32_t category) {
    const Offer    *o = &x->offers[number];
    const uint32_t *places = run_of(&x->values, &o->places);
    uint32_t        done = 0;
    do {
        Row r = {.sign = o->sign, .offer = number, .node = o->node, .bits = o->bits,
                 .free_points = (int16_t)free_points(o->free)};
        for (int i = 0; i < 4 && done < o->places.n; i++) r.place[i] = (uint16_t)places[done++];
        for (int i = 0; i < 4 && !o->places.n; i++) r.place[i] = (uint16_t)(x->places + 1);
        run_add(&x->rows, &x->rows_at[category], &r);
    } while (done < o->places.n);
}

static void rows_cut(Match *x, uint32_t number, uint32_t category) {
    Run       *at = &x->rows_at[category];
    const Row *v = run_of(&x->rows, at);
    for (uint32_t i = at->n; i-- > 0;) {
        if (v[i].offer == number) run_cut(&x->rows, at, i);
    }
}

/* An offer without a category stands at 0; one that is full, nowhere. */
static void rows_all(Match *x, uint32_t number, void (*each)(Match *x, uint32_t number, uint32_t category)) {
    const Run run = x->offers[number].categories;
    if (!x->offers[number].free) return;
    if (!run.n) each(x, number, 0);
    for (uint32_t i = 0; i < run.n; i++) each(x, number, ((const uint32_t *)run_of(&x->values, &run))[i]);
}

void match_put_offer(Match *x, const MatchOffer *o) {
    CHECK(o->id && o->free >= MATCH_FREE_UNKNOWN && o->free <= 100);
    bool     there = number_of(&x->offer_numbers, o->id) != 0;
    uint32_t number = number_give(&x->offer_numbers, o->id), node = node_give(x, o->actor);
    x->offers = room_for(x->offers, number, &x->cap_offers, sizeof *x->offers);
    Offer *to = &x->offers[number];
    if (there) rows_all(x, number, rows_cut);
    to->id = o->id;
    to->tag = o->tag;
    to->node = node;
    to->bits = bits_of(o->has);
    to->free = o->free == MATCH_FREE_UNKNOWN ? FREE_UNKNOWN : (uint8_t)o->free;
    values_set(x, &to->words, o->words, o->n_words, UINT32_MAX);
    values_set(x, &to->categories, o->categories, o->n_categories, x->categories);
    places_set(x, &to->places, o->places, o->n_places);
    to->sign = (Sign){{0, 0}};
    const uint32_t *words = run_of(&x->values, &to->words);
    for (uint32_t i = 0; i < to->words.n; i++) to->sign = sign_or(to->sign, word_sign(words[i]));
    rows_all(x, number, rows_put);
}

bool match_remove_offer(Match *x, Id id) {
    uint32_t number = number_of(&x->offer_numbers, id);
    if (!number) return false;
    Offer *o = &x->offers[number];
    rows_all(x, number, rows_cut);
    run_drop(&x->values, &o->words);
    run_drop(&x->values, &o->categories);
    run_drop(&x->values, &o->places);
    *o = (Offer){0};
    number_take(&x->offer_numbers, id);
    return true;
}

/* ---- needs ------------------------------------------------------------------------------------------------------- */

static void need_words(Need *to, const uint32_t *v, size_t n) {
    to->n_words = 0;
    for (size_t i = 0; i < n && to->n_words < MATCH_NEED_WORDS_MAX; i++) {
        bool again = !v[i];
        for (int k = 0; k < to->n_words; k++) again = again || to->words[k] == v[i];
        if (!again) to->words[to->n_words++] = v[i];
    }
}

static void refused_set(Match *x, Need *to, const MatchRefusal *v, size_t n) {
    to->refused.n = 0;
    for (size_t i = 0; i < n; i++) {
        Refused one = {node_give(x, v[i].actor), v[i].points};
        CHECK(one.points >= 0);
        if (one.node) run_add(&x->refusals, &to->refused, &one);
    }
}

bool match_put_refusals(Match *x, Id need, const MatchRefusal *v, size_t n) {
    uint32_t number = number_of(&x->need_numbers, need);
    if (number) refused_set(x, &x->needs[number], v, n);
    return number != 0;
}

void match_put_need(Match *x, const MatchNeed *n) {
    CHECK(n->id);
    bool     there = number_of(&x->need_numbers, n->id) != 0;
    uint32_t number = number_give(&x->need_numbers, n->id), node = node_give(x, n->actor);
    x->needs = room_for(x->needs, number, &x->cap_needs, sizeof *x->needs);
    Need *to = &x->needs[number];
    if (there) CHECK(value_cut(x, &x->needs_at[to->category], number));
    to->id = n->id;
    to->tag = n->tag;
    to->node = node;
    to->category = n->category <= x->categories ? n->category : 0;
    to->place = n->place <= x->places ? n->place : 0;
    to->bits = bits_of(n->asks);
    need_words(to, n->words, n->n_words);
    refused_set(x, to, n->refused, n->n_refused);
    run_add(&x->values, &x->needs_at[to->category], &number);
}

bool match_remove_need(Match *x, Id id) {
    uint32_t number = number_of(&x->need_numbers, id);
    if (!number) return false;
    Need *n = &x->needs[number];
    CHECK(value_cut(x, &x->needs_at[n->category], number));
    run_drop(&x->refusals, &n->refused);
    *n = (Need){0};
    number_take(&x->need_numbers, id);
    return true;
}

/* ---- figures ----------------------------------------------------------------------------------------------------- */

size_t match_offers(const Match *x) { return x->offer_numbers.n; }
size_t match_needs(const Match *x) { return x->need_numbers.n; }

size_t match_bytes(const Match *x) {
    const Pool *pools[] = {&x->rows, &x->values, &x->refusals, &x->arcs};
    size_t bytes = sizeof *x + x->cap_offers * sizeof *x->offers + x->cap_needs * sizeof *x->needs +
                   x->cap_nodes * (sizeof *x->nodes + 1) + (size_t)x->categories * (2 * sizeof(Run) + 9) +
                   (size_t)x->places * 8 + x->near_from[x->places + (x->places > 0)] * sizeof *x->near;
    for (size_t i = 0; i < 4; i++) bytes += pools[i]->cap * pools[i]->size;
    return bytes + numbers_bytes(&x->offer_numbers) + numbers_bytes(&x->need_numbers) +
           numbers_bytes(&x->node_numbers);
}

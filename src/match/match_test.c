/* Matching against a plain reference: every pair scored by the definition in the header, all sorted; random regions,
** random changes, every list after each of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/rand.h"
#include "match/match.h"

enum { CATS = 13, PLACES = 9, ACTORS = 24, OFFERS = 40, NEEDS = 14, WORDS = 12, LIST = 6, TIES = 60 };

/* ---- the plain region -------------------------------------------------------------------------------------------- */

typedef struct PlainOffer {
    bool      there;
    Id        actor;
    uint64_t  tag;
    uint32_t  cats[3], words[LIST];
    uint16_t  places[7];
    size_t    n_cats, n_words, n_places;
    MatchBits has;
    int       free;
} PlainOffer;

typedef struct PlainNeed {
    bool         there;
    Id           actor;
    uint64_t     tag;
    uint32_t     cat, words[LIST];
    uint16_t     place;
    size_t       n_words, n_refused;
    MatchBits    asks;
    MatchRefusal refused[2];
} PlainNeed;

typedef struct Plain {
    uint32_t   above[CATS + 1];
    uint16_t   near[PLACES + 1][PLACES + 1];
    MatchNear  nears[PLACES * PLACES];
    uint32_t   near_from[PLACES + 2];
    MatchRegion r;
    PlainOffer offers[OFFERS + 1];
    PlainNeed  needs[NEEDS + 1];
    MatchTie   ties[TIES];
    size_t     n_ties;
    Rng        rng;
    uint64_t   seed;
} Plain;

static size_t below(Plain *p, size_t n) { return (size_t)rng_below(&p->rng, n); }
static Id offer_id(size_t i) { return (Id)(1000 + i * 7 % (OFFERS + 1)); }
static Id need_id(size_t i) { return (Id)(5000 + i); }

static MatchBits some_bits(Plain *p) {
    return (MatchBits){(uint8_t)(below(p, 3) ? below(p, 8) : 0), (uint16_t)(below(p, 2) ? 0 : below(p, 4)),
                       (uint16_t)(below(p, 2) ? 0 : below(p, 4096))};
}

static void some_region(Plain *p, uint64_t seed) {
    uint32_t path[CATS + 1] = {0}, depth = 0;
    *p = (Plain){.seed = seed};
    rng_seed(&p->rng, seed);
    for (uint32_t c = 1; c <= CATS; c++) {        /* a new one below the last, or below one of those above it */
        depth = (uint32_t)below(p, (depth < 4 ? depth : 3) + 1);
        p->above[c] = depth ? path[depth - 1] : 0;
        path[depth++] = c;
    }
    for (uint16_t a = 1; a <= PLACES; a++) {
        for (uint16_t b = a; b <= PLACES; b++) {
            uint16_t of = a == b ? 1000 : below(p, 2) ? 0 : (uint16_t)(1 + below(p, 999));
            p->near[a][b] = p->near[b][a] = of;
        }
    }
    uint32_t n = 0;
    for (uint16_t a = 1; a <= PLACES; a++) {
        p->near_from[a] = n;
        for (uint16_t b = 1; b <= PLACES; b++) {
            if (p->near[a][b]) p->nears[n++] = (MatchNear){b, p->near[a][b]};
        }
    }
    p->near_from[PLACES + 1] = n;
    p->r = (MatchRegion){.above = p->above, .categories = CATS, .near = p->nears, .near_from = p->near_from,
                         .places = PLACES, .depth_points = {0, 0, 2000, 3000, 4000}, .anywhere = below(p, 2),
                         .by_words = below(p, 2)};
    if (below(p, 2)) p->r.depth_points[1] = 1500;
}

static void some_offer(Plain *p, PlainOffer *o) {
    *o = (PlainOffer){.there = true, .actor = below(p, 8) ? (Id)(1 + below(p, ACTORS)) : 0, .tag = below(p, 10),
                      .n_cats = below(p, 4), .n_places = below(p, 8), .n_words = below(p, LIST + 1),
                      .has = some_bits(p), .free = (int)below(p, 102) - 1};
    if (!below(p, 8)) o->free = 0;
    for (size_t i = 0; i < o->n_cats; i++) o->cats[i] = (uint32_t)(1 + below(p, CATS));
    for (size_t i = 0; i < o->n_places; i++) o->places[i] = (uint16_t)(1 + below(p, PLACES));
    for (size_t i = 0; i < o->n_words; i++) o->words[i] = (uint32_t)(1 + below(p, WORDS));
}

static void some_need(Plain *p, PlainNeed *n) {
    *n = (PlainNeed){.there = true, .actor = below(p, 8) ? (Id)(1 + below(p, ACTORS)) : 0, .tag = below(p, 10),
                     .cat = (uint32_t)below(p, CATS + 1), .place = (uint16_t)below(p, PLACES + 1),
                     .n_words = below(p, LIST + 1), .asks = some_bits(p), .n_refused = below(p, 3)};
    for (size_t i = 0; i < n->n_words; i++) n->words[i] = (uint32_t)(1 + below(p, WORDS));
    for (size_t i = 0; i < n->n_refused; i++) {
        n->refused[i] = (MatchRefusal){(Id)(1 + below(p, ACTORS)), (int32_t)below(p, 5000)};
    }
}

/* ---- the reference ----------------------------------------------------------------------------------------------- */

static int depth_of(const Plain *p, uint32_t c) {
    int d = 0;
    for (; c; c = p->above[c]) d++;
    return d;
}

static int common_depth(const Plain *p, uint32_t a, uint32_t b) {
    for (uint32_t x = a; x; x = p->above[x]) {
        for (uint32_t y = b; y; y = p->above[y]) {
            if (x == y) return depth_of(p, x);
        }
    }
    return 0;
}

static bool knows(const Plain *p, Id from, Id to, bool even) {
    for (size_t i = 0; i < p->n_ties; i++) {
        const MatchTie *t = &p->ties[i];
        if (from && to && t->from == from && t->to == to && (!even || t->tag % 2 == 0)) return true;
    }
    return false;
}

static int tie_points(const Plain *p, Id from, Id to, bool even, Id *ret_through) {
    *ret_through = 0;
    if (knows(p, from, to, even)) return MATCH_TIE_POINTS;
    for (Id m = 1; m <= ACTORS; m++) {
        if (!knows(p, from, m, even) || !knows(p, m, to, even)) continue;
        *ret_through = m;
        return MATCH_SHARED_POINTS;
    }
    return 0;
}

static int shared_words(const PlainNeed *n, const PlainOffer *o) {
    int found = 0;
    for (uint32_t w = 1; w <= WORDS; w++) {
        bool a = false, b = false;
        for (size_t i = 0; i < n->n_words; i++) a = a || n->words[i] == w;
        for (size_t i = 0; i < o->n_words; i++) b = b || o->words[i] == w;
        found += a && b;
    }
    return found;
}

typedef struct Ranked {
    Id  id, through;
    int score;
} Ranked;

/* `even`: with the eyes of somebody who sees what has an even tag. */
static bool plain_score(const Plain *p, const PlainNeed *n, const PlainOffer *o, bool even, Ranked *ret_r) {
    int depth = 0, near = 0, words = shared_words(n, o), s = 0;
    for (size_t i = 0; i < o->n_cats; i++) {
        int d = common_depth(p, n->cat, o->cats[i]);
        if (d > depth) depth = d;
    }
    for (size_t i = 0; i < o->n_places; i++) {
        if (p->near[n->place][o->places[i]] > near) near = p->near[n->place][o->places[i]];
    }
    bool too_far = !near && n->place && o->n_places && !p->r.anywhere;
    bool other = !p->r.depth_points[depth] && !(p->r.by_words && words);
    if (!n->there || !o->there || !o->free || too_far || other || (n->actor && n->actor == o->actor)) return false;
    s = p->r.depth_points[depth] + near * MATCH_NEAR_POINTS;
    s += MATCH_WORD_POINTS * (words < MATCH_WORDS_PAID ? words : MATCH_WORDS_PAID);
    s += (o->free > 0 ? o->free : 0) * MATCH_FREE_POINTS + tie_points(p, n->actor, o->actor, even, &ret_r->through);
    s += n->asks.langs & o->has.langs ? MATCH_LANG_POINTS : 0;
    s += n->asks.days & o->has.days ? MATCH_DAYS_POINTS : 0;
    s += n->asks.certs && (n->asks.certs & o->has.certs) == n->asks.certs ? MATCH_CERT_POINTS : 0;
    for (size_t i = 0; i < n->n_refused; i++) s -= n->refused[i].actor == o->actor ? n->refused[i].points : 0;
    ret_r->score = s;
    return true;
}

static int ranked_order(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    if (x->score != y->score) return y->score - x->score;
    return (x->id > y->id) - (x->id < y->id);
}

static bool even_tags(void *reader, uint64_t tag) {
    (void)reader;
    return tag % 2 == 0;
}

static size_t plain_who(const Plain *p, const PlainNeed *n, bool even, Ranked *v) {
    size_t k = 0;
    for (size_t i = 1; i <= OFFERS; i++) {
        bool may = !even || p->offers[i].tag % 2 == 0;
        if (may && plain_score(p, n, &p->offers[i], even, &v[k])) v[k++].id = offer_id(i);
    }
    qsort(v, k, sizeof *v, ranked_order);
    return k;
}

static size_t plain_whose(const Plain *p, const PlainOffer *o, bool even, Ranked *v) {
    size_t k = 0;
    for (size_t i = 1; i <= NEEDS; i++) {
        bool may = !even || p->needs[i].tag % 2 == 0;
        if (may && plain_score(p, &p->needs[i], o, even, &v[k])) v[k++].id = need_id(i);
    }
    qsort(v, k, sizeof *v, ranked_order);
    return k;
}

/* ---- putting both ------------------------------------------------------------------------------------------------ */

static void put_offer(MatchBoard *b, const Plain *p, size_t i) {
    const PlainOffer *o = &p->offers[i];
    if (!o->there) {
        match_board_remove_offer(b, offer_id(i));
        return;
    }
    match_board_offer(b, &(MatchOffer){.id = offer_id(i), .actor = o->actor, .tag = o->tag, .categories = o->cats,
                                       .n_categories = o->n_cats, .places = o->places, .n_places = o->n_places,
                                       .words = o->words, .n_words = o->n_words, .has = o->has, .free = o->free});
}

static void put_need(MatchBoard *b, const Plain *p, size_t i) {
    const PlainNeed *n = &p->needs[i];
    if (!n->there) {
        match_board_remove_need(b, need_id(i));
        return;
    }
    match_board_need(b, &(MatchNeed){.id = need_id(i), .actor = n->actor, .tag = n->tag, .category = n->cat,
                                     .place = n->place, .words = n->words, .n_words = n->n_words, .asks = n->asks,
                                     .refused = n->refused, .n_refused = n->n_refused});
}

static void same(const Plain *p, const MatchHit *v, size_t n, const Ranked *w, size_t m) {
    if (n != m) fail_msg("seed %llu: %zu instead of %zu", (unsigned long long)p->seed, n, m);
    for (size_t i = 0; i < n; i++) {
        bool good = v[i].id == w[i].id && v[i].score == w[i].score && v[i].why.through == w[i].through;
        if (!good) {
            fail_msg("seed %llu: place %zu is %lld (%d) instead of %lld (%d)", (unsigned long long)p->seed, i,
                     (long long)v[i].id, (int)v[i].score, (long long)w[i].id, w[i].score);
        }
    }
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void same_all(Plain *p, Match *x, MatchBoard *b) {
    Ranked   w[OFFERS + 1];
    MatchHit v[MATCH_HITS_MAX];
    for (size_t i = 1; i <= NEEDS; i++) {
        size_t limit = 1 + below(p, 30);
        bool   even = below(p, 2);
        size_t m = p->needs[i].there ? plain_who(p, &p->needs[i], even, w) : 0;
        MatchAsk q = {.id = need_id(i), .limit = limit, .may = even ? even_tags : NULL};
        same(p, v, match_who(x, &q, v), w, least(m, limit));
        m = p->needs[i].there ? plain_who(p, &p->needs[i], false, w) : 0;
        same(p, v, match_board_list(b, need_id(i), v), w, least(m, MATCH_SHOWN));
    }
    for (size_t i = 1; i <= OFFERS; i++) {
        size_t limit = 1 + below(p, 20);
        bool   even = below(p, 2);
        size_t m = p->offers[i].there ? plain_whose(p, &p->offers[i], even, w) : 0;
        MatchAsk q = {.id = offer_id(i), .limit = limit, .may = even ? even_tags : NULL};
        same(p, v, match_whose(x, &q, v), w, least(m, limit));
    }
}

static void change_tie(MatchBoard *b, Plain *p) {
    MatchTie t = {(Id)(1 + below(p, ACTORS)), (Id)(1 + below(p, ACTORS)), (uint32_t)below(p, 4), true};
    if (p->n_ties == TIES || (p->n_ties && !below(p, 3))) {
        size_t i = below(p, p->n_ties);
        t = p->ties[i];
        t.there = false;
        p->ties[i] = p->ties[--p->n_ties];
    } else if (t.from != t.to) {
        p->ties[p->n_ties++] = t;
    }
    match_board_tie(b, &t);
}

static void change(MatchBoard *b, Plain *p) {
    size_t what = below(p, 10);
    if (what < 6) {
        size_t i = 1 + below(p, OFFERS);
        if (p->offers[i].there && !below(p, 4)) p->offers[i].there = false;
        else if (p->offers[i].there && below(p, 2)) p->offers[i].free = (int)below(p, 102) - 1;
        else some_offer(p, &p->offers[i]);
        put_offer(b, p, i);
    } else if (what < 8) {
        size_t i = 1 + below(p, NEEDS);
        if (p->needs[i].there && !below(p, 4)) p->needs[i].there = false;
        else some_need(p, &p->needs[i]);
        put_need(b, p, i);
    } else {
        change_tie(b, p);
    }
}

/* After each change: lists in both directions, as ranked anew and as kept, are those of the reference. */
static void test_every_list_is_that_of_the_reference(void **state) {
    static Plain p;
    (void)state;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        some_region(&p, seed);
        Match      *x = match_open(&p.r);
        MatchBoard *b = match_board(x);
        for (size_t i = 1; i <= OFFERS; i++) {
            some_offer(&p, &p.offers[i]);
            put_offer(b, &p, i);
        }
        for (size_t i = 1; i <= NEEDS; i++) {
            some_need(&p, &p.needs[i]);
            put_need(b, &p, i);
        }
        for (int i = 0; i < 25; i++) {
            same_all(&p, x, b);
            for (int k = 0; k < 3; k++) change(b, &p);
        }
        match_board_close(b);
        match_close(x);
    }
}

/* A board made of an image is the board that grew with it. */
static void test_a_kept_list_is_the_one_made_anew(void **state) {
    static Plain p;
    (void)state;
    for (uint64_t seed = 500; seed < 520; seed++) {
        some_region(&p, seed);
        Match      *x = match_open(&p.r);
        MatchBoard *b = match_board(x);
        for (int i = 0; i < 300; i++) change(b, &p);
        MatchBoard *anew = match_board(x);
        for (size_t i = 1; i <= NEEDS; i++) {
            MatchHit v[MATCH_SHOWN], w[MATCH_SHOWN];
            size_t   n = match_board_list(b, need_id(i), v);
            assert_int_equal(match_board_list(anew, need_id(i), w), n);
            for (size_t k = 0; k < n; k++) assert_true(v[k].id == w[k].id && v[k].score == w[k].score);
        }
        match_board_close(anew);
        match_board_close(b);
        match_close(x);
    }
}

/* ---- by hand ----------------------------------------------------------------------------------------------------- */

static Match *small_region(void) {
    static const uint32_t  above[] = {0, 0, 1, 1};
    static const MatchNear near[] = {{1, 1000}, {2, 400}, {1, 400}, {2, 1000}};
    static const uint32_t  from[] = {0, 0, 2, 4};
    return match_open(&(MatchRegion){.above = above, .categories = 3, .near = near, .near_from = from, .places = 2,
                                     .depth_points = {0, 1500, 4000}, .anywhere = true, .by_words = true});
}

static void test_each_part_is_told(void **state) {
    static const uint32_t baker[] = {2}, words[] = {7, 9}, asked[] = {9, 11};
    static const uint16_t here[] = {1};
    Match   *x = small_region();
    MatchHit h;
    (void)state;
    match_put_offer(x, &(MatchOffer){.id = 50, .actor = 5, .categories = baker, .n_categories = 1, .places = here,
                                     .n_places = 1, .words = words, .n_words = 2, .free = 40,
                                     .has = {.langs = 3, .certs = 5, .days = 0x84}});
    match_put_need(x, &(MatchNeed){.id = 60, .actor = 6, .category = 3, .place = 2, .words = asked, .n_words = 2,
                                   .asks = {.langs = 2, .certs = 4, .days = 0x80}});
    match_put_tie(x, 6, 8, 0);
    match_put_tie(x, 8, 5, 0);
    assert_true(match_pair(x, 60, 50, &h));
    assert_int_equal(h.score, 1500 + 1200 + 500 + 400 + 667 + 300 + 300 + 600);
    assert_int_equal(h.why.depth, 1);
    assert_int_equal(h.why.near, 400);
    assert_int_equal(h.why.words, 1);
    assert_int_equal(h.why.tie, 2);
    assert_int_equal(h.why.free, 40);
    assert_int_equal(h.why.shared.langs, 2);
    assert_int_equal(h.why.shared.days, 0x80);
    assert_true(h.why.certified && h.why.placed && !h.why.apart);
    match_put_tie(x, 6, 5, 0);
    assert_true(match_pair(x, 60, 50, &h) && h.why.tie == 1);
    match_remove_tie(x, 6, 5, 0);
    match_remove_tie(x, 6, 5, 0);
    assert_true(match_put_refusals(x, 60, &(MatchRefusal){5, 100}, 1));
    assert_true(match_pair(x, 60, 50, &h) && h.score == 1500 + 1200 + 500 + 400 + 667 + 300 + 300 + 600 - 100);
    assert_true(match_put_refusals(x, 60, NULL, 0) && !match_put_refusals(x, 61, NULL, 0));
    assert_true(match_pair(x, 60, 50, &h) && h.why.tie == 2);
    match_close(x);
}

static void test_nothing_and_nobody(void **state) {
    Match   *x = match_open(&(MatchRegion){.depth_points = {0, 1}, .by_words = true});
    MatchHit v[4];
    (void)state;
    assert_int_equal(match_who(x, &(MatchAsk){.id = 1, .limit = 4}, v), 0);
    assert_int_equal(match_whose(x, &(MatchAsk){.id = 1, .limit = 4}, v), 0);
    assert_false(match_remove_offer(x, 1) || match_remove_need(x, 1) || match_pair(x, 1, 1, v));
    match_put_need(x, &(MatchNeed){.id = 1});
    match_put_offer(x, &(MatchOffer){.id = 2, .free = MATCH_FREE_UNKNOWN});
    assert_int_equal(match_who(x, &(MatchAsk){.id = 1, .limit = 4}, v), 0);   /* nothing speaks for it */
    assert_true(match_remove_need(x, 1) && match_remove_offer(x, 2));
    assert_int_equal(match_offers(x) + match_needs(x), 0);
    match_close(x);
    match_close(NULL);
}

/* Equal scores stand by their ids, in whichever order they came. */
static void test_ties_of_rank_stand_by_id(void **state) {
    static const uint32_t cat[] = {2};
    Match   *x = small_region();
    MatchHit v[3];
    (void)state;
    match_put_need(x, &(MatchNeed){.id = 1, .category = 2});
    for (Id id = 30; id > 20; id--) {
        match_put_offer(x, &(MatchOffer){.id = id, .categories = cat, .n_categories = 1, .free = 10});
    }
    assert_int_equal(match_who(x, &(MatchAsk){.id = 1, .limit = 3}, v), 3);
    for (int i = 0; i < 3; i++) assert_int_equal(v[i].id, 21 + i);
    match_close(x);
}

/* ---- trees and mixing -------------------------------------------------------------------------------------------- */

static void test_what_is_below_one_follows_it(void **state) {
    Arena a;
    Rng   r;
    (void)state;
    arena_init(&a, 1 << 20);
    for (uint64_t seed = 1; seed < 200; seed++) {
        enum { N = 30 };
        size_t   above[N];
        uint32_t number[N], up[N + 1];
        bool     given[N + 1] = {false};
        rng_seed(&r, seed);
        for (size_t i = 0; i < N; i++) above[i] = rng_below(&r, 3) ? (size_t)rng_below(&r, N) : N;
        match_preorder(&a, above, N, number, up);
        for (size_t i = 0; i < N; i++) {
            assert_true(number[i] > 0 && number[i] <= N && !given[number[i]]);
            given[number[i]] = true;
        }
        for (uint32_t c = 1; c <= N; c++) {
            uint32_t at = c - 1;
            while (at && at != up[c]) at = up[at];
            assert_int_equal(at, up[c]);
        }
        arena_reset(&a);
    }
    arena_release(&a);
}

static void test_one_place_in_five_is_kept_for_others(void **state) {
    MatchHit v[12] = {{0}};
    bool     other[12] = {false};
    (void)state;
    for (int i = 0; i < 12; i++) v[i].id = i + 1;
    other[7] = other[9] = other[11] = true;
    assert_int_equal(match_mix(v, other, 12, 10), 10);   /* has two among the ten already */
    assert_int_equal(v[9].id, 10);
    assert_int_equal(match_mix(v, other, 12, 5), 5);
    assert_int_equal(v[4].id, 8);                 /* the best of the others */
    for (int i = 0; i < 4; i++) assert_int_equal(v[i].id, i + 1);
    assert_int_equal(match_mix(v, other, 3, 5), 3);
    assert_int_equal(match_mix(v, other, 12, 1), 1);
    assert_int_equal(v[0].id, 1);
    memset(other, 0, sizeof other);
    assert_int_equal(match_mix(v, other, 12, 5), 5);     /* there are no others */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_list_is_that_of_the_reference),
        cmocka_unit_test(test_a_kept_list_is_the_one_made_anew),
        cmocka_unit_test(test_each_part_is_told),
        cmocka_unit_test(test_nothing_and_nobody),
        cmocka_unit_test(test_ties_of_rank_stand_by_id),
        cmocka_unit_test(test_what_is_below_one_follows_it),
        cmocka_unit_test(test_one_place_in_five_is_kept_for_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

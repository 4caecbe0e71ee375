/* match_rank.c - ranking: the nearest fields first, bounds before scores. */
#include "match/match_inner.h"

#include "base/check.h"

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static bool before(int32_t score, Id id, int32_t score_b, Id id_b) {
    return score != score_b ? score > score_b : id < id_b;
}

/* What comes again with less, since it stands in two categories, changes nothing. */
static void best_add(Best *b, uint32_t number, int32_t score, Id id) {
    size_t i = 0;
    while (i < b->n && b->number[i] != number) i++;
    if (i < b->n && b->score[i] >= score) return;
    if (i == b->n) {
        if (b->n == b->limit && !before(score, id, b->score[b->n - 1], b->id[b->n - 1])) return;
        if (b->n < b->limit) b->n++;
        i = b->n - 1;
    }
    for (; i > 0 && before(score, id, b->score[i - 1], b->id[i - 1]); i--) {
        b->number[i] = b->number[i - 1];
        b->score[i] = b->score[i - 1];
        b->id[i] = b->id[i - 1];
    }
    b->number[i] = number;
    b->score[i] = score;
    b->id[i] = id;
}

/* Below this nothing enters any more. */
static int32_t best_floor(const Best *b) { return b->n == b->limit ? b->score[b->n - 1] : SCORE_NONE; }

/* ---- what is asked, laid out ------------------------------------------------------------------------------------- */

void turn_next(Match *x) {
    if (++x->turn) return;
    for (size_t i = 0; i < x->cap_needs; i++) x->needs[i].seen = 0;
    x->turn = 1;
}

const Eyes EYES_ALL = {NULL, NULL};

static bool sees(const Eyes *e, uint64_t tag) { return !e->may || e->may(e->reader, tag); }

static void ties_mark(Match *x, const Run *r, const Eyes *e, uint8_t distance) {
    const Arc *v = run_of(&x->arcs, r);
    for (uint32_t i = 0; i < r->n; i++) {
        uint8_t *to = &x->tie_now[v[i].node];
        if (!*to && sees(e, v[i].tag)) *to = distance;
    }
}

/* Whom an actor knows, and whom those know; `back`: who knows the actor. */
static void ties_set(Match *x, uint32_t node, bool back, const Eyes *e) {
    const Run near = back ? x->nodes[node].in : x->nodes[node].out;
    const Arc *v = run_of(&x->arcs, &near);
    ties_mark(x, &near, e, 1);
    for (uint32_t i = 0; i < near.n; i++) {
        const Node *n = &x->nodes[v[i].node];
        if (sees(e, v[i].tag)) ties_mark(x, back ? &n->in : &n->out, e, 2);
    }
}

static void ties_clear(Match *x, uint32_t node, bool back) {
    const Run near = back ? x->nodes[node].in : x->nodes[node].out;
    const Arc *v = run_of(&x->arcs, &near);
    for (uint32_t i = 0; i < near.n; i++) {
        const Run *next = back ? &x->nodes[v[i].node].in : &x->nodes[v[i].node].out;
        const Arc *w = run_of(&x->arcs, next);
        x->tie_now[v[i].node] = 0;
        for (uint32_t k = 0; k < next->n; k++) x->tie_now[w[k].node] = 0;
    }
}

/* Somebody who knows both; of several the one with the lowest id. */
static Id through_of(const Match *x, uint32_t from, uint32_t to, const Eyes *e) {
    const Arc *v = run_of(&x->arcs, &x->nodes[from].out);
    Id best = 0;
    for (uint32_t i = 0; i < x->nodes[from].out.n; i++) {
        const Node *n = &x->nodes[v[i].node];
        const Arc  *w = run_of(&x->arcs, &n->out);
        bool lower = !best || n->id < best, both = false;
        for (uint32_t k = 0; lower && k < n->out.n && !both; k++) both = w[k].node == to && sees(e, w[k].tag);
        if (both && sees(e, v[i].tag)) best = n->id;
    }
    return best;
}

static void near_set(Match *x, uint16_t place, bool there) {
    for (uint32_t i = x->near_from[place]; place && i < x->near_from[place + 1]; i++) {
        int16_t *to = &x->near_now[x->near[i].place], of_1000 = (int16_t)x->near[i].of_1000;
        if (!there) *to = x->near_none;
        else if (*to < of_1000) *to = of_1000;
    }
}

void need_ready(Match *x, const Need *n, const Eyes *e) {
    near_set(x, n->place, true);
    ties_set(x, n->node, false, e);
}

void need_done(Match *x, const Need *n) {
    near_set(x, n->place, false);
    ties_clear(x, n->node, false);
}

static void near_each(Match *x, const Offer *o, bool there) {
    const uint32_t *places = run_of(&x->values, &o->places);
    for (uint32_t i = 0; i < o->places.n; i++) near_set(x, (uint16_t)places[i], there);
}

void offer_ready(Match *x, const Offer *o, const Eyes *e) {
    near_each(x, o, true);
    ties_set(x, o->node, true, e);
}

void offer_done(Match *x, const Offer *o) {
    near_each(x, o, false);
    ties_clear(x, o->node, true);
}

/* ---- parts of a score -------------------------------------------------------------------------------------------- */

static uint32_t common_of(const Match *x, uint32_t a, uint32_t b) {
    while (a && !(b >= a && b < x->end[a])) a = x->above[a];
    return a;
}

static int depth_of(const Match *x, const Need *n, const Offer *o) {
    const uint32_t *v = run_of(&x->values, &o->categories);
    int best = 0;
    for (uint32_t i = 0; i < o->categories.n; i++) {
        int d = x->depth[common_of(x, n->category, v[i])];
        if (d > best) best = d;
    }
    return x->points[best] ? best : 0;
}

static int words_of(const Match *x, const Need *n, const Offer *o) {
    const uint32_t *v = run_of(&x->values, &o->words);
    int found = 0;
    for (int i = 0; i < n->n_words; i++) {
        if (!sign_any(sign_and(o->sign, word_sign(n->words[i])))) continue;
        uint32_t low = 0, high = o->words.n;
        while (low < high) {
            uint32_t mid = (low + high) / 2;
            if (v[mid] < n->words[i]) low = mid + 1;
            else high = mid;
        }
        found += low < o->words.n && v[low] == n->words[i];
    }
    return found;
}

static int32_t refused_of(const Match *x, const Need *n, uint32_t node) {
    const Refused *v = run_of(&x->refusals, &n->refused);
    int32_t points = 0;
    for (uint32_t i = 0; i < n->refused.n; i++) points += v[i].node == node ? v[i].points : 0;
    return points;
}

static int32_t bits_points(uint32_t asks, uint32_t has) {
    uint32_t certs = asks & CERT_BITS, both = asks & has;
    return (both & LANG_BITS ? MATCH_LANG_POINTS : 0) + (both & DAY_BITS ? MATCH_DAYS_POINTS : 0) +
           (certs && (both & CERT_BITS) == certs ? MATCH_CERT_POINTS : 0);
}

static int32_t words_points(int words) {
    return MATCH_WORD_POINTS * (words < MATCH_WORDS_PAID ? words : MATCH_WORDS_PAID);
}

static int32_t tie_points(int tie) { return tie == 1 ? MATCH_TIE_POINTS : tie == 2 ? MATCH_SHARED_POINTS : 0; }

/* How near the two are, with what was readied for one of them; below 0: too far to answer. */
static int near_of(const Match *x, const Need *n, const Offer *o, bool of_offer) {
    const uint32_t *places = run_of(&x->values, &o->places);
    int near = NEAR_NEVER;
    if (!n->place || !o->places.n) return 0;
    if (of_offer) return x->near_now[n->place];
    for (uint32_t i = 0; i < o->places.n; i++) {
        if (x->near_now[places[i]] > near) near = x->near_now[places[i]];
    }
    return near;
}

/* All parts; false: no answer. */
static bool parts_of(const Match *x, const Need *n, const Offer *o, bool of_offer, MatchWhy *w) {
    bool own = n->node && n->node == o->node;
    if (!o->free || own) return false;
    int depth = depth_of(x, n, o), near = near_of(x, n, o, of_offer);
    if (near < 0 || (!depth && !x->by_words)) return false;
    int words = words_of(x, n, o);
    if (!depth && !words) return false;
    *w = (MatchWhy){.field = x->points[depth], .depth = (uint8_t)depth, .words = (uint8_t)words, .near = (int16_t)near,
                    .tie = x->tie_now[of_offer ? n->node : o->node], .refused = refused_of(x, n, o->node)};
    return true;
}

static int32_t sum_of(const MatchWhy *w, const Need *n, const Offer *o) {
    return w->field + w->near * MATCH_NEAR_POINTS + words_points(w->words) + free_points(o->free) +
           tie_points(w->tie) + bits_points(n->bits, o->bits) - w->refused;
}

int32_t offer_score(Match *x, const Offer *o, const Need *n) {
    MatchWhy w;
    return parts_of(x, n, o, true, &w) ? sum_of(&w, n, o) : SCORE_NONE;
}

static void tell(const Match *x, const Need *n, const Offer *o, const Eyes *e, MatchWhy *w) {
    uint32_t both = n->bits & o->bits;
    w->free = o->free == FREE_UNKNOWN ? MATCH_FREE_UNKNOWN : o->free;
    w->shared = (MatchBits){(uint8_t)both, (uint16_t)(both >> 8 & 0xFFF), (uint16_t)(both >> 20)};
    w->placed = n->place && o->places.n;
    w->apart = (n->bits & LANG_BITS) && (o->bits & LANG_BITS) && !(both & LANG_BITS);
    w->certified = (n->bits & CERT_BITS) && (both & CERT_BITS) == (n->bits & CERT_BITS);
    if (w->tie == 2) w->through = through_of(x, n->node, o->node, e);
}

bool need_hit(Match *x, const Need *n, const Offer *o, const Eyes *e, MatchHit *ret_hit) {
    MatchWhy w;
    if (!parts_of(x, n, o, false, &w)) return false;
    tell(x, n, o, e, &w);
    *ret_hit = (MatchHit){.id = o->id, .actor = x->nodes[o->node].id, .score = sum_of(&w, n, o), .why = w};
    return true;
}

/* ---- offers for a need ------------------------------------------------------------------------------------------- */

/* A need, laid out for going through rows. */
typedef struct Asking {
    Match      *x;
    const Need *n;
    Best       *b;
    const Eyes *eyes;
    Sign        sign;
    int         doubles;                          /* words that share a bit of the signature with another */
    int32_t     words, ties, bits;                /* the most that each of these can give */
    int32_t     most;                             /* and all but the field */
    const int16_t *near_now;
    bool        wants_word;
} Asking;

static Asking asking_of(Match *x, const Need *n, Best *b) {
    Asking a = {.x = x, .n = n, .b = b, .near_now = n->place ? x->near_now : x->near_all,
                .words = words_points(n->n_words), .bits = bits_points(n->bits, n->bits)};
    for (int i = 0; i < n->n_words; i++) a.sign = sign_or(a.sign, word_sign(n->words[i]));
    a.doubles = n->n_words - sign_count(a.sign);
    a.ties = n->node && x->nodes[n->node].out.n ? MATCH_TIE_POINTS : 0;
    a.most = a.words + a.ties + a.bits + 1000 * MATCH_NEAR_POINTS + 100 * MATCH_FREE_POINTS;
    return a;
}

/* A row that could enter by its bounds: what is certain of it. `sum` is all but words and refusals. */
static void look_closely(Asking *a, const Row *r, int32_t sum) {
    Match       *x = a->x;
    const Offer *o = &x->offers[r->offer];
    int words = words_of(x, a->n, o);
    if (a->wants_word && !words) return;
    sum += words_points(words) - refused_of(x, a->n, o->node);
    if (sum < best_floor(a->b) || !sees(a->eyes, o->tag)) return;
    best_add(a->b, r->offer, sum, o->id);
}

static int32_t nearest(const int16_t *near_now, const uint16_t place[4]) {
    int16_t a = near_now[place[0]], b = near_now[place[1]], c = near_now[place[2]], d = near_now[place[3]];
    a = a > b ? a : b;
    c = c > d ? c : d;
    return a > c ? a : c;
}

/* Sums without what is taken off are 0 or more, so that a lower floor holds nothing back; what is too far is below. */
static int32_t row_floor(const Best *b) {
    int32_t floor = best_floor(b);
    return floor > 0 ? floor : 0;
}

/* Three bounds, each tighter and dearer than the one before; then the score. */
static void through_rows(Asking *a, const Run *run, int32_t field) {
    const Row *v = run_of(&a->x->rows, run), *end = v + run->n;
    const int32_t slack = a->bits + a->words + a->ties;
    int32_t floor = row_floor(a->b);
    for (const Row *r = v; r < end; r++) {
        int32_t sum = field + nearest(a->near_now, r->place) * MATCH_NEAR_POINTS + r->free_points;
        if (sum + slack < floor) continue;
        sum += bits_points(a->n->bits, r->bits);
        Sign both = sign_and(r->sign, a->sign);
        int  words = sign_any(both) ? sign_count(both) + a->doubles : 0;
        if (sum + words_points(words) + a->ties < floor || (a->wants_word && !words)) continue;
        sum += tie_points(a->x->tie_now[r->node]);
        bool own = a->n->node && a->n->node == r->node;
        if (sum + words_points(words) < floor || own) continue;
        look_closely(a, r, sum);
        floor = row_floor(a->b);
    }
}

static void through_range(Asking *a, uint32_t from, uint32_t to, int32_t field) {
    for (uint32_t c = from; c < to; c++) {
        if (a->x->rows_at[c].n) through_rows(a, &a->x->rows_at[c], field);
    }
}

void rank_offers(Match *x, uint32_t i, const Eyes *e, Best *b) {
    const Need *n = &x->needs[i];
    need_ready(x, n, e);
    Asking   a = asking_of(x, n, b);
    uint32_t low = 0, high = 0;                   /* what is done with */
    bool     pruned = false;
    a.eyes = e;
    for (uint32_t c = n->category; c && x->points[x->depth[c]]; c = x->above[c]) {
        int32_t field = x->points[x->depth[c]];
        pruned = field + a.most < best_floor(b);
        if (pruned) break;
        if (high) through_range(&a, c, low, field);
        through_range(&a, high ? high : c, x->end[c], field);
        low = c;
        high = x->end[c];
    }
    if (x->by_words && n->n_words && !pruned) {
        a.wants_word = true;
        through_range(&a, 0, low, 0);
        through_range(&a, high, x->categories + 1, 0);
    }
    need_done(x, n);
}

/* ---- needs for an offer ------------------------------------------------------------------------------------------ */

static void needs_in(Match *x, uint32_t from, uint32_t to, NeedFn fn, void *arg) {
    for (uint32_t c = from; c < to; c++) {
        const Run run = x->needs_at[c];
        for (uint32_t i = 0; i < run.n; i++) {
            uint32_t k = ((const uint32_t *)run_of(&x->values, &run))[i];
            if (x->needs[k].seen == x->turn) continue;
            x->needs[k].seen = x->turn;
            fn(arg, k);
        }
    }
}

void needs_around(Match *x, const Offer *o, NeedFn fn, void *arg) {
    if (x->by_words) {
        needs_in(x, 0, x->categories + 1, fn, arg);
        return;
    }
    for (uint32_t i = 0; i < o->categories.n; i++) {
        uint32_t top = ((const uint32_t *)run_of(&x->values, &o->categories))[i];
        while (x->above[top] && x->points[x->depth[x->above[top]]]) top = x->above[top];
        if (x->points[x->depth[top]]) needs_in(x, top, x->end[top], fn, arg);
    }
}

typedef struct Offering {
    Match       *x;
    const Offer *o;
    const Eyes  *eyes;
    Best        *b;
} Offering;

static void offering_need(void *arg, uint32_t i) {
    const Offering *a = arg;
    const Need     *n = &a->x->needs[i];
    int32_t score = offer_score(a->x, a->o, n);
    if (score == SCORE_NONE || score < best_floor(a->b)) return;
    if (!sees(a->eyes, n->tag)) return;
    best_add(a->b, i, score, n->id);
}

/* ---- from outside ------------------------------------------------------------------------------------------------ */

size_t match_who(Match *x, const MatchAsk *q, MatchHit *ret_v) {
    uint32_t i = number_of(&x->need_numbers, q->id);
    Best     b = {.limit = q->limit};
    Eyes     e = {q->may, q->reader};
    CHECK(q->limit > 0 && q->limit <= MATCH_HITS_MAX);
    if (!i) return 0;
    const Need *n = &x->needs[i];
    rank_offers(x, i, &e, &b);
    need_ready(x, n, &e);
    for (size_t k = 0; k < b.n; k++) {
        CHECK(need_hit(x, n, &x->offers[b.number[k]], &e, &ret_v[k]) && ret_v[k].score == b.score[k]);
    }
    need_done(x, n);
    return b.n;
}

size_t match_whose(Match *x, const MatchAsk *q, MatchHit *ret_v) {
    uint32_t i = number_of(&x->offer_numbers, q->id);
    Best     b = {.limit = q->limit};
    Eyes     e = {q->may, q->reader};
    CHECK(q->limit > 0 && q->limit <= MATCH_HITS_MAX);
    if (!i) return 0;
    const Offer *o = &x->offers[i];
    turn_next(x);
    offer_ready(x, o, &e);
    needs_around(x, o, offering_need, &(Offering){x, o, &e, &b});
    for (size_t k = 0; k < b.n; k++) {
        const Need *n = &x->needs[b.number[k]];
        MatchWhy    w;
        CHECK(parts_of(x, n, o, true, &w));
        tell(x, n, o, &e, &w);
        ret_v[k] = (MatchHit){.id = n->id, .actor = x->nodes[n->node].id, .score = b.score[k], .why = w};
    }
    offer_done(x, o);
    return b.n;
}

bool match_pair(Match *x, Id need, Id offer, MatchHit *ret_hit) {
    uint32_t i = number_of(&x->need_numbers, need), k = number_of(&x->offer_numbers, offer);
    if (!i || !k) return false;
    need_ready(x, &x->needs[i], &EYES_ALL);
    bool fits = need_hit(x, &x->needs[i], &x->offers[k], &EYES_ALL, ret_hit);
    need_done(x, &x->needs[i]);
    return fits;
}

size_t match_mix(MatchHit *v, bool *other, size_t n, size_t shown) {
    size_t places = shown / MATCH_OTHER_EVERY + (shown > 1 && shown < MATCH_OTHER_EVERY), there = 0, from = shown;
    if (n <= shown) return n;
    for (size_t i = 0; i < shown; i++) there += other[i];
    for (; there < places && from < n; from++) {
        if (!other[from]) continue;
        /* The last of the shown that is not one of them makes room. */
        size_t out = shown;
        while (out-- > 0 && other[out]) continue;
        MatchHit one = v[from], leaves = v[out];
        for (size_t i = out; i + 1 < shown; i++) {
            v[i] = v[i + 1];
            other[i] = other[i + 1];
        }
        v[shown - 1] = one;
        other[shown - 1] = true;
        v[from] = leaves;
        other[from] = false;
        there++;
    }
    return shown;
}

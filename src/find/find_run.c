#include "find/find_run.h"

#include "base/check.h"

const uint16_t FIND_POINTS[FIND_CLASS_N][FIND_PART_N] = {
#define FIND_RANK(cls, part, points) [FIND_##cls][FIND_##part] = points,
#include "find/find_rank.def"
#undef FIND_RANK
};

typedef struct Rank {
    uint8_t  cls, part;
    uint16_t points;
} Rank;

static const Rank RANKS[] = {
#define FIND_RANK(cls, part, points) {FIND_##cls, FIND_##part, points},
#include "find/find_rank.def"
#undef FIND_RANK
};

/* ---- The best so far. */

bool best_may(Best *b, uint32_t view, uint32_t doc) {
    View          *v = &b->views[view];
    const Segment *s = v->s;
    if (v->dead && v->dead[doc / 64] >> (doc % 64) & 1) return false;
    if (b->q->kinds && !(b->q->kinds >> s->kinds[doc] & 1)) return false;
    if (!b->q->may) return true;
    uint32_t gate = s->gate_of[doc];
    const Gate *g = &s->gates[gate];
    if (v->may[gate] == 0) v->may[gate] = b->q->may(b->q->reader, g->org, g->gate) ? 1 : 2;
    return v->may[gate] == 1;
}

/* Whether the first comes before the second. */
static bool before(uint32_t points, uint16_t weight, Id id, const Found *f) {
    if (points != f->points) return points > f->points;
    if (weight != f->weight) return weight > f->weight;
    return id < f->id;
}

bool best_takes(const Best *b, uint32_t points, uint16_t weight, Id id) {
    if (b->n < b->limit) return true;
    return b->n > b->before && before(points, weight, id, &b->p[b->n - 1]);
}

void best_add(Best *b, const Found *f) {
    if (!best_takes(b, f->points, f->weight, f->id)) return;
    for (size_t i = 0; i < b->n; i++) {
        if (b->p[i].doc != f->doc || b->p[i].view != f->view) continue;
        if (i < b->before || b->p[i].points >= f->points) return;
        memmove(&b->p[i], &b->p[i + 1], (b->n - i - 1) * sizeof *b->p);
        b->n--;
        break;
    }
    size_t at = b->n < b->limit ? b->n++ : b->n - 1;
    while (at > b->before && before(f->points, f->weight, f->id, &b->p[at - 1])) {
        b->p[at] = b->p[at - 1];
        at--;
    }
    b->p[at] = *f;
}

/* ---- One word: walk the ranks from the best, and in each take the first records of its lists. */

typedef struct Single {
    Best       *b;
    const Plan *plan;
    uint32_t    view;
    Found       f;              /* what the records of this rank have in common */
    uint32_t   *docs;           /* the first `n` records of this lane so far, rising */
    size_t      n, need;
    uint32_t   *taken;          /* records of better ranks in this view */
    size_t      n_taken;
} Single;

static bool is_in(const uint32_t *p, size_t n, uint32_t doc) {
    for (size_t i = 0; i < n; i++) {
        if (p[i] == doc) return true;
    }
    return false;
}

static void keep_first(Single *x, uint32_t doc) {
    size_t at = x->n;
    while (at > 0 && x->docs[at - 1] > doc) at--;
    if (at > 0 && x->docs[at - 1] == doc) return;
    if (x->n < x->need) x->n++;
    memmove(x->docs + at + 1, x->docs + at, (x->n - 1 - at) * sizeof *x->docs);
    x->docs[at] = doc;
}

static bool in_earlier_group(const Single *x, uint32_t doc) {
    for (size_t i = 0; i < x->b->before; i++) {
        if (x->b->p[i].view == x->view && x->b->p[i].doc == doc) return true;
    }
    return false;
}

static void first_of_list(Single *x, Posts posts) {
    for (uint32_t i = 0; i < posts.n; i++) {
        uint32_t doc = posts.p[i];
        if (x->n == x->need && doc >= x->docs[x->n - 1]) return;
        if (is_in(x->taken, x->n_taken, doc) || !best_may(x->b, x->view, doc)) continue;
        if (!in_earlier_group(x, doc)) keep_first(x, doc);
    }
}

static void single_lane(Single *x, const Ranges *words, Lane lane, uint32_t points) {
    const Segment *s = x->b->views[x->view].s;
    x->n = 0;
    x->need = x->b->limit - x->b->before - x->n_taken;
    for (size_t i = 0; i < words->n && x->need > 0; i++) {
        for (uint32_t word = words->p[i].lo; word < words->p[i].hi; word++) {
            if (s->lanes[word] >> lane & 1) first_of_list(x, segment_posts(s, word, lane));
        }
    }
    x->f.points = points;
    for (size_t i = 0; i < x->n; i++) {
        x->f.doc = x->docs[i];
        x->f.id = s->ids[x->docs[i]];
        x->f.weight = s->weights[x->docs[i]];
        best_add(x->b, &x->f);
        x->taken[x->n_taken++] = x->docs[i];
    }
    x->b->n_scored += x->n;
}

static void run_single(Best *b, const Plan *p, uint32_t view) {
    static const Lane LANES[FIND_PART_N][2] = {
        [FIND_NAME] = {LANE_NAME_SOLE, LANE_NAME},    [FIND_ALIAS] = {LANE_ALIAS_SOLE, LANE_ALIAS},
        [FIND_PLACE] = {LANE_N, LANE_PLACE},          [FIND_PHONE] = {LANE_N, LANE_PHONE},
        [FIND_NOTE] = {LANE_N, LANE_NOTE},
    };
    const Segment *s = b->views[view].s;
    Ranges         words[FIND_CLASS_N];
    bool           known[FIND_CLASS_N] = {false};
    size_t         room = b->limit - b->before;
    Single         x = {.b = b, .plan = p, .view = view};
    x.docs = ARENA_ARRAY(b->a, uint32_t, room + 1);
    x.taken = ARENA_ARRAY(b->a, uint32_t, room + 1);
    x.f = (Found){.plan = p, .view = view, .group = b->group};
    for (size_t i = 0; i < sizeof RANKS / sizeof RANKS[0] && x.n_taken < room; i++) {
        const Rank *r = &RANKS[i];
        /* The first record of a segment is the best one: none of this rank or a later one may be needed. */
        if (!best_takes(b, r->points + FIND_WHOLE_POINTS, s->weights[0], s->ids[0])) break;
        if (!known[r->cls]) words[r->cls] = asked_words(&p->asked[0], s, (FindClass)r->cls, b->a);
        known[r->cls] = true;
        x.f.cls = r->cls;
        if (LANES[r->part][0] != LANE_N) {
            single_lane(&x, &words[r->cls], LANES[r->part][0], r->points + FIND_WHOLE_POINTS);
        }
        single_lane(&x, &words[r->cls], LANES[r->part][1], r->points);
    }
}

/* ---- Several words: the records that have them all, each scored. First those where every word stands as it
** was typed (exact or as a head); the rest only if it could still bring something better. */

enum { TYPED, ALL, PASSES };

static const Classes PASS_CLASSES[PASSES] = {
    [TYPED] = CLASS_BIT(FIND_EXACT) | CLASS_BIT(FIND_HEAD),
    [ALL] = CLASSES_ALL,
};

typedef struct Slot {
    uint8_t *cls;               /* by word: the best class in which it matches */
    Ranges   words[FIND_CLASS_N];
    uint64_t n_posts[PASSES];   /* upper bounds of its records */
    uint32_t top[FIND_PART_N];  /* the most points it can give in a part */
    uint32_t low[FIND_PART_N];  /* the same without the typed classes */
} Slot;

typedef struct Multi {
    Best          *b;
    const Plan    *plan;
    const Segment *s;
    uint32_t       view;
    Slot           slots[FIND_ASKED_MAX];
    size_t         n;
    uint64_t      *docs;        /* candidates, as bits */
    uint64_t      *more;        /* for add_docs */
    size_t         n_docs64;
} Multi;

static const uint8_t PART_LANES[FIND_PART_N] = {
    [FIND_NAME] = 1 << LANE_NAME_SOLE | 1 << LANE_NAME,
    [FIND_ALIAS] = 1 << LANE_ALIAS_SOLE | 1 << LANE_ALIAS,
    [FIND_PLACE] = 1 << LANE_PLACE,
    [FIND_PHONE] = 1 << LANE_PHONE,
    [FIND_NOTE] = 1 << LANE_NOTE,
};

static void raise(uint32_t *x, uint32_t to) {
    if (*x < to) *x = to;
}

static bool fill_slot(Multi *m, size_t i) {
    const Segment *s = m->s;
    Slot          *slot = &m->slots[i];
    for (unsigned c = FIND_EXACT; c < FIND_CLASS_N; c++) {
        bool     typed = PASS_CLASSES[TYPED] >> c & 1;
        unsigned lanes = 0;
        slot->words[c] = asked_words(&m->plan->asked[i], s, (FindClass)c, m->b->a);
        for (size_t k = 0; k < slot->words[c].n; k++) {
            Range    x = slot->words[c].p[k];
            uint64_t n = s->posts_at[x.hi] - s->posts_at[x.lo];
            slot->n_posts[ALL] += n;
            if (typed) slot->n_posts[TYPED] += n;
            for (uint32_t word = x.lo; word < x.hi; word++) lanes |= s->lanes[word];
        }
        for (unsigned part = 0; part < FIND_PART_N; part++) {
            if (!(lanes & PART_LANES[part])) continue;
            raise(&slot->top[part], FIND_POINTS[c][part]);
            if (!typed) raise(&slot->low[part], FIND_POINTS[c][part]);
        }
    }
    return slot->n_posts[ALL] > 0;
}

/* The most points a record can have; word `low` of the query (or none: n) not as it was typed. All words of a
** whole name stand in one part. */
static uint32_t bound_with(const Multi *m, size_t low) {
    uint32_t sum = 0, whole[2] = {0, 0};
    for (size_t i = 0; i < m->n; i++) {
        const uint32_t *points = i == low ? m->slots[i].low : m->slots[i].top;
        uint32_t        most = 0;
        for (unsigned part = 0; part < FIND_PART_N; part++) raise(&most, points[part]);
        sum += most;
        whole[0] += points[FIND_NAME];
        whole[1] += points[FIND_ALIAS];
    }
    raise(&sum, whole[0] + FIND_WHOLE_POINTS);
    raise(&sum, whole[1] + FIND_WHOLE_POINTS);
    return sum;
}

static uint32_t bound_of(const Multi *m, int pass) {
    if (pass == TYPED) return bound_with(m, m->n);
    uint32_t most = 0;
    for (size_t i = 0; i < m->n; i++) raise(&most, bound_with(m, i));
    return most;
}

/* From the worst class to the best, so that the best remains. */
static void fill_classes(Multi *m, Slot *slot) {
    slot->cls = ARENA_ARRAY(m->b->a, uint8_t, m->s->n_words);
    for (unsigned c = FIND_CLASS_N - 1; c > FIND_NOTHING; c--) {
        for (size_t k = 0; k < slot->words[c].n; k++) {
            Range x = slot->words[c].p[k];
            memset(slot->cls + x.lo, (int)c, x.hi - x.lo);
        }
    }
}

static void add_word_docs(const Segment *s, uint32_t word, uint64_t *bits) {
    unsigned        lanes = (unsigned)__builtin_popcount(s->lanes[word]);
    const uint32_t *p = s->posts + s->posts_at[word] + (lanes ? lanes - 1 : 0);
    const uint32_t *end = s->posts + s->posts_at[word + 1];
    for (; p < end; p++) bits[*p / 64] |= (uint64_t)1 << (*p % 64);
}

static void add_docs(const Segment *s, const Slot *slot, Classes classes, uint64_t *bits) {
    for (unsigned c = FIND_EXACT; c < FIND_CLASS_N; c++) {
        for (size_t k = 0; classes >> c & 1 && k < slot->words[c].n; k++) {
            Range x = slot->words[c].p[k];
            for (uint32_t word = x.lo; word < x.hi; word++) add_word_docs(s, word, bits);
        }
    }
}

static uint64_t count_bits(const uint64_t *bits, size_t n) {
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++) count += (uint64_t)__builtin_popcountll(bits[i]);
    return count;
}

/* The candidates of a pass. Starts from the rarest word. Another word's records are worth collecting when
** that costs less than scoring the candidates it would throw out: a score costs as much as 40 records. */
static void candidates(Multi *m, int pass) {
    size_t rarest = 0;
    for (size_t i = 1; i < m->n; i++) {
        if (m->slots[i].n_posts[pass] < m->slots[rarest].n_posts[pass]) rarest = i;
    }
    memset(m->docs, 0, m->n_docs64 * sizeof *m->docs);
    if (m->slots[rarest].n_posts[pass] == 0) return;
    add_docs(m->s, &m->slots[rarest], PASS_CLASSES[pass], m->docs);
    for (size_t i = 0; i < m->n; i++) {
        uint64_t count = count_bits(m->docs, m->n_docs64);
        if (i == rarest || m->slots[i].n_posts[pass] + m->n_docs64 > count * 40) continue;
        memset(m->more, 0, m->n_docs64 * sizeof *m->more);
        add_docs(m->s, &m->slots[i], PASS_CLASSES[pass], m->more);
        for (size_t k = 0; k < m->n_docs64; k++) m->docs[k] &= m->more[k];
    }
}

typedef struct Score {
    uint32_t best[FIND_ASKED_MAX], field[FIND_ASKED_MAX];
    uint8_t  cls[FIND_ASKED_MAX];
    uint32_t whole;             /* the most that a name of exactly so many words gives by itself */
} Score;

static void score_entry(const Multi *m, const WalkField *f, uint32_t word, Score *x) {
    for (size_t i = 0; i < m->n; i++) {
        uint8_t cls = m->slots[i].cls[word];
        if (cls == FIND_NOTHING) continue;
        uint32_t points = FIND_POINTS[cls][f->part];
        if (points > x->field[i]) x->field[i] = points;
        if (points <= x->best[i]) continue;
        x->best[i] = points;
        x->cls[i] = cls;
    }
}

static void score_field(const Multi *m, Walk *w, Score *x) {
    WalkField f = walk_field(w);
    memset(x->field, 0, m->n * sizeof x->field[0]);
    for (uint32_t k = 0; k < f.n_entries; k++) {
        uint32_t word = walk_number(w);
        walk_number(w);
        walk_number(w);
        score_entry(m, &f, word, x);
    }
    if (f.n_words != m->n || (f.part != FIND_NAME && f.part != FIND_ALIAS)) return;
    uint32_t sum = 0;
    for (size_t i = 0; i < m->n; i++) sum += x->field[i];
    if (sum > x->whole) x->whole = sum;
}

static void score_doc(Multi *m, uint32_t doc) {
    const Segment *s = m->s;
    Score          x = {.whole = 0};
    Walk           w = segment_walk(s, doc);
    uint32_t       n = walk_number(&w), sum = 0;
    memset(x.best, 0, m->n * sizeof x.best[0]);
    for (uint32_t i = 0; i < n; i++) score_field(m, &w, &x);
    m->b->n_scored++;
    Found f = {m->plan, m->view, doc, 0, 0, s->weights[doc], m->b->group, 0};
    for (size_t i = 0; i < m->n; i++) {
        if (x.best[i] == 0) return;
        sum += x.best[i];
        if (x.cls[i] > f.cls) f.cls = x.cls[i];
    }
    f.points = sum + (x.whole == sum ? FIND_WHOLE_POINTS : 0);
    if (m->b->n == m->b->limit && f.points < m->b->p[m->b->n - 1].points) return;
    f.id = s->ids[doc];
    if (best_takes(m->b, f.points, f.weight, f.id) && best_may(m->b, m->view, doc)) best_add(m->b, &f);
}

/* The candidates that stand in one word of bits, the data of those behind it on their way to the cache. */
static void score_bits(Multi *m, size_t at) {
    enum { AHEAD = 2 };
    if (at + AHEAD < m->n_docs64) {
        for (uint64_t bits = m->docs[at + AHEAD]; bits; bits &= bits - 1) {
            uint32_t doc = (uint32_t)((at + AHEAD) * 64 + (unsigned)__builtin_ctzll(bits));
            __builtin_prefetch(m->s->words_of + m->s->words_at[doc]);
        }
    }
    for (uint64_t bits = m->docs[at]; bits; bits &= bits - 1) {
        score_doc(m, (uint32_t)(at * 64 + (unsigned)__builtin_ctzll(bits)));
    }
}

static void run_multi(Best *b, const Plan *p, uint32_t view) {
    const Segment *s = b->views[view].s;
    Multi          m = {.b = b, .plan = p, .s = s, .view = view, .n = p->n};
    for (size_t i = 0; i < m.n; i++) {
        if (!fill_slot(&m, i)) return;
    }
    if (!best_takes(b, bound_of(&m, TYPED), s->weights[0], s->ids[0])) return;
    m.n_docs64 = ((size_t)s->n_docs + 63) / 64;
    m.docs = ARENA_ARRAY(b->a, uint64_t, m.n_docs64);
    m.more = ARENA_ARRAY(b->a, uint64_t, m.n_docs64);
    for (size_t i = 0; i < m.n; i++) fill_classes(&m, &m.slots[i]);
    for (int pass = TYPED; pass < PASSES; pass++) {
        uint32_t bound = bound_of(&m, pass);
        if (!best_takes(b, bound, s->weights[0], s->ids[0])) return;
        candidates(&m, pass);
        for (size_t i = 0; i < m.n_docs64; i++) {
            if (m.docs[i] == 0) continue;
            /* No later record weighs more: when the best conceivable is not good enough, none is. */
            if (!best_takes(b, bound, s->weights[i * 64], s->ids[i * 64])) break;
            score_bits(&m, i);
        }
    }
}

void run_plan(Best *b, const Plan *p, uint32_t view) {
    CHECK(p->n <= FIND_ASKED_MAX && b->before <= b->limit);
    if (p->n == 0 || b->before == b->limit) return;
    if (p->n == 1) run_single(b, p, view);
    else run_multi(b, p, view);
}

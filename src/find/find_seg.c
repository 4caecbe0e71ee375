#include "base/check.h"
#include "find/find_seg.h"

Lane lane_of(const WalkField *f, const WalkEntry *e) {
    switch (f->part) {
    case FIND_NAME: return entry_is_sole(f, e) ? LANE_NAME_SOLE : LANE_NAME;
    case FIND_ALIAS: return entry_is_sole(f, e) ? LANE_ALIAS_SOLE : LANE_ALIAS;
    case FIND_PLACE: return LANE_PLACE;
    case FIND_PHONE: return LANE_PHONE;
    default: return LANE_NOTE;
    }
}

void segment_keep(Segment *s) { atomic_fetch_add(&s->refs, 1); }

void segment_drop(Segment *s) {
    if (!s || atomic_fetch_sub(&s->refs, 1) != 1) return;
    void *all[] = {s->ids,   s->weights, s->kinds,    s->gate_of, s->gates, s->by_id,       s->words_at,
                   s->text,  s->text_at, s->words_of, s->signs,   s->lanes, s->posts_at,    s->posts,
                   s->sounds, s->cuts,   s->cut_words, s->phones_back, s->sound_words};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) free(all[i]);
    free(s);
}

uint32_t segment_doc(const Segment *s, Id id) {
    uint64_t h = (uint64_t)id * 0x9E3779B97F4A7C15u;
    for (uint32_t i = (uint32_t)(h >> 32) & s->by_id_mask;; i = (i + 1) & s->by_id_mask) {
        uint32_t doc = s->by_id[i];
        if (doc == 0) return UINT32_MAX;
        if (s->ids[doc - 1] == id) return doc - 1;
    }
}

/* Order of the text q against p; 0 too when p is a head of q and that is what is looked for. */
static int order(const uint8_t *q, size_t nq, const uint8_t *p, size_t n, bool head) {
    size_t least = nq < n ? nq : n;
    int    d = memcmp(q, p, least);
    if (d != 0) return d;
    if (nq < n) return -1;
    return nq > n && !head;
}

typedef struct Sought {
    const uint8_t *p;
    size_t         n;
    bool           head, cut;
} Sought;

static int order_at(const Segment *s, uint32_t i, const Sought *q) {
    uint32_t word = q->cut ? s->cut_words[i] : i, skip = q->cut ? s->cuts[i] : 0;
    return order(s->text + s->text_at[word] + skip, segment_text_n(s, word) - skip, q->p, q->n, q->head);
}

/* The positions in [0, n) where order_at gives 0. */
static Range equals(const Segment *s, uint32_t n, const Sought *q) {
    uint32_t lo = 0, hi = n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (order_at(s, mid, q) < 0) lo = mid + 1;
        else hi = mid;
    }
    uint32_t from = lo;
    if (from == n || order_at(s, from, q) != 0) return (Range){from, from};
    if (!q->head && !q->cut) return (Range){from, from + 1};
    /* Ranges are mostly short: gallop. */
    uint32_t step = 1;
    while (from + step < n && order_at(s, from + step, q) == 0) step *= 2;
    lo = from + step / 2;
    hi = from + step < n ? from + step : n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (order_at(s, mid, q) == 0) lo = mid + 1;
        else hi = mid;
    }
    return (Range){from, lo};
}

Range segment_words(const Segment *s, const uint8_t *p, size_t n, bool head) {
    return equals(s, s->n_words, &(Sought){p, n, head, false});
}

Range segment_cuts(const Segment *s, const uint8_t *p, size_t n, bool head) {
    return equals(s, s->n_cuts, &(Sought){p, n, head, true});
}

/* Order of number `word`, read from its end, against digits read from their end; 0 when it ends in them. */
static int order_back(const Segment *s, uint32_t word, const uint8_t *digits, size_t n) {
    const uint8_t *q = s->text + s->text_at[word];
    size_t         nq = segment_text_n(s, word);
    for (size_t i = 1; i <= n; i++) {
        if (i >= nq) return -1;
        if (q[nq - i] != digits[n - i]) return q[nq - i] < digits[n - i] ? -1 : 1;
    }
    return 0;
}

Range segment_phones_back(const Segment *s, const uint8_t *digits, size_t n) {
    uint32_t bounds[2];
    for (int k = 0; k < 2; k++) {
        uint32_t lo = 0, hi = s->n_phones;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            if (order_back(s, s->phones_back[mid], digits, n) < k) lo = mid + 1;
            else hi = mid;
        }
        bounds[k] = lo;
    }
    return (Range){bounds[0], bounds[1]};
}

uint32_t segment_sound(const Segment *s, Sound code, uint32_t lo, uint32_t hi) {
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (s->sounds[mid] < code) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* import_outlay_settle.c - rows of spending against one another: what is taken back, what stands twice, what is added
** up. One walk over rows sorted by a hash for each question. */
#include "import/import_outlay.h"

#include <stdlib.h>

typedef struct Place2 {                           /* a row by what it is compared by */
    uint64_t key;
    size_t   row;
} Place2;

static int by_key(const void *a, const void *b) {
    const Place2 *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static uint64_t mix(uint64_t a, uint64_t b) {
    uint64_t h = (a ^ b * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

/* The rows that still stand, by a key; those whose key is 0 are left out. */
static size_t sorted(const OutlayRow *v, size_t n, uint64_t (*key)(const OutlayRow *), Place2 *to) {
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t k = v[i].state == OUTLAY_STANDS ? key(&v[i]) : 0;
        if (k) to[m++] = (Place2){k, i};
    }
    qsort(to, m, sizeof *to, by_key);
    return m;
}

static int64_t size_of(int64_t x) { return x < 0 ? -x : x; }

static uint64_t word_for_word(const OutlayRow *r) {
    return r->payment && r->number ? mix(mix(r->same, r->number), (uint64_t)(r->day * 7 + r->low)) | 1 : 0;
}

static uint64_t by_size(const OutlayRow *r) { return mix(r->same, (uint64_t)size_of(r->low)) | 1; }
static uint64_t by_group(const OutlayRow *r) { return r->payment ? r->group : 0; }

static void twice(OutlayRow *v, Place2 *p, size_t m) {
    for (size_t i = 0, first = 0; i < m; i++) {
        if (p[i].key != p[first].key) first = i;
        if (i == first) continue;
        v[p[i].row].state = OUTLAY_TWICE;
        v[p[i].row].into = p[first].row;
    }
}

enum { LOOKED_AT_MAX = 2000 };

static bool fits_back(const OutlayRow *taken, const OutlayRow *back) {
    return taken->state == OUTLAY_STANDS && taken->low == -back->low && taken->high == -back->high;
}

/* Of one key: each row below zero takes back the nearest one before it that still stands, else the nearest behind. */
static void take_back(OutlayRow *v, const Place2 *p, size_t m) {
    for (size_t i = 0; i < m; i++) {
        OutlayRow *r = &v[p[i].row];
        size_t     with = SIZE_MAX, looked = 0;
        if (r->low >= 0 || r->state != OUTLAY_STANDS) continue;
        for (size_t k = i; k-- > 0 && p[k].key == p[i].key && with == SIZE_MAX && looked++ < LOOKED_AT_MAX;) {
            if (fits_back(&v[p[k].row], r)) with = p[k].row;
        }
        for (size_t k = i + 1; k < m && p[k].key == p[i].key && with == SIZE_MAX; k++) {
            if (looked++ < LOOKED_AT_MAX && fits_back(&v[p[k].row], r)) with = p[k].row;
        }
        if (with == SIZE_MAX) continue;
        v[with].state = r->state = OUTLAY_TAKEN_BACK;
        v[with].into = p[i].row;
        r->into = with;
    }
}

/* Payments of one group become its first row; a group that is not above zero is below it altogether. */
static void add_up(OutlayRow *v, const Place2 *p, size_t m) {
    for (size_t from = 0, to; from < m; from = to) {
        int64_t low = 0, high = 0;
        for (to = from; to < m && p[to].key == p[from].key; to++) {
            low += v[p[to].row].low;
            high += v[p[to].row].high;
        }
        for (size_t i = from; i < to; i++) {
            OutlayRow *r = &v[p[i].row];
            r->into = p[from].row;
            r->state = low <= 0 ? OUTLAY_BELOW : i == from ? OUTLAY_STANDS : OUTLAY_ADDED;
        }
        if (low <= 0) continue;
        v[p[from].row].low = low;
        v[p[from].row].high = high;
    }
}

void outlay_settle(Arena *a, OutlayRow *v, size_t n) {
    Place2 *p = ARENA_ARRAY(a, Place2, n + 1);
    for (size_t i = 0; i < n; i++) {
        v[i].state = OUTLAY_STANDS;
        v[i].into = i;
    }
    twice(v, p, sorted(v, n, word_for_word, p));
    take_back(v, p, sorted(v, n, by_size, p));
    add_up(v, p, sorted(v, n, by_group, p));
    for (size_t i = 0; i < n; i++) {
        if (v[i].state == OUTLAY_STANDS && !v[i].payment && v[i].low < 0) v[i].state = OUTLAY_BELOW;
    }
}

/* ---- the file's own sums ----------------------------------------------------------------------------------------- */

void outlay_sum_row(OutlaySums *s, int64_t low, int64_t high) {
    s->all_low += low;
    s->all_high += high;
    s->part_low += low;
    s->part_high += high;
}

/* Of everything above, or of what stands since the sum before; a shekel aside, for sums are often rounded. */
void outlay_sum_total(OutlaySums *s, int64_t low, int64_t high) {
    enum { ROUNDED = 100 };
    bool all = high >= s->all_low - ROUNDED && low <= s->all_high + ROUNDED;
    bool part = high >= s->part_low - ROUNDED && low <= s->part_high + ROUNDED;
    s->totals++;
    s->agree += all || part;
    s->said = low;
    s->part_low = s->part_high = 0;
}

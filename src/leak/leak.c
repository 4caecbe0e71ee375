/* leak.c - what leaves, and what could be made here. */
#include "leak/leak.h"

#include <stdlib.h>

typedef __int128 Wide;

enum { MANY_SPENDERS = 5, MUCH_OF_ALL = 10 };

/* ---- sums -------------------------------------------------------------------------------------------------------- */

static bool in_range(const LeakFact *f, uint32_t categories) {
    return f->category < categories && f->low >= 0 && f->low <= f->high && f->high <= LEAK_AMOUNT_MAX &&
           !(f->inside & f->outside);
}

static void add_range(LeakRange *r, const LeakFact *f) {
    r->low += f->low;
    r->high += f->high;
}

static void add_fact(LeakRow *row, const LeakFact *f, uint64_t bit) {
    add_range(&row->spent, f);
    row->facts++;
    if (f->inside & bit) add_range(&row->stays, f);
    else if (f->outside & bit) add_range(&row->leaves, f);
    else {
        add_range(&row->unknown, f);
        row->unknown_facts++;
    }
}

/* A fact's category and spender as one number, to count each pair once. */
static int by_number(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void count_spenders(uint64_t *pair, size_t n, uint32_t categories, LeakRow *rows) {
    qsort(pair, n, sizeof *pair, by_number);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || pair[i] != pair[i - 1]) rows[pair[i] >> 32].spenders++;
    }
    for (size_t i = 0; i < n; i++) pair[i] &= UINT32_MAX;
    qsort(pair, n, sizeof *pair, by_number);
    for (size_t i = 0; i < n; i++) rows[categories].spenders += i == 0 || pair[i] != pair[i - 1];
}

bool leak_sum(Arena *a, const LeakFact *v, size_t n, uint32_t categories, unsigned d, LeakRow *ret_rows) {
    uint64_t *pair = ARENA_ARRAY(a, uint64_t, n + 1), bit = UINT64_C(1) << d % LEAK_DEFINITIONS_MAX;
    if (n > (size_t)(INT64_MAX / LEAK_AMOUNT_MAX)) return false;      /* no sum can be beyond 64 bits */
    for (uint32_t i = 0; i <= categories; i++) ret_rows[i] = (LeakRow){0};
    for (size_t i = 0; i < n; i++) {
        if (!in_range(&v[i], categories)) return false;
        add_fact(&ret_rows[v[i].category], &v[i], bit);
        add_fact(&ret_rows[categories], &v[i], bit);
        pair[i] = (uint64_t)v[i].category << 32 | v[i].spender;
    }
    if (n) count_spenders(pair, n, categories, ret_rows);
    return true;
}

/* ---- plugs ------------------------------------------------------------------------------------------------------- */

static int weight_of(LeakSkill s) {
    static const int WEIGHT[] = {0, LEAK_UNIT / 4, LEAK_UNIT * 3 / 4, LEAK_UNIT};
    return WEIGHT[s];
}

static int spare_of(const LeakMaker *m) { return m->spare == LEAK_SPARE_UNKNOWN ? LEAK_UNIT / 2 : m->spare; }

static int64_t worth(const LeakMaker *m) { return (int64_t)weight_of(m->skill) * spare_of(m); }

/* a before b: the more it is worth, then the smaller id. */
static bool better(const LeakMaker *a, const LeakMaker *b) {
    return worth(a) != worth(b) ? worth(a) > worth(b) : a->id < b->id;
}

static void take_maker(LeakPlug *p, const LeakMaker *v, uint32_t i) {
    enum { BEST = sizeof p->best / sizeof *p->best };
    const LeakMaker *m = &v[i];
    if (m->skill == LEAK_SKILL_NONE) return;
    p->makers++;
    if (m->skill == LEAK_SKILL_OFFERS) p->reasons |= LEAK_SOMEBODY_OFFERS;
    if (m->skill == LEAK_SKILL_SAME) p->reasons |= LEAK_SOMEBODY_SAME;
    if (m->spare > 0) p->reasons |= LEAK_SPARE_KNOWN;
    uint32_t at = p->bests;
    while (at > 0 && better(m, &v[p->best[at - 1]])) at--;
    if (at == BEST) return;
    if (p->bests < BEST) p->bests++;
    for (uint32_t k = p->bests - 1; k > at; k--) p->best[k] = p->best[k - 1];
    p->best[at] = i;
}

static void settle(LeakPlug *p, const LeakRow *row, const LeakRow *total, const LeakMaker *v) {
    int64_t all = leak_middle(total->leaves);
    if ((Wide)p->leaves * MUCH_OF_ALL >= all) p->reasons |= LEAK_MUCH_LEAVES;
    if (row->spenders >= MANY_SPENDERS) p->reasons |= LEAK_MANY_SPENDERS;
    if (!p->bests) {
        p->reasons |= LEAK_NOBODY;
        return;
    }
    const LeakMaker *m = &v[p->best[0]];
    if (m->spare == LEAK_SPARE_UNKNOWN) p->reasons |= LEAK_SPARE_ASK;
    p->score = (int64_t)((Wide)p->leaves * worth(m) / ((Wide)LEAK_UNIT * LEAK_UNIT));
}

static int by_score(const void *a, const void *b) {
    const LeakPlug *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    if (x->leaves != y->leaves) return x->leaves < y->leaves ? 1 : -1;
    return (x->category > y->category) - (x->category < y->category);
}

LeakPlug *leak_plugs(Arena *a, const LeakRow *rows, uint32_t categories, const LeakMaker *v, size_t n, size_t *ret_n) {
    LeakPlug *p = ARENA_ARRAY(a, LeakPlug, (size_t)categories + 1);
    size_t    found = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].category < categories) take_maker(&p[v[i].category], v, (uint32_t)i);
    }
    for (uint32_t k = 0; k < categories; k++) {
        LeakPlug one = p[k];
        one.category = k;
        one.leaves = leak_middle(rows[k].leaves);
        if (!rows[k].leaves.high) continue;
        settle(&one, &rows[k], &rows[categories], v);
        p[found++] = one;
    }
    qsort(p, found, sizeof *p, by_score);
    *ret_n = found;
    return p;
}

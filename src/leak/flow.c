/* flow.c - all rounds of spending at once. */
#include "leak/flow.h"

#include "base/check.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum {
    SWEEPS_MAX = 1000,                            /* in half the bytes, before what is left is reckoned in full */
    ROUNDS_MAX = 400,
    MARK_STEP = 8,                                /* of one changed flow: by how much the mark is lowered each time */
    CHANGES_EACH = 256,                           /* so many changes use the tolerance up, then all is swept again */
};

static const double HALF_DIGITS = 1e-5;
static const double UNIT = DBL_EPSILON / 2 * (1 + 1e-6);  /* of one rounding, with room for those of the bound itself */

/* ---- the table --------------------------------------------------------------------------------------------------- */

static FlowFlaw look(uint32_t n, const FlowEntry *v, size_t n_v) {
    if (n_v >= UINT32_MAX) return FLOW_OUTSIDE;
    for (size_t i = 0; i < n_v; i++) {
        if (v[i].to >= n || v[i].from >= n) return FLOW_OUTSIDE;
        if (!(v[i].part >= 0 && v[i].part <= 1)) return FLOW_PART;
    }
    return FLOW_FINE;
}

/* Entries in the order of (from, to): first by row, then by column, each by counting, which keeps the order before. */
static void sort_entries(Arena *a, FlowTable *t, const FlowEntry *v, size_t n_v) {
    uint32_t *row = ARENA_ARRAY(a, uint32_t, (size_t)t->n + 1), *by_row = ARENA_ARRAY(a, uint32_t, n_v + 1);
    for (uint32_t i = 0; i < n_v; i++) {
        row[v[i].to + 1]++;
        t->first[v[i].from + 1]++;
        t->terms[v[i].to]++;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        row[i + 1] += row[i];
        t->first[i + 1] += t->first[i];
    }
    for (uint32_t i = 0; i < n_v; i++) by_row[row[v[i].to]++] = i;
    uint32_t *at = memcpy(row, t->first, ((size_t)t->n + 1) * sizeof *row);
    for (uint32_t k = 0; k < n_v; k++) {
        const FlowEntry *e = &v[by_row[k]];
        uint32_t i = at[e->from]++;
        t->to[i] = e->to;
        t->part[i] = e->part;
        t->half[i] = (FlowHalf){e->to, (float)e->part};
    }
}

/* The sum of a column, upward, and what its rows may round. */
static void column_sums(FlowTable *t, uint32_t j) {
    double sum = 0, doubt = 0;
    uint32_t from = t->first[j], until = t->first[j + 1];
    for (uint32_t i = from; i < until; i++) {
        sum += t->part[i];
        doubt += t->part[i] * (double)(t->terms[t->to[i]] + 3);
    }
    t->kept[j] = sum * (1 + (double)(until - from) * UNIT);
    t->doubt[j] = doubt * (1 + (double)(until - from + 2) * UNIT);
}

FlowFlaw flow_make(Arena *a, uint32_t n, const FlowEntry *v, size_t n_v, FlowTable *ret_t) {
    FlowFlaw flaw = look(n, v, n_v);
    if (flaw != FLOW_FINE) return flaw;
    FlowTable t = {.n = n, .entries = n_v, .first = ARENA_ARRAY(a, uint32_t, (size_t)n + 1),
                   .to = ARENA_ARRAY(a, uint32_t, n_v + 1), .part = ARENA_ARRAY(a, double, n_v + 1),
                   .half = ARENA_ARRAY(a, FlowHalf, n_v + 1), .kept = ARENA_ARRAY(a, double, (size_t)n + 1),
                   .terms = ARENA_ARRAY(a, uint32_t, (size_t)n + 1), .doubt = ARENA_ARRAY(a, double, (size_t)n + 1)};
    sort_entries(a, &t, v, n_v);
    for (uint32_t j = 0; j < n; j++) {
        for (size_t i = t.first[j] + 1; i < t.first[j + 1]; i++) {
            if (t.to[i] == t.to[i - 1]) return FLOW_TWICE;
        }
        column_sums(&t, j);
        if (!(t.kept[j] < 1)) return FLOW_CLOSED;
        if (t.kept[j] > t.most) t.most = t.kept[j];
    }
    *ret_t = t;
    return FLOW_FINE;
}

/* ---- the spread: columns are pushed to where they go ------------------------------------------------------------- */

/* Half the bytes can tell a number to about seven digits: as far as a sweep over them is worth its time. */
static double worth(double start, double tolerance) {
    return tolerance > start * HALF_DIGITS ? tolerance : start * HALF_DIGITS;
}

/* x += what (I - A) z = left says z is, roughly: sweeps in half the bytes over a copy of what is left. Each member in
** turn takes what is left for it and pushes it on, so that those behind it take that as well. */
static int sweep_spread(const FlowTable *t, FlowSpread *s, float *rest, float *z) {
    const FlowHalf *half = t->half;
    double          taken = INFINITY, enough = worth(s->sum_left, s->tolerance / 2);
    int             sweep = 0;
    for (uint32_t i = 0; i < t->n; i++) rest[i] = (float)s->left[i];
    memset(z, 0, (size_t)t->n * sizeof *z);
    for (; sweep < SWEEPS_MAX && taken > enough; sweep++) {
        taken = 0;
        for (uint32_t j = 0; j < t->n; j++) {
            float take = rest[j];
            rest[j] = 0;
            z[j] += take;
            taken += (double)fabsf(take);
            for (uint32_t i = t->first[j]; i < t->first[j + 1]; i++) rest[half[i].to] += half[i].part * take;
        }
    }
    for (uint32_t i = 0; i < t->n; i++) s->x[i] += (double)(z[i] + rest[i]);
    return sweep;
}

/* left = d + A x - x in full, its sum, and by how much rounding can have changed that. */
static void leave_spread(const FlowTable *t, FlowSpread *s) {
    const double *d = s->d;
    double        sum = 0, doubt = 0;
    for (uint32_t i = 0; i < t->n; i++) s->left[i] = d[i] - s->x[i];
    for (uint32_t j = 0; j < t->n; j++) {
        double x = s->x[j];
        for (uint32_t i = t->first[j]; i < t->first[j + 1]; i++) s->left[t->to[i]] += t->part[i] * x;
    }
    for (uint32_t i = 0; i < t->n; i++) {
        sum += fabs(s->left[i]);
        doubt += (fabs(d[i]) + fabs(s->x[i])) * (double)(t->terms[i] + 3) + fabs(s->x[i]) * t->doubt[i];
    }
    double adding = 1 + ((double)t->n + 8) * UNIT;            /* these sums are rounded too */
    s->sum_left = sum * adding;
    s->rounded = doubt * UNIT * adding;
}

static void bound_spread(const FlowTable *t, FlowSpread *s) {
    s->bound = (s->sum_left + s->rounded) / (1 - t->most) * (1 + 4 * UNIT);
}

/* Sweeps until the tolerance is reached, or as far as the machine can tell. */
static void go_on(const FlowTable *t, Arena *a, FlowSpread *s) {
    float *rest = ARENA_ARRAY(a, float, (size_t)t->n + 1), *z = ARENA_ARRAY(a, float, (size_t)t->n + 1);
    double before = INFINITY;
    leave_spread(t, s);
    for (int round = 0; round < ROUNDS_MAX && s->sum_left > s->tolerance / 2 && s->sum_left < before; round++) {
        before = s->sum_left;
        s->sweeps += sweep_spread(t, s, rest, z);
        leave_spread(t, s);
    }
}

void flow_spread(const FlowTable *t, Arena *a, const double *d, double tolerance, FlowSpread *ret_s) {
    size_t     n = (size_t)t->n + 1;
    FlowSpread s = {.d = d, .x = ARENA_ARRAY(a, double, n), .left = ARENA_ARRAY(a, double, n), .tolerance = tolerance,
                    .ring = ARENA_ARRAY(a, uint32_t, n), .touched = ARENA_ARRAY(a, uint32_t, n),
                    .flags = ARENA_ARRAY(a, uint8_t, n)};
    go_on(t, a, &s);
    bound_spread(t, &s);
    *ret_s = s;
}

/* ---- one changed flow -------------------------------------------------------------------------------------------- */

/* Those with more left over than a mark wait in a ring of n places, each at most once; whoever got anything since the
** change is remembered, to be looked at again under a lower mark. */
enum { IN_RING = 1, TOUCHED = 2 };
typedef struct Waiting {
    uint32_t at, count, touched;
    double   mark;
} Waiting;

static void wait_for(FlowSpread *s, Waiting *w, uint32_t n, uint32_t i) {
    if (fabs(s->left[i]) <= w->mark || (s->flags[i] & IN_RING)) return;
    uint32_t end = w->at + w->count++;
    s->ring[end < n ? end : end - n] = i;
    s->flags[i] |= IN_RING;
}

/* Adds to what is left for one. */
static void leave(FlowSpread *s, Waiting *w, uint32_t i, double v) {
    double was = s->left[i], is = was + v;
    s->left[i] = is;
    s->sum_left += fabs(is) - fabs(was);
    s->rounded += UNIT * (fabs(is) + fabs(v));
    if (!(s->flags[i] & TOUCHED)) {
        s->flags[i] |= TOUCHED;
        s->touched[w->touched++] = i;
    }
}

static void push(const FlowTable *t, FlowSpread *s, Waiting *w, uint32_t j) {
    double v = s->left[j], edges = (double)(t->first[j + 1] - t->first[j]);
    s->rounded += 2 * UNIT * (edges + 2) * s->sum_left;       /* of the sum itself, which only falls */
    s->sum_left -= fabs(v);
    s->left[j] = 0;
    s->x[j] += v;
    s->rounded += 2 * UNIT * fabs(s->x[j]);
    for (uint32_t i = t->first[j]; i < t->first[j + 1]; i++) {
        leave(s, w, t->to[i], t->part[i] * v);
        wait_for(s, w, t->n, t->to[i]);
    }
}

/* Pushes on what is left over where the change was, and what follows from it, the largest first, nearly: all that are
** above a mark, then with a lower mark. Ends when no more than `goal` is left over of all. */
static void settle(const FlowTable *t, FlowSpread *s, Waiting *w, double goal) {
    double lowest = (goal - s->sum_left + w->mark) / (2 * ((double)t->n + 1));
    while (s->sum_left > goal && w->mark > lowest) {
        w->mark /= MARK_STEP;
        for (uint32_t k = 0; k < w->touched; k++) wait_for(s, w, t->n, s->touched[k]);
        while (w->count && s->sum_left > goal) {
            uint32_t j = s->ring[w->at];
            w->at = w->at + 1 < t->n ? w->at + 1 : 0;
            w->count--;
            s->flags[j] &= (uint8_t)~IN_RING;
            push(t, s, w, j);
        }
    }
    for (uint32_t k = 0; k < w->touched; k++) s->flags[s->touched[k]] = 0;
}

FlowFlaw flow_change(FlowTable *t, Arena *a, FlowSpread *s, const FlowEntry *e) {
    uint32_t to = e->to, from = e->from;
    double   part = e->part;
    FlowFlaw flaw = look(t->n, e, 1);
    if (flaw != FLOW_FINE) return flaw;
    uint32_t lo = t->first[from], hi = t->first[from + 1];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (t->to[mid] < to) lo = mid + 1;
        else hi = mid;
    }
    if (lo == t->first[from + 1] || t->to[lo] != to) return FLOW_MISSING;
    double was = t->part[lo], kept = t->kept[from];
    t->part[lo] = part;
    column_sums(t, from);
    if (!(t->kept[from] < 1)) {
        t->part[lo] = was;
        column_sums(t, from);
        return FLOW_CLOSED;
    }
    t->half[lo].part = (float)part;
    if (t->kept[from] >= t->most) t->most = t->kept[from];
    else if (kept >= t->most) {
        t->most = 0;
        for (uint32_t j = 0; j < t->n; j++) t->most = t->kept[j] > t->most ? t->kept[j] : t->most;
    }
    double goal = s->sum_left + s->tolerance / CHANGES_EACH;
    Waiting w = {0};
    leave(s, &w, to, (part - was) * s->x[from]);
    s->rounded += UNIT * (3 * (part + was) * fabs(s->x[from]) + 2 * s->sum_left);
    w.mark = fabs(s->left[to]);
    settle(t, s, &w, goal);
    if (s->sum_left > s->tolerance) go_on(t, a, s);
    bound_spread(t, s);
    return FLOW_FINE;
}

/* ---- multipliers: columns are gathered --------------------------------------------------------------------------- */

/* m += what z = left + A' z says z is, roughly. `off`: the largest of what is left. */
typedef struct Gather {
    float  *rest, *z;
    double *left, off, tolerance;
} Gather;

static int sweep_multipliers(const FlowTable *t, const Gather *g, double *m) {
    const FlowHalf *half = t->half;
    float           moved = INFINITY, enough = (float)worth(g->off, g->tolerance);
    int             sweep = 0;
    for (uint32_t j = 0; j < t->n; j++) g->z[j] = g->rest[j] = (float)g->left[j];
    for (; sweep < SWEEPS_MAX && moved > enough; sweep++) {
        moved = 0;
        for (uint32_t j = 0; j < t->n; j++) {
            float sum = g->rest[j];
            for (uint32_t i = t->first[j]; i < t->first[j + 1]; i++) sum += half[i].part * g->z[half[i].to];
            float by = fabsf(sum - g->z[j]);
            moved = by > moved ? by : moved;
            g->z[j] = sum;
        }
    }
    for (uint32_t j = 0; j < t->n; j++) m[j] += (double)g->z[j];
    return sweep;
}

/* left = 1 + A' m - m; the largest of it, and the largest that it may be without rounding. */
static double leave_multipliers(const FlowTable *t, const double *m, double *left, double *ret_surely) {
    double largest = 0, surely = 0;
    for (uint32_t j = 0; j < t->n; j++) {
        double sum = 1;
        uint32_t from = t->first[j], until = t->first[j + 1];
        for (uint32_t i = from; i < until; i++) sum += t->part[i] * m[t->to[i]];
        left[j] = sum - m[j];
        double off = fabs(left[j]), most = off + (double)(until - from + 3) * UNIT * (sum + fabs(m[j]));
        largest = off > largest ? off : largest;
        surely = most > surely ? most : surely;
    }
    *ret_surely = surely;
    return largest;
}

int flow_multipliers(const FlowTable *t, Arena *a, double tolerance, double *ret_m, double *ret_bound) {
    size_t n = (size_t)t->n + 1;
    Gather g = {.rest = ARENA_ARRAY(a, float, n), .z = ARENA_ARRAY(a, float, n), .left = ARENA_ARRAY(a, double, n),
                .tolerance = tolerance};
    double before = INFINITY, surely;
    int    sweeps = 0;
    for (uint32_t j = 0; j < t->n; j++) ret_m[j] = 0;
    g.off = leave_multipliers(t, ret_m, g.left, &surely);
    for (int round = 0; round < ROUNDS_MAX && g.off > tolerance && g.off < before; round++) {
        before = g.off;
        sweeps += sweep_multipliers(t, &g, ret_m);
        g.off = leave_multipliers(t, ret_m, g.left, &surely);
    }
    *ret_bound = surely / (1 - t->most) * (1 + 4 * UNIT);
    return sweeps;
}

/* multiplier.c - all rounds of spending in a table of sectors by place, against plain sparse iteration.
**
** 100,000 members, 10 entries a column: three fifths of them at few who sell to everybody (heavy-tailed rows), the rest
** within 500 neighbours; a member keeps 20 to 85 parts of a hundred in the table. Asked is the spread of a random
** spending, and the multiplier of every member. The reference is plain iteration y <- b + M y in double, over rows and
** over columns of the same table, the faster of the two, until it moves by less than 1e-12 of b (of the multipliers:
** each by less than 1e-12); ours goes on until no more than that is left over, and adds its bound. Then one flow at a
** time is changed, and what follows is pushed on until the bound is a few millionths of what was spent. The last
** changed state is held against a whole reckoning of the table.
**
** multiplier [n] */
#include "base/check.h"
#include "base/rand.h"
#include "leak/flow.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double CHANGE_TOLERANCE = 1e-6;

enum { EACH = 10, BLOCK = 500, TIMES = 7, CHANGES = 2000 };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double uniform(Rng *r) { return (double)(rng_next(r) >> 11) * 0x1p-53; }

static uint32_t somebody(Rng *r, uint32_t n, uint32_t j) {
    if (rng_below(r, 5) < 3) return (uint32_t)((double)n * pow(uniform(r), 2.5)) % n;
    return (j / BLOCK * BLOCK + (uint32_t)rng_below(r, BLOCK)) % n;
}

static void invent(Rng *r, uint32_t n, FlowEntry *v) {
    for (uint32_t j = 0; j < n; j++) {
        FlowEntry *e = v + (size_t)j * EACH;
        double sum = 0, kept = 0.2 + 0.65 * uniform(r);
        for (int k = 0; k < EACH;) {
            uint32_t i = somebody(r, n, j);
            bool     known = false;
            for (int o = 0; o < k; o++) known = known || e[o].to == i;
            if (known) continue;
            e[k] = (FlowEntry){i, j, -log(uniform(r) + 1e-12)};
            sum += e[k++].part;
        }
        for (int k = 0; k < EACH; k++) e[k].part *= kept / sum;
    }
}

/* ---- the reference ----------------------------------------------------------------------------------------------- */

/* The same table by rows. */
typedef struct Rows {
    uint32_t *first, *at;
    double   *part;
} Rows;

static Rows turn(const FlowTable *t, Arena *a) {
    Rows r = {ARENA_ARRAY(a, uint32_t, (size_t)t->n + 2), ARENA_ARRAY(a, uint32_t, t->entries),
              ARENA_ARRAY(a, double, t->entries)};
    for (size_t i = 0; i < t->entries; i++) r.first[t->to[i] + 2]++;
    for (uint32_t i = 0; i < t->n; i++) r.first[i + 2] += r.first[i + 1];
    for (uint32_t j = 0; j < t->n; j++) {
        for (uint32_t i = t->first[j]; i < t->first[j + 1]; i++) {
            uint32_t k = r.first[t->to[i] + 1]++;
            r.at[k] = j;
            r.part[k] = t->part[i];
        }
    }
    return r;
}

/* y <- b + M y, where M's rows are gathered, or its columns pushed; until it moves by less than `tolerance` of b. */
typedef struct Plain {
    uint32_t        n;
    const uint32_t *first, *at;
    const double   *part, *b;
    bool            push, each;                   /* each: the largest counts, else the sum */
} Plain;

static void plain_round(const Plain *p, const double *y, double *next) {
    if (p->push) memcpy(next, p->b, p->n * sizeof *next);
    for (uint32_t i = 0; i < p->n; i++) {
        double sum = p->push ? 0 : p->b[i], v = y[i];
        if (p->push) {
            for (uint32_t e = p->first[i]; e < p->first[i + 1]; e++) next[p->at[e]] += p->part[e] * v;
        } else {
            for (uint32_t e = p->first[i]; e < p->first[i + 1]; e++) sum += p->part[e] * y[p->at[e]];
            next[i] = sum;
        }
    }
}

static double plain(const Plain *p, double tolerance, double *y, double *next) {
    double start = seconds(), moved, largest, all = 0;
    for (uint32_t i = 0; i < p->n; i++) all += fabs(y[i] = p->b[i]);
    do {
        moved = largest = 0;
        plain_round(p, y, next);
        for (uint32_t i = 0; i < p->n; i++) {
            double by = fabs(next[i] - y[i]);
            moved += by;
            largest = by > largest ? by : largest;
        }
        memcpy(y, next, p->n * sizeof *y);
    } while (p->each ? largest > tolerance : moved > tolerance * all);
    return seconds() - start;
}

/* ---- both sides, in turns ---------------------------------------------------------------------------------------- */

typedef struct Table {
    FlowTable  t;
    FlowSpread s;
    Rows       rows;
    double    *d, *ones, *m, *y, *next;
    double     sum, m_bound;
    int        m_sweeps;
} Table;

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double middle(double *v, size_t n) {
    qsort(v, n, sizeof *v, by_size);
    return v[n / 2];
}

static double plain_both(Table *x, bool spread) {
    const FlowTable *t = &x->t;
    Plain columns = {t->n, t->first, t->to, t->part, spread ? x->d : x->ones, spread, !spread};
    Plain rows = {t->n, x->rows.first, x->rows.at, x->rows.part, columns.b, !spread, !spread};
    double one = plain(&columns, 1e-12, x->y, x->next), other = plain(&rows, 1e-12, x->y, x->next);
    return one < other ? one : other;
}

static double run_both(Table *x, Arena *a, bool spread, double *ret_reference) {
    double ours[TIMES], theirs[TIMES];
    for (int k = 0; k < TIMES; k++) {
        theirs[k] = plain_both(x, spread) * 1e3;
        double start = seconds(), off = 0, scale = 0;
        arena_reset(a);
        if (spread) flow_spread(&x->t, a, x->d, 2e-12 * x->sum, &x->s);
        else x->m_sweeps = flow_multipliers(&x->t, a, 1e-12, x->m, &x->m_bound);
        ours[k] = (seconds() - start) * 1e3;
        const double *v = spread ? x->s.x : x->m;
        for (uint32_t i = 0; i < x->t.n; i++) {
            off += fabs(v[i] - x->y[i]);
            scale += v[i];
        }
        CHECK(off < 1e-10 * scale);
    }
    *ret_reference = middle(theirs, TIMES);
    return middle(ours, TIMES);
}

static double change_many(Table *x, Arena *a, Rng *r, double *ret_far) {
    double *ms = ARENA_ARRAY(a, double, CHANGES), off = 0;
    x->s.tolerance = CHANGE_TOLERANCE * x->sum;
    for (int k = 0; k < CHANGES; k++) {
        uint32_t j = (uint32_t)rng_below(r, x->t.n);
        uint32_t i = x->t.first[j] + (uint32_t)rng_below(r, EACH);
        double   start;
        FlowEntry e = {x->t.to[i], j, x->t.part[i] * uniform(r)};
        start = seconds();
        CHECK(flow_change(&x->t, a, &x->s, &e) == FLOW_FINE);
        ms[k] = (seconds() - start) * 1e3;
    }
    double middle_ms = middle(ms, CHANGES);
    *ret_far = ms[(size_t)CHANGES * 99 / 100];
    FlowSpread whole;
    flow_spread(&x->t, a, x->d, 2e-12 * x->sum, &whole);
    for (uint32_t i = 0; i < x->t.n; i++) off += fabs(whole.x[i] - x->s.x[i]);
    printf("%d flows changed one by one: off by %.1e of what was spent, the two bounds together %.1e\n", CHANGES,
           off / x->sum, (whole.bound + x->s.bound) / x->sum);
    CHECK(off <= whole.bound + x->s.bound);
    return middle_ms;
}

int main(int argc, char **argv) {
    int64_t n = 100000;
    if (argc > 1 && (!str_int(str_of(argv[1]), &n) || n < 1000 || n > 10000000)) return 2;
    Arena keep, a;
    Rng   r;
    Table x = {0};
    arena_init(&keep, (size_t)n * 1000);
    arena_init(&a, (size_t)n * 100);
    rng_seed(&r, 1);
    FlowEntry *v = ARENA_ARRAY(&keep, FlowEntry, (size_t)n * EACH);
    invent(&r, (uint32_t)n, v);
    CHECK(flow_make(&keep, (uint32_t)n, v, (size_t)n * EACH, &x.t) == FLOW_FINE);
    x.rows = turn(&x.t, &keep);
    double **const arrays[] = {&x.d, &x.ones, &x.m, &x.y, &x.next};
    for (int i = 0; i < 5; i++) *arrays[i] = ARENA_ARRAY(&keep, double, (size_t)n);
    for (int64_t i = 0; i < n; i++) {
        x.ones[i] = 1;
        x.sum += x.d[i] = 1000 * uniform(&r);
    }
    double ours[2], theirs[2], far;
    ours[0] = run_both(&x, &a, false, &theirs[0]);
    ours[1] = run_both(&x, &a, true, &theirs[1]);
    printf("%lld members, %zu entries, the most that one keeps %.4f\n", (long long)n, x.t.entries, x.t.most);
    printf("multipliers %.1f ms, plain %.1f ms, %.2f times; every one within %.1e, %d sweeps\n", ours[0],
           theirs[0], theirs[0] / ours[0], x.m_bound, x.m_sweeps);
    printf("spread %.1f ms, plain %.1f ms, %.2f times; all together within %.1e of what was spent, %d sweeps\n",
           ours[1], theirs[1], theirs[1] / ours[1], x.s.bound / x.sum, x.s.sweeps);
    double one = change_many(&x, &a, &r, &far);
    printf("one changed flow %.3f ms in the middle (bar 1 ms), p99 %.3f ms: flows between the largest reach all\n",
           one, far);
    int worse = theirs[1] / ours[1] < theirs[0] / ours[0];
    double ratio = theirs[worse] / ours[worse];
    printf("multiplier value=%.1fms reference=%.1fms ratio=%.2f bar=1 %s\n", ours[worse], theirs[worse], ratio,
           ratio >= 1 && one <= 1 ? "holds" : "falls-short");
    arena_release(&a);
    arena_release(&keep);
    return 0;
}

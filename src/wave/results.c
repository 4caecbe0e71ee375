/* results.c - sums over cases: which group a case counts in, what is made of its answers, and what is shown. */
#include "wave/wave_page.h"

#include "base/cells.h"

#include <math.h>

/* The changes of one group that a median is made of. */
typedef struct Changes {
    double *turnover, *income;
} Changes;

static size_t group_of(ResultTable *t, int64_t key) {
    for (size_t i = 0; i < t->n; i++) {
        if (t->groups[i].key == key) return i;
    }
    if (t->n == RESULT_GROUPS_MAX) return group_of(t, RESULT_OTHERS);
    bool full = t->n == RESULT_GROUPS_MAX - 1;    /* the last place is for all others */
    t->groups[t->n] = (ResultGroup){.key = full ? RESULT_OTHERS : key};
    return t->n++;
}

static void add_pair(Figure *f, double now, double base) {
    if (isnan(now) || isnan(base)) return;
    f->n++;
    f->value += now;
    f->base += base;
    f->kept += fmin(now, base);
}

/* How many feel surer than at the beginning. */
static void add_level(Figure *f, int now, int base) {
    if (!now || !base) return;
    f->n++;
    f->value += now > base;
}

static void add_change(Figure *f, double *changes, double now, double base) {
    if (isnan(now) || isnan(base) || base <= 0) return;
    changes[f->n++] = (now - base) / base * 100;
}

static void add_row(ResultGroup *g, Changes *ch, const ResultRow *row) {
    g->f[FIG_DUE].n++;
    if (!row->answered) return;
    g->f[FIG_ANSWERED].n++;
    if (row->life) {
        g->f[FIG_ALIVE].n++;
        g->f[FIG_ALIVE].value += row->life != BUSINESS_LIFE_CLOSED;
    }
    add_pair(&g->f[FIG_JOBS], row->jobs, row->jobs_base);
    add_pair(&g->f[FIG_LOCAL], row->local, row->local_base);
    add_change(&g->f[FIG_TURNOVER], ch->turnover, row->turnover, row->turnover_base);
    add_change(&g->f[FIG_INCOME], ch->income, row->income, row->income_base);
    add_level(&g->f[FIG_LEVEL], row->level, row->level_base);
}

static void finish(ResultGroup *g, Changes *ch) {
    Figure *f = g->f;
    if (f[FIG_ALIVE].n) f[FIG_ALIVE].value = 100 * f[FIG_ALIVE].value / (double)f[FIG_ALIVE].n;
    if (f[FIG_LEVEL].n) f[FIG_LEVEL].value = 100 * f[FIG_LEVEL].value / (double)f[FIG_LEVEL].n;
    if (f[FIG_TURNOVER].n) f[FIG_TURNOVER].value = cells_median(ch->turnover, (size_t)f[FIG_TURNOVER].n);
    if (f[FIG_INCOME].n) f[FIG_INCOME].value = cells_median(ch->income, (size_t)f[FIG_INCOME].n);
    for (int i = 0; i < FIG_N; i++) f[i].known = f[i].n > 0;
}

static void mark(Arena *a, ResultTable *t) {
    int64_t *n = ARENA_ARRAY(a, int64_t, t->n + 1);
    bool    *hidden = ARENA_ARRAY(a, bool, t->n + 1);
    for (int k = 0; k < FIG_N; k++) {
        for (size_t i = 0; i < t->n; i++) n[i] = t->groups[i].f[k].n;
        t->total.f[k].shown = cells_hide(n, t->n, hidden);
        for (size_t i = 0; i < t->n; i++) t->groups[i].f[k].shown = !hidden[i];
    }
}

void results_table(Arena *a, const ResultRow *rows, size_t n, ResultKey key, ResultTable *ret_table) {
    ResultTable *t = ret_table;
    size_t  *room = ARENA_ARRAY(a, size_t, RESULT_GROUPS_MAX);
    t->groups = ARENA_ARRAY(a, ResultGroup, RESULT_GROUPS_MAX);
    t->n = 0;
    for (size_t i = 0; i < n; i++) room[group_of(t, key(&rows[i]))]++;
    size_t   groups = t->n;
    Changes *ch = ARENA_ARRAY(a, Changes, groups + 1), all;
    for (size_t i = 0; i < groups; i++) {
        ch[i].turnover = ARENA_ARRAY(a, double, room[i] + 1);
        ch[i].income = ARENA_ARRAY(a, double, room[i] + 1);
    }
    all.turnover = ARENA_ARRAY(a, double, n + 1);
    all.income = ARENA_ARRAY(a, double, n + 1);
    t->total = (ResultGroup){0};
    for (size_t i = 0; i < n; i++) {
        size_t g = group_of(t, key(&rows[i]));
        add_row(&t->groups[g], &ch[g], &rows[i]);
        add_row(&t->total, &all, &rows[i]);
    }
    for (size_t i = 0; i < groups; i++) finish(&t->groups[i], &ch[i]);
    finish(&t->total, &all);
    mark(a, t);
}

bool results_split(const ResultRow *rows, size_t n, ResultChoice of, int choices, int64_t *ret_n, bool *ret_hidden) {
    for (int i = 0; i <= choices; i++) ret_n[i] = 0;
    for (size_t i = 0; i < n; i++) {
        int choice = rows[i].answered ? of(&rows[i]) : -1;
        if (choice >= 0 && choice <= choices) ret_n[choice]++;
    }
    return cells_hide(ret_n, (size_t)choices + 1, ret_hidden);
}

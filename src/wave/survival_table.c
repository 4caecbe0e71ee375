/* survival_table.c - survival by groups: who counts where, and what is shown. Pure. */
#include "wave/survival_page.h"

#include "base/cells.h"

static size_t group_of(SurvivalTable *t, int64_t key) {
    for (size_t i = 0; i < t->n; i++) {
        if (t->groups[i].key == key) return i;
    }
    if (t->n == SURVIVAL_GROUPS_MAX) return group_of(t, SURVIVAL_OTHERS);
    bool full = t->n == SURVIVAL_GROUPS_MAX - 1;
    t->groups[t->n] = (SurvivalGroup){.key = full ? SURVIVAL_OTHERS : key};
    return t->n++;
}

/* What is known is hidden where it is little; how many there are at all, where they are few or somebody is hidden. */
static void mark(Arena *a, SurvivalTable *t, int h) {
    int64_t *n = ARENA_ARRAY(a, int64_t, t->n + 1);
    bool    *hidden = ARENA_ARRAY(a, bool, t->n + 1);
    for (size_t i = 0; i < t->n; i++) n[i] = survival_known(&t->groups[i].sum[h]);
    t->total.shown[h] = cells_hide(n, t->n, hidden);
    for (size_t i = 0; i < t->n; i++) t->groups[i].shown[h] = !hidden[i];
    for (size_t i = 0; i < t->n; i++) n[i] = survival_due(&t->groups[i].sum[h]);
    t->total.due_shown[h] = cells_hide(n, t->n, hidden);
    for (size_t i = 0; i < t->n; i++) t->groups[i].due_shown[h] = !hidden[i];
}

void survival_table(Arena *a, const SurvivalRow *rows, size_t n, bool by_trade, SurvivalTable *ret_t) {
    *ret_t = (SurvivalTable){.groups = ARENA_ARRAY(a, SurvivalGroup, SURVIVAL_GROUPS_MAX)};
    for (size_t i = 0; i < n; i++) {
        SurvivalGroup *g = &ret_t->groups[group_of(ret_t, by_trade ? rows[i].trade : rows[i].unit)];
        for (int h = 0; h < HORIZONS; h++) {
            g->sum[h].n[rows[i].at[h]]++;
            ret_t->total.sum[h].n[rows[i].at[h]]++;
        }
    }
    for (int h = 0; h < HORIZONS; h++) mark(a, ret_t, h);
}

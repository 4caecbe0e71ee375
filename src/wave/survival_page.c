/* survival_page.c - who is still there one, three and five years after the first help, in sums without names, beside
** what others have counted. */
#include "wave/survival_page.h"

#include "actor/actor.h"
#include "base/cells.h"
#include "lang/show.h"

static const TextKey AFTER[HORIZONS] = {T_RESULTS_AFTER_1, T_RESULTS_AFTER_3, T_RESULTS_AFTER_5};
static const int     OUTSIDE[HORIZONS] = {BENCHMARK_WHAT_SURVIVAL_1, BENCHMARK_WHAT_SURVIVAL_3,
                                          BENCHMARK_WHAT_SURVIVAL_5};

static Str number(Ctx *c, int64_t n) {
    Buf b;
    buf_init(&b, 100);
    plain_number(&b, &c->reader, n);
    return buf_keep(c->arena, &b);
}

static Str said(Ctx *c, TextKey key, int64_t n, int64_t of) {
    return tr_str(c->arena, &c->reader, key, (TrArg[]){TR_ARG("of", number(c, of)), TR_N("n", n)}, 2);
}

static SurvivalCell cell_of(Ctx *c, const SurvivalGroup *g, int h) {
    int64_t known = survival_known(&g->sum[h]), due = survival_due(&g->sum[h]);
    SurvivalCell v = {.label = AFTER[h], .hidden = !g->shown[h], .due = due > 0};
    if (v.hidden) return v;
    if (known) v.percent = arena_printf(c->arena, "\xE2\x81\xA6%d%%\xE2\x81\xA9", survival_percent(&g->sum[h]));
    if (g->due_shown[h] && due) v.known = said(c, T_RESULTS_KNOWN_OF, known, due);
    return v;
}

static SurvivalLine line_of(Ctx *c, const SurvivalGroup *g, Str name, bool total) {
    SurvivalLine line = {.name = name, .total = total, .cells_n = HORIZONS};
    for (int h = 0; h < HORIZONS; h++) line.cells[h] = cell_of(c, g, h);
    return line;
}

void results_nav(Buf *b, const Page *pg, int at) {
    ResultNav v = {at == 0, at == 1, at == 2};
    results_nav_html(b, pg, &v);
}

/* ---- by place and field ------------------------------------------------------------------------------------------ */

static int group_order(const void *a, const void *b) {
    int64_t x = ((const SurvivalGroup *)a)->key, y = ((const SurvivalGroup *)b)->key;
    return (x > y) - (x < y);
}

static Fault names_of(Ctx *c, bool by_trade, const SurvivalTable *t, Str *names) {
    Id *ids = ARENA_ARRAY(c->arena, Id, t->n + 1);
    for (size_t i = 0; i < t->n; i++) ids[i] = t->groups[i].key;
    if (!by_trade) TRY(ent_labels(c, ids, t->n, names));
    for (size_t i = 0; i < t->n; i++) {
        int64_t k = t->groups[i].key;
        if (by_trade && k > 0) names[i] = tr(c->reader.lang, choice_label(&trade_group_choices, (int)k));
        if (!names[i].n) names[i] = tr(c->reader.lang, T_RESULTS_NO_GROUP);
    }
    return OK;
}

/* That a group with nothing to show is there at all is not told either. */
static bool any_shown(const SurvivalGroup *g) {
    for (int h = 0; h < HORIZONS; h++) {
        if (g->shown[h] && g->due_shown[h] && survival_due(&g->sum[h])) return true;
    }
    return false;
}

static Fault sheet_of(Ctx *c, const SurvivalRow *rows, size_t n, bool by_trade, SurvivalSheet *s) {
    SurvivalTable t;
    survival_table(c->arena, rows, n, by_trade, &t);
    qsort(t.groups, t.n, sizeof *t.groups, group_order);
    Str *names = ARENA_ARRAY(c->arena, Str, t.n + 1);
    TRY(names_of(c, by_trade, &t, names));
    *s = (SurvivalSheet){.title = by_trade ? T_RESULTS_BY_TRADE : T_RESULTS_BY_PLACE,
                         .rows = ARENA_ARRAY(c->arena, SurvivalLine, t.n + 2)};
    bool small = false;
    for (size_t i = 0; i < t.n; i++) {
        if (any_shown(&t.groups[i])) s->rows[s->rows_n++] = line_of(c, &t.groups[i], names[i], false);
        else small = true;
    }
    Str rest = tr(c->reader.lang, T_RESULTS_TOO_SMALL);
    if (small) s->rows[s->rows_n++] = line_of(c, &(SurvivalGroup){0}, rest, false);
    s->rows[s->rows_n++] = line_of(c, &t.total, tr(c->reader.lang, T_RESULTS_ALL), true);
    return OK;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

/* Of those known, how many are elsewhere and how many have closed: unless a number of that row would tell somebody. */
static void parts_of(Ctx *c, const SurvivalSum *s, SurvivalFigure *f) {
    int64_t n[] = {s->n[SURVIVAL_THERE], s->n[SURVIVAL_MOVED], s->n[SURVIVAL_CLOSED]};
    bool hidden[3];
    if (!cells_hide(n, 3, hidden)) return;
    if (!hidden[1] && n[1]) f->moved = said(c, T_RESULTS_MOVED_OF, n[1], survival_known(s));
    if (!hidden[2] && n[2]) f->closed = said(c, T_RESULTS_CLOSED_OF, n[2], survival_known(s));
}

static Fault figures_of(Ctx *c, const SurvivalRow *rows, size_t n, SurvivalView *v) {
    SurvivalGroup all = {0};
    for (size_t i = 0; i < n; i++) {
        for (int h = 0; h < HORIZONS; h++) all.sum[h].n[rows[i].at[h]]++;
    }
    for (int h = 0; h < HORIZONS; h++) {
        int64_t known = survival_known(&all.sum[h]), due = survival_due(&all.sum[h]);
        SurvivalFigure *f = &v->figures[v->figures_n++];
        all.shown[h] = known == 0 || known >= CELL_LEAST;
        all.due_shown[h] = due >= CELL_LEAST;
        if (due && !all.due_shown[h]) all.shown[h] = false;
        f->cell = cell_of(c, &all, h);
        if (all.shown[h]) parts_of(c, &all.sum[h], f);
        TRY(benchmark_beside(c, OUTSIDE[h], &f->beside));
    }
    return OK;
}

Fault get_survival(Ctx *c, const Request *rq, Reply *rp) {
    SurvivalView v = {.day = c->reader.today};
    SurvivalRow *rows;
    Id *units;
    size_t n, n_units;
    TRY(results_units(c, &units, &n_units, &v.where));
    TRY(survival_rows(c, units, n_units, &rows, &n));
    v.any = n > 0;
    TRY(figures_of(c, rows, n, &v));
    for (int i = 0; i < 2 && v.any; i++) TRY(sheet_of(c, rows, n, i == 1, &v.sheets[v.sheets_n++]));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_RESULTS_SURVIVAL_TITLE));
    return page_send(&pg, rp, survival_page, &v);
}

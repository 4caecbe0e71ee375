/* network_sums.c - how many of the ties that businesses need came to work within a year: sums without names, of those
** that agree that their results are counted. */
#include "network/network_page.h"

#include "actor_ent.h"
#include "base/cells.h"

enum { YEAR_DAYS = 365, GROUPS = TRADE_GROUP_N };

typedef struct Group {
    int64_t cases, needed, active;
    Id      last;                                 /* case counted last: figures come by case */
} Group;

/* Only those count that were looked for a year ago or earlier: of the others it is not known yet. */
static void count(Group *g, const WantedFigure *f, Day today) {
    int32_t since = day_number(today) - day_number(f->wanted_on);
    bool    soon = f->active_on && day_number(f->active_on) - day_number(f->wanted_on) <= YEAR_DAYS;
    if (since < YEAR_DAYS) return;
    if (g->last != f->of_case) g->cases++;
    g->last = f->of_case;
    g->needed++;
    g->active += soon;
}

static NetSum row_of(Ctx *c, TextKey name, const Group *g, bool hidden) {
    NetSum s = {.name = name, .cases = g->cases, .needed = g->needed, .active = g->active, .hidden = hidden};
    if (g->needed) s.share = arena_printf(c->arena, "%d%%", (int)((100 * g->active + g->needed / 2) / g->needed));
    return s;
}

static Fault sums_fill(Ctx *c, NetSums *v) {
    WantedFigure *f;
    size_t        n;
    Group         g[GROUPS] = {{0}}, all = {0};
    int64_t       cases[GROUPS];
    bool          hidden[GROUPS];
    TRY(wanted_figures(c, &f, &n));
    for (size_t i = 0; i < n; i++) {
        count(&g[f[i].trade > 0 && f[i].trade < GROUPS ? f[i].trade : 0], &f[i], c->reader.today);
        count(&all, &f[i], c->reader.today);
    }
    for (int i = 0; i < GROUPS; i++) cases[i] = g[i].cases;
    bool told = cells_hide(cases, GROUPS, hidden) && all.cases >= CELL_LEAST;
    v->rows = ARENA_ARRAY(c->arena, NetSum, GROUPS + 1);
    for (int i = 0; i < GROUPS; i++) {
        TextKey name = i ? choice_label(&trade_group_choices, i) : T_RESPONSE_TRADE_UNKNOWN;
        if (!g[i].cases) continue;
        v->rows[v->rows_n++] = row_of(c, name, &g[i], hidden[i] || !told);
        v->some_hidden = v->some_hidden || hidden[i] || !told;
    }
    if (!v->rows_n) return OK;
    v->rows[v->rows_n] = row_of(c, T_RESULTS_ALL, &all, !told);
    v->rows[v->rows_n++].total = true;
    return OK;
}

Fault get_network_sums(Ctx *c, const Request *rq, Reply *rp) {
    NetSums v = {.rows = NULL};
    TRY(sums_fill(c, &v));
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_NETWORK_SUMS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/wanted-ties"), tr(c->reader.lang, T_ENT_WANTED_TIE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    rp->passing = true;
    return page_send(&pg, rp, network_sums_page, &v);
}

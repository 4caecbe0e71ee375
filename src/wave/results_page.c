/* results_page.c - what became of the businesses, in sums without names: by place, field and year, with definition and
** number of answers beside each figure. */
#include "wave/wave_page.h"

#include "actor/actor.h"
#include "db/scope.h"
#include "finance_ent.h"
#include "lang/show.h"

#include <math.h>

/* ---- figures as text --------------------------------------------------------------------------------------------- */

static Str number_text(Ctx *c, double x) {
    Buf b;
    buf_init(&b, 200);
    plain_real(&b, &c->reader, x, fmod(round(x * 10), 10) == 0 ? 0 : 1);
    return buf_keep(c->arena, &b);
}

static Str percent_text(Ctx *c, double x, bool sign) {
    long long n = llround(x);
    const char *mark = n < 0 ? "\xE2\x88\x92" : sign && n > 0 ? "+" : "";
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld%%\xE2\x81\xA9", mark, llabs(n));
}

static Str said(Ctx *c, TextKey key, const TrArg *args, size_t n) {
    Buf b;
    buf_init(&b, 1000);
    tr_plain(&b, &c->reader, key, args, n);
    return buf_keep(c->arena, &b);
}

static ResultCell cell_of(Ctx *c, int which, const Figure *f) {
    ResultCell cell = {.hidden = !f->shown};
    if (!f->shown) return cell;
    if (which == FIG_DUE || which == FIG_ANSWERED) {
        cell.text = number_text(c, (double)f->n);
        return cell;
    }
    if (!f->known) return cell;
    TrArg n = TR_N("n", f->n);
    if (which == FIG_JOBS || which == FIG_LOCAL) {
        cell.text = number_text(c, f->value);
        cell.small = said(c, T_RESULTS_WAS, (TrArg[]){TR_ARG("was", number_text(c, f->base)), n}, 2);
        if (which == FIG_LOCAL && f->base > 0) {
            Str kept = percent_text(c, 100 * f->kept / f->base, false);
            cell.kept = said(c, T_RESULTS_KEPT, (TrArg[]){TR_ARG("kept", kept)}, 1);
        }
        return cell;
    }
    cell.text = percent_text(c, f->value, which != FIG_ALIVE && which != FIG_LEVEL);
    cell.small = said(c, T_RESULTS_N, &n, 1);
    return cell;
}

static const TextKey HEADS[FIG_N] = {
    [FIG_DUE] = T_RESULTS_DUE,     [FIG_ANSWERED] = T_RESULTS_ANSWERED, [FIG_ALIVE] = T_RESULTS_ALIVE,
    [FIG_JOBS] = T_RESULTS_JOBS,   [FIG_LOCAL] = T_RESULTS_LOCAL,       [FIG_TURNOVER] = T_RESULTS_TURNOVER,
    [FIG_INCOME] = T_RESULTS_INCOME, [FIG_LEVEL] = T_RESULTS_SURER,
};

static ResultLine line_of(Ctx *c, Str name, const ResultGroup *g, bool total) {
    ResultLine line = {.name = name, .total = total, .cells_n = FIG_N};
    for (int k = 0; k < FIG_N; k++) {
        line.cells[k] = cell_of(c, k, &g->f[k]);
        line.cells[k].label = HEADS[k];
    }
    return line;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static int64_t by_unit(const ResultRow *row) { return row->unit; }
static int64_t by_trade(const ResultRow *row) { return row->trade; }
static int64_t by_year(const ResultRow *row) { return row->year; }

static int group_order(const void *a, const void *b) {
    int64_t x = ((const ResultGroup *)a)->key, y = ((const ResultGroup *)b)->key;
    return (x > y) - (x < y);
}

static Fault names_of(Ctx *c, ResultKey key, const ResultTable *t, Str *names) {
    Id *ids = ARENA_ARRAY(c->arena, Id, t->n + 1);
    for (size_t i = 0; i < t->n; i++) ids[i] = t->groups[i].key;
    if (key == by_unit) TRY(ent_labels(c, ids, t->n, names));
    for (size_t i = 0; i < t->n; i++) {
        int64_t k = t->groups[i].key;
        if (key == by_trade && k > 0) names[i] = tr(c->reader.lang, choice_label(&trade_group_choices, (int)k));
        if (key == by_year && k > 0) names[i] = arena_printf(c->arena, "%d", (int)k);
        if (!names[i].n) names[i] = tr(c->reader.lang, T_RESULTS_NO_GROUP);
    }
    return OK;
}

static Fault sheet_of(Ctx *c, const ResultRow *rows, size_t n, ResultKey key, ResultSheet *ret_sheet) {
    ResultTable t;
    results_table(c->arena, rows, n, key, &t);
    Str *names = ARENA_ARRAY(c->arena, Str, t.n + 1);
    qsort(t.groups, t.n, sizeof *t.groups, group_order);
    TRY(names_of(c, key, &t, names));
    ret_sheet->rows = ARENA_ARRAY(c->arena, ResultLine, t.n + 2);
    bool small = false;
    for (size_t i = 0; i < t.n; i++) {            /* that there is somebody at all is not told either */
        bool shown = t.groups[i].f[FIG_DUE].shown;
        if (shown) ret_sheet->rows[ret_sheet->rows_n++] = line_of(c, names[i], &t.groups[i], false);
        small = small || !shown;
    }
    Str rest = tr(c->reader.lang, T_RESULTS_TOO_SMALL);
    if (small) ret_sheet->rows[ret_sheet->rows_n++] = line_of(c, rest, &(ResultGroup){0}, false);
    ret_sheet->rows[ret_sheet->rows_n++] = line_of(c, tr(c->reader.lang, T_RESULTS_ALL), &t.total, true);
    return OK;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

static int64_t by_nothing(const ResultRow *row) {
    (void)row;
    return 0;
}

static void figures_of(Ctx *c, const ResultRow *rows, size_t n, ResultView *v) {
    static const struct {
        int     which;
        TextKey name, method;
    } SHOWN[] = {
        {FIG_ANSWERED, T_RESULTS_ANSWERED, T_RESULTS_ANSWERED_HOW}, {FIG_ALIVE, T_RESULTS_ALIVE, T_RESULTS_ALIVE_HOW},
        {FIG_JOBS, T_RESULTS_JOBS, T_RESULTS_JOBS_HOW},             {FIG_LOCAL, T_RESULTS_LOCAL, T_RESULTS_LOCAL_HOW},
        {FIG_TURNOVER, T_RESULTS_TURNOVER, T_RESULTS_CHANGE_HOW},
        {FIG_INCOME, T_RESULTS_INCOME, T_RESULTS_CHANGE_HOW},
        {FIG_LEVEL, T_RESULTS_SURER, T_RESULTS_SURER_HOW},
    };
    enum { SHOWN_N = sizeof SHOWN / sizeof *SHOWN };
    ResultTable t;
    results_table(c->arena, rows, n, by_nothing, &t);
    v->figures = ARENA_ARRAY(c->arena, ResultFigure, SHOWN_N);
    for (int i = 0; i < SHOWN_N; i++) {
        ResultFigure *f = &v->figures[v->figures_n++];
        *f = (ResultFigure){SHOWN[i].name, SHOWN[i].method, cell_of(c, SHOWN[i].which, &t.total.f[SHOWN[i].which])};
        const Figure *due = &t.total.f[FIG_DUE], *told = &t.total.f[FIG_ANSWERED];
        if (SHOWN[i].which != FIG_ANSWERED || !told->shown || !due->shown || !due->n) continue;
        f->cell.text = percent_text(c, 100.0 * (double)told->n / (double)due->n, false);
        f->cell.small = said(c, T_RESULTS_OF, (TrArg[]){TR_ARG("of", number_text(c, (double)due->n)),
                                                        TR_N("n", told->n)}, 2);
    }
}

static int choice_proof(const ResultRow *r) { return isnan(r->jobs) ? -1 : r->proof; }
static int choice_money(const ResultRow *r) { return isnan(r->turnover) && isnan(r->income) ? -1 : r->money_proof; }
static int choice_signed(const ResultRow *r) { return r->signed_part ? r->part : -1; }
static int choice_level(const ResultRow *r) { return r->level ? r->level : -1; }
static int choice_said(const ResultRow *r) { return r->signed_part || !r->part ? -1 : r->part; }

static void splits_of(Ctx *c, const ResultRow *rows, size_t n, ResultView *v) {
    static const struct {
        ResultChoice   of;
        const Choices *choices;
        TextKey        title;
    } SPLITS[] = {
        {choice_proof, &proof_level_choices, T_RESULTS_PROOF_JOBS},
        {choice_money, &proof_level_choices, T_RESULTS_PROOF_MONEY},
        {choice_signed, &wave_part_choices, T_RESULTS_PART_SIGNED},
        {choice_said, &wave_part_choices, T_RESULTS_PART_SAID},
        {choice_level, &own_level_choices, T_RESULTS_LEVEL},
    };
    enum { CHOICES_MAX = 12, SPLITS_N = sizeof SPLITS / sizeof *SPLITS };
    v->splits = ARENA_ARRAY(c->arena, ResultSplit, SPLITS_N);
    for (int i = 0; i < SPLITS_N; i++) {
        int64_t count[CHOICES_MAX];
        bool hidden[CHOICES_MAX];
        ResultSplit *s = &v->splits[v->splits_n++];
        bool shown = results_split(rows, n, SPLITS[i].of, SPLITS[i].choices->n, count, hidden);
        *s = (ResultSplit){.title = SPLITS[i].title, .rows = ARENA_ARRAY(c->arena, ResultChoiceLine, CHOICES_MAX)};
        for (int k = 1; k <= SPLITS[i].choices->n; k++) {
            s->rows[s->rows_n++] = (ResultChoiceLine){choice_label(SPLITS[i].choices, k), count[k],
                                                       hidden[k] || !shown};
        }
    }
}

/* Headquarters and administrators see all units; a coordinator the units that are theirs. */
Fault results_units(Ctx *c, Id **ret_v, size_t *ret_n, Str *ret_where) {
    const Reach *reach;
    size_t n, k = 0;
    *ret_v = NULL;
    *ret_n = 0;
    if (c->who.roles & (ROLE_HQ | ROLE_ADMIN)) return OK;
    TRY(scope_reach(c, &reach, &n));
    Id  *v = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1), where = {0};
    for (size_t i = 0; i < n; i++) {
        if (reach[i].place && reach[i].level >= VIS_UNIT) v[k++] = reach[i].place;
    }
    TRY(ent_labels(c, v, k, names));
    enum { NAMES_SHOWN = 8 };
    for (size_t i = 0; i < k && i < NAMES_SHOWN; i++) {
        where = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(where), where.n ? " \xC2\xB7 " : "", STR_ARG(names[i]));
    }
    *ret_v = v;
    *ret_n = k;
    *ret_where = where;
    return OK;
}

/* As it stands in the table of the reader's places: what is hidden there, so that no place is told by the others, is
** hidden here. */
Fault results_of_place(Ctx *c, int at, Id place, ResultLine *ret_line) {
    ResultRow  *rows;
    ResultTable t;
    Id    *own;
    size_t n, n_own;
    Str    where;
    *ret_line = (ResultLine){.cells_n = 0};
    TRY(results_units(c, &own, &n_own, &where));
    TRY(results_rows(c, at, own, n_own, &rows, &n));
    results_table(c->arena, rows, n, by_unit, &t);
    for (size_t i = 0; place && i < t.n; i++) {
        bool ours = t.groups[i].key == place && t.groups[i].f[FIG_DUE].shown;
        if (ours) *ret_line = line_of(c, (Str){0}, &t.groups[i], false);
    }
    return OK;
}

static void tabs_of(Ctx *c, int at, ResultView *v) {
    v->tabs = ARENA_ARRAY(c->arena, ResultTab, WAVE_AT_N);
    for (int i = WAVE_AT_HALF_YEAR; i < WAVE_AT_N; i++) {
        const Choice *ch = choice_of(&wave_at_choices, i);
        v->tabs[v->tabs_n++] = (ResultTab){arena_printf(c->arena, "/results?at=%s", ch->name), ch->label, i == at};
    }
}

Fault get_results(Ctx *c, const Request *rq, Reply *rp) {
    static const struct {
        ResultKey key;
        TextKey   title;
    } SHEETS[] = {{by_unit, T_RESULTS_BY_PLACE}, {by_trade, T_RESULTS_BY_TRADE}, {by_year, T_RESULTS_BY_YEAR}};
    enum { SHEETS_N = sizeof SHEETS / sizeof *SHEETS };
    int at = choice_value(&wave_at_choices, params_get(&rq->args, "at"));
    ResultView v = {.day = c->reader.today};
    ResultRow *rows;
    Id *units;
    size_t n, n_units;
    if (at < WAVE_AT_HALF_YEAR) at = WAVE_AT_YEAR;
    v.at = choice_label(&wave_at_choices, at);
    TRY(results_units(c, &units, &n_units, &v.where));
    TRY(results_rows(c, at, units, n_units, &rows, &n));
    tabs_of(c, at, &v);
    v.any = n > 0;
    figures_of(c, rows, n, &v);
    splits_of(c, rows, n, &v);
    v.sheets = ARENA_ARRAY(c->arena, ResultSheet, SHEETS_N);
    for (int i = 0; i < SHEETS_N && v.any; i++) {
        ResultSheet *s = &v.sheets[v.sheets_n++];
        s->title = SHEETS[i].title;
        TRY(sheet_of(c, rows, n, SHEETS[i].key, s));
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_RESULTS_TITLE));
    return page_send(&pg, rp, results_page, &v);
}

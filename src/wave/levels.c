/* levels.c - one indicator at three levels on one screen: the region, its places, and the businesses of one place that
** the reader accompanies. Sums hide small cells; a business stands by its name for its own team alone. */
#include "wave/survival_page.h"

#include "lang/show.h"

#include <math.h>

typedef struct Asked {
    int at, which;                                /* WAVE_AT_..., FIG_TURNOVER or FIG_INCOME */
    Id  place;
} Asked;

static const char *word_of(int which) { return which == FIG_INCOME ? "income" : "turnover"; }

static Str address(Ctx *c, const Asked *a, Id place) {
    Str id = place ? id_str(c->arena, place) : (Str){0};
    return arena_printf(c->arena, "/results/levels?what=%s&at=%s%s%.*s", word_of(a->which),
                        choice_of(&wave_at_choices, a->at)->name, place ? "&place=" : "", STR_ARG(id));
}

static void tabs_of(Ctx *c, const Asked *a, LevelView *v) {
    static const int     WHICH[] = {FIG_TURNOVER, FIG_INCOME};
    static const TextKey NAMES[] = {T_RESULTS_TURNOVER, T_RESULTS_INCOME};
    for (int i = 0; i < 2; i++) {
        Asked to = {a->at, WHICH[i], 0};
        v->tabs[v->tabs_n++] = (ResultTab){address(c, &to, a->place), NAMES[i], WHICH[i] == a->which};
        if (WHICH[i] == a->which) v->what = NAMES[i];
    }
    for (int i = WAVE_AT_HALF_YEAR; i < WAVE_AT_N; i++) {
        Asked to = {i, a->which, 0};
        v->times[v->times_n++] = (ResultTab){address(c, &to, a->place), choice_label(&wave_at_choices, i), i == a->at};
    }
}

static Str percent(Ctx *c, double x, bool sign) {
    long long n = llround(x);
    const char *mark = n < 0 ? "\xE2\x88\x92" : sign && n > 0 ? "+" : "";
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld%%\xE2\x81\xA9", mark, llabs(n));
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

static int64_t by_unit(const ResultRow *row) { return row->unit; }

static LevelRow row_of(Ctx *c, const ResultGroup *g, int which, Str name) {
    const Figure *f = &g->f[which], *due = &g->f[FIG_DUE], *told = &g->f[FIG_ANSWERED];
    LevelRow row = {.name = name, .hidden = !f->shown};
    if (f->shown && f->known) {
        row.change = percent(c, f->value, true);
        row.n = tr_str(c->arena, &c->reader, T_RESULTS_N, (TrArg[]){TR_N("n", f->n)}, 1);
    }
    if (due->shown && told->shown && due->n) {
        Str rate = percent(c, 100.0 * (double)told->n / (double)due->n, false);
        row.rate = tr_str(c->arena, &c->reader, T_RESULTS_RATE, (TrArg[]){TR_ARG("rate", rate)}, 1);
    }
    return row;
}

static Fault places_of(Ctx *c, const Asked *a, const ResultRow *rows, size_t n, LevelView *v) {
    ResultTable t;
    results_table(c->arena, rows, n, by_unit, &t);
    Id  *ids = ARENA_ARRAY(c->arena, Id, t.n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, t.n + 1);
    for (size_t i = 0; i < t.n; i++) ids[i] = t.groups[i].key;
    TRY(ent_labels(c, ids, t.n, names));
    v->region = row_of(c, &t.total, a->which, (Str){0});
    v->places = ARENA_ARRAY(c->arena, LevelRow, t.n + 1);
    for (size_t i = 0; i < t.n; i++) {
        const ResultGroup *g = &t.groups[i];
        if (ids[i] == a->place) v->place = names[i];
        if (!g->f[FIG_DUE].shown) {               /* that there is somebody at all is not told */
            v->small = true;
            continue;
        }
        Str name = names[i].n ? names[i] : tr(c->reader.lang, T_RESULTS_NO_GROUP);
        LevelRow *row = &v->places[v->places_n++];
        *row = row_of(c, g, a->which, name);
        row->current = ids[i] == a->place;
        if (names[i].n) row->href = address(c, a, ids[i]);
        v->small = v->small || row->hidden;
    }
    if (v->places_n < t.n) {
        v->places[v->places_n++] = (LevelRow){.name = tr(c->reader.lang, T_RESULTS_TOO_SMALL), .hidden = true};
    }
    return OK;
}

/* ---- the businesses that the reader accompanies ----------------------------------------------------------------- */

static Str amount(Ctx *c, double x) {
    Buf b;
    buf_init(&b, 200);
    plain_money(&b, &c->reader, (int64_t)llround(x * 100), reader_currency(&c->reader));
    return buf_keep(c->arena, &b);
}

static Fault businesses_of(Ctx *c, const Asked *a, const ResultRow *rows, size_t n, LevelView *v) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1), *seen = ARENA_ARRAY(c->arena, Id, n + 1);
    const ResultRow **of = ARENA_ARRAY(c->arena, const ResultRow *, n + 1);
    size_t k = 0, at = 0;
    for (size_t i = 0; i < n; i++) {              /* the rows rise by their case, and so do these */
        double now = a->which == FIG_INCOME ? rows[i].income : rows[i].turnover;
        double base = a->which == FIG_INCOME ? rows[i].income_base : rows[i].turnover_base;
        if (!rows[i].answered || isnan(now) || isnan(base) || base <= 0) continue;
        if (a->place && rows[i].unit != a->place) continue;
        of[k] = &rows[i];
        ids[k++] = rows[i].of_case;
    }
    v->businesses = ARENA_ARRAY(c->arena, LevelBusiness, k + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &WAVE_QUERIES[WAVE_Q_MONEY_SEEN], VALS(v_id(c->who.org), v_ids(ids, k)), &r));
    while (rows_next(&r)) {
        while (at < k && ids[at] < rows_id(&r, 0)) at++;
        if (at == k || ids[at] != rows_id(&r, 0)) continue;
        double now = a->which == FIG_INCOME ? of[at]->income : of[at]->turnover;
        double base = a->which == FIG_INCOME ? of[at]->income_base : of[at]->turnover_base;
        LevelBusiness *b = &v->businesses[v->businesses_n];
        *b = (LevelBusiness){.href = arena_printf(c->arena, "%.*s#years", STR_ARG(case_path(c, ids[at]))),
                             .base = amount(c, base), .now = amount(c, now),
                             .change = percent(c, (now - base) / base * 100, true)};
        seen[v->businesses_n++] = ids[at];
    }
    TRY(rows_fault(&r));
    Str *names = ARENA_ARRAY(c->arena, Str, v->businesses_n + 1);
    TRY(ent_labels(c, seen, v->businesses_n, names));
    for (size_t i = 0; i < v->businesses_n; i++) v->businesses[i].name = names[i];
    return OK;
}

Fault get_levels(Ctx *c, const Request *rq, Reply *rp) {
    Asked a = {.at = choice_value(&wave_at_choices, params_get(&rq->args, "at")), .which = FIG_TURNOVER};
    LevelView v = {0};
    ResultRow *rows;
    Id *units;
    size_t n, n_units;
    if (a.at < WAVE_AT_HALF_YEAR) a.at = WAVE_AT_YEAR;
    if (str_eq(params_get(&rq->args, "what"), LIT("income"))) a.which = FIG_INCOME;
    if (!id_parse(params_get(&rq->args, "place"), &a.place)) a.place = 0;
    tabs_of(c, &a, &v);
    TRY(results_units(c, &units, &n_units, &v.where));
    TRY(results_rows(c, a.at, units, n_units, &rows, &n));
    v.any = n > 0;
    TRY(places_of(c, &a, rows, n, &v));
    TRY(businesses_of(c, &a, rows, n, &v));
    TRY(benchmark_beside(c, a.which == FIG_INCOME ? BENCHMARK_WHAT_INCOME : BENCHMARK_WHAT_TURNOVER, &v.beside));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_RESULTS_LEVELS_TITLE));
    return page_send(&pg, rp, levels_page, &v);
}

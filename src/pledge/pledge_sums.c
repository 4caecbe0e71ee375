/* pledge_sums.c - what was pledged and given in a year, by circle. Each number is the length or the sum of the list
** that it opens; both show what the reader sees. Money is added to nothing else, and not over circles. */
#include "pledge/pledge_page.h"

enum { YEARS_SHOWN = 5, WORDS_MAX = PLEDGE_UNIT_N + 1 };

typedef struct Year {
    int         year;
    PledgeLine *lines;
    size_t      lines_n;
    GivenSum   *given;
    size_t      given_n;
} Year;

static Str list_href(Ctx *c, const Year *y, int circle, const char *path, const char *rest) {
    return arena_printf(c->arena, "%s?circle=%s&year=%d%s", path, choice_of(&pledge_circle_choices, circle)->name,
                        y->year, rest);
}

static const char *unit_name(int unit) { return choice_of(&pledge_unit_choices, unit)->name; }

static void put_words(SumWords *v, size_t *n, Str text, Str href) {
    if (text.n && *n < WORDS_MAX) v[(*n)++] = (SumWords){text, href};
}

static void fill_pledged(Ctx *c, const Year *y, int circle, const PledgeSum *s, SumRow *row) {
    row->pledged = ARENA_ARRAY(c->arena, SumWords, WORDS_MAX);
    if (s->money.known) {
        put_words(row->pledged, &row->pledged_n, pledge_money(c, s->money.least, s->money.most),
                  list_href(c, y, circle, "/pledges", "&money.known=1&state.ne=let_go"));
    }
    for (int u = 1; u < PLEDGE_UNIT_N; u++) {
        if (!s->units[u].known) continue;
        Str rest = arena_printf(c->arena, "&counted_in=%s&quantity.known=1&state.ne=let_go", unit_name(u));
        put_words(row->pledged, &row->pledged_n, pledge_number(c, u, s->units[u].least, s->units[u].most),
                  list_href(c, y, circle, "/pledges", arena_z(c->arena, rest)));
    }
}

static void fill_given(Ctx *c, const Year *y, int circle, SumRow *row) {
    int64_t money = 0, known = 0;
    row->given = ARENA_ARRAY(c->arena, SumWords, WORDS_MAX);
    for (size_t i = 0; i < y->given_n; i++) {
        if (y->given[i].circle != circle) continue;
        money += y->given[i].money;
        known += y->given[i].money_n;
    }
    if (known) {
        put_words(row->given, &row->given_n, pledge_money(c, money, NUMBER_NONE),
                  list_href(c, y, circle, "/given", "&money.known=1"));
    }
    for (size_t i = 0; i < y->given_n; i++) {
        const GivenSum *g = &y->given[i];
        if (g->circle != circle || !g->quantity_n || !pledge_unit_adds(g->unit)) continue;
        Str rest = arena_printf(c->arena, "&unit=%s&quantity.known=1", unit_name(g->unit));
        put_words(row->given, &row->given_n, pledge_number(c, g->unit, g->quantity, NUMBER_NONE),
                  list_href(c, y, circle, "/given", arena_z(c->arena, rest)));
    }
}

static SumRow row_of(Ctx *c, const Year *y, int circle) {
    PledgeSum s = pledge_sum(y->lines, y->lines_n, circle, c->reader.today);
    SumRow row = {.name = choice_label(&pledge_circle_choices, circle), .unsaid = s.unsaid};
    row.cells[row.counts_n++] = (SumCell){T_ENT_PLEDGE_MANY, list_href(c, y, circle, "/pledges", ""), s.n};
    row.cells[row.counts_n++] = (SumCell){T_PLEDGE_LATE, list_href(c, y, circle, "/pledges", "&late=1"),
                                          s.stands[STAND_LATE]};
    row.cells[row.counts_n++] = (SumCell){T_CHOICE_PLEDGE_STATE_KEPT,
                                          list_href(c, y, circle, "/pledges", "&state=kept"), s.stands[STAND_KEPT]};
    row.cells[row.counts_n++] = (SumCell){T_PLEDGE_CHANGED,
                                          list_href(c, y, circle, "/pledges", "&state=changed"), s.changed};
    row.cells[row.counts_n++] = (SumCell){T_CHOICE_PLEDGE_STATE_LET_GO,
                                          list_href(c, y, circle, "/pledges", "&state=let_go"),
                                          s.stands[STAND_LET_GO]};
    fill_pledged(c, y, circle, &s, &row);
    fill_given(c, y, circle, &row);
    row.empty = !s.n && !row.given_n;
    return row;
}

/* Given, used, thanked, reported, confirmed: of the steps of the year, in all circles. */
static void fill_way(Ctx *c, const Year *y, PledgeSums *v) {
    static const struct {
        TextKey     label;
        const char *rest;
    } WAY[] = {{T_ENT_PLEDGE_GIVEN_MANY, ""}, {T_PLEDGE_USED, "&used.known=1"},
               {T_PLEDGE_THANKED, "&thanked_on.known=1"}, {T_PLEDGE_REPORTED, "&reported_on.known=1"},
               {T_PLEDGE_CONFIRMED, "&confirmed_on.known=1"}};
    GivenSum all = {0};
    for (size_t i = 0; i < y->given_n; i++) {
        const GivenSum *g = &y->given[i];
        all.n += g->n;
        all.used += g->used;
        all.thanked += g->thanked;
        all.reported += g->reported;
        all.confirmed += g->confirmed;
    }
    const int64_t n[] = {all.n, all.used, all.thanked, all.reported, all.confirmed};
    v->way_n = sizeof WAY / sizeof *WAY;
    v->way = ARENA_ARRAY(c->arena, SumCell, v->way_n);
    for (size_t i = 0; i < v->way_n; i++) {
        v->way[i] = (SumCell){WAY[i].label, arena_printf(c->arena, "/given?year=%d%s", y->year, WAY[i].rest), n[i]};
    }
}

static void fill_years(Ctx *c, int now, PledgeSums *v) {
    v->years = ARENA_ARRAY(c->arena, YearChoice, YEARS_SHOWN);
    for (int k = 0; k < YEARS_SHOWN; k++) {
        int year = now - k;
        v->years[v->years_n++] = (YearChoice){.year = year, .chosen = year == v->year,
                                              .href = arena_printf(c->arena, "/pledges/sums?year=%d", year)};
    }
}

/* GET /pledges/sums?year=2026. */
Fault get_pledge_sums(Ctx *c, const Request *rq, Reply *rp) {
    int        now = day_year(c->reader.today);
    int64_t    asked;
    Year       y = {.year = now};
    if (str_int(params_get(&rq->args, "year"), &asked) && asked > now - 100 && asked <= now) y.year = (int)asked;
    PledgeSums v = {.year = y.year};
    TRY(pledges_of_year(c, y.year, &y.lines, &y.lines_n));
    TRY(given_in_year(c, y.year, &y.given, &y.given_n));
    fill_years(c, now, &v);
    v.rows = ARENA_ARRAY(c->arena, SumRow, PLEDGE_CIRCLE_N);
    for (int k = 1; k < PLEDGE_CIRCLE_N; k++) v.rows[v.rows_n++] = row_of(c, &y, k);
    for (size_t i = 0; i < v.rows_n; i++) v.rows[i].counts = v.rows[i].cells;
    fill_way(c, &y, &v);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_PLEDGE_SUMS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/pledges"), tr(c->reader.lang, T_ENT_PLEDGE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, pledge_sums_page, &v);
}

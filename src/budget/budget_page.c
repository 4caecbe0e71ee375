/* budget_page.c - the budget over years, a source with its years, and spendings pasted from a sheet. */
#include "budget/budget_page.h"

#include "account/account_page.h"
#include "place_ent.h"

enum { PERCENT = 100, PASTE_BYTES = 512 << 10 };

void budget_row(Buf *b, const Page *pg, const BudgetYearRow *r, const char *currency) {
    BudgetRowView v = {.r = r, .currency = currency, .line = r->href.n && !r->source};
    budget_row_html(b, pg, &v);
}

/* ---- the budget ------------------------------------------------------------------------------------------------- */

static Str budget_href(Ctx *c, Str place, int year) {
    return arena_printf(c->arena, "/budget?year=%d%s%.*s", year, place.n ? "&place=" : "", STR_ARG(place));
}

/* A source over the years: one that runs and says nothing is not known; one that does not run has nothing. */
static BudgetRow fund_row(Ctx *c, const Ledger *l, const Fund *of, int first) {
    Str id = id_str(c->arena, of->head.id);
    BudgetRow r = {.name = of->name, .href = arena_printf(c->arena, "/funds/%.*s", STR_ARG(id)),
                   .until_on = of->until_on, .ends = ledger_warns(of->until_on, c->reader.today) != LEDGER_QUIET};
    for (int i = 0; i < BUDGET_YEARS; i++) {
        LedgerSum s = ledger_sum(l->v, l->n, (LedgerPick){of->head.id, first + i, 0});
        r.cells[i] = budget_planned(&s);
        r.cells[i].none = !ledger_runs(of->from_on, of->until_on, first + i);
        if (!s.lines) continue;
        r.cells[i].href = arena_printf(c->arena, "/budget-lines?fund=%.*s&year=%d", STR_ARG(id), first + i);
    }
    return r;
}

/* The rows of all sources in a year, or of those of one unit. */
static Str rows_href(Ctx *c, const char *path, int year, Str place) {
    return arena_printf(c->arena, "%s?year=%d%s%.*s", path, year, place.n ? "&unit=" : "", STR_ARG(place));
}

/* All sources of a year: in part, when one of them runs and does not say all. */
static BudgetCell total_of(const Ledger *l, int year) {
    LedgerSum  s = ledger_sum(l->v, l->n, (LedgerPick){.year = year});
    BudgetCell all = budget_planned(&s);
    for (size_t i = 0; i < l->funds_n; i++) {
        const Fund *f = &l->funds[i];
        LedgerSum   one = ledger_sum(l->v, l->n, (LedgerPick){f->head.id, year, 0});
        if (ledger_runs(f->from_on, f->until_on, year) && !one.lines) all.part = true;
    }
    return all;
}

static void fill_over_years(Ctx *c, const Ledger *l, int first, BudgetView *v) {
    v->funds = ARENA_ARRAY(c->arena, BudgetRow, l->funds_n + 1);
    for (size_t i = 0; i < l->funds_n; i++) {
        BudgetRow *r = &v->funds[v->funds_n++];
        *r = fund_row(c, l, &l->funds[i], first);
        r->years = r->cells;
        r->years_n = BUDGET_YEARS;
    }
    for (int i = 0; i < BUDGET_YEARS; i++) {
        v->total.cells[i] = total_of(l, first + i);
        v->total.cells[i].href = rows_href(c, "/budget-lines", first + i, v->place);
    }
    v->total.years = v->total.cells;
    v->total.years_n = BUDGET_YEARS;
}

static void add_cell(BudgetCell *to, const BudgetCell *one) {
    to->amount += one->known ? one->amount : 0;
    to->part = to->part || !one->known || one->part;
    to->known = to->known || one->known;
}

static Fault fill_year(Ctx *c, const Ledger *l, BudgetView *v) {
    v->rows = ARENA_ARRAY(c->arena, BudgetYearRow, l->funds_n + l->n + 1);
    for (size_t i = 0; i < l->funds_n; i++) {
        const Fund *of = &l->funds[i];
        if (!ledger_runs(of->from_on, of->until_on, v->year)) continue;
        BudgetYearRow *row = &v->rows[v->rows_n];
        v->rows_n += budget_year_rows(c, l, of, v->year, row);
        TRY(budget_hours(c, of, v->year, row));
        add_cell(&v->sum.carry, &row->carry);
        add_cell(&v->sum.planned, &row->planned);
        add_cell(&v->sum.spent, &row->spent);
        add_cell(&v->sum.left, &row->left);
        v->sum.hours += row->hours;
        v->sum.hours_known = v->sum.hours_known || row->hours_known;
    }
    v->sum.planned.href = rows_href(c, "/budget-lines", v->year, v->place);
    v->sum.spent.href = rows_href(c, "/spendings", v->year, v->place);
    LedgerSum infra = ledger_sum(l->v, l->n, (LedgerPick){.year = v->year, .kind = BUDGET_KIND_INFRASTRUCTURE});
    LedgerSum now = ledger_sum(l->v, l->n, (LedgerPick){.year = v->year, .kind = BUDGET_KIND_IMMEDIATE});
    v->infra = budget_planned(&infra);
    v->immediate = budget_planned(&now);
    int64_t all = infra.planned + now.planned;
    v->share_known = all > 0 && !infra.unknown && !now.unknown;
    if (v->share_known) v->infra_percent = infra.planned * PERCENT / all;
    return OK;
}

/* Units that have a source. */
static Fault fill_places(Ctx *c, Id chosen, BudgetView *v) {
    Fund    *funds;
    size_t   n;
    RefNames names;
    TRY(funds_of(c, 0, &funds, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = funds[i].place;
    TRY(ref_names(c, ids, n, &names));
    v->places = ARENA_ARRAY(c->arena, BudgetChoice, names.n + 1);
    for (size_t i = 0; i < names.n; i++) {
        if (!names.ids[i] || (i && names.ids[i] == names.ids[i - 1])) continue;
        v->places[v->places_n++] = (BudgetChoice){.value = id_str(c->arena, names.ids[i]), .name = names.names[i],
                                                  .chosen = names.ids[i] == chosen};
    }
    return OK;
}

/* GET /budget?place=&year=: sources over the years, and one year with its lines. */
static Fault get_budget(Ctx *c, const Request *rq, Reply *rp) {
    int        now = day_year(c->reader.today), first = now - 1;
    int64_t    year;
    Id         place = 0;
    Ledger     l;
    BudgetView v = {.year = now, .currency = reader_currency(&c->reader)};
    if (!id_parse(params_get(&rq->args, "place"), &place)) place = 0;
    bool asked = str_int(params_get(&rq->args, "year"), &year) && year >= first && year < first + BUDGET_YEARS;
    if (asked) v.year = (int)year;
    if (place) v.place = id_str(c->arena, place);
    TRY(ledger_load(c, place, &l));
    TRY(fill_places(c, place, &v));
    v.years = ARENA_ARRAY(c->arena, BudgetChoice, BUDGET_YEARS);
    for (int i = 0; i < BUDGET_YEARS; i++) {
        v.years[v.years_n++] = (BudgetChoice){.href = budget_href(c, v.place, first + i), .chosen = first + i == v.year,
                                              .name = arena_printf(c->arena, "%d", first + i)};
    }
    fill_over_years(c, &l, first, &v);
    TRY(fill_year(c, &l, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_BUDGET_TITLE));
    return page_send(&pg, rp, budget_page, &v);
}

/* ---- a source --------------------------------------------------------------------------------------------------- */

static Fault fund_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Fund *v = rec;
    Str      names[2] = {{0}};
    FundHead h = {.v = v, .demo = v->is_demo == 1, .currency = reader_currency(pg->r), .total = budget_amount(v->total),
                  .ends = ledger_warns(v->until_on, pg->r->today) != LEDGER_QUIET,
                  .over = v->until_on < pg->r->today};
    TRY(ent_labels(pg->c, (Id[]){v->source, v->place}, 2, names));
    h.source = names[0];
    h.place = names[1];
    fund_head_html(b, pg, &h);
    return OK;
}

static Fault fund_years_draw(Buf *b, const Page *pg, const void *rec) {
    const Fund *of = rec;
    Ctx    *c = pg->c;
    Ledger  l = {0};
    Str     id = id_str(c->arena, of->head.id);
    TRY(ledger_read(c, &of->head.id, 1, &l.v, &l.lines, &l.n));
    FundPart p = {.currency = reader_currency(pg->r), .path = arena_printf(c->arena, "/funds/%.*s", STR_ARG(id)),
                  .may_write = !of->head.archived_at && ent_may_write(c, &fund_entity, &of->head),
                  .has_total = of->total != NUMBER_NONE,
                  .years = ARENA_ARRAY(c->arena, FundYear, LEDGER_YEARS_MAX)};
    p.add = arena_printf(c->arena, "/budget-lines/new?fund=%.*s&year=%d&back=/funds/%.*s", STR_ARG(id),
                         day_year(c->reader.today), STR_ARG(id));
    for (int y = day_year(of->from_on); y <= day_year(of->until_on) && p.years_n < LEDGER_YEARS_MAX; y++) {
        FundYear *to = &p.years[p.years_n++];
        to->year = y;
        BudgetYearRow *v = ARENA_ARRAY(c->arena, BudgetYearRow, l.n + 1);
        to->rows_n = budget_year_rows(c, &l, of, y, v) - 1;
        to->sum = v[0];
        to->sum.name = arena_printf(c->arena, "%d", y);
        to->sum.href = to->sum.planned.href;
        to->rows = v + 1;
        TRY(budget_hours(c, of, y, &to->sum));
    }
    LedgerSum all = ledger_sum(l.v, l.n, (LedgerPick){.fund = of->head.id});
    p.undivided = budget_amount(p.has_total && !all.unknown ? of->total - all.planned : NUMBER_NONE);
    fund_years_html(b, pg, &p);
    return OK;
}

static const RecordPart FUND_YEARS = {.entity = &fund_entity, .anchor = "years", .title = T_BUDGET_YEARS, .order = 5,
                                      .draw = fund_years_draw};

static Fault fund_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Fund *v = rec;
    if (v->head.archived_at || !ent_may_write(pg->c, &fund_entity, &v->head)) return OK;
    buf_printf(b, "<a class=\"btn\" href=\"/funds/%.*s/paste\">", STR_ARG(id_str(pg->c->arena, v->head.id)));
    page_icon(b, "file-spreadsheet");
    put_text(b, tr(pg->r->lang, T_BUDGET_PASTE));
    buf_lit(b, "</a>");
    return OK;
}

static Fault draw_paste(Ctx *c, const Request *rq, Reply *rp, const Fund *of) {
    FundPaste v = {.path = arena_printf(c->arena, "/funds/%.*s", STR_ARG(id_str(c->arena, of->head.id))),
                   .name = of->name, .rows = params_get(&rq->form, "rows")};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_BUDGET_PASTE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/budget"), tr(c->reader.lang, T_BUDGET_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, fund_paste_page, &v);
    return page_send(&pg, rp, fund_paste_page, &v);
}

static Fault open_fund(Ctx *c, Id id, Fund *v) {
    TRY(ent_load(c, &fund_entity, id, v));
    return ent_may_write(c, &fund_entity, &v->head) ? OK : fail(c, NOT_ALLOWED, "fund", id);
}

static Fault get_paste(Ctx *c, const Request *rq, Reply *rp) {
    Fund *v = ent_new(c, &fund_entity);
    TRY(open_fund(c, rq->ids[0], v));
    return draw_paste(c, rq, rp, v);
}

static Fault post_paste(Ctx *c, const Request *rq, Reply *rp) {
    Fund  *v = ent_new(c, &fund_entity);
    Pasted n;
    TRY(open_fund(c, rq->ids[0], v));
    Fault f = spendings_paste(c, v->head.id, params_get(&rq->form, "rows"), &n);
    if (f == INVALID) return draw_paste(c, rq, rp, v);
    TRY(f);
    Str path = arena_printf(c->arena, "/funds/%.*s", STR_ARG(id_str(c->arena, v->head.id)));
    reply_go(c, rp, path, T_BUDGET_PASTED, (TrArg[]){TR_N("n", n.made), TR_N("known", n.known)}, 2);
    return OK;
}

/* ---- sheets ----------------------------------------------------------------------------------------------------- */

const Sheet FUND_SHEET = {
    .entity = &fund_entity,
    .path = "/funds",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_FUND_MANY,
    .empty = T_BUDGET_EMPTY,
    .first_step = T_BUDGET_ADD_FUND,
    .add = T_BUDGET_ADD_FUND,
    .columns = (const int[]){FUND_F_SOURCE, FUND_F_PLACE, FUND_F_FROM_ON, FUND_F_UNTIL_ON, FUND_F_TOTAL, -1},
    .filters = (const int[]){FUND_F_PLACE, FUND_F_SOURCE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){FUND_F_NAME, FUND_F_SOURCE, FUND_F_PLACE, FUND_F_FROM_ON, FUND_F_UNTIL_ON, FUND_F_TOTAL, -1},
    .head = fund_head_draw,
    .actions = fund_acts_draw,
};

const Sheet BUDGET_LINE_SHEET = {
    .entity = &budget_line_entity,
    .path = "/budget-lines",
    .nav = NAV_MORE,
    .icon = "list",
    .title = T_ENT_BUDGET_LINE_MANY,
    .empty = T_BUDGET_NO_LINES,
    .first_step = T_BUDGET_ADD_LINE,
    .add = T_BUDGET_ADD_LINE,
    .columns = (const int[]){BUDGET_LINE_F_FUND, BUDGET_LINE_F_KIND, BUDGET_LINE_F_PLANNED,
                             BUDGET_LINE_F_INITIATIVE, -1},
    .filters = (const int[]){BUDGET_LINE_F_FUND, BUDGET_LINE_F_KIND, -1},
    .bulk = (const int[]){-1},
};

const Sheet SPENDING_SHEET = {
    .entity = &spending_entity,
    .path = "/spendings",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_SPENDING_MANY,
    .empty = T_BUDGET_NO_SPENDINGS,
    .first_step = T_BUDGET_TITLE,
    .add = T_BUDGET_ADD_SPENDING,
    .columns = (const int[]){SPENDING_F_ON_DAY, SPENDING_F_AMOUNT, SPENDING_F_LINE, SPENDING_F_FUND,
                             SPENDING_F_DOCUMENT, -1},
    .filters = (const int[]){SPENDING_F_FUND, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(fund, FUND_SHEET)
VIEW_HANDLERS(budget_line, BUDGET_LINE_SHEET)
VIEW_HANDLERS(spending, SPENDING_SHEET)

/* ---- on a line, on a place, on the first page ------------------------------------------------------------------- */

static Fault line_draw(Buf *b, const Page *pg, const void *rec) {
    const BudgetLine *v = rec;
    Str id = id_str(pg->c->arena, v->head.id);
    buf_printf(b, "<div class=\"actions no-print\"><a class=\"btn small\" href=\"/spendings/new?line=%.*s"
                  "&amp;back=/budget-lines/%.*s\">", STR_ARG(id), STR_ARG(id));
    page_icon(b, "plus");
    put_text(b, tr(pg->r->lang, T_BUDGET_ADD_SPENDING));
    buf_printf(b, "</a><a class=\"btn small\" href=\"/spendings?line=%.*s\">", STR_ARG(id));
    put_text(b, tr(pg->r->lang, T_ENT_SPENDING_MANY));
    buf_lit(b, "</a></div>");
    return OK;
}

static const RecordPart LINE_SPENDINGS = {.entity = &budget_line_entity, .anchor = "spendings",
                                          .title = T_ENT_SPENDING_MANY, .order = 5, .draw = line_draw};

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    Fund  *funds;
    size_t n;
    Id     place = ((const Head *)rec)->id;
    TRY(funds_of(pg->c, place, &funds, &n));
    if (!n) return OK;
    buf_lit(b, "<ul class=\"rows\">");
    for (size_t i = 0; i < n; i++) {
        buf_printf(b, "<li class=\"item\"><div class=\"body\"><a class=\"title\" href=\"/funds/%.*s\">",
                   STR_ARG(id_str(pg->c->arena, funds[i].head.id)));
        show_name(b, funds[i].name);
        buf_lit(b, "</a></div></li>");
    }
    buf_printf(b, "</ul><div class=\"actions no-print\"><a class=\"btn small\" href=\"/budget?place=%.*s\">",
               STR_ARG(id_str(pg->c->arena, place)));
    put_text(b, tr(pg->r->lang, T_BUDGET_TITLE));
    buf_lit(b, "</a></div>");
    return OK;
}

static const RecordPart ON_PLACE = {.entity = &place_entity, .anchor = "budget", .title = T_BUDGET_TITLE, .side = true,
                                    .order = 40, .draw = place_draw};

/* Sources that end within a year: what comes after them is asked for now. */
static Fault today_dates(Ctx *c, TodayDates *into) {
    Fund  *funds;
    size_t n;
    if (!(c->who.roles & (ROLE_COORDINATOR | ROLE_HQ))) return OK;
    TRY(funds_of(c, 0, &funds, &n));
    for (size_t i = 0; i < n; i++) {
        LedgerWarning w = ledger_warns(funds[i].until_on, c->reader.today);
        if (w == LEDGER_QUIET || !ent_may_write(c, &fund_entity, &funds[i].head)) continue;
        today_date(into, &(TodayDate){.name = funds[i].name, .noun = T_ENT_FUND, .what = T_BUDGET_ENDS,
                                      .href = view_record_path(c, &fund_entity, funds[i].head.id), .icon = "receipt",
                                      .day = funds[i].until_on, .due = funds[i].until_on});
    }
    return OK;
}

static const Route ROUTES[] = {
    {GET, "/budget", get_budget, ROUTE_READ, BUDGET_READERS, 0, NULL, true},
    VIEW_ROUTES(fund, "/funds", BUDGET_READERS, BUDGET_READERS),
    VIEW_ROUTES(budget_line, "/budget-lines", BUDGET_READERS, BUDGET_READERS),
    VIEW_ROUTES(spending, "/spendings", BUDGET_READERS, BUDGET_READERS),
    {GET, "/funds/{id}/paste", get_paste, ROUTE_READ, BUDGET_READERS, 0, NULL, false},
    {POST, "/funds/{id}/paste", post_paste, ROUTE_WRITE, BUDGET_READERS, PASTE_BYTES, NULL, false},
};

static void budget_start(Region *r) {
    (void)r;
    view_register(&FUND_SHEET);
    view_register(&BUDGET_LINE_SHEET);
    view_register(&SPENDING_SHEET);
    view_register_part(&FUND_YEARS);
    view_register_part(&LINE_SPENDINGS);
    view_register_part(&ON_PLACE);
    today_register_dates(today_dates);
    reach_on_renew(funds_follow_reach);
}

const Module budget_module = {
    .name = "budget", .queries = BUDGET_QUERIES, .n_queries = BUDGET_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = budget_start,
};

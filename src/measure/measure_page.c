/* measure_page.c - businesses of a place by year: who opened, who closed or left, whose they are; by each of its
** definitions. Every number opens the list of those it counts. */
#include "measure/measure_page.h"

#include "actor/actor.h"
#include "base/check.h"
#include "ent/form.h"
#include "lang/show.h"

#include <stdlib.h>

enum { YEARS = 6, VERSIONS_SHOWN = 6 };

static const char *const WHATS[COUNT_N] = {"work", "unsure", "opened", "closed", "noopening", "noend", "planned"};
static const char *const OWNERS[OWNED_FILTERS] = {"all", "here", "away", "unsure"};
static const TextKey OWNER_NAMES[OWNED_FILTERS] = {T_MEASURE_OWNED_ANY, T_MEASURE_OWNED_HERE, T_MEASURE_OWNED_AWAY,
                                                   T_MEASURE_OWNED_UNSURE};
static const TextKey WHAT_NAMES[COUNT_N] = {T_MEASURE_WORK,       T_MEASURE_UNSURE, T_MEASURE_OPENED, T_MEASURE_CLOSED,
                                            T_MEASURE_NO_OPENING, T_MEASURE_NO_END, T_MEASURE_PLANNED};

static int word_of(const char *const *words, int n, Str s) {
    for (int i = 0; i < n; i++) {
        if (str_eq(str_of(words[i]), s)) return i;
    }
    return 0;
}

/* What an address asks: whose, by which definition. */
typedef struct Asked {
    PlaceLocal  local;
    Id          place;
    OwnedFilter owned;
    int         now;
    Counted    *v;
    size_t      n;
} Asked;

static Fault asked_of(Ctx *c, const Request *rq, Asked *a) {
    Str version = params_get(&rq->args, "version");
    *a = (Asked){.place = rq->ids[0], .now = day_year(c->reader.today),
                 .owned = (OwnedFilter)word_of(OWNERS, OWNED_FILTERS, params_get(&rq->args, "owned"))};
    Str value = id_str(c->arena, a->place);
    int64_t number;
    if (str_int(version, &number) && number > 0) {
        value = arena_printf(c->arena, "%.*s.%lld", STR_ARG(value), (long long)number);
    }
    Head h;
    TRY(ent_load_head(c, &place_entity, a->place, &h));
    TRY(place_local_read(c, value, &a->local));
    return a->local.version ? counted_of(c, &a->local, &a->v, &a->n) : OK;
}

static int64_t count(const Asked *a, CountWhat what, int year, OwnedFilter owned) {
    int64_t k = 0;
    for (size_t i = 0; i < a->n; i++) {
        k += owned_is(a->v[i].owned, owned) && count_is(&a->v[i].life, what, year, a->now);
    }
    return k;
}

/* ---- addresses and cells ----------------------------------------------------------------------------------------- */

static Str at(Ctx *c, const Asked *a, const char *page, const char *more, OwnedFilter owned) {
    Str id = id_str(c->arena, a->place);
    return arena_printf(c->arena, "/places/%.*s/%s?version=%lld&owned=%s%s", STR_ARG(id), page,
                        (long long)a->local.number, OWNERS[owned], more);
}

static CountCell cell(Ctx *c, const Asked *a, CountWhat what, int year, OwnedFilter owned) {
    Str more = arena_printf(c->arena, "&what=%s&year=%d", WHATS[what], year);
    CountCell v = {.n = count(a, what, year, owned), .label = WHAT_NAMES[what]};
    if (v.n) v.href = at(c, a, "count/list", arena_z(c->arena, more), owned);
    return v;
}

static Str signed_text(Ctx *c, int64_t n) {
    const char *mark = n < 0 ? "\xE2\x88\x92" : n > 0 ? "+" : "";
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld\xE2\x81\xA9", mark, (long long)(n < 0 ? -n : n));
}

static CountCell net(Ctx *c, int64_t opened, int64_t closed) {
    return (CountCell){.label = T_MEASURE_NET, .sum = true, .n = opened - closed,
                       .text = signed_text(c, opened - closed)};
}

static size_t year_cells(Ctx *c, const Asked *a, int year, CountCell *v) {
    v[0] = cell(c, a, COUNT_OPENED, year, a->owned);
    v[1] = cell(c, a, COUNT_CLOSED, year, a->owned);
    v[2] = net(c, v[0].n, v[1].n);
    v[3] = cell(c, a, COUNT_WORK, year, a->owned);
    v[4] = cell(c, a, COUNT_UNSURE, year, a->owned);
    return COUNT_CELLS;
}

/* Of one definition: who works now, of them locally owned, and this year. */
static size_t now_cells(Ctx *c, const Asked *a, CountCell *v) {
    v[0] = cell(c, a, COUNT_WORK, a->now, OWNED_ANY);
    v[0].label = T_CHOICE_BUSINESS_LIFE_WORKING;
    v[1] = cell(c, a, COUNT_WORK, a->now, OWNED_HERE);
    v[1].label = T_MEASURE_OWNED_HERE;
    v[2] = cell(c, a, COUNT_OPENED, a->now, OWNED_ANY);
    v[3] = cell(c, a, COUNT_CLOSED, a->now, OWNED_ANY);
    v[4] = net(c, v[2].n, v[3].n);
    return COUNT_CELLS;
}

/* ---- the page of a place ----------------------------------------------------------------------------------------- */

static Fault versions_of(Ctx *c, const Asked *a, CountView *v) {
    ListSpec s = {.entity = &place_version_entity, .sort = &place_version_entity.fields[PLACE_VERSION_F_NUMBER],
                  .descending = true, .limit = VERSIONS_SHOWN};
    void  *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &place_version_entity.fields[PLACE_VERSION_F_PLACE],
                                            .op = LIST_EQ, .val = v_id(a->place)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->versions = ARENA_ARRAY(c->arena, CountVersion, n + 1);
    for (size_t i = 0; i < n; i++) {
        const PlaceVersion *pv = (const PlaceVersion *)rows + i;
        Asked one = *a;
        Str value = arena_printf(c->arena, "%.*s.%lld", STR_ARG(id_str(c->arena, a->place)), (long long)pv->number);
        TRY(place_local_read(c, value, &one.local));
        if (!one.local.version) continue;
        if (one.local.version != a->local.version) TRY(counted_of(c, &one.local, &one.v, &one.n));
        CountVersion *row = &v->versions[v->versions_n++];
        *row = (CountVersion){.words = place_local_words(c, &one.local), .href = at(c, &one, "count", "", a->owned),
                              .current = one.local.version == a->local.version};
        row->cells_n = now_cells(c, &one, row->cells);
    }
    v->many = v->versions_n > 1;
    return OK;
}

static void years_of(Ctx *c, const Asked *a, CountView *v) {
    v->rows = ARENA_ARRAY(c->arena, CountRow, YEARS);
    for (int y = a->now; y > a->now - YEARS; y--) {
        CountRow *row = &v->rows[v->rows_n++];
        *row = (CountRow){.year = y, .now = y == a->now};
        row->cells_n = year_cells(c, a, y, row->cells);
    }
    static const CountWhat GAPS[] = {COUNT_NO_OPENING, COUNT_NO_END, COUNT_PLANNED};
    for (size_t i = 0; i < sizeof GAPS / sizeof *GAPS; i++) v->gaps[v->gaps_n++] = cell(c, a, GAPS[i], 0, a->owned);
}

Fault get_count(Ctx *c, const Request *rq, Reply *rp) {
    Asked     a;
    CountView v = {0};
    TRY(asked_of(c, rq, &a));
    v.known = a.local.version != 0;
    v.words = place_local_words(c, &a.local);
    v.place_href = view_record_path(c, &place_entity, a.place);
    if (v.known) {
        for (int f = 0; f < OWNED_FILTERS; f++) {
            v.tabs[v.tabs_n++] = (CountTab){at(c, &a, "count", "", (OwnedFilter)f), OWNER_NAMES[f],
                                            count(&a, COUNT_WORK, a.now, (OwnedFilter)f), f == (int)a.owned};
        }
        v.csv = at(c, &a, "count.csv", "", a.owned);
        years_of(c, &a, &v);
        TRY(versions_of(c, &a, &v));
    }
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_MEASURE_COUNT));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.place_href, a.local.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, count_page, &v);
}

/* ---- whom a number counts ---------------------------------------------------------------------------------------- */

static TextKey owned_name(Owned o) {
    static const TextKey NAMES[OWNED_N] = {
        [OWNED_UNKNOWN] = T_MEASURE_SHARE_UNKNOWN, [OWNED_WHOLE] = T_MEASURE_SHARE_WHOLE,
        [OWNED_MOST] = T_MEASURE_SHARE_MOST,       [OWNED_HALF] = T_MEASURE_SHARE_HALF,
        [OWNED_NONE] = T_MEASURE_SHARE_NONE};
    return NAMES[o];
}

/* Those of the page, out of all whom the number counts. */
static Fault counted_rows(Ctx *c, const Asked *a, CountWhat what, int year, CountedView *v) {
    Id *ids = ARENA_ARRAY(c->arena, Id, a->n + 1);
    for (size_t i = 0; i < a->n; i++) {
        const Counted *b = &a->v[i];
        if (owned_is(b->owned, a->owned) && count_is(&b->life, what, year, a->now)) ids[v->total++] = b->id;
    }
    if (v->offset >= v->total) v->offset = 0;
    int64_t  left = v->total - v->offset;
    ListSpec s = {.entity = &actor_entity, .ids = ids + v->offset, .ids_only = true, .limit = VIEW_PAGE_ROWS,
                  .n_ids = (size_t)(left < VIEW_PAGE_ROWS ? left : VIEW_PAGE_ROWS)};
    void  *rows;
    size_t got;
    TRY(list_run(c, &s, false, &rows, &got, NULL));
    Id  *towns = ARENA_ARRAY(c->arena, Id, got + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, got + 1);
    const Actor *actors = rows;
    for (size_t i = 0; i < got; i++) towns[i] = actors[i].locality;
    TRY(ent_labels(c, towns, got, names));
    v->rows = ARENA_ARRAY(c->arena, CountedRow, got + 1);
    for (size_t i = 0; i < got; i++) {
        const Counted *b = bsearch(&actors[i].head.id, a->v, a->n, sizeof *a->v, id_order);   /* they stand by id */
        CHECK(b);
        v->rows[v->rows_n++] = (CountedRow){
            .href = view_record_path(c, &actor_entity, b->id), .town = names[i],
            .name = tri_best(&actors[i].name, c->reader.lang, NULL), .from = b->life.from, .to = b->life.to,
            .life = choice_label(&life_state_choices, actors[i].life), .owned = owned_name(b->owned)};
    }
    return OK;
}

Fault get_counted(Ctx *c, const Request *rq, Reply *rp) {
    Asked       a;
    CountedView v = {0};
    CountWhat   what = (CountWhat)word_of(WHATS, COUNT_N, params_get(&rq->args, "what"));
    int64_t     year = 0, page;
    TRY(asked_of(c, rq, &a));
    if (!str_int(params_get(&rq->args, "page"), &page) || page < 1 || page > 1000000) page = 1;
    if (!str_int(params_get(&rq->args, "year"), &year) || year < 0 || year > 2200) year = a.now;
    v.words = place_local_words(c, &a.local);
    v.back = at(c, &a, "count", "", a.owned);
    v.what = WHAT_NAMES[what];
    v.owned = a.owned == OWNED_ANY ? T_NONE : OWNER_NAMES[a.owned];
    v.year = what <= COUNT_CLOSED ? year : 0;
    v.here = cell(c, &a, what, (int)year, a.owned).href;
    v.offset = (page - 1) * VIEW_PAGE_ROWS;
    TRY(counted_rows(c, &a, what, (int)year, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, v.what));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, a.place), a.local.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, tr(c->reader.lang, T_MEASURE_COUNT)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, counted_page, &v);
}

/* ---- as a file --------------------------------------------------------------------------------------------------- */

static void number_cell(Ctx *c, Buf *b, bool first, int64_t n) {
    csv_cell(b, first, arena_printf(c->arena, "%lld", (long long)n), false);
}

Fault get_count_csv(Ctx *c, const Request *rq, Reply *rp) {
    static const TextKey HEADS[] = {T_MEASURE_YEAR, T_MEASURE_OPENED, T_MEASURE_CLOSED, T_MEASURE_NET,
                                    T_MEASURE_WORK, T_MEASURE_UNSURE, T_MEASURE_OWNERS, T_MEASURE_DEFINITION};
    Asked     a;
    CountView v = {0};
    Buf      *b = rp->body;
    TRY(asked_of(c, rq, &a));
    if (a.local.version) years_of(c, &a, &v);
    buf_lit(b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) csv_cell(b, i == 0, tr(c->reader.lang, HEADS[i]), true);
    buf_lit(b, "\r\n");
    for (size_t i = 0; i < v.rows_n; i++) {
        number_cell(c, b, true, v.rows[i].year);
        for (size_t k = 0; k < v.rows[i].cells_n; k++) number_cell(c, b, false, v.rows[i].cells[k].n);
        csv_cell(b, false, tr(c->reader.lang, OWNER_NAMES[a.owned]), true);
        csv_cell(b, false, place_local_words(c, &a.local), true);
        buf_lit(b, "\r\n");
    }
    for (size_t i = 0; i < v.gaps_n; i++) {       /* what has no year stands below, by its name */
        csv_cell(b, true, tr(c->reader.lang, v.gaps[i].label), true);
        number_cell(c, b, false, v.gaps[i].n);
        buf_lit(b, "\r\n");
    }
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = LIT("businesses.csv");
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    Str id = id_str(pg->c->arena, ((const Head *)rec)->id);
    CountCard v = {arena_printf(pg->c->arena, "/places/%.*s/count", STR_ARG(id))};
    if (pg->c->who.roles & ROLES_MEMBER) count_card_html(b, pg, &v);
    return OK;
}
static const RecordPart CARD = {.entity = &place_entity, .anchor = "count", .title = T_MEASURE_COUNT, .side = true,
                                .order = 12, .draw = card_draw};

VIEW_HANDLERS(benchmark, BENCHMARK_SHEET)

static const Route ROUTES[] = {
    {GET, "/places/{id}/count", get_count, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/places/{id}/count/list", get_counted, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/places/{id}/count.csv", get_count_csv, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    VIEW_ROUTES(benchmark, "/benchmarks", ROLES_MEMBER, ROLE_ADMIN | ROLE_HQ),
};

static void measure_start(Region *r) {
    (void)r;
    view_register(&BENCHMARK_SHEET);
    view_register_part(&CARD);
}

const Module measure_module = {.name = "measure", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                               .start = measure_start};

/* tally_page.c - places side by side: /counts. Every number opens the list of those it counts. */
#include "tally/tally_page.h"

#include "lang/show.h"

#include <stdlib.h>

enum { BARS = 6, BAR = 5, STEP = 7, HIGH = 9 };

const TextKey SIDE_NAMES[SIDE_N] = {
    [SIDE_NAME] = T_ENT_PLACE,          [SIDE_WORK] = T_TALLY_WORK,     [SIDE_OPENED] = T_MEASURE_OPENED,
    [SIDE_CLOSED] = T_MEASURE_CLOSED,   [SIDE_NET] = T_MEASURE_NET,     [SIDE_MET] = T_TALLY_MET,
    [SIDE_NEEDS] = T_TALLY_NEEDS,       [SIDE_OFFERS] = T_TALLY_OFFERS, [SIDE_ALONE] = T_TALLY_ALONE,
    [SIDE_TIES] = T_TALLY_TIES,
};

/* ---- the drawing ------------------------------------------------------------------------------------------------- */

void side_bars(Buf *b, const Page *pg, const SideLine *l, const SideAsk *a) {
    bool    rtl = lang_dir(pg->r->lang)[0] == 'r';
    int64_t most = 1;
    for (int ago = 0; ago < BARS; ago++) {
        int64_t n = llabs(side_number(l, a, SIDE_NET, ago));
        if (n > most) most = n;
    }
    buf_printf(b, "<svg class=\"bars\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" aria-hidden=\"true\">"
                  "<path d=\"M0 %d.5H%d\"/>", BARS * STEP, 2 * HIGH + 1, BARS * STEP, 2 * HIGH + 1, HIGH, BARS * STEP);
    for (int ago = 0; ago < BARS; ago++) {
        int64_t n = side_number(l, a, SIDE_NET, ago);
        int     high = (int)((llabs(n) * HIGH + most - 1) / most), place = rtl ? ago : BARS - 1 - ago;
        if (!n) continue;
        buf_printf(b, "<rect class=\"%s%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", n < 0 ? "less" : "more",
                   ago ? "" : " now", place * STEP + 1, n < 0 ? HIGH + 1 : HIGH - high, BAR, high);
    }
    buf_lit(b, "</svg>");
}

/* ---- cells ------------------------------------------------------------------------------------------------------- */

static Str signed_text(Ctx *c, int64_t n) {
    const char *mark = n < 0 ? "\xE2\x88\x92" : n > 0 ? "+" : "";
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld\xE2\x81\xA9", mark, (long long)(n < 0 ? -n : n));
}

Str side_mean(Ctx *c, int64_t thousandths) {
    int64_t tenths = (thousandths + 50) / 100;
    return arena_printf(c->arena, "%lld.%d", (long long)(tenths / 10), (int)(tenths % 10));
}

/* The list behind a number, by the definition that was counted. */
static Str list_href(Ctx *c, const SideLine *l, const SideAsk *a, SideColumn k) {
    static const char *const WHAT[SIDE_N] = {[SIDE_WORK] = "work", [SIDE_OPENED] = "opened", [SIDE_CLOSED] = "closed"};
    Str       id = id_str(c->arena, l->id);
    long long number = (long long)l->row->number;
    switch (k) {
        case SIDE_WORK:
        case SIDE_OPENED:
        case SIDE_CLOSED:
            return arena_printf(c->arena, "/places/%.*s/count/list?version=%lld&owned=all&what=%s&year=%d", STR_ARG(id),
                                number, WHAT[k], a->year);
        case SIDE_MET:
            return arena_printf(c->arena, "/listings?kind=need&state=met&met_on.ge=%d-01-01&met_on.le=%d-12-31"
                                          "&local=%.*s.%lld", a->year, a->year, STR_ARG(id), number);
        case SIDE_NEEDS:
        case SIDE_OFFERS:
            return arena_printf(c->arena, "/listings?kind=%s&state=open&local=%.*s.%lld",
                                k == SIDE_NEEDS ? "need" : "offer", STR_ARG(id), number);
        case SIDE_ALONE: return arena_printf(c->arena, "/network?local=%.*s.%lld&show=alone", STR_ARG(id), number);
        case SIDE_TIES: return arena_printf(c->arena, "/network?local=%.*s.%lld", STR_ARG(id), number);
        default: return (Str){0};
    }
}

static SideCell cell_of(Ctx *c, const SideLine *l, const SideAsk *a, SideColumn k) {
    SideCell v = {.label = SIDE_NAMES[k], .n = side_number(l, a, k, 0)};
    bool     flows = k == SIDE_OPENED || k == SIDE_CLOSED || k == SIDE_MET;
    if (flows) v.before = side_number(l, a, k, 1);
    v.told = flows && (v.n || v.before);
    if (v.n && k != SIDE_NET) v.href = list_href(c, l, a, k);
    if (k == SIDE_NET) {
        for (int ago = 0; ago < BARS && !v.bars; ago++) v.bars = side_number(l, a, SIDE_NET, ago) ? l : NULL;
        if (v.n || side_number(l, a, SIDE_OPENED, 0)) v.text = signed_text(c, v.n);
    }
    v.zero = !v.n && !v.told && !v.bars;
    if (k == SIDE_TIES && v.n) v.text = side_mean(c, v.n);
    return v;
}

static void rows_of(Ctx *c, const SideAsk *a, const SideLines *lines, SideView *v) {
    v->rows = ARENA_ARRAY(c->arena, SideRow, VIEW_PAGE_ROWS);
    for (size_t i = (size_t)a->offset; i < lines->n && v->rows_n < VIEW_PAGE_ROWS; i++) {
        const SideLine *l = &lines->v[i];
        SideRow        *row = &v->rows[v->rows_n++];
        *row = (SideRow){.href = view_record_path(c, &place_entity, l->id), .name = l->name,
                         .kind = l->kind ? choice_label(&place_kind_choices, l->kind) : T_NONE};
        for (int k = SIDE_WORK; k < SIDE_N; k++) row->cells[row->cells_n++] = cell_of(c, l, a, (SideColumn)k);
    }
}

/* ---- what can be chosen ------------------------------------------------------------------------------------------ */

static void heads_of(Ctx *c, const SideAsk *a, SideView *v) {
    for (int k = 0; k < SIDE_N; k++) {
        bool here = a->sort == (SideColumn)k, down = here ? !a->descending : k != SIDE_NAME;
        v->heads[v->heads_n++] = (SideHead){
            .label = SIDE_NAMES[k], .num = k != SIDE_NAME, .href = side_path(c, a, "/counts", (SideColumn)k, down),
            .sort = !here ? (Str){0} : a->descending ? LIT("descending") : LIT("ascending")};
    }
}

static void options_of(const SideAsk *a, const SideLines *lines, SideView *v) {
    v->of[v->of_n++] = (SideOption){LIT("units"), T_TALLY_UNITS, lines->units, a->of == SIDE_UNITS};
    for (int k = 1; k < PLACE_KIND_N; k++) {
        bool chosen = a->of == SIDE_KIND && a->kind == k;
        if (!lines->kinds[k] && !chosen) continue;
        v->of[v->of_n++] = (SideOption){str_of(choice_of(&place_kind_choices, k)->name),
                                        choice_label(&place_kind_choices, k), lines->kinds[k], chosen};
    }
    v->of[v->of_n++] = (SideOption){LIT("all"), T_TALLY_EVERY, lines->all, a->of == SIDE_ALL};
    for (int y = a->now; y > a->now - TALLY_YEARS + 1; y--) {
        v->years[v->years_n++] = (SideOption){.n = y, .chosen = y == a->year};
    }
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Fault get_tally(Ctx *c, const Request *rq, Reply *rp) {
    SideAsk   a;
    SideLines lines;
    TRY(side_read(c, rq, &a, &lines));
    if (a.offset >= (int64_t)lines.n) a.offset = 0;
    SideView v = {.ask = &a, .q = a.q, .year = a.year, .before = a.year - 1, .now = a.year == a.now,
                  .total = (int64_t)lines.n, .left_out = a.empty ? 0 : (int64_t)lines.left_out, .empty = a.empty,
                  .none = !lines.all && !a.q.n};
    v.here = side_path(c, &a, "/counts", a.sort, a.descending);
    v.csv = side_path(c, &a, "/counts.csv", a.sort, a.descending);
    v.xlsx = side_path(c, &a, "/counts.xlsx", a.sort, a.descending);
    v.more = arena_printf(c->arena, "%.*s&empty=1", STR_ARG(v.here));
    v.sort = params_get(&rq->args, "sort");
    heads_of(c, &a, &v);
    options_of(&a, &lines, &v);
    rows_of(c, &a, &lines, &v);
    rp->holds_until = stamp_of(day_plus(c->reader.today, 1), 0, 0, c->reader.zone);   /* a day may begin a version */
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_TALLY_TITLE));
    return page_send(&pg, rp, tally_page, &v);
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    {GET, "/counts", get_tally, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/counts.csv", get_tally_csv, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/counts.xlsx", get_tally_xlsx, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
};

static void tally_start(Region *r) {
    tally_image_start(r);
    tally_keep_start(r);
}

static void tally_stop(Region *r) {
    tally_image_stop(r);
    tally_keep_stop(r);
}

const Module tally_module = {.name = "tally", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                             .start = tally_start, .stop = tally_stop};

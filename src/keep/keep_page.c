/* keep_page.c - /erasures for administrators, the same page below a case for its team, and /retention. */
#include "keep/keep_page.h"
#include "keep/keep_store.h"

#include "account/account_page.h"
#include "db/facts.h"

static Day day_at(const Ctx *c, Stamp at) { return at ? stamp_day(at, c->reader.zone) : 0; }

/* ---- one request --------------------------------------------------------------------------------------------- */

/* "1:12 3:4": what was erased, as it was written down. */
static void told_rows(Ctx *c, Str told, EraseView *v) {
    Str part;
    v->gone = ARENA_ARRAY(c->arena, EraseRow, KEEP_N);
    while (v->gone_n < KEEP_N && str_split(&told, ' ', &part)) {
        Str     kind;
        int64_t k, n;
        if (!str_split(&part, ':', &kind) || !str_int(kind, &k) || !str_int(part, &n)) continue;
        if (k > 0 && k < KEEP_N) v->gone[v->gone_n++] = (EraseRow){.name = keep_kind_label((int)k), .n = n};
    }
}

static Fault count_rows(Ctx *c, Id client, EraseView *v) {
    KeepCount counts[KEEP_N];
    TRY(keep_counts(c, client, counts));
    v->gone = ARENA_ARRAY(c->arena, EraseRow, KEEP_N);
    v->held = ARENA_ARRAY(c->arena, EraseRow, KEEP_N);
    for (int kind = 1; kind < KEEP_N; kind++) {
        EraseRow row = {.name = keep_kind_label(kind), .n = counts[kind].n, .held_until = counts[kind].held_until};
        if (!row.n) continue;
        if (row.held_until) v->held[v->held_n++] = row;
        else v->gone[v->gone_n++] = row;
    }
    return OK;
}

static Fault fill(Ctx *c, const Erasure *e, EraseView *v) {
    Str days;
    Buf b;
    v->asked_on = day_at(c, e->asked_at);
    v->done_on = day_at(c, e->done_at);
    v->done = e->done_at != 0;
    v->action = arena_printf(c->arena, "/erasures/%.*s", STR_ARG(id_str(c->arena, e->id)));
    v->paper = arena_printf(c->arena, "%.*s/paper", STR_ARG(v->action));
    TRY(fact_get(c, "backup.days", &days));
    if (!days.n || !str_int(days, &v->backup_days)) v->backup_days = 0;
    if (!v->done) TRY(keep_name(c, e->client, &v->name));
    if (v->done) told_rows(c, e->told, v);
    else TRY(count_rows(c, e->client, v));
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, NULL);
    v->errors = html_keep(c->arena, &b);
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Erasure *e) {
    EraseView v = {.may = !e->done_at, .typed = params_get(&rq->form, "name")};
    TRY(fill(c, e, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_KEEP_ERASURE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/erasures"), tr(c->reader.lang, T_KEEP_ERASURES)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, erasure_page, &v);
    return page_send(&pg, rp, erasure_page, &v);
}

static Fault get_erasure(Ctx *c, const Request *rq, Reply *rp) {
    Erasure e;
    TRY(keep_request(c, rq->ids[0], &e));
    return draw(c, rq, rp, &e);
}

static Fault post_erasure(Ctx *c, const Request *rq, Reply *rp) {
    Erasure e;
    TRY(keep_request(c, rq->ids[0], &e));
    Fault f = keep_erase(c, &e, params_get(&rq->form, "name"));
    if (f == INVALID) return draw(c, rq, rp, &e);
    TRY(f);
    c->act = 0;                                   /* there is nothing to take back */
    reply_go(c, rp, arena_printf(c->arena, "/erasures/%.*s", STR_ARG(id_str(c->arena, e.id))), T_KEEP_DONE, NULL, 0);
    return OK;
}

/* For the owner, on paper: that it was done, and nothing of what it was. */
static Fault get_erasure_paper(Ctx *c, const Request *rq, Reply *rp) {
    Erasure   e;
    EraseView v = {.may = false};
    TRY(keep_request(c, rq->ids[0], &e));
    if (!e.done_at) return fail(c, NOT_FOUND, "erasure", e.id);
    TRY(fill(c, &e, &v));
    TRY(fact_name(c, c->reader.lang, &v.org));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_KEEP_PAPER));
    pg.bare = true;
    return page_send(&pg, rp, erasure_paper_page, &v);
}

/* What its team sees: that it was asked, and what will go. */
static Fault get_case_erasure(Ctx *c, const Request *rq, Reply *rp) {
    Case     *k = ent_new(c, &case_entity);
    Erasure   e;
    EraseView v = {.may = false};
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(keep_asked(c, k->client, &e));
    if (!e.id) return fail(c, NOT_FOUND, "erasure", k->head.id);
    TRY(fill(c, &e, &v));
    v.case_href = case_path(c, k->head.id);
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_KEEP_ERASURE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.case_href, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, erasure_page, &v);
}

static Fault banner_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    Erasure     e;
    TRY(keep_asked(c, k->client, &e));
    if (!e.id || !(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    EraseView v = {.asked_on = day_at(c, e.asked_at),
                   .action = arena_printf(c->arena, "%.*s/erasure", STR_ARG(case_path(c, k->head.id)))};
    erasure_banner_html(b, pg, &v);
    return OK;
}

/* ---- all of them --------------------------------------------------------------------------------------------- */

static Fault get_erasures(Ctx *c, const Request *rq, Reply *rp) {
    Erasure *e;
    size_t   n;
    TRY(keep_requests(c, &e, &n));
    AskedView v = {.rows = ARENA_ARRAY(c->arena, AskedRow, n + 1), .done = ARENA_ARRAY(c->arena, AskedRow, n + 1)};
    for (size_t i = 0; i < n; i++) {
        AskedRow row = {.href = arena_printf(c->arena, "/erasures/%.*s", STR_ARG(id_str(c->arena, e[i].id))),
                        .asked_on = day_at(c, e[i].asked_at), .done_on = day_at(c, e[i].done_at),
                        .done = e[i].done_at != 0};
        if (!row.done) TRY(keep_name(c, e[i].client, &row.name));
        if (row.done) v.done[v.done_n++] = row;
        else v.rows[v.rows_n++] = row;
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_KEEP_ERASURES));
    return page_send(&pg, rp, erasures_page, &v);
}

/* ---- what is due --------------------------------------------------------------------------------------------- */

static Fault get_retention(Ctx *c, const Request *rq, Reply *rp) {
    KeepDue  due[KEEP_N];
    KeepRun *runs;
    size_t   n;
    TRY(keep_due(c, due));
    TRY(keep_runs(c, &runs, &n));
    DueView v = {.rows = ARENA_ARRAY(c->arena, DueRow, KEEP_N), .runs = ARENA_ARRAY(c->arena, RunRow, n + 1)};
    for (int kind = 1; kind <= KEEP_CONSENTS; kind++) {
        bool rule = due[kind].years != NUMBER_NONE;
        if (kind == KEEP_CONSENTS && !due[kind].cases) continue;
        v.rows[v.rows_n++] = (DueRow){.name = keep_kind_label(kind), .value = arena_printf(c->arena, "%d", kind),
                                      .years = rule ? due[kind].years : 0, .cases = due[kind].cases,
                                      .due = due[kind].cases > 0};
        v.any_rule = v.any_rule || rule;
        v.any_due = v.any_due || due[kind].cases > 0;
    }
    for (size_t i = 0; i < n; i++) {
        v.runs[v.runs_n++] = (RunRow){keep_kind_label(runs[i].kind), runs[i].on, runs[i].who, runs[i].cases,
                                      runs[i].records};
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_KEEP_RETENTION));
    return page_send(&pg, rp, retention_page, &v);
}

static Fault post_retention(Ctx *c, const Request *rq, Reply *rp) {
    KeepDue left;
    int64_t kind;
    bool    sure = str_eq(params_get(&rq->form, "sure"), LIT("1"));
    if (!str_int(params_get(&rq->form, "kind"), &kind)) return fail(c, BAD_REQUEST, "kind", 0);
    if (!sure) return fail(c, BAD_REQUEST, "sure", kind);
    TRY(keep_run(c, (int)kind, &left));
    c->act = 0;
    TrArg n = TR_N("n", left.records);
    reply_go(c, rp, LIT("/retention"), T_KEEP_RUN_DONE, &n, 1);
    return OK;
}

/* ---- the module ---------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    {GET, "/erasures", get_erasures, ROUTE_READ, ROLE_ADMIN, 0, NULL, false},
    {GET, "/erasures/{id}", get_erasure, ROUTE_READ, ROLE_ADMIN, 0, NULL, false},
    {POST, "/erasures/{id}", post_erasure, ROUTE_WRITE, ROLE_ADMIN, 0, NULL, false},
    {GET, "/erasures/{id}/paper", get_erasure_paper, ROUTE_READ, ROLE_ADMIN, 0, NULL, false},
    {GET, "/cases/{id}/erasure", get_case_erasure, ROUTE_READ, ROLES_STAFF | ROLE_TRUSTEE, 0, NULL, false},
    {GET, "/retention", get_retention, ROUTE_READ, ROLE_ADMIN, 0, NULL, false},
    {POST, "/retention", post_retention, ROUTE_WRITE, ROLE_ADMIN, 0, NULL, false},
};

static const RecordPart BANNER = {
    .entity = &case_entity, .anchor = "erasure", .title = T_KEEP_ERASURE, .order = 0, .draw = banner_draw,
};

static void keep_start(Region *r) {
    (void)r;
    view_register_part(&BANNER);
}

const Module keep_module = {
    .name = "keep", .queries = KEEP_QUERIES, .n_queries = KEEP_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = keep_start,
};

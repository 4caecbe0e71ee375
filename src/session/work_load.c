/* work_load.c - promised, agreed and spent: of each person for who coordinates, of a case, of a funding source. */
#include "session/work.h"

#include "consultant/consultant.h"

enum { PEOPLE_MAX = 300, PERCENT = 100, MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

static Html month_html(const Ctx *c, Day month) {
    Buf b;
    buf_init(&b, 400);
    show_month(&b, &c->reader, day_year(month), day_month(month));
    return html_keep(c->arena, &b);
}

/* What some people have agreed to give, have promised, and have spent in a month. */
static Fault loads_fill(Ctx *c, const Consultant *v, size_t n, Day month, LoadRow *ret_v) {
    Id       *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    WorkSum  *spent = ARENA_ARRAY(c->arena, WorkSum, n + 1);
    CaseLoad *loads = ARENA_ARRAY(c->arena, CaseLoad, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].account;
    TRY(work_of_people(c, ids, n, month, spent));
    TRY(case_loads(c, ids, n, loads));
    for (size_t i = 0; i < n; i++) {
        Str iso = str_sub(day_iso(c->arena, month), 0, 7);
        ret_v[i] = (LoadRow){.name = v[i].name, .href = view_record_path(c, &consultant_entity, v[i].head.id),
                             .capacity = v[i].capacity, .promised = loads[i].minutes, .cases_n = loads[i].cases,
                             .spent = spent[i].all, .cases = spent[i].cases,
                             .over = v[i].capacity != NUMBER_NONE && loads[i].minutes > v[i].capacity};
        if (!consultant_may_change(c, &v[i])) continue;                         /* of another town: sums only */
        ret_v[i].hours_href = arena_printf(c->arena, "/hours?month=%.*s&account=%.*s", STR_ARG(iso),
                                           STR_ARG(id_str(c->arena, v[i].account)));
    }
    return OK;
}

/* GET /hours/people?month=: those who take cases. */
static Fault get_hours_people(Ctx *c, const Request *rq, Reply *rp) {
    HoursAsked a;
    ListSpec s = {.entity = &consultant_entity, .limit = PEOPLE_MAX};
    LoadView v = {0};
    void *rows;
    TRY(hours_asked(c, rq, &a));
    s.filters[s.n_filters++] = (ListFilter){.field = &consultant_entity.fields[CONSULTANT_F_STATE], .op = LIST_NE,
                                            .val = v_int(CONSULTANT_STATE_LEFT)};
    TRY(list_run(c, &s, false, &rows, &v.rows_n, NULL));
    v.rows = ARENA_ARRAY(c->arena, LoadRow, v.rows_n + 1);
    TRY(loads_fill(c, rows, v.rows_n, a.month, v.rows));
    v.month = month_html(c, a.month);
    v.before = hours_address(c, &a, month_first(day_plus(a.month, -1)), "/hours/people");
    if (month_next(a.month) <= c->reader.today) v.after = hours_address(c, &a, month_next(a.month), "/hours/people");
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SESSION_LOADS));
    return page_send(&pg, rp, hours_people_page, &v);
}

/* On a profile: for the person and for who coordinates. */
static Fault load_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    LoadRow row;
    if (!(c->who.roles & MANAGERS) && v->account != c->who.account) return OK;
    TRY(loads_fill(c, v, 1, c->reader.today, &row));
    load_part_html(b, pg, &row);
    return OK;
}

/* On a case: sums, for its team, with what is paid for and until when. */
static Fault case_hours_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx *c = pg->c;
    int64_t minutes[WORK_KIND_N];
    bool in;
    TRY(session_in_team(c, k->head.id, &in));
    if (!in) return OK;
    TRY(work_of_case(c, k->head.id, minutes));
    CaseHours v = {.contact = minutes[WORK_KIND_CONTACT], .preparation = minutes[WORK_KIND_PREPARATION],
                   .travel = minutes[WORK_KIND_TRAVEL]};
    v.all = v.contact + v.preparation + v.travel;
    v.has_promise = k->minutes_promised != NUMBER_NONE;
    v.promised = v.has_promise ? k->minutes_promised : 0;
    v.left = v.promised > v.all ? v.promised - v.all : 0;
    v.beyond = v.has_promise && v.all > v.promised ? v.all - v.promised : 0;
    v.funding = k->funding;
    v.paid_until = k->paid_until;
    v.ended = k->paid_until && k->paid_until < pg->r->today;
    v.ends_soon = paid_ends_soon(k->paid_until, pg->r->today);
    if (c->who.roles & work_time_entity.writers) v.add = LIT("/hours#add");
    if (v.all || v.add.n || v.has_promise || v.paid_until) case_hours_html(b, pg, &v);
    return OK;
}

static Fault funding_draw(Buf *b, const Page *pg, const void *rec) {
    const FundingSource *f = rec;
    FundingHead v = {.budget = f->minutes, .until_on = f->until_on, .known = f->minutes != NUMBER_NONE};
    TRY(work_of_funding(pg->c, f->head.id, &v.spent));
    v.over = v.known && v.spent > v.budget;
    v.left = v.known && !v.over ? v.budget - v.spent : 0;
    v.percent = v.known && v.budget ? v.spent * PERCENT / v.budget : 0;
    funding_head_html(b, pg, &v);
    return OK;
}

const Sheet FUNDING_SOURCE_SHEET = {
    .entity = &funding_source_entity,
    .path = "/funding-sources",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_FUNDING_SOURCE_MANY,
    .empty = T_SESSION_NO_SOURCES,
    .first_step = T_SESSION_ADD_SOURCE,
    .add = T_SESSION_ADD_SOURCE,
    .columns = (const int[]){FUNDING_SOURCE_F_CODE, FUNDING_SOURCE_F_FROM_ON, FUNDING_SOURCE_F_UNTIL_ON,
                             FUNDING_SOURCE_F_MINUTES, -1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
};

static const RecordPart LOAD = {.entity = &consultant_entity, .anchor = "load", .title = T_SESSION_LOAD, .order = 20,
                                .draw = load_draw};
static const RecordPart CASE_HOURS = {.entity = &case_entity, .anchor = "hours", .title = T_SESSION_HOURS,
                                      .side = true, .order = 40, .draw = case_hours_draw};
static const RecordPart SPENT = {.entity = &funding_source_entity, .anchor = "spent", .title = T_SESSION_SPENT,
                                 .order = 10, .draw = funding_draw};

VIEW_HANDLERS(funding_source, FUNDING_SOURCE_SHEET)

static const Route ROUTES[] = {
    {GET, "/hours", get_hours, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/hours.csv", get_hours_csv, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/hours/people", get_hours_people, ROUTE_READ, MANAGERS, 0, NULL, false},
    {POST, "/hours", post_hours, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/hours/close", post_hours_close, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/hours/{id}/remove", post_hours_remove, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/hours/{id}/correct", get_hours_correct, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/hours/{id}/correct", post_hours_correct, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(funding_source, "/funding-sources", ROLES_STAFF, MANAGERS),
};

static void start(Region *r) {
    (void)r;
    view_register(&FUNDING_SOURCE_SHEET);
    view_register_part(&LOAD);
    view_register_part(&CASE_HOURS);
    view_register_part(&SPENT);
    today_register_dates(paid_dates);
}

const Module work_module = {
    .name = "work", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
};

/* work_page.c - hours: one's own month, what others owe to see of it, corrections, closing, and a file. */
#include "session/work.h"

#include "consultant/consultant.h"
#include "ent/form.h"
#include "lang/show.h"

enum { CASES_MAX = 60, FUNDINGS_MAX = 30 };

/* ---- whose month ------------------------------------------------------------------------------------------ */

/* Whoever coordinates a further town of theirs sees the sums of their load, and no more. */
static Fault others_month(Ctx *c, Id account) {
    Consultant *who = ent_new(c, &consultant_entity);
    Fault f = consultant_any(c, account, who);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    return consultant_may_change(c, who) ? OK : fail(c, NOT_ALLOWED, "work_time", 0);
}

/* One's own; of somebody else for who manages and sees their account. */
Fault hours_asked(Ctx *c, const Request *rq, HoursAsked *ret_v) {
    HoursAsked v = {.account = c->who.account, .month = month_first(c->reader.today)};
    const Params *from = rq->method == POST ? &rq->form : &rq->args;
    Str month = params_get(from, "month"), whose = params_get(from, "account");
    Day d;
    if (month.n && day_parse(arena_printf(c->arena, "%.*s-01", STR_ARG(str_sub(month, 0, 7))), &d)) v.month = d;
    v.person = ent_new(c, &account_entity);
    if (whose.n && id_parse(whose, &v.account) && v.account != c->who.account) {
        if (!(c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR))) return fail(c, NOT_ALLOWED, "work_time", 0);
    }
    v.own = v.account == c->who.account;
    if (v.own) {
        TRY(account_own(c, v.person));
    } else {
        TRY(ent_load(c, &account_entity, v.account, v.person));
        TRY(others_month(c, v.account));
    }
    *ret_v = v;
    return OK;
}

static Str month_iso(Ctx *c, Day month) { return str_sub(day_iso(c->arena, month), 0, 7); }

Str hours_address(Ctx *c, const HoursAsked *a, Day month, const char *path) {
    Str iso = month_iso(c, month);
    if (a->own) return arena_printf(c->arena, "%s?month=%.*s", path, STR_ARG(iso));
    return arena_printf(c->arena, "%s?month=%.*s&account=%.*s", path, STR_ARG(iso),
                        STR_ARG(id_str(c->arena, a->account)));
}

static Html month_html(const Ctx *c, Day month) {
    Buf b;
    buf_init(&b, 400);
    show_month(&b, &c->reader, day_year(month), day_month(month));
    return html_keep(c->arena, &b);
}

/* ---- sums: each opens the rows that make it --------------------------------------------------------------- */

typedef struct Group {
    int64_t key;                                  /* a case, a purpose below 0, or a funding source */
    int64_t minutes[WORK_KIND_N];                 /* [0]: all kinds */
} Group;

static int64_t key_of(const WorkRow *w, bool by_funding) {
    if (by_funding) return w->funding;
    return w->of_case ? w->of_case : -w->purpose;
}

static size_t groups_of(const WorkRow *rows, size_t n, bool by_funding, Group *v) {
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t key = key_of(&rows[i], by_funding);
        size_t at = 0;
        while (at < k && v[at].key != key) at++;
        if (at == k) v[k++] = (Group){.key = key};
        v[at].minutes[rows[i].kind] += rows[i].minutes;
        v[at].minutes[0] += rows[i].minutes;
    }
    return k;
}

static Str filter_of(Ctx *c, bool by_funding, const Group *g, bool all) {
    if (all) return (Str){0};
    if (by_funding) {
        return arena_printf(c->arena, "&funding=%.*s", STR_ARG(g->key ? id_str(c->arena, g->key) : LIT("none")));
    }
    if (g->key > 0) return arena_printf(c->arena, "&of_case=%.*s", STR_ARG(id_str(c->arena, g->key)));
    return arena_printf(c->arena, "&purpose=%s", choice_of(&work_purpose_choices, (int)-g->key)->name);
}

static void cells_fill(Ctx *c, Str address, Str filter, const Group *g, SumRow *row) {
    row->cells = ARENA_ARRAY(c->arena, SumCell, WORK_KIND_N);
    for (int kind = 1; kind <= WORK_KIND_N; kind++) {
        bool all = kind == WORK_KIND_N;
        Str  of_kind = all ? (Str){0}
                           : arena_printf(c->arena, "&kind=%s", choice_of(&work_kind_choices, kind)->name);
        row->cells[row->cells_n++] = (SumCell){
            .minutes = g->minutes[all ? 0 : kind],
            .head = all ? T_SESSION_TOGETHER : choice_label(&work_kind_choices, kind),
            .href = arena_printf(c->arena, "%.*s%.*s%.*s#rows", STR_ARG(address), STR_ARG(filter), STR_ARG(of_kind))};
    }
}

/* A case has a name for its team alone; for others it is "a case". */
static Str name_of(Ctx *c, const Group *g, bool by_funding, const RefNames *names) {
    if (by_funding && !g->key) return tr(c->reader.lang, T_SESSION_NO_FUNDING);
    if (g->key < 0) return tr(c->reader.lang, choice_label(&work_purpose_choices, (int)-g->key));
    Str name = ref_name(names, g->key);
    if (name.n) return name;
    return tr(c->reader.lang, by_funding ? T_SESSION_SOME_FUNDING : T_SESSION_A_CASE);
}

static void table_fill(Ctx *c, const HoursAsked *a, const WorkRow *rows, size_t n, const RefNames *names,
                       SumTable *t) {
    bool   by_funding = t->first == T_ENT_WORK_TIME_FUNDING;
    Group *v = ARENA_ARRAY(c->arena, Group, n + 1), sum = {.key = 0};
    size_t k = groups_of(rows, n, by_funding, v);
    Str    address = hours_address(c, a, a->month, "/hours");
    t->rows = ARENA_ARRAY(c->arena, SumRow, k + 1);
    for (size_t i = 0; i < k; i++) {
        SumRow row = {.name = name_of(c, &v[i], by_funding, names)};
        if (!by_funding && v[i].key > 0 && ref_name(names, v[i].key).n) row.href = case_path(c, v[i].key);
        cells_fill(c, address, filter_of(c, by_funding, &v[i], false), &v[i], &row);
        for (int kind = 0; kind < WORK_KIND_N; kind++) sum.minutes[kind] += v[i].minutes[kind];
        t->rows[t->rows_n++] = row;
    }
    SumRow all = {.name = tr(c->reader.lang, T_SESSION_ALL_HOURS)};
    cells_fill(c, address, (Str){0}, &sum, &all);
    t->rows[t->rows_n++] = all;
}

/* ---- the rows --------------------------------------------------------------------------------------------- */

/* Does the address ask for this row? The same conditions as the sums'. */
static bool row_asked(Ctx *c, const Params *args, const WorkRow *w) {
    Str kind = params_get(args, "kind"), of_case = params_get(args, "of_case"), purpose = params_get(args, "purpose"),
        funding = params_get(args, "funding");
    if (kind.n && choice_value(&work_kind_choices, kind) != w->kind) return false;
    if (of_case.n && !str_eq(of_case, id_str(c->arena, w->of_case))) return false;
    if (purpose.n && (w->of_case || choice_value(&work_purpose_choices, purpose) != w->purpose)) return false;
    if (funding.n) {
        bool none = str_eq(funding, LIT("none"));
        if (none ? w->funding != 0 : !str_eq(funding, id_str(c->arena, w->funding))) return false;
    }
    return true;
}

HourRow hours_row(Ctx *c, const HoursAsked *a, const WorkRow *w, const RefNames *names) {
    Str name = w->of_case ? ref_name(names, w->of_case) : (Str){0};
    HourRow row = {.id = w->id, .on_day = w->on_day, .minutes = w->minutes, .corrects = w->corrects != 0,
                   .kind = choice_label(&work_kind_choices, w->kind), .corrected = w->corrected,
                   .purpose = choice_label(&work_purpose_choices, w->purpose), .what = name,
                   .open = a->own && !a->closed_at, .funding = w->funding ? ref_name(names, w->funding) : (Str){0}};
    if (w->of_case && !name.n) row.what = tr(c->reader.lang, T_SESSION_A_CASE);
    if (!w->of_case) row.what = tr(c->reader.lang, row.purpose);
    if (name.n) row.href = case_path(c, w->of_case);
    Str id = id_str(c->arena, w->id);
    if (row.open) row.act = arena_printf(c->arena, "/hours/%.*s/remove", STR_ARG(id));
    else if (a->own && !w->corrected) row.act = arena_printf(c->arena, "/hours/%.*s/correct", STR_ARG(id));
    return row;
}

static Fault month_read(Ctx *c, HoursAsked *a, WorkRow **ret_v, size_t *ret_n, RefNames *ret_names) {
    WorkRow *rows = ARENA_ARRAY(c->arena, WorkRow, WORK_ROWS_MAX);
    size_t n;
    TRY(work_of_month(c, a->account, a->month, rows, WORK_ROWS_MAX, &n));
    TRY(month_closed(c, a->account, a->month, &a->closed_at));
    Id *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = rows[i].of_case;
        ids[2 * i + 1] = rows[i].funding;
    }
    TRY(ref_names(c, ids, 2 * n, ret_names));
    *ret_v = rows;
    *ret_n = n;
    return OK;
}

/* ---- the form --------------------------------------------------------------------------------------------- */

static SessionChip *chips_of(Ctx *c, const Choices *of, Str chosen, size_t *ret_n) {
    SessionChip *v = ARENA_ARRAY(c->arena, SessionChip, of->n + 1);
    for (int i = 0; i < of->n; i++) {
        Str name = str_of(of->v[i].name);
        v[i] = (SessionChip){.value = name, .label = of->v[i].label, .chosen = chosen.n ? str_eq(name, chosen) : !i};
    }
    *ret_n = (size_t)of->n;
    return v;
}

static Fault form_fill(Ctx *c, const Request *rq, HoursForm *f) {
    const Params none = {0}, *typed = rq->method == POST ? &rq->form : &none;
    FundingRow fundings[FUNDINGS_MAX];
    ListSpec s = {.entity = &case_entity, .limit = CASES_MAX};
    void  *rows;
    size_t n, k;
    f->day = params_get(typed, "on_day");
    if (!f->day.n) f->day = day_iso(c->arena, c->reader.today);
    f->minutes = params_get(typed, "minutes");
    f->kinds = chips_of(c, &work_kind_choices, params_get(typed, "kind"), &f->kinds_n);
    f->purposes = chips_of(c, &work_purpose_choices, params_get(typed, "purpose"), &f->purposes_n);
    s.filters[s.n_filters++] = (ListFilter){.field = &case_entity.fields[CASE_F_STAGE], .op = LIST_NE,
                                            .val = v_int(CASE_STAGE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    f->cases = ARENA_ARRAY(c->arena, SessionChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Case *one = (const Case *)rows + i;
        Str id = id_str(c->arena, one->head.id);
        f->cases[f->cases_n++] = (SessionChoice){id, view_name(c, &case_entity, one),
                                                 str_eq(id, params_get(typed, "of_case"))};
    }
    TRY(funding_on(c, c->reader.today, fundings, FUNDINGS_MAX, &k));
    f->fundings = ARENA_ARRAY(c->arena, SessionChoice, k + 1);
    for (size_t i = 0; i < k; i++) {
        Str id = id_str(c->arena, fundings[i].id);
        f->fundings[f->fundings_n++] = (SessionChoice){id, fundings[i].name, str_eq(id, params_get(typed, "funding"))};
    }
    return OK;
}

/* ---- the page --------------------------------------------------------------------------------------------- */

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &work_time_entity);
    return html_keep(c->arena, &b);
}

static void ways_fill(Ctx *c, const HoursAsked *a, HoursView *v) {
    v->month_iso = month_iso(c, a->month);
    v->month = month_html(c, a->month);
    v->before = hours_address(c, a, month_first(day_plus(a->month, -1)), "/hours");
    if (month_next(a->month) <= c->reader.today) v->after = hours_address(c, a, month_next(a->month), "/hours");
    v->csv = hours_address(c, a, a->month, "/hours.csv");
    v->all = hours_address(c, a, a->month, "/hours");
    bool manages = c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR);
    if (manages) v->people = arena_printf(c->arena, "/hours/people?month=%.*s", STR_ARG(v->month_iso));
}

static Fault view_fill(Ctx *c, const Request *rq, HoursAsked *a, HoursView *v) {
    static const TextKey HEADS[2][2] = {{T_SESSION_BY_CASE, T_ENT_WORK_TIME_OF_CASE},
                                        {T_SESSION_BY_FUNDING, T_ENT_WORK_TIME_FUNDING}};
    WorkRow *rows;
    size_t   n;
    RefNames names;
    TRY(month_read(c, a, &rows, &n, &names));
    *v = (HoursView){.own = a->own, .name = a->person->name, .closed = a->closed_at != 0,
                     .closed_on = stamp_day(a->closed_at, c->reader.zone), .errors = errors_of(c)};
    ways_fill(c, a, v);
    v->may_close = a->own && !v->closed && n > 0;
    v->rows = ARENA_ARRAY(c->arena, HourRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v->total += rows[i].minutes;
        if (!row_asked(c, &rq->args, &rows[i])) continue;
        v->shown += rows[i].minutes;
        v->rows[v->rows_n++] = hours_row(c, a, &rows[i], &names);
    }
    v->filtered = v->rows_n < n;
    for (int i = 0; i < 2 && n; i++) {
        SumTable *t = &v->tables[v->tables_n++];
        *t = (SumTable){.title = HEADS[i][0], .first = HEADS[i][1]};
        table_fill(c, a, rows, n, &names, t);
    }
    return a->own ? form_fill(c, rq, &v->form) : OK;
}

static Fault page_draw(Ctx *c, const Request *rq, Reply *rp, HoursAsked *a) {
    HoursView v;
    TRY(view_fill(c, rq, a, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SESSION_HOURS));
    if (v.people.n) pg.crumbs[pg.n_crumbs++] = (Crumb){v.people, tr(c->reader.lang, T_SESSION_LOADS)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, a->own ? tr(c->reader.lang, T_SESSION_HOURS) : a->person->name};
    if (c->complaints.n) return page_again(&pg, rp, hours_page, &v);
    return page_send(&pg, rp, hours_page, &v);
}

Fault get_hours(Ctx *c, const Request *rq, Reply *rp) {
    HoursAsked a;
    TRY(hours_asked(c, rq, &a));
    return page_draw(c, rq, rp, &a);
}

/* POST /hours: an entry of one's own, without a session. */
Fault post_hours(Ctx *c, const Request *rq, Reply *rp) {
    WorkTime *w = ent_new(c, &work_time_entity);
    HoursAsked a;
    TRY(hours_asked(c, rq, &a));
    ent_form_read(c, &work_time_entity, &rq->form, w);
    if (w->purpose != WORK_PURPOSE_CASE) w->of_case = 0;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &work_time_entity, w);
    if (f == INVALID) return page_draw(c, rq, rp, &a);
    TRY(f);
    reply_go(c, rp, hours_address(c, &a, month_first(w->on_day), "/hours"), T_SESSION_HOURS_KEPT, NULL, 0);
    return OK;
}

/* ---- taking off, correcting, closing ---------------------------------------------------------------------- */

static Fault own_entry(Ctx *c, const Request *rq, WorkTime *ret_w) {
    TRY(ent_load(c, &work_time_entity, rq->ids[0], ret_w));
    return ret_w->account == c->who.account ? OK : fail(c, NOT_ALLOWED, "work_time", rq->ids[0]);
}

Fault post_hours_remove(Ctx *c, const Request *rq, Reply *rp) {
    WorkTime *w = ent_new(c, &work_time_entity);
    HoursAsked a;
    TRY(own_entry(c, rq, w));
    TRY(hours_asked(c, rq, &a));
    TRY(ent_archive(c, &work_time_entity, w->head.id));
    reply_go(c, rp, hours_address(c, &a, month_first(w->on_day), "/hours"), T_SESSION_HOURS_OFF, NULL, 0);
    return OK;
}

static Fault correct_draw(Ctx *c, const Request *rq, Reply *rp, const WorkTime *w) {
    HoursAsked a;
    RefNames names;
    Id ids[2] = {w->of_case, w->funding};
    TRY(hours_asked(c, rq, &a));
    TRY(ref_names(c, ids, 2, &names));
    WorkRow row = {.id = w->head.id, .of_case = w->of_case, .funding = w->funding, .on_day = w->on_day,
                   .kind = w->kind, .purpose = w->purpose, .minutes = w->minutes};
    CorrectView v = {.row = hours_row(c, &a, &row, &names), .errors = errors_of(c), .action = rq->path,
                     .back = hours_address(c, &a, month_first(w->on_day), "/hours"),
                     .minutes = rq->method == POST ? params_get(&rq->form, "minutes")
                                                   : arena_printf(c->arena, "%lld", (long long)w->minutes)};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SESSION_CORRECT));
    if (rq->method == POST) return page_again(&pg, rp, hours_correct_page, &v);
    return page_send(&pg, rp, hours_correct_page, &v);
}

Fault get_hours_correct(Ctx *c, const Request *rq, Reply *rp) {
    WorkTime *w = ent_new(c, &work_time_entity);
    TRY(own_entry(c, rq, w));
    return correct_draw(c, rq, rp, w);
}

/* The difference is an entry of today, beside the one that stands in the closed month. */
Fault post_hours_correct(Ctx *c, const Request *rq, Reply *rp) {
    WorkTime *w = ent_new(c, &work_time_entity), *d = ent_new(c, &work_time_entity);
    HoursAsked a;
    int64_t right = NUMBER_NONE;
    TRY(own_entry(c, rq, w));
    TRY(hours_asked(c, rq, &a));
    if (!str_int(str_trim(params_get(&rq->form, "minutes")), &right) || right < 0) {
        complain(c, "minutes", T_SESSION_HOURS_POSITIVE);
        return correct_draw(c, rq, rp, w);
    }
    d->account = w->account;
    d->on_day = c->reader.today;
    d->minutes = right - w->minutes;
    d->kind = w->kind;
    d->purpose = w->purpose;
    d->of_case = w->of_case;
    d->funding = w->funding;
    d->corrects = w->head.id;
    if (!d->minutes) complain(c, "minutes", T_SESSION_SAME_MINUTES);
    TRY(act_begin(c, T_ACT_HOURS_CORRECT, (Str){0}));
    Fault f = c->complaints.n ? INVALID : ent_save(c, &work_time_entity, d);
    if (f == INVALID) return correct_draw(c, rq, rp, w);
    TRY(f);
    reply_go(c, rp, hours_address(c, &a, month_first(d->on_day), "/hours"), T_SESSION_CORRECTED, NULL, 0);
    return OK;
}

Fault post_hours_close(Ctx *c, const Request *rq, Reply *rp) {
    HoursAsked a;
    TRY(hours_asked(c, rq, &a));
    TRY(month_close(c, a.month));
    reply_go(c, rp, hours_address(c, &a, a.month, "/hours"), T_SESSION_MONTH_CLOSED_NOW, NULL, 0);
    return OK;
}

/* ---- the same as a file ----------------------------------------------------------------------------------- */

static void csv_line(Ctx *c, Buf *b, const HourRow *row) {
    csv_cell(b, true, day_iso(c->arena, row->on_day), false);
    csv_cell(b, false, row->what, true);
    csv_cell(b, false, tr(c->reader.lang, row->kind), true);
    csv_cell(b, false, tr(c->reader.lang, row->purpose), true);
    csv_cell(b, false, row->funding, true);
    csv_cell(b, false, arena_printf(c->arena, "%lld", (long long)row->minutes), false);
    buf_lit(b, "\r\n");
}

Fault get_hours_csv(Ctx *c, const Request *rq, Reply *rp) {
    static const TextKey HEADS[] = {T_ENT_WORK_TIME_ON_DAY, T_ENT_WORK_TIME_OF_CASE, T_ENT_WORK_TIME_KIND,
                                    T_ENT_WORK_TIME_PURPOSE, T_ENT_WORK_TIME_FUNDING, T_ENT_WORK_TIME_MINUTES};
    HoursAsked a;
    WorkRow *rows;
    size_t   n;
    RefNames names;
    TRY(hours_asked(c, rq, &a));
    TRY(month_read(c, &a, &rows, &n, &names));
    buf_lit(rp->body, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
        csv_cell(rp->body, i == 0, tr(c->reader.lang, HEADS[i]), true);
    }
    buf_lit(rp->body, "\r\n");
    for (size_t i = 0; i < n; i++) {
        if (!row_asked(c, &rq->args, &rows[i])) continue;
        HourRow row = hours_row(c, &a, &rows[i], &names);
        csv_line(c, rp->body, &row);
    }
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = arena_printf(c->arena, "hours-%.*s.csv", STR_ARG(month_iso(c, a.month)));
    return OK;
}

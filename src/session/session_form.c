/* session_form.c - a session logged in a minute: few fields first, the rest in folds, one act. */
#include "session/session_page.h"

#include "base/utf8.h"

enum { FUNDINGS_MAX = 30, CASES_MAX = 60, DAYS_MAX = 366 };

void session_wrong(Buf *b, const Page *pg, const char *field) {
    const Complaint *one = complaint_of(pg->c, field);
    if (!one) return;
    buf_printf(b, "<p class=\"err\" id=\"f-%s-err\">", field);
    page_icon(b, "alert-triangle");
    buf_lit(b, "<span>");
    complaint_html(pg->c, b, one);
    buf_lit(b, "</span></p>");
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

/* Written without a network and sent later: of the moment of writing, as far as the device's clock can be believed. */
static void moment_read(Ctx *c, const Params *form, CaseSession *s) {
    Stamp at;
    if (s->happened_at || complaint_of(c, "happened_at")) return;
    bool written = stamp_parse(params_get(form, "written_at"), &at);
    s->happened_at = written && at < c->reader.now ? at : c->reader.now;
}

static void minutes_read(Ctx *c, const Params *form, SessionLog *log) {
    for (int kind = 1; kind < WORK_KIND_N; kind++) {
        const char *name = choice_of(&work_kind_choices, kind)->name;
        WorkTime   *w = ent_new(c, &work_time_entity);
        Str         typed = str_trim(params_get(form, name));
        size_t      said = c->complaints.n;
        log->minutes[kind] = NUMBER_NONE;
        if (!typed.n) continue;
        (void)value_read(c, &work_time_entity.fields[WORK_TIME_F_MINUTES], w, LANG_EN, typed);
        for (size_t i = said; i < c->complaints.n; i++) c->complaints.v[i].field = name;
        if (w->minutes != NUMBER_NONE && (w->minutes < 0 || w->minutes > 24 * 60)) {
            complain(c, name, T_SESSION_HOURS_POSITIVE);
        }
        log->minutes[kind] = w->minutes;
    }
    if (!id_parse(params_get(form, "funding"), &log->funding)) log->funding = 0;
}

static void step_day(Ctx *c, const Params *form, Commitment *t) {
    Str     due = str_trim(params_get(form, "step_due"));
    int64_t days;
    if (due.n) {
        if (!day_parse(due, &t->due_on)) complain(c, "step_due", T_FORM_FIX_DATE);
    } else if (str_int(params_get(form, "step_in"), &days) && days >= 0 && days <= DAYS_MAX) {
        t->due_on = commitment_in(c->reader.today, days);
    }
}

static void step_read(Ctx *c, const Params *form, const Case *k, SessionLog *log) {
    const Field *f = &commitment_entity.fields[COMMITMENT_F_TEXT];
    Str text = utf8_clean_line(c->arena, params_get(form, "step_text"));
    if (!text.n) {
        if (str_trim(params_get(form, "step_due")).n) complain(c, "step_text", T_POST_STEP_MISSING);
        return;
    }
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = text;
    t->kind = COMMITMENT_KIND_NEXT_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->about = k->client;
    bool owners = str_eq(params_get(form, "step_by"), LIT("owner")) && k->owner_account;
    t->owner = owners ? k->owner_account : c->who.account;
    if ((int64_t)utf8_length(text) > f->max) complain_n(c, "step_text", T_FORM_FIX_SHORTER, f->max);
    step_day(c, form, t);
    log->step = t;
}

static void log_read(Ctx *c, const Params *form, const Case *k, SessionLog *log) {
    CaseSession *s = ent_new(c, &case_session_entity);
    *log = (SessionLog){.session = s};
    ent_form_read(c, &case_session_entity, form, s);
    s->of_case = k->head.id;
    s->state = 0;
    moment_read(c, form, s);
    if (!s->lang) s->lang = k->lang;
    log->inside = utf8_clean_text(c->arena, params_get(form, "inside"));
    minutes_read(c, form, log);
    step_read(c, form, k, log);
}

/* ---- drawing ---------------------------------------------------------------------------------------------- */

static void ways_fill(Ctx *c, const Params *from, SessionForm *v) {
    static const char *const ICONS[SESSION_WAY_N] = {
        [SESSION_WAY_MET] = "users", [SESSION_WAY_VISIT] = "map-pin", [SESSION_WAY_PHONE] = "phone",
        [SESSION_WAY_VIDEO] = "camera",
    };
    int chosen = choice_value(&session_way_choices, params_get(from, "way"));
    v->ways = ARENA_ARRAY(c->arena, SessionChip, SESSION_WAY_N);
    for (int i = 1; i < SESSION_WAY_N; i++) {
        const Choice *one = choice_of(&session_way_choices, i);
        v->ways[v->ways_n++] = (SessionChip){str_of(one->name), str_of(ICONS[i]), one->label,
                                             chosen ? chosen == i : i == 1};
    }
}

static void ins_fill(Ctx *c, const Params *from, SessionForm *v) {
    static const struct {
        const char *days;
        TextKey     label;
    } INS[] = {{"1", T_POST_IN_1}, {"7", T_POST_IN_7}, {"30", T_POST_IN_30}};
    v->ins = ARENA_ARRAY(c->arena, SessionChip, sizeof INS / sizeof *INS);
    for (size_t i = 0; i < sizeof INS / sizeof *INS; i++) {
        Str days = str_of(INS[i].days);
        v->ins[v->ins_n++] = (SessionChip){.value = days, .label = INS[i].label,
                                           .chosen = str_eq(days, params_get(from, "step_in"))};
    }
}

static void whos_fill(Ctx *c, const Params *from, const Case *k, SessionForm *v) {
    bool owners = str_eq(params_get(from, "step_by"), LIT("owner"));
    if (!k->owner_account) return;
    v->whos = ARENA_ARRAY(c->arena, SessionChip, 2);
    v->whos[v->whos_n++] = (SessionChip){.value = LIT("me"), .label = T_SESSION_STEP_ME, .chosen = !owners};
    v->whos[v->whos_n++] = (SessionChip){.value = LIT("owner"), .label = T_SESSION_STEP_OWNER, .chosen = owners};
}

static void langs_fill(Ctx *c, const Params *from, const Case *k, SessionForm *v) {
    int chosen = choice_value(&case_lang_choices, params_get(from, "lang"));
    if (!chosen) chosen = k->lang;
    v->langs = ARENA_ARRAY(c->arena, SessionChoice, CASE_LANG_N);
    for (int i = 1; i < CASE_LANG_N; i++) {
        const Choice *one = choice_of(&case_lang_choices, i);
        v->langs[v->langs_n++] = (SessionChoice){str_of(one->name), tr(c->reader.lang, one->label), chosen == i};
    }
}

static Fault fundings_fill(Ctx *c, const Params *from, SessionForm *v) {
    FundingRow rows[FUNDINGS_MAX];
    size_t n;
    TRY(funding_on(c, c->reader.today, rows, FUNDINGS_MAX, &n));
    v->fundings = ARENA_ARRAY(c->arena, SessionChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str id = id_str(c->arena, rows[i].id);
        v->fundings[v->fundings_n++] = (SessionChoice){id, rows[i].name, str_eq(id, params_get(from, "funding"))};
    }
    return OK;
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &case_session_entity);
    return html_keep(c->arena, &b);
}

static Fault form_fill(Ctx *c, const Request *rq, const Case *k, SessionForm *ret_v) {
    const Params *from = rq->method == POST ? &rq->form : &rq->args;
    bool may;
    SessionForm v = {.case_path = case_path(c, k->head.id), .when = params_get(from, "happened_at"),
                     .said = params_get(from, "said"), .decided = params_get(from, "decided"),
                     .inside = params_get(from, "inside"), .place = params_get(from, "place"),
                     .took_part = params_get(from, "took_part"), .step_text = params_get(from, "step_text"),
                     .step_due = params_get(from, "step_due"), .contact = params_get(from, "contact"),
                     .preparation = params_get(from, "preparation"), .travel = params_get(from, "travel")};
    TRY(case_name(c, k->head.id, &v.case_name));
    v.action = arena_printf(c->arena, "%.*s/sessions", STR_ARG(v.case_path));
    ways_fill(c, from, &v);
    ins_fill(c, from, &v);
    whos_fill(c, from, k, &v);
    langs_fill(c, from, k, &v);
    TRY(fundings_fill(c, from, &v));
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &may));
    v.lacks_consent = !may;
    v.errors = errors_of(c);
    v.step_open = v.step_text.n || v.step_due.n || complaint_of(c, "step_text") || complaint_of(c, "owner");
    v.inside_open = v.inside.n > 0;
    v.hours_open = v.contact.n || v.preparation.n || v.travel.n;
    v.more_open = v.when.n || v.place.n || v.took_part.n || complaint_of(c, "happened_at");
    *ret_v = v;
    return OK;
}

static Fault form_draw(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    SessionForm v;
    TRY(form_fill(c, rq, k, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SESSION_LOG));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.case_path, v.case_name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, session_form_page, &v);
    return page_send(&pg, rp, session_form_page, &v);
}

/* ---- handlers --------------------------------------------------------------------------------------------- */

/* Only the team logs: the owner reads. What was written for a case that has been joined to another since, as on a phone
** without a network, goes into the one that lives on. */
static Fault case_of(Ctx *c, const Request *rq, Case *ret_k) {
    bool in;
    Id   lives;
    TRY(ent_resolve(c, &case_entity, rq->ids[0], &lives));
    TRY(ent_load(c, &case_entity, lives, ret_k));
    TRY(session_in_team(c, ret_k->head.id, &in));
    return in ? OK : fail(c, NOT_ALLOWED, "case_session", 0);
}

/* GET /cases/ID/sessions/new. */
Fault get_session_new(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(case_of(c, rq, k));
    case_opened(c, k->head.id);
    return form_draw(c, rq, rp, k);
}

/* POST /cases/ID/sessions. */
Fault post_session_new(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    SessionLog log;
    Str name;
    TRY(case_of(c, rq, k));
    log_read(c, &rq->form, k, &log);
    Fault f = c->complaints.n ? INVALID : session_log(c, &log);
    if (f == INVALID) return form_draw(c, rq, rp, k);
    TRY(f);
    TRY(case_name(c, k->head.id, &name));
    bool planned = log.session->state == SESSION_STATE_PLANNED;
    reply_go(c, rp, arena_printf(c->arena, "%.*s#sessions", STR_ARG(case_path(c, k->head.id))),
             planned ? T_SESSION_PLANNED_NOW : log.step ? T_SESSION_KEPT_STEP : T_SESSION_KEPT,
             (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* GET /case-sessions/new: with which business? */
Fault get_session_pick(Ctx *c, const Request *rq, Reply *rp) {
    ListSpec s = {.entity = &case_entity, .limit = CASES_MAX};
    SessionPicks v = {0};
    void  *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_entity.fields[CASE_F_STAGE], .op = LIST_NE,
                                            .val = v_int(CASE_STAGE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v.rows = ARENA_ARRAY(c->arena, SessionPick, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Case *k = (const Case *)rows + i;
        v.rows[v.rows_n++] = (SessionPick){
            view_name(c, &case_entity, k), arena_printf(c->arena, "%.*s/sessions/new",
                                                        STR_ARG(case_path(c, k->head.id)))};
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SESSION_LOG));
    return page_send(&pg, rp, session_pick_page, &v);
}

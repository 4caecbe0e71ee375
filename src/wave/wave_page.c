/* wave_page.c - the years on the page of a case, the short form of a follow-up, its page and its print. */
#include "wave/survival_page.h"

#include "account/account_page.h"
#include "db/facts.h"
#include "db/scope.h"
#include "ent/form.h"
#include "lang/show.h"

#include <math.h>

enum { PEOPLE = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, FORM_BYTES_MAX = 64 * 1024 };

void wave_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

static Fault in_team(Ctx *c, Id of_case, bool *ret_yes) { return scope_has(c, of_case, c->who.account, ret_yes); }

/* ---- a row ------------------------------------------------------------------------------------------------------- */

static Str real_text(Ctx *c, double x, bool sign) {
    if (isnan(x)) return (Str){0};
    double tenths = round(fabs(x) * 10);
    int    rest = (int)fmod(tenths, 10);
    const char *mark = x < -0.04 ? "\xE2\x88\x92" : sign ? "+" : "";
    Str    point = rest ? arena_printf(c->arena, ".%d", rest) : (Str){0};
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld%.*s\xE2\x81\xA9", mark, (long long)(tenths / 10), STR_ARG(point));
}

static Str change_text(Ctx *c, double now, double base) {
    if (isnan(now) || isnan(base) || fabs(now - base) < 0.05) return (Str){0};
    return real_text(c, now - base, true);
}

static Str percent_change(Ctx *c, int64_t now, int64_t base) {
    if (now == NUMBER_NONE || base == NUMBER_NONE || base <= 0) return (Str){0};
    long long p = llround((double)(now - base) * 100 / (double)base);
    if (!p) return (Str){0};
    return arena_printf(c->arena, "\xE2\x81\xA6%s%lld%%\xE2\x81\xA9", p > 0 ? "+" : "\xE2\x88\x92", llabs(p));
}

static Str money_text(Ctx *c, int64_t exact, const Choices *ranges, int range) {
    Buf b;
    if (exact == NUMBER_NONE) return range ? tr(c->reader.lang, choice_label(ranges, range)) : (Str){0};
    buf_init(&b, 200);
    plain_money(&b, &c->reader, exact, reader_currency(&c->reader));
    return buf_keep(c->arena, &b);
}

static const WaveMoney *money_at(const WaveMoney *v, size_t n, Id wave) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].wave == wave) return &v[i];
    }
    return NULL;
}

static void tell_state(Ctx *c, const Wave *w, WaveRow *row) {
    WaveWindow at = wave_window_of(w);
    row->answered = w->state == WAVE_STATE_ANSWERED;
    row->state = choice_label(&wave_state_choices, w->state);
    if (row->answered) {
        row->tone = LIT("ok");
        if (wave_in_time(&at, w->answered_on)) return;
        row->tone = LIT("warn");
        row->state = T_WAVE_OUT_OF_TIME;
        return;
    }
    if (w->state != WAVE_STATE_PLANNED) return;
    switch (wave_time(&at, c->reader.today)) {
    case WAVE_AHEAD: row->state = T_WAVE_AHEAD; break;
    case WAVE_DUE: row->state = T_WAVE_DUE; row->tone = LIT("info"); row->open = true; break;
    case WAVE_LATE: row->state = T_WAVE_LATE; row->tone = LIT("warn"); row->open = true; break;
    case WAVE_TOO_LATE: row->state = T_WAVE_TOO_LATE; row->tone = LIT("bad"); row->open = true; break;
    }
}

static WaveRow row_of(Ctx *c, const Wave *w, const Wave *base, const WaveMoney *m, const WaveMoney *m0) {
    WaveRow row = {.id = w->head.id, .label = choice_label(&wave_at_choices, w->at), .due_on = w->due_on,
                   .answered_on = w->answered_on, .life = choice_label(&business_life_choices, w->life),
                   .life_on = w->life_on, .level = choice_label(&own_level_choices, w->level),
                   .part = choice_label(&wave_part_choices, w->part), .signed_part = w->signed_on != 0,
                   .href = view_record_path(c, &wave_entity, w->head.id), .jobs = real_text(c, w->jobs, false),
                   .local = real_text(c, w->jobs_local, false), .confirmed_on = w->confirmed_on};
    tell_state(c, w, &row);
    row.told = row.answered && w->by_owner == 1;
    row.to_confirm = row.told && !w->confirmed_on;
    if (base && base != w) row.jobs_than = change_text(c, w->jobs, base->jobs);
    if (m) {
        row.turnover = money_text(c, m->turnover, &turnover_range_choices, m->turnover_range);
        row.income = money_text(c, m->income, &income_range_choices, m->income_range);
    }
    if (m && m0 && m != m0) {
        row.turnover_than = percent_change(c, m->turnover, m0->turnover);
        row.income_than = percent_change(c, m->income, m0->income);
    }
    return row;
}

Fault wave_part_of(Ctx *c, Id of_case, WavePart *ret_part) {
    Wave *w;
    WaveMoney *m;
    size_t n, n_money;
    TRY(waves_of(c, of_case, &w, &n));
    TRY(wave_moneys_of(c, of_case, &m, &n_money));
    TRY(in_team(c, of_case, &ret_part->team));
    ret_part->rows = ARENA_ARRAY(c->arena, WaveRow, n + 1);
    const Wave *base = n && w[0].at == WAVE_AT_START && w[0].state == WAVE_STATE_ANSWERED ? &w[0] : NULL;
    const WaveMoney *m0 = base ? money_at(m, n_money, base->head.id) : NULL;
    for (size_t i = 0; i < n; i++) {
        ret_part->rows[i] = row_of(c, &w[i], base, money_at(m, n_money, w[i].head.id), m0);
    }
    ret_part->rows_n = n;
    return OK;
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Case *k = rec;
    WavePart v = {.may_write = !k->head.archived_at && ent_may_write(c, &wave_entity, NULL)};
    if (!(c->who.roles & PEOPLE)) return OK;
    TRY(wave_part_of(c, k->head.id, &v));
    wave_part_html(b, pg, &v);
    return OK;
}

/* ---- list and record --------------------------------------------------------------------------------------------- */

static Fault wave_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "due")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "due", .val = v_int(day_plus(c->reader.today, WAVE_TASK_DAYS)),
                                               .text = LIT("1"), .sql = "(x.state = 1 AND x.due_on <= :due)"};
    }
    if (params_on(&rq->args, "late")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "late", .text = LIT("1"),
                                               .val = v_int(day_plus(c->reader.today, -WAVE_LATE_DAYS)),
                                               .sql = "(x.state = 1 AND x.due_on < :late)"};
    }
    if (!params_has(&rq->args, "sort")) s->sort = &wave_entity.fields[WAVE_F_DUE_ON];
    return OK;
}
_Static_assert(WAVE_STATE_PLANNED == 1, "the conditions above name this state by number");

static Fault row_alone(Ctx *c, const Wave *w, WaveRow *ret_row) {
    WavePart all = {0};
    TRY(wave_part_of(c, w->of_case, &all));
    for (size_t i = 0; i < all.rows_n; i++) {
        if (all.rows[i].id == w->head.id) *ret_row = all.rows[i];
    }
    return OK;
}

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Wave *w = rec;
    WaveRow row = {0};
    TRY(row_alone(c, w, &row));
    row.href = case_path(c, w->of_case);
    wave_head_html(b, pg, &row);
    return OK;
}

static Fault actions_draw(Buf *b, const Page *pg, const void *rec) {
    const Wave *w = rec;
    buf_printf(b, "<a class=\"btn\" href=\"%.*s/print\">",
               STR_ARG(view_record_path(pg->c, &wave_entity, w->head.id)));
    page_icon(b, "printer");
    put_text(b, tr(pg->r->lang, T_WAVE_PRINT));
    buf_lit(b, "</a>");
    return OK;
}

static Fault years_draw(Buf *b, const Page *pg, const void *rec) {
    WavePart v = {0};
    TRY(wave_part_of(pg->c, ((const Wave *)rec)->of_case, &v));
    wave_table_html(b, pg, &v);
    return OK;
}

const Sheet WAVE_SHEET = {
    .entity = &wave_entity,
    .path = "/waves",
    .nav = NAV_MORE,
    .icon = "sunrise",
    .title = T_ENT_WAVE_MANY,
    .empty = T_WAVE_EMPTY,
    .first_step = T_ENT_CASE_MANY,
    .add = T_ENT_CASE_MANY,
    .called = (const int[]){WAVE_F_OF_CASE, WAVE_F_AT, -1},
    .columns = (const int[]){WAVE_F_DUE_ON, WAVE_F_STATE, WAVE_F_LIFE, WAVE_F_JOBS, -1},
    .filters = (const int[]){WAVE_F_AT, WAVE_F_STATE, WAVE_F_LIFE, -1},
    .bulk = (const int[]){-1},
    .tabs = (const SheetTab[]){{"due=1", T_WAVE_TAB_DUE}, {"late=1", T_WAVE_TAB_LATE},
                               {"state=answered", T_WAVE_TAB_ANSWERED}, {0}},
    .extras = wave_extras,
    .extra_names = (const char *const[]){"due", "late", NULL},
    .told = (const int[]){WAVE_F_OF_CASE, WAVE_F_AT, WAVE_F_DUE_ON, WAVE_F_STATE, WAVE_F_TRADE, WAVE_F_OPENED_YEAR,
                          WAVE_F_TASK, -1},
    .head = head_draw,
    .actions = actions_draw,
};

static const RecordPart PARTS[] = {
    {.entity = &case_entity, .anchor = "years", .title = T_WAVE_YEARS, .order = 80, .draw = card_draw},
    {.entity = &wave_entity, .anchor = "years", .title = T_WAVE_YEARS, .order = 10, .draw = years_draw},
};

static Fault get_wave_list(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &WAVE_SHEET); }

static Fault get_wave(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    TRY(view_record(c, rq, rp, &WAVE_SHEET, rq->ids[0]));
    TRY(ent_load(c, &wave_entity, rq->ids[0], w));
    rp->passing = true;
    case_opened(c, w->of_case);
    return OK;
}

/* Nobody makes one by hand: they are planned when a case begins. */
static Fault get_new(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    reply_go(c, rp, LIT("/cases"), T_WAVE_BY_ITSELF, NULL, 0);
    return OK;
}

static Fault post_bulk(Ctx *c, const Request *rq, Reply *rp) { return view_bulk(c, rq, rp, &WAVE_SHEET); }
static Fault post_archive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &WAVE_SHEET, rq->ids[0], str_ends(rq->path, LIT("/unarchive")));
}

/* ---- the form ---------------------------------------------------------------------------------------------------- */

static Html fields_html(Ctx *c, const Entity *e, const int *fields, const void *rec, const Params *typed) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (; *fields >= 0; fields++) {
        Field f = e->fields[*fields];
        bool  life = e == &wave_entity && *fields == WAVE_F_LIFE;
        if (life) f.flags |= FIELD_REQUIRED;      /* of whoever answers; a wave that was only planned has none */
        ent_field_html(c, &b, e, &f, rec, typed);
    }
    return html_keep(c->arena, &b);
}

/* The way back is the case, or the owner's own page. */
static Page form_page(Ctx *c, const Request *rq, WaveForm *v) {
    if (v->owner) {
        v->case_href = LIT("/mine");
        return mine_page_new(c, rq, v->label);
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v->label));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v->case_href, v->name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

/* `theirs`: what somebody else saved between reading and saving, or NULL. */
static Fault draw_form(Ctx *c, const Request *rq, Reply *rp, const Wave *w, const Wave *theirs) {
    static const int OWN_JOBS[] = {WAVE_F_JOBS, WAVE_F_JOBS_LOCAL, -1},
                     OWN_MONEY[] = {WAVE_MONEY_F_TURNOVER_RANGE, WAVE_MONEY_F_INCOME_RANGE, -1};
    static const int BUSINESS[] = {WAVE_F_LIFE, WAVE_F_LIFE_ON, -1},
                     JOBS[] = {WAVE_F_JOBS, WAVE_F_JOBS_LOCAL, WAVE_F_JOBS_WOMEN, WAVE_F_JOBS_MEN, WAVE_F_PROOF, -1},
                     CHANGE[] = {WAVE_F_LEVEL, WAVE_F_CHANGED, -1},
                     PART[] = {WAVE_F_PART, WAVE_F_PART_WORDS, WAVE_F_SIGNED_NAME, -1},
                     MONEY[] = {WAVE_MONEY_F_TURNOVER_RANGE, WAVE_MONEY_F_TURNOVER, WAVE_MONEY_F_INCOME_RANGE,
                                WAVE_MONEY_F_INCOME, WAVE_MONEY_F_MONEY_PROOF, -1};
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    WaveForm v = {.id = w->head.id, .label = choice_label(&wave_at_choices, w->at), .due_on = w->due_on,
                  .case_href = case_path(c, w->of_case), .stale = theirs != NULL,
                  .version = theirs ? theirs->head.version : w->head.version};
    WaveMoney *m = ent_new(c, &wave_money_entity), *shown = ent_new(c, &wave_money_entity);
    bool team;
    TRY(in_team(c, w->of_case, &team));
    TRY(wave_money_of(c, w, m));
    v.owner = !team;
    v.has_money = v.owner && m->head.id;
    if (team) *shown = *m;
    if (theirs) {
        TRY(wave_part_of(c, w->of_case, &v.years));
        v.theirs = theirs->changed;
        v.theirs_part = theirs->part_words;
    }
    TRY(case_name(c, w->of_case, &v.name));
    v.action = view_record_path(c, &wave_entity, w->head.id);
    v.business = fields_html(c, &wave_entity, BUSINESS, w, typed);
    v.jobs = fields_html(c, &wave_entity, v.owner ? OWN_JOBS : JOBS, w, typed);
    v.change = fields_html(c, &wave_entity, CHANGE, w, typed);
    v.part = fields_html(c, &wave_entity, PART, w, typed);
    v.money = fields_html(c, &wave_money_entity, v.owner ? OWN_MONEY : MONEY, shown, typed);
    Page pg = form_page(c, rq, &v);
    if (c->complaints.n) return page_again(&pg, rp, wave_form_page, &v);
    rp->passing = true;
    if (!theirs) return page_send(&pg, rp, wave_form_page, &v);
    rp->status = 412;
    TRY(page_send(&pg, rp, wave_form_page, &v));
    return STALE;
}

static Fault get_form(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    TRY(ent_load(c, &wave_entity, rq->ids[0], w));
    if (!ent_may_write(c, &wave_entity, &w->head)) return fail(c, NOT_ALLOWED, "wave", w->head.id);
    case_opened(c, w->of_case);
    return draw_form(c, rq, rp, w, NULL);
}

/* An owner who tells no money leaves alone what was told; what they tell stands in its place. */
static void read_money(Ctx *c, const Request *rq, bool owner, WaveMoney *m) {
    static const int AMOUNTS[] = {WAVE_MONEY_F_TURNOVER_RANGE, WAVE_MONEY_F_TURNOVER, WAVE_MONEY_F_INCOME_RANGE,
                                  WAVE_MONEY_F_INCOME};
    Head kept = m->head;
    bool told = !owner;
    for (size_t i = 0; i < sizeof AMOUNTS / sizeof *AMOUNTS; i++) {
        told = told || params_get(&rq->form, wave_money_entity.fields[AMOUNTS[i]].name).n > 0;
    }
    if (told) ent_form_read(c, &wave_money_entity, &rq->form, m);
    if (owner && params_get(&rq->form, "turnover_range").n) m->turnover = NUMBER_NONE;
    if (owner && params_get(&rq->form, "income_range").n) m->income = NUMBER_NONE;
    m->head = kept;                               /* the form's version is the answer's */
}

/* What an owner tells is said: no paper stands behind it any more, and the team has not confirmed it yet. */
static void told_by_owner(const Wave *was, Wave *w) {
    const Field *f = wave_entity.fields;
    bool same = value_eq(&f[WAVE_F_JOBS], was, w) && value_eq(&f[WAVE_F_JOBS_LOCAL], was, w);
    if (!same) w->proof = 0;
    w->confirmed_on = 0;
}

static Fault post_form(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    WaveMoney *m = ent_new(c, &wave_money_entity);
    Wave *theirs = ent_new(c, &wave_entity);
    int64_t version;
    bool team;
    TRY(ent_load(c, &wave_entity, rq->ids[0], w));
    *theirs = *w;
    TRY(wave_money_of(c, w, m));
    TRY(in_team(c, w->of_case, &team));
    ent_form_read(c, &wave_entity, &rq->form, w);
    read_money(c, rq, !team, m);
    w->by_owner = !team;
    if (!team) told_by_owner(theirs, w);
    if (str_int(params_get(&rq->form, "version"), &version)) w->head.version = version;
    if (w->head.version != theirs->head.version) return draw_form(c, rq, rp, w, theirs);
    Fault f = c->complaints.n ? INVALID : wave_answer(c, w, m);
    if (f == INVALID) return draw_form(c, rq, rp, w, NULL);
    TRY(f);
    Str back = team ? arena_printf(c->arena, "%.*s#years", STR_ARG(case_path(c, w->of_case))) : LIT("/mine");
    if (!team) c->act = 0;                        /* what the team has in it is not the owner's to take back */
    reply_go(c, rp, back, team ? T_WAVE_KEPT : T_WAVE_KEPT_MINE, NULL, 0);
    return OK;
}

static Fault post_missed(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    TRY(wave_missed(c, rq->ids[0], w));
    Str back = arena_printf(c->arena, "%.*s#years", STR_ARG(case_path(c, w->of_case)));
    reply_go(c, rp, back, T_WAVE_MISSED_NOW, NULL, 0);
    return OK;
}

static Fault post_confirm(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    bool  team;
    TRY(ent_load(c, &wave_entity, rq->ids[0], w));
    TRY(in_team(c, w->of_case, &team));
    if (!team) return fail(c, NOT_ALLOWED, "wave", rq->ids[0]);
    TRY(wave_confirm(c, rq->ids[0], w));
    Str back = arena_printf(c->arena, "%.*s#years", STR_ARG(case_path(c, w->of_case)));
    reply_go(c, rp, back, T_WAVE_CONFIRMED_NOW, NULL, 0);
    return OK;
}

/* ---- in print ---------------------------------------------------------------------------------------------------- */

static Fault get_print(Ctx *c, const Request *rq, Reply *rp) {
    Wave *w = ent_new(c, &wave_entity);
    TRY(ent_load(c, &wave_entity, rq->ids[0], w));
    WavePrint v = {.w = w, .label = choice_label(&wave_at_choices, w->at), .back = case_path(c, w->of_case),
                   .contributed = choice_label(&wave_part_choices, w->part),
                   .has_words = w->changed.n || w->part_words.n || w->part};
    TRY(fact_name(c, c->reader.lang, &v.org));
    TRY(case_name(c, w->of_case, &v.name));
    TRY(wave_part_of(c, w->of_case, &v.part));
    if (!v.part.team) v.back = LIT("/mine");
    v.told = w->by_owner == 1;
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_WAVE_REVIEW));
    pg.bare = true;
    rp->passing = true;
    case_opened(c, w->of_case);
    return page_send(&pg, rp, wave_print_page, &v);
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static Fault on_stage(Ctx *c, const Case *before, const Case *after) {
    (void)before;
    return after->opened_on && after->stage > CASE_STAGE_PRE_CLIENT ? wave_plan(c, after) : OK;
}

static const Route ROUTES[] = {
    {GET, "/waves", get_wave_list, ROUTE_READ, PEOPLE, 0, NULL, true},
    {GET, "/waves/new", get_new, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/waves/bulk", post_bulk, ROUTE_SLOW, PEOPLE, 2 << 20, NULL, false},
    {GET, "/waves/{id}", get_wave, ROUTE_READ, PEOPLE, 0, NULL, false},
    {GET, "/waves/{id}/edit", get_form, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/waves/{id}", post_form, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/waves/{id}/archive", post_archive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/waves/{id}/unarchive", post_archive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/waves/{id}/missed", post_missed, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/waves/{id}/confirm", post_confirm, ROUTE_WRITE, ROLES_STAFF | ROLE_TRUSTEE, 0, NULL, false},
    {GET, "/waves/{id}/print", get_print, ROUTE_READ, PEOPLE, 0, NULL, false},
    {GET, "/results", get_results, ROUTE_READ, ROLE_HQ | ROLE_ADMIN | ROLE_COORDINATOR, 0, NULL, true},
    {GET, "/results/survival", get_survival, ROUTE_READ, ROLE_HQ | ROLE_ADMIN | ROLE_COORDINATOR, 0, NULL, true},
    {GET, "/results/levels", get_levels, ROUTE_READ, ROLE_HQ | ROLE_ADMIN | ROLE_COORDINATOR, 0, NULL, false},
};

static void wave_start(Region *r) {
    (void)r;
    view_register(&WAVE_SHEET);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(&PARTS[i]);
    aid_on_facts(wave_facts);
    mine_register(&WAVE_MINE_ASK);
    mine_register(&WAVE_MINE_YEARS);
    case_on_stage(on_stage);
    case_on_join(wave_make_room);
}

const Module wave_module = {
    .name = "wave", .queries = WAVE_QUERIES, .n_queries = WAVE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = wave_start,
};

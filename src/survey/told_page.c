/* told_page.c - asking the owner and showing them a round; what they see of it, on paper too; answering by oneself. */
#include "survey/told_page.h"

#include "account/account_page.h"
#include "case/case.h"
#include "db/facts.h"
#include "db/scope.h"
#include "ent/form.h"
#include "mine/mine.h"

Str told_path(Ctx *c, Id told) {
    return arena_printf(c->arena, "/told-rounds/%.*s", STR_ARG(id_str(c->arena, told)));
}

/* ---- what the owner sees -------------------------------------------------------------------------------------- */

static Fault fill(Ctx *c, const ToldRound *t, ToldView *v) {
    SurveyWhole w;
    Given *given;
    size_t n;
    bool team;
    TRY(survey_load(c, t->of_version, &w));
    TRY(told_answers_of(c, t->head.id, &given, &n));
    TRY(scope_has(c, t->of_case, c->who.account, &team));
    v->t = t;
    v->owner = !team;
    v->sheet.path = told_path(c, t->head.id);
    v->sheet.round.name = tri_best(&w.survey->name, c->reader.lang, NULL);
    v->sheet.round.on = t->answered_on;
    v->asked = t->state == TOLD_STATE_ASKED;
    v->shown = t->state == TOLD_STATE_SHOWN;
    v->may_take_back = team && !t->head.archived_at && ent_may_write(c, &told_round_entity, &t->head);
    TRY(sheet_areas(c, &w, t->head.id, given, n, &v->sheet));
    v->few = true;
    for (size_t i = 0; i < v->sheet.areas_n; i++) v->few = v->few && !v->sheet.areas[i].score.known;
    return OK;
}

/* GET /told-rounds/ID?lang=: for the owner, and for the team to see what the owner sees. */
static Fault get_told(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    ToldView   v = {.region = {0}};
    Lang       l;
    TRY(ent_load(c, &told_round_entity, rq->ids[0], t));
    if (lang_parse(params_get(&rq->args, "lang"), &l)) c->reader.lang = l;
    TRY(fill(c, t, &v));
    if (v.owner && t->head.archived_at) return fail(c, NOT_FOUND, "told_round", t->head.id);
    TRY(fact_name(c, c->reader.lang, &v.region));
    TRY(case_name(c, t->of_case, &v.sheet.whose));
    v.back = v.owner ? LIT("/mine") : answer_path(c, t->sheet, "");
    Page pg = page_new(c, rq, NAV_NONE, v.sheet.round.name);
    pg.bare = true;
    return answer_send(&pg, rp, told_sheet_page, &v, t->of_case);
}

/* ---- the team asks and shows ---------------------------------------------------------------------------------- */

static Fault post_ask_owner(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    TRY(told_ask(c, rq->ids[0], t));
    reply_go(c, rp, answer_path(c, rq->ids[0], ""), T_TOLD_ASKED, NULL, 0);
    return OK;
}

static Fault draw_show(Ctx *c, const Request *rq, Reply *rp) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    ToldRound   *t = ent_new(c, &told_round_entity);
    ToldShow v = {.path = answer_path(c, rq->ids[0], ""), .words = params_get(&rq->form, "words")};
    Buf b;
    TRY(ent_load(c, &answer_sheet_entity, rq->ids[0], s));
    if (!ent_may_write(c, &answer_sheet_entity, &s->head)) return fail(c, NOT_ALLOWED, "answer_sheet", s->head.id);
    TRY(told_of(c, s->head.id, t));
    v.own = t->head.id && t->state == TOLD_STATE_ANSWERED;
    if (!v.words.n) v.words = t->words;
    TRY(case_name(c, s->of_case, &v.whose));
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &told_round_entity);
    v.errors = html_keep(c->arena, &b);
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_TOLD_SHOW));
    pg.crumbs[pg.n_crumbs++] = (Crumb){case_path(c, s->of_case), v.whose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, tr(c->reader.lang, T_ENT_ANSWER_SHEET)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, told_show_page, &v);
    return answer_send(&pg, rp, told_show_page, &v, s->of_case);
}

static Fault get_show(Ctx *c, const Request *rq, Reply *rp) { return draw_show(c, rq, rp); }

static Fault post_show(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    Showing s = {.sheet = rq->ids[0], .words = str_trim(params_get(&rq->form, "words")),
                 .notes = params_has(&rq->form, "notes")};
    Fault f = told_show(c, &s, t);
    if (f == INVALID) return draw_show(c, rq, rp);
    TRY(f);
    reply_go(c, rp, answer_path(c, rq->ids[0], ""), T_TOLD_SHOWN_NOW, NULL, 0);
    return OK;
}

static Fault post_take_back(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    TRY(told_take_back(c, rq->ids[0], t));
    reply_go(c, rp, answer_path(c, t->sheet, ""), T_TOLD_TAKEN_BACK, NULL, 0);
    return OK;
}

/* ---- the owner answers ---------------------------------------------------------------------------------------- */

static Fault keep_told(Ctx *c, const Asking *a, Id item, Id there, const Given *g) {
    ToldRound *t = ent_new(c, &told_round_entity);
    TRY(ent_load(c, &told_round_entity, a->holder, t));
    return told_keep(c, t, item, there, g);
}

/* Only their own, and only while it is asked. */
static Fault asking_load(Ctx *c, const Request *rq, ToldRound *t, Asking *a) {
    Case  *k = ent_new(c, &case_entity);
    Given *given;
    *a = (Asking){.entity = &told_answer_entity, .keep = keep_told};
    TRY(ent_load(c, &told_round_entity, rq->ids[0], t));
    TRY(mine_case(c, t->of_case, k));
    TRY(survey_load(c, t->of_version, &a->w));
    TRY(told_answers_of(c, t->head.id, &given, &a->n_given));
    a->given = given;
    a->holder = t->head.id;
    if (!a->w.n_areas) return fail(c, NOT_FOUND, "survey", t->of_version);
    a->at = asking_at(&a->w, rq->words[0]);
    return OK;
}

static bool is_over(const ToldRound *t) { return t->head.archived_at || t->state != TOLD_STATE_ASKED; }

static Fault draw_ask(Ctx *c, const Request *rq, Reply *rp, const ToldRound *t, const Asking *a) {
    AskArea v = asking_area(c, rq, a, a->at);
    v.home = told_path(c, t->head.id);
    asking_steps(c, a, v.home, "/ask/", &v);
    v.action = v.areas[a->at].href;
    Page pg = page_new(c, rq, NAV_TODAY, v.name);
    pg.has_errors = v.bad;
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/mine"), tr(c->reader.lang, T_MINE_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, v.survey};
    return answer_send(&pg, rp, answer_ask_page, &v, t->of_case);
}

static Fault get_ask(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    Asking a;
    TRY(asking_load(c, rq, t, &a));
    if (!is_over(t)) return draw_ask(c, rq, rp, t, &a);
    rp->status = 303;
    rp->location = LIT("/mine");
    return OK;
}

static Fault post_ask(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    Asking a;
    bool   stop;
    TRY(asking_load(c, rq, t, &a));
    if (is_over(t)) return fail(c, OVER, "told_round", t->head.id);
    Fault f = asking_keep(c, rq, &a);
    if (f == INVALID) {
        rp->status = fault_status(INVALID);
        TRY(draw_ask(c, rq, rp, t, &a));
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, asking_next(c, rq, &a, told_path(c, t->head.id), &stop), T_NONE, NULL, 0);
    return OK;
}

static Fault post_send(Ctx *c, const Request *rq, Reply *rp) {
    ToldRound *t = ent_new(c, &told_round_entity);
    Case      *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &told_round_entity, rq->ids[0], t));
    TRY(mine_case(c, t->of_case, k));
    Fault f = told_send(c, rq->ids[0], t);
    if (f == INVALID) {
        c->complaints.n = 0;
        reply_go(c, rp, arena_printf(c->arena, "%.*s/ask/1", STR_ARG(told_path(c, rq->ids[0]))), T_TOLD_NOTHING, NULL,
                 0);
        return OK;
    }
    TRY(f);
    c->act = 0;                                   /* what the team has in it is not the owner's to take back */
    reply_go(c, rp, LIT("/mine"), T_TOLD_SENT, NULL, 0);
    return OK;
}

/* ---- on the owner's page -------------------------------------------------------------------------------------- */

static Fault row_fill(Ctx *c, const ToldRound *t, ToldRow *row) {
    SurveyWhole w;
    Given *given;
    size_t n;
    TRY(survey_load(c, t->of_version, &w));
    *row = (ToldRow){.href = told_path(c, t->head.id), .name = tri_best(&w.survey->name, c->reader.lang, NULL),
                     .of = (int64_t)w.n_items, .shown = t->state == TOLD_STATE_SHOWN,
                     .on = t->state == TOLD_STATE_SHOWN ? t->shown_on : t->answered_on};
    if (t->state != TOLD_STATE_ASKED) return OK;
    TRY(told_answers_of(c, t->head.id, &given, &n));
    row->answered = (int64_t)n;
    row->begun = n > 0;
    return OK;
}

static Fault mine_draw(Buf *b, const Page *pg, const Case *k, bool asked) {
    enum { SHOWN_MAX = 5 };
    Ctx   *c = pg->c;
    void  *rows;
    size_t n;
    ToldMine v = {.rows = ARENA_ARRAY(c->arena, ToldRow, SHOWN_MAX)};
    TRY(case_records(c, &told_round_entity, k->head.id, &rows, &n));
    for (size_t i = 0; i < n && v.rows_n < SHOWN_MAX; i++) {
        const ToldRound *t = &((const ToldRound *)rows)[i];
        if ((t->state == TOLD_STATE_ASKED) == asked) TRY(row_fill(c, t, &v.rows[v.rows_n++]));
    }
    if (!v.rows_n) return OK;
    if (asked) told_mine_ask_html(b, pg, &v);
    else told_mine_html(b, pg, &v);
    return OK;
}

static Fault asked_draw(Buf *b, const Page *pg, const Case *k) { return mine_draw(b, pg, k, true); }
static Fault seen_draw(Buf *b, const Page *pg, const Case *k) { return mine_draw(b, pg, k, false); }

static const MinePart ASKED = {.order = 20, .waits = true, .draw = asked_draw};
static const MinePart SEEN = {.order = 25, .draw = seen_draw};

/* ---- the module ----------------------------------------------------------------------------------------------- */

enum { FORM_BYTES_MAX = 512 * 1024 };

static const Route ROUTES[] = {
    {POST, "/answer-sheets/{id}/ask-owner", post_ask_owner, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/answer-sheets/{id}/show", get_show, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/answer-sheets/{id}/show", post_show, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/told-rounds/{id}", get_told, ROUTE_READ, ANSWER_READERS | ROLE_OWNER, 0, NULL, false},
    {POST, "/told-rounds/{id}/take-back", post_take_back, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/told-rounds/{id}/ask/{word}", get_ask, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {POST, "/told-rounds/{id}/ask/{word}", post_ask, ROUTE_WRITE, ROLE_OWNER, FORM_BYTES_MAX, NULL, false},
    {POST, "/told-rounds/{id}/send", post_send, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
};

static void told_start(Region *r) {
    (void)r;
    mine_register(&ASKED);
    mine_register(&SEEN);
}

const Module told_module = {
    .name = "told", .queries = TOLD_QUERIES, .n_queries = TOLD_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = told_start,
};

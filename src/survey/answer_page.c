/* answer_page.c - rounds of questions on the page of a case, and their own pages. The team alone sees them. */
#include "survey/answer_page.h"

#include "case/case.h"
#include "ent/form.h"
#include "survey/told_page.h"

enum { AREAS_SHOWN = SURVEY_AREAS_MAX, SETS_MAX = 40, OTHERS_SCORED = 3 };

Str answer_path(Ctx *c, Id sheet, const char *tail) {
    char id[ID_CHARS + 1];
    id_print(id, sheet);
    return arena_printf(c->arena, "/answer-sheets/%s%s", id, tail);
}

static Str with_case(Ctx *c, const char *path, Id of_case) {
    char id[ID_CHARS + 1];
    id_print(id, of_case);
    return arena_printf(c->arena, "%s?of_case=%s", path, id);
}

static Str compare_path(Ctx *c, Id of_case, Id survey) {
    char id[ID_CHARS + 1];
    id_print(id, survey);
    Str path = with_case(c, "/answer-sheets/compare", of_case);
    return arena_printf(c->arena, "%.*s&survey=%s", STR_ARG(path), id);
}

Fault answer_send(Page *pg, Reply *rp, PageFn fn, const void *view, Id of_case) {
    TRY(page_send(pg, rp, fn, view));
    rp->passing = true;
    case_opened(pg->c, of_case);
    return OK;
}

void answer_field(Buf *b, const Page *pg, int field) {
    static const Entity *const E = &answer_sheet_entity;
    AnswerSheet *v = ent_new(pg->c, E);
    v->answered_on = pg->r->today;
    v->way = SHEET_WAY_TOGETHER;
    ent_field_html(pg->c, b, E, &E->fields[field], v, pg->rq->method == POST ? &pg->rq->form : NULL);
}

void answer_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, &answer_sheet_entity); }

/* ---- scores as lines ------------------------------------------------------------------------------------------ */

ScoreLine score_line(Ctx *c, const AreaScore *a) {
    static const TextKey WORDS[SCORE_WORDS] = {T_SURVEY_WORD1, T_SURVEY_WORD2, T_SURVEY_WORD3, T_SURVEY_WORD4};
    int percent = score_percent(&a->score);
    (void)c;
    ScoreLine v = {.name = a->name, .answered = a->score.answered, .asked = a->score.asked,
                   .known = percent != SCORE_NONE, .nothing = a->score.asked == 0};
    if (a->line) v.line = choice_label(&survey_line_choices, a->line);
    if (!v.known) return v;
    v.percent = percent;
    v.word = WORDS[score_word(percent)];
    return v;
}

static RoundLine round_line(Ctx *c, const Round *r) {
    return (RoundLine){.id = r->id, .href = answer_path(c, r->id, ""), .name = r->name, .number = r->number,
                       .on = r->on, .way = choice_label(&sheet_way_choices, r->way),
                       .begun = r->state == SHEET_STATE_BEGUN};
}

/* ---- the card on a case --------------------------------------------------------------------------------------- */

/* The last round of every set; the diagnosis apart. */
static size_t last_rounds(Ctx *c, const Round *all, size_t n, DiagnosisCard *v) {
    size_t last = n, same = 0;
    v->others = ARENA_ARRAY(c->arena, RoundLine, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool seen = false;
        for (size_t k = 0; k < i; k++) seen |= all[k].survey == all[i].survey;
        if (last < n && all[i].survey == all[last].survey) same++;
        if (seen) continue;
        if (all[i].kind == SURVEY_KIND_DIAGNOSIS && last == n) last = i;
        else v->others[v->others_n++] = round_line(c, &all[i]);
    }
    if (last < n && same) v->compare = compare_path(c, v->last.id, all[last].survey);
    return last;
}

static Fault fill_scores(Ctx *c, const Round *r, ScoreLine **ret_v, size_t *ret_n) {
    AreaScore *scores = ARENA_ARRAY(c->arena, AreaScore, AREAS_SHOWN);
    size_t n;
    TRY(scores_of(c, r->version, r->id, scores, AREAS_SHOWN, &n));
    *ret_v = ARENA_ARRAY(c->arena, ScoreLine, n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (scores[i].score.asked) (*ret_v)[(*ret_n)++] = score_line(c, &scores[i]);
    }
    return OK;
}

/* The whole of a set as one number: what a business does alone. */
static Fault fill_whole(Ctx *c, const Round *all, size_t n, RoundLine *line) {
    AreaScore scores[AREAS_SHOWN];
    Score     sum = {0};
    size_t    at = 0, areas;
    while (at < n && all[at].id != line->id) at++;
    if (at == n) return OK;
    TRY(scores_of(c, all[at].version, line->id, scores, AREAS_SHOWN, &areas));
    for (size_t i = 0; i < areas; i++) {
        sum.gained += scores[i].score.gained;
        sum.possible += scores[i].score.possible;
        sum.answered += scores[i].score.answered;
        sum.asked += scores[i].score.asked;
    }
    int percent = score_percent(&sum);
    line->known = percent != SCORE_NONE;
    line->percent = line->known ? percent : 0;
    return OK;
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    Id of_case = ((const Head *)rec)->id;
    DiagnosisCard v = {.scores_n = 0};
    Round *all = ARENA_ARRAY(c->arena, Round, ROUNDS_SHOWN);
    size_t n;
    if (!(c->who.roles & ANSWER_READERS)) return OK;
    TRY(answer_may(c, of_case, &v.may_write));
    TRY(rounds_of(c, of_case, all, ROUNDS_SHOWN, &n));
    if (!n && !v.may_write) return OK;
    if (v.may_write) TRY(case_consents(c, of_case, CONSENT_PURPOSE_ACCOMPANY, &v.consent));
    size_t last = last_rounds(c, all, n, &v);
    if (last < n) {
        if (v.compare.n) v.compare = compare_path(c, of_case, all[last].survey);
        v.last = round_line(c, &all[last]);
        TRY(fill_scores(c, &all[last], &v.scores, &v.scores_n));
    }
    for (size_t i = 0; i < v.others_n && i < OTHERS_SCORED; i++) TRY(fill_whole(c, all, n, &v.others[i]));
    v.begin = with_case(c, "/answer-sheets/new", of_case);
    answer_card_html(b, pg, &v);
    return OK;
}

static const RecordPart DIAGNOSIS = {.entity = &case_entity, .anchor = "diagnosis", .order = 40, .draw = card_draw,
                                     .title = T_SURVEY_DIAGNOSIS};

/* ---- beginning a round ---------------------------------------------------------------------------------------- */

/* Sets that can be asked: live, in use, and not feedback. */
static Fault fill_sets(Ctx *c, Id asked, BeginView *v) {
    ListSpec s = {.entity = &survey_entity, .limit = SETS_MAX, .sort = &survey_entity.fields[SURVEY_F_KIND]};
    void *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &survey_entity.fields[SURVEY_F_KIND], .op = LIST_NE,
                                            .val = v_int(SURVEY_KIND_FEEDBACK)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->sets = ARENA_ARRAY(c->arena, BeginSet, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Survey *set = &((const Survey *)rows)[i];
        v->sets[v->sets_n++] = (BeginSet){.id = set->head.id, .name = tri_best(&set->name, c->reader.lang, NULL),
                                          .chosen = asked ? asked == set->head.id : i == 0};
    }
    return OK;
}

static Fault draw_begin(Ctx *c, const Request *rq, Reply *rp, Id of_case) {
    const Params *from = rq->method == POST ? &rq->form : &rq->args;
    BeginView v = {.of_case = of_case};
    Id asked = 0;
    bool may;
    TRY(answer_may(c, of_case, &may));
    if (!may) return fail(c, NOT_ALLOWED, "answer_sheet", 0);
    TRY(case_name(c, of_case, &v.whose));
    v.whose_href = case_path(c, of_case);
    if (!id_parse(params_get(from, "survey"), &asked)) asked = 0;
    TRY(fill_sets(c, asked, &v));
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_SURVEY_BEGIN));
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.whose_href, v.whose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return answer_send(&pg, rp, answer_begin_page, &v, of_case);
}

static Fault get_begin(Ctx *c, const Request *rq, Reply *rp) {
    Id of_case;
    if (id_parse(params_get(&rq->args, "of_case"), &of_case)) return draw_begin(c, rq, rp, of_case);
    rp->status = 303;                             /* a round is one of a case: which one is chosen there */
    rp->location = LIT("/cases");
    return OK;
}

/* Those who answer alone find the questions on their own page; without an account, the team types what they wrote. */
static Fault begun(Ctx *c, Reply *rp, const AnswerSheet *s) {
    Case      *k = ent_new(c, &case_entity);
    ToldRound *t = ent_new(c, &told_round_entity);
    TRY(ent_load(c, &case_entity, s->of_case, k));
    bool alone = s->way == SHEET_WAY_OWNER && k->owner_account;
    if (alone) TRY(told_ask(c, s->head.id, t));
    reply_go(c, rp, answer_path(c, s->head.id, alone ? "" : "/ask/1"), alone ? T_TOLD_ASKED : T_NONE, NULL, 0);
    return OK;
}

static Fault post_begin(Ctx *c, const Request *rq, Reply *rp) {
    AnswerSheet *v = ent_new(c, &answer_sheet_entity);
    Id survey = 0;
    ent_form_read(c, &answer_sheet_entity, &rq->form, v);
    if (!v->of_case) return fail(c, NOT_FOUND, "case", 0);
    if (!id_parse(params_get(&rq->form, "survey"), &survey)) complain(c, "survey", T_FORM_FIX_REQUIRED);
    Fault f = c->complaints.n ? INVALID : round_begin(c, survey, v);
    if (f == INVALID) {
        rp->status = fault_status(INVALID);
        TRY(draw_begin(c, rq, rp, v->of_case));
        return INVALID;
    }
    TRY(f);
    return begun(c, rp, v);
}

/* ---- the page of a round -------------------------------------------------------------------------------------- */

static Fault round_at(Ctx *c, const AnswerSheet *s, RoundLine *ret_line) {
    Round r = {.id = s->head.id, .number = s->number, .on = s->answered_on, .way = s->way, .state = s->state};
    *ret_line = round_line(c, &r);
    return OK;
}

static SheetAnswer sheet_answer(Ctx *c, const SurveyItem *i, const Given *g) {
    Lang l = c->reader.lang;
    SheetAnswer v = {.text = tri_best(&i->text, l, &l), .answer = answer_text(c, i, g), .open = g == NULL,
                     .soft = g && g->state != ANSWER_STATE_ANSWERED};
    v.lang = str_of(lang_code(l));
    if (g && i->kind != ITEM_KIND_TEXT) v.note = g->words;
    if (g && i->kind == ITEM_KIND_TEXT && g->state != ANSWER_STATE_ANSWERED) v.note = g->words;
    return v;
}

typedef struct Answers {
    const Given *v;
    size_t n;
} Answers;

static SheetArea sheet_area(Ctx *c, const AreaWhole *w, Id sheet, const Answers *all) {
    AreaScore score = {.name = tri_best(&w->area->name, c->reader.lang, NULL), .line = w->area->line};
    SheetArea v = {.answers = ARENA_ARRAY(c->arena, SheetAnswer, w->n_items + 1)};
    for (size_t i = 0; i < w->n_items; i++) {
        const Given *g = answer_to(all->v, all->n, sheet, w->items[i]->head.id);
        ScoreItem item = survey_score_item(w->items[i]);
        score_add(&score.score, &item, answer_score_state(g ? g->state : 0), g ? g->chosen : 0);
        v.answers[v.answers_n++] = sheet_answer(c, w->items[i], g);
    }
    v.score = score_line(c, &score);
    return v;
}

/* The first area in which something is open. */
static Str go_on_path(Ctx *c, const SheetView *v) {
    size_t at = 0;
    for (size_t a = v->areas_n; a-- > 0;) {
        for (size_t i = 0; i < v->areas[a].answers_n; i++) at = v->areas[a].answers[i].open ? a : at;
    }
    return arena_printf(c->arena, "%.*s/ask/%zu", STR_ARG(v->path), at + 1);
}

Fault sheet_areas(Ctx *c, const SurveyWhole *w, Id holder, const Given *given, size_t n, SheetView *v) {
    const Answers all = {given, n};
    v->areas = ARENA_ARRAY(c->arena, SheetArea, w->n_areas + 1);
    for (size_t a = 0; a < w->n_areas; a++) {
        v->areas[a] = sheet_area(c, &w->areas[a], holder, &all);
        v->areas[a].href = arena_printf(c->arena, "%.*s/ask/%zu", STR_ARG(v->path), a + 1);
        for (size_t i = 0; i < v->areas[a].answers_n; i++) v->answered += !v->areas[a].answers[i].open;
    }
    v->areas_n = w->n_areas;
    v->asked = (int64_t)w->n_items;
    v->go_on = go_on_path(c, v);
    return OK;
}

static Fault fill_sheet(Ctx *c, const AnswerSheet *s, SheetView *v) {
    SurveyWhole w;
    Given *given;
    size_t n;
    TRY(survey_load(c, s->of_version, &w));
    TRY(answers_of(c, &s->head.id, 1, &given, &n));
    TRY(round_at(c, s, &v->round));
    v->round.name = tri_best(&w.survey->name, c->reader.lang, NULL);
    v->paper = arena_printf(c->arena, "%.*s/paper", STR_ARG(survey_path(c, w.survey->head.id)));
    v->compare = s->number > 1 ? compare_path(c, s->of_case, w.survey->head.id) : (Str){0};
    v->path = answer_path(c, s->head.id, "");
    return sheet_areas(c, &w, s->head.id, given, n, v);
}

/* What the owner has of it, and what may be done about that. */
static Fault fill_told(Ctx *c, const AnswerSheet *s, SheetView *v) {
    ToldRound *t = ent_new(c, &told_round_entity);
    Case      *k = ent_new(c, &case_entity);
    TRY(told_of(c, s->head.id, t));
    TRY(ent_load(c, &case_entity, s->of_case, k));
    if (t->head.id) v->told_href = told_path(c, t->head.id);
    v->shown_on = t->state == TOLD_STATE_SHOWN ? t->shown_on : 0;
    v->waits_owner = t->state == TOLD_STATE_ASKED;
    v->may_show = v->may_write && s->state == SHEET_STATE_FINISHED && s->way != SHEET_WAY_TEAM;
    v->may_ask = v->may_write && !t->head.id && s->state == SHEET_STATE_BEGUN && s->way == SHEET_WAY_OWNER &&
                 k->owner_account;
    return OK;
}

static Fault get_sheet(Ctx *c, const Request *rq, Reply *rp) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    SheetView v = {.asked = 0};
    TRY(ent_load(c, &answer_sheet_entity, rq->ids[0], s));
    TRY(fill_sheet(c, s, &v));
    TRY(case_name(c, s->of_case, &v.whose));
    v.whose_href = case_path(c, s->of_case);
    v.may_write = ent_may_write(c, &answer_sheet_entity, &s->head) && !s->head.archived_at;
    TRY(fill_told(c, s, &v));
    Str title = arena_printf(c->arena, "%.*s · %.*s", STR_ARG(v.round.name), STR_ARG(v.whose));
    Page pg = page_new(c, rq, NAV_CASES, title);
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.whose_href, v.whose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, v.round.name};
    return answer_send(&pg, rp, answer_sheet_page, &v, s->of_case);
}

static Fault post_sheet_state(Ctx *c, const Request *rq, Reply *rp) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    bool over = str_ends(rq->path, LIT("/finish"));
    TRY(round_state(c, rq->ids[0], over ? SHEET_STATE_FINISHED : SHEET_STATE_BEGUN, s));
    reply_go(c, rp, answer_path(c, s->head.id, ""), over ? T_SURVEY_FINISHED : T_SURVEY_REOPENED, NULL, 0);
    return OK;
}

/* ---- routes --------------------------------------------------------------------------------------------------- */

static const Sheet ROUND_SHEET = {
    .entity = &answer_sheet_entity,
    .path = "/answer-sheets",
    .nav = NAV_CASES,
    .icon = "clipboard-list",
    .title = T_ENT_ANSWER_SHEET_MANY,
    .empty = T_SURVEY_NO_ROUNDS,
    .first_step = T_SURVEY_TO_CASES,
    .add = T_SURVEY_BEGIN,
    .called = (const int[]){ANSWER_SHEET_F_OF_CASE, ANSWER_SHEET_F_OF_VERSION, -1},
    .columns = (const int[]){ANSWER_SHEET_F_NUMBER, ANSWER_SHEET_F_ANSWERED_ON, ANSWER_SHEET_F_WAY,
                             ANSWER_SHEET_F_STATE, -1},
    .filters = (const int[]){ANSWER_SHEET_F_STATE, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){ANSWER_SHEET_F_ANSWERED_ON, ANSWER_SHEET_F_WAY, -1},
};

static Fault get_sheets(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &ROUND_SHEET); }
static Fault get_sheet_form(Ctx *c, const Request *rq, Reply *rp) {
    return view_form(c, rq, rp, &ROUND_SHEET, rq->ids[0]);
}
static Fault post_sheet(Ctx *c, const Request *rq, Reply *rp) { return view_save(c, rq, rp, &ROUND_SHEET, rq->ids[0]); }

enum { FORM_BYTES_MAX = 512 * 1024 };

static const Route ROUTES[] = {
    {GET, "/answer-sheets", get_sheets, ROUTE_READ, ANSWER_READERS, 0, NULL, false},
    {GET, "/answer-sheets/new", get_begin, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/answer-sheets", post_begin, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/answer-sheets/compare", get_answer_compare, ROUTE_READ, ANSWER_READERS, 0, NULL, false},
    {GET, "/answer-sheets/compare.csv", get_answer_compare_csv, ROUTE_READ, ANSWER_READERS, 0, NULL, false},
    {GET, "/answer-sheets/{id}", get_sheet, ROUTE_READ, ANSWER_READERS, 0, NULL, false},
    {GET, "/answer-sheets/{id}/edit", get_sheet_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/answer-sheets/{id}", post_sheet, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/answer-sheets/{id}/ask/{word}", get_answer_ask, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/answer-sheets/{id}/ask/{word}", post_answer_ask, ROUTE_WRITE, ROLES_STAFF, FORM_BYTES_MAX, NULL, false},
    {POST, "/answer-sheets/{id}/finish", post_sheet_state, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/answer-sheets/{id}/reopen", post_sheet_state, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void answer_start(Region *r) {
    (void)r;
    view_register(&ROUND_SHEET);
    view_register_part(&DIAGNOSIS);
}

const Module answer_module = {
    .name = "answer", .queries = ANSWER_QUERIES, .n_queries = ANSWER_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = answer_start,
};

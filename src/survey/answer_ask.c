/* answer_ask.c - asking, an area a page: each page is kept when it is left, so that one may stop anywhere and go on
** later, on another device. The same pages show a set beforehand, and on paper. */
#include "survey/answer_page.h"

#include "case/case.h"
#include "lang/show.h"

#include <math.h>

static Str key_of(Ctx *c, char what, Id item) {
    char id[ID_CHARS + 1];
    id_print(id, item);
    return arena_printf(c->arena, "%c.%s", what, id);
}

/* ---- where to go on ------------------------------------------------------------------------------------------- */

Str asking_next(Ctx *c, const Request *rq, const Asking *a, Str home, bool *ret_stop) {
    Str    go = params_get(&rq->form, "go");
    size_t to = a->at + 1;
    *ret_stop = str_eq(go, LIT("stop")) || (!str_eq(go, LIT("back")) && to == a->w.n_areas);
    if (str_eq(go, LIT("back"))) to = a->at ? a->at - 1 : 0;
    return *ret_stop ? home : arena_printf(c->arena, "%.*s/ask/%zu", STR_ARG(home), to + 1);
}

/* ---- drawing -------------------------------------------------------------------------------------------------- */

static Str amount_typed(Ctx *c, const Given *g) {
    if (!g || g->state != ANSWER_STATE_ANSWERED || isnan(g->amount)) return (Str){0};
    return arena_printf(c->arena, "%.15g", g->amount);
}

/* The radio that stands: as sent when the page is shown again, else as stored. */
static Str chosen_of(Ctx *c, const Request *rq, const Asking *a, const SurveyItem *i, const Given *g) {
    if (rq->method == POST) return params_get(&rq->form, arena_z(c->arena, key_of(c, 'a', i->head.id)));
    if (!a->holder || !g) return LIT("open");
    if (g->state == ANSWER_STATE_UNKNOWN) return LIT("unknown");
    if (g->state == ANSWER_STATE_OTHERS) return LIT("others");
    return arena_printf(c->arena, "%d", g->chosen);
}

static void fill_typed(Ctx *c, const Request *rq, const SurveyItem *i, const Given *g, AskItem *v) {
    bool again = rq->method == POST;
    v->version = arena_printf(c->arena, "%lld", (long long)(g ? g->version : 0));
    Str words = g ? g->words : (Str){0};
    if (again) words = params_get(&rq->form, arena_z(c->arena, key_of(c, 'w', i->head.id)));
    if (v->amount) {
        v->typed = again ? params_get(&rq->form, arena_z(c->arena, key_of(c, 'n', i->head.id))) : amount_typed(c, g);
    }
    if (v->words) v->typed = words;
    else v->note = words;
}

static AskItem ask_item(Ctx *c, const Request *rq, const Asking *a, const SurveyItem *i) {
    char id[ID_CHARS + 1];
    Lang l = c->reader.lang;
    const Given *g = a->holder ? answer_to(a->given, a->n_given, a->holder, i->head.id) : NULL;
    AskItem v = {.text = tri_best(&i->text, l, &l), .hint = tri_best(&i->hint, c->reader.lang, NULL),
                 .amount = i->kind == ITEM_KIND_NUMBER, .words = i->kind == ITEM_KIND_TEXT,
                 .may_others = i->no_apply == 1};
    ScoreItem score = survey_score_item(i);
    Str chosen = chosen_of(c, rq, a, i, g);
    id_print(id, i->head.id);
    v.key = arena_copy(c->arena, str_of(id));
    v.id = arena_printf(c->arena, "f-a.%s", id);
    v.lang = str_of(lang_code(l));
    fill_typed(c, rq, i, g, &v);
    v.options = ARENA_ARRAY(c->arena, AskOption, SCORE_OPTIONS_MAX);
    for (int o = 0; o < score.options; o++) {
        Str value = arena_printf(c->arena, "%d", o + 1);
        v.options[v.options_n++] = (AskOption){value, survey_option(c, i, o), str_eq(value, chosen)};
    }
    v.unknown = str_eq(chosen, LIT("unknown"));
    v.others = str_eq(chosen, LIT("others"));
    v.open = !v.unknown && !v.others && (!chosen.n || str_eq(chosen, LIT("open")) || v.amount || v.words);
    const Complaint *bad = complaint_of(c, arena_z(c->arena, key_of(c, 'a', i->head.id)));
    if (bad) v.err = complaint_str(c, bad);
    return v;
}

static int64_t number_before(const SurveyWhole *w, size_t area) {
    int64_t n = 0;
    for (size_t i = 0; i < area; i++) n += (int64_t)w->areas[i].n_items;
    return n;
}

AskArea asking_area(Ctx *c, const Request *rq, const Asking *a, size_t at) {
    Lang l = c->reader.lang;
    const AreaWhole *area = &a->w.areas[at];
    AskArea v = {.name = tri_best(&area->area->name, l, &l), .step = (int64_t)at + 1, .steps = (int64_t)a->w.n_areas,
                 .about = tri_best(&area->area->about, c->reader.lang, NULL), .items_n = area->n_items,
                 .survey = tri_best(&a->w.survey->name, c->reader.lang, NULL),
                 .items = ARENA_ARRAY(c->arena, AskItem, area->n_items + 1), .first = at == 0,
                 .last = at + 1 == a->w.n_areas, .bad = c->complaints.n > 0};
    v.lang = str_of(lang_code(l));
    if (v.first) v.opening = tri_best(&a->w.survey->about, c->reader.lang, NULL);
    for (size_t i = 0; i < area->n_items; i++) {
        v.items[i] = ask_item(c, rq, a, area->items[i]);
        v.items[i].number = number_before(&a->w, at) + (int64_t)i + 1;
    }
    return v;
}

void asking_steps(Ctx *c, const Asking *a, Str path, const char *ask, AskArea *v) {
    v->areas = ARENA_ARRAY(c->arena, AskStep, a->w.n_areas + 1);
    for (size_t k = 0; k < a->w.n_areas; k++) {
        const AreaWhole *area = &a->w.areas[k];
        AskStep *s = &v->areas[v->areas_n++];
        *s = (AskStep){.name = tri_best(&area->area->name, c->reader.lang, NULL), .number = (int64_t)k + 1,
                       .asked = (int64_t)area->n_items, .current = k == a->at};
        s->href = arena_printf(c->arena, "%.*s%s%zu", STR_ARG(path), ask, k + 1);
        for (size_t i = 0; a->holder && i < area->n_items; i++) {
            s->answered += answer_to(a->given, a->n_given, a->holder, area->items[i]->head.id) != NULL;
        }
    }
}

size_t asking_at(const SurveyWhole *w, Str word) {
    int64_t n;
    if (!str_int(word, &n) || n < 1) n = 1;
    if (n > (int64_t)w->n_areas) n = (int64_t)w->n_areas;
    return n > 0 ? (size_t)n - 1 : 0;
}

/* ---- seen beforehand, and on paper ---------------------------------------------------------------------------- */

/* The version in use, or (draft=1, or nothing is in use) the draft. */
static Fault load_shown(Ctx *c, const Request *rq, SurveyWhole *ret_w) {
    Id used, draft;
    TRY(survey_versions(c, rq->ids[0], &used, &draft));
    bool wants = str_eq(params_get(&rq->args, "draft"), LIT("1")) && (c->who.roles & SURVEY_WRITERS);
    Id shown = (wants && draft) || !used ? draft : used;
    if (!shown) return fail(c, NOT_FOUND, "survey", rq->ids[0]);
    TRY(survey_load(c, shown, ret_w));
    return ret_w->n_items ? OK : fail(c, NOT_FOUND, "survey", rq->ids[0]);
}

Fault get_survey_preview(Ctx *c, const Request *rq, Reply *rp) {
    Asking a = {.holder = 0};
    TRY(load_shown(c, rq, &a.w));
    a.at = asking_at(&a.w, params_get(&rq->args, "area"));
    bool draft = a.w.version->state == SURVEY_STATE_DRAFT;
    Str home = survey_path(c, a.w.survey->head.id);
    AskArea v = asking_area(c, rq, &a, a.at);
    asking_steps(c, &a, home, draft ? "/preview?draft=1&area=" : "/preview?area=", &v);
    v.preview = true;
    v.home = draft ? arena_printf(c->arena, "%.*s/draft", STR_ARG(home)) : home;
    if (!v.first) v.back = v.areas[a.at - 1].href;
    if (!v.last) v.next = v.areas[a.at + 1].href;
    Page pg = page_new(c, rq, NAV_MORE, v.survey);
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/surveys"), tr(c->reader.lang, T_ENT_SURVEY_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.home, v.survey};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, T_SURVEY_PREVIEW)};
    return page_send(&pg, rp, answer_ask_page, &v);
}

Fault get_survey_paper(Ctx *c, const Request *rq, Reply *rp) {
    Asking a = {.holder = 0};
    PaperView v = {.areas_n = 0};
    TRY(load_shown(c, rq, &a.w));
    v.name = tri_best(&a.w.survey->name, c->reader.lang, NULL);
    v.about = tri_best(&a.w.survey->about, c->reader.lang, NULL);
    v.home = survey_path(c, a.w.survey->head.id);
    v.areas = ARENA_ARRAY(c->arena, AskArea, a.w.n_areas + 1);
    for (; v.areas_n < a.w.n_areas; v.areas_n++) v.areas[v.areas_n] = asking_area(c, rq, &a, v.areas_n);
    Page pg = page_new(c, rq, NAV_MORE, v.name);
    pg.bare = true;
    return page_send(&pg, rp, answer_paper_page, &v);
}

/* ---- a round -------------------------------------------------------------------------------------------------- */

static Fault keep_answer(Ctx *c, const Asking *a, Id item, Id there, const Given *g) {
    Answer *v = ent_new(c, &answer_entity);
    if (there) TRY(ent_load(c, &answer_entity, there, v));
    v->of_sheet = a->holder;
    v->item = item;
    v->state = g->state;
    v->chosen = g->chosen ? g->chosen : NUMBER_NONE;
    v->amount = g->amount;
    v->words = g->words;
    return ent_save(c, &answer_entity, v);
}

static Fault asking_load(Ctx *c, const Request *rq, Asking *ret_a) {
    Asking *a = ret_a;
    Given *given;
    *a = (Asking){.sheet = ent_new(c, &answer_sheet_entity), .entity = &answer_entity, .keep = keep_answer};
    TRY(ent_load(c, &answer_sheet_entity, rq->ids[0], a->sheet));
    a->holder = a->sheet->head.id;
    TRY(survey_load(c, a->sheet->of_version, &a->w));
    TRY(answers_of(c, &a->sheet->head.id, 1, &given, &a->n_given));
    a->given = given;
    if (!a->w.n_areas) return fail(c, NOT_FOUND, "survey", a->sheet->of_version);
    a->at = asking_at(&a->w, rq->words[0]);
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Asking *a) {
    AskArea v = asking_area(c, rq, a, a->at);
    v.home = answer_path(c, a->sheet->head.id, "");
    asking_steps(c, a, v.home, "/ask/", &v);
    v.action = v.areas[a->at].href;
    TRY(case_name(c, a->sheet->of_case, &v.whose));
    v.whose_href = case_path(c, a->sheet->of_case);
    Page pg = page_new(c, rq, NAV_CASES, arena_printf(c->arena, "%.*s · %.*s", STR_ARG(v.name), STR_ARG(v.whose)));
    pg.has_errors = v.bad;
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.whose_href, v.whose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.home, v.survey};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, v.name};
    return answer_send(&pg, rp, answer_ask_page, &v, a->sheet->of_case);
}

Fault get_answer_ask(Ctx *c, const Request *rq, Reply *rp) {
    Asking a;
    TRY(asking_load(c, rq, &a));
    if (!ent_may_write(c, &answer_sheet_entity, &a.sheet->head)) {
        return fail(c, NOT_ALLOWED, "answer_sheet", a.sheet->head.id);
    }
    if (a.sheet->state == SHEET_STATE_FINISHED) {
        rp->status = 303;
        rp->location = answer_path(c, a.sheet->head.id, "");
        return OK;
    }
    return draw(c, rq, rp, &a);
}

/* What the form says of one question. open: it was not asked. */
typedef struct Sent {
    bool   open;
    int    state, chosen;
    double amount;
    Str    words;
} Sent;

static Sent read_one(Ctx *c, const Request *rq, const SurveyItem *i) {
    const Params *f = &rq->form;
    const char *key = arena_z(c->arena, key_of(c, 'a', i->head.id));
    Str radio = params_get(f, key);
    Str amount = str_trim(params_get(f, arena_z(c->arena, key_of(c, 'n', i->head.id))));
    Sent s = {.amount = NAN, .state = ANSWER_STATE_ANSWERED,
              .words = str_trim(params_get(f, arena_z(c->arena, key_of(c, 'w', i->head.id))))};
    int64_t chosen = 0;
    if (i->kind == ITEM_KIND_NUMBER && amount.n) {
        if (!str_real(amount, &s.amount)) complain(c, key, T_SURVEY_FIX_NUMBER);
        return s;
    }
    if (i->kind == ITEM_KIND_TEXT && s.words.n) return s;
    if (str_eq(radio, LIT("unknown"))) s.state = ANSWER_STATE_UNKNOWN;
    else if (str_eq(radio, LIT("others"))) s.state = ANSWER_STATE_OTHERS;
    else if (str_int(radio, &chosen) && chosen >= 1 && chosen <= SCORE_OPTIONS_MAX) s.chosen = (int)chosen;
    else if (s.words.n) s.state = ANSWER_STATE_UNKNOWN; /* something was said, though no answer was chosen */
    else s.open = true;
    return s;
}

static bool same_answer(const Sent *s, const Given *g) {
    if (!g || s->open) return !g && s->open;
    bool amount = isnan(s->amount) ? isnan(g->amount) : s->amount == g->amount;
    return s->state == g->state && s->chosen == g->chosen && amount && str_eq(s->words, g->words);
}

/* Somebody else has answered it between reading and sending: their answer is told, nothing is lost. */
static bool overtaken(Ctx *c, const Request *rq, const SurveyItem *i, const Given *g) {
    int64_t seen = 0;
    const char *key = arena_z(c->arena, key_of(c, 'v', i->head.id));
    bool told = str_int(params_get(&rq->form, key), &seen);
    if (!told || seen == (g ? g->version : 0)) return false;
    Str theirs = g ? answer_text(c, i, g) : tr(c->reader.lang, T_SURVEY_OPEN);
    if (g && g->words.n && i->kind != ITEM_KIND_TEXT) {
        theirs = arena_printf(c->arena, "%.*s: %.*s", STR_ARG(theirs), STR_ARG(g->words));
    }
    complain_text(c, arena_z(c->arena, key_of(c, 'a', i->head.id)), T_SURVEY_FIX_OVERTAKEN, theirs);
    return true;
}

static Fault keep_one(Ctx *c, const Asking *a, const SurveyItem *i, const Sent *s, const Given *g) {
    if (s->open) return ent_archive(c, a->entity, g->id);
    Fault f = a->keep(c, a, i->head.id, g ? g->id : 0,
                      &(Given){.state = s->state, .chosen = s->chosen, .amount = s->amount, .words = s->words});
    if (f != INVALID) return f;
    Complaint one = c->complaints.v[c->complaints.n - 1];
    c->complaints.n = 0;
    complain_text(c, arena_z(c->arena, key_of(c, 'a', i->head.id)), one.key, one.text);
    return INVALID;
}

Fault asking_keep(Ctx *c, const Request *rq, const Asking *a) {
    const AreaWhole *area = &a->w.areas[a->at];
    Sent *sent = ARENA_ARRAY(c->arena, Sent, area->n_items + 1);
    for (size_t k = 0; k < area->n_items; k++) {
        const SurveyItem *i = area->items[k];
        const Given *g = answer_to(a->given, a->n_given, a->holder, i->head.id);
        sent[k] = read_one(c, rq, i);
        if (!same_answer(&sent[k], g)) (void)overtaken(c, rq, i, g);
    }
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_SURVEY_ACT_ANSWER, (Str){0}));
    for (size_t k = 0; k < area->n_items; k++) {
        const Given *g = answer_to(a->given, a->n_given, a->holder, area->items[k]->head.id);
        if (!same_answer(&sent[k], g)) TRY(keep_one(c, a, area->items[k], &sent[k], g));
    }
    return OK;
}

Fault post_answer_ask(Ctx *c, const Request *rq, Reply *rp) {
    Asking a;
    TRY(asking_load(c, rq, &a));
    Fault f = asking_keep(c, rq, &a);
    if (f == INVALID) {
        rp->status = fault_status(INVALID);
        TRY(draw(c, rq, rp, &a));
        return INVALID;
    }
    TRY(f);
    bool stop;
    Str  to = asking_next(c, rq, &a, answer_path(c, a.holder, ""), &stop);
    reply_go(c, rp, to, stop ? T_SURVEY_KEPT : T_NONE, NULL, 0);
    return OK;
}

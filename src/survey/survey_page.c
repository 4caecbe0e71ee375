/* survey_page.c - question sets: their list, their pages, and the ready ones. */
#include "survey/answer_page.h"

#include "db/facts.h"

Str survey_path(Ctx *c, Id survey) {
    char id[ID_CHARS + 1];
    id_print(id, survey);
    return arena_printf(c->arena, "/surveys/%s", id);
}

/* ---- questions as lines ----------------------------------------------------------------------------------- */

static const Lang HELD[] = {LANG_HE, LANG_AR, LANG_EN};

/* Names of the languages in which a text is not there, of those that are always whole and offered here. */
static Str missing_of(Ctx *c, const Tri *t, int64_t missing[LANG_N]) {
    unsigned offered = local_of(c->region)->langs;
    Str names = {0};
    for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++) {
        Lang l = HELD[i];
        if (!(offered & 1u << l) || t->v[l].n) continue;
        missing[l]++;
        names = arena_printf(c->arena, "%.*s%s%s", STR_ARG(names), names.n ? ", " : "", lang_name(l));
    }
    return names;
}

static Str options_line(Ctx *c, const SurveyItem *i) {
    ScoreItem score = survey_score_item(i);
    Str all = {0};
    for (int at = 0; at < score.options; at++) {
        Str one = survey_option(c, i, at);
        all = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(all), all.n ? " · " : "", STR_ARG(one));
    }
    return all;
}

static ItemLine item_line(Ctx *c, const SurveyItem *i, int64_t missing[LANG_N]) {
    char id[ID_CHARS + 1];
    Lang l = c->reader.lang;
    ItemLine line = {.id = i->head.id, .kind = choice_label(&item_kind_choices, i->kind),
                     .text = tri_best(&i->text, l, &l), .options = options_line(c, i), .no_apply = i->no_apply == 1,
                     .missing = missing_of(c, &i->text, missing)};
    id_print(id, i->head.id);
    line.lang = str_of(lang_code(l));
    line.path = arena_printf(c->arena, "/survey-items/%s", id);
    line.anchor = arena_printf(c->arena, "q-%s", id);
    return line;
}

static AreaLine area_line(Ctx *c, const AreaWhole *w, int64_t missing[LANG_N]) {
    char id[ID_CHARS + 1];
    Lang l = c->reader.lang;
    AreaLine a = {.id = w->area->head.id, .name = tri_best(&w->area->name, l, &l), .items_n = w->n_items,
                  .about = tri_best(&w->area->about, c->reader.lang, NULL),
                  .items = ARENA_ARRAY(c->arena, ItemLine, w->n_items + 1),
                  .missing = missing_of(c, &w->area->name, missing)};
    id_print(id, w->area->head.id);
    a.lang = str_of(lang_code(l));
    a.path = arena_printf(c->arena, "/survey-areas/%s", id);
    a.anchor = arena_printf(c->arena, "area-%s", id);
    a.add = arena_printf(c->arena, "/survey-items/new?of_area=%s", id);
    if (w->area->line) a.line = choice_label(&survey_line_choices, w->area->line);
    for (size_t i = 0; i < w->n_items; i++) {
        a.items[i] = item_line(c, w->items[i], missing);
        a.items[i].first = i == 0;
        a.items[i].last = i + 1 == w->n_items;
    }
    return a;
}

SurveyLines survey_lines(Ctx *c, const SurveyWhole *w) {
    SurveyLines v = {.areas = ARENA_ARRAY(c->arena, AreaLine, w->n_areas + 1), .areas_n = w->n_areas};
    int64_t number = 0;
    for (size_t i = 0; i < w->n_areas; i++) {
        v.areas[i] = area_line(c, &w->areas[i], v.missing);
        v.areas[i].first = i == 0;
        v.areas[i].last = i + 1 == w->n_areas;
        for (size_t k = 0; k < v.areas[i].items_n; k++) v.areas[i].items[k].number = ++number;
    }
    return v;
}

/* ---- the page of a set ------------------------------------------------------------------------------------ */

static Fault card_of(const Page *pg, const Survey *s, SurveyCard *ret_v) {
    Ctx *c = pg->c;
    SurveyCard v = {.s = s, .path = survey_path(c, s->head.id), .kind = choice_label(&survey_kind_choices, s->kind),
                    .versions = ARENA_ARRAY(c->arena, VersionLine, VERSIONS_SHOWN),
                    .archived = s->head.archived_at != 0,
                    .may_write = ent_may_write(c, &survey_entity, &s->head) && !s->head.archived_at};
    TRY(survey_version_rows(c, s->head.id, v.versions, VERSIONS_SHOWN, &v.versions_n));
    for (size_t i = 0; i < v.versions_n; i++) {
        VersionLine *line = &v.versions[i];
        if (line->draft) v.draft = line->id;
        line->used = !line->draft && !v.used;
        line->href = arena_printf(c->arena, "%.*s?version=%lld", STR_ARG(v.path), (long long)line->number);
        if (!line->used) continue;
        v.used = line->id;
        v.number = line->number;
        v.since = line->since_on;
    }
    v.may_copy = (c->who.roles & SURVEY_WRITERS) && v.used;
    *ret_v = v;
    return OK;
}

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    SurveyCard v;
    TRY(card_of(pg, rec, &v));
    survey_head_html(b, pg, &v);
    return OK;
}

static Fault acts_draw(Buf *b, const Page *pg, const void *rec) {
    SurveyCard v;
    TRY(card_of(pg, rec, &v));
    survey_acts_html(b, pg, &v);
    return OK;
}

/* The version that the address names, else the one in use, else the draft. */
static Fault questions_draw(Buf *b, const Page *pg, const void *rec) {
    SurveyCard v;
    SurveyWhole w;
    int64_t asked;
    TRY(card_of(pg, rec, &v));
    Id shown = v.used ? v.used : v.draft;
    if (str_int(params_get(&pg->rq->args, "version"), &asked)) {
        for (size_t i = 0; i < v.versions_n; i++) {
            if (v.versions[i].number == asked) shown = v.versions[i].id;
        }
    }
    if (shown) {
        TRY(survey_load(pg->c, shown, &w));
        SurveyLines lines = survey_lines(pg->c, &w);
        v.areas = lines.areas;
        v.areas_n = lines.areas_n;
    }
    survey_questions_html(b, pg, &v);
    return OK;
}

static Fault versions_draw(Buf *b, const Page *pg, const void *rec) {
    SurveyCard v;
    TRY(card_of(pg, rec, &v));
    if (v.versions_n) survey_versions_html(b, pg, &v);
    return OK;
}

const Sheet SURVEY_SHEET = {
    .entity = &survey_entity,
    .path = "/surveys",
    .nav = NAV_MORE,
    .icon = "clipboard-list",
    .title = T_ENT_SURVEY_MANY,
    .empty = T_SURVEY_EMPTY,
    .first_step = T_SURVEY_ADD,
    .add = T_SURVEY_ADD,
    .columns = (const int[]){SURVEY_F_KIND, -1},
    .filters = (const int[]){SURVEY_F_KIND, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){SURVEY_F_NAME, SURVEY_F_KIND, SURVEY_F_READY, -1},
    .head = head_draw,
    .actions = acts_draw,
};

static const RecordPart QUESTIONS = {.entity = &survey_entity, .anchor = "questions", .title = T_ENT_SURVEY_ITEM_MANY,
                                     .order = 5, .draw = questions_draw};
static const RecordPart VERSIONS = {.entity = &survey_entity, .anchor = "versions", .side = true, .order = 5,
                                    .title = T_ENT_SURVEY_VERSION_MANY, .draw = versions_draw};

/* ---- the list --------------------------------------------------------------------------------------------- */

VIEW_HANDLERS(survey, SURVEY_SHEET)

/* While there is none, two ways to begin: with the ready sets, or with an empty one. */
static Fault get_surveys(Ctx *c, const Request *rq, Reply *rp) {
    ListSpec s = {.entity = &survey_entity, .limit = 1};
    void *rows;
    size_t n;
    if (rq->query.n) return get_survey_list(c, rq, rp);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) return get_survey_list(c, rq, rp);
    SurveyNone v = {.may_write = (c->who.roles & SURVEY_WRITERS) != 0};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ENT_SURVEY_MANY));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, survey_none_page, &v);
}

static Fault post_surveys_ready(Ctx *c, const Request *rq, Reply *rp) {
    int64_t made;
    (void)rq;
    TRY(act_begin(c, T_SURVEY_ACT_READY, (Str){0}));
    TRY(survey_take_ready(c, &made));
    reply_go(c, rp, LIT("/surveys"), T_SURVEY_TAKEN, NULL, 0);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------- */

enum { FORM_BYTES_MAX = 256 * 1024 };

static const Route ROUTES[] = {
    {GET, "/surveys", get_surveys, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/surveys/new", get_survey_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys", post_survey, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {POST, "/surveys/bulk", post_survey_bulk, ROUTE_SLOW, SURVEY_WRITERS, 2 << 20, NULL, false},
    {POST, "/surveys/ready", post_surveys_ready, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/surveys/{id}", get_survey, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/surveys/{id}/edit", get_survey_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys/{id}", post_survey, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {POST, "/surveys/{id}/archive", post_survey_archive, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys/{id}/unarchive", post_survey_unarchive, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/surveys/{id}/preview", get_survey_preview, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/surveys/{id}/paper", get_survey_paper, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/surveys/{id}/draft", get_survey_draft, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys/{id}/draft", post_survey_draft, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys/{id}/copy", post_survey_copy, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/surveys/{id}/publish", post_survey_publish, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-areas", get_surveys_from_here, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-areas/new", get_area_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/survey-areas", post_area, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {GET, "/survey-areas/{id}", get_area, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-areas/{id}/edit", get_area_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/survey-areas/{id}", post_area, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {POST, "/survey-areas/{id}/{word}", post_area_move, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-items", get_surveys_from_here, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-items/new", get_item_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/survey-items", post_item, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {GET, "/survey-items/{id}", get_item, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {GET, "/survey-items/{id}/edit", get_item_form, ROUTE_READ, SURVEY_WRITERS, 0, NULL, false},
    {POST, "/survey-items/{id}", post_item, ROUTE_WRITE, SURVEY_WRITERS, FORM_BYTES_MAX, NULL, false},
    {POST, "/survey-items/{id}/{word}", post_item_move, ROUTE_WRITE, SURVEY_WRITERS, 0, NULL, false},
};

static void survey_start(Region *r) {
    (void)r;
    view_register(&SURVEY_SHEET);
    view_register_part(&QUESTIONS);
    view_register_part(&VERSIONS);
}

const Module survey_module = {
    .name = "survey", .queries = SURVEY_QUERIES, .n_queries = SURVEY_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = survey_start,
};

/* survey_edit.c - the draft of a question set: areas and questions are added, worded, moved and taken out; then it is
** put to use. What is in use is never changed here: it is copied first. */
#include "survey/survey_page.h"

static Str draft_path(Ctx *c, Id survey, const char *what, Id at) {
    char id[ID_CHARS + 1], anchor[ID_CHARS + 1];
    id_print(id, survey);
    if (!at) return arena_printf(c->arena, "/surveys/%s/draft", id);
    id_print(anchor, at);
    return arena_printf(c->arena, "/surveys/%s/draft#%s-%s", id, what, anchor);
}

/* The set that a version belongs to. */
static Fault survey_of(Ctx *c, Id version, Id *ret_survey) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    TRY(ent_load(c, &survey_version_entity, version, v));
    *ret_survey = v->of_survey;
    return OK;
}

/* ---- the page of the draft -------------------------------------------------------------------------------- */

static Fault draw_draft(Ctx *c, const Request *rq, Reply *rp, const SurveyWhole *w, bool first) {
    char id[ID_CHARS + 1];
    SurveyLines lines = survey_lines(c, w);
    DraftView v = {.name = tri_best(&w->survey->name, c->reader.lang, NULL), .number = w->version->number,
                   .items_n = (int64_t)w->n_items, .areas = lines.areas, .areas_n = lines.areas_n, .first = first,
                   .path = survey_path(c, w->survey->head.id), .missing = ARENA_ARRAY(c->arena, Missing, LANG_N)};
    for (int l = 0; l < LANG_N; l++) {
        if (!lines.missing[l]) continue;
        v.missing[v.missing_n++] = (Missing){str_of(lang_name((Lang)l)), lines.missing[l]};
    }
    id_print(id, w->version->head.id);
    v.add = arena_printf(c->arena, "/survey-areas/new?of_version=%s", id);
    Page pg = page_new(c, rq, NAV_MORE, tr_str(c->arena, &c->reader, T_SURVEY_DRAFT_OF,
                                               (TrArg[]){TR_ARG("name", v.name)}, 1));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/surveys"), tr(c->reader.lang, T_ENT_SURVEY_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, T_SURVEY_DRAFT)};
    return page_send(&pg, rp, survey_draft_page, &v);
}

static Fault go_to(Ctx *c, Reply *rp, Str where) {
    (void)c;
    rp->status = 303;
    rp->location = where;
    return OK;
}

Fault get_survey_draft(Ctx *c, const Request *rq, Reply *rp) {
    Id used, draft;
    SurveyWhole w;
    Survey *s = ent_new(c, &survey_entity);
    TRY(ent_load(c, &survey_entity, rq->ids[0], s));
    TRY(survey_versions(c, rq->ids[0], &used, &draft));
    if (!draft) return go_to(c, rp, survey_path(c, rq->ids[0]));
    TRY(survey_load(c, draft, &w));
    return draw_draft(c, rq, rp, &w, used == 0);
}

Fault post_survey_draft(Ctx *c, const Request *rq, Reply *rp) {
    Id draft;
    Survey *s = ent_new(c, &survey_entity);
    TRY(ent_load(c, &survey_entity, rq->ids[0], s));
    TRY(survey_draft(c, s->head.id, &draft));
    reply_go(c, rp, draft_path(c, s->head.id, "", 0), c->act ? T_SURVEY_DRAFT_MADE : T_NONE, NULL, 0);
    return OK;
}

Fault post_survey_copy(Ctx *c, const Request *rq, Reply *rp) {
    Survey *s = ent_new(c, &survey_entity);
    TRY(survey_copy(c, rq->ids[0], s));
    reply_go(c, rp, draft_path(c, s->head.id, "", 0), T_SURVEY_COPIED, NULL, 0);
    return OK;
}

Fault post_survey_publish(Ctx *c, const Request *rq, Reply *rp) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    Fault f = survey_publish(c, rq->ids[0], v);
    if (f == INVALID) {
        Id used, draft;
        SurveyWhole w;
        TRY(survey_versions(c, rq->ids[0], &used, &draft));
        TRY(survey_load(c, draft, &w));
        rp->status = fault_status(INVALID);
        TRY(draw_draft(c, rq, rp, &w, used == 0));
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, survey_path(c, rq->ids[0]), T_SURVEY_PUBLISHED, NULL, 0);
    return OK;
}

Fault get_surveys_from_here(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    return go_to(c, rp, LIT("/surveys"));
}

/* ---- areas ------------------------------------------------------------------------------------------------ */

static void hidden_id(Buf *b, const char *name, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    buf_printf(b, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", name, text);
}

static Fault area_top(Buf *b, const Page *pg, const void *rec) {
    const SurveyArea *a = rec;
    (void)pg;
    if (!a->head.version) hidden_id(b, "of_version", a->of_version);
    return OK;
}

const Sheet AREA_SHEET = {
    .entity = &survey_area_entity,
    .path = "/survey-areas",
    .nav = NAV_MORE,
    .title = T_ENT_SURVEY_AREA_MANY,
    .empty = T_SURVEY_NO_AREAS,
    .first_step = T_SURVEY_ADD_AREA,
    .add = T_SURVEY_ADD_AREA,
    .columns = (const int[]){-1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
    .form = (const int[]){SURVEY_AREA_F_NAME, SURVEY_AREA_F_ABOUT, SURVEY_AREA_F_LINE,
                          SURVEY_AREA_F_ADVICE, -1},
    .form_top = area_top,
};

Fault get_area_form(Ctx *c, const Request *rq, Reply *rp) { return view_form(c, rq, rp, &AREA_SHEET, rq->ids[0]); }
Fault post_area(Ctx *c, const Request *rq, Reply *rp) { return view_save(c, rq, rp, &AREA_SHEET, rq->ids[0]); }

/* Its place is the page of the draft. */
Fault get_area(Ctx *c, const Request *rq, Reply *rp) {
    SurveyArea *a = ent_new(c, &survey_area_entity);
    Id survey;
    TRY(ent_load(c, &survey_area_entity, rq->ids[0], a));
    TRY(survey_of(c, a->of_version, &survey));
    return go_to(c, rp, draft_path(c, survey, "area", a->head.id));
}

/* "up", "down", "remove". */
static int way_of(Str word) { return str_eq(word, LIT("up")) ? -1 : str_eq(word, LIT("down")) ? 1 : 0; }

Fault post_area_move(Ctx *c, const Request *rq, Reply *rp) {
    SurveyArea *a = ent_new(c, &survey_area_entity);
    Id survey;
    int way = way_of(rq->words[0]);
    if (way) {
        TRY(survey_move_area(c, rq->ids[0], way, a));
        TRY(survey_of(c, a->of_version, &survey));
        reply_go(c, rp, draft_path(c, survey, "area", a->head.id), T_NONE, NULL, 0);
        return OK;
    }
    if (!str_eq(rq->words[0], LIT("remove"))) return fail(c, NOT_FOUND, "page", 0);
    TRY(ent_load(c, &survey_area_entity, rq->ids[0], a));
    TRY(ent_archive(c, &survey_area_entity, a->head.id));
    TRY(survey_of(c, a->of_version, &survey));
    Str name = tri_best(&a->name, c->reader.lang, NULL);
    reply_go(c, rp, draft_path(c, survey, "", 0), T_SURVEY_REMOVED, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* ---- questions -------------------------------------------------------------------------------------------- */

/* Which area it stands in, among those of its version. */
static Fault item_top(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const SurveyItem *i = rec;
    SurveyArea *mine = ent_new(c, &survey_area_entity);
    ListSpec s = {.entity = &survey_area_entity, .limit = SURVEY_AREAS_MAX,
                  .sort = &survey_area_entity.fields[SURVEY_AREA_F_ORD]};
    void *rows;
    size_t n;
    TRY(ent_load(c, &survey_area_entity, i->of_area, mine));
    s.filters[s.n_filters++] = (ListFilter){.field = &survey_area_entity.fields[SURVEY_AREA_F_OF_VERSION],
                                            .op = LIST_EQ, .val = v_id(mine->of_version)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    buf_lit(b, "<div class=\"field\"><label for=\"f-of_area\">");
    put_text(b, tr(pg->r->lang, T_ENT_SURVEY_ITEM_OF_AREA));
    buf_lit(b, "</label><select id=\"f-of_area\" name=\"of_area\" class=\"mid\">");
    for (size_t k = 0; k < n; k++) {
        const SurveyArea *a = &((const SurveyArea *)rows)[k];
        char id[ID_CHARS + 1];
        id_print(id, a->head.id);
        buf_printf(b, "<option value=\"%s\"%s>", id, a->head.id == i->of_area ? " selected" : "");
        put_text(b, tri_best(&a->name, pg->r->lang, NULL));
        buf_lit(b, "</option>");
    }
    buf_lit(b, "</select></div>");
    return OK;
}

/* It is of the version that its area is of. */
static Fault item_version(Ctx *c, const Request *rq, void *rec) {
    SurveyItem *i = rec;
    SurveyArea *a = ent_new(c, &survey_area_entity);
    (void)rq;
    if (i->of_version || !i->of_area) return OK;
    TRY(ent_load(c, &survey_area_entity, i->of_area, a));
    i->of_version = a->of_version;
    return OK;
}

const Sheet ITEM_SHEET = {
    .entity = &survey_item_entity,
    .path = "/survey-items",
    .nav = NAV_MORE,
    .title = T_ENT_SURVEY_ITEM_MANY,
    .empty = T_SURVEY_NO_AREAS,
    .first_step = T_SURVEY_ADD_ITEM,
    .add = T_SURVEY_ADD_ITEM,
    .columns = (const int[]){-1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
    .first = (const int[]){SURVEY_ITEM_F_TEXT, SURVEY_ITEM_F_KIND, SURVEY_ITEM_F_NO_APPLY, -1},
    .form = (const int[]){SURVEY_ITEM_F_TEXT, SURVEY_ITEM_F_KIND, SURVEY_ITEM_F_NO_APPLY, SURVEY_ITEM_F_HINT,
                          SURVEY_ITEM_F_OPTION1, SURVEY_ITEM_F_OPTION2, SURVEY_ITEM_F_OPTION3, SURVEY_ITEM_F_OPTION4,
                          SURVEY_ITEM_F_OPTION5, SURVEY_ITEM_F_POINTS1, SURVEY_ITEM_F_POINTS2, SURVEY_ITEM_F_POINTS3,
                          SURVEY_ITEM_F_POINTS4, SURVEY_ITEM_F_POINTS5, -1},
    .form_top = item_top,
    .before_save = item_version,
};

Fault get_item_form(Ctx *c, const Request *rq, Reply *rp) { return view_form(c, rq, rp, &ITEM_SHEET, rq->ids[0]); }
Fault post_item(Ctx *c, const Request *rq, Reply *rp) { return view_save(c, rq, rp, &ITEM_SHEET, rq->ids[0]); }

Fault get_item(Ctx *c, const Request *rq, Reply *rp) {
    SurveyItem *i = ent_new(c, &survey_item_entity);
    Id survey;
    TRY(ent_load(c, &survey_item_entity, rq->ids[0], i));
    TRY(survey_of(c, i->of_version, &survey));
    return go_to(c, rp, draft_path(c, survey, "q", i->head.id));
}

Fault post_item_move(Ctx *c, const Request *rq, Reply *rp) {
    SurveyItem *i = ent_new(c, &survey_item_entity);
    Id survey;
    int way = way_of(rq->words[0]);
    if (way) {
        TRY(survey_move_item(c, rq->ids[0], way, i));
        TRY(survey_of(c, i->of_version, &survey));
        reply_go(c, rp, draft_path(c, survey, "q", i->head.id), T_NONE, NULL, 0);
        return OK;
    }
    if (!str_eq(rq->words[0], LIT("remove"))) return fail(c, NOT_FOUND, "page", 0);
    TRY(ent_load(c, &survey_item_entity, rq->ids[0], i));
    TRY(ent_archive(c, &survey_item_entity, i->head.id));
    TRY(survey_of(c, i->of_version, &survey));
    Str name = tri_best(&i->text, c->reader.lang, NULL);
    reply_go(c, rp, draft_path(c, survey, "area", i->of_area), T_SURVEY_REMOVED, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

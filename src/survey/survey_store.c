/* survey_store.c - versions of question sets: loading one whole, the rules at the write, copying, publishing, order. */
#include "survey/survey_page.h"

#include "ent/list.h"
#include "lang/show.h"

enum { Q_VERSIONS, Q_LAST_AREA, Q_LAST_ITEM, Q_READY, Q_ASKED };

const Query SURVEY_QUERIES[SURVEY_Q_N] = {
    [Q_VERSIONS] = {.sql = "SELECT v.id, v.number, v.state, v.published_at FROM survey_versions v"
                           " WHERE v.org = :s_org AND v.of_survey = :survey AND v.archived_at IS NULL AND {scope:v}"
                           " ORDER BY v.number DESC LIMIT 200",
                    .in = "survey:id", .out = "id:id number:int state:int published_at:int"},
    [Q_LAST_AREA] = {.sql = "SELECT max(a.ord) FROM survey_areas a WHERE a.org = :s_org AND a.of_version = :version"
                            " AND {scope:a}",
                     .in = "version:id", .out = "ord:int"},
    [Q_LAST_ITEM] = {.sql = "SELECT max(i.ord) FROM survey_items i WHERE i.org = :s_org AND i.of_version = :version"
                            " AND {scope:i}",
                     .in = "version:id", .out = "ord:int"},
    [Q_READY] = {.sql = "SELECT s.id FROM surveys s WHERE s.org = :s_org AND s.ready = :ready"
                        " AND s.archived_at IS NULL {unscoped:a set is made once, whoever may see it} LIMIT 1",
                 .in = "ready:text", .out = "id:id"},
    [Q_ASKED] = {.sql = "SELECT s.id FROM answer_sheets s WHERE s.org = :s_org AND s.of_version = :version"
                        " AND s.archived_at IS NULL {unscoped:whether there is one, not which} LIMIT 1",
                 .in = "version:id", .out = "id:id"},
};

/* ---- versions ------------------------------------------------------------------------------------------------- */

Fault survey_version_rows(Ctx *c, Id survey, VersionLine *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SURVEY_QUERIES[Q_VERSIONS], VALS(v_id(survey)), &r));
    for (; n < max && rows_next(&r); n++) {
        Stamp at = rows_int(&r, 3);
        ret_v[n] = (VersionLine){.id = rows_id(&r, 0), .number = rows_int(&r, 1), .since = at,
                                 .draft = rows_int(&r, 2) == SURVEY_STATE_DRAFT,
                                 .since_on = at ? stamp_day(at, c->reader.zone) : 0};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

Fault survey_versions(Ctx *c, Id survey, Id *ret_used, Id *ret_draft) {
    VersionLine *v = ARENA_ARRAY(c->arena, VersionLine, VERSIONS_SHOWN);
    size_t n;
    *ret_used = *ret_draft = 0;
    TRY(survey_version_rows(c, survey, v, VERSIONS_SHOWN, &n));
    for (size_t i = 0; i < n; i++) {
        Id *at = v[i].draft ? ret_draft : ret_used;
        if (!*at) *at = v[i].id;
    }
    return OK;
}

/* Live rows whose reference points at `to`, with all texts, in their order. */
typedef struct RowsOf {
    const Entity *entity;
    int           field, ord;
} RowsOf;
static const RowsOf AREAS_OF = {&survey_area_entity, SURVEY_AREA_F_OF_VERSION, SURVEY_AREA_F_ORD};
static const RowsOf ITEMS_OF = {&survey_item_entity, SURVEY_ITEM_F_OF_VERSION, SURVEY_ITEM_F_ORD};
static const RowsOf ITEMS_IN = {&survey_item_entity, SURVEY_ITEM_F_OF_AREA, SURVEY_ITEM_F_ORD};

static Fault rows_of(Ctx *c, const RowsOf *of, Id to, void **ret_v, size_t *ret_n) {
    const Field *fields = of->entity->fields;
    ListSpec s = {.entity = of->entity, .limit = LIST_PAGE_MAX, .sort = &fields[of->ord]};
    s.filters[s.n_filters++] = (ListFilter){.field = &fields[of->field], .op = LIST_EQ, .val = v_id(to)};
    return list_run(c, &s, true, ret_v, ret_n, NULL);
}

Fault survey_load(Ctx *c, Id version, SurveyWhole *ret_w) {
    SurveyWhole w = {.survey = ent_new(c, &survey_entity), .version = ent_new(c, &survey_version_entity)};
    void *areas, *items;
    size_t n_items;
    TRY(ent_load(c, &survey_version_entity, version, w.version));
    TRY(ent_load(c, &survey_entity, w.version->of_survey, w.survey));
    TRY(rows_of(c, &AREAS_OF, version, &areas, &w.n_areas));
    TRY(rows_of(c, &ITEMS_OF, version, &items, &n_items));
    w.areas = ARENA_ARRAY(c->arena, AreaWhole, w.n_areas + 1);
    for (size_t a = 0; a < w.n_areas; a++) {
        AreaWhole *at = &w.areas[a];
        at->area = &((SurveyArea *)areas)[a];
        at->items = ARENA_ARRAY(c->arena, const SurveyItem *, n_items + 1);
        for (size_t i = 0; i < n_items; i++) {
            const SurveyItem *item = &((const SurveyItem *)items)[i];
            if (item->of_area == at->area->head.id) at->items[at->n_items++] = item;
        }
        w.n_items += at->n_items;
    }
    *ret_w = w;
    return OK;
}

/* ---- questions ------------------------------------------------------------------------------------------------ */

static const Tri *option_at(const SurveyItem *i, int at) {
    const Tri *const ALL[SCORE_OPTIONS_MAX] = {&i->option1, &i->option2, &i->option3, &i->option4, &i->option5};
    return ALL[at];
}

static bool tri_known(const Tri *t) {
    for (int l = 0; l < LANG_N; l++) {
        if (t->v[l].n) return true;
    }
    return false;
}

static int options_known(const SurveyItem *i) {
    int n = 0;
    while (n < SCORE_OPTIONS_MAX && tri_known(option_at(i, n))) n++;
    return n;
}

ScoreItem survey_score_item(const SurveyItem *i) {
    const int64_t given[SCORE_OPTIONS_MAX] = {i->points1, i->points2, i->points3, i->points4, i->points5};
    return score_item(i->kind, options_known(i), given);
}

Str survey_option(const Ctx *c, const SurveyItem *i, int option) {
    static const TextKey USUAL[] = {T_SURVEY_STEP1, T_SURVEY_STEP2, T_SURVEY_STEP3, T_SURVEY_STEP4};
    Lang l = c->reader.lang;
    if (option < 0 || option >= SCORE_OPTIONS_MAX) return (Str){0};
    if (i->kind == ITEM_KIND_YES_NO) return tr(l, option ? T_SURVEY_NO : T_SURVEY_YES);
    if (i->kind == ITEM_KIND_SCALE && options_known(i) == 0) return tr(l, USUAL[option % SCORE_SCALE_USUAL]);
    return tri_best(option_at(i, option), l, NULL);
}

/* ---- the entities' own checks --------------------------------------------------------------------------------- */

Fault survey_check(Ctx *c, const void *before, void *after) {
    const Survey *was = before;
    Survey *s = after;
    if (was && was->kind != s->kind) {            /* what was answered as a diagnosis stays one */
        Id used, draft;
        TRY(survey_versions(c, s->head.id, &used, &draft));
        if (used) complain(c, "kind", T_SURVEY_FIX_KIND);
    }
    return complaints_fault(c);
}

/* What businesses have answered stays in use. */
static Fault check_asked(Ctx *c, const SurveyVersion *v) {
    Id sheet;
    Fault f = db_int(c, &SURVEY_QUERIES[Q_ASKED], VALS(v_id(v->head.id)), &sheet);
    if (f == OK) complain(c, "state", T_SURVEY_FIX_ANSWERED);
    return f == NOT_FOUND ? OK : f;
}

/* It is called as its set was when it was last touched: rounds are named by it. */
static Fault take_name(Ctx *c, SurveyVersion *v) {
    Survey *s = ent_new(c, &survey_entity);
    Fault f = v->of_survey ? ent_load(c, &survey_entity, v->of_survey, s) : NOT_FOUND;
    if (f == OK) v->name = s->name;
    return f == NOT_FOUND ? OK : f;
}

Fault survey_version_check(Ctx *c, const void *before, void *after) {
    const SurveyVersion *was = before;
    SurveyVersion *v = after;
    Id used, draft;
    TRY(survey_versions(c, v->of_survey, &used, &draft));
    bool second = v->state == SURVEY_STATE_DRAFT && !v->head.archived_at && draft && draft != v->head.id;
    if (second) complain(c, "state", T_SURVEY_FIX_SECOND);
    if (was && was->state == SURVEY_STATE_PUBLISHED && was->number != v->number) {
        complain(c, "number", T_SURVEY_FIX_FROZEN);
    }
    if (!v->head.archived_at) TRY(take_name(c, v));
    bool back = was && was->state == SURVEY_STATE_PUBLISHED && (v->state != was->state || v->head.archived_at);
    if (back) TRY(check_asked(c, v));
    return complaints_fault(c);
}

/* What belongs to a version in use stays as it is. */
static Fault frozen(Ctx *c, Id version, const char *field) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    if (!version) return OK;
    Fault f = ent_load(c, &survey_version_entity, version, v);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (v->state == SURVEY_STATE_PUBLISHED) complain(c, field, T_SURVEY_FIX_FROZEN);
    return OK;
}

static Fault next_ord(Ctx *c, int q, Id version, int64_t *ord) {
    int64_t last = 0;
    if (*ord != NUMBER_NONE) return OK;
    Fault f = db_int(c, &SURVEY_QUERIES[q], VALS(v_id(version)), &last);
    if (f != OK && f != NOT_FOUND) return f;
    *ord = last + 1;
    return OK;
}

Fault survey_area_check(Ctx *c, const void *before, void *after) {
    SurveyArea *a = after;
    (void)before;
    TRY(frozen(c, a->of_version, "name"));
    TRY(next_ord(c, Q_LAST_AREA, a->of_version, &a->ord));
    return complaints_fault(c);
}

static bool same_words(const Tri *a, const Tri *b) {
    for (int l = 0; l < LANG_N; l++) {
        if (a->v[l].n && str_eq_nocase(str_trim(a->v[l]), str_trim(b->v[l]))) return true;
    }
    return false;
}

/* Two answers that read alike cannot be told apart, neither by who answers nor in the sums. */
static void check_alike(Ctx *c, const SurveyItem *i, const char *const *names, int n) {
    for (int at = 1; at < n; at++) {
        for (int before = 0; before < at; before++) {
            if (!same_words(option_at(i, at), option_at(i, before)) || complaint_of(c, names[at])) continue;
            complain(c, names[at], T_SURVEY_FIX_ALIKE);
        }
    }
}

/* On a scale each step counts for itself: more, or less, than the one before. */
static void check_steps(Ctx *c, const SurveyItem *i, const char *const *points, const int64_t *given, int n) {
    for (int at = 1; i->kind == ITEM_KIND_SCALE && at < n; at++) {
        for (int before = 0; before < at; before++) {
            if (given[at] != given[before] || complaint_of(c, points[at])) continue;
            complain(c, points[at], T_SURVEY_FIX_EQUAL);
        }
    }
}

/* Words and points fit how the question is answered. */
static void check_options(Ctx *c, const SurveyItem *i, bool copied) {
    static const char *const NAMES[] = {"option1", "option2", "option3", "option4", "option5"};
    static const char *const POINTS[] = {"points1", "points2", "points3", "points4", "points5"};
    int  n = options_known(i);
    bool chosen = i->kind == ITEM_KIND_SCALE || i->kind == ITEM_KIND_CHOICE;
    for (int at = n; at < SCORE_OPTIONS_MAX; at++) {
        if (chosen && tri_known(option_at(i, at))) complain(c, NAMES[n], T_SURVEY_FIX_GAP);
    }
    if (chosen && (n == 1 || (n == 0 && i->kind == ITEM_KIND_CHOICE))) complain(c, NAMES[n], T_SURVEY_FIX_TWO);
    if (chosen && !copied) check_alike(c, i, NAMES, n);
    const int64_t given[SCORE_OPTIONS_MAX] = {i->points1, i->points2, i->points3, i->points4, i->points5};
    ScoreItem all = survey_score_item(i);
    int first = -1, set = 0;
    int64_t most = 0;
    for (int at = 0; at < all.options; at++) {
        if (given[at] == NUMBER_NONE && first < 0) first = at;
        set += given[at] != NUMBER_NONE;
        if (given[at] != NUMBER_NONE && given[at] > most) most = given[at];
    }
    if (set && first >= 0) complain(c, POINTS[first], T_SURVEY_FIX_POINTS);
    else if (set && !most) complain(c, POINTS[0], T_SURVEY_FIX_ALL_ZERO);
    else if (set && !copied) check_steps(c, i, POINTS, given, all.options);
}

Fault survey_item_check(Ctx *c, const void *before, void *after) {
    const SurveyItem *was = before;
    SurveyItem *i = after;
    SurveyArea *a = ent_new(c, &survey_area_entity);
    Fault f = i->of_area ? ent_load(c, &survey_area_entity, i->of_area, a) : NOT_FOUND;
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (was && was->of_version != a->of_version) complain(c, "of_area", T_SURVEY_FIX_AREA);
    if (!was) i->of_version = a->of_version;
    TRY(frozen(c, i->of_version, "text"));
    bool copied = !was && i->ord != NUMBER_NONE;  /* as it was asked before, until somebody changes it */
    TRY(next_ord(c, Q_LAST_ITEM, i->of_version, &i->ord));
    check_options(c, i, copied);
    i->options = options_known(i);
    f = complaints_fault(c);
    if (f != OK && !was && !copied) i->ord = NUMBER_NONE; /* sent again it is as new as before */
    return f;
}

/* ---- copying and publishing ----------------------------------------------------------------------------------- */

/* `follow`: the copies remember whom they were copied from. */
static Fault copy_area(Ctx *c, const AreaWhole *from, Id version, bool follow) {
    SurveyArea *a = ent_new(c, &survey_area_entity);
    Head head = a->head;
    *a = *from->area;
    a->head = head;
    a->of_version = version;
    a->origin = follow ? survey_area_key(from->area) : 0;
    TRY(ent_save(c, &survey_area_entity, a));
    for (size_t k = 0; k < from->n_items; k++) {
        SurveyItem *i = ent_new(c, &survey_item_entity);
        *i = *from->items[k];
        i->head = head;
        i->of_area = a->head.id;
        i->of_version = version;
        i->origin = follow ? survey_item_key(from->items[k]) : 0;
        TRY(ent_save(c, &survey_item_entity, i));
    }
    return OK;
}

/* A draft with this number and a copy of everything in `w`. */
static Fault draft_of(Ctx *c, const SurveyWhole *w, Id survey, int64_t number, Id *ret_version) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    v->of_survey = survey;
    v->number = number;
    v->state = SURVEY_STATE_DRAFT;
    TRY(ent_save(c, &survey_version_entity, v));
    bool follow = w->survey && w->survey->head.id == survey;
    for (size_t a = 0; a < w->n_areas; a++) TRY(copy_area(c, &w->areas[a], v->head.id, follow));
    *ret_version = v->head.id;
    return OK;
}

Fault survey_draft(Ctx *c, Id survey, Id *ret_version) {
    Id used;
    SurveyWhole w = {.n_areas = 0};
    TRY(survey_versions(c, survey, &used, ret_version));
    if (*ret_version) return OK;
    if (used) TRY(survey_load(c, used, &w));
    TRY(act_begin(c, T_SURVEY_ACT_DRAFT, (Str){0}));
    return draft_of(c, &w, survey, used ? w.version->number + 1 : 1, ret_version);
}

Fault survey_copy(Ctx *c, Id survey, Survey *ret_s) {
    Id used, draft, made;
    SurveyWhole w = {.n_areas = 0};
    TRY(survey_versions(c, survey, &used, &draft));
    if (!used && !draft) return fail(c, NOT_FOUND, "survey", survey);
    TRY(survey_load(c, used ? used : draft, &w));
    Head head = ret_s->head;
    *ret_s = *w.survey;
    ret_s->head = head;
    ret_s->ready = (Str){0};
    for (int l = 0; l < LANG_N; l++) {
        Str name = ret_s->name.v[l];
        if (name.n) ret_s->name.v[l] = arena_printf(c->arena, "%.*s – %.*s", STR_ARG(name),
                                                    STR_ARG(tr((Lang)l, T_SURVEY_OURS)));
    }
    TRY(act_begin(c, T_SURVEY_ACT_COPY, (Str){0}));
    TRY(ent_save(c, &survey_entity, ret_s));
    return draft_of(c, &w, ret_s->head.id, 1, &made);
}

Fault survey_publish(Ctx *c, Id survey, SurveyVersion *ret_v) {
    Id used, draft;
    SurveyWhole w;
    TRY(survey_versions(c, survey, &used, &draft));
    if (!draft) return fail(c, NOT_FOUND, "survey_version", survey);
    TRY(survey_load(c, draft, &w));
    if (!w.n_items) {
        complain(c, "state", T_SURVEY_FIX_EMPTY);
        return INVALID;
    }
    *ret_v = *w.version;
    ret_v->state = SURVEY_STATE_PUBLISHED;
    ret_v->published_at = c->reader.now;
    TRY(act_begin(c, T_SURVEY_ACT_PUBLISH, (Str){0}));
    return ent_save(c, &survey_version_entity, ret_v);
}

/* ---- order ---------------------------------------------------------------------------------------------------- */

Fault survey_move_area(Ctx *c, Id area, int by, SurveyArea *ret_a) {
    void *rows;
    size_t n, at = 0;
    TRY(ent_load(c, &survey_area_entity, area, ret_a));
    TRY(rows_of(c, &AREAS_OF, ret_a->of_version, &rows, &n));
    SurveyArea *v = rows;
    while (at < n && v[at].head.id != area) at++;
    if (at >= n || (by < 0 && at == 0) || (by > 0 && at + 1 >= n)) return OK;
    SurveyArea *one = &v[at], *other = &v[by < 0 ? at - 1 : at + 1];
    int64_t ord = one->ord;
    one->ord = other->ord;
    other->ord = ord;
    TRY(ent_save(c, &survey_area_entity, one));
    return ent_save(c, &survey_area_entity, other);
}

/* Among the questions of its own area. */
Fault survey_move_item(Ctx *c, Id item, int by, SurveyItem *ret_i) {
    void *rows;
    size_t n, at = 0;
    TRY(ent_load(c, &survey_item_entity, item, ret_i));
    TRY(rows_of(c, &ITEMS_IN, ret_i->of_area, &rows, &n));
    SurveyItem *v = rows;
    while (at < n && v[at].head.id != item) at++;
    if (at >= n || (by < 0 && at == 0) || (by > 0 && at + 1 >= n)) return OK;
    SurveyItem *one = &v[at], *other = &v[by < 0 ? at - 1 : at + 1];
    int64_t ord = one->ord;
    one->ord = other->ord;
    other->ord = ord;
    TRY(ent_save(c, &survey_item_entity, one));
    return ent_save(c, &survey_item_entity, other);
}

/* ---- ready sets ----------------------------------------------------------------------------------------------- */

Fault survey_by_ready(Ctx *c, Str ready, Id *ret_id) {
    *ret_id = 0;
    return db_int(c, &SURVEY_QUERIES[Q_READY], VALS(v_text(ready)), ret_id);
}

/* answer_store.c - rounds and answers in the database, and their rules at the write. */
#include "survey/answer.h"

#include "case/case.h"
#include "lang/show.h"
#include "survey/answer_page.h"

#include <math.h>

enum { Q_ROUNDS, Q_ANSWERS, Q_SCORES, Q_LAST, Q_TAKEN, Q_ITEM };

const Query ANSWER_QUERIES[ANSWER_Q_N] = {
    [Q_ROUNDS] = {.sql = "SELECT s.id, s.of_version, v.of_survey, s.number, s.answered_on, y.kind, s.way, s.state"
                         " FROM answer_sheets s JOIN survey_versions v ON v.id = s.of_version"
                         " JOIN surveys y ON y.id = v.of_survey"
                         " WHERE s.org = :s_org AND s.of_case = :of_case AND s.archived_at IS NULL"
                         " AND {scope:s} AND {scope:v} AND {scope:y}"
                         " ORDER BY s.answered_on DESC, s.id DESC LIMIT 60",
                  .in = "of_case:id",
                  .out = "id:id version:id survey:id number:int on:int kind:int way:int state:int"},
    [Q_ANSWERS] = {.sql = "SELECT n.id, n.of_sheet, n.item, n.state, n.chosen, n.amount, n.words, n.version"
                          " FROM answers n WHERE n.org = :s_org AND n.of_sheet {in:sheets}"
                          " AND n.archived_at IS NULL AND {scope:n}",
                   .in = "sheets:ids",
                   .out = "id:id sheet:id item:id state:int chosen:int amount:real words:text version:int"},
    [Q_SCORES] = {.sql = "SELECT i.of_area, a.origin, a.line, i.kind, i.options, i.points1, i.points2, i.points3,"
                         " i.points4, i.points5, n.state, n.chosen, a.advice FROM survey_items i"
                         " JOIN survey_areas a ON a.id = i.of_area AND a.archived_at IS NULL"
                         " LEFT JOIN answers n ON n.org = :s_org AND n.of_sheet = :sheet AND n.item = i.id"
                         " AND n.archived_at IS NULL AND {scope:n}"
                         " WHERE i.org = :s_org AND i.of_version = :version AND i.archived_at IS NULL"
                         " AND {scope:i} AND {scope:a} ORDER BY a.ord, a.id, i.ord",
                  .in = "version:id sheet:id",
                  .out = "area:id origin:id line:int kind:int options:int p1:int p2:int p3:int p4:int p5:int"
                         " state:int chosen:int advice:int"},
    [Q_LAST] = {.sql = "SELECT s.number, s.state, s.id FROM answer_sheets s JOIN survey_versions v"
                       " ON v.id = s.of_version WHERE s.org = :s_org AND s.of_case = :of_case"
                       " AND v.of_survey = :survey AND s.archived_at IS NULL AND {scope:s} AND {scope:v}"
                       " ORDER BY s.number DESC LIMIT 1",
                .in = "of_case:id survey:id", .out = "number:int state:int id:id"},
    [Q_TAKEN] = {.sql = "SELECT n.id FROM answers n WHERE n.org = :s_org AND n.of_sheet = :sheet AND n.item = :item"
                        " AND n.archived_at IS NULL AND {scope:n} LIMIT 1",
                 .in = "sheet:id item:id", .out = "id:id"},
    [Q_ITEM] = {.sql = "SELECT i.kind, i.options, i.no_apply, i.of_version FROM survey_items i"
                       " WHERE i.org = :s_org AND i.id = :item AND {scope:i}",
                .in = "item:id", .out = "kind:int options:int no_apply:int version:id"},
};

static const Query *q(int i) { return &ANSWER_QUERIES[i]; }

/* ---- reading -------------------------------------------------------------------------------------------------- */

Fault answer_may(Ctx *c, Id of_case, bool *ret_yes) {
    Head h = {.org = c->who.org, .version = 1};
    TRY(case_hold(c, of_case, true, &h));
    *ret_yes = ent_may_write(c, &answer_sheet_entity, &h);
    return OK;
}

static Fault name_rounds(Ctx *c, Round *v, size_t n) {
    RefNames names;
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].survey;
    TRY(ref_names(c, ids, n, &names));
    for (size_t i = 0; i < n; i++) v[i].name = ref_name(&names, v[i].survey);
    return OK;
}

Fault rounds_of(Ctx *c, Id of_case, Round *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    if (ent_around_none(c, &answer_sheet_entity.fields[ANSWER_SHEET_F_OF_CASE], of_case)) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(Q_ROUNDS), VALS(v_id(of_case)), &r));
        for (; n < max && rows_next(&r); n++) {
            ret_v[n] = (Round){.id = rows_id(&r, 0), .version = rows_id(&r, 1), .survey = rows_id(&r, 2),
                               .number = rows_int(&r, 3), .on = (Day)rows_int(&r, 4), .kind = (int)rows_int(&r, 5),
                               .way = (int)rows_int(&r, 6), .state = (int)rows_int(&r, 7)};
        }
        TRY(rows_fault(&r));
    }
    *ret_n = n;
    return n ? name_rounds(c, ret_v, n) : OK;
}

Fault answers_of(Ctx *c, const Id *sheets, size_t n, Given **ret_v, size_t *ret_n) {
    size_t max = n * SURVEY_ITEMS_MAX, count = 0;
    Given *v = ARENA_ARRAY(c->arena, Given, max + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(Q_ANSWERS), VALS(v_ids(sheets, n)), &r));
    for (; count < max && rows_next(&r); count++) {
        v[count] = (Given){.id = rows_id(&r, 0), .sheet = rows_id(&r, 1), .item = rows_id(&r, 2),
                           .state = (int)rows_int(&r, 3), .chosen = (int)rows_int(&r, 4), .amount = rows_real(&r, 5),
                           .words = rows_copy(&r, 6), .version = rows_int(&r, 7)};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = count;
    return OK;
}

const Given *answer_to(const Given *v, size_t n, Id sheet, Id item) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].item == item && v[i].sheet == sheet) return &v[i];
    }
    return NULL;
}

ScoreState answer_score_state(int state) {
    return state == ANSWER_STATE_ANSWERED ? SCORE_ANSWERED
           : state == ANSWER_STATE_OTHERS ? SCORE_OTHERS
           : state == ANSWER_STATE_UNKNOWN ? SCORE_UNKNOWN
                                           : SCORE_OPEN;
}

static void add_row(const Rows *r, Score *s) {
    int64_t given[SCORE_OPTIONS_MAX];
    for (int i = 0; i < SCORE_OPTIONS_MAX; i++) given[i] = rows_number(r, 5 + i);
    ScoreItem item = score_item((int)rows_int(r, 3), (int)rows_int(r, 4), given);
    score_add(s, &item, answer_score_state((int)rows_int(r, 10)), (int)rows_int(r, 11));
}

Fault scores_of(Ctx *c, Id version, Id sheet, AreaScore *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(Q_SCORES), VALS(v_id(version), v_id(sheet)), &r));
        while (rows_next(&r)) {
            Id area = rows_id(&r, 0), origin = rows_id(&r, 1);
            if (!n || ret_v[n - 1].area != area) {
                if (n == max) break;
                ret_v[n++] = (AreaScore){.area = area, .key = origin ? origin : area, .line = (int)rows_int(&r, 2),
                                             .advice = rows_int(&r, 12)};
            }
            add_row(&r, &ret_v[n - 1].score);
        }
        TRY(rows_fault(&r));
    }
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ret_v[i].area;
    if (n) TRY(ent_names(c, &survey_area_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) ret_v[i].name = names[i];
    *ret_n = n;
    return OK;
}

/* Keeps the weakest in order; of two alike the one that stands first in the set. */
static void weak_add(Weak *w, const AreaScore *a) {
    enum { HALF = 50 };
    int percent = score_percent(&a->score);
    if (percent == SCORE_NONE || percent >= HALF) return;
    size_t at = w->n < WEAK_MAX ? w->n++ : WEAK_MAX;
    for (; at > 0 && score_percent(&w->v[at - 1].score) > percent; at--) {
        if (at < WEAK_MAX) w->v[at] = w->v[at - 1];
    }
    if (at < WEAK_MAX) w->v[at] = *a;
}

Fault diagnosis_weak(Ctx *c, Id of_case, Weak *ret_w) {
    Round     *rounds = ARENA_ARRAY(c->arena, Round, ROUNDS_SHOWN);
    AreaScore *scores = ARENA_ARRAY(c->arena, AreaScore, SURVEY_AREAS_MAX);
    size_t n, n_scores, at = 0;
    *ret_w = (Weak){0};
    TRY(rounds_of(c, of_case, rounds, ROUNDS_SHOWN, &n));
    while (at < n && (rounds[at].kind != SURVEY_KIND_DIAGNOSIS || rounds[at].state != SHEET_STATE_FINISHED)) at++;
    if (at == n) return OK;
    ret_w->sheet = rounds[at].id;
    ret_w->on = rounds[at].on;
    TRY(scores_of(c, rounds[at].version, rounds[at].id, scores, SURVEY_AREAS_MAX, &n_scores));
    for (size_t i = 0; i < n_scores; i++) weak_add(ret_w, &scores[i]);
    return OK;
}

static Str amount_text(Ctx *c, double x) {
    return floor(x) == x && fabs(x) < 1e15 ? arena_printf(c->arena, "%.0f", x) : arena_printf(c->arena, "%.2f", x);
}

Str answer_text(Ctx *c, const SurveyItem *i, const Given *g) {
    Lang l = c->reader.lang;
    if (!g) return (Str){0};
    if (g->state == ANSWER_STATE_UNKNOWN) return tr(l, T_CHOICE_ANSWER_STATE_UNKNOWN);
    if (g->state == ANSWER_STATE_OTHERS) return tr(l, T_CHOICE_ANSWER_STATE_OTHERS);
    if (i->kind == ITEM_KIND_NUMBER) return amount_text(c, g->amount);
    return i->kind == ITEM_KIND_TEXT ? g->words : survey_option(c, i, g->chosen - 1);
}

/* ---- the entities' own checks --------------------------------------------------------------------------------- */

/* A new round: of a version in use, not of feedback, and the one before it is finished. */
static Fault check_begin(Ctx *c, AnswerSheet *s) {
    SurveyVersion *v = ent_new(c, &survey_version_entity);
    Survey *y = ent_new(c, &survey_entity);
    TRY(ent_load(c, &survey_version_entity, s->of_version, v));
    TRY(ent_load(c, &survey_entity, v->of_survey, y));
    if (v->state != SURVEY_STATE_PUBLISHED) complain(c, "of_version", T_SURVEY_FIX_DRAFT);
    if (y->kind == SURVEY_KIND_FEEDBACK) complain(c, "of_version", T_SURVEY_FIX_FEEDBACK);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(Q_LAST), VALS(v_id(s->of_case), v_id(v->of_survey)), &r));
    bool any = rows_next(&r);
    s->number = any ? rows_int(&r, 0) + 1 : 1;
    if (any && rows_int(&r, 1) == SHEET_STATE_BEGUN) complain(c, "of_version", T_SURVEY_FIX_UNDER_WAY);
    return rows_fault(&r);
}

Fault answer_sheet_check(Ctx *c, const void *before, void *after) {
    AnswerSheet *s = after;
    if (!s->of_case || !s->of_version) return complaints_fault(c);
    TRY(case_hold(c, s->of_case, true, &s->head));
    if (!before) {
        Fault f = check_begin(c, s);
        if (f != OK && f != NOT_FOUND) return f;
    }
    if (s->answered_on > c->reader.today) complain(c, "answered_on", T_SURVEY_FIX_FUTURE);
    if (s->head.archived_at) return complaints_fault(c);
    return case_needs(c, s->of_case, CONSENT_PURPOSE_ACCOMPANY, "of_case");
}

static Fault check_value(Ctx *c, const AnswerValue *a) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(Q_ITEM), VALS(v_id(a->item)), &r));
    if (!rows_next(&r)) return rows_fault(&r);    /* the check of the reference complains */
    const int64_t none[SCORE_OPTIONS_MAX] = {NUMBER_NONE, NUMBER_NONE, NUMBER_NONE, NUMBER_NONE, NUMBER_NONE};
    int kind = (int)rows_int(&r, 0);
    ScoreItem item = score_item(kind, (int)rows_int(&r, 1), none);
    if (rows_id(&r, 3) != a->version) complain(c, "item", T_SURVEY_FIX_OTHER_SET);
    if (a->state == ANSWER_STATE_OTHERS && rows_int(&r, 2) != 1) complain(c, "state", T_SURVEY_FIX_CONCERNS);
    if (a->state != ANSWER_STATE_ANSWERED) return rows_fault(&r);
    bool chosen = a->chosen != NUMBER_NONE && a->chosen >= 1 && a->chosen <= item.options;
    if (item.options && !chosen) complain(c, "chosen", T_FORM_FIX_REQUIRED);
    if (kind == ITEM_KIND_NUMBER && isnan(a->amount)) complain(c, "amount", T_FORM_FIX_REQUIRED);
    if (kind == ITEM_KIND_TEXT && !a->words.n) complain(c, "words", T_FORM_FIX_REQUIRED);
    return rows_fault(&r);
}

Fault answer_value_check(Ctx *c, const AnswerValue *a) {
    TRY(check_value(c, a));
    return complaints_fault(c);
}

Fault answer_check(Ctx *c, const void *before, void *after) {
    Answer *a = after;
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    int64_t taken;
    if (!a->of_sheet || !a->item) return complaints_fault(c);
    Fault f = ent_load(c, &answer_sheet_entity, a->of_sheet, s);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (s->state == SHEET_STATE_FINISHED) complain(c, "state", T_SURVEY_FIX_FINISHED);
    TRY(check_value(c, &(AnswerValue){.item = a->item, .version = s->of_version, .state = a->state,
                                      .chosen = a->chosen, .amount = a->amount, .words = a->words}));
    if (!before) {
        f = db_int(c, q(Q_TAKEN), VALS(v_id(a->of_sheet), v_id(a->item)), &taken);
        if (f == OK) return fail(c, STALE, "answer", taken);
        if (f != NOT_FOUND) return f;
    }
    if (a->head.archived_at) return complaints_fault(c);
    return case_needs(c, s->of_case, CONSENT_PURPOSE_ACCOMPANY, "state");
}

/* ---- rounds --------------------------------------------------------------------------------------------------- */

Fault round_begin(Ctx *c, Id survey, AnswerSheet *v) {
    Id draft;
    TRY(survey_versions(c, survey, &v->of_version, &draft));
    if (!v->of_version) complain(c, "survey", T_SURVEY_FIX_NONE);
    TRY(complaints_fault(c));
    v->state = SHEET_STATE_BEGUN;
    TRY(act_begin(c, T_SURVEY_ACT_ROUND, (Str){0}));
    return ent_save(c, &answer_sheet_entity, v);
}

/* The owner was spoken with on the day of a talk. */
static Fault heard(Ctx *c, const AnswerSheet *v) {
    enum { NOON = 12 };
    if (v->way == SHEET_WAY_TEAM) return OK;
    Stamp at = stamp_of(v->answered_on, NOON, 0, c->reader.zone);
    return case_heard(c, v->of_case, at > c->reader.now ? c->reader.now : at);
}

Fault round_state(Ctx *c, Id sheet, int state, AnswerSheet *ret_v) {
    TRY(ent_load(c, &answer_sheet_entity, sheet, ret_v));
    if (ret_v->state == state) return OK;
    bool over = state == SHEET_STATE_FINISHED;
    ret_v->state = state;
    ret_v->finished_at = over ? c->reader.now : 0;
    TRY(act_begin(c, over ? T_SURVEY_ACT_FINISH : T_SURVEY_ACT_REOPEN, (Str){0}));
    TRY(ent_save(c, &answer_sheet_entity, ret_v));
    return over ? heard(c, ret_v) : OK;
}

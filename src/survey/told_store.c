/* told_store.c - the owner's copy of a round: asked, answered, shown; and its rules at the write. */
#include "survey/told.h"

#include "case/case.h"
#include "db/scope.h"
#include "survey/answer_page.h"
#include "survey/told_page.h"

enum { Q_OF, Q_ANSWERS, Q_TAKEN };

const Query TOLD_QUERIES[TOLD_Q_N] = {
    [Q_OF] = {.sql = "SELECT t.id FROM told_rounds t WHERE t.org = :s_org AND t.sheet = :sheet"
                     " AND t.archived_at IS NULL AND {scope:t} ORDER BY t.id DESC LIMIT 1",
              .in = "sheet:id", .out = "id:id"},
    [Q_ANSWERS] = {.sql = "SELECT n.id, n.item, n.state, n.chosen, n.amount, n.words, n.version FROM told_answers n"
                          " WHERE n.org = :s_org AND n.of_told = :told AND n.archived_at IS NULL AND {scope:n}"
                          " ORDER BY n.id LIMIT 300",
                   .in = "told:id",
                   .out = "id:id item:id state:int chosen:int amount:real words:text version:int"},
    [Q_TAKEN] = {.sql = "SELECT n.id FROM told_answers n WHERE n.org = :s_org AND n.of_told = :told AND n.item = :item"
                        " AND n.archived_at IS NULL AND {scope:n} LIMIT 1",
                 .in = "told:id item:id", .out = "id:id"},
};
_Static_assert(SURVEY_ITEMS_MAX == 300, "the statement above asks for no more");

/* ---- reading -------------------------------------------------------------------------------------------------- */

Fault told_of(Ctx *c, Id sheet, ToldRound *ret_t) {
    int64_t id;
    Fault f = db_int(c, &TOLD_QUERIES[Q_OF], VALS(v_id(sheet)), &id);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    return ent_load(c, &told_round_entity, id, ret_t);
}

Fault told_answers_of(Ctx *c, Id told, Given **ret_v, size_t *ret_n) {
    size_t n = 0;
    Given *v = ARENA_ARRAY(c->arena, Given, SURVEY_ITEMS_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &TOLD_QUERIES[Q_ANSWERS], VALS(v_id(told)), &r));
    for (; n < SURVEY_ITEMS_MAX && rows_next(&r); n++) {
        v[n] = (Given){.id = rows_id(&r, 0), .sheet = told, .item = rows_id(&r, 1), .state = (int)rows_int(&r, 2),
                       .chosen = (int)rows_int(&r, 3), .amount = rows_real(&r, 4), .words = rows_copy(&r, 5),
                       .version = rows_int(&r, 6)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- the team asks, and shows --------------------------------------------------------------------------------- */

static ToldRound *copy_of(Ctx *c, const AnswerSheet *s, int state) {
    ToldRound *t = ent_new(c, &told_round_entity);
    t->of_case = s->of_case;
    t->sheet = s->head.id;
    t->of_version = s->of_version;
    t->number = s->number;
    t->answered_on = s->answered_on;
    t->state = state;
    return t;
}

Fault told_ask(Ctx *c, Id sheet, ToldRound *ret_t) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    ToldRound   *there = ent_new(c, &told_round_entity);
    TRY(ent_load(c, &answer_sheet_entity, sheet, s));
    TRY(told_of(c, sheet, there));
    if (there->head.id) return fail(c, OVER, "answer_sheet", sheet);
    TRY(act_begin(c, T_TOLD_ACT_ASK, (Str){0}));
    *ret_t = *copy_of(c, s, TOLD_STATE_ASKED);
    TRY(ent_save(c, &told_round_entity, ret_t));
    return case_tell_owner(c, s->of_case);
}

static Fault copy_answers(Ctx *c, const ToldRound *t, bool notes) {
    SurveyWhole w;
    Given *given;
    size_t n;
    TRY(survey_load(c, t->of_version, &w));
    TRY(answers_of(c, &t->sheet, 1, &given, &n));
    for (size_t a = 0; a < w.n_areas; a++) {
        for (size_t i = 0; i < w.areas[a].n_items; i++) {
            const SurveyItem *item = w.areas[a].items[i];
            const Given *g = answer_to(given, n, t->sheet, item->head.id);
            if (!g) continue;
            bool said = item->kind == ITEM_KIND_TEXT && g->state == ANSWER_STATE_ANSWERED;
            TRY(told_keep(c, t, item->head.id, 0,
                          &(Given){.state = g->state, .chosen = g->chosen, .amount = g->amount,
                                   .words = said || notes ? g->words : (Str){0}}));
        }
    }
    return OK;
}

/* The copy goes with all that stands in it: nothing of it is among what is kept about its owner any more. */
static Fault take_away(Ctx *c, Id told) {
    Given *v;
    size_t n;
    TRY(told_answers_of(c, told, &v, &n));
    for (size_t i = 0; i < n; i++) TRY(ent_archive(c, &told_answer_entity, v[i].id));
    return ent_archive(c, &told_round_entity, told);
}

Fault told_take_back(Ctx *c, Id told, ToldRound *ret_t) {
    TRY(ent_load(c, &told_round_entity, told, ret_t));
    if (ret_t->head.archived_at) return fail(c, OVER, "told_round", told);
    TRY(act_begin(c, T_TOLD_ACT_TAKE_BACK, (Str){0}));
    return take_away(c, told);
}

Fault told_show(Ctx *c, const Showing *show, ToldRound *ret_t) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    TRY(ent_load(c, &answer_sheet_entity, show->sheet, s));
    TRY(told_of(c, show->sheet, ret_t));
    TRY(act_begin(c, T_TOLD_ACT_SHOW, (Str){0}));
    bool own = ret_t->head.id && ret_t->state == TOLD_STATE_ANSWERED;
    if (ret_t->head.id && !own) TRY(take_away(c, ret_t->head.id));
    if (!own) *ret_t = *copy_of(c, s, TOLD_STATE_SHOWN);
    ret_t->state = TOLD_STATE_SHOWN;
    ret_t->shown_on = c->reader.today;
    ret_t->words = show->words;
    TRY(ent_save(c, &told_round_entity, ret_t));
    TRY(case_tell_owner(c, s->of_case));
    return own ? OK : copy_answers(c, ret_t, show->notes);
}

/* ---- the owner answers ---------------------------------------------------------------------------------------- */

Fault told_keep(Ctx *c, const ToldRound *t, Id item, Id there, const Given *g) {
    ToldAnswer *v = ent_new(c, &told_answer_entity);
    if (there) TRY(ent_load(c, &told_answer_entity, there, v));
    v->of_told = t->head.id;
    v->of_case = t->of_case;
    v->item = item;
    v->state = g->state;
    v->chosen = g->chosen ? g->chosen : NUMBER_NONE;
    v->amount = g->amount;
    v->words = g->words;
    return ent_save(c, &told_answer_entity, v);
}

/* An answer of theirs stands in the round, in place of what stood there. */
static Fault put_in(Ctx *c, Id sheet, const Given *g, const Given *was) {
    Answer *v = ent_new(c, &answer_entity);
    if (was) TRY(ent_load(c, &answer_entity, was->id, v));
    v->of_sheet = sheet;
    v->item = g->item;
    v->state = g->state;
    v->chosen = g->chosen ? g->chosen : NUMBER_NONE;
    v->amount = g->amount;
    v->words = g->words;
    return ent_save(c, &answer_entity, v);
}

static Fault send_as_unit(Ctx *c, const ToldRound *t, const Given *v, size_t n) {
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    Given *there;
    size_t n_there;
    TRY(ent_load(c, &answer_sheet_entity, t->sheet, s));
    if (s->head.archived_at || s->state != SHEET_STATE_BEGUN) return fail(c, OVER, "told_round", t->head.id);
    TRY(answers_of(c, &t->sheet, 1, &there, &n_there));
    for (size_t i = 0; i < n; i++) TRY(put_in(c, t->sheet, &v[i], answer_to(there, n_there, t->sheet, v[i].item)));
    return round_state(c, t->sheet, SHEET_STATE_FINISHED, s);
}

Fault told_send(Ctx *c, Id told, ToldRound *ret_t) {
    Given *v;
    size_t n;
    TRY(ent_load(c, &told_round_entity, told, ret_t));
    if (ret_t->head.archived_at || ret_t->state != TOLD_STATE_ASKED) return fail(c, OVER, "told_round", told);
    TRY(told_answers_of(c, told, &v, &n));
    if (!n) complain(c, "state", T_TOLD_NOTHING);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_TOLD_ACT_SEND, (Str){0}));
    Who kept = c->who;
    c->who.system = true;
    Fault f = send_as_unit(c, ret_t, v, n);
    c->who = kept;
    TRY(f);
    ret_t->state = TOLD_STATE_ANSWERED;
    ret_t->answered_on = c->reader.today;
    return ent_save_following(c, &told_round_entity, ret_t);
}

/* ---- at the write --------------------------------------------------------------------------------------------- */

static Fault check_asked(Ctx *c, const AnswerSheet *s) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, s->of_case, k));
    if (s->way != SHEET_WAY_OWNER || s->state != SHEET_STATE_BEGUN) complain(c, "state", T_TOLD_NOT_ALONE);
    if (!k->owner_account) complain(c, "of_case", T_TOLD_NO_OWNER);
    return OK;
}

static void check_shown(Ctx *c, const AnswerSheet *s) {
    if (s->way == SHEET_WAY_TEAM) complain(c, "state", T_TOLD_TEAMS_OWN);
    if (s->state != SHEET_STATE_FINISHED) complain(c, "state", T_TOLD_NOT_FINISHED);
}

/* Whoever may see the round asks and shows: the team. What an owner sends follows from its sending. */
Fault told_round_check(Ctx *c, const void *before, void *after) {
    const ToldRound *was = before;
    ToldRound   *t = after;
    AnswerSheet *s = ent_new(c, &answer_sheet_entity);
    if (!t->sheet || t->head.archived_at) return complaints_fault(c);
    TRY(ent_load(c, &answer_sheet_entity, t->sheet, s));
    if (s->of_case != t->of_case || s->of_version != t->of_version) return fail(c, BAD_REQUEST, "told_round", t->sheet);
    bool anew = !was || was->state != t->state;
    bool sent = anew && t->state == TOLD_STATE_ANSWERED;
    if (sent && !c->who.system) return fail(c, NOT_ALLOWED, "told_round", t->head.id);
    if (t->state == TOLD_STATE_ASKED && anew) TRY(check_asked(c, s));
    if (t->state == TOLD_STATE_SHOWN && anew) check_shown(c, s);
    return case_needs(c, t->of_case, CONSENT_PURPOSE_ACCOMPANY, "of_case");
}

/* What is asked of the owner they answer, nobody else; what is shown is copied once by the team and stays so. */
Fault told_answer_check(Ctx *c, const void *before, void *after) {
    const ToldAnswer *was = before;
    ToldAnswer *a = after;
    ToldRound  *t = ent_new(c, &told_round_entity);
    Case       *k = ent_new(c, &case_entity);
    bool team;
    if (!a->of_told || !a->item) return complaints_fault(c);
    TRY(ent_load(c, &told_round_entity, a->of_told, t));
    a->of_case = t->of_case;
    TRY(ent_load(c, &case_entity, t->of_case, k));
    TRY(scope_has(c, t->of_case, c->who.account, &team));
    bool asked = t->state == TOLD_STATE_ASKED && !t->head.archived_at;
    bool answers = asked && k->owner_account && k->owner_account == c->who.account;
    bool away = a->head.archived_at || (was && was->head.archived_at); /* taken back, and that taken back */
    bool copied = team && (away || (t->state == TOLD_STATE_SHOWN && !was));
    if (!c->who.system && !answers && !copied) return fail(c, NOT_ALLOWED, "told_answer", a->head.id);
    int64_t taken;
    Fault f = before ? NOT_FOUND : db_int(c, &TOLD_QUERIES[Q_TAKEN], VALS(v_id(a->of_told), v_id(a->item)), &taken);
    if (f != NOT_FOUND) return f == OK ? fail(c, STALE, "told_answer", taken) : f;
    return answer_value_check(c, &(AnswerValue){.item = a->item, .version = t->of_version, .state = a->state,
                                                .chosen = a->chosen, .amount = a->amount, .words = a->words});
}

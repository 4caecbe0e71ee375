/* api_case.c - steps of cases that no form of a page has as it is: they call what the pages call. */
#include "api/api_inner.h"

#include "case/case.h"
#include "commitment/commitment.h"
#include "survey/answer.h"
#include "told_ent.h"

/* POST /api/v1/cases/ID/stage: closing wants a reason. */
Fault api_case_stage(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Str      stage, why, words;
    CaseMove m = {.stage = 0};
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, (ApiText[]){{"stage", &stage, true}, {"why", &why, false}, {"words", &words, false}}, 3));
    m.stage = choice_value(&case_stage_choices, stage);
    m.why = choice_value(&case_end_choices, why);
    m.words = words;
    if (!m.stage) complain(c, "stage", T_FORM_FIX_CHOICE);
    if (why.n && !m.why) complain(c, "why", T_FORM_FIX_CHOICE);
    TRY(complaints_fault(c));
    TRY(case_move(c, rq->ids[0], &m, ent_new(c, e)));
    return api_answer(c, rp, e, rq->ids[0]);
}

/* POST /api/v1/commitments/ID/accept: of a case, or of an initiative. */
Fault api_commitment_accept(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Commitment   *t = ent_new(c, &commitment_entity);
    TRY(api_entity(c, rq, &e));
    TRY(ent_load(c, e, rq->ids[0], t));
    return api_via_at(c, rq, rp, t->initiative ? LIT("/initiative-steps/{id}/accept") : LIT("/steps/{id}/accept"));
}

/* POST /api/v1/commitments/ID/done: with what shows it. */
Fault api_commitment_done(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Str         evidence;
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, &(ApiText){"evidence", &evidence, false}, 1));
    TRY(ent_load(c, e, rq->ids[0], t));
    t->state = COMMITMENT_STATE_DONE;
    if (evidence.n) t->evidence = str_trim(evidence);
    /* whoever was given a step of an initiative may be nobody of the staff */
    bool given = t->initiative && t->owner && t->owner == c->who.account;
    TRY(given ? ent_save_following(c, e, t) : ent_save(c, e, t));
    return api_answer(c, rp, e, rq->ids[0]);
}

/* POST /api/v1/answer_sheets: a round of the version in use of a question set. */
Fault api_round_begin(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Str of_case, survey, day, way;
    Id  set = 0;
    AnswerSheet *v = ent_new(c, &answer_sheet_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, (ApiText[]){{"of_case", &of_case, true}, {"survey", &survey, true},
                                     {"answered_on", &day, true}, {"way", &way, true}}, 4));
    if (!id_parse(of_case, &v->of_case)) complain(c, "of_case", T_FORM_FIX_REF);
    if (!id_parse(survey, &set)) complain(c, "survey", T_FORM_FIX_REF);
    if (!day_parse(day, &v->answered_on)) complain(c, "answered_on", T_FORM_FIX_DATE);
    v->way = choice_value(&sheet_way_choices, way);
    if (!v->way) complain(c, "way", T_FORM_FIX_CHOICE);
    TRY(complaints_fault(c));
    TRY(round_begin(c, set, v));
    return api_answer_new(c, rp, e, v->head.id);
}

/* POST /api/v1/told_rounds/ID/answers: an answer of the owner to what they were asked. */
Fault api_told_answer(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    ToldAnswer   *v = ent_new(c, &told_answer_entity);
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    TRY(ent_json_read(c, e, rq->body, true, v));
    v->of_told = rq->ids[0];
    TRY(ent_save(c, e, v));
    return api_answer_new(c, rp, e, v->head.id);
}

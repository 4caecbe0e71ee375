/* demo_case.c - invented cases of the demo: their people, consents, desired future, goals and steps. */
#include "ops/demo.h"

#include "actor_ent.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "response_ent.h"

/* Everything that the words of a new region ask for, signed on the day the case was opened. */
static Fault sign_all(Ctx *c, const DemoLine *l, Id of_case, Day on) {
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &consent_text_entity, .limit = 50, .sort_changed = true};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const ConsentText *w = &((const ConsentText *)rows)[i];
        Consent *v = ent_new(c, &consent_entity);
        v->of_case = of_case;
        v->purpose = w->purpose;
        v->words = w->head.id;
        v->way = CONSENT_WAY_SCREEN;
        v->signed_by = demo_get(l, "signed");
        v->signed_on = on;
        TRY(ent_save(c, &consent_entity, v));
    }
    return OK;
}

/* minutes: promised a month, of a lead. */
static Fault join(Ctx *c, Id of_case, Id account, int role, Day from, int64_t minutes) {
    CaseMember *v = ent_new(c, &case_member_entity);
    if (!account) return OK;
    v->of_case = of_case;
    v->account = account;
    v->role = role;
    v->from_on = from;
    if (role == CASE_ROLE_LEAD) v->promised_minutes = minutes;
    return ent_save(c, &case_member_entity, v);
}

Fault demo_case(Ctx *c, Demoing *m, const DemoLine *l) {
    Case *k = ent_new(c, &case_entity);
    Day   opened = demo_get(l, "opened").n ? demo_day(c, demo_number(l, "opened", 0)) : 0;
    int   stage = choice_value(&case_stage_choices, demo_get(l, "stage"));
    k->client = demo_of(m, demo_get(l, "client"));
    k->contact = demo_of(m, demo_get(l, "contact"));
    k->kind = CASE_KIND_BUSINESS;
    k->asked_on = demo_day(c, demo_number(l, "asked", 0));
    k->answer_by = demo_day(c, demo_number(l, "asked", 0) + 3);
    k->wish = demo_get(l, "wish");
    k->lang = choice_value(&case_lang_choices, demo_get(l, "lang"));
    if (demo_get(l, "next").n) k->next_on = demo_day(c, demo_number(l, "next", 0));
    if (demo_get(l, "paid").n) k->paid_until = demo_day(c, demo_number(l, "paid", 0));
    k->minutes_promised = demo_number(l, "minutes", NUMBER_NONE);
    if (demo_get(l, "heard").n) k->heard_at = demo_at(c, demo_number(l, "heard", 0), 12);
    k->answered_at = k->heard_at;
    k->is_demo = 1;
    TRY(ent_save(c, &case_entity, k));
    demo_keep(m, l->key, k->head.id);
    int64_t minutes = demo_number(l, "minutes", 180);
    TRY(join(c, k->head.id, demo_of(m, demo_get(l, "coordinator")), CASE_ROLE_COORDINATOR, k->asked_on, 0));
    TRY(join(c, k->head.id, demo_of(m, demo_get(l, "lead")), CASE_ROLE_LEAD, opened ? opened : k->asked_on, minutes));
    TRY(join(c, k->head.id, demo_of(m, demo_get(l, "owner")), CASE_ROLE_OWNER, k->asked_on, 0));
    if (!opened) return OK;
    TRY(sign_all(c, l, k->head.id, opened));
    if (demo_get(l, "renewed").n) TRY(sign_all(c, l, k->head.id, demo_day(c, demo_number(l, "renewed", 0))));
    TRY(ent_load(c, &case_entity, k->head.id, k));
    k->opened_on = opened;
    k->stage = stage ? stage : k->stage;
    if (k->stage == CASE_STAGE_CLOSED) k->why_closed = CASE_END_INDEPENDENT;
    if (k->stage >= CASE_STAGE_DOING) k->agreed_at = stamp_of(day_plus(opened, 40), 11, 0, c->reader.zone);
    return ent_save(c, &case_entity, k);
}

Fault demo_member(Ctx *c, Demoing *m, const DemoLine *l) {
    return join(c, demo_of(m, demo_get(l, "case")), demo_of(m, demo_get(l, "who")),
                choice_value(&case_role_choices, demo_get(l, "role")), demo_day(c, demo_number(l, "from", 0)),
                demo_number(l, "minutes", 180));
}

Fault demo_future(Ctx *c, Demoing *m, const DemoLine *l) {
    Vision *v = ent_new(c, &vision_entity);
    v->of_case = demo_of(m, demo_get(l, "case"));
    v->text = demo_get(l, "text");
    v->horizon = day_year(c->reader.today) + demo_number(l, "years", 5);
    v->community = demo_get(l, "community");
    v->nature = demo_get(l, "nature");
    v->lang = demo_get(l, "lang");
    v->told_on = demo_day(c, demo_number(l, "days", 0));
    return ent_save(c, &vision_entity, v);
}

/* What a plan says was written in the first month of the case, before it was agreed to; or `since` so many days ago. */
static Fault planned(Ctx *c, const DemoLine *l, Id of_case, Stamp *ret_at) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, of_case, k));
    *ret_at = c->reader.now;
    if (k->opened_on) *ret_at = stamp_of(day_plus(k->opened_on, 30), 10, 0, c->reader.zone);
    if (demo_get(l, "since").n) *ret_at = demo_at(c, demo_number(l, "since", 0), 10);
    return OK;
}

static Fault save_then(Ctx *c, Stamp at, Id account, const Entity *e, void *rec) {
    Stamp now = c->reader.now;
    c->reader.now = at;
    Fault f = demo_save_by(c, account, e, rec);
    c->reader.now = now;
    return f;
}

Fault demo_goal(Ctx *c, Demoing *m, const DemoLine *l) {
    Goal *g = ent_new(c, &goal_entity);
    Stamp at;
    g->of_case = demo_of(m, demo_get(l, "case"));
    g->text = demo_get(l, "text");
    g->aim = demo_of(m, demo_get(l, "aim"));
    g->line = choice_value(&goal_line_choices, demo_get(l, "line"));
    g->measure = demo_get(l, "measure");
    g->evidence = demo_get(l, "evidence");
    g->early_signs = demo_get(l, "early");
    if (demo_get(l, "target").n) g->target_on = demo_day(c, demo_number(l, "target", 0));
    if (demo_get(l, "ripens").n) g->ripens_on = demo_day(c, demo_number(l, "ripens", 0));
    g->state = g->evidence.n ? GOAL_STATE_REACHED : GOAL_STATE_OPEN;
    TRY(planned(c, l, g->of_case, &at));
    TRY(save_then(c, at, 0, &goal_entity, g));
    demo_keep(m, l->key, g->head.id);
    return OK;
}

Fault demo_step(Ctx *c, Demoing *m, const DemoLine *l) {
    Commitment *t = ent_new(c, &commitment_entity);
    Case       *k = ent_new(c, &case_entity);
    Stamp       at;
    t->of_case = demo_of(m, demo_get(l, "case"));
    TRY(ent_load(c, &case_entity, t->of_case, k));
    t->text = demo_get(l, "text");
    t->about = k->client;
    t->goal = demo_of(m, demo_get(l, "goal"));
    t->owner = demo_of(m, demo_get(l, "owner"));
    t->kind = choice_value(&commitment_kind_choices, demo_get(l, "kind"));
    if (!t->kind) t->kind = COMMITMENT_KIND_STEP;
    t->state = demo_get(l, "done").n ? COMMITMENT_STATE_DONE : COMMITMENT_STATE_OPEN;
    t->enables = demo_get(l, "enables");
    t->evidence = demo_get(l, "done");
    if (demo_get(l, "due").n) t->due_on = demo_day(c, demo_number(l, "due", 0));
    if (demo_get(l, "ripens").n) t->ripens_on = demo_day(c, demo_number(l, "ripens", 0));
    if (!demo_get(l, "asked").n) t->accepted_at = c->reader.now;
    t->grew_from = demo_of(m, demo_get(l, "on"));
    t->became = demo_of(m, demo_get(l, "became"));
    t->reason = demo_get(l, "reason");
    if (t->became) t->state = COMMITMENT_STATE_CHANGED;
    t->is_demo = 1;
    TRY(planned(c, l, t->of_case, &at));
    TRY(save_then(c, at, t->accepted_at ? t->owner : 0, &commitment_entity, t));
    demo_keep(m, l->key, t->head.id);
    return OK;
}

Fault demo_need(Ctx *c, Demoing *m, const DemoLine *l) {
    CaseNeed *n = ent_new(c, &case_need_entity);
    n->of_case = demo_of(m, demo_get(l, "case"));
    n->kind = choice_value(&need_kind_choices, demo_get(l, "kind"));
    n->text = demo_get(l, "text");
    n->met_by = demo_get(l, "met");
    n->state = n->met_by.n ? NEED_STATE_MET : NEED_STATE_OPEN;
    n->is_demo = 1;
    return ent_save(c, &case_need_entity, n);
}

Fault demo_response(Ctx *c, Demoing *m, const DemoLine *l) {
    Response *p = ent_new(c, &response_entity);
    for (int i = 0; i < LANG_N; i++) {
        p->title.v[i] = demo_get(l, lang_code((Lang)i));
        if (p->title.v[i].n) p->title.state[i] = TEXT_WRITTEN;
    }
    p->kind = choice_value(&response_kind_choices, demo_get(l, "kind"));
    p->need = choice_value(&need_kind_choices, demo_get(l, "need"));
    p->state = choice_value(&response_state_choices, demo_get(l, "state"));
    p->owner = demo_of(m, demo_get(l, "owner"));
    if (demo_get(l, "due").n) p->due_on = demo_day(c, demo_number(l, "due", 0));
    p->is_demo = 1;
    TRY(ent_save(c, &response_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

/* demo_initiative.c - invented initiatives of the demo: what they build on, who takes part, steps and reviews. */
#include "ops/demo.h"

#include "actor_ent.h"
#include "case_ent.h"
#include "commitment_ent.h"
#include "finance_ent.h"
#include "initiative/initiative.h"
#include "place/place.h"
#include "response_ent.h"

static void words_of(const DemoLine *l, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = demo_get(l, lang_code((Lang)i));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

static Day day_at(const Ctx *c, const DemoLine *l, const char *name) {
    return demo_get(l, name).n ? demo_day(c, demo_number(l, name, 0)) : 0;
}

/* The lead accepts by writing it down themselves. */
Fault demo_initiative(Ctx *c, Demoing *m, const DemoLine *l) {
    Initiative *v = ent_new(c, &initiative_entity);
    Str line, lines = demo_get(l, "lines");
    words_of(l, &v->goal);
    Fault f = place_by_code(c, demo_get(l, "place"), &v->place);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    while (str_split(&lines, ',', &line)) v->lines |= (int64_t)1 << (choice_value(&goal_line_choices, line) - 1);
    v->what = demo_get(l, "what");
    v->lead = demo_of(m, demo_get(l, "lead"));
    v->task_team = demo_of(m, demo_get(l, "team"));
    v->need = choice_value(&need_kind_choices, demo_get(l, "need"));
    v->trade = choice_value(&trade_group_choices, demo_get(l, "trade"));
    v->why_new = demo_get(l, "new");
    v->from_on = day_at(c, l, "from");
    v->until_on = day_at(c, l, "until");
    v->ripens_on = day_at(c, l, "ripens");
    v->early_signs = demo_get(l, "signs");
    v->measure_short = demo_get(l, "short");
    v->measure_middle = demo_get(l, "middle");
    v->measure_long = demo_get(l, "long");
    v->is_demo = 1;
    TRY(demo_save_by(c, v->lead, &initiative_entity, v));
    demo_keep(m, l->key, v->head.id);
    if (demo_get(l, "response").n) {
        TRY(initiative_build_on(c, v->head.id, LIT("response"), demo_of(m, demo_get(l, "response"))));
    }
    if (demo_get(l, "body").n) TRY(initiative_build_on(c, v->head.id, LIT("body"), demo_of(m, demo_get(l, "body"))));
    if (!demo_get(l, "runs").n) return OK;
    v->state = INITIATIVE_STATE_RUNS;
    TRY(demo_save_by(c, v->lead, &initiative_entity, v));
    if (!demo_get(l, "learned").n) return OK;
    v->state = INITIATIVE_STATE_CLOSED;
    v->learned = demo_get(l, "learned");
    v->lives_on = choice_value(&embed_stage_choices, demo_get(l, "lives"));
    v->what_lives_on = demo_get(l, "remains");
    v->closed_on = v->until_on;
    return demo_save_by(c, v->lead, &initiative_entity, v);
}

Fault demo_partner(Ctx *c, Demoing *m, const DemoLine *l) {
    InitiativePartner *v = ent_new(c, &initiative_partner_entity);
    v->initiative = demo_of(m, demo_get(l, "initiative"));
    v->actor = demo_of(m, demo_get(l, "actor"));
    v->brings = demo_get(l, "brings");
    v->agreed_on = day_at(c, l, "agreed");
    return ent_save(c, &initiative_partner_entity, v);
}

/* A step of somebody: one without an account agreed when it was said. */
Fault demo_move(Ctx *c, Demoing *m, const DemoLine *l) {
    Commitment *t = ent_new(c, &commitment_entity);
    t->initiative = demo_of(m, demo_get(l, "initiative"));
    t->text = demo_get(l, "text");
    t->enables = demo_get(l, "enables");
    t->kind = t->enables.n ? COMMITMENT_KIND_INFRASTRUCTURE : COMMITMENT_KIND_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = demo_of(m, demo_get(l, "owner"));
    t->by_actor = demo_of(m, demo_get(l, "actor"));
    t->grew_from = demo_of(m, demo_get(l, "grew"));
    t->due_on = day_at(c, l, "due");
    if (demo_get(l, "taken").n) t->accepted_at = demo_at(c, demo_number(l, "taken", 0), 9);
    t->is_demo = 1;
    TRY(demo_save_by(c, demo_get(l, "taken").n ? 0 : t->owner, &commitment_entity, t));
    demo_keep(m, l->key, t->head.id);
    if (!demo_get(l, "done").n) return OK;
    t->state = COMMITMENT_STATE_DONE;
    return demo_save_by(c, t->owner, &commitment_entity, t);
}

/* What the first review that is due has found. */
Fault demo_look(Ctx *c, Demoing *m, const DemoLine *l) {
    void  *rows;
    size_t n;
    TRY(initiative_rows(c, &initiative_review_entity, demo_of(m, demo_get(l, "initiative")), &rows, &n));
    InitiativeReview *w = rows;
    if (!n) return OK;
    w->found = demo_get(l, "found");
    w->unknown_part = demo_get(l, "unknown");
    w->proof = choice_value(&proof_level_choices, demo_get(l, "proof"));
    w->runs_it = choice_value(&embed_stage_choices, demo_get(l, "runs"));
    return demo_save_by(c, demo_of(m, demo_get(l, "by")), &initiative_review_entity, w);
}

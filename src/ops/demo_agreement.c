/* demo_agreement.c - agreements of the demo and what each side promised in them; what some want to learn. */
#include "ops/demo.h"

#include "agreement/agreement.h"
#include "learn/learn.h"
#include "place/place.h"

/* Saved as being agreed; what is signed is signed once its promises stand (demo_signed). */
Fault demo_agreement(Ctx *c, Demoing *m, const DemoLine *l) {
    Agreement *a = ent_new(c, &agreement_entity);
    Str   code = demo_get(l, "place");
    Fault f = code.n ? place_by_code(c, code, &a->place) : OK;
    if (f != OK) return f;
    a->title = demo_get(l, "title");
    a->kind = choice_value(&agreement_kind_choices, demo_get(l, "kind"));
    a->actor = demo_of(m, demo_get(l, "actor"));
    a->account = demo_of(m, demo_get(l, "account"));
    a->owner = demo_of(m, demo_get(l, "owner"));
    a->purpose = demo_get(l, "purpose");
    a->rhythm = demo_get(l, "rhythm");
    a->is_demo = 1;
    TRY(demo_save_by(c, a->owner, &agreement_entity, a));
    demo_keep(m, l->key, a->head.id);
    return OK;
}

Fault demo_undertaking(Ctx *c, Demoing *m, const DemoLine *l) {
    Undertaking *u = ent_new(c, &undertaking_entity);
    u->agreement = demo_of(m, demo_get(l, "agreement"));
    u->side = choice_value(&undertaking_side_choices, demo_get(l, "side"));
    u->text = demo_get(l, "text");
    u->owner = demo_of(m, demo_get(l, "owner"));
    if (demo_get(l, "by").n) u->by_on = demo_day(c, demo_number(l, "by", 0));
    u->evidence = demo_get(l, "evidence");
    u->reason = demo_get(l, "reason");
    u->state = u->evidence.n ? UNDERTAKING_STATE_KEPT : u->reason.n ? UNDERTAKING_STATE_CHANGED
                                                                     : UNDERTAKING_STATE_OPEN;
    if (u->evidence.n) u->kept_on = demo_day(c, demo_number(l, "kept", -7));
    u->is_demo = 1;
    return ent_save(c, &undertaking_entity, u);
}

Fault demo_signed(Ctx *c, Demoing *m, const DemoLine *l) {
    Agreement *a = ent_new(c, &agreement_entity);
    TRY(ent_load(c, &agreement_entity, demo_of(m, demo_get(l, "agreement")), a));
    a->state = AGREEMENT_STATE_SIGNED;
    a->signed_on = demo_day(c, demo_number(l, "days", 0));
    a->signed_by = demo_get(l, "by");
    a->review_on = demo_day(c, demo_number(l, "review", 180));
    a->no_theirs = demo_get(l, "no_theirs");
    return ent_save(c, &agreement_entity, a);
}

Fault demo_learning(Ctx *c, Demoing *m, const DemoLine *l) {
    LearningGoal *g = ent_new(c, &learning_goal_entity);
    g->account = demo_of(m, demo_get(l, "who"));
    g->text = demo_get(l, "text");
    g->how = demo_get(l, "how");
    g->by_on = demo_day(c, demo_number(l, "by", 0));
    g->is_demo = 1;
    return demo_save_by(c, g->account, &learning_goal_entity, g);
}

Fault demo_training(Ctx *c, Demoing *m, const DemoLine *l) {
    Training *t = ent_new(c, &training_entity);
    t->account = demo_of(m, demo_get(l, "who"));
    t->title = demo_get(l, "title");
    t->held_by = demo_get(l, "by");
    t->held_on = demo_day(c, demo_number(l, "days", 0));
    t->is_demo = 1;
    return demo_save_by(c, t->account, &training_entity, t);
}

/* demo_network.c - the network that businesses of the demo look for, and who was introduced to whom. */
#include "ops/demo.h"

#include "introduction/introduction.h"
#include "lang/show.h"
#include "network/network.h"

/* The ready tie of a role; its words stand for those that the line does not bring. */
static Fault template_of(Ctx *c, WantedTie *w) {
    const Field *f = tie_template_entity.fields;
    ListSpec s = {.entity = &tie_template_entity, .limit = 1, .n_filters = 1, .sort = &f[TIE_TEMPLATE_F_POSITION]};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[TIE_TEMPLATE_F_ROLE], .op = LIST_EQ, .val = v_int(w->role)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    if (!n) return OK;
    const TieTemplate *t = rows;
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, w->of_case, k));
    w->template = t->head.id;
    if (!w->why.n) w->why = tri_best(&t->why, case_language(k->lang, c->reader.lang), NULL);
    return OK;
}

/* since, active, gone: days from today. */
Fault demo_wanted(Ctx *c, Demoing *m, const DemoLine *l) {
    WantedTie *w = ent_new(c, &wanted_tie_entity);
    w->of_case = demo_of(m, demo_get(l, "case"));
    w->role = choice_value(&tie_role_choices, demo_get(l, "role"));
    w->why = demo_get(l, "why");
    w->responsible = demo_of(m, demo_get(l, "who"));
    w->candidate = demo_of(m, demo_get(l, "candidate"));
    w->wanted_on = demo_day(c, demo_number(l, "since", 0));
    if (demo_get(l, "due").n) w->due_on = demo_day(c, demo_number(l, "due", 0));
    w->state = choice_value(&wanted_state_choices, demo_get(l, "state"));
    w->reason = demo_get(l, "reason");
    if (demo_get(l, "active").n) {
        w->state = WANTED_STATE_ACTIVE;
        w->active_on = demo_day(c, demo_number(l, "active", 0));
    }
    w->is_demo = 1;
    TRY(template_of(c, w));
    TRY(ent_save(c, &wanted_tie_entity, w));
    demo_keep(m, l->key, w->head.id);
    return OK;
}

/* "yes", "no" or nothing, as a side has said it three days later. */
static void says(const DemoLine *l, const char *name, int *ret_says, int *ret_how, Day on, Day *ret_on) {
    *ret_says = choice_value(&intro_answer_choices, demo_get(l, name));
    if (!*ret_says) return;
    *ret_how = INTRO_WAY_PHONE;
    *ret_on = on;
}

/* days: since it was asked; next: when what came of it is asked. */
Fault demo_introduction(Ctx *c, Demoing *m, const DemoLine *l) {
    enum { ANSWERED_AFTER = 3, GIVES_PHONE = 1 << (CONTACT_KIND_PHONE - 1), WAITS = 30 };
    Introduction *v = ent_new(c, &introduction_entity);
    Day on = demo_day(c, demo_number(l, "days", 0)), answered = day_plus(on, ANSWERED_AFTER);
    v->of_case = demo_of(m, demo_get(l, "case"));
    v->one = demo_of(m, demo_get(l, "one"));
    v->other = demo_of(m, demo_get(l, "other"));
    v->plug = demo_of(m, demo_get(l, "plug"));
    v->about = demo_get(l, "about");
    v->why_one = demo_get(l, "why_one");
    v->why_other = demo_get(l, "why_other");
    v->lang_one = choice_value(&intro_lang_choices, demo_get(l, "lang_one"));
    v->lang_other = choice_value(&intro_lang_choices, demo_get(l, "lang_other"));
    v->asked_by = demo_of(m, demo_get(l, "by"));
    v->asked_on = on;
    v->lapses_on = day_plus(on, WAITS);
    v->reason = demo_get(l, "reason");
    says(l, "one_says", &v->one_says, &v->one_how, answered, &v->one_on);
    says(l, "other_says", &v->other_says, &v->other_how, answered, &v->other_on);
    v->one_gives = v->one_says == INTRO_ANSWER_YES ? GIVES_PHONE : 0;
    v->other_gives = v->other_says == INTRO_ANSWER_YES ? GIVES_PHONE : 0;
    if (v->one_gives && v->other_gives) {
        v->agreed_on = answered;
        v->next_on = demo_day(c, demo_number(l, "next", 0));
    }
    v->is_demo = 1;
    TRY(ent_save(c, &introduction_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

Fault demo_outcome(Ctx *c, Demoing *m, const DemoLine *l) {
    enum { HUNDREDTHS = 100 };
    IntroOutcome *o = ent_new(c, &intro_outcome_entity);
    o->introduction = demo_of(m, demo_get(l, "introduction"));
    o->met = choice_value(&intro_met_choices, demo_get(l, "met"));
    o->came = choice_value(&intro_came_choices, demo_get(l, "came"));
    o->words = demo_get(l, "words");
    int64_t value = demo_number(l, "value", NUMBER_NONE);
    if (value != NUMBER_NONE) o->value = value * HUNDREDTHS;
    o->told_on = demo_day(c, demo_number(l, "days", 0));
    return ent_save(c, &intro_outcome_entity, o);
}

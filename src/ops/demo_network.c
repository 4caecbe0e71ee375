/* demo_network.c - the network that businesses of the demo look for. */
#include "ops/demo.h"

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

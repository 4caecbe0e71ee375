/* demo_tool.c - invented use of community tools in the demo: what is known of some, a local variant, tools in
** cases; and services that were given. */
#include "ops/demo.h"

#include "place/place.h"
#include "service/service.h"
#include "tool/tool.h"

static Fault ready(Ctx *c, Str name, Id *ret_id) {
    Fault f = tool_by_ready(c, name, ret_id);
    return f == NOT_FOUND ? fail_text(c, BAD_FILE, "tool", name) : f;
}

/* The stage of a ready tool here, and what is known of it. */
Fault demo_tool_known(Ctx *c, Demoing *m, const DemoLine *l) {
    Tool *t = ent_new(c, &tool_entity);
    Id    id;
    (void)m;
    TRY(ready(c, demo_get(l, "tool"), &id));
    TRY(ent_load(c, &tool_entity, id, t));
    t->state = choice_value(&tool_state_choices, demo_get(l, "state"));
    for (int i = 0; i < LANG_N; i++) {
        t->evidence.v[i] = demo_get(l, lang_code((Lang)i));
        if (t->evidence.v[i].n) t->evidence.state[i] = TEXT_WRITTEN;
    }
    return ent_save(c, &tool_entity, t);
}

Fault demo_tool_variant(Ctx *c, Demoing *m, const DemoLine *l) {
    ToolVariant *v = ent_new(c, &tool_variant_entity);
    TRY(ready(c, demo_get(l, "tool"), &v->tool));
    v->title = demo_get(l, "title");
    TRY(place_by_code(c, demo_get(l, "place"), &v->place));
    v->changed = demo_get(l, "changed");
    v->why = demo_get(l, "why");
    v->result = demo_get(l, "result");
    v->state = choice_value(&tool_state_choices, demo_get(l, "state"));
    if (demo_get(l, "shared").n) v->shared_on = demo_day(c, demo_number(l, "shared", 0));
    v->is_demo = 1;
    TRY(demo_save_by(c, demo_of(m, demo_get(l, "by")), &tool_variant_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

static Day day_of_line(const Ctx *c, const DemoLine *l, const char *name) {
    return demo_get(l, name).n ? demo_day(c, demo_number(l, name, 0)) : 0;
}

Fault demo_tool(Ctx *c, Demoing *m, const DemoLine *l) {
    ToolUse  *u = ent_new(c, &tool_use_entity);
    ToolNote *n = ent_new(c, &tool_note_entity);
    u->of_case = demo_of(m, demo_get(l, "case"));
    TRY(ready(c, demo_get(l, "tool"), &u->tool));
    u->step = choice_value(&tool_step_choices, demo_get(l, "step"));
    u->shown_on = day_of_line(c, l, "shown");
    u->tried_on = day_of_line(c, l, "tried");
    u->used_on = day_of_line(c, l, "used");
    u->let_go_on = day_of_line(c, l, "let_go");
    u->kept_on = day_of_line(c, l, "kept");
    u->reason = demo_get(l, "reason");
    u->result = demo_get(l, "result");
    u->variant = demo_of(m, demo_get(l, "variant"));
    u->is_demo = 1;
    TRY(ent_save(c, &tool_use_entity, u));
    if (!demo_get(l, "note").n) return OK;
    n->of_use = u->head.id;
    n->text = demo_get(l, "note");
    return ent_save(c, &tool_note_entity, n);
}

/* Training, information, or an opportunity that was passed on (listing=). */
Fault demo_service(Ctx *c, Demoing *m, const DemoLine *l) {
    Service *s = ent_new(c, &service_entity);
    s->of_case = demo_of(m, demo_get(l, "case"));
    s->kind = choice_value(&service_kind_choices, demo_get(l, "kind"));
    s->what = demo_get(l, "what");
    s->on_day = demo_day(c, demo_number(l, "days", 0));
    s->minutes = demo_number(l, "minutes", NUMBER_NONE);
    s->given_by = demo_get(l, "by");
    s->listing = demo_of(m, demo_get(l, "listing"));
    s->came = choice_value(&service_came_choices, demo_get(l, "came"));
    s->result = demo_get(l, "result");
    s->is_demo = 1;
    return ent_save(c, &service_entity, s);
}

/* demo_measure.c - invented figures to compare with, dates to remember and how people met. */
#include "ops/demo.h"

#include "measure/measure.h"
#include "outreach/outreach.h"

Fault demo_benchmark(Ctx *c, Demoing *m, const DemoLine *l) {
    Benchmark *v = ent_new(c, &benchmark_entity);
    (void)m;
    v->what = choice_value(&benchmark_what_choices, demo_get(l, "what"));
    v->scope = demo_get(l, "scope");
    v->year = day_year(c->reader.today) + demo_number(l, "ago", 0);
    v->value = (double)demo_number(l, "value", 0);
    v->source = demo_get(l, "source");
    v->is_demo = 1;
    return demo_save_by(c, 0, &benchmark_entity, v);
}

Fault demo_date(Ctx *c, Demoing *m, const DemoLine *l) {
    ActorDate *v = ent_new(c, &actor_date_entity);
    v->actor = demo_of(m, demo_get(l, "actor"));
    v->kind = choice_value(&date_kind_choices, demo_get(l, "kind"));
    v->on_day = demo_day(c, demo_number(l, "on", 0));
    if (demo_get(l, "yearly").n) v->yearly = 1;
    v->note = demo_get(l, "note");
    v->is_demo = 1;
    return demo_save_by(c, 0, &actor_date_entity, v);
}

Fault demo_met(Ctx *c, Demoing *m, const DemoLine *l) {
    Acquaintance *v = ent_new(c, &acquaintance_entity);
    v->about = demo_of(m, demo_get(l, "about"));
    v->how_met = demo_get(l, "how");
    v->matters = demo_get(l, "matters");
    v->is_demo = 1;
    return demo_save_by(c, demo_of(m, demo_get(l, "by")), &acquaintance_entity, v);
}

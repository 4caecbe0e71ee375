/* demo_budget.c - an invented budget of the demo: sources, lines and spendings. Years count from the demo's own. */
#include "ops/demo.h"

#include "budget/budget.h"
#include "place/place.h"

enum { AGOROT = 100 };

static int64_t money_of(const DemoLine *l, const char *name) {
    int64_t whole = demo_number(l, name, NUMBER_NONE);
    return whole == NUMBER_NONE ? NUMBER_NONE : whole * AGOROT;
}

static int year_of(const Ctx *c, const DemoLine *l, const char *name) {
    return day_year(c->reader.today) + (int)demo_number(l, name, 0);
}

/* From the first day of a year to the last of another, or to a day. */
Fault demo_fund(Ctx *c, Demoing *m, const DemoLine *l) {
    Fund *v = ent_new(c, &fund_entity);
    v->name = demo_get(l, "name");
    v->source = demo_of(m, demo_get(l, "source"));
    v->track = demo_get(l, "track");
    v->agreement = demo_get(l, "agreement");
    Fault f = demo_get(l, "place").n ? place_by_code(c, demo_get(l, "place"), &v->place) : OK;
    if (f != OK && f != NOT_FOUND) return f;
    v->from_on = day_of(year_of(c, l, "from"), 1, 1);
    v->until_on = day_of(year_of(c, l, "until"), 12, 31);
    if (demo_get(l, "ends").n) v->until_on = demo_day(c, demo_number(l, "ends", 0));
    v->total = money_of(l, "total");
    v->multi_year = day_year(v->from_on) != day_year(v->until_on);
    v->uses = demo_get(l, "uses");
    v->funding = demo_of(m, demo_get(l, "funding"));
    v->is_demo = 1;
    TRY(ent_save(c, &fund_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

Fault demo_line_of(Ctx *c, Demoing *m, const DemoLine *l) {
    BudgetLine *v = ent_new(c, &budget_line_entity);
    v->fund = demo_of(m, demo_get(l, "fund"));
    v->year = year_of(c, l, "year");
    v->purpose = demo_get(l, "purpose");
    v->kind = choice_value(&budget_kind_choices, demo_get(l, "kind"));
    v->planned = money_of(l, "planned");
    v->initiative = demo_of(m, demo_get(l, "initiative"));
    TRY(ent_save(c, &budget_line_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* On a day of the line's year that has passed. */
Fault demo_spending(Ctx *c, Demoing *m, const DemoLine *l) {
    Spending *v = ent_new(c, &spending_entity);
    v->line = demo_of(m, demo_get(l, "line"));
    v->on_day = day_of(year_of(c, l, "year"), (int)demo_number(l, "month", 1), (int)demo_number(l, "day", 1));
    if (v->on_day > c->reader.today) return OK;
    v->amount = money_of(l, "amount");
    v->note = demo_get(l, "note");
    v->document = demo_get(l, "document");
    v->corrects = demo_of(m, demo_get(l, "corrects"));
    v->is_demo = 1;
    TRY(ent_save(c, &spending_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

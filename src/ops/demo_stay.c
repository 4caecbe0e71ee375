/* demo_stay.c - what is spent in the demo and where, who has capacity to spare, a step against a leak, and two LM3
** studies: all of it and everybody invented. */
#include "ops/demo.h"

#include "actor/actor.h"
#include "place/place.h"
#include "stay/stay.h"

static Fault category_of(Ctx *c, const DemoLine *l, Id *ret_id) {
    return category_by_code(c, demo_get(l, "category"), ret_id);
}

/* Shekels in the file, agorot in the record. */
static int64_t agorot(const DemoLine *l, const char *name) {
    int64_t v = demo_number(l, name, -1);
    return v < 0 ? NUMBER_NONE : v * 100;
}

static int64_t this_year(const Ctx *c) { return day_year(c->reader.today); }

/* bought: the code of a place, away, or nothing for not known. */
Fault demo_outlay(Ctx *c, Demoing *m, const DemoLine *l) {
    Outlay *o = ent_new(c, &outlay_entity);
    Str     bought = demo_get(l, "bought");
    o->what = demo_get(l, "what");
    TRY(category_of(c, l, &o->category));
    TRY(place_by_code(c, demo_get(l, "place"), &o->place));
    o->spender = demo_of(m, demo_get(l, "who"));
    o->kind = o->spender ? SPENDER_KIND_BUSINESS : SPENDER_KIND_HOUSEHOLD;
    o->low = agorot(l, "low");
    o->high = agorot(l, "high");
    o->per = str_eq(demo_get(l, "per"), LIT("year")) ? OUTLAY_PER_YEAR : OUTLAY_PER_MONTH;
    o->year = this_year(c);
    o->bought = !bought.n ? OUTLAY_WHERE_UNKNOWN : str_eq(bought, LIT("away")) ? OUTLAY_WHERE_AWAY : OUTLAY_WHERE_PLACE;
    if (o->bought == OUTLAY_WHERE_PLACE) TRY(place_by_code(c, bought, &o->bought_in));
    o->seller = demo_of(m, demo_get(l, "seller"));
    o->way = choice_value(&outlay_way_choices, demo_get(l, "way"));
    o->sure = choice_value(&outlay_sure_choices, demo_get(l, "sure"));
    o->of_case = demo_of(m, demo_get(l, "case"));
    o->plug = demo_of(m, demo_get(l, "plug"));
    o->sheet = demo_number(l, "sheet", NUMBER_NONE);
    o->is_demo = 1;
    return ent_save(c, &outlay_entity, o);
}

Fault demo_spare(Ctx *c, Demoing *m, const DemoLine *l) {
    Spare *s = ent_new(c, &spare_entity);
    s->actor = demo_of(m, demo_get(l, "who"));
    TRY(category_of(c, l, &s->category));
    s->free = demo_number(l, "free", 0);
    s->told_on = demo_day(c, demo_number(l, "on", -30));
    s->is_demo = 1;
    return ent_save(c, &spare_entity, s);
}

/* left: what left the place when it began. */
Fault demo_plug(Ctx *c, Demoing *m, const DemoLine *l) {
    Plug *p = ent_new(c, &plug_entity);
    p->title = demo_get(l, "title");
    TRY(category_of(c, l, &p->category));
    TRY(place_by_code(c, demo_get(l, "place"), &p->place));
    p->way = choice_value(&plug_way_choices, demo_get(l, "way"));
    p->listing = demo_of(m, demo_get(l, "listing"));
    p->response = demo_of(m, demo_get(l, "response"));
    p->maker = demo_of(m, demo_get(l, "maker"));
    p->started_on = demo_day(c, demo_number(l, "on", -60));
    p->left_low = agorot(l, "left_low");
    p->left_high = agorot(l, "left_high");
    p->came = demo_get(l, "came");
    p->is_demo = 1;
    TRY(ent_save(c, &plug_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

Fault demo_study(Ctx *c, Demoing *m, const DemoLine *l) {
    Lm3Study *s = ent_new(c, &lm3_study_entity);
    s->name = demo_get(l, "name");
    TRY(place_by_code(c, demo_get(l, "place"), &s->place));
    s->source = demo_get(l, "source");
    s->amount = agorot(l, "amount");
    s->year = this_year(c);
    s->form = choice_value(&lm3_form_choices, demo_get(l, "form"));
    s->state = choice_value(&lm3_state_choices, demo_get(l, "state"));
    s->finding = demo_get(l, "finding");
    s->is_demo = 1;
    TRY(ent_save(c, &lm3_study_entity, s));
    demo_keep(m, l->key, s->head.id);
    return OK;
}

Fault demo_payee(Ctx *c, Demoing *m, const DemoLine *l) {
    Lm3Payee *p = ent_new(c, &lm3_payee_entity);
    p->study = demo_of(m, demo_get(l, "of"));
    p->name = demo_get(l, "name");
    p->class = choice_value(&lm3_class_choices, demo_get(l, "class"));
    p->sits = choice_value(&lm3_sits_choices, demo_get(l, "sits"));
    p->paid = agorot(l, "paid");
    p->spent = agorot(l, "spent");
    p->spent_here = agorot(l, "here");
    if (demo_get(l, "asked").n) p->asked_on = demo_day(c, demo_number(l, "asked", 0));
    p->is_demo = 1;
    return ent_save(c, &lm3_payee_entity, p);
}

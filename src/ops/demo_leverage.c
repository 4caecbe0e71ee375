/* demo_leverage.c - what businesses and their communities do for each other in the demo, and who takes part: all of it
** and everybody invented. */
#include "ops/demo.h"

#include "listing/leverage.h"
#include "place/place.h"

static void words(const DemoLine *l, const char *side, Tri *t, Arena *a) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = demo_get(l, arena_z(a, arena_printf(a, "%s_%s", side, lang_code((Lang)i))));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

/* shown=1: for everybody; closed=asks or gives: that side is closed. */
Fault demo_leverage(Ctx *c, Demoing *m, const DemoLine *l) {
    LeverageNew n = {.holder = demo_of(m, demo_get(l, "holder"))};
    Leverage   *v = ent_new(c, &leverage_entity);
    TRY(place_by_code(c, demo_get(l, "place"), &n.place));
    words(l, "asks", &n.asks, c->arena);
    words(l, "gives", &n.gives, c->arena);
    v->is_demo = 1;
    TRY(leverage_post(c, &n, false, v));
    if (demo_get(l, "shown").n) TRY(leverage_publish(c, v->head.id, true, false));
    int closed = choice_value(&leverage_side_choices, demo_get(l, "closed"));
    if (closed) TRY(leverage_close(c, v->head.id, closed, false, false));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* who=: an actor of the demo, or a name. */
Fault demo_taker(Ctx *c, Demoing *m, const DemoLine *l) {
    Taker *t = ent_new(c, &taker_entity);
    t->leverage = demo_of(m, demo_get(l, "of"));
    t->side = choice_value(&leverage_side_choices, demo_get(l, "side"));
    t->actor = demo_of(m, demo_get(l, "who"));
    t->name = demo_get(l, "name");
    t->contact = demo_get(l, "contact");
    t->words = demo_get(l, "words");
    t->state = choice_value(&taker_state_choices, demo_get(l, "state"));
    t->came = demo_get(l, "came");
    if (demo_get(l, "from").n) t->from_on = demo_day(c, demo_number(l, "from", 0));
    if (demo_get(l, "until").n) t->until_on = demo_day(c, demo_number(l, "until", 0));
    t->is_demo = 1;
    return taker_add(c, t, false);
}

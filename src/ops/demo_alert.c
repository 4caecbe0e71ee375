/* demo_alert.c - what people of the demo wish to be told of, and quantities as numbers. */
#include "ops/demo.h"

#include "actor/actor.h"
#include "alert_ent.h"
#include "listing_ent.h"
#include "place/place.h"

#include <math.h>

void demo_amount(const DemoLine *l, double *amount, double *most, int *counted_in) {
    int64_t from = demo_number(l, "amount", -1), to = demo_number(l, "most", -1);
    *amount = from < 0 ? NAN : (double)from;
    *most = to < 0 ? NAN : (double)to;
    *counted_in = choice_value(&listing_unit_choices, demo_get(l, "unit"));
}

/* Some days ago, so that what the demo is made of is new to it. */
Fault demo_alert(Ctx *c, Demoing *m, const DemoLine *l) {
    Alert *a = ent_new(c, &alert_entity);
    Str    category = demo_get(l, "category"), place = demo_get(l, "place");
    a->account = demo_of(m, demo_get(l, "who"));
    a->listing = demo_of(m, demo_get(l, "listing"));
    a->looks_for = choice_value(&alert_side_choices, demo_get(l, "looks"));
    a->way = choice_value(&alert_way_choices, demo_get(l, "way"));
    a->nearness = choice_value(&alert_near_choices, demo_get(l, "near"));
    if (category.n) TRY(category_by_code(c, category, &a->category));
    if (place.n) TRY(place_by_code(c, place, &a->place));
    a->name = demo_get(l, "name");
    demo_amount(l, &a->amount, &a->amount_most, &a->counted_in);
    a->since_at = demo_at(c, demo_number(l, "days", -7), 9);
    a->is_demo = 1;
    TRY(demo_save_by(c, a->account, &alert_entity, a));
    demo_keep(m, l->key, a->head.id);
    return OK;
}

/* demo_pledge.c - what invented corporations promise in the demo, what came of it, whom they hired, in ranges, and what
** they let others use. */
#include "ops/demo.h"

#include "place/place.h"
#include "pledge/facility.h"
#include "pledge/pledge.h"

enum { AGOROT = 100 };

static int64_t money_of(const DemoLine *l, const char *name) {
    int64_t whole = demo_number(l, name, NUMBER_NONE);
    return whole == NUMBER_NONE ? NUMBER_NONE : whole * AGOROT;
}

static Day day_at(const Ctx *c, const DemoLine *l, const char *name) {
    return demo_get(l, name).n ? demo_day(c, demo_number(l, name, 0)) : 0;
}

static void three(const DemoLine *l, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = demo_get(l, lang_code((Lang)i));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

/* kept= and evidence=: it was kept on that day; let_go= or changed=: why; shown=1: outside the unit. */
Fault demo_pledge(Ctx *c, Demoing *m, const DemoLine *l) {
    Pledge *p = ent_new(c, &pledge_entity);
    three(l, &p->what);
    p->actor = demo_of(m, demo_get(l, "actor"));
    p->circle = choice_value(&pledge_circle_choices, demo_get(l, "circle"));
    TRY(place_by_code(c, demo_get(l, "place"), &p->place));
    p->for_whom = demo_get(l, "for");
    p->receiver = demo_of(m, demo_get(l, "receiver"));
    p->money = money_of(l, "money");
    p->money_most = money_of(l, "most");
    p->method = choice_value(&value_method_choices, demo_get(l, "method"));
    p->quantity = demo_number(l, "n", NUMBER_NONE);
    p->quantity_most = demo_number(l, "n_most", NUMBER_NONE);
    p->counted_in = choice_value(&pledge_unit_choices, demo_get(l, "unit"));
    p->pledged_on = day_at(c, l, "on");
    p->by_on = day_at(c, l, "by");
    p->owner = demo_of(m, demo_get(l, "owner"));
    p->kept_on = day_at(c, l, "kept");
    p->evidence = demo_get(l, "evidence");
    p->witness = demo_of(m, demo_get(l, "witness"));
    p->reason = demo_get(l, "let_go").n ? demo_get(l, "let_go") : demo_get(l, "changed");
    p->state = p->kept_on                   ? PLEDGE_STATE_KEPT
               : demo_get(l, "let_go").n    ? PLEDGE_STATE_LET_GO
               : demo_get(l, "changed").n   ? PLEDGE_STATE_CHANGED
                                            : PLEDGE_STATE_PLEDGED;
    if (demo_get(l, "shown").n) p->published_on = c->reader.today;
    p->head.visibility = VIS_UNIT;
    p->is_demo = 1;
    TRY(demo_save_by(c, p->owner, &pledge_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

Fault demo_given(Ctx *c, Demoing *m, const DemoLine *l) {
    PledgeGiven *g = ent_new(c, &pledge_given_entity);
    g->pledge = demo_of(m, demo_get(l, "of"));
    g->what = demo_get(l, "what");
    g->on_day = day_at(c, l, "on");
    g->money = money_of(l, "money");
    g->quantity = demo_number(l, "n", NUMBER_NONE);
    g->used = demo_get(l, "used");
    g->thanked_on = day_at(c, l, "thanked");
    g->reported_on = day_at(c, l, "reported");
    g->evidence = demo_get(l, "evidence");
    g->witness = demo_of(m, demo_get(l, "witness"));
    g->witness_actor = demo_of(m, demo_get(l, "witness_actor"));
    g->is_demo = 1;
    return demo_save_by(c, demo_of(m, demo_get(l, "by")), &pledge_given_entity, g);
}

Fault demo_hires(Ctx *c, Demoing *m, const DemoLine *l) {
    HireCount *h = ent_new(c, &hire_count_entity);
    h->pledge = demo_of(m, demo_get(l, "of"));
    h->from_on = day_at(c, l, "from");
    h->until_on = day_at(c, l, "until");
    h->people = choice_value(&hire_group_choices, demo_get(l, "who"));
    Fault f = demo_get(l, "local").n ? place_by_code(c, demo_get(l, "local"), &h->local_in) : OK;
    TRY(f);
    h->which = demo_get(l, "which");
    h->hired = choice_value(&hire_range_choices, demo_get(l, "hired"));
    h->stayed = choice_value(&hire_range_choices, demo_get(l, "stayed"));
    h->is_demo = 1;
    return ent_save(c, &hire_count_entity, h);
}

/* week=: the hours from Sunday to Thursday; fri=: of Friday. */
Fault demo_facility(Ctx *c, Demoing *m, const DemoLine *l) {
    Facility *f = ent_new(c, &facility_entity);
    Str       week = demo_get(l, "week");
    three(l, &f->name);
    f->kind = choice_value(&facility_kind_choices, demo_get(l, "kind"));
    f->actor = demo_of(m, demo_get(l, "actor"));
    TRY(place_by_code(c, demo_get(l, "place"), &f->place));
    f->where_words = demo_get(l, "where");
    f->capacity = demo_number(l, "for", NUMBER_NONE);
    f->terms = demo_get(l, "terms");
    f->keeper = demo_of(m, demo_get(l, "keeper"));
    f->pledge = demo_of(m, demo_get(l, "pledge"));
    f->sun = f->mon = f->tue = f->wed = f->thu = week;
    f->fri = demo_get(l, "fri");
    f->is_demo = 1;
    TRY(ent_save(c, &facility_entity, f));
    demo_keep(m, l->key, f->head.id);
    return OK;
}

/* On the day that is said, or the next on which it is open. */
Fault demo_booking(Ctx *c, Demoing *m, const DemoLine *l) {
    Booking  *b = ent_new(c, &booking_entity);
    Facility *f = ent_new(c, &facility_entity);
    Span      open;
    b->facility = demo_of(m, demo_get(l, "of"));
    TRY(ent_load(c, &facility_entity, b->facility, f));
    b->who = demo_of(m, demo_get(l, "who"));
    b->on_day = demo_day(c, demo_number(l, "on", 0));
    for (int i = 0; i < 6 && !facility_open(f, b->on_day, &open); i++) b->on_day = day_plus(b->on_day, 1);
    b->from_time = demo_get(l, "from");
    b->until_time = demo_get(l, "until");
    b->purpose = demo_get(l, "purpose");
    b->people = demo_number(l, "people", NUMBER_NONE);
    b->state = choice_value(&booking_state_choices, demo_get(l, "state"));
    if (b->state == BOOKING_STATE_USED && b->on_day > c->reader.today) b->state = BOOKING_STATE_AGREED;
    b->reason = demo_get(l, "reason");
    b->asked_by = demo_of(m, demo_get(l, "by"));
    b->head.visibility = VIS_UNIT;
    b->is_demo = 1;
    return ent_save(c, &booking_entity, b);
}

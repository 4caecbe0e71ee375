/* demo_place.c - invented chapters about places, roles of leadership there, and events. */
#include "ops/demo.h"

#include "dossier/dossier.h"
#include "event/event.h"
#include "place/place.h"

static void three(const DemoLine *l, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = demo_get(l, lang_code((Lang)i));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

Fault demo_chapter(Ctx *c, Demoing *m, const DemoLine *l) {
    PlaceChapter *v = ent_new(c, &place_chapter_entity);
    three(l, &v->text);
    v->kind = choice_value(&chapter_kind_choices, demo_get(l, "kind"));
    v->source = demo_get(l, "source");
    v->written_on = demo_day(c, demo_number(l, "days", 0));
    v->is_demo = 1;
    TRY(place_by_code(c, demo_get(l, "place"), &v->place));
    return demo_save_by(c, demo_of(m, demo_get(l, "by")), &place_chapter_entity, v);
}

Fault demo_leader(Ctx *c, Demoing *m, const DemoLine *l) {
    PlaceLeader *v = ent_new(c, &place_leader_entity);
    three(l, &v->role);
    v->field = choice_value(&leader_field_choices, demo_get(l, "field"));
    v->standing = choice_value(&leader_standing_choices, demo_get(l, "standing"));
    v->actor = demo_of(m, demo_get(l, "actor"));
    v->knows_how = demo_get(l, "how");
    if (v->knows_how.n) v->knows_on = demo_day(c, demo_number(l, "knows", -30));
    v->is_demo = 1;
    TRY(place_by_code(c, demo_get(l, "place"), &v->place));
    return ent_save(c, &place_leader_entity, v);
}

Fault demo_event(Ctx *c, Demoing *m, const DemoLine *l) {
    Event *ev = ent_new(c, &event_entity);
    three(l, &ev->title);
    ev->kind = choice_value(&event_kind_choices, demo_get(l, "kind"));
    ev->state = choice_value(&event_state_choices, demo_get(l, "state"));
    ev->open_to = choice_value(&event_open_choices, demo_get(l, "open"));
    ev->from_on = demo_day(c, demo_number(l, "days", 0));
    ev->at_time = demo_get(l, "at");
    ev->until_time = demo_get(l, "upto");
    if (demo_get(l, "long").n) ev->until_on = day_plus(ev->from_on, (int32_t)demo_number(l, "long", 0));
    if (demo_get(l, "yearly").n) ev->yearly = 1;
    ev->host = demo_of(m, demo_get(l, "host"));
    ev->where_words = demo_get(l, "where");
    ev->about = demo_get(l, "about");
    ev->reason = demo_get(l, "reason");
    ev->contact = demo_get(l, "contact");
    ev->is_demo = 1;
    TRY(place_by_code(c, demo_get(l, "place"), &ev->place));
    TRY(ent_save(c, &event_entity, ev));
    demo_keep(m, l->key, ev->head.id);
    return OK;
}

/* The calendar of a place that everybody sees. */
Fault demo_open(Ctx *c, Demoing *m, const DemoLine *l) {
    Id place;
    (void)m;
    TRY(place_by_code(c, demo_get(l, "place"), &place));
    return calendar_open(c, place, true);
}

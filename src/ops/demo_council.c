/* demo_council.c - invented councils and teams of the demo, what they talked about, and barriers at authorities. */
#include "ops/demo.h"

#include "barrier/barrier.h"
#include "commitment_ent.h"
#include "council/council_store.h"
#include "place/place.h"

static Fault place_at(Ctx *c, const DemoLine *l, Id *ret_id) {
    Fault f = place_by_code(c, demo_get(l, "place"), ret_id);
    return f == NOT_FOUND ? OK : f;
}

static Day day_at(const Ctx *c, const DemoLine *l, const char *name) {
    return demo_get(l, name).n ? demo_day(c, demo_number(l, name, 0)) : 0;
}

Fault demo_body(Ctx *c, Demoing *m, const DemoLine *l) {
    Body *b = ent_new(c, &body_entity);
    for (int i = 0; i < LANG_N; i++) {
        b->name.v[i] = demo_get(l, lang_code((Lang)i));
        if (b->name.v[i].n) b->name.state[i] = TEXT_WRITTEN;
    }
    b->kind = choice_value(&body_kind_choices, demo_get(l, "kind"));
    b->state = BODY_STATE_ACTIVE;
    b->every_weeks = demo_number(l, "every", NUMBER_NONE);
    b->ends_on = day_at(c, l, "ends");
    b->is_demo = 1;
    TRY(place_at(c, l, &b->place));
    TRY(ent_save(c, &body_entity, b));
    demo_keep(m, l->key, b->head.id);
    return OK;
}

Fault demo_seat(Ctx *c, Demoing *m, const DemoLine *l) {
    Seat *s = ent_new(c, &seat_entity);
    s->body = demo_of(m, demo_get(l, "body"));
    s->kind = choice_value(&seat_kind_choices, demo_get(l, "kind"));
    s->account = demo_of(m, demo_get(l, "account"));
    s->actor = demo_of(m, demo_get(l, "actor"));
    s->name = demo_get(l, "name");
    s->from_on = day_at(c, l, "from");
    s->until_on = day_at(c, l, "until");
    if (demo_get(l, "local").n) s->is_local = str_eq(demo_get(l, "local"), LIT("yes"));
    TRY(ent_save(c, &seat_entity, s));
    demo_keep(m, l->key, s->head.id);
    return OK;
}

Fault demo_meeting(Ctx *c, Demoing *m, const DemoLine *l) {
    Meeting *v = ent_new(c, &meeting_entity);
    v->body = demo_of(m, demo_get(l, "body"));
    v->starts_at = stamp_of(day_at(c, l, "days"), (int)demo_number(l, "hour", 16), 30, c->reader.zone);
    v->length = demo_number(l, "length", NUMBER_NONE);
    v->room = demo_get(l, "room");
    v->is_demo = 1;
    TRY(ent_save(c, &meeting_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* "recommendations,hours": what the owner chose for that meeting. */
static void take_shown(Ctx *c, const DemoLine *l, AgendaItem *v) {
    Str all = demo_get(l, "shown"), one;
    if (all.n) v->chose_at = c->reader.now;
    while (str_split(&all, ',', &one)) {
        int what = choice_value(&item_show_choices, one);
        if (what) v->shown |= 1 << (what - 1);
    }
}

Fault demo_item(Ctx *c, Demoing *m, const DemoLine *l) {
    AgendaItem *v = ent_new(c, &agenda_item_entity);
    v->body = demo_of(m, demo_get(l, "body"));
    v->meeting = demo_of(m, demo_get(l, "meeting"));
    v->of_case = demo_of(m, demo_get(l, "case"));
    v->topic = demo_get(l, "topic");
    v->question = demo_get(l, "question");
    v->share = demo_get(l, "share");
    v->kind = choice_value(&agenda_kind_choices, demo_get(l, "kind"));
    take_shown(c, l, v);
    v->is_demo = 1;
    TRY(ent_save(c, &agenda_item_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

static bool is_named(const Demoing *m, Str keys, Id id) {
    Str key;
    while (str_split(&keys, ',', &key)) {
        if (id && demo_of(m, key) == id) return true;
    }
    return false;
}

/* Who came to a meeting that was held; the others did not. */
Fault demo_came(Ctx *c, Demoing *m, const DemoLine *l) {
    Meeting    *v = ent_new(c, &meeting_entity);
    Attendance *a = NULL;
    size_t      n;
    TRY(ent_load(c, &meeting_entity, demo_of(m, demo_get(l, "meeting")), v));
    TRY(presence_fill(c, v));
    TRY(presence_of(c, v->head.id, &a, &n));
    for (size_t i = 0; i < n; i++) {
        bool came = is_named(m, demo_get(l, "who"), a[i].account) || is_named(m, demo_get(l, "who"), a[i].seat);
        a[i].came = came ? ATTENDED_CAME : ATTENDED_ABSENT;
        TRY(ent_save(c, &attendance_entity, &a[i]));
    }
    v->state = MEETING_STATE_HELD;
    return ent_save(c, &meeting_entity, v);
}

static Fault promise(Ctx *c, const Demoing *m, const DemoLine *l, const AgendaItem *it) {
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = demo_get(l, "promise");
    if (!t->text.n) return OK;
    t->kind = COMMITMENT_KIND_PROMISE;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = demo_of(m, demo_get(l, "owner"));
    t->due_on = day_at(c, l, "due");
    t->agenda_item = it->head.id;
    t->of_case = it->of_case;
    t->is_demo = 1;
    return demo_save_by(c, t->owner, &commitment_entity, t);
}

/* What was said and decided about an item, and one promise. */
Fault demo_said(Ctx *c, Demoing *m, const DemoLine *l) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    TRY(ent_load(c, &agenda_item_entity, demo_of(m, demo_get(l, "item")), it));
    it->discussion = demo_get(l, "discussion");
    it->decision = demo_get(l, "decision");
    it->incomplete_why = demo_get(l, "why");
    it->decided_on = day_at(c, l, "days");
    it->state = ITEM_STATE_DISCUSSED;
    TRY(ent_save(c, &agenda_item_entity, it));
    return promise(c, m, l, it);
}

Fault demo_barrier(Ctx *c, Demoing *m, const DemoLine *l) {
    Barrier *b = ent_new(c, &barrier_entity);
    b->title = demo_get(l, "title");
    b->kind = choice_value(&barrier_kind_choices, demo_get(l, "kind"));
    b->state = choice_value(&barrier_state_choices, demo_get(l, "state"));
    b->what = demo_get(l, "what");
    b->authority = demo_of(m, demo_get(l, "authority"));
    b->office = demo_get(l, "office");
    b->trustee = demo_of(m, demo_get(l, "trustee"));
    b->reported_on = day_at(c, l, "days");
    b->taken_on = day_at(c, l, "taken");
    b->answered_on = day_at(c, l, "answered");
    b->removed_on = day_at(c, l, "ended");
    b->answer = demo_get(l, "answer");
    b->answer_from = demo_get(l, "from");
    b->reason = demo_get(l, "reason");
    b->is_demo = 1;
    TRY(place_at(c, l, &b->place));
    TRY(ent_save(c, &barrier_entity, b));
    demo_keep(m, l->key, b->head.id);
    Id of_case = demo_of(m, demo_get(l, "case"));
    return of_case ? barrier_link(c, b->head.id, of_case, demo_get(l, "note")) : OK;
}

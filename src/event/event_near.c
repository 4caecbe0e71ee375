/* event_near.c - what else is on the days of an event or a meeting: said beside the field, and no refusal. */
#include "event/event_page.h"

#include "council_ent.h"

enum { NEAR_DAYS_MAX = 31, NEAR_MAX = 12 };

static bool has_feast(const EventNear *v, TextKey name) {
    for (size_t i = 0; i < v->feasts_n; i++) {
        if (v->feasts[i].name == name) return true;
    }
    return false;
}

static void add_feasts(EventNear *v, Day d) {
    Feast  found[FEASTS_A_DAY];
    size_t n = feasts_on(d, found);
    for (size_t i = 0; i < n && v->feasts_n < NEAR_MAX; i++) {
        if (!has_feast(v, found[i].name)) v->feasts[v->feasts_n++] = (FeastRow){found[i].name, found[i].about};
    }
}

static bool meets(const Event *ev, Day from, Day until) {
    Day next = event_next(ev, from);
    return next && next <= until;
}

static Fault add_events(Ctx *c, const Event *me, Day until, EventNear *v) {
    const Event *ev;
    size_t       n;
    TRY(events_between(c, &(EventCut){.from = me->from_on, .until = until, .place = me->place}, &ev, &n));
    for (size_t i = 0; i < n && v->rows_n < NEAR_MAX; i++) {
        bool other = ev[i].head.id != me->head.id && ev[i].state != EVENT_STATE_CANCELLED;
        if (!other || !meets(&ev[i], me->from_on, until)) continue;
        v->rows[v->rows_n++] = event_row(c, &ev[i], event_next(&ev[i], me->from_on));
    }
    return OK;
}

Fault event_near(Ctx *c, const Event *me, EventNear *ret_v) {
    Day until = me->until_on > me->from_on ? me->until_on : me->from_on;
    ret_v->day = me->from_on;
    ret_v->feasts = ARENA_ARRAY(c->arena, FeastRow, NEAR_MAX);
    ret_v->rows = ARENA_ARRAY(c->arena, EventRow, NEAR_MAX);
    if (!day_valid(me->from_on)) return OK;
    for (int i = 0; i < NEAR_DAYS_MAX && day_plus(me->from_on, i) <= until; i++) {
        add_feasts(ret_v, day_plus(me->from_on, i));
    }
    if (me->place) TRY(add_events(c, me, until, ret_v));
    ret_v->asked = ret_v->feasts_n || ret_v->rows_n;
    return OK;
}

/* ---- where it is asked ------------------------------------------------------------------------------------------- */

static Fault place_of_body(Ctx *c, Id body, Id *ret_place) {
    Body *b = ent_new(c, &body_entity);
    Fault f = body ? ent_load(c, &body_entity, body, b) : NOT_FOUND;
    *ret_place = f == OK ? b->place : 0;
    return f == NOT_FOUND ? OK : f;
}

/* An event as a meeting of a body. */
static Fault of_meeting(Ctx *c, const Meeting *m, Event *ev) {
    ev->from_on = m->starts_at ? stamp_day(m->starts_at, c->reader.zone) : 0;
    return place_of_body(c, m->body, &ev->place);
}

/* GET /events/near?part=1&…: the fields of the form as they stand. */
Fault get_events_near(Ctx *c, const Request *rq, Reply *rp) {
    Event    *ev = ent_new(c, &event_entity);
    EventNear v = {0};
    if (params_has(&rq->args, "starts_at")) {
        Meeting *m = ent_new(c, &meeting_entity);
        ent_form_read(c, &meeting_entity, &rq->args, m);
        TRY(of_meeting(c, m, ev));
        if (!ev->place && !id_parse(params_get(&rq->args, "place"), &ev->place)) ev->place = 0;
    } else {
        ent_form_read(c, &event_entity, &rq->args, ev);
    }
    c->complaints.n = 0;
    if (!id_parse(params_get(&rq->args, "me"), &ev->head.id)) ev->head.id = 0;
    TRY(event_near(c, ev, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_EVENT_NEAR));
    rp->passing = true;
    return page_send(&pg, rp, event_near_in_page, &v);
}

static Str ask_path(Ctx *c, Id me) {
    if (!me) return LIT("/events/near?part=1");
    return arena_printf(c->arena, "/events/near?part=1&me=%.*s", STR_ARG(id_str(c->arena, me)));
}

static Fault event_draw(Buf *b, Page *pg, const void *rec) {
    const Event *ev = rec;
    EventNear    v = {.ask = ask_path(pg->c, ev->head.id), .with = LIT("place from_on until_on")};
    TRY(event_near(pg->c, ev, &v));
    event_near_html(b, pg, &v);
    return OK;
}

static Fault meeting_draw(Buf *b, Page *pg, const void *rec) {
    Event    *ev = ent_new(pg->c, &event_entity);
    EventNear v = {.ask = LIT("/events/near?part=1"), .with = LIT("body starts_at")};
    TRY(of_meeting(pg->c, rec, ev));
    if (ev->place) {                              /* the body of a meeting that stands is not asked for again */
        v.ask = arena_printf(pg->c->arena, "/events/near?part=1&place=%.*s", STR_ARG(id_str(pg->c->arena, ev->place)));
        v.with = LIT("starts_at");
    }
    TRY(event_near(pg->c, ev, &v));
    event_near_html(b, pg, &v);
    return OK;
}

const FormPart EVENT_NEAR_PART = {.entity = &event_entity, .below = EVENT_F_FROM_ON, .draw = event_draw};
const FormPart MEETING_NEAR_PART = {.entity = &meeting_entity, .below = MEETING_F_STARTS_AT, .draw = meeting_draw};

/* Who has not been told yet is shown the form once more with what is known; the next save goes through. */
Fault event_before_save(Ctx *c, const Request *rq, void *rec) {
    const Event *ev = rec;
    EventNear    v = {0};
    if (rq->api || ev->head.id || c->complaints.n || params_has(&rq->form, "told")) return OK;
    TRY(event_near(c, ev, &v));
    return v.asked ? INVALID : OK;
}

/* event_part.c - events on the page of a place and of the body that holds them, and what waits on Today. */
#include "event/event_page.h"

#include "actor_ent.h"

#include <stdlib.h>

enum { SHOWN_MAX = 6, WAITING_MAX = 5, AHEAD_DAYS = 120 };

typedef struct Coming {
    const Event *ev;
    Day          day;
} Coming;

static int by_day(const void *a, const void *b) {
    const Coming *x = a, *y = b;
    return x->day != y->day ? (x->day > y->day ? 1 : -1) : str_cmp(x->ev->at_time, y->ev->at_time);
}

/* The next few, by their day. */
static Fault coming(Ctx *c, const EventCut *cut, EventPart *v) {
    const Event *ev;
    size_t       n, k = 0;
    TRY(events_between(c, cut, &ev, &n));
    Coming *next = ARENA_ARRAY(c->arena, Coming, n + 1);
    for (size_t i = 0; i < n; i++) {
        Day d = event_next(&ev[i], cut->from);
        if (d && d <= cut->until) next[k++] = (Coming){&ev[i], d};
    }
    if (k) qsort(next, k, sizeof *next, by_day);
    v->rows = ARENA_ARRAY(c->arena, EventRow, SHOWN_MAX);
    for (size_t i = 0; i < k && v->rows_n < SHOWN_MAX; i++) {
        v->rows[v->rows_n++] = event_row(c, next[i].ev, next[i].day);
    }
    return OK;
}

static bool is_keeper(Ctx *c, const Entity *e, Id unit) {
    Head head = {.id = 1, .org = c->who.org, .unit = unit, .visibility = VIS_MEMBERS, .version = 1};
    return ent_may_write(c, e, &head);
}

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx      *c = pg->c;
    Id        id = ((const Head *)rec)->id;
    Str       text = id_str(c->arena, id);
    EventCut  cut = {.from = c->reader.today, .until = day_plus(c->reader.today, AHEAD_DAYS), .place = id};
    EventPart v = {.of_place = true, .month_href = arena_printf(c->arena, "/events/month?place=%.*s", STR_ARG(text)),
                   .add_href = arena_printf(c->arena, "/events/new?place=%.*s", STR_ARG(text)),
                   .public_href = arena_printf(c->arena, "/calendars/%.*s", STR_ARG(text)),
                   .switch_path = arena_printf(c->arena, "/places/%.*s/calendar", STR_ARG(text))};
    TRY(calendar_is_open(c, id, &v.open));
    if (c->who.roles & ROLES_MEMBER) {
        TRY(coming(c, &cut, &v));
        v.may_write = ent_may_write(c, &event_entity, NULL);
        v.may_switch = is_keeper(c, &place_calendar_entity, id);
    } else if (!v.open) {
        return OK;
    } else {
        v.month_href = (Str){0};
    }
    event_part_html(b, pg, &v);
    return OK;
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    const Actor *a = rec;
    Str          text = id_str(c->arena, a->head.id);
    bool         speaks;
    EventCut     cut = {.from = c->reader.today, .until = day_plus(c->reader.today, AHEAD_DAYS), .host = a->head.id};
    EventPart    v = {.switch_path = arena_printf(c->arena, "/actors/%.*s/calendar", STR_ARG(text)),
                      .add_href = arena_printf(c->arena, "/events/new?host=%.*s", STR_ARG(text))};
    bool is_body = a->kind != ACTOR_KIND_PERSON && a->kind != ACTOR_KIND_BUSINESS;
    if (!(c->who.roles & ROLES_MEMBER) || !is_body) return OK;
    if (a->locality) {
        v.add_href = arena_printf(c->arena, "%.*s&place=%.*s", STR_ARG(v.add_href),
                                  STR_ARG(id_str(c->arena, a->locality)));
    }
    TRY(event_speaks(c, a->head.id, &speaks));
    TRY(event_trusted(c, a->head.id, &v.open));
    TRY(coming(c, &cut, &v));
    v.may_write = speaks || ((c->who.roles & ROLES_STAFF) && ent_may_write(c, &event_entity, &a->head));
    v.may_switch = is_keeper(c, &event_body_entity, a->head.unit);
    if (v.rows_n || v.may_write) event_part_html(b, pg, &v);
    return OK;
}

const RecordPart PLACE_EVENTS = {.entity = &place_entity, .anchor = "events", .title = T_ENT_EVENT_MANY, .order = 3,
                                 .draw = place_draw};
const RecordPart ACTOR_EVENTS = {.entity = &actor_entity, .anchor = "events", .title = T_ENT_EVENT_MANY, .side = true,
                                 .order = 40, .draw = actor_draw};

static bool on(const Request *rq) { return str_eq(params_get(&rq->form, "on"), LIT("1")); }

/* POST /places/ID/calendar */
Fault post_calendar_switch(Ctx *c, const Request *rq, Reply *rp) {
    Head of;
    TRY(ent_load_head(c, &place_entity, rq->ids[0], &of));
    TRY(calendar_open(c, rq->ids[0], on(rq)));
    reply_go(c, rp, arena_printf(c->arena, "%.*s#events", STR_ARG(view_record_path(c, &place_entity, rq->ids[0]))),
             on(rq) ? T_EVENT_OPENED : T_EVENT_SHUT_NOW, NULL, 0);
    return OK;
}

/* POST /actors/ID/calendar */
Fault post_trust_switch(Ctx *c, const Request *rq, Reply *rp) {
    TRY(event_trust(c, rq->ids[0], on(rq)));
    reply_go(c, rp, arena_printf(c->arena, "%.*s#events", STR_ARG(view_record_path(c, &actor_entity, rq->ids[0]))),
             on(rq) ? T_EVENT_TRUSTED : T_EVENT_NOT_TRUSTED, NULL, 0);
    return OK;
}

/* ---- on the first page: what bodies have offered ----------------------------------------------------------------- */

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx     *c = pg->c;
    ListSpec s = {.entity = &event_entity, .sort = &event_entity.fields[EVENT_F_FROM_ON], .limit = WAITING_MAX,
                  .n_filters = 1};
    void    *at;
    size_t   n;
    int64_t  all;
    s.filters[0] = (ListFilter){.field = &event_entity.fields[EVENT_F_STATE], .op = LIST_EQ,
                                .val = v_int(EVENT_STATE_PROPOSED)};
    if (!(c->who.roles & ROLE_COORDINATOR)) return OK;
    TRY(list_run(c, &s, false, &at, &n, &all));
    if (!n) return OK;
    EventToday v = {.rows = ARENA_ARRAY(c->arena, EventRow, n), .more = all > (int64_t)n};
    Id        *ids = ARENA_ARRAY(c->arena, Id, n);
    Str       *names = ARENA_ARRAY(c->arena, Str, n);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Event *)at)[i].host;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n] = event_row(c, (const Event *)at + i, 0);
        v.rows[v.rows_n++].host = names[i];
    }
    event_today_html(b, pg, &v);
    return OK;
}

const TodayPart EVENT_TODAY = {.order = 35, .draw = today_draw};

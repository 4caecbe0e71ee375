/* event_page.c - the list, the page and the form of events, and the steps of their way. */
#include "event/event_page.h"

#include "account/account_page.h"
#include "actor_ent.h"

EventRow event_row(Ctx *c, const Event *ev, Day day) {
    return (EventRow){.title = tri_best(&ev->title, c->reader.lang, NULL),
                      .href = view_record_path(c, &event_entity, ev->head.id),
                      .kind = choice_label(&event_kind_choices, ev->kind),
                      .state = choice_label(&event_state_choices, ev->state), .day = day ? day : ev->from_on,
                      .until = ev->yearly == 1 ? 0 : ev->until_on, .at = ev->at_time, .upto = ev->until_time,
                      .where = ev->where_words, .about = ev->about, .link = ev->link, .contact = ev->contact,
                      .reason = ev->reason, .proposed = ev->state == EVENT_STATE_PROPOSED,
                      .cancelled = ev->state == EVENT_STATE_CANCELLED, .yearly = ev->yearly == 1};
}

/* ---- the record -------------------------------------------------------------------------------------------------- */

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    const Event *ev = rec;
    Ctx         *c = pg->c;
    Id           ids[3] = {ev->place, ev->host, ev->also};
    Str          names[3];
    Day          next = event_next(ev, pg->r->today);
    TRY(ent_labels(c, ids, 3, names));
    EventHead v = {.row = event_row(c, ev, next), .place = names[0], .also = names[2],
                   .open_to = choice_label(&event_open_choices, ev->open_to), .demo = ev->is_demo == 1};
    v.row.host = names[1];
    if (names[1].n) v.host_href = view_record_path(c, &actor_entity, ev->host);
    event_head_html(b, pg, &v);
    return OK;
}

static Fault acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Event *ev = rec;
    Ctx         *c = pg->c;
    bool         staff = (c->who.roles & ROLES_STAFF) && ent_may_write(c, &event_entity, &ev->head), speaks, trusted;
    TRY(event_speaks(c, ev->host, &speaks));
    TRY(event_trusted(c, ev->host, &trusted));
    EventActs v = {.path = view_record_path(c, &event_entity, ev->head.id)};
    if (ev->head.archived_at) return OK;
    v.may_publish = ev->state != EVENT_STATE_PUBLISHED && (staff || (speaks && trusted));
    v.may_cancel = ev->state != EVENT_STATE_CANCELLED && (staff || speaks);
    v.may_reopen = ev->state != EVENT_STATE_PROPOSED && !staff && speaks;
    event_acts_html(b, pg, &v);
    return OK;
}

static Fault near_draw(Buf *b, const Page *pg, const void *rec) {
    EventNear v = {0};
    TRY(event_near(pg->c, rec, &v));
    if (v.asked) event_near_list_html(b, pg, &v);
    return OK;
}

static const RecordPart NEAR = {.entity = &event_entity, .anchor = "same-day", .title = T_EVENT_NEAR, .side = true,
                                .order = 5, .draw = near_draw};

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static ListExtra to_come(const Ctx *c) {
    return (ListExtra){.name = "coming", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.yearly = 1 OR coalesce(x.until_on, x.from_on) >= :coming)"};
}

Fault events_coming(Ctx *c, Id place, int64_t *ret_n) {
    ListSpec s = {.entity = &event_entity, .n_filters = 1, .extras = {to_come(c)}, .n_extras = 1};
    s.filters[0] = (ListFilter){.field = &event_entity.fields[EVENT_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    return list_count(c, &s, ret_n);
}

static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "coming")) s->extras[s->n_extras++] = to_come(c);
    if (!params_has(&rq->args, "sort")) s->sort = &event_entity.fields[EVENT_F_FROM_ON];
    return OK;
}

static void beside(Buf *b, const Page *pg) {
    buf_lit(b, "<a class=\"btn\" href=\"/events/month\">");
    page_icon(b, "calendar");
    put_text(b, tr(pg->r->lang, T_EVENT_MONTH));
    buf_lit(b, "</a>");
    if (!(pg->c->who.roles & ROLES_STAFF)) return;
    buf_lit(b, "<a class=\"btn\" href=\"/imports/new\">");
    page_icon(b, "file-import");
    put_text(b, tr(pg->r->lang, T_EVENT_FROM_FILE));
    buf_lit(b, "</a>");
}

const Sheet EVENT_SHEET = {
    .entity = &event_entity,
    .path = "/events",
    .nav = NAV_PLACES,
    .icon = "calendar",
    .title = T_ENT_EVENT_MANY,
    .empty = T_EVENT_EMPTY,
    .first_step = T_EVENT_ADD,
    .beside = beside,
    .add = T_EVENT_ADD,
    .columns = (const int[]){EVENT_F_FROM_ON, EVENT_F_KIND, EVENT_F_PLACE, EVENT_F_HOST, EVENT_F_STATE, -1},
    .filters = (const int[]){EVENT_F_KIND, EVENT_F_PLACE, EVENT_F_STATE, EVENT_F_HOST, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){EVENT_F_TITLE, EVENT_F_KIND, EVENT_F_STATE, EVENT_F_PLACE, EVENT_F_FROM_ON, EVENT_F_UNTIL_ON,
                          EVENT_F_AT_TIME, EVENT_F_UNTIL_TIME, EVENT_F_HOST, EVENT_F_ALSO, EVENT_F_WHERE_WORDS,
                          EVENT_F_ABOUT, EVENT_F_OPEN_TO, EVENT_F_LINK, EVENT_F_CONTACT, EVENT_F_REASON, -1},
    .first = (const int[]){EVENT_F_TITLE, EVENT_F_KIND, EVENT_F_PLACE, EVENT_F_FROM_ON, EVENT_F_AT_TIME,
                           EVENT_F_UNTIL_TIME, EVENT_F_WHERE_WORDS, EVENT_F_HOST, -1},
    .extras = extras,
    .extra_names = (const char *const[]){"coming", NULL},
    .tabs = (const SheetTab[]){{"coming=1", T_EVENT_COMING}, {"state=proposed", T_EVENT_WAITING}, {0}},
    .head = head_draw,
    .actions = acts_draw,
    .before_save = event_before_save,
};

VIEW_HANDLERS(event, EVENT_SHEET)

/* ---- offering ---------------------------------------------------------------------------------------------------- */

/* A body's own event goes the way of its owners; the form comes back with what is wrong. */
static Fault post_event_any(Ctx *c, const Request *rq, Reply *rp) {
    Event  *ev = ent_new(c, &event_entity);
    int64_t version;
    if (c->who.roles & ROLES_STAFF) return post_event(c, rq, rp);
    if (rq->ids[0]) TRY(ent_load(c, &event_entity, rq->ids[0], ev));
    ent_form_read(c, &event_entity, &rq->form, ev);
    if (rq->ids[0] && str_int(params_get(&rq->form, "version"), &version)) ev->head.version = version;
    Fault f = c->complaints.n ? INVALID : event_before_save(c, rq, ev);
    if (f == OK) f = event_offer(c, ev);
    if (f == INVALID || f == STALE) return view_save(c, rq, rp, &EVENT_SHEET, rq->ids[0]);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &event_entity, ev->head.id),
             ev->state == EVENT_STATE_PROPOSED ? T_EVENT_OFFERED : T_EVENT_PUBLISHED_NOW, NULL, 0);
    return OK;
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

static Fault post_publish(Ctx *c, const Request *rq, Reply *rp) {
    Event *ev = ent_new(c, &event_entity);
    TRY(event_publish(c, rq->ids[0], ev));
    reply_go(c, rp, view_record_path(c, &event_entity, ev->head.id), T_EVENT_PUBLISHED_NOW, NULL, 0);
    return OK;
}

static Fault post_reopen(Ctx *c, const Request *rq, Reply *rp) {
    Event *ev = ent_new(c, &event_entity);
    TRY(event_reopen(c, rq->ids[0], ev));
    reply_go(c, rp, arena_printf(c->arena, "%.*s/edit", STR_ARG(view_record_path(c, &event_entity, ev->head.id))),
             T_EVENT_REOPENED, NULL, 0);
    return OK;
}

static Fault draw_cancel(Ctx *c, const Request *rq, Reply *rp, const Event *ev) {
    EventCancel v = {.path = view_record_path(c, &event_entity, ev->head.id), .reason = params_get(&rq->form, "reason"),
                     .title = tri_best(&ev->title, c->reader.lang, NULL)};
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_EVENT_CANCEL));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/events"), tr(c->reader.lang, T_ENT_EVENT_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, event_cancel_page, &v);
    return page_send(&pg, rp, event_cancel_page, &v);
}

static Fault get_cancel(Ctx *c, const Request *rq, Reply *rp) {
    Event *ev = ent_new(c, &event_entity);
    TRY(ent_load(c, &event_entity, rq->ids[0], ev));
    return draw_cancel(c, rq, rp, ev);
}

static Fault post_cancel(Ctx *c, const Request *rq, Reply *rp) {
    Event *ev = ent_new(c, &event_entity);
    Fault  f = event_cancel(c, rq->ids[0], params_get(&rq->form, "reason"), ev);
    if (f == INVALID) return draw_cancel(c, rq, rp, ev);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &event_entity, ev->head.id), T_EVENT_CANCELLED_NOW, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, KEEPERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

static const Route ROUTES[] = {
    {GET, "/events", get_event_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/events/month", get_event_month, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/events/near", get_events_near, ROUTE_READ, WRITERS, 0, NULL, false},
    {GET, "/events/new", get_event_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/events", post_event_any, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/events/bulk", post_event_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/events/{id}", get_event, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/events/{id}/edit", get_event_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/events/{id}", post_event_any, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/events/{id}/archive", post_event_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/events/{id}/unarchive", post_event_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/events/{id}/publish", post_publish, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/events/{id}/reopen", post_reopen, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/events/{id}/cancel", get_cancel, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/events/{id}/cancel", post_cancel, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/places/{id}/calendar", post_calendar_switch, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/actors/{id}/calendar", post_trust_switch, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {GET, "/calendars/{id}", get_public_calendar, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/calendars/{id}/events.ics", get_public_ics, ROUTE_READ, ROLES_ALL, 0, NULL, false},
};

static void event_start(Region *r) {
    (void)r;
    view_register(&EVENT_SHEET);
    view_register_part(&NEAR);
    view_register_part(&PLACE_EVENTS);
    view_register_part(&ACTOR_EVENTS);
    view_register_form_part(&EVENT_NEAR_PART);
    view_register_form_part(&MEETING_NEAR_PART);
    today_register(&EVENT_TODAY);
}

const Module event_module = {
    .name = "event", .queries = EVENT_QUERIES, .n_queries = EVENT_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = event_start,
};

/* facility_page.c - the lists and pages of facilities and bookings, the answers to requests, and the module. */
#include "pledge/facility_page.h"

#include "actor_ent.h"
#include "base/calendar.h"
#include "ent/list.h"
#include "place_ent.h"

enum { SEERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, ANSWERERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };

/* ---- a facility -------------------------------------------------------------------------------------------------- */

static Fault facility_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Facility *f = rec;
    Ctx *c = pg->c;
    Id   ids[3] = {f->actor, f->place, (c->who.roles & ROLES_STAFF) ? f->keeper : 0};
    Str  names[3];
    TRY(ent_labels(c, ids, 3, names));
    FacilityHead h = {.f = f, .kind = choice_label(&facility_kind_choices, f->kind), .actor = names[0],
                      .place = names[1], .keeper = names[2], .demo = f->is_demo == 1};
    if (h.actor.n) h.actor_href = view_record_path(c, &actor_entity, f->actor);
    if (h.place.n) h.place_href = view_record_path(c, &place_entity, f->place);
    facility_head_html(b, pg, &h);
    return OK;
}

static Fault facility_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Facility *f = rec;
    if (f->head.archived_at || !(pg->c->who.roles & (ROLES_STAFF | ROLE_OWNER))) return OK;
    buf_lit(b, "<a class=\"btn primary\" href=\"");
    put_text(b, view_record_path(pg->c, &facility_entity, f->head.id));
    buf_lit(b, "/ask\">");
    page_icon(b, "calendar-plus");
    put_text(b, tr(pg->r->lang, T_FACILITY_ASK));
    buf_lit(b, "</a>");
    return OK;
}

const Sheet FACILITY_SHEET = {
    .entity = &facility_entity,
    .path = "/facilities",
    .nav = NAV_MORE,
    .icon = "building",
    .title = T_ENT_FACILITY_MANY,
    .empty = T_FACILITY_EMPTY,
    .first_step = T_FACILITY_ADD,
    .add = T_FACILITY_ADD,
    .columns = (const int[]){FACILITY_F_KIND, FACILITY_F_ACTOR, FACILITY_F_PLACE, FACILITY_F_CAPACITY, -1},
    .filters = (const int[]){FACILITY_F_KIND, FACILITY_F_PLACE, FACILITY_F_ACTOR, -1},
    .bulk = (const int[]){FACILITY_F_KEEPER, -1},
    .told = (const int[]){FACILITY_F_NAME, FACILITY_F_KIND, FACILITY_F_ACTOR, FACILITY_F_PLACE, FACILITY_F_WHERE_WORDS,
                          FACILITY_F_CAPACITY, FACILITY_F_TERMS, FACILITY_F_KEEPER, FACILITY_F_SUN, FACILITY_F_MON,
                          FACILITY_F_TUE, FACILITY_F_WED, FACILITY_F_THU, FACILITY_F_FRI, FACILITY_F_SAT, -1},
    .head = facility_head_draw,
    .actions = facility_acts_draw,
};

/* ---- a booking --------------------------------------------------------------------------------------------------- */

static Fault booking_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Booking *k = rec;
    Ctx *c = pg->c;
    Id   ids[3] = {k->facility, k->who, k->asked_by};
    Str  names[3];
    TRY(ent_labels(c, ids, 3, names));
    BookingHead h = {.b = k, .state = choice_label(&booking_state_choices, k->state), .tint = booking_tint(k->state),
                     .facility = names[0], .who = names[1], .asked_by = names[2], .demo = k->is_demo == 1};
    if (h.facility.n) h.facility_href = view_record_path(c, &facility_entity, k->facility);
    if (h.who.n) h.who_href = view_record_path(c, &actor_entity, k->who);
    booking_head_html(b, pg, &h);
    return OK;
}

static Fault booking_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Booking *k = rec;
    Ctx      *c = pg->c;
    Facility *f = ent_new(c, &facility_entity);
    BookingActs v = {.path = view_record_path(c, &booking_entity, k->head.id)};
    bool asked = k->state == BOOKING_STATE_ASKED, agreed = k->state == BOOKING_STATE_AGREED;
    if (k->head.archived_at) return OK;
    TRY(ent_load_as_program(c, &facility_entity, k->facility, f));
    bool answers = facility_answers(c, f);
    v.may_agree = answers && asked;
    v.may_refuse = answers && (asked || agreed);
    v.may_use = answers && agreed && k->on_day <= c->reader.today;
    v.may_withdraw = (asked || agreed) && k->asked_by == c->who.account;
    v.ics = agreed;
    booking_acts_html(b, pg, &v);
    return OK;
}

static bool on(const Request *rq, const char *name) { return str_eq(params_get(&rq->args, name), LIT("1")); }

static Fault booking_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (on(rq, "waits")) s->extras[s->n_extras++] = booking_waits(c);
    if (on(rq, "coming")) s->extras[s->n_extras++] = booking_coming(c);
    if (!params_has(&rq->args, "sort")) s->sort = &booking_entity.fields[BOOKING_F_ON_DAY];
    return OK;
}

const Sheet BOOKING_SHEET = {
    .entity = &booking_entity,
    .path = "/bookings",
    .nav = NAV_MORE,
    .icon = "calendar",
    .title = T_ENT_BOOKING_MANY,
    .empty = T_FACILITY_NO_BOOKINGS,
    .first_step = T_ENT_FACILITY_MANY,
    .add = T_FACILITY_ASK,
    .columns = (const int[]){BOOKING_F_FACILITY, BOOKING_F_ON_DAY, BOOKING_F_FROM_TIME, BOOKING_F_UNTIL_TIME,
                             BOOKING_F_WHO, BOOKING_F_STATE, -1},
    .filters = (const int[]){BOOKING_F_STATE, BOOKING_F_FACILITY, BOOKING_F_WHO, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){BOOKING_F_FACILITY, BOOKING_F_WHO, BOOKING_F_ON_DAY, BOOKING_F_FROM_TIME,
                          BOOKING_F_UNTIL_TIME, BOOKING_F_PURPOSE, BOOKING_F_PEOPLE, BOOKING_F_STATE, BOOKING_F_REASON,
                          BOOKING_F_ASKED_BY, BOOKING_F_FROM_MIN, BOOKING_F_UNTIL_MIN, BOOKING_F_ANSWERED_BY,
                          BOOKING_F_ANSWERED_ON, -1},
    .tabs = (const SheetTab[]){{"waits=1", T_FACILITY_TAB_WAITS}, {"coming=1", T_FACILITY_TAB_COMING}, {0}},
    .extras = booking_extras,
    .extra_names = (const char *const[]){"waits", "coming", NULL},
    .head = booking_head_draw,
    .actions = booking_acts_draw,
};

VIEW_HANDLERS(facility, FACILITY_SHEET)
VIEW_HANDLERS(booking, BOOKING_SHEET)

/* ---- answers ----------------------------------------------------------------------------------------------------- */

static Fault answered(Ctx *c, Reply *rp, const Booking *b, TextKey said) {
    reply_go(c, rp, view_record_path(c, &booking_entity, b->head.id), said, NULL, 0);
    return OK;
}

/* POST /bookings/ID/agree. Meanwhile another may have the hours: the page of the booking says so. */
static Fault post_agree(Ctx *c, const Request *rq, Reply *rp) {
    Booking *b = ent_new(c, &booking_entity);
    Fault    f = booking_answer(c, rq->ids[0], BOOKING_STATE_AGREED, (Str){0}, b);
    if (f == INVALID && !rq->api) {
        c->complaints.n = 0;
        reply_go_final(c, rp, view_record_path(c, &booking_entity, b->head.id), T_FACILITY_TAKEN_NOW);
        return OK;
    }
    TRY(f);
    return answered(c, rp, b, T_FACILITY_AGREED_NOW);
}

static Fault post_used(Ctx *c, const Request *rq, Reply *rp) {
    Booking *b = ent_new(c, &booking_entity);
    TRY(booking_answer(c, rq->ids[0], BOOKING_STATE_USED, (Str){0}, b));
    return answered(c, rp, b, T_FACILITY_USED_NOW);
}

static Fault post_withdraw(Ctx *c, const Request *rq, Reply *rp) {
    Booking *b = ent_new(c, &booking_entity);
    TRY(booking_withdraw(c, rq->ids[0], b));
    return answered(c, rp, b, T_FACILITY_WITHDRAWN_NOW);
}

static Fault draw_refuse(Ctx *c, const Request *rq, Reply *rp, const Booking *b) {
    RefuseView v = {.path = view_record_path(c, &booking_entity, b->head.id), .name = b->purpose,
                    .reason = params_get(&rq->form, "reason")};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_FACILITY_REFUSE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/bookings"), tr(c->reader.lang, T_ENT_BOOKING_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, booking_refuse_page, &v);
    return page_send(&pg, rp, booking_refuse_page, &v);
}

static Fault get_refuse(Ctx *c, const Request *rq, Reply *rp) {
    Booking *b = ent_new(c, &booking_entity);
    TRY(ent_load(c, &booking_entity, rq->ids[0], b));
    return draw_refuse(c, rq, rp, b);
}

static Fault post_refuse(Ctx *c, const Request *rq, Reply *rp) {
    Booking *b = ent_new(c, &booking_entity);
    Fault f = booking_answer(c, rq->ids[0], BOOKING_STATE_REFUSED, str_trim(params_get(&rq->form, "reason")), b);
    if (f == INVALID) return draw_refuse(c, rq, rp, b);
    TRY(f);
    return answered(c, rp, b, T_FACILITY_REFUSED_NOW);
}

/* GET /bookings/ID/booking.ics: for one's own calendar program. */
static Fault get_ics(Ctx *c, const Request *rq, Reply *rp) {
    Booking  *b = ent_new(c, &booking_entity);
    Facility *f = ent_new(c, &facility_entity);
    TRY(ent_load(c, &booking_entity, rq->ids[0], b));
    TRY(ent_load(c, &facility_entity, b->facility, f));
    Str id = id_str(c->arena, b->head.id), name = tri_best(&f->name, c->reader.lang, NULL);
    CalendarEvent e = {.uid = arena_printf(c->arena, "%.*s@rakaz", STR_ARG(id)), .where = f->where_words,
                       .name = arena_printf(c->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(b->purpose)),
                       .link = arena_printf(c->arena, "%.*s/bookings/%.*s", STR_ARG(request_site(rq)), STR_ARG(id)),
                       .made_at = b->head.changed_at, .sequence = (int)b->head.version - 1,
                       .minutes = (int)(b->until_min - b->from_min),
                       .off = b->state == BOOKING_STATE_REFUSED || b->state == BOOKING_STATE_WITHDRAWN};
    e.starts_at = stamp_of(b->on_day, (int)b->from_min / 60, (int)b->from_min % 60, c->reader.zone);
    calendar_write(rp->body, &e);
    rp->type = "text/calendar; charset=utf-8";
    rp->file_name = LIT("booking.ics");
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    VIEW_ROUTES(facility, "/facilities", ROLES_MEMBER, ROLES_STAFF),
    {GET, "/facilities/{id}/ask", get_booking_ask, ROUTE_READ, ROLES_STAFF | ROLE_OWNER, 0, NULL, false},
    {POST, "/facilities/{id}/ask", post_booking_ask, ROUTE_WRITE, ROLES_STAFF | ROLE_OWNER, 0, NULL, false},
    VIEW_ROUTES(booking, "/bookings", SEERS, ROLES_STAFF),
    {POST, "/bookings/{id}/agree", post_agree, ROUTE_WRITE, ANSWERERS, 0, NULL, false},
    {GET, "/bookings/{id}/refuse", get_refuse, ROUTE_READ, ANSWERERS, 0, NULL, false},
    {POST, "/bookings/{id}/refuse", post_refuse, ROUTE_WRITE, ANSWERERS, 0, NULL, false},
    {POST, "/bookings/{id}/used", post_used, ROUTE_WRITE, ANSWERERS, 0, NULL, false},
    {POST, "/bookings/{id}/withdraw", post_withdraw, ROUTE_WRITE, SEERS, 0, NULL, false},
    {GET, "/bookings/{id}/booking.ics", get_ics, ROUTE_READ, SEERS, 0, NULL, false},
};

static void facility_start(Region *r) {
    (void)r;
    view_register(&FACILITY_SHEET);
    view_register(&BOOKING_SHEET);
    view_register_part(&FACILITY_WEEK_PART);
    view_register_part(&FACILITY_ACTOR_PART);
    view_register_part(&FACILITY_PLEDGE_PART);
    mine_register(&BOOKING_MINE);
    today_register(&BOOKING_TODAY);
}

const Module facility_module = {
    .name = "facility", .queries = FACILITY_QUERIES, .n_queries = FACILITY_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = facility_start,
};

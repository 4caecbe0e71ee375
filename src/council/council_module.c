/* council_module.c - the acts of a meeting as a whole, and the module. */
#include "council/council_page.h"

#include "account/account_page.h"

VIEW_HANDLERS(body, BODY_SHEET)
VIEW_HANDLERS(seat, SEAT_SHEET)
VIEW_HANDLERS(meeting, MEETING_SHEET)
VIEW_HANDLERS(agenda_item, AGENDA_SHEET)

/* POST /meetings/ID/invite: everybody who sits there is asked; once more when it is pressed again. */
static Fault post_meeting_invite(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(meeting_open(c, rq->ids[0], m));
    if (m->state != MEETING_STATE_PLANNED) return fail(c, OVER, "meeting", rq->ids[0]);
    TRY(act_begin(c, T_COUNCIL_ACT_INVITE, (Str){0}));
    TRY(presence_fill(c, m));
    bool again = m->invited_at != 0;
    m->invited_at = c->reader.now;
    TRY(ent_save(c, &meeting_entity, m));
    if (again) TRY(meeting_tell(c, m, false));
    reply_go(c, rp, meeting_path(c, m), T_COUNCIL_INVITED, NULL, 0);
    return OK;
}

/* POST /meetings/ID/held: it took place. */
static Fault post_meeting_held(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(meeting_open(c, rq->ids[0], m));
    m->state = MEETING_STATE_HELD;
    TRY(ent_save(c, &meeting_entity, m));
    reply_go(c, rp, meeting_path(c, m), T_COUNCIL_HELD_NOW, NULL, 0);
    return OK;
}

static Fault draw_cancel(Ctx *c, const Request *rq, Reply *rp, const Meeting *m) {
    Str name = tri_best(&m->title, c->reader.lang, &(Lang){0});
    WhyView v = {.path = meeting_path(c, m), .name = name, .typed = params_get(&rq->form, "reason"),
                 .title = T_COUNCIL_CANCEL, .what = T_COUNCIL_CANCEL_WHAT, .button = T_COUNCIL_CANCEL};
    v.action = arena_printf(c->arena, "%.*s/cancel", STR_ARG(v.path));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/meetings"), tr(c->reader.lang, T_ENT_MEETING_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, council_why_page, &v);
    return page_send(&pg, rp, council_why_page, &v);
}

static Fault get_meeting_cancel(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(meeting_open(c, rq->ids[0], m));
    return draw_cancel(c, rq, rp, m);
}

static Fault post_meeting_cancel(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    TRY(meeting_open(c, rq->ids[0], m));
    m->state = MEETING_STATE_CANCELLED;
    m->reason = str_trim(params_get(&rq->form, "reason"));
    Fault f = ent_save(c, &meeting_entity, m);
    if (f == INVALID) return draw_cancel(c, rq, rp, m);
    TRY(f);
    reply_go(c, rp, meeting_path(c, m), T_COUNCIL_CANCELLED_NOW, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------- */

enum { KEEPERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, MINUTES_BYTES_MAX = 64 * 1024 };

/* A new body works unless somebody says otherwise. */
static Fault get_body_new(Ctx *c, const Request *rq, Reply *rp) {
    Request with = *rq;
    Param  *v = ARENA_ARRAY(c->arena, Param, rq->args.n + 1);
    v[0] = (Param){LIT("state"), LIT("active")};
    for (size_t i = 0; i < rq->args.n; i++) v[i + 1] = rq->args.v[i];
    with.args = (Params){.v = v, .n = rq->args.n + 1};
    return get_body_form(c, &with, rp);
}

/* An item about a business is not answered from what was kept: consent and people may have changed, and its opening is
** written down. */
static Fault get_item_page(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    TRY(get_agenda_item(c, rq, rp));
    rp->passing = true;
    if (it->of_case) case_opened(c, it->of_case);
    return OK;
}

/* Whose seat ends may have promised something there that is open: how much, and the page that hands it over. */
static Fault seat_ended(Ctx *c, const Request *rq, Reply *rp) {
    Seat   *s = ent_new(c, &seat_entity);
    int64_t n;
    bool    may = false;
    TRY(ent_load(c, &seat_entity, rq->ids[0], s));
    bool ends = s->head.archived_at || (s->until_on && s->until_on <= c->reader.today);
    if (!ends || !s->account || rp->status != 303) return OK;
    TRY(promised_of_seat(c, s, &n));
    Account *who = ent_new(c, &account_entity);
    Fault    f = ent_load(c, &account_entity, s->account, who);
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK) TRY(account_may_hand_over(c, who, &may));
    if (!n) return OK;
    Str path = arena_printf(c->arena, "/people/%.*s/hand-over", STR_ARG(id_str(c->arena, s->account)));
    reply_go(c, rp, may ? path : rp->location, T_COUNCIL_SEAT_ENDED_OPEN,
             (TrArg[]){TR_ARG("name", s->name), TR_N("n", n)}, 2);
    return OK;
}

static Fault post_seat_kept(Ctx *c, const Request *rq, Reply *rp) {
    TRY(post_seat(c, rq, rp));
    return seat_ended(c, rq, rp);
}

static Fault post_seat_gone(Ctx *c, const Request *rq, Reply *rp) {
    TRY(post_seat_archive(c, rq, rp));
    return seat_ended(c, rq, rp);
}

static const Route ROUTES[] = {
    {GET, "/mine/{id}/council", get_mine_council, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/council", post_mine_council, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/show", post_mine_show, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {GET, "/bodies/towns", get_council_towns, ROUTE_READ, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, 0, NULL, false},
    {POST, "/agenda/{id}/interest", post_item_interest, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/bodies", get_body_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/bodies/new", get_body_new, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/bodies", post_body, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/bodies/bulk", post_body_bulk, ROUTE_SLOW, KEEPERS, 2 << 20, NULL, false},
    {GET, "/bodies/{id}", get_body, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/bodies/{id}/edit", get_body_form, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/bodies/{id}", post_body, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/bodies/{id}/archive", post_body_archive, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/bodies/{id}/unarchive", post_body_unarchive, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {GET, "/seats", get_seat_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/seats/new", get_seat_form, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/seats", post_seat, ROUTE_WRITE, KEEPERS, 1 << 20, NULL, false},
    {POST, "/seats/bulk", post_seat_bulk, ROUTE_SLOW, KEEPERS, 2 << 20, NULL, false},
    {GET, "/seats/{id}", get_seat, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/seats/{id}/edit", get_seat_form, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/seats/{id}", post_seat_kept, ROUTE_WRITE, KEEPERS, 1 << 20, NULL, false},
    {POST, "/seats/{id}/archive", post_seat_gone, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/seats/{id}/unarchive", post_seat_unarchive, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {GET, "/meetings", get_meeting_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/new", get_meeting_form, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings", post_meeting, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/bulk", post_meeting_bulk, ROUTE_SLOW, ROLES_MEMBER, 2 << 20, NULL, false},
    {GET, "/meetings/{id}", get_meeting, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/edit", get_meeting_form, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}", post_meeting, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/archive", post_meeting_archive, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/unarchive", post_meeting_unarchive, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/invite", post_meeting_invite, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/reply", post_meeting_reply, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/came", post_meeting_came, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/held", post_meeting_held, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/cancel", get_meeting_cancel, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/cancel", post_meeting_cancel, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/calendar", get_meeting_calendar, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/build", get_meeting_build, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/meetings/{id}/build", post_meeting_build, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/room", get_meeting_room, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/meetings/{id}/print", get_meeting_print, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/agenda", get_agenda_item_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/agenda/new", get_agenda_item_form, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/agenda", post_agenda_item, ROUTE_WRITE, ROLES_MEMBER, MINUTES_BYTES_MAX, NULL, false},
    {POST, "/agenda/bulk", post_agenda_item_bulk, ROUTE_SLOW, ROLES_MEMBER, 2 << 20, NULL, false},
    {GET, "/agenda/{id}", get_item_page, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/agenda/{id}/edit", get_agenda_item_form, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/agenda/{id}", post_agenda_item, ROUTE_WRITE, ROLES_MEMBER, MINUTES_BYTES_MAX, NULL, false},
    {POST, "/agenda/{id}/archive", post_agenda_item_archive, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/agenda/{id}/unarchive", post_agenda_item_unarchive, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/agenda/{id}/minutes", post_item_minutes, ROUTE_WRITE, ROLES_MEMBER, MINUTES_BYTES_MAX, NULL, false},
    {POST, "/agenda/{id}/recuse", post_item_recuse, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/agenda/{id}/reply", post_item_reply, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
};

static void council_start(Region *r) {
    (void)r;
    view_register(&BODY_SHEET);
    view_register(&SEAT_SHEET);
    view_register(&MEETING_SHEET);
    view_register(&AGENDA_SHEET);
    view_register_part(&PERSON_SEATS_PART);
    view_register_part(&BODY_SEATS_PART);
    view_register_part(&BODY_MEETINGS_PART);
    view_register_part(&MEETING_PRESENT_PART);
    view_register_part(&MEETING_AGENDA_PART);
    view_register_part(&ITEM_TEXT_PART);
    view_register_part(&CASE_COUNCIL_PART);
    view_register_part(&BODY_ASKED_PART);
    view_register_part(&BODY_TASKS_PART);
    mine_register(&COUNCIL_MINE);
    mine_register(&COUNCIL_MINE_SHOW);
    today_register(&COUNCIL_TODAY);
    today_register(&COUNCIL_TOWNS_TODAY);
    case_on_consent(council_on_consent);
    case_on_people(rooms_of_case);
}

const Module council_module = {
    .name = "council", .queries = COUNCIL_QUERIES, .n_queries = COUNCIL_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = council_start,
};

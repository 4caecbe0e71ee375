/* council_meeting.c - a meeting's page, and what one does with it: inviting, answering, writing down who came,
** closing and calling off. */
#include "council/council_page.h"

#include "account/account_page.h"
#include "base/calendar.h"

void council_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

Str meeting_path(Ctx *c, const Meeting *m) {
    char id[ID_CHARS + 1];
    id_print(id, m->head.id);
    return arena_printf(c->arena, "/meetings/%s", id);
}

/* ---- list and record --------------------------------------------------------------------------------------- */

static Fault meeting_extras(Ctx *c, const Request *rq, ListSpec *s) {
    bool coming = str_eq(params_get(&rq->args, "coming"), LIT("1"));
    if (coming) {
        s->extras[s->n_extras++] = (ListExtra){
            .name = "coming", .val = v_int(stamp_of(c->reader.today, 0, 0, c->reader.zone)), .text = LIT("1"),
            .sql = "(x.state = 1 AND x.starts_at >= :coming)"};
    }
    if (!params_has(&rq->args, "sort")) {
        s->sort = &meeting_entity.fields[MEETING_F_STARTS_AT];
        s->descending = !coming;
    }
    return OK;
}
_Static_assert(MEETING_STATE_PLANNED == 1, "the condition above names this state by number");

static Fault meeting_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    MeetingHead h = {.m = m, .state = choice_label(&meeting_state_choices, m->state),
                     .tint = tint_of_meeting(m->state)};
    TRY(ent_names(pg->c, &body_entity, &m->body, 1, &h.body));
    if (h.body.n) h.body_href = view_record_path(pg->c, &body_entity, m->body);
    meeting_head_html(b, pg, &h);
    return OK;
}

static Fault meeting_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    MeetingActs a = {.path = meeting_path(pg->c, m), .planned = m->state == MEETING_STATE_PLANNED,
                     .invited = m->invited_at != 0,
                     .begun = stamp_day(m->starts_at, pg->r->zone) <= pg->r->today,
                     .may_write = !m->head.archived_at && ent_may_write(pg->c, &meeting_entity, &m->head)};
    meeting_acts_html(b, pg, &a);
    return OK;
}

const Sheet MEETING_SHEET = {
    .entity = &meeting_entity,
    .path = "/meetings",
    .nav = NAV_MORE,
    .icon = "calendar",
    .title = T_ENT_MEETING_MANY,
    .empty = T_COUNCIL_NO_MEETINGS,
    .first_step = T_COUNCIL_ADD_MEETING,
    .add = T_COUNCIL_ADD_MEETING,
    .columns = (const int[]){MEETING_F_STARTS_AT, MEETING_F_ROOM, MEETING_F_STATE, -1},
    .filters = (const int[]){MEETING_F_BODY, MEETING_F_STATE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){MEETING_F_TITLE, MEETING_F_BODY, MEETING_F_STARTS_AT, MEETING_F_LENGTH, MEETING_F_ROOM,
                          MEETING_F_LINK, MEETING_F_STATE, MEETING_F_REASON, MEETING_F_NOTES, MEETING_F_INVITED_AT, -1},
    .form = (const int[]){MEETING_F_BODY, MEETING_F_STARTS_AT, MEETING_F_LENGTH, MEETING_F_ROOM, MEETING_F_LINK, -1},
    .form_top = meeting_form_top,
    .extras = meeting_extras,
    .extra_names = (const char *const[]){"coming", NULL},
    .tabs = (const SheetTab[]){{"coming=1", T_COUNCIL_TAB_COMING}, {"state=held", T_COUNCIL_TAB_HELD}, {0}},
    .head = meeting_head_draw,
    .actions = meeting_acts_draw,
};

/* ---- who is asked, who came -------------------------------------------------------------------------------- */

static Str field_of(Ctx *c, char what, Id id) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    return arena_printf(c->arena, "%c.%s", what, text);
}

static void present_say(PresentRow *row) {
    row->reply_label = choice_label(&reply_choices, row->reply);
    row->came_label = choice_label(&attended_choices, row->came);
    row->is_came = row->came == ATTENDED_CAME;
    row->is_excused = row->came == ATTENDED_EXCUSED;
    row->is_absent = row->came == ATTENDED_ABSENT;
    bool good = row->came ? row->is_came : row->reply == REPLY_YES;
    row->tint = good ? LIT("ok") : row->is_absent ? LIT("warn") : (Str){0};
    if (row->kind) row->kind_label = choice_label(&seat_kind_choices, row->kind);
}

/* The lead consultants of the businesses on the agenda, as far as the reader sees it: each comes for one of them. */
static Fault add_leads(Ctx *c, const Meeting *m, const AgendaItem *items, size_t n_items, MeetingPresent *p) {
    for (size_t i = 0; i < n_items; i++) {
        Id  lead;
        Str name;
        size_t k = 0;
        TRY(lead_of(c, items[i].of_case, stamp_day(m->starts_at, c->reader.zone), &lead, &name));
        while (k < p->rows_n && p->rows[k].account != lead) k++;
        if (!lead || k < p->rows_n) continue;
        p->rows[p->rows_n] = (PresentRow){.account = lead, .name = name, .kind = SEAT_KIND_LEAD_BY_CASE,
                                          .field = field_of(c, 'l', lead)};
        present_say(&p->rows[p->rows_n++]);
    }
    return OK;
}

Fault present_rows(Ctx *c, const Meeting *m, MeetingPresent *ret_p) {
    Seat       *seats = NULL;
    Attendance *known = NULL;
    AgendaItem *items = NULL;
    size_t n_seats, n_known, n_items;
    Day    on = stamp_day(m->starts_at, c->reader.zone);
    TRY(seats_of(c, m->body, &seats, &n_seats));
    TRY(presence_of(c, m->head.id, &known, &n_known));
    TRY(items_of_meeting(c, m->head.id, &items, &n_items));
    PresentRow *rows = ARENA_ARRAY(c->arena, PresentRow, n_seats + n_known + n_items + 1);
    size_t n = 0;
    for (size_t i = 0; i < n_seats; i++) {
        const Seat *s = &seats[i];
        size_t      k = 0;
        bool        held = (!s->from_on || s->from_on <= on) && (!s->until_on || s->until_on >= on);
        while (k < n_known && known[k].seat != s->head.id) k++;
        if (k == n_known && (!held || s->kind == SEAT_KIND_LEAD_BY_CASE)) continue;
        rows[n] = (PresentRow){.seat = s->head.id, .account = s->account, .actor = s->actor, .kind = s->kind,
                               .from_on = s->from_on, .until_on = s->until_on, .name = s->name,
                               .field = field_of(c, 's', s->head.id)};
        if (k < n_known) {
            rows[n].id = known[k].head.id;
            rows[n].reply = known[k].reply;
            rows[n].came = known[k].came;
            rows[n].field = field_of(c, 'a', rows[n].id);
        }
        present_say(&rows[n++]);
    }
    for (size_t k = 0; k < n_known; k++) {
        if (known[k].seat) continue;
        rows[n] = (PresentRow){.id = known[k].head.id, .account = known[k].account, .actor = known[k].actor,
                               .name = known[k].name, .reply = known[k].reply, .came = known[k].came,
                               .field = field_of(c, 'a', known[k].head.id)};
        present_say(&rows[n++]);
    }
    *ret_p = (MeetingPresent){.rows = rows, .rows_n = n, .path = meeting_path(c, m), .back = meeting_path(c, m),
                       .may_write = !m->head.archived_at && ent_may_write(c, &meeting_entity, &m->head)};
    return add_leads(c, m, items, n_items, ret_p);
}

static Fault present_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    MeetingPresent p;
    TRY(present_rows(pg->c, m, &p));
    for (size_t i = 0; i < p.rows_n && m->state == MEETING_STATE_PLANNED; i++) {
        if (!pg->c->who.account || p.rows[i].account != pg->c->who.account) continue;
        p.asks = true;
        p.yes = p.rows[i].reply == REPLY_YES;
        p.no = p.rows[i].reply == REPLY_NO;
    }
    AgendaItem *items = NULL;
    size_t      n;
    TRY(items_of_meeting(pg->c, m->head.id, &items, &n));
    if (m->state == MEETING_STATE_PLANNED) TRY(interests_of(pg->c, items, n, p.path, &p.interest));
    meeting_present_html(b, pg, &p);
    return OK;
}

const RecordPart MEETING_PRESENT_PART = {.entity = &meeting_entity, .anchor = "present", .title = T_COUNCIL_PEOPLE,
                                         .side = true, .order = 5, .draw = present_draw};

/* What is known of a seat or guest of the meeting, to be changed. */
static Fault presence_at(Ctx *c, const Meeting *m, const PresentRow *row, Attendance *ret_a) {
    if (row->id) return ent_load(c, &attendance_entity, row->id, ret_a);
    ret_a->meeting = m->head.id;
    ret_a->seat = row->seat;
    if (!row->seat) {
        ret_a->account = row->account;
        ret_a->name = row->name;
    }
    return OK;
}

/* A lead consultant need not be known to whoever writes down that they came. */
static Fault presence_save(Ctx *c, const PresentRow *row, Attendance *a) {
    bool lead = !row->id && !row->seat;
    return lead ? ent_save_following(c, &attendance_entity, a) : ent_save(c, &attendance_entity, a);
}

/* POST /meetings/ID/reply: yes or no, for the reader's own seat. */
Fault post_meeting_reply(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    MeetingPresent  p;
    int      reply = choice_value(&reply_choices, params_get(&rq->form, "reply"));
    if (!reply) return BAD_REQUEST;
    TRY(ent_load(c, &meeting_entity, rq->ids[0], m));
    TRY(present_rows(c, m, &p));
    size_t i = 0;
    while (i < p.rows_n && p.rows[i].account != c->who.account) i++;
    if (i == p.rows_n || m->state != MEETING_STATE_PLANNED) return fail(c, NOT_ALLOWED, "meeting", rq->ids[0]);
    Attendance *a = ent_new(c, &attendance_entity);
    TRY(presence_at(c, m, &p.rows[i], a));
    a->reply = reply;
    TRY(ent_save(c, &attendance_entity, a));
    Str back = params_get(&rq->form, "back");
    reply_go(c, rp, path_is_ours(back) ? back : p.path, reply == REPLY_YES ? T_COUNCIL_SAID_YES : T_COUNCIL_SAID_NO,
             NULL, 0);
    return OK;
}

/* POST /meetings/ID/came: who came, in one form; a guest is added by name. */
Fault post_meeting_came(Ctx *c, const Request *rq, Reply *rp) {
    Meeting *m = ent_new(c, &meeting_entity);
    MeetingPresent  p;
    Str      guest = str_trim(params_get(&rq->form, "guest")), back = params_get(&rq->form, "back");
    TRY(meeting_open(c, rq->ids[0], m));
    TRY(present_rows(c, m, &p));
    TRY(act_begin(c, T_COUNCIL_ACT_CAME, (Str){0}));
    for (size_t i = 0; i < p.rows_n; i++) {
        Attendance *a = ent_new(c, &attendance_entity);
        const char *name = arena_z(c->arena, p.rows[i].field);
        if (!params_has(&rq->form, name)) continue;
        int came = choice_value(&attended_choices, params_get(&rq->form, name));
        if (came == p.rows[i].came) continue;
        TRY(presence_at(c, m, &p.rows[i], a));
        a->came = came;
        TRY(presence_save(c, &p.rows[i], a));
    }
    if (guest.n) {
        Attendance *a = ent_new(c, &attendance_entity);
        a->meeting = m->head.id;
        a->name = guest;
        a->came = ATTENDED_CAME;
        TRY(ent_save(c, &attendance_entity, a));
    }
    reply_go(c, rp, path_is_ours(back) ? back : p.path, T_COUNCIL_CAME_KEPT, NULL, 0);
    return OK;
}

Fault meeting_open(Ctx *c, Id id, Meeting *ret_m) {
    TRY(ent_load(c, &meeting_entity, id, ret_m));
    bool may = ent_may_write(c, &meeting_entity, &ret_m->head) && !ret_m->head.archived_at;
    return may ? OK : fail(c, NOT_ALLOWED, "meeting", id);
}

Fault get_meeting_calendar(Ctx *c, const Request *rq, Reply *rp) {
    enum { HOUR = 60 };
    Meeting *m = ent_new(c, &meeting_entity);
    Str      name = {0};
    char     id[ID_CHARS + 1];
    TRY(ent_load(c, &meeting_entity, rq->ids[0], m));
    TRY(ent_names(c, &body_entity, &m->body, 1, &name));
    id_print(id, m->head.id);
    CalendarEvent e = {.uid = arena_printf(c->arena, "%s@rakaz", id), .name = name, .where = m->room,
                       .link = arena_printf(c->arena, "%.*s/meetings/%s", STR_ARG(request_site(rq)), id),
                       .starts_at = m->starts_at, .made_at = m->head.changed_at,
                       .minutes = m->length > 0 ? (int)m->length : HOUR, .sequence = (int)m->head.version,
                       .off = m->state == MEETING_STATE_CANCELLED};
    calendar_write(rp->body, &e);
    rp->type = "text/calendar; charset=utf-8";
    rp->file_name = LIT("meeting.ics");
    return OK;
}

/* council_body.c - lists and pages of bodies and of who sits there. */
#include "council/council_page.h"

#include "consultant/consultant.h"

/* ---- lists ------------------------------------------------------------------------------------------------ */

/* Met in this quarter, or not; teams whose last day has passed and that nobody has ended. */
static Fault body_extras(Ctx *c, const Request *rq, ListSpec *s) {
    Val from = v_int(quarter_start(c->reader.today));
    if (params_on(&rq->args, "met")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "met", .val = from, .text = LIT("1"),
                                               .sql = "(x.met_on >= :met)"};
    }
    if (params_on(&rq->args, "unmet")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "unmet", .val = from, .text = LIT("1"),
                                               .sql = "(x.state <> 3 AND (x.met_on IS NULL OR x.met_on < :unmet))"};
    }
    if (params_on(&rq->args, "over")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "over", .val = v_int(c->reader.today), .text = LIT("1"),
                                               .sql = "(x.state <> 3 AND x.ends_on < :over)"};
    }
    return OK;
}
_Static_assert(BODY_STATE_ENDED == 3, "the conditions above name this state by number");

/* ---- the record ------------------------------------------------------------------------------------------- */

static Fault body_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Body *v = rec;
    BodyHead h = {.b = v, .kind = choice_label(&body_kind_choices, v->kind),
                  .state = choice_label(&body_state_choices, v->state), .demo = v->is_demo == 1,
                  .paused = v->state != BODY_STATE_ACTIVE,
                  .over = v->ends_on && v->ends_on < pg->r->today && v->state != BODY_STATE_ENDED};
    if (v->place) TRY(ent_labels(pg->c, &v->place, 1, &h.place));
    body_head_html(b, pg, &h);
    return OK;
}

static Str edit_href(Ctx *c, Id seat, Id body) {
    char id[ID_CHARS + 1], of[ID_CHARS + 1];
    id_print(id, seat);
    id_print(of, body);
    return arena_printf(c->arena, "/seats/%s/edit?back=/bodies/%s", id, of);
}

static SeatRow seat_row(Ctx *c, const Seat *s, const Day *met, size_t n_met, bool warns) {
    int64_t   missed = missed_of(s, met, n_met);
    SeatQuiet q = warns ? seat_quiet(s->until_on, missed, c->reader.today) : SEAT_WELL;
    return (SeatRow){.id = s->head.id, .kind = choice_label(&seat_kind_choices, s->kind), .name = s->name,
                     .edit_href = edit_href(c, s->head.id, s->body), .from_on = s->from_on, .until_on = s->until_on,
                     .attended_on = warns ? s->attended_on : 0, .missed = missed, .quiet = q == SEAT_QUIET,
                     .ends_soon = q == SEAT_ENDS_SOON, .over = s->until_on && s->until_on < c->reader.today,
                     .elsewhere = s->kind == SEAT_KIND_ENTREPRENEUR && s->is_local == 0,
                     .by_case = s->kind == SEAT_KIND_LEAD_BY_CASE};
}

/* Which of the three seats that every council needs is nobody's today. */
static void seats_missing(Ctx *c, const Seat *seats, size_t n, BodySeats *v) {
    ComposeItem item = {.on = c->reader.today};
    ComposeSeat held[SEATS_MAX];
    for (size_t i = 0; i < n; i++) {
        Id who = seats[i].account ? seats[i].account : seats[i].actor ? seats[i].actor : seats[i].head.id;
        held[i] = (ComposeSeat){.who = who, .account = seats[i].account, .kind = seats[i].kind, .there = true,
                                .from_on = seats[i].from_on, .until_on = seats[i].until_on};
    }
    unsigned missing = compose_missing(&item, held, n);
    for (unsigned need = 1; need < 1u << NEED_N; need <<= 1) {
        if (missing & need) v->missing[v->missing_n++] = compose_sentence(need);
    }
}

/* Whoever looks after the body or sits there is told of seats that have gone quiet; others see who sits there. */
static Fault body_seats_draw(Buf *b, const Page *pg, const void *rec) {
    const Body *body = rec;
    Ctx    *c = pg->c;
    Seat   *seats = NULL;
    size_t  n, n_met;
    Day     met[LAST_MEETINGS];
    bool    sits;
    BodySeats v = {.body = body->head.id, .may_write = ent_may_write(c, &body_entity, &body->head)};
    TRY(seats_of(c, v.body, &seats, &n));
    TRY(met_days(c, v.body, met, &n_met));
    TRY(seated(c, v.body, &sits));
    bool warns = sits || v.may_write || (c->who.roles & ROLES_STAFF);
    v.rows = ARENA_ARRAY(c->arena, SeatRow, n + 1);
    for (size_t i = 0; i < n; i++) v.rows[v.rows_n++] = seat_row(c, &seats[i], met, n_met, warns);
    if (body->kind == BODY_KIND_COUNCIL && warns && body->state == BODY_STATE_ACTIVE) seats_missing(c, seats, n, &v);
    body_seats_html(b, pg, &v);
    return OK;
}

Str tint_of_meeting(int state) {
    return state == MEETING_STATE_HELD ? LIT("ok") : state == MEETING_STATE_PLANNED ? LIT("info") : (Str){0};
}

static Fault body_meetings_draw(Buf *b, const Page *pg, const void *rec) {
    const Body *body = rec;
    Ctx     *c = pg->c;
    Meeting *m = NULL;
    size_t   n;
    BodyMeetings v = {.body = body->head.id, .next_on = body->next_on, .met_on = body->met_on};
    TRY(seated(c, v.body, &v.sits));
    v.may_call = v.sits && body->state != BODY_STATE_ENDED;
    TRY(meetings_of(c, v.body, &m, &n));
    v.rows = ARENA_ARRAY(c->arena, MeetingRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = (MeetingRow){
            .href = view_record_path(c, &meeting_entity, m[i].head.id), .room = m[i].room, .starts_at = m[i].starts_at,
            .state = choice_label(&meeting_state_choices, m[i].state), .tint = tint_of_meeting(m[i].state)};
    }
    body_meetings_html(b, pg, &v);
    return OK;
}

/* On the profile of somebody who accompanies: the seats that they hold, of the bodies that the reader sees. */
static Fault person_seats_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *who = rec;
    Ctx *c = pg->c;
    PersonSeats v = {0};
    ListSpec s = {.entity = &seat_entity, .limit = SEATS_MAX};
    RefNames names;
    void  *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &seat_entity.fields[SEAT_F_ACCOUNT], .op = LIST_EQ,
                                            .val = v_id(who->account)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const Seat *seats = rows;
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = seats[i].body;
    TRY(ref_names(c, ids, n, &names));
    v.rows = ARENA_ARRAY(c->arena, PersonSeat, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name = ref_name(&names, seats[i].body);
        if (!name.n || (seats[i].until_on && seats[i].until_on < c->reader.today)) continue;
        v.rows[v.rows_n++] = (PersonSeat){name, view_record_path(c, &body_entity, seats[i].body),
                                          choice_label(&seat_kind_choices, seats[i].kind), seats[i].until_on};
    }
    if (v.rows_n) person_seats_html(b, pg, &v);
    return OK;
}

const RecordPart PERSON_SEATS_PART = {.entity = &consultant_entity, .anchor = "seats", .title = T_COUNCIL_SEATS_HELD,
                                      .order = 27, .draw = person_seats_draw};
const RecordPart BODY_SEATS_PART = {.entity = &body_entity, .anchor = "seats", .title = T_ENT_SEAT_MANY, .order = 5,
                                    .draw = body_seats_draw};
const RecordPart BODY_MEETINGS_PART = {.entity = &body_entity, .anchor = "meetings", .title = T_ENT_MEETING_MANY,
                                       .order = 10, .draw = body_meetings_draw};

const Sheet BODY_SHEET = {
    .entity = &body_entity,
    .path = "/bodies",
    .nav = NAV_MORE,
    .icon = "users-group",
    .title = T_ENT_BODY_MANY,
    .empty = T_COUNCIL_EMPTY,
    .first_step = T_COUNCIL_ADD_BODY,
    .add = T_COUNCIL_ADD_BODY,
    .columns = (const int[]){BODY_F_KIND, BODY_F_PLACE, BODY_F_STATE, BODY_F_MET_ON, BODY_F_NEXT_ON, -1},
    .filters = (const int[]){BODY_F_KIND, BODY_F_STATE, BODY_F_PLACE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){BODY_F_NAME, BODY_F_KIND, BODY_F_STATE, BODY_F_PLACE, -1},
    .row_acts = body_row_quiet,
    .beside = bodies_beside,
    .extras = body_extras,
    .extra_names = (const char *const[]){"met", "unmet", "over", NULL},
    .tabs = (const SheetTab[]){{"kind=council&met=1", T_COUNCIL_TAB_MET},
                               {"kind=council&unmet=1", T_COUNCIL_TAB_UNMET},
                               {"over=1", T_COUNCIL_TAB_OVER}, {0}},
    .head = body_head_draw,
};

const Sheet SEAT_SHEET = {
    .entity = &seat_entity,
    .path = "/seats",
    .nav = NAV_MORE,
    .icon = "user",
    .title = T_ENT_SEAT_MANY,
    .empty = T_COUNCIL_NO_SEATS,
    .first_step = T_COUNCIL_ADD_SEAT,
    .add = T_COUNCIL_ADD_SEAT,
    .columns = (const int[]){SEAT_F_KIND, SEAT_F_FROM_ON, SEAT_F_UNTIL_ON, -1},
    .filters = (const int[]){SEAT_F_KIND, -1},
    .bulk = (const int[]){-1},
};

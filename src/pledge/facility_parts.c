/* facility_parts.c - facilities on the page of whose they are, an owner's bookings, and requests that wait on Today. */
#include "pledge/facility_page.h"

#include "actor_ent.h"
#include "ent/list.h"
#include "pledge/pledge.h"

enum { FACILITIES_SHOWN = 12, WAITING_MAX = 5 };

/* ---- whose they are, and of which pledge ------------------------------------------------------------------------- */

/* Those whose field points at a record. */
static Fault rows_of(Ctx *c, int field, Id to, FacilityPart *v) {
    ListSpec s = {.entity = &facility_entity, .limit = FACILITIES_SHOWN, .n_filters = 1};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &facility_entity.fields[field], .op = LIST_EQ, .val = v_id(to)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->rows = ARENA_ARRAY(c->arena, FacilityRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Facility *f = (const Facility *)rows + i;
        v->rows[v->rows_n++] = (FacilityRow){
            .name = tri_best(&f->name, c->reader.lang, NULL), .kind = choice_label(&facility_kind_choices, f->kind),
            .href = view_record_path(c, &facility_entity, f->head.id),
            .capacity = f->capacity == NUMBER_NONE ? 0 : f->capacity};
    }
    return OK;
}

static bool adds(Ctx *c, const Head *head) {
    return (c->who.roles & ROLES_STAFF) && !head->archived_at && ent_may_write(c, &facility_entity, NULL);
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *of = rec;
    Ctx         *c = pg->c;
    FacilityPart v = {0};
    bool body = of->kind != ACTOR_KIND_PERSON && of->kind != ACTOR_KIND_BUSINESS;
    if (!(c->who.roles & ROLES_MEMBER) || of->kind == ACTOR_KIND_PERSON) return OK;
    TRY(rows_of(c, FACILITY_F_ACTOR, of->head.id, &v));
    Str id = id_str(c->arena, of->head.id);
    if (body && adds(c, &of->head)) {
        v.add = arena_printf(c->arena, "/facilities/new?actor=%.*s&back=/actors/%.*s", STR_ARG(id), STR_ARG(id));
    }
    if (!v.rows_n && !v.add.n) return OK;
    if (!v.rows_n) page_part_waits(pg);
    facility_part_html(b, pg, &v);
    return OK;
}

const RecordPart FACILITY_ACTOR_PART = {.entity = &actor_entity, .anchor = "facilities",
                                        .title = T_ENT_FACILITY_MANY, .order = 24, .draw = actor_draw};

static Fault pledge_draw(Buf *b, const Page *pg, const void *rec) {
    const Pledge *of = rec;
    Ctx          *c = pg->c;
    FacilityPart  v = {0};
    if (of->circle != PLEDGE_CIRCLE_FACILITIES || !(c->who.roles & ROLES_MEMBER)) return OK;
    TRY(rows_of(c, FACILITY_F_PLEDGE, of->head.id, &v));
    Str id = id_str(c->arena, of->head.id), actor = id_str(c->arena, of->actor);
    if (adds(c, &of->head)) {
        v.add = arena_printf(c->arena, "/facilities/new?pledge=%.*s&actor=%.*s&back=/pledges/%.*s", STR_ARG(id),
                             STR_ARG(actor), STR_ARG(id));
    }
    if (v.rows_n || v.add.n) facility_part_html(b, pg, &v);
    return OK;
}

const RecordPart FACILITY_PLEDGE_PART = {.entity = &pledge_entity, .anchor = "facilities",
                                         .title = T_ENT_FACILITY_MANY, .order = 4, .draw = pledge_draw};

/* ---- the owner's page -------------------------------------------------------------------------------------------- */

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx        *c = pg->c;
    OwnBooking *own;
    size_t      n;
    TRY(bookings_of(c, k->client, &own, &n));
    BookingList v = {.rows = ARENA_ARRAY(c->arena, BookingRow, n + 1)};
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = (BookingRow){
            .purpose = own[i].purpose, .href = view_record_path(c, &booking_entity, own[i].id),
            .facility = own[i].facility_name, .on_day = own[i].on_day, .tint = booking_tint(own[i].state),
            .from = hours_time(c->arena, own[i].span.from), .until = hours_time(c->arena, own[i].span.until),
            .state = choice_label(&booking_state_choices, own[i].state)};
    }
    booking_mine_html(b, pg, &v);
    return OK;
}

const MinePart BOOKING_MINE = {.order = 48, .draw = mine_draw};

/* ---- on the first page ------------------------------------------------------------------------------------------- */

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx     *c = pg->c;
    ListSpec s = {.entity = &booking_entity, .sort = &booking_entity.fields[BOOKING_F_ON_DAY], .limit = WAITING_MAX + 1,
                  .extras = {booking_waits(c)}, .n_extras = 1};
    void    *rows;
    size_t   n;
    if (!(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return OK;
    BookingList v = {.rows = ARENA_ARRAY(c->arena, BookingRow, n), .more = n > WAITING_MAX};
    for (size_t i = 0; i < n && i < WAITING_MAX; i++) {
        const Booking *k = (const Booking *)rows + i;
        v.rows[v.rows_n++] = (BookingRow){.purpose = k->purpose, .on_day = k->on_day, .from = k->from_time,
                                          .until = k->until_time,
                                          .href = view_record_path(c, &booking_entity, k->head.id)};
    }
    booking_today_html(b, pg, &v);
    return OK;
}

const TodayPart BOOKING_TODAY = {.order = 37, .draw = today_draw};

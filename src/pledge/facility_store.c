/* facility_store.c - facilities and bookings: their rules at the write, above all that no minute is given twice. */
#include "pledge/facility_page.h"

#include "actor_ent.h"
#include "db/region.h"
#include "ent/list.h"

enum { Q_MEETS, Q_WEEK, Q_USED, Q_OF, Q_LATER };
_Static_assert(Q_LATER + 1 == FACILITY_Q_N, "as many as the header says");
_Static_assert(BOOKING_STATE_ASKED == 1 && BOOKING_STATE_AGREED == 2 && BOOKING_STATE_USED == 4,
               "the statements name these by number");

const Query FACILITY_QUERIES[FACILITY_Q_N] = {
    [Q_MEETS] = {.sql = "SELECT x.from_min, x.until_min FROM bookings x WHERE x.org = :org AND x.facility = :facility"
                        " AND x.on_day = :day AND x.id <> :but AND x.state IN (2, 4) AND x.archived_at IS NULL"
                        " AND x.from_min < :until AND x.until_min > :from"
                        " {unscoped:whether the hours are taken, and no more} ORDER BY x.from_min LIMIT 1",
                 .in = "org:id facility:id day:int but:id until:int from:int", .out = "from_min:int until_min:int"},
    [Q_WEEK] = {.sql = "SELECT CASE WHEN {scope:x} THEN x.id END, x.on_day, x.from_min, x.until_min, x.state,"
                       " CASE WHEN {scope:x} THEN x.purpose END FROM bookings x WHERE x.org = :org"
                       " AND x.facility = :facility AND x.on_day >= :first AND x.on_day <= :last"
                       " AND x.state IN (1, 2, 4) AND x.archived_at IS NULL ORDER BY x.on_day, x.from_min LIMIT :max",
                .in = "org:id facility:id first:int last:int max:int",
                .out = "id:id on_day:int from_min:int until_min:int state:int purpose:text"},
    [Q_USED] = {.sql = "SELECT CAST(count(*) AS BIGINT), CAST(coalesce(sum(x.until_min - x.from_min), 0) AS BIGINT)"
                       " FROM bookings x WHERE x.org = :org AND x.facility = :facility AND x.state = 4"
                       " AND x.on_day >= :first AND x.on_day <= :last AND x.archived_at IS NULL"
                       " {unscoped:a sum of hours that tells nobody}",
                .in = "org:id facility:id first:int last:int", .out = "n:int minutes:int"},
    [Q_OF] = {.sql = "SELECT x.id, x.facility, x.on_day, x.from_min, x.until_min, x.state, x.purpose, l_facility.text"
                     " FROM bookings x {label:x.facility} WHERE x.org = :org AND x.who = :who AND x.on_day >= :s_today"
                     " AND x.state IN (1, 2, 3) AND x.archived_at IS NULL AND {scope:x}"
                     " ORDER BY x.on_day, x.from_min LIMIT :max",
              .in = "org:id who:id max:int",
              .out = "id:id facility:id on_day:int from_min:int until_min:int state:int purpose:text"
                     " facility_name:text"},
    [Q_LATER] = {.sql = "SELECT x.id FROM bookings x WHERE x.org = :org AND x.facility = :facility"
                        " AND x.on_day >= :s_today AND x.state IN (1, 2) AND x.archived_at IS NULL"
                        " {unscoped:whether there is one} LIMIT 1",
                 .in = "org:id facility:id", .out = "id:id"},
};

/* ---- when it is open --------------------------------------------------------------------------------------------- */

static const int DAYS[WEEK_DAYS] = {FACILITY_F_SUN, FACILITY_F_MON, FACILITY_F_TUE, FACILITY_F_WED,
                                    FACILITY_F_THU, FACILITY_F_FRI, FACILITY_F_SAT};

static Str *hours_of(const Facility *f, int weekday) {
    return (Str *)field_at(&facility_entity.fields[DAYS[weekday]], (Facility *)(uintptr_t)f);
}

bool facility_open(const Facility *f, Day d, Span *ret_span) {
    return hours_span(*hours_of(f, day_weekday(d)), ret_span);
}

/* As people write them, kept in one form. */
Fault facility_check(Ctx *c, const void *before, void *after) {
    const Facility *was = before;
    Facility       *f = after;
    Span            s;
    int64_t         id;
    if (f->place) f->head.unit = f->place;
    if (!was && !f->keeper) f->keeper = c->who.account;
    for (int i = 0; i < WEEK_DAYS; i++) {
        Str *text = hours_of(f, i);
        if (!str_trim(*text).n) *text = (Str){0};
        else if (!hours_span(*text, &s)) complain(c, facility_entity.fields[DAYS[i]].name, T_FACILITY_NO_HOURS);
        else *text = arena_printf(c->arena, "%d:%02d-%d:%02d", s.from / 60, s.from % 60, s.until / 60, s.until % 60);
    }
    if (!was || !f->head.archived_at || was->head.archived_at) return complaints_fault(c);
    Fault found = db_int(c, &FACILITY_QUERIES[Q_LATER], VALS(v_id(c->who.org), v_id(f->head.id)), &id);
    return found == OK ? fail(c, IN_USE, "facility", f->head.id) : found == NOT_FOUND ? complaints_fault(c) : found;
}

/* ---- who --------------------------------------------------------------------------------------------------------- */

bool facility_answers(Ctx *c, const Facility *f) {
    bool keeps = c->who.account && f->keeper == c->who.account;
    return c->who.system || keeps ||
           ((c->who.roles & ROLES_STAFF) && ent_may_write(c, &facility_entity, &f->head));
}

/* An owner asks for a business of theirs. */
static Fault speaks_for(Ctx *c, Id who, bool *ret_yes) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    *ret_yes = false;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || (who && own[i] == who);
    return OK;
}

/* ---- a booking at the write -------------------------------------------------------------------------------------- */

static bool holds(int state) { return state == BOOKING_STATE_AGREED || state == BOOKING_STATE_USED; }

/* No minute twice: neither agreed to nor asked for while somebody else has it. */
static Fault hold_alone(Ctx *c, const Booking *b) {
    AUTO(rows_end) Rows r = {0};
    if (b->state != BOOKING_STATE_ASKED && !holds(b->state)) return OK;
    TRY(db_rows(c, &FACILITY_QUERIES[Q_MEETS],
                VALS(v_id(c->who.org), v_id(b->facility), v_int(b->on_day), v_id(b->head.id ? b->head.id : 1),
                     v_int(b->until_min), v_int(b->from_min)), &r));
    if (rows_next(&r)) {
        Str words = arena_printf(c->arena, "%.*s–%.*s", STR_ARG(hours_time(c->arena, (int)rows_int(&r, 0))),
                                 STR_ARG(hours_time(c->arena, (int)rows_int(&r, 1))));
        complain_text(c, "from_time", T_FACILITY_TAKEN, words);
    }
    return rows_fault(&r);
}

static void hold_hours(Ctx *c, const Booking *was, const Facility *f, Booking *b) {
    int  from = hours_minute(b->from_time), until = hours_minute(b->until_time);
    Span open;
    if (from < 0 && b->from_time.n) complain(c, "from_time", T_FACILITY_NO_TIME);
    if (until < 0 && b->until_time.n) complain(c, "until_time", T_FACILITY_NO_TIME);
    if (from < 0 || until < 0) return;
    if (until <= from) complain(c, "until_time", T_FACILITY_ENDS_BEFORE);
    b->from_min = from;
    b->until_min = until;
    b->from_time = hours_time(c->arena, from);
    b->until_time = hours_time(c->arena, until);
    bool same = was && was->on_day == b->on_day && was->from_min == from && was->until_min == until;
    if (same || !b->on_day) return;
    if (b->on_day < c->reader.today && c->who.account) complain(c, "on_day", T_FACILITY_IS_PAST);
    if (!facility_open(f, b->on_day, &open)) complain(c, "on_day", T_FACILITY_SHUT);
    else if (until > from && !hours_within((Span){from, until}, open)) {
        complain_text(c, "from_time", T_FACILITY_OPEN_FROM, *hours_of(f, day_weekday(b->on_day)));
    }
}

Fault booking_check(Ctx *c, const void *before, void *after) {
    const Booking *was = before;
    Booking       *b = after;
    Facility      *f = ent_new(c, &facility_entity);
    if (!b->facility) return complaints_fault(c);
    Fault found = ent_load_as_program(c, &facility_entity, b->facility, f);
    if (found == NOT_FOUND) return complaints_fault(c);
    TRY(found);
    b->head.unit = f->place;
    if (!c->who.system || c->who.account) {
        b->head.visibility = VIS_UNIT;
        b->head.team = 0;
    }
    if (!was && !b->asked_by) b->asked_by = c->who.account;
    if (!b->state) b->state = BOOKING_STATE_ASKED;
    if (!was && f->head.archived_at) complain(c, "facility", T_FACILITY_GONE);
    if (b->people != NUMBER_NONE && f->capacity != NUMBER_NONE && b->people > f->capacity) {
        complain_n(c, "people", T_FACILITY_TOO_MANY, f->capacity);
    }
    hold_hours(c, was, f, b);
    if (b->state == BOOKING_STATE_REFUSED && !b->reason.n) complain(c, "reason", T_FACILITY_WHY);
    if (b->state == BOOKING_STATE_USED && b->on_day > c->reader.today) complain(c, "state", T_FACILITY_NOT_YET);
    if (!c->complaints.n && !b->head.archived_at) TRY(hold_alone(c, b));
    return complaints_fault(c);
}

/* Whoever asked follows it, and whoever keeps the facility reads it, also from elsewhere. */
Fault booking_after(Ctx *c, const void *before, const void *after) {
    const Booking *b = after;
    Facility      *f = ent_new(c, &facility_entity);
    if (before) return OK;
    TRY(ent_load_as_program(c, &facility_entity, b->facility, f));
    if (b->asked_by) TRY(scope_team_put(c, b->head.id, b->asked_by, 0, 0));
    if (f->keeper && f->keeper != b->asked_by) TRY(scope_team_put(c, b->head.id, f->keeper, 0, 0));
    return OK;
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

Fault booking_ask(Ctx *c, Booking *b) {
    Facility *f = ent_new(c, &facility_entity);
    bool      own = false, staff = c->who.roles & ROLES_STAFF;
    TRY(ent_load(c, &facility_entity, b->facility, f));
    if (!staff) TRY(speaks_for(c, b->who, &own));
    if (!staff && !own) return fail(c, NOT_ALLOWED, "facility", b->facility);
    b->asked_by = c->who.account;
    b->state = facility_answers(c, f) ? BOOKING_STATE_AGREED : BOOKING_STATE_ASKED;
    if (b->state == BOOKING_STATE_AGREED) {
        b->answered_by = c->who.account;
        b->answered_on = c->reader.today;
    }
    TRY(act_begin(c, T_ACT_BOOKING_ASKED, b->purpose));
    return ent_save_following(c, &booking_entity, b);
}

static Fault load(Ctx *c, Id id, Booking *ret_b, Facility *ret_f) {
    TRY(ent_load(c, &booking_entity, id, ret_b));
    return ent_load_as_program(c, &facility_entity, ret_b->facility, ret_f);
}

Fault booking_answer(Ctx *c, Id id, int to, Str reason, Booking *ret_b) {
    Facility *f = ent_new(c, &facility_entity);
    TRY(load(c, id, ret_b, f));
    if (!facility_answers(c, f)) return fail(c, NOT_ALLOWED, "booking", id);
    bool asked = ret_b->state == BOOKING_STATE_ASKED, agreed = ret_b->state == BOOKING_STATE_AGREED;
    bool fits = to == BOOKING_STATE_AGREED ? asked : to == BOOKING_STATE_USED ? agreed : asked || agreed;
    if (!fits || ret_b->head.archived_at) return fail(c, OVER, "booking", id);
    TextKey act = to == BOOKING_STATE_AGREED ? T_ACT_BOOKING_AGREED
                  : to == BOOKING_STATE_USED ? T_ACT_BOOKING_USED
                                             : T_ACT_BOOKING_REFUSED;
    TRY(act_begin(c, act, ret_b->purpose));
    ret_b->state = to;
    ret_b->reason = reason;
    ret_b->answered_by = c->who.account;
    ret_b->answered_on = c->reader.today;
    return ent_save_following(c, &booking_entity, ret_b);
}

Fault booking_withdraw(Ctx *c, Id id, Booking *ret_b) {
    TRY(ent_load(c, &booking_entity, id, ret_b));
    bool theirs = c->who.account && ret_b->asked_by == c->who.account;
    if (!theirs) return fail(c, NOT_ALLOWED, "booking", id);
    if (ret_b->state != BOOKING_STATE_ASKED && ret_b->state != BOOKING_STATE_AGREED) {
        return fail(c, OVER, "booking", id);
    }
    TRY(act_begin(c, T_ACT_BOOKING_WITHDRAWN, ret_b->purpose));
    ret_b->state = BOOKING_STATE_WITHDRAWN;
    return ent_save_following(c, &booking_entity, ret_b);
}

/* ---- what there is ----------------------------------------------------------------------------------------------- */

static Span span_of(Rows *r, int col) { return (Span){(int)rows_int(r, col), (int)rows_int(r, col + 1)}; }

Fault bookings_between(Ctx *c, Id facility, Day from, Day until, Taken **ret_v, size_t *ret_n) {
    Taken *v = ARENA_ARRAY(c->arena, Taken, WEEK_BOOKINGS_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FACILITY_QUERIES[Q_WEEK],
                VALS(v_id(c->who.org), v_id(facility), v_int(from), v_int(until), v_int(WEEK_BOOKINGS_MAX)), &r));
    while (n < WEEK_BOOKINGS_MAX && rows_next(&r)) {
        v[n++] = (Taken){.id = rows_null(&r, 0) ? 0 : rows_id(&r, 0), .on_day = (Day)rows_int(&r, 1),
                         .span = span_of(&r, 2), .state = (int)rows_int(&r, 4), .purpose = rows_copy(&r, 5)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault bookings_used(Ctx *c, Id facility, int year, int64_t *ret_n, int64_t *ret_minutes) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FACILITY_QUERIES[Q_USED],
                VALS(v_id(c->who.org), v_id(facility), v_int(day_of(year, 1, 1)), v_int(day_of(year, 12, 31))), &r));
    *ret_n = *ret_minutes = 0;
    if (rows_next(&r)) {
        *ret_n = rows_int(&r, 0);
        *ret_minutes = rows_int(&r, 1);
    }
    return rows_fault(&r);
}

Fault bookings_of(Ctx *c, Id who, OwnBooking **ret_v, size_t *ret_n) {
    enum { OWN_MAX = 20 };
    OwnBooking *v = ARENA_ARRAY(c->arena, OwnBooking, OWN_MAX);
    size_t      n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FACILITY_QUERIES[Q_OF], VALS(v_id(c->who.org), v_id(who), v_int(OWN_MAX)), &r));
    while (n < OWN_MAX && rows_next(&r)) {
        v[n++] = (OwnBooking){.id = rows_id(&r, 0), .facility = rows_id(&r, 1), .on_day = (Day)rows_int(&r, 2),
                              .span = span_of(&r, 3), .state = (int)rows_int(&r, 5), .purpose = rows_copy(&r, 6),
                              .facility_name = rows_copy(&r, 7)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* Of the unit for whoever coordinates; of what they keep for all others. */
ListExtra booking_waits(const Ctx *c) {
    static const char UNIT[] = "(x.state = 1 AND x.on_day >= :s_today AND :waits > 0)";
    static const char KEPT[] = "(x.state = 1 AND x.on_day >= :s_today AND EXISTS (SELECT 1 FROM facilities f"
                               " WHERE f.id = x.facility AND f.keeper = :waits))";
    return (ListExtra){.name = "waits", .val = v_id(c->who.account ? c->who.account : 1), .text = LIT("1"),
                       .sql = (c->who.roles & ROLE_COORDINATOR) ? UNIT : KEPT};
}

ListExtra booking_coming(const Ctx *c) {
    return (ListExtra){.name = "coming", .val = v_int(c->reader.today), .text = LIT("1"),
                       .sql = "(x.state IN (1, 2) AND x.on_day >= :coming)"};
}

/* event_store.c - the rules of events at the write, who may offer them, and what stands on a day. */
#include "event/event_page.h"

#include "account/account.h"
#include "actor_ent.h"
#include "tie/tie.h"

enum { Q_TRUSTED, Q_HOST, Q_OPEN, Q_CALENDAR, Q_PUBLIC };

const Query EVENT_QUERIES[EVENT_Q_N] = {
    [Q_TRUSTED] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM event_bodies x WHERE x.org = :org AND x.actor = :actor"
                          " AND x.trusted = 1 AND x.archived_at IS NULL {unscoped:whether it waits, and no more}",
                   .in = "org:id actor:id", .out = "n:int"},
    [Q_HOST] = {.sql = "SELECT x.id FROM event_bodies x WHERE x.org = :org AND x.actor = :actor"
                       " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 1",
                .in = "org:id actor:id", .out = "id:id"},
    [Q_OPEN] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM place_calendars x WHERE x.org = :org AND x.place = :place"
                       " AND x.is_public = 1 AND x.archived_at IS NULL {unscoped:whether everybody sees it}",
                .in = "org:id place:id", .out = "n:int"},
    [Q_CALENDAR] = {.sql = "SELECT x.id FROM place_calendars x WHERE x.org = :org AND x.place = :place"
                           " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 1",
                    .in = "org:id place:id", .out = "id:id"},
    [Q_PUBLIC] = {.sql = "SELECT x.id, l_x.text, x.kind, x.state, x.from_on, x.until_on, x.at_time, x.until_time,"
                         " x.yearly, x.where_words, x.about, x.link, x.contact, x.reason, l_host.text, x.changed_at,"
                         " x.version FROM events x {label:x} {label:x.host}"
                         " WHERE x.org = :org AND (x.place = :place OR x.also = :place) AND x.archived_at IS NULL"
                         " AND x.state <> :proposed AND (x.open_to IS NULL OR x.open_to = :everybody)"
                         " AND (x.yearly = 1 OR coalesce(x.until_on, x.from_on) >= :since)"
                         " AND x.visibility <= :level {unscoped:published, on a calendar that was opened for everybody}"
                         " ORDER BY x.from_on, x.at_time, x.id LIMIT 500",
                  .in = "org:id place:id proposed:int everybody:int since:int level:int",
                  .out = "id:id title:text kind:int state:int from_on:int until_on:int at_time:text until_time:text"
                         " yearly:int where_words:text about:text link:text contact:text reason:text host:text"
                         " changed_at:int version:int"},
};

/* ---- who --------------------------------------------------------------------------------------------------------- */

static bool is_staff(const Ctx *c) { return c->who.system || (c->who.roles & ROLES_STAFF); }

Fault event_speaks(Ctx *c, Id actor, bool *ret_yes) {
    Account *a = ent_new(c, &account_entity);
    *ret_yes = false;
    if (!actor || !c->who.account) return OK;
    Fault f = account_by_id(c, c->who.account, a);
    if (f == NOT_FOUND || (f == OK && !a->person)) return OK;
    TRY(f);
    *ret_yes = a->person == actor;
    return *ret_yes ? OK : tie_stands_for(c, a->person, actor, ret_yes);
}

/* An event of one's own: whoever wrote it, and whoever speaks for the body that holds it. */
static Fault may_change(Ctx *c, const Event *was, Id host) {
    bool yes;
    if (is_staff(c)) return OK;
    if (was && was->head.created_by != c->who.account) {
        TRY(event_speaks(c, was->host, &yes));
        if (!yes) return fail(c, NOT_ALLOWED, "event", was->head.id);
    }
    if (host && (!was || was->host != host)) {
        TRY(event_speaks(c, host, &yes));
        if (!yes) complain(c, "host", T_EVENT_NOT_YOURS);
    }
    return OK;
}

/* ---- the write --------------------------------------------------------------------------------------------------- */

static void hold_time(Ctx *c, const char *field, Str *time) {
    int at = time_minutes(str_trim(*time));
    if (!str_trim(*time).n) *time = (Str){0};
    else if (at < 0) complain(c, field, T_EVENT_NO_TIME);
    else *time = arena_printf(c->arena, "%02d:%02d", at / 60, at % 60);
}

static void hold_span(Ctx *c, Event *ev) {
    hold_time(c, "at_time", &ev->at_time);
    hold_time(c, "until_time", &ev->until_time);
    if (ev->until_on == ev->from_on) ev->until_on = 0;
    if (ev->until_on && ev->until_on < ev->from_on) complain(c, "until_on", T_EVENT_ENDS_BEFORE);
    if (ev->until_time.n && !ev->at_time.n) complain(c, "at_time", T_EVENT_WHEN_BEGINS);
    bool backwards = !ev->until_on && ev->at_time.n && ev->until_time.n && str_cmp(ev->until_time, ev->at_time) <= 0;
    if (backwards && !complaint_of(c, "until_time")) complain(c, "until_time", T_EVENT_ENDS_BEFORE);
}

Fault event_check(Ctx *c, const void *before, void *after) {
    const Event *was = before;
    Event       *ev = after;
    if (ev->place) ev->head.unit = ev->place;
    if (ev->also == ev->place) ev->also = 0;
    if (!ev->state) ev->state = is_staff(c) ? EVENT_STATE_PUBLISHED : EVENT_STATE_PROPOSED;
    if (!is_staff(c) && was && was->state == EVENT_STATE_PROPOSED) ev->state = EVENT_STATE_PROPOSED;
    hold_span(c, ev);
    if (ev->state == EVENT_STATE_CANCELLED && !ev->reason.n) complain(c, "reason", T_EVENT_WHY);
    if (ev->state != EVENT_STATE_CANCELLED) ev->reason = (Str){0};
    int least = ev->state == EVENT_STATE_PROPOSED ? VIS_UNIT : VIS_MEMBERS;
    if (ev->head.visibility < least) ev->head.visibility = least;
    TRY(may_change(c, was, ev->host));
    return complaints_fault(c);
}

/* Whoever has offered it follows it while the unit looks at it. */
Fault event_after(Ctx *c, const void *before, const void *after) {
    const Event *ev = after;
    bool         offered = !before && ev->state == EVENT_STATE_PROPOSED && ev->head.created_by;
    return offered ? scope_team_put(c, ev->head.id, ev->head.created_by, 0, 0) : OK;
}

Fault event_body_check(Ctx *c, const void *before, void *after) {
    EventBody *v = after;
    Head       of;
    (void)before;
    if (!v->actor) return complaints_fault(c);
    TRY(ent_load_head(c, &actor_entity, v->actor, &of));
    v->head.unit = of.unit;
    return complaints_fault(c);
}

Fault place_calendar_check(Ctx *c, const void *before, void *after) {
    PlaceCalendar *v = after;
    (void)before;
    if (v->place) v->head.unit = v->place;
    return complaints_fault(c);
}

/* What waited for the unit is everybody's who works here. */
static void appear(Event *ev) {
    ev->state = EVENT_STATE_PUBLISHED;
    if (ev->head.visibility == VIS_UNIT) ev->head.visibility = VIS_MEMBERS;
}

Fault event_offer(Ctx *c, Event *ev) {
    bool  yes, trusted;
    Event was = *ev;
    if (!ev->host) {
        complain(c, "host", T_EVENT_WHOSE);
        return complaints_fault(c);
    }
    TRY(event_speaks(c, ev->host, &yes));
    if (!yes) {
        complain(c, "host", T_EVENT_NOT_YOURS);
        return complaints_fault(c);
    }
    if (ev->head.id) {                            /* as it stands: the other body's are not theirs to take */
        TRY(ent_load(c, &event_entity, ev->head.id, &was));
        TRY(event_speaks(c, was.host, &yes));
        if (!yes) return fail(c, NOT_ALLOWED, "event", ev->head.id);
    }
    TRY(event_trusted(c, ev->host, &trusted));
    if (trusted) appear(ev);
    else ev->state = EVENT_STATE_PROPOSED;
    return ent_save_following(c, &event_entity, ev);
}

/* ---- steps ------------------------------------------------------------------------------------------------------- */

/* Whoever may write it, and for what is theirs to say also whoever speaks for the body. */
static Fault step(Ctx *c, Id id, bool theirs, Event *ret_ev) {
    bool speaks;
    TRY(ent_load(c, &event_entity, id, ret_ev));
    if (ent_may_write(c, &event_entity, &ret_ev->head) && is_staff(c)) return OK;
    TRY(event_speaks(c, ret_ev->host, &speaks));
    return theirs && speaks ? OK : fail(c, NOT_ALLOWED, "event", id);
}

Fault event_publish(Ctx *c, Id id, Event *ret_ev) {
    bool trusted = false;
    TRY(ent_load(c, &event_entity, id, ret_ev));
    if (ret_ev->host) TRY(event_trusted(c, ret_ev->host, &trusted));
    TRY(step(c, id, trusted, ret_ev));
    appear(ret_ev);
    return ent_save_following(c, &event_entity, ret_ev);
}

Fault event_cancel(Ctx *c, Id id, Str reason, Event *ret_ev) {
    TRY(step(c, id, true, ret_ev));
    ret_ev->state = EVENT_STATE_CANCELLED;
    ret_ev->reason = str_trim(reason);
    return ent_save_following(c, &event_entity, ret_ev);
}

Fault event_reopen(Ctx *c, Id id, Event *ret_ev) {
    TRY(step(c, id, true, ret_ev));
    ret_ev->state = EVENT_STATE_PROPOSED;
    TRY(ent_save_following(c, &event_entity, ret_ev));
    if (is_staff(c)) return OK;
    TRY(scope_team_clear(c, id));
    return scope_team_put(c, id, c->who.account, 0, 0);
}

/* ---- switches ---------------------------------------------------------------------------------------------------- */

static Fault counted(Ctx *c, int query, Id of, bool *ret_yes) {
    int64_t n;
    TRY(db_int(c, &EVENT_QUERIES[query], VALS(v_id(c->who.org), v_id(of)), &n));
    *ret_yes = n > 0;
    return OK;
}

Fault event_trusted(Ctx *c, Id actor, bool *ret_yes) { return counted(c, Q_TRUSTED, actor, ret_yes); }

Fault calendar_is_open(Ctx *c, Id place, bool *ret_yes) {
    *ret_yes = false;
    if (ent_around_none(c, &place_calendar_entity.fields[PLACE_CALENDAR_F_PLACE], place)) return OK;
    return counted(c, Q_OPEN, place, ret_yes);
}

Fault event_trust(Ctx *c, Id actor, bool yes) {
    EventBody *v = ent_new(c, &event_body_entity);
    int64_t    id;
    Fault      f = db_int(c, &EVENT_QUERIES[Q_HOST], VALS(v_id(c->who.org), v_id(actor)), &id);
    if (f == OK) TRY(ent_load(c, &event_body_entity, id, v));
    else if (f != NOT_FOUND) return f;
    v->actor = actor;
    v->trusted = yes;
    return ent_save(c, &event_body_entity, v);
}

Fault calendar_open(Ctx *c, Id place, bool yes) {
    PlaceCalendar *v = ent_new(c, &place_calendar_entity);
    int64_t        id;
    Fault          f = db_int(c, &EVENT_QUERIES[Q_CALENDAR], VALS(v_id(c->who.org), v_id(place)), &id);
    if (f == OK) TRY(ent_load(c, &place_calendar_entity, id, v));
    else if (f != NOT_FOUND) return f;
    v->place = place;
    v->is_public = yes;
    return ent_save(c, &place_calendar_entity, v);
}

/* ---- what there is ----------------------------------------------------------------------------------------------- */

static void since_until(ListSpec *s, Day from, Day until) {
    s->extras[s->n_extras++] = (ListExtra){.name = "upto", .val = v_int(until),
                                           .sql = "(x.yearly = 1 OR x.from_on <= :upto)"};
    s->extras[s->n_extras++] = (ListExtra){.name = "since", .val = v_int(from),
                                           .sql = "(x.yearly = 1 OR coalesce(x.until_on, x.from_on) >= :since)"};
}

Fault events_between(Ctx *c, const EventCut *cut, const Event **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &event_entity, .sort = &event_entity.fields[EVENT_F_FROM_ON], .limit = LIST_PAGE_MAX};
    void    *at;
    since_until(&s, cut->from, cut->until);
    if (cut->place) {
        s.extras[s.n_extras++] = (ListExtra){.name = "place", .val = v_id(cut->place),
                                             .sql = "(x.place = :place OR x.also = :place)"};
    }
    if (cut->host) {
        s.filters[s.n_filters++] = (ListFilter){.field = &event_entity.fields[EVENT_F_HOST], .op = LIST_EQ,
                                                .val = v_id(cut->host)};
    }
    if (cut->kind) {
        s.filters[s.n_filters++] = (ListFilter){.field = &event_entity.fields[EVENT_F_KIND], .op = LIST_EQ,
                                                .val = v_int(cut->kind)};
    }
    TRY(list_run(c, &s, false, &at, ret_n, NULL));
    *ret_v = at;
    return OK;
}

static PublicEvent public_row(Rows *r) {
    Event ev = {.head = {.id = rows_id(r, 0), .changed_at = rows_int(r, 15), .version = rows_int(r, 16)},
                .kind = (int)rows_int(r, 2), .state = (int)rows_int(r, 3), .from_on = (Day)rows_int(r, 4),
                .until_on = rows_null(r, 5) ? 0 : (Day)rows_int(r, 5), .at_time = rows_copy(r, 6),
                .until_time = rows_copy(r, 7), .yearly = rows_int(r, 8) == 1, .where_words = rows_copy(r, 9),
                .about = rows_copy(r, 10), .link = rows_copy(r, 11), .contact = rows_copy(r, 12),
                .reason = rows_copy(r, 13)};
    return (PublicEvent){.ev = ev, .title = rows_copy(r, 1), .host = rows_copy(r, 14)};
}

Fault events_public(Ctx *c, Id place, Day since, PublicEvent **ret_v, size_t *ret_n) {
    enum { SHOWN_MAX = 500 };
    PublicEvent *v = ARENA_ARRAY(c->arena, PublicEvent, SHOWN_MAX);
    size_t       n = 0;
    bool         open;
    TRY(calendar_is_open(c, place, &open));
    if (!open) return fail(c, NOT_FOUND, "place", place);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &EVENT_QUERIES[Q_PUBLIC],
                VALS(v_id(c->who.org), v_id(place), v_int(EVENT_STATE_PROPOSED), v_int(EVENT_OPEN_EVERYBODY),
                     v_int(since), v_int(VIS_MEMBERS)), &r));
    while (n < SHOWN_MAX && rows_next(&r)) v[n++] = public_row(&r);
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* council_store.c - bodies, seats, meetings and presence: their rules at the write, and what follows from them. */
#include "council/council_store.h"

#include "account/account.h"
#include "actor_ent.h"
#include "base/calendar.h"
#include "base/utf8.h"
#include "commitment/commitment.h"
#include "db/facts.h"
#include "db/scope.h"
#include "lang/show.h"

#include <string.h>

const Query COUNCIL_QUERIES[COUNCIL_Q_N] = {
    [Q_COUNCIL_SEATED] = {.sql = "SELECT 1 FROM seats x WHERE x.org = :org AND x.body = :body"
                         " AND x.account = :s_account"
                         " AND x.archived_at IS NULL AND (x.from_on IS NULL OR x.from_on <= :s_today)"
                         " AND (x.until_on IS NULL OR x.until_on >= :s_today) {unscoped:of the reader's own seats}"
                         " LIMIT 1",
                  .in = "org:id body:id", .out = "yes:int"},
    [Q_COUNCIL_MET] = {.sql = "SELECT m.starts_at FROM meetings m WHERE m.org = :org AND m.body = :body"
                      " AND m.state = :held AND m.archived_at IS NULL {unscoped:that it met, not what was said}"
                      " ORDER BY m.starts_at DESC LIMIT 3",
               .in = "org:id body:id held:int", .out = "at:int"},
    [Q_COUNCIL_MEETINGS] = {.sql = "SELECT x.id FROM meetings x WHERE x.org = :org AND x.body = :body"
                           " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.starts_at DESC LIMIT 60",
                    .in = "org:id body:id", .out = "id:id"},
    [Q_COUNCIL_PRESENCE] = {.sql = "SELECT x.id FROM attendances x WHERE x.org = :org AND x.meeting = :meeting"
                           " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 120",
                    .in = "org:id meeting:id", .out = "id:id"},
    [Q_COUNCIL_ATTENDED] = {.sql = "SELECT max(m.starts_at) FROM attendances a JOIN meetings m ON m.id = a.meeting"
                           " WHERE a.org = :org AND a.seat = :seat AND a.came = :came AND a.archived_at IS NULL"
                           " AND m.archived_at IS NULL {unscoped:the day alone, for the seat}",
                    .in = "org:id seat:id came:int", .out = "at:int"},
    [Q_COUNCIL_NEXT] = {.sql = "SELECT min(m.starts_at) FROM meetings m WHERE m.org = :org AND m.body = :body"
                       " AND m.state = :planned AND m.starts_at >= :now AND m.archived_at IS NULL"
                       " {unscoped:the day alone, for the body}",
                .in = "org:id body:id planned:int now:int", .out = "at:int"},
    [Q_COUNCIL_LAST] = {.sql = "SELECT max(m.starts_at) FROM meetings m WHERE m.org = :org AND m.body = :body"
                       " AND m.state = :held AND m.archived_at IS NULL {unscoped:the day alone, for the body}",
                .in = "org:id body:id held:int", .out = "at:int"},
    [Q_COUNCIL_HELD_BY] = {.sql = "SELECT x.id FROM seats x WHERE x.org = :org AND x.body = :body AND x.id <> :me"
                          " AND x.account = :account AND x.archived_at IS NULL"
                          " AND (x.until_on IS NULL OR x.until_on >= :from)"
                          " AND (x.from_on IS NULL OR x.from_on <= :until)"
                          " {unscoped:of a body that the writer has} LIMIT 1",
                          .in = "org:id body:id me:id account:id from:int until:int", .out = "id:id"},
    [Q_COUNCIL_ITEMS_OF_CASE] = {.sql = "SELECT x.id FROM agenda_items x WHERE x.org = :org AND x.of_case = :case"
                                        " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id DESC LIMIT 60",
                                 .in = "org:id case:id", .out = "id:id"},
    [Q_COUNCIL_ASKED] = {.sql = "SELECT x.id FROM agenda_items x WHERE x.org = :org AND x.body = :body"
                                " AND x.state IN (1, 4) AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 60",
                         .in = "org:id body:id", .out = "id:id"},
    [Q_COUNCIL_ITEMS_OF_BODY] = {.sql = "SELECT x.id FROM agenda_items x WHERE x.org = :org AND x.body = :body"
                                        " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id DESC LIMIT 60",
                                 .in = "org:id body:id", .out = "id:id"},
    [Q_COUNCIL_ROOMS_OF_BODY] = {.sql = "SELECT x.id, x.body, x.of_case FROM agenda_items x WHERE x.org = :org"
                                        " AND x.body = :body AND x.of_case IS NOT NULL"
                                        " {unscoped:who may see them is decided anew} ORDER BY x.id",
                                 .in = "org:id body:id", .out = "id:id body:id case:id"},
    [Q_COUNCIL_ROOMS_OF_CASE] = {.sql = "SELECT x.id, x.body, x.of_case FROM agenda_items x WHERE x.org = :org"
                                        " AND x.of_case = :case {unscoped:who may see them is decided anew}"
                                        " ORDER BY x.id",
                                 .in = "org:id case:id", .out = "id:id body:id case:id"},
    [Q_COUNCIL_LAST_NUMBER] = {.sql = "SELECT max(x.number) FROM agenda_items x WHERE x.org = :org"
                                      " AND x.meeting = :meeting {unscoped:the next number}",
                               .in = "org:id meeting:id", .out = "number:int"},
    [Q_COUNCIL_RECUSED] = {.sql = "SELECT x.agenda_item, x.attendance, x.name, x.why, x.id FROM recusals x"
                                  " WHERE x.org = :org AND x.agenda_item {in:items} AND x.archived_at IS NULL"
                                  " AND {scope:x} ORDER BY x.id LIMIT 500",
                           .in = "org:id items:ids",
                           .out = "item:id attendance:id name:text why:text id:id"},
    [Q_COUNCIL_WHEN] = {.sql = "SELECT m.starts_at, m.room, m.link, m.state FROM meetings m WHERE m.org = :org"
                               " AND m.id = :meeting {unscoped:whoever sees an item is told when and where}",
                        .in = "org:id meeting:id", .out = "at:int room:text link:text state:int"},
    [Q_COUNCIL_OF_PLACE] = {.sql = "SELECT x.id FROM bodies x WHERE x.org = :org AND x.kind = :council"
                                   " AND x.state = :active AND x.place {in:places} AND x.archived_at IS NULL"
                                   " {unscoped:which council a place has is nobody's secret} ORDER BY x.id LIMIT 1",
                            .in = "org:id council:int active:int places:ids", .out = "id:id"},
    [Q_COUNCIL_ALL_SEATS] = {.sql = "SELECT x.body, x.kind, x.from_on, x.until_on, x.attended_on FROM seats x"
                                    " WHERE x.org = :org AND x.archived_at IS NULL"
                                    " AND (x.until_on IS NULL OR x.until_on >= :s_today) AND {scope:x}"
                                    " ORDER BY x.body, x.id LIMIT 4000",
                             .in = "org:id", .out = "body:id kind:int from_on:int until_on:int attended_on:int"},
    [Q_COUNCIL_ALL_MET] = {.sql = "SELECT m.body, m.starts_at FROM meetings m WHERE m.org = :org AND m.state = :held"
                                  " AND m.starts_at >= :since AND m.archived_at IS NULL"
                                  " {unscoped:that they met, not what was said} ORDER BY m.body, m.starts_at DESC"
                                  " LIMIT 4000",
                           .in = "org:id held:int since:int", .out = "body:id at:int"},
    [Q_COUNCIL_MY_REPLIES] = {.sql = "SELECT x.meeting, x.reply FROM attendances x WHERE x.org = :org"
                                     " AND x.meeting {in:meetings} AND x.account = :s_account"
                                     " AND x.archived_at IS NULL {unscoped:the reader's own} ORDER BY x.id LIMIT :max",
                              .in = "org:id meetings:ids max:int", .out = "meeting:id reply:int"},
};

/* ---- shared ----------------------------------------------------------------------------------------------- */

Fault council_loaded(Ctx *c, int query, Id of, const Entity *e, void **ret_v, size_t *ret_n) {
    size_t max = e == &attendance_entity ? PRESENT_MAX : SEATS_MAX;
    Id    *ids = ARENA_ARRAY(c->arena, Id, max);
    size_t n = 0;
    Known  k;
    if (known_find(c, &COUNCIL_QUERIES[query], of, &k)) {
        *ret_n = (size_t)k.n;
        *ret_v = arena_alloc(c->arena, (*ret_n + 1) * e->size);
        memcpy(*ret_v, k.rows, *ret_n * e->size);
        return OK;
    }
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &COUNCIL_QUERIES[query], VALS(v_id(c->who.org), v_id(of)), &r));
        while (n < max && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    ListSpec s = {.entity = e, .ids = ids, .n_ids = n, .ids_only = true, .limit = (int64_t)max};
    *ret_n = 0;
    if (n) TRY(list_run(c, &s, true, ret_v, ret_n, NULL));
    void *copy = arena_alloc(c->arena, (*ret_n + 1) * e->size);
    if (*ret_n) memcpy(copy, *ret_v, *ret_n * e->size);
    known_keep(c, &COUNCIL_QUERIES[query], of, (int64_t)*ret_n, copy);
    return OK;
}

Fault seats_of(Ctx *c, Id body, Seat **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &seat_entity, .sort = &seat_entity.fields[SEAT_F_KIND], .limit = SEATS_MAX,
                  .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &seat_entity.fields[SEAT_F_BODY], .op = LIST_EQ, .val = v_id(body)};
    return list_run(c, &s, true, (void **)ret_v, ret_n, NULL);
}

Fault meetings_of(Ctx *c, Id body, Meeting **ret_v, size_t *ret_n) {
    return council_loaded(c, Q_COUNCIL_MEETINGS, body, &meeting_entity, (void **)ret_v, ret_n);
}

Fault presence_of(Ctx *c, Id meeting, Attendance **ret_v, size_t *ret_n) {
    return council_loaded(c, Q_COUNCIL_PRESENCE, meeting, &attendance_entity, (void **)ret_v, ret_n);
}

Fault seated(Ctx *c, Id body, bool *ret_yes) {
    int64_t id;
    *ret_yes = false;
    if (!c->who.account) return OK;
    Fault f = db_int(c, &COUNCIL_QUERIES[Q_COUNCIL_SEATED], VALS(v_id(c->who.org), v_id(body)), &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

Str when_text(Ctx *c, Lang l, Stamp at) {
    Reader r = c->reader;
    Buf    b;
    r.lang = l;
    buf_init(&b, 400);
    plain_stamp(&b, &r, at);
    return buf_keep(c->arena, &b);
}

static Fault a_moment(Ctx *c, int query, const Val *vals, size_t n, Stamp *ret_at) {
    int64_t at = 0;
    Fault   f = db_int(c, &COUNCIL_QUERIES[query], vals, n, &at);
    *ret_at = f == OK ? at : 0;
    return f == NOT_FOUND ? OK : f;
}

/* ---- bodies ----------------------------------------------------------------------------------------------- */

Fault body_check(Ctx *c, const void *before, void *after) {
    const Body *was = before;
    Body       *b = after;
    if (b->place) b->head.unit = b->place;
    if (b->kind == BODY_KIND_TEAM && !b->ends_on) complain(c, "ends_on", T_COUNCIL_TEAM_ENDS);
    bool ends = b->state == BODY_STATE_ENDED && (!was || was->state != BODY_STATE_ENDED);
    if (ends && b->kind == BODY_KIND_TEAM && !b->result.n) complain(c, "result", T_COUNCIL_TEAM_RESULT);
    return complaints_fault(c);
}

/* A coordinator who opens a body sits there. */
Fault body_after(Ctx *c, const void *before, const void *after) {
    const Body *b = after;
    bool sits = !before && !c->who.system && c->who.account && (c->who.roles & ROLE_COORDINATOR);
    if (!sits) return OK;
    Seat *s = ent_new(c, &seat_entity);
    s->body = b->head.id;
    s->kind = SEAT_KIND_COORDINATOR;
    s->account = c->who.account;
    s->from_on = c->reader.today;
    return ent_save(c, &seat_entity, s);
}

/* When it met and will meet: lists of bodies tell it to those who see no meeting. */
static Fault body_dates(Ctx *c, Id body) {
    Body *b = ent_new(c, &body_entity);
    Stamp next, last;
    TRY(a_moment(c, Q_COUNCIL_NEXT,
                 VALS(v_id(c->who.org), v_id(body), v_int(MEETING_STATE_PLANNED), v_int(c->reader.now)), &next));
    TRY(a_moment(c, Q_COUNCIL_LAST, VALS(v_id(c->who.org), v_id(body), v_int(MEETING_STATE_HELD)), &last));
    TRY(ent_load(c, &body_entity, body, b));
    b->next_on = next ? stamp_day(next, c->reader.zone) : 0;
    b->met_on = last ? stamp_day(last, c->reader.zone) : 0;
    return ent_save_following(c, &body_entity, b);
}

/* ---- seats ------------------------------------------------------------------------------------------------ */

/* What the account or the person is called, where nobody has written a name. */
static Fault name_of(Ctx *c, Id account, Id actor, Str *name) {
    Id  ids[2] = {account, actor};
    Str names[2] = {{0}};
    if (name->n || (!account && !actor)) return OK;
    TRY(ent_labels(c, ids, 2, names));
    *name = names[0].n ? names[0] : names[1];
    return OK;
}

static Fault one_seat_each(Ctx *c, const Seat *s) {
    int64_t other;
    if (!s->account || s->head.archived_at) return OK;
    Fault f = db_int(c, &COUNCIL_QUERIES[Q_COUNCIL_HELD_BY],
                     VALS(v_id(c->who.org), v_id(s->body), v_id(s->head.id), v_id(s->account),
                          v_int(s->from_on), v_int(s->until_on ? s->until_on : INT32_MAX)), &other);
    if (f == OK) complain(c, "account", T_COUNCIL_SEAT_TWICE);
    return f == NOT_FOUND ? OK : f;
}

/* No seat is given to whoever has left. */
static Fault holder_works(Ctx *c, const Seat *was, const Seat *s) {
    bool left;
    if (!s->account || (was && was->account == s->account) || c->who.system) return OK;
    TRY(accounts_left(c, &s->account, 1, &left));
    if (left) complain(c, "account", T_COUNCIL_HAS_LEFT);
    return OK;
}

Fault seat_check(Ctx *c, const void *before, void *after) {
    Seat *s = after;
    bool  nobody = s->kind == SEAT_KIND_LEAD_BY_CASE;
    TRY(name_of(c, s->account, s->actor, &s->name));
    if (nobody && (s->account || s->actor)) complain(c, "account", T_COUNCIL_LEAD_IS_NOBODY);
    if (!nobody && s->kind && !s->name.n) complain(c, "name", T_COUNCIL_SEAT_WHO);
    TRY(one_seat_each(c, s));
    TRY(holder_works(c, before, s));
    return complaints_fault(c);
}

/* Whoever sits there sees what is talked about there, as long as their term lasts. */
Fault seat_after(Ctx *c, const void *before, const void *after) {
    const Seat *s = after;
    Seat   *v = NULL;
    size_t  n;
    (void)before;
    bool kept = c->who.system;
    c->who.system = true;
    Fault f = seats_of(c, s->body, &v, &n);
    c->who.system = kept;
    TRY(f);
    TRY(scope_team_clear(c, s->body));
    for (size_t i = 0; i < n; i++) {
        if (v[i].account) TRY(scope_team_put(c, s->body, v[i].account, v[i].from_on, v[i].until_on));
    }
    return rooms_of_body(c, s->body);
}

Fault met_days(Ctx *c, Id body, Day *ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    TRY(db_rows(c, &COUNCIL_QUERIES[Q_COUNCIL_MET], VALS(v_id(c->who.org), v_id(body), v_int(MEETING_STATE_HELD)), &r));
    while (*ret_n < LAST_MEETINGS && rows_next(&r)) ret_v[(*ret_n)++] = stamp_day(rows_int(&r, 0), c->reader.zone);
    return rows_fault(&r);
}

int64_t missed_of(const Seat *s, const Day *met, size_t n) {
    int64_t missed = 0;
    if (s->kind == SEAT_KIND_LEAD_BY_CASE) return 0;
    for (size_t i = 0; i < n; i++) {
        bool held = (!s->from_on || s->from_on <= met[i]) && (!s->until_on || s->until_on >= met[i]);
        if (held && met[i] > s->attended_on) missed++;
    }
    return missed;
}

/* ---- meetings --------------------------------------------------------------------------------------------- */

static void call_it(Ctx *c, Meeting *m, const Body *b) {
    enum { NAME_CHARS = 100 };
    for (Lang l = 0; l < LANG_N; l++) {
        Lang from;
        Str  name = utf8_head(tri_best(&b->name, l, &from), NAME_CHARS);
        Day  on = stamp_day(m->starts_at, c->reader.zone);
        Str  both = arena_printf(c->arena, "%.*s · %d.%d.%d", STR_ARG(name), day_date(on), day_month(on), day_year(on));
        m->title.v[l] = utf8_clean_line(c->arena, both);
        m->title.state[l] = TEXT_WRITTEN;
    }
}

/* Whoever sits there calls its meetings: others would not see what they have called. */
static Fault may_call(Ctx *c, Id body) {
    bool sits;
    TRY(seated(c, body, &sits));
    if (!sits && !c->who.system) complain(c, "body", T_COUNCIL_SIT_FIRST);
    return OK;
}

Fault meeting_check(Ctx *c, const void *before, void *after) {
    const Meeting *was = before;
    Meeting       *m = after;
    Body          *b = ent_new(c, &body_entity);
    if (!m->body) return complaints_fault(c);
    TRY(ent_load(c, &body_entity, m->body, b));
    if (!was) TRY(may_call(c, m->body));
    m->head.unit = b->head.unit;
    m->head.team = b->head.id;
    m->head.visibility = VIS_TEAM;
    if (!m->state) m->state = MEETING_STATE_PLANNED;
    if (m->starts_at) call_it(c, m, b);
    bool held = m->state == MEETING_STATE_HELD;
    bool off = m->state == MEETING_STATE_CANCELLED && (!was || was->state != MEETING_STATE_CANCELLED);
    if (held && stamp_day(m->starts_at, c->reader.zone) > c->reader.today) complain(c, "starts_at", T_COUNCIL_NOT_YET);
    if (off && !m->reason.n) complain(c, "reason", T_COUNCIL_WHY_OFF);
    if (!was && b->state == BODY_STATE_ENDED) complain(c, "body", T_COUNCIL_BODY_ENDED);
    return complaints_fault(c);
}

Fault meeting_after(Ctx *c, const void *before, const void *after) {
    const Meeting *was = before, *m = after;
    TRY(body_dates(c, m->body));
    bool called = was && was->invited_at && m->invited_at;
    bool off = m->state == MEETING_STATE_CANCELLED || m->head.archived_at;
    bool was_off = was && (was->state == MEETING_STATE_CANCELLED || was->head.archived_at);
    bool moved = called && (was->starts_at != m->starts_at || !str_eq(was->room, m->room));
    if (was && was->invited_at && !m->invited_at) return mail_forget(c, m->head.id);
    if (called && off && !was_off) return meeting_tell(c, m, true);
    return m->invited_at && !off && (moved || (was && !was->invited_at)) ? meeting_tell(c, m, false) : OK;
}

/* ---- presence --------------------------------------------------------------------------------------------- */

Fault attendance_check(Ctx *c, const void *before, void *after) {
    Attendance *a = after;
    (void)before;
    if (a->seat && !a->account && !a->actor) {
        Seat *s = ent_new(c, &seat_entity);
        TRY(ent_load(c, &seat_entity, a->seat, s));
        a->account = s->account;
        a->actor = s->actor;
        if (!a->name.n) a->name = s->name;
    }
    TRY(name_of(c, a->account, a->actor, &a->name));
    if (!a->name.n) complain(c, "name", T_COUNCIL_SEAT_WHO);
    return complaints_fault(c);
}

/* The seat remembers when somebody came by it last. */
Fault attendance_after(Ctx *c, const void *before, const void *after) {
    const Attendance *was = before, *a = after;
    Seat *s = ent_new(c, &seat_entity);
    Stamp at;
    if (!a->seat || (was && was->came == a->came && !was->head.archived_at == !a->head.archived_at)) return OK;
    TRY(a_moment(c, Q_COUNCIL_ATTENDED, VALS(v_id(c->who.org), v_id(a->seat), v_int(ATTENDED_CAME)), &at));
    TRY(ent_load(c, &seat_entity, a->seat, s));
    Day on = at ? stamp_day(at, c->reader.zone) : 0;
    if (s->attended_on == on) return OK;
    s->attended_on = on;
    return ent_save_following(c, &seat_entity, s);
}

static bool held_on(const Seat *s, Day d) {
    return (!s->from_on || s->from_on <= d) && (!s->until_on || s->until_on >= d);
}

Fault presence_fill(Ctx *c, const Meeting *m) {
    Seat       *seats = NULL;
    Attendance *known = NULL;
    size_t n_seats, n_known;
    Day    on = stamp_day(m->starts_at, c->reader.zone);
    TRY(seats_of(c, m->body, &seats, &n_seats));
    TRY(presence_of(c, m->head.id, &known, &n_known));
    for (size_t i = 0; i < n_seats; i++) {
        bool there = seats[i].kind == SEAT_KIND_LEAD_BY_CASE || !held_on(&seats[i], on);
        for (size_t k = 0; k < n_known && !there; k++) there = known[k].seat == seats[i].head.id;
        if (there) continue;
        Attendance *a = ent_new(c, &attendance_entity);
        a->meeting = m->head.id;
        a->seat = seats[i].head.id;
        TRY(ent_save(c, &attendance_entity, a));
    }
    return presence_of_leads(c, m);
}

/* ---- who is told ------------------------------------------------------------------------------------------ */

/* Whom a mail goes to, and where it leads: a guest does not see the meeting, but the item. */
typedef struct Told {
    const Meeting *m;
    const Body    *b;
    Str            site;
    bool           off;
} Told;

/* For the reader's own calendar: what every member knows, and the way to say yes or no. */
static Fault put_invitation(Ctx *c, const Told *t, Mail *mail) {
    enum { HOUR = 60, BYTES_MAX = 16 * 1024 };
    const Meeting *m = t->m;
    char  id[ID_CHARS + 1];
    Str   from;
    Buf   b;
    TRY(fact_get(c, "mail_from", &from));
    if (!from.n) return OK;
    id_print(id, m->head.id);
    CalendarEvent e = {.uid = arena_printf(c->arena, "%s@rakaz", id), .where = m->room, .link = mail->link,
                       .name = tri_best(&t->b->name, mail->reader.lang, NULL), .starts_at = m->starts_at,
                       .made_at = c->reader.now, .minutes = m->length > 0 ? (int)m->length : HOUR,
                       .sequence = (int)m->head.version, .off = t->off};
    Str words = arena_printf(c->arena, "%.*s %.*s", STR_ARG(tr(mail->reader.lang, T_COUNCIL_MAIL_TAP)),
                             STR_ARG(mail->link));
    buf_init(&b, BYTES_MAX);
    calendar_invite(&b, &e, from, mail->to, t->off ? (Str){0} : words);
    mail->calendar = buf_keep(c->arena, &b);
    return OK;
}

static Fault tell_one(Ctx *c, const Told *t, Id account, Str path) {
    Account *a = ent_new(c, &account_entity);
    Reader   r = c->reader;
    Lang     from;
    Fault    f = account_by_id(c, account, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    (void)lang_parse(a->lang, &r.lang);
    Mail mail = {.org = t->m->head.org, .to = a->email, .reader = r, .about = t->m->head.id, .n_args = 3,
                 .subject = t->off ? T_COUNCIL_MAIL_OFF : T_COUNCIL_MAIL,
                 .body = t->off ? T_COUNCIL_MAIL_OFF_TEXT : T_COUNCIL_MAIL_TEXT};
    mail.args[0] = TR_ARG("name", a->name);
    mail.args[1] = TR_ARG("body", tri_best(&t->b->name, r.lang, &from));
    mail.args[2] = TR_ARG("day", when_text(c, r.lang, t->m->starts_at));
    mail.link = arena_printf(c->arena, "%.*s%.*s", STR_ARG(t->site), STR_ARG(path));
    TRY(put_invitation(c, t, &mail));
    return mail_queue(c, &mail);
}

/* Lead consultants of the businesses on the agenda who do not sit there, each once. */
static Fault tell_leads(Ctx *c, const Told *t, const Seat *seats, size_t n_seats) {
    AgendaItem *items = NULL;
    size_t      n, told = 0;
    Id          done[ITEMS_MAX];
    Day         on = stamp_day(t->m->starts_at, c->reader.zone);
    TRY(items_of_meeting(c, t->m->head.id, &items, &n));
    for (size_t i = 0; i < n; i++) {
        Id   lead;
        Str  name;
        bool known = false;
        TRY(lead_of(c, items[i].of_case, on, &lead, &name));
        for (size_t k = 0; k < n_seats; k++) known |= seats[k].account == lead;
        for (size_t k = 0; k < told; k++) known |= done[k] == lead;
        if (!lead || known) continue;
        done[told++] = lead;
        TRY(tell_one(c, t, lead, view_record_path(c, &agenda_item_entity, items[i].head.id)));
    }
    return OK;
}

Fault meeting_tell(Ctx *c, const Meeting *m, bool off) {
    Body   *b = ent_new(c, &body_entity);
    Seat   *seats = NULL;
    size_t  n;
    Day     on = stamp_day(m->starts_at, c->reader.zone);
    Told    t = {.m = m, .b = b, .off = off};
    TRY(mail_forget(c, m->head.id));
    TRY(fact_get(c, "site", &t.site));
    if (!t.site.n) return OK;
    TRY(ent_load(c, &body_entity, m->body, b));
    TRY(seats_of(c, m->body, &seats, &n));
    for (size_t i = 0; i < n; i++) {
        if (!seats[i].account || !held_on(&seats[i], on)) continue;
        TRY(tell_one(c, &t, seats[i].account, view_record_path(c, &meeting_entity, m->head.id)));
    }
    return tell_leads(c, &t, seats, n);
}

Fault promised_of_seat(Ctx *c, const Seat *s, int64_t *ret_n) {
    ListSpec spec = {.entity = &commitment_entity, .n_filters = 2, .n_extras = 1};
    const Field *f = commitment_entity.fields;
    spec.filters[0] = (ListFilter){.field = &f[COMMITMENT_F_OWNER], .op = LIST_EQ, .val = v_id(s->account)};
    spec.filters[1] = (ListFilter){.field = &f[COMMITMENT_F_STATE], .op = LIST_EQ, .val = v_int(COMMITMENT_STATE_OPEN)};
    spec.extras[0] = (ListExtra){.name = "body", .val = v_id(s->body),
                                 .sql = "EXISTS (SELECT 1 FROM agenda_items i WHERE i.id = x.agenda_item"
                                        " AND i.body = :body)"};
    bool kept = c->who.system;
    c->who.system = true;
    Fault fault = list_count(c, &spec, ret_n);
    c->who.system = kept;
    return fault;
}

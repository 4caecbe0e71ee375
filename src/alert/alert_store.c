/* alert_store.c - alerts: statements, rules at the write, what was found, and the mail that tells of it. */
#include "alert/alert_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "place/place.h"
#include "sending/sending.h"

#include <math.h>

enum { Q_HITS, Q_PUT, Q_MOVE, Q_OWN, Q_SAW, Q_OF_ACCOUNT, Q_OF_LISTING };
_Static_assert(Q_OF_LISTING + 1 == ALERT_Q_N, "as many as the header says");

#define MINE "(SELECT a.id FROM alerts a WHERE a.org = :org AND a.account = :account AND a.archived_at IS NULL" \
             " {unscoped:the reader's own})"

const Query ALERT_QUERIES[ALERT_Q_N] = {
    [Q_HITS] = {.sql = "SELECT h.listing, h.actor, h.kind, h.state, h.ask, h.found_on FROM alert_hits h"
                       " WHERE h.alert = :alert ORDER BY h.listing, h.actor LIMIT 20000",
                .in = "alert:id", .out = "listing:int actor:int kind:int state:int ask:int found_on:int", .many = true},
    [Q_PUT] = {.sql = "INSERT INTO alert_hits (alert, listing, actor, kind, state, ask, found_on)"
                      " VALUES (:alert, :listing, :actor, :kind, :state, :ask, :found_on)"
                      " ON CONFLICT (alert, listing, actor) DO NOTHING",
               .in = "alert:id listing:int actor:int kind:int state:int ask:int found_on:int"},
    [Q_MOVE] = {.sql = "UPDATE alert_hits SET state = :to_state WHERE alert = :alert AND listing = :listing"
                       " AND actor = :actor AND state = :from_state",
                .in = "to_state:int alert:id listing:int actor:int from_state:int"},
    [Q_OWN] = {.sql = "SELECT h.alert, h.listing, h.actor, h.kind, h.state, h.ask, h.found_on FROM alert_hits h"
                      " JOIN alerts a ON a.id = h.alert WHERE a.org = :org AND a.account = :account"
                      " AND a.archived_at IS NULL AND (:alert = 0 OR a.id = :alert) AND h.state <= :state AND {scope:a}"
                      " ORDER BY h.state, h.found_on DESC, h.alert, h.listing DESC, h.actor DESC LIMIT :max",
               .in = "org:id account:id alert:int state:int max:int",
               .out = "alert:id listing:int actor:int kind:int state:int ask:int found_on:int", .many = true},
    [Q_SAW] = {.sql = "UPDATE alert_hits SET state = :seen WHERE state = :fresh AND alert IN " MINE
                      " AND (:alert = 0 OR alert = :alert)"
                      " AND ((:listing = 0 AND :actor = 0) OR (listing = :listing AND actor = :actor))",
               .in = "seen:int fresh:int org:id account:id alert:int listing:int actor:int"},
    [Q_OF_ACCOUNT] = {.sql = "SELECT a.id FROM alerts a WHERE a.org = :org AND a.account = :account"
                             " AND a.archived_at IS NULL AND (:way = 0 OR a.way = :way)"
                             " {unscoped:of the one who is told} ORDER BY a.id LIMIT 100",
                      .in = "org:id account:id way:int", .out = "id:id", .many = true},
    [Q_OF_LISTING] = {.sql = "SELECT a.id FROM alerts a WHERE a.org = :org AND a.account = :account"
                             " AND a.listing = :listing AND a.id <> :but AND a.archived_at IS NULL"
                             " {unscoped:whether there is one} ORDER BY a.id LIMIT 1",
                      .in = "org:id account:id listing:id but:id", .out = "id:id"},
};
_Static_assert(ALERT_HITS_MAX == 20000, "the statement says it by number");

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* Alerts of somebody; `way` 0: told in any way. */
static Fault of_account(Ctx *c, Id account, int way, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ALERT_QUERIES[Q_OF_ACCOUNT], VALS(v_id(c->who.org), v_id(account), v_int(way)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}

/* For a need or an offer that is open; its name is that one's. */
static Fault follow_listing(Ctx *c, Alert *a) {
    Listing *l = ent_new(c, &listing_entity);
    Fault    f = ent_load(c, &listing_entity, a->listing, l);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    bool need = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OPPORTUNITY;
    bool open = l->state == LISTING_STATE_OPEN && l->kind != LISTING_KIND_BARRIER && !l->head.archived_at;
    if (!open) complain(c, "listing", T_ALERT_NOT_OPEN);
    a->looks_for = need ? ALERT_SIDE_OFFERS : ALERT_SIDE_NEEDS;
    a->actor = l->holder;
    if (!a->name.n) a->name = tri_best(&l->title, c->reader.lang, NULL);
    return OK;
}

/* The version that the reader's lists go by, where it is one of this place; else the one in force. */
static Fault take_number(Ctx *c, Alert *a) {
    PlaceLocal l, now;
    Request    none = {0};
    TRY(place_local(c, &none, &l));
    TRY(place_local_read(c, id_str(c->arena, a->place), &now));
    bool chosen = l.version && l.place == a->place;
    if (chosen || now.version) a->of_number = chosen ? l.number : now.number;
    return OK;
}

static Fault check_version(Ctx *c, const Alert *was, Alert *a) {
    PlaceLocal l;
    bool       moved = was && was->place != a->place && was->of_number == a->of_number;
    if (a->holds != ALERT_VERSION_THIS) a->of_number = NUMBER_NONE;
    else if (a->of_number == NUMBER_NONE || moved) TRY(take_number(c, a));
    TRY(place_local_read(c, alert_local(c, a), &l));
    if (l.version) return OK;
    bool number = a->holds == ALERT_VERSION_THIS;
    complain(c, number ? "of_number" : "place", number ? T_ALERT_NO_VERSION : T_ALERT_NO_DEFINITION);
    return OK;
}

static Fault check_place(Ctx *c, const Alert *was, Alert *a) {
    if (!a->place) a->nearness = 0;
    else if (!a->nearness) a->nearness = ALERT_NEAR_LOCAL;
    if (a->nearness == ALERT_NEAR_LOCAL) {
        if (!a->holds) a->holds = ALERT_VERSION_IN_FORCE;
        return check_version(c, was, a);
    }
    a->holds = 0;
    a->of_number = NUMBER_NONE;
    return OK;
}

static void check_amount(Ctx *c, const Alert *a) {
    bool any = !isnan(a->amount) || !isnan(a->amount_most);
    if (any && a->looks_for == ALERT_SIDE_ACTORS) complain(c, "amount", T_ALERT_NO_AMOUNT);
    if (any && !a->counted_in) complain(c, "counted_in", T_ALERT_UNIT);
    if (a->amount_most < a->amount) complain(c, "amount_most", T_ALERT_MOST_LESS);
}

/* "Bakeries · Rahat"; else what it looks for. */
static Fault name_it(Ctx *c, Alert *a) {
    Id  ids[2] = {a->category, a->place};
    Str names[2] = {{0}}, side = tr(c->reader.lang, choice_label(&alert_side_choices, a->looks_for));
    if (a->name.n) return OK;
    TRY(ent_labels(c, ids, 2, names));
    bool both = names[0].n && names[1].n;
    a->name = both ? arena_printf(c->arena, "%.*s \u00b7 %.*s", STR_ARG(names[0]), STR_ARG(names[1]))
                   : names[0].n ? names[0] : names[1].n ? names[1] : side;
    return OK;
}

/* Of an owner's alert: their own business finds nothing of itself, and its word about being written to holds. */
static Fault for_whom(Ctx *c, Alert *a) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    if (a->actor || (c->who.roles & ROLES_STAFF) || c->who.system) return OK;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    if (n) a->actor = own[0];
    return OK;
}

static Fault check_looked_for(Ctx *c, const Alert *was, Alert *a) {
    TRY(for_whom(c, a));
    if (!a->category && !a->place) complain(c, "category", T_ALERT_NARROW);
    TRY(check_place(c, was, a));
    check_amount(c, a);
    return name_it(c, a);
}

static bool looks_elsewhere(const Alert *was, const Alert *a) {
    static const int FIELDS[] = {ALERT_F_LOOKS_FOR, ALERT_F_CATEGORY, ALERT_F_PLACE, ALERT_F_NEARNESS, ALERT_F_AMOUNT,
                                 ALERT_F_AMOUNT_MOST, ALERT_F_COUNTED_IN};
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (!value_eq(&alert_entity.fields[FIELDS[i]], was, a)) return true;
    }
    return was->head.archived_at && !a->head.archived_at;
}

static Fault not_too_many(Ctx *c, const Alert *a) {
    Id     ids[ALERTS_MAX + 1];
    size_t n;
    TRY(of_account(c, a->account, 0, ids, ALERTS_MAX + 1, &n));
    if (n >= ALERTS_MAX) complain(c, "way", T_ALERT_TOO_MANY);
    return OK;
}

/* Of one listing one alert of theirs. */
static Fault not_twice(Ctx *c, const Alert *a) {
    int64_t other;
    Fault f = db_int(c, &ALERT_QUERIES[Q_OF_LISTING],
                     VALS(v_id(c->who.org), v_id(a->account), v_id(a->listing), v_id(a->head.id ? a->head.id : 1)),
                     &other);
    if (f == OK) complain(c, "listing", T_ALERT_THERE);
    return f == NOT_FOUND ? OK : f;
}

Fault alert_check(Ctx *c, const void *before, void *after) {
    const Alert *was = before;
    Alert       *a = after;
    if (!was && !a->account) a->account = c->who.account;
    /* No choice of a form makes it seen. */
    if (!(c->who.system && !c->who.account)) a->head.visibility = VIS_PRIVATE;
    bool mine = c->who.system || (c->who.account && a->account == c->who.account);
    if (!mine) return fail(c, NOT_ALLOWED, "alert", a->head.id);
    if (!was) TRY(not_too_many(c, a));
    if (!was && a->listing) TRY(follow_listing(c, a));
    if (a->listing && !a->head.archived_at && (!was || was->head.archived_at)) TRY(not_twice(c, a));
    if (was && a->listing) {                      /* its listing says what is looked for */
        a->looks_for = was->looks_for;
        a->category = a->place = 0;
        a->nearness = a->counted_in = a->holds = 0;
        a->of_number = NUMBER_NONE;
        a->amount = a->amount_most = NAN;
    }
    if (!a->listing) TRY(check_looked_for(c, was, a));
    bool told_since = !was && c->who.system && a->since_at;
    if (!told_since && (!was || looks_elsewhere(was, a))) a->since_at = c->reader.now;
    return complaints_fault(c);
}

/* Whoever wishes no mail any more gets none that waits. */
Fault alert_after(Ctx *c, const void *before, const void *after) {
    const Alert *was = before, *a = after;
    bool quiet = a->head.archived_at || a->way == ALERT_WAY_PAGE;
    return was && quiet ? mail_forget(c, a->head.id) : OK;
}

/* ---- what was found ---------------------------------------------------------------------------------------------- */

Fault alerts_all(Ctx *c, AlertOf **ret_v, size_t *ret_n) {
    enum { ALL_MAX = 20000, PORTION = 500 };
    size_t   n = 0, got = PORTION, cap = 0;
    Id       after = INT64_MIN;
    AlertOf *v = NULL;
    while (got == PORTION && n < ALL_MAX) {
        void *rows;
        TRY(ent_feed(c, &alert_entity, after, PORTION, &rows, &got));
        ARENA_ROOM(c->arena, v, n, got, &cap);
        for (size_t i = 0; i < got; i++) {
            const Alert *a = (const Alert *)rows + i;
            if (a->account) v[n++] = (AlertOf){a->head.id, a->account, a->head.org};
            after = a->head.id;
        }
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault alert_hits(Ctx *c, Id alert, AlertHit **ret_v, size_t *ret_n) {
    size_t    n = 0, cap = 0;
    AlertHit *v = NULL;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ALERT_QUERIES[Q_HITS], VALS(v_id(alert)), &r));
    for (; n < ALERT_HITS_MAX && rows_next(&r); n++) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n] = (AlertHit){.alert = alert, .listing = rows_int(&r, 0), .actor = rows_int(&r, 1),
                          .kind = (int)rows_int(&r, 2), .state = (int)rows_int(&r, 3), .ask = rows_int(&r, 4) != 0,
                          .found_on = (Day)rows_int(&r, 5)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault alert_hits_own(Ctx *c, Id alert, bool seen_too, AlertHit *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ALERT_QUERIES[Q_OWN],
                VALS(v_id(c->who.org), v_id(c->who.account), v_int(alert), v_int(seen_too ? HIT_SEEN : HIT_FRESH),
                     v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (AlertHit){.alert = rows_id(&r, 0), .listing = rows_int(&r, 1), .actor = rows_int(&r, 2),
                              .kind = (int)rows_int(&r, 3), .state = (int)rows_int(&r, 4),
                              .ask = rows_int(&r, 5) != 0, .found_on = (Day)rows_int(&r, 6)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

ListExtra alert_new(void) {
    return (ListExtra){.name = "new", .val = v_int(HIT_FRESH), .text = LIT("1"),
                       .sql = "EXISTS (SELECT 1 FROM alert_hits h WHERE h.alert = x.id AND h.state = :new)"};
}

Fault alert_saw(Ctx *c, const AlertHit *w) {
    if (w->alert) TRY(mail_forget(c, w->alert));
    region_changed(c, "alert_hits", w->alert);
    return db_run(c, &ALERT_QUERIES[Q_SAW],
                  VALS(v_int(HIT_SEEN), v_int(HIT_FRESH), v_id(c->who.org), v_id(c->who.account), v_int(w->alert),
                       v_int(w->listing), v_int(w->actor)));
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

Fault alert_may_write(Ctx *c, const Alert *a, unsigned roles, bool *ret_yes) {
    bool no = false;
    *ret_yes = true;
    if ((roles & ROLES_STAFF) || !a->actor) return OK;
    TRY(sending_said_no(c, a->actor, &no));
    *ret_yes = !no;
    return OK;
}

/* A mail about one of their alerts that tell in the same way: what is told at once does not wait for the morning's. */
static Fault one_waits(Ctx *c, const Alert *a, bool *ret_yes) {
    Id     ids[ALERTS_MAX];
    size_t n;
    *ret_yes = false;
    TRY(of_account(c, a->account, a->way, ids, ALERTS_MAX, &n));
    for (size_t i = 0; i < n && !*ret_yes; i++) {
        Str to;
        TRY(mail_waits(c, ids[i], &to));
        *ret_yes = to.n > 0;
    }
    return OK;
}

static Stamp next_morning(const Ctx *c) {
    enum { MORNING_HOUR = 7 };
    Stamp today = stamp_of(c->reader.today, MORNING_HOUR, 0, c->reader.zone);
    if (today > c->reader.now) return today;
    return stamp_of(day_plus(c->reader.today, 1), MORNING_HOUR, 0, c->reader.zone);
}

static Fault send(Ctx *c, const Alert *a, const Login *l) {
    Account *to = ent_new(c, &account_entity);
    Str      site, region;
    bool     waits;
    Fault    f = account_by_id(c, a->account, to);
    if (f != OK || !to->email.n) return f == NOT_FOUND ? OK : f;
    TRY(fact_get(c, "site", &site));
    TRY(one_waits(c, a, &waits));
    if (!site.n || waits) return OK;
    bool owner = !(l->who.roles & (ROLES_STAFF | ROLE_TRUSTEE));
    Mail m = {.org = c->who.org, .to = to->email, .reader = c->reader, .about = a->head.id, .subject = T_ALERT_MAIL,
              .body = T_ALERT_MAIL_TEXT, .n_args = 2,
              .not_before = a->way == ALERT_WAY_DAILY ? next_morning(c) : 0,
              .link = arena_printf(c->arena, "%.*s%s", STR_ARG(site), owner ? "/alerts" : "/alerts?new=1")};
    (void)lang_parse(to->lang, &m.reader.lang);
    TRY(fact_name(c, m.reader.lang, &region));
    m.args[0] = TR_ARG("name", to->name);
    m.args[1] = TR_ARG("region", region);
    return mail_queue(c, &m);
}

static Fault tell(Ctx *c, const Alert *a) {
    Login l;
    bool  may;
    if (a->way != ALERT_WAY_DAILY && a->way != ALERT_WAY_NOW) return OK;
    if (a->is_demo == 1) return OK;
    Fault f = account_login(c, a->account, &l);
    if (f != OK) return f == NOT_FOUND || f == NOT_SIGNED_IN ? OK : f;
    TRY(alert_may_write(c, a, l.who.roles, &may));
    return may ? send(c, a, &l) : OK;
}

Fault alert_write(Ctx *c, void *arg) {
    const AlertLook *l = arg;
    Alert *a = ent_new(c, &alert_entity);
    Fault  f = ent_load_as_program(c, &alert_entity, l->alert, a);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    if (a->head.version != l->version || a->head.archived_at) return OK;   /* another look will come */
    region_changed(c, "alert_hits", l->alert);
    for (size_t i = 0; i < l->put_n; i++) {
        const AlertHit *h = &l->put[i];
        TRY(db_run(c, &ALERT_QUERIES[Q_PUT], VALS(v_id(l->alert), v_int(h->listing), v_int(h->actor), v_int(h->kind),
                                                  v_int(h->state), v_int(h->ask), v_int(c->reader.today))));
    }
    for (size_t i = 0; i < l->gone_n; i++) {
        const AlertHit *h = &l->gone[i];
        TRY(db_run(c, &ALERT_QUERIES[Q_MOVE], VALS(v_int(HIT_GONE), v_id(l->alert), v_int(h->listing),
                                                   v_int(h->actor), v_int(HIT_FRESH))));
    }
    return l->tell ? tell(c, a) : OK;
}

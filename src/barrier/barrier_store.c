/* barrier_store.c - barriers: their rules at the write, the steps of their way, and who may mean the same. */
#include "barrier/alike.h"
#include "barrier/barrier_page.h"

#include "account/account.h"
#include "db/facts.h"

enum { Q_NEAR, Q_COUNT, Q_LINKED, Q_OF_CASE, Q_OF_BARRIER, Q_TOLD };

const Query BARRIER_QUERIES[BARRIER_Q_N] = {
    [Q_NEAR] = {.sql = "SELECT x.id, x.title, x.reported_on FROM barriers x WHERE x.org = :org"
                       " AND x.archived_at IS NULL AND x.id <> :me AND x.state <> :removed"
                       " AND ((x.authority IS NOT NULL AND x.authority = :authority) OR x.place = :place)"
                       " AND {scope:x} ORDER BY x.reported_on DESC, x.id DESC LIMIT 200",
                .in = "org:id me:id removed:int authority:id place:id",
                .out = "id:id title:text reported_on:int"},
    [Q_COUNT] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM barrier_cases x WHERE x.org = :org"
                        " AND x.barrier = :barrier AND x.archived_at IS NULL {unscoped:how many, never which}",
                 .in = "org:id barrier:id", .out = "n:int"},
    [Q_LINKED] = {.sql = "SELECT x.id FROM barrier_cases x WHERE x.org = :org AND x.barrier = :barrier"
                         " AND x.of_case = :case AND x.id <> :me AND x.archived_at IS NULL AND {scope:x} LIMIT 1",
                  .in = "org:id barrier:id case:id me:id", .out = "id:id"},
    [Q_OF_CASE] = {.sql = "SELECT x.id, x.barrier, x.of_case, x.note FROM barrier_cases x WHERE x.org = :org"
                          " AND x.of_case = :case AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 100",
                   .in = "org:id case:id", .out = "id:id barrier:id case:id note:text"},
    [Q_OF_BARRIER] = {.sql = "SELECT x.id, x.barrier, x.of_case, x.note FROM barrier_cases x WHERE x.org = :org"
                             " AND x.barrier = :barrier AND x.archived_at IS NULL AND {scope:x}"
                             " ORDER BY x.id LIMIT 100",
                      .in = "org:id barrier:id", .out = "id:id barrier:id case:id note:text"},
    [Q_TOLD] = {.sql = "SELECT x.of_case FROM barrier_cases x WHERE x.org = :org AND x.barrier = :barrier"
                       " AND x.archived_at IS NULL {unscoped:whose coordinators are told} ORDER BY x.id LIMIT 100",
                .in = "org:id barrier:id", .out = "case:id"},
};

bool barrier_is_open(const Barrier *b) {
    return b->state != BARRIER_STATE_REMOVED && b->state != BARRIER_STATE_STAYS;
}

int64_t barrier_days(const Barrier *b, Day today) {
    Day until = barrier_is_open(b) || !b->removed_on ? today : b->removed_on;
    return b->reported_on && until >= b->reported_on ? day_number(until) - day_number(b->reported_on) : 0;
}

/* What a state demands; the days are those on which it was reached. */
static void hold_state(Ctx *c, Barrier *b) {
    Day today = c->reader.today;
    if (b->state == BARRIER_STATE_TAKEN && !b->trustee) b->trustee = c->who.account;
    if (b->state == BARRIER_STATE_TAKEN && !b->trustee) complain(c, "trustee", T_BARRIER_WHO);
    if (b->trustee && !b->taken_on) b->taken_on = today;
    if (b->state == BARRIER_STATE_ANSWERED && !b->answer.n) complain(c, "answer", T_BARRIER_ANSWER_WORDS);
    if (b->answer.n && !b->answered_on) b->answered_on = today;
    if (b->state == BARRIER_STATE_STAYS && !b->reason.n) complain(c, "reason", T_BARRIER_WHY_STAYS);
    if (barrier_is_open(b)) b->removed_on = 0;
    else if (!b->removed_on) b->removed_on = today;
}

Fault barrier_check(Ctx *c, const void *before, void *after) {
    Barrier *b = after;
    (void)before;
    if (b->place) b->head.unit = b->place;
    if (!b->state) b->state = BARRIER_STATE_REPORTED;
    if (!b->reported_on) b->reported_on = c->reader.today;
    hold_state(c, b);
    return complaints_fault(c);
}

/* ---- cases that stand before it ----------------------------------------------------------------------------- */

Fault barrier_case_check(Ctx *c, const void *before, void *after) {
    BarrierCase *x = after;
    int64_t      other;
    (void)before;
    if (!x->of_case || !x->barrier) return complaints_fault(c);
    TRY(case_hold(c, x->of_case, true, &x->head));
    Fault f = db_int(c, &BARRIER_QUERIES[Q_LINKED], VALS(v_id(c->who.org), v_id(x->barrier), v_id(x->of_case),
                                                         v_int(x->head.id)), &other);
    if (f == OK && !x->head.archived_at) complain(c, "barrier", T_BARRIER_LINKED_ALREADY);
    if (f != OK && f != NOT_FOUND) return f;
    return complaints_fault(c);
}

Fault barrier_link(Ctx *c, Id barrier, Id of_case, Str note) {
    BarrierCase *x = ent_new(c, &barrier_case_entity);
    x->barrier = barrier;
    x->of_case = of_case;
    x->note = note;
    return ent_save(c, &barrier_case_entity, x);
}

Fault barrier_make_room(Ctx *c, Id into, Id from) {
    void  *here, *there;
    size_t here_n, there_n;
    TRY(case_records(c, &barrier_case_entity, into, &here, &here_n));
    TRY(case_records(c, &barrier_case_entity, from, &there, &there_n));
    for (size_t i = 0; i < here_n; i++) {
        for (size_t k = 0; k < there_n; k++) {
            const BarrierCase *a = &((const BarrierCase *)here)[i], *b = &((const BarrierCase *)there)[k];
            if (a->barrier == b->barrier) TRY(ent_archive(c, &barrier_case_entity, b->head.id));
        }
    }
    return OK;
}

Fault barrier_count(Ctx *c, Id barrier, int64_t *ret_n) {
    return db_int(c, &BARRIER_QUERIES[Q_COUNT], VALS(v_id(c->who.org), v_id(barrier)), ret_n);
}

Fault barrier_links(Ctx *c, Id barrier, Id of_case, BarrierLink **ret_v, size_t *ret_n) {
    BarrierLink *v = ARENA_ARRAY(c->arena, BarrierLink, LINKS_MAX);
    size_t       n = 0;
    *ret_v = v;
    *ret_n = 0;
    if (of_case && ent_around_none(c, &barrier_case_entity.fields[BARRIER_CASE_F_OF_CASE], of_case)) return OK;
    AUTO(rows_end) Rows r = {0};
    int query = barrier ? Q_OF_BARRIER : Q_OF_CASE;
    TRY(db_rows(c, &BARRIER_QUERIES[query], VALS(v_id(c->who.org), v_id(barrier ? barrier : of_case)), &r));
    for (; n < LINKS_MAX && rows_next(&r); n++) {
        v[n] = (BarrierLink){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2), rows_copy(&r, 3)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- its removal is told ------------------------------------------------------------------------------------- */

/* Neither the barrier nor the business stands in the mail. */
static Fault tell_one(Ctx *c, Id account, Id of_case, Str site) {
    Account *a = ent_new(c, &account_entity);
    Reader   r = c->reader;
    Fault    f = account_by_id(c, account, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    (void)lang_parse(a->lang, &r.lang);
    Mail m = {.org = c->who.org, .to = a->email, .reader = r, .n_args = 1, .subject = T_BARRIER_MAIL,
              .body = T_BARRIER_MAIL_TEXT};
    m.args[0] = TR_ARG("name", a->name);
    m.link = arena_printf(c->arena, "%.*s%.*s#barriers", STR_ARG(site), STR_ARG(case_path(c, of_case)));
    return mail_queue(c, &m);
}

static Fault tell_case(Ctx *c, Id of_case, Str site) {
    CasePerson *v;
    size_t      n;
    bool        kept = c->who.system;
    c->who.system = true;
    Fault f = case_people(c, of_case, false, &v, &n);
    c->who.system = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) {
        bool asked = v[i].role == CASE_ROLE_COORDINATOR || v[i].role == CASE_ROLE_LEAD;
        if (asked && v[i].account != c->who.account) TRY(tell_one(c, v[i].account, of_case, site));
    }
    return OK;
}

/* Trustees of the place hear that one waits for them, once a day each: never what it is, nor of which business. */
static Fault tell_trustees(Ctx *c, const Barrier *b, Str site) {
    Account *v;
    size_t   n;
    TRY(accounts_trusted(c, b->place, &v, &n));
    for (size_t i = 0; i < n; i++) {
        bool told;
        Id   about = v[i].head.id;
        if (about == c->who.account || !v[i].email.n) continue;
        TRY(mail_told_since(c, about, stamp_of(c->reader.today, 0, 0, c->reader.zone), &told));
        if (told) continue;
        Mail m = {.org = c->who.org, .to = v[i].email, .reader = c->reader, .about = about, .n_args = 1,
                  .subject = T_BARRIER_WAITS_MAIL, .body = T_BARRIER_WAITS_MAIL_TEXT,
                  .link = arena_printf(c->arena, "%.*s/barriers?mine=1", STR_ARG(site))};
        (void)lang_parse(v[i].lang, &m.reader.lang);
        m.args[0] = TR_ARG("name", v[i].name);
        TRY(mail_queue(c, &m));
    }
    return OK;
}

/* Coordinators and lead consultants of the businesses that stood before it hear that it is gone. */
Fault barrier_after(Ctx *c, const void *before, const void *after) {
    const Barrier *was = before, *b = after;
    Id     cases[LINKS_MAX];
    size_t n = 0;
    Str    site;
    bool waits = !was && b->state == BARRIER_STATE_REPORTED && !(c->who.system && !c->who.account);
    if (!waits && (!was || was->state == b->state || b->state != BARRIER_STATE_REMOVED)) return OK;
    TRY(fact_get(c, "site", &site));
    if (!site.n) return OK;
    if (waits) return tell_trustees(c, b, site);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &BARRIER_QUERIES[Q_TOLD], VALS(v_id(c->who.org), v_id(b->head.id)), &r));
        while (n < LINKS_MAX && rows_next(&r)) cases[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) TRY(tell_case(c, cases[i], site));
    return OK;
}

/* ---- its way ------------------------------------------------------------------------------------------------- */

Fault barrier_step(Ctx *c, Id id, const BarrierStep *step, Barrier *ret_b) {
    TRY(ent_load(c, &barrier_entity, id, ret_b));
    if (!ent_may_write(c, &barrier_entity, &ret_b->head)) return fail(c, NOT_ALLOWED, "barrier", id);
    ret_b->state = step->state;
    if (step->state == BARRIER_STATE_TAKEN) ret_b->trustee = 0; /* whoever saves it takes it on */
    if (step->state == BARRIER_STATE_ANSWERED) {
        ret_b->answer = step->answer;
        ret_b->answer_from = step->answer_from;
    } else if (step->state != BARRIER_STATE_TAKEN) {
        ret_b->reason = step->reason;
    }
    return ent_save(c, &barrier_entity, ret_b);
}

Fault barrier_likely(Ctx *c, const Barrier *b, BarrierLikeRow *ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    TRY(db_rows(c, &BARRIER_QUERIES[Q_NEAR], VALS(v_id(c->who.org), v_int(b->head.id), v_int(BARRIER_STATE_REMOVED),
                                                  v_id(b->authority), v_id(b->place)), &r));
    while (*ret_n < BARRIER_LIKELY_MAX && rows_next(&r)) {
        if (!titles_alike(b->title, rows_text(&r, 1))) continue;
        ret_v[(*ret_n)++] = (BarrierLikeRow){.id = rows_id(&r, 0), .title = rows_copy(&r, 1),
                                      .href = view_record_path(c, &barrier_entity, rows_id(&r, 0)),
                                      .reported_on = (Day)rows_int(&r, 2)};
    }
    return rows_fault(&r);
}

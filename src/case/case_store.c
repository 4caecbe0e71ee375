/* case_store.c - the statements of cases, and the rules of a case at the write. */
#include "case/case_store.h"

#include "account/account.h"
#include "actor/actor.h"
#include "commitment/commitment.h"
#include "db/region.h"
#include "db/scope.h"
#include "intake/intake.h"
#include "post/post.h"

#define LIVE(x) #x ".archived_at IS NULL AND " #x ".merged_into IS NULL"
#define HOLDS(x)                                                                                                     \
    "(" #x ".until_on IS NULL OR " #x ".until_on >= :today)"                                                         \
    " AND (" #x ".limited_until IS NULL OR " #x ".limited_until >= :today)"

#define URGENT(x) \
    " CASE WHEN " #x ".answered_at IS NULL THEN 0 ELSE 1 END," \
    " CASE WHEN " #x ".answered_at IS NULL THEN " #x ".answer_by ELSE " #x ".next_on END, " #x ".id"

const char CASE_UNLED_SQL[] = "(x.stage < 6 AND NOT EXISTS (SELECT 1 FROM case_members m WHERE m.org = x.org"
                              " AND m.of_case = x.id AND m.role = 1 AND m.archived_at IS NULL"
                              " AND (m.until_on IS NULL OR m.until_on >= :unled)))";
_Static_assert(CASE_STAGE_CLOSED == 6 && CASE_ROLE_LEAD == 1, "the condition above names them by number");

const Query CASE_QUERIES[CASE_Q_N] = {
    [Q_CASE_OPEN_OF] = {.sql = "SELECT k.id FROM cases k WHERE k.org = :org AND k.client = :client AND k.id <> :me"
                               " AND k.stage <> :closed AND " LIVE(k)
                               " {unscoped:that there is one, not what is in it} LIMIT 1",
                        .in = "org:id client:id me:id closed:int", .out = "id:id"},
    [Q_CASE_HOLDS] = {.sql = "SELECT DISTINCT v.purpose FROM consents v WHERE v.org = :s_org AND v.of_case = :case"
                             " AND v.withdrawn_at IS NULL AND v.archived_at IS NULL AND v.signed_on <= :today"
                             " AND " HOLDS(v)
                             " {unscoped:of a case that a scoped statement has given}",
                      .in = "case:id today:int", .out = "purpose:int"},
    [Q_CASE_HOLDS_OF] = {.sql = "SELECT DISTINCT v.of_case FROM consents v WHERE v.org = :s_org"
                                " AND v.of_case {in:cases} AND v.purpose = :purpose AND v.withdrawn_at IS NULL"
                                " AND v.archived_at IS NULL AND v.signed_on <= :today AND " HOLDS(v)
                                " {unscoped:of cases that a scoped statement has given}",
                         .in = "cases:ids purpose:int today:int", .out = "of_case:id"},
    [Q_CASE_GOALS_FOR] = {.sql = "SELECT CAST(count(*) AS BIGINT), CAST(count(DISTINCT g.of_case) AS BIGINT)"
                                 " FROM goals g WHERE g.org = :org AND g.aim = :aim AND g.state <> :let_go"
                                 " AND g.archived_at IS NULL AND g.of_case {in:cases}"
                                 " {unscoped:sums, small cells hidden}",
                          .in = "org:id aim:id let_go:int cases:ids", .out = "goals:int cases:int"},
    [Q_CASE_CONSENTING] = {.sql = "SELECT DISTINCT v.of_case FROM consents v WHERE v.org = :org"
                                  " AND v.purpose = :purpose AND v.withdrawn_at IS NULL AND v.archived_at IS NULL"
                                  " AND v.signed_on <= :today AND " HOLDS(v)
                                  " {unscoped:sums} ORDER BY v.of_case",
                           .in = "org:id purpose:int today:int", .out = "of_case:id", .many = true},
    [Q_CASE_WITHDRAWN] = {.sql = "SELECT CAST(sum(CASE WHEN v.withdrawn_at IS NULL THEN 1 ELSE 0 END) AS BIGINT),"
                                 " CAST(count(*) AS BIGINT) FROM consents v WHERE v.org = :s_org"
                                 " AND v.of_case = :case AND v.purpose = :purpose AND v.archived_at IS NULL"
                                 " {unscoped:it decides who is in the team}",
                          .in = "case:id purpose:int", .out = "living:int all:int"},
    [Q_CASE_PEOPLE] = {.sql = "SELECT m.account, m.role, m.from_on, m.until_on FROM case_members m"
                              " WHERE m.org = :s_org AND m.of_case = :case AND m.archived_at IS NULL"
                              " {unscoped:it decides who is in the team} ORDER BY m.id",
                       .in = "case:id", .out = "account:id role:int from_on:int until_on:int"},
    [Q_CASE_ABOUT] = {.sql = "SELECT k.team FROM cases k WHERE k.org = :org AND k.client = :actor AND " LIVE(k)
                             " {unscoped:it decides who is in the team}"
                             " UNION SELECT k.team FROM cases k WHERE k.org = :org AND k.contact = :actor AND " LIVE(k)
                             " {unscoped:it decides who is in the team} ORDER BY 1",
                      .in = "org:id actor:id", .out = "team:id"},
    [Q_CASE_INVITED] = {.sql = "SELECT k.id FROM cases k WHERE k.org = :org AND k.owner_invite = :invite AND " LIVE(k)
                               " {unscoped:whoever holds the invitation comes in} LIMIT 1",
                        .in = "org:id invite:id", .out = "id:id"},
    [Q_CASE_ALL_PEOPLE] = {.sql = "SELECT m.id, m.account, m.role, m.from_on, m.until_on, m.promised_minutes,"
                                  " l_account.text FROM case_members m {label:m.account} WHERE m.org = :s_org"
                                  " AND m.of_case = :case"
                                  " AND m.archived_at IS NULL AND {scope:m}"
                                  " ORDER BY m.role, m.from_on, m.id LIMIT 200",
                           .in = "case:id",
                           .out = "id:id account:id role:int from_on:int until_on:int promised:int name:text"},
    [Q_CASE_LEADS] = {.sql = "SELECT m.from_on, m.until_on FROM case_members m WHERE m.org = :s_org"
                             " AND m.of_case = :case AND m.role = :lead AND m.id <> :me AND m.archived_at IS NULL"
                             " {unscoped:of a case that a scoped statement has given} ORDER BY m.id",
                      .in = "case:id lead:int me:id", .out = "from_on:int until_on:int"},
    [Q_CASE_TEXT_LAST] = {.sql = "SELECT max(w.number) FROM consent_texts w WHERE w.org = :org AND w.purpose = :purpose"
                                 " {unscoped:the next number}",
                          .in = "org:id purpose:int", .out = "number:int"},
    [Q_CASE_TEXT_USED] = {.sql = "SELECT 1 FROM consents v WHERE v.org = :s_org AND v.words = :words"
                                 " {unscoped:that it is used, not by whom} LIMIT 1",
                          .in = "words:id", .out = "yes:int"},
    [Q_CASE_VISION_LAST] = {.sql = "SELECT max(v.number) FROM visions v WHERE v.org = :s_org"
                                   " AND v.of_case = :case {unscoped:the next number}",
                            .in = "case:id", .out = "number:int"},
    [Q_CASE_TEXTS_NOW] = {.sql = "SELECT w.id FROM consent_texts w WHERE w.org = :org AND w.archived_at IS NULL"
                                 " AND w.from_on <= :today AND {scope:w} ORDER BY w.purpose, w.from_on, w.number",
                          .in = "org:id today:int", .out = "id:id"},
    [Q_CASE_OPENING] = {.sql = "INSERT INTO openings (id, org, of_case, account, at)"
                               " SELECT :id, :org, :case, :account, :at WHERE NOT EXISTS (SELECT 1 FROM openings o"
                               " WHERE o.of_case = :case AND o.account = :account AND o.at > :since)",
                        .in = "id:id org:id case:id account:id at:int since:int"},
    [Q_CASE_OPENINGS] = {.sql = "SELECT o.at, l_account.text FROM openings o {label:o.account}"
                                        " WHERE o.of_case = :case OR o.of_case IN (SELECT k.id FROM cases k"
                                 " WHERE k.merged_into = :case) {unscoped:of a case that a scoped statement has given}"
                                 " ORDER BY o.at DESC LIMIT :max",
                         .in = "case:id max:int", .out = "at:int name:text"},
    [Q_CASE_HEARD] = {.sql = "UPDATE cases SET heard_at = CASE WHEN heard_at IS NULL OR heard_at < :at THEN :at"
                             " ELSE heard_at END, answered_at = coalesce(answered_at, :at) WHERE id = :case"
                             " {unscoped:of a case that a scoped statement has given}",
                      .in = "case:id at:int"},
    [Q_CASE_CONSENTS] = {.sql = "SELECT v.id, v.purpose, v.way, v.signed_by, v.signed_on, v.until_on, v.withdrawn_at,"
                                " v.paper, w.number, v.limited_until FROM consents v"
                                " LEFT JOIN consent_texts w ON w.id = v.words"
                                " WHERE v.org = :s_org AND v.of_case = :case AND v.archived_at IS NULL AND {scope:v}"
                                " {unscoped:the number of the words is nobody's secret}"
                                " ORDER BY v.purpose, v.signed_on DESC, v.id DESC LIMIT 200",
                         .in = "case:id",
                         .out = "id:id purpose:int way:int signed_by:text signed_on:int until_on:int withdrawn_at:int"
                                " paper:id number:int limited_until:int"},
    [Q_CASE_SEATS] = {.sql = "SELECT m.id, m.of_case, k.client, m.role FROM case_members m"
                             " JOIN cases k ON k.id = m.of_case WHERE m.org = :s_org AND m.account = :account"
                             " AND m.role <> :owner AND m.archived_at IS NULL"
                             " AND (m.until_on IS NULL OR m.until_on >= :today) AND k.stage <> :closed AND " LIVE(k)
                             " {unscoped:a hand-over moves them without reading} ORDER BY m.id LIMIT :max",
                      .in = "account:id owner:int today:int closed:int max:int",
                      .out = "id:id of_case:id client:id role:int"},
    [Q_CASE_LOADS] = {.sql = "SELECT m.account, CAST(sum(coalesce(m.promised_minutes, 0)) AS BIGINT),"
                             " CAST(count(DISTINCT m.of_case) AS BIGINT) FROM case_members m"
                             " JOIN cases k ON k.id = m.of_case WHERE m.org = :s_org AND m.account {in:accounts}"
                             " AND m.role {in:roles} AND m.archived_at IS NULL"
                             " AND (m.from_on IS NULL OR m.from_on <= :today)"
                             " AND (m.until_on IS NULL OR m.until_on >= :today) AND k.stage <> :closed AND " LIVE(k)
                             " {unscoped:sums} GROUP BY m.account ORDER BY m.account",
                      .in = "accounts:ids roles:ids today:int closed:int",
                      .out = "account:id minutes:int cases:int"},
    [Q_CASE_DESK] = {.sql = "SELECT k.stage, CAST(count(*) AS BIGINT),"
                            " CAST(sum(CASE WHEN k.answered_at IS NULL THEN 1 ELSE 0 END) AS BIGINT),"
                            " CAST(sum(CASE WHEN k.next_on <= :today THEN 1 ELSE 0 END) AS BIGINT),"
                            " CAST(sum(CASE WHEN coalesce(k.heard_at, k.created_at) < :quiet THEN 1 ELSE 0 END)"
                            " AS BIGINT), CAST(sum(CASE WHEN EXISTS (SELECT 1 FROM case_members m"
                            " WHERE m.org = k.org AND m.of_case = k.id AND m.role = :lead AND m.archived_at IS NULL"
                            " AND (m.until_on IS NULL OR m.until_on >= :today)) THEN 0 ELSE 1 END) AS BIGINT),"
                            " CAST(sum(CASE WHEN k.stage > 1 AND coalesce(k.discussed_on, 0) < :month"
                            " AND coalesce(k.heard_at, 0) < :month_at THEN 1 ELSE 0 END) AS BIGINT)"
                            " FROM cases k WHERE k.org = :org AND k.stage < :closed AND " LIVE(k)
                            " AND {scope:k} {unscoped:that somebody leads, of cases in scope} GROUP BY k.stage",
                     .in = "org:id closed:int today:int quiet:int lead:int month:int month_at:int",
                     .out = "stage:int n:int waiting:int review:int quiet:int unled:int undiscussed:int"},
    [Q_CASE_LOAD] = {.sql = "SELECT k.unit, k.stage, CAST(count(*) AS BIGINT),"
                            " CAST(sum(CASE WHEN k.answered_at IS NULL AND k.answer_by < :today THEN 1 ELSE 0 END)"
                            " AS BIGINT), CAST(sum(CASE WHEN coalesce(k.heard_at, k.created_at) < :quiet THEN 1 ELSE 0"
                            " END) AS BIGINT) FROM cases k WHERE k.org = :org AND k.stage < :closed AND " LIVE(k)
                            " {unscoped:sums, small cells hidden} GROUP BY k.unit, k.stage ORDER BY k.unit, k.stage",
                     .in = "org:id closed:int today:int quiet:int",
                     .out = "unit:id stage:int n:int late:int quiet:int"},
    [Q_CASE_SPANS] = {.sql = "SELECT k.id, k.unit, k.client, k.opened_on, k.closed_on, k.why_closed FROM cases k"
                             " WHERE k.org = :org AND k.opened_on <= :today AND " LIVE(k)
                             " {unscoped:sums} ORDER BY k.id",
                      .in = "org:id today:int",
                      .out = "id:id unit:id client:id opened_on:int closed_on:int why:int", .many = true},
    [Q_CASE_ANSWERS] = {.sql = "SELECT k.unit, k.asked_on, k.created_at, k.answered_at, k.answer_by FROM cases k"
                               " WHERE k.org = :org AND (k.asked_on >= :since OR (k.asked_on IS NULL"
                               " AND k.created_at >= :moment)) AND " LIVE(k)
                               " {unscoped:sums, small cells hidden} ORDER BY k.unit, k.id",
                        .in = "org:id since:int moment:int",
                        .out = "unit:id asked_on:int created_at:int answered_at:int answer_by:int", .many = true},
    [Q_CASE_UNOPENED] = {.sql = "DELETE FROM openings WHERE of_case {in:ids}", .in = "ids:ids"},
    [Q_CASE_OPENED] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM openings WHERE of_case {in:ids}", .in = "ids:ids",
                       .out = "n:int"},
    [Q_CASE_CLOSED] = {.sql = "SELECT k.id FROM cases k WHERE k.org = :s_org AND k.stage = :closed"
                              " AND k.closed_on <= :before AND k.merged_into IS NULL"
                              " {unscoped:that their time is over, not whose they are} ORDER BY k.id",
                       .in = "closed:int before:int", .out = "id:id", .many = true},
    [Q_CASE_MERGED] = {.sql = "SELECT k.id, k.team, k.asked_on FROM cases k WHERE k.merged_into = :case"
                              " {unscoped:of a case that a scoped statement has given} ORDER BY k.id",
                       .in = "case:id", .out = "id:id team:id asked_on:int"},
    [Q_CASE_LINES] = {.sql = "SELECT DISTINCT g.line FROM goals g WHERE g.org = :s_org AND g.of_case = :case"
                             " AND g.state <> :let_go AND g.archived_at IS NULL"
                             " {unscoped:of a case that a scoped statement has given}",
                      .in = "case:id let_go:int", .out = "line:int"},
    [Q_CASE_LEAD_OF] = {.sql = "SELECT m.account FROM case_members m WHERE m.org = :s_org AND m.of_case = :case"
                               " AND m.role = :lead AND m.archived_at IS NULL"
                               " AND (m.from_on IS NULL OR m.from_on <= :today)"
                               " AND (m.until_on IS NULL OR m.until_on >= :today)"
                               " {unscoped:who is asked, told to nobody} ORDER BY m.id LIMIT 1",
                        .in = "case:id lead:int today:int", .out = "account:id"},
    [Q_CASE_PLAN_UNASKED] = {.sql = "SELECT k.id FROM cases k WHERE k.org = :s_org AND k.id = :case"
                                    " AND k.stage < 6 AND k.agreed_at < :now"
                                    " AND coalesce(k.plan_asked_at, 0) < k.agreed_at"
                                    " AND k.owner_account IS NOT NULL AND k.owner_account <> :account"
                                    " {unscoped:that the owner is asked, told to nobody}",
                             .in = "case:id account:id now:int", .out = "id:id"},
    [Q_CASE_PLAN_ASKED] = {.sql = "UPDATE cases SET plan_asked_at = :now WHERE id = :case"
                                  " {unscoped:of a case that a scoped statement has given}",
                           .in = "case:id now:int"},
    [Q_CASE_DISCUSSED] = {.sql = "UPDATE cases SET discussed_on = CASE WHEN discussed_on IS NULL OR discussed_on < :day"
                                 " THEN :day ELSE discussed_on END WHERE id = :case"
                                 " {unscoped:of a case that a scoped statement has given}",
                          .in = "case:id day:int"},
    [Q_CASE_FUTURES] = {.sql = "SELECT v.id, v.of_case, v.told_on, v.read_on, v.text, l_k.text FROM visions v"
                               " JOIN cases k ON k.id = v.of_case {label:k} WHERE v.org = :org"
                               " AND v.archived_at IS NULL AND v.told_on <= :year_ago AND k.stage < 6 AND " LIVE(k)
                               " AND {scope:v} AND {scope:k}"
                               " AND EXISTS (SELECT 1 FROM case_members m WHERE m.org = :org AND m.of_case = k.id"
                               " AND m.account = :account AND m.role = :lead AND m.archived_at IS NULL"
                               " AND (m.from_on IS NULL OR m.from_on <= :today)"
                               " AND (m.until_on IS NULL OR m.until_on >= :today))"
                               " {unscoped:that the reader leads it, of cases in scope}"
                               " AND NOT EXISTS (SELECT 1 FROM visions w WHERE w.org = :org AND w.of_case = v.of_case"
                               " AND w.archived_at IS NULL AND (w.told_on > v.told_on"
                               " OR (w.told_on = v.told_on AND w.number > v.number)))"
                               " {unscoped:that there is a newer one} ORDER BY v.told_on, v.id LIMIT :max",
                        .in = "org:id year_ago:int account:id lead:int today:int max:int",
                        .out = "id:id of_case:id told_on:int read_on:int text:text name:text"},
    [Q_CASE_NO_CONTACT] = {.sql = "SELECT k.client, max(v.withdrawn_at) FROM cases k"
                                  " JOIN consents v ON v.of_case = k.id WHERE k.org = :org"
                                  " AND k.client {in:clients} AND v.purpose = :purpose"
                                  " AND v.org = :org AND v.withdrawn_at IS NOT NULL AND v.archived_at IS NULL"
                                  " AND NOT EXISTS (SELECT 1 FROM consents w WHERE w.org = :org"
                                  " AND w.of_case = v.of_case AND w.purpose = :purpose"
                                  " AND w.withdrawn_at IS NULL AND w.archived_at IS NULL)"
                                  " {unscoped:who is not written to, not why} GROUP BY k.client",
                           .in = "org:id clients:ids purpose:int", .out = "client:id at:int"},
    /* Only those that are shown are looked up by name. */
    [Q_CASE_URGENT] = {.sql = "SELECT u.id, u.stage, u.answer_by, u.answered_at, u.next_on, l_u.text FROM"
                              " (SELECT k.id AS id, k.stage AS stage, k.answer_by AS answer_by,"
                              " k.answered_at AS answered_at, k.next_on AS next_on FROM cases k"
                              " WHERE k.org = :org AND k.stage < :closed AND " LIVE(k)
                              " AND (k.answered_at IS NULL OR k.next_on <= :today) AND {scope:k}"
                              " ORDER BY" URGENT(k) " LIMIT :max) u {label:u} ORDER BY" URGENT(u),
                       .in = "org:id closed:int today:int max:int",
                       .out = "id:id stage:int answer_by:int answered_at:int next_on:int name:text"},
};

/* ---- those who wait for a change ------------------------------------------------------------------------------- */

enum { WAITERS_MAX = 8 };
static CaseStageFn   on_stage[WAITERS_MAX];       /* filled at the start, read-only from then on */
static CaseConsentFn on_consent[WAITERS_MAX];
static CasePeopleFn  on_people[WAITERS_MAX];
static CaseJoinFn    on_join[WAITERS_MAX];
static int           n_on_stage, n_on_consent, n_on_people, n_on_join;

void case_on_stage(CaseStageFn fn) {
    for (int i = 0; i < n_on_stage; i++) {
        if (on_stage[i] == fn) return;
    }
    if (n_on_stage < WAITERS_MAX) on_stage[n_on_stage++] = fn;
}

void case_on_consent(CaseConsentFn fn) {
    for (int i = 0; i < n_on_consent; i++) {
        if (on_consent[i] == fn) return;
    }
    if (n_on_consent < WAITERS_MAX) on_consent[n_on_consent++] = fn;
}

void case_on_people(CasePeopleFn fn) {
    for (int i = 0; i < n_on_people; i++) {
        if (on_people[i] == fn) return;
    }
    if (n_on_people < WAITERS_MAX) on_people[n_on_people++] = fn;
}

void case_on_join(CaseJoinFn fn) {
    for (int i = 0; i < n_on_join; i++) {
        if (on_join[i] == fn) return;
    }
    if (n_on_join < WAITERS_MAX) on_join[n_on_join++] = fn;
}

Fault case_tell_join(Ctx *c, Id into, Id from) {
    for (int i = 0; i < n_on_join; i++) TRY(on_join[i](c, into, from));
    return OK;
}

Fault case_tell_stage(Ctx *c, const Case *before, const Case *after) {
    for (int i = 0; i < n_on_stage; i++) TRY(on_stage[i](c, before, after));
    return OK;
}

Fault case_tell_consent(Ctx *c, const Consent *before, const Consent *after) {
    for (int i = 0; i < n_on_consent; i++) TRY(on_consent[i](c, before, after));
    return OK;
}

Fault case_tell_people(Ctx *c, Id of_case) {
    for (int i = 0; i < n_on_people; i++) TRY(on_people[i](c, of_case));
    return OK;
}

/* ---- for other modules ----------------------------------------------------------------------------------------- */

Fault case_hold(Ctx *c, Id of_case, bool inner, Head *head) {
    Head of;
    if (c->writing) {
        TRY(ent_load_head(c, &case_entity, of_case, &of));
    } else {                                      /* its page has loaded it already */
        Case *k = ent_new(c, &case_entity);
        TRY(ent_load(c, &case_entity, of_case, k));
        of = k->head;
    }
    head->unit = of.unit;
    head->visibility = VIS_TEAM;
    head->team = inner ? of_case : of.team;
    return OK;
}

Fault case_consents(Ctx *c, Id of_case, int purpose, bool *ret_yes) {
    AUTO(rows_end) Rows r = {0};
    *ret_yes = false;
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_HOLDS], VALS(v_id(of_case), v_int(c->reader.today)), &r));
    while (rows_next(&r)) *ret_yes = *ret_yes || rows_int(&r, 0) == purpose;
    return rows_fault(&r);
}

Fault case_consents_of(Ctx *c, const Id *cases, size_t n, int purpose, bool *ret_yes) {
    for (size_t i = 0; i < n; i++) ret_yes[i] = false;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_HOLDS_OF], VALS(v_ids(cases, n), v_int(purpose), v_int(c->reader.today)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) ret_yes[i] = ret_yes[i] || cases[i] == rows_id(&r, 0);
    }
    return rows_fault(&r);
}

Fault case_withdrew_contact(Ctx *c, const Id *clients, size_t n, Day *ret_on) {
    for (size_t i = 0; i < n; i++) ret_on[i] = 0;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_NO_CONTACT],
                VALS(v_id(c->who.org), v_ids(clients, n), v_int(CONSENT_PURPOSE_CONTACT)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) {
            if (clients[i] == rows_id(&r, 0)) ret_on[i] = stamp_day(rows_int(&r, 1), c->reader.zone);
        }
    }
    return rows_fault(&r);
}

Fault case_openings_drop(Ctx *c, const Id *cases, size_t n) {
    return n ? db_run(c, &CASE_QUERIES[Q_CASE_UNOPENED], VALS(v_ids(cases, n))) : OK;
}

Fault case_openings_count(Ctx *c, const Id *cases, size_t n, int64_t *ret_n) {
    *ret_n = 0;
    return n ? db_int(c, &CASE_QUERIES[Q_CASE_OPENED], VALS(v_ids(cases, n)), ret_n) : OK;
}

Fault case_closed_before(Ctx *c, Day day, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_CLOSED], VALS(v_int(CASE_STAGE_CLOSED), v_int(day)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}

Fault case_goals_for(Ctx *c, Id aim, const Id *cases, size_t n, int64_t *ret_goals, int64_t *ret_cases) {
    *ret_goals = *ret_cases = 0;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_GOALS_FOR],
                VALS(v_id(c->who.org), v_id(aim), v_int(GOAL_STATE_LET_GO), v_ids(cases, n)), &r));
    if (rows_next(&r)) {
        *ret_goals = rows_int(&r, 0);
        *ret_cases = rows_int(&r, 1);
    }
    return rows_fault(&r);
}

Fault case_spans(Ctx *c, CaseSpan **ret_v, size_t *ret_n) {
    size_t n = 0, cap = 0;
    CaseSpan *v = NULL;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_SPANS], VALS(v_id(c->who.org), v_int(c->reader.today)), &r));
    while (rows_next(&r)) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n++] = (CaseSpan){.of_case = rows_id(&r, 0), .unit = rows_id(&r, 1), .client = rows_id(&r, 2),
                            .opened_on = (Day)rows_int(&r, 3),
                            .shut_on = rows_int(&r, 5) == CASE_END_SHUT ? (Day)rows_int(&r, 4) : 0};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault case_consenting(Ctx *c, int purpose, Id **ret_v, size_t *ret_n) {
    size_t n = 0, cap = 0;
    Id *v = NULL;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_CONSENTING], VALS(v_id(c->who.org), v_int(purpose), v_int(c->reader.today)),
                &r));
    while (rows_next(&r)) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n++] = rows_id(&r, 0);
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault case_needs(Ctx *c, Id of_case, int purpose, const char *field) {
    static const TextKey LACKS[CONSENT_PURPOSE_N] = {
        [CONSENT_PURPOSE_ACCOMPANY] = T_CASE_LACKS_ACCOMPANY, [CONSENT_PURPOSE_COUNCIL] = T_CASE_LACKS_COUNCIL,
        [CONSENT_PURPOSE_AID] = T_CASE_LACKS_AID,             [CONSENT_PURPOSE_CONTACT] = T_CASE_LACKS_CONTACT,
        [CONSENT_PURPOSE_RESULTS] = T_CASE_LACKS_RESULTS,
    };
    bool yes;
    TRY(case_consents(c, of_case, purpose, &yes));
    if (!yes) complain(c, field, LACKS[purpose]);
    return complaints_fault(c);
}

Str case_path(Ctx *c, Id of_case) { return view_record_path(c, &case_entity, of_case); }

Fault case_name(Ctx *c, Id of_case, Str *ret_name) { return ent_names(c, &case_entity, &of_case, 1, ret_name); }

Fault case_heard(Ctx *c, Id of_case, Stamp at) {
    region_changed(c, "cases", of_case);
    return db_run(c, &CASE_QUERIES[Q_CASE_HEARD], VALS(v_id(of_case), v_int(at)));
}

Fault case_discussed(Ctx *c, Id of_case, Day on) {
    region_changed(c, "cases", of_case);
    return db_run(c, &CASE_QUERIES[Q_CASE_DISCUSSED], VALS(v_id(of_case), v_int(on ? on : c->reader.today)));
}

/* Of a step of a case its owner is told by mail only while they agree to be written to. */
static Fault may_write_to(Ctx *c, const Commitment *t, bool *ret_yes) {
    const Who kept = c->who;
    Case     *k = ent_new(c, &case_entity);
    c->who.system = true;
    Fault f = ent_load(c, &case_entity, t->of_case, k);
    c->who = kept;
    *ret_yes = true;
    if (f != OK || k->owner_account != t->owner) return f == NOT_FOUND ? OK : f;
    return case_consents(c, t->of_case, CONSENT_PURPOSE_CONTACT, ret_yes);
}

/* A note of the team is talking about it; a call, a visit, a meeting, a message is talking with them as well. */
static Fault written_down(Ctx *c, const Post *p) {
    TRY(case_discussed(c, p->of_case, stamp_day(p->happened_at, c->reader.zone)));
    return p->kind == POST_KIND_NOTE ? OK : case_heard(c, p->of_case, p->happened_at);
}

void case_store_start(void) {
    commitment_ask_before_telling(may_write_to);
    commitment_on_case(case_step_changed);
    post_when_written_in_case(written_down);
    view_on_taken(case_taken);
    account_on_welcome(case_owner_came);
}

/* ---- a case at the write --------------------------------------------------------------------------------------- */

/* What a case takes from its business: its name in all languages, and where it stands. */
static Fault follow_client(Ctx *c, Case *k, bool is_new) {
    Actor *a = ent_new(c, &actor_entity);
    Fault f = k->client ? ent_load(c, &actor_entity, k->client, a) : NOT_FOUND;
    if (f != OK) return f == NOT_FOUND ? OK : f;  /* the check of the reference complains */
    k->title = a->name;
    if (is_new) k->head.unit = a->head.unit;
    return OK;
}

Fault case_other_open(Ctx *c, const Case *k, Id *ret_id) {
    int64_t other = 0;
    Fault   f = NOT_FOUND;
    if (k->stage != CASE_STAGE_CLOSED && k->client) {
        f = db_int(c, &CASE_QUERIES[Q_CASE_OPEN_OF], VALS(v_id(c->who.org), v_id(k->client), v_id(k->head.id),
                                                          v_int(CASE_STAGE_CLOSED)), &other);
    }
    *ret_id = f == OK ? other : 0;
    return f == NOT_FOUND ? OK : f;
}

static Fault only_open_one(Ctx *c, const Case *k) {
    Id other;
    TRY(case_other_open(c, k, &other));
    if (other) complain(c, "client", T_CASE_OPEN_ALREADY);
    return OK;
}

bool case_asks_plan(int from, int to) {
    bool after = to == CASE_STAGE_DOING || to == CASE_STAGE_FOLLOW_UP;
    return after && from != CASE_STAGE_DOING && from != CASE_STAGE_FOLLOW_UP;
}

bool case_lines_lack(const Case *k, const bool *has) {
    const Str why[GOAL_LINE_N] = {[GOAL_LINE_ECONOMIC] = k->why_economic, [GOAL_LINE_SOCIAL] = k->why_social,
                                  [GOAL_LINE_ENVIRONMENTAL] = k->why_environmental};
    bool any = false, whole = true;
    for (int line = 1; line < GOAL_LINE_N; line++) {
        any = any || has[line];
        whole = whole && (has[line] || why[line].n);
    }
    return !any || !whole;
}

Fault case_plan_lacks(Ctx *c, const Case *k, bool *ret_yes) {
    bool has[GOAL_LINE_N] = {0};
    if (ent_around_none(c, &goal_entity.fields[GOAL_F_OF_CASE], k->head.id)) {
        *ret_yes = case_lines_lack(k, has);
        return OK;
    }
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_LINES], VALS(v_id(k->head.id), v_int(GOAL_STATE_LET_GO)), &r));
    while (rows_next(&r)) {
        int64_t line = rows_int(&r, 0);
        if (line > 0 && line < GOAL_LINE_N) has[line] = true;
    }
    *ret_yes = case_lines_lack(k, has);
    return rows_fault(&r);
}

/* What was moved on before this was asked may be put back by an undo, or come along with a case that joins. */
static Fault check_plan(Ctx *c, const Case *was, const Case *k) {
    bool lacks = false, kept_stage = c->act_kind == T_ACT_UNDO || c->act_kind == T_ACT_JOIN;
    if (k->agreed_at || kept_stage || !case_asks_plan(was ? was->stage : 0, k->stage)) return OK;
    TRY(case_plan_lacks(c, k, &lacks));
    if (lacks) complain(c, "stage", T_CASE_PLAN_FIRST);
    return OK;
}

static Fault check_stage(Ctx *c, const Case *was, Case *k) {
    bool working = k->stage > CASE_STAGE_PRE_CLIENT && k->stage < CASE_STAGE_CLOSED;
    if (k->stage == CASE_STAGE_CLOSED) {
        if (!k->why_closed) complain(c, "why_closed", T_FORM_FIX_REQUIRED);
        if (!k->closed_on) k->closed_on = c->reader.today;
    } else {
        k->closed_on = 0;
        k->why_closed = 0;
    }
    if (working && (!was || was->stage != k->stage)) TRY(case_needs(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, "stage"));
    TRY(check_plan(c, was, k));
    if (working && !k->opened_on) k->opened_on = c->reader.today;
    return OK;
}

/* The case goes on where the request began: with its day and its clock. */
static Fault follow_intake(Ctx *c, Case *k) {
    Intake *v = ent_new(c, &intake_entity);
    Fault f = k->client && !k->intake ? intake_of(c, k->client, v) : NOT_FOUND;
    if (f != OK) return f == NOT_FOUND ? OK : f;
    k->intake = v->head.id;
    if (!k->asked_on && v->sent_at) k->asked_on = stamp_day(v->sent_at, c->reader.zone);
    if (!k->answer_by) k->answer_by = v->answer_by;
    return OK;
}

Fault case_fresh(Ctx *c, void *rec) {
    Case   *k = rec;
    Intake *v = ent_new(c, &intake_entity);
    TRY(follow_intake(c, k));
    Fault f = k->intake ? ent_load(c, &intake_entity, k->intake, v) : NOT_FOUND;
    if (f != OK) return f == NOT_FOUND ? OK : f;
    if (!k->wish.n) k->wish = v->wish;
    if (!k->lang) k->lang = choice_value(&case_lang_choices, v->lang);
    return OK;
}

Fault case_check(Ctx *c, const void *before, void *after) {
    const Case *was = before;
    Case       *k = after;
    if (!was) {
        if (!k->head.id) k->head.id = id_new(c->reader.now);
        if (!k->head.team) k->head.team = id_new(c->reader.now);
        if (!k->stage) k->stage = CASE_STAGE_PRE_CLIENT;
        TRY(follow_intake(c, k));
        if (!k->asked_on) k->asked_on = c->reader.today;
        if (!k->answer_by) k->answer_by = intake_due(c);
    }
    k->head.visibility = VIS_TEAM;
    TRY(follow_client(c, k, !was));
    if (k->asked_on > c->reader.today) complain(c, "asked_on", T_CASE_FUTURE);
    if (k->opened_on > c->reader.today) complain(c, "opened_on", T_CASE_FUTURE);
    if (k->opened_on && k->asked_on > k->opened_on) k->asked_on = k->opened_on;
    if (!was || was->client != k->client || was->stage == CASE_STAGE_CLOSED) TRY(only_open_one(c, k));
    TRY(check_stage(c, was, k));
    return complaints_fault(c);
}

/* Whoever opens it works on it: consultants lead, all others coordinate. */
static Fault first_member(Ctx *c, const Case *k) {
    bool consults = (c->who.roles & ROLE_CONSULTANT) && !(c->who.roles & (ROLE_COORDINATOR | ROLE_HQ | ROLE_ADMIN));
    if (!c->who.account) return OK;
    TRY(scope_team_put(c, k->head.id, c->who.account, 0, 0));
    TRY(scope_team_put(c, k->head.team, c->who.account, 0, 0));
    CaseMember *m = ent_new(c, &case_member_entity);
    m->of_case = k->head.id;
    m->account = c->who.account;
    m->role = consults ? CASE_ROLE_LEAD : CASE_ROLE_COORDINATOR;
    m->from_on = c->reader.today;
    return ent_save(c, &case_member_entity, m);
}

Fault case_after(Ctx *c, const void *before, const void *after) {
    const Case *was = before, *k = after;
    bool joined = was && was->head.merged_into != k->head.merged_into;
    bool moved = joined || (was && (was->client != k->client || was->contact != k->contact ||
                                    was->head.archived_at != k->head.archived_at));
    if (moved) TRY(case_clients_renew(c, was));
    if (moved || !was) TRY(case_clients_renew(c, k));
    if (joined) return case_joined(c, was, k);
    if (!was) TRY(first_member(c, k));
    if (!was || was->stage != k->stage || was->opened_on != k->opened_on) TRY(case_tell_stage(c, was, k));
    return OK;
}

Fault case_move(Ctx *c, Id of_case, const CaseMove *m, Case *ret_k) {
    TRY(ent_load(c, &case_entity, of_case, ret_k));
    if (!choice_of(&case_stage_choices, m->stage)) return fail(c, BAD_REQUEST, "stage", m->stage);
    if (m->stage == ret_k->stage) return fail(c, OVER, "case", of_case);
    ret_k->stage = m->stage;
    ret_k->why_closed = m->why;
    ret_k->close_words = str_trim(m->words);
    return ent_save(c, &case_entity, ret_k);
}

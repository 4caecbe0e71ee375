/* account_store.c - all statements of the module; accounts, their grants, what follows from these, invitations. */
#include "account/account_store.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"

/* "In force today" of a grant g. */
#define IN_FORCE "(g.from_on IS NULL OR g.from_on <= :today) AND (g.until_on IS NULL OR g.until_on >= :today)"

/* Where a grant on a place reaches: the place, all below it, and for staff what belongs to the organisation as a
** whole (place 0). Roles up to trustee open VIS_UNIT, roles up to consultant are staff. */
#define REACH_FILL(which)                                                                                      \
    "INSERT INTO reach (account, place, level, role, from_on, until_on)"                                       \
    " WITH RECURSIVE down(grant_id, place) AS (SELECT g.id, g.place FROM grants g WHERE " which                \
    " AND g.archived_at IS NULL AND g.place IS NOT NULL AND g.role <= 5"                                       \
    " UNION SELECT d.grant_id, t.id FROM down d JOIN place_tree t ON t.org = :org AND t.parent = d.place)"     \
    " SELECT g.account, d.place, 2, CAST(1 AS BIGINT) << CAST(g.role - 1 AS INTEGER), g.from_on, g.until_on"   \
    " FROM down d JOIN grants g ON g.id = d.grant_id"                                                          \
    " UNION ALL SELECT g.account, 0, 2, CAST(1 AS BIGINT) << CAST(g.role - 1 AS INTEGER), g.from_on,"          \
    " g.until_on FROM grants g WHERE " which " AND g.archived_at IS NULL AND g.place IS NOT NULL"              \
    " AND g.role <= 4 {unscoped:what the readers may see is found out here}"
_Static_assert(VIS_UNIT == 2 && GRANT_ROLE_TRUSTEE == 5 && GRANT_ROLE_CONSULTANT == 4, "numbers in REACH_FILL");

/* Of an account a: its sign-in was stopped, or every role that it ever had is over. */
#define HAS_LEFT \
    "(a.archived_at IS NOT NULL OR a.blocked = 1 OR (EXISTS (SELECT 1 FROM grants g WHERE g.org = a.org" \
    " AND g.account = a.id) AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.org = a.org AND g.account = a.id" \
    " AND g.archived_at IS NULL AND (g.until_on IS NULL OR g.until_on >= :s_today))))"

const Query ACCOUNT_QUERIES[ACCOUNT_Q_N] = {
    [Q_BY_EMAIL] = {.sql = "SELECT a.id, a.org FROM accounts a WHERE a.email = :email AND a.archived_at IS NULL"
                           " AND coalesce(a.blocked, 0) = 0 {unscoped:nobody is signed in yet}"
                           " ORDER BY a.seen_at DESC, a.id LIMIT 4",
                    .in = "email:text", .out = "id:id org:id"},
    [Q_EMAIL_TAKEN] = {.sql = "SELECT a.id FROM accounts a WHERE a.org = :s_org AND a.email = :email"
                              " AND a.id <> :id AND a.archived_at IS NULL {unscoped:addresses are taken once}",
                       .in = "email:text id:id", .out = "id:id"},
    [Q_ORG_OF] = {.sql = "SELECT a.org FROM accounts a WHERE a.id = :id AND a.archived_at IS NULL"
                         " AND coalesce(a.blocked, 0) = 0 {unscoped:nobody is signed in yet}",
                  .in = "id:id", .out = "org:id"},
    [Q_PHONES] = {.sql = "SELECT a.id, a.phone FROM accounts a WHERE a.id {in:accounts} AND a.archived_at IS NULL"
                         " AND coalesce(a.blocked, 0) = 0 AND a.phone IS NOT NULL"
                         " {unscoped:of whoever accompanies the reader}",
                  .in = "accounts:ids", .out = "id:id phone:text"},
    [Q_GRANTS] = {.sql = "SELECT g.id, g.role, g.place, g.from_on, g.until_on FROM grants g"
                         " WHERE g.account = :account AND g.org = :s_org AND g.archived_at IS NULL AND {scope:g}"
                         " ORDER BY g.id DESC LIMIT 200",
                  .in = "account:id", .out = "id:id role:int place:id from_on:int until_on:int"},
    [Q_GRANTS_OF] = {.sql = "SELECT g.role, g.place FROM grants g WHERE g.account = :account AND g.org = :s_org"
                            " AND g.archived_at IS NULL AND (g.until_on IS NULL OR g.until_on >= :today)"
                            " {unscoped:who may manage somebody depends on all their roles}",
                     .in = "account:id today:int", .out = "role:int place:id"},
    [Q_GRANTS_ALL] = {.sql = "SELECT g.account, g.role, g.place FROM grants g WHERE g.account {in:accounts}"
                             " AND g.org = :s_org AND g.archived_at IS NULL"
                             " AND (g.until_on IS NULL OR g.until_on >= :today) AND {scope:g}"
                             " ORDER BY g.account, g.role LIMIT 2000",
                      .in = "accounts:ids today:int", .out = "account:id role:int place:id"},
    [Q_COORDINATES] = {.sql = "SELECT 1 FROM reach WHERE account = :s_account AND place = :place"
                              " AND (role & :roles) <> 0 AND (from_on IS NULL OR from_on <= :s_today)"
                              " AND (until_on IS NULL OR until_on >= :s_today) LIMIT 1",
                       .in = "place:id roles:int", .out = "yes:int"},
    [Q_OTHER_ADMINS] = {.sql = "SELECT count(*) FROM grants g JOIN accounts a ON a.id = g.account"
                               " WHERE g.org = :s_org AND g.role = 1 AND g.id <> :id AND g.archived_at IS NULL"
                               " AND g.until_on IS NULL AND (g.from_on IS NULL OR g.from_on <= :today)"
                               " AND (:account = 0 OR g.account = :account) AND a.archived_at IS NULL"
                               " AND coalesce(a.blocked, 0) = 0 {unscoped:somebody must stay in charge}",
                        .in = "id:id today:int account:id", .out = "n:int"},
    [Q_REACH_CLEAR] = {.sql = "DELETE FROM reach WHERE account = :account", .in = "account:id"},
    [Q_REACH_CLEAR_ALL] = {.sql = "DELETE FROM reach WHERE account IN (SELECT a.id FROM accounts a"
                                  " WHERE a.org = :org {unscoped:everybody's reach follows the tree})",
                           .in = "org:id"},
    [Q_REACH_FILL] = {.sql = REACH_FILL("g.org = :org AND g.account = :account"), .in = "org:id account:id"},
    [Q_REACH_FILL_ALL] = {.sql = REACH_FILL("g.org = :org"), .in = "org:id"},
    [Q_REACH_ADDED] = {.sql = "INSERT INTO reach (account, place, level, role, from_on, until_on)"
                              " SELECT account, :place, level, role, from_on, until_on FROM reach"
                              " WHERE place = :parent",
                       .in = "place:id parent:id"},
    [Q_INVITE_FIND] = {.sql = "SELECT v.id, v.org FROM invites v WHERE v.hash = :hash AND v.accepted_at IS NULL"
                              " AND v.archived_at IS NULL AND v.expires_at > :now {unscoped:the link is the right}",
                       .in = "hash:text now:int", .out = "id:id org:id"},
    [Q_INVITES] = {.sql = "SELECT v.id FROM invites v WHERE v.accepted_at IS NULL AND v.archived_at IS NULL"
                          " AND v.expires_at > :now AND {scope:v} ORDER BY v.id DESC LIMIT 100",
                   .in = "now:int", .out = "id:id"},
    [Q_FIRST_ORG] = {.sql = "SELECT id FROM orgs ORDER BY id LIMIT 1", .in = "", .out = "id:id",
                     .scan = "the first organisation is the region's own"},
    [Q_IN_CHARGE] = {.sql = "SELECT DISTINCT a.id, a.name FROM grants g JOIN accounts a ON a.id = g.account"
                            " WHERE g.org = :s_org AND g.role = :role AND g.archived_at IS NULL"
                            " AND a.archived_at IS NULL AND coalesce(a.blocked, 0) = 0"
                            " AND (g.from_on IS NULL OR g.from_on <= :s_today)"
                            " AND (g.until_on IS NULL OR g.until_on >= :s_today)"
                            " AND (g.place IS NULL OR EXISTS (SELECT 1 FROM reach r WHERE r.account = a.id"
                            " AND r.place = :place AND (r.role & :bit) <> 0)) {unscoped:the program tells them}"
                            " ORDER BY a.name, a.id LIMIT 20",
                     .in = "role:int place:int bit:int", .out = "id:id name:text"},
    [Q_EVERYWHERE] = {.sql = "SELECT g.account, g.role, g.from_on, g.until_on FROM grants g WHERE g.org = :org"
                             " AND g.place IS NULL AND g.archived_at IS NULL"
                             " {unscoped:who may see is found out here} ORDER BY g.id LIMIT :max",
                      .in = "org:id max:int", .out = "account:id role:int from_on:int until_on:int"},
    [Q_ORG_ADD] = {.sql = "INSERT INTO orgs (id, code, created_at) VALUES (:id, :code, :now)",
                   .in = "id:id code:text now:int"},

    [Q_ORGS] = {.sql = "SELECT id FROM orgs ORDER BY id LIMIT 1000", .out = "id:id",
                .scan = "a region has a handful of organisations"},
    [Q_ACCOUNTS] = {.sql = "SELECT a.id FROM accounts a WHERE a.org = :s_org AND a.archived_at IS NULL AND {scope:a}"
                           " ORDER BY a.email LIMIT 5000",
                    .out = "id:id"},

    [Q_LEFT] = {.sql = "SELECT a.id FROM accounts a WHERE a.id {in:accounts} AND " HAS_LEFT
                       " {unscoped:nothing more is given to them, whoever asks}",
                .in = "accounts:ids", .out = "id:id"},
    [Q_LEFT_ALL] = {.sql = "SELECT a.id, a.unit, a.name FROM accounts a WHERE a.org = :s_org AND " HAS_LEFT
                           " {unscoped:whoever is in charge of their unit is told} ORDER BY a.id DESC LIMIT :max",
                    .in = "max:int", .out = "id:id unit:id name:text"},

    [Q_SESSION_ADD] = {.sql = "INSERT INTO sessions (id, account, hash, agent, way, begun_at, seen_at, ends_at)"
                              " VALUES (:id, :account, :hash, :agent, :way, :now, :now, :ends)",
                       .in = "id:id account:id hash:text agent:text way:int now:int ends:int"},
    [Q_SESSION_FIND] = {.sql = "SELECT s.id, s.account, s.seen_at, s.ends_at, a.org, a.person, a.lang, a.address,"
                               " a.second_calendar, a.shortcuts_off FROM sessions s JOIN accounts a ON a.id = s.account"
                               " WHERE s.hash = :hash AND s.ends_at > :now AND coalesce(a.blocked, 0) = 0"
                               " AND a.archived_at IS NULL {unscoped:this is where the reader becomes known}",
                        .in = "hash:text now:int",
                        .out = "id:id account:id seen_at:int ends_at:int org:id person:id lang:text address:int"
                               " second_calendar:int shortcuts_off:int"},
    [Q_SESSION_HERE] = {.sql = "SELECT id, agent, begun_at, seen_at, way FROM sessions WHERE hash = :hash"
                               " AND account = :s_account AND ends_at > :now",
                        .in = "hash:text now:int", .out = "id:id agent:text begun_at:int seen_at:int way:int"},
    [Q_SESSION_SEEN] = {.sql = "UPDATE sessions SET seen_at = :now, ends_at = :ends WHERE id = :id",
                        .in = "id:id now:int ends:int"},
    [Q_SESSION_END] = {.sql = "DELETE FROM sessions WHERE id = :id AND account = :s_account", .in = "id:id"},
    [Q_SESSION_END_OTHERS] = {.sql = "DELETE FROM sessions WHERE account = :account AND id <> :keep",
                              .in = "account:id keep:int"},
    [Q_SESSION_LIST] = {.sql = "SELECT id, agent, begun_at, seen_at, way, hash FROM sessions"
                               " WHERE account = :s_account AND ends_at > :now ORDER BY seen_at DESC LIMIT 50",
                        .in = "now:int",
                        .out = "id:id agent:text begun_at:int seen_at:int way:int hash:text"},
    [Q_SESSIONS_OLD] = {.sql = "DELETE FROM sessions WHERE account = :account AND ends_at <= :now",
                        .in = "account:id now:int"},
    [Q_SEEN] = {.sql = "UPDATE accounts SET seen_at = :now WHERE id = :id {unscoped:one's own row}",
                .in = "id:id now:int"},
    [Q_ROLES] = {.sql = "SELECT g.role, max(CASE WHEN g.place IS NULL THEN 1 ELSE 0 END) FROM grants g"
                        " WHERE g.org = :org AND g.account = :account AND g.archived_at IS NULL AND " IN_FORCE
                        " {unscoped:what the reader may do is found out here} GROUP BY g.role",
                 .in = "org:id account:id today:int", .out = "role:int everywhere:int"},
    [Q_LINK_ADD] = {.sql = "INSERT INTO mail_links (hash, account, purpose, ends_at)"
                           " VALUES (:hash, :account, :purpose, :ends)",
                    .in = "hash:text account:id purpose:int ends:int"},
    [Q_LINK_FIND] = {.sql = "SELECT account, purpose FROM mail_links WHERE hash = :hash AND used_at IS NULL"
                            " AND ends_at > :now",
                     .in = "hash:text now:int", .out = "account:id purpose:int"},
    [Q_LINK_USE] = {.sql = "UPDATE mail_links SET used_at = :now WHERE hash = :hash AND used_at IS NULL"
                           " AND ends_at > :now",
                    .in = "hash:text now:int"},
    [Q_LINKS_OLD] = {.sql = "DELETE FROM mail_links WHERE ends_at <= :now", .in = "now:int"},
    [Q_TRY] = {.sql = "INSERT INTO tries (hash, n, ends_at) VALUES (:hash, 1, :ends) ON CONFLICT (hash) DO UPDATE"
                      " SET n = CASE WHEN tries.ends_at <= :now THEN 1 ELSE tries.n + 1 END,"
                      " ends_at = CASE WHEN tries.ends_at <= :now THEN excluded.ends_at ELSE tries.ends_at END"
                      " RETURNING n",
               .in = "hash:text now:int ends:int", .out = "n:int"},
    [Q_TRY_FORGET] = {.sql = "DELETE FROM tries WHERE hash = :hash", .in = "hash:text"},
    [Q_TRY_SEEN] = {.sql = "SELECT n FROM tries WHERE hash = :hash AND ends_at > :now", .in = "hash:text now:int",
                    .out = "n:int"},
    [Q_TRIES_OLD] = {.sql = "DELETE FROM tries WHERE ends_at <= :now", .in = "now:int"},
    [Q_TOKEN_FIND] = {.sql = "SELECT t.id, t.account, t.scopes, t.used_at, a.org, a.person, a.lang, a.address,"
                             " t.nouns"
                             " FROM tokens t JOIN accounts a ON a.id = t.account WHERE t.hash = :hash"
                             " AND t.archived_at IS NULL AND (t.until_on IS NULL OR t.until_on >= :today)"
                             " AND coalesce(a.blocked, 0) = 0 AND a.archived_at IS NULL"
                             " {unscoped:this is where the reader becomes known}",
                      .in = "hash:text today:int",
                      .out = "id:id account:id scopes:int used_at:int org:id person:id lang:text address:int "
                             "nouns:int"},
    [Q_ACCOUNT_LOGIN] = {.sql = "SELECT a.org, a.person, a.lang, a.address, a.second_calendar FROM accounts a"
                                " WHERE a.id = :id AND coalesce(a.blocked, 0) = 0 AND a.archived_at IS NULL"
                                " {unscoped:this is where the reader becomes known}",
                         .in = "id:id",
                         .out = "org:id person:id lang:text address:int second_calendar:int"},
    [Q_TOKEN_USED] = {.sql = "UPDATE tokens SET used_at = :now WHERE id = :id {unscoped:the key in use}",
                      .in = "id:id now:int"},
    [Q_TOKENS] = {.sql = "SELECT t.id FROM tokens t WHERE t.account = :s_account AND t.org = :s_org"
                         " AND t.archived_at IS NULL AND (t.until_on IS NULL OR t.until_on >= :today)"
                         " AND {scope:t} ORDER BY t.id DESC LIMIT 50",
                  .in = "today:int", .out = "id:id"},
    [Q_CODE_USED] = {.sql = "UPDATE accounts SET totp_last = :step WHERE id = :id AND coalesce(totp_last, 0) < :step"
                            " {unscoped:one's own row}",
                     .in = "id:id step:int"},

    [Q_MAIL_ADD] = {.sql = "INSERT INTO mails"
                           " (id, org, to_address, lang, subject, body, queued_at, tries, next_at, about, calendar,"
                           " passing, act) VALUES (:id, :org, :to, :lang, :subject, :body, :now, 0, :next, :about,"
                           " :calendar, :passing, :act)",
                    .in = "id:id org:id to:text lang:text subject:text body:text now:int next:int about:id"
                          " calendar:text passing:int act:id"},
    [Q_MAILS] = {.sql = "SELECT id, to_address, subject, error, queued_at, sent_at, next_at, tries FROM mails"
                        " WHERE org = :s_org ORDER BY id DESC LIMIT 100",
                 .out = "id:id to:text subject:text error:text queued_at:int sent_at:int next_at:int tries:int"},
    [Q_MAILS_WAITING] = {.sql = "SELECT count(*) FROM mails WHERE org = :s_org AND sent_at IS NULL", .out = "n:int"},
    [Q_MAIL_AGAIN] = {.sql = "UPDATE mails SET next_at = :now, tries = 0, error = NULL"
                             " WHERE id = :id AND org = :s_org AND sent_at IS NULL",
                      .in = "id:id now:int"},
    [Q_MAIL_DUE] = {.sql = "SELECT id, to_address, lang, subject, body, tries, calendar FROM mails"
                           " WHERE sent_at IS NULL"
                           " AND next_at <= :now ORDER BY next_at LIMIT 1",
                    .in = "now:int", .out = "id:id to:text lang:text subject:text body:text tries:int calendar:text"},
    [Q_MAIL_SENT] = {.sql = "UPDATE mails SET sent_at = :now, error = NULL, body = '-', calendar = NULL WHERE id = :id",
                     .in = "id:id now:int"},
    [Q_MAIL_FAILED] = {.sql = "UPDATE mails SET tries = :tries, next_at = :next, error = :error WHERE id = :id",
                       .in = "id:id tries:int next:int error:text"},
    [Q_MAIL_NEXT] = {.sql = "SELECT min(next_at) FROM mails WHERE sent_at IS NULL", .out = "next_at:int"},
    [Q_MAILS_OLD] = {.sql = "DELETE FROM mails WHERE org = :org AND queued_at < :before",
                     .in = "org:id before:int"},
    [Q_MAILS_ABOUT] = {.sql = "DELETE FROM mails WHERE about {in:ids}", .in = "ids:ids",
                       .scan = "the outbox of ninety days"},
    [Q_MAILS_TO] = {.sql = "DELETE FROM mails WHERE org = :s_org AND to_address = :to", .in = "to:text"},
    [Q_MAIL_PASSED] = {.sql = "DELETE FROM mails WHERE id = :id AND passing = 1", .in = "id:id"},
    [Q_GONE_SESSIONS] = {.sql = "DELETE FROM sessions WHERE account = :account", .in = "account:id"},
    [Q_GONE_LINKS] = {.sql = "DELETE FROM mail_links WHERE account = :account", .in = "account:id",
                      .scan = "links live for minutes"},
    [Q_MAILS_SINCE] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM mails WHERE about = :about"
                              " AND queued_at >= :since", .in = "about:id since:int", .out = "n:int",
                       .scan = "the outbox of ninety days"},
    [Q_MAILS_RECALL] = {.sql = "DELETE FROM mails WHERE act = :act AND sent_at IS NULL", .in = "act:id"},
    [Q_MAIL_WAITS] = {.sql = "SELECT to_address FROM mails WHERE about = :about AND sent_at IS NULL"
                             " ORDER BY id LIMIT 1",
                      .in = "about:id", .out = "to:text"},
    [Q_MAILS_FORGET] = {.sql = "DELETE FROM mails WHERE about = :about AND sent_at IS NULL", .in = "about:id"},
};

const Check ACCOUNT_CHECK = {
    "a role belongs to an account of its organisation",
    {.sql = "SELECT g.id FROM grants g LEFT JOIN accounts a ON a.id = g.account WHERE a.id IS NULL OR a.org <> g.org"
            " LIMIT 1",
     .out = "id:id", .scan = "every role is looked at"},
};

/* ---- as the system of an organisation ------------------------------------------------------------------------- */

static Who system_of(Id org, Id account) {
    return (Who){.account = account, .org = org, .system = true, .floor = VIS_TEAM, .roles = ROLE_ADMIN,
                 .roles_everywhere = ROLE_ADMIN, .scopes = ~0u};
}

Fault load_as(Ctx *c, Id org, const Entity *e, Id id, void *ret_rec) {
    Who kept = c->who;
    c->who = system_of(org, kept.account);
    Fault f = ent_load(c, e, id, ret_rec);
    c->who = kept;
    return f;
}

Fault save_as(Ctx *c, Id org, const Entity *e, void *rec) {
    Who kept = c->who;
    c->who = system_of(org, kept.account);
    Fault f = ent_save(c, e, rec);
    c->who = kept;
    return f;
}

/* ---- accounts ------------------------------------------------------------------------------------------------- */

Fault accounts_by_email(Ctx *c, Str email, Account **ret_v, size_t *ret_n) {
    Id ids[ACCOUNTS_OF_EMAIL], orgs[ACCOUNTS_OF_EMAIL];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_BY_EMAIL], VALS(v_text(email_normal(c->arena, email))), &r));
        for (; n < ACCOUNTS_OF_EMAIL && rows_next(&r); n++) {
            ids[n] = rows_id(&r, 0);
            orgs[n] = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    Account *v = ARENA_ARRAY(c->arena, Account, ACCOUNTS_OF_EMAIL);
    for (size_t i = 0; i < n; i++) TRY(load_as(c, orgs[i], &account_entity, ids[i], &v[i]));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault account_by_id(Ctx *c, Id id, Account *ret_a) {
    int64_t org;
    TRY(db_int(c, &ACCOUNT_QUERIES[Q_ORG_OF], VALS(v_id(id)), &org));
    return load_as(c, org, &account_entity, id, ret_a);
}

Fault account_language(Ctx *c, Id id, Lang *ret_lang) {
    Account *a = ent_new(c, &account_entity);
    *ret_lang = c->reader.lang;
    Fault f = account_by_id(c, id, a);
    if (f == OK) (void)lang_parse(a->lang, ret_lang);
    return f == NOT_FOUND ? OK : f;
}

Fault account_own(Ctx *c, Account *ret_a) {
    if (!c->who.account) return NOT_SIGNED_IN;
    return load_as(c, c->who.org, &account_entity, c->who.account, ret_a);
}

Fault account_save_own(Ctx *c, Account *a) {
    CHECK(a->head.org == c->who.org || !c->who.org || c->who.system || !c->who.account);
    return save_as(c, a->head.org, &account_entity, a);
}

static bool same_secrets(const Account *a, const Account *b) {
    return str_eq(a->password, b->password) && str_eq(a->totp_secret, b->totp_secret) && a->totp_on == b->totp_on &&
           a->totp_last == b->totp_last;
}

static Fault check_email(Ctx *c, Account *a) {
    int64_t other;
    a->email = email_normal(c->arena, a->email);
    if (!a->email.n) return OK;
    Fault f = db_int(c, &ACCOUNT_QUERIES[Q_EMAIL_TAKEN], VALS(v_text(a->email), v_int(a->head.id)), &other);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    complain_text(c, "email", T_ACCOUNT_FIX_EMAIL_TAKEN, a->email);
    return OK;
}

static void check_lang(Ctx *c, Str lang) {
    Lang l;
    if (lang.n && !lang_parse(lang, &l)) complain(c, "lang", T_FORM_FIX_CHOICE);
}

/* Changing somebody's address, stopping or archiving them needs the right to have given all their roles: else a
** coordinator could send the administrator's sign-in link to herself. */
Fault account_check(Ctx *c, const void *before, void *after) {
    const Account *was = before;
    Account *a = after;
    check_lang(c, a->lang);
    if (!a->head.archived_at) TRY(check_email(c, a));
    if (c->who.system) return OK;
    bool own = was && was->head.id == c->who.account, may = true;
    if (was && !same_secrets(was, a)) return fail(c, NOT_ALLOWED, "account", a->head.id);
    if (own && a->blocked == 1) complain(c, "blocked", T_ACCOUNT_FIX_NOT_YOURSELF);
    if (own && a->head.archived_at) return fail(c, IN_USE, "account", a->head.id);
    if (was) TRY(account_may_manage(c, a->head.id, &may));
    return may ? OK : fail(c, NOT_ALLOWED, "account", a->head.id);
}

/* Those with one role that reaches the place. */
static Fault with_role(Ctx *c, int role, Id place, Id *ret_ids, size_t max, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_IN_CHARGE], VALS(v_int(role), v_int(place), v_int(account_role(role))), &r));
    for (*ret_n = 0; *ret_n < max && rows_next(&r); (*ret_n)++) ret_ids[*ret_n] = rows_id(&r, 0);
    return rows_fault(&r);
}

Fault accounts_admins(Ctx *c, Account **ret_v, size_t *ret_n) {
    enum { TOLD_MAX = 20 };
    Id ids[TOLD_MAX];
    TRY(with_role(c, GRANT_ROLE_ADMIN, 0, ids, TOLD_MAX, ret_n));
    *ret_v = ARENA_ARRAY(c->arena, Account, *ret_n + 1);
    for (size_t i = 0; i < *ret_n; i++) TRY(load_as(c, c->who.org, &account_entity, ids[i], &(*ret_v)[i]));
    return OK;
}

Fault account_gone(Ctx *c, Id account) {
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_GONE_SESSIONS], VALS(v_id(account))));
    return db_run(c, &ACCOUNT_QUERIES[Q_GONE_LINKS], VALS(v_id(account)));
}

/* Whoever holds the first of these roles that somebody holds there. */
static Fault first_of_roles(Ctx *c, const int *roles, size_t n_roles, Id place, Account **ret_v, size_t *ret_n) {
    enum { TOLD_MAX = 20 };
    Id ids[TOLD_MAX];
    size_t n = 0;
    for (size_t i = 0; i < n_roles && n == 0; i++) TRY(with_role(c, roles[i], place, ids, TOLD_MAX, &n));
    Account *v = ARENA_ARRAY(c->arena, Account, n + 1);
    for (size_t i = 0; i < n; i++) TRY(load_as(c, c->who.org, &account_entity, ids[i], &v[i]));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault accounts_in_charge(Ctx *c, Id place, Account **ret_v, size_t *ret_n) {
    static const int ROLES[] = {GRANT_ROLE_COORDINATOR, GRANT_ROLE_HQ, GRANT_ROLE_ADMIN};
    return first_of_roles(c, ROLES, sizeof ROLES / sizeof *ROLES, place, ret_v, ret_n);
}

Fault accounts_trusted(Ctx *c, Id place, Account **ret_v, size_t *ret_n) {
    static const int TRUSTEE = GRANT_ROLE_TRUSTEE;
    return first_of_roles(c, &TRUSTEE, 1, place, ret_v, ret_n);
}

Fault accounts_left(Ctx *c, const Id *accounts, size_t n, bool *ret_left) {
    for (size_t i = 0; i < n; i++) ret_left[i] = false;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_LEFT], VALS(v_ids(accounts, n)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) ret_left[i] = ret_left[i] || accounts[i] == rows_id(&r, 0);
    }
    return rows_fault(&r);
}

Fault account_phones(Ctx *c, const Id *accounts, size_t n, Str *ret_v) {
    for (size_t i = 0; i < n; i++) ret_v[i] = (Str){0};
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_PHONES], VALS(v_ids(accounts, n)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) {
            if (accounts[i] == rows_id(&r, 0)) ret_v[i] = rows_copy(&r, 1);
        }
    }
    return rows_fault(&r);
}

Fault accounts_all_left(Ctx *c, Gone *ret_v, size_t max, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_LEFT_ALL], VALS(v_int((int64_t)max)), &r));
    while (*ret_n < max && rows_next(&r)) {
        ret_v[(*ret_n)++] = (Gone){rows_id(&r, 0), rows_id(&r, 1), rows_copy(&r, 2)};
    }
    return rows_fault(&r);
}

Fault account_is_in_charge(Ctx *c, Id place, bool *ret_yes) {
    Account *v;
    size_t   n;
    /* Where somebody of the whole organisation has left, every coordinator would be told. */
    *ret_yes = !place && (c->who.roles & c->who.roles_everywhere & (ROLE_ADMIN | ROLE_HQ));
    if (!place) return OK;
    TRY(accounts_in_charge(c, place, &v, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || v[i].head.id == c->who.account;
    return OK;
}

static HeldFn held_fn;                            /* set at the start, read-only from then on */

void account_ask_held(HeldFn fn) { held_fn = fn; }

Fault account_held(Ctx *c, Id account, int64_t *ret_n) {
    *ret_n = 0;
    return held_fn ? held_fn(c, account, ret_n) : OK;
}

/* ---- grants --------------------------------------------------------------------------------------------------- */

Fault account_may_give(Ctx *c, int grant_role, Id place, bool *ret_yes) {
    int64_t yes = 0;
    const Who *who = &c->who;
    *ret_yes = who->system || account_may_grant(who->roles_everywhere, grant_role);
    if (*ret_yes || !place || !account_may_grant(who->roles & ~(unsigned)(ROLE_ADMIN | ROLE_HQ), grant_role)) return OK;
    Fault f = db_int(c, &ACCOUNT_QUERIES[Q_COORDINATES], VALS(v_int(place), v_int(ROLE_COORDINATOR)), &yes);
    if (f != OK && f != NOT_FOUND) return f;
    *ret_yes = f == OK;
    return OK;
}

Fault account_may_manage(Ctx *c, Id account, bool *ret_yes) {
    bool yes = c->who.system || (c->who.roles & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR));
    int roles[64];
    Id places[64];
    size_t n = 0;
    if (yes && !c->who.system && !(c->who.roles_everywhere & ROLE_ADMIN)) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_GRANTS_OF], VALS(v_id(account), v_int(c->reader.today)), &r));
        for (; n < 64 && rows_next(&r); n++) {
            roles[n] = (int)rows_int(&r, 0);
            places[n] = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n && yes; i++) TRY(account_may_give(c, roles[i], places[i], &yes));
    *ret_yes = yes && n < 64;
    return OK;
}

/* Nobody takes the last administrator away: not one's own role, and the command line not that of the organisation. */
static Fault check_last_admin(Ctx *c, const Grant *was, const Grant *g) {
    bool stays = g->role == GRANT_ROLE_ADMIN && !g->head.archived_at && !g->until_on && g->from_on <= c->reader.today;
    if (!was || was->role != GRANT_ROLE_ADMIN || stays) return OK;
    int64_t others, whose = c->who.system ? 0 : c->who.account;
    if (whose && was->account != whose) return OK;
    TRY(db_int(c, &ACCOUNT_QUERIES[Q_OTHER_ADMINS], VALS(v_int(g->head.id), v_int(c->reader.today), v_int(whose)),
               &others));
    if (others == 0) complain(c, "role", T_ACCOUNT_FIX_LAST_ADMIN);
    return OK;
}

static Fault check_give(Ctx *c, int role, Id place) {
    bool yes;
    if (account_role_is_wide(role) && place) complain(c, "place", T_ACCOUNT_FIX_ROLE_EVERYWHERE);
    TRY(account_may_give(c, role, place, &yes));
    if (yes) return OK;
    if (!account_may_grant(c->who.roles, role)) return fail(c, NOT_ALLOWED, "grant", 0);
    complain(c, "place", place ? T_ACCOUNT_FIX_NOT_YOUR_PLACE : T_ACCOUNT_FIX_PLACE_NEEDED);
    return OK;
}

static bool role_known(int role) { return role >= 1 && role < GRANT_ROLE_N; }

Fault grant_check(Ctx *c, const void *before, void *after) {
    const Grant *was = before;
    Grant *g = after;
    if (!role_known(g->role)) return OK;          /* the form's own complaint stands already */
    if (g->from_on && g->until_on && g->until_on < g->from_on) complain(c, "until_on", T_ACCOUNT_FIX_UNTIL_BEFORE);
    TRY(check_give(c, g->role, g->place));
    if (was && (was->role != g->role || was->place != g->place)) TRY(check_give(c, was->role, was->place));
    return check_last_admin(c, was, g);
}

/* Colleagues are seen by all members, so that every note shows who wrote it; others only where they belong. */
static int shown_to(int role) { return account_level(role) >= VIS_UNIT ? VIS_MEMBERS : VIS_UNIT; }

static Fault show_colleague(Ctx *c, Id account) {
    Account a = {0};
    TRY(load_as(c, c->who.org, &account_entity, account, &a));
    if (a.head.visibility <= VIS_MEMBERS) return OK;
    a.head.visibility = VIS_MEMBERS;
    return save_as(c, c->who.org, &account_entity, &a);
}

Fault grant_after(Ctx *c, const void *before, const void *after) {
    const Grant *g = after;
    (void)before;
    TRY(reach_renew(c, g->account));
    return shown_to(g->role) == VIS_MEMBERS && !g->head.archived_at ? show_colleague(c, g->account) : OK;
}

/* Names of places, for rows that have a place. */
static Fault where_names(Ctx *c, const Id *places, size_t n, Str **ret_names) {
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    if (n) TRY(ent_labels(c, places, n, names));
    *ret_names = names;
    return OK;
}

Fault grant_list(Ctx *c, Id account, GrantRow **ret_v, size_t *ret_n) {
    enum { GRANTS_MAX = 200 };
    GrantRow *v = ARENA_ARRAY(c->arena, GrantRow, GRANTS_MAX);
    Id *places = ARENA_ARRAY(c->arena, Id, GRANTS_MAX);
    Str *names;
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_GRANTS], VALS(v_id(account)), &r));
        for (; n < GRANTS_MAX && rows_next(&r); n++) {
            Day until = (Day)rows_int(&r, 4);
            v[n] = (GrantRow){.id = rows_id(&r, 0), .role = (int)rows_int(&r, 1), .place = rows_id(&r, 2),
                              .from_on = (Day)rows_int(&r, 3), .until_on = until,
                              .over = until && until < c->reader.today};
            places[n] = v[n].place;
        }
        TRY(rows_fault(&r));
    }
    TRY(where_names(c, places, n, &names));
    for (size_t i = 0; i < n; i++) v[i].where = names[i];
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault grant_roles(Ctx *c, const Id *accounts, size_t n_accounts, RoleOf **ret_v, size_t *ret_n) {
    enum { ROLES_MAX = 2000 };
    RoleOf *v = ARENA_ARRAY(c->arena, RoleOf, ROLES_MAX);
    Id *places = ARENA_ARRAY(c->arena, Id, ROLES_MAX);
    Str *names;
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_GRANTS_ALL],
                    VALS(v_ids(accounts, n_accounts), v_int(c->reader.today)), &r));
        for (; n < ROLES_MAX && rows_next(&r); n++) {
            v[n] = (RoleOf){.account = rows_id(&r, 0), .role = (int)rows_int(&r, 1), .place = rows_id(&r, 2)};
            places[n] = v[n].place;
        }
        TRY(rows_fault(&r));
    }
    TRY(where_names(c, places, n, &names));
    for (size_t i = 0; i < n; i++) v[i].where = names[i];
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault grant_end(Ctx *c, Id grant) {
    Grant g = {0};
    TRY(ent_load(c, &grant_entity, grant, &g));
    Day yesterday = day_plus(c->reader.today, -1);
    if (g.until_on && g.until_on <= yesterday) return OK;
    if (g.from_on > yesterday || stamp_day(g.head.created_at, c->reader.zone) > yesterday) {
        return ent_archive(c, &grant_entity, grant);
    }
    g.until_on = yesterday;
    return ent_save(c, &grant_entity, &g);
}

Fault roles_everywhere(Ctx *c, unsigned roles, RoleDays *ret_v, size_t max, size_t *ret_n) {
    enum { GRANTS_MAX = 5000 };
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_EVERYWHERE], VALS(v_id(c->who.org), v_int(GRANTS_MAX)), &r));
    while (n < max && rows_next(&r)) {
        if (!(account_role((int)rows_int(&r, 1)) & roles)) continue;
        ret_v[n++] = (RoleDays){rows_id(&r, 0), (Day)rows_int(&r, 2), (Day)rows_int(&r, 3)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

enum { FOLLOWERS_MAX = 4 };
static ReachFn on_reach[FOLLOWERS_MAX];           /* filled at the start, read-only from then on */
static int     n_on_reach;

void reach_on_renew(ReachFn fn) {
    for (int i = 0; i < n_on_reach; i++) {
        if (on_reach[i] == fn) return;
    }
    if (n_on_reach < FOLLOWERS_MAX) on_reach[n_on_reach++] = fn;
}

static Fault tell_followers(Ctx *c) {
    for (int i = 0; i < n_on_reach; i++) TRY(on_reach[i](c));
    return OK;
}

Fault reach_renew(Ctx *c, Id account) {
    CHECK(c->writing && c->who.org);
    Val org = v_id(c->who.org);
    if (account) {
        TRY(db_run(c, &ACCOUNT_QUERIES[Q_REACH_CLEAR], VALS(v_id(account))));
        TRY(db_run(c, &ACCOUNT_QUERIES[Q_REACH_FILL], VALS(org, v_id(account))));
    } else {
        TRY(db_run(c, &ACCOUNT_QUERIES[Q_REACH_CLEAR_ALL], VALS(org)));
        TRY(db_run(c, &ACCOUNT_QUERIES[Q_REACH_FILL_ALL], VALS(org)));
    }
    region_changed(c, "reach", account);
    return tell_followers(c);
}

Fault reach_place_added(Ctx *c, Id place, Id parent) {
    CHECK(c->writing && place && parent);
    region_changed(c, "reach", 0);
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_REACH_ADDED], VALS(v_id(place), v_id(parent))));
    return tell_followers(c);
}

Fault account_may_hand_over(Ctx *c, const Account *a, bool *ret_yes) {
    bool left;
    *ret_yes = a->head.id == c->who.account;
    if (!*ret_yes) TRY(account_may_manage(c, a->head.id, ret_yes));
    if (*ret_yes) return OK;
    TRY(accounts_left(c, &a->head.id, 1, &left));
    return left ? account_is_in_charge(c, a->head.unit, ret_yes) : OK;
}

/* ---- invitations ---------------------------------------------------------------------------------------------- */

Fault invite_check(Ctx *c, const void *before, void *after) {
    const Invite *was = before;
    Invite *v = after;
    int64_t other;
    check_lang(c, v->lang);
    v->email = email_normal(c->arena, v->email);
    bool same = was && was->role == v->role && was->place == v->place;
    if (role_known(v->role) && !same) TRY(check_give(c, v->role, v->place));
    if (v->until_on && v->until_on < c->reader.today) complain(c, "until_on", T_ACCOUNT_FIX_UNTIL_PAST);
    if (!v->email.n || v->accepted_at || v->head.archived_at) return OK;
    Fault f = db_int(c, &ACCOUNT_QUERIES[Q_EMAIL_TAKEN], VALS(v_text(v->email), v_int(0)), &other);
    if (f == OK) complain_text(c, "email", T_ACCOUNT_FIX_EMAIL_TAKEN, v->email);
    return f == NOT_FOUND ? OK : f;
}

Fault invite_make(Ctx *c, Invite *v, Str *ret_key) {
    Str key = key_new(c);
    if (role_known(v->role)) TRY(check_give(c, v->role, v->place));
    TRY(complaints_fault(c));                     /* else the place's own rights refuse without a word */
    v->head.unit = v->place;
    v->hash = key_hash(c, key);
    v->expires_at = c->reader.now + (Stamp)INVITE_DAYS * 24 * 3600 * 1000;
    TRY(ent_save(c, &invite_entity, v));
    *ret_key = key;
    return OK;
}

Fault invite_open(Ctx *c, Str key, Invite *ret_v) {
    Id id = 0, org = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_INVITE_FIND], VALS(v_text(key_hash(c, key)), v_int(c->reader.now)), &r));
        if (rows_next(&r)) {
            id = rows_id(&r, 0);
            org = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    if (!id) return fail(c, EXPIRED, "invite", 0);
    return load_as(c, org, &invite_entity, id, ret_v);
}

enum { WELCOMERS_MAX = 4 };
static InviteFn on_welcome[WELCOMERS_MAX];        /* filled at the start, read-only from then on */
static int      n_on_welcome;

void account_on_welcome(InviteFn fn) {
    for (int i = 0; i < n_on_welcome; i++) {
        if (on_welcome[i] == fn) return;
    }
    if (n_on_welcome < WELCOMERS_MAX) on_welcome[n_on_welcome++] = fn;
}

Fault invite_accept(Ctx *c, Str key, Account *a) {
    Invite v = {0};
    TRY(invite_open(c, key, &v));
    a->head.unit = v.place;
    a->head.visibility = shown_to(v.role);
    a->email = v.email;
    TRY(save_as(c, v.head.org, &account_entity, a));
    Grant *g = ent_new(c, &grant_entity);
    g->account = a->head.id;
    g->role = v.role;
    g->place = v.place;
    g->from_on = c->reader.today;
    g->until_on = v.until_on;
    TRY(save_as(c, v.head.org, &grant_entity, g));
    v.accepted_at = c->reader.now;
    v.account = a->head.id;
    TRY(save_as(c, v.head.org, &invite_entity, &v));
    for (int i = 0; i < n_on_welcome; i++) TRY(on_welcome[i](c, &v, a->head.id));
    return OK;
}

Fault invite_list(Ctx *c, Invite **ret_v, size_t *ret_n) {
    enum { INVITES_MAX = 100 };
    Id ids[INVITES_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_INVITES], VALS(v_int(c->reader.now)), &r));
        while (n < INVITES_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    Invite *v = ARENA_ARRAY(c->arena, Invite, n + 1);
    for (size_t i = 0; i < n; i++) TRY(ent_load(c, &invite_entity, ids[i], &v[i]));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* ---- making accounts without a page --------------------------------------------------------------------------- */

Fault account_make(Ctx *c, Account *a, int grant_role, Id place) {
    a->head.unit = place;
    a->head.visibility = shown_to(grant_role);
    TRY(ent_save(c, &account_entity, a));
    Grant *g = ent_new(c, &grant_entity);
    g->account = a->head.id;
    g->role = grant_role;
    g->place = place;
    return ent_save(c, &grant_entity, g);
}

Fault account_found(Ctx *c, Str org_code, const Account *admin, Id *ret_org, Id *ret_account) {
    CHECK(c->writing && c->who.system);
    Id org = id_new(c->reader.now);
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_ORG_ADD], VALS(v_id(org), v_text(org_code), v_int(c->reader.now))));
    region_changed(c, "orgs", org);
    c->who.org = org;
    Account a = *admin;
    TRY(account_make(c, &a, GRANT_ROLE_ADMIN, 0));
    *ret_org = org;
    *ret_account = a.head.id;
    return OK;
}

static Fault id_list(Ctx *c, const Query *q, size_t max, Id **ret_v, size_t *ret_n) {
    Id *v = ARENA_ARRAY(c->arena, Id, max);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q, NO_VALS, &r));
    while (n < max && rows_next(&r)) v[n++] = rows_id(&r, 0);
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault org_list(Ctx *c, Id **ret_v, size_t *ret_n) { return id_list(c, &ACCOUNT_QUERIES[Q_ORGS], 1000, ret_v, ret_n); }

Fault account_list(Ctx *c, Account **ret_v, size_t *ret_n) {
    Id *ids;
    size_t n;
    TRY(id_list(c, &ACCOUNT_QUERIES[Q_ACCOUNTS], 5000, &ids, &n));
    Account *v = ARENA_ARRAY(c->arena, Account, n + 1);
    for (size_t i = 0; i < n; i++) TRY(ent_load(c, &account_entity, ids[i], &v[i]));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* session_store.c - who is signed in: sessions, links that sign in once, counted tries, keys for programs. */
#include "account/account_store.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"

static const Stamp MINUTE_MS = 60 * 1000, HOUR_MS = 3600 * 1000;

/* ---- sessions ------------------------------------------------------------------------------------------------- */

static Stamp session_ends(Stamp now) { return now + (Stamp)SESSION_DAYS * 24 * HOUR_MS; }

Fault session_begin(Ctx *c, const Account *a, SignInWay way, Str agent, Str *ret_cookie) {
    CHECK(c->writing && a->head.id);
    Str key = key_new(c);
    Stamp now = c->reader.now;
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_SESSIONS_OLD], VALS(v_id(a->head.id), v_int(now))));
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_SESSION_ADD],
               VALS(v_id(id_new(now)), v_id(a->head.id), v_text(key_hash(c, key)), v_text(utf8_head(agent, 80)),
                    v_int(way), v_int(now), v_int(session_ends(now)))));
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_SEEN], VALS(v_id(a->head.id), v_int(now))));
    *ret_cookie = key;
    return OK;
}

Fault session_end(Ctx *c, Id session) {
    region_changed(c, "sessions", session);
    return db_run(c, &ACCOUNT_QUERIES[Q_SESSION_END], VALS(v_id(session)));
}

/* Announced as a change of the account, which makes the server forget all its logins. */
Fault session_end_others(Ctx *c, Id account, Id keep) {
    region_changed(c, "accounts", account);
    return db_run(c, &ACCOUNT_QUERIES[Q_SESSION_END_OTHERS], VALS(v_id(account), v_int(keep)));
}

static SessionRow session_row(const Rows *r) {
    return (SessionRow){.id = rows_id(r, 0), .agent = rows_copy(r, 1), .begun_at = rows_int(r, 2),
                        .seen_at = rows_int(r, 3), .way = (int)rows_int(r, 4)};
}

Fault session_here(Ctx *c, Str cookie, SessionRow *ret_s) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_SESSION_HERE], VALS(v_text(key_hash(c, cookie)), v_int(c->reader.now)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, "session", 0);
    }
    *ret_s = session_row(&r);
    ret_s->here = true;
    return OK;
}

Fault session_list(Ctx *c, Str cookie, SessionRow **ret_v, size_t *ret_n) {
    enum { SESSIONS_MAX = 50 };
    SessionRow *v = ARENA_ARRAY(c->arena, SessionRow, SESSIONS_MAX);
    Str hash = key_hash(c, cookie);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_SESSION_LIST], VALS(v_int(c->reader.now)), &r));
    for (; n < SESSIONS_MAX && rows_next(&r); n++) {
        v[n] = session_row(&r);
        v[n].here = str_eq(rows_text(&r, 5), hash);
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* ---- visits are noted behind the answer ------------------------------------------------------------------------ */

/* A login is looked up once a day and after changes (http/identity.h), so these writes are few. They run when they
** run, on memory of their own; when the writer has no room, the next visit notes itself. */
typedef struct Visit {
    Job   job;
    Ctx   ctx;
    Arena arena;
    Id    session, token, account;
} Visit;

static Fault visit_run(Ctx *c, void *arg) {
    const Visit *v = arg;
    Val now = v_int(c->reader.now);
    if (v->token) return db_run(c, &ACCOUNT_QUERIES[Q_TOKEN_USED], VALS(v_id(v->token), now));
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_SESSION_SEEN], VALS(v_id(v->session), now, v_int(session_ends(c->reader.now)))));
    return db_run(c, &ACCOUNT_QUERIES[Q_SEEN], VALS(v_id(v->account), now));
}

static void visit_free(Visit *v) {
    arena_release(&v->arena);
    free(v);
}

static void visit_done(Ctx *c, void *arg, Fault result) {
    (void)c;
    (void)result;
    visit_free(arg);
}

static void visit_note(const Ctx *c, Id session, Id token, Id account) {
    enum { VISIT_BYTES = 64 * 1024 };
    Visit *v = calloc(1, sizeof *v);
    if (!v) return;
    arena_init(&v->arena, VISIT_BYTES);
    v->ctx = (Ctx){.arena = &v->arena, .region = c->region, .reader = c->reader};
    v->session = session;
    v->token = token;
    v->account = account;
    v->job = (Job){.ctx = &v->ctx, .run = visit_run, .done = visit_done, .arg = v};
    if (region_submit(c->region, &v->job) != OK) visit_free(v);
}

/* ---- logins ---------------------------------------------------------------------------------------------------- */

/* Roles held today, and the floor that those without a place give. Who holds none is a visitor with a name. */
static Fault read_roles(Ctx *c, Who *who) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &ACCOUNT_QUERIES[Q_ROLES], VALS(v_id(who->org), v_id(who->account), v_int(c->reader.today)), &r));
    who->floor = VIS_PUBLIC;
    while (rows_next(&r)) {
        int role = (int)rows_int(&r, 0), floor = VIS_MEMBERS;
        who->roles |= account_role(role);
        if (rows_int(&r, 1)) {
            who->roles_everywhere |= account_role(role);
            floor = account_level(role);
        }
        if (floor > who->floor) who->floor = floor;
    }
    return rows_fault(&r);
}

static void read_wishes(Login *l, Str lang, int64_t address, int64_t second_calendar) {
    l->has_lang = lang_parse(lang, &l->lang);
    l->address = address == ADDRESS_FORM_F ? ADDRESS_F : address == ADDRESS_FORM_M ? ADDRESS_M : ADDRESS_NEUTRAL;
    l->second_calendar = second_calendar == 1;
}

Fault session_login(Ctx *c, Str cookie, Login *ret_login) {
    Login l = {0};
    Stamp seen_at = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_SESSION_FIND], VALS(v_text(key_hash(c, cookie)), v_int(c->reader.now)), &r));
        if (rows_next(&r)) {
            l.session = rows_id(&r, 0);
            seen_at = rows_int(&r, 2);
            l.ends_at = rows_int(&r, 3);
            l.who = (Who){.account = rows_id(&r, 1), .org = rows_id(&r, 4), .person = rows_id(&r, 5), .scopes = ~0u};
            read_wishes(&l, rows_text(&r, 6), rows_int(&r, 7), rows_int(&r, 8));
            l.shortcuts_off = rows_int(&r, 9) == 1;
        }
        TRY(rows_fault(&r));
    }
    if (!l.session) return NOT_SIGNED_IN;
    TRY(read_roles(c, &l.who));
    if (c->reader.now - seen_at > HOUR_MS) visit_note(c, l.session, 0, l.who.account);
    *ret_login = l;
    return OK;
}

Fault token_login(Ctx *c, Str key, Login *ret_login) {
    Login l = {0};
    Stamp used_at = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_TOKEN_FIND], VALS(v_text(key_hash(c, key)), v_int(c->reader.today)), &r));
        if (rows_next(&r)) {
            l.session = rows_id(&r, 0);
            used_at = rows_int(&r, 3);
            l.who = (Who){.account = rows_id(&r, 1), .org = rows_id(&r, 4), .person = rows_id(&r, 5),
                          .scopes = (unsigned)rows_int(&r, 2), .nouns = (unsigned)rows_int(&r, 8)};
            read_wishes(&l, rows_text(&r, 6), rows_int(&r, 7), 0);
        }
        TRY(rows_fault(&r));
    }
    if (!l.session) return BAD_TOKEN;
    TRY(read_roles(c, &l.who));
    if (c->reader.now - used_at > HOUR_MS) visit_note(c, 0, l.session, l.who.account);
    *ret_login = l;
    return OK;
}

Fault account_login(Ctx *c, Id account, Login *ret_login) {
    Login l = {0};
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_ACCOUNT_LOGIN], VALS(v_id(account)), &r));
        if (rows_next(&r)) {
            l.who = (Who){.account = account, .org = rows_id(&r, 0), .person = rows_id(&r, 1), .scopes = ~0u};
            read_wishes(&l, rows_text(&r, 2), rows_int(&r, 3), rows_int(&r, 4));
        }
        TRY(rows_fault(&r));
    }
    if (!l.who.account) return NOT_SIGNED_IN;
    TRY(read_roles(c, &l.who));
    *ret_login = l;
    return OK;
}

Fault visitor_login(Ctx *c, Str host, Login *ret_login) {
    Login l = {.who = {.roles = ROLE_ANYONE, .floor = VIS_PUBLIC, .scopes = ~0u}};
    int64_t org = 0;
    (void)host;                                   /* a site shows the region's own organisation */
    Fault f = db_int(c, &ACCOUNT_QUERIES[Q_FIRST_ORG], NO_VALS, &org);
    if (f != OK && f != NOT_FOUND) return f;
    l.who.org = org;
    *ret_login = l;
    return OK;
}

/* ---- links that sign in once ------------------------------------------------------------------------------------ */

static Stamp link_lasts_ms(LinkPurpose purpose) {
    switch (purpose) {
    case LINK_HAND: return HAND_LINK_HOURS * HOUR_MS;
    case LINK_MAIL: return MAIL_LINK_MINUTES * MINUTE_MS;
    default: return STEP_MINUTES * MINUTE_MS;
    }
}

Fault link_make(Ctx *c, Id account, LinkPurpose purpose, Str *ret_key) {
    Str key = key_new(c);
    Stamp now = c->reader.now;
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_LINKS_OLD], VALS(v_int(now))));
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_LINK_ADD],
               VALS(v_text(key_hash(c, key)), v_id(account), v_int(purpose), v_int(now + link_lasts_ms(purpose)))));
    *ret_key = key;
    return OK;
}

Fault link_find(Ctx *c, Str key, unsigned purposes, LinkPurpose *ret_purpose, Account *ret_a) {
    Id account = 0;
    int purpose = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_LINK_FIND], VALS(v_text(key_hash(c, key)), v_int(c->reader.now)), &r));
        if (rows_next(&r)) {
            account = rows_id(&r, 0);
            purpose = (int)rows_int(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    if (!account || !(purposes & 1u << purpose)) return fail(c, EXPIRED, "link", 0);
    Fault f = account_by_id(c, account, ret_a);
    if (f == NOT_FOUND) return fail(c, EXPIRED, "link", 0);
    TRY(f);
    *ret_purpose = (LinkPurpose)purpose;
    return OK;
}

Fault link_use(Ctx *c, Str key) {
    int64_t used = 0;
    TRY(db_changed(c, &ACCOUNT_QUERIES[Q_LINK_USE], VALS(v_text(key_hash(c, key)), v_int(c->reader.now)), &used));
    return used == 1 ? OK : fail(c, EXPIRED, "link", 0);
}

/* ---- tries ------------------------------------------------------------------------------------------------------ */

static Str try_hash(Ctx *c, const char *what, Str whom) {
    return key_hash(c, arena_printf(c->arena, "%s %.*s", what, STR_ARG(whom)));
}

Fault try_count(Ctx *c, const char *what, Str whom, int64_t minutes, int64_t *ret_tries) {
    Stamp now = c->reader.now;
    TRY(db_run(c, &ACCOUNT_QUERIES[Q_TRIES_OLD], VALS(v_int(now))));
    return db_int(c, &ACCOUNT_QUERIES[Q_TRY],
                  VALS(v_text(try_hash(c, what, whom)), v_int(now), v_int(now + minutes * MINUTE_MS)), ret_tries);
}

Fault try_seen(Ctx *c, const char *what, Str whom, int64_t *ret_tries) {
    *ret_tries = 0;
    Fault f = db_int(c, &ACCOUNT_QUERIES[Q_TRY_SEEN], VALS(v_text(try_hash(c, what, whom)), v_int(c->reader.now)),
                     ret_tries);
    return f == NOT_FOUND ? OK : f;
}

Fault try_forget(Ctx *c, const char *what, Str whom) {
    return db_run(c, &ACCOUNT_QUERIES[Q_TRY_FORGET], VALS(v_text(try_hash(c, what, whom))));
}

/* ---- the second step -------------------------------------------------------------------------------------------- */

Fault code_use(Ctx *c, const Account *a, Str code, bool *ret_fits) {
    int64_t last = a->totp_last > 0 ? a->totp_last : 0, changed = 0;
    int64_t step = totp_step(a->totp_secret, code, c->reader.now, last);
    if (step) TRY(db_changed(c, &ACCOUNT_QUERIES[Q_CODE_USED], VALS(v_id(a->head.id), v_int(step)), &changed));
    *ret_fits = changed == 1;
    return OK;
}

/* ---- keys for programs ------------------------------------------------------------------------------------------ */

Fault token_make(Ctx *c, Token *t, Str *ret_key) {
    Str key = key_new(c);
    if (!c->who.account) return NOT_SIGNED_IN;
    t->account = c->who.account;
    t->hash = key_hash(c, key);
    if (t->until_on && t->until_on < c->reader.today) complain(c, "until_on", T_ACCOUNT_FIX_UNTIL_PAST);
    /* As the system: not everybody sees their own account among the records. */
    TRY(save_as(c, c->who.org, &token_entity, t));
    *ret_key = key;
    return OK;
}

Fault token_list(Ctx *c, Token **ret_v, size_t *ret_n) {
    enum { TOKENS_MAX = 50 };
    Id ids[TOKENS_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &ACCOUNT_QUERIES[Q_TOKENS], VALS(v_int(c->reader.today)), &r));
        while (n < TOKENS_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    Token *v = ARENA_ARRAY(c->arena, Token, n + 1);
    for (size_t i = 0; i < n; i++) TRY(ent_load(c, &token_entity, ids[i], &v[i]));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

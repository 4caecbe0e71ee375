/* me_page.c - what people see to by themselves: how they want to be spoken to, password, second step, where they are
** signed in, keys for programs. */
#include "account/account_page.h"

#include "base/check.h"
#include "db/region.h"

#include <qrencode.h>

/* ---- the page --------------------------------------------------------------------------------------------------- */

/* After coming by a link or an invitation a new password needs no old one: who forgot it has none. */
static bool is_fresh(const Ctx *c, const SessionRow *s) {
    return s->way != WAY_PASSWORD && c->reader.now - s->begun_at < (Stamp)FRESH_MINUTES * 60 * 1000;
}

static Fault me_view(Ctx *c, const Request *rq, Account *a, MeView *v) {
    *v = (MeView){.a = a, .lang = choose_lang(c, a->lang.n ? a->lang : str_of(lang_code(c->reader.lang))),
                  .has_password = a->password.n > 0, .ask_old = a->password.n > 0, .step_on = a->totp_on == 1,
                  .second = a->second_calendar == 1, .no_keys = a->shortcuts_off == 1};
    TRY(session_list(c, request_cookie(rq, COOKIE_SESSION), &v->sessions, &v->sessions_n));
    for (size_t i = 0; i < v->sessions_n; i++) {
        if (!v->sessions[i].here) v->others = true;
        else if (is_fresh(c, &v->sessions[i])) v->ask_old = false;
    }
    v->old_password = (Input){.name = "old", .type = "password", .autocomplete = "current-password",
                              .label = T_ACCOUNT_PASSWORD_OLD};
    v->new_password = (Input){.name = "new", .type = "password", .autocomplete = "new-password",
                              .label = T_ACCOUNT_PASSWORD_NEW, .hint = T_ACCOUNT_PASSWORD_HINT};
    v->code = (Input){.name = "code", .type = "text", .autocomplete = "one-time-code", .label = T_ACCOUNT_CODE,
                      .hint = T_ACCOUNT_CODE_HINT, .numeric = true};
    return role_rows(c, c->who.account, false, &v->roles, &v->roles_n);
}

static Page me_page_of(Ctx *c, const Request *rq) {
    return page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_PAGE_PROFILE));
}

Fault get_me(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    MeView v;
    TRY(account_own(c, a));
    TRY(me_view(c, rq, a, &v));
    Page pg = me_page_of(c, rq);
    return page_send(&pg, rp, me_page, &v);
}

static Fault again(Ctx *c, const Request *rq, Reply *rp, Account *a) {
    MeView v;
    TRY(me_view(c, rq, a, &v));
    Page pg = me_page_of(c, rq);
    return page_again(&pg, rp, me_page, &v);
}

static void read_field(Ctx *c, int field, const Request *rq, Account *a) {
    const Field *f = &account_entity.fields[field];
    if (params_has(&rq->form, f->name)) value_read(c, f, a, c->reader.lang, params_get(&rq->form, f->name));
}

/* A box that is not ticked is not sent. */
static int ticked(const Request *rq, const char *name) { return params_has(&rq->form, name) ? 1 : 0; }

Fault post_me(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    TRY(account_own(c, a));
    read_field(c, ACCOUNT_F_NAME, rq, a);
    read_field(c, ACCOUNT_F_PHONE, rq, a);
    read_field(c, ACCOUNT_F_ADDRESS, rq, a);
    a->lang = params_get(&rq->form, "lang");
    a->second_calendar = ticked(rq, "second_calendar");
    a->shortcuts_off = ticked(rq, "shortcuts_off");
    TRY(act_begin(c, T_ACT_PROFILE, a->name));
    Fault f = complaints_fault(c);
    if (f == OK) f = account_save_own(c, a);
    if (f == INVALID) return again(c, rq, rp, a);
    TRY(f);
    (void)lang_parse(a->lang, &c->reader.lang);
    c->act = 0;                                   /* the toast's button would undo with the rights of others */
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_PROFILE_SAVED, NULL, 0);
    return OK;
}

/* ---- password --------------------------------------------------------------------------------------------------- */

typedef struct NewPassword {
    Account *a;
    Id       session;
} NewPassword;

static Fault save_password(Ctx *c, void *arg) {
    NewPassword *n = arg;
    TRY(act_begin(c, T_ACT_PASSWORD, n->a->name));
    TRY(account_save_own(c, n->a));
    return session_end_others(c, n->a->head.id, n->session);
}

static Fault own_with_session(Ctx *c, const Request *rq, Account *a, SessionRow *here) {
    TRY(region_read_begin(c->region, c));
    Fault f = account_own(c, a);
    if (f == OK) f = session_here(c, request_cookie(rq, COOKIE_SESSION), here);
    region_read_end(c->region, c);
    return f;
}

typedef struct OldTry {
    Str     whom;
    int64_t tries;
} OldTry;

static Fault count_old(Ctx *c, void *arg) {
    OldTry *t = arg;
    return try_count(c, "old password", t->whom, 15, &t->tries);
}

/* An open session left alone is not enough to find the password out. */
static Fault check_old(Ctx *c, const Request *rq, const Account *a, const SessionRow *here) {
    enum { OLD_TRIES_MAX = 10 };
    OldTry t = {.whom = arena_printf(c->arena, "%lld", (long long)a->head.id)};
    if (!a->password.n || is_fresh(c, here)) return OK;
    TRY(region_write(c->region, c, count_old, &t));
    if (t.tries > OLD_TRIES_MAX) complain(c, "old", T_ACCOUNT_TOO_OFTEN);
    else if (!password_fits(a->password, params_get(&rq->form, "old"))) complain(c, "old", T_ACCOUNT_FIX_PASSWORD_OLD);
    return OK;
}

Fault post_me_password(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    SessionRow here;
    Str wanted = params_get(&rq->form, "new");
    TRY(own_with_session(c, rq, a, &here));
    TRY(check_old(c, rq, a, &here));
    password_check(c, "new", wanted, a->email);
    if (c->complaints.n) {
        TRY(region_read_begin(c->region, c));
        Fault f = again(c, rq, rp, a);
        region_read_end(c->region, c);
        return f;
    }
    TRY(password_hash(c, wanted, &a->password));
    TRY(region_write(c->region, c, save_password, &(NewPassword){a, here.id}));
    c->act = 0;
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_PASSWORD_SAVED, NULL, 0);
    return OK;
}

/* ---- the second step -------------------------------------------------------------------------------------------- */

void qr_html(Buf *b, const Page *pg, Str text, TextKey label) {
    enum { QUIET = 4 };
    QRcode *q = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
    if (!q) return;                               /* too long: the secret is typed */
    int side = q->width + 2 * QUIET;
    buf_printf(b, "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"220\" height=\"220\" "
                  "shape-rendering=\"crispEdges\" aria-label=\"", side, side);
    put_attr(b, tr(pg->r->lang, label));
    buf_printf(b, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side);
    for (int y = 0; y < q->width; y++) {
        for (int x = 0; x < q->width; x++) {
            if (q->data[y * q->width + x] & 1) buf_printf(b, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    buf_lit(b, "\"/></svg>");
    QRcode_free(q);
}

static Str in_fours(Ctx *c, Str secret) {
    Buf b;
    buf_init(&b, 200);
    for (size_t at = 0; at < secret.n; at += 4) {
        if (at) buf_byte(&b, ' ');
        buf_add(&b, str_sub(secret, at, 4));
    }
    return buf_keep(c->arena, &b);
}

static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, const Account *a) {
    MeStepView v = {.secret = in_fours(c, a->totp_secret), .address = totp_address(c, a->totp_secret, a->email)};
    v.code = (Input){.name = "code", .type = "text", .autocomplete = "one-time-code", .label = T_ACCOUNT_CODE,
                     .hint = T_ACCOUNT_CODE_HINT, .numeric = true};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ACCOUNT_STEP));
    pg.crumbs[0] = (Crumb){LIT("/me"), tr(c->reader.lang, T_PAGE_PROFILE)};
    pg.crumbs[1] = (Crumb){{0}, tr(c->reader.lang, T_ACCOUNT_STEP)};
    pg.n_crumbs = 2;
    return c->complaints.n ? page_again(&pg, rp, me_step_page, &v) : page_send(&pg, rp, me_step_page, &v);
}

/* Begins: makes the secret, which counts for nothing until a code from it was typed. */
Fault post_me_step(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    (void)rq;
    TRY(account_own(c, a));
    if (a->totp_on != 1) {
        a->totp_secret = totp_secret(c);
        a->totp_on = 0;
        a->totp_last = 0;
        TRY(act_begin(c, T_ACT_STEP, a->name));
        TRY(account_save_own(c, a));
    }
    c->act = 0;
    reply_go(c, rp, LIT("/me/step"), T_NONE, NULL, 0);
    return OK;
}

Fault get_me_step(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    TRY(account_own(c, a));
    if (a->totp_on == 1 || !a->totp_secret.n) {
        reply_go(c, rp, LIT("/me"), T_NONE, NULL, 0);
        return OK;
    }
    return draw_step(c, rq, rp, a);
}

Fault post_me_step_on(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    TRY(account_own(c, a));
    int64_t step = totp_step(a->totp_secret, params_get(&rq->form, "code"), c->reader.now, 0);
    if (!step) complain(c, "code", T_ACCOUNT_CODE_REFUSED);
    if (!step) return draw_step(c, rq, rp, a);
    a->totp_on = 1;
    a->totp_last = step;
    TRY(act_begin(c, T_ACT_STEP_ON, a->name));
    TRY(account_save_own(c, a));
    c->act = 0;
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_STEP_IS_ON, NULL, 0);
    return OK;
}

/* Counted like the codes at sign-in: a session left open must not be enough to guess one. */
Fault post_me_step_off(Ctx *c, const Request *rq, Reply *rp) {
    enum { CODES_MAX = 20, CODES_MINUTES = 24 * 60 };
    Account *a = ent_new(c, &account_entity);
    int64_t tries;
    bool fits = false;
    TRY(account_own(c, a));
    TRY(try_count(c, "code", arena_printf(c->arena, "%lld", (long long)a->head.id), CODES_MINUTES, &tries));
    if (tries <= CODES_MAX) TRY(code_use(c, a, params_get(&rq->form, "code"), &fits));
    if (!fits) {
        complain(c, "code", tries > CODES_MAX ? T_ACCOUNT_CODES_TOO_OFTEN : T_ACCOUNT_CODE_REFUSED);
        Fault f = again(c, rq, rp, a);
        return f == INVALID ? OK : f;             /* the try stays counted; the page says 422 */
    }
    a->totp_on = 0;
    a->totp_secret = (Str){0};
    a->totp_last = 0;
    TRY(act_begin(c, T_ACT_STEP_OFF, a->name));
    TRY(account_save_own(c, a));
    c->act = 0;
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_STEP_IS_OFF, NULL, 0);
    return OK;
}

/* ---- sessions --------------------------------------------------------------------------------------------------- */

Fault post_me_session_end(Ctx *c, const Request *rq, Reply *rp) {
    TRY(session_end(c, rq->ids[0]));
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_SESSION_ENDED, NULL, 0);
    return OK;
}

Fault post_me_sessions_end(Ctx *c, const Request *rq, Reply *rp) {
    SessionRow here;
    TRY(session_here(c, request_cookie(rq, COOKIE_SESSION), &here));
    TRY(session_end_others(c, c->who.account, here.id));
    reply_go(c, rp, LIT("/me"), T_ACCOUNT_SESSIONS_ENDED, NULL, 0);
    return OK;
}

/* ---- keys for programs ------------------------------------------------------------------------------------------ */

void token_scopes_html(Buf *b, const Page *pg, const Token *t) {
    value_show(pg->c, b, &token_entity.fields[TOKEN_F_SCOPES], t);
    if (!t->nouns) return;
    buf_lit(b, " · ");
    put_text(b, tr(pg->r->lang, T_ENT_TOKEN_NOUNS));
    buf_lit(b, " ");
    value_show(pg->c, b, &token_entity.fields[TOKEN_F_NOUNS], t);
}

static Page keys_page(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[0] = (Crumb){LIT("/me"), tr(c->reader.lang, T_PAGE_PROFILE)};
    pg.crumbs[1] = (Crumb){{0}, pg.title};
    pg.n_crumbs = 2;
    return pg;
}

static Fault draw_keys(Ctx *c, const Request *rq, Reply *rp, Token *t) {
    KeysView v = {.token = t};
    TRY(token_list(c, &v.tokens, &v.tokens_n));
    Page pg = keys_page(c, rq, T_ENT_TOKEN_MANY);
    return c->complaints.n ? page_again(&pg, rp, me_keys_page, &v) : page_send(&pg, rp, me_keys_page, &v);
}

Fault get_me_keys(Ctx *c, const Request *rq, Reply *rp) { return draw_keys(c, rq, rp, ent_new(c, &token_entity)); }

Fault post_me_key(Ctx *c, const Request *rq, Reply *rp) {
    Token *t = ent_new(c, &token_entity);
    Str key;
    ent_form_read(c, &token_entity, &rq->form, t);
    TRY(act_begin(c, T_ACT_KEY, t->name));
    t->head.visibility = VIS_PRIVATE;
    Fault f = complaints_fault(c);
    if (f == OK) f = token_make(c, t, &key);
    if (f == INVALID) return draw_keys(c, rq, rp, t);
    TRY(f);
    Page pg = keys_page(c, rq, T_ACCOUNT_KEY_MADE);
    reply_once_only(c, rp);
    return page_send(&pg, rp, me_key_page, &(KeyView){.name = t->name, .key = key});
}

Fault post_me_key_end(Ctx *c, const Request *rq, Reply *rp) {
    TRY(act_begin(c, T_ACT_KEY_END, (Str){0}));
    TRY(ent_archive(c, &token_entity, rq->ids[0]));
    c->act = 0;
    reply_go(c, rp, LIT("/me/keys"), T_ACCOUNT_KEY_ENDED, NULL, 0);
    return OK;
}

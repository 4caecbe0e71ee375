/* sign_in_page.c - signing in and out: by password or by a link, with a second step for who has one.
**
** A refused sign-in says the same whether the address is known or not, and takes the same time; so does asking for a
** link. Tries are counted in the database: of one caller on one address, and of all callers on it, so that neither a
** patient machine nor a thousand of them get far, and a stranger does not easily lock somebody out. */
#include "account/account_page.h"

#include "base/check.h"
#include "db/facts.h"
#include "db/region.h"

enum {
    TRIES_MAX = 10, TRIES_OF_ALL_MAX = 100, TRIES_MINUTES = 15,
    CODES_MAX = 20, CODES_MINUTES = 24 * 60,
    LINKS_MAX = 3, LINKS_OF_CALLER_MAX = 10,
};
static const unsigned LINKS = 1u << LINK_MAIL | 1u << LINK_HAND;
static const unsigned STEPS = 1u << LINK_STEP_PASSWORD | 1u << LINK_STEP_LINK;
#define COOKIE_STEP "step"

/* Only a path of ours leads on. */
static Str own_path(Str back) {
    return path_is_ours(back) && !str_starts(back, LIT("/sign-in")) ? back : LIT("/");
}

static Str with_back(Ctx *c, const char *path, Str back) {
    Buf b;
    if (str_eq(back, LIT("/"))) return str_of(path);
    buf_init(&b, 64 * 1024);
    buf_printf(&b, "%s?next=", path);
    put_urlpart(&b, back);
    return buf_keep(c->arena, &b);
}

Fault mail_site(Ctx *c, const Request *rq, Str *ret_site) {
    Str site = {0}, asked = request_site(rq);
    bool ready;
    TRY(mail_ready(c, &ready));
    if (ready) TRY(fact_get(c, "site", &site));
    bool local = str_starts(asked, LIT("http://localhost")) || str_starts(asked, LIT("http://127.0.0.1"));
    if (ready && !site.n && (str_starts(asked, LIT("https://")) || local)) site = asked;
    *ret_site = site;
    return OK;
}

/* ---- password -------------------------------------------------------------------------------------------------- */

static Fault draw(Ctx *c, const Request *rq, Reply *rp, SignInView *v) {
    Page pg = guest_page(c, rq, T_ACCOUNT_SIGN_IN);
    Str site = {0};
    v->email.name = "email";
    v->email.type = "email";
    v->email.autocomplete = "username";
    v->email.label = T_ACCOUNT_EMAIL;
    v->password = (Input){.name = "password", .type = "password", .autocomplete = "current-password",
                          .label = T_ACCOUNT_PASSWORD};
    if (c->db) TRY(mail_site(c, rq, &site));
    v->mail = site.n > 0;
    pg.has_errors = v->refused != T_NONE;
    if (v->refused) rp->status = v->refused == T_ACCOUNT_TOO_OFTEN ? 429 : 422;
    return page_send(&pg, rp, sign_in_page, v);
}

/* The handlers of slow routes have no connection of their own. */
static Fault draw_slow(Ctx *c, const Request *rq, Reply *rp, SignInView *v) {
    TRY(region_read_begin(c->region, c));
    Fault f = draw(c, rq, rp, v);
    region_read_end(c->region, c);
    return f;
}

Fault get_sign_in(Ctx *c, const Request *rq, Reply *rp) {
    Str back = own_path(params_get(&rq->args, "next"));
    if (c->who.account) {
        reply_go(c, rp, back, T_NONE, NULL, 0);
        return OK;
    }
    return draw(c, rq, rp, &(SignInView){.back = back});
}

/* Whose tries are counted together: those of one caller on one address. Signing in by a link lifts a running lock by
** beginning the count anew, for every caller: the owner may read the mail elsewhere than where they were locked out. */
#define LIFTED "password lock lifted"

static Fault caller_of(Ctx *c, Str address, Str email, Str *ret_caller) {
    int64_t lifted;
    TRY(try_seen(c, LIFTED, email, &lifted));
    *ret_caller = arena_printf(c->arena, "%.*s %.*s %lld", STR_ARG(address), STR_ARG(email), (long long)lifted);
    return OK;
}

static Fault lift_lock(Ctx *c, Str email) {
    int64_t lifted;
    Str whom = email_normal(c->arena, email);
    TRY(try_forget(c, "password of all", whom));
    return try_count(c, LIFTED, whom, TRIES_MINUTES, &lifted);
}

typedef struct SignIn {
    const Request *rq;
    Reply         *rp;
    Str            email, caller, password, key;
    Account       *fits;
    int64_t        tries, tries_of_all;
} SignIn;

static Fault count_try(Ctx *c, void *arg) {
    SignIn *s = arg;
    TRY(caller_of(c, s->rq->address, s->email, &s->caller));
    TRY(try_count(c, "password", s->caller, TRIES_MINUTES, &s->tries));
    return try_count(c, "password of all", s->email, TRIES_MINUTES, &s->tries_of_all);
}

/* The session itself, or with a second step the key that the browser keeps until the code is there. */
static Fault begin(Ctx *c, void *arg) {
    SignIn *s = arg;
    TRY(try_forget(c, "password", s->caller));
    if (s->fits->totp_on == 1) return link_make(c, s->fits->head.id, LINK_STEP_PASSWORD, &s->key);
    return sign_in_go(c, s->rq, s->rp, s->fits, WAY_PASSWORD);
}

/* The account of this address whose password fits; unknown addresses cost the time of one. */
static Fault find_account(Ctx *c, SignIn *s) {
    Account *v;
    size_t n;
    TRY(region_read_begin(c->region, c));
    Fault f = accounts_by_email(c, s->email, &v, &n);
    region_read_end(c->region, c);
    TRY(f);
    if (n == 0) (void)password_fits((Str){0}, s->password);
    for (size_t i = 0; i < n && !s->fits; i++) {
        if (password_fits(v[i].password, s->password)) s->fits = &v[i];
    }
    return OK;
}

static void keep_step(Ctx *c, Reply *rp, Str key, Str back) {
    reply_cookie(c, rp, COOKIE_STEP, key, STEP_MINUTES * 60);
    reply_go(c, rp, with_back(c, "/sign-in/step", back), T_NONE, NULL, 0);
}

Fault post_sign_in(Ctx *c, const Request *rq, Reply *rp) {
    SignIn s = {.rq = rq, .rp = rp, .email = email_normal(c->arena, params_get(&rq->form, "email")),
                .password = params_get(&rq->form, "password")};
    SignInView again = {.email = {.value = s.email}, .back = own_path(params_get(&rq->form, "next")),
                        .refused = T_ACCOUNT_REFUSED};
    if (!s.email.n || !s.password.n) return draw_slow(c, rq, rp, &again);
    TRY(region_write(c->region, c, count_try, &s));
    if (s.tries > TRIES_MAX || s.tries_of_all > TRIES_OF_ALL_MAX) {
        again.refused = T_ACCOUNT_TOO_OFTEN;
        return draw_slow(c, rq, rp, &again);
    }
    TRY(find_account(c, &s));
    if (!s.fits) return draw_slow(c, rq, rp, &again);
    TRY(region_write(c->region, c, begin, &s));
    if (s.key.n) keep_step(c, rp, s.key, again.back);
    else reply_go(c, rp, again.back, T_NONE, NULL, 0);
    return OK;
}

Fault post_sign_out(Ctx *c, const Request *rq, Reply *rp) {
    SessionRow here;
    Fault f = session_here(c, request_cookie(rq, COOKIE_SESSION), &here);
    if (f == OK) TRY(session_end(c, here.id));
    else if (f != NOT_FOUND) return f;
    reply_cookie(c, rp, COOKIE_SESSION, (Str){0}, -1);
    reply_header(c, rp, "clear-site-data", LIT("\"storage\""));
    reply_go(c, rp, LIT("/sign-in"), T_NONE, NULL, 0);
    return OK;
}

/* ---- by a link ------------------------------------------------------------------------------------------------- */

/* One mail for each organisation that knows the address: few people have two. */
static Fault send_links(Ctx *c, Str site, Str email) {
    Account *v;
    size_t n;
    TRY(accounts_by_email(c, email, &v, &n));
    for (size_t i = 0; i < n; i++) {
        Str key;
        TRY(link_make(c, v[i].head.id, LINK_MAIL, &key));
        Reader r = c->reader;
        if (!lang_parse(v[i].lang, &r.lang)) r.lang = c->reader.lang;
        Mail m = {.org = v[i].head.org, .to = v[i].email, .reader = r, .subject = T_ACCOUNT_MAIL_LINK,
                  .body = T_ACCOUNT_MAIL_LINK_TEXT, .n_args = 2};
        m.args[0] = TR_ARG("name", v[i].name);
        m.args[1] = TR_N("n", MAIL_LINK_MINUTES);
        m.link = arena_printf(c->arena, "%.*s/sign-in/link/%.*s", STR_ARG(site), STR_ARG(key));
        TRY(mail_queue(c, &m));
    }
    return OK;
}

Fault post_sign_in_mail(Ctx *c, const Request *rq, Reply *rp) {
    Str email = email_normal(c->arena, params_get(&rq->form, "email")), site;
    int64_t tries, of_caller;
    if (str_find_byte(email, '@') <= 0) {
        return draw(c, rq, rp, &(SignInView){.email = {.value = email}, .refused = T_ACCOUNT_EMAIL_FIRST,
                                             .back = own_path(params_get(&rq->form, "next"))});
    }
    TRY(mail_site(c, rq, &site));
    TRY(try_count(c, "link", email, TRIES_MINUTES, &tries));
    TRY(try_count(c, "links of caller", rq->address, TRIES_MINUTES, &of_caller));
    if (site.n && tries <= LINKS_MAX && of_caller <= LINKS_OF_CALLER_MAX) TRY(send_links(c, site, email));
    reply_go(c, rp, LIT("/sign-in/sent"), T_NONE, NULL, 0);
    return OK;
}

Fault get_sign_in_sent(Ctx *c, const Request *rq, Reply *rp) {
    Page pg = guest_page(c, rq, T_ACCOUNT_LINK_SENT);
    return page_send(&pg, rp, sign_in_sent_page, &(LinkView){.minutes = MAIL_LINK_MINUTES});
}

static Fault link_over(Ctx *c, const Request *rq, Reply *rp, Fault f) {
    if (f != EXPIRED) return f;
    Page pg = guest_page(c, rq, T_ACCOUNT_LINK_OVER);
    rp->status = fault_status(EXPIRED);
    TRY(page_send(&pg, rp, link_over_page, &(LinkView){.invited = false}));
    return EXPIRED;
}

/* Looking does not use the link: programs that check mails look at every one. */
Fault get_sign_in_link(Ctx *c, const Request *rq, Reply *rp) {
    Account a = {0};
    LinkPurpose purpose;
    Fault f = link_find(c, rq->words[0], LINKS, &purpose, &a);
    if (f != OK) return link_over(c, rq, rp, f);
    if (!request_cookie(rq, COOKIE_LANG).n) (void)lang_parse(a.lang, &c->reader.lang);
    Page pg = guest_page(c, rq, T_ACCOUNT_SIGN_IN);
    return page_send(&pg, rp, sign_in_link_page, &(LinkView){.name = a.name, .action = rq->path});
}

Fault post_sign_in_link(Ctx *c, const Request *rq, Reply *rp) {
    Account a = {0};
    LinkPurpose purpose;
    Str key;
    Fault f = link_find(c, rq->words[0], LINKS, &purpose, &a);
    if (f == OK) f = link_use(c, rq->words[0]);
    if (f != OK) return link_over(c, rq, rp, f);
    TRY(lift_lock(c, a.email));
    if (a.totp_on == 1) {
        TRY(link_make(c, a.head.id, LINK_STEP_LINK, &key));
        keep_step(c, rp, key, LIT("/"));
        return OK;
    }
    TRY(sign_in_go(c, rq, rp, &a, WAY_LINK));
    reply_go(c, rp, a.password.n ? LIT("/") : LIT("/me"), T_NONE, NULL, 0);
    return OK;
}

/* ---- the second step -------------------------------------------------------------------------------------------- */

static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, StepView *v) {
    Page pg = guest_page(c, rq, T_ACCOUNT_STEP);
    v->code = (Input){.name = "code", .type = "text", .autocomplete = "one-time-code", .label = T_ACCOUNT_CODE,
                      .hint = T_ACCOUNT_CODE_HINT, .numeric = true};
    pg.has_errors = v->refused != T_NONE;
    if (v->refused) rp->status = v->refused == T_ACCOUNT_CODES_TOO_OFTEN ? 429 : 422;
    return page_send(&pg, rp, sign_in_step_page, v);
}

Fault get_sign_in_step(Ctx *c, const Request *rq, Reply *rp) {
    Account a = {0};
    LinkPurpose purpose;
    Str back = own_path(params_get(&rq->args, "next"));
    Fault f = link_find(c, request_cookie(rq, COOKIE_STEP), STEPS, &purpose, &a);
    if (f == EXPIRED) {
        reply_go(c, rp, with_back(c, "/sign-in", back), T_NONE, NULL, 0);
        return OK;
    }
    TRY(f);
    return draw_step(c, rq, rp, &(StepView){.back = back});
}

Fault post_sign_in_step(Ctx *c, const Request *rq, Reply *rp) {
    Account a = {0};
    LinkPurpose purpose;
    StepView again = {.back = own_path(params_get(&rq->form, "next")), .refused = T_ACCOUNT_CODE_REFUSED};
    Str key = request_cookie(rq, COOKIE_STEP);
    int64_t tries;
    bool fits = false;
    Fault f = link_find(c, key, STEPS, &purpose, &a);
    if (f != OK) return link_over(c, rq, rp, f);
    Str whom = arena_printf(c->arena, "%lld", (long long)a.head.id);
    TRY(try_count(c, "code", whom, CODES_MINUTES, &tries));
    if (tries > CODES_MAX) again.refused = T_ACCOUNT_CODES_TOO_OFTEN;
    else TRY(code_use(c, &a, params_get(&rq->form, "code"), &fits));
    if (!fits) return draw_step(c, rq, rp, &again);
    TRY(link_use(c, key));
    TRY(try_forget(c, "code", whom));
    TRY(sign_in_go(c, rq, rp, &a, purpose == LINK_STEP_LINK ? WAY_LINK : WAY_PASSWORD));
    reply_cookie(c, rp, COOKIE_STEP, (Str){0}, -1);
    reply_go(c, rp, again.back, T_NONE, NULL, 0);
    return OK;
}

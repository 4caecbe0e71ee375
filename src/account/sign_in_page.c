/* sign_in_page.c - signing in and out, and the module itself.
**
** A refused sign-in says the same whether the address is known or not, and takes the same time. Tries are counted per
** address; after ten within a quarter of an hour the password is not looked at any more. */
#include "account/account_page.h"

#include "db/region.h"

enum { TRIES_MAX = 10, TRIES_MINUTES = 15 };

/* Only a path of ours leads on. */
static Str own_path(Str back) {
    bool ours = str_starts(back, LIT("/")) && !str_starts(back, LIT("//"));
    return ours ? back : LIT("/");
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, SignInView *v) {
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_ACCOUNT_SIGN_IN));
    pg.bare = true;
    pg.has_errors = v->refused != T_NONE;
    if (v->refused) rp->status = v->refused == T_ACCOUNT_TOO_OFTEN ? 429 : 422;
    return page_send(&pg, rp, sign_in_page, v);
}

static Fault get_sign_in(Ctx *c, const Request *rq, Reply *rp) {
    Str back = own_path(params_get(&rq->args, "next"));
    if (c->who.account) {
        rp->status = 303;
        rp->location = back;
        return OK;
    }
    return draw(c, rq, rp, &(SignInView){.back = back});
}

typedef struct SignIn {
    Str      email, password, agent, cookie;
    Account *fits;
    int64_t  tries;
} SignIn;

static Fault count_try(Ctx *c, void *arg) {
    SignIn *s = arg;
    return try_count(c, "password", s->email, TRIES_MINUTES, &s->tries);
}

static Fault begin(Ctx *c, void *arg) {
    SignIn *s = arg;
    TRY(try_forget(c, "password", s->email));
    return session_begin(c, s->fits, WAY_PASSWORD, s->agent, &s->cookie);
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

static Fault post_sign_in(Ctx *c, const Request *rq, Reply *rp) {
    SignIn s = {.email = email_normal(c->arena, params_get(&rq->form, "email")),
                .password = params_get(&rq->form, "password"),
                .agent = agent_name(c->arena, request_header(rq, "user-agent"))};
    SignInView again = {.email = s.email, .back = own_path(params_get(&rq->form, "next")),
                        .refused = T_ACCOUNT_REFUSED};
    if (!s.email.n || !s.password.n) return draw(c, rq, rp, &again);
    TRY(region_write(c->region, c, count_try, &s));
    if (s.tries > TRIES_MAX) {
        again.refused = T_ACCOUNT_TOO_OFTEN;
        return draw(c, rq, rp, &again);
    }
    TRY(find_account(c, &s));
    if (!s.fits) return draw(c, rq, rp, &again);
    TRY(region_write(c->region, c, begin, &s));
    reply_cookie(c, rp, COOKIE_SESSION, s.cookie, SESSION_DAYS * 24 * 3600);
    c->act = 0;
    reply_go(c, rp, again.back, T_ACCOUNT_SIGNED_IN, (TrArg[]){TR_ARG("name", s.fits->name)}, 1);
    return OK;
}

static Fault post_sign_out(Ctx *c, const Request *rq, Reply *rp) {
    SessionRow here;
    Fault f = session_here(c, request_cookie(rq, COOKIE_SESSION), &here);
    if (f == OK) TRY(session_end(c, here.id));
    else if (f != NOT_FOUND) return f;
    reply_cookie(c, rp, COOKIE_SESSION, (Str){0}, -1);
    reply_header(c, rp, "clear-site-data", LIT("\"storage\""));
    reply_go(c, rp, LIT("/sign-in"), T_ACCOUNT_SIGNED_OUT, NULL, 0);
    return OK;
}

/* POST /lang of somebody signed in: their account keeps the choice. */
static Fault lang_chosen(Ctx *c, Lang l) {
    Account *a = ent_new(c, &account_entity);
    TRY(account_own(c, a));
    a->lang = str_of(lang_code(l));
    return account_save_own(c, a);
}

const Identity ACCOUNT_IDENTITY = {
    .session = session_login, .token = token_login, .visitor = visitor_login,
    .lang_chosen = lang_chosen, .sign_in = "/sign-in",
};

const Route ACCOUNT_ROUTES[ACCOUNT_ROUTES_N] = {
    {GET, "/sign-in", get_sign_in, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/sign-in", post_sign_in, ROUTE_SLOW, ROLES_ALL, 0, NULL, false},
    {POST, "/sign-out", post_sign_out, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
};

static void account_start(Region *r) { identity_use(r, &ACCOUNT_IDENTITY); }

const Module account_module = {
    .name = "account",
    .queries = ACCOUNT_QUERIES,
    .n_queries = ACCOUNT_Q_N,
    .routes = ACCOUNT_ROUTES,
    .n_routes = ACCOUNT_ROUTES_N,
    .start = account_start,
};

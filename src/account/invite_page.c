/* invite_page.c - inviting somebody, and coming in by invitation.
**
** Many regions have no mail server: the page after inviting shows the link, to copy or to send by WhatsApp. It is
** shown once; the store keeps its hash. */
#include "account/account_page.h"

#include "base/check.h"
#include "db/facts.h"
#include "db/region.h"

/* ---- coming in ------------------------------------------------------------------------------------------------- */

/* The page speaks as the invited person wants, unless they have chosen another language on it. */
static void speak_as(Ctx *c, const Request *rq, const Invite *v) {
    Lang l;
    bool chosen = request_cookie(rq, COOKIE_LANG).n || params_has(&rq->args, "lang");
    if (!chosen && lang_parse(v->lang, &l)) c->reader.lang = l;
    c->reader.address = v->address == ADDRESS_FORM_F   ? ADDRESS_F
                        : v->address == ADDRESS_FORM_M ? ADDRESS_M
                                                       : ADDRESS_NEUTRAL;
}

/* The name of a place of another organisation than the reader's: seen by who holds the invitation. */
static Fault where_of(Ctx *c, const Invite *v, Str *ret_where) {
    Who kept = c->who;
    if (!v->place) return OK;
    c->who = (Who){.org = v->head.org, .system = true, .floor = VIS_TEAM, .scopes = ~0u};
    Fault f = ent_labels(c, &v->place, 1, ret_where);
    c->who = kept;
    return f;
}

static Fault welcome_view(Ctx *c, const Request *rq, const Invite *v, WelcomeView *ret_v) {
    Account *a = ent_new(c, &account_entity);
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    Str lang = typed ? params_get(typed, "lang") : str_of(lang_code(c->reader.lang));
    a->address = v->address;
    *ret_v = (WelcomeView){.action = rq->path, .name = v->name, .email = v->email, .role = role_name(c, v->role),
                           .a = a, .lang = choose_lang(c, lang)};
    ret_v->name_field = (Input){.name = "name", .type = "text", .autocomplete = "name", .label = T_ENT_ACCOUNT_NAME,
                                .value = typed ? params_get(typed, "name") : v->name};
    ret_v->password = (Input){.name = "password", .type = "password", .autocomplete = "new-password",
                              .label = T_ACCOUNT_PASSWORD, .hint = T_ACCOUNT_PASSWORD_HINT};
    bool ready;
    TRY(mail_ready(c, &ready));
    ret_v->password.optional = ready;
    return where_of(c, v, &ret_v->where);
}

static Fault over(Ctx *c, const Request *rq, Reply *rp, Fault f) {
    if (f != EXPIRED) return f;
    Page pg = guest_page(c, rq, T_ACCOUNT_INVITE_OVER);
    rp->status = fault_status(EXPIRED);
    TRY(page_send(&pg, rp, link_over_page, &(LinkView){.invited = true}));
    return EXPIRED;
}

Fault get_welcome(Ctx *c, const Request *rq, Reply *rp) {
    Invite v = {0};
    WelcomeView view;
    Fault f = invite_open(c, rq->words[0], &v);
    if (f != OK) return over(c, rq, rp, f);
    speak_as(c, rq, &v);
    TRY(welcome_view(c, rq, &v, &view));
    Page pg = guest_page(c, rq, T_ACCOUNT_WELCOME_TITLE);
    return page_send(&pg, rp, welcome_page, &view);
}

typedef struct Coming {
    const Request *rq;
    Reply         *rp;
    Account       *a;
} Coming;

static Fault come_in(Ctx *c, void *arg) {
    Coming *w = arg;
    TRY(act_begin(c, T_ACT_INVITE_ACCEPT, (Str){0}));
    TRY(invite_accept(c, w->rq->words[0], w->a));
    return sign_in_go(c, w->rq, w->rp, w->a, WAY_INVITE);
}

static void read_coming(Ctx *c, const Request *rq, const Invite *v, const WelcomeView *view) {
    Account *a = view->a;
    Str password = params_get(&rq->form, "password");
    a->name = params_get(&rq->form, "name");
    if (!a->name.n) complain(c, "name", T_FORM_FIX_REQUIRED);
    a->lang = params_get(&rq->form, "lang");
    value_read(c, &account_entity.fields[ACCOUNT_F_ADDRESS], a, c->reader.lang, params_get(&rq->form, "address"));
    if (password.n || !view->password.optional) password_check(c, "password", password, v->email);
}

/* With a reader's connection: what the form needs, and again after a refusal. */
static Fault prepare(Ctx *c, const Request *rq, Invite *v, WelcomeView *view) {
    TRY(region_read_begin(c->region, c));
    Fault f = invite_open(c, rq->words[0], v);
    if (f == OK) {
        speak_as(c, rq, v);
        f = welcome_view(c, rq, v, view);
    }
    if (f == OK) read_coming(c, rq, v, view);
    region_read_end(c->region, c);
    return f;
}

Fault post_welcome(Ctx *c, const Request *rq, Reply *rp) {
    Invite v = {0};
    WelcomeView view;
    Coming w = {.rq = rq, .rp = rp};
    Fault f = prepare(c, rq, &v, &view);
    if (f != OK) return over(c, rq, rp, f);
    Str password = params_get(&rq->form, "password");
    f = complaints_fault(c);
    if (f == OK && password.n) TRY(password_hash(c, password, &view.a->password));
    w.a = view.a;
    if (f == OK) f = region_write(c->region, c, come_in, &w);
    if (f == EXPIRED) return over(c, rq, rp, f);
    if (f == INVALID) {
        Page pg = guest_page(c, rq, T_ACCOUNT_WELCOME_TITLE);
        return page_again(&pg, rp, welcome_page, &view);
    }
    TRY(f);
    reply_go(c, rp, LIT("/"), T_NONE, NULL, 0);
    return OK;
}

/* ---- inviting --------------------------------------------------------------------------------------------------- */

static Page invite_form(Ctx *c, const Request *rq) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ACCOUNT_INVITE));
    pg.crumbs[0] = (Crumb){LIT("/people"), tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg.crumbs[1] = (Crumb){{0}, tr(c->reader.lang, T_ACCOUNT_INVITE)};
    pg.n_crumbs = 2;
    return pg;
}

static InviteView invite_view(Ctx *c, const Request *rq, Invite *v) {
    const Params *typed = rq->method == POST ? &rq->form : &rq->args;
    Str lang = params_get(typed, "lang");
    return (InviteView){.v = v, .role = choose_role(c, params_get(typed, "role")),
                        .lang = choose_lang(c, lang.n ? lang : str_of(lang_code(c->reader.lang)))};
}

Fault get_people_invite(Ctx *c, const Request *rq, Reply *rp) {
    Invite *v = ent_new(c, &invite_entity);
    InviteView view = invite_view(c, rq, v);
    Page pg = invite_form(c, rq);
    return page_send(&pg, rp, people_invite_page, &view);
}

static Reader reader_of(const Ctx *c, Str lang, int address) {
    Reader r = c->reader;
    if (!lang_parse(lang, &r.lang)) r.lang = c->reader.lang;
    r.address = address == ADDRESS_FORM_F ? ADDRESS_F : address == ADDRESS_FORM_M ? ADDRESS_M : ADDRESS_NEUTRAL;
    return r;
}

/* The words to send with a link, in the language of who gets it; the link stands on a line of its own, where no
** isolate sticks to it. */
static Str words_of(Ctx *c, const Reader *r, TextKey key, const Mail *m) {
    Buf b;
    buf_init(&b, 64 * 1024);
    tr_plain(&b, r, key, m->args, m->n_args);
    buf_printf(&b, "\n\n%.*s\n", STR_ARG(m->link));
    return buf_keep(c->arena, &b);
}

static Str whatsapp(Ctx *c, Str message) {
    Buf b;
    buf_init(&b, 256 * 1024);
    buf_lit(&b, "https://wa.me/?text=");
    put_urlpart(&b, message);
    return buf_keep(c->arena, &b);
}

/* The page with the link: to copy, by WhatsApp, by mail. */
static Fault hand_over(Ctx *c, const Request *rq, Reply *rp, HandView *view) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, view->title));
    pg.crumbs[0] = (Crumb){LIT("/people"), tr(c->reader.lang, T_ACCOUNT_PEOPLE)};
    pg.crumbs[1] = (Crumb){{0}, tr(c->reader.lang, view->title)};
    pg.n_crumbs = 2;
    view->whatsapp = whatsapp(c, view->message);
    reply_once_only(c, rp);
    return page_send(&pg, rp, hand_link_page, view);
}

static Fault organisation_name(Ctx *c, Str *ret_name) {
    TRY(fact_name(c, c->reader.lang, ret_name));
    if (!ret_name->n) *ret_name = tr(c->reader.lang, T_PAGE_PRODUCT);
    return OK;
}

Fault invite_send(Ctx *c, const Request *rq, Invite *v, InviteSent *ret_sent) {
    Str key, region;
    TRY(act_begin(c, T_ACT_INVITE, v->name));
    TRY(complaints_fault(c));
    TRY(invite_make(c, v, &key));
    TRY(organisation_name(c, &region));
    Reader r = reader_of(c, v->lang, v->address);
    *ret_sent = (InviteSent){.link = link_address(c, rq, "/invite/", key)};
    Mail m = {.org = v->head.org, .to = v->email, .reader = r, .subject = T_ACCOUNT_MAIL_INVITE,
              .body = T_ACCOUNT_INVITE_MESSAGE, .n_args = 3, .link = ret_sent->link};
    m.args[0] = TR_ARG("name", v->name);
    m.args[1] = TR_ARG("region", region);
    m.args[2] = TR_N("n", INVITE_DAYS);
    ret_sent->message = words_of(c, &r, T_ACCOUNT_INVITE_MESSAGE, &m);
    TRY(mail_ready(c, &ret_sent->mailed));
    return ret_sent->mailed ? mail_queue(c, &m) : OK;
}

Fault post_people_invite(Ctx *c, const Request *rq, Reply *rp) {
    Invite    *v = ent_new(c, &invite_entity);
    InviteSent sent;
    ent_form_read(c, &invite_entity, &rq->form, v);
    Fault f = invite_send(c, rq, v, &sent);
    if (f == INVALID) {
        InviteView view = invite_view(c, rq, v);
        Page pg = invite_form(c, rq);
        return page_again(&pg, rp, people_invite_page, &view);
    }
    TRY(f);
    return invite_given(c, rq, rp, v, &sent, LIT("/people"));
}

Fault invite_given(Ctx *c, const Request *rq, Reply *rp, const Invite *v, const InviteSent *sent, Str back) {
    HandView view = {.title = T_ACCOUNT_INVITED, .what = T_ACCOUNT_INVITED_WHAT, .name = v->name, .back = back,
                     .link = sent->link, .message = sent->message, .mailed = sent->mailed, .days = INVITE_DAYS};
    return hand_over(c, rq, rp, &view);
}

Fault post_invite_end(Ctx *c, const Request *rq, Reply *rp) {
    TRY(act_begin(c, T_ACT_INVITE_END, (Str){0}));
    TRY(ent_archive(c, &invite_entity, rq->ids[0]));
    reply_go(c, rp, LIT("/people"), T_ACCOUNT_INVITE_ENDED, NULL, 0);
    return OK;
}

Fault account_link(Ctx *c, const Request *rq, Account *ret_a, InviteSent *ret_sent) {
    bool may;
    Str  key;
    TRY(ent_load(c, &account_entity, rq->ids[0], ret_a));
    TRY(account_may_manage(c, ret_a->head.id, &may));
    if (!may || ret_a->blocked == 1 || ret_a->head.archived_at) return fail(c, NOT_ALLOWED, "account", ret_a->head.id);
    TRY(act_begin(c, T_ACT_LINK, ret_a->name));
    ret_a->link_at = c->reader.now;
    TRY(ent_save(c, &account_entity, ret_a));
    TRY(link_make(c, ret_a->head.id, LINK_HAND, &key));
    Reader r = reader_of(c, ret_a->lang, ret_a->address);
    *ret_sent = (InviteSent){.link = link_address(c, rq, "/sign-in/link/", key)};
    Mail m = {.n_args = 2, .link = ret_sent->link};
    m.args[0] = TR_ARG("name", ret_a->name);
    m.args[1] = TR_N("n", HAND_LINK_HOURS);
    ret_sent->message = words_of(c, &r, T_ACCOUNT_HAND_MESSAGE, &m);
    return OK;
}

Fault post_person_link(Ctx *c, const Request *rq, Reply *rp) {
    Account   *a = ent_new(c, &account_entity);
    InviteSent sent;
    char       id[ID_CHARS + 1];
    TRY(account_link(c, rq, a, &sent));
    id_print(id, a->head.id);
    HandView view = {.title = T_ACCOUNT_HAND, .what = T_ACCOUNT_HAND_WHAT, .name = a->name, .days = 1,
                     .link = sent.link, .message = sent.message, .back = arena_printf(c->arena, "/people/%s", id)};
    return hand_over(c, rq, rp, &view);
}

/* account_page.h - what the pages of this folder show. */
#ifndef RAKAZ_ACCOUNT_ACCOUNT_PAGE_H
#define RAKAZ_ACCOUNT_ACCOUNT_PAGE_H

#include "account/account_store.h"
#include "ent/form.h"
#include "page/page.h"

/* ---- parts: account_form.c ------------------------------------------------------------------------------------ */

typedef struct RoleRow RoleRow;

/* A field that is none of an entity: label, hint, complaint and control as ent_field_html draws them. */
typedef struct Input {
    const char *name, *type;                      /* "password", "email", "text" */
    const char *autocomplete;                     /* NULL: off */
    TextKey     label, hint;                      /* hint T_NONE: none */
    Str         value;
    bool        optional, numeric;                /* numeric: digits on a phone's keyboard */
} Input;
void input_html(Buf *b, const Page *pg, const Input *in);

typedef struct Option {
    Str  value, name;
    bool chosen;
} Option;
typedef struct Choose {
    const char *name;
    TextKey     label, hint, none;                /* none T_NONE: there is no empty choice */
    Option     *options;
    size_t      options_n;
} Choose;
void choose_html(Buf *b, const Page *pg, const Choose *ch);

Choose choose_lang(Ctx *c, Str chosen);
Choose choose_role(Ctx *c, Str chosen);           /* what the reader may give */

/* One field of an entity, by its index. */
void field_html(Buf *b, const Page *pg, const Entity *e, int field, const void *rec);

/* How somebody wants to be spoken to: three choices; who never chose has no preference. */
void address_html(Buf *b, const Page *pg, int address);

/* The error summary. */
void errors_html(Buf *b, const Page *pg);

Str  role_name(const Ctx *c, int role);           /* "Coordination" */
Str  role_at(Ctx *c, int role, Str where);        /* "Coordination, Lakiya"; without a place it is held everywhere */

/* Roles of an account as rows; `ends` asks which of them the reader may end. */
Fault role_rows(Ctx *c, Id account, bool ends, RoleRow **ret_v, size_t *ret_n) MUST;
void initials_html(Buf *b, Str name, Id id);      /* <span class="avatar t1">NC</span> */

/* A page without the frame's rail, in one small card. */
Page guest_page(Ctx *c, const Request *rq, TextKey title);

/* Draws the form again with its complaints; what the write did is rolled back. */
Fault page_again(Page *pg, Reply *rp, PageFn fn, const void *view) MUST;

/* Starts a session, gives its cookie, leads on: to `back` or home. On the writer. */
Fault sign_in_go(Ctx *c, const Request *rq, Reply *rp, const Account *a, SignInWay way) MUST;

/* "https://negev.example/invite/KEY". */
Str link_address(Ctx *c, const Request *rq, const char *path, Str key);

/* The address on which links in mails stand, one that the caller cannot choose: the region's own, the server's, or this
** machine. Empty: mails cannot go out. */
Fault mail_site(Ctx *c, const Request *rq, Str *ret_site) MUST;

/* Keeps an answer with a secret in it out of the store of repeated answers. */
void reply_once_only(Ctx *c, Reply *rp);

/* ---- signing in: sign_in_page.c -------------------------------------------------------------------------------- */

typedef struct SignInView {
    Str     back;
    Input   email, password;
    bool    mail;                                 /* links can be sent */
    TextKey refused;                              /* T_NONE: nothing went wrong */
} SignInView;
PAGE_FN(sign_in, SignInView)

typedef struct StepView {
    Str     back;
    Input   code;
    TextKey refused;
} StepView;
PAGE_FN(sign_in_step, StepView)

typedef struct LinkView {
    Str     name, action;
    int64_t minutes;
    bool    invited;                              /* the link was an invitation */
} LinkView;
PAGE_FN(sign_in_link, LinkView)
PAGE_FN(sign_in_sent, LinkView)
PAGE_FN(link_over, LinkView)

/* ---- coming in by invitation: invite_page.c --------------------------------------------------------------------- */

typedef struct WelcomeView {
    Str      action, name, email, role, where;
    Input    name_field, password;
    Choose   lang;
    Account *a;
} WelcomeView;
PAGE_FN(welcome, WelcomeView)

typedef struct InviteView {
    Invite *v;
    Choose  lang, role;
    bool    mail;
} InviteView;
PAGE_FN(people_invite, InviteView)

/* A link to copy or send by hand: of an invitation, or for signing in. */
typedef struct HandView {
    TextKey title, what;
    Str     name, link, message, whatsapp, back;
    bool    mailed;
    int64_t days;
} HandView;
PAGE_FN(hand_link, HandView)

struct RoleRow {
    Id   id;
    Str  what;
    Day  from_on, until_on;
    bool over, to_come, may_end;
};

/* ---- oneself: me_page.c ------------------------------------------------------------------------------------------ */

typedef struct MeView {
    Account    *a;
    Choose      lang;
    Input       old_password, new_password, code;
    bool        has_password, ask_old, step_on, second, no_keys;
    SessionRow *sessions;
    size_t      sessions_n;
    bool        others;                           /* other sessions than this */
    RoleRow    *roles;
    size_t      roles_n;
} MeView;
PAGE_FN(me, MeView)

typedef struct KeysView {
    Token *tokens;
    size_t tokens_n;
    Token *token;                                 /* the new one's form */
} KeysView;
PAGE_FN(me_keys, KeysView)

typedef struct MeStepView {
    Str   secret, email;                          /* secret: in groups of four */
    Str   address;                                /* for the QR code */
    Input code;
} MeStepView;
PAGE_FN(me_step, MeStepView)

typedef struct KeyView {
    Str name, key;
} KeyView;
PAGE_FN(me_key, KeyView)

void qr_html(Buf *b, const Page *pg, Str text, TextKey label); /* an SVG of at least 200 px */
void token_scopes_html(Buf *b, const Page *pg, const Token *t);

/* ---- colleagues: people_page.c --------------------------------------------------------------------------------- */

typedef struct RoleLabel {
    Str what;                                     /* "Coordination, Lakiya" */
} RoleLabel;

typedef struct PersonRow {
    Id    id;
    Str   name, email;
    bool  blocked, demo;
    Stamp seen_at;
    RoleLabel *roles;
    size_t roles_n;
} PersonRow;

typedef struct InviteRow {
    Id    id;
    Str   name, email, role;
    Stamp expires_at;
} InviteRow;

typedef struct PeopleView {
    Str        q, address;                        /* address: of this list, for its pages */
    PersonRow *people;
    size_t     people_n;
    int64_t    total, offset, limit;
    InviteRow *invites;
    size_t     invites_n;
    bool       may_invite, admin;
} PeopleView;
PAGE_FN(people, PeopleView)

typedef struct PersonView {
    Account *a;
    Grant   *grant;                               /* the new one's form */
    Choose   role;
    RoleRow *roles;
    size_t   roles_n;
    Str      path, person;                        /* person: name of the actor this account speaks for */
    bool     may_manage, may_give, admin, own, step_on, blocked, left;
    int64_t  held;                                /* open things in their hands; 0: none, or not for this reader */
    bool     role_form, edit_form;                /* shown again with complaints */
    Html     history;
} PersonView;
PAGE_FN(person, PersonView)

typedef struct MailsView {
    MailRow *mails;
    size_t   mails_n;
    int64_t  waiting;
    bool     ready;
} MailsView;
PAGE_FN(mails, MailsView)

/* The routes, in account_module (account_module.c). */
Fault get_sign_in(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_sign_in(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_sign_out(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_sign_in_mail(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_sign_in_sent(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_sign_in_link(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_sign_in_link(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_sign_in_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_sign_in_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_welcome(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_welcome(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_me(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_password(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_me_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_step_on(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_step_off(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_session_end(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_sessions_end(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_me_keys(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_key(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_me_key_end(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_people(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_people_invite(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_people_invite(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_invite_end(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_person(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_role(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_role_end(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_stop(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_allow(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_link(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_person_step_off(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_mails(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_mail_again(Ctx *c, const Request *rq, Reply *rp) MUST;

/* The command `rakaz user` (account_cli.c). */
int cli_user(int argc, char **argv);

#endif

/* account_module.c - what the module brings: routes, commands, who asks. */
#include "account/account_page.h"
#include "ent/leave.h"

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

enum { MANAGERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR };

/* Who has no role any more may still sign out. */
static const Route ROUTES[] = {
    {.method = GET, .path = "/sign-in", .handler = get_sign_in, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = POST, .path = "/sign-in", .handler = post_sign_in, .kind = ROUTE_SLOW, .who = ROLES_ALL},
    {.method = POST, .path = "/sign-in/mail", .handler = post_sign_in_mail, .kind = ROUTE_WRITE, .who = ROLES_ALL},
    {.method = GET, .path = "/sign-in/sent", .handler = get_sign_in_sent, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/sign-in/step", .handler = get_sign_in_step, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = POST, .path = "/sign-in/step", .handler = post_sign_in_step, .kind = ROUTE_WRITE, .who = ROLES_ALL},
    {.method = GET, .path = "/sign-in/link/{word}", .handler = get_sign_in_link, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = POST, .path = "/sign-in/link/{word}", .handler = post_sign_in_link, .kind = ROUTE_WRITE,
     .who = ROLES_ALL},
    {.method = POST, .path = "/sign-out", .handler = post_sign_out, .kind = ROUTE_WRITE, .who = ROLES_ALL},
    {.method = GET, .path = "/invite/{word}", .handler = get_welcome, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = POST, .path = "/invite/{word}", .handler = post_welcome, .kind = ROUTE_SLOW, .who = ROLES_ALL},

    {.method = GET, .path = "/me", .handler = get_me, .kind = ROUTE_READ, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me", .handler = post_me, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/password", .handler = post_me_password, .kind = ROUTE_SLOW, .who = ROLES_MEMBER},
    {.method = GET, .path = "/me/step", .handler = get_me_step, .kind = ROUTE_READ, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/step", .handler = post_me_step, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/step/on", .handler = post_me_step_on, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/step/off", .handler = post_me_step_off, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/sessions/{id}/end", .handler = post_me_session_end, .kind = ROUTE_WRITE,
     .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/sessions/end", .handler = post_me_sessions_end, .kind = ROUTE_WRITE,
     .who = ROLES_MEMBER},
    {.method = GET, .path = "/me/keys", .handler = get_me_keys, .kind = ROUTE_READ, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/keys", .handler = post_me_key, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},
    {.method = POST, .path = "/me/keys/{id}/end", .handler = post_me_key_end, .kind = ROUTE_WRITE, .who = ROLES_MEMBER},

    {.method = GET, .path = "/people", .handler = get_people, .kind = ROUTE_READ, .who = ROLES_STAFF},
    {.method = GET, .path = "/people/invite", .handler = get_people_invite, .kind = ROUTE_READ, .who = MANAGERS},
    {.method = POST, .path = "/people/invite", .handler = post_people_invite, .kind = ROUTE_WRITE, .who = MANAGERS},
    {.method = POST, .path = "/people/invites/{id}/end", .handler = post_invite_end, .kind = ROUTE_WRITE,
     .who = MANAGERS},
    {.method = GET, .path = "/people/mails", .handler = get_mails, .kind = ROUTE_READ, .who = ROLE_ADMIN},
    {.method = POST, .path = "/people/mails/{id}/again", .handler = post_mail_again, .kind = ROUTE_WRITE,
     .who = ROLE_ADMIN},
    {.method = GET, .path = "/people/{id}", .handler = get_person, .kind = ROUTE_READ, .who = ROLES_STAFF},
    {.method = POST, .path = "/people/{id}", .handler = post_person, .kind = ROUTE_WRITE, .who = MANAGERS},
    {.method = POST, .path = "/people/{id}/roles", .handler = post_person_role, .kind = ROUTE_WRITE, .who = MANAGERS},
    {.method = POST, .path = "/people/{id}/roles/{id}/end", .handler = post_person_role_end, .kind = ROUTE_WRITE,
     .who = MANAGERS},
    {.method = POST, .path = "/people/{id}/stop", .handler = post_person_stop, .kind = ROUTE_WRITE, .who = MANAGERS},
    {.method = POST, .path = "/people/{id}/allow", .handler = post_person_allow, .kind = ROUTE_WRITE, .who = MANAGERS},
    {.method = POST, .path = "/people/{id}/link", .handler = post_person_link, .kind = ROUTE_WRITE, .who = ROLE_ADMIN},
    {.method = POST, .path = "/people/{id}/step-off", .handler = post_person_step_off, .kind = ROUTE_WRITE,
     .who = ROLE_ADMIN},
};

static const Command COMMANDS[] = {
    {"user", "user add|list|password|link|role --data FILE|ADDRESS [...]   who may sign in", cli_user},
};

static void account_start(Region *r) {
    identity_use(r, &ACCOUNT_IDENTITY);
    mail_start(r);
    form_leave_out(&account_entity, accounts_left);
    act_on_undo(mails_recall);
}

const Module account_module = {
    .name = "account",
    .queries = ACCOUNT_QUERIES,
    .n_queries = ACCOUNT_Q_N,
    .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES,
    .checks = &ACCOUNT_CHECK,
    .n_checks = 1,
    .commands = COMMANDS,
    .n_commands = sizeof COMMANDS / sizeof *COMMANDS,
    .start = account_start,
    .stop = mail_stop,
};

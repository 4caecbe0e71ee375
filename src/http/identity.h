/* identity.h - who asks. The server reads cookies and tokens; what they mean is known by the module `account`, which
** sets these functions once, in its start: identity_use(region, &IDENTITY). Without it everybody is a visitor of no
** organisation.
**
** Answers are kept in memory, so that a page costs no query for its session: until they end, until the day
** changes, and until a row of `sessions`, `grants`, `accounts`, `tokens` or `orgs` changes (region_changed). */
#ifndef RAKAZ_HTTP_IDENTITY_H
#define RAKAZ_HTTP_IDENTITY_H

#include "db/region.h"
#include "http/http.h"

typedef struct Login {
    Who     who;
    Id      session;                              /* row of the session or token; 0 for visitors */
    Stamp   ends_at;                              /* 0: not by itself */
    bool    has_lang;                             /* the person chose `lang`; else cookie and browser decide */
    Lang    lang;
    Address address;
    bool    second_calendar, shortcuts_off;
} Login;

typedef struct Identity {
    /* All three run on an event thread with a reader connection in c->db and must not block; `token` is what stands
    ** in the cookie or behind "Bearer". NOT_SIGNED_IN: no such session, or over. BAD_TOKEN likewise. */
    Fault (*session)(Ctx *c, Str token, Login *ret_login);
    Fault (*token)(Ctx *c, Str token, Login *ret_login);

    /* The visitor of a site: which organisation's public rows they see, the language when the browser has no wish.
    ** `host` is the header Host. */
    Fault (*visitor)(Ctx *c, Str host, Login *ret_login);

    /* A person signed in chose a language (POST /lang); runs on the writer. */
    Fault (*lang_chosen)(Ctx *c, Lang l);

    const char *sign_in;                          /* path of the sign-in page, "/sign-in"; gets ?next=/where/from */
} Identity;

void identity_use(Region *r, const Identity *identity);

/* Names of the cookies. The session's value is the module's; the server only reads it. */
#define COOKIE_SESSION "session"
#define COOKIE_VISITOR "visitor"
#define COOKIE_LANG    "lang"
#define COOKIE_SAID    "said"

/* ---- the server's side ------------------------------------------------------------------------------------- */

typedef struct Logins Logins;

enum LoginKind { LOGIN_SESSION, LOGIN_TOKEN, LOGIN_VISITOR };

Logins *logins_new(void);
void    logins_free(Logins *l);

/* The kept login of this token, if it still holds. */
bool logins_find(Logins *l, enum LoginKind kind, Str token, const Reader *now, Login *ret_login);

/* The number to give to logins_keep: taken before the database is asked, so that an answer which a change has
** overtaken is not kept. */
uint64_t logins_stamp(Logins *l);
void     logins_keep(Logins *l, enum LoginKind kind, Str token, const Reader *now, uint64_t stamp, const Login *login);

/* A ChangedFn. */
void logins_changed(void *logins, const Changed *v, size_t n);

#endif

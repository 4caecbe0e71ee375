/* account.h - who may sign in, how, and what they may do where and when.
**
** A person's rights are grants: a role on one place of the working tree (and all below it) or on the whole
** organisation, between two dates. From them come two things that the store asks at every row: the floor (what the
** reader sees everywhere) and the table `reach` (what they see on which place; db/scope.h). Both are kept here, in
** the write that changes a grant or the tree.
** Secrets are stored as hashes only: sessions, links, invitations and keys as BLAKE2b-256 of 128 random bits,
** passwords as argon2id. Times are the Ctx's. */
#ifndef RAKAZ_ACCOUNT_ACCOUNT_H
#define RAKAZ_ACCOUNT_ACCOUNT_H

#include "account_ent.h"
#include "db/scope.h"
#include "http/http.h"
#include "http/identity.h"

enum {
    SESSION_DAYS      = 30,                       /* without a visit; a visit starts them anew */
    INVITE_DAYS       = 14,
    MAIL_LINK_MINUTES = 30,
    HAND_LINK_HOURS   = 24,                       /* a link that an administrator gives by hand */
    STEP_MINUTES      = 10,                       /* between password and second step */
    PASSWORD_MIN      = 10,
    PASSWORD_MAX      = 200,
    FRESH_MINUTES     = 30,                       /* after coming by a link a new password needs no old one */
    ACCOUNTS_OF_EMAIL = 4,                        /* organisations of one region that know the same address */
};

extern const Module account_module;
extern const Identity ACCOUNT_IDENTITY;

/* ---- rules: account.c ---------------------------------------------------------------------------------------- */

/* The Role bit of a grant's choice. */
unsigned account_role(int grant_role);

/* The Visibility that a role opens on the places of its grant: staff and trustees up to VIS_UNIT, others members'. */
int account_level(int grant_role);

/* May someone with `roles` give, change or end a grant of `grant_role`? Administrators any; headquarters all but
** administrators; coordinators what is below them (and only on places they coordinate: account_may_give). */
bool account_may_grant(unsigned roles, int grant_role);

/* Roles that are held on the whole organisation, never on a place. */
bool account_role_is_wide(int grant_role);

/* An address as it is stored and looked up: trimmed, ASCII letters lower. In the arena. */
Str email_normal(Arena *a, Str email);

/* argon2id, 19 MiB and 2 passes (OWASP Password Storage Cheat Sheet): about 20 ms. The hash lives in the arena. */
Fault password_hash(Ctx *c, Str password, Str *ret_hash) MUST;

/* True if it fits. An empty hash costs the same time and never fits: who asks cannot tell which accounts exist. */
bool password_fits(Str hash, Str password);

/* Complains on `field` when it is too short, too long, among the most common ones, or the person's own mail. */
void password_check(Ctx *c, const char *field, Str password, Str email);

/* 22 characters of chance, and what is stored of them: 64 hex characters. */
Str key_new(Ctx *c);
Str key_hash(Ctx *c, Str key);

/* "Firefox, Linux" from a User-Agent; the empty Str for what is no browser known to us. */
Str agent_name(Arena *a, Str user_agent);

/* ---- the second step: account_totp.c ------------------------------------------------------------------------- */

/* RFC 6238, SHA-1, 30 s, 6 digits, one step of tolerance. `last` is the step used last: each code works once.
** The secret is base 32. 0: wrong; else the step to remember. */
int64_t totp_step(Str secret, Str code, Stamp now, int64_t last);

/* A new secret of 160 bits in base 32, and the address that an authenticator reads as a QR code. */
Str totp_secret(Ctx *c);
Str totp_address(Ctx *c, Str secret, Str email);

/* The entities' own checks (account.ent). */
Fault account_check(Ctx *c, const void *before, void *after);
Fault grant_check(Ctx *c, const void *before, void *after);
Fault grant_after(Ctx *c, const void *before, const void *after);
Fault invite_check(Ctx *c, const void *before, void *after);

/* ---- accounts, roles, invitations: account_store.c ------------------------------------------------------------ */

/* The accounts with this address that may sign in, the one seen last first; at most ACCOUNTS_OF_EMAIL. Not scoped:
** it runs before anybody is known. */
Fault accounts_by_email(Ctx *c, Str email, Account **ret_v, size_t *ret_n) MUST;

/* An account that may sign in, whoever asks; NOT_FOUND for blocked and archived ones too. */
Fault account_by_id(Ctx *c, Id id, Account *ret_a) MUST;

/* The language that an account reads, for words that are kept for its eyes; the reader's where it has chosen none. */
Fault account_language(Ctx *c, Id id, Lang *ret_lang) MUST;

/* The reader's own account; NOT_SIGNED_IN. */
Fault account_own(Ctx *c, Account *ret_a) MUST;

/* Saves what a person may change of their own account; the caller has checked that it is theirs. On the writer. */
Fault account_save_own(Ctx *c, Account *a) MUST;

/* Holds role and place for a new grant: may the reader give them? */
Fault account_may_give(Ctx *c, int grant_role, Id place, bool *ret_yes) MUST;

/* May the reader change this account, stop its sign-in, give it a link? Only who could have given all its roles. */
Fault account_may_manage(Ctx *c, Id account, bool *ret_yes) MUST;

/* Grants of one account, newest first: those that the reader may see. */
typedef struct GrantRow {
    Id  id;
    int role;
    Id  place;
    Str where;                                    /* name of the place; empty: everywhere, or not for this reader */
    Day from_on, until_on;
    bool over;                                    /* ended before today */
} GrantRow;
Fault grant_list(Ctx *c, Id account, GrantRow **ret_v, size_t *ret_n) MUST;

/* Roles in force or to come of some accounts, for the list of people, by account. */
typedef struct RoleOf {
    Id  account;
    int role;
    Id  place;
    Str where;
} RoleOf;
Fault grant_roles(Ctx *c, const Id *accounts, size_t n, RoleOf **ret_v, size_t *ret_n) MUST;

/* Who is told of what comes in for a place (0: for the organisation): its coordinators; where there are none,
** headquarters; else the administrators. At most 20 accounts that may sign in, by name. */
Fault accounts_in_charge(Ctx *c, Id place, Account **ret_v, size_t *ret_n) MUST;
/* The trustees of the authority there; nobody else in their stead. */
Fault accounts_trusted(Ctx *c, Id place, Account **ret_v, size_t *ret_n) MUST;

/* Which of some accounts have left: their sign-in was stopped, or every role they ever had is over. They are not given
** anything more. Whoever asks; ret_left has n places. */
Fault accounts_left(Ctx *c, const Id *accounts, size_t n, bool *ret_left) MUST;

/* The telephones of those who can sign in, whoever asks: for the owner of a business that they accompany. Empty: they
** have none. */
Fault account_phones(Ctx *c, const Id *accounts, size_t n, Str *ret_v) MUST;

/* All of the organisation who have left, those last made first. */
typedef struct Gone {
    Id  account, unit;
    Str name;
} Gone;
Fault accounts_all_left(Ctx *c, Gone *ret_v, size_t max, size_t *ret_n) MUST;

/* May the reader give to others what this account holds open: their own, as whoever may manage them, and of somebody
** who has left as whoever is in charge of their unit. */
Fault account_may_hand_over(Ctx *c, const Account *a, bool *ret_yes) MUST;

/* Is the reader in charge of a place (accounts_in_charge); 0: has the whole organisation? */
Fault account_is_in_charge(Ctx *c, Id place, bool *ret_yes) MUST;

/* How much an account holds open: cases, tasks, seats. Answered by the module that hands it over, registered at its
** start; none: 0. */
typedef Fault (*HeldFn)(Ctx *c, Id account, int64_t *ret_n);
void  account_ask_held(HeldFn fn);
Fault account_held(Ctx *c, Id account, int64_t *ret_n) MUST;

/* What one does with colleagues; on the writer. The pages and the interface for programs call these: each is an act
** with a name. INVALID with complaints by field. */
Fault grant_give(Ctx *c, Grant *g) MUST;          /* NOT_FOUND: an account that the reader does not see */
Fault grant_stop(Ctx *c, Id grant) MUST;
Fault account_change(Ctx *c, const Head *was, Account *a) MUST; /* who sees a colleague follows from the roles: was */
Fault account_block(Ctx *c, Id account, bool blocked, Account *ret_a) MUST; /* blocked ones are signed out everywhere */

/* Makes an invitation and its link, and sends it where mails can go out. */
typedef struct InviteSent {
    Str  link;                                    /* shown once: it is stored as a hash */
    Str  message;                                 /* words to send with it, in the language of who is invited */
    bool mailed;
} InviteSent;
Fault invite_send(Ctx *c, const Request *rq, Invite *v, InviteSent *ret_sent) MUST;

/* The page after inviting: the link to copy or to send, shown once. back: where one goes from there. */
Fault invite_given(Ctx *c, const Request *rq, Reply *rp, const Invite *v, const InviteSent *sent, Str back) MUST;

/* Called inside the write when somebody has come in by an invitation, as nobody yet. Registered at a module's start. */
typedef Fault (*InviteFn)(Ctx *c, const Invite *v, Id account);
void account_on_welcome(InviteFn fn);

/* For the account of the address's id, whose owner cannot sign in and has no mail: a link to hand over, valid for
** HAND_LINK_HOURS. It is written into their history who made it. NOT_ALLOWED. */
Fault account_link(Ctx *c, const Request *rq, Account *ret_a, InviteSent *ret_sent) MUST;

/* Takes the second step off, for who has lost the telephone with the codes. NOT_ALLOWED. It cannot be undone. */
Fault account_step_off(Ctx *c, Id account, Account *ret_a) MUST;

Fault grant_end(Ctx *c, Id grant) MUST;           /* until yesterday; one that began today or later is taken back */

/* Who holds one of these roles (a mask) everywhere, today or on other days: for what a team is made of. */
typedef struct RoleDays {
    Id  account;
    Day from_on, until_on;
} RoleDays;
Fault roles_everywhere(Ctx *c, unsigned roles, RoleDays *ret_v, size_t max, size_t *ret_n) MUST;

/* Fills `reach` anew from grants and the working tree: of one account, or of all in the organisation (0) when the
** tree changed. On the writer. */
Fault reach_renew(Ctx *c, Id account) MUST;

/* A new place below another: who reaches the one reaches the other. On the writer. */
Fault reach_place_added(Ctx *c, Id place, Id parent) MUST;

/* Called inside the write when somebody's reach has changed, for what is worked out from it. Registered at a module's
** start. */
typedef Fault (*ReachFn)(Ctx *c);
void reach_on_renew(ReachFn fn);

/* Invitations. The key is returned once, for the link; the store keeps its hash. */
Fault invite_make(Ctx *c, Invite *v, Str *ret_key) MUST;
Fault invite_open(Ctx *c, Str key, Invite *ret_v) MUST;     /* EXPIRED: unknown, accepted, taken back or old */
/* Makes the account `a` (its name and wishes are filled in; a->password is a hash or empty) and its role. */
Fault invite_accept(Ctx *c, Str key, Account *a) MUST;

/* Invitations that wait, newest first: those that the reader may see. */
Fault invite_list(Ctx *c, Invite **ret_v, size_t *ret_n) MUST;

/* A new organisation with its first administrator (password: a hash or empty); becomes c->who.org. Used by
** `rakaz init` and the demo. On the writer, c->who is the system. */
Fault account_found(Ctx *c, Str org_code, const Account *admin, Id *ret_org, Id *ret_account) MUST;

/* An account with a role, without invitation: command line and demo. a->password is a hash or empty. */
Fault account_make(Ctx *c, Account *a, int grant_role, Id place) MUST;

/* ---- sessions, links, keys: session_store.c ------------------------------------------------------------------- */

typedef enum SignInWay { WAY_PASSWORD = 1, WAY_LINK, WAY_INVITE } SignInWay;

/* Starts a session for the account and returns what goes into the cookie. On the writer. */
Fault session_begin(Ctx *c, const Account *a, SignInWay way, Str agent, Str *ret_cookie) MUST;
Fault session_end(Ctx *c, Id session) MUST;       /* one of the reader's own */
Fault session_end_others(Ctx *c, Id account, Id keep) MUST;

/* Who stands behind a cookie or a key: Identity of http/. */
Fault session_login(Ctx *c, Str cookie, Login *ret_login) MUST;
Fault token_login(Ctx *c, Str key, Login *ret_login) MUST;

/* An account as who asks, known by another secret of its own: NOT_SIGNED_IN when it may not sign in. */
Fault account_login(Ctx *c, Id account, Login *ret_login) MUST;
Fault visitor_login(Ctx *c, Str host, Login *ret_login) MUST;

typedef struct SessionRow {
    Id    id;
    Str   agent;
    Stamp begun_at, seen_at;
    int   way;                                    /* SignInWay */
    bool  here;                                   /* the one that asks */
} SessionRow;

/* The reader's sessions, last seen first; `cookie` tells which one asks. */
Fault session_list(Ctx *c, Str cookie, SessionRow **ret_v, size_t *ret_n) MUST;

/* The session behind this cookie; NOT_FOUND. */
Fault session_here(Ctx *c, Str cookie, SessionRow *ret_s) MUST;

/* A key that signs in once: a link, or what the page keeps between password and second step. */
typedef enum LinkPurpose { LINK_MAIL = 1, LINK_STEP_PASSWORD, LINK_STEP_LINK, LINK_HAND } LinkPurpose;
Fault link_make(Ctx *c, Id account, LinkPurpose purpose, Str *ret_key) MUST;

/* Of any purpose in the mask (1 << purpose, ...). EXPIRED: unknown, used or old. */
Fault link_find(Ctx *c, Str key, unsigned purposes, LinkPurpose *ret_purpose, Account *ret_a) MUST;
Fault link_use(Ctx *c, Str key) MUST;             /* EXPIRED when somebody was faster */

/* Counts a try of `what` ("password", "code", "mail") on `whom`; TOO_MANY when there were more than `max` within
** the minutes since the first. On the writer. Committed even when it refuses: the caller returns OK from the write. */
Fault try_count(Ctx *c, const char *what, Str whom, int64_t minutes, int64_t *ret_tries) MUST;
Fault try_forget(Ctx *c, const char *what, Str whom) MUST;
Fault try_seen(Ctx *c, const char *what, Str whom, int64_t *ret_tries) MUST; /* counts none; 0: none */

/* Checks a code of the second step and remembers it, so that it works once. On the writer. */
Fault code_use(Ctx *c, const Account *a, Str code, bool *ret_fits) MUST;

/* Keys for programs. The key is returned once. */
Fault token_make(Ctx *c, Token *t, Str *ret_key) MUST;
Fault token_list(Ctx *c, Token **ret_v, size_t *ret_n) MUST; /* the reader's own that are not ended */

/* ---- mail: account_mail.c, mail_store.c ----------------------------------------------------------------------- */

/* Puts a mail into the outbox, in the language of its reader. Nothing confidential belongs in it. On the writer. */
typedef struct Mail {
    Id      org;
    Str     to;
    Reader  reader;
    TextKey subject, body;
    TrArg   args[6];
    size_t  n_args;
    Str     link;                                 /* on a line of its own at the end, without isolates around it */
    Str     calendar;                             /* an invitation that goes along (base/calendar.h); empty: none */
    Id      about;                                /* the record it is about, for mail_forget; 0: none */
    Stamp   not_before;                           /* 0: at once */
    bool    passing;                              /* nothing is kept of it once it was sent */
} Mail;
Fault mail_queue(Ctx *c, const Mail *m) MUST;

/* Takes back what waits about a record: it is not true any more. */
Fault mail_forget(Ctx *c, Id about) MUST;

/* The same for all that an act has put into the outbox: it was taken back. */
Fault mails_recall(Ctx *c, Id act) MUST;

/* To whom something about this record waits to be sent; empty: nothing waits. */
Fault mail_waits(Ctx *c, Id about, Str *ret_to) MUST;

/* Was a mail about this record put into the outbox since then? */
Fault mail_told_since(Ctx *c, Id about, Stamp since, bool *ret_yes) MUST;

/* Drops whatever was or is to be sent about these records, and to this address (which may be empty). */
Fault mails_erase(Ctx *c, const Id *about, size_t n, Str address) MUST;

/* Administrators of the organisation who may sign in; at most 20. */
Fault accounts_admins(Ctx *c, Account **ret_v, size_t *ret_n) MUST;

/* Signs an account out everywhere and drops its links and keys: its person is erased. On the writer. */
Fault account_gone(Ctx *c, Id account) MUST;

/* Can mails go out: are the facts `mail_url` ("smtp://host:25", "smtps://user:password@host") and `mail_from` set? */
Fault mail_ready(Ctx *c, bool *ret_yes) MUST;

typedef struct MailRow {
    Id      id;
    Str     to, subject, error;
    Stamp   queued_at, sent_at, next_at;          /* sent_at 0: waits */
    int64_t tries;
} MailRow;

/* Newest first, of the organisation; at most a hundred. */
Fault mail_list(Ctx *c, MailRow **ret_v, size_t *ret_n, int64_t *ret_waiting) MUST;
Fault mail_again(Ctx *c, Id mail) MUST;           /* sends it soon; NOT_FOUND */

/* Sends what waits, on a thread of its own; without the facts above mails wait and administrators see them. */
void mail_start(Region *r);
void mail_stop(Region *r);

#endif

/* account_store.h - what the files of this folder share. */
#ifndef RAKAZ_ACCOUNT_ACCOUNT_STORE_H
#define RAKAZ_ACCOUNT_ACCOUNT_STORE_H

#include "account/account.h"

/* All statements of the module stand in one table (account_store.c); these are its rows. */
enum AccountQuery {
    /* accounts, grants, reach, invitations: account_store.c */
    Q_BY_EMAIL, Q_EMAIL_TAKEN, Q_ORG_OF, Q_PHONES, Q_GRANTS, Q_GRANTS_OF, Q_GRANTS_ALL, Q_COORDINATES, Q_OTHER_ADMINS,
    Q_REACH_CLEAR, Q_REACH_CLEAR_ALL, Q_REACH_FILL, Q_REACH_FILL_ALL, Q_REACH_ADDED,
    Q_INVITE_FIND, Q_INVITES, Q_FIRST_ORG, Q_ORG_ADD, Q_IN_CHARGE, Q_EVERYWHERE,
    Q_ORGS, Q_ACCOUNTS, Q_LEFT, Q_LEFT_ALL,
    /* sessions, links, tries, keys: session_store.c */
    Q_SESSION_ADD, Q_SESSION_FIND, Q_SESSION_HERE, Q_SESSION_SEEN, Q_SESSION_END, Q_SESSION_END_OTHERS, Q_SESSION_LIST,
    Q_SESSIONS_OLD, Q_SEEN, Q_ROLES, Q_LINK_ADD, Q_LINK_FIND, Q_LINK_USE, Q_LINKS_OLD, Q_TRY, Q_TRY_FORGET, Q_TRY_SEEN,
    Q_TRIES_OLD,
    Q_TOKEN_FIND, Q_ACCOUNT_LOGIN, Q_TOKEN_USED, Q_TOKENS, Q_CODE_USED,
    /* the outbox: mail_store.c */
    Q_MAIL_ADD, Q_MAILS, Q_MAILS_WAITING, Q_MAIL_AGAIN, Q_MAIL_DUE, Q_MAIL_SENT, Q_MAIL_FAILED, Q_MAIL_NEXT,
    Q_MAILS_OLD, Q_MAILS_FORGET, Q_MAILS_RECALL, Q_MAIL_WAITS, Q_MAILS_SINCE, Q_MAILS_ABOUT, Q_MAILS_TO, Q_MAIL_PASSED,
    Q_GONE_SESSIONS, Q_GONE_LINKS,
    ACCOUNT_Q_N,
};
extern const Query ACCOUNT_QUERIES[ACCOUNT_Q_N];
extern const Check ACCOUNT_CHECK;

/* Runs as the system of an organisation: for rows that were found by a secret which their owner holds, and for
** what people change of their own account. */
Fault load_as(Ctx *c, Id org, const Entity *e, Id id, void *ret_rec) MUST;
Fault save_as(Ctx *c, Id org, const Entity *e, void *rec) MUST;

/* For the command line: all organisations, and everybody in c->who.org by name. */
Fault org_list(Ctx *c, Id **ret_v, size_t *ret_n) MUST;
Fault account_list(Ctx *c, Account **ret_v, size_t *ret_n) MUST;

/* The next mail that is due, with what is needed to send it; NOT_FOUND. */
typedef struct MailDue {
    Id      id;
    Str     to, lang, subject, body, calendar;    /* calendar: an invitation, or empty */
    int64_t tries;
} MailDue;
Fault mail_due(Ctx *c, MailDue *ret_m) MUST;
Fault mail_next_at(Ctx *c, Stamp *ret_at) MUST;   /* when the next one is due; NOT_FOUND */
Fault mail_sent(Ctx *c, Id mail) MUST;
Fault mail_failed(Ctx *c, const MailDue *m, Str error) MUST;

#endif

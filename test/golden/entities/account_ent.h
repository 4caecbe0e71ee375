/* Written by entc from src/account/account.ent. Do not edit. */
#ifndef RAKAZ_ACCOUNT_ENT_H
#define RAKAZ_ACCOUNT_ENT_H

#include "ent/ent.h"

enum {
    ADDRESS_FORM_NEUTRAL = 1,
    ADDRESS_FORM_F,
    ADDRESS_FORM_M,
    ADDRESS_FORM_N
};
extern const Choices address_form_choices;

enum {
    GRANT_ROLE_ADMIN = 1,
    GRANT_ROLE_HQ,
    GRANT_ROLE_COORDINATOR,
    GRANT_ROLE_CONSULTANT,
    GRANT_ROLE_TRUSTEE,
    GRANT_ROLE_OWNER,
    GRANT_ROLE_COUNCIL,
    GRANT_ROLE_RESIDENT,
    GRANT_ROLE_FUNDER,
    GRANT_ROLE_N
};
extern const Choices grant_role_choices;

enum {
    TOKEN_SCOPE_READ = 1,
    TOKEN_SCOPE_WRITE,
    TOKEN_SCOPE_EXPORT,
    TOKEN_SCOPE_N
};
extern const Choices token_scope_choices;

enum {
    TOKEN_NOUN_PLACE = 1,
    TOKEN_NOUN_ACTOR,
    TOKEN_NOUN_TIE,
    TOKEN_NOUN_LISTING,
    TOKEN_NOUN_POST,
    TOKEN_NOUN_COMMITMENT,
    TOKEN_NOUN_CASE,
    TOKEN_NOUN_COUNCIL,
    TOKEN_NOUN_BARRIER,
    TOKEN_NOUN_CONSULTANT,
    TOKEN_NOUN_FUTURE,
    TOKEN_NOUN_MONEY,
    TOKEN_NOUN_N
};
extern const Choices token_noun_choices;

typedef struct Account {
    Head     head;
    Str      name;
    Str      email;
    Str      phone;
    Id       person;                            /* ref actor */
    Str      lang;
    int      address;                           /* enum address_form */
    int      second_calendar;
    int      shortcuts_off;
    int      blocked;
    Str      password;
    Str      totp_secret;
    int      totp_on;
    int64_t  totp_last;
    Stamp    link_at;
    Stamp    seen_at;
    int      is_demo;
} Account;

/* Index into account_entity.fields. */
enum {
    ACCOUNT_F_NAME,
    ACCOUNT_F_EMAIL,
    ACCOUNT_F_PHONE,
    ACCOUNT_F_PERSON,
    ACCOUNT_F_LANG,
    ACCOUNT_F_ADDRESS,
    ACCOUNT_F_SECOND_CALENDAR,
    ACCOUNT_F_SHORTCUTS_OFF,
    ACCOUNT_F_BLOCKED,
    ACCOUNT_F_PASSWORD,
    ACCOUNT_F_TOTP_SECRET,
    ACCOUNT_F_TOTP_ON,
    ACCOUNT_F_TOTP_LAST,
    ACCOUNT_F_LINK_AT,
    ACCOUNT_F_SEEN_AT,
    ACCOUNT_F_IS_DEMO,
    ACCOUNT_F_N
};
extern const Entity account_entity;

typedef struct Grant {
    Head     head;
    Id       account;                           /* ref account */
    int      role;                              /* enum grant_role */
    Id       place;                             /* ref place */
    Day      from_on;
    Day      until_on;
} Grant;

/* Index into grant_entity.fields. */
enum {
    GRANT_F_ACCOUNT,
    GRANT_F_ROLE,
    GRANT_F_PLACE,
    GRANT_F_FROM_ON,
    GRANT_F_UNTIL_ON,
    GRANT_F_N
};
extern const Entity grant_entity;

typedef struct Invite {
    Head     head;
    Str      name;
    Str      email;
    Str      lang;
    int      address;                           /* enum address_form */
    int      role;                              /* enum grant_role */
    Id       place;                             /* ref place */
    Day      until_on;
    Str      hash;
    Stamp    expires_at;
    Stamp    accepted_at;
    Id       account;                           /* ref account */
} Invite;

/* Index into invite_entity.fields. */
enum {
    INVITE_F_NAME,
    INVITE_F_EMAIL,
    INVITE_F_LANG,
    INVITE_F_ADDRESS,
    INVITE_F_ROLE,
    INVITE_F_PLACE,
    INVITE_F_UNTIL_ON,
    INVITE_F_HASH,
    INVITE_F_EXPIRES_AT,
    INVITE_F_ACCEPTED_AT,
    INVITE_F_ACCOUNT,
    INVITE_F_N
};
extern const Entity invite_entity;

typedef struct Token {
    Head     head;
    Id       account;                           /* ref account */
    Str      name;
    int64_t  scopes;                            /* set token_scope */
    int64_t  nouns;                             /* set token_noun */
    Day      until_on;
    Str      hash;
    Stamp    used_at;
} Token;

/* Index into token_entity.fields. */
enum {
    TOKEN_F_ACCOUNT,
    TOKEN_F_NAME,
    TOKEN_F_SCOPES,
    TOKEN_F_NOUNS,
    TOKEN_F_UNTIL_ON,
    TOKEN_F_HASH,
    TOKEN_F_USED_AT,
    TOKEN_F_N
};
extern const Entity token_entity;

#endif

/* reckon.h - the network of a business, reckoned: which role a tie plays, what is missing against the ready set, who
** may fill a role, and in which order they are proposed. Pure: no database, no clock. It rates nobody: what decides are
** facts that the sentence beside each candidate tells. */
#ifndef RAKAZ_NETWORK_RECKON_H
#define RAKAZ_NETWORK_RECKON_H

#include "base/id.h"

/* Where somebody sits, seen from a business: in its town or authority, in its region, outside of it. */
typedef enum NetNear { NET_UNKNOWN, NET_ELSEWHERE, NET_AROUND, NET_HERE } NetNear;

/* What of somebody decides which role they may play. `code` is that of their field ("office/accountant"). */
typedef struct NetActor {
    int kind, trade;                              /* enum actor_kind, trade_group; 0: not known */
    Str code;
} NetActor;

/* Which role a real tie of a business plays: `out` from it to the other. 0: none (whoever owns it, works there or is of
** the family is no part of the network that is looked for). */
int net_role_of(int tie_kind, bool out, const NetActor *other);

/* The tie that a role becomes: its kind, and whether it goes from the business to the other. */
typedef struct NetTie {
    int  kind;
    bool out;
} NetTie;
NetTie net_tie_of(int role);

/* Among whom a role is looked for: bits of kinds and of trade groups (1 << (value - 1)), and codes of fields, ended by
** NULL; whoever is in one of them. `seeks` are the groups that the ready set names, 0: none. */
typedef struct NetPool {
    int64_t kinds, trades;
    const char *const *codes;
} NetPool;
NetPool net_pool(int role, int64_t seeks, int own_trade);

/* Could they play the role? */
bool net_fits(const NetPool *p, const NetActor *a);

/* ---- what is missing ------------------------------------------------------------------------------------------- */

typedef struct NetNeed {
    Id  id;                                       /* of the ready tie */
    int role, trade, from_stage;                  /* 0: any */
    int64_t how_many;
} NetNeed;

/* Is it for a business of this group, whose case stands at this stage? Without a group only what is for every one. */
bool net_asks(const NetNeed *n, int trade, int stage);

/* How many of each ready tie are missing: how many there should be, less the real ties of its role (each counts once,
** for the first that asks), less what is looked for already. has[role] are real ties; taken[i] those already looked
** for, or let go, of need i. */
void net_missing(const NetNeed *v, size_t n, const int64_t *has, const int64_t *taken, int64_t *ret_missing);

/* ---- in which order -------------------------------------------------------------------------------------------- */

typedef struct NetOffer {
    Id      actor;
    NetNear near;
    bool    offers;                               /* has something open to offer */
    Id      shared;                               /* somebody who knows both; 0: nobody known */
    int     languages;                            /* in common; -1: not known */
    bool    field;                                /* of the very field, and not only of a fitting kind */
} NetOffer;

/* Sorts, best first: who offers something, whom somebody leads to, who is near. Local first, but never only local: of
** the first `shown` places one goes to somebody from elsewhere, when there is one. The order does not depend on the
** order of `v`. */
void net_rank(NetOffer *v, size_t n, size_t shown);

#endif

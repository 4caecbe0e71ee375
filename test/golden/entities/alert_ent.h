/* Written by entc from src/alert/alert.ent. Do not edit. */
#ifndef RAKAZ_ALERT_ENT_H
#define RAKAZ_ALERT_ENT_H

#include "ent/ent.h"

enum {
    ALERT_SIDE_OFFERS = 1,
    ALERT_SIDE_NEEDS,
    ALERT_SIDE_ACTORS,
    ALERT_SIDE_N
};
extern const Choices alert_side_choices;

enum {
    ALERT_WAY_PAGE = 1,
    ALERT_WAY_DAILY,
    ALERT_WAY_NOW,
    ALERT_WAY_N
};
extern const Choices alert_way_choices;

enum {
    ALERT_NEAR_LOCAL = 1,
    ALERT_NEAR_TREE,
    ALERT_NEAR_N
};
extern const Choices alert_near_choices;

enum {
    ALERT_VERSION_IN_FORCE = 1,
    ALERT_VERSION_THIS,
    ALERT_VERSION_N
};
extern const Choices alert_version_choices;

typedef struct Alert {
    Head     head;
    Str      name;
    Id       listing;                           /* ref listing */
    int      looks_for;                         /* enum alert_side */
    Id       category;                          /* ref category */
    Id       place;                             /* ref place */
    int      nearness;                          /* enum alert_near */
    int      holds;                             /* enum alert_version */
    int64_t  of_number;
    double   amount;
    double   amount_most;
    int      counted_in;                        /* enum listing_unit */
    int      way;                               /* enum alert_way */
    Id       actor;                             /* ref actor */
    Id       account;                           /* ref account */
    Stamp    since_at;
    int      is_demo;
} Alert;

/* Index into alert_entity.fields. */
enum {
    ALERT_F_NAME,
    ALERT_F_LISTING,
    ALERT_F_LOOKS_FOR,
    ALERT_F_CATEGORY,
    ALERT_F_PLACE,
    ALERT_F_NEARNESS,
    ALERT_F_HOLDS,
    ALERT_F_OF_NUMBER,
    ALERT_F_AMOUNT,
    ALERT_F_AMOUNT_MOST,
    ALERT_F_COUNTED_IN,
    ALERT_F_WAY,
    ALERT_F_ACTOR,
    ALERT_F_ACCOUNT,
    ALERT_F_SINCE_AT,
    ALERT_F_IS_DEMO,
    ALERT_F_N
};
extern const Entity alert_entity;

#endif

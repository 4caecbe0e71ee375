/* Written by entc from src/consortium/consortium.ent. Do not edit. */
#ifndef RAKAZ_CONSORTIUM_ENT_H
#define RAKAZ_CONSORTIUM_ENT_H

#include "ent/ent.h"

enum {
    CONSORTIUM_FORM_SUPPLY = 1,
    CONSORTIUM_FORM_PURCHASE,
    CONSORTIUM_FORM_MARKET,
    CONSORTIUM_FORM_N
};
extern const Choices consortium_form_choices;

enum {
    CONSORTIUM_STATE_FORMING = 1,
    CONSORTIUM_STATE_AGREED,
    CONSORTIUM_STATE_OFFERED,
    CONSORTIUM_STATE_WON,
    CONSORTIUM_STATE_LOST,
    CONSORTIUM_STATE_DELIVERING,
    CONSORTIUM_STATE_ENDED,
    CONSORTIUM_STATE_N
};
extern const Choices consortium_state_choices;

enum {
    CONSORTIUM_RHYTHM_ONCE = 1,
    CONSORTIUM_RHYTHM_DAY,
    CONSORTIUM_RHYTHM_WEEK,
    CONSORTIUM_RHYTHM_MONTH,
    CONSORTIUM_RHYTHM_N
};
extern const Choices consortium_rhythm_choices;

enum {
    CONSORTIUM_DAYS_SUN = 1,
    CONSORTIUM_DAYS_MON,
    CONSORTIUM_DAYS_TUE,
    CONSORTIUM_DAYS_WED,
    CONSORTIUM_DAYS_THU,
    CONSORTIUM_DAYS_FRI,
    CONSORTIUM_DAYS_SAT,
    CONSORTIUM_DAYS_N
};
extern const Choices consortium_days_choices;

enum {
    INSURED_HOW_EACH = 1,
    INSURED_HOW_ONE,
    INSURED_HOW_N
};
extern const Choices insured_how_choices;

enum {
    CONSORTIUM_ROLE_LEAD = 1,
    CONSORTIUM_ROLE_MEMBER,
    CONSORTIUM_ROLE_N
};
extern const Choices consortium_role_choices;

enum {
    CONSORTIUM_SAYS_ASKED = 1,
    CONSORTIUM_SAYS_AGREED,
    CONSORTIUM_SAYS_LEFT,
    CONSORTIUM_SAYS_N
};
extern const Choices consortium_says_choices;

enum {
    DELIVERY_FATE_RECEIVED = 1,
    DELIVERY_FATE_SHORT,
    DELIVERY_FATE_RETURNED,
    DELIVERY_FATE_N
};
extern const Choices delivery_fate_choices;

typedef struct Consortium {
    Head     head;
    Tri      title;
    int      form;                              /* enum consortium_form */
    Id       place;                             /* ref place */
    Id       buyer;                             /* ref actor */
    Id       purchase;                          /* ref coming_purchase */
    Id       request;                           /* ref quote_request */
    Id       listing;                           /* ref listing */
    Str      about;
    int64_t  price;
    Day      answer_by;
    Str      leave_terms;
    Id       body;                              /* ref actor */
    Id       owner;                             /* ref account */
    int      state;                             /* enum consortium_state */
    Day      agreed_on;
    Day      offered_on;
    Day      decided_on;
    Day      ended_on;
    Str      reason;
    int      is_demo;
} Consortium;

/* Index into consortium_entity.fields. */
enum {
    CONSORTIUM_F_TITLE,
    CONSORTIUM_F_FORM,
    CONSORTIUM_F_PLACE,
    CONSORTIUM_F_BUYER,
    CONSORTIUM_F_PURCHASE,
    CONSORTIUM_F_REQUEST,
    CONSORTIUM_F_LISTING,
    CONSORTIUM_F_ABOUT,
    CONSORTIUM_F_PRICE,
    CONSORTIUM_F_ANSWER_BY,
    CONSORTIUM_F_LEAVE_TERMS,
    CONSORTIUM_F_BODY,
    CONSORTIUM_F_OWNER,
    CONSORTIUM_F_STATE,
    CONSORTIUM_F_AGREED_ON,
    CONSORTIUM_F_OFFERED_ON,
    CONSORTIUM_F_DECIDED_ON,
    CONSORTIUM_F_ENDED_ON,
    CONSORTIUM_F_REASON,
    CONSORTIUM_F_IS_DEMO,
    CONSORTIUM_F_N
};
extern const Entity consortium_entity;

typedef struct ConsortiumPart {
    Head     head;
    Id       consortium;                        /* ref consortium */
    Str      what;
    Id       category;                          /* ref category */
    Str      counted_in;
    int64_t  quantity;
    int      rhythm;                            /* enum consortium_rhythm */
    int64_t  days;                              /* set consortium_days */
    Id       to_place;                          /* ref place */
    int64_t  km;
    int64_t  each_holds;                        /* set certificate */
    int64_t  one_holds;                         /* set certificate */
    int64_t  insured;
    int      insured_how;                       /* enum insured_how */
    Day      by_on;
    Day      until_on;
    int      is_demo;
} ConsortiumPart;

/* Index into consortium_part_entity.fields. */
enum {
    CONSORTIUM_PART_F_CONSORTIUM,
    CONSORTIUM_PART_F_WHAT,
    CONSORTIUM_PART_F_CATEGORY,
    CONSORTIUM_PART_F_COUNTED_IN,
    CONSORTIUM_PART_F_QUANTITY,
    CONSORTIUM_PART_F_RHYTHM,
    CONSORTIUM_PART_F_DAYS,
    CONSORTIUM_PART_F_TO_PLACE,
    CONSORTIUM_PART_F_KM,
    CONSORTIUM_PART_F_EACH_HOLDS,
    CONSORTIUM_PART_F_ONE_HOLDS,
    CONSORTIUM_PART_F_INSURED,
    CONSORTIUM_PART_F_INSURED_HOW,
    CONSORTIUM_PART_F_BY_ON,
    CONSORTIUM_PART_F_UNTIL_ON,
    CONSORTIUM_PART_F_IS_DEMO,
    CONSORTIUM_PART_F_N
};
extern const Entity consortium_part_entity;

typedef struct ConsortiumMember {
    Head     head;
    Id       consortium;                        /* ref consortium */
    Id       actor;                             /* ref actor */
    int      role;                              /* enum consortium_role */
    Id       part;                              /* ref consortium_part */
    int64_t  capacity;
    int64_t  days;                              /* set consortium_days */
    int64_t  km;
    Id       to_place;                          /* ref place */
    int64_t  certificates;                      /* set certificate */
    Day      kosher_until;
    Day      mehadrin_until;
    Day      halal_until;
    Day      organic_until;
    Day      licence_until;
    Day      food_safe_until;
    Day      standard_until;
    Day      insured_until;
    Day      access_until;
    int64_t  insured;
    double   share;
    int64_t  price_before;
    int      says;                              /* enum consortium_says */
    Id       agreed_by;                         /* ref account */
    Day      agreed_on;
    Str      agreed_words;
    int      contact_shown;
    Day      left_on;
    Str      reason;
    int      is_demo;
} ConsortiumMember;

/* Index into consortium_member_entity.fields. */
enum {
    CONSORTIUM_MEMBER_F_CONSORTIUM,
    CONSORTIUM_MEMBER_F_ACTOR,
    CONSORTIUM_MEMBER_F_ROLE,
    CONSORTIUM_MEMBER_F_PART,
    CONSORTIUM_MEMBER_F_CAPACITY,
    CONSORTIUM_MEMBER_F_DAYS,
    CONSORTIUM_MEMBER_F_KM,
    CONSORTIUM_MEMBER_F_TO_PLACE,
    CONSORTIUM_MEMBER_F_CERTIFICATES,
    CONSORTIUM_MEMBER_F_KOSHER_UNTIL,
    CONSORTIUM_MEMBER_F_MEHADRIN_UNTIL,
    CONSORTIUM_MEMBER_F_HALAL_UNTIL,
    CONSORTIUM_MEMBER_F_ORGANIC_UNTIL,
    CONSORTIUM_MEMBER_F_LICENCE_UNTIL,
    CONSORTIUM_MEMBER_F_FOOD_SAFE_UNTIL,
    CONSORTIUM_MEMBER_F_STANDARD_UNTIL,
    CONSORTIUM_MEMBER_F_INSURED_UNTIL,
    CONSORTIUM_MEMBER_F_ACCESS_UNTIL,
    CONSORTIUM_MEMBER_F_INSURED,
    CONSORTIUM_MEMBER_F_SHARE,
    CONSORTIUM_MEMBER_F_PRICE_BEFORE,
    CONSORTIUM_MEMBER_F_SAYS,
    CONSORTIUM_MEMBER_F_AGREED_BY,
    CONSORTIUM_MEMBER_F_AGREED_ON,
    CONSORTIUM_MEMBER_F_AGREED_WORDS,
    CONSORTIUM_MEMBER_F_CONTACT_SHOWN,
    CONSORTIUM_MEMBER_F_LEFT_ON,
    CONSORTIUM_MEMBER_F_REASON,
    CONSORTIUM_MEMBER_F_IS_DEMO,
    CONSORTIUM_MEMBER_F_N
};
extern const Entity consortium_member_entity;

typedef struct ConsortiumQuote {
    Head     head;
    Id       consortium;                        /* ref consortium */
    Id       part;                              /* ref consortium_part */
    Id       supplier;                          /* ref actor */
    int64_t  from_one;
    int64_t  price_one;
    int64_t  from_two;
    int64_t  price_two;
    int64_t  from_three;
    int64_t  price_three;
    int64_t  extra;
    Str      terms;
    Day      valid_until;
    Day      chosen_on;
    int      is_demo;
} ConsortiumQuote;

/* Index into consortium_quote_entity.fields. */
enum {
    CONSORTIUM_QUOTE_F_CONSORTIUM,
    CONSORTIUM_QUOTE_F_PART,
    CONSORTIUM_QUOTE_F_SUPPLIER,
    CONSORTIUM_QUOTE_F_FROM_ONE,
    CONSORTIUM_QUOTE_F_PRICE_ONE,
    CONSORTIUM_QUOTE_F_FROM_TWO,
    CONSORTIUM_QUOTE_F_PRICE_TWO,
    CONSORTIUM_QUOTE_F_FROM_THREE,
    CONSORTIUM_QUOTE_F_PRICE_THREE,
    CONSORTIUM_QUOTE_F_EXTRA,
    CONSORTIUM_QUOTE_F_TERMS,
    CONSORTIUM_QUOTE_F_VALID_UNTIL,
    CONSORTIUM_QUOTE_F_CHOSEN_ON,
    CONSORTIUM_QUOTE_F_IS_DEMO,
    CONSORTIUM_QUOTE_F_N
};
extern const Entity consortium_quote_entity;

typedef struct ConsortiumDelivery {
    Head     head;
    Id       consortium;                        /* ref consortium */
    Id       member;                            /* ref consortium_member */
    Day      on_day;
    int64_t  quantity;
    int      fate;                              /* enum delivery_fate */
    Str      reason;
    int64_t  money;
    int      is_demo;
} ConsortiumDelivery;

/* Index into consortium_delivery_entity.fields. */
enum {
    CONSORTIUM_DELIVERY_F_CONSORTIUM,
    CONSORTIUM_DELIVERY_F_MEMBER,
    CONSORTIUM_DELIVERY_F_ON_DAY,
    CONSORTIUM_DELIVERY_F_QUANTITY,
    CONSORTIUM_DELIVERY_F_FATE,
    CONSORTIUM_DELIVERY_F_REASON,
    CONSORTIUM_DELIVERY_F_MONEY,
    CONSORTIUM_DELIVERY_F_IS_DEMO,
    CONSORTIUM_DELIVERY_F_N
};
extern const Entity consortium_delivery_entity;

typedef struct ConsortiumSigning {
    Head     head;
    Id       consortium;                        /* ref consortium */
    Day      signed_on;
    Str      signed_by;
    Id       paper;                             /* ref post */
    int      is_demo;
} ConsortiumSigning;

/* Index into consortium_signing_entity.fields. */
enum {
    CONSORTIUM_SIGNING_F_CONSORTIUM,
    CONSORTIUM_SIGNING_F_SIGNED_ON,
    CONSORTIUM_SIGNING_F_SIGNED_BY,
    CONSORTIUM_SIGNING_F_PAPER,
    CONSORTIUM_SIGNING_F_IS_DEMO,
    CONSORTIUM_SIGNING_F_N
};
extern const Entity consortium_signing_entity;

#endif

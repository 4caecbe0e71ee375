/* Written by entc from src/pledge/pledge.ent. Do not edit. */
#ifndef RAKAZ_PLEDGE_ENT_H
#define RAKAZ_PLEDGE_ENT_H

#include "ent/ent.h"

enum {
    PLEDGE_CIRCLE_MONEY = 1,
    PLEDGE_CIRCLE_IN_KIND,
    PLEDGE_CIRCLE_PURCHASING,
    PLEDGE_CIRCLE_SUB_SUPPLY,
    PLEDGE_CIRCLE_MENTORING,
    PLEDGE_CIRCLE_FACILITIES,
    PLEDGE_CIRCLE_JOBS,
    PLEDGE_CIRCLE_N
};
extern const Choices pledge_circle_choices;

enum {
    PLEDGE_UNIT_HOURS = 1,
    PLEDGE_UNIT_DAYS,
    PLEDGE_UNIT_SEATS,
    PLEDGE_UNIT_JOBS,
    PLEDGE_UNIT_BUSINESSES,
    PLEDGE_UNIT_CONTRACTS,
    PLEDGE_UNIT_PERCENT,
    PLEDGE_UNIT_N
};
extern const Choices pledge_unit_choices;

enum {
    PLEDGE_STATE_PLEDGED = 1,
    PLEDGE_STATE_KEPT,
    PLEDGE_STATE_CHANGED,
    PLEDGE_STATE_LET_GO,
    PLEDGE_STATE_N
};
extern const Choices pledge_state_choices;

enum {
    VALUE_METHOD_MARKET = 1,
    VALUE_METHOD_COST,
    VALUE_METHOD_BOOK,
    VALUE_METHOD_ESTIMATE,
    VALUE_METHOD_N
};
extern const Choices value_method_choices;

enum {
    HIRE_GROUP_EVERYBODY = 1,
    HIRE_GROUP_LOCAL,
    HIRE_GROUP_DIVERSE,
    HIRE_GROUP_N
};
extern const Choices hire_group_choices;

enum {
    HIRE_RANGE_NONE = 1,
    HIRE_RANGE_TO_4,
    HIRE_RANGE_TO_9,
    HIRE_RANGE_TO_24,
    HIRE_RANGE_TO_49,
    HIRE_RANGE_AND_MORE,
    HIRE_RANGE_N
};
extern const Choices hire_range_choices;

typedef struct Pledge {
    Head     head;
    Tri      what;
    Id       actor;                             /* ref actor */
    int      circle;                            /* enum pledge_circle */
    Id       place;                             /* ref place */
    Str      for_whom;
    Id       receiver;                          /* ref actor */
    int64_t  money;
    int64_t  money_most;
    int      method;                            /* enum value_method */
    Str      method_note;
    int64_t  quantity;
    int64_t  quantity_most;
    int      counted_in;                        /* enum pledge_unit */
    Day      pledged_on;
    Day      by_on;
    Id       contact;                           /* ref actor */
    Id       owner;                             /* ref account */
    Str      reason;
    int      state;                             /* enum pledge_state */
    Day      kept_on;
    Str      evidence;
    Id       witness;                           /* ref account */
    Id       witness_actor;                     /* ref actor */
    Day      published_on;
    int      is_demo;
} Pledge;

/* Index into pledge_entity.fields. */
enum {
    PLEDGE_F_WHAT,
    PLEDGE_F_ACTOR,
    PLEDGE_F_CIRCLE,
    PLEDGE_F_PLACE,
    PLEDGE_F_FOR_WHOM,
    PLEDGE_F_RECEIVER,
    PLEDGE_F_MONEY,
    PLEDGE_F_MONEY_MOST,
    PLEDGE_F_METHOD,
    PLEDGE_F_METHOD_NOTE,
    PLEDGE_F_QUANTITY,
    PLEDGE_F_QUANTITY_MOST,
    PLEDGE_F_COUNTED_IN,
    PLEDGE_F_PLEDGED_ON,
    PLEDGE_F_BY_ON,
    PLEDGE_F_CONTACT,
    PLEDGE_F_OWNER,
    PLEDGE_F_REASON,
    PLEDGE_F_STATE,
    PLEDGE_F_KEPT_ON,
    PLEDGE_F_EVIDENCE,
    PLEDGE_F_WITNESS,
    PLEDGE_F_WITNESS_ACTOR,
    PLEDGE_F_PUBLISHED_ON,
    PLEDGE_F_IS_DEMO,
    PLEDGE_F_N
};
extern const Entity pledge_entity;

typedef struct PledgeGiven {
    Head     head;
    Id       pledge;                            /* ref pledge */
    Str      what;
    Day      on_day;
    int64_t  money;
    int64_t  quantity;
    Str      used;
    Day      thanked_on;
    Day      reported_on;
    Str      evidence;
    Id       witness;                           /* ref account */
    Id       witness_actor;                     /* ref actor */
    Day      confirmed_on;
    Id       paper;                             /* ref post */
    int      is_demo;
} PledgeGiven;

/* Index into pledge_given_entity.fields. */
enum {
    PLEDGE_GIVEN_F_PLEDGE,
    PLEDGE_GIVEN_F_WHAT,
    PLEDGE_GIVEN_F_ON_DAY,
    PLEDGE_GIVEN_F_MONEY,
    PLEDGE_GIVEN_F_QUANTITY,
    PLEDGE_GIVEN_F_USED,
    PLEDGE_GIVEN_F_THANKED_ON,
    PLEDGE_GIVEN_F_REPORTED_ON,
    PLEDGE_GIVEN_F_EVIDENCE,
    PLEDGE_GIVEN_F_WITNESS,
    PLEDGE_GIVEN_F_WITNESS_ACTOR,
    PLEDGE_GIVEN_F_CONFIRMED_ON,
    PLEDGE_GIVEN_F_PAPER,
    PLEDGE_GIVEN_F_IS_DEMO,
    PLEDGE_GIVEN_F_N
};
extern const Entity pledge_given_entity;

typedef struct HireCount {
    Head     head;
    Id       pledge;                            /* ref pledge */
    Day      from_on;
    Day      until_on;
    int      people;                            /* enum hire_group */
    Id       local_in;                          /* ref place */
    Str      which;
    int      hired;                             /* enum hire_range */
    int      stayed;                            /* enum hire_range */
    int      is_demo;
} HireCount;

/* Index into hire_count_entity.fields. */
enum {
    HIRE_COUNT_F_PLEDGE,
    HIRE_COUNT_F_FROM_ON,
    HIRE_COUNT_F_UNTIL_ON,
    HIRE_COUNT_F_PEOPLE,
    HIRE_COUNT_F_LOCAL_IN,
    HIRE_COUNT_F_WHICH,
    HIRE_COUNT_F_HIRED,
    HIRE_COUNT_F_STAYED,
    HIRE_COUNT_F_IS_DEMO,
    HIRE_COUNT_F_N
};
extern const Entity hire_count_entity;

#endif

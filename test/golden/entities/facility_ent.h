/* Written by entc from src/pledge/facility.ent. Do not edit. */
#ifndef RAKAZ_FACILITY_ENT_H
#define RAKAZ_FACILITY_ENT_H

#include "ent/ent.h"

enum {
    FACILITY_KIND_ROOM = 1,
    FACILITY_KIND_HALL,
    FACILITY_KIND_KITCHEN,
    FACILITY_KIND_WORKSHOP,
    FACILITY_KIND_LAB,
    FACILITY_KIND_VEHICLE,
    FACILITY_KIND_MACHINE,
    FACILITY_KIND_OTHER,
    FACILITY_KIND_N
};
extern const Choices facility_kind_choices;

enum {
    BOOKING_STATE_ASKED = 1,
    BOOKING_STATE_AGREED,
    BOOKING_STATE_REFUSED,
    BOOKING_STATE_USED,
    BOOKING_STATE_WITHDRAWN,
    BOOKING_STATE_N
};
extern const Choices booking_state_choices;

typedef struct Facility {
    Head     head;
    Tri      name;
    int      kind;                              /* enum facility_kind */
    Id       actor;                             /* ref actor */
    Id       place;                             /* ref place */
    Str      where_words;
    int64_t  capacity;
    Str      terms;
    Id       keeper;                            /* ref account */
    Id       pledge;                            /* ref pledge */
    Str      sun;
    Str      mon;
    Str      tue;
    Str      wed;
    Str      thu;
    Str      fri;
    Str      sat;
    int      is_demo;
} Facility;

/* Index into facility_entity.fields. */
enum {
    FACILITY_F_NAME,
    FACILITY_F_KIND,
    FACILITY_F_ACTOR,
    FACILITY_F_PLACE,
    FACILITY_F_WHERE_WORDS,
    FACILITY_F_CAPACITY,
    FACILITY_F_TERMS,
    FACILITY_F_KEEPER,
    FACILITY_F_PLEDGE,
    FACILITY_F_SUN,
    FACILITY_F_MON,
    FACILITY_F_TUE,
    FACILITY_F_WED,
    FACILITY_F_THU,
    FACILITY_F_FRI,
    FACILITY_F_SAT,
    FACILITY_F_IS_DEMO,
    FACILITY_F_N
};
extern const Entity facility_entity;

typedef struct Booking {
    Head     head;
    Id       facility;                          /* ref facility */
    Id       who;                               /* ref actor */
    Day      on_day;
    Str      from_time;
    Str      until_time;
    Str      purpose;
    int64_t  people;
    int      state;                             /* enum booking_state */
    Str      reason;
    Id       asked_by;                          /* ref account */
    Id       answered_by;                       /* ref account */
    Day      answered_on;
    int64_t  from_min;
    int64_t  until_min;
    int      is_demo;
} Booking;

/* Index into booking_entity.fields. */
enum {
    BOOKING_F_FACILITY,
    BOOKING_F_WHO,
    BOOKING_F_ON_DAY,
    BOOKING_F_FROM_TIME,
    BOOKING_F_UNTIL_TIME,
    BOOKING_F_PURPOSE,
    BOOKING_F_PEOPLE,
    BOOKING_F_STATE,
    BOOKING_F_REASON,
    BOOKING_F_ASKED_BY,
    BOOKING_F_ANSWERED_BY,
    BOOKING_F_ANSWERED_ON,
    BOOKING_F_FROM_MIN,
    BOOKING_F_UNTIL_MIN,
    BOOKING_F_IS_DEMO,
    BOOKING_F_N
};
extern const Entity booking_entity;

#endif

/* Written by entc from src/intake/intake.ent. Do not edit. */
#ifndef RAKAZ_INTAKE_ENT_H
#define RAKAZ_INTAKE_ENT_H

#include "ent/ent.h"

enum {
    DOOR_KIND_ASK = 1,
    DOOR_KIND_PROPOSE,
    DOOR_KIND_WISH,
    DOOR_KIND_SPEND,
    DOOR_KIND_N
};
extern const Choices door_kind_choices;

enum {
    INTAKE_KIND_ASK = 1,
    INTAKE_KIND_PROPOSE,
    INTAKE_KIND_N
};
extern const Choices intake_kind_choices;

enum {
    INTAKE_STATE_BEGUN = 1,
    INTAKE_STATE_SENT,
    INTAKE_STATE_TAKEN,
    INTAKE_STATE_CLOSED,
    INTAKE_STATE_REFUSED,
    INTAKE_STATE_N
};
extern const Choices intake_state_choices;

enum {
    INTAKE_WAY_LINK = 1,
    INTAKE_WAY_CALL,
    INTAKE_WAY_MET,
    INTAKE_WAY_PAPER,
    INTAKE_WAY_N
};
extern const Choices intake_way_choices;

typedef struct Door {
    Head     head;
    Str      name;
    int      kind;                              /* enum door_kind */
    Id       place;                             /* ref place */
    Tri      welcome;
    Day      until_on;
    int      closed;
    Str      code;
} Door;

/* Index into door_entity.fields. */
enum {
    DOOR_F_NAME,
    DOOR_F_KIND,
    DOOR_F_PLACE,
    DOOR_F_WELCOME,
    DOOR_F_UNTIL_ON,
    DOOR_F_CLOSED,
    DOOR_F_CODE,
    DOOR_F_N
};
extern const Entity door_entity;

typedef struct Intake {
    Head     head;
    Str      title;
    int      kind;                              /* enum intake_kind */
    int      way;                               /* enum intake_way */
    Str      phone;
    Str      name;
    Str      business;
    Str      locality;
    int      about;                             /* enum listing_kind */
    Str      subject;
    Str      wish;
    Str      details;
    Str      email;
    Str      reach_by;
    Id       place;                             /* ref place */
    Str      lang;
    int      state;                             /* enum intake_state */
    Day      answer_by;
    Stamp    sent_at;
    Id       taken_by;                          /* ref account */
    Str      reason;
    Id       actor;                             /* ref actor */
    Id       listing;                           /* ref listing */
    Id       door;                              /* ref door */
    Str      reference;
    int64_t  step;
    Str      hash;
    int      is_demo;
} Intake;

/* Index into intake_entity.fields. */
enum {
    INTAKE_F_TITLE,
    INTAKE_F_KIND,
    INTAKE_F_WAY,
    INTAKE_F_PHONE,
    INTAKE_F_NAME,
    INTAKE_F_BUSINESS,
    INTAKE_F_LOCALITY,
    INTAKE_F_ABOUT,
    INTAKE_F_SUBJECT,
    INTAKE_F_WISH,
    INTAKE_F_DETAILS,
    INTAKE_F_EMAIL,
    INTAKE_F_REACH_BY,
    INTAKE_F_PLACE,
    INTAKE_F_LANG,
    INTAKE_F_STATE,
    INTAKE_F_ANSWER_BY,
    INTAKE_F_SENT_AT,
    INTAKE_F_TAKEN_BY,
    INTAKE_F_REASON,
    INTAKE_F_ACTOR,
    INTAKE_F_LISTING,
    INTAKE_F_DOOR,
    INTAKE_F_REFERENCE,
    INTAKE_F_STEP,
    INTAKE_F_HASH,
    INTAKE_F_IS_DEMO,
    INTAKE_F_N
};
extern const Entity intake_entity;

#endif

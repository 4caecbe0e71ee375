/* Written by entc from src/listing/listing.ent. Do not edit. */
#ifndef RAKAZ_LISTING_ENT_H
#define RAKAZ_LISTING_ENT_H

#include "ent/ent.h"

enum {
    LISTING_KIND_ASSET = 1,
    LISTING_KIND_NEED,
    LISTING_KIND_OFFER,
    LISTING_KIND_OPPORTUNITY,
    LISTING_KIND_RESOURCE,
    LISTING_KIND_BARRIER,
    LISTING_KIND_N
};
extern const Choices listing_kind_choices;

enum {
    LISTING_STATE_PROPOSED = 1,
    LISTING_STATE_OPEN,
    LISTING_STATE_MET,
    LISTING_STATE_WITHDRAWN,
    LISTING_STATE_N
};
extern const Choices listing_state_choices;

enum {
    INTAKE_STATE_BEGUN = 1,
    INTAKE_STATE_SENT,
    INTAKE_STATE_ANSWERED,
    INTAKE_STATE_CLOSED,
    INTAKE_STATE_N
};
extern const Choices intake_state_choices;

typedef struct Listing {
    Head     head;
    Tri      title;
    int      kind;                              /* enum listing_kind */
    int      state;                             /* enum listing_state */
    Str      details;
    Id       holder;                            /* ref actor */
    Id       place;                             /* ref place */
    Id       category;                          /* ref category */
    Str      quantity;
    Day      from_on;
    Day      until_on;
    Day      confirm_on;
    Day      deadline_on;
    double   lat;
    double   lon;
    Str      link;
    Str      proposer;
    Str      proposer_phone;
    Str      source;
    int      is_demo;
} Listing;

/* Index into listing_entity.fields. */
enum {
    LISTING_F_TITLE,
    LISTING_F_KIND,
    LISTING_F_STATE,
    LISTING_F_DETAILS,
    LISTING_F_HOLDER,
    LISTING_F_PLACE,
    LISTING_F_CATEGORY,
    LISTING_F_QUANTITY,
    LISTING_F_FROM_ON,
    LISTING_F_UNTIL_ON,
    LISTING_F_CONFIRM_ON,
    LISTING_F_DEADLINE_ON,
    LISTING_F_LAT,
    LISTING_F_LON,
    LISTING_F_LINK,
    LISTING_F_PROPOSER,
    LISTING_F_PROPOSER_PHONE,
    LISTING_F_SOURCE,
    LISTING_F_IS_DEMO,
    LISTING_F_N
};
extern const Entity listing_entity;

typedef struct Intake {
    Head     head;
    Str      name;
    Str      business;
    Str      phone;
    Str      email;
    Str      locality;
    Str      wish;
    Str      lang;
    Str      reach_by;
    int64_t  step;
    int      state;                             /* enum intake_state */
    Day      answer_by;
    Id       actor;                             /* ref actor */
    Str      hash;
} Intake;

/* Index into intake_entity.fields. */
enum {
    INTAKE_F_NAME,
    INTAKE_F_BUSINESS,
    INTAKE_F_PHONE,
    INTAKE_F_EMAIL,
    INTAKE_F_LOCALITY,
    INTAKE_F_WISH,
    INTAKE_F_LANG,
    INTAKE_F_REACH_BY,
    INTAKE_F_STEP,
    INTAKE_F_STATE,
    INTAKE_F_ANSWER_BY,
    INTAKE_F_ACTOR,
    INTAKE_F_HASH,
    INTAKE_F_N
};
extern const Entity intake_entity;

#endif

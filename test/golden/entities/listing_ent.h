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
    LISTING_RHYTHM_ONCE = 1,
    LISTING_RHYTHM_DAILY,
    LISTING_RHYTHM_WEEKLY,
    LISTING_RHYTHM_MONTHLY,
    LISTING_RHYTHM_SEASON,
    LISTING_RHYTHM_ONGOING,
    LISTING_RHYTHM_N
};
extern const Choices listing_rhythm_choices;

enum {
    LISTING_DAYS_SUN = 1,
    LISTING_DAYS_MON,
    LISTING_DAYS_TUE,
    LISTING_DAYS_WED,
    LISTING_DAYS_THU,
    LISTING_DAYS_FRI,
    LISTING_DAYS_SAT,
    LISTING_DAYS_MORNING,
    LISTING_DAYS_EVENING,
    LISTING_DAYS_NIGHT,
    LISTING_DAYS_N
};
extern const Choices listing_days_choices;

enum {
    LISTING_TERMS_PAY = 1,
    LISTING_TERMS_LATER,
    LISTING_TERMS_BARTER,
    LISTING_TERMS_LEND,
    LISTING_TERMS_LESS,
    LISTING_TERMS_FREE,
    LISTING_TERMS_N
};
extern const Choices listing_terms_choices;

enum {
    LISTING_UNIT_PIECES = 1,
    LISTING_UNIT_KG,
    LISTING_UNIT_TONS,
    LISTING_UNIT_LITRES,
    LISTING_UNIT_METRES,
    LISTING_UNIT_SQM,
    LISTING_UNIT_HOURS,
    LISTING_UNIT_DAYS,
    LISTING_UNIT_PEOPLE,
    LISTING_UNIT_MEALS,
    LISTING_UNIT_PALLETS,
    LISTING_UNIT_MONEY,
    LISTING_UNIT_N
};
extern const Choices listing_unit_choices;

enum {
    CERTIFICATE_KOSHER = 1,
    CERTIFICATE_MEHADRIN,
    CERTIFICATE_HALAL,
    CERTIFICATE_ORGANIC,
    CERTIFICATE_LICENCE,
    CERTIFICATE_FOOD_SAFE,
    CERTIFICATE_STANDARD,
    CERTIFICATE_INSURED,
    CERTIFICATE_ACCESS,
    CERTIFICATE_N
};
extern const Choices certificate_choices;

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
    double   amount;
    double   amount_most;
    int      counted_in;                        /* enum listing_unit */
    int      rhythm;                            /* enum listing_rhythm */
    int64_t  days;                              /* set listing_days */
    int64_t  terms;                             /* set listing_terms */
    int64_t  certificates;                      /* set certificate */
    int64_t  languages;                         /* set place_language */
    Day      from_on;
    Day      until_on;
    Day      confirm_on;
    Day      deadline_on;
    Day      met_on;
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
    LISTING_F_AMOUNT,
    LISTING_F_AMOUNT_MOST,
    LISTING_F_COUNTED_IN,
    LISTING_F_RHYTHM,
    LISTING_F_DAYS,
    LISTING_F_TERMS,
    LISTING_F_CERTIFICATES,
    LISTING_F_LANGUAGES,
    LISTING_F_FROM_ON,
    LISTING_F_UNTIL_ON,
    LISTING_F_CONFIRM_ON,
    LISTING_F_DEADLINE_ON,
    LISTING_F_MET_ON,
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

#endif

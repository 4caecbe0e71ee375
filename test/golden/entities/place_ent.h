/* Written by entc from src/place/place.ent. Do not edit. */
#ifndef RAKAZ_PLACE_ENT_H
#define RAKAZ_PLACE_ENT_H

#include "ent/ent.h"

enum {
    PLACE_KIND_NEIGHBOURHOOD = 1,
    PLACE_KIND_LOCALITY,
    PLACE_KIND_UNRECOGNISED,
    PLACE_KIND_AUTHORITY,
    PLACE_KIND_REGION,
    PLACE_KIND_CENTRE,
    PLACE_KIND_LANDSCAPE,
    PLACE_KIND_COMMUNITY,
    PLACE_KIND_RING,
    PLACE_KIND_COUNTRY,
    PLACE_KIND_N
};
extern const Choices place_kind_choices;

enum {
    PLACE_STANDING_OFFICIAL = 1,
    PLACE_STANDING_PERCEIVED,
    PLACE_STANDING_N
};
extern const Choices place_standing_choices;

enum {
    PLACE_METHOD_SHAPE = 1,
    PLACE_METHOD_LIST,
    PLACE_METHOD_RULE,
    PLACE_METHOD_DECLARED,
    PLACE_METHOD_N
};
extern const Choices place_method_choices;

enum {
    PLACE_LANGUAGE_HE = 1,
    PLACE_LANGUAGE_AR,
    PLACE_LANGUAGE_EN,
    PLACE_LANGUAGE_RU,
    PLACE_LANGUAGE_AM,
    PLACE_LANGUAGE_FR,
    PLACE_LANGUAGE_ES,
    PLACE_LANGUAGE_IT,
    PLACE_LANGUAGE_OTHER,
    PLACE_LANGUAGE_N
};
extern const Choices place_language_choices;

enum {
    BELONG_REASON_SITS_IN = 1,
    BELONG_REASON_SERVES,
    BELONG_REASON_HIRES_FROM,
    BELONG_REASON_BUYS_FROM,
    BELONG_REASON_N
};
extern const Choices belong_reason_choices;

typedef struct Place {
    Head     head;
    Tri      name;
    int      kind;                              /* enum place_kind */
    int      standing;                          /* enum place_standing */
    Id       parent;                            /* ref place */
    int      is_unit;
    Str      code;
    Str      aliases;
    int64_t  languages;                         /* set place_language */
    int64_t  population;
    double   lat;
    double   lon;
    Str      purpose;
    Str      note;
    Str      source;
} Place;

/* Index into place_entity.fields. */
enum {
    PLACE_F_NAME,
    PLACE_F_KIND,
    PLACE_F_STANDING,
    PLACE_F_PARENT,
    PLACE_F_IS_UNIT,
    PLACE_F_CODE,
    PLACE_F_ALIASES,
    PLACE_F_LANGUAGES,
    PLACE_F_POPULATION,
    PLACE_F_LAT,
    PLACE_F_LON,
    PLACE_F_PURPOSE,
    PLACE_F_NOTE,
    PLACE_F_SOURCE,
    PLACE_F_N
};
extern const Entity place_entity;

typedef struct PlaceVersion {
    Head     head;
    Id       place;                             /* ref place */
    int64_t  number;
    int      method;                            /* enum place_method */
    Str      shape;
    Str      rule;
    Day      valid_from;
    Day      valid_until;
    Stamp    frozen_at;
    Str      frozen_why;
    Id       frozen_by;                         /* ref account */
    Str      source;
} PlaceVersion;

/* Index into place_version_entity.fields. */
enum {
    PLACE_VERSION_F_PLACE,
    PLACE_VERSION_F_NUMBER,
    PLACE_VERSION_F_METHOD,
    PLACE_VERSION_F_SHAPE,
    PLACE_VERSION_F_RULE,
    PLACE_VERSION_F_VALID_FROM,
    PLACE_VERSION_F_VALID_UNTIL,
    PLACE_VERSION_F_FROZEN_AT,
    PLACE_VERSION_F_FROZEN_WHY,
    PLACE_VERSION_F_FROZEN_BY,
    PLACE_VERSION_F_SOURCE,
    PLACE_VERSION_F_N
};
extern const Entity place_version_entity;

typedef struct Belonging {
    Head     head;
    Id       actor;                             /* ref actor */
    Id       place;                             /* ref place */
    int      reason;                            /* enum belong_reason */
    double   weight;
    Day      from_on;
    Day      until_on;
} Belonging;

/* Index into belonging_entity.fields. */
enum {
    BELONGING_F_ACTOR,
    BELONGING_F_PLACE,
    BELONGING_F_REASON,
    BELONGING_F_WEIGHT,
    BELONGING_F_FROM_ON,
    BELONGING_F_UNTIL_ON,
    BELONGING_F_N
};
extern const Entity belonging_entity;

#endif

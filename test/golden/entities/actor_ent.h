/* Written by entc from src/actor/actor.ent. Do not edit. */
#ifndef RAKAZ_ACTOR_ENT_H
#define RAKAZ_ACTOR_ENT_H

#include "ent/ent.h"

enum {
    ACTOR_KIND_BUSINESS = 1,
    ACTOR_KIND_PERSON,
    ACTOR_KIND_ORGANISATION,
    ACTOR_KIND_PUBLIC_BODY,
    ACTOR_KIND_CORPORATION,
    ACTOR_KIND_N
};
extern const Choices actor_kind_choices;

enum {
    SIZE_CLASS_SOLO = 1,
    SIZE_CLASS_MICRO,
    SIZE_CLASS_SMALL,
    SIZE_CLASS_MEDIUM,
    SIZE_CLASS_LARGE,
    SIZE_CLASS_N
};
extern const Choices size_class_choices;

enum {
    LIFE_STATE_PLANNED = 1,
    LIFE_STATE_ACTIVE,
    LIFE_STATE_PAUSED,
    LIFE_STATE_MOVED,
    LIFE_STATE_CLOSED,
    LIFE_STATE_N
};
extern const Choices life_state_choices;

enum {
    WHERE_FROM_GIVEN = 1,
    WHERE_FROM_ADDRESS,
    WHERE_FROM_LOCALITY,
    WHERE_FROM_CONVERTED,
    WHERE_FROM_N
};
extern const Choices where_from_choices;

enum {
    TRADE_GROUP_FOOD = 1,
    TRADE_GROUP_CRAFT,
    TRADE_GROUP_FARM,
    TRADE_GROUP_TOURISM,
    TRADE_GROUP_SERVICES,
    TRADE_GROUP_TRADE,
    TRADE_GROUP_HEALTH,
    TRADE_GROUP_LEARNING,
    TRADE_GROUP_PUBLIC,
    TRADE_GROUP_OTHER,
    TRADE_GROUP_N
};
extern const Choices trade_group_choices;

typedef struct Category {
    Head     head;
    Tri      name;
    Str      code;
    int      trade;                             /* enum trade_group */
    Str      words;
} Category;

/* Index into category_entity.fields. */
enum {
    CATEGORY_F_NAME,
    CATEGORY_F_CODE,
    CATEGORY_F_TRADE,
    CATEGORY_F_WORDS,
    CATEGORY_F_N
};
extern const Entity category_entity;

typedef struct Actor {
    Head     head;
    Tri      name;
    int      kind;                              /* enum actor_kind */
    Id       category;                          /* ref category */
    int      life;                              /* enum life_state */
    int      size;                              /* enum size_class */
    Str      registration_no;
    Str      phone;
    Str      phone_other;
    Str      email;
    Str      website;
    Id       locality;                          /* ref place */
    Str      street;
    Str      directions;
    double   lat;
    double   lon;
    int      where_from;                        /* enum where_from */
    int64_t  languages;                         /* set place_language */
    int64_t  founded_year;
    int64_t  ended_year;
    Str      hours;
    Str      about;
    Day      introduces_on;
    Str      note;
    Day      confirmed_on;
    Stamp    heard_at;
    Str      source;
    Str      outside_key;
    int      is_demo;
} Actor;

/* Index into actor_entity.fields. */
enum {
    ACTOR_F_NAME,
    ACTOR_F_KIND,
    ACTOR_F_CATEGORY,
    ACTOR_F_LIFE,
    ACTOR_F_SIZE,
    ACTOR_F_REGISTRATION_NO,
    ACTOR_F_PHONE,
    ACTOR_F_PHONE_OTHER,
    ACTOR_F_EMAIL,
    ACTOR_F_WEBSITE,
    ACTOR_F_LOCALITY,
    ACTOR_F_STREET,
    ACTOR_F_DIRECTIONS,
    ACTOR_F_LAT,
    ACTOR_F_LON,
    ACTOR_F_WHERE_FROM,
    ACTOR_F_LANGUAGES,
    ACTOR_F_FOUNDED_YEAR,
    ACTOR_F_ENDED_YEAR,
    ACTOR_F_HOURS,
    ACTOR_F_ABOUT,
    ACTOR_F_INTRODUCES_ON,
    ACTOR_F_NOTE,
    ACTOR_F_CONFIRMED_ON,
    ACTOR_F_HEARD_AT,
    ACTOR_F_SOURCE,
    ACTOR_F_OUTSIDE_KEY,
    ACTOR_F_IS_DEMO,
    ACTOR_F_N
};
extern const Entity actor_entity;

#endif

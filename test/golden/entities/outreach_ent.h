/* Written by entc from src/outreach/outreach.ent. Do not edit. */
#ifndef RAKAZ_OUTREACH_ENT_H
#define RAKAZ_OUTREACH_ENT_H

#include "ent/ent.h"

enum {
    DATE_KIND_LICENCE = 1,
    DATE_KIND_CONTRACT,
    DATE_KIND_OPENING,
    DATE_KIND_SEASON,
    DATE_KIND_OTHER,
    DATE_KIND_N
};
extern const Choices date_kind_choices;

typedef struct ActorDate {
    Head     head;
    Id       actor;                             /* ref actor */
    int      kind;                              /* enum date_kind */
    Day      on_day;
    int      yearly;
    Str      note;
    int      is_demo;
} ActorDate;

/* Index into actor_date_entity.fields. */
enum {
    ACTOR_DATE_F_ACTOR,
    ACTOR_DATE_F_KIND,
    ACTOR_DATE_F_ON_DAY,
    ACTOR_DATE_F_YEARLY,
    ACTOR_DATE_F_NOTE,
    ACTOR_DATE_F_IS_DEMO,
    ACTOR_DATE_F_N
};
extern const Entity actor_date_entity;

typedef struct Acquaintance {
    Head     head;
    Id       about;                             /* ref actor */
    Str      how_met;
    Str      matters;
    int      is_demo;
} Acquaintance;

/* Index into acquaintance_entity.fields. */
enum {
    ACQUAINTANCE_F_ABOUT,
    ACQUAINTANCE_F_HOW_MET,
    ACQUAINTANCE_F_MATTERS,
    ACQUAINTANCE_F_IS_DEMO,
    ACQUAINTANCE_F_N
};
extern const Entity acquaintance_entity;

#endif

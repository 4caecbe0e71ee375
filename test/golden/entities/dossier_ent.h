/* Written by entc from src/dossier/dossier.ent. Do not edit. */
#ifndef RAKAZ_DOSSIER_ENT_H
#define RAKAZ_DOSSIER_ENT_H

#include "ent/ent.h"

enum {
    CHAPTER_KIND_PEOPLE = 1,
    CHAPTER_KIND_SECTORS,
    CHAPTER_KIND_AUTHORITY,
    CHAPTER_KIND_LEADERSHIP,
    CHAPTER_KIND_CALENDAR,
    CHAPTER_KIND_NATURE,
    CHAPTER_KIND_FACTS,
    CHAPTER_KIND_ACTIVITIES,
    CHAPTER_KIND_ECONOMY,
    CHAPTER_KIND_N
};
extern const Choices chapter_kind_choices;

enum {
    LEADER_FIELD_AUTHORITY = 1,
    LEADER_FIELD_COMMUNITY,
    LEADER_FIELD_RELIGION,
    LEADER_FIELD_LEARNING,
    LEADER_FIELD_WELFARE,
    LEADER_FIELD_ECONOMY,
    LEADER_FIELD_WOMEN,
    LEADER_FIELD_YOUTH,
    LEADER_FIELD_ENVIRONMENT,
    LEADER_FIELD_OTHER,
    LEADER_FIELD_N
};
extern const Choices leader_field_choices;

enum {
    LEADER_STANDING_FORMAL = 1,
    LEADER_STANDING_INFORMAL,
    LEADER_STANDING_N
};
extern const Choices leader_standing_choices;

typedef struct PlaceChapter {
    Head     head;
    Id       place;                             /* ref place */
    int      kind;                              /* enum chapter_kind */
    Tri      text;
    Str      source;
    Day      written_on;
    Id       written_by;                        /* ref account */
    Day      looked_on;
    Id       looked_by;                         /* ref account */
    int      is_demo;
} PlaceChapter;

/* Index into place_chapter_entity.fields. */
enum {
    PLACE_CHAPTER_F_PLACE,
    PLACE_CHAPTER_F_KIND,
    PLACE_CHAPTER_F_TEXT,
    PLACE_CHAPTER_F_SOURCE,
    PLACE_CHAPTER_F_WRITTEN_ON,
    PLACE_CHAPTER_F_WRITTEN_BY,
    PLACE_CHAPTER_F_LOOKED_ON,
    PLACE_CHAPTER_F_LOOKED_BY,
    PLACE_CHAPTER_F_IS_DEMO,
    PLACE_CHAPTER_F_N
};
extern const Entity place_chapter_entity;

typedef struct PlaceLeader {
    Head     head;
    Id       place;                             /* ref place */
    Tri      role;
    int      field;                             /* enum leader_field */
    int      standing;                          /* enum leader_standing */
    Id       actor;                             /* ref actor */
    Day      knows_on;
    Str      knows_how;
    Day      from_on;
    Day      until_on;
    Str      source;
    int      is_demo;
} PlaceLeader;

/* Index into place_leader_entity.fields. */
enum {
    PLACE_LEADER_F_PLACE,
    PLACE_LEADER_F_ROLE,
    PLACE_LEADER_F_FIELD,
    PLACE_LEADER_F_STANDING,
    PLACE_LEADER_F_ACTOR,
    PLACE_LEADER_F_KNOWS_ON,
    PLACE_LEADER_F_KNOWS_HOW,
    PLACE_LEADER_F_FROM_ON,
    PLACE_LEADER_F_UNTIL_ON,
    PLACE_LEADER_F_SOURCE,
    PLACE_LEADER_F_IS_DEMO,
    PLACE_LEADER_F_N
};
extern const Entity place_leader_entity;

#endif

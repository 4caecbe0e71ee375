/* Written by entc from src/consultant/consultant.ent. Do not edit. */
#ifndef RAKAZ_CONSULTANT_ENT_H
#define RAKAZ_CONSULTANT_ENT_H

#include "ent/ent.h"

enum {
    CONSULTANT_KIND_CONSULTANT = 1,
    CONSULTANT_KIND_MENTOR,
    CONSULTANT_KIND_COACH,
    CONSULTANT_KIND_N
};
extern const Choices consultant_kind_choices;

enum {
    CONSULTANT_STATE_ACTIVE = 1,
    CONSULTANT_STATE_PAUSED,
    CONSULTANT_STATE_LEFT,
    CONSULTANT_STATE_N
};
extern const Choices consultant_state_choices;

enum {
    CONSULTANT_READY_READY = 1,
    CONSULTANT_READY_SIGN,
    CONSULTANT_READY_TRAIN,
    CONSULTANT_READY_BOTH,
    CONSULTANT_READY_N
};
extern const Choices consultant_ready_choices;

enum {
    CONFLICT_NATURE_OWNS = 1,
    CONFLICT_NATURE_FAMILY,
    CONFLICT_NATURE_WORKS_FOR,
    CONFLICT_NATURE_SUPPLIES,
    CONFLICT_NATURE_COMPETES,
    CONFLICT_NATURE_OTHER,
    CONFLICT_NATURE_N
};
extern const Choices conflict_nature_choices;

enum {
    CONFLICT_DECISION_STAYS = 1,
    CONFLICT_DECISION_GOES,
    CONFLICT_DECISION_N
};
extern const Choices conflict_decision_choices;

typedef struct Consultant {
    Head     head;
    Str      name;
    Id       account;                           /* ref account */
    int      kind;                              /* enum consultant_kind */
    int      state;                             /* enum consultant_state */
    int64_t  fields;                            /* set trade_group */
    int64_t  areas;                             /* set consultant_area */
    int64_t  languages;                         /* set place_language */
    int64_t  capacity;
    Day      trained_on;
    Tri      about;
    Str      learning;
    int64_t  signed_number;
    int      ready;                             /* enum consultant_ready */
    int      is_demo;
} Consultant;

/* Index into consultant_entity.fields. */
enum {
    CONSULTANT_F_NAME,
    CONSULTANT_F_ACCOUNT,
    CONSULTANT_F_KIND,
    CONSULTANT_F_STATE,
    CONSULTANT_F_FIELDS,
    CONSULTANT_F_AREAS,
    CONSULTANT_F_LANGUAGES,
    CONSULTANT_F_CAPACITY,
    CONSULTANT_F_TRAINED_ON,
    CONSULTANT_F_ABOUT,
    CONSULTANT_F_LEARNING,
    CONSULTANT_F_SIGNED_NUMBER,
    CONSULTANT_F_READY,
    CONSULTANT_F_IS_DEMO,
    CONSULTANT_F_N
};
extern const Entity consultant_entity;

typedef struct ConsultantPlace {
    Head     head;
    Id       consultant;                        /* ref consultant */
    Id       place;                             /* ref place */
} ConsultantPlace;

/* Index into consultant_place_entity.fields. */
enum {
    CONSULTANT_PLACE_F_CONSULTANT,
    CONSULTANT_PLACE_F_PLACE,
    CONSULTANT_PLACE_F_N
};
extern const Entity consultant_place_entity;

typedef struct PrincipleText {
    Head     head;
    Tri      title;
    int64_t  number;
    Tri      text;
    Stamp    in_force_at;
} PrincipleText;

/* Index into principle_text_entity.fields. */
enum {
    PRINCIPLE_TEXT_F_TITLE,
    PRINCIPLE_TEXT_F_NUMBER,
    PRINCIPLE_TEXT_F_TEXT,
    PRINCIPLE_TEXT_F_IN_FORCE_AT,
    PRINCIPLE_TEXT_F_N
};
extern const Entity principle_text_entity;

typedef struct PrincipleSignature {
    Head     head;
    Id       consultant;                        /* ref consultant */
    Id       principle;                         /* ref principle_text */
    Str      name;
    Stamp    signed_at;
} PrincipleSignature;

/* Index into principle_signature_entity.fields. */
enum {
    PRINCIPLE_SIGNATURE_F_CONSULTANT,
    PRINCIPLE_SIGNATURE_F_PRINCIPLE,
    PRINCIPLE_SIGNATURE_F_NAME,
    PRINCIPLE_SIGNATURE_F_SIGNED_AT,
    PRINCIPLE_SIGNATURE_F_N
};
extern const Entity principle_signature_entity;

typedef struct Conflict {
    Head     head;
    Id       account;                           /* ref account */
    Id       actor;                             /* ref actor */
    int      nature;                            /* enum conflict_nature */
    Str      what;
    Day      from_on;
    Day      until_on;
    int      decision;                          /* enum conflict_decision */
    Str      decided_why;
    Id       decided_by;                        /* ref account */
    Day      decided_on;
} Conflict;

/* Index into conflict_entity.fields. */
enum {
    CONFLICT_F_ACCOUNT,
    CONFLICT_F_ACTOR,
    CONFLICT_F_NATURE,
    CONFLICT_F_WHAT,
    CONFLICT_F_FROM_ON,
    CONFLICT_F_UNTIL_ON,
    CONFLICT_F_DECISION,
    CONFLICT_F_DECIDED_WHY,
    CONFLICT_F_DECIDED_BY,
    CONFLICT_F_DECIDED_ON,
    CONFLICT_F_N
};
extern const Entity conflict_entity;

#endif

/* Written by entc from src/future/picture.ent. Do not edit. */
#ifndef RAKAZ_PICTURE_ENT_H
#define RAKAZ_PICTURE_ENT_H

#include "ent/ent.h"

typedef struct Picture {
    Head     head;
    Id       place;                             /* ref place */
    int64_t  number;
    Tri      text;
    int64_t  horizon;
    Str      signatories;
    Day      told_on;
    Day      read_on;
    int      shown;
    int      is_demo;
} Picture;

/* Index into picture_entity.fields. */
enum {
    PICTURE_F_PLACE,
    PICTURE_F_NUMBER,
    PICTURE_F_TEXT,
    PICTURE_F_HORIZON,
    PICTURE_F_SIGNATORIES,
    PICTURE_F_TOLD_ON,
    PICTURE_F_READ_ON,
    PICTURE_F_SHOWN,
    PICTURE_F_IS_DEMO,
    PICTURE_F_N
};
extern const Entity picture_entity;

#endif

/* Written by entc from src/view/view.ent. Do not edit. */
#ifndef RAKAZ_VIEW_ENT_H
#define RAKAZ_VIEW_ENT_H

#include "ent/ent.h"

typedef struct View {
    Head     head;
    Str      name;
    Str      list;
    Str      address;
    int      shared;
    int      locked;
} View;

/* Index into view_entity.fields. */
enum {
    VIEW_F_NAME,
    VIEW_F_LIST,
    VIEW_F_ADDRESS,
    VIEW_F_SHARED,
    VIEW_F_LOCKED,
    VIEW_F_N
};
extern const Entity view_entity;

#endif

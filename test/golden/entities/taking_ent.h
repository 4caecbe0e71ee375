/* Written by entc from src/export/taking.ent. Do not edit. */
#ifndef RAKAZ_TAKING_ENT_H
#define RAKAZ_TAKING_ENT_H

#include "ent/ent.h"

enum {
    TAKING_KIND_LIST = 1,
    TAKING_KIND_RECORD,
    TAKING_KIND_ARCHIVE,
    TAKING_KIND_BACKUP,
    TAKING_KIND_DRILL,
    TAKING_KIND_CHECK,
    TAKING_KIND_N
};
extern const Choices taking_kind_choices;

typedef struct Taking {
    Head     head;
    int      kind;                              /* enum taking_kind */
    Str      noun;
    Str      format;
    int64_t  row_count;
    int64_t  size;
    int      good;
    Str      told;
} Taking;

/* Index into taking_entity.fields. */
enum {
    TAKING_F_KIND,
    TAKING_F_NOUN,
    TAKING_F_FORMAT,
    TAKING_F_ROW_COUNT,
    TAKING_F_SIZE,
    TAKING_F_GOOD,
    TAKING_F_TOLD,
    TAKING_F_N
};
extern const Entity taking_entity;

#endif

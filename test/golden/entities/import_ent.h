/* Written by entc from src/import/import.ent. Do not edit. */
#ifndef RAKAZ_IMPORT_ENT_H
#define RAKAZ_IMPORT_ENT_H

#include "ent/ent.h"

enum {
    IMPORT_STATE_UPLOADED = 1,
    IMPORT_STATE_MATCHED,
    IMPORT_STATE_CHECKED,
    IMPORT_STATE_RUNNING,
    IMPORT_STATE_DONE,
    IMPORT_STATE_FAILED,
    IMPORT_STATE_UNDONE,
    IMPORT_STATE_N
};
extern const Choices import_state_choices;

typedef struct Import {
    Head     head;
    Str      name;
    int      state;                             /* enum import_state */
    Str      target;
    Str      digest;
    int64_t  size;
    Str      sheet;
    Str      encoding;
    Str      mapping;
    Str      report;
    int64_t  row_count;
    int64_t  created;
    int64_t  updated;
    int64_t  skipped;
    int64_t  broken;
    int64_t  done_rows;
    int64_t  act;
    Stamp    finished_at;
} Import;

/* Index into import_entity.fields. */
enum {
    IMPORT_F_NAME,
    IMPORT_F_STATE,
    IMPORT_F_TARGET,
    IMPORT_F_DIGEST,
    IMPORT_F_SIZE,
    IMPORT_F_SHEET,
    IMPORT_F_ENCODING,
    IMPORT_F_MAPPING,
    IMPORT_F_REPORT,
    IMPORT_F_ROW_COUNT,
    IMPORT_F_CREATED,
    IMPORT_F_UPDATED,
    IMPORT_F_SKIPPED,
    IMPORT_F_BROKEN,
    IMPORT_F_DONE_ROWS,
    IMPORT_F_ACT,
    IMPORT_F_FINISHED_AT,
    IMPORT_F_N
};
extern const Entity import_entity;

#endif

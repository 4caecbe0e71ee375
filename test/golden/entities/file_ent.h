/* Written by entc from src/file/file.ent. Do not edit. */
#ifndef RAKAZ_FILE_ENT_H
#define RAKAZ_FILE_ENT_H

#include "ent/ent.h"

typedef struct File {
    Head     head;
    Id       about;                             /* ref actor */
    Id       post;                              /* ref post */
    Str      name;
    Str      type;
    int64_t  size;
    Str      digest;
} File;

/* Index into file_entity.fields. */
enum {
    FILE_F_ABOUT,
    FILE_F_POST,
    FILE_F_NAME,
    FILE_F_TYPE,
    FILE_F_SIZE,
    FILE_F_DIGEST,
    FILE_F_N
};
extern const Entity file_entity;

#endif

/* file_store.h - what this folder's files share. */
#ifndef RAKAZ_FILE_FILE_STORE_H
#define RAKAZ_FILE_FILE_STORE_H

#include "file/file.h"

enum { FILE_Q_N = 12, FILE_CHECKS_N = 2 };
extern const Query FILE_QUERIES[FILE_Q_N];
extern const Check FILE_CHECKS[FILE_CHECKS_N];

/* Gives the stored bytes of a digest to `take`, part by part. NOT_FOUND: there are none. */
typedef Fault (*FileEach)(Str part, void *arg);
Fault file_parts(Ctx *c, Str digest, FileEach take, void *arg) MUST;

#endif

/* multipart.h - multipart/form-data (RFC 7578), read as it arrives. Memory is bounded: fields together by
** `text_max`, a part's head by 4 kB, files beyond 64 kB go to a temporary file that has no name. */
#ifndef RAKAZ_HTTP_MULTIPART_H
#define RAKAZ_HTTP_MULTIPART_H

#include "http/http.h"

enum { MULTIPART_FIELDS_MAX = 2000, MULTIPART_FILES_MAX = 50, MULTIPART_SPOOL_BYTES = 64 * 1024 };

/* Where bytes of one upload go: memory first, then a file. */
typedef struct Spool {
    Buf     small;
    int     fd;                                   /* -1: still in memory */
    int64_t size;
} Spool;

void  spool_init(Spool *s);
void  spool_release(Spool *s);
/* Appends. `dir` is where the temporary file is made. DISK_FULL, BROKEN. */
Fault spool_add(Spool *s, const char *dir, Str data) MUST;
/* Hands the bytes over to an Upload: its `bytes` live in the arena, its fd is the Upload's now, at position 0. */
Fault spool_take(Spool *s, Arena *a, Upload *u) MUST;

typedef struct Multipart {
    Arena      *arena;
    const char *dir;
    Str         mark;                             /* CR LF -- boundary */
    Buf         window;                           /* not yet understood */
    size_t      text, text_max;                   /* bytes in fields so far */
    int         state;
    Str         name, file_name, type;            /* of the part in hand */
    bool        is_file;
    Buf         value;
    Spool       spool;
    Param      *fields;
    size_t      n_fields, cap_fields;
    Upload     *files;
    size_t      n_files;
} Multipart;

/* The boundary out of a Content-Type; false: not multipart/form-data, or without a proper boundary. */
bool multipart_boundary(Str content_type, Str *ret_boundary);

void  multipart_init(Multipart *m, Arena *a, const char *dir, Str boundary, size_t text_max);
void  multipart_release(Multipart *m);

/* Takes the next piece. BAD_REQUEST for what is not multipart or not UTF-8 or has too many fields, TOO_LARGE for too
** much text, DISK_FULL. After a fault nothing more may be fed. */
Fault multipart_feed(Multipart *m, Str data) MUST;

/* The end of the body: BAD_REQUEST if the last boundary has not come. The files' fds belong to the caller now. */
Fault multipart_end(Multipart *m, Params *ret_form, Upload **ret_files, size_t *ret_n) MUST;

#endif

/* file.h - files that hang on a note: taken in, kept, handed out.
**
** What comes in is looked at by its content (file_type.h), cleaned, and stored once for each digest, in parts of
** FILE_PART_BYTES, in the region's own database: one file to back up. Parts are written before the note, each in a
** write of its own, so that a long file never holds up the writer; what no note has taken up after a day is swept
** away. Nothing is ever handed out but as an attachment that no browser runs. */
#ifndef RAKAZ_FILE_FILE_H
#define RAKAZ_FILE_FILE_H

#include "file/file_type.h"
#include "file_ent.h"
#include "http/http.h"

extern const Module file_module;

enum {
    FILE_PART_BYTES = 256 * 1024,
    FILES_OF_NOTE_MAX = 10,
    FILE_MB = 20,                                 /* of one file; the fact `file_max_mb` says otherwise */
    FILE_MB_MAX = 100,
    FILES_BODY_MAX = 256 * 1024 * 1024,           /* of one request: for Route.body_max */
};

/* A file that was looked at and may be stored. The bytes stay where the request has them. */
typedef struct FileTaken {
    Str        name, digest;                      /* as stored; hex of BLAKE2b-256 */
    FileType   type;
    FilePieces pieces;
    void      *map;                               /* of an upload on disk */
    size_t     map_n;
} FileTaken;

typedef struct FilesTaken {
    FileTaken v[FILES_OF_NOTE_MAX];
    size_t    n;
} FilesTaken;

/* How many MB one file may have here. */
Fault file_limit(Ctx *c, int64_t *ret_mb) MUST;

/* Looks at what came in the field `field` (file_limit tells mb). Complains by field of what is too large, of a kind
** that is not taken, or too many. Needs no database. Release what it gives in any case. */
Fault files_take(Ctx *c, const Request *rq, const char *field, int64_t mb, FilesTaken *ret_files) MUST;
void  files_release(FilesTaken *f);

/* Stores the bytes, part by part. On a slow thread: it writes through region_write. */
Fault files_store(Ctx *c, const FilesTaken *f) MUST;

/* The three above and then `run` on the writer, which finds the files in *f: nothing runs while something is complained
** about. On a slow thread. They are released at the end. */
Fault files_write(Ctx *c, const Request *rq, const char *field, FilesTaken *f, Fault (*run)(Ctx *c, void *arg),
                  void *arg) MUST;

/* After files_write complained: the answer of the form's own handler, within a reading. */
Fault files_again(Ctx *c, const Request *rq, Reply *rp, Handler form) MUST;

/* Hangs stored files on a note, in its act. On the writer. */
Fault files_attach(Ctx *c, const FilesTaken *f, Id post, Id about) MUST;

/* Drops the bytes of these files, unless another file has the same: the files are about to be erased. On the writer. */
Fault files_bytes_drop(Ctx *c, const Id *files, size_t n) MUST;

/* The files of some notes, by note and age. */
typedef struct FileRow {
    Id          id, post;
    Str         name;
    int64_t     size;
    const char *icon;
} FileRow;
Fault files_of_posts(Ctx *c, const Id *posts, size_t n, FileRow **ret_v, size_t *ret_n) MUST;

/* GET /files/ID, and its like for programs: the bytes as an attachment. A handler of ROUTE_SLOW. */
Fault file_get(Ctx *c, const Request *rq, Reply *rp) MUST;

/* Are all stored bytes what their digest says? One line in English for each that is not. */
Fault files_verify(Ctx *c, Buf *report, int *ret_problems) MUST;

#endif

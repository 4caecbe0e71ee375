/* file_type.h - what a file is, by its content alone, and what of it is kept.
**
** Names and claimed types are what a sender likes them to be; only the content decides. What is not one of the kinds
** below is not taken: programs, markup, archives, films. Pictures lose what tells where and by whom they were taken,
** and everything behind their end, so that a picture is a picture and nothing else besides. */
#ifndef RAKAZ_FILE_FILE_TYPE_H
#define RAKAZ_FILE_FILE_TYPE_H

#include "base/arena.h"

typedef enum FileType {
    FILE_NONE, FILE_JPEG, FILE_PNG, FILE_GIF, FILE_WEBP, FILE_PDF, FILE_DOCX, FILE_XLSX, FILE_PPTX, FILE_ODT, FILE_ODS,
    FILE_ODP, FILE_DOC, FILE_XLS, FILE_PPT, FILE_MP3, FILE_M4A, FILE_OGG, FILE_WAV, FILE_AMR, FILE_VCARD, FILE_CSV,
    FILE_TEXT, FILE_TYPES
} FileType;

typedef struct FileKind {
    const char *type;                             /* "image/jpeg": what the product says it is */
    const char *ending;                           /* ".jpg" */
    const char *endings;                          /* ".jpeg .jpe ": others that may stay */
    const char *icon;
} FileKind;
const FileKind *file_kind(FileType t);
FileType        file_type_named(Str type);        /* of "image/jpeg"; FILE_NONE */

/* What the content is. `name` only tells a table of text (.csv) from other text. */
FileType file_type(Str bytes, Str name);

/* What is kept: pieces of `bytes` and a few made ones, in order; they live as long as bytes and arena do. */
enum { FILE_PIECES_MAX = 4096 };
typedef struct FilePieces {
    Str    *v;
    size_t  n;
    int64_t size;
} FilePieces;

/* False: it begins like its type and is not one (cut off, malformed, or in more pieces than we follow).
** JPEG (ITU T.81) loses APPn but JFIF, colour profile and Adobe's transform, and comments; the orientation of Exif 2.3
** is written anew. PNG (ISO 15948) keeps what draws; GIF and WebP lose comments, Exif and XMP; recordings
** their place. */
bool file_clean(Arena *a, FileType t, Str bytes, FilePieces *ret_pieces);

/* A name as it is stored: one line without what file systems take for their own, at most 120 characters, with the
** ending of the type. */
Str file_name(Arena *a, Str name, FileType t);

#endif

/* zipfile.h - parts of an archive, inflated piece by piece within bounds; for xlsx, ods and detect_zip only. */
#ifndef RAKAZ_SHEET_ZIPFILE_H
#define RAKAZ_SHEET_ZIPFILE_H

#include "sheet/sheet_impl.h"

enum { ZIP_ENTRIES_MAX = 10000 };

typedef struct ZipPart {
    struct zip_file *file;                        /* NULL: not open */
    uint64_t         packed, inflated;            /* bytes: in the archive, given out so far */
} ZipPart;

/* NULL when it is not a readable archive or has too many entries. zipfile_close takes NULL. */
struct zip *zipfile_open(const SheetSource *src);
void        zipfile_close(struct zip *z);

/* What the directory says the part inflates to; 0: unknown. Never trusted, only shown. */
uint64_t zippart_size(struct zip *z, const char *name);

bool zipfile_has(struct zip *z, const char *name);

/* Opens a part. false: missing, encrypted or packed in a way we do not read. */
bool zippart_open(struct zip *z, const char *name, ZipPart *ret_part);
void zippart_close(ZipPart *part);

/* Up to n bytes; *ret_n == 0 is the end. TOO_LARGE past the limits of inflated bytes and of the ratio (a "zip
** bomb"), BAD_FILE when the packed bytes are damaged. */
MUST Fault zippart_read(Sheet *s, ZipPart *part, char *p, size_t n, size_t *ret_n);

/* The first bytes of a part, up to n; "" when it cannot be read. For detection only. */
Str zipfile_peek(struct zip *z, const char *name, char *p, size_t n);

#endif

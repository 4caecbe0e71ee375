/* sheet_impl.h - what the readers of this folder share. Not for others. */
#ifndef RAKAZ_SHEET_SHEET_IMPL_H
#define RAKAZ_SHEET_SHEET_IMPL_H

#include "sheet/sheet.h"

/* One format. next gives rows with cells in the buffers of the reader; the common work (empty ends, blanks,
** lost letters, limits of rows) is done by sheet.c. */
typedef struct SheetReader {
    Fault (*open)(Sheet *s);
    Fault (*next)(Sheet *s, SheetRow *ret_row);
    int (*permille)(const Sheet *s);
    void (*close)(Sheet *s);                      /* also after an open that failed half-way */
} SheetReader;

struct Sheet {
    SheetSource        src;
    SheetOptions       o;                         /* limits filled in */
    SheetInfo          info;
    SheetProblem      *why;
    const SheetReader *reader;
    void              *state;                     /* of the reader, in `own` */
    Arena              own;                       /* lives until sheet_close */
    Remark             remarks[REMARK_N];         /* by kind; n == 0: none */
    Remark             told[REMARK_N];
    Charset            mojibake;                  /* to undo in every cell; CHARSET_AUTO: nothing */
    bool               visual;                    /* to turn round in every cell */
    Buf                mended;                    /* texts of repaired cells of one row */
    uint64_t           rows;
    bool               ended, failed;
};

extern const SheetReader SHEET_READER_TEXT, SHEET_READER_XLSX, SHEET_READER_ODS, SHEET_READER_HTML,
    SHEET_READER_VCARD, SHEET_READER_JSON;

/* Fills the SheetProblem and gives `f` back. */
Fault sheet__fail(Sheet *s, Fault f, const char *key, uint64_t row, uint32_t column, uint64_t limit);
Fault sheet__fail_what(Sheet *s, Fault f, const char *key, Str what);

/* Counts a remark; the first place and `what` are kept. */
void sheet__remark(Sheet *s, RemarkKind kind, uint64_t row, uint32_t column);
void sheet__remark_what(Sheet *s, RemarkKind kind, Str what);

/* Up to n bytes at `at`, less only at the end. BAD_FILE when the file cannot be read. */
MUST Fault sheet__read(const SheetSource *src, uint64_t at, size_t n, Buf *out);
MUST Fault sheet__size(const SheetSource *src, uint64_t *ret_bytes);

/* The whole file as UTF-8 in `own`; TOO_LARGE past limits.whole_bytes_max. Sets info.charset. */
MUST Fault sheet__read_whole(Sheet *s, Str *ret_text);

/* Chooses encoding from a sample and records what it remarks on. */
void sheet__set_charset(Sheet *s, Str sample, bool whole, int *ret_bom_bytes);

/* The zip directory's answer to "what kind is it" (detect_zip.c). */
SheetFormat sheet__detect_zip(const SheetSource *src);

#endif

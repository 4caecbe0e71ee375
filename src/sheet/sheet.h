/* sheet.h - files from outside, read as rows.
**
** One reader for all formats: delimited text in any usual encoding, XLSX, ODS, tables in HTML (often called
** .xls), vCard, GeoJSON and plain JSON lists. The kind is found by content; the name of a file decides nothing.
** Everything streams and everything is bounded: a million rows need a few MB (GeoJSON and JSON are kept whole,
** which is why they have a smaller limit). Nothing here knows what the rows mean: head.h finds the header,
** guess.h what a column holds.
**
**     SheetProblem why = {0};
**     Sheet *s;
**     TRY(sheet_open(arena, &source, &options, &s, &why));
**     for (SheetRow row; (f = sheet_next(s, &row)) == OK && row.row != 0;) ...
**     sheet_close(s);
**
** What is odd but readable is a remark (counted, with the first row); what stops the reading is a Fault with a
** SheetProblem. Both carry the key of a sentence from lang/<code>/sheet.po. */
#ifndef RAKAZ_SHEET_SHEET_H
#define RAKAZ_SHEET_SHEET_H

#include "base/arena.h"
#include "base/fault.h"
#include "sheet/charset.h"

typedef enum SheetFormat {
    SHEET_TEXT,                                   /* CSV, TSV, semicolons, pipes */
    SHEET_XLSX,
    SHEET_ODS,
    SHEET_HTML,
    SHEET_VCARD,
    SHEET_GEOJSON,
    SHEET_JSON,                                   /* a list of objects, or one object a line */
    SHEET_EMPTY,                                  /* from here on: recognised and refused */
    SHEET_XLS,                                    /* Excel 97-2003 */
    SHEET_XLSB,
    SHEET_LOCKED,                                 /* a password is needed */
    SHEET_ZIP,                                    /* an archive of other things */
    SHEET_PDF,
    SHEET_DOC,                                    /* a text document: .doc, .docx, .odt, .rtf */
    SHEET_IMAGE,
    SHEET_CALENDAR,
    SHEET_BINARY,
    SHEET_FORMAT_N
} SheetFormat;

/* Where the bytes are. A descriptor must be of a regular file; it is read with pread and not closed. */
typedef struct SheetSource {
    int fd;                                       /* -1: the bytes are in `mem` */
    Str mem;
    Str name;                                     /* as the person knows it; shown, never trusted */
} SheetSource;

/* 0 in a field means the default in brackets. */
typedef struct SheetLimits {
    uint64_t file_bytes_max;                      /* [1 GiB] */
    uint64_t rows_max;                            /* [5,000,000] */
    uint32_t columns_max;                         /* [1,024] with something in them */
    uint32_t cell_bytes_max;                      /* [64 KiB] as UTF-8; geometry of GeoJSON: [4 MiB] */
    uint32_t row_bytes_max;                       /* [1 MiB] */
    uint64_t inflated_bytes_max;                  /* [2 GiB] one part of an archive */
    uint32_t inflate_ratio_max;                   /* [400] inflated : packed, once past 16 MiB */
    uint64_t shared_bytes_max;                    /* [512 MiB] shared strings of an XLSX: past 24 MiB on disk */
    uint32_t shared_strings_max;                  /* [8,000,000] */
    uint64_t whole_bytes_max;                     /* [64 MiB] formats that are kept whole in memory */
} SheetLimits;

/* What a person may have chosen after seeing the preview; all zero: find out. */
typedef struct SheetOptions {
    SheetLimits limits;
    Charset     charset;                          /* CHARSET_AUTO: find out */
    char        separator;                        /* 0: find out */
    int         table;                            /* which sheet, from 1; 0: the first visible one with rows */
    bool        keep_mojibake;                    /* do not repair what was certainly decoded twice */
    bool        keep_visual;                      /* do not turn visual-order Hebrew round */
} SheetOptions;

typedef enum CellKind { CELL_TEXT, CELL_NUMBER, CELL_DATE, CELL_TIME, CELL_YESNO, CELL_ERROR } CellKind;

enum {                                            /* SheetCell.flags */
    CELL_QUOTED  = 1,                             /* stood in quotes: text, also when it looks like a number */
    CELL_FORMULA = 2,                             /* the value the spreadsheet had stored */
    CELL_UNCOMPUTED = 4,                          /* a formula without a stored value: the cell is empty */
    CELL_MERGED  = 8,                             /* first cell of a merged range; the others are empty */
    CELL_LOST    = 16                             /* letters already lost to ? or U+FFFD */
};

/* A cell is valid UTF-8 but otherwise as in the file: not trimmed, line ends inside kept as \n, the apostrophe that
** guards a text like a formula taken away. Dates are
** 2026-11-23 or 2026-11-23T07:30, times 07:30 or 07:30:15, yes/no 1 or 0. Numbers are plain decimals. */
typedef struct SheetCell {
    Str      s;
    uint8_t  kind;                                /* CellKind; delimited text knows only CELL_TEXT */
    uint8_t  flags;
    uint16_t span;                                /* columns of a merged range, else 1 (0 in empty cells) */
} SheetCell;

enum {                                            /* SheetRow.flags */
    ROW_BLANK      = 1,                           /* nothing but white space; n may be 0 */
    ROW_HIDDEN     = 2,
    ROW_ODD_QUOTE  = 4,                           /* a quote where none may stand; read as a letter */
    ROW_OPEN_QUOTE = 8,                           /* a quote that was never closed; read as a letter */
    ROW_BAD_BYTES  = 16,                          /* bytes that are not of the encoding became U+FFFD */
    ROW_NUL        = 32,                          /* NUL bytes dropped */
    ROW_HEADER     = 64                           /* names made by the reader (vCard, GeoJSON, JSON) */
};

/* Cells and their texts are valid until the next call on the same Sheet. Empty cells at the end are cut. */
typedef struct SheetRow {
    const SheetCell *cells;
    uint32_t         n;
    uint32_t         flags;
    uint64_t         row;                         /* from 1, as a spreadsheet numbers it; 0: the end */
    uint64_t         line;                        /* from 1: line of the file it starts on; 0: has none */
} SheetRow;

/* Odd but readable. The names and keys stand in remark.def. */
typedef enum RemarkKind {
#define REMARK(name, key) name,
#include "sheet/remark.def"
#undef REMARK
    REMARK_N
} RemarkKind;

typedef struct Remark {
    RemarkKind  kind;
    const char *key;                              /* "sheet.lost_text" with {n}, {row}, {column}, {what} */
    uint64_t    n;                                /* how often */
    uint64_t    row;                              /* where first; 0: the file as a whole */
    uint32_t    column;                           /* from 1; 0: the row as a whole */
    Str         what;                             /* name of a sheet, encoding, ...; lives as the Sheet does */
} Remark;

/* Why a call refused. */
typedef struct SheetProblem {
    const char *key;                              /* "sheet.cell_too_long" with {row}, {column}, {limit}, {what} */
    uint64_t    row;
    uint32_t    column;
    uint64_t    limit;
    char        what[64];                         /* name of a part or format, UTF-8, may be cut */
} SheetProblem;

/* One sheet of a workbook. */
typedef struct SheetTable {
    Str      name;
    bool     hidden;
    uint32_t rows, columns;                       /* as the file says; 0: it does not say */
} SheetTable;

typedef struct SheetInfo {
    SheetFormat       format;
    Charset           charset;                    /* in use; CHARSET_AUTO where the format has its own */
    int               charset_percent;            /* how sure, 0..100 */
    char              separator;                  /* of SHEET_TEXT; else 0 */
    uint64_t          bytes;                      /* of the file */
    const SheetTable *tables;
    size_t            n_tables;                   /* 1 and without a name where the format has no sheets */
    size_t            table;                      /* index of the one being read */
} SheetInfo;

typedef struct Sheet Sheet;

/* Finds the kind by content alone. Reads at most 64 KiB and the directory of an archive.
** BAD_FILE: the file cannot be read. */
MUST Fault sheet_detect(const SheetSource *src, SheetFormat *ret_format);

/* "csv", "xlsx", ...: for a log line. The sentence for a person is sheet_format_key. */
const char *sheet_format_name(SheetFormat f);
const char *sheet_format_key(SheetFormat f);      /* "sheet.format_text", ... */

/* Opens for reading from the first row. The Sheet's own struct lives in `a`, its buffers until sheet_close.
** `why` must live as long as the Sheet; it is filled when this or sheet_next refuses.
** BAD_TYPE: a kind that is not read (the sentence says what to do). BAD_FILE: broken. TOO_LARGE: a limit. */
MUST Fault sheet_open(Arena *a, const SheetSource *src, const SheetOptions *o, Sheet **ret_sheet,
                      SheetProblem *why);

/* The next row, blank ones too (row numbers have no gaps in delimited text; a workbook may leave rows out).
** At the end row.row is 0, again and again. After a fault the Sheet can only be closed. */
MUST Fault sheet_next(Sheet *s, SheetRow *ret_row);

/* How much of the file is behind us, 0..1000, for a progress bar. */
int sheet_permille(const Sheet *s);

const SheetInfo *sheet_info(const Sheet *s);

/* What was odd so far; complete after the last row. Lives as the Sheet does. */
const Remark *sheet_remarks(const Sheet *s, size_t *ret_n);

/* NULL is allowed. */
void sheet_close(Sheet *s);

#endif

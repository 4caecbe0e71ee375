/* csv.h - the machine that cuts delimited text into rows; for csv.c and csv_sniff.c only. */
#ifndef RAKAZ_SHEET_CSV_H
#define RAKAZ_SHEET_CSV_H

#include "sheet/sheet_impl.h"

enum { CSV_PIECE = 128 << 10 };                   /* bytes read at a time */

typedef enum CsvEnd { CSV_NO_END, CSV_LF, CSV_CRLF, CSV_CR } CsvEnd;

typedef struct Csv {
    Decoder    dec;
    Buf        raw, text;                         /* one piece of the file; the decoded window */
    size_t     pos;                               /* start of the next row in the window */
    uint64_t   base;                              /* place of the window's start in the decoded text */
    uint64_t   raw_at;
    bool       raw_end;                           /* the window holds the end of the text */
    char       sep;
    uint32_t   expect;                            /* usual width of a row; 0: unknown */
    SheetCell *cells;
    uint32_t   cap;
    size_t     cell_max;
    uint64_t   line_only;                         /* before this place a quoted cell must close on its line */
    uint64_t   row, line;
    bool       bad_bytes, nuls;
    CsvEnd     ends;
} Csv;

typedef struct CsvRow {
    size_t   end;                                 /* behind the line end, in the window */
    uint32_t n;
    uint32_t flags;
    uint32_t wide, fat;                           /* first column too many, too long; 0: none */
    bool     open;                                /* stopped inside a quoted cell */
    bool     lines;                               /* a cell holds line ends */
    bool     swallowed;                           /* ... and quotes that may mean it is not one cell */
    CsvEnd   end_kind;
} CsvRow;

typedef enum CsvStep {
    CSV_ROW,
    CSV_MORE,                                     /* the window ends before the row does */
    CSV_OPEN                                      /* a quote without its pair up to the end of the text */
} CsvStep;

/* Cuts the row at `from` of the window into c->cells. Changes nothing in the text. */
CsvStep csv_parse(const Csv *c, size_t from, CsvRow *r);

/* "sep=;" as the first line names the separator for one well-known program. Its length, 0 when there is none. */
size_t csv_sep_line(Str text, char *ret_sep);

/* Finds encoding, separator and usual width; leaves raw_at behind a byte order mark. */
MUST Fault csv_sniff(Sheet *s, Csv *c);

#endif

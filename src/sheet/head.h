/* head.h - where in a sheet the table is: header under title rows, end of the data, totals. */
#ifndef RAKAZ_SHEET_HEAD_H
#define RAKAZ_SHEET_HEAD_H

#include "sheet/sheet.h"

/* The first rows of a sheet, copied, to look at more than once. */
typedef struct SheetPreview {
    SheetRow *rows;
    size_t    n;
    bool      complete;                           /* the sheet ended within the preview */
} SheetPreview;

/* Reads up to n rows into `a` (cells cut to 4 KiB). The Sheet stands behind them: open it anew to read the data. */
MUST Fault sheet_preview(Arena *a, Sheet *s, size_t n, SheetPreview *ret_p);

enum { HEAD_ROWS_MAX = 200 };                     /* how far down a header is looked for */

typedef struct SheetHead {
    bool     found;                               /* false: the data has no header, columns have numbers only */
    size_t   index;                               /* into the preview's rows */
    uint64_t row;                                 /* row.row of the header; 0 when not found */
    uint64_t data_row;                            /* row.row of the first row of data */
    uint32_t columns;                             /* width of the table */
    int      percent;                             /* how sure */
    Str     *names;                               /* `columns` names: trimmed, one line, empty ones "", and
                                                     of a two-row header joined by a space */
    Str      title;                               /* what stands above the header, joined by " - "; may be empty */
} SheetHead;

/* Scores every row by text, uniqueness, fill, known words and by how the rows below differ from it. */
void head_find(Arena *a, const SheetPreview *p, SheetHead *ret_head);

/* For a person's choice of another row: index into the preview, or -1 for none. */
void head_choose(Arena *a, const SheetPreview *p, ptrdiff_t index, SheetHead *ret_head);

typedef enum RowRole {
    ROLE_DATA,
    ROLE_ABOVE,                                   /* title and header: not data */
    ROLE_BLANK,
    ROLE_TOTAL,                                   /* a sum of other rows */
    ROLE_REPEAT,                                  /* the header once more */
    ROLE_SECTION,                                 /* one text in a wide table: a sub-heading or a footnote */
    ROLE_N
} RowRole;

/* What a row is, for the report "left out because". Key of the sentence: row_role_key. */
RowRole     row_role(const SheetHead *h, const SheetRow *row);
const char *row_role_key(RowRole r);

#endif

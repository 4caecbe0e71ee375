/* rowbuild.h - collects the cells of one row of a workbook; for the workbook readers only. */
#ifndef RAKAZ_SHEET_ROWBUILD_H
#define RAKAZ_SHEET_ROWBUILD_H

#include "sheet/sheet_impl.h"

typedef struct RowBuild {
    Buf        text;
    SheetCell *cells;
    size_t    *starts;                            /* of each cell's text: pointers come at the end of the row */
    uint32_t   n, cap;
    uint64_t   row;
    uint32_t   flags;
} RowBuild;

void rowbuild_init(RowBuild *b, Sheet *s);
void rowbuild_release(RowBuild *b);
void rowbuild_start(RowBuild *b, uint64_t row, uint32_t flags);

/* Puts a cell into column `at` (from 0); cells between are empty. An empty one without flags is left out.
** TOO_LARGE past the limits of columns, cell and row. */
MUST Fault rowbuild_put(Sheet *s, RowBuild *b, uint32_t at, Str text, SheetCell like);

/* The finished row, valid until the next start. */
SheetRow rowbuild_row(RowBuild *b);

/* A double as plain decimal text with 15 significant digits, without exponent. Adds the remark on numbers that
** lost digits. */
void rowbuild_number(Sheet *s, Buf *out, double x, uint64_t row, uint32_t column);

/* An ISO 8601 date or date and time as we show it: without a time of midnight, without seconds. */
void rowbuild_iso(Buf *out, Str iso);

#endif

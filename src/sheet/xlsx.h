/* xlsx.h - the workbook around a sheet of XLSX; for the xlsx files only. */
#ifndef RAKAZ_SHEET_XLSX_H
#define RAKAZ_SHEET_XLSX_H

#include "sheet/rowbuild.h"
#include "sheet/strings.h"
#include "sheet/xml.h"

enum { XLSX_SHEETS_MAX = 512, XLSX_STYLES_MAX = 65536, XLSX_MERGES_MAX = 20000 };

typedef enum NumberKind { NUMBER_PLAIN, NUMBER_DATE, NUMBER_TIME, NUMBER_DATE_TIME } NumberKind;

typedef struct XlsxSheet {
    Str         name, rel;                        /* rel: id of the relation that names the part */
    const char *part;
    bool        hidden, filled;
    uint32_t    rows, columns;
} XlsxSheet;

typedef struct XlsxMerge {
    uint32_t row, column, span;                   /* of the first cell, row from 1, column from 0 */
} XlsxMerge;

typedef struct Xlsx {
    struct zip *z;
    const char *book, *strings_part, *styles_part;
    XlsxSheet  *sheets;
    uint32_t    n_sheets;
    bool        since_1904;
    uint8_t    *styles;                           /* NumberKind of each cell style */
    uint32_t    n_styles;
    XlsxMerge  *merges;
    uint32_t    n_merges, merge_at;
    Strings     strings;
    RowBuild    row;
    Xml         xml;
    bool        row_ready;
    uint64_t    row_before, inflates;             /* bytes the part says it inflates to */
    Buf         value;                            /* text of the cell at hand */
    Buf         scratch;
    /* the cell at hand */
    uint32_t column;
    uint32_t style;
    char     type;                                /* first letter of t, 'i' inlineStr, 'S' str, 0 number */
    bool     in_value, in_inline, in_phonetic, formula, has_value;
} Xlsx;

/* Reads workbook, relations, styles; fills sheets. */
MUST Fault xlsx_read_book(Sheet *s, Xlsx *x);

/* Reads the shared strings; done after the sheet is chosen. */
MUST Fault xlsx_read_strings(Sheet *s, Xlsx *x);

/* Which kind of number a format code shows: [Red]0.00 plain, dd/mm/yyyy date, h:mm time. */
NumberKind xlsx_format_kind(Str code);

/* "AB12" -> column 27, row 12; row 0 when there is none. false: not a reference. */
bool xlsx_parse_ref(Str ref, uint32_t *ret_column, uint32_t *ret_row);

/* Takes _x000D_ and the like out of a text, in place. */
void xlsx_unescape(Buf *b);

#endif

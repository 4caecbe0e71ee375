/* spend_read.h - a file of payments through the reader of sheet/ into a book: CSV, XLSX and whatever else that reads.
** Pure but for reading the file; a million rows in one go. */
#ifndef RAKAZ_SPEND_SPEND_READ_H
#define RAKAZ_SPEND_SPEND_READ_H

#include "sheet/head.h"
#include "spend/spend_book.h"
#include "spend/spend_column.h"

/* What somebody said about the file after they saw it; all zero: find out. */
typedef struct SpendPlan {
    bool         chosen;                          /* `columns` is what they chose */
    SpendColumns columns;
    int          table;                           /* of a workbook, from 1 */
    Day          today;                           /* later dates are not believed */
    SpendSettle  settle;
} SpendPlan;

/* With VAT or without, as the headings say. */
typedef enum SpendVat { SPEND_VAT_UNSAID, SPEND_VAT_IN, SPEND_VAT_OUT } SpendVat;

typedef struct SpendFile {
    SheetHead    head;
    SpendColumns columns;
    SpendVat     vat;
    DateOrder    order;
    char         mark;                            /* decimal mark; 0: both or neither were seen */
    bool         suffices;                        /* there is an amount and a payee; else the book is empty */
    SheetProblem problem;                         /* why the file was refused */
    uint64_t     rows;                            /* of the file, heading and blank ones too */
} SpendFile;

/* Reads it all and settles it. Names of columns lie in `a`, which is the book's too. BAD_FILE, BAD_TYPE, TOO_LARGE: see
** sheet_open; ret_file->problem says why. A file whose columns tell too little is no fault: ret_file->suffices. */
MUST Fault spend_read(Arena *a, const SheetSource *src, const SpendPlan *plan, SpendBook *ret_book,
                      SpendFile *ret_file);

#endif

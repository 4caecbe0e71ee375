/* ink_table.h - a table on pages: columns as wide as their texts want, heads on every page, rows kept whole. */
#ifndef RAKAZ_EXPORT_INK_TABLE_H
#define RAKAZ_EXPORT_INK_TABLE_H

#include "export/ink.h"

enum { INK_COLUMNS_MAX = 20, INK_SAMPLE_ROWS = 120 };

/* `end`: the column's texts stand at the end of their box, as numbers do. The texts live as long as the table. */
typedef struct InkColumn {
    Str    head;
    bool   end;
    double width;                                 /* found from the first rows */
} InkColumn;

typedef struct InkTable {
    Ink       *k;
    InkColumn  columns[INK_COLUMNS_MAX];
    size_t     n;
    Arena      own;
    Str       *sample;                            /* rows that wait until the widths are known */
    size_t     sampled;
    bool       drawing;
} InkTable;

/* `n` at most INK_COLUMNS_MAX. End with ink_table_end, which draws what still waits, or ink_table_drop. */
void ink_table_begin(InkTable *t, Ink *k, const InkColumn *columns, size_t n);
void ink_table_row(InkTable *t, const Str *cells);
void ink_table_end(InkTable *t);
void ink_table_drop(InkTable *t);

#endif

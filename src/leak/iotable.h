/* iotable.h - a small input-output table as people paste it. Pure: text in, flows and outputs out, or what is wrong and
** where.
**
** The first line names the branches; its first cell is not read. Then one line a branch: its name, and what each branch
** of the columns has bought of it. The last line: what each branch has put out in all; its first cell is not read.
** Cells are parted by tabs, semicolons or commas, whichever of them, in this order, stands in the first line. A number
** may have a point before its decimals, and spaces (or commas, where these do not part cells) between its thousands. */
#ifndef RAKAZ_LEAK_IOTABLE_H
#define RAKAZ_LEAK_IOTABLE_H

#include "leak/flow.h"

enum { IO_BRANCHES_MAX = 120, IO_DIGITS_MAX = 18 };

typedef enum IoFlaw {
    IO_FINE,
    IO_SHORT,                                     /* there are not as many lines as branches and one for the output */
    IO_BIG,                                       /* more branches than IO_BRANCHES_MAX, or none */
    IO_WIDTH,                                     /* line `row` has not as many cells as the first */
    IO_NUMBER,                                    /* cell (row, col) is no number of at most IO_DIGITS_MAX digits, or
                                                  ** below 0 */
    IO_OUTPUT,                                    /* the output of branch `col` is 0, or less than one flow into it */
    IO_CLOSED,                                    /* branch `col` buys all that it puts out: the rounds have no end */
} IoFlaw;

typedef struct IoTable {
    uint32_t n;
    Str     *names;                               /* n, pointing into the text */
    double  *flows;                               /* n x n: [row * n + col], what col has bought of row */
    double  *output;                              /* n */
    size_t   row, col;                            /* of a flaw: line and cell, from 1 */
} IoTable;

/* Reads a table; arrays in `a`. On a flaw only row and col are to be used. */
IoFlaw io_read(Arena *a, Str text, IoTable *ret_t);

/* What the multipliers are made from: parts = flows / output. IO_OUTPUT, IO_CLOSED with `col`. */
IoFlaw io_flow(Arena *a, IoTable *t, FlowTable *ret_f);

#endif

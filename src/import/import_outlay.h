/* import_outlay.h - files of spending: what their columns hold, what an amount says, and how rows are settled against
** one another. Pure: no database, no clock. How a row becomes an outlay: import_outlay.c. */
#ifndef RAKAZ_IMPORT_IMPORT_OUTLAY_H
#define RAKAZ_IMPORT_IMPORT_OUTLAY_H

#include "sheet/guess.h"

/* ---- columns: import_outlay_guess.c ------------------------------------------------------------------------------ */

/* Rewrites the best guess of each column as a file of spending has it. */
void outlay_guess(ColumnGuess *g, uint32_t n);

/* Do the headers speak of spending: an amount, with where it is bought, how often, or who was paid for what? */
bool outlay_fits(const ColumnGuess *g, uint32_t n);

/* Of guessed columns: days and amounts, and nothing that says a month or a year: payments, to be added up. */
bool outlay_are_payments(const ColumnGuess *g, uint32_t n);

/* The year that stands in a text ("Spending 2025"); 0: none, or several. */
int64_t outlay_year_in(Str s);

/* ---- one amount: import_outlay_cell.c ---------------------------------------------------------------------------- */

typedef enum OutlayRhythm { RHYTHM_UNSAID, RHYTHM_MONTH, RHYTHM_YEAR, RHYTHM_PAYMENT, RHYTHM_N } OutlayRhythm;

/* Hundredths. "1,000-2,000", "about 500 a month", "1000 + VAT", "(200)" below zero, "5 thousand"; Arabic digits. */
typedef struct OutlayAmount {
    int64_t      low, high;                       /* equal where one number stands */
    OutlayRhythm per;
    char         currency[4];                     /* "" where none stands beside it */
    bool         about, net;
} OutlayAmount;

enum { OUTLAY_EMPTY = 0, OUTLAY_READ = 1, OUTLAY_WORDS = 2 };
#define OUTLAY_AMOUNT_MAX INT64_C(100000000000000)

/* OUTLAY_EMPTY: nothing, or a dash. OUTLAY_WORDS: no amount that can be read. */
int outlay_amount(Str s, OutlayAmount *ret_a);

/* "a month", "annual", "חודשי", "سنويا" in a cell or header; RHYTHM_UNSAID: neither. */
OutlayRhythm outlay_rhythm(Str s);

/* Where something is bought, in words; WHERE_NAMED: something else, a name. */
typedef enum OutlayWhere { WHERE_UNSAID, WHERE_HERE, WHERE_AWAY, WHERE_UNKNOWN, WHERE_NAMED } OutlayWhere;
OutlayWhere outlay_where(Str s);

/* Who spends, in words: a household without a name ("household 7", "400 households in the north quarter"), one with a
** name, which is a person's, or somebody else. */
typedef enum OutlayHouse { HOUSE_NONE, HOUSE_NAMELESS, HOUSE_NAMED } OutlayHouse;
OutlayHouse outlay_house(Str s);

/* A name folded, without the legal form that one file writes and another leaves out. */
Str outlay_name(Arena *a, Str s);

/* A number above zero for a text, the same on every machine and in every version. */
int64_t outlay_number(Str s, uint64_t seed);

/* ---- rows against one another: import_outlay_settle.c ------------------------------------------------------------ */

typedef enum OutlayState {
    OUTLAY_STANDS,                                /* comes in; of payments, with the sum of its group */
    OUTLAY_ADDED,                                 /* a payment that is in the sum of `into` */
    OUTLAY_TAKEN_BACK,                            /* an amount and what takes it back exactly */
    OUTLAY_BELOW,                                 /* below zero, and takes nothing back that stands here */
    OUTLAY_TWICE                                  /* a payment word for word with the number of one before it */
} OutlayState;

typedef struct OutlayRow {
    uint64_t    same, group, number;              /* hashes: who, what, from whom; and the year; document */
    int64_t     low, high, day;
    bool        payment;
    OutlayState state;
    size_t      into;                             /* the row that it is added to or that it goes with */
} OutlayRow;

/* Rows in the order of the file. What stands of a group has its sum in low and high. Room is taken in `a`. */
void outlay_settle(Arena *a, OutlayRow *v, size_t n);

/* ---- the file's own sums ----------------------------------------------------------------------------------------- */

typedef struct OutlaySums {
    int64_t all_low, all_high, part_low, part_high;
    int64_t totals, agree, said;                  /* rows of sums; those that agree with rows above; the last */
} OutlaySums;
void outlay_sum_row(OutlaySums *s, int64_t low, int64_t high);
void outlay_sum_total(OutlaySums *s, int64_t low, int64_t high);

#endif

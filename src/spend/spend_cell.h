/* spend_cell.h - one cell of a file of payments. Pure. */
#ifndef RAKAZ_SPEND_SPEND_CELL_H
#define RAKAZ_SPEND_SPEND_CELL_H

#include "sheet/value.h"

/* The largest amount of one payment, in hundredths: five million of them still add up within 64 bits. */
enum { SPEND_CODE_MAX = 3 };
#define SPEND_AMOUNT_MAX INT64_C(1000000000000)

typedef enum SpendAmount {
    SPEND_IS_AMOUNT,
    SPEND_IS_EMPTY,                               /* nothing, or a dash */
    SPEND_IS_WORDS,                               /* no number */
    SPEND_IS_TOO_LARGE
} SpendAmount;

/* An amount in hundredths: "1,234.50", "(12.5)", "12.50-", "12.50 CR" is below zero, signs of currencies beside it,
** Arabic digits. What is finer than a hundredth is rounded away from zero at the half. `mark`: the decimal mark of
** the column, 0 when not known. `ret_currency` is "" where none stands beside the number. */
SpendAmount spend_amount(Str s, char mark, int64_t *ret_hundredths, char ret_currency[SPEND_CODE_MAX + 1]);

typedef enum SpendDate {
    SPEND_DATE_OK,
    SPEND_DATE_NONE,
    SPEND_DATE_TIME,                              /* "00:00:00": a time where a date belongs */
    SPEND_DATE_WRONG,                             /* no date, or one that cannot be */
    SPEND_DATE_LATER,                             /* after `today` */
    SPEND_DATE_N
} SpendDate;

/* Dates before 1980 and after `today` are not believed: *ret_day is 0 but for SPEND_DATE_OK. */
SpendDate spend_date(Str s, DateOrder order, Day today, Day *ret_day);

/* A hash of text that is the same on every machine and in every version: it is stored. */
uint64_t spend_hash(Str s);

#endif

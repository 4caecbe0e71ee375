/* value.h - what people type into cells, read as numbers and dates. Nothing is guessed in silence: what can be
** read in two ways says so. */
#ifndef RAKAZ_SHEET_VALUE_H
#define RAKAZ_SHEET_VALUE_H

#include "base/arena.h"
#include "base/day.h"

typedef struct CellNumber {
    double  x;
    int64_t micro;                                /* x * 1,000,000 exactly, when it fits; else 0 */
    bool    fits;
    bool    percent;                              /* 12% gives 0.12 */
    bool    unsure;                               /* "1,234" or "1.234": thousands or a fraction? */
    char    currency[4];                          /* "ILS", "EUR", "USD", "GBP", "JOD"; "" when none stands there */
} CellNumber;

/* Decimal mark of a column, from its cells: feed with number_style_see, ask with number_style_mark. */
typedef struct NumberStyle {
    uint32_t point, comma;                        /* cells that can only mean this decimal mark */
} NumberStyle;

void number_style_see(NumberStyle *st, Str s);
char number_style_mark(const NumberStyle *st);    /* '.' or ','; 0: both or neither seen */

/* "1,234.50", "1.234,50", "1 234", "(12.5)" = -12.5, "12.5-", "3%", a currency sign or word before or behind,
** Arabic-Indic digits with their marks. `mark`: the decimal mark when known, 0 when not. Israeli usage decides
** what is left open: a single comma before three digits is thousands, a single point is a fraction, both unsure. */
bool cell_number(Str s, char mark, CellNumber *ret_n);

/* Order of the parts of numeric dates in a column. */
typedef enum DateOrder { ORDER_UNKNOWN, ORDER_DMY, ORDER_MDY, ORDER_YMD } DateOrder;

typedef struct CellDate {
    Day  d;
    int  hour, minute;                            /* -1: no time */
    bool unsure;                                  /* day and month could be exchanged */
    bool serial;                                  /* was a day number of a spreadsheet */
} CellDate;

typedef struct DateStyle {
    uint32_t dmy, mdy, ymd;                       /* cells that can only mean this order */
} DateStyle;

void      date_style_see(DateStyle *st, Str s);
DateOrder date_style_order(const DateStyle *st);

/* d.m.y, d/m/y, d-m-y, y-m-d with 2 or 4 figures of the year and an optional time; 23 Nov 2026 and the like in
** Hebrew, Arabic, English; ISO 8601 with T. With ORDER_UNKNOWN day stands before month.
** `serial_ok`: a bare number 20000..80000 is a day number (1900 system). */
bool cell_date(Str s, DateOrder order, bool serial_ok, CellDate *ret_d);

/* The moment of a spreadsheet's day number; 1900 system with its false leap day, or the 1904 system.
** false when outside 1900..9999. seconds: 0..86399. */
bool day_of_serial(double serial, bool since_1904, Day *ret_d, int *ret_seconds);

/* Yes, no in four languages, 1/0, true/false, V/X and check marks. */
bool cell_yesno(Str s, bool *ret_yes);

/* Israeli identity and company numbers: up to 9 digits with leading zeros, the last one a check digit (digits
** weighted 1 2 1 2 ..., digit sums added, total divisible by 10). Companies start with 5. */
bool il_number_valid(Str s);

/* The 9 digits, without spaces, dashes and lost leading zeros put back; false when it is not valid. */
bool il_number_parse(Str s, char ret_digits[10]);

#endif

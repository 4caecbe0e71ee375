/* ledger.h - sums of a budget over years. Pure: lines in, sums out, in whole agorot; the order of the lines changes
** nothing, and what is not known stays unknown. */
#ifndef RAKAZ_BUDGET_LEDGER_H
#define RAKAZ_BUDGET_LEDGER_H

#include "base/day.h"
#include "lang/show.h"

/* A line of one year with what was spent of it. */
typedef struct LedgerLine {
    int64_t id, fund;
    int     year, kind;
    int64_t planned, spent;                       /* planned: NUMBER_NONE not known */
} LedgerLine;

/* A sum of lines: of what is planned the known part, and how many lines do not say. */
typedef struct LedgerSum {
    int     lines, unknown;
    int64_t planned, spent;
} LedgerSum;

/* Of one fund, year and kind; 0: of any. */
typedef struct LedgerPick {
    int64_t fund;
    int     year, kind;
} LedgerPick;
LedgerSum ledger_sum(const LedgerLine *v, size_t n, LedgerPick of);

/* What is planned, where there are lines and each says; else NUMBER_NONE. */
int64_t ledger_planned(const LedgerSum *s);

/* One year of a fund: what came over from the year before, and what is left with it. In the first year nothing comes
** over; into a year that has not begun it is not known, since the one before can still spend. */
typedef struct LedgerYear {
    int       year;
    LedgerSum sum;
    int64_t   carry, left;                        /* NUMBER_NONE: not known */
} LedgerYear;
enum { LEDGER_YEARS_MAX = 101 };

typedef struct LedgerTerm {
    int64_t fund;
    Day     from, until, today;
} LedgerTerm;

/* The years of a fund, first to last; how many. */
int ledger_years(const LedgerLine *v, size_t n, const LedgerTerm *of, LedgerYear *ret_v);

/* Does a fund run in a year? */
bool ledger_runs(Day from, Day until, int year);

/* The end of a grant is told in the month that begins a year ahead, and in the last three months. */
typedef enum LedgerWarning { LEDGER_QUIET, LEDGER_YEAR_AHEAD, LEDGER_MONTHS_AHEAD } LedgerWarning;
LedgerWarning ledger_warns(Day until, Day today);

#endif

/* budget_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_BUDGET_BUDGET_PAGE_H
#define RAKAZ_BUDGET_BUDGET_PAGE_H

#include "budget/budget.h"
#include "lang/show.h"
#include "today/today_part.h"

enum { BUDGET_Q_N = 7, BUDGET_AHEAD = 3, BUDGET_YEARS = BUDGET_AHEAD + 2 };
extern const Query BUDGET_QUERIES[BUDGET_Q_N];

/* An amount that may be unknown; href: the rows that it is made of. */
typedef struct BudgetCell {
    int64_t amount;
    bool    known, part, none;                    /* part: of others it is not known; none: the source does not run */
    Str     href;
    TextKey label;
} BudgetCell;

/* A source over the years. */
typedef struct BudgetRow {
    Str        name, href;
    Day        until_on;
    bool       ends;
    BudgetCell cells[BUDGET_YEARS], *years;
    size_t     years_n;
} BudgetRow;

/* A source, or one of its lines, in one year. */
typedef struct BudgetYearRow {
    Str        name, href, back;
    TextKey    kind;
    bool       source, over, hours_known;
    BudgetCell carry, planned, spent, left;
    int64_t    hours;
} BudgetYearRow;

typedef struct BudgetRowView {
    const BudgetYearRow *r;
    const char          *currency;
    bool                 line;
} BudgetRowView;
void budget_row_html(Buf *b, const Page *pg, const BudgetRowView *v);
void budget_row(Buf *b, const Page *pg, const BudgetYearRow *r, const char *currency);

typedef struct BudgetChoice {
    Str  href, name, value;
    bool chosen;
} BudgetChoice;

typedef struct BudgetView {
    BudgetChoice   *years, *places;
    size_t          years_n, places_n;
    BudgetRow      *funds, total;
    size_t          funds_n;
    BudgetYearRow  *rows, sum;
    size_t          rows_n;
    BudgetCell      infra, immediate;
    int64_t         infra_percent;
    bool            share_known;
    int             year;
    const char     *currency;
    Str             place;
} BudgetView;
PAGE_FN(budget, BudgetView)

/* On the page of a source: its years with their lines. */
typedef struct FundYear {
    int            year;
    BudgetYearRow *rows, sum;
    size_t         rows_n;
} FundYear;
typedef struct FundPart {
    FundYear   *years;
    size_t      years_n;
    BudgetCell  undivided;
    const char *currency;
    Str         path, add;
    bool        may_write, has_total;
} FundPart;
PAGE_FN(fund_years, FundPart)

typedef struct FundHead {
    const Fund *v;
    Str         source, place;
    bool        demo, ends, over;
    const char *currency;
    BudgetCell  total;
} FundHead;
PAGE_FN(fund_head, FundHead)

typedef struct FundPaste {
    Str path, name, rows;
} FundPaste;
PAGE_FN(fund_paste, FundPaste)


/* ---- budget_rows.c: rows of sums for the pages ------------------------------------------------------------------ */

typedef struct Ledger {
    Fund       *funds;
    size_t      funds_n;
    LedgerLine *v;
    BudgetLine *lines;
    size_t      n;
} Ledger;
Fault ledger_load(Ctx *c, Id place, Ledger *ret_l) MUST;

/* A source in a year, and its lines behind it: at most 1 + n rows. */
size_t budget_year_rows(Ctx *c, const Ledger *l, const Fund *of, int year, BudgetYearRow *ret_v);
Fault  budget_hours(Ctx *c, const Fund *of, int year, BudgetYearRow *row) MUST;

BudgetCell budget_planned(const LedgerSum *s);
BudgetCell budget_amount(int64_t amount);         /* NUMBER_NONE: not known */

#endif

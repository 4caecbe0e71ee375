/* budget.h - the budget of units and of the region over years: sources, lines, spendings; for who coordinates and for
** headquarters, nobody else. */
#ifndef RAKAZ_BUDGET_BUDGET_H
#define RAKAZ_BUDGET_BUDGET_H

#include "budget/ledger.h"
#include "budget_ent.h"
#include "view/view.h"

extern const Module budget_module;
extern const Sheet  FUND_SHEET;
extern const Sheet  BUDGET_LINE_SHEET;
extern const Sheet  SPENDING_SHEET;

enum { BUDGET_READERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, FUNDS_MAX = 200, LEDGER_LINES_MAX = 5000 };

/* The entities' own hooks. A line lies in a year of its source; a spending in the year of its line and the days of its
** source, above zero unless it corrects another of the same source. */
Fault fund_check(Ctx *c, const void *before, void *after);
/* Its team is kept: whoever coordinates its place, headquarters and administrators. */
Fault fund_after(Ctx *c, const void *before, const void *after);
Fault funds_follow_reach(Ctx *c);
Fault budget_line_check(Ctx *c, const void *before, void *after);
Fault spending_check(Ctx *c, const void *before, void *after);

/* Live sources that the reader sees, of one unit (0: of all), those that end last first. */
Fault funds_of(Ctx *c, Id place, Fund **ret_v, size_t *ret_n) MUST;

/* Live lines of some sources with what was spent of each; and the lines themselves, in the same order. */
Fault ledger_read(Ctx *c, const Id *funds, size_t n, LedgerLine **ret_v, BudgetLine **ret_lines, size_t *ret_n) MUST;

/* Spendings pasted as text, a row each: day, amount, line (by its words, in the year of the day), what for, document;
** parted by tabs, semicolons or commas. All of them or none. What stands there already word for word is left out.
** INVALID with a complaint on `rows` that says which row is wrong. On the writer. */
typedef struct Pasted {
    int64_t made, known;
} Pasted;
Fault spendings_paste(Ctx *c, Id fund, Str text, Pasted *ret_n) MUST;

#endif

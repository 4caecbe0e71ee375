/* ledger.c - sums of a budget over years. */
#include "budget/ledger.h"

static bool picked(const LedgerLine *l, LedgerPick of) {
    return (!of.fund || l->fund == of.fund) && (!of.year || l->year == of.year) && (!of.kind || l->kind == of.kind);
}

LedgerSum ledger_sum(const LedgerLine *v, size_t n, LedgerPick of) {
    LedgerSum s = {0};
    for (size_t i = 0; i < n; i++) {
        if (!picked(&v[i], of)) continue;
        s.lines++;
        s.spent += v[i].spent;
        if (v[i].planned == NUMBER_NONE) s.unknown++;
        else s.planned += v[i].planned;
    }
    return s;
}

int64_t ledger_planned(const LedgerSum *s) { return s->lines && !s->unknown ? s->planned : NUMBER_NONE; }

int ledger_years(const LedgerLine *v, size_t n, const LedgerTerm *of, LedgerYear *ret_v) {
    int     years = 0, first = day_year(of->from), last = day_year(of->until), now = day_year(of->today);
    int64_t left = 0;
    for (int year = first; year <= last && years < LEDGER_YEARS_MAX; year++) {
        LedgerYear *y = &ret_v[years++];
        *y = (LedgerYear){.year = year, .sum = ledger_sum(v, n, (LedgerPick){of->fund, year, 0}), .left = NUMBER_NONE};
        bool begun = year <= now || year == first;
        y->carry = begun ? left : NUMBER_NONE;
        int64_t planned = ledger_planned(&y->sum);
        if (planned != NUMBER_NONE && y->carry != NUMBER_NONE) y->left = y->carry + planned - y->sum.spent;
        left = y->left;
    }
    return years;
}

bool ledger_runs(Day from, Day until, int year) { return day_year(from) <= year && year <= day_year(until); }

LedgerWarning ledger_warns(Day until, Day today) {
    enum { YEAR_DAYS = 366, TOLD_DAYS = 31, MONTHS_DAYS = 92 };
    if (!day_valid(until) || !day_valid(today)) return LEDGER_QUIET;
    int32_t days = day_number(until) - day_number(today);
    if (days >= 0 && days <= MONTHS_DAYS) return LEDGER_MONTHS_AHEAD;
    return days <= YEAR_DAYS && days > YEAR_DAYS - TOLD_DAYS ? LEDGER_YEAR_AHEAD : LEDGER_QUIET;
}

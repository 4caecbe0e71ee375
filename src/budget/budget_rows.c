/* budget_rows.c - sums of the budget as rows of a page; each leads to the records that it is made of. */
#include "budget/budget_page.h"

#include "session/session.h"

Fault ledger_load(Ctx *c, Id place, Ledger *ret_l) {
    *ret_l = (Ledger){0};
    TRY(funds_of(c, place, &ret_l->funds, &ret_l->funds_n));
    Id *ids = ARENA_ARRAY(c->arena, Id, ret_l->funds_n + 1);
    for (size_t i = 0; i < ret_l->funds_n; i++) ids[i] = ret_l->funds[i].head.id;
    return ledger_read(c, ids, ret_l->funds_n, &ret_l->v, &ret_l->lines, &ret_l->n);
}

BudgetCell budget_amount(int64_t amount) {
    return (BudgetCell){.amount = amount, .known = amount != NUMBER_NONE};
}

/* The known part is told with the mark that there is more. */
BudgetCell budget_planned(const LedgerSum *s) {
    return (BudgetCell){.amount = s->planned, .known = s->lines > s->unknown, .part = s->unknown > 0};
}

static BudgetYearRow line_row(Ctx *c, const LedgerLine *v, const BudgetLine *l) {
    Str id = id_str(c->arena, l->head.id);
    BudgetYearRow r = {.name = l->purpose, .href = arena_printf(c->arena, "/budget-lines/%.*s", STR_ARG(id)),
                       .kind = choice_label(&budget_kind_choices, l->kind), .planned = budget_amount(v->planned),
                       .spent = budget_amount(v->spent)};
    r.spent.href = arena_printf(c->arena, "/spendings?line=%.*s", STR_ARG(id));
    r.left = budget_amount(v->planned == NUMBER_NONE ? NUMBER_NONE : v->planned - v->spent);
    r.over = r.left.known && r.left.amount < 0;
    return r;
}

static BudgetYearRow source_row(Ctx *c, const Ledger *l, const Fund *of, int year) {
    LedgerYear y[LEDGER_YEARS_MAX];
    LedgerTerm term = {of->head.id, of->from_on, of->until_on, c->reader.today};
    int n = ledger_years(l->v, l->n, &term, y);
    Str id = id_str(c->arena, of->head.id);
    BudgetYearRow r = {.name = of->name, .href = arena_printf(c->arena, "/funds/%.*s", STR_ARG(id)), .source = true};
    for (int i = 0; i < n; i++) {
        if (y[i].year != year) continue;
        r.carry = budget_amount(y[i].carry);
        r.planned = budget_planned(&y[i].sum);
        r.planned.href = arena_printf(c->arena, "/budget-lines?fund=%.*s&year=%d", STR_ARG(id), year);
        r.spent = budget_amount(y[i].sum.spent);
        r.spent.href = arena_printf(c->arena, "/spendings?fund=%.*s&year=%d", STR_ARG(id), year);
        r.left = budget_amount(y[i].left);
        r.over = r.left.known && r.left.amount < 0;
    }
    return r;
}

size_t budget_year_rows(Ctx *c, const Ledger *l, const Fund *of, int year, BudgetYearRow *ret_v) {
    size_t n = 0;
    ret_v[n++] = source_row(c, l, of, year);
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].fund == of->head.id && l->v[i].year == year) ret_v[n++] = line_row(c, &l->v[i], &l->lines[i]);
    }
    return n;
}

Fault budget_hours(Ctx *c, const Fund *of, int year, BudgetYearRow *row) {
    if (!of->funding) return OK;
    row->hours_known = true;
    return work_of_funding_in(c, of->funding, day_of(year, 1, 1), day_of(year, 12, 31), &row->hours);
}

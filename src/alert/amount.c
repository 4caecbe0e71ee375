/* amount.c - the rule of amount.h. */
#include "alert/amount.h"

#include "listing_ent.h"

#include <math.h>

/* Tons are kilograms; nothing else is the same as another. */
static double in_small(double v, int unit) {
    enum { KG_OF_TON = 1000 };
    return unit == LISTING_UNIT_TONS ? v * KG_OF_TON : v;
}

static int small_unit(int unit) { return unit == LISTING_UNIT_TONS ? LISTING_UNIT_KG : unit; }

AmountFit amount_fit(const Amount *asked, const Amount *told) {
    bool any = isnan(asked->from) && isnan(asked->to), known = !isnan(told->from) || !isnan(told->to);
    if (any) return AMOUNT_FITS;
    bool same = asked->unit && told->unit && small_unit(asked->unit) == small_unit(told->unit);
    if (!known || !same) return AMOUNT_ASK;
    double from = isnan(asked->from) ? 0 : in_small(asked->from, asked->unit);
    double to = isnan(asked->to) ? INFINITY : in_small(asked->to, asked->unit);
    double most = in_small(isnan(told->to) ? told->from : told->to, told->unit);
    double least = isnan(told->from) ? -INFINITY : in_small(told->from, told->unit);
    if (most < from || least > to) return AMOUNT_NOT;
    bool within = most >= from && most <= to;
    return isinf(least) && !within ? AMOUNT_ASK : AMOUNT_FITS;
}

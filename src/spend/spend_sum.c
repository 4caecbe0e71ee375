/* spend_sum.c - one walk over the rows adds up all there is to add up. */
#include "spend/spend_sum.h"

#include <stdlib.h>

int spend_quarter(Day d) {
    enum { QUARTERS = 4, MONTHS = 3 };
    if (!d) return SPEND_QUARTERS_MAX - 1;
    int q = QUARTERS * (day_year(d) - SPEND_YEAR_FIRST) + (day_month(d) - 1) / MONTHS;
    return q < 0 ? 0 : q >= SPEND_QUARTERS_MAX - 1 ? SPEND_QUARTERS_MAX - 2 : q;
}

SpendLocal spend_local(const SpendDef *d, uint32_t payee, Day day) {
    if (!day) return SPEND_UNKNOWN;
    for (int i = 0; i < d->n; i++) {
        const SpendVersion *v = &d->v[i];
        if ((v->from && day < v->from) || (v->until && day > v->until)) continue;
        return (SpendLocal)v->payee[payee];
    }
    return SPEND_UNKNOWN;
}

static void add(SpendSum *s, int64_t amount) {
    s->rows++;
    s->sum += amount;
}

void spend_sum(SpendSums *s, const SpendChunk *k) {
    for (uint32_t i = 0; i < k->n; i++) {
        if (k->state[i] != SPEND_KEPT) continue;
        int64_t    amount = k->amount[i];
        Day        day = k->day[i] ? k->day[i] : s->undated;
        SpendSum  *quarter = s->quarters[spend_quarter(day)];
        SpendLocal first = SPEND_UNKNOWN;
        add(&s->all, amount);
        for (int d = 0; d < s->defs_n; d++) {
            SpendLocal is = spend_local(&s->defs[d], k->payee[i], day);
            add(&s->local[d][is], amount);
            if (!d) first = is;
        }
        add(&quarter[0], amount);
        add(&quarter[1 + first], amount);
        if (s->payees) add(&s->payees[k->payee[i]], amount);
        if (s->locals && first == SPEND_LOCAL) add(&s->locals[k->payee[i]], amount);
        if (!s->categories) continue;
        add(&s->categories[k->category[i]][0], amount);
        add(&s->categories[k->category[i]][1 + first], amount);
    }
}

/* ---- concentration ----------------------------------------------------------------------------------------------- */

static int by_amount(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void spend_few(int64_t *v, size_t n, SpendFew *ret_f) {
    enum { FIVE = 5, TEN = 10, MILLION = 1000000, TO_HHI = 100000000 };
    SpendFew f = {0};
    if (n) qsort(v, n, sizeof *v, by_amount);
    for (size_t i = n; i-- > 0 && v[i] > 0;) {
        f.payees++;
        f.all += v[i];
        if (f.payees == 1) f.first = v[i];
        if (f.payees <= FIVE) f.five += v[i];
        if (f.payees <= TEN) f.ten += v[i];
    }
    int64_t squares = 0;                          /* at most a million millionths squared */
    for (size_t i = n; i-- > 0 && v[i] > 0;) {
        int64_t share = (int64_t)((__int128)v[i] * MILLION / f.all);
        squares += share * share;
    }
    f.hhi = (squares + TO_HHI / 2) / TO_HHI;
    *ret_f = f;
}

int64_t spend_permille(int64_t part, int64_t whole) {
    enum { THOUSAND = 1000 };
    if (!whole) return 0;
    __int128 x = (__int128)part * THOUSAND * 2 + whole;
    __int128 y = (__int128)whole * 2;
    __int128 q = x / y;
    if (x % y != 0 && (x < 0) != (y < 0)) q--;
    return (int64_t)q;
}

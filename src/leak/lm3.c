/* lm3.c - three rounds of spending, in whole numbers. */
#include "leak/lm3.h"

#include "base/cells.h"

typedef __int128 Wide;                            /* agorot x basis points of many payees: beyond 64 bits */

/* Sums of one class: agorot x LM3_UNIT where a share stands in them. */
typedef struct ClassSum {
    Wide    spent_again;                          /* sum of paid x share */
    int64_t silent;                               /* paid to those whose share is not known */
    int64_t shares;                               /* sum of shares */
    int     answers;
} ClassSum;

static bool in_range(int64_t amount) { return amount >= 0 && amount <= LM3_AMOUNT_MAX; }

static Lm3Flaw look(int64_t r1, const Lm3Paid *v, size_t n, int64_t *ret_paid) {
    int64_t paid = 0;
    if (r1 <= 0) return LM3_NO_START;
    if (!in_range(r1)) return LM3_RANGE;
    for (size_t i = 0; i < n; i++) {
        if (!in_range(v[i].paid) || v[i].share < LM3_SHARE_UNKNOWN || v[i].share > LM3_UNIT) return LM3_RANGE;
        paid += v[i].paid;
        if (paid > r1) return LM3_TOO_MUCH;
    }
    *ret_paid = paid;
    return LM3_FINE;
}

static bool asked(Lm3Form form, const Lm3Paid *p) { return form == LM3_ALL || p->local == LM3_LOCAL; }

static void gather(Lm3Form form, const Lm3Paid *v, size_t n, ClassSum *c, Lm3 *ret) {
    for (size_t i = 0; i < n; i++) {
        const Lm3Paid *p = &v[i];
        ClassSum       *at = &c[p->class];
        if (p->local == LM3_LOCAL) ret->r2 += p->paid;
        else if (p->local == LM3_LOCAL_UNKNOWN) ret->where_unknown += p->paid;
        if (!asked(form, p)) continue;
        ret->base += p->paid;
        ret->payees++;
        if (p->share == LM3_SHARE_UNKNOWN) {
            at->silent += p->paid;
            continue;
        }
        ret->answered += p->paid;
        ret->answers++;
        at->spent_again += (Wide)p->paid * p->share;
        at->shares += p->share;
        at->answers++;
    }
}

/* (r1 + r2) x LM3_UNIT + r3, over r1, in whole LM3_UNITs; half upward, or as `add` says. */
static int over_r1(Wide sum, Wide r1, Wide add) { return (int)((sum + add) / r1); }

/* The most that can be spent in the place, in agorot x LM3_UNIT. Where nothing is known of a payee, all that they got
** is here (round 2) and is spent here again (round 3); in the strict form who is outside has no round 3. */
static Wide most(Lm3Form form, const Lm3Paid *v, size_t n, int64_t untold) {
    Wide sum = (Wide)untold * 2 * LM3_UNIT;
    for (size_t i = 0; i < n; i++) {
        const Lm3Paid *p = &v[i];
        int  share = p->share == LM3_SHARE_UNKNOWN ? LM3_UNIT : p->share;
        bool here = p->local != LM3_OUTSIDE;
        sum += (Wide)p->paid * ((here ? LM3_UNIT : 0) + (here || form == LM3_ALL ? share : 0));
    }
    return sum;
}

/* One number needs every payee's place, all of round 1, and for each class that is silent enough who have answered. */
static int value_of(const Lm3 *l, const ClassSum *c) {
    Wide r1 = l->r1, common = 1, sum = 0;
    if (l->untold || l->where_unknown) return 0;
    for (int k = 0; k < LM3_CLASSES; k++) {
        if (!c[k].silent) continue;
        if (c[k].answers < LM3_ANSWERS_LEAST) return 0;
        common *= c[k].answers;
    }
    for (int k = 0; k < LM3_CLASSES; k++) {
        sum += c[k].spent_again * common;
        if (c[k].silent) sum += (Wide)c[k].silent * c[k].shares * (common / c[k].answers);
    }
    sum += ((r1 + l->r2) * LM3_UNIT) * common;
    return over_r1(sum, r1 * common, r1 * common / 2);
}

Lm3Flaw lm3_reckon(int64_t r1, Lm3Form form, const Lm3Paid *v, size_t n, Lm3 *ret) {
    ClassSum c[LM3_CLASSES] = {0};
    Wide     again = 0;
    *ret = (Lm3){0};
    int64_t paid = 0;
    Lm3Flaw flaw = look(r1, v, n, &paid);
    if (flaw != LM3_FINE) return flaw;
    ret->r1 = r1;
    ret->paid = paid;
    ret->untold = r1 - paid;
    gather(form, v, n, c, ret);
    for (int k = 0; k < LM3_CLASSES; k++) again += c[k].spent_again;
    ret->r3_known = (int64_t)((again + LM3_UNIT / 2) / LM3_UNIT);
    ret->coverage = ret->base ? (int)((Wide)ret->answered * LM3_UNIT / ret->base) : LM3_UNIT;
    ret->lowest = over_r1(((Wide)r1 + ret->r2) * LM3_UNIT + again, r1, 0);
    ret->highest = over_r1((Wide)r1 * LM3_UNIT + most(form, v, n, ret->untold), r1, (Wide)r1 - 1);
    ret->value = value_of(ret, c);
    ret->exact = !ret->untold && !ret->where_unknown && ret->answered == ret->base;
    if (ret->exact) ret->lowest = ret->highest = ret->value;
    return LM3_FINE;
}

bool lm3_told(Lm3Form form, const Lm3Paid *v, size_t n) {
    enum { WHERES = LM3_OUTSIDE + 1, PARTS = 2 * WHERES };
    int64_t part[PARTS] = {0};
    bool    hidden[PARTS];
    for (size_t i = 0; i < n; i++) {
        bool asked = form == LM3_ALL || v[i].local == LM3_LOCAL;
        part[2 * (int)v[i].local + (asked && v[i].share != LM3_SHARE_UNKNOWN)]++;
    }
    bool fine = cells_hide(part, PARTS, hidden) && n > 0;
    for (int i = 0; i < PARTS; i++) fine = fine && !hidden[i];
    return fine;
}

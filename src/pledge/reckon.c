/* reckon.c - how pledges stand, and their sums. */
#include "pledge/reckon.h"

PledgeStand pledge_stand(int state, Day by_on, Day today) {
    if (state == PLEDGE_STATE_KEPT) return STAND_KEPT;
    if (state == PLEDGE_STATE_LET_GO) return STAND_LET_GO;
    return by_on && by_on < today ? STAND_LATE : STAND_OPEN;
}

bool pledge_unit_adds(int unit) { return unit > 0 && unit < PLEDGE_UNIT_N && unit != PLEDGE_UNIT_PERCENT; }

/* A sum that would not fit stays at the largest number there is. */
static int64_t plus(int64_t a, int64_t b) { return a > INT64_MAX - b ? INT64_MAX : a + b; }

static void add(PledgeAmount *to, int64_t least, int64_t most) {
    if (least == NUMBER_NONE) return;
    to->known++;
    to->least = plus(to->least, least);
    to->most = plus(to->most, most == NUMBER_NONE ? least : most);
}

PledgeSum pledge_sum(const PledgeLine *v, size_t n, int circle, Day today) {
    PledgeSum s = {0};
    for (size_t i = 0; i < n; i++) {
        const PledgeLine *p = &v[i];
        if (circle && p->circle != circle) continue;
        PledgeStand stand = pledge_stand(p->state, p->by_on, today);
        s.n++;
        s.stands[stand]++;
        if (stand == STAND_LET_GO) continue;
        s.changed += p->state == PLEDGE_STATE_CHANGED;
        s.unsaid += p->money == NUMBER_NONE && p->quantity == NUMBER_NONE;
        add(&s.money, p->money, p->money_most);
        if (pledge_unit_adds(p->unit)) add(&s.units[p->unit], p->quantity, p->quantity_most);
    }
    return s;
}

int pledge_part(int64_t promised, int64_t given) {
    if (promised == NUMBER_NONE || given == NUMBER_NONE || promised <= 0) return -1;
    if (given >= promised) return 100;
    return (int)((double)given / (double)promised * 100.0);
}

Day pledge_year_after(Day d) {
    Day then = day_of(day_year(d) + 1, day_month(d), day_date(d));
    return day_valid(then) ? then : day_of(day_year(d) + 1, 2, 28);
}

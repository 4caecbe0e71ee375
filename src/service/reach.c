/* reach.c - does an opportunity of the region fit a business; no database. */
#include "service/reach.h"

static bool within(const Business *b, Id place) {
    for (size_t i = 0; i < b->up_n; i++) {
        if (b->up[i] == place) return true;
    }
    return false;
}

Reaching chance_reach(const Chance *o, const Business *b, Day today) {
    bool over = (o->until_on && o->until_on < today) || (o->deadline_on && o->deadline_on < today);
    bool known_trade = o->trade && b->trade, known_place = o->place && b->up_n;
    Reaching r = {.trade = known_trade && o->trade == b->trade, .place = known_place && within(b, o->place)};
    r.fits = !over && (!known_trade || r.trade) && (!known_place || r.place);
    if (!r.fits) return (Reaching){0};
    return r;
}

/* count.c - the rules of count.h. */
#include "measure/count.h"

#include <math.h>

typedef struct Held {
    double here, away;
    size_t n_here, n_away, told;
} Held;

static Held held_of(const OwnerShare *v, size_t n) {
    Held h = {0};
    for (size_t i = 0; i < n; i++) {
        bool told = !isnan(v[i].share);
        h.n_here += v[i].from == OWNER_HERE;
        h.n_away += v[i].from == OWNER_AWAY;
        h.told += told;
        if (told && v[i].from == OWNER_HERE) h.here += v[i].share;
        if (told && v[i].from == OWNER_AWAY) h.away += v[i].share;
    }
    return h;
}

Owned owned_of(const OwnerShare *v, size_t n) {
    static const double WHOLE = 99.5;             /* three thirds */
    Held h = held_of(v, n);
    if (n == 0) return OWNED_UNKNOWN;
    if (h.told == 0) return h.n_here == n ? OWNED_WHOLE : h.n_away == n ? OWNED_NONE : OWNED_UNKNOWN;
    if (h.here >= WHOLE) return OWNED_WHOLE;
    if (h.here > 50) return OWNED_MOST;
    if (h.away >= WHOLE) return OWNED_NONE;
    return h.away >= 50 ? OWNED_HALF : OWNED_UNKNOWN;
}

bool owned_locally(Owned o) { return o == OWNED_WHOLE || o == OWNED_MOST; }

bool owned_is(Owned o, OwnedFilter f) {
    switch (f) {
        case OWNED_HERE: return owned_locally(o);
        case OWNED_AWAY: return o == OWNED_HALF || o == OWNED_NONE;
        case OWNED_UNSURE: return o == OWNED_UNKNOWN;
        default: return true;
    }
}

typedef enum Standing { STANDING_NOT, STANDING_YES, STANDING_UNSURE } Standing;

static Standing standing_at(const Life *l, int year, int now) {
    if (l->from > year) return STANDING_NOT;
    if (l->over && l->to && l->to <= year) return STANDING_NOT;
    if (year >= now) return l->over && !l->to ? STANDING_NOT : STANDING_YES;
    return !l->from || (l->over && !l->to) ? STANDING_UNSURE : STANDING_YES;
}

bool count_is(const Life *l, CountWhat what, int year, int now) {
    if (what == COUNT_PLANNED) return l->planned;
    if (l->planned) return false;
    switch (what) {
        case COUNT_WORK: return standing_at(l, year, now) == STANDING_YES;
        case COUNT_UNSURE: return standing_at(l, year, now) == STANDING_UNSURE;
        case COUNT_OPENED: return l->from == year;
        case COUNT_CLOSED: return l->over && l->to == year;
        case COUNT_NO_OPENING: return l->from == 0;
        case COUNT_NO_END: return l->over && l->to == 0;
        default: return false;
    }
}

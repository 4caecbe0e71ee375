/* compose.c - is a council whole for one item? Persons are matched to needs by what sets of needs can be filled so
** far: with four needs there are sixteen. */
#include "council/compose.h"

#include "council_ent.h"

enum { SETS = 1 << NEED_N };

unsigned compose_fills(const ComposeItem *item, const ComposeSeat *seat) {
    unsigned fills = 0;
    bool dated = (!seat->from_on || seat->from_on <= item->on) && (!seat->until_on || seat->until_on >= item->on);
    if (!seat->there || seat->left) return 0;
    if (item->of_case && item->lead && seat->account == item->lead) fills |= NEED_LEAD;
    if (!dated) return fills;                     /* a lead consultant comes for the business, not for a term */
    if (seat->kind == SEAT_KIND_COORDINATOR) fills |= NEED_COORDINATOR;
    if (seat->kind == SEAT_KIND_TRUSTEE) fills |= NEED_TRUSTEE;
    if (seat->kind == SEAT_KIND_ENTREPRENEUR) fills |= NEED_ENTREPRENEUR;
    return fills;
}

/* All that a person may fill, by whichever of their seats; none when they stand earlier in the array. */
static unsigned person_fills(const ComposeItem *item, const ComposeSeat *seats, size_t n, size_t at) {
    unsigned fills = 0;
    bool     left = false;
    for (size_t i = 0; i < n; i++) {
        if (seats[i].who != seats[at].who) continue;
        if (i < at) return 0;
        left |= seats[i].left;
        fills |= compose_fills(item, &seats[i]);
    }
    return left ? 0 : fills;
}

static int count_of(unsigned set) { return __builtin_popcount(set); }

/* Is the set a better one to fill than the other: more of them, then the more telling ones. */
static bool better(unsigned a, unsigned b) {
    static const unsigned ORDER[NEED_N] = {NEED_LEAD, NEED_COORDINATOR, NEED_TRUSTEE, NEED_ENTREPRENEUR};
    if (count_of(a) != count_of(b)) return count_of(a) > count_of(b);
    for (int i = 0; i < NEED_N; i++) {
        if ((a & ORDER[i]) != (b & ORDER[i])) return (a & ORDER[i]) != 0;
    }
    return false;
}

unsigned compose_missing(const ComposeItem *item, const ComposeSeat *seats, size_t n) {
    unsigned needs = NEED_COORDINATOR | NEED_TRUSTEE | NEED_ENTREPRENEUR | (item->of_case ? NEED_LEAD : 0);
    bool     can[SETS] = {true};
    unsigned best = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned fills = person_fills(item, seats, n, i) & needs;
        for (unsigned set = SETS; fills && set-- > 0;) {
            /* Larger sets first: what this person adds is not added to once more. */
            for (unsigned need = 1; need < SETS && can[set]; need <<= 1) {
                if ((fills & need) && !(set & need)) can[set | need] = true;
            }
        }
    }
    for (unsigned set = 0; set < SETS; set++) {
        if (can[set] && better(set, best)) best = set;
    }
    return needs & ~best;
}

TextKey compose_sentence(unsigned need) {
    switch (need) {
    case NEED_COORDINATOR: return T_COUNCIL_NO_COORDINATOR;
    case NEED_LEAD: return T_COUNCIL_NO_LEAD;
    case NEED_TRUSTEE: return T_COUNCIL_NO_TRUSTEE;
    case NEED_ENTREPRENEUR: return T_COUNCIL_NO_ENTREPRENEUR;
    default: return T_NONE;
    }
}

SeatQuiet seat_quiet(Day until_on, int64_t missed, Day today) {
    if (until_on && until_on < today) return SEAT_OVER;
    if (missed >= QUIET_MEETINGS) return SEAT_QUIET;
    if (until_on && until_on <= day_plus(today, TERM_DAYS)) return SEAT_ENDS_SOON;
    return SEAT_WELL;
}

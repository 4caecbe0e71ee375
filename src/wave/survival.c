/* survival.c - the rules of survival.h. */
#include "wave/survival.h"

#include "wave/plan.h"

const int HORIZON_MONTHS[HORIZONS] = {12, 36, 60};

static Survival seen_there(Day at, const Seen *v, size_t n) {
    const Seen *first = NULL;                     /* the earliest that settles it tells whether it had moved by then */
    for (size_t i = 0; i < n; i++) {
        bool settles = !v[i].closed && v[i].from && day_plus(v[i].from, WAVE_EARLY_DAYS) >= at;
        if (settles && (!first || v[i].from < first->from)) first = &v[i];
    }
    if (!first) return SURVIVAL_UNKNOWN;
    return first->moved_on && first->moved_on <= at ? SURVIVAL_MOVED : SURVIVAL_THERE;
}

Survival survival_at(Day start, int months, const Seen *v, size_t n, Day today) {
    Day at = months_later(start, months);
    if (!at || at > today) return SURVIVAL_AHEAD;
    Survival s = seen_there(at, v, n);
    if (s != SURVIVAL_UNKNOWN) return s;
    for (size_t i = 0; i < n; i++) {
        if (v[i].closed && v[i].until <= at) return SURVIVAL_CLOSED;
    }
    for (size_t i = 0; i < n; i++) {
        if (v[i].closed && v[i].from > at) return SURVIVAL_THERE;
    }
    return SURVIVAL_UNKNOWN;
}

int64_t survival_known(const SurvivalSum *s) {
    return s->n[SURVIVAL_THERE] + s->n[SURVIVAL_MOVED] + s->n[SURVIVAL_CLOSED];
}

int64_t survival_due(const SurvivalSum *s) { return survival_known(s) + s->n[SURVIVAL_UNKNOWN]; }

int survival_percent(const SurvivalSum *s) {
    int64_t known = survival_known(s), there = known - s->n[SURVIVAL_CLOSED];
    return (int)((200 * there + known) / (2 * known));
}

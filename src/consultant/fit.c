/* fit.c - who fits a case, by what people have said of themselves. */
#include "consultant/fit.h"

/* Without a common language nothing else helps; a trade can be learned, a road can be driven. */
enum { POINTS_LANGUAGE = 8, POINTS_TRADE = 4, POINTS_HERE = 3, POINTS_AROUND = 1, POINTS_AREA = 1, AREAS_COUNTED = 3,
       POINTS_FREE_MAX = 4, POINTS_READY = 2 };

static FitSay said(int64_t asked, int64_t has) {
    if (!asked || !has) return FIT_NOT_SAID;
    return asked & has ? FIT_YES : FIT_NO;
}

static FitSay place_said(FitPlace p) {
    if (p == FIT_PLACE_UNKNOWN) return FIT_NOT_SAID;
    return p == FIT_PLACE_ELSEWHERE ? FIT_NO : FIT_YES;
}

static int64_t left_of(const FitPerson *p) {
    if (p->capacity == NUMBER_NONE) return NUMBER_NONE;
    return p->capacity > p->promised ? p->capacity - p->promised : 0;
}

/* A quarter of the time left counts one; who has not said what time they have counts as if little were left. */
static int points_free(const FitPerson *p, int64_t left) {
    if (left == NUMBER_NONE) return p->promised ? 0 : 1;
    if (!left || !p->capacity) return 0;
    int64_t share = left * POINTS_FREE_MAX / p->capacity;
    return share > 0 ? (int)share : 1;
}

static int bits(int64_t set) { return __builtin_popcountll((unsigned long long)set); }

static Fit fit_of(const FitCase *c, const FitPerson *p, size_t at) {
    Fit f = {.at = at, .apart = p->near != 0, .language = said(c->language, p->languages),
             .trade = said(c->trade, p->trades), .place = place_said(p->place), .areas = c->areas & p->areas,
             .free = left_of(p)};
    int areas = bits(f.areas);
    f.points = (f.language == FIT_YES ? POINTS_LANGUAGE : 0) + (f.trade == FIT_YES ? POINTS_TRADE : 0);
    f.points += p->place == FIT_PLACE_HERE ? POINTS_HERE : p->place == FIT_PLACE_AROUND ? POINTS_AROUND : 0;
    f.points += POINTS_AREA * (areas < AREAS_COUNTED ? areas : AREAS_COUNTED);
    f.points += points_free(p, f.free) + (p->unready ? 0 : POINTS_READY);
    return f;
}

/* Does a stand before b? */
static bool before(const FitPerson *v, const Fit *a, const Fit *b) {
    const FitPerson *p = &v[a->at], *q = &v[b->at];
    if (a->apart != b->apart) return b->apart;
    if (a->points != b->points) return a->points > b->points;
    if (p->promised != q->promised) return p->promised < q->promised;
    return p->account < q->account;
}

void fit_rank(const FitCase *c, const FitPerson *v, size_t n, Fit *ret_v) {
    for (size_t i = 0; i < n; i++) {
        Fit    f = fit_of(c, &v[i], i);
        size_t k = i;
        for (; k > 0 && before(v, &f, &ret_v[k - 1]); k--) ret_v[k] = ret_v[k - 1];
        ret_v[k] = f;
    }
}

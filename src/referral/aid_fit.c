/* aid_fit.c - what a track wants in numbers, held against what is known of a business. */
#include "referral/aid_fit.h"

#include "lang/show.h"

#include <math.h>

static bool known(int64_t n) { return n != NUMBER_NONE; }

/* Between two bounds for sure, outside for sure, or it depends on what is not known. NUMBER_NONE: no bound. */
static AidSay within(int64_t low, int64_t high, int64_t min, int64_t max) {
    if (!known(min) && !known(max)) return AID_NOT_WANTED;
    if (!known(low) || !known(high)) return AID_ASK;
    if ((known(max) && low > max) || (known(min) && high < min)) return AID_FITS_NOT;
    return (!known(max) || high <= max) && (!known(min) || low >= min) ? AID_FITS : AID_ASK;
}

/* Founded in a year, a business is so many years old or one less: the month is not known. */
static AidSay years_say(const AidTrack *t, const AidFacts *f) {
    int64_t most = known(f->founded) ? f->year - f->founded : NUMBER_NONE;
    int64_t least = known(most) && most > 0 ? most - 1 : most;
    return within(least, most, t->years_min, t->years_max);
}

static AidSay place_say(const AidTrack *t, AidWhere where) {
    if (!t->place) return AID_NOT_WANTED;
    return where == AID_WHERE_UNKNOWN ? AID_ASK : where == AID_WHERE_IN ? AID_FITS : AID_FITS_NOT;
}

static AidSay trade_say(const AidTrack *t, const AidFacts *f) {
    if (!t->trades) return AID_NOT_WANTED;
    if (!f->trade) return AID_ASK;
    return t->trades & (int64_t)1 << (f->trade - 1) ? AID_FITS : AID_FITS_NOT;
}

static AidSay jobs_say(const AidTrack *t, const AidFacts *f) {
    int64_t n = isnan(f->jobs) ? NUMBER_NONE : (int64_t)ceil(f->jobs);
    return within(n, n, NUMBER_NONE, t->jobs_max);
}

AidFit aid_fit(const AidTrack *t, const AidFacts *f, AidWhere where) {
    AidFit v = {.years = years_say(t, f), .place = place_say(t, where), .trade = trade_say(t, f),
                .turnover = within(f->turnover_low, f->turnover_high, NUMBER_NONE, t->turnover_max),
                .jobs = jobs_say(t, f)};
    const AidSay all[] = {v.years, v.place, v.trade, v.turnover, v.jobs};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) v.all = all[i] > v.all ? all[i] : v.all;
    return v;
}

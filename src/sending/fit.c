/* fit.c - the rules of fit.h. */
#include "sending/fit.h"

#include "lang/show.h"

#include <math.h>

static bool has(int64_t set, int one) { return one > 0 && (set & (int64_t)1 << (one - 1)) != 0; }

int fit_way(const FitBusiness *b) {
    bool mail = b->has_mail && b->way == HEAR_WAY_MAIL;
    return mail ? HEAR_WAY_MAIL : b->has_phone ? HEAR_WAY_PHONE : 0;
}

FitOut fit_out(int kind, const FitBusiness *b) {
    bool withdrew = b->withdrew_on && (!b->way || b->withdrew_on > b->said_on);
    if (b->way == HEAR_WAY_NONE || withdrew) return OUT_SAID_NO;
    if (has(b->not_kinds, kind)) return OUT_THIS_KIND;
    if (b->lately >= NOTICES_MAX) return OUT_ENOUGH;
    return fit_way(b) ? OUT_NOT : OUT_NO_WAY;
}

/* In the place of the item: how many steps above the town; -1: outside. */
static int steps_up(Id place, const FitBusiness *b) {
    for (size_t i = 0; i < b->up_n; i++) {
        if (b->up[i] == place) return (int)i;
    }
    return -1;
}

static bool place_fits(const FitItem *item, const FitBusiness *b, Fit *f) {
    f->near = FIT_FAR;
    if (!item->place) return true;
    f->ask_place = !b->up_n;
    if (!b->up_n) return true;
    int up = steps_up(item->place, b);
    f->place = up >= 0;
    if (f->place) f->near = up;
    return f->place;
}

static bool trade_fits(const FitItem *item, const FitBusiness *b, Fit *f) {
    f->field = item->category && item->category == b->category;
    f->trade = !f->field && item->trade && item->trade == b->trade;
    f->asked_trade = !f->field && !f->trade && has(b->trades, item->trade);
    if (!item->trade || f->field || f->trade || f->asked_trade) return true;
    f->ask_trade = !b->trade;
    return !b->trade;
}

static bool track_fits(const FitItem *item, const FitBusiness *b, Day today, Fit *f) {
    AidFacts facts = {.founded = b->founded, .year = day_year(today), .trade = b->trade, .turnover_low = NUMBER_NONE,
                      .turnover_high = NUMBER_NONE, .jobs = NAN};
    AidWhere where = f->place ? AID_WHERE_IN : b->up_n && item->place ? AID_WHERE_OUT : AID_WHERE_UNKNOWN;
    if (!item->track) return true;
    AidFit a = aid_fit(item->track, &facts, where);
    f->trade = a.trade == AID_FITS;
    f->years = a.years == AID_FITS;
    f->ask_trade = a.trade == AID_ASK;
    f->ask_more = a.turnover == AID_ASK || a.jobs == AID_ASK || a.years == AID_ASK;
    return a.all != AID_FITS_NOT;
}

Fit fit_of(const FitItem *item, const FitBusiness *b, Day today) {
    Fit f = {.asked_kind = has(b->kinds, item->kind), .way = fit_way(b), .near = FIT_FAR};
    bool fits = item->live && b->id != item->holder && place_fits(item, b, &f) && trade_fits(item, b, &f) &&
                track_fits(item, b, today, &f);
    if (!fits || !fit_reasons(&f)) return (Fit){.near = FIT_FAR, .way = f.way};
    f.fits = true;
    f.out = b->told ? OUT_NOT : fit_out(item->kind, b);
    return f;
}

int fit_reasons(const Fit *f) { return f->field + f->trade + f->asked_trade + f->place + f->asked_kind + f->years; }

int fit_order(const Fit *a, const Fit *b) {
    if (a->near != b->near) return a->near - b->near;
    return fit_reasons(b) - fit_reasons(a);
}

/* ---- a notice on its way ---- */

/* Who answers was told; what was opened or answered stays known. */
bool notice_step(Notice *n, int state, Day on) {
    bool answered = n->state >= NOTICE_STATE_INTERESTED;
    if (state <= NOTICE_STATE_TO_TELL || state >= NOTICE_STATE_N || state == n->state) return false;
    if (state <= NOTICE_STATE_OPENED && answered) return false;
    if (state == NOTICE_STATE_TOLD && n->state == NOTICE_STATE_OPENED) return false;
    bool from_no = n->state == NOTICE_STATE_DECLINED && state > NOTICE_STATE_INTERESTED;
    if (from_no || (state == NOTICE_STATE_INTERESTED && n->state > NOTICE_STATE_DECLINED)) return false;
    if (!n->told_on) n->told_on = on;
    if (state == NOTICE_STATE_OPENED) n->opened_on = on;
    n->declined_on = state == NOTICE_STATE_DECLINED ? on : 0;
    n->received_on = state == NOTICE_STATE_RECEIVED ? on : 0;
    bool well = state >= NOTICE_STATE_INTERESTED && state != NOTICE_STATE_DECLINED;
    if (!well) n->interested_on = 0;
    else if (!n->interested_on) n->interested_on = on;
    if (state < NOTICE_STATE_APPLIED) n->applied_on = 0;
    else if (!n->applied_on) n->applied_on = on;
    if (state != NOTICE_STATE_DECLINED) n->reason = (Str){0};
    n->state = state;
    return true;
}

Day remind_on(Day closes_on, Day today) {
    Day on = closes_on ? day_plus(closes_on, -REMIND_DAYS) : 0;
    return on > today ? on : 0;
}

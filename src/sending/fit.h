/* fit.h - whom does an opportunity, a resource or an aid track fit, and who may be told of it. Pure: no database, no
** clock. What is not known of a business speaks against nothing; nobody is told without a reason. */
#ifndef RAKAZ_SENDING_FIT_H
#define RAKAZ_SENDING_FIT_H

#include "referral/aid_fit.h"
#include "sending_ent.h"

/* No more than so many notices for one business in so many days, whatever fits it. */
enum { NOTICES_MAX = 3, NOTICES_DAYS = 30, REMIND_DAYS = 7, CLOSES_SOON_DAYS = 30 };

typedef struct FitItem {
    Id              id, place, category, holder;
    int             kind, trade;                  /* of hear_kind; of trade_group, 0: it names none */
    const AidTrack *track;                        /* what it wants in numbers; NULL: it is a listing */
    Day             closes_on;                    /* the last day; 0: it has none */
    bool            live;
} FitItem;

typedef struct FitBusiness {
    Id        id, category;
    int       trade;                              /* 0: not known */
    const Id *up;                                 /* its town and all that it is part of */
    size_t    up_n;
    int64_t   founded;                            /* NUMBER_NONE: not known */
    bool      has_mail, has_phone;
    int       way;                                /* of hear_way; 0: not asked yet */
    int64_t   kinds, not_kinds, trades;           /* sets; 0: nothing was said */
    Day       said_on, withdrew_on;               /* withdrew_on: from being written to at all; 0: never */
    bool      told;                               /* of this very thing */
    int64_t   lately;                             /* notices within NOTICES_DAYS */
} FitBusiness;

/* Why somebody whom it fits is not told. */
typedef enum FitOut { OUT_NOT, OUT_SAID_NO, OUT_THIS_KIND, OUT_ENOUGH, OUT_NO_WAY, OUT_N } FitOut;

typedef struct Fit {
    bool   fits;
    FitOut out;
    bool   field, trade, asked_trade, place, asked_kind, years;   /* why */
    bool   ask_trade, ask_place, ask_more;        /* what is to be asked */
    int    near;                                  /* 0: in the very place; FIT_FAR: it is not known how far */
    int    way;                                   /* how they would be told: mail or phone; 0: no way */
} Fit;
enum { FIT_FAR = 99 };

/* today: for the years of a business. */
Fit fit_of(const FitItem *item, const FitBusiness *b, Day today);

/* Whether and how they may be told now, whatever fits: the rule that the store holds too. */
FitOut fit_out(int kind, const FitBusiness *b);
int    fit_way(const FitBusiness *b);

/* How many reasons speak for it; below 0 when `a` stands before `b`: nearest first, then by reasons. */
int fit_reasons(const Fit *f);
int fit_order(const Fit *a, const Fit *b);

/* ---- a notice on its way ---- */

/* Takes a step on a day: sets the state and its day, and those before it that must have been. false: no such step from
** here. Opening what was answered changes nothing. */
bool notice_step(Notice *n, int state, Day on);

/* The day on which whoever is interested is reminded; 0: the end is too near for it, or there is none. */
Day remind_on(Day closes_on, Day today);

#endif

/* aid_fit.h - does a track fit a business: by what the track wants in numbers and what is known of the business. Pure:
** no database, no clock. What is not known is never a no: it is to be asked. */
#ifndef RAKAZ_REFERRAL_AID_FIT_H
#define RAKAZ_REFERRAL_AID_FIT_H

#include "aid_ent.h"

typedef enum AidSay { AID_NOT_WANTED, AID_FITS, AID_ASK, AID_FITS_NOT } AidSay;
typedef enum AidWhere { AID_WHERE_UNKNOWN, AID_WHERE_IN, AID_WHERE_OUT } AidWhere;

/* What is known of a business on a day. */
typedef struct AidFacts {
    int64_t founded, year;                        /* NUMBER_NONE: not known; the year of the day */
    int     trade;                                /* of trade_group; 0: not known */
    int64_t turnover_low, turnover_high;          /* a year, in whole units of the currency; NUMBER_NONE: not known */
    double  jobs;                                 /* NAN: not known */
} AidFacts;

/* What is to be said of each thing that the track wants, and of all together: one no is a no, else one that is to be
** asked makes it one to ask. AID_NOT_WANTED for `all`: nothing stands there in numbers. */
typedef struct AidFit {
    AidSay years, place, trade, turnover, jobs, all;
} AidFit;
AidFit aid_fit(const AidTrack *t, const AidFacts *f, AidWhere where);

#endif

/* fit.h - who fits a case: a proposal by field, language, place and load, each said in a sentence. A person chooses.
**
** It weighs a case against what people have said of themselves; it rates nobody. Pure: no database, no clock. */
#ifndef RAKAZ_CONSULTANT_FIT_H
#define RAKAZ_CONSULTANT_FIT_H

#include "base/id.h"
#include "lang/show.h"

/* What the case is about. Bits of sets as in the entities; 0: nobody has said. */
typedef struct FitCase {
    int64_t trade, language;                      /* one bit each */
    int64_t areas;                                /* advice that is asked for */
} FitCase;

typedef enum FitPlace { FIT_PLACE_UNKNOWN, FIT_PLACE_ELSEWHERE, FIT_PLACE_AROUND, FIT_PLACE_HERE } FitPlace;

typedef struct FitPerson {
    Id       account;
    int64_t  trades, languages, areas;            /* 0: has not said */
    FitPlace place;
    int64_t  capacity, promised;                  /* minutes a month; capacity NUMBER_NONE: not agreed */
    int      near;                                /* why they are too near to the business; 0: they are not */
    bool     unready;                             /* not signed or not trained */
} FitPerson;

/* What is to be said of one candidate, in this order. */
typedef enum FitSay { FIT_YES, FIT_NO, FIT_NOT_SAID } FitSay;
typedef struct Fit {
    size_t  at;                                   /* index of the person */
    bool    apart;                                /* too near: never proposed, listed behind all others */
    FitSay  language, trade, place;
    int64_t areas;                                /* of those asked for, what they advise on */
    int64_t free;                                 /* minutes a month left; NUMBER_NONE: no capacity agreed */
    int     points;                               /* for the order alone */
} Fit;

/* Fills ret_v[n], the best fit first, those who are too near last. The order does not depend on the order of `v`. Who
** has more promised than another and is alike in all else never stands before them. */
void fit_rank(const FitCase *c, const FitPerson *v, size_t n, Fit *ret_v);

#endif

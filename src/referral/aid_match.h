/* aid_match.h - which tracks may fit a case, and which of the reader's own cases a track may fit, each in words. */
#ifndef RAKAZ_REFERRAL_AID_MATCH_H
#define RAKAZ_REFERRAL_AID_MATCH_H

#include "case/case.h"
#include "referral/aid.h"
#include "referral/aid_fit.h"

enum { AID_CASES_MAX = 60, AID_TRACKS_MAX = 100, AID_SAYS_MAX = 5 };

/* One thing that a track wants, as a sentence. */
typedef struct AidSaying {
    Str  text;
    bool fits, ask, no;
} AidSaying;

typedef struct AidMatch {
    Str        name, href, more, refer;           /* more: who offers it, or where the business is; refer: an address */
    AidSaying *says;
    size_t     says_n;
    AidSay     all;
    size_t     at;                                /* where it stood before */
    bool       ask, plain;                        /* plain: nothing stands there in numbers; read the conditions */
} AidMatch;

typedef struct AidMatches {
    AidMatch *rows, *no;                          /* may fit, those that fit for sure first; do not fit */
    size_t    rows_n, no_n;
    bool      on_case;
} AidMatches;
PAGE_FN(aid_matches, AidMatches)
PAGE_FN(aid_match_says, AidMatch)

extern const RecordPart AID_FOR_CASE, AID_CASES;

#endif

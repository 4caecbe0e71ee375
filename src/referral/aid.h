/* aid.h - what bodies offer to businesses, as data: no track of any country stands in the program. */
#ifndef RAKAZ_REFERRAL_AID_H
#define RAKAZ_REFERRAL_AID_H

#include "aid_ent.h"
#include "view/view.h"

extern const Module aid_module;
extern const Sheet  AID_SHEET;

enum { AID_SOON_DAYS = 30, AID_CONFIRM_DAYS = 365 };

/* The entity's own check: the currency when none is named, and that it is one. */
Fault aid_check(Ctx *c, const void *before, void *after);

/* Tells whoever waits for it: called inside the write when a track was changed. Registered at a module's start. */
Fault aid_after(Ctx *c, const void *before, const void *after);
typedef Fault (*AidFn)(Ctx *c, const AidTrack *before, const AidTrack *after);
void  aid_on_change(AidFn fn);

/* Whether requests are taken on a day. What is kept is what people said; a last day that is over closes it. */
typedef enum AidStanding { AID_TAKES, AID_NOT_YET, AID_OVER, AID_PAUSED, AID_ENDED } AidStanding;
AidStanding aid_standing(const AidTrack *t, Day today);

/* What other modules know of cases in numbers, as far as the reader sees it; filled for each of `v` by its case. In
** whole units of the region's currency, a year; NUMBER_NONE or NAN: not known. Registered at a module's start. */
typedef struct CaseFact {
    Id      of_case;
    int64_t turnover_low, turnover_high;          /* INT64_MAX: no upper end */
    double  jobs;
} CaseFact;
typedef Fault (*CaseFactsFn)(Ctx *c, CaseFact *v, size_t n);
void aid_on_facts(CaseFactsFn fn);

/* The lines of a text that say something, one after the other; false when there are no more. Marks of a list at their
** beginning ("- ", "* ", "1. ") are not part of them. Start with *rest = the text. */
bool aid_line(Str *rest, Str *ret_line);

#endif

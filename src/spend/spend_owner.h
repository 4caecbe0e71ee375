/* spend_owner.h - whose a payee is, by where its owners are. Pure: ties in, shares out.
**
** A share that a tie tells is followed up to people, and to bodies of which no owner is known; where those are decides.
** What no tie tells of stays unknown: it is not shared out. Owners without a share hold what is left only where all of
** them are of one kind; else it is unknown who holds it. A way that leads back to where it came from is unknown, and is
** told. */
#ifndef RAKAZ_SPEND_SPEND_OWNER_H
#define RAKAZ_SPEND_SPEND_OWNER_H

#include "base/id.h"
#include "spend/spend_sum.h"

enum { OWNER_WHOLE = 1000000, OWNER_DEPTH_MAX = 8, OWNER_STEPS_MAX = 4096 };

typedef struct OwnerTie {
    Id      owned, owner;
    int32_t share;                                /* millionths; below zero: not known */
} OwnerTie;

typedef struct OwnerWorld {
    const OwnerTie *ties;                         /* by owned */
    size_t          ties_n;
    const Id       *ids;                          /* whose place is asked about, rising, */
    const uint8_t  *where;                        /* and where they are: SpendLocal */
    size_t          ids_n;
} OwnerWorld;

typedef struct OwnerParts {
    int64_t part[SPEND_LOCAL_N];                  /* millionths; they add up to OWNER_WHOLE */
    bool    owned;                                /* some owner is known */
    bool    circular;                             /* somebody owns a part of themselves */
} OwnerParts;

void owner_sort(OwnerTie *v, size_t n);
OwnerParts owner_parts(const OwnerWorld *w, Id payee);

/* An amount by these parts, in whole hundredths that add up to it; what rounding leaves is unknown. */
void owner_share(const OwnerParts *p, int64_t amount, int64_t ret_sum[SPEND_LOCAL_N]);

#endif

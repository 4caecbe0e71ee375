/* count.h - which businesses of a place work, since when, until when, and whose they are. Pure: years and shares in,
** answers out. What is not known is told as that, and never as nothing. */
#ifndef RAKAZ_MEASURE_COUNT_H
#define RAKAZ_MEASURE_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How much of a business belongs to owners who belong to the place. */
typedef enum Owned { OWNED_UNKNOWN, OWNED_WHOLE, OWNED_MOST, OWNED_HALF, OWNED_NONE, OWNED_N } Owned;

/* One owner; NAN: the share is not told. */
typedef enum OwnerFrom { OWNER_AWAY, OWNER_HERE, OWNER_SOMEWHERE } OwnerFrom;
typedef struct OwnerShare {
    double    share;                              /* percent */
    OwnerFrom from;                               /* SOMEWHERE: not known, or not for this reader to know */
} OwnerShare;

/* Where no share is told, owners who are all from here own the whole and owners who are all from elsewhere leave
** nothing; where some are told, what is left of the hundred is not known. */
Owned owned_of(const OwnerShare *v, size_t n);

/* More than half of it: what the count of local businesses is made of. */
bool owned_locally(Owned o);

/* The life of a business in years; 0: not known. */
typedef struct Life {
    int  from, to;
    bool over, planned;                           /* over: closed, or left the place */
} Life;

/* What is counted of them. Of a year: who opened, who closed or left, who worked at its end, of whom that is not known.
** Without a year: whose opening is not known; who closed in a year that is not known; who is still being planned. */
typedef enum CountWhat {
    COUNT_WORK, COUNT_UNSURE, COUNT_OPENED, COUNT_CLOSED, COUNT_NO_OPENING, COUNT_NO_END, COUNT_PLANNED, COUNT_N
} CountWhat;

/* Does this business count? `now`: the year we are in, at whose end it works when it works today. One rule for the
** number and for the list behind it. */
bool count_is(const Life *l, CountWhat what, int year, int now);

/* Which owners are asked for: all, those who own more than half here, those who do not, those not known. */
typedef enum OwnedFilter { OWNED_ANY, OWNED_HERE, OWNED_AWAY, OWNED_UNSURE, OWNED_FILTERS } OwnedFilter;
bool owned_is(Owned o, OwnedFilter f);

#endif

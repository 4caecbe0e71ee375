/* compose.h - is a council whole for one item of its agenda? Without input and output: seats, dates and presence in,
** what is missing out.
**
** Asked for each item apart, because each business brings its own lead consultant. Four must be there: the coordinator
** of the unit, the lead consultant of this business (of an item about a business), the trustee of the authority, and an
** entrepreneur of standing, from the place or not. One person fills one seat only, however many they hold. Whoever has
** declared a conflict of interest and left is not there. */
#ifndef RAKAZ_COUNCIL_COMPOSE_H
#define RAKAZ_COUNCIL_COMPOSE_H

#include "base/day.h"
#include "base/id.h"
#include "lang/lang.h"

typedef enum ComposeNeed {
    NEED_COORDINATOR = 1 << 0,
    NEED_LEAD        = 1 << 1,
    NEED_TRUSTEE     = 1 << 2,
    NEED_ENTREPRENEUR = 1 << 3,
    NEED_N           = 4,
} ComposeNeed;

/* Somebody in the room by one seat, or as a guest. The same `who` may stand there several times. */
typedef struct ComposeSeat {
    Id   who;                                     /* account, actor or seat: whatever tells one person from another */
    Id   account;                                 /* 0: without one */
    int  kind;                                    /* SEAT_KIND_…; 0: a guest */
    Day  from_on, until_on;                       /* 0: open */
    bool there;                                   /* came, or is expected */
    bool left;                                    /* declared a conflict of interest about this item */
} ComposeSeat;

typedef struct ComposeItem {
    Day  on;
    Id   lead;                                    /* account of the business's lead consultant; 0: it has none */
    bool of_case;                                 /* about a business: its lead consultant must be there */
} ComposeItem;

/* What is missing, as a mask of ComposeNeed; 0: whole. When two needs compete for one person, the earlier of lead,
** coordinator, trustee, entrepreneur is filled. */
unsigned compose_missing(const ComposeItem *item, const ComposeSeat *seats, size_t n);

/* "The trustee of the authority is missing." T_NONE for what is no single need. */
TextKey compose_sentence(unsigned need);

/* What of the four this person may fill. */
unsigned compose_fills(const ComposeItem *item, const ComposeSeat *seat);

/* A seat that begs for a word: nobody came by it to the last meetings, or its term runs out. */
enum { QUIET_MEETINGS = 2, TERM_DAYS = 60 };
typedef enum SeatQuiet { SEAT_WELL, SEAT_QUIET, SEAT_ENDS_SOON, SEAT_OVER } SeatQuiet;
SeatQuiet seat_quiet(Day until_on, int64_t missed, Day today);

#endif

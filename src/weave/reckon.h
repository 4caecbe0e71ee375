/* reckon.h - the network of a region, reckoned from its ties: who holds it together, whose ties have gone quiet,
** which groups there are and what they share, what joins sectors and towns, how it grew. Pure: no database, no
** clock. It rates nobody: what is told of somebody is where their ties lead. What is not known is counted as that. */
#ifndef RAKAZ_WEAVE_RECKON_H
#define RAKAZ_WEAVE_RECKON_H

#include "base/day.h"
#include "base/id.h"
#include "graph/graph.h"

/* Somebody at an end of a tie, or without ties, whom the reader sees. */
typedef struct WeaveActor {
    Id   id, place;                               /* place 0: not known */
    int  kind, trade;                             /* enum actor_kind, trade_group; trade 0: not known */
    bool local;                                   /* belongs by the definition that was asked for */
    Str  name;
} WeaveActor;

typedef struct WeaveTie {
    Id       id;
    uint32_t from, to;                            /* in Weave.actors */
    int      kind;                                /* enum tie_kind */
    bool     dormant;
    int64_t  strength;                            /* 1 to 5; 0: not told, and counts as the weakest */
    Day      from_on, used_on;                    /* 0: not known */
} WeaveTie;

/* Is a tie in use? Quiet: marked as dormant, or last used more than a year ago. In use: used or begun within a year. */
typedef enum WeaveUse { WEAVE_NOT_KNOWN, WEAVE_IN_USE, WEAVE_QUIET } WeaveUse;
WeaveUse weave_use(const WeaveTie *t, Day today);

/* What joins, or does not: of each tie between two sectors, towns or groups. */
typedef enum WeaveSide { WEAVE_TRADE, WEAVE_PLACE, WEAVE_GROUP, WEAVE_SIDES } WeaveSide;
typedef enum WeaveCross { WEAVE_SAME, WEAVE_ACROSS, WEAVE_UNTOLD, WEAVE_CROSSES } WeaveCross;

typedef struct WeaveGroup {
    uint32_t size, first;                         /* first: its smallest vertex */
    Id       place;                               /* where most of those are of whom it is known */
    uint32_t place_n, place_known;
    int      trade;
    uint32_t trade_n, trade_known;
} WeaveGroup;

typedef struct Weave {
    WeaveActor *actors;                           /* by id */
    uint32_t    n;
    WeaveTie   *ties;                             /* real ones, both ends in actors */
    size_t      ties_n;
    Day         today;

    /* made by weave_reckon */
    Graph       g;
    uint32_t   *lost;                             /* how many would be cut off from the rest without them */
    double     *between;                          /* share of all pairs on whose shortest way they lie: 0 .. 1 */
    double      off;                              /* by how much that may be off; 0: exact */
    uint32_t   *group;
    uint32_t   *live, *quiet, *untold;            /* their ties by use */
    WeaveGroup *groups;                           /* of three and more, the largest first */
    uint32_t    groups_n;
    uint32_t   *brokers, brokers_n;               /* on most ways first; nobody who lies on none */
    uint32_t   *still, still_n;                   /* the quiet list: what the network would lose most comes first */
    uint32_t   *alone, alone_n;                   /* businesses of here without a tie */
    size_t      cross[WEAVE_SIDES][WEAVE_CROSSES];
} Weave;

/* Fills what is reckoned, in the arena. */
void weave_reckon(Arena *a, Weave *w);

/* How a tie stands to one side: both the same, across, or not known of one end. */
WeaveCross weave_cross(const Weave *w, const WeaveTie *t, WeaveSide side);

/* Somebody has gone quiet: of their ties at least one is known to be quiet, and none to be in use. */
bool weave_is_still(const Weave *w, uint32_t v);

/* The vertices to draw, at most `max`: those with most ties, whole when all fit in; whoever has none is left out.
** Returns how many. */
uint32_t weave_drawn(Arena *a, const Weave *w, uint32_t max, uint32_t *ret_v);

#endif

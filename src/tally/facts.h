/* facts.h - what is counted of places, one small fact for each record: businesses and people, real ties between them,
** needs and offers. No database and no lock; who owns the facts sees to both.
**
** A fact carries the gate of its record (seek.h), so that a sum for a reader is made of what this reader may see. */
#ifndef RAKAZ_TALLY_FACTS_H
#define RAKAZ_TALLY_FACTS_H

#include "ent/ent.h"

typedef struct TallyActor {
    Id       id;
    uint32_t gate;
    int16_t  from, to;                            /* years; 0: not known */
    bool     business, over, planned;             /* over: closed, or left (measure/count.h) */
} TallyActor;

/* Active or dormant: what was wished for and what has ended joins nobody. */
typedef struct TallyTie {
    Id       id, from, to;
    uint32_t gate;
} TallyTie;

typedef enum TallyAsked { TALLY_ASKED_NEED, TALLY_ASKED_OFFER, TALLY_ASKED_MET } TallyAsked;
typedef struct TallyListing {
    Id       id, holder, place;                   /* place: where it is, else the unit that holds it */
    uint32_t gate;
    int16_t  year;                                /* in which a need was met; 0: not known */
    uint8_t  what;                                /* TallyAsked: an open need, an open offer, a need that was met */
} TallyListing;

/* Each by id. Zeroed: empty. */
typedef struct TallyFacts {
    TallyActor   *actors;
    TallyTie     *ties;
    TallyListing *listings;
    size_t        actors_n, actors_cap, ties_n, ties_cap, listings_n, listings_cap;
} TallyFacts;

/* The nouns of which facts are made. */
bool facts_of(const Entity *e);

/* Takes a record as it is now: what is not counted any more goes. Of a tie the fields from_actor, to_actor, state are
** read; of an actor kind, life, founded_year, ended_year; of a listing kind, state, holder, place, unit, met_on. */
void facts_put(TallyFacts *f, const Entity *e, const void *rec, uint64_t gate);
void facts_drop(TallyFacts *f, const Entity *e, Id id);
void facts_free(TallyFacts *f);

const TallyActor *facts_actor(const TallyFacts *f, Id id);   /* NULL: not there */
size_t            facts_bytes(const TallyFacts *f);

#endif

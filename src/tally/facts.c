/* facts.c - from records to what is counted of them. */
#include "tally/facts.h"

#include "actor/actor.h"
#include "base/idrows.h"
#include "listing/listing.h"
#include "tie/tie.h"

#include <stdlib.h>

bool facts_of(const Entity *e) { return e == &actor_entity || e == &tie_entity || e == &listing_entity; }

/* Room for a row with this id, whether it was there or not. */
#define PUT(f, rows, fact)                                                                                          \
    do {                                                                                                            \
        size_t at_ = idrows_at((f)->rows, (f)->rows##_n, sizeof *(f)->rows, (fact).id);                             \
        if (!idrows_is((f)->rows, (f)->rows##_n, sizeof *(f)->rows, at_, (fact).id)) {                              \
            (f)->rows = idrows_room((f)->rows, &(f)->rows##_n, &(f)->rows##_cap, sizeof *(f)->rows, at_);           \
        }                                                                                                           \
        (f)->rows[at_] = (fact);                                                                                    \
    } while (0)

#define DROP(f, rows, gone)                                                                                         \
    do {                                                                                                            \
        size_t at_ = idrows_at((f)->rows, (f)->rows##_n, sizeof *(f)->rows, gone);                                  \
        if (idrows_is((f)->rows, (f)->rows##_n, sizeof *(f)->rows, at_, gone)) {                                    \
            idrows_drop((f)->rows, &(f)->rows##_n, sizeof *(f)->rows, at_);                                         \
        }                                                                                                           \
    } while (0)

static int16_t year_or_0(int64_t n) { return n == NUMBER_NONE ? 0 : (int16_t)n; }

static void put_actor(TallyFacts *f, const Actor *a, uint64_t gate) {
    TallyActor one = {.id = a->head.id, .gate = (uint32_t)gate, .business = a->kind == ACTOR_KIND_BUSINESS,
                      .from = year_or_0(a->founded_year), .to = year_or_0(a->ended_year),
                      .over = a->life == LIFE_STATE_CLOSED || a->life == LIFE_STATE_MOVED,
                      .planned = a->life == LIFE_STATE_PLANNED};
    PUT(f, actors, one);
}

static void put_tie(TallyFacts *f, const Tie *t, uint64_t gate) {
    TallyTie one = {t->head.id, t->from_actor, t->to_actor, (uint32_t)gate};
    if (t->state == TIE_STATE_ACTIVE || t->state == TIE_STATE_DORMANT) PUT(f, ties, one);
    else DROP(f, ties, one.id);
}

static void put_listing(TallyFacts *f, const Listing *l, uint64_t gate) {
    bool need = l->kind == LISTING_KIND_NEED, open = l->state == LISTING_STATE_OPEN;
    bool met = need && l->state == LISTING_STATE_MET;
    bool counts = met || (open && (need || l->kind == LISTING_KIND_OFFER));
    TallyListing one = {.id = l->head.id, .holder = l->holder, .place = l->place ? l->place : l->head.unit,
                        .gate = (uint32_t)gate,
                        .what = met ? TALLY_ASKED_MET : need ? TALLY_ASKED_NEED : TALLY_ASKED_OFFER,
                        .year = met && l->met_on ? (int16_t)day_year(l->met_on) : 0};
    if (counts) PUT(f, listings, one);
    else DROP(f, listings, one.id);
}

void facts_put(TallyFacts *f, const Entity *e, const void *rec, uint64_t gate) {
    if (e == &actor_entity) put_actor(f, rec, gate);
    else if (e == &tie_entity) put_tie(f, rec, gate);
    else if (e == &listing_entity) put_listing(f, rec, gate);
}

void facts_drop(TallyFacts *f, const Entity *e, Id id) {
    if (e == &actor_entity) DROP(f, actors, id);
    else if (e == &tie_entity) DROP(f, ties, id);
    else if (e == &listing_entity) DROP(f, listings, id);
}

void facts_free(TallyFacts *f) {
    free(f->actors);
    free(f->ties);
    free(f->listings);
    *f = (TallyFacts){0};
}

const TallyActor *facts_actor(const TallyFacts *f, Id id) {
    size_t at = idrows_at(f->actors, f->actors_n, sizeof *f->actors, id);
    return idrows_is(f->actors, f->actors_n, sizeof *f->actors, at, id) ? &f->actors[at] : NULL;
}

size_t facts_bytes(const TallyFacts *f) {
    return f->actors_cap * sizeof *f->actors + f->ties_cap * sizeof *f->ties +
           f->listings_cap * sizeof *f->listings;
}

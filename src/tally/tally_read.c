/* tally_read.c - the numbers of all places for one reader: what is kept, else the image, else the database. */
#include "tally/tally_inner.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "tie/tie.h"

enum { ROWS_MAX = 1000000 };

/* ---- from the database ------------------------------------------------------------------------------------------- */

static Fault take_actor(Ctx *c, const void *rec, void *facts) {
    (void)c;
    facts_put(facts, &actor_entity, rec, 0);
    return OK;
}

static Fault take_tie(Ctx *c, const void *rec, void *facts) {
    (void)c;
    facts_put(facts, &tie_entity, rec, 0);
    return OK;
}

static Fault take_listing(Ctx *c, const void *rec, void *facts) {
    (void)c;
    facts_put(facts, &listing_entity, rec, 0);
    return OK;
}

/* What the reader's lists hold; the unit of a listing is no field of it, so whole rows are read. */
static Fault stored_facts(Ctx *c, TallyFacts *f) {
    static const int OF_ACTORS[] = {ACTOR_F_KIND, ACTOR_F_LIFE, ACTOR_F_FOUNDED_YEAR, ACTOR_F_ENDED_YEAR, -1};
    static const int OF_TIES[] = {TIE_F_FROM_ACTOR, TIE_F_TO_ACTOR, TIE_F_STATE, -1};
    ListSpec actors = {.entity = &actor_entity, .limit = 1}, ties = {.entity = &tie_entity, .limit = 1};
    ListSpec listings = {.entity = &listing_entity, .limit = 1};
    TRY(list_some(c, &actors, OF_ACTORS, ROWS_MAX, take_actor, f));
    TRY(list_some(c, &ties, OF_TIES, ROWS_MAX, take_tie, f));
    return list_each(c, &listings, false, take_listing, f);
}

static Fault stored_sum(Ctx *c, const TallyGround *g, TallySums *ret_s) {
    TallyFacts facts = {0};
    TallyLook  look = {.year = day_year(c->reader.today)};
    Fault      f = stored_facts(c, &facts);
    if (f == OK) tally_sum(c->arena, &facts, g, &look, ret_s);
    facts_free(&facts);
    return f;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static Fault reckon(Ctx *c, const TallyGround *g, bool image, TallySums *ret_s) {
    bool done = false;
    if (image) TRY(tally_image_sum(c, g, ret_s, &done));
    return done ? OK : stored_sum(c, g, ret_s);
}

/* In memory of its own: a region's facts are more than what a request has. */
static Fault reckon_apart(Ctx *c, const TallyGround *g, bool image, TallySums *ret_s) {
    Arena     work, *outer = c->arena;
    TallySums s = {0};
    arena_init(&work, TALLY_ARENA_BYTES);
    c->arena = &work;
    Fault f = reckon(c, g, image, &s);
    c->arena = outer;
    if (f == OK) {
        ret_s->n = s.n;
        ret_s->v = ARENA_ARRAY(c->arena, TallyRow, s.n + 1);
        memcpy(ret_s->v, s.v, s.n * sizeof *s.v);
    }
    arena_release(&work);
    return f;
}

static Fault sums_of(Ctx *c, bool image, TallySums *ret_s) {
    Ground *g;
    *ret_s = (TallySums){0};
    TRY(ground_take(c, &g));
    Fault f = reckon_apart(c, ground_of(g), image, ret_s);
    ground_drop(g);
    return f;
}

Fault tally_read(Ctx *c, TallySums *ret_s) {
    if (tally_known(c, ret_s)) return OK;
    TRY(sums_of(c, true, ret_s));
    tally_keep(c, ret_s);
    return OK;
}

Fault tally_read_stored(Ctx *c, TallySums *ret_s) { return sums_of(c, false, ret_s); }

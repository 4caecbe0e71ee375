/* tally_image.c - the facts of a region in memory, fed by the thread of the search with the rows that it reads anyway.
** What a reader sees of them is decided by gates as {scope} decides it. */
#include "tally/tally_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "seek/seek.h"
#include "tie_ent.h"

#include <stdlib.h>

enum { SETTLE_MS = 80 };

/* ---- as a guest of the search ------------------------------------------------------------------------------------ */

static Fault guest_begin(Ctx *c, void **ret_image) {
    (void)c;
    *ret_image = calloc(1, sizeof(TallyFacts));
    CHECK(*ret_image);
    return OK;
}

static void guest_put(void *image, const Entity *e, const void *rec, uint64_t gate) { facts_put(image, e, rec, gate); }

static void guest_drop(void *image, const Entity *e, Id id) { facts_drop(image, e, id); }

static void guest_free(void *image) {
    facts_free(image);
    free(image);
}

static const Entity *const ALSO[] = {&tie_entity, NULL};
static const SeekGuest GUEST = {guest_begin, facts_of, guest_put, guest_drop, guest_free, ALSO};

void tally_image_start(Region *r) { seek_guest_start(r, &GUEST); }

void tally_image_stop(Region *r) { seek_guest_stop(r, &GUEST); }

/* ---- asking ------------------------------------------------------------------------------------------------------ */

Fault tally_image_sum(Ctx *c, const TallyGround *g, TallySums *ret_s, bool *ret_done) {
    SeekEyes eyes;
    *ret_done = false;
    if (!seek_settle(c->region, SETTLE_MS)) return OK;
    TRY(seek_eyes(c, &eyes));
    TallyLook   look = {seek_sees, &eyes, day_year(c->reader.today)};
    TallyFacts *facts = seek_guest_look(c->region, &GUEST);
    if (!facts) return OK;
    tally_sum(c->arena, facts, g, &look, ret_s);
    seek_guest_leave(c->region, &GUEST);
    *ret_done = true;
    return OK;
}

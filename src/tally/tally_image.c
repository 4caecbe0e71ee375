/* tally_image.c - the facts of a region in memory, fed by the thread of the search with the rows that it reads anyway.
** What a reader sees of them is decided by gates as {scope} decides it. */
#include "tally/tally_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "seek/seek.h"
#include "tie_ent.h"

#include <pthread.h>
#include <stdlib.h>

enum { SETTLE_MS = 80 };

typedef struct Held {
    pthread_mutex_t lock;
    TallyFacts      facts;
} Held;

typedef struct Image {
    pthread_mutex_t lock;
    Held           *held;                         /* NULL: not ready */
} Image;

static const char key;

static Image *image_of(Region *r) { return r ? region_kept(r, &key) : NULL; }

static void held_free(Held *h) {
    if (!h) return;
    facts_free(&h->facts);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

/* ---- as a guest of the search ------------------------------------------------------------------------------------ */

static Fault guest_begin(Ctx *c, void **ret_into) {
    *ret_into = NULL;
    if (!image_of(c->region)) return OK;
    Held *h = calloc(1, sizeof *h);
    CHECK(h && pthread_mutex_init(&h->lock, NULL) == 0);
    *ret_into = h;
    return OK;
}

static void guest_put(void *into, const Entity *e, const void *rec, uint64_t gate) {
    Held *h = into;
    if (!facts_of(e)) return;
    pthread_mutex_lock(&h->lock);
    facts_put(&h->facts, e, rec, gate);
    pthread_mutex_unlock(&h->lock);
}

static void guest_drop(void *into, const Entity *e, Id id) {
    Held *h = into;
    if (!facts_of(e)) return;
    pthread_mutex_lock(&h->lock);
    facts_drop(&h->facts, e, id);
    pthread_mutex_unlock(&h->lock);
}

static void guest_show(Region *r, void *into) {
    Image *m = image_of(r);
    pthread_mutex_lock(&m->lock);
    Held *old = m->held;
    m->held = into;
    pthread_mutex_unlock(&m->lock);
    held_free(old);
}

static void guest_end(Region *r, void *into) {
    if (into) held_free(into);
    else if (image_of(r)) guest_show(r, NULL);
}

static const Entity *const ALSO[] = {&tie_entity, NULL};
static const SeekGuest GUEST = {guest_begin, guest_put, guest_drop, guest_show, guest_end, ALSO};

void tally_image_start(Region *r) {
    Image *m = calloc(1, sizeof *m);
    CHECK(m && pthread_mutex_init(&m->lock, NULL) == 0);
    region_keep(r, &key, m);
    seek_also(&GUEST);
}

void tally_image_stop(Region *r) {
    Image *m = image_of(r);
    if (!m) return;
    region_keep(r, &key, NULL);
    held_free(m->held);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

Fault tally_image_sum(Ctx *c, const TallyGround *g, TallySums *ret_s, bool *ret_done) {
    Image   *m = image_of(c->region);
    SeekEyes eyes;
    *ret_done = false;
    if (!m || !seek_settle(c->region, SETTLE_MS)) return OK;
    TRY(seek_eyes(c, &eyes));
    TallyLook look = {seek_sees, &eyes, day_year(c->reader.today)};
    pthread_mutex_lock(&m->lock);
    Held *h = m->held;
    if (h) {
        pthread_mutex_lock(&h->lock);
        tally_sum(c->arena, &h->facts, g, &look, ret_s);
        pthread_mutex_unlock(&h->lock);
        *ret_done = true;
    }
    pthread_mutex_unlock(&m->lock);
    return OK;
}

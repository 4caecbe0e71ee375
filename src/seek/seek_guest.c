/* seek_guest.c - other images that are fed with the same rows. */
#include "seek/seek_inner.h"

#include "base/check.h"

#include <stdatomic.h>

static const SeekGuest *guests[SEEK_GUESTS_MAX];  /* filled at the start, read-only from then on */
static int n_guests;
static atomic_int followers;                      /* searches that feed them */

void seek_also(const SeekGuest *g) {
    for (int i = 0; i < n_guests; i++) {
        if (guests[i] == g) return;
    }
    CHECK(n_guests < SEEK_GUESTS_MAX && !followers);   /* a search that has begun would not feed this one */
    guests[n_guests++] = g;
}

void guests_follow(int searches) { followers += searches; }

bool guests_want(const Entity *e) {
    for (int i = 0; i < n_guests; i++) {
        for (const Entity *const *also = guests[i]->also; also && *also; also++) {
            if (*also == e) return true;
        }
    }
    return false;
}

Fault guests_begin(Ctx *c, void **into) {
    Fault f = OK;
    for (int i = 0; i < n_guests && f == OK; i++) f = guests[i]->begin(c, &into[i]);
    return f;
}

void guests_put(void *const *into, const Entity *e, const void *rec, uint64_t gate) {
    for (int i = 0; i < n_guests; i++) {
        if (into[i]) guests[i]->put(into[i], e, rec, gate);
    }
}

void guests_drop(void *const *into, const Entity *e, Id id) {
    for (int i = 0; i < n_guests; i++) {
        if (into[i]) guests[i]->drop(into[i], e, id);
    }
}

void guests_show(Region *r, void *const *into) {
    for (int i = 0; i < n_guests; i++) {
        if (into[i]) guests[i]->show(r, into[i]);
    }
}

void guests_end(Region *r, void *const *into) {
    for (int i = 0; i < n_guests; i++) {
        if (!into || into[i]) guests[i]->end(r, into ? into[i] : NULL);
    }
}

Fault seek_eyes(Ctx *c, SeekEyes *ret_eyes) {
    Seek *s = seek_of(c->region);
    if (s) return gate_reader(c, &s->gates, ret_eyes);
    *ret_eyes = (SeekEyes){0};
    return OK;
}

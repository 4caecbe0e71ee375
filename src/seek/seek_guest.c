/* seek_guest.c - other images that are fed with the same rows: of each guest and region one is shown, while a build
** fills the next. */
#include "seek/seek_inner.h"

#include "base/check.h"
#include "base/clock.h"

#include <stdatomic.h>
#include <stdlib.h>

/* What a build makes and changes go into. */
typedef struct GuestImage {
    pthread_mutex_t lock;                         /* who feeds against who asks */
    void           *own;                          /* the guest's */
    int64_t         begun_ms;
} GuestImage;

/* What is kept of a guest for a region. Whoever asks holds this lock and then the image's; the feeding thread takes
** either alone, so that filling the next image never waits for who asks the one that is shown. */
typedef struct GuestHold {
    pthread_mutex_t lock;                         /* guards what follows; the image shown is not freed meanwhile */
    GuestImage     *shown;                        /* NULL: not ready */
    int64_t         shown_ms, took_ms;            /* since when, and how long it took to make */
} GuestHold;

static const SeekGuest *guests[SEEK_GUESTS_MAX];  /* filled at the start, read-only from then on */
static int n_guests;
static atomic_int followers;                      /* searches that feed them */

static GuestHold *hold_of(Region *r, const SeekGuest *g) { return r ? region_kept(r, g) : NULL; }

static void image_free(const SeekGuest *g, GuestImage *m) {
    if (!m) return;
    g->free(m->own);
    pthread_mutex_destroy(&m->lock);
    free(m);
}

/* ---- start and stop --------------------------------------------------------------------------------------------- */

static void add_guest(const SeekGuest *g) {
    for (int i = 0; i < n_guests; i++) {
        if (guests[i] == g) return;
    }
    CHECK(n_guests < SEEK_GUESTS_MAX && !followers);   /* a search that has begun would not feed this one */
    guests[n_guests++] = g;
}

void seek_guest_start(Region *r, const SeekGuest *g) {
    GuestHold *k = calloc(1, sizeof *k);
    CHECK(k && pthread_mutex_init(&k->lock, NULL) == 0);
    region_keep(r, g, k);
    add_guest(g);
}

void seek_guest_stop(Region *r, const SeekGuest *g) {
    GuestHold *k = hold_of(r, g);
    if (!k) return;
    region_keep(r, g, NULL);
    image_free(g, k->shown);
    pthread_mutex_destroy(&k->lock);
    free(k);
}

/* ---- feeding ----------------------------------------------------------------------------------------------------- */

void guests_follow(int searches) { followers += searches; }

bool guests_want(const Entity *e) {
    for (int i = 0; i < n_guests; i++) {
        for (const Entity *const *also = guests[i]->also; also && *also; also++) {
            if (*also == e) return true;
        }
    }
    return false;
}

static Fault begin_one(Ctx *c, const SeekGuest *g, GuestImage **ret_image) {
    int64_t begun = clock_ms();
    void   *own = NULL;
    if (!hold_of(c->region, g)) return OK;
    TRY(g->begin(c, &own));
    GuestImage *m = calloc(1, sizeof *m);
    CHECK(own && m && pthread_mutex_init(&m->lock, NULL) == 0);
    m->own = own;
    m->begun_ms = begun;
    *ret_image = m;
    return OK;
}

Fault guests_begin(Ctx *c, GuestImage **images) {
    Fault f = OK;
    for (int i = 0; i < n_guests && f == OK; i++) f = begin_one(c, guests[i], &images[i]);
    return f;
}

static bool wants(const SeekGuest *g, const Entity *e) { return !g->wants || g->wants(e); }

void guests_put(GuestImage *const *images, const Entity *e, const void *rec, uint64_t gate) {
    for (int i = 0; i < n_guests; i++) {
        if (!images[i] || !wants(guests[i], e)) continue;
        pthread_mutex_lock(&images[i]->lock);
        guests[i]->put(images[i]->own, e, rec, gate);
        pthread_mutex_unlock(&images[i]->lock);
    }
}

void guests_drop(GuestImage *const *images, const Entity *e, Id id) {
    for (int i = 0; i < n_guests; i++) {
        if (!images[i] || !wants(guests[i], e)) continue;
        pthread_mutex_lock(&images[i]->lock);
        guests[i]->drop(images[i]->own, e, id);
        pthread_mutex_unlock(&images[i]->lock);
    }
}

static void show(GuestHold *k, const SeekGuest *g, GuestImage *m) {
    pthread_mutex_lock(&k->lock);
    GuestImage *old = k->shown;
    k->shown = m;
    k->shown_ms = clock_ms();
    k->took_ms = m ? k->shown_ms - m->begun_ms : 0;
    pthread_mutex_unlock(&k->lock);
    image_free(g, old);
}

void guests_show(Region *r, GuestImage *const *images) {
    for (int i = 0; i < n_guests; i++) {
        if (images[i]) show(hold_of(r, guests[i]), guests[i], images[i]);
    }
}

void guests_break(GuestImage *const *images) {
    for (int i = 0; i < n_guests; i++) image_free(guests[i], images[i]);
}

void guests_end(Region *r) {
    for (int i = 0; i < n_guests; i++) {
        GuestHold *k = hold_of(r, guests[i]);
        if (k) show(k, guests[i], NULL);
    }
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

void *seek_guest_look(Region *r, const SeekGuest *g) {
    GuestHold *k = hold_of(r, g);
    if (!k) return NULL;
    pthread_mutex_lock(&k->lock);
    if (k->shown) {
        pthread_mutex_lock(&k->shown->lock);
        return k->shown->own;
    }
    pthread_mutex_unlock(&k->lock);
    return NULL;
}

void seek_guest_leave(Region *r, const SeekGuest *g) {
    GuestHold *k = hold_of(r, g);
    pthread_mutex_unlock(&k->shown->lock);
    pthread_mutex_unlock(&k->lock);
}

bool seek_guest_rested(Region *r, const SeekGuest *g, int64_t times) {
    GuestHold *k = hold_of(r, g);
    if (!k) return false;
    pthread_mutex_lock(&k->lock);
    bool rested = k->shown && clock_ms() - k->shown_ms >= times * k->took_ms;
    pthread_mutex_unlock(&k->lock);
    return rested;
}

Fault seek_eyes(Ctx *c, SeekEyes *ret_eyes) {
    Seek *s = seek_of(c->region);
    if (s) return gate_reader(c, &s->gates, ret_eyes);
    *ret_eyes = (SeekEyes){0};
    return OK;
}

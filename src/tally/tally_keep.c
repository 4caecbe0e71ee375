/* tally_keep.c - what was reckoned, kept until the region changes: the ground of an organisation, and the sums of the
** readers who asked last. */
#include "tally/tally_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "db/scope.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct Ground {
    int         refs;                             /* under the lock of Keep */
    uint64_t    version;                          /* the region as it was read: that, or newer */
    Id          org;
    Day         day;
    Arena       arena;
    TallyGround g;
    struct Keep *keep;                            /* NULL: nobody else has it */
};

/* What sums depend on beside the region. */
typedef struct Key {
    uint64_t version;
    Id       account, org;
    int      floor;
    Day      day;
} Key;

typedef struct Kept {
    Key       key;
    TallyRow *v;                                  /* NULL: nothing here */
    size_t    n;
    uint64_t  used;
} Kept;

typedef struct Keep {
    pthread_mutex_t lock;
    Ground         *ground;
    Kept            v[TALLY_KEPT_MAX];
    uint64_t        turn;
} Keep;

static const char key;

static Keep *keep_of(const Ctx *c) { return c->db && !c->writing && c->region ? region_kept(c->region, &key) : NULL; }

/* ---- the ground -------------------------------------------------------------------------------------------------- */

static void ground_free(Ground *g) {
    arena_release(&g->arena);
    free(g);
}

/* With the lock held. */
static void ground_leave(Ground *g) {
    if (g && --g->refs == 0) ground_free(g);
}

const TallyGround *ground_of(const Ground *g) { return &g->g; }

void ground_drop(Ground *g) {
    Keep *k = g->keep;
    if (!k) {
        ground_free(g);
        return;
    }
    pthread_mutex_lock(&k->lock);
    ground_leave(g);
    pthread_mutex_unlock(&k->lock);
}

static Ground *ground_known(Keep *k, const Ctx *c) {
    pthread_mutex_lock(&k->lock);
    Ground *g = k->ground;
    bool    good = g && g->version == c->version && g->org == c->who.org && g->day == c->reader.today;
    if (good) g->refs++;
    pthread_mutex_unlock(&k->lock);
    return good ? g : NULL;
}

/* One whose memory is its own is not counted by anybody. */
static void ground_keep(Keep *k, Ground *g) {
    if (!k || g->arena.used > TALLY_GROUND_BYTES) return;
    pthread_mutex_lock(&k->lock);
    ground_leave(k->ground);
    k->ground = g;
    g->keep = k;
    g->refs = 2;
    pthread_mutex_unlock(&k->lock);
}

static Fault ground_read(Ctx *c, Ground *g) {
    Arena      work, *outer = c->arena;
    PlaceForce force;
    arena_init(&work, TALLY_ARENA_BYTES);
    c->arena = &work;
    Fault f = place_force(c, &force);
    if (f == OK) tally_ground(&g->arena, &force, &g->g);
    c->arena = outer;
    arena_release(&work);
    return f;
}

Fault ground_take(Ctx *c, Ground **ret_g) {
    Keep *k = keep_of(c);
    *ret_g = k ? ground_known(k, c) : NULL;
    if (*ret_g) return OK;
    Ground *g = calloc(1, sizeof *g);
    CHECK(g);
    arena_init(&g->arena, TALLY_ARENA_BYTES);
    g->version = c->version;
    g->org = c->who.org;
    g->day = c->reader.today;
    Fault f = ground_read(c, g);
    if (f != OK) {
        ground_free(g);
        return f;
    }
    ground_keep(k, g);
    *ret_g = g;
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

static Key key_of(const Ctx *c) {
    return (Key){.version = c->version, .account = c->who.account, .org = c->who.org, .floor = scope_floor(&c->who),
                 .day = c->reader.today};
}

static bool same_key(const Key *a, const Key *b) {
    return a->version == b->version && a->account == b->account && a->org == b->org && a->floor == b->floor &&
           a->day == b->day;
}

bool tally_known(Ctx *c, TallySums *ret_s) {
    Keep *k = keep_of(c);
    Key   asked = key_of(c);
    bool  found = false;
    if (!k) return false;
    pthread_mutex_lock(&k->lock);
    for (int i = 0; i < TALLY_KEPT_MAX && !found; i++) {
        Kept *at = &k->v[i];
        found = at->v && same_key(&at->key, &asked);
        if (!found) continue;
        at->used = ++k->turn;
        ret_s->n = at->n;
        ret_s->v = ARENA_ARRAY(c->arena, TallyRow, at->n + 1);
        memcpy(ret_s->v, at->v, at->n * sizeof *at->v);
    }
    pthread_mutex_unlock(&k->lock);
    return found;
}

/* With the lock held: whoever was asked for longest ago goes, until there is room. What was reckoned of the region as
** it was before goes first. */
static Kept *room_for(Keep *k, uint64_t version, size_t bytes) {
    size_t held = 0;
    Kept  *free_one = NULL;
    for (int i = 0; i < TALLY_KEPT_MAX; i++) {
        Kept *at = &k->v[i];
        if (at->v && at->key.version < version) {
            free(at->v);
            *at = (Kept){0};
        }
        held += at->v ? at->n * sizeof *at->v : 0;
        if (!at->v) free_one = at;
    }
    while (!free_one || held + bytes > TALLY_KEPT_BYTES) {
        Kept *oldest = NULL;
        for (int i = 0; i < TALLY_KEPT_MAX; i++) {
            if (k->v[i].v && (!oldest || k->v[i].used < oldest->used)) oldest = &k->v[i];
        }
        CHECK(oldest);
        held -= oldest->n * sizeof *oldest->v;
        free(oldest->v);
        *oldest = (Kept){0};
        free_one = oldest;
    }
    return free_one;
}

void tally_keep(Ctx *c, const TallySums *s) {
    Keep  *k = keep_of(c);
    size_t bytes = s->n * sizeof *s->v;
    if (!k || !s->n || bytes > TALLY_KEPT_BYTES) return;
    TallyRow *v = malloc(bytes);
    CHECK(v);
    memcpy(v, s->v, bytes);
    pthread_mutex_lock(&k->lock);
    *room_for(k, c->version, bytes) = (Kept){.key = key_of(c), .v = v, .n = s->n, .used = ++k->turn};
    pthread_mutex_unlock(&k->lock);
}

/* ---- start and stop ---------------------------------------------------------------------------------------------- */

void tally_keep_start(Region *r) {
    Keep *k = calloc(1, sizeof *k);
    CHECK(k && pthread_mutex_init(&k->lock, NULL) == 0);
    region_keep(r, &key, k);
}

void tally_keep_stop(Region *r) {
    Keep *k = region_kept(r, &key);
    if (!k) return;
    region_keep(r, &key, NULL);
    ground_leave(k->ground);
    for (int i = 0; i < TALLY_KEPT_MAX; i++) free(k->v[i].v);
    pthread_mutex_destroy(&k->lock);
    free(k);
}

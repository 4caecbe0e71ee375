/* weave_image.c - ties and actors of a region in memory, fed by the thread of the search with the rows that it reads
** anyway. What a reader sees of them is decided by gates as {scope} decides it; weave_load.c reads the same from the
** database where the image is behind. */
#include "weave/weave_page.h"

#include "actor/actor.h"
#include "base/check.h"
#include "base/idrows.h"
#include "seek/seek.h"

#include <stdlib.h>

enum { SETTLE_MS = 80 };

/* ---- rows by id -------------------------------------------------------------------------------------------------- */

typedef struct HeldTie {
    NetTie   t;
    uint32_t gate;
} HeldTie;

typedef struct HeldActor {
    Id       id, place, category;
    Tri      name;                                /* in `text`, which is its own */
    char    *text;
    uint32_t gate;
    int      kind;
} HeldActor;

typedef struct Held {
    HeldTie   *ties;
    HeldActor *actors;
    size_t     ties_n, ties_cap, actors_n, actors_cap;
} Held;

static size_t tie_at(const Held *h, Id id) { return idrows_at(h->ties, h->ties_n, sizeof *h->ties, id); }
static bool   tie_is(const Held *h, size_t at, Id id) { return idrows_is(h->ties, h->ties_n, sizeof *h->ties, at, id); }

static size_t actor_at(const Held *h, Id id) { return idrows_at(h->actors, h->actors_n, sizeof *h->actors, id); }
static bool   actor_is(const Held *h, size_t at, Id id) {
    return idrows_is(h->actors, h->actors_n, sizeof *h->actors, at, id);
}

static const HeldActor *actor_find(const Held *h, Id id) {
    size_t at = actor_at(h, id);
    return actor_is(h, at, id) ? &h->actors[at] : NULL;
}

static void drop_tie(Held *h, Id id) {
    size_t at = tie_at(h, id);
    if (tie_is(h, at, id)) idrows_drop(h->ties, &h->ties_n, sizeof *h->ties, at);
}

static void drop_actor(Held *h, Id id) {
    size_t at = actor_at(h, id);
    if (!actor_is(h, at, id)) return;
    free(h->actors[at].text);
    idrows_drop(h->actors, &h->actors_n, sizeof *h->actors, at);
}

static void put_tie(Held *h, const Tie *t, uint64_t gate) {
    size_t at = tie_at(h, t->head.id);
    if (!tie_is(h, at, t->head.id)) h->ties = idrows_room(h->ties, &h->ties_n, &h->ties_cap, sizeof *h->ties, at);
    h->ties[at] = (HeldTie){{t->head.id, t->from_actor, t->to_actor, t->kind, t->state,
                             t->strength == NUMBER_NONE ? 0 : t->strength, t->from_on, t->until_on, t->used_on},
                            (uint32_t)gate};
}

/* All names of one in one piece of memory. */
static void keep_name(HeldActor *a, const Tri *name) {
    size_t n = 0, at = 0;
    for (int l = 0; l < LANG_N; l++) n += name->v[l].n;
    a->text = malloc(n + 1);
    CHECK(a->text);
    a->name = *name;
    for (int l = 0; l < LANG_N; l++) {
        if (name->v[l].n) memcpy(a->text + at, name->v[l].p, name->v[l].n);
        a->name.v[l] = (Str){a->text + at, name->v[l].n};
        at += name->v[l].n;
    }
}

static void put_actor(Held *h, const Actor *a, uint64_t gate) {
    size_t at = actor_at(h, a->head.id);
    if (actor_is(h, at, a->head.id)) free(h->actors[at].text);
    else h->actors = idrows_room(h->actors, &h->actors_n, &h->actors_cap, sizeof *h->actors, at);
    h->actors[at] = (HeldActor){.id = a->head.id, .place = a->locality, .category = a->category, .kind = a->kind,
                                .gate = (uint32_t)gate};
    keep_name(&h->actors[at], &a->name);
}

/* ---- as a guest of the search ------------------------------------------------------------------------------------ */

static Fault guest_begin(Ctx *c, void **ret_image) {
    (void)c;
    *ret_image = calloc(1, sizeof(Held));
    CHECK(*ret_image);
    return OK;
}

static bool guest_wants(const Entity *e) { return e == &tie_entity || e == &actor_entity; }

static void guest_put(void *image, const Entity *e, const void *rec, uint64_t gate) {
    if (e == &tie_entity) put_tie(image, rec, gate);
    else put_actor(image, rec, gate);
}

static void guest_drop(void *image, const Entity *e, Id id) {
    if (e == &tie_entity) drop_tie(image, id);
    else drop_actor(image, id);
}

static void guest_free(void *image) {
    Held *h = image;
    for (size_t i = 0; i < h->actors_n; i++) free(h->actors[i].text);
    free(h->actors);
    free(h->ties);
    free(h);
}

static const Entity *const ALSO[] = {&tie_entity, NULL};
static const SeekGuest GUEST = {guest_begin, guest_wants, guest_put, guest_drop, guest_free, ALSO};

void weave_image_start(Region *r) { seek_guest_start(r, &GUEST); }

void weave_image_stop(Region *r) { seek_guest_stop(r, &GUEST); }

/* ---- what a reader sees of it ------------------------------------------------------------------------------------ */

/* Somebody who reads, and by which definition. */
typedef struct Looking {
    Ctx      *c;
    NetRead  *r;
    SeekEyes  eyes;
    const Id *members;
    size_t    members_n;
    bool      everywhere;
    Id       *others;                             /* ends of ties who do not belong, and may be seen */
    size_t    others_n;
    NetTie   *doubtful;                           /* ties of which no end is known to be seen, and one does not live */
    size_t    doubtful_n;
} Looking;

static bool belongs(const Looking *k, Id actor) { return k->everywhere || ids_hold(k->members, k->members_n, actor); }

static void add_actor(Looking *k, const HeldActor *a, bool local) {
    Ctx *c = k->c;
    k->r->actors[k->r->actors_n++] = (WeaveActor){
        .id = a->id, .place = a->place, .kind = a->kind, .trade = actor_trade(c, a->category), .local = local,
        .name = arena_copy(c->arena, tri_best(&a->name, c->reader.lang, NULL))};
}

/* An end: 1 it is seen, 0 it is not, -1 it does not live, and the database has to be asked. */
static int end_seen(Looking *k, const Held *h, Id actor) {
    const HeldActor *a = actor_find(h, actor);
    if (!a) return -1;
    if (!seek_sees(&k->eyes, a->gate)) return 0;
    if (!belongs(k, actor)) k->others[k->others_n++] = actor;
    return 1;
}

/* As the list of ties keeps them: seen itself, and leading to somebody who may be seen. */
static void look_at_tie(Looking *k, const Held *h, const HeldTie *t) {
    if (!seek_sees(&k->eyes, t->gate) || !(belongs(k, t->t.from) || belongs(k, t->t.to))) return;
    size_t kept = k->others_n;
    int    from = end_seen(k, h, t->t.from), to = end_seen(k, h, t->t.to);
    if (from > 0 || to > 0) {
        size_t before = k->r->ties_n;
        net_take_tie(k->r, &t->t);
        if (k->r->ties_n == before) k->others_n = kept;   /* of another kind: nobody is added for it */
    } else if (from < 0 || to < 0) {
        k->doubtful[k->doubtful_n++] = t->t;
    }
}

/* While it is looked at. */
static void look_at_all(Looking *k, const Held *h) {
    Arena   *a = k->c->arena;
    NetRead *r = k->r;
    r->ties = ARENA_ARRAY(a, NetTie, h->ties_n + 1);
    k->doubtful = ARENA_ARRAY(a, NetTie, h->ties_n + 1);
    k->others = ARENA_ARRAY(a, Id, 2 * h->ties_n + 1);
    r->actors = ARENA_ARRAY(a, WeaveActor, h->actors_n + 1);
    for (size_t i = 0; i < h->ties_n; i++) look_at_tie(k, h, &h->ties[i]);
    for (size_t i = 0; i < h->actors_n; i++) {
        const HeldActor *one = &h->actors[i];
        if (belongs(k, one->id) && seek_sees(&k->eyes, one->gate)) add_actor(k, one, true);
    }
    k->others_n = ids_sort(k->others, k->others_n);
    for (size_t i = 0; i < k->others_n; i++) add_actor(k, actor_find(h, k->others[i]), false);
}

/* Ties between somebody who does not live any more and somebody who may not be seen: rare, and one statement. */
static Fault look_at_doubtful(Looking *k) {
    Ctx   *c = k->c;
    size_t n = k->doubtful_n;
    if (!n) return OK;
    Id  *ids = ARENA_ARRAY(c->arena, Id, 2 * n);
    Str *names = ARENA_ARRAY(c->arena, Str, 2 * n);
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = k->doubtful[i].from;
        ids[2 * i + 1] = k->doubtful[i].to;
    }
    TRY(ent_names(c, &actor_entity, ids, 2 * n, names));
    for (size_t i = 0; i < n; i++) {
        if (names[2 * i].n || names[2 * i + 1].n) net_take_tie(k->r, &k->doubtful[i]);
    }
    return OK;
}

Fault net_image_read(Ctx *c, NetRead *r, bool *ret_done) {
    Looking k = {.c = c, .r = r, .everywhere = !r->net->local.version};
    *ret_done = false;
    if (!seek_settle(c->region, SETTLE_MS)) return OK;
    TRY(seek_eyes(c, &k.eyes));
    if (!k.everywhere) TRY(place_members_all(c, &r->net->local, &k.members, &k.members_n));
    const Held *h = seek_guest_look(c->region, &GUEST);
    if (!h) return OK;
    *ret_done = h->ties_n <= NET_TIES_MAX && h->actors_n <= NET_ACTORS_MAX;
    if (*ret_done) look_at_all(&k, h);
    seek_guest_leave(c->region, &GUEST);
    return *ret_done ? look_at_doubtful(&k) : OK;
}

/* map_points.c - from a query to points. */
#include "map/map_inner.h"

#include "actor/actor.h"
#include "base/check.h"
#include "place_ent.h"

#include <math.h>

enum { UNIT = 100000 };                           /* of a degree */

/* Somebody known by the town alone stands somewhere in a disc around its middle, at a spot that its id decides: the
** same in each query. The disc is as wide as the town: 4 m times the root of its people, 250 m to 2.5 km. */
static const double DISC_M = 4, DISC_M_MIN = 250, DISC_M_MAX = 2500, METRES_A_DEGREE = 111195;

typedef struct Holder {
    Id       id, locality;
    GeoPoint at;
} Holder;

/* A point that waits for its holder's position. */
typedef struct Waiting {
    size_t at;
    Id     holder, place;
} Waiting;

typedef struct Reading {
    const MapLayer *l;
    MapPoints      *p;
    MapTowns        towns;                        /* read when the first record needs them */
    bool            towns_read;
    size_t          room, waiting_n, waiting_room;
    Waiting        *waiting;
} Reading;

GeoPoint map_point_at(const MapPoint *p) { return (GeoPoint){p->lon / (double)UNIT, p->lat / (double)UNIT}; }

bool map_point_in(const MapPoint *p, const GeoBox *box) { return geo_box_holds(box, map_point_at(p)); }

static double real_of(const Entity *e, int field, const void *rec) {
    return *(const double *)field_in(&e->fields[field], rec);
}
static Id id_of(const Entity *e, int field, const void *rec) {
    return field < 0 ? 0 : *(const Id *)field_in(&e->fields[field], rec);
}

/* Evenly over the disc: the root of an even number for the radius, an even number for the turn. */
static GeoPoint around(GeoPoint middle, int32_t people, Id id) {
    uint64_t hash = str_hash((Str){(const char *)&id, sizeof id});
    double   disc = DISC_M * sqrt(people);
    disc = disc < DISC_M_MIN ? DISC_M_MIN : disc > DISC_M_MAX ? DISC_M_MAX : disc;
    double r = disc * sqrt((hash & 0xFFFFFF) / (double)0x1000000) / METRES_A_DEGREE;
    double turn = 2 * M_PI * (double)(hash >> 40) / (double)0x1000000, shrink = cos(middle.lat * M_PI / 180);
    return (GeoPoint){middle.lon + r * cos(turn) / (shrink > 0.1 ? shrink : 0.1), middle.lat + r * sin(turn)};
}

/* Doubling arrays in the arena: at most twice what is needed. */
static void *grown(Ctx *c, void *old, size_t n, size_t *room, size_t size) {
    if (n < *room) return old;
    *room = *room ? *room * 2 : 512;
    void *v = arena_alloc(c->arena, arena_product(*room, size));
    if (n) memcpy(v, old, n * size);
    return v;
}

static void put(MapPoint *p, GeoPoint at, bool near) {
    p->lon = (int32_t)lround(at.lon * UNIT);
    p->lat = (int32_t)lround(at.lat * UNIT);
    p->near = near;
}

/* Around its town, if it is known in one that is. */
static bool put_near(Reading *r, MapPoint *p, Id place) {
    GeoPoint at;
    size_t   town;
    if (!map_town_at(&r->towns, place, &at, &town)) return false;
    put(p, around(at, r->towns.people[town], p->id), true);
    return true;
}

static const int32_t NOWHERE = INT32_MAX;

static Fault take(Ctx *c, const void *rec, void *arg) {
    Reading       *r = arg;
    MapPoints     *p = r->p;
    const Entity  *e = r->l->sheet->entity;
    GeoPoint       at = {real_of(e, r->l->lon, rec), real_of(e, r->l->lat, rec)};
    Id             id = ((const Head *)rec)->id;
    Id             place = id_of(e, r->l->place, rec), holder = id_of(e, r->l->holder, rec);
    if (p->n == MAP_POINTS_MAX) {
        p->over = true;
        return OK;
    }
    p->v = grown(c, p->v, p->n, &r->room, sizeof *p->v);
    MapPoint *m = &p->v[p->n];
    bool own = !isnan(at.lat) && !isnan(at.lon) && geo_valid(at);
    if (!own && !r->towns_read) {
        TRY(map_towns(c, &r->towns));
        r->towns_read = true;
    }
    *m = (MapPoint){.id = id, .lon = NOWHERE, .category = (uint8_t)r->l->category(c, rec)};
    CHECK(m->category < MAP_CATEGORIES_MAX);
    if (!r->p->names) r->p->names = ARENA_ARRAY(c->arena, Str, MAP_WHOLE_MAX);
    if (p->n < MAP_WHOLE_MAX && e->label >= 0) {
        p->names[p->n] = arena_copy(c->arena, tri_best(field_in(&e->fields[e->label], rec), c->reader.lang, NULL));
    }
    if (own) {
        put(m, at, false);
    } else if (e == &place_entity) {
        size_t town;
        if (map_town_at(&r->towns, id, &at, &town) && r->towns.ids[town] == id) put(m, at, false);
    } else if (holder) {
        r->waiting = grown(c, r->waiting, r->waiting_n, &r->waiting_room, sizeof *r->waiting);
        r->waiting[r->waiting_n++] = (Waiting){p->n, holder, place};
    } else {
        put_near(r, m, place);
    }
    p->n++;
    return OK;
}

/* ---- those who are where their holder is ------------------------------------------------------------------------- */

typedef struct Holders {
    Holder *v;
    size_t  n;
} Holders;

static Fault take_holder(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Holders     *h = arg;
    (void)c;
    h->v[h->n++] = (Holder){a->head.id, a->locality, {a->lon, a->lat}};
    return OK;
}

/* The actors of these ids that the reader may see, by id. */
static Fault holders_read(Ctx *c, Id *ids, size_t n, Holders *ret_h) {
    static const int FIELDS[] = {ACTOR_F_LAT, ACTOR_F_LON, ACTOR_F_LOCALITY, -1};
    size_t m = ids_sort(ids, n);
    ListSpec s = {.entity = &actor_entity, .ids = ids, .n_ids = m, .ids_only = true};
    *ret_h = (Holders){.v = ARENA_ARRAY(c->arena, Holder, m + 1)};
    return list_some(c, &s, FIELDS, m, take_holder, ret_h);
}

static const Holder *holder_of(const Holders *h, Id id) {
    return h->n ? bsearch(&id, h->v, h->n, sizeof *h->v, id_order) : NULL;
}

/* Its own position is the best answer, then the place that the record names, then the holder's town. */
static void settle(Reading *r, const Waiting *w, const Holders *h) {
    const Holder *who = holder_of(h, w->holder);
    MapPoint     *m = &r->p->v[w->at];
    if (who && !isnan(who->at.lat) && !isnan(who->at.lon)) put(m, who->at, false);
    else if (!put_near(r, m, w->place) && who) put_near(r, m, who->locality);
}

static Fault settle_waiting(Ctx *c, Reading *r) {
    Holders h;
    Id     *ids = ARENA_ARRAY(c->arena, Id, r->waiting_n + 1);
    if (!r->waiting_n) return OK;
    for (size_t i = 0; i < r->waiting_n; i++) ids[i] = r->waiting[i].holder;
    TRY(holders_read(c, ids, r->waiting_n, &h));
    for (size_t i = 0; i < r->waiting_n; i++) settle(r, &r->waiting[i], &h);
    return OK;
}

/* ---- all together ------------------------------------------------------------------------------------------------ */

/* Takes those without a location out of the points. */
static void part_nowhere(Ctx *c, MapPoints *p, bool named) {
    size_t n = 0;
    p->nowhere = ARENA_ARRAY(c->arena, Id, MAP_WHOLE_MAX);
    p->nowhere_names = ARENA_ARRAY(c->arena, Str, MAP_WHOLE_MAX);
    for (size_t i = 0; i < p->n; i++) {
        if (p->v[i].lon != NOWHERE) {
            if (named) p->names[n] = p->names[i];
            p->v[n++] = p->v[i];
            continue;
        }
        p->nowhere_all++;
        if (p->nowhere_n == MAP_WHOLE_MAX) continue;
        if (named) p->nowhere_names[p->nowhere_n] = p->names[i];
        p->nowhere[p->nowhere_n++] = p->v[i].id;
    }
    p->n = n;
    if (!named) p->names = NULL;
}

Fault map_points(Ctx *c, const MapLayer *l, const ListSpec *spec, MapPoints *ret_p) {
    MapPoints p = {.v = NULL};
    Reading   r = {.l = l, .p = &p};
    TRY(list_some(c, spec, l->fields, MAP_POINTS_MAX + 1, take, &r));
    TRY(settle_waiting(c, &r));
    part_nowhere(c, &p, p.n <= MAP_WHOLE_MAX);
    *ret_p = p;
    return OK;
}

ListSpec map_alone(const MapLayer *l, const Head *head) {
    return (ListSpec){.entity = l->sheet->entity, .ids = &head->id, .n_ids = 1, .ids_only = true,
                      .archived = head->archived_at != 0};
}

Fault map_where(Ctx *c, const MapLayer *l, const void *rec, GeoPoint *ret_at, bool *ret_known, bool *ret_near) {
    ListSpec  s = map_alone(l, rec);
    MapPoints p;
    TRY(map_points(c, l, &s, &p));
    *ret_known = p.n == 1;
    if (p.n) *ret_at = map_point_at(p.v);
    if (p.n) *ret_near = p.v->near;
    return OK;
}

/* map_towns.c - where the places are. */
#include "map/map_inner.h"

#include "place_ent.h"

#include <math.h>

enum { TOWNS_MAX = 50000, SHAPES_MAX = 4000, UP_MAX = 6, SCRATCH_BYTES = 64 << 20 };

static Fault take_town(Ctx *c, const void *rec, void *arg) {
    const Place *p = rec;
    MapTowns    *t = arg;
    (void)c;
    t->ids[t->n] = p->head.id;
    t->parents[t->n] = p->parent;
    t->at[t->n] = (GeoPoint){p->lon, p->lat};
    t->kinds[t->n] = (uint8_t)p->kind;
    t->people[t->n] = p->population > 0 && p->population < INT32_MAX ? (int32_t)p->population : 0;
    t->n++;
    return OK;
}

typedef struct Middles {
    MapTowns *towns;
    Arena     scratch;                            /* for reading one outline */
} Middles;

static Fault take_middle(Ctx *c, const void *rec, void *arg) {
    const PlaceVersion *v = rec;
    Middles *m = arg;
    GeoShape s;
    size_t   i = ids_index(m->towns->ids, m->towns->n, v->place);
    (void)c;
    arena_reset(&m->scratch);
    if (i == m->towns->n || !v->shape.n || geo_read(&m->scratch, v->shape, NULL, &s) != GEO_FINE) return OK;
    m->towns->at[i] = geo_middle(&s);
    return OK;
}

/* Places without a position of their own stand in the middle of their outline. */
static Fault fill_middles(Ctx *c, MapTowns *t) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, SHAPES_MAX);
    size_t n = 0;
    for (size_t i = 0; i < t->n && n < SHAPES_MAX; i++) {
        if (isnan(t->at[i].lat)) ids[n++] = t->ids[i];
    }
    Middles m = {.towns = t};
    arena_init(&m.scratch, SCRATCH_BYTES);
    Fault f = map_versions(c, ids, n, take_middle, &m);
    arena_release(&m.scratch);
    return f;
}

Fault map_towns(Ctx *c, MapTowns *ret_t) {
    static const int FIELDS[] = {PLACE_F_PARENT, PLACE_F_LAT, PLACE_F_LON, PLACE_F_KIND, PLACE_F_POPULATION, -1};
    ListSpec s = {.entity = &place_entity};
    MapTowns t = {.ids = NULL};
    void    *rows;
    size_t   n;
    int64_t  all;
    s.limit = 1;
    TRY(list_run(c, &s, false, &rows, &n, &all));
    size_t room = all < TOWNS_MAX ? (size_t)all + 1 : TOWNS_MAX;
    t.ids = ARENA_ARRAY(c->arena, Id, room);
    t.parents = ARENA_ARRAY(c->arena, Id, room);
    t.at = ARENA_ARRAY(c->arena, GeoPoint, room);
    t.kinds = ARENA_ARRAY(c->arena, uint8_t, room);
    t.people = ARENA_ARRAY(c->arena, int32_t, room);
    TRY(list_some(c, &s, FIELDS, room, take_town, &t));
    TRY(fill_middles(c, &t));
    *ret_t = t;
    return OK;
}

static bool is_wide(int kind) {
    return kind == PLACE_KIND_REGION || kind == PLACE_KIND_COUNTRY || kind == PLACE_KIND_RING;
}

bool map_town_at(const MapTowns *t, Id place, GeoPoint *ret_at, size_t *ret_index) {
    for (int up = 0; place && up < UP_MAX; up++) {
        size_t i = ids_index(t->ids, t->n, place);
        if (i == t->n || is_wide(t->kinds[i])) return false;
        if (!isnan(t->at[i].lat)) {
            *ret_at = t->at[i];
            *ret_index = i;
            return true;
        }
        place = t->parents[i];
    }
    return false;
}

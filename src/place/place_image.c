/* place_image.c - the places of a region in memory: the tree, outlines and rules that decide who belongs where.
**
** An import asks for every row; the database is asked once. The image lives on the writer thread. It shows what the
** write in hand sees, its own uncommitted changes included, so it is made anew
**   - when a place or version was changed (place_image_forget) in this write or one committed elsewhere,
**   - for the write behind one that changed something, which may have been rolled back,
**   - when writes were rolled back before such changes were told as committed. */
#include "place/place_store.h"

#include "base/check.h"
#include "db/region.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { REGIONS_MAX = 64, IMAGE_BYTES_MAX = 512 << 20 };

typedef struct Kept {
    Region     *region;
    Arena       arena;
    PlaceImage  image;
    bool        stale, settled;
    const Ctx  *touched_by;                       /* the write that changed something since the last commit */
    uint64_t    rolled_back;
    Id          day_org;                          /* whose day was seen to last */
    Day         day;
} Kept;

static struct {
    pthread_mutex_t lock;
    Kept           *v[REGIONS_MAX];
} kept = {.lock = PTHREAD_MUTEX_INITIALIZER};

static Kept *kept_of(const Region *r) {
    Kept *k = NULL;
    pthread_mutex_lock(&kept.lock);
    for (int i = 0; i < REGIONS_MAX; i++) {
        if (kept.v[i] && kept.v[i]->region == r) k = kept.v[i];
    }
    pthread_mutex_unlock(&kept.lock);
    return k;
}

static void kept_put(Kept *from, Kept *to) {
    int i = 0;
    pthread_mutex_lock(&kept.lock);
    while (i < REGIONS_MAX && kept.v[i] != from) i++;
    CHECK(i < REGIONS_MAX);
    kept.v[i] = to;
    pthread_mutex_unlock(&kept.lock);
}

static bool is_ours(const char *table) {
    return strcmp(table, "places") == 0 || strcmp(table, "place_versions") == 0;
}

static void on_change(void *arg, const Changed *v, size_t n) {
    Kept *k = arg;
    bool any = false;
    for (size_t i = 0; i < n && !any; i++) any = !v[i].table || is_ours(v[i].table);
    if (!any) return;
    if (!k->touched_by || region_stats(k->region).rolled_back != k->rolled_back) k->stale = true;
    k->settled = true;
    k->touched_by = NULL;
}

void place_image_start(Region *r) {
    Kept *k = calloc(1, sizeof *k);
    CHECK(k);
    *k = (Kept){.region = r, .stale = true, .settled = true};
    arena_init(&k->arena, IMAGE_BYTES_MAX);
    kept_put(NULL, k);
    region_on_change(r, on_change, k);
}

void place_image_stop(Region *r) {
    Kept *k = kept_of(r);
    if (!k) return;
    kept_put(k, NULL);
    geo_index_free(k->image.index);
    arena_release(&k->arena);
    free(k);
}

void place_image_forget(Ctx *c) {
    Kept *k = kept_of(c->region);
    if (!k) return;
    k->stale = true;
    k->touched_by = c;
}

bool place_image_day(const Ctx *c) {
    const Kept *k = kept_of(c->region);
    return k && k->day == c->reader.today && k->day_org == c->who.org;
}

void place_image_day_done(const Ctx *c) {
    Kept *k = kept_of(c->region);
    if (!k) return;
    k->day = c->reader.today;
    k->day_org = c->who.org;
}

static bool is_good(const Kept *k, const Ctx *c) {
    if (k->stale || (k->touched_by && k->touched_by != c)) return false;
    return k->settled || region_stats(k->region).rolled_back == k->rolled_back;
}

/* ---- making ------------------------------------------------------------------------------------------------ */

typedef struct Making {
    Ctx        *c;
    Arena      *a;
    PlaceImage *im;
} Making;

static Fault make_nodes(Making *m) {
    size_t cap = 256;
    m->im->v = ARENA_ARRAY(m->a, PlaceNode, cap);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(m->c, &PLACE_QUERIES[PLACE_Q_NODES], NO_VALS, &r));
    while (rows_next(&r)) {
        if (m->im->n == cap) {
            PlaceNode *more = ARENA_ARRAY(m->a, PlaceNode, cap * 2);
            memcpy(more, m->im->v, cap * sizeof *more);
            m->im->v = more;
            cap *= 2;
        }
        bool merged = !rows_null(&r, 3), live = !merged && rows_null(&r, 4);
        m->im->v[m->im->n++] = (PlaceNode){.id = rows_id(&r, 0), .org = rows_id(&r, 1),
                                           .parent = rows_id(&r, merged ? 3 : 2),
                                           .version = live ? rows_id(&r, 5) : 0, .method = (int)rows_int(&r, 6)};
    }
    return rows_fault(&r);
}

static Fault make_shapes(Making *m) {
    GeoEntry *v = ARENA_ARRAY(m->a, GeoEntry, m->im->n + 1);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(m->c, &PLACE_QUERIES[PLACE_Q_SHAPES], VALS(v_int(PLACE_METHOD_SHAPE)), &r));
    while (n < m->im->n && rows_next(&r)) {
        GeoShape *s = ARENA_NEW(m->a, GeoShape);
        if (geo_read(m->a, rows_text(&r, 1), NULL, s) == GEO_FINE) v[n++] = (GeoEntry){rows_id(&r, 0), s};
    }
    m->im->shapes = v;
    m->im->shapes_n = n;
    return rows_fault(&r);
}

static Fault make_rules(Making *m) {
    enum { RULES_MAX = 1000 };
    m->im->rules = ARENA_ARRAY(m->a, PlaceRule, m->im->n + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(m->c, &PLACE_QUERIES[PLACE_Q_RULES], VALS(v_int(PLACE_METHOD_RULE)), &r));
    while (m->im->rules_n < m->im->n && m->im->rules_n < RULES_MAX && rows_next(&r)) {
        Str address;
        if (!place_rule_read(m->c, rows_text(&r, 2), &address)) continue;
        m->im->rules[m->im->rules_n++] = (PlaceRule){rows_id(&r, 0), rows_id(&r, 1), arena_copy(m->a, address)};
    }
    return rows_fault(&r);
}

static Fault make(Ctx *c, Arena *a, PlaceImage *im) {
    Making m = {c, a, im};
    *im = (PlaceImage){0};
    TRY(make_nodes(&m));
    TRY(make_rules(&m));
    return make_shapes(&m);
}

Fault place_image(Ctx *c, const PlaceImage **ret_im) {
    CHECK(c->writing);
    Kept *k = kept_of(c->region);
    if (!k) {                                     /* a command or a test: few rows, no index */
        PlaceImage *im = ARENA_NEW(c->arena, PlaceImage);
        TRY(make(c, c->arena, im));
        *ret_im = im;
        return OK;
    }
    if (!is_good(k, c)) {
        uint64_t rolled_back = region_stats(k->region).rolled_back;
        bool own = k->touched_by == c, over = rolled_back != k->rolled_back;
        k->settled = !own && (!k->touched_by || over);
        geo_index_free(k->image.index);
        k->image = (PlaceImage){0};
        k->stale = true;
        arena_reset(&k->arena);
        TRY(make(c, &k->arena, &k->image));
        k->image.index = geo_index_new(k->image.shapes, (int)k->image.shapes_n);
        CHECK(k->image.index);
        k->rolled_back = rolled_back;
        if (!own) k->touched_by = NULL;
        k->stale = false;
    }
    *ret_im = &k->image;
    return OK;
}

/* ---- asking ------------------------------------------------------------------------------------------------ */

int place_shapes_at(const PlaceImage *im, GeoPoint p, Id *ret_versions, int max) {
    if (im->index) return geo_index_find(im->index, p, ret_versions, max);
    int n = 0;
    for (size_t i = 0; i < im->shapes_n; i++) {
        if (!geo_inside(im->shapes[i].shape, p)) continue;
        if (n < max) ret_versions[n] = im->shapes[i].id;
        n++;
    }
    return n;
}

const PlaceNode *place_node(const PlaceImage *im, Id id) {
    size_t from = 0, to = im->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (im->v[middle].id < id) from = middle + 1;
        else to = middle;
    }
    return from < im->n && im->v[from].id == id ? &im->v[from] : NULL;
}

const PlaceNode *place_node_up(const PlaceImage *im, const PlaceNode *at) {
    return at->parent ? place_node(im, at->parent) : NULL;
}

void place_subtree(Ctx *c, const PlaceImage *im, Id place, Id **ret_v, size_t *ret_n) {
    Id *v = ARENA_ARRAY(c->arena, Id, im->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < im->n; i++) {
        const PlaceNode *at = &im->v[i];
        for (int up = 0; at && at->id != place && up < 2 * PLACE_DEPTH_MAX; up++) at = place_node_up(im, at);
        if (at && at->id == place) v[n++] = im->v[i].id;
    }
    if (!n) v[n++] = place;
    *ret_v = v;
    *ret_n = n;
}

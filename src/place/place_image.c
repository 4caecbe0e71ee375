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

#include <stdlib.h>
#include <string.h>

enum { IMAGE_BYTES_MAX = 512 << 20 };

typedef struct Kept {
    Region     *region;
    Arena       arena;
    PlaceImage  image;
    Day         made_on;
    bool        stale, settled;
    const Ctx  *touched_by;                       /* the write that changed something since the last commit */
    uint64_t    rolled_back;
    Id          day_org;                          /* whose day was seen to last */
    Day         day;
    uint64_t    day_rolled_back;                  /* with what was rolled back goes that, too */
} Kept;

static const char image_key;

static Kept *kept_of(Region *r) { return region_kept(r, &image_key); }

static bool is_ours(const char *table) {
    return strcmp(table, "places") == 0 || strcmp(table, "place_versions") == 0;
}

static void on_change(void *arg, const Changed *v, size_t n) {
    Kept *k = kept_of(arg);
    bool any = false;
    if (!k) return;
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
    region_keep(r, &image_key, k);
    region_on_change(r, on_change, r);
}

void place_image_stop(Region *r) {
    Kept *k = kept_of(r);
    if (!k) return;
    region_keep(r, &image_key, NULL);
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
    if (!k || k->day != c->reader.today || k->day_org != c->who.org) return false;
    return k->day_rolled_back == region_stats(k->region).rolled_back;
}

void place_image_day_done(const Ctx *c) {
    Kept *k = kept_of(c->region);
    if (!k) return;
    k->day = c->reader.today;
    k->day_rolled_back = region_stats(k->region).rolled_back;
    k->day_org = c->who.org;
}

static bool is_good(const Kept *k, const Ctx *c) {
    bool touched = k->touched_by && k->touched_by != c;
    if (k->stale || touched || k->made_on != c->reader.today) return false;
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
        m->im->v[m->im->n++] = (PlaceNode){.id = rows_id(&r, 0), .parent = rows_id(&r, 1)};
    }
    return rows_fault(&r);
}

typedef struct Outline {
    size_t          def;
    const GeoShape *shape;
    struct Outline *next;
} Outline;

static Outline *outline_read(Making *m, Str text, Outline *next) {
    GeoShape *s = ARENA_NEW(m->a, GeoShape);
    if (geo_read(m->a, text, NULL, s) != GEO_FINE) return next;
    Outline *o = ARENA_NEW(m->a, Outline);
    *o = (Outline){m->im->defs_n, s, next};
    return o;
}

/* Rows come by place, as the nodes stand. */
static Fault make_defs(Making *m, Outline **ret_outlines) {
    PlaceImage *im = m->im;
    size_t cap = im->n + 256, at = 0;
    Outline *outlines = NULL;
    im->defs = ARENA_ARRAY(m->a, PlaceDef, cap);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(m->c, &PLACE_QUERIES[PLACE_Q_DEFS], NO_VALS, &r));
    while (rows_next(&r)) {
        PlaceDef d = {.version = rows_id(&r, 0), .place = rows_id(&r, 1), .org = rows_id(&r, 2),
                      .method = (int)rows_int(&r, 3)};
        while (at < im->n && im->v[at].id < d.place) at++;
        if (at == im->n || im->v[at].id != d.place) continue;
        if (d.method == PLACE_METHOD_RULE && !place_rule_read(m->a, rows_text(&r, 5), &d.rule)) continue;
        if (im->defs_n == cap) {
            PlaceDef *more = ARENA_ARRAY(m->a, PlaceDef, cap * 2);
            memcpy(more, im->defs, cap * sizeof *more);
            im->defs = more;
            cap *= 2;
        }
        if (d.method == PLACE_METHOD_SHAPE) outlines = outline_read(m, rows_text(&r, 4), outlines);
        if (!im->v[at].n_defs++) im->v[at].def = im->defs_n;
        im->rules_n += d.method == PLACE_METHOD_RULE;
        im->defs[im->defs_n++] = d;
    }
    *ret_outlines = outlines;
    return rows_fault(&r);
}

static Fault make(Ctx *c, Arena *a, PlaceImage *im) {
    Making m = {c, a, im};
    Outline *outlines;
    *im = (PlaceImage){0};
    TRY(make_nodes(&m));
    TRY(make_defs(&m, &outlines));
    im->rules = ARENA_ARRAY(a, size_t, im->rules_n + 1);
    im->shapes = ARENA_ARRAY(a, GeoEntry, im->defs_n + 1);
    for (size_t i = 0, n = 0; i < im->defs_n; i++) {
        if (im->defs[i].method == PLACE_METHOD_RULE) im->rules[n++] = i;
    }
    for (; outlines; outlines = outlines->next) {
        im->shapes[im->shapes_n++] = (GeoEntry){(int64_t)outlines->def, outlines->shape};
    }
    return OK;
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
        k->made_on = c->reader.today;
        if (!own) k->touched_by = NULL;
        k->stale = false;
    }
    *ret_im = &k->image;
    return OK;
}

/* ---- asking ------------------------------------------------------------------------------------------------ */

int place_shapes_at(const PlaceImage *im, GeoPoint p, int64_t *ret_defs, int max) {
    if (im->index) return geo_index_find(im->index, p, ret_defs, max);
    int n = 0;
    for (size_t i = 0; i < im->shapes_n; i++) {
        if (!geo_inside(im->shapes[i].shape, p)) continue;
        if (n < max) ret_defs[n] = im->shapes[i].id;
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

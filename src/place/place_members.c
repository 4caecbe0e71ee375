/* place_members.c - who belongs to which version (the rules stand in place.h), kept in the table `members`. */
#include "place/place_store.h"

#include "base/check.h"
#include "db/batch.h"
#include "db/facts.h"
#include "db/region.h"

#include <math.h>
#include <string.h>

enum { SHAPES_AT_USUAL = 32 };

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

/* ---- rules of lists ------------------------------------------------------------------------------------------ */

/* What the whole organisation sees: the answer must not depend on who caused the question. */
static Who as_system(Ctx *c) {
    Who was = c->who;
    c->who = (Who){.org = was.org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true, .scopes = ~0u};
    return was;
}

bool place_rule_spec(Ctx *c, Str address, ListSpec *ret_spec) {
    const Entity *e = entity_named(LIT("actor"));
    Params p;
    size_t complaints = c->complaints.n;
    FaultNote note = c->fault;
    bool good = e && params_parse(c->arena, address, LIST_FILTERS_MAX, &p) && list_parse(c, e, &p, ret_spec) == OK;
    c->complaints.n = complaints;
    c->fault = note;
    return good;
}

static bool in_ring(const PlaceRing *r, double lat, double lon) {
    if (!(r->km > 0)) return true;
    if (isnan(lat) || isnan(lon)) return false;
    return geo_distance_m((GeoPoint){r->lon, r->lat}, (GeoPoint){lon, lat}) <= r->km * 1000;
}

/* ---- growing lists of ids -------------------------------------------------------------------------------------- */

typedef struct Ids {
    Arena *a;
    Id    *v;
    size_t n, cap;
} Ids;

static void ids_add(Ids *ids, Id id) {
    ARENA_ROOM(ids->a, ids->v, ids->n, 1, &ids->cap);
    ids->v[ids->n++] = id;
}

static void ids_add_once(Ids *ids, Id id) {
    for (size_t i = 0; i < ids->n; i++) {
        if (ids->v[i] == id) return;
    }
    ids_add(ids, id);
}

/* ---- one actor ------------------------------------------------------------------------------------------------- */

typedef struct Where {
    Id     actor;
    double lat, lon;
    Id     locality;
} Where;

static bool is_somewhere(const Where *w) { return !isnan(w->lat) && !isnan(w->lon); }

/* The versions of a place and of those above it by which one who sits there is a member. */
static void keep_chain(Ids *keep, const PlaceImage *im, Id place, bool nowhere) {
    const PlaceNode *at = place ? place_node(im, place) : NULL;
    for (int up = 0; at && up < 2 * PLACE_DEPTH_MAX; up++, at = place_node_up(im, at)) {
        for (size_t i = at->def; i < at->def + at->n_defs; i++) {
            int how = im->defs[i].method;
            bool sits = how == PLACE_METHOD_LIST || how == PLACE_METHOD_DECLARED;
            if (sits || (how == PLACE_METHOD_SHAPE && nowhere)) ids_add_once(keep, im->defs[i].version);
        }
    }
}

static void keep_declared(Ids *keep, const PlaceImage *im, Id place) {
    const PlaceNode *at = place_node(im, place);
    for (size_t i = 0; at && i < at->n_defs; i++) {
        const PlaceDef *d = &im->defs[at->def + i];
        if (d->method == PLACE_METHOD_DECLARED) ids_add_once(keep, d->version);
    }
}

static Fault keep_belongings(Ctx *c, Ids *keep, const PlaceImage *im, Id actor) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_BELONGS_OF), VALS(v_int(actor)), &r));
    while (rows_next(&r)) {
        keep_declared(keep, im, rows_id(&r, 0));
        if (rows_int(&r, 1) == BELONG_REASON_SITS_IN) keep_chain(keep, im, rows_id(&r, 0), false);
    }
    return rows_fault(&r);
}

static void keep_shapes(Ctx *c, Ids *keep, const PlaceImage *im, GeoPoint p) {
    int64_t few[SHAPES_AT_USUAL], *found = few;
    int n = place_shapes_at(im, p, found, SHAPES_AT_USUAL);
    if (n > SHAPES_AT_USUAL) {
        found = ARENA_ARRAY(c->arena, int64_t, (size_t)n);
        n = place_shapes_at(im, p, found, n);
    }
    for (int i = 0; i < n; i++) {                 /* outlines of other organisations are not theirs */
        if (im->defs[found[i]].org == c->who.org) ids_add_once(keep, im->defs[found[i]].version);
    }
}

static Fault rule_fits(Ctx *c, const PlaceRule *rule, const Where *w, bool *ret_fits) {
    ListSpec s;
    void    *rows;
    size_t   n = 0;
    *ret_fits = in_ring(&rule->ring, w->lat, w->lon);
    if (!*ret_fits || !rule->address.n) return OK;
    *ret_fits = false;
    if (!place_rule_spec(c, rule->address, &s)) return OK;
    s.ids = &w->actor;
    s.n_ids = 1;
    s.ids_only = true;
    s.offset = 0;
    s.limit = 1;
    Who   was = as_system(c);
    Fault f = list_run(c, &s, false, &rows, &n, NULL);
    c->who = was;
    *ret_fits = n > 0;
    return f;
}

static Fault keep_rules(Ctx *c, Ids *keep, const PlaceImage *im, const Where *w) {
    for (size_t i = 0; i < im->rules_n; i++) {
        const PlaceDef *d = &im->defs[im->rules[i]];
        bool fits;
        if (d->org != c->who.org) continue;
        TRY(rule_fits(c, &d->rule, w, &fits));
        if (fits) ids_add_once(keep, d->version);
    }
    return OK;
}

static Fault members_of(Ctx *c, const Where *w, bool is_new) {
    const PlaceImage *im;
    Ids keep = {.a = c->arena};
    CHECK(c->writing);
    TRY(place_day(c));
    TRY(place_image(c, &im));
    keep_chain(&keep, im, w->locality, !is_somewhere(w));
    if (is_somewhere(w)) keep_shapes(c, &keep, im, (GeoPoint){w->lon, w->lat});
    TRY(keep_rules(c, &keep, im, w));
    if (!is_new) TRY(keep_belongings(c, &keep, im, w->actor));
    if (!is_new || is_somewhere(w) || w->locality) {
        TRY(db_put(c, q(PLACE_Q_AT_PUT), VALS(v_int(w->actor), is_somewhere(w) ? v_real(w->lat) : v_null(),
                                              is_somewhere(w) ? v_real(w->lon) : v_null(), v_id(w->locality))));
    }
    if (!is_new) TRY(db_run(c, q(PLACE_Q_MEMBER_KEEP), VALS(v_int(w->actor), v_ids(keep.v, keep.n))));
    if (keep.n) TRY(db_put(c, q(PLACE_Q_MEMBERS_PUT), VALS(v_int(w->actor), v_ids(keep.v, keep.n))));
    return OK;
}

Fault place_members_of(Ctx *c, Id actor, double lat, double lon, Id locality) {
    return members_of(c, &(Where){actor, lat, lon, locality}, false);
}

Fault place_members_new(Ctx *c, Id actor, double lat, double lon, Id locality) {
    return members_of(c, &(Where){actor, lat, lon, locality}, true);
}

Fault place_members_again(Ctx *c, Id actor) {
    Where w = {.actor = actor, .lat = NAN, .lon = NAN};
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_AT), VALS(v_int(actor)), &r));
        if (rows_next(&r)) w = (Where){actor, rows_real(&r, 0), rows_real(&r, 1), rows_id(&r, 2)};
        TRY(rows_fault(&r));
    }
    return members_of(c, &w, false);
}

/* ---- one version ------------------------------------------------------------------------------------------------ */

typedef struct Definition {
    Id  version, place;
    int method;
    Str shape, rule;
} Definition;

static Fault definition_of(Ctx *c, Id version, Definition *ret_d) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_OF_VERSION), VALS(v_int(version)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, "place_version", version);
    }
    *ret_d = (Definition){.version = version, .place = rows_id(&r, 0), .method = (int)rows_int(&r, 1),
                          .shape = rows_copy(&r, 2), .rule = rows_copy(&r, 3)};
    return OK;
}

/* Those who stand in the box, by its index, and then in what it is drawn around: an outline or a ring. */
static Fault found_in(Ctx *c, const GeoBox *box, const GeoShape *s, const PlaceRing *ring, Ids *ret_ids) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_AT_BOX),
                VALS(v_real(box->south), v_real(box->north), v_real(box->west), v_real(box->east)), &r));
    while (rows_next(&r)) {
        double lat = rows_real(&r, 1), lon = rows_real(&r, 2);
        bool in = s ? geo_inside(s, (GeoPoint){lon, lat}) : in_ring(ring, lat, lon);
        if (in) ids_add(ret_ids, rows_id(&r, 0));
    }
    return rows_fault(&r);
}

static Fault put_all(Ctx *c, const Definition *d, const Ids *ids) {
    for (size_t i = 0; i < ids->n; i++) {
        TRY(db_run(c, q(PLACE_Q_MEMBER_PUT), VALS(v_int(d->version), v_int(ids->v[i]), v_int(d->method))));
    }
    return OK;
}

static Fault shape_members(Ctx *c, const Definition *d) {
    GeoShape s;
    Ids      found = {.a = c->arena};
    if (geo_read(c->arena, d->shape, NULL, &s) != GEO_FINE) return OK;
    TRY(found_in(c, &s.box, &s, NULL, &found));
    return put_all(c, d, &found);
}

static Fault rule_member(Ctx *c, const void *rec, void *arg) {
    const Definition *d = arg;
    return db_run(c, q(PLACE_Q_MEMBER_PUT),
                  VALS(v_int(d->version), v_int(((const Head *)rec)->id), v_int(PLACE_METHOD_RULE)));
}

/* A box that holds the ring: a degree of latitude is 111 km at least 110.5; of longitude it shrinks to the poles. */
static GeoBox ring_box(const PlaceRing *r) {
    double north = r->km / 110.5, narrow = cos((fabs(r->lat) + north) * M_PI / 180);
    double east = narrow > 0.001 ? north / narrow : 360;
    return (GeoBox){r->lon - east, r->lat - north, r->lon + east, r->lat + north};
}

static Fault rule_members(Ctx *c, Definition *d) {
    PlaceRule rule;
    ListSpec  s;
    Ids       found = {.a = c->arena};
    if (!place_rule_read(c->arena, d->rule, &rule)) return OK;
    if (rule.ring.km > 0) {
        GeoBox box = ring_box(&rule.ring);
        TRY(found_in(c, &box, NULL, &rule.ring, &found));
        if (!rule.address.n) return put_all(c, d, &found);
    }
    if (!place_rule_spec(c, rule.address, &s)) return OK;
    s.ids_only = rule.ring.km > 0;
    s.ids = found.v;
    s.n_ids = found.n;
    if (s.ids_only && !found.n) return OK;
    Who   was = as_system(c);
    Fault f = list_each(c, &s, false, rule_member, d);
    c->who = was;
    return f;
}

static Fault members_put(Ctx *c, Definition *d, const Id *below, size_t n) {
    Val version = v_int(d->version), origin = v_int(d->method);
    switch (d->method) {
    case PLACE_METHOD_SHAPE:
        TRY(shape_members(c, d));
        return db_run(c, q(PLACE_Q_MEMBERS_NOWHERE), VALS(version, origin, v_ids(below, n)));
    case PLACE_METHOD_RULE: return rule_members(c, d);
    default:
        TRY(db_run(c, q(PLACE_Q_MEMBERS_BELOW), VALS(version, origin, v_ids(below, n))));
        return db_run(c, q(PLACE_Q_MEMBERS_BELONG),
                      VALS(version, origin, v_ids(below, n), v_int(BELONG_REASON_SITS_IN),
                           v_int(d->method == PLACE_METHOD_DECLARED), v_int(d->place)));
    }
}

Fault place_members_renew(Ctx *c, Id version) {
    Definition d;
    const PlaceImage *im;
    Id *below;
    size_t n;
    CHECK(c->writing);
    TRY(definition_of(c, version, &d));
    TRY(place_image(c, &im));
    place_subtree(c, im, d.place, &below, &n);
    TRY(db_run(c, q(PLACE_Q_MEMBERS_DROP), VALS(v_int(version))));
    TRY(members_put(c, &d, below, n));
    region_changed(c, "members", version);
    return OK;
}

Fault place__chain_renew(Ctx *c, Id place) {
    Ids versions = {.a = c->arena};
    const PlaceImage *im;
    TRY(place_image(c, &im));
    const PlaceNode *at = place ? place_node(im, place) : NULL;
    for (int up = 0; at && up < 2 * PLACE_DEPTH_MAX; up++, at = place_node_up(im, at)) {
        for (size_t i = at->def; i < at->def + at->n_defs; i++) {
            if (im->defs[i].method != PLACE_METHOD_RULE) ids_add(&versions, im->defs[i].version);
        }
    }
    for (size_t i = 0; i < versions.n; i++) TRY(place_members_renew(c, versions.v[i]));
    return OK;
}

/* ---- those who may be seen ----------------------------------------------------------------------------------- */

static bool members_spec(Id version, ListSpec *ret_spec) {
    const Entity *e = entity_named(LIT("actor"));
    *ret_spec = (ListSpec){.entity = e, .limit = 1, .n_extras = 1};
    ret_spec->extras[0] = (ListExtra){
        .name = "local", .val = v_int(version),
        .sql = "EXISTS (SELECT 1 FROM members m WHERE m.version = :local AND m.actor = x.id)"};
    return e && version;
}

Fault place_members_count(Ctx *c, Id version, int64_t *ret_n) {
    ListSpec s;
    void *rows;
    size_t n;
    *ret_n = 0;
    return members_spec(version, &s) ? list_run(c, &s, false, &rows, &n, ret_n) : OK;
}

typedef struct Among {
    Id    *v;
    size_t n;
} Among;

static Fault among_one(Ctx *c, const void *rec, void *arg) {
    Among *to = arg;
    (void)c;
    to->v[to->n++] = ((const Head *)rec)->id;
    return OK;
}

Fault place_members_among(Ctx *c, Id version, const Id *actors, size_t n, Id *ret_v, size_t *ret_n) {
    static const int NONE[] = {-1};
    ListSpec s;
    Among    to = {.v = ret_v};
    *ret_n = 0;
    if (!n || !members_spec(version, &s)) return OK;
    s.ids = actors;
    s.n_ids = n;
    s.ids_only = true;
    TRY(list_some(c, &s, NONE, n, among_one, &to));
    *ret_n = to.n;
    return OK;
}

Fault place_members_all(Ctx *c, const PlaceLocal *l, const Id **ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    size_t n = 0, cap = 0;
    Id    *v = arena_room(c->arena, NULL, 0, 1, &cap, sizeof *v);
    TRY(db_rows(c, q(l->frozen ? PLACE_Q_FROZEN_ALL : PLACE_Q_MEMBERS_ALL), VALS(v_id(l->version)), &r));
    while (rows_next(&r)) {
        ARENA_ROOM(c->arena, v, n, 1, &cap);
        v[n++] = rows_id(&r, 0);
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault place_spans(Ctx *c, Id place, PlaceSpan *ret_v, size_t max, size_t *ret_n) {
    const Field *f = place_version_entity.fields;
    ListSpec s = {.entity = &place_version_entity, .sort = &f[PLACE_VERSION_F_NUMBER], .descending = true,
                  .limit = (int64_t)max, .n_filters = 1};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &f[PLACE_VERSION_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    const PlaceVersion *v = rows;
    for (size_t i = 0; i < *ret_n; i++) {
        ret_v[i] = (PlaceSpan){v[i].head.id, v[i].valid_from, v[i].valid_until};
    }
    return OK;
}

static Fault freeze_one(Ctx *c, const void *rec, void *arg) {
    return db_run(c, q(PLACE_Q_FREEZE), VALS(v_int(*(const Id *)arg), v_int(((const Head *)rec)->id)));
}

Fault place__members_freeze(Ctx *c, Id version) {
    ListSpec s;
    if (!members_spec(version, &s)) return OK;
    Who   was = as_system(c);
    Fault f = list_each(c, &s, false, freeze_one, &version);
    c->who = was;
    region_changed(c, "members_frozen", version);
    return f;
}

/* ---- a new day --------------------------------------------------------------------------------------------------- */

static Fault day_turned(Ctx *c, Day since) {
    Ids actors = {.a = c->arena};
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_BELONGS_TURNED), VALS(v_int(since)), &r));
        while (rows_next(&r)) ids_add(&actors, rows_id(&r, 0));
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < actors.n; i++) TRY(place_members_again(c, actors.v[i]));
    return OK;
}

Fault place_day(Ctx *c) {
    Str name = arena_printf(c->arena, "place_day:%lld", (long long)c->who.org), was;
    int64_t since = 0;
    if (place_image_day(c)) return OK;
    TRY(fact_get(c, name.p, &was));
    bool known = str_int(was, &since);
    if (known && since >= c->reader.today) {
        place_image_day_done(c);
        return OK;
    }
    Str today = arena_printf(c->arena, "%d", (int)c->reader.today);
    TRY(fact_set(c, name.p, today));
    return known ? day_turned(c, (Day)since) : OK;
}

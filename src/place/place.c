/* place.c - the rules of places: the working tree stays a tree, versions do not overlap, what is frozen stays. */
#include "place/place_store.h"

#include "account/account.h"
#include "base/check.h"
#include "db/region.h"

#include <jansson.h>
#include <math.h>

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

/* ---- places ---------------------------------------------------------------------------------------------------- */

/* Walks up from the new parent: meeting the place itself closes a loop. */
static Fault tree_check(Ctx *c, const Place *p) {
    Id at = p->parent;
    for (int depth = 1; at; depth++) {
        if (at == p->head.id) return fail(c, LOOP, "place", p->head.id);
        if (depth >= PLACE_DEPTH_MAX) {
            complain_n(c, "parent", T_PLACE_TOO_DEEP, PLACE_DEPTH_MAX);
            return OK;
        }
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_PARENT), VALS(v_int(at)), &r));
        at = rows_next(&r) ? rows_id(&r, 0) : 0;
        TRY(rows_fault(&r));
    }
    return OK;
}

Fault place_above(Ctx *c, Id place, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    while (place && n < max) {
        Place *p = ent_new(c, &place_entity);
        Fault  f = ent_load(c, &place_entity, place, p);
        if (f == NOT_FOUND) break;
        TRY(f);
        ret_v[n++] = place;
        place = p->parent;
    }
    *ret_n = n;
    return OK;
}

static void position_check(Ctx *c, const Place *p) {
    if (isnan(p->lat) != isnan(p->lon)) complain(c, isnan(p->lat) ? "lat" : "lon", T_PLACE_HALF_POSITION);
}

Fault place_check(Ctx *c, const void *before, void *after) {
    const Place *was = before;
    Place *p = after;
    position_check(c, p);
    if (p->parent && (!was || was->parent != p->parent)) TRY(tree_check(c, p));
    if (was && !was->head.archived_at && p->head.archived_at) {
        Id child;
        Fault f = db_int(c, q(PLACE_Q_CHILD), VALS(v_int(p->head.id)), &child);
        if (f == OK) return fail(c, IN_USE, "place", child);
        if (f != NOT_FOUND) return f;
    }
    return OK;
}

/* The first version of a new place: those who sit in it. */
static Fault first_version(Ctx *c, Id place) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    v->place = place;
    v->method = PLACE_METHOD_LIST;
    return ent_save(c, &place_version_entity, v);
}

Fault place_after(Ctx *c, const void *before, const void *after) {
    const Place *was = before, *p = after;
    place_image_forget(c);
    if (!was) {
        TRY(first_version(c, p->head.id));
        return p->parent ? reach_place_added(c, p->head.id, p->parent) : OK;
    }
    bool gone = (was->head.archived_at != 0) != (p->head.archived_at != 0);
    bool moved = was->parent != p->parent || was->head.merged_into != p->head.merged_into;
    if (moved) TRY(reach_renew(c, 0));
    if (!gone && !moved) return OK;
    Id old_up = was->head.merged_into ? was->head.merged_into : was->parent;
    if (old_up) TRY(place__chain_renew(c, old_up));
    TRY(place__chain_renew(c, p->head.id));
    place_image_forget(c);
    return OK;
}

/* ---- versions -------------------------------------------------------------------------------------------------- */

static Day begins(const PlaceVersion *v) { return v->valid_from ? v->valid_from : PLACE_DAY_FIRST; }
static Day ends(const PlaceVersion *v) { return v->valid_until ? v->valid_until : PLACE_DAY_LAST; }

static bool overlap(const PlaceVersion *a, const PlaceVersion *b) {
    return begins(a) <= ends(b) && begins(b) <= ends(a);
}

/* An open version ends by itself the day before a later one begins. */
static bool gives_way(const PlaceVersion *old, const PlaceVersion *new_one) {
    return !old->valid_until && begins(old) < begins(new_one);
}

static Fault siblings(Ctx *c, const PlaceVersion *v, PlaceVersion **ret_v, size_t *ret_n) {
    enum { VERSIONS_MAX = 1000 };
    Id *ids = ARENA_ARRAY(c->arena, Id, VERSIONS_MAX);
    size_t n = 0, m = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_VERSIONS), VALS(v_int(v->place)), &r));
        while (n < VERSIONS_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    PlaceVersion *all = ARENA_ARRAY(c->arena, PlaceVersion, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (ids[i] != v->head.id) TRY(ent_load(c, &place_version_entity, ids[i], &all[m++]));
    }
    *ret_v = all;
    *ret_n = m;
    return OK;
}

static Fault span_check(Ctx *c, const PlaceVersion *v, bool is_new) {
    PlaceVersion *all;
    size_t n;
    if (v->valid_from && v->valid_until && v->valid_until < v->valid_from) {
        complain(c, "valid_until", T_PLACE_ENDS_BEFORE);
        return OK;
    }
    TRY(siblings(c, v, &all, &n));
    for (size_t i = 0; i < n; i++) {
        if (!overlap(&all[i], v) || (is_new && gives_way(&all[i], v))) continue;
        complain_n(c, "valid_from", T_PLACE_OVERLAPS, all[i].number);
        return OK;
    }
    return OK;
}

static void shape_check(Ctx *c, PlaceVersion *v) {
    GeoShape s;
    if (!v->shape.n) {
        complain(c, "shape", T_PLACE_SHAPE_MISSING);
        return;
    }
    GeoWrong w = geo_read(c->arena, v->shape, NULL, &s);
    if (w != GEO_FINE) place_outline_complain(c, w);
    else v->shape = place_outline_text(c, &s);
}

/* A rule chooses: by a list with at least one condition that is understood, by a distance, or by both. */
static void rule_check(Ctx *c, PlaceVersion *v) {
    PlaceRule rule;
    ListSpec  s;
    bool good = place_rule_read(c->arena, v->rule, &rule) && (rule.address.n || rule.ring.km > 0);
    if (good && rule.address.n) good = place_rule_spec(c, rule.address, &s) && s.n_filters > 0;
    if (good) v->rule = place_rule_make(c, rule);
    else complain(c, "rule", T_PLACE_RULE_EMPTY);
}

static void definition_check(Ctx *c, PlaceVersion *v) {
    if (v->method == PLACE_METHOD_SHAPE) shape_check(c, v);
    else v->shape = (Str){0};
    if (v->method == PLACE_METHOD_RULE) rule_check(c, v);
    else v->rule = (Str){0};
}

static bool same_definition(const PlaceVersion *a, const PlaceVersion *b) {
    return a->method == b->method && str_eq(a->shape, b->shape) && str_eq(a->rule, b->rule) &&
           a->valid_from == b->valid_from;
}

Fault place_version_check(Ctx *c, const void *before, void *after) {
    const PlaceVersion *was = before;
    PlaceVersion *v = after;
    if (!was) {
        int64_t n;
        TRY(db_int(c, q(PLACE_Q_NUMBER_MAX), VALS(v_int(v->place)), &n));
        v->number = n + 1;
    } else {
        v->number = was->number;
    }
    if (v->method && (!was || !same_definition(was, v))) definition_check(c, v);
    bool frozen = was && was->frozen_at;
    if (frozen && (!same_definition(was, v) || v->head.archived_at)) {
        return fail(c, FROZEN, "place_version", v->head.id);
    }
    if (frozen && !v->frozen_at) {
        v->frozen_at = was->frozen_at;
        v->frozen_why = was->frozen_why;
        v->frozen_by = was->frozen_by;
    }
    if (v->head.archived_at) return OK;
    return span_check(c, v, !was);
}

/* The open version before a new one ends the day before it. */
static Fault close_earlier(Ctx *c, const PlaceVersion *v) {
    PlaceVersion *all;
    size_t n;
    TRY(siblings(c, v, &all, &n));
    for (size_t i = 0; i < n; i++) {
        if (!gives_way(&all[i], v)) continue;
        all[i].valid_until = day_plus(v->valid_from, -1);
        TRY(ent_save(c, &place_version_entity, &all[i]));
    }
    return OK;
}

Fault place_version_after(Ctx *c, const void *before, const void *after) {
    const PlaceVersion *was = before, *v = after;
    place_image_forget(c);
    if (!was && v->valid_from) TRY(close_earlier(c, v));
    if (was && was->frozen_at && !v->frozen_at) TRY(db_run(c, q(PLACE_Q_THAW), VALS(v_int(v->head.id))));
    bool redefined = !was || !same_definition(was, v) || was->head.archived_at != v->head.archived_at;
    bool goes_on = was && was->valid_until != v->valid_until && ends(v) >= c->reader.today;
    return redefined || goes_on ? place_members_renew(c, v->head.id) : OK;
}

Fault place_version_change(Ctx *c, PlaceVersion *v) {
    PlaceVersion *was = ent_new(c, &place_version_entity);
    TRY(ent_load(c, &place_version_entity, v->head.id, was));
    if (!was->frozen_at || same_definition(was, v)) return ent_save(c, &place_version_entity, v);
    PlaceVersion *next = ent_new(c, &place_version_entity);
    next->place = was->place;
    next->method = v->method;
    next->shape = v->shape;
    next->rule = v->rule;
    next->source = v->source;
    next->valid_from = v->valid_from > begins(was) ? v->valid_from : c->reader.today;
    if (v->valid_until >= next->valid_from) next->valid_until = v->valid_until;
    TRY(ent_save(c, &place_version_entity, next));
    *v = *next;
    return OK;
}

Fault place_freeze(Ctx *c, Id version, Str why) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    TRY(ent_load(c, &place_version_entity, version, v));
    if (v->frozen_at) return OK;
    v->frozen_at = c->reader.now;
    v->frozen_why = why;
    v->frozen_by = c->who.account;
    TRY(ent_save(c, &place_version_entity, v));
    return place__members_freeze(c, version);
}

/* ---- what the field `rule` holds --------------------------------------------------------------------------------- */

/* The part behind "?" of an address, or the whole when it has none. */
static Str query_of(Str address) {
    ptrdiff_t at = str_find_byte(address, '?');
    return at < 0 ? address : str_sub(address, (size_t)at + 1, address.n);
}

Str place_rule_make(Ctx *c, PlaceRule r) {
    Buf b;
    Str list = query_of(str_trim(r.address));
    buf_init(&b, 64 << 10);
    buf_lit(&b, "{");
    if (list.n) {
        buf_lit(&b, "\"list\":");
        put_json(&b, list);
    }
    if (r.ring.km > 0) {
        buf_printf(&b, "%s\"ring\":{\"lat\":%.6f,\"lon\":%.6f,\"km\":%.3f}", list.n ? "," : "", r.ring.lat, r.ring.lon,
                   r.ring.km);
    }
    buf_lit(&b, "}");
    return buf_keep(c->arena, &b);
}

static bool ring_read(const json_t *ring, PlaceRing *ret_ring) {
    PlaceRing r = {json_number_value(json_object_get(ring, "lat")), json_number_value(json_object_get(ring, "lon")),
                   json_number_value(json_object_get(ring, "km"))};
    *ret_ring = r;
    return r.km > 0 && r.km <= PLACE_RING_KM_MAX && geo_valid((GeoPoint){r.lon, r.lat});
}

bool place_rule_read(Arena *a, Str json, PlaceRule *ret_rule) {
    json_t *top = json_loadb(json.n ? json.p : "", json.n, 0, NULL);
    json_t *list = json_object_get(top, "list"), *ring = json_object_get(top, "ring");
    PlaceRule r = {0};
    bool good = json_is_object(top) && (list || ring);
    if (list) good = good && json_is_string(list) && json_string_length(list) <= PLACE_RULE_MAX;
    if (ring) good = good && ring_read(ring, &r.ring);
    if (good && list) r.address = arena_copy(a, (Str){json_string_value(list), json_string_length(list)});
    json_decref(top);
    if (good) *ret_rule = r;
    return good;
}

/* ---- outlines as typed ------------------------------------------------------------------------------------------- */

void place_outline_complain(Ctx *c, GeoWrong w) {
    static const TextKey WHY[GEO_WRONGS] = {
        [GEO_NOT_JSON] = T_PLACE_NOT_OUTLINE, [GEO_NOT_OUTLINE] = T_PLACE_NOT_OUTLINE,
        [GEO_TOO_MANY] = T_PLACE_TOO_MANY_POINTS, [GEO_OUT_OF_RANGE] = T_PLACE_OUT_OF_RANGE,
        [GEO_SWAPPED] = T_PLACE_SWAPPED, [GEO_TOO_FEW] = T_PLACE_TOO_FEW, [GEO_CROSSES] = T_PLACE_CROSSES,
    };
    CHECK(w > GEO_FINE && w < GEO_WRONGS);
    complain(c, "shape", WHY[w]);
}

/* Coordinates in text rounded to 0.1 m; an outline too large for the field is thinned until it fits. */
Str place_outline_text(Ctx *c, const GeoShape *s) {
    enum { TEXT_MAX = 1900000 };
    GeoShape thin = *s;
    for (double tolerance = 0.00001;; tolerance *= 2) {
        Buf b;
        buf_init(&b, TEXT_MAX);
        geo_print(&b, &thin, GEO_DECIMALS);
        bool fits = buf_ok(&b);
        Str out = fits ? arena_copy(c->arena, buf_str(&b)) : (Str){0};
        buf_release(&b);
        if (fits) return out;
        CHECK(tolerance < 1);
        thin = geo_simplify(c->arena, s, tolerance);
    }
}

static bool is_number_part(char ch) { return (ch >= '0' && ch <= '9') || ch == '.' || ch == '-' || ch == '+'; }

/* The next number of a line; false: there is none. */
static bool take_number(Str *line, double *ret_x) {
    size_t i = 0, from;
    while (i < line->n && !is_number_part(line->p[i])) i++;
    for (from = i; i < line->n && is_number_part(line->p[i]);) i++;
    bool good = str_real(str_sub(*line, from, i - from), ret_x);
    *line = str_sub(*line, i, line->n);
    return good;
}

/* "31.25, 34.79" a line: latitude first, as people and other maps write it. */
static GeoWrong corners_read(Ctx *c, Str typed, GeoShape *ret_shape) {
    size_t cap = 16;
    for (size_t i = 0; i < typed.n; i++) cap += typed.p[i] == '\n';
    if (cap > GEO_POINTS_MAX) return GEO_TOO_MANY;
    GeoRing *ring = ARENA_NEW(c->arena, GeoRing);
    ring->v = ARENA_ARRAY(c->arena, GeoPoint, cap);
    for (Str line, rest = typed; str_split(&rest, '\n', &line);) {
        GeoPoint p;
        if (!str_trim(line).n) continue;
        if (!take_number(&line, &p.lat) || !take_number(&line, &p.lon)) return GEO_NOT_OUTLINE;
        ring->v[ring->n++] = p;
    }
    if (ring->n < 3) return GEO_TOO_FEW;
    Buf b;
    buf_init(&b, 8 << 20);
    geo_print(&b, &(GeoShape){.rings = ring, .n = 1, .box = geo_box(ring->v, ring->n)}, GEO_DECIMALS);
    GeoWrong w = buf_ok(&b) ? geo_read(c->arena, buf_str(&b), NULL, ret_shape) : GEO_TOO_MANY;
    buf_release(&b);
    return w;
}

bool place_outline_read(Ctx *c, Str typed, GeoShape *ret_shape) {
    typed = str_trim(typed);
    GeoWrong w = str_starts(typed, LIT("{")) ? geo_read(c->arena, typed, NULL, ret_shape)
                                             : corners_read(c, typed, ret_shape);
    if (w != GEO_FINE) place_outline_complain(c, w);
    return w == GEO_FINE;
}

/* ---- belongings -------------------------------------------------------------------------------------------------- */

/* Once to a place for a reason at a time; the weights of one reason together at most the whole. */
Fault belonging_check(Ctx *c, const void *before, void *after) {
    const Belonging *b = after;
    double together = isnan(b->weight) ? 0 : b->weight;
    (void)before;
    if (b->head.archived_at) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_BELONGS_SAME), VALS(v_int(b->actor), v_int(b->head.id),
                                                 v_int(b->from_on ? b->from_on : PLACE_DAY_FIRST),
                                                 v_int(b->until_on ? b->until_on : PLACE_DAY_LAST)), &r));
    while (rows_next(&r)) {
        if (rows_int(&r, 1) != b->reason) continue;
        if (rows_id(&r, 0) == b->place) complain(c, "place", T_PLACE_BELONGS_ALREADY);
        if (!rows_null(&r, 2)) together += rows_real(&r, 2);
    }
    TRY(rows_fault(&r));
    if (!isnan(b->weight) && together > 100.0001) complain(c, "weight", T_PLACE_WEIGHT_OVER);
    return OK;
}

Fault belonging_after(Ctx *c, const void *before, const void *after) {
    (void)before;
    return place_members_again(c, ((const Belonging *)after)->actor);
}

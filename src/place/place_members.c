/* place_members.c - who belongs to which version (the rules stand in place.h), kept in the table `members`. */
#include "place/place_store.h"

#include "base/check.h"
#include "db/facts.h"
#include "db/region.h"

#include <math.h>
#include <string.h>

enum { KEEP_MAX = 400, SHAPES_AT_MAX = 256 };

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

/* ---- rules of lists ------------------------------------------------------------------------------------------ */

/* What the whole organisation sees: the answer must not depend on who caused the question. */
static Who as_system(Ctx *c) {
    Who was = c->who;
    c->who = (Who){.org = was.org, .roles = ROLE_HQ, .floor = VIS_TEAM, .system = true, .scopes = ~0u};
    return was;
}

static bool rule_spec(Ctx *c, Str address, ListSpec *ret_spec) {
    const Entity *e = entity_named(LIT("actor"));
    Params p;
    size_t complaints = c->complaints.n;
    FaultNote note = c->fault;
    bool good = e && params_parse(c->arena, address, LIST_FILTERS_MAX, &p) && list_parse(c, e, &p, ret_spec) == OK;
    c->complaints.n = complaints;
    c->fault = note;
    return good;
}

static Fault rule_fits(Ctx *c, Str address, Id actor, bool *ret_fits) {
    ListSpec s;
    void *rows;
    size_t n = 0;
    *ret_fits = false;
    if (!rule_spec(c, address, &s)) return OK;
    s.ids = &actor;
    s.n_ids = 1;
    s.ids_only = true;
    s.offset = 0;
    s.limit = 1;
    Who was = as_system(c);
    Fault f = list_run(c, &s, false, &rows, &n, NULL);
    c->who = was;
    *ret_fits = n > 0;
    return f;
}

static Fault rule_member(Ctx *c, const void *rec, void *arg) {
    return db_run(c, q(PLACE_Q_MEMBER_PUT), VALS(v_int(*(const Id *)arg), v_int(((const Head *)rec)->id),
                                                 v_int(PLACE_METHOD_RULE)));
}

static Fault rule_members(Ctx *c, Id version, Str address) {
    ListSpec s;
    if (!rule_spec(c, address, &s)) return OK;
    Who was = as_system(c);
    Fault f = list_each(c, &s, false, rule_member, &version);
    c->who = was;
    return f;
}

/* ---- one actor ------------------------------------------------------------------------------------------------- */

typedef struct Keep {
    Id     v[KEEP_MAX];
    size_t n;
} Keep;

static void keep(Keep *k, Id version) {
    for (size_t i = 0; i < k->n; i++) {
        if (k->v[i] == version) return;
    }
    if (version && k->n < KEEP_MAX) k->v[k->n++] = version;
}

/* The versions of a place and of those above it by which one who sits there is a member. */
static void keep_chain(Keep *k, const PlaceImage *im, Id place, bool nowhere) {
    const PlaceNode *at = place ? place_node(im, place) : NULL;
    for (int up = 0; at && up < 2 * PLACE_DEPTH_MAX; up++, at = place_node_up(im, at)) {
        bool sits = at->method == PLACE_METHOD_LIST || at->method == PLACE_METHOD_DECLARED;
        if (sits || (at->method == PLACE_METHOD_SHAPE && nowhere)) keep(k, at->version);
    }
}

static Fault keep_belongings(Ctx *c, Keep *k, const PlaceImage *im, Id actor) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_BELONGS_OF), VALS(v_int(actor)), &r));
    while (rows_next(&r)) {
        const PlaceNode *at = place_node(im, rows_id(&r, 0));
        if (at && at->method == PLACE_METHOD_DECLARED) keep(k, at->version);
        if (rows_int(&r, 1) == BELONG_REASON_SITS_IN) keep_chain(k, im, rows_id(&r, 0), false);
    }
    return rows_fault(&r);
}

static void keep_shapes(Ctx *c, Keep *k, const PlaceImage *im, GeoPoint p) {
    Id  found[SHAPES_AT_MAX];
    int n = place_shapes_at(im, p, found, SHAPES_AT_MAX);
    if (n > SHAPES_AT_MAX) n = SHAPES_AT_MAX;
    if (!n) return;
    for (size_t i = 0; i < im->n; i++) {          /* outlines of other organisations are not theirs */
        const PlaceNode *at = &im->v[i];
        if (at->org != c->who.org || at->method != PLACE_METHOD_SHAPE) continue;
        for (int s = 0; s < n; s++) {
            if (found[s] == at->version) keep(k, at->version);
        }
    }
}

static Fault keep_rules(Ctx *c, Keep *k, const PlaceImage *im, Id actor) {
    for (size_t i = 0; i < im->rules_n; i++) {
        bool fits;
        if (im->rules[i].org != c->who.org) continue;
        TRY(rule_fits(c, im->rules[i].address, actor, &fits));
        if (fits) keep(k, im->rules[i].version);
    }
    return OK;
}

typedef struct Where {
    Id     actor;
    double lat, lon;
    Id     locality;
} Where;

static Fault members_of(Ctx *c, const Where *w, bool is_new) {
    const PlaceImage *im;
    Keep kept = {.n = 0}, *k = &kept;
    bool somewhere = !isnan(w->lat) && !isnan(w->lon);
    CHECK(c->writing);
    TRY(place_day(c));
    TRY(place_image(c, &im));
    keep_chain(k, im, w->locality, !somewhere);
    if (somewhere) keep_shapes(c, k, im, (GeoPoint){w->lon, w->lat});
    TRY(keep_rules(c, k, im, w->actor));
    if (!is_new) TRY(keep_belongings(c, k, im, w->actor));
    if (!is_new || somewhere || w->locality) {
        TRY(db_run(c, q(PLACE_Q_AT_PUT), VALS(v_int(w->actor), somewhere ? v_real(w->lat) : v_null(),
                                              somewhere ? v_real(w->lon) : v_null(), v_id(w->locality))));
    }
    if (!is_new) TRY(db_run(c, q(PLACE_Q_MEMBER_KEEP), VALS(v_int(w->actor), v_ids(k->v, k->n))));
    if (k->n) TRY(db_run(c, q(PLACE_Q_MEMBERS_PUT), VALS(v_int(w->actor), v_ids(k->v, k->n))));
    return OK;
}

Fault place_members_of(Ctx *c, Id actor, double lat, double lon, Id locality) {
    return members_of(c, &(Where){actor, lat, lon, locality}, false);
}

Fault place_members_new(Ctx *c, Id actor, double lat, double lon, Id locality) {
    return members_of(c, &(Where){actor, lat, lon, locality}, true);
}

Fault place__actor_again(Ctx *c, Id actor) {
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
    Id  version, place, current;
    int method;
    Str shape, rule;
    bool frozen;
} Definition;

static Fault definition_of(Ctx *c, Id version, Definition *ret_d) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_OF_VERSION), VALS(v_int(version)), &r));
    if (!rows_next(&r)) {
        TRY(rows_fault(&r));
        return fail(c, NOT_FOUND, "place_version", version);
    }
    *ret_d = (Definition){.version = version, .place = rows_id(&r, 0), .method = (int)rows_int(&r, 1),
                          .shape = rows_copy(&r, 2), .rule = rows_copy(&r, 3), .frozen = !rows_null(&r, 4),
                          .current = rows_id(&r, 5)};
    return OK;
}

/* Those inside the outline: the box by the index, then each. */
static Fault shape_members(Ctx *c, const Definition *d) {
    enum { BATCH = 512 };
    GeoShape s;
    Id    *found = ARENA_ARRAY(c->arena, Id, BATCH);
    size_t n = 0, cap = BATCH;
    if (geo_read(c->arena, d->shape, NULL, &s) != GEO_FINE) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(PLACE_Q_AT_BOX), VALS(v_real(s.box.south), v_real(s.box.north), v_real(s.box.west),
                                               v_real(s.box.east)), &r));
        while (rows_next(&r)) {
            if (!geo_inside(&s, (GeoPoint){rows_real(&r, 2), rows_real(&r, 1)})) continue;
            if (n == cap) {
                Id *more = ARENA_ARRAY(c->arena, Id, cap * 2);
                memcpy(more, found, n * sizeof *found);
                found = more;
                cap *= 2;
            }
            found[n++] = rows_id(&r, 0);
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        TRY(db_run(c, q(PLACE_Q_MEMBER_PUT), VALS(v_int(d->version), v_int(found[i]), v_int(PLACE_METHOD_SHAPE))));
    }
    return OK;
}

static Fault members_put(Ctx *c, const Definition *d, const Id *below, size_t n) {
    Val version = v_int(d->version), origin = v_int(d->method);
    switch (d->method) {
    case PLACE_METHOD_SHAPE:
        TRY(shape_members(c, d));
        return db_run(c, q(PLACE_Q_MEMBERS_NOWHERE), VALS(version, origin, v_ids(below, n)));
    case PLACE_METHOD_RULE: {
        Str address;
        return place_rule_read(c, d->rule, &address) ? rule_members(c, d->version, address) : OK;
    }
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
    if (d.frozen && d.current != version) return OK;
    TRY(place_image(c, &im));
    place_subtree(c, im, d.place, &below, &n);
    TRY(db_run(c, q(PLACE_Q_MEMBERS_DROP), VALS(v_int(version))));
    TRY(members_put(c, &d, below, n));
    region_changed(c, "members", version);
    return OK;
}

Fault place__chain_renew(Ctx *c, Id place) {
    Id versions[2 * PLACE_DEPTH_MAX];
    size_t n = 0;
    const PlaceImage *im;
    TRY(place_image(c, &im));
    const PlaceNode *at = place ? place_node(im, place) : NULL;
    for (; at && n < 2 * PLACE_DEPTH_MAX; at = place_node_up(im, at)) {
        if (at->version && at->method != PLACE_METHOD_RULE) versions[n++] = at->version;
    }
    for (size_t i = 0; i < n; i++) TRY(place_members_renew(c, versions[i]));
    return OK;
}

Fault place_members_count(Ctx *c, Id version, int64_t *ret_n) {
    const Entity *e = entity_named(LIT("actor"));
    ListSpec s = {.entity = e, .limit = 1};
    void *rows;
    size_t n;
    *ret_n = 0;
    if (!version || !e) return OK;
    s.extras[s.n_extras++] = (ListExtra){
        .name = "local", .val = v_int(version),
        .sql = "EXISTS (SELECT 1 FROM members m WHERE m.version = :local AND m.actor = x.id)"};
    return list_run(c, &s, false, &rows, &n, ret_n);
}

/* ---- a new day --------------------------------------------------------------------------------------------------- */

static Fault ids_of(Ctx *c, int query, const Val *v, size_t n_v, Id **ret_v, size_t *ret_n) {
    size_t n = 0, cap = 256;
    Id *ids = ARENA_ARRAY(c->arena, Id, cap);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(query), v, n_v, &r));
    while (rows_next(&r)) {
        if (n == cap) {
            Id *more = ARENA_ARRAY(c->arena, Id, cap * 2);
            memcpy(more, ids, n * sizeof *ids);
            ids = more;
            cap *= 2;
        }
        ids[n++] = rows_id(&r, 0);
    }
    *ret_v = ids;
    *ret_n = n;
    return rows_fault(&r);
}

static Fault day_turned(Ctx *c, Day since) {
    Id *v;
    size_t n;
    TRY(ids_of(c, PLACE_Q_ALL_PLACES, NO_VALS, &v, &n));
    for (size_t i = 0; i < n; i++) {
        Id before, now;
        Fault f = db_int(c, q(PLACE_Q_CURRENT), VALS(v_int(v[i])), &before);
        if (f == NOT_FOUND) before = 0;
        else TRY(f);
        TRY(place__force(c, v[i], &now));
        if (now && now != before) TRY(place_members_renew(c, now));
    }
    TRY(ids_of(c, PLACE_Q_BELONGS_TURNED, VALS(v_int(since)), &v, &n));
    for (size_t i = 0; i < n; i++) TRY(place__actor_again(c, v[i]));
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

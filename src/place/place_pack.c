/* place_pack.c - what a region's pack brings: places, their outlines, the land of the map (data/README.md). */
#include "place/place_store.h"

#include "base/utf8.h"
#include "db/region.h"

#include <jansson.h>

/* ---- packs ---------------------------------------------------------------------------------------------------- */

static int64_t languages_named(Str words) {
    int64_t set = 0;
    Str word;
    while (str_split(&words, ' ', &word)) {
        int value = choice_value(&place_language_choices, word);
        if (value) set |= INT64_C(1) << (value - 1);
    }
    return set;
}

/* A unit holds itself and all below it; what lies below none belongs to the organisation as a whole. */
static Fault hold(Ctx *c, Place *p) {
    if (p->is_unit) {
        p->head.id = id_new(c->reader.now);
        p->head.unit = p->head.id;
    } else if (p->parent) {
        Place *above = ent_new(c, &place_entity);
        TRY(ent_load(c, &place_entity, p->parent, above));
        p->head.unit = above->head.unit;
    }
    return OK;
}

static Fault load_line(Ctx *c, Str head, Str line, int64_t *made) {
    Str code = str_cell(head, line, "code"), up = str_cell(head, line, "parent");
    Id  id;
    if (!code.n) return OK;
    Fault f = place_by_code(c, code, &id);
    if (f != NOT_FOUND) return f;
    Place *p = ent_new(c, &place_entity);
    p->code = code;
    p->kind = choice_value(&place_kind_choices, str_cell(head, line, "kind"));
    p->standing = choice_value(&place_standing_choices, str_cell(head, line, "standing"));
    p->is_unit = str_eq(str_cell(head, line, "unit"), LIT("1"));
    for (int l = 0; l < LANG_N; l++) {
        p->name.v[l] = str_cell(head, line, lang_code((Lang)l));
        if (p->name.v[l].n) p->name.state[l] = TEXT_WRITTEN;
    }
    p->aliases = utf8_lines(c->arena, str_cell(head, line, "aliases"), '|', 1900);
    p->languages = languages_named(str_cell(head, line, "languages"));
    p->source = str_cell(head, line, "source");
    str_real(str_cell(head, line, "lat"), &p->lat);
    str_real(str_cell(head, line, "lon"), &p->lon);
    str_int(str_cell(head, line, "population"), &p->population);
    if (up.n) TRY(place_by_code(c, up, &p->parent));
    TRY(hold(c, p));
    TRY(ent_save(c, &place_entity, p));
    (*made)++;
    return OK;
}

Fault place_load(Ctx *c, Str tsv, int64_t *ret_made) {
    Str head, line;
    int64_t made = 0;
    if (!str_split(&tsv, '\n', &head)) return fail(c, BAD_FILE, "places", 0);
    while (str_split(&tsv, '\n', &line)) TRY(load_line(c, head, line, &made));
    *ret_made = made;
    return OK;
}

/* ---- outlines --------------------------------------------------------------------------------------------------- */

static Fault outline_put(Ctx *c, Id place, const GeoShape *s, int64_t *made) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    Fault f = place_version_on(c, place, c->reader.today, v);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    if (v->number != 1 || v->method != PLACE_METHOD_LIST || v->frozen_at) return OK;
    v->method = PLACE_METHOD_SHAPE;
    v->shape = place_outline_text(c, s);
    TRY(ent_save(c, &place_version_entity, v));
    (*made)++;
    return OK;
}

/* One Feature; without a code that we know, or without an outline that is one, it is passed over. */
static Fault outline_load(Ctx *c, const json_t *feature, int64_t *made) {
    const json_t *code = json_object_get(json_object_get(feature, "properties"), "code");
    char *text;
    GeoShape s;
    Id place;
    if (!json_is_string(code)) return OK;
    Fault f = place_by_code(c, str_of(json_string_value(code)), &place);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    text = json_dumps(json_object_get(feature, "geometry"), JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text) return OK;
    GeoWrong w = geo_read(c->arena, str_of(text), NULL, &s);
    free(text);
    return w == GEO_FINE ? outline_put(c, place, &s, made) : OK;
}

static bool is_collection(const json_t *top) {
    const char *type = json_string_value(json_object_get(top, "type"));
    return type && str_eq(str_of(type), LIT("FeatureCollection")) && json_is_array(json_object_get(top, "features"));
}

Fault place_outlines_load(Ctx *c, Str geojson, int64_t *ret_made) {
    json_t *top = json_loadb(geojson.p ? geojson.p : "", geojson.n, 0, NULL), *features;
    int64_t made = 0;
    Fault f = is_collection(top) ? OK : fail(c, BAD_FILE, "outlines", 0);
    features = json_object_get(top, "features");
    for (size_t i = 0; f == OK && i < json_array_size(features); i++) {
        f = outline_load(c, json_array_get(features, i), &made);
    }
    json_decref(top);
    if (f == OK) *ret_made = made;
    return f;
}

Fault place_base_load(Ctx *c, Str geojson) {
    json_t *top = json_loadb(geojson.p ? geojson.p : "", geojson.n, 0, NULL);
    bool good = is_collection(top);
    json_decref(top);
    if (!good) return fail(c, BAD_FILE, "base", 0);
    region_changed(c, "region_files", 0);
    return db_run(c, &PLACE_QUERIES[PLACE_Q_FILE_PUT],
                  VALS(v_text(LIT("base.geojson")), v_text(geojson), v_int(c->reader.now)));
}

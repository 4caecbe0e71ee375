/* map_outline.c - the outlines of the places that a query speaks of. */
#include "map/map_inner.h"

#include "place/place.h"

/* Four decimals of a degree are 11 m, within what thinning gives away. */
enum { TOLERANCE_M = 20, TOLERANCE_DECIMALS = 4, METRES_A_DEGREE = 111195 };

typedef struct Reading {
    MapOutline *v;
    size_t      n;
    double      tolerance;
    Arena      *scratch;
} Reading;

/* Reading takes much more room than what is kept of it. */
enum { SCRATCH_BYTES = 64 << 20 };

Fault map_versions(Ctx *c, const Id *places, size_t n, Fault (*each)(Ctx *c, const void *rec, void *arg), void *arg) {
    static const char IN_FORCE[] = "x.place {in:places} AND (x.valid_from IS NULL OR x.valid_from <= :s_today)"
                                   " AND (x.valid_until IS NULL OR x.valid_until >= :s_today)";
    static const int FIELDS[] = {PLACE_VERSION_F_PLACE, PLACE_VERSION_F_SHAPE, -1};
    ListSpec s = {.entity = &place_version_entity, .n_extras = 1};
    if (!n) return OK;
    s.extras[0] = (ListExtra){.name = "places", .sql = IN_FORCE, .val = v_ids(places, n)};
    return list_some(c, &s, FIELDS, n, each, arg);
}

static Fault take(Ctx *c, const void *rec, void *arg) {
    const PlaceVersion *p = rec;
    Reading *r = arg;
    GeoShape s;
    arena_reset(r->scratch);
    if (!p->shape.n || geo_read(r->scratch, p->shape, NULL, &s) != GEO_FINE) return OK;
    r->v[r->n++] = (MapOutline){.place = p->place, .shape = geo_simplify(c->arena, &s, r->tolerance)};
    return OK;
}

typedef struct Asked {
    Id     v[MAP_OUTLINES_MAX];
    size_t n;
} Asked;

static void ask(Asked *a, Id id) {
    size_t i = 0;
    while (i < a->n && a->v[i] != id) i++;
    if (id && i == a->n && i < MAP_OUTLINES_MAX) a->v[a->n++] = id;
}

/* Places that stand in conditions, "local" among them. */
static void ask_filters(Asked *a, const Request *rq, const ListSpec *s) {
    Id id;
    for (int i = 0; i < s->n_filters; i++) {
        const ListFilter *f = &s->filters[i];
        if (f->field->to == &place_entity && f->op == LIST_EQ && id_parse(f->text, &id)) ask(a, id);
    }
    if (id_parse(str_sub(params_get(&rq->args, "local"), 0, ID_CHARS), &id)) ask(a, id);
}

static Fault take_place(Ctx *c, const void *rec, void *arg) {
    (void)c;
    ask(arg, ((const Head *)rec)->id);
    return OK;
}

Fault map_outlines(const Page *pg, const MapLayer *l, const ListSpec *spec, double tolerance, MapOutlines *ret_o) {
    Ctx     *c = pg->c;
    Asked   *places = ARENA_NEW(c->arena, Asked);
    Reading  r = {.v = ARENA_ARRAY(c->arena, MapOutline, MAP_OUTLINES_MAX), .tolerance = tolerance};
    *ret_o = (MapOutlines){.v = r.v};
    ask_filters(places, pg->rq, spec);
    if (l->sheet->entity == &place_entity) {
        TRY(list_some(c, spec, (const int[]){-1}, MAP_OUTLINES_MAX, take_place, places));
    }
    Arena scratch;
    arena_init(&scratch, SCRATCH_BYTES);
    r.scratch = &scratch;
    Fault f = map_versions(c, places->v, places->n, take, &r);
    arena_release(&scratch);
    TRY(f);
    Id  *ids = ARENA_ARRAY(c->arena, Id, r.n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, r.n + 1);
    for (size_t i = 0; i < r.n; i++) ids[i] = r.v[i].place;
    TRY(ent_labels(c, ids, r.n, names));
    for (size_t i = 0; i < r.n; i++) r.v[i].name = names[i];
    ret_o->n = r.n;
    return OK;
}

/* GET /map/outlines.json?of=…&query: a GeoJSON FeatureCollection with id and name of each place. */
Fault get_map_outlines(Ctx *c, const Request *rq, Reply *rp) {
    const MapLayer *l = map_layer_of(rq);
    ListSpec    spec;
    MapOutlines o;
    Page pg = page_new(c, rq, NAV_MAP, (Str){0});
    TRY(view_query(c, rq, l->sheet, &spec));
    TRY(map_outlines(&pg, l, &spec, (double)TOLERANCE_M / METRES_A_DEGREE, &o));
    buf_lit(rp->body, "{\"type\":\"FeatureCollection\",\"features\":[");
    for (size_t i = 0; i < o.n; i++) {
        char id[ID_CHARS + 1];
        id_print(id, o.v[i].place);
        buf_printf(rp->body, "%s{\"type\":\"Feature\",\"properties\":{\"id\":\"%s\",\"name\":", i ? "," : "", id);
        put_json(rp->body, o.v[i].name);
        buf_lit(rp->body, "},\"geometry\":");
        geo_print(rp->body, &o.v[i].shape, TOLERANCE_DECIMALS);
        buf_byte(rp->body, '}');
    }
    buf_lit(rp->body, "]}");
    rp->type = "application/geo+json";
    return OK;
}

/* map_page.c - the page of the map: the drawing, and beside it the list of what it shows. */
#include "map/map_page.h"

#include "actor/actor.h"
#include "base/check.h"
#include "lang/collate.h"

enum { DRAWING_PX = 900, VIEW_ARGS_N = 6 };

/* ---- addresses --------------------------------------------------------------------------------------------------- */

static Str address(Ctx *c, const char *path, Str query, const char *name, Str value) {
    Buf b;
    buf_init(&b, 1 << 16);
    buf_printf(&b, "%s?%.*s", path, STR_ARG(query));
    if (name) buf_printf(&b, "&%s=", name);
    if (name) put_urlpart(&b, value);
    return buf_keep(c->arena, &b);
}

Str map_query(Ctx *c, const MapLayer *l, const Params *args) {
    static const char *const OWN[VIEW_ARGS_N] = {"of", "page", "part", "box", "at", "nowhere"};
    Params p = {.v = ARENA_ARRAY(c->arena, Param, args->n + 1)};
    Buf    b;
    p.v[p.n++] = (Param){LIT("of"), str_of(l->of)};
    for (size_t i = 0; i < args->n; i++) {
        bool own = false;
        for (int k = 0; k < VIEW_ARGS_N; k++) own = own || str_eq(args->v[i].name, str_of(OWN[k]));
        if (!own && args->v[i].value.n) p.v[p.n++] = args->v[i];
    }
    buf_init(&b, 1 << 16);
    params_print(&b, &p);
    return buf_keep(c->arena, &b);
}

/* ---- the list beside the map ------------------------------------------------------------------------------------- */

/* What one look at the map is made from. */
typedef struct Look {
    const MapLayer *layer;
    ListSpec        spec;
    MapPoints       points;
    GeoBox          box;                          /* asked for; else unset */
    bool            has_box, of_nowhere;
    Id              chosen;
    Str             query;
} Look;

static Fault look_read(Ctx *c, const Request *rq, Look *ret_look) {
    Look k = {.layer = map_layer_of(rq)};
    TRY(view_query(c, rq, k.layer->sheet, &k.spec));
    TRY(map_points(c, k.layer, &k.spec, &k.points));
    k.has_box = map_box_read(params_get(&rq->args, "box"), &k.box);
    k.of_nowhere = str_eq(params_get(&rq->args, "nowhere"), LIT("1"));
    if (!id_parse(params_get(&rq->args, "at"), &k.chosen)) k.chosen = 0;
    k.query = map_query(c, k.layer, &rq->args);
    *ret_look = k;
    return OK;
}

typedef struct Sorted {
    Id  id;
    Str key;
} Sorted;

static int by_key(const void *a, const void *b) {
    const Sorted *x = a, *y = b;
    int by = str_cmp(x->key, y->key);
    return by ? by : x->id < y->id ? -1 : x->id > y->id;
}

/* Ids of what the list shows, by name as far as names are at hand. */
static Id *listed(Ctx *c, const Look *k, size_t *ret_n) {
    const MapPoints *p = &k->points;
    size_t  from = k->of_nowhere ? p->nowhere_n : p->n, n = 0;
    Sorted *v = ARENA_ARRAY(c->arena, Sorted, from + 1);
    Str    *names = k->of_nowhere ? p->nowhere_names : p->names;
    for (size_t i = 0; i < from; i++) {
        if (!k->of_nowhere && k->has_box && !map_point_in(&p->v[i], &k->box)) continue;
        v[n++] = (Sorted){k->of_nowhere ? p->nowhere[i] : p->v[i].id,
                          p->names ? collate_key(c->arena, c->reader.lang, names[i]) : (Str){0}};
    }
    qsort(v, n, sizeof *v, by_key);
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].id;
    *ret_n = n;
    return ids;
}

static const MapPoint *point_of(const MapPoints *p, Id id) {
    return p->n ? bsearch(&id, p->v, p->n, sizeof *p->v, id_order) : NULL;
}

static Id town_of(const MapLayer *l, const void *rec) {
    return l->place < 0 ? 0 : *(const Id *)field_in(&l->sheet->entity->fields[l->place], rec);
}

static void fill_item(Ctx *c, const Look *k, const void *rec, MapItem *it) {
    const MapPoint *p = point_of(&k->points, ((const Head *)rec)->id);
    const Entity   *e = k->layer->sheet->entity;
    it->id = ((const Head *)rec)->id;
    it->name = view_name(c, e, rec);
    it->look = k->layer->look(k->layer->category(c, rec));
    it->tone = str_of(it->look.tone);
    it->href = view_record_path(c, e, it->id);
    it->show_href = address(c, "/map", k->query, "at", id_str(c->arena, it->id));
    it->placed = p != NULL;
    it->near = p && p->near;
    it->chosen = it->id == k->chosen;
}

static Fault fill_items(Ctx *c, const Look *k, const Id *ids, size_t n, MapList *v) {
    const Entity *e = k->layer->sheet->entity;
    ListSpec s = {.entity = e, .ids = ids, .n_ids = n, .ids_only = true, .limit = MAP_LIST_ROWS,
                  .archived = k->spec.archived};
    Id  *towns = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    void *rows;
    TRY(list_run(c, &s, false, &rows, &v->items_n, NULL));
    v->items = ARENA_ARRAY(c->arena, MapItem, v->items_n + 1);
    for (size_t i = 0; i < v->items_n; i++) {
        const char *rec = (const char *)rows + i * e->size;
        fill_item(c, k, rec, &v->items[i]);
        towns[i] = town_of(k->layer, rec);
    }
    TRY(ent_labels(c, towns, v->items_n, names));
    for (size_t i = 0; i < v->items_n; i++) v->items[i].town = names[i];
    return OK;
}

static Fault list_of(Ctx *c, const Look *k, MapList *ret_list) {
    size_t  n;
    Id     *ids = listed(c, k, &n);
    MapList v = {.total = k->of_nowhere ? k->points.nowhere_all : (int64_t)n, .in_box = k->has_box,
                 .of_nowhere = k->of_nowhere, .over = k->points.over, .nowhere = k->points.nowhere_all};
    TRY(fill_items(c, k, ids, n < MAP_LIST_ROWS ? n : MAP_LIST_ROWS, &v));
    v.more = v.total - (int64_t)v.items_n;
    v.nowhere_href = address(c, "/map", k->query, "nowhere", LIT("1"));
    v.all_href = address(c, "/map", k->query, NULL, (Str){0});
    v.list_href = str_of(k->layer->sheet->path);
    ptrdiff_t more = str_find_byte(k->query, '&');
    if (more >= 0) v.list_href = arena_printf(c->arena, "%s?%.*s", k->layer->sheet->path,
                                              STR_ARG(str_sub(k->query, (size_t)more + 1, k->query.n)));
    *ret_list = v;
    return OK;
}

/* GET /map/list?of=…&query&box=…: the list alone, for the script to put in place when the map was moved. */
Fault get_map_list(Ctx *c, const Request *rq, Reply *rp) {
    Look    k;
    MapList v;
    TRY(look_read(c, rq, &k));
    TRY(list_of(c, &k, &v));
    Page pg = page_new(c, rq, NAV_MAP, tr(c->reader.lang, T_MAP_TITLE));
    map_list_html(rp->body, &pg, &v);
    return buf_ok(rp->body) ? OK : TOO_LARGE;
}

/* ---- the card of the chosen one ---------------------------------------------------------------------------------- */

static Fault card_of(Ctx *c, const MapLayer *l, Id id, MapCard *ret_card) {
    const Entity *e = l->sheet->entity;
    void    *rec = ent_new(c, e);
    GeoPoint at;
    MapCard  v = {.item = {.id = id}};
    Str      town = {0};
    TRY(ent_load(c, e, id, rec));
    Id place = town_of(l, rec);
    TRY(ent_labels(c, &place, 1, &town));
    TRY(map_where(c, l, rec, &at, &v.item.placed, &v.item.near));
    v.item.name = view_name(c, e, rec);
    v.item.town = town;
    v.item.look = l->look(l->category(c, rec));
    v.item.tone = str_of(v.item.look.tone);
    v.item.href = view_record_path(c, e, id);
    if (e == &actor_entity) {
        const Actor *a = rec;
        v.street = a->street;
        v.hours = a->hours;
        v.demo = a->is_demo == 1;
        v.phone = a->phone;
        if (a->phone.n) v.phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(a->phone));
    }
    *ret_card = v;
    return OK;
}

/* GET /map/card/ID?of=…: the card alone. */
Fault get_map_card(Ctx *c, const Request *rq, Reply *rp) {
    MapCard v;
    TRY(card_of(c, map_layer_of(rq), rq->ids[0], &v));
    Page pg = page_new(c, rq, NAV_MAP, v.item.name);
    map_card_html(rp->body, &pg, &v);
    return buf_ok(rp->body) ? OK : TOO_LARGE;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static void pin(Buf *b, const char *tone, const char *icon, bool near) {
    buf_printf(b, "<svg class=\"pin %s%s\" viewBox=\"0 0 32 42\" width=\"20\" height=\"26\" aria-hidden=\"true\">"
                  "<path d=\"M16 1a15 15 0 0 1 15 15c0 9-9 17-15 25C10 33 1 25 1 16A15 15 0 0 1 16 1Z\"/>",
               tone, near ? " near" : "");
    if (icon) page_icon_at(b, icon, 8, 8, 16);
    buf_lit(b, "</svg>");
}

void map_legend_mark(Buf *b, MapLook look) { pin(b, look.tone, look.icon, false); }
void map_near_mark(Buf *b) { pin(b, "", NULL, true); }

static void fill_legend(Ctx *c, const Look *k, MapPage *v) {
    int64_t counts[MAP_CATEGORIES_MAX] = {0};
    v->legend = ARENA_ARRAY(c->arena, MapLegend, MAP_CATEGORIES_MAX);
    for (size_t i = 0; i < k->points.n; i++) {
        counts[k->points.v[i].category]++;
        v->any_near = v->any_near || k->points.v[i].near;
    }
    for (int i = 0; i < MAP_CATEGORIES_MAX; i++) {
        if (counts[i]) v->legend[v->legend_n++] = (MapLegend){k->layer->look(i), counts[i]};
    }
}

static void fill_nouns(Ctx *c, const Look *k, MapPage *v) {
    v->nouns = ARENA_ARRAY(c->arena, MapNoun, MAP_LAYERS_N);
    for (int i = 0; i < MAP_LAYERS_N; i++) {
        const MapLayer *l = &MAP_LAYERS[i];
        v->nouns[v->nouns_n++] = (MapNoun){arena_printf(c->arena, "/map?of=%s", l->of), l->sheet->title, l == k->layer};
    }
}

static Fault draw(Ctx *c, const Page *pg, const Look *k, MapPage *v) {
    MapLand    land;
    MapDrawing d = {.pg = pg, .layer = k->layer, .land = &land, .points = &k->points, .w = DRAWING_PX, .h = DRAWING_PX,
                    .names = true, .chosen = k->chosen, .query = k->query, .box = k->box};
    Buf b;
    TRY(map_land(c, NULL, &land));
    if (!k->has_box && !map_fit(c, &k->points, &d.box)) TRY(map_region_box(c, &d.box));
    MapView view = map_view_of(&d.box, d.w, d.h);
    TRY(map_outlines(pg, k->layer, &k->spec, 360 / view.world, &d.outlines));
    buf_init(&b, 4 << 20);
    Fault f = map_draw(&b, &d);
    if (f == OK && !buf_ok(&b)) f = TOO_LARGE;
    v->drawing = html_keep(c->arena, &b);
    v->bounds = map_box_text(c, &d.box);
    v->has_outlines = d.outlines.n > 0;
    v->credits = land.credits;
    v->credits_n = land.credits_n;
    return f;
}

static void fill_addresses(Ctx *c, const Look *k, MapPage *v) {
    v->base = LIT("/map/base.json");
    v->points = address(c, "/map/points.json", k->query, NULL, (Str){0});
    if (v->has_outlines) v->outlines = address(c, "/map/outlines.json", k->query, NULL, (Str){0});
    v->list_path = address(c, "/map/list", k->query, NULL, (Str){0});
    v->card_path = arena_printf(c->arena, "/map/card/{id}?of=%s", k->layer->of);
    v->chosen = k->chosen ? id_str(c->arena, k->chosen) : (Str){0};
    v->n_mark = LIT("{n}");
}

/* The card of a chosen one that the reader may not see, or that is gone, is left out. */
static Fault fill_card(Ctx *c, const Look *k, MapPage *v) {
    MapCard *card = ARENA_NEW(c->arena, MapCard);
    if (!k->chosen) return OK;
    Fault f = card_of(c, k->layer, k->chosen, card);
    if (f == OK) v->card = card;
    return f == NOT_FOUND ? OK : f;
}

Fault get_map(Ctx *c, const Request *rq, Reply *rp) {
    Look    k;
    MapPage v = {.list = {.total = 0}};
    Request asked;
    TRY(view_local_request(c, rq, map_layer_of(rq)->sheet, &asked));
    rq = &asked;
    TRY(look_read(c, rq, &k));
    Page pg = page_new(c, rq, NAV_MAP, tr(c->reader.lang, k.layer->sheet->title));
    TRY(view_local_draw(&pg, rq, k.layer->sheet));
    Param fixed[2] = {{LIT("of"), str_of(k.layer->of)}, {LIT("box"), params_get(&rq->args, "box")}};
    Str path = arena_printf(c->arena, "/map?of=%s", k.layer->of);
    pg.map = true;
    v.local = (Html){pg.place_switch};            /* beside the filters, not above the map */
    pg.place_switch = (Str){0};
    TRY(view_tools(&pg, k.layer->sheet, &k.spec, path, (Params){fixed, k.has_box ? 2 : 1}, &v.tools));
    TRY(list_of(c, &k, &v.list));
    TRY(fill_card(c, &k, &v));
    TRY(draw(c, &pg, &k, &v));
    fill_legend(c, &k, &v);
    fill_nouns(c, &k, &v);
    fill_addresses(c, &k, &v);
    TRY(map_tiles(c, rp, &v));
    return page_send(&pg, rp, map_page_page, &v);
}

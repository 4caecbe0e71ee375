/* place_page.c - pages of places. */
#include "place/place_page.h"

static void place_tile(Buf *b, const Page *pg, const void *rec) {
    (void)pg;
    (void)rec;
    buf_lit(b, "<span class=\"tile big clay\">");
    page_icon(b, "map-pin");
    buf_lit(b, "</span>");
}

static Fault place_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Place *p = rec;
    Ctx *c = pg->c;
    char id[ID_CHARS + 1];
    PlaceHead v = {.kind = choice_label(&place_kind_choices, p->kind), .is_unit = p->is_unit == 1,
                   .standing = choice_label(&place_standing_choices, p->standing), .population = p->population};
    TRY(ent_names(c, &place_entity, &p->parent, 1, &v.parent));
    v.parent_href = view_record_path(c, &place_entity, p->parent);
    id_print(id, p->head.id);
    v.actors_href = arena_printf(c->arena, "/actors?local=%s", id);
    place_head_html(b, pg, &v);
    return OK;
}

static Fault inside_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 400 };
    PlaceInside v = {.below = ARENA_ARRAY(pg->c->arena, PlaceBelow, SHOWN_MAX)};
    TRY(place_below(pg->c, ((const Head *)rec)->id, v.below, SHOWN_MAX, &v.below_n));
    if (v.below_n) place_inside_html(b, pg, &v);
    return OK;
}

/* A new place is held by the unit it hangs below; at the top by the organisation. */
static Fault before_save(Ctx *c, const Request *rq, void *rec) {
    Place *p = rec;
    (void)c;
    (void)rq;
    if (!p->head.id) p->head.unit = p->parent;
    return OK;
}

const Sheet PLACE_SHEET = {
    .entity = &place_entity,
    .path = "/places",
    .around = true,
    .map = "/map?of=places",
    .nav = NAV_PLACES,
    .title = T_ENT_PLACE_MANY,
    .empty = T_PLACE_EMPTY,
    .first_step = T_PLACE_ADD,
    .add = T_PLACE_ADD,
    .columns = (const int[]){PLACE_F_KIND, PLACE_F_PARENT, PLACE_F_POPULATION, -1},
    .filters = (const int[]){PLACE_F_KIND, PLACE_F_PARENT, PLACE_F_STANDING, -1},
    .bulk = (const int[]){PLACE_F_PARENT, PLACE_F_KIND, -1},
    .first = (const int[]){PLACE_F_NAME, PLACE_F_KIND, PLACE_F_STANDING, PLACE_F_PARENT, -1},
    .told = (const int[]){PLACE_F_KIND, PLACE_F_STANDING, PLACE_F_PARENT, PLACE_F_POPULATION, PLACE_F_IS_UNIT,
                          PLACE_F_LAT, PLACE_F_LON, -1},
    .tile = place_tile,
    .head = place_head_draw,
    .before_save = before_save,
};

static const RecordPart VERSIONS = {.entity = &place_entity, .anchor = "versions", .title = T_PLACE_VERSIONS,
                                    .order = 5, .draw = place_versions_draw};
static const RecordPart INSIDE = {.entity = &place_entity, .anchor = "inside", .title = T_PLACE_INSIDE, .order = 10,
                                  .draw = inside_draw};

VIEW_HANDLERS(place, PLACE_SHEET)
VIEW_HANDLERS(belonging, BELONGING_SHEET)

enum { PLACE_WRITERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, BELONG_WRITERS = ROLES_STAFF | ROLE_OWNER };

const Route PLACE_ROUTES[PLACE_ROUTES_N] = {
    VIEW_ROUTES(place, "/places", ROLES_ALL, PLACE_WRITERS),
    VIEW_ROUTES(belonging, "/belongings", ROLES_MEMBER, BELONG_WRITERS),
    {POST, "/belongings/many", post_belong_many, ROUTE_WRITE, BELONG_WRITERS, 2 << 20, NULL, false},
    {POST, "/belongings/{id}/end", post_belonging_end, ROUTE_WRITE, BELONG_WRITERS, 0, NULL, false},
    {GET, "/places/{id}/versions/new", get_version_new, ROUTE_READ, PLACE_WRITERS, 0, NULL, false},
    {POST, "/places/{id}/versions", post_version_new, ROUTE_WRITE, PLACE_WRITERS, 4 << 20, NULL, false},
    {GET, "/versions/{id}/edit", get_version_edit, ROUTE_READ, PLACE_WRITERS, 0, NULL, false},
    {POST, "/versions/{id}", post_version, ROUTE_WRITE, PLACE_WRITERS, 4 << 20, NULL, false},
    {POST, "/versions/{id}/freeze", post_version_freeze, ROUTE_WRITE, PLACE_WRITERS, 0, NULL, false},
    {POST, "/local", post_local, ROUTE_WRITE, ROLES_ALL, 0, NULL, false},
    {GET, "/places/compare", get_compare, ROUTE_READ, ROLES_ALL, 0, NULL, true},
};

static void place_start(Region *r) {
    place_image_start(r);
    view_register(&PLACE_SHEET);
    view_register(&BELONGING_SHEET);
    view_register_part(&VERSIONS);
    view_register_part(&INSIDE);
    view_register_local(&PLACE_LOCAL);
}

const Module place_module = {
    .name = "place",
    .queries = PLACE_QUERIES,
    .n_queries = PLACE_Q_N,
    .routes = PLACE_ROUTES,
    .n_routes = PLACE_ROUTES_N,
    .start = place_start,
    .stop = place_image_stop,
};

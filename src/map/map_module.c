/* map_module.c - routes, parts of records and the command of the map. */
#include "map/map_page.h"

static const Route ROUTES[] = {
    {.method = GET, .path = "/map", .handler = get_map, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/map/list", .handler = get_map_list, .kind = ROUTE_READ, .who = ROLES_ALL, .cached = true},
    {.method = GET, .path = "/map/card/{id}", .handler = get_map_card, .kind = ROUTE_READ, .who = ROLES_ALL,
     .cached = true},
    {.method = GET, .path = "/map/base.json", .handler = get_map_base, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/map/points.json", .handler = get_map_points, .kind = ROUTE_READ, .who = ROLES_ALL,
     .cached = true},
    {.method = GET, .path = "/map/outlines.json", .handler = get_map_outlines, .kind = ROUTE_READ, .who = ROLES_ALL,
     .cached = true},
};

static const Command COMMANDS[] = {{
    "tiles", "tiles --data FILE|ADDRESS (--url URL --credit TEXT | --off)   pictures of another server under the map",
    map_tiles_cli}};

static void start(Region *r) {
    (void)r;
    for (int i = 0; i < MAP_LAYERS_N; i++) {
        view_register_part(&MAP_PARTS[i]);
        view_register_form_part(&MAP_FORM_PARTS[i]);
    }
}

const Module map_module = {
    .name = "map", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .commands = COMMANDS,
    .n_commands = sizeof COMMANDS / sizeof *COMMANDS, .start = start,
};

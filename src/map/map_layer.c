/* map_layer.c - how each noun stands on the map. */
#include "map/map_inner.h"

#include "actor/actor.h"
#include "listing/listing.h"
#include "place/place.h"

/* Trades of businesses first, then kinds of those who have none. */
static int actor_category(Ctx *c, const void *rec) {
    const Actor *a = rec;
    int trade = a->kind == ACTOR_KIND_PERSON ? 0 : actor_trade(c, a->category);
    return trade ? trade : TRADE_GROUP_N - 1 + a->kind;
}

static MapLook actor_look(int category) {
    bool is_trade = category > 0 && category < TRADE_GROUP_N;
    int  trade = is_trade ? category : 0, kind = is_trade ? ACTOR_KIND_BUSINESS : category - (TRADE_GROUP_N - 1);
    if (kind < 0 || kind >= ACTOR_KIND_N) kind = 0;
    TextKey label = is_trade ? choice_label(&trade_group_choices, trade) : choice_label(&actor_kind_choices, kind);
    return (MapLook){label ? label : T_MAP_UNKNOWN_KIND, trade_icon(trade, kind), trade_colour(trade, kind)};
}

static int listing_category(Ctx *c, const void *rec) {
    (void)c;
    return ((const Listing *)rec)->kind;
}

static MapLook listing_look(int category) {
    static const struct {
        const char *icon, *tone;
    } LOOKS[LISTING_KIND_N] = {
        [LISTING_KIND_ASSET] = {"star", "acacia"},     [LISTING_KIND_NEED] = {"flag", "clay"},
        [LISTING_KIND_OFFER] = {"gift", "wadi"},       [LISTING_KIND_OPPORTUNITY] = {"bulb", "ochre"},
        [LISTING_KIND_RESOURCE] = {"receipt", "dusk"}, [LISTING_KIND_BARRIER] = {"barrier-block", "clay"},
    };
    if (category <= 0 || category >= LISTING_KIND_N) return (MapLook){T_MAP_UNKNOWN_KIND, "circle", "wadi"};
    return (MapLook){choice_label(&listing_kind_choices, category), LOOKS[category].icon, LOOKS[category].tone};
}

static int place_category(Ctx *c, const void *rec) {
    (void)c;
    return ((const Place *)rec)->kind;
}

static MapLook place_look(int category) {
    static const struct {
        const char *icon, *tone;
    } LOOKS[PLACE_KIND_N] = {
        [PLACE_KIND_NEIGHBOURHOOD] = {"building", "dusk"}, [PLACE_KIND_LOCALITY] = {"home", "clay"},
        [PLACE_KIND_UNRECOGNISED] = {"tent", "ochre"},     [PLACE_KIND_AUTHORITY] = {"building-community", "wadi"},
        [PLACE_KIND_REGION] = {"map-2", "acacia"},         [PLACE_KIND_CENTRE] = {"shopping-bag", "dusk"},
        [PLACE_KIND_LANDSCAPE] = {"leaf", "acacia"},       [PLACE_KIND_COMMUNITY] = {"users-group", "wadi"},
        [PLACE_KIND_RING] = {"circle", "ochre"},           [PLACE_KIND_COUNTRY] = {"world", "acacia"},
    };
    if (category <= 0 || category >= PLACE_KIND_N) return (MapLook){T_MAP_UNKNOWN_KIND, "map-pin", "wadi"};
    return (MapLook){choice_label(&place_kind_choices, category), LOOKS[category].icon, LOOKS[category].tone};
}

const MapLayer MAP_LAYERS[MAP_LAYERS_N] = {
    {.of = "actors", .sheet = &ACTOR_SHEET, .lat = ACTOR_F_LAT, .lon = ACTOR_F_LON, .place = ACTOR_F_LOCALITY,
     .holder = -1, .categories_n = TRADE_GROUP_N - 1 + ACTOR_KIND_N, .category = actor_category, .look = actor_look,
     .fields = (const int[]){ACTOR_F_LAT, ACTOR_F_LON, ACTOR_F_LOCALITY, ACTOR_F_KIND, ACTOR_F_CATEGORY, -1}},
    {.of = "listings", .sheet = &LISTING_SHEET, .lat = LISTING_F_LAT, .lon = LISTING_F_LON, .place = LISTING_F_PLACE,
     .holder = LISTING_F_HOLDER, .categories_n = LISTING_KIND_N, .category = listing_category, .look = listing_look,
     .fields = (const int[]){LISTING_F_LAT, LISTING_F_LON, LISTING_F_PLACE, LISTING_F_HOLDER, LISTING_F_KIND, -1}},
    {.of = "places", .sheet = &PLACE_SHEET, .lat = PLACE_F_LAT, .lon = PLACE_F_LON, .place = -1, .holder = -1,
     .categories_n = PLACE_KIND_N, .category = place_category, .look = place_look,
     .fields = (const int[]){PLACE_F_LAT, PLACE_F_LON, PLACE_F_KIND, -1}},
};

const MapLayer *map_layer_of(const Request *rq) {
    Str of = params_get(&rq->args, "of");
    for (int i = 0; i < MAP_LAYERS_N; i++) {
        if (str_eq(of, str_of(MAP_LAYERS[i].of))) return &MAP_LAYERS[i];
    }
    return &MAP_LAYERS[0];
}

const MapLayer *map_layer_for(const Entity *e) {
    for (int i = 0; i < MAP_LAYERS_N; i++) {
        if (MAP_LAYERS[i].sheet->entity == e) return &MAP_LAYERS[i];
    }
    return NULL;
}

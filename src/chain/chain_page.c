/* chain_page.c - lists and records of chains, their stages, and what is done with them. */
#include "chain/chain_page.h"

#include "listing_ent.h"
#include "place_ent.h"

const Sheet CHAIN_SHEET = {
    .entity = &value_chain_entity,
    .path = "/chains",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_VALUE_CHAIN_MANY,
    .empty = T_CHAIN_LIST_EMPTY,
    .first_step = T_CHAIN_ADD,
    .add = T_CHAIN_ADD,
    .columns = (const int[]){VALUE_CHAIN_F_PLACE, VALUE_CHAIN_F_TRADE, -1},
    .filters = (const int[]){VALUE_CHAIN_F_PLACE, VALUE_CHAIN_F_TRADE, -1},
    .bulk = (const int[]){VALUE_CHAIN_F_TRADE, -1},
    .tabs = (const SheetTab[]){{"place.known=1", T_CHAIN_TAB_PLACES}, {"place.unknown=1", T_CHAIN_TAB_READY}, {0}},
    .told = (const int[]){VALUE_CHAIN_F_PLACE, VALUE_CHAIN_F_TRADE, -1},
    .around = true,
};

const Sheet CHAIN_STAGE_SHEET = {
    .entity = &chain_stage_entity,
    .path = "/chain-stages",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_CHAIN_STAGE_MANY,
    .empty = T_CHAIN_STAGE_EMPTY,
    .first_step = T_ENT_VALUE_CHAIN_MANY,
    .add = T_CHAIN_STAGE_ADD,
    .columns = (const int[]){CHAIN_STAGE_F_CHAIN, CHAIN_STAGE_F_POSITION, CHAIN_STAGE_F_CATEGORY, -1},
    .filters = (const int[]){CHAIN_STAGE_F_CHAIN, -1},
    .bulk = (const int[]){-1},
};

const Sheet STAGE_ACTOR_SHEET = {
    .entity = &stage_actor_entity,
    .path = "/stage-actors",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_STAGE_ACTOR_MANY,
    .empty = T_CHAIN_ACTOR_EMPTY,
    .first_step = T_ENT_VALUE_CHAIN_MANY,
    .add = T_CHAIN_ACTOR_ADD,
    .columns = (const int[]){STAGE_ACTOR_F_STAGE, -1},
    .filters = (const int[]){STAGE_ACTOR_F_STAGE, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){STAGE_ACTOR_F_ACTOR, STAGE_ACTOR_F_STAGE, -1},
};

VIEW_HANDLERS(chain, CHAIN_SHEET)
VIEW_HANDLERS(chain_stage, CHAIN_STAGE_SHEET)
VIEW_HANDLERS(stage_actor, STAGE_ACTOR_SHEET)

/* ---- a chain for a place ----------------------------------------------------------------------------------------- */

/* POST /chains/ID/use with a place: a ready chain becomes one of that place. */
static Fault post_use(Ctx *c, const Request *rq, Reply *rp) {
    ValueChain *k = ent_new(c, &value_chain_entity);
    Id     place = 0, made;
    (void)id_parse(params_get(&rq->form, "place"), &place);
    TRY(ent_load(c, &value_chain_entity, rq->ids[0], k));
    if (!ent_may_write(c, &value_chain_entity, NULL)) return fail(c, NOT_ALLOWED, "chain", k->head.id);
    if (!place) {                                 /* without script a name alone may have come: asked again */
        rp->status = 303;
        Str path = view_record_path(c, &value_chain_entity, k->head.id);
        rp->location = arena_printf(c->arena, "%.*s#use", STR_ARG(path));
        return OK;
    }
    TRY(chain_use(c, k->head.id, place, &made));
    reply_go(c, rp, view_record_path(c, &value_chain_entity, made), T_CHAIN_USED, NULL, 0);
    return OK;
}

/* POST /chain-stages/ID/open: what nobody does becomes an opportunity that everybody sees on the map. */
static Fault post_open(Ctx *c, const Request *rq, Reply *rp) {
    ChainStage *s = ent_new(c, &chain_stage_entity);
    Id          listing;
    TRY(ent_load(c, &chain_stage_entity, rq->ids[0], s));
    TRY(chain_open(c, s->head.id, &listing));
    Str path = view_record_path(c, &listing_entity, listing);
    reply_go(c, rp, path, T_CHAIN_OPENED, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    VIEW_ROUTES(chain, "/chains", ROLES_MEMBER, ROLES_STAFF),
    VIEW_ROUTES(chain_stage, "/chain-stages", ROLES_MEMBER, ROLES_STAFF),
    VIEW_ROUTES(stage_actor, "/stage-actors", ROLES_MEMBER, ROLES_STAFF),
    {POST, "/chains/{id}/use", post_use, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/chain-stages/{id}/open", post_open, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void chain_start(Region *r) {
    (void)r;
    view_register(&CHAIN_SHEET);
    view_register(&CHAIN_STAGE_SHEET);
    view_register(&STAGE_ACTOR_SHEET);
    view_register_part(&CHAIN_STAGES);
    view_register_part(&CHAIN_TIES);
    view_register_part(&CHAIN_PLACE);
    view_register_part(&CHAIN_ACTOR);
}

const Module chain_module = {
    .name = "chain", .queries = CHAIN_QUERIES, .n_queries = CHAIN_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = chain_start,
};

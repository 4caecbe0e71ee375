/* commitment_page.c - pages of tasks. */
#include "commitment/commitment_store.h"

const Sheet COMMITMENT_SHEET = {
    .entity = &commitment_entity,
    .path = "/tasks",
    .nav = NAV_MORE,
    .title = T_ENT_COMMITMENT_MANY,
    .empty = T_COMMITMENT_EMPTY,
    .first_step = T_COMMITMENT_ADD,
    .add = T_COMMITMENT_ADD,
    .columns = (const int[]){COMMITMENT_F_OWNER, COMMITMENT_F_ABOUT, COMMITMENT_F_DUE_ON, COMMITMENT_F_STATE, -1},
    .filters = (const int[]){COMMITMENT_F_STATE, COMMITMENT_F_OWNER, -1},
    .bulk = (const int[]){COMMITMENT_F_STATE, -1},
};

VIEW_HANDLERS(commitment, COMMITMENT_SHEET)

/* POST /tasks/ID/done: ticks it off; the toast takes it back. */
static Fault post_commitment_done(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(ent_load(c, &commitment_entity, rq->ids[0], t));
    t->state = COMMITMENT_STATE_DONE;
    TRY(ent_save(c, &commitment_entity, t));
    reply_go(c, rp, LIT("/"), T_COMMITMENT_DONE_NOW, (TrArg[]){TR_ARG("text", t->text)}, 1);
    return OK;
}

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };

const Route COMMITMENT_ROUTES[COMMITMENT_ROUTES_N] = {
    VIEW_ROUTES(commitment, "/tasks", ROLES_MEMBER, WRITERS),
    {POST, "/tasks/{id}/done", post_commitment_done, ROUTE_WRITE, WRITERS, 0, NULL, false},
};

static void commitment_start(Region *r) {
    (void)r;
    view_register(&COMMITMENT_SHEET);
}

const Module commitment_module = {
    .name = "commitment", .queries = COMMITMENT_QUERIES, .n_queries = COMMITMENT_Q_N, .routes = COMMITMENT_ROUTES,
    .n_routes = COMMITMENT_ROUTES_N, .start = commitment_start,
};

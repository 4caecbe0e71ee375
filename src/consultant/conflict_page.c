/* conflict_page.c - where somebody is too near to a business: told by themselves or by who coordinates. */
#include "consultant/consultant_page.h"

#include "actor/actor.h"

enum { CONFLICTS_SHOWN = 30 };

static bool manages(const Ctx *c) { return c->who.system || (c->who.roles & CONSULTANT_MANAGERS); }

/* Others' declarations are not read by colleagues. */
static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)rq;
    if (manages(c)) return OK;
    s->filters[s->n_filters++] = (ListFilter){.field = &conflict_entity.fields[CONFLICT_F_ACCOUNT], .op = LIST_EQ,
                                              .val = v_id(c->who.account)};
    return OK;
}

static Fault before_save(Ctx *c, const Request *rq, void *rec) {
    Conflict *v = rec;
    (void)rq;
    if (!v->account && !manages(c)) v->account = c->who.account;
    return OK;
}

const Sheet CONFLICT_SHEET = {
    .entity = &conflict_entity,
    .path = "/conflicts",
    .nav = NAV_MORE,
    .icon = "barrier-block",
    .title = T_ENT_CONFLICT_MANY,
    .empty = T_CONSULTANT_NO_CONFLICTS,
    .first_step = T_CONSULTANT_ADD_CONFLICT,
    .add = T_CONSULTANT_ADD_CONFLICT,
    .called = (const int[]){CONFLICT_F_ACCOUNT, CONFLICT_F_NATURE, CONFLICT_F_ACTOR, -1},
    .columns = (const int[]){CONFLICT_F_ACCOUNT, CONFLICT_F_NATURE, CONFLICT_F_ACTOR, CONFLICT_F_UNTIL_ON, -1},
    .filters = (const int[]){CONFLICT_F_NATURE, -1},
    .bulk = (const int[]){-1},
    .extras = extras,
    .before_save = before_save,
};

VIEW_HANDLERS(conflict, CONFLICT_SHEET)

/* Who does not manage speaks of themselves. */
static Fault get_conflict_new(Ctx *c, const Request *rq, Reply *rp) {
    Request with = *rq;
    Param   own[3] = {{LIT("account"), id_str(c->arena, c->who.account)},
                      {LIT("actor"), params_get(&rq->args, "actor")},
                      {LIT("back"), params_get(&rq->args, "back")}};
    if (!manages(c)) with.args = (Params){own, 3};
    return get_conflict_form(c, &with, rp);
}

static Fault get_conflict_seen(Ctx *c, const Request *rq, Reply *rp) {
    Conflict *v = ent_new(c, &conflict_entity);
    TRY(ent_load(c, &conflict_entity, rq->ids[0], v));
    if (!manages(c) && v->account != c->who.account) return fail(c, NOT_FOUND, "conflict", rq->ids[0]);
    return str_ends(rq->path, LIT("/edit")) ? get_conflict_form(c, rq, rp) : get_conflict(c, rq, rp);
}

/* ---- on a profile: for the one it is about and for who coordinates --------------------------------------------- */

static Fault rows_fill(Ctx *c, const Conflict *v, size_t n, ConflictsView *ret_v) {
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    RefNames names;
    for (size_t i = 0; i < n; i++) ids[i] = v[i].actor;
    TRY(ref_names(c, ids, n, &names));
    ret_v->rows = ARENA_ARRAY(c->arena, ConflictRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name = ref_name(&names, v[i].actor);
        ret_v->rows[ret_v->rows_n++] = (ConflictRow){
            .id = v[i].head.id, .name = name.n ? name : tr(c->reader.lang, T_TIE_SOMEBODY),
            .href = view_record_path(c, &conflict_entity, v[i].head.id), .from_on = v[i].from_on,
            .until_on = v[i].until_on, .nature = choice_label(&conflict_nature_choices, v[i].nature),
            .over = v[i].until_on && v[i].until_on < c->reader.today};
    }
    return OK;
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    ConflictsView w = {0};
    ListSpec s = {.entity = &conflict_entity, .limit = CONFLICTS_SHOWN};
    void  *rows;
    size_t n;
    if (v->account != c->who.account && !(manages(c) && consultant_may_change(c, v))) return OK;
    s.filters[s.n_filters++] = (ListFilter){.field = &conflict_entity.fields[CONFLICT_F_ACCOUNT], .op = LIST_EQ,
                                            .val = v_id(v->account)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    TRY(rows_fill(c, rows, n, &w));
    w.add = arena_printf(c->arena, "/conflicts/new?account=%.*s&back=%.*s", STR_ARG(id_str(c->arena, v->account)),
                         STR_ARG(view_record_path(c, &consultant_entity, v->head.id)));
    consultant_conflicts_html(b, pg, &w);
    return OK;
}

static const RecordPart CARD = {.entity = &consultant_entity, .anchor = "conflicts", .title = T_ENT_CONFLICT_MANY,
                                .order = 40, .draw = card_draw};

/* ---- the module ------------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    {GET, "/conflicts", get_conflict_list, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/conflicts/new", get_conflict_new, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/conflicts", post_conflict, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/conflicts/bulk", post_conflict_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/conflicts/{id}", get_conflict_seen, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/conflicts/{id}/edit", get_conflict_seen, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/conflicts/{id}", post_conflict, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/conflicts/{id}/archive", post_conflict_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/conflicts/{id}/unarchive", post_conflict_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void start(Region *r) {
    (void)r;
    view_register(&CONFLICT_SHEET);
    view_register_part(&CARD);
}

const Module conflict_module = {
    .name = "conflict", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
};

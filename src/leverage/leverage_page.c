/* leverage_page.c - the list of pairs, the page of one with both its sides, and the module. */
#include "leverage/leverage.h"

#include "actor/actor.h"
#include "leverage/leverage_page.h"
#include "listing/leverage_store.h"

/* ---- its page ---------------------------------------------------------------------------------------------------- */

/* What the reader may do with a pair. */
typedef struct May {
    bool staff, speaks, writes;                   /* writes: either of them */
} May;

static Fault may_of(Ctx *c, const Leverage *v, May *ret_may) {
    *ret_may = (May){.staff = (c->who.roles & ROLES_STAFF) && ent_may_write(c, &leverage_entity, &v->head)};
    if (!ret_may->staff) TRY(leverage_speaks(c, v->holder, &ret_may->speaks));
    ret_may->writes = (ret_may->staff || ret_may->speaks) && !v->head.archived_at;
    return OK;
}

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    const Leverage *v = rec;
    Ctx *c = pg->c;
    Str         place;
    HolderName  who;
    LeverageRow row = {.holder = v->holder, .published_on = v->published_on};
    TRY(leverage_holders(c, &row, 1, &who));
    TRY(ent_labels(c, &v->place, 1, &place));
    PairHead h = {.holder = who.name, .place = place,
                  .holder_href = who.seen ? view_record_path(c, &actor_entity, v->holder) : (Str){0},
                  .place_href = view_record_path(c, &place_entity, v->place), .published_on = v->published_on,
                  .demo = v->is_demo == 1};
    leverage_head_html(b, pg, &h);
    return OK;
}

static Fault acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Leverage *v = rec;
    Ctx *c = pg->c;
    May  may;
    TRY(may_of(c, v, &may));
    if (!may.writes) return OK;
    PairActs a = {.path = leverage_path(c, v->head.id), .may_hide = v->published_on != 0,
                  .may_show = !v->published_on, .edits = may.speaks};
    leverage_acts_html(b, pg, &a);
    return OK;
}

static Fault takers_fill(Ctx *c, const Leverage *v, const May *may, SidesView *sides) {
    Taker *t;
    size_t n;
    TRY(takers_of(c, v->head.id, may->speaks, &t, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = t[i].actor;
    if (n) TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        SideView *s = &sides->sides[t[i].side - 1];
        Str       id = id_str(c->arena, t[i].head.id);
        bool      waits = t[i].state == TAKER_STATE_WAITS;
        if (!s->takers) s->takers = ARENA_ARRAY(c->arena, TakerRow, n);
        s->takers[s->takers_n++] = (TakerRow){
            .name = names[i].n ? names[i] : t[i].name, .contact = t[i].contact, .words = t[i].words, .came = t[i].came,
            .href = names[i].n ? view_record_path(c, &actor_entity, t[i].actor) : (Str){0}, .id = id, .waits = waits,
            .from_on = t[i].from_on, .until_on = t[i].until_on, .may_answer = waits && may->staff,
            .came_href = waits ? (Str){0} : arena_printf(c->arena, "/takers/%.*s/came", STR_ARG(id))};
    }
    return OK;
}

/* What the other side of the program knows of one side: its words, and how it may be joined. */
static Fault side_fill(Ctx *c, const Leverage *v, const May *may, const LeverageSide *told, SideView *s) {
    Listing *l = ent_new(c, &listing_entity);
    TRY(ent_load(c, &listing_entity, told->listing, l));
    s->title = told->title;
    s->href = view_record_path(c, &listing_entity, told->listing);
    s->details = l->details;
    s->told = told->takers;
    s->open = told->open;
    s->empty = told->open && !told->takers;
    s->path = leverage_path(c, v->head.id);
    s->may_close = may->writes;
    if (!told->open || v->head.archived_at) return OK;
    if (may->staff) {
        s->add = arena_printf(c->arena, "%.*s/takers?side=%.*s", STR_ARG(s->path), STR_ARG(s->value));
    } else if (!may->speaks) {
        s->join = arena_printf(c->arena, "%.*s/join?side=%.*s", STR_ARG(s->path), STR_ARG(s->value));
    }
    return OK;
}

/* Both, asked for once and drawn as two cards. */
static Fault sides_load(Ctx *c, const Leverage *v, const SidesView **ret_v) {
    SidesView  *sides = ARENA_NEW(c->arena, SidesView);
    LeverageRow row;
    May         may;
    Known       k;
    if (known_find(c, sides_load, v->head.id, &k)) {
        *ret_v = k.rows;
        return OK;
    }
    *sides = (SidesView){.sides = ARENA_ARRAY(c->arena, SideView, LEVERAGE_SIDE_N)};
    *ret_v = sides;
    Fault f = leverage_row(c, v->head.id, &row);
    if (f == NOT_FOUND) return OK;                /* archived, or a side is */
    TRY(f);
    TRY(may_of(c, v, &may));
    for (int s = LEVERAGE_SIDE_ASKS; s < LEVERAGE_SIDE_N; s++) {
        SideView *at = &sides->sides[sides->sides_n++];
        at->value = str_of(choice_of(&leverage_side_choices, s)->name);
        TRY(side_fill(c, v, &may, &row.sides[s], at));
    }
    if (may.staff || may.speaks) TRY(takers_fill(c, v, &may, sides));
    known_keep(c, sides_load, v->head.id, 1, sides);
    return OK;
}

static Fault side_draw(Buf *b, const Page *pg, const void *rec, int side) {
    const SidesView *v;
    TRY(sides_load(pg->c, rec, &v));
    if (v->sides_n) leverage_side_html(b, pg, &v->sides[side - 1]);
    return OK;
}

static Fault asks_draw(Buf *b, const Page *pg, const void *rec) { return side_draw(b, pg, rec, LEVERAGE_SIDE_ASKS); }
static Fault gives_draw(Buf *b, const Page *pg, const void *rec) { return side_draw(b, pg, rec, LEVERAGE_SIDE_GIVES); }

static const RecordPart ASKS = {.entity = &leverage_entity, .anchor = "asks", .title = T_CHOICE_LEVERAGE_SIDE_ASKS,
                                .order = 1, .draw = asks_draw};
static const RecordPart GIVES = {.entity = &leverage_entity, .anchor = "gives", .title = T_CHOICE_LEVERAGE_SIDE_GIVES,
                                 .side = true, .order = 2, .draw = gives_draw};

/* ---- the lists --------------------------------------------------------------------------------------------------- */

static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    if (str_eq(params_get(&rq->args, "empty"), LIT("1"))) s->extras[s->n_extras++] = leverage_empty();
    return OK;
}

const Sheet LEVERAGE_SHEET = {
    .entity = &leverage_entity,
    .path = "/leverages",
    .nav = NAV_LISTINGS,
    .icon = "heart-handshake",
    .title = T_ENT_LEVERAGE_MANY,
    .empty = T_LEVERAGE_EMPTY,
    .first_step = T_LEVERAGE_ADD,
    .add = T_LEVERAGE_ADD,
    .called = (const int[]){LEVERAGE_F_ASKS, LEVERAGE_F_GIVES, -1},
    .columns = (const int[]){LEVERAGE_F_HOLDER, LEVERAGE_F_PLACE, LEVERAGE_F_PUBLISHED_ON, -1},
    .filters = (const int[]){LEVERAGE_F_PLACE, LEVERAGE_F_HOLDER, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){LEVERAGE_F_HOLDER, LEVERAGE_F_PLACE, LEVERAGE_F_ASKS, LEVERAGE_F_GIVES,
                          LEVERAGE_F_PUBLISHED_ON, -1},
    .extras = extras,
    .extra_names = (const char *const[]){"empty", NULL},
    .tabs = (const SheetTab[]){{"empty=1", T_LEVERAGE_TAB_EMPTY}, {0}},
    .head = head_draw,
    .actions = acts_draw,
};

const Sheet TAKER_SHEET = {
    .entity = &taker_entity,
    .path = "/takers",
    .nav = NAV_LISTINGS,
    .icon = "users",
    .title = T_ENT_TAKER_MANY,
    .empty = T_LEVERAGE_NO_TAKERS,
    .first_step = T_LEVERAGE_PAIRS,
    .add = T_LEVERAGE_ADD_TAKER,
    .called = (const int[]){TAKER_F_ACTOR, TAKER_F_SIDE, -1},
    .columns = (const int[]){TAKER_F_NAME, TAKER_F_STATE, TAKER_F_FROM_ON, -1},
    .filters = (const int[]){TAKER_F_STATE, TAKER_F_SIDE, -1},
    .bulk = (const int[]){-1},
    .tabs = (const SheetTab[]){{"state=waits", T_CHOICE_TAKER_STATE_WAITS}, {0}},
    .form = (const int[]){TAKER_F_ACTOR, TAKER_F_NAME, TAKER_F_CONTACT, TAKER_F_FROM_ON, TAKER_F_UNTIL_ON, TAKER_F_CAME,
                          -1},
};

static Fault get_takers(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &TAKER_SHEET); }
static Fault post_takers_bulk(Ctx *c, const Request *rq, Reply *rp) { return view_bulk(c, rq, rp, &TAKER_SHEET); }
static Fault post_taker_archive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &TAKER_SHEET, rq->ids[0], false);
}
static Fault post_taker_unarchive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &TAKER_SHEET, rq->ids[0], true);
}

/* Who takes part is added on a pair. */
static Fault get_takers_from_here(Ctx *c, const Request *rq, Reply *rp) {
    (void)c;
    (void)rq;
    rp->status = 303;
    rp->location = LIT("/leverages");
    return OK;
}

static Fault get_list(Ctx *c, const Request *rq, Reply *rp) { return view_list(c, rq, rp, &LEVERAGE_SHEET); }
static Fault get_one(Ctx *c, const Request *rq, Reply *rp) {
    return view_record(c, rq, rp, &LEVERAGE_SHEET, rq->ids[0]);
}
static Fault post_bulk(Ctx *c, const Request *rq, Reply *rp) { return view_bulk(c, rq, rp, &LEVERAGE_SHEET); }
static Fault post_archive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &LEVERAGE_SHEET, rq->ids[0], false);
}
static Fault post_unarchive(Ctx *c, const Request *rq, Reply *rp) {
    return view_archive(c, rq, rp, &LEVERAGE_SHEET, rq->ids[0], true);
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

static Fault load(Ctx *c, Id id, Leverage *v, May *ret_may) {
    TRY(ent_load(c, &leverage_entity, id, v));
    TRY(may_of(c, v, ret_may));
    return ret_may->writes ? OK : fail(c, NOT_ALLOWED, "leverage", id);
}

/* POST /leverages/ID/show: everybody sees it, or members alone. */
static Fault post_show(Ctx *c, const Request *rq, Reply *rp) {
    Leverage *v = ent_new(c, &leverage_entity);
    bool      on = str_eq(params_get(&rq->form, "on"), LIT("1"));
    May       may;
    TRY(load(c, rq->ids[0], v, &may));
    TRY(leverage_publish(c, v->head.id, on, may.speaks));
    reply_go(c, rp, leverage_path(c, v->head.id), on ? T_LEVERAGE_SHOWN_NOW : T_LEVERAGE_HIDDEN_NOW, NULL, 0);
    return OK;
}

int leverage_side_of(const Request *rq, bool form) {
    return choice_value(&leverage_side_choices, params_get(form ? &rq->form : &rq->args, "side"));
}

/* POST /leverages/ID/side: one side closes or opens again. */
static Fault post_side(Ctx *c, const Request *rq, Reply *rp) {
    Leverage *v = ent_new(c, &leverage_entity);
    bool      open = str_eq(params_get(&rq->form, "open"), LIT("1"));
    int       side = leverage_side_of(rq, true);
    May       may;
    if (!side) return fail(c, BAD_REQUEST, "side", 0);
    TRY(load(c, rq->ids[0], v, &may));
    TRY(leverage_close(c, v->head.id, side, open, may.speaks));
    reply_go(c, rp, leverage_path(c, v->head.id), open ? T_LEVERAGE_OPENED_NOW : T_LEVERAGE_CLOSED_NOW, NULL, 0);
    return OK;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum { POSTERS = ROLES_STAFF | ROLE_OWNER };

static const Route ROUTES[] = {
    {GET, "/leverages", get_list, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/leverages/new", get_leverage_form, ROUTE_READ, POSTERS, 0, NULL, false},
    {POST, "/leverages", post_leverage_form, ROUTE_WRITE, POSTERS, 1 << 20, NULL, false},
    {POST, "/leverages/bulk", post_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/leverages/{id}", get_one, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/leverages/{id}/edit", get_leverage_form, ROUTE_READ, POSTERS, 0, NULL, false},
    {POST, "/leverages/{id}", post_leverage_form, ROUTE_WRITE, POSTERS, 1 << 20, NULL, false},
    {POST, "/leverages/{id}/archive", post_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/leverages/{id}/unarchive", post_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/leverages/{id}/show", post_show, ROUTE_WRITE, POSTERS, 0, NULL, false},
    {POST, "/leverages/{id}/side", post_side, ROUTE_WRITE, POSTERS, 0, NULL, false},
    {GET, "/leverages/{id}/join", get_leverage_join, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/leverages/{id}/join", post_leverage_join, ROUTE_WRITE, ROLES_ALL, 0, NULL, false},
    {GET, "/leverages/{id}/takers", get_taker_add, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/leverages/{id}/takers", post_taker_add, ROUTE_WRITE, ROLES_STAFF, 1 << 16, NULL, false},
    {GET, "/takers", get_takers, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/takers/new", get_takers_from_here, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/takers/bulk", post_takers_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/takers/{id}", get_taker_where, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/takers/{id}/archive", post_taker_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/takers/{id}/unarchive", post_taker_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/takers/{id}/answer", post_taker_answer, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/takers/{id}/came", get_taker_came, ROUTE_READ, POSTERS, 0, NULL, false},
    {POST, "/takers/{id}/came", post_taker_came, ROUTE_WRITE, POSTERS, 0, NULL, false},
};

static void leverage_start(Region *r) {
    (void)r;
    view_register(&LEVERAGE_SHEET);
    view_register(&TAKER_SHEET);
    view_register_part(&ASKS);
    view_register_part(&GIVES);
    view_register_part(&LEVERAGE_OF_ACTOR);
    view_register_part(&LEVERAGE_OF_PLACE);
    view_register_part(&LEVERAGE_OF_LISTING);
    mine_register(&LEVERAGE_MINE);
    today_register(&LEVERAGE_TODAY);
}

const Module leverage_module = {
    .name = "leverage", .queries = LEVERAGE_QUERIES, .n_queries = LEVERAGE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = leverage_start,
};

/* leverage_part.c - pairs on the page of a business, of a place and of a listing, on the owner's page, and who waits on
** Today. */
#include "leverage/leverage_page.h"

#include "actor/actor.h"

enum { SHOWN_MAX = 6, WAITING_MAX = 5 };

Str leverage_path(Ctx *c, Id id) { return view_record_path(c, &leverage_entity, id); }

/* ---- for whom the reader speaks ---------------------------------------------------------------------------------- */

Fault leverage_speaks(Ctx *c, Id holder, bool *ret_yes) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    *ret_yes = false;
    if (!holder) return OK;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || own[i] == holder;
    return OK;
}

Fault leverage_own(Ctx *c, OwnBusiness **ret_v, size_t *ret_n) {
    Id     ids[MINE_BUSINESSES_MAX];
    Str    names[MINE_BUSINESSES_MAX];
    size_t n, found = 0;
    TRY(mine_businesses(c, ids, MINE_BUSINESSES_MAX, &n));
    OwnBusiness *v = ARENA_ARRAY(c->arena, OwnBusiness, n + 1);
    if (n) TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        if (names[i].n) v[found++] = (OwnBusiness){ids[i], id_str(c->arena, ids[i]), names[i], false};
    }
    *ret_v = v;
    *ret_n = found;
    return OK;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static PairRow pair_row(Ctx *c, const LeverageRow *row) {
    PairRow r = {.href = leverage_path(c, row->id), .shown = row->published_on != 0};
    for (int s = LEVERAGE_SIDE_ASKS; s < LEVERAGE_SIDE_N; s++) {
        const LeverageSide *side = &row->sides[s];
        r.sides[r.sides_n++] = (SideRow){.name = choice_label(&leverage_side_choices, s), .title = side->title,
                                         .takers = side->takers, .open = side->open,
                                         .empty = side->open && !side->takers};
    }
    return r;
}

/* With the names of the businesses; one that the reader may not see is left out. */
static Fault of_place(Ctx *c, Id place, PairPart *v) {
    LeverageRow rows[LEVERAGE_ROWS_MAX];
    HolderName  names[LEVERAGE_ROWS_MAX];
    size_t      n;
    TRY(leverages_of(c, 0, place, rows, LEVERAGE_ROWS_MAX, &n));
    TRY(leverage_holders(c, rows, n, names));
    v->rows = ARENA_ARRAY(c->arena, PairRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!names[i].name.n) continue;
        if (v->rows_n == SHOWN_MAX) {
            v->all = arena_printf(c->arena, "/leverages?place=%.*s", STR_ARG(id_str(c->arena, place)));
            break;
        }
        PairRow *row = &v->rows[v->rows_n++];
        *row = pair_row(c, &rows[i]);
        row->of_place = true;
        row->holder = names[i].name;
        if (names[i].seen) row->holder_href = view_record_path(c, &actor_entity, rows[i].holder);
    }
    return OK;
}

static Fault of_holder(Ctx *c, Id holder, PairPart *v) {
    LeverageRow rows[LEVERAGE_ROWS_MAX];
    size_t      n;
    TRY(leverages_of(c, holder, 0, rows, LEVERAGE_ROWS_MAX, &n));
    v->rows = ARENA_ARRAY(c->arena, PairRow, n + 1);
    for (size_t i = 0; i < n && i < SHOWN_MAX; i++) v->rows[v->rows_n++] = pair_row(c, &rows[i]);
    if (n > SHOWN_MAX) v->all = arena_printf(c->arena, "/leverages?holder=%.*s", STR_ARG(id_str(c->arena, holder)));
    return OK;
}

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    const Actor *a = rec;
    PairPart     v = {0};
    if (a->kind == ACTOR_KIND_PERSON) return OK;
    TRY(of_holder(c, a->head.id, &v));
    if ((c->who.roles & ROLES_STAFF) && ent_may_write(c, &actor_entity, &a->head) && !a->head.archived_at) {
        v.add = arena_printf(c->arena, "/leverages/new?holder=%.*s", STR_ARG(id_str(c->arena, a->head.id)));
    }
    if (v.rows_n || v.add.n) leverage_part_html(b, pg, &v);
    return OK;
}

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    PairPart v = {0};
    TRY(of_place(pg->c, ((const Head *)rec)->id, &v));
    if (v.rows_n) leverage_part_html(b, pg, &v);
    return OK;
}

/* One side of a pair leads to the other. */
static Fault listing_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx           *c = pg->c;
    const Listing *l = rec;
    LeverageRow    row;
    Id             id;
    bool           may = l->kind == LISTING_KIND_NEED || l->kind == LISTING_KIND_OFFER;
    if (!may || !l->holder) return OK;
    Fault f = leverage_of_listing(c, l->holder, l->head.id, &id);
    if (f == OK) f = leverage_row(c, id, &row);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    PairRow r = pair_row(c, &row);
    leverage_beside_html(b, pg, &r);
    return OK;
}

const RecordPart LEVERAGE_OF_ACTOR = {.entity = &actor_entity, .anchor = "leverage", .title = T_ENT_LEVERAGE_MANY,
                                      .order = 22, .draw = actor_draw};
const RecordPart LEVERAGE_OF_PLACE = {.entity = &place_entity, .anchor = "leverage", .title = T_ENT_LEVERAGE_MANY,
                                      .order = 4, .draw = place_draw};
const RecordPart LEVERAGE_OF_LISTING = {.entity = &listing_entity, .anchor = "leverage", .title = T_ENT_LEVERAGE_MANY,
                                        .order = 5, .draw = listing_draw};

/* ---- the owner's page -------------------------------------------------------------------------------------------- */

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    PairPart v = {.add = arena_printf(pg->c->arena, "/leverages/new?holder=%.*s",
                                      STR_ARG(id_str(pg->c->arena, k->client)))};
    if (k->stage == CASE_STAGE_CLOSED) return OK;
    TRY(of_holder(pg->c, k->client, &v));
    leverage_mine_html(b, pg, &v);
    return OK;
}

const MinePart LEVERAGE_MINE = {.order = 45, .draw = mine_draw};

/* ---- on the first page ------------------------------------------------------------------------------------------- */

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx        *c = pg->c;
    Taker      *t;
    size_t      n;
    int64_t     all;
    LeverageRow row;
    if (!(c->who.roles & ROLE_COORDINATOR)) return OK;
    TRY(takers_waiting(c, WAITING_MAX, &t, &n, &all));
    if (!n) return OK;
    WaitingView v = {.rows = ARENA_ARRAY(c->arena, WaitingRow, n), .more = all > (int64_t)n};
    for (size_t i = 0; i < n; i++) {
        Fault f = leverage_row(c, t[i].leverage, &row);
        if (f == NOT_FOUND) continue;
        TRY(f);
        v.rows[v.rows_n++] = (WaitingRow){
            .name = t[i].name, .what = row.sides[t[i].side].title,
            .side = choice_label(&leverage_side_choices, t[i].side),
            .href = leverage_path(c, t[i].leverage), .id = id_str(c->arena, t[i].head.id)};
    }
    if (v.rows_n) leverage_today_html(b, pg, &v);
    return OK;
}

const TodayPart LEVERAGE_TODAY = {.order = 36, .draw = today_draw};

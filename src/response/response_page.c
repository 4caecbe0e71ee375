/* response_page.c - needs on a case, their roll-up, and responses with what caused them. */
#include "response/response_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "base/cells.h"

/* ---- needs on a case --------------------------------------------------------------------------------------------- */

static NeedRow need_row(Ctx *c, const CaseNeed *n, Str back) {
    return (NeedRow){.id = n->head.id, .text = n->text, .href = view_record_path(c, &case_need_entity, n->head.id),
                     .met_by = n->met_by, .back = back, .kind = choice_label(&need_kind_choices, n->kind),
                     .state = choice_label(&need_state_choices, n->state), .open = n->state == NEED_STATE_OPEN,
                     .may_write = ent_may_write(c, &case_need_entity, &n->head)};
}

static Fault needs_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx    *c = pg->c;
    void   *rows;
    size_t  n;
    TRY(case_records(c, &case_need_entity, k->head.id, &rows, &n));
    NeedPart v = {.rows = ARENA_ARRAY(c->arena, NeedRow, n + 1), .path = case_path(c, k->head.id),
                  .kinds = ARENA_ARRAY(c->arena, NeedKind, NEED_KIND_N),
                  .may_write = k->stage != CASE_STAGE_CLOSED && ent_may_write(c, &case_need_entity, NULL)};
    for (int closed = 0; closed < 2; closed++) {  /* open ones first */
        for (size_t i = 0; i < n; i++) {
            const CaseNeed *need = &((const CaseNeed *)rows)[i];
            if ((need->state != NEED_STATE_OPEN) == (closed == 1)) v.rows[v.rows_n++] = need_row(c, need, v.path);
        }
    }
    for (int i = 1; i < NEED_KIND_N; i++) {
        v.kinds[v.kinds_n++] = (NeedKind){str_of(choice_of(&need_kind_choices, i)->name),
                                          choice_label(&need_kind_choices, i)};
    }
    TRY(response_of_case(c, k->head.id, &v.answers, &v.answers_n));
    if (v.rows_n || v.may_write) need_part_html(b, pg, &v);
    return OK;
}

/* POST /cases/ID/needs: one line of the card. */
static Fault post_case_need_new(Ctx *c, const Request *rq, Reply *rp) {
    CaseNeed *n = ent_new(c, &case_need_entity);
    ent_form_read(c, &case_need_entity, &rq->form, n);
    n->of_case = rq->ids[0];
    Fault f = c->complaints.n ? INVALID : ent_save(c, &case_need_entity, n);
    if (f == INVALID) {
        n->head.id = n->head.version = 0;
        return view_save(c, rq, rp, &NEED_SHEET, 0);
    }
    TRY(f);
    Str back = arena_printf(c->arena, "%.*s#needs", STR_ARG(case_path(c, n->of_case)));
    reply_go(c, rp, back, T_RESPONSE_NEED_KEPT, NULL, 0);
    return OK;
}

/* ---- the roll-up ------------------------------------------------------------------------------------------------- */

static bool sees_sums(const Ctx *c) { return (c->who.roles & c->who.roles_everywhere & (ROLE_HQ | ROLE_ADMIN)) != 0; }

/* The list with just these needs, for those who see the records; trade NULL: of every group. */
static Str list_of(Ctx *c, int kind, const int *trade, Str place) {
    const Choice *t = trade ? choice_of(&trade_group_choices, *trade) : NULL;
    const char   *group = t ? "&trade=" : trade && !*trade ? "&trade.unknown=1" : "";
    return arena_printf(c->arena, "/case-needs?state=open&kind=%s%s%s%s%.*s", choice_of(&need_kind_choices, kind)->name,
                        group, t ? t->name : "", place.n ? "&unit=" : "", STR_ARG(place));
}

static void hide_small(RollupView *v, RollupRow *row) {
    int64_t n[TRADE_GROUP_N + 1];
    bool    hidden[TRADE_GROUP_N + 1];
    for (size_t i = 0; i < row->cells_n; i++) n[i] = row->cells[i].cases;
    row->hidden = !cells_hide(n, row->cells_n, hidden);
    for (size_t i = 0; i < row->cells_n; i++) {
        row->cells[i].hidden = hidden[i] || row->hidden;
        v->some_hidden = v->some_hidden || row->cells[i].hidden;
    }
}

static RollupRow row_of(Ctx *c, const RollupView *v, const NeedCell *k, Str place) {
    const Choice *kind = choice_of(&need_kind_choices, k->kind);
    return (RollupRow){.name = kind->label, .cases = k->cases, .needs = k->needs,
                       .cells = ARENA_ARRAY(c->arena, RollupCell, TRADE_GROUP_N + 1),
                       .href = v->wide ? (Str){0} : list_of(c, k->kind, NULL, place),
                       .open_href = arena_printf(c->arena, "/responses/new?need=%s%s%.*s&back=/needs", kind->name,
                                                 place.n ? "&place=" : "", STR_ARG(place))};
}

static Fault fill_rows(Ctx *c, RollupView *v, Id place) {
    NeedCell *kinds, *cells;
    size_t    kinds_n, n;
    Str       unit = place ? id_str(c->arena, place) : (Str){0};
    TRY(need_kinds(c, v->wide, place, &kinds, &kinds_n));
    TRY(need_cells(c, v->wide, place, &cells, &n));
    v->rows = ARENA_ARRAY(c->arena, RollupRow, kinds_n + 1);
    for (size_t k = 0; k < kinds_n; k++) {
        if (!choice_of(&need_kind_choices, kinds[k].kind)) continue;
        RollupRow *row = &v->rows[v->rows_n++];
        *row = row_of(c, v, &kinds[k], unit);
        for (size_t i = 0; i < n; i++) {
            if (cells[i].kind != kinds[k].kind || row->cells_n > TRADE_GROUP_N) continue;
            TextKey trade = choice_label(&trade_group_choices, cells[i].trade);
            row->cells[row->cells_n++] = (RollupCell){
                .name = trade ? trade : T_RESPONSE_TRADE_UNKNOWN, .cases = cells[i].cases, .needs = cells[i].needs,
                .href = v->wide ? (Str){0} : list_of(c, cells[i].kind, &cells[i].trade, unit)};
        }
        if (v->wide) hide_small(v, row);
    }
    return OK;
}

/* Units that may be chosen: those with a local unit. */
static Fault fill_places(Ctx *c, RollupView *v, Id chosen) {
    const Entity *e = entity_named(LIT("place"));
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = e, .limit = 200};
    s.filters[s.n_filters++] = (ListFilter){.field = field_named(e, LIT("is_unit")), .op = LIST_EQ, .val = v_int(1)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->places = ARENA_ARRAY(c->arena, RollupPlace, n + 1);
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * e->size;
        Id id = ((const Head *)rec)->id;
        RollupPlace p = {.value = id_str(c->arena, id), .name = view_name(c, e, rec), .chosen = id == chosen};
        if (p.chosen) v->place_name = p.name;
        v->places[v->places_n++] = p;
    }
    return OK;
}

static Fault get_needs(Ctx *c, const Request *rq, Reply *rp) {
    Id         place = 0;
    RollupView v = {.wide = sees_sums(c), .may_open = ent_may_write(c, &response_entity, NULL)};
    if (!id_parse(params_get(&rq->args, "place"), &place)) place = 0;
    TRY(fill_places(c, &v, place));
    if (!v.place_name.n) place = 0;
    TRY(fill_rows(c, &v, place));
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_RESPONSE_ROLLUP));
    return page_send(&pg, rp, need_rollup_page, &v);
}

/* ---- responses --------------------------------------------------------------------------------------------------- */

static Fault causes_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx      *c = pg->c;
    CausePart v = {.rows = NULL};
    if (!(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(response_causes(c, ((const Head *)rec)->id, &v.rows, &v.rows_n, &v.all));
    v.others = v.all > (int64_t)v.rows_n ? v.all - (int64_t)v.rows_n : 0;
    v.few = v.others > 0 && v.others < CELL_LEAST;
    response_causes_html(b, pg, &v);
    return OK;
}

const Sheet NEED_SHEET = {
    .entity = &case_need_entity,
    .path = "/case-needs",
    .nav = NAV_CASES,
    .icon = "list",
    .title = T_ENT_CASE_NEED_MANY,
    .empty = T_RESPONSE_NO_NEEDS,
    .first_step = T_RESPONSE_ADD_NEED,
    .add = T_RESPONSE_ADD_NEED,
    .columns = (const int[]){CASE_NEED_F_OF_CASE, CASE_NEED_F_KIND, CASE_NEED_F_STATE, CASE_NEED_F_TRADE, -1},
    .filters = (const int[]){CASE_NEED_F_KIND, CASE_NEED_F_STATE, CASE_NEED_F_TRADE, -1},
    .bulk = (const int[]){-1},
};

const Sheet RESPONSE_SHEET = {
    .entity = &response_entity,
    .path = "/responses",
    .nav = NAV_CASES,
    .icon = "users-group",
    .title = T_ENT_RESPONSE_MANY,
    .empty = T_RESPONSE_EMPTY,
    .first_step = T_RESPONSE_ADD,
    .add = T_RESPONSE_ADD,
    .columns = (const int[]){RESPONSE_F_KIND, RESPONSE_F_NEED, RESPONSE_F_PLACE, RESPONSE_F_STATE, RESPONSE_F_DUE_ON,
                             -1},
    .filters = (const int[]){RESPONSE_F_KIND, RESPONSE_F_NEED, RESPONSE_F_STATE, RESPONSE_F_PLACE, -1},
    .bulk = (const int[]){RESPONSE_F_STATE, -1},
    .first = (const int[]){RESPONSE_F_TITLE, RESPONSE_F_KIND, RESPONSE_F_NEED, RESPONSE_F_TRADE, RESPONSE_F_PLACE,
                           RESPONSE_F_WHAT, -1},
};

VIEW_HANDLERS(case_need, NEED_SHEET)
VIEW_HANDLERS(response, RESPONSE_SHEET)

static const RecordPart NEEDS = {.entity = &case_entity, .anchor = "needs", .title = T_ENT_CASE_NEED_MANY, .order = 5,
                                 .draw = needs_draw};
static const RecordPart CAUSES = {.entity = &response_entity, .anchor = "causes", .title = T_RESPONSE_CAUSES,
                                  .order = 5, .draw = causes_draw};

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, WRITERS = ROLES_STAFF | ROLE_OWNER };

static const Route ROUTES[] = {
    VIEW_ROUTES(case_need, "/case-needs", READERS, WRITERS),
    VIEW_ROUTES(response, "/responses", ROLES_MEMBER, ROLES_STAFF | ROLE_TRUSTEE),
    {POST, "/cases/{id}/needs", post_case_need_new, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/needs", get_needs, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
};

static void response_start(Region *r) {
    (void)r;
    view_register(&NEED_SHEET);
    view_register(&RESPONSE_SHEET);
    view_register_part(&NEEDS);
    view_register_part(&CAUSES);
}

const Module response_module = {
    .name = "response", .queries = RESPONSE_QUERIES, .n_queries = RESPONSE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = response_start,
};

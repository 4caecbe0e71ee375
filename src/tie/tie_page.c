/* tie_page.c - ties on the page of an actor, and their own pages. */
#include "actor/actor.h"
#include "tie/tie_page.h"

/* What the other is to the actor shown, where the tie comes from there; a kind without a word of its own reads alike
** from both ends. */
static TextKey kind_told(const TieRow *row) {
    static const TextKey IN[] = {
        [TIE_KIND_OWNS] = T_TIE_IN_OWNS,           [TIE_KIND_LEADS] = T_TIE_IN_LEADS,
        [TIE_KIND_WORKS_AT] = T_TIE_IN_WORKS_AT,   [TIE_KIND_ROLE_IN] = T_TIE_IN_ROLE_IN,
        [TIE_KIND_SUPPLIES] = T_TIE_IN_SUPPLIES,   [TIE_KIND_MENTORS] = T_TIE_IN_MENTORS,
        [TIE_KIND_REFERS] = T_TIE_IN_REFERS,       [TIE_KIND_INTEREST_IN] = T_TIE_IN_INTEREST_IN,
    };
    TextKey in = !row->out && (size_t)row->kind < sizeof IN / sizeof *IN ? IN[row->kind] : 0;
    return in ? in : choice_label(&tie_kind_choices, row->kind);
}

static Fault tie_part_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 200 };
    Ctx *c = pg->c;
    TiePart v = {.rows = ARENA_ARRAY(c->arena, TieRow, SHOWN_MAX), .actor = ((const Head *)rec)->id};
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    v.may_write = ent_may_write(c, &tie_entity, NULL);
    TRY(tie_of(c, v.actor, v.rows, SHOWN_MAX, &v.rows_n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, v.rows_n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, v.rows_n + 1);
    for (size_t i = 0; i < v.rows_n; i++) ids[i] = v.rows[i].other;
    TRY(ent_labels(c, ids, v.rows_n, names));
    for (size_t i = 0; i < v.rows_n; i++) {
        TieRow *row = &v.rows[i];
        row->name = names[i].n ? names[i] : tr(pg->r->lang, T_TIE_SOMEBODY);
        if (names[i].n) row->href = view_record_path(c, &actor_entity, row->other);
        row->path = view_record_path(c, &tie_entity, row->id);
        row->kind_label = kind_told(row);
        row->state_label = choice_label(&tie_state_choices, row->state);
        row->state_class = str_of(tie_state_choices.v[row->state - 1].name);
    }
    if (v.rows_n || v.may_write) tie_part_html(b, pg, &v);
    return OK;
}

/* A tie between two whom the reader may not see tells nothing. */
static Fault tie_extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)rq;
    list_keep_seen(c, s, &tie_entity.fields[TIE_F_FROM_ACTOR], &tie_entity.fields[TIE_F_TO_ACTOR]);
    return OK;
}

const Sheet TIE_SHEET = {
    .entity = &tie_entity,
    .path = "/ties",
    .nav = NAV_MORE,
    .icon = "affiliate",
    .title = T_ENT_TIE_MANY,
    .empty = T_TIE_EMPTY,
    .first_step = T_TIE_ADD,
    .add = T_TIE_ADD,
    .called = (const int[]){TIE_F_FROM_ACTOR, TIE_F_KIND, TIE_F_TO_ACTOR, -1},
    .columns = (const int[]){TIE_F_FROM_ACTOR, TIE_F_KIND, TIE_F_TO_ACTOR, TIE_F_STATE, TIE_F_WHAT, -1},
    .filters = (const int[]){TIE_F_KIND, TIE_F_STATE, -1},
    .bulk = (const int[]){TIE_F_STATE, -1},
    .extras = tie_extras,
};

static const RecordPart TIES = {.entity = &actor_entity, .anchor = "ties", .title = T_ENT_TIE_MANY, .side = true,
                                .order = 20, .draw = tie_part_draw};

VIEW_HANDLERS(tie, TIE_SHEET)

const Route TIE_ROUTES[TIE_ROUTES_N] = {VIEW_ROUTES(tie, "/ties", ROLES_MEMBER, ROLES_STAFF | ROLE_OWNER)};

static void tie_start(Region *r) {
    (void)r;
    view_register(&TIE_SHEET);
    view_register_part(&TIES);
}

const Module tie_module = {
    .name = "tie", .queries = TIE_QUERIES, .n_queries = TIE_Q_N, .routes = TIE_ROUTES, .n_routes = TIE_ROUTES_N,
    .start = tie_start,
};

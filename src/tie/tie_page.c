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

/* A wish says whom to bring together, whatever the tie will be; what is over stands last. */
static TieSense sense_of(const TieRow *row) {
    if (row->state == TIE_STATE_WANTED || row->state == TIE_STATE_PROPOSED) return TIE_MEETS;
    if (row->state == TIE_STATE_ENDED) return TIE_OVER;
    if (row->kind == TIE_KIND_SUPPLIES) return row->out ? TIE_SELLS : TIE_BUYS;
    bool person = row->kind == TIE_KIND_OWNS || row->kind == TIE_KIND_LEADS || row->kind == TIE_KIND_WORKS_AT ||
                  row->kind == TIE_KIND_FAMILY;
    return person ? TIE_PEOPLE : TIE_TOGETHER;
}

static void group(Ctx *c, TieRow *rows, size_t n, TiePart *v) {
    static const TextKey NAMES[TIE_SENSES] = {
        [TIE_BUYS] = T_TIE_BUYS,     [TIE_SELLS] = T_TIE_SELLS,       [TIE_MEETS] = T_TIE_MEETS,
        [TIE_PEOPLE] = T_TIE_PEOPLE, [TIE_TOGETHER] = T_TIE_TOGETHER, [TIE_OVER] = T_TIE_OVER};
    for (int s = 0; s < TIE_SENSES; s++) {
        TieGroup g = {.name = NAMES[s], .rows = ARENA_ARRAY(c->arena, TieRow, n + 1)};
        for (size_t i = 0; i < n; i++) {
            if (sense_of(&rows[i]) == (TieSense)s) g.rows[g.rows_n++] = rows[i];
        }
        if (g.rows_n) v->groups[v->groups_n++] = g;
    }
}

static Fault tie_part_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 200 };
    Ctx *c = pg->c;
    TieRow *rows = ARENA_ARRAY(c->arena, TieRow, SHOWN_MAX);
    TiePart v = {.actor = ((const Head *)rec)->id};
    size_t  n;
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    v.may_write = ent_may_write(c, &tie_entity, NULL);
    TRY(tie_of(c, v.actor, rows, SHOWN_MAX, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = rows[i].other;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        TieRow *row = &rows[i];
        row->name = names[i].n ? names[i] : tr(pg->r->lang, T_TIE_SOMEBODY);
        if (names[i].n) row->href = view_record_path(c, &actor_entity, row->other);
        row->path = view_record_path(c, &tie_entity, row->id);
        row->kind_label = kind_told(row);
        row->state_label = choice_label(&tie_state_choices, row->state);
        row->state_class = str_of(tie_state_choices.v[row->state - 1].name);
    }
    group(c, rows, n, &v);
    if (n || v.may_write) tie_part_html(b, pg, &v);
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
                                .order = 12, .draw = tie_part_draw};

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

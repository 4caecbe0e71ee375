/* tool_page.c - the catalogue, its variants, and the sums that headquarters see. */
#include "tool/tool_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "lang/show.h"
#include "response_ent.h"

void tool_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

void tool_line(Buf *b, const Page *pg, const char *field) { complaint_line(pg->c, b, field); }

/* ---- the page of a tool ------------------------------------------------------------------------------------------ */

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    const Tool *t = rec;
    enum { STEPS_MAX = 40 };
    ToolCard v = {.what_for = tri_best(&t->what_for, pg->r->lang, NULL),
                  .evidence = tri_best(&t->evidence, pg->r->lang, NULL),
                  .steps = ARENA_ARRAY(pg->c->arena, ToolStep, STEPS_MAX)};
    Str rest = tri_best(&t->steps, pg->r->lang, NULL), line;
    while (v.steps_n < STEPS_MAX && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (!line.n) continue;
        v.steps[v.steps_n] = (ToolStep){line, (int64_t)v.steps_n + 1};
        v.steps_n++;
    }
    tool_card_html(b, pg, &v);
    return OK;
}

static ToolVariantRow variant_row(Ctx *c, const ToolVariant *v, Str place) {
    Str  path = view_record_path(c, &tool_variant_entity, v->head.id);
    bool mine = ent_may_write(c, &tool_variant_entity, &v->head);
    return (ToolVariantRow){.title = v->title, .href = path, .path = path, .changed = v->changed, .why = v->why,
                            .result = v->result, .place = place, .shared_on = v->shared_on, .mine = mine,
                            .state = choice_label(&tool_state_choices, v->state),
                            .may_share = mine && !v->shared_on && v->result.n};
}

static Fault variants_draw(Buf *b, const Page *pg, const void *rec) {
    const Tool *t = rec;
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &tool_variant_entity, .limit = 100, .n_filters = 1};
    ToolVariants v = {.rows = NULL};
    if (!(c->who.roles & tool_variant_entity.readers)) return OK;
    s.filters[0] = (ListFilter){.field = &tool_variant_entity.fields[TOOL_VARIANT_F_TOOL], .op = LIST_EQ,
                                .val = v_id(t->head.id)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    Id  *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    v.rows = ARENA_ARRAY(c->arena, ToolVariantRow, n + 1);
    for (size_t i = 0; i < n; i++) places[i] = ((const ToolVariant *)rows)[i].place;
    TRY(ent_labels(c, places, n, names));
    for (size_t i = 0; i < n; i++) v.rows[v.rows_n++] = variant_row(c, &((const ToolVariant *)rows)[i], names[i]);
    if (ent_may_write(c, &tool_variant_entity, NULL)) {
        Str id = id_str(c->arena, t->head.id);
        v.add = arena_printf(c->arena, "/tool-variants/new?tool=%.*s&back=/tools/%.*s", STR_ARG(id), STR_ARG(id));
    }
    if (v.rows_n || v.add.n) tool_variants_html(b, pg, &v);
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

Str tool_number(Ctx *c, int64_t n) {
    Buf b;
    if (n == NUMBER_NONE) return (Str){0};
    buf_init(&b, 64);
    plain_number(&b, &c->reader, n);
    return buf_keep(c->arena, &b);
}

/* How many have it, for staff: sums alone, so that nobody learns which. */
static Fault figures_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx     *c = pg->c;
    ToolSums all;
    ToolFigures v = {.rows = ARENA_ARRAY(c->arena, ToolFigure, TOOL_STEP_N + 1)};
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    TRY(tool_sums(c, ((const Head *)rec)->id, &all));
    v.any = all.n > 0;
    ToolTold t = v.any ? tool_tell(&all.v[0]) : (ToolTold){0};
    for (int i = 1; v.any && i < TOOL_STEP_N; i++) {
        bool told = t.at[i] != NUMBER_NONE;
        v.rows[v.rows_n++] = (ToolFigure){choice_label(&tool_step_choices, i), told ? t.at[i] : 0, told, {0}};
        v.hidden |= !told;
    }
    if (v.any && t.kept != NUMBER_NONE) {
        TrArg of = TR_ARG("n", tool_number(c, t.asked));
        v.rows[v.rows_n++] = (ToolFigure){T_TOOL_AFTER_YEAR, t.kept, true,
                                          tr_str(c->arena, &c->reader, T_TOOL_OF_ASKED, &of, 1)};
    }
    tool_figures_html(b, pg, &v);
    return OK;
}

static ToolSumRow sum_row(Ctx *c, const Tool *t, const ToolSum *s) {
    ToolSumRow row = {.name = tri_best(&t->title, c->reader.lang, NULL),
                      .href = view_record_path(c, &tool_entity, t->head.id)};
    ToolTold told = tool_tell(s);
    for (int i = 1; i < TOOL_STEP_N; i++) {
        row.cells[row.cells_n++] = (ToolSumCell){choice_label(&tool_step_choices, i), tool_number(c, told.at[i])};
    }
    Str kept = tool_number(c, told.kept);
    if (kept.n) {
        TrArg args[] = {TR_ARG("kept", kept), TR_ARG("n", tool_number(c, told.asked))};
        kept = tr_str(c->arena, &c->reader, T_TOOL_KEPT_OF, args, 2);
    }
    row.cells[row.cells_n++] = (ToolSumCell){T_TOOL_AFTER_YEAR, kept};
    return row;
}

/* GET /tools/sums, for headquarters. */
Fault get_tool_sums(Ctx *c, const Request *rq, Reply *rp) {
    const Tool *t;
    size_t      n;
    ToolSums    all;
    ToolSumView v = {.day = c->reader.today};
    if (!(c->who.roles & c->who.roles_everywhere & (ROLE_HQ | ROLE_ADMIN))) return fail(c, NOT_ALLOWED, "tools", 0);
    TRY(tools_all(c, &t, &n));
    TRY(tool_sums(c, 0, &all));
    v.rows = ARENA_ARRAY(c->arena, ToolSumRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < all.n; k++) {
            if (all.v[k].tool == t[i].head.id) v.rows[v.rows_n++] = sum_row(c, &t[i], &all.v[k]);
        }
    }
    ToolShare share = tool_share_told(&all);
    if (share.told) {
        v.share = arena_printf(c->arena, "\xE2\x81\xA6%d%%\xE2\x81\xA9", share.percent);
        TrArg args[] = {TR_ARG("with", tool_number(c, all.with)), TR_ARG("n", tool_number(c, all.cases))};
        v.share_of = tr_str(c->arena, &c->reader, T_TOOL_SHARE_OF, args, 2);
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_TOOL_SUMS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/tools"), tr(c->reader.lang, T_ENT_TOOL_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, tool_sums_page, &v);
}

static void tools_beside(Buf *b, const Page *pg) {
    if (!(pg->c->who.roles & pg->c->who.roles_everywhere & (ROLE_HQ | ROLE_ADMIN))) return;
    buf_lit(b, "<a class=\"btn\" href=\"/tools/sums\">");
    page_icon(b, "table");
    put_text(b, tr(pg->r->lang, T_TOOL_SUMS));
    buf_lit(b, "</a>");
}

/* ---- variants ---------------------------------------------------------------------------------------------------- */

static Fault share(Ctx *c, const Request *rq, Reply *rp, bool yes) {
    ToolVariant *v = ent_new(c, &tool_variant_entity);
    TRY(tool_share(c, rq->ids[0], yes, v));
    Str back = arena_printf(c->arena, "/tools/%.*s#variants", STR_ARG(id_str(c->arena, v->tool)));
    reply_go(c, rp, back, yes ? T_TOOL_SHARED_NOW : T_TOOL_UNSHARED_NOW, NULL, 0);
    return OK;
}

Fault post_variant_share(Ctx *c, const Request *rq, Reply *rp) { return share(c, rq, rp, true); }
Fault post_variant_unshare(Ctx *c, const Request *rq, Reply *rp) { return share(c, rq, rp, false); }

/* ---- lists ------------------------------------------------------------------------------------------------------- */

const Sheet TOOL_SHEET = {
    .entity = &tool_entity,
    .path = "/tools",
    .nav = NAV_MORE,
    .icon = "tool",
    .title = T_ENT_TOOL_MANY,
    .empty = T_TOOL_EMPTY,
    .first_step = T_TOOL_ADD,
    .beside = tools_beside,
    .add = T_TOOL_ADD,
    .columns = (const int[]){TOOL_F_STATE, TOOL_F_NEEDS, TOOL_F_LINES, -1},
    .filters = (const int[]){TOOL_F_STATE, TOOL_F_NEEDS, TOOL_F_LINES, TOOL_F_TRADES, TOOL_F_SECTORS, -1},
    .bulk = (const int[]){TOOL_F_STATE, -1},
    .told = (const int[]){TOOL_F_TITLE, TOOL_F_WHAT_FOR, TOOL_F_STEPS, TOOL_F_EVIDENCE, TOOL_F_READY, -1},
    .first = (const int[]){TOOL_F_TITLE, TOOL_F_WHAT_FOR, TOOL_F_STEPS, TOOL_F_NEEDS, -1},
};

const Sheet TOOL_VARIANT_SHEET = {
    .entity = &tool_variant_entity,
    .path = "/tool-variants",
    .nav = NAV_MORE,
    .icon = "git-merge",
    .title = T_ENT_TOOL_VARIANT_MANY,
    .empty = T_TOOL_NO_VARIANTS,
    .first_step = T_TOOL_ADD_VARIANT,
    .add = T_TOOL_ADD_VARIANT,
    .columns = (const int[]){TOOL_VARIANT_F_TOOL, TOOL_VARIANT_F_PLACE, TOOL_VARIANT_F_STATE,
                             TOOL_VARIANT_F_SHARED_ON, -1},
    .filters = (const int[]){TOOL_VARIANT_F_STATE, TOOL_VARIANT_F_PLACE, -1},
    .bulk = (const int[]){-1},
};

const Sheet TOOL_USE_SHEET = {
    .entity = &tool_use_entity,
    .path = "/tool-uses",
    .nav = NAV_CASES,
    .icon = "tool",
    .title = T_ENT_TOOL_USE_MANY,
    .empty = T_TOOL_NONE_HERE,
    .first_step = T_ENT_CASE_MANY,
    .add = T_ENT_CASE_MANY,
    .columns = (const int[]){TOOL_USE_F_TOOL, TOOL_USE_F_STEP, TOOL_USE_F_USED_ON, TOOL_USE_F_KEPT_ON, -1},
    .filters = (const int[]){TOOL_USE_F_STEP, TOOL_USE_F_TOOL, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){TOOL_USE_F_OF_CASE, TOOL_USE_F_STEP, TOOL_USE_F_TOOL, -1},
    .form = (const int[]){TOOL_USE_F_STEP, TOOL_USE_F_REASON, TOOL_USE_F_RESULT, TOOL_USE_F_VARIANT,
                          TOOL_USE_F_SHOWN_ON, TOOL_USE_F_TRIED_ON, TOOL_USE_F_USED_ON, TOOL_USE_F_LET_GO_ON, -1},
    .actions = tool_use_acts_draw,
};

VIEW_HANDLERS(tool, TOOL_SHEET)
VIEW_HANDLERS(tool_variant, TOOL_VARIANT_SHEET)
VIEW_HANDLERS(tool_use, TOOL_USE_SHEET)

/* GET /tool-uses/new: a tool comes into a case on the page of the case. */
static Fault get_tool_use_new(Ctx *c, const Request *rq, Reply *rp) {
    (void)c;
    (void)rq;
    rp->status = 303;
    rp->location = LIT("/cases");
    return OK;
}

/* While there is none, two ways to begin: with the ready tools, or with an empty one. */
static Fault get_tools(Ctx *c, const Request *rq, Reply *rp) {
    ListSpec s = {.entity = &tool_entity, .limit = 1};
    void    *rows;
    size_t   n;
    if (rq->query.n) return get_tool_list(c, rq, rp);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) return get_tool_list(c, rq, rp);
    ToolNone v = {.may_write = ent_may_write(c, &tool_entity, NULL)};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ENT_TOOL_MANY));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, tool_none_page, &v);
}

static Fault post_tools_ready(Ctx *c, const Request *rq, Reply *rp) {
    int64_t made;
    (void)rq;
    TRY(act_begin(c, T_TOOL_ACT_READY, (Str){0}));
    TRY(tool_take_ready(c, &made));
    reply_go(c, rp, LIT("/tools"), T_TOOL_TAKEN, NULL, 0);
    return OK;
}

const RecordPart TOOL_CARD_PART = {.entity = &tool_entity, .anchor = "steps", .title = T_TOOL_CARD, .order = 5,
                                   .draw = card_draw};
const RecordPart TOOL_VARIANTS_PART = {.entity = &tool_entity, .anchor = "variants", .order = 10,
                                       .title = T_ENT_TOOL_VARIANT_MANY, .draw = variants_draw};
const RecordPart TOOL_FIGURES_PART = {.entity = &tool_entity, .anchor = "sums", .title = T_TOOL_ELSEWHERE,
                                      .side = true, .order = 5, .draw = figures_draw};

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum {
    CATALOGUE = ROLES_MEMBER,
    KEEPERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR,
    READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER,
    VARIANTS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_COUNCIL,
    WIDE = ROLE_HQ | ROLE_ADMIN,
};

static const Route ROUTES[] = {
    {GET, "/tools", get_tools, ROUTE_READ, CATALOGUE, 0, NULL, true},
    {GET, "/tools/new", get_tool_form, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/tools", post_tool, ROUTE_WRITE, KEEPERS, 1 << 20, NULL, false},
    {POST, "/tools/bulk", post_tool_bulk, ROUTE_SLOW, KEEPERS, 2 << 20, NULL, false},
    {POST, "/tools/ready", post_tools_ready, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {GET, "/tools/sums", get_tool_sums, ROUTE_READ, WIDE, 0, NULL, true},
    {GET, "/tools/{id}", get_tool, ROUTE_READ, CATALOGUE, 0, NULL, true},
    {GET, "/tools/{id}/edit", get_tool_form, ROUTE_READ, KEEPERS, 0, NULL, false},
    {POST, "/tools/{id}", post_tool, ROUTE_WRITE, KEEPERS, 1 << 20, NULL, false},
    {POST, "/tools/{id}/archive", post_tool_archive, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    {POST, "/tools/{id}/unarchive", post_tool_unarchive, ROUTE_WRITE, KEEPERS, 0, NULL, false},
    VIEW_ROUTES(tool_variant, "/tool-variants", VARIANTS, ROLES_STAFF),
    {POST, "/tool-variants/{id}/share", post_variant_share, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-variants/{id}/unshare", post_variant_unshare, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/tool-uses", get_tool_use_list, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/tool-uses/new", get_tool_use_new, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/tool-uses/{id}", get_tool_use, ROUTE_READ, READERS, 0, NULL, true},
    {GET, "/tool-uses/{id}/edit", get_tool_use_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-uses/{id}", post_tool_use, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/tool-uses/bulk", post_tool_use_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {POST, "/tool-uses/{id}/archive", post_tool_use_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-uses/{id}/unarchive", post_tool_use_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-uses/{id}/move", post_tool_move, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-uses/{id}/kept", post_tool_keep, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/tool-uses/{id}/notes", post_tool_note, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/tool-uses/{id}/let-go", get_tool_let_go, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/tools", post_case_tool, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void tool_start(Region *r) {
    (void)r;
    view_register(&TOOL_SHEET);
    view_register(&TOOL_VARIANT_SHEET);
    view_register(&TOOL_USE_SHEET);
    view_register_part(&TOOL_CARD_PART);
    view_register_part(&TOOL_VARIANTS_PART);
    view_register_part(&TOOL_FIGURES_PART);
    view_register_part(&TOOL_NOTES_PART);
    view_register_part(&TOOL_CASE_PART);
    case_on_join(tool_make_room);
    today_register(&TOOL_TODAY);
    mine_register(&TOOL_MINE);
}

const Module tool_module = {
    .name = "tool", .queries = TOOL_QUERIES, .n_queries = TOOL_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = tool_start,
};

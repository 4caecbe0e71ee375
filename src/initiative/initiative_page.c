/* initiative_page.c - lists and pages of initiatives: what each builds on, who takes part, how it ended. */
#include "initiative/initiative_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "commitment_ent.h"
#include "council_ent.h"
#include "place_ent.h"
#include "response_ent.h"

enum { ON_RECORD_MAX = 50 };

Str initiative_path(Ctx *c, Id id) {
    return arena_printf(c->arena, "/initiatives/%.*s", STR_ARG(id_str(c->arena, id)));
}

static bool may_write(Ctx *c, const Initiative *v) {
    return !v->head.archived_at && ent_may_write(c, &initiative_entity, &v->head);
}

/* ---- the record ------------------------------------------------------------------------------------------------- */

static const char *const TINTS[INITIATIVE_STATE_N] = {
    [INITIATIVE_STATE_IDEA] = "clay", [INITIATIVE_STATE_RUNS] = "info", [INITIATIVE_STATE_CLOSED] = "ok",
};

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx *c = pg->c;
    Id   ids[3] = {v->place, v->lead, v->task_team};
    Str  names[3] = {{0}};
    TRY(ent_labels(c, ids, 3, names));
    InitiativeHead h = {.v = v, .state = choice_label(&initiative_state_choices, v->state), .place = names[0],
                        .place_href = view_record_path(c, &place_entity, v->place), .lead = names[1],
                        .task_team = names[2], .late = initiative_late(v, pg->r->today), .demo = v->is_demo == 1,
                        .ripening = v->state == INITIATIVE_STATE_RUNS && v->ripens_on >= pg->r->today,
                        .waits = v->lead && !v->lead_accepted_at,
                        .lives_on = choice_label(&embed_stage_choices, v->lives_on)};
    if (v->state) h.tint = str_of(TINTS[v->state]);
    if (h.task_team.n) h.task_team_href = view_record_path(c, &body_entity, v->task_team);
    initiative_head_html(b, pg, &h);
    return OK;
}

static Fault acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx *c = pg->c;
    bool may = may_write(c, v);
    InitiativeActs a = {.path = initiative_path(c, v->head.id), .id = id_str(c->arena, v->head.id),
                        .asked = v->lead && v->lead == c->who.account && !v->lead_accepted_at,
                        .may_start = may && v->state != INITIATIVE_STATE_RUNS,
                        .may_close = may && v->state == INITIATIVE_STATE_RUNS,
                        .again = v->state == INITIATIVE_STATE_CLOSED};
    initiative_acts_html(b, pg, &a);
    return OK;
}

static Fault words_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    InitiativeWords w = {.v = v, .closed = v->state == INITIATIVE_STATE_CLOSED,
                         .lives_on = choice_label(&embed_stage_choices, v->lives_on)};
    if (v->what.n || w.closed) initiative_words_html(b, pg, &w);
    return OK;
}

/* ---- what it builds on ------------------------------------------------------------------------------------------ */

static void base_row(Ctx *c, const InitiativeBase *v, const RefNames *names, BaseRow *row) {
    const struct {
        Id            id;
        const Entity *e;
    } ANY[] = {{v->earlier, &initiative_entity}, {v->response, &response_entity}, {v->body, &body_entity},
               {v->meeting, &meeting_entity}};
    row->id = v->head.id;
    row->name = v->what;
    for (size_t i = 0; i < sizeof ANY / sizeof *ANY; i++) {
        if (!ANY[i].id) continue;
        row->name = ref_name(names, ANY[i].id);
        row->kind = ANY[i].e->one;
        if (row->name.n) row->href = view_record_path(c, ANY[i].e, ANY[i].id);
    }
}

static Fault bases_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n, k = 0;
    RefNames names;
    TRY(initiative_rows(c, &initiative_base_entity, v->head.id, &rows, &n));
    const InitiativeBase *bases = rows;
    Id *ids = ARENA_ARRAY(c->arena, Id, 4 * n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[k++] = bases[i].earlier;
        ids[k++] = bases[i].response;
        ids[k++] = bases[i].body;
        ids[k++] = bases[i].meeting;
    }
    TRY(ref_names(c, ids, k, &names));
    BasePart p = {.rows = ARENA_ARRAY(c->arena, BaseRow, n + 1), .path = initiative_path(c, v->head.id),
                  .why_new = v->why_new, .may_write = may_write(c, v)};
    for (size_t i = 0; i < n; i++) base_row(c, &bases[i], &names, &p.rows[p.rows_n++]);
    initiative_bases_html(b, pg, &p);
    return OK;
}

/* POST /initiatives/ID/bases: one more, in words. */
static Fault post_base(Ctx *c, const Request *rq, Reply *rp) {
    InitiativeBase *v = ent_new(c, &initiative_base_entity);
    v->initiative = rq->ids[0];
    v->what = str_trim(params_get(&rq->form, "what"));
    TRY(ent_save(c, &initiative_base_entity, v));
    reply_go(c, rp, arena_printf(c->arena, "%.*s#bases", STR_ARG(initiative_path(c, v->initiative))),
             T_INITIATIVE_BASE_KEPT, NULL, 0);
    return OK;
}

/* POST /initiative-bases/ID/remove. */
static Fault post_base_remove(Ctx *c, const Request *rq, Reply *rp) {
    InitiativeBase *v = ent_new(c, &initiative_base_entity);
    TRY(ent_load(c, &initiative_base_entity, rq->ids[0], v));
    TRY(ent_archive(c, &initiative_base_entity, v->head.id));
    reply_go(c, rp, arena_printf(c->arena, "%.*s#bases", STR_ARG(initiative_path(c, v->initiative))),
             T_INITIATIVE_BASE_GONE, NULL, 0);
    return OK;
}

/* ---- partners --------------------------------------------------------------------------------------------------- */

static Fault partners_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n;
    RefNames names;
    Str      id = id_str(c->arena, v->head.id), back = initiative_path(c, v->head.id);
    TRY(initiative_rows(c, &initiative_partner_entity, v->head.id, &rows, &n));
    const InitiativePartner *of = rows;
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = of[i].actor;
    TRY(ref_names(c, ids, n, &names));
    PartnerPart p = {.rows = ARENA_ARRAY(c->arena, PartnerRow, n + 1)};
    bool may = may_write(c, v);
    if (may) {
        p.add = arena_printf(c->arena, "/initiative-partners/new?initiative=%.*s&back=%.*s", STR_ARG(id),
                             STR_ARG(back));
    }
    for (size_t i = 0; i < n; i++) {
        PartnerRow *row = &p.rows[p.rows_n++];
        *row = (PartnerRow){.name = ref_name(&names, of[i].actor), .brings = of[i].brings,
                            .agreed_on = of[i].agreed_on};
        if (row->name.n) row->href = view_record_path(c, &actor_entity, of[i].actor);
        if (may) {
            row->edit_href = arena_printf(c->arena, "/initiative-partners/%.*s/edit?back=%.*s",
                                          STR_ARG(id_str(c->arena, of[i].head.id)), STR_ARG(back));
        }
    }
    initiative_partners_html(b, pg, &p);
    return OK;
}

/* ---- on a place and on a response ------------------------------------------------------------------------------- */

InitiativeRow initiative_row(Ctx *c, const Initiative *v) {
    InitiativeRow r = {.name = view_name(c, &initiative_entity, v), .href = initiative_path(c, v->head.id),
                       .state = choice_label(&initiative_state_choices, v->state), .until_on = v->until_on,
                       .late = initiative_late(v, c->reader.today),
                       .ripening = v->state == INITIATIVE_STATE_RUNS && v->ripens_on >= c->reader.today};
    if (v->state) r.tint = str_of(TINTS[v->state]);
    return r;
}

static Fault rows_fill(Ctx *c, const ListSpec *s, InitiativeRows *ret_v) {
    void  *rows;
    size_t n;
    TRY(list_run(c, s, false, &rows, &n, NULL));
    const Initiative *v = rows;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].lead;
    TRY(ent_labels(c, ids, n, names));
    ret_v->rows = ARENA_ARRAY(c->arena, InitiativeRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        ret_v->rows[i] = initiative_row(c, &v[i]);
        ret_v->rows[i].lead = names[i];
    }
    ret_v->rows_n = n;
    return OK;
}

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Field *f = initiative_entity.fields;
    Id   place = ((const Head *)rec)->id;
    Str  id = id_str(c->arena, place);
    ListSpec s = {.entity = &initiative_entity, .sort = &f[INITIATIVE_F_STATE], .limit = ON_RECORD_MAX, .n_filters = 1};
    InitiativeRows v = {.add_label = T_INITIATIVE_OPEN_HERE,
                        .all = arena_printf(c->arena, "/initiatives?place=%.*s", STR_ARG(id))};
    if (!(c->who.roles & initiative_entity.readers)) return OK;
    s.filters[0] = (ListFilter){.field = &f[INITIATIVE_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    TRY(rows_fill(c, &s, &v));
    if (ent_may_write(c, &initiative_entity, &(Head){.org = c->who.org, .unit = place, .visibility = VIS_MEMBERS})) {
        v.add = arena_printf(c->arena, "/initiatives/new?place=%.*s", STR_ARG(id));
    }
    if (v.rows_n || v.add.n) initiative_rows_html(b, pg, &v);
    return OK;
}

/* Where a response has grown further: the initiatives that build on it. */
static Fault response_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const Response *of = rec;
    const Field    *f = initiative_base_entity.fields;
    ListSpec bases = {.entity = &initiative_base_entity, .limit = ON_RECORD_MAX, .n_filters = 1};
    InitiativeRows v = {.add_label = T_INITIATIVE_GROW};
    void  *rows;
    size_t n;
    if (!(c->who.roles & initiative_entity.readers)) return OK;
    bases.filters[0] = (ListFilter){.field = &f[INITIATIVE_BASE_F_RESPONSE], .op = LIST_EQ, .val = v_id(of->head.id)};
    TRY(list_run(c, &bases, false, &rows, &n, NULL));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const InitiativeBase *)rows)[i].initiative;
    ListSpec s = {.entity = &initiative_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = ON_RECORD_MAX};
    if (n) TRY(rows_fill(c, &s, &v));
    if (ent_may_write(c, &initiative_entity, NULL)) {
        const Choice *need = choice_of(&need_kind_choices, of->need);
        const Choice *trade = choice_of(&trade_group_choices, of->trade);
        v.add = arena_printf(c->arena, "/initiatives/new?base=response.%.*s%s%.*s%s%s%s%s",
                             STR_ARG(id_str(c->arena, of->head.id)), of->place ? "&place=" : "",
                             STR_ARG(of->place ? id_str(c->arena, of->place) : (Str){0}), need ? "&need=" : "",
                             need ? need->name : "", trade ? "&trade=" : "", trade ? trade->name : "");
    }
    if (v.rows_n || v.add.n) initiative_rows_html(b, pg, &v);
    return OK;
}

/* ---- the sheets ------------------------------------------------------------------------------------------------- */

static void list_beside(Buf *b, const Page *pg) {
    buf_lit(b, "<a class=\"btn\" href=\"/initiatives/share\">");
    page_icon(b, "users");
    put_text(b, tr(pg->r->lang, T_INITIATIVE_SHARE));
    buf_lit(b, "</a>");
}

const Sheet INITIATIVE_SHEET = {
    .entity = &initiative_entity,
    .path = "/initiatives",
    .nav = NAV_CASES,
    .icon = "flag",
    .title = T_ENT_INITIATIVE_MANY,
    .empty = T_INITIATIVE_EMPTY,
    .first_step = T_INITIATIVE_OPEN,
    .add = T_INITIATIVE_OPEN,
    .beside = list_beside,
    .columns = (const int[]){INITIATIVE_F_PLACE, INITIATIVE_F_LEAD, INITIATIVE_F_STATE, INITIATIVE_F_UNTIL_ON,
                             INITIATIVE_F_LIVES_ON, -1},
    .filters = (const int[]){INITIATIVE_F_STATE, INITIATIVE_F_PLACE, INITIATIVE_F_NEED, INITIATIVE_F_LIVES_ON, -1},
    .bulk = (const int[]){-1},
    .first = (const int[]){INITIATIVE_F_GOAL, INITIATIVE_F_WHAT, INITIATIVE_F_LINES, INITIATIVE_F_PLACE,
                           INITIATIVE_F_NEED, INITIATIVE_F_LEAD, INITIATIVE_F_FROM_ON, INITIATIVE_F_UNTIL_ON,
                           INITIATIVE_F_MEASURE_SHORT, INITIATIVE_F_MEASURE_MIDDLE, INITIATIVE_F_MEASURE_LONG, -1},
    .told = (const int[]){INITIATIVE_F_GOAL, INITIATIVE_F_WHAT, INITIATIVE_F_PLACE, INITIATIVE_F_LEAD,
                          INITIATIVE_F_TASK_TEAM, INITIATIVE_F_WHY_NEW, INITIATIVE_F_FROM_ON,
                          INITIATIVE_F_UNTIL_ON, INITIATIVE_F_RIPENS_ON, INITIATIVE_F_EARLY_SIGNS,
                          INITIATIVE_F_MEASURE_SHORT, INITIATIVE_F_MEASURE_MIDDLE, INITIATIVE_F_MEASURE_LONG, -1},
    .tabs = (const SheetTab[]){{"state=runs", T_INITIATIVE_TAB_RUNS}, {"state=idea", T_INITIATIVE_TAB_IDEAS},
                               {"state=closed", T_INITIATIVE_TAB_CLOSED}, {0}},
    .head = head_draw,
    .actions = acts_draw,
    .form_top = initiative_form_top,
};

const Sheet PARTNER_SHEET = {
    .entity = &initiative_partner_entity,
    .path = "/initiative-partners",
    .nav = NAV_CASES,
    .icon = "users",
    .title = T_ENT_INITIATIVE_PARTNER_MANY,
    .empty = T_INITIATIVE_NO_PARTNERS,
    .first_step = T_INITIATIVE_ADD_PARTNER,
    .add = T_INITIATIVE_ADD_PARTNER,
    .columns = (const int[]){INITIATIVE_PARTNER_F_ACTOR, INITIATIVE_PARTNER_F_AGREED_ON, -1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(initiative, INITIATIVE_SHEET)
VIEW_HANDLERS(initiative_partner, PARTNER_SHEET)
VIEW_HANDLERS(initiative_review, REVIEW_SHEET)

/* POST /initiatives: with what it builds on, in the same act. */
static Fault post_initiative_new(Ctx *c, const Request *rq, Reply *rp) {
    Id made = 0;
    TRY(post_initiative(c, rq, rp));
    Str where = rp->location;
    bool ok = where.n > ID_CHARS && id_parse(str_sub(where, where.n - ID_CHARS, ID_CHARS), &made);
    return ok ? initiative_take_bases(c, rq, made) : OK;
}

/* ---- acts ------------------------------------------------------------------------------------------------------- */

static Fault post_accept(Ctx *c, const Request *rq, Reply *rp) {
    TRY(initiative_accept(c, rq->ids[0]));
    reply_go(c, rp, initiative_path(c, rq->ids[0]), T_INITIATIVE_ACCEPTED, NULL, 0);
    return OK;
}

static Html fields_html(Ctx *c, const Initiative *v, const int *fields, const Params *typed) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (const int *i = fields; *i >= 0; i++) {
        ent_field_html(c, &b, &initiative_entity, &initiative_entity.fields[*i], v, typed);
    }
    return html_keep(c->arena, &b);
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &initiative_entity);
    return html_keep(c->arena, &b);
}

static Page page_of(Ctx *c, const Request *rq, const Initiative *v, TextKey title) {
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/initiatives"), tr(c->reader.lang, T_ENT_INITIATIVE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){initiative_path(c, v->head.id), view_name(c, &initiative_entity, v)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Fault draw_start(Ctx *c, const Request *rq, Reply *rp, const Initiative *v) {
    static const int FIELDS[] = {INITIATIVE_F_LEAD, INITIATIVE_F_FROM_ON, INITIATIVE_F_WHY_NEW, -1};
    StartView w = {.path = initiative_path(c, v->head.id), .name = view_name(c, &initiative_entity, v),
                   .fields = fields_html(c, v, FIELDS, rq->method == POST ? &rq->form : NULL), .errors = errors_of(c)};
    Page pg = page_of(c, rq, v, T_INITIATIVE_START);
    if (c->complaints.n) return page_again(&pg, rp, initiative_start_page, &w);
    return page_send(&pg, rp, initiative_start_page, &w);
}

static Fault get_start(Ctx *c, const Request *rq, Reply *rp) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(ent_load(c, &initiative_entity, rq->ids[0], v));
    if (!may_write(c, v)) return fail(c, NOT_ALLOWED, "initiative", rq->ids[0]);
    if (!v->from_on) v->from_on = c->reader.today;
    if (!v->lead) v->lead = c->who.account;
    return draw_start(c, rq, rp, v);
}

static Fault post_start(Ctx *c, const Request *rq, Reply *rp) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(ent_load(c, &initiative_entity, rq->ids[0], v));
    ent_form_read(c, &initiative_entity, &rq->form, v);
    Fault f = c->complaints.n ? INVALID : initiative_start(c, v);
    if (f == INVALID) return draw_start(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, initiative_path(c, v->head.id), T_INITIATIVE_STARTED, NULL, 0);
    return OK;
}

static Fault draw_close(Ctx *c, const Request *rq, Reply *rp, const Initiative *v) {
    bool      again = rq->method == POST;
    int       stage = again ? choice_value(&embed_stage_choices, params_get(&rq->form, "lives_on")) : v->lives_on;
    CloseView w = {.v = v, .path = initiative_path(c, v->head.id),
                   .learned = again ? params_get(&rq->form, "learned") : v->learned,
                   .what = again ? params_get(&rq->form, "what_lives_on") : v->what_lives_on,
                   .stages = ARENA_ARRAY(c->arena, PickOption, EMBED_STAGE_N)};
    for (int i = 1; i < EMBED_STAGE_N; i++) {
        const Choice *of = choice_of(&embed_stage_choices, i);
        w.stages[w.stages_n++] = (PickOption){str_of(of->name), tr(c->reader.lang, of->label), i == stage};
    }
    Page pg = page_of(c, rq, v, T_INITIATIVE_CLOSE);
    if (c->complaints.n) return page_again(&pg, rp, initiative_close_page, &w);
    return page_send(&pg, rp, initiative_close_page, &w);
}

static Fault get_close(Ctx *c, const Request *rq, Reply *rp) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(ent_load(c, &initiative_entity, rq->ids[0], v));
    if (!may_write(c, v)) return fail(c, NOT_ALLOWED, "initiative", rq->ids[0]);
    return draw_close(c, rq, rp, v);
}

static Fault post_close(Ctx *c, const Request *rq, Reply *rp) {
    Initiative   *v = ent_new(c, &initiative_entity);
    InitiativeEnd end = {.learned = str_trim(params_get(&rq->form, "learned")),
                         .what = str_trim(params_get(&rq->form, "what_lives_on")),
                         .lives_on = choice_value(&embed_stage_choices, params_get(&rq->form, "lives_on"))};
    Fault f = initiative_close(c, rq->ids[0], &end, v);
    if (f == INVALID) return draw_close(c, rq, rp, v);
    TRY(f);
    reply_go(c, rp, initiative_path(c, v->head.id), T_INITIATIVE_CLOSED_NOW, NULL, 0);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------------- */

static const RecordPart WORDS = {.entity = &initiative_entity, .anchor = "words", .title = T_INITIATIVE_WORDS,
                                 .order = 4, .draw = words_draw};
static const RecordPart BASES = {.entity = &initiative_entity, .anchor = "bases", .title = T_ENT_INITIATIVE_BASE,
                                 .order = 20, .side = true, .draw = bases_draw};
static const RecordPart PARTNERS = {.entity = &initiative_entity, .anchor = "partners",
                                    .title = T_ENT_INITIATIVE_PARTNER_MANY, .order = 25, .side = true,
                                    .draw = partners_draw};
static const RecordPart ON_PLACE = {.entity = &place_entity, .anchor = "initiatives", .title = T_ENT_INITIATIVE_MANY,
                                    .order = 20, .draw = place_draw};
static const RecordPart ON_RESPONSE = {.entity = &response_entity, .anchor = "initiatives",
                                       .title = T_ENT_INITIATIVE_MANY, .order = 10, .draw = response_draw};

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE };

static const Route ROUTES[] = {
    {GET, "/initiatives", get_initiative_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/initiatives/new", get_initiative_open, ROUTE_READ, WRITERS, 0, NULL, false},
    {GET, "/initiatives/share", get_share, ROUTE_READ, WRITERS, 0, NULL, true},
    {POST, "/initiatives", post_initiative_new, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/initiatives/bulk", post_initiative_bulk, ROUTE_SLOW, WRITERS, 2 << 20, NULL, false},
    {GET, "/initiatives/{id}", get_initiative, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/initiatives/{id}/edit", get_initiative_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}", post_initiative, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/initiatives/{id}/archive", post_initiative_archive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}/unarchive", post_initiative_unarchive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}/accept", post_accept, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/initiatives/{id}/start", get_start, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}/start", post_start, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/initiatives/{id}/close", get_close, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}/close", post_close, ROUTE_WRITE, WRITERS, 64 << 10, NULL, false},
    {POST, "/initiatives/{id}/bases", post_base, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/initiative-bases/{id}/remove", post_base_remove, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/initiatives/{id}/steps/new", get_step_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/initiatives/{id}/steps", post_step, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/initiative-steps/{id}/accept", post_step_accept, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/initiative-steps/{id}/done", post_step_done, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    VIEW_ROUTES(initiative_partner, "/initiative-partners", ROLES_MEMBER, WRITERS),
    VIEW_ROUTES(initiative_review, "/initiative-reviews", WRITERS, WRITERS),
};

static void initiative_module_start(Region *r) {
    (void)r;
    view_register(&INITIATIVE_SHEET);
    view_register(&PARTNER_SHEET);
    view_register(&REVIEW_SHEET);
    view_register_part(&WORDS);
    view_register_part(&STEPS_PART);
    view_register_part(&REVIEWS_PART);
    view_register_part(&BASES);
    view_register_part(&PARTNERS);
    view_register_part(&ON_PLACE);
    view_register_part(&ON_RESPONSE);
    today_register_dates(initiative_dates);
}

const Module initiative_module = {
    .name = "initiative", .queries = INITIATIVE_QUERIES, .n_queries = INITIATIVE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = initiative_module_start,
};

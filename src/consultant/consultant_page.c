/* consultant_page.c - profiles of those who accompany: list, page, towns, what they signed. */
#include "consultant/consultant_page.h"

#include "case/case.h"
#include "ent/right.h"
#include "place_ent.h"

enum { TOWNS_MAX = 60, SIGNATURES_SHOWN = 8, CASES_SHOWN = 60 };

/* ---- list and page ------------------------------------------------------------------------------------------- */

/* Who may not lead a case yet; nobody who has left needs to sign. */
static Fault consultant_extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    if (!params_on(&rq->args, "unready")) return OK;
    s->extras[s->n_extras++] = (ListExtra){.name = "unready", .val = v_int(CONSULTANT_READY_READY), .text = LIT("1"),
                                           .sql = "(x.ready <> :unready AND x.state <> 3)"};
    return OK;
}
_Static_assert(CONSULTANT_STATE_LEFT == 3, "the condition above names this state by number");

static Fault consultant_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    ConsultantHead h = {.v = v, .kind = choice_label(&consultant_kind_choices, v->kind),
                        .state = choice_label(&consultant_state_choices, v->state),
                        .ready = choice_label(&consultant_ready_choices, v->ready),
                        .is_ready = v->ready == CONSULTANT_READY_READY, .demo = v->is_demo == 1,
                        .active = v->state == CONSULTANT_STATE_ACTIVE};
    Str seen = {0};                               /* their account stands in a town of its own */
    if (c->who.roles & account_entity.readers) TRY(ent_labels(c, &v->account, 1, &seen));
    if (seen.n) {
        h.account_href = arena_printf(c->arena, "/people/%.*s", STR_ARG(id_str(c->arena, v->account)));
    }
    consultant_head_html(b, pg, &h);
    return OK;
}

/* Who manages may give all their cases to somebody else. */
static Fault consultant_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    ConsultantHead h = {.v = v};
    if (!(c->who.roles & CONSULTANT_MANAGERS) || !consultant_may_change(c, v)) return OK;
    h.hand_over = arena_printf(c->arena, "/consultants/%.*s/hand-over", STR_ARG(id_str(c->arena, v->head.id)));
    consultant_actions_html(b, pg, &h);
    return OK;
}

/* A profile of one's own is made for one's own account; who manages chooses. */
static Fault consultant_before_save(Ctx *c, const Request *rq, void *rec) {
    Consultant *v = rec;
    (void)rq;
    if (!v->account && !(c->who.roles & CONSULTANT_MANAGERS)) v->account = c->who.account;
    return OK;
}

const Sheet CONSULTANT_SHEET = {
    .entity = &consultant_entity,
    .path = "/consultants",
    .nav = NAV_MORE,
    .icon = "school",
    .title = T_ENT_CONSULTANT_MANY,
    .empty = T_CONSULTANT_EMPTY,
    .first_step = T_CONSULTANT_ADD,
    .add = T_CONSULTANT_ADD,
    .columns = (const int[]){CONSULTANT_F_KIND, CONSULTANT_F_READY, CONSULTANT_F_FIELDS, CONSULTANT_F_LANGUAGES,
                             CONSULTANT_F_CAPACITY, CONSULTANT_F_STATE, -1},
    .filters = (const int[]){CONSULTANT_F_KIND, CONSULTANT_F_STATE, CONSULTANT_F_FIELDS, CONSULTANT_F_AREAS,
                             CONSULTANT_F_LANGUAGES, -1},
    .bulk = (const int[]){CONSULTANT_F_STATE, -1},
    .told = (const int[]){CONSULTANT_F_NAME, CONSULTANT_F_ACCOUNT, CONSULTANT_F_KIND, CONSULTANT_F_STATE,
                          CONSULTANT_F_READY, CONSULTANT_F_TRAINED_ON, CONSULTANT_F_SIGNED_NUMBER, -1},
    .first = (const int[]){CONSULTANT_F_ACCOUNT, CONSULTANT_F_KIND, CONSULTANT_F_FIELDS, CONSULTANT_F_AREAS,
                           CONSULTANT_F_LANGUAGES, CONSULTANT_F_CAPACITY, -1},
    .tabs = (const SheetTab[]){{"state=active", T_CONSULTANT_TAB_ACTIVE}, {"unready=1", T_CONSULTANT_TAB_UNREADY},
                               {"kind=mentor&kind=coach", T_CONSULTANT_TAB_MENTORS}, {0}},
    .extras = consultant_extras,
    .extra_names = (const char *const[]){"unready", NULL},
    .head = consultant_head_draw,
    .actions = consultant_acts_draw,
    .before_save = consultant_before_save,
};

/* ---- towns --------------------------------------------------------------------------------------------------- */

static Str profile_path(Ctx *c, Id id, const char *rest) {
    return arena_printf(c->arena, "/consultants/%.*s%s", STR_ARG(id_str(c->arena, id)), rest);
}

static Fault towns_fill(Ctx *c, const Consultant *v, TownsView *t) {
    t->rows = ARENA_ARRAY(c->arena, TownRow, TOWNS_MAX);
    TRY(consultant_towns(c, v->head.id, t->rows, TOWNS_MAX, &t->rows_n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, t->rows_n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, t->rows_n + 1);
    for (size_t i = 0; i < t->rows_n; i++) ids[i] = t->rows[i].place;
    TRY(ent_labels(c, ids, t->rows_n, names));
    for (size_t i = 0; i < t->rows_n; i++) {
        TownRow *row = &t->rows[i];
        row->name = names[i];
        if (!t->may_write) continue;
        row->remove = arena_printf(c->arena, "%.*s/%.*s/end", STR_ARG(t->action), STR_ARG(id_str(c->arena, row->id)));
    }
    return OK;
}

static Fault towns_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    Buf  field;
    TownsView t = {.may_write = consultant_may_change(c, v), .action = profile_path(c, v->head.id, "/towns")};
    TRY(towns_fill(c, v, &t));
    buf_init(&field, 1 << 14);
    ent_field_html(c, &field, &consultant_place_entity, &consultant_place_entity.fields[CONSULTANT_PLACE_F_PLACE],
                   ent_new(c, &consultant_place_entity), NULL);
    t.field = html_keep(c->arena, &field);
    if (t.rows_n || t.may_write) consultant_towns_html(b, pg, &t);
    return OK;
}

/* POST /consultants/ID/towns. What cannot be read comes back as a sentence on the page. */
static Fault post_consultant_town(Ctx *c, const Request *rq, Reply *rp) {
    ConsultantPlace *p = ent_new(c, &consultant_place_entity);
    Str back = profile_path(c, rq->ids[0], "#towns"), name;
    ent_form_read(c, &consultant_place_entity, &rq->form, p);
    p->consultant = rq->ids[0];
    TRY(act_begin(c, T_ACT_TOWN, (Str){0}));
    Fault f = c->complaints.n ? INVALID : ent_save(c, &consultant_place_entity, p);
    if (f == INVALID) {
        c->act = 0;
        reply_go(c, rp, back, T_CONSULTANT_TOWN_WRONG, NULL, 0);
        return OK;
    }
    TRY(f);
    TRY(ent_labels(c, &p->place, 1, &name));
    reply_go(c, rp, back, T_CONSULTANT_TOWN_ADDED, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

static Fault post_consultant_town_end(Ctx *c, const Request *rq, Reply *rp) {
    TRY(act_begin(c, T_ACT_TOWN, (Str){0}));
    TRY(ent_archive(c, &consultant_place_entity, rq->ids[1]));
    reply_go(c, rp, profile_path(c, rq->ids[0], "#towns"), T_CONSULTANT_TOWN_OFF, NULL, 0);
    return OK;
}

/* ---- what they agreed to ------------------------------------------------------------------------------------- */

static Fault agreement_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    Principles now;
    AgreementView a = {.rows = ARENA_ARRAY(c->arena, SignatureRow, SIGNATURES_SHOWN), .trained = v->trained_on != 0,
                       .trained_on = v->trained_on, .own = v->account == c->who.account, .name = v->name};
    TRY(principles_now(c, &now));
    TRY(principles_signed(c, v->head.id, a.rows, SIGNATURES_SHOWN, &a.rows_n));
    a.number = now.number;
    a.must_sign = now.number && (!a.rows_n || a.rows[0].number < now.number);
    consultant_agreement_html(b, pg, &a);
    return OK;
}

/* ---- where they are ------------------------------------------------------------------------------------------- */

/* Their cases of today, of those that the reader sees. */
static Fault cases_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *v = rec;
    Ctx *c = pg->c;
    CasesView w = {0};
    ListSpec  s = {.entity = &case_member_entity, .limit = CASES_SHOWN, .sort_changed = true, .descending = true};
    RefNames  names;
    void  *rows;
    size_t n;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_member_entity.fields[CASE_MEMBER_F_ACCOUNT], .op = LIST_EQ,
                                            .val = v_id(v->account)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const CaseMember *m = rows;
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = m[i].of_case;
    TRY(ref_names(c, ids, n, &names));
    w.rows = ARENA_ARRAY(c->arena, SeatIn, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str name = ref_name(&names, m[i].of_case);
        if (!name.n || m[i].role == CASE_ROLE_OWNER || (m[i].until_on && m[i].until_on < c->reader.today)) continue;
        w.rows[w.rows_n++] = (SeatIn){name, case_path(c, m[i].of_case), choice_label(&case_role_choices, m[i].role)};
    }
    if (w.rows_n) consultant_cases_html(b, pg, &w);
    return OK;
}

static const RecordPart CASES = {.entity = &consultant_entity, .anchor = "cases", .title = T_CONSULTANT_CASES_SEEN,
                                 .order = 25, .draw = cases_draw};
static const RecordPart TOWNS = {.entity = &consultant_entity, .anchor = "towns",
                                 .title = T_ENT_CONSULTANT_PLACE_MANY, .order = 30, .draw = towns_draw};
static const RecordPart AGREEMENT = {.entity = &consultant_entity, .anchor = "agreement",
                                     .title = T_CONSULTANT_AGREEMENT, .order = 10, .draw = agreement_draw};

/* ---- the module ---------------------------------------------------------------------------------------------- */

VIEW_HANDLERS(consultant, CONSULTANT_SHEET)

/* Who does not manage makes a profile of their own. */
static Fault get_consultant_new(Ctx *c, const Request *rq, Reply *rp) {
    Request with = *rq;
    Param   own = {LIT("account"), id_str(c->arena, c->who.account)};
    if (!(c->who.roles & CONSULTANT_MANAGERS)) with.args = (Params){&own, 1};
    return get_consultant_form(c, &with, rp);
}

static const Route ROUTES[] = {
    {GET, "/consultants", get_consultant_list, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/consultants/new", get_consultant_new, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/consultants", post_consultant, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/consultants/bulk", post_consultant_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {GET, "/consultants/{id}", get_consultant, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/consultants/{id}/edit", get_consultant_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/consultants/{id}", post_consultant, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/consultants/{id}/archive", post_consultant_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/consultants/{id}/unarchive", post_consultant_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/consultants/{id}/towns", post_consultant_town, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/consultants/{id}/towns/{id}/end", post_consultant_town_end, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
};

static void consultant_start(Region *r) {
    (void)r;
    reach_on_renew(consultants_follow_reach);
    ent_limit_right(&consultant_entity, consultant_right);
    view_register(&CONSULTANT_SHEET);
    view_register_part(&AGREEMENT);
    view_register_part(&CASES);
    view_register_part(&TOWNS);
}

const Module consultant_module = {
    .name = "consultant", .queries = CONSULTANT_QUERIES, .n_queries = CONSULTANT_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = consultant_start,
};

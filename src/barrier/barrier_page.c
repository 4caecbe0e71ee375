/* barrier_page.c - lists and pages of barriers, and the steps of their way. */
#include "barrier/barrier_page.h"

#include "account/account_page.h"
#include "actor_ent.h"

void barrier_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

void barrier_line(Buf *b, const Page *pg, const char *field) { complaint_line(pg->c, b, field); }

/* ---- the list ---------------------------------------------------------------------------------------------- */

ListExtra barrier_waiting(const Ctx *c) {
    return (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"),
                       .sql = "(x.state = 1 OR (x.state IN (2, 3) AND x.trustee = :mine))"};
}

static Fault barrier_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "mine")) s->extras[s->n_extras++] = barrier_waiting(c);
    if (params_on(&rq->args, "open")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "open", .val = v_int(BARRIER_STATE_REMOVED), .text = LIT("1"),
                                               .sql = "(x.state < :open)"};
    }
    /* The longest open stands first. */
    if (!params_has(&rq->args, "sort")) s->sort = &barrier_entity.fields[BARRIER_F_REPORTED_ON];
    return OK;
}
_Static_assert(BARRIER_STATE_REPORTED == 1 && BARRIER_STATE_TAKEN == 2 && BARRIER_STATE_ANSWERED == 3,
               "the conditions above name these states by number");

static void days_html(Buf *b, const Page *pg, const Barrier *v) {
    int64_t days = barrier_days(v, pg->r->today);
    bool    open = barrier_is_open(v);
    if (days) tr_html(b, pg->r, open ? T_BARRIER_DAYS_OPEN : T_BARRIER_DAYS_WAS, (TrArg[]){TR_N("n", days)}, 1);
    else put_text(b, tr(pg->r->lang, open ? T_BARRIER_SINCE_TODAY : T_BARRIER_WITHIN_DAY));
}

static void row_days(Buf *b, const Page *pg, const void *rec) {
    const Barrier *v = rec;
    buf_printf(b, "<span class=\"tag%s\">", barrier_is_open(v) ? " warn" : "");
    days_html(b, pg, v);
    buf_lit(b, "</span>");
}

/* ---- the record -------------------------------------------------------------------------------------------- */

static const char *const TINTS[BARRIER_STATE_N] = {
    [BARRIER_STATE_REPORTED] = "warn", [BARRIER_STATE_TAKEN] = "info", [BARRIER_STATE_ANSWERED] = "info",
    [BARRIER_STATE_REMOVED] = "ok", [BARRIER_STATE_STAYS] = "bad",
};

static Fault barrier_head_draw(Buf *b, const Page *pg, const void *rec) {
    const Barrier *v = rec;
    Ctx *c = pg->c;
    Id   ids[3] = {v->place, v->authority, v->trustee};
    Str  names[3] = {{0}};
    TRY(ent_labels(c, ids, 3, names));
    BarrierHead h = {.b = v, .kind = choice_label(&barrier_kind_choices, v->kind),
                     .state = choice_label(&barrier_state_choices, v->state), .place = names[0],
                     .authority = names[1], .trustee = names[2], .days = barrier_days(v, pg->r->today),
                     .open = barrier_is_open(v), .demo = v->is_demo == 1};
    if (v->state) h.tint = str_of(TINTS[v->state]);
    if (h.authority.n) h.authority_href = view_record_path(c, &actor_entity, v->authority);
    barrier_head_html(b, pg, &h);
    return OK;
}

static Fault barrier_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Barrier *v = rec;
    BarrierActs a = {.path = view_record_path(pg->c, &barrier_entity, v->head.id), .open = barrier_is_open(v),
                     .may_write = !v->head.archived_at && ent_may_write(pg->c, &barrier_entity, &v->head)};
    a.may_take = a.may_write && pg->c->who.account && (v->trustee != pg->c->who.account || !a.open);
    a.may_answer = a.may_write && a.open;
    barrier_acts_html(b, pg, &a);
    return OK;
}

/* What was answered, and how it went out. */
static Fault barrier_way_draw(Buf *b, const Page *pg, const void *rec) {
    const Barrier *v = rec;
    BarrierWay w = {.b = v};
    if (!v->what.n && !v->answer.n && !v->reason.n) return OK;
    if (!barrier_is_open(v)) w.end = choice_label(&barrier_state_choices, v->state);
    barrier_way_html(b, pg, &w);
    return OK;
}

static const RecordPart WAY = {.entity = &barrier_entity, .anchor = "way", .title = T_BARRIER_WAY, .order = 5,
                               .draw = barrier_way_draw};

/* ---- the form ---------------------------------------------------------------------------------------------- */

/* Licences are given by authorities: a business or a person in that place is asked about. */
static Fault no_authority(Ctx *c, Id authority, bool *ret_yes) {
    Actor *a = ent_new(c, &actor_entity);
    *ret_yes = false;
    if (!authority) return OK;
    Fault f = ent_load(c, &actor_entity, authority, a);
    if (f == OK) *ret_yes = a->kind == ACTOR_KIND_BUSINESS || a->kind == ACTOR_KIND_PERSON;
    return f == NOT_FOUND ? OK : f;
}

static Fault barrier_before_save(Ctx *c, const Request *rq, void *rec) {
    const Barrier *b = rec;
    bool odd;
    TRY(no_authority(c, b->authority, &odd));
    if (odd && !str_eq(params_get(&rq->form, "sure_authority"), LIT("1"))) {
        complain(c, "authority", T_BARRIER_NO_AUTHORITY);
    }
    BarrierLikeRow v[BARRIER_LIKELY_MAX];
    size_t  n;
    bool    sure = str_eq(params_get(&rq->form, "sure"), LIT("1"));
    if (b->head.version || sure || c->complaints.n) return OK;
    TRY(barrier_likely(c, b, v, &n));
    if (n) complain_text(c, "title", T_BARRIER_MAYBE_SAME, v[0].title);
    return OK;
}

static Fault barrier_form_top(Buf *b, const Page *pg, const void *rec) {
    const Barrier *v = rec;
    BarrierLikeRow     rows[BARRIER_LIKELY_MAX];
    BarrierLike like = {.rows = rows};
    Id          of_case = barrier_for(pg->rq);
    char        id[ID_CHARS + 1];
    if (v->head.version) {
        if (pg->rq->method == POST) TRY(no_authority(pg->c, v->authority, &like.odd));
        if (like.odd) barrier_like_html(b, pg, &like);
        return OK;
    }
    if (of_case) id_print(id, of_case);
    if (of_case) like.for_case = str_of(id);
    if (pg->rq->method == POST) TRY(barrier_likely(pg->c, v, rows, &like.rows_n));
    if (pg->rq->method == POST) TRY(no_authority(pg->c, v->authority, &like.odd));
    barrier_like_html(b, pg, &like);
    return OK;
}

const Sheet BARRIER_SHEET = {
    .entity = &barrier_entity,
    .path = "/barriers",
    .nav = NAV_MORE,
    .icon = "barrier-block",
    .title = T_ENT_BARRIER_MANY,
    .empty = T_BARRIER_EMPTY,
    .first_step = T_BARRIER_ADD,
    .add = T_BARRIER_ADD,
    .columns = (const int[]){BARRIER_F_KIND, BARRIER_F_PLACE, BARRIER_F_AUTHORITY, BARRIER_F_STATE,
                             BARRIER_F_TRUSTEE, BARRIER_F_REPORTED_ON, -1},
    .filters = (const int[]){BARRIER_F_STATE, BARRIER_F_KIND, BARRIER_F_PLACE, BARRIER_F_TRUSTEE, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){BARRIER_F_TITLE, BARRIER_F_KIND, BARRIER_F_STATE, BARRIER_F_PLACE, BARRIER_F_AUTHORITY,
                          BARRIER_F_OFFICE, BARRIER_F_WHAT, BARRIER_F_TRUSTEE, BARRIER_F_ANSWER, BARRIER_F_ANSWER_FROM,
                          BARRIER_F_REASON, -1},
    .extras = barrier_extras,
    .extra_names = (const char *const[]){"mine", "open", NULL},
    .tabs = (const SheetTab[]){{"mine=1", T_BARRIER_TAB_MINE}, {"open=1", T_BARRIER_TAB_OPEN},
                               {"open=1&sort=reported_on", T_BARRIER_TAB_LONGEST}, {0}},
    .row_acts = row_days,
    .head = barrier_head_draw,
    .actions = barrier_acts_draw,
    .form_top = barrier_form_top,
    .before_save = barrier_before_save,
};

VIEW_HANDLERS(barrier, BARRIER_SHEET)

/* POST /barriers: one that is reported for a case is linked to it in the same act, and leads back there. */
static Fault post_barrier_new(Ctx *c, const Request *rq, Reply *rp) {
    Id  of_case = barrier_for(rq), barrier = 0;
    TRY(post_barrier(c, rq, rp));
    Str where = rp->location;
    bool made = where.n > ID_CHARS && id_parse(str_sub(where, where.n - ID_CHARS, ID_CHARS), &barrier);
    if (!of_case || !made) return OK;
    TRY(barrier_link(c, barrier, of_case, (Str){0}));
    rp->location = arena_printf(c->arena, "%.*s#barriers", STR_ARG(case_path(c, of_case)));
    return OK;
}

/* ---- steps ------------------------------------------------------------------------------------------------- */

static int state_of(const Request *rq) {
    if (str_ends(rq->path, LIT("/answer"))) return BARRIER_STATE_ANSWERED;
    return str_ends(rq->path, LIT("/removed")) ? BARRIER_STATE_REMOVED : BARRIER_STATE_STAYS;
}

static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, const Barrier *b) {
    int      state = state_of(rq);
    bool     again = rq->method == POST;
    BarrierStepView v = {.b = b, .path = view_record_path(c, &barrier_entity, b->head.id),
                  .answers = state == BARRIER_STATE_ANSWERED,
                  .answer = again ? params_get(&rq->form, "answer") : b->answer,
                  .answer_from = again ? params_get(&rq->form, "answer_from") : b->answer_from,
                  .reason = again ? params_get(&rq->form, "reason") : b->reason};
    v.title = v.answers ? T_BARRIER_ANSWER : state == BARRIER_STATE_REMOVED ? T_BARRIER_REMOVE : T_BARRIER_STAY;
    v.what = state == BARRIER_STATE_REMOVED ? T_BARRIER_REMOVE_WHAT : T_BARRIER_STAY_WHAT;
    v.action = rq->path;
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, v.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/barriers"), tr(c->reader.lang, T_ENT_BARRIER_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, b->title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, barrier_step_page, &v);
    return page_send(&pg, rp, barrier_step_page, &v);
}

static Fault get_barrier_step(Ctx *c, const Request *rq, Reply *rp) {
    Barrier *b = ent_new(c, &barrier_entity);
    TRY(ent_load(c, &barrier_entity, rq->ids[0], b));
    if (!ent_may_write(c, &barrier_entity, &b->head)) return fail(c, NOT_ALLOWED, "barrier", rq->ids[0]);
    return draw_step(c, rq, rp, b);
}

static Fault post_barrier_step(Ctx *c, const Request *rq, Reply *rp) {
    static const TextKey SAID[BARRIER_STATE_N] = {
        [BARRIER_STATE_ANSWERED] = T_BARRIER_ANSWER_KEPT, [BARRIER_STATE_REMOVED] = T_BARRIER_REMOVED_NOW,
        [BARRIER_STATE_STAYS] = T_BARRIER_STAYS_NOW};
    Barrier    *b = ent_new(c, &barrier_entity);
    BarrierStep step = {.state = state_of(rq), .answer = params_get(&rq->form, "answer"),
                        .answer_from = params_get(&rq->form, "answer_from"), .reason = params_get(&rq->form, "reason")};
    Fault f = barrier_step(c, rq->ids[0], &step, b);
    if (f == INVALID) return draw_step(c, rq, rp, b);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &barrier_entity, b->head.id), SAID[step.state], NULL, 0);
    return OK;
}

static Fault post_barrier_take(Ctx *c, const Request *rq, Reply *rp) {
    Barrier *b = ent_new(c, &barrier_entity);
    TRY(barrier_step(c, rq->ids[0], &(BarrierStep){.state = BARRIER_STATE_TAKEN}, b));
    reply_go(c, rp, view_record_path(c, &barrier_entity, b->head.id), T_BARRIER_TAKEN_NOW, NULL, 0);
    return OK;
}

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE, ANSWER_BYTES_MAX = 64 * 1024 };

static const Route ROUTES[] = {
    {GET, "/barriers", get_barrier_list, ROUTE_READ, WRITERS, 0, NULL, true},
    {GET, "/barriers/new", get_barrier_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/barriers", post_barrier_new, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/barriers/bulk", post_barrier_bulk, ROUTE_SLOW, WRITERS, 2 << 20, NULL, false},
    {GET, "/barriers/{id}", get_barrier, ROUTE_READ, WRITERS, 0, NULL, true},
    {GET, "/barriers/{id}/edit", get_barrier_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/barriers/{id}", post_barrier, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/barriers/{id}/archive", post_barrier_archive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/barriers/{id}/unarchive", post_barrier_unarchive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/cases/{id}/barriers", post_case_barrier, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/barrier-links/{id}/remove", post_link_remove, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/barriers/{id}/take", post_barrier_take, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/barriers/{id}/answer", get_barrier_step, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/barriers/{id}/answer", post_barrier_step, ROUTE_WRITE, WRITERS, ANSWER_BYTES_MAX, NULL, false},
    {GET, "/barriers/{id}/removed", get_barrier_step, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/barriers/{id}/removed", post_barrier_step, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {GET, "/barriers/{id}/stays", get_barrier_step, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/barriers/{id}/stays", post_barrier_step, ROUTE_WRITE, WRITERS, 0, NULL, false},
};

static void barrier_start(Region *r) {
    (void)r;
    view_register(&BARRIER_SHEET);
    view_register_part(&WAY);
    view_register_part(&CASE_BARRIERS_PART);
    view_register_part(&BARRIER_CASES_PART);
    case_on_join(barrier_make_room);
    today_register(&BARRIER_TODAY);
}

const Module barrier_module = {
    .name = "barrier", .queries = BARRIER_QUERIES, .n_queries = BARRIER_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = barrier_start,
};

/* commitment_page.c - pages of tasks, the card on a record, and the quick acts: done, open again, later. */
#include "commitment/commitment_store.h"

#include "actor/actor.h"
#include "lang/plain.h"

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, CARD_ROWS = 8, LATER_DAYS_MAX = 366 };

/* ---- the list ------------------------------------------------------------------------------------------------- */

static Fault task_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "mine")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"),
                                               .sql = "(x.state = 1 AND x.owner = :mine)"};
    }
    if (params_on(&rq->args, "late")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "late", .val = v_int(c->reader.today), .text = LIT("1"),
                                               .sql = "(x.state = 1 AND x.due_on < :late"
                                                      " AND coalesce(x.ripens_on, 0) < :late)"};
    }
    if (params_on(&rq->args, "soon")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "soon", .val = v_int(commitment_soon(c)), .text = LIT("1"),
                                               .sql = COMMITMENT_SOON};
    }
    if (params_on(&rq->args, "later")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "later", .val = v_int(commitment_soon(c)), .text = LIT("1"),
                                               .sql = COMMITMENT_LATER};
    }
    if (params_on(&rq->args, "waiting")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "waiting", .val = v_id(c->who.account), .text = LIT("1"),
                                               .sql = "(x.state = 1 AND x.created_by = :waiting"
                                                      " AND x.owner <> :waiting)"};
    }
    /* Tasks are read by their day, not by their words. */
    if (!params_has(&rq->args, "sort")) s->sort = &commitment_entity.fields[COMMITMENT_F_DUE_ON];
    return OK;
}
_Static_assert(COMMITMENT_STATE_OPEN == 1, "the conditions above name this state by number");

static void task_row_acts(Buf *b, const Page *pg, const void *rec) {
    const Commitment *t = rec;
    if (t->head.archived_at) return;
    TaskRow row = {.id = t->head.id, .text = t->text, .done = t->state != COMMITMENT_STATE_OPEN};
    task_acts_html(b, pg, &row);
}

/* On the page of a task: what its row in the list offers. */
static Fault task_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Commitment *t = rec;
    if (t->head.archived_at || !ent_may_write(pg->c, &commitment_entity, &t->head)) return OK;
    TaskRow row = {.id = t->head.id, .text = t->text, .done = t->state != COMMITMENT_STATE_OPEN,
                   .href = view_record_path(pg->c, &commitment_entity, t->head.id)};
    task_actions_html(b, pg, &row);
    return OK;
}

const Sheet COMMITMENT_SHEET = {
    .entity = &commitment_entity,
    .path = "/tasks",
    .nav = NAV_MORE,
    .icon = "checkbox",
    .title = T_ENT_COMMITMENT_MANY,
    .empty = T_COMMITMENT_EMPTY,
    .first_step = T_COMMITMENT_ADD,
    .add = T_COMMITMENT_ADD,
    .columns = (const int[]){COMMITMENT_F_OWNER, COMMITMENT_F_ABOUT, COMMITMENT_F_DUE_ON, COMMITMENT_F_STATE, -1},
    .filters = (const int[]){COMMITMENT_F_STATE, COMMITMENT_F_OWNER, -1},
    .bulk = (const int[]){COMMITMENT_F_STATE, -1},
    .form = (const int[]){COMMITMENT_F_TEXT, COMMITMENT_F_KIND, COMMITMENT_F_OWNER, COMMITMENT_F_ABOUT,
                          COMMITMENT_F_DUE_ON, COMMITMENT_F_STATE, COMMITMENT_F_REASON, -1},
    .tabs = (const SheetTab[]){{"mine=1", T_COMMITMENT_TAB_MINE}, {COMMITMENT_MY_SOON, T_COMMITMENT_TAB_SOON},
                               {COMMITMENT_MY_LATER, T_COMMITMENT_TAB_LATER}, {"late=1", T_COMMITMENT_TAB_LATE},
                               {"waiting=1", T_COMMITMENT_TAB_WAITING}, {"state=done", T_COMMITMENT_TAB_DONE}, {0}},
    .extras = task_extras,
    .extra_names = (const char *const[]){"mine", "soon", "later", "late", "waiting", NULL},
    .row_acts = task_row_acts,
    .actions = task_acts_draw,
};

VIEW_HANDLERS(commitment, COMMITMENT_SHEET)

/* ---- quick acts ----------------------------------------------------------------------------------------------- */

static Str back_of(const Request *rq) {
    Str back = params_get(&rq->form, "back");
    return path_is_ours(back) ? back : LIT("/");
}

/* POST /tasks/ID/done: ticks it off; the toast takes it back. */
static Fault post_commitment_done(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(ent_load(c, &commitment_entity, rq->ids[0], t));
    t->state = COMMITMENT_STATE_DONE;
    TRY(ent_save(c, &commitment_entity, t));
    reply_go(c, rp, back_of(rq), T_COMMITMENT_DONE_NOW, (TrArg[]){TR_ARG("text", t->text)}, 1);
    return OK;
}

/* POST /tasks/ID/reopen. */
static Fault post_commitment_reopen(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(ent_load(c, &commitment_entity, rq->ids[0], t));
    t->state = COMMITMENT_STATE_OPEN;
    TRY(ent_save(c, &commitment_entity, t));
    reply_go(c, rp, back_of(rq), T_COMMITMENT_OPEN_AGAIN, (TrArg[]){TR_ARG("text", t->text)}, 1);
    return OK;
}

/* POST /tasks/ID/move: so many days later; a late one, or one without a date, counts from today. */
static Fault post_commitment_move(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    int64_t days;
    if (!str_int(params_get(&rq->form, "by"), &days) || days < 1 || days > LATER_DAYS_MAX) return BAD_REQUEST;
    TRY(ent_load(c, &commitment_entity, rq->ids[0], t));
    Day from = t->due_on > c->reader.today ? t->due_on : c->reader.today;
    t->due_on = day_plus(from, (int32_t)days);
    TRY(ent_save(c, &commitment_entity, t));
    TrArg args[] = {TR_ARG("text", t->text), TR_ARG("day", plain_day_str(c->arena, &c->reader, t->due_on))};
    reply_go(c, rp, back_of(rq), T_COMMITMENT_MOVED, args, 2);
    return OK;
}

/* ---- on a record ---------------------------------------------------------------------------------------------- */

static Fault task_card(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    TaskList list = {0};
    Id about = ((const Head *)rec)->id;
    if (!(c->who.roles & commitment_entity.readers)) return OK;
    TRY(commitment_about(c, about, CARD_ROWS, &list));
    list.back = view_record_path(c, &actor_entity, about);
    if (list.rows_n) task_list_html(b, pg, &list);
    return OK;
}

static const RecordPart TASK_CARD = {.entity = &actor_entity, .anchor = "tasks", .title = T_COMMITMENT_OPEN_ONES,
                                     .side = true, .order = 5, .draw = task_card};

const Route COMMITMENT_ROUTES[COMMITMENT_ROUTES_N] = {
    VIEW_ROUTES(commitment, "/tasks", ROLES_MEMBER, WRITERS),
    {POST, "/tasks/{id}/done", post_commitment_done, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/tasks/{id}/reopen", post_commitment_reopen, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/tasks/{id}/move", post_commitment_move, ROUTE_WRITE, WRITERS, 0, NULL, false},
};

static void commitment_start(Region *r) {
    (void)r;
    view_register(&COMMITMENT_SHEET);
    view_register_part(&TASK_CARD);
}

const Module commitment_module = {
    .name = "commitment", .queries = COMMITMENT_QUERIES, .n_queries = COMMITMENT_Q_N, .routes = COMMITMENT_ROUTES,
    .n_routes = COMMITMENT_ROUTES_N, .start = commitment_start,
};

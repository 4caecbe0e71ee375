/* finance_page.c - requests for money: on the page of a case, their own pages, from stage to stage, the sums. */
#include "referral/referral_page.h"

#include "account/account_page.h"
#include "actor/actor.h"
#include "case/case.h"
#include "ent/form.h"
#include "file/file.h"
#include "lang/show.h"

enum { PEOPLE = ROLES_STAFF | ROLE_TRUSTEE, FORM_BYTES_MAX = 32 * 1024, REMIND_DAYS = 7 };

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static const struct {
    TextKey     act;
    const char *tone;
    bool        asks;
} STAGES[FINANCE_STAGE_N] = {
    [FINANCE_STAGE_PREPARING] = {T_FINANCE_TO_PREPARING, "", false},
    [FINANCE_STAGE_DOCUMENTS] = {T_FINANCE_TO_DOCUMENTS, "", false},
    [FINANCE_STAGE_SENT] = {T_FINANCE_TO_SENT, "info", false},
    [FINANCE_STAGE_MORE_ASKED] = {T_FINANCE_TO_MORE_ASKED, "warn", false},
    [FINANCE_STAGE_APPROVED] = {T_FINANCE_TO_APPROVED, "ok", true},
    [FINANCE_STAGE_REFUSED] = {T_FINANCE_TO_REFUSED, "bad", true},
    [FINANCE_STAGE_RECEIVED] = {T_FINANCE_TO_RECEIVED, "ok", true},
    [FINANCE_STAGE_REPAID] = {T_FINANCE_TO_REPAID, "ok", false},
    [FINANCE_STAGE_WITHDRAWN] = {T_FINANCE_TO_WITHDRAWN, "", false},
};

/* Amounts that are not known are left out of what is drawn: 0 stands for them in a row. */
static int64_t known(int64_t amount) { return amount == NUMBER_NONE ? 0 : amount; }

static void tell(Ctx *c, FinanceRow *row) {
    int next[FINANCE_MOVES_MAX], n = finance_next(row->stage, next);
    row->stage_label = choice_label(&finance_stage_choices, row->stage);
    if (row->stage > 0 && row->stage < FINANCE_STAGE_N) row->tone = str_of(STAGES[row->stage].tone);
    row->asked = known(row->asked);
    row->approved = known(row->approved);
    row->received = known(row->received);
    row->over_approved = row->approved && row->received > row->approved;
    row->over_asked = row->asked && row->approved > row->asked;
    row->unsent = !row->asked;
    row->moves = ARENA_ARRAY(c->arena, FinanceMove, FINANCE_MOVES_MAX);
    for (int i = 0; i < n; i++) {
        bool asks = STAGES[next[i]].asks || (next[i] == FINANCE_STAGE_SENT && !row->asked);
        row->moves[row->moves_n++] = (FinanceMove){str_of(choice_of(&finance_stage_choices, next[i])->name),
                                                   STAGES[next[i]].act, asks, i == 0};
    }
}

FinanceRow finance_row(Ctx *c, const FinanceRequest *v) {
    FinanceRow row = {
        .id = v->head.id, .purpose = v->purpose, .stage = v->stage, .asked = v->asked, .approved = v->approved,
        .received = v->received, .asked_on = v->asked_on, .approved_on = v->approved_on,
        .received_on = v->received_on, .currency = reader_currency(&c->reader), .reason = v->reason,
        .href = view_record_path(c, &finance_request_entity, v->head.id),
        .proof = choice_label(&proof_level_choices, v->proof),
        .refusal = choice_label(&finance_refusal_choices, v->refusal)};
    tell(c, &row);
    return row;
}

static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 100 };
    Ctx *c = pg->c;
    const Case *k = rec;
    FinancePart v = {.of_case = k->head.id, .currency = reader_currency(&c->reader)};
    bool team;
    TRY(case_team_has(c, k->head.id, &team));
    if (!team) return OK;
    v.may_write = !k->head.archived_at && ent_may_write(c, &finance_request_entity, NULL);
    TRY(finance_of(c, k->head.id, SHOWN_MAX, &v.rows, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) {
        v.rows[i].back = arena_printf(c->arena, "%.*s#finance", STR_ARG(case_path(c, k->head.id)));
        v.rows[i].reader_writes = v.may_write;
        v.raised += v.rows[i].received;
    }
    if (v.rows_n || v.may_write) finance_part_html(b, pg, &v);
    return OK;
}

/* ---- list and record --------------------------------------------------------------------------------------------- */

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const FinanceRequest *v = rec;
    FinanceRow row = finance_row(c, v);
    TRY(ent_labels(c, &v->body, 1, &row.body));
    TRY(case_name(c, v->of_case, &row.purpose));
    row.href = case_path(c, v->of_case);
    finance_head_html(b, pg, &row);
    return OK;
}

static Fault actions_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const FinanceRequest *v = rec;
    FinanceRow row = finance_row(c, v);
    row.back = row.href;
    if (!v->head.archived_at && ent_may_write(c, &finance_request_entity, &v->head)) finance_acts_html(b, pg, &row);
    return OK;
}

/* Does the track name documents or conditions at all? Those that stand in the list already are not added twice. */
static Fault may_fill(Ctx *c, const FinanceRequest *v, bool *ret_yes) {
    AidTrack *t = ent_new(c, &aid_track_entity);
    Fault f = v->track ? ent_load(c, &aid_track_entity, v->track, t) : NOT_FOUND;
    *ret_yes = f == OK && (value_known(&aid_track_entity.fields[AID_TRACK_F_DOCUMENTS], t) ||
                           value_known(&aid_track_entity.fields[AID_TRACK_F_CRITERIA], t));
    return f == NOT_FOUND ? OK : f;
}

static Fault amounts_draw(Buf *b, const Page *pg, const void *rec) {
    FinanceRow row = finance_row(pg->c, rec);
    finance_amounts_html(b, pg, &row);
    return OK;
}

static Fault items_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const FinanceRequest *v = rec;
    ItemPart part = {.request = v->head.id, .path = view_record_path(c, &finance_request_entity, v->head.id),
                     .may_write = !v->head.archived_at && ent_may_write(c, &finance_request_entity, &v->head)};
    TRY(finance_items(c, v->head.id, &part));
    if (part.may_write) TRY(may_fill(c, v, &part.may_fill));
    finance_items_html(b, pg, &part);
    return OK;
}

/* Of a track with a last day: the team is reminded a week before it. */
static Fault before_save(Ctx *c, const Request *rq, void *rec) {
    FinanceRequest *v = rec;
    AidTrack *t = ent_new(c, &aid_track_entity);
    (void)rq;
    if (v->head.id || !v->track || !v->of_case || c->complaints.n) return OK;
    Fault f = ent_load(c, &aid_track_entity, v->track, t);
    if (f != OK || t->closes_on < c->reader.today) return f == NOT_FOUND ? OK : f;
    Day on = day_plus(t->closes_on, -REMIND_DAYS);
    TRY(act_begin(c, T_FINANCE_ACT_NEW, v->purpose));
    return case_task(c, v->of_case, tr(c->reader.lang, T_FINANCE_TASK), on < c->reader.today ? c->reader.today : on,
                     &v->task);
}

const Sheet FINANCE_SHEET = {
    .entity = &finance_request_entity,
    .path = "/finance",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_FINANCE_REQUEST_MANY,
    .empty = T_FINANCE_EMPTY,
    .first_step = T_FINANCE_ADD,
    .add = T_FINANCE_ADD,
    .columns = (const int[]){FINANCE_REQUEST_F_OF_CASE, FINANCE_REQUEST_F_BODY, FINANCE_REQUEST_F_STAGE,
                             FINANCE_REQUEST_F_ASKED, FINANCE_REQUEST_F_APPROVED, FINANCE_REQUEST_F_RECEIVED, -1},
    .filters = (const int[]){FINANCE_REQUEST_F_STAGE, FINANCE_REQUEST_F_BODY, FINANCE_REQUEST_F_TRACK, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){FINANCE_REQUEST_F_PURPOSE, FINANCE_REQUEST_F_OF_CASE, FINANCE_REQUEST_F_BODY,
                          FINANCE_REQUEST_F_STAGE, FINANCE_REQUEST_F_REFUSAL, FINANCE_REQUEST_F_REASON,
                          FINANCE_REQUEST_F_TASK, FINANCE_REQUEST_F_ASKED, FINANCE_REQUEST_F_ASKED_ON,
                          FINANCE_REQUEST_F_APPROVED, FINANCE_REQUEST_F_APPROVED_ON, FINANCE_REQUEST_F_RECEIVED,
                          FINANCE_REQUEST_F_RECEIVED_ON, FINANCE_REQUEST_F_PROOF, -1},
    .head = head_draw,
    .actions = actions_draw,
    .before_save = before_save,
};

static const Sheet ITEM_SHEET = {
    .entity = &finance_document_entity,
    .path = "/finance-items",
    .nav = NAV_MORE,
    .icon = "file-text",
    .title = T_ENT_FINANCE_DOCUMENT_MANY,
    .empty = T_FINANCE_NO_ITEMS,
    .first_step = T_FINANCE_ADD_ITEM,
    .add = T_FINANCE_ADD_ITEM,
    .columns = (const int[]){FINANCE_DOCUMENT_F_KIND, FINANCE_DOCUMENT_F_HAVE, FINANCE_DOCUMENT_F_DUE_ON, -1},
    .filters = (const int[]){FINANCE_DOCUMENT_F_KIND, FINANCE_DOCUMENT_F_HAVE, -1},
    .bulk = (const int[]){-1},
};

static const RecordPart PARTS[] = {
    {.entity = &case_entity, .anchor = "finance", .title = T_ENT_FINANCE_REQUEST_MANY, .side = true,
     .order = 72, .draw = card_draw},
    {.entity = &finance_request_entity, .anchor = "amounts", .title = T_FINANCE_AMOUNTS, .order = 5,
     .draw = amounts_draw},
    {.entity = &finance_request_entity, .anchor = "checklist", .title = T_ENT_FINANCE_DOCUMENT_MANY, .order = 10,
     .draw = items_draw},
};

VIEW_HANDLERS(finance, FINANCE_SHEET)
VIEW_HANDLERS(item, ITEM_SHEET)

static Fault get_finance_page(Ctx *c, const Request *rq, Reply *rp) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    TRY(get_finance(c, rq, rp));
    TRY(ent_load(c, &finance_request_entity, rq->ids[0], v));
    rp->passing = true;
    case_opened(c, v->of_case);
    return OK;
}

/* ---- from stage to stage ----------------------------------------------------------------------------------------- */

/* What a stage asks for. Ends with -1. */
static const int *fields_of(int stage) {
    static const int SENT[] = {FINANCE_REQUEST_F_ASKED, FINANCE_REQUEST_F_ASKED_ON, -1},
                     APPROVED[] = {FINANCE_REQUEST_F_APPROVED, FINANCE_REQUEST_F_APPROVED_ON, -1},
                     REFUSED[] = {FINANCE_REQUEST_F_REFUSAL, FINANCE_REQUEST_F_REASON, -1},
                     RECEIVED[] = {FINANCE_REQUEST_F_RECEIVED, FINANCE_REQUEST_F_RECEIVED_ON, FINANCE_REQUEST_F_PROOF,
                                   -1},
                     NONE[] = {-1};
    switch (stage) {
    case FINANCE_STAGE_SENT: return SENT;
    case FINANCE_STAGE_APPROVED: return APPROVED;
    case FINANCE_STAGE_REFUSED: return REFUSED;
    case FINANCE_STAGE_RECEIVED: return RECEIVED;
    }
    return NONE;
}

/* These fields belong to the steps and not to the form of the record, so they are read here. */
static void read_one(Ctx *c, const Field *f, Str typed, FinanceRequest *v) {
    if (!typed.n) return;
    switch (f->type) {
    case F_MONEY:
        if (!money_parse(typed, field_at(f, v))) complain(c, f->name, T_FORM_FIX_NUMBER);
        break;
    case F_DAY:
        if (!day_parse(typed, field_at(f, v))) complain(c, f->name, T_FORM_FIX_DATE);
        break;
    case F_ENUM: *(int *)field_at(f, v) = choice_value(f->choices, typed); break;
    default: *(Str *)field_at(f, v) = typed;
    }
}

static Fault draw_move(Ctx *c, const Request *rq, Reply *rp, const FinanceRequest *v, int stage) {
    SmallForm x = {.title = STAGES[stage].act, .button = STAGES[stage].act, .of = v->purpose,
                   .path = view_record_path(c, &finance_request_entity, v->head.id)};
    x.action = arena_printf(c->arena, "%.*s/move", STR_ARG(x.path));
    Buf b;
    buf_init(&b, 1 << 17);
    for (const int *f = fields_of(stage); *f >= 0; f++) {
        ent_field_html(c, &b, &finance_request_entity, &finance_request_entity.fields[*f], v,
                       rq->method == POST ? &rq->form : NULL);
    }
    buf_printf(&b, "<input type=\"hidden\" name=\"to\" value=\"%s\">", choice_of(&finance_stage_choices, stage)->name);
    x.fields = html_keep(c->arena, &b);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, x.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){str_of(FINANCE_SHEET.path), tr(c->reader.lang, FINANCE_SHEET.entity->many)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){x.path, v->purpose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return c->complaints.n ? page_again(&pg, rp, small_form_page, &x) : page_send(&pg, rp, small_form_page, &x);
}

static Fault get_move(Ctx *c, const Request *rq, Reply *rp) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    int stage = choice_value(&finance_stage_choices, rq->words[0]);
    if (!stage) return NOT_FOUND;
    TRY(ent_load(c, &finance_request_entity, rq->ids[0], v));
    bool may = ent_may_write(c, &finance_request_entity, &v->head);
    if (!may) return fail(c, NOT_ALLOWED, "finance_request", v->head.id);
    if (!finance_may(v->stage, stage)) return fail(c, OVER, "finance_request", v->head.id);
    if (stage == FINANCE_STAGE_APPROVED && v->approved == NUMBER_NONE) v->approved = v->asked;
    if (stage == FINANCE_STAGE_RECEIVED && v->received == NUMBER_NONE) v->received = v->approved;
    if (stage == FINANCE_STAGE_APPROVED && !v->approved_on) v->approved_on = c->reader.today;
    if (stage == FINANCE_STAGE_RECEIVED && !v->received_on) v->received_on = c->reader.today;
    if (stage == FINANCE_STAGE_SENT && !v->asked_on) v->asked_on = c->reader.today;
    return draw_move(c, rq, rp, v, stage);
}

static Fault post_move(Ctx *c, const Request *rq, Reply *rp) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    int stage = choice_value(&finance_stage_choices, params_get(&rq->form, "to"));
    Str back = params_get(&rq->form, "back");
    if (!stage) return BAD_REQUEST;
    TRY(ent_load(c, &finance_request_entity, rq->ids[0], v));
    for (const int *f = fields_of(stage); *f >= 0; f++) {
        const Field *field = &finance_request_entity.fields[*f];
        read_one(c, field, str_trim(params_get(&rq->form, field->name)), v);
    }
    Fault fault = c->complaints.n ? INVALID : finance_move(c, stage, v);
    if (fault == INVALID) return draw_move(c, rq, rp, v, stage);
    TRY(fault);
    if (!back.n || !path_is_ours(back)) back = view_record_path(c, &finance_request_entity, v->head.id);
    TextKey said = T_FINANCE_MOVED;
    if (stage == FINANCE_STAGE_RECEIVED && v->approved != NUMBER_NONE && v->received > v->approved) {
        said = T_FINANCE_OVER_APPROVED;
    }
    reply_go(c, rp, back, said, (TrArg[]){TR_ARG("stage", tr(c->reader.lang, choice_label(&finance_stage_choices,
                                                                                          stage)))}, 1);
    return OK;
}

/* ---- the checklist ----------------------------------------------------------------------------------------------- */

static Fault post_fill(Ctx *c, const Request *rq, Reply *rp) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    size_t added;
    TRY(ent_load(c, &finance_request_entity, rq->ids[0], v));
    TRY(finance_fill(c, v, &added));
    Str back = arena_printf(c->arena, "%.*s#checklist",
                            STR_ARG(view_record_path(c, &finance_request_entity, v->head.id)));
    reply_go(c, rp, back, T_FINANCE_FILLED, (TrArg[]){TR_N("n", (int64_t)added)}, 1);
    return OK;
}

/* POST /finance-items/ID/have: needed, have, sent, missing. */
static Fault post_have(Ctx *c, const Request *rq, Reply *rp) {
    FinanceDocument *d = ent_new(c, &finance_document_entity);
    int have = choice_value(&finance_have_choices, params_get(&rq->form, "have"));
    if (!have) return BAD_REQUEST;
    TRY(ent_load(c, &finance_document_entity, rq->ids[0], d));
    d->have = have;
    TRY(ent_save(c, &finance_document_entity, d));
    Str back = arena_printf(c->arena, "%.*s#checklist",
                            STR_ARG(view_record_path(c, &finance_request_entity, d->request)));
    reply_go(c, rp, back, T_NONE, NULL, 0);
    return OK;
}

/* ---- the sums ---------------------------------------------------------------------------------------------------- */

static Fault get_sums(Ctx *c, const Request *rq, Reply *rp) {
    SumView v = {0};
    TRY(finance_sums(c, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_FINANCE_SUMS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){str_of(FINANCE_SHEET.path), tr(c->reader.lang, FINANCE_SHEET.entity->many)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, finance_sums_page, &v);
}

static const Route ROUTES[] = {
    {GET, "/finance", get_finance_list, ROUTE_READ, PEOPLE, 0, NULL, true},
    {GET, "/finance/new", get_finance_form, ROUTE_READ, PEOPLE, 0, NULL, false},
    {GET, "/finance/sums", get_sums, ROUTE_READ, PEOPLE, 0, NULL, true},
    {POST, "/finance", post_finance, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/finance/bulk", post_finance_bulk, ROUTE_SLOW, PEOPLE, 2 << 20, NULL, false},
    {GET, "/finance/{id}", get_finance_page, ROUTE_READ, PEOPLE, 0, NULL, false},
    {GET, "/finance/{id}/edit", get_finance_form, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/finance/{id}", post_finance, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/finance/{id}/archive", post_finance_archive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {POST, "/finance/{id}/unarchive", post_finance_unarchive, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    {GET, "/finance/{id}/move/{word}", get_move, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/finance/{id}/move", post_move, ROUTE_WRITE, PEOPLE, FORM_BYTES_MAX, NULL, false},
    {POST, "/finance/{id}/fill", post_fill, ROUTE_WRITE, PEOPLE, 0, NULL, false},
    VIEW_ROUTES(item, "/finance-items", PEOPLE, PEOPLE),
    {GET, "/finance-items/{id}/file", get_item_file, ROUTE_READ, PEOPLE, 0, NULL, false},
    {POST, "/finance-items/{id}/file", post_item_file, ROUTE_SLOW, PEOPLE, FILES_BODY_MAX, NULL, false},
    {POST, "/finance-items/{id}/have", post_have, ROUTE_WRITE, PEOPLE, 0, NULL, false},
};

static void finance_start(Region *r) {
    (void)r;
    view_register(&FINANCE_SHEET);
    view_register(&ITEM_SHEET);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(&PARTS[i]);
}

const Module finance_module = {
    .name = "finance", .queries = FINANCE_QUERIES, .n_queries = FINANCE_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = finance_start,
};

/* finance_store.c - requests for money of a case, their checklist and their sums, and their rules at the write. */
#include "referral/referral_page.h"

#include "actor_ent.h"
#include "base/utf8.h"
#include "case/case.h"

enum { ITEMS_MAX = 200 };

#define SUM(column) "CAST(coalesce(sum(x." column "), 0) AS BIGINT)"
#define SUMS "CAST(count(*) AS BIGINT), " SUM("asked") ", " SUM("approved") ", " SUM("received")
#define SUMS_OUT " n:int asked:int approved:int received:int"

const Query FINANCE_QUERIES[FINANCE_Q_N] = {
    [FINANCE_Q_ITEMS] = {.sql = "SELECT x.id, x.kind, x.name, x.have, x.due_on, x.paper FROM finance_documents x"
                                " WHERE x.org = :org AND x.request = :request AND x.archived_at IS NULL AND {scope:x}"
                                " ORDER BY x.kind, x.id LIMIT :max",
                         .in = "org:id request:id max:int",
                         .out = "id:id kind:int name:text have:int due_on:int paper:id"},
    [FINANCE_Q_SUMS] = {.sql = "SELECT x.stage, " SUMS " FROM finance_requests x WHERE x.org = :org"
                               " AND x.archived_at IS NULL AND {scope:x} GROUP BY x.stage ORDER BY x.stage",
                        .in = "org:id", .out = "stage:int" SUMS_OUT},
    [FINANCE_Q_YEARS] = {.sql = "SELECT x.received_on / 10000, " SUMS " FROM finance_requests x WHERE x.org = :org"
                                " AND x.archived_at IS NULL AND x.received_on IS NOT NULL AND {scope:x}"
                                " GROUP BY x.received_on / 10000 ORDER BY x.received_on / 10000 DESC",
                         .in = "org:id", .out = "year:int" SUMS_OUT},
    [FINANCE_Q_REASONS] = {.sql = "SELECT x.refusal, " SUMS " FROM finance_requests x WHERE x.org = :org"
                                  " AND x.archived_at IS NULL AND x.stage = :refused AND {scope:x}"
                                  " GROUP BY x.refusal ORDER BY count(*) DESC, x.refusal",
                           .in = "org:id refused:int", .out = "refusal:int" SUMS_OUT},
    [FINANCE_Q_GIVEN] = {.sql = "SELECT x.of_case, " SUMS " FROM finance_requests x WHERE x.org = :org"
                                " AND x.archived_at IS NULL {unscoped:sums without names}"
                                " GROUP BY x.of_case ORDER BY x.of_case",
                         .in = "org:id", .out = "of_case:id" SUMS_OUT},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b) {
    const Head *x = a, *y = b;
    return x->id < y->id ? 1 : x->id > y->id ? -1 : 0;
}

Fault finance_of(Ctx *c, Id of_case, size_t max, FinanceRow **ret_v, size_t *ret_n) {
    size_t found;
    void  *rows;
    TRY(case_records(c, &finance_request_entity, of_case, &rows, &found));
    if (found) qsort(rows, found, sizeof(FinanceRequest), newest_first);
    if (found > max) found = max;
    *ret_n = 0;
    *ret_v = ARENA_ARRAY(c->arena, FinanceRow, found + 1);
    if (!found) return OK;
    const FinanceRequest *v = rows;
    Id  *bodies = ARENA_ARRAY(c->arena, Id, found + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, found + 1);
    for (size_t i = 0; i < found; i++) bodies[i] = v[i].body;
    TRY(ent_names(c, &actor_entity, bodies, found, names));
    for (size_t i = 0; i < found; i++) {
        (*ret_v)[i] = finance_row(c, &v[i]);
        (*ret_v)[i].body = names[i];
    }
    *ret_n = found;
    return OK;
}

static ItemRow item_of(Ctx *c, const Rows *r) {
    static const char *const TONE[FINANCE_HAVE_N] = {
        [FINANCE_HAVE_NEEDED] = "warn", [FINANCE_HAVE_HAVE] = "ok", [FINANCE_HAVE_SENT] = "info",
        [FINANCE_HAVE_MISSING] = "bad"};
    ItemRow row = {.id = rows_id(r, 0), .kind = (int)rows_int(r, 1), .name = rows_copy(r, 2),
                   .have = (int)rows_int(r, 3), .due_on = (Day)rows_int(r, 4),
                   .paper = rows_id(r, 5)};
    bool meets = row.kind == FINANCE_ITEM_CONDITION && row.have == FINANCE_HAVE_HAVE;
    bool fails = row.kind == FINANCE_ITEM_CONDITION && row.have == FINANCE_HAVE_MISSING;
    row.have_label = choice_label(&finance_have_choices, row.have);
    if (meets) row.have_label = T_FINANCE_MEETS;
    else if (fails) row.have_label = T_FINANCE_FAILS;
    else if (row.kind == FINANCE_ITEM_CONDITION) row.have_label = T_FINANCE_TO_CHECK;
    if (row.have > 0 && row.have < FINANCE_HAVE_N) row.tone = str_of(TONE[row.have]);
    row.needed = row.have == FINANCE_HAVE_NEEDED;
    row.in_hand = row.have == FINANCE_HAVE_HAVE;
    row.missing = row.have == FINANCE_HAVE_MISSING;
    row.done = !row.needed;
    row.late = row.needed && row.due_on && row.due_on < c->reader.today;
    return row;
}

Fault finance_items(Ctx *c, Id request, ItemPart *ret_part) {
    ret_part->documents = ARENA_ARRAY(c->arena, ItemRow, ITEMS_MAX);
    ret_part->conditions = ARENA_ARRAY(c->arena, ItemRow, ITEMS_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FINANCE_QUERIES[FINANCE_Q_ITEMS], VALS(v_id(c->who.org), v_id(request), v_int(ITEMS_MAX)), &r));
    while (rows_next(&r)) {
        ItemRow row = item_of(c, &r);
        if (row.kind == FINANCE_ITEM_CONDITION) ret_part->conditions[ret_part->conditions_n++] = row;
        else ret_part->documents[ret_part->documents_n++] = row;
    }
    return rows_fault(&r);
}

static void sum_take(const Rows *r, SumRow *s) {
    s->n = rows_int(r, 1);
    s->asked = rows_int(r, 2);
    s->approved = rows_int(r, 3);
    s->received = rows_int(r, 4);
}

static Fault sum_years(Ctx *c, SumView *v) {
    enum { YEARS_MAX = 100 };
    v->years.rows = ARENA_ARRAY(c->arena, SumRow, YEARS_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FINANCE_QUERIES[FINANCE_Q_YEARS], VALS(v_id(c->who.org)), &r));
    while (v->years.rows_n < YEARS_MAX && rows_next(&r)) {
        SumRow *s = &v->years.rows[v->years.rows_n++];
        sum_take(&r, s);
        s->year = (int)rows_int(&r, 0);
        s->href = arena_printf(c->arena, "/finance?received_on.ge=%d-01-01&received_on.le=%d-12-31", s->year, s->year);
    }
    return rows_fault(&r);
}

static Fault sum_reasons(Ctx *c, SumView *v) {
    v->reasons.rows = ARENA_ARRAY(c->arena, SumRow, FINANCE_REFUSAL_N + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FINANCE_QUERIES[FINANCE_Q_REASONS], VALS(v_id(c->who.org), v_int(FINANCE_STAGE_REFUSED)), &r));
    while (v->reasons.rows_n < FINANCE_REFUSAL_N && rows_next(&r)) {
        const Choice *why = choice_of(&finance_refusal_choices, (int)rows_int(&r, 0));
        if (!why) continue;
        SumRow *s = &v->reasons.rows[v->reasons.rows_n++];
        sum_take(&r, s);
        s->label = why->label;
        s->href = arena_printf(c->arena, "/finance?stage=refused&refusal=%s", why->name);
    }
    return rows_fault(&r);
}

/* The last row: all of them. */
static void total(SumView *v) {
    SumRow all = {.href = LIT("/finance")};
    for (size_t i = 0; i < v->stages.rows_n; i++) {
        all.n += v->stages.rows[i].n;
        all.asked += v->stages.rows[i].asked;
        all.approved += v->stages.rows[i].approved;
        all.received += v->stages.rows[i].received;
    }
    v->stages.rows[v->stages.rows_n++] = all;
}

Fault finance_sums(Ctx *c, SumView *ret_view) {
    SumView *v = ret_view;
    const char *currency = reader_currency(&c->reader);
    v->stages = (SumTable){.title = T_FINANCE_BY_STAGE, .currency = currency};
    v->years = (SumTable){.title = T_FINANCE_BY_YEAR, .currency = currency};
    v->reasons = (SumTable){.title = T_FINANCE_BY_REASON, .currency = currency};
    v->stages.rows = ARENA_ARRAY(c->arena, SumRow, FINANCE_STAGE_N + 2);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &FINANCE_QUERIES[FINANCE_Q_SUMS], VALS(v_id(c->who.org)), &r));
        while (v->stages.rows_n < FINANCE_STAGE_N && rows_next(&r)) {
            const Choice *stage = choice_of(&finance_stage_choices, (int)rows_int(&r, 0));
            if (!stage) continue;
            SumRow *s = &v->stages.rows[v->stages.rows_n++];
            sum_take(&r, s);
            s->label = stage->label;
            s->href = arena_printf(c->arena, "/finance?stage=%s", stage->name);
        }
        TRY(rows_fault(&r));
    }
    if (v->stages.rows_n) total(v);
    TRY(sum_years(c, v));
    return sum_reasons(c, v);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

static void check_day(Ctx *c, Day *day, const char *field) {
    if (!*day) *day = c->reader.today;
    if (*day > c->reader.today) complain(c, field, T_AID_FIX_FUTURE);
}

static void wants(Ctx *c, bool known, const char *field, TextKey what) {
    if (!known) complain(c, field, what);
}

/* What a stage cannot be without. */
static Fault check_stage(Ctx *c, FinanceRequest *v) {
    Fault f = OK;
    switch (v->stage) {
    case FINANCE_STAGE_SENT:
        wants(c, v->asked != NUMBER_NONE, "asked", T_FINANCE_WANTS_ASKED);
        check_day(c, &v->asked_on, "asked_on");
        f = case_needs(c, v->of_case, CONSENT_PURPOSE_AID, "stage");
        break;
    case FINANCE_STAGE_APPROVED:
        wants(c, v->approved != NUMBER_NONE, "approved", T_FINANCE_WANTS_APPROVED);
        check_day(c, &v->approved_on, "approved_on");
        break;
    case FINANCE_STAGE_REFUSED:
        wants(c, v->refusal != 0, "refusal", T_FINANCE_WANTS_REFUSAL);
        break;
    case FINANCE_STAGE_RECEIVED:
        wants(c, v->received != NUMBER_NONE, "received", T_FINANCE_WANTS_RECEIVED);
        wants(c, v->proof != 0, "proof", T_FINANCE_WANTS_PROOF);
        check_day(c, &v->received_on, "received_on");
        break;
    case FINANCE_STAGE_REPAID: check_day(c, &v->repaid_on, "repaid_on"); break;
    }
    return f == INVALID ? OK : f;
}

/* What was sent is approved, then received, then repaid. */
static void check_order(Ctx *c, const FinanceRequest *v) {
    const struct {
        Day         on;
        const char *field;
    } DAYS[] = {{v->asked_on, "asked_on"}, {v->approved_on, "approved_on"}, {v->received_on, "received_on"},
                {v->repaid_on, "repaid_on"}};
    Day last = 0;
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        if (DAYS[i].on && DAYS[i].on < last) complain(c, DAYS[i].field, T_FINANCE_DAYS_ORDER);
        if (DAYS[i].on) last = DAYS[i].on;
    }
}

static Fault fill_body(Ctx *c, FinanceRequest *v) {
    AidTrack *track = ent_new(c, &aid_track_entity);
    Fault f = v->track && !v->body ? ent_load(c, &aid_track_entity, v->track, track) : NOT_FOUND;
    if (f == OK) v->body = track->body;
    return f == NOT_FOUND ? OK : f;
}

Fault finance_check(Ctx *c, const void *before, void *after) {
    const FinanceRequest *was = before;
    FinanceRequest       *v = after;
    if (!v->of_case) return complaints_fault(c);
    TRY(case_hold(c, v->of_case, true, &v->head));
    TRY(fill_body(c, v));
    if (!v->stage) v->stage = FINANCE_STAGE_PREPARING;
    int from = was ? was->stage : FINANCE_STAGE_PREPARING;
    if (!finance_may(from, v->stage)) complain(c, "stage", T_FINANCE_NOT_NEXT);
    if (v->stage != FINANCE_STAGE_REFUSED) {
        v->refusal = 0;
        v->reason = (Str){0};
    }
    if (!was || was->stage != v->stage) TRY(check_stage(c, v));
    check_order(c, v);
    return complaints_fault(c);
}

Fault finance_document_check(Ctx *c, const void *before, void *after) {
    FinanceDocument *d = after;
    (void)before;
    if (!d->kind) d->kind = FINANCE_ITEM_DOCUMENT;
    if (!d->have) d->have = FINANCE_HAVE_NEEDED;
    return complaints_fault(c);
}

Fault finance_move(Ctx *c, int stage, FinanceRequest *v) {
    if (v->head.archived_at || v->stage == stage || !finance_may(v->stage, stage)) {
        return fail(c, OVER, "finance_request", v->head.id);
    }
    TRY(act_begin(c, T_FINANCE_ACT_MOVED, v->purpose));
    v->stage = stage;
    TRY(ent_save(c, &finance_request_entity, v));
    bool over = stage >= FINANCE_STAGE_SENT;
    return over ? case_task_done(c, v->task) : OK;
}

static bool has_item(const ItemPart *part, int kind, Str name) {
    const ItemRow *v = kind == FINANCE_ITEM_DOCUMENT ? part->documents : part->conditions;
    size_t         n = kind == FINANCE_ITEM_DOCUMENT ? part->documents_n : part->conditions_n;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(v[i].name, name)) return true;
    }
    return false;
}

/* Adds the lines that are not there, and to `there` what it has added. */
static Fault fill_from(Ctx *c, const FinanceRequest *v, ItemPart *there, int kind, const Tri *text) {
    enum { NAME_MAX = 300 };
    Str rest = tri_best(text, c->reader.lang, NULL), line;
    ItemRow *rows = kind == FINANCE_ITEM_DOCUMENT ? there->documents : there->conditions;
    size_t  *n = kind == FINANCE_ITEM_DOCUMENT ? &there->documents_n : &there->conditions_n;
    while (*n < ITEMS_MAX && aid_line(&rest, &line)) {
        FinanceDocument *d = ent_new(c, &finance_document_entity);
        d->request = v->head.id;
        d->kind = kind;
        d->name = utf8_head(line, NAME_MAX);
        if (has_item(there, kind, d->name)) continue;
        TRY(ent_save(c, &finance_document_entity, d));
        rows[(*n)++] = (ItemRow){.id = d->head.id, .name = d->name};
    }
    return OK;
}

Fault finance_fill(Ctx *c, const FinanceRequest *v, size_t *ret_added) {
    AidTrack *t = ent_new(c, &aid_track_entity);
    ItemPart  there = {0};
    *ret_added = 0;
    if (!v->track) return fail(c, NOT_FOUND, "aid_track", 0);
    TRY(ent_load(c, &aid_track_entity, v->track, t));
    TRY(finance_items(c, v->head.id, &there));
    size_t before = there.documents_n + there.conditions_n;
    TRY(act_begin(c, T_FINANCE_ACT_FILLED, v->purpose));
    TRY(fill_from(c, v, &there, FINANCE_ITEM_CONDITION, &t->criteria));
    TRY(fill_from(c, v, &there, FINANCE_ITEM_DOCUMENT, &t->documents));
    *ret_added = there.documents_n + there.conditions_n - before;
    return OK;
}

/* ---- sums without names ------------------------------------------------------------------------------------------ */

Fault finance_given(Ctx *c, FinanceGiven **ret_v, size_t *ret_n) {
    enum { CASES_MAX = 20000, RECEIVED = 4 };
    FinanceGiven *v = ARENA_ARRAY(c->arena, FinanceGiven, CASES_MAX);
    size_t        n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &FINANCE_QUERIES[FINANCE_Q_GIVEN], VALS(v_id(c->who.org)), &r));
    while (n < CASES_MAX && rows_next(&r)) {
        v[n++] = (FinanceGiven){rows_id(&r, 0), rows_int(&r, 1), rows_int(&r, RECEIVED)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

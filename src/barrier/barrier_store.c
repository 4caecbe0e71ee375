/* barrier_store.c - barriers: their rules at the write, the steps of their way, and who may mean the same. */
#include "barrier/alike.h"
#include "barrier/barrier_page.h"

enum { Q_NEAR };

const Query BARRIER_QUERIES[BARRIER_Q_N] = {
    [Q_NEAR] = {.sql = "SELECT x.id, x.title, x.reported_on FROM barriers x WHERE x.org = :org"
                       " AND x.archived_at IS NULL AND x.id <> :me AND x.state <> :removed"
                       " AND ((x.authority IS NOT NULL AND x.authority = :authority) OR x.place = :place)"
                       " AND {scope:x} ORDER BY x.reported_on DESC, x.id DESC LIMIT 200",
                .in = "org:id me:id removed:int authority:id place:id",
                .out = "id:id title:text reported_on:int"},
};

bool barrier_is_open(const Barrier *b) {
    return b->state != BARRIER_STATE_REMOVED && b->state != BARRIER_STATE_STAYS;
}

int64_t barrier_days(const Barrier *b, Day today) {
    Day until = barrier_is_open(b) || !b->removed_on ? today : b->removed_on;
    return b->reported_on && until >= b->reported_on ? day_number(until) - day_number(b->reported_on) : 0;
}

/* What a state demands; the days are those on which it was reached. */
static void hold_state(Ctx *c, Barrier *b) {
    Day today = c->reader.today;
    if (b->state == BARRIER_STATE_TAKEN && !b->trustee) b->trustee = c->who.account;
    if (b->state == BARRIER_STATE_TAKEN && !b->trustee) complain(c, "trustee", T_BARRIER_WHO);
    if (b->trustee && !b->taken_on) b->taken_on = today;
    if (b->state == BARRIER_STATE_ANSWERED && !b->answer.n) complain(c, "answer", T_BARRIER_ANSWER_WORDS);
    if (b->answer.n && !b->answered_on) b->answered_on = today;
    if (b->state == BARRIER_STATE_STAYS && !b->reason.n) complain(c, "reason", T_BARRIER_WHY_STAYS);
    if (barrier_is_open(b)) b->removed_on = 0;
    else if (!b->removed_on) b->removed_on = today;
}

Fault barrier_check(Ctx *c, const void *before, void *after) {
    Barrier *b = after;
    (void)before;
    if (b->place) b->head.unit = b->place;
    if (!b->state) b->state = BARRIER_STATE_REPORTED;
    if (!b->reported_on) b->reported_on = c->reader.today;
    hold_state(c, b);
    return complaints_fault(c);
}

Fault barrier_after(Ctx *c, const void *before, const void *after) {
    (void)c;
    (void)before;
    (void)after;
    return OK;
}

Fault barrier_step(Ctx *c, Id id, const BarrierStep *step, Barrier *ret_b) {
    TRY(ent_load(c, &barrier_entity, id, ret_b));
    if (!ent_may_write(c, &barrier_entity, &ret_b->head)) return fail(c, NOT_ALLOWED, "barrier", id);
    ret_b->state = step->state;
    if (step->state == BARRIER_STATE_TAKEN) ret_b->trustee = 0; /* whoever saves it takes it on */
    if (step->state == BARRIER_STATE_ANSWERED) {
        ret_b->answer = step->answer;
        ret_b->answer_from = step->answer_from;
    } else if (step->state != BARRIER_STATE_TAKEN) {
        ret_b->reason = step->reason;
    }
    return ent_save(c, &barrier_entity, ret_b);
}

Fault barrier_likely(Ctx *c, const Barrier *b, BarrierLikeRow *ret_v, size_t *ret_n) {
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    TRY(db_rows(c, &BARRIER_QUERIES[Q_NEAR], VALS(v_id(c->who.org), v_int(b->head.id), v_int(BARRIER_STATE_REMOVED),
                                                  v_id(b->authority), v_id(b->place)), &r));
    while (*ret_n < BARRIER_LIKELY_MAX && rows_next(&r)) {
        if (!titles_alike(b->title, rows_text(&r, 1))) continue;
        ret_v[(*ret_n)++] = (BarrierLikeRow){.id = rows_id(&r, 0), .title = rows_copy(&r, 1),
                                      .href = view_record_path(c, &barrier_entity, rows_id(&r, 0)),
                                      .reported_on = (Day)rows_int(&r, 2)};
    }
    return rows_fault(&r);
}

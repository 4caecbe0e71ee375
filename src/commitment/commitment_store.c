/* commitment_store.c - one's open tasks, and their rules at the write. */
#include "commitment/commitment_store.h"

enum { Q_MINE };

const Query COMMITMENT_QUERIES[COMMITMENT_Q_N] = {
    [Q_MINE] = {.sql = "SELECT x.id, x.text, x.about, x.due_on, l_about.text FROM commitments x {label:x.about}"
                       " WHERE x.org = :org AND x.owner = :account AND x.state = :open AND x.archived_at IS NULL"
                       " AND {scope:x} ORDER BY CASE WHEN x.due_on IS NULL THEN 1 ELSE 0 END, x.due_on, x.id LIMIT 50",
                .in = "org:id account:id open:int",
                .out = "id:id text:text about:id due_on:int name:text"},
};

Fault commitment_check(Ctx *c, const void *before, void *after) {
    const Commitment *was = before;
    Commitment       *t = after;
    if (!was && !t->owner) t->owner = c->who.account;
    bool done = t->state == COMMITMENT_STATE_DONE;
    if (done && !t->done_at) t->done_at = c->reader.now;
    if (!done) t->done_at = 0;
    if (t->state == COMMITMENT_STATE_DROPPED && !t->reason.n) complain(c, "reason", T_COMMITMENT_WHY);
    return complaints_fault(c);
}

Fault commitment_mine(Ctx *c, TaskRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COMMITMENT_QUERIES[Q_MINE],
                VALS(v_id(c->who.org), v_id(c->who.account), v_int(COMMITMENT_STATE_OPEN)), &r));
    for (; n < max && rows_next(&r); n++) {
        Day due = (Day)rows_int(&r, 3);
        ret_v[n] = (TaskRow){.id = rows_id(&r, 0), .text = rows_copy(&r, 1), .about = rows_id(&r, 2), .due_on = due,
                             .name = rows_copy(&r, 4), .late = due && due < c->reader.today,
                             .today = due == c->reader.today};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

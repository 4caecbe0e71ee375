/* learn_store.c - learning plans: one's own and private; whether there is one, for headquarters. */
#include "learn/learn_page.h"

const Query LEARN_QUERIES[LEARN_Q_N] = {
    {.sql = "SELECT DISTINCT x.account FROM learning_goals x WHERE x.org = :org AND x.account {in:accounts}"
            " AND x.state = :open AND x.by_on >= :today AND x.archived_at IS NULL {unscoped:yes or no, never what}",
     .in = "org:id accounts:ids open:int today:int", .out = "account:id"},
};

/* Nobody writes the plan of another, and no choice of the form makes it seen. */
static Fault own(Ctx *c, const Head *was, Head *head, Id *account) {
    if (!was && !*account) *account = c->who.account;
    if (!c->who.system) head->visibility = VIS_PRIVATE;
    bool mine = c->who.system || (c->who.account && *account == c->who.account);
    return mine ? OK : fail(c, NOT_ALLOWED, "learning_goal", head->id);
}

Fault learning_goal_check(Ctx *c, const void *before, void *after) {
    LearningGoal *g = after;
    TRY(own(c, before, &g->head, &g->account));
    if (!g->state) g->state = LEARNING_STATE_OPEN;
    return complaints_fault(c);
}

Fault training_check(Ctx *c, const void *before, void *after) {
    Training *t = after;
    TRY(own(c, before, &t->head, &t->account));
    if (t->held_on > c->reader.today) complain(c, "held_on", T_LEARN_NOT_YET);
    return complaints_fault(c);
}

Fault learning_current(Ctx *c, const Id *accounts, size_t n, bool *ret_yes) {
    for (size_t i = 0; i < n; i++) ret_yes[i] = false;
    if (!n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &LEARN_QUERIES[0], VALS(v_id(c->who.org), v_ids(accounts, n), v_int(LEARNING_STATE_OPEN),
                                           v_int(c->reader.today)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) ret_yes[i] = ret_yes[i] || accounts[i] == rows_id(&r, 0);
    }
    return rows_fault(&r);
}

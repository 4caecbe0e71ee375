/* tool_store.c - tools, their variants, and tools in cases: statements, rules at the write, sums. */
#include "tool/tool_page.h"

#include "actor/actor.h"
#include "base/cells.h"

enum { Q_READY, Q_SAME, Q_SUMS, Q_WAITING };
_Static_assert(Q_WAITING + 1 == TOOL_Q_N, "as many as the header says");

const Query TOOL_QUERIES[TOOL_Q_N] = {
    [Q_READY] = {.sql = "SELECT t.id FROM tools t WHERE t.org = :org AND t.ready = :ready AND t.archived_at IS NULL"
                        " {unscoped:a tool is made once, whoever may see it} LIMIT 1",
                 .in = "org:id ready:text", .out = "id:id"},
    [Q_SAME] = {.sql = "SELECT u.id FROM tool_uses u WHERE u.org = :org AND u.of_case = :case AND u.tool = :tool"
                       " AND u.id <> :me AND u.archived_at IS NULL AND {scope:u} LIMIT 1",
                .in = "org:id case:id tool:id me:int", .out = "id:id"},
    [Q_SUMS] = {.sql = "SELECT u.of_case, u.tool, u.step, u.used_on, u.let_go_on, u.kept_on FROM tool_uses u"
                       " WHERE u.org = :org AND u.archived_at IS NULL AND (:tool = 0 OR u.tool = :tool)"
                       " {unscoped:sums of those who agreed, small cells hidden} ORDER BY u.tool, u.of_case",
                .in = "org:id tool:int",
                .out = "of_case:id tool:id step:int used_on:int let_go_on:int kept_on:int"},
    [Q_WAITING] = {.sql = "SELECT u.id FROM tool_uses u WHERE u.org = :org AND u.ask_on <= :today AND u.step = :in_use"
                          " AND u.archived_at IS NULL AND {scope:u} ORDER BY u.ask_on, u.id LIMIT 60",
                   .in = "org:id today:int in_use:int", .out = "id:id"},
};

Fault tools_all(Ctx *c, const Tool **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &tool_entity, .limit = TOOLS_MAX};
    void    *rows;
    TRY(list_run(c, &s, true, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

Fault tool_by_ready(Ctx *c, Str ready, Id *ret_id) {
    return db_int(c, &TOOL_QUERIES[Q_READY], VALS(v_id(c->who.org), v_text(ready)), ret_id);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

Fault tool_check(Ctx *c, const void *before, void *after) {
    Tool *t = after;
    (void)before;
    if (!t->state) t->state = TOOL_STATE_IDEA;
    return complaints_fault(c);
}

Fault tool_variant_check(Ctx *c, const void *before, void *after) {
    ToolVariant *v = after;
    (void)before;
    if (!v->state) v->state = TOOL_STATE_PILOT;
    if (v->place) v->head.unit = v->place;
    if (v->shared_on && !v->result.n) complain(c, "result", T_TOOL_WANTS_RESULT);
    if (!c->who.system) v->head.visibility = v->shared_on ? VIS_MEMBERS : VIS_UNIT;
    return complaints_fault(c);
}

/* The group of the business, as it was when the tool came to it. */
static Fault follow_trade(Ctx *c, ToolUse *u) {
    Case  *k = ent_new(c, &case_entity);
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load(c, &case_entity, u->of_case, k);
    if (f == OK) f = ent_load(c, &actor_entity, k->client, a);
    if (f == OK && a->category) u->trade = actor_trade(c, a->category);
    return f == NOT_FOUND ? OK : f;               /* the check of the reference complains */
}

static Fault check_new(Ctx *c, ToolUse *u) {
    Tool *t = ent_new(c, &tool_entity);
    Id    same;
    if (!u->of_case || !u->tool) return OK;
    TRY(follow_trade(c, u));
    Fault f = db_int(c, &TOOL_QUERIES[Q_SAME], VALS(v_id(c->who.org), v_id(u->of_case), v_id(u->tool),
                                                    v_int(u->head.id)), &same);
    if (f == OK) complain(c, "tool", T_TOOL_HERE_ALREADY);
    if (f != OK && f != NOT_FOUND) return f;
    f = ent_load(c, &tool_entity, u->tool, t);
    if (f == OK && t->state == TOOL_STATE_RETIRED) complain(c, "tool", T_TOOL_IS_RETIRED);
    return f == NOT_FOUND ? OK : f;
}

/* A variant is one of this tool. */
static Fault check_variant(Ctx *c, const ToolUse *u) {
    ToolVariant *v = ent_new(c, &tool_variant_entity);
    if (!u->variant) return OK;
    Fault f = ent_load(c, &tool_variant_entity, u->variant, v);
    if (f == OK && v->tool != u->tool) complain(c, "variant", T_TOOL_OTHER_VARIANT);
    return f == NOT_FOUND ? OK : f;
}

Fault tool_use_check(Ctx *c, const void *before, void *after) {
    ToolUse *u = after;
    if (!u->step) u->step = TOOL_STEP_SHOWN;
    if (!before) TRY(check_new(c, u));
    TRY(check_variant(c, u));
    tool_days(u, c->reader.today);
    const char *wrong = tool_days_wrong(u, c->reader.today);
    if (wrong) complain(c, wrong, T_TOOL_DAY_WRONG);
    if (u->step == TOOL_STEP_LET_GO && !u->reason.n) complain(c, "reason", T_TOOL_WANTS_REASON);
    return complaints_fault(c);
}

Fault tool_note_check(Ctx *c, const void *before, void *after) {
    ToolNote *n = after;
    ToolUse  *u = ent_new(c, &tool_use_entity);
    (void)before;
    if (!n->of_use) return complaints_fault(c);
    Fault f = ent_load(c, &tool_use_entity, n->of_use, u);
    if (f == OK) {
        n->of_case = u->of_case;
        f = case_hold(c, n->of_case, true, &n->head);
    }
    return f == NOT_FOUND ? complaints_fault(c) : f;
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

Fault tool_move(Ctx *c, Id use, const ToolMove *m, ToolUse *ret_u) {
    TRY(ent_load(c, &tool_use_entity, use, ret_u));
    Day *const DAYS[TOOL_STEP_N] = {
        [TOOL_STEP_SHOWN] = &ret_u->shown_on, [TOOL_STEP_TRIED] = &ret_u->tried_on,
        [TOOL_STEP_IN_USE] = &ret_u->used_on, [TOOL_STEP_LET_GO] = &ret_u->let_go_on};
    if (m->step <= 0 || m->step >= TOOL_STEP_N) return fail(c, BAD_REQUEST, "tool_step", m->step);
    ret_u->step = m->step;
    if (m->on) *DAYS[m->step] = m->on;
    if (m->reason.n || m->step == TOOL_STEP_LET_GO) ret_u->reason = m->reason;
    if (m->result.n) ret_u->result = m->result;
    return ent_save(c, &tool_use_entity, ret_u);
}

Fault tool_keep(Ctx *c, Id use, ToolUse *ret_u) {
    TRY(ent_load(c, &tool_use_entity, use, ret_u));
    if (ret_u->step != TOOL_STEP_IN_USE) return fail(c, STALE, "tool_use", use);
    ret_u->kept_on = c->reader.today;
    return ent_save(c, &tool_use_entity, ret_u);
}

Fault tool_share(Ctx *c, Id variant, bool share, ToolVariant *ret_v) {
    TRY(ent_load(c, &tool_variant_entity, variant, ret_v));
    ret_v->shared_on = share ? c->reader.today : 0;
    return ent_save(c, &tool_variant_entity, ret_v);
}

Fault tool_make_room(Ctx *c, Id into, Id from) {
    void  *here, *there;
    size_t here_n, there_n;
    TRY(case_records(c, &tool_use_entity, into, &here, &here_n));
    TRY(case_records(c, &tool_use_entity, from, &there, &there_n));
    for (size_t i = 0; i < here_n; i++) {
        for (size_t k = 0; k < there_n; k++) {
            const ToolUse *a = &((const ToolUse *)here)[i], *b = &((const ToolUse *)there)[k];
            if (a->tool != b->tool) continue;
            bool later = b->step != TOOL_STEP_LET_GO && (a->step == TOOL_STEP_LET_GO || b->step > a->step);
            TRY(ent_archive(c, &tool_use_entity, later ? a->head.id : b->head.id));
        }
    }
    return OK;
}

/* ---- what waits -------------------------------------------------------------------------------------------------- */

static bool leads(const CaseSeat *v, size_t n, Id of_case) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].of_case == of_case && v[i].role == CASE_ROLE_LEAD) return true;
    }
    return false;
}

Fault tool_waiting(Ctx *c, ToolUse *ret_v, size_t max, size_t *ret_n) {
    enum { LOOKED_AT = 60, SEATS_MAX = 400 };
    Id        ids[LOOKED_AT];
    CaseSeat *seats = ARENA_ARRAY(c->arena, CaseSeat, SEATS_MAX);
    void     *rows;
    size_t    n = 0, n_seats;
    *ret_n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &TOOL_QUERIES[Q_WAITING], VALS(v_id(c->who.org), v_int(c->reader.today),
                                                      v_int(TOOL_STEP_IN_USE)), &r));
        while (n < LOOKED_AT && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    if (!n) return OK;
    TRY(case_seats(c, c->who.account, seats, SEATS_MAX, &n_seats));
    ListSpec s = {.entity = &tool_use_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = LOOKED_AT};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n && *ret_n < max; i++) {
        const ToolUse *u = &((const ToolUse *)rows)[i];
        if (leads(seats, n_seats, u->of_case)) ret_v[(*ret_n)++] = *u;
    }
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

static void add(ToolSum *s, const ToolUse *u, Day today) {
    int after = tool_after_year(u, today);
    if (u->step > 0 && u->step < TOOL_STEP_N) s->at[u->step]++;
    s->all++;
    s->kept += after == 1;
    s->not_kept += after == 0;
}

Fault tool_sums(Ctx *c, Id tool, ToolSums *ret_s) {
    Id    *agree;
    bool  *with;                                  /* of each of them: has a tool that works */
    size_t n_agree;
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agree, &n_agree));
    *ret_s = (ToolSums){.v = ARENA_ARRAY(c->arena, ToolSum, TOOLS_MAX), .cases = (int64_t)n_agree};
    with = ARENA_ARRAY(c->arena, bool, n_agree + 1);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &TOOL_QUERIES[Q_SUMS], VALS(v_id(c->who.org), v_int(tool)), &r));
        while (rows_next(&r)) {
            ToolUse u = {.of_case = rows_id(&r, 0), .tool = rows_id(&r, 1), .step = (int)rows_int(&r, 2),
                         .used_on = (Day)rows_int(&r, 3), .let_go_on = (Day)rows_int(&r, 4),
                         .kept_on = (Day)rows_int(&r, 5)};
            bool other = !ret_s->n || ret_s->v[ret_s->n - 1].tool != u.tool;
            const Id *at = n_agree ? bsearch(&u.of_case, agree, n_agree, sizeof *agree, id_order) : NULL;
            if (!at || (other && ret_s->n == TOOLS_MAX)) continue;
            if (other) ret_s->v[ret_s->n++] = (ToolSum){.tool = u.tool};
            add(&ret_s->v[ret_s->n - 1], &u, c->reader.today);
            if (u.step == TOOL_STEP_TRIED || u.step == TOOL_STEP_IN_USE) with[at - agree] = true;
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n_agree; i++) ret_s->with += with[i];
    return OK;
}

ToolTold tool_tell(const ToolSum *s) {
    ToolTold t = {.all = NUMBER_NONE, .kept = NUMBER_NONE, .asked = NUMBER_NONE};
    bool     hidden[TOOL_STEP_N], year_hidden[2];
    int64_t  year[2] = {s->kept, s->not_kept};
    bool     told = cells_hide(s->at + 1, TOOL_STEP_N - 1, hidden) && s->all >= CELL_LEAST;
    if (told) t.all = s->all;
    for (int i = 1; i < TOOL_STEP_N; i++) t.at[i] = told && !hidden[i - 1] ? s->at[i] : NUMBER_NONE;
    bool year_told = cells_hide(year, 2, year_hidden) && s->kept + s->not_kept >= CELL_LEAST;
    if (year_told && !year_hidden[0] && !year_hidden[1]) {
        t.kept = s->kept;
        t.asked = s->kept + s->not_kept;
    }
    return t;
}

ToolShare tool_share_told(const ToolSums *s) {
    int64_t   n[2] = {s->with, s->cases - s->with};
    bool      hidden[2];
    ToolShare t = {.told = cells_hide(n, 2, hidden) && !hidden[0] && !hidden[1] && s->cases >= CELL_LEAST};
    if (t.told) t.percent = (int)((100 * s->with + s->cases / 2) / s->cases);
    return t;
}

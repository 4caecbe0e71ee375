/* response_store.c - needs and responses: statements, and rules at the write. */
#include "response/response_page.h"

#include "actor/actor.h"
#include "db/scope.h"
#include "post_ent.h"

enum { Q_CELLS, Q_CELLS_WIDE, Q_KINDS, Q_KINDS_WIDE, Q_MATCHING, Q_CAUSES, Q_CAUSES_ALL, Q_OF_CASE };
_Static_assert(Q_OF_CASE + 1 == RESPONSE_Q_N, "as many as the header says");

#define GROUPED " AND n.state = :open AND n.archived_at IS NULL AND (:place = 0 OR n.unit = :place)"
#define BY_CELL " GROUP BY n.kind, n.trade ORDER BY n.kind, n.trade"
#define BY_KIND " GROUP BY n.kind ORDER BY n.kind"
#define COUNTS ", CAST(count(DISTINCT n.of_case) AS BIGINT), CAST(count(*) AS BIGINT) FROM case_needs n"
#define COUNTED "trade:int cases:int needs:int"

const Query RESPONSE_QUERIES[RESPONSE_Q_N] = {
    [Q_CELLS] = {.sql = "SELECT n.kind, n.trade" COUNTS " WHERE n.org = :org" GROUPED " AND {scope:n}" BY_CELL,
                 .in = "org:id open:int place:int", .out = "kind:int " COUNTED},
    [Q_CELLS_WIDE] = {.sql = "SELECT n.kind, n.trade" COUNTS " WHERE n.org = :org" GROUPED
                             " {unscoped:sums, small cells hidden}" BY_CELL,
                      .in = "org:id open:int place:int", .out = "kind:int " COUNTED},
    [Q_KINDS] = {.sql = "SELECT n.kind, CAST(0 AS BIGINT)" COUNTS " WHERE n.org = :org" GROUPED
                        " AND {scope:n}" BY_KIND,
                 .in = "org:id open:int place:int", .out = "kind:int " COUNTED},
    [Q_KINDS_WIDE] = {.sql = "SELECT n.kind, CAST(0 AS BIGINT)" COUNTS " WHERE n.org = :org" GROUPED
                             " {unscoped:sums, small cells hidden}" BY_KIND,
                      .in = "org:id open:int place:int", .out = "kind:int " COUNTED},
    [Q_MATCHING] = {.sql = "SELECT n.id, n.of_case FROM case_needs n WHERE n.org = :org AND n.state = :open"
                           " AND n.kind = :kind AND n.archived_at IS NULL AND (:trade = 0 OR n.trade = :trade)"
                           " AND (:place = 0 OR n.unit = :place) AND {scope:n} ORDER BY n.of_case, n.id LIMIT :max",
                    .in = "org:id open:int kind:int trade:int place:int max:int", .out = "id:id of_case:id"},
    [Q_CAUSES] = {.sql = "SELECT x.of_case, x.need FROM response_cases x WHERE x.org = :org AND x.response = :response"
                         " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 200",
                  .in = "org:id response:id", .out = "of_case:id need:id"},
    [Q_CAUSES_ALL] = {.sql = "SELECT CAST(count(DISTINCT x.of_case) AS BIGINT) FROM response_cases x"
                             " WHERE x.org = :org AND x.response = :response AND x.archived_at IS NULL"
                             " {unscoped:how many, not which}",
                      .in = "org:id response:id", .out = "n:int"},
    [Q_OF_CASE] = {.sql = "SELECT DISTINCT x.response FROM response_cases x WHERE x.org = :org AND x.of_case = :case"
                          " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.response DESC LIMIT 50",
                   .in = "org:id case:id", .out = "response:id"},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static Fault counted(Ctx *c, int q, Id place, NeedCell **ret_v, size_t *ret_n) {
    enum { CELLS_MAX = NEED_KIND_N * (TRADE_GROUP_N + 1) };
    NeedCell *v = ARENA_ARRAY(c->arena, NeedCell, CELLS_MAX);
    size_t    n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &RESPONSE_QUERIES[q], VALS(v_id(c->who.org), v_int(NEED_STATE_OPEN), v_int(place)), &r));
    for (; n < CELLS_MAX && rows_next(&r); n++) {
        v[n] = (NeedCell){(int)rows_int(&r, 0), (int)rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault need_cells(Ctx *c, bool wide, Id place, NeedCell **ret_v, size_t *ret_n) {
    return counted(c, wide ? Q_CELLS_WIDE : Q_CELLS, place, ret_v, ret_n);
}

Fault need_kinds(Ctx *c, bool wide, Id place, NeedCell **ret_v, size_t *ret_n) {
    return counted(c, wide ? Q_KINDS_WIDE : Q_KINDS, place, ret_v, ret_n);
}

Fault response_causes(Ctx *c, Id response, CauseRow **ret_v, size_t *ret_n, int64_t *ret_all) {
    enum { ROWS_MAX = 200 };
    Id     ids[2 * ROWS_MAX];
    Str    names[2 * ROWS_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &RESPONSE_QUERIES[Q_CAUSES], VALS(v_id(c->who.org), v_id(response)), &r));
        for (; n < ROWS_MAX && rows_next(&r); n++) {
            ids[2 * n] = rows_id(&r, 0);
            ids[2 * n + 1] = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    TRY(ent_labels(c, ids, 2 * n, names));
    CauseRow *v = ARENA_ARRAY(c->arena, CauseRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v[i] = (CauseRow){.name = names[2 * i], .need = names[2 * i + 1], .href = case_path(c, ids[2 * i])};
    }
    *ret_v = v;
    *ret_n = n;
    return db_int(c, &RESPONSE_QUERIES[Q_CAUSES_ALL], VALS(v_id(c->who.org), v_id(response)), ret_all);
}

Fault response_of_case(Ctx *c, Id of_case, AnswerRow **ret_v, size_t *ret_n) {
    enum { ROWS_MAX = 50 };
    Id     ids[ROWS_MAX];
    size_t n = 0, seen = 0;
    if (!ent_around_none(c, &response_case_entity.fields[RESPONSE_CASE_F_OF_CASE], of_case)) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &RESPONSE_QUERIES[Q_OF_CASE], VALS(v_id(c->who.org), v_id(of_case)), &r));
        for (; n < ROWS_MAX && rows_next(&r); n++) ids[n] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    AnswerRow *v = ARENA_ARRAY(c->arena, AnswerRow, n + 1);
    if (n) {
        void    *rows;
        ListSpec s = {.entity = &response_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = ROWS_MAX};
        TRY(list_run(c, &s, false, &rows, &seen, NULL));
        for (size_t i = 0; i < seen; i++) {
            const Response *p = &((const Response *)rows)[i];
            v[i] = (AnswerRow){.id = p->head.id, .name = tri_best(&p->title, c->reader.lang, NULL), .state = p->state,
                               .href = view_record_path(c, &response_entity, p->head.id),
                               .state_label = choice_label(&response_state_choices, p->state)};
        }
    }
    *ret_v = v;
    *ret_n = seen;
    return OK;
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* The group of the business, as it was when the need was told: sums by group need not open a case. */
static Fault follow_trade(Ctx *c, CaseNeed *n) {
    Case  *k = ent_new(c, &case_entity);
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load(c, &case_entity, n->of_case, k);
    if (f == OK) f = ent_load(c, &actor_entity, k->client, a);
    if (f == OK && a->category) n->trade = actor_trade(c, a->category);
    return f == NOT_FOUND ? OK : f;               /* the check of the reference complains */
}

Fault case_need_check(Ctx *c, const void *before, void *after) {
    CaseNeed *n = after;
    if (!n->state) n->state = NEED_STATE_OPEN;
    if (!before && n->of_case) TRY(follow_trade(c, n));
    if (n->state == NEED_STATE_MET && !n->met_by.n) complain(c, "met_by", T_RESPONSE_WANTS_MET_BY);
    if (n->state == NEED_STATE_MET && !n->met_on) n->met_on = c->reader.today;
    if (n->state != NEED_STATE_MET) n->met_on = 0;
    return complaints_fault(c);
}

Fault response_check(Ctx *c, const void *before, void *after) {
    Response *p = after;
    (void)c;
    if (!p->state) p->state = RESPONSE_STATE_IDEA;
    if (!before && p->place && !p->head.unit) p->head.unit = p->place;
    return OK;
}

Fault response_case_check(Ctx *c, const void *before, void *after) {
    ResponseCase *x = after;
    (void)before;
    Fault f = x->of_case ? case_hold(c, x->of_case, true, &x->head) : OK;
    return f == NOT_FOUND ? OK : f;
}

/* ---- linking and telling ----------------------------------------------------------------------------------------- */

static Fault tell(Ctx *c, const Response *p, Id of_case, TextKey key) {
    Post *note = ent_new(c, &post_entity);
    Case *k = ent_new(c, &case_entity);
    Reader r = c->reader;
    TRY(ent_load(c, &case_entity, of_case, k));
    r.lang = case_language(k->lang, r.lang);
    TrArg title = TR_ARG("title", tri_best(&p->title, r.lang, NULL));
    note->kind = POST_KIND_NOTE;
    note->of_case = of_case;
    note->about = k->client;
    note->text = tr_str(c->arena, &r, key, &title, 1);
    note->lang = str_of(lang_code(r.lang));
    note->is_demo = p->is_demo;
    return ent_save(c, &post_entity, note);
}

/* The needs that it is for, as far as its writer's right goes: headquarters open one for the region without seeing
** whose needs they are, others for the cases that they see. */
static Fault matching(Ctx *c, const Response *p, bool wide, Id *needs, Id *cases, size_t *ret_n) {
    const Who kept = c->who;
    size_t    n = 0;
    if (wide) c->who.system = true;
    {
        AUTO(rows_end) Rows r = {0};
        Fault f = db_rows(c, &RESPONSE_QUERIES[Q_MATCHING],
                          VALS(v_id(kept.org), v_int(NEED_STATE_OPEN), v_int(p->need), v_int(p->trade),
                               v_int(p->place), v_int(RESPONSE_CASES_MAX)), &r);
        for (; f == OK && n < RESPONSE_CASES_MAX && rows_next(&r); n++) {
            needs[n] = rows_id(&r, 0);
            cases[n] = rows_id(&r, 1);
        }
        c->who = kept;
        TRY(f);
        TRY(rows_fault(&r));
    }
    *ret_n = n;
    return OK;
}

static Fault link_all(Ctx *c, const Response *p, const Id *needs, const Id *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ResponseCase *x = ent_new(c, &response_case_entity);
        x->response = p->head.id;
        x->of_case = cases[i];
        x->need = needs[i];
        TRY(ent_save(c, &response_case_entity, x));
        if (i == 0 || cases[i] != cases[i - 1]) TRY(tell(c, p, cases[i], T_RESPONSE_TOLD_OPENED));
    }
    return OK;
}

static Fault tell_all(Ctx *c, const Response *p) {
    Id    *cases = ARENA_ARRAY(c->arena, Id, RESPONSE_CASES_MAX);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &RESPONSE_QUERIES[Q_CAUSES], VALS(v_id(c->who.org), v_id(p->head.id)), &r));
        while (n < RESPONSE_CASES_MAX && rows_next(&r)) cases[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    n = ids_sort(cases, n);
    for (size_t i = 0; i < n; i++) TRY(tell(c, p, cases[i], T_RESPONSE_TOLD_WORKS));
    return OK;
}

/* Links and notes are made by the program, in the act of whoever opened the response: they need not see the cases. */
Fault response_after(Ctx *c, const void *before, const void *after) {
    const Response *was = before, *p = after;
    const Who kept = c->who;
    bool      wide = (kept.roles & kept.roles_everywhere & (ROLE_HQ | ROLE_ADMIN)) != 0 || kept.system;
    Id       *needs = ARENA_ARRAY(c->arena, Id, RESPONSE_CASES_MAX);
    Id       *cases = ARENA_ARRAY(c->arena, Id, RESPONSE_CASES_MAX);
    size_t    n = 0;
    bool      works = was && was->state != p->state && p->state == RESPONSE_STATE_WORKING;
    if (!was && p->need) TRY(matching(c, p, wide, needs, cases, &n));
    if (!n && !works) return OK;
    c->who.system = true;
    Fault f = n ? link_all(c, p, needs, cases, n) : tell_all(c, p);
    c->who = kept;
    return f;
}

/* initiative_store.c - initiatives, what they build on, partners and reviews: rules at the write, and reading. */
#include "initiative/initiative_page.h"

#include "account/account.h"
#include "commitment/commitment.h"
#include "wave/plan.h"

enum { Q_REVIEWS, Q_HAS_BASE };
_Static_assert(Q_HAS_BASE + 1 == INITIATIVE_Q_N, "as many as the header says");

const Query INITIATIVE_QUERIES[INITIATIVE_Q_N] = {
    [Q_REVIEWS] = {.sql = "SELECT x.id, x.due_on, x.plan_on, x.done_on FROM initiative_reviews x WHERE x.org = :org"
                          " AND x.initiative = :initiative {unscoped:the plan is kept whole, archived ones too}"
                          " ORDER BY x.id LIMIT 200",
                   .in = "org:id initiative:id", .out = "id:id due_on:int plan_on:int done_on:int"},
    [Q_HAS_BASE] = {.sql = "SELECT x.id FROM initiative_bases x WHERE x.org = :org AND x.initiative = :initiative"
                           " AND x.archived_at IS NULL {unscoped:whether there is one} LIMIT 1",
                    .in = "org:id initiative:id", .out = "id:id"},
};

/* ---- rules at the write ----------------------------------------------------------------------------------------- */

bool initiative_late(const Initiative *v, Day today) {
    return v->state == INITIATIVE_STATE_RUNS && v->until_on && v->until_on < today && v->ripens_on < today;
}

static Fault has_base(Ctx *c, Id initiative, bool *ret_yes) {
    int64_t id;
    Fault f = db_int(c, &INITIATIVE_QUERIES[Q_HAS_BASE], VALS(v_id(c->who.org), v_id(initiative)), &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

/* What it takes to run: asked when it starts, not of one that runs already. */
static Fault may_run(Ctx *c, const Initiative *was, Initiative *v) {
    bool base = false;
    if (v->state != INITIATIVE_STATE_RUNS || (was && was->state == INITIATIVE_STATE_RUNS)) return OK;
    if (!v->lead) complain(c, "lead", T_INITIATIVE_WHO_LEADS);
    else if (!v->lead_accepted_at) complain(c, "lead", T_INITIATIVE_NOT_ACCEPTED);
    if (v->head.id) TRY(has_base(c, v->head.id, &base));
    if (!base && !v->why_new.n) complain(c, "why_new", T_INITIATIVE_BASE_OR_WHY);
    return OK;
}

static void may_close(Ctx *c, const Initiative *v) {
    if (v->state != INITIATIVE_STATE_CLOSED) return;
    if (!v->learned.n) complain(c, "learned", T_INITIATIVE_WHAT_LEARNED);
    if (!v->lives_on) complain(c, "lives_on", T_INITIATIVE_WHO_RUNS_IT);
    if (v->lives_on && v->lives_on != EMBED_STAGE_ENDED && !v->what_lives_on.n) {
        complain(c, "what_lives_on", T_INITIATIVE_WHAT_LIVES_ON);
    }
}

Fault initiative_check(Ctx *c, const void *before, void *after) {
    const Initiative *was = before;
    Initiative       *v = after;
    if (v->place) v->head.unit = v->place;
    if (!v->state) v->state = INITIATIVE_STATE_IDEA;
    if (!was || was->lead != v->lead) v->lead_accepted_at = 0;
    if (v->lead && v->lead == c->who.account && !v->lead_accepted_at) v->lead_accepted_at = c->reader.now;
    if (v->state == INITIATIVE_STATE_RUNS && !v->from_on) v->from_on = c->reader.today;
    TRY(may_run(c, was, v));
    may_close(c, v);
    if (v->state != INITIATIVE_STATE_CLOSED) v->closed_on = 0;
    else if (!v->closed_on) v->closed_on = c->reader.today;
    return complaints_fault(c);
}

Fault initiative_base_check(Ctx *c, const void *before, void *after) {
    InitiativeBase *v = after;
    (void)before;
    int n = (v->earlier != 0) + (v->response != 0) + (v->body != 0) + (v->meeting != 0) + (v->what.n > 0);
    if (n != 1) complain(c, "what", T_INITIATIVE_ONE_BASE);
    if (v->earlier && v->earlier == v->initiative) complain(c, "earlier", T_INITIATIVE_ITSELF);
    return complaints_fault(c);
}

Fault initiative_partner_check(Ctx *c, const void *before, void *after) {
    const InitiativePartner *v = after;
    (void)before;
    if (v->agreed_on > c->reader.today) complain(c, "agreed_on", T_INITIATIVE_AGREED_LATER);
    return complaints_fault(c);
}

Fault initiative_review_check(Ctx *c, const void *before, void *after) {
    InitiativeReview *v = after;
    (void)before;
    if (!v->found.n) {
        v->done_on = 0;
        v->done_by = 0;
        return complaints_fault(c);
    }
    if (!v->proof) complain(c, "proof", T_INITIATIVE_HOW_KNOWN);
    if (!v->unknown_part.n) complain(c, "unknown_part", T_INITIATIVE_NOT_KNOWN);
    if (!v->done_on) {
        v->done_on = c->reader.today;
        v->done_by = c->who.account;
    }
    return complaints_fault(c);
}

/* ---- the plan of reviews ---------------------------------------------------------------------------------------- */

static const struct {
    int months, span;
} PLAN[] = {{6, REVIEW_SPAN_SHORT}, {12, REVIEW_SPAN_MIDDLE}, {24, REVIEW_SPAN_MIDDLE}, {60, REVIEW_SPAN_LONG}};
enum { PLAN_N = sizeof PLAN / sizeof *PLAN, PLANNED_MAX = 200 };

typedef struct Planned {
    Id  id;
    Day due_on, plan_on, done_on;
} Planned;

static Fault planned(Ctx *c, Id initiative, Planned *v, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &INITIATIVE_QUERIES[Q_REVIEWS], VALS(v_id(c->who.org), v_id(initiative)), &r));
    for (; n < PLANNED_MAX && rows_next(&r); n++) {
        v[n] = (Planned){rows_id(&r, 0), (Day)rows_int(&r, 1), (Day)rows_int(&r, 2), (Day)rows_int(&r, 3)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

static Fault plan_make(Ctx *c, const Initiative *v) {
    for (int i = 0; i < PLAN_N; i++) {
        InitiativeReview *w = ent_new(c, &initiative_review_entity);
        w->initiative = v->head.id;
        w->span = PLAN[i].span;
        w->due_on = w->plan_on = months_later(v->from_on, PLAN[i].months);
        if (w->due_on) TRY(ent_save_following(c, &initiative_review_entity, w));
    }
    return OK;
}

/* Those that stand where the plan has put them, and were not done. */
static Fault plan_move(Ctx *c, const Initiative *v, Day from, const Planned *p, size_t n) {
    for (size_t i = 0; i < n; i++) {
        InitiativeReview *w = ent_new(c, &initiative_review_entity);
        int months = 0;
        for (int k = 0; k < PLAN_N; k++) {
            if (p[i].plan_on && months_later(from, PLAN[k].months) == p[i].plan_on) months = PLAN[k].months;
        }
        if (!months || p[i].done_on || p[i].due_on != p[i].plan_on) continue;
        Fault f = ent_load(c, &initiative_review_entity, p[i].id, w);
        if (f == NOT_FOUND || (f == OK && w->head.archived_at)) continue;
        TRY(f);
        w->due_on = w->plan_on = months_later(v->from_on, months);
        if (w->due_on) TRY(ent_save_following(c, &initiative_review_entity, w));
    }
    return OK;
}

Fault initiative_after(Ctx *c, const void *before, const void *after) {
    const Initiative *was = before, *v = after;
    Planned p[PLANNED_MAX];
    size_t  n;
    if (v->state != INITIATIVE_STATE_RUNS || !v->from_on) return OK;
    TRY(planned(c, v->head.id, p, &n));
    if (!n) return plan_make(c, v);
    if (was && was->from_on && was->from_on != v->from_on) return plan_move(c, v, was->from_on, p, n);
    return OK;
}

/* ---- acts ------------------------------------------------------------------------------------------------------- */

Fault initiative_accept(Ctx *c, Id id) {
    Initiative *v = ent_new(c, &initiative_entity);
    TRY(ent_load(c, &initiative_entity, id, v));
    if (!v->lead || v->lead != c->who.account) return fail(c, NOT_ALLOWED, "initiative", id);
    v->lead_accepted_at = c->reader.now;
    return ent_save_following(c, &initiative_entity, v);
}

Fault initiative_start(Ctx *c, Initiative *v) {
    v->state = INITIATIVE_STATE_RUNS;
    return ent_save(c, &initiative_entity, v);
}

Fault initiative_close(Ctx *c, Id id, const InitiativeEnd *end, Initiative *ret_v) {
    TRY(ent_load(c, &initiative_entity, id, ret_v));
    ret_v->state = INITIATIVE_STATE_CLOSED;
    ret_v->learned = end->learned;
    ret_v->lives_on = end->lives_on;
    ret_v->what_lives_on = end->what;
    return ent_save(c, &initiative_entity, ret_v);
}

Fault initiative_build_on(Ctx *c, Id initiative, Str kind, Id record) {
    InitiativeBase *v = ent_new(c, &initiative_base_entity);
    v->initiative = initiative;
    if (str_eq(kind, LIT("initiative"))) v->earlier = record;
    else if (str_eq(kind, LIT("response"))) v->response = record;
    else if (str_eq(kind, LIT("body"))) v->body = record;
    else if (str_eq(kind, LIT("meeting"))) v->meeting = record;
    else return fail(c, BAD_REQUEST, "initiative", initiative);
    return ent_save(c, &initiative_base_entity, v);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

Fault initiative_rows(Ctx *c, const Entity *e, Id initiative, void **ret_rows, size_t *ret_n) {
    ListSpec s = {.entity = e, .limit = LIST_PAGE_MAX, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = field_named(e, LIT("initiative")), .op = LIST_EQ, .val = v_id(initiative)};
    s.sort = field_named(e, LIT("due_on"));
    if (!(c->who.roles & e->readers) && !c->who.system) {
        *ret_n = 0;
        return OK;
    }
    return list_run(c, &s, false, ret_rows, ret_n, NULL);
}

/* What is due, and the reader's to see to: where they hold a role that may write on the place itself. */
Fault reviews_due(Ctx *c, size_t max, InitiativeReview **ret_v, size_t *ret_n) {
    const Field *f = initiative_review_entity.fields;
    ListSpec s = {.entity = &initiative_review_entity, .sort = &f[INITIATIVE_REVIEW_F_DUE_ON], .limit = LIST_PAGE_MAX,
                  .n_filters = 2};
    void    *rows;
    size_t   n, kept = 0;
    s.filters[0] = (ListFilter){.field = &f[INITIATIVE_REVIEW_F_DONE_ON], .op = LIST_UNKNOWN};
    s.filters[1] = (ListFilter){.field = &f[INITIATIVE_REVIEW_F_DUE_ON], .op = LIST_LE,
                                .val = v_int(day_plus(c->reader.today, REVIEW_SOON_DAYS))};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    InitiativeReview *v = rows;
    for (size_t i = 0; i < n && kept < max; i++) {
        if (ent_may_write(c, &initiative_review_entity, &v[i].head)) v[kept++] = v[i];
    }
    *ret_v = v;
    *ret_n = kept;
    return OK;
}

static Fault counted(Ctx *c, Str query, int64_t *ret_n) {
    ListSpec s;
    Params   args = {0};
    if (!params_parse(c->arena, query, 8, &args)) return fail(c, BAD_REQUEST, "initiative", 0);
    TRY(list_parse(c, &commitment_entity, &args, &s));
    return list_count(c, &s, ret_n);
}

Fault initiative_share(Ctx *c, int year, Id place, StepShare *ret_v) {
    Str where = place ? arena_printf(c->arena, "&unit=%.*s", STR_ARG(id_str(c->arena, place))) : (Str){0};
    Str all = arena_printf(c->arena, "initiative.known=1&accepted_at.ge=%04d-01-01&accepted_at.le=%04d-12-31%.*s", year,
                           year, STR_ARG(where));
    Str outside = arena_printf(c->arena, "%.*s&outside=yes", STR_ARG(all));
    *ret_v = (StepShare){.year = year, .all_href = arena_printf(c->arena, "/tasks?%.*s", STR_ARG(all)),
                         .outside_href = arena_printf(c->arena, "/tasks?%.*s", STR_ARG(outside))};
    TRY(counted(c, all, &ret_v->all));
    return counted(c, outside, &ret_v->outside);
}

/* case_since.c - what was changed in a plan since it was agreed to: what came, what went, what reads otherwise now,
** from the change log; and that its owner is asked once. */
#include "case/case_page.h"

#include "case/case_store.h"
#include "db/region.h"
#include "ent/list.h"

enum { SINCE_MAX = 60 };

/* What a plan says. How far it has come - done, reached, what shows it - is not a change of it. */
static const int GOAL_SAYS[] = {GOAL_F_TEXT, GOAL_F_LINE, GOAL_F_MEASURE, GOAL_F_TARGET_ON, GOAL_F_RIPENS_ON, -1};
static const int STEP_SAYS[] = {COMMITMENT_F_TEXT, COMMITMENT_F_KIND, COMMITMENT_F_OWNER, COMMITMENT_F_GOAL,
                                COMMITMENT_F_DUE_ON, COMMITMENT_F_RIPENS_ON, COMMITMENT_F_ENABLES, -1};

static const int *says_of(const Entity *e) { return e == &goal_entity ? GOAL_SAYS : STEP_SAYS; }

/* A step of the plan as its owner sees it: not what the team alone sees, nor what somebody asked for or promised beside
** it. */
static bool of_plan(const Entity *e, const void *rec) {
    const Commitment *t = rec;
    if (e == &goal_entity) return true;
    bool kind = t->kind == COMMITMENT_KIND_STEP || t->kind == COMMITMENT_KIND_RECOMMENDATION ||
                t->kind == COMMITMENT_KIND_INFRASTRUCTURE;
    return t->for_team != 1 && !t->agenda_item && (kind || t->goal);
}

static int state_of(const Entity *e, const void *rec) {
    return e == &goal_entity ? ((const Goal *)rec)->state : ((const Commitment *)rec)->state;
}

/* Let go, dropped, or changed into something else. */
static bool is_gone(const Entity *e, int state) {
    return e == &goal_entity ? state >= GOAL_STATE_CHANGED : state >= COMMITMENT_STATE_DROPPED;
}

/* ---- one record -------------------------------------------------------------------------------------------------- */

static Str differing(Ctx *c, const Entity *e, const void *was, const void *now) {
    const int *says = says_of(e);
    Buf  b;
    bool first = true;
    buf_init(&b, 2000);
    for (int i = 0; says[i] >= 0; i++) {
        const Field *f = &e->fields[says[i]];
        if (value_eq(f, was, now)) continue;
        if (!first) buf_lit(&b, " · ");
        buf_add(&b, tr(c->reader.lang, f->label));
        first = false;
    }
    return buf_keep(c->arena, &b);
}

static Str text_of(const Entity *e, const void *rec) {
    return e == &goal_entity ? ((const Goal *)rec)->text : ((const Commitment *)rec)->text;
}

static Str href_of(Ctx *c, const Entity *e, Id id) {
    return e == &goal_entity ? view_record_path(c, e, id)
                             : arena_printf(c->arena, "/steps/%.*s", STR_ARG(id_str(c->arena, id)));
}

static Fault look_at(Ctx *c, const Entity *e, const void *now, Stamp agreed_at, PlanSince *s) {
    const Head *h = now;
    void       *was = ent_new(c, e);
    bool        goes = h->archived_at || !of_plan(e, now) || is_gone(e, state_of(e, now));
    PlanChange  row = {.text = text_of(e, now), .href = href_of(c, e, h->id),
                          .noun = e == &goal_entity ? T_ENT_GOAL : T_CASE_STEP};
    if (h->created_at <= agreed_at) TRY(ent_as_of(c, e, now, agreed_at, was));
    bool here = *(const Id *)field_in(field_named(e, LIT("of_case")), was) == *(const Id *)field_in(
                    field_named(e, LIT("of_case")), now);
    bool stood = here && of_plan(e, was) && !is_gone(e, state_of(e, was));
    if (stood && goes) {
        row.what = T_CASE_SINCE_DROPPED;
        row.text = text_of(e, was);
        row.reason = e == &goal_entity ? ((const Goal *)now)->reason : ((const Commitment *)now)->reason;
    } else if (!stood && !goes) {
        row.what = T_CASE_SINCE_ADDED;
    } else if (stood) {
        row.fields = differing(c, e, was, now);
        if (!row.fields.n) return OK;
        row.what = T_CASE_SINCE_CHANGED;
        if (!str_eq(text_of(e, was), row.text)) row.was = text_of(e, was);
    } else {
        return OK;                                /* came and went since */
    }
    if (s->rows_n < SINCE_MAX) s->rows[s->rows_n++] = row;
    return OK;
}

/* ---- the plan ---------------------------------------------------------------------------------------------------- */

static Fault look_through(Ctx *c, const Entity *e, const Case *k, bool archived, PlanSince *s) {
    ListSpec spec = {.entity = e, .limit = LIST_PAGE_MAX, .archived = archived, .n_filters = 1, .n_extras = 1,
                     .sort_changed = true};
    void  *rows;
    size_t n;
    spec.filters[0] = (ListFilter){.field = field_named(e, LIT("of_case")), .op = LIST_EQ, .val = v_id(k->head.id)};
    spec.extras[0] = (ListExtra){.name = "since", .sql = "(x.changed_at > :since)", .val = v_int(k->agreed_at)};
    TRY(list_run(c, &spec, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) TRY(look_at(c, e, (const char *)rows + i * e->size, k->agreed_at, s));
    return OK;
}

Fault case_plan_since(Ctx *c, const Case *k, PlanSince *ret_s) {
    static const Entity *const OF[] = {&goal_entity, &commitment_entity};
    PlanSince s = {.rows = ARENA_ARRAY(c->arena, PlanChange, SINCE_MAX), .path = case_path(c, k->head.id)};
    if (!k->agreed_at) {
        *ret_s = s;
        return OK;
    }
    s.agreed_on = stamp_day(k->agreed_at, c->reader.zone);
    for (size_t i = 0; i < sizeof OF / sizeof *OF; i++) {
        TRY(look_through(c, OF[i], k, false, &s));
        TRY(look_through(c, OF[i], k, true, &s));
    }
    *ret_s = s;
    return OK;
}

Fault case_may_agree(Ctx *c, const Case *k, bool *ret_yes) {
    bool    lacks;
    Vision *told = ent_new(c, &vision_entity);
    TRY(case_plan_lacks(c, k, &lacks));
    TRY(case_future(c, k->head.id, told));
    *ret_yes = !lacks && told->head.id && k->stage != CASE_STAGE_CLOSED;
    return OK;
}

/* ---- its owner is asked ------------------------------------------------------------------------------------------ */

/* Does this write change what the plan says? */
static bool says_otherwise(const Entity *e, const void *before, const void *after) {
    const int *says = says_of(e);
    if (!before) return of_plan(e, after);
    if (!of_plan(e, before) && !of_plan(e, after)) return false;
    bool moved = of_plan(e, before) != of_plan(e, after) ||
                 is_gone(e, state_of(e, before)) != is_gone(e, state_of(e, after)) ||
                 ((const Head *)before)->archived_at != ((const Head *)after)->archived_at;
    for (int i = 0; says[i] >= 0 && !moved; i++) moved = !value_eq(&e->fields[says[i]], before, after);
    return moved;
}

/* Once after each agreement, at the first change that somebody else made. */
static Fault ask_once(Ctx *c, Id of_case) {
    int64_t asked;
    if (c->who.system && !c->who.account) return OK;
    Fault f = db_int(c, &CASE_QUERIES[Q_CASE_PLAN_UNASKED],
                     VALS(v_id(of_case), v_id(c->who.account), v_int(c->reader.now)), &asked);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    region_changed(c, "cases", of_case);
    TRY(db_run(c, &CASE_QUERIES[Q_CASE_PLAN_ASKED], VALS(v_id(of_case), v_int(c->reader.now))));
    return case_tell_owner(c, of_case);
}

Fault goal_after(Ctx *c, const void *before, const void *after) {
    return says_otherwise(&goal_entity, before, after) ? ask_once(c, ((const Goal *)after)->of_case) : OK;
}

Fault case_step_changed(Ctx *c, const Commitment *before, const Commitment *after) {
    return says_otherwise(&commitment_entity, before, after) ? ask_once(c, after->of_case) : OK;
}

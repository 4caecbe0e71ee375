/* case_plan.c - the plan of a case: goals on three lines, steps that somebody has taken on, what ripens and what it
** will enable; why a line is empty; agreed with the owner. */
#include "case/case_page.h"

#include "account/account.h"
#include "base/check.h"

typedef struct Plan {
    const Case       *k;
    const Goal       *goals;
    const Commitment *steps;
    size_t            n_goals, n_steps;
    CasePerson       *people;
    size_t            n_people;
    bool             *left;                       /* of the people: nothing more is given to them */
    Id               *promisers;                  /* who promised something in a council need not be in the case */
    Str              *promiser_names;
    size_t            n_promisers;
    RefNames          aims;                       /* goals of places that these serve */
    bool              whole;                      /* with all that was closed */
} Plan;

/* Of the steps toward one goal so many are shown, unless the whole plan is asked for. */
enum { OPEN_SHOWN = 20, CLOSED_SHOWN = 4 };

static bool is_here(const Plan *p, Id account) {
    for (size_t i = 0; i < p->n_people; i++) {
        if (p->people[i].account == account) return true;
    }
    return false;
}

static Fault promisers_load(Ctx *c, Plan *p) {
    p->promisers = ARENA_ARRAY(c->arena, Id, p->n_steps + 1);
    p->promiser_names = ARENA_ARRAY(c->arena, Str, p->n_steps + 1);
    for (size_t i = 0; i < p->n_steps; i++) {
        const Commitment *t = &p->steps[i];
        bool known = !t->owner || !t->agenda_item || t->owner == c->who.account || is_here(p, t->owner);
        for (size_t k = 0; k < p->n_promisers; k++) known = known || p->promisers[k] == t->owner;
        if (!known) p->promisers[p->n_promisers++] = t->owner;
    }
    return p->n_promisers ? ent_names(c, &account_entity, p->promisers, p->n_promisers, p->promiser_names) : OK;
}

static Fault aims_load(Ctx *c, Plan *p) {
    Id *ids = ARENA_ARRAY(c->arena, Id, p->n_goals + 1);
    for (size_t i = 0; i < p->n_goals; i++) ids[i] = p->goals[i].aim;
    return ref_names(c, ids, p->n_goals, &p->aims);
}

static Fault people_load(Ctx *c, Id of_case, Plan *p) {
    TRY(case_people(c, of_case, false, &p->people, &p->n_people));
    Id *ids = ARENA_ARRAY(c->arena, Id, p->n_people + 1);
    p->left = ARENA_ARRAY(c->arena, bool, p->n_people + 1);
    for (size_t i = 0; i < p->n_people; i++) ids[i] = p->people[i].account;
    return accounts_left(c, ids, p->n_people, p->left);
}

static Fault plan_load(Ctx *c, const Case *k, Plan *ret_p) {
    Plan  p = {.k = k};
    void *goals, *steps;
    TRY(case_records(c, &goal_entity, k->head.id, &goals, &p.n_goals));
    TRY(case_records(c, &commitment_entity, k->head.id, &steps, &p.n_steps));
    TRY(people_load(c, k->head.id, &p));
    p.goals = goals;
    p.steps = steps;
    TRY(promisers_load(c, &p));
    TRY(aims_load(c, &p));
    *ret_p = p;
    return OK;
}

static bool has_line(const Plan *p, int line) {
    for (size_t i = 0; i < p->n_goals; i++) {
        if (p->goals[i].line == line && p->goals[i].state != GOAL_STATE_LET_GO) return true;
    }
    return false;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static Str person_name(const Plan *p, Id account) {
    for (size_t i = 0; i < p->n_people; i++) {
        if (p->people[i].account == account) return p->people[i].name;
    }
    return (Str){0};
}

static Str promiser(const Plan *p, Id account) {
    for (size_t i = 0; i < p->n_promisers; i++) {
        if (p->promisers[i] == account) return p->promiser_names[i];
    }
    return (Str){0};
}

static Str step_path(Ctx *c, Id id) { return arena_printf(c->arena, "/steps/%.*s", STR_ARG(id_str(c->arena, id))); }

static StepLink step_link(Ctx *c, const Plan *p, Id id) {
    for (size_t i = 0; id && i < p->n_steps; i++) {
        if (p->steps[i].head.id == id) return (StepLink){p->steps[i].text, step_path(c, id)};
    }
    return (StepLink){{0}, {0}};
}

/* What it grew on, what grew on it, and what it became. */
static void growth(Ctx *c, const Plan *p, const Commitment *t, StepRow *r) {
    r->on = step_link(c, p, t->grew_from);
    r->became = step_link(c, p, t->became);
    size_t n = 0;
    for (size_t i = 0; i < p->n_steps; i++) n += p->steps[i].grew_from == t->head.id;
    r->grown = ARENA_ARRAY(c->arena, StepLink, n + 1);
    for (size_t i = 0; n && i < p->n_steps; i++) {
        const Commitment *other = &p->steps[i];
        if (other->grew_from != t->head.id) continue;
        r->grown[r->grown_n++] = (StepLink){other->text, step_path(c, other->head.id)};
    }
    bool asks = r->may_write && t->state == COMMITMENT_STATE_CHANGED && !r->became.text.n;
    if (asks) r->change = arena_printf(c->arena, "%.*s/change", STR_ARG(r->href));
}

static StepRow step_row(Ctx *c, const Plan *p, const Commitment *t) {
    Day  today = c->reader.today;
    bool open = t->state == COMMITMENT_STATE_OPEN, own = t->owner == c->who.account;
    StepRow r = {.id = t->head.id, .text = t->text, .href = step_path(c, t->head.id),
                 .kind = choice_label(&commitment_kind_choices, t->kind), .due_on = t->due_on,
                 .ripens_on = t->ripens_on, .enables = t->enables, .evidence = t->evidence,
                 .back = case_path(c, p->k->head.id), .team = t->for_team == 1,
                 .done = t->state == COMMITMENT_STATE_DONE, .gone = t->state > COMMITMENT_STATE_DONE,
                 .may_write = ent_may_write(c, &commitment_entity, &t->head)};
    r.owner = own ? (Str){0} : person_name(p, t->owner);
    if (!own && !r.owner.n && t->owner && t->agenda_item) r.owner = promiser(p, t->owner);
    else if (!own && !r.owner.n && t->owner) r.owner = tr(c->reader.lang, T_CASE_WHO_LEFT);
    r.ripening = open && t->ripens_on >= today;
    r.late = open && t->due_on && t->due_on < today && !r.ripening;
    r.asked = open && own && !t->accepted_at;
    r.waits = open && !own && t->owner && !t->accepted_at;
    growth(c, p, t, &r);
    return r;
}

static bool is_closed(const Commitment *t) { return t->state != COMMITMENT_STATE_OPEN; }

/* What is due first stands first among the open steps, what has no date behind; the last one to be closed first among
** the closed. */
static int64_t rank(const Commitment *t) {
    if (is_closed(t)) return -t->head.changed_at;
    return t->due_on ? t->due_on : INT64_MAX;
}

/* The first `max` by rank, equals in the order of the plan. */
typedef struct Shown {
    const Commitment **v;
    size_t             n, max, all;
} Shown;

static void shown_add(Shown *s, const Commitment *t) {
    s->all++;
    size_t at = s->n < s->max ? s->n++ : s->max;
    for (; at > 0 && rank(s->v[at - 1]) > rank(t); at--) {
        if (at < s->max) s->v[at] = s->v[at - 1];
    }
    if (at < s->max) s->v[at] = t;
}

static Shown shown_new(Ctx *c, const Plan *p, size_t max) {
    if (p->whole) max = p->n_steps;
    return (Shown){.v = ARENA_ARRAY(c->arena, const Commitment *, max + 1), .max = max};
}

/* The steps toward a goal, or toward none: what is open, then what was closed; of many only the first, unless the whole
** plan is asked for. */
static void steps_of(Ctx *c, const Plan *p, Id goal, StepRow **ret_v, size_t *ret_n, int64_t *ret_more) {
    Shown    open = shown_new(c, p, OPEN_SHOWN), closed = shown_new(c, p, CLOSED_SHOWN);
    StepRow *v = ARENA_ARRAY(c->arena, StepRow, open.max + closed.max + 1);
    size_t   n = 0;
    for (size_t i = 0; i < p->n_steps; i++) {
        const Commitment *t = &p->steps[i];
        if (t->goal == goal) shown_add(is_closed(t) ? &closed : &open, t);
    }
    for (size_t i = 0; i < open.n; i++) v[n++] = step_row(c, p, open.v[i]);
    for (size_t i = 0; i < closed.n; i++) v[n++] = step_row(c, p, closed.v[i]);
    *ret_v = v;
    *ret_n = n;
    *ret_more += (int64_t)(open.all + closed.all - n);
}

static void goal_row(Ctx *c, const Plan *p, const Goal *g, GoalRow *ret_row, int64_t *ret_more) {
    static const char *const TINTS[GOAL_STATE_N] = {
        [GOAL_STATE_OPEN] = "", [GOAL_STATE_REACHED] = "ok", [GOAL_STATE_CHANGED] = "info", [GOAL_STATE_LET_GO] = "",
    };
    Day today = c->reader.today;
    GoalRow r = {.text = g->text, .href = view_record_path(c, &goal_entity, g->head.id), .measure = g->measure,
                 .early_signs = g->early_signs, .evidence = g->evidence, .target_on = g->target_on,
                 .ripens_on = g->ripens_on, .state = choice_label(&goal_state_choices, g->state),
                 .tint = str_of(TINTS[g->state]), .open = g->state == GOAL_STATE_OPEN};
    r.aim = ref_name(&p->aims, g->aim);
    if (r.aim.n) r.aim_href = arena_printf(c->arena, "/aims/%.*s", STR_ARG(id_str(c->arena, g->aim)));
    r.ripening = r.open && g->ripens_on >= today;
    r.late = r.open && g->target_on && g->target_on < today && !r.ripening;
    steps_of(c, p, g->head.id, &r.steps, &r.steps_n, ret_more);
    *ret_row = r;
}

static Str *why_of(Case *k, int line) {
    if (line == GOAL_LINE_ECONOMIC) return &k->why_economic;
    return line == GOAL_LINE_SOCIAL ? &k->why_social : &k->why_environmental;
}

static void line_fill(Ctx *c, const Plan *p, int line, PlanLine *ret_line, int64_t *ret_more) {
    static const char *const ICONS[GOAL_LINE_N] = {
        [GOAL_LINE_ECONOMIC] = "receipt", [GOAL_LINE_SOCIAL] = "users", [GOAL_LINE_ENVIRONMENTAL] = "leaf",
    };
    Case     k = *p->k;
    PlanLine l = {.name = choice_label(&goal_line_choices, line),
                  .value = str_of(choice_of(&goal_line_choices, line)->name), .icon = str_of(ICONS[line]),
                  .why = has_line(p, line) ? (Str){0} : *why_of(&k, line),
                  .goals = ARENA_ARRAY(c->arena, GoalRow, p->n_goals + 1)};
    for (size_t i = 0; i < p->n_goals; i++) {
        if (p->goals[i].line == line) goal_row(c, p, &p->goals[i], &l.goals[l.goals_n++], ret_more);
    }
    l.asks_why = !has_line(p, line) && p->n_goals > 0 && !l.why.n;
    *ret_line = l;
}

/* ---- the choices of a new step ---------------------------------------------------------------------------------- */

static const int STEP_KINDS[] = {COMMITMENT_KIND_STEP, COMMITMENT_KIND_RECOMMENDATION, COMMITMENT_KIND_INFRASTRUCTURE,
                                 COMMITMENT_KIND_PROMISE, COMMITMENT_KIND_TASK};
enum { STEP_KINDS_N = sizeof STEP_KINDS / sizeof *STEP_KINDS };

/* Toward which goals a step may go, and who may own it. `t`: what is chosen already, or NULL. */
static void goals_fill(Ctx *c, const Plan *p, const Commitment *t, PlanChoice *v, size_t *ret_n) {
    for (size_t i = 0; i < p->n_goals; i++) {
        bool chosen = t && t->goal == p->goals[i].head.id;
        if (p->goals[i].state != GOAL_STATE_OPEN && !chosen) continue;
        v[(*ret_n)++] = (PlanChoice){.value = id_str(c->arena, p->goals[i].head.id), .name = p->goals[i].text,
                                     .chosen = chosen};
    }
}

static void owners_fill(Ctx *c, const Plan *p, const Commitment *t, PlanChoice *v, size_t *ret_n) {
    for (size_t i = 0; i < p->n_people; i++) {
        bool me = p->people[i].account == c->who.account, seen = false;
        for (size_t k = 0; k < i; k++) seen = seen || p->people[k].account == p->people[i].account;
        bool kept = t && t->owner == p->people[i].account;
        if (seen || (p->left[i] && !kept)) continue;
        v[(*ret_n)++] = (PlanChoice){.value = id_str(c->arena, p->people[i].account),
                                     .name = me ? tr(c->reader.lang, T_CASE_MYSELF) : p->people[i].name,
                                     .chosen = kept};
    }
}

/* What a step may have grown on, infrastructure first; or what a changed one has become. `t`: the step, or NULL for a
** new one in the short form, which is offered infrastructure and the first of what is open. */
static void steps_fill(Ctx *c, const Plan *p, const Commitment *t, Id chosen, PlanChoice *v, size_t *ret_n) {
    size_t n_open = 0;
    for (int others = 0; others < 2; others++) {
        for (size_t i = 0; i < p->n_steps; i++) {
            const Commitment *s = &p->steps[i];
            bool base = s->kind == COMMITMENT_KIND_INFRASTRUCTURE, gone = s->state > COMMITMENT_STATE_DONE;
            if (base == (others == 1) || (t && s->head.id == t->head.id)) continue;
            if (gone && s->head.id != chosen) continue;
            if (!t && !base && (is_closed(s) || ++n_open > OPEN_SHOWN)) continue;
            v[(*ret_n)++] = (PlanChoice){.value = id_str(c->arena, s->head.id), .name = s->text,
                                         .chosen = s->head.id == chosen};
        }
    }
}

static void choices_fill(Ctx *c, const Plan *p, PlanPart *v) {
    v->kinds = ARENA_ARRAY(c->arena, PlanChoice, STEP_KINDS_N);
    v->goals = ARENA_ARRAY(c->arena, PlanChoice, p->n_goals + 1);
    v->owners = ARENA_ARRAY(c->arena, PlanChoice, p->n_people + 1);
    for (int i = 0; i < STEP_KINDS_N; i++) {
        const Choice *choice = choice_of(&commitment_kind_choices, STEP_KINDS[i]);
        v->kinds[v->kinds_n++] = (PlanChoice){.value = str_of(choice->name), .label = choice->label};
    }
    goals_fill(c, p, NULL, v->goals, &v->goals_n);
    owners_fill(c, p, NULL, v->owners, &v->owners_n);
    v->bases = ARENA_ARRAY(c->arena, PlanChoice, p->n_steps + 1);
    steps_fill(c, p, NULL, 0, v->bases, &v->bases_n);
}

static Fault plan_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx  *c = pg->c;
    Plan  p;
    Vision *told = ent_new(c, &vision_entity);
    TRY(plan_load(c, k, &p));
    p.whole = str_eq(params_get(&pg->rq->args, "plan"), LIT("all"));
    TRY(case_future(c, k->head.id, told));
    bool open = k->stage != CASE_STAGE_CLOSED && !k->head.archived_at, has[GOAL_LINE_N] = {0};
    PlanPart v = {.path = case_path(c, k->head.id), .id = id_str(c->arena, k->head.id),
                  .lines = ARENA_ARRAY(c->arena, PlanLine, GOAL_LINE_N), .no_vision = !told->head.id,
                  .agreed_on = k->agreed_at ? stamp_day(k->agreed_at, c->reader.zone) : 0,
                  .may_write = open && ent_may_write(c, &case_entity, &k->head),
                  .may_add_goal = open && ent_may_write(c, &goal_entity, NULL), .whole = p.whole};
    for (int line = 1; line < GOAL_LINE_N; line++) {
        line_fill(c, &p, line, &v.lines[v.lines_n], &v.steps_more);
        has[line] = has_line(&p, line);
        v.may_agree = v.may_agree || v.lines[v.lines_n].goals_n;
        v.lines_n++;
    }
    for (size_t i = 0; i < v.lines_n; i++) v.may_agree = v.may_agree && !v.lines[i].asks_why;
    TRY(case_plan_since(c, k, &v.since));
    v.may_agree = v.may_agree && v.may_add_goal && told->head.id && (!k->agreed_at || v.since.rows_n);
    v.lacks = !k->agreed_at && case_lines_lack(k, has);
    v.may_agree = v.may_agree && !v.lacks;
    v.lacks = v.lacks && v.may_write && k->stage < CASE_STAGE_DOING;
    steps_of(c, &p, 0, &v.loose, &v.loose_n, &v.steps_more);
    choices_fill(c, &p, &v);
    case_plan_html(b, pg, &v);
    return OK;
}

/* ---- acts ------------------------------------------------------------------------------------------------------- */

static Fault step_choices(Ctx *c, const Commitment *t, StepForm *v) {
    Plan  p = {0};
    void *goals, *steps;
    TRY(case_records(c, &goal_entity, t->of_case, &goals, &p.n_goals));
    TRY(case_records(c, &commitment_entity, t->of_case, &steps, &p.n_steps));
    TRY(people_load(c, t->of_case, &p));
    p.goals = goals;
    v->goals = ARENA_ARRAY(c->arena, PlanChoice, p.n_goals + 1);
    v->owners = ARENA_ARRAY(c->arena, PlanChoice, p.n_people + 1);
    v->bases = ARENA_ARRAY(c->arena, PlanChoice, p.n_steps + 1);
    v->heirs = ARENA_ARRAY(c->arena, PlanChoice, p.n_steps + 1);
    p.steps = steps;
    steps_fill(c, &p, t, t->grew_from, v->bases, &v->bases_n);
    if (v->change.n) steps_fill(c, &p, t, t->became, v->heirs, &v->heirs_n);
    goals_fill(c, &p, t, v->goals, &v->goals_n);
    owners_fill(c, &p, t, v->owners, &v->owners_n);
    for (size_t i = 0; i < v->owners_n; i++) v->given = v->given || v->owners[i].chosen;
    return OK;
}

/* `was`: the step that is changed into this one, or NULL; then the reason is why. */
static Fault draw_step(Ctx *c, const Request *rq, Reply *rp, const Commitment *t, const Commitment *was) {
    static const int FIELDS[] = {COMMITMENT_F_TEXT, COMMITMENT_F_KIND, COMMITMENT_F_DUE_ON, COMMITMENT_F_RIPENS_ON,
                                 COMMITMENT_F_ENABLES, COMMITMENT_F_STATE, COMMITMENT_F_REASON, COMMITMENT_F_EVIDENCE};
    enum { FIELDS_N = sizeof FIELDS / sizeof *FIELDS };
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    StepForm v = {.back = case_path(c, t->of_case), .title = was ? T_CASE_CHANGE_STEP : T_CASE_STEP,
                  .version = arena_printf(c->arena, "%lld", (long long)t->head.version)};
    Buf b;
    v.path = t->head.id ? step_path(c, t->head.id) : arena_printf(c->arena, "%.*s/steps", STR_ARG(v.back));
    if (t->head.id) v.change = arena_printf(c->arena, "%.*s/change", STR_ARG(v.path));
    if (was) v.path = arena_printf(c->arena, "%.*s/change", STR_ARG(step_path(c, was->head.id)));
    buf_init(&b, 1 << 18);
    for (size_t i = 0; i < FIELDS_N; i++) {
        if (was && (FIELDS[i] == COMMITMENT_F_STATE || FIELDS[i] == COMMITMENT_F_EVIDENCE)) continue;
        ent_field_html(c, &b, &commitment_entity, &commitment_entity.fields[FIELDS[i]], t, typed);
    }
    if (c->who.roles & ROLES_STAFF) {
        Field inner = commitment_entity.fields[COMMITMENT_F_FOR_TEAM];
        inner.flags |= FIELD_REQUIRED;            /* yes or no, never unknown */
        Commitment shown = *t;
        shown.for_team = t->for_team == 1;
        ent_field_html(c, &b, &commitment_entity, &inner, &shown, NULL); /* the short form sends it as a box */
    }
    v.fields = html_keep(c->arena, &b);
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &commitment_entity);
    v.errors = html_keep(c->arena, &b);
    TRY(step_choices(c, t, &v));
    TRY(case_name(c, t->of_case, &v.name));
    Page pg = case_page_new(c, rq, t->of_case, v.name, v.title);
    if (c->complaints.n) return page_again(&pg, rp, case_step_form_page, &v);
    return page_send(&pg, rp, case_step_form_page, &v);
}

/* POST /cases/ID/steps: a new step, toward a goal or not. */
Fault post_case_step(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    ent_form_read(c, &commitment_entity, &rq->form, t);
    t->of_case = k->head.id;
    t->about = k->client;
    if (!t->state) t->state = COMMITMENT_STATE_OPEN;
    if (!t->kind) t->kind = COMMITMENT_KIND_STEP;
    if (t->kind == COMMITMENT_KIND_INFRASTRUCTURE && !t->enables.n) complain(c, "enables", T_CASE_WANTS_ENABLES);
    Fault f = c->complaints.n ? INVALID : ent_save(c, &commitment_entity, t);
    if (f == INVALID) {
        t->head.id = t->head.version = 0;
        return draw_step(c, rq, rp, t, NULL);
    }
    TRY(f);
    Str plan = arena_printf(c->arena, "%.*s#plan", STR_ARG(case_path(c, k->head.id)));
    reply_go(c, rp, plan, T_CASE_STEP_KEPT, NULL, 0);
    return OK;
}

static Fault load_step(Ctx *c, Id id, Commitment *ret_t) {
    TRY(ent_load(c, &commitment_entity, id, ret_t));
    return ret_t->of_case ? OK : fail(c, NOT_FOUND, "commitment", id);
}

Fault get_case_step(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(load_step(c, rq->ids[0], t));
    return draw_step(c, rq, rp, t, NULL);
}

Fault post_case_step_save(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    int64_t version;
    TRY(load_step(c, rq->ids[0], t));
    ent_form_read(c, &commitment_entity, &rq->form, t);
    if (str_int(params_get(&rq->form, "version"), &version)) t->head.version = version;
    if (t->kind == COMMITMENT_KIND_INFRASTRUCTURE && !t->enables.n) complain(c, "enables", T_CASE_WANTS_ENABLES);
    Fault f = c->complaints.n ? INVALID : ent_save(c, &commitment_entity, t);
    if (f == INVALID) return draw_step(c, rq, rp, t, NULL);
    TRY(f);
    reply_go(c, rp, case_path(c, t->of_case), T_CASE_STEP_KEPT, NULL, 0);
    return OK;
}

/* ---- changed into another --------------------------------------------------------------------------------------- */

/* GET /steps/ID/change: the step that takes its place begins as it stands. */
Fault get_case_step_change(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *was = ent_new(c, &commitment_entity), *t = ent_new(c, &commitment_entity);
    TRY(load_step(c, rq->ids[0], was));
    *t = *was;
    t->head = (Head){.visibility = VIS_TEAM};
    t->evidence = (Str){0};
    return draw_step(c, rq, rp, t, was);
}

static Fault change_step(Ctx *c, Commitment *was, Commitment *t) {
    was->reason = t->reason;
    if (!was->reason.n) complain(c, "reason", T_COMMITMENT_WHY);
    t->reason = (Str){0};
    if (t->kind == COMMITMENT_KIND_INFRASTRUCTURE && !t->enables.n) complain(c, "enables", T_CASE_WANTS_ENABLES);
    TRY(complaints_fault(c));
    TRY(ent_save(c, &commitment_entity, t));
    was->state = COMMITMENT_STATE_CHANGED;
    was->became = t->head.id;
    return ent_save(c, &commitment_entity, was);
}

/* POST /steps/ID/change: the old one stays in the plan, with why and what it became. */
Fault post_case_step_change(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *was = ent_new(c, &commitment_entity), *t = ent_new(c, &commitment_entity);
    TRY(load_step(c, rq->ids[0], was));
    ent_form_read(c, &commitment_entity, &rq->form, t);
    t->of_case = was->of_case;
    t->about = was->about;
    t->state = COMMITMENT_STATE_OPEN;
    Str   why = t->reason;
    Fault f = c->complaints.n ? INVALID : change_step(c, was, t);
    if (f == INVALID) {
        t->head.id = t->head.version = 0;
        t->reason = why;
        return draw_step(c, rq, rp, t, was);
    }
    TRY(f);
    Str plan = arena_printf(c->arena, "%.*s#plan", STR_ARG(case_path(c, t->of_case)));
    reply_go(c, rp, plan, T_CASE_STEP_CHANGED, NULL, 0);
    return OK;
}

/* POST /steps/ID/accept: whoever was asked takes it on. */
Fault post_case_step_accept(Ctx *c, const Request *rq, Reply *rp) {
    Commitment *t = ent_new(c, &commitment_entity);
    Str back = params_get(&rq->form, "back");
    TRY(load_step(c, rq->ids[0], t));
    if (t->owner != c->who.account) return fail(c, NOT_ALLOWED, "commitment", t->head.id);
    t->accepted_at = c->reader.now;
    TRY(ent_save(c, &commitment_entity, t));
    reply_go(c, rp, path_is_ours(back) ? back : case_path(c, t->of_case), T_CASE_STEP_TAKEN,
             (TrArg[]){TR_ARG("text", t->text)}, 1);
    return OK;
}

/* POST /cases/ID/why: why a line of the plan has nothing. */
Fault post_case_why(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    int   line = choice_value(&goal_line_choices, params_get(&rq->form, "line"));
    if (!line) return fail(c, BAD_REQUEST, "line", 0);
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    *why_of(k, line) = str_trim(params_get(&rq->form, "why"));
    TRY(ent_save(c, &case_entity, k));
    Str plan = arena_printf(c->arena, "%.*s#plan", STR_ARG(case_path(c, k->head.id)));
    reply_go(c, rp, plan, T_CASE_WHY_KEPT, NULL, 0);
    return OK;
}

/* The plan is agreed when every line has a goal or a reason, and a future to lead to. By the owner, or with them; anew
** when it was changed since. */
static Fault agree(Ctx *c, Case *k) {
    bool may;
    TRY(case_may_agree(c, k, &may));
    if (!may) return fail(c, OVER, "case", k->head.id);
    TRY(case_needs(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, "stage"));
    k->agreed_at = c->reader.now;
    if (k->stage < CASE_STAGE_DOING) k->stage = CASE_STAGE_DOING;
    return OK;
}

Fault post_case_agree(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(agree(c, k));
    /* The owner agrees too, though a case is the staff's to change: this page changes nothing else. */
    TRY(ent_save_following(c, &case_entity, k));
    Str back = params_get(&rq->form, "back");
    reply_go(c, rp, path_is_ours(back) ? back : case_path(c, k->head.id), T_CASE_AGREED_NOW, NULL, 0);
    return OK;
}

static const RecordPart PLAN = {.entity = &case_entity, .anchor = "plan", .title = T_CASE_PLAN, .order = 10,
                                .draw = plan_draw};

void case_plan_register(void) { view_register_part(&PLAN); }

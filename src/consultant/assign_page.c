/* assign_page.c - a case is given to somebody: proposed, explained, chosen by a person. */
#include "consultant/assign.h"

#include "db/scope.h"
#include "ent/form.h"

/* ---- who may, and as what --------------------------------------------------------------------------------- */

static const int ROLES[] = {CASE_ROLE_LEAD, CASE_ROLE_HELPER, CASE_ROLE_MENTOR, CASE_ROLE_COACH};
enum { ROLES_N = sizeof ROLES / sizeof *ROLES };

static int role_asked(const Request *rq) {
    int role = choice_value(&case_role_choices, params_get(rq->method == POST ? &rq->form : &rq->args, "role"));
    return role_works(role) ? role : CASE_ROLE_LEAD;
}

/* Who manages and is in the team, or leads the case. */
static Fault may_assign(Ctx *c, Id of_case, bool *ret_yes) {
    CasePerson *people;
    size_t n;
    bool in;
    TRY(scope_has(c, of_case, c->who.account, &in));
    *ret_yes = in && (c->who.roles & CONSULTANT_MANAGERS);
    if (*ret_yes || !in) return OK;
    TRY(case_people(c, of_case, false, &people, &n));
    for (size_t i = 0; i < n; i++) {
        *ret_yes = *ret_yes || (people[i].account == c->who.account && people[i].role == CASE_ROLE_LEAD);
    }
    return OK;
}

static Fault case_asked(Ctx *c, const Request *rq, Case *ret_k) {
    bool yes;
    TRY(ent_load(c, &case_entity, rq->ids[0], ret_k));
    TRY(may_assign(c, ret_k->head.id, &yes));
    return yes && !ret_k->head.archived_at ? OK : fail(c, NOT_ALLOWED, "case", ret_k->head.id);
}

/* ---- the page --------------------------------------------------------------------------------------------- */

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &case_member_entity);
    return html_keep(c->arena, &b);
}

static void roles_fill(Ctx *c, int role, AssignView *v) {
    v->roles = ARENA_ARRAY(c->arena, RoleLink, ROLES_N);
    for (int i = 0; i < ROLES_N; i++) {
        const Choice *one = choice_of(&case_role_choices, ROLES[i]);
        v->roles[v->roles_n++] = (RoleLink){arena_printf(c->arena, "%.*s?role=%s", STR_ARG(v->action), one->name),
                                            one->label, ROLES[i] == role};
    }
}

/* Who holds the role now. */
static Fault now_fill(Ctx *c, const Case *k, int role, AssignView *v) {
    CasePerson *people;
    size_t n;
    TRY(case_people(c, k->head.id, false, &people, &n));
    for (size_t i = 0; i < n; i++) {
        if (people[i].role != role || !people[i].name.n) continue;
        v->now = v->now.n ? arena_printf(c->arena, "%.*s, %.*s", STR_ARG(v->now), STR_ARG(people[i].name))
                          : people[i].name;
    }
    return OK;
}

static Fault page_draw(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    int role = role_asked(rq);
    const Params none = {0}, *typed = rq->method == POST ? &rq->form : &none;
    Candidates found;
    AssignView v = {.back = case_path(c, k->head.id), .lead = role == CASE_ROLE_LEAD, .errors = errors_of(c),
                    .minutes = params_get(typed, "minutes"), .reason = params_get(typed, "reason")};
    v.action = arena_printf(c->arena, "%.*s/assign", STR_ARG(v.back));
    TRY(case_name(c, k->head.id, &v.name));
    roles_fill(c, role, &v);
    TRY(now_fill(c, k, role, &v));
    TRY(candidates_of(c, k, role, &found));
    TRY(candidate_rows(c, rq, &found, &v));
    v.value_role = str_of(choice_of(&case_role_choices, role)->name);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSULTANT_ASSIGN));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/cases"), tr(c->reader.lang, T_ENT_CASE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (rq->method == POST) return page_again(&pg, rp, assign_page, &v);
    return page_send(&pg, rp, assign_page, &v);
}

static Fault get_assign(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(case_asked(c, rq, k));
    case_opened(c, k->head.id);
    return page_draw(c, rq, rp, k);
}

/* ---- choosing --------------------------------------------------------------------------------------------- */

/* Whoever is chosen stands on the list, is not too near, and is ready or has a written reason. */
static void chosen_check(Ctx *c, const Candidates *found, const Assign *a) {
    size_t i = 0;
    while (i < found->n && found->people[i].account != a->account) i++;
    if (i == found->n) complain(c, "account", T_CONSULTANT_CHOOSE);
    else if (found->people[i].near) complain(c, "account", T_CONSULTANT_TOO_NEAR);
    bool unready = i < found->n && found->people[i].unready && role_works(a->role);
    if (unready && !a->reason.n) complain(c, "reason", T_CONSULTANT_REASON);
}

static Fault assign_read(Ctx *c, const Request *rq, const Case *k, Assign *ret_a) {
    const Field *f = &case_member_entity.fields[CASE_MEMBER_F_PROMISED_MINUTES];
    CaseMember  *m = ent_new(c, &case_member_entity);
    Candidates   found;
    Str minutes = str_trim(params_get(&rq->form, "minutes"));
    if (minutes.n) (void)value_read(c, f, m, LANG_EN, minutes);
    if (m->promised_minutes != NUMBER_NONE && (m->promised_minutes < f->min || m->promised_minutes > f->max)) {
        complain(c, "promised_minutes", T_CONSULTANT_MINUTES);
    }
    *ret_a = (Assign){.of_case = k->head.id, .role = role_asked(rq), .minutes = m->promised_minutes,
                      .reason = str_trim(params_get(&rq->form, "reason"))};
    if (!id_parse(params_get(&rq->form, "account"), &ret_a->account)) ret_a->account = 0;
    TRY(candidates_of(c, k, ret_a->role, &found));
    chosen_check(c, &found, ret_a);
    return OK;
}

/* They may be of another town, where the reader sees no accounts. */
static Fault assigned_name(Ctx *c, Id account, Str *ret_name) {
    Account *a = ent_new(c, &account_entity);
    TRY(account_by_id(c, account, a));
    *ret_name = a->name;
    return OK;
}

static Fault post_assign(Ctx *c, const Request *rq, Reply *rp) {
    Case  *k = ent_new(c, &case_entity);
    Assign a;
    Str name;
    TRY(case_asked(c, rq, k));
    TRY(assign_read(c, rq, k, &a));
    Fault f = c->complaints.n ? INVALID : assign_do(c, &a);
    if (f == INVALID) return page_draw(c, rq, rp, k);
    TRY(f);
    TRY(assigned_name(c, a.account, &name));
    bool in;
    TRY(scope_has(c, k->head.id, c->who.account, &in));
    reply_go(c, rp, in ? case_path(c, k->head.id) : LIT("/cases"), T_CONSULTANT_ASSIGNED,
             (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* ---- on the case ------------------------------------------------------------------------------------------ */

/* Those who are in the case and stay: not those whose last day is over today, nor who has left the organisation. */
static Fault who_stays(Ctx *c, Id of_case, CasePerson **ret_v, size_t *ret_n) {
    CasePerson *people;
    size_t n, k = 0;
    TRY(case_people(c, of_case, false, &people, &n));
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *left = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = people[i].account;
    TRY(accounts_left(c, ids, n, left));
    for (size_t i = 0; i < n; i++) {
        bool ends = people[i].until_on && people[i].until_on <= c->reader.today;
        if (!ends && !left[i]) people[k++] = people[i];
    }
    *ret_v = people;
    *ret_n = k;
    return OK;
}

static Fault steps_left(Ctx *c, Id of_case, const CasePerson *people, size_t n_people, const Commitment **ret_v,
                        size_t *ret_n) {
    enum { STEPS_SHOWN = 50 };
    void  *rows;
    size_t n, k = 0;
    TRY(case_records(c, &commitment_entity, of_case, &rows, &n));
    Commitment *v = rows;
    for (size_t i = 0; i < n && k < STEPS_SHOWN; i++) {
        if (v[i].state != COMMITMENT_STATE_OPEN) continue;
        bool here = !v[i].owner || v[i].agenda_item; /* who promised it in a council need not be in the case */
        for (size_t j = 0; j < n_people; j++) here = here || people[j].account == v[i].owner;
        if (!here) v[k++] = v[i];
    }
    *ret_v = v;
    *ret_n = k;
    return OK;
}

/* The lead has left, or is too near to the business: for whoever may give the case to somebody else. */
static Fault lead_fill(Ctx *c, const Case *k, AssignCard *v) {
    CasePerson  *people;
    LeadConflict near;
    size_t n;
    TRY(case_people(c, k->head.id, false, &people, &n));
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *gone = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = people[i].account;
    TRY(accounts_left(c, ids, n, gone));
    for (size_t i = 0; i < n; i++) {
        bool left = gone[i];
        if (people[i].role != CASE_ROLE_LEAD) continue;
        v->lead = people[i].name;
        if (left) v->lead_left = people[i].name;
        TRY(conflict_of_lead(c, k->client, people[i].account, &near));
        if (!near.nature || left) continue;
        v->near = choice_label(&conflict_nature_choices, near.nature);
        v->decided_on = near.decision ? near.decided_on : 0;
        v->decided_why = near.why;
        if (near.decided_by) TRY(ent_labels(c, &near.decided_by, 1, &v->decided_by));
    }
    return OK;
}

/* Steps of the plan whose owner is in the case no more, and the ways to give the case to somebody. */
static Fault card_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx *c = pg->c;
    CasePerson *people;
    const Commitment *left;
    size_t n_people, n;
    bool   in, may;
    AssignCard v = {.path = case_path(c, k->head.id)};
    TRY(scope_has(c, k->head.id, c->who.account, &in));
    if (!in) return OK;
    TRY(who_stays(c, k->head.id, &people, &n_people));
    TRY(steps_left(c, k->head.id, people, n_people, &left, &n));
    v.steps = ARENA_ARRAY(c->arena, LeftStep, n + 1);
    v.team = ARENA_ARRAY(c->arena, TeamOption, n_people + 1);
    for (size_t i = 0; i < n; i++) {
        Str path = view_record_path(c, &commitment_entity, left[i].head.id);
        v.steps[v.steps_n++] = (LeftStep){left[i].text, arena_printf(c->arena, "%.*s/edit", STR_ARG(path))};
    }
    for (size_t i = 0; i < n_people; i++) {
        if (people[i].role == CASE_ROLE_OWNER) continue;
        v.team[v.team_n++] = (TeamOption){id_str(c->arena, people[i].account), people[i].name};
    }
    TRY(may_assign(c, k->head.id, &may));
    if (may) v.assign = arena_printf(c->arena, "%.*s/assign", STR_ARG(v.path));
    if (may && (c->who.roles & CONSULTANT_MANAGERS)) TRY(lead_fill(c, k, &v));
    if (c->who.roles & ROLES_STAFF) v.hand_over = arena_printf(c->arena, "%.*s/hand-over", STR_ARG(v.path));
    assign_card_html(b, pg, &v);
    return OK;
}

/* POST /cases/ID/steps-left: what those who have left had taken on goes to one of the team. */
static Fault post_steps_left(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    CasePerson *people;
    const Commitment *left;
    size_t n_people, n;
    Id     to = 0;
    bool   known = false, in;
    TRY(ent_load(c, &case_entity, rq->ids[0], k));
    TRY(scope_has(c, k->head.id, c->who.account, &in));
    if (!in) return fail(c, NOT_ALLOWED, "case", k->head.id);
    TRY(who_stays(c, k->head.id, &people, &n_people));
    if (!id_parse(params_get(&rq->form, "account"), &to)) to = 0;
    for (size_t i = 0; i < n_people; i++) {
        known = known || (people[i].account == to && people[i].role != CASE_ROLE_OWNER);
    }
    if (!known) return BAD_REQUEST;
    TRY(steps_left(c, k->head.id, people, n_people, &left, &n));
    TRY(act_begin(c, T_ACT_HAND_OVER, (Str){0}));
    Fault f = OK;
    for (size_t i = 0; i < n && f == OK; i++) {
        Commitment *t = ent_new(c, &commitment_entity);
        f = ent_load(c, &commitment_entity, left[i].head.id, t);
        t->owner = to;
        commitment_tell_once(i > 0);              /* one mail is enough */
        if (f == OK) f = ent_save(c, &commitment_entity, t);
    }
    commitment_tell_once(false);
    TRY(f);
    reply_go(c, rp, arena_printf(c->arena, "%.*s#assignment", STR_ARG(case_path(c, k->head.id))),
             T_CONSULTANT_STEPS_GIVEN, &TR_N("n", (int64_t)n), 1);
    return OK;
}

/* POST /cases/ID/near: whoever leads goes on although they are too near, for a reason. */
static Fault post_near(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    CasePerson *people;
    size_t n;
    Fault  f = OK;
    TRY(case_asked(c, rq, k));
    if (!(c->who.roles & CONSULTANT_MANAGERS)) return fail(c, NOT_ALLOWED, "case", k->head.id);
    TRY(case_people(c, k->head.id, false, &people, &n));
    for (size_t i = 0; i < n && f == OK; i++) {
        if (people[i].role != CASE_ROLE_LEAD) continue;
        f = conflict_decide(c, k->client, people[i].account, str_trim(params_get(&rq->form, "why")));
    }
    if (f != OK && f != INVALID) return f;
    c->act = f == INVALID ? 0 : c->act;
    reply_go(c, rp, arena_printf(c->arena, "%.*s#assignment", STR_ARG(case_path(c, k->head.id))),
             f == INVALID ? T_CONSULTANT_DECIDE_WHY : T_CONSULTANT_DECIDED, NULL, 0);
    return OK;
}

static const RecordPart CARD = {.entity = &case_entity, .anchor = "assignment", .title = T_CONSULTANT_ASSIGNMENT,
                                .side = true, .order = 12, .draw = card_draw};

/* Nobody works in a case by another way who has not signed or is not trained, or who is too near. */
static Fault member_rule(Ctx *c, const CaseMember *before, const CaseMember *m) {
    Consultant *v = ent_new(c, &consultant_entity);
    bool same = before && before->role == m->role && before->account == m->account;
    if (c->who.system || same || !role_works(m->role) || m->head.archived_at) return OK;
    Fault f = consultant_any(c, m->account, v);
    if (f != OK && f != NOT_FOUND) return f;
    bool unready = f == OK && v->ready != CONSULTANT_READY_READY;
    if (unready) complain(c, "role", T_CONSULTANT_NOT_READY);
    Case    *k = ent_new(c, &case_entity);
    Account *a = ent_new(c, &account_entity);
    int near = 0;
    TRY(ent_load(c, &case_entity, m->of_case, k));
    f = account_by_id(c, m->account, a);
    if (f != OK && f != NOT_FOUND) return f;
    Id person = f == OK ? a->person : 0;
    TRY(conflict_natures(c, k->client, &m->account, &person, 1, &near));
    if (near) complain(c, "account", T_CONSULTANT_TOO_NEAR);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------- */

static const Route ROUTES_OF[] = {
    {GET, "/cases/{id}/assign", get_assign, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/assign", post_assign, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/cases/{id}/hand-over", get_hand_over, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/hand-over", post_hand_over, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/steps-left", post_steps_left, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/cases/{id}/near", post_near, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/consultants/{id}/hand-over", get_hand_over_all, ROUTE_READ, CONSULTANT_MANAGERS, 0, NULL, false},
    {POST, "/consultants/{id}/hand-over", post_hand_over_all, ROUTE_WRITE, CONSULTANT_MANAGERS, 0, NULL, false},
};

static void start(Region *r) {
    (void)r;
    view_register_part(&CARD);
    case_on_member(member_rule);
}

const Module assign_module = {
    .name = "assign", .routes = ROUTES_OF, .n_routes = sizeof ROUTES_OF / sizeof *ROUTES_OF, .start = start,
};

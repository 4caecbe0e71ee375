/* learn_page.c - one's own learning plan, on a page, a profile and the first page; and who has one, yes or no. */
#include "learn/learn_page.h"

#include "account/account.h"
#include "consultant_ent.h"
#include "ent/list.h"

enum { ASKERS = ROLE_ADMIN | ROLE_HQ };

/* ---- the plan ------------------------------------------------------------------------------------------------- */

static Fault goals_fill(Ctx *c, LearnPlan *v) {
    ListSpec s = {.entity = &learning_goal_entity, .limit = LEARN_SHOWN, .n_filters = 1,
                  .sort = &learning_goal_entity.fields[LEARNING_GOAL_F_BY_ON]};
    void  *rows;
    size_t n;
    s.filters[0] = (ListFilter){.field = &learning_goal_entity.fields[LEARNING_GOAL_F_ACCOUNT], .op = LIST_EQ,
                                .val = v_id(c->who.account)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->goals = ARENA_ARRAY(c->arena, LearnRow, n + 1);
    for (int closed = 0; closed < 2; closed++) {
        for (size_t i = 0; i < n; i++) {
            const LearningGoal *g = (const LearningGoal *)rows + i;
            bool open = g->state == LEARNING_STATE_OPEN;
            if (open == (closed == 1)) continue;
            v->current = v->current || (open && g->by_on >= c->reader.today);
            v->goals[v->goals_n++] = (LearnRow){
                .text = g->text, .href = view_record_path(c, &learning_goal_entity, g->head.id), .more = g->how,
                .state = choice_label(&learning_state_choices, g->state), .on = g->by_on, .open = open,
                .due = open && g->by_on <= c->reader.today};
        }
    }
    return OK;
}

static Fault trainings_fill(Ctx *c, LearnPlan *v) {
    ListSpec s = {.entity = &training_entity, .limit = LEARN_SHOWN, .n_filters = 1, .descending = true,
                  .sort = &training_entity.fields[TRAINING_F_HELD_ON]};
    void  *rows;
    size_t n;
    s.filters[0] = (ListFilter){.field = &training_entity.fields[TRAINING_F_ACCOUNT], .op = LIST_EQ,
                                .val = v_id(c->who.account)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v->trainings = ARENA_ARRAY(c->arena, LearnRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Training *t = (const Training *)rows + i;
        v->trainings[v->trainings_n++] = (LearnRow){.text = t->title, .more = t->held_by, .on = t->held_on,
                                             .href = view_record_path(c, &training_entity, t->head.id)};
    }
    return OK;
}

static Fault plan_fill(Ctx *c, LearnPlan *v) {
    TRY(goals_fill(c, v));
    return trainings_fill(c, v);
}

/* ---- the page --------------------------------------------------------------------------------------------------- */

static Fault others_fill(Ctx *c, LearnView *v) {
    enum { PEOPLE_MAX = 400 };
    ListSpec s = {.entity = &account_entity, .limit = PEOPLE_MAX};
    void   *rows;
    size_t  n, n_roles, k = 0;
    RoleOf *roles;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const Account *all = rows;
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    bool *yes = ARENA_ARRAY(c->arena, bool, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = all[i].head.id;
    TRY(grant_roles(c, ids, n, &roles, &n_roles));
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool coordinates = false;
        for (size_t r = 0; r < n_roles; r++) {
            coordinates = coordinates || (roles[r].account == all[i].head.id &&
                                          roles[r].role == GRANT_ROLE_COORDINATOR);
        }
        if (!coordinates || all[i].blocked == 1) continue;
        names[k] = all[i].name;
        ids[k++] = all[i].head.id;
    }
    TRY(learning_current(c, ids, k, yes));
    v->others = ARENA_ARRAY(c->arena, PlanOf, k + 1);
    for (size_t i = 0; i < k; i++) v->others[v->others_n++] = (PlanOf){names[i], yes[i]};
    return OK;
}

static Fault get_learning(Ctx *c, const Request *rq, Reply *rp) {
    LearnView v = {.counts = (c->who.roles & c->who.roles_everywhere & ASKERS) != 0, .plan.back = LIT("/learning")};
    TRY(plan_fill(c, &v.plan));
    if (v.counts) TRY(others_fill(c, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_LEARN_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, learn_page, &v);
}

/* On one's own profile; nobody else's shows it. */
static Fault profile_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *who = rec;
    LearnPlan v = {.back = view_record_path(pg->c, &consultant_entity, who->head.id)};
    if (who->account != pg->c->who.account) return OK;
    TRY(plan_fill(pg->c, &v));
    learn_plan_html(b, pg, &v);
    return OK;
}

static const RecordPart PROFILE = {.entity = &consultant_entity, .anchor = "learning", .title = T_LEARN_TITLE,
                                   .order = 35, .draw = profile_draw};

static Fault today_dates(Ctx *c, TodayDates *into) {
    LearnPlan v = {0};
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    TRY(goals_fill(c, &v));
    for (size_t i = 0; i < v.goals_n; i++) {
        const LearnRow *g = &v.goals[i];
        if (!g->due) continue;
        today_date(into, &(TodayDate){.name = g->text, .href = g->href, .noun = T_ENT_LEARNING_GOAL, .what = T_LEARN_BY,
                                      .icon = "school", .day = g->on, .due = g->on});
    }
    return OK;
}

/* ---- lists and forms -------------------------------------------------------------------------------------------- */

const Sheet LEARNING_SHEET = {
    .entity = &learning_goal_entity,
    .path = "/learning-goals",
    .nav = NAV_MORE,
    .icon = "school",
    .title = T_ENT_LEARNING_GOAL_MANY,
    .empty = T_LEARN_EMPTY,
    .first_step = T_LEARN_ADD,
    .add = T_LEARN_ADD,
    .columns = (const int[]){LEARNING_GOAL_F_BY_ON, LEARNING_GOAL_F_STATE, -1},
    .filters = (const int[]){LEARNING_GOAL_F_STATE, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){LEARNING_GOAL_F_TEXT, LEARNING_GOAL_F_HOW, LEARNING_GOAL_F_BY_ON, LEARNING_GOAL_F_STATE,
                          LEARNING_GOAL_F_CAME, -1},
};

const Sheet TRAINING_SHEET = {
    .entity = &training_entity,
    .path = "/trainings",
    .nav = NAV_MORE,
    .icon = "school",
    .title = T_ENT_TRAINING_MANY,
    .empty = T_LEARN_NO_TRAINING,
    .first_step = T_LEARN_ADD_TRAINING,
    .add = T_LEARN_ADD_TRAINING,
    .columns = (const int[]){TRAINING_F_HELD_ON, TRAINING_F_HELD_BY, -1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
    .form = (const int[]){TRAINING_F_TITLE, TRAINING_F_HELD_ON, TRAINING_F_HELD_BY, TRAINING_F_LEARNED, -1},
};

VIEW_HANDLERS(learning_goal, LEARNING_SHEET)
VIEW_HANDLERS(training, TRAINING_SHEET)

static const Route ROUTES[] = {
    {GET, "/learning", get_learning, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    VIEW_ROUTES(learning_goal, "/learning-goals", ROLES_STAFF, ROLES_STAFF),
    VIEW_ROUTES(training, "/trainings", ROLES_STAFF, ROLES_STAFF),
};

static void start(Region *r) {
    (void)r;
    view_register(&LEARNING_SHEET);
    view_register(&TRAINING_SHEET);
    view_register_part(&PROFILE);
    today_register_dates(today_dates);
}

const Module learn_module = {
    .name = "learn", .queries = LEARN_QUERIES, .n_queries = LEARN_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
};

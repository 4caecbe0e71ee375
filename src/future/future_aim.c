/* future_aim.c - goals of places and of the region: the form with the themes they come from, who took one on, and the
** goals of cases that serve it. */
#include "future/future_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "base/cells.h"
#include "place_ent.h"

/* ---- the form ---------------------------------------------------------------------------------------------------- */

static const int FIELDS[] = {AIM_F_TEXT,    AIM_F_PLACE, AIM_F_LINE,  AIM_F_MEASURE,
                             AIM_F_HORIZON, AIM_F_STATE, AIM_F_REASON};

/* Themes of the place and of those below that were named: all that a reader may link. */
static Fault themes_offered(Ctx *c, const Request *rq, const Aim *a, const Id *linked, size_t n_linked, AimForm *v) {
    ListSpec s = {.entity = &theme_entity, .limit = FUTURE_ROWS_MAX};
    void    *rows;
    size_t   n;
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    v->themes = ARENA_ARRAY(c->arena, SortTheme, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Theme *t = &((const Theme *)rows)[i];
        Id           up[FUTURE_UP_MAX];
        size_t       n_up;
        bool         chosen = is_among(linked, n_linked, t->head.id);
        TRY(places_up(c, t->place, up, FUTURE_UP_MAX, &n_up));
        if (a->place && !chosen && !is_among(up, n_up, a->place)) continue;
        Str  value = id_str(c->arena, t->head.id);
        for (size_t k = 0; rq->method == POST && k < rq->form.n; k++) {
            if (str_eq(rq->form.v[k].name, LIT("theme")) && str_eq(rq->form.v[k].value, value)) chosen = true;
        }
        v->themes[v->themes_n++] = (SortTheme){value, tri_best(&t->name, c->reader.lang, NULL), chosen};
    }
    return OK;
}

static Fault draw_form(Ctx *c, const Request *rq, Reply *rp, const Aim *a, const Id *linked, size_t n_linked) {
    AimForm v = {.title = a->head.id ? T_FUTURE_AIM_EDIT : T_FUTURE_ADD_AIM,
                 .version = arena_printf(c->arena, "%lld", (long long)a->head.version)};
    Str  own = view_record_path(c, &aim_entity, a->head.id);
    Buf  b;
    v.action = a->head.id ? own : LIT("/aims");
    v.back = a->head.id ? own : a->place ? future_path(c, a->place) : LIT("/aims");
    buf_init(&b, 1 << 19);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        if (!a->head.id && (FIELDS[i] == AIM_F_STATE || FIELDS[i] == AIM_F_REASON)) continue;
        ent_field_html(c, &b, &aim_entity, &aim_entity.fields[FIELDS[i]], a, rq->method == POST ? &rq->form : NULL);
    }
    v.fields = html_keep(c->arena, &b);
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &aim_entity);
    v.errors = html_keep(c->arena, &b);
    TRY(themes_offered(c, rq, a, linked, n_linked, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, v.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/aims"), tr(c->reader.lang, T_ENT_AIM_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, aim_form_page, &v);
    return page_send(&pg, rp, aim_form_page, &v);
}

/* GET /aims/new?theme=ID or ?place=ID, GET /aims/ID/edit. */
Fault get_aim_form(Ctx *c, const Request *rq, Reply *rp) {
    Aim   *a = ent_new(c, &aim_entity);
    Id     linked[FUTURE_ROWS_MAX];
    size_t n = 0;
    if (rq->ids[0]) {
        TRY(ent_load(c, &aim_entity, rq->ids[0], a));
        if (!ent_may_write(c, &aim_entity, &a->head)) return fail(c, NOT_ALLOWED, "aim", a->head.id);
        TRY(themes_of_aim(c, a->head.id, linked, FUTURE_ROWS_MAX, &n));
        return draw_form(c, rq, rp, a, linked, n);
    }
    if (!ent_may_write(c, &aim_entity, NULL)) return fail(c, NOT_ALLOWED, "aim", 0);
    ent_form_read(c, &aim_entity, &rq->args, a);
    c->complaints.n = 0;
    if (id_parse(params_get(&rq->args, "theme"), &linked[0])) {
        Theme *t = ent_new(c, &theme_entity);
        TRY(ent_load(c, &theme_entity, linked[0], t));
        n = 1;
        if (!a->place) a->place = t->place;
        if (tri_best(&a->text, c->reader.lang, NULL).n == 0) a->text = t->name;
    }
    return draw_form(c, rq, rp, a, linked, n);
}

static Fault ticked(Ctx *c, const Request *rq, Id *ret_v, size_t *ret_n) {
    size_t n = 0;
    for (size_t k = 0; k < rq->form.n && n < FUTURE_ROWS_MAX; k++) {
        Id   id;
        Head h;
        if (!str_eq(rq->form.v[k].name, LIT("theme")) || !id_parse(rq->form.v[k].value, &id)) continue;
        TRY(ent_load_head(c, &theme_entity, id, &h));
        if (!is_among(ret_v, n, id)) ret_v[n++] = id;
    }
    *ret_n = n;
    return OK;
}

/* POST /aims, POST /aims/ID. */
Fault post_aim_form(Ctx *c, const Request *rq, Reply *rp) {
    Aim    *a = ent_new(c, &aim_entity);
    Id      themes[FUTURE_ROWS_MAX];
    size_t  n;
    int64_t version;
    if (rq->ids[0]) TRY(ent_load(c, &aim_entity, rq->ids[0], a));
    ent_form_read(c, &aim_entity, &rq->form, a);
    if (a->head.id && str_int(params_get(&rq->form, "version"), &version)) a->head.version = version;
    TRY(ticked(c, rq, themes, &n));
    bool  fresh = !a->head.id;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &aim_entity, a);
    if (f == INVALID) {
        if (fresh) a->head.id = a->head.version = 0;
        return draw_form(c, rq, rp, a, themes, n);
    }
    TRY(f);
    TRY(aim_link(c, a, themes, n));
    reply_go(c, rp, view_record_path(c, &aim_entity, a->head.id), T_FUTURE_AIM_KEPT, NULL, 0);
    return OK;
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

/* POST /aims/ID/take: the reader takes it on, or gives it back. */
Fault post_aim_take(Ctx *c, const Request *rq, Reply *rp) {
    Aim *a = ent_new(c, &aim_entity);
    TRY(ent_load(c, &aim_entity, rq->ids[0], a));
    bool back = params_get(&rq->form, "back").n > 0;
    if (back && a->owner != c->who.account) return fail(c, NOT_ALLOWED, "aim", a->head.id);
    a->owner = back ? 0 : c->who.account;
    a->taken_on = back ? 0 : c->reader.today;
    TRY(ent_save(c, &aim_entity, a));
    reply_go(c, rp, view_record_path(c, &aim_entity, a->head.id), back ? T_FUTURE_LEFT : T_FUTURE_TAKEN, NULL, 0);
    return OK;
}

Fault post_aim_show(Ctx *c, const Request *rq, Reply *rp) {
    Aim *a = ent_new(c, &aim_entity);
    TRY(ent_load(c, &aim_entity, rq->ids[0], a));
    a->shown = str_eq(params_get(&rq->form, "on"), LIT("1"));
    TRY(ent_save(c, &aim_entity, a));
    reply_go(c, rp, view_record_path(c, &aim_entity, a->head.id), a->shown ? T_FUTURE_SHOWN_NOW : T_FUTURE_HIDDEN_NOW,
             NULL, 0);
    return OK;
}

Fault aim_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Aim *a = rec;
    bool    may = ent_may_write(pg->c, &aim_entity, &a->head) && !a->head.archived_at;
    AimActs v = {.path = view_record_path(pg->c, &aim_entity, a->head.id), .shown = a->shown == 1, .may_show = may,
                 .may_take = may && !a->owner, .may_leave = may && a->owner && a->owner == pg->c->who.account};
    aim_acts_html(b, pg, &v);
    return OK;
}

/* ---- its page ---------------------------------------------------------------------------------------------------- */

Fault aim_head_draw(Buf *b, const Page *pg, const void *rec) {
    static const char *const TINTS[GOAL_STATE_N] = {
        [GOAL_STATE_OPEN] = "", [GOAL_STATE_REACHED] = "ok", [GOAL_STATE_CHANGED] = "info", [GOAL_STATE_LET_GO] = "",
    };
    const Aim *a = rec;
    Ctx       *c = pg->c;
    Asked      asked;
    Id         ids[2] = {a->place, a->owner};
    Str        names[2] = {{0}};
    TRY(aim_asked(c, a->head.id, &asked));
    TRY(ent_labels(c, ids, 2, names));
    AimHead v = {.tint = str_of(TINTS[a->state]), .line = choice_label(&goal_line_choices, a->line), .place = names[0],
                 .place_href = future_path(c, a->place), .state = choice_label(&goal_state_choices, a->state),
                 .owner = names[1], .horizon = a->horizon == NUMBER_NONE ? 0 : a->horizon, .wishes = asked.wishes,
                 .votes = asked.votes, .taken_on = a->taken_on, .shown = a->shown == 1};
    aim_head_html(b, pg, &v);
    return OK;
}

/* The goals of cases that serve it: a sum of those whose owners agreed to be counted, small ones hidden. */
static Fault goals_fill(Ctx *c, Id aim, AimPart *v) {
    Id     *cases;
    size_t  n;
    int64_t of_cases;
    v->sums = (c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) != 0;
    if (!v->sums) return OK;
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &cases, &n));
    TRY(case_goals_for(c, aim, cases, n, &v->goals, &of_cases));
    v->few = of_cases > 0 && of_cases < CELL_LEAST;
    if (v->few) v->goals = 0;
    return OK;
}

Fault aim_part_draw(Buf *b, const Page *pg, const void *rec) {
    const Aim *a = rec;
    Ctx    *c = pg->c;
    Id      ids[FUTURE_ROWS_MAX];
    size_t  n;
    AimPart v = {.themes = ARENA_ARRAY(c->arena, ThemeRow, FUTURE_ROWS_MAX)};
    TRY(themes_of_aim(c, a->head.id, ids, FUTURE_ROWS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        Theme *t = ent_new(c, &theme_entity);
        Rank  *ranks;
        size_t n_ranks;
        Fault  f = ent_load(c, &theme_entity, ids[i], t);
        if (f == NOT_FOUND) continue;
        TRY(f);
        TRY(future_ranks(c, t->place, &ranks, &n_ranks));
        for (size_t k = 0; k < n_ranks; k++) {
            if (ranks[k].theme != ids[i]) continue;
            TRY(theme_row(c, &ranks[k], t->place, false, &v.themes[v.themes_n]));
            v.themes[v.themes_n++].place = (int64_t)k + 1;
        }
    }
    TRY(goals_fill(c, a->head.id, &v));
    aim_part_html(b, pg, &v);
    return OK;
}

/* ---- on the form of a goal of a case ----------------------------------------------------------------------------- */

/* Where the business of a case is. */
static Fault place_of_case(Ctx *c, Id of_case, Id *ret_place) {
    Case  *k = ent_new(c, &case_entity);
    Actor *a = ent_new(c, &actor_entity);
    *ret_place = 0;
    Fault f = of_case ? ent_load(c, &case_entity, of_case, k) : NOT_FOUND;
    if (f == OK) f = ent_load(c, &actor_entity, k->client, a);
    if (f == OK) *ret_place = a->locality ? a->locality : k->head.unit;
    return f == NOT_FOUND ? OK : f;
}

static bool is_offered(const Aim *a, Id chosen) {
    return a->head.id == chosen || (a->state == GOAL_STATE_OPEN && !a->head.archived_at);
}

Fault goal_aims_draw(Buf *b, Page *pg, const void *rec) {
    const Goal *g = rec;
    Ctx     *c = pg->c;
    ListSpec s = {.entity = &aim_entity, .limit = FUTURE_ROWS_MAX};
    Id       up[FUTURE_UP_MAX], place;
    size_t   n, n_up;
    void    *rows;
    Str      typed = pg->rq->method == POST ? params_get(&pg->rq->form, "aim") : (Str){0};
    Id       chosen = g->aim;
    if (typed.n) (void)id_parse(typed, &chosen);
    TRY(place_of_case(c, g->of_case, &place));
    TRY(places_up(c, place, up, FUTURE_UP_MAX, &n_up));
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    GoalAims v = {.aims = ARENA_ARRAY(c->arena, GoalAim, n + 1), .none = !chosen};
    Id      *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str     *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Aim *a = &((const Aim *)rows)[i];
        if (!is_offered(a, chosen) || (!is_among(up, n_up, a->place) && a->head.id != chosen)) continue;
        places[v.aims_n] = a->place;
        v.aims[v.aims_n++] = (GoalAim){.value = id_str(c->arena, a->head.id), .chosen = a->head.id == chosen,
                                       .name = tri_best(&a->text, c->reader.lang, NULL)};
    }
    if (!v.aims_n) return OK;
    TRY(ent_labels(c, places, v.aims_n, names));
    for (size_t i = 0; i < v.aims_n; i++) v.aims[i].place = names[i];
    goal_aims_html(b, pg, &v);
    return OK;
}

/* feedback_page.c - the questions after a session on the owner's phone, and the sums for who coordinates. */
#include "session/feedback_page.h"

#include "db/scope.h"
#include "session/session_page.h"

/* ---- the owner ------------------------------------------------------------------------------------------------ */

static Str key_of(Ctx *c, Id item) { return arena_printf(c->arena, "a.%.*s", STR_ARG(id_str(c->arena, item))); }

static FeedbackItem item_of(Ctx *c, const SurveyItem *i, size_t at) {
    Lang l = c->reader.lang;
    ScoreItem score = survey_score_item(i);
    FeedbackItem v = {.key = key_of(c, i->head.id), .text = tri_best(&i->text, l, &l), .number = (int64_t)at + 1,
                      .options = ARENA_ARRAY(c->arena, FeedbackOption, SCORE_OPTIONS_MAX)};
    v.lang = str_of(lang_code(l));
    for (int o = 0; o < score.options; o++) {
        v.options[v.options_n++] = (FeedbackOption){.value = arena_printf(c->arena, "%d", o + 1),
                                                    .label = survey_option(c, i, o)};
    }
    return v;
}

static FeedbackAsk ask_of(Ctx *c, const Case *k, const CaseSession *s, const FeedbackSet *set) {
    FeedbackAsk v = {.path = arena_printf(c->arena, "/mine/%.*s/feedback", STR_ARG(id_str(c->arena, k->head.id))),
                     .session = id_str(c->arena, s->head.id), .at = s->happened_at, .about = set->about,
                     .day = stamp_day(s->happened_at, c->reader.zone),
                     .way = session_way_word(s->way),
                     .items = ARENA_ARRAY(c->arena, FeedbackItem, set->n + 1)};
    for (size_t i = 0; i < set->n; i++) v.items[v.items_n++] = item_of(c, set->items[i], i);
    return v;
}

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx *c = pg->c;
    FeedbackSet  set;
    CaseSession *s = ent_new(c, &case_session_entity);
    TRY(feedback_set(c, &set));
    if (!set.n) return OK;
    TRY(feedback_due(c, k, set.id, s));
    if (!s->head.id) return OK;
    FeedbackAsk v = ask_of(c, k, s, &set);
    feedback_mine_html(b, pg, &v);
    return OK;
}

static const MinePart MINE = {.order = 40, .waits = true, .draw = mine_draw};

/* Nothing waits any more: they are done with it, or it was long ago. */
static Fault go_home(Ctx *c, Reply *rp, TextKey said) {
    c->act = 0;                                   /* nothing here can be taken back: nobody knows which it was */
    reply_go(c, rp, LIT("/mine"), said, NULL, 0);
    return OK;
}

static Fault get_ask(Ctx *c, const Request *rq, Reply *rp) {
    Case        *k = ent_new(c, &case_entity);
    CaseSession *s = ent_new(c, &case_session_entity);
    FeedbackSet  set;
    TRY(mine_case(c, rq->ids[0], k));
    TRY(feedback_set(c, &set));
    if (set.n) TRY(feedback_due(c, k, set.id, s));
    if (!s->head.id) return go_home(c, rp, T_FEEDBACK_NOTHING);
    FeedbackAsk v = ask_of(c, k, s, &set);
    Page pg = mine_page_new(c, rq, T_FEEDBACK_TITLE);
    v.bad = str_eq(params_get(&rq->args, "empty"), LIT("1"));
    pg.has_errors = v.bad;
    return page_send(&pg, rp, feedback_ask_page, &v);
}

/* Answering and leaving out go to the same address, so that no log tells one from the other. */
static Fault post_ask(Ctx *c, const Request *rq, Reply *rp) {
    Case       *k = ent_new(c, &case_entity);
    FeedbackSet set;
    Id   session = 0;
    int  chosen[FEEDBACK_ITEMS_MAX] = {0}, any = 0;
    bool skip = str_eq(params_get(&rq->form, "go"), LIT("skip"));
    TRY(mine_case(c, rq->ids[0], k));
    TRY(feedback_set(c, &set));
    if (!id_parse(params_get(&rq->form, "session"), &session)) session = 0;
    for (size_t i = 0; i < set.n; i++) {
        ScoreItem item = survey_score_item(set.items[i]);
        int64_t   n = 0;
        Str typed = params_get(&rq->form, arena_z(c->arena, key_of(c, set.items[i]->head.id)));
        if (str_int(typed, &n) && n >= 1 && n <= item.options) chosen[i] = (int)n;
        any += chosen[i] != 0;
    }
    if (!skip && !any) {
        reply_go(c, rp, arena_printf(c->arena, "/mine/%.*s/feedback?empty=1", STR_ARG(id_str(c->arena, k->head.id))),
                 T_NONE, NULL, 0);
        return OK;
    }
    Fault f = feedback_give(c, k, session, &set, skip ? NULL : chosen);
    if (f == STALE) return go_home(c, rp, T_FEEDBACK_NOTHING);
    TRY(f);
    return go_home(c, rp, T_FEEDBACK_THANKS);     /* one sentence for both: answers of writes are kept for a while */
}

/* ---- sums ----------------------------------------------------------------------------------------------------- */

/* Headquarters and administrators see all units; a coordinator the units that are theirs. */
static Fault units_seen(Ctx *c, Id version, Id *v, size_t *ret_n) {
    const Reach *reach;
    size_t n, n_reach, kept = 0;
    TRY(feedback_units(c, version, v, FEEDBACK_UNITS_MAX, &n));
    *ret_n = n;
    if (c->who.roles & c->who.roles_everywhere & (ROLE_ADMIN | ROLE_HQ)) return OK;
    TRY(scope_reach(c, &reach, &n_reach));
    for (size_t i = 0; i < n; i++) {
        bool own = false;
        for (size_t k = 0; k < n_reach; k++) own = own || (reach[k].place == v[i] && reach[k].level >= VIS_UNIT);
        if (own) v[kept++] = v[i];
    }
    *ret_n = kept;
    return OK;
}

static Fault units_fill(Ctx *c, const Id *v, size_t n, Id chosen, FeedbackView *view) {
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    if (n) TRY(ent_labels(c, v, n, names));
    view->units = ARENA_ARRAY(c->arena, FeedbackUnit, n + 2);
    if (n < 2) return OK;
    view->units[view->units_n++] = (FeedbackUnit){LIT("/feedback"), tr(c->reader.lang, T_FEEDBACK_ALL), !chosen};
    for (size_t i = 0; i < n; i++) {
        view->units[view->units_n++] = (FeedbackUnit){
            arena_printf(c->arena, "/feedback?unit=%.*s", STR_ARG(id_str(c->arena, v[i]))),
            names[i].n ? names[i] : tr(c->reader.lang, T_FEEDBACK_NO_PLACE), chosen == v[i]};
    }
    return OK;
}

static void items_fill(Ctx *c, const FeedbackSet *set, const FeedbackTold *told, FeedbackView *view) {
    view->items = ARENA_ARRAY(c->arena, FeedbackItem, set->n + 1);
    for (size_t i = 0; i < set->n; i++) {
        FeedbackItem it = item_of(c, set->items[i], i);
        it.open = told->of[i][0];
        for (size_t o = 0; o < it.options_n; o++) it.of += told->of[i][o + 1];
        for (size_t o = 0; o < it.options_n; o++) {
            it.options[o].n = told->of[i][o + 1];
            it.options[o].percent = it.of ? it.options[o].n * 100 / it.of : 0;
        }
        view->items[view->items_n++] = it;
    }
}

static Fault get_sums(Ctx *c, const Request *rq, Reply *rp) {
    Id *units = ARENA_ARRAY(c->arena, Id, FEEDBACK_UNITS_MAX + 1);
    Id  chosen = 0;
    FeedbackSet  set;
    FeedbackTold told;
    FeedbackView v = {0};
    size_t n;
    TRY(feedback_set(c, &set));
    TRY(units_seen(c, set.id, units, &n));
    if (!id_parse(params_get(&rq->args, "unit"), &chosen)) chosen = 0;
    bool seen = false;
    for (size_t i = 0; i < n; i++) seen = seen || units[i] == chosen;
    if (!seen) chosen = 0;
    TRY(units_fill(c, units, n, chosen, &v));
    TRY(feedback_sums(c, &set, chosen ? &chosen : units, chosen ? 1 : n, &told));
    v.set = set.n > 0;
    v.n = told.n;
    if (told.n) items_fill(c, &set, &told, &v);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_FEEDBACK_SUMS));
    rp->passing = true;
    return page_send(&pg, rp, feedback_sums_page, &v);
}

/* ---- the module ----------------------------------------------------------------------------------------------- */

static const Route ROUTES[] = {
    {GET, "/mine/{id}/feedback", get_ask, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/{id}/feedback", post_ask, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {GET, "/feedback", get_sums, ROUTE_READ, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR, 0, NULL, false},
};

static void feedback_start(Region *r) {
    (void)r;
    mine_register(&MINE);
}

const Module feedback_module = {
    .name = "feedback", .queries = FEEDBACK_QUERIES, .n_queries = FEEDBACK_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = feedback_start,
};

/* tool_case.c - tools on a case: which are used, which may fit and why, and how far each has come. */
#include "tool/tool_page.h"

#include "account/account_page.h"
#include "actor/actor.h"
#include "db/scope.h"
#include "response_ent.h"
#include "survey/answer.h"

static Str home_of(Ctx *c, Id of_case) { return arena_printf(c->arena, "%.*s#tools", STR_ARG(case_path(c, of_case))); }

static bool in_team(Ctx *c, Id of_case) {
    bool yes = false;
    return c->who.system || (scope_has(c, of_case, c->who.account, &yes) == OK && yes);
}

/* ---- what is used ------------------------------------------------------------------------------------------------ */

static const Tool *tool_in(const Tool *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].head.id == id) return &v[i];
    }
    return NULL;
}

static Day since_of(const ToolUse *u) {
    const Day DAYS[TOOL_STEP_N] = {
        [TOOL_STEP_SHOWN] = u->shown_on, [TOOL_STEP_TRIED] = u->tried_on, [TOOL_STEP_IN_USE] = u->used_on,
        [TOOL_STEP_LET_GO] = u->let_go_on};
    return u->step > 0 && u->step < TOOL_STEP_N ? DAYS[u->step] : 0;
}

static ToolUseRow row_of(Ctx *c, const ToolUse *u, bool may_write) {
    static const char *const TINTS[TOOL_STEP_N] = {"", "", "info", "ok", "dusk"};
    ToolUseRow row = {.id = u->head.id, .path = view_record_path(c, &tool_use_entity, u->head.id),
                      .reason = u->step == TOOL_STEP_LET_GO ? u->reason : (Str){0}, .result = u->result,
                      .step = choice_label(&tool_step_choices, u->step), .tint = str_of(TINTS[u->step]),
                      .since = since_of(u),
                      .kept_on = u->step == TOOL_STEP_IN_USE ? u->kept_on : 0, .may_write = may_write,
                      .over = u->step == TOOL_STEP_LET_GO};
    if (u->step == TOOL_STEP_SHOWN) row.next = T_TOOL_TRY, row.next_name = LIT("tried");
    if (u->step == TOOL_STEP_TRIED) row.next = T_TOOL_USE, row.next_name = LIT("in_use");
    row.href = row.path;
    return row;
}

static int furthest_first(const void *a, const void *b) {
    static const int ORDER[TOOL_STEP_N] = {[TOOL_STEP_IN_USE] = 0, [TOOL_STEP_TRIED] = 1, [TOOL_STEP_SHOWN] = 2,
                                           [TOOL_STEP_LET_GO] = 3};
    const ToolUse *x = a, *y = b;
    if (x->step != y->step) return ORDER[x->step] - ORDER[y->step];
    return x->head.id < y->head.id ? -1 : x->head.id > y->head.id;
}

static Fault rows_fill(Ctx *c, const Tool *tools, size_t tools_n, ToolUse *u, size_t n, ToolCase *v) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    if (n) qsort(u, n, sizeof *u, furthest_first);
    for (size_t i = 0; i < n; i++) ids[i] = u[i].tool;
    TRY(ent_names(c, &tool_entity, ids, n, names));
    v->rows = ARENA_ARRAY(c->arena, ToolUseRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Tool *t = tool_in(tools, tools_n, u[i].tool);
        ToolUseRow *row = &v->rows[v->rows_n++];
        *row = row_of(c, &u[i], v->may_write);
        row->name = names[i];
        if (t) row->what_for = tri_best(&t->what_for, c->reader.lang, NULL);
    }
    return OK;
}

/* ---- what may fit ------------------------------------------------------------------------------------------------ */

typedef struct Matter {
    ToolAsk  ask;
    Weak     weak;
    ToolSums sums;
} Matter;

static Fault known_of(Ctx *c, const Case *k, Matter *ret_k) {
    Actor *a = ent_new(c, &actor_entity);
    void  *needs;
    size_t n;
    *ret_k = (Matter){.ask = {0}};
    Fault f = ent_load(c, &actor_entity, k->client, a);
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK) {
        ret_k->ask.trade = a->category ? actor_trade(c, a->category) : 0;
        ret_k->ask.size = a->size;
    }
    TRY(case_records(c, &case_need_entity, k->head.id, &needs, &n));
    for (size_t i = 0; i < n; i++) {
        const CaseNeed *need = &((const CaseNeed *)needs)[i];
        bool open = need->state == NEED_STATE_OPEN && need->kind;
        if (open) ret_k->ask.needs |= (int64_t)1 << (need->kind - 1);
    }
    TRY(diagnosis_weak(c, k->head.id, &ret_k->weak));
    for (size_t i = 0; i < ret_k->weak.n; i++) ret_k->ask.areas |= ret_k->weak.v[i].advice;
    return OK;
}

static Str labels_of(Ctx *c, const Choices *choices, int64_t set) {
    Str all = {0};
    for (int i = 0; i < choices->n; i++) {
        if (!(set & (int64_t)1 << (choices->v[i].value - 1))) continue;
        Str one = tr(c->reader.lang, choices->v[i].label);
        all = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(one));
    }
    return all;
}

static Str weak_names(Ctx *c, const Weak *w, int64_t areas) {
    Str all = {0};
    for (size_t i = 0; i < w->n; i++) {
        if (!(w->v[i].advice & areas)) continue;
        all = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(all), all.n ? ", " : "", STR_ARG(w->v[i].name));
    }
    return all;
}

static void say(Ctx *c, ToolProposal *p, TextKey key, const TrArg *args, size_t n) {
    if (p->says_n < TOOL_SAYS_MAX) p->says[p->says_n++].text = tr_str(c->arena, &c->reader, key, args, n);
}

/* Where it was used by others: sums that may be told. */
static void say_elsewhere(Ctx *c, const Matter *k, Id tool, ToolProposal *p) {
    for (size_t i = 0; i < k->sums.n; i++) {
        if (k->sums.v[i].tool != tool) continue;
        ToolTold t = tool_tell(&k->sums.v[i]);
        TrArg used = TR_ARG("n", tool_number(c, t.at[TOOL_STEP_IN_USE]));
        TrArg all = TR_ARG("n", tool_number(c, t.all));
        bool  in_use = t.at[TOOL_STEP_IN_USE] != NUMBER_NONE && t.at[TOOL_STEP_IN_USE] > 0;
        if (in_use) say(c, p, T_TOOL_USED_BY, &used, 1);
        else if (t.all != NUMBER_NONE) say(c, p, T_TOOL_KNOWN_BY, &all, 1);
        if (t.kept != NUMBER_NONE) {
            TrArg args[] = {TR_ARG("kept", tool_number(c, t.kept)), TR_ARG("n", tool_number(c, t.asked))};
            say(c, p, T_TOOL_KEPT_BY, args, 2);
        }
    }
}

static ToolProposal proposal_of(Ctx *c, const Matter *k, const Tool *t, const ToolFit *f) {
    ToolProposal p = {.id = t->head.id, .name = tri_best(&t->title, c->reader.lang, NULL),
                      .href = view_record_path(c, &tool_entity, t->head.id), .points = f->points,
                      .what_for = tri_best(&t->what_for, c->reader.lang, NULL),
                      .says = ARENA_ARRAY(c->arena, ToolSaying, TOOL_SAYS_MAX)};
    TrArg needs = TR_ARG("needs", labels_of(c, &need_kind_choices, f->needs));
    TrArg areas = TR_ARG("areas", weak_names(c, &k->weak, f->areas));
    TrArg trade = TR_ARG("trade", tr(c->reader.lang, choice_label(&trade_group_choices, k->ask.trade)));
    if (f->needs) say(c, &p, T_TOOL_FITS_NEEDS, &needs, 1);
    if (f->areas) say(c, &p, T_TOOL_FITS_AREAS, &areas, 1);
    if (f->trade) say(c, &p, T_TOOL_FITS_TRADE, &trade, 1);
    say_elsewhere(c, k, t->head.id, &p);
    return p;
}

static int best_first(const void *a, const void *b) {
    const ToolProposal *x = a, *y = b;
    if (x->points != y->points) return y->points - x->points;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_here(const ToolUse *u, size_t n, Id tool) {
    for (size_t i = 0; i < n; i++) {
        if (u[i].tool == tool) return true;
    }
    return false;
}

typedef struct Here {
    const Case    *k;
    const Tool    *tools;
    const ToolUse *uses;
    size_t         tools_n, uses_n;
} Here;

static Fault propose(Ctx *c, const Here *h, ToolCase *v) {
    const Tool   *tools = h->tools;
    size_t        n = h->tools_n;
    Matter        known;
    ToolProposal *all = ARENA_ARRAY(c->arena, ToolProposal, n + 1);
    size_t        found = 0;
    TRY(known_of(c, h->k, &known));
    v->others = ARENA_ARRAY(c->arena, ToolOption, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (tools[i].state == TOOL_STATE_RETIRED || is_here(h->uses, h->uses_n, tools[i].head.id)) continue;
        ToolFit f = tool_fit(&tools[i], &known.ask);
        if (f.points && !found) TRY(tool_sums(c, 0, &known.sums));
        v->others[v->others_n++] = (ToolOption){tools[i].head.id, tri_best(&tools[i].title, c->reader.lang, NULL)};
        if (!f.points) continue;
        all[found] = proposal_of(c, &known, &tools[i], &f);
        all[found].at = found;
        found++;
    }
    if (found) qsort(all, found, sizeof *all, best_first);
    v->proposed = all;
    v->proposed_n = found < TOOLS_PROPOSED ? found : TOOLS_PROPOSED;
    return OK;
}

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    const Tool *tools;
    void       *uses;
    size_t      tools_n, n;
    ToolCase    v = {.path = case_path(c, k->head.id)};
    v.may_write = k->stage != CASE_STAGE_CLOSED && !k->head.archived_at && in_team(c, k->head.id) &&
                  ent_may_write(c, &tool_use_entity, NULL);
    TRY(tools_all(c, &tools, &tools_n));
    TRY(case_records(c, &tool_use_entity, k->head.id, &uses, &n));
    TRY(rows_fill(c, tools, tools_n, uses, n, &v));
    if (v.may_write) TRY(propose(c, &(Here){k, tools, uses, tools_n, n}, &v));
    if (v.rows_n || v.may_write) tool_case_html(b, pg, &v);
    return OK;
}

const RecordPart TOOL_CASE_PART = {.entity = &case_entity, .anchor = "tools", .title = T_TOOL_ON_CASE, .order = 45,
                                   .draw = case_draw};

/* ---- the owner's page -------------------------------------------------------------------------------------------- */

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx        *c = pg->c;
    const Tool *tools;
    void       *uses;
    size_t      tools_n, n;
    ToolCase    v = {.path = case_path(c, k->head.id)};
    TRY(case_records(c, &tool_use_entity, k->head.id, &uses, &n));
    if (!n) return OK;
    TRY(tools_all(c, &tools, &tools_n));
    TRY(rows_fill(c, tools, tools_n, uses, n, &v));
    for (size_t i = 0; i < v.rows_n; i++) {
        v.rows[i].href = view_record_path(c, &tool_entity, ((const ToolUse *)uses)[i].tool);
    }
    tool_mine_html(b, pg, &v);
    return OK;
}

const MinePart TOOL_MINE = {.order = 26, .draw = mine_draw};

/* ---- acts -------------------------------------------------------------------------------------------------------- */

static bool day_asked(const Request *rq, Day *ret_on) {
    Str on = str_trim(params_get(&rq->form, "on"));
    *ret_on = 0;
    return !on.n || day_parse(on, ret_on);
}

/* POST /cases/ID/tools: one is shown, or begun at the stage that is chosen. */
Fault post_case_tool(Ctx *c, const Request *rq, Reply *rp) {
    ToolUse *u = ent_new(c, &tool_use_entity);
    u->of_case = rq->ids[0];
    if (!id_parse(params_get(&rq->form, "tool"), &u->tool)) return BAD_REQUEST;
    u->step = choice_value(&tool_step_choices, params_get(&rq->form, "step"));
    TRY(ent_save(c, &tool_use_entity, u));
    reply_go(c, rp, home_of(c, u->of_case), T_TOOL_KEPT_NOW, NULL, 0);
    return OK;
}

static Fault draw_let_go(Ctx *c, const Request *rq, Reply *rp, const ToolUse *u) {
    Str names[2] = {{0}};
    Id  ids[2] = {u->tool, u->of_case};
    TRY(ent_labels(c, ids, 2, names));
    ToolLetGo v = {.name = names[0], .case_name = names[1], .path = home_of(c, u->of_case),
                   .action = arena_printf(c->arena, "/tool-uses/%.*s/move", STR_ARG(id_str(c->arena, u->head.id))),
                   .reason = rq->method == POST ? params_get(&rq->form, "reason") : u->reason};
    Page pg = page_new(c, rq, NAV_CASES, tr(c->reader.lang, T_TOOL_LET_GO));
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.case_name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, tool_let_go_page, &v);
    return page_send(&pg, rp, tool_let_go_page, &v);
}

Fault get_tool_let_go(Ctx *c, const Request *rq, Reply *rp) {
    ToolUse *u = ent_new(c, &tool_use_entity);
    TRY(ent_load(c, &tool_use_entity, rq->ids[0], u));
    if (!ent_may_write(c, &tool_use_entity, &u->head)) return fail(c, NOT_ALLOWED, "tool_use", rq->ids[0]);
    return draw_let_go(c, rq, rp, u);
}

Fault post_tool_move(Ctx *c, const Request *rq, Reply *rp) {
    ToolUse *u = ent_new(c, &tool_use_entity);
    ToolMove m = {.step = choice_value(&tool_step_choices, params_get(&rq->form, "step")),
                  .reason = str_trim(params_get(&rq->form, "reason")),
                  .result = str_trim(params_get(&rq->form, "result"))};
    if (!day_asked(rq, &m.on)) return BAD_REQUEST;
    Fault f = tool_move(c, rq->ids[0], &m, u);
    if (f == INVALID && m.step == TOOL_STEP_LET_GO) return draw_let_go(c, rq, rp, u);
    TRY(f);
    reply_go(c, rp, home_of(c, u->of_case), T_TOOL_KEPT_NOW, NULL, 0);
    return OK;
}

Fault post_tool_keep(Ctx *c, const Request *rq, Reply *rp) {
    ToolUse *u = ent_new(c, &tool_use_entity);
    TRY(tool_keep(c, rq->ids[0], u));
    bool today = str_eq(params_get(&rq->form, "back"), LIT("/"));
    reply_go(c, rp, today ? LIT("/") : home_of(c, u->of_case), T_TOOL_STILL_NOW, NULL, 0);
    return OK;
}

/* ---- the page of a tool in a case: words of the team ------------------------------------------------------------- */

Fault tool_use_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const ToolUse *u = rec;
    ToolUseRow v = row_of(pg->c, u, !u->head.archived_at && ent_may_write(pg->c, &tool_use_entity, &u->head));
    if (v.may_write) tool_use_acts_html(b, pg, &v);
    return OK;
}

static Fault notes_draw(Buf *b, const Page *pg, const void *rec) {
    const ToolUse *u = rec;
    Ctx      *c = pg->c;
    void     *rows;
    size_t    n;
    ListSpec  s = {.entity = &tool_note_entity, .limit = 100, .n_filters = 1};
    ToolNotes v = {.path = view_record_path(c, &tool_use_entity, u->head.id)};
    if (!(c->who.roles & tool_note_entity.readers) || !in_team(c, u->of_case)) return OK;
    s.filters[0] = (ListFilter){.field = &tool_note_entity.fields[TOOL_NOTE_F_OF_USE], .op = LIST_EQ,
                                .val = v_id(u->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    v.rows = ARENA_ARRAY(c->arena, ToolStep, n + 1);
    for (size_t i = 0; i < n; i++) v.rows[v.rows_n++].text = ((const ToolNote *)rows)[i].text;
    v.may_write = ent_may_write(c, &tool_note_entity, NULL) && !u->head.archived_at;
    if (v.rows_n || v.may_write) tool_notes_html(b, pg, &v);
    return OK;
}

const RecordPart TOOL_NOTES_PART = {.entity = &tool_use_entity, .anchor = "notes", .title = T_ENT_TOOL_NOTE_MANY,
                                    .order = 5, .draw = notes_draw};

Fault post_tool_note(Ctx *c, const Request *rq, Reply *rp) {
    ToolNote *n = ent_new(c, &tool_note_entity);
    n->of_use = rq->ids[0];
    n->text = str_trim(params_get(&rq->form, "text"));
    TRY(ent_save(c, &tool_note_entity, n));
    Str back = arena_printf(c->arena, "%.*s#notes", STR_ARG(view_record_path(c, &tool_use_entity, n->of_use)));
    reply_go(c, rp, back, T_TOOL_NOTE_KEPT, NULL, 0);
    return OK;
}

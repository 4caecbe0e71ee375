/* council_shown.c - what the council sees of a business in one meeting: what its owner chose for that meeting and
** nothing else; what the business does alone, round by round, with the hours of help between them; and the owner's
** choice. */
#include "council/council_page.h"

#include "session/session_store.h"
#include "survey/answer.h"

enum { EXIT_ROUNDS = 4, ALL_SHOWN = (1 << (ITEM_SHOW_N - 1)) - 1 };

static bool lets(const AgendaItem *it, int what) { return it->shown & (1 << (what - 1)); }

/* ---- recommendations -------------------------------------------------------------------------------------------- */

static Fault fill_advice(Ctx *c, Id of_case, Shown *v) {
    void  *rows;
    size_t n;
    TRY(case_records(c, &commitment_entity, of_case, &rows, &n));
    v->advice = ARENA_ARRAY(c->arena, ShownAdvice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Commitment *t = &((const Commitment *)rows)[i];
        if (t->kind != COMMITMENT_KIND_RECOMMENDATION || t->for_team == 1) continue;
        bool open = t->state == COMMITMENT_STATE_OPEN;
        v->advice[v->advice_n++] = (ShownAdvice){
            .text = t->text, .state = choice_label(&commitment_state_choices, t->state),
            .due_on = open ? t->due_on : 0, .evidence = t->evidence, .done = t->state == COMMITMENT_STATE_DONE,
            .late = open && t->due_on && t->due_on < c->reader.today && t->ripens_on < c->reader.today};
    }
    return OK;
}

/* ---- what the business does alone ------------------------------------------------------------------------------- */

typedef struct Exit {
    Round       rounds[EXIT_ROUNDS];              /* the oldest first */
    SurveyWhole wholes[EXIT_ROUNDS];
    Id          sheets[EXIT_ROUNDS];
    size_t      n;
    Given      *given;
    size_t      n_given;
} Exit;

static Fault exit_load(Ctx *c, Id of_case, Exit *e) {
    Round *all = ARENA_ARRAY(c->arena, Round, ROUNDS_SHOWN);
    size_t n, k = 0;
    TRY(rounds_of(c, of_case, all, ROUNDS_SHOWN, &n));
    for (size_t i = 0; i < n; i++) {
        if (all[i].kind == SURVEY_KIND_EXIT_CHECK) all[k++] = all[i];
    }
    if (k > EXIT_ROUNDS) k = EXIT_ROUNDS;
    for (size_t i = k; i-- > 0;) e->rounds[e->n++] = all[i];
    for (size_t i = 0; i < e->n; i++) {
        e->sheets[i] = e->rounds[i].id;
        TRY(survey_load(c, e->rounds[i].version, &e->wholes[i]));
    }
    return e->n ? answers_of(c, e->sheets, e->n, &e->given, &e->n_given) : OK;
}

/* The answer of one round to a question, whatever version it was asked in. */
static Str answer_in(Ctx *c, const Exit *e, size_t at, Id key) {
    for (size_t a = 0; a < e->wholes[at].n_areas; a++) {
        const AreaWhole *area = &e->wholes[at].areas[a];
        for (size_t i = 0; i < area->n_items; i++) {
            if (survey_item_key(area->items[i]) != key) continue;
            const Given *g = answer_to(e->given, e->n_given, e->sheets[at], area->items[i]->head.id);
            return g ? answer_text(c, area->items[i], g) : (Str){0};
        }
    }
    return (Str){0};
}

/* The questions of the newest round, each with what every round said. */
static void exit_lines(Ctx *c, const Exit *e, Shown *v) {
    const SurveyWhole *last = &e->wholes[e->n - 1];
    v->lines = ARENA_ARRAY(c->arena, ShownLine, last->n_items + 1);
    for (size_t a = 0; a < last->n_areas; a++) {
        for (size_t i = 0; i < last->areas[a].n_items; i++) {
            const SurveyItem *item = last->areas[a].items[i];
            ShownLine *line = &v->lines[v->lines_n++];
            *line = (ShownLine){.name = tri_best(&item->text, c->reader.lang, NULL),
                                .cells = ARENA_ARRAY(c->arena, ShownCell, e->n), .cells_n = e->n};
            for (size_t k = 0; k < e->n; k++) {
                line->cells[k] = (ShownCell){.text = answer_in(c, e, k, survey_item_key(item)), .on = e->rounds[k].on};
            }
        }
    }
}

static Fault fill_exit(Ctx *c, Id of_case, Shown *v) {
    Exit *e = ARENA_NEW(c->arena, Exit);
    TRY(exit_load(c, of_case, e));
    v->rounds = ARENA_ARRAY(c->arena, ShownRound, e->n + 1);
    for (size_t i = 0; i < e->n; i++) v->rounds[v->rounds_n++] = (ShownRound){.on = e->rounds[i].on};
    if (e->n) exit_lines(c, e, v);
    return OK;
}

/* Hours of help up to each round since the one before it, and since the last. */
static Fault fill_hours(Ctx *c, const Case *k, Shown *v) {
    Day from = 0;
    v->hours_n = 0;
    v->hours = ARENA_ARRAY(c->arena, ShownHours, v->rounds_n + 2);
    for (size_t i = 0; i <= v->rounds_n; i++) {
        Day until = i < v->rounds_n ? v->rounds[i].on : c->reader.today;
        ShownHours *h = &v->hours[v->hours_n++];
        *h = (ShownHours){.from_on = from ? from : k->opened_on, .until_on = until};
        TRY(work_of_case_between(c, k->head.id, from, until, &h->minutes));
        h->hours = (h->minutes + 30) / 60;
        from = day_plus(until, 1);
    }
    return OK;
}

/* ---- together ------------------------------------------------------------------------------------------------- */

/* As the program: the owner has let it be seen by whoever sees the item. */
static Fault fill_let(Ctx *c, const AgendaItem *it, Shown *v) {
    Case   *k = ent_new(c, &case_entity);
    Vision *told = ent_new(c, &vision_entity);
    TRY(ent_load(c, &case_entity, it->of_case, k));
    if (lets(it, ITEM_SHOW_FUTURE)) TRY(case_future(c, it->of_case, told));
    v->future = told->text;
    if (lets(it, ITEM_SHOW_RECOMMENDATIONS)) TRY(fill_advice(c, it->of_case, v));
    if (lets(it, ITEM_SHOW_EXIT_CHECK)) TRY(fill_exit(c, it->of_case, v));
    return lets(it, ITEM_SHOW_HOURS) ? fill_hours(c, k, v) : OK;
}

Fault item_shown(Ctx *c, const AgendaItem *it, bool alone, Shown *ret_v) {
    Case *k = ent_new(c, &case_entity);
    Shown v = {.it = it, .chose = it->chose_at != 0, .exit_check = it->kind == AGENDA_KIND_EXIT_CHECK,
               .way = choice_label(&exit_way_choices, it->way_on)};
    bool kept = c->who.system, in;
    if (!it->of_case) {
        *ret_v = v;
        return OK;
    }
    v.waits = !v.chose && it->state == ITEM_STATE_PLANNED;
    c->who.system = true;
    Fault f = it->shown ? fill_let(c, it, &v) : OK;
    c->who.system = kept;
    TRY(f);
    /* The team sees what it asked, and what help there was, whether the council may or not. */
    f = v.exit_check && alone ? ent_load(c, &case_entity, it->of_case, k) : NOT_FOUND;
    if (f == OK) TRY(session_in_team(c, it->of_case, &in));
    if (f == OK && in && !v.rounds_n) TRY(fill_exit(c, it->of_case, &v));
    if (f == OK && in) TRY(fill_hours(c, k, &v));
    if (f == OK && in) {
        v.inner = !lets(it, ITEM_SHOW_EXIT_CHECK) || !lets(it, ITEM_SHOW_HOURS);
        v.ask_href = arena_printf(c->arena, "%.*s#diagnosis", STR_ARG(case_path(c, it->of_case)));
    } else if (f != NOT_FOUND) {
        TRY(f);
    }
    *ret_v = v;
    return OK;
}

/* ---- the owner chooses ----------------------------------------------------------------------------------------- */

static void choose_row(Ctx *c, const AgendaItem *it, MineShow *row) {
    *row = (MineShow){.id = it->head.id, .question = it->question, .share = it->share, .chose = it->chose_at != 0,
                      .path = arena_printf(c->arena, "/mine/%.*s/show", STR_ARG(id_str(c->arena, it->head.id))),
                      .picks = ARENA_ARRAY(c->arena, ShowPick, ITEM_SHOW_N)};
    for (int i = 1; i < ITEM_SHOW_N; i++) {
        row->picks[row->picks_n++] = (ShowPick){.value = str_of(choice_of(&item_show_choices, i)->name),
                                                .label = choice_label(&item_show_choices, i), .on = lets(it, i)};
    }
}

/* Meetings to come in which the council speaks with this business. */
static Fault choose_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    size_t      n;
    MineShows   v = {.rows_n = 0};
    TRY(items_of_case(c, k->head.id, &items, &n));
    v.rows = ARENA_ARRAY(c->arena, MineShow, n + 1);
    for (size_t i = 0; i < n; i++) {
        ItemWhen when;
        if (items[i].state != ITEM_STATE_PLANNED || !items[i].meeting) continue;
        TRY(item_when(c, items[i].meeting, &when));
        choose_row(c, &items[i], &v.rows[v.rows_n]);
        v.rows[v.rows_n++].at = when.at;
    }
    if (v.rows_n) council_mine_show_html(b, pg, &v);
    return OK;
}

const MinePart COUNCIL_MINE_SHOW = {.order = 8, .waits = true, .draw = choose_draw};

/* POST /mine/ID/show: what may be seen of us in that meeting. ID is the item's. */
Fault post_mine_show(Ctx *c, const Request *rq, Reply *rp) {
    AgendaItem *it = ent_new(c, &agenda_item_entity);
    Case       *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &agenda_item_entity, rq->ids[0], it));
    if (!it->of_case) return fail(c, NOT_FOUND, "agenda_item", rq->ids[0]);
    TRY(mine_case(c, it->of_case, k));
    if (it->state == ITEM_STATE_DISCUSSED || it->state == ITEM_STATE_DROPPED) {
        return fail(c, STALE, "agenda_item", rq->ids[0]);
    }
    it->shown = 0;
    for (size_t i = 0; i < rq->form.n; i++) {
        int what = str_eq(rq->form.v[i].name, LIT("show")) ? choice_value(&item_show_choices, rq->form.v[i].value) : 0;
        if (what) it->shown |= 1 << (what - 1);
    }
    it->share = params_get(&rq->form, "share");
    it->chose_at = c->reader.now;
    TRY(ent_save_following(c, &agenda_item_entity, it));
    reply_go(c, rp, LIT("/mine"), T_COUNCIL_SHOW_KEPT, NULL, 0);
    return OK;
}
_Static_assert(ALL_SHOWN == 15, "each choice is drawn above");

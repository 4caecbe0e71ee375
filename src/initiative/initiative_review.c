/* initiative_review.c - an initiative looked at again over years, and what of it waits on the first page. */
#include "initiative/initiative_page.h"

#include "finance_ent.h"

enum { TODAY_MAX = 6 };

static ReviewRow review_row(Ctx *c, const Initiative *of, const InitiativeReview *w) {
    Day     today = c->reader.today;
    bool    open = !w->done_on;
    ReviewRow r = {.id = w->head.id, .found = w->found, .unknown_part = w->unknown_part, .due_on = w->due_on,
                   .done_on = w->done_on, .proof = choice_label(&proof_level_choices, w->proof),
                   .runs_it = choice_label(&embed_stage_choices, w->runs_it),
                   .ripening = open && of->ripens_on >= today && w->due_on <= of->ripens_on,
                   .due = open && w->due_on <= day_plus(today, REVIEW_SOON_DAYS)};
    r.late = r.due && w->due_on < today && !r.ripening;
    r.href = arena_printf(c->arena, "/initiative-reviews/%.*s/edit?back=%.*s", STR_ARG(id_str(c->arena, w->head.id)),
                          STR_ARG(initiative_path(c, of->head.id)));
    return r;
}

static Fault reviews_draw(Buf *b, const Page *pg, const void *rec) {
    const Initiative *v = rec;
    Ctx   *c = pg->c;
    void  *rows;
    size_t n;
    const Str MEASURES[REVIEW_SPAN_N] = {[REVIEW_SPAN_SHORT] = v->measure_short,
                                         [REVIEW_SPAN_MIDDLE] = v->measure_middle,
                                         [REVIEW_SPAN_LONG] = v->measure_long};
    ReviewPart p = {.early_signs = v->early_signs, .long_missing = !v->measure_long.n};
    TRY(initiative_rows(c, &initiative_review_entity, v->head.id, &rows, &n));
    p.rows = p.spans;
    for (int span = 1; span < REVIEW_SPAN_N; span++) {
        ReviewSpan *s = &p.spans[p.rows_n++];
        *s = (ReviewSpan){.span = choice_label(&review_span_choices, span), .measure = MEASURES[span],
                          .rows = ARENA_ARRAY(c->arena, ReviewRow, n + 1)};
        for (size_t i = 0; i < n; i++) {
            const InitiativeReview *w = &((const InitiativeReview *)rows)[i];
            if (w->span == span) s->rows[s->rows_n++] = review_row(c, v, w);
        }
    }
    if (!v->head.archived_at && ent_may_write(c, &initiative_entity, &v->head)) {
        p.add = arena_printf(c->arena, "/initiative-reviews/new?initiative=%.*s&back=%.*s",
                             STR_ARG(id_str(c->arena, v->head.id)), STR_ARG(initiative_path(c, v->head.id)));
    }
    initiative_reviews_html(b, pg, &p);
    return OK;
}

const RecordPart REVIEWS_PART = {.entity = &initiative_entity, .anchor = "reviews",
                                 .title = T_INITIATIVE_REVIEWS, .order = 12, .draw = reviews_draw};

static Fault review_extras(Ctx *c, const Request *rq, ListSpec *s) {
    if (params_on(&rq->args, "due")) {
        s->extras[s->n_extras++] = (ListExtra){.name = "due", .text = LIT("1"),
                                               .val = v_int(day_plus(c->reader.today, REVIEW_SOON_DAYS)),
                                               .sql = "(x.done_on IS NULL AND x.due_on <= :due)"};
    }
    if (!params_has(&rq->args, "sort")) s->sort = &initiative_review_entity.fields[INITIATIVE_REVIEW_F_DUE_ON];
    return OK;
}

const Sheet REVIEW_SHEET = {
    .entity = &initiative_review_entity,
    .path = "/initiative-reviews",
    .nav = NAV_CASES,
    .icon = "sunrise",
    .title = T_ENT_INITIATIVE_REVIEW_MANY,
    .empty = T_INITIATIVE_NO_REVIEWS,
    .first_step = T_INITIATIVE_ADD_REVIEW,
    .add = T_INITIATIVE_ADD_REVIEW,
    .columns = (const int[]){INITIATIVE_REVIEW_F_INITIATIVE, INITIATIVE_REVIEW_F_SPAN, INITIATIVE_REVIEW_F_DUE_ON,
                             INITIATIVE_REVIEW_F_DONE_ON, -1},
    .filters = (const int[]){INITIATIVE_REVIEW_F_SPAN, -1},
    .bulk = (const int[]){-1},
    .called = (const int[]){INITIATIVE_REVIEW_F_INITIATIVE, INITIATIVE_REVIEW_F_SPAN, -1},
    .extras = review_extras,
    .extra_names = (const char *const[]){"due", NULL},
    .tabs = (const SheetTab[]){{"due=1", T_INITIATIVE_TAB_DUE}, {0}},
};

/* ---- on the first page ------------------------------------------------------------------------------------------ */

/* Whoever was asked to lead one; whoever leads one, or coordinates its place, that is past its last day. */
static Fault waiting(Ctx *c, TodayDates *into) {
    const Field *f = initiative_entity.fields;
    ListSpec s = {.entity = &initiative_entity, .sort = &f[INITIATIVE_F_UNTIL_ON], .limit = LIST_PAGE_MAX,
                  .n_filters = 1};
    void  *rows;
    size_t n, shown = 0;
    s.filters[0] = (ListFilter){.field = &f[INITIATIVE_F_STATE], .op = LIST_NE, .val = v_int(INITIATIVE_STATE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n && shown < TODAY_MAX; i++) {
        const Initiative *of = &((const Initiative *)rows)[i];
        bool lead = of->lead && of->lead == c->who.account, late = initiative_late(of, c->reader.today);
        bool asked_for = lead && !of->lead_accepted_at;
        bool heads = (c->who.roles & ROLE_COORDINATOR) && ent_may_write(c, &initiative_entity, &of->head);
        if (!asked_for && !(late && (lead || heads))) continue;
        shown++;
        today_date(into, &(TodayDate){
            .name = view_name(c, &initiative_entity, of), .href = initiative_path(c, of->head.id),
            .noun = T_ENT_INITIATIVE, .what = asked_for ? T_INITIATIVE_ASKED : T_INITIATIVE_LATE,
            .icon = "flag", .day = asked_for ? 0 : of->until_on,
            .due = asked_for ? c->reader.today : of->until_on});
    }
    return OK;
}

static Fault reviews_waiting(Ctx *c, TodayDates *into) {
    InitiativeReview *w;
    size_t n;
    TRY(reviews_due(c, TODAY_MAX, &w, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = w[i].initiative;
    TRY(ent_names(c, &initiative_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        Str id = id_str(c->arena, w[i].head.id), back = initiative_path(c, w[i].initiative);
        today_date(into, &(TodayDate){
            .name = names[i], .noun = T_ENT_INITIATIVE_REVIEW, .what = choice_label(&review_span_choices, w[i].span),
            .href = arena_printf(c->arena, "/initiative-reviews/%.*s/edit?back=%.*s", STR_ARG(id), STR_ARG(back)),
            .icon = "flag", .day = w[i].due_on, .due = w[i].due_on});
    }
    return OK;
}

Fault initiative_dates(Ctx *c, TodayDates *into) {
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    TRY(waiting(c, into));
    return c->who.roles & ROLE_COORDINATOR ? reviews_waiting(c, into) : OK;
}

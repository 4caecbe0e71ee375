/* paper_review.c - the yearly review: the future as it was told, what was reached, what was done in the year, how it
** goes. */
#include "paper/paper.h"

#include "commitment_ent.h"
#include "lang/show.h"
#include "wave_ent.h"

enum { YEAR_DAYS = 365 };

static Fault done_in_year(Paper *p, const Case *k) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    Day    since = day_plus(c->reader.today, -YEAR_DAYS);
    bool   any = false;
    TRY(case_records(c, &commitment_entity, k->head.id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Commitment *t = &((const Commitment *)rows)[i];
        bool done = t->state == COMMITMENT_STATE_DONE && stamp_day(t->done_at, c->reader.zone) >= since;
        if (!done || t->for_team == 1) continue;
        if (!any) paper_head(p, tr(c->reader.lang, T_PAPER_DONE_IN_YEAR));
        any = true;
        paper_item(p, t->evidence.n ? arena_printf(c->arena, "%.*s (%.*s)", STR_ARG(t->text), STR_ARG(t->evidence))
                                    : t->text);
    }
    return OK;
}

static Fault reached(Paper *p, const Case *k) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    TRY(case_records(c, &goal_entity, k->head.id, &rows, &n));
    if (n) paper_head(p, tr(c->reader.lang, T_ENT_GOAL_MANY));
    for (size_t i = 0; i < n; i++) {
        const Goal *g = &((const Goal *)rows)[i];
        Str state = tr(c->reader.lang, choice_label(&goal_state_choices, g->state));
        paper_item(p, arena_printf(c->arena, "%.*s \xC2\xB7 %.*s%s%.*s", STR_ARG(g->text), STR_ARG(state),
                                   g->evidence.n ? " \xC2\xB7 " : "", STR_ARG(g->evidence)));
    }
    return OK;
}

/* What the business itself said, wave by wave; money stays with the team. */
static Fault years(Paper *p, const Case *k) {
    Ctx   *c = p->c;
    void  *rows;
    size_t n;
    TRY(case_records(c, &wave_entity, k->head.id, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        const Wave *w = &((const Wave *)rows)[i];
        if (w->state != WAVE_STATE_ANSWERED) continue;
        paper_head(p, tr(c->reader.lang, choice_label(&wave_at_choices, w->at)));
        for (int f = 0; f < wave_entity.n_fields; f++) {
            const Field *field = &wave_entity.fields[f];
            bool told = !(field->flags & FIELD_HIDDEN) && field->type != F_REF && value_known(field, w);
            if (told) paper_pair(p, field->label, field_plain(c, field, w));
        }
    }
    return OK;
}

Fault paper_review(Paper *p, const Case *k) {
    Vision *told = ent_new(p->c, &vision_entity);
    TRY(case_future(p->c, k->head.id, told));
    if (told->head.id) {
        paper_head(p, tr(p->c->reader.lang, T_ENT_VISION));
        paper_text(p, told->text);
    }
    TRY(reached(p, k));
    TRY(done_in_year(p, k));
    TRY(years(p, k));
    paper_small(p, tr(p->c->reader.lang, T_PAPER_CONTRIBUTED));
    return OK;
}

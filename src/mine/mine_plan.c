/* mine_plan.c - what waits for the owner's word: a plan that was changed since they agreed to it, and the future they
** told so many years ago to the day. */
#include "mine/mine.h"

static Fault changed_draw(Buf *b, const Page *pg, const Case *k) {
    PlanSince s;
    if (k->stage == CASE_STAGE_CLOSED) return OK;
    TRY(case_plan_since(pg->c, k, &s));
    if (!s.rows_n) return OK;
    TRY(case_may_agree(pg->c, k, &s.may_agree));
    mine_changed_html(b, pg, &s);
    return OK;
}

static Fault future_draw(Buf *b, const Page *pg, const Case *k) {
    Vision *v = ent_new(pg->c, &vision_entity);
    if (k->stage == CASE_STAGE_CLOSED) return OK;
    TRY(case_future(pg->c, k->head.id, v));
    MineFuture f = {.id = v->head.id, .text = v->text, .told_on = v->told_on, .path = case_path(pg->c, k->head.id),
                    .years = vision_years(v->told_on, v->read_on, pg->c->reader.today)};
    if (f.years) mine_future_html(b, pg, &f);
    return OK;
}

const MinePart MINE_CHANGED = {.order = 5, .waits = true, .draw = changed_draw};
const MinePart MINE_FUTURE = {.order = 6, .waits = true, .draw = future_draw};

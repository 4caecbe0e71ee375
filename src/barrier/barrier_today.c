/* barrier_today.c - on the first page of a trustee: barriers in their place that nobody has taken on, and their own. */
#include "barrier/barrier_page.h"

enum { SHOWN_MAX = 5 };

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx     *c = pg->c;
    ListSpec s = {.entity = &barrier_entity, .sort = &barrier_entity.fields[BARRIER_F_REPORTED_ON], .limit = SHOWN_MAX,
                  .extras = {barrier_waiting(c)}, .n_extras = 1};
    void    *at;
    size_t   n;
    int64_t  all;
    if (!(c->who.roles & ROLE_TRUSTEE)) return OK;
    TRY(list_run(c, &s, false, &at, &n, &all));
    if (!n) return OK;
    const Barrier *rows = at;
    BarrierToday   v = {.rows = ARENA_ARRAY(c->arena, BarrierTodayRow, n), .all = all > (int64_t)n};
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = (BarrierTodayRow){
            .title = rows[i].title, .href = view_record_path(c, &barrier_entity, rows[i].head.id),
            .state = choice_label(&barrier_state_choices, rows[i].state),
            .fresh = rows[i].state == BARRIER_STATE_REPORTED, .days = barrier_days(&rows[i], c->reader.today)};
    }
    barrier_today_html(b, pg, &v);
    return OK;
}

const TodayPart BARRIER_TODAY = {.order = 30, .draw = today_draw};

/* pledge_today.c - on the first page: pledges whose day is near or over. Whoever coordinates sees those of the unit,
** all others the ones that they follow. */
#include "pledge/pledge_page.h"

#include "ent/list.h"

enum { SHOWN_MAX = 6 };

Fault pledge_dates(Ctx *c, TodayDates *into) {
    ListSpec s = {.entity = &pledge_entity, .sort = &pledge_entity.fields[PLEDGE_F_BY_ON], .limit = SHOWN_MAX,
                  .extras = {pledge_due(c)}, .n_extras = 1};
    void    *rows;
    size_t   n;
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    if (!(c->who.roles & ROLE_COORDINATOR)) s.extras[s.n_extras++] = pledge_mine(c);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const Pledge *p = (const Pledge *)rows + i;
        today_date(into, &(TodayDate){.name = tri_best(&p->what, c->reader.lang, NULL), .noun = T_ENT_PLEDGE,
                                      .href = view_record_path(c, &pledge_entity, p->head.id), .what = T_PLEDGE_BY,
                                      .icon = "heart-handshake", .day = p->by_on, .due = p->by_on});
    }
    return OK;
}

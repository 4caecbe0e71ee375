/* consortium_today.c - on the first page: the day by which a joint supplier offers, and what still lacks until then,
** for those who follow it or coordinate its unit. Once it is offered nothing waits any more. */
#include "consortium/consortium_page.h"

#include "ent/list.h"

Fault consortium_dates(Ctx *c, TodayDates *into) {
    enum { SHOWN_MAX = 4 };
    ListSpec s = {.entity = &consortium_entity, .sort = &consortium_entity.fields[CONSORTIUM_F_ANSWER_BY],
                  .limit = SHOWN_MAX, .extras = {consortium_due(c)}, .n_extras = 1};
    Joint    j[SHOWN_MAX];
    void    *rows;
    size_t   n;
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    if (!(c->who.roles & ROLE_COORDINATOR)) s.extras[s.n_extras++] = consortium_followed(c);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const Consortium *k = rows;
    TRY(joints_load(c, k, n, j));
    for (size_t i = 0; i < n; i++) {
        Str lacks = consortium_lacks_words(c, &j[i]);
        today_date(into, &(TodayDate){.name = tri_best(&k[i].title, c->reader.lang, NULL), .noun = T_ENT_CONSORTIUM,
                                      .sub = lacks.n ? lacks : tr(c->reader.lang, T_CONSORTIUM_NOTHING_LACKS),
                                      .href = view_record_path(c, &consortium_entity, k[i].head.id),
                                      .what = T_ENT_CONSORTIUM_ANSWER_BY, .icon = "users-group",
                                      .day = k[i].answer_by, .due = k[i].answer_by});
    }
    return OK;
}

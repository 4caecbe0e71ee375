/* paid_today.c - on the first page of a case's lead and coordinator: paid hours that end within 60 days. That they end
** is told and nothing more: the case stays where it is, and its follow-up goes on. */
#include "session/session_page.h"

enum { SHOWN_MAX = 6 };

bool paid_ends_soon(Day until, Day today) {
    return until && until >= today && until <= day_plus(today, PAID_SOON_DAYS);
}

static Fault is_mine(Ctx *c, Id of_case, bool *ret_yes) {
    CasePerson *v;
    size_t      n;
    *ret_yes = false;
    TRY(case_people(c, of_case, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        bool leads = v[i].role == CASE_ROLE_LEAD || v[i].role == CASE_ROLE_COORDINATOR;
        *ret_yes = *ret_yes || (leads && v[i].account == c->who.account);
    }
    return OK;
}

Fault paid_ending(Ctx *c, size_t max, Case **ret_v, size_t *ret_n) {
    const Field *f = case_entity.fields;
    ListSpec s = {.entity = &case_entity, .sort = &f[CASE_F_PAID_UNTIL], .limit = LIST_PAGE_MAX, .n_filters = 3};
    void    *rows;
    size_t   n, kept = 0;
    s.filters[0] = (ListFilter){.field = &f[CASE_F_PAID_UNTIL], .op = LIST_GE, .val = v_int(c->reader.today)};
    s.filters[1] = (ListFilter){.field = &f[CASE_F_PAID_UNTIL], .op = LIST_LE,
                                .val = v_int(day_plus(c->reader.today, PAID_SOON_DAYS))};
    s.filters[2] = (ListFilter){.field = &f[CASE_F_STAGE], .op = LIST_NE, .val = v_int(CASE_STAGE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    Case *v = rows;
    for (size_t i = 0; i < n && kept < max; i++) {
        bool mine;
        TRY(is_mine(c, v[i].head.id, &mine));
        if (mine) v[kept++] = v[i];
    }
    *ret_v = v;
    *ret_n = kept;
    return OK;
}

Fault paid_dates(Ctx *c, TodayDates *into) {
    Case  *v;
    size_t n;
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    TRY(paid_ending(c, SHOWN_MAX, &v, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].head.id;
    TRY(ent_names(c, &case_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        today_date(into, &(TodayDate){.name = names[i], .noun = T_ENT_CASE, .what = T_SESSION_PAID_UNTIL,
                                      .href = arena_printf(c->arena, "%.*s#hours", STR_ARG(case_path(c, ids[i]))),
                                      .icon = "clock", .day = v[i].paid_until, .due = v[i].paid_until});
    }
    return OK;
}

/* session_today.c - on the first page: sessions of mine that were planned and are to be written down, and the next. */
#include "session/session_page.h"

enum { LATE_MAX = 3, NEXT_MAX = 4 };

/* Planned ones that the reader holds: those whose hour has passed, the longest first, or those to come. */
static Fault planned(Ctx *c, bool ahead, CaseSession **ret_v, size_t *ret_n) {
    const Field *f = case_session_entity.fields;
    ListSpec s = {.entity = &case_session_entity, .sort = &f[CASE_SESSION_F_HAPPENED_AT],
                  .limit = ahead ? NEXT_MAX : LATE_MAX, .n_filters = 3};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &f[CASE_SESSION_F_HOST], .op = LIST_EQ, .val = v_id(c->who.account)};
    s.filters[1] = (ListFilter){.field = &f[CASE_SESSION_F_STATE], .op = LIST_EQ, .val = v_int(SESSION_STATE_PLANNED)};
    s.filters[2] = (ListFilter){.field = &f[CASE_SESSION_F_HAPPENED_AT], .op = ahead ? LIST_GE : LIST_LT,
                                .val = v_int(c->reader.now)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static void add(Ctx *c, const CaseSession *v, size_t n, const Str *names, SessionsToday *t) {
    for (size_t i = 0; i < n; i++) {
        t->rows[t->rows_n++] = (SessionTodayRow){
            .href = arena_printf(c->arena, "/case-sessions/%.*s", STR_ARG(id_str(c->arena, v[i].head.id))),
            .name = names[i], .place = v[i].place, .at = v[i].happened_at, .icon = session_icon(v[i].way),
            .way = session_way_word(v[i].way), .waits = v[i].happened_at < c->reader.now};
    }
}

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx         *c = pg->c;
    CaseSession *late, *next;
    size_t       late_n, next_n, n = 0;
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    TRY(planned(c, false, &late, &late_n));
    TRY(planned(c, true, &next, &next_n));
    if (!late_n && !next_n) return OK;
    Id  *ids = ARENA_ARRAY(c->arena, Id, late_n + next_n);
    Str *names = ARENA_ARRAY(c->arena, Str, late_n + next_n);
    for (size_t i = 0; i < late_n; i++) ids[n++] = late[i].of_case;
    for (size_t i = 0; i < next_n; i++) ids[n++] = next[i].of_case;
    TRY(ent_names(c, &case_entity, ids, n, names));
    SessionsToday t = {.rows = ARENA_ARRAY(c->arena, SessionTodayRow, n)};
    add(c, late, late_n, names, &t);
    add(c, next, next_n, names + late_n, &t);
    t.all = arena_printf(c->arena, "/case-sessions?state=planned&host=%.*s",
                         STR_ARG(id_str(c->arena, c->who.account)));
    session_today_html(b, pg, &t);
    return OK;
}

const TodayPart SESSION_TODAY = {.order = 10, .draw = today_draw};

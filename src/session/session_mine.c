/* session_mine.c - on the owner's page: when we meet next, and what was said the last times. */
#include "session/session_page.h"

enum { NEXT_MAX = 3, LAST_MAX = 5 };

static ListSpec of_case(const Case *k, int state, bool ahead, Stamp now) {
    const Field *f = case_session_entity.fields;
    ListSpec s = {.entity = &case_session_entity, .sort = &f[CASE_SESSION_F_HAPPENED_AT], .descending = !ahead,
                  .limit = ahead ? NEXT_MAX : LAST_MAX + 1};
    s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_SESSION_F_OF_CASE], .op = LIST_EQ,
                                            .val = v_id(k->head.id)};
    s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_SESSION_F_STATE], .op = LIST_EQ, .val = v_int(state)};
    if (ahead) {
        s.filters[s.n_filters++] = (ListFilter){.field = &f[CASE_SESSION_F_HAPPENED_AT], .op = LIST_GE,
                                                .val = v_int(now)};
    }
    return s;
}

/* Whoever holds it, by their seat in the case: an owner does not see the accounts of those who accompany them. */
static Fault rows_fill(Ctx *c, const Case *k, const CaseSession *s, size_t n, MineSessions *v) {
    CasePerson *people;
    size_t people_n;
    TRY(case_people(c, k->head.id, true, &people, &people_n));
    v->rows = ARENA_ARRAY(c->arena, MineSession, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str id = id_str(c->arena, s[i].head.id);
        MineSession *row = &v->rows[v->rows_n++];
        *row = (MineSession){.at = s[i].happened_at, .day = stamp_day(s[i].happened_at, c->reader.zone),
                             .way = session_way_word(s[i].way), .place = s[i].place,
                             .icon = session_icon(s[i].way),
                             .href = arena_printf(c->arena, "/case-sessions/%.*s/summary", STR_ARG(id)),
                             .paper = arena_printf(c->arena, "/papers/session/%.*s?lang=%s", STR_ARG(id),
                                                   lang_code(c->reader.lang))};
        for (size_t p = 0; p < people_n; p++) {
            if (people[p].account == s[i].host) row->host = people[p].name;
        }
    }
    return OK;
}

static Fault fill(Ctx *c, const Case *k, bool ahead, MineSessions *v) {
    ListSpec s = of_case(k, ahead ? SESSION_STATE_PLANNED : SESSION_STATE_HELD, ahead, c->reader.now);
    void  *rows;
    size_t n;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    bool more = !ahead && n > LAST_MAX;           /* one more is asked for, so that nothing has to be counted */
    if (more) {
        v->all = arena_printf(c->arena, "/case-sessions?of_case=%.*s&state=held",
                              STR_ARG(id_str(c->arena, k->head.id)));
    }
    return rows_fill(c, k, rows, more ? LAST_MAX : n, v);
}

static Fault next_draw(Buf *b, const Page *pg, const Case *k) {
    MineSessions v = {.help = arena_printf(pg->c->arena, "/mine/%.*s/help", STR_ARG(id_str(pg->c->arena, k->head.id)))};
    if (k->stage == CASE_STAGE_CLOSED) return OK;
    TRY(fill(pg->c, k, true, &v));
    session_mine_next_html(b, pg, &v);
    return OK;
}

static Fault last_draw(Buf *b, const Page *pg, const Case *k) {
    MineSessions v = {0};
    TRY(fill(pg->c, k, false, &v));
    session_mine_last_html(b, pg, &v);
    return OK;
}

const MinePart SESSION_MINE_NEXT = {.order = 10, .waits = true, .draw = next_draw};
const MinePart SESSION_MINE_LAST = {.order = 20, .draw = last_draw};

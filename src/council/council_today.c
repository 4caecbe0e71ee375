/* council_today.c - on the first page: meetings of the bodies where the reader sits, and whether they come. */
#include "council/council_page.h"

enum { SHOWN_MAX = 3, REPLIES_MAX = 20 };

/* Meetings that are planned from today on. What the reader does not sit in they do not see. */
static Fault coming(Ctx *c, Meeting **ret_v, size_t *ret_n) {
    const Field *f = meeting_entity.fields;
    ListSpec s = {.entity = &meeting_entity, .sort = &f[MEETING_F_STARTS_AT], .limit = SHOWN_MAX, .n_filters = 2};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &f[MEETING_F_STATE], .op = LIST_EQ, .val = v_int(MEETING_STATE_PLANNED)};
    s.filters[1] = (ListFilter){.field = &f[MEETING_F_STARTS_AT], .op = LIST_GE,
                                .val = v_int(stamp_of(c->reader.today, 0, 0, c->reader.zone))};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

/* Whoever is written down for a meeting is asked; what they said stands with it. */
static Fault replies(Ctx *c, const Id *meetings, size_t n, MeetingsToday *t) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COUNCIL_QUERIES[Q_COUNCIL_MY_REPLIES],
                VALS(v_id(c->who.org), v_ids(meetings, n), v_int(REPLIES_MAX)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < n; i++) {
            if (meetings[i] != rows_id(&r, 0)) continue;
            t->rows[i].asks = true;
            t->rows[i].yes = rows_int(&r, 1) == REPLY_YES;
            t->rows[i].no = rows_int(&r, 1) == REPLY_NO;
        }
    }
    return rows_fault(&r);
}

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx     *c = pg->c;
    Meeting *m;
    size_t   n;
    Id       ids[SHOWN_MAX], bodies[SHOWN_MAX];
    Str      names[SHOWN_MAX] = {{0}};
    TRY(coming(c, &m, &n));
    if (!n) return OK;
    MeetingsToday t = {.rows = ARENA_ARRAY(c->arena, MeetingTodayRow, n), .rows_n = n};
    for (size_t i = 0; i < n; i++) {
        ids[i] = m[i].head.id;
        bodies[i] = m[i].body;
    }
    TRY(ent_names(c, &body_entity, bodies, n, names));
    for (size_t i = 0; i < n; i++) {
        t.rows[i] = (MeetingTodayRow){.href = meeting_path(c, &m[i]), .name = names[i], .room = m[i].room,
                                      .at = m[i].starts_at};
    }
    TRY(replies(c, ids, n, &t));
    council_today_html(b, pg, &t);
    return OK;
}

const TodayPart COUNCIL_TODAY = {.order = 20, .draw = today_draw};

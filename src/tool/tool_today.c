/* tool_today.c - on the first page of whoever leads: is what was begun a year ago still in use? */
#include "tool/tool_page.h"

enum { ASKED_MAX = 4 };

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx      *c = pg->c;
    ToolUse  *u = ARENA_ARRAY(c->arena, ToolUse, ASKED_MAX);
    size_t    n;
    Id        ids[2 * ASKED_MAX];
    Str       names[2 * ASKED_MAX];
    ToolToday v = {.rows = ARENA_ARRAY(c->arena, ToolTodayRow, ASKED_MAX)};
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    TRY(tool_waiting(c, u, ASKED_MAX, &n));
    if (!n) return OK;
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = u[i].tool;
        ids[2 * i + 1] = u[i].of_case;
    }
    TRY(ent_labels(c, ids, 2 * n, names));
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = (ToolTodayRow){.id = u[i].head.id, .name = names[2 * i], .business = names[2 * i + 1],
                                            .href = view_record_path(c, &tool_use_entity, u[i].head.id),
                                            .since = u[i].used_on};
    }
    tool_today_html(b, pg, &v);
    return OK;
}

const TodayPart TOOL_TODAY = {.order = 40, .draw = today_draw};
